"""Says what numbers count that no label tells apart: by the title of their table, or the question that they answer."""

import re
from collections import Counter
from collections.abc import Iterable

from foi_answers.cells import (
    is_about,
    is_counting,
    is_part_of_others,
    names_rival,
    names_subject,
    read_total,
    recognise,
    recognise_heading,
    recognise_topic,
    strip_label,
)
from foi_answers.headings import name_title
from foi_answers.readings import Figure, Reading
from foi_answers.regions import Line, headings_over
from foi_answers.surroundings import shorten

_NUMBERING = re.compile(
    r"\W*(?:(?:q(?:uestion)?|a(?:nswer)?|point)\s*\.?\s*)?(\d{1,2}[a-z]?|[a-h])\W*", re.IGNORECASE
)
# Words that go to a person or come from one: they name who asked or answered, and nothing that was counted.
_CLOSES = re.compile(
    r"\W*(?:(?:kind|kindest|best|warm|many)?\s*regards|(?:many )?thanks|yours\b|sincerely)", re.IGNORECASE
)
_TO_PERSON = re.compile(
    rf"{_CLOSES.pattern}|\W*(?:(?:dear|hi|hello|hiya)\b|good (?:morning|afternoon|evening|day)\b|"
    r"(?:from|to|cc|bcc|sent|date|subject|attn|fao|(?:our|your|my) ref\w*|ref\w*|name|requester|applicant|officer|author)\s*:|"
    r"(?:prepared|produced|completed|compiled|requested|sent|signed|created) (?:by|for)\b)",
    re.IGNORECASE,
)
_SIGNED = 2  # lines below a closing: a name and a post


# A question or an announcement; by itself none of these names what is counted.
_ASKED = re.compile(
    r"\?|\b(?:how|please|number|table|response|answer|request|below|question|overview|findings?|decision|reply)\b",
    re.IGNORECASE,
)


# How programs and forces call a sheet without saying what is in it.
_NO_NAME = re.compile(
    r"\w?(?:sheet|table|tab|page|data|q|question|part|results?|response|answer|foi|export|report|summary|notes?|figures?|print|copy)s?"
    r"(?![a-z]).*|\W*|.*\d{4}.*|\w{0,3}\d+\w?",
    re.IGNORECASE,
)


def find_question(number: str, row: int, lines: Iterable[Line]) -> str:
    """The question that a numbered answer answers: the last words above that have the number, or a legend's for it.

    "Note: answer 1 = arrests; 2 = charges" is such a legend.
    """
    if not number:
        return ""
    asks = re.compile(rf"\W*(?:note:?\s*)?(?:q(?:uestion)?\s*\.?\s*)?{number}\s*[.):]\s*\S", re.IGNORECASE)
    legend = re.compile(rf"(?:^|[\s;,(]){number}\s*=\s*([^;,=]*[^;,=\d\s][^;,=]*)", re.IGNORECASE)
    above = [line.text for line in lines if line.row < row]
    for text in reversed(above):
        if asked := [part.strip() for part in text.split(";") if asks.match(part)]:
            return asked[-1]
        if named := legend.search(text):
            return named[1].strip()
    return ""


def name_by_titles(reading: Reading) -> None:
    """Tell apart tables and answers that say the same of their numbers, or say nothing but when."""
    tables: dict[object, list[Figure]] = {}
    for one in reading.figures:
        if one.measure != "check_total":
            tables.setdefault((one.table, one.question), []).append(one)
    if len(tables) == 1 and all(one.offence or one.outcome for one in reading.figures):
        return
    titles = {key: _find_title(reading, *key, figures[0]) for key, figures in tables.items()}
    names = {key: name_title(title) for key, title in titles.items()}
    bare = {key: [one for one in figures if not (one.offence or one.outcome)] for key, figures in tables.items()}
    only = sum(map(bool, bare.values())) == 1
    # "Surrey" over one table and "Sussex" over the next name both; a question asks for all before it asks for a part.
    alike = [names[key] for key in tables if bare[key] and names[key]]
    asked = any(_ASKED.search(title) for title in titles.values()) or len(set(alike)) < len(alike)
    parallel = {name for name in alike if len(name.split()) < 5 and not asked}
    said = Counter(one for figures in tables.values() for one in set(map(_say, figures)))
    seen: set[tuple] = set()
    for key, figures in tables.items():
        labelled = [one for one in figures if one.offence or one.outcome]
        # Of tables with the same labels each is named, of answers without any those after the first.
        repeated = any(
            said[_say(one)] > 1 if labelled or names[key] in parallel else _say(one) in seen
            for one in labelled or figures
        )
        seen |= {_say(one) for one in figures}
        others = [_list_words(name) for other, name in names.items() if other != key and bare[other]]
        if (labelled and not repeated) or any(_list_words(names[key]) <= other for other in others):
            continue  # a title that all share, or that names a part of what another does, tells nothing apart
        words, kind = names[key], _topic_of_title(titles[key], names[key], repeated=repeated, only=only)
        if not (kind or repeated or only) and names_subject(titles[key]) and recognise_topic(words) == "offence":
            for one in figures:  # the first of several answers, which is taken for the total of what was asked for
                one.doubt = f'"{shorten(titles[key])}" may ask about a part of the offences only'
        for one in figures if kind else ():
            _name(one, kind, words)


