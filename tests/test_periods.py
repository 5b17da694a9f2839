"""Words for a period, and back."""

from datetime import date

import pytest

from linked_offences import periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021/2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("2021/22", date(2021, 4, 1), date(2022, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("6th Apr 2021 to 5th Apr 2022", date(2021, 4, 6), date(2022, 4, 5)),
        ("April 1st 2021 to March 31st 2022", date(2021, 4, 1), date(2022, 3, 31)),
    ],
)
def test_a_printed_period_has_its_first_and_last_day(text, first, last):
    assert periods.read_period(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Harassment",
        "2021/23",
        "5th Apr 2022 to 6th Apr 2021",
        "31st Feb 2021 to 5th Apr 2021",
        "Count",
        "08/65",
        "",
    ],
)
def test_what_is_no_period_is_none(text):
    assert periods.read_period(text) is None


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2023-04-06", "2024-04-05", "2023/24"),
        ("2023-04-01", "2024-03-31", "2023/24"),
        ("2021-04-06", "2024-04-05", "2021/22 to 2023/24"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2021-09-01", "2021-11-30", "1 September 2021 to 30 November 2021"),
        ("", "", "period not stated"),
    ],
)
def test_a_period_is_named_as_readers_know_it(start, end, name):
    assert periods.name_period(start, end) == name


def test_the_year_with_a_leap_day_has_366_days():
    assert periods.count_days("2023-04-06", "2024-04-05") == 366
    assert periods.count_days("2021-04-06", "2024-04-05") == 1096


def test_a_year_from_6_april_is_matched_to_the_home_office_year_and_others_are_not():
    assert periods.financial_year("2023-04-06", "2024-04-05") == "2024-03-31"
    assert periods.financial_year("2023-04-01", "2024-03-31") == "2024-03-31"
    assert periods.financial_year("2023-01-01", "2023-12-31") == ""
    assert periods.financial_year("2021-04-06", "2024-04-05") == ""
