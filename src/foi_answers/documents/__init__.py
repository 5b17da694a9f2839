"""Turns a file of any kind into sheets of cells, each with its text as the document shows it and its address."""

from dataclasses import replace
from pathlib import Path

from foi_answers.documents.containers import is_left_by_system, read_eml, read_msg, read_zip
from foi_answers.documents.excel import read_xls, read_xlsx
from foi_answers.documents.kinds import KINDS, check_kind
from foi_answers.documents.numbers import show_number
from foi_answers.documents.opendocument import read_ods
from foi_answers.documents.pdf import read_pdf, read_picture
from foi_answers.documents.pictures import RECOGNISED
from foi_answers.documents.rich import read_doc, read_rtf
from foi_answers.documents.sheets import CAPTION, DEEP, MAX_LETTERS, Row, Sheet, check_letters, check_size
from foi_answers.documents.texts import read_csv, read_txt
from foi_answers.documents.web import read_html
from foi_answers.documents.word import read_docx
from foi_answers.documents.xlsb import read_xlsb
from plain_files import Problem

__all__ = ["CAPTION", "RECOGNISED", "Row", "Sheet", "is_left_by_system", "read_document", "show_number"]

# An answer is a few pages or a few thousand rows. What is far larger is no answer, or made to do
# harm, and is refused before it fills the memory.
MAX_BYTES = 50_000_000
READERS = {
    "csv": read_csv, "tsv": read_csv, "txt": read_txt, "xlsx": read_xlsx, "xls": read_xls, "ods": read_ods,
    "docx": read_docx, "html": read_html, "pdf": read_pdf, "xlsb": read_xlsb, "rtf": read_rtf, "doc": read_doc,
    "image": read_picture,
}  # fmt: skip
# What holds files of these kinds: they are handed what reads one.
HOLDERS = {"eml": read_eml, "msg": read_msg, "zip": read_zip}


def read_document(file: Path) -> list[Sheet]:
    """Read a file of any kind as sheets of cells, each text as the document shows it.

    A spreadsheet gives a sheet per worksheet that holds text, hidden ones too (``remarks`` say so). Every other kind
    gives one sheet in reading order: a paragraph, heading or line is a row of one cell, a row of a table a row, and a
    blank row stands between a table and its neighbours. What holds files, an e-mail or an archive, gives the sheets of
    each, whose places begin with its name. What is said of the whole file, or of a sheet without text, is said of the
    first.

    Numbers, percentages and dates are written as their format shows them; a date whose
    format depends on the reader's computer is written as ISO 8601 says. A formula that was
    never calculated reads "#NO VALUE!", a number whose format is not known here "#FORMAT!".
    A raised number, as of a footnote, stands in square brackets, so that it is never taken
    for a digit of the count before it.

    Raises
    ------
    Problem
        The file is missing, empty, too large, damaged, protected by a password, of a kind
        that is not read or not the kind that its ending says, or it holds no text.
    """
    file = Path(file)
    try:
        if file.is_dir():
            raise Problem(file, "", "", "is a folder; name a file in it")
        if file.exists() and not file.is_file():  # a pipe or a device, which may never end
            raise Problem(file, "", "", "is no file; save what it gives, and name that")
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(65536)
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); check its name and place") from None
    if not size:
        raise Problem(file, "", "", "is empty; ask for the file again")
    check_size(file, "has", size, MAX_BYTES, "bytes")
    try:
        check_kind(file, head)
        kind = KINDS[file.suffix.casefold()]
        sheets = HOLDERS[kind](file, read_document) if kind in HOLDERS else READERS[kind](file)
    except (Problem, MemoryError):
        raise
    except RecursionError:
        raise Problem(file, "", "", DEEP) from None
    # The parsers raise whatever they stumble over in a damaged file.
    except Exception as error:
        words = f"{type(error).__name__} {error}"[:120]
        advice = f"is damaged ({words}); open it and save it again, or ask for a new copy"
        raise Problem(file, "", "", advice) from None
    blank = [sheet for sheet in sheets if not sheet.rows]
    told = [f"{sheet.name}: {one}" if sheet.name else one for sheet in blank for one in sheet.remarks]
    sheets = [sheet for sheet in sheets if sheet.rows]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            for column, text in enumerate(row.cells):
                if len(text) > MAX_LETTERS:
                    check_letters(file, sheet.address(number, column), text)
    if not sheets:
        reason = "; ".join(told) or "pictures are not read"
        raise Problem(file, "", "", f"holds no text, and {reason}; check that it is the right file")
    unread = [one for sheet in blank for one in sheet.unread]
    first, *rest = sheets
    return [replace(first, remarks=(*told, *first.remarks), unread=(*unread, *first.unread)), *rest]
