"""Holds what a table was read to say against laws that every right reading keeps; a broken law is a reason to doubt.

A law drops nothing: it names figures, and says in words that a journalist understands why they may be wrong.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from foi_answers import periods
from foi_answers.cells import (
    Cell,
    denies_subject,
    footnote_mark,
    is_counting,
    is_no_count,
    is_rate,
    names_others,
    names_subject,
    recognise,
    recognise_heading,
    recognise_topic,
    strip_label,
)
from foi_answers.columns import DATES, is_of_time, names_kind
from foi_answers.headings import Label
from foi_answers.passages import find_loose_numbers
from foi_answers.periods import Period
from foi_answers.readings import Check, Figure, Place, Reading
from foi_answers.regions import Region, headings_over
from foi_answers.surroundings import shorten

_BRACKETED = re.compile(r"\d\s?\((?:of which )?\d+(?: [a-z ]+)?\)$")
# Not an age, a code or an ordinal: "10-17", "18+", "8L", "1st".
_REMARKED = re.compile(
    r"\W{0,3}(?:(?:approx\w*|about|around|circa|ca?)\b\.?)? ?\d[\d,]*(?:\.\d+)?(?:E[-+]\d+)?"
    r"(?:[^-+\w\u2013/]*$| ?[(\[]| (?:crime|offence|incident|report)s?\b)",
    re.IGNORECASE,
)
# None, revised, provisional, and those of statistical offices, which write out the days of a part-year.
_MARKS_NO_TIME = re.compile(r"|\[(?:[rp]|notes? .*)\]", re.IGNORECASE)
_ONE_YEAR = re.compile(r"(?:f/?y|fin\w*\.? ye?a?r|fiscal year)s? *(?:19|20)\d\d$", re.IGNORECASE)
_TIME_WORDS = re.compile(
    r"\b(?:h[12]|[12]h|w/c|half.years?|(?:half|weeks?|wks?|quarters?|qtr)(?=\W*\d|\W+(?:one|two|three|four)\b)|"
    r"(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|last)\W+(?:half|week|quarter|qtr)|q[1-4](?=\W+\d)|spring|summer|autumn|winter|"
    r"f/?y ?\d\w*|y/?e|fiscal|ytd|to date|onwards|up to|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\W?\d\d)\b",
    re.IGNORECASE,
)  # fmt: skip
_OTHER_YEARS = re.compile(r"\bseasons?\b|\b(?:tax|municipal|council|contract|policy) years?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT = timedelta(days=27)  # less than a month is no part-year

Doubt = tuple[Iterable[Figure], str]


@dataclass(frozen=True)
class Table:
    """The figures of one table or list, and what stands around them.

    ``spans`` are the periods that words outside the tables name, each with its text. ``issued`` is the
    day of the answer where it says one; ``dated`` says whether the answer names any period.
    """

    figures: list[Figure]
    checks: list[Check]
    region: Region
    grid: list[list[Cell]]
    spans: list[tuple[str, Period]]
    issued: date | None
    dated: bool
    is_first: bool = True  # of its sheet

    def cells(self, column: int) -> list[Cell]:
        """The filled cells of a column in the rows of counts."""
        if column not in self._cells:
            found = (row[column] for row in self.rows if column < len(row))
            self._cells[column] = [cell for cell in found if cell.kind != "blank"]
        return self._cells[column]

    @cached_property
    def _cells(self) -> dict[int, list[Cell]]:
        return {}

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The rows of counts."""
        others = self.region.lines | self.no_counts
        return [self.grid[row] for row in self.region.bodies if row not in others]

    def names(self, one: Figure) -> tuple[str, ...] | Place:
        """All words in the row of a figure and over its column; its place where there are none, or it stands in a list."""
        row, over = self.grid[one.row], headings_over(self.region, self.grid, one.column)
        beside = (row[column] for column in range(len(row)) if column not in self.region.values)
        words = [cell.text.casefold() for cell in (*beside, *over) if cell.text]
        told = words and not self.region.is_list and (over or len(self.region.values) == 1)
        return tuple(words) if told else (one.row, one.column)

    @cached_property
    def no_counts(self) -> set[int]:
        """Rows whose labels say that their numbers are none."""
        cells = {
            (row, self.grid[row][column].text) for row in self.region.bodies
            for column in self.region.labels if column < len(self.grid[row])
        }  # fmt: skip
        none = {text for text in {text for _, text in cells} if is_rate(text) or is_no_count(text)}
        return {row for row, text in cells if text in none} if none else set()

    @cached_property
    def same(self) -> list[tuple[list[Figure], bool]]:
        """Figures of one period and the same labels, where there are several; and whether the answer itself names them the same."""
        first: dict[int, Figure] = {}
        same: dict[int, list[Figure]] = {}
        for one in self.figures:
            when = (one.period.start, one.period.end) if one.period else one.when
            # Its hash alone: of half a million figures the words would take more room than the figures.
            key = hash((when, one.measure, _fold(one.offence), _fold(one.outcome), one.question))
            if first.setdefault(key, one) is not one:
                same.setdefault(key, [first[key]]).append(one)
        return [(group, len({self.names(one) for one in group}) == 1) for group in same.values()]

    @cached_property
    def columns(self) -> dict[int, list[Figure]]:
        """Its figures by their columns."""
        found: dict[int, list[Figure]] = {}
        for one in self.figures:
            found.setdefault(one.column, []).append(one)
        return found

    @cached_property
    def lines(self) -> list[tuple[Label, ...]]:
        """The labels of each row and column that has a figure."""
        return _list_lines(self.figures)

    @cached_property
    def labels(self) -> list[Label]:
        """The labels of its figures, each once."""
        return list({id(label): label for line in self.lines for label in line}.values())

    def labelled(self, wrong: Callable[[Label], object]) -> Iterator[tuple[Figure, Label]]:
        """Figures with a label of which something holds, and the first such label."""
        if found := {id(label) for label in self.labels if wrong(label)}:
            first = {id(line): next((label for label in line if id(label) in found), None) for line in self.lines}
            for one in self.figures:
                if label := first[id(one.beside)] or first[id(one.over)]:
                    yield one, label


