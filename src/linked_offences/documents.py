"""Turns a file of any kind into sheets of cells, each with its text as the document shows it and its address."""

import csv
import io
import logging
import math
import posixpath
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from statistics import median

from linked_offences.catalogue import Problem, cell_address

# An answer is a few pages or a few thousand rows. What is far larger is no answer, or made to do
# harm, and is refused before it fills the memory.
MAX_BYTES = 50_000_000
# A spreadsheet unpacks to about ten times its size; 50,000 rows of 12 columns come to 150 MB as ODS.
MAX_UNPACKED_BYTES = 400_000_000
MAX_CELLS = 2_000_000
# A text document is held as a tree, which takes some ten times the room.
MAX_TREE_BYTES = 100_000_000
# A page takes about a tenth of a second.
MAX_PAGES = 500
# A stray cell far below the table must not bring a million blank rows along: a gap longer than
# this counts as one blank row.
MAX_GAP = 100

# Shown where a formula holds no result, or a number a format that is not known here: text that
# no reader can take for a blank or a number.
NO_VALUE = "#NO VALUE!"
NO_FORMAT = "#FORMAT!"


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
    tell what a reader of the document may not see, or what was not read.
    """

    name: str
    rows: list[Row]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    remarks: tuple[str, ...] = ()

    def address(self, row: int, column: int) -> str:
        """Where a cell stands in the document, from its indexes in ``rows`` and ``cells``."""
        line = self.rows[row]
        if line.number:
            return line.place + cell_address(line.number - 1, column)
        return line.place if len(line.cells) == 1 else f"{line.place} cell {column + 1}"


def read_document(file: Path) -> list[Sheet]:
    """Read a file of any kind as sheets of cells, each text as the document shows it.

    A spreadsheet gives a sheet per worksheet that holds text, hidden ones too (``remarks``
    say so). Every other kind gives one sheet in reading order: a paragraph, heading or line
    is a row of one cell, a row of a table a row, and a blank row stands between a table and
    its neighbours.

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
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(65536)
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); check its name and place") from None
    if not size:
        raise Problem(file, "", "", "is empty; ask for the file again")
    if size > MAX_BYTES:
        raise Problem(
            file, "", "", f"has {size:,} bytes, and {MAX_BYTES:,} are read; save the part with the answer"
        )
    try:
        _check_kind(file, head)
        sheets = READERS[KINDS[file.suffix.casefold()]](file)
    except Problem:
        raise
    # The parsers raise whatever they stumble over in a damaged file.
    except Exception as error:
        words = f"{type(error).__name__} {error}"[:120]
        raise Problem(
            file, "", "", f"is damaged ({words}); open it and save it again, or ask for a new copy"
        ) from None
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise Problem(file, "", "", "holds no text, and pictures are not read; check that it is the right file")
    return sheets


# What a file is ----------------------------------------------------------------------------------

KINDS = {
    ".csv": "csv", ".tsv": "tsv", ".txt": "txt", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".docx": "docx", ".html": "html", ".htm": "html", ".pdf": "pdf",
}  # fmt: skip
NAMES = {
    "text": ("plain text", ".csv or .txt"), "xlsx": ("an Excel workbook", ".xlsx"),
    "xls": ("an old Excel workbook", ".xls"), "ods": ("an OpenDocument spreadsheet", ".ods"),
    "docx": ("a Word document", ".docx"), "html": ("a web page", ".html"), "pdf": ("a PDF", ".pdf"),
}  # fmt: skip
PASSWORD = "is protected by a password; open it with the password and save it without, or ask for an open copy"
REFUSED = {
    "locked": PASSWORD,
    "xlsb": "is a binary Excel workbook; open it in Excel or LibreOffice and save it as .xlsx",
    "spreadsheetml": "is an Excel 2003 XML workbook; open it in Excel or LibreOffice and save it as .xlsx",
    "doc": "is an old Word document; open it in Word or LibreOffice and save it as .docx",
    "odt": "is an OpenDocument text; open it in LibreOffice or Word and save it as .docx",
    "rtf": "is rich text; open it in Word or LibreOffice and save it as .docx",
    "slides": "holds slides; save it as .pdf",
    "mail": "is an e-mail; save what is attached to it, or copy its text into a .txt file",
    "archive": "is an archive; unpack it and read the files in it one by one",
    "image": "is a picture, whose text is not read; type its table into a .csv file, or ask for the spreadsheet",
    "mht": "is a web archive; open it in a browser and save it as .html, or print it as .pdf",
    "binary": "is of no kind that is known here; open it in its program and save it as .csv, .xlsx, .docx or .pdf",
}
STARTS = {
    b"{\\rtf": "rtf", b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image", b"BM": "image",
    b"II*\0": "image", b"MM\0*": "image", b"7z\xbc\xaf": "archive", b"Rar!": "archive", b"\x1f\x8b": "archive",
    b"BZh": "archive", b"\xfd7zXZ": "archive",
}  # fmt: skip


def _check_kind(file: Path, head: bytes) -> None:
    """Raise where a file is of a kind that is not read, or not of the kind that its ending says."""
    kind = KINDS.get(file.suffix.casefold())
    found = _recognise(file, head)
    if found in REFUSED:
        raise Problem(file, "", "", REFUSED[found])
    if kind is None:
        raise Problem(
            file, "", file.suffix, f"is an ending that is not read; save the file as one of {', '.join(KINDS)}"
        )
    if found == "text" and kind in ("csv", "tsv", "txt"):
        return
    if found != kind:
        name, ending = NAMES[found]
        raise Problem(file, "", file.suffix, f"is the wrong ending: the file is {name}; rename it to {ending}")


def _recognise(file: Path, head: bytes) -> str:
    """Kind of a file by what stands in it."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognise_archive(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        import xlrd

        # An OLE file is a small file system; the streams in it tell the program.
        system = xlrd.compdoc.CompDoc(file.read_bytes(), logfile=io.StringIO())
        streams = {entry.name: entry for entry in system.dirlist if entry.parent == 0}
        for name, kind in (
            ("EncryptedPackage", "locked"), ("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"),
            ("PowerPoint Document", "slides"), ("__properties_version1.0", "mail"),
        ):  # fmt: skip
            if name in streams:
                if kind == "xls" and streams[name].tot_size < system.min_size_std_stream:
                    _follow(streams[name].first_SID, system.SSAT)
                return kind
        return "binary"
    for start, kind in STARTS.items():
        if head.startswith(start) and (start != b"BM" or b"\0" in head):
            return kind
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in head:
        return "binary"
    codec = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    words = head.decode(codec, "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n").casefold()
    if 'progid="excel.sheet"' in words[:2000]:
        return "spreadsheetml"
    if re.match(r"(mime-version:|from:.*\n(.*\n)*?mime-version:)", words):
        return "mht" if "multipart/related" in words else "mail"
    words = re.sub(r"<!--.*?-->\s*", "", words, flags=re.DOTALL)
    if re.match(r"<(!doctype html|[a-z])", words) or (words.startswith("<?xml") and "<html" in words):
        return "html"
    return "text"


def _follow(sector: int, following: list[int]) -> None:
    """Raise where a chain of sectors leads back into itself, which xlrd would follow for ever."""
    for _ in following:
        if sector < 0:
            return
        sector = following[sector]
    if sector >= 0:
        raise ValueError("its sectors go round in a circle")


def _recognise_archive(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if any(member.flag_bits & 1 for member in archive.infolist()):
            return "locked"
        kind = archive.open("mimetype").read(100).decode("latin-1") if "mimetype" in names else ""
    for start, known in (("spreadsheet", "ods"), ("text", "odt"), ("presentation", "slides")):
        if kind.startswith(f"application/vnd.oasis.opendocument.{start}"):
            return known
    for start, known in (("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "slides")):
        if "[Content_Types].xml" in names and any(name.startswith(start) for name in names):
            return known
    return "archive"


# Rows, whatever the file -------------------------------------------------------------------------


def _text(text: str) -> str:
    """Text of a cell: surrounding line ends and what cannot be seen go, and a cell of spaces is blank."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return text if text.strip(" \t\n\xa0\u200b\ufeff") else ""


def _note_mark(text: str) -> str:
    """Raised text: a digit of it would otherwise join the number before it ("5" and a raised "1" are not 51)."""
    return f"[{text.strip()}]" if any(letter.isdigit() for letter in text) else text


