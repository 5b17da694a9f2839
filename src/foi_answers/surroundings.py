"""Reads what the words around a table say about time: its period, when its years begin, where one ends early."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from foi_answers import periods
from foi_answers.cells import footnote_mark
from foi_answers.periods import Period, YearPart
from foi_answers.regions import Line, Region
from foi_answers.vocabulary import words

_FINANCIAL = re.compile(r"(?:financial|fiscal|fin\.?) ?years?.*|f/?y", re.IGNORECASE)
# A month, or a day in figures: without one no line says where a year ends early.
_MIGHT_END = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[./-]\d|\bfirst \w+ months", re.IGNORECASE
)

# Words before the day on which an answer was given.
_ISSUED = re.compile(
    r"\b(?:date|dated|responded|released|published|issued|version)\b[^.?]{0,30}$|^\W*$", re.IGNORECASE
)


_ASKS = re.compile(r"\?\s*$|\b(?:please|how many|i(?:'d| would) like|could you|can you|i ask)\b", re.IGNORECASE)


# Words beside a time that say no more than that things were counted then, as those of counting do.
_AND_NO_MORE = re.compile(
    r"are|as|available|been|cover\w*|dates?|days?|each|ends?|financial|first|from|full|ha[sv]e?|held|inclu[ds]i\w+|incomplete|is|it|"
    r"last|latest|months?|nb|nd|note|only|part|partial|period|please|provided|provisional|rd|runs?|so|st|th|these|this|to|till|until|"
    r"up|was|were|years|ytd"
)


def _says_what_is_counted(text: str) -> bool:
    """Whether a clause of a text has words of time and counting only: one about a new system or a lockdown ends no year."""
    for clause in re.split(r"[;.]\s", text):
        rest = clause
        for first, last in periods.find_spans(clause)[::-1]:
            rest = f"{rest[:first]} {rest[last:]}"
        said = set(re.findall("[a-z]+", rest.lower())) - words().counting
        if rest != clause and all(map(_AND_NO_MORE.fullmatch, said)):
            return True
    return False


class Dated(NamedTuple):
    """What dates a figure: the period, the words that name it, where they stand, and what kind of place that is.

    ``source`` is label, corner, title, note, opening (of the answer), rest (all its words together), asked (what the
    request asked for), day (on which it was counted), sum (of the periods beside it), before (the line before),
    perhaps (words that may be a name with a year in it), or empty where nothing dates it.
    """

    period: Period | None
    words: str = ""
    where: str = ""
    source: str = ""


UNDATED = Dated(None)


def shorten(text: str) -> str:
    """A text as a remark quotes it: its beginning, where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}..."


class Page:
    """All words of a sheet that stand by themselves, with what they say of time worked out once.

    Parameters
    ----------
    regions : list of Region
        Its tables and lists, in reading order.
    lines, notes : list of Line
        Its titles, questions and notes, by row.
    name : str
        That of the sheet.
    """

    def __init__(self, regions: list[Region], lines: list[Line], notes: list[Line], name: str = ""):
        self.regions, self.lines, self.notes, self.name = regions, lines, notes, name
        self.all = [*lines, *notes]
        self.dated = [line for line in self.all if _MIGHT_END.search(line.text)]
        self.opening = [line for line in lines if regions and line.row < regions[0].first_row]

    @cached_property
    def period(self) -> Dated:
        """The one period that all words together name."""
        return name_period([line.text for line in self.all], "rest")

    def lines_before(self, region: Region) -> list[Line]:
        """Titles and questions above a table."""
        return [line for line in self.lines if line.row < region.first_row]

    def before(self, region: Region) -> float:
        """The last row of the table or list before one; -1 where it is the first."""
        return max((one.bodies[-1] for one in self.regions if one.bodies[-1] < region.first_row), default=-1)

    def after(self, region: Region) -> float:
        """The first row of the table or list after one; infinite where it is the last."""
        return min((one.first_row for one in self.regions if one.first_row > region.bodies[-1]), default=math.inf)

    @cached_property
    def spans(self) -> list[tuple[str, Period]]:
        """The periods that all words name, each with its text."""
        return [(line.text, one) for line in self.all for one in periods.find_periods(line.text)]

    @cached_property
    def issued(self) -> date | None:
        """The day on which the answer was given, where it says so."""
        return find_issue_day(line.text for line in self.all)

    @cached_property
    def basis(self) -> YearPart | None:
        """When years begin, where any words say so."""
        parts = (periods.find_year_part(line.text) for line in self.dated)
        return next((part for part in parts if part and part.is_whole_year), None)

    def notes_between(self, first: float, last: float) -> list[Line]:
        """Notes between two rows."""
        rows = [line.row for line in self.notes]
        return self.notes[bisect_right(rows, first) : bisect_left(rows, last)]


def name_period(texts: list[str], source: str) -> Dated:
    """The one period that some texts name; undated for none or several."""
    found = {(one.start, one.end): (one, text) for text in texts for one in periods.find_periods(text)}
    if len(found) != 1:
        return UNDATED
    ((one, text),) = found.values()
    source = "perhaps" if periods.may_be_of_a_name(text, one) else source
    return Dated(one, text[slice(*one.found)], f' in "{shorten(text)}"', source)


def find_issue_day(lines: Iterable[str]) -> date | None:
    """The day on which an answer was given: the last of those that stand alone or after such words as "Date of response"."""
    found = []
    for text in lines:
        days = periods.find_days(text)
        if len(days) == 1 and _ISSUED.search(text[: days[0][1][0]]) and len(text) - days[0][1][1] < 40:
            found.append(days[0][0])
    return max(found, default=None)


