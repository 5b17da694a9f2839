"""Turns a force's answer, a file as received, into figures as printed, each with the cell that it came from."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path

from foi_answers import documents, laws, layout, periods
from foi_answers.accounts import FIGURE, LEFT_OUT, UNREAD, account_for, is_unread
from foi_answers.candidates import Hypothesis, suppose
from foi_answers.cases import COUNTED, CaseList, find_cases
from foi_answers.cells import Cell, recognise_all
from foi_answers.guarded import read_guarded
from foi_answers.periods import Period
from foi_answers.readings import Check, Figure, Reading
from foi_answers.regions import is_question
from foi_answers.surroundings import find_issue_day, shorten
from foi_answers.titles import name_by_sheets
from foi_answers.vocabulary import Vocabulary, use, words
from plain_files import Problem, cell_address, name_some, read_yaml, write_cell, write_line

COLUMNS = (
    "table", "cell", "period_start", "period_end", "measure", "offence", "outcome", "as_printed", "count_low", "count_high",
)  # fmt: skip
ACCOUNT = ("cell", "as_printed", "fate", "reason")
DOUBT = "doubt"  # the column in which ``read`` says why a figure may be wrong
_ALL_COLUMNS = (*COLUMNS, DOUBT, "when", "summed", "sentence")
MOST_COLUMNS = 1000
LONGEST_TEXT = 400  # letters of what is left out: a sentence is shown whole, so that a person sees what it says
_SCHEMA = Path(__file__).with_name("layout.schema.json")
_NOT_READ = re.compile(r"\bnot read\b(?! again)")  # of a remark: something that no cell stands for
_RANGE = re.compile(rf"({periods.YEAR}-\d\d-\d\d)\.\.({periods.YEAR}-\d\d-\d\d)", re.ASCII)
NOTHING_FOUND = "no figure and no refusal was found; of a table say in layout.yml where it stands"
READING = ".reading.csv"  # the reading of a document is filed beside it under its name and this
_BY_HAND = re.compile(
    r"\b(?:would|will|must|need\w*|have) (?:have |need |all )*(?:to )?(?:be |manually )*"
    r"(?:read|review|search|examin|check|trawl)\w*|"
    r"\bmanual(?:ly)? (?:read|review|search|examin|check|trawl)\w*(?![^.;]*\b(?:was|were|has been|have been) (?:not |then |also )?"
    r"(?:done|made|carried out|undertaken|conducted|completed|performed)\b)",
    re.IGNORECASE,
)


@dataclass
class Answer:
    """What a file was understood to say.

    ``sections`` are the sections of the Freedom of Information Act that it names; ``refused`` says
    whether it has words of refusal.
    """

    sheets: list[documents.Sheet]
    readings: list[Reading] = field(default_factory=list)  # one a sheet
    left_out: list[tuple[str, str, str]] = field(default_factory=list)  # cell, text, reason
    sections: list[str] = field(default_factory=list)
    refused: bool = False
    corrected: str = ""  # why a person corrects its reading, where one does
    by_hand: bool = False  # whether it says that its records would have to be read one by one
    tables: int = 0

    @property
    def found(self) -> list[tuple[int, Figure]]:
        """Its figures, each with the index of its sheet."""
        return [*self._each()]

    def _each(self) -> Iterator[tuple[int, Figure]]:
        for sheet, reading in enumerate(self.readings):
            for one in reading.figures:
                yield sheet, one

    @property
    def blanks(self) -> list[tuple[int, Figure]]:
        """Its cells with labels but no number, each with the index of its sheet."""
        return [(sheet, one) for sheet, reading in enumerate(self.readings) for one in reading.blanks]

    @property
    def checks(self) -> list[tuple[int, Check]]:
        """What its printed totals add up to, each with the index of its sheet."""
        return [(sheet, one) for sheet, reading in enumerate(self.readings) for one in reading.checks]

    @property
    def is_understood(self) -> bool:
        """Whether it holds a figure, or is a refusal."""
        return any(reading.figures for reading in self.readings) or self.refused

    @property
    def said(self) -> list[str]:
        """Its titles, sentences and notes."""
        return [line.text for reading in self.readings for line in (*reading.lines, *reading.notes)]

    @property
    def not_given(self) -> list[tuple[str, str, str]]:
        """The questions below which no figure stands, but words of refusal, or that nothing is held: where, question, words."""
        found = []
        for sheet, reading in enumerate(self.readings):
            asked = None
            for line in sorted((*reading.lines, *reading.notes), key=lambda one: one.row):
                column = next((at for at, cell in enumerate(reading.grid[line.row]) if cell.text), 0)
                refuses = words().refusals.search(re.split(r"[.;]\s", line.text)[0])
                if asked and refuses and not line.text.endswith("?") and line.row - asked.row < 4:
                    found.append((self.address(sheet, line.row, column), asked.text, line.text))
                asked = line if is_question(line.text) and not refuses else None
        return found

    @property
    def unread(self) -> list[str]:
        """Where numbers stand of which nobody knows what they count."""
        return list(dict.fromkeys(cell for cell, _, reason in self.left_out if is_unread(reason)))

    @property
    def unread_of_a_time(self) -> list[str]:
        """Those of them whose text names a time, too, as a sentence that gives a count does."""
        return [cell for cell, text, reason in self.left_out if is_unread(reason) and periods.find_periods(text)]

    @property
    def year_days(self) -> set[str]:
        """Months and days, as 04-01, on which a year begins that its titles, sentences and notes name by its days alone."""
        found = map(periods.find_year_part, self.said)
        return {"{:02}-{:02}".format(*one.first) for one in found if one and one.is_whole_year}

    @property
    def spans(self) -> list[tuple[str, Period]]:
        """The periods that its titles, sentences and notes name, each with the words that name it."""
        return [(text[slice(*one.found)], one) for text in self.said for one in periods.find_periods(text)]

    def address(self, sheet: int, row: int, column: int) -> str:
        """Where in the file a cell stands."""
        return self.sheets[sheet].address(row, column)

    def cells(self, sheet: int) -> list[list[Cell]]:
        """The cells of a sheet, each with what it is by its text alone."""
        return self.readings[sheet].cells

    def account(self) -> Iterator[dict[str, str]]:
        """What became of each cell with a number, by the columns of ``ACCOUNT``; then what is not read."""
        for values in self.list_fates():
            yield dict(zip(ACCOUNT, values, strict=True))

    def list_fates(self) -> Iterator[tuple[str, str, str, str]]:
        """What became of each cell with a number: where it stands, its text, its fate and the reason; then what is not read."""
        for index, reading in enumerate(self.readings):
            cells = self.cells(index)
            for row, column, fate, reason in account_for(reading, cells):
                yield self.address(index, row, column), cells[row][column].text, fate, reason
        for sheet in self.sheets:
            named = [why for _, why in sheet.unread]
            others = [
                one for one in sheet.remarks if _NOT_READ.search(one) and not any(why in one for why in named)
            ]
            for place, why in (*sheet.unread, *((sheet.name, one) for one in others)):
                yield place, "", UNREAD, why

    @cached_property
    def cases(self) -> list[tuple[str, CaseList, list[list[Cell]]]]:
        """Its lists of single cases, a row each, which print no counts: where each stands, and the cells of its sheet."""
        return [
            (f"{self.address(sheet, one.rows[0], one.region.span[0])}:{self.address(sheet, one.rows[-1], one.region.span[1])}",
             one, reading.grid)
            for sheet, reading in enumerate(self.readings) for one in find_cases(reading)
        ]  # fmt: skip

    def rows(self, *, blank: bool = False) -> Iterator[dict]:
        """The figures, in reading order, by the columns that ``read`` prints.

        Parameters
        ----------
        blank : bool
            Give the cells without a number instead.

        Yields
        ------
        dict
            Keys are ``COLUMNS``, "doubt" (why it may be wrong; empty where it is sure), "when" (the words that name the period) and
            "summed" (the word for a sum that labels it, such as "Total") and "sentence" (what it is read from, where that is one).
            Dates are ISO 8601, both ends included; ends of a count are whole numbers, both included; "" where the file does not tell.
        """
        for sheet, one in self.blanks if blank else self._each():
            values = *self._values(sheet, one), one.when, one.summed, one.sentence
            yield dict(zip(_ALL_COLUMNS, values, strict=True))

    def _values(self, sheet: int, one: Figure) -> tuple:
        period = one.period
        start, end = _show_days(period.start, period.end) if period else ("", "")
        return (
            one.table, self.sheets[sheet].address(one.row, one.column), start, end, one.measure, one.offence, one.outcome,
            one.text, "" if one.low is None else one.low, "" if one.high is None else one.high, one.doubt,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _show_days(start: date, end: date) -> tuple[str, str]:
    return start.isoformat(), end.isoformat()


def read_answer(
    file: Path | str, *, period: Period | None = None, corrections: dict | None = None, explain: bool = False,
    vocabulary: Vocabulary | None = None,
) -> Answer:  # fmt: skip
    """Read one file as received.

    Parameters
    ----------
    period : Period, optional
        What the request asked for; it is used where the file itself names no period.
    corrections : dict, optional
        What a person says of this file, as ``read_corrections`` gives it.
    explain : bool
        Keep for each figure what its parts were read from.
    vocabulary : Vocabulary, optional
        The words to read by; those in use if not given, which are those of the package.

    Raises
    ------
    Problem
        The file cannot be read as a document or within the limits of `guarded`, or a correction names a place that
        it does not have.
    """
    file = Path(file)
    with use(vocabulary):
        return read_guarded(file, lambda: _read_answer(file, period, corrections or {}, explain))


def _recognise_all(sheet: documents.Sheet) -> list[list[Cell]]:
    """What each cell of a sheet is by its text alone; each text is looked at once."""
    known = recognise_all({text for row in sheet.rows for text in row.cells})
    return [[known[text] for text in row.cells] for row in sheet.rows]


def read_document(file: Path) -> list[documents.Sheet]:
    """Read a file of any kind as sheets of cells, within the limits of `guarded`; see `documents.read_document`."""
    return read_guarded(file, lambda: documents.read_document(file))


def _read_answer(file: Path, period: Period | None, corrections: dict, explain: bool) -> Answer:
    if "period" in corrections:
        period = read_range(corrections["period"])
    answer = Answer(documents.read_document(file), corrected=corrections.get("reason", ""))
    for sheet in answer.sheets:
        if (wide := max(len(row.cells) for row in sheet.rows)) > MOST_COLUMNS:
            raise Problem(
                file,
                sheet.name,
                "",
                f"has {wide:,} columns, and {MOST_COLUMNS:,} are read; save the part with the answer",
            )
    followed: set[str] = set()
    said = [
        [text for row in sheet.rows if sum(map(bool, row.cells)) < 4 for text in row.cells if len(text) > 8]
        for sheet in answer.sheets
    ]
    for index, sheet in enumerate(answer.sheets):
        elsewhere = [
            text
            for place, texts in enumerate(said)
            for text in texts
            if place != index and any(map(text.count, "*~[-"))
        ]
        cells = _recognise_all(sheet)
        grid = [[*row] for row in cells] if corrections else cells
        _look_for_refusal(answer, sheet, grid)
        areas, left_out = _correct(sheet, grid, corrections, followed)
        blank = corrections.get("blank", "")
        reading = layout.read_layout(
            grid,
            sheet.merged,
            name=sheet.name,
            period=period,
            blank=blank,
            given=areas,
            elsewhere=elsewhere,
            explain=explain,
        )
        reading.cells = cells
        reading.left_out += left_out
        answer.readings.append(reading)
    for entry in (*corrections.get("leave_out", ()), *corrections.get("tables", ())):
        if entry["cells"] not in followed:
            advice = "is no place of this file, overlaps another, or has not all its headers inside; give cells as read prints them"
            raise Problem(file.parent / "layout.yml", file.name, entry["cells"], advice)
    if answer.refused:
        _drop_loose_numbers(answer)
    name_by_sheets({sheet.name: reading for sheet, reading in zip(answer.sheets, answer.readings, strict=True)})
    _doubt(answer)
    for index, reading in enumerate(answer.readings):
        _take(answer, index, reading)
    return answer


def _doubt(answer: Answer) -> None:
    """Hold what each sheet says against the laws; the day of the answer and its periods may stand on another."""
    said = answer.said
    dated = any(one.period for reading in answer.readings for one in reading.figures)
    dated = dated or any(periods.find_periods(text) for text in said)
    issued = find_issue_day(said)
    for sheet, reading in zip(answer.sheets, answer.readings, strict=True):
        laws.doubt_figures(reading, issued=issued, dated=dated)
        _doubt_unseen(sheet, reading)
    laws.doubt_between_tables(answer.readings)


def _doubt_unseen(sheet: documents.Sheet, reading: Reading) -> None:
    """Doubt each figure of which the cell, a label beside it or a heading over it may not mean what it says."""
    for one in reading.figures if sheet.doubts else ():
        region = reading.regions[one.table - 1]
        own = one.row, one.column
        naming = [*((one.row, column) for column in region.labels), *((row, one.column) for row in region.headers)]
        place = next((place for place in (own, *naming) if place in sheet.doubts), None)
        if place and not region.is_decided:
            text = sheet.rows[place[0]].cells[place[1]]
            words = sheet.doubts[place]
            one.doubt = one.doubt or (words if place == own else f'of what names it, "{shorten(text)}": {words}')


def _correct(
    sheet: documents.Sheet, grid, corrections: dict, followed: set[str]
) -> tuple[list[Hypothesis], list[tuple[int, int, str, str]]]:
    """Follow a person's corrections on one sheet: where its tables stand, and what is left out, with the reason."""
    left_out: list[tuple[int, int, str, str]] = []
    if not corrections.get("leave_out") and not corrections.get("tables"):
        return [], left_out
    places = _Places(sheet)
    for entry in corrections.get("leave_out", ()):
        for row, column in places.of(entry["cells"]):
            followed.add(entry["cells"])
            left_out.append((row, column, grid[row][column].text, entry["reason"]))
            grid[row][column] = layout.LEFT_OUT
    areas = []
    for entry in corrections.get("tables", ()):
        if corners := places.corners(entry["cells"]):
            (top, left), (bottom, right) = corners
            headers = [row for row in range(top, bottom + 1) if sheet.rows[row].number in entry["headers"]]
            inside = top <= bottom and left <= right and len(headers) == len(set(entry["headers"])) <= bottom - top
            apart = all(
                bottom < one.top or one.bottom < top or right < one.left or one.right < left for one in areas
            )
            if not inside or not apart:
                continue
            followed.add(entry["cells"])
            given = read_range(entry["period"]) if "period" in entry else None
            named = [column for column in range(left, right + 1) if name_column(column) in entry.get("labels", ())]
            labels = tuple(named) if "labels" in entry else None
            areas.append(
                Hypothesis(top, left, bottom, right, tuple(headers), labels, given, entry.get("blank", ""))
            )
    return areas, left_out


