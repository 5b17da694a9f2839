"""Turns the days of a request and of its answer into a list: what happened when, and what is not known."""

import pandas as pd

from linked_offences import load
from linked_offences.profile import find_asked
from linked_offences.study import read_study
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
    """What happened to the request that gives the force its status, oldest first, and what of it is not known."""
    asked, say = find_asked(requests), find_ledger(force).say
    answered = "refused" if asked["status"] == "refused" else "answered"
    days = sorted((asked[column], place, column) for place, column in enumerate(STEPS) if asked[column])
    told = [
        say(
            f"**{{day}}:** {STEPS[column]}",
            names={"day": write_day(day)} | ({"answered": answered} if column == "answered_on" else {}),
        )
        for day, _, column in days
    ]
    return Text((_judge(force, asked),), listed=(*_say_asked(force, asked), *told, *_say_published(force, asked)))


def _judge(force: str, asked: pd.Series) -> Sentence:
    """Whether the answer came in time."""
    say = find_ledger(force).say
    if pd.isna(asked["days_late"]):
        known = asked["asked_on"] and not asked["answered_on"]
        missing = (
            "no day of an answer is on file"
            if known
            else "the days of the request and of the answer are not both on file"
        )
        return say(f"Whether the force kept the 20 working days of the Act is not known: {missing}.")
    late = int(asked["days_late"])
    if not late:
        return say("The force answered within the 20 working days of the Act.")
    days = "{n} working days" if late > 1 else "one working day"
    return say(
        f"The force answered {days} after the 20 working days of the Act.",
        names={"n": str(late)} if late > 1 else {},
    )


def _say_asked(force: str, asked: pd.Series) -> list[Sentence]:
    """When it was asked, where only the season is known."""
    if asked["asked_on"] or not asked["request"]:
        return []
    text = "**{when}:** the request was sent; on which day the force received it is not known."
    return [find_ledger(force).say(text, names={"when": read_study().request.when.capitalize()})]


def _say_published(force: str, asked: pd.Series) -> list[Sentence]:
    """When the answer was published, or first printed by a newspaper."""
    if not asked["published"]:
        return []
    book, names, by = find_ledger(force), {"when": write_date(asked["published"])}, "the answer was published"
    if asked["status"] == "reported":
        printed = load("sources", force)
        first = printed.loc[printed["published"] == asked["published"], "source"]
        ids = book.figures.loc[book.figures["source"].isin(first) & (book.figures["force"] == force), "id"]
        names["papers"] = book.name_papers(ids)
        by = "{papers} printed figures of it, the first dated story that is held here"
    return [book.say(f"**{{when}}:** {by}.", names=names)]
