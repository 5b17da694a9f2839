"""Turns counts into totals of years, changes, rates and shares with their 95% intervals: pure arithmetic.

An interval here says how far a count could move by chance if the underlying risk stayed the
same. It leaves out how offences were recorded, searched for and hidden.
"""

import math
from dataclasses import dataclass

import pandas as pd
from scipy import stats

from linked_offences.counts import PARTS_DISAGREE, is_exact
from linked_offences.years import is_one_year, is_whole_year, name_period, split_years

EXACT_BELOW = 10
SMALLEST_BASE = 10
# What a total is a total of. What has no period or no upper end says nothing of any year; what is worked out nobody prints.
COVERS = YEAR, PART, TOGETHER, VAGUE_TOTAL, WORKED_OUT = (
    "year", "part of a year", "years together", "vague", "worked out",
)  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """A value with the lower and upper end of its interval; the upper end may be infinite."""

    value: float
    low: float
    high: float


def _check_count(count: float) -> None:
    if count < 0:
        raise ValueError(f"a count cannot be {count}")


def exact_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact Poisson interval of a count (Garwood 1936), by chi-squared quantiles."""
    _check_count(count)
    tail = (1 - confidence) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return float(low), float(stats.chi2.ppf(1 - tail, 2 * count + 2) / 2)


def byar_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """Byar's approximation to the Poisson interval (Breslow & Day 1987), as OHID uses it.

    Below 10 the lower end is poor, and may be negative; use `count_interval`.
    """
    _check_count(count)
    z = stats.norm.ppf((1 + confidence) / 2)
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return float(low), float(more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3)


def count_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a count by OHID's rule: exact below 10, Byar from 10 on.

    Source: OHID Fingertips, Public health technical guidance, "Rates".
    """
    method = exact_interval if count < EXACT_BELOW else byar_interval
    return method(count, confidence)


def is_own(counts: pd.DataFrame) -> bool:
    """Whether counts are all of the force's own answer: only these have an interval (METHODOLOGY)."""
    return bool((counts["basis"] == "disclosure").all())


def own_interval(count) -> tuple[float, float] | None:
    """95% interval of a row of counts; None where it is hidden or a range, or where the force itself did not give it."""
    return count_interval(int(count.count_low)) if count.basis == "disclosure" and is_exact(count) else None


def rate(count: int, exposure: float, per: float = 100_000, confidence: float = 0.95) -> Estimate:
    """Count per so many of an exposure (residents, days), with the interval of the count.

    Raises
    ------
    ValueError
        The exposure is not positive.
    """
    if exposure <= 0:
        raise ValueError(f"a rate needs an exposure above 0, not {exposure}")
    low, high = count_interval(count, confidence)
    return Estimate(count / exposure * per, low / exposure * per, high / exposure * per)


def share(part, whole, confidence: float = 0.95) -> Estimate:
    """Share of a whole, 0 to 1, with Wilson's score interval (Wilson 1927; Newcombe 1998).

    Parameters
    ----------
    part, whole : int or row of counts
        Exact counts: whole numbers, or rows whose ``count_low`` is their ``count_high``.

    Raises
    ------
    ValueError
        The whole is 0 or smaller than the part, or one of them is a range.
    """
    part, whole = _take_exact(part), _take_exact(whole)
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} cannot be a part of {whole}")
    interval = stats.binomtest(part, whole).proportion_ci(confidence, method="wilson")
    return Estimate(part / whole, float(interval.low), float(interval.high))


def _take_exact(count) -> int:
    """The number of an exact count."""
    low, high = getattr(count, "count_low", count), getattr(count, "count_high", count)
    if pd.isna(low) or pd.isna(high) or low != high:
        raise ValueError(
            f"{low} to {high} is a range, and a share needs exact counts; keep the rows of counts whose kind is exact"
        )
    return int(low)


def change_ratio(
    last: int, first: int, last_exposure: float = 1, first_exposure: float = 1, confidence: float = 0.95
) -> Estimate:
    """Ratio of two counts, last to first, with the conditional exact interval.

    Given the sum of both counts the last is binomial; the limits are those of Clopper and
    Pearson, turned into a ratio. This is R's ``poisson.test``. With no first count the upper
    end, and with none at all the value too, has no limit.

    Parameters
    ----------
    last_exposure, first_exposure : float
        Time or people behind each count; equal for two years of one force.
    """
    _check_count(last)
    _check_count(first)
    scale = first_exposure / last_exposure
    if last + first == 0:
        return Estimate(math.nan, 0.0, math.inf)
    limits = stats.binomtest(last, last + first).proportion_ci(confidence, method="exact")
    low = limits.low / (1 - limits.low) * scale
    high = limits.high / (1 - limits.high) * scale if limits.high < 1 else math.inf
    value = last / first * scale if first else math.inf
    return Estimate(value, float(low), float(high))