def _look_for_refusal(answer: Answer, sheet: documents.Sheet, grid: list[list[Cell]]) -> None:
    """Find words of refusal, and the sections that they name; a list of sections may run over several cells."""
    for row, cells in zip(sheet.rows, grid, strict=True):
        text = ", ".join(filter(None, row.cells))
        for found in _find_sections(text):
            named = (one.replace(" ", "") for one in words().sections.findall(found))
            answer.sections += [one for one in named if one not in answer.sections]
        if any(cell.kind in ("count", "hidden") for cell in cells):
            continue  # a remark beside counts refuses nothing
        answer.refused = answer.refused or bool(answer.sections) or bool(words().refusals.search(text))
        answer.by_hand = answer.by_hand or bool(_BY_HAND.search(text))


def _find_sections(text: str) -> list[str]:
    """Lists of sections of the Freedom of Information Act that a text names ("sections 30 and 31(1)(a)")."""
    return _list_sections(words().sections.pattern).findall(text)


@cache
def _list_sections(one: str) -> re.Pattern:
    return re.compile(rf"\b(?:sections?|sec\.|s\.?)\s?({one}(?:\s*(?:,|and|&|/|or)\s*{one})*)", re.IGNORECASE)


def _take(answer: Answer, index: int, reading: Reading) -> None:
    """Add what one sheet says; tables are numbered through the whole file.

    No number is lost: one of which nothing became is left out with a word.
    """
    named = {(row, column) for row, column, *_ in reading.left_out}
    for row, column, fate, reason in account_for(reading, answer.cells(index)):
        if (fate == LEFT_OUT and (row, column) not in named) or (fate == FIGURE and reason):
            reading.left_out.append((row, column, answer.sheets[index].rows[row].cells[column], reason))
    for figure in (*reading.figures, *reading.blanks):
        figure.table += answer.tables
    reading.checks = [replace(check, table=check.table + answer.tables) for check in reading.checks]
    answer.left_out += [
        (answer.address(index, row, column), text, reason) for row, column, text, reason in reading.left_out
    ]
    answer.tables += len(reading.regions)


