"""Says of each column of a table whether it holds labels, counts, or what is neither."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from foi_answers.cells import (
    Cell,
    is_counting,
    is_no_count,
    is_rate,
    recognise,
    recognise_heading,
    recognise_topic,
    says_how_many,
)
from foi_answers.passages import find_loose_numbers
from foi_answers.periods import is_day
from foi_answers.vocabulary import words

PERIOD_HEADING = re.compile(
    r"\b(?:years?|months?|periods?|quarters?|dates?|f/?y|fin(?:ancial)? ye?a?rs?|timeframe|time frame|weeks?|from|"
    r"to|start|end)\b", re.IGNORECASE
)  # fmt: skip
# Over dates that say when something was counted; of a reply or a visit they say nothing of it.
_DAY_HEADING = re.compile(
    r"|(?:(?:date|period|week|month|year|quarter)s?\W*(?:of )?)?"
    r"(?:from|to|start\w*|begin\w*|end\w*|until|commencing|between)?(?: date)?"
    r"|(?:recorded|reported|created|offence|committed|occurred)\W+(?:date|on|month)|date ?times?"
    r"|date (?:recorded|reported|created|of offence)",
    re.IGNORECASE,
)  # fmt: skip
# Over numbers that name a time, a place or a record.
_NAMING_HEADING = re.compile(
    r"(?:\w+ )?(?:quarter|month|week)(?: ?(?:no|num|number|of year)\.?)?|"
    r"(?:[\w/ ]+ )?(?:code|id|uid|identifier|uprn|lsoa|msoa|postcode|precinct|sector|zone|beat|ward|district|hour)|"
    r"latitude|longitude|easting|northing",
    re.IGNORECASE,
)  # fmt: skip
_TIME_HEADING = re.compile(r"quarter|month|week", re.IGNORECASE)
_NUMBER_HEADING = re.compile(r"\w[\s_]+(?:number|no\.?|num|ref)$", re.IGNORECASE)
_YEAR_HEADING = re.compile(r"\byear$", re.IGNORECASE)
_OF_TIME = re.compile(
    r"(?:(?:calendar|financial|fiscal|fin\.?|reporting|recording) )?(?:years?|months?|quarters?|periods?|time ?periods?|f/?y)"
    r"(?: (?:ending|end|ended))?",
    re.IGNORECASE,
)
_ROW_HEADING = re.compile(
    r"\W*(?:(?:s(?:erial|er)?|row|case|ref|item|crime|record|(?:foot)?note|table|sheet|question)?\.? ?"
    r"(?:no|number|num|id|ref)?\.?)\W*",
    re.IGNORECASE,
)
_NOTE_HEADING = re.compile(
    r"(?:foot)?notes?|comments?|remarks?|caveats?|(?:brief |incident )?descriptions? of .*|brief descriptions?|.*\btrends?|"
    r"(?:the )?(?:most|least|top|highest|lowest|main|commonest)\b.*",
    re.IGNORECASE,
)
_AGE_HEADING = re.compile(
    r"(?:(?!unknown|other|all|no|not)\w+ )?ages?(?: (?:range|group|band|bracket|of|at|when|in years)s?\b.*)?|"
    r"(?:youngest|oldest|minimum|maximum|min\.?|max\.?)(?: \w+)?",
    re.IGNORECASE,
)
DATES = "dates beside the counts"
WORDS = "words beside the counts"
_CODE_HEADING = re.compile(r"\b(?:code|class|number|no\.?|type|age|ref|id)\b", re.IGNORECASE)


_OF_ALL = re.compile(r"(?:all|total)\b", re.IGNORECASE)  # "All platforms" counts what is on any of them


def is_named_as_label(heading: str) -> bool:
    """Whether the heading of a column says that its numbers are names: codes, ages, districts."""
    if _NAMING_HEADING.fullmatch(heading.replace("_", " ")) or _YEAR_HEADING.search(heading):
        return True
    return bool(_AGE_HEADING.fullmatch(heading) or (_heads_labels(heading) and not is_counting(heading)))


def _heads_labels(heading: str) -> bool:
    """Whether a heading names a kind of labels, and does not say how many of them there are."""
    return bool(words().label_headings.search(heading)) and not (says_how_many(heading) or _OF_ALL.match(heading))


def names_records(heading: str) -> bool:
    """Whether the heading of a column says that its cells tell records or places apart: "Crime ID", "Log number"."""
    return bool(_NAMING_HEADING.fullmatch(heading.replace("_", " "))) or is_no_count(heading)


def is_of_time(heading: str) -> bool:
    """Whether a heading names nothing but a kind of time: "Year", "Month", "Financial year"."""
    return bool(_OF_TIME.fullmatch(heading.replace("_", " ").strip()))


def names_kind(heading: str) -> bool:
    """Whether a heading says what kind of thing stands below it: "Offence type", "Area", "Number of crimes"."""
    return bool(recognise_heading(heading) or words().label_headings.search(heading) or is_counting(heading))


@dataclass(frozen=True)
class Column:
    """One column of a table: its place, the headings over it, its cells in the rows of counts that are not blank."""

    place: int
    over: list[Cell]
    cells: list[Cell]

    @cached_property
    def heading(self) -> str:
        """All heading words over it, from the top."""
        return " ".join(cell.text for cell in self.over)

    def number_of(self, *kinds: str) -> int:
        """Cells of some kinds."""
        return sum(map(self.kinds.__getitem__, kinds))

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many cells it has of each kind."""
        return Counter(cell.kind for cell in self.cells)

    @cached_property
    def counts(self) -> int:
        """Cells that are counts, and cannot be years."""
        return self.number_of("count", "hidden")

    @cached_property
    def words(self) -> int:
        """Cells with words or times, numbers that may be years among them."""
        return self.number_of("text", "part", "period")

    @cached_property
    def years(self) -> int:
        """Cells that may be years or counts."""
        return sum(cell.is_bare_year for cell in self.cells)

    @cached_property
    def are_numbers_of_rows(self) -> bool:
        """Whether its cells count up from row to row."""
        numbers = [cell.low for cell in self.cells if cell.can_count and cell.kind != "hidden"]  # 2019 among them
        return len(numbers) == len(self.cells) > 2 and numbers[0] < 2 and all(a < b for a, b in pairwise(numbers))

    @cached_property
    def are_names(self) -> bool:
        """Whether its heading says that its numbers name a time, a place or a record."""
        if _YEAR_HEADING.search(self.heading):
            return all(1800 <= cell.low < 2050 for cell in self.cells if cell.can_count)
        if _NAMING_HEADING.fullmatch(self.heading.replace("_", " ")):
            return True
        texts = {cell.text for cell in self.cells}  # "Transaction number": long numbers, each another
        apart = len(texts) == len(self.cells) > 1 and all(len(text) > 3 and text.isdigit() for text in texts)
        return apart and bool(_NUMBER_HEADING.search(self.heading))

    @cached_property
    def is_of_days(self) -> bool:
        """Whether at least half of its cells are single days."""
        some = self.cells[:200]
        return sum(is_day(cell.text) for cell in some) > len(some) / 2

    @cached_property
    def is_dated(self) -> bool:
        """Whether at least half of its cells are times."""
        return bool(self.cells) and self.number_of("period", "part") >= len(self.cells) / 2


