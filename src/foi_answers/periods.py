"""Turns the words for a period into its first and last day, and back into words."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from foi_answers.number_words import read_words
from foi_answers.vocabulary import remember, words

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
YEAR = _YEAR = r"(?:19[7-9]\d|20[0-4]\d)"  # those that answers are about
_TH = r"(?:\s?(?:st|nd|rd|th))?(?![a-z])"
_DASH = "[-\u2010-\u2015\u2212]"
# What a text about time is made of, most telling first: in "2021/22" the stroke decides, not the year. Each begins with a
# digit (d), a letter (l) or another sign (s).
_SHAPES = [
    (begins, kind, re.compile(pattern, re.IGNORECASE))
    for begins, kind, pattern in [
        ("d", "day", rf"(?P<d>\d\d?){_TH}\s+(?:of\s+)?(?P<m>{_MONTH}),?\s*(?P<y>{_YEAR}|'\d\d)(?!\d|\s?/\s?\d)"),
        ("d", "day", rf"(?P<d>\d\d?){_TH}[-/](?P<m>{_MONTH})[-/](?P<y>{_YEAR}|\d\d)(?!\d)"),
        ("d", "day", rf"(?P<d>\d\d?){_TH}\s(?P<m>{_MONTH})\s(?P<y>\d\d)(?![\d:])"),
        ("l", "day", rf"(?P<m>{_MONTH})\s+(?P<d>\d\d?){_TH},?\s+(?P<y>{_YEAR})(?!\d|\s?/\s?\d)"),
        ("d", "day", rf"(?P<y>{_YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?(?!\d)"),
        ("d", "day", r"(?P<d>\d\d?)(?P<s>[./-])(?P<m>\d\d?)(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/])"),
        ("d", "strokes", rf"(?P<y>{_YEAR})\s?(?:/|\\|{_DASH})\s?(?P<z>{_YEAR}|\d\d)(?![\d/])"),
        ("l", "strokes", rf"(?:f/?y|fin(?:ancial|\.)? ?ye?a?r)\s*'?(?P<y>(?:20)?\d\d)\s?(?:/|{_DASH})\s?(?P<z>(?:20)?\d\d)(?![\d/])"),
        ("l", "year", rf"cy\s?(?P<y>{_YEAR})(?!\d)"),
        ("l", "month", rf"(?P<m>{_MONTH})(?:\s|,|'|/|{_DASH})*(?P<y>{_YEAR})(?!\d|\s?(?:/|{_DASH})\s?\d\d(?!\d))"),
        ("l", "month", rf"(?P<m>{_MONTH})(?:{_DASH}|/|\s?'|)(?P<y>\d\d)(?![\d/])(?!\s?(?:st|nd|rd|th)(?![a-z]))"),
        ("d", "month", rf"(?P<y>{_YEAR})\s+(?P<m>{_MONTH})"),
        ("d", "day_of_year", rf"(?P<d>\d\d?){_TH}\s+(?:of\s+)?(?P<m>{_MONTH})"),
        ("l", "day_of_year", rf"(?P<m>{_MONTH})\s+(?P<d>\d\d?){_TH}(?![\d/])"),
        ("l", "month_of_year", rf"(?P<m>{_MONTH})"),
        ("l", "share", r"(?:q|qtr|quarter)\s?(?P<q>[1-4])(?!\d)|(?:h|half(?:[- ]year)?\s?)(?P<h>[12])(?!\d)"),
        ("dl", "share", r"(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th)\s(?P<part>quarter|qtr|half)(?:[- ]year)?(?!\w)"),
        ("d", "year", rf"(?P<y>{_YEAR})(?!\d|[-/.]\d|(?!q[1-4]\b)[a-z]\d)"),
        ("dl", "ending", r"(?:(?:12|twelve) months?|years?|f?y)\s+(?:ending|ended|end|to|up to)(?:\s+the)?(?=\s)|f?y/?e(?=\s)"),
        ("ls", "to_date", rf"(?:up )?to (?:the )?(?:date|present|now)|onwards?|{_DASH}\s*(?:present|date|now)|ytd|so far"),
        ("ls", "to", rf"(?:up )?(?:to|until|till|through)(?: and including)?(?: the)?(?: end of)?(?!\w)|{_DASH}+|and(?!\w)|&"),
        ("s", "mark", r"[*\u2020\u2021](?=\w)"),
        ("s", "filler", r"\((?:\d|p|r)\)"),
        ("s", "open", r"\("),
        ("ls", "filler", r"(?:(?:financial|fiscal|fin|calendar|part|partial|full|years?|y/?t/?d|periods?|between|from|in|during"
                   r"|only|provisional|revised|of|the|for|covering|inclusive|months?|f/?y|cy)(?!\w)\.?)|[):,*\u00b9\u00b2\u00b3\u2020]|"
                   r"\[(?:notes? )?\w{1,3}(?:(?:,| and| to) (?:notes? )?\w{1,3})*\]"),
    ]
]  # fmt: skip
# Digits, or another sign, that begin something of these.
_BEGINS = re.compile(rf"(?:\d\d?|\d{{4}})(?!\d)|{_DASH}|[&*\u2020\u2021():,\[\u00b9\u00b2\u00b3]")
_TOKENS = {sort: [(kind, shape) for begins, kind, shape in _SHAPES if sort in begins] for sort in "dls"}
# A word that begins otherwise says nothing of time; most words do.
_MAY_BE_TIME = re.compile(
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q|h[12]|half|first|second|third|fourth|last|to|up|unti|till|thro|and|y|f/?y|fi|fy|fu|tw|cal|par|per|bet|fr|in|du|on|pro|rev|"
    r"of|the|for|cov|mon|cy|so",
    re.IGNORECASE,
)
# A word that stands in no text that is a time and nothing else; these end with words that begin none.
_STRANGE = re.compile(
    rf"(?<![^\W_])(?!{_MAY_BE_TIME.pattern}|end|now|pres|date|st|nd|rd|th|notes?\b|\w[)\]])[^\W\d_]", re.IGNORECASE
)
# What every period has: a year of four digits, a day or month beside digits, or a financial year. Most texts have none.
_DATES = re.compile(rf"{_YEAR}|\d\s?(?:[./]|{_DASH})\s?[\dA-Za-z]|'\d\d")
_MONTH_BEGINS = re.compile("jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_PART_BEGINS = re.compile(rf"{_MONTH_BEGINS.pattern}|q|h[12]|half", re.IGNORECASE)
_YEAR_BEGINS = re.compile(f"{_MONTH_BEGINS.pattern}|f/?y|fin", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_QUARTER = re.compile(r"(?<=\d)q[1-4]\b", re.IGNORECASE)  # "2003Q1"
_MONTH_IN_FIGURES = re.compile(
    rf"^(?:(?P<m>0?[1-9]|1[0-2])[/-](?P<y>{_YEAR})|(?P<z>{_YEAR})[ -]?M(?P<n>0[1-9]|1[0-2]))$"
)
_SHORT_YEAR_OF = re.compile(r"(?<=^[qh][1-4] )(?=\d\d/\d\d$)|(?<=^quarter [1-4] )(?=\d\d/\d\d$)", re.IGNORECASE)
_ACADEMIC = re.compile(r"\b(?:academic|school) years?\b|\bAY(?=\s?\d)", re.IGNORECASE)
_MAY_GO = re.compile(rf"{_ACADEMIC.pattern}|M\d\d$", re.IGNORECASE)  # strange words that are taken out of a period
# "Q1. Number of calls" is a question, and no quarter of a year named behind it.
_QUESTION = re.compile(
    rf"^\W*q\s?\d+[a-z]?\s*(?:(?:[.):]|{_DASH})\s*(?=[a-z])(?!{_MONTH}|cy|f/?y|fin)|(?=(?:how|number|what|please|total|the)\b))",
    re.IGNORECASE,
)
_AS_AT = re.compile(r"\bas (?:at|of|on)(?: the)?\W*$", re.IGNORECASE)
_DRAWN = re.compile(
    r"\b(?:data|extract\w*|correct|accurate|drawn|retrieved|published|updated|figures?)\W*(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_RAISED = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+$")  # a footnote number
_STEP = re.compile(r"\s+|[^\W\d_]+|\d+|.", re.DOTALL)
_DATED = {"day", "month", "year", "strokes"}
_UNDATED = {"day_of_year", "month_of_year"}
_YEAR_END = re.compile(
    rf"\b(?:years?|(?:12|twelve) months)\s+(?:ending|ended|end|to)\s+(?:the\s+)?(?:end\s+of\s+)?(?:(?P<d>\d\d?){_TH}\s+(?:of\s+)?)?"
    rf"(?P<m>{_MONTH})(?!\s*'?\d)",
    re.IGNORECASE,
)
_SHORT_MONTHS = re.compile(rf"{_MONTH}\s+[1-3]\d", re.IGNORECASE)
# "Apr 21 - Mar 22" are months: a day is written before its month here.
_MONTH_PAIR = re.compile(
    rf"({_MONTH})\s([0-4]\d)(\s*(?:to|{_DASH})\s*{_MONTH})\s([0-4]\d)(?!\d|,?\s*{_YEAR}|\s?(?:st|nd|rd|th)(?![a-z]))",
    re.IGNORECASE,
)
# "Jan - Mar 21" are months of 2021.
_MONTHS_OF = re.compile(
    rf"(?<!\d)(?<!\d\s)({_MONTH}\s*(?:to|{_DASH})\s*{_MONTH})\s([0-4]\d)(?!\d|,?\s*{_YEAR}|\s?(?:st|nd|rd|th)(?![a-z]))",
    re.IGNORECASE,
)
_TO_DATE = re.compile(
    r"(?<![\W_])[\W_]*\b(?:y/?t/?d|(?:year |up )?to date|so far|part(?:ial|[- ]year)?|incomplete)\b[\W_]*$|"
    r"^\W*(?:part(?:ial|[- ]year)?|y/?t/?d)\b\W*",
    re.IGNORECASE,
)
_FIRST_MONTHS = re.compile(
    r"\bfirst (\d\d?|two|three|four|five|six|seven|eight|nine|ten|eleven) months\b", re.IGNORECASE
)
# A year, or a range of years, of which no day or month is said.
_BARE = re.compile(rf"{_YEAR}(?:\s*(?:to|and|&|/|{_DASH})\s*(?:{_YEAR}|\d\d))?", re.IGNORECASE)
_ASKED = re.compile(r"\W*(?:\d\W+)?(?:how many|(?:the )?(?:total )?(?:number|count) of)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;?!])\s+")
_OPENS = re.compile(r"\W*(?:in|during|from)?\s*", re.IGNORECASE)
_NAMES = re.compile(r"[A-Z][\w'&/-]*|and|of|for|the|&|on|at|in")


PERHAPS = "perhaps"  # the kind of a year of which it is not certain that it is counted whole


@dataclass(frozen=True)
class Period:
    """First and last day, both included, of what some words name.

    ``kind`` is year (a calendar year), financial (a year written with a stroke), month, quarter,
    range or ``PERHAPS``; ``found`` is where in the text the words stand.
    """

    start: date
    end: date
    kind: str
    found: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class YearPart:
    """Part of a year named without its year: January, Q2, April to March, 6 April to 5 April.

    ``first`` and ``last`` are month and day, both included; where it is a quarter or a half, ``nth`` counts
    those of ``months`` from the start of the year that it is a part of, whichever that is.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    nth: int = 0
    months: int = 3

    @property
    def is_whole_year(self) -> bool:
        """Whether it is a full year, and so tells when years begin."""
        after = make_day(2001, *self.last) + timedelta(days=1)
        return not self.nth and (after.month, after.day) == self.first

    def of(self, year: Period) -> Period | None:
        """The part of one year; None where the year cannot have it, or nobody said which year is meant."""
        if year.kind not in ("year", "financial"):
            if self.nth or self.is_whole_year or not is_year_at_most(year):
                return None
            part = self.of(Period(year.start, year.end, "financial"))  # twelve months have each month once
            return part if part.start >= year.start and part.end <= year.end else None
        if self.nth:
            kind = "quarter" if self.months == 3 else "range"
            return _add_months(year.start, self.months * (self.nth - 1), self.months, kind)
        start = make_day(year.start.year, *self.first)
        if self.is_whole_year:
            # "2019" among years from July to June may be the year that begins or ends in 2019.
            if year.kind == "year" and self.first != (1, 1):
                return None
        elif start < year.start:
            start = make_day(year.start.year + 1, *self.first)
        end = make_day(start.year, *self.last)
        if end < start:
            end = make_day(start.year + 1, *self.last)
        kind = year.kind if self.is_whole_year else "month" if self.first[0] == self.last[0] else "range"
        return Period(start, end, kind)


