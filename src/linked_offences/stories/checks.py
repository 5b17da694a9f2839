"""Holds the typed claims of an article against the evidence: one typed verdict for each.

A number holds where the force's own answer says it or where sums, shares and changes work out. What
newspapers alone print is never a check of itself. Where a force hides a count nothing is drawn out of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import pandas as pd

from foi_answers import read_fraction
from linked_offences import forces
from linked_offences.counts import is_exact
from linked_offences.numerals import round_half_up
from linked_offences.stories import claims as said
from linked_offences.stories import vocabulary
from linked_offences.stories.amounts import (
    allows,
    apart,
    bound_change,
    pct_ends,
    side_of_rate,
    side_of_share,
    side_of_times,
    within,
)
from linked_offences.stories.claims import Article, Candidate, Claim, list_years, name_span
from linked_offences.stories.grammar import TOTAL, Amount, Kind
from linked_offences.stories.held import UNDATED, Held
from linked_offences.stories.vocabulary import NATION
from linked_offences.study import read_study
from linked_offences.weighing.claims import CONTRADICTED, DISPUTED
from linked_offences.weighing.evidence import WITHOUT_SUPPORT, Evidence, wholes_of
from linked_offences.years import count_days, name_period, split_years
from unknown_counts import Reading, Statement, neighbours

HOLDS, DIFFERS, ONE_READING, AS_PRINTED = "holds", "differs", "holds on one reading", "as printed, not checked"
NOT_KNOWN, NOT_UNDERSTOOD, NO_CLAIM = "not known", "not understood", "no claim"
ORDER = (DIFFERS, CONTRADICTED, DISPUTED, NOT_UNDERSTOOD, ONE_READING, AS_PRINTED, NOT_KNOWN, HOLDS, NO_CLAIM)
GOOD = (HOLDS, AS_PRINTED)
# Verdicts that stop a story.
BAD = (DIFFERS, CONTRADICTED, DISPUTED)
# Codes of verdicts that rest on a printed count.
PRINTED = ("own", "worked out", "printed", "rounded", "share", "share printed")
# The names that evidential difficulties are held under.
EVIDENTIAL = ("15",)


@dataclass(frozen=True)
class Working:
    """Arithmetic: ``sort`` is sum, rest, change, part, kinds or years, over named counts."""

    sort: str
    counts: tuple[tuple[str, int], ...]
    result: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of a claim. ``code`` says why, `words` puts it into a sentence.

    ``low`` and ``high`` are what is known of the count; ``figures`` are ids of printed figures;
    ``force`` is the one that it was held against where that is not the claim's; ``finding`` is what the
    table of verdicts says of the printed figure that it repeats, or the reading on which that holds.
    """

    verdict: str
    code: str
    period: str = ""
    force: str = ""
    low: int | None = None
    high: int | None = None
    figures: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    workings: tuple[Working, ...] = ()
    doubt: str = ""
    reading: str = ""
    also: tuple["Verdict", ...] = ()
    detail: str = ""
    finding: str = ""


