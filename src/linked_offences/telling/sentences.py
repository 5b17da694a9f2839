"""Turns a wording and the figures behind it into a sentence, and refuses wording that they do not carry.

The only way in which a sentence of ours comes onto a page. Its numbers are quantities: each knows
what it is and which printed figures it is worked out from, so that anybody can work it out again
from the files. Its words are ours and may be Markdown; the names that it holds are quoted: they are
written so that they stay words, whoever wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from linked_offences import counts, forces, metrics
from linked_offences.numerals import (
    capital,
    join_words,
    plural,
    write_number,
    write_pct,
    write_range,
    write_significant,
    write_small,
)
from linked_offences.study import read_study
from plain_files import write_markdown

MIME = "application/vnd.linked-offences.sentences+json"
SMALLEST_BASE = metrics.SMALLEST_BASE
MOST_PAPERS = 3  # as many are named; of more it is told how many they are
# Numbers that are no figures of a source: constants of the trade and of the law, years, days.
CONSTANTS = re.compile(
    r"95%|\b100,000\b|\b1 April\b|\b6 April\b|\b5 April\b|\b31 March\b|\b(?:19|20)\d\d(?:[-/]\d\d)?\b|\b1,000\b|\bcode \d+\b"
    r"|\bsections? \d+(?: and \d+)?\b|\b20 working days\b"
)
QUOTED = re.compile(r'"[^"]*"')
VERDICT_WORDS = ("holds", "contradicted", "cannot be", "equates to")
# Quantities that say how far chance may move a count.
INTERVALS = {"interval", "ratio", "share_low", "share_high"}
PERCENT = {"change", "moved", "share", "share_low", "share_high"}


class Overstated(Exception):
    """A sentence says more than the figures behind it carry."""


class Quoted(str):
    """Words of others, such as a label or what was asked: whether we may say so is not judged."""

    __slots__ = ()


class Marked(str):
    """Words of ours that are Markdown as they stand, such as a command between backticks."""

    __slots__ = ()


@dataclass(frozen=True)
class Quantity:
    """One number of a sentence.

    Parameters
    ----------
    kind : str
        What it is: a key of `KINDS`.
    of : tuple of tuple of str
        Ids of the figures behind it; a group is one count, however many figures print it.
    options : dict
        What else it takes to write it, such as its noun.
    """

    kind: str
    of: tuple[tuple[str, ...], ...]
    options: Mapping = field(default_factory=dict)

    def write(self, ranges: list[tuple]) -> str:
        """Its words, from the range of each group.

        Raises
        ------
        Overstated
            The figures do not carry it: it needs an exact count, or a base of at least 10.
        """
        return KINDS[self.kind](ranges, **self.options)


@dataclass(frozen=True)
class Sentence:
    """One sentence of ours, with how it was made: ``text`` is plain, ``markdown`` the same with its names quoted."""

    text: str
    template: str = ""
    markdown: str = ""
    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[dict, ...] = ()

    def __str__(self) -> str:
        return self.text

    def describe(self) -> dict:
        """The sentence for machines: how it is worked out, from which files and cells."""
        return {
            "text": self.text,
            "template": self.template,
            "quantities": {
                name: {"kind": one.kind, "of": [list(group) for group in one.of], "options": dict(one.options)}
                for name, one in self.quantities.items()
            },
            "names": dict(self.names),
            "figures": list(self.figures),
        }


class Ledger:
    """The figures that sentences of one page may use.

    Parameters
    ----------
    figures : DataFrame
        Printed figures, as the dictionary describes them.
    official : DataFrame
        Official figures: ``id``, ``value``, ``source``, ``file``, ``cell``.
    force : str, optional
        Slug of the page's force; blank on pages that compare forces.
    publishers : mapping, optional
        Publisher of each source, by which newspapers are named.

    ``used`` are the official figures that the page rests on, in its order; ``numbers`` gives each figure that the page
    lists its number there, for `write_references`.
    """

    def __init__(
        self, figures: pd.DataFrame, official: pd.DataFrame, force: str = "", publishers: Mapping[str, str] | None = None
    ):  # fmt: skip
        self.figures = figures.set_index("id", drop=False)
        self.official = official.set_index("id", drop=False)
        self.force = force
        self.publishers = publishers or {}
        self.used: list[str] = []
        self.numbers: dict[str, int] = {}
        self._known: dict[tuple[str, ...], tuple] = {}

    def range_of(self, group: Iterable[str]) -> tuple:
        """Fewest and most that a group of figures allows for the one count that they print."""
        # A page tells the same count in its summary, its text and its figures.
        group = tuple(group)
        if group not in self._known:
            self._known[group] = self._find_range(list(group))
        return self._known[group]

    def _find_range(self, group: list[str]) -> tuple:
        if group and all(one in self.official.index for one in group):
            value = int(self.official.loc[group[0], "value"])
            return value, value
        figures = list(self.figures.loc[group].itertuples())
        parts: dict[tuple[str, str], list[str]] = {}
        for one in figures:
            parts.setdefault((one.period_start, one.period_end), []).append(one.Index)
        # The years of an answer by month have the figures of twelve periods.
        if len(parts) > 1 and all(one.source_kind == "disclosure" for one in figures):
            return tuple(sum(ends) for ends in zip(*map(self.range_of, parts.values()), strict=True))
        found = counts.combine(figures)
        return found["count_low"], found["count_high"]

    def ranges(self, quantity: Quantity) -> list[tuple]:
        """What each group of a quantity allows."""
        if quantity.kind == "tally":
            return [(len(group), len(group)) for group in quantity.of]
        if quantity.kind == "allowed":
            return [(quantity.options["low"], quantity.options["high"])]
        return [self.range_of(group) for group in quantity.of]

    def cells(self, ids: Iterable[str]) -> tuple[dict, ...]:
        """Where each figure stands: file and cell, and what is printed there."""
        rows = []
        for one in dict.fromkeys(ids):
            if one in forces.list_names():
                place = f"A{[*forces.list_names()].index(one) + 2}"
                rows.append({"id": one, "file": "data/reference/forces.csv", "cell": place, "printed": one})
                continue
            official = one in self.official.index
            row = (self.official if official else self.figures).loc[one]
            printed = str(row["value"]) if official else row["as_printed"]
            file = f"data/raw/{row['source']}/{row['file']}"
            number = {"number": self.numbers[one]} if one in self.numbers else {}
            rows.append({"id": one, "file": file, "cell": row["cell"], "printed": printed} | number)
        return tuple(rows)

    def is_by_press(self, ids: str) -> bool:
        """Whether newspapers alone print some figures, and not the force's own answer."""
        return not (self.figures.loc[ids.split(), "source_kind"] == "disclosure").any()

    def name_papers(self, ids: Iterable[str] | str) -> Quoted:
        """The newspapers that print some figures, by name; how many they are where they are more than three."""
        behind = self.figures.loc[list(_ids(ids))]
        sources = behind.loc[behind["source_kind"] == "press", "source"]
        papers = list(dict.fromkeys(self.publishers[one] for one in sources if one in self.publishers))
        many = f"{write_small(len(papers))} newspapers" if papers else "newspapers"
        return Quoted(join_words(papers) if 0 < len(papers) <= MOST_PAPERS else many)

    def tell_papers(self, ids: Iterable[str] | str, verb: str = "print") -> tuple[str, dict]:
        """Which newspapers print some figures: wording with its verb, and the names in it."""
        papers = self.name_papers(ids)
        return f"{{papers}} {verb}{'s' * (papers in self.publishers.values())}", {"papers": papers}

    def hides(self, *groups: Iterable[str] | str) -> bool:
        """Whether the force's own answer hides a count of some figures, so that it is told as a range."""
        own = self.figures.reindex([one for group in groups for one in _ids(group)])
        own = own[(own["source_kind"] == "disclosure") & own["count_high"].notna()]
        return bool((own["count_low"] != own["count_high"]).any())

    def doubt(self, ids: str) -> str:
        """The condition that figures hold on, such as what a total is a total of; empty where there is none."""
        return next((doubt for one in ids.split() if (doubt := self.figures.loc[one, "doubt"])), "")

    def words_behind(self, ids: str) -> str:
        """The claims in words, which nobody checked, that a range rests on; empty where there is none."""
        found = self.figures.loc[ids.split()]
        return join_words(f'"{words}"' for words in found.loc[found["measure"] == "wording", "qualifier"].unique())

    def refer(self, ids: Iterable[str] | str) -> Markup:
        """Links to where the page lists some figures."""
        return write_references(self.cells(_ids(ids)))

    def say(
        self, template: str, *, rests_on: Iterable[str] = (), names: Mapping | None = None, **quantities
    ) -> Sentence:
        """A sentence, or a refusal.

        Parameters
        ----------
        template : str
            Wording with the names of its parts in braces; it holds no number of its own.
        rests_on : iterable of str
            Figures behind its words, besides those of its numbers.
        names : mapping, optional
            Parts that are no numbers: a force, a period, a label, a reference. They are quoted; what they say is
            judged as our words, but for `Quoted`. The ``name`` of the page's force and the study's ``platform`` need not
            be given.
        quantities : Quantity
            Its numbers.

        Raises
        ------
        Overstated
            The wording says more than the figures carry; the message names the word and the reason.
        """
        names = dict(names or {})
        if "{name}" in template and "name" not in names:
            names = {"name": forces.name_force(self.force)} | names
        if "{platform}" in template:
            names.setdefault("platform", read_study().platform.name)
        written = {name: one.write(self.ranges(one)) for name, one in quantities.items()}
        text = capital(template.format(**written, **names))
        marked = capital(template.format(**written, **{name: _quote(one) for name, one in names.items()}))
        ours = {name: "" if isinstance(one, Quoted) else one for name, one in names.items()}
        ids = [*(i for one in quantities.values() for group in one.of for i in group), *rests_on]
        self._refuse(capital(template.format(**written, **ours)), template, names, quantities)
        return Sentence(text, template, marked, quantities, names, self.cells(ids))

    def tell(
        self,
        *sentences: Sentence | str | None,
        listed: Iterable[Sentence | str | None] = (),
        between: str = " ",
        before: str = "",
    ) -> Text:
        """A text of those of some sentences that there are; one without a part may be given by its wording."""
        told, items = (
            tuple(self.say(one) if isinstance(one, str) else one for one in some if one)
            for some in (sentences, listed)
        )
        return Text(told, between, before, items)

    def quote(self, finding: str, ids: Iterable[str]) -> Sentence:
        """A finding of `claims`, which worked it out from these figures, as a sentence of the page."""
        return Sentence(finding, markdown=write_markdown(finding), figures=self.cells(ids))

    def _refuse(self, text: str, template: str, names: Mapping, quantities: Mapping[str, Quantity]) -> None:
        bare = CONSTANTS.sub("", re.sub(r"\{[^}]*\}", "", template))
        if re.search(r"\d", bare):
            raise Overstated(f'"{template}": a number without a figure behind it')
        plain = QUOTED.sub('""', text)
        said = QUOTED.sub('""', template)
        kinds = {one.kind for one in quantities.values()}
        if re.search(r"\b(doubl\w*|twice|twofold)\b", plain, re.IGNORECASE) and not self._doubles(quantities):
            raise Overstated(f'"{text}": doubled needs a ratio of at least 2 at both ends of the range')
        if re.search(r"\btripl\w*|threefold\b", plain, re.IGNORECASE):
            raise Overstated(f'"{text}": say the two counts instead')
        if re.search(r"%|\bper cent\b", CONSTANTS.sub("", plain)) and not kinds & PERCENT:
            raise Overstated(f'"{text}": a percentage needs both counts')
        quoted = re.search(r"%|\bper cent\b", CONSTANTS.sub("", text)) and "%" not in CONSTANTS.sub("", plain)
        if quoted and not any(word in text for word in VERDICT_WORDS):
            raise Overstated(f'"{text}": a quoted percentage needs its verdict')
        given = {group for one in quantities.values() if one.kind not in PERCENT for group in one.of}
        for one in quantities.values():
            if one.kind in PERCENT and not set(one.of) <= given:
                raise Overstated(f'"{text}": a percentage needs both counts beside it')
        if re.search(r"\b(most common(ly)?|commonest|largest|most often|main reason)\b", said, re.IGNORECASE) and (
            not kinds & {"largest", "mode"}
        ):
            raise Overstated(f'"{text}": the most common needs the counts of all that it is compared with')
        ids = [ident for one in quantities.values() for group in one.of for ident in group]
        if kinds & {"change", "moved"} and (self.figures.reindex(ids)["measure"] == "check_total").any():
            raise Overstated(f'"{text}": a change is not joined to a total of several years')
        chance = [one for one in quantities.values() if one.kind in INTERVALS]
        behind = [set(self.figures.reindex(group)["source_kind"]) for one in chance for group in one.of]
        if any("press" in kinds and "disclosure" not in kinds for kinds in behind):
            raise Overstated(f'"{text}": an interval is given only where each count is the force\'s own')
        if self.force:
            allowed = {forces.name_force(self.force), names.get("misprinted")}
            for name in _find_names(tuple(forces.list_names().values())).findall(plain):
                if name not in allowed:
                    raise Overstated(f'"{text}": {name} is not the force of this page')

    def _doubles(self, quantities: Mapping[str, Quantity]) -> bool:
        for one in quantities.values():
            if one.kind == "times":
                (_, first), (last, _) = self.ranges(one)
                if pd.notna(first) and 0 < 2 * first <= last:
                    return True
        return False


