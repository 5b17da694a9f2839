"""Turns counts into figures: a drawing with a headline, what is measured, a description, a source, a table and data."""

import string
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from linked_offences import metrics, numerals, quoting
from linked_offences.numerals import capital, join_words, write_number, write_pct, write_range, write_span
from linked_offences.profile import Profile
from linked_offences.study import read_study
from linked_offences.telling import drawing, outcomes
from linked_offences.telling.drawing import Key, Mark, Stack
from linked_offences.telling.ledgers import ledger_of
from linked_offences.telling.sentences import MIME, Ledger, Quoted, Sentence, count, make
from linked_offences.years import name_period, split_years

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
        return quoting.write_csv(self.data)

    def __repr__(self) -> str:
        return f"Figure: {self.headline} ({self.subtitle})\n{self.description}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {
            MIME: [self.headline.describe(), self.description.describe()],
            DATA: {"name": self.name, "csv": self.csv},
        }

    def _repr_html_(self) -> str:
        return Markup(
            '<figure id="chart-{}" class="mathjax_ignore">\n<figcaption><strong>{}</strong><br>{}</figcaption>\n{}\n'
            '<p class="note">{} <a href="#table-{}">Table of these numbers</a>.</p>\n</figure>'
        ).format(self.name, self.headline, self.subtitle, self.svg, self.source, self.table)


def _source(page: Profile) -> str:
    return (
        "Source: newspapers, from a release not held here." if page.by_press else "Source: the force's own answer."
    )


def _describe(ledger: Ledger, before: str, items: Sequence[str], after: str, names: dict, parts: dict) -> Sentence:
    """A sentence with as many of the items as an alternative text can hold."""
    for many in range(len(items), 0, -1):
        told = join_words([*items[:many], *(["others"] if many < len(items) else [])])
        template = before + told + after
        used = {field for _, field, _, _ in string.Formatter().parse(template) if field}
        said = ledger.say(
            template,
            names={name: value for name, value in names.items() if name in used},
            **{name: part for name, part in parts.items() if name in used},
        )
        if len(said.text) <= LONGEST:
            break
    return said


def _interval(low, high) -> tuple[float, float] | None:
    return metrics.count_interval(int(low)) if low == high else None


def _tidy(found: pd.DataFrame, *columns: str, interval: bool = False) -> pd.DataFrame:
    """The rows behind a drawing, with the 95% intervals of exact counts."""
    data = found[
        ["force", "period_start", "period_end", *columns, "count_low", "count_high", "basis", "flag", "figures"]
    ]
    if not interval:
        return data.reset_index(drop=True)
    ends = [_interval(*pair) for pair in zip(data["count_low"], data["count_high"], strict=True)]
    for place, end in enumerate(("interval_low", "interval_high")):
        data = data.assign(**{end: [numerals.round_half_up(one[place], 1) if one else "" for one in ends]})
    return data.reset_index(drop=True)


def _years_asked(page: Profile) -> list[str]:
    """Recording years that the request covers, whether they are printed or not."""
    return [name_period(*year) for year in split_years(page.asked["period_start"], page.asked["period_end"])]


