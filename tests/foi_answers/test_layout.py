"""Laws of reading a table: the same figures come back from every way of laying them out."""

import re
from dataclasses import replace
from datetime import date

import pytest
from conftest import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foi_answers.candidates import Hypothesis
from foi_answers.cells import recognise
from foi_answers.headings import Label, read_label
from foi_answers.layout import read_layout
from foi_answers.periods import Period
from foi_answers.sums import Side
from foi_answers.vocabulary import use, words

# Years in the ways that forces print them, each with its first and last day, worked by hand.
YEARS = {
    "calendar": [(f"{y}", (date(y, 1, 1), date(y, 12, 31))) for y in range(2016, 2024)],
    "stroke": [(f"{y}/{y - 1999}", (date(y, 4, 1), date(y + 1, 3, 31))) for y in range(2016, 2024)],
    "long": [(f"{y}-{y + 1}", (date(y, 4, 1), date(y + 1, 3, 31))) for y in range(2016, 2024)],
    "fy": [(f"FY{y - 2000}/{y - 1999}", (date(y, 4, 1), date(y + 1, 3, 31))) for y in range(2016, 2024)],
    "days": [(f"6th Apr {y} to 5th Apr {y + 1}", (date(y, 4, 6), date(y + 1, 4, 5))) for y in range(2016, 2024)],
    "dots": [(f"01.07.{y - 2000} - 30.06.{y - 1999}", (date(y, 7, 1), date(y + 1, 6, 30))) for y in range(2016, 2024)],
    "months": [(f"Oct {y} - Sep {y + 1}", (date(y, 10, 1), date(y + 1, 9, 30))) for y in range(2016, 2024)],
}  # fmt: skip
LABELS = {
    "offence": ["Harassment", "Stalking", "Malicious communications", "8L - Harassment", "66 - Public order", "Blackmail"],
    "outcome": ["Charge/summons", "Caution", "Community resolution", "18 - No suspect identified", "Evidential difficulties"],
    "other": ["North", "Central", "City of Anytown", "Coast", "South"],
}  # fmt: skip
HEADINGS = {"offence": "Offence", "outcome": "Outcome", "other": "Area"}
EXACT = st.one_of(
    st.integers(0, 1899).map(lambda n: (str(n), (n, n))),
    st.integers(2100, 99_999).map(lambda n: (f"{n:,}", (n, n))),
    st.just(("Nil", (0, 0))),
)
COUNTS = st.one_of(
    EXACT,
    st.sampled_from([("<5", (1, 4)), ("*", (1, 4)), ("0-4", (0, 4)), ("5 or fewer", (1, 5))]),
)


@st.composite
def crosstabs(draw, cells=COUNTS):
    """A table of labels by years: its cells, and the figures that they stand for."""
    kind = draw(st.sampled_from(sorted(LABELS)))
    style = draw(st.sampled_from(sorted(YEARS)))
    years = draw(st.lists(st.sampled_from(range(8)), min_size=2, max_size=4, unique=True).map(sorted))
    labels = draw(st.lists(st.sampled_from(LABELS[kind]), min_size=2, max_size=4, unique=True))
    counts = draw(st.lists(cells, min_size=len(years) * len(labels), max_size=len(years) * len(labels)))
    rows = [[HEADINGS[kind], *(YEARS[style][year][0] for year in years)]]
    want = set()
    for number, label in enumerate(labels):
        cells = counts[number * len(years) : (number + 1) * len(years)]
        rows.append([label, *(text for text, _ in cells)])
        want |= {
            (*YEARS[style][year][1], kind, label, *ends) for year, (_, ends) in zip(years, cells, strict=True)
        }
    return rows, want


def read(rows, **options):
    """Figures of a table as a set: period, measure, label, fewest, most."""
    reading = read_layout([[recognise(text) for text in row] for row in rows], **options)
    return {
        (one.period and one.period.start, one.period and one.period.end, one.measure, one.offence or one.outcome, one.low, one.high)
        for one in reading.figures
    }  # fmt: skip


@given(crosstabs())
def test_a_table_reads_back_to_the_figures_that_were_written(table):
    rows, want = table
    assert read(rows) == want


@given(crosstabs())
def test_transposing_a_table_changes_no_figure(table):
    rows, want = table
    assert read(list(zip(*rows, strict=True))) == want


