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
