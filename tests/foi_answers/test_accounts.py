"""Every number of an answer becomes something, or is left out with a word."""

import csv
from pathlib import Path

import made_up
import pytest
from conftest import ROOT, examples
from hypothesis import given, settings
from hypothesis import strategies as st

from foi_answers import accounts, answers
from foi_answers.items import read_items

DATA = Path(__file__).parents[1] / "data" / "answers"
REAL = sorted(file for file in DATA.glob("*.csv") if ".expected" not in file.name and file.name != "index.csv")
FATES = {"figure", "check", "label", "heading", "words", "left out"}
CELLS = st.sampled_from(
    ["", "12", "1,204", "<5", "*", "-", "2021", "2022", "2021/22", "Jan", "Harassment", "Total", "Year", "nil", "12%", "£40", "Notes",
     "How many in 2021?", "2019 - 17", "46 dogs were seized", "Section 12 of the Act 2000", "1. 35", "3.5", "refused", "No."]
)  # fmt: skip


def check(answer):
    """The law: the account names each cell with a number once, and agrees with the figures."""
    rows = list(answer.account())
    wanted = [
        answer.address(sheet, row, column)
        for sheet in range(len(answer.sheets))
        for row, cells in enumerate(answer.cells(sheet))
        for column, cell in enumerate(cells)
        if accounts.has_number(cell)
    ]
    assert [row["cell"] for row in rows] == wanted
    assert {row["fate"] for row in rows} <= FATES
    assert all(row["reason"] for row in rows if row["fate"] == "left out")
    assert not [row for row in rows if row["fate"] == "heading" and read_items(row["as_printed"])], (
        "counts, and no headings"
    )
    fates = {row["cell"]: row["fate"] for row in rows}
    for one in answer.rows():
        fate = fates.get(one["cell"], "figure")  # a blank that a total shows to be zero has no number
        assert fate in ("figure", "check")
    named = {cell for cell, *_ in answer.left_out}
    assert {row["cell"] for row in rows if row["fate"] == "left out"} <= named


def test_labels_with_counts_that_head_nothing_are_named_as_left_out(tmp_path):
    file = tmp_path / "answer.csv"
    file.write_text("Request,Response\nStalking,Charged - 5\nHarassment,Charged - 7\n", encoding="utf-8")
    answer = answers.read_answer(file)
    check(answer)
    assert [cell for cell, *_ in answer.left_out] == ["B2", "B3"]


@settings(max_examples=examples(150), deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=9).filter(
    lambda rows: any(map(any, rows))
))  # fmt: skip
def test_no_number_of_any_sheet_is_lost(rows, tmp_path_factory):
    file = tmp_path_factory.mktemp("grid") / "answer.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    check(answers.read_answer(file))


