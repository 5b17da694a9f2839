"""Turns printed totals into checks: each recomputed from the parts that the same source prints."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from linked_offences.counts import IN_A_SENTENCE, KEY, PARTS_DISAGREE
from linked_offences.study import read_study
from linked_offences.years import OFFICIAL, end_year, name_period, split_years

# A sum over years, a total of a year, and what a total of a year is the sum of.
MEASURES = ("check_total", "total", "offence")
_ENDS = ["period_start", "period_end", "count_low", "count_high"]


def check_totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Every printed total held against its parts.

    A sum over years is held against the yearly totals of the same source, a total against the offences
    of its file and period; outcomes are no parts of it, and a total of theirs is a subtotal. A total is
    never added to its parts. Offences that a sentence names ("Of the 49, 18 were harassment") need not be all parts.

    Parameters
    ----------
    figures : DataFrame
        One row per printed figure.

    Returns
    -------
    DataFrame
        One row per total and rule, as in the dictionary: it agrees, disagrees, or cannot be
        checked because a part is not printed or not held here.
    """
    linked = figures[figures["platform"] == read_study().platform.slug]
    files: dict[tuple[str, str], list] = {}
    for one in linked.itertuples():
        files.setdefault((one.source, one.file), []).append(one)
    rows = [row for printed in files.values() for row in _check_file(printed)]
    ends = ["printed_low", "printed_high", "parts_low", "parts_high"]
    table = pd.DataFrame(rows, columns=["figure", "force", "rule", *ends, "result", "parts"])
    return table.astype(dict.fromkeys(ends, "Int64")).sort_values(["figure", "rule"], ignore_index=True)


def names_day(text: str, day: str) -> bool:
    """Whether words name a day of the year, written as 04-06, or both its numbers: 6th April, Apr 6, 06/04/2024, 2024-04-06."""
    month, number = int(day[:2]), int(day[3:])
    name = rf"{calendar.month_abbr[month]}[a-z]*\.?"
    numeral = rf"0?{number}(?:st|nd|rd|th)?"
    ways = (
        rf"\b{numeral}(?:\s+of)?[\s-]*{name}",
        rf"\b{name}\s+{numeral}\b",
        rf"\b0?{number}[/.-]0?{month}[/.-]\d",
        rf"\d{{4}}-{day}\b",
    )
    return re.search("|".join(ways), text, re.IGNORECASE) is not None


