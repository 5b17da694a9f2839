"""Writes the documents that the tests read and only LibreOffice can write: each layout as a force could have sent it.

Every ``<layout>.csv`` of ``made-up-layouts.txtar`` becomes an ``.ods``, ``.xls``, ``.docx``, ``.htm`` and ``.pdf``
in ``made-up-by-libreoffice.tar.xz``; ``.xlsx``, ``.tsv`` and ``.txt`` are written while tests run
(``tests/made_up.py``). The ranges in its ``<layout>.merged`` become merged cells where the format has them.
Counts are written as numbers, percentages, money and dates as numbers with their format. In documents of
text, titles and notes are paragraphs and rows of several cells are tables; every second layout's tables
have no lines, so that the PDF shows its columns by nothing but space.

``../documents`` gets a workbook of every format of cell in the three kinds of spreadsheet, and documents
locked by a password. All data are made up.

Needs openpyxl, python-docx, msoffcrypto-tool, and LibreOffice's soffice with Python's uno (Debian:
libreoffice-calc-nogui, libreoffice-writer-nogui, python3-uno). The tests need none of them: what it
wrote is committed.

    python tests/data/layouts/make_documents.py [layout ...]
"""

import datetime
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from itertools import zip_longest
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

sys.path.insert(0, str(Path(__file__).parents[2]))
from made_up import BY_LIBREOFFICE, DATA, read_layout, read_layouts, read_pack, split_blocks, write_pack, write_xlsx

OTHERS = DATA / "documents"


def write_docx(rows, areas, file, *, ruled):
    """Write a text document with titles and notes as paragraphs, and tables."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(15)
    # python-docx's template holds a hundred styles, which would be most of each file.
    for style in list(document.styles):
        if style.name not in ("Normal", "Table Grid", "Normal Table", "Default Paragraph Font"):
            style.delete()
    tables = split_blocks(rows, areas)
    at = 0
    while at < len(rows):
        last = next((last for first, last in tables if first == at), None)
        if last is None:
            document.add_paragraph(next((cell for cell in rows[at] if cell.strip()), ""))
            at += 1
            continue
        width = max(len(row) for row in rows[at : last + 1])
        table = document.add_table(last + 1 - at, width, style="Table Grid" if ruled else None)
        # As wide as their longest texts, so that no word is broken.
        longest = [max(4, *map(len, column)) for column in zip_longest(*rows[at : last + 1], fillvalue="")]
        for column, letters in zip(table.columns, longest, strict=True):
            wide = Mm(min(3 * letters + 5, 265 * letters / sum(longest)))
            column.width = wide
            for cell in column.cells:
                cell.width = wide
        for line, row in zip(table.rows, rows[at : last + 1], strict=True):
            for column, (cell, text) in enumerate(zip(line.cells, row, strict=False)):
                cell.text = text
                if column and re.fullmatch(r"[\d,.%£<≤>≥~*–-]+", text):
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for top, left, bottom, right in areas:
            if at <= top <= last:
                table.cell(top - at, left).merge(table.cell(bottom - at, right))
        at = last + 1
        if at < len(rows) and any(first == at for first, _ in tables):
            document.add_paragraph()
    document.save(file)


def convert(files, kind, folder):
    """Let LibreOffice write files in another format."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind,
             "--outdir", str(folder), *map(str, files)],
            check=True, capture_output=True,
        )  # fmt: skip


def leave_out(file, name):
    """Write an archive again without a member."""
    with zipfile.ZipFile(file) as archive:
        members = [(one, archive.read(one)) for one in archive.infolist() if one.filename != name]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in members:
            archive.writestr(one, content, compresslevel=9)


def make(names):
    """Write the layouts in the formats of LibreOffice, and pack them."""
    files = read_pack(BY_LIBREOFFICE) if names else {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        made = scratch / "made"
        for number, name in enumerate(read_layouts()):
            if names and name not in names:
                continue
            rows, areas = read_layout(name)
            write_xlsx(rows, areas, scratch / f"{name}.xlsx")
            write_docx(rows, areas, scratch / f"{name}.docx", ruled=number % 2 == 0 or bool(areas))
        books, texts = sorted(scratch.glob("*.xlsx")), sorted(scratch.glob("*.docx"))
        convert(books, "ods", made)
        convert(books, "xls", made)
        convert(texts, "docx:MS Word 2007 XML", made)
        convert(texts, 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"0"}}', made)
        convert(texts, "html:HTML (StarWriter)", made)
        for book in made.glob("*.ods"):
            leave_out(book, "Thumbnails/thumbnail.png")
        # The house commits no .html, which is what it builds.
        made = {file.name.replace(".html", ".htm"): file.read_bytes() for file in made.iterdir()}
    write_pack(BY_LIBREOFFICE, files | made)


