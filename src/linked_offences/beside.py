"""Sets linked offences beside what the Home Office and the ONS count for the same force and years."""

import pandas as pd

from linked_offences import catalogue, forces, metrics
from linked_offences.counts import is_exact
from linked_offences.metrics import TOGETHER, WORKED_OUT, YEAR, find_latest_year
from linked_offences.study import OffenceClass, read_study
from linked_offences.years import count_days, financial_year, financial_years, name_period

# City of London has few residents and many visitors, British Transport Police has no area of residents: neither can
# carry a rate per head (ONS; METHODOLOGY A6).
WITHOUT_RESIDENTS = ("city-of-london", "british-transport-police")

# What linked offences are set beside, in the order of the page.
OF_ALL_CRIME, A_DAY, ALL_A_DAY, PER_RESIDENTS, OF_CLASS = range(5)
COMPARISONS = {
    OF_ALL_CRIME: "Linked offences in all recorded crime without fraud",
    A_DAY: "Linked offences a day",
    ALL_A_DAY: "All recorded crime a day",
    PER_RESIDENTS: "Linked offences per 100,000 residents a year",
    OF_CLASS: "Linked {name} in all of the force's code {code}",
}

NOT_MAPPED, NOT_PRINTED, ALL = "Not mapped", "Not known here", "All offences"
TYPES = {"count_low": "Int64", "count_high": "Int64", "all_crime": "Int64", "share": "Float64"}
COLUMNS = ["part", "count_low", "count_high", "all_crime", "share", "year", "basis", "figures", "cells"]


