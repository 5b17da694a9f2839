"""Whole answers, from the file as received to figures with their cells."""

import csv
import io
import pickle
import subprocess
import sys
from collections import Counter
from datetime import date

import made_up
import pytest
from click.testing import CliRunner
from conftest import ROOT

from foi_answers import answers
from foi_answers.__main__ import main as by_itself
from foi_answers.periods import Period
from foi_answers.readings import Figure, Reading
from linked_offences.commands import main as ours
from plain_files import Problem, write_cell

LAYOUTS = made_up.read_layouts()
MADE_UP = made_up.read_answers()


def figures_of(rows):
    """Period and range of each figure, the sums over periods left aside."""
    return Counter(
        tuple(str(row[column]) for column in ("period_start", "period_end", "count_low", "count_high"))
        for row in rows
        if row["measure"] != "check_total"
    )


def expected_of(content):
    return figures_of(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def write(folder, text, name="answer.csv"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("answer", MADE_UP)
def test_a_made_up_answer_is_read_without_a_wrong_or_missing_figure(tmp_path, answer):
    name, content, expected = MADE_UP[answer]
    (tmp_path / name).write_bytes(content)
    answer = answers.read_answer(tmp_path / name)
    assert figures_of(answer.rows()) == expected_of(expected)
    assert answer.is_understood


# What is shown as one cell over several cannot be shown in plain text.
MERGING = {"xlsx", "ods", "xls", "docx", "htm"}
# In all formats the same cells are read, as `test_documents` holds; of what follows from them, make test holds a part.
FORMATS = {"csv", "xlsx", "pdf"}
WRITTEN = [
    pytest.param(name, ending, marks=() if ending in FORMATS else pytest.mark.slow)
    for name in LAYOUTS
    for ending in ("csv", "tsv", "txt", "xlsx", "ods", "xls", "docx", "htm", "pdf")
    if ending in MERGING | {"pdf"} or not made_up.read_layout(name)[1]
]


@pytest.mark.parametrize(("name", "ending"), WRITTEN)
def test_a_layout_is_read_to_the_same_figures_in_every_format(name, ending):
    _, expected = LAYOUTS[name]
    assert figures_of(answers.read_answer(made_up.find_layout(name, ending)).rows()) == expected_of(expected)


def test_there_are_answers_to_read():
    assert len(LAYOUTS) >= 117
    assert len(MADE_UP) >= 420
    assert sum(not expected_of(expected) for _, _, expected in MADE_UP.values()) >= 82, "full refusals"


def test_each_figure_names_its_cell_and_what_it_was_read_from(tmp_path):
    file = write(tmp_path, "Offences linked to TikTok\nOffence,2021/22,2022/23\nHarassment,<5,1204\n")
    answer = answers.read_answer(file, explain=True)
    assert list(answers.explain(answer)) == [
        'B3 <5: period "2021/22"; offence "Harassment"; "<5" stands for 1 to 4',
        'C3 1204: period "2022/23"; offence "Harassment"',
    ]


def test_what_was_understood_and_what_was_left_out_is_said(tmp_path):
    file = write(
        tmp_path,
        "Outcome,2021,% of all\nCharge,3,25%\nCaution,,n/a\nNo suspect identified,9,75%\nTotal,13,100%\n"
        "Note: section 40(2) applies to the rest; 12 offences were found later\n",
    )
    assert list(answers.describe(answers.read_answer(file))) == [
        "table 1: 2 outcome, 1 total; 2021-01-01 to 2021-12-31",
        "parts are refused or not held, naming section 40(2)",
        "table 1: 1 total cannot be checked, a part is not printed: B5",
        'left out, a blank: whether it is zero, hidden or not yet known is not said: B3 ""',
        'left out, per cent, rate or change: C2 "25%", C3 "n/a", C4 "75%", C5 "100%"',
        'left out, a sentence: its number is not read: A6 "Note: section 40(2) applies to the rest; 12 offences were found later"',
    ]


def test_a_question_that_is_answered_by_no_number_is_told_with_its_place(tmp_path):
    (tmp_path / "answer.txt").write_text(
        "1. How many offences were recorded in 2023?\n88\n2. What guidance is given?\nNo information held.\n"
        "3. How many arrests were made in 2023?\n4\n4. Please give their names.\nThis is refused under section 40(2).\n"
        "5. Is there a plan?\nThere is none.\nA review may be asked for where a request was refused.\n",
        encoding="utf-8",
    )
    answer = answers.read_answer(tmp_path / "answer.txt")
    assert [row["count_low"] for row in answer.rows()] == [88, 4]
    assert [line for line in answers.describe(answer) if line.startswith("not given")] == [
        'not given: line 4 answers "2. What guidance is given?" with "No information held."',
        'not given: line 8 answers "4. Please give their names." with "This is refused under section 40(2)."',
    ]


def test_a_total_that_disagrees_is_shown_with_its_sum(tmp_path):
    file = write(tmp_path, "Offence,2021\nStalking,2\nRape,7\nTotal,10\n")
    assert "table 1: 1 total disagrees: B4 prints 10 where its parts add up to 9" in answers.describe(
        answers.read_answer(file)
    )


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("Refused under section 12(1): 1144 records at three minutes each", ["12(1)"]),
        ("neither confirm nor deny, sections 23(5), 30(3) and 31(3)", ["23(5)", "30(3)", "31(3)"]),
        ("Exempt by S40(2)", ["40(2)"]),
        ("Information not held", []),
    ],
)
def test_a_full_refusal_gives_no_figure_and_says_which_section_it_names(tmp_path, text, sections):
    answer = answers.read_answer(
        write(tmp_path, f"Reference Number: 3144\n{text}\nTotal hours: 57\nNumber of records: 2396\n")
    )
    assert list(answer.rows()) == []
    assert answer.is_understood
    assert answer.sections == sections


