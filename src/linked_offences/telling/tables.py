"""Turns data frames into tables that a page and JupyterLab show alike: caption, scopes, units in the head."""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

import pandas as pd
from markupsafe import Markup, escape
from pandas.api.types import is_numeric_dtype

from linked_offences import forces
from linked_offences.beside import NOT_MAPPED
from linked_offences.metrics import PART, SMALLEST_BASE, TOGETHER, WORKED_OUT, list_years, own_interval
from linked_offences.numerals import (
    capital,
    count_decimals,
    join_words,
    plural,
    write_number,
    write_pct,
    write_range,
    write_significant,
    write_span,
)
from linked_offences.records.acts import call_sections
from linked_offences.study import read_study
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import MIME, Ledger, Sentence
from linked_offences.weighing.printed import add_words
from linked_offences.years import name_official_year, name_period, write_date, write_day

STATUS = {
    "answered": "answered; the answer is held here",
    "reported": "answered; known from the press only",
    "refused": "refused",
    "answered_not_held_here": "answered; the answer is not held here",
    "answered_no_platform_split": "answered; no split by platform is held here",
    "no_answer_known": "no answer known",
    "withdrawn": "answered; the answer was withdrawn",
    "unreadable": "a file of its answer cannot be read here",
}

NO_WAY = {"cannot all hold": "on no reading"}
VERDICTS = ["contradicted", "disputed", "holds on one reading", "holds", "cannot be checked"]
SET_AGAINST = {"a day": "days", "per 100,000": "residents"}  # by the unit of a comparison; offences otherwise
BASIS = {"disclosure": "force's answer", "press": "newspaper", "inferred": "worked out from other figures"}

# JupyterLab sets all cells to the right. A page, which has a style sheet, does without.
LEFT, RIGHT = (f' style="text-align:{side}"' for side in ("left", "right"))


def write_status(status: str, section: str) -> str:
    """A request's status in words, with the sections under which it, or a part of an answer, is refused."""
    if not section:
        return STATUS[status]
    refused = ", " if status == "refused" else "; parts are refused under "
    return f"{STATUS[status]}{refused}{call_sections(section)} {section}"


def align_frames() -> None:
    """Let a notebook show frames with texts to the left and numbers to the right, and look for no formula in "$500"."""
    pd.options.display.html.use_mathjax = False
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, write_aligned)


def write_aligned(frame: pd.DataFrame) -> str | None:
    """HTML of a frame as pandas shows it, but for the side of texts: JupyterLab sets all cells to the right."""
    text = frame._repr_html_()
    if text is None or frame.columns.nlevels > 1 or 0 < pd.options.display.max_columns < len(frame.columns):
        return text
    levels = [frame.index.get_level_values(level).dtype for level in range(frame.index.nlevels)]
    label = "" if all(map(is_numeric_dtype, levels)) else LEFT
    head = [label] * len(levels) + ["" if is_numeric_dtype(kind) else LEFT for kind in frame.dtypes]

    def align(row: re.Match) -> str:
        sides = {"th": iter(head), "td": iter(head[len(levels) :])}
        if "<td>" in row[0]:
            sides["th"] = repeat(label)
        return re.sub(
            r"<(t[hd])((?: [^>]*)?)>", lambda cell: f"<{cell[1]}{cell[2]}{next(sides[cell[1]], '')}>", row[0]
        )

    return re.sub(r"<tr[ >].*?</tr>", align, text, flags=re.DOTALL)


