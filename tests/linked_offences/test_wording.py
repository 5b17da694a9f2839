"""What sentences may say of what is held here: no more than it, with the paper, the request and the condition named."""

import json
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from conftest import STATES
from wording import find_faults

from linked_offences import beside, catalogue, load, metrics, profile
from linked_offences.numerals import capital
from linked_offences.site.reviews import describe, write_feed
from linked_offences.study import read_study
from linked_offences.telling import charts, factchecks, guidance, prose, tables
from linked_offences.telling.sentences import Text

# Of every other force no answer to anything is on file, and its page says what that of Kent says.
REQUESTS = catalogue.load("requests")
FORCES = sorted({*REQUESTS.loc[REQUESTS["status"] != "no_answer_known", "force"], "kent", *STATES})
COMPARING = ["national", "claims"]
FIGURES = "figures"


def list_texts(page):
    """Each text of the page of a force."""
    totals = metrics.list_totals(page.counts)
    change = metrics.work_out_change(totals[totals["covers"] == metrics.YEAR])
    printed = [page.counts[page.counts["measure"] == measure] for measure in ("offence", "outcome")]
    compared = beside.compare(page.counts, page.recorded_crime, page.population, page.figures)
    yield prose.title(page.force, page.requests, page.counts)
    yield prose.summary(
        page.force, page.requests, page.former_answers, page.counts, page.readings, page.verdicts, page.recorded_crime
    )  # fmt: skip
    yield prose.answer(page.force, page.requests, page.former_answers)
    if len(page.counts):
        yield prose.trend(page.force, page.requests, totals, change, page.readings)
        yield prose.offences(page.force, printed[0], totals)
        yield prose.outcomes(page.force, printed[1], totals)
    yield prose.comparison(page.force, compared, page.counts, page.recorded_crime)
    yield prose.claims(page.force, page.verdicts)
    yield guidance.before_use(page)
    for chapter in (guidance.for_reporters(page), guidance.for_campaigners(page)):
        yield from (text for _, text in chapter.parts)


@cache
def list_said(force):
    said = [text for text in list_texts(profile.load(force)) if isinstance(text, Text)]
    return [one.describe() for text in said for one in (*text.sentences, *text.listed)]


def name_publishers():
    listed = catalogue.load("sources")
    return dict(zip(listed["source"], listed["publisher"], strict=True))


@pytest.mark.whole
@pytest.mark.parametrize("force", FORCES)
def test_no_sentence_of_a_force_says_more_than_is_held(force):
    said = list_said(force)
    assert said
    assert list(find_faults(said, load(FIGURES).set_index("id"), name_publishers())) == []


@pytest.mark.parametrize("name", [*STATES, *COMPARING])
def test_no_sentence_of_a_made_page_says_more_than_is_held(reports, name):
    said = json.loads((reports / "files" / name / f"{name}-sentences.json").read_text(encoding="utf-8"))
    assert list(find_faults(said, load(FIGURES).set_index("id"), name_publishers())) == []


def test_no_finding_says_more_than_is_held():
    verdicts, contradictions = catalogue.load("verdicts"), catalogue.load("contradictions")
    said = [
        {"text": one.finding, "quantities": {}, "figures": [{"id": ident} for ident in f"{one.figure} {one.against}".split()]}
        for one in verdicts.itertuples()
    ]  # fmt: skip
    said += [
        {"text": one.finding, "quantities": {}, "figures": [{"id": ident} for ident in one.figures.split()]}
        for one in contradictions.itertuples()
    ]
    said += [
        {"text": words, "quantities": {}, "figures": []}
        for words in {*verdicts["reading"], *contradictions["unless"]}
    ]
    assert list(find_faults(said, load(FIGURES).set_index("id"), name_publishers())) == []


@pytest.mark.parametrize("force", FORCES)
def test_a_headline_names_the_request_that_it_speaks_of_and_the_section_of_a_refusal(force):
    page = profile.load(force)
    state, text = (
        profile.find_state(page.requests, page.counts),
        str(prose.headline(page.force, page.requests, page.counts)),
    )
    if state == profile.NOTHING:
        assert f"to the request of {read_study().request.when}" in text
    if state == profile.REFUSED:
        assert f"refused {'the request of' if page.asked['request'] else 'a request about'} " in text
        assert f"under section {page.asked['section']};" in text


