"""The notebook about one answer, for those who live in JupyterLab: its tables, its words, and a run over a folder."""

import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT
from IPython.core.interactiveshell import InteractiveShell

from linked_offences.telling import answers
from plain_files import Problem

# Made up. 12 + 5 is 17, as printed; 7 + 20 is no 33; 10 lies between 1 + 8 and 4 + 8.
MADE_UP = "Offence,2021/22,2022/23,2023/24\nStalking,12,7,<5\nHarassment,5,20,8\nTotal,17,33,10\n\nSent on day 99 of the year\n"


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "made-up.csv"
    file.write_text(MADE_UP, encoding="utf-8")
    return str(file)


def test_the_tables_of_an_answer_say_what_it_prints(document):
    answer = answers.read(document)
    figures, totals, left_out = answers.figures(answer), answers.totals(answer), answers.left_out(answer)
    assert figures.loc[2, ["cell", "count_low", "count_high", "period_start"]].tolist() == [
        "D2",
        1,
        4,
        "2023-04-01",
    ]
    assert totals[["cell", "parts_low", "parts_high", "result"]].to_numpy().tolist() == [
        ["B4", 17, 17, "agrees"], ["C4", 27, 27, "disagrees"], ["D4", 9, 12, "agrees"],
    ]  # fmt: skip
    assert left_out["cell"].tolist() == ["A6"]
    words = answers.conclude(figures, totals, left_out).data
    assert words == (
        "Figures read: 9, of which 3 in doubt. Printed totals held against their parts: 2 agrees, 1 disagrees. "
        "Numbers or marks left out: 1."
    )
    assert "--yes-to-doubts" in answers.filing(document, figures).data


def test_an_answer_without_figures_has_the_same_columns(tmp_path):
    (tmp_path / "a.txt").write_text("This is refused under section 12(1).\n", encoding="utf-8")
    answer = answers.read(str(tmp_path / "a.txt"))
    assert list(answers.figures(answer)) == list(answers.FIGURES)
    assert answers.conclude(
        answers.figures(answer), answers.totals(answer), answers.left_out(answer)
    ).data.startswith("Figures read: 0")
    assert "section 12(1)" in answers.understood(answer).data.replace("&#40;", "(")


def test_a_period_that_was_asked_for_dates_what_names_none(tmp_path):
    (tmp_path / "a.csv").write_text("Stalking,2\nHarassment,5\n", encoding="utf-8")
    document = str(tmp_path / "a.csv")
    assert "--period FIRST..LAST" in answers.filing(document, answers.figures(answers.read(document))).data
    dated = answers.figures(answers.read(document, "2023-04-01..2024-03-31"))
    assert dated["period_end"].tolist() == ["2024-03-31"] * 2


def test_a_document_that_is_not_there_is_named_with_what_to_do():
    with pytest.raises(Problem, match="drop the file into the file browser"):
        answers.read("none.csv")


@pytest.mark.slow
def test_papermill_runs_the_notebook_over_a_folder(tmp_path, document):
    (tmp_path / "other.html").write_text("<h1>Kent</h1><p>46 dogs were seized in 2021.</p>", encoding="utf-8")
    said = {}
    for file in (document, str(tmp_path / "other.html")):
        out = tmp_path / "out.ipynb"
        words = [
            "--no-progress-bar",
            "--engine",
            "in-process",
            str(ROOT / "notebooks" / "05_answer.ipynb"),
            str(out),
        ]
        words = [sys.executable, "-m", "papermill", *words, "-p", "document", file]
        subprocess.run(words, check=True, capture_output=True)
        cells = {cell.id: cell for cell in nbformat.read(out, 4).cells}
        said[file.rpartition("/")[2]] = cells["conclusion"].outputs[0].data["text/markdown"]
    assert {name: words.partition(",")[0] for name, words in said.items()} == {
        "made-up.csv": "Figures read: 9", "other.html": "Figures read: 1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "from linked_offences.telling import answers; answers.read('nothing.xlsx')",
            "nothing.xlsx: is not there; drop",
        ),
        (
            "from linked_offences import load; load('counts', 'dorest')",
            'no force is called "dorest": did you mean dorset?',
        ),
    ],
)
def test_what_is_wrong_with_an_input_ends_a_notebook_in_one_line(code, told):
    shell = InteractiveShell.instance()
    shown = []
    shell._showtraceback = lambda kind, value, lines: shown.extend(lines)
    assert not shell.run_cell(code).success
    (line,) = shown
    assert line.startswith(told)