_ACADEMIC_YEAR = YearPart((9, 1), (8, 31))


@dataclass(frozen=True)
class _Token:
    kind: str
    first: date | tuple[int, int] | None  # month and day where the year is not said
    last: date | tuple[int, int] | None
    text: str
    found: tuple[int, int]


def read_period(text: str) -> tuple[date, date] | None:
    """First and last day, both included, of a period as a force prints it.

    A year with a stroke is a financial year, 1 April to 31 March, as the Home Office counts it;
    dates written out are taken as they stand.

    Returns
    -------
    tuple of date or None
        None where the text is no period, or says more than a period.

    Examples
    --------
    >>> read_period("2021/2022")
    (datetime.date(2021, 4, 1), datetime.date(2022, 3, 31))
    >>> read_period("6th Apr 2021 to 5th Apr 2022")
    (datetime.date(2021, 4, 6), datetime.date(2022, 4, 5))
    """
    period = recognise_period(text)
    return (period.start, period.end) if period else None


def _may_date(text: str) -> bool:
    """Whether a text has what every period has; each pattern goes through it once, however long it is."""
    if _DATES.search(text):
        return True
    digit, begins = _DIGIT.search(text), _YEAR_BEGINS.search(text)
    return bool(
        (digit and _MONTH_BEGINS.search(text, digit.end())) or (begins and _DIGIT.search(text, begins.end()))
    )


