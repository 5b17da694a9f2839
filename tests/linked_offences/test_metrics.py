"""Intervals against published examples; every example of a method that the package offers is checked."""

import csv
import math
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from linked_offences import beside, metrics

PUBLISHED = Path(__file__).parents[1] / "data" / "published_intervals.csv"
EXAMPLES = list(csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()))
# Examples of methods that the package does not offer, because no page uses them.
NOT_OFFERED = {"ETEST", "FUNNEL", "CP"}


def inputs(example):
    return {key: float(value) for key, value in (part.split("=") for part in example["inputs"].split(";"))}


def kind(example):
    return example["id"].split("-")[0]


def chosen(*kinds):
    found = [example for example in EXAMPLES if kind(example) in kinds]
    assert found
    return pytest.mark.parametrize("example", found, ids=lambda example: example["id"])


def assert_limits(found, example, *, scale=0.0):
    low, high = found
    tolerance = float(example["rel_tolerance"])
    if example["lower"]:
        assert low == pytest.approx(float(example["lower"]), rel=tolerance, abs=max(1e-12, scale * tolerance))
    assert high == pytest.approx(float(example["upper"]), rel=tolerance)


def test_every_published_example_is_either_checked_or_of_a_method_not_offered():
    checked = {"BYAR", "EXACT", "EXACT998", "WILSON", "RATE", "RATIO", "TRAP"}
    assert {kind(example) for example in EXAMPLES} == checked | NOT_OFFERED
    assert len(EXAMPLES) == 80


@chosen("BYAR")
def test_byar_interval_is_the_published_one(example):
    low, high = metrics.byar_interval(int(inputs(example)["k"]), float(example["confidence"]))
    assert_limits((low, high), example)
    if not example["lower"]:
        # The published table leaves it out because it is below zero.
        assert low < 0


@chosen("EXACT", "EXACT998")
def test_exact_interval_is_the_published_one(example):
    given_ = inputs(example)
    low, high = metrics.exact_interval(int(given_["k"]), float(example["confidence"]))
    exposure = given_.get("n", 1)
    # The published table was found by bisection, which stops at a step of the size of the count and
    # not of its lower end. The very lower end for 1 is checked to nine digits by RATE-1.
    assert_limits((low / exposure, high / exposure), example, scale=given_["k"] / exposure)


@chosen("WILSON")
def test_share_has_the_published_wilson_interval(example):
    found = metrics.share(int(inputs(example)["x"]), int(inputs(example)["n"]), float(example["confidence"]))
    assert found.value == pytest.approx(float(example["estimate"]))
    assert_limits((found.low, found.high), example)


@chosen("RATE")
def test_rate_has_the_published_interval(example):
    given_ = inputs(example)
    found = metrics.rate(int(given_["k"]), given_["n"], given_["per"], float(example["confidence"]))
    assert found.value == pytest.approx(float(example["estimate"]))
    assert_limits((found.low, found.high), example)


@pytest.mark.parametrize("ident", ["RATIO-1", "RATIO-2", "RATIO-3"])
def test_change_ratio_has_the_published_conditional_exact_interval(ident):
    example = next(example for example in EXAMPLES if example["id"] == ident)
    given_ = inputs(example)
    found = metrics.change_ratio(int(given_["x1"]), int(given_["x2"]), given_["t1"], given_["t2"])
    assert found.value == pytest.approx(float(example["estimate"]), rel=1e-6)
    assert_limits((found.low, found.high), example)


def test_change_ratio_is_not_the_interval_that_inverts_the_two_sided_test():
    example = next(example for example in EXAMPLES if example["id"] == "TRAP-RATIO")
    found = metrics.change_ratio(60, 30, 51477.5, 54308.7)
    assert found.value == pytest.approx(float(example["estimate"]))
    assert abs(found.low - float(example["lower"])) > 0.001


def test_byar_is_not_the_formula_of_the_same_name_that_adds_a_half():
    example = next(example for example in EXAMPLES if example["id"] == "TRAP-BYAR")
    low, high = (limit / 400 for limit in metrics.byar_interval(15))
    assert (low, high) == pytest.approx((0.0209732, 0.0618541), rel=1e-5)
    assert abs(low - float(example["lower"])) > 0.0005


