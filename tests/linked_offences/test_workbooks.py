"""The workbook of a force, opened by another program: the spreadsheet rules, and every figure once."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from conftest import STATES, list_published_days

from linked_offences import profile
from linked_offences.records import changes
from linked_offences.site import workbooks

pytestmark = pytest.mark.whole

FORCES = [*STATES, "cleveland", "dyfed-powys", "lancashire", "british-transport-police"]
SHORTHAND = re.compile(r"\[[a-z]+\]")


def open_book(page):
    return openpyxl.load_workbook(io.BytesIO(workbooks.make_workbook(page)))


def rows(book, name):
    """Rows of a sheet's table as dicts."""
    (table,) = book[name].tables.values()
    header, *body = [[cell.value for cell in row] for row in book[name][table.ref]]
    return [dict(zip(header, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def books():
    return {force: (page := profile.load(force), open_book(page)) for force in FORCES}


@pytest.fixture(scope="module")
def hidden():
    """Dorset with made-up cells: a count that is hidden, one with a mark alone, and texts that a program may misread."""
    page = profile.load("dorset")
    figures = page.figures.copy()
    for place, cells in enumerate(
        [
            ("<5", "=1+1", 1, 4),
            ("*", "[made](up) $$note$$", 0, 4),
            ("1,204", "{=A1}", 1204, 1204),
            ("-", "@SUM", 0, 0),
        ]
    ):
        figures.loc[place, ["as_printed", "label", "count_low", "count_high"]] = cells
    page = replace(page, figures=figures)
    return page, open_book(page)


@pytest.mark.parametrize("force", FORCES)
def test_a_workbook_opens_with_cover_contents_and_notes_then_the_tables(books, force):
    page, book = books[force]
    names = book.sheetnames
    assert names[:4] == ["Cover", "Contents", "Notes", "Requests"]
    expected = {"Counts": len(page.counts), "Figures": len(page.figures),
                "Verdicts": len(page.verdicts), "Sources": len(page.sources)}  # fmt: skip
    assert names[4:] == [name for name, many in expected.items() if many]
    for name in names[4:]:
        assert len(rows(book, name)) == expected[name]
    assert [row["Sheet name"] for row in rows(book, "Contents")] == names[2:]
    for name in names[2:]:
        (link,) = [cell.hyperlink for cell in book["Contents"]["A"] if cell.value == name]
        assert link.location == f"'{name}'!A1"
    assert page.name in book["Cover"]["A1"].value
    assert book.active.title == "Cover"


@pytest.mark.parametrize("force", FORCES)
def test_a_sheet_has_one_table_no_merged_cell_and_no_blank_row_or_cell(books, force):
    _, book = books[force]
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert all(row[0].value not in (None, "") for row in sheet.iter_rows())
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in (*sheet.column_dimensions.values(), *sheet.row_dimensions.values()))
        if sheet.title == "Cover":
            assert not sheet.tables
            assert sheet.max_column == 1
            continue
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        assert (first, last) == ("A3", sheet.cell(sheet.max_row, sheet.max_column).coordinate)
        assert sheet["A1"].value
        assert "one table" in sheet["A2"].value
        cells = [[cell.value for cell in row] for row in sheet[table.ref]]
        assert all(value is not None and str(value).strip() for row in cells for value in row)
        assert len(set(cells[0])) == len(cells[0])
        assert all(isinstance(head, str) for head in cells[0])


@pytest.mark.parametrize("force", FORCES)
def test_numbers_are_numbers_and_what_is_missing_is_shorthand_that_is_explained_as_used(books, force):
    _, book = books[force]
    used = set()
    for name in book.sheetnames[3:]:
        for row in rows(book, name):
            used |= {value for value in row.values() if isinstance(value, str) and SHORTHAND.fullmatch(value)}
            for column in {"Fewest", "Most"} & set(row):
                assert isinstance(row[column], int) or row[column] in ("[x]", "[z]")
    headings = {heading for name in book.sheetnames[3:] for heading in rows(book, name)[0]}
    told = [row["Shorthand or heading"] for row in rows(book, "Notes")]
    assert {one for one in told if SHORTHAND.fullmatch(one)} == used
    assert {one for one in told if not SHORTHAND.fullmatch(one)} <= headings
    assert {"Fewest", "Most"} & headings <= set(told)
    assert len(told) == len(set(told))


@pytest.mark.parametrize("force", FORCES)
def test_every_figure_of_the_force_is_there_once_with_file_cell_and_address(books, force):
    page, book = books[force]
    if page.figures.empty:
        assert "No figure is known" in book["Cover"]["A3"].value
        return
    found = rows(book, "Figures")
    assert [row["Id"] for row in found] == page.figures["id"].tolist()
    addresses = page.sources.set_index("source")["address"]
    for row, figure in zip(found, page.figures.to_dict("records"), strict=True):
        assert row["File"] == f"data/raw/{figure['source']}/{figure['file']}"
        assert row["Cell"] == figure["cell"]
        assert row["Address"] == (addresses[figure["source"]] or "[x]")
        assert str(row["As printed"]) == (figure["as_printed"] or "[x]")
        for column, end in (("Fewest", "count_low"), ("Most", "count_high")):
            if isinstance(row[column], int):
                assert row[column] == figure[end]
            else:
                assert pd.isna(figure[end])


@pytest.mark.parametrize("force", FORCES)
def test_every_count_is_there_once_with_its_range_and_the_figures_that_it_rests_on(books, force):
    page, book = books[force]
    held = page.counts.to_dict("records")
    if not held:
        return
    numbers = {str(place): one for place, one in enumerate(page.figures["id"], start=1)}
    told = [
        (str(row["Fewest"]), str(row["Most"]), *sorted(numbers[one] for one in row["Rests on"].split(", ")))
        for row in rows(book, "Counts")
    ]
    ends = ("count_low", "count_high")
    assert sorted(told) == sorted(
        (*("[x]" if pd.isna(one[end]) else str(one[end]) for end in ends), *sorted(one["figures"].split()))
        for one in held
    )


def test_derbyshire_by_hand(books):
    _, book = books["derbyshire"]
    years = [(row["Period"], row["Fewest"], row["Most"], row["Holds only if"]) for row in rows(book, "Counts")
             if row["Counted"] == "offences"]  # fmt: skip
    condition = "if 188 is the three-year total"
    assert sorted(years) == [
        ("2021/22", 1, 84, condition),
        ("2021/22 to 2023/24", 188, 188, condition),
        ("2022/23", 1, 84, condition),
        ("2023/24", 64, 115, condition),
    ]


def test_west_mercia_has_no_upper_end(books):
    (row,) = rows(books["west-mercia"][1], "Counts")
    assert (row["Fewest"], row["Most"], row["Period"]) == (701, "[x]", "period not stated")


def test_a_force_that_refused_is_worth_opening(books):
    _, book = books["psni"]
    (row,) = rows(book, "Requests")
    assert (row["What came back"], row["Section of the Act"]) == ("refused", "12(1)")
    cover = " ".join(str(cell.value) for cell in book["Cover"]["A"])
    assert "Status: refused, section 12(1)." in cover
    assert "An unknown number is not zero." in cover


def test_hidden_counts_stand_as_ranges_beside_what_is_printed(hidden):
    _, book = hidden
    first, second, third, fourth = rows(book, "Figures")[:4]
    told = [
        tuple(row[name] for name in ("As printed", "Fewest", "Most", "Mark"))
        for row in (first, second, third, fourth)
    ]
    assert told == [
        ("<5", 1, 4, "[c]"),
        ("symbol *", 0, 4, "[c]"),
        ("1,204", 1204, 1204, "[z]"),
        ("symbol -", 0, 0, "[z]"),
    ]
    assert "[c]" in {row["Shorthand or heading"] for row in rows(book, "Notes")}


def test_nothing_that_is_printed_runs_or_becomes_a_link(hidden):
    _, book = hidden
    assert [row["Counted or claimed"] for row in rows(book, "Figures")[:4]] == [
        "=1+1", "[made] (up) $ $note$ $", "{=A1}", "@SUM",
    ]  # fmt: skip
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("text", ["x" * 32_768, "http://" + "x" * 2_080])
def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(hidden, text):
    page, _ = hidden
    page = replace(page, figures=page.figures.assign(label=text))
    with pytest.raises(ValueError, match="more than a cell can hold"):
        workbooks.make_workbook(page)


def test_a_corrected_figure_is_marked_as_revised(checkout):
    file = checkout / "data" / "processed" / "figures.csv"
    text = file.read_text(encoding="utf-8")
    (old,) = (row for row in text.splitlines() if ",dorset," in row and ",Blackmail,code,35,1,,1,1," in row)
    file.write_text(text.replace(old, old.replace(",35,1,,1,1,", ",35,2,,2,2,")), encoding="utf-8")
    changes.publish("2099-12-02", "Made up for a test.", corrected=True)
    book = open_book(profile.load("dorset"))
    assert [
        (row["As printed"], row["Counted or claimed"]) for row in rows(book, "Figures") if row["Mark"] == "[r]"
    ] == [(2, "Blackmail")]
    assert "[r]" in {row["Shorthand or heading"] for row in rows(book, "Notes")}
    assert book.properties.created.date().isoformat() == "2099-12-02"


@pytest.mark.parametrize("force", ["dorset", "psni"])
def test_two_workbooks_are_the_same_bytes_and_hold_no_clock(force):
    page = profile.load(force)
    content = workbooks.make_workbook(page)
    assert workbooks.make_workbook(profile.load(force)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        days = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", book.read("docProps/core.xml").decode())
    assert days == [f"{list_published_days(force)[-1]}T00:00:00Z"] * 2
