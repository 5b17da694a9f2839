"""Tries several readings of each table and takes the one that breaks the laws least; what comes close is a doubt.

Readers of tables that decide each thing once and early take a whole table with them where one decision is wrong
(Doehmen, Muehleisen and Boncz, "Multi-hypothesis CSV parsing", SSDBM 2017).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from foi_answers.cells import Cell, is_counting, is_no_count
from foi_answers.columns import WORDS, is_named_as_label
from foi_answers.laws import DEPARTURE, MARGIN, UNREAD, Table, break_laws
from foi_answers.periods import Period
from foi_answers.readings import NOT_READ, Figure, Reading
from foi_answers.regions import Line, Region, find_columns, headings_over
from foi_answers.surroundings import Page

_SAMPLE = 30  # rows of a table on which its readings are tried


@dataclass(frozen=True)
class Hypothesis:
    """Where a table stands and which of its cells are headings and labels: as it may be, or as a person says it is.

    Rows and columns are counted from 0, ends included. ``headers`` are its heading rows, ``labels`` its columns of
    labels; None where their cells tell. ``period`` and ``blank`` are what it leaves unsaid.
    """

    top: int
    left: int
    bottom: int
    right: int
    headers: tuple[int, ...] = ()
    labels: tuple[int, ...] | None = None
    period: Period | None = None
    blank: str = ""


NOTHING_SAID = Hypothesis(0, 0, 0, 0)
Read = Callable[[list[Region], Reading], None]


def take_region(
    grid: list[list[Cell]], lines: list[Line], one: Hypothesis, *, is_decided: bool = True, most: int | None = None
) -> Region:
    """The table of a hypothesis.

    Parameters
    ----------
    is_decided : bool
        A person said so; then nothing in it is in doubt.
    most : int, optional
        Rows below its headings that are enough, to try it.
    """
    filled = {
        row: [cell for cell in grid[row][one.left : one.right + 1] if cell.kind != "blank"]
        for row in range(one.top, one.bottom + 1)
    }
    rows = [row for row, cells in filled.items() if cells]
    region = Region(is_decided=is_decided, span=(one.left, one.right))
    region.headers = [row for row in rows if row in one.headers]
    region.titles = [line for line in lines if line.row < one.top]
    region.bodies = [row for row in rows if row not in one.headers][:most]
    if not is_decided:
        region.lines = {
            row for row in region.bodies if len(filled[row]) == 1 and filled[row][0].kind in ("text", "period")
        }
    find_columns(region, grid)
    if one.labels is not None:
        others = [column for column in (*region.labels, *region.values) if column not in one.labels]
        region.labels = [*one.labels]
        region.values = sorted(
            column for column in others
            if any(grid[row][column].can_count for row in region.bodies if column < len(grid[row]))
        )  # fmt: skip
        region.skipped |= {column: WORDS for column in others if column not in region.values}
    return region


def choose(grid: list[list[Cell]], page: Page, read: Read) -> list[Region]:
    """The tables and lists of a sheet, each as it breaks the laws least.

    Parameters
    ----------
    read : callable
        Adds to a reading what some tables say.

    Returns
    -------
    list of Region
        In reading order; ``rival`` of each is another reading that is nearly as good, where there is one.
    """
    chosen: list[Region] = []
    for block in _find_blocks(page.regions):
        if block[0].is_list:
            chosen += block
            continue
        found = [replace(one, bodies=one.bodies[:_SAMPLE]) for one in block]
        trials = [_Trial(None, found, *_judge(grid, page, found, read))]
        if trials[0].cost <= DEPARTURE - MARGIN:  # no other reading comes close
            chosen += block
            continue
        for one in _list_rivals(grid, block):
            tried = [take_region(grid, page.lines_before(block[0]), one, is_decided=False, most=_SAMPLE)]
            if tried[0].bodies and tried[0].values:
                cost, meaning = _judge(grid, page, tried, read)
                trials.append(_Trial(one, tried, cost + DEPARTURE, meaning))
        trials.sort(key=lambda one: one.cost)
        best = trials[0]
        rival = next((one for one in trials[1:] if one.meaning != best.meaning), None)
        regions = block
        if best.hypothesis:
            regions = [take_region(grid, page.lines_before(block[0]), best.hypothesis, is_decided=False)]
            regions[0].titles = block[0].titles
        if rival and rival.cost - best.cost < MARGIN:
            other = [rival.hypothesis] if rival.hypothesis else map(suppose, block)
            regions[0].rival = [*other]
            for region in regions[1:]:
                region.rival = regions[0].rival
        chosen += regions
    return chosen


def suppose(region: Region) -> Hypothesis:
    """The hypothesis that a table, as it was read, is."""
    rows = [*region.bodies, *(row for row in region.headers if row < region.bodies[0])]
    left, right = region.span
    return Hypothesis(min(rows), left, max(rows), right, tuple(region.headers), tuple(region.labels))


@dataclass(frozen=True)
class _Trial:
    """One reading of a block of rows: what it breaks, and what its figures mean."""

    hypothesis: Hypothesis | None
    regions: list[Region]
    cost: float
    meaning: frozenset


def _judge(grid: list[list[Cell]], page: Page, regions: list[Region], read: Read) -> tuple[float, frozenset]:
    """What a reading costs, and what it says."""
    reading = Reading(grid)
    read(regions, reading)
    figures = reading.figures
    rows = [row for region in regions for row in (*region.headers, *region.bodies)]
    left, right = min(one.span[0] for one in regions), max(one.span[1] for one in regions)
    dated = bool(page.spans) or any(cell.period for row in rows for cell in grid[row][left : right + 1])
    cost = 0.0
    for number, region in enumerate(regions, start=1):
        own = [one for one in figures if one.table == number]
        checks = [one for one in reading.checks if one.table == number]
        table = Table(own, checks, region, grid, page.spans, page.issued, dated)
        cost += sum(weight * len(broken) for weight, broken, _ in break_laws(table)) / max(len(figures), 1)
    told = {(one.row, one.column) for one in figures}
    told |= {
        (row, column) for region in regions for column in region.labels
        if is_named_as_label(" ".join(cell.text for cell in headings_over(region, grid, column)))
        for row in region.bodies
    }  # fmt: skip
    told |= {(row, column) for row, column, _, reason in reading.left_out if reason not in (WORDS, NOT_READ)}
    numbers = [
        (row, column) for region in regions for row in region.bodies
        for column in range(left, min(right + 1, len(grid[row]))) if grid[row][column].is_count
    ] + [
        (row, column) for region in regions for row in region.bodies if row not in region.lines
        for column in region.values if column < len(grid[row]) and grid[row][column].kind == "text"
    ]  # fmt: skip
    cost += UNREAD * sum(place not in told for place in numbers) / max(len(numbers), 1)
    return cost, frozenset(map(_say, figures))


def _say(one: Figure) -> tuple:
    return (
        one.row,
        one.column,
        one.period and (one.period.start, one.period.end),
        one.offence,
        one.outcome,
        one.low,
        one.high,
    )


def _find_blocks(regions: list[Region]) -> Iterator[list[Region]]:
    """Tables with no row between them, which may be one; every list by itself."""
    block: list[Region] = []
    for region in regions:
        own = [row for row in (*region.headers, *region.bodies) if not block or row > block[-1].bodies[-1]]
        follows = (
            block and not region.is_list and not block[-1].is_list and own
            and min(own) == block[-1].bodies[-1] + 1
            and region.span[0] <= block[-1].span[1] and block[-1].span[0] <= region.span[1]
        )  # fmt: skip
        if block and not follows:
            yield block
            block = []
        block.append(region)
    if block:
        yield block


def _list_rivals(grid: list[list[Cell]], block: list[Region]) -> Iterator[Hypothesis]:
    """Other readings of a block: as one table with 0 to 3 heading rows and 1 to 3 columns of labels, or as its cells say."""
    rows = [row for region in block for row in (*region.headers, *region.bodies)]
    bottom = max(rows)
    first = block[0].bodies[0]
    top = first
    while top - 1 in block[0].headers:
        top -= 1
    left, right = min(one.span[0] for one in block), max(one.span[1] for one in block)
    filled = [
        row for row in range(top, bottom + 1) if any(cell.kind != "blank" for cell in grid[row][left : right + 1])
    ]
    used = [
        column for column in range(left, right + 1)
        if any(column < len(grid[row]) and grid[row][column].text for row in filled[:_SAMPLE])
    ]  # fmt: skip
    alone = _stand_alone(grid, filled, left, right)
    for depth in range(min(4, len(filled))):
        if depth and not _can_head(grid, filled[depth - 1 : depth + 1], left, right):
            break
        if depth > 1 and len(alone.get(filled[depth - 1], ())) > 1:
            break  # one of several headings over groups of rows
        headers = tuple(filled[:depth])
        yield Hypothesis(top, left, bottom, right, headers)
        for labels in range(1, min(4, len(used))):
            if any(_is_headed_as_counts(grid, headers, used[place]) for place in range(labels)):
                break
            # Of a single row nothing tells a number that is a label from one that counts.
            if labels > 1 and len(filled) == depth + 1 and grid[filled[-1]][used[labels - 1]].is_count:
                break
            if _holds_words(grid, filled[depth:][:_SAMPLE], used[labels]):
                continue  # words between labels and counts name something too
            yield Hypothesis(top, left, bottom, right, headers, tuple(used[:labels]))


def _stand_alone(grid: list[list[Cell]], rows: list[int], left: int, right: int) -> dict[int, list[int]]:
    """Rows with nothing but one text, each with all that have theirs in the same column."""
    found: dict[int, list[int]] = {}
    for row in rows:
        places = [left + place for place, cell in enumerate(grid[row][left : right + 1]) if cell.kind != "blank"]
        if len(places) == 1 and grid[row][places[0]].kind == "text":
            found.setdefault(places[0], []).append(row)
    return {row: same for same in found.values() for row in same}


def _holds_words(grid: list[list[Cell]], rows: list[int], column: int) -> bool:
    cells = [grid[row][column] for row in rows if column < len(grid[row]) and grid[row][column].text]
    return sum(cell.kind == "text" for cell in cells) > len(cells) / 2


def _is_headed_as_counts(grid: list[list[Cell]], headers: tuple[int, ...], column: int) -> bool:
    """Whether a column stands under a time or a word of counting, and so holds no labels."""
    over = [grid[row][column] for row in headers if column < len(grid[row]) and grid[row][column].text]
    return any(
        cell.period or cell.part or is_no_count(cell.text) or (is_counting(cell.text) and column)
        for cell in over[-1:]
    )


def _can_head(grid: list[list[Cell]], rows: list[int], left: int, right: int) -> bool:
    """Whether a row may hold headings: a number in it is one only where it stands over several columns."""
    here, *below = (grid[row][left : right + 1] for row in rows)
    spans = [
        len(here) > place + 1 and here[place + 1].kind == "blank" and any(row[place + 1].text for row in below if len(row) > place + 1)
        for place, cell in enumerate(here) if cell.is_count
    ]  # fmt: skip
    return all(spans)
