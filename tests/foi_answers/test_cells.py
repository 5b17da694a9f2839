"""What one cell is: a count, a hidden count, a period, a total, a label."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foi_answers import cells, read_answer, read_vocabulary, use
from foi_answers.documents.sheets import MAX_LETTERS
from foi_answers.documents.spacing import split_columns
from foi_answers.items import read_items
from foi_answers.passages import find_loose_numbers, read_flat_table, read_sentence
from foi_answers.periods import find_periods, is_to_date
from foi_answers.titles import name_title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,204", (1204, 1204)),
        ("77, 686", (77686, 77686)),
        ("12 345", (12345, 12345)),
        ("0", (0, 0)),
        ("3.0", (3, 3)),
        (" 16 ", (16, 16)),
        ("nil", (0, 0)),
        ("None", (0, 0)),
        ("no offences recorded", (0, 0)),
        ("seven", (7, 7)),
        ("16 crimes", (16, 16)),
        ("12*", (12, 12)),
        ("12 (25%)", (12, 12)),
        ("16 [r]", (16, 16)),
        ("<5", (1, 4)),
        ("Less than five", (1, 4)),
        ("fewer than 10", (1, 9)),
        ("5 or fewer", (1, 5)),
        ("<=5", (1, 5)),
        ("0-4", (0, 4)),
        ("1 to 4", (1, 4)),
        ("*", (1, 4)),
        ("~", (1, 4)),
        ("[c]", (1, 4)),
        ("0-99", (0, 99)),
        ("10 to 15", (10, 15)),
        ("under 10", (1, 9)),
        ("<100", (1, 99)),
        ("less than 2", (1, 1)),
        ("more than 700", (701, None)),
        ("5 or more", (5, None)),
    ],
)
def test_a_printed_count_is_the_range_it_can_stand_for(text, expected):
    assert cells.read_count(text) == expected
    found = cells.recognise(text)
    assert (found.kind, found.low, found.high) == ("count" if len(set(expected)) == 1 else "hidden", *expected)


RUNS = [
    "*", "#", "\u2020", "\u00b2", " *", "-", "\u2013", ".", ",", " ", "(", "[1]", "[a] ",
    "(note 1)", "1", "1,", "2021 ", "2021-", "a.", "and ",
]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("before", ["", "12", "Theft"])
def test_a_long_run_of_signs_is_read_at_once(run, before):
    """A line of stars before a word took as long as there are ways to divide it."""
    started = time.process_time()
    for after in ("x", " x", ""):
        text = before + 27 * run + after
        for read in (
            cells.recognise,
            cells.strip_label,
            cells.read_total,
            cells.footnote_mark,
            find_periods,
            find_loose_numbers,
        ):
            read(text)
    assert time.process_time() - started < 2


def split_line(text):
    return list(split_columns([(text, 1)]))


LONG = [
    "*", " *", "[1]", "(", "-", ",", "\u00a3", "1, ", "2021 ", "2021: 1, ", "2009 8 11 ", "the ", "and in ", "of which 3 ",
    "In 2021 there were 5 ", "3 were charged, ", "None in 2022. ", "two of the 49 were ", "Of these, 3 were charged. ",
]  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize("run", LONG)
def test_a_long_cell_takes_as_long_as_it_is(run):
    """One of the length that a cell may have at most was read for as long as its square, or for ever."""
    text = (run * MAX_LETTERS)[: MAX_LETTERS - 1] + "x"
    with use(read_vocabulary().about("tiktok")):
        for read in (
            cells.strip_label, cells.counts_people, cells.is_about, cells.names_others, find_loose_numbers,
            read_flat_table, read_sentence, read_items, name_title, is_to_date, split_line,
        ):  # fmt: skip
            started = time.process_time()
            read(text)
            assert time.process_time() - started < 2, read.__name__


@pytest.mark.whole
def test_a_sentence_is_looked_through_once_and_not_for_each_of_its_counts(tmp_path):
    """Its counts were each read with all of it, longer than a file may take."""
    (tmp_path / "answer.csv").write_text(800 * "3 of which were charged. ", encoding="utf-8")
    found = list(read_answer(tmp_path / "answer.csv").rows())
    assert len(found) == 800
    assert all(one["doubt"] for one in found)


@pytest.mark.whole
@pytest.mark.parametrize("run", ["\u00a3", "%", "(", "-"])
def test_a_title_of_one_sign_is_read_like_any_other(run, tmp_path):
    """A line of pound signs above a table took longer than a file may."""
    title = (MAX_LETTERS - 1) * run + "x"
    (tmp_path / "answer.csv").write_text(f"{title}\n\nOffence,2021\nHarassment,3\nStalking,5\n", encoding="utf-8")
    assert [row["count_low"] for row in read_answer(tmp_path / "answer.csv").rows()] == [3, 5]


def test_where_zeros_are_hidden_too_the_range_begins_at_zero():
    assert cells.read_count("<5", zero_hidden=True) == (0, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/k",
        "1,20",
        "12.5",
        "-3",
        "5%",
        "<1",
        "several",
        "²",
        "5-3",
        "5-5",
        "1-100",
        "01 to 15",
        "under 11",
        "<101",
        "12,34",
        "£450",
        "2019 crimes",
    ],
)
def test_a_wording_that_nobody_decided_is_refused(text):
    with pytest.raises(ValueError, match="no count that can be read"):
        cells.read_count(text)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Offence type", "offence"), ("HO crime", "offence"), ("Outcome", "outcome"), ("Outcome of the crime", "outcome"), ("Ward", "")],
)  # fmt: skip
def test_a_heading_says_what_its_column_of_labels_holds(heading, kind):
    assert cells.recognise_heading(heading) == kind


@given(st.integers(0, 10**9 - 1))
def test_a_count_written_with_commas_reads_back(value):
    assert cells.read_count(f"{value:,}") == (value, value)


@given(st.text(max_size=30))
def test_any_text_is_some_kind_of_cell(text):
    cell = cells.recognise(text)
    assert cell.kind in {"blank", "count", "hidden", "unknown", "percent", "amount", "period", "part", "text"}
    assert cell.is_count <= cell.can_count


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"), ("14", "count"), ("<5", "hidden"), ("2021", "period"), ("2021/22", "period"), ("Mar-21", "period"),
        ("January", "part"), ("Q3", "part"), ("25%", "percent"), ("0.5", "amount"), ("£450", "amount"), ("57 hours", "amount"),
        ("n/a", "unknown"), ("#DIV/0!", "unknown"), ("-", "unknown"), ("Not held", "unknown"), ("S40(2)", "unknown"),
        ("08/65", "text"), ("S127", "text"), ("8L", "text"), ("Harassment", "text"), ("2019 crimes", "text"), ("17/18", "text"),
        ("1123-2023", "text"),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_text_says(text, kind):
    assert cells.recognise(text).kind == kind


def test_a_bare_year_may_still_be_a_count():
    cell = cells.recognise("2021")
    assert (cell.is_bare_year, cell.is_count, cell.can_count) == (True, False, True)


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text", ["2018 – 7", "≥5", "≤5", "£1,000", "“no crimed”", "‘no crimed’", "½", "7 †", "12²", "Café"]
)
def test_signs_that_a_wrong_encoding_broke_are_put_back(text, codec):
    # Windows-1252 has no sign for five bytes; programs put those of Latin-1 there.
    broken = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    assert cells.clean(broken) == cells.clean(text) == text


def test_signs_that_are_whole_stay():
    for text in ["2018 – 7", "≥5", "£1,000", "“a” – ‘b’", "naïve café", "Ângela", "Ã", "â€", "São Tomé", "½ ² †"]:
        assert cells.clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total", ("", "")),
        ("Grand Total", ("grand", "")),
        ("Sum:", ("", "")),
        ("All offences", ("", "")),
        ("Sub-total", ("sub", "")),
        ("2019 Total", ("", "2019")),
        ("Total Violence", ("", "Violence")),
        ("Total number of crimes", ("", "")),
        ("All other offences", None),
        ("Harassment", None),
        ("Totally different", None),
    ],
)
def test_a_total_is_told_by_its_words(text, expected):
    assert cells.read_total(text) == expected


@pytest.mark.parametrize(
    "text", ["Count", "Number of offences", "Recorded crime", "No.", "Volume", "Count of Crime Number"]
)
def test_words_that_only_say_that_something_is_counted(text):
    assert cells.is_counting(text)


@pytest.mark.parametrize("text", ["Harassment", "Arrests", "Number of dogs stolen", "of", ""])
def test_words_that_say_what_is_counted(text):
    assert not cells.is_counting(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("8L - Harassment", "offence"),
        ("195/12", "offence"),
        ("Assault with injury", "offence"),
        ("Malicious communications", "offence"),
        ("Charge/Summons", "outcome"),
        ("18 - Investigation complete; no suspect identified", "outcome"),
        ("Outcome 16", "outcome"),
        ("Evidential difficulties, victim supports", "outcome"),
        ("Facebook", "other"),
        ("of which, assault on a bus", "other"),
    ],
)
def test_a_label_names_an_offence_an_outcome_or_something_else(text, topic):
    assert cells.recognise_topic(text) == topic


@pytest.mark.parametrize(
    ("label", "work"),
    [
        ("Total hours", True), ("Cost limit", True), ("Records to review", True), ("Keyword hits", True), ("Reference", True),
        ("Value of goods (£)", True), ("Prosecution time limit expired", False), ("Mobile phone stolen", False),
        ("Stop and search", False), ("Count of Crime Number", False), ("Harassment", False),
    ],
)  # fmt: skip
def test_work_money_and_references_are_no_counts_of_offences(label, work):
    assert cells.is_no_count(label) is work


@pytest.mark.parametrize(
    ("note", "mark", "expected"),
    [
        ("* denotes fewer than 10", "*", (1, 9)),
        ('Note: "*" represents a number between 1 and 4', "*", (1, 4)),
        ("* = 0 to 4", "*", (0, 4)),
        ("[c] means fewer than 3 offences", "[c]", (1, 2)),
        ("- indicates zero", "-", (0, 0)),
        ("Figures below 5, zero included, are shown as *: includes zero, fewer than 5", "*", (0, 4)),
    ],
)
def test_the_key_of_an_answer_says_what_its_marks_stand_for(note, mark, expected):
    assert cells.read_key([note]).count(cells.recognise(mark)) == expected


@pytest.mark.parametrize("note", ["*Note: dogs, not crimes", "* to 30 September 2022", "Search of 3 systems"])
def test_a_note_about_something_else_changes_no_mark(note):
    assert cells.read_key([note]).count(cells.recognise("*")) == (1, 4)


def test_an_age_in_a_question_is_no_key_of_hidden_counts():
    key = cells.read_key(["How many people aged 0 to 16-years-old, or 0 to 9 years, were arrested?"])
    assert not key.zero_hidden
    assert cells.read_key(["* stands for 0 to 4"]).zero_hidden


@pytest.mark.parametrize("noun", ["Offences", "Number of crimes", "Recorded offences"])
@pytest.mark.parametrize(
    "names",
    ["mentioning {}", "where {} is mentioned", "in which {} was named", "that name {}", "recorded with {} in the free text",
     "involving {}", "linked to {}", "containing the word {}", "with {} in the MO"],
)  # fmt: skip
def test_a_label_that_names_only_what_the_answers_are_about_says_that_they_are_counted(noun, names):
    with use(read_vocabulary().about("tiktok")):
        assert cells.is_counting(f"{noun} {names.format('TikTok')}")
        assert not cells.is_counting(f"{noun} {names.format('Snapchat')}")
        assert not cells.is_counting(f"Stalking {noun} {names.format('TikTok')}")
        assert not any(map(cells.is_counting, ("mentioning", "Name", "where named", "TikTok", "with text")))