def compare(
    counts: pd.DataFrame, crime: pd.DataFrame, population: pd.DataFrame, figures: pd.DataFrame
) -> pd.DataFrame:
    """Linked offences of a force beside all that it recorded.

    The latest year with a total is taken; where no year has one, the printed total of several
    years is set against the same years together. A year from 6 April is set against the Home
    Office year that begins five days before (METHODOLOGY A4).

    Parameters
    ----------
    counts, crime, population, figures : DataFrame
        The force's rows of these tables; ``crime`` may hold England and Wales too.

    Returns
    -------
    DataFrame
        One row per comparison: ``kind`` (a key of `COMPARISONS`), ``comparison`` (in words), ``period``,
        ``linked`` (count), ``official``, ``value`` with ``low`` and ``high`` (95% interval, missing where the count
        is not the force's own), ``unit``, ``condition`` (what must be so), ``behind`` and ``behind_official`` (ids of
        the figures), ``official_days`` of the Home Office years that match the period, ``class_name`` and
        ``class_code`` of the study's class that it is beside, if any. Empty where nothing can be compared.
    """
    rows, totals, doubts = [], metrics.list_totals(counts), figures.set_index("id")["doubt"]
    yearly = totals[totals["covers"] == YEAR].tail(1)
    exact = yearly["count_low"] == yearly["count_high"]
    total = yearly if exact.any() else find_several_years(totals)
    for one in total.itertuples():
        rows += _compare_total(one, crime, population, doubts)
    classes = {one.code: one for one in read_study().classes}
    for offence in find_latest_year(counts[counts["measure"] == "offence"]).itertuples():
        one = classes.get(offence.category) if offence.level == "code" else None
        year = financial_year(offence.period_start, offence.period_end)
        recorded, ids = _add_official(crime, offence.force, one.code, [year]) if one and year else (0, "")
        if recorded and is_exact(offence):
            found = metrics.share(int(offence.count_low), recorded)
            rows.append(_row(OF_CLASS, offence, recorded, found, "share", doubts, ids, one))
    columns = ["kind", "comparison", "period", "linked", "official", "value", "low", "high", "unit", "condition",
               "behind", "behind_official", "official_days", "class_name", "class_code"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def list_alike(known: pd.DataFrame) -> pd.DataFrame:
    """Pairs of forces of which the same search and the same years are known; an unknown one is like no other.

    Parameters
    ----------
    known : DataFrame
        Rows of `profile.list_known`.

    Returns
    -------
    DataFrame
        One row per pair: ``name``, ``name_other``, ``searched``, ``period_basis``.
    """
    ways = ["searched", "period_basis"]
    told = known[(known[ways] != "").all(axis=1)]
    pairs = told.merge(told, on=ways, suffixes=("", "_other"))
    return pairs.loc[pairs["name"] < pairs["name_other"], ["name", "name_other", *ways]].reset_index(drop=True)


def find_several_years(totals: pd.DataFrame) -> pd.DataFrame:
    """The first printed exact total of several years, as one row of `metrics.list_totals`; empty where there is none."""
    found = totals[totals["covers"] == TOGETHER]
    return found[(found["count_low"] == found["count_high"]).fillna(False)].head(1)


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


def list_around(crime: pd.DataFrame) -> pd.DataFrame:
    """Offence classes of the study before and after a change of their recording.

    Parameters
    ----------
    crime : DataFrame
        Recorded crime of one force or of many; England and Wales comes last.

    Returns
    -------
    DataFrame
        One row per class and place with both years: ``place`` (short name), ``class``, ``code``, ``before`` and ``after``
        (the years), ``count_before``, ``count_after``, ``change_pct`` (missing where the first count is under 10),
        ``force`` and the ids ``figures_before`` and ``figures_after``.
    """
    places = sorted(dict.fromkeys(crime["force"]), key=lambda place: place == forces.NATION)
    rows = []
    for one in read_study().classes:
        names = [name_period(f"{int(day[:4]) - 1}-04-01", day) for day in one.around]
        for place in places:
            ends = [find_official(crime, place, one.code, day) for day in one.around]
            if any(end is None for end in ends):
                continue
            before, after = (int(end["offences"]) for end in ends)
            rows.append((forces.name_force(place, short=True), one.name, one.code, *names, before, after,
                         metrics.change_pct(after, before), place, *map(name_official, ends)))  # fmt: skip
    columns = ["place", "class", "code", "before", "after", "count_before", "count_after", "change_pct", "force",
               "figures_before", "figures_after"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _add_official(crime: pd.DataFrame, force: str, code: str, endings: list[str]) -> tuple[int, str]:
    """Recorded offences of some years together, and the ids of the figures; 0 where one of them is not held."""
    found = [find_official(crime, force, code, ending) for ending in endings]
    if any(row is None or not row["offences"] for row in found):
        return 0, ""
    return int(sum(row["offences"] for row in found)), " ".join(map(name_official, found))


def _add_residents(population: pd.DataFrame, force: str, endings: list[str]) -> tuple[int, str]:
    """Residents at the middle of each of some years, added up; 0 where a rate per head means nothing, or one is not held."""
    years = [int(ending[:4]) - 1 for ending in endings]
    found = population[(population["force"] == force) & population["mid_year"].isin(years)]
    if force in WITHOUT_RESIDENTS or len(found) < len(years):
        return 0, ""
    return int(found["population"].sum()), " ".join(name_official(found.assign(file="population.csv")))


def _compare_total(total, crime: pd.DataFrame, population: pd.DataFrame, doubts: pd.Series) -> list[dict]:
    endings, count = financial_years(total.period_start, total.period_end), int(total.count_low)
    days = count_days(total.period_start, total.period_end)
    official_days = sum(count_days(f"{int(ending[:4]) - 1}-04-01", ending) for ending in endings)
    recorded, ids = _add_official(crime, total.force, "", endings)
    rows = [_row(A_DAY, total, days, metrics.rate(count, days, per=1), "a day", doubts)]
    if recorded:
        of_all, daily = metrics.share(count, recorded), recorded / official_days
        all_daily = metrics.Estimate(daily, daily, daily)
        rows.insert(0, _row(OF_ALL_CRIME, total, recorded, of_all, "share", doubts, ids))
        rows.append(_row(ALL_A_DAY, total, recorded, all_daily, "all a day", doubts, ids))
    # Residents of each year are added up, so that the rate is one per year.
    people, ids = _add_residents(population, total.force, endings)
    if people:
        rows.append(_row(PER_RESIDENTS, total, people, metrics.rate(count, people), "per 100,000", doubts, ids))
    return [row | {"official_days": official_days} for row in rows]


def _row(
    kind: int, count, official: int, found: metrics.Estimate, unit: str, doubts: pd.Series, behind: str = "",
    beside: OffenceClass | None = None,
) -> dict:  # fmt: skip
    own, name, code = count.basis == "disclosure", beside.name if beside else "", beside.code if beside else ""
    return {
        "kind": kind,
        "comparison": COMPARISONS[kind].format(name=name, code=code),
        "period": name_period(count.period_start, count.period_end),
        "linked": int(count.count_low),
        "official": official,
        "value": found.value,
        "low": found.low if own else pd.NA,
        "high": found.high if own else pd.NA,
        "unit": unit,
        "condition": next((doubts[one] for one in count.figures.split() if doubts.get(one)), ""),
        "behind": count.figures,
        "behind_official": behind,
        "class_name": name,
        "class_code": code,
    }


def group_outcomes(
    printed: pd.DataFrame, totals: pd.DataFrame, all_crime: pd.DataFrame, grouping: pd.DataFrame
) -> pd.DataFrame:
    """Printed outcomes of the latest year as parts of its offences, beside those of all crime of the force.

    Parameters
    ----------
    printed : DataFrame
        The rows of counts that are outcomes, of one force.
    totals : DataFrame
        As `metrics.list_totals` gives them: what the parts are parts of.
    all_crime : DataFrame
        Outcomes of all recorded crime of the force, by group of the Home Office.
    grouping : DataFrame
        ``outcome_group`` and the ``part`` that it belongs to, as data/reference/outcome_parts.csv has them.

    Returns
    -------
    DataFrame
        One row per part, one for what is not printed, and one for all offences: ``part``, ``count_low`` and
        ``count_high`` (missing where no source prints it), ``all_crime`` and its ``share`` (0 to 1; missing where not
        held), ``year`` of the linked offences, ``basis`` (printed or worked out; of all offences only), ``figures`` and
        ``cells`` (ids of the figures, linked and official). The counts of all offences are missing where nothing bounds
        them, or where the printed outcomes are more than they can be. All counts are missing where
        no number is printed, or where a group is printed beside an outcome that belongs to it, so that nobody can say
        whether one holds the other. No row where no outcome is printed.
    """
    linked, crime = _gather(printed, grouping), share_all_crime(all_crime, grouping)
    if printed.empty or (linked.empty and crime.empty):
        return pd.DataFrame(columns=COLUMNS).astype(TYPES)
    order = list(dict.fromkeys(grouping["part"]))
    unmapped = [NOT_MAPPED] if NOT_MAPPED in set(linked["part"]) else []
    table = pd.DataFrame({"part": [*order, *unmapped]}).merge(linked, how="left")
    table = table.merge(crime, how="left", left_on="part", right_index=True)
    whole = _find_all(totals, linked)
    rest = [{"part": NOT_PRINTED, "count_low": pd.NA, "count_high": pd.NA}] * bool(len(linked))
    if whole["basis"]:
        low, high = linked["count_low"].sum(), linked["count_high"].sum()
        rest[0] |= {"count_low": max(0, whole["count_low"] - high), "count_high": whole["count_high"] - low}
    whole |= {"part": ALL, "all_crime": crime["all_crime"].sum(), "share": 1.0 if len(crime) else pd.NA}
    table = pd.concat([table, pd.DataFrame([*rest, whole])], ignore_index=True)
    table["year"] = linked["year"].iloc[0] if len(linked) else ""
    table[["basis", "figures", "cells"]] = table.reindex(columns=["basis", "figures", "cells"]).fillna("")
    return table.astype(TYPES)[COLUMNS]


def _gather(printed: pd.DataFrame, grouping: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of the latest year by part; no row where they cannot be added up."""
    found = find_latest_year(printed)
    found = found[found["count_low"].notna() & found["count_high"].notna()].reset_index(drop=True)
    groups = catalogue.reference("outcomes").set_index("code")["outcome_group"]
    found["group"] = [
        {"code": groups.get(one.category, ""), "group": one.category}.get(one.level, "") or "(no group)"
        for one in found.itertuples()
    ]
    if (found[found["group"] != "(no group)"].groupby("group")["level"].nunique() > 1).any():
        found = found.iloc[:0]
    names = grouping.set_index("outcome_group")["part"]
    found["part"] = found["group"].map(names).where(found["level"] != "unmapped", NOT_MAPPED)
    return found.groupby("part", sort=False, as_index=False).agg(
        count_low=("count_low", "sum"), count_high=("count_high", "sum"), figures=("figures", " ; ".join),
        year=("year", "first"), period_start=("period_start", "first"),
    )  # fmt: skip


def _find_all(totals: pd.DataFrame, linked: pd.DataFrame) -> dict:
    """All offences of the year of some outcomes, as they are printed, or else worked out."""
    printed = linked["count_low"].sum()
    found = totals[totals["period_start"].isin(linked["period_start"]) & (totals["count_high"] >= printed)]
    for kind, basis in ((YEAR, "printed"), (WORKED_OUT, "worked out")):
        for one in found[found["covers"] == kind].itertuples():
            low = max(one.count_low, printed)
            return {"count_low": low, "count_high": one.count_high, "basis": basis, "figures": one.figures}
    return {"count_low": pd.NA, "count_high": pd.NA, "basis": "", "figures": ""}


def share_all_crime(found: pd.DataFrame, grouping: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of all recorded crime of the force by part; empty if not held.

    Returns
    -------
    DataFrame
        Indexed by part: ``all_crime`` (count), ``cells`` (ids of the official figures), ``share`` (0 to 1).
    """
    names = grouping.set_index("outcome_group")["part"]
    whole = int(found["all_outcomes"].iloc[0]) if len(found) else 1
    cells = name_official(found.assign(file="outcomes.csv"))
    found = found.assign(part=found["outcome_group"].map(names), cells=cells)
    counted = found.groupby("part").agg(all_crime=("outcomes", "sum"), cells=("cells", " ".join))
    return counted.assign(share=counted["all_crime"] / whole)