def _quote(name: object) -> str:
    return name if isinstance(name, Marked) else write_markdown(str(name))


@cache
def _find_names(names: tuple[str, ...]) -> re.Pattern:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def count(group: Iterable[str] | str, **options) -> Quantity:
    """One count, as its range allows; with ``noun`` in words up to ten, as in two charges."""
    return Quantity("count", (_ids(group),), options)


def _ids(group: Iterable[str] | str) -> tuple[str, ...]:
    return tuple(group.split()) if isinstance(group, str) else tuple(group)


def tally(rows: Iterable[str], **options) -> Quantity:
    """How many rows there are, each given by the ids of its figures."""
    return Quantity("tally", (tuple(ids.split()[0] for ids in rows),), options)


def list_ids(rows: Iterable[str]) -> list[str]:
    """Ids of the figures behind some rows, each given by the ids of its own."""
    return " ".join(rows).split()


def make(kind: str, *groups: Iterable[str] | str, **options) -> Quantity:
    """A quantity of any kind from its groups of figures."""
    return Quantity(kind, tuple(_ids(group) for group in groups), options)


def _exact(pair: tuple) -> int:
    low, high = pair
    if pd.isna(low) or pd.isna(high) or low != high:
        raise Overstated("a range is worded as a range: this wording needs an exact count")
    return int(low)


