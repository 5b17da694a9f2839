"""Turns data frames into tables that a page and JupyterLab show alike: caption, scopes, units in the head."""

import re
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup, escape

from linked_offences import forces
from linked_offences.numerals import (
    capital,
    count_decimals,
    plural,
    write_number,
    write_pct,
    write_range,
    write_significant,
    write_span,
)
from linked_offences.profile import Profile
from linked_offences.study import read_study
from linked_offences.telling.ledgers import ledger_of, list_used_official
from linked_offences.telling.sentences import MIME, Ledger, Sentence
from linked_offences.years import name_period, write_day

STATUS = {
    "answered": "answered; the answer is held here",
    "reported": "answered; known from newspapers only",
    "refused": "refused",
    "answered_not_held_here": "answered; the answer is not held here",
    "answered_no_platform_split": "answered, with no split by platform",
    "no_answer_known": "no answer known",
    "withdrawn": "answered; the answer was withdrawn",
}
NO_WAY = {"cannot all hold": "on no reading"}
VERDICTS = ["contradicted", "disputed", "holds on one reading", "holds", "cannot be checked"]
BASIS = {"disclosure": "force's answer", "press": "newspaper", "inferred": "worked out from other figures"}


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
    anchors: tuple[str, ...] = field(default=())
    sentences: tuple[Sentence, ...] = ()
    name: str = ""

    def __str__(self) -> str:
        texts = self.frame.map(lambda cell: cell.striptags() if isinstance(cell, Markup) else str(cell))
        return "\n".join([self.caption, texts.to_string(index=False), *self.notes])

    def __repr__(self) -> str:
        return str(self)

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
        return Markup(' class="number"') if name in self.numeric else Markup("")

    def _row(self, number: int, row: tuple) -> Markup:
        ident = Markup(' id="{}"').format(self.anchors[number]) if self.anchors else Markup("")
        cells = [Markup('<th scope="row">{}</th>').format(row[0])]
        cells += [
            Markup("<td{}>{}</td>").format(self._side(name), cell)
            for name, cell in zip(self.frame.columns[1:], row[1:], strict=True)
        ]
        return Markup("<tr{}>{}</tr>").format(ident, Markup("").join(cells))


@dataclass(frozen=True)
class Tables:
    """Tables that are shown as one, one below the other; those that are None are left out."""

    parts: tuple[Table, ...]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return Markup("\n").join(part._repr_html_() for part in self.parts)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        sentences = [one.describe() for part in self.parts for one in part.sentences]
        return {MIME: sentences} if sentences else {}


def together(*tables: Table | None) -> Tables | None:
    """Those of some tables that there are, shown as one; None where there is none."""
    found = tuple(one for one in tables if one is not None)
    return Tables(found) if found else None


def link(text: str, address: str) -> Markup:
    """A link, or the bare text where there is no address, or one that leads neither to a page of the web nor of ours."""
    if not re.match(r"https?://|[\w.#-]+$", address):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(address, text)


def requests(page: Profile) -> Table | Tables:
    """What was asked of the force, and what came back: one row a request; below it what no longer counts of that."""
    addresses = page.sources.set_index("source")["address"]
    rows = []
    for one in page.requests.itertuples():
        status = STATUS[one.status]
        if one.section:
            status += f", section {one.section}"
        rows.append(
            {
                "Request": one.asked,
                "Period asked about": name_period(one.period_start, one.period_end),
                "What came back": status,
                "How the force searched": one.method or "[x]",
                "Force's own year": one.period_basis or "[x]",
                "Reference": _reference(one, addresses),
            }
        )
    found = Table(
        f"Requests to {page.name} on file",
        pd.DataFrame(rows),
        notes=("[x]: not known here.",),
    )
    return Tables((found, former(page))) if len(page.former) else found