@dataclass(frozen=True)
class Table:
    """A frame of texts for readers.

    The first column heads its row. ``numeric`` names the columns that are set to the right,
    ``anchors`` gives each row an id to link to, ``notes`` stand below, ``sentences`` are those of
    ours among its cells. A figure of the same numbers points to it by its ``name``. JupyterLab is told to look for
    no formula in it: of "$500 and under $5,000" it would make one.
    """

    caption: str
    frame: pd.DataFrame
    numeric: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    name: str = ""

    def __repr__(self) -> str:
        texts = self.frame.map(lambda cell: cell.striptags() if isinstance(cell, Markup) else str(cell))
        return "\n".join([self.caption, texts.to_string(index=False), *self.notes])

    def _repr_html_(self) -> str:
        head = Markup("").join(
            Markup('<th scope="col"{}>{}</th>').format(self._side(name), name) for name in self.frame.columns
        )
        body = Markup("\n").join(
            self._row(number, row) for number, row in enumerate(self.frame.itertuples(index=False))
        )
        notes = Markup("").join(Markup('<p class="note">{}</p>').format(note) for note in self.notes)
        ident = Markup(' id="table-{}"').format(self.name) if self.name else ""
        return Markup(
            '<section class="table mathjax_ignore"{} aria-label="{}" tabindex="0">\n<table>\n'
            "<caption><span>{}</span></caption>\n"
            "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</section>{}"
        ).format(ident, self.caption, self.caption, head, body, notes)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {MIME: [one.describe() for one in self.sentences]} if self.sentences else {}

    def _side(self, name: str) -> Markup:
        return Markup(f' class="number"{RIGHT}') if name in self.numeric else Markup(LEFT)

    def _row(self, number: int, row: tuple) -> Markup:
        ident = Markup(' id="{}"').format(self.anchors[number]) if self.anchors else Markup("")
        cells = [Markup('<th scope="row"{}>{}</th>').format(self._side(self.frame.columns[0]), row[0])]
        cells += [
            Markup("<td{}>{}</td>").format(self._side(name), cell)
            for name, cell in zip(self.frame.columns[1:], row[1:], strict=True)
        ]
        return Markup("<tr{}>{}</tr>").format(ident, Markup("").join(cells))


@dataclass(frozen=True)
class Tables:
    """Tables that are shown as one, one below the other; those that are None are left out."""

    parts: tuple[Table, ...]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.parts))

    def _repr_html_(self) -> str:
        return Markup("\n").join(part._repr_html_() for part in self.parts)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        sentences = [one.describe() for part in self.parts for one in part.sentences]
        return {MIME: sentences} if sentences else {}


def tabulate(caption: str, rows: Iterable[Mapping], **more) -> Table | None:
    """A table of rows, each given by its columns, with what more a `Table` has; None where there is no row."""
    frame = pd.DataFrame(rows)
    return Table(caption, frame, **more) if len(frame) else None


def together(*tables: Table | None) -> Tables | None:
    """Those of some tables that there are, shown as one; None where there is none."""
    found = tuple(one for one in tables if one is not None)
    return Tables(found) if found else None


def link(text: str, address: str) -> Markup:
    """A link, or the bare text where there is no address, or one that leads neither to a page of the web nor of ours."""
    if not re.match(r"https?://|[\w.#-]+$", address):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(address, text)


def requests(force: str, found: pd.DataFrame, former: pd.DataFrame, sources: pd.DataFrame) -> Table | Tables:
    """What was asked of the force, and what came back: one row a request; below it what no longer counts of that."""
    addresses = sources.set_index("source")["address"]
    rows = [
        {
            "Request": one.asked,
            "Period asked about": name_period(one.period_start, one.period_end) if one.period_start else "[x]",
            "What came back": write_status(one.status, one.section),
            "How the force searched": one.method or "[x]",
            "Force's own year": one.period_basis or "[x]",
            "Reference": _reference(one, addresses),
        }
        for one in found.itertuples()
    ]
    caption = f"Requests to {forces.name_force(force)} on file"
    listed = Table(caption, pd.DataFrame(rows), notes=("[x]: not known here.",))
    return Tables((listed, list_former(force, former))) if len(former) else listed


def list_former(force: str, found: pd.DataFrame) -> Table:
    """Answers and stories that were withdrawn or replaced, with what they printed and why they no longer count."""
    rows = [
        {
            "Answer": one.reference or one.source.rpartition("/")[2],
            "Published": write_date(one.published) or "[x]",
            "Offences that it printed": one.totals.replace(" | ", "; ") or plural(one.figures, "figure"),
            "What became of it": (
                f"replaced by {one.replaced_by.rpartition('/')[2]}" if one.replaced_by else "withdrawn"
            ),
            "When": write_date(one.changed) or "[x]",
            "Why": one.reason,
        }
        for one in found.itertuples()
    ]
    note = "Nothing on this page rests on these answers. [x]: not known here."
    return Table(f"What no longer counts about {forces.name_force(force)}", pd.DataFrame(rows), notes=(note,))