@given(crosstabs(), st.data())
def test_a_note_row_changes_nothing_wherever_it_stands(table, data):
    rows, want = table
    place = data.draw(st.integers(0, len(rows)))
    note = ["Note: recorded crimes, a keyword search of the summary", *[""] * (len(rows[0]) - 1)]
    assert read([*rows[:place], note, *rows[place:]]) == want


@given(crosstabs(), st.data())
def test_an_empty_column_changes_nothing_wherever_it_stands(table, data):
    rows, want = table
    place = data.draw(st.integers(0, len(rows[0])))
    assert read([[*row[:place], "", *row[place:]] for row in rows]) == want


@given(crosstabs(), st.data())
def test_a_footnote_mark_changes_nothing(table, data):
    rows, want = table
    column = data.draw(st.integers(1, len(rows[0]) - 1))
    row = data.draw(st.integers(1, len(rows) - 1))
    marked = [[*cells] for cells in rows]
    marked[0][column] += "*"
    marked[row][0] += "*"
    assert read(marked) == want


@given(crosstabs(), st.sampled_from(["Title of the table", "Offences with the word TikTok"]), st.booleans())
def test_a_title_and_a_blank_row_change_nothing(table, title, blank):
    rows, want = table
    width = len(rows[0])
    assert read([[title, *[""] * (width - 1)], *([[""] * width] if blank else []), *rows]) == want


# Totals that look like the months 191701 and 191702.
@example(
    (
        [
            ["Offence", "2016", "2017", "2018"],
            ["Harassment", "0", "91,702", "99,999"],
            ["Stalking", "0", "0", "1"],
        ],
        {
            (date(year, 1, 1), date(year, 12, 31), "offence", label, count, count)
            for label, counts in (("Harassment", (0, 91702, 99999)), ("Stalking", (0, 0, 1)))
            for year, count in zip((2016, 2017, 2018), counts, strict=True)
        },
    )
)
@given(crosstabs(EXACT))
def test_a_total_over_labels_is_a_figure_and_a_sum_over_years_only_a_check(table):
    rows, want = table
    exact = [[recognise(text) for text in row[1:]] for row in rows[1:]]
    by_year = [sum(cell.low for cell in column) for column in zip(*exact, strict=True)]
    body = [[*row, str(sum(cell.low for cell in cells))] for row, cells in zip(rows[1:], exact, strict=True)]
    with_totals = [[*rows[0], "Total"], *body, ["Total", *map(str, by_year), str(sum(by_year))]]
    found = read(with_totals)
    assert {one for one in found if one[2] not in ("check_total", "total")} == want
    assert sorted(one[4] for one in found if one[2] == "total") == sorted(by_year)
    assert {one[4] for one in found if one[2] == "check_total"} == {
        *(sum(cell.low for cell in cells) for cells in exact), sum(by_year)
    }  # fmt: skip
    reading = read_layout([[recognise(text) for text in row] for row in with_totals])
    assert {check.result for check in reading.checks} == {"agrees"}


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=12))
@settings(max_examples=examples(300))
def test_no_cells_whatever_end_in_an_error(rows):
    read(rows)


CELLS = st.sampled_from(
    ["", "", "2021", "2021/22", "Total", "5", "<5", "*", "Harassment", "Charge", "Note: x", "n/a", "12%", "Q1. How many?", "2019 - 7",
     "Mar-21", "January", "-", "1,204", "Offence", "Year", "Male", "of which, online", "£450", "Section 12", "3. 2", "Outcome 16"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=14))
@example([["", "n/a"], ["", "5"], ["5", "2019 - 7"]])  # a numbered line under a column of counts
@settings(max_examples=examples(300))
def test_no_cell_is_both_a_figure_and_left_out_and_each_figure_is_a_range_with_its_reason(rows):
    grid = [[recognise(text) for text in row] for row in rows]
    reading = read_layout(grid, explain=True)
    figures = {(one.row, one.column) for one in reading.figures}
    assert len(figures) == len(reading.figures), "a cell is printed twice"
    left_out = {(row, column) for row, column, *_ in reading.left_out}
    assert not figures & left_out
    for one in reading.figures:
        cell = grid[one.row][one.column]
        assert one.low is not None
        assert one.low <= (one.high if one.high is not None else one.low)
        assert cell.kind != "percent"
        assert one.why


