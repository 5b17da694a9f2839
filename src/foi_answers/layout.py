"""Turns the tables and lists of a sheet into figures as printed: what each count counts, and when.

A count takes its meaning from the labels over and beside it, by what they are (a period, an
offence, an outcome, a total) and not by where they stand. What no label says is taken from the
title, then from the notes; what nothing says stays empty.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from foi_answers import axes, periods
from foi_answers.candidates import NOTHING_SAID, Hypothesis, choose, take_region
from foi_answers.cells import (
    DASHES,
    Cell,
    Key,
    is_counting,
    is_no_count,
    is_rate,
    read_key,
    recognise,
    strip_label,
)
from foi_answers.headings import TOPICS, Label, merge_labels, name_count, read_label
from foi_answers.items import Item, read_items, read_spaced_year
from foi_answers.passages import read_flat_table, read_sentence
from foi_answers.periods import Period
from foi_answers.readings import NOT_READ, Check, Count, Figure, Place, Reading
from foi_answers.regions import Region, find_regions, headings_over
from foi_answers.sums import Side
from foi_answers.surroundings import UNDATED, Dated, Page, Surroundings, shorten
from foi_answers.titles import find_question, name_by_titles, name_rivals
from foi_answers.vocabulary import words

BLANK = recognise("")
_REST = re.compile(r"(?:all )?(?:others?|unknown|not (?:known|stated))\b", re.IGNORECASE)
# What a statistical office withholds, however many it is.
CONFIDENTIAL = frozenset(("[c]", "c", "[C]", "C"))
NAMING = (*TOPICS, "total")
LEFT_OUT = Cell("", "unknown")  # what a person says is no figure
_RAISED = re.compile(r"((?:19|20)\d\d(?:\s?[/-]\s?\d\d)?)([1-9])")
_SHORT_YEAR = re.compile(r"'?([0-4]\d)\s?[/\u2013-]\s?'?([0-4]\d)([*\u2020^]*)")
_MONTH_NUMBER = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_OF_WORK = re.compile(r"\((?:.*\b)?(?:hours?|minutes?|mins|costs?|fees?|records?|files?|logs?)\b", re.IGNORECASE)
# Lines above a table that say what all its numbers are.
_UNIT = re.compile(
    r"[^\w\u00a3%]*(?:(?:all )?(?:figures|values|amounts|numbers)? ?(?:are )?(?:in|as) )?"
    r"(?:£ ?(?:s|m|k|bn|millions?|thousands?|000'?s?)?|"
    r"gbp|pounds|per ?cent(?:ages?)?|percentages?|%|hours|minutes|days|rates? per [\w, ]+|"
    r"per [\d,]+ (?:population|people|residents|households))\W*",
    re.IGNORECASE,
)  # fmt: skip
_NO_COUNTS = re.compile(
    r"(?:the )?(?:percentages?|per ?cent|proportions?|rates?|averages?|mean|median|values?|costs?|amounts?|spend\w*)\b(?! and)",
    re.IGNORECASE,
)
_YEAR_ENDING = re.compile(r"\b(?:years?|12 months) (?:ending|to|ended)(?: in)?:?$|\by/?e:?$", re.IGNORECASE)


def read_layout(
    grid: list[list[Cell]],
    merged: Iterable[tuple[int, int, int, int]] = (),
    *,
    name: str = "",
    period: Period | None = None,
    blank: str = "",
    given: Iterable[Hypothesis] = (),
    elsewhere: Iterable[str] = (),
    explain: bool = False,
) -> Reading:
    """Read the figures of one sheet.

    Parameters
    ----------
    grid : list of list of Cell
        Rows of recognised cells.
    merged : iterable of (first row, first column, last row, last column)
        Areas that the document shows as one cell.
    name : str
        That of the sheet, which may date what is in it.
    period : Period, optional
        What the request asked for, where the answer itself names no period.
    blank : {"", "zero", "none"}
        What a blank stands for, where a person knows; by the totals where empty.
    given : iterable of Hypothesis
        The tables, where a person says where they stand; found by what the cells are where empty.
    elsewhere : iterable of str
        What other sheets of the answer say, which may explain the marks of this one.
    explain : bool
        Say of each figure what its parts were read from.

    Returns
    -------
    Reading
        Figures in reading order. No count is ever narrowed: where a total shows that a blank is
        zero it is zero, and a hidden count stays the range that its mark stands for.
    """
    grid = _name_short_times(_separate_raised_digits(grid))
    regions, lines, notes = find_regions(grid)
    given = list(given)
    if given:
        regions = [take_region(grid, lines, one) for one in given]
    page = Page(regions, lines, notes, name)
    key = read_key([*elsewhere, *(line.text for line in page.all)])  # what is said here goes before
    reader = _Reader(grid, page, replace(key, blank=blank), period, list(merged), explain)
    reading = Reading(grid, lines=lines, notes=notes)
    if given:
        reader.read(regions, reading, given)
    else:
        reader.read(choose(grid, page, reader.read), reading)
    name_by_titles(reading)
    name_rivals(reading, name)
    return reading


@dataclass(frozen=True)
class _Reader:
    """Reads the tables and lists of one sheet, whichever they are taken to be."""

    grid: list[list[Cell]]
    page: Page
    key: Key
    period: Period | None
    merged: list[tuple[int, int, int, int]]
    explain: bool

    def read(self, regions: list[Region], reading: Reading, given: Sequence[Hypothesis] = ()) -> None:
        """Add what some tables and lists say, in reading order; a person may have said of each where it stands."""
        for place, region in enumerate(regions):
            own = given[place] if given else NOTHING_SAID
            reading.regions.append(region)
            corners = [cell.text for column in region.labels for cell in headings_over(region, self.grid, column)]
            after = regions[place - 1].bodies[-1] if place else self.page.before(region)
            before = regions[place + 1].first_row if place + 1 < len(regions) else self.page.after(region)
            around = Surroundings(
                self.page,
                region,
                (after, before),
                corners,
                own.period or self.period,
                overrule=own.period is not None,
            )
            number = len(reading.regions)
            if region.is_list:
                _read_list(region, self.grid, number, around, self.key, reading)
            elif not region.values and not region.is_decided:
                _leave_out_columns(region, self.grid, region.bodies, reading)
            else:
                key = replace(self.key, blank=own.blank or self.key.blank)
                _Table(region, self.grid, number, around, key, self.merged, self.explain).read(reading)


def _separate_raised_digits(grid: list[list[Cell]]) -> list[list[Cell]]:
    """Give footnote numbers glued to a year their brackets back: "2022/232" where a line says "2 April to September"."""
    lines = {
        match[1]: row
        for row, cells in enumerate(grid)
        if cells and (match := re.match(r"([1-9])\s+[A-Z]", cells[0].text))
    }
    raised = {}
    for row, cells in enumerate(grid if lines else ()):
        for column, cell in enumerate(cells):
            match = _RAISED.fullmatch(cell.text) if cell.kind in ("text", "count") else None
            if match and match[2] in lines and recognise(match[1]).period:
                raised[row, column] = recognise(f"{match[1]}[{match[2]}]")
    if not raised:
        return grid
    raised |= {(row, 0): recognise(f"[{number}]{grid[row][0].text[1:]}") for number, row in lines.items()}
    return [
        [raised.get((row, column), cell) for column, cell in enumerate(cells)] for row, cells in enumerate(grid)
    ]


def _name_short_times(grid: list[list[Cell]]) -> list[list[Cell]]:
    """Take "17/18" for a financial year and "202112" for a month where another such stands in its row or column.

    Alone the one may be a code, the other a count; and among counts that can be no months, as in a column of totals,
    191701 is a count too.
    """
    found = {}
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell.kind == "count":
                if len(cell.text) == 6 and (match := _MONTH_NUMBER.fullmatch(cell.text)):
                    found[row, column] = recognise(f"{match[1]}-{match[2]}")
            elif (
                cell.kind in ("text", "hidden")
                and (match := _SHORT_YEAR.fullmatch(cell.text))
                and int(match[2]) == (int(match[1]) + 1) % 100
            ):
                found[row, column] = recognise(f"FY{match[1]}/{match[2]}{match[3]}")
    if not found:
        return grid
    counts = [
        (row, column) for row, cells in enumerate(grid) for column, cell in enumerate(cells)
        if cell.kind == "count" and (row, column) not in found
    ]  # fmt: skip
    counted = {*(("row", row) for row, _ in counts), *(("column", column) for _, column in counts)}
    beside: dict[tuple[str, int], set[str]] = {}
    for (row, column), time in found.items():
        for line in (("row", row), ("column", column)):
            if line not in counted or grid[row][column].kind != "count":
                beside.setdefault(line, set()).add(time.text)
    named = {
        (row, column): time._replace(text=grid[row][column].text)
        for (row, column), time in found.items()
        if max(len(beside.get(line, ())) for line in (("row", row), ("column", column))) > 1
    }
    if not named:
        return grid
    return [
        [named.get((row, column), cell) for column, cell in enumerate(cells)] for row, cells in enumerate(grid)
    ]


@dataclass
class _Line:
    """What a row, or a column, says of each of its counts; ``names`` are those of a row with each kind of column."""

    labels: tuple[Label, ...]
    sums_over_time: bool
    no_count: str  # why its numbers are none, if they are

    def __post_init__(self):
        self.times = tuple(label for label in self.labels if label.is_dated)
        self.when = tuple(map(id, self.times))
        self.naming = tuple(
            id(label) for label in self.labels if label.kind in NAMING or label.rest or label.is_wider
        )
        self.summed = next((label.text for label in self.labels if label.kind == "total"), "")
        self.names: dict[tuple[int, ...], tuple[str, str, str]] = {}


class _Table:
    """One table: the labels of its rows and columns, what its totals add up, and from them its figures."""

    def __init__(self, region: Region, grid, number: int, around: Surroundings, key: Key, merged, explain: bool):
        self.region, self.grid, self.number, self.around, self.key, self.explain = (
            region,
            grid,
            number,
            around,
            key,
            explain,
        )
        columns, rows = axes.label_columns(region, grid), axes.label_rows(region, grid, key)
        columns = axes.date_parts(axes.name_questions(columns, rows))
        self.columns, self.rows = Side(columns), Side(axes.date_parts(rows))
        # Under "Year ending", Mar-21 is the year to March.
        self.year_ending = any(
            _YEAR_ENDING.search(text) for text in (*around.corners, *(line.text for line in region.titles))
        )
        above = [line.text for line in region.titles[-3:] if line.row >= region.first_row - 4]
        unit = next((text for text in (*above, *around.corners) if _UNIT.fullmatch(text)), "")
        if above and _NO_COUNTS.match(strip_label(above[-1])):
            unit = shorten(above[-1])
        self.is_rated = any(is_rate(text) for text in above)
        self.unit = f'{_NO_COUNT} ("{unit}")' if unit else ""
        self.is_asked = region.is_asked
        both = (*self.rows.lines.values(), *self.columns.lines.values())
        self.printed = list(
            {id(label.period): label.period for labels in both for label in labels if label.period}.values()
        )
        self.line = cache(self._describe_line)
        self.known_periods: dict[tuple[tuple[int, ...], tuple[int, ...]], Dated] = {}
        for side in (self.rows, self.columns):
            for index in list(side.totals):
                scope, agrees = self._choose_scope(side, index)
                held = [] if agrees else [result for *_, result in self._compare(side, index, scope)]
                if side.totals[index].rest and len(held) > 1 and set(held) == {"disagrees"}:
                    side.take_for_name(index)
                else:
                    side.choose(index, scope, agrees=agrees)
            for index, scope in list(side.scopes.items()):
                others = [other for other in side.agrees if side.scopes[other] == scope]
                results = {result for *_, result in self._compare(side, index, scope)} if others else set()
                if index not in side.agrees and results == {"disagrees"}:
                    side.take_for_name(index)  # another one is the sum
        for side in (self.rows, self.columns):
            side.partial = {index for index in side.scopes if self._leaves_out_hidden(side, index)}
        self.places, self.shown_by = self._place_merged(merged)
        self.known = self._known_times()

    def cell(self, row: int, column: int) -> Cell:
        """One cell of the sheet; blank beyond the end of a row."""
        return self.grid[row][column] if column < len(self.grid[row]) else BLANK

    # What its totals add up

    def _crossing(self, side: Side) -> Iterable[int]:
        return (self.columns if side is self.rows else self.rows).lines

    def _place(self, side: Side, index: int, cross: int) -> Place:
        return (index, cross) if side is self.rows else (cross, index)

    def _at(self, side: Side, index: int, cross: int) -> Cell:
        return self.cell(*self._place(side, index, cross))

    def _choose_scope(self, side: Side, index: int) -> tuple[list[int], bool]:
        """The lines that a total adds up, of those it may the first that agree with what it prints; and whether any do."""
        first: list[int] = []
        for scope in side.candidates(index):
            # "Of which" lines need not be all, so that nothing is held against their sum unless it is the total.
            first = first or [part for part in scope if not any(label.is_part for label in side.lines[part])]
            if scope and all(result == "agrees" for *_, result in self._compare(side, index, scope)):
                return scope, True
        return first, False

    def _compare(self, side: Side, index: int, scope: list[int]) -> Iterator[tuple[int, Count, Count | None, str]]:
        """One total held against its parts on each line that crosses it: that line, printed, sum of parts, result."""
        for cross in self._crossing(side):
            printed = self.key.count(self._at(side, index, cross))
            if printed is None:
                continue
            parts = [self.key.count(self._at(side, part, cross)) for part in scope]
            low, high = _add(one for one in parts if one)
            if (parts.count(None) == len(parts) and printed != (0, 0)) or (
                None in parts and (high is None or printed[0] > high)
            ):
                yield cross, printed, None, "cannot be checked"
            elif printed[1] is not None and printed[1] < low and self._says_nothing(self._at(side, index, cross)):
                yield cross, printed, None, _WITHHELD
            elif (high is not None and printed[0] > high) or (printed[1] is not None and printed[1] < low):
                yield cross, printed, (low, high), "disagrees"
            else:
                yield cross, printed, (low, high), "agrees"

    def _says_nothing(self, cell: Cell) -> bool:
        """Whether a cell is a mark of which the answer does not say what it stands for."""
        return cell.text.lower() in words().marks and cell.text not in self.key.marks

    def _withheld_totals(self) -> set[Place]:
        """Marks for totals that are more than a small count: what is withheld with a part, so that it does not tell it."""
        return {
            self._place(side, index, cross)
            for side in (self.rows, self.columns)
            for index, scope in side.scopes.items()
            for cross, *_, result in self._compare(side, index, scope)
            if result == _WITHHELD
        }

    def _zero_blanks(self) -> set[Place]:
        """Blanks that a printed total shows to be zero: all else that it adds up is exact and makes it whole."""
        zero, more = set(), set()
        for side in (self.rows, self.columns):
            for index, scope in side.scopes.items():
                leaves_out = index in side.partial
                for cross, printed, parts, _ in self._compare(side, index, scope):
                    blanks = [part for part in scope if _is_open(self._at(side, part, cross))]
                    places = {self._place(side, part, cross) for part in blanks}
                    known = [self.key.count(self._at(side, part, cross)) for part in scope if part not in blanks]
                    if leaves_out:
                        known = [one for one in known if one and one[0] == one[1]]
                    exact = all(one and one[0] == one[1] for one in (printed, *known))
                    if exact and (leaves_out or index in side.agrees) and _add(known) == printed:
                        zero |= {
                            one for one in places if not (side.sums_over_time(index) and self._is_yet_to_come(one))
                        }
                    elif parts is None:
                        more |= places
        return zero - more

    def _leaves_out_hidden(self, side: Side, index: int) -> bool:
        """Whether a total adds up only what is shown, on each line that crosses it: 22 below "22", "*" and "*"."""
        if index in side.agrees:
            return False
        parts = {
            cross: [self.key.count(self._at(side, part, cross)) for part in side.scopes[index]]
            for cross in self._crossing(side)
        }
        return any(one and one[0] != one[1] for counts in parts.values() for one in counts) and all(
            self.key.count(self._at(side, index, cross)) == _add(one for one in counts if one and one[0] == one[1])
            for cross, counts in parts.items()
        )

    def _known_times(self) -> tuple[date, date]:
        """First and last beginning of the times for which the table has a count."""
        found = [
            when.start for row in self.rows.lines if row not in self.rows.totals
            for column in self.columns.lines if column not in self.columns.totals and self.cell(row, column).can_count
            and (when := self.find_period(row, column).period)
        ] if any(_is_open(self.cell(row, column)) for row in self.rows.lines for column in self.columns.lines) else []  # fmt: skip
        return min(found, default=date.max), max(found, default=date.min)

    def _is_yet_to_come(self, place: Place) -> bool:
        """Whether a blank lies before or after all times for which the table has a count."""
        when = self.find_period(*place).period
        if when and self.around.page.issued and when.end <= self.around.page.issued and self.cell(*place).text:
            return False  # a dash at a time that is past
        return when is None or when.start > self.known[1] or when.end < self.known[0]

    # Figures

    def read(self, reading: Reading) -> None:
        """Add the figures, checks and remarks of the table."""
        zero, self.withheld = self._zero_blanks(), self._withheld_totals()
        if any(_OF_WORK.search(reason) for reason in self.region.skipped.values()):
            reading.work.add(self.number)
        covered = {place for area in self.places.values() for place in area} - set(self.places)
        reading.covered |= covered
        columns = [(column, self.line(False, column)) for column in self.columns.lines]
        for row in self.rows.lines:
            beside = self._describe_line(True, row)
            for column, over in columns:
                place = row, column
                if place not in covered:
                    self._read_cell(place, beside, over, (0, 0) if place in zero else None, reading)
        _leave_out_columns(self.region, self.grid, self.rows.lines, reading)
        for side in (self.rows, self.columns):
            for index, scope in side.scopes.items():
                for cross, *held in self._compare(side, index, scope):
                    place, places = (
                        self._place(side, index, cross),
                        tuple(self._place(side, part, cross) for part in scope),
                    )
                    if place not in self.withheld:
                        reading.checks.append(Check(self.number, *place, *held, places))

    def _read_cell(self, place: Place, beside: _Line, over: _Line, count: Count | None, reading: Reading) -> None:
        row, column = self.shown_by.get(place, place) if self.shown_by else place
        cells = self.grid[row]
        cell = cells[column] if column < len(cells) else BLANK
        if cell is LEFT_OUT:
            return
        count = None if place in self.withheld else count or self.key.count(cell)
        if count and not (reason := self.unit or beside.no_count or over.no_count):
            one = self._figure(place, beside, over, cell, count)
            if one.text in CONFIDENTIAL and self._says_nothing(cell) and not self.region.is_decided:
                one.doubt = f'how many "{cell.text}" hides is not said'
            reading.figures.append(one)
            return
        labelled = any(label.printed for label in beside.labels)
        if cell.kind == "blank" and (self.key.blank == "none" or not labelled):
            return
        if not count:
            reason = _WITHHELD if place in self.withheld else _WHY_NOT.get(cell.kind, NOT_READ)
        reading.left_out.append((*place, cell.text, reason))
        if not count and cell.kind in ("blank", "unknown"):
            reading.blanks.append(self._figure(place, beside, over, cell, (None, None)))

    def _describe_line(self, is_row: bool, index: int) -> _Line:
        side = self.rows if is_row else self.columns
        reason = self._no_count_in_row(index) if is_row else self._no_count_in_column(index)
        return _Line(tuple(side.lines[index]), side.sums_over_time(index), reason)

    def _no_count_in_row(self, row: int) -> str:
        if row in self.rows.totals and not self.rows.totals[row].text and row not in self.rows.agrees:
            return "a count without a label that is not the sum of those above"
        # A label that holds a count of its own: "2021: 12 crimes" beside "3 charges".
        items = (item for place in self.region.labels for item in read_items(self.cell(row, place).text))
        if any(re.search("[a-z]", item.count.text) for item in items):
            return "stands beside another count in its row, and which is meant is not said"
        # A column of units says of each row what its numbers are.
        units = (self.cell(row, place).text for place in self.region.labels[1:])
        if unit := next((text for text in units if _UNIT.fullmatch(text)), ""):
            return f'{_NO_COUNT} ("{unit}")'
        # Where rows are named by several things, "Price" among them is a place or a person.
        return _say_no_count(self.rows, row, is_named=len(self.region.labels) > 1)

    def _no_count_in_column(self, column: int) -> str:
        cells = (self.cell(row, column).kind for row in self.rows.lines) if self.is_rated else ()
        if "amount" in cells:
            return _WHY_NOT["percent"]  # of 12.4 and 7 under "Rate per 1,000", 7 is no count either
        return _say_no_count(self.columns, column)

    def find_period(self, row: int, column: int) -> Dated:
        """What dates a place by the labels of its row and its column."""
        return self._date(self.line(True, row), self.line(False, column))

    def _date(self, beside: _Line, over: _Line) -> Dated:
        """What dates a count; the same labels do so once."""
        key = beside.when, over.when
        if key not in self.known_periods:
            self.known_periods[key] = self._find_period((*beside.times, *over.times))
        return self.known_periods[key]

    def _figure(
        self, place: Place, beside: _Line, over: _Line, cell: Cell, count: Count | tuple[None, None]
    ) -> Figure:
        row, column = place
        if self.places and (places := self.places.get(place)):
            rows, columns = (dict.fromkeys(one) for one in zip(*places, strict=True))
            beside = replace(beside, labels=tuple(merge_labels([self.rows.lines[one] for one in rows])))
            over = replace(over, labels=tuple(merge_labels([self.columns.lines[one] for one in columns])))
            dated = self._find_period((*beside.times, *over.times))
        else:
            dated = self._date(beside, over)
        if over.naming not in beside.names:
            beside.names[over.naming] = name_count(beside.labels, over.labels)
        measure, offence, outcome = beside.names[over.naming]
        if beside.sums_over_time or over.sums_over_time:
            measure = "check_total"
            if not any(label.period for label in (*beside.labels, *over.labels)):
                span = self.columns.span(column) if over.sums_over_time else self.rows.span(row)
                dated = Dated(span or dated.period, "", _SUM, "sum")
        summed = beside.summed or over.summed
        why = (_say_when(dated), *_say_why((*beside.labels, *over.labels), cell, count)) if self.explain else ()
        return Figure(
            self.number, row, column, dated.period, measure, offence, outcome, cell.text, *count, dated.words, summed,
            self.is_asked, why, beside.labels, over.labels, dated.source,
        )  # fmt: skip

    def _find_period(self, labels: tuple[Label, ...]) -> Dated:
        """The period of a count from the labels that name times, or from the words around the table."""
        parts = [label.part for label in labels if label.kind == "part"]
        named = [self._settle(label.period, "" if parts else label.text) for label in labels if label.period]
        words, where, source = ", ".join(label.text for label in labels), "", "label"
        if not named and not parts:
            named = [self._settle(label.within, "") for label in labels if label.within][:1]
        if not named and self.around.period.period:
            period, found, where, source = self.around.period
            named = [self._settle(period, "") if parts else period]
            words = ", ".join(filter(None, (words, found)))
        if not named:
            return UNDATED
        named = [one for one in named if one]
        if not named:
            return Dated(None, words, " may be the year that begins or the year that ends then")
        # Of a month beside its year, the month; of two times that do not lie in each other, none.
        named.sort(key=lambda one: one.end - one.start)
        inner = named[0]
        if any(one.start > inner.start or one.end < inner.end for one in named[1:]):
            return Dated(None, words, " are different times")
        for part in parts:
            inner = part.of(inner) or inner
        return Dated(inner, words, where, source)

    def _settle(self, year: Period, text: str) -> Period:
        """A printed year as the answer means it: when it begins, and whether it is cut short."""
        if self.year_ending and year.kind == "month":
            return periods.year_ending(year.end)
        return self.around.settle(year, text, self.printed)

    def _place_merged(self, merged) -> tuple[dict[Place, list[Place]], dict[Place, Place]]:
        """Counts in merged cells: those that stand for all their places together, and those that stand for each of them."""
        together, each = {}, {}
        for top, left, bottom, right in merged:
            places = [
                (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
                if row in self.rows.lines and column in self.columns.lines
            ]  # fmt: skip
            if len(places) > 1 and places[0] == (top, left) and self.cell(top, left).can_count:
                if self._stands_for_all(places):
                    together[top, left] = places
                else:
                    each |= dict.fromkeys(places, (top, left))
        return together, each

    def _stands_for_all(self, places: list[Place]) -> bool:
        """Whether a hidden count in a merged cell is that of all its places together: not if a total leaves more for them."""
        top, left = places[0]
        cell = self.cell(top, left)
        totals = [
            row for row in self.rows.totals if (row, left) not in places and self.key.count(self.cell(row, left))
        ]
        if cell.kind != "hidden" or len({column for _, column in places}) > 1 or not totals:
            return True
        rest = [
            self.key.count(self.cell(row, left))
            for row in self.rows.lines
            if row not in self.rows.totals and (row, left) not in places
        ]
        printed = self.key.count(self.cell(totals[-1], left))
        return printed[1] is None or None in rest or printed[0] - _add(rest)[0] <= cell.high


def _leave_out_columns(region: Region, grid: list[list[Cell]], rows: Iterable[int], reading: Reading) -> None:
    """Say of the numbers in the columns of a table that hold no counts why they are none."""
    for row in rows:
        for column, reason in region.skipped.items():
            if column < len(grid[row]) and (cell := grid[row][column]).kind not in (
                "blank",
                "text",
                "period",
                "part",
            ):
                reading.left_out.append((row, column, cell.text, reason))


_NO_COUNT = "no count of offences"
_WITHHELD = "a total that is withheld: its parts add up to more than such a mark stands for"
_SUM = "a sum over the periods beside it"
_PARTIAL = "a total that leaves out the hidden counts beside it"
_WHY_NOT = {
    "blank": "a blank: whether it is zero, hidden or not yet known is not said",
    "unknown": "stands for no number",
    "percent": "per cent, rate or change",
}


def _say_no_count(side: Side, index: int, *, is_named: bool = False) -> str:
    """Why no number of a line counts offences, by its labels; labels that only name something do not say so."""
    words = [label.text for label in side.lines[index] if label.kind not in ("period", "part")]
    if index in side.partial:
        return _PARTIAL
    if any(is_rate(text) for text in words):
        return _WHY_NOT["percent"]
    words = [] if is_named else words
    return next((f'{_NO_COUNT} ("{shorten(text)}")' for text in words if is_no_count(text)), "")


def _is_open(cell: Cell) -> bool:
    """Whether a cell may be a zero that is not printed."""
    return cell.kind == "blank" or (cell.kind == "unknown" and cell.text in DASHES)


def _add(counts: Iterable[Count]) -> Count:
    low, high = 0, 0
    for one in counts:
        low += one[0]
        high = None if high is None or one[1] is None else high + one[1]
    return low, high


def _say_when(dated: Dated) -> str:
    return f'period "{dated.words}"{dated.where}' if dated.words else dated.where or "no period named"


def _say_why(labels: Iterable[Label], cell: Cell, count: Count) -> Iterator[str]:
    yield from (
        f'{label.kind} "{shorten(label.text)}"'
        for label in labels
        if label.kind not in ("period", "part", "counting")
    )
    low, high = count
    if not cell.text:
        yield "a blank that a printed total shows to be zero"
    elif low != high or cell.text != str(low):
        yield f'"{cell.text}" stands for {low if low == high else f"{low} or more" if high is None else f"{low} to {high}"}'


def _read_list(region: Region, grid, number: int, around: Surroundings, key: Key, reading: Reading) -> None:
    """Figures of a list: label and count in one cell, or a question and its bare answer."""
    found: list[tuple[int, int, Item]] = []
    for row in region.bodies:
        column, cell = [(column, cell) for column, cell in enumerate(grid[row]) if cell.text][-1]
        items = read_items(cell.text) or read_spaced_year(cell.text) or read_flat_table(cell.text)
        items = items or read_sentence(cell.text) or (Item("", cell),)
        found += [(row, column, item) for item in items]
    named = {
        at: [read_label(recognise(item.label), ("row", 0))] for at, (*_, item) in enumerate(found) if item.label
    }
    printed = list(dict.fromkeys(label.period for (label,) in named.values() if label.period))
    named = axes.tell_subject(named)
    figures = []
    for at, (row, column, item) in enumerate(found):
        if item.label and is_no_count(item.label):
            reading.left_out.append((row, column, item.count.text, f'{_NO_COUNT} ("{shorten(item.label)}")'))
            continue
        count = key.count(item.count)
        if count is None:
            reading.left_out.append((row, column, item.count.text, NOT_READ))
            continue
        asked = find_question(item.number, row, around.page.all)
        own = periods.find_periods(item.sentence)
        label = named[at][0] if at in named else read_label(recognise(asked), ("row", 0)) if asked else None
        dated = around.period
        day = periods.find_day_counted(item.sentence)
        if label and label.period:
            dated = Dated(around.settle(label.period, label.text, printed), label.text, "", "label")
        elif day and not own:
            dated = Dated(day, item.sentence[slice(*day.found)], "", "day")
        elif len(own) == 1:
            dated = Dated(own[0], item.sentence[slice(*own[0].found)], "", "label")
        elif label and label.within:
            dated = Dated(label.within, asked[slice(*label.within.found)] or label.text, "", "label")
        elif label and label.part and dated.period:
            part = label.part.of(dated.period) or dated.period
            dated = dated._replace(period=part, words=f"{label.text}, {dated.words}")
        elif not dated.period and figures and figures[-1].period and not printed:
            dated = Dated(figures[-1].period, figures[-1].when, " of the line before", "before")
        labels = [label] if label else []
        if item.noun and not is_counting(item.noun):
            labels.append(read_label(recognise(item.noun), ("row", 1)))
        measure, offence, outcome = name_count(tuple(labels), ()) if not asked else ("total", "", "")
        total = label is not None and label.kind == "total"
        if total and printed and not label.period:
            measure = "check_total"
            own = [one.period for one in figures if one.row == row and one.period] if item.sentence else printed
            span = Period(min(one.start for one in own), max(one.end for one in own), "range")
            dated = Dated(span, "", _SUM, "sum")
        why = (_say_when(dated), *_say_why(labels, item.count, count))
        figures.append(
            Figure(number, row, column, dated.period, measure, offence, outcome, item.count.text, *count, dated.words,
                   label.text if total else "", bool(asked) or region.is_asked, why, tuple(labels), (), dated.source,
                   item.sentence, asked)
        )  # fmt: skip
    kinds = {one.measure for one in figures if one.measure in ("offence", "outcome", "other")}
    for one in figures if len(kinds) == 2 else ():
        if one.measure == "other" and _REST.match(one.offence):  # "Other: 4" among offences
            (one.measure,) = kinds - {"other"}
            if one.measure == "outcome":
                one.offence, one.outcome = "", one.offence
    reading.figures += figures
    for one in figures:
        if one.measure == "check_total":
            low, high = _add(
                (part.low, part.high) for part in figures
                if part.measure != "check_total" and (not one.sentence or (part.row == one.row and part.when))
            )  # fmt: skip
            fits = (one.high is None or low <= one.high) and (high is None or one.low <= high)
            checked = (one.low, one.high), (low, high), "agrees" if fits else "disagrees"
            reading.checks.append(Check(number, one.row, one.column, *checked))
