"""Turns the processed tables into what is known of one force, arranged as its page asks."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from linked_offences import catalogue, forces, metrics, slices
from linked_offences.forces import NATION as NATION
from linked_offences.study import OffenceClass, read_study
from linked_offences.years import (
    count_days,
    financial_year,
    financial_years,
    is_one_year,
    is_whole_year,
    name_period,
)

STATES = (
    SERIES, TOTALS_ONLY, ONE_YEAR, PARTS_OF_YEARS, TYPES_ONLY, OUTCOMES_ONLY, TOTAL_AND_CHANGE, VAGUE, REFUSED, NOTHING,
) = (
    "full series",
    "totals only",
    "one year",
    "months or parts of a year",
    "offence types only",
    "outcomes only",
    "total and percentage only",
    "one vague figure",
    "refused",
    "nothing known",
)  # fmt: skip
# City of London has few residents and many visitors, British Transport Police has no area of residents: neither can
# carry a rate per head (ONS; METHODOLOGY A6).
WITHOUT_RESIDENTS = ("city-of-london", "british-transport-police")

# What linked offences are set beside, in the order of the page.
OF_ALL_CRIME, A_DAY, ALL_A_DAY, BESIDE_CLASS, PER_RESIDENTS, OF_CLASS = range(6)
COMPARISONS = {
    OF_ALL_CRIME: "Linked offences in all recorded crime without fraud",
    A_DAY: "Linked offences a day",
    ALL_A_DAY: "All recorded crime a day",
    BESIDE_CLASS: "Linked offences of every type for each 100 of the force's code {code}",
    PER_RESIDENTS: "Linked offences per 100,000 residents a year",
    OF_CLASS: "Linked {name} in all of the force's code {code}",
}


# Two profiles are never compared, and each keeps what its page asks for again and again.
@dataclass(frozen=True, eq=False)
class Profile:
    """What is known of one force; the tables are those of the dictionary, this force's rows only.

    ``counts`` holds what sources print and ``inferred`` the totals that only follow from them.
    ``figures`` holds the force's own figures and what its newspapers' stories print besides, ``quoted`` those of
    others that its verdicts and contradictions quote;
    ``crime`` holds England and Wales too, for the recording-rule change. What its methods give is shared
    by all who ask and must not be changed.
    """

    force: str
    requests: pd.DataFrame
    former: pd.DataFrame
    figures: pd.DataFrame
    quoted: pd.DataFrame
    counts: pd.DataFrame
    inferred: pd.DataFrame
    readings: pd.DataFrame
    contradictions: pd.DataFrame
    checks: pd.DataFrame
    verdicts: pd.DataFrame
    sources: pd.DataFrame
    crime: pd.DataFrame
    population: pd.DataFrame
    outcomes_all_crime: pd.DataFrame

    @property
    def name(self) -> str:
        """Full name of the force."""
        return forces.name_force(self.force)

    @property
    def asked(self) -> pd.Series:
        """The request that gives the force its status."""
        return self.requests[self.requests["decides_status"] == "yes"].iloc[0]

    @property
    def state(self) -> str:
        """Which of `STATES` the force is in, by what is known and not by what was asked."""
        if len(self.yearly()) > 1:
            return SERIES if len(self.rows("offence")) else TOTALS_ONLY
        if len(self.yearly()):
            return ONE_YEAR
        if len(self.rows("check_total")):
            return TOTAL_AND_CHANGE
        if len(self.parts_of_years()):
            return PARTS_OF_YEARS
        if len(self.rows("total")):
            return VAGUE
        for measure, state in (("offence", TYPES_ONLY), ("outcome", OUTCOMES_ONLY)):
            if self.rows(measure)["count_low"].notna().any():
                return state
        return (
            REFUSED
            if (self.requests.loc[self.requests["decides_status"] == "yes", "status"] == "refused").any()
            else NOTHING
        )

    @property
    def by_press(self) -> bool:
        """Whether all counts come from newspapers."""
        return len(self.counts) > 0 and (self.counts["basis"] != "disclosure").all()

    def is_by_press(self, ids: str) -> bool:
        """Whether newspapers alone print some figures, and not the force's own answer."""
        return not (self.figures.loc[self.figures["id"].isin(ids.split()), "source_kind"] == "disclosure").any()

    def rows(self, measure: str) -> pd.DataFrame:
        """Counts of one measure, in order of period and then size."""
        return self._measures.get(measure, self.counts.iloc[:0])

    @cached_property
    def _measures(self) -> dict[str, pd.DataFrame]:
        ordered = self.counts.sort_values(["period_start", "count_low"], ascending=[True, False])
        groups = ordered.groupby("measure", sort=False)
        return {measure: rows.reset_index(drop=True) for measure, rows in groups}

    def yearly(self) -> pd.DataFrame:
        """Totals of single recording years with a number, oldest first, with the year's name.

        Returns
        -------
        DataFrame
            Columns of counts, and ``year``.
        """
        return self._dated_totals[self._dated_totals["whole"]].drop(columns="whole")

    def parts_of_years(self) -> pd.DataFrame:
        """Totals of months or other parts of a year with a number, as `yearly` has years; ``year`` names the part."""
        return self._dated_totals[~self._dated_totals["whole"]].drop(columns="whole")

    def added_up(self) -> tuple[str, str] | None:
        """First and last day of the totals of parts of a year, where each begins as the one before it ends."""
        parts = self.parts_of_years()
        ends = pd.to_datetime(parts["period_end"]) + pd.Timedelta(days=1)
        follows = pd.to_datetime(parts["period_start"]).to_numpy()[1:] == ends.to_numpy()[:-1]
        return (
            (parts["period_start"].iloc[0], parts["period_end"].iloc[-1]) if len(parts) and follows.all() else None
        )

    @cached_property
    def _dated_totals(self) -> pd.DataFrame:
        found = self.rows("total")
        found = found[(found["period_start"] != "") & found["count_low"].notna() & found["count_high"].notna()]
        periods = list(zip(found["period_start"], found["period_end"], strict=True))
        return found.assign(
            year=[name_period(*one) for one in periods],
            whole=pd.Series([is_whole_year(*one) for one in periods], index=found.index, dtype=bool),
        )

    def inferred_years(self) -> pd.DataFrame:
        """Ranges of single years that follow from what is printed, oldest first, with the year's name.

        Empty where the years are printed.
        """
        found = self.inferred[self.inferred["measure"] == "total"].reset_index(drop=True)
        return found.assign(
            year=[name_period(a, b) for a, b in zip(found["period_start"], found["period_end"], strict=True)]
        )

    def several_years(self) -> pd.Series | None:
        """The printed total of several years, where there is an exact one."""
        found = self.rows("check_total")
        found = found[(found["count_low"] == found["count_high"]).fillna(False)]
        return found.iloc[0] if len(found) else None

    def latest_year(self, measure: str) -> pd.DataFrame:
        """Counts of one measure in the latest single year that has any, largest first, with the year's name as ``year``.

        Where none is of a whole year, those of the latest part of one are taken.
        """
        found = self.rows(measure)
        found = found[found["period_start"] != ""]
        ends = found["period_start"], found["period_end"]
        for is_single in (is_whole_year, is_one_year):
            single = found[[is_single(*pair) for pair in zip(*ends, strict=True)]]
            if len(single):
                start, end = single[["period_start", "period_end"]].max()
                found = single[(single["period_start"] == start) & (single["period_end"] == end)]
                return found.assign(year=name_period(start, end)).reset_index(drop=True)
        return found.iloc[:0].assign(year="")

    def doubt(self, ids: str) -> str:
        """The condition that figures hold on, such as what a total is a total of; empty where there is none."""
        doubts = self.figures.set_index("id")["doubt"]
        return next((doubts[one] for one in ids.split() if doubts.get(one)), "")

    def official(self, code: str, year_ending: str) -> int | None:
        """Recorded offences of the force by Home Office code (blank: all without fraud); None if not held."""
        found = find_official(self.crime, self.force, code, year_ending)
        return None if found is None else int(found["offences"])

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Linked offences beside all recorded crime of the force.

        The latest year with a total is taken; where no year has one, the printed total of several
        years is set against the same years together. A year from 6 April is set against the Home
        Office year that begins five days before (METHODOLOGY A4).

        Returns
        -------
        DataFrame
            One row per comparison: ``kind`` (a key of `COMPARISONS`), ``comparison`` (in words), ``period``,
            ``linked`` (count), ``official``, ``value`` with ``low`` and ``high`` (95% interval), ``unit``, ``condition``
            (what must be so), ``behind`` and ``behind_official`` (ids of the figures), ``official_days`` of the Home
            Office years that match the period, ``class_name`` and ``class_code`` of the study's class that it is
            beside, if any. Empty where nothing can be compared.
        """
        rows = []
        yearly = self.yearly()
        exact = len(yearly) and yearly["count_low"].iloc[-1] == yearly["count_high"].iloc[-1]
        total = yearly.iloc[-1] if exact else self.several_years()
        if total is not None:
            rows += _compare_total(self, total)
        classes = {one.code: one for one in read_study().classes}
        for offence in self.latest_year("offence").itertuples():
            one = classes.get(offence.category) if offence.level == "code" else None
            year = financial_year(offence.period_start, offence.period_end)
            recorded = self.official(one.code, year) if one and year else None
            if recorded and pd.notna(offence.count_low) and offence.count_low == offence.count_high:
                found = metrics.share(int(offence.count_low), recorded)
                ids = name_official(find_official(self.crime, self.force, one.code, year))
                rows.append(_row(OF_CLASS, offence, recorded, found, "share", self, ids, one))
        columns = ["kind", "comparison", "period", "linked", "official", "value", "low", "high", "unit", "condition",
                   "behind", "behind_official", "official_days", "class_name", "class_code"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def residents(self, mid_year: int) -> int | None:
        """Residents of the force's area at mid-year; None where a rate per head means nothing."""
        if self.force in WITHOUT_RESIDENTS:
            return None
        found = self.population[self.population["mid_year"] == mid_year]
        return int(found["population"].iloc[0]) if len(found) else None


