"""A file of any kind as sheets of cells: the same cells whatever the file, and one clear line where it cannot be read."""

import csv
import io
import re
import subprocess
import sys
import textwrap
import time
import zipfile
from functools import cache
from itertools import groupby, pairwise

import made_up
import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from foi_answers import documents
from foi_answers.documents import read_document, show_number
from plain_files import Problem

OTHERS = ROOT / "tests" / "data" / "documents"
NAMES = list(made_up.read_layouts())
MERGED = [name for name in NAMES if made_up.read_layout(name)[1]]
TEXTS = ("docx", "htm", "pdf", "txt")


def cells(file):
    """All rows of all sheets of a file."""
    return [row.cells for sheet in read_document(file) for row in sheet.rows]


def texts(file):
    """Its rows without the blank ones and without blank cells after the last text."""
    return [row for row in map(trim, cells(file)) if row]


def trim(row):
    row = list(row)
    while row and not row[-1].strip():
        row.pop()
    return row


def write(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def refusal(file):
    """The one line that says why a file is not read."""
    with pytest.raises(Problem) as caught:
        read_document(file)
    line = str(caught.value)
    assert "\n" not in line
    assert file.name in line
    return line


# The same answer in every format -----------------------------------------------------------------


@cache
def read_made(name, ending):
    """A made-up answer in one of its formats, read once for all tests."""
    return read_document(made_up.find_layout(name, ending))


def read_layout(name):
    return [trim(row) for row in made_up.read_layout(name)[0]]


def as_text(rows, ending):
    """Rows as a document of text can show them: no blank rows, and spaces only between words."""
    rows = [[" ".join(cell.replace("\xa0", " ").split()) for cell in row] for row in rows if row]
    if ending == "txt":
        # Nothing shows a column that is blank from top to bottom.
        blank = [
            at for at in range(max(map(len, rows))) if not any(row[at : at + 1] not in ([], [""]) for row in rows)
        ]
        rows = [[cell for at, cell in enumerate(row) if at not in blank] for row in rows]
    if ending == "pdf":
        # A paragraph goes on over several lines there.
        runs = groupby(rows, key=lambda row: len(row) == 1)
        return [row for single, run in runs for row in ([[" ".join(row[0] for row in run)]] if single else run)]
    return rows


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "ods", "xls", *TEXTS])
@pytest.mark.parametrize("name", NAMES)
def test_a_layout_reads_alike_in_every_format(name, ending):
    wanted = read_layout(name)
    found = [trim(row.cells) for sheet in read_made(name, ending) for row in sheet.rows]
    if ending in TEXTS:
        wanted, found = as_text(wanted, ending), as_text(found, ending)
    if (name, ending) == ("years-in-questions-bare-numbers-below-in-three-blocks", "txt"):
        # A number alone on its line stands in no column.
        wanted = [[cell for cell in row if cell] for row in wanted]
    while wanted and not wanted[-1]:
        wanted.pop()
    assert found == wanted


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls", "docx", "htm", "pdf"])
@pytest.mark.parametrize("name", MERGED)
def test_merged_cells_are_known_in_every_format_that_has_them(name, ending):
    rows = read_layout(name)
    wanted = {
        (rows[top][left], bottom - top, right - left) for top, left, bottom, right in made_up.read_layout(name)[1]
    }
    (sheet,) = read_made(name, ending)
    found = set()
    for top, left, bottom, right in sheet.merged:
        found.add((sheet.rows[top].cells[left], bottom - top, right - left))
        others = [
            sheet.rows[row].cells[column] for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]
        assert not any(others[1:])
    assert found == wanted


@pytest.mark.parametrize("ending", TEXTS)
def test_a_blank_row_stands_between_a_table_and_its_neighbours(ending):
    for name in NAMES:
        rows = read_made(name, ending)[0].rows
        kinds = [len(row.cells) > 1 for row in rows if any(row.cells)]
        blanks = sum(not any(row.cells) for row in rows)
        assert blanks >= sum(a != b for a, b in pairwise(kinds)), name
        assert any(rows[0].cells), name
        assert any(rows[-1].cells), name
        for above, below in pairwise(rows):
            assert any(above.cells) or any(below.cells), name
            if any(above.cells) and any(below.cells):
                assert (len(above.cells) > 1) == (len(below.cells) > 1), name


@pytest.mark.parametrize(
    ("ending", "title", "count"),
    [
        ("csv", "A1", "B3"),
        ("tsv", "A1", "B3"),
        ("xlsx", "Answer!A1", "Answer!B3"),
        ("ods", "Answer!A1", "Answer!B3"),
        ("xls", "Answer!A1", "Answer!B3"),
        ("docx", "paragraph 1", "table 1 B2"),
        ("htm", "paragraph 1", "table 1 B2"),
        ("pdf", "page 1 line 1", "page 1 table 1 B2"),
        ("txt", "line 1", "line 3 cell 2"),
    ],
)
def test_a_cell_has_the_address_that_its_document_gives_it(ending, title, count):
    (sheet,) = read_made("rows-of-uneven-length", ending)
    places = {sheet.rows[row].cells[column]: sheet.address(row, column)
              for row in range(len(sheet.rows)) for column in range(len(sheet.rows[row].cells))}  # fmt: skip
    assert places["Offences by year"] == title
    assert places["9"] == count


# What a spreadsheet shows ------------------------------------------------------------------------

FORMATS = [
    ("share", "25%"), ("share with a decimal", "12.5%"), ("whole share", "100%"), ("month", "Apr-21"),
    ("day", "05/04/2021"), ("day in words", "5 April 2021"), ("time", "14:05"), ("money", "£1,234.50"),
    ("thousands", "1,204"), ("whole", "14"), ("decimal", "3.5"), ("hidden by its format", "<5"),
    ("not hidden by its format", "7"), ("starred by its format", "*"), ("blanked by its format", ""),
    ("negative in brackets", "(5)"), ("accounts", "1,204"), ("accounts nil", "0"), ("text", "<5"),
    ("number as text", "007"), ("truth", "TRUE"), ("fault", "#DIV/0!"), ("formula", "15"),
    ("formula that gives text", "n/a"), ("raised note", "5[1]"),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_spreadsheet_reads_as_it_shows_and_says_what_it_hides(ending):
    sheets = read_document(OTHERS / f"formats.{ending}")
    assert [sheet.name for sheet in sheets] == ["Formats", "Working"]
    shown, secret = sheets
    assert [row.cells[:2] for row in shown.rows] == FORMATS
    assert shown.merged == ((0, 3, 1, 4),)
    assert shown.remarks == (
        "rows 9 to 10: hidden", "column G: hidden", "B15: holds a value that is not shown",
    )  # fmt: skip
    assert secret.remarks == ("the sheet is hidden",)
    assert secret.address(0, 1) == "Working!B2"
    assert secret.rows[0].cells == ("", "5")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # Examples of Microsoft's "Number format codes" and "Review guidelines for customizing a number format".
        (1234.59, "####.#", "1234.6"),
        (8.9, "#.000", "8.900"),
        (0.631, "0.#", "0.6"),
        (12, "#.0#", "12.0"),
        (1234.568, "#.0#", "1234.57"),
        (12000, "#,###", "12,000"),
        (12000, "#,", "12"),
        (12200000, "0.0,,", "12.2"),
        # Worked by hand.
        (0.125, "0%", "13%"),
        (1, "0%", "100%"),
        (0.0549, "0.0%", "5.5%"),
        (2.5, "0", "3"),
        (-0.4, "0", "0"),
        (-1204, "#,##0", "-1,204"),
        (-5, '0;"minus "0', "minus 5"),
        (0, "0;-0;;@", ""),
        (0, '0;-0;"nil"', "nil"),
        (3, ";;;", ""),
        (4, '[<5]"<5";0', "<5"),
        (5, '[<5]"<5";0', "5"),
        (1, '[=1]"one";[<5]"few";0', "one"),
        (3, '[=1]"one";[<5]"few";0', "few"),
        (7, '0" crimes"', "7 crimes"),
        (7, "0_);(0)", "7"),
        (7, "[Red]0", "7"),
        (1250, "[$£-809]#,##0.00", "£1,250.00"),
        (1250, "[$€-2] #,##0", "€ 1,250"),
        (14, "General", "14"),
        (0.1 + 0.2, "General", "0.3"),
        (7, '"no. "General', "no. 7"),
        (7, "@", "7"),
        (7, "000", "007"),
        (1.25, "0.0,0", "1.25"),
        (1e20, "0.0000000000", "100000000000000000000.0000000000"),
        # Days since the last of 1899: 44,287 is 1 April 2021.
        (44287, "mmm-yy", "Apr-21"),
        (44287, "dd/mm/yyyy", "01/04/2021"),
        (44287, "dddd, d mmmm yyyy", "Thursday, 1 April 2021"),
        (44287, "[$-809]mmmm yyyy", "April 2021"),
        (44287, "[$-en-GB]mmm yyyy", "Apr 2021"),
        (44287.5, "dd/mm/yy hh:mm", "01/04/21 12:00"),
        (44287.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1, "d mmm yyyy", "1 Jan 1900"),
        (61, "d mmm yyyy", "1 Mar 1900"),
        # A date that depends on the computer, or is in another language, is written in full.
        (44287, "iso", "2021-04-01"),
        (44287, "[$-F800]dddd, mmmm dd, yyyy", "2021-04-01"),
        (44287, "[$-452]mmmm yyyy", "2021-04-01"),
        # What is not known here is never a number.
        (0.5, "# ?/?", "#FORMAT!"),
        (120000, "0.0E+00", "#FORMAT!"),
        (1, '[<0]"less"', "#FORMAT!"),
        (123456, "00-00-00", "#FORMAT!"),
        (-1, "mmm-yy", "#FORMAT!"),
    ],
)
def test_a_number_is_written_as_its_format_shows_it(value, code, text):
    assert show_number(value, code) == text