def _list_lines(figures: Iterable[Figure]) -> list[tuple[Label, ...]]:
    return list({id(line): line for one in figures for line in (one.beside, one.over)}.values())


def _list_periods(figures: Iterable[Figure]) -> list[Period]:
    return list({id(one.period): one.period for one in figures if one.period}.values())


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def doubt_figures(reading: Reading, *, issued: date | None, dated: bool) -> None:
    """Write into each figure of a sheet why it may be wrong: the first law that it breaks. What a person decided stands.

    Parameters
    ----------
    issued : date or None
        The day of the answer, after which nothing was counted.
    dated : bool
        Whether the answer names any period.
    """
    lines = [*reading.lines, *reading.notes]
    spans = [(line.text, one) for line in lines for one in periods.find_periods(line.text)]
    figures: dict[int, list[Figure]] = {}
    for one in reading.figures:
        figures.setdefault(one.table, []).append(one)
    checks: dict[int, list[Check]] = {}
    for check in reading.checks:
        checks.setdefault(check.table, []).append(check)
    for number, found in figures.items():
        region = reading.regions[number - 1]
        if region.is_decided:
            continue
        table = Table(found, checks.get(number, []), region, reading.grid, spans, issued, dated, number == 1)
        for weight, broken, words in break_laws(table):
            whole = weight == WORST and len(broken) > len(found) / 4  # then the table itself was misread
            for one in found if whole else broken:
                one.doubt = one.doubt or words
        if region.rival:
            for one in found:
                one.doubt = one.doubt or "its table can be read in another way that is as good"


