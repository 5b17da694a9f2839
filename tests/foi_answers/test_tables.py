"""Tables by hand, each for one decision between its cells and its figures: where it stands, what names and dates them.

Each was written for a change of the reader that no other test noticed; `tests/mutants.py` finds such changes.
"""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_layout import crosstabs, read

import foi_answers

REFUSED = "Section 12 applies and your request is refused.\n\n"
# By what is decided: the table, and of each figure its cell, its period, what it is, its words and its count.
CASES = {
    "the month over the only column of counts dates them": (
        "Year,April\n2021,5\n2022,7\n", [("B2", "2021-04-30", "total", "", 5), ("B3", "2022-04-30", "total", "", 7)]),
    "a total beside questions that look like quarters stays a total": (
        "Year,Q1,Q2,Total\n2020,5,6,11\n2021,1,2,3\n",
        [("B2", "2020-12-31", "other", "Q1", 5), ("C2", "2020-12-31", "other", "Q2", 6), ("D2", "2020-12-31", "total", "", 11),
         ("B3", "2021-12-31", "other", "Q1", 1), ("C3", "2021-12-31", "other", "Q2", 2), ("D3", "2021-12-31", "total", "", 3)]),
    "a year over two things that are counted names none of them": (
        "Offence,2021,2021\n,Incidents,Individuals\nStalking,5,4\n",
        [("B3", "2021-12-31", "other", "Stalking: Incidents", 5), ("C3", "2021-12-31", "other", "Stalking: Individuals", 4)]),
    "a group of the right one of two tables is named by its own words": (
        "Offence,2021,,Offence,2022\nStalking,5,,Women,\nFraud,7,,Rape,4\nArson,1,,Riot,6\nDrugs,2,,Men,\nTheft,3,,Rape,3\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("B3", "2021-12-31", "offence", "Fraud", 7),
         ("B4", "2021-12-31", "offence", "Arson", 1), ("B5", "2021-12-31", "offence", "Drugs", 2),
         ("B6", "2021-12-31", "offence", "Theft", 3), ("E3", "2022-12-31", "other", "Women - Rape", 4),
         ("E4", "2022-12-31", "other", "Women - Riot", 6), ("E6", "2022-12-31", "other", "Men - Rape", 3)]),
    "a total below years that head their offences is of all of them, and of no year": (
        "Year,Offences\n2021,9\nStalking,5\nFraud,4\n2022,7\nStalking,3\nFraud,4\nTotal,16\n",
        [("B2", "2021-12-31", "total", "", 9), ("B3", "2021-12-31", "offence", "Stalking", 5),
         ("B4", "2021-12-31", "offence", "Fraud", 4), ("B5", "2022-12-31", "total", "", 7),
         ("B6", "2022-12-31", "offence", "Stalking", 3), ("B7", "2022-12-31", "offence", "Fraud", 4),
         ("B8", "2021-01-01 to 2022-12-31", "check_total", "", 16)]),
    "rows that are each the sum of the rows below them head these": (
        "Offence,2021\nViolence,9\nHarm,5\nAssault,4\nTheft,7\nShop,3\nBike,4\n",
        [("B2", "2021-12-31", "total", "Violence", 9), ("B3", "2021-12-31", "offence", "Violence - Harm", 5),
         ("B4", "2021-12-31", "offence", "Violence - Assault", 4), ("B5", "2021-12-31", "total", "Theft", 7),
         ("B6", "2021-12-31", "offence", "Theft - Shop", 3), ("B7", "2021-12-31", "offence", "Theft - Bike", 4)]),
    "a nil heads nothing, and then no row is said to head others": (
        "Offence,2021\nRape,0\nViolence,9\nHarm,5\nAssault,4\nTheft,7\nShop,3\nBike,4\n",
        [(f"B{row}", "2021-12-31", "offence", name, count) for row, (name, count) in enumerate(
            [("Rape", 0), ("Violence", 9), ("Harm", 5), ("Assault", 4), ("Theft", 7), ("Shop", 3), ("Bike", 4)], start=2)]),
    "a year stands over its own column only": (
        "Offence,2021,\nStalking,5,6\n", [("B2", "2021-12-31", "offence", "Stalking", 5), ("C2", "", "offence", "Stalking", 6)]),
    "the line above counts without a heading names them": (
        "Harassment\n2021,5\n2022,7\n",
        [("B2", "2021-12-31", "offence", "Harassment", 5), ("B3", "2022-12-31", "offence", "Harassment", 7)]),
    "a table below another has its years, whatever line stands between": (
        "Offence,2021,2022\nStalking,5,6\n\nLondon\nTheft,7,8\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("C2", "2022-12-31", "offence", "Stalking", 6),
         ("B5", "2021-12-31", "offence", "Theft", 7), ("C5", "2022-12-31", "offence", "Theft", 8)]),
    "a heading below a title over one column of two is that column's": (
        "Offences by sex\n,,Women\n2021,5,7\n2022,6,8\n",
        [("B3", "2021-12-31", "total", "", 5), ("C3", "2021-12-31", "other", "Women", 7),
         ("B4", "2022-12-31", "total", "", 6), ("C4", "2022-12-31", "other", "Women", 8)]),
    "age bands come again under each heading above": (
        "Victims,2021,,,,2022,,,\n,Women,,Men,,Women,,Men,\nOffence,Under 18,18+,Under 18,18+,Under 18,18+,Under 18,18+\n"
        "Stalking,1,2,3,4,5,6,7,8\n",
        [(f"{column}4", f"{year}-12-31", "other", f"Stalking: {who} - {age}", count) for column, year, who, age, count in [
            ("B", 2021, "Women", "Under 18", 1), ("C", 2021, "Women", "18+", 2), ("D", 2021, "Men", "Under 18", 3),
            ("E", 2021, "Men", "18+", 4), ("F", 2022, "Women", "Under 18", 5), ("G", 2022, "Women", "18+", 6),
            ("H", 2022, "Men", "Under 18", 7), ("I", 2022, "Men", "18+", 8)]]),
    "age bands come again under years": (
        "Offence,2021,,2022,\n,10-17,18+,10-17,18+\nStalking,1,2,3,4\n",
        [("B3", "2021-12-31", "other", "Stalking: 10-17", 1), ("C3", "2021-12-31", "other", "Stalking: 18+", 2),
         ("D3", "2022-12-31", "other", "Stalking: 10-17", 3), ("E3", "2022-12-31", "other", "Stalking: 18+", 4)]),
    "a column of units says which rows count": (
        "Measure,Unit,2021,2022\nNotices,Number,12,15\nIncome,£,840,941\nTime to pay,Days,14,12\nAppeals,Number,3,4\n",
        [("C2", "2021-12-31", "other", "Notices", 12), ("D2", "2022-12-31", "other", "Notices", 15),
         ("C5", "2021-12-31", "other", "Appeals", 3), ("D5", "2022-12-31", "other", "Appeals", 4)]),
    "what stands beside a question answers it": (
        "Request,Response\n1. How many offences were recorded in each of the last two years?,2021/22: 61\n,2022/23: 74\n"
        "2. How many officers are trained?,No information held\n",
        [("B2", "2021-04-01 to 2022-03-31", "total", "", 61), ("B3", "2022-04-01 to 2023-03-31", "total", "", 74)]),
    "a word by itself below the last count changes nothing": (
        "Offence,2021,2022\nStalking,5,6\n,,Women\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("C2", "2022-12-31", "offence", "Stalking", 6)]),
    "what answers a question of the request is a figure, though the rest is refused": (
        f"{REFUSED}How many reports were there?\n\nReports,Number\nSome,5\nOthers,7\n",
        [("B6", "", "other", "Some", 5), ("B7", "", "other", "Others", 7)]),
    "what answers none is not, where the answer refuses": (f"{REFUSED}Records\n\nReports,Number\nSome,5\nOthers,7\n", []),
    "one count that is as large as the population is a count": (
        "Offence,Population,2021\nStalking,5,5\n", [("C2", "2021-12-31", "offence", "Stalking", 5)]),
    "a column that gives the numbers of the population again counts nothing": (
        "Offence,Population,2021,2022\nStalking,5,6,5\nFraud,7,8,7\n",
        [("C2", "2021-12-31", "offence", "Stalking", 6), ("C3", "2021-12-31", "offence", "Fraud", 8)]),
    "two long numbers that are never the same are names": (
        "Offence,2021,Transaction number\nStalking,5,123456\nFraud,7,234567\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("B3", "2021-12-31", "offence", "Fraud", 7)]),
    "a number of four digits is long": (
        "Offence,2021,Transaction number\nStalking,5,4711\nFraud,7,4715\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("B3", "2021-12-31", "offence", "Fraud", 7)]),
    "a number of three digits may be a count": (
        "Offence,2021,Transaction number\nStalking,5,471\nFraud,7,475\n",
        [("B2", "2021-12-31", "offence", "Stalking", 5), ("C2", "", "other", "Stalking: Transaction number", 471),
         ("B3", "2021-12-31", "offence", "Fraud", 7), ("C3", "", "other", "Fraud: Transaction number", 475)]),
}  # fmt: skip


def show_period(start, end):
    """A period by its end where it lies within one year."""
    return end if start[:4] == end[:4] else f"{start} to {end}"


@pytest.mark.parametrize("name", CASES)
def test_a_table_gives_the_figures_that_were_worked_out_by_hand(tmp_path, name):
    text, expected = CASES[name]
    (tmp_path / "answer.csv").write_text(text, encoding="utf-8")
    answer = foi_answers.read_answer(tmp_path / "answer.csv")
    found = [
        (row["cell"], show_period(row["period_start"], row["period_end"]), row["measure"],
         ": ".join(filter(None, (row["offence"], row["outcome"]))), row["count_low"])
        for row in answer.rows()
    ]  # fmt: skip
    assert sorted(found) == sorted(expected)
    assert all(row["doubt"] for row in answer.rows() if not row["period_end"] and any(one[1] for one in expected))


@given(crosstabs(), crosstabs())
def test_tables_side_by_side_read_as_each_does_alone(left, right):
    rows, want = left
    others, wanted = right
    height = max(len(rows), len(others))
    blank, none = [""] * len(rows[0]), [""] * len(others[0])
    beside = zip([*rows, *[blank] * height], [*others, *[none] * height], range(height), strict=False)
    assert read([[*one, "", *other] for one, other, _ in beside]) == want | wanted


@given(
    st.lists(st.sampled_from("ABCDEFGHIJKLMNOP"), min_size=4, max_size=12, unique=True),
    st.sampled_from(["Make", "Year", "Area"]),
    st.integers(2, 4),
)
def test_a_list_goes_on_in_the_next_columns_under_the_same_headings(names, heading, many):
    names = [str(2001 + ord(name) - 65) if heading == "Year" else f"Made-up {name}" for name in names]
    rows = [[name, str(150 + place)] for place, name in enumerate(sorted(names))]
    height = -(-len(rows) // many)
    many = -(-len(rows) // height)
    parts = [rows[at : at + height] for at in range(0, len(rows), height)]
    beside = [
        [text for part in parts for text in (part[at] if at < len(part) else ["", ""])] for at in range(height)
    ]
    assert read([[heading, "Number"] * many, *beside]) == read([[heading, "Number"], *rows])


@given(crosstabs(), st.sampled_from(["\n", "\n\n"]), st.booleans())
def test_a_table_copied_a_cell_a_line_reads_as_it_does_in_cells(tmp_path_factory, table, apart, turned):
    rows, want = table
    assume(all(re.match(r"(?:19|20)|FY|[A-Z][a-z]{2} 20", year) for year in rows[0][1:]))
    rows = [*zip(*rows, strict=True)] if turned else rows
    file = tmp_path_factory.mktemp("stacked") / "answer.txt"
    lines = [
        "Dear applicant,",
        "1. How many were there?",
        *(cell for row in rows for cell in row),
        "Kind regards,",
        "Tel",
        "101",
    ]
    file.write_text(apart.join(lines), encoding="utf-8")
    (reading,) = foi_answers.read_answer(file).readings
    assert {
        (one.period.start, one.period.end, one.measure, one.offence or one.outcome, one.low, one.high)
        for one in reading.figures
    } == want


def test_names_and_numbers_without_a_time_are_no_table_a_cell_a_line(tmp_path):
    file = tmp_path / "answer.txt"
    file.write_text(
        "There were 5 crimes in 2021.\nA. Officer\nMade-up House\nTel\n101\nExt\n4312\n", encoding="utf-8"
    )
    assert [row["count_low"] for row in foi_answers.read_answer(file).rows()] == [5]
