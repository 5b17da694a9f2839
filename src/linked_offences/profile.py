"""Says what is known of one force: its tables, and in which state of knowledge it is."""

from dataclasses import dataclass

import pandas as pd

from linked_offences import forces, slices
from linked_offences.metrics import PART, TOGETHER, VAGUE_TOTAL, YEAR, list_totals, list_years, list_years_between

STATES = (
    SERIES, GAP, TOTALS_ONLY, ONE_YEAR, PARTS_OF_YEARS, TYPES_ONLY, OUTCOMES_ONLY, TOTAL_AND_CHANGE, VAGUE, REFUSED, NOTHING,
) = (
    "full series",
    "years with a gap",
    "totals only",
    "one year",
    "months or parts of a year",
    "offence types only",
    "outcomes only",
    "total and percentage only",
    "one vague figure",
    "refused",
    "no figure known",
)  # fmt: skip


def find_state(requests: pd.DataFrame, counts: pd.DataFrame) -> str:
    """Which of `STATES` a force is in, by what is known and not by what was asked."""
    totals = list_totals(counts)
    kinds = totals["covers"].tolist()
    measures = set(counts["measure"])
    if kinds.count(YEAR) > 1:
        if list_years(totals)["count_low"].isna().any() or list_years_between(totals):
            return GAP
        return SERIES if "offence" in measures else TOTALS_ONLY
    for kind, state in (
        (YEAR, ONE_YEAR),
        (TOGETHER, TOTAL_AND_CHANGE),
        (PART, PARTS_OF_YEARS),
        (VAGUE_TOTAL, VAGUE),
    ):
        if kind in kinds:
            return state
    for measure, state in (("offence", TYPES_ONLY), ("outcome", OUTCOMES_ONLY)):
        if counts.loc[counts["measure"] == measure, "count_low"].notna().any():
            return state
    refused = (requests["decides_status"] == "yes") & (requests["status"] == "refused")
    return REFUSED if refused.any() else NOTHING


def find_asked(requests: pd.DataFrame) -> pd.Series:
    """The request that gives the force its status."""
    return requests[requests["decides_status"] == "yes"].iloc[0]


def find_behind(requests: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """The requests whose answers hold a force's counts; the one that gives the status where newspapers alone print them."""
    ids = " ".join(("", *counts["figures"]))
    own = [one.startswith("disclosures/") and f" {one}/" in ids for one in requests["source"]]
    return requests[own] if any(own) else requests[requests["decides_status"] == "yes"]


def list_known(requests: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """What came back from each force, and in which state of knowledge it is.

    Returns
    -------
    DataFrame
        One row per force with a request, by name: ``force``, ``name``, ``status`` and ``section`` of the request that decides
        its status, ``elsewhere`` ("answered": other requests alone hold the counts; "refused"), ``state`` (of `STATES`),
        ``figure`` (any is known), ``searched`` and ``period_basis`` of the requests behind (blank: not known or not the same).
    """
    columns = ["force", "name", "status", "section", "elsewhere", "state", "figure", "searched", "period_basis"]
    rows = []
    for force, mine in requests.groupby("force"):
        state, behind = (find(mine, counts[counts["force"] == force]) for find in (find_state, find_behind))
        # Where nobody put it in few words, all that is told of the search stands for them: it is like no other's.
        behind = behind.assign(searched=behind["searched"].where(behind["searched"] != "", behind["method"]))
        ways = [one[0] if len(one) == 1 else "" for one in (behind[name].unique() for name in columns[-2:])]
        asked, elsewhere = find_asked(mine), "answered" * bool((behind["decides_status"] == "no").all())
        if state == NOTHING and asked["status"] == "no_answer_known":
            elsewhere = "refused" * bool((mine["status"] == "refused").any())
        known = asked["status"], asked["section"], elsewhere, state, state not in (REFUSED, NOTHING)
        rows.append((force, forces.name_force(force), *known, *ways))
    return pd.DataFrame(rows, columns=columns).sort_values("name", ignore_index=True)


@dataclass(frozen=True, eq=False)
class Profile:
    """All that is known of one force: the tables of the dictionary with its rows, as `slices.load` gives each.

    ``figures`` are the force's own and what its newspapers' stories print besides, without those of others that they
    are held against.
    """

    force: str
    requests: pd.DataFrame
    former_answers: pd.DataFrame
    figures: pd.DataFrame
    counts: pd.DataFrame
    readings: pd.DataFrame
    contradictions: pd.DataFrame
    checks: pd.DataFrame
    verdicts: pd.DataFrame
    sources: pd.DataFrame
    recorded_crime: pd.DataFrame
    population: pd.DataFrame
    outcomes_all_crime: pd.DataFrame

    @property
    def name(self) -> str:
        """Full name of the force."""
        return forces.name_force(self.force)

    @property
    def asked(self) -> pd.Series:
        """The request that gives the force its status."""
        return find_asked(self.requests)

    @property
    def behind(self) -> pd.DataFrame:
        """The requests whose answers hold the counts; the one that gives the status where newspapers alone print them."""
        return find_behind(self.requests, self.counts)


def load(force: str) -> Profile:
    """All that is known of one force.

    Parameters
    ----------
    force : str
        Slug, name or alias.

    Raises
    ------
    ValueError
        No force has that name, or it has no request on file; the nearest names are told.
    """
    slug = forces.find_force(force)
    tables = {name: slices.load(name, slug) for name in Profile.__dataclass_fields__ if name != "force"}
    tables["figures"] = tables["figures"][slices.is_own(tables["figures"], tables["verdicts"], slug)]
    return Profile(slug, **tables)