def test_an_area_that_a_person_names_is_read_instead_of_what_was_found():
    rows = [["a", "b"], ["7", "8"], ["2021", "2022"], ["3", "4"]]
    area = Hypothesis(2, 0, 3, 1, headers=(2,))
    assert {one[4] for one in read(rows, given=[area])} == {3, 4}


@pytest.mark.parametrize(
    ("blank", "want"),
    [("", {2, 3}), ("zero", {0, 2, 3}), ("none", {2, 3})],
)
def test_a_blank_is_what_a_person_says_it_is(blank, want):
    rows = [["Offence", "2021", "2022"], ["Stalking", "2", ""], ["Rape", "3", "2"]]
    assert {one[4] for one in read(rows, blank=blank)} == want


def test_a_hidden_count_is_never_narrowed_by_a_total():
    rows = [["Offence", "2021"], ["Stalking", "<5"], ["Rape", "7"], ["Total", "9"]]
    assert {one[4:] for one in read(rows)} == {(1, 4), (7, 7), (9, 9)}


def test_a_blank_beside_a_hidden_count_is_not_said_to_be_zero():
    rows = [["Offence", "2021"], ["Stalking", "<5"], ["Arson", ""], ["Rape", "7"], ["Total", "9"]]
    reading = read_layout([[recognise(text) for text in row] for row in rows])
    assert [one.text for one in reading.figures] == ["<5", "7", "9"]
    assert [one.offence for one in reading.blanks] == ["Arson"]


def test_a_total_that_does_not_add_up_is_kept_and_reported():
    rows = [["Offence", "2021"], ["Stalking", "2"], ["Rape", "7"], ["Total", "10"]]
    reading = read_layout([[recognise(text) for text in row] for row in rows])
    (check,) = reading.checks
    assert (check.printed, check.parts, check.result) == ((10, 10), (9, 9), "disagrees")
    assert 10 in {one.low for one in reading.figures}


# What totals add up, by their labels alone --------------------------------------------------------------------


def lines(*names, axis=("row", 0)):
    """Rows or columns, each with the labels of its texts; days are given as first and last."""
    found = {}
    for number, texts in enumerate(names):
        found[number] = []
        for level, text in enumerate(texts if isinstance(texts, tuple) else (texts,)):
            days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text)]
            kind = (
                "period"
                if days
                else "total"
                if text.startswith("Total")
                else "counting"
                if text == "Number"
                else "offence"
            )
            period = Period(*days, "range") if days else None
            rest = text.removeprefix("Total").strip() if kind == "total" else ""
            found[number].append(Label(text, kind, (axis[0], level), period, rest=rest))
    return found


YEAR, FIRST, LAST = "2021-01-01 to 2021-12-31", "2021-01-01 to 2021-03-31", "2021-10-01 to 2021-12-31"


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        ((FIRST, LAST, YEAR), [2]),
        ((FIRST, YEAR), []),
        ((YEAR, YEAR, FIRST), []),
        ((FIRST, "2021-12-31 to 2021-12-31", YEAR), [2]),
        ((FIRST, "2022-01-01 to 2022-03-31", YEAR), []),
        ((FIRST, "2021-10-01 to 2022-03-31", YEAR), []),
        ((YEAR, "2021-04-01 to 2022-03-31", "2022-04-01 to 2023-03-31"), []),
        ((FIRST, LAST, YEAR, "2022-01-01 to 2022-12-31"), [2]),
    ],
)
def test_a_year_is_the_sum_of_its_parts_where_two_of_them_stand_beside_it(names, whole):
    side = Side(lines(*names))
    assert [number for number in side.lines if side.sums_over_time(number)] == whole


@pytest.mark.parametrize(
    ("names", "totals"),
    [
        # Over the only column of its kind it says that something is counted.
        ((("Rape", "Total"),), []),
        ((("Rape", "Total"), ("Theft", "Total")), []),
        ((("Rape", "Total"), ("Theft", "Number")), []),
        ((("Rape", "Number"), ("Theft", "Number"), ("Arson", "Total")), [2]),
        ((("Rape", "Total"), ("Theft", "Total"), ("Arson", "Total")), []),
        ((("Rape", "Charged"), ("Rape", "Total")), [1]),
        ((("Rape", "Total violence"),), [0]),
        (("Rape", "Theft", "Total"), [2]),
    ],
)
def test_total_is_a_sum_only_beside_what_it_adds_up(names, totals):
    side = Side(lines(*names, axis=("column", 0)))
    assert list(side.totals) == totals
    for number, texts in enumerate(names):
        kinds = [one.kind for one in side.lines[number]]
        assert ("total" in kinds) == (number in totals), texts


