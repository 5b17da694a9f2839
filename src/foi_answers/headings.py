"""Turns the heading and label cells over and beside a count into what they say: a period, a total, an offence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from foi_answers import periods
from foi_answers.cells import (
    Cell,
    is_about,
    is_counting,
    is_part_of_others,
    read_total,
    recognise,
    recognise_topic,
    says_only_that,
    strip_label,
)
from foi_answers.periods import Period, YearPart

TOPICS = ("offence", "outcome", "other")
# What heads labels and is none itself.
_HEADS_LABELS = re.compile(
    r"(?:(?:row|column) labels?|values?|(?:financial |calendar |fiscal |reporting )?(?:years?|months?|quarters?|"
    r"periods?)|dates?|f/?y)", re.IGNORECASE
)  # fmt: skip

# Words of a question that do not name what is counted.
_ASKS = re.compile(
    r"^\W*(?:(?:of|for) (?:these|those|which)\b[\s,]*)?(?:(?:can|could) you |please |and |"
    r"(?:also )?(?:provide|state|supply|give|confirm|show)\b(?: me)?(?: with)? )*"
    r"(?:how many|(?:what (?:is|was|were) )?(?:the )?(?:total )?number of)\b(?: (?:of )?(?:those|these))?|"
    r"^\W*(?:of|for) (?:these|those|which)\b[\s,]*|"
    r"\b(?:has|have|had|did) (?:your|the) (?:police )?(?:force|constabulary|service|police)\b|"
    r"\b(?:were|was|are|is|have been|has been)\b(?: there)?(?=[\s?])|\?\s*$",
    re.IGNORECASE,
)  # fmt: skip
# Words that stand before a time and say nothing without it.
_BEFORE_TIME = re.compile(
    r"(?:\W*\b(?:recorded|reported|received|made|in|during|for|between|by|from|of|the|calendar|financial|year|period)\b)*[\s(\[,:-]*$",
    re.IGNORECASE,
)
_NEAR = 120  # letters: no such words go on for longer
_SAYS_WHAT = re.compile(r"(?:offence|crime|outcome)(?: (?:type|category|group|name))?\s*:\s*(?=\S)", re.IGNORECASE)
_QUESTION = re.compile(r"\?\s*$|^\W*(?:(?:q(?:uestion)?\s*)?\d{0,2}[a-z]?\s*[.):]\s*)?how many\b", re.IGNORECASE)

Axis = tuple[str, int]


@dataclass(frozen=True)
class Label:
    """One label of a count: its words, what they are, and on which axis of the table it stands.

    ``kind`` is period, part (of a year), total, counting (words that only say that something is
    counted), or the topic: offence, outcome, other. ``axis`` names the column of labels
    ("row", 0), the heading row ("column", 0) or the group headings ("group", 0).
    """

    text: str
    kind: str
    axis: Axis
    period: Period | None = None
    part: YearPart | None = None
    total: str = ""  # "", "sub" or "grand" where kind is total
    rest: str = ""  # what a sub-total is of
    printed: bool = True  # False where the label stands in a row above and goes on
    within: Period | None = None  # a period among its words, where there is one
    is_wider: bool = False  # a total that adds up others to what the vocabulary is about

    @cached_property
    def is_part(self) -> bool:
        """Whether it names a part of what another label counts ("of which, on a bus")."""
        return is_part_of_others(self.text)

    @cached_property
    def is_dated(self) -> bool:
        """Whether it names a time, or some words of it do."""
        return self.kind in ("period", "part") or self.period is not None or self.within is not None

    def sums(self, other: Label) -> bool:
        """Whether a total of something, such as "2021 Total", is one of what another label names."""
        if other.axis != self.axis:
            return False
        if self.period:
            inner = other.period
            return inner is not None and self.period.start <= inner.start and inner.end <= self.period.end
        return other.text.casefold() == self.rest.casefold()

    def is_named_in(self, other: Label) -> bool:
        """Whether another label of its axis has the words that a total is one of: "Total rape" and "Rape of a male"."""
        mine, others = ({*re.findall(r"\w+", text.casefold())} for text in (self.rest, other.text))
        return other.axis == self.axis and bool(mine) and mine <= others


def read_label(cell: Cell, axis: Axis, topic: str = "") -> Label:
    """Say what one label of a count is.

    Parameters
    ----------
    topic : {"", "offence", "outcome"}
        What the heading over a column of labels says they are.
    """
    if _SAYS_WHAT.match(cell.text):
        cell = recognise(_SAYS_WHAT.sub("", cell.text))
    text = cell.text
    if cell.period:
        return Label(text, "period", axis, period=cell.period)
    if cell.part:
        return Label(text, "part", axis, part=cell.part)
    if total := read_total(text):
        kind, rest = total
        found = periods.find_periods(text)
        alone = len(found) == 1 and is_counting(f"{text[: found[0].found[0]]} {text[found[0].found[1] :]}")
        within = recognise(rest).period or (found[0] if alone else None)
        return Label(text, "total", axis, period=within, total=kind, rest="" if within else rest)
    found = periods.find_periods(text)
    within = found[0] if len(found) == 1 else None
    words = f"{text[: within.found[0]]} {text[within.found[1] :]}" if within else text
    counting = is_counting(re.sub(r"\b(?:from|between|to|in|during|for)\b", " ", words)) or not strip_label(words)
    if counting or _HEADS_LABELS.fullmatch(text.strip()):
        return Label(text, "counting", axis, within=within)
    topic = "other" if is_part_of_others(text) or says_only_that(text) else topic or recognise_topic(text)
    return Label(strip_label(text, numbered=False), topic, axis, within=within)


def _strip_asking(text: str) -> str:
    """A question, or "Offence: Harassment", without the words that ask or say what follows."""
    return strip_label(_ASKS.sub(" ", _SAYS_WHAT.sub("", strip_label(text))))


def name_title(text: str) -> str:
    """What a title or a question names: its words without what asks, and without its time.

    Examples
    --------
    >>> name_title("2. How many of those applications were successful?"), name_title("Stranger rapes recorded in 2021")
    ('applications successful', 'Stranger rapes')
    """
    text = _strip_asking(text)
    parts, place = [], 0
    for start, end in (one.found for one in periods.find_periods(text)):
        before = text[place:start].lstrip(" )]" if place else "")
        parts.append(before[:-_NEAR] + _BEFORE_TIME.sub("", before[-_NEAR:]))
        place = end
    return strip_label(" ".join([*parts, text[place:].lstrip(" )]" if place else "")]))


def answer_question(label: Label) -> Label:
    """A label that asks ("How many of these led to a charge?") by what it asks after."""
    named = _strip_asking(label.text) if _QUESTION.search(label.text) else ""
    return replace(read_label(recognise(named), label.axis), within=label.within) if named else label


def join_days(labels: list[Label]) -> list[Label]:
    """Take two labels that are the first and the last day of one period ("From", "To") as one."""
    for one, other in pairwise(labels):
        both = f"{one.text} to {other.text}"
        dated = one.kind in TOPICS and one.text[-1:].isdigit() and other.text[-1:].isdigit()
        if dated and (period := periods.recognise_period(both)):
            joined = Label(both, "period", one.axis, period=period)
            return [joined if label is one else label for label in labels if label is not other]
    return labels


def merge_labels(lines: list[list[Label]]) -> list[Label]:
    """Labels of several rows or columns that share one count: the words of all, joined; from the first to the last day."""
    if len(lines) == 1:
        return lines[0]
    merged = []
    for axis in dict.fromkeys(label.axis for labels in lines for label in labels):
        labels = list(dict.fromkeys(label for line in lines for label in line if label.axis == axis))
        spans = [label.period for label in labels if label.period]
        period = Period(min(one.start for one in spans), max(one.end for one in spans), "range") if spans else None
        merged.append(replace(labels[0], text=" / ".join(label.text for label in labels), period=period))
    return merged


def name_count(beside: Sequence[Label], over: Sequence[Label]) -> tuple[str, str, str]:
    """Measure, offence and outcome of a count, from the labels beside and over it.

    Returns
    -------
    tuple of str
        Where a label is neither offence nor outcome, what stands beside the count is the second
        and what stands over it the third, whatever they are.
    """
    labels = [
        replace(one, kind="other") if one.is_wider else one
        for one in (*beside, *over)
        if one.kind in TOPICS or one.is_wider or (one.rest and not is_about(one.rest))
    ]
    labels = [one for one in labels if one.axis[0] == "group"] + [one for one in labels if one.axis[0] != "group"]
    topics = {one.kind for one in labels}

    def join(wanted) -> str:
        return " - ".join(one.text for one in labels if wanted(one))

    if "other" in topics:
        offence, outcome = join(lambda one: one.axis[0] != "column"), join(lambda one: one.axis[0] == "column")
    else:
        of_outcomes = ("outcome", "total") if "outcome" in topics else ("outcome",)
        offence, outcome = join(lambda one: one.kind not in of_outcomes), join(lambda one: one.kind in of_outcomes)
    if any(one.kind == "total" and not one.is_wider for one in (*beside, *over)):
        return "total", offence, outcome
    if "other" in topics:
        return "other", offence, outcome
    measure = (
        "offence_by_outcome"
        if offence and outcome
        else "offence"
        if offence
        else "outcome"
        if outcome
        else "total"
    )
    return measure, offence, outcome
