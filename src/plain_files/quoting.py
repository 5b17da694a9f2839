"""Turns text of others into text of a medium: what was printed stays words there, whatever it looks like.

It can be seen, no spreadsheet program obeys a cell of CSV, and no renderer makes structure of a line of Markdown. HTML
and SVG are escaped by markupsafe.
"""

import re
from collections.abc import Sequence
from typing import Any

# Not seen by a reader, and obeyed by a terminal, an XML parser or the order of letters on a page: controls but tab
# and line ends, halves of characters, what XML has no place for, and marks that turn the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Without a width, wherever it stands: what Unicode calls ignorable by default (DerivedCoreProperties), but for the marks of
# direction, which `make_visible` shows. A soft hyphen is shown by some programs, and by others at the end of a line only.
_IGNORABLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_MARKS = re.compile(r"[\\`*_<>\[\]{}|~^$&#@]|(?<=:)//|(?<=www)\.|(?<=WWW)\.")
# What makes a list, a heading, a quotation or a definition of a line that it begins.
_FIRST = re.compile(r"^(?:\d+(?=[.)])|[-+=:!])(?P<mark>[.)]?)")


def make_visible(text: str) -> str:
    r"""A text in which every character can be seen; one that cannot becomes U+FFFD, the sign for a lost one.

    Examples
    --------
    >>> make_visible("a\x1b[31mb\udcff\uffff")
    'a\ufffd[31mb\ufffd\ufffd'
    """
    return _UNSEEN.sub("\ufffd", text)


def drop_ignorable(text: str) -> str:
    r"""A text without the characters that take no room; a soft hyphen between two digits is a hyphen.

    They come with what is copied from pages and messages, and no reader of either knows that they are there.

    Examples
    --------
    >>> drop_ignorable("12\ufeff"), drop_ignorable("Harass\xadment"), drop_ignorable("2021\xad22")
    ('12', 'Harassment', '2021-22')
    """
    if text.isascii() or not _IGNORABLE.search(text):  # as nearly all texts
        return text
    return _IGNORABLE.sub("", re.sub(r"(?<=\d)\xad(?=\d)", "-", text))


def name_some(names: Sequence[str], most: int = 5) -> str:
    """The first of some names and how many more there are, on one line.

    Examples
    --------
    >>> name_some(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def write_cell(text: str) -> str:
    """A text as a cell of CSV of which no spreadsheet program makes a formula; `read_cell` gives it back.

    Examples
    --------
    >>> write_cell("=1+1"), write_cell("-5"), write_cell("'@a"), read_cell(write_cell("'@a"))
    ("'=1+1", '-5', "''@a", "'@a")
    """
    if text[:1].isalnum():  # as most begin
        return text
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def read_cell(cell: str) -> str:
    """The text that `write_cell` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_markdown(text: str) -> str:
    """A text as words on one line of Markdown, of which no renderer makes anything else.

    Signs become HTML's names for them, which cannot stand for structure (CommonMark 0.31, 2.5). Dollar signs and
    backslashes begin a formula in JupyterLab, even after Markdown is rendered; each in an element of its own is none.

    Examples
    --------
    >>> write_markdown("Harassment (7)"), write_markdown("<5"), write_markdown("1. *a*")
    ('Harassment (7)', '&#60;5', '1&#46; &#42;a&#42;')
    """
    text = " ".join(make_visible(text).split())
    text = _MARKS.sub(lambda found: "".join(map(_name, found[0])), text)
    return _FIRST.sub(lambda found: found[0][:-1] + _name(found[0][-1]), text)


def _name(sign: str) -> str:
    named = f"&#{ord(sign)};"
    return f"<span>{named}</span>" if sign in "$\\" else named


def write_frame(table: Any) -> str:
    """A DataFrame as CSV with a header, its texts as `write_cell` writes them."""
    texts = {
        name: column.map(lambda one: write_cell(one) if isinstance(one, str) else one)
        for name, column in table.items()
        if column.dtype.kind not in "biuf"  # a number is none of these texts, and stays of its type
    }
    return table.assign(**texts).to_csv(index=False, lineterminator="\n")
