"""Turns counts into figures: a drawing with a headline, what is measured, a description, a source, a table and data."""

import base64
import string
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from linked_offences import metrics, numerals
from linked_offences.beside import NOT_PRINTED
from linked_offences.forces import name_force
from linked_offences.metrics import VAGUE_TOTAL, WORKED_OUT, YEAR
from linked_offences.numerals import capital, join_words, write_number, write_pct, write_range, write_span
from linked_offences.profile import find_asked
from linked_offences.study import read_study
from linked_offences.telling import drawing, tables
from linked_offences.telling.drawing import Key, Mark, Stack
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import MIME, Ledger, Quoted, Sentence, count, make, tally
from linked_offences.years import name_period, split_years
from plain_files import write_frame

DATA = "application/vnd.linked-offences.data+json"
# A screen reader cannot pause inside an alternative text (pages of the NHS and NICE set the same limit).
LONGEST = 250
MOST_ROWS = 8


@dataclass(frozen=True)
class Chart:
    """A figure that cannot be made without its titles, description, source, table and data.

    Parameters
    ----------
    name : str
        Name inside its page; ids in the drawing begin with it.
    headline : Sentence
        What it shows, in at most 250 characters.
    subtitle : str
        Measure, place and period.
    description : Sentence
        What a reader who does not see it should take away, with the number that matters, in at most 250 characters.
    source : str
        Where the figures are from.
    table : str
        Name of the table of the same page that holds every number of the drawing.
    data : DataFrame
        What is drawn, tidy: one row per mark.
    svg : str
        The drawing.

    Raises
    ------
    ValueError
        A part is missing, the description repeats the headline or has no number, or either is too long.
    """

    name: str
    headline: Sentence
    subtitle: str
    description: Sentence
    source: str
    table: str
    data: pd.DataFrame
    svg: Markup

    def __post_init__(self):
        for part in ("name", "headline", "subtitle", "description", "source", "table", "svg"):
            if not str(getattr(self, part)).strip():
                raise ValueError(f"a figure needs its {part}")
        if self.data.empty:
            raise ValueError("a figure needs its data")
        if str(self.headline) == str(self.description) or not any(map(str.isdigit, str(self.description))):
            raise ValueError("the description of a figure says more than its headline, with a number")
        for part in (self.headline, self.description):
            if len(str(part)) > LONGEST:
                raise ValueError(f'"{part}" is longer than {LONGEST} characters: leave the rest to the table')

    @property
    def csv(self) -> str:
        """The data as CSV."""
        return write_frame(self.data)

    def __repr__(self) -> str:
        return f"Figure: {self.headline} ({self.subtitle})\n{self.description}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {
            "image/svg+xml": self.svg,
            MIME: [self.headline.describe(), self.description.describe()],
            DATA: {"name": self.name, "csv": self.csv, "subtitle": self.subtitle, "source": self.source},
        }

    def _repr_html_(self) -> str:
        # As a picture, which a notebook that nobody trusts shows too; a drawing it would leave out. It brings its ground.
        drawn = str(self.svg).replace("<svg ", '<svg style="background:#fff" ', 1)
        picture = base64.b64encode(drawn.encode()).decode()
        return Markup(
            '<figure id="chart-{}" class="mathjax_ignore">\n<figcaption><strong>{}</strong><br>{}</figcaption>\n'
            '<img alt="{}" src="data:image/svg+xml;base64,{}">\n'
            '<p class="note">{} <a href="#table-{}">Table of these numbers</a>.</p>\n</figure>'
        ).format(self.name, self.headline, self.subtitle, self.description, picture, self.source, self.table)


def _say_hidden(ledger: Ledger, groups: Iterable[str]) -> str:
    """What an alternative text adds where the force hides one of its counts."""
    return " The ranges are hidden counts." * ledger.hides(*groups)


def _mark(
    label: str, one, interval: tuple[float, float] | None = None, *, printed: bool = True, note: str = ""
) -> Mark:
    """The bar of a row of counts, with its count as text."""
    low, high = int(one.count_low), int(one.count_high)
    return Mark(label, write_span(low, high), low, high, interval, printed, note)


