"""Lists of single cases, a row each: they print no counts, and their rows are counted when asked for."""

import csv
import io

import pytest
from click.testing import CliRunner

from foi_answers.__main__ import main
from foi_answers.answers import read_answer

MADE_UP = (
    "Crime ID,Recorded date,Offence,Town,Outcome,Victim age\n"
    "a1f,03/01/2022,Theft of cycle,Bath,NFA,34\n"
    "b2c,11/02/2022,Theft of cycle,Bristol,Charged,19\n"
    "c3d,12/02/2022,Theft of cycle,Bristol,NFA,51\n"
    "d4e,30/12/2023,Robbery,Bristol,NFA,22\n"
)


def run(tmp_path, text, *words):
    file = tmp_path / "made-up.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, [*words, str(file)])


def test_rows_of_single_cases_are_counted_by_year_offence_and_outcome_and_marked_as_counted_by_us(tmp_path):
    done = run(tmp_path, MADE_UP, "--tally")
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [
        (row["period_start"], row["period_end"], row["offence"], row["outcome"], row["count_low"]) for row in rows
    ] == [
        ("2022-01-01", "2022-12-31", "Theft of cycle", "Charged", "1"),
        ("2022-01-01", "2022-12-31", "Theft of cycle", "NFA", "2"),
        ("2023-01-01", "2023-12-31", "Robbery", "NFA", "1"),
    ]
    assert {(row["cell"], row["measure"], row["as_printed"]) for row in rows} == {("A2:F5", "tally", "")}
    assert all(row["doubt"].startswith("counted by us") for row in rows)


def test_a_list_of_single_cases_gives_no_figure_and_says_what_it_is(tmp_path):
    done = run(tmp_path, MADE_UP)
    assert done.exit_code == 1
    assert not done.stdout
    assert "A2:F5: 4 single cases, a row each" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("--tally counts its rows")


def test_a_financial_year_of_a_case_stays_one_and_a_time_that_is_none_is_left_blank(tmp_path):
    text = "Year,Offence,Town\n2021/22,Arson,Bath\n2021/22,Arson,Bristol\nunclear,Arson,Bath\n"
    (tmp_path / "made-up.csv").write_text(text, encoding="utf-8")
    ((_, one, grid),) = read_answer(tmp_path / "made-up.csv").cases
    found = {(when and str(when.start), offence): many for (when, offence, _), many in one.tally(grid).items()}
    assert found == {("2021-04-01", "Arson"): 2, (None, "Arson"): 1}


@pytest.mark.parametrize(
    "text",
    ["Offence,2021,2022\nTheft,3,4\nArson,1,2\nFraud,5,6\n",
     "Conduct,Conditions\nFollowing,No contact\nCalling,No contact\nWatching,Curfew\n"],
    ids=["a table of counts", "a table of words without a time"],
)  # fmt: skip
def test_a_table_of_anything_else_is_no_list_of_cases(tmp_path, text):
    done = run(tmp_path, text, "--tally")
    assert done.exit_code == 1
    assert not done.stdout
    assert "no list of single cases" in done.stderr
