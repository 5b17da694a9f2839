"""Turns the words of an article into sentences of typed tokens: numbers, periods, forces, offences, links to the platform.

Every figure of a sentence ends in a token; what could not be read is one too (kind ``unread``).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from foi_answers import read_words
from linked_offences.stories import vocabulary as words
from plain_files import drop_ignorable

NUMERIC = ("number", "percent", "times", "share", "unread")
# What is longer, or has more numbers, is a table or a page run together, and no sentence.
LONGEST, MOST_NUMBERS = 2_000, 60
# What a bound says that is denied.
DENIED = {
    "just over": "at most",
    "more than": "at most",
    "at least": "fewer than",
    "fewer than": "at least",
    "at most": "more than",
}
# What has more is no count of anything, and more than a float holds exactly.
MOST_DIGITS = 15


@dataclass(frozen=True)
class Amount:
    """A number with the words around it, as the fewest and most that they allow; None where an end is open.

    ``value`` is as printed, without commas; ``hedge`` is one of `vocabulary.HEDGES`, ``between``, or blank;
    ``unit`` is ``%``, ``times`` (a change to so many times as many, -2 for half), or blank for a count.
    """

    value: str
    hedge: str = ""
    top: str = ""
    unit: str = ""

    @cached_property
    def bounds(self) -> tuple[int, int | None]:
        """Fewest and most, both included."""
        value = int(float(self.value))
        zeros = len(str(value)) - len(str(value).rstrip("0"))
        # A round number stands for what rounds to it; one that is not round is no round number.
        half = max(1, 10**zeros // 2) if zeros else max(1, value // 20)
        return {
            "more than": (value + 1, None), "at least": (value, None), "fewer than": (0, value - 1), "at most": (0, value),
            "nearly": (max(0, value - half), value), "just over": (value + 1, value + half),
            "around": (max(0, value - half), value + half),
            "between": (value, int(float(self.top or value))),
        }.get(self.hedge, (value, value))  # fmt: skip

    def rounds(self, values: list[int]) -> bool:
        """Whether it is a round number, without a hedge, that one of some values is rounded to."""
        zeros = len(self.value) - len(self.value.rstrip("0"))
        return (
            not self.hedge and zeros >= 2 and any(abs(int(self.value) - value) * 2 < 10**zeros for value in values)
        )

    @property
    def rounded(self) -> tuple[int, int | None]:
        """The same, where an open "more than" stands for what rounds down to it (METHODOLOGY A11)."""
        low, high = self.bounds
        if self.hedge == "more than":
            high = int(self.value) + 10 ** (len(self.value) - len(self.value.rstrip("0"))) - 1
        return low, max(low, high) if high is not None else None


@dataclass(frozen=True)
class Share:
    """A part of a whole: ``top`` of ``bottom``, or more than half where ``top`` is 0 (a majority)."""

    top: int
    bottom: int
    hedge: str = ""
    percent: bool = False


@dataclass(frozen=True)
class Kind:
    """What is counted: offences of every kind (``total``), an offence or an outcome, and the names it may be held under.

    ``parts`` are the kinds that are counted together, "harassment or stalking".
    """

    measure: str
    level: str = ""
    names: tuple[str, ...] = ("",)
    label: str = ""
    parts: tuple["Kind", ...] = ()


TOTAL = Kind("total")


@dataclass(frozen=True)
class When:
    """A period as worded: how its years are read (`vocabulary.PERIODS`) and the years that it names."""

    kind: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Token:
    """A stretch of a sentence that says one thing."""

    kind: str
    start: int
    end: int
    text: str
    value: object = None


@dataclass(frozen=True)
class Sentence:
    """A sentence with the line that it begins on and its tokens in order."""

    line: int
    text: str
    tokens: tuple[Token, ...]

    def of(self, *kinds: str) -> list[Token]:
        """Its tokens of some kinds, in order."""
        return [one for one in self.tokens if one.kind in kinds]

    @cached_property
    def links(self) -> list[Token]:
        """Where it says that offences have to do with the platform."""
        return self.of("link")


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of a text with the number of the line that each begins on; a line break ends one."""
    for number, line in enumerate(drop_ignorable(text).splitlines(), start=1):
        for old, new in ("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'):
            line = line.replace(old, new)
        line = words.QUIET.sub(lambda m: f"{m[1]}\u2024", " ".join(line.split()))
        for part in re.split(r'(?<=[.!?])["\')]*\s+(?=["\'(]?[A-Z0-9])', line):
            if part.strip():
                yield number, part.strip().replace("\u2024", ".")


def read_sentence(line: int, text: str, *, platform_named: bool = False) -> Sentence:
    """A sentence with its tokens.

    Parameters
    ----------
    platform_named : bool
        Whether the app named last before it was the platform, so that "the app" is it.
    """
    if len(text) > LONGEST or len(re.findall(r"\d+", text)) > MOST_NUMBERS:
        return Sentence(line, text, (Token("unread", 0, len(text), f"{text[:40]}..."),))
    lexer = _Lexer(text)
    lexer.read_names(platform_named)
    lexer.read_periods()
    lexer.read_asides()
    lexer.read_numbers()
    lexer.read_kinds()
    lexer.read_links()
    lexer.read_rest()
    return Sentence(line, text, tuple(sorted(lexer.tokens, key=lambda one: (one.start, one.end))))


class _Lexer:
    """Takes tokens from a sentence, the surest first; what is taken is not read again."""

    def __init__(self, text: str):
        self.text = text
        self.tokens: list[Token] = []
        self.taken = [False] * len(text)

    @cached_property
    def charges(self) -> Kind:
        """The outcome that an offence without a charge has none of."""
        return next(Kind("outcome", "", names, name) for name, names, _ in words.OUTCOME if name == "charges")

    def take(self, kind: str, match: re.Match, value=None, *, end: int = 0) -> None:
        start, end = match.start(), end or match.end()
        while start < end and self.text[start].isspace():
            start += 1
        if start < end and not any(self.taken[start:end]):
            self.tokens.append(Token(kind, start, end, self.text[start:end].strip(), value))
            self.taken[start:end] = [True] * (end - start)

    def take_all(self, kind: str, pattern: re.Pattern, value: Callable | None = None) -> None:
        for match in pattern.finditer(self.text):
            self.take(kind, match, value(match) if value else None)

    def read_names(self, platform_named: bool) -> None:
        ranks = list(words.RANK.finditer(self.text))
        names, pattern = words.name_forces()
        for kind, one, value in (
            ("force", pattern, lambda match: names[match[0]]),
            ("nation", words.NATIONAL, lambda match: words.NATION),
            ("region", words.REGION, lambda match: None),
        ):
            for match in one.finditer(self.text):
                # "More than any other force in England and Wales" is no figure of the nation.
                if not any(rank.start() <= match.start() < rank.end() for rank in ranks):
                    self.take(kind, match, value(match))
        self.take_all("platform", words.PLATFORM)
        self.take_all("app", words.APP)
        self.tokens += [Token("rank", rank.start(), rank.end(), rank[0]) for rank in ranks]
        named = sorted(self.tokens, key=lambda one: one.start)
        for match in words.THE_PLATFORM.finditer(self.text):
            apps = [one.kind for one in named if one.kind in ("platform", "app") and one.end <= match.start()]
            self.take("platform" if (apps[-1] == "platform" if apps else platform_named) else "app", match)
        self.take_all("source", words.OTHER_SOURCE)
        self.take_all("rate", words.RATE)
        for match in words.PLACE.finditer(self.text):
            ranked = any(rank.start() <= match.start() < rank.end() for rank in ranks)
            if (
                not ranked
                and not words.NO_PLACE.match(match["name"])
                and not any(self.taken[match.start("name") : match.end("name")])
            ):
                self.take("place", re.compile(re.escape(match["name"])).search(self.text, match.start("name")))

        kinds = (words.list_offences()[1], words.CRIME, words.NOUN, *(pattern for *_, pattern in words.OUTCOME))
        for match in words.TOWN.finditer(self.text):
            name = next(filter(None, match.groups()))
            excluded = (
                words.NO_TOWN.match(name) or words.NO_PLACE.match(name) or any(one.match(name) for one in kinds)
            )
            if not excluded:
                self.take("place", re.compile(re.escape(name)).search(self.text, match.start()))

    def read_periods(self) -> None:
        self.take_all(
            "extreme",
            words.EXTREME,
            lambda match: "low" if (match["way"] or match["of"] or "").lower() in ("low", "lowest") else "high",
        )
        for kind, pattern in words.PERIODS:
            for match in pattern.finditer(self.text):
                years = tuple(
                    int(year) if int(year) > 99 else 2000 + int(year)
                    for name, year in match.groupdict().items()
                    if year and name != "day"
                )
                kind_here = kind
                if kind in ("ending", "days") and not re.search("March|April", match["day"]):
                    # A year that ends in December is a calendar year; one that ends in June is held nowhere.
                    kind_here = "calendar" if kind == "ending" and "December" in match["day"] else "other"
                if (
                    kind == "span"
                    and not any(self.taken[match.start() : match.end()])
                    and years[-1] - years[0] < 3
                ):
                    # "Between 2021/22 and 2022/23" names two years.
                    for one in re.finditer(r"(20\d\d)\s*[/–-]\s*(?:20\d\d|\d\d)", match[0]):
                        start = match.start() + one.start()
                        self.take(
                            "period",
                            re.compile(re.escape(one[0])).search(self.text, start),
                            When("year", (int(one[1]), int(one[1]) + 1)),
                        )
                    continue
                self.take("period", match, When(kind_here, years))

    def read_asides(self) -> None:
        if listed := re.match(r"(?:[A-Z][\w ]{2,40}:\s*)?(\d{1,2})[.)]$", self.text):
            self.take("aside", re.compile(r"\d+").search(self.text, listed.start(1)), "the number of a list")
        self.take_all("none", words.NONE_CHARGED)
        for name, pattern in [("a date", words.DAY), *words.ASIDES]:
            for match in pattern.finditer(self.text):
                before = self.text[: match.start()].rstrip()
                # "Stevenage (41), Watford (37)" are counts, and so is what stands behind an offence.
                if match[0].startswith("(") and (
                    len(re.findall(r"\(\d+\)", self.text)) > 1
                    or re.search(r"(?:^|[\s(])[a-z][\w-]*$|\d$", before)
                    or any(one.end() == len(before) for one in words.list_offences()[1].finditer(before))
                ):
                    continue
                if match[0].startswith(",") and not words.OF_PERSON.search(before):
                    continue  # "the number was the same, 42, in 2023/24"
                counted = re.search(rf"(?:\d|\b{words.WORD})\W*$", match[0], re.IGNORECASE) and self.counts(
                    match.end()
                )
                if not counted:
                    self.take("aside", match, name)
        for match in re.finditer(r"(?<![\w/.-])(?:19|20)\d\d(?![\w/]|,\d|\.\d)", self.text):
            if not self.counts(match.end()):
                self.take("period", match, When("calendar", (int(match[0]),)))

    def counts(self, place: int) -> bool:
        """Whether a count noun follows a place, with nothing between that makes it another."""
        nouns = rf"{words.NOUN.pattern}|{words.CRIME.pattern}|\bcharg(?:es|ed)\b|\bsummons\w*"
        between = rf"(?:(?:{'|'.join(sorted(words.PLAIN))}|{words.PLATFORM.pattern})[\s-]+){{0,4}}"
        follows = re.compile(rf"[\s-]+{between}(?:{nouns})", words.IGNORE).match(self.text, place)
        return follows is not None or words.list_offences()[1].match(self.text, place + 1) is not None

    def read_numbers(self) -> None:
        text = self.text
        for one in [one for one in self.tokens if one.kind == "none"]:
            self.replace(one, Token("number", one.start, one.end, one.text, Amount("0")))
            self.tokens.append(replace(one, kind="outcome", value=self.charges))
        self.take_all("number", words.NONE_COUNTED, lambda match: Amount("0"))
        self.take_all("number", words.NONE, lambda match: Amount("0"))
        self.take_all("number", words.SINGLE, lambda match: Amount("1"))
        self.take_all(
            "number",
            words.TWICE,
            lambda match: Amount("12"[match[0].lower() == "twice"], self.hedge(match.start())),
        )
        # "One and a half times" is no whole number, and how it is meant of a rise is not certain.
        self.take_all("unread", words.AND_PART)
        for match in words.TIMES.finditer(text):
            factor = next(
                (value for word, value in words.FACTORS.items() if match["word"].lower().startswith(word)), 0
            )
            word = re.match(r"[\w-]+", match["word"])[0]
            factor = int(word) if word.isdigit() else read_words(word) or factor
            factor = -2 if match["word"].lower().startswith("halv") else factor
            self.take("times", match, Amount(str(factor), read_hedge(match["hedge"] or ""), unit="times"))
        for match in words.OUT_OF.finditer(text):
            plain = [part.replace(",", "") for part in (match["top"], match["bottom"])]
            top, bottom = (int(part) if part.isdigit() else read_words(part) for part in plain)
            # "Three out of 98" is a count and its whole, "14 in 2021" a count and its year.
            usual = (
                bottom in (*range(2, 11), 12, 20, 50, 100)
                or "every" in match[0].lower()
                or (top == 1 and not 1990 <= bottom <= 2099)
            )
            if top and bottom and top < bottom and usual:
                value = Share(top, bottom, self.hedge(match.start()))
                ours = [
                    one
                    for one in self.tokens
                    if one.kind == "platform" and match.start() < one.start < match.end()
                ]
                if ours:
                    # "One TikTok offence in ten": its noun stands inside it, and links it.
                    self.take("share", re.compile(re.escape(match["top"])).match(self.text, match.start()), value)
                    self.taken[match.start("bottom") : match.end()] = [True] * (
                        match.end() - match.start("bottom")
                    )
                else:
                    self.take("share", match, value)
        ranked = [(one.start, one.end) for one in self.tokens if one.kind == "rank"]
        for match in words.MOST.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in ranked):
                self.take("share", match, Share(0, 2))
        self.take_all("share", words.MINORITY, lambda match: Share(1, 2, "fewer than"))
        for match in words.FRACTION.finditer(text):
            if match["sign"]:
                self.take("share", match, Share(*words.SIGNS[match["sign"]]))
                continue
            top = match["top"] or ""
            many = 1 if top.lower() in ("", "a", "an") else read_words(top)
            bottom = words.PARTS[match["part"].lower()]
            if many < bottom and (top or bottom == 2):
                self.take("share", match, Share(many, bottom, self.hedge(match.start())))
        for match in words.MANY_WORD.finditer(text):
            word = match[0].lower()
            amount = (
                Amount(str(words.MANY[word]), "at least")
                if word in words.MANY
                else Amount("6" if word.startswith("half") else "12")
            )
            self.take("number", match, amount)
        for match in words.NUMBER.finditer(text):
            if any(self.taken[match.start() : match.end()]):
                continue
            value = _read_number(match[0])
            hedge, percent = self.hedge(match.start()), words.PERCENT.match(text, match.end())
            kind = "unread" if not value else "percent" if percent else "number"
            amount = Amount(value or "0", hedge, unit="%" if percent else "")
            self.take(kind, match, amount, end=percent.end() if percent else 0)
        self.join_ranges()

    def join_ranges(self) -> None:
        """Take "between 20 and 30" and "20 to 30 offences" as one number each."""
        numbers = sorted((one for one in self.tokens if one.kind == "number"), key=lambda one: one.start)
        for one, other in pairwise(numbers):
            gap = self.text[one.end : other.start]
            before = self.text[max(0, one.start - 12) : one.start].lower()
            between = before.endswith("between ") and gap.strip() == "and"
            to = (
                gap.strip() in ("to", "-", "–")
                and not re.search(r"\bfrom\s+(?:\w+\s+)?$", before)
                and self.counts(other.end)
            )
            if (between or to) and one in self.tokens and float(one.value.value) < float(other.value.value):
                self.tokens.remove(other)
                amount = Amount(one.value.value, "between", other.value.value)
                self.replace(one, Token("number", one.start, other.end, self.text[one.start : other.end], amount))

    def replace(self, one: Token, other: Token) -> None:
        self.tokens[self.tokens.index(one)] = other

    def hedge(self, start: int) -> str:
        """The words before a number that bound it. After a noun, "over" is none: "charges over 98 offences"."""
        before = self.text[max(0, start - 28) : start]
        match = re.search(rf"(?:^|[\s(\"'-])(?P<hedge>{words.HEDGE})\s+(?:a\s+)?$", before, re.IGNORECASE)
        if not match:
            return ""
        left = before[: match.start("hedge")]
        if match["hedge"].lower() == "up to" and words.CREPT.search(left):
            return ""  # "before creeping up to 16"
        if re.search(
            r"(?:\b(?:not|never|cannot)|n't)(?:\s+\w+){0,2}\s*$",
            self.text[: start - len(before)] + left,
            re.IGNORECASE,
        ):
            # "It cannot be more than 325" is at most 325.
            return DENIED.get(read_hedge(match["hedge"]), "")
        if match["hedge"].lower() in ("over", "under") and re.search(
            rf"(?:\d|\b{words.WORD})\s+$", left, re.IGNORECASE
        ):
            return ""  # "made three over 235"
        if match["hedge"].lower() in ("over", "under") and re.search(
            rf"(?:\d|\b{words.WORD})\s+(?:[a-z-]+\s+){{1,2}}$", left
        ):
            return ""  # "took 26 statements over 11 offences"
        noun = re.search(
            r"\b(?:charge[sd]?|summons(?:ed)?|offences|crimes|cases|incidents|reports|arrests?|prosecutions?|rise|increase)\s+$",
            left,
            re.IGNORECASE,
        )
        return (
            ""
            if noun and match["hedge"].lower() in ("over", "under", "above", "below", "about", "around", "some")
            else read_hedge(match["hedge"])
        )

    def read_kinds(self) -> None:
        found, pattern = words.list_offences()
        for match in pattern.finditer(self.text):
            level, names, label = found[" ".join(match[0].lower().split())]
            self.take("offence", match, Kind("offence", level, names, label))
        for name, names, pattern in words.OUTCOME:
            self.take_all(
                "outcome", pattern, lambda match, name=name, names=names: Kind("outcome", "", names, name)
            )
        linked = re.compile(rf"\s+(?:\w+\s+){{1,3}}{words.PLATFORM.pattern}", words.IGNORE)
        for match in words.CRIME.finditer(self.text):
            # "All crimes linked to the platform" are these, and no others.
            ours = re.match(r"(?:all|total|overall|recorded|every)\b", match[0], re.I) and linked.match(
                self.text, match.end()
            )
            self.take("noun" if ours else "crime", match)
        self.take_all("noun", words.NOUN)
        self.take_all("extreme", words.EXTREME)

    def read_links(self) -> None:
        """Platform names that stand as a noun's link: "TikTok offences", "offences linked to TikTok", "TikTok was named in"."""
        nouns = rf"(?:{words.NOUN.pattern}|{words.CRIME.pattern}|{words.list_offences()[1].pattern})"
        after = re.compile(
            rf"""(?:'s)?(?:[\s-]+(?:related|linked|connected|based|enabled|link|connection|element)\b
            | (?:'s)?[\s:–-]+(?:[A-Za-z'"-]+[\s:]+){{0,2}}?(?:{nouns}|charges\b|(?:figures|totals?|tally|count)\b(?!\s+of\b))
            | \s+(?:had|has|played|plays)\s+a\s+(?:part|role)\s+in\b
            | \s+(?:crop(?:s|ped)|turn(?:s|ed)|c[oa]mes?)\s+up\b | \s+appear(?:s|ed)\s+in\b
            | \s+(?:\w+\s+){{0,2}}?(?:named|mentioned|cited|featur\w+|referenced|flagged|recorded|logged|involved
              |a\ factor|linked|listed)\b)""",
            words.IGNORE,
        )
        before = re.compile(
            rf"""(?:\b(?:figures?|numbers?|totals?|counts?)\s+(?:for|on|involving)\s*$
            | \b(?:linked|links|link|related|relating|relate|connected|connection|tied|associated|attributed|involv\w+
            |mention\w*|referr\w+
            |referenc\w+|naming|named|citing|cited
            |featuring|featured|tagged|containing|contained|included
            |(?:that|which)\s+(?:\w+\s+)?(?:name|cite|feature|refer|involve|contain)s?)\b(?:[\s"']+[\w'-]+){{0,4}}?
            | {nouns}[\s"']+(?:(?:committed|recorded|reported|happening|occurring|taking\ place|carried\ out
              |facilitated|enabled|logged|that\ (?:took|take)\ place)[\s"']+)?
              (?:(?<!\breport\ )on|had|via|through|over|using|with|where|in\ which)
              (?:\s+(?:the|app|platform|site|social|media|video|sharing|video-sharing|giant))*)[\s"'(,-]*$""",
            words.IGNORE,
        )
        for one in [one for one in self.tokens if one.kind == "platform"]:
            left = self.text[max(0, one.start - 90) : one.start]
            # "Facebook (988) and TikTok (107)", where a count noun went before.
            listed = re.compile(r"\s*\(\d").match(self.text, one.end) and re.search(
                nouns, self.text[: one.start], words.IGNORE
            )
            # "Snapchat was mentioned far more often than TikTok, with 412": what it is compared with is not what is counted.
            compared = re.search(
                r"\b(?:than|unlike|ahead\s+of)\s+(?:(?:in|on|for|with|by|of)\s+)?$", left, re.IGNORECASE
            )
            said = not compared and before.search(re.split(r"[;.]", left)[-1])
            if listed or after.match(self.text, one.end) or said:
                self.tokens.append(replace(one, kind="link"))

    def read_rest(self) -> None:
        self.take_all("common", words.COMMON)
        self.take_all("stable", words.STABLE)
        self.take_all("rise", words.RISE)
        self.take_all("fall", words.FALL)
        for match in re.finditer(r"\d[\d.,/:-]*\d|\d", self.text):
            if any(self.taken[match.start() : match.end()]):
                continue
            inside = re.search(r"[A-Za-z]$", self.text[: match.start()].rstrip("-")) or re.match(
                r"-?[A-Za-z]", self.text[match.end() :]
            )
            self.take("aside" if inside else "unread", match, "a name" if inside else None)
        if words.FURNITURE.search(self.text) and not any(
            one.kind in ("link", "offence", "outcome") for one in self.tokens
        ):
            self.tokens = [
                replace(one, kind="aside", value="an advertisement or furniture of the page")
                if one.kind in NUMERIC and not self.counts(one.end) else one
                for one in self.tokens
            ]  # fmt: skip


def read_hedge(text: str) -> str:
    """The hedge that some words stand for; blank for none."""
    found = [
        (len(match[0]), word)
        for pattern, word in words.HEDGES
        if (match := re.fullmatch(pattern, " ".join(text.lower().split())))
    ]
    return max(found)[1] if found else ""


def _read_number(text: str) -> str | None:
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    text = text.lower().replace(",", "")
    scale = re.fullmatch(r"([\d.]+)\s?([a-z]+)", text)
    if scale and scale[2] in words.SCALE:
        value = float(scale[1]) * words.SCALE[scale[2]]
        return str(int(value)) if value == int(value) else str(value)
    if text.replace(".", "").isdigit():
        return text
    number, _, unit = text.rpartition(" ")
    value = read_words(number) if unit in words.SCALE else read_words(text)
    value = value * words.SCALE.get(unit, 1) if value is not None else None
    return None if value is None else str(value)