def test_a_workbook_may_count_its_days_from_1904():
    assert show_number(42825, "mmm-yy", since_1904=True) == "Apr-21"


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_keeps_its_digits_in_every_plain_format(number):
    assert show_number(number, "General") == show_number(number, "0") == str(number)
    assert show_number(number, "#,##0") == f"{number:,}"


@given(
    st.floats(-1e9, 1e9),
    st.lists(st.sampled_from([*'0#?.,%;/my@- ', '"a"', "[<5]", "[Red]", "_)", "* ", "E+", "General"]), min_size=1, max_size=8),
)  # fmt: skip
def test_no_format_makes_a_share_look_like_a_count(value, parts):
    code = "".join(parts)
    text = show_number(value, code)
    if "%" in parts and not {";", "[<5]", "m", "y", "@", "General"} & set(parts) and {"0", "#", "?"} & set(parts):
        assert "%" in text or text == "#FORMAT!"


# Workbooks written part by part ------------------------------------------------------------------


def pack(tmp_path, name, members):
    file = tmp_path / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return file


RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(tmp_path, sheet, *, strings="", formats="", settings="", name="answer.xlsx", head=""):
    """A workbook of one sheet; ``sheet`` is the XML inside it, ``formats`` the codes of styles 1, 2, ..."""
    codes = list(filter(None, formats.split("|")))
    return pack(tmp_path, name, {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": RELATED.format(f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/_rels/workbook.xml.rels": RELATED.format(
            f'<Relationship Id="r1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{KIND}/styles" Target="/xl/styles.xml"/>'
            f'<Relationship Id="r3" Type="{KIND}/sharedStrings" Target="sharedStrings.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}">{settings}<sheets>'
                           '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(
            f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
            + '</numFmts><cellXfs><xf numFmtId="0"/>'
            + "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
            + '<xf numFmtId="14"/><xf numFmtId="9"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    })  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', "#NO VALUE!"),
        ('<c r="A1"><f>SUM(B1:B9)</f><v/></c>', "#NO VALUE!"),
        ('<c r="A1" t="str"><f>""&amp;"x"</f><v>x</v></c>', "x"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1"><v>14.0</v></c>', "14"),
        ('<c r="A1"><v>1.4E1</v></c>', "14"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="d"><v>2021-04-01T00:00:00</v></c>', "2021-04-01"),
        ('<c r="A1" t="inlineStr"><is><t>words</t></is></c>', "words"),
        ('<c r="A1" t="inlineStr"><is><r><t>9</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is></c>', "9[2]"),
        ('<c r="A1" t="inlineStr"><is><r><t>1</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>st</t></r></is></c>', "1st"),
        ('<c t="s"><v>0</v></c>', "a\nb"),
        ('<c r="A1" s="1"><v>3</v></c>', "under 5"),
        ('<c r="A1" s="2"><v>0.5</v></c>', "#FORMAT!"),
        ('<c r="A1" s="3"><v>44287</v></c>', "2021-04-01"),
        ('<c r="A1" s="4"><v>0.25</v></c>', "25%"),
    ],
)  # fmt: skip
def test_a_cell_of_a_workbook_reads_as_it_shows(tmp_path, cell, text):
    file = xlsx(
        tmp_path, f"<sheetData><row>{cell}</row></sheetData>", formats="[&lt;5]&quot;under 5&quot;;0|# ?/?",
        strings="<si><t>a_x000D_\nb</t><rPh><t>aloud</t></rPh></si>",
    )  # fmt: skip
    assert cells(file) == [(text,)]


def test_what_a_workbook_cannot_show_is_remarked(tmp_path):
    sheet = (
        '<sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>7</v></c></row><row r="3" hidden="1"><c r="A3"><v>0</v></c>'
        '<c r="C3"><v>8</v></c></row></sheetData>'
    )
    (sheet,) = read_document(xlsx(tmp_path, sheet, settings='<workbookPr date1904="1"/>'))
    assert [row.cells for row in sheet.rows] == [("#NO VALUE!", "7", ""), ("", "", ""), ("", "", "8")]
    assert sheet.remarks == (
        "row 3: hidden",
        "columns B to C: hidden",
        "A1: the formula was never calculated; open the file in its program and save it",
        "A3: holds a value that is not shown",
    )


def test_a_cell_in_the_last_place_of_an_old_workbook_is_read_without_all_those_before_it(tmp_path):
    content = (OTHERS / "formats.xls").read_bytes()
    at = (
        content.index(b"\xfd\0\x0a\0") + 4
    )  # a text of the list of texts [MS-XLS 2.4.149]: then its row and its column
    far = content[:at] + b"\xff\xff\xff\0" + content[at + 4 :]
    sheet, _ = read_document(write(tmp_path, "far.xls", far))
    assert sheet.address(len(sheet.rows) - 1, len(sheet.rows[-1].cells) - 1) == "Formats!IV65536"
    assert sheet.rows[-1].cells[-1] == "share"


def test_columns_without_end_may_be_hidden(tmp_path):
    sheet = '<cols><col min="2" max="999999999" hidden="1"/></cols><sheetData><row><c><v>5</v></c><c><v>7</v></c></row></sheetData>'
    (sheet,) = read_document(xlsx(tmp_path, sheet))
    assert (sheet.remarks, sheet.doubts) == (("column B: hidden",), {(0, 1): "its column is hidden"})


def test_cells_far_from_the_table_bring_no_blank_rows_along(tmp_path):
    sheet = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="2"><c r="B2"><v>1</v></c></row>'
        '<row r="1048576" s="1"><c r="A1048576" s="1"/><c r="B1048576"><v>2</v></c></row></sheetData>'
    )
    (sheet,) = read_document(xlsx(tmp_path, sheet))
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("", "1")), (3, ("", "")), (1048576, ("", "2"))]


ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def ods(tmp_path, rows, *, name="answer.ods", head=""):
    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in ODS.items())
    return pack(tmp_path, name, {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f'{head}<office:document-content {spaces}><office:body><office:spreadsheet>'
                       f'<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body>'
                       '</office:document-content>',
    })  # fmt: skip


def test_what_lies_under_a_merged_cell_is_not_read_but_remarked(tmp_path):
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c>'
        '<c r="C2"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>'
    )
    (sheet,) = read_document(xlsx(tmp_path, sheet))
    assert [row.cells for row in sheet.rows] == [("1", "", ""), ("", "", "4")]
    assert sheet.merged == ((0, 0, 1, 1),)
    assert sheet.remarks == ("B1, A2: lies under a merged cell and is not shown",)


