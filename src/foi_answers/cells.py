"""Turns the text of one cell into what it is: a count, a hidden count, a period, a total, a label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from foi_answers.number_words import SMALL, TENS, read_words
from foi_answers.periods import Period, YearPart, recognise_part, recognise_period
from foi_answers.vocabulary import remember, words

# Longer numbers are those of telephones and references.
_INTEGER = r"(?:\d{1,3}(?:\s?,\s?\d{3}){1,2}|\d{1,3}(?:[\s\u00a0\u202f]\d{3}){1,2}|\d{1,9})"
_SMALL = rf"(?:\d+|{'|'.join(sorted((*SMALL, *TENS), key=len, reverse=True))})"  # "sixteen" before "six"
NUMBER = re.compile(_INTEGER)
# A footnote mark that touches a number or a label: "12*", "2022[1]", "Charges*".
# Of a run of marks all or none: where several may follow each other, it could be divided in more ways than can be tried.
_FOOTNOTE = (
    r"(?:\s?[*\u2020\u2021#^\u00b9\u00b2\u00b3]{1,99}+|\s?\[\w{1,2}\]|\s?\(notes? \w{1,3}\)|"
    r"\s?\[notes? \w{1,3}(?:(?:,| and| to) (?:notes? )?\w{1,3})*\])"
)
# What stands behind a number and does not change it: a footnote mark, its unit, its share or part in brackets.
_BEHIND = re.compile(rf"{_FOOTNOTE}$|\s*\([\d.]+\s*%\)$|(?<=\d)\s?\((?:of which )?\d+(?: [a-z][a-z ]*)?\)$")
_BEGINS_COUNT = re.compile(
    r"(?!(?:19|20)\d\d\b)(?:\W*\d|(?:less|fewer|under|below)\b)", re.IGNORECASE
)  # "2019 crimes" heads a column
_WHOLE = re.compile(r"\d+\.0+")
_LESS = re.compile(rf"(?:<|&lt;|less than|fewer than|under|below)\s*({_SMALL})", re.IGNORECASE)
_AT_MOST = re.compile(
    rf"(?:<=|≤|up to|at most|no more than)\s*({_SMALL})|({_SMALL})\s+(?:or|and)\s+(?:fewer|less|under|"
    rf"below)", re.IGNORECASE
)  # fmt: skip
_BETWEEN = re.compile(rf"(?:between\s+)?({_SMALL})\s*(?:-|\u2013|to|and|or)\s*({_SMALL})", re.IGNORECASE)
_AT_LEAST = re.compile(rf"(?:>=|≥|at least)\s*({_SMALL})|({_SMALL})\s*(?:\+|or more)", re.IGNORECASE)
_MORE = re.compile(rf"(?:>|more than|over)\s*({_SMALL})", re.IGNORECASE)
_PERCENT = re.compile(r"[-+<>~]?\s*\d[\d,]*(?:\.\d+)?\s*(?:%|per ?cent)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[-+]?\s*[£$€]\s*[\d,.]+\s*(?:k|m|million|bn)?|[-+]?\d[\d,]*\.\d+|-\d+|\d+\s*(?:hours?|hrs?|minutes?|mins?|"
    r"days?|years?|pence)"
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:am|pm)?",
    re.IGNORECASE,
)  # fmt: skip
_TOTAL = re.compile(
    r"(?P<before>.*?)\W*\b(?P<grand>grand|overall|combined|sub|force|yearly|annual|row|column|"
    r"running)?[\s-]*(?:totals?|sum)\b\W*(?P<after>.*)"
    r"|(?P<all>all|overall|combined|force(?:[ -]?(?:wide|area))?)\b\W*(?P<whole>(?!other)(?:\w+ )?\w+s)?\W*",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip


class Cell(NamedTuple):
    """What one cell is.

    ``kind`` is blank, count, hidden, unknown (a mark that stands for no number), percent, amount
    (money, time, a decimal), period, part (of a year), or text. A bare year is a period that may
    still be a count: it has both. ``low`` and ``high`` are the ends of a count, both included;
    ``high`` is None where there is none.
    """

    text: str
    kind: str
    low: int | None = None
    high: int | None = None
    period: Period | None = None
    part: YearPart | None = None

    @property
    def is_count(self) -> bool:
        """Whether it is a count, exact or hidden, and nothing else."""
        return self.kind in ("count", "hidden")

    @property
    def is_bare_year(self) -> bool:
        """Whether it is a number that may be a year or a count."""
        return self.kind == "period" and self.low is not None

    @property
    def can_count(self) -> bool:
        """Whether it can be read as a count where one is expected."""
        return self.low is not None


def read_number(text: str) -> int:
    """Read a whole number as printed, with or without thousands commas or blanks.

    Raises
    ------
    ValueError
        The text is not one whole number.

    Examples
    --------
    >>> read_number("1,204"), read_number("77, 686")
    (1204, 77686)
    """
    text = text.strip()
    if not NUMBER.fullmatch(text):
        raise ValueError(f'"{text}" is not a whole number')
    return int(re.sub(r"\D", "", text))


def read_count(text: str, *, zero_hidden: bool = False) -> tuple[int, int | None]:
    """Read one printed count as the range of values that it can stand for.

    Forces hide small numbers ("<5") to protect people, so a count is a closed range: an
    exact figure has equal ends, a hidden one does not. A mark alone ("*", "[c]") stands for 1
    to 4 unless the answer has a key that says otherwise.

    Parameters
    ----------
    zero_hidden : bool
        True where the force hides zeros too.

    Returns
    -------
    tuple of int
        Fewest and most offences, both ends included; None as the most where the words set no
        upper end ("5 or more").

    Raises
    ------
    ValueError
        The wording is new. A person reads it and adds it here; it is never guessed.

    Examples
    --------
    >>> read_count("1,204"), read_count("nil"), read_count("<5"), read_count("5 or fewer")
    ((1204, 1204), (0, 0), (1, 4), (1, 5))
    """
    text = text.strip()
    least = 0 if zero_hidden else 1
    if text.lower() in words().marks:
        return least, 4
    bare = _BEHIND.sub("", text).strip() or text
    if _BEGINS_COUNT.match(bare):
        bare = words().units.sub("", bare)
    if NUMBER.fullmatch(bare):
        return read_number(bare), read_number(bare)
    if _WHOLE.fullmatch(bare):  # a whole number that a spreadsheet program wrote with decimals
        return int(float(bare)), int(float(bare))
    if words().none.fullmatch(bare):
        return 0, 0
    if bare[:1].isalpha() and (number := read_words(bare)) is not None:
        return number, number
    # "Under 18" is an age and "under 5" a small count.
    if (match := _LESS.fullmatch(bare)) and 1 < _small(match[1]) <= (10 if bare[0] in "uUbB" else 100):
        return least, _small(match[1]) - 1
    if match := _AT_MOST.fullmatch(bare):
        return least, _small(match[1] or match[2])
    # "01 to 15" are numbers of tables or pages.
    if (
        (match := _BETWEEN.fullmatch(bare))
        and _small(match[1]) < _small(match[2]) < 100
        and not re.match(r"0\d", match[1])
    ):
        return _small(match[1]), _small(match[2])
    if match := _AT_LEAST.fullmatch(bare):
        return _small(match[1] or match[2]), None
    if match := _MORE.fullmatch(bare):
        return _small(match[1]) + 1, None
    raise ValueError(f'"{text}" is no count that can be read')


def _small(text: str) -> int:
    return int(text) if text.isdecimal() else read_words(text)


def clean(text: str) -> str:
    """A text with single blanks, and with the signs back that a wrong encoding broke ("2018 \u00e2\u20ac\u201c 7")."""
    if not text.isascii():
        text = _BROKEN.sub(lambda match: bytes(_BYTES[sign] for sign in match[0]).decode(), text)
    return " ".join(text.split())


def recognise_all(texts: set[str]) -> dict[str, Cell]:
    """What cells are, by their texts."""
    return {text: _recognise_plain(text) or recognise(text) for text in texts}


def _recognise_plain(text: str) -> Cell | None:
    """A cell of digits alone, as most are; four of them may be a year."""
    if text.isascii() and text.isdigit() and len(text) != 4 and len(text) < 10:
        return Cell(text, "count", int(text), int(text))
    return None


@remember(65536)
def recognise(text: str) -> Cell:
    """What one cell is, by its text alone."""
    text = clean(text)
    if text[:1] == "'" and text[1:2].isdecimal():  # how spreadsheet programs mark a number as text
        text = text[1:]
    if not text:
        return Cell(text, "blank")
    if plain := _recognise_plain(text):
        return plain
    if period := recognise_period(text):
        is_number = re.fullmatch(r"\d{4}", text)
        return Cell(text, "period", *([int(text)] * 2 if is_number else []), period=period)
    if text != "*" and words().unknown.fullmatch(text):
        return Cell(text, "unknown")
    if _PERCENT.fullmatch(text):
        return Cell(text, "percent")
    try:
        low, high = read_count(text)
        return Cell(text, "count" if low == high else "hidden", low, high)
    except ValueError:
        pass
    if _AMOUNT.fullmatch(text):
        return Cell(text, "amount")
    if part := recognise_part(text):
        return Cell(text, "part", part=part)
    return Cell(text, "text")


@lru_cache(maxsize=65536)
def strip_label(text: str, *, numbered: bool = True) -> str:
    """A label without what is not part of its wording: quotation marks, dashes, footnote marks, and numbering if it has any."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:note|nb|please note)\b\s*:?\s*", "", text, flags=re.IGNORECASE)
    text = text if not numbered else re.sub(
        r"^(?:(?:q(?:uestion)?|table)\s*\.?\s*[a-z]?\d+[a-z]?\s*[).:\u2013-]?|\(?(?:\d{1,2}[a-z]?|"
        r"[a-h]|[ivx]{1,4})\s*[).:])\s+", "", text, flags=re.IGNORECASE
    )  # fmt: skip
    # Their number is bounded, so that a line of marks takes as long as the line does.
    text = re.sub(rf"(?:{_FOOTNOTE}){{1,9}}$", "", text)
    return text.strip(" \t-\u2013\u2014:;\"'\u201c\u201d\u2018\u2019")