def assign_columns(columns: list[Column], rows: int) -> tuple[list[int], list[int], dict[int, str]]:
    """Say what each column of a table holds.

    Parameters
    ----------
    columns : list of Column
        Columns that are not blank in all rows of counts, from left to right.
    rows : int
        How many rows of counts the table has.

    Returns
    -------
    labels, values : list of int
        Places of the columns of labels and of counts.
    skipped : dict
        Places of the others, with the reason why they are neither.
    """
    labels: list[Column] = []
    values: list[Column] = []
    skipped: dict[int, str] = {}
    no_counts: list[list[int | None]] = []
    last_counts = max((one.place for one in columns if one.counts > one.words), default=-1)
    last_words = max(
        (one.place for one in columns if one.words > one.counts and not one.is_dated and one.place < last_counts),
        default=-1,
    )
    for one in columns:
        counted = [other.place for other in columns if other is not one and other.counts]
        counts_follow = one.place < max(counted, default=-1)
        if is_rate(one.heading) or one.number_of("percent") > one.counts:
            skipped[one.place] = "per cent, rate or change"
        elif one.number_of("amount") > one.counts + one.words:
            skipped[one.place] = "money, time or a decimal number"
        elif (
            one is columns[0]
            and len(columns) > 1
            and one.are_numbers_of_rows
            and _ROW_HEADING.fullmatch(one.heading)
        ):
            skipped[one.place] = "numbers of its rows"
        elif one.is_of_days and labels and not _DAY_HEADING.fullmatch(one.heading):
            same = len({cell.text for cell in one.cells}) == 1 < len(one.cells)
            skipped[one.place] = f'{"one date beside all counts" if same else DATES} ("{one.heading}")'
        elif (one.counts or one.years) and len(columns) > 1 and one.are_names:
            if one.years or counts_follow or not labels or _TIME_HEADING.search(one.heading):
                labels.append(one)
            else:
                skipped[one.place] = f'numbers that are names ("{one.heading}")'
        elif one is columns[0] and (
            (counts_follow and one.place < last_words and not is_counting(one.heading))
            or not _first_counts(one, len(columns), rows)
        ):
            labels.append(one)
        elif one.counts and labels and _AGE_HEADING.fullmatch(one.heading):
            if counts_follow:
                labels.append(one)
            else:
                skipped[one.place] = f'no count of offences ("{one.heading}")'
        elif one.counts and is_no_count(one.heading):
            skipped[one.place] = f'no count of offences ("{one.heading}")'
        elif one.words and _NOTE_HEADING.fullmatch(one.heading):
            skipped[one.place] = f'remarks ("{one.heading}")'
        elif one.words - one.years > one.counts:
            names = recognise_heading(one.heading) and not values
            named_by_heading = (
                words().label_headings.search(one.heading) and len(labels) == 1 and labels[0].is_dated
            ) and not any(find_loose_numbers(cell.text) for cell in one.cells)
            if values and all(len(cell.text) < 3 for cell in one.cells):
                skipped[one.place] = "marks beside the counts"
            elif counts_follow or not labels or names or named_by_heading or (values and values[0] is columns[0]):
                labels.append(one)
            else:
                skipped[one.place] = WORDS
        elif counts_follow and (_is_years(one) or _is_codes(one, last_words, values)):
            labels.append(one)
        elif any([cell.low for cell in one.cells] == printed for printed in no_counts):
            skipped[one.place] = "the numbers of a column that is left out, again"
        else:
            values.append(one)
        if skipped.get(one.place, "").startswith("no count") and len(one.cells) > 1:
            no_counts.append([cell.low for cell in one.cells])
    return [one.place for one in labels], [one.place for one in values], skipped


