"""Names periods for readers, and says which recording years they are."""

import calendar
from datetime import date, timedelta

OFFICIAL = "04-01"  # the month and day on which the Home Office's years begin


def name_period(start: str, end: str) -> str:
    """Short name of a period: 2023/24, 2021/22 to 2023/24, 2023, April 2023, or its two days.

    Recording years begin on 1 April (Home Office) or 6 April (as requests ask that follow tax years).
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
    if first.day == last.day == 1 and (last - first).days <= 31:
        return f"{calendar.month_name[first.month]} {first.year}"
    return f"{write_day(first)} to {write_day(last - timedelta(days=1))}"


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as days are written here: 2024-07-22."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def write_day(day: date | str) -> str:
    """A day in words: 6 April 2021."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def write_date(day: str) -> str:
    """A day, or a month where no more is known, in words; empty where neither is."""
    return f"{calendar.month_name[int(day[5:])]} {day[:4]}" if len(day) == 7 else write_day(day) if day else ""


def write_day_of_year(day: str) -> str:
    """A month and day without its year in words: 04-06 is 6 April."""
    return f"{int(day[3:])} {calendar.month_name[int(day[:2])]}"


def count_days(start: str, end: str) -> int:
    """Days from the first to the last, both included."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def is_one_year(start: str, end: str) -> bool:
    """Whether a period is at most one recording year long; longer ones are sums over years."""
    return count_days(start, end) <= 366


def end_year(start: str) -> str:
    """Last day of the year that begins on a day: the day before it comes round; empty for 29 February, which does not."""
    first = date.fromisoformat(start)
    if (first.month, first.day) == (2, 29):
        return ""
    return (first.replace(year=first.year + 1) - timedelta(days=1)).isoformat()


def is_whole_year(start: str, end: str) -> bool:
    """Whether a period is a year from its first day to the day before it comes round; months and parts of a year are not."""
    return end == end_year(start)


def split_years(start: str, end: str) -> list[tuple[str, str]]:
    """The years that a period of whole years is made of; empty where it is none."""
    if not start:
        return []
    first, after = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    if (first.month, first.day) != (after.month, after.day) or not end_year(start):
        return []
    starts = [first.replace(year=year).isoformat() for year in range(first.year, after.year)]
    return [(day, end_year(day)) for day in starts]


def financial_years(start: str, end: str) -> list[str]:
    """Last days of the Home Office years that match a period; none where it is not whole recording years.

    A year from 6 April to 5 April is matched to the Home Office year that begins five days before it.
    """
    if (start[5:], end[5:]) not in (("04-01", "03-31"), ("04-06", "04-05")):
        return []
    return [f"{year}-03-31" for year in range(int(start[:4]) + 1, int(end[:4]) + 1)]


def financial_year(start: str, end: str) -> str:
    """Last day of the one Home Office year that matches a period; empty where none does."""
    years = financial_years(start, end)
    return years[0] if len(years) == 1 else ""


def name_official_year(ending: str) -> str:
    """A year of the Home Office by its last day: year ending March 2024."""
    return f"year ending {calendar.month_name[int(ending[5:7])]} {ending[:4]}"
