"""Newspapers' numbers as ranges, and figures as counts."""

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linked_offences import catalogue, counts


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        ("188", "", (188, 188)),
        ("700", "more than", (701, None)),
        ("6000", "over", (6001, None)),
        ("3", "just", (3, 3)),
        ("42", "a further", (42, 42)),
        ("0", "printed as 'no charges'", (0, 0)),
        ("", "hundreds of", (200, None)),
        ("", "Around one third", (None, None)),
    ],
)
def test_the_words_around_a_number_bound_it(value, qualifier, expected):
    assert counts.read_statement(value, qualifier) == expected


def test_a_new_wording_names_the_table_to_add_it_to():
    with pytest.raises(ValueError, match=r"qualifiers\.csv"):
        counts.read_statement("12", "nearly")


def figure(ident, low, high, *, kind="press", source="press/a", file="statements.csv", doubt="", **columns):
    row = {
        "id": ident, "force": "kent", "platform": "tiktok", "period_start": "2023-04-06", "period_end": "2024-04-05",
        "measure": "total", "level": "", "category": "", "label": "offences", "count_low": low, "count_high": high,
        "source_kind": kind, "source": source, "file": file, "doubt": doubt,
    }  # fmt: skip
    return row | columns


def combine(*rows):
    table = pd.DataFrame(rows).astype({"count_low": "Int64", "count_high": "Int64"})
    return counts.combine_figures(table)


def only(*rows):
    found = combine(*rows)
    assert len(found) == 1
    return found.iloc[0]


def test_two_papers_that_agree_make_one_count_without_a_flag():
    one = only(figure("a", 16, 16), figure("b", 16, 16, source="press/b"))
    assert (one["count_low"], one["count_high"], one["flag"], one["figures"]) == (16, 16, "", "a b")


def test_two_papers_that_disagree_span_both_and_are_flagged():
    one = only(figure("a", 16, 16), figure("b", 19, 19, source="press/b"))
    assert (one["count_low"], one["count_high"], one["flag"]) == (16, 19, "sources disagree")


def test_a_rounded_opening_figure_gives_way_to_the_exact_one():
    one = only(figure("a", 231, None), figure("b", 235, 235))
    assert (one["count_low"], one["count_high"], one["flag"]) == (235, 235, "")


def test_a_number_outranks_words_that_it_contradicts_and_the_count_is_flagged():
    one = only(figure("a", 106, 106), figure("b", 200, None))
    assert (one["count_low"], one["count_high"], one["flag"]) == (106, 106, "sources disagree")


def test_different_more_than_figures_are_a_disagreement_although_arithmetic_allows_both():
    one = only(figure("a", 14001, None), figure("b", 140001, None, source="press/b"))
    assert one["count_low"] == 14001
    assert pd.isna(one["count_high"])
    assert one["flag"] == "sources disagree"


def test_the_same_more_than_figure_twice_is_no_disagreement():
    one = only(figure("a", 701, None), figure("b", 701, None, source="press/b"))
    assert (one["count_low"], one["flag"]) == (701, "")
    assert pd.isna(one["count_high"])


def test_the_forces_own_answer_outranks_newspapers_and_the_disagreement_stays_visible():
    one = only(
        figure("a", 16, 16, kind="disclosure", source="disclosures/kent/1", file="t.csv"),
        figure("b", 18, 18),
    )
    assert (one["count_low"], one["count_high"], one["basis"], one["flag"]) == (
        16,
        16,
        "disclosure",
        "sources disagree",
    )


def test_one_code_on_two_rows_of_a_table_is_added_and_a_count_printed_in_two_tables_is_not():
    rows = [
        figure(
            f"t1!{n}",
            n,
            n,
            kind="disclosure",
            source="d",
            file="t1.csv",
            measure="offence",
            level="code",
            category="8L",
        )
        for n in (5, 6)
    ]
    assert only(*rows)["count_low"] == 11
    twice = [figure(f, 16, 16, kind="disclosure", source="d", file=f) for f in ("t1.csv", "t2.csv")]
    assert only(*twice)["count_low"] == 16


def test_a_figure_in_doubt_makes_its_count_conditional():
    assert only(figure("a", 188, 188, doubt="if 188 is the three-year total"))["flag"] == "conditional"