def _reference(request, addresses: pd.Series) -> Markup:
    if " " in request.source or request.status in ("reported", "withdrawn", "unreadable"):
        return Markup("[x]")
    if request.status == "no_answer_known" and not request.reference:
        return Markup("[x]")
    text = request.reference or "answer"
    if request.published:
        text += f", {request.published}"
    return link(text, addresses[request.source])


def totals(force: str, found: pd.DataFrame, readings: pd.DataFrame, checks: pd.DataFrame) -> Tables | None:
    """Totals of years, of parts of years, of several years together, and what each year can be where nobody prints it.

    Parameters
    ----------
    found : DataFrame
        As `metrics.list_totals` gives them.
    readings, checks : DataFrame
        The force's rows of these tables.
    """
    several = several_years(force, found, checks)
    return together(yearly(force, found), parts_of_years(force, found), ranges(force, found, readings), several)


def yearly(force: str, found: pd.DataFrame) -> Table | None:
    """How many offences in each year, of totals; None where no year has a number."""
    return _list_totals(force, list_years(found), "Year", "in each year", "yearly")


def parts_of_years(force: str, found: pd.DataFrame) -> Table | None:
    """How many offences in each month or other part of a year, of totals; None where none has a number."""
    found = found[found["covers"] == PART]
    return _list_totals(force, found, "Part of a year", "in each part of a year", "parts-of-years")


def _list_totals(force: str, found: pd.DataFrame, heading: str, when: str, name: str) -> Table | None:
    # Of what newspapers print no interval is given.
    own = bool((found["basis"] == "disclosure").any())

    def write_interval(one) -> str:
        ends = own_interval(one)
        return " to ".join(write_number(end, 1) for end in ends) if ends else "[x]"

    printed = find_ledger(force).figures
    rows = [
        {
            heading: one.year,
            "Offences": write_span(one.count_low, one.count_high),
            **({"95% interval": write_interval(one)} if own else {}),
            "From": write_day(one.period_start),
            "To": write_day(one.period_end),
            "Known from": _known_from(one, printed),
            "Rests on": find_ledger(force).refer(one.figures),
        }
        for one in found.itertuples()
    ]
    note = (
        "95% interval: how far the count could move by chance if nothing else changed. It leaves out how offences were "
        "recorded and searched for."
    )
    caption = f"{capital(read_study().offences)} {when}, {forces.name_force(force)}"
    return tabulate(caption, rows, numeric=("Offences", *["95% interval"] * own), name=name, notes=(note,) * own)


def several_years(force: str, found: pd.DataFrame, checks: pd.DataFrame) -> Table | None:
    """Printed totals over several years or an unknown period, with the check of each; None if there is none."""
    found = found[(found["covers"] == TOGETHER) | (found["period_start"] == "")]
    checks, book = checks[checks["rule"] == "sum over years"], find_ledger(force)
    rows = [
        {
            "Period": name_period(one.period_start, one.period_end),
            "Offences": write_span(one.count_low, one.count_high),
            "Sum of the yearly counts": _write_check(checks[checks["figure"].isin(one.figures.split())], book),
            "On condition": book.doubt(one.figures) or "none",
            "Rests on": book.refer(one.figures),
        }
        for one in found.itertuples()
    ]
    caption = f"Printed totals over several years, {forces.name_force(force)}"
    return tabulate(caption, rows, numeric=("Offences",), notes=("A sum over years is never added to its parts.",))


def offences(force: str, found: pd.DataFrame) -> Table | None:
    """Which offences: printed wording, Home Office category and count; None where none is printed."""
    caption = f"Which offences were linked to {read_study().platform.name}"
    return _categories(force, found, "Offence as printed", "offences", caption)


