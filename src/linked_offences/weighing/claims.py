"""Turns each printed statement of a newspaper into a verdict, with the arithmetic written out.

Whether a statement can hold, must hold or cannot is worked out from all the evidence
(`evidence`); here it is held against its own story, the other stories of the release, the
force's own answer, the other forces and official figures, and put into words. What nothing else
speaks to "cannot be checked": that is not the same as being right.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

import pandas as pd

from linked_offences import catalogue, forces
from linked_offences.counts import is_exact
from linked_offences.forces import NATION
from linked_offences.numerals import (
    capital,
    join_words,
    plural,
    round_half_up,
    write_number,
    write_pct,
    write_range,
)
from linked_offences.study import read_study
from linked_offences.weighing.evidence import (
    ENDED_WITH_ACTION,
    WITH_SUPPORT,
    WITHOUT_SUPPORT,
    Contradiction,
    Evidence,
    Rise,
    as_printed,
    explain,
    say_condition,
)
from linked_offences.weighing.naming import name_settling, name_unit, state
from linked_offences.years import count_days, financial_years, name_period, write_day
from unknown_counts import Constraint, Reading, Statement, change_bounds

HOLDS, ONE_READING, CONTRADICTED, DISPUTED, UNCHECKED = (
    "holds", "holds on one reading", "contradicted", "disputed", "cannot be checked",
)  # fmt: skip
NATIONS = (NATION, "wales")
# What came back from forces that may have counted offences, whether or not their figures are known here.
MAY_COUNT = ("answered", "reported", "no_answer_known", "withdrawn", "unreadable")
# Kinds of contradiction, as data/processed/contradictions.csv names them.
CANNOT, SOME_READINGS, TWO_FORCES, OTHER_KINDS = (
    "cannot all hold",
    "hold only on some readings",
    "the same total for two forces",
    "the same change for different offences",
)

UNPRINTED = "enough of the outcomes that are not held here are evidential difficulties"
AMONG_HELD = "only among the outcomes that are held here"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a statement: ``reading`` is the only one on which it holds, where that is so."""

    verdict: str
    finding: str
    against: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Case:
    """All that statements are held against; tables as the dictionary describes them."""

    figures: pd.DataFrame
    sources: pd.DataFrame
    recorded_crime: pd.DataFrame
    population: pd.DataFrame
    bodies: list[Evidence]
    requests: pd.DataFrame

    @cached_property
    def body_of(self) -> dict[str, Evidence]:
        """The evidence that each figure belongs to."""
        return {one: body for body in self.bodies for one in body.figures["id"]}

    @cached_property
    def known_totals(self) -> list[tuple[Evidence, str, int, tuple[str, ...]]]:
        """Forces whose printed years prove an exact count, without condition: body, period, count, figures."""
        found = []
        for body in self.bodies:
            if body.force in NATIONS or body.hides or not _exact_years(body)[0]:
                continue
            doubtful = set(body.figures.loc[body.figures["doubt"] != "", "id"])
            spans = body.spans or ({_span(body.years): list(body.years)} if len(body.years) > 1 else {})
            for span, years in spans.items():
                ids = tuple(
                    one for one, unknown in body.unknowns.items()
                    if unknown[:2] == ("total", "") and unknown[2] in (span, *years)
                )  # fmt: skip
                parts = tuple((("total", "", year), 1) for year in years)
                if doubtful & set(ids):
                    continue
                # Worked out one by one: the first open range ends it, however many ways there are to keep statements.
                ends = (body.system.range_of(parts, way) for way in body.kept_about(parts))
                low, high = next(ends)
                if low == high and all(other == (low, high) for other in ends):
                    found.append((body, span, low, ids))
        return found

    @cached_property
    def whole_totals(self) -> dict[str, int]:
        """Exact totals of all years asked about, by force, that are printed or add up and are not in doubt."""
        study, found = read_study(), {}
        whole = name_period(*study.period)
        for body in self.bodies:
            told = whole in body.spans or (body.years and _span(body.years) == whole)
            doubtful = any(one.doubt for one in body.rows if one.measure in ("total", "check_total"))
            if body.force in NATIONS or not told or doubtful:
                continue
            if whole in body.spans:
                low, high = body.range_of(("total", "", whole))
            else:
                years = _exact_years(body)[0]
                low, high = (sum(years.values()),) * 2 if len(years) == len(study.years) else (0, None)
            if low == high:
                found[body.force] = low
        return found

    @cached_property
    def others_asked(self) -> int:
        """How many forces were asked, may have counted something, and have no such total."""
        told = self.requests[
            (self.requests["decides_status"] == "yes")
            & self.requests["status"].isin(MAY_COUNT)
            & self.requests["force"].isin(forces.list_asked())
        ]
        return len(set(told["force"]) - set(self.whole_totals))

    def papers(self, ids: Iterable[str]) -> str:
        """Publishers of some figures, by name, joined."""
        return join_words(dict.fromkeys(self.publishers[one.source] for one in self.of(ids)))

    def print_it(self, figures: Iterable) -> str:
        """Publishers of some figures with their verb: "The Star prints", "The Star and The Mail print"."""
        found = list(figures)
        one = len({each.source for each in found}) == 1
        return f"{self.papers(each.id for each in found)} {'prints' if one else 'print'}"

    @cached_property
    def publishers(self) -> dict[str, str]:
        """Name of the publisher of each source."""
        return dict(zip(self.sources["source"], self.sources["publisher"], strict=True))

    def of(self, ids: Iterable[str]) -> list:
        """The figures with these ids as rows, in the order of the table."""
        return [self.rows[place] for place in sorted({self._places[one] for one in ids})]

    @cached_property
    def rows(self) -> list:
        """All figures as rows: pandas takes a hundred times as long to look for a few of them."""
        return list(self.figures.itertuples())

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one.id: place for place, one in enumerate(self.rows)}

    def list_recorded(self, force: str) -> pd.DataFrame:
        """All crime without fraud that a force recorded, by year and release."""
        crime = self.recorded_crime
        return crime[(crime["force"] == force) & (crime["level"] == "total_excl_fraud")]

    def list_own(self, said) -> list:
        """What the force that a statement is about counted of the platform in its own answers, to any request."""
        own = [one for one in self.rows if one.id in self.own]
        return [one for one in own if (one.force, one.platform) == (said.force, said.platform)]

    def has_answered(self, said) -> bool:
        """Whether the force's own answer to the request that a statement is from is held."""
        return any(one.request == said.request for one in self.list_own(said))

    @cached_property
    def own(self) -> frozenset[str]:
        """Ids of what forces answered themselves."""
        return frozenset(self.figures.loc[self.figures["source_kind"] == "disclosure", "id"])


