"""Turns the processed tables into what is known of one force, arranged as its page asks."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from linked_offences import catalogue, forces, metrics, slices
from linked_offences.forces import NATION as NATION
from linked_offences.sentences import Ledger
from linked_offences.years import count_days, financial_year, financial_years, is_one_year, name_period

RELEASE = "2026-04"
SERIES, TOTALS_ONLY, TOTAL_AND_CHANGE, VAGUE, REFUSED, NOTHING = (
    "full series",
    "totals only",
    "total and percentage only",
    "one vague figure",
    "refused",
    "nothing known",
)
STATES = (SERIES, TOTALS_ONLY, TOTAL_AND_CHANGE, VAGUE, REFUSED, NOTHING)
MALICIOUS_COMMUNICATIONS = "8R"
# Years ending March before and after the recording rule of May 2023.
AROUND_RULE = ("2023-03-31", "2024-03-31")


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

    @cached_property
    def ledger(self) -> Ledger:
        """What makes the page's sentences, with the number of each figure that the page lists."""
        official = list_official(self.crime, self.population, self.outcomes_all_crime)
        book = Ledger(pd.concat([self.figures, self.quoted]), official, self.force)
        listed = [*self.figures["id"], *self.quoted["id"], *list_used_official(self)]
        book.numbers.update({one: number for number, one in enumerate(listed, start=1)})
        return book

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
        """Which of the six states the force is in, by what is known and not by what was asked."""
        if len(self.yearly()) > 1:
            return SERIES if len(self.rows("offence")) else TOTALS_ONLY
        if len(self.rows("check_total")):
            return TOTAL_AND_CHANGE
        if len(self.rows("total")):
            return VAGUE
        return (
            REFUSED
            if (self.requests.loc[self.requests["decides_status"] == "yes", "status"] == "refused").any()
            else NOTHING
        )

    @property
    def by_press(self) -> bool:
        """Whether all counts come from newspapers."""
        return len(self.counts) > 0 and (self.counts["basis"] != "disclosure").all()

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
        return self._yearly

    @cached_property
    def _yearly(self) -> pd.DataFrame:
        found = self.rows("total")
        found = found[(found["period_start"] != "") & found["count_low"].notna() & found["count_high"].notna()]
        return found.assign(
            year=[name_period(a, b) for a, b in zip(found["period_start"], found["period_end"], strict=True)]
        )

    def inferred_years(self) -> pd.DataFrame:
        """Ranges of single years that follow from what is printed, oldest first, with the year's name.

        Empty where the years are printed.
        """
        found = self.inferred[self.inferred["measure"] == "total"].reset_index(drop=True)
        return found.assign(
            year=[name_period(a, b) for a, b in zip(found["period_start"], found["period_end"], strict=True)]
        )

    def three_years(self) -> pd.Series | None:
        """The printed total of several years, where there is an exact one."""
        found = self.rows("check_total")
        found = found[(found["count_low"] == found["count_high"]).fillna(False)]
        return found.iloc[0] if len(found) else None

    def latest_year(self, measure: str) -> pd.DataFrame:
        """Counts of one measure in the latest single year that has any, largest first."""
        found = self.rows(measure)
        single = [
            bool(a) and is_one_year(a, b) for a, b in zip(found["period_start"], found["period_end"], strict=True)
        ]
        found = found[pd.Series(single, dtype=bool)]
        return found[found["period_start"] == found["period_start"].max()].reset_index(drop=True)

    def doubt(self, ids: str) -> str:
        """The condition that figures hold on, such as what a total is a total of; empty where there is none."""
        doubts = self.figures.set_index("id")["doubt"]
        return next((doubts[one] for one in ids.split() if doubts.get(one)), "")

    def official(self, code: str, year_ending: str) -> int | None:
        """Recorded offences of the force by Home Office code (blank: all without fraud); None if not held."""
        return find_recorded(self.crime, self.force, code, year_ending)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Linked offences beside all recorded crime of the force.

        The latest year with a total is taken; where no year has one, the printed total of several
        years is set against the same years together. A year from 6 April is set against the Home
        Office year that begins five days before (METHODOLOGY A4).

        Returns
        -------
        DataFrame
            One row per comparison: ``comparison``, ``period``, ``linked`` (count), ``official``,
            ``value`` with ``low`` and ``high`` (95% interval), ``unit``, ``condition`` (what must be
            so), ``behind`` and ``behind_official`` (ids of the figures). Empty where nothing can be compared.
        """
        rows = []
        yearly = self.yearly()
        total = (
            yearly.iloc[-1]
            if len(yearly) and yearly["count_low"].iloc[-1] == yearly["count_high"].iloc[-1]
            else None
        )
        if total is None:
            total = self.three_years()
        if total is not None:
            rows += _compare_total(self, total)
        for offence in self.latest_year("offence").itertuples():
            year = financial_year(offence.period_start, offence.period_end)
            recorded = self.official(MALICIOUS_COMMUNICATIONS, year) if year else None
            if (
                offence.category == MALICIOUS_COMMUNICATIONS
                and offence.level == "code"
                and recorded
                and pd.notna(offence.count_low)
                and offence.count_low == offence.count_high
            ):
                found = metrics.share(int(offence.count_low), recorded)
                ids = name_official(find_official(self.crime, self.force, MALICIOUS_COMMUNICATIONS, year))
                rows.append(
                    _row(
                        "Linked malicious communications in all of the force's code 8R",
                        offence,
                        recorded,
                        found,
                        "share",
                        self,
                        ids,
                    )
                )
        columns = ["comparison", "period", "linked", "official", "value", "low", "high", "unit", "condition",
                   "behind", "behind_official"]  # fmt: skip
        return pd.DataFrame(rows, columns=columns)

    def residents(self, mid_year: int) -> int | None:
        """Residents of the force's area at mid-year; None where a rate per head means nothing."""
        # City of London has few residents and many visitors, British Transport Police has no area
        # of residents: neither can carry a rate per head (ONS; METHODOLOGY A6).
        if self.force in ("city-of-london", "british-transport-police"):
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