def _name(one: Figure, kind: str, words: str) -> None:
    """Name what a figure counts by words that stand over all of its table."""
    if kind == "outcome" and not one.outcome:
        one.measure, one.outcome = "offence_by_outcome" if one.offence else kind, words
    elif words.casefold() not in one.offence.casefold():
        one.measure, one.offence = kind, f"{words} - {one.offence}" if one.offence else words


def name_by_sheets(readings: dict[str, Reading]) -> None:
    """Tell apart sheets that say the same of their numbers, by their names: "Belfast", "Derry".

    Parameters
    ----------
    readings : dict of Reading
        Those of the sheets, by their names.
    """
    figures = {
        name: [one for one in reading.figures if one.measure != "check_total"]
        for name, reading in readings.items()
    }
    said = {name: set(map(_say, found)) for name, found in figures.items()}
    for name, found in figures.items():
        shared = any(said[name] & other for place, other in said.items() if place != name)
        words = strip_label(name.replace("_", " "), numbered=False)
        named = not (_NO_NAME.fullmatch(words) or recognise(words).kind != "text" or read_total(words))
        for one in found if shared and named and not is_counting(words) and not is_about(words) else ():
            _name(one, recognise_topic(words), words)


def name_rivals(reading: Reading, sheet: str) -> None:
    """Say of what an answer counts besides what the vocabulary is about by what its title, question or sheet names.

    Parameters
    ----------
    sheet : str
        The name of the sheet, which may say what all of it counts.
    """
    found: dict[tuple[int, str], str] = {}
    for one in reading.figures:
        key = one.table, one.question
        if key not in found:
            found[key] = _find_rival(reading, *key, one, sheet)
        if found[key] and not any(is_about(label.text) for label in (*one.beside, *one.over)):
            one.measure = one.measure if one.measure == "check_total" else "other"
            if found[key].casefold() not in one.offence.casefold():
                one.offence = " - ".join(filter(None, (found[key], one.offence)))


def _list_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def _say(one: Figure) -> tuple:
    return one.period and (one.period.start, one.period.end), one.offence, one.outcome


def _find_title(reading: Reading, table: int, question: str, first: Figure) -> str:
    """The words nearest to a table that may name it: its question, its corner, its title, a note above it."""
    region = reading.regions[table - 1]
    if question:
        return question
    for column in (*region.labels, *region.values * (len(region.values) == 1)):
        for cell in headings_over(region, reading.grid, column):
            if not recognise_heading(cell.text) and recognise_topic(cell.text) == "outcome":
                return cell.text
    titles = region.titles or [line for line in reading.notes if table > 1 and line.row < first.row]
    titles = [
        line
        for at, line in enumerate(titles)
        if not _TO_PERSON.match(line.text)
        and not any(_CLOSES.match(above.text) for above in titles[max(at - _SIGNED, 0) : at])
    ]
    title = next(
        (line.text for line in reversed(titles) if name_title(line.text) or _NUMBERING.fullmatch(line.text)), ""
    )
    if number := _NUMBERING.fullmatch(title):
        return find_question(number[1].lower(), first.row, [*reading.lines, *reading.notes])
    return title


def _find_rival(reading: Reading, table: int, question: str, first: Figure, sheet: str) -> str:
    """What a table or an answer counts instead of what the vocabulary is about, by the nearest words that name either."""
    titles = [line.text for line in reading.regions[table - 1].titles]
    title = _find_title(reading, table, question, first)
    numbered = question or (titles and _NUMBERING.fullmatch(titles[-1]))
    texts = [title] if numbered else [title, *titles[::-1], sheet]
    nearest = next((text for text in texts if names_subject(text) or names_rival(text)), "")
    return name_title(nearest) if names_rival(nearest) else ""


def _topic_of_title(title: str, words: str, *, repeated: bool, only: bool) -> str:
    """What a table counts by its title; nothing where it is the total of what was asked for."""
    if not words or is_counting(words) or is_about(words):
        return ""
    if is_part_of_others(title):
        return "other"
    topic = recognise_topic(words)
    if not repeated and (only or topic == "other"):
        return ""
    if topic == "offence" and len(strip_label(title).split()) > 6:
        return "other" if repeated else ""
    return topic
