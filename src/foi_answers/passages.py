"""Reads the one count that a sentence gives: "There were 441 offences from 2017 to 2021", "2. 46 dogs were seized"."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from foi_answers import periods
from foi_answers.cells import Cell, counts_people, recognise, recognise_topic
from foi_answers.items import Item
from foi_answers.number_words import SMALL, TENS

# What has digits and counts nothing: laws and references, numbering, money, times, ages, codes, shares. How far each
# part looks is bounded, so that it takes as long as the text does, whatever the text.
_NO_NUMBER = re.compile(
    r"\b(?:999|101|111)(?: ?(?:and|or|&|/) ?(?:999|101|111))?(?= (?:calls?|numbers?|contacts?|service|emergency)\b)|"
    r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]{1,64}@\S+|"
    r"\b(?:section|sec|s|note|footnote|sheet|article|schedule|part|paragraph|para|regulation|chapter|appendix|annex|page|version|table|figure|question|"
    r"q|foi\w*|ref\w*|no|number|code|class|point|outcome|type)s?\b[\s.:#-]{0,9}(?:(?:\W|and|to|or){0,9}\d[\d/().A-Za-z-]*)+|"
    r"\bact,? \d{4}\b|£\s?[\d,.]+(?:\s?(?:m|k|bn|million)\b)?|(?<![\d,.])\d[\d,.]*\s?(?:%|per ?cent|p\b|pence)|"
    r"\b\d+(?:[.:]\d+)+\b|(?<![\d,.])[\d,.]+[\s-]?(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|working days)\b|"
    r"\b(?=\d{0,20}[A-Za-z][\w/-]{0,60}?\d)[\w/-]+|\b\d+[/-]\d[\w/-]*|\b\d+[A-Za-z]\w*|\b(?:0\d{3,}|\d{5,} \d{5,})[\d ]*|\+\d[\d ]+|"
    r"^\W*\(?\d{1,2}[a-z]?[.):]",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER = re.compile(
    r"(?:\b(?:(?:fewer|less|(?:no )?more) than|at (?:least|most)|up to|over(?= \d{3}))\s+|[<>\u2264\u2265]=?\s*)?"
    r"(?:(?<![\w.,])\d{1,3}(?:,\d{3})+(?!,?\d)|(?<![\w.])\d+)",
    re.IGNORECASE,
)
# Numbers in words. Each is one where what stands behind it is counted: "none of these", "Three in 2023/24", "one arrest was made";
# "one offence may have several outcomes" and "no information is held" count nothing.
_WORD = rf"(?:{'|'.join([*TENS, *sorted(SMALL, key=len, reverse=True), 'hundred', 'thousand'])})"
_IN_WORDS = re.compile(
    rf"\b(?P<about>(?:fewer|less|(?:no )?more) than\s+|at (?:least|most)\s+|up to\s+)?"
    rf"(?:no(?= |-one)(?:[ -]one)?|nobody|none|nil|(?:half )?a dozen|a single|"
    rf"(?:a )?{_WORD}(?:(?:-|\s+(?:and\s+|or\s+|to\s+)?){_WORD})*)(?![\w-])",
    re.IGNORECASE,
)
_SPECIAL = {"half a dozen": 6, "a dozen": 12, "a single": 1, "no": 0, "no one": 0, "no-one": 0, "nobody": 0}
_THING = (
    r"(?:(?!(?:of|for|in|or|and|per|to|the|an?|were|was|is|are|that)\b)[a-z'-]+\s+){0,2}?(?:offen[cs]e|crime|incident|arrest|report|case|"
    r"charge|caution|people|person|individual|victim|suspect|child|children|allegation|complaint|prosecution|conviction|resolution)s?\b"
    r"(?!\s+(?:recording|numbers?|types?|systems?|reference|categor\w+|groups?|codes?|may|can|could|is|are)\b)"
)
_VERB = r"(?:were|was|have|has|had|resulted|led|involved|related|recorded|reported|charged|cautioned|arrested)\b"
_THEM = rf"of\s+(?:(?:these|those|which|whom|them)\b(?=\s*(?:[,.;]|{_VERB}|{_THING}))|the\s+(?:\d|{_THING}))"
_THEN = (
    r"(?:in|during|for|between|from)\s+(?:(?:the|calendar|financial|both|each|either|all)\s+)*"
    r"(?:\d{4}|\d\d? [a-z]|years?\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_COUNTS = re.compile(rf"\s+(?:{_THING}|{_THEM}|{_VERB}|{_THEN}|(?:in|to|with|by)\s+an?\s)", re.IGNORECASE)
_COUNTS_ONE = re.compile(
    rf"\s+(?:{_THING}\s*(?:[.,;]|$|{_VERB}|in\b|of\b|involving\b)|of\s+(?:these|those|which|whom|them|the\s+\d+)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:was|were|has|had|resulted|led)\b|(?:was|were|ha[sd] been|resulted|led|involved)\b|{_THEN})",
    re.IGNORECASE,
)
_COUNTS_NONE = re.compile(
    r"\s+(?:(?:such|recorded|reported|relevant|linked|matching|[\w-]+-related)\s+)?"
    r"(?:offen[cs]es|crimes|incidents|arrests|charges|cautions|reports|cases|people|persons|individuals|prosecutions|convictions)\b"
    r"(?!\s+(?:\w+\s+)?(?:held|kept|available|that|to)\b)(?=\s+(?:\w+\s+)?(?:were|was|been|made|found|recorded|reported|of|in|for)\b|\s*[.;,])",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:^\W*(?:\w{1,2}[.)])?|[:=;\u2013-]|\b(?:is|are|was|were|been))\W*$", re.IGNORECASE)
_NAMES_OTHERS = re.compile(
    r"\b(?:question|part|point|section|option|stage|level|tier|type|category|annex|per|first|last|next|past|previous|each|every|any|"
    r"(?<!of )which|other)\W+$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\b(?:this|that)\W+$", re.IGNORECASE)
# "Two of the 49": what the second number counts was said before.
_AGAIN = re.compile(r"(?P<part>[\w,-]+)\s+of\s+(?:the|these|those)\s+$", re.IGNORECASE)
_NEAR = 60  # letters: what tells a number stands no farther from it
_TOGETHER = re.compile(r"\b(?:making|giving|totalling|a total of)(?: a total of)?\s+$", re.IGNORECASE)
_MARKER = re.compile(
    r"\W*(?:q(?:uestion)?\s*)?(?P<number>\d{1,2}[a-z]?|[a-h])\s*[.):]+\s+|"
    r"\W*(?:our )?(?:a(?:nswer|ns)?|r(?:esponse)?)\s*(?P<answer>\d{0,2}[a-z]?)\s*[.:)-]\s*",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"\bresponse (?:to|at|for) (?:point|question|part|q)s?\.?\s*(?P<number>\d{1,2}[a-z]?)\b", re.IGNORECASE
)
# Words before a number, and behind it, that make it a count of what was asked for.
_BEFORE = re.compile(
    r"(?:\bthere (?:were|was|are|is|have been|has been)(?: a| an| been| only| approximately)?"
    r"(?: (?:grand )?total)?(?: number)?(?: of)?|"
    r"\btotal(?: number)? of|\btotal(?: count| number)?\s*[:=-]?|"
    r"^\W*of (?:these|those|which),?(?: there were)?|"
    r"\bnumber of (?:[\w'-]+ ){0,4}?(?:offences|crimes|incidents|arrests)(?: recorded)? (?:was|were|is|are)|"
    r"\b(?:we|force|police|constabulary|service) (?:have |has |had )?(?:recorded|received|issued|made|seized|held|had))\s*$",
    re.IGNORECASE,
)  # fmt: skip
# How a sentence goes on counting what the one before it counts: "In 2022/23 this was 57", "This compares with 87 in 2022".
_GOES_ON = re.compile(
    r"\b(?:this|it|that|which|(?:this|the) (?:figure|number|total|count)) (?:was|were|is|had been|recorded|compare[sd] (?:with|to)|"
    r"(?:rose|fell|increased|decreased|dropped|went (?:up|down)|had risen|had fallen) to)\s*$",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\s+(?:such\s+)?(?:offences?|crimes?|incidents?|arrests?|reports?|cases?|allegations?|complaints?|applications?)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s+(?:[a-z'-]+\s+){{0,4}}?(?:were|was|have been|has been|had been|please note)\b|{_KINDS.pattern}",
    re.IGNORECASE,
)
# What may stand before the count besides its time, named or not: "In the last 12 months 46 people".
_OF_TIME = re.compile(
    r"\b(?:i|we) can (?:confirm|advise|say)(?: that)?\b|"
    r"\b(?:(?:the )?(?:last|past|previous) (?:\w+ ){0,2}(?:days?|weeks?|months?|years?)|in|for|during|over|between|from|and|to)\b",
    re.IGNORECASE,
)
# What a search would cost, or what stands somewhere else.
_WORK = re.compile(
    r"\b(?:hours?|minutes?|manual\w*|review\w*|retriev\w*|search\w*|read|trawl\w*|extract\w*|threshold|limit|exceed\w*|"
    r"per record|estimate\w*|website|link|example|sample|initial)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\s+(?!and\b)((?:(?:resulted in|led to) )?"
    r"(?:(?!(?:were|was|have|has|had|please|in|during|from|between|for|where|that|which)\b)[A-Za-z][\w'/-]*\s*){1,5})"
)
_DONE = re.compile(r"\s+((?P<who>[A-Za-z]+)\b(?:\s+(?!(?:in|during|between|for|by|on|at)\b)[A-Za-z'-]+){1,6})")
# What became of some of those counted before: "of which 3 resulted in a charge", "2 of which were cautioned".
_THEIRS = (
    r"of (?:these|those|which|whom|them|the \d[\d,]*(?: (?:such )?(?:offences|crimes|incidents|cases))?|"
    r"the (?:such )?(?:offences|crimes|incidents|cases))"
)
_OF_THEM = re.compile(rf"\b{_THEIRS}(?!\w)", re.IGNORECASE)
_FATE = re.compile(
    rf"\s+(?:{_THEIRS}\s+)?(?:(?:were|was|are|is|have|has|had|been)\s+)*(?P<words>[A-Za-z][^.,;()\d]{{1,60}})"
)
# What was done with those counted, where no noun says what they are: "3 were charged in 2023", "No one was arrested".
_WERE_DONE = re.compile(
    r"\s+(?:were|was|have been|has been|had been)\s+(?:then |later |subsequently )?(?!(?:recorded|reported|made|received|found|"
    r"identified|linked|related|not|in|of|on)\b)(?P<words>[a-z-]+(?:\s+(?!(?:in|during|between|for|by|on|at|from)\b)[a-z'-]+){0,5})",
    re.IGNORECASE,
)
_OFFENCES = re.compile(r"\s+(?:such )?(?:recorded )?(?:offences?|crimes?)\b", re.IGNORECASE)
# What stands between two counts with their times, where the one has its time before it and the other behind it.
_APART = re.compile(r"[;.,]|\b(?:and|while|whereas|but)\b", re.IGNORECASE)
# Where the words behind a count end, if not at the next count.
_NEXT_CLAUSE = re.compile(
    r"[.,;()]|(?:\b(?:and|in|with|while|plus|a further|the (?:remaining|other))\s*)+$", re.IGNORECASE
)
_SENTENCE_END = re.compile(
    r",?\s+(?:up|down|rising|falling|an? (?:increase|rise|fall|decrease)) from (?=\d)|"
    r"(?<=[a-z\d)][.;])\s+(?=[A-Z])|,?\s+(?:and\s+)?"
    rf"(?=(?:\d+(?:,\d{{3}})*|none|{_WORD})\s+of (?:these|those|which|whom)\b|"
    r"of (?:these|those|which|whom),?\s+(?:there were\s+)?\d|including\s+\d)"
)
# "Harassment (30), Stalking (12) and Other (9)", behind words that announce such a list or alone.
_LISTED = re.compile(
    r"(?:^|[:,;]|\band\b|&)\s*(?P<label>[A-Z][A-Za-z '/&-]{2,60}?)\s*[(\[](?P<count>\d[\d,]*|<\s?\d+|\*)[)\]]"
)
# A table whose cells ran together: words over columns, then years, each with as many numbers.
_HEADS = re.compile(r"[A-Za-z][A-Za-z /'-]+")
_HEADS_ROW = re.compile(r"(?:19|20)\d\d(?:/\d\d)?")


def read_flat_table(text: str) -> tuple[Item, ...]:
    """Counts of a table that stands in one line: words, then years, each followed by a number for each of the last words.

    Examples
    --------
    >>> [(item.label, item.noun, item.count.low) for item in read_flat_table("Sex Female Male 2009 8 11 2010 3 9")][:2]
    [('2009', 'Female', 8), ('2009', 'Male', 11)]
    """
    words = text.split()
    years = [place for place, word in enumerate(words) if _HEADS_ROW.fullmatch(word)]
    if len(years) < 2 or not _HEADS.fullmatch(" ".join(heads := words[: years[0]])):
        return ()
    lengths = {after - before for before, after in pairwise([*years, len(words)])}
    numbers = (word for word in words[years[0] :] if not _HEADS_ROW.fullmatch(word))
    if len(lengths) != 1 or not 3 <= min(lengths) <= len(heads) + 1:
        return ()
    if not all(re.fullmatch(r"[\d,]+", word) for word in numbers):
        return ()
    heads = heads[1 - min(lengths) :]
    return tuple(
        Item(words[year], recognise(words[year + place]), "", head, text)
        for year in years for place, head in enumerate(heads, start=1)
    )  # fmt: skip


@lru_cache(maxsize=4096)
def find_loose_numbers(text: str) -> tuple[str, ...]:
    """Numbers in a text that may be counts: no dates, laws, references, money, times or numbering.

    Examples
    --------
    >>> find_loose_numbers("Section 12 of the Act 2000: 46 dogs were seized on 3 May 2021")
    ('46',)
    """
    numbers = _find_numbers(text)
    first, wholes = {number: place for number, place in reversed(numbers)}, _list_wholes(text, numbers)
    return tuple(number for number, place in numbers if first[number] == place or place not in wholes)


def _find_numbers(text: str) -> list[tuple[str, int]]:
    bare = _NO_NUMBER.sub(lambda found: " " * len(found[0]), _blank_times(text))
    found = [(one[0], one.start()) for one in _NUMBER.finditer(bare)]
    found += [(one[0], one.start()) for one in _IN_WORDS.finditer(bare) if _counts(one, text)]
    return sorted(found, key=lambda one: one[1])


def _list_wholes(text: str, numbers: list[tuple[str, int]]) -> set[int]:
    """Where numbers stand of which others count a part: of "two of the 49" the second."""
    ends = {place + len(number) for number, place in numbers}
    parts = ((place, max(0, place - _NEAR)) for _, place in numbers)
    return {
        place
        for place, first in parts
        if (part := _AGAIN.search(text[first:place])) and first + part.end("part") in ends
    }


def _counts(word: re.Match, text: str) -> bool:
    """Whether a number in words counts something, by what stands around it."""
    first = max(0, word.start() - _NEAR)
    before, behind = "x" * (first > 0) + text[first : word.start()], text[word.end() : word.end() + 2 * _NEAR]
    said = word[0].lower()
    if _NAMES_OTHERS.search(before) or (word["about"] and said.endswith(" one")):
        return False
    if said == "one" and _THAT.search(before):
        return False  # "that one offence may have", but "found that four crimes were recorded"
    if said == "no":
        return bool(_COUNTS_NONE.match(behind))
    if _ALONE.search(before) and re.match(r"\s*(?:[.,;)]|$)", behind) and not said.startswith("no "):
        return True
    return bool((_COUNTS_ONE if re.fullmatch(r"(?:no.)?one|nobody|a single", said) else _COUNTS).match(behind))


def _read_number(text: str) -> Cell:
    low = _SPECIAL.get(text.lower())
    return recognise(text) if low is None else Cell(text, "count", low, low)


def _blank_times(text: str) -> str:
    parts, place = [], 0
    for first, last in periods.find_spans(text):
        parts += [text[place:first], " " * (last - first)]
        place = last
    return "".join(parts) + text[place:]


@lru_cache(maxsize=4096)
def read_sentence(text: str) -> tuple[Item, ...]:
    """The count that a sentence gives of what was asked for, or one for each time that it names; else none.

    Examples
    --------
    >>> read_sentence("2. 46 dogs were seized from the owner,")[0].count.low
    46
    >>> read_sentence("It would take 3 officers to review 46 records")
    ()
    >>> [(one.label, one.count.low) for one in read_sentence("There were 7 crimes in 2020 and 9 in 2021.")]
    [('2020', 7), ('2021', 9)]
    """
    return _read_sentence(text)


def _read_sentence(text: str, *, goes_on: bool = False) -> tuple[Item, ...]:
    """The counts of a sentence, which may go on from one that was read."""
    marker, point = _MARKER.match(text), _POINT.search(text)
    numbers = _find_numbers(text)
    wholes = _list_wholes(text, numbers)
    numbers = [one for one in numbers if one[1] not in wholes]
    if point:  # "514 applications (this provides a response to point 1)": the number before these words
        numbers = [one for one in numbers if one[1] < point.start()][-1:]
    if not numbers or text.rstrip().endswith("?"):
        return ()
    if listed := _read_list(text, len(numbers)):
        return listed
    number, place = numbers[0]
    before, behind = text[:place], text[place + len(number) :]
    if not point:
        answers = bool(marker) and marker.end() == place and (not behind.strip() or behind[:1] in " ,.;(")
        opens = len(before) < 4 or not re.search(r"\w", _OF_TIME.sub("", _blank_times(before)))
        of_them = opens and _OF_THEM.match(behind.lstrip())
        of_all = re.fullmatch(r"\W*of the\s+", before, re.IGNORECASE) and _OFFENCES.match(behind)
        paired = len(numbers) > 1 and _KINDS.match(behind) and _pair_with_times(text, numbers)
        goes_on = goes_on and _GOES_ON.search(before) and bool(periods.find_periods(text))
        says = (
            _BEFORE.search(before) or of_them or of_all or paired or (opens and _BEHIND.match(behind)) or goes_on
        )
        said = re.split(r"(?<=[.;])\s", before)[-1] + behind.split(".")[0]
        # "A search shows that 61 offences were recorded" tells no work.
        work = _WORK.search(re.sub(r"\bsearch\w*", "", said) if _OFFENCES.match(behind) else said)
        if not answers and (work or not (says or is_bare(text))):
            return _read_each(text) if len(numbers) > 1 else ()
    if len(numbers) > 1:
        return _pair_with_times(text, numbers) or _read_each(text) or _read_kinds(text, numbers)
    noun = _NOUN.match(behind)
    asked = point["number"] if point else (marker["number"] or marker["answer"]) if marker else ""
    # "14 people were arrested": what was done tells such counts apart.
    done = _DONE.match(behind) if noun and asked == "" and not marker else None
    fate = _FATE.match(behind) if not marker and _OF_THEM.search(text) else _WERE_DONE.match(behind)
    named = fate["words"] if fate else done[1] if done and counts_people(done["who"]) else noun[1] if noun else ""
    return (Item("", _read_number(number), (asked or "").lower(), named.strip(), text),)


@lru_cache(maxsize=4096)
def is_bare(text: str) -> bool:
    """Whether a text has numbers in words and nothing else but times, so that only a question says what they count."""
    numbers, bare = _find_numbers(text), _blank_times(text)
    if not any(number[-1].isalpha() for number, _ in numbers):
        return False
    marker = _MARKER.match(text)
    starts, ends = zip(*((place, place + len(number)) for number, place in numbers), strict=True)
    gaps = zip((marker.end() if marker else 0, *ends), (*starts, None), strict=True)
    rest = " ".join(bare[end:place] for end, place in gaps)
    rest = re.sub(r"\bthere (?:is|are|was|were|ha(?:s|ve) been)\b", "", rest, flags=re.IGNORECASE)
    return not re.search(r"\w", _OF_TIME.sub("", rest))


def _read_list(text: str, many: int) -> tuple[Item, ...]:
    """The counts in brackets of a list of what they count, where no other number stands in the text."""
    found = [*_LISTED.finditer(text)]
    if (
        len(found) < 2
        or len(found) != many
        or not re.fullmatch(r"[^|]*\|(?:[\s.,;&|]|and)*", _LISTED.sub("|", text))
    ):
        return ()
    return tuple(Item(one["label"], recognise(one["count"]), sentence=text) for one in found)


def _read_each(text: str) -> tuple[Item, ...]:
    """The counts of the sentences of a text, each of which is in doubt: what stands in the others may change it."""
    items, parts = [], _SENTENCE_END.split(text)
    for part in parts if len(parts) > 1 else ():
        times = periods.find_periods(part)
        when = part[slice(*times[0].found)] if len(times) == 1 else ""
        when = when if recognise(when).period else ""  # "1 April 2023 and 31 March 2024" dates the whole
        read = _read_sentence(part, goes_on=bool(items))
        items += [replace(item, label=item.label or when, sentence=text) for item in read]
    return tuple(items)


def _read_kinds(text: str, numbers: list[tuple[str, int]]) -> tuple[Item, ...]:
    """The counts of a sentence behind which stands the offence or the outcome that they count, and that of all.

    "Of the 107 offences recorded in 2023/24, 4 resulted in a charge and in 29 no suspect was identified."
    """
    items = []
    for (number, place), (_, after) in pairwise([*numbers, ("", len(text))]):
        behind = text[place + len(number) : after]
        words = _NEXT_CLAUSE.split(behind.rstrip(), maxsplit=1)[0]
        fate = _FATE.match(words)
        if fate and recognise_topic(fate["words"]) != "other":
            items.append(Item("", _read_number(number), "", fate["words"].strip(), text))
        elif _OFFENCES.match(behind):
            items.append(Item("", _read_number(number), "", "", text))
    return tuple(items) if any(item.noun for item in items) and not _WORK.search(text) else ()


def _pair_with_times(text: str, numbers: list[tuple[str, int]]) -> tuple[Item, ...]:
    """Counts of a sentence that names a time for each of them, before or behind it, and perhaps what they come to."""
    times = periods.find_periods(text)
    whole = numbers[len(times) :]
    if len(whole) == 1 and _TOGETHER.search(text[: whole[0][1]]):
        numbers = numbers[:-1]
    if len(times) != len(numbers):
        return ()
    spots = sorted(
        [(place, place + len(number), number) for number, place in numbers] + [(*one.found, "") for one in times]
    )
    pairs = [*zip(spots[::2], spots[1::2], strict=True)]
    if any(bool(one[2]) == bool(other[2]) for one, other in pairs):
        return ()
    apart = all(_APART.search(text[one[1] : other[0]]) for (_, one), (other, _) in pairwise(pairs))
    apart = apart and not any(re.search(r"[;.]", text[one[1] : other[0]]) for one, other in pairs)
    if len({bool(one[2]) for one, _ in pairs}) > 1 and not apart:
        return ()
    items = []
    for one, other in pairs:
        (first, last, _), (_, end, number) = (other, one) if one[2] else (one, other)
        noun = _NOUN.match(text[end:])
        between = re.search(r"\b(?:between|from)\s+$", text[max(0, first - _NEAR) : first], re.IGNORECASE)
        first -= len(between[0]) if between else 0  # "1 April 2021 and 31 March 2022" alone are two days
        items.append(Item(text[first:last], _read_number(number), "", noun[1].strip() if noun else "", text))
    return (*items, *(Item("Total", _read_number(number), "", "", text) for number, _ in whole))