def _drop_loose_numbers(answer: Answer) -> None:
    """Take out of a refusal, or doubt, the numbers that say what the search would cost: they stand beside hours or answer nothing.

    What a person decided stands.
    """
    costs = answer.by_hand or any(re.match(r"12\b", one) for one in answer.sections)
    for reading in answer.readings:
        kept = []
        for one in reading.figures:
            if reading.regions[one.table - 1].is_decided:
                kept.append(one)
                continue
            loose = (
                one.measure in ("total", "other", "check_total")
                and not one.asked
                and (one.period is None or (answer.by_hand and one.source not in ("label", "sum")))
            )
            if loose or one.table in reading.work:
                reason = "the work of a search or a number that answers no question, in an answer that refuses"
                reading.left_out.append((one.row, one.column, one.text, reason))
            else:
                kept.append(one)
                of_work = (
                    (costs and not one.period) or _BY_HAND.search(one.question) if one.asked else answer.by_hand
                )
                if of_work and one.measure in ("total", "check_total"):
                    one.doubt = "the answer refuses, and may count what a search would have to read"
        reading.figures = kept


def write_csv(answer: Answer, extra: dict[str, str] | None = None, *, doubt: bool = False) -> str:
    """The figures of an answer as CSV, one row per figure; with ``doubt``, why each may be wrong.

    Parameters
    ----------
    extra : dict, optional
        Columns to put before the others, the same in each row.
    """
    before = (*(extra or {}).values(),)
    many = len(COLUMNS) + doubt
    rows = ((*before, *answer._values(*one)[:many]) for one in answer._each())
    return _write_rows([*(extra or {}), *COLUMNS, *[DOUBT] * doubt], rows)