def former(page: Profile) -> Table:
    """Answers and stories that were withdrawn or replaced, with what they printed and why they no longer count."""
    rows = [
        {
            "Answer": one.reference or one.source.rpartition("/")[2],
            "Published": _write_date(one.published),
            "Offences that it printed": one.totals.replace(" | ", "; ") or plural(one.figures, "figure"),
            "What became of it": (
                f"replaced by {one.replaced_by.rpartition('/')[2]}" if one.replaced_by else "withdrawn"
            ),
            "When": _write_date(one.changed),
            "Why": one.reason,
        }
        for one in page.former.itertuples()
    ]
    note = "Nothing on this page rests on these answers. [x]: not known here."
    return Table(f"What no longer counts about {page.name}", pd.DataFrame(rows), notes=(note,))


def _write_date(date: str) -> str:
    """A day in words, a month as it is, [x] where neither is known."""
    return write_day(date) if len(date) == 10 else date or "[x]"


def _reference(request, addresses: pd.Series) -> Markup:
    if " " in request.source or request.status in ("reported", "no_answer_known", "withdrawn"):
        return Markup("[x]")
    text = request.reference or "answer"
    if request.published:
        text += f", {request.published}"
    return link(text, addresses[request.source])


def yearly(page: Profile) -> Table | None:
    """How many offences in each year; None where no year has a number."""
    return _list_totals(page, page.yearly(), "Year", "in each year", "yearly")


def parts_of_years(page: Profile) -> Table | None:
    """How many offences in each month or other part of a year; None where none has a number."""
    return _list_totals(page, page.parts_of_years(), "Part of a year", "in each part of a year", "parts-of-years")


def _list_totals(page: Profile, found: pd.DataFrame, heading: str, when: str, name: str) -> Table | None:
    rows = [
        {
            heading: one.year,
            "Offences": write_span(one.count_low, one.count_high),
            "95% interval": _interval(one),
            "From": write_day(one.period_start),
            "To": write_day(one.period_end),
            "Known from": BASIS[one.basis],
            "Rests on": ledger_of(page).refer(one.figures),
        }
        for one in found.itertuples()
    ]
    if not rows:
        return None
    return Table(
        f"{capital(read_study().offences)} {when}, {page.name}",
        pd.DataFrame(rows),
        numeric=("Offences", "95% interval"),
        name=name,
        notes=(
            "95% interval: how far the count could move by chance if nothing else changed. It leaves out how offences "
            "were recorded and searched for.",
        ),
    )


def _interval(one) -> str:
    from linked_offences.metrics import count_interval

    if one.count_low != one.count_high:
        return "[x]"
    low, high = count_interval(int(one.count_low))
    return f"{write_number(low, 1)} to {write_number(high, 1)}"


def totals(page: Profile) -> Table | None:
    """Printed totals over several years or an unknown period, with the check of each; None if there is none."""
    found = page.counts[
        (page.counts["measure"] == "check_total")
        | ((page.counts["measure"] == "total") & (page.counts["period_start"] == ""))
    ]
    checks = page.checks[page.checks["rule"] == "sum over years"]
    rows = []
    for one in found.itertuples():
        held = checks[checks["figure"].isin(one.figures.split())]
        rows.append(
            {
                "Period": name_period(one.period_start, one.period_end),
                "Offences": write_span(one.count_low, one.count_high),
                "Sum of the yearly counts": _write_check(held),
                "On condition": page.doubt(one.figures) or "none",
                "Rests on": ledger_of(page).refer(one.figures),
            }
        )
    if not rows:
        return None
    return Table(
        f"Printed totals over several years, {page.name}",
        pd.DataFrame(rows),
        numeric=("Offences",),
        notes=("A sum over years is never added to its parts.",),
    )


def offences(page: Profile) -> Table | None:
    """Which offences: printed wording, Home Office category and count; None where none is printed."""
    return _categories(
        page, "offence", "Offence as printed", f"Which offences were linked to {read_study().platform.name}"
    )


