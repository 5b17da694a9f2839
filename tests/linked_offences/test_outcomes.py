"""Outcomes as parts of one whole: what is not printed is never taken for none."""

import pandas as pd
import pytest

from linked_offences import beside, load, metrics, reference
from linked_offences.telling import prose, tables

GROUPING = reference("outcome_parts")


def group(force, counts=None, all_crime=None):
    """The parts of a force's outcomes, from its own tables or from made-up ones."""
    counts = load("counts", force) if counts is None else counts
    all_crime = load("outcomes_all_crime", force) if all_crime is None else all_crime
    outcomes = counts[counts["measure"] == "outcome"]
    return beside.group_outcomes(outcomes, metrics.list_totals(counts), all_crime, GROUPING)


def with_outcomes(force, *rows, total=None):
    """Counts of a force whose outcomes of 2023/24 are made up: level, category, fewest, most."""
    counts = load("counts", force)
    whole = counts[(counts["measure"] == "total") & (counts["period_start"] == "2023-04-06")]
    made = [
        whole.head(1).assign(
            measure="outcome", level=level, category=category, label="made-up", count_low=low, count_high=high
        )
        for level, category, low, high in rows
    ]
    rest = counts[counts["measure"] != "outcome"].copy()
    if total:
        rest.loc[whole.index, ["count_low", "count_high"]] = total
    return pd.concat([rest, *made], ignore_index=True).astype({"count_low": "Int64", "count_high": "Int64"})


def ends(found):
    """The parts that are printed, the offences that they are parts of, and what is left."""
    named = found.set_index("part")[["count_low", "count_high"]]
    printed = named.drop([beside.NOT_PRINTED, beside.ALL]).dropna()
    whole, left = (
        None if named.loc[name].isna().any() else tuple(named.loc[name])
        for name in (beside.ALL, beside.NOT_PRINTED)
    )
    return {part: tuple(pair) for part, pair in printed.iterrows()}, whole, left


def test_printed_outcomes_of_derbyshire_by_hand():
    found = group("derbyshire")
    # Two charges, three community resolutions, 15 and 11 evidential difficulties, 28 without a suspect.
    # Nobody prints the year; 64 offences are named by type, and 115 is the most that 188 in three years leaves.
    assert ends(found) == (
        {
            "Charged or summonsed": (2, 2),
            "Out of court": (3, 3),
            "Evidential difficulties": (26, 26),
            "No suspect identified": (28, 28),
        },
        (64, 115),
        (5, 56),
    )
    assert found["basis"].iloc[-1] == "worked out"


def test_what_lancashire_does_not_print_is_the_rest_of_its_printed_year():
    assert ends(group("lancashire")) == ({"Charged or summonsed": (3, 3)}, (98, 98), (95, 95))


@pytest.mark.parametrize("force", ["dorset", "cleveland", "hertfordshire", "west-mercia", "psni", "essex"])
def test_without_a_printed_outcome_of_a_year_there_are_no_parts(force):
    assert group(force)["count_low"].isna().all()


def test_a_hidden_outcome_leaves_the_rest_a_range():
    printed, _, left = ends(group("dorset", with_outcomes("dorset", ("code", "1", 1, 4), ("code", "18", 6, 6))))
    assert printed == {"Charged or summonsed": (1, 4), "No suspect identified": (6, 6)}
    assert left == (6, 9)  # of 16


def test_outcomes_that_are_more_than_the_offences_have_no_whole():
    _, whole, left = ends(group("dorset", with_outcomes("dorset", ("code", "18", 17, 17))))
    assert (whole, left) == (None, None)


def test_a_group_beside_an_outcome_that_belongs_to_it_is_not_added_up():
    counts = with_outcomes("dorset", ("code", "1", 1, 1), ("group", "Charged/Summonsed", 2, 2))
    assert group("dorset", counts)["count_low"].isna().all()