@lru_cache(maxsize=4096)
def recognise_period(text: str) -> Period | None:
    """The period that a whole text is, and nothing but; None for all else."""
    if not _DIGIT.search(text):
        return None
    text = _RAISED.sub("", text.strip())
    if _STRANGE.search(text) and not _MAY_GO.search(text):
        return None
    bare = _ACADEMIC.sub("", text)
    if bare != text:
        year = recognise_period(bare)
        return _of_school(year) if year else None
    # "04/2023" and "2023M04" are months only where nothing else stands, and "23/24" behind a quarter is a year.
    text = _MONTH_IN_FIGURES.sub(
        lambda match: f"{match['y'] or match['z']}-{int(match['m'] or match['n']):02d}", text
    )
    text = _SHORT_YEAR_OF.sub("FY", text)
    if _STRANGE.search(text) or not _may_date(text):
        return None
    if re.search(r"[:=]\s*\*$", text):  # "2022: *" is a year and its hidden count
        return None
    # "Mar 21" alone is a month; among other words it may be a day.
    if _SHORT_MONTHS.fullmatch(text):
        text = re.sub(r"(?<=[a-z.])\s+(?=\d)", "-", text, flags=re.IGNORECASE)
    found, rest = _parse(text)
    return found[0] if len(found) == 1 and isinstance(found[0], Period) and not rest else None


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether a whole text is one day."""
    may_be = len(text) < 40 and not _STRANGE.search(text) and _may_date(text)
    tokens = _tokens(text.strip()) if may_be else []
    return len(tokens) == 1 and tokens[0].kind == "day"


@lru_cache(maxsize=4096)
def read_time(text: str, heading: str) -> Period | YearPart | None:
    """The time that a day or a bare number stands for in a column whose heading says of what kind its times are.

    Examples
    --------
    >>> read_time("31/12/2015", "Year").start, read_time("3", "Financial_Quarter").nth
    (datetime.date(2015, 1, 1), 3)
    """
    words = heading.replace("_", " ").casefold()
    if text.isdigit():
        if "quarter" in words and int(text) in range(1, 5):
            return YearPart((1, 1), (1, 1), int(text))
        if "month" in words and int(text) in range(1, 13):
            return YearPart((int(text), 1), (int(text), calendar.monthrange(2000, int(text))[1]))
        if words.endswith("year") and int(text) in range(1800, 1970):
            return Period(date(int(text), 1, 1), date(int(text), 12, 31), "year")
        return None
    if not is_day(text):
        return None
    day = _tokens(text.strip())[0].first
    ends = re.search(r"\bend", words)
    if "week" in words:
        return (
            Period(day - timedelta(days=6), day, "range")
            if ends
            else Period(day, day + timedelta(days=6), "range")
        )
    if "quarter" in words:
        first = _add_months(date(day.year, day.month, 1), -2 if ends or day.day > 1 else 0, 3, "quarter")
        return first if day in (first.start, first.end) else None
    if "month" in words:
        month = Period(date(day.year, day.month, 1), _end_of_month(day.year, day.month), "month")
        return month if day in (month.start, month.end) else None
    if "year" in words:
        if ends:
            return year_ending(day)
        if (day.month, day.day) in ((1, 1), (12, 31)):
            return Period(date(day.year, 1, 1), date(day.year, 12, 31), "year")
        if (day.month, day.day) in ((4, 1), (3, 31)):
            first = day.year - (day.month == 3)
            return Period(date(first, 4, 1), date(first + 1, 3, 31), "financial")
        return None
    alone = re.fullmatch(r"|(?:(?!start|begin|end|from|to|until)\w+ )?(?:date ?time|date|day)s?", words)
    return Period(day, day, "range") if alone else None


@lru_cache(maxsize=4096)
def recognise_part(text: str) -> YearPart | None:
    """The part of a year that a whole text is, and nothing but; None for all else."""
    if len(text) > 60 or not _PART_BEGINS.search(text) or _STRANGE.search(text):
        return None
    found, rest = _parse(_RAISED.sub("", text.strip()))
    return found[0] if len(found) == 1 and isinstance(found[0], YearPart) and not rest else None


@remember(4096)
def find_periods(text: str) -> tuple[Period, ...]:
    """Periods named anywhere in a text; years of laws, plans, changes and references, and dates of answers, left out."""
    if not _may_date(text):
        return ()
    is_school = _ACADEMIC.search(text)
    return tuple(
        _of_school(one) if is_school else one
        for one in _parse(text)[0]
        if isinstance(one, Period) and not _dates_no_count(text, one)
    )


def _dates_no_count(text: str, one: Period) -> bool:
    """Whether a year or month belongs to something else than what was counted: the Act of it, the system introduced in it."""
    first, last = one.found
    before, behind = text[max(first - 100, 0) : first], text[last : last + 100]
    is_bare = _BARE.fullmatch(text, first, last)
    if not is_bare and one.kind != "month":
        return False
    if (
        words().undated.search(before)
        or words().named_by_year.match(behind)
        or words().year_of_name.search(before)
    ):
        return True
    said = _SENTENCE.split(before)[-1]
    clause = said.rpartition(",")[2]
    if not words().changes.search(clause + _SENTENCE.split(behind)[0] * bool(_OPENS.fullmatch(clause))):
        return False
    return not _ASKED.match(said)


def may_be_of_a_name(text: str, one: Period) -> bool:
    """Whether a year stands behind a name of which it may be a part ("Tokyo 2020", "Arrests of Operation Talla 2020").

    Examples
    --------
    >>> [may_be_of_a_name(text, *find_periods(text)) for text in ("Athena 2015", "Burglary 2015", "In 2015")]
    [True, False, False]
    """
    said = _SENTENCE.split(text[: one.found[0]])[-1]
    names = said.strip(" -\u2013\u2014,(").split()
    if not _BARE.fullmatch(text, *one.found):
        return False
    operation = words().operations.search(said)
    return bool(operation and not _is_counted(operation["more"])) or (
        0 < len(names) < 5
        and all(map(_NAMES.fullmatch, names))
        and names[-1][0].isupper()
        and names[-1].lower() not in words().not_alone
        and not _is_counted(" ".join(names))
    )


def _is_counted(names: str) -> bool:
    """Whether some words name what can be counted: offences, outcomes, words of counting, a plural, something done."""
    said = re.findall(r"[a-z]+", names.lower())
    return bool(
        words().offences.search(names)
        or words().outcomes.search(names)
        or any(one in words().counting - words().not_alone or re.search(r"...[^s]s$|..ing$", one) for one in said)
        or said[-1:] in (["police"], ["year"])
    )


def find_days(text: str) -> list[tuple[date, tuple[int, int]]]:
    """Days that a text names with their year, and where they stand; dates of laws and of answers among them."""
    return [(token.first, token.found) for token in _tokens(text) if token.kind == "day"]


@lru_cache(maxsize=4096)
def find_day_counted(text: str) -> Period | None:
    """The one day on which a text says that something was counted ("Headcount as at 31 March 2023"), if no data was drawn then."""
    days = find_days(text)
    if (
        len(days) != 1
        or not (match := _AS_AT.search(text[: days[0][1][0]]))
        or _DRAWN.search(text[: match.start()])
    ):
        return None
    return Period(days[0][0], days[0][0], "range", days[0][1])


def find_spans(text: str) -> list[tuple[int, int]]:
    """Where in a text words about time stand."""
    return [token.found for token in _tokens(text) if token.kind in _DATED | _UNDATED | {"years", "share"}]


def find_year_part(text: str) -> YearPart | None:
    """The one stretch of a year that a text names without a year ("1 July to 30 June"); None for none or several."""
    found = [
        one
        for one in _parse(text)[0]
        if isinstance(one, YearPart) and not one.nth and (one.first[0] != one.last[0] or one.is_whole_year)
    ]
    if not found and _ACADEMIC.search(text):
        return _ACADEMIC_YEAR
    return found[0] if len(set(found)) == 1 else None


def _of_school(year: Period) -> Period:
    """A year written with a stroke, where words say that it is one of schools."""
    return (
        replace(shift_year(year, _ACADEMIC_YEAR), kind="range", found=year.found)
        if year.kind == "financial"
        else year
    )


def says_year_ending(text: str) -> bool:
    """Whether a text says that its days are the last of a year."""
    return bool(re.search(r"\b(?:years?|12 months) (?:ending|ended|to)\b|\by/?e\b", text, re.IGNORECASE))


def find_year_end(text: str) -> tuple[int, int] | None:
    """Month and day on which years end, where a text says so without a year ("Year ending March"); None elsewhere.

    Examples
    --------
    >>> find_year_end("Year ending 30 September"), find_year_end("year ending March 2022")
    ((9, 30), None)
    """
    match = _YEAR_END.search(text)
    if not match:
        return None
    month = _read_month(match["m"])
    day = int(match["d"]) if match["d"] else calendar.monthrange(2000, month)[1]
    return (month, day) if make_day(2000, month, day) else None


def is_year_at_most(period: Period) -> bool:
    """Whether a period is no longer than a year."""
    return period.end - period.start <= timedelta(days=366)


def cut_short(year: Period, text: str, *, sure: bool = True) -> Period | None:
    """What a note leaves of a year, such as "to 30 September"; None where it gives no other end.

    Parameters
    ----------
    sure : bool
        Whether the note is about nothing but what was counted in the year. If not, the year stays whole, of the kind
        ``PERHAPS``, unless the note has both ends of what is counted.
    """
    doubted = replace(year, kind=PERHAPS)
    for one in _parse(text)[0]:
        part = one.of(year) if isinstance(one, YearPart) else one
        if part and part.start == year.start and part.end < year.end and part.kind != "month":
            return Period(part.start, part.end, "range", year.found) if sure or part is one else doubted
    if (match := _FIRST_MONTHS.search(text)) and 1 < (count := read_words(match[1]) or int(match[1])) < 12:
        return replace(_add_months(year.start, 0, count, "range"), found=year.found)
    tokens = _tokens(text)
    for place, (before, after) in enumerate(pairwise(tokens)):
        if (
            before.kind == "to"
            and before.text[-1].isalpha()
            and before.text != "and"
            and after.kind in _UNDATED | {"day", "month"}
        ):
            end = after.last if after.kind in ("day", "month") else _next(year.start, after.last)
            if end and year.start <= end < year.end:
                sure = sure or (place and tokens[place - 1].kind in ("day", "month"))
                return Period(year.start, end, "range", year.found) if sure else doubted
    return None


def leave_out_to_date(text: str) -> str:
    """A year without the words that say it is not counted whole ("2023 YTD")."""
    return _TO_DATE.sub("", text)


def is_to_date(text: str) -> bool:
    """Whether a label says of its year that it is not counted whole, and not until when."""
    return bool(_TO_DATE.search(text)) and not find_days(text)


def shift_year(year: Period, basis: YearPart) -> Period:
    """A year as it runs where its answer says when years begin; unchanged where that says nothing of it."""
    moved = basis.of(year) if year.kind in ("year", "financial") else None
    return moved or year


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    while place < len(text):
        glued = place and text[place - 1].isalnum() and text[place].isalnum() and not _QUARTER.match(text, place)
        token, sign = None, text[place]
        if not (glued or sign.isspace()) and (_MAY_BE_TIME if sign.isalpha() else _BEGINS).match(text, place):
            shapes = _TOKENS["d" if sign.isdigit() else "l" if sign.isalpha() else "s"]
            token = next(filter(None, (_token(kind, shape, text, place) for kind, shape in shapes)), None)
        if token:
            tokens += [token] * (token.kind != "mark")
            place = token.found[1]
            continue
        step = _STEP.match(text, place)
        if not step[0].isspace():
            tokens.append(_Token("word", None, None, step[0], step.span()))
        place = step.end()
    return tokens


def _token(kind: str, shape: re.Pattern, text: str, place: int) -> _Token | None:
    match = shape.match(text, place)
    if not match or not match[0].strip():
        return None
    values = match.groupdict()
    first = last = None
    year = _read_year(values["y"]) if values.get("y") else None
    month = _read_month(values["m"]) if values.get("m") else None
    if kind == "day":
        first = last = make_day(year, month, int(values["d"])) if month else None
    elif kind == "month":
        first, last = date(year, month, 1), _end_of_month(year, month)
    elif kind == "day_of_year":
        first = last = (month, int(values["d"])) if make_day(2000, month, int(values["d"])) else None
    elif kind == "month_of_year":
        first, last = (month, 1), (month, calendar.monthrange(2000, month)[1])
    elif kind == "year":
        # Inside a reference or a number with strokes it is no year.
        if place and re.match(r"[\d/.\-]", text[place - 1]):
            return None
        first, last = date(year, 1, 1), date(year, 12, 31)
    elif kind == "strokes":
        ends = values["z"]
        if int(ends) == (year + 1) % 10 ** len(ends):
            first, last = date(year, 4, 1), date(year + 1, 3, 31)
        elif len(ends) == 4 and int(ends) > year and "/" not in match[0]:
            return _Token("years", date(year, 1, 1), date(int(ends), 12, 31), match[0], match.span())
        elif len(ends) == 2 and 1 <= int(ends) <= 12 and re.fullmatch(r"\d{4}-\d\d", match[0]):
            return _Token(
                "month", date(year, int(ends), 1), _end_of_month(year, int(ends)), match[0], match.span()
            )
    elif kind == "share":
        months = 6 if values.get("h") or (values.get("part") or "").lower() == "half" else 3
        ordinal = (values.get("n") or "")[:2].lower()
        nth = {"fi": 1, "se": 2, "th": 3, "fo": 4, "la": 12 // months}.get(ordinal) or int(
            values.get("q") or values.get("h") or ordinal[0]
        )
        first = (nth, months) if nth * months <= 12 else None
    if kind in _DATED | _UNDATED | {"share"} and first is None:
        return None
    return _Token(kind, first, last, " ".join(match[0].lower().split()), match.span())


def _parse(text: str) -> tuple[list[Period | YearPart], bool]:
    """Periods and parts of years in a text, and whether it says anything else."""
    text = _QUESTION.sub(lambda found: " " * len(found[0]), text)
    tokens = _tokens(_MONTHS_OF.sub(r"\1-\2", _MONTH_PAIR.sub(r"\1-\2\3-\4", text)))
    found, rest, place = [], False, 0
    while place < len(tokens):
        one, after = _parse_at(tokens, place)
        if one:
            span = tokens[place].found[0], tokens[after - 1].found[1]
            found.append(Period(one.start, one.end, one.kind, span) if isinstance(one, Period) else one)
        elif tokens[place].kind not in ("filler", "open"):
            rest = True
        place = max(after, place + 1)
    return found, rest


def _parse_at(tokens: list[_Token], place: int) -> tuple[Period | YearPart | None, int]:
    here = tokens[place]
    follow = tokens[place + 1 : place + 5] + [_Token("end", None, None, "", (0, 0))] * 4
    kinds = [token.kind for token in follow]
    if here.kind == "ending":
        if kinds[0] in ("day", "month"):
            return year_ending(follow[0].last), place + 2
        return None, place + 1
    if here.kind == "years":
        return Period(here.first, here.last, "range"), place + 1
    if here.kind == "share":
        part = YearPart((1, 1), (1, 1), *here.first)
        if kinds[0] == "open" and kinds[1] == "month_of_year" and kinds[2] == "to":  # "Q1 (Jan-Mar)" says which
            return _parse_at(tokens, place + 2)
        skip = next((n for n in range(3) if kinds[n] not in ("filler", "to", "open")), 3)
        if skip < 3 and kinds[skip] in ("year", "strokes"):
            after = place + skip + 2
            if len(tokens) > after + 1 and tokens[after].kind == "open":  # "Q1 2021/22 (Apr-Jun)" says it twice
                said, closed = _parse_at(tokens, after + 1)
                after = closed if isinstance(said, YearPart) else after
            return part.of(_period(follow[skip])), after
        return part, place + 1
    if here.kind not in _DATED | _UNDATED:
        return None, place + 1
    if kinds[0] == "to_date":
        # Of a year, "to date" leaves the printed year; where anything else ends is not said.
        known = (
            here.kind in ("year", "strokes") and "onward" not in follow[0].text and "present" not in follow[0].text
        )
        return (_period(here) if known else None), place + 2
    joined = kinds[0] == "to" and kinds[1] in _DATED | _UNDATED
    if joined and follow[0].text in ("and", "&") and not (place and tokens[place - 1].text == "between"):
        joined = False
    if joined and (both := _join(here, follow[1], follow[0].text)):
        if isinstance(both, Period):
            return both, place + 3
        at = 2 + (kinds[2] in ("filler", "open"))
        if kinds[at : at + 1] in (["year"], ["strokes"]):
            return both.of(_period(follow[at])), place + at + 2
        return both, place + 3
    # "2022 - to end of June", "2022/23 (to 31 December)", "May 2020 (to 9th May)"
    closed = (
        here.kind in ("year", "strokes", "month") and kinds[0] in ("to", "open") and kinds[1] in ("to", "filler")
    )
    if closed and (end := _end_within(_period(here), follow[2])):
        return Period(here.first, end, "range"), place + 4
    if here.kind in ("year", "strokes"):
        opened = 1 if kinds[0] == "open" or kinds[:2] == ["to", "share"] else 0  # "2023-Q1"
        # "2023 (Jan-Oct)", "2023 (to 31 October)", "2021/22 Q1", "2021/22 April"
        if opened and kinds[1] == "to_date":
            return _period(here), place + 3
        if (opened or kinds[0] in ("share", "month_of_year")) and place + 1 + opened < len(tokens):
            part, after = _parse_at(tokens, place + 1 + opened)
            if isinstance(part, YearPart) and part.of(_period(here)):
                return part.of(_period(here)), after
            if (
                isinstance(part, Period)
                and opened
                and _period(here).start <= part.start
                and part.end <= _period(here).end
            ):
                return part, after
        return _period(here), place + 1
    if here.kind == "month":
        return _period(here), place + 1
    if here.kind == "month_of_year":
        part = YearPart(here.first, here.last)
        skip = 1 if kinds[0] in ("to", "filler") else 0
        if kinds[skip] in ("year", "strokes"):
            return part.of(_period(follow[skip])), place + skip + 2
        return part, place + 1
    return None, place + 1


def _period(token: _Token) -> Period:
    kind = "financial" if token.kind == "strokes" else token.kind if token.kind in ("year", "month") else "range"
    return Period(token.first, token.last, kind)


def _join(one: _Token, other: _Token, by: str) -> Period | YearPart | None:
    """The stretch from one moment to another, either of which may leave out its year."""
    if one.kind in _UNDATED and other.kind in _UNDATED:
        if one.first == other.first:  # "January to January" is a year
            before = make_day(2001, *one.first) - timedelta(days=1)
            return YearPart(one.first, (before.month, before.day))
        return YearPart(one.first, other.last)
    if one.kind in _UNDATED:
        if other.kind not in ("day", "month"):
            return None
        start = make_day(other.last.year, *one.first)
        if start and start > other.last:
            start = make_day(other.last.year - 1, *one.first)
        return Period(start, other.last, "range") if start else None
    if other.kind in _UNDATED:
        end = _next(one.first, other.last)
        return (
            Period(one.first, end, "range") if end and (one.kind in ("day", "month") or end <= one.last) else None
        )
    if one.kind == other.kind == "year" and other.first.year == one.first.year + 1 and by == "to":
        return Period(date(one.first.year, 4, 1), date(other.first.year, 3, 31), "financial")
    return Period(one.first, other.last, "range") if one.first <= other.last and one.first < other.first else None


def _end_within(year: Period, token: _Token) -> date | None:
    if token.kind in ("day", "month"):
        end = token.last
    elif token.kind in _UNDATED:
        end = _next(year.start, token.last)
    else:
        return None
    return end if end and year.start <= end <= year.end else None


def _next(start: date, day: tuple[int, int]) -> date | None:
    """The first such day of a year that is not before a date."""
    end = make_day(start.year, *day)
    return end if end is None or end >= start else make_day(start.year + 1, *day)


def make_day(year: int, month: int, day: int) -> date | None:
    """A date, or None where there is none; 29 February stands for the last day of any February."""
    if (month, day) == (2, 29):
        day = calendar.monthrange(year, 2)[1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_year(text: str) -> int:
    digits = int(text.strip("'"))
    return digits if digits > 99 else digits + (2000 if digits < 70 else 1900)


def _read_month(text: str) -> int | None:
    number = int(text) if text.isdigit() else MONTHS[text[:3].lower()]
    return number if 1 <= number <= 12 else None


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _add_months(start: date, skipped: int, length: int, kind: str) -> Period:
    first = start.month - 1 + skipped
    last = first + length - 1
    begin = date(start.year + first // 12, first % 12 + 1, 1)
    return Period(begin, _end_of_month(start.year + last // 12, last % 12 + 1), kind)


def year_ending(end: date) -> Period:
    """The twelve months that end on a day."""
    start = make_day(end.year - 1, end.month, end.day) + timedelta(days=1)
    if (end + timedelta(days=1)).day == 1:  # a month's last day is not always the same day
        start = date(end.year - 1, end.month, calendar.monthrange(end.year - 1, end.month)[1]) + timedelta(days=1)
    kind = "financial" if (start.month, start.day) == (4, 1) else "range"
    return Period(start, end, kind)
