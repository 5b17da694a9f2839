"""A broken law means doubt; what breaks none is sure."""

import pytest

from foi_answers import answers


def read(folder, text, layout=""):
    (folder / "answer.csv").write_text(text, encoding="utf-8")
    if layout:
        (folder / "layout.yml").write_text(layout, encoding="utf-8")
    corrections = answers.read_corrections(folder).get("answer.csv")
    return list(answers.read_answer(folder / "answer.csv", corrections=corrections).rows())


@pytest.mark.parametrize(
    ("text", "cells", "words"),
    [
        ("Offence,2021\nStalking,2\nRape,4\nTheft,1\nArson,1\nFraud,9\nStalking,7\nDrugs,1\nRiot,0\n",
         ["B2", "B7"], "prints the same period and labels"),
        ("Offence,2021,Notes and counts\nStalking,2,\n\nIn all,\nRape,4\n", ["B5"], "no period is found"),
        ("Offence,2021\nStalking,2\nRape,7\nTotal,10\n", ["B2", "B3", "B4"], "is not their sum"),
        ("Date of response: 18/01/13\nYear,Total\n2011,5\n2012,7\n2013,1\n", ["B5"], "after the date of the answer"),
        ("Year,Total\n2020,7\n2021*,9\n", ["B3"], "footnote"),
        ("Offence,2021\nStalking,1\nRape,2\nTheft,3\n", ["B2", "B3", "B4"], "numbers of its rows"),
    ],
)  # fmt: skip
def test_a_broken_law_is_named_at_its_figures(tmp_path, text, cells, words):
    rows = read(tmp_path, text)
    doubted = {row["cell"]: row["doubt"] for row in rows if row["doubt"]}
    assert sorted(doubted) == cells
    assert all(words in doubt for doubt in doubted.values())


def test_what_breaks_no_law_is_sure(tmp_path):
    rows = read(tmp_path, "Date: 5 May 2024\nOffence,2021/22,2022/23\nStalking,2,8\nRape,7,5\nTotal,9,13\n")
    assert len(rows) == 6
    assert not any(row["doubt"] for row in rows)


def test_what_a_person_decided_is_sure(tmp_path):
    text = "Offence,2021\nStalking,2\nRape,7\nTotal,10\n"
    layout = "answer.csv: {reason: looked at, tables: [{cells: 'A1:B4', headers: [1]}]}"
    assert any(row["doubt"] for row in read(tmp_path, text))
    assert not any(row["doubt"] for row in read(tmp_path, text, layout))
