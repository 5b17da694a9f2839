"""What nobody sees, or what was taken back, is in doubt; what everybody sees is read, or said not to be.

`tests/data/documents/made-up-unseen.*` were written by python-docx, xlwt, odfpy and Chromium, as the README there says.
"""

import struct
import time
import zipfile
from email.message import EmailMessage
from html import escape

import openpyxl
import pytest
import xlsxwriter
from conftest import ROOT
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from test_documents import columns, docx, ods, p, pack, pdf, tbl, tc, xlsx

import foi_answers
from foi_answers.documents import excel, read_document
from foi_answers.documents.sheets import DIVIDED, TURNED, take_signs
from foi_answers.documents.sheets import STRUCK as STRUCK_SIGN
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
        "charts in the file are not read (xl/charts/chart1.xml)",
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


@pytest.mark.parametrize("around", ["<div>", "<div style='color:red'>", "<ul><li>", "<span>"])
@pytest.mark.parametrize("depth", [300, 1000, 3000, 100_000])
def test_a_table_deep_in_a_page_is_read_or_refused_at_once(tmp_path, depth, around):
    file = tmp_path / "answer.html"
    within = around * (depth // around.count("<"))
    file.write_text(f"<html>{within}<table>{ROWS.format('', '', '7')}</table>", encoding="utf-8")
    started = time.process_time()
    if depth == 300:
        assert doubts(file) == {"Stalking": "", "Fraud": "", "Arson": ""}
    else:
        with pytest.raises(Problem, match="is nested deeper than any answer"):
            doubts(file)
    assert time.process_time() - started < 5  # of the 30 that a file may take


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


# What everybody sees and the reader does not read: a document that holds it beside a count of 5, and what is said of it ------------

SEEN = "In 2022 there were 40 offences."
OVER = "text that lies over the cells is not read"
RUNNING = "numbers at the top or the foot of its printed pages are not read"
FIELDS = "what stands in the fields of its form is not read"


def made_xlsx(folder, put, alone=False):
    """A workbook by xlsxwriter, with something put on its sheet, or on a second one that is blank otherwise."""
    file = folder / "answer.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Offence", "2021/22"])
        sheet.write_row(1, 0, ["Theft", 5])
        put(book.add_worksheet("More") if alone else sheet, book)
    return file


def made_alone(folder, put):
    return made_xlsx(folder, put, alone=True)


def put_chart(sheet, book):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Data!$B$2:$B$2"})
    sheet.insert_chart("D2", chart)


def add_parts(file, names):
    with zipfile.ZipFile(file, "a") as archive:
        for name in names:
            archive.writestr(name, SEEN)
    return file


def made_docx(folder, names):
    """A Word document with more parts in its package."""
    file = docx(folder, tbl(tc("Offence") + tc("2021/22"), tc("Theft") + tc("5")))
    return add_parts(file, [f"word/{name}" for name in names])


def made_word(folder, run):
    """A Word document with something in its sentence."""
    return docx(folder, p("Theft in 2021: 5", f"<w:r>{run}</w:r>"))


def made_ods(folder, inside, before="", names=()):
    """A spreadsheet of OpenDocument with something in its last cell or before its rows, and more parts in its package."""
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{label}</text:p></table:table-cell><table:table-cell><text:p>{count}"
        f"</text:p>{more}</table:table-cell></table:table-row>"
        for label, count, more in (("Offence", "2021/22", ""), ("Theft", "5", inside))
    )
    return add_parts(ods(folder, before + rows), names)


def made_before(folder, drawn):
    return made_ods(folder, "", f"<table:shapes>{drawn}</table:shapes>")


def made_beside(folder, names):
    return made_ods(folder, "", names=names)


def made_pdf(folder, page, catalog=""):
    """A PDF with more on its page or in its catalog; a reader finds its objects without their table, whose places are then wrong."""
    file = pdf(folder, columns(100, "Offence", "2021/22") + columns(114, "Theft", "5"))
    content = file.read_bytes().replace(b"/Type/Catalog/", f"/Type/Catalog{catalog}/".encode())
    file.write_bytes(content.replace(b"/Type/Page/", f"/Type/Page{page}/".encode()))
    return file


def made_catalog(folder, catalog):
    return made_pdf(folder, "", catalog)


def made_note(folder, said):
    return made_pdf(folder, f"/Annots[<</Type/Annot/Rect[50 50 90 90]{said}>>]")


def made_html(folder, more):
    file = folder / "answer.html"
    page = f"<!DOCTYPE html><table><tr><td>Offence<td>2021/22<tr><td>Theft<td>5</table>{more}"
    file.write_text(page, encoding="utf-8")
    return file


