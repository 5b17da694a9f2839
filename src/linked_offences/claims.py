"""Turns each printed statement of a newspaper into a verdict, with the arithmetic written out.

A statement is held against its own story, the other stories of the release, the force's own
answer and official figures. What nothing else speaks to "cannot be checked": that is not the
same as being right.
"""

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from linked_offences import forces
from linked_offences.numerals import join_words, plural, round_half_up, write_number, write_pct, write_range
from linked_offences.periods import count_days, name_period, write_day

HOLDS, ONE_READING, CONTRADICTED, UNCHECKED = (
    "holds",
    "holds on one reading",
    "contradicted",
    "cannot be checked",
)
# Outcome types 15, and 14 and 16 with their published group: each may be meant by
# "evidential difficulties" alone.
WITH_SUPPORT = {"15"}
WITHOUT_SUPPORT = {"14", "16", "Evidential difficulties (victim does not support action)"}
NATIONS = ("england-and-wales", "wales")
ENDED_WITH_ACTION = {"Charged/Summonsed", "1", "2", "3", "6", "8"}


@dataclass(frozen=True)
class Evidence:
    """All that a statement is held against; tables as the dictionary describes them."""

    figures: pd.DataFrame
    checks: pd.DataFrame
    sources: pd.DataFrame
    recorded_crime: pd.DataFrame
    population: pd.DataFrame

    def papers(self, ids) -> str:
        """Publishers of some figures, by name, joined."""
        names = self.sources.set_index("source")["publisher"]
        return join_words(dict.fromkeys(names[source] for source in self.of(ids)["source"]))

    def of(self, ids) -> pd.DataFrame:
        """The figures with these ids."""
        return self.figures[self.figures["id"].isin(list(ids))]

    def yearly(self, force: str, request: str) -> pd.DataFrame:
        """Exact yearly totals of a force that answer one request, per year and source, oldest first."""
        table = self.figures
        found = table[
            (table["force"] == force)
            & (table["request"] == request)
            & (table["platform"] == "tiktok")
            & (table["measure"] == "total")
            & (table["period_start"] != "")
            & table["count_low"].notna()
            & (table["count_low"] == table["count_high"]).fillna(False)
        ]
        return found.drop_duplicates(["source", "period_start", "count_low"]).sort_values("period_start")

    def others(self, said) -> pd.DataFrame:
        """Figures of other sources for the very same count."""
        table = self.figures
        same = (
            (table["source"] != said.source)
            & (table["level"] == said.level)
            & (table["category"] == said.category)
        )
        for column in ("force", "platform", "period_start", "period_end", "measure"):
            same &= table[column] == getattr(said, column)
        if said.level == "unmapped":
            same &= table["label"] == said.label
        return table[same & table["count_low"].notna()]


def judge_statements(evidence: Evidence) -> pd.DataFrame:
    """A verdict on every statement of every newspaper.

    Returns
    -------
    DataFrame
        One row per statement, as in the dictionary; ``force`` is the one whose story it is.
    """
    story = {
        source: group["force"].mode().iloc[0]
        for source, group in evidence.figures[~evidence.figures["force"].isin(NATIONS)].groupby("source")
    }
    rows = []
    for said in evidence.figures[evidence.figures["source_kind"] == "press"].itertuples():
        verdict, finding, against = _judge(said, evidence)
        rows.append(
            {
                "figure": said.id,
                "force": story.get(said.source, said.force),
                "verdict": verdict,
                "finding": finding,
                "against": " ".join(dict.fromkeys(against)),
            }
        )
    return pd.DataFrame(rows).sort_values("figure", ignore_index=True)