def test_a_count_without_a_number_is_kept_without_a_number():
    one = only(figure("a", None, None, measure="offence", level="unmapped", label="arson"))
    assert pd.isna(one["count_low"])
    assert one["label"] == "arson"


def test_unmapped_labels_meet_only_under_the_same_words():
    found = combine(
        *(figure(w, 1, 1, measure="offence", level="unmapped", label=w) for w in ("violence", "violent crimes"))
    )
    assert found["label"].tolist() == ["violence", "violent crimes"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1, max_size=4))
def test_whatever_the_papers_print_the_range_holds_every_value_that_all_of_them_allow(pairs):
    ranges = [(low, low + width) for low, width in pairs]
    one = only(*(figure(str(n), low, high, source=f"press/{n}") for n, (low, high) in enumerate(ranges)))
    low, high = max(a for a, _ in ranges), min(b for _, b in ranges)
    if low <= high:
        assert (one["count_low"], one["count_high"], one["flag"]) == (low, high, "")
    else:
        assert one["flag"] == "sources disagree"
        assert all(one["count_low"] <= a and b <= one["count_high"] for a, b in ranges)


@pytest.mark.parametrize("other", [(10, 16), (16, 20), (16, None)])
def test_a_newspaper_whose_range_holds_the_forces_own_count_does_not_disagree(other):
    own = figure("a", 16, 16, kind="disclosure", source="disclosures/kent/1", file="t.csv")
    assert only(own, figure("b", *other))["flag"] == ""


@pytest.mark.parametrize("other", [(10, 15), (17, 20), (17, None)])
def test_a_newspaper_whose_range_leaves_out_the_forces_own_count_disagrees(other):
    own = figure("a", 16, 16, kind="disclosure", source="disclosures/kent/1", file="t.csv")
    assert only(own, figure("b", *other))["flag"] == "sources disagree"


@pytest.mark.parametrize(
    ("measure", "level", "category", "label"),
    [
        ("total", "", "", ""),
        ("check_total", "", "", ""),
        # The first of each list of the Home Office, in data/reference.
        ("offence", "code", "1", "Murder"),
        ("outcome", "code", "1", "Charged / summonsed"),
        ("offence", "group", "Violence against the person", "Violence against the person"),
        ("offence", "unmapped", "", "as printed"),
    ],
)
def test_a_count_is_named_as_the_home_office_names_it_or_else_as_printed(measure, level, category, label):
    one = only(figure("a", 1, 1, measure=measure, level=level, category=category, label="as printed"))
    assert one["label"] == label


@pytest.mark.parametrize(
    ("low", "high", "basis", "flag", "kind"),
    [
        (16, 16, "press", "", "exact"),
        (16, 16, "disclosure", "conditional", "in doubt"),
        (1, 4, "disclosure", "", "range"),
        (16, None, "press", "", "range"),
        (None, None, "press", "", "no number"),
        (None, None, "press", "conditional", "no number"),
        (16, 16, "inferred", "", "inferred"),
        (None, None, "inferred", "", "inferred"),
    ],
)
def test_what_the_two_ends_of_a_count_are(low, high, basis, flag, kind):
    assert counts.name_kind(SimpleNamespace(count_low=low, count_high=high, basis=basis, flag=flag)) == kind


def test_exact_printed_counts_are_one_filter_away():
    """Of every row of the committed table, by the figures behind it: what one number prints, and nothing else, is exact."""
    table, figures = catalogue.load("counts"), catalogue.load("figures").set_index("id")
    assert set(table["kind"]) > {"exact", "inferred", "range"}
    for one in table.itertuples():
        behind = figures.loc[one.figures.split()]
        if one.kind == "exact":
            assert one.count_low == one.count_high
            assert one.basis != "inferred"
            assert set(behind["doubt"]) == {""}
            printed = behind[behind["count_high"].notna() & (behind["source_kind"] == one.basis)]
            assert (printed["count_low"] == printed["count_high"]).any()
        elif one.kind == "inferred":
            assert one.over
        else:
            vague = pd.isna(one.count_low) or pd.isna(one.count_high) or one.count_low != one.count_high
            assert vague or one.flag
