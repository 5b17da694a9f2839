"""A table that can be read in several ways is read in the way that breaks the fewest laws, or is in doubt."""

from foi_answers import answers


def read(folder, text, layout=""):
    (folder / "answer.csv").write_text(text, encoding="utf-8")
    if layout:
        (folder / "layout.yml").write_text(layout, encoding="utf-8")
    return answers.read_answer(
        folder / "answer.csv", corrections=answers.read_corrections(folder).get("answer.csv")
    )


HEADED_BY_NUMBERS = (
    "Year,999,,101,\n,Calls,Answered,Calls,Answered\n2020/21,213,212,301,284\n2021/22,290,283,260,179\n"
)


def test_numbers_over_several_columns_are_headings_where_all_else_would_mean_the_same(tmp_path):
    rows = list(read(tmp_path, HEADED_BY_NUMBERS).rows())
    assert [(row["cell"], row["outcome"]) for row in rows][:4] == [
        ("B3", "999 - Calls"), ("C3", "999 - Answered"), ("D3", "101 - Calls"), ("E3", "101 - Answered"),
    ]  # fmt: skip


def test_a_person_says_which_columns_are_labels(tmp_path):
    text = "Area,Beat,2021\n1,7,12\n2,8,15\n"
    layout = "answer.csv: {reason: looked at, tables: [{cells: 'A1:C3', headers: [1], labels: [A, B]}]}"
    rows = list(read(tmp_path, text, layout).rows())
    assert [(row["cell"], row["count_low"]) for row in rows] == [("C2", 12), ("C3", 15)]


def test_two_readings_that_are_as_good_are_shown_as_layout_yml_takes_them(tmp_path, monkeypatch):
    monkeypatch.setattr("foi_answers.candidates.MARGIN", 9.0)  # any other reading is then as good
    answer = read(tmp_path, HEADED_BY_NUMBERS)
    assert all(row["doubt"] for row in answer.rows())
    (line,) = (line for line in answers.describe(answer) if "to decide" in line)
    assert line.startswith(
        'table 1: to decide, write under tables in layout.yml - {cells: "A1:E4", headers: [1, 2], labels: [A]} or - {cells: '
    )
