"""Turns text of others into text that can be seen, and into cells of CSV that no spreadsheet program obeys."""

import re

# Not seen by a reader, and obeyed by a terminal, an XML parser or the order of letters on a page: controls but tab
# and line ends, halves of characters, and marks that turn the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")


def make_visible(text: str) -> str:
    r"""A text in which every character can be seen; one that cannot becomes U+FFFD, the sign for a lost one.

    Examples
    --------
    >>> make_visible("a\x1b[31mb\udcff")
    'a\ufffd[31mb\ufffd'
    """
    return _UNSEEN.sub("\ufffd", text)


def write_cell(text: str) -> str:
    """A text as a cell of CSV of which no spreadsheet program makes a formula; `read_cell` gives it back.

    Examples
    --------
    >>> write_cell("=1+1"), write_cell("-5"), write_cell("'@a"), read_cell(write_cell("'@a"))
    ("'=1+1", '-5', "''@a", "'@a")
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def read_cell(cell: str) -> str:
    """The text that `write_cell` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
