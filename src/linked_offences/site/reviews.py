"""Turns verdicts into reviews for machines: ClaimReview by schema.org, and a JSON feed of all of them."""

import json

import pandas as pd

from linked_offences import catalogue
from linked_offences.numerals import capital
from linked_offences.records import changes
from linked_offences.site.metadata import AUTHOR
from linked_offences.study import read_study
from linked_offences.telling.factchecks import name_anchor, name_story, sum_up
from linked_offences.telling.tables import name_verdict

# How a verdict rates a statement, from worst to best; METHODOLOGY.md explains it. What cannot be checked has no rating.
RATINGS = {"contradicted": 1, "disputed": 2, "holds on one reading": 3, "holds": 4}
JSON_FEED = "https://jsonfeed.org/version/1.1"


def describe(verdicts: pd.DataFrame, address: str = "") -> dict:
    """A ClaimReview of each statement that could be checked, as JSON-LD.

    Parameters
    ----------
    address : str, optional
        Where the pages stand, with a slash at the end; without it, addresses of ours are relative to the page.
    """
    stories = catalogue.load("sources").set_index("source")["address"]
    rated = verdicts[verdicts["verdict"].isin(RATINGS)]
    graph = [_describe_one(one, stories[name_story(one.figure)], address) for one in rated.itertuples()]
    return {"@context": "https://schema.org", "@graph": graph}


def _describe_one(one, story: str, address: str) -> dict:
    claim = {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": one.paper},
        "appearance": {"@type": "CreativeWork", "url": story},
        **({"datePublished": one.published} if one.published else {}),
    }
    review = {
        "@type": "ClaimReview",
        "url": _find_page(one, address),
        "claimReviewed": capital(one.statement),
        "reviewBody": f"{sum_up(one)} {one.finding}",
        "author": {"@type": "Organization", "name": AUTHOR},
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating", "ratingValue": RATINGS[one.verdict], "bestRating": max(RATINGS.values()),
            "worstRating": min(RATINGS.values()), "alternateName": capital(name_verdict(one)),
        },
        "inLanguage": "en-GB",
    }  # fmt: skip
    return review | ({"datePublished": day} if (day := changes.last_day(one.force)) else {})


def _find_page(one, address: str) -> str:
    return f"{address}claims.html#{name_anchor(one.figure)}"


def write_feed(verdicts: pd.DataFrame, address: str = "") -> bytes:
    """All verdicts as a JSON feed (version 1.1): an item a statement, its row of the table under ``_verdict``."""
    items = []
    for one, row in zip(verdicts.itertuples(), verdicts.to_dict("records"), strict=True):
        item = {
            "id": one.figure,
            "title": f"{capital(name_verdict(one))}: {one.statement}",
            "content_text": f"{sum_up(one)} {one.finding}",
            "_verdict": {key: None if pd.isna(value) or value == "" else value for key, value in row.items()},
        }
        items.append(item | ({"url": _find_page(one, address)} if address else {}))
    feed = {
        "version": JSON_FEED, "title": f"What newspapers printed about {read_study().offences}: all verdicts",
        "language": "en-GB", "authors": [{"name": AUTHOR}], "items": items,
    }  # fmt: skip
    if address:
        feed["home_page_url"], feed["feed_url"] = (
            f"{address}claims.html",
            f"{address}files/claims/claims-verdicts.json",
        )
    return json.dumps(feed, indent=1, ensure_ascii=False).encode() + b"\n"