def _add(ranges) -> int:
    return sum(map(_exact, ranges))


def _base(value: int) -> int:
    if value < SMALLEST_BASE:
        raise Overstated(f"a percentage needs a base of at least {SMALLEST_BASE}, not {value}")
    return value


def _write_count(ranges, noun: str = "", nouns: str = "") -> str:
    low, high = ranges[0]
    if noun and pd.notna(high) and low == high:
        return plural(int(low), noun, nouns)
    return f"{write_range(low, high)} {nouns or noun + 's'}" if noun else write_range(low, high)


def _write_sum(ranges, **noun) -> str:
    high = pd.NA if any(pd.isna(b) for _, b in ranges) else sum(b for _, b in ranges)
    return _write_count([(sum(a for a, _ in ranges), high)], **noun)


def _write_left(ranges) -> str:
    """A whole without its parts."""
    (low, high), *parts = ranges
    return write_range(max(0, low - sum(b for _, b in parts)), high - sum(a for a, _ in parts))


def _tell_change(first: int, last: int, same: str, rise: str, fall: str) -> str:
    change = metrics.change_pct(last, _base(first))
    return f"{rise if change > 0 else fall} {write_pct(abs(change) / 100)}" if round(change, 9) else same


def _write_change(ranges) -> str:
    return _tell_change(*map(_exact, ranges), "no change", "a rise of", "a fall of")