def align_years(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures, newspapers' years begun on the day on which the force's own answer begins years of the same counts.

    A paper that prints "2021/22" says no day, and the years of the request are taken. Where the force's own answer prints the
    same count for each year that both print, under years that begin on another day, these are the years meant; and where it
    is its answer to the same request, whatever the paper made of it.

    Parameters
    ----------
    figures : DataFrame
        One row per printed figure.
    """
    days = zip(figures["period_start"], figures["period_end"], strict=True)
    whole = pd.Series([bool(a and split_years(a, b)) for a, b in days], index=figures.index, dtype=bool)
    table = figures[whole & (figures["platform"] == read_study().platform.slug)]
    table = table.assign(day=table["period_start"].str[5:])
    named = [names_day(words, day) for words, day in zip(table["period_as_printed"], table["day"], strict=True)]
    press = table[(table["source_kind"] == "press") & ~pd.Series(named, index=table.index, dtype=bool)]
    moved = figures.copy()
    for force, said in press.groupby("force"):
        own = table[(table["force"] == force) & (table["source_kind"] == "disclosure")]
        days = {*own.loc[own["measure"] == "total", "day"]}
        if len(days) != 1 or {*said["day"]} == days or said["day"].nunique() > 1:
            continue
        ends = [
            {
                name_period(a, b): (low, high)
                for a, b, low, high in zip(*(one[column] for column in _ENDS), strict=True)
            }
            for one in (own[own["measure"] == "total"], said[said["measure"] == "total"])
        ]
        shared = ends[0].keys() & ends[1].keys()
        if not shared or any(ends[0][name] != ends[1][name] for name in shared):
            said = said[said["request"].isin({*own["request"]} - {""})]
        if len(said):
            (day,) = days
            for index, one in said.iterrows():
                first = int(one["period_start"][:4])
                years = len(split_years(one["period_start"], one["period_end"]))
                moved.loc[index, "period_start"] = f"{first}-{day}"
                moved.loc[index, "period_end"] = end_year(f"{first + years - 1}-{day}")
    return moved


def add_up_parts(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts with those of the years of which one answer prints every month, or other parts, and not the year itself.

    Such years begin on the day on which the Home Office's do where one of them is whole, otherwise on that of the first
    part from which a year is. What a part hides stays hidden: the ends are sums of the ends.

    Parameters
    ----------
    counts : DataFrame
        One row per count, as `counts.combine_figures` gives it.
    """
    kinds: dict[tuple, list] = {}
    for one in counts.itertuples():
        if one.period_start and one.basis == "disclosure" and pd.notna(one.count_high):
            key = tuple(getattr(one, column) for column in KEY if not column.startswith("period"))
            kinds.setdefault((*key, one.figures.partition("!")[0].rpartition("/")[0]), []).append(one)
    rows = []
    for printed in kinds.values():
        parts = [one for one in printed if not split_years(one.period_start, one.period_end)]
        years = {one.period_start: _tile(parts, one.period_start, end_year(one.period_start)) for one in parts}
        first = next((day for day, found in sorted(years.items()) if found), "")
        begin = OFFICIAL if any(found and day.endswith(OFFICIAL) for day, found in years.items()) else first[5:]
        there = {(one.period_start, one.period_end) for one in printed}
        for day, found in years.items():
            if found and day[5:] == begin and (day, found[-1].period_end) not in there:
                flags = dict.fromkeys(flag for one in found for flag in one.flag.split("; ") if flag)
                rows.append(found[0]._asdict() | {
                    "period_end": found[-1].period_end, "flag": "; ".join(flags),
                    "count_low": sum(one.count_low for one in found), "count_high": sum(one.count_high for one in found),
                    "figures": " ".join(one.figures for one in found),
                })  # fmt: skip
    added = pd.DataFrame(rows, columns=counts.columns).astype(counts.dtypes)
    return pd.concat([counts, added]).sort_values(KEY, ignore_index=True) if rows else counts


def flag_counts(counts: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """Counts, with those flagged that cannot hold beside each other as a total and its parts.

    A total is flagged whose checks disagree: it or a part is wrong, or the parts are not all. Offence types are flagged
    that come to more than their total, whoever prints them: one may hold another, or be of a longer period.

    Parameters
    ----------
    counts : DataFrame
        One row per count, as `counts.combine_figures` gives it.
    checks : DataFrame
        As `check_totals` gives it.
    """
    agreed, unfit = (set(checks.loc[checks["result"] == one, "figure"]) for one in ("agrees", "disagrees"))
    total, offence = counts["measure"].isin(["total", "check_total"]), counts["measure"] == "offence"
    wrong = total & counts["figures"].map(lambda ids: bool(unfit & {*ids.split()}) and not agreed & {*ids.split()})
    days = ["force", "platform", "period_start", "period_end"]
    wholes = counts[total & (counts["period_start"] != "")].set_index(days)["count_high"].dropna()
    for key, parts in counts[offence].groupby(days):
        if key in wholes.index and parts["count_low"].sum() > wholes.loc[[key]].max():
            wrong[parts.index] = True
    pairs = zip(counts["flag"], wrong, strict=True)
    flags = ["; ".join(filter(None, [flag, PARTS_DISAGREE * bad])) for flag, bad in pairs]
    return counts.assign(flag=flags)


def _check_file(printed: list) -> Iterator[dict]:
    """The checks of what one file of a source prints."""
    by_measure = {measure: [one for one in printed if one.measure == measure] for measure in MEASURES}
    sums, totals, offences = by_measure.values()
    for total in sums:
        years = [one for one in totals if one.force == total.force]
        yield _check(total, "sum over years", _tile(years, total.period_start, total.period_end))
    for total in totals:
        ends = (total.period_start, total.period_end)
        if shorter := _tile([one for one in totals if (one.period_start, one.period_end) != ends], *ends):
            yield _check(total, "sum over parts of the year", shorter)
        parts = [one for one in offences if (one.period_start, one.period_end) == ends]
        if parts and total.source_kind == "disclosure":
            yield _check(total, "sum over rows", parts)


def _tile(years: list, start: str, end: str) -> list:
    """The yearly figures that cover a period without gap or overlap; none where they do not."""
    inside = [one for one in years if one.period_start >= start and one.period_end <= end]
    # A second table may print the same total of a year again.
    inside = list(
        {
            (one.period_start, one.period_end, one.count_low, one.count_high): one for one in reversed(inside)
        }.values()
    )
    inside.sort(key=lambda one: one.period_start)
    expected = start
    for year in inside:
        if year.period_start != expected:
            return []
        expected = (date.fromisoformat(year.period_end) + timedelta(days=1)).isoformat()
    return inside if inside and inside[-1].period_end == end else []


def _check(total, rule: str, parts: list) -> dict:
    counted = bool(parts) and all(pd.notna(one.count_low) for one in parts)
    closed = counted and all(pd.notna(one.count_high) for one in parts)
    low = sum(one.count_low for one in parts) if counted else pd.NA
    high = sum(one.count_high for one in parts) if closed else pd.NA
    some = any(one.note == IN_A_SENTENCE for one in parts) and pd.notna(high) and high < total.count_low
    if not counted or pd.isna(total.count_low) or some:
        result = "cannot be checked"
    elif (pd.notna(total.count_high) and total.count_high < low) or (pd.notna(high) and high < total.count_low):
        result = "disagrees"
    else:
        result = "agrees"
    return {
        "figure": total.id,
        "force": total.force,
        "rule": rule,
        "printed_low": total.count_low,
        "printed_high": total.count_high,
        "parts_low": low,
        "parts_high": high,
        "result": result,
        "parts": " ".join(one.id for one in parts),
    }