def write_tally(answer: Answer, extra: dict[str, str] | None = None) -> str:
    """The rows of lists of single cases counted by year, offence and outcome, as CSV; in doubt, as no force counted them."""
    rows = (
        [*(extra or {}).values(), number, place, *(_show_days(when.start, when.end) if when else ("", "")), "tally",
         offence, outcome, "", many, many, COUNTED]
        for number, (place, one, grid) in enumerate(answer.cases, start=1)
        for (when, offence, outcome), many in one.tally(grid).items()
    )  # fmt: skip
    return _write_rows([*(extra or {}), *COLUMNS, DOUBT], rows)


def write_account(answer: Answer) -> str:
    """What became of each cell with a number, as CSV."""
    return _write_rows(ACCOUNT, answer.list_fates())


def _write_rows(columns: Sequence[str], rows: Iterable[Iterable]) -> str:
    stream = io.StringIO()
    guarded = ([cell if isinstance(cell, int) else write_cell(cell) for cell in row] for row in rows)
    csv.writer(stream, lineterminator="\n").writerows(chain([columns], guarded))
    return stream.getvalue()


def describe(answer: Answer) -> Iterator[str]:
    """Lines that tell a person what was understood, what was left out and why, and which totals agree."""
    if answer.corrected:
        yield f"layout.yml is followed: {answer.corrected}"
    for sheet in answer.sheets:
        yield from sheet.remarks
    by_table: dict[int, list[Figure]] = {}
    for _, one in answer._each():
        by_table.setdefault(one.table, []).append(one)
    for table, figures in by_table.items():
        kinds = Counter(one.measure for one in figures)
        known = [one.period for one in figures if one.period]
        span = (
            f"{min(one.start for one in known)} to {max(one.end for one in known)}"
            if known
            else "no period named: give it with --period"
        )
        counted = ", ".join(f"{number} {measure}" for measure, number in kinds.items())
        missing = f"; {len(figures) - len(known)} without a period" if known and len(known) < len(figures) else ""
        hidden = sum(one.low != one.high for one in figures)
        yield f"table {table}: {counted}; {span}{missing}" + (
            f"; {hidden} hidden, shown as ranges" if hidden else ""
        )
    for place, one, _ in answer.cases:
        yield f"{place}: {len(one.rows)} single cases, a row each, and no counts; --tally counts them by year, offence and outcome"
    if answer.refused:
        named = f", naming section {' and '.join(answer.sections)}" if answer.sections else ""
        yield f"{'parts are' if by_table else 'the answer is'} refused or not held{named}"
    for place, question, text in answer.not_given:
        yield f'not given: {place} answers "{shorten(question)}" with "{shorten(text)}"'
    yield from _describe_checks(answer)
    doubts: dict[str, list[str]] = {}
    for sheet, one in answer._each():
        if one.doubt:
            doubts.setdefault(one.doubt, []).append(answer.address(sheet, one.row, one.column))
    for reason, cells in doubts.items():
        yield f"in doubt, {reason}: {name_some(cells)}"
    yield from _describe_rivals(answer)
    reasons: dict[str, list[str]] = {}
    for cell, text, reason in answer.left_out:
        reasons.setdefault(reason, []).append(
            f'{cell} "{text}"' if len(text) <= LONGEST_TEXT else f'{cell} "{text[: LONGEST_TEXT - 3]}..."'
        )
    for reason, cells in reasons.items():
        yield f"left out, {reason}: {name_some(cells)}"


