"""Labels and counts that share one cell."""

import pytest

from foi_answers import items, passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019 – 17", [("2019", 17)]),
        ("2018 - 5", [("2018", 5)]),
        ("2018 -- 5", [("2018", 5)]),
        ("2019 —52", [("2019", 52)]),
        ("2011 = 1", [("2011", 1)]),
        ("2008 : 0", [("2008", 0)]),
        ("2009 – 16 crimes", [("2009", 16)]),
        ("2022/23 - 10", [("2022/23", 10)]),
        ("2021/22 14", [("2021/22", 14)]),
        ("2011 = 1; 2012 = 4", [("2011", 1), ("2012", 4)]),
        ("2013 : 61 (to 31st October)", [("2013 (to 31st October)", 61)]),
        ("Harassment – 31", [("Harassment", 31)]),
        ("* Harassment - 12", [("Harassment", 12)]),
        ("o 2021/22: 12", [("2021/22", 12)]),
        ("3. 2", [("", 2)]),
        ("Q3: 2", [("", 2)]),
        ("Answer: 46", [("", 46)]),
    ],
)
def test_a_label_and_its_count_are_told_apart(text, expected):
    assert [(item.label, item.count.low) for item in items.read_items(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "FOI 1123-2023", "Reference Number: 3144", "Date released: 10 June 2011", "Communications Act 2003 - 217/19", "1. Arrests",
        "2021-2022", "Apr-21", "1 Jan - 31 Dec 2014", "3.2", "2019 2020", "Total hours: 57", "Section 12 - 5", "2011 - 12",
        "Our limit is 18 hours – £450", "17", "",
    ],
)  # fmt: skip
def test_what_is_no_label_with_a_count_is_left_alone(text):
    assert items.read_items(text) == ()


def test_a_year_and_a_number_in_the_form_of_a_financial_year_are_read_only_on_demand():
    (item,) = items.read_spaced_year("2011 - 12")
    assert (item.label, item.count.low) == ("2011", 12)
    assert items.read_spaced_year("2011-12") == ()


def test_a_numbered_answer_names_its_question():
    (item,) = items.read_items("3. 2")
    assert item.number == "3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harassment - 2021: 12, 2022: 15", [("2021", "Harassment", 12), ("2022", "Harassment", 15)]),
        ("Stalking: 2021 - 4; 2022 - 5", [("2021", "Stalking", 4), ("2022", "Stalking", 5)]),
        ("2021 - 34 offences recorded, 3 charged", [("2021", "offences recorded", 34), ("2021", "charged", 3)]),
        ("2021: 34 crimes of which 3 charged and 12 cautioned",
         [("2021", "crimes", 34), ("2021", "charged", 3), ("2021", "cautioned", 12)]),
        ("Section 12: 2021 - 4; 2022 - 5", []),
    ],
)  # fmt: skip
def test_a_line_names_what_its_counts_have_in_common_once(text, expected):
    assert [(item.label, item.noun, item.count.low) for item in items.read_items(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2021 there were 34 crimes with the word in their notes, of which 3 resulted in a charge.",
         [("2021", "crimes with the word", 34), ("", "resulted in a charge", 3)]),
        ("In 2022 there were 1,052, of which 4 were charged.", [("2022", "", 1052), ("", "charged", 4)]),
        ("In 2022 there were 52, 4 of which have been charged.", [("2022", "", 52), ("", "charged", 4)]),
        ("Of these, 9 were of a sexual nature.", [("", "of a sexual nature", 9)]),
        ("The types are: Harassment (30), Stalking (12) and Other (9).",
         [("Harassment", "", 30), ("Stalking", "", 12), ("Other", "", 9)]),
        ("Harassment (30), Stalking (12) and 9 others.", []),
        ("In 2023, there were 97 offences, up from 88 in 2022.", [("2023", "offences", 97), ("2022", "", 88)]),
        ("Of the 107 offences recorded in the force, 4 resulted in a charge and 9 in a community resolution; in 29 no suspect "
         "was identified.", [("", "", 107), ("", "resulted in a charge", 4), ("", "in a community resolution", 9),
                             ("", "no suspect was identified", 29)]),
        ("A search shows that there were 61 offences in the force.", [("", "offences", 61)]),
        ("It would take 4 officers 12 hours to read the 350 offences that the search returned.", []),
        ("None in 2022/23. Three in 2023/24.", [("2022/23", "", 0), ("2023/24", "", 3)]),
        ("No offences were recorded in 2021. There were 6 in 2022.", [("2021", "offences", 0), ("2022", "", 6)]),
        ("Of the 49 offences in 2023, 18 were harassment. Two of the 49 resulted in a charge.",
         [("2023", "", 49), ("2023", "harassment", 18), ("", "resulted in a charge", 2)]),
        ("One of these resulted in a charge.", [("", "resulted in a charge", 1)]),
        ("3 were charged in 2023.", [("", "charged", 3)]),
        ("Nobody was arrested in 2023.", [("", "arrested", 0)]),
        ("In 2023 fewer than five offences were recorded.", [("", "offences", 1)]),
        ("In 2021/22 there were 34 crimes. In 2022/23 this was 57, and in 2023/24 it was 49, making 140 crimes in all.",
         [("2021/22", "crimes", 34), ("2022/23", "", 57), ("2023/24", "", 49), ("Total", "", 140)]),
        ("We recorded 17 crimes in 2022/23; in 2023/24 the figure was 25.", [("2022/23", "crimes", 17), ("2023/24", "", 25)]),
        ("In 2021 there were 34 crimes. The following year it was 57.", [("2021", "crimes", 34)]),  # of which year is not read
        ("The target was 34 in 2021. In 2022 it was 57.", []),
        ("Zero in both years.", []),
        ("Between 1 April 2021 and 31 March 2022 there were 4, and between 1 April 2022 and 31 March 2023 there were 14.",
         [("Between 1 April 2021 and 31 March 2022", "", 4), ("between 1 April 2022 and 31 March 2023", "", 14)]),
        ("2018/19 - 8,416 records", []),
        ("It is exempt under Section 30 (1), Section 31 (1) and Section 40 (2).", []),
    ],
)  # fmt: skip
def test_a_sentence_tells_what_each_of_its_counts_counts(text, expected):
    assert [(item.label, item.noun, item.count.low) for item in passages.read_sentence(text)] == expected
    assert all(item.sentence == text for item in passages.read_sentence(text))