def _ranges(numbers: Iterable[int], show=str) -> str:
    """Numbers in words, neighbours as ranges: "3, 5 to 9"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(show(a) if a == b else f"{show(a)} to {show(b)}" for a, b in runs)


class _Grid:
    """Collects the cells of a worksheet that hold text, and what must be said about it."""

    def __init__(self, file: Path, name: str):
        self.file, self.name = file, name
        self.rows: dict[int, dict[int, str]] = {}
        self.areas: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden = self.hides_zeros = self.since_1904 = False
        self.remarks: dict[str, list[tuple[int, int]]] = {}
        self.cells = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Write a text, by row and column counted from 0."""
        text = _text(text)
        if not text:
            return
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise _too_many_cells(self.file, self.name)
        self.rows.setdefault(row, {})[column] = text

    def show(self, row: int, column: int, value: float | str | None, code: str) -> None:
        """Write what a spreadsheet holds as its number format shows it; None is a formula without a result."""
        if value is None:
            text = NO_VALUE
            self.remark(row, column, "the formula was never calculated; open the file in its program and save it")
        elif isinstance(value, str):
            text = _show_text(value, code)
        elif code == "General" and value.is_integer() and abs(value) < 1e15:
            text = str(int(value))
        else:
            text = show_number(value, code, since_1904=self.since_1904)
        if value == 0 and self.hides_zeros:
            text = ""
        if text == NO_FORMAT:
            self.remark(row, column, f"the number format {code} is not known here")
        if not _text(text) and value is not None and _text(str(value)):
            self.remark(row, column, "holds a value that is not shown")
        self.put(row, column, text)

    def remark(self, row: int, column: int, words: str) -> None:
        """Note something about a cell; cells with the same remark are told together."""
        self.remarks.setdefault(words, []).append((row, column))

    def sheet(self, remarks: Iterable[str] = ()) -> Sheet:
        """The sheet as rows of one length; blank rows and columns after the last text are gone."""
        used = sorted(row for row, cells in self.rows.items() if cells)
        if not used:
            return Sheet(self.name, [])
        width = 1 + max(max(self.rows[row]) for row in used)
        numbers: list[int] = []
        for row in used:
            if numbers and row - numbers[-1] > 1:
                gap = range(numbers[-1] + 1, row)
                numbers += gap if len(gap) <= MAX_GAP else gap[:1]
            numbers.append(row)
        if len(numbers) * width > MAX_CELLS:
            raise _too_many_cells(self.file, self.name)
        merged = list(self._merge(numbers, width))
        place = f"{self.name}!"
        blank = ("",) * width
        rows = []
        for number in numbers:
            cells = self.rows.get(number)
            filled = tuple(cells.get(column, "") for column in range(width)) if cells else blank
            rows.append(Row(filled, place, number + 1))
        return Sheet(self.name, rows, tuple(merged), (*self._remarks(), *remarks))

    def _merge(self, numbers: list[int], width: int) -> Iterator[tuple[int, int, int, int]]:
        """Merged areas within the rows; what lies covered in them is not shown, and goes."""
        covered = 0
        for top, left, bottom, right in sorted(self.areas):
            first, last = bisect_left(numbers, top), bisect_right(numbers, bottom) - 1
            covered += max(last - first, 0)
            if covered > MAX_CELLS:
                raise _too_many_cells(self.file, self.name)
            for row in numbers[first : last + 1]:
                cells = self.rows.get(row, {})
                for column in [one for one in cells if left <= one <= right and (row, one) != (top, left)]:
                    del cells[column]
                    self.remark(row, column, "lies under a merged cell and is not shown")
            area = first, left, last, min(right, width - 1)
            if first <= last and left < width and area[:2] != area[2:]:
                yield area

    def _remarks(self) -> Iterator[str]:
        if self.hidden:
            yield "the sheet is hidden"
        rows = [row + 1 for row in self.hidden_rows if self.rows.get(row)]
        used = {column for cells in self.rows.values() for column in cells}
        columns = {column for column in used for first, last in self.hidden_columns if first <= column <= last}
        if rows:
            yield f"{'rows' if len(rows) > 1 else 'row'} {_ranges(rows)}: hidden"
        if columns:
            letters = _ranges(columns, lambda column: cell_address(0, column)[:-1])
            yield f"{'columns' if len(columns) > 1 else 'column'} {letters}: hidden"
        for words, cells in self.remarks.items():
            shown = ", ".join(cell_address(*cell) for cell in cells[:5])
            yield f"{shown}{f' and {len(cells) - 5} more' if len(cells) > 5 else ''}: {words}"


def _too_many_cells(file: Path, place: str) -> Problem:
    return Problem(
        file, place, "", f"spreads over more than {MAX_CELLS:,} cells; delete what stands far from the table"
    )


class _Flow:
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
            self._add(Row(tuple(map(_text, cells)), place, number))
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
            raise _too_many_cells(self.file, row.place.strip())
        self.rows.append(row)

    def _break(self) -> None:
        columns = False
        for cells, place in _split_columns(self.lines):
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


