"""Turns a file, or what is written to standard input, into the text of an article."""

import re
import sys
from pathlib import Path

from lxml import html

from foi_answers import read_document
from linked_offences.numerals import write_number
from plain_files import Problem

LARGEST = 300_000
# Most of a web page is none of its story.
LARGEST_PAGE = 5_000_000
WEB_PAGES = (".html", ".htm")
DOCUMENTS = (".docx", *WEB_PAGES)
# What stands around or among the paragraphs of a story on a web page, and is none of it.
AROUND = "//nav | //aside | //footer | //form | //figure | //script | //style | //noscript | //template"
PARAGRAPHS = ("h1", "h2", "h3", "h4", "p", "li", "blockquote", "td", "th")


def read_article(file: Path) -> str:
    """The text of an article: plain text, a web page, a Word document, or standard input where the file is ``-``.

    Raises
    ------
    Problem
        The file is missing, empty, too large for an article, or no text.
    """
    if file.suffix.casefold() in DOCUMENTS:
        lines = _find_story(file) if file.suffix.casefold() in WEB_PAGES else []
        lines = lines or [" ".join(filter(None, row.cells)) for sheet in read_document(file) for row in sheet.rows]
        return _check_text(file, "\n".join(lines))
    content = _read_bytes(file)
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return _check_text(file, content.decode(encoding))
    except UnicodeDecodeError as error:
        raise Problem(
            file, f"byte {error.start + 1}", "", "is not text; save the article as plain text in UTF-8"
        ) from None


def _find_story(file: Path) -> list[str]:
    """The paragraphs of the story on a web page: of the article with its heading and the most text; empty for none."""
    content = _read_bytes(file, LARGEST_PAGE)
    if not content.strip():
        return []
    page = html.document_fromstring(content)
    for one in page.xpath(AROUND):
        one.drop_tree()
    parts = page.xpath("//article") or page.xpath("//main") or [page]
    story = max(
        parts, key=lambda one: (one.find(".//h1") is not None, sum(len(p.text_content()) for p in one.iter("p")))
    )
    blocks = [one for one in story.iter(*PARAGRAPHS) if next(one.iterdescendants(*PARAGRAPHS), None) is None]
    return list(filter(None, (" ".join(one.text_content().split()) for one in blocks)))


def _read_bytes(file: Path, largest: int = LARGEST) -> bytes:
    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else file.read_bytes()
    except (OSError, AttributeError) as error:  # there is no standard input where it is closed
        why = getattr(error, "strerror", None) or "it is closed"
        raise Problem(file, "", "", f"cannot be read ({why}); name a text file") from None
    _check_size(file, len(content), largest)
    return content


def _check_size(file: Path, size: int, largest: int = LARGEST) -> None:
    if size > largest:
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