class Checker:
    """Judges the claims of one article.

    ``settled`` are the forces whose release the article plainly tells, by two numbers or more that
    are printed of it: there "last year" and "2023" are its years, and a number that differs does.
    """

    def __init__(self, article: Article, held: Held):
        self.article, self.held = article, held
        self.settled: set[str] = set()

    def settle(self, claims: list[Claim]) -> None:
        """Find the forces whose release the article tells."""
        met: dict[str, set] = {}
        for claim in claims:
            if claim.form in (said.COUNT, said.CHANGE, said.PAIR) and claim.force:
                found = self.weigh(claim)
                # "About 5,000" is plain where a paper prints just that.
                plain = claim.form != said.COUNT or (
                    isinstance(claim.amount, Amount) and claim.amount.bounds[0] > 2
                    and (not claim.amount.hedge or (claim.amount.hedge == "around" and claim.amount.value in found.printed))
                )  # fmt: skip
                if found.verdict in (*GOOD, ONE_READING) and plain:
                    # "From 37 to 88" is two numbers.
                    texts = (claim.text, f"{claim.text} (last)")[: 1 + (claim.form == said.PAIR)]
                    met.setdefault(claim.force, set()).update((text, claim.kind) for text in texts)
        self.settled = {force for force, several in met.items() if len({text for text, _ in several}) >= 2}
        if self.article.force in self.settled or (NATION in met and self.article.about):
            self.settled.add(NATION)

    def is_sure(self, claim: Claim) -> bool:
        """Whether a sentence is about the force's figures for certain, so that it may be said to differ."""
        return claim.direct or claim.force in self.settled

    def judge(self, claim: Claim) -> Verdict:
        """The verdict on one claim; where it repeats what is printed, with what was found of that."""
        found = self.weigh(claim)
        repeats = found.verdict == AS_PRINTED and found.code != "follows"
        return self.recall(claim, found) if repeats or claim.form == said.COMMON else found

    def recall(self, claim: Claim, found: Verdict) -> Verdict:
        """A verdict with that of the printed figure that the claim repeats, where this is contradicted or disputed."""
        if claim.form == said.COMMON:
            rows = [
                one for one in self.held.rows.values() if one.claim == "most_common" and one.force == claim.force
            ]
            last = not claim.periods or list_years()[-1] in {one.name for one in claim.periods}
            rows = rows if last and claim.kind and claim.kind.names == EVIDENTIAL else []
        else:
            rows = [self.held.rows[one] for one in found.figures if _repeats(claim, self.held.rows[one])]
        judged = [self.held.judged[one.Index] for one in rows if one.Index in self.held.judged]
        if judged and judged[0].verdict == ONE_READING:
            # What is only repeated is not checked by that; the claim is told on what it rests.
            return replace(found, finding=judged[0].reading)
        return replace(found, verdict=judged[0].verdict, finding=judged[0].finding) if judged else found

    def weigh(self, claim: Claim) -> Verdict:
        """The verdict on one claim by the figures alone."""
        match claim.form:
            case said.ASIDE:
                return Verdict(NO_CLAIM, "aside")
            case said.FOREIGN:
                return Verdict(NOT_KNOWN, claim.why)
            case said.UNCLEAR:
                return Verdict(NOT_UNDERSTOOD, claim.why)
            case said.CLASH:
                return Verdict(DIFFERS, "clash")
            case said.RANK | said.CAUSE | said.COMMON | said.WORDS:
                return Verdict(NOT_KNOWN, claim.form)
        if claim.form == said.BESIDE:
            return self.judge_beside(claim)
        if claim.forces:
            return self.judge_forces(claim)
        bodies = self.held.bodies.get(claim.force, [])
        if not bodies:
            return self.judge_unheld(claim)
        if claim.form == said.COUNT and claim.periods and claim.periods[0].name == said.EACH:
            return self.judge_each(claim, bodies[0])
        if claim.form == said.TOP:
            return self.judge_top(claim, bodies[0])
        if claim.form in (said.COUNT, said.SHARE):
            found = self.join_candidates(
                claim, [one for body in bodies for one in self.weigh_periods(claim, body)]
            )
            found = self.read_apart(claim, self.doubt_carried(claim, found))
            return (
                self.check_way(claim, found, bodies[0])
                if claim.pairs and found.verdict in (*GOOD, ONE_READING)
                else found
            )
        if claim.form == said.RATE:
            return self.judge_rate(claim, bodies[0])
        body = bodies[0]
        years = [self.held.range_of(body, TOTAL, "", year) for year in body.years]
        if len(years) < max(2, len(list_years())) or claim.force == NATION:
            return self.judge_printed_change(claim, body)
        if _hides_years(body):
            return Verdict(NOT_KNOWN, "hidden")
        if claim.form in (said.DIRECTION, said.EXTREME, said.STEADY) and _is_open(years):
            return self.show_years(body, years)
        judge = {said.CHANGE: self.judge_change, said.PAIR: self.judge_pair, said.DIFFERENCE: self.judge_difference,
                 said.DIRECTION: self.judge_direction, said.EXTREME: self.judge_extreme, said.STEADY: self.judge_steady,
                 said.RISE_SIZE: self.judge_rise_size}  # fmt: skip
        return judge[claim.form](claim, body, years)

    def read_apart(self, claim: Claim, found: Verdict) -> Verdict:
        """A class such as "stalking and harassment" may mean these two offences alone, which are not all of it."""
        kinds = [vocabulary.list_offences()[0].get(part) for part in claim.kind.label.lower().split(" and ")]
        if found.verdict != DIFFERS or claim.kind.level != "subgroup" or len(kinds) < 2 or None in kinds:
            return found
        parts = tuple(Kind("offence", *kind) for kind in kinds)
        other = self.weigh(replace(claim, kind=Kind("offence", "sum", label=claim.kind.label, parts=parts)))
        if other.verdict in GOOD:
            reading = f"it means {' and '.join(part.label for part in parts)} alone"
            return replace(
                other, verdict=ONE_READING if other.verdict == HOLDS else other.verdict, reading=reading
            )
        return replace(found, verdict=NOT_KNOWN) if found.code == "follows" and other.verdict != DIFFERS else found

    def judge_forces(self, claim: Claim) -> Verdict:
        """A count of several forces together: the sum of theirs, for a period that is named."""
        if len(claim.periods) != 1 or any(not self.held.bodies.get(force) for force in claim.forces):
            return Verdict(NOT_KNOWN, "several")
        period, bodies = claim.periods[0].name, [self.held.bodies[force][0] for force in claim.forces]
        ranges = [self.held.range_of(body, TOTAL, "", period) for body in bodies]
        if any(low != high for low, high in ranges):
            return Verdict(NOT_KNOWN, "several")
        counts = tuple(
            (forces.name_force(force), low) for force, (low, _) in zip(claim.forces, ranges, strict=True)
        )
        total = sum(count for _, count in counts)
        printed = [(body, period, Amount(str(low))) for body, (low, _) in zip(bodies, ranges, strict=True)]
        found = self.weigh_totals(claim, printed)
        found = replace(found, period=period, low=total, high=total, workings=(Working("sum", counts, total),))
        if allows(claim.amount.bounds, total):
            return found
        sure = claim.direct or self.settled >= {*claim.forces}
        return replace(found, verdict=DIFFERS) if sure else Verdict(NOT_KNOWN, "several")

    def weigh_totals(self, claim: Claim, counts: Iterable[tuple[Evidence, str, Amount]]) -> Verdict:
        """Several totals that a claim rests on, each with its period, as one verdict: it holds where all of them do."""
        found = [
            self.weigh_count(replace(claim, amount=amount), body, "", period) for body, period, amount in counts
        ]
        return Verdict(
            HOLDS if all(one.verdict == HOLDS for one in found) else AS_PRINTED, "worked out",
            figures=tuple(i for one in found for i in one.figures),
            papers=tuple(dict.fromkeys(paper for one in found for paper in one.papers)),
        )  # fmt: skip

    def judge_beside(self, claim: Claim) -> Verdict:
        """One force beside others: so many times as many, so many more, so much of their sum; for one period alike."""
        found = [self.weigh_beside(claim, one) for one in claim.periods]
        fits = [(one, at) for one, at in zip(found, claim.periods, strict=True) if one.verdict in GOOD]
        if fits:
            one, at = next((pair for pair in fits if pair[1].sure), fits[0])
            settled = at.sure or not self.settled.isdisjoint((claim.force, *claim.forces))
            open_ = one.verdict == HOLDS and not settled
            return replace(one, verdict=ONE_READING, reading=at.words) if open_ else one
        sure = (claim.direct or self.settled >= {claim.force, *claim.forces}) and not claim.detail
        differs = sure and {one.verdict for one in found} == {DIFFERS}
        return found[0] if differs else Verdict(NOT_KNOWN, "several")

    def weigh_beside(self, claim: Claim, period: Candidate) -> Verdict:
        """The same for one period; not known where a count of it is none."""
        several = (claim.force, *claim.forces)
        if any(not self.held.bodies.get(force) for force in several):
            return Verdict(NOT_KNOWN, "several")
        bodies = [self.held.bodies[force][0] for force in several]
        ranges = [self.held.range_of(body, TOTAL, "", period.name) for body in bodies]
        if any(low != high or not low for low, high in ranges) or any(_hides_years(body) for body in bodies):
            return Verdict(NOT_KNOWN, "several")
        mine, *others = (low for low, _ in ranges)
        other = sum(others)
        match claim.why:
            case "times":
                side = side_of_times(claim.amount, mine, other)
            case "part":
                side = side_of_share(claim.amount, mine, other)
            case "percent":
                side = int(not all(one.allows({"a": other, "b": mine}) for one in bound_change(claim, "a", "b")))
            case _:
                side = int(not allows(claim.amount.bounds, other - mine if claim.falls else mine - other))
        if side is None:
            return Verdict(NOT_KNOWN, "several")
        printed = [(body, period.name, Amount(str(low))) for body, (low, _) in zip(bodies, ranges, strict=True)]
        found = self.weigh_totals(claim, printed)
        names = forces.name_force(claim.force), " and ".join(map(forces.name_force, claim.forces))
        sort = {"times": "times", "part": "part of"}.get(claim.why, "more")
        working = Working(sort, tuple(zip(names, (mine, other), strict=True)))
        return replace(found, verdict=DIFFERS if side else found.verdict, period=period.name, workings=(working,))

    def judge_unheld(self, claim: Claim) -> Verdict:
        """A force of which nothing is held, but for what may be printed under its name in a story about another."""
        name = forces.name_force(claim.force) if claim.force else None
        rows = [one for one in self.held.rows.values() if one.force_as_printed == name]
        for one in rows:
            period = name_period(one.period_start, one.period_end)
            asked = claim.periods[0].name if claim.periods else period
            if claim.form != said.COUNT or claim.kind != TOTAL or asked != period:
                continue
            fields = {"period": period, "low": int(one.count_low), "high": int(one.count_high),
                      "figures": (one.Index,), "printed": (one.as_printed,),
                      "papers": (self.held.paper(one),), "detail": forces.name_force(one.force)}  # fmt: skip
            if allows(claim.amount.bounds, int(one.count_low)):
                return Verdict(AS_PRINTED, "other name", **fields)
            return Verdict(
                DIFFERS if one.force in (self.article.force, *self.settled) else NOT_KNOWN, "other name", **fields
            )
        return Verdict(NOT_KNOWN, "no force")

    def check_way(self, claim: Claim, found: Verdict, body: Evidence) -> Verdict:
        """The verdict on a count that is right, but for a rise or fall from it that is none: "down from 98" before 107."""
        years = [self.held.range_of(body, TOTAL, "", year) for year in body.years]
        if len(years) < len(list_years()) or _is_open(years) or _hides_years(body):
            return found
        counts = [low for low, _ in years]
        if any((counts[a] > counts[b]) if claim.falls else (counts[a] < counts[b]) for a, b in claim.pairs):
            return found
        return replace(self.show_years(body, years), verdict=DIFFERS)

    def doubt_carried(self, claim: Claim, found: Verdict) -> Verdict:
        """A number far beyond a force that its sentence does not name may be about all forces, or others."""
        most = self.held.largest(claim.force)
        if (
            found.verdict != DIFFERS
            or not claim.carried
            or claim.force == NATION
            or most is None
            or not isinstance(claim.amount, Amount)
        ):
            return found
        if claim.amount.bounds[0] <= 5 * most:
            return found
        nation = self.weigh(replace(claim, force=NATION)) if NATION in self.held.bodies else found
        if nation.verdict in GOOD or (nation.verdict == DIFFERS and claim.direct):
            return replace(nation, force=NATION)
        return replace(found, verdict=NOT_KNOWN, code="far above")

    # ---- counts and shares, by period

    def weigh_periods(self, claim: Claim, body: Evidence) -> Iterator[tuple[Candidate, Verdict]]:
        """The verdict on each period that a count or share may be for."""
        name = self.held.name_of(body, claim.kind)
        if name is None:
            return
        named = claim.periods
        if claim.whole is not None and claim.form == said.SHARE and claim.kind == TOTAL:
            # "Two in five of the 235 fell in that year" is of all years, or of what is not known here.
            if self.held.range_of(body, TOTAL, "", name_span()) != (claim.whole, claim.whole):
                return
        elif claim.whole is not None:
            exact = [
                period
                for period in (name_span(), *reversed(list_years()))
                if self.held.range_of(body, TOTAL, "", period) == (claim.whole, claim.whole)
            ]
            fits = tuple(one for one in named if one.name in exact)
            named = (
                fits
                or tuple(Candidate(one, len(exact) == 1, f"the {claim.whole} are those of {one}") for one in exact)
                or named
            )
        listed = self.held.periods_of(body, claim.kind, name)
        if not named or (claim.open_period and claim.whole is None):
            undated = listed == [UNDATED]
            several = listed if claim.form == said.COUNT else [name_span(), *reversed(list_years())]
            others = [one for one in several if one not in {two.name for two in named}]
            named = (*named, *(Candidate(one, undated, "" if undated else f"it is for {one}") for one in others))
        weigh = self.weigh_share if claim.form == said.SHARE else self.weigh_count
        for one in named:
            held = one.name in (*body.years, *body.spans, UNDATED) or (
                one.name == name_span() and len(body.years) == len(list_years())
            )
            found = weigh(claim, body, name, one.name) if held else None
            if (
                UNDATED in listed
                and one.name in (*list_years(), name_span())
                and (found is None or found.verdict == NOT_KNOWN)
            ):
                # A figure that is printed without a period may be for this one; only in its own story does another number differ.
                found = weigh(claim, body, name, UNDATED)
                if found.verdict == DIFFERS and claim.force not in self.settled:
                    found = replace(found, verdict=NOT_KNOWN)
            if found:
                yield one, found

    def join_candidates(self, claim: Claim, found: list[tuple[Candidate, Verdict]]) -> Verdict:
        """One verdict from those on each period that the number may be for."""
        if not found:
            asked = claim.periods[0].name if claim.periods else ""
            return Verdict(NOT_KNOWN, "no period" if asked else "no kind", asked)
        settled = claim.force in self.settled
        good = [(one, verdict) for one, verdict in found if verdict.verdict in GOOD]
        if good:
            one, verdict = next(((o, v) for o, v in good if o.sure), good[0])
            if verdict.reading:
                return replace(verdict, verdict=ONE_READING if verdict.verdict == HOLDS else verdict.verdict)
            if one.sure or (settled and not one.stays_open) or verdict.verdict == AS_PRINTED:
                return verdict
            if claim.open_period and not self.article.about:
                # In a story about something else nothing tells that its number is of a year that is held.
                return replace(verdict, verdict=NOT_KNOWN, code="unclear period")
            return replace(verdict, verdict=ONE_READING, reading=one.words)
        # Where the article tells the release, a period of which nothing is printed for this count saves no other number.
        if settled and any(verdict.code in PRINTED for _, verdict in found):
            found = [(one, verdict) for one, verdict in found if verdict.code in PRINTED]
        first = found[0][1]
        if all(verdict.verdict == DIFFERS for _, verdict in found):
            most = self.held.largest(claim.force)
            least = claim.amount.bounds[0] if isinstance(claim.amount, Amount) else 0
            beyond = most is not None and least > most
            several = replace(first, also=tuple(verdict for _, verdict in found[1:]))
            if (claim.loose or not claim.direct) and (
                not settled or claim.loose or (claim.weak and claim.open_period and claim.kind == TOTAL)
            ):
                return replace(several, verdict=NOT_KNOWN, code="unclear topic")
            if beyond and least > 20 * most and claim.force != NATION and not claim.carried:
                return replace(several, verdict=NOT_KNOWN, code="far above")
            # A kind of offence cannot outnumber them all: what does is a count of something else, or a total far off.
            if not claim.direct and beyond and (claim.kind != TOTAL or least > 5 * most):
                return replace(several, verdict=NOT_KNOWN, code="far above")
            named = [
                one for one, _ in found if one in claim.periods or not claim.periods or claim.whole is not None
            ]
            if all(one.sure or (settled and not one.stays_open) for one in named or [one for one, _ in found]) or (
                beyond and self.article.relative and (not claim.periods or claim.direct)
            ):
                return several
            return replace(several, verdict=NOT_KNOWN, code="unclear period", reading=found[0][0].words)
        return next(verdict for _, verdict in found if verdict.verdict != DIFFERS)

    def weigh_count(self, claim: Claim, body: Evidence, name: str, period: str) -> Verdict:
        """A count for one period."""
        if claim.kind.parts:
            return self.weigh_sum(claim, body, period)
        rows = self.held.rows_of(body, claim.kind, name, period)
        base = Verdict(NOT_KNOWN, "no count", period, figures=_ids(rows), papers=_papers(body, rows),
                       doubt=next((one.doubt for one in rows if one.doubt), ""))  # fmt: skip
        own = bool(rows) and rows[0].source_kind == "disclosure"
        bounds = claim.amount.bounds
        counted = [one for one in rows if pd.notna(one.count_low)]
        exact = [one for one in counted if is_exact(one)]
        if own and counted and not exact:
            low, high = int(counted[0].count_low), counted[0].count_high
            high = None if pd.isna(high) else int(high)
            # "Fewer than five" says no more than the "<5" of the force.
            verdict = DIFFERS if apart(bounds, low, high) else HOLDS if within(bounds, low, high) else NOT_KNOWN
            return replace(base, verdict=verdict, code="own", low=low, high=high)
        low, high = self.held.range_of(body, claim.kind, name, period)
        # A sum of printed totals is printed too, if not as such.
        summed = claim.kind == TOTAL and not _hides_years(body) and low == high
        if body.hides and not exact and not summed:
            return replace(base, code="hidden")
        values = list(dict.fromkeys(int(one.count_low) for one in exact))
        if values:
            working = self.add_up(body, claim.kind, period, values[0]) if len(values) == 1 else None
            match = [value for value in values if allows(bounds, value)]
            if (
                not match
                and claim.kind.names == EVIDENTIAL
                and (wider := self.add_withdrawn(body, period, values[0]))
            ):
                # The words may take in the victims who withdrew, or mean these alone.
                fits = [value for value in (wider.result, wider.counts[1][1]) if allows(bounds, value)]
                if fits:
                    return replace(base, verdict=AS_PRINTED if fits[0] == wider.result else NOT_KNOWN, code="worked out",
                                   low=values[0], high=wider.result, workings=(wider,))  # fmt: skip
            if not match and claim.amount.rounds(values):
                # "6,000 crimes" in a headline, of the 6,241 below it.
                match, base = values, replace(base, reading="it is a round number")
            code = "own" if own else "worked out" if working else "printed"
            verdict = DIFFERS if not match else HOLDS if (own or working) and not base.doubt else AS_PRINTED
            base = replace(base, code=code, low=min(values), high=max(values), printed=tuple(map(str, values)))
            return replace(base, verdict=verdict, workings=(working,) if working else ())
        if counted:
            return self.weigh_rounded(claim, base, counted)
        if low == high and claim.kind == TOTAL and (working := self.add_up(body, claim.kind, period, low)):
            own = all(one.source_kind == "disclosure" for one in body.rows)
            return replace(base, verdict=HOLDS if allows(bounds, low) else DIFFERS, code="worked out", low=low, high=high,
                           workings=(working,),
                           figures=tuple(one.id for one in body.rows if one.measure == "total"))  # fmt: skip
        if high is None and not low:
            return base
        doubt = base.doubt or next((one.doubt for one in body.rows if one.doubt), "")
        if apart(bounds, low, high) and any(
            allows(bounds, int(one.count_low)) for one in body.rows
            if pd.notna(one.count_low) and one.id in body.unknowns and body.unknowns[one.id][2] == period
            and name in wholes_of(one.measure, body.unknowns[one.id][1])
        ):  # fmt: skip
            # "13 sexual offences" of a paper that prints "13 other sexual offences" beside five rapes: a narrower name cut short.
            return base
        answered = HOLDS if all(one.source_kind == "disclosure" for one in body.rows) and not doubt else AS_PRINTED
        verdict = DIFFERS if apart(bounds, low, high) else answered if within(bounds, low, high) else NOT_KNOWN
        totals = tuple(one.id for one in body.rows if one.measure in ("total", "check_total", "change_pct"))
        return replace(
            base, verdict=verdict, code="follows", low=low, high=high, doubt=doubt, figures=base.figures or totals
        )

    def weigh_sum(self, claim: Claim, body: Evidence, period: str) -> Verdict:
        """A count that is worked out from several kinds: their sum, what they leave of all, or one beside another."""
        rows = self.held.rows_of(body, claim.kind, "", period)
        base = Verdict(NOT_KNOWN, "hidden" if body.hides else "no count", period, figures=_ids(rows), papers=_papers(body, rows),
                       doubt=next((one.doubt for one in rows if one.doubt), ""))  # fmt: skip
        ranges = [
            self.held.range_of(body, part, self.held.name_of(body, part) or "", period)
            for part in claim.kind.parts
        ]
        if body.hides or any(low != high for low, high in ranges):
            return base
        counts = tuple((part.label, low) for part, (low, _) in zip(claim.kind.parts, ranges, strict=True))
        first, *others = (count for _, count in counts)
        own = all(one.source_kind == "disclosure" for one in rows) and not base.doubt
        good, bounds = HOLDS if own else AS_PRINTED, claim.amount.bounds
        if claim.kind.measure == "ratio":
            base = replace(base, code="worked out", workings=(Working("times", counts),))
            side = side_of_times(claim.amount, first, others[0])
            return replace(base, verdict=good if side == 0 else DIFFERS if side else NOT_KNOWN)
        sums = claim.kind.measure == "offence"
        total = sum((first, *others)) if sums else first - sum(others)
        working = Working("sum" if sums else "rest", counts, total)
        base = replace(base, code="worked out", low=total, high=total, workings=(working,))
        if allows(bounds, total):
            return replace(base, verdict=good)
        # "11 were harassment and stalking" may mean the last alone, "the remaining ten" be without one kind only.
        meant = [count for _, count in counts] if sums else []
        if claim.kind.measure == "rest":
            some = range(1, len(others)) if claim.kind.level == "remaining" else range(0)
            meant = [first - sum(part) for many in some for part in combinations(others, many)]
        open_ = any(allows(bounds, count) for count in meant) or claim.kind.level == "other"
        return base if open_ else replace(base, verdict=DIFFERS)

    def judge_top(self, claim: Claim, body: Evidence) -> Verdict:
        """Whether one kind of offence is the most common: it is not where one that is printed is certainly more."""
        name = self.held.name_of(body, claim.kind)
        listed = [] if name is None or body.hides else self.held.periods_of(body, claim.kind, name)
        asked = {one.name for one in claim.periods}
        found = [self.weigh_top(claim, body, name, period) for period in listed if not asked or period in asked]
        if len({one.verdict for one in found}) != 1:
            return Verdict(NOT_KNOWN, said.TOP)
        return found[0]

    def weigh_top(self, claim: Claim, body: Evidence, name: str, period: str) -> Verdict:
        """The same for one period."""
        wider = {name, *wholes_of("offence", name)}
        kinds = {kind for measure, kind, when in body.unknowns.values() if (measure, when) == ("offence", period)}
        kinds = {
            kind for kind in kinds - wider
            if ("offence", kind) not in body.undecided and name not in wholes_of("offence", kind)
        }  # fmt: skip
        ranges = {kind: body.range_of(("offence", kind, period)) for kind in sorted(kinds)}
        low, high = self.held.range_of(body, claim.kind, name, period)
        rows = [
            one
            for one in body.rows
            if body.unknowns.get(one.id) in {("offence", kind, period) for kind in (name, *kinds)}
        ]
        base = Verdict(NOT_KNOWN, said.TOP, period, figures=_ids(rows), papers=_papers(body, rows))
        counts = tuple((one.label, int(one.count_low)) for one in rows if is_exact(one))
        base = replace(base, workings=(Working("kinds", counts),) if counts else ())
        own = bool(rows) and all(one.source_kind == "disclosure" for one in rows)
        if high is not None and any(least > high for least, _ in ranges.values()):
            return replace(base, verdict=DIFFERS, code="top")
        most = self.held.range_of(body, TOTAL, "", period)[1]
        # Of what is left of all offences beside these no other kind may come to as many.
        rest = None if most is None else most - low - sum(least for least, _ in ranges.values())
        if rest is not None and rest < low and all(top is not None and top < low for _, top in ranges.values()):
            return replace(base, verdict=HOLDS if own else AS_PRINTED, code="top")
        return base

    def add_withdrawn(self, body: Evidence, period: str, alone: int) -> Working | None:
        """Evidential difficulties with the victims who withdrew added; None where nobody prints how many did."""
        rows = [
            one
            for name in WITHOUT_SUPPORT
            for one in body.about(("outcome", name, period))
            if pd.notna(one.count_high)
        ]
        if not rows:
            return None
        withdrew = int(rows[0].count_low)
        return Working(
            "sum", (("victims who support action", alone), ("victims who do not", withdrew)), alone + withdrew
        )

    def weigh_rounded(self, claim: Claim, base: Verdict, rows: list) -> Verdict:
        """A count that is printed as "more than" only, each paper's number read as what is rounded to it."""
        printed = {one.as_printed: Amount(one.as_printed, "more than") for one in rows if one.as_printed}
        base = replace(base, code="rounded", printed=tuple(printed), low=min(int(one.count_low) for one in rows))
        mine = claim.amount
        if mine.hedge in ("", "more than", "just over", "at least", "around") and mine.value in printed:
            return replace(base, verdict=AS_PRINTED)
        low, top = mine.rounded
        inside = any(low <= b and (top is None or top >= a) for a, b in (one.rounded for one in printed.values()))
        return replace(base, verdict=NOT_KNOWN if inside else DIFFERS)

    def add_up(self, body: Evidence, kind: Kind, period: str, value: int) -> Working | None:
        """The sum of years that a total works out by, or the rest of the total that a year is."""
        if kind != TOTAL or len(body.years) != len(list_years()):
            return None
        counts = []
        for year in body.years:
            exact = _list_exact(body, year)
            if len(exact) != 1:
                return None
            counts.append((year, exact.pop()))
        total = sum(count for _, count in counts)
        if period == name_span():
            return Working("sum", tuple(counts), total) if total == value else None
        if _list_exact(body, name_span()) != {total} or dict(counts).get(period) != value:
            return None
        return Working(
            "rest", ((name_span(), total), *((year, count) for year, count in counts if year != period)), value
        )

    def weigh_share(self, claim: Claim, body: Evidence, name: str, period: str) -> Verdict:
        """A share of the offences of one period."""
        rows = self.held.rows_of(body, claim.kind, name, period)
        base = Verdict(NOT_KNOWN, "no count", period, figures=_ids(rows), papers=_papers(body, rows))
        # "Half of those were recorded in 2023/24" is a part of all years.
        of = name_span() if claim.kind == TOTAL else period
        if body.hides and not (_are_printed(rows) and _are_printed(self.held.rows_of(body, TOTAL, "", of))):
            return replace(base, code="hidden")
        if rows and all(pd.isna(one.count_low) for one in rows):
            shares = {read_fraction(one.qualifier) for one in rows if one.qualifier}
            printed = tuple(one.qualifier for one in rows)
            if None in shares or not shares:
                return base
            same = claim.amount.top and (claim.amount.top, claim.amount.bottom) in shares
            below, above = neighbours(next(iter(shares)))
            mine = claim.amount.top / claim.amount.bottom if claim.amount.top else 1
            inside = below[0] / below[1] < mine < above[0] / above[1]
            verdict = AS_PRINTED if same else NOT_KNOWN if inside else DIFFERS
            return replace(base, verdict=verdict, code="share printed", printed=printed)
        part = self.held.range_of(body, claim.kind, name, period)
        whole = self.held.range_of(body, TOTAL, "", of)
        if part[1] is None or whole[1] is None or not whole[0]:
            return base
        working = Working("part", (("", part[0]), ("", whole[0])), part[1], whole[1])
        # Between the ends of two ranges a share takes every value: it cannot be where all ends lie on one side.
        known = part[0] == part[1] and whole[0] == whole[1]
        sides = {side_of_share(claim.amount, p, w) for p in part for w in whole}
        verdict = HOLDS if sides == {0} else DIFFERS if len(sides) == 1 else NOT_KNOWN
        return replace(base, verdict=verdict, code="share" if known else "share of ranges", workings=(working,))

    # ---- changes

    def judge_printed_change(self, claim: Claim, body: Evidence) -> Verdict:
        """A change of which no yearly counts are held: only what is printed of it."""
        rows = [one for one in body.rows if one.measure == "change_pct"]
        if (
            claim.form != said.CHANGE
            or not rows
            or not isinstance(claim.amount, Amount)
            or (0, len(list_years()) - 1) not in claim.pairs
        ):
            return Verdict(NOT_KNOWN, "no years")
        base = Verdict(NOT_KNOWN, "change printed", figures=_ids(rows), papers=_papers(body, rows),
                       printed=tuple(dict.fromkeys(one.as_printed for one in rows)))  # fmt: skip
        side = _side_of_pct(claim, base.printed)
        return replace(base, verdict=NOT_KNOWN if side == DIFFERS and not self.is_sure(claim) else side)

    def judge_change(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A change in per cent, or doubling and the like, between two years."""
        if claim.kind != TOTAL:
            return Verdict(NOT_KNOWN, "years of a kind")
        unknowns = [("total", "", year) for year in body.years]
        readings = [(a, b, bound_change(claim, unknowns[a], unknowns[b])) for a, b in claim.pairs]
        ids = tuple(one.id for one in body.rows if one.measure in ("total", "check_total"))
        printed = [one for one in body.rows if one.measure == "change_pct"]
        if _is_open(years):
            return self.judge_open_change(claim, body, readings, printed)
        values = {unknown: low for unknown, (low, _) in zip(unknowns, years, strict=True)}
        fits = [(a, b) for a, b, bounds in readings if all(one.allows(values) for one in bounds)]
        shown = fits[:1] or [(a, b) for a, b, _ in readings]
        workings = tuple(
            Working("change", ((list_years()[a], years[a][0]), (list_years()[b], years[b][0]))) for a, b in shown
        )
        base = Verdict(HOLDS, "change", figures=ids, workings=workings)
        if fits:
            natural = (fits[0] == claim.pairs[0] and not claim.open_period) or len(claim.pairs) == 1
            reading = f"it is on {list_years()[fits[0][0]]}"
            return base if natural else replace(base, verdict=ONE_READING, reading=reading)
        sure = claim.force in self.settled or (claim.direct and self.article.relative)
        return replace(base, verdict=DIFFERS if sure else NOT_KNOWN)

    def judge_open_change(self, claim: Claim, body: Evidence, readings, printed: list) -> Verdict:
        """A change where the yearly counts are not printed: what all figures together leave for it."""
        last = body.range_of(("total", "", list_years()[-1]))
        base = Verdict(NOT_KNOWN, "open change", low=last[0], high=last[1], period=list_years()[-1], figures=_ids(printed),
                       papers=_papers(body, printed), printed=tuple(dict.fromkeys(one.as_printed for one in printed)))  # fmt: skip

        if any(first > last for first, last in claim.pairs):
            return base

        def can(statements, bounds) -> bool:
            return body.system.can_hold([*statements, Statement("claim", "", (Reading("", bounds),))])

        names = {one.id for one in printed}
        without = [one for one in body.kept[0] if not set(one.figures) & names]
        side = _side_of_pct(claim, base.printed) if isinstance(claim.amount, Amount) and printed else DIFFERS
        if side == NOT_KNOWN or (
            side == AS_PRINTED and not any(pair[1] == len(list_years()) - 1 for pair in claim.pairs)
        ):
            return base
        if side == AS_PRINTED:
            return replace(base, verdict=AS_PRINTED)
        sure = self.is_sure(claim)
        if (
            printed
            and sure
            and isinstance(claim.amount, Amount)
            and (claim.pairs == ((0, len(list_years()) - 1),) or claim.force in self.settled)
        ):
            return replace(base, verdict=DIFFERS)
        if sure and (
            not any(can(without, bounds) for *_, bounds in readings)
            or (printed and not any(can(body.kept[0], bounds) for *_, bounds in readings))
        ):
            return replace(base, verdict=DIFFERS)
        return base

    def judge_pair(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A change from one count to another, in the years named or in any two that it fits."""
        ends = claim.amount.bounds, claim.other.bounds
        base = self.show_years(body, years)
        if _is_open(years):
            able = any(not apart(ends[0], *years[a]) and not apart(ends[1], *years[b]) for a, b in claim.pairs)
            return replace(base, verdict=NOT_KNOWN if able or not self.is_sure(claim) else DIFFERS)
        fits = [(a, b) for a, b in claim.pairs if allows(ends[0], years[a][0]) and allows(ends[1], years[b][0])]
        if not fits:
            # A pair that is told of this force by name, with both its years or with one end that is held, is of these counts.
            half = len(claim.pairs) == 1 or any(
                (ends[0][0] > 10 and allows(ends[0], years[a][0])) or (ends[1][0] > 10 and allows(ends[1], years[b][0]))
                for a, b in claim.pairs
            )  # fmt: skip
            sure = claim.direct or (half and not claim.carried and self.article.about)
            sure = sure or claim.force in self.settled
            return replace(base, verdict=DIFFERS if sure else NOT_KNOWN)
        a, b = fits[0]
        if claim.detail and (years[a][0] <= years[b][0] if claim.falls else years[a][0] >= years[b][0]):
            return replace(base, verdict=DIFFERS)
        names = list_years()[a], list_years()[b]
        found = self.weigh_totals(claim, ((body, names[0], claim.amount), (body, names[1], claim.other)))
        working = Working("years", ((names[0], years[a][0]), (names[1], years[b][0])))
        return replace(found, code=base.code, workings=(working,))

    def judge_difference(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """The size of a rise or fall in offences."""
        base = self.show_years(body, years)
        if claim.kind not in (None, TOTAL) or not claim.pairs:
            return Verdict(NOT_KNOWN, "years of a kind")
        if _is_open(years):
            return base
        sign = -1 if claim.falls else 1
        fits = [(a, b) for a, b in claim.pairs if allows(claim.amount.bounds, sign * (years[b][0] - years[a][0]))]
        if fits:
            verdict, reading = (
                HOLDS if fits[0] == claim.pairs[0] else ONE_READING,
                f"it is on {list_years()[fits[0][0]]}",
            )
            return replace(base, verdict=verdict, reading=reading)
        return replace(base, verdict=DIFFERS if self.is_sure(claim) else NOT_KNOWN)

    def judge_direction(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A rise, a fall or none, said in words."""
        base = self.show_years(body, years)
        counts = [low for low, _ in years]
        if claim.pairs:
            (start, end), sign = claim.pairs[0], -1 if claim.falls else 1
            step = sign * (counts[end] - counts[start])
            right = step == 0 if claim.why == "stable" else step > 0
            sure = self.is_sure(claim) or self.article.relative
            return replace(base, verdict=HOLDS if right else DIFFERS if sure else NOT_KNOWN)
        end = list_years().index(claim.periods[0].name)
        before = {counts[0], counts[end - 1]}
        if claim.why == "stable":
            return replace(base, verdict=HOLDS if before == {counts[end]} else NOT_KNOWN)
        right = {(one > counts[end]) if claim.falls else (one < counts[end]) for one in before}
        if right == {False}:
            return replace(base, verdict=DIFFERS if self.is_sure(claim) or self.article.relative else NOT_KNOWN)
        if claim.why == "steep":
            return replace(base, code="steep")
        base_year = list_years()[0 if claim.falls == (counts[0] > counts[end]) else end - 1]
        verdict = HOLDS if right == {True} else ONE_READING
        return replace(base, verdict=verdict, reading=f"it is on {base_year}")

    def judge_extreme(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A three-year high or low: whether the last year is one."""
        *before, last = (low for low, _ in years)
        holds = last < min(before) if claim.falls else last > max(before)
        return replace(self.show_years(body, years), verdict=HOLDS if holds else DIFFERS)

    def judge_steady(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A rise or fall every year."""
        steps = [later - earlier for (earlier, _), (later, _) in pairwise(years)]
        holds = all(step < 0 if claim.falls else step > 0 for step in steps)
        return replace(self.show_years(body, years), verdict=HOLDS if holds else DIFFERS)

    def judge_rate(self, claim: Claim, body: Evidence) -> Verdict:
        """So many offences in so many days: whether a period that may be meant had about as many."""
        study = read_study()
        days = {name_span(): count_days(*study.period)}
        days |= {
            year: count_days(*ends) for year, ends in zip(list_years(), split_years(*study.period), strict=True)
        }
        named = [one.name for one in claim.periods]
        counts = {}
        for period in dict.fromkeys((*named, *days)):
            low, high = self.held.range_of(body, TOTAL, "", period)
            if low and low == high and not _hides_years(body):
                counts[period] = low
        sides = {}
        for period, count in counts.items():
            rate = count * float(claim.detail) / days.get(period, 365)
            sides[period] = side_of_rate(claim.amount, rate)
        fits = [one for one in (named or counts) if sides.get(one) == 0]
        period = next(iter(fits or [one for one in named if one in counts] or counts), "")
        if not period:
            return Verdict(NOT_KNOWN, "rate")
        found = self.weigh_count(replace(claim, amount=Amount(str(counts[period]))), body, "", period)
        working = Working("rate", ((period, counts[period]),), days.get(period, 365))
        base = replace(found, verdict=NOT_KNOWN, code="worked out", workings=(working,))
        if fits:
            sure = named or len(fits) == len(counts) or found.verdict != HOLDS
            return replace(
                base, verdict=found.verdict if sure else ONE_READING, reading="" if sure else f"it is for {period}"
            )
        # Far from the period that is named, or from each that is asked about.
        return replace(base, verdict=DIFFERS) if all(sides.get(one) for one in (named or days)) else base

    def judge_each(self, claim: Claim, body: Evidence) -> Verdict:
        """So many offences a year: on average, or in each year that is meant."""
        years = [self.held.range_of(body, TOTAL, "", year) for year in body.years]
        if claim.kind != TOTAL or len(years) < len(list_years()) or _hides_years(body):
            return Verdict(NOT_KNOWN, "no count")
        base = self.show_years(body, years)
        if _is_open(years):
            return base
        counts, bounds = [low for low, _ in years], claim.amount.bounds
        if not claim.direct and bounds[0] > 5 * max(counts):
            # "The 80,000 crimes that the force records each year" are all of them.
            return replace(base, code="far above")
        mean = sum(counts) / len(counts)
        average = bounds[0] - 0.5 <= mean and (bounds[1] is None or mean <= bounds[1] + 0.5)
        sure = self.is_sure(claim)
        if claim.periods[0].words == said.AVERAGE:
            return replace(base, verdict=HOLDS if average else DIFFERS if sure else NOT_KNOWN)
        meant = [allows(bounds, count) for count in counts[-2 if claim.periods[0].words == said.LAST_TWO else 0 :]]
        if all(meant):
            return replace(base, verdict=HOLDS)
        sure = sure and (claim.periods[0].words in (said.LAST_TWO, said.EVERY) or not (average or any(meant)))
        return replace(base, verdict=DIFFERS if sure else NOT_KNOWN)

    def judge_rise_size(self, claim: Claim, body: Evidence, years: list) -> Verdict:
        """A total that is said to be what a rise in per cent comes to: the rise would need far more offences."""
        most = self.held.range_of(body, TOTAL, "", name_span())[1]
        pct, rise = float(claim.other.value), claim.amount.bounds[0]
        first = int(round_half_up(rise / (pct / 100))) if pct else 0
        if most is None or 2 * first + rise <= most:
            return Verdict(NOT_KNOWN, "rise size")
        return Verdict(DIFFERS, "rise size", workings=(Working("rise", (("first", first), ("rise", rise)), first + rise, most),),
                       figures=tuple(one.id for one in body.rows if one.measure in ("check_total", "change_pct")))  # fmt: skip

    def show_years(self, body: Evidence, years: list) -> Verdict:
        """The yearly counts, as a verdict that is still open."""
        known = tuple((year, low) for year, (low, high) in zip(body.years, years, strict=True) if low == high)
        ids = tuple(one.id for one in body.rows if one.measure == "total" and pd.notna(one.count_high))
        return Verdict(NOT_KNOWN, "years", workings=(Working("years", known),) if known else (), figures=ids)


def _repeats(claim: Claim, row) -> bool:
    """Whether a number is what a figure prints, or rests on it."""
    if not isinstance(claim.amount, Amount):
        return False
    if claim.amount.unit:
        return row.measure == "change_pct" and _weigh_pct(claim, float(row.as_printed)) == AS_PRINTED
    if pd.isna(row.count_low):
        return False
    if pd.isna(row.count_high):
        return claim.amount.value == row.as_printed
    return allows(claim.amount.bounds, int(row.count_low)) or claim.amount.rounds([int(row.count_low)])


def _ids(rows: list) -> tuple[str, ...]:
    return tuple(one.id for one in rows)


def _papers(body: Evidence, rows: list) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body.papers[one.source] for one in rows))


def _is_open(years: list[tuple]) -> bool:
    """Whether a count is known as a range only."""
    return any(low != high for low, high in years)


def _side_of_pct(claim: Claim, printed: Iterable[str]) -> str:
    """What printed rises in per cent make of a change: as printed, open where one rounds what may be it, else differs."""
    verdicts = {_weigh_pct(claim, float(one)) for one in printed}
    return next((one for one in (AS_PRINTED, NOT_KNOWN) if one in verdicts), DIFFERS)


def _weigh_pct(claim: Claim, value: float) -> str:
    """The same for one printed rise, which stands for all that rounds to it."""
    if claim.falls:
        return DIFFERS
    low, high, low_in, high_in = pct_ends(claim.amount)
    if (low < value or (low_in and low == value)) and (value < high or (high_in and value == high)):
        return AS_PRINTED
    # What rose by more than that has doubled too, though nobody prints it so.
    grown = claim.amount.unit == "times" and not claim.amount.hedge and value > high
    return NOT_KNOWN if grown or (value + 0.5 > low and value - 0.5 < high) else DIFFERS


def _are_printed(rows: list) -> bool:
    """Whether the force's own answer prints a count as it is."""
    return any(one.source_kind == "disclosure" and is_exact(one) for one in rows)


def _hides_years(body: Evidence) -> bool:
    """Whether the force hides counts, and among them one of a year."""
    return body.hides and not all(_list_exact(body, year) for year in body.years)


def _list_exact(body: Evidence, period: str) -> set[int]:
    """The totals that are printed for a period as one number."""
    return {int(one.count_low) for one in body.about(("total", "", period)) if is_exact(one)}
