"""Says by which day an authority must answer a request, and by how much an answer is late.

Freedom of Information Act 2000, section 10: promptly, and not later than the twentieth working day after the request
was received. A working day is none where any part of the United Kingdom has a bank holiday (section 10(6)), so that a
holiday of Scotland alone moves the day in England, too. By the act of Scotland its own holidays count alone (section 73).
"""

from datetime import date, timedelta
from functools import cache

from linked_offences.records.acts import UK, Act
from plain_files import Problem

# What may befall a request, each with its day in source.yml and its column in the table requests.
STEPS = ("asked", "answered", "review_asked", "reviewed", "revised")
# Working days to answer a request (section 10(1)).
ALLOWED = 20
SATURDAY = 5


@cache
def _list_holidays(parts: tuple[str, ...]) -> frozenset[date]:
    """Bank holidays of some parts of the United Kingdom, as GOV.UK lists them; the list lies in the package."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    held = BankHolidays(use_cached_holidays=True)
    return frozenset(day["date"] for part in parts for day in held.get_holidays(division=part))


def is_working_day(day: date, act: Act = UK) -> bool:
    """Whether a day counts towards the time for an answer under an act.

    Raises
    ------
    Problem
        The holidays of its year are not known.
    """
    holidays = _list_holidays(act.parts)
    first, last = min(holidays).year, max(holidays).year
    if not first <= day.year <= last:
        advice = f"is not of {first} to {last}, whose holidays are known; leave it out"
        raise Problem("bank holidays", str(day), "", advice)
    return day.weekday() < SATURDAY and day not in holidays


def find_due(asked: str, act: Act = UK) -> str:
    """The last day for an answer under an act to a request that was received on a day.

    Examples
    --------
    >>> find_due("2024-06-03"), find_due("2024-12-20")  # 2 January is a holiday in Scotland
    ('2024-07-01', '2025-01-23')
    """
    day = date.fromisoformat(asked)
    for _ in range(ALLOWED):
        day += timedelta(days=1)
        while not is_working_day(day, act):
            day += timedelta(days=1)
    return day.isoformat()


def count_late(due: str, answered: str, act: Act = UK) -> int:
    """Working days from the last day for an answer to the day of the answer; 0 where it was in time.

    Examples
    --------
    >>> count_late("2024-07-01", "2024-07-22"), count_late("2024-07-01", "2024-07-01")
    (14, 0)
    """
    first, last = date.fromisoformat(due), date.fromisoformat(answered)
    return sum(is_working_day(first + timedelta(days=number), act) for number in range(1, (last - first).days + 1))