def yearly(page: Profile) -> Chart | None:
    """The printed count of each year with its 95% interval, and years that nobody prints; None with fewer than two."""
    found = page.yearly().reset_index(drop=True)
    if len(found) < 2:
        return None
    known = {
        one.year: Mark(one.year, write_span(one.count_low, one.count_high), int(one.count_low), int(one.count_high),
                       _interval(one.count_low, one.count_high))
        for one in found.itertuples()
    }  # fmt: skip
    # A force that prints other years than those asked about is not held to these.
    asked = _years_asked(page)
    years = asked if {*known} <= {*asked} else list(known)
    marks = [known.get(year, Mark(year, "not printed")) for year in years]
    names = {f"y{i}": year for i, year in enumerate(found["year"])}
    parts = {f"n{i}": count(ids) for i, ids in enumerate(found["figures"])}
    # Of a long series the ends are told; the rest stands in the table.
    told = [f"{{n{i}}} in {{y{i}}}" for i in (range(len(found)) if len(found) < 4 else (0, len(found) - 1))]
    last = found.iloc[-1]
    after = "."
    if exact := bool(last["count_low"] == last["count_high"]):
        after = ". The lines are 95% intervals; the last runs from {low} to {high}."
        parts |= {end: make("interval", last["figures"], end=i) for i, end in enumerate(("low", "high"))}
    hidden = bool((found["count_low"] != found["count_high"]).any())
    subtitle = f"Recorded offences, {page.name}, {years[0]} to {years[-1]}"
    subtitle += "; lines: 95% intervals" * exact + "; hatched: hidden, from the fewest to the most" * hidden
    return _make(
        "yearly", "yearly", page, _describe(ledger_of(page), "Offences linked to {platform}: ", told, "", names, parts),
        subtitle, _describe(ledger_of(page), "{name}: ", told, after, names | {"name": page.name}, parts),
        _tidy(found, interval=True), drawing.columns(marks),
    )  # fmt: skip


def _make(name, table, page, headline, subtitle, description, data, figure, source="") -> Chart:
    svg = drawing.write_svg(figure, name, str(headline), str(description))
    return Chart(name, headline, subtitle, description, _source(page) + source, table, data, svg)


def ranges(page: Profile) -> Chart | None:
    """From the fewest to the most, for years that nobody prints; None where all are printed or nothing is known."""
    found = page.inferred_years()
    if found.empty:
        return None
    names = {f"y{i}": year for i, year in enumerate(found["year"])}
    parts = {
        f"n{i}": make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high), period=one.year)
        for i, one in enumerate(found.itertuples())
    }
    told = [f"{{n{i}}} in {{y{i}}}" for i in range(len(found))]
    marks = [
        Mark(
            one.year,
            write_span(one.count_low, one.count_high),
            int(one.count_low),
            int(one.count_high),
            printed=False,
        )
        for one in found.itertuples()
    ]
    doubt = page.doubt(" ".join(found["figures"]))
    return _make(
        "ranges", "ranges", page, _describe(ledger_of(page), "What each year can be: ", told, "", names, parts),
        f"{capital(read_study().offences)}, {page.name}, {found['year'].iloc[0]} to {found['year'].iloc[-1]}; no year is printed; "
        f"hatched: from the fewest to the most{f'; all hold only {doubt}' * bool(doubt)}",
        _describe(
            ledger_of(page), "{name}, worked out, for no year is printed: ", told, ".", names | {"name": page.name}, parts
        ),
        _tidy(found), drawing.columns(marks),
    )  # fmt: skip