@pytest.mark.parametrize("force", FORCES)
def test_a_refusal_of_another_request_is_told_as_one_with_its_section(force):
    page = profile.load(force)
    others = page.requests[(page.requests["status"] == "refused") & (page.requests["decides_status"] == "no")]
    told = [one["text"] for one in list_said(force) if "efused under section" in one["text"]]
    for one in others.itertuples():
        mine = [text for text in told if one.reference in text]
        assert mine
        assert all("another request" in text.lower() and f"section {one.section}" in text for text in mine)
    if page.asked["status"] != "refused":
        assert all("another request" in text.lower() for text in told)


def test_of_a_refusal_whose_section_is_not_known_none_is_named():
    page = profile.load("northumbria")
    requests = page.requests.assign(section="")
    said = map(str, prose.summary(
        page.force, requests, page.former_answers, page.counts, page.readings, page.verdicts, page.recorded_crime
    ).listed)  # fmt: skip
    assert [one for one in said if one.startswith("Another request")] == [
        "Another request, for crimes naming each of seven apps, TikTok among them, five financial years and part of 2019/20 "
        "(reference 1293/19), was refused; under which section is not known here."
    ]


@pytest.mark.parametrize("force", sorted(set(catalogue.load("verdicts")["force"]) & set(FORCES)))
def test_who_counts_a_statement_as_contradicted_says_on_which_condition(force):
    page = profile.load(force)
    on_condition = page.verdicts[(page.verdicts["verdict"] == "contradicted") & (page.verdicts["reading"] != "")]
    for one in on_condition.itertuples():
        told = [
            said["text"] for said in list_said(force)
            if "contradicted" in said["text"] and one.figure in {cell["id"] for cell in said["figures"]}
        ]  # fmt: skip
        assert len(told) == 3
        assert all(f"unless {one.reading}" in text for text in told)


def test_the_derbyshire_block_to_copy_carries_what_its_numbers_rest_on():
    text = str(guidance.copy_block(profile.load("derbyshire")))
    for said in (
        'Derbyshire Times prints that a rise of "60%" equates to 188',
        "from which year the rise is measured, is not known here",
        "If 188 is the three-year total, the printed figures held here leave between 64 and 115",
        "stalking (9) and sexual grooming (7); whether there were more in that year is not known here",
        "Two charges are printed for 2023/24; of how many offences is not known here",
        "Source: Derbyshire Times, 2024; neither the release nor the force's own answer is held here",
    ):
        assert said in text, said


def test_the_cambridgeshire_block_to_copy_carries_the_words_that_its_range_rests_on():
    text = str(guidance.copy_block(profile.load("cambridgeshire")))
    assert (
        'that rests on the words "year on year", which nobody checked: without them it is between 159 and 325'
        in text
    )
    assert '"rape" (5); whether there were more in that year is not known here' in text


def test_the_cleveland_block_to_copy_says_that_most_of_the_table_is_not_held():
    text = str(guidance.copy_block(profile.load("cleveland")))
    assert "stalking (11); of the other 52 of that year's 107 no type is held here with its number" in text


def test_a_total_printed_as_what_a_rise_comes_to_is_asked_about_as_such_once():
    asked = [str(one) for one in guidance.questions(profile.load("derbyshire")).listed]
    assert sum("the number of offences added, or neither?" in one for one in asked) == 1
    assert not any("cannot be right together" in one for one in asked)
    assert sum(one.startswith('From which year to which is the change of "60%" measured') for one in asked) == 1


def test_a_sum_that_agrees_is_not_said_to_disagree_because_another_paper_rounds_it():
    page = profile.load("dyfed-powys")
    table = tables.several_years("dyfed-powys", metrics.list_totals(page.counts), page.checks)
    (row,) = table.frame.to_dict("records")
    assert row["Sum of the yearly counts"] == 'agrees; "hundreds of", printed for the same period, does not'