def rows_of(*rows):
    """Rows of a table, each with its texts as labels are read."""
    return {
        number: [
            read_label(recognise(text), ("row", level)) for level, text in enumerate(texts.split("|")) if text
        ]
        for number, texts in enumerate(rows)
    }


@pytest.mark.parametrize(
    ("rows", "total", "wanted"),
    [
        # A plain total: its group, what shares its other labels (here all), the whole table, the stretches before and behind it.
        (("Rape", "Theft", "Total", "Arson", "Sub-total"), 2, [*[[0, 1, 3]] * 3, [0, 1], [3]]),
        (("Rape", "Theft", "Total", "Arson", "Sub-total"), 4, [[0, 1, 3], [], *[[0, 1, 3]] * 3, [3], []]),
        # A sub-total: the stretch that it ends, and the one that it stands over.
        (("Rape", "Theft", "Sub-total", "Arson", "Fraud", "Sub-total", "Grand total"), 2,
         [[0, 1], [3, 4], *[[0, 1, 3, 4]] * 3, [0, 1], [3, 4]]),
        (("Rape", "Theft", "Sub-total", "Arson", "Fraud", "Sub-total", "Grand total"), 5,
         [[3, 4], [], *[[0, 1, 3, 4]] * 3, [3, 4], []]),
        # A grand total is never only of its group.
        (("Rape", "Theft", "Sub-total", "Arson", "Fraud", "Sub-total", "Grand total"), 6, [*[[0, 1, 3, 4]] * 2, [], []]),
        # A total of something: first of what has that name.
        (("Violence|Rape", "Violence|Assault", "Theft|Shoplifting", "Violence total"), 3,
         [[0, 1], [], [], [], *[[0, 1, 2]] * 2, [], []]),
        (("January 2021", "February 2021", "January 2022", "2021 total"), 3, [[0, 1], *[[0, 1, 2]] * 4, []]),
        (("Arson", "Rape of a female", "Rape of a male", "Total rape"), 3, [[1, 2], [0, 1, 2], [], *[[0, 1, 2]] * 4, []]),
        # Another label that it shares with some.
        (("Rape|Charged", "Rape|Cautioned", "Theft|Charged", "Total|Charged"), 3, [[0, 2], [0, 2], [0, 1, 2], [0, 2], []]),
        # What is a part of another is added to nothing but the whole.
        (("Rape", "of which, on a bus", "Theft", "Total"), 3, [[0, 2], [0, 2], [0, 1, 2], [0, 2], []]),
    ],
)  # fmt: skip
def test_what_a_total_may_add_up_is_tried_likeliest_first(rows, total, wanted):
    assert list(Side(rows_of(*rows)).candidates(total)) == wanted