def _span(years: dict) -> str:
    days = list(years.values())
    return name_period(days[0][0], days[-1][1])


def judge_statements(case: Case) -> pd.DataFrame:
    """A verdict on every statement of every newspaper.

    Returns
    -------
    DataFrame
        One row per statement, as in the dictionary; ``force`` is the one whose story it is.
    """
    story = {
        source: group["force"].mode().iloc[0]
        for source, group in case.figures[~case.figures["force"].isin(NATIONS)].groupby("source")
    }
    rows, listed = [], case.sources.set_index("source")
    for said in case.figures[case.figures["source_kind"] == "press"].itertuples():
        found = judge(said, case)
        against = dict.fromkeys(one for one in found.against if one != said.id)
        rows.append(
            {
                "figure": said.id,
                "force": story.get(said.source, said.force),
                "about": said.force,
                "paper": listed.loc[said.source, "publisher"],
                "published": listed.loc[said.source, "published"],
                "statement": state(said),
                "number": said.as_printed,
                "words": said.qualifier,
                "unit": name_unit(said),
                "period_start": said.period_start,
                "period_end": said.period_end,
                "verdict": found.verdict,
                "reading": found.reading,
                "finding": found.finding,
                "would_settle": "" if _is_answered(found, case) else name_settling(said, case.has_answered(said)),
                "held_against": " | ".join(_name_sides(said, against, case)),
                "against": " ".join(against),
            }
        )
    columns = [field["name"] for field in catalogue.schemas("processed")["verdicts"]["fields"]]
    return pd.DataFrame(rows, columns=columns).sort_values("figure", ignore_index=True)


def _is_answered(found: Verdict, case: Case) -> bool:
    """Whether the force's own answer decides a statement."""
    return found.verdict in (HOLDS, CONTRADICTED) and not case.own.isdisjoint(found.against)


def _name_sides(said, against: Iterable[str], case: Case) -> list[str]:
    figures = case.of(against)
    others = [one for one in figures if one.source != said.source]
    papers = [one for one in others if one.source_kind != "disclosure"]
    sides = {
        "the same story": len(others) < len(figures),
        "another story": any(one.force == said.force for one in papers),
        "the force's own figures": len(papers) < len(others),
        "another force's figures": any(one.force != said.force for one in papers),
        "official statistics": said.claim in OFFICIAL,
    }
    return [side for side, held in sides.items() if held]


def judge(said, case: Case) -> Verdict:
    """The verdict on one statement.

    Parameters
    ----------
    said : row of figures
        The statement.
    """
    body = case.body_of.get(said.id)
    if said.claim in OFFICIAL:
        return OFFICIAL[said.claim](said, case)
    if body is None:
        return _hold_against_repeats(said, case)
    if said.claim in ("similar_change", "larger_change"):
        return _judge_two_changes(said, case)
    found = _judge_in_body(said, body, case)
    return _add_across(said, found, body, case)


def _judge_in_body(said, body: Evidence, case: Case) -> Verdict:
    hidden = _hold_against_hidden(said, body)
    if hidden is not None:
        return hidden
    mine = [s for s in body.as_rounded.values() if said.id in s.figures and _says(s, said.id)]
    if not mine:
        scaled, ids = _scale_survey(said, body, case) if said.measure == "estimate" else ("", ())
        return Verdict(UNCHECKED, f"{scaled} {_explain_silence(said, body, case)}".strip(), ids)
    found = [_judge_one(said, one, body, case) for one in mine]
    order = (CONTRADICTED, DISPUTED, ONE_READING, HOLDS, UNCHECKED)
    worst = min(found, key=lambda one: order.index(one.verdict))
    texts = dict.fromkeys(one.finding for one in found if one.verdict == worst.verdict)
    against = tuple(dict.fromkeys(i for one in found if one.verdict == worst.verdict for i in one.against))
    return Verdict(worst.verdict, " ".join(texts), against, worst.reading)


def _says(statement: Statement, ident: str) -> bool:
    """Whether a figure itself makes a statement, and is not only named in it."""
    return not isinstance(statement, Rise) or statement.figures[0] == ident


def _judge_one(said, one: Statement, body: Evidence, case: Case) -> Verdict:
    others = body.others(one)
    holds = body.system.can_hold([*others, one])
    rival = next((c for c in body.contradictions if _is_rival(c, one)), None)
    able = [holds and body.system.can_hold([*others, one.only(n)]) for n in range(len(one.readings))]
    arithmetic, ids = _write_arithmetic(said, one, body, case, fits=able[0] and not rival)
    if not holds:
        members = next(
            (c.members for c in body.contradictions if not c.unless and one.id in {m.id for m in c.members}),
            None,
        ) or body.system.smallest_conflict(others, one)
        ids = tuple(i for m in members for i in m.figures) + ids
        verdict = DISPUTED if _is_disputed(said, one, body, others) else CONTRADICTED
        open_still = verdict == CONTRADICTED and said.claim == "most_common" and _find_unprinted(said, body)
        reading = UNPRINTED if open_still else ""
        return Verdict(verdict, arithmetic or _write_members(one, members), ids, reading)
    implied = [_follows(body, others, reading.constraints) for reading in one.readings]
    if implied[0]:
        if repeats := _find_repeats(said, one, body, others):
            verb = "has" if len(repeats) == 1 else "have"
            text = f"{arithmetic} {case.papers(repeats)} {verb} it from the same source, which is no check."
            return Verdict(UNCHECKED, text.strip(), tuple(dict.fromkeys((*ids, *repeats))))
        return Verdict(HOLDS, arithmetic, ids)
    if not able[0] or (rival and True in implied):
        number = implied.index(True) if True in implied else able.index(True)
        reading = one.readings[number].words
        if said.claim == "most_common" and _find_unprinted(said, body):
            reading += f", and {AMONG_HELD}"
        return Verdict(ONE_READING, arithmetic or f"It can hold only if {reading}.", ids, reading)
    if rival:
        ids = tuple(i for m in rival.members if m.id != one.id for i in m.figures)
        text = f"{explain(rival, body)} {_write_sum(rival.members, body)} {_write_readings(rival)}".strip()
        return Verdict(ONE_READING, text, ids, "; or ".join(rival.unless))
    return Verdict(UNCHECKED, f"{arithmetic} {_explain_silence(said, body, case)}".strip(), ids)