def test_codes_without_a_group_are_other_outcomes_and_words_that_are_not_mapped_a_part_of_their_own():
    found = group("dorset", with_outcomes("dorset", ("unmapped", "", 1, 1), ("code", "NFA", 2, 2)))
    assert ends(found)[0] == {"Other outcomes": (2, 2), "Not mapped": (1, 1)}
    table = tables.outcome_parts("dorset", found)
    assert table.frame.set_index("Outcome").loc["Not mapped"].tolist()[0] == "1"
    assert "nobody has decided which outcome" in str(table)


def test_another_grouping_makes_other_parts_of_the_same_outcomes():
    counts = load("counts", "derbyshire")
    together = GROUPING.assign(part=GROUPING["part"].replace("Out of court", "Charged or summonsed"))
    outcomes = counts[counts["measure"] == "outcome"]
    found = beside.group_outcomes(
        outcomes, metrics.list_totals(counts), load("outcomes_all_crime", "derbyshire"), together
    )
    assert ends(found)[0]["Charged or summonsed"] == (5, 5)  # two charges and three community resolutions
    assert found.set_index("part").loc["Charged or summonsed", "all_crime"] == 8_593 + 4_588


def test_what_is_not_printed_is_no_zero_and_none_charged_is_no_share():
    frame = tables.outcome_parts("dyfed-powys", group("dyfed-powys")).frame.set_index("Outcome")
    linked, share = frame.columns[:2]
    assert frame.loc["Charged or summonsed", [linked, share]].tolist() == ["0", "[z]"]
    assert frame.loc["Out of court", [linked, share]].tolist() == ["[x]", "[x]"]
    assert frame.loc[beside.NOT_PRINTED, [linked, share]].tolist() == ["42", "100%"]


def test_shares_of_a_small_year_are_not_given():
    found = group("dorset", with_outcomes("dorset", ("code", "18", 6, 6), total=(9, 9)))
    assert "Share of linked offences" not in tables.outcome_parts("dorset", found).frame


def test_a_whole_that_is_worked_out_is_said_with_its_condition():
    table = tables.outcome_parts("derbyshire", group("derbyshire"))
    assert "worked out, and holds only if 188 is the three-year total" in str(table)
    assert table.frame.set_index("Outcome").iloc[-1, 0] == "64 to 115"


def test_parts_of_all_crime_add_up_to_what_the_home_office_counts():
    found = group("derbyshire").set_index("part")
    assert found.loc[beside.ALL, "all_crime"] == 84_553
    assert load("outcomes_all_crime", "derbyshire")["all_outcomes"].iloc[0] == 84_553
    assert found["share"].drop(beside.ALL).sum() == pytest.approx(1)
    # 594 formal, 3,815 informal, 179 diversionary
    assert found.loc["Out of court", "all_crime"] == 4_588


def test_every_outcome_group_has_its_part():
    groups = set(reference("outcomes")["outcome_group"]) | set(load("outcomes_all_crime")["outcome_group"])
    assert groups - {""} == set(GROUPING["outcome_group"]) - {"(no group)"}
    parts = list(dict.fromkeys(GROUPING["part"]))
    assert parts[-1] == "Not yet assigned"
    assert len(parts) == 6


@pytest.mark.parametrize(("longer", "told"), [(3, True), (4, False), (None, False)])
def test_as_many_charges_of_a_longer_period_are_told_beside_those_of_the_year(longer, told):
    # Lancashire: papers print three charges of 2023/24, and three of 2021/22 to 2023/24.
    counts = load("counts", "lancashire")
    charges = counts["measure"] == "outcome"
    spanning = charges & (counts["period_start"] == "2021-04-06")
    assert counts.loc[charges, "count_low"].tolist() == [3, 3]
    assert spanning.sum() == 1
    counts.loc[spanning, ["count_low", "count_high"]] = longer
    text = str(prose.outcomes("lancashire", counts[charges], metrics.list_totals(counts)))
    assert "Three charges of 98 offences recorded in 2023/24 are 3.1%." in text
    assert (
        "Three charges are printed for 2021/22 to 2023/24 too: either there was none in the rest" in text
    ) == told