def outcomes(force: str, found: pd.DataFrame) -> Table | None:
    """What the police did: printed wording, Home Office outcome and count; None where none is printed."""
    return _categories(force, found, "Outcome as printed", "outcomes", "What the police did")


def _write_labels(figures: pd.DataFrame, counted) -> str:
    """The words under which a count is printed, each once; a total that it follows from has none of it."""
    labels = {}
    for label in figures.loc[figures["measure"] == counted.measure, "label"]:
        labels.setdefault(label.casefold(), label)
    return " / ".join(labels.values()) or counted.label


def _known_from(counted, printed: pd.DataFrame) -> str:
    """Who says so, and whether it is a sum of ours over parts of a year that are printed."""
    days = printed.loc[counted.figures.split(), ["period_start", "period_end"]]
    whole = (days == [counted.period_start, counted.period_end]).all(axis=1)
    added = counted.basis != "inferred" and not whole.any()
    return BASIS[counted.basis] + ", added up here" * added


def _categories(force: str, found: pd.DataFrame, heading: str, name: str, caption: str) -> Table | None:
    printed = find_ledger(force).figures
    latest = ["period_end", "period_start", "count_low"]  # a year stands before its parts
    rows = [
        {
            heading: _write_labels(printed.loc[one.figures.split()], one),
            "Home Office category": _category(one),
            "Period": name_period(one.period_start, one.period_end),
            "Count": write_span(one.count_low, one.count_high),
            "Known from": _known_from(one, printed),
            "Rests on": find_ledger(force).refer(one.figures),
        }
        for one in found.sort_values(latest, ascending=[False, True, False], kind="stable").itertuples()
    ]
    note = "[x]: printed without a number, or the number is not held here."
    return tabulate(f"{caption}, {forces.name_force(force)}", rows, numeric=("Count",), name=name, notes=(note,))


def name_outcomes_year() -> str:
    """The year of the outcomes of all crime."""
    return name_official_year(read_study().official.outcomes)


def are_outcomes_later() -> bool:
    """Whether that year ends after the years that were asked about."""
    return read_study().official.outcomes > read_study().period[1]


def outcome_parts(force: str, found: pd.DataFrame) -> Table | None:
    """Outcomes of the linked offences by part, beside those of all crime; None where no outcome is printed.

    Parameters
    ----------
    found : DataFrame
        As `beside.group_outcomes` gives it.
    """
    if found.empty:
        return None
    book, year, whole = find_ledger(force), found["year"].iloc[0], found.iloc[-1]
    columns, notes = {"Outcome": found["part"].tolist()}, []
    if year:
        columns |= _write_linked(found)
        mapped = NOT_MAPPED not in set(found["part"])
        unknown = (
            "not known here" if mapped else "not printed by a name that is mapped; those not mapped may hold some"
        )
        notes.append(f"[x]: {unknown}. Grouped as data/reference/outcome_parts.csv says.")
        if not mapped:
            notes.append(
                f"{NOT_MAPPED}: kept as printed, because nobody has decided which outcome of the Home Office is meant."
            )
        if not whole["basis"]:
            notes.append("How many offences there were is not known, or does not fit the outcomes printed.")
        elif whole["basis"] == "worked out":
            doubt, words = book.doubt(whole["figures"]), book.words_behind(whole["figures"])
            notes.append(
                "How many offences there were is not known here: its range, and so what is left, is worked out"
                f"{f', and holds only {doubt}' * bool(doubt)}"
                f"{f', and rests on the words {words}, which nobody checked' * bool(words)}."
            )
    if known := bool(found["all_crime"].iloc[:-1].notna().any()):
        columns |= {
            f"All crime, {name_outcomes_year()}": [
                write_number(one) if pd.notna(one) else "[z]" for one in found["all_crime"]
            ],
            "Share of all crime": [write_pct(one) if pd.notna(one) else "[z]" for one in found["share"]],
        }
        apart = (
            "a later year, other offences, and more time for outcomes"
            if are_outcomes_later()
            else "other offences"
        )
        notes.append(
            f"[z]: not applicable. All crime is a benchmark only: {apart}. "
            f"Home Office, release of {read_study().official.release}."
        )
    behind = (found["figures"] + " " + found["cells"]).str.replace(";", "")
    columns["Rests on"] = [book.refer(ids) or "[z]" for ids in behind]
    about = [f"{read_study().offences} in {year}"] if year else []
    about += [f"all crime in the {name_outcomes_year()}"] if known else []
    return Table(
        f"Outcomes of {join_words(about)}, {forces.name_force(force)}", pd.DataFrame(columns),
        numeric=tuple(columns)[1:-1], notes=tuple(notes), name="outcome-parts",
    )  # fmt: skip


