"""Accounts for every cell of an answer that holds a number: what became of it, and why."""

import re
from collections.abc import Iterator

from foi_answers.cells import Cell
from foi_answers.items import read_items
from foi_answers.passages import find_loose_numbers, read_sentence
from foi_answers.readings import NOT_READ, Reading
from plain_files import name_some

LEFT_OUT, UNREAD = "left out", "not read"
FIGURE, CHECK = "figure", "check"
SENTENCE = "a sentence: its number is not read"
ASTRAY = "a number that belongs to no table and answers no question"
_BESIDE = "beside a figure that is read"
LONG = "a number of more than nine digits is a telephone's, a record's or an amount, and no count of offences"
_LONG = re.compile(r"\d[\d,]{8,}\d")
_DIGIT = re.compile(r"\d")
_PARTED = re.compile(r"\d,?\s+of (?:which|these|those|whom)\b", re.IGNORECASE)


def has_number(cell: Cell) -> bool:
    """Whether a cell holds a number, in digits, in words or as a mark that stands for one."""
    digits = cell.low is not None or bool(_DIGIT.search(cell.text))
    return digits or (cell.kind == "text" and bool(find_loose_numbers(cell.text)))


def is_unread(reason: str) -> bool:
    """Whether a number was left out because nobody knows what it counts, and not because it is no count."""
    return reason in (SENTENCE, ASTRAY, NOT_READ) or reason.endswith(_BESIDE)


def account_for(
    reading: Reading, grid: list[list[Cell]], *, every: bool = False
) -> Iterator[tuple[int, int, str, str]]:
    """What became of each cell of a sheet that holds a number.

    Parameters
    ----------
    every : bool
        Tell it of each cell with a text.

    Yields
    ------
    tuple
        Row, column, fate and reason. The fate is figure, check (a sum over periods), label, heading, words (a text
        whose numbers count nothing) or left out. A figure has a reason where other numbers of its sentence are not read.
    """
    texts = {line.row: "title or sentence" for line in reading.lines} | {
        line.row: "note" for line in reading.notes
    }
    fates: dict[int, dict[int, tuple[str, str]]] = {}  # by row and column
    for region in reading.regions:
        columns = range(region.span[0], region.span[1] + 1)
        labels = dict.fromkeys(region.labels, ("label", "beside the numbers"))
        beside = labels | {column: ("words", reason) for column, reason in region.skipped.items()}
        for row in region.bodies:
            fates.setdefault(row, {}).update(beside)
        for rows, fate in (
            (region.headers, ("heading", "over a table")),
            (region.lines, ("label", "over a group of rows")),
        ):
            for row in rows:
                fates.setdefault(row, {}).update(dict.fromkeys(columns, fate))
    for row, column in reading.covered:
        fates.setdefault(row, {})[column] = "label", "shown as one cell with others"
    for row, column, _, reason in reading.left_out:
        fates.setdefault(row, {})[column] = LEFT_OUT, reason
    read: dict[tuple[int, int], list[str]] = {}
    for one in reading.figures:
        fates.setdefault(one.row, {})[one.column] = CHECK if one.measure == "check_total" else FIGURE, ""
        read.setdefault((one.row, one.column), []).append(one.text)
    for (row, column), texts_read in read.items():
        if grid[row][column].kind == "text" and (others := _list_others(grid[row][column].text, texts_read)):
            fates[row][column] = fates[row][column][0], f"{name_some(others)} {_BESIDE}"
    for row, cells in enumerate(grid):
        own = fates.get(row, {})
        for column, cell in enumerate(cells):
            if not has_number(cell) and not (every and cell.text):
                continue
            fate = own.get(column)
            if not fate and (row in texts or cell.kind not in ("count", "hidden")):
                loose = find_loose_numbers(cell.text)
                fate = (LEFT_OUT, SENTENCE) if loose else ("words", texts.get(row, "outside the tables"))
            if fate and fate[0] in ("heading", "words", "label") and _LONG.fullmatch(cell.text):
                named = any(row in one.bodies and column in one.labels for one in reading.regions)
                fate = fate if named else (LEFT_OUT, LONG)
            if fate and fate[0] == "words" and cell.kind == "text" and find_loose_numbers(cell.text):
                fate = LEFT_OUT, SENTENCE  # "Harassment (31)" under "Most common offence"
            if (
                fate
                and fate[0] == "heading"
                and any(find(cell.text) for find in (_PARTED.search, read_sentence, read_items))
            ):
                fate = LEFT_OUT, SENTENCE  # "34, of which 5 were charged", "2022: 61" above another answer
            yield row, column, *(fate or (LEFT_OUT, ASTRAY))


def _list_others(text: str, read: list[str]) -> list[str]:
    """The numbers of a sentence besides those that were read of it."""
    others = [*find_loose_numbers(text)]
    for number in (number for one in read for number in ([one] if one in others else find_loose_numbers(one))):
        if number in others:
            others.remove(number)
    return others