def change_pct(last: int, first: int) -> float | None:
    """Change in per cent from first to last; None where the first is under 10 (house rule)."""
    return 100 * (last - first) / first if first >= SMALLEST_BASE else None


def list_totals(counts: pd.DataFrame) -> pd.DataFrame:
    """Totals among counts, each with its period in words and what it is a total of.

    Parameters
    ----------
    counts : DataFrame
        Rows of the table counts.

    Returns
    -------
    DataFrame
        Force by force the rows with a total of any kind, oldest first, with the columns ``year`` (the period in words) and ``covers``
        (one of `COVERS`). Of two that begin within one calendar year the force's own comes last. The range from ``count_low``
        to ``count_high`` includes both ends; one that is worked out is printed by nobody and follows from what is printed.
    """
    found = counts[counts["measure"].isin(["total", "check_total"])]
    found = found[(found["basis"] != "inferred") | (found["measure"] == "total")]
    found = _order(found).reset_index(drop=True)
    first = ["year", "covers", "count_low", "count_high", "basis"]
    found = found.assign(
        year=[name_period(*days) for days in zip(found["period_start"], found["period_end"], strict=True)],
        covers=[_name_cover(one) for one in found.itertuples()],
    )
    return found[[*first, *(name for name in found.columns if name not in first)]]


def _order(found: pd.DataFrame) -> pd.DataFrame:
    """Counts force by force, oldest first; a newspaper's year from 6 April is no newer than the force's own from 1 April."""
    start = found["period_start"]
    own = found["basis"] == "disclosure"
    keys = {"force": found["force"], "begun": start.str[:4], "own": own, "start": start}
    order = pd.DataFrame(keys | {"count": found["count_low"]})
    return found.loc[order.sort_values([*order], ascending=[True] * len(keys) + [False], kind="stable").index]


def find_series(yearly: pd.DataFrame) -> pd.DataFrame:
    """Years that begin on the same day as the last of them: what is counted by other years stands in no line with these.

    Parameters
    ----------
    yearly : DataFrame
        Totals of years of one force, as `list_totals` gives them.
    """
    begins = yearly["period_start"].str[5:]
    return yearly[begins.isin(begins.tail(1))]


def _name_cover(total) -> str:
    if total.measure == "check_total":
        return TOGETHER
    if total.basis == "inferred":
        return WORKED_OUT
    if not total.period_start or pd.isna(total.count_low) or pd.isna(total.count_high):
        return VAGUE_TOTAL
    return YEAR if is_whole_year(total.period_start, total.period_end) else PART


def list_years(totals: pd.DataFrame) -> pd.DataFrame:
    """Totals of single years with those that the answer leaves without a number, oldest first; empty where none has one.

    Parameters
    ----------
    totals : DataFrame
        As `list_totals` gives them, of one force.
    """
    yearly = totals["covers"] == YEAR
    periods = zip(totals["period_start"], totals["period_end"], strict=True)
    whole = pd.Series([bool(a) and is_whole_year(a, b) for a, b in periods], index=totals.index, dtype=bool)
    blank = whole & (totals["covers"] == VAGUE_TOTAL) & totals["count_low"].isna()
    blank &= ~totals["period_start"].isin(totals.loc[yearly, "period_start"])
    return totals[yearly | (blank & yearly.any())]


def list_years_between(totals: pd.DataFrame) -> list[str]:
    """Names of the years between the first and the last of those with a total that have none themselves.

    Parameters
    ----------
    totals : DataFrame
        As `list_totals` gives them, of one force.
    """
    years = find_series(list_years(totals))
    if len(years) < 2:
        return []
    span = split_years(years["period_start"].iloc[0], years["period_end"].iloc[-1])
    return [name for one in span if (name := name_period(*one)) not in set(years["year"])]