def _describe_rivals(answer: Answer) -> Iterator[str]:
    """The two best readings of each table of which neither is better, as layout.yml takes them; it names all tables of a file."""
    number = 0
    for sheet, reading in zip(answer.sheets, answer.readings, strict=True):
        for region in reading.regions:
            number += 1
            if region.rival:
                ways = [
                    " ".join(write_entry(sheet, one) for one in way) for way in ([suppose(region)], region.rival)
                ]
                yield f"table {number}: to decide, write under tables in layout.yml {' or '.join(ways)}"


def write_entry(sheet: documents.Sheet, one: Hypothesis) -> str:
    """A hypothesis as an entry of layout.yml."""
    cells = f"{sheet.address(one.top, one.left)}:{sheet.address(one.bottom, one.right)}"
    headers = ", ".join(str(sheet.rows[row].number) for row in one.headers)
    labels = f", labels: [{', '.join(map(name_column, one.labels))}]" if one.labels is not None else ""
    return f'- {{cells: "{cells}", headers: [{headers}]{labels}}}'


def name_column(column: int) -> str:
    """The letters of a column, counted from 0.

    Examples
    --------
    >>> name_column(0), name_column(27)
    ('A', 'AB')
    """
    return cell_address(0, column)[:-1]


def _describe_checks(answer: Answer) -> Iterator[str]:
    results: dict[tuple[int, str], list[str]] = {}
    wrong = {(index, one.row, one.column) for index, one in answer.checks if one.result == "disagrees"}
    texts = {
        place: one.text
        for index, one in answer._each()
        if wrong and (place := (index, one.row, one.column)) in wrong
    }
    for index, check in answer.checks:
        place = answer.address(index, check.row, check.column)
        if check.result == "disagrees":
            said, text = write_count(check.printed), texts.get((index, check.row, check.column), "")
            if text and check.printed[0] != check.printed[1]:
                said = f'"{text}" ({said})'
            place = f"{place} prints {said} where its parts add up to {write_count(check.parts)}"
        results.setdefault((check.table, check.result), []).append(place)
    for (table, result), places in results.items():
        number = len(places)
        totals = f"{number} total{'s'[: number != 1]}"
        words = {
            "agrees": f"{totals} agree{'s'[: number == 1]} with the parts",
            "disagrees": f"{totals} disagree{'s'[: number == 1]}: {'; '.join(places[:10])}",
            "cannot be checked": f"{totals} cannot be checked, a part is not printed: {', '.join(places[:5])}",
        }
        yield f"table {table}: {words[result]}"


