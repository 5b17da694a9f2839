"""Labels: what the Home Office's own words and codes map to by themselves, and what stays as printed."""

import re

import pytest

from linked_offences import catalogue
from linked_offences.records import labels
from linked_offences.records.labels import check_labels, list_undecided, map_label

CHARGED = ("group", "Charged/Summonsed")
# The Home Office's names and codes are those of its open data tables and user guide.
MAPPED = [
    ("outcome", "Charged/Summonsed", CHARGED),
    ("outcome", "CHARGED / SUMMONSED", CHARGED),
    ("outcome", "Charged", CHARGED),
    ("outcome", "01: Charged/summonsed", ("code", "1")),
    ("outcome", "1 - Charged/Summonsed", ("code", "1")),
    ("outcome", "1A Charged / summonsed - alternate offence", ("code", "1A")),
    ("outcome", "Outcome 16", ("code", "16")),
    ("outcome", "Type 16", ("code", "16")),
    (
        "outcome",
        "Investigation complete - no suspect identified",
        ("group", "Investigation complete \u2013 no suspect identified"),
    ),
    (
        "outcome",
        "Investigation complete\u2014no suspect identified",
        ("group", "Investigation complete \u2013 no suspect identified"),
    ),
    ("outcome", "Evidential difficulties - named suspect identified, victim supports action", ("code", "15")),
    ("outcome", "Community resolution", ("code", "8")),
    ("outcome", "Outcome 16 - Evidential difficulties: victim does not support", ("code", "16")),
    ("outcome", "15: Evidential difficulties", ("code", "15")),
    (
        "outcome",
        "Outcome 16: Evidential difficulties - suspect identified; victim does not support further action",
        ("code", "16"),
    ),
    ("outcome", "Outcome 18 - Investigation complete no suspect identified", ("code", "18")),
    ("outcome", "18: No suspect", ("code", "18")),
    ("outcome", "02: Caution - youth", ("code", "2")),
    ("outcome", "Victim declines / unable to support action to identify offender", ("code", "14")),
    ("outcome", "14 - Victim declines/unable to support action to identify offender", ("code", "14")),
    ("outcome", "of the offences in question 1 resulted in a charge or summons", CHARGED),
    ("outcome", "of which ended in a community resolution", ("code", "8")),
    ("outcome", "Evidential difficulties - victim supports", ("code", "15")),  # clauses of a decided wording
    ("outcome", "Victim supports (evidential difficulties)", ("code", "15")),
    (
        "outcome",
        "Named suspect below age of criminal responsibility",
        ("code", "11"),
    ),  # words of one outcome alone
    ("outcome", "Further investigation not in public interest", ("code", "21")),
    ("outcome", "Diversionary, educational or intervention activity", ("code", "22")),
    ("offence", "8L", ("code", "8L")),
    ("offence", "8L Harassment", ("code", "8L")),
    ("offence", "8Q: Stalking", ("code", "8Q")),
    ("offence", "9A Public fear, alarm or distress", ("code", "9A")),
    ("offence", "Violence against the Person", ("group", "Violence against the person")),
    ("offence", "35 Blackmail", ("code", "35")),
]
KEPT = [
    ("outcome", "NFA"),  # may be one of a dozen outcomes
    ("outcome", "18: Community resolution"),  # its code is another's
    ("outcome", "18: Suspect identified"),
    ("outcome", "14: Victim supports"),
    ("outcome", "15: Victim does not support"),
    ("outcome", "18: NFA"),
    ("outcome", "16-17"),  # an age looks alike
    ("outcome", "14: of the police"),
    ("outcome", "Evidential difficulties"),  # of three outcomes
    ("outcome", "Outcome 99"),
    ("outcome", "Filed, pending"),
    ("outcome", "Evidential difficulties, suspect identified"),  # 15, or 16 where the victim does not support
    ("outcome", "Not in the public interest, police decision"),  # 10 or 21
    ("outcome", "Victim does not support, suspect not identified"),  # 14 has not these words
    ("outcome", "failed to identify the suspect"),  # a person decided that it is open
    ("offence", "71 Harassment"),
    ("offence", "66"),  # an age looks alike
    ("offence", "Harassment, alarm or distress"),  # 9A, and not 8L
    ("offence", ""),
]


@pytest.mark.parametrize(("measure", "label", "category"), MAPPED)
def test_words_and_codes_of_the_home_office_map_by_themselves(measure, label, category):
    assert map_label(measure, label) == category


@pytest.mark.parametrize(("measure", "label"), KEPT)
def test_what_is_open_or_contradicts_itself_is_kept_as_printed(measure, label):
    assert map_label(measure, label) == ("unmapped", "")


@pytest.mark.parametrize("measure", ["outcome", "offence"])
def test_words_of_another_class_behind_a_code_decide_nothing(measure):
    column = {"outcome": "label", "offence": "description"}[measure]
    rows = [row for row in catalogue.reference_rows(f"{measure}s") if row.get("in_use", "yes") == "yes"]
    for row in rows:
        for other in rows:
            found = map_label(measure, f"{row['code']}: {other[column]}")
            said, own = (re.findall("[a-z]+", text.casefold()) for text in (other[column], " ".join(row.values())))
            inner = {word.rstrip("s") for word in said} <= {word.rstrip("s") for word in own} | labels._FILLING
            assert found == ("unmapped", "") or (found[1] == row["code"] and inner), (row["code"], other[column])


def test_what_people_decided_is_of_the_home_office():
    check_labels()


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("Violence against the person - Harassment", ("code", "8L")),
        ("VIOLENCE AGAINST THE PERSON - 8Q Stalking", ("code", "8Q")),
        ("Robbery - Harassment", ("unmapped", "")),  # another group: the two contradict each other
        (
            "Domestic abuse - Harassment",
            ("unmapped", ""),
        ),  # no group: which part of the class it is, nobody decided
        ("Violence against the person - Sextortion", ("unmapped", "")),
    ],
)
def test_a_label_of_two_levels_maps_by_the_inner_one_where_the_outer_one_is_its_group(label, meant):
    assert map_label("offence", label) == meant


def test_wordings_that_nobody_decided_are_listed_as_rows_to_complete():
    printed = [("offence", "Sextortion, online"), ("offence", "8L Harassment"), ("outcome", "charges"), ("total", "Total"),
               ("offence", "SEXTORTION,  online")]  # fmt: skip
    told, row = list_undecided(printed)
    assert told.startswith(
        "nobody has decided what offence these wordings stand for: add to data/reference/offence_labels.csv"
    )
    assert row == '"sextortion, online",,,'
