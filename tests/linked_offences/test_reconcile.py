"""Printed totals held against their parts, and counts that cannot hold beside each other."""

from calendar import monthrange

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linked_offences import counts
from linked_offences.records import reconcile
from linked_offences.years import end_year

YEAR = {"period_start": "2023-04-01", "period_end": "2024-03-31"}
PERIODS = {"year": YEAR, "before": {"period_start": "2022-04-01", "period_end": "2023-03-31"},
           "both": {"period_start": "2022-04-01", "period_end": "2024-03-31"}}  # fmt: skip


def flag(*printed, kind="disclosure", note=""):
    """The flag of each count by its name: each printed figure is a measure, a name, a period and its two ends."""
    table = pd.DataFrame(
        {
            "id": f"{measure}-{name}-{period}", "force": "kent", "platform": "tiktok", **PERIODS[period], "measure": measure,
            "level": "unmapped" if name else "", "category": "", "label": name, "count_low": low, "count_high": high,
            "source_kind": kind, "source": f"{kind}/a", "file": "a.csv", "doubt": "", "as_printed": str(low), "note": note,
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
    assert found["total--year"] == counts.PARTS_DISAGREE * apart
    assert {found[one] for one in found if one.startswith("offence")} == {counts.PARTS_DISAGREE * (low > total[1])}


@given(st.lists(numbers, min_size=1, max_size=4), numbers)
def test_types_that_a_newspaper_prints_are_in_doubt_only_where_they_exceed_their_total(parts, total):
    printed = [("offence", f"type {n}", "year", one, one) for n, one in enumerate(parts)]
    found = flag(*printed, ("total", "", "year", total, total), kind="press")
    # A newspaper picks types: that they fall short of the total says nothing.
    assert found.pop("total--year") == ""
    assert set(found.values()) == {counts.PARTS_DISAGREE * (sum(parts) > total)}


@given(st.lists(numbers, min_size=1, max_size=4), numbers)
def test_parts_that_a_sentence_names_are_in_doubt_only_where_they_exceed_their_total(parts, total):
    printed = [("offence", f"type {n}", "year", one, one) for n, one in enumerate(parts)]
    found = flag(*printed, ("total", "", "year", total, total), note=counts.IN_A_SENTENCE)
    assert set(found.values()) == {counts.PARTS_DISAGREE * (sum(parts) > total)}


@given(numbers, numbers, numbers)
def test_a_total_of_years_that_do_not_come_to_it_is_in_doubt(first, last, whole):
    found = flag(
        ("total", "", "before", first, first),
        ("total", "", "year", last, last),
        ("check_total", "", "both", whole, whole),
    )
    assert found["check_total--both"] == counts.PARTS_DISAGREE * (first + last != whole)
    assert found["total--year"] == found["total--before"] == ""


def test_types_of_another_period_or_without_a_total_are_not_in_doubt():
    assert set(flag(("offence", "stalking", "before", 9, 9), ("total", "", "year", 4, 4)).values()) == {""}
    assert set(flag(("offence", "stalking", "year", 9, 9)).values()) == {""}


def list_months(first, counts, source="disclosure/a"):
    """Figures of months one after the other from (year, month) on; None is a month that is not printed, a pair one that is hidden."""
    for n, one in enumerate(counts):
        year, month = first[0] + (first[1] - 1 + n) // 12, (first[1] - 1 + n) % 12 + 1
        if one is not None:
            low, high = one if isinstance(one, tuple) else (one, one)
            name = f"{year}-{month:02}"
            yield {
                "id": f"{source}/{name}.csv!A1", "force": "kent", "platform": "tiktok", "period_start": f"{name}-01",
                "period_end": f"{name}-{monthrange(year, month)[1]}", "measure": "total", "level": "", "category": "",
                "label": "", "count_low": low, "count_high": high, "source_kind": source.partition("/")[0], "source": source,
                "file": "a.csv", "doubt": "", "note": "", "as_printed": str(low),
            }  # fmt: skip


def add_up(*rows):
    """First day, fewest and most of each year that is added up."""
    table = pd.DataFrame(rows).astype({"count_low": "Int64", "count_high": "Int64"})
    combined = counts.combine_figures(table)
    found = reconcile.add_up_parts(combined)
    assert found.merge(combined, how="right").equals(combined)  # what is printed stays as it is
    added = found[[len(ids.split()) > 1 for ids in found["figures"]]]
    return {one.period_start: (one.count_low, one.count_high) for one in added.itertuples()}


months = st.one_of(numbers, st.just((1, 4)), st.none())


@given(st.lists(months, min_size=1, max_size=40), st.integers(1, 12))
def test_the_years_of_which_each_month_is_printed_are_added_up_and_no_others(printed, month):
    rows = list(list_months((2020, month), printed))
    if not rows:
        return
    ends = [one if isinstance(one, tuple) else (one, one) for one in printed]

    def whole(begin):
        """Years from a month on, by position: each whose twelve months are printed."""
        places = range((begin - month) % 12, len(printed) - 11, 12)
        return {
            f"{2020 + (month - 1 + at) // 12}-{begin:02}-01": tuple(sum(pair[end] for pair in ends[at : at + 12]) for end in (0, 1))
            for at in places if None not in printed[at : at + 12]
        }  # fmt: skip

    every = {day: pair for begin in range(1, 13) for day, pair in whole(begin).items()}
    assert add_up(*rows) == (whole(4) or (whole(int(min(every)[5:7])) if every else {}))


def test_months_of_two_answers_or_of_newspapers_are_not_added_up():
    first, last = list_months((2023, 4), [1] * 6), list_months((2023, 10), [1] * 6, "disclosure/b")
    assert add_up(*first, *last) == {}
    assert add_up(*list_months((2023, 4), [1] * 12, "press/a")) == {}


def test_a_year_that_is_printed_is_not_added_up_but_held_against_its_months():
    year = next(list_months((2023, 4), [13])) | {"period_end": "2024-03-31", "id": "disclosure/a/year.csv!A1"}
    rows = [*list_months((2023, 4), [1] * 12), year]
    assert add_up(*rows) == {}
    (check,) = reconcile.check_totals(pd.DataFrame(rows)).itertuples()
    assert (check.rule, check.printed_low, check.parts_low, check.result) == (
        "sum over parts of the year",
        13,
        12,
        "disagrees",
    )


def test_a_sum_over_years_is_checked_where_two_tables_print_the_same_years():
    years = [*list_months((2022, 4), [12]), *list_months((2023, 4), [13])]
    ends = ("2023-03-31", "2024-03-31")
    years = [one | {"period_end": end} for one, end in zip(years, ends, strict=True)]
    again = [one | {"id": f"{one['id']}2"} for one in years]
    both = years[0] | {
        "period_end": ends[1],
        "measure": "check_total",
        "id": "disclosure/a/both.csv!A1",
        "count_low": 25,
        "count_high": 25,
    }
    (check,) = reconcile.check_totals(pd.DataFrame([*years, *again, both])).itertuples()
    assert (check.rule, check.parts_low, check.result) == ("sum over years", 25, "agrees")
    again[0] |= {"count_low": 11, "count_high": 11}
    (check,) = reconcile.check_totals(pd.DataFrame([*years, *again, both])).itertuples()
    assert check.result == "cannot be checked", "the tables print two numbers for one year"


def print_years(kind, day, counts, words="{}/{}", **more):
    """Yearly totals of 2021/22 on, as a newspaper or a force prints them."""
    for year, many in enumerate(counts, start=2021):
        start = f"{year}-{day}"
        yield {
            "id": f"{kind}/a!{year}", "force": "kent", "platform": "tiktok", "source_kind": kind, "measure": "total", "label": "",
            "period_start": start, "period_end": end_year(start), "period_as_printed": words.format(year, year - 1999),
            "count_low": many, "count_high": many, "request": "",
        } | more  # fmt: skip


@pytest.mark.parametrize(
    ("own", "said", "words", "moved"),
    [
        ([71, 66, 98], [71, 66, 98], "{}/{}", True),
        ([71, 66, 98], [71, 66], "{}/{}", True),
        ([71, 66, 98], [71, 67, 98], "{}/{}", False),  # other counts may be of other years
        ([71, 66, 98], [71, 66, 98], "6 April {} to 5 April", False),  # the paper says when they begin
        ([], [71, 66, 98], "{}/{}", False),
    ],
)
def test_a_papers_years_begin_as_those_of_the_force_that_have_the_same_counts(own, said, words, moved):
    rows = [*print_years("disclosure", "04-01", own), *print_years("press", "04-06", said, words)]
    found = reconcile.align_years(pd.DataFrame(rows))
    press = found[found["source_kind"] == "press"]
    day, end = ("04-01", "03-31") if moved else ("04-06", "04-05")
    assert {*press["period_start"].str[5:]} == {day}
    assert {*press["period_end"].str[5:]} == {end}
    assert {*found.loc[found["source_kind"] == "disclosure", "period_start"].str[5:]} <= {"04-01"}


@pytest.mark.parametrize(("answered", "moved"), [("tiktok-offences-2024", True), ("", False)])
def test_a_papers_years_are_those_of_the_answer_to_the_same_request_whatever_it_counts(answered, moved):
    own = print_years("disclosure", "04-01", [121, 158, 212], request=answered)
    said = print_years("press", "04-06", [140, 160, 213], request="tiktok-offences-2024")
    found = reconcile.align_years(pd.DataFrame([*own, *said]))
    press = found[found["source_kind"] == "press"]
    assert {*press["period_start"].str[5:]} == {"04-01" if moved else "04-06"}