def _describe(ledger: Ledger, before: str, items: Sequence[str], after: str, names: dict, parts: dict) -> Sentence:
    """A sentence with as many of the items as an alternative text can hold."""
    for many in range(len(items), 0, -1):
        told = join_words([*items[:many], *(["others"] if many < len(items) else [])])
        template = before + told + after
        used = {field for _, field, _, _ in string.Formatter().parse(template) if field}
        mine, numbers = ({name: one for name, one in some.items() if name in used} for some in (names, parts))
        said = ledger.say(template, names=mine, **numbers)
        if len(said.text) <= LONGEST:
            break
    return said


def _tidy(found: pd.DataFrame, *columns: str, interval: bool = False) -> pd.DataFrame:
    """The rows behind a drawing, with the 95% intervals of exact counts that are the force's own."""
    names = [
        "force",
        "period_start",
        "period_end",
        *columns,
        "count_low",
        "count_high",
        "basis",
        "flag",
        "figures",
    ]
    data = found[names].reset_index(drop=True)
    ends = list(map(metrics.own_interval, data.itertuples())) if interval else []
    for place, end in enumerate(("interval_low", "interval_high") if interval else ()):
        data[end] = [numerals.round_half_up(one[place], 1) if one else "" for one in ends]
    return data


def yearly(force: str, totals: pd.DataFrame, requests: pd.DataFrame) -> Chart | None:
    """The printed count of each year with its 95% interval, and years that nobody prints; None with fewer than two.

    Years that begin on another day than the last are left to the table.
    """
    found = metrics.find_series(totals[totals["covers"] == YEAR]).reset_index(drop=True)
    if len(found) < 2:
        return None
    ledger, request = find_ledger(force), find_asked(requests)
    known = {one.year: _mark(one.year, one, metrics.own_interval(one)) for one in found.itertuples()}
    # A force that prints other years than those asked about is not held to these.
    asked = [name_period(*year) for year in split_years(request["period_start"], request["period_end"])]
    listed = metrics.list_years(totals)
    listed = listed[listed["period_start"].str[5:].isin(found["period_start"].str[5:])].reset_index(drop=True)
    span = split_years(listed["period_start"].iloc[0], listed["period_end"].iloc[-1])
    years = asked if {*known} <= {*asked} else [name_period(*year) for year in span]
    marks = [known.get(year, Mark(year, "not known")) for year in years]
    names = {f"y{i}": year for i, year in enumerate(listed["year"])}
    parts = {f"n{i}": count(one.figures) for i, one in enumerate(listed.itertuples()) if pd.notna(one.count_low)}
    # Of a long series the ends and the gaps are told; the rest stands in the table.
    ends = {0, len(listed) - 1, *listed.index[listed["count_low"].isna()]}
    shown = sorted(ends) if len(listed) > 3 else range(len(listed))
    told = [f"{{n{i}}} in {{y{i}}}" if f"n{i}" in parts else f"an unknown number in {{y{i}}}" for i in shown]
    last = found.iloc[-1]
    after = "."
    if exact := metrics.own_interval(last) is not None:
        after = ". The lines are 95% intervals; the last runs from {low} to {high}."
        parts |= {end: make("interval", last["figures"], end=i) for i, end in enumerate(("low", "high"))}
    hidden = bool((found["count_low"] != found["count_high"]).any())
    after += _say_hidden(ledger, listed["figures"])
    subtitle = f"Recorded offences, {name_force(force)}, {years[0]} to {years[-1]}"
    subtitle += "; lines: 95% intervals" * exact + "; hatched: hidden, from the fewest to the most" * hidden
    return _make(
        "yearly", "yearly", ledger, _describe(ledger, "Offences linked to {platform}: ", told, "", names, parts),
        subtitle, _describe(ledger, "{name}: ", told, after, names | {"name": name_force(force)}, parts),
        _tidy(found, interval=True), drawing.columns(marks),
    )  # fmt: skip


def _make(name, table, ledger, headline, subtitle, description, data, figure, more="") -> Chart:
    svg, ids = drawing.write_svg(figure, name, str(headline), str(description)), " ".join(data["figures"])
    source = "Source: the force's own answer."
    if ledger.is_by_press(ids):
        source = f"Source: {ledger.name_papers(ids)}, from a release not held here."
    return Chart(name, headline, subtitle, description, source + more, table, data, svg)


