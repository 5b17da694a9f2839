"""Counts the rows of lists of single cases, a row a crime, which print no counts, by year, offence and outcome."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from foi_answers import periods
from foi_answers.cells import Cell, recognise_heading, recognise_topic
from foi_answers.columns import names_records
from foi_answers.periods import Period
from foi_answers.readings import Reading
from foi_answers.regions import Region, headings_over

COUNTED = "counted by us: each row is taken for one case"
_SAMPLE = 200  # rows by which a column is known
_FEWEST = 3


@dataclass(frozen=True)
class CaseList:
    """A list of single cases: its rows, and which column says when, which offence and which outcome; None for none."""

    region: Region
    rows: list[int]
    time: int | None
    offence: int | None
    outcome: int | None

    def tally(self, grid: list[list[Cell]]) -> dict[tuple[Period | None, str, str], int]:
        """How many rows each year, offence and outcome has; None is a time that cannot be read."""
        times = [_cell(grid, row, self.time) for row in self.rows]
        years = {text: _read_year(cell) for text, cell in {cell.text: cell for cell in times}.items()}
        found = Counter(
            (
                years[time.text],
                _cell(grid, row, self.offence).text,
                _cell(grid, row, self.outcome).text,
            )
            for row, time in zip(self.rows, times, strict=True)
        )
        return dict(sorted(found.items(), key=lambda one: (str(one[0][0] and one[0][0].start), *one[0][1:])))


def find_cases(reading: Reading) -> Iterator[CaseList]:
    """Lists of single cases of a sheet: tables without counts whose rows say when and what."""
    for region in reading.regions:
        heads = region.headers[:1] if len(region.headers) >= _FEWEST else region.headers
        # Rows of words alone look like headings, one and all.
        rows = [row for row in (*region.headers[len(heads) :], *region.bodies) if row not in region.lines]
        if region.is_list or region.values or not heads or len(rows) < _FEWEST:
            continue
        region = replace(region, headers=heads)
        columns = range(region.span[0], region.span[1] + 1)
        times = [column for column in columns if _is_mostly(reading.grid, rows, column, _read_year)]
        named = {
            topic: next((column for column in columns if _names(region, reading.grid, rows, column, topic)), None)
            for topic in ("offence", "outcome")
        }
        if times and any(column is not None for column in named.values()):
            yield CaseList(region, rows, times[0], **named)


def _cell(grid: list[list[Cell]], row: int, column: int | None) -> Cell:
    return grid[row][column] if column is not None and column < len(grid[row]) else Cell("", "blank")


def _is_mostly(grid: list[list[Cell]], rows: list[int], column: int, holds) -> bool:
    cells = [cell for row in rows[:_SAMPLE] if (cell := _cell(grid, row, column)).text]
    return bool(cells) and sum(bool(holds(cell)) for cell in cells) > len(cells) / 2


def _names(region: Region, grid: list[list[Cell]], rows: list[int], column: int, topic: str) -> bool:
    """Whether a column names offences, or outcomes: by its heading, or by what most of its cells are."""
    heading = " ".join(cell.text for cell in headings_over(region, grid, column))
    said = recognise_heading(heading)
    if names_records(heading) or not _is_mostly(grid, rows, column, lambda cell: cell.kind == "text"):
        return False
    return said == topic or (
        not said and _is_mostly(grid, rows, column, lambda cell: recognise_topic(cell.text) == topic)
    )


def _read_year(cell: Cell) -> Period | None:
    """The year in which a case falls: as printed where that is a year, otherwise the calendar year of its day or month."""
    if cell.period and cell.period.kind in ("year", "financial"):
        return Period(cell.period.start, cell.period.end, cell.period.kind)
    days = periods.find_days(cell.text) if cell.text[:1].isalnum() and len(cell.text) < 40 else []
    start = cell.period.start if cell.period else days[0][0] if days else None
    return Period(start.replace(month=1, day=1), start.replace(month=12, day=31), "year") if start else None