def footnote_mark(text: str) -> str:
    """The footnote mark behind a label or number, or nothing."""
    match = re.search(rf"(?<=[\w)]){_FOOTNOTE}$", text.strip())
    return match[0].strip() if match else ""


@remember(4096)
def read_total(text: str) -> tuple[str, str] | None:
    """Whether a label says that its count is a sum, and of what.

    Returns
    -------
    tuple of str or None
        "grand", "sub" or "" for a plain total, and the words beside it ("2019 Total" gives
        "2019"); None where the label is no total.
    """
    label = strip_label(text)
    # The length first: on a long text the pattern runs away.
    match = len(label) <= 60 and _TOTAL.fullmatch(label)
    if not match:
        return None
    if match["all"]:
        return ("grand" if (match["whole"] or "").lower()[:4] in ("year", "mont", "peri") else ""), ""
    rest = f"{match['before']} {match['after']}".strip(" -\u2013:()").removeprefix("of ").strip()
    if is_counting(rest):
        rest = ""
    grand = (match["grand"] or "").lower()
    return ("sub" if grand == "sub" else "grand" if grand in ("grand", "overall", "combined") else ""), rest


@remember(4096)
def is_counting(text: str) -> bool:
    """Whether a label only says that something is counted ("Number of offences"), not what."""
    if text.strip().lower() in ("no", "no.", "nos", "nos.", "#"):
        return True
    found = _list_words(text)
    return says_only_that(text) and not found <= words().not_alone