def test_the_name_of_an_assault_is_no_section_of_the_act(tmp_path):
    answer = answers.read_answer(write(tmp_path, "Offence,2021\nSection 39 assault,5\nS.47 assault,7\n"))
    assert (answer.sections, answer.refused, len(answer.found)) == ([], False, 2)


def test_a_period_that_was_asked_for_is_used_only_where_the_answer_names_none(tmp_path):
    asked = Period(date(2023, 4, 1), date(2024, 3, 31), "range")
    bare = answers.read_answer(write(tmp_path, "Harassment,5\nStalking,2\n"), period=asked)
    assert {row["period_start"] for row in bare.rows()} == {"2023-04-01"}
    dated = answers.read_answer(write(tmp_path, "Offence,2021\nHarassment,5\n"), period=asked)
    assert {row["period_start"] for row in dated.rows()} == {"2021-01-01"}


@pytest.mark.parametrize(
    "text", ["2023-04-01", "2023-04-01..", "2024-03-31..2023-04-01", "2023-02-30..2023-03-01", "soon..later"]
)
def test_a_period_on_the_command_line_is_two_dates_in_order(text):
    with pytest.raises(ValueError, match=r"write first and last day as"):
        answers.read_range(text)


def corrected(folder, layout):
    write(folder, layout, "layout.yml")
    return answers.read_corrections(folder)


def test_a_person_leaves_out_a_cell_names_a_table_and_says_what_a_blank_is(tmp_path):
    file = write(tmp_path, "x,y\n7,8\nOffence,2021\nStalking,2\nRape,\nAll,99\n")
    layout = (
        "answer.csv:\n  reason: the lines above the table are the form's own\n  blank: zero\n"
        "  tables:\n  - {cells: 'A3:B6', headers: [3]}\n  leave_out:\n  - {cells: B6, reason: a page number}\n"
    )
    answer = answers.read_answer(file, corrections=corrected(tmp_path, layout)["answer.csv"])
    assert [(row["cell"], row["offence"], row["count_low"]) for row in answer.rows()] == [
        ("B4", "Stalking", 2),
        ("B5", "Rape", 0),
    ]
    assert ("B6", "99", "a page number") in answer.left_out


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (
            "answer.csv: {reason: r, leave_out: [{cells: Z99, reason: r}]}",
            'answer.csv: "Z99": is no place of this file',
        ),
        ("answer.csv: {leave_out: []}", "'reason' is a required property"),
        ("answer.csv: {reason: r, period: 2021}", "layout.yml: answer.csv"),
        ("answer.csv: {reason: r, period: 2021..2022}", "is no period; write first and last day"),
        ("other.csv: {reason: r}", "layout.yml: other.csv: is no file of this folder"),
        ("answer.csv: [", "is not YAML"),
    ],
)
def test_a_correction_that_cannot_be_followed_is_named(tmp_path, layout, words):
    file = write(tmp_path, "Offence,2021\nStalking,2\n")
    with pytest.raises(Problem) as caught:
        answers.read_answer(file, corrections=corrected(tmp_path, layout)["answer.csv"])
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def run(*words, command=ours):
    return CliRunner().invoke(command, [*map(str, words)])