def _is_disputed(said, one: Statement, body: Evidence, others: list[Statement]) -> bool:
    """Whether only other papers' number for the same count speaks against one, so that nothing tells which is right."""
    left = _leave_out(others, _list_rivals(said, body))
    return len(left) < len(others) and body.system.can_hold([*left, one])


def _list_rivals(said, body: Evidence) -> list[str]:
    """Figures of other papers for the same count of the same release."""
    same = body.about(body.unknowns.get(said.id))
    return [one.id for one in same if one.source_kind == "press" and one.source != said.source]


def _leave_out(statements: list[Statement], figures: list[str]) -> list[Statement]:
    """Those statements that do not rest on some figures alone."""
    return [one for one in statements if not set(one.figures) <= set(figures)]


def _find_repeats(said, one: Statement, body: Evidence, others: list[Statement]) -> list[str]:
    """Figures of other papers for the same count, where nothing but these makes a statement hold."""
    repeats = _list_rivals(said, body)
    follows = not repeats or _follows(body, _leave_out(others, repeats), one.readings[0].constraints)
    return [] if follows else repeats


def _write_readings(rival: Contradiction) -> str:
    """The readings on which all can hold, the likeliest first."""
    first, *rest = rival.unless
    also = f" They can hold, too, if {join_words(rest, 'or')}." if rest else ""
    return f"They can hold if {first}.{also}"


def _is_rival(contradiction: Contradiction, one: Statement) -> bool:
    """Whether a contradiction that some readings end has a statement among it, and none of lower rank."""
    members = {m.id: m for m in contradiction.members}
    return one.id in members and bool(contradiction.unless) and all(m.rank <= one.rank for m in members.values())


def _follows(body: Evidence, others: list[Statement], constraints: Iterable[Constraint]) -> bool:
    """Whether all of some constraints must hold where the others do."""
    for one in constraints:
        if one.low is not None and not _refutes(body, others, Constraint(one.terms, None, one.low - 1)):
            return False
        if one.high is not None and not _refutes(body, others, Constraint(one.terms, one.high + 1)):
            return False
    return True


def _refutes(body: Evidence, others: list[Statement], constraint: Constraint) -> bool:
    return not body.system.can_hold([*others, Statement("not", "", (Reading("", (constraint,)),))])


def _hold_against_hidden(said, body: Evidence) -> Verdict | None:
    """Where the force hides the count, only what it published speaks, and nothing that follows from more."""
    own = next((one for one in _list_disclosed(said, body) if not is_exact(one)), None)
    if own is None or pd.isna(said.count_low):
        return None
    low, high = own.count_low, own.count_high
    apart = (pd.notna(high) and said.count_low > high) or (pd.notna(said.count_high) and said.count_high < low)
    return Verdict(CONTRADICTED if apart else UNCHECKED, *_quote_answer(own))


def _list_disclosed(said, body: Evidence) -> list:
    """What the force's own answer says of the count that a statement is about."""
    same = body.about(body.unknowns.get(said.id))
    return [one for one in same if one.source_kind == "disclosure" and pd.notna(one.count_low)]


def _quote_answer(own) -> tuple[str, tuple[str, ...]]:
    return f"The force's own answer says {write_range(own.count_low, own.count_high)}.", (own.id,)


def _write_members(one: Statement, members: Iterable[Statement]) -> str:
    rest = [m.words for m in members if m.id != one.id]
    return f"It cannot hold beside {join_words(rest)}." if rest else "It cannot hold in itself."


def _write_sum(members: Iterable[Statement], body: Evidence) -> str:
    """Parts that together exceed their whole, added up; empty where the members are no such parts."""
    rows = [body.row(m.figures[0]) for m in members]
    parts = [one for one in rows if one.measure in ("offence", "outcome") and pd.notna(one.count_high)]
    wholes = [one for one in rows if one.measure in ("total", "check_total") and pd.notna(one.count_high)]
    if not parts or not wholes or len(parts) + len(wholes) < len(rows):
        return ""
    total = sum(int(one.count_low) for one in parts)
    sums = " + ".join(write_number(int(one.count_low)) for one in parts)
    period = name_period(wholes[0].period_start, wholes[0].period_end)
    return (
        f"As parts of one year they are {sums} = {write_number(total)}, more than the "
        f"{write_number(int(wholes[0].count_high))} offences of {period}."
    )