def _write_moved(ranges) -> str:
    """How two sums moved: the first half of the groups are the parts of one, the rest those of the other."""
    half = len(ranges) // 2
    first, last = _add(ranges[:half]), _add(ranges[half:])
    return _tell_change(first, last, "did not change", "rose by", "fell by")


def _share(ranges) -> metrics.Estimate:
    return metrics.share(_exact(ranges[0]), _base(_add(ranges[1:])))


def _write_share_end(ranges, end: str, decimals: int | None = None) -> str:
    return write_pct(getattr(_share(ranges), end), decimals)


def _write_rate(ranges, per: int, official: bool = False) -> str:
    value = _add(ranges) / per
    return write_number(value, 1) if official else write_significant(value)


def _write_mode(ranges, named: int = 1) -> str:
    """Nothing, where the first so many are no smaller than any other."""
    rest = [b for _, b in ranges[named:]]
    if any(pd.isna(b) for b in rest) or any(a < b for a, _ in ranges[:named] for b in rest):
        raise Overstated("the largest needs counts that are no smaller than any other of those printed")
    return ""


KINDS = {
    "count": _write_count,
    "allowed": lambda ranges, low, high, **_: write_range(low, high),
    "sum": _write_sum,
    "left": _write_left,
    "change": _write_change,
    "moved": _write_moved,
    "ratio": lambda ranges, end: write_number(
        getattr(metrics.change_ratio(*map(_exact, reversed(ranges))), end), 2
    ),
    "times": lambda ranges: "",
    "share": lambda ranges: write_pct(_share(ranges).value),
    "share_low": partial(_write_share_end, end="low"),
    "share_high": partial(_write_share_end, end="high"),
    "rate": _write_rate,
    "average": lambda ranges, forces, total: write_number((total - _add(ranges)) / forces),
    "times_largest": lambda ranges, forces, total, largest: write_number(
        (total - _add(ranges)) / forces / largest, 1
    ),
    "largest": lambda ranges: "",
    "mean": lambda ranges, forces: write_number(_add(ranges) / forces),
    "mode": _write_mode,
    "interval": lambda ranges, end: write_number(metrics.count_interval(_exact(ranges[0]))[end]),
    "tally": lambda ranges, noun="", nouns="": (
        plural(ranges[0][0], noun, nouns) if noun else write_small(ranges[0][0])
    ),
}


