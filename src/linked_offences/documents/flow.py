"""Collects the lines and tables of a text document in reading order."""

from collections.abc import Iterable
from pathlib import Path

from linked_offences.documents.sheets import MAX_CELLS, Row, Sheet, show_text, too_many_cells
from linked_offences.documents.spacing import split_columns


class Flow:
    """Collects lines and tables in reading order."""

    def __init__(self, file: Path):
        self.file = file
        self.rows: list[Row] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.remarks: list[str] = []
        self.lines: list[tuple[str, str]] = []
        self.tables = self.cells = 0

    def blank(self) -> None:
        """A blank row, never two in turn."""
        self._break()
        self._separate()

    def line(self, text: str, place: str) -> None:
        """A line of text; lines in turn may show columns."""
        self.lines.append((text, place))

    def table(self, grid: list[list[str]], areas: Iterable[tuple[int, int, int, int]], place: str) -> None:
        """A table, with its merged areas counted from its own first row."""
        self._break()
        if not any(map(any, grid)):
            return
        self._separate()
        start = len(self.rows)
        for number, cells in enumerate(grid, start=1):
            self._add(Row(tuple(map(show_text, cells)), place, number))
        self.merged += [(start + top, left, start + bottom, right) for top, left, bottom, right in areas]
        self._separate()

    def sheet(self) -> Sheet:
        """All of it; blank rows at the end are gone."""
        self._break()
        while self.rows and not any(self.rows[-1].cells):
            self.rows.pop()
        return Sheet("", self.rows, tuple(sorted(self.merged)), tuple(dict.fromkeys(self.remarks)))

    def _separate(self) -> None:
        if self.rows and any(self.rows[-1].cells):
            self.rows.append(Row(("",)))

    def _add(self, row: Row) -> None:
        self.cells += len(row.cells)
        if self.cells > MAX_CELLS:
            raise too_many_cells(self.file, row.place.strip())
        self.rows.append(row)

    def _break(self) -> None:
        columns = False
        for cells, place in split_columns(self.lines):
            if (len(cells) > 1) != columns:
                self._separate()
                columns = not columns
            if any(cells):
                self._add(Row(cells, place))
            else:
                self._separate()
        if columns:
            self._separate()
        self.lines = []


class SpannedTable:
    """Cells of a table in which some cover more than one row or column."""

    def __init__(self, file: Path):
        self.file = file
        self.grid: list[list[str | None]] = []
        self.cells = 0

    def put(self, row: int, text: str, rows: int = 1, columns: int = 1) -> int:
        """Write a text into the first free cell of a row; gives the column."""
        self.cells += rows * columns
        if self.cells > MAX_CELLS:
            raise too_many_cells(self.file, "")
        while len(self.grid) < row + rows:
            self.grid.append([])
        line = self.grid[row]
        column = line.index(None) if None in line else len(line)
        for down in range(row, row + rows):
            cells = self.grid[down]
            cells.extend([None] * (column + columns - len(cells)))
            cells[column : column + columns] = [""] * columns
        line[column] = text
        return column

    def rows(self) -> list[list[str]]:
        """All rows, of one length."""
        width = max(map(len, self.grid), default=0)
        if width * len(self.grid) > MAX_CELLS:
            raise too_many_cells(self.file, "")
        return [[cell or "" for cell in line] + [""] * (width - len(line)) for line in self.grid]