def ranges(force: str, totals: pd.DataFrame) -> Chart | None:
    """From the fewest to the most, for years that nobody prints; None where all are printed or nothing is known."""
    found = totals[totals["covers"] == WORKED_OUT]
    if found.empty:
        return None
    names = {f"y{i}": year for i, year in enumerate(found["year"])}
    parts = {
        f"n{i}": make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high), period=one.year)
        for i, one in enumerate(found.itertuples())
    }
    told = [f"{{n{i}}} in {{y{i}}}" for i in range(len(found))]
    marks = [_mark(one.year, one, printed=False) for one in found.itertuples()]
    ledger, behind = find_ledger(force), " ".join(found["figures"])
    doubt, words = ledger.doubt(behind), ledger.words_behind(behind)
    after = ", only {doubt}" * bool(doubt) + ", which rests on the words {words}" * bool(words) + "."
    return _make(
        "ranges", "ranges", ledger, _describe(ledger, "What each year can be: ", told, "", names, parts),
        f"{capital(read_study().offences)}, {name_force(force)}, {found['year'].iloc[0]} to {found['year'].iloc[-1]}; no year is "
        f"known; hatched: from the fewest to the most{f'; all hold only {doubt}' * bool(doubt)}"
        f"{f'; they rest on the words {words}, which nobody checked' * bool(words)}",
        _describe(
            ledger, "{name}, worked out, for no year is known: ", told, after,
            names | {"name": name_force(force), "doubt": doubt, "words": Quoted(words)}, parts,
        ),
        _tidy(found), drawing.columns(marks),
    )  # fmt: skip


