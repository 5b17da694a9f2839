"""Turns a file of words into what the reader asks of a text: which words name an offence, an outcome, a refusal."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from pathlib import Path

import yaml

from plain_files import Problem

SHIPPED = Path(__file__).with_name("vocabulary.yml")
# What the words of a list stand in.
FRAMES = {
    "none": "{}",
    "unknown": "{}",
    "units": r"\s+(?:recorded |reported )?(?:{})\.?",
    "people": r"(?:\w+ )?(?:{})",
    "offences": r"\b(?:{})\b",
    "always_offences": "{}",
    "outcomes": r"\b(?:{})\b|\btype \d+|^\d\d?[A-C]?\s?[-:.)]\s",
    "offence_headings": r"\b(?:{})\b",
    "outcome_headings": r"\b(?:{})\b",
    "label_headings": r"\b(?:{})s?\b|^#$",
    "work": r"£(?!\s?\d)|\b(?:{})\b",
    "references": r"\b(?:{})\b",
    "nothing": r"\b(?:{})\b",
    "sections": r"(?:{})(?!\d)\s?(?:\(\w{1,2}\))*",
    "refusals": r"\b(?:{})\b",
    "undated": r"\b(?:{})(?: on| in)?[\s:.,(]*$",
    "named_by_year": r"\W{0,2}(?:(?-i:[A-Z])[\w'-]*\s+(?:(?:and|of)\s+)?){0,3}(?:{})\b",
    "year_of_name": r"\b(?:{})(?:\s+v?[\d.]+)?(?:\s+(?:of|for|on)(?:\s+(?-i:[A-Z])[\w'-]*){0,4})?[\s:.,(]*$",
    "rivals": r"\b(?:{})\b",
    "operations": r"\b(?:{})\.?\s+(?-i:[A-Z])[\w'-]*\s+(?P<more>(?:(?-i:[A-Z])[\w'-]*\s+){0,2})$",
    "changes": r"\b(?:{})\b",
}
# Lists of plain words.
PLAIN = ("marks", "counting", "naming", "not_alone")
# "Other than TikTok", "did not mention TikTok", "TikTok was not named"; what something does not mean is no count.
_DENIED = (
    r"\b(?:(?:not|\w{1,9}n't|cannot)\b(?! (?:mean|imply|follow|indicat|suggest|necessar))|none|non|never|neither|without|"
    r"exclud\w*|excl|except\w*|other than|apart from|rather than)\b[^.;:]{0,80}?\b(?:{})\b|"
    r"\b(?:{})\b(?:\W+\w+){0,3}?\W+(?:not|\w{1,9}n't|never|excluded)\b"
)


class Vocabulary:
    """The words of one kind of answers.

    Each list of ``FRAMES`` is an attribute, a compiled pattern; each of ``PLAIN`` is a frozenset of
    words, but for ``marks``, which keep their order.

    Parameters
    ----------
    words : mapping of str to list of str
        The lists by their names.
    subject : tuple of str
        Words, in small letters, that name what was searched for: a label of these alone says only that something is
        counted.

    Raises
    ------
    ValueError
        A list is missing or strange, or is no list of words that can be read as patterns.
    """

    def __init__(self, words: Mapping[str, list[str]], subject: tuple[str, ...] = ()):
        self.words = words
        if strange := {*words} ^ {*FRAMES, *PLAIN}:
            raise ValueError(f"{', '.join(sorted(strange))}: a list is missing or not known")
        for name, entries in words.items():
            if not isinstance(entries, list) or not all(isinstance(entry, str) and entry for entry in entries):
                raise ValueError(f"{name}: is no list of words")
        self.marks = tuple(words["marks"])
        about = [*subject, *words["naming"]] if subject else []
        self.subject, self.denied = (
            re.compile(frame.replace("{}", "|".join(map(re.escape, subject))), re.IGNORECASE) if subject else None
            for frame in (r"\b(?:{})\b", _DENIED)
        )
        self.counting, self.not_alone = (frozenset([*words[name], *about]) for name in ("counting", "not_alone"))
        for name, frame in FRAMES.items():
            try:
                setattr(self, name, re.compile(frame.replace("{}", "|".join(words[name])), re.IGNORECASE))
            except re.error as error:
                raise ValueError(f"{name}: is no regular expression ({error})") from None

    def about(self, *subject: str) -> "Vocabulary":
        """The same words for answers about something, such as a platform, by the words that name it in small letters."""
        return Vocabulary(self.words, subject)


def read_vocabulary(file: Path = SHIPPED) -> Vocabulary:
    """Read a file of words; that of the package if not given, which says what each list is.

    Raises
    ------
    Problem
        It cannot be read, is no YAML, or lacks a list.
    """
    return _read(Path(file))


@cache
def _read(file: Path) -> Vocabulary:
    try:
        # The loader in C, where PyYAML has it, takes a tenth of the time.
        words = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return Vocabulary(words)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, TypeError) as error:
        raise Problem(file, "", "", f"is no vocabulary: {error}") from None


_used: ContextVar[Vocabulary | None] = ContextVar("vocabulary", default=None)


def words() -> Vocabulary:
    """The vocabulary by which this thread reads now."""
    return _used.get() or _read(SHIPPED)


@contextmanager
def use(vocabulary: Vocabulary | None) -> Iterator[None]:
    """Read by a vocabulary for a while; where none is given, by the one in use."""
    before = _used.set(vocabulary or words())
    try:
        yield
    finally:
        _used.reset(before)


def remember(most: int) -> Callable:
    """Remember what a function of a text answered, by the vocabulary of the time."""

    def decorate(function: Callable) -> Callable:
        @lru_cache(maxsize=most)
        def answer(vocabulary: Vocabulary, *given):
            return function(*given)

        @wraps(function)
        def ask(*given):
            return answer(words(), *given)

        return ask

    return decorate