def test_dorset_worked_by_hand():
    # 14 and 16 hits on 788,859 residents of mid-2023: definitions and figures of the disclosure.
    ratio = metrics.change_ratio(16, 14)
    assert (round(ratio.value, 3), round(ratio.low, 3), round(ratio.high, 3)) == (1.143, 0.523, 2.528)
    found = metrics.rate(16, 788_859)
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (2.03, 1.16, 3.29)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: metrics.rate(1, 0), "above 0"),
        (lambda: metrics.share(3, 2), "part of"),
        (lambda: metrics.share(0, 0), "part of"),
        (lambda: metrics.exact_interval(-1), "cannot be -1"),
    ],
)
def test_what_has_no_meaning_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_no_percentage_from_a_base_under_ten():
    assert metrics.change_pct(9, 3) is None
    assert metrics.change_pct(16, 10) == pytest.approx(60)


def test_a_first_count_of_zero_has_no_upper_limit():
    found = metrics.change_ratio(3, 0)
    assert math.isinf(found.value)
    assert math.isinf(found.high)
    assert found.low > 0


@given(st.integers(0, 5000))
def test_the_interval_holds_its_count(count):
    low, high = metrics.count_interval(count)
    assert 0 <= low <= count < high


@given(st.integers(10, 5000))
def test_byar_is_within_one_per_cent_of_exact_from_ten_on(count):
    assert metrics.byar_interval(count) == pytest.approx(metrics.exact_interval(count), rel=0.01)


@given(st.integers(0, 500), st.integers(1, 500))
def test_swapping_two_counts_turns_the_ratio_over(last, first):
    one, other = metrics.change_ratio(last, first), metrics.change_ratio(first, last)
    if last:
        assert one.value * other.value == pytest.approx(1)
        assert one.low * other.high == pytest.approx(1)
    assert one.low <= one.value <= one.high


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_interval_of_a_rate_is_the_interval_of_its_count_scaled(count, days):
    low, high = metrics.count_interval(count)
    found = metrics.rate(count, days, per=1)
    assert (found.low * days, found.high * days) == pytest.approx((low, high))


def test_the_ratio_limits_are_those_of_the_binomial():
    # The definition, by way of the beta quantiles rather than of binomtest.
    low = stats.beta.ppf(0.025, 107, 72 + 1)
    high = stats.beta.ppf(0.975, 107 + 1, 72)
    found = metrics.change_ratio(107, 72)
    assert (found.low, found.high) == pytest.approx((low / (1 - low), high / (1 - high)))


@pytest.mark.parametrize("ends", [(1, 4), (0, None), (None, None)])
def test_a_share_is_refused_where_one_of_its_counts_is_a_range(ends):
    exact = SimpleNamespace(count_low=8, count_high=8)
    hidden = SimpleNamespace(count_low=ends[0], count_high=ends[1])
    assert metrics.share(2, exact) == metrics.share(2, 8)
    for pair in ((hidden, exact), (2, hidden)):
        with pytest.raises(ValueError, match=r"is a range, and a share needs exact counts"):
            metrics.share(*pair)


def total(force, start, end, low, high=None, measure="total"):
    """A row of the table counts; exact where one end is given."""
    return {"force": force, "period_start": start, "period_end": end, "measure": measure, "basis": "press",
            "count_low": low, "count_high": low if high is None else high, "flag": "",
            "figures": f"{force}-{start}-{measure}"}  # fmt: skip