def test_an_opendocument_sheet_reads_as_it_shows_and_repeats_only_what_holds_text(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    rows = (
        '<table:table-row-group><table:table-row-group><table:table-row-group><table:table-row-group>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="3"'
        ' table:number-columns-repeated="2"><text:p> 3 </text:p></table:table-cell></table:table-row>'
        '</table:table-row-group></table:table-row-group></table:table-row-group></table:table-row-group>'
        '<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>aside</text:p>'
        '</office:annotation><text:p>two<text:s text:c="2"/>words</text:p><text:p>below</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="9"/><table:table-cell table:formula="of:=1"/>'
        f'</table:table-row>{blank}'
    )  # fmt: skip
    (sheet,) = read_document(ods(tmp_path, rows))
    assert [row.cells for row in sheet.rows] == [
        ("3", "3", ""), ("3", "3", ""), ("two  words\nbelow", "#NO VALUE!", "#NO VALUE!"),
    ]  # fmt: skip
    assert sheet.remarks == (
        "A3: a comment stands at it, which is not read",
        "B3, C3: the file does not hold what the cell shows; open the file in its program and save it",
    )


# CSV and plain text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("Year;Rate\n2021;1,5\n2022;2,5\n", [("Year", "Rate"), ("2021", "1,5"), ("2022", "2,5")]),
        ("Year\tCrimes\n2021\t5\n", [("Year", "Crimes"), ("2021", "5")]),
        ("Year|Crimes\n2021|5\n", [("Year", "Crimes"), ("2021", "5")]),
        ("sep=;\r\nYear;Crimes, all\r\n2021;5\r\n", [("Year", "Crimes, all"), ("2021", "5")]),
        ("Note: a, b; c\nYear,Crimes\n2021,5\n", [("Note: a", " b; c"), ("Year", "Crimes"), ("2021", "5")]),
        ('Title\n\nYear,Crimes\n2021,"1,204"\n,,\n', [("Title",), ("",), ("Year", "Crimes"), ("2021", "1,204")]),
        ('a,"b\nc"\n', [("a", "b\nc")]),
        ('"a"b,1\nc,2\n', [("ab", "1"), ("c", "2")]),
        ('5" pipe,1\nc,2\n', [('5" pipe', "1"), ("c", "2")]),
        ("a, ,\xa0\nb,1,2\n", [("a", "", ""), ("b", "1", "2")]),
        ("Crimes\n5\n", [("Crimes",), ("5",)]),
    ],
)
def test_a_csv_is_split_by_the_separator_that_it_uses(tmp_path, content, rows):
    assert cells(write(tmp_path, "answer.csv", content)) == rows


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["csv", "txt", "tsv", "htm"])
def test_text_is_read_in_the_encodings_that_britain_writes(tmp_path, codec, ending):
    content = "<p>2015 – 1, “£5”" if ending == "htm" else "2015 – 1\t“£5”\n2016 – 2\t“£6”"
    file = write(tmp_path, f"answer.{ending}", content.encode(codec))
    (sheet,) = read_document(file)
    assert sheet.rows[0].cells == (("2015 – 1, “£5”",) if ending == "htm" else ("2015 – 1", "“£5”"))
    assert bool(sheet.remarks) == (codec == "cp1252")