def _explain_silence(said, body: Evidence, case: Case) -> str:
    if said.measure == "wording":
        if said.claim == "often":
            return f'{_write_often(said, body)} "Often" is a word without a number.'.strip()
        if said.claim == "highest_of_forces":
            return (
                "No figure of the other forces is held that was counted in the same way, so no rank can be given."
            )
        if said.claim == "most_common":
            own = [one for one in case.list_own(said) if one.measure == "outcome"]
            return (
                "Which of the outcomes in the force's own answer it compares is not decided here." if own
                else "No counts of the outcomes that it compares are held here."
            )  # fmt: skip
        return (
            "" if _exact_years(body)[0] else f"No yearly counts of {forces.name_force(said.force)} are held here."
        )
    same = ["as_printed", "force", "platform", "request", "measure", "period_start", "period_end"]
    if said.measure in ("offence", "outcome"):
        same += ["category"] if said.category else ["category", "label"]
    alike = _find_alike(said, case, same)
    text = f"{case.print_it(alike)} the same, from the same release." if alike else ""
    if said.measure == "change_pct":
        about = "" if len(body.years) > 1 and _exact_years(body)[0] else (
            f"No yearly counts of {forces.name_force(said.force)} are held here, so the change cannot be worked out again."
            f"{_write_base(said)}"
        )  # fmt: skip
        return f"{about} {_write_allowed(body)} {text}".strip().replace("  ", " ")
    missing = "The answers that it adds up are" if said.force in NATIONS else "The force's own answer is"
    if case.has_answered(said):
        return text or "The force's own answer, held here, does not count it."
    if case.list_own(said):
        missing = "The force's answer to the request that it is from is"
    return text or f"{missing} not held here."


def _write_allowed(body: Evidence) -> str:
    """What all the printed figures together leave for the last year of a change; empty where that is nothing."""
    if _exact_years(body)[0] or not body.spans or body.hides:
        return ""
    last = list(body.years)[-1]
    low, high = body.range_of(("total", "", last))
    if high is None:
        return ""
    condition = say_condition(body, ("total", "", last))
    return f"The printed figures held here leave {write_range(low, high)} offences for {last}{condition}."


def _write_base(change) -> str:
    """That nobody knows from which year a change is measured; empty where its printed period names the year."""
    named = re.search(r"\d{4}", change.period_as_printed)
    return "" if named else f" From which year the {change.as_printed}% is measured is not known here."


def _find_alike(said, case: Case, columns: Iterable[str]) -> list:
    """What other sources print that is the same in some columns."""
    look = attrgetter(*columns)
    wanted = look(said)
    return [one for one in case.rows if look(one) == wanted and one.source != said.source]


def _exact_years(body: Evidence) -> tuple[dict[str, int], tuple[str, ...]]:
    """Count of each year where all years are printed exactly, with the figures that print them; else empty."""
    counts, ids = {}, []
    for one in body.rows:
        if one.measure == "total" and one.period_start and is_exact(one):
            period = body.unknowns[one.id][2]
            counts.setdefault(period, int(one.count_low))
            ids.append(one.id)
    ordered = {year: counts[year] for year in body.years if year in counts}
    return (ordered, tuple(ids)) if len(ordered) == len(body.years) > 1 else ({}, ())


def _write_arithmetic(
    said, one: Statement, body: Evidence, case: Case, fits: bool = True
) -> tuple[str, tuple[str, ...]]:
    """The arithmetic behind a verdict in words, with the figures that it uses; empty where there is none.

    That a part fits into its whole is told only where it does, as it first reads (``fits``).
    """
    years, year_ids = _exact_years(body)
    if isinstance(one, Rise):
        siblings = _find_siblings(said, case)
        text = " ".join(filter(None, [_write_rise(said, case), _write_siblings(siblings)]))
        return text, (said.joined_to, *siblings["id"])
    if said.measure == "change_pct":
        return (_write_change(years), year_ids) if years else ("", ())
    if said.claim in ("rises_each_year", "highest_of_years"):
        text = f"The yearly counts are {join_words(map(write_number, years.values()))}."
        return (text, year_ids) if years else ("", ())
    if said.claim == "most_common":
        return _write_most_common(said, body)
    if said.claim == "majority":
        return _write_majority(said, body, years, year_ids)
    unknown = body.unknowns.get(said.id)
    if unknown is None:
        return "", ()
    if disclosed := [own for own in _list_disclosed(said, body) if own.id != said.id]:
        return _quote_answer(disclosed[0])
    if unknown[:2] == ("total", ""):
        return _write_total(said, unknown, body, case, years, year_ids)
    return _write_part(said, unknown, body, years, year_ids, fits)


def _write_rise(said, case: Case) -> str:
    """A total that is printed as what a rise in per cent equates to, which is a different thing."""
    (change,) = case.of([said.joined_to])
    pct = float(change.as_printed)
    first = int(round_half_up(said.count_low / (pct / 100)))
    return (
        f"{said.as_printed} is printed as what a rise of {pct:g}% equates to. As the size of the increase it "
        f"would mean some {write_number(first)} offences growing to {write_number(first + said.count_low)}, whichever year it "
        f"is measured from; it cannot be that and the total of the {read_study().span} as well."
    )


def _find_siblings(said, case: Case) -> pd.DataFrame:
    """The same sentence's totals of all years in the stories of other forces."""
    return case.figures[
        (case.figures["request"] == said.request)
        & (case.figures["measure"] == "check_total")
        & (case.figures["source_kind"] == "press")
        & ~case.figures["force"].isin([said.force, *NATIONS])
        & case.figures["count_high"].notna()
        & case.figures["label"].str.endswith(said.label)
    ].drop_duplicates("force")


def _write_siblings(siblings: pd.DataFrame) -> str:
    named = join_words(f"{forces.name_force(o.force, short=True)} {o.as_printed}" for o in siblings.itertuples())
    return f"The sister stories use the same sentence for the {read_study().total} ({named})." if named else ""


def _write_change(years: dict[str, int]) -> str:
    names, counts = list(years), list(years.values())
    texts = []
    for base in dict.fromkeys([0, len(counts) - 2]):
        if not counts[base]:
            texts.append(f"{names[base]} has no offence to work a change out from")
            continue
        exact = 100 * (counts[-1] - counts[base]) / counts[base]
        change = f"{'up' if exact > 0 else 'down'} {write_number(abs(exact), 1)}%" if exact else "no change"
        words = f"on {names[base]}" + (", the year before" if base else "")
        texts.append(f"{write_number(counts[base])} to {write_number(counts[-1])} is {change} {words}")
    return f"By the yearly counts {join_words(texts)}."