def _split_columns(lines: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Cells of lines of text, which may stand in columns by bars, by tabs, or by two spaces or more.

    Parameters
    ----------
    lines : list of (str, str)
        Each line with its place, which is handed on.
    """
    texts = [text for text, _ in lines]
    start = 0
    while start < len(lines):
        rows = _split_bars(texts, start) or _split_tabs(texts, start) or _split_gaps(texts, start)
        for row in rows or [[texts[start].strip()]]:
            if row is not None:
                yield tuple(_text(cell) for cell in row), lines[start][1]
            start += 1


def _split_bars(lines: list[str], start: int) -> list[list[str] | None]:
    """Rows of the table drawn with bars that starts at a line; its rules are None."""
    rows: list[list[str] | None] = []
    drawn: list[list[str]] = []
    for at in range(start, len(lines)):
        line = lines[at]
        if re.fullmatch(r"[\s|:+=-]*[+=-]{2}[\s|:+=-]*", line):
            rows.append(None)
            continue
        inner = re.sub(r"(?<!\\)\|$", "", re.sub(r"^\|", "", line.strip()))
        cells = [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", inner)]
        if len(cells) < 2 or (drawn and len(cells) != len(drawn[0])):
            break
        rows.append(cells)
        drawn.append(cells)
    return rows if len(drawn) > 1 else []


def _split_tabs(lines: list[str], start: int) -> list[list[str]]:
    """Rows of the lines with tabs that start at a line; a tab that only indents a line is none."""
    if not any("\t" in line.strip() for line in lines[start : start + 2]):
        return []
    run = takewhile(lambda line: "\t" in line, (lines[at] for at in range(start, len(lines))))
    return [line.split("\t") for line in run]


def _split_gaps(lines: list[str], start: int) -> list[list[str]]:
    """Rows of the lines from one on whose words stand in columns with two spaces or more between them."""
    texts = (lines[at].expandtabs() for at in range(start, len(lines)))
    spans = ([match.span() for match in re.finditer(r"\S+(?: \S+)*", text)] for text in texts)
    count, cuts = find_columns(spans, least=2)
    edges = list(pairwise([0, *map(int, cuts), None]))
    run = [line.expandtabs() for line in lines[start : start + count]]
    grid = [[line[a:b].strip() for a, b in edges] if line.strip() else [""] for line in run]
    return _join_columns(grid) or [[line.strip()] for line in run]


def find_columns(lines: Iterable[list[tuple[float, float]]], least: float) -> tuple[int, list[float]]:
    """Lines from the first on that all leave the same places blank, and where their columns begin.

    Blank lines and headings between them belong to them. A line across the columns ends them:
    no two counts must join in one cell because of it.

    Parameters
    ----------
    lines : iterable of list of (float, float)
        Start and end of each run of words in each line, from the left.
    least : float
        Width that a place between columns must have.

    Returns
    -------
    int, list of float
        Number of lines, 0 where they stand in no columns, and the start of each column but the first.
    """
    shared = [(0.0, math.inf)]
    run: list[list[tuple[float, float]]] = []
    count = 0
    for at, words in enumerate(lines):
        edges = pairwise([0.0, *(edge for word in words for edge in word), math.inf])
        gaps = [gap for number, gap in enumerate(edges) if number % 2 == 0 and gap[1] - gap[0] >= least]
        spaced = len(gaps) > 1
        if not spaced and (not run or at - count > MAX_GAP):
            break
        gaps = [(max(a, c), min(b, d)) for a, b in shared for c, d in gaps if min(b, d) - max(a, c) >= least]
        cuts = _cuts(gaps)
        lost = len(cuts) < len(_cuts(shared))
        if (run and not cuts) or any(_clashes(one, cuts) for one in ([*run, words] if lost else [words])):
            break
        if spaced:
            shared, count = gaps, at + 1
            run.append(words)
    return (count, _cuts(shared)) if len(run) > 1 else (0, [])


def _cuts(gaps: list[tuple[float, float]]) -> list[float]:
    return [end for begin, end in gaps if begin > 0 and end < math.inf]


def _clashes(words: list[tuple[float, float]], cuts: list[float]) -> bool:
    """Whether two runs of words of one line would stand in one column."""
    columns = [bisect_right(cuts, left) for left, _ in words]
    return len(set(columns)) < len(columns)


# A count, a hidden count or a share, as against words; a year is a heading.
COUNT = re.compile(r"(?!(?:19|20)\d\d\**$)[<>≤≥~]?[\d,.]+%?\*?|[-–*~]|\[\w\]")


def _join_columns(grid: list[list[str]]) -> list[list[str]]:
    """Join headings with their counts where they are set to different sides of their columns.

    Words are often set from the left and numbers from the right: then no row has a text in
    both, and one has no heading. Columns are joined only where there is one best way to give
    each its heading. Nothing is given back where the first row has headings and a column of
    counts has none, because then a count could stand under the heading of its neighbour.
    """
    rows = [row for row in grid if len(row) > 1]
    width = len(rows[0]) if rows else 0
    # For the columns up to each: headings with nothing below and number of columns, ways to get
    # there, start of the last one.
    best = [((0, 0), 1, 0)]
    for stop in range(1, width + 1):
        found = []
        for start in range(max(stop - 3, 0), stop):
            (bare, columns), ways, _ = best[start]
            if ways and _is_column(rows, start, stop):
                texts = sum(bool(cell) for row in rows for cell in row[start:stop])
                found.append(((bare + (texts < 2), columns + 1), ways, start))
        least = min((cost for cost, _, _ in found), default=(0, 0))
        chosen = [(ways, start) for cost, ways, start in found if cost == least]
        best.append((least, sum(ways for ways, _ in chosen), chosen[0][1] if chosen else 0))
    while best[width][1] == 1 and width:
        start = best[width][2]
        for row in rows:
            row[start:width] = ["".join(row[start:width])]
        width = start
    first = [next(filter(None, column), "") for column in zip(*rows, strict=True)]
    headed = any(first[1:]) and not any(COUNT.fullmatch(cell) for cell in rows[0])
    bare = [text for text in first if COUNT.fullmatch(text)]
    return [] if headed and bare and len(bare) < len(first) - 1 else grid


def _is_column(rows: list[list[str]], start: int, stop: int) -> bool:
    """Whether some columns can be one: no row has two texts in them, and the first text is no count."""
    texts = [[cell for cell in row[start:stop] if cell] for row in rows]
    first = next((cells[0] for cells in texts if cells), "")
    return all(len(cells) < 2 for cells in texts) and not COUNT.fullmatch(first)


# Plain text and CSV ------------------------------------------------------------------------------


def _decode(file: Path) -> tuple[str, list[str]]:
    """Text of a file, and a remark where its encoding is not certain."""
    content = file.read_bytes()
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    codec = "utf-16" if marked else "utf-8-sig"
    try:
        text, remarks = content.decode(codec), []
    except UnicodeDecodeError as error:
        # What is not UTF-8 in Britain comes from a Windows program.
        try:
            if marked:
                raise error
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise Problem(file, f"byte {error.start + 1}", "", "is no text; save it as UTF-8") from None
        remarks = ["the text is not UTF-8 and was read as Windows-1252: check pound signs, dashes and quotes"]
    if "\0" in text:
        raise Problem(file, f"character {text.index(chr(0)) + 1}", "", "is no text; save it as UTF-8")
    return text, remarks


def _read_csv(file: Path) -> list[Sheet]:
    text, remarks = _decode(file)
    skipped = 0
    # Excel's own way to name the separator; it shows no such row.
    if match := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        text, skipped = text[match.end() :], 1
        rows = _parse_csv(file, text, match[1])
    else:
        rows = _separate_csv(file, text)
    while rows and not any(rows[-1]):
        rows.pop()
    if sum(map(len, rows)) > MAX_CELLS:
        raise _too_many_cells(file, "")
    return [
        Sheet(
            "",
            [Row(tuple(row), "", number) for number, row in enumerate(rows, start=1 + skipped)],
            (),
            tuple(remarks),
        )
    ]


SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def _separate_csv(file: Path, text: str) -> list[list[str]]:
    """Rows of a CSV by the separator that splits most rows alike; by the usual one where none does better."""
    usual = "\t" if file.suffix.casefold() == ".tsv" else ","
    scores, tables, faults = {}, {}, []
    for separator in SEPARATORS:
        if separator in text or separator == usual:
            try:
                tables[separator] = rows = _parse_csv(file, text, separator)
            except Problem as problem:
                faults.append(problem)
                continue
            # A row counts where a neighbour has as many cells, so that prose with commas does not.
            widths = [len(row) for row in rows if any(row)]
            scores[separator] = sum(
                width > 1 and width in widths[max(at - 1, 0) : at] + widths[at + 1 : at + 2]
                for at, width in enumerate(widths)
            )
    # Hardly any text has tabs, so they come first.
    best = max(scores, key=lambda one: (scores[one], one == "\t", one == usual), default=usual)
    if faults and not scores.get(best):
        raise faults[0]
    if not scores[best]:
        return tables[usual]
    rivals = [one for one in scores if one != best and scores[one] == scores[best] == sum(map(any, tables[one]))]
    if rivals and best != "\t":
        raise Problem(
            file, "", "",
            f"splits as well by {SEPARATORS[best]} as by {SEPARATORS[rivals[0]]}; save it as .xlsx, or with one of them",
        )  # fmt: skip
    return tables[best]


def _parse_csv(file: Path, text: str, separator: str) -> list[list[str]]:
    """Rows of a CSV; a stray quote is let pass where it cannot have swallowed a line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        lines = text.splitlines(keepends=True)
        odd = [number for number, line in enumerate(lines, start=1) if line.count('"') % 2]
        if odd or "field larger" in str(error):
            raise Problem(
                file, f"line {odd[0] if odd else reader.line_num}", "", f"is not CSV ({error}); mend the quotes"
            ) from None
        rows = [row for line in lines for row in csv.reader([line], delimiter=separator)]
    return [[_text(cell) for cell in row] or [""] for row in rows]


def _read_txt(file: Path) -> list[Sheet]:
    text, remarks = _decode(file)
    lines = text.splitlines()
    if len(lines) > MAX_CELLS:
        raise _too_many_cells(file, "")
    widths = {line.count(",") for line in lines if line.strip()}
    if len(lines) > 1 and len(widths) == 1 and widths != {0}:
        raise Problem(file, "", "", "has the same commas on each line, as CSV has; rename it to .csv")
    flow = _Flow(file)
    flow.remarks += remarks
    for number, line in enumerate(lines, start=1):
        flow.line(line, f"line {number}")
    return [flow.sheet()]


# Number formats of Excel -------------------------------------------------------------------------

# Formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30). The dates of 14 and 22
# follow the reader's computer, so they are written as ISO 8601 says, as are those of East Asia; so
# does the currency of 5 to 8, 42 and 44, of which only the sign for any currency is known.
ISO = "iso"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¤#,##0;-¤#,##0",
    6: "¤#,##0;-¤#,##0", 7: "¤#,##0.00;-¤#,##0.00", 8: "¤#,##0.00;-¤#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-;@", 42: "¤#,##0;-¤#,##0;-;@", 43: "#,##0.00;-#,##0.00;-;@",
    44: "¤#,##0.00;-¤#,##0.00;-;@", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
DATES_OF_THE_COMPUTER = dict.fromkeys([14, 22, *range(27, 37), *range(50, 59)], ISO)
TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|am/pm|a/p|e[+-]|y+|m+|d+|h+|s+|[0#?.,%@;]|.', re.IGNORECASE | re.DOTALL
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
DATE_PART = re.compile(r"(y+|m+|d+|h+|s+|am/pm|a/p|\[(?:h+|m+|s+)\])$", re.IGNORECASE)
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
LAST_DAY = 2_958_466  # 1 January 10000, which Excel does not know


@cache
def _sections(code: str) -> list[list[str]]:
    """Tokens of a number format, by section."""
    sections: list[list[str]] = [[]]
    for token in TOKEN.findall(code):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return sections


def show_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """Text that Excel shows for a number under a number format.

    Parameters
    ----------
    code : str
        The format, such as ``0.0%`` or ``[<5]"<5";0``; ``iso`` for a date whose format is not known.
    since_1904 : bool
        Whether dates count from 1904, as some workbooks made on a Mac do.

    Returns
    -------
    str
        "#FORMAT!" where the format is not known here.

    Examples
    --------
    >>> show_number(0.125, "0%"), show_number(44287, "mmm-yy"), show_number(3, '[<5]"<5";0')
    ('13%', 'Apr-21', '<5')
    """
    if code == ISO:
        return _show_iso(value, since_1904)
    sections = _sections(code)
    if len(sections) > 1 and "@" in sections[-1]:
        sections = sections[:-1]
    sections = sections[:3]
    conditions = [CONDITION.match(token) for section in sections for token in section if CONDITION.match(token)]
    signed = value < 0
    if conditions:
        chosen, rest = None, []
        for section in sections:
            test = next(filter(None, map(CONDITION.match, section)), None)
            if test is None:
                rest.append(section)
            elif chosen is None and _holds(value, test[1], float(test[2])):
                chosen = section
        if chosen is None:
            if len(rest) != 1:
                return NO_FORMAT
            chosen = rest[0]
    elif len(sections) == 1:
        chosen = sections[0]
    elif value < 0:
        chosen, signed, value = sections[1], False, -value
    else:
        chosen = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    chosen = [token for token in chosen if not CONDITION.match(token)]
    if conditions and value < 0 and any(token in "0#?" for token in chosen):
        return NO_FORMAT
    if any(DATE_PART.match(token) for token in chosen):
        return _show_date(value, chosen, since_1904)
    return _show_digits(Decimal(repr(float(value))), chosen, signed and not conditions)


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound,
        "<>": value != bound,
    }[sign]  # fmt: skip


def _literal(token: str) -> str | None:
    """Text that a token of a format stands for, None where it is not known."""
    if token[0] == '"':
        return token[1:-1]
    if token[0] == "\\":
        return token[1:]
    if token[0] == "_":
        return " "
    if token[0] == "*" and len(token) > 1:
        return ""
    if token.startswith("[$"):
        return token[2:-1].split("-")[0]
    if re.fullmatch(r"\[(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]", token, re.IGNORECASE):
        return ""
    if len(token) == 1 and not (token.isascii() and token.isalnum()) and token not in '[]#?*_"':
        return token
    return None


def _show_general(value: Decimal) -> str:
    number = float(value)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    return text.upper()


def _show_digits(value: Decimal, tokens: list[str], signed: bool) -> str:
    digits = [at for at, token in enumerate(tokens) if token in ("0", "#", "?", ".")]
    if not any(tokens[at] != "." for at in digits):
        shown = [
            _show_general(abs(value)) if token.casefold() in ("general", "@") else _literal(token)
            for token in tokens
        ]
        if None in shown:
            return NO_FORMAT
        return ("-" * signed + "".join(shown)).strip()
    first, last = digits[0], digits[-1]
    inner = tokens[first : last + 1]
    scale = len(list(takewhile(lambda token: token == ",", tokens[last + 1 :])))
    before, after = tokens[:first], tokens[last + 1 + scale :]
    around = [_literal(token) for token in (*before, *after)]
    if None in around or "," in before or not set(inner) <= set("0#?.,") or inner.count(".") > 1:
        return NO_FORMAT
    if any(token == "/" for token in (*before, *after)):
        return NO_FORMAT
    whole, _, decimals = "".join(inner).partition(".")
    decimals = decimals.replace(",", "")
    number = abs(value).scaleb(2 * (before + after).count("%") - 3 * scale)
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, Context(prec=400))
    units, _, rest = f"{rounded:f}".partition(".")
    grouped = "," in whole
    whole = whole.replace(",", "")
    least = len(whole) - whole.index("0") if "0" in whole else 0
    units = (units.lstrip("0") or "").zfill(least) if least else units.lstrip("0")
    if grouped and units:
        units = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", units)
    kept = len(decimals)
    while kept and rest[kept - 1] == "0" and decimals[kept - 1] in "#?":
        kept -= 1
    point = "." if "." in inner else ""
    parts = (
        "".join(map(str, around[: len(before)])),
        units + point + rest[:kept],
        "".join(map(str, around[len(before) :])),
    )
    return ("-" * (signed and rounded != 0) + "".join(parts)).strip()


