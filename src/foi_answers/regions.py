"""Finds the tables and lists in a sheet of cells: which rows are headings, counts, titles and notes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, zip_longest

from foi_answers.cells import Cell, is_counting, is_no_count, read_total, recognise, recognise_topic
from foi_answers.columns import PERIOD_HEADING, Column, assign_columns
from foi_answers.documents import CAPTION
from foi_answers.items import read_items, read_spaced_year
from foi_answers.passages import is_bare, read_flat_table, read_sentence
from foi_answers.vocabulary import words

_NOTE = re.compile(
    r"[\W_]*(?:notes?|nb|n\.b\.?|please note|sources?|caveats?|key|footnotes?)\b\s*[:.-]?|"
    r"[*\u2020\u2021\u00b9\u00b2\u00b3]|\[\w\]", re.IGNORECASE
)  # fmt: skip
# What stands in the corner of a table whose columns are outcome numbers or ages.
_SCALE_HEADING = re.compile(
    r"(?:\w+ )?(?:outcome|disposal|age|type|code|class|offen[cs]e|crime|sex|gender|year|financial year)s?"
    r"(?: (?:type|code|number|no\.?|group|band|range|description|in years|\(years\)))*s?",
    re.IGNORECASE,
)  # fmt: skip
_QUESTION = re.compile(
    r"(?:q(?:uestion)?\s*\.?\s*\d|\(?\d{1,2}[a-z]?\s*[.):]|\(?[a-hivx]{1,3}[.)]\s|table\s+\w|how many|what (?:is|"
    r"was|were))", re.IGNORECASE
)  # fmt: skip
_ASKED = re.compile(
    r"\b(?:number|how many|total|count|offences?|crimes?|incidents?|arrests?|reports?|recorded)\b", re.IGNORECASE
)

_HOW_MANY = re.compile(r"\b(?:how many|number of|total|count)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:q(?:uestion)?\s*)?\(?(?:\d{1,2}[a-z]?|[a-h])[.):]*", re.IGNORECASE)
_BAND = re.compile(
    r"\d+ ?(?:-|\u2013|to) ?\d+|\d+ ?(?:\+|and over|or over|or more)|(?:under|below) \d+", re.IGNORECASE
)
_MOST_GAPS = 20  # nobody sets more tables than this side by side

Filled = list[tuple[int, Cell]]  # the cells of a row that are not blank, each with its column
Segment = list[tuple[int, Filled]]  # rows without a blank row between them, each with its number


def is_question(text: str) -> bool:
    """Whether a line asks, or has the number of a question: "7. Please give their names."."""
    return text.endswith("?") or bool(_QUESTION.match(text))


@dataclass(frozen=True)
class Line:
    """One row that is a text by itself: a title, a question, a group heading or a note."""

    row: int
    text: str


@dataclass
class Region:
    """One table, or one list, of a sheet; rows and columns are counted from 0 in the sheet.

    ``titles`` are the lines above it, nearest last; ``above`` is the one that stands on its first
    row without a heading between. ``headers`` are its heading rows, ``bodies`` the others. Of
    these, ``lines`` hold a text and no count: a group heading, or a label whose counts are blank.
    ``labels`` are its columns of labels, ``values`` those of counts, ``skipped`` the others,
    with the reason. In a list label and count share one cell, and there are no columns.
    """

    titles: list[Line] = field(default_factory=list)
    above: Line | None = None
    headers: list[int] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    labels: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    is_list: bool = False
    is_decided: bool = False  # a person said where it stands
    rival: list = field(default_factory=list)  # another reading of it that is as good, as hypotheses
    span: tuple[int, int] = (0, 0)  # first and last column
    empty: set[int] = field(default_factory=set)  # columns between them that are blank throughout

    @property
    def is_asked(self) -> bool:
        """Whether its title is a question of the request."""
        title = self.titles[-1].text if self.titles else ""
        return title.endswith("?") or bool(
            _QUESTION.match(title) or re.match(r"(?:the )?number of", title, re.IGNORECASE)
        )

    @property
    def first_row(self) -> int:
        """Its first row, headings included."""
        return min([*self.headers, self.bodies[0]])


def find_regions(grid: list[list[Cell]]) -> tuple[list[Region], list[Line], list[Line]]:
    """Tables and lists of a sheet, in reading order.

    Parameters
    ----------
    grid : list of list of Cell
        Rows of recognised cells; rows may differ in length.

    Returns
    -------
    regions : list of Region
    lines : list of Line
        All rows that are a text by themselves.
    notes : list of Line
        Rows that say they are notes, or begin with a footnote mark; they hold no figure.
    """
    segments, notes = _find_segments(grid)
    finder = _Finder(grid)
    for segment in segments:
        for part in _split_sideways(segment):
            finder.take(part)
    regions = [region for region in finder.regions if region.bodies]
    _hang_captions(regions, finder.lines)
    return [part for region in regions for part in _split_at_times(region, grid)], finder.lines, notes


def _hang_captions(regions: list[Region], lines: list[Line]) -> None:
    """Give each table the numbered caption below it, where those of a sheet stand so: one after each table, none before.

    One that stands nearer to the table below it is of that.
    """
    captions = [line for line in lines if CAPTION.match(line.text)]
    tables = [region for region in regions if not region.is_list]
    if len(tables) < 2 or len(captions) != len(tables):
        return
    for table, caption, after in zip_longest(tables, captions, tables[1:]):
        last = max(row for row in table.bodies if row != caption.row)
        if not last < caption.row or (after and after.first_row - caption.row < caption.row - last):
            return
    for table, caption in zip(tables, captions, strict=True):
        others = [line for line in table.titles if line not in captions]
        table.titles = [*others, caption]
        table.above = None if table.above in captions else table.above
        table.bodies = [row for row in table.bodies if row != caption.row]
        table.lines.discard(caption.row)


def _split_at_times(region: Region, grid: list[list[Cell]]) -> list[Region]:
    """Tables with nothing between them, of which each has its column of times, or labels under the same heading.

    "Calendar year, Crimes, Financial year, Crimes"; "Make, Number, Make, Number".
    """
    if region.is_list:
        return [region]
    find_columns(region, grid)
    dated = [
        column for column in region.labels
        if sum(_kind_at(grid, row, column) == "period" for row in region.bodies[:50]) > len(region.bodies[:50]) / 2
    ]  # fmt: skip
    over = [[cell.text for cell in headings_over(region, grid, column)] for column in region.labels]
    again = [column for column, texts in zip(region.labels, over, strict=True) if texts and texts == over[0]]
    for start, cut in ((starts[0], cut) for starts in (dated, again) for cut in starts[1:]):
        if any(start < column < cut for column in region.values) and any(column > cut for column in region.values):
            first, last = region.span
            left, right = replace(region, span=(first, cut - 1)), replace(region, span=(cut, last))
            right.bodies = [
                row for row in region.bodies if any(_text_at(grid, row, at) for at in range(cut, last + 1))
            ]
            find_columns(left, grid)
            return [left, *_split_at_times(right, grid)]
    return [region]


def _kind_at(grid: list[list[Cell]], row: int, column: int) -> str:
    return grid[row][column].kind if column < len(grid[row]) else ""


def headings_over(region: Region, grid: list[list[Cell]], column: int) -> list[Cell]:
    """Heading cells over one column, from the top; one that spans several columns counts for each of them.

    A heading spans the blank cells to its right as long as a lower heading row has words there;
    a column that is blank throughout ends nothing.
    """
    found = []
    for level, row in enumerate(region.headers):
        at = column
        while at > region.span[0] and not _text_at(grid, row, at):
            lower = islice(region.headers, level + 1, None)
            if at not in region.empty and not any(_text_at(grid, below, at) for below in lower):
                break
            at -= 1
        if _text_at(grid, row, at):
            found.append(grid[row][at])
    return found


def _text_at(grid: list[list[Cell]], row: int, column: int) -> str:
    return grid[row][column].text if column < len(grid[row]) else ""


def find_columns(region: Region, grid: list[list[Cell]]) -> None:
    """Say of each column of a table whether it holds labels, counts, or neither."""
    places = range(region.span[0], region.span[1] + 1)
    cells = {place: [grid[row][place] for row in region.bodies if _text_at(grid, row, place)] for place in places}
    region.empty = {
        place
        for place in places
        if not cells[place] and not any(_text_at(grid, row, place) for row in region.headers)
    }
    columns = [Column(place, headings_over(region, grid, place), cells[place]) for place in places if cells[place]]
    region.labels, region.values, region.skipped = assign_columns(columns, len(region.bodies))


def _find_segments(grid: list[list[Cell]]) -> tuple[list[Segment], list[Line]]:
    """Runs of rows between blank rows, and the notes: these may stand anywhere and change nothing.

    A note that asks is a question, whose answer may follow.
    """
    segments: list[Segment] = [[]]
    notes = []
    for row, cells in enumerate(grid):
        filled = [(column, cell) for column, cell in enumerate(cells) if cell.kind != "blank"]
        if not filled:
            segments.append([])
            continue
        first = filled[0][1]
        if (
            first.kind in ("text", "period")
            and _NOTE.match(first.text)
            and not first.text.endswith("?")
            and not (first.text.startswith("* ") and read_items(first.text))  # one of a list
            and (len(filled) == 1 or len(first.text) > 40)
        ):
            notes.append(Line(row, " ".join(cell.text for _, cell in filled)))
        else:
            segments[-1].append((row, filled))
    return _join_headers([segment for segment in segments if segment]), notes


def _join_headers(segments: list[Segment]) -> list[Segment]:
    """Put a heading row back over its table where a blank row stands between them."""
    joined: list[Segment] = []
    for segment in segments:
        above = joined[-1][-1][1] if joined else []
        heads = len(above) > 1 and not any(
            cell.is_count or cell.kind in ("percent", "amount") for _, cell in above
        )
        columns = {column for column, _ in above} | {above[0][0] - 1 if above else 0, 0}
        below = segment[0][1]
        if (
            heads
            and len(below) > 1
            and {column for column, _ in below} <= columns
            and any(cell.is_count for _, cell in below)
        ):
            joined[-1] = [*joined[-1], *segment]
        else:
            joined.append(segment)
    return joined


def _split_sideways(segment: Segment) -> list[Segment]:
    """Tables that stand side by side, each by itself; a table with an empty column stays whole."""
    used = {column for _, filled in segment for column, _ in filled}
    for gap in sorted(set(range(min(used), max(used))) - used)[:_MOST_GAPS]:
        left = _take_columns(segment, lambda column, gap=gap: column < gap)
        right = _take_columns(segment, lambda column, gap=gap: column > gap)
        first = min(column for _, filled in right for column, _ in filled)
        firsts = [cell for _, filled in right for column, cell in filled if column == first]
        labelled = sum(cell.kind in ("text", "period", "part") for cell in firsts) > len(firsts) / 2
        if labelled and _counts_beyond(right, first) and _counts_beyond(left, -1):
            return [left, *_split_sideways(right)]
    return [segment]


def _take_columns(segment: Segment, wanted: Callable[[int], bool]) -> Segment:
    parts = [(row, [(column, cell) for column, cell in filled if wanted(column)]) for row, filled in segment]
    return [(row, filled) for row, filled in parts if filled]


def _counts_beyond(segment: Segment, place: int) -> bool:
    return any(column > place and cell.is_count for _, filled in segment for column, cell in filled)


class _Finder:
    """Walks through the rows once and gathers what belongs together."""

    def __init__(self, grid: list[list[Cell]]):
        self.grid = grid
        self.regions: list[Region] = []
        self.lines: list[Line] = []
        self.titles: list[Line] = []  # lines since the last table
        self.headers: list[int] = []  # heading rows that wait for their first row of counts
        self.groups: list[Line] = []  # lines between these and that row
        self.span = (0, 0)
        self.seen: set[tuple[int, str]] = set()  # first cells of the rows of the last table

    def take(self, segment: Segment) -> None:
        """Gather one run of rows."""
        self.region: Region | None = None  # the table that the row above belongs to
        columns = [column for _, filled in segment for column, _ in filled]
        self.span = min(columns), max(columns)
        for place, (row, filled) in enumerate(segment):
            if len(filled) == 2 and _asks(filled[0][1].text) and read_items(filled[1][1].text):
                self._close()  # the row is the list's alone, whatever stands above
                asked = Line(row, filled[0][1].text)
                self.lines.append(asked)
                self.titles.append(asked)
                self._take_item(Line(row, filled[1][1].text))
            elif len(filled) == 1 and self._stands_alone(segment, place):
                line = Line(row, filled[0][1].text)
                if self._is_item(filled[0][1]) or _is_spaced_year(segment, place):
                    self._take_item(line)
                elif self.region is None and (read_flat_table(line.text) or self._says(line.text)):
                    self._take_item(line)
                    self.lines.append(line)  # its words may say more than the count
                else:
                    self._take_line(line, segment, place)
            elif _is_header(segment, place, self.region, self.headers, self.grid):
                self._take_header(row)
            else:
                self._take_counts(row, filled)

    def _take_item(self, line: Line) -> None:
        last = self.regions[-1] if self.regions else None
        if not (last and last.is_list and not self.titles):
            last = Region(titles=self.titles, is_list=True)
            self.regions.append(last)
            self.titles = []
        self._close()
        last.bodies.append(line.row)

    def _take_line(self, line: Line, segment: Segment, place: int) -> None:
        self.lines.append(line)
        if self.region and self._is_inside(line, segment, place):
            self.region.bodies.append(line.row)
            self.region.lines.add(line.row)
        elif self.region is None and line.row - 1 in (*self.headers, *(one.row for one in self.groups)):
            self.groups.append(line)
        else:
            self._close()
            self.titles.append(line)

    def _take_header(self, row: int) -> None:
        if self.region and self._texts([row])[0] in self._texts(self.region.headers):
            return  # the same heading again, as at the top of a new page
        self.region = None
        self.headers.append(row)

    def _take_counts(self, row: int, filled: Filled) -> None:
        if self.region is None:
            self._open(row, filled)
        self.region.bodies.append(row)
        self.seen.add((filled[0][0], filled[0][1].text))

    def _close(self) -> None:
        """End the table; a heading row under which no row of counts came heads nothing."""
        self.region, self.headers, self.groups = None, [], []

    def _open(self, row: int, filled: Filled) -> None:
        """The table that a row of counts belongs to: the one before a blank row, or a new one."""
        # Of tables side by side none stands above the other.
        above = (one for one in reversed(self.regions) if not one.is_list and one.bodies[-1] < row)
        last = next(above, None)
        if (
            not self.titles
            and last
            and last is self.regions[-1]
            and (not self.headers or self._texts(self.headers) == self._texts(last.headers))
            and self._goes_on(filled, last)
        ):
            self.region, self.headers = last, []
            return
        self.seen = set()
        region = self.region = Region(titles=self.titles, headers=self.headers, span=self.span)
        if self.groups:
            region.bodies = [line.row for line in self.groups]
            region.lines = set(region.bodies)
        elif not self.headers:
            region.above = self.titles[-1] if self.titles and self.titles[-1].row == row - 1 else None
            if last and self._has_columns_of(filled, last):
                region.headers = last.headers
        self.regions.append(region)
        self.titles, self.headers, self.groups = [], [], []

    def _goes_on(self, filled: Filled, last: Region) -> bool:
        """Whether a row after a blank row goes on with the table above: no label comes again, no total closed it."""
        column, cell = filled[0]
        if not self._has_columns_of(filled, last) or (column, cell.text) in self.seen:
            return False
        closing = self._filled(last.bodies[-1])
        total = read_total(closing[0][1].text) if closing else None
        return not total or total[0] == "sub"

    def _has_columns_of(self, filled: Filled, last: Region) -> bool:
        """Whether a row can stand under the heading of the table above."""
        rows = [*last.headers, *last.bodies[:50]]
        if len(filled) < 2 or not {column for column, _ in filled} <= {
            column for row in rows for column, _ in self._filled(row)
        }:
            return False
        # Periods over the table above are not those of one whose rows are periods themselves; nor need
        # the one period over two columns be that of another table with a title of its own.
        if (
            not self.headers
            and self._is_dated(last) != (filled[0][1].kind in ("period", "part"))
            and not read_total(filled[0][1].text)
        ):
            return False  # years in its rows, and now ages: these have a table of their own
        dated = any(cell.kind == "period" for row in last.headers for _, cell in self._filled(row)[1:])
        kind = filled[0][1].kind
        return not (dated and (kind == "period" or (len(filled) == 2 and self.titles and kind != "part")))

    def _is_dated(self, region: Region) -> bool:
        """Whether the first cells of most rows of a table are times."""
        firsts = [filled[0][1].kind for row in region.bodies[:50] if (filled := self._filled(row))]
        return sum(kind in ("period", "part") for kind in firsts) > len(firsts) / 2

    def _filled(self, row: int) -> Filled:
        first, last = self.span
        return [
            (column, cell)
            for column, cell in enumerate(self.grid[row][: last + 1])
            if cell.kind != "blank" and column >= first
        ]

    def _texts(self, rows: list[int]) -> list[list[str]]:
        return [[cell.text for _, cell in self._filled(row)] for row in rows]

    def _stands_alone(self, segment: Segment, place: int) -> bool:
        """Whether the only cell of a row is a line of text or an answer, and not a heading or count of its column."""
        ((column, cell),) = segment[place][1]
        answers = cell.is_count or read_items(cell.text)
        if column == self.span[0] or (self.region is None and answers):
            return True
        below = segment[place + 1][1] if place + 1 < len(segment) else []
        return cell.kind == "text" and len(below) < 2 and not is_counting(cell.text)

    def _is_inside(self, line: Line, segment: Segment, place: int) -> bool:
        """Whether a line inside a table is a group heading or a label without counts, and not a new title."""
        if is_question(line.text):
            return False
        place += 1
        while place < len(segment) and len(segment[place][1]) == 1 and segment[place][1][0][0] == self.span[0]:
            place += 1
        if place < len(segment):
            return not _is_header(segment, place, self.region, [], self.grid)
        kind = recognise(line.text).kind
        if kind in ("period", "part"):
            rows = map(self._filled, self.region.bodies[:50])
            return any(filled[0][1].kind == kind for filled in rows if filled)
        return len(line.text) < 80 and not line.text.endswith(".") and recognise_topic(line.text) != "other"

    def _says(self, text: str) -> bool:
        """Whether a sentence gives counts; one of nothing but numbers in words does below words that ask how many."""
        asked = self.titles[-1].text if self.titles else ""
        return bool(read_sentence(text)) and (not is_bare(text) or bool(_HOW_MANY.search(asked)))

    def _is_item(self, cell: Cell) -> bool:
        """Whether a cell by itself holds a label and its count, or the bare answer to a question above."""
        if read_items(cell.text):
            return True
        asked = self.titles[-1].text if self.titles else ""
        if not cell.is_count or not asked or is_no_count(asked):
            return False
        asks = is_question(asked) or _ASKED.search(asked) or is_counting(asked)
        return bool(asks) or recognise_topic(asked) != "other" or recognise(asked).kind == "period"


def _asks(text: str) -> bool:
    """Whether a cell is a question of the request, or its number, so that the cell beside it answers."""
    asked = text.endswith("?") or (_QUESTION.match(text) and _ASKED.search(text))
    return bool(_NUMBERING.fullmatch(text) or asked)


def _is_spaced_year(segment: Segment, place: int) -> bool:
    """Whether "2011 - 12" is twelve in 2011 and no financial year: the rows beside it are years and counts."""
    beside = [segment[one][1][0][1].text for one in (place - 1, place + 1) if 0 <= one < len(segment)]
    here = segment[place][1][0][1].text
    return bool(read_spaced_year(here)) and any(
        read_spaced_year(text) and recognise(text).kind == "text" for text in beside
    )


def _is_header(
    segment: Segment, place: int, region: Region | None, above: list[int], grid: list[list[Cell]]
) -> bool:
    """Whether a row holds headings: words and periods over the counts below, and no count of its own."""
    filled = segment[place][1]
    below = [later for _, later in segment[place + 1 : place + 7]]
    if not below:
        return False
    if region is None and _is_scale(filled, below, above, grid):
        return True
    if any(cell.kind in ("count", "hidden", "percent", "amount") for _, cell in filled):
        return False
    beyond = [cell for _, cell in (filled[1:] or filled)]
    if not any(cell.kind in ("text", "period", "part") for cell in beyond):
        return False
    if any(cell.is_bare_year for _, cell in filled):
        over = (
            [headings_over(region, grid, column) for column, cell in filled if cell.is_bare_year] if region else []
        )
        undated = any(cells and not any(cell.kind == "period" for cell in cells) for cells in over)
        if undated and _is_like(filled, grid[region.bodies[-1]]):
            return False
        return _are_years(filled, below, region.headers if region else above, grid)
    if region is None:
        return True
    # Inside a table a row without counts is a heading only if it looks like one.
    column, first = filled[0]
    starts = (
        column > below[0][0][0]
        or first.kind == "period"
        or words().label_headings.search(first.text)
        or PERIOD_HEADING.search(first.text)
    )
    dated = any(cell.kind in ("period", "part") or is_counting(cell.text) for cell in beyond)
    return bool(starts) and (dated or len(below[0]) > 1)


def _is_like(filled: Filled, above: list[Cell]) -> bool:
    """Whether a row goes on with the row above: the same columns hold words, periods and numbers."""
    words, before = (
        {column for column, cell in cells if cell.kind in ("text", "part")} for cells in (filled, enumerate(above))
    )
    numbers = {column for column, cell in enumerate(above) if cell.can_count or cell.kind == "unknown"}
    return words == before and bool(words) and {column for column, _ in filled} - words <= numbers


def _are_years(filled: Filled, below: list[Filled], headers: list[int], grid: list[list[Cell]]) -> bool:
    """Whether numbers that look like years are years in a heading, or counts in a row."""
    years = [
        (column, cell.period.start.year) for column, cell in filled if cell.period and cell.period.kind == "year"
    ]
    column, first = filled[0]
    over = [grid[row][place] for row in headers for place, _ in years if place < len(grid[row])]
    numbers = [year for _, year in years]
    distinct = len(set(numbers))
    if len(numbers) > distinct > 1 and numbers == numbers[:distinct] * (len(numbers) // distinct):
        return True  # the same years again under each heading above
    begins = (
        column > below[0][0][0] or words().label_headings.search(first.text) or PERIOD_HEADING.search(first.text)
    )
    if not begins and any(cell.kind == "period" or is_counting(cell.text) for cell in over):
        return False  # years or "Count" stand over the columns already: what comes now are counts
    in_order = numbers in (sorted(numbers), sorted(numbers, reverse=True)) and abs(numbers[0] - numbers[-1]) <= 30
    if len(numbers) > 1 and in_order:
        return distinct > 1 or len(numbers) > 2
    column = years[0][0]
    over = [grid[row][column] for row in headers if column < len(grid[row])]
    if column == filled[0][0]:
        # The first cell of a row is its label: "2019" over "Male", "Female" heads a table, "2019" beside a count does not.
        return not over and all(cell.kind in ("text", "part") for _, cell in filled[1:])
    if any(cell.kind == "period" or is_counting(cell.text) for cell in over):
        return False
    under = next((cell for later in below for place, cell in later if place == column), None)
    return len(years) == 1 and under is not None and under.is_count


def _is_scale(filled: Filled, below: list[Filled], above: list[int], grid: list[list[Cell]]) -> bool:
    """Whether a row of growing numbers is a heading: outcome numbers, ages or age bands over columns."""
    column, corner = filled[0]
    starts_blank = column > below[0][0][0]
    beyond = filled if starts_blank else filled[1:]
    numbers = [(place, cell) for place, cell in beyond if cell.can_count]
    bands = [cell for _, cell in beyond if _BAND.fullmatch(cell.text)]
    if len(numbers) < (1 if len(bands) > 1 else 3 - bool(bands)) or any(cell.low > 110 for _, cell in numbers):
        return False
    texts = [cell.text for _, cell in beyond]
    once = len(set(texts))
    again = len(bands) == len(texts) > once > 1 and texts == texts[:once] * (len(texts) // once)
    if again:  # the same bands under each heading above
        beyond = beyond[:once]
        numbers = [(place, cell) for place, cell in beyond if cell.can_count]
        bands = bands[:once]
    over = [grid[row][place] for row in above for place, _ in numbers if place < len(grid[row])]
    if not again and any(cell.kind in ("period", "part") or is_counting(cell.text) for cell in over):
        return False
    growing = all(a.low < b.low for (_, a), (_, b) in pairwise(numbers))
    counted = [cell for cell in bands if cell.can_count]
    apart = len(bands) > 1 and all((a.high or a.low) < b.low for a, b in pairwise(counted))
    # "10-14, 15, 16, 17+" leave no age out.
    apart = apart or (bool(bands) and all(b.low == (a.high or a.low) + 1 for (_, a), (_, b) in pairwise(numbers)))
    named = starts_blank or (
        corner.kind in ("text", "period") and (apart or bool(_SCALE_HEADING.fullmatch(corner.text)))
    )
    return (
        growing
        and named
        and any(cell.can_count or cell.kind == "unknown" for later in below for _, cell in later[1:])
    )
