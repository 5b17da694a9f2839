"""Turns the days of a request and of its answer into a list: what happened when, and what is not known."""

import pandas as pd

from linked_offences import load
from linked_offences.numerals import capital
from linked_offences.profile import find_asked
from linked_offences.study import read_study
from linked_offences.telling import prose
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import Sentence, Text
from linked_offences.years import write_date, write_day

# The columns of a request, each with what happened on its day.
STEPS = {
    "asked_on": "the force received the request.",
    "due_on": "last day for an answer: the twentieth working day (section 10).",
    "answered_on": "the force {answered}.",
    "review_asked_on": "an internal review was asked for.",
    "reviewed_on": "the force answered the review.",
    "revised_on": "the force sent another answer.",
}


def timeline(force: str, requests: pd.DataFrame) -> Text:
    """What happened to the requests to a force, oldest first, and what of it is not known.

    Told are the request that gives the force its status, and each other of which a day is on file.
    """
    asked = find_asked(requests)
    others = requests[(requests["decides_status"] == "no") & (requests[list(STEPS)] != "").any(axis=1)]
    told = [asked, *(row for _, row in others.iterrows())]
    days = sorted(
        (one[column], place, number)
        for number, one in enumerate(told)
        for place, column in enumerate(STEPS)
        if one[column]
    )
    several = len(told) > 1
    steps = [_say_step(force, told[number], list(STEPS)[place], several) for _, place, number in days]
    judged = (_judge(force, one, several) for one in told)
    return find_ledger(force).tell(
        *judged, listed=[_say_asked(force, asked), *steps, _say_published(force, asked)]
    )


def _say_step(force: str, asked: pd.Series, column: str, several: bool) -> Sentence:
    """What happened on one day, of which request where there are several."""
    names = {"day": write_day(asked[column])}
    if column == "answered_on":
        names["answered"] = "refused" if asked["status"] == "refused" else "answered"
    of = f", {prose.asked_of(asked)}" if several else ""
    names |= prose.name_asked(asked) if several else {}
    return find_ledger(force).say(f"**{{day}}{of}:** {STEPS[column]}", names=names)


def _judge(force: str, asked: pd.Series, several: bool) -> Sentence:
    """Whether the answer came in time, to which request where there are several."""
    late, names = asked["days_late"], prose.name_asked(asked) if several else {}
    if pd.isna(late):
        waits = asked["asked_on"] and not asked["answered_on"]
        missing = "no day of an answer is" if waits else "the days of the request and of the answer are not both"
        text = f"whether the force kept the 20 working days of the Act is not known: {missing} on file"
    elif not late:
        text = "the force answered within the 20 working days of the Act"
    elif late == 1:
        text = "the force answered one working day after the 20 working days of the Act"
    else:
        text = "the force answered {n} working days after the 20 working days of the Act"
        names = names | {"n": str(late)}
    begin = f"for the {prose.asked_of(asked)}, " if several else ""
    return find_ledger(force).say(f"{capital(begin + text)}.", names=names)


def _say_asked(force: str, asked: pd.Series) -> Sentence | None:
    """When it was asked, where only the season is known."""
    if asked["asked_on"] or not asked["request"]:
        return None
    text = "**{when}:** the request was sent; on which day the force received it is not known."
    return find_ledger(force).say(text, names={"when": read_study().request.when.capitalize()})


def _say_published(force: str, asked: pd.Series) -> Sentence | None:
    """When the answer was published, or first printed by a newspaper."""
    if not asked["published"]:
        return None
    book, names, by = find_ledger(force), {"when": write_date(asked["published"])}, "the answer was published"
    if asked["status"] == "reported":
        printed = load("sources", force)
        first = printed.loc[printed["published"] == asked["published"], "source"]
        ids = book.figures.loc[book.figures["source"].isin(first) & (book.figures["force"] == force), "id"]
        names["papers"] = book.name_papers(ids)
        by = "{papers} printed figures of it, the first dated story that is held here"
    return book.say(f"**{{when}}:** {by}.", names=names)