def doubt_between_tables(readings: Iterable[Reading]) -> None:
    """Doubt what two tables of an answer count alike, where nothing in the answer tells which of them is about what.

    Totals are held against each other where the answer is filed.
    """
    alike: dict[int, list[tuple[Region, Figure]]] = {}
    for reading in readings:
        for one in reading.figures:
            if one.period and one.measure not in ("total", "check_total"):
                named = one.measure, _fold(one.offence), _fold(one.outcome), one.question
                key = hash((one.period.start, one.period.end, *named))
                alike.setdefault(key, []).append((reading.regions[one.table - 1], one))
    for found in alike.values():
        for region, one in found if len({id(region) for region, _ in found}) > 1 else ():
            if not region.is_decided:
                one.doubt = one.doubt or "another table has a number of the same period and the same labels"


def break_laws(table: Table) -> Iterator[tuple[float, list[Figure], str]]:
    """The laws that a table breaks: what each weighs, the figures, and why they may be wrong."""
    for law, weight in LAWS.items():
        for broken, words in law(table):
            if broken := list(broken):
                yield weight, broken, words


def _name_each_thing_once(table: Table) -> Iterator[Doubt]:
    """No two figures of one table mean the same."""
    lost = [one for group, printed in table.same if not printed for one in group]
    yield lost, "another number of this table has the same period and the same labels"


def _print_each_name_once(table: Table) -> Iterator[Doubt]:
    """No table prints the same names over and beside two numbers."""
    twice = [one for group, printed in table.same if printed for one in group]
    yield twice, "the answer prints the same period and labels for another number of this table"


def _head_each_column_once(table: Table) -> Iterator[Doubt]:
    """No two columns of counts have the same headings."""
    heads: dict[tuple[str, ...], list[int]] = {}
    for column in table.region.values:
        heads.setdefault(tuple(cell.text for cell in headings_over(table.region, table.grid, column)), []).append(
            column
        )
    twice = {column for texts, columns in heads.items() if texts and len(columns) > 1 for column in columns}
    yield (
        [one for one in table.figures if one.column in twice],
        "another column of this table has the same headings",
    )


def _date_each_figure(table: Table) -> Iterator[Doubt]:
    """Each figure has a period, or the answer names none at all."""
    undated = [one for one in table.figures if not one.period]
    if not undated:
        return
    labels = (label for line in _list_lines(undated) for label in line)
    if table.dated or any(
        one.period or periods.is_day(one.text) or periods.find_periods(one.text) for one in labels
    ):
        yield undated, "no period is found for it, though the answer names some"
    elif any(periods.find_days(line.text) for line in table.region.titles[-2:]):
        yield undated, "no period is found for it, though a day stands above it"


def _add_up(table: Table) -> Iterator[Doubt]:
    """Totals on either axis agree with their parts."""
    for check in table.checks:
        if check.result == "disagrees":
            places = {(check.row, check.column), *check.places}
            words = "the total printed for these numbers is not their sum"
            yield [one for one in table.figures if (one.row, one.column) in places], words


def _keep_months_in_their_year(table: Table) -> Iterator[Doubt]:
    """A figure of a month, or of another named part of a year, has that month for its period; one of a day that day."""
    for one, label in table.labelled(lambda label: not label.period and periods.is_day(label.text)):
        yield [one], f'"{label.text}" beside it may be its time'
    for one, label in table.labelled(lambda label: label.kind == "part" and not label.part.nth):
        if (
            one.period
            and one.measure != "check_total"
            and (one.period.start.month, one.period.start.day) != label.part.first
        ):
            yield [one], f'its period is longer than "{label.text}" beside it'