def _write_linked(found: pd.DataFrame) -> dict[str, list[str]]:
    ends = list(zip(found["count_low"], found["count_high"], strict=True))
    columns = {f"Linked offences, {found['year'].iloc[0]}": [write_span(*pair) for pair in ends]}
    low, high = ends[-1]
    if pd.notna(low) and low == high >= SMALLEST_BASE:
        # None charged of many that are still open is no "0% charged", so a count of 0 gets no share.
        columns["Share of linked offences"] = [
            write_pct(one / low) if pd.notna(one) and 0 < one == other else "[z]" if one == 0 else "[x]"
            for one, other in [(None if pd.isna(one) else one, other) for one, other in ends]
        ]
    return columns


def _category(one) -> str:
    if one.level == "unmapped":
        return "not mapped"
    if one.level == "code":
        return f"{one.category} {one.label}" if one.measure == "offence" else f"type {one.category}: {one.label}"
    return f"{one.category} ({one.level})"


def comparisons(force: str, found: pd.DataFrame) -> Table | None:
    """Linked offences beside all recorded crime, as `beside.compare` gives them; None where nothing can be compared."""
    # Of what newspapers print no interval is given.
    own = bool(found["low"].notna().any())
    rows = []
    for one in found.itertuples():
        linked = one.unit != "all a day"  # and not all crime alone
        if one.unit == "share":
            result = write_pct(one.value)
        else:
            result = write_significant(one.value) if linked else write_number(one.value, 1)
        rows.append(
            {
                "Comparison": one.comparison,
                "Period": one.period,
                "Linked offences": write_number(one.linked) if linked else "[z]",
                "Set against": f"{write_number(one.official)} {SET_AGAINST.get(one.unit, 'offences')}",
                "Result": result,
                **({"95% interval": _ends(one) if linked and pd.notna(one.low) else "[z]"} if own else {}),
                "Rests on": find_ledger(force).refer(f"{one.behind * linked} {one.behind_official}"),
            }
        )
    conditional = found[found["condition"] != ""].drop_duplicates("condition")
    return tabulate(
        f"{capital(read_study().offences)} beside all recorded crime, {forces.name_force(force)}",
        rows,
        numeric=("Linked offences", "Set against", "Result", *["95% interval"] * own),
        notes=(
            *(f"The rows for {one.period} hold only {one.condition}." for one in conditional.itertuples()),
            f"Home Office, release of {read_study().official.release}, years ending March; ONS mid-year population. [z]: not "
            "applicable.",
        ),
    )


def _ends(one) -> str:
    """Both ends of an interval with as many decimals as its value."""
    if one.unit == "share":
        decimals = count_decimals(one.value * 100)
        return f"{write_pct(one.low, decimals)} to {write_pct(one.high, decimals)}"
    decimals = count_decimals(one.value)
    return f"{write_number(one.low, decimals)} to {write_number(one.high, decimals)}"