@given(st.lists(st.lists(st.text("ab1 ,\"\n'", max_size=5), min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_csv_gives_back_what_was_written(tmp_path_factory, rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([["x"] * 2, *rows, ["y"] * 2])
    file = write(tmp_path_factory.mktemp("csv"), "answer.csv", stream.getvalue())
    shown = [tuple(cell.strip("\n") if cell.strip() else "" for cell in row) for row in rows]
    assert cells(file)[1:-1] == shown


TEXT_TABLES = [
    ("Title\nYear\tCrimes\n2021\t5\nNote", [("Title",), ("",), ("Year", "Crimes"), ("2021", "5"), ("",), ("Note",)]),
    ("\tCrimes\nRecorded\t5", [("", "Crimes"), ("Recorded", "5")]),
    ("Total\t5", [("Total", "5")]),
    ("\tindented", [("indented",)]),
    ("| Year | Crimes |\n|------|:------:|\n| 2021 | 5 |\n| 2022 | |", [("Year", "Crimes"), ("2021", "5"), ("2022", "")]),
    ("+---+---+\n| a | b |\n+---+---+\n| c | 1 |\n+---+---+", [("a", "b"), ("c", "1")]),
    ("Year  Crimes\n2021  5\n\n2022  6", [("Year", "Crimes"), ("2021", "5"), ("",), ("2022", "6")]),
    ("Offence       2021   2022\nHarassment      12      7\nTheft                   3",
     [("Offence", "2021", "2022"), ("Harassment", "12", "7"), ("Theft", "", "3")]),
    ("Offence  2021  2022\nA           5     6\nAll of them so far 11",
     [("Offence", "2021", "2022"), ("A", "5", "6"), ("",), ("All of them so far 11",)]),
    ("One sentence.  Another one.\nA third.  A fourth and last one.",
     [("One sentence.  Another one.",), ("A third.  A fourth and last one.",)]),
    ("2023  10  6", [("2023  10  6",)]),
    ("Offence     Charged  Other\nHarassment       12      4\nTheft             7     11",
     [("Offence", "Charged", "Other"), ("Harassment", "12", "4"), ("Theft", "7", "11")]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "rows"), TEXT_TABLES)
def test_text_that_stands_in_columns_becomes_cells(tmp_path, content, rows):
    assert cells(write(tmp_path, "answer.txt", content)) == rows


def test_a_text_ruled_from_top_to_bottom_is_read_at_once(tmp_path):
    content = "5 crimes\n" + 20_000 * "-----\n"
    began = time.process_time()
    assert len(cells(write(tmp_path, "answer.txt", content))) == 20_001
    assert time.process_time() - began < 5


# Web pages ---------------------------------------------------------------------------------------

PAGES = [
    ("<nav>Menu</nav><header>Police</header><script>1</script><h1>Title</h1><p>A<br>B</p><footer>(c)</footer>",
     [("Title",), ("A",), ("B",)]),
    ("<article><header><h1>Kept</h1></header></article>", [("Kept",)]),
    ("<p>A</p><p>&nbsp;</p><p>B</p>", [("A",), ("",), ("B",)]),
    ("<ol start=3><li>A<li><p>B</p></ol><ul><li>C</ul>", [("3. A",), ("4. B",), ("C",)]),
    ("<pre>Year  Crimes\n2021  5</pre>", [("Year", "Crimes"), ("2021", "5")]),
    ("<p>Top</p><table><caption>Years</caption><tr><th>Year<th>No<tr><td>20\n 21<td>5<sup>1</sup></table>",
     [("Top",), ("Years",), ("",), ("Year", "No"), ("20 21", "5[1]")]),
    ("<table><tr><td>1<sup>st</sup> April<td>7<span style='vertical-align: super'>2</span></table>", [("1st April", "7[2]")]),
    ("<table><tfoot><tr><td>Total<td>5</tfoot><tbody><tr><td>A<td>5</tbody></table>", [("A", "5"), ("Total", "5")]),
    ("<table><tr><td><p>A</p><p>B</p><td>1<br>2</table>", [("A B", "1 2")]),
    ("<table><tr><td rowspan=2>A<td colspan=2>B<tr><td>1<td>2</table>", [("A", "B", ""), ("", "1", "2")]),
    ("<table><tr><td>A<table><tr><td>1<td>2</table>B<td>C</table>", [("AB", "C"), ("",), ("1", "2")]),
    ("<table><tr><td><p>Left</p><table><tr><td>1<td>2</table></table>", [("Left",), ("",), ("1", "2")]),
    ("<table><tr><td>A<td>1</table><table><tr><td>B<td>2</table>", [("A", "1"), ("",), ("B", "2")]),
    ("<table><tr><td>A<td>&nbsp;</table>", [("A", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rows"), PAGES)
def test_a_web_page_reads_in_the_order_of_reading(tmp_path, body, rows):
    assert cells(write(tmp_path, "answer.html", f"<!DOCTYPE html><html><body>{body}</body></html>")) == rows


def test_a_web_page_says_what_it_hides_and_is_read_in_its_own_encoding(tmp_path):
    page = '<meta charset="windows-1252"><p>£5</p><p style="display: none">6</p><p hidden>7</p>'
    (sheet,) = read_document(write(tmp_path, "answer.html", page.encode("cp1252")))
    assert [row.cells for row in sheet.rows] == [("£5",)]
    assert sheet.remarks == ("text that the page hides was left out",)


# Word --------------------------------------------------------------------------------------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(tmp_path, body, *, name="answer.docx", head="", notes="", numbering="", styles=""):
    spaces = f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return pack(tmp_path, name, {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": RELATED.format(f'<Relationship Id="a" Type="{KIND}/officeDocument" Target="word/document.xml"/>'),
        "word/numbering.xml": f"<w:numbering {spaces}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": RELATED.format(
            f'<Relationship Id="c" Type="{KIND}/numbering" Target="numbering.xml"/>'
            f'<Relationship Id="d" Type="{KIND}/styles" Target="styles.xml"/>'
f'<Relationship Id="b" Type="{KIND}/footnotes" Target="footnotes.xml"/>'),
        "word/footnotes.xml": f'<w:footnotes {spaces}>{notes}</w:footnotes>',
        "word/document.xml": f'{head}<w:document {spaces}><w:body>{body}</w:body></w:document>',
    })  # fmt: skip


def p(*runs):
    return f"<w:p>{''.join(run if run.startswith('<') else f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def tc(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tbl(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


BOX = "<w:txbxContent>" + p("Boxed") + "</w:txbxContent>"
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
WORDS = [
    (p("Title") + tbl(tc("A") + tc("1")) + p("Note"), [("Title",), ("",), ("A", "1"), ("",), ("Note",)]),
    (p("A", "<w:ins><w:r><w:t>B</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>C</w:delText></w:r></w:del>"), [("AB",)]),
    ("<w:sdt><w:sdtContent>" + p("Controlled") + "</w:sdtContent></w:sdt>", [("Controlled",)]),
    (p("A", f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"),
     [("A",), ("Boxed",)]),
    (p("A", "<w:r><w:br/></w:r>", "B"), [("A",), ("B",)]),
    (p("A") + p() + p() + p("B"), [("A",), ("",), ("B",)]),
    (p("Year", "<w:r><w:tab/></w:r>", "5"), [("Year", "5")]),
    (tbl(tc("5") + tc(p("7", RAISED))), [("5", "7[1]")]),
    (p("A", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>B</w:t></w:r>"), [("A",)]),
    (p("A", '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'), [("A",)]),
    (tbl(tc("A" ) + tc(p("B") + tbl(tc("1") + tc("2")) + p("C"))), [("A", "B C"), ("",), ("1", "2")]),
    (tbl(tc("A", '<w:gridSpan w:val="2"/>') + tc("B", '<w:vMerge w:val="restart"/>'),
         tc("1") + tc("2") + tc("covered", "<w:vMerge/>")),
     [("A", "", "B"), ("1", "2", "")]),
    (tbl(tc("A") + tc("B"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("1")), [("A", "B"), ("", "1")]),
    (tbl(tc("A") + tc("B"), '<w:trPr><w:gridBefore w:val="0"/></w:trPr>' + tc("1")), [("A", "B"), ("1", "")]),
    (p("A", '<w:r><w:footnoteReference w:id="2"/></w:r>'), [("A[1]",), ("",), ("[1] Small print",)]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rows"), WORDS)
def test_a_word_document_reads_in_the_order_of_reading(tmp_path, body, rows):
    notes = f'<w:footnote w:id="2">{p("Small print")}</w:footnote>'
    assert cells(docx(tmp_path, body, notes=notes)) == rows


def test_the_numbers_of_a_list_in_word_are_read_as_it_shows_them(tmp_path):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for level, (kind, shown) in enumerate(
            [("decimal", "%1)"), ("lowerLetter", "%1%2."), ("lowerRoman", "(%3)")]
        )
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    styles += '<w:style w:styleId="Question"><w:basedOn w:val="Base"/></w:style>'

    def item(level, number=1):
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return p(f"<w:pPr>{numbers}</w:pPr>", "A")

    styled = p('<w:pPr><w:pStyle w:val="Question"/></w:pPr>', "A")
    body = styled + item(1) + item(1) + item(2) + item(2) + p("A") + item(0) + item(1) + item(0, 2) + item(0, 0)
    file = docx(tmp_path, body, numbering=numbering, styles=styles)
    assert [row for (row,) in cells(file)] == [
        "1) A", "1a. A", "1b. A", "(i) A", "(ii) A", "A", "2) A", "2a. A", "1) A", "A",
    ]  # fmt: skip


def test_letters_that_a_style_raises_in_word_are_no_digits_of_a_count(tmp_path):
    styles = (
        '<w:style w:type="character" w:styleId="Raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Mark"><w:basedOn w:val="Raised"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    marks = [
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{own}</w:rPr><w:t>1</w:t></w:r>'
        for style, own in (
            ("Raised", ""),
            ("Mark", ""),
            ("Mark", '<w:vertAlign w:val="baseline"/>'),
            ("Unknown", ""),
        )
    ]
    rows = tbl(*(tc("Crimes") + tc(p("7", mark)) for mark in marks))
    assert cells(docx(tmp_path, rows, styles=styles)) == [
        ("Crimes", "7[1]"), ("Crimes", "7[1]"), ("Crimes", "71"), ("Crimes", "71"),
    ]  # fmt: skip


def test_a_word_document_says_what_was_left_out(tmp_path):
    deleted = "<w:del><w:r><w:delText>6</w:delText></w:r></w:del>"
    (sheet,) = read_document(docx(tmp_path, p("5", deleted, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>")))
    assert sheet.remarks == (
        "changes are tracked: words deleted were left out, words inserted were read", "hidden text was left out",
    )  # fmt: skip


# PDF ---------------------------------------------------------------------------------------------


def text(x, y, words, size=10, turn="1 0 0 1", spaces=0):
    """Words of a page of 600 by 800 points, from its top left."""
    return f"BT /F {size} Tf {spaces} Tw {turn} {x} {800 - y} Tm ({words}) Tj ET\n"


def rule(x0, y0, x1, y1):
    return f"{x0} {800 - y0} m {x1} {800 - y1} l S\n"


def lattice(xs, ys):
    return "".join(rule(xs[0], y, xs[-1], y) for y in ys) + "".join(rule(x, ys[0], x, ys[-1]) for x in xs)


PICTURE = "q 600 0 0 800 0 0 cm /I Do Q\n"


def pdf(tmp_path, *pages, name="answer.pdf"):
    """A PDF of pages, each the operators that draw it."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]>>",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {number + 1} 0 R/Resources<</XObject<</I 3 0 R>>"
            "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        objects.append(f"<</Length {len(page)}>>stream\n{page}\nendstream")
    content, starts = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    content += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
        f"startxref\n{len(content)}\n%%EOF\n"
    ).encode("latin-1")
    return write(tmp_path, name, content)


def columns(y, *words, xs=(50, 250, 350)):
    return "".join(text(x, y, word) for x, word in zip(xs, words, strict=False) if word)


DRAWN = [
    # A table drawn with lines, a text over two lines, and a note mark.
    (text(40, 60, "Title") + lattice([40, 200, 300], [90, 110, 150]) + columns(104, "Offence", "2021", xs=(45, 205))
     + columns(124, "Sending letters with", "7", xs=(45, 205)) + text(45, 136, "intent") + text(210.6, 121, "1", size=5)
     + text(40, 170, "Note"),
     [("Title",), ("",), ("Offence", "2021"), ("Sending letters with intent", "7[1]"), ("",), ("Note",)]),
    # A mark that stands high above its count is no count of its own.
    (lattice([40, 200, 300], [90, 110, 130]) + columns(104, "Year", "No", xs=(45, 205)) + columns(124, "2021", "7", xs=(45, 205))
     + text(210.6, 119.5, "1", size=5),
     [("Year", "No"), ("2021", "7[1]")]),
    # One without lines; words from the left, numbers from the right.
    (columns(100, "Offence", "2021", "2022") + text(50, 114, "Harassment") + text(284, 114, "12") + text(389, 114, "7")
     + columns(128, "Theft") + text(289, 128, "3") + text(384, 128, "11"),
     [("Offence", "2021", "2022"), ("Harassment", "12", "7"), ("Theft", "3", "11")]),
    # Counts one under the other in one drawn cell.
    (lattice([40, 200, 300], [90, 110, 150]) + columns(104, "Year", "Crimes", xs=(45, 205)) + columns(124, "2021", "5", xs=(45, 205))
     + columns(138, "2022", "6", xs=(45, 205)),
     [("Year", "Crimes"), ("2021", "5"), ("2022", "6")]),
    # A label that goes on below its row.
    (columns(100, "Offence", "2021", "2022") + columns(112, "Sending letters and emails with", "3", "4")
     + columns(124, "intent to cause distress") + columns(136, "Theft", "5", "6"),
     [("Offence", "2021", "2022"), ("Sending letters and emails with intent to cause distress", "3", "4"), ("Theft", "5", "6")]),
    # A caption below a table without lines goes on with no label.
    (columns(100, "Offence", "2021", "2022") + columns(112, "Sending letters and emails", "3", "4")
     + columns(124, "Table 1: Offences recorded") + columns(145, "Offence", "2021", "2022") + columns(157, "Theft", "5", "6"),
     [("Offence", "2021", "2022"), ("Sending letters and emails", "3", "4"), ("",), ("Table 1: Offences recorded",), ("",),
      ("Offence", "2021", "2022"), ("Theft", "5", "6")]),
    # Bold made by printing twice.
    (columns(100, "Year", "Crimes") + columns(114, "2021", "1") + text(250.3, 114, "1"), [("Year", "Crimes"), ("2021", "1")]),
    # Small letters without a space between the words.
    ("".join(text(x, 100, word, size=5) for x, word in ((50, "Stolen"), (66, "dogs"), (90, "A"), (100, "B")))
     + "".join(text(x, 112, word, size=5) for x, word in ((50, "2021"), (90, "5"), (100, "6"))),
     [("Stolen dogs", "A", "B"), ("2021", "5", "6")]),
    # Prose set to both margins, by wide spaces, is no table.
    (text(50, 100, "These words stand apart alike", spaces=6) + text(50, 114, "Those words stood apart alike", spaces=6),
     [("These words stand apart alike",), ("Those words stood apart alike",)]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "rows"), DRAWN)
def test_a_page_reads_from_top_to_bottom_with_its_tables_in_cells(tmp_path, page, rows):
    assert cells(pdf(tmp_path, page)) == rows


def test_what_a_page_draws_may_lie_in_several_streams(tmp_path):
    file = pdf(tmp_path, columns(100, "Offence", "2021/22") + columns(114, "Theft", "5"))
    file.write_bytes(file.read_bytes().replace(b"/Contents 5 0 R", b"/Contents[5 0 R 99 0 R]"))
    assert cells(file) == [("Offence", "2021/22"), ("Theft", "5")]


def test_strips_beside_a_cell_are_no_columns_of_their_own(tmp_path):
    # As Word shades its cells: the text lies in a box of its own between the rules.
    edges = [40, 45, 195, 200, 205, 295, 300]
    page = (
        lattice(edges, [90, 110, 130])
        + columns(104, "Year", "Crimes", xs=(47, 207))
        + columns(124, "2021", "7", xs=(47, 207))
    )
    assert cells(pdf(tmp_path, page)) == [("Year", "Crimes"), ("2021", "7")]


def test_what_stands_at_the_top_and_the_foot_of_every_page_is_read_once(tmp_path):
    def page(number, *rows):
        table = "".join(columns(100 + 14 * at, *row) for at, row in enumerate(rows))
        return (
            text(50, 40, "Dorset Police")
            + text(50, 60, "FOI 123/24")
            + table
            + text(300, 780, f"Page {number} of 2")
        )

    file = pdf(
        tmp_path,
        page(1, ("Offence", "2021", "2022"), ("Theft", "5", "6"), ("Rape", "7", "8")),
        page(2, ("Arson", "1", "2"), ("Fraud", "3", "4")),
    )
    rows = [row for row in cells(file) if any(row)]
    assert rows == [
        ("Dorset Police",), ("FOI 123/24",), ("Offence", "2021", "2022"), ("Theft", "5", "6"), ("Rape", "7", "8"),
        ("Arson", "1", "2"), ("Fraud", "3", "4"),
    ]  # fmt: skip


def test_a_page_that_lies_on_its_side_is_named(tmp_path):
    with pytest.raises(Problem, match="stands upright or on its head"):
        read_document(pdf(tmp_path, text(50, 100, "Harassment 5", turn="0 1 -1 0")))


def set_right(x, y, words):
    """Figures that end at a place; each is 5.56 points wide."""
    return text(x - 5.56 * len(words), y, words)


def test_a_count_never_moves_under_the_heading_of_its_neighbour(tmp_path):
    # Headings begin where their columns do, counts end there, three points before the next heading.
    headings = (
        text(50, 100, "Offence")
        + text(150, 100, "Charged")
        + text(200, 100, "Cautioned")
        + text(260, 100, "Other")
    )
    first = (
        text(50, 114, "Harassment")
        + set_right(197, 114, "12")
        + set_right(257, 114, "3")
        + set_right(300, 114, "4")
    )
    second = (
        text(50, 128, "Theft") + set_right(197, 128, "7") + set_right(257, 128, "11") + set_right(300, 128, "0")
    )
    assert cells(pdf(tmp_path, headings + first + second)) == [
        ("Offence", "Charged", "Cautioned", "Other"), ("Harassment", "12", "3", "4"), ("Theft", "7", "11", "0"),
    ]  # fmt: skip
    # Where a count reaches below the next heading, nothing tells whose it is: the headings stand apart.
    headings = headings.replace("200", "195")
    assert cells(pdf(tmp_path, headings + first + second)) == [
        ("Offence Charged Cautioned Other",), ("",), ("Harassment", "12", "3", "4"), ("Theft", "7", "11", "0"),
    ]  # fmt: skip


def test_a_line_at_the_foot_takes_no_column_from_the_table_above(tmp_path):
    table = text(80, 85, "Offences with a TikTok marker")
    for at, row in enumerate(
        [("Offence", "2021", "2022", "2023"), ("Theft", "21", "3", "60"), ("Stalking", "71", "55", "10")]
    ):
        table += columns(100 + 18 * at, *row, xs=(110, 310, 390, 460))
    foot = text(50, 780, "Freedom of Information 01/FOI/23/004512 - Laurel House, Bridgend CF31 3SU") + text(
        500, 780, "Page 1 of 3"
    )
    (sheet,) = read_document(pdf(tmp_path, table + foot))
    rows = [row.cells for row in sheet.rows if any(row.cells)]
    assert rows[-4:-1] == [
        ("Offence", "2021", "2022", "2023"), ("Theft", "21", "3", "60"), ("Stalking", "71", "55", "10"),
    ]  # fmt: skip
    assert rows[-1] == ("Freedom of Information 01/FOI/23/004512 - Laurel House, Bridgend CF31 3SU",)


TABLES = st.lists(st.booleans(), min_size=2, max_size=4).flatmap(
    lambda sides: st.tuples(
        st.just(sides),
        st.lists(st.lists(st.booleans(), min_size=len(sides), max_size=len(sides)), min_size=1, max_size=4),
        st.permutations(["Harassment", "2021", "Other", "2022/23", "No", "Charged"]),
        st.permutations([7, 12, 345, 8, 90, 1, 23, 456, 11, 5, 68, 71, 3, 19, 204, 6]),
    )
)


# Counts of two columns so close that they read as one text, which once took the count above to its neighbour.
CLOSE = ([True, False, True, False], [[True, False, True, True], [True, True, False, False]],
         ["Harassment", "2021", "Other", "2022/23"], [7, 12, 345, 8, 90])  # fmt: skip


@example(CLOSE, "pdf")
@given(TABLES, st.sampled_from(["txt", "pdf"]))
def test_a_count_stands_under_its_own_heading_or_in_a_line_of_text(tmp_path_factory, table, ending):
    sides, filled, headings, counts = table
    headings, counts = headings[: len(sides)], iter(map(str, counts))
    rows = [["Area", *headings]]
    rows += [[f"Town {n}", *(next(counts) if has else "" for has in row)] for n, row in enumerate(filled)]
    known = {(row[0], heading, cell) for row in rows[1:] for heading, cell in zip(headings, row[1:], strict=True)}
    folder = tmp_path_factory.mktemp("columns")
    if ending == "txt":
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [rows[0], *rows[1:]]
        set_out = [
            "  ".join(
                cell.rjust(most) if number and column and sides[column - 1] else cell.ljust(most)
                for column, (cell, most) in enumerate(zip(row, wide, strict=True))
            )
            for number, row in enumerate(lines)
        ]
        found = cells(write(folder, "answer.txt", "\n".join(set_out)))
    else:
        page = ""
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                left, y = 50 + 70 * column, 100 + 14 * number
                right = number and column and sides[column - 1]
                page += set_right(left + 67, y, cell) if right and cell else text(left, y, cell) if cell else ""
        found = cells(pdf(folder, page))
    table = [row for row in found if len(row) > 1]
    for row in table[1:]:
        for heading, cell in zip(table[0][1:], row[1:], strict=True):
            assert not heading or not cell.isdigit() or (row[0], heading, cell) in known


@pytest.mark.parametrize("rule", ["-" * 30, "=======     ====    ====", "_" * 12])
def test_a_rule_between_headings_and_rows_parts_no_table_of_a_text(tmp_path, rule):
    lines = ["Offence     2021    2022", rule, "Theft          3       4", rule, "Total          3       4"]
    found = [row for row in cells(write(tmp_path, "answer.txt", "\n".join(lines))) if any(row)]
    assert found == [("Offence", "2021", "2022"), ("Theft", "3", "4"), ("Total", "3", "4")]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Offence,2021,2022", "Theft,3,<5", '"Theft, other","1,204",'],
         [("Offence", "2021", "2022"), ("Theft", "3", "<5"), ("Theft, other", "1,204", "")]),
        (["Theft,3,4", "Arson,5,6"], None),  # no headings
        (["Offence,Number", "Arson was not counted,as said"], None),
        (["Theft 1,204", "Arson 1,310"], [("Theft", "1,204"), ("Arson", "1,310")]),
        (["In 2021,there were", "7 crimes, 3 charged"], None),
    ],
)  # fmt: skip
def test_lines_between_commas_in_a_letter_are_cells_below_their_headings(tmp_path, lines, rows):
    letter = ["Dear applicant,", "", "The figures are:", "", *lines, "", "Kind regards,"]
    found = [row for row in cells(write(tmp_path, "answer.txt", "\n".join(letter))) if any(row)]
    rows = rows or [(line,) for line in lines]
    assert [trim(row) for row in found] == [
        trim(row) for row in [(letter[0],), (letter[2],), *rows, (letter[-1],)]
    ]


LABELS = [
    "Robbery", "Arson not endangering life", "Assault with injury on an emergency worker (other than a constable)",
    "Possession of an article with a blade or point in a public place or on school premises",
    "Sexual activity involving a child under 13 by a person aged 18 or over", "Making off without payment",
    "Sending letters etc with intent to cause distress or anxiety (Malicious Communications Act 1988)",
]  # fmt: skip


def set_narrow(words, wide):
    """Words in lines of a width in Helvetica."""
    from pdfminer.fontmetrics import FONT_METRICS

    letters = FONT_METRICS["Helvetica"][1]
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        room = sum(letters[letter] for letter in longer) / 100 <= wide
        lines[-1:] = [longer] if room or not lines[-1] else [lines[-1], word]
    return lines


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=6, unique=True), st.integers(90, 200), st.integers(0, 12),
       st.sampled_from(["top", "middle", "bottom"]), st.booleans())  # fmt: skip
def test_a_label_over_several_lines_is_one_wherever_its_counts_stand(
    tmp_path_factory, labels, wide, between, side, two
):
    # Without room between the rows nothing but a small letter tells that a label goes on.
    labels = [label for label in labels if between > 3 or "(M" not in label] or ["Robbery"]
    rows = [("Offence", *(["Outcome"] if two else ()), "2021", "2022")]
    rows += [(label, *(["Victim declines to prosecute"] if two else ()), str(at + 3), str(at + 20))
             for at, label in enumerate(labels)]  # fmt: skip
    page, y = "", 100.0
    for row in rows:
        wrapped = [set_narrow(cell, wide) for cell in row]
        most = max(map(len, wrapped))
        for column, lines in enumerate(wrapped):
            down = {"top": 0, "middle": (most - len(lines)) / 2, "bottom": most - len(lines)}[side]
            x = 50 + (wide + 15) * min(column, 1 + two) + 60 * max(column - 1 - two, 0)
            page += "".join(
                text(x, y + 12 * (down + at), line.replace("(", r"\(").replace(")", r"\)"))
                for at, line in enumerate(lines)
            )
        y += 12 * most + between
    assert cells(pdf(tmp_path_factory.mktemp("labels"), page)) == rows


def test_a_label_behind_the_number_or_code_of_its_row_goes_on(tmp_path):
    page = columns(100, "No.", "Offence", "2021", xs=(50, 90, 300))
    page += columns(118, "1", "Sending letters with intent", "3", xs=(50, 90, 300)) + text(
        90, 130, "to cause distress"
    )
    page += columns(148, "2", "Theft", "5", xs=(50, 90, 300))
    assert cells(pdf(tmp_path, page)) == [
        ("No.", "Offence", "2021"), ("1", "Sending letters with intent to cause distress", "3"), ("2", "Theft", "5"),
    ]  # fmt: skip


def test_a_title_with_years_below_it_begins_another_table(tmp_path):
    page = columns(100, "Offence", "2021", "2022", xs=(110, 160, 200)) + columns(
        114, "Theft", "3", "4", xs=(110, 160, 200)
    )
    page += text(50, 128, "Q2 Outcomes of these") + columns(142, "Outcome", "2021", "2022", xs=(90, 200, 240))
    page += columns(156, "Charged", "1", "2", xs=(90, 200, 240)) + columns(
        170, "No suspect identified", "5", "6", xs=(90, 200, 240)
    )
    assert [row for row in cells(pdf(tmp_path, page)) if any(row)] == [
        ("Offence", "2021", "2022"), ("Theft", "3", "4"), ("Q2 Outcomes of these",), ("Outcome", "2021", "2022"),
        ("Charged", "1", "2"), ("No suspect identified", "5", "6"),
    ]  # fmt: skip


def test_a_heading_of_rows_below_a_long_label_is_not_the_rest_of_it(tmp_path):
    rows = [
        ("Offence", "2021"),
        ("Violence",),
        ("Stalking and harassment", "3"),
        ("Sexual offences",),
        ("Rape", "5"),
    ]
    page = "".join(columns(100 + 19 * at, *row) for at, row in enumerate(rows))
    (sheet,) = read_document(pdf(tmp_path, page))
    assert [tuple(filter(None, row.cells)) for row in sheet.rows] == rows
    assert not sheet.doubts


def test_a_label_that_may_go_on_is_in_doubt(tmp_path):
    page = (
        columns(100, "Offence", "2021", "2022")
        + columns(112, "Sending letters and emails", "3", "4")
        + text(50, 124, "Distress")
    )
    page += columns(136, "Theft", "5", "6")
    (sheet,) = read_document(pdf(tmp_path, page))
    assert sheet.doubts == {(1, 0): "the line below may belong to it"}


def test_a_table_over_two_pages_goes_on_as_the_next_table(tmp_path):
    def page(*rows):
        ys = [90 + 20 * number for number in range(len(rows) + 1)]
        words = "".join(columns(y + 14, *row, xs=(45, 205)) for y, row in zip(ys, rows, strict=False))
        return lattice([40, 200, 300], ys) + words

    (sheet,) = read_document(
        pdf(tmp_path, page(("Year", "No"), ("2021", "5")), page(("2022", "6"), ("2023", "7")))
    )
    assert [row.cells for row in sheet.rows] == [
        ("Year", "No"),
        ("2021", "5"),
        ("",),
        ("2022", "6"),
        ("2023", "7"),
    ]
    assert sheet.address(3, 1) == "page 2 table 1 B1"


def test_pictures_and_turned_text_in_a_pdf_are_remarked(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")  # where Tesseract is installed, pictures are read
    turned = text(300, 400, "turned", turn="0 1 -1 0")
    (sheet,) = read_document(
        pdf(tmp_path, text(50, 50, "Typed") + turned, PICTURE, PICTURE + text(50, 50, "Recognised"))
    )
    assert [row.cells for row in sheet.rows if any(row.cells)] == [("Typed",), ("Recognised",)]
    assert sheet.remarks == (
        "page 2: a picture, whose text is not read",
        "page 3: a picture with text that a machine recognised: check every number",
        "page 1: text that stands upright or on its head is not read",
    )


# Refusals ----------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize("ending", ["xlsx", "docx", "xls", "ods", "pdf"])
def test_a_locked_file_is_refused(ending):
    assert "protected by a password" in refusal(OTHERS / f"locked.{ending}")


WORDS = (
    "A search of the crime recording system shows that the force recorded a total of 61 offences in which the app was mentioned "
    "in the modus operandi between 1 January 2023 and 31 December 2023, of which 4 resulted in a charge and 20 are still open."
)


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize("width", range(60, 111))
def test_a_sentence_reads_alike_wherever_its_lines_break(width, indent, tmp_path):
    lines = textwrap.wrap(WORDS, width)
    (tmp_path / "answer.txt").write_text(
        "Dear Sir,\n\n" + "\n".join(indent + line for line in lines), encoding="utf-8"
    )
    (sheet,) = documents.read_document(tmp_path / "answer.txt")
    assert [row.cells[0] for row in sheet.rows if row.cells[0]] == ["Dear Sir,", WORDS]


def test_lines_of_names_with_a_count_behind_are_rows(tmp_path):
    lines = ["Town 0", "Town 1", "Our answer:", "Malicious communications 22",
             "18: No suspect identified 1,204", "Not yet assigned an outcome <5",
             "Tel 01606 362000", "PO Box 101", "Page 2", "Dated 12 June 2024", "1 April 2023", "Harassment 17"]  # fmt: skip
    (tmp_path / "answer.txt").write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = documents.read_document(tmp_path / "answer.txt")
    rows = [row.cells for row in sheet.rows if any(row.cells)]
    assert [row for row in rows if len(row) > 1] == [
        ("Malicious communications", "22"), ("18: No suspect identified", "1,204"), ("Not yet assigned an outcome", "<5"),
    ]  # fmt: skip


@pytest.mark.parametrize("beside", [0, 1, 2])
def test_a_label_of_several_lines_has_the_counts_beside_any_of_them(tmp_path, beside):
    label = ["Sending letters, articles or", "messages with intent to cause", "distress or anxiety"]
    lines = [f"{line:<34}{'12    15' if at == beside else ''}" for at, line in enumerate(label)]
    table = ["Offence                           2021  2022", "Harassment                          30    40", *lines,
             "Stalking                             4     5"]  # fmt: skip
    (tmp_path / "answer.txt").write_text("\n".join(table), encoding="utf-8")
    (sheet,) = documents.read_document(tmp_path / "answer.txt")
    assert [row.cells for row in sheet.rows if any(row.cells)] == [
        ("Offence", "2021", "2022"), ("Harassment", "30", "40"), (" ".join(label), "12", "15"), ("Stalking", "4", "5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["How many offences were recorded in each of the last years?", "2021: 61"],
        ["There were 61 offences in which the app was mentioned in", "", "2023 and before it."],
        ["We recorded the following numbers of offences for the force:", "harassment 12"],
        ["1. The number of offences recorded in each of the years and", "2. the number of them that were charged"],
        ["Offences recorded with the word in their descriptions or notes, for", "2021: 31", "2022: 42"],
    ],
)  # fmt: skip
def test_lines_that_are_no_sentence_stay_apart(tmp_path, lines):
    (tmp_path / "answer.txt").write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = documents.read_document(tmp_path / "answer.txt")
    assert [row.cells[0] for row in sheet.rows] == lines


def test_a_text_without_a_stop_is_no_single_line(tmp_path):
    """It was one, and longer than a cell may be: the whole answer was refused."""
    line = "harassment and stalking of persons known to the offender and of others with\n"
    (tmp_path / "answer.txt").write_text(2000 * line, encoding="utf-8")
    (sheet,) = documents.read_document(tmp_path / "answer.txt")
    assert " ".join(row.cells[0] for row in sheet.rows) == " ".join((2000 * line).split())
    assert max(len(row.cells[0]) for row in sheet.rows) <= 2000


@pytest.mark.parametrize(
    "lines",
    [
        [
            "In 2021 there were 34 crimes, of which 3 resulted in a charge.",
            "In 2022 there were 52, of which 4 were charged.",
        ],
        ["2021: 34 offences, 3 charged", "2022: 52 offences, 4 charged"],
        ["Dear Sir, ", "Yours, "],
    ],
)
def test_lines_of_prose_may_have_as_many_commas(tmp_path, lines):
    file = tmp_path / "answer.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    (sheet,) = documents.read_document(file)
    assert [row.cells for row in sheet.rows] == [(line.strip(),) for line in lines]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("answer.csv", b"", "is empty"),
        ("answer.csv", b" \n,,\n", "holds no text"),
        ("answer.html", b"<html><body><p> </p></body></html>", "holds no text"),
        ("answer.txt", b"\n\n", "holds no text"),
        ("answer.xlsx", b"<!DOCTYPE html><html><table>", "the file is a web page; rename it to .html"),
        ("answer.xls", b"<html><table>", "the file is a web page; rename it to .html"),
        ("answer.xls", b"Year,Crimes\n2021,5\n", "the file is plain text; rename it to .csv or .txt"),
        ("answer.docx", b"%PDF-1.4", "the file is a PDF; rename it to .pdf"),
        ("answer.html", b"Year,Crimes\n", "the file is plain text"),
        ("answer.txt", b"<html>", "the file is a web page"),
        ("answer.txt", b"Year,Crimes\n2021,5\n", "rename it to .csv"),
        ("answer.txt", b"Year, Crimes\n2021, 5\n", "rename it to .csv"),
        ("answer.txt", b"Offence,Outcome\nStalking,Charged\n", "rename it to .csv"),
        ("answer.csv", b"\x00\x01\x02", "no kind that is known"),
        ("answer.csv", b"a\n" + 70000 * b"b" + b"\x00", "character 70003: is no text"),
        ("answer.csv", b"a,\x81\n", "byte 3: is no text"),
        ("answer.csv", b'a,"b\nc,d\n', "line 1: is not CSV"),
        ("answer.csv", b"2021;1,5\n2022;2,5\n", "splits as well by commas as by semicolons"),
        ("answer.xlsx", b"<?xml version='1.0'?><?mso-application progid=\"Excel.Sheet\"?>", "Excel 2003 XML"),
        ("answer.doc", b"{\\rtf1 5}", "the file is rich text; rename it to .rtf"),
        (
            "answer.png",
            b"\x89PNG\r\n\x1a\n",
            "is a picture, whose text is read, in doubt, where Tesseract is installed",
        ),
        ("answer.txt", b"\xff\xd8\xff\xe0", "the file is a picture"),
        ("answer.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "web archive"),
        ("answer.txt", b"From: a\nTo: b\nMIME-Version: 1.0\n", "the file is an e-mail; rename it to .eml"),
        ("answer.eml", b"From: a\nTo: b\nMIME-Version: 1.0\n", "holds no file"),
        ("answer.gz", b"\x1f\x8b\x08", "is an archive"),
        ("answer.md", b"5 crimes", ".md: is an ending that is not read"),
        ("answer", b"5 crimes", "has no ending, which would tell its kind"),
        ("answer.pdf", b"%PDF-1.4\nnothing", "is damaged"),
        ("answer.xls", OLE + 2000 * b"\x00", "is damaged"),
        ("answer.xlsx", b"PK\x03\x04 and no more", "is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path, name, content, words, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert words in re.sub('"', "", refusal(write(tmp_path, name, content)))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "check its name" in refusal(tmp_path / "none.csv")
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "members", "words"),
    [
        ("answer.xlsx", {"[Content_Types].xml": "", "word/document.xml": ""}, "the file is a Word document"),
        ("answer.docx", {"mimetype": "application/vnd.oasis.opendocument.text"}, "is an OpenDocument text"),
        (
            "answer.xlsx",
            {"[Content_Types].xml": "", "xl/workbook.bin": ""},
            "a binary Excel workbook; rename it to .xlsb",
        ),
        ("answer.pptx", {"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "holds slides"),
        ("answer.docx", {"answer.csv": "a,1"}, "the file is an archive; rename it to .zip"),
        ("answer.xlsx", {"[Content_Types].xml": "", "xl/workbook.xml": ""}, "is damaged"),
    ],
)
def test_an_archive_of_another_kind_is_refused(tmp_path, name, members, words):
    assert words in refusal(pack(tmp_path, name, members))


def test_half_a_file_is_refused(tmp_path):
    for ending in ("xlsx", "ods", "docx", "xls", "pdf"):
        whole = made_up.find_layout("rows-of-uneven-length", ending).read_bytes()
        assert "is damaged" in refusal(write(tmp_path, f"half.{ending}", whole[: len(whole) // 2]))


@pytest.mark.parametrize("address", ["1", "a1", "$A$1", "AAAA1"])
def test_a_workbook_with_a_cell_in_no_column_is_refused(tmp_path, address):
    sheet = f'<sheetData><row r="1"><c r="{address}"><v>5</v></c><c r="B1"><v>7</v></c></row></sheetData>'
    assert "names no column" in refusal(xlsx(tmp_path, sheet))


@pytest.mark.parametrize("value", ["1_0", "\uff11\uff12", "inf", "nan", "1e400", "0x1F", "5 7", "-"])
def test_a_workbook_with_a_number_that_only_python_takes_is_refused(tmp_path, value):
    for cell in (
        f'<row r="1"><c r="A1"><v>{value}</v></c></row>',
        f'<row r="{value}"><c r="A1"><v>5</v></c></row>',
        f'<row r="1"><c r="A1" s="{value}"><v>5</v></c></row>',
        f'<row r="1"><c r="A1" t="s"><v>{value}</v></c></row>',
    ):
        sheet = f'<sheetData>{cell}<row r="20"><c r="B20"><v>7</v></c></row></sheetData>'
        assert "is damaged" in refusal(xlsx(tmp_path, sheet, strings="<si><t>x</t></si>" * 20, formats="0|" * 20))


def test_a_number_is_read_as_xml_writes_it(tmp_path):
    values = ("1e3", "1.5E+1", "-2", " 7 ", "+4", ".5")
    cells = "".join(f'<c r="{letter}1"><v>{value}</v></c>' for letter, value in zip("ABCDEF", values, strict=True))
    (sheet,) = read_document(xlsx(tmp_path, f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert sheet.rows[0].cells == ("1000", "15", "-2", "7", "4", "0.5")


def test_a_span_is_read_as_browsers_read_it(tmp_path):
    spans = {
        "2": 2,
        " 2": 2,
        "+2": 2,
        "2px": 2,
        "2.9": 2,
        "1_0": 1,
        "\uff12": 1,
        "-2": 1,
        "two": 1,
        "": 1,
        "9" * 5000: 1000,
    }
    for written, many in spans.items():
        file = write(
            tmp_path, "answer.html", f'<meta charset=utf-8><table><tr><td colspan="{written}">5<td>7</table>'
        )
        assert cells(file) == [("5", *[""] * (many - 1), "7")], written


def test_a_word_document_with_a_number_that_only_python_takes_is_refused(tmp_path):
    line = '<w:tr><w:trPr><w:gridBefore w:val="{}"/></w:trPr>' + tc("5") + "</w:tr>"
    assert cells(docx(tmp_path, f"<w:tbl>{line.format(1)}</w:tbl>")) == [("", "5")]
    assert "is damaged" in refusal(docx(tmp_path, f"<w:tbl>{line.format('1_0')}</w:tbl>"))


def test_sectors_that_go_round_in_a_circle_are_refused():
    documents.kinds._follow(0, [1, -2])
    with pytest.raises(ValueError, match="in a circle"):
        documents.kinds._follow(0, [1, 0])


def test_a_scan_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "pictures of its pages and no text" in refusal(pdf(tmp_path, PICTURE, PICTURE))


@pytest.mark.parametrize("times", [1, 50])
def test_entities_which_can_grow_without_end_are_refused(tmp_path, times):
    names = "abcde"
    grown = "".join(f'<!ENTITY {name} "{f"&{before};" * times}">' for before, name in pairwise(names))
    head = f'<!DOCTYPE x [<!ENTITY a "ha">{grown}]>'
    row = '<sheetData><row><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData>'
    cell = '<table:table-cell office:value-type="string"><text:p>&e;</text:p></table:table-cell>'
    for file in (
        xlsx(tmp_path, row, head=head),
        docx(tmp_path, p("&e;"), head=head),
        ods(tmp_path, f"<table:table-row>{cell}</table:table-row>", head=head),
        write(tmp_path, "answer.html", head.replace("DOCTYPE x", "DOCTYPE html") + "<p>&e;"),
    ):
        assert "declares entities" in refusal(file) or times > 1


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    assert documents.archives.MAX_UNPACKED_BYTES < 410_000_000
    monkeypatch.setattr(documents.archives, "MAX_UNPACKED_BYTES", 1_000_000)
    sheet = "<sheetData>" + 1_000_000 * " " + "</sheetData>"
    file = xlsx(tmp_path, sheet)
    assert file.stat().st_size < 100_000
    assert re.search("unpacks to 1,00.,... bytes, and 1,000,000 are read", refusal(file))


def test_an_archive_that_declares_less_than_it_holds_is_refused(tmp_path):
    file = xlsx(tmp_path, "<sheetData>" + "<row><c><v>5</v></c></row>" * 1000 + "</sheetData>")
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = file.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "is damaged" in refusal(write(tmp_path, "less.xlsx", content))


@pytest.mark.whole
@pytest.mark.parametrize(
    "file",
    [
        lambda folder: ods(folder, '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type='
                           '"string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'),
        lambda folder: write(folder, "answer.html", "<table>" + "<tr><td rowspan=9999 colspan=1000>x" * 9999 + "</table>"),
        lambda folder: xlsx(folder, '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>' + "".join(
                            f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(2, 300)) + "</sheetData>"),
    ],
    ids=["ods", "html", "xlsx"],
)  # fmt: skip
def test_cells_without_end_are_refused(tmp_path, file):
    assert "more than 2,000,000 cells" in refusal(file(tmp_path))


def test_what_is_larger_than_any_answer_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    assert "10 are read" in refusal(write(tmp_path, "answer.csv", "Year,Crimes\n"))
    monkeypatch.undo()
    monkeypatch.setattr(documents.pdf, "MAX_PAGES", 1)
    assert "has 2 pages" in refusal(pdf(tmp_path, text(50, 50, "A"), text(50, 50, "B")))
    monkeypatch.setattr(documents.word, "MAX_TREE_BYTES", 10)
    assert "10 are read" in refusal(docx(tmp_path, p("A")))


# Time and memory ---------------------------------------------------------------------------------


def test_importing_the_module_loads_no_heavy_library():
    code = "import sys, foi_answers.documents; print(sorted({'lxml', 'pdfplumber', 'xlrd'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_workbook_of_fifty_thousand_rows_fits_into_the_memory(tmp_path):
    letters = enumerate("ABCDEFGHIJKL")
    cells = "".join(f'<c r="{letter}{{0}}" s="{number % 3}"><v>{{0}}</v></c>' for number, letter in letters)
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(1, 50_001))
    file = xlsx(tmp_path, f"<sheetData>{rows}</sheetData>", formats="#,##0|0.0%")
    # The kernel's mark of this program alone: what getrusage tells holds that of the process that started it, too.
    code = (
        "import re, sys; from foi_answers.documents import read_document; sheet, = read_document(sys.argv[1]);"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1];"
        "print(len(sheet.rows), sheet.rows[-1].cells[1], int(peak) // 1024)"
    )
    found = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    count, last, megabytes = found.stdout.split()
    assert (count, last) == ("50000", "50,000")
    assert int(megabytes) < 500