def outcomes(page: Profile) -> Table | None:
    """What the police did: printed wording, Home Office outcome and count; None where none is printed."""
    return _categories(page, "outcome", "Outcome as printed", "What the police did")


def _categories(page: Profile, measure: str, heading: str, caption: str) -> Table | None:
    printed = page.figures.set_index("id")["label"]
    rows = [
        {
            heading: " / ".join(dict.fromkeys(printed[ident] for ident in one.figures.split())),
            "Home Office category": _category(one),
            "Period": name_period(one.period_start, one.period_end),
            "Count": write_span(one.count_low, one.count_high),
            "Known from": BASIS[one.basis],
            "Rests on": ledger_of(page).refer(one.figures),
        }
        for one in page.rows(measure).sort_values("period_start", ascending=False, kind="stable").itertuples()
    ]
    if not rows:
        return None
    return Table(
        f"{caption}, {page.name}",
        pd.DataFrame(rows),
        numeric=("Count",),
        name=f"{measure}s",
        notes=("[x]: printed without a number, or the number is not held here.",),
    )


def _category(one) -> str:
    if one.level == "unmapped":
        return "not mapped"
    if one.level == "code":
        return f"{one.category} {one.label}" if one.measure == "offence" else f"type {one.category}: {one.label}"
    return f"{one.category} ({one.level})"


def comparisons(page: Profile) -> Table | None:
    """Linked offences beside all recorded crime of the force; None where nothing can be compared."""
    found = page.compared
    if found.empty:
        return None
    rows = [
        {
            "Comparison": one.comparison,
            "Period": one.period,
            "Linked offences": write_number(one.linked) if one.unit != "all a day" else "[z]",
            "Set against": _against(one),
            "Result": _result(one.value, one.unit),
            "95% interval": "[z]" if one.unit == "all a day" else _ends(one),
            "Rests on": ledger_of(page).refer(
                f"{'' if one.unit == 'all a day' else one.behind} {one.behind_official}"
            ),
        }
        for one in found.itertuples()
    ]
    conditional = found[found["condition"] != ""].drop_duplicates("condition")
    return Table(
        f"{capital(read_study().offences)} beside all recorded crime, {page.name}",
        pd.DataFrame(rows),
        numeric=("Linked offences", "Set against", "Result", "95% interval"),
        notes=(
            *(f"The rows for {one.period} hold only {one.condition}." for one in conditional.itertuples()),
            f"Home Office, release of {read_study().official.release}, years ending March; ONS mid-year population. [z]: not "
            "applicable.",
        ),
    )


def _against(one) -> str:
    words = {"a day": "days", "per 100,000": "residents"}
    return f"{write_number(one.official)} {words.get(one.unit, 'offences')}"


def _result(value: float, unit: str) -> str:
    if unit == "share":
        return write_pct(value)
    return write_number(value, 1) if unit == "all a day" else write_significant(value)


def _ends(one) -> str:
    """Both ends of an interval with as many decimals as its value."""
    if one.unit == "share":
        decimals = count_decimals(one.value * 100)
        return f"{write_pct(one.low, decimals)} to {write_pct(one.high, decimals)}"
    decimals = count_decimals(one.value)
    return f"{write_number(one.low, decimals)} to {write_number(one.high, decimals)}"


def claims(page: Profile) -> Table | None:
    """Every statement of the force's newspaper stories with its verdict, what is contradicted first.

    None where there is no story.
    """
    order = {ident: number for number, ident in enumerate(page.figures["id"])}
    found = page.verdicts.assign(place=page.verdicts["figure"].map(order)).sort_values("place")
    return list_claims(
        f"What newspapers printed about {page.name}, held against the evidence", found, ledger_of(page),
        page.sources.set_index("source")["publisher"],
    )  # fmt: skip


