"""Printed totals held against their parts, and counts that cannot hold beside each other."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from linked_offences import counts
from linked_offences.records import reconcile

YEAR = {"period_start": "2023-04-01", "period_end": "2024-03-31"}
PERIODS = {"year": YEAR, "before": {"period_start": "2022-04-01", "period_end": "2023-03-31"},
           "both": {"period_start": "2022-04-01", "period_end": "2024-03-31"}}  # fmt: skip


def flag(*printed, kind="disclosure"):
    """The flag of each count by its name: each printed figure is a measure, a name, a period and its two ends."""
    table = pd.DataFrame(
        {
            "id": f"{measure}-{name}-{period}", "force": "kent", "platform": "tiktok", **PERIODS[period], "measure": measure,
            "level": "unmapped" if name else "", "category": "", "label": name, "count_low": low, "count_high": high,
            "source_kind": kind, "source": f"{kind}/a", "file": "a.csv", "doubt": "", "as_printed": str(low),
        }
        for measure, name, period, low, high in printed
    ).astype({"count_low": "Int64", "count_high": "Int64"})  # fmt: skip
    found = reconcile.flag_counts(counts.combine_figures(table), reconcile.check_totals(table))
    return dict(zip(found["figures"], found["flag"], strict=True))


numbers = st.integers(0, 30)
ranges = st.one_of(numbers.map(lambda n: (n, n)), st.tuples(numbers, numbers).map(sorted).map(tuple))


@given(st.lists(ranges, min_size=1, max_size=4), ranges)
def test_a_total_that_no_values_of_its_parts_come_to_is_in_doubt(parts, total):
    printed = [("offence", f"type {n}", "year", *ends) for n, ends in enumerate(parts)]
    found = flag(*printed, ("total", "", "year", *total))
    low, high = sum(a for a, _ in parts), sum(b for _, b in parts)
    apart = high < total[0] or low > total[1]
    assert found["total--year"] == reconcile.DISAGREE * apart
    assert {found[one] for one in found if one.startswith("offence")} == {reconcile.DISAGREE * (low > total[1])}


@given(st.lists(numbers, min_size=1, max_size=4), numbers)
def test_types_that_a_newspaper_prints_are_in_doubt_only_where_they_exceed_their_total(parts, total):
    printed = [("offence", f"type {n}", "year", one, one) for n, one in enumerate(parts)]
    found = flag(*printed, ("total", "", "year", total, total), kind="press")
    # A newspaper picks types: that they fall short of the total says nothing.
    assert found.pop("total--year") == ""
    assert set(found.values()) == {reconcile.DISAGREE * (sum(parts) > total)}


@given(numbers, numbers, numbers)
def test_a_total_of_years_that_do_not_come_to_it_is_in_doubt(first, last, whole):
    found = flag(
        ("total", "", "before", first, first),
        ("total", "", "year", last, last),
        ("check_total", "", "both", whole, whole),
    )
    assert found["check_total--both"] == reconcile.DISAGREE * (first + last != whole)
    assert found["total--year"] == found["total--before"] == ""


def test_types_of_another_period_or_without_a_total_are_not_in_doubt():
    assert set(flag(("offence", "stalking", "before", 9, 9), ("total", "", "year", 4, 4)).values()) == {""}
    assert set(flag(("offence", "stalking", "year", 9, 9)).values()) == {""}