def says_only_that(text: str) -> bool:
    """Whether a label has no words but those that say that something is counted, and of what the answers are about."""
    found = _list_words(text)
    return bool(found) and found <= words().counting and not CODE.fullmatch(text.strip())  # "1A" is an outcome


def _list_words(text: str) -> set[str]:
    return {word for word in re.split(r"[^a-z]+", strip_label(text).lower()) if word}


@remember(1024)
def is_about(text: str) -> bool:
    """Whether a label names what the vocabulary is about, and nothing else ("TikTok", "Offences mentioning TikTok")."""
    return names_subject(text) and says_only_that(text)


def names_subject(text: str) -> bool:
    """Whether a text names what the vocabulary is about."""
    return bool(words().subject and words().subject.search(text))


@remember(1024)
def denies_subject(text: str) -> bool:
    """Whether a text says that what the vocabulary is about is not meant or not named ("other than TikTok")."""
    return bool(words().denied and words().denied.search(text))


def names_others(text: str) -> bool:
    """Whether a text names what may be counted beside what the vocabulary is about, or instead of it."""
    return bool(words().subject and words().rivals.search(text))


def names_rival(text: str) -> bool:
    """Whether a text names what is counted instead of what the vocabulary is about, and not that."""
    return names_others(text) and not names_subject(text)


