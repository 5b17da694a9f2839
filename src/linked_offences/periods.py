"""Turns the words for a period into its first and last day, and back into words."""

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
DAY = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})"
    r"|(?P<Month>[a-z]{3,9})\.?\s+(?P<Day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<Year>\d{4})",
    re.IGNORECASE,
)


def read_period(text: str) -> tuple[date, date] | None:
    """First and last day, both included, of a period as a force prints it.

    A year with a stroke is a financial year, 1 April to 31 March, as the Home Office counts it;
    dates written out are taken as they stand.

    Returns
    -------
    tuple of date or None
        None where the text is no period.

    Examples
    --------
    >>> read_period("2021/2022")
    (datetime.date(2021, 4, 1), datetime.date(2022, 3, 31))
    >>> read_period("6th Apr 2021 to 5th Apr 2022")
    (datetime.date(2021, 4, 6), datetime.date(2022, 4, 5))
    """
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})", text):
        first, second = int(match[1]), match[2]
        if int(second) == (first + 1) % 10 ** len(second):
            return date(first, 4, 1), date(first + 1, 3, 31)
        return None
    ends = [_read_day(part) for part in re.split(r"\s+to\s+|\s*[-–]\s*", text)]
    if len(ends) == 2 and all(ends) and ends[0] <= ends[1]:
        return ends[0], ends[1]
    return None


def _read_day(text: str) -> date | None:
    match = DAY.fullmatch(text.strip())
    if not match:
        return None
    found = {name.lower(): value for name, value in match.groupdict().items() if value}
    try:
        return date(int(found["year"]), MONTHS[found["month"][:3].lower()], int(found["day"]))
    except (KeyError, ValueError):
        return None


def name_period(start: str, end: str) -> str:
    """Short name of a period: 2023/24, 2021/22 to 2023/24, 2023, or its two days.

    Recording years begin on 1 April (Home Office) or 6 April (as the 2024 request asked).
    """
    if not start or not end:
        return "period not stated"
    first, last = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    years = last.year - first.year
    if (first.month, first.day) == (last.month, last.day) and years >= 1:
        if (first.month, first.day) == (1, 1):
            return str(first.year) if years == 1 else f"{first.year} to {last.year - 1}"
        if (first.month, first.day) in ((4, 1), (4, 6)):
            names = [f"{year}/{(year + 1) % 100:02d}" for year in (first.year, last.year - 1)]
            return names[0] if years == 1 else f"{names[0]} to {names[1]}"
    return f"{write_day(first)} to {write_day(last - timedelta(days=1))}"


def write_day(day: date | str) -> str:
    """A day in words: 6 April 2021."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def count_days(start: str, end: str) -> int:
    """Days from the first to the last, both included."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def is_one_year(start: str, end: str) -> bool:
    """Whether a period is at most one recording year long; longer ones are sums over years."""
    return count_days(start, end) <= 366


def financial_year(start: str, end: str) -> str:
    """Last day of the Home Office year that matches a recording year; empty where none does.

    A year of the 2024 request (6 April to 5 April) is matched to the Home Office year that
    begins five days before it.
    """
    if not start or not is_one_year(start, end):
        return ""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, last.month) == (4, 4) and (first.day, last.day) == (6, 5):
        return date(last.year, 3, 31).isoformat()
    if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31):
        return end
    return ""