def list_claims(caption: str, verdicts: pd.DataFrame, ledger: Ledger, publishers: pd.Series) -> Table | None:
    """Statements with verdict and arithmetic, what is contradicted first; None where there is none."""
    found = verdicts.assign(rank=verdicts["verdict"].map(VERDICTS.index)).sort_values("rank", kind="stable")
    if found.empty:
        return None
    rows = [
        {
            "Printed": Markup("{}{}").format(
                write_statement(ledger.figures.loc[one.figure], one.force), ledger.refer(one.figure)
            ),
            "Verdict": write_verdict(one, ledger),
            "Why": one.finding,
            "Held against": one.held_against.replace(" | ", ", ") or "[x]",
            "Paper": publishers[ledger.figures.loc[one.figure, "source"]],
        }
        for one in found.itertuples()
    ]
    return Table(
        caption,
        pd.DataFrame(rows),
        notes=("[x]: nothing held here speaks to it.",),
        sentences=tuple(
            ledger.quote(one.finding, [one.figure, *one.against.split()]) for one in found.itertuples()
        ),
    )


def write_verdict(one, ledger: Ledger) -> Markup:
    """A verdict with the reading that it holds on, or with the figures that contradict it."""
    if one.verdict == "holds on one reading":
        return Markup("holds only on one reading: {}").format(one.reading)
    by = ledger.refer(one.against) if one.verdict == "contradicted" else ""
    return Markup("contradicted{}").format(by) if by else Markup(escape(one.verdict))


def ranges(page: Profile) -> Table | None:
    """What each year can be where nobody prints it, over all readings and on each; None where all is printed."""
    years = page.inferred_years()
    if years.empty:
        return None
    readings = page.readings[page.readings["measure"] == "total"]
    cases = [("over all readings that stand", years)]
    for (change, base, condition), group in readings.groupby(["change", "base", "condition"], sort=False):
        words = f"if the change of {change} is on {base}" if change else "over all of them"
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
    behind = ledger_of(page).refer(" ".join(years["figures"]))
    doubt = page.doubt(" ".join(years["figures"]))
    told = Markup(
        "Nobody prints these counts: they are the fewest and the most that the printed figures {} allow together."
    )
    notes = (told.format(behind),)
    if doubt:
        notes += (f"All rows hold only {doubt}.",)
    return Table(
        f"What each year can be, {page.name}", pd.DataFrame(rows), numeric=tuple(years["year"]), notes=notes,
        name="ranges",
    )  # fmt: skip


def contradictions(page: Profile) -> Table | None:
    """What cannot stand together as printed for the force; None where nothing is known to."""
    caption = f"Printed figures of {page.name} that cannot stand together"
    return list_contradictions(caption, page.contradictions, ledger_of(page))


def _write_check(held: pd.DataFrame) -> str:
    """How printed sums over years compare with the years: the sum of the years where it is another."""
    apart = held[held["result"] == "disagrees"]
    if len(apart):
        one = apart.iloc[0]
        return f"disagrees: the years add up to {write_range(one['parts_low'], one['parts_high'])}"
    return "agrees" if "agrees" in held["result"].tolist() else "cannot be checked: the years are not all printed"


def list_contradictions(caption: str, found: pd.DataFrame, ledger: Ledger) -> Table | None:
    """Contradictions with the readings that end them and what holds without each member; None where there is none."""
    if found.empty:
        return None
    rows = [
        {
            "What cannot stand together": one.finding,
            "Can hold if": one.unless.replace(" | ", "; or ") or NO_WAY.get(one.kind, "[z]"),
            "What holds without each": one.without.replace(" | ", "; ") or "[z]",
            "Rests on": ledger.refer(one.figures) or "[x]",
        }
        for one in found.itertuples()
    ]
    return Table(
        caption,
        pd.DataFrame(rows),
        notes=("[z]: not applicable. [x]: printed in a story about another force.",),
        sentences=tuple(ledger.quote(one.finding, one.figures.split()) for one in found.itertuples()),
    )


