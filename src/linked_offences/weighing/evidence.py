"""Turns printed figures into statements about unknown counts, and these into what all of them allow.

The count of each period, offence and outcome of a force is an unknown number, 0 or more. Every
printed figure bounds some of them; where it can be read in more than one way, the readings are
alternatives. What the figures allow together is worked out by `unknown_counts`.
"""

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from foi_answers import read_fraction
from linked_offences import catalogue
from linked_offences.counts import KEY, is_exact, name_category, name_kind
from linked_offences.numerals import join_words, write_number, write_pct, write_range
from linked_offences.study import read_study
from linked_offences.weighing.printed import read_qualifier
from linked_offences.weighing.solved import recall
from linked_offences.years import is_one_year, name_period, split_years
from unknown_counts import Constraint, Reading, Statement, System, Terms, change_bounds, neighbours

COUNTED = ("total", "check_total", "offence", "outcome")
# Outcome 15, and 14 and 16 with their published group: each may be meant by "evidential difficulties".
WITH_SUPPORT = {"15"}
WITHOUT_SUPPORT = {"14", "16", "Evidential difficulties (victim does not support action)"}
ENDED_WITH_ACTION = {"Charged/Summonsed", "1", "1A", "2", "2A", "3", "3A", "6", "8"}
# Words of a label that tell no kind of offence.
ABOUT_ALL = frozenset(["offences", "crimes", "crime", "figures", "linked", "related", "to", "alleged", "criminal"])
NAMELESS = "offence whose name is not available"
NO_YEAR_FALLS = "no year was below the year before"
NO_WORDS = "claims in words, which nobody checked, are left aside"
OVER_ALL = "all readings that stand"

Unknown = tuple[str, str, str]
_SEEN: dict[str, "Evidence"] = {}


@dataclass(frozen=True)
class Contradiction:
    """Statements that cannot all hold, none of them to spare.

    ``unless`` names the readings on which they can; empty where there is none. ``without`` says,
    one entry a member, what holds where that member is left out.
    """

    force: str
    members: tuple[Statement, ...]
    unless: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True)
class Rise(Statement):
    """A total that is printed as what a change in per cent comes to; the first of its figures is that total."""


