"""Names of periods, and the recording years that they are."""

import pytest

from linked_offences import years


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        ("2023-04-06", "2024-04-05", "2023/24"),
        ("2023-04-01", "2024-03-31", "2023/24"),
        ("2021-04-06", "2024-04-05", "2021/22 to 2023/24"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2021-09-01", "2021-11-30", "1 September 2021 to 30 November 2021"),
        ("", "", "period not stated"),
        ("2023-04-06", "", "period not stated"),
        ("", "2024-04-05", "period not stated"),
        ("2021-01-01", "2023-12-31", "2021 to 2023"),
        ("1999-04-01", "2000-03-31", "1999/00"),
        ("2023-04-01", "2023-04-30", "April 2023"),
        ("2023-12-01", "2023-12-31", "December 2023"),
        ("2023-04-01", "2023-04-29", "1 April 2023 to 29 April 2023"),
        ("2023-04-01", "2023-05-31", "1 April 2023 to 31 May 2023"),
        ("2023-07-01", "2024-06-30", "1 July 2023 to 30 June 2024"),
        ("2023-04-06", "2023-04-06", "6 April 2023 to 6 April 2023"),
        ("2023-04-06", "2024-03-31", "6 April 2023 to 31 March 2024"),
    ],
)
def test_a_period_is_named_as_readers_know_it(start, end, name):
    assert years.name_period(start, end) == name


def test_the_year_with_a_leap_day_has_366_days():
    assert years.count_days("2023-04-06", "2024-04-05") == 366
    assert years.count_days("2021-04-06", "2024-04-05") == 1096


def test_a_year_from_6_april_is_matched_to_the_home_office_year_and_others_are_not():
    assert years.financial_year("2023-04-06", "2024-04-05") == "2024-03-31"
    assert years.financial_year("2023-04-01", "2024-03-31") == "2024-03-31"
    assert years.financial_year("2023-01-01", "2023-12-31") == ""
    assert years.financial_year("2021-04-06", "2024-04-05") == ""


def test_days_are_written_in_words():
    assert years.write_day("2021-04-06") == "6 April 2021"
    assert [years.write_date(one) for one in ("2021-04-06", "2021-04", "")] == ["6 April 2021", "April 2021", ""]
    assert years.write_day_of_year("04-06") == "6 April"
    assert years.name_official_year("2024-03-31") == "year ending March 2024"


@pytest.mark.parametrize(
    ("start", "end", "one", "whole", "parts"),
    [
        ("2023-04-06", "2024-04-05", True, True, [("2023-04-06", "2024-04-05")]),
        ("2023-01-01", "2023-12-31", True, True, [("2023-01-01", "2023-12-31")]),
        ("2021-04-01", "2023-03-31", False, False, [("2021-04-01", "2022-03-31"), ("2022-04-01", "2023-03-31")]),
        ("2023-04-06", "2024-04-06", False, False, []),
        (
            "2022-04-06",
            "2023-04-06",
            True,
            False,
            [],
        ),  # a day more than a year, and as long as one with a leap day
        ("2023-04-06", "2024-04-04", True, False, []),
        ("2023-04-01", "2023-04-30", True, False, []),
        ("2020-02-29", "2024-02-28", False, False, []),  # such a year does not come round
    ],
)
def test_what_is_a_year_and_what_is_made_up_of_years(start, end, one, whole, parts):
    assert (years.is_one_year(start, end), years.is_whole_year(start, end)) == (one, whole)
    assert years.split_years(start, end) == parts


def test_what_has_no_period_is_made_up_of_no_years():
    assert years.split_years("", "") == []


def test_years_of_the_home_office_that_match_a_period():
    assert years.financial_years("2021-04-06", "2024-04-05") == ["2022-03-31", "2023-03-31", "2024-03-31"]
    assert years.financial_years("2021-04-01", "2022-04-05") == []


def test_a_day_is_one_of_the_calendar_written_in_one_way():
    told = {
        one: years.is_day(one)
        for one in ("2024-02-29", "2023-02-29", "20240229", "2024-W09-4", "2024-02", "soon", "")
    }
    assert [one for one, is_day in told.items() if is_day is True] == ["2024-02-29"]
    assert set(told.values()) == {True, False}