TWO_YEARS = ("2021-04-06", "2023-04-05")
FIRST, SECOND = (("2021-04-06", "2022-04-05"), ("2022-04-06", "2023-04-05"))


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ([total("kent", *FIRST, 3), total("kent", *SECOND, 4)], (7, None, 7)),  # added up
        ([total("kent", *TWO_YEARS, 9, measure="check_total")], (9, 9, None)),  # printed, and no year is
        ([total("kent", *FIRST, 3), total("kent", *SECOND, 4), total("kent", *TWO_YEARS, 9, measure="check_total")], (9, 9, 7)),
        ([total("kent", *FIRST, 3)], None),  # a year is missing
        ([total("kent", *FIRST, 3), total("kent", *SECOND, 1, 4)], None),  # a year is hidden
        ([total("kent", *FIRST, 3), total("kent", "2021-04-01", "2022-03-31", 5)], None),  # one year on two bases
        ([total("kent", "2020-04-06", "2022-04-05", 9, measure="check_total")], None),  # of other years
        ([total("kent", *TWO_YEARS, 9, measure="check_total") | {"flag": "total and parts disagree"}], None),
    ],
)  # fmt: skip
def test_years_are_added_up_where_each_is_known_exactly_and_a_printed_total_goes_before(rows, known):
    found = metrics.add_years(metrics.list_totals(pd.DataFrame(rows)), *TWO_YEARS)
    told = [
        tuple(None if pd.isna(one) else int(one) for one in row)
        for row in found[["total", "printed", "added"]].values
    ]
    assert told == ([known] if known else [])


def test_totals_of_several_forces_stand_force_by_force_and_oldest_first():
    rows = [total("kent", *SECOND, 4), total("essex", *SECOND, 2), total("kent", *FIRST, 3)]
    found = metrics.list_totals(pd.DataFrame(rows))
    assert found[["force", "year", "count_low"]].values.tolist() == [
        ["essex", "2022/23", 2], ["kent", "2021/22", 3], ["kent", "2022/23", 4],
    ]  # fmt: skip
    assert list(found.index) == [0, 1, 2]


def test_forces_are_alike_where_search_and_years_are_known_and_the_same():
    ways = {
        "Avon": ("log", "April"),
        "Kent": ("log", "April"),
        "Essex": ("log", "June"),
        "Surrey": ("", ""),
        "Sussex": ("", ""),
    }
    known = pd.DataFrame(
        [(name, *way) for name, way in ways.items()], columns=["name", "searched", "period_basis"]
    )
    assert beside.list_alike(known)[["name", "name_other"]].values.tolist() == [["Avon", "Kent"]]


def test_only_an_exact_count_of_the_forces_own_has_an_interval():
    def ends(low, high, basis):
        return metrics.own_interval(SimpleNamespace(count_low=low, count_high=high, basis=basis))

    # 16 on 788,859 residents: 1.16 to 3.29 per 100,000, as worked by hand above.
    assert [round(end / 7.88859, 2) for end in ends(16, 16, "disclosure")] == [1.16, 3.29]
    for row in ((16, 16, "press"), (1, 4, "disclosure"), (16, None, "disclosure"), (None, None, "disclosure")):
        assert ends(*row) is None


def changes(*rows, base="", basis="disclosure"):
    found = metrics.list_totals(pd.DataFrame([row | {"basis": basis} for row in rows]))
    return metrics.work_out_change(found, base)


THIRD = ("2023-04-06", "2024-04-05")
THREE = total("kent", *FIRST, 14), total("kent", *SECOND, 20), total("kent", *THIRD, 16)


def test_the_last_year_is_held_against_the_first_or_the_one_that_is_named():
    (found,) = changes(*THREE).itertuples()
    assert (found.first, found.last, found.count_first, found.count_last) == ("2021/22", "2023/24", 14, 16)
    assert (found.figures_first, found.figures_last) == (THREE[0]["figures"], THREE[2]["figures"])
    # 14 and 16 as worked by hand above.
    assert [round(one, 3) for one in (found.ratio, found.ratio_low, found.ratio_high)] == [1.143, 0.523, 2.528]
    assert round(found.change_pct, 2) == 14.29
    (found,) = changes(*THREE, base="2022/23").itertuples()
    assert (found.first, found.count_first, found.change_pct) == ("2022/23", 20, -20)


def test_a_change_has_no_interval_where_newspapers_print_a_count_and_no_percentage_from_under_ten():
    (found,) = changes(*THREE, basis="press").itertuples()
    assert round(found.ratio, 3) == 1.143
    assert pd.isna(found.ratio_low)
    assert pd.isna(found.ratio_high)
    (found,) = changes(total("kent", *FIRST, 9), THREE[2]).itertuples()
    assert pd.isna(found.change_pct)