def _end_part_years_where_said(table: Table) -> Iterator[Doubt]:
    """A year of which the answer says that it is not counted whole ends, or begins, where the answer says."""
    short = {id(one) for one in _list_periods(table.figures) if periods.is_year_at_most(one)}
    whole = [
        one for one in table.figures
        if id(one.period) in short and one.source == "label" and one.measure != "check_total"
    ]  # fmt: skip
    if not whole:
        return
    used = _list_periods(whole)
    first, last = min(one.start for one in used), max(one.end for one in used)
    for text, span in table.spans:
        if span.kind != "range" or span.end - span.start < _SHORT:
            continue
        late = [one for one in whole if one.period.end == last and one.period.start < span.end < last - _SHORT]
        early = [
            one for one in whole if one.period.start == first and first + _SHORT < span.start < one.period.end
        ]
        if span.start <= first + _SHORT or span.end >= last - _SHORT:
            yield (*late, *early), f'its year may be counted in part only: the answer says "{shorten(text)}"'
    yield (
        [one for one in whole if one.period.kind == periods.PERHAPS],
        "a note beside it may say that its year is not counted whole",
    )
    for one, label in table.labelled(lambda label: label.period and periods.is_to_date(label.text)):
        if _is_whole(one, label):
            yield [one], "its year is not counted whole, and until when is not said"
    for one, label in table.labelled(
        lambda label: label.period and not _MARKS_NO_TIME.fullmatch(footnote_mark(label.text))
    ):
        if _is_whole(one, label):
            yield [one], "a footnote stands at its year, which may be counted in part only"


def _is_whole(one: Figure, label: Label) -> bool:
    """Whether a figure is dated by a label, and by nothing that cuts it short."""
    dated = (
        one.period
        and one.source == "label"
        and one.measure != "check_total"
        and periods.is_year_at_most(one.period)
    )
    return bool(dated) and (label.period.start, label.period.end) == (one.period.start, one.period.end)


def _begin_years_in_april(table: Table) -> Iterator[Doubt]:
    """A year written with a stroke is one from April to March, unless words call it a season, or a year of something else."""
    region = table.region
    texts = [line.text for line in region.titles[-2:]] + [
        cell.text for column in region.labels for cell in headings_over(region, table.grid, column)
    ]
    financial = [one for one in table.figures if one.period and one.period.kind == "financial"]
    if financial and (text := next(filter(_OTHER_YEARS.search, texts), "")):
        yield financial, f'its year may begin on another day than 1 April: "{shorten(text)}"'
    for one, label in table.labelled(lambda label: label.is_dated and _OTHER_YEARS.search(label.text)):
        yield [one], f'its year may begin on another day than 1 April: "{label.text}"'


def _end_before_the_answer(table: Table) -> Iterator[Doubt]:
    """No period lies after the answer's date."""
    if table.issued:
        late = [one for one in table.figures if one.period and one.period.end > table.issued]
        yield late, f"its period ends after the date of the answer, {table.issued}"


def _keep_a_column_of_one_kind(table: Table) -> Iterator[Doubt]:
    """A column holds counts or labels, not both; and numbers under a year are no labels."""
    region = table.region
    # A question has an answer of its own kind, which says nothing of the others.
    rows = [
        row for row in table.rows if not any(row[at].text.endswith("?") for at in region.labels if at < len(row))
    ]
    for column in region.values:
        kinds = [row[column].kind for row in rows if column < len(row)]
        if sum(kind in ("text", "percent", "amount") for kind in kinds) > 0.3 * len(table.cells(column)):
            yield table.columns.get(column, ()), "words stand among the numbers of its column"
        heading = " ".join(cell.text for cell in headings_over(region, table.grid, column))
        if is_of_time(heading):
            yield table.columns.get(column, ()), f'it stands under "{shorten(heading)}"'
    times = {
        row for column in region.values for row in region.bodies
        if column < len(table.grid[row]) and (cell := table.grid[row][column]).period and not cell.can_count
    }  # fmt: skip
    if times:
        yield [one for one in table.figures if one.row in times], "a time stands among the numbers of its row"
    for one, label in table.labelled(lambda label: label.axis[0] == "row" and is_of_time(strip_label(label.text))):
        yield [one], f'it stands beside "{shorten(label.text)}"'
    for column in region.labels:
        cells, over = table.cells(column), headings_over(region, table.grid, column)
        over_counts = (cell for place in region.values for cell in headings_over(region, table.grid, place))
        if over and is_of_time(over[-1].text) and not any(cell.period or cell.part for cell in over_counts):
            axis = "row", column
            named = [
                one for one in table.figures if any(label.axis == axis and label.printed for label in one.beside)
            ]
            yield [
                one for one in named
                if not any(label.axis == axis and (label.is_dated or label.kind == "total") for label in one.beside)
            ], "its label stands under a heading of times, and is none"  # fmt: skip
        headed = any(cell.kind in ("period", "part") or is_counting(cell.text) for cell in over)
        headed = headed or (not over and column != region.labels[0])
        if headed and cells and sum(cell.is_count for cell in cells) > len(cells) / 2:
            yield table.figures, "a column of numbers beside it is taken for labels"