def _write_total(said, unknown, body: Evidence, case: Case, years, year_ids) -> tuple[str, tuple[str, ...]]:
    if pd.isna(said.count_high):
        same = [one for one in body.about(unknown) if one.id != said.id]
        exact = [o for o in same if pd.notna(o.count_high)]
        if exact and not said.as_printed:
            sums = " + ".join(map(write_number, years.values()))
            added = f"The story's yearly counts {sums} add up to {exact[0].as_printed}." if years else (
                f"The story's own exact figure is {exact[0].as_printed}."
            )  # fmt: skip
            return f'{added} "Hundreds" needs at least two hundred.', (exact[0].id, *year_ids)
        if exact:
            whose = "The story's" if exact[0].source == said.source else f"{body.papers[exact[0].source]}'s"
            return f"{whose} own exact figure is {write_number(int(exact[0].as_printed))}.", (exact[0].id,)
        return _write_rivals(said, same, case)
    if unknown[2] in body.spans and years:
        sums = " + ".join(map(write_number, years.values()))
        total = write_number(sum(years.values()))
        return f"The yearly counts {sums} add up to {total}.", year_ids
    wholes = [one for one in body.rows if one.measure == "check_total" and pd.notna(one.count_high)]
    span = next((one for one in wholes if body.unknowns[one.id][2] in body.spans), None)
    if span is not None and years:
        rest = [count for year, count in years.items() if year != unknown[2]]
        left = int(span.count_low) - sum(rest)
        minus = " - ".join(map(write_number, [int(span.count_low), *rest]))
        return (
            f"With the other years it adds up to the total of {span.as_printed}: {minus} = {write_number(left)}.",
            (span.id, *year_ids),
        )
    return "", ()


def _write_rivals(said, same: list, case: Case) -> tuple[str, tuple[str, ...]]:
    """Papers that print another "more than" of the same release, counted."""
    rivals = [one for one in same if one.source != said.source]
    apart = [one for one in rivals if one.count_low != said.count_low]
    alike = [one for one in rivals if one.count_low == said.count_low]
    ids = tuple(one.id for one in rivals)
    if not apart:
        return (f"{case.print_it(alike)} the same, from the same release." if alike else ""), ids
    counted = []
    for count in sorted({one.count_low for one in apart}):
        group = [one for one in apart if one.count_low == count]
        counted.append(f"{case.print_it(group)} {as_printed(group[0])}")
    if alike:
        counted.append(f"{case.print_it(alike)} the same as this one")
    sides = [len({one.source for one in side}) for side in (alike, apart)]
    text = f"Of the same release, {join_words(counted)}: "
    text += f"{plural(1 + sides[0], 'story', 'stories')} against {plural(sides[1], 'other')}."
    if said.force == NATION and said.measure == "check_total":
        totals = {int(one.as_printed) for one in (said, *apart)}
        text += f" {_write_likelihood(sorted(totals), case)}"
    return text, ids


def _write_likelihood(totals: list[int], case: Case) -> str:
    """What each national total in print would ask of the forces that are not known; empty where none is known."""
    known, rest = case.whole_totals, case.others_asked
    if not known or not rest or totals[0] <= sum(known.values()):
        return ""
    largest = max(known, key=known.get)
    asked = [(total - sum(known.values())) / rest for total in totals]
    parts = [
        f'for "more than {write_number(total)}" some {write_number(one)}, {write_number(one / known[largest], 1)} times the '
        f"{write_number(known[largest])} of {forces.name_force(largest, short=True)}"
        for total, one in zip(totals, asked, strict=True)
    ]
    mean = sum(known.values()) / len(known)
    likely = min(range(len(totals)), key=lambda n: max(asked[n] / mean, mean / asked[n]))
    return (
        f"{capital(plural(len(known), 'total'))} of the {read_study().span} are known, {write_number(sum(known.values()))} together "
        f"and none above {forces.name_force(largest, short=True)}'s. Each of the other {rest} forces would need on average, "
        f"{'; '.join(parts)}. "
        f'"More than {write_number(totals[likely])}" is the likelier; neither is proved.'
    )


def _write_part(said, unknown, body: Evidence, years, year_ids, fits: bool) -> tuple[str, tuple[str, ...]]:
    spans = [(*unknown[:2], span) for span in body.spans if unknown[2] in body.years]
    longer = [one for one in body.rows if body.unknowns.get(one.id) in spans and pd.notna(one.count_high)]
    if longer and longer[0].count_high == 0 == said.count_high:
        return f"It follows from the {longer[0].as_printed} of {body.unknowns[longer[0].id][2]}.", (longer[0].id,)
    whole = years.get(unknown[2]) or (sum(years.values()) if years and unknown[2] in body.spans else None)
    if whole is None and not pd.isna(said.count_high):
        return _write_part_of_range(said, unknown, body), ()
    if whole is None or pd.isna(said.count_high):
        return "", ()
    if said.count_low > whole:
        return f"It is more than the {write_number(whole)} offences of {unknown[2]}.", year_ids
    text = f"It fits into the {write_number(whole)} offences of {unknown[2]}, which proves nothing more."
    return (text, year_ids) if fits else ("", ())


def _write_part_of_range(said, unknown, body: Evidence) -> str:
    """A count of charges as a share of the offences of its year, where only a range of these is known; else empty."""
    if said.category != "Charged/Summonsed" or unknown[2] not in body.years or body.hides or not body.spans:
        return ""
    low, high = body.range_of(("total", "", unknown[2]))
    if not low or high is None:
        return ""
    condition = say_condition(body, ("total", "", unknown[2]))
    part = int(said.count_low)
    return (
        f"The printed figures held here leave {write_range(low, high)} offences of {unknown[2]}{condition}, so {part} would be "
        f"{write_pct(part / high, 1)} to {write_pct(part / low, 1)} of them."
    )


def _outcomes_beside(said, body: Evidence) -> pd.DataFrame:
    """The outcomes without action that a story prints."""
    return body.figures[
        (body.figures["source"] == said.source) & (body.figures["measure"] == "outcome")
        & ~body.figures["category"].isin(ENDED_WITH_ACTION) & body.figures["count_low"].notna()
    ]  # fmt: skip