def test_read_prints_figures_and_says_the_rest_beside_them(tmp_path):
    found = run("read", write(tmp_path, "Year,Total\n2021/22,5\n2022/23,7\n"), "--force", "Dorset Police")
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert [row["count_low"] for row in rows] == ["5", "7"]
    assert {row["force"] for row in rows} == {"dorset"}
    assert tuple(rows[0])[1:] == (*answers.COLUMNS, "doubt")
    assert (found.exit_code, found.stderr) == (0, "table 1: 2 total; 2021-04-01 to 2023-03-31\n")


@pytest.mark.parametrize(
    "text", ["Year,TikTok offences\n2021/22,5\n", "Refused, section 12\n", "Thank you for your request\n"]
)
def test_the_package_by_itself_prints_what_our_command_does(tmp_path, text):
    file = write(tmp_path, text)
    both, alone = run("read", file, "--explain"), run(file, "--explain", "--about", "TikTok", command=by_itself)
    assert (alone.exit_code, alone.stdout, alone.stderr) == (both.exit_code, both.stdout, both.stderr)
    assert both.stdout or both.stderr


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Refused, section 12\n", "the answer is refused or not held, naming section 12", 0),
        ("Thank you for your request\n", "no figure and no refusal was found", 1),
    ],
)
def test_read_tells_by_its_exit_status_whether_it_understood(tmp_path, text, words, code):
    found = run("read", write(tmp_path, text))
    assert found.exit_code == code
    assert words in found.stderr
    assert "Traceback" not in found.stderr


def test_read_refuses_a_misspelt_force_and_a_bad_period_in_one_line(tmp_path):
    file = write(tmp_path, "Year,Total\n2021/22,5\n")
    for options, words in (
        (("--force", "dorst"), "did you mean dorset?"),
        (("--period", "2021"), "write first and last day"),
    ):
        found = run("read", file, *options)
        assert (found.exit_code, found.stdout, len(found.stderr.splitlines())) == (1, "", 1)
        assert words in found.stderr


def test_reading_does_without_pandas():
    code = (
        "import foi_answers, sys; from linked_offences import forces; forces.find_force('dorset'); "
        "assert 'pandas' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


@pytest.mark.parametrize("many", [0, 1, 2, 3])
@pytest.mark.parametrize("alike", [True, False])
def test_figures_come_out_of_their_process_as_they_went_in(many, alike):
    figures = [Figure(1, 2, 3, None, "offence", "Theft", "", "5", 5, None if alike else at) for at in range(many)]
    came = pickle.loads(pickle.dumps(Reading([], figures=figures)))
    assert came.figures == figures
    assert came.blanks == []


def test_rows_are_written_as_the_library_writes_them():
    texts = [
        "a,b",
        'say "x"',
        "=1+1",
        "'=1",
        "-5",
        "two\nlines",
        "a\rb",
        " lead",
        "end ",
        "",
        "é 5",
        "\u2028x",
        "Data!B2",
        "<5",
    ]
    rows = [[text, number, "Theft", text] for number, text in enumerate(texts)] * 2
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([["one", "two", "three", "four"], *([write_cell(str(one)) for one in row] for row in rows)])
    assert answers._write_rows(["one", "two", "three", "four"], rows) == stream.getvalue()


@pytest.mark.parametrize("heading", ["Outcome", "HO Outcome Code", "Outcome code"])
def test_codes_under_a_heading_of_outcomes_are_outcomes(tmp_path, heading):
    """The Home Office's codes are 1 to 22, with 1A, 2A and 3A for alternate offences."""
    file = tmp_path / "made-up.csv"
    file.write_text(f"{heading},2023/24\n1,6\n1A,1\n3,2\n14,22\nTotal,31\n", encoding="utf-8")
    rows = list(answers.read_answer(file).rows())
    assert [(row["outcome"], row["measure"]) for row in rows[:-1]] == [
        (one, "outcome") for one in ("1", "1A", "3", "14")
    ]
    assert not any(row["doubt"] for row in rows)


def test_a_sentence_that_begins_before_its_numbers_in_words_is_read(tmp_path):
    said = "A search for TikTok found that fewer than five crimes were recorded in 2021/22, eleven in 2022/23 and nineteen in 2023/24."
    file = tmp_path / "made-up.txt"
    file.write_text(f"{said}\n\nWe note that one offence may have several outcomes.\n", encoding="utf-8")
    rows = list(answers.read_answer(file).rows())
    assert [(row["count_low"], row["count_high"], row["period_start"][:4]) for row in rows] == [
        (1, 4, "2021"), (11, 11, "2022"), (19, 19, "2023")
    ]  # fmt: skip