@lru_cache(maxsize=4096)
def is_part_of_others(text: str) -> bool:
    """Whether a row is a part of one printed beside it ("of which, offender under 18")."""
    return bool(
        re.match(
            r"\W*(?:of (?:which|these|those|the above|them)|including|includes|incl?\.)\b", text, re.IGNORECASE
        )
    )


AREA_CODE = re.compile(r"[EWSNKJ]\d{8}")
CODE = re.compile(AREA_CODE.pattern + r"|\d{1,3}[A-Z]?(?:[/.]\d{1,2}[A-Z]?)?|HO\w*\s?\d.*", re.IGNORECASE)
_CODED = re.compile(
    r"\d{1,3}[A-Z]?(?:/\d{1,2}[A-Z]?)?\s*[-\u2013:]?\s+[A-Za-z]|.*[-\u2013(]\s*\d{1,3}[A-Z]?/\d{1,2}\)?$"
)
_OUTCOME_NUMBER = re.compile(r"(?:0?[1-9]|1\d|2[0-2])[A-C]?\s*[-\u2013:]?\s+[A-Za-z]")


@remember(4096)
def recognise_topic(text: str) -> str:
    """Whether a label names an offence, an outcome, or something else ("other")."""
    label = strip_label(text)
    if is_part_of_others(text):
        return "other"
    if (_CODED.match(label) or CODE.fullmatch(label)) and not _OUTCOME_NUMBER.match(label):
        return "offence"
    if words().outcomes.search(label) and not words().always_offences.match(label):
        return "outcome"
    return "offence" if words().offences.search(label) else "other"


_NUMBER_OF = re.compile(
    r"(?:the |total )*(?:numbers?|nos?|nr|counts?|volumes?|quantity)\b\.? of\b\s*", re.IGNORECASE
)


def says_how_many(text: str) -> bool:
    """Whether a heading begins by saying that numbers stand under it: "Number of stalking offences"."""
    return bool(_NUMBER_OF.match(strip_label(text)))


def counts_people(text: str) -> bool:
    """Whether a label says that people are counted, and no offences: "Number of suspects", "Known offenders"."""
    label = strip_label(text)
    said = _NUMBER_OF.match(label)
    return bool(words().people.fullmatch(label[said.end() if said else 0 :]))


@remember(1024)
def recognise_heading(text: str) -> str:
    """What a column of labels holds by its heading: offence, outcome, or nothing said."""
    if words().outcome_headings.search(text):
        return "outcome"
    return "offence" if words().offence_headings.search(text) else ""


# What stands beside counts and is none: shares, rates, averages, changes.
_RATE = re.compile(
    r"%|\bper ?cent|\bpercentages?\b|\bproportion\b|\brates?\b|"
    r"\bper (?:\d[\d,]*k?|hundred|thousand|million|head|capita|population|person|resident|household)\b|"
    r"\baverage\b|\bmean\b|\bmedian\b|"
    r"\bscores?\b|^rank$|\branking\b|\bchange\b|\bdifference\b|\bvariance\b|\bratio\b|\bincrease\b|\bdecrease\b|[+]/-",
    re.IGNORECASE,
)  # fmt: skip


