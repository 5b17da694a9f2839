"""Words for a period, and back."""

from datetime import date

import pytest

from foi_answers import periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021/2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("2021/22", date(2021, 4, 1), date(2022, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("6th Apr 2021 to 5th Apr 2022", date(2021, 4, 6), date(2022, 4, 5)),
        ("April 1st 2021 to March 31st 2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("2021-2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("2021 - 22", date(2021, 4, 1), date(2022, 3, 31)),
        ("FY21/22", date(2021, 4, 1), date(2022, 3, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2022*", date(2022, 1, 1), date(2022, 12, 31)),
        ("Mar-21", date(2021, 3, 1), date(2021, 3, 31)),
        ("Feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-07", date(2021, 7, 1), date(2021, 7, 31)),
        ("01.03.19 - 28.02.20", date(2019, 3, 1), date(2020, 2, 28)),
        ("01/04/2018-31/03/2019", date(2018, 4, 1), date(2019, 3, 31)),
        ("1 Jan - 31 Dec 2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("1 Jan-30th Nov 2016", date(2016, 1, 1), date(2016, 11, 30)),
        ("July 2018 to June 2019", date(2018, 7, 1), date(2019, 6, 30)),
        ("Jul - Jun 2019", date(2018, 7, 1), date(2019, 6, 30)),
        ("Apr 22 - Mar 23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2024 to 30 September", date(2024, 1, 1), date(2024, 9, 30)),
        ("2023 (Jan-Oct)", date(2023, 1, 1), date(2023, 10, 31)),
        ("2022/23 (to 31 Dec 2022)", date(2022, 4, 1), date(2022, 12, 31)),
        ("Q1 2021/22", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021/22 Q4", date(2022, 1, 1), date(2022, 3, 31)),
        ("Q2 2021", date(2021, 4, 1), date(2021, 6, 30)),
        ("year ending March 2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("12 months to 30 September 2021", date(2020, 10, 1), date(2021, 9, 30)),
        ("2022 to date", date(2022, 1, 1), date(2022, 12, 31)),
        ("2018 to 2020", date(2018, 1, 1), date(2020, 12, 31)),
        ("between 1 January 2021 and 31 December 2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("04/2023", date(2023, 4, 1), date(2023, 4, 30)),
        ("2022M09", date(2022, 9, 1), date(2022, 9, 30)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("Q1 23/24", date(2023, 4, 1), date(2023, 6, 30)),
        ("FY2023-24", date(2023, 4, 1), date(2024, 3, 31)),
        ("CY2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("Academic Year 2021/22", date(2021, 9, 1), date(2022, 8, 31)),
        ("H1 2021", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021/22 H2", date(2021, 10, 1), date(2022, 3, 31)),
        ("First half of 2021", date(2021, 1, 1), date(2021, 6, 30)),
        ("2nd half 2021", date(2021, 7, 1), date(2021, 12, 31)),
        ("Half year 2 2021/22", date(2021, 10, 1), date(2022, 3, 31)),
        ("H1 (Apr-Sep) 2021", date(2021, 4, 1), date(2021, 9, 30)),
        ("First quarter of 2021/22", date(2021, 4, 1), date(2021, 6, 30)),
        ("1st Qtr 2021/22", date(2021, 4, 1), date(2021, 6, 30)),
        ("Quarter 3, 2021/22", date(2021, 10, 1), date(2021, 12, 31)),
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
        "195/12",
        "2016-1035",
        "31 Mar 2021",
        "01/01/2021",
        "April 2022 to date",
        "2020 onwards",
        "2017 - 12",
        "January",
        "",
    ],
)
def test_what_is_no_period_is_none(text):
    assert periods.read_period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dogs reported in 2021", [(date(2021, 1, 1), date(2021, 12, 31))]),
        ("Public order hate crimes, 01/04/2022 to 31/03/2023", [(date(2022, 4, 1), date(2023, 3, 31))]),
        ("Crimes recorded 2019/20", [(date(2019, 4, 1), date(2020, 3, 31))]),
        ("in 2019 and 2020", [(date(2019, 1, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 12, 31))]),
        ("Malicious Communications Act 1988", []),
        ("FOI 1123-2023", []),
        ("FOI 0149 2024/25", []),
        ("Freedom of Information request reference no: 2016-1035", []),
        ("Date released: 10 June 2011", []),
        ("Response date April 2025", []),
        ("data extracted 05/05/2023", []),
        ("Offences may be recorded twice", []),
        ("Table 4 (revised June 2022)", []),
        ("Last updated March 2024", []),
        ("Covers 2022 boundaries; source: Census 2021; 2023 prices", []),
    ],
)
def test_a_text_names_what_was_counted_and_not_its_laws_and_dates(text, expected):
    assert [(one.start, one.end) for one in periods.find_periods(text)] == expected


NAMES = [
    "Police and Crime Plan 2021-25",
    "Offences by priority of the Violence Reduction Strategy 2020-2025",
    "The 2020-2025 strategy: offences by theme",
    "Strategy of 2020: offences by theme",
    "Recorded offences since Kent introduced NICHE in 2019",
    "NICHE was introduced in 2019",
    "In 2019 the force moved to a new system",
    "Figures from the system that went live in 2019",
    "After the merger of the divisions in 2013",
    "Offences under the Domestic Abuse Act 2021",
    "Domestic Abuse Act, 2021",
    "Offences under the Public Order Act (1986)",
    "the 2003 Act",
    "Population from Census 2021",
    "2021 Census wards",
    "Wards of the Census of 2021",
    "National Crime Recording Standard 2002",
    "Counted by NCRS 2002",
    "Home Office Counting Rules 2019",
    "Version 2.1 2019",
    "Code of Practice 2020",
    "The Annual Report 2021",
]
YEARS = [
    "In 2021 the outcomes were as follows:",
    "TikTok offences. During 2021: the following",
    "Burglaries in 2021",
    "Offences under Operation Talla in 2021",
    "Offences under the Domestic Abuse Act in 2021",
    "Domestic Abuse Act offences, 2021",
    "Offences recorded for 2021",
    "Arrests during the calendar year 2021",
    "Year 2021",
    "Hate crime (2021)",
    "Hate crime - 2021",
    "Hate Crime: 2021",
    "Burglary Offences 2021",
    "Knife Crime 2021",
    "Operation Sceptre Arrests 2021",
    "Missing Persons 2021",
    "Recorded crime Dorset 2021",
    "UFO Sightings 2021",
    "Dangerous Driving 2021",
    "2021 burglaries by month",
    "How many speed cameras were introduced in 2021?",
    "Number of new systems introduced in 2021",
    "Crimes of coercive control recorded in 2021, an offence introduced in 2015",
]


@pytest.mark.parametrize("text", NAMES)
def test_the_year_of_a_name_or_of_a_change_dates_nothing(text):
    assert periods.find_periods(text) == ()


@pytest.mark.parametrize("text", YEARS)
def test_a_year_dates_what_is_counted_in_it(text):
    (found,) = periods.find_periods(text)
    assert (found.start, found.end) == (date(2021, 1, 1), date(2021, 12, 31))
    assert not periods.may_be_of_a_name(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "Tokyo 2020",
        "Athena 2015",
        "Euro 2020",
        "Dorset Athena (2015)",
        "NICHE - 2019",
        "Operation Talla 2020",
        "Offences recorded under Op Talla 2020",
        "Fixed penalty notices: Operation Apollo Bright 2021",
    ],
)
def test_the_year_behind_a_name_of_which_nothing_is_known_may_be_a_part_of_it(text):
    (found,) = periods.find_periods(text)
    assert periods.may_be_of_a_name(text, found)


@pytest.mark.parametrize(
    ("note", "end"),
    [
        ("*2022 to 30 September", date(2022, 9, 30)),
        ("* January to September", date(2022, 9, 30)),
        ("* up to 31/08/2022", date(2022, 8, 31)),
        ("2022 data up to end of September", date(2022, 9, 30)),
        ("2022 covers 1 January to 31 October 2022", date(2022, 10, 31)),
    ],
)
def test_a_note_cuts_a_year_short(note, end):
    assert periods.cut_short(periods.recognise_period("2022"), note).end == end


@pytest.mark.parametrize(
    "note", ["* a new system came in during October 2022", "* provisional", "to 30 September 2019", ""]
)
def test_a_note_about_something_else_leaves_the_year_whole(note):
    assert periods.cut_short(periods.recognise_period("2022"), note) is None


def test_years_run_as_the_answer_says_and_an_ambiguous_year_is_left_alone():
    basis = periods.find_year_part("Years run from 1 October to 30 September")
    moved = periods.shift_year(periods.recognise_period("2018/19"), basis)
    assert (moved.start, moved.end) == (date(2018, 10, 1), date(2019, 9, 30))
    assert periods.shift_year(periods.recognise_period("2019"), basis) == periods.recognise_period("2019")


def test_a_month_of_a_financial_year_may_lie_in_its_second_calendar_year():
    year = periods.recognise_period("2019/20")
    assert periods.recognise_part("January").of(year).start == date(2020, 1, 1)
    assert periods.recognise_part("April").of(year).end == date(2019, 4, 30)
    assert periods.recognise_part("February").of(year).end == date(2020, 2, 29)
