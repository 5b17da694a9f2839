"""Collects the cells of a worksheet with what it hides."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from foi_answers.documents.numbers import NO_FORMAT, NO_VALUE, show_number, show_words
from foi_answers.documents.sheets import (
    MAX_GAP,
    MAX_LETTERS,
    Row,
    Sheet,
    check_cells,
    check_letters,
    name_ranges,
    show_nil,
    show_text,
    take_signs,
)
from plain_files import cell_address, name_some

# Points of a row, and digits of a column, that anybody sees.
LOWEST, NARROWEST = 2, 1


@lru_cache(65536)
def _clean(text: str) -> tuple[str, str]:
    """What can be seen of a text, and why it is in doubt."""
    text, doubt = take_signs(text)
    return show_text(text), doubt


@lru_cache(65536)
def _show(value: float | str | None, code: str, since_1904: bool) -> str:
    """What a spreadsheet holds as its number format shows it."""
    if value is None:
        return NO_VALUE
    if isinstance(value, str):
        return show_nil(show_words(value, code), value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number")
    return show_nil(show_number(value, code, since_1904=since_1904), value)


class Worksheet:
    """Collects the cells of a worksheet that hold text, and what must be said about it."""

    def __init__(self, file: Path, name: str):
        self.file, self.name = file, name
        self.rows: dict[int, dict[int, str]] = {}
        self.areas: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.sized: list[tuple[int, int]] = []  # columns that have a width of their own; others the usual one
        self.usual_width: float | None = None
        self.hidden = self.hides_zeros = self.since_1904 = False
        self.remarks: dict[str, list[tuple[int, int]]] = {}
        self.doubts: dict[tuple[int, int], str] = {}
        self.cells = 0

    def put(self, row: int, column: int, text: str) -> str:
        """Write a text, by row and column counted from 0; gives what of it can be seen."""
        if len(text) > MAX_LETTERS:
            check_letters(self.file, f"{self.name}!{cell_address(row, column)}", text)
        text, doubt = _clean(text)
        if text:
            if doubt:
                self.doubt(row, column, doubt)
            self.cells += 1
            check_cells(self.file, self.name, self.cells)
            self.rows.setdefault(row, {})[column] = text
        return text

    def show(self, row: int, column: int, value: float | str | None, code: str) -> None:
        """Write what a spreadsheet holds as its number format shows it; None is a formula without a result."""
        text = _show(value, code, self.since_1904)
        if value is None:
            self.remark(row, column, "the formula was never calculated; open the file in its program and save it")
        if value == 0 and self.hides_zeros:
            text = ""
        if text == NO_FORMAT:
            self.remark(row, column, f"the number format {code} is not known here")
        if not self.put(row, column, text) and show_text(str(value)):
            self.remark(row, column, "holds a value that is not shown")

    def doubt(self, row: int, column: int, words: str) -> None:
        """Note why a cell may not mean what it says."""
        self.doubts.setdefault((row, column), words)
        self.remark(row, column, words)

    def remark(self, row: int, column: int, words: str) -> None:
        """Note something about a cell; cells with the same remark are told together."""
        self.remarks.setdefault(words, []).append((row, column))

    def remark_whole(self, words: str) -> None:
        """Note something about the sheet."""
        self.remarks.setdefault(words, [])

    def measure_row(self, row: int, points: float | None) -> None:
        """Note how high a row is; one too low for letters is hidden."""
        if points is not None and points < LOWEST:
            self.hidden_rows.add(row)

    def measure_columns(self, first: int, last: int, digits: float | None) -> None:
        """Note how many digits some columns have room for; those without room for one are hidden."""
        if digits is not None:
            self.sized.append((first, last))
            if digits < NARROWEST:
                self.hidden_columns.append((first, last))

    def sheet(self) -> Sheet:
        """The sheet as rows of one length; blank rows and columns after the last text are gone."""
        used = sorted(row for row, cells in self.rows.items() if cells)
        if not used:
            return Sheet(self.name, [], remarks=tuple(self._remarks()))
        width = 1 + max(max(self.rows[row]) for row in used)
        numbers: list[int] = []
        for row in used:
            if numbers and row - numbers[-1] > 1:
                gap = range(numbers[-1] + 1, row)
                numbers += gap if len(gap) <= MAX_GAP else gap[:1]
            numbers.append(row)
        check_cells(self.file, self.name, len(numbers) * width)
        merged = list(self._merge(numbers, width))
        filled = (self.rows.get(number, {}) for number in numbers)
        texts = (tuple(cells.get(column, "") for column in range(width)) for cells in filled)
        rows = [Row(cells, f"{self.name}!", number + 1) for number, cells in zip(numbers, texts, strict=True)]
        self._doubt_hidden()
        doubts = {(bisect_left(numbers, row), column): words for (row, column), words in self.doubts.items()
                  if column in self.rows.get(row, ())}  # fmt: skip
        return Sheet(self.name, rows, tuple(merged), tuple(self._remarks()), doubts)

    def _doubt_hidden(self) -> None:
        """Doubt what is hidden with its sheet, row or column; the remarks name these by themselves."""
        columns = self._hidden_used()
        for row, cells in self.rows.items() if self.hidden or self.hidden_rows or columns else ():
            for column in cells:
                whole = (
                    "sheet" * self.hidden or "row" * (row in self.hidden_rows) or "column" * (column in columns)
                )
                if whole:
                    self.doubts.setdefault((row, column), f"its {whole} is hidden")

    def _hidden_used(self) -> set[int]:
        """Hidden columns that hold a text; a damaged file may hide more than any sheet has."""
        narrow = self.usual_width is not None and self.usual_width < NARROWEST
        used = (
            {column for cells in self.rows.values() for column in cells} if self.hidden_columns or narrow else ()
        )

        def lies_in(column: int, areas: list[tuple[int, int]]) -> bool:
            return any(first <= column <= last for first, last in areas)

        return {
            column
            for column in used
            if lies_in(column, self.hidden_columns) or (narrow and not lies_in(column, self.sized))
        }

    def _merge(self, numbers: list[int], width: int) -> Iterator[tuple[int, int, int, int]]:
        """Merged areas within the rows; what lies covered in them is not shown, and goes."""
        covered = 0
        for top, left, bottom, right in sorted(self.areas):
            first, last = bisect_left(numbers, top), bisect_right(numbers, bottom) - 1
            covered += max(last - first, 0)
            check_cells(self.file, self.name, covered)
            for row in numbers[first : last + 1]:
                cells = self.rows.get(row, {})
                for column in [one for one in cells if left <= one <= right and (row, one) != (top, left)]:
                    del cells[column]
                    self.remark(row, column, "lies under a merged cell and is not shown")
            area = first, left, last, min(right, width - 1)
            if first <= last and left < width and area[:2] != area[2:]:
                yield area

    def _remarks(self) -> Iterator[str]:
        if self.hidden and self.rows:
            yield "the sheet is hidden"
        rows = [row + 1 for row in self.hidden_rows if self.rows.get(row)]
        columns = self._hidden_used()
        if rows:
            yield f"{name_ranges('row', rows)}: hidden"
        if columns:
            letters = name_ranges("column", columns, lambda column: cell_address(0, column)[:-1])
            yield f"{letters}: hidden"
        for words, cells in self.remarks.items():
            shown = name_some([cell_address(*cell) for cell in cells])
            yield f"{shown}: {words}" if cells else words