def _moment(value: float, since_1904: bool) -> datetime:
    # Excel counts 29 February 1900, a day that never was.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    return first + timedelta(seconds=round(value * 86400))


def _show_iso(value: float, since_1904: bool) -> str:
    if not 0 <= value < LAST_DAY:
        return NO_FORMAT
    moment = _moment(value, since_1904)
    if value < 1:
        return moment.strftime("%H:%M:%S")
    return moment.strftime("%Y-%m-%d" if moment.time() == datetime.min.time() else "%Y-%m-%d %H:%M:%S")


def _show_date(value: float, tokens: list[str], since_1904: bool) -> str:
    """Date as the tokens of its format show it; as ISO 8601 where they depend on more than the file."""
    if not 0 <= value < LAST_DAY:
        return NO_FORMAT
    moment = _moment(value, since_1904)
    seconds = round(value * 86400)
    words = [token.casefold() for token in tokens]
    twelve = "am/pm" in words or "a/p" in words
    parts = [at for at, word in enumerate(words) if DATE_PART.match(word)]
    shown = ""
    for at, word in enumerate(words):
        if word.startswith("[$-") and not _is_english(word):
            return _show_iso(value, since_1904)
        if at not in parts:
            literal = _literal(tokens[at])
            if literal is None:
                return _show_iso(value, since_1904)
            shown += literal
            continue
        place = parts.index(at)
        before = words[parts[place - 1]] if place else ""
        after = words[parts[place + 1]] if place + 1 < len(parts) else ""
        letter = word.strip("[")[0]
        if letter == "m" and (before.strip("[").startswith("h") or after.startswith("s")):
            letter = "minute"
        number, name = {
            "y": (moment.year % 10 ** (4 if len(word) > 2 else 2), ""),
            "m": (moment.month, MONTHS[moment.month - 1]),
            "d": (moment.day, DAYS[moment.weekday()]),
            "h": ((moment.hour % 12 or 12) if twelve else moment.hour, ""),
            "minute": (moment.minute, ""),
            "s": (moment.second, ""),
            "a": (0, ("AM" if moment.hour < 12 else "PM")[: 2 if word == "am/pm" else 1]),
        }[letter]
        if word.startswith("["):
            shown += str(seconds // {"h": 3600, "m": 60, "s": 1}[word[1]])
        elif letter == "a":
            shown += name
        elif letter == "y":
            shown += f"{number:0{4 if len(word) > 2 else 2}}"
        elif len(word) < 3 or not name:
            shown += f"{number:0{min(len(word), 2)}}"
        else:
            shown += {3: name[:3], 5: name[0] if letter == "m" else name}.get(len(word), name)
    return shown.strip()


def _is_english(locale: str) -> bool:
    """Whether "[$-809]" asks for English names; months of another language are not known here."""
    code = locale[3:-1]
    if re.fullmatch("[0-9a-f]+", code):
        return int(code, 16) & 0x3FF == 9
    return code.startswith("en")


def _show_text(text: str, code: str) -> str:
    """Text as a format with a section for text shows it."""
    sections = _sections(code)
    if len(sections) < 4 and "@" not in sections[-1]:
        return text
    shown = [text if token == "@" else _literal(token) for token in sections[-1]]
    return NO_FORMAT if None in shown else "".join(map(str, shown))


# Archives of XML ---------------------------------------------------------------------------------


class _Archive:
    """An office file: a ZIP archive of XML parts, none of which is trusted."""

    def __init__(self, file: Path):
        self.file = file
        self.zip = zipfile.ZipFile(file)
        # zipfile stops at the size that the archive declares, so a member cannot hold more than that.
        size = sum(member.file_size for member in self.zip.infolist())
        if size > MAX_UNPACKED_BYTES:
            raise Problem(
                file,
                "",
                "",
                f"unpacks to {size:,} bytes, and {MAX_UNPACKED_BYTES:,} are read; save the part with the answer",
            )
        self.names = set(self.zip.namelist())

    def stream(self, part: str, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)) -> Iterator[tuple]:
        """Events and elements of a part as they are read; each is emptied once it was used."""
        from lxml import etree

        with self.zip.open(part) as stream:
            parsed = etree.iterparse(
                stream, events=events, tag=tags, resolve_entities=False, no_network=True, collect_ids=False,
                remove_comments=True, remove_pis=True,
            )  # fmt: skip
            for number, (event, element) in enumerate(parsed):
                if not number:
                    self._check(element.getroottree(), part)
                yield event, element
                if event == "end":
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]

    def tree(self, part: str):
        """Root element of a small part, None where there is no such part."""
        from lxml import etree

        if part not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        with self.zip.open(part) as stream:
            tree = etree.parse(stream, parser)
        self._check(tree, part)
        return tree.getroot()

    def _check(self, tree, part: str) -> None:
        # No office program writes a document type; one that declares entities can grow without end.
        if tree.docinfo.internalDTD is not None:
            raise Problem(self.file, part, "", "declares entities, as no office program does; ask for a new copy")

    def related(self, part: str) -> dict[str, str]:
        """Parts that a part of an Office Open XML file refers to, by the id of the reference and by its kind."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
                found[one.get("Id")] = found[posixpath.basename(one.get("Type", ""))] = target
        return found

    def remarks(self) -> list[str]:
        """Whether it holds pictures, whose text is not read."""
        pictures = [name for name in self.names if re.search(r"(/media/|^Pictures/).+\.(?!emf|wmf|svm)\w+$", name)]
        return ["pictures in the file are not read"] if pictures else []


def _local(element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element, name: str) -> str | None:
    """Attribute of the same namespace as its element."""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}") if element is not None else None


def _owner(element, kind: str):
    """Nearest element of a kind around another."""
    return next((above for above in element.iterancestors() if _local(above) == kind), None)


# Spreadsheets ------------------------------------------------------------------------------------


def _read_xlsx(file: Path) -> list[Sheet]:
    archive = _Archive(file)
    main = archive.related("")["officeDocument"]
    book = archive.tree(main)
    parts = archive.related(main)
    settings = book.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    formats = _xlsx_formats(archive, parts.get("styles", ""))
    strings = []
    if parts.get("sharedStrings") in archive.names:
        strings = [_xlsx_text(item) for _, item in archive.stream(parts["sharedStrings"], ("{*}si",))]
    sheets = []
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        reference = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        part = parts.get(reference, "")
        if part.rpartition("/")[0].endswith(("chartsheets", "dialogsheets", "macrosheets")):
            continue
        grid = _Grid(file, sheet.get("name"))
        grid.hidden = sheet.get("state", "visible") != "visible"
        grid.since_1904 = since_1904
        _fill_xlsx(grid, archive, part, strings, formats)
        sheets.append(grid.sheet(archive.remarks()))
    return sheets


def _xlsx_formats(archive: _Archive, part: str) -> list[str]:
    """Number format of each cell style."""
    styles = archive.tree(part)
    if styles is None:
        return []
    own = {int(one.get("numFmtId")): one.get("formatCode") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    known = BUILT_IN | own | DATES_OF_THE_COMPUTER
    return [known.get(int(style.get("numFmtId") or 0), "General") for style in styles.iterfind("{*}cellXfs/{*}xf")]


def _xlsx_text(item) -> str:
    """Text of a string with its runs; the reading aids of East Asian text are left out."""
    text = ""
    for child in item:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            text += child.text or ""
        elif kind == "r":
            run = "".join(part.text or "" for part in child.iterfind("{*}t"))
            raised = child.find("{*}rPr/{*}vertAlign[@val='superscript']") is not None
            text += _note_mark(run) if raised else run
    # Characters that XML cannot hold are written as _x000D_.
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _fill_xlsx(grid: _Grid, archive: _Archive, part: str, strings: list[str], formats: list[str]) -> None:
    columns: dict[str, int] = {}
    row = -1
    tags = ("{*}row", "{*}mergeCell", "{*}col", "{*}sheetView")
    for _, element in archive.stream(part, tags):
        space, _, kind = element.tag.rpartition("}")
        if kind == "sheetView":
            grid.hides_zeros = element.get("showZeros") in ("0", "false")
        elif kind == "col":
            if element.get("hidden") in ("1", "true"):
                grid.hidden_columns.append((int(element.get("min")) - 1, int(element.get("max")) - 1))
        elif kind == "mergeCell":
            first, _, last = element.get("ref").partition(":")
            (top, left), (bottom, right) = _position(first), _position(last or first)
            grid.areas.append((top, left, bottom, right))
        elif kind == "row":
            row = int(element.get("r", row + 2)) - 1
            if element.get("hidden") in ("1", "true"):
                grid.hidden_rows.add(row)
            column = -1
            for cell in element:
                reference = cell.get("r")
                if reference:
                    letters = reference.rstrip("0123456789")
                    if letters not in columns:
                        columns[letters] = _position(reference)[1]
                    column = columns[letters]
                else:
                    column += 1
                if len(cell):
                    style = int(cell.get("s", 0))
                    code = formats[style] if formats or style else "General"
                    grid.show(row, column, _xlsx_value(cell, f"{space}}}", strings), code)


def _xlsx_value(cell, space: str, strings: list[str]) -> float | str | None:
    """What a cell holds: a number, or a text; None for a formula without a result."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{space}is")
        return _xlsx_text(inline) if inline is not None else ""
    element = cell.find(f"{space}v")
    if element is None:
        return "" if cell.find(f"{space}f") is None else None
    value = element.text or ""
    if kind == "s":
        return strings[int(value)]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "d":
        return value.removesuffix("T00:00:00")
    if kind == "n":
        return float(value) if value else None
    return value


