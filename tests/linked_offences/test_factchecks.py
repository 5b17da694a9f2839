"""The verdicts as fact-checks: cards for people, reviews and a feed for machines."""

import json
import re

import jsonschema
import pandas as pd
import pytest

from linked_offences import catalogue
from linked_offences.site import inputs, reviews
from linked_offences.telling import factchecks
from linked_offences.telling.sentences import Ledger
from linked_offences.telling.tables import name_verdict

ADDRESS = "https://example.org/"
# What schema.org and those who show reviews ask of one (developers.google.com/search/docs, "Fact Check").
CLAIM_REVIEW = {
    "type": "object",
    "required": ["@type", "url", "claimReviewed", "reviewRating", "author", "itemReviewed"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^https://example\\.org/claims\\.html#check-[\\w-]+$"},
        "claimReviewed": {"type": "string", "minLength": 10},
        "datePublished": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
        "author": {"type": "object", "required": ["@type", "name"]},
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "author", "appearance"],
            "properties": {
                "@type": {"const": "Claim"},
                "author": {"type": "object", "required": ["@type", "name"]},
                "appearance": {"type": "object", "required": ["@type", "url"]},
            },
        },
        "reviewRating": {
            "type": "object",
            "required": ["@type", "ratingValue", "bestRating", "worstRating", "alternateName"],
            "properties": {"@type": {"const": "Rating"}, "ratingValue": {"minimum": 1, "maximum": 4}},
        },
    },
}


@pytest.fixture(scope="module")
def verdicts():
    return catalogue.load("verdicts")


@pytest.fixture(scope="module")
def page(verdicts):
    figures = catalogue.load("figures")
    return factchecks.cards(verdicts, Ledger(figures, pd.DataFrame(columns=["id"])))._repr_html_()


def test_each_statement_that_could_be_checked_has_a_whole_review_and_no_other(verdicts):
    described = reviews.describe(verdicts, ADDRESS)
    assert described["@context"] == "https://schema.org"
    jsonschema.validate(described["@graph"], {"type": "array", "minItems": 1, "items": CLAIM_REVIEW})
    rated = verdicts[verdicts["verdict"] != "cannot be checked"]
    said = {
        (one["url"].partition("#")[2], one["reviewRating"]["alternateName"].lower()) for one in described["@graph"]
    }
    assert said == {(factchecks.name_anchor(one.figure), name_verdict(one).lower()) for one in rated.itertuples()}
    text = inputs.find_methods().read_text(encoding="utf-8")
    for verdict, rating in reviews.RATINGS.items():
        assert f"{rating} {verdict}" in text


def test_each_statement_has_one_card_that_leads_to_its_story_and_says_what_would_settle_it(verdicts, page):
    idents = re.findall(r'<article class="check mathjax_ignore" id="([\w-]+)">', page)
    assert sorted(idents) == sorted(map(factchecks.name_anchor, verdicts["figure"]))
    assert len(set(idents)) == len(idents)
    assert page.count("What would settle it:") == (verdicts["would_settle"] != "").sum()
    for address in catalogue.load("sources").query("kind == 'press'")["address"]:
        assert f'href="{address}"' in page


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            "press/2024-08-08-derbyshire-times/total-three-years",
            "It cannot be right beside what the story itself and another force",
        ),
        ("press/2024-08-08-derbyshire-times/national-total-three-years", "nothing here tells which is right"),
        ("press/2024-08-04-blackpool-gazette/change", "It holds only if the change is on 2022/23."),
        ("press/2024-08-01-hemel-today/change", "It follows from what the story itself prints."),
        ("press/2024-08-06-shropshire-star/total-not-stated", "Nothing held here speaks to it."),
    ],
)
def test_a_verdict_is_summed_up_in_one_sentence(verdicts, figure, words):
    (one,) = verdicts[verdicts["figure"] == figure].itertuples()
    assert words in factchecks.sum_up(one)


def test_the_feed_has_an_item_for_each_statement_with_its_row(verdicts):
    feed = json.loads(reviews.write_feed(verdicts, ADDRESS))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in feed["items"]] == verdicts["figure"].tolist()
    for item, verdict in zip(feed["items"], verdicts["verdict"], strict=True):
        assert item["_verdict"]["verdict"] == verdict
        assert item["content_text"]
        assert item["url"].startswith(f"{ADDRESS}claims.html#check-")


def test_charges_stand_beside_the_offences_of_their_period():
    # Derbyshire 2 of 64 to 115, Dyfed-Powys 0 of 42, Lancashire 3 of 98, Northamptonshire 1 of 96 to 156.
    found = factchecks.charges(catalogue.load("counts"), catalogue.load("figures"))
    assert found[["force", "charges", "low", "high"]].values.tolist() == [
        ["derbyshire", 2, 64, 115], ["dyfed-powys", 0, 42, 42], ["lancashire", 3, 98, 98], ["northamptonshire", 1, 96, 156],
    ]  # fmt: skip
    assert found["doubt"].astype(bool).tolist() == [True, False, False, True]


def test_a_repository_without_stories_has_no_cards_and_no_table(verdicts):
    none = verdicts.head(0)
    assert factchecks.cards(none, None) is None
    assert factchecks.stories(factchecks.tally(none)) is None
    assert factchecks.contradictions(catalogue.load("contradictions").head(0), None) is None
    assert (
        factchecks.list_charges(
            factchecks.charges(*(catalogue.load(one).head(0) for one in ("counts", "figures"))), None
        )
        is None
    )