def _count_no_serial_numbers(table: Table) -> Iterator[Doubt]:
    """Numbers of rows, 1, 2, 3, are no counts."""
    for found in table.columns.values() if not table.region.is_list else ():
        counts = (one.low for one in found)
        if len(found) > 2 and all(b - a == 1 for a, b in pairwise(counts)) and found[0].low < 2:
            yield found, "1, 2, 3 may be the numbers of its rows"


def _count_no_cases(table: Table) -> Iterator[Doubt]:
    """In a list of cases, each with its dates, numbers such as ages count nothing."""
    if any(reason.startswith(DATES) for reason in table.region.skipped.values()):
        yield (
            table.figures,
            "its rows have dates of their own: they may be single cases, and their numbers no counts",
        )


def _count_no_years(table: Table) -> Iterator[Doubt]:
    """A row of years is no row of counts."""
    rows: dict[int, list[Figure]] = {}
    for one in table.figures:
        rows.setdefault(one.row, []).append(one)
    for row in rows.values():
        if len(row) < 2 or not all(recognise(one.text).is_bare_year for one in row):
            continue
        lows = [one.low for one in row]
        if max(lows) - min(lows) < 30 and any(abs(a - b) == 1 for a, b in pairwise(lows)):
            yield table.figures, "a row of years may be read as counts"


def _head_by_no_number(table: Table) -> Iterator[Doubt]:
    """No heading under another is a number with a remark, or has one beside the name of an offence: it would be a count not read."""

    def counts(label: Label) -> bool:
        axis, level = label.axis
        if axis != "column" or not level or (kind := recognise(label.text).kind) in ("period", "part"):
            return False
        row = table.grid[table.region.headers[level]]
        names = [row[column].text for column in table.region.labels if column < len(row)]
        named = any(recognise_topic(name) != "other" and not recognise_heading(name) for name in names)
        remarked = kind in ("text", "amount") and bool(_REMARKED.match(label.text))
        return remarked or (named and any(map(str.isdigit, label.text)))

    for one, label in table.labelled(counts):
        yield [one], f'"{shorten(label.text)}" over it may be a count that is not read'


def _head_by_no_count(table: Table) -> Iterator[Doubt]:
    """Years on the line of a name, with a gap between them or beside counts as large, may be its counts."""
    region = table.region
    for row in region.headers:
        cells = {column: cell for column, cell in enumerate(table.grid[row]) if cell.text}
        names = [(column, cells[column].text) for column in region.labels if column in cells]
        years = [cell for column, cell in cells.items() if column in region.values]
        yield from _doubt_years(table, names, years, [one for one in table.figures if one.column in cells])
    for column in region.labels:
        names = [(column, cell.text) for cell in headings_over(region, table.grid, column)[-1:]]
        yield from _doubt_years(table, names, table.cells(column), table.figures)


def _doubt_years(
    table: Table, names: list[tuple[int, str]], cells: list[Cell], figures: list[Figure]
) -> Iterator[Doubt]:
    years = sorted({cell.low for cell in cells if cell.is_bare_year and cell.low})
    if not names or not years or not all(cell.is_bare_year for cell in cells):
        return
    if not any(_heads_labels(table, *name) for name in names) and (
        any(b - a > 1 for a, b in pairwise(years))
        or any(one.low and years[0] / 2 <= one.low <= years[-1] * 2 for one in figures)
    ):
        yield figures, f'the years that date it stand on the line of "{shorten(names[-1][1])}": they may be counts'