def _is_years(one: Column) -> bool:
    """Whether numbers that may be years are years."""
    dated = any(cell.kind == "period" for cell in one.over)
    named = PERIOD_HEADING.search(one.heading) or not dated
    return bool(one.years and one.years >= one.counts and named and not is_counting(one.heading))


def _is_codes(one: Column, last_words: int, values: list[Column]) -> bool:
    """Whether numbers are codes: they stand left of their descriptions, or under a heading that says so."""
    if not one.counts or is_counting(one.heading) or any(cell.kind in ("period", "part") for cell in one.over):
        return False
    if one.place < last_words and not values:
        return True
    heading = one.over[-1].text if one.over else ""
    says_so = _heads_labels(heading) and _CODE_HEADING.search(heading)
    return bool(says_so) and recognise(heading).kind == "text" and not re.search(r"\d", heading)


def _first_counts(one: Column, columns: int, rows: int) -> bool:
    """Whether the first column holds counts: the table has no column of labels."""
    if not all(cell.is_count for cell in one.cells):
        return False
    if any(cell.kind in ("period", "part") or is_counting(cell.text) for cell in one.over):
        return True
    named = any(words().label_headings.search(cell.text) for cell in one.over) and columns > 1
    if named and not any(recognise_topic(cell.text) == "outcome" for cell in one.over):
        return False
    return rows == 1 and bool(one.over)