def pick_largest(page: Profile) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Offence types of the latest year that have a number, largest first, and of these the few that are drawn.

    Types as large as the first that has no place are left out with it, so that the rest are the largest.
    """
    found = page.latest_year("offence")
    found = found[found["count_low"].notna() & found["count_high"].notna()].reset_index(drop=True)
    if len(found) <= MOST_ROWS:
        return found, found
    larger = found[found["count_low"] > found.loc[MOST_ROWS, "count_low"]]
    return found, larger if len(larger) > 1 else found.head(MOST_ROWS)


def offences(page: Profile) -> Chart | None:
    """The offence types of the latest year, largest first; None where fewer than two have a number."""
    found, shown = pick_largest(page)
    if len(found) < 2:
        return None
    year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
    exact = bool((found["count_low"] == found["count_high"]).all())
    marks = [
        Mark(one.label, write_span(one.count_low, one.count_high), int(one.count_low), int(one.count_high))
        for one in shown.itertuples()
    ]
    names = {
        f"l{i}": Quoted(textwrap.shorten(label, 70, placeholder=" …")) for i, label in enumerate(shown["label"])
    }
    parts = {f"n{i}": count(ids) for i, ids in enumerate(shown["figures"])}
    headline = _say_largest(page, found, names, parts["n0"], year)
    return _make(
        "offences", "offences", page, headline,
        f"Number of offences, {page.name}, {year}"
        + f"; the {len(shown)} largest of {len(found)} types" * bool(len(shown) < len(found))
        + "; hatched: hidden, from the fewest to the most" * (not exact),
        _describe(
            ledger_of(page), "{name}, {year}: ", [f"{{l{i}}} {{n{i}}}" for i in range(len(shown))], ".",
            names | {"year": year, "name": page.name}, parts,
        ),
        _tidy(shown, "level", "category", "label"), drawing.rows(marks),
    )  # fmt: skip


def _say_largest(page: Profile, found: pd.DataFrame, names: dict, largest, year: str) -> Sentence:
    """What is the largest of the offence types, where that can be said."""
    many = make("tally", [ids.split()[0] for ids in found["figures"]], noun="offence type", nouns="offence types")
    if (found["count_low"] != found["count_high"]).any():
        text = "{many} are printed for {year}, some of them as ranges"
        return ledger_of(page).say(text, names={"year": year}, many=many)
    ties = int((found["count_low"] == found["count_low"].iloc[0]).sum())
    first = (
        "several share the largest count{mode}, {n0}"
        if ties > 1
        else '"{l0}" is the largest of these{mode}, with {n0}'
    )
    return ledger_of(page).say(
        f"Of {{many}} printed for {{year}}, {first}",
        names={"year": year} | ({"l0": names["l0"]} if ties == 1 else {}), n0=largest, many=many,
        mode=make("mode", *found["figures"], named=ties),
    )  # fmt: skip


def outcome_parts(page: Profile) -> Chart | None:
    """Outcomes of the linked offences as parts of one whole, beside those of all crime of the force.

    None where no outcome but none at all is printed: a bar that is not printed from end to end shows nothing.
    """
    parts, crime = outcomes.find_parts(page), outcomes.share_all_crime(page)
    if parts is None or not parts.counts["count_low"].sum():
        return None
    rows = outcomes.compare(parts, crime)
    heads = ["", "Linked", *(["All crime"] if len(crime) else [])]
    key = []
    for row in rows.itertuples():
        linked = write_span(row.count_low, row.count_high) if pd.notna(row.count_low) else "[x]"
        key.append(
            (row.part, linked, *([write_pct(row.share) if pd.notna(row.share) else "[z]"] if len(crime) else []))
        )
    sizes = rows["count_low"].iloc[:-1].fillna(0).astype(float)
    # Where nothing bounds the whole, the part that is not printed has an end that is only drawn.
    left = parts.left or (0, float(sizes.sum()) / 4)
    whole = write_range(*parts.whole) if parts.whole else "number not known"
    found = [Stack(f"Linked offences, {parts.year}: {whole}", tuple(sizes), left)]
    if len(crime):
        total = write_number(crime["count"].sum())
        found.append(Stack(f"All crime, {outcomes.name_year()}: {total}", tuple(crime["count"].astype(float))))
    headline, description = _say_outcomes(page, parts)
    return _make(
        "outcomes", "outcome-parts", page, headline,
        f"Outcomes of {read_study().offences}, {page.name}, {parts.year}"
        + f", and of all its crime in {'a later year, ' * outcomes.is_later()}the {outcomes.name_year()}" * bool(len(crime))
        + "; dashed: how many more there may be" * (left[0] < left[1]),
        description, rows.assign(force=page.force, period=parts.year), drawing.stacks(found, Key(tuple(heads), tuple(key))),
        f" All crime: Home Office, release of {read_study().official.release}." * bool(len(crime)),
    )  # fmt: skip


def _say_outcomes(page: Profile, parts: outcomes.Parts) -> tuple[Sentence, Sentence]:
    groups = [ids for one in parts.counts["figures"] for ids in one]
    names = {"year": parts.year, "name": page.name}
    names |= {f"l{i}": part for i, part in enumerate(parts.counts["part"])}
    numbers = {f"n{i}": make("sum", *ids) for i, ids in enumerate(parts.counts["figures"])}
    told = [f"{{l{i}}} {{n{i}}}" for i in range(len(parts.counts))]
    if parts.whole and parts.whole_printed:
        numbers |= {"whole": count(parts.whole_figures), "left": make("left", parts.whole_figures, *groups)}
        text = "Of {whole} offences in {year}, the outcome of {left} is not printed"
        if parts.left == (0, 0):
            text = "Each of {whole} offences in {year} has its outcome printed"
        after = ". Not printed: {left} of {whole}."
    else:
        text = "Outcomes printed for {year}: {printed}; how many offences there were is not printed"
        numbers["printed"] = make("sum", *groups)
        after = ". How many offences there were is not printed."
    headline = _describe(ledger_of(page), "", [text], "", names, numbers)
    return headline, _describe(ledger_of(page), "{name}, {year}: ", told, after, names, numbers)


def forces(pages: Sequence[Profile], ledger: Ledger) -> Chart | None:
    """Counts of the last year asked about of each force with a figure, by name and not by size; None where no force has a count.

    Ranges that are only worked out are in, and told apart; so are forces whose figure is for no single year,
    without a bar.
    """
    rows, marks, last = [], [], read_study().years[-1]
    for page in pages:
        printed, inferred = page.yearly(), page.inferred_years()
        found = pd.concat([printed[printed["year"] == last], inferred[inferred["year"] == last]])
        note = page.asked["searched"] or "search not known"
        if len(found):
            one = found.iloc[0]
            own = one["basis"] != "inferred"
            doubt = page.doubt(one["figures"])
            note += f"; holds only {doubt}" * bool(doubt)
            rows.append(found.head(1).assign(**page.asked[["searched", "period_basis"]]))
            marks.append(
                Mark(page.name, write_span(one["count_low"], one["count_high"]), int(one["count_low"]), int(one["count_high"]),
                     _interval(one["count_low"], one["count_high"]) if own else None, own, note)
            )  # fmt: skip
        elif len(vague := page.rows("total")[page.rows("total")["period_start"] == ""]):
            one = vague.iloc[-1]
            period = name_period(one["period_start"], one["period_end"])
            text = f"{write_span(one['count_low'], one['count_high'])}, {period}: not drawn"
            marks.append(Mark(page.name, text, note=note))
    data = pd.concat(rows) if rows else pd.DataFrame(columns=["basis", "count_low"])
    own = data[data["basis"] != "inferred"].sort_values("count_low")
    if own.empty:
        return None
    worked_out = data[data["basis"] == "inferred"]
    parts = {"many": make("tally", [ids.split()[0] for ids in own["figures"]], noun="force")}
    text = "{many} with a count for {year}"
    if len(worked_out):
        text += ", {others} with a range that nobody prints"
        parts["others"] = make("tally", [ids.split()[0] for ids in worked_out["figures"]])
    headline = ledger.say(f"{text}: searches differ or are not known", names={"year": last}, **parts)
    description = ledger.say(
        "Forces by name, not by size. The counts run from {low} to {high}, exact ones with a 95% interval. Forces that "
        "searched different fields cannot be ranked.",
        low=count(own["figures"].iloc[0]), high=count(own["figures"].iloc[-1]),
    )  # fmt: skip
    return Chart(
        "forces", headline,
        f"Recorded {read_study().offences}, police forces by name with what each searched, {last}; lines: 95% intervals; "
        "outlined and hatched: nobody prints the count, from the fewest to the most",
        description, "Source: forces' own answers and newspapers.", "side-by-side",
        _tidy(data, "searched", "period_basis", interval=True),
        drawing.write_svg(drawing.rows(marks), "forces", str(headline), str(description)),
    )  # fmt: skip
