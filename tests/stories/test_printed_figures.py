"""A law over every figure of data/raw: told as it is printed it stands, and no number beside it does."""

import pytest
from packed import find

from linked_offences import catalogue
from linked_offences.forces import name_force
from linked_offences.stories import checks
from linked_offences.study import read_study
from linked_offences.years import name_period

STANDS = {checks.HOLDS, checks.AS_PRINTED, checks.ONE_READING, checks.CONTRADICTED, checks.DISPUTED}
STUDY = read_study()
WHEN = {
    "2021/22": ("in 2021/22", "in the year to March 2022", "in the 12 months ending April 5, 2022"),
    "2022/23": ("in 2022/23", "in the year to March 2023", "in the 12 months ending April 5, 2023"),
    "2023/24": ("in 2023/24", "in the year to March 2024", "in the 12 months ending April 5, 2024"),
    STUDY.whole: ("between April 2021 and April 2024", "over the three years from 2021/22 to 2023/24", "since April 2021"),
    "2022": ("in 2022", "in 2022", "in 2022"),
    "2023": ("in 2023", "in 2023", "in 2023"),
    "": ("", "", ""),
}  # fmt: skip
TOTALS = [
    "{force} recorded {number} offences linked to TikTok {when}.",
    "{When} there were {number} TikTok crimes in {short}.",
    "TikTok was named in {number} crimes in {short} {when}.",
    "{number} TikTok-related offences were logged by {force} {when}.",
]
OFFENCES = [
    "{When} {force} recorded {number} TikTok offences of {label}.",
    "Of the TikTok offences that {force} recorded {when}, {number} were {label}.",
    "{number} TikTok {label} offences were recorded by {force} {when}.",
]
OUTCOMES = {
    "charges": "{number} TikTok cases in {short} led to a charge {when}.",
    "charge": "{number} TikTok cases in {short} led to a charge {when}.",
    "charges/summons": "{number} TikTok cases in {short} led to a charge {when}.",
    "charges or summons": "{number} TikTok cases in {short} led to a charge {when}.",
    "community resolution": "{number} TikTok cases in {short} ended with a community resolution {when}.",
    "failed to identify the suspect": "In {number} TikTok cases in {short} no suspect was identified {when}.",
    "failed to identify the suspect, investigation complete": "In {number} TikTok cases in {short} no suspect was identified {when}.",
    "victim not supporting police action": "In {number} TikTok cases in {short} the victim did not support action {when}.",
    "suspect identified, victim withdrew support": "In {number} TikTok cases in {short} the victim withdrew support {when}.",
}  # fmt: skip
CHANGES = [
    "TikTok crime in {short} has risen by {number} per cent {when}.",
    "TikTok offences are up {number}% in {short} {when}.",
]
HEDGED = {"more than": "more than ", "over": "more than "}


def list_printed():
    """Each figure about the platform that newspapers or forces print, in each of several sentences."""
    for row in catalogue.load("figures").itertuples():
        if row.platform != STUDY.platform.name.lower() or not row.as_printed.isdigit() or row.force_as_printed:
            continue
        period = name_period(row.period_start, row.period_end)
        said = {"total": TOTALS, "check_total": TOTALS, "offence": OFFENCES, "change_pct": CHANGES}.get(
            row.measure, []
        )
        if row.measure == "outcome" and row.label in OUTCOMES:
            said = [OUTCOMES[row.label]]
        if row.measure == "change_pct":
            period = period if period == "2023/24" else STUDY.whole
        if row.label == "offence whose name is not available" or row.qualifier == "printed as the word 'double'":
            continue
        whens = WHEN.get(period, WHEN[""])
        for number, sentence in enumerate(said):
            when = whens[number % 3]
            if row.measure == "change_pct":
                when = "between 2022/23 and 2023/24" if period == "2023/24" else "between 2021/22 and 2023/24"
            label = row.label.split(" - ")[-1].lower()
            name = name_force(row.force)
            short = name.removesuffix(" Police").removesuffix(" Constabulary")
            fields = {
                "force": name,
                "short": short,
                "label": label,
                "when": when,
                "When": when[:1].upper() + when[1:],
            }
            hedge = HEDGED.get(row.qualifier.lower(), "")
            yield pytest.param(sentence, fields, hedge, int(row.as_printed), id=f"{row.id} {number}")


def judge(sentence, fields, hedge, number):
    """The verdicts on the number of a sentence."""
    before, after = (one.format(**fields) for one in sentence.split("{number}"))
    said = f"{before}{hedge}{number:,}{after}"
    start = len(before + hedge)
    return said, {each.verdict for _, a, b, each in find([said[:1].upper() + said[1:]]) if a <= start < b}


@pytest.mark.whole
@pytest.mark.parametrize(("sentence", "fields", "hedge", "number"), list_printed())
def test_a_printed_figure_stands_as_it_is_printed_and_no_number_beside_it_does(sentence, fields, hedge, number):
    said, verdicts = judge(sentence, fields, hedge, number)
    assert verdicts & STANDS, (said, verdicts)
    assert checks.DIFFERS not in verdicts
    # What is more than 500 is more than 499.
    for other in (10 * number + 3,) if hedge else (number - 1, number + 1, 10 * number + 3):
        if other > 1:
            said, verdicts = judge(sentence, fields, hedge, other)
            assert not verdicts & STANDS, (said, verdicts)