def _position(reference: str) -> tuple[int, int]:
    """Row and column, counted from 0, of an address such as "AB5"."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1


def _read_ods(file: Path) -> list[Sheet]:
    archive = _Archive(file)
    if any(_local(one) == "encryption-data" for one in archive.tree("META-INF/manifest.xml").iter()):
        raise Problem(file, "", "", REFUSED["locked"])
    return list(_Workbook(archive).read())


class _Workbook:
    """Reads content.xml of an OpenDocument spreadsheet, in which the text of a cell is what is shown."""

    def __init__(self, archive: _Archive):
        self.archive = archive
        # Names of the styles that hide a sheet and of those that raise text.
        self.hiding: set[str] = set()
        self.raising: set[str] = set()

    def read(self) -> Iterator[Sheet]:
        """Each sheet in turn."""
        grid, row, column, depth = None, 0, 0, 0
        tags = ("{*}style", "{*}table", "{*}table-column", "{*}table-row")
        for event, element in self.archive.stream("content.xml", tags, ("start", "end")):
            kind = _local(element)
            if kind == "style" and event == "end":
                self._note_style(element)
            elif kind == "table" and event == "start":
                depth += 1
                if depth == 1 and _local(element.getparent()) == "spreadsheet":
                    grid, row, column = _Grid(self.archive.file, _attribute(element, "name")), 0, 0
                    grid.hidden = _attribute(element, "style-name") in self.hiding
            elif kind == "table":
                depth -= 1
                if depth == 0 and grid:
                    yield grid.sheet(self.archive.remarks())
                    grid = None
            elif depth > 1 or not grid or event == "start":
                # A table inside a cell or behind a chart is no sheet.
                continue
            elif kind == "table-column":
                repeated = _span(_attribute(element, "number-columns-repeated"), 16384)
                if _attribute(element, "visibility") in ("collapse", "filter"):
                    grid.hidden_columns.append((column, column + repeated - 1))
                column += repeated
            else:
                row += self._read_row(grid, row, element)

    def _note_style(self, style) -> None:
        for properties in style:
            if any(key.endswith("}display") and shown == "false" for key, shown in properties.items()):
                self.hiding.add(_attribute(style, "name"))
            if re.match("super|[1-9]", _attribute(properties, "text-position") or ""):
                self.raising.add(_attribute(style, "name"))

    def _read_row(self, grid: _Grid, row: int, element) -> int:
        """Write the cells of a row; gives the number of rows that it stands for."""
        repeated = _span(_attribute(element, "number-rows-repeated"), 1 << 20)
        hidden = _attribute(element, "visibility") in ("collapse", "filter")
        column = 0
        for cell in element:
            across = _span(_attribute(cell, "number-columns-repeated"), 16384)
            text, unseen = self._read_cell(cell)
            if _local(cell) == "covered-table-cell" and text:
                grid.remark(row, column, "lies under a merged cell and is not shown")
            elif _local(cell) == "table-cell":
                for down in range(row, row + repeated) if _text(text) else ():
                    for right in range(column, column + across):
                        grid.put(down, right, text)
                    if hidden:
                        grid.hidden_rows.add(down)
                if unseen:
                    grid.remark(row, column, unseen)
                rows = _span(_attribute(cell, "number-rows-spanned"), 1 << 20)
                columns = _span(_attribute(cell, "number-columns-spanned"), 16384)
                if rows * columns > 1:
                    grid.areas.append((row, column, row + rows - 1, column + columns - 1))
            column += across
        return repeated

    def _read_cell(self, cell) -> tuple[str, str]:
        """Text that a cell shows, and a remark where it shows less than it holds."""
        paragraphs = [one for one in cell if _local(one) == "p"]
        text = "\n".join(map(self._words, paragraphs))
        kind = cell.get(f"{OFFICE}value-type")
        if not paragraphs and kind == "string":
            text = cell.get(f"{OFFICE}string-value") or ""
        elif not paragraphs and (kind or _attribute(cell, "formula")):
            return NO_VALUE, "the file does not hold what the cell shows; open the file in its program and save it"
        if kind not in (None, "string"):
            text = text.strip()
            return text, "" if text else "holds a value that is not shown"
        return text, ""

    def _words(self, element) -> str:
        words = element.text or ""
        for child in element:
            kind = _local(child)
            if kind == "s":
                words += " " * _span(_attribute(child, "c"), 1000)
            elif kind in ("tab", "line-break"):
                words += "\t" if kind == "tab" else "\n"
            elif kind not in ("annotation", "ruby-text"):
                inner = self._words(child)
                words += _note_mark(inner) if _attribute(child, "style-name") in self.raising else inner
            words += child.tail or ""
        return words


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _read_xls(file: Path) -> list[Sheet]:
    import xlrd

    try:
        book = xlrd.open_workbook(file, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Problem(file, "", "", REFUSED["locked"]) from None
        raise
    known = {key: one.format_str for key, one in book.format_map.items()} | DATES_OF_THE_COMPUTER
    codes = [known.get(style.format_key, "General") for style in book.xf_list]
    sheets = []
    for sheet in book.sheets():
        grid = _Grid(file, sheet.name)
        grid.hidden = sheet.visibility != 0
        grid.hides_zeros = not sheet.show_zero_values
        grid.since_1904 = book.datemode == 1
        grid.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
        grid.hidden_columns = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]
        grid.areas = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        for row in range(sheet.nrows):
            for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
                if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    continue
                if kind == xlrd.XL_CELL_BOOLEAN:
                    value = "TRUE" if value else "FALSE"
                elif kind == xlrd.XL_CELL_ERROR:
                    value = xlrd.error_text_from_code.get(value, "#ERROR!")
                elif kind == xlrd.XL_CELL_TEXT:
                    value = _xls_text(book, value, sheet.rich_text_runlist_map.get((row, column)))
                grid.show(row, column, value, codes[sheet.cell_xf_index(row, column)])
        sheets.append(grid.sheet())
    return sheets


def _xls_text(book, text: str, runs: list[tuple[int, int]] | None) -> str:
    """Text with its raised runs marked; a run is where a font starts."""
    if not runs:
        return text
    shown = text[: runs[0][0]]
    for (start, font), (stop, _) in pairwise([*runs, (len(text), 0)]):
        shown += _note_mark(text[start:stop]) if book.font_list[font].escapement == 1 else text[start:stop]
    return shown


# Documents of text -------------------------------------------------------------------------------


def _span(text: str | None, most: int) -> int:
    """Number of rows or columns that a cell covers, as written; 1 where it is no number."""
    return max(1, min(int(text), most)) if text and text.strip().isdecimal() else 1


class _Table:
    """Cells of a table in which some cover more than one row or column."""

    def __init__(self, file: Path):
        self.file = file
        self.grid: list[list[str | None]] = []
        self.cells = 0

    def put(self, row: int, text: str, rows: int = 1, columns: int = 1) -> int:
        """Write a text into the first free cell of a row; gives the column."""
        self.cells += rows * columns
        if self.cells > MAX_CELLS:
            raise _too_many_cells(self.file, "")
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
            raise _too_many_cells(self.file, "")
        return [[cell or "" for cell in line] + [""] * (width - len(line)) for line in self.grid]


UNSEEN = {
    "script", "style", "noscript", "template", "head", "nav", "button", "select", "svg", "iframe", "object", "audio",
    "video", "canvas",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "ol", "p", "section", "summary", "td", "th", "ul",
}  # fmt: skip


def _read_html(file: Path) -> list[Sheet]:
    from lxml import html

    text, remarks = _decode_html(file)
    if "<!entity" in text.casefold():
        raise Problem(file, "", "<!ENTITY", "declares entities, as no web page does; ask for a new copy")
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    page = _Page(file)
    page.flow.remarks += remarks
    page.read(root)
    return [page.flow.sheet()]


def _decode_html(file: Path) -> tuple[str, list[str]]:
    """Text of a web page by the encoding that it names, or else like any text."""
    content = file.read_bytes()
    named = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", content[:4096], re.IGNORECASE)
    codec = named[1].decode("ascii").casefold() if named else ""
    if codec and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        # Browsers read what calls itself Latin-1 as Windows-1252, of which it is a part.
        codec = "cp1252" if codec in ("iso-8859-1", "latin1", "us-ascii", "ascii") else codec
        try:
            return content.decode(codec), []
        except (LookupError, UnicodeDecodeError):
            text, _ = _decode(file)
            return text, [f"the text is not {codec}, as it says: check pound signs, dashes and quotes"]
    return _decode(file)


class _Page:
    """Walks through a web page in reading order."""

    def __init__(self, file: Path):
        self.flow = _Flow(file)
        self.words: list[str] = []
        self.marks: dict = {}
        self.mark = ""
        self.paragraphs = 0

    def read(self, element) -> None:
        """Read an element and all in it."""
        if self._is_unseen(element):
            return
        if element.tag == "br":
            self.words.append("\n")
        elif element.tag == "pre":
            self.flush()
            self.words += "".join(element.itertext())
            self.flush(squeeze=False)
        elif element.tag == "table":
            self.flush()
            self._read_table(element)
        elif _is_raised(element):
            self.words.append(_note_mark("".join(element.itertext())))
        elif element.tag in BLOCKS:
            self.flush()
            self._read_inside(element)
            self.flush()
            # An item without text leaves its number to nobody.
            self.mark = "" if element.tag == "li" else self.mark
        else:
            self._read_inside(element)

    def _read_inside(self, element) -> None:
        if element.tag == "ol":
            self.marks.update(_list_marks(element))
        self.mark = self.marks.get(element, self.mark)
        self.words.append(_squeeze(element.text))
        for child in element:
            self.read(child)
            self.words.append(_squeeze(child.tail))

    def flush(self, *, squeeze: bool = True) -> None:
        """End the paragraph; each of its lines is a row."""
        text, self.words = "".join(self.words), []
        lines = text.strip("\n").split("\n")
        if squeeze:
            lines = [_squeeze(line).strip(" ") for line in lines]
        if not any(line.strip() for line in lines):
            if "\n" in text or "\xa0" in text:
                self.flow.blank()
            return
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        lines[0], self.mark = self.mark + lines[0], ""
        for number, line in enumerate(lines, start=1):
            self.flow.line(line, place if len(lines) == 1 else f"{place} line {number}")

    def _is_unseen(self, element) -> bool:
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return True
        if element.get("role") in ("navigation", "banner", "contentinfo", "search"):
            return True
        if element.tag in ("header", "footer"):
            inside = any(above.tag in ("main", "article", "section") for above in element.iterancestors())
            return not inside and element.find(".//table") is None
        hides = re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style", ""), re.IGNORECASE)
        if (hides or element.get("hidden") is not None) and _holds_text(element):
            self.flow.remarks.append("text that the page hides was left out")
            return True
        return False

    def _read_table(self, element) -> None:
        for caption in element.iterchildren("caption"):
            self.read(caption)
        order = {"thead": 0, "tfoot": 2}
        groups = sorted(
            element.iterchildren("thead", "tbody", "tfoot", "tr"), key=lambda one: order.get(one.tag, 1)
        )
        rows = [
            [cell for cell in line.iterchildren("td", "th") if not self._is_unseen(cell)]
            for group in groups
            for line in ([group] if group.tag == "tr" else group.iterchildren("tr"))
            if not self._is_unseen(group) and not self._is_unseen(line)
        ]
        used = [[cell for cell in row if _holds_text(cell)] for row in rows]
        places = element.find(".//table") is not None and all(len(row) < 2 for row in used)
        if places:
            # The table has no cells side by side: it only places things on the page.
            for cell in (cell for row in used for cell in row):
                self.read(cell)
            return
        table, areas, nested = _Table(self.flow.file), [], []
        for number, row in enumerate(rows):
            for cell in row:
                left = len(rows) - number
                down = left if cell.get("rowspan", "").strip() == "0" else _span(cell.get("rowspan"), left)
                text = _squeeze("".join(self._cell_words(cell, nested))).strip(" ")
                across = _span(cell.get("colspan"), 1000)
                column = table.put(number, text, down, across)
                if down * across > 1:
                    areas.append((number, column, number + down - 1, column + across - 1))
        self.flow.tables += 1
        self.flow.table(table.rows(), areas, f"table {self.flow.tables} ")
        for one in nested:
            self._read_table(one)

    def _cell_words(self, element, nested: list) -> Iterator[str]:
        """Words of a cell; the tables in it are put aside."""
        yield element.text or ""
        for child in element:
            if not self._is_unseen(child):
                if child.tag == "table":
                    nested.append(child)
                elif _is_raised(child):
                    yield _note_mark("".join(child.itertext()))
                else:
                    apart = " " if child.tag == "br" or child.tag in BLOCKS else ""
                    yield apart
                    yield from self._cell_words(child, nested)
                    yield apart
            yield child.tail or ""


def _squeeze(text: str | None) -> str:
    """Text of a page, in which line ends and tabs are spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _is_raised(element) -> bool:
    style = element.get("style", "")
    return element.tag == "sup" or bool(re.search(r"vertical-align\s*:\s*super", style, re.IGNORECASE))


