"""Reads labels and counts that stand together in one cell: "2019 - 17", "2011 = 1; 2012 = 4", "3. 2"."""

import re
from dataclasses import dataclass, replace

from foi_answers.cells import Cell, is_no_count, recognise
from foi_answers.vocabulary import remember, words

_DASHES = "\u2010-\u2015\u2212"
_PAIR = re.compile(
    rf"(?P<label>.*?\S)\s*(?P<by>[:={_DASHES}]|\s-{{1,2}}\s?|-\s)\s*(?P<count>[^:={_DASHES}]+?)[.;]?$", re.DOTALL
)
# What stands in every one of these.
_HOLDS_ITEM = re.compile(rf"[:=.){_DASHES}-]|\d[.;,]?\s+[\d<*]")
_CLOCK = re.compile(r"\d:[0-5]\d\b")  # half past eight is no pair
_BULLET = re.compile(r"^[\u2022\u25cf\u25aa\u25e6\u00b7\u2023\u25cb\u25a0\uf0b7]\s*|^[*o]\s+(?=\w)")
_APART = re.compile(r"(?P<label>.*\d)[.;,]?\s+(?P<count>\d[\d,]*|<\s?\d+|\*)")
_NUMBERED = re.compile(
    r"(?:q(?:uestion)?\s*)?(?P<number>\d{1,2}[a-z]?|[a-h])\s*(?:[.)]\s+|[:)])\s*(?P<count>[^-].*?)[ .]*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:a(?:nswer|ns)?|r(?:esponse)?)\s*(?P<number>\d{0,2}[a-z]?)\s*[.:)-]\s*(?P<count>.+)", re.IGNORECASE
)
# "A1. 2020 - 4, 2021 - 9 and 2022 - 15"
_ANSWERS = re.compile(
    r"(?:a(?:nswer|ns)?|r(?:esponse)?)\s*(\d{1,2}[a-z]?)\s*[.:)-]\s+(?=(?:19|20)\d\d\b)", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[;\n]\s*|(?:,|(?<=\d)\s+(?:and|&))\s+(?=\S*\s*[:=\u2010-\u2015\u2212-])", re.IGNORECASE)
_SPACED_YEAR = re.compile(r"(?P<label>(?:19|20)\d\d)\s+[-\u2010-\u2015\u2212]\s+(?P<count>\d{1,3})")
_SHORTENED = re.compile(
    rf"(?P<year>\S+)(?P<count>\s*[:={_DASHES}-]\s*[\d,]+(?:\s+[a-z]+)?)\s*\((?:ytd )?(?P<until>(?:up )?(?:to|until|jan|from|part|"
    r"as)[^()]*)\)", re.IGNORECASE
)  # fmt: skip


_PARTED = re.compile(r"(?P<count>\d[\d,]*|<\s?\d+|\*)\s*\([^()%£]*\d[^()%£]*\)[.;]?")
# A count and what is counted: "7 burglaries". Times, money and shares are counted elsewhere or not at all.
_COUNTED = re.compile(
    r"(?P<count>\d[\d,]*|<\s?\d+|\*)\s+(?P<noun>(?!(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|per|percent|pence|"
    r"pounds?|million|records?|files?|logs?|documents?|m|k|p|or|and|to|of|out)\b)[A-Za-z][A-Za-z' -]{2,50})",
    re.IGNORECASE,
)
# "Harassment - 2021: 12, 2022: 15": what the times of a line are about.
_OVER_TIMES = re.compile(rf"(?P<name>[A-Za-z][^:=;,\d]*?)\s*(?:[:{_DASHES}]|\s-)\s*(?=(?:19|20)\d\d\b)")
_CODED = re.compile(r"^\W*\d{1,3}[a-z]?\s*[:.)-]\s", re.IGNORECASE)
_AND = re.compile(r"\s*(?:[,;]|\band\b|,?\s+(?:of (?:which|these|those|whom)|including|with)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """A label and its count; ``number`` is that of the question it answers, where it says so instead of a label.

    ``noun`` is what is counted, where it stands behind the count; ``sentence`` the whole of it, where it is one.
    """

    label: str
    count: Cell
    number: str = ""
    noun: str = ""
    sentence: str = ""


@remember(4096)
def read_items(text: str) -> tuple[Item, ...]:
    """Labels and counts that one cell holds; nothing where it is anything else.

    Examples
    --------
    >>> [(item.label, item.count.low) for item in read_items("2009 \u2013 16 crimes")]
    [('2009', 16)]
    >>> read_items("FOI 1123-2023")
    ()
    """
    if not _HOLDS_ITEM.search(text) or recognise(text).kind != "text":
        return ()
    text = _BULLET.sub("", text)
    answers = _ANSWERS.match(text)
    text = text[answers.end() :] if answers else text
    whole = _PAIR.fullmatch(text)
    if whole and recognise(whole["count"]).is_count and not re.search(r"\d", _CODED.sub("", whole["label"])):
        items = [_read_item(text)]  # "14: Suspect not identified; victim does not support: 9"
    else:
        items = _read_over_times(text) or [_read_item(part.strip()) for part in _PARTS.split(text) if part.strip()]
    if not items or not all(items):
        items = _read_parts(text)
    return tuple(replace(one, number=answers[1].lower()) for one in items) if answers else tuple(items)


def read_spaced_year(text: str) -> tuple[Item, ...]:
    """Read "2011 - 12" as twelve in 2011, which is also how a financial year is written: the rows beside it decide.

    Examples
    --------
    >>> [(item.label, item.count.low) for item in read_spaced_year("2011 - 12")]
    [('2011', 12)]
    """
    match = _SPACED_YEAR.fullmatch(text)
    return (Item(match["label"], recognise(match["count"])),) if match else ()


def _read_over_times(text: str) -> list[Item]:
    """Counts of several times of one line, with what they count in front of them all."""
    name = _OVER_TIMES.match(text)
    if not name or is_no_count(name["name"]) or words().references.search(name["name"]):
        return []
    items = [_read_item(part.strip()) for part in _PARTS.split(text[name.end() :])]
    dated = len(items) > 1 and all(one and not one.noun and recognise(one.label).period for one in items)
    return [replace(one, noun=name["name"]) for one in items] if dated else []


def _read_parts(text: str) -> list[Item]:
    """Counts of several things at one time: "2021 - 34 offences, 3 charged"; what is part of what is not said."""
    match = _PAIR.fullmatch(text)
    if not match or not recognise(match["label"]).period:
        return []
    parts = [_COUNTED.fullmatch(part) for part in _AND.split(match["count"]) if part]
    if len(parts) < 2 or not all(parts):
        return []
    return [Item(match["label"], recognise(part["count"]), "", part["noun"].strip(), text) for part in parts]


def _read_item(text: str) -> Item | None:
    for shape in (_NUMBERED, _ANSWER):
        match = shape.fullmatch(text)
        if match and (count := recognise(match["count"])).is_count:
            return Item("", count, match.groupdict().get("number", "").lower())
    if match := _SHORTENED.fullmatch(text):  # "2013: 61 (to 31 October)"
        text = f"{match['year']} ({match['until']}){match['count']}"
    if (match := _PAIR.fullmatch(text)) and not _CLOCK.match(text, match.start("by") - 1):
        label, count = recognise(match["label"]), recognise(match["count"])
        dated = label.kind in ("period", "part")
        # Between a word and a number, a dash without blanks is part of a reference.
        tight = match["by"] == "-" and not match["count"].startswith(" ")
        named = not tight and not is_no_count(match["label"]) and not words().references.search(match["label"])
        if (dated and count.can_count) or (named and count.is_count):
            return Item(match["label"], count)
        if dated and (parted := _PARTED.fullmatch(match["count"])):  # "2019: 12 (5 charged)"
            return Item(match["label"], recognise(parted["count"]), sentence=text)
        if dated and (counted := _COUNTED.fullmatch(match["count"])):
            return Item(match["label"], recognise(counted["count"]), noun=counted["noun"])
    # A time and a number with only a blank between them; a year beside a year would be a guess.
    match = _APART.fullmatch(text)
    if match and recognise(match["label"]).period and (count := recognise(match["count"])).is_count:
        return Item(match["label"], count)
    return None