def _write_most_common(said, body: Evidence) -> tuple[str, tuple[str, ...]]:
    mine = _outcomes_beside(said, body)
    alone = int(mine.loc[mine["category"].isin(WITH_SUPPORT), "count_low"].sum())
    withdrew = int(mine.loc[mine["category"].isin(WITHOUT_SUPPORT), "count_low"].sum())
    rest = mine[~mine["category"].isin(WITH_SUPPORT)].sort_values("count_low")
    if rest.empty:
        return "", ()
    others = rest[~rest["category"].isin(WITHOUT_SUPPORT)]
    top = rest.iloc[-1] if others.empty or alone + withdrew > others["count_low"].max() else others.iloc[-1]
    text = (
        f"Evidential difficulties are {alone} where the victim supports action, or {alone + withdrew} with the "
        f'{withdrew} where the victim does not; "{top["label"]}" is {top["count_low"]}.'
    )
    if top["count_low"] > alone + withdrew:
        text += f" {top['count_low']} is more than either"
        if left := _find_unprinted(said, body):
            many = "others" if left[1] is None else f"the outcome of {write_range(*left)} offences"
            verb = "are" if left[1] is None else "is"
            text += f", among the outcomes that are held here; {many} {verb} not, and could lift {alone + withdrew} above it"
        text += "."
    elif alone <= rest["count_low"].max():
        text += f" It holds only with the victims who do not support action, and {AMONG_HELD}."
    return text, tuple(mine["id"])


def _write_often(said, body: Evidence) -> str:
    """How many of the printed evidential difficulties are victims who withdrew; empty where the story prints none."""
    mine = body.figures[(body.figures["source"] == said.source) & (body.figures["measure"] == "outcome")]
    mine = mine[mine["category"].isin(WITH_SUPPORT | WITHOUT_SUPPORT) & mine["count_low"].notna()]
    whole = int(mine["count_low"].sum())
    if not whole:
        return ""
    withdrew = int(mine.loc[mine["category"].isin(WITHOUT_SUPPORT), "count_low"].sum())
    return (
        f"Of the {whole} outcomes with evidential difficulties that the story prints, {withdrew} are victims who withdrew: "
        f"{write_pct(withdrew / whole)}."
    )


def _find_unprinted(said, body: Evidence) -> tuple[int, int | None] | None:
    """How many outcomes nobody prints, where these could lift evidential difficulties above all that are printed.

    Returns
    -------
    tuple of int or None
        Fewest and most, None where that has no end; None alone where even all of them would not be enough.
    """
    mine = _outcomes_beside(said, body)
    if mine.empty:
        return None
    evidential = mine["category"].isin(WITH_SUPPORT | WITHOUT_SUPPORT)
    counted, others = int(mine.loc[evidential, "count_low"].sum()), mine.loc[~evidential, "count_low"]
    period = body.unknowns[mine["id"].iloc[0]][2]
    printed = sum(
        int(one.count_low) for one in body.rows
        if one.measure == "outcome" and body.unknowns[one.id][2] == period and pd.notna(one.count_low)
    )  # fmt: skip
    low, high = body.range_of(("total", "", period))
    left = None if high is None else high - printed
    if left is not None and counted + left <= (0 if others.empty else others.max()):
        return None
    return max(0, low - printed), left


def _write_majority(said, body: Evidence, years, year_ids) -> tuple[str, tuple[str, ...]]:
    part = body.row(said.joined_to)
    whole = years.get(body.unknowns[part.id][2])
    if not whole:
        return "", ()
    period = body.unknowns[part.id][2]
    text = f"{part.as_printed} of the {whole} offences of {period} are {write_pct(int(part.count_low) / whole)}."
    if 2 * part.count_low <= whole:
        text += " A majority is more than half."
    for span, names in body.spans.items():
        if not said.period_start and period in names and len(years) == len(names):
            total = sum(years.values())
            text += (
                f" Of the {total} of {span} it would be at least {total // 2 + 1}; how many of the other "
                f"{total - whole} were of this kind is not known here."
            )
    return text, (part.id, *year_ids)


def _judge_two_changes(said, case: Case) -> Verdict:
    """A story's own change and the national one that it prints, side by side."""
    changes = case.figures[(case.figures["source"] == said.source) & (case.figures["measure"] == "change_pct")]
    own, national = changes[changes["force"] != NATION], changes[changes["force"] == NATION]
    if own.empty or national.empty:
        return Verdict(UNCHECKED, "Not both of the changes are held here.")
    ids = (*own["id"], *national["id"])
    a, b = float(own["as_printed"].iloc[0]), float(national["as_printed"].iloc[0])
    # What a story prints of both is the claim itself, and no check of it.
    text = f"The story prints {b:g}% nationally against {a:g}%; neither can be worked out again."
    if said.claim == "similar_change":
        text = f"The story prints {a:g}% and {b:g}% nationally; how near is similar is not said."
    return Verdict(UNCHECKED, text + _write_base(own.iloc[0]), ids)


def _hold_against_repeats(said, case: Case) -> Verdict:
    """A number that is no count of linked offences: who else prints it, and who another."""
    alike = _find_alike(said, case, ("force", "platform", "measure", "period_start", "period_end"))
    same = [one for one in alike if said.as_printed and one.label.casefold() == said.label.casefold()]
    apart = [one for one in same if one.as_printed != said.as_printed]
    if apart and not said.qualifier:
        text = f"{case.print_it(apart)} {join_words(one.as_printed for one in apart)}."
        return Verdict(DISPUTED, text, tuple(one.id for one in apart))
    if same:
        return Verdict(UNCHECKED, f"{case.print_it(same)} the same number.", tuple(one.id for one in same))
    return _set_in_series(said, case.figures) or Verdict(UNCHECKED, "Nothing held here counts the same thing.")