def _holds_text(element) -> bool:
    return bool("".join(element.itertext()).strip())


def _list_marks(listing) -> Iterator[tuple]:
    """Items of a numbered list, each with the number that a browser puts before it."""
    if listing.get("type", "1") != "1" or "none" in listing.get("style", ""):
        return
    number = _whole(listing.get("start"), 1) - 1
    for item in listing.iterchildren("li"):
        number = _whole(item.get("value"), number + 1)
        yield item, f"{number}. "


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise


def _read_docx(file: Path) -> list[Sheet]:
    archive = _Archive(file)
    main = archive.related("")["officeDocument"]
    size = archive.zip.getinfo(main).file_size
    if size > MAX_TREE_BYTES:
        raise Problem(
            file,
            "",
            "",
            f"holds {size:,} bytes of text, and {MAX_TREE_BYTES:,} are read; save the part with the answer",
        )
    parts = archive.related(main)
    text = _Text(file, _Numbering(*(archive.tree(parts.get(kind, "")) for kind in ("numbering", "styles"))))
    text.read(archive.tree(main))
    text.read_notes({kind: archive.tree(parts.get(f"{kind}s", "")) for kind in ("footnote", "endnote")})
    text.flow.remarks += archive.remarks()
    return [text.flow.sheet()]