def pick_largest(latest: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Offence types of the latest year that have a number, largest first, and of these the few that are drawn.

    Types as large as the first that has no place are left out with it, so that the rest are the largest.
    """
    found = latest[latest["count_low"].notna() & latest["count_high"].notna()].reset_index(drop=True)
    if len(found) <= MOST_ROWS:
        return found, found
    larger = found[found["count_low"] > found.loc[MOST_ROWS, "count_low"]]
    return found, larger if len(larger) > 1 else found.head(MOST_ROWS)


def offences(force: str, latest: pd.DataFrame) -> Chart | None:
    """The offence types of one year, as `metrics.find_latest_year` gives them; None where fewer than two have a number."""
    found, shown = pick_largest(latest)
    if len(found) < 2:
        return None
    ledger, year = find_ledger(force), name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
    exact = bool((found["count_low"] == found["count_high"]).all())
    marks = [_mark(one.label, one) for one in shown.itertuples()]
    names = {f"l{i}": Quoted(textwrap.shorten(one, 70, placeholder=" …")) for i, one in enumerate(shown["label"])}
    parts = {f"n{i}": count(ids) for i, ids in enumerate(shown["figures"])}
    headline = _say_largest(ledger, found, names, parts["n0"], year)
    return _make(
        "offences", "offences", ledger, headline,
        f"Number of offences, {name_force(force)}, {year}"
        + f"; the {len(shown)} largest of {len(found)} types" * bool(len(shown) < len(found))
        + "; hatched: hidden, from the fewest to the most" * (not exact),
        _describe(
            ledger, "{name}, {year}: ", [f"{{l{i}}} {{n{i}}}" for i in range(len(shown))],
            f".{_say_hidden(ledger, shown['figures'])}",
            names | {"year": year, "name": name_force(force)}, parts,
        ),
        _tidy(shown, "level", "category", "label"), drawing.rows(marks),
    )  # fmt: skip


def _say_largest(ledger: Ledger, found: pd.DataFrame, names: dict, largest, year: str) -> Sentence:
    """What is the largest of the offence types, where that can be said."""
    many = tally(found["figures"], noun="offence type", nouns="offence types")
    if hidden := int((found["count_low"] != found["count_high"]).sum()):
        told = {1: "one of them as a range", len(found): "all of them as ranges"}
        some = told.get(hidden, "some of them as ranges")
        text = f"{{many}} are printed for {{year}}, {some}, because the force hides small counts"
        return ledger.say(text, names={"year": year}, many=many)
    ties = int((found["count_low"] == found["count_low"].iloc[0]).sum())
    first = "several share the largest count{mode}, {n0}" if ties > 1 else '"{l0}" is the largest{mode}, with {n0}'
    return ledger.say(
        f"Of {{many}} printed for {{year}}, {first}",
        names={"year": year} | ({"l0": names["l0"]} if ties == 1 else {}), n0=largest, many=many,
        mode=make("mode", *found["figures"], named=ties),
    )  # fmt: skip


def outcome_parts(force: str, found: pd.DataFrame) -> Chart | None:
    """Outcomes of the linked offences as parts of one whole, beside those of all crime of the force.

    None where no outcome but none at all is printed: a bar that is not printed from end to end shows nothing.

    Parameters
    ----------
    found : DataFrame
        As `beside.group_outcomes` gives it.
    """
    rows, whole = found.iloc[:-1], found.tail(1)
    parts = rows[rows["part"] != NOT_PRINTED]
    if not parts["count_low"].sum():
        return None
    year, crime = found["year"].iloc[0], rows[rows["all_crime"].notna()]
    key = [
        (row.part, write_span(row.count_low, row.count_high),
         *([write_pct(row.share) if pd.notna(row.share) else "[z]"] if len(crime) else []))
        for row in rows.itertuples()
    ]  # fmt: skip
    sizes, left = parts["count_low"].fillna(0).astype(float), rows[["count_low", "count_high"]].iloc[-1]
    # Where nothing bounds the whole, the part that is not printed has an end that is only drawn.
    left = tuple(left) if left.notna().all() else (0, float(sizes.sum()) / 4)
    # Without a whole that they fit they are parts of nothing that has a number: some may be of offences of other years.
    of = "Linked offences" if whole["basis"].item() else "Printed outcomes"
    size = whole if whole["basis"].item() else parts[["count_low", "count_high"]].sum().to_frame().T
    stacks = [
        Stack(f"{of}, {year}: {write_range(*size[['count_low', 'count_high']].iloc[0])}", tuple(sizes), left)
    ]
    if len(crime):
        all_crime = f"All crime, {tables.name_outcomes_year()}: {write_number(crime['all_crime'].sum())}"
        stacks.append(Stack(all_crime, tuple(crime["all_crime"].astype(float))))
    heads = ("", "Linked", *(["All crime"] if len(crime) else []))
    ledger = find_ledger(force)
    headline, description = _say_outcomes(ledger, parts, whole.iloc[0])
    data = rows[["part", "count_low", "count_high", "figures", "all_crime", "cells", "share"]]
    data = data.assign(force=force, period=year, figures=data["figures"].str.replace(" ; ", " "))
    return _make(
        "outcomes", "outcome-parts", ledger, headline,
        f"Outcomes of {read_study().offences}, {name_force(force)}, {year}"
        + f", and of all its crime in {'a later year, ' * tables.are_outcomes_later()}the {tables.name_outcomes_year()}"
        * bool(len(crime))
        + "; dashed: how many more there may be" * bool(left[0] < left[1]),
        description, data, drawing.stacks(stacks, Key(heads, tuple(key))),
        f" All crime: Home Office, release of {read_study().official.release}." * bool(len(crime)),
    )  # fmt: skip


def _say_outcomes(ledger: Ledger, found: pd.DataFrame, whole: pd.Series) -> tuple[Sentence, Sentence]:
    parts = found[found["count_low"].notna()].reset_index(drop=True)
    sums = [ids.split(" ; ") for ids in parts["figures"]]
    groups = [ids for one in sums for ids in one]
    names = {"year": whole["year"], "name": name_force(ledger.force)}
    names |= {f"l{i}": part for i, part in enumerate(parts["part"])}
    numbers = {f"n{i}": make("sum", *ids) for i, ids in enumerate(sums)}
    told = [f"{{l{i}}} {{n{i}}}" for i in range(len(parts))]
    if whole["basis"] == "printed":
        numbers |= {"whole": count(whole["figures"]), "left": make("left", whole["figures"], *groups)}
        text = "Of {whole} offences in {year}, the outcome of {left} is not known here"
        if whole["count_low"] == whole["count_high"] == parts["count_low"].sum() == parts["count_high"].sum():
            text = "The outcomes printed for {year} add up to all of that year's {whole} offences"  # open cases among them
        after = ". Not known here: {left} of {whole}."
    else:
        unknown = (
            f"{'how many offences there were' if whole['basis'] else 'of how many offences'} is not known here"
        )
        text = f"Outcomes printed for {{year}}: {{printed}}; {unknown}"
        numbers["printed"] = make("sum", *groups)
        after = f". {capital(unknown)}."
    behind = [*groups, *([whole["figures"]] if whole["basis"] == "printed" else [])]
    hidden = "; the ranges are counts that the force hides" * ledger.hides(*behind)
    headline = _describe(ledger, "", [text], hidden, names, numbers)
    after += _say_hidden(ledger, behind)
    return headline, _describe(ledger, "{name}, {year}: ", told, after, names, numbers)


def forces(figured: pd.DataFrame, totals: pd.DataFrame) -> Chart | None:
    """Counts of the last year asked about of each force with a figure, by name and not by size; None where no force has a count.

    Ranges that are only worked out are in, and told apart; so are forces whose figure is for no single year,
    without a bar.

    Parameters
    ----------
    figured : DataFrame
        Rows of `profile.list_known` with a figure.
    totals : DataFrame
        As `metrics.list_totals` gives them.
    """
    rows, marks, last, ledger = [], [], read_study().years[-1], find_ledger()
    for asked in figured.itertuples():
        mine = totals[totals["force"] == asked.force]
        found = mine[mine["covers"].isin([YEAR, WORKED_OUT]) & (mine["year"] == last)]
        found = found.sort_values("covers", key=lambda covers: covers == WORKED_OUT, kind="stable")
        note = asked.searched or "search not known"
        if len(found):
            one = found.iloc[0]
            own = one["basis"] != "inferred"
            doubt = ledger.doubt(one["figures"])
            note += f"; holds only {doubt}" * bool(doubt)
            words = ledger.words_behind(one["figures"])
            note += f"; rests on the words {words}, which nobody checked" * bool(words)
            rows.append(found.head(1).assign(searched=asked.searched, period_basis=asked.period_basis))
            marks.append(_mark(asked.name, one, metrics.own_interval(one), printed=own, note=note))
        elif len(vague := mine[(mine["covers"] == VAGUE_TOTAL) & (mine["period_start"] == "")]):
            one = vague.iloc[-1]
            text = f"{write_span(one['count_low'], one['count_high'])}, {one['year']}: not drawn"
            marks.append(Mark(asked.name, text, note=note))
    data = pd.concat(rows) if rows else pd.DataFrame(columns=["basis", "count_low"])
    own = data[data["basis"] != "inferred"].sort_values("count_low")
    if own.empty:
        return None
    worked_out = data[data["basis"] == "inferred"]
    parts = {"many": tally(own["figures"], noun="force")}
    text = "{many} with a count for {year}"
    if len(worked_out):
        text += ", {others} with a range that is worked out"
        parts["others"] = tally(worked_out["figures"])
    headline = ledger.say(f"{text}: searches differ or are not known", names={"year": last}, **parts)
    description = ledger.say(
        "Forces by name, not by size. The counts run from {low} to {high}; those of forces' own answers have a 95% "
        "interval. Forces that searched different fields cannot be ranked.",
        low=count(own["figures"].iloc[0]), high=count(own["figures"].iloc[-1]),
    )  # fmt: skip
    return Chart(
        "forces", headline,
        f"Recorded {read_study().offences}, police forces by name with what each searched, {last}; lines: 95% intervals; "
        "outlined and hatched: worked out, from the fewest to the most",
        description, "Source: forces' own answers and newspapers.", "side-by-side",
        _tidy(data, "searched", "period_basis", interval=True),
        drawing.write_svg(drawing.rows(marks), "forces", str(headline), str(description)),
    )  # fmt: skip