class Evidence:
    """Everything printed about the linked offences of one force for one request.

    Parameters
    ----------
    figures : DataFrame
        Its figures, as the dictionary describes them.
    papers : dict
        Publisher of each source.
    """

    def __init__(self, figures: pd.DataFrame, papers: dict[str, str]):
        self.figures = figures.reset_index(drop=True)
        self.papers = papers
        self.force = self.figures["force"].iloc[0]
        self._others: dict[str, list[Statement]] = {}
        self._kept: dict[tuple[str, ...], list[Statement]] = {}
        self._ranges: dict[Unknown, tuple[int, int | None]] = {}

    @cached_property
    def hides(self) -> bool:
        """Whether the force's own answer hides a count; nothing narrower may then be published."""
        own = self.figures[(self.figures["source_kind"] == "disclosure") & self.figures["count_low"].notna()]
        return bool((own["count_low"] != own["count_high"]).fillna(True).any())

    @cached_property
    def years(self) -> dict[str, tuple[str, str]]:
        """The recording years that are spoken of, by name and oldest first, with first and last day."""
        found: dict[str, tuple[str, str]] = {}
        pairs = self.figures.loc[self.figures["period_start"] != "", ["period_start", "period_end"]]
        for start, end in pairs.drop_duplicates().itertuples(index=False):
            for year in split_years(start, end):
                found.setdefault(name_period(*year), year)
        return dict(sorted(found.items(), key=lambda item: item[1]))

    @cached_property
    def spans(self) -> dict[str, list[str]]:
        """Names of the periods of several years, each with the names of its years."""
        spans = {}
        for start, end in self.figures[["period_start", "period_end"]].drop_duplicates().itertuples(index=False):
            if start and not is_one_year(start, end):
                years = [name_period(*year) for year in split_years(start, end)]
                if years:
                    spans[name_period(start, end)] = years
        return spans

    @cached_property
    def unknowns(self) -> dict[str, Unknown]:
        """Unknown that each counted figure is about, by the figure's id."""
        return {one.id: unknown_of(one) for one in self.rows if one.measure in COUNTED}

    @cached_property
    def undecided(self) -> dict[tuple[str, str], str]:
        """Wordings as printed for which nobody decided a category, by measure and the name of their unknowns."""
        return {
            self.unknowns[one.id][:2]: one.label
            for one in self.rows
            if one.measure in ("offence", "outcome") and not one.category
        }

    @cached_property
    def system(self) -> System:
        """The unknowns with what is always so: years make up their sum, parts do not exceed their whole."""
        structure = []
        named = {(measure, name) for measure, name, _ in self.unknowns.values()} | {("total", "")}
        for span, years in self.spans.items():
            for measure, name in sorted(named):
                parts = tuple(((measure, name, year), 1) for year in years)
                structure.append(Constraint((*parts, ((measure, name, span), -1)), 0, 0))
        for measure in ("offence", "outcome"):
            for period in sorted(
                {unknown[2] for unknown in self.unknowns.values()} | set(self.spans) | set(self.years)
            ):
                structure += self._nest(measure, period)
        return recall(structure)

    @cached_property
    def _own_outcomes(self) -> bool:
        """Whether the force's own answer prints outcomes: these may be of offences that other years recorded.

        Newspapers print what became of the offences that they count, as the request asked.
        """
        own = self.figures[self.figures["source_kind"] == "disclosure"]
        return bool((own["measure"] == "outcome").any())

    def _nest(self, measure: str, period: str) -> Iterator[Constraint]:
        """Parts of one period do not exceed their whole, and those that are not in one another add up."""
        names = sorted({name for kind, name, when in self.unknowns.values() if kind == measure and when == period})
        if period in self.years or period in self.spans:
            names = sorted({name for kind, name, when in self.unknowns.values()
                            if kind == measure and (when == period or when in self.spans or period in self.spans)})  # fmt: skip
        if not names:
            return
        inside = {name: next((up for up in wholes_of(measure, name) if up in names), None) for name in names}
        for whole in sorted({up for up in inside.values() if up}):
            parts = [name for name in names if inside[name] == whole]
            yield Constraint((((measure, whole, period), 1), *(((measure, p, period), -1) for p in parts)), 0)
        if measure == "outcome" and self._own_outcomes:
            return
        top = [name for name in names if not inside[name]]
        apart = [
            (("apart", name, period) if self._may_hold(measure, name, period) else (measure, name, period), -1)
            for name in top
        ]
        yield Constraint(((("total", "", period), 1), *apart), 0)

    def _may_hold(self, measure: str, name: str, period: str) -> list[tuple[str, Constraint]]:
        """Ways in which an undecided wording may hold others that are printed beside it, in words."""
        unknown, apart = (measure, name, period), ("apart", name, period)
        label = self.undecided.get((measure, name))
        if label is None:
            return []
        beside = {
            one.label: self.unknowns[one.id]
            for one in self.rows
            if one.measure == measure and self.unknowns[one.id][2] == period and self.unknowns[one.id][1] != name
        }
        if label == NAMELESS:
            number = next((f"the {as_printed(one)}" for one in self.about(unknown)), "it")
            return [
                (f"{number} may hold other types that are printed", Constraint(((unknown, 1), (apart, -1)), 0))
            ]
        own = {
            what[1]
            for one, what in self.unknowns.items()
            if what[0] == measure and self.row(one).source_kind == "disclosure"
        }
        if own and name not in own:
            return [
                (
                    f'"{label}" holds types that the force prints by other names',
                    Constraint(((unknown, 1), (apart, -1)), 0),
                )
            ]
        return [
            (f'"{label}" holds "{other}" as a part', Constraint(((apart, 1), (unknown, -1), (part, 1)), 0, 0))
            for other, part in sorted(beside.items())
            if set(label.split()) < set(other.split())
        ]

    @cached_property
    def statements(self) -> list[Statement]:
        """What the figures say of the unknowns; figures that say the same are one statement."""
        return self._merge(rounded=False)

    @cached_property
    def as_rounded(self) -> dict[str, Statement]:
        """The statements by id, where an open "more than" is read as the rounding of the release's number.

        "More than 14,000" is how papers round 14,300 and not 140,300. That bounds a number well
        enough to see that two papers cannot both print the release, and not to publish a range.
        """
        return {one.id: one for one in self._merge(rounded=True)}

    @cached_property
    def hidden(self) -> dict[Unknown, tuple]:
        """Fewest and most of each count that the force's own answer hides, as it prints them."""
        return {
            self.unknowns[one.id]: (one.count_low, one.count_high) for one in self.rows
            if one.id in self.unknowns and one.source_kind == "disclosure" and pd.notna(one.count_low) and not is_exact(one)
        }  # fmt: skip

    def _would_tell(self, figure) -> bool:
        """Whether a newspaper prints a count that the force hides, within what it left open.

        Held against the other figures of the answer, it would hold or not as it is the hidden count or not, so that a
        story a number would read it out.
        """
        ends = self.hidden.get(self.unknowns.get(figure.id))
        if not ends or figure.source_kind == "disclosure" or pd.isna(figure.count_low):
            return False
        below = pd.notna(figure.count_high) and figure.count_high < ends[0]
        return not below and not (pd.notna(ends[1]) and figure.count_low > ends[1])

    def _merge(self, *, rounded: bool) -> list[Statement]:
        closed = {self.unknowns[f.id] for f in self.rows
                  if f.id in self.unknowns and pd.notna(f.count_high)}  # fmt: skip
        found: dict[tuple, Statement] = {}
        for figure in self.rows:
            for one in self._state(figure) if not self._would_tell(figure) else ():
                key = (one.rank, tuple(reading.constraints for reading in one.readings))
                if key in found:
                    found[key] = replace(found[key], figures=(*found[key].figures, *one.figures))
                else:
                    found[key] = one
        made = []
        for one in found.values():
            papers = join_words(dict.fromkeys(self.papers[self.row(f).source] for f in one.figures))
            readings = one.readings
            figure = self.row(one.figures[0])
            if rounded and one.rank == 1 and pd.notna(figure.count_low) and pd.isna(figure.count_high) and (
                self.unknowns[figure.id] not in closed
            ):  # fmt: skip
                readings = (Reading("", (_as_rounded(readings[0].constraints[0], figure.as_printed),)),)
            made.append(replace(one, readings=readings, by=papers))
        return made

    def row(self, ident: str):
        """One of its figures by id."""
        return self._rows[ident]

    @cached_property
    def rows(self) -> list:
        """Its figures as rows."""
        return list(self.figures.itertuples())

    @cached_property
    def _rows(self) -> dict:
        return {one.id: one for one in self.rows}

    def about(self, unknown: Unknown | None) -> list:
        """Its figures that print one count, as rows; none for what is no count."""
        return self._about.get(unknown, [])

    @cached_property
    def _about(self) -> dict[Unknown, list]:
        found: dict[Unknown, list] = {}
        for ident, unknown in self.unknowns.items():
            found.setdefault(unknown, []).append(self._rows[ident])
        return found

    def _state(self, figure) -> Iterator[Statement]:
        if figure.measure in COUNTED:
            yield from self._state_count(figure)
        elif figure.measure == "change_pct" and about_all(figure.label):
            yield from self._state_change(figure)
        elif figure.claim in CLAIMS:
            readings = CLAIMS[figure.claim](self, figure)
            if readings:
                words = CLAIM_WORDS[figure.claim].format(figure.qualifier)
                yield Statement(figure.id, words, tuple(readings), 2, (figure.id,))

    def _state_count(self, figure) -> Iterator[Statement]:
        unknown = self.unknowns[figure.id]
        words = describe(figure)
        rank = 0 if figure.source_kind == "disclosure" else 1
        if pd.notna(figure.count_low):
            high = None if pd.isna(figure.count_high) else int(figure.count_high)
            if high is None and not figure.as_printed:
                rank = 2
            own = Constraint(((unknown, 1),), int(figure.count_low), high)
            yield Statement(figure.id, words, tuple(self._readings_of(figure, unknown, own)), rank, (figure.id,))
        elif share := read_fraction(figure.qualifier):
            below, above = neighbours(share)
            whole = ("total", "", unknown[2])
            near = (
                Constraint(((unknown, below[1]), (whole, -below[0])), 0),
                Constraint(((unknown, above[1]), (whole, -above[0])), None, 0),
            )
            yield Statement(figure.id, words, (Reading("", near),), 2, (figure.id,))
        if figure.joined_to and self.row(figure.joined_to).measure == "change_pct":
            change = self.row(figure.joined_to)
            readings = [
                Reading(f"on {base}", (Constraint(((last, 1), (first, -1)), int(figure.count_low), int(figure.count_low)), *bounds))
                for base, first, last, bounds in self._changes(change)
            ]  # fmt: skip
            if readings and pd.notna(figure.count_high):
                said = f"{as_printed(figure)} as what the rise of {change.as_printed}% comes to"
                yield Rise(f"{figure.id} as the rise", said, tuple(readings), 2, (figure.id, change.id))

    def _readings_of(self, figure, unknown: Unknown, own: Constraint) -> Iterator[Reading]:
        may_hold = self._may_hold(*unknown)
        span = next((span for span, years in self.spans.items() if unknown[2] == years[-1]), None)
        if may_hold:
            apart = Constraint(((("apart", *unknown[1:]), 1), (unknown, -1)), 0, 0)
            yield Reading("it is counted apart from the other types", (own, apart))
            if span and (fits := self.fit_share(figure, span)):
                longer = (*unknown[:2], span)
                yield Reading(
                    f"the {figure.as_printed} are of {span} together: {fits}",
                    (
                        Constraint(((longer, 1),), own.low, own.high),
                        Constraint(((longer, 1), (("apart", *longer[1:]), -1)), 0),
                    ),
                )
            yield from (Reading(words, (own, other)) for words, other in may_hold)
            return
        yield Reading("", (own,))
        if (
            span
            and figure.measure in ("offence", "outcome")
            and figure.period_as_printed.casefold() == "this year"
        ):
            longer = Constraint((((*unknown[:2], span), 1),), own.low, own.high)
            yield Reading(f'"this year" means {span} together', (longer,))

    def fit_share(self, figure, span: str) -> str:
        """A share in words of the whole span, printed for another offence, that a count without a name would be; else empty."""
        wholes = [one for one in self.about(("total", "", span)) if pd.notna(one.count_high)]
        if figure.label != NAMELESS or not wholes or pd.isna(figure.count_high):
            return ""
        whole = int(wholes[0].count_low)
        for one in self.rows:
            share = read_fraction(one.qualifier) if one.measure == "offence" and pd.isna(one.count_low) else None
            if share and self.unknowns[one.id][2] == span:
                (a, b), (c, d) = neighbours(share)
                if a * whole <= b * figure.count_low and d * figure.count_low <= c * whole:
                    return (
                        f"{figure.as_printed} of {write_number(whole)} is {write_pct(int(figure.count_low) / whole, 1)}, the "
                        f'"{one.qualifier.lower()}" that {self.papers[one.source]} prints for {one.label}'
                    )
        return ""

    def _state_change(self, figure) -> Iterator[Statement]:
        readings = [Reading(f"the change is on {base}", bounds) for base, _, _, bounds in self._changes(figure)]
        if readings:
            least = read_qualifier(figure) == "at_least"
            words, rank = (as_printed(figure), 2) if least else (f"a change of {as_printed(figure)}", 1)
            yield Statement(figure.id, words, tuple(readings), rank, (figure.id,))

    def list_bases(self) -> list[str]:
        """Names of the years that a change to the last year may be on, in the order of its readings."""
        years = list(self.years)
        return list(dict.fromkeys([years[0], years[-2]])) if len(years) > 1 else []

    def _changes(self, figure) -> Iterator[tuple[str, Unknown, Unknown, tuple[Constraint, ...]]]:
        """Each year that a change to the last year may be on, with the unknowns and their bounds."""
        for base in self.list_bases():
            last = ("total", "", list(self.years)[-1])
            first = ("total", "", base)
            least = read_qualifier(figure) == "at_least"
            yield base, first, last, change_bounds(first, last, figure.as_printed, at_least=least)

    @cached_property
    def parts(self) -> list[list[Statement]]:
        """The statements, open "more than" as roundings, in parts that have no unknown in common."""
        return self.system.split(self.as_rounded.values())

    @cached_property
    def _part_of(self) -> dict[str, list[Statement]]:
        return {one.id: part for part in self.parts for one in part}

    @cached_property
    def kept_in_parts(self) -> list[list[list[Statement]]]:
        """For each part every way to keep statements that can hold together; disclosures outrank newspapers, numbers words."""
        strict = {one.id: one for one in self.statements}
        return [[[strict[one.id] for one in way] for way in self.system.keep_each(part)] for part in self.parts]

    @cached_property
    def kept(self) -> list[list[Statement]]:
        """Every way to keep statements that can hold together, those of all parts combined."""
        return list(_combine(self.kept_in_parts))

    def kept_about(self, terms: Terms) -> Iterator[list[Statement]]:
        """Every way to keep the statements that bear on a sum of unknowns; no other narrows it."""
        about = {one.id for one in self.system.about(terms, self.as_rounded.values())}
        return _combine(
            ways for part, ways in zip(self.parts, self.kept_in_parts, strict=True) if part[0].id in about
        )

    def range_of(self, unknown: Unknown) -> tuple[int, int | None]:
        """Smallest and largest value of a count over all readings that stand."""
        if unknown not in self._ranges:
            terms = ((unknown, 1),)
            ends = [self.system.range_of(terms, way) for way in self.kept_about(terms)]
            most = None if any(b is None for _, b in ends) else max(b for _, b in ends)
            self._ranges[unknown] = min(a for a, _ in ends), most
        return self._ranges[unknown]

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        """Every smallest set of statements that cannot all hold, on the readings that come first to mind.

        Each statement is tried against the others that can hold together and are not of lower rank.
        """
        # A part that can hold on the readings that come first to mind contradicts nothing, whichever of it is kept.
        doubtful = [
            one for part in self.parts if not self.system.can_hold([s.only(0) for s in part]) for one in part
        ]
        found: dict[frozenset, Contradiction] = {}
        for one in sorted(doubtful, key=lambda s: (-s.rank, s.id)):
            others = self.others(one)
            if not self.system.can_hold([*others, one]):
                members = self.system.smallest_conflict(others, one)
            else:
                natural = self.naturally(others)
                if self.system.can_hold([*natural, one.only(0)]):
                    continue
                members = self.system.smallest_conflict(natural, one.only(0))
            key = frozenset(s.id for s in members)
            if key not in found:
                found[key] = Contradiction(
                    self.force, tuple(members), self._unless(members, others), self._without(members)
                )
        return list(found.values())

    def naturally(self, statements: Iterable[Statement]) -> list[Statement]:
        """Statements that can hold together, each on the reading that comes first to mind where it can be."""
        taken = sorted(statements, key=lambda s: (len(s.readings), s.rank))
        for number, one in enumerate(taken):
            first = [*taken[:number], one.only(0), *taken[number + 1 :]]
            if self.system.can_hold(first):
                taken = first
        return taken

    def others(self, one: Statement) -> list[Statement]:
        """What a statement is held against: the others of its part and no lower rank that can hold together."""
        if one.id not in self._others:
            known = tuple(s.id for s in self._part_of[one.id] if s.rank <= one.rank)
            # A statement that is kept beside all others helps to settle which of those is kept.
            kept = self._keep(known)
            if one.id not in {s.id for s in kept}:
                kept = self._keep(tuple(name for name in known if name != one.id))
            self._others[one.id] = [s for s in kept if s.id != one.id]
        return self._others[one.id]

    def _keep(self, names: tuple[str, ...]) -> list[Statement]:
        if names not in self._kept:
            self._kept[names] = self.system.keep(self.as_rounded[name] for name in names)
        return self._kept[names]

    def _unless(self, members: list[Statement], others: list[Statement]) -> tuple[str, ...]:
        """Readings of the members on which all can hold, beside everything else that is kept."""
        found = []
        for member in (self.as_rounded[s.id] for s in members):
            rest = [s.only(0) for s in members if s.id != member.id]
            beside = [s for s in others if s.id not in {m.id for m in members}]
            for reading in member.readings[1:]:
                taken = Statement(member.id, member.words, (reading,), member.rank)
                if self.system.can_hold([*rest, *beside, taken]):
                    found.append(reading.words)
        # Two papers' figures may be one statement each of the same reading.
        return tuple(dict.fromkeys(found))

    def _without(self, members: list[Statement]) -> tuple[str, ...]:
        """What holds without each member: the count that it prints, as the others allow it."""
        strict = {one.id: one for one in self.statements}
        told = []
        for member in members:
            rest = [
                strict[s.id].only(0) if len(s.readings) == 1 else strict[s.id]
                for s in members
                if s.id != member.id
            ]
            own = strict[member.id].readings[0].constraints
            if len(own) == 1 and len(own[0].terms) == 1 and not self.hides:
                low, high = self.system.range_of(own[0].terms, rest)
                told += [f"if {_cut(member.words)} is wrong, the right number is {write_bounds(low, high)}"] * (
                    low > 0 or high is not None
                )
            else:
                told.append(f"if {_cut(member.words)} is wrong, the others can hold")
        return tuple(told)