def _set_in_series(said, table: pd.DataFrame) -> Verdict | None:
    """A count beside the story's counts of the same thing in other years: how many times as many; None without any."""
    same = table[(table["source"] == said.source) & (table["label"] == said.label) & (table["as_printed"] != "")]
    for column in ("force", "platform", "measure"):
        same = same[same[column] == getattr(said, column)]
    same = same[(same["period_start"] != "") & same["as_printed"].str.isdigit()].sort_values("period_start")
    last = same.iloc[-1] if len(same) else None
    before = same[same["as_printed"] != "0"].iloc[:-1]
    if last is None or before.empty or said.id not in set(same["id"]):
        return None
    named = [(name_period(one.period_start, one.period_end), one.as_printed) for one in before.itertuples()]
    parts = [
        f"{write_number(int(last['as_printed']) / int(printed), 2)} times the {write_number(int(printed))} of {year}"
        for year, printed in named
    ]
    text = (
        f"By the story's own counts the {write_number(int(last['as_printed']))} of "
        f"{name_period(last['period_start'], last['period_end'])} are {join_words(parts)}. Nothing else held here counts the same."
    )
    return Verdict(UNCHECKED, text, tuple(same["id"]))


def _add_across(said, found: Verdict, body: Evidence, case: Case) -> Verdict:
    """A verdict with what other forces say about the statement."""
    texts, ids = [], []
    if said.force_as_printed:
        texts.append(
            f"Printed as recorded by {said.force_as_printed}, in a story about {forces.name_force(said.force)}, so whose "
            "figure it is stands in doubt."
        )
    for text, against in (
        *_find_twins(said, body, case),
        *_find_fits(said, found, case),
        *_find_other_kinds(said, case),
        *_find_same_number(said, case),
        *_find_other_answers(said, case),
    ):
        texts.append(text)
        ids += against
    silent = found.finding
    return Verdict(
        found.verdict,
        " ".join([*texts, silent] if said.force_as_printed else [silent, *texts]).strip(),
        (*found.against, *ids),
        found.reading,
    )


