"""What nobody sees, or what was taken back, is in doubt; what everybody sees is read, or said not to be.

`tests/data/documents/made-up-unseen.*` were written by python-docx, xlwt, odfpy and Chromium, as the README there says.
"""

import openpyxl
import pytest
from conftest import ROOT
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from test_documents import docx, p, tbl, tc

import foi_answers
from plain_files import Problem

MADE_UP = ROOT / "tests" / "data" / "documents"
STRUCK, DELETED = "it is struck through", "it is deleted under tracked changes"
UNSEEN = "nobody sees it: it is hidden, without size or in the colour of its ground"
NOTED = "a comment stands at it, which is not read"
LABEL = f'of what names it, "Burglary": {STRUCK}'


def doubts(file):
    """Why each figure is in doubt, by its offence."""
    return {row["offence"]: row["doubt"] for row in foi_answers.read_answer(file).rows()}


def remarks(file):
    return [line for sheet in foi_answers.read_answer(file).sheets for line in sheet.remarks]


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("docx", {"Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": NOTED, "Arson": DELETED, "Burglary": LABEL}),
        ("xls", {"Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": "", "Arson": "its row is hidden", "Burglary": LABEL}),
        ("ods", {"Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": NOTED, "Arson": "its row is hidden", "Burglary": LABEL}),
        # A black box lies over the count of frauds; yellow marks that of arson.
        ("pdf", {"Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": UNSEEN, "Arson": "", "Burglary": UNSEEN}),
        ("htm", {"Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": "", "Arson": "", "Burglary": UNSEEN}),
    ],
)  # fmt: skip
def test_a_figure_that_nobody_sees_or_that_was_taken_back_is_in_doubt(ending, expected):
    assert doubts(MADE_UP / f"made-up-unseen.{ending}") == {"Stalking": ""} | expected


def test_a_word_document_says_what_of_it_is_not_read():
    found = remarks(MADE_UP / "made-up-unseen.docx")
    assert "hidden text was left out" in found
    assert "numbers at the top or the foot of its printed pages are not read" in found


@pytest.fixture
def workbook(tmp_path):
    """A workbook whose figures are each kept from being seen in another way."""
    book = openpyxl.Workbook()
    sheet = book.active
    names = "Stalking", "Harassment", "Blackmail", "Fraud", "Arson", "Theft", "Burglary", "Robbery"
    rows = [("Offence", "2021/22"), *((name, 11 + n) for n, name in enumerate(names))]
    for row in rows:
        sheet.append(row)
    sheet["A1"].font = sheet["B1"].font = Font(color="FFFFFFFF", bold=True)
    sheet["A1"].fill = sheet["B1"].fill = PatternFill("solid", fgColor="FF000080")
    sheet["B3"].font = Font(strike=True)
    sheet["B4"].font = Font(color="FFFFFFFF")
    sheet["B5"].comment = Comment("Made up: sent in error", "Made Up")
    sheet.row_dimensions[6].hidden = True
    sheet["B7"].fill, sheet["B7"].font = PatternFill("solid", fgColor="FFC00000"), Font(color="FFC00000")
    sheet["A8"].font = Font(strike=True)
    sheet.oddHeader.center.text = "Made up 2024, page &P"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=9), titles_from_data=True)
    sheet.add_chart(chart, "D1")
    book.create_chartsheet("Picture")
    book.save(tmp_path / "answer.xlsx")
    return tmp_path / "answer.xlsx"


def test_a_workbook_doubts_what_nobody_sees_and_says_what_it_does_not_read(workbook):
    assert doubts(workbook) == {
        "Stalking": "", "Harassment": STRUCK, "Blackmail": UNSEEN, "Fraud": NOTED, "Arson": "its row is hidden",
        "Theft": UNSEEN, "Burglary": LABEL, "Robbery": "",
    }  # fmt: skip
    assert {
        "charts in the file are not read",
        '"Picture" is a chart, a form or a macro, and is not read',
        "numbers at the top or the foot of its printed pages are not read",
    } <= set(remarks(workbook))


ROWS = "<tr><th>Offence<th>2021/22<tr><td>Stalking<td>5<tr {}><td>Fraud<td {}>{}<tr><td>Arson<td>6"