def _heads_labels(table: Table, column: int, text: str) -> bool:
    """Whether a text over a column of labels says what they are, as few of them do."""
    if is_of_time(text) or not names_kind(text):
        return is_of_time(text)
    labels = Counter(one.text for one in table.cells(column))
    alike = sum(many for label, many in labels.items() if names_kind(label))
    return 2 * alike <= labels.total()


def _begin_with_no_year(table: Table) -> Iterator[Doubt]:
    """The first row of counts has no year among them: it would be one of headings."""
    first = [one for one in table.figures if one.row == table.figures[0].row]
    if not table.region.is_list and any(recognise(one.text).is_bare_year for one in first):
        yield table.figures, "its first row has a year, and may be one of headings"


def _print_one_number_a_cell(table: Table) -> Iterator[Doubt]:
    """A cell has one number: "12 (3)" may count 12 and 3 of them, or have a footnote."""
    yield (
        [one for one in table.figures if "(" in one.text and _BRACKETED.search(one.text)],
        "another number stands behind it in brackets",
    )


def _date_by_what_is_said_of_the_table(table: Table) -> Iterator[Doubt]:
    """What dates a table stands by it, and is the only time that the words around it name."""
    named = {(one.start, one.end) for _, one in table.spans}
    for source in sorted({one.source for one in table.figures} - {"label"}):
        weak = [one for one in table.figures if one.source == source]
        if source in ("note", "opening", "rest", "before") and len(named) > 1:
            yield weak, "the words around the table name several periods"
        if (
            source == "title"
            and len({line.text for line in table.region.titles if recognise(line.text).period}) > 1
        ):
            yield weak, "several times stand above it, a line each"
        if source == "perhaps":
            yield weak, f'"{weak[0].when}" may be a part of a name'
        if source == "name":
            yield weak, "only the name of its sheet dates it"
        if source == "day":
            yield weak, "a day stands above it: it may have been counted then, or up to then"
        if source in ("opening", "rest") and not table.is_first:
            yield weak, "it is dated by words that stand above another table"


def _date_all_in_one_way(table: Table) -> Iterator[Doubt]:
    """Where labels date most figures of a table they date all of them: another label there is no such label."""
    counted = [one for one in table.figures if one.measure != "check_total"]
    others = [one for one in counted if one.source != "label"]
    if len(others) <= len(counted) / 2:
        yield others, "the labels of its table are times, and that of this number is none"


def _read_all_words_of_time(table: Table) -> Iterator[Doubt]:
    """No label has words of time that were not read: "H1 2021", "Week 12", "FY 2021"."""

    def hides_time(label: Label) -> bool:
        if len(label.text) > 40 or (label.kind in ("period", "part") and not _ONE_YEAR.match(label.text)):
            return False
        short = re.search(r"\b(\d\d)/(\d\d)\b(?!/)", label.text)  # a year, if not a code
        return bool(short and int(short[2]) == int(short[1]) + 1) or bool(_TIME_WORDS.search(label.text))

    words = "beside it may say more of its time"
    for one, label in table.labelled(hides_time):
        yield [one], f'"{label.text}" {words}'
    for one, label in table.labelled(
        lambda label: label.kind not in ("period", "part") and len(label.text) <= 40 and _YEAR.search(label.text)
    ):
        if not one.period:
            yield [one], f'"{label.text}" {words}'


def _date_a_sentence_by_itself(table: Table) -> Iterator[Doubt]:
    """A sentence that gives a count, or the question that it answers, names its time."""
    said = [one for one in table.figures if one.sentence]
    yield (
        [one for one in said if one.source != "label"],
        "it is read from a sentence that does not name its period",
    )
    several = [
        one
        for one in said
        if len(periods.find_periods(one.sentence)) > 1 or len(find_loose_numbers(one.sentence)) > 1
    ]
    yield several, "it is read from a line that names several periods or numbers"