def test_the_source_of_a_chart_is_the_paper_by_name():
    page = profile.load("hertfordshire")
    chart = charts.yearly(page.force, metrics.list_totals(page.counts), page.requests)
    assert chart.source == "Source: Hemel Today, from a release not held here."


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The yearly counts of Derbyshire Constabulary are not published.", "change"),
        ("A newspaper prints 188 for 2021/22 to 2023/24 together.", "total-three-years"),
        ("Offences rose by 60%.", "change"),
        ("No charge is among the outcomes that are printed.", "outcome-charges"),
    ],
)
def test_the_laws_find_what_was_said_before(text, of):
    said = {"text": text, "quantities": {}, "figures": [{"id": f"press/2024-08-08-derbyshire-times/{of}"}]}
    assert len(list(find_faults([said], load(FIGURES).set_index("id"), name_publishers()))) == 1


def test_the_laws_find_a_hidden_count_and_a_range_without_its_condition():
    figures = pd.DataFrame([
        {"id": "a", "source_kind": "disclosure", "source": "s", "count_low": 1, "count_high": 4, "doubt": "", "measure": "total",
         "qualifier": "", "period_as_printed": "", "as_printed": "<5"},
        {"id": "b", "source_kind": "press", "source": "s", "count_low": 1, "count_high": 1, "doubt": "if 1 is of it",
         "measure": "total", "qualifier": "", "period_as_printed": "", "as_printed": "1"},
    ]).set_index("id", drop=False)  # fmt: skip
    for kind, ident in (("count", "a"), ("allowed", "b")):
        quantity = {"n": {"kind": kind, "of": [[ident]], "options": {}}}
        said = {"text": "It is between 1 and 4.", "quantities": quantity, "figures": [{"id": ident}]}
        assert len(list(find_faults([said], figures, {"s": "A Paper"}))) == 1


def test_a_verdict_that_stands_alone_carries_its_condition():
    verdicts = catalogue.load("verdicts")
    on_condition = verdicts[verdicts["reading"] != ""]
    assert set(on_condition["verdict"]) == {"contradicted", "holds on one reading"}
    reviews = {one["claimReviewed"]: one["reviewRating"]["alternateName"] for one in describe(verdicts)["@graph"]}
    titles = {one["id"]: one["title"] for one in json.loads(write_feed(verdicts))["items"]}
    for one in on_condition.itertuples():
        assert one.reading in tables.name_verdict(one)
        assert one.reading in reviews[capital(one.statement)]
        assert one.reading in titles[one.figure]
    tallied = factchecks.tally(verdicts)
    assert tallied.loc["press/2024-08-08-derbyshire-times", "contradicted on a condition"] == 1
    assert "1 contradicted on a condition, 1 contradicted" in str(factchecks.stories(tallied))


def test_of_a_force_that_answered_another_asker_nothing_is_called_unknown_that_it_said():
    held = profile.load("dorset")
    other = held.requests.assign(
        id="dorset/other", request="", decides_status="no", period_start="", period_end=""
    )
    mine = held.requests.assign(
        status="no_answer_known", source="requests/tiktok-offences-2024", reference="", searched=""
    )
    page = replace(held, requests=pd.concat([mine, other], ignore_index=True))
    told = {name: str(getattr(guidance, name)(page)) for name in ("before_use", "copy_block", "letter")}
    assert "whether the force answered the request of spring 2024" in told["before_use"]
    assert "how many offences there were" not in told["before_use"]
    assert "Source: Dorset Police's answer to a freedom-of-information request" in told["copy_block"]
    assert "Your answer 01/FIN/24/2153 is about offences linked to TikTok in 2021/22 to 2023/24." in told["letter"]
    assert "for the year from 6 April 2024 to 5 April 2025" in told["letter"]
    (known,) = profile.list_known(page.requests, page.counts).to_dict("records")
    assert (known["status"], known["searched"]) == ("no_answer_known", "keyword in the occurrence summary")


def test_a_search_that_is_told_in_full_is_known_wherever_forces_stand_side_by_side():
    requests = catalogue.load("requests")
    mine = requests["force"] == "dorset"
    told = requests.assign(
        searched=requests["searched"].where(~mine, ""), method=requests["method"].where(~mine, "All notes.")
    )
    known, before = (
        profile.list_known(one, catalogue.load("counts")).set_index("force") for one in (told, requests)
    )
    assert known.loc["dorset", "searched"] == "All notes."
    assert (known["searched"] == "").sum() == (before["searched"] == "").sum()
