"""Turns data/reference/study.yml into what the story asks: platform, request, years, official figures beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from linked_offences import catalogue
from linked_offences.years import count_days, name_period, split_years
from plain_files import Problem, cache_by_stamp, read_yaml

if TYPE_CHECKING:
    from foi_answers import Vocabulary

_held: ContextVar[Study | None] = ContextVar("study", default=None)
# What a figure may count besides platforms: one that a table has beside them, several at once, all together, none.
BESIDE_PLATFORMS = ("another", "several", "any", "none")
# What each platform after the first may have of its own.
OWN = ("title", "request", "period", "letter")


@dataclass(frozen=True)
class Platform:
    """What offences are linked to; ``linked`` is what that means, behind the word offences."""

    slug: str
    name: str
    spellings: tuple[str, ...]
    linked: str


@dataclass(frozen=True)
class Request:
    """Who asked the forces and when; ``folder`` lies below data/raw/requests."""

    folder: str
    by: str
    when: str
    year: int


@dataclass(frozen=True)
class Official:
    """The release of official figures and the last days of the years that are taken from it."""

    release: str
    recorded_crime: str
    outcomes: str


@dataclass(frozen=True)
class OffenceClass:
    """An offence class that stands beside the counts, with the official years around a change of its recording."""

    code: str
    name: str
    changed: str
    around: tuple[str, str]
    meets: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    """What the story asks about one of its platforms; periods are first and last day, both included.

    ``slugs`` are all its platforms, the first first; ``spellings`` the words that name any of them.
    """

    title: str
    platform: Platform
    slugs: tuple[str, ...]
    spellings: tuple[str, ...]
    also_counted: tuple[str, ...]
    request: Request
    period: tuple[str, str]
    letter: tuple[str, str]
    official: Official
    classes: tuple[OffenceClass, ...]

    @property
    def offences(self) -> str:
        """What is counted, in words: offences linked to the platform."""
        return f"offences linked to {self.platform.name}"

    @cached_property
    def years(self) -> list[str]:
        """Names of the years asked about, oldest first."""
        return [name_period(*year) for year in split_years(*self.period)]

    @cached_property
    def whole(self) -> str:
        """Name of all the years asked about together: 2021/22 to 2023/24."""
        return name_period(*self.period)

    @property
    def span(self) -> str:
        """The years asked about, behind the word the: three years."""
        # Here, because it loads pandas, and reading an answer does without it.
        from linked_offences.numerals import write_small

        return f"{write_small(len(self.years))} years" if len(self.years) > 1 else "year"

    @property
    def total(self) -> str:
        """What a sum over the years asked about is called, behind the word the: three-year total."""
        return f"{self.span[:-1].replace(' ', '-')} total" if len(self.years) > 1 else "total of the year"

    @property
    def platforms(self) -> tuple[str, ...]:
        """All that a figure may count, as in the column ``platform``."""
        return (*self.slugs, *self.also_counted, *BESIDE_PLATFORMS)

    @property
    def others(self) -> set[str]:
        """Slugs of the platforms that it is not about."""
        return {*self.slugs} - {self.platform.slug}


def find_file() -> Path:
    """Where the study is written down."""
    return catalogue.find_below("data/reference/study.yml")


def read_study() -> Study:
    """What the story asks about the platform that was chosen, its first otherwise; read again when the file changed.

    Raises
    ------
    Problem
        The file is missing or breaks its schema, a period in it is none of whole years, or the platform is none of its.
    """
    if held := _held.get():
        return held
    return _read(find_file(), catalogue.further_platform())


@contextmanager
def hold() -> Iterator[None]:
    """Look at the file once for a while, in which a platform may be chosen, but the file does not change."""
    token = _held.set(read_study())
    try:
        yield
    finally:
        _held.reset(token)


def choose_platform(slug: str = "") -> Study:
    """Let all that follows be about a platform of the study: tables, sentences and pages; as before where none is named.

    Raises
    ------
    Problem
        The study has no such platform.
    """
    if slug:
        further = "" if slug == _read(find_file(), "").slugs[0] else slug
        _read(find_file(), further)  # a slug that is none is refused before it is chosen
        os.environ[catalogue.PLATFORM] = further
        _held.set(None)
    return read_study()


@contextmanager
def about(slug: str) -> Iterator[Study]:
    """Work on a platform of the study for a while; see `choose_platform`."""
    before = catalogue.further_platform()
    try:
        yield choose_platform(slug)
    finally:
        os.environ[catalogue.PLATFORM] = before


@cache_by_stamp
def _read(file: Path, further: str) -> Study:
    said = read_yaml(file, file.with_name("study.schema.json"))
    platforms, slugs = said["platforms"], tuple(one["slug"] for one in said["platforms"])
    if further and further not in slugs[1:]:
        advice = f"is no further platform of the study; it has {', '.join(slugs)}"
        raise Problem(file, "platforms", further, advice)
    for number, one in enumerate(platforms):
        place, slug = f"platforms.{number}", one["slug"]
        if number and "request" not in one:
            raise Problem(file, place, slug, "has no request; say who asked about it, and when")
        if slug in slugs[:number]:
            raise Problem(file, place, slug, "stands there twice")
    platform = platforms[slugs.index(further) if further else 0]
    said |= {name: platform[name] for name in OWN if name in platform}
    for name in ("period", "letter"):
        _check_years(file, name, **said[name])
    for place, day in _list_ends(said):
        _check_years(file, place, f"{int(day[:4]) - 1}-04-01", day)
    return Study(
        said["title"],
        Platform(platform["slug"], platform["name"], tuple(platform["spellings"]), platform["linked"]),
        slugs,
        tuple(dict.fromkeys(word for one in platforms for word in one["spellings"])),
        tuple(said["also_counted"]),
        Request(**said["request"]),
        (said["period"]["start"], said["period"]["end"]),
        (said["letter"]["start"], said["letter"]["end"]),
        Official(**said["official"]),
        tuple(
            OffenceClass(one["code"], one["name"], one["rule"]["when"], (one["rule"]["before"], one["rule"]["after"]),
                         one["meets"], tuple(one["remarks"]))
            for one in said["classes"]
        ),
    )  # fmt: skip


def _list_ends(said: dict) -> list[tuple[str, str]]:
    """Last days of the official years that are named, each with its place."""
    ends = [(f"official.{name}", said["official"][name]) for name in ("recorded_crime", "outcomes")]
    rules = [(f"classes.{number}.rule", one["rule"]) for number, one in enumerate(said["classes"])]
    return ends + [(f"{place}.{name}", rule[name]) for place, rule in rules for name in ("before", "after")]


def _check_years(file: Path, place: str, start: str, end: str) -> None:
    try:
        whole = count_days(start, end) > 0 and split_years(start, end)
    except ValueError:
        whole = False
    if not whole:
        raise Problem(file, place, f"{start} to {end}", "is no period of whole years; give first and last day")


def find_vocabulary() -> Vocabulary:
    """The words by which answers are read."""
    return _about(read_study().spellings)


@cache
def _about(spellings: tuple[str, ...]) -> Vocabulary:
    # The reader takes a fifth of a second to import, and a run with nothing to do reads no answer.
    from foi_answers import read_vocabulary

    return read_vocabulary().about(*spellings)