def _find_twins(said, body: Evidence, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same exact total for another force that its own years prove, where this one's do not."""
    if said.measure != "check_total" or not is_exact(said) or _exact_years(body)[0]:
        return
    published = case.sources.set_index("source")["published"]
    for other, period, count, ids in case.known_totals:
        same = count == said.count_low and period == body.unknowns[said.id][2]
        if other.force != said.force and same:
            printed = [o for o in case.of(ids) if o.measure == "check_total"]
            when = published[printed[0].source] if printed else ""
            day = f" on {write_day(when)}" if len(when) == 10 else ""
            text = f"It equals the total of {forces.name_force(other.force)}, printed{day} and proved by its own yearly counts"
            yield f"{text}, so it may not be a figure of {forces.name_force(said.force)} at all.", ids


def _find_fits(said, found: Verdict, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Other forces whose own yearly counts a change fits that its own force's do not prove."""
    if (
        said.measure != "change_pct"
        or found.verdict in (HOLDS, ONE_READING)
        or not said.as_printed
        or said.force in NATIONS
    ):
        return
    for other in case.bodies:
        years, ids = _exact_years(other)
        if other.force in (said.force, *NATIONS) or not years or other.hides:
            continue
        first, last = next(iter(years)), list(years)[-1]
        values = {"first": years[first], "last": years[last]}
        if all(c.allows(values) for c in change_bounds("first", "last", said.as_printed)):
            counts = f"{write_number(years[first])} to {write_number(years[last])}"
            yield f"It fits the counts of {forces.name_force(other.force)}, {counts}.", ids


def _find_other_kinds(said, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same change that other papers print of the same release for other kinds of offences."""
    for other in _changes_of_other_kinds(said, case):
        printed = f'prints the same {said.as_printed}% for "{other.label}", this story for "{said.label}"'
        yield f"{case.papers([other.id])} {printed}.", (other.id,)


def _find_same_number(said, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same number for another offence in the same story: one of the two may be a slip."""
    if said.measure != "offence" or not is_exact(said) or said.count_low < 10:
        return
    look = attrgetter("source", "measure", "as_printed")
    for other in case.rows:
        if other.label != said.label and look(other) == look(said):
            what = f'"{other.label}" of {name_period(other.period_start, other.period_end)}'
            text = f"The story prints {said.as_printed} for {what}, too, and one of the two may be a slip."
            yield text, (other.id,)


def _find_other_answers(said, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the force itself counted, asked by somebody else about years that begin some days before or after."""
    years = financial_years(said.period_start, said.period_end)
    if said.measure not in ("total", "check_total") or not years:
        return
    for own in case.list_own(said):
        alike = own.measure == said.measure and financial_years(own.period_start, own.period_end) == years
        if alike and own.period_start != said.period_start and pd.notna(own.count_low):
            days = f"from {write_day(own.period_start)} to {write_day(own.period_end)}"
            counted = f"{write_range(own.count_low, own.count_high)} {days}"
            text = f"The force's answer to another request counts {counted}, perhaps by another search."
            yield text, (own.id,)


def _changes_of_other_kinds(said, case: Case) -> list:
    if said.measure != "change_pct" or said.force != NATION:
        return []
    same = _find_alike(said, case, ("measure", "force", "request", "as_printed", "period_start", "period_end"))
    return [one for one in same if one.label != said.label]


def list_contradictions(case: Case) -> pd.DataFrame:
    """Everything that cannot stand together as printed, inside a force and across forces.

    Returns
    -------
    DataFrame
        One row per contradiction, as in the dictionary.
    """
    rows = []
    for body in case.bodies:
        for one in body.contradictions:
            one = _let_unprinted_settle(one, body)
            ids = tuple(ident for member in one.members for ident in member.figures)
            text = f"{explain(one, body)} {_explain_members(one.members, body, case)}".strip()
            kind = SOME_READINGS if one.unless else CANNOT
            rows.append(_contradiction(body.force, kind, text, ids, one.unless, one.without))
    told: set[tuple[str, str]] = set()
    for said in case.figures[case.figures["source_kind"] == "press"].itertuples():
        body = case.body_of.get(said.id)
        if body is None:
            continue
        for text, ids in _find_twins(said, body, case):
            text = f"{said.as_printed} is printed for {forces.name_force(said.force)}. {text}"
            rows.append(_contradiction(said.force, TWO_FORCES, text, (said.id, *ids)))
        others = _changes_of_other_kinds(said, case)
        if others and (said.force, said.as_printed) not in told:
            told.add((said.force, said.as_printed))
            # The papers that print it for the same kinds are those that differ from the others too.
            ids = tuple(sorted({one.id for one in (*others, *_changes_of_other_kinds(others[0], case))}))
            kinds = sorted({one.label for one in case.of(ids)})
            printed = [
                f'{case.print_it(one for one in case.of(ids) if one.label == label)} it for "{label}"'
                for label in kinds
            ]
            text = f"A rise of {said.as_printed}% is printed for different offences: {join_words(printed)}."
            rows.append(_contradiction(said.force, OTHER_KINDS, text, ids))
    table = pd.DataFrame(rows, columns=["id", "force", "kind", "finding", "unless", "without", "figures"])
    table = table.sort_values(["force", "figures"], ignore_index=True)
    table["id"] = [
        f"{force}-{number}"
        for force, number in zip(table["force"], table.groupby("force").cumcount() + 1, strict=True)
    ]
    return table


def _let_unprinted_settle(one: Contradiction, body: Evidence) -> Contradiction:
    """A contradiction among what is printed, with the condition on which what is not printed would settle it."""
    said = [body.row(ident) for member in one.members for ident in member.figures]
    common = [row for row in said if row.claim == "most_common"]
    if not common or not all(_find_unprinted(row, body) for row in common):
        return one
    return replace(one, unless=(*one.unless, UNPRINTED))


def _explain_members(members: Iterable[Statement], body: Evidence, case: Case) -> str:
    """The arithmetic of a contradiction: its parts added up, or that of its weakest member."""
    if added := _write_sum(members, body):
        return added
    weakest = max(members, key=lambda m: (m.rank, len(m.readings)))
    said = body.row(weakest.figures[0])
    if all(m.rank == 1 and pd.isna(body.row(m.figures[0]).count_high) for m in members):
        return "Each rounds the number of one and the same release, and no number is rounded to both."
    if isinstance(weakest, Rise):
        return _write_rise(said, case)
    if weakest.rank == 2 or said.measure in ("change_pct", "wording"):
        return _write_arithmetic(said, weakest, body, case)[0]
    return ""


def _contradiction(force: str, kind: str, text: str, ids, unless=(), without=()) -> dict:
    return {
        "id": "", "force": force, "kind": kind, "finding": text, "unless": " | ".join(unless),
        "without": " | ".join(without), "figures": " ".join(dict.fromkeys(ids)),
    }  # fmt: skip


def _judge_daily(said, case: Case) -> Verdict:
    crime = case.list_recorded(said.force)
    latest = crime["vintage"].max()
    # The newest release's figure for the year of the story, and what an older release said before.
    year = crime[(crime["vintage"] == latest) & (crime["period_end"] == read_study().official.recorded_crime)]
    older = crime[crime["vintage"] != latest].sort_values("period_end").tail(1)
    parts = []
    for one in [*year.itertuples(), *older.itertuples()]:
        daily = one.offences / count_days(one.period_start, one.period_end)
        parts.append(
            f"{write_number(daily, 1)} a day in the year ending March {one.period_end[:4]} "
            f"({write_number(one.offences)} without fraud, {one.vintage} release)"
        )
    if not parts:
        return Verdict(UNCHECKED, "No official figure of that year is held.")
    same = any(
        round_half_up(one.offences / count_days(one.period_start, one.period_end)) == int(said.as_printed)
        for one in year.itertuples()
    )
    differs = "That is today's figure" if same else "It differs from today's figure"
    text = (
        f"Official figures give {join_words(parts)}. {differs} and cannot be checked against the one that was "
        "published when it was said."
    )
    return Verdict(UNCHECKED, text)


def _judge_per_1000(said, case: Case) -> Verdict:
    crime = case.list_recorded(said.force)
    crime = crime[crime["period_end"] == said.period_end].sort_values("vintage")
    people = case.population
    people = people[(people["force"] == said.force) & (people["mid_year"] == int(said.period_start[:4]))]
    if crime.empty or people.empty:
        return Verdict(UNCHECKED, "No official figure of that year is held.")
    parts = [
        f"{write_number(one.offences / people['population'].iloc[0] * 1000, 1)} by the {one.vintage} release"
        for one in crime.itertuples()
    ]
    text = (
        f"Offences without fraud per 1,000 residents of mid-{said.period_start[:4]} are {join_words(parts)}; "
        "the release and population behind the printed rate are not stated."
    )
    return Verdict(UNCHECKED, text)


def _scale_survey(said, body: Evidence, case: Case) -> tuple[str, tuple[str, ...]]:
    """An estimate for all forces beside the survey's count of those that answered, scaled up; empty without these."""
    table = case.figures[case.figures["source"] == said.source]
    size = {claim: table.loc[table["claim"] == claim] for claim in ("forces_surveyed", "forces_without_answer")}
    counts = [one for one in body.rows if one.measure == "total" and is_exact(one)]
    if not counts or any(one.empty for one in size.values()):
        return "", ()
    last = max(counts, key=lambda one: one.period_start)
    asked, silent = (int(one["as_printed"].iloc[0]) for one in size.values())
    scaled = int(last.count_low) * asked / (asked - silent)
    text = (
        f"The survey counts {write_number(int(last.count_low))} in {asked} - {silent} = {asked - silent} forces. If the "
        f"{silent} others had as many each, all {asked} would have {write_number(int(last.count_low))} × {asked} / "
        f"{asked - silent} = {write_number(scaled)}. Whether they have is not known."
    )
    return text, (last.id, *(one["id"].iloc[0] for one in size.values()))


OFFICIAL = {"offences_per_day": _judge_daily, "offences_per_1000": _judge_per_1000}