def claims(force: str, verdicts: pd.DataFrame, sources: pd.DataFrame) -> Table | None:
    """Every statement of the force's newspaper stories with its verdict, what is contradicted first.

    None where there is no story.
    """
    ledger, publishers = find_ledger(force), sources.set_index("source")["publisher"]
    order = {ident: number for number, ident in enumerate(ledger.figures["id"])}
    ranks = {"rank": verdicts["verdict"].map(VERDICTS.index), "place": verdicts["figure"].map(order)}
    found = verdicts.assign(**ranks).sort_values([*ranks])
    rows = []
    for one in found.itertuples():
        printed = write_statement(ledger.figures.loc[one.figure], one.force)
        by = ledger.refer(one.against) if one.verdict == "contradicted" else ""
        rows.append(
            {
                "Printed": Markup("{}{}").format(printed, ledger.refer(one.figure)),
                "Verdict": Markup("{}{}").format(name_verdict(one), by),
                "Why": one.finding,
                "Held against": one.held_against.replace(" | ", ", ") or "[x]",
                "Paper": publishers[ledger.figures.loc[one.figure, "source"]],
            }
        )
    return tabulate(
        f"What newspapers printed about {forces.name_force(force)}, held against the evidence",
        rows,
        notes=("[x]: nothing held here speaks to it.",),
        sentences=tuple(
            ledger.quote(one.finding, [one.figure, *one.against.split()]) for one in found.itertuples()
        ),
    )


def name_verdict(one) -> str:
    """A verdict with the condition that it holds on, for wherever it stands alone."""
    if one.verdict == "holds on one reading":
        return f"holds only if {one.reading}"
    return f"contradicted, unless {one.reading}" if one.verdict == "contradicted" and one.reading else one.verdict


def ranges(force: str, found: pd.DataFrame, readings: pd.DataFrame) -> Table | None:
    """What each year can be where nobody prints it, over all readings and on each; None where all is printed."""
    years = found[found["covers"] == WORKED_OUT]
    if years.empty:
        return None
    readings = readings[readings["measure"] == "total"]
    cases = [("however the printed figures are read", years)]
    for (change, base, condition), group in readings.groupby(["change", "base", "condition"], sort=False):
        words = f"if the change of {change} is on {base}" if change else "however they are read"
        cases.append((f"{words}, and {condition}" if condition else words, group))
    rows = []
    for words, group in cases:
        mine = group.set_index("period_start")
        rows.append(
            {
                "Reading": words,
                **{
                    year.year: write_span(*mine.loc[year.period_start, ["count_low", "count_high"]])
                    for year in years.itertuples()
                },
            }
        )
    book, behind = find_ledger(force), " ".join(years["figures"])
    told = Markup(
        "No source held here prints these counts: they are the fewest and the most that the printed figures {} allow together."
    )
    notes = (told.format(book.refer(behind)),)
    if doubt := book.doubt(behind):
        notes += (f"All rows hold only {doubt}.",)
    return Table(
        f"What each year can be, {forces.name_force(force)}", pd.DataFrame(rows), numeric=tuple(years["year"]), notes=notes,
        name="ranges",
    )  # fmt: skip


def contradictions(force: str, found: pd.DataFrame) -> Table | None:
    """What cannot stand together as printed, with the readings that end it and what holds without each member; None without any."""
    ledger = find_ledger(force)
    rows = [
        {
            "What cannot stand together": one.finding,
            "Can hold if": one.unless.replace(" | ", "; or ") or NO_WAY.get(one.kind, "[z]"),
            "What holds without each": one.without.replace(" | ", "; ") or "[z]",
            "Rests on": ledger.refer(one.figures) or "[x]",
        }
        for one in found.itertuples()
    ]
    return tabulate(
        f"Printed figures of {forces.name_force(force)} that cannot stand together",
        rows,
        notes=("[z]: not applicable. [x]: printed in a story about another force.",),
        sentences=tuple(ledger.quote(one.finding, one.figures.split()) for one in found.itertuples()),
    )


def _write_check(held: pd.DataFrame, ledger: Ledger) -> str:
    """How printed sums over years compare with the years: the sum of the years where it is another."""
    apart, agrees = held[held["result"] == "disagrees"], "agrees" in held["result"].tolist()
    if len(apart) and agrees:
        printed = [ledger.figures.loc[one] for one in apart["figure"]]
        said = join_words(f'"{add_words(one["as_printed"], one["qualifier"])}"' for one in printed)
        return f"agrees; {said}, printed for the same period, does not"
    if len(apart):
        one = apart.iloc[0]
        return f"disagrees: the years add up to {write_range(one['parts_low'], one['parts_high'])}"
    return "agrees" if agrees else "cannot be checked: the years are not all known here"