@dataclass(frozen=True)
class Text:
    """Sentences as a paragraph and a list, for a page and for machines.

    ``between`` and ``before`` are marks, no words.
    """

    sentences: tuple[Sentence, ...]
    between: str = " "
    before: str = ""
    listed: tuple[Sentence, ...] = ()

    def __repr__(self) -> str:
        return self._write(str)

    def _write(self, write) -> str:
        lines = "\n".join(f"- {write(one)}" for one in self.listed)
        return "\n\n".join(filter(None, [self.before + self.between.join(map(write, self.sentences)), lines]))

    def _refer(self, sentence: Sentence) -> str:
        """A sentence with references to its figures; a heading has them behind what follows it."""
        if not self.before:
            return f"{sentence.markdown}{write_references(sentence.figures)}"
        if sentence is not self.sentences[-1]:
            return sentence.markdown
        return f"{sentence.markdown}{write_references(figure for one in self.sentences for figure in one.figures)}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {
            "text/markdown": self._write(self._refer),
            MIME: [one.describe() for one in (*self.sentences, *self.listed)],
        }


@dataclass(frozen=True)
class Chapter:
    """Texts under headings of the third level, shown as one; a text without a heading stands first."""

    parts: tuple[tuple[str, Text], ...]

    def __repr__(self) -> str:
        return self._join(str)

    def _join(self, write) -> str:
        return "\n\n".join(
            f"### {heading}\n\n{write(text)}" if heading else write(text) for heading, text in self.parts
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        shown = [text._repr_mimebundle_() for _, text in self.parts]
        written = {id(text): one["text/markdown"] for (_, text), one in zip(self.parts, shown, strict=True)}
        return {
            "text/markdown": self._join(lambda text: written[id(text)]),
            MIME: [sentence for one in shown for sentence in one[MIME]],
        }


def write_references(figures: Iterable[Mapping]) -> Markup:
    """Links to where the page lists some figures, by their numbers there: neighbours as a run; empty where none is listed.

    Parameters
    ----------
    figures : iterable of mapping
        Figures as `Ledger.cells` gives them.
    """
    numbers = sorted({one["number"] for one in figures if "number" in one})
    links = []
    for _, found in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in found]
        # A run of two is shorter as two numbers.
        told = {run[0]: f"{run[0]}–{run[-1]}"} if len(run) > 2 else {number: number for number in run}
        links += [Markup('<a href="#figure-{}">{}</a>').format(*one) for one in told.items()]
    return Markup('<sup class="refs">{}</sup>').format(Markup(" ").join(links)) if links else Markup("")