def _combine(parts: Iterable[list[list[Statement]]]) -> Iterator[list[Statement]]:
    return (list(itertools.chain.from_iterable(ways)) for ways in itertools.product(*parts))


def write_bounds(low: int, high: int | None) -> str:
    """A range in words that says where an end is open: at most 40, at least 80, between 64 and 115."""
    if high is None:
        return f"at least {write_number(low)}"
    if low == 0 and high:
        return f"at most {write_number(high)}"
    return write_range(low, high)


def gather(figures: pd.DataFrame, sources: pd.DataFrame) -> list[Evidence]:
    """The evidence of each force and request, from all figures that count offences linked to the platform."""
    papers = dict(zip(sources["source"], sources["publisher"], strict=True))
    linked = figures[
        (figures["platform"] == read_study().platform.slug) & figures["source_kind"].isin(["press", "disclosure"])
    ]
    # Another request was searched in another way, so its counts are other unknowns.
    asked = linked["request"].where(
        (linked["request"] != "") | (linked["source_kind"] == "press"), linked["source"]
    )
    bodies, named = [], repr(sorted(papers.items()))
    for _, group in linked.groupby([linked["force"], asked], sort=True):
        # The same figures allow the same, however often they are asked in one run.
        key = hashlib.sha256(group.to_csv().encode("utf-8")).hexdigest() + named
        if key not in _SEEN:
            _SEEN[key] = Evidence(group, papers)
        bodies.append(_SEEN[key])
    return bodies