def load(force: str) -> Profile:
    """All that is known of one force.

    Parameters
    ----------
    force : str
        Slug, name or alias.

    Raises
    ------
    ValueError
        No force has that name; the nearest ones are named.
    """
    slug = forces.find_force(force)
    # Through the slice only: a page cannot hold what its key does not know of.
    mine = {name: catalogue.load(name).iloc[rows] for name, rows in slices.slice_force(slug).items()}
    if mine["requests"].empty:
        raise ValueError(f"{forces.name_force(slug)} has no request on file, so it has no page")
    # As the sources print them: by source, file and row, and not by the letters of the ids.
    known = mine["figures"]
    known = known.assign(row=known["cell"].str.extract(r"(\d+)$")[0].astype(int))
    known = known.sort_values(["source", "file", "row", "cell"]).drop(columns="row")
    printed = known["id"].isin(mine["verdicts"]["figure"]) | (known["force"] == slug)
    printed |= known["force_as_printed"] == forces.name_force(slug)
    figures, quoted = known[printed], known[~printed]
    follows = (mine["counts"]["basis"] == "inferred") & mine["counts"]["measure"].isin(["total", "check_total"])
    crime, people, outcomes = (mine[name] for name in ("recorded_crime", "population", "outcomes_all_crime"))
    return Profile(
        force=slug,
        requests=mine["requests"].reset_index(drop=True),
        former=mine["former_answers"].reset_index(drop=True),
        figures=figures.reset_index(drop=True),
        quoted=quoted.reset_index(drop=True),
        counts=mine["counts"][~follows].reset_index(drop=True),
        inferred=mine["counts"][follows].sort_values("period_start", ignore_index=True),
        readings=mine["readings"].reset_index(drop=True),
        contradictions=mine["contradictions"].reset_index(drop=True),
        checks=mine["checks"].reset_index(drop=True),
        verdicts=mine["verdicts"].reset_index(drop=True),
        sources=mine["sources"].reset_index(drop=True),
        crime=crime,
        population=people,
        outcomes_all_crime=outcomes,
    )