def write_statement(said: pd.Series, about: str) -> str:
    """What a statement prints, short: label, number and words as printed, for whom and for which period.

    Parameters
    ----------
    about : str
        The force whose story it is; another place that a number is for is named.
    """
    number = f"change of {write_printed(said)}" if said["measure"] == "change_pct" else write_printed(said)
    where = "" if said["force"] == about else f"{forces.name_force(said['force'])}, "
    period = write_period(said["period_as_printed"])
    told = f"{where}{period}" if period != "not stated" else where.removesuffix(", ")
    # One pair of brackets, where the words of the number stand in some already.
    number, bracket = (number[:-1], "; ") if told and number.endswith(")") else (number, " (")
    return f"{said['label'] or 'offences'}: {number}" + (f"{bracket}{told})" if told else "")


def write_printed(said) -> str:
    """A number with the words around it, as printed; the words alone where there is no number."""
    number = said["as_printed"]
    if number.isdigit():
        number = write_number(int(number))
    if said["measure"] == "change_pct" and number:
        number += "%"
    return add_words(number, said["qualifier"])


def write_period(printed: str) -> str:
    """Words for a period without the brackets that mark ours; brackets inside them stay."""
    return printed[1:-1] if re.fullmatch(r"\([^()]*\)", printed) else printed


def figures(force: str, printed: pd.DataFrame, sources: pd.DataFrame) -> Table | None:
    """Every figure that the page of a force rests on, with file and cell; None where there is none."""
    book = find_ledger(force)
    return list_figures(printed, book.official.loc[book.used], sources, about=force)


def list_figures(
    printed: pd.DataFrame, official: pd.DataFrame, sources: pd.DataFrame, about: str = ""
) -> Table | None:
    """Figures with the file and cell that hold them, numbered as references name them; None where there is none.

    Parameters
    ----------
    printed : DataFrame
        Rows of figures.
    official : DataFrame
        Official figures, as `ledgers.list_official` gives them.
    about : str, optional
        A force whose own name is left out of what is counted.
    """
    addresses, publishers = (sources.set_index("source")[name] for name in ("address", "publisher"))
    told = [
        (
            write_printed(one) or "[x]",
            one["label"] or read_study().offences,
            one["period_as_printed"] or "[x]",
            one,
        )
        for one in printed.to_dict("records")
    ]
    told += [
        (write_number(int(one["value"])), one["label"], one["period"], one) for one in official.to_dict("records")
    ]
    rows = []
    for number, (figure, label, period, one) in enumerate(told, start=1):
        source, name = one["source"], forces.name_force(one["force"])
        if source in publishers:
            named = link(publishers[source], addresses[source])
        else:
            page = "national" if one["force"] == forces.NATION else one["force"]
            named = link(f"see the page of {name}", f"{page}.html")
        rows.append(
            {
                "No.": str(number),
                "Printed": figure,
                "What it counts": label if one["force"] == about else f"{label} ({name})",
                "Period": period,
                "Source": named,
                "File and cell": f"data/raw/{source}/{one['file']} {one['cell']}",
            }
        )
    return tabulate(
        "Every figure that this page rests on, with the file and cell that hold it",
        rows,
        numeric=("Printed",),
        notes=("The period is as printed. [x]: printed in words only, or not held here.",),
        anchors=tuple(f"figure-{row['No.']}" for row in rows),
    )


def list_sources(found: pd.DataFrame) -> Table:
    """Sources with publisher, date, licence, and the SHA-256 of each file."""
    rows = []
    for one in found.itertuples():
        digests = [part.split("=") for part in one.files.split()]
        files = ", ".join(f"{name} {digest[:12]}" for name, digest in digests)
        rows.append(
            {
                "Source": link(f"{one.publisher}: {one.title}", one.address),
                "Reference": one.reference or "[x]",
                "Published": one.published or "[x]",
                "Licence": one.licence,
                "Files (SHA-256, first 12 digits)": files or "none",
            }
        )
    note = "[x]: none or not known. The full hashes are in source.yml beside each file."
    return Table("Sources", pd.DataFrame(rows), notes=(note,))