def write_statement(said: pd.Series, about: str) -> str:
    """What a statement prints, short: label, number and words as printed, for whom and for which period.

    Parameters
    ----------
    about : str
        The force whose story it is; another place that a number is for is named.
    """
    number = f"change of {write_printed(said)}" if said["measure"] == "change_pct" else write_printed(said)
    where = "" if said["force"] == about else f"{forces.name_force(said['force'])}, "
    return f"{said['label'] or 'offences'}: {number} ({where}{write_period(said['period_as_printed'])})"


def write_printed(said) -> str:
    """A number with the words around it, as printed; the words alone where there is no number."""
    number, words = said["as_printed"], said["qualifier"]
    if number.isdigit():
        number = write_number(int(number))
    if said["measure"] == "change_pct" and number:
        number += "%"
    return f"{number} ({words})" if words.startswith("printed as") else f"{words} {number}".strip()


def write_period(printed: str) -> str:
    """Words for a period without the brackets that mark ours; brackets inside them stay."""
    return printed[1:-1] if re.fullmatch(r"\([^()]*\)", printed) else printed


def figures(page: Profile) -> Table | None:
    """Every figure that the page rests on, with file and cell; None where there is none."""
    return list_figures(
        pd.concat([page.figures, page.quoted]),
        ledger_of(page).official.loc[list_used_official(page)],
        page.sources,
        about=page.force,
    )


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
    rows = [
        {
            "Printed": write_printed(one) or "[x]",
            "What it counts": f"{one['label'] or read_study().offences}{_elsewhere(one['force'], about)}",
            "Period": one["period_as_printed"] or "[x]",
        }
        | _place(one, publishers, addresses)
        for one in printed.to_dict("records")
    ]
    rows += [
        {
            "Printed": write_number(int(one["value"])),
            "What it counts": f"{one['label']}{_elsewhere(one['force'], about)}",
            "Period": one["period"],
        }
        | _place(one, publishers, addresses)
        for one in official.to_dict("records")
    ]
    if not rows:
        return None
    return Table(
        "Every figure that this page rests on, with the file and cell that hold it",
        pd.DataFrame([{"No.": str(number), **row} for number, row in enumerate(rows, start=1)]),
        numeric=("Printed",),
        notes=("The period is as printed. [x]: printed in words only, or not printed.",),
        anchors=tuple(f"figure-{number + 1}" for number in range(len(rows))),
    )


def _place(figure: dict, publishers: pd.Series, addresses: pd.Series) -> dict:
    source = figure["source"]
    if source in publishers:
        named = link(publishers[source], addresses[source])
    else:
        page = "national" if figure["force"] == forces.NATION else figure["force"]
        named = link(f"see the page of {forces.name_force(figure['force'])}", f"{page}.html")
    return {"Source": named, "File and cell": f"data/raw/{source}/{figure['file']} {figure['cell']}"}


def _elsewhere(force: str, about: str) -> str:
    """The place that a figure is for, where it is not the page's own force."""
    return "" if force == about else f" ({forces.name_force(force)})"


def sources(page: Profile) -> Table:
    """Sources of the page with date, licence and the SHA-256 of each file."""
    return list_sources(page.sources)


def list_sources(found: pd.DataFrame) -> Table:
    """Sources with publisher, date, licence, and the SHA-256 of each file."""
    rows = []
    for one in found.itertuples():
        digests = [part.split("=") for part in one.files.split()]
        rows.append(
            {
                "Source": link(f"{one.publisher}: {one.title}", one.address),
                "Reference": one.reference or "[x]",
                "Published": one.published or "[x]",
                "Licence": one.licence,
                "Files (SHA-256, first 12 digits)": ", ".join(f"{name} {digest[:12]}" for name, digest in digests)
                or "none",
            }
        )
    return Table(
        "Sources",
        pd.DataFrame(rows),
        notes=("[x]: none or not known. The full hashes are in source.yml beside each file.",),
    )