def made_rtf(folder, more):
    file = folder / "answer.rtf"
    file.write_text(rf"{{\rtf1\ansi Offences in 2021: 5\par {more}}}", encoding="ascii")
    return file


def made_eml(folder, *parts, page=""):
    """A mail with more parts, each its kind and its words, of which none has a name; and as a page, too."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "foi@made-up.police.uk", "Made up"
    mail.set_content("There were 5 offences in 2021.")
    if page:
        mail.add_alternative(page, subtype="html")
    for kind, words in parts:
        main, _, sub = kind.partition("/")
        mail.add_attachment(words.encode(), maintype=main, subtype=sub)
    file = folder / "answer.eml"
    file.write_bytes(mail.as_bytes())
    return file


def made_twice(folder, page):
    return made_eml(folder, page=page)


SPACE = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
BOX = f"<draw:frame {SPACE}><draw:text-box><text:p>{SEEN}</text:p></draw:text-box></draw:frame>"
CHART = "charts in the file are not read (xl/charts/chart1.xml)"
LAID_IN = "charts or files laid into it are not read"
FRAMED, IN_FORMS = (
    "pages or files that it shows in a frame are not read",
    "what stands in the fields of its forms is not read",
)
MENUS = "its menus and buttons are not read"
SAVE = "save the file as .csv, .xlsx, .docx, .html, .pdf or .txt"
UNREAD = [
    (made_xlsx, lambda sheet, _: sheet.add_table("D1:E3"), ""),
    (made_xlsx, lambda sheet, _: sheet.insert_checkbox("D2", True), ""),
    (made_xlsx, lambda sheet, _: sheet.insert_textbox("D2", ""), ""),
    (made_xlsx, lambda sheet, _: sheet.insert_textbox("D2", SEEN), OVER),
    (made_alone, lambda sheet, _: sheet.insert_textbox("D2", SEEN), f"More: {OVER}"),
    (made_xlsx, lambda sheet, _: sheet.insert_button("D2", {"caption": SEEN}), OVER),
    (made_xlsx, put_chart, CHART),
    (made_alone, put_chart, CHART),
    (made_docx, ["theme/theme1.xml", "webSettings.xml", "charts/style1.xml", "charts/_rels/chart1.xml.rels"], ""),
    (made_docx, ["charts/chart1.xml"], "charts in the file are not read (word/charts/chart1.xml)"),
    (made_docx, ["embeddings/a.xlsx"], f"{LAID_IN} (word/embeddings/a.xlsx)"),
    (made_docx, ["diagrams/data1.xml", "diagrams/layout1.xml"], "diagrams in the file are not read (word/diagrams/data1.xml)"),
    (made_docx, ["media/a.emf"], "pictures in the file are not read (word/media/a.emf)"),
    (made_docx, ["a\x1b\n b.htm"], "other parts in the file are not read (word/a\ufffd b.htm)"),
    (made_docx, ["chunk.htm"], "other parts in the file are not read (word/chunk.htm)"),
    (made_docx, [f"media/{n}.png" for n in range(7)],
     f"pictures in the file are not read ({', '.join(f'word/media/{n}.png' for n in range(5))} and 2 more)"),
    (made_word, '<w:fldChar><w:ffData><w:ddList><w:listEntry w:val="40"/></w:ddList></w:ffData></w:fldChar>',
     "what is chosen in the fields of its form is not read"),
    (made_beside, ["Thumbnails/a.png", "settings.xml", "Object 1/styles.xml", "ObjectReplacements/a"], ""),
    (made_beside, ["Object 1/content.xml"], f"{LAID_IN} (Object 1/content.xml)"),
    (made_ods, BOX.replace(SEEN, ""), ""),
    (made_ods, BOX, OVER),
    (made_before, BOX, OVER),
    (made_note, "/Subtype/Link", ""),
    (made_note, "/Subtype/Widget/V(none)", ""),
    (made_note, "/Subtype/Widget/V(40)", f"page 1: {FIELDS}"),
    (made_note, "/Subtype/Widget/Parent<</Parent<</V(40)>>>>", f"page 1: {FIELDS}"),
    (made_note, "/Subtype/FreeText/Contents(40)", "page 1: a note or a stamp on it is not read"),
    (made_pdf, "/AF[<<>>]", "page 1: files attached to it are not read"),
    (made_catalog, "/AF[<<>>]", "files attached to it are not read"),
    (made_catalog, "/Names<</EmbeddedFiles<</Kids[<</Names[(a.csv)<<>>(b.csv)<<>>]>>]>>>>",
     "files attached to it are not read (a.csv, b.csv)"),
    (made_catalog, "/Names<</EmbeddedFiles 1 0 R>>/Kids[1 0 R 1 0 R]", "files attached to it are not read"),
    (made_catalog, "/Names<</EmbeddedFiles<</Names 5/Kids 5>>>>", "files attached to it are not read"),
    (made_catalog, "/AcroForm<</XFA(40)>>", FIELDS),
    (made_html, "<nav>Home</nav><button>Print</button><input type=hidden value=40><select><option>All</select>", ""),
    (made_html, r"<style>a { content: '\f101'; top: 5px } b { align-content: center; top: 5px }</style>", ""),
    (made_html, f"<iframe srcdoc='{SEEN}'></iframe>", FRAMED),
    (made_html, "<applet code=a></applet>", FRAMED),
    (made_html, "<select><option>40</select>", IN_FORMS),
    (made_html, "<input type=tel value=40>", IN_FORMS),
    (made_html, "<meter value=40></meter>", IN_FORMS),
    (made_html, f"<nav>{SEEN}</nav>", MENUS),
    (made_html, f"<button>{SEEN}</button>", MENUS),
    (made_html, "<video src=a></video>", "pictures in it are not read"),
    (made_html, f"<p><template shadowrootmode=open>{SEEN}</template>", "what a script draws in it is not read"),
    (made_html, f"<style>p::after {{ content: '{SEEN}' }}</style>", "words that its styles put beside others are not read"),
    (made_rtf, r"\headery708\footery708 ", ""),
    (made_rtf, rf"{{\shp{{\*\shpinst{{\shptxt {SEEN}}}}}}}", "text boxes in the file are not read"),
    (made_rtf, r"{\object\objemb{\*\objdata 0105}}", LAID_IN),
    (made_rtf, rf"{{\footnote {SEEN}}}", "its footnotes and comments are not read"),
    (made_rtf, rf"{{\footer {SEEN}}}", "what stands at the top or the foot of its printed pages is not read"),
    (made_eml, ("application/x-made-up", SEEN),
     f"part 2 (application/x-made-up): not read: has no ending, which would tell its kind; {SAVE}"),
    (made_eml, ("application/octet-stream", SEEN), f"part 2.bin: not read: .bin is an ending that is not read; {SAVE}"),
    (made_eml, ("image/png", SEEN), "message: pictures shown in the message are not read"),
    (made_twice, "<style>p { top: 7px }</style><!-- 8 --><p id=9>There were 5 offences in 2021.", ""),
    (made_twice, "<p>There were 5 offences in 2021, and 40 in 2022.",
     "message: the message as a page, which is not read, has numbers that its text has not: 2022, 40"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "more", "words"), UNREAD)
def test_what_everybody_sees_and_is_not_read_is_said_in_one_line(tmp_path, make, more, words):
    file = make(tmp_path, more)
    answer = foi_answers.read_answer(file)
    assert [row["count_low"] for row in answer.rows()] == [5]
    assert remarks(file) == ([words] if words else [])
    # And has a row among what became of each number.
    told = [row["reason"] for row in answer.account() if row["fate"] == "not read"]
    assert bool(told) == bool(words)
    assert all(one in words for one in told)


def test_each_part_and_file_that_is_not_read_has_a_row_in_the_account(tmp_path):
    pictures = made_docx(tmp_path, [f"media/{n}.png" for n in range(7)])
    mail = tmp_path / "answer.eml"
    message = EmailMessage()
    message["From"] = "made-up@example.invalid"
    message.set_content("There were 5 offences in 2021.")
    message.add_attachment(
        pictures.read_bytes(), maintype="application", subtype="x-made-up", filename="answer.docx"
    )
    message.add_attachment(b"MZ\0", maintype="application", subtype="x-made-up", filename="more.exe")
    mail.write_bytes(message.as_bytes())
    told = [row for row in foi_answers.read_answer(mail).account() if row["fate"] == "not read"]
    assert [row["cell"] for row in told] == ["more.exe", *(f"answer.docx: word/media/{n}.png" for n in range(7))]
    assert {row["as_printed"] for row in told} == {""}
    assert {row["reason"] for row in told[1:]} == {"pictures in the file are not read"}


def test_a_second_page_or_table_in_a_mail_is_read_though_it_has_no_name(tmp_path):
    more = ("text/html", "<p>There were 40 offences in 2022."), ("text/csv", "Offence,2023\nTheft,7\n")
    answer = foi_answers.read_answer(made_eml(tmp_path, *more))
    assert {row["cell"]: row["count_low"] for row in answer.rows()} == {
        "message: line 1": 5, "part 2.html: paragraph 1": 40, "part 3.csv: B2": 7,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["", "; name=more.html"])
def test_a_page_that_stands_below_the_text_of_a_mail_is_read_beside_it(tmp_path, name):
    file = made_eml(tmp_path, ("text/html", "<p>There were 40 offences in 2022."))
    shown = file.read_bytes().replace(b"Content-Disposition: attachment\n", b"")
    file.write_bytes(shown.replace(b"text/html", f"text/html{name}".encode()))
    answer = foi_answers.read_answer(file)
    place = "more.html" if name else "part 2.html"
    assert {row["cell"]: row["count_low"] for row in answer.rows()} == {
        "message: line 1": 5, f"{place}: paragraph 1": 40,
    }  # fmt: skip


def test_a_mail_whose_plain_text_is_blank_is_read_as_a_page(tmp_path):
    file = made_eml(tmp_path, page="<p>There were 40 offences in 2022.")
    file.write_bytes(file.read_bytes().replace(b"There were 5 offences in 2021.", b""))
    answer = foi_answers.read_answer(file)
    assert {row["cell"]: row["count_low"] for row in answer.rows()} == {"message: paragraph 1": 40}


def test_a_word_drawn_as_art_is_read(tmp_path):
    art = f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textpath string="{SEEN}"/></v:shape></w:pict></w:r>'
    assert [row["count_low"] for row in foi_answers.read_answer(docx(tmp_path, p(art))).rows()] == [40]


def test_a_file_with_nothing_but_what_is_not_read_says_what_that_is(tmp_path):
    file = tmp_path / "answer.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Data").insert_textbox("D2", SEEN)
    with pytest.raises(Problem, match=f"holds no text, and Data: {OVER}; check"):
        foi_answers.read_answer(file)


def test_records_of_an_old_workbook_beside_its_cells_are_told(tmp_path, monkeypatch):
    """Kinds of records and of shapes as [MS-XLS] numbers them: 2.3, 2.5.143 (FtCmo), 2.4.329 (TxO)."""

    def shape(kind, letters=0):
        return record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, kind, 1, 0) + bytes(12)) + record(
            0x1B6, bytes(10) + struct.pack("<HH", letters, 0) + bytes(4)
        )

    def record(kind, body):
        return struct.pack("<HH", kind, len(body)) + body

    def running(words):
        return struct.pack("<HB", len(words), 0) + words

    for content, words in (
        (record(0x809, struct.pack("<HH", 0x600, 0x10)) + shape(0x19, 9) + shape(6) + record(0x15, running(b"&C&P of &N")), []),
        (record(0x809, struct.pack("<HH", 0x600, 0x20)), ["charts in the file are not read"]),
        (shape(6, 9), [OVER]),
        (shape(0x19, 9) + shape(2, 9), [OVER]),
        (shape(8), ["pictures or files laid into it are not read"]),
        (record(0x14, running(b'&L&"Arial,Bold"&12Made up 2024')), [RUNNING]),
        (shape(8)[:-1] + b"\0" + b"\x5d", ["pictures or files laid into it are not read"]),
    ):  # fmt: skip
        monkeypatch.setattr("xlrd.compdoc.CompDoc.__init__", lambda *args, **named: None)
        monkeypatch.setattr(
            "xlrd.compdoc.CompDoc.locate_named_stream",
            lambda self, name, content=content: (content, 0, len(content)),
        )
        file = tmp_path / "made-up.xls"
        file.write_bytes(content)
        assert list(excel._list_unread(file)) == words


RULED = "a rule of its sheet may hide it or strike it through"
SMALL = {"Stalking": "", "Fraud": UNSEEN, "Arson": ""}


def write_sheet(tmp_path, change):
    """A workbook of three counts, changed in the way that is given."""
    book = openpyxl.Workbook()
    for row in (("Offence", "2021/22"), ("Stalking", 5), ("Fraud", 7), ("Arson", 9)):
        book.active.append(row)
    change(book.active)
    book.save(tmp_path / "answer.xlsx")
    return tmp_path / "answer.xlsx"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda sheet: setattr(sheet["B3"], "font", Font(size=1)), UNSEEN),
        (lambda sheet: setattr(sheet["B3"], "font", Font(size=4)), ""),
        (lambda sheet: setattr(sheet.row_dimensions[3], "height", 0.5), "its row is hidden"),
        (lambda sheet: setattr(sheet.row_dimensions[3], "height", 6), ""),
        (lambda sheet: rule(sheet, font=Font(color="FFFFFF")), RULED),
        (lambda sheet: rule(sheet, font=Font(strike=True)), RULED),
        (lambda sheet: rule(sheet, font=Font(color="FFFFFF"), fill=PatternFill("solid", fgColor="000080")), ""),
        (lambda sheet: rule(sheet, font=Font(bold=True)), ""),
    ],
)  # fmt: skip
def test_what_a_workbook_makes_too_small_or_hides_by_a_rule_is_in_doubt(tmp_path, change, expected):
    assert doubts(write_sheet(tmp_path, change)) == {"Stalking": "", "Fraud": expected, "Arson": ""}


def rule(sheet, **looks):
    sheet.conditional_formatting.add("B3 D1:D9", CellIsRule(operator="lessThan", formula=["10"], **looks))


def test_a_rule_that_shows_no_number_is_one_that_hides(tmp_path):
    file = write_sheet(tmp_path, lambda sheet: rule(sheet, font=Font(bold=True)))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b"<dxf>", b'<dxf><numFmt numFmtId="170" formatCode=";;;"/>'
    )
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert doubts(file) == {"Stalking": "", "Fraud": RULED, "Arson": ""}


ROW_HIDDEN, COLUMN_HIDDEN = "its row is hidden", "its column is hidden"


@pytest.mark.parametrize(("ending", "struck"), [("xls", ""), ("ods", STRUCK)])
def test_a_row_without_height_and_a_column_without_width_are_hidden_in_every_spreadsheet(ending, struck):
    """By xlwt and odfpy; of OpenDocument also styles in the list of styles, and those that rest on them."""
    answer = foi_answers.read_answer(MADE_UP / f"made-up-flat.{ending}")
    assert [(row["offence"], row["as_printed"], row["doubt"]) for row in answer.rows()] == [
        ("Stalking", "5", ""), ("Stalking", "6", COLUMN_HIDDEN), ("Fraud", "7", ROW_HIDDEN), ("Fraud", "8", ROW_HIDDEN),
        ("Arson", "9", struck), ("Arson", "10", COLUMN_HIDDEN), ("Theft", "11", struck), ("Theft", "12", COLUMN_HIDDEN),
    ]  # fmt: skip
    assert answer.sheets[0].remarks[:2] == ("row 3: hidden", "column C: hidden")


# Records of a binary workbook: its third row is 16 points high, its second column ten digits wide; before its columns lie
# the sizes of what has none of its own [MS-XLSB 2.4.674, 2.4.325, 2.4.876].
THIRD, SECOND, BEFORE = "0019 02000000 00000000 4001", "3c12 01000000 01000000 000a0000", "8603003c12"


@pytest.mark.parametrize(
    ("old", "new", "hidden"),
    [
        (THIRD, "0019 02000000 00000000 0a00", ["rows 3, 6: hidden"]),  # half a point, in twentieths
        (THIRD, "0019 02000000 00000000 2800", ["row 6: hidden"]),  # two points
        (SECOND, "3c12 01000000 01000000 19000000", ["row 6: hidden", "column B: hidden"]),  # a tenth of a digit, in 256ths
        (SECOND, "3c12 01000000 01000000 00010000", ["row 6: hidden"]),
        # The usual width, in 256ths or in whole digits: it is none, but the first four columns have their own.
        (BEFORE, "e5030c 19000000 0800 4001 00000000" + BEFORE, ["row 6: hidden"]),
        (SECOND, "3c12 04000000 04000000 000a0000", ["row 6: hidden"]),
        (BEFORE + "00", "e5030c 19000000 0800 4001 00000000" + BEFORE + "09", ["row 6: hidden", "column A: hidden"]),
    ],
)  # fmt: skip
def test_a_binary_workbook_hides_by_height_and_width(tmp_path, old, new, hidden):
    with zipfile.ZipFile(MADE_UP / "made-up.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content, old = parts["xl/worksheets/sheet1.bin"], bytes.fromhex(old)
    assert content.count(old) == 1
    parts["xl/worksheets/sheet1.bin"] = content.replace(old, bytes.fromhex(new))
    assert list(read_document(pack(tmp_path, "a.xlsb", parts))[0].remarks) == hidden


@pytest.mark.parametrize(
    ("usual", "own", "hidden"),
    [
        ('defaultRowHeight="15" defaultColWidth="9"', "", ()),
        ('defaultRowHeight="0.5"', 'ht="12"', ("row 3: hidden",)),
        ('defaultColWidth="0.1"', "", ("column A: hidden",)),
    ],
)
def test_a_workbook_hides_what_has_no_size_of_its_own_where_the_usual_one_is_none(tmp_path, usual, own, hidden):
    rows = "".join(
        f'<row r="{n}" {own if n < 3 else ""}><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in (1, 2, 3)
    )
    sheet = f'<sheetFormatPr {usual}/><cols><col min="2" max="2" width="9"/></cols><sheetData>{rows}</sheetData>'
    assert read_document(xlsx(tmp_path, sheet))[0].remarks == hidden


def test_a_column_too_narrow_for_a_letter_is_hidden(tmp_path):
    hidden = dict.fromkeys(("Stalking", "Fraud", "Arson"), "its column is hidden")
    assert (
        doubts(write_sheet(tmp_path, lambda sheet: setattr(sheet.column_dimensions["B"], "width", 0.1))) == hidden
    )


@pytest.mark.parametrize(
    ("letters", "cell", "expected"),
    [
        ('<w:sz w:val="2"/>', "", UNSEEN),
        ('<w:sz w:val="8"/>', "", ""),
        ('<w:color w:val="000000"/>', '<w:shd w:fill="000000"/>', UNSEEN),
        ('<w:color w:val="000000"/>', '<w:shd w:fill="FFFF00"/>', ""),
        ('<w:color w:val="000000"/>', "", ""),
        ('<w:color w:val="auto"/>', '<w:shd w:fill="auto"/>', ""),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:fill="FFFFFF"/>', UNSEEN),
    ],
)  # fmt: skip
def test_letters_of_word_without_size_or_in_the_colour_behind_them_are_in_doubt(tmp_path, letters, cell, expected):
    run = p(f"<w:r><w:rPr>{letters}</w:rPr><w:t>7</w:t></w:r>")
    rows = (
        tc("Offence") + tc("2021/22"),
        tc("Stalking") + tc("5"),
        tc("Fraud") + tc(run, cell),
        tc("Arson") + tc("9"),
    )
    assert doubts(docx(tmp_path, tbl(*rows))) == {"Stalking": "", "Fraud": expected, "Arson": ""}


@pytest.mark.parametrize(
    "style",
    [
        "clip: rect(0 0 0 0)", "clip: rect(1px, 1px, 1px, 1px)", "clip-path: inset(50%)", "clip-path: circle(0)",
        "transform: scale(0)", "transform: translate(5px) scaleX(0)",
    ],
)  # fmt: skip
def test_what_a_page_cuts_away_is_in_doubt(tmp_path, style):
    file = tmp_path / "answer.html"
    file.write_text("<!DOCTYPE html><table>" + ROWS.format("", f"style='{style}'", "7"))
    assert doubts(file)["Fraud"] == UNSEEN


@pytest.mark.parametrize(
    "style", ["clip: auto", "clip-path: inset(0)", "transform: scale(0.9)", "transform: rotate(0)"]
)
def test_what_a_page_does_not_cut_away_is_read(tmp_path, style):
    file = tmp_path / "answer.html"
    file.write_text("<!DOCTYPE html><table>" + ROWS.format("", f"style='{style}'", "7"))
    assert set(doubts(file).values()) == {""}


def test_a_page_without_a_body_that_begins_with_what_is_newer_than_its_parser_is_read(tmp_path):
    file = tmp_path / "answer.html"
    closed = "<dialog>There were 40 offences in 2021/22.</dialog>"
    text = "<!DOCTYPE html><meta charset=utf-8><title>40 offences in 2021</title><details><table>{}</table></details>{}"
    file.write_text(text.format(ROWS.format("", "", "7"), closed), encoding="utf-8")
    assert doubts(file) == {"Stalking": "", "Fraud": "", "Arson": ""}
    assert remarks(file) == ["text that the page hides was left out"]


def test_a_reading_aid_beside_a_number_is_no_digit_of_it(tmp_path):
    file = tmp_path / "answer.html"
    file.write_text(
        "<!DOCTYPE html><table><tr><td>Offence<td>2021/22<tr><td>Theft<td><ruby>31<rt>13</rt></ruby></table>"
    )
    assert [row["count_low"] for row in foi_answers.read_answer(file).rows()] == [31]


@pytest.mark.parametrize(
    ("value", "shown", "doubted"),
    [("7", "7", False), ("1204", "1,204", False), ("6.6", "7", False), ("99", "7", True), ("-7", "7", True)],
)
def test_a_number_that_an_opendocument_sheet_holds_otherwise_than_it_shows_is_in_doubt(
    tmp_path, value, shown, doubted
):
    def cell(text, number=""):
        kind = f'"float" office:value="{number}"' if number else '"string"'
        return f"<table:table-cell office:value-type={kind}><text:p>{text}</text:p></table:table-cell>"

    rows = cell("Offence") + cell("2021/22"), cell("Theft") + cell(shown, value)
    file = ods(tmp_path, "".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    assert ["another number than it shows" in doubt for doubt in doubts(file).values()] == [doubted]


@pytest.mark.parametrize(
    ("sign", "doubted"),
    [(r"\v ", True), (r"\strike ", True), (r"\deleted ", True), (r"\strike0 ", False), (r"\b ", False)],
)
def test_rich_text_that_hides_or_takes_back_words_is_in_doubt(tmp_path, sign, doubted):
    file = tmp_path / "answer.rtf"
    table = rf"{{\rtf1 \trowd\cellx2000\cellx4000 Offence\cell 2021/22\cell\row Theft\cell {{{sign}9}}7\cell\row}}"
    file.write_text(table)
    assert [bool(doubt) for doubt in doubts(file).values()] == [doubted]


# Rows with characters that take no room: an edge of a number is no matter, what divides digits is.
WIDE = [
    ("Offence", "2021\u200b/22"), ("Stal\u00adking", "12\ufeff"), ("Fraud", "\u200b7"), ("Arson", "1\u20602"), ("Theft", "<\u200d5"),
    ("Blackmail", "\u00ad8"), ("Robbery", "\u202d9\u202c"), ("\ufeff", "\u200b"),
]  # fmt: skip
NARROW = [("Stalking", "12", ""), ("Fraud", "7", ""), ("Arson", "12", "between"), ("Theft", "<5", ""), ("Blackmail", "8", "between"),
          ("Robbery", "9", "direction")]  # fmt: skip


def spell(text):
    """A text in the signs of RTF, which writes what is not ASCII as a number of 16 bits with a sign."""
    return "".join(one if one.isascii() else f"\\u{ord(one) - 0x10000 * (ord(one) > 0x7FFF)} " for one in text)


def write_wide(folder, kind):
    """The rows above as a file of a kind."""
    file = folder / f"answer.{kind}"
    texts = {
        "csv": "\n".join(map(",".join, WIDE)),
        "tsv": "\n".join(map("\t".join, WIDE)),
        "txt": "\n".join(map("\t".join, WIDE[:-1])),
        "html": "<meta charset=utf-8><table>" + "".join(f"<tr><td>{escape(a)}<td>{escape(b)}" for a, b in WIDE),
        "rtf": r"{\rtf1\uc0 \trowd\cellx2000\cellx4000 "
        + "".join(rf"{spell(a)}\cell {spell(b)}\cell\row " for a, b in WIDE[:-1])
        + "}",
    }
    match kind:
        case "xlsx":
            book = openpyxl.Workbook()
            for row in WIDE:
                book.active.append(row)
            book.save(file)
        case "ods":
            cells = "".join(
                f"<table:table-row>{''.join(f'<table:table-cell><text:p>{escape(one)}</text:p></table:table-cell>' for one in row)}"
                "</table:table-row>"
                for row in WIDE
            )
            return ods(folder, cells)
        case "docx":
            return docx(folder, tbl(*("".join(tc(escape(one)) for one in row) for row in WIDE)))
        case "eml":
            mail = EmailMessage()
            mail.set_content("Please see the table.")
            mail.add_alternative(texts["html"], subtype="html")
            file.write_bytes(mail.as_bytes())
        case "zip":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("answer.csv", texts["csv"])
        case _:
            file.write_text(texts[kind], encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["csv", "tsv", "txt", "xlsx", "ods", "docx", "html", "rtf", "eml", "zip"])
def test_characters_that_take_no_room_lose_no_figure_in_any_kind_of_file(tmp_path, kind):
    answer = foi_answers.read_answer(write_wide(tmp_path, kind))
    found = [(row["offence"], row["as_printed"], row["doubt"], row["period_end"]) for row in answer.rows()]
    assert [(offence, printed) for offence, printed, _, _ in found] == [one[:2] for one in NARROW]
    assert {end for *_, end in found} == {"2022-03-31"}
    for (_, _, doubt, _), (offence, _, words) in zip(found, NARROW, strict=True):
        assert (words in doubt, bool(doubt)) == (True, bool(words)), offence
    told = "\n".join(line for sheet in answer.sheets for line in sheet.remarks)
    assert all(words in told for _, _, words in NARROW)


@pytest.mark.parametrize(
    ("written", "shown", "doubt"),
    [
        ("12", "12", ""), ("12\u200b", "12", ""), ("\u00a312\u2060", "\u00a312", ""), ("1\u200b204", "1204", DIVIDED),
        ("2021\u00ad22", "2021-22", DIVIDED), ("\u00ad5", "5", DIVIDED), ("5\u00ad", "5", ""), ("Ha\u00adrm", "Harm", ""),
        ("\u202e12\u202c", "12", TURNED), ("Harm \u202e<12", "Harm <12", TURNED), ("\u202eHarm 12", "\u202eHarm 12", ""),
        ("\u2066\u2069", "\u2066\u2069", ""), (f"{STRUCK_SIGN}1\u200b2", "12", STRUCK),
    ],
)  # fmt: skip
def test_what_takes_no_room_goes_and_is_told_where_it_could_make_another_number(written, shown, doubt):
    assert take_signs(written) == (shown, doubt)


def test_a_csv_set_with_blanks_and_a_rule_doubts_the_row_that_it_is_said_of(tmp_path):
    file = tmp_path / "answer.csv"
    rows = "Offence   2021/22", "--------  -------", "Stalking   1\u200b2", "Fraud        5", "Theft        9"
    file.write_text("\n".join(rows), encoding="utf-8")
    assert doubts(file) == {"Stalking": DIVIDED, "Fraud": "", "Theft": ""}


# The box of the count 5 of the table below, in the coordinates of a PDF, and what may hide what stands there.
BOX = "245 668 m 275 668 l 275 684 l 245 684 l h"
GREY = "0.98 0.98 0.98 rg"
HIDDEN = {
    "nothing": ("", "", "", ""),
    "a box of four corners over it": (f"0 0 0 rg {BOX} f", "", "", UNSEEN),
    "a box of four corners in white over it": (f"1 1 1 rg {BOX} f", "", "", UNSEEN),
    "a box that is closed twice over it": ("0 0 0 rg 245 668 30 16 re h B", "", "", UNSEEN),
    "a drop over its place that covers no box": (
        "0 0 0 rg 260 660 m 270 676 l 260 690 l 250 676 l h f", "", "", "",
    ),
    "nearly the colour of the page": (f"{GREY} BT /F 10 Tf 50 658 Td (Arson) Tj 200 0 Td (8) Tj ET", "", "", "Arson"),
    "nearly the colour of its box": (
        f"0.3 0.3 0.3 rg {BOX.replace('668', '654').replace('684', '667')} f 0.31 0.31 0.31 rg "
        "BT /F 10 Tf 250 658 Td (8) Tj ET 0 0 0 rg BT /F 10 Tf 50 658 Td (Arson) Tj ET", "", "", "Arson",
    ),
    "a page that is cut to be shown": ("", "/CropBox[0 680 600 800]", "", UNSEEN),
    "a mark to take it out": ("", "/Annots[<</Type/Annot/Subtype/Redact/Rect[245 668 275 684]>>]", "", NOTED),
    "a text laid over it": ("", "/Annots[<</Type/Annot/Subtype/FreeText/Contents(6)/Rect[245 668 275 684]>>]", "", NOTED),
    "a layer that is switched off": (
        "/OC /L BDC BT /F 10 Tf 50 658 Td (Arson) Tj 200 0 Td (8) Tj ET EMC", "", "/OCProperties<</D<</OFF[<<>>]>>>>", "Arson",
    ),
    "a layer that is shown": (
        "/OC /L BDC BT /F 10 Tf 50 658 Td (Arson) Tj 200 0 Td (8) Tj ET EMC", "", "/OCProperties<</D<</OFF[]>>>>", "",
    ),
    "another number over it": ("BT /F 10 Tf 250.5 672 Td (6) Tj ET", "", "", "digits of it stand one over the other"),
}  # fmt: skip


@pytest.mark.parametrize("how", HIDDEN, ids=lambda how: how.replace(" ", "-"))
def test_a_count_of_a_pdf_that_nobody_sees_or_sees_otherwise_is_in_doubt(tmp_path, how):
    drawn, page, catalog, doubt = HIDDEN[how]
    rows = ("Offence", "2021/22"), ("Stalking", "7"), ("Theft", "5"), ("Fraud", "9")
    places = 100, 114, 128, 156
    file = pdf(tmp_path, "".join(columns(y, *row) for y, row in zip(places, rows, strict=True)) + drawn)
    content = file.read_bytes().replace(b"/Type/Catalog/", f"/Type/Catalog{catalog}/".encode())
    file.write_bytes(content.replace(b"/Type/Page/", f"/Type/Page{page}/".encode()))
    found = doubts(file)
    hidden = "Arson" if "(Arson)" in drawn else "Theft"
    cut = {"Fraud": UNSEEN} if "CropBox" in page else {}
    assert found.pop(hidden) == (UNSEEN if doubt == "Arson" else doubt)
    assert (
        found == {"Stalking": "", "Theft": "", "Fraud": ""} | cut
        if hidden == "Arson"
        else {"Stalking": "", "Fraud": ""} | cut
    )


def test_letters_of_which_all_shines_through_are_told_as_not_drawn(tmp_path):
    file = pdf(tmp_path, columns(100, "Offence", "2021/22") + columns(114, "Theft", "5") + "/G gs")
    for share, told in (("0", True), ("0.5", False)):
        clear = file.read_bytes().replace(b"/Resources<<", f"/Resources<</ExtGState<</G<</ca {share}>>>>".encode())
        (tmp_path / "clear.pdf").write_bytes(clear)
        assert any("text that is not drawn" in line for line in remarks(tmp_path / "clear.pdf")) == told
        assert bool(doubts(tmp_path / "clear.pdf")["Theft"]) == told
