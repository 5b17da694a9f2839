"""Turns a file, or what is written to standard input, into the text of an article."""

import re
import sys
from pathlib import Path

from foi_answers import read_document
from linked_offences.numerals import write_number
from plain_files import Problem

LARGEST = 300_000
DOCUMENTS = (".docx", ".html", ".htm")


def read_article(file: Path) -> str:
    """The text of an article: plain text, a web page, a Word document, or standard input where the file is ``-``.

    Raises
    ------
    Problem
        The file is missing, empty, too large for an article, or no text.
    """
    if file.suffix.casefold() in DOCUMENTS:
        lines = [" ".join(filter(None, row.cells)) for sheet in read_document(file) for row in sheet.rows]
        return _check_text(file, "\n".join(lines))
    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); name a text file") from None
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    _check_size(file, len(content))
    try:
        return _check_text(file, content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Problem(
            file, f"byte {error.start + 1}", "", "is not text; save the article as plain text in UTF-8"
        ) from None


def _check_size(file: Path, size: int) -> None:
    if size > LARGEST:
        raise Problem(
            file, "", "", f"has {write_number(size / 1_000_000, 1)} MB, too much for one article; cut it to one"
        )


def _check_text(file: Path, text: str) -> str:
    _check_size(file, len(text))
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Problem(file, "", "", "is not text; save the article as plain text in UTF-8")
    if not text.strip():
        raise Problem(file, "", "", "is empty; save the article's text in it")
    return text