_QUARTER = re.compile(r"q(?:uarter)?\.? ?[1-4]", re.IGNORECASE)
_NUMBER = r"\d+(?:,\d{3})*"
_ROUGHLY = re.compile(
    rf"\b(?:approx\w*|about|around|roughly|circa|nearly|almost|some|(?:an )?estimated)\W{{1,3}}({_NUMBER}|[a-z-]+)",
    re.IGNORECASE,
)
_FOR_CONTEXT = re.compile(
    r"\bfor (?:context|comparison|reference|information)\b|\bnot (?:been )?asked (?:for|about)\b", re.IGNORECASE
)
_ASKS = re.compile(r"\?\s*$|^\W*(?:please|how many|what|which)\b", re.IGNORECASE)


def _ask_in_no_quarter(table: Table) -> Iterator[Doubt]:
    """What stands beside a question is its number, and no quarter of a year."""
    asking = {
        cell.text for row in table.grid
        if any(_ASKS.search(cell.text) for cell in row) for cell in row if _QUARTER.fullmatch(cell.text.strip())
    }  # fmt: skip
    for one, label in table.labelled(lambda label: label.text in asking and label.kind in ("part", "period")):
        yield [one], f'"{label.text}" may be the number of a question'


def _count_what_was_asked_about(table: Table) -> Iterator[Doubt]:
    """No title, sentence or label says that others are counted, too or instead: "Offences on Facebook, Snapchat or TikTok".

    Nor that nobody asked: "For context, there were 4 in 2019/20".
    """
    unasked = [one for one in table.figures if _FOR_CONTEXT.search(one.sentence)]
    yield unasked, "its sentence says that it was not asked for"
    titles = [line.text for line in reversed(table.region.titles)]
    for one in table.figures:
        if one.measure == "other":
            continue
        labels = [label.text for label in (*one.beside, *one.over)]
        nearest = next((text for text in (one.sentence, one.question, *titles) if names_subject(text)), "")
        if not any(map(names_subject, labels)) and (names_others(nearest) or denies_subject(nearest)):
            yield [one], f'"{shorten(nearest)}" may say that others are counted with it or instead'
        elif one.measure not in ("total", "check_total") and (text := next(filter(names_others, labels), "")):
            yield [one], f'"{shorten(text)}" may say that others are counted with it or instead'


def _count_exactly(table: Table) -> Iterator[Doubt]:
    """A sentence gives its count, and does not estimate it: "approximately 340 offences"."""
    # Each sentence is looked through once, however many counts it gives.
    rough = {text: {*_ROUGHLY.findall(text.lower())} for text in {one.sentence for one in table.figures}}
    for one in table.figures:
        if not rough[one.sentence].isdisjoint(re.findall(_NUMBER, one.text) or [one.text.lower()]):
            yield [one], "its sentence says that it is about as many"


# What each broken law weighs where readings of a table are held against each other, per figure that breaks it. Set by
# hand: a reading that says the same of two figures, or counts years, is worse than one that dates none.
WORST = 2.0
LAWS: dict[Callable[[Table], Iterator[Doubt]], float] = {
    _name_each_thing_once: WORST,
    _print_each_name_once: 1.0,
    _head_each_column_once: 0.0,
    _date_each_figure: 1.0,
    _add_up: 0.5,
    _keep_months_in_their_year: 1.0,
    _end_part_years_where_said: 0.0,
    _begin_years_in_april: 0.0,
    _end_before_the_answer: 0.2,
    _keep_a_column_of_one_kind: 0.5,
    _count_no_serial_numbers: 0.5,
    _ask_in_no_quarter: 0.0,
    _count_no_cases: 0.0,
    _count_what_was_asked_about: 0.0,
    _count_exactly: 0.0,
    _count_no_years: WORST,
    _head_by_no_number: 1.0,
    _head_by_no_count: 0.0,
    _begin_with_no_year: 0.0,
    _print_one_number_a_cell: 0.0,
    _date_by_what_is_said_of_the_table: 0.3,
    _date_all_in_one_way: 1.0,
    _read_all_words_of_time: 0.3,
    _date_a_sentence_by_itself: 0.0,
}
UNREAD = 4.0  # a reading that leaves out all numbers of its table without a word
DEPARTURE = 0.2  # one that sees other headings or labels than the cells tell
MARGIN = 0.1  # two readings that differ by less are both possible
