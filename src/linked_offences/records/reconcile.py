"""Turns printed totals into checks: each recomputed from the parts that the same source prints."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from linked_offences.study import read_study


def check_totals(figures: pd.DataFrame) -> pd.DataFrame:
    """Every printed total held against its parts.

    A sum over years is held against the yearly totals of the same source, a total against the offences
    of its file and period; outcomes are no parts of it, and a total of theirs is a subtotal. A total is
    never added to its parts.

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
    rows = [row for _, printed in linked.groupby(["source", "file"], sort=False) for row in _check_file(printed)]
    columns = [
        "figure",
        "force",
        "rule",
        "printed_low",
        "printed_high",
        "parts_low",
        "parts_high",
        "result",
        "parts",
    ]
    whole = dict.fromkeys(["printed_low", "printed_high", "parts_low", "parts_high"], "Int64")
    return pd.DataFrame(rows, columns=columns).astype(whole).sort_values(["figure", "rule"], ignore_index=True)


def _check_file(printed: pd.DataFrame) -> Iterator[dict]:
    """The checks of what one file of a source prints."""
    totals, offences = (printed[printed["measure"] == measure] for measure in ("total", "offence"))
    for total in printed[printed["measure"] == "check_total"].itertuples():
        years = totals[totals["force"] == total.force]
        yield _check(total, "sum over years", _tile(years, total.period_start, total.period_end))
    for total in totals[totals["source_kind"] == "disclosure"].itertuples():
        ends = (offences["period_start"] == total.period_start) & (offences["period_end"] == total.period_end)
        if ends.any():
            yield _check(total, "sum over rows", offences[ends])


def _tile(years: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """The yearly figures that cover a period without gap or overlap; none where they do not."""
    years = years[(years["period_start"] >= start) & (years["period_end"] <= end)].sort_values("period_start")
    expected = start
    for year in years.itertuples():
        if year.period_start != expected:
            return years.head(0)
        expected = (date.fromisoformat(year.period_end) + timedelta(days=1)).isoformat()
    covered = len(years) and years["period_end"].iloc[-1] == end
    return years if covered else years.head(0)


def _check(total, rule: str, parts: pd.DataFrame) -> dict:
    counted = len(parts) > 0 and parts["count_low"].notna().all()
    low = parts["count_low"].sum() if counted else pd.NA
    high = parts["count_high"].sum() if counted and parts["count_high"].notna().all() else pd.NA
    if not counted or pd.isna(total.count_low):
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
        "parts": " ".join(parts["id"]),
    }
