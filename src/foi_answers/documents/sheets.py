"""Sheets of cells: what every document becomes, whatever its kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from plain_files import LONGEST_NAME, Problem, cell_address, drop_ignorable, make_visible

MAX_CELLS = 2_000_000
# What a cell of a workbook can hold: some ten pages.
MAX_LETTERS = 32_767
# A stray cell far below the table must not bring a million blank rows along: a gap longer than
# this counts as one blank row.
MAX_GAP = 100


@dataclass(frozen=True)
class Row:
    """One row of cells.

    ``cells`` are texts, '' where blank. ``number`` counts from 1 within ``place``, which
    starts the addresses ("Sheet1!", "table 2 "); it is 0 where ``place`` alone is the
    address ("paragraph 7").
    """

    cells: tuple[str, ...]
    place: str = ""
    number: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet of a spreadsheet, or a whole document of any other kind in reading order.

    ``merged`` are areas of one text, which stands in their first cell: first row, first
    column, last row, last column, counted from 0 in ``rows``, ends included. ``remarks``
    tell what a reader of the document may not see, or what was not read. ``doubts`` say of cells
    why they may not mean what they say: nobody sees them, or they were taken back. ``unread`` are the parts and files
    in the document that were not read, each with its name and why.
    """

    name: str
    rows: list[Row]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    remarks: tuple[str, ...] = ()
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    unread: tuple[tuple[str, str], ...] = ()

    def address(self, row: int, column: int) -> str:
        """Where a cell stands in the document, from its indexes in ``rows`` and ``cells``."""
        line = self.rows[row]
        if line.number:
            return line.place + cell_address(line.number - 1, column)
        return line.place if len(line.cells) == 1 else f"{line.place} cell {column + 1}"


HEADED = "numbers at the top or the foot of its printed pages are not read"
DEEP = (
    "holds parts in parts in parts, more than any program writes; open it, and save by itself what is to be read"
)
LAID_OVER = "text that lies over the cells is not read"
# Signs that no text has. A reader puts one before words that are struck through, or that nobody sees.
STRUCK, DELETED, UNSEEN, NOTED, QUOTED, OTHER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
DOUBTS = {
    STRUCK: "it is struck through",
    DELETED: "it is deleted under tracked changes",
    UNSEEN: "nobody sees it: it is hidden, without size or in the colour of its ground",
    NOTED: "a comment stands at it, which is not read",
    OTHER: "the file holds another number than it shows, and some programs show that",
    QUOTED: "it stands in an earlier message, which this one quotes",
}
# How a line above or below a table, or a chart, begins that says what it shows.
CAPTION = re.compile(r"(?:table|figure|fig\.?|chart)\s*\d+[a-z]?\b\W+[A-Za-z]", re.IGNORECASE)
_SIGNS = re.compile(f"[{''.join(DOUBTS)}]")
DIVIDED = "a character that not every program shows stands between or before its digits"
TURNED = "a mark in it turns the direction of writing, so that its digits may be shown in another order"
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]+(?=[^\w\s]?\d)|(?<=\d)[\u202a-\u202e\u2066-\u2069]+")
_SPAN = re.compile(r"\s*\+?(\d{1,9})", re.ASCII)
_INTEGER = re.compile(r"\s*[-+]?\d{1,18}\s*", re.ASCII)
_DECIMAL = re.compile(r"\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[-+]?\d+)?\s*", re.ASCII | re.IGNORECASE)


def sign(kind: str, words: str) -> str:
    """Words with the sign of a doubt before them, where there are any and there is one."""
    return kind + words if kind and words.strip() else words