def name_official(rows):
    """Ids of official figures, as `list_official` gives them; recorded crime where ``rows`` name no file."""
    return rows["source"] + "/" + rows.get("file", "recorded_crime.csv") + "!" + rows["cell"]


def find_official(crime: pd.DataFrame, force: str, code: str, year_ending: str) -> pd.Series | None:
    """The row of recorded offences of one code in a year, by the newest release; None if not held."""
    found = crime[
        (crime["force"] == force)
        & (crime["code"] == code)
        & (crime["period_end"] == year_ending)
        & (crime["vintage"] == read_study().official.release)
    ]
    return found.iloc[0] if len(found) else None


def list_forces() -> list[str]:
    """Slugs of the forces that have a page: all of England and Wales, and others with a request on file."""
    return forces.list_pages()


def _compare_total(page: Profile, total) -> list[dict]:
    start, end = total.period_start, total.period_end
    endings = financial_years(start, end)
    recorded = [page.official("", ending) for ending in endings]
    people = [page.residents(int(ending[:4]) - 1) for ending in endings]
    count = int(total.count_low)
    rows = []

    def name(code: str) -> str:
        return " ".join(name_official(find_official(page.crime, page.force, code, one)) for one in endings)

    if endings and all(recorded):
        found = metrics.share(count, sum(recorded))
        rows.append(_row(OF_ALL_CRIME, total, sum(recorded), found, "share", page, name("")))
    days = count_days(start, end)
    official_days = sum(count_days(f"{int(ending[:4]) - 1}-04-01", ending) for ending in endings)
    rows.append(_row(A_DAY, total, days, metrics.rate(count, days, per=1), "a day", page))
    if endings and all(recorded):
        daily = sum(recorded) / official_days
        found = metrics.Estimate(daily, daily, daily)
        rows.append(_row(ALL_A_DAY, total, sum(recorded), found, "all a day", page, name("")))
    for one in read_study().classes:
        beside = [page.official(one.code, ending) for ending in endings]
        if beside and all(beside):
            found = metrics.rate(count, sum(beside), per=100)
            rows.append(_row(BESIDE_CLASS, total, sum(beside), found, "per 100", page, name(one.code), one))
    if endings and all(people):
        # Residents of each year are added up, so that the rate is one per year.
        found = metrics.rate(count, sum(people))
        rows.append(
            _row(PER_RESIDENTS, total, sum(people), found, "per 100,000", page, _name_residents(page, endings))
        )
    return [row | {"official_days": official_days} for row in rows]


def _name_residents(page: Profile, endings: list[str]) -> str:
    years = [int(ending[:4]) - 1 for ending in endings]
    return " ".join(
        name_official(page.population[page.population["mid_year"].isin(years)].assign(file="population.csv"))
    )


def _row(
    kind: int,
    count,
    official: int,
    found: metrics.Estimate,
    unit: str,
    page: Profile,
    behind: str = "",
    beside: OffenceClass | None = None,
) -> dict:
    named = {"name": beside.name, "code": beside.code} if beside else {}
    doubts = page.figures.set_index("id")["doubt"]
    conditions = [doubts[one] for one in count.figures.split() if doubts.get(one)]
    return {
        "kind": kind,
        "comparison": COMPARISONS[kind].format(**named),
        "period": name_period(count.period_start, count.period_end),
        "linked": int(count.count_low),
        "official": official,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": unit,
        "condition": conditions[0] if conditions else "",
        "behind": count.figures,
        "behind_official": behind,
        "class_name": beside.name if beside else "",
        "class_code": beside.code if beside else "",
    }
