"""Outcomes as parts of one whole: what is not printed is never taken for none."""

from dataclasses import replace

import pandas as pd
import pytest

from linked_offences import catalogue, profile
from linked_offences.telling import outcomes


def with_outcomes(force, *rows, total=None):
    """A page whose outcomes of 2023/24 are made up: level, category, fewest, most."""
    page = profile.load(force)
    whole = page.counts[(page.counts["measure"] == "total") & (page.counts["period_start"] == "2023-04-06")]
    made = [
        whole.head(1).assign(
            measure="outcome", level=level, category=category, label="made-up", count_low=low, count_high=high
        )
        for level, category, low, high in rows
    ]
    rest = page.counts[page.counts["measure"] != "outcome"]
    if total:
        rest = rest.copy()
        rest.loc[whole.index, ["count_low", "count_high"]] = total
    return replace(
        page,
        counts=pd.concat([rest, *made], ignore_index=True).astype({"count_low": "Int64", "count_high": "Int64"}),
    )


def ends(found):
    return {one.part: (one.count_low, one.count_high) for one in found.counts.itertuples()}


def test_printed_outcomes_of_derbyshire_by_hand():
    found = outcomes.find_parts(profile.load("derbyshire"))
    # Two charges, three community resolutions, 15 and 11 evidential difficulties, 28 without a suspect.
    assert ends(found) == {
        "Charged or summonsed": (2, 2),
        "Out of court": (3, 3),
        "Evidential difficulties": (26, 26),
        "No suspect identified": (28, 28),
    }
    # Nobody prints the year; 64 offences are named by type, and 115 is the most that 188 in three years leaves.
    assert (found.whole, found.whole_printed, found.left) == ((64, 115), False, (5, 56))


def test_what_lancashire_does_not_print_is_the_rest_of_its_printed_year():
    found = outcomes.find_parts(profile.load("lancashire"))
    assert (ends(found), found.whole, found.left) == ({"Charged or summonsed": (3, 3)}, (98, 98), (95, 95))


@pytest.mark.parametrize("force", ["dorset", "cleveland", "hertfordshire", "west-mercia", "psni", "essex"])
def test_without_a_printed_outcome_of_a_year_there_are_no_parts(force):
    assert outcomes.find_parts(profile.load(force)) is None


def test_a_hidden_outcome_leaves_the_rest_a_range():
    found = outcomes.find_parts(with_outcomes("dorset", ("code", "1", 1, 4), ("code", "18", 6, 6)))
    assert ends(found) == {"Charged or summonsed": (1, 4), "No suspect identified": (6, 6)}
    assert found.left == (6, 9)  # of 16


def test_outcomes_that_are_more_than_the_offences_have_no_whole():
    found = outcomes.find_parts(with_outcomes("dorset", ("code", "18", 17, 17)))
    assert (found.whole, found.left) == (None, None)


def test_a_group_beside_an_outcome_that_belongs_to_it_is_not_added_up():
    assert (
        outcomes.find_parts(with_outcomes("dorset", ("code", "1", 1, 1), ("group", "Charged/Summonsed", 2, 2)))
        is None
    )


def test_codes_without_a_group_are_other_outcomes_and_words_that_are_not_mapped_a_part_of_their_own():
    page = with_outcomes("dorset", ("unmapped", "", 1, 1), ("code", "NFA", 2, 2))
    assert ends(outcomes.find_parts(page)) == {"Other outcomes": (2, 2), "Not mapped": (1, 1)}
    table = outcomes.beside_all_crime(page)
    assert table.frame.set_index("Outcome").loc["Not mapped"].tolist()[0] == "1"
    assert "nobody has decided which outcome" in str(table)


def test_what_is_not_printed_is_no_zero_and_none_charged_is_no_share():
    frame = outcomes.beside_all_crime(profile.load("dyfed-powys")).frame.set_index("Outcome")
    linked, share = frame.columns[:2]
    assert frame.loc["Charged or summonsed", [linked, share]].tolist() == ["0", "[z]"]
    assert frame.loc["Out of court", [linked, share]].tolist() == ["[x]", "[x]"]
    assert frame.loc[outcomes.NOT_PRINTED, [linked, share]].tolist() == ["42", "100%"]


def test_shares_of_a_small_year_are_not_given():
    page = with_outcomes("dorset", ("code", "18", 6, 6), total=(9, 9))
    assert "Share of linked offences" not in outcomes.beside_all_crime(page).frame


def test_a_whole_that_is_worked_out_is_said_with_its_condition():
    table = outcomes.beside_all_crime(profile.load("derbyshire"))
    assert "worked out, and holds only if 188 is the three-year total" in str(table)
    assert table.frame.set_index("Outcome").iloc[-1, 0] == "64 to 115"


def test_parts_of_all_crime_add_up_to_what_the_home_office_counts():
    page = profile.load("derbyshire")
    found = outcomes.share_all_crime(page)
    assert found["count"].sum() == page.outcomes_all_crime["all_outcomes"].iloc[0] == 84_553
    assert found["share"].sum() == pytest.approx(1)
    # 594 formal, 3,815 informal, 179 diversionary
    assert found.loc["Out of court", "count"] == 4_588


def test_every_outcome_group_has_its_part():
    groups = set(catalogue.reference("outcomes")["outcome_group"]) | set(
        catalogue.load("outcomes_all_crime")["outcome_group"]
    )
    assert groups - {""} == set(catalogue.reference("outcome_parts")["outcome_group"]) - {"(no group)"}
    assert outcomes.list_parts()[-1] == outcomes.NOT_ASSIGNED
    assert len(outcomes.list_parts()) == 6