# What each cell of the workbook of formats is about, what it holds, and its format.
CELLS = [
    ("share", 0.25, "0%"),
    ("share with a decimal", 0.125, "0.0%"),
    ("whole share", 1, "0%"),
    ("month", datetime.datetime(2021, 4, 1), "mmm-yy"),
    ("day", datetime.datetime(2021, 4, 5), "dd/mm/yyyy"),
    ("day in words", datetime.datetime(2021, 4, 5), "d mmmm yyyy"),
    ("time", datetime.time(14, 5), "hh:mm"),
    ("money", 1234.5, "[$£-809]#,##0.00"),
    ("thousands", 1204, "#,##0"),
    ("whole", 14.0, "General"),
    ("decimal", 3.5, "General"),
    ("hidden by its format", 3, '[<5]"<5";0'),
    ("not hidden by its format", 7, '[<5]"<5";0'),
    ("starred by its format", 3, '"*"'),
    ("blanked by its format", 3, ";;;"),
    ("negative in brackets", -5, "#,##0;(#,##0)"),
    ("accounts", 1204, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
    ("accounts nil", 0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
    ("text", "<5", "General"),
    ("number as text", "007", "@"),
    ("truth", True, "General"),
    ("fault", "=1/0", "General"),
    ("formula", "=B10+1", "General"),
    ("formula that gives text", '="n"&"/a"', "General"),
    ("raised note", CellRichText("5", TextBlock(InlineFont(vertAlign="superscript"), "1")), "General"),
]


def make_formats():
    """Write a workbook of every format of cell, and let LibreOffice work out its formulas."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Formats"
    for number, (about, value, shown) in enumerate(CELLS, start=1):
        sheet.cell(number, 1, about)
        sheet.cell(number, 2, value).number_format = shown
    sheet["D1"] = "merged"
    sheet.merge_cells("D1:E2")
    sheet["G3"] = "in a hidden column"
    sheet.column_dimensions["G"].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.row_dimensions[10].hidden = True
    secret = book.create_sheet("Working")
    secret["B2"] = 5
    secret.sheet_state = "hidden"
    book.create_sheet("Blank")
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "formats.xlsx"
        book.save(file)
        for kind in ("ods", "xls", "xlsx"):
            convert([file], kind, OTHERS)
    leave_out(OTHERS / "formats.ods", "Thumbnails/thumbnail.png")


LOCK = """
import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue
def named(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one
folder, profile = sys.argv[1:]
words = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--accept=pipe,name=locking;urp;"]
office = subprocess.Popen(words, stderr=subprocess.DEVNULL)
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
for _ in range(60):
    try:
        there = resolver.resolve("uno:pipe,name=locking;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
for origin, ending, name in (
    ("scalc", "xls", "MS Excel 97"), ("scalc", "ods", "calc8"), ("swriter", "pdf", "writer_pdf_Export"),
):
    document = desktop.loadComponentFromURL(f"private:factory/{origin}", "_blank", 0, (named("Hidden", True),))
    options = [named("FilterName", name), named("Password", "made-up")]
    if ending == "pdf":
        data = [named("EncryptFile", True), named("DocumentOpenPassword", "made-up")]
        options[1] = named("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", tuple(data)))
    uno.invoke(document, "storeToURL", (f"file://{folder}/locked.{ending}", tuple(options)))
    document.close(True)
desktop.terminate()
office.wait(30)
"""


def make_locked():
    """Write documents that a password locks."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["/usr/bin/python3", "-c", LOCK, str(OTHERS), profile], check=True)
    for ending, document in (("xlsx", openpyxl.Workbook()), ("docx", docx.Document())):
        plain = io.BytesIO()
        document.save(plain)
        with (OTHERS / f"locked.{ending}").open("wb") as locked:
            OOXMLFile(plain).encrypt("made-up", locked)


if __name__ == "__main__":
    make(set(sys.argv[1:]))
    if not sys.argv[1:]:
        OTHERS.mkdir(exist_ok=True)
        make_formats()
        make_locked()