@example(stretches=[[10, 10], [1, 2]], across=True, numbered=False)
@given(
    st.lists(st.lists(st.integers(1, 900), min_size=2, max_size=4), min_size=2, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_a_total_behind_each_stretch_of_rows_or_columns_adds_up_that_stretch(stretches, across, numbered):
    counts = iter(range(1000))
    rows = [["Beat", "2021"]]
    for number, stretch in enumerate(stretches, start=1):
        rows += [[f"Beat {chr(65 + next(counts))}", str(count)] for count in stretch]
        rows.append([f"Q{number} Total" if numbered else "Total", str(sum(stretch))])
    rows = [list(row) for row in zip(*rows, strict=True)] if across else rows
    checks = read_layout([[recognise(text) for text in row] for row in rows]).checks
    assert [(one.result, sum(one.printed), len(one.places)) for one in checks] == [
        ("agrees", 2 * sum(stretch), len(stretch)) for stretch in stretches
    ]


def test_a_label_that_goes_on_from_above_does_not_say_what_a_total_shares():
    rows = rows_of("Rape|Charged", "Rape|Cautioned", "Theft|Charged", "Total|Charged")
    rows[3][1] = replace(rows[3][1], printed=False)
    assert list(Side(rows).candidates(3)) == [[0, 2], [0, 2, 1], [0, 1, 2], [0, 2], []]


@pytest.mark.parametrize(
    ("rows", "scope", "agrees", "rest", "kept"),
    [
        # "Violence total" that is the sum of all is the total of all; of some it is that of violence.
        (("Rape", "Theft", "Violence total"), [0, 1], True, "", ["Violence total"]),
        (("Rape", "Theft", "Violence total"), [0, 1], False, "Violence", ["Violence total"]),
        (("Rape", "Theft", "Violence total"), [0], True, "Violence", ["Violence total"]),
        # A group heading above stays the total's only where all that it adds up has it.
        (("Rape|South", "Theft|South", "Total|(South)"), [0, 1], True, "", ["Total", "South"]),
        (("Rape|South", "Theft|North", "Total|(South)"), [0, 1], True, "", ["Total"]),
        (("Rape|South", "Theft|North", "Total|South"), [0, 1], True, "", ["Total", "South"]),
        (("Rape|South", "Theft|North", "Total|(South)"), [], False, "", ["Total"]),
    ],
)
def test_what_holds_for_all_that_a_total_adds_up_is_its_own(rows, scope, agrees, rest, kept):
    lines = rows_of(*(row.replace("(", "").replace(")", "") for row in rows))
    lines[2] = [replace(one, printed="(" not in rows[2] or one.kind == "total") for one in lines[2]]
    side = Side(lines)
    side.choose(2, scope, agrees=agrees)
    assert side.scopes == {2: scope}
    assert side.agrees == ({2} if agrees else set())
    assert side.totals[2].rest == rest
    assert [one.text for one in side.lines[2]] == kept
    assert side.lines[2][0].rest == rest


def test_a_label_that_only_names_the_platform_is_no_offence_beside_some():
    with use(words().about("tiktok")):
        side = Side(rows_of("Harassment", "TikTok named in MO", "Stalking"))
        assert [one.kind for labels in side.lines.values() for one in labels] == ["offence", "other", "offence"]


def test_a_total_of_nothing_beside_it_is_a_name():
    side = Side(rows_of("Rape", "Violence total"))
    side.choose(1, [0], agrees=False)
    side.take_for_name(1)
    assert (side.totals, side.scopes) == ({}, {})
    assert [(one.text, one.kind, one.rest) for one in side.lines[1]] == [("Violence total", "offence", "")]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (("Rape", "Theft", "Charged"), ["offence", "offence", "offence"]),
        (("Charged", "Cautioned", "Rape"), ["outcome", "outcome", "outcome"]),
        (("Rape", "On a bus"), ["offence", "offence"]),  # of as many, what is known to be something
        (("On a bus", "Rape"), ["offence", "offence"]),
        (("Rape", "of which, on a bus", "of which, by telephone"), ["offence", "other", "other"]),
        (("Rape|Charged", "Theft|Charged"), ["offence", "outcome", "offence", "outcome"]),
        (("Rape", "2021", "Total"), ["offence", "period", "total"]),
    ],
)
def test_labels_of_one_axis_are_of_one_kind(rows, kinds):
    assert [one.kind for labels in Side(rows_of(*rows)).lines.values() for one in labels] == kinds


@pytest.mark.parametrize(
    ("rows", "scope", "over", "span"),
    [
        (("2021", "2022", "Total"), [0, 1], True, ("2021-01-01", "2022-12-31")),
        (("2022", "2021", "Total"), [0, 1], True, ("2021-01-01", "2022-12-31")),
        (("January", "February", "Total"), [0, 1], True, None),
        (("Rape|2021", "Theft|2021", "Total"), [0, 1], False, ("2021-01-01", "2021-12-31")),
        (("Rape|2021", "Theft|2022", "Total"), [0, 1], True, ("2021-01-01", "2022-12-31")),
        (("Rape", "Theft", "Total"), [0, 1], False, None),
        # A total of a year that its months add up to is dated by itself.
        (("January 2021", "Rape", "2021 total"), [0], False, ("2021-01-01", "2021-01-31")),
        (("2021", "2022", "Total"), [], False, None),
    ],
)
def test_a_total_of_several_times_is_one_over_time(rows, scope, over, span):
    side = Side(rows_of(*rows))
    side.choose(2, scope, agrees=False)
    assert side.sums_over_time(2) == over
    found = side.span(2)
    assert (found and (found.start.isoformat(), found.end.isoformat())) == span