@remember(4096)
def is_no_count(text: str) -> bool:
    """Whether a label names work, money, time or a reference, so that its number is no count of offences.

    "Count of URN", as pivot tables have it, counts the records that have the reference.
    """
    text = text.replace("_", " ")
    return bool(words().work.search(text)) and not re.match(r"count of\b", text, re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_rate(text: str) -> bool:
    """Whether a label names a share, a rate, an average or a change, so that its number is no count."""
    return bool(_RATE.search(text.replace("_", " ")))


@dataclass(frozen=True)
class Key:
    """What the marks of one answer stand for: its own key, and what a person says of its blanks ("", "zero", "none")."""

    marks: dict[str, tuple[int, int]]
    zero_hidden: bool = False
    blank: str = ""

    def count(self, cell: Cell) -> tuple[int, int | None] | None:
        """Fewest and most that a cell can stand for; None where it is no count."""
        if cell.text in self.marks:
            return self.marks[cell.text]
        if cell.low is None:
            return (0, 0) if cell.kind == "blank" and self.blank == "zero" else None
        return (0 if cell.kind == "hidden" and cell.low == 1 and self.zero_hidden else cell.low), cell.high


def read_key(texts: Iterable[str]) -> Key:
    """Read what marks stand for, where an answer says so ("* denotes fewer than 10", "- means nil").

    Parameters
    ----------
    texts : iterable of str
        Notes and other lines of the answer.
    """
    marks: dict[str, tuple[int, int]] = {}
    zero_hidden = False
    for text in (part for whole in texts for part in _NEXT_MARK.split(whole)):
        zero_too = bool(_ZERO_TOO.search(text))
        text = re.sub(
            r"\b(?:an? )?asterisks?\b",
            " * ",
            re.sub(r"\btildes?\b", " ~ ", text, flags=re.IGNORECASE),
            flags=re.IGNORECASE,
        )
        zero_hidden = zero_hidden or zero_too
        for mark in _DEFINED if _DEFINES.search(text) or text[:1] in words().marks else ():
            quoted = rf"(?:^|[\s\"'\u2018\u201c(:]){re.escape(mark)}(?:[\s\"'\u2019\u201d):=,.;]|$)"
            if not re.search(quoted, text, re.IGNORECASE):
                continue
            found = next((match for shape in (_LESS, _AT_MOST, _BETWEEN) if (match := shape.search(text))), None)
            if found:
                try:
                    marks[mark] = read_count(found[0], zero_hidden=zero_too)
                except ValueError:
                    continue
            elif words().nothing.search(text) and mark not in words().marks:
                marks[mark] = (0, 0)
    return Key(marks, zero_hidden)


# Where a key goes on to its next mark: "- = nil; .. = not available".
_NEXT_MARK = re.compile(
    r"(?<=\w)[;,.]\s+(?=[\"'\u2018\u201c(]?(?:[*~#\u2010-\u2015-]+|\.\.+|\[\w{1,3}\])[\"'\u2019\u201d)]?\s*"
    r"(?:=|:|(?:means?|denotes?|indicates?|represents?|is|are|stands?)\b))",
    re.IGNORECASE,
)
_DEFINED = ("*", "~", "[c]", "**", "-", "\u2013", "..", "#", "x")
_DEFINES = re.compile(
    r"\b(?:denotes?|means?|indicates?|represents?|stands? for|equals?|is|are|refers? to|replaced|"
    r"(?:shown|displayed|presented|marked|given) as|"
    r"suppressed|fewer|less|below|signif\w+|where)\b|=|:",
    re.IGNORECASE,
)  # fmt: skip
_ZERO_TOO = re.compile(
    r"\b(?:includ(?:es?|ing) (?:zero|0|nil)|zeros? (?:are |is |may be )?(?:also )?(?:hidden|included|suppressed)|"
    r"(?<!aged )(?<!ages )(?:between )?(?:0|zero) (?:and|to|-) \d(?!\d|[ -]?years?))",
    re.IGNORECASE,
)
# UTF-8 read as Windows-1252 or Latin-1: signs and accents of two bytes, dashes, quotation marks and others of three.
_BYTES = {chr(n): n for n in range(0x80, 0x100)}
_BYTES |= {sign: n for n in range(0x80, 0xA0) for sign in bytes([n]).decode("cp1252", "ignore")}
_REST = f"[{''.join(sign for sign, byte in _BYTES.items() if byte < 0xC0)}]"
_BROKEN = re.compile(f"[\u00c2\u00c3]{_REST}|\u00e2{_REST}{_REST}")
DASHES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212")