def _judge(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    if said.claim:
        return CLAIMS[said.claim](said, evidence)
    if said.measure == "change_pct":
        return _judge_change(said, evidence)
    if said.measure in ("total", "check_total", "offence", "outcome"):
        return _judge_count(said, evidence)
    return UNCHECKED, "Nothing held here counts the same thing.", []


def _judge_count(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    findings: list[tuple[str, str, list[str]]] = []
    for rule in (
        _hold_against_name,
        _hold_against_change,
        _hold_against_sum,
        _hold_against_others,
        _hold_against_whole,
    ):
        if found := rule(said, evidence):
            findings.append(found)
    verdicts = [verdict for verdict, _, _ in findings]
    verdict = next((v for v in (CONTRADICTED, ONE_READING, HOLDS) if v in verdicts), UNCHECKED)
    if verdict == UNCHECKED:
        missing = "The answers that it adds up are" if said.force in NATIONS else "The force's own answer is"
        findings.append((UNCHECKED, f"{missing} not held here.", []))
    return verdict, " ".join(text for _, text, _ in findings), [one for _, _, ids in findings for one in ids]


def _hold_against_name(said, evidence: Evidence):
    if said.force_as_printed:
        name = forces.name_force(said.force)
        return CONTRADICTED, f"Printed as recorded by {said.force_as_printed}, in a story about {name}.", []
    return None


def _hold_against_change(said, evidence: Evidence):
    """A total that is printed as what a rise in per cent equates to, which is a different thing."""
    joined = evidence.of([said.joined_to] if said.joined_to else [])
    if joined.empty or joined["measure"].iloc[0] != "change_pct" or pd.isna(said.count_high):
        return None
    pct = float(joined["as_printed"].iloc[0])
    first = int(round_half_up(said.count_low / (pct / 100)))
    text = (
        f"{said.as_printed} is printed as what a rise of {pct:g}% equates to. As the size of the increase it "
        f"would mean some {write_number(first)} offences growing to {write_number(first + said.count_low)}; "
        f"it cannot be that and the total of the three years as well."
    )
    against = [said.joined_to]
    siblings = evidence.figures[
        (evidence.figures["request"] == said.request)
        & (evidence.figures["measure"] == "check_total")
        & (evidence.figures["source_kind"] == "press")
        & ~evidence.figures["force"].isin([said.force, *NATIONS])
        & evidence.figures["count_high"].notna()
    ]
    if len(siblings):
        named = [
            f"{forces.name_force(one.force, short=True)} {one.as_printed}"
            for one in siblings.drop_duplicates("force").itertuples()
        ]
        text += f" The sister stories use the same sentence for the three-year total ({join_words(named)})."
        against += siblings["id"].tolist()
    proved = evidence.checks[
        evidence.checks["figure"].isin(siblings[siblings["count_low"] == said.count_low]["id"])
        & (evidence.checks["result"] == "agrees")
    ]
    published = evidence.sources.set_index("source")["published"]
    for twin in evidence.of(proved["figure"]).itertuples():
        when = published[twin.source]
        day = f" on {write_day(when)}" if len(when) == 10 else ""
        text += (
            f" It equals the total of {forces.name_force(twin.force)}, printed{day} and proved by its own yearly "
            f"counts, so it may not be a figure of {forces.name_force(said.force)} at all."
        )
    return CONTRADICTED, text, against


def _hold_against_sum(said, evidence: Evidence):
    checks = evidence.checks
    mine = checks[checks["figure"] == said.id]
    for check in mine[mine["result"] != "cannot be checked"].itertuples():
        parts = evidence.of(check.parts.split()).sort_values("period_start")
        sums = " + ".join(write_range(a, b) for a, b in zip(parts["count_low"], parts["count_high"], strict=True))
        text = f"The story's yearly counts {sums} add up to {write_range(check.parts_low, check.parts_high)}."
        if check.result == "agrees":
            return HOLDS, text, parts["id"].tolist()
        return CONTRADICTED, text + _explain_words(said), parts["id"].tolist()
    for check in checks[
        (checks["result"] == "agrees") & checks["parts"].str.split().map(lambda ids: said.id in ids)
    ].itertuples():
        total = evidence.of([check.figure])
        if total["count_high"].notna().all():
            return (
                HOLDS,
                f"With the story's other years it adds up to its total of {total['as_printed'].iloc[0]}.",
                [check.figure],
            )
    return None


def _explain_words(said) -> str:
    if said.qualifier == "hundreds of":
        return ' "Hundreds" needs at least two hundred.'
    return f" The story prints {said.qualifier} {said.as_printed}.".replace("  ", " ")


def _hold_against_others(said, evidence: Evidence):
    others = evidence.others(said)
    if pd.isna(said.count_low) or others.empty:
        same_story = evidence.figures[
            (evidence.figures["source"] == said.source)
            & (evidence.figures["force"] == said.force)
            & (evidence.figures["measure"] == said.measure)
            & (evidence.figures["period_start"] == said.period_start)
            & (evidence.figures["id"] != said.id)
            & (evidence.figures["count_low"] == evidence.figures["count_high"])
        ]
        if (
            said.measure in ("total", "check_total")
            and said.period_start
            and pd.isna(said.count_high)
            and len(same_story) == 1
        ):
            exact = same_story.iloc[0]
            if exact["count_low"] >= said.count_low:
                return HOLDS, f"The story's own exact figure is {exact['as_printed']}.", [exact["id"]]
        return None
    disclosed = others[others["source_kind"] == "disclosure"]
    if len(disclosed):
        low, high = disclosed["count_low"].max(), disclosed["count_high"].min()
        text = f"The force's own answer says {write_range(low, high)}."
        fits = said.count_low <= high and (pd.isna(said.count_high) or low <= said.count_high)
        return (HOLDS if fits else CONTRADICTED), text, disclosed["id"].tolist()
    if pd.isna(said.count_high):
        # "More than" figures never exclude one another by arithmetic; printed for one and the
        # same release they still cannot all be what it said.
        apart = others[others["count_high"].isna() & (others["count_low"] != said.count_low)]
        alike = others[others["count_low"] == said.count_low]
        if len(apart):
            counted = [
                f'{evidence.papers(group["id"])} {_verb(group)} "{_print(group.iloc[0])}"'
                for _, group in apart.groupby("count_low")
            ]
            if len(alike):
                counted.append(f"{evidence.papers(alike['id'])} {_verb(alike)} the same as this one")
            sides = [1 + alike["source"].nunique(), apart["source"].nunique()]
            text = f"Of the same release, {join_words(counted)}: "
            text += f"{plural(sides[0], 'story', 'stories')} against {plural(sides[1], 'other')}."
            return CONTRADICTED, text, others["id"].tolist()
        exact = others[others["count_high"].notna()]
        if len(exact) and (exact["count_low"] < said.count_low).any():
            return (
                CONTRADICTED,
                f"{evidence.papers(exact['id'])} prints {exact['as_printed'].iloc[0]}.",
                exact["id"].tolist(),
            )
        return None
    apart = others[(others["count_high"] < said.count_low).fillna(False) | (others["count_low"] > said.count_high)]
    if len(apart):
        counted = [
            f"{evidence.papers(group['id'])} prints {_print(group.iloc[0])}"
            for _, group in apart.groupby("source")
        ]
        return CONTRADICTED, f"{join_words(counted)}.", apart["id"].tolist()
    alike = others[others["count_low"] == said.count_low]
    if len(alike):
        text = f"{evidence.papers(alike['id'])} {_verb(alike)} the same, from the same release."
        return UNCHECKED, text, alike["id"].tolist()
    return None


def _verb(group: pd.DataFrame) -> str:
    return "prints" if group["source"].nunique() == 1 else "print"


def _print(figure) -> str:
    words = figure["qualifier"] if figure["qualifier"] in ("more than", "over", "closer to") else ""
    number = write_number(int(figure["as_printed"])) if figure["as_printed"].isdigit() else figure["as_printed"]
    return f"{words} {number}".strip()


def _hold_against_whole(said, evidence: Evidence):
    """Parts of a year cannot be more than the year."""
    if said.measure not in ("offence", "outcome") or not said.period_start or pd.isna(said.count_high):
        return None
    wholes = evidence.yearly(said.force, said.request)
    wholes = wholes[(wholes["period_start"] == said.period_start) & (wholes["period_end"] == said.period_end)]
    if wholes.empty:
        return None
    whole = int(wholes["count_high"].max())
    table = evidence.figures
    parts = table[
        (table["force"] == said.force)
        & (table["platform"] == "tiktok")
        & (table["measure"] == said.measure)
        & (table["period_start"] == said.period_start)
        & (table["period_end"] == said.period_end)
        & table["level"].isin(["code", "unmapped"] if said.measure == "offence" else ["code", "group", "unmapped"])
        & table["count_low"].notna()
    ].drop_duplicates(["level", "category", "label", "count_low"])
    year = name_period(said.period_start, said.period_end)
    total = int(parts["count_low"].sum())
    noun = "offence types" if said.measure == "offence" else "outcomes"
    if said.count_low > whole:
        return CONTRADICTED, f"It is more than the {whole} offences of {year}.", wholes["id"].tolist()
    if said.id in set(parts["id"]) and total > whole:
        sums = " + ".join(write_number(value) for value in parts["count_low"])
        text = (
            f"The {noun} printed for {year} by {evidence.papers(parts['id'])} add up to {sums} = {total}, more "
            f"than the {whole} offences of that year: they cannot all be counts of it."
        )
        return CONTRADICTED, text, [*parts["id"], *wholes["id"]]
    return (
        UNCHECKED,
        f"It fits into the {whole} offences of {year}, which proves nothing more.",
        wholes["id"].tolist(),
    )


def _judge_change(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    name = forces.name_force(said.force)
    years = evidence.yearly(said.force, said.request).drop_duplicates("period_start")
    alike = evidence.figures[
        (evidence.figures["measure"] == "change_pct")
        & (evidence.figures["force"] == said.force)
        & (evidence.figures["source"] != said.source)
        & (evidence.figures["as_printed"] == said.as_printed)
    ]
    if len(years) < 2:
        text = f"No yearly counts of {name} are printed, so the change cannot be worked out again."
        if len(alike):
            text += f" {evidence.papers(alike['id'])} {_verb(alike)} the same, from the same release."
        joined = evidence.figures[evidence.figures["joined_to"] == said.id]
        if len(joined):
            text += f" What it is said to equate to, {joined['as_printed'].iloc[0]}, "
            text += "cannot be the size of the rise and the total as well."
        return UNCHECKED, text, [*alike["id"], *joined["id"]]
    printed = float(said.as_printed)
    counts = [int(value) for value in years["count_low"]]
    names = [name_period(a, b) for a, b in zip(years["period_start"], years["period_end"], strict=True)]
    readings = {0: f"on {names[0]}"}
    if len(counts) > 2:
        readings[len(counts) - 2] = f"on {names[-2]}, the year before"
    texts, fits = [], []
    for base, words in readings.items():
        if counts[base] == 0:
            continue
        exact = (counts[-1] / counts[base] - 1) * 100
        # A whole percentage stands for everything that rounds to it; "double" for 100 or more.
        fits.append(
            exact >= printed if said.qualifier.endswith("'double'") else printed - 0.5 <= exact < printed + 0.5
        )
        change = f"{'up' if exact > 0 else 'down'} {write_number(abs(exact), 1)}%" if exact else "no change"
        texts.append(f"{counts[base]} to {counts[-1]} is {change} {words}")
    verdict = CONTRADICTED if not any(fits) else HOLDS if fits[0] or len(fits) == 1 else ONE_READING
    return verdict, f"By the yearly counts {join_words(texts)}.", years["id"].tolist()


def _judge_most_common(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    table = evidence.figures
    outcomes = table[
        (table["source"] == said.source)
        & (table["force"] == said.force)
        & (table["measure"] == "outcome")
        & ~table["category"].isin(ENDED_WITH_ACTION)
        & table["count_low"].notna()
    ]
    difficulties = outcomes[outcomes["category"].isin(WITH_SUPPORT)]
    withdrew = outcomes[outcomes["category"].isin(WITHOUT_SUPPORT)]
    rest = outcomes[~outcomes["id"].isin([*difficulties["id"], *withdrew["id"]])]
    if difficulties.empty or (rest.empty and withdrew.empty):
        return UNCHECKED, "The story prints no counts of the outcomes that it compares.", []
    alone, both = (
        int(difficulties["count_low"].sum()),
        int(difficulties["count_low"].sum() + withdrew["count_low"].sum()),
    )
    rivals = {
        "alone": pd.concat([rest, withdrew]).sort_values("count_low").iloc[-1],
        "with victims": rest.sort_values("count_low").iloc[-1] if len(rest) else None,
    }
    fits_alone = alone > rivals["alone"]["count_low"]
    fits_both = rivals["with victims"] is None or both > rivals["with victims"]["count_low"]
    top = outcomes.sort_values("count_low").iloc[-1] if not fits_both else rivals["alone"]
    text = (
        f"Evidential difficulties are {alone} where the victim supports action, or {both} with the {both - alone} "
        f'where the victim does not; "{top["label"]}" is {top["count_low"]}.'
    )
    verdict = HOLDS if fits_alone and fits_both else ONE_READING if fits_alone or fits_both else CONTRADICTED
    if verdict == CONTRADICTED:
        text += f" {top['count_low']} is more than either."
    elif verdict == ONE_READING:
        text += f" It holds only {'without' if fits_alone else 'with'} the victims who do not support action,"
        text += " and only among the outcomes that are printed."
    return verdict, text, outcomes["id"].tolist()


def _judge_often(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    return UNCHECKED, '"Often" is a word without a number.', []


def _changes(said, evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    changes = evidence.figures[
        (evidence.figures["source"] == said.source) & (evidence.figures["measure"] == "change_pct")
    ]
    national = changes["force"] == "england-and-wales"
    return changes[~national], changes[national]


def _judge_similar_change(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    own, national = _changes(said, evidence)
    if own.empty or national.empty:
        return UNCHECKED, "The story does not print both changes.", []
    a, b = own["as_printed"].iloc[0], national["as_printed"].iloc[0]
    text = f"The story prints {a}% and {b}% nationally; how near is similar is not said."
    return UNCHECKED, text, [*own["id"], *national["id"]]


def _judge_larger_change(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    own, national = _changes(said, evidence)
    if own.empty or national.empty:
        return UNCHECKED, "The story does not print both changes.", []
    a, b = float(own["as_printed"].iloc[0]), float(national["as_printed"].iloc[0])
    text = f"As printed, {b:g}% nationally against {a:g}%; neither can be worked out again."
    return (HOLDS if b > a else CONTRADICTED), text, [*own["id"], *national["id"]]


def _judge_rise(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    years = evidence.yearly(said.force, said.request).drop_duplicates("period_start")
    counts = [int(value) for value in years["count_low"]]
    if len(counts) < 2:
        return UNCHECKED, f"No yearly counts of {forces.name_force(said.force)} are printed.", []
    rises = all(before < after for before, after in pairwise(counts))
    return (
        (HOLDS if rises else CONTRADICTED),
        f"The yearly counts are {join_words(map(str, counts))}.",
        years["id"].tolist(),
    )


def _judge_highest(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    years = evidence.yearly(said.force, said.request).drop_duplicates("period_start")
    counts = [int(value) for value in years["count_low"]]
    if len(counts) < 2:
        return UNCHECKED, f"No yearly counts of {forces.name_force(said.force)} are printed.", []
    highest = counts[-1] > max(counts[:-1])
    return (
        (HOLDS if highest else CONTRADICTED),
        f"The yearly counts are {join_words(map(str, counts))}.",
        years["id"].tolist(),
    )


def _judge_majority(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    part = evidence.of([said.joined_to] if said.joined_to else [])
    wholes = evidence.yearly(said.force, said.request)
    if len(part):
        wholes = wholes[wholes["period_start"] == part["period_start"].iloc[0]]
    if part.empty or wholes.empty:
        return UNCHECKED, "The story does not print both the part and the whole.", []
    a, b = int(part["count_low"].iloc[0]), int(wholes["count_low"].iloc[0])
    year = name_period(part["period_start"].iloc[0], part["period_end"].iloc[0])
    text = f"{a} of the {b} offences of {year} are {write_pct(a / b)}."
    if 2 * a <= b:
        text += " A majority is more than half."
    return (HOLDS if 2 * a > b else CONTRADICTED), text, [*part["id"], *wholes["id"]]


def _judge_daily(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    crime = evidence.recorded_crime
    crime = crime[(crime["force"] == said.force) & (crime["level"] == "total_excl_fraud")]
    latest = crime["vintage"].max()
    # The newest release's figure for the year of the story, and what an older release said before.
    year = crime[(crime["vintage"] == latest) & (crime["period_end"] == "2024-03-31")]
    older = crime[crime["vintage"] != latest].sort_values("period_end").tail(1)
    parts = []
    for one in [*year.itertuples(), *older.itertuples()]:
        daily = one.offences / count_days(one.period_start, one.period_end)
        parts.append(
            f"{write_number(daily, 1)} a day in the year ending March {one.period_end[:4]} "
            f"({write_number(one.offences)} without fraud, {one.vintage} release)"
        )
    same = any(
        round_half_up(one.offences / count_days(one.period_start, one.period_end)) == int(said.as_printed)
        for one in year.itertuples()
    )
    differs = "That is today's figure" if same else "It differs from today's figure"
    text = (
        f"Official figures give {join_words(parts)}. {differs} and cannot be checked against the one that was "
        "published when it was said."
    )
    return UNCHECKED, text, []


def _judge_per_1000(said, evidence: Evidence) -> tuple[str, str, list[str]]:
    crime = evidence.recorded_crime
    crime = crime[
        (crime["force"] == said.force)
        & (crime["level"] == "total_excl_fraud")
        & (crime["period_end"] == said.period_end)
    ].sort_values("vintage")
    people = evidence.population
    people = people[(people["force"] == said.force) & (people["mid_year"] == int(said.period_start[:4]))]
    if crime.empty or people.empty:
        return UNCHECKED, "No official figure of that year is held.", []
    parts = [
        f"{write_number(one.offences / people['population'].iloc[0] * 1000, 1)} by the {one.vintage} release"
        for one in crime.itertuples()
    ]
    text = (
        f"Offences without fraud per 1,000 residents of mid-{said.period_start[:4]} are {join_words(parts)}; "
        "the release and population behind the printed rate are not stated."
    )
    return UNCHECKED, text, []


CLAIMS = {
    "most_common": _judge_most_common,
    "often": _judge_often,
    "similar_change": _judge_similar_change,
    "larger_change": _judge_larger_change,
    "rises_each_year": _judge_rise,
    "highest_of_years": _judge_highest,
    "majority": _judge_majority,
    "offences_per_day": _judge_daily,
    "offences_per_1000": _judge_per_1000,
}