class _Text:
    """Walks through a Word document in reading order.

    lxml and not python-docx, which leaves out words inserted under tracked changes, content
    controls and text boxes without a word.
    """

    # What holds no words, or words that are not shown: properties, deleted and moved words, codes of fields.
    UNSEEN = frozenset(
        ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom", "delText", "instrText", "Fallback")
    )

    def __init__(self, file: Path, numbering: "_Numbering"):
        self.flow = _Flow(file)
        self.numbering = numbering
        self.notes: list[tuple[str, str]] = []
        self.boxes: list = []
        self.paragraphs = 0

    def read(self, element) -> None:
        """Read the paragraphs and tables in an element."""
        for child in element:
            kind = _local(child)
            if kind == "p":
                self._read_paragraph(child)
            elif kind == "tbl":
                self._read_table(child)
            elif kind not in self.UNSEEN:
                self.read(child)

    def read_notes(self, parts: dict) -> None:
        """Read the footnotes and endnotes that the text refers to."""
        if self.notes:
            self.flow.blank()
        for number, (kind, name) in enumerate(self.notes, start=1):
            note = next(one for one in parts[kind] if _attribute(one, "id") == name)
            words = " ".join(self._words(paragraph).strip() for paragraph in note.iter("{*}p"))
            self.flow.line(f"[{number}] {words.strip()}", f"{kind} {number}")

    def _read_paragraph(self, element) -> None:
        text = self.numbering.mark(element) + self._words(element)
        boxes, self.boxes = self.boxes, []
        if text.strip():
            self.paragraphs += 1
            lines = text.strip("\n").split("\n")
            place = f"paragraph {self.paragraphs}"
            for number, line in enumerate(lines, start=1):
                self.flow.line(line, place if len(lines) == 1 else f"{place} line {number}")
        elif not boxes:
            self.flow.blank()
        for box in boxes:
            self.read(box)

    def _words(self, element) -> str:
        """Text of a paragraph or a part of it; text boxes are put aside."""
        words = ""
        for child in element:
            kind = _local(child)
            if kind in ("del", "ins", "moveFrom"):
                self.flow.remarks.append(
                    "changes are tracked: words deleted were left out, words inserted were read"
                )
            if kind in self.UNSEEN:
                continue
            if kind == "t":
                words += child.text or ""
            elif kind == "tab" or kind == "ptab":
                words += "\t"
            elif kind in ("br", "cr"):
                words += "\n"
            elif kind == "noBreakHyphen":
                words += "-"
            elif kind in ("footnoteReference", "endnoteReference"):
                self.notes.append((kind.removesuffix("Reference"), _attribute(child, "id")))
                words += f"[{len(self.notes)}]"
            elif kind == "txbxContent":
                self.boxes.append(child)
            elif kind == "r":
                words += self._run(child)
            else:
                words += self._words(child)
        return words

    def _run(self, run) -> str:
        hidden = run.find("{*}rPr/{*}vanish")
        if hidden is not None and _attribute(hidden, "val") not in ("0", "false"):
            self.flow.remarks.append("hidden text was left out")
            return ""
        words = self._words(run)
        raised = run.find("{*}rPr/{*}vertAlign")
        is_raised = raised is not None and _attribute(raised, "val") == "superscript"
        return _note_mark(words) if is_raised and not words.startswith("[") else words

    def _read_table(self, element) -> None:
        table, nested = _Table(self.flow.file), []
        lines = [line for line in element.iter("{*}tr") if _owner(line, "tbl") is element]
        # Merged areas, and the last one that began in each column: the cells below may go on in it.
        areas: list[list[int]] = []
        begun: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            column = 0
            if before := _value(line.find("{*}trPr"), "gridBefore"):
                column = _span(before, 100)
                table.put(number, "", 1, column)
            for cell in (cell for cell in line.iter("{*}tc") if _owner(cell, "tr") is line):
                properties = cell.find("{*}tcPr")
                columns = _span(_value(properties, "gridSpan"), 1000)
                parts = [self.numbering.mark(one) + self._words(one) for one in self._paragraphs(cell, nested)]
                text = re.sub(r"\s*[\n\t]\s*", " ", " ".join(filter(None, map(str.strip, parts))))
                merge = properties.find("{*}vMerge") if properties is not None else None
                if merge is not None and _attribute(merge, "val") != "restart" and column in begun:
                    begun[column][2] = number
                    if text:
                        self.flow.remarks.append(f'"{text[:40]}" lies under a merged cell and is not shown')
                    text = ""
                else:
                    begun[column] = [number, column, number, column + columns - 1]
                    areas.append(begun[column])
                table.put(number, text, 1, columns)
                column += columns
        merged = [tuple(area) for area in areas if area[:2] != area[2:]]
        self.flow.tables += 1
        self.flow.table(table.rows(), merged, f"table {self.flow.tables} ")
        for one in nested:
            if _local(one) == "tbl":
                self._read_table(one)
            else:
                self.read(one)

    def _paragraphs(self, cell, nested: list) -> Iterator:
        """Paragraphs of a cell; the tables and text boxes in it are put aside."""
        for child in cell:
            kind = _local(child)
            if kind == "p":
                yield child
            elif kind == "tbl":
                nested.append(child)
            elif kind not in self.UNSEEN:
                yield from self._paragraphs(child, nested)
        nested += self.boxes
        self.boxes = []


class _Numbering:
    """Knows the numbers that Word puts before the paragraphs of a numbered list."""

    def __init__(self, numbering, styles):
        self.lists = _by_name(numbering, "abstractNum", "abstractNumId")
        self.uses = _by_name(numbering, "num", "numId")
        self.styles = _by_name(styles, "style", "styleId")
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()

    def mark(self, paragraph) -> str:
        """Number before a paragraph, "" where there is none; to be asked once for each, in order."""
        name, level = self._listing(paragraph)
        if name not in self.uses:
            return ""
        listing = _attribute(self.uses[name].find("{*}abstractNumId"), "val")
        levels = {int(_attribute(one, "ilvl")): one for one in self.lists[listing].iterfind("{*}lvl")}
        if level not in levels:
            return ""
        counts = self.counts.setdefault(listing, {})
        if name not in self.begun:
            self.begun.add(name)
            for one in self.uses[name].iterfind("{*}lvlOverride"):
                first = _value(one, "startOverride")
                if first is not None:
                    counts[int(_attribute(one, "ilvl"))] = int(first) - 1
        counts[level] = counts.get(level, int(_value(levels[level], "start") or 1) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        shown = _value(levels[level], "lvlText") or ""
        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda one: self._show(levels, counts, int(one[1]) - 1), shown) + " "

    def _listing(self, paragraph) -> tuple[str | None, int]:
        """List and level of a paragraph, from itself or from its style or what that rests on."""
        properties = paragraph.find("{*}pPr")
        style = _value(properties, "pStyle")
        for _ in range(10):
            numbers = properties.find("{*}numPr") if properties is not None else None
            if numbers is not None or style not in self.styles:
                break
            properties = self.styles[style].find("{*}pPr")
            style = _value(self.styles[style], "basedOn")
        return _value(numbers, "numId"), int(_value(numbers, "ilvl") or 0)

    def _show(self, levels: dict, counts: dict[int, int], level: int) -> str:
        count = counts.get(level, 1)
        match _value(levels.get(level), "numFmt"):
            case "lowerLetter" | "upperLetter" as kind:
                letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
                return letters if kind == "lowerLetter" else letters.upper()
            case "lowerRoman" | "upperRoman" as kind:
                roman = ""
                for value, letters in ROMAN.items():
                    roman, count = roman + letters * (count // value), count % value
                return roman if kind == "lowerRoman" else roman.upper()
        return str(count)


ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v",
         4: "iv", 1: "i"}  # fmt: skip


def _value(element, kind: str) -> str | None:
    """Value of a property of Word, None where the element does not have it."""
    return _attribute(element.find(f"{{*}}{kind}"), "val") if element is not None else None


def _by_name(root, kind: str, name: str) -> dict:
    """Elements of a part of Word by one of their attributes; none where there is no such part."""
    return {_attribute(one, name): one for one in root.iterfind(f"{{*}}{kind}")} if root is not None else {}


def _read_pdf(file: Path) -> list[Sheet]:
    # pdfminer warns on standard error of each oddity of a file.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    import pdfplumber

    try:
        opened = pdfplumber.open(io.BytesIO(file.read_bytes()))
    except Exception as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise Problem(file, "", "", REFUSED["locked"]) from None
        raise
    with opened as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise Problem(
                file,
                "",
                "",
                f"has {len(pdf.pages)} pages, and {MAX_PAGES} are read; save the pages with the answer",
            )
        flow = _Flow(file)
        pictures, recognised, turned, unknown = [], [], [], []
        seen = 0
        for number, page in enumerate(pdf.pages, start=1):
            area = sum(image["width"] * image["height"] for image in page.images)
            covered = area > page.width * page.height / 2
            letters = [char for char in page.chars if char["text"].strip()]
            seen += len(letters)
            if not letters and (page.images or page.curves):
                pictures.append(number)
            elif covered:
                recognised.append(number)
            if any(char["text"].startswith("(cid:") for char in letters):
                unknown.append(number)
            if any(not char["upright"] for char in letters):
                turned.append(number)
            if letters:
                _Printed(flow, page.filter(_is_seen).dedupe_chars(), f"page {number}").read()
            page.close()
        if not seen:
            raise Problem(
                file, "", "", "holds pictures of its pages and no text; ask for the document itself, or type the table "
                "into a .csv file",
            )  # fmt: skip
    for pages, words in (
        (pictures, "a picture, whose text is not read"),
        (recognised, "a picture with text that a machine recognised: check every number"),
        (unknown, "letters that the file does not name are read as (cid:...)"),
        (turned, "text that stands upright or on its head is not read"),
    ):
        if pages:
            flow.remarks.append(f"{'pages' if len(pages) > 1 else 'page'} {_ranges(pages)}: {words}")
    return [flow.sheet()]


def _is_seen(thing: dict) -> bool:
    return thing["object_type"] != "char" or thing["upright"]


