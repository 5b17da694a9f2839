"""Turns a table of a force's answer, in the force's own layout, into figures as printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linked_offences.catalogue import cell_address
from linked_offences.periods import read_period

TOTALS = {"total", "totals", "grand total"}


@dataclass(frozen=True)
class Cell:
    """One count of a table, with the labels that say what it counts.

    ``label`` is the row's wording (empty where only a period stands there), ``period`` the
    words of the period (empty where the table names none), ``is_total`` whether the row or
    column says that it is a sum.
    """

    address: str
    text: str
    label: str
    period: str
    is_total: bool


def read_layout(grid: list[list[str]]) -> Iterator[Cell]:
    """Cells of a table that hold counts, by what their labels are and not by where they stand.

    The first row is the header. Years may stand as rows or as columns; a label column may be
    missing. A cell without a number is given with its empty text, so that a count that is not
    there is not lost; a cell under an empty heading and without text is no cell.

    Parameters
    ----------
    grid : list of list of str
        Rows of cells as written.
    """
    header, *rows = grid
    for number, row in enumerate(rows, start=1):
        labelled = bool(row) and not _is_count(row[0])
        row_label = row[0].strip() if labelled else ""
        for column in range(1 if labelled else 0, len(row)):
            text = row[column].strip()
            heading = header[column].strip() if column < len(header) else ""
            if not text and not heading:
                continue
            words = [part for part in (row_label, heading) if part]
            period = next((part for part in words if read_period(part)), "")
            total = any(part.casefold() in TOTALS for part in words)
            label = "" if row_label == period else row_label
            yield Cell(cell_address(number, column), text, label, period, total)


def _is_count(text: str) -> bool:
    return text.strip().replace(",", "").isdigit()


def span(periods: list[str]) -> tuple[date, date]:
    """First day of the first and last day of the last of several printed periods."""
    days = [read_period(period) for period in periods]
    return min(start for start, _ in days), max(end for _, end in days)