CLAUSES = st.sampled_from(
    ["In 2021 there were {} crimes", "we recorded {} offences", "of which {} were charged", "compared with {} the year before",
     "including {} against children", "{} of which led to a caution", "and in 2022 we recorded {}", "2021: {} crimes", "Stalking ({})",
     "(the year to March 2023: {})", "Harassment - 2021: {}", "a rise of {}"]
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(clauses=st.lists(CLAUSES, min_size=1, max_size=4), by=st.sampled_from([", ", "; ", ". ", " "]))
def test_no_number_of_any_sentence_is_lost(clauses, by, tmp_path_factory):
    numbers = [str(31 + at) for at in range(len(clauses))]
    file = tmp_path_factory.mktemp("line") / "answer.txt"
    file.write_text(by.join(clauses).format(*numbers) + ".\n", encoding="utf-8")
    answer = answers.read_answer(file)
    check(answer)
    read = [one["as_printed"] for one in answer.rows()]
    told = [reason if answer.found else text for _, text, reason in answer.left_out]
    assert [number for number in numbers if not any(number in text for text in (*read, *told))] == []


IN_WORDS = st.sampled_from(
    ["In 2021 there were {} crimes", "we recorded {} such offences", "of which {} were charged", "{} of which led to a caution",
     "{} arrests were made", "{} in 2022/23", "{} of the offences resulted in a summons", "there were {}"]
)  # fmt: skip


@settings(max_examples=examples(100), deadline=None)
@given(
    said=st.lists(st.tuples(IN_WORDS, st.sampled_from(["two", "nine", "eleven", "twenty", "thirty-one", "one hundred and six"])),
                  min_size=1, max_size=4),
    by=st.sampled_from([", ", "; ", ". "]),
)  # fmt: skip
def test_no_number_in_words_of_any_sentence_is_lost(said, by, tmp_path_factory):
    file = tmp_path_factory.mktemp("line") / "answer.txt"
    file.write_text(by.join(clause.format(number) for clause, number in said) + ".\n", encoding="utf-8")
    answer = answers.read_answer(file)
    check(answer)
    read = [one["as_printed"] for one in answer.rows()]
    told = [reason if answer.found else text for _, text, reason in answer.left_out]
    assert [number for _, number in said if not any(number in text for text in (*read, *told))] == []


@pytest.mark.parametrize(
    "text",
    ["No information held.", "There is no record of such a policy.", "No further action was taken.", "One of the reasons is cost.",
     "One offence may have several outcomes.", "One crime is counted per victim.", "In one year there is often a change.",
     "Question one", "Both were charged.", "No exemption has been applied.", "None of the figures include fraud.",
     "The Constabulary has one crime recording system.", "The search used two key words.", "No suspect identified",
     "One officer took three hours to read the results.", "The data covers three calendar years.", "You asked four questions.",
     "These figures relate to more than one offence.", "We hold no such records.", "No reports are kept of this.",
     "A crime may have one or more victims.", "The first two offences listed", "Phase two of the operation", "twenty working days",
     "one in ten offences are online", "Neither figure includes offences that were later found to be no crime."],
)  # fmt: skip
def test_a_word_that_counts_nothing_is_no_number(text):
    assert accounts.find_loose_numbers(text) == ()


@pytest.mark.parametrize("part", range(5))
def test_no_number_of_a_real_answer_or_layout_is_lost(part):
    for file in [*REAL, *(made_up.find_layout(name, "csv") for name in made_up.read_layouts())][part::5]:
        check(answers.read_answer(file))


@pytest.mark.slow
def test_no_number_of_a_made_up_answer_is_lost(tmp_path):
    for name, content, _ in made_up.read_answers().values():
        (tmp_path / name).write_bytes(content)
        check(answers.read_answer(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("46 dogs were seized from the owner,", ["46"]),
        ("There were 1,234 such offences, and 7 more", ["1,234", "7"]),
        ("Section 12 of the Freedom of Information Act 2000", []),
        ("It would take over 83 hours at 10 minutes per record", []),
        ("3) between 1 April 2021 and 31 March 2022", []),
        ("sections 23(5), 30(3) and 31(3)", []),
        ("FOI 1123-2023", []),
        ("Harassment,45,73,1234", ["45", "73", "1234"]),
        ("Two of the 49 resulted in a charge.", ["Two", "49"]),
        ("Of the 49, 18 were harassment. Two of the 49 resulted in a charge.", ["49", "18", "Two"]),
        ("There were fewer than 5 offences and no arrests.", ["fewer than 5", "no"]),
    ],
)
def test_a_loose_number_of_a_sentence_is_no_date_law_or_reference(text, numbers):
    assert [*accounts.find_loose_numbers(text)] == numbers


def test_each_number_of_an_answer_has_the_fate_that_a_reader_gives_it(tmp_path):
    """Made up, and gone through by hand: one number or more of each fate, and none of the cells without one."""
    (tmp_path / "answer.csv").write_text(
        "Crimes in 2021/22\n,,\nCode,Offence,2021/22,2022/23,Notes\nIn area 1\n8L,Harassment,12,<5,3 are repeats\n"
        "8Q,Stalking,7,,1234567890\n1234567890,Fraud,9,n/k,\nTotal,,28,4,\n,,\nThere were also 46 reports by telephone.\n"
        "Call 01305 222222\n",
        encoding="utf-8",
    )
    title = "title or sentence"
    assert [tuple(row.values()) for row in answers.read_answer(tmp_path / "answer.csv").account()] == [
        ("A1", "Crimes in 2021/22", "words", title),
        ("C3", "2021/22", "heading", "over a table"),
        ("D3", "2022/23", "heading", "over a table"),
        ("A4", "In area 1", "label", "over a group of rows"),
        ("A5", "8L", "label", "beside the numbers"),
        ("C5", "12", "figure", ""),
        ("D5", "<5", "figure", ""),
        ("E5", "3 are repeats", "left out", accounts.SENTENCE),
        ("A6", "8Q", "label", "beside the numbers"),
        ("C6", "7", "figure", ""),
        ("E6", "1234567890", "left out", accounts.LONG),
        ("A7", "1234567890", "label", "beside the numbers"),
        ("C7", "9", "figure", ""),
        ("C8", "28", "figure", ""),
        ("D8", "4", "figure", ""),
        ("A10", "There were also 46 reports by telephone.", "left out", accounts.SENTENCE),
        ("A11", "Call 01305 222222", "words", title),
    ]


def test_the_account_is_printed(tmp_path):
    (tmp_path / "answer.csv").write_text("Offence,2021\nStalking,2\nTotal hours,7\n,46 were seen\n")
    text = answers.write_account(answers.read_answer(tmp_path / "answer.csv"))
    assert text.splitlines()[:4] == [
        "cell,as_printed,fate,reason",
        "B1,2021,heading,over a table",
        "B2,2,figure,",
        'B3,7,left out,"no count of offences (""Total hours"")"',
    ]
    assert (ROOT / "CONTRIBUTING.md").read_text().count("--account") >= 1


@pytest.mark.parametrize(
    ("text", "cell", "fate", "reason"),
    [
        # A count beside the words of a note is a part of it, which is not read; the number of a page counts nothing.
        ("Note: the figures of this table were taken from a live system,5\nYear,All\n2021,6\n", "B1", "left out",
         accounts.SENTENCE),
        ("Offence,2021\nStalking,6\n\nPage 3\n", "A4", "words", "title or sentence"),
        # A year over nothing counts nothing, and is no count that was left out.
        ("No.\n2021,2022\n-\n", "B2", "words", "outside the tables"),
    ],
)  # fmt: skip
def test_a_number_outside_the_tables_is_told_by_what_stands_beside_it(tmp_path, text, cell, fate, reason):
    (tmp_path / "answer.csv").write_text(text, encoding="utf-8")
    account = answers.read_answer(tmp_path / "answer.csv").account()
    assert [(one["fate"], one["reason"]) for one in account if one["cell"] == cell] == [(fate, reason)]