def list_official(crime: pd.DataFrame, population: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Official figures as sentences use them: ``id``, ``value``, ``label``, ``period``, ``source``, ``file``, ``cell``."""
    year = "year ending March "
    tables = [
        crime.assign(value=crime["offences"], file="recorded_crime.csv", period=year + crime["period_end"].str[:4],
                     label=crime["label"] + " (" + crime["code"].where(crime["code"] != "", "all") + ")"),
        population.assign(value=population["population"], file="population.csv", label="Residents",
                          period="mid-" + population["mid_year"].astype(str)),
        outcomes.assign(value=outcomes["outcomes"], file="outcomes.csv", label="All crime: " + outcomes["outcome_group"],
                        period=f"{year}2025"),
    ]  # fmt: skip
    table = pd.concat([one[["force", "source", "file", "cell", "value", "label", "period"]] for one in tables])
    return table.assign(id=name_official(table))


def list_used_official(page: "Profile") -> list[str]:
    """Ids of the official figures that the page of a force rests on, each once, in the order of the page."""
    used = []
    if len(page.counts):
        used += [
            name_official(row)
            for place in (page.force, NATION)
            for ending in AROUND_RULE
            if (row := find_official(page.crime, place, MALICIOUS_COMMUNICATIONS, ending)) is not None
        ]
    if len(page.rows("outcome")):
        outcomes = page.outcomes_all_crime.sort_values("outcomes", ascending=False)
        used += name_official(outcomes.assign(file="outcomes.csv")).tolist()
    found = page.compared
    used += " ".join(found["behind_official"]).split()
    row = find_official(page.crime, page.force, "", AROUND_RULE[-1])
    if found.empty and row is not None:
        used.append(name_official(row))
    return list(dict.fromkeys(used))


def name_official(rows):
    """Ids of official figures, as `list_official` gives them; recorded crime where ``rows`` name no file."""
    return rows["source"] + "/" + rows.get("file", "recorded_crime.csv") + "!" + rows["cell"]


def find_official(crime: pd.DataFrame, force: str, code: str, year_ending: str) -> pd.Series | None:
    """The row of recorded offences of one code in a year, by the newest release; None if not held."""
    found = crime[
        (crime["force"] == force)
        & (crime["code"] == code)
        & (crime["period_end"] == year_ending)
        & (crime["vintage"] == RELEASE)
    ]
    return found.iloc[0] if len(found) else None


def find_recorded(crime: pd.DataFrame, force: str, code: str, year_ending: str) -> int | None:
    """Recorded offences of one code in a year, by the newest release; None if not held."""
    found = find_official(crime, force, code, year_ending)
    return None if found is None else int(found["offences"])


def list_forces() -> list[str]:
    """Slugs of the forces that have a page: all of England and Wales, and others with a request on file."""
    return forces.list_pages()


def _compare_total(page: Profile, total) -> list[dict]:
    start, end = total.period_start, total.period_end
    endings = financial_years(start, end)
    recorded = [page.official("", ending) for ending in endings]
    malicious = [page.official(MALICIOUS_COMMUNICATIONS, ending) for ending in endings]
    people = [page.residents(int(ending[:4]) - 1) for ending in endings]
    count = int(total.count_low)
    rows = []

    def name(code: str) -> str:
        return " ".join(name_official(find_official(page.crime, page.force, code, one)) for one in endings)

    if endings and all(recorded):
        rows.append(
            _row(
                "Linked offences in all recorded crime without fraud",
                total,
                sum(recorded),
                metrics.share(count, sum(recorded)),
                "share",
                page,
                name(""),
            )
        )
    days = count_days(start, end)
    rows.append(_row("Linked offences a day", total, days, metrics.rate(count, days, per=1), "a day", page))
    if endings and all(recorded):
        official_days = sum(count_days(f"{int(ending[:4]) - 1}-04-01", ending) for ending in endings)
        daily = sum(recorded) / official_days
        rows.append(
            _row(
                "All recorded crime a day",
                total,
                sum(recorded),
                metrics.Estimate(daily, daily, daily),
                "all a day",
                page,
                name(""),
            )
        )
    if endings and all(malicious):
        rows.append(
            _row(
                "Linked offences of every type for each 100 of the force's code 8R",
                total,
                sum(malicious),
                metrics.rate(count, sum(malicious), per=100),
                "per 100",
                page,
                name(MALICIOUS_COMMUNICATIONS),
            )
        )
    if endings and all(people):
        # Residents of each year are added up, so that the rate is one per year.
        rows.append(
            _row(
                "Linked offences per 100,000 residents a year",
                total,
                sum(people),
                metrics.rate(count, sum(people)),
                "per 100,000",
                page,
                _name_residents(page, endings),
            )
        )
    return rows


def _name_residents(page: Profile, endings: list[str]) -> str:
    years = [int(ending[:4]) - 1 for ending in endings]
    return " ".join(
        name_official(page.population[page.population["mid_year"].isin(years)].assign(file="population.csv"))
    )


def _row(
    comparison: str, count, official: int, found: metrics.Estimate, unit: str, page: Profile, behind: str = ""
) -> dict:
    doubts = page.figures.set_index("id")["doubt"]
    conditions = [doubts[one] for one in count.figures.split() if doubts.get(one)]
    return {
        "comparison": comparison,
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
    }