@pytest.mark.parametrize(
    ("head", "row", "cell", "inside", "doubt"),
    [
        ("", "", "", "<del>7</del>", STRUCK),
        ("", 'style="text-decoration: line-through"', "", "7", LABEL.replace("Burglary", "Fraud")),
        ("<style>.a, b { text-decoration-line: line-through }</style>", "", 'class="a"', "7", STRUCK),
        ("<style>#a > td:nth-child(2) { color: white !important }</style>", 'id="a"', "", "7", UNSEEN),
        ("<style>td { color: #fff; background: navy }</style>", "", "", "7", ""),
        ("<style>.a { opacity: 0 } .a { opacity: 1 }</style>", "", 'class="a"', "7", ""),
        ("", "", "", "<font color=white>7</font>", UNSEEN),
        ("", "", 'style="font-size: 0"', "7", UNSEEN),
    ],
)  # fmt: skip
def test_a_web_page_is_followed_in_what_it_strikes_through_or_makes_invisible(
    tmp_path, head, row, cell, inside, doubt
):
    file = tmp_path / "answer.html"
    file.write_text(f"<!DOCTYPE html>{head}<table>{ROWS.format(row, cell, inside)}</table>", encoding="utf-8")
    found = doubts(file)
    assert (found["Stalking"], found["Arson"]) == ("", "")
    assert found["Fraud"] in ({doubt, STRUCK} if row and doubt else {doubt})


@pytest.mark.parametrize(
    "head", ["<style>.a { display: none }</style>", "<style>tr.a { visibility: collapse }</style>"]
)
def test_a_row_that_a_web_page_hides_by_a_class_is_left_out_and_said(tmp_path, head):
    file = tmp_path / "answer.html"
    file.write_text(f"<!DOCTYPE html>{head}<table>{ROWS.format('class=a', '', '7')}</table>", encoding="utf-8")
    assert doubts(file) == {"Stalking": "", "Arson": ""}
    assert remarks(file) == ["text that the page hides was left out"]


def test_what_a_web_page_shows_and_is_not_read_is_said(tmp_path):
    file = tmp_path / "answer.html"
    more = "<iframe src=a.html></iframe><svg><text>12 offences</text></svg><input value=5>"
    file.write_text(f"<!DOCTYPE html><table>{ROWS.format('', '', '7')}</table>{more}", encoding="utf-8")
    assert remarks(file) == [
        "pages or files that it shows in a frame are not read", "drawings in it are not read",
        "what stands in the fields of its forms is not read",
    ]  # fmt: skip


@pytest.mark.parametrize("depth", [300, 1000, pytest.param(3000, marks=pytest.mark.slow)])
def test_a_table_deep_in_a_page_is_read_or_refused_in_one_line(tmp_path, depth):
    file = tmp_path / "answer.html"
    file.write_text(f"<html>{'<div>' * depth}<table>{ROWS.format('', '', '7')}</table>", encoding="utf-8")
    if depth == 300:
        assert doubts(file) == {"Stalking": "", "Fraud": "", "Arson": ""}
    else:
        with pytest.raises(Problem, match="is nested deeper than any answer"):
            doubts(file)


def test_deleted_cells_hidden_rows_and_shaded_white_letters_of_word(tmp_path):
    def run(properties, words="7"):
        return p(f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")

    white = '<w:color w:val="FFFFFF"/>'
    styles = '<w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    rows = (
        tc(run(white, "Offence"), '<w:shd w:fill="000080"/>') + tc(run(white, "2021/22"), '<w:shd w:fill="000080"/>'),
        tc("Stalking") + tc(run("")),
        tc("Fraud") + tc("7", "<w:cellDel/>"),
        "<w:trPr><w:hidden/></w:trPr>" + tc("Arson") + tc("7"),
        tc("Theft") + tc(run('<w:rStyle w:val="Gone"/>')),
        tc("Robbery") + tc(run('<w:strike w:val="0"/>')),
    )  # fmt: skip
    assert doubts(docx(tmp_path, tbl(*rows), styles=styles)) == {
        "Stalking": "", "Fraud": DELETED, "Arson": UNSEEN, "Theft": STRUCK, "Robbery": "",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["1234567890", "12,345,678,901", "1,234,567,890"])
def test_a_number_of_more_than_nine_digits_is_left_out_with_the_reason(tmp_path, number):
    file = tmp_path / "answer.csv"
    file.write_text(f'Offence,2021/22\nStalking,"{number}"\nFraud,4\nArson,"{number}"\n', encoding="utf-8")
    answer = foi_answers.read_answer(file)
    assert [row["as_printed"] for row in answer.rows()] == ["4"]
    assert sorted(cell for cell, _, _ in answer.left_out) == ["B2", "B4"]
    assert any("more than nine digits" in why for _, _, why in answer.left_out)