def infer_counts(counts: pd.DataFrame, bodies: list[Evidence]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts with those that follow from other figures, and what each reading alone allows.

    A range is inferred for the total of each year and for each printed part without a number. Where
    a force's own answer hides a count, nothing is inferred: a range of ours must not be narrower
    than what the force published.

    Returns
    -------
    tuple of DataFrame
        Rows of counts and of readings, as in the dictionary.
    """
    inferred, by_reading = [], []
    # Months of a year that the force prints add up to it, whatever else allows a range.
    own = counts[(counts["basis"] == "disclosure") & counts["count_high"].notna()]
    known = set(own[KEY].itertuples(index=False, name=None))
    for body in bodies:
        if body.hides or not body.spans:
            continue
        exact = {unknown for unknown in body.unknowns.values() if any(map(is_exact, body.about(unknown)))}
        wanted = {("total", "", period): days for period, days in _periods(body).items()}
        wanted |= {
            body.unknowns[one.id]: (one.period_start, one.period_end) for one in body.rows
            if one.id in body.unknowns and pd.isna(one.count_low) and one.qualifier
        }  # fmt: skip
        for unknown, days in wanted.items():
            if unknown in exact:
                continue
            low, high = body.range_of(unknown)
            if high is None:
                continue
            ways = list(body.kept_about(((unknown, 1),)))
            row = _row(body, unknown, days) | {"count_low": low, "count_high": high}
            if tuple(row[column] for column in KEY) in known:
                continue
            behind = _behind(body, unknown, low, high, ways)
            inferred.append(row | {"basis": "inferred", "flag": _flag(body, behind), "over": OVER_ALL,
                                   "figures": " ".join(behind)})  # fmt: skip
            by_reading += [
                *_readings(body, unknown, days, ways),
                *_without_words(body, unknown, days, inferred[-1]),
            ]
    table = counts.assign(over="")
    new = pd.DataFrame(inferred, columns=table.columns)
    if len(new):
        keys = set(new[KEY].itertuples(index=False, name=None))
        table = table[[key not in keys for key in table[KEY].itertuples(index=False, name=None)]]
        table = pd.concat([table, new.astype(table.dtypes)]).sort_values(KEY, ignore_index=True)
    table["kind"] = [name_kind(one) for one in table.itertuples()]
    columns = ["force", "period_start", "period_end", "measure", "level", "category", "label",
               "change", "base", "condition", "count_low", "count_high", "figures"]  # fmt: skip
    return table, pd.DataFrame(by_reading, columns=columns).astype({"count_low": "Int64", "count_high": "Int64"})


def _periods(body: Evidence) -> dict[str, tuple[str, str]]:
    spans = {span: (body.years[years[0]][0], body.years[years[-1]][1]) for span, years in body.spans.items()}
    return body.years | spans


def _row(body: Evidence, unknown: Unknown, days: tuple[str, str]) -> dict:
    measure, name, period = unknown
    figure = next(iter(body.about(unknown)), None)
    if measure == "total":
        measure = "check_total" if period in body.spans else "total"
    level, category, label = (figure.level, figure.category, name_category(figure)) if name else ("", "", "")
    return {
        "force": body.force, "platform": read_study().platform.slug, "period_start": days[0], "period_end": days[1],
        "measure": measure, "level": level, "category": category, "label": label,
    }  # fmt: skip


def _flag(body: Evidence, behind: list[str]) -> str:
    """Whether an inferred range that follows from some figures rests on an open reading, or on words that nobody checked."""
    used = {one for ways in body.kept_in_parts for way in ways for s in way for one in s.figures}
    doubted = (body.figures.loc[body.figures["id"].isin(used), "doubt"] != "").any()
    worded = any(body.row(one).measure == "wording" for one in behind)
    return "; ".join(["conditional"] * bool(doubted) + ["rests on words"] * worded)


def _behind(body: Evidence, unknown: Unknown, low: int, high: int, ways: list[list[Statement]]) -> list[str]:
    """Ids of the figures that the ends of a range follow from."""
    ids = set()
    for way in ways:
        for refuted in (Constraint(((unknown, 1),), None, low - 1), Constraint(((unknown, 1),), high + 1)):
            ids |= {one for s in body.system.support(way, refuted) for one in s.figures}
    return sorted(ids)


def _readings(body: Evidence, unknown: Unknown, days, ways: list[list[Statement]]) -> Iterator[dict]:
    """What each reading of a change alone allows, as it is and where no year was below the year before."""
    years = list(body.years)
    never_falls = tuple(_above(b, a, 0) for a, b in itertools.pairwise(years))
    rising = Statement("rising", "", (Reading("", never_falls),))
    for way in ways:
        for change in way:
            if len(change.readings) < 2 or body.row(change.figures[0]).measure != "change_pct":
                continue
            rest = [s for s in way if s.id != change.id]
            figure = body.row(change.figures[0])
            for number, base in enumerate(body.list_bases()):
                for extra, condition in (([], ""), ([rising], NO_YEAR_FALLS)):
                    taken = [*rest, change.only(number), *extra]
                    if not body.system.can_hold(taken):
                        continue
                    low, high = body.system.range_of(((unknown, 1),), taken)
                    if high is not None:
                        yield _row(body, unknown, days) | {
                            "change": as_printed(figure), "base": base, "condition": condition,
                            "count_low": low, "count_high": high, "figures": " ".join(change.figures),
                        }  # fmt: skip


def _without_words(body: Evidence, unknown: Unknown, days, row: dict) -> Iterator[dict]:
    """What is left of an inferred range where no claim in words that it rests on is believed."""
    claims = {one for one in row["figures"].split() if body.row(one).measure == "wording"}
    if not claims:
        return
    ways = [[s for s in way if not set(s.figures) & claims] for way in body.kept_about(((unknown, 1),))]
    found = [body.system.range_of(((unknown, 1),), way) for way in ways]
    low, high = min(a for a, _ in found), None if any(b is None for _, b in found) else max(b for _, b in found)
    if high is not None:
        behind = sorted({*claims, *_behind(body, unknown, low, high, ways)})
        yield _row(body, unknown, days) | {
            "change": "", "base": "", "condition": NO_WORDS, "count_low": low, "count_high": high, "figures": " ".join(behind),
        }  # fmt: skip


def say_condition(body: Evidence, unknown: Unknown) -> str:
    """What the range of a count holds only on, in words: a doubt of a figure, a claim that nobody checked; empty without."""
    low, high = body.range_of(unknown)
    behind = _behind(body, unknown, low, high, body.kept_about(((unknown, 1),)))
    doubts = [doubt for doubt in body.figures["doubt"] if doubt]
    parts = [f", {doubts[0]}"] if doubts else []
    for one in _without_words(body, unknown, body.years[unknown[2]], {"figures": " ".join(behind)}):
        rows = [body.row(ident) for ident in one["figures"].split()]
        said = join_words(f'"{row.qualifier}"' for row in rows if row.measure == "wording")
        without = write_range(one["count_low"], one["count_high"])
        parts.append(f", which rests on the words {said} that nobody checked (without them {without})")
    return "".join(parts)


def explain(one: Contradiction, body: Evidence) -> str:
    """A contradiction in plain words: who prints what, and that it cannot all be right."""
    if len(one.members) == 1:
        return f"{one.members[0].by} prints {_cut(one.members[0].words)}, which cannot hold in itself."
    papers: dict[str, list[Statement]] = {}
    for member in one.members:
        papers.setdefault(member.by, []).append(member)
    said = []
    for by, mine in papers.items():
        several = len({body.row(ident).source for ident in mine[0].figures}) > 1
        said.append(f"{by} {'print' if several else 'prints'} {join_words(_cut(member.words) for member in mine)}")
    end = "These cannot both be right" if len(one.members) == 2 else "These cannot all be right"
    return f"{'; '.join(said)}. {end}{' as they first read' if one.unless else ''}."


def _cut(words: str) -> str:
    """A long label cut where it is told as one of several."""
    return words if len(words) < 150 else f"{words[:147]}..."


def unknown_of(figure) -> Unknown:
    """The unknown that a counted figure is about: measure, category and period by name."""
    period = name_period(figure.period_start, figure.period_end)
    if figure.measure in ("total", "check_total"):
        return "total", "", period
    return figure.measure, figure.category or f"unmapped:{figure.label}", period


def wholes_of(measure: str, name: str) -> list[str]:
    """Subgroup and group that a category is counted in, the nearest first."""
    if measure == "outcome":
        groups = [row["outcome_group"] for row in catalogue.reference_rows("outcomes") if row["code"] == name]
        return [group for group in groups if group and group != name]
    table = catalogue.reference_rows("offences")
    for row in table:
        if row["code"] == name:
            return [row["offence_subgroup"], row["offence_group"]]
    group = next((row["offence_group"] for row in table if row["offence_subgroup"] == name), name)
    return [group] if group != name else []


def about_all(label: str) -> bool:
    """Whether a change is one of all linked offences and not of some kinds of them."""
    words = set(re.findall(r"[a-z]+", label.casefold()))
    return words <= {*ABOUT_ALL, *read_study().platform.spellings}


def describe(figure) -> str:
    """What a counted figure says, in words: 37 offences in 2021/22."""
    period, number = name_period(figure.period_start, figure.period_end), as_printed(figure)
    when = f" in {period}" if figure.period_start else ""
    if figure.measure in ("total", "check_total"):
        return f"{number} offences{when}" if number != "1" else f"{number} offence{when}"
    what = "an " + figure.label if figure.label == NAMELESS else f'"{figure.label}"'
    return f"{number} for {what}{when}"


def as_printed(figure) -> str:
    """A figure's number with the words around it."""
    if figure.measure == "change_pct":
        return '"double"' if read_qualifier(figure) == "at_least" else f"{figure.as_printed}%"
    number = write_number(int(figure.as_printed)) if figure.as_printed.isdigit() else figure.as_printed
    words = figure.qualifier
    if read_qualifier(figure) == "exact":
        return number
    return f'"{words} {number}"'.replace(' "', '"') if words and number else number or f'"{words}"'


def _as_rounded(own: Constraint, printed: str) -> Constraint:
    digits = printed.rstrip("0")
    unit = 10 ** (len(printed) - len(digits))
    return Constraint(own.terms, own.low, int(printed) + unit - 1)


def _most_common(body: Evidence, figure) -> list[Reading]:
    """Evidential difficulties alone, or with the victims who withdrew, above every other printed outcome."""
    mine = body.figures[
        (body.figures["source"] == figure.source)
        & (body.figures["measure"] == "outcome")
        & ~body.figures["category"].isin(ENDED_WITH_ACTION)
        & body.figures["count_low"].notna()
    ]
    sides = {True: [], False: [], None: []}
    for one in mine.itertuples():
        side = True if one.category in WITH_SUPPORT else False if one.category in WITHOUT_SUPPORT else None
        sides[side].append(body.unknowns[one.id])
    if not sides[True] or not (sides[False] or sides[None]):
        return []

    def above(tops: list[Unknown], others: list[Unknown]) -> tuple[Constraint, ...]:
        return tuple(Constraint((*((top, 1) for top in tops), (other, -1)), 1) for other in others)

    readings = [
        Reading("victims who do not support action are left out", above(sides[True], sides[False] + sides[None]))
    ]
    if sides[False] and sides[None]:
        both = [*sides[True], *sides[False]]
        readings.append(Reading("victims who do not support action are counted in", above(both, sides[None])))
    return readings


def _above(year: str, other: str, least: int = 1) -> Constraint:
    """That the total of a year is above that of another, by so many at least."""
    return Constraint(((("total", "", year), 1), (("total", "", other), -1)), least)


def _rises(body: Evidence, figure) -> list[Reading]:
    pairs = tuple(_above(b, a) for a, b in itertools.pairwise(body.years))
    return [Reading("", pairs)] if pairs else []


def _highest(body: Evidence, figure) -> list[Reading]:
    *before, last = body.years
    return [Reading("", tuple(_above(last, one) for one in before))] if before else []


def _majority(body: Evidence, figure) -> list[Reading]:
    if figure.joined_to not in body.unknowns:
        return []
    measure, name, period = body.unknowns[figure.joined_to]
    # Where the story does not say of which years, it may be of all that it tells as well as of the part's own.
    spans = [span for span, years in body.spans.items() if period in years and not figure.period_start]
    return [
        Reading(
            f"it is of {when}" if spans else "",
            (Constraint((((measure, name, when), 2), (("total", "", when), -1)), 1),),
        )
        for when in (*spans, period)
    ]


CLAIM_WORDS = {
    "most_common": '"{}" for evidential difficulties',
    "rises_each_year": 'a rise "{}"',
    "highest_of_years": 'the last year as "{}"',
    "majority": 'the part as "{}"',
}
CLAIMS = {
    "most_common": _most_common,
    "rises_each_year": _rises,
    "highest_of_years": _highest,
    "majority": _majority,
}