class Surroundings:
    """What the words around one table say about time: its period, when years begin, where one ends early.

    Parameters
    ----------
    page : Page
    region : Region
    between : tuple of float
        The last row before the table that belongs to another, and the first one after it.
    corners : list of str
        The headings over the labels: a period among them stands over the whole table.
    given : Period or None
        What was asked for, where nothing names a period; or, with ``overrule``, in any case.
    """

    def __init__(
        self,
        page: Page,
        region: Region,
        between: tuple[float, float],
        corners: list[str],
        given: Period | None,
        *,
        overrule: bool = False,
    ):
        self.page, self.titles, self.corners = page, region.titles, corners
        self.given, self.overrule = given, overrule
        after, before = between
        first = region.first_row
        self.near = [*reversed(page.notes_between(after, first)), *page.notes_between(first, before)]

    @cached_property
    def period(self) -> Dated:
        """The period that the words around the table name."""
        if not self.overrule:
            # Nearest words first: the corner of the table, its titles, the notes around it, what opens the answer, all the rest.
            around = (
                *(("corner", text) for text in self.corners),
                *(("title", line.text) for line in reversed(self.titles)),
                *([("title", self.page.name)] if periods.recognise_period(self.page.name) else []),
                *(("note", line.text) for line in self.near),
                *(("opening", line.text) for line in self.page.opening if line not in self.titles),
            )
            named = [*(name_period([text], source) for source, text in around), self.page.period]
            named = sorted((one for one in named if one.period), key=lambda one: one.source == "perhaps")
            if named:
                return named[0]
            for line in reversed(self.titles):
                if day := periods.find_day_counted(line.text):
                    return Dated(day, line.text[slice(*day.found)], f' in "{shorten(line.text)}"', "day")
            if (found := name_period([self.page.name], "name")).period:
                return found
        return Dated(self.given, "", "the period that the request asked for", "asked") if self.given else UNDATED

    def settle(self, year: Period, text: str, printed: list[Period]) -> Period | None:
        """A printed year as the answer means it: when it begins, and less what a note says is not in it.

        None where it may be either of two years: "2021" among financial years.

        Parameters
        ----------
        text : str
            The year as printed, with its footnote mark; empty where it is only a part of the words.
        printed : list of Period
            All years that the table prints.
        """
        if year.kind == "year" and self.year_end:
            month, day = self.year_end
            return periods.year_ending(periods.make_day(year.start.year, month, day))
        basis = self.basis
        if year.kind == "year" and (self.is_split or (basis and basis.is_whole_year and basis.first != (1, 1))):
            return None
        moved = periods.shift_year(year, basis) if basis else year
        return self._cut(moved, text, printed) if text and moved == year else moved

    @cached_property
    def year_end(self) -> tuple[int, int] | None:
        """Month and day on which years end, where the words say so without a year."""
        texts = (*self.corners, *(line.text for line in (*reversed(self.titles), *self.near)))
        return next((end for text in texts if (end := periods.find_year_end(text))), None)

    @property
    def is_split(self) -> bool:
        """Whether the heading over the years says that they are financial years, so that "2021" may begin or end then."""
        return any(_FINANCIAL.fullmatch(text) for text in self.corners)

    @cached_property
    def basis(self) -> YearPart | None:
        """When years begin, or which part of each year was counted, where the words say so."""
        for text in (*self.corners, *(line.text for line in reversed(self.titles))):
            part = periods.find_year_part(text)
            if part and (part.is_whole_year or not periods.find_periods(text)):
                return part
        near = (periods.find_year_part(line.text) for line in self.near)
        return next((part for part in near if part and part.is_whole_year), None) or self.page.basis

    def _cut(self, year: Period, text: str, printed: list[Period]) -> Period:
        """A year, less what a note says is not in it ("2022*" with "* to 30 September")."""
        if year.kind == "month":
            return self._cut_by_range(year, printed)
        if year.kind not in ("year", "financial"):
            return year
        mark = footnote_mark(text)
        name = periods.leave_out_to_date(text.removesuffix(mark)).strip()
        for line in self.page.dated:
            note = line.text
            if _ASKS.search(note):  # what was asked for need not be what was counted
                continue
            own = re.match(rf"[(\[]?{re.escape(mark.strip('[]'))}[)\].]?\s*", note) if mark else None
            if own:
                note = note[own.end() :]
            elif not (name and re.search(rf"(?<![\d/-]){re.escape(name)}(?![\d/])", note)):
                continue
            if short := periods.cut_short(year, note, sure=own is not None or _says_what_is_counted(note)):
                return short
        return self._cut_by_range(year, printed)

    def _cut_by_range(self, year: Period, printed: list[Period]) -> Period:
        """Years printed in full names, of which a line says that they run from one day to another."""
        first, last = min(printed, key=lambda one: one.start), max(printed, key=lambda one: one.end)
        for line in (*self.titles, *self.page.notes):
            for span in periods.find_periods(line.text):
                covers = span.kind == "range" and span.start < first.end and last.start < span.end
                covers = covers and span.end - span.start > last.start - first.start  # not one year of several
                if not covers or first == last:
                    continue
                least = timedelta(days=28 if year.kind in ("year", "financial") else 2)
                early = year == last and (last.end - span.end) >= least
                late = year == first and (span.start - first.start) >= least
                if early or late:
                    return Period(span.start if late else year.start, span.end if early else year.end, "range")
        return year