def add_years(totals: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """What each force counted in some years together: as it is printed, or else its yearly counts added up.

    Parameters
    ----------
    totals : DataFrame
        As `list_totals` gives them.
    start, end : str
        First and last day of the years, both included.

    Returns
    -------
    DataFrame
        One row per force of which that is known exactly, and agrees with its parts: ``force``, ``total``, ``printed`` and
        ``added`` (missing where nobody prints it, or not each year has an exact count), ``figures`` (ids, " ; " between parts).
    """
    years = [name_period(*year) for year in split_years(start, end)]
    known = (totals["count_low"] == totals["count_high"]).fillna(False)
    exact = totals[known & ~totals["flag"].str.contains(PARTS_DISAGREE)]
    yearly = exact[(exact["covers"] == YEAR) & exact["year"].isin(years)]
    parts = {"added": ("count_low", "sum"), "years": ("year", "nunique"), "rows": ("year", "size")}
    added = yearly.groupby("force").agg(**parts, parts=("figures", " ; ".join))
    # A year that is counted on two bases is no part of one sum.
    added = added.loc[(added[["years", "rows"]] == len(years)).all(axis=1), ["added", "parts"]]
    printed = exact[(exact["covers"] == TOGETHER) & (exact["year"] == name_period(start, end))]
    printed = printed.drop_duplicates("force").set_index("force")
    found = printed[["count_low", "figures"]].rename(columns={"count_low": "printed"}).join(added, how="outer")
    found.insert(0, "total", found["printed"].fillna(found["added"]))
    found["figures"] = found["figures"].fillna(found["parts"])
    return found.rename_axis("force").reset_index()[["force", "total", "printed", "added", "figures"]]


def find_latest_year(found: pd.DataFrame) -> pd.DataFrame:
    """Counts of the latest single year that has any, largest first, with the year's name as ``year``.

    Where none is of a whole year, those of the latest part of one are taken. What newspapers print for a year of which the
    force's own answer prints some is left out: it may be a part of these, or a mistake.

    Parameters
    ----------
    found : DataFrame
        Rows of the table counts, of one force and one measure.
    """
    dated = found[found["period_start"] != ""].sort_values("count_low", ascending=False, kind="stable")
    days = list(zip(dated["period_start"], dated["period_end"], strict=True))
    for is_single in (is_whole_year, is_one_year):
        single = dated[[is_single(*pair) for pair in days]]
        if len(single):
            start, end = _order(single)[["period_start", "period_end"]].iloc[-1]
            latest = single[(single["period_start"] == start) & (single["period_end"] == end)]
            own = latest[latest["basis"] == "disclosure"]
            return (own if len(own) else latest).assign(year=name_period(start, end)).reset_index(drop=True)
    return dated.iloc[:0].assign(year="")


def work_out_change(yearly: pd.DataFrame, base: str = "") -> pd.DataFrame:
    """How the last of some yearly totals stands to the first that begins on the same day, or to another year.

    Parameters
    ----------
    yearly : DataFrame
        Totals of years, as `list_totals` gives them, oldest first.
    base : str, optional
        Name of the year that the last one is held against, such as 2022/23; the first where none is named.

    Returns
    -------
    DataFrame
        One row: ``first`` and ``last`` (the years), ``count_first``, ``count_last``, ``change_pct`` (missing where the
        first count is under 10), ``ratio`` with ``ratio_low`` and ``ratio_high`` (95% interval, missing where a count
        is not the force's own), and the ids
        ``figures_first`` and ``figures_last``. No row with fewer than two years, or where a count is hidden.

    Raises
    ------
    ValueError
        The base is none of the years.
    """
    columns = ["first", "last", "count_first", "count_last", "change_pct", "ratio", "ratio_low", "ratio_high",
               "figures_first", "figures_last"]  # fmt: skip
    yearly = find_series(yearly)
    named = yearly[yearly["year"] == base] if base else yearly
    if base and named.empty:
        there = ", ".join(yearly["year"]) or "there is none"
        raise ValueError(f"{base} is none of the years with a total: {there}")
    ends = pd.concat([named.head(1), yearly.tail(1)])
    if ends["year"].nunique() < 2 or (ends["count_low"] != ends["count_high"]).any():
        return pd.DataFrame(columns=columns)
    (before, after), (first, last) = ends["count_low"].astype(int), ends["year"]
    ratio = change_ratio(after, before)
    interval = (ratio.low, ratio.high) if is_own(ends) else (pd.NA, pd.NA)
    row = first, last, before, after, change_pct(after, before), ratio.value, *interval, *ends["figures"]
    return pd.DataFrame([row], columns=columns)