def test_there_is_no_change_of_one_year_or_of_a_hidden_count_or_against_no_year():
    assert changes(THREE[0]).empty
    assert changes(*THREE, base="2023/24").empty
    assert changes(total("kent", *FIRST, 1, 4), THREE[2]).empty
    with pytest.raises(ValueError, match=r"2019/20 is none of the years with a total: 2021/22, 2022/23, 2023/24"):
        changes(*THREE, base="2019/20")


OWN = [("2021-04-01", "2022-03-31"), ("2022-04-01", "2023-03-31"), ("2023-04-01", "2024-03-31")]


def test_years_that_begin_on_different_days_stand_in_no_line_and_the_forces_own_come_last():
    own = [
        total("kent", *days, number) | {"basis": "disclosure"}
        for days, number in zip(OWN, (30, 42, 60), strict=True)
    ]
    press = [row | {"basis": "press"} for row in THREE]
    totals = metrics.list_totals(pd.DataFrame([*own, *press]))
    assert totals["count_low"].tolist() == [14, 30, 20, 42, 16, 60]
    assert metrics.find_series(totals)["count_low"].tolist() == [30, 42, 60]
    (found,) = metrics.work_out_change(totals).itertuples()
    assert (found.count_first, found.count_last) == (30, 60)
    # By newspapers alone there is a newer year: their own line.
    totals = metrics.list_totals(pd.DataFrame([*own[:2], *press]))
    assert metrics.find_series(totals)["count_low"].tolist() == [14, 20, 16]
    assert metrics.work_out_change(metrics.list_totals(pd.DataFrame([own[0], press[2]]))).empty
    types = [row | {"measure": "outcome"} for row in (own[2], press[2])]
    assert metrics.find_latest_year(pd.DataFrame(types))["count_low"].tolist() == [60]


def test_a_year_without_a_number_stands_among_the_years_that_have_one():
    blank = total("kent", *SECOND, None)
    rows = metrics.list_totals(pd.DataFrame([total("kent", *FIRST, 3), blank, total("kent", "", "", 9)]))
    assert metrics.list_years(rows)["year"].tolist() == ["2021/22", "2022/23"]
    assert metrics.list_years(metrics.list_totals(pd.DataFrame([blank]))).empty
    both = metrics.list_totals(pd.DataFrame([total("kent", *SECOND, 4), blank]))
    assert metrics.list_years(both)["count_low"].tolist() == [4]


def test_totals_say_what_they_are_totals_of():
    rows = [
        total("kent", *FIRST, 3),
        total("kent", *TWO_YEARS, 9, measure="check_total"),
        total("kent", "2022-04-06", "2022-09-30", 2),
        total("kent", *SECOND, 5) | {"basis": "inferred"},
        total("kent", *SECOND, 5, measure="check_total") | {"basis": "inferred"},
        total("kent", "", "", 7),
        total("kent", *SECOND, 7) | {"count_high": None},
        total("kent", *SECOND, 7, measure="offence"),
    ]
    found = metrics.list_totals(pd.DataFrame(rows))
    assert sorted(zip(found["covers"], found["count_low"], strict=True)) == [
        ("part of a year", 2), ("vague", 7), ("vague", 7), ("worked out", 5), ("year", 3), ("years together", 9),
    ]  # fmt: skip


def test_the_latest_year_that_has_counts_comes_largest_first():
    rows = [total("kent", *days, number) for days, number in ((FIRST, 9), (SECOND, 3), (SECOND, 5), (("", ""), 8))]
    found = metrics.find_latest_year(pd.DataFrame(rows))
    assert found[["year", "count_low"]].values.tolist() == [["2022/23", 5], ["2022/23", 3]]
    assert list(found) == [*rows[0], "year"]
    assert list(found.index) == [0, 1]
    part = [total("kent", "2022-04-06", "2022-09-30", 2), total("kent", "", "", 8)]
    assert metrics.find_latest_year(pd.DataFrame(part))["count_low"].tolist() == [2]
    assert metrics.find_latest_year(pd.DataFrame([total("kent", *TWO_YEARS, 9)])).empty