def take_signs(text: str) -> tuple[str, str]:
    """A text without its signs and what takes no room, and why it is in doubt; blank where it is not.

    That is what the first sign stands for, or that the digits are not sure to be shown as they are read.
    """
    if text.isascii():
        return text, ""
    found = _SIGNS.search(text)
    written = _SIGNS.sub("", text) if found else text
    shown, doubt = drop_ignorable(written), DOUBTS[found[0]] if found else ""
    if written is not shown and (
        _list_digits(written) != _list_digits(shown) or re.search(r"\xad(?=\d)", written)
    ):
        doubt = doubt or DIVIDED
    if _TURNING.search(shown):  # where it turns words it stays, to be shown
        shown, doubt = _TURNING.sub("", shown), doubt or TURNED
    return shown, doubt


def _list_digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def show_text(text: str) -> str:
    """Text of a cell: surrounding line ends and what cannot be seen go, and a cell of spaces is blank."""
    if text.isascii() and text.isalnum():  # as most cells are
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return make_visible(text) if drop_ignorable(text).strip(" \t\n\xa0") else ""


def show_nil(text: str, value: float | str | None) -> str:
    """Text of a cell whose value is known: a nil that its format shows as a dash, as accountants do, is written 0."""
    return "0" if text.strip() in ("-", "\u2013", "\u2014") and value in (0, "0") else text


def mark_note(text: str) -> str:
    """Raised text: a digit of it would otherwise join the number before it ("5" and a raised "1" are not 51)."""
    return f"[{text.strip()}]" if any(letter.isdigit() for letter in text) else text


def name_ranges(noun: str, numbers: Iterable[int], show=str) -> str:
    """Numbers in words, neighbours as ranges: "rows 3, 5 to 9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = ", ".join(show(a) if a == b else f"{show(a)} to {show(b)}" for a, b in runs)
    return f"{noun}s {words}" if len(runs) > 1 or runs[0][0] < runs[0][1] else f"{noun} {words}"


def holds_digit(heading: str) -> bool:
    """Whether a digit stands at the top or the foot of a page; codes of fonts, page numbers and names are none."""
    return any(map(str.isdigit, re.sub(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&.', " ", heading)))


def show_name(written: str) -> str:
    """Name of a file in another, or of a part of it, as it is shown: on one line, and not without end."""
    return make_visible(" ".join(written.split()))[-LONGEST_NAME:]


def check_size(file: Path, holds: str, size: int, most: int, unit: str) -> None:
    """Raise where a file is larger than any answer."""
    if size > most:
        words = f"{holds} {size:,} {unit}, and {most:,} are read; save the part with the answer"
        raise Problem(file, "", "", words)


def check_cells(file: Path, place: str, cells: int) -> None:
    """Raise where a table would fill the memory."""
    if cells > MAX_CELLS:
        words = f"spreads over more than {MAX_CELLS:,} cells; delete what stands far from the table"
        raise Problem(file, place, "", words)


def check_letters(file: Path, place: str, text: str) -> None:
    """Raise where a cell or paragraph is longer than any of an answer: patterns that look through it would take long."""
    if len(text) > MAX_LETTERS:
        words = (
            f"holds {len(text):,} letters in one piece, and {MAX_LETTERS:,} are read; divide it, or leave it out"
        )
        raise Problem(file, place, "", words)


def read_span(text: str | None, most: int) -> int:
    """Number of rows or columns that a cell covers, as written; 1 where it does not begin with one."""
    found = _SPAN.match(text or "")
    return max(1, min(int(found[1]), most)) if found else 1


@lru_cache(4096)
def read_integer(text: str) -> int:
    """Read a whole number as XML writes it.

    Raises
    ------
    ValueError
        It is none. Python's own grammar takes "1_0" for ten, which no program of an office wrote.
    """
    return int(_take(text, _INTEGER))


@lru_cache(4096)
def read_decimal(text: str) -> float:
    """Read a number as XML writes it.

    Raises
    ------
    ValueError
        It is none.
    """
    return float(_take(text, _DECIMAL))


def _take(text: str, grammar: re.Pattern) -> str:
    if not grammar.fullmatch(text):
        raise ValueError(f'"{text[:40]}" is no number')
    return text