def write_count(count: tuple[int, int | None]) -> str:
    """A range in words: "12", "1 to 4", "5 or more"."""
    low, high = count
    return str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}"


def explain(answer: Answer) -> Iterator[str]:
    """A line for each figure that says what its parts were read from."""
    for sheet, one in answer._each():
        yield f"{answer.address(sheet, one.row, one.column)} {one.text or '(blank)'}: {'; '.join(one.why) or 'no label'}"


def read_range(text: str) -> Period:
    """Read a period as the command line and layout.yml take it: first day, two dots, last day, of years that answers are about.

    Raises
    ------
    ValueError
        It is not two ISO dates in their order.

    Examples
    --------
    >>> read_range("2023-04-01..2024-03-31").end
    datetime.date(2024, 3, 31)
    """
    found = _RANGE.fullmatch(str(text))
    try:
        start, end = map(date.fromisoformat, found.groups() if found else ("", ""))
    except ValueError:
        start = end = None
    if start is None or start > end:
        raise ValueError(f'"{write_line(text)}" is no period; write first and last day as 2023-04-01..2024-03-31')
    return Period(start, end, "range")


def read_corrections(folder: Path) -> dict[str, dict]:
    """What a person says of the documents of a folder in its layout.yml, by file; empty where there is none.

    Raises
    ------
    Problem
        layout.yml is not YAML, or says something that layout.schema.json does not know.
    """
    file = folder / "layout.yml"
    if not file.exists():
        return {}
    record = read_yaml(file, _SCHEMA)
    for name, entry in record.items():
        if not (folder / name).exists():
            raise Problem(file, name, "", "is no file of this folder")
        for part in (entry, *entry.get("tables", ())):
            try:
                read_range(part.get("period", "2000-01-01..2000-12-31"))
            except ValueError as error:
                raise Problem(file, f"{name}.period", "", str(error)) from None
    return record


class _Places:
    """The cells of a sheet by their addresses."""

    def __init__(self, sheet: documents.Sheet):
        self.places = {
            sheet.address(row, column): (row, column)
            for row, line in enumerate(sheet.rows)
            for column in range(len(line.cells))
        }

    def corners(self, cells: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """First and last row and column of "B5", "A4:D12" or "Sheet1!A4:D12"; None where the sheet has no such cell."""
        if cells in self.places:
            return self.places[cells], self.places[cells]
        # The name of a file in the file may hold the sign that stands between two cells.
        for at in (at for at, sign in enumerate(cells) if sign == ":"):
            first, last = cells[:at], cells[at + 1 :]
            end = self.places.get(last) or self.places.get(re.sub(r"[A-Z]+\d+$", "", first) + last)
            if first in self.places and end:
                return self.places[first], end
        return None

    def of(self, cells: str) -> list[tuple[int, int]]:
        """Row and column of each cell of a range; none where the sheet does not have it."""
        corners = self.corners(cells)
        return [
            place
            for place in self.places.values()
            if corners and all(a <= b <= c for a, b, c in zip(corners[0], place, corners[1], strict=True))
        ]
