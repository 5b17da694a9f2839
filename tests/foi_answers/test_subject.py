"""Answers that count what was asked about, TikTok here, beside others: which of their numbers count it."""

import csv
import io

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from foi_answers import answers

SUBJECT = ["TikTok", "Tik Tok", "TIKTOK", "TikTok offences", "Offences mentioning TikTok", "TikTok in MO"]
RIVALS = ["Snapchat", "Instagram", "Facebook", "WhatsApp", "Twitter/X", "Other social media"]


def read(rows, folder, name="answer.csv"):
    """Each figure by its year: measure, words, count; and whether it is in doubt."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (folder / name).write_text(text.getvalue(), encoding="utf-8")
    return {
        (row["period_start"][:4], row["measure"], " - ".join(filter(None, (row["offence"], row["outcome"]))), row["count_low"])
        for row in answers.read_answer(folder / name).rows()
    }  # fmt: skip


@st.composite
def platforms(draw):
    """Rows of platforms by years, and what they count: only the subject's are the total of what was asked for."""
    subject = draw(st.sampled_from(SUBJECT))
    names = draw(
        st.permutations([subject, *draw(st.lists(st.sampled_from(RIVALS), min_size=1, max_size=4, unique=True))])
    )
    counts = {name: draw(st.tuples(*[st.integers(2100, 9000)] * 2)) for name in names}
    rows = [["Platform", "2021", "2022"], *([name, *counts[name]] for name in names)]
    if total := draw(st.sampled_from(["", "Total", "Grand Total", "All platforms"])):
        rows.append([total, *map(sum, zip(*counts.values(), strict=True))])
    want = {
        (year, "total" if name == subject else "other", "" if name == subject else name, many)
        for name, *found in rows[1:]
        for year, many in zip(("2021", "2022"), found, strict=True)
    }
    return rows, want


@settings(max_examples=examples(80), deadline=None)
@given(table=platforms(), turned=st.booleans())
def test_only_the_subjects_numbers_are_its_total(table, turned, tmp_path_factory):
    rows, want = table
    assert read(list(zip(*rows, strict=True)) if turned else rows, tmp_path_factory.mktemp("answer")) == want


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        ([["Platform", "Offence", "2021"], ["TikTok", "Harassment", 20], ["TikTok", "Stalking", 9], ["TikTok Total", "", 29],
          ["Snapchat", "Harassment", 120], ["Snapchat", "Stalking", 19], ["Snapchat Total", "", 139], ["Grand Total", "", 168]],
         {("offence", "Harassment", 20), ("offence", "Stalking", 9), ("total", "", 29), ("other", "Snapchat - Harassment", 120),
          ("other", "Snapchat - Stalking", 19), ("total", "Snapchat Total", 139), ("other", "Grand Total", 168)}),
        ([["TikTok", ""], ["Offence", "2021"], ["Harassment", 20], ["Stalking", 9], ["Total", 29], ["", ""],
          ["Snapchat", ""], ["Offence", "2021"], ["Harassment", 120], ["Stalking", 19], ["Total", 139]],
         {("offence", "Harassment", 20), ("offence", "Stalking", 9), ("total", "", 29), ("other", "Snapchat - Harassment", 120),
          ("other", "Snapchat - Stalking", 19), ("other", "Snapchat", 139)}),
        ([["Year", "All recorded offences", "TikTok offences"], ["2021", 61000, 61], ["2022", 63000, 88]],
         {("other", "All recorded offences", 61000), ("total", "", 61), ("other", "All recorded offences", 63000), ("total", "", 88)}),
        ([["Keyword", "2021"], ["Tik Tok", 11], ["TikTok", 50], ["Total", 61]],
         {("other", "Tik Tok", 11), ("other", "TikTok", 50), ("total", "", 61)}),
        ([["Type", "2021"], ["TikTok in MO", 61]], {("total", "", 61)}),
        ([["Snapchat offences by year", ""], ["2021", 400], ["2022", 420]],
         {("other", "Snapchat offences by year", 400), ("other", "Snapchat offences by year", 420)}),
        ([["Social media crime", ""], ["Offence", "2021"], ["Harassment", 20], ["Stalking", 9]],
         {("other", "Social media crime - Harassment", 20), ("other", "Social media crime - Stalking", 9)}),
    ],
)  # fmt: skip
def test_what_is_counted_besides_is_named(rows, want, tmp_path):
    assert {one[1:] for one in read(rows, tmp_path)} == want


def test_a_total_of_several_together_is_in_doubt(tmp_path):
    file = tmp_path / "answer.txt"
    file.write_text(
        "Q1. How many offences on Facebook, Snapchat and TikTok were recorded?\n2021: 761\n2022: 818\n",
        encoding="utf-8",
    )
    assert all("others are counted" in row["doubt"] for row in answers.read_answer(file).rows())


def test_what_a_list_counts_besides_is_told_from_it_as_in_a_table(tmp_path):
    file = tmp_path / "answer.txt"
    file.write_text(
        "Offences in 2021:\nTikTok - 31\nFacebook - 331\nInstagram - 221\nTotal - 583\n", encoding="utf-8"
    )
    assert {(row["measure"], row["offence"], row["count_low"]) for row in answers.read_answer(file).rows()} == {
        ("total", "", 31), ("other", "Facebook", 331), ("other", "Instagram", 221), ("other", "Total", 583),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Offences on platforms other than TikTok\n2021: 410\n2022: 420\n",
        "Online offences (excluding TikTok) by year\n2021: 410\n2022: 420\n",
        "In 2022 there were 612 offences that did not mention TikTok.\n",
        "Between 1 January 2021 and 31 December 2021 a total of 34 offences were recorded,\nand none of these were recorded as being "
        "linked to TikTok.\n",
        "Harassment via Snapchat - 44\nHarassment via TikTok - 14\n",
        "There were approximately 340 offences in 2021.\n",
    ],
)
def test_what_is_said_not_to_be_counted_is_sure_of_nothing(text, tmp_path):
    (tmp_path / "answer.txt").write_text(text, encoding="utf-8")
    rows = [row for row in answers.read_answer(tmp_path / "answer.txt").rows() if "TikTok" not in row["offence"]]
    assert rows
    assert all(row["doubt"] for row in rows)


def test_a_column_of_all_platforms_holds_counts_and_no_labels(tmp_path):
    rows = [["Year", "All platforms", "of which TikTok"], ["2021", 900, 31], ["2022", 800, 42]]
    assert {one[3] for one in read(rows, tmp_path)} == {900, 31, 800, 42}


@pytest.mark.parametrize(
    ("asked", "sure"), [("offences of harassment mention TikTok", False), ("offences mention TikTok", True)]
)
def test_the_first_of_several_answers_is_no_sure_total_where_its_question_names_an_offence(asked, sure, tmp_path):
    (tmp_path / "answer.txt").write_text(
        f"1. How many {asked} in 2023?\n14\n2. How many offences of stalking mention TikTok in 2023?\n5\n",
        encoding="utf-8",
    )
    first, _ = answers.read_answer(tmp_path / "answer.txt").rows()
    assert (first["count_low"], not first["doubt"]) == (14, sure)


def test_a_sentence_that_is_taken_for_a_heading_is_told(tmp_path):
    rows = [
        ["Question", "Answer"],
        ["How many offences mention TikTok in 2021?", "34, of which 5 were charged"],
        ["How many in 2022?", 134],
    ]
    read(rows, tmp_path)
    (told,) = [one for one in answers.read_answer(tmp_path / "answer.csv").account() if one["cell"] == "B2"]
    assert told["fate"] in ("figure", "left out")
