"""Collects the lines and tables of a text document in reading order."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from foi_answers.documents.sheets import DOUBTS, QUOTED, Row, Sheet, check_cells, show_text, take_signs
from foi_answers.documents.spacing import join_wrapped, split_columns

QUOTES = "it quotes an earlier message; numbers in there are in doubt"


class Flow:
    """Collects lines and tables in reading order."""

    def __init__(self, file: Path):
        self.file = file
        self.rows: list[Row] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.remarks: list[str] = []
        self.lines: list[tuple[str, str]] = []
        self.doubts: dict[tuple[int, int], str] = {}
        self.doubted: dict[str, str] = {}  # lines by their places
        self.guess = ""  # the doubt in all that comes, where a machine recognises it in a picture
        self.paragraphs = self.tables = self.cells = 0

    def blank(self) -> None:
        """A blank row, never two in turn."""
        self._break()
        self._separate()

    def line(self, text: str, place: str) -> None:
        """A line of text; lines in turn may show columns."""
        text, doubt = take_signs(text)
        if doubt:
            self.doubted[place] = doubt
        self.lines.append((text, place))

    def paragraph(self, lines: list[str]) -> None:
        """The lines of the next paragraph."""
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        for number, line in enumerate(lines, start=1):
            self.line(line, place if len(lines) == 1 else f"{place} line {number}")

    def table(self, grid: list[list[str]], areas: Iterable[Sequence[int]], page: str = "") -> None:
        """The next table, with its merged areas counted from its own first row."""
        self._break()
        self.tables += 1
        place = f"{page}table {self.tables} "
        if not any(map(any, grid)):
            return
        self._separate()
        start = len(self.rows)
        for number, cells in enumerate(grid, start=1):
            signed = list(map(take_signs, cells))
            self._add(
                Row(tuple(show_text(text) for text, _ in signed), place, number), [doubt for _, doubt in signed]
            )
        merged = (area for area in areas if tuple(area[:2]) != tuple(area[2:]))
        self.merged += [(start + top, left, start + bottom, right) for top, left, bottom, right in merged]
        self._separate()

    def sheet(self) -> Sheet:
        """All of it; blank rows at the end are gone."""
        self._break()
        while self.rows and not any(self.rows[-1].cells):
            self.rows.pop()
        return Sheet("", self.rows, tuple(sorted(self.merged)), tuple(dict.fromkeys(self.remarks)), self.doubts)

    def _separate(self) -> None:
        if self.rows and any(self.rows[-1].cells):
            self.rows.append(Row(("",)))

    def _add(self, row: Row, doubts: Sequence[str]) -> None:
        self.cells += len(row.cells)
        check_cells(self.file, row.place.strip(), self.cells)
        if self.guess:
            self.doubts |= {(len(self.rows), column): self.guess for column, text in enumerate(row.cells) if text}
        for column, (text, doubt) in enumerate(zip(row.cells, doubts, strict=True)):
            if text and doubt:
                self.doubts[len(self.rows), column] = doubt
                self.remarks.append(QUOTES if doubt == DOUBTS[QUOTED] else f'"{text[:40]}": {doubt}')
        self.rows.append(row)

    def _break(self) -> None:
        in_columns = False
        for cells, place in join_wrapped(list(split_columns(self.lines))):
            if (len(cells) > 1) != in_columns:
                self._separate()
                in_columns = not in_columns
            if any(cells):
                self._add(Row(cells, place), [self.doubted.get(place, "")] * len(cells))
            else:
                self._separate()
        if in_columns:
            self._separate()
        self.lines = []


class SpannedTable:
    """Cells of a table in which some cover more than one row or column."""

    def __init__(self, file: Path):
        self.file = file
        self.grid: list[list[str | None]] = []
        self.areas: list[list[int]] = []
        self.cells = 0

    def put(self, row: int, text: str, rows: int = 1, columns: int = 1) -> list[int]:
        """Write a text into the first free cell of a row; gives the area that it covers, which may grow."""
        self.cells += rows * columns
        check_cells(self.file, "", self.cells)
        while len(self.grid) < row + rows:
            self.grid.append([])
        line = self.grid[row]
        column = line.index(None) if None in line else len(line)
        for down in range(row, row + rows):
            cells = self.grid[down]
            cells.extend([None] * (column + columns - len(cells)))
            cells[column : column + columns] = [""] * columns
        line[column] = text
        self.areas.append([row, column, row + rows - 1, column + columns - 1])
        return self.areas[-1]

    def rows(self) -> list[list[str]]:
        """All rows, of one length."""
        width = max(map(len, self.grid), default=0)
        check_cells(self.file, "", width * len(self.grid))
        return [[cell or "" for cell in line] + [""] * (width - len(line)) for line in self.grid]