@dataclass
class _Line:
    """A line of a page: runs of words with no wide gap between them, from the left."""

    top: float
    bottom: float
    runs: list[tuple[float, float, str]]

    @property
    def height(self) -> float:
        """Height of its letters."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(text for _, _, text in self.runs)


class _Printed:
    """Reads the words of a page of a PDF, which knows of no lines and no tables."""

    def __init__(self, flow: _Flow, page, place: str):
        self.flow, self.page, self.place = flow, page, place
        self.tables = 0
        # Where spaces were printed, by the height of their line.
        self.spaces: dict[int, list[float]] = {}
        for char in page.chars:
            if not char["text"].strip():
                self.spaces.setdefault(round(char["bottom"]), []).append(char["x0"])
        self.prints_spaces = False

    def read(self) -> None:
        """Hand on the lines and tables of the page from its top."""
        words = self.page.extract_words(x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size"])
        groups = _group_words(words)
        # Most programs print the spaces between words, and then a gap without one lies between cells.
        gaps = [self._has_space(*pair) for group in groups for pair in pairwise(group) if _gap(*pair) < 0.6]
        self.prints_spaces = sum(gaps) > len(gaps) / 2
        ruled = self._find_ruled([self._line(group) for group in groups])
        outside = []
        for word in words:
            x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
            for _, cells, held in ruled:
                at = next((i for i, (a, b, c, d) in enumerate(cells) if a <= x <= c and b <= y <= d), None)
                if at is not None:
                    held.setdefault(at, []).append(word)
                    break
            else:
                outside.append(word)
        lines = self._lines(outside)
        start = 0
        for top, cells, held in [*ruled, (math.inf, (), {})]:
            stop = start + sum(line.top < top for line in lines[start:])
            self._read_lines(lines, start, stop)
            start = stop
            if cells:
                self.tables += 1
                held = {at: self._lines(inside) for at, inside in held.items()}
                self.flow.table(*_ruled_grid(cells, held), f"{self.place} table {self.tables} ")

    def _find_ruled(self, lines: list[_Line]) -> list[tuple[float, list, dict]]:
        """Tables drawn with lines, from the top: their top, the boxes of their cells, and room for their words."""
        ruled = []
        for table in self.page.find_tables():
            columns, rows = ({cell[side] for cell in table.cells} for side in (0, 1))
            top, bottom = table.bbox[1], table.bbox[3]
            # A shaded row of a table without lines is no table of its own.
            shaded = len(rows) == 1 and any(
                len(line.runs) > 1 and -1 < max(top - line.bottom, line.top - bottom) < line.height
                for line in lines
            )
            if len(columns) > 1 and not shaded:
                ruled.append((top, table.cells, {}))
        return sorted(ruled, key=lambda one: one[0])

    def _has_space(self, left: dict, right: dict) -> bool:
        """Whether a space was printed between two words."""
        height = round(left["bottom"])
        printed = (x for near in (height - 1, height, height + 1) for x in self.spaces.get(near, ()))
        return any(left["x1"] - 1 < x < right["x0"] + 1 for x in printed)

    def _lines(self, words: list[dict]) -> list[_Line]:
        return [self._line(group) for group in _group_words(words)]

    def _line(self, group: list[dict]) -> _Line:
        """A line of words, split where a gap is wider than between words of prose."""
        between = [_gap(*pair) for pair in pairwise(group) if _gap(*pair) > 0.15]
        # Justified prose has wide gaps too, but all of one width.
        justified = (
            len(between) > 3
            and max(between) < 1.2 * min(between)
            and sum(word["text"].isalpha() for word in group) > len(group) / 2
        )
        first = base = group[0]
        runs = [(first["x0"], first["x1"], first["text"])]
        for before, word in pairwise(group):
            gap, text = _gap(before, word), word["text"]
            raised = word["size"] < 0.85 * base["size"] and word["bottom"] < base["bottom"] - 0.1 * word["size"]
            if raised and gap < 0.3:
                text = _note_mark(text)
            else:
                base = word
            apart = self.prints_spaces and gap > 0.15 and not raised and not self._has_space(before, word)
            if not justified and (gap > 0.6 or apart):
                runs.append((word["x0"], word["x1"], text))
            else:
                left, _, words = runs[-1]
                runs[-1] = left, word["x1"], words + (" " if gap > 0.15 else "") + text
        return _Line(min(word["top"] for word in group), max(word["bottom"] for word in group), runs)

    def _read_lines(self, lines: list[_Line], start: int, stop: int) -> None:
        """Hand on some lines of the page, as tables where they stand in columns."""
        left = min((line.runs[0][0] for line in lines), default=0)
        pitch = median(b.top - a.top for a, b in pairwise(lines)) if len(lines) > 2 else math.inf
        at = start
        while at < stop:
            if at > start and lines[at].top - lines[at - 1].top > 1.5 * pitch:
                self.flow.blank()
            spans = ([(a - left, b - left) for a, b, _ in line.runs] for line in lines[at:stop])
            count, cuts = find_columns(spans, least=0.5)
            cuts = [cut + left for cut in cuts]
            if count and at + count < stop and _goes_on(lines[at : at + count + 1], count, cuts):
                count += 1
            grid, doubts = _unruled_grid(lines[at : at + count], cuts) if count else ([], [])
            if grid:
                self.tables += 1
                name = f"{self.place} table {self.tables}"
                self.flow.table(grid, [], f"{name} ")
                self.flow.remarks += [f'{name}: "{words}" may belong to the row above' for words in doubts]
            elif count:
                words = "the columns cannot be told apart; type the table into a .csv file"
                self.flow.remarks.append(f"{self.place} line {at + 1}: {words}")
            for number in range(at, at + max(count, 1)) if not grid else ():
                self.flow.line(lines[number].text, f"{self.place} line {number + 1}")
            at += max(count, 1)


def _gap(left: dict, right: dict) -> float:
    """Gap between two words, in heights of their letters."""
    return (right["x0"] - left["x1"]) / max(left["size"], right["size"])


def _group_words(words: list[dict]) -> list[list[dict]]:
    """Words of each line, from the top and the left."""
    groups: list[list[dict]] = []
    tallest: dict = {}
    for word in sorted(words, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        height = word["bottom"] - word["top"]
        if groups:
            shared = min(word["bottom"], tallest["bottom"]) - max(word["top"], tallest["top"])
            if shared > 0.4 * min(height, tallest["bottom"] - tallest["top"]):
                groups[-1].append(word)
                tallest = max(tallest, word, key=lambda one: one["bottom"] - one["top"])
                continue
        groups.append([word])
        tallest = word
    return [sorted(group, key=lambda one: one["x0"]) for group in groups]


def _unruled_grid(lines: list[_Line], cuts: list[float]) -> tuple[list[list[str]], list[str]]:
    """Cells of lines that stand in columns, and the labels that may belong to the row above."""
    grid: list[list[str]] = []
    doubts = []
    for number, line in enumerate(lines):
        cells = [""] * (len(cuts) + 1)
        for left, _, text in line.runs:
            column = bisect_right(cuts, left + 0.01)
            cells[column] = _join(cells[column], text)
        if _goes_on(lines, number, cuts) and grid[-1][0]:
            if re.match(r"[a-z(&/]", cells[0]) or _is_close(lines, number):
                grid[-1][0] = _join(grid[-1][0], cells[0])
                continue
            doubts.append(cells[0])
        grid.append(cells)
    return _join_columns(grid), doubts


def _goes_on(lines: list[_Line], number: int, cuts: list[float]) -> bool:
    """Whether a line is nothing but a label whose first word had no room on the line before."""
    line = lines[number]
    if not number or len(line.runs) > 1 or line.runs[0][1] > cuts[0] or len(lines[number - 1].runs) < 2:
        return False
    left, right, text = line.runs[0]
    widest = max((end for one in lines for _, end, _ in one.runs if end <= cuts[0]), default=0)
    return lines[number - 1].runs[0][1] + (right - left) * len(text.split()[0]) / len(text) > widest


def _is_close(lines: list[_Line], number: int) -> bool:
    """Whether a line stands closer to the one before than the next one to it."""
    if number + 1 == len(lines):
        return False
    before, after = lines[number].top - lines[number - 1].top, lines[number + 1].top - lines[number].top
    return after > 1.25 * before


def _join(start: str, rest: str) -> str:
    """Two lines of a cell as one: a line may end after the stroke or hyphen of a word."""
    return start + rest if re.search(r"\w[/-]$", start) else f"{start} {rest}".strip()


def _ruled_grid(
    boxes: list[tuple], held: dict[int, list[_Line]]
) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    """Texts of a table drawn with lines, from the lines in each of its cells, and its merged areas."""
    across, down = (_edges(boxes, side) for side in (0, 1))
    lines: list[list[list[_Line]]] = [[[] for _ in across[1:]] for _ in down[1:]]
    areas = []
    for at, box in enumerate(boxes):
        left, top, right, bottom = (
            min(range(len(edges)), key=lambda one: abs(edges[one] - edge))
            for edges, edge in zip((across, down) * 2, box, strict=True)
        )
        lines[top][left] = held.get(at, [])
        if (right - left) * (bottom - top) > 1:
            areas.append((top, left, bottom - 1, right - 1))
    grid: list[list[str]] = []
    begins = []
    for row in lines:
        begins.append(len(grid))
        # Two counts in one cell are two rows with no line drawn between them.
        stacked = [cell for cell in row if len(cell) > 1 and all(COUNT.fullmatch(line.text) for line in cell)]
        tops = [line.top for line in max(stacked, key=len)] if stacked else [0]
        parts = [["" for _ in row] for _ in tops]
        for column, cell in enumerate(row):
            for line in cell:
                part = parts[max(sum(top <= line.top + 2 for top in tops) - 1, 0)]
                part[column] = _join(part[column], line.text)
        grid += parts
    begins.append(len(grid))
    return grid, [(begins[top], left, begins[bottom + 1] - 1, right) for top, left, bottom, right in areas]


def _edges(cells: list[tuple], side: int) -> list[float]:
    found: list[float] = []
    for edge in sorted(edge for cell in cells for edge in (cell[side], cell[side + 2])):
        if not found or edge - found[-1] > 1:
            found.append(edge)
    return found


READERS = {
    "csv": _read_csv, "tsv": _read_csv, "txt": _read_txt, "xlsx": _read_xlsx, "xls": _read_xls, "ods": _read_ods,
    "docx": _read_docx, "html": _read_html, "pdf": _read_pdf,
}  # fmt: skip
