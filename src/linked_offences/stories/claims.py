"""Turns the sentences of an article into typed claims: what each number counts, of which topic, force and period.

A count is the platform's only where its sentence says so, or the one that it goes on from. What is
not certain is left open here, with the reason as a code; nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.grammar import (
    NUMERIC,
    TOTAL,
    Amount,
    Kind,
    Sentence,
    Share,
    Token,
    When,
    read_sentence,
    split_sentences,
)

YEARS = ("2021/22", "2022/23", "2023/24")
SPAN = "2021/22 to 2023/24"
# Forms that a claim may have.
COUNT, CHANGE, SHARE, PAIR, DIFFERENCE, DIRECTION, EXTREME = (
    "count",
    "change",
    "share",
    "pair",
    "difference",
    "direction",
    "extreme",
)
RANK, CAUSE, COMMON, RISE_SIZE = "rank", "cause", "most common", "size of a rise"
LOOSE = ("cases", "investigations", "instances", "incidents", "reports")
ASIDE, FOREIGN, UNCLEAR = "aside", "foreign", "unclear"


@dataclass(frozen=True)
class Candidate:
    """A period that a number may be for: its name, whether the words leave no other, and the reading that makes it this one."""

    name: str
    sure: bool = True
    words: str = ""


@dataclass(frozen=True)
class Claim:
    """What one number of a sentence, or a word that bounds one, says.

    ``why`` is a code where the form is aside, foreign (no figure here counts it) or unclear, and
    ``detail`` the words that it is about. ``direct`` tells that its own words link it to the platform,
    ``carried`` that its sentence names no force, ``open_period`` that it may be for another period too,
    ``loose`` that it counts cases or the like, which need not be all offences.
    """

    form: str
    start: int
    end: int
    text: str
    amount: Amount | Share | None = None
    kind: Kind | None = None
    force: str = ""
    periods: tuple[Candidate, ...] = ()
    why: str = ""
    detail: str = ""
    falls: bool = False
    direct: bool = False
    whole: int | None = None
    carried: bool = False
    open_period: bool = False
    loose: bool = False
    pairs: tuple[tuple[int, int], ...] = ()
    other: Amount | None = None


@dataclass(frozen=True)
class Head:
    """What stands after a number: its kind if it has one, how it is named, and whether the platform is in it."""

    sort: str
    kind: Kind | None = None
    linked: bool = False
    end: int = 0
    detail: str = ""


@dataclass
class Thread:
    """What the sentences so far speak of, so that "of these" and "the force" can be read."""

    topic: str = ""
    force: str = ""
    force_named: str = ""
    year: tuple[int, bool] | None = None
    periods: tuple[Candidate, ...] = ()
    stated: dict[int, tuple[str, tuple[Candidate, ...]]] = field(default_factory=dict)
    counted: bool = False
    distance: int = 0
    platform_named: bool = False
    change: Claim | None = None


@dataclass
class Article:
    """An article's sentences, and what holds for the whole of it.

    ``about`` tells that it is about offences linked to the platform, by several sentences and not one;
    ``relative`` that "last year" is likely a year that is held, by the years it names, and ``earlier`` that it cannot be.
    """

    sentences: list[Sentence]
    force: str = ""
    about: bool = False
    relative: bool = True
    earlier: bool = False
    years: set[int] = field(default_factory=set)


def read_article(text: str, force: str = "") -> Article:
    """An article as sentences of tokens."""
    sentences, named = [], False
    for line, sentence in split_sentences(text):
        one = read_sentence(line, sentence, platform_named=named)
        apps = one.of("platform", "app")
        named = apps[-1].kind == "platform" if apps else named
        sentences.append(one)
    links = [one for one in sentences if one.links]
    others = [one for one in sentences if not one.links and one.of("crime", "app", "source") and one.of(*NUMERIC)]
    found = [one.value for s in sentences for one in s.of("force")] or [
        one.value for s in sentences for one in s.of("nation")
    ]
    if not found and re.search(r"\bforces\b", text):
        # A story that names no force and speaks of forces is about all of them.
        found = [words.NATION]
    main = next((slug for slug in set(found) if 3 * found.count(slug) >= 2 * len(found)), "")
    # "Since 2019" and "launched in 2016" date no story.
    years = {
        year
        for s in sentences
        for one in s.of("period")
        for year in one.value.years
        if one.value.kind not in ("since", "range")
    }
    years |= {
        int(y)
        for s in sentences
        for one in s.of("aside")
        if one.value == "a date"
        for y in re.findall(r"(?:19|20)\d\d", one.text)
    }
    return Article(
        sentences, force or main, about=len(links) >= 2 and 2 * len(links) >= len(others) or (len(links) == 1 and len(sentences) <= 3 and not others),
        relative=not years or 2021 <= max(years) <= 2024, earlier=bool(years) and max(years) < 2021, years=years,
    )  # fmt: skip


def read_claims(article: Article) -> Iterator[tuple[Sentence, list[Claim]]]:
    """The claims of each sentence, in order; a sentence without one is given with none."""
    thread = Thread()
    for sentence in article.sentences:
        reader = _Reader(sentence, article, thread)
        claims = sorted(reader.read(), key=lambda one: one.start)
        reader.go_on(claims)
        yield sentence, claims


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, sentence: Sentence, article: Article, thread: Thread):
        self.sentence, self.article, self.thread = sentence, article, thread
        self.text = sentence.text
        self.numbers = [one for one in sentence.of(*NUMERIC) if one.kind != "aside"]
        self.heads = [self.find_head(place) for place in range(len(self.numbers))]
        self.goes_on = words.GOES_ON.search(self.text) is not None
        self.whens = self.resolve_periods()

    # ---- what stands around a number

    def limits(self, place: int) -> tuple[int, int]:
        """Where the number before it ends with its noun, and where the next begins."""
        left = self.heads[place - 1].end if place and place - 1 < len(self.heads) else 0
        right = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        return left, right

    def find_head(self, place: int) -> Head:
        """What a number's own noun says that it counts."""
        number = self.numbers[place]
        limit = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        charged = next(
            (one for one in self.sentence.of("outcome") if (one.start, one.end) == (number.start, number.end)),
            None,
        )
        if charged:
            return Head("kind", charged.value, end=number.end)
        starts = {one.start: one for one in self.sentence.tokens if one.kind not in NUMERIC}
        starts |= {one.start: one for one in self.sentence.links}
        at, content, linked, part = number.end, [], False, False
        while at < limit:
            at = re.compile(r"[\s\"'-]*").match(self.text, at).end()
            one = starts.get(at)
            word = re.compile(r"[\w'-]+").match(self.text, at)
            if one and one.kind in ("platform", "link"):
                linked, content, at = True, [], one.end
            elif one and one.kind == "app":
                return Head("app", end=one.end, detail=one.text)
            elif one and one.kind == "noun":
                return self.read_noun(one, content, linked=linked, part=part)
            elif one and one.kind == "offence":
                joined = re.compile(r"\s+(?:and|or)\s+").match(self.text, one.end)
                second = starts.get(joined.end()) if joined else None
                if (
                    second
                    and second.kind == "offence"
                    and re.match(r"\s+(?:offences|crimes|cases)", self.text[second.end :])
                ):
                    return Head("crime", end=second.end, linked=linked, detail=self.text[one.start : second.end])
                return Head("part" if part else "kind", one.value, linked, one.end)
            elif one and one.kind == "outcome":
                return Head("kind", one.value, linked, one.end)
            elif one and one.kind == "crime":
                broad = re.match(r"(?:online|internet|serious)\b", one.text, re.IGNORECASE)
                after = self.text[one.end : limit]
                if broad and (linked or re.match(r"[^,;]{0,30}(?:link|relat|connect)", after)):
                    return Head("total", TOTAL, linked, one.end)
                return Head("crime", end=one.end, linked=linked, detail=one.text)
            elif one and one.kind == "force":
                at = one.end + (2 if self.text[one.end : one.end + 2] == "'s" else 0)
            elif one and one.kind == "rate":
                return Head("rate", end=one.end, detail=one.text)
            elif one and one.kind in ("rise", "fall") and one.text.lower() in ("more", "fewer"):
                at = one.end
            elif one or not word:
                break
            elif word[0].lower() == "of" and not content:
                part, at = part or number.value is None or not _is_many(number), word.end()
            elif word[0].lower() in words.PLAIN or (
                part and word[0].lower() in ("their", "its", "force's", "all", "them", "whom", "which")
            ):
                at = word.end()
            elif re.fullmatch(words.PERSON, word[0], re.IGNORECASE):
                return Head("person", end=word.end(), detail=word[0])
            elif re.fullmatch(words.ONE_CASE, word[0], re.IGNORECASE):
                return Head("case", end=word.end(), detail=word[0])
            elif word[0].lower() in words.FUNCTION or word[0][0].isdigit() or len(content) == 3:
                break
            else:
                content.append(word[0])
                at = word.end()
        if content:
            return Head("thing", end=at, linked=linked, detail=" ".join(content))
        return Head("part" if part else "none", None, linked, at if part else number.end)

    def read_noun(self, noun: Token, content: list[str], *, linked: bool, part: bool) -> Head:
        if content:
            return Head("crime", end=noun.end, linked=linked, detail=f"{' '.join(content)} {noun.text}")
        about = re.compile(
            r"\s+(?:of|involving|for|relating\s+to|related\s+to|concerning)\s+(?:the\s+|alleged\s+)?"
        ).match(self.text, noun.end)
        kind = about and next(
            (one for one in self.sentence.of("offence", "outcome", "crime") if one.start == about.end()), None
        )
        if kind:
            return Head("crime" if kind.kind == "crime" else "kind", kind.value, linked, kind.end, kind.text)
        what = re.compile(r"\s+of\s+([\w\s-]{3,40})").match(self.text, noun.end)
        if what and not re.search(words.NOUN.pattern, what[1], words.IGNORE) and not any(
            what.start(1) <= one.start < what.end(1) for one in self.sentence.of("link", "platform", "force", "period", "nation")
        ):  # fmt: skip
            return Head("crime", end=what.end(), linked=linked, detail=f"{noun.text} of {what[1].strip()}")
        return Head("part" if part else "total", TOTAL, linked, noun.end, noun.text)

    def find_predicate(self, start: int, limit: int, *, outcomes_far: bool) -> Kind | None:
        """The offence or outcome that is said of a number after its noun: "16 offences were harassment"."""
        ahead = self.text[start:limit]
        lead = len(ahead) - len(ahead.lstrip(" ,"))
        cut = re.search(
            r"[;,:.]|\b(?:such as|including|like|while|whereas|and|compared|up from|down from)\b", ahead[lead:]
        )
        near = start + lead + (cut.start() if cut else len(ahead))
        found = [
            one
            for one in self.sentence.of("offence", "outcome")
            if start <= one.start < limit and one.start < near
        ]
        next_number = next((one for one in self.numbers if one.start == limit), None)
        # "... in 28 cases, victims withdrew in 11": what is bound to the next number is that one's.
        far = [
            one for one in self.sentence.of("outcome") if outcomes_far and start <= one.start < limit and one.value.label != "charges"
            and not (next_number and re.fullmatch(r"\s*(?:in|ended|with|for|at|was|were|[(:–-])\s*(?:just\s+|only\s+)?", self.text[one.end : next_number.start]))
        ]  # fmt: skip
        withdrew = [one for one in far if one.value.label == "victim withdrew"]
        named = [*withdrew, *found, *far]
        if named and re.search(
            r"\b(?:without|no|not|never|avoided)\s+(?:a\s+|any\s+|being\s+|been\s+)*$",
            self.text[start : named[0].start],
            re.IGNORECASE,
        ):
            # "97% went without a charge" is a share of what nobody counts.
            return Kind("foreign", label=f"no {named[0].text}")
        return next((one.value for one in named), None)

    def find_left(self, place: int) -> Kind | None:
        """The offence or outcome that stands before a number and is bound to it: "harassment (6)", "rape accounted for two"."""
        number, (left, _) = self.numbers[place], self.limits(place)
        found = [
            one
            for one in self.sentence.of("offence", "outcome", "crime")
            if left <= one.start and one.end <= number.start
        ]
        if not found or (place and re.match(r"\s*(?:and|,)\s*$", self.text[left : found[0].start]) and False):
            return None
        gap = self.text[found[-1].end : number.start]
        verbs = r"with|at|was|were|is|are|accounted for|made up|makes up|saw|totall?ed|stood at|followed in|(?:was |were )?(?:recorded|logged|reported|named)|in|included|for|ended|numbered|being|of|rose to|fell to|up to|down to"
        hedges = rf"just|only|around|about|some|nearly|a total of|{words.HEDGE}"
        bound = rf"(?:\s+(?:offences?|crimes?|cases|incidents))?\s*(?:[(:–-]\s*)?(?:(?:{verbs})\s+)?(?:(?:{hedges})\s+)?\(?"
        return (
            found[-1].value or Kind("foreign", label=found[-1].text)
            if re.fullmatch(bound, gap, re.IGNORECASE)
            else None
        )

    # ---- topic

    def find_topic(self, place: int) -> tuple[str, str]:
        """Whether a number is about the platform (``direct``, ``thread``, ``weak``) or not (blank), with what it is about instead."""
        number, head, (_, right) = self.numbers[place], self.heads[place], self.limits(place)
        links = self.sentence.links
        apps = self.sentence.of("app")
        sources = self.sentence.of("source")
        if sources:
            return "", sources[0].text
        if head.sort == "app":
            return "", head.detail
        bracket = re.search(r"\(\s*$", self.text[: number.start])
        owner = [
            one
            for one in (*links, *apps)
            if bracket and one.end <= bracket.start() and not self.text[one.end : bracket.start()].strip()
        ]
        if owner:
            # "Instagram (455) and TikTok (107)": what stands in brackets is of the name before them.
            return ("direct", "") if owner[0].kind == "link" else ("", owner[0].text)
        stop = re.compile(r"[;]").search(self.text, number.end, right)
        right = stop.start() if stop else right
        after = [
            one
            for one in links
            if number.end <= one.start < right and not any(number.end <= a.start < one.start for a in apps)
        ]
        beside = any(
            abs(a.start - one.end) < 25
            and re.fullmatch(r"[\s,]*(?:and|or|,)?[\s\w,]*", self.text[one.end : a.start])
            for one in links
            for a in apps
            if a.start >= one.end
        )
        beside |= any(
            re.fullmatch(r"[\s,]*(?:and|or|,)?\s*", self.text[a.end : one.start])
            for one in links
            for a in apps
            if a.end <= one.start
        )
        if (head.linked or after) and beside and len(self.numbers) == 1:
            return "", "several apps together"
        if head.linked or after:
            return "direct", ""
        before = [one for one in links if one.end <= number.start]
        nearer = [a for a in apps if a.end <= number.start and (not before or a.start > before[-1].end)]
        if nearer:
            return "", nearer[-1].text
        following = [a for a in apps if number.end <= a.start < right]
        if following:
            return "", following[0].text
        if head.sort == "crime" and not (before and head.kind):
            return "", head.detail
        if before:
            return "direct", ""
        if (
            head.sort in ("none", "total", "kind")
            and links
            and not re.search(r"\bof (?:which|whom|these|them)\b", self.text[number.end : links[0].start])
        ):
            between = [
                h for h, n in zip(self.heads, self.numbers, strict=True) if number.end <= n.start < links[0].start
            ]
            if between and all(h.sort == "none" for h in between) and head.sort != "kind":
                return "direct", ""
        return self.find_thread(head)

    def find_thread(self, head: Head) -> tuple[str, str]:
        """Whether a number without words of its own goes on from a sentence about the platform."""
        foreign = self.sentence.of("app", "source", "crime", "rate")
        # What is named as an example makes no topic: "crimes including assault and theft".
        foreign = [
            one
            for one in foreign
            if not re.search(r"\b(?:including|such as|like|ranging from)\b[^.;]{0,60}$", self.text[: one.start])
        ]
        if foreign:
            return "", head.kind.label if head.kind and head.kind.label else foreign[0].text
        if self.find_stated():
            return "thread", ""
        if self.thread.topic != "platform":
            return "", ""
        if self.goes_on and (self.article.about or (self.thread.counted and self.thread.distance == 0)):
            return "thread", ""
        return (
            ("weak", "")
            if self.article.about
            and self.thread.distance <= 6
            and head.sort in ("total", "kind", "person", "none", "part")
            else ("", "")
        )

    def find_stated(self, place: int | None = None) -> tuple[str, tuple[Candidate, ...]] | None:
        """The count of linked offences, told before, that the sentence names again: "of the 98"; with its force and periods."""
        for one in self.numbers if place is None else [self.numbers[place]]:
            again = re.search(r"(?:\b(?:the|those|these)|'s)\s+$", self.text[: one.start], re.IGNORECASE)
            if (
                again
                and one.kind == "number"
                and one.value.value.isdigit()
                and int(one.value.value) > 10
                and not one.value.hedge
            ):
                found = self.thread.stated.get(int(one.value.value))
                if found:
                    return found
        return None

    # ---- force

    def find_force(self, place: int) -> tuple[str, str]:
        """The force that a number is about, as a slug, or blank with why: several, region, place, or not said."""
        number = self.numbers[place]
        names = self.sentence.of("force", "nation", "region", "place")
        if not names:
            return self.carry_force()
        for one in names:
            between = self.text[number.end : one.start]
            clean = (
                one.start >= number.end and len(between) < 70 and not re.search(r"[;(]|, (?!in|by|at)", between)
            )
            clean = clean and not any(number.end <= n.start < one.start for n in self.numbers)
            bound = (
                re.search(r"(?:^|\s)(?:in|by|for|at|across|to|from|of|within)\s+(?:the\s+)?$", between)
                or one.kind == "nation"
                or re.match(r"(?:in|across) ", one.text)
            )
            if clean and bound:
                group = self.group_of(one, names)
                return self.name_scope(
                    group[-1] if len(group) > 1 else one, several=len({g.value for g in group}) > 1
                )
        before = [one for one in names if one.end <= number.start]
        if not before:
            # "16 offences were recorded, Dorset Police said": the only name after it.
            return self.name_scope(
                names[0], several=len({n.value or n.text for n in names if n.kind != "place"}) > 1
            )
        group = self.group_of(before[-1], [one for one in before if not self.is_bound(one, place)])
        if len({one.value for one in group}) > 1:
            later = [n for n in self.numbers if n.start >= group[-1].end]
            if re.search(r"\brespectively\b", self.text) and len(later) == len(group):
                return self.name_scope(group[later.index(number)], several=False)
            return "", "several"
        places = [
            one
            for one in before
            if one.kind == "place" and one.end <= before[-1].start and not self.numbers_between(one, number)
        ]
        own = re.match(r"\s*\(", self.text[before[-1].end :]) is None
        if (
            words.SUMMED.search(self.text)
            and len({one.value for one in names}) != 1
            and own
            and self.numbers_between(before[-1], number) == 0
        ):
            return "", "several"
        return self.name_scope(places[-1] if places else before[-1], several=False)

    def numbers_between(self, one: Token, number: Token) -> int:
        return sum(one.end <= n.start < number.start for n in self.numbers)

    def is_bound(self, one: Token, place: int) -> bool:
        """Whether a name stands right after an earlier number, and so belongs to that."""
        return any(
            n.end <= one.start
            and re.fullmatch(
                r"[^,;.]{0,40}\b(?:in|by|for|at|across|from)\s+(?:the\s+)?", self.text[n.end : one.start]
            )
            for n in self.numbers[:place]
        )

    def group_of(self, one: Token, names: list[Token]) -> list[Token]:
        """Names that are listed with one: "Cleveland, Dorset and Lancashire"."""
        group = [one]
        for a, b in reversed(list(pairwise(names))):
            if b is group[0] and re.fullmatch(
                r"(?:'s)?\s*(?:,|,?\s*(?:and|&|or))\s*(?:in\s+)?(?:the\s+)?", self.text[a.end : b.start]
            ):
                group.insert(0, a)
        return group

    def name_scope(self, one: Token, *, several: bool) -> tuple[str, str]:
        if several:
            return "", "several"
        if one.kind in ("region", "place"):
            return "", f"{one.kind}:{one.text}"
        return one.value, ""

    def carry_force(self) -> tuple[str, str]:
        own = re.search(
            r"\b(?:the|our|this)\s+(?:force|county|constabulary)\b|\blocal(?:ly)?\b", self.text, re.IGNORECASE
        )
        if words.SUMMED.search(self.text) and re.search(r"\bforces\b", self.text):
            return "", "several"
        main, last = self.article.force, self.thread.force
        if stated := self.find_stated():
            return stated[0], ""
        if own:
            return (main or self.thread.force_named, "") if main or self.thread.force_named else ("", "not said")
        if last.startswith(("region:", "place:")):
            # What goes on from a sentence about a town or a region is about that.
            return ("", last) if self.goes_on or not main else (main, "")
        if last == "several":
            joined = words.SUMMED.search(self.text)
            return ("", "several" if joined else "not said") if self.goes_on or not main else (main, "")
        if last and words.SAME_SUBJECT.search(self.text):
            return last, ""
        return (main or last, "") if main or last else ("", "not said")

    # ---- period

    def resolve_periods(self) -> dict[int, tuple[Candidate, ...]]:
        """Each period that the sentence names, by where it begins, as what it may stand for."""
        found, here = {}, None
        tokens = self.sentence.of("period")
        for one in tokens:
            # "From 71 the previous year to 66 in 2022/23": the year that it is before stands after it.
            later = next(
                (
                    self.base_of(t.value)
                    for t in tokens
                    if t.start > one.start and re.search(r"\bto\b", self.text[one.end : t.start])
                ),
                None,
            )
            base = here or self.thread.year
            if one.value.kind == "before" and here is None:
                # "That is up from 66 the previous year" goes back from the year told last, "up from 66 ..." from the latest.
                base = later or (self.thread.year if words.SAME_SUBJECT.search(self.text) else None)
            found[one.start], new = self.resolve(one.value, base, one.text)
            here = new or here
        self.named_year = here
        return found

    def base_of(self, when: When) -> tuple[int, bool] | None:
        return self.resolve(when, None)[1] if when.kind in ("year", "calendar", "latest", "ending") else None

    def resolve(
        self, when: When, base: tuple[int, bool] | None, text: str = ""
    ) -> tuple[tuple[Candidate, ...], tuple[int, bool] | None]:
        """What a period stands for, and the year of the evidence that it names, if it does, with whether that is sure."""
        kind, years = when.kind, when.years
        named = 2024 in self.article.years
        if kind in ("year", "days") and len(years) > 1 and years[1] - years[0] == 1:
            name = f"{years[0]}/{years[1] % 100:02d}"
            return (Candidate(name),), (YEARS.index(name), True) if name in YEARS else None
        if kind == "ending":
            return self.resolve(When("year", (years[0] - 1, years[0])), base)
        if (kind in ("days", "range", "span") and years[:2] in ((2021, 2024), (2021, 2023))) or (
            kind == "since" and years == (2021,)
        ):
            return (Candidate(SPAN),), None
        if kind == "three" and not self.article.earlier:
            return (Candidate(SPAN, self.article.relative, f"the three years are {SPAN}"),), None
        if kind == "calendar" and "calendar" in text.lower():
            return (Candidate(str(years[0])),), None
        if kind == "calendar" and years:
            name = f"{years[0]}/{(years[0] + 1) % 100:02d}"
            if name not in YEARS:
                return (Candidate(str(years[0])),), None
            reading = f'"{years[0]}" means the recording year {name}'
            return (Candidate(str(years[0])), Candidate(name, False, reading)), (YEARS.index(name), False)
        if kind in ("latest", "first", "second") and not self.article.earlier:
            place = {"latest": 2, "first": 0, "second": 1}[kind]
            sure = kind == "latest" and self.article.relative and named
            # A survey's year is a calendar year, where one is held.
            return (
                Candidate(YEARS[place], sure, f"it means {YEARS[place]}"),
                Candidate(str(2021 + place), False, f"it means {2021 + place}"),
            ), (place, sure)
        if kind == "same" and "period" in text.lower():
            return self.thread.periods, None
        if kind == "same" and base:
            return (Candidate(YEARS[base[0]], base[1]),), base
        if kind in ("next", "before"):
            if base is None and kind == "before" and not self.article.earlier:
                base = (2, False)
            if base is None:
                return (), None
            place = base[0] + (1 if kind == "next" else -1)
            if 0 <= place < len(YEARS):
                return (Candidate(YEARS[place], base[1], "" if base[1] else f"it means {YEARS[place]}"),), (
                    place,
                    base[1],
                )
            return (Candidate(f"the year {'after' if kind == 'next' else 'before'} {YEARS[base[0]]}"),), None
        return (Candidate("another period"),), None

    def belongs(self, place: int, period: Token) -> int:
        """Which of two numbers a period between them is of: the first, unless a new part of the sentence begins with it."""
        number = self.numbers[place]
        if place + 1 == len(self.numbers):
            return place
        breaks = r"[,;:–]|\b(?:and|while|but|before|then|with|whereas|to)\b"
        apart = re.search(breaks, self.text[number.end : period.start], re.IGNORECASE)
        joined = re.search(breaks, self.text[period.end : self.numbers[place + 1].start], re.IGNORECASE) is None
        colon = re.fullmatch(r"[\s:–—(-]*", self.text[period.end : self.numbers[place + 1].start])
        return place + 1 if (apart and joined) or colon else place

    def find_periods(self, place: int, alike: list[int]) -> tuple[Candidate, ...] | None:
        """What a number's period may be; empty where the sentence names none, None where that is not clear.

        Parameters
        ----------
        alike : list of int
            Places of the other numbers of the sentence that count the same thing.
        """
        here, tokens = self.numbers[place], self.sentence.of("period")
        start = self.numbers[place - 1].end if place else 0
        end = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        before = [
            one
            for one in tokens
            if start <= one.start < here.start and (not place or self.belongs(place - 1, one) == place)
        ]
        after = [one for one in tokens if here.end <= one.start < end and self.belongs(place, one) == place]
        pick = None
        if before and re.fullmatch(r"[\s:–—(-]*", self.text[before[-1].end : here.start]):
            pick = before[-1]
        elif place == 0 and before:
            # "In 2021 there were 37": a period before the first number is its own, unless the next word is one.
            near = after and after[0].start - here.end < 25 and len(self.numbers) > 1
            pick = after[0] if near else before[-1]
        elif after or before:
            pick = (after or before)[0 if after else -1]
        else:
            first = [one for one in tokens if one.end <= self.numbers[0].start]
            last = [one for one in tokens if one.start >= self.numbers[-1].end]
            if first and not alike:
                pick = first[0]
            elif last and not any(n > place for n in alike):
                pick = last[0]
            elif place and place - 1 in alike and any(start <= one.start < here.start for one in tokens):
                return None
            elif place and (mine := [one for one in tokens if start <= one.start < here.start]):
                # What stands between two numbers belongs to the first; another thing is counted in the same period.
                pick = mine[-1]
            elif first:
                pick = first[0]
            elif tokens and len({self.whens[one.start] for one in tokens}) == 1 and not alike:
                pick = tokens[0]
        if pick is None:
            # "Risen to 88, up from 63 the previous year": the number before is of the year after that.
            past = next((one for one in tokens if one.value.kind == "before" and one.start > here.end), None)
            years = (
                [YEARS.index(one.name) for one in self.whens[past.start] if one.name in YEARS[:2]] if past else []
            )
            return (Candidate(YEARS[years[0] + 1], False, f"it means {YEARS[years[0] + 1]}"),) if years else ()
        return self.whens[pick.start]

    # ---- claims

    def read(self) -> Iterator[Claim]:
        """The claims of the sentence: its numbers, then its words that bound one."""
        yield from (Claim(ASIDE, one.start, one.end, one.text, why=one.value) for one in self.sentence.of("aside"))
        for one in self.sentence.of("period"):
            if re.search(rf"\d|\b{words.WORD}\b", one.text, re.IGNORECASE):
                yield Claim(ASIDE, one.start, one.end, one.text, why="a period")
        self.claims: list[Claim] = []
        self.on_topic = False
        self.wholes = dict(self.find_wholes())
        for place in range(len(self.numbers)):
            self.claims += self.read_number(place)
        yield from self.claims
        yield from self.read_words()

    def find_wholes(self) -> Iterator[tuple[int, int]]:
        """Numbers that are a part of another of the sentence: "six of the force's 16", "of the 42, 19 were"."""
        owner = r"(?:the|these|those|all|its|their|a total of|those|some|around|just|nearly|about|more than)"
        name = r"(?:the\s+)?(?:force's|county's|[A-Z][\w-]+(?:\s[A-Z][\w-]+)*(?:'s|'))"
        for place, (number, second) in enumerate(pairwise(self.numbers)):
            # "Most of the 16" has its "of" already.
            gap = (" of" if number.text.lower().endswith(" of") else "") + self.text[number.end : second.start]
            joined = rf"\s+(?:[\w-]+\s+){{0,4}}?(?:out\s+)?(?:of|among|amongst)\s+(?:{owner}\s+|{name}\s+)*"
            if second.kind == "number" and re.fullmatch(joined, gap, re.IGNORECASE):
                yield place, place + 1
        for place, number in enumerate(self.numbers):
            if number.kind == "number" and re.search(
                rf"(?:^|[,;–]\s*)\W*(?:out\s+)?of\s+(?:{owner}\s+|[A-Z][\w-]+(?:'s|')\s+)+$",
                self.text[: number.start],
                re.IGNORECASE,
            ):
                yield from (
                    (later, place)
                    for later in range(place + 1, len(self.numbers))
                    if self.numbers[later].kind != "percent"
                )
        for place, number in enumerate(self.numbers):
            # "Three led to a charge in relation to the 235": the whole stands last.
            if number.kind == "number" and place and re.search(
                rf"\b(?:in\s+relation\s+to|over|from|for|out\s+of|across|of)\s+(?:the\s+|those\s+|all\s+|its\s+)?(?:{owner}\s+)?$", self.text[self.numbers[place - 1].end : number.start], re.IGNORECASE
            ) and self.heads[place - 1].kind is not None and self.heads[place - 1].kind.measure == "outcome":  # fmt: skip
                yield place - 1, place

    def kind_of(self, place: int) -> tuple[Kind | None, str, str]:
        """What a number counts; or why that is not known, with the words that it is about."""
        number, head = self.numbers[place], self.heads[place]
        left, right = self.limits(place)
        noun = head.detail.lower()
        if head.sort == "rate" or any(
            re.fullmatch(r"[^,;.]{0,40}", self.text[head.end : one.start])
            for one in self.sentence.of("rate")
            if head.end <= one.start < right
        ):
            return None, "rate", ""
        if head.sort in ("thing", "crime", "case", "app"):
            return None, head.sort, head.detail
        counts_else = re.search(
            r"\b(?:top|population of|circulation of|home to|audience of)\s+(?:\w+\s+)?$",
            self.text[: number.start],
            re.IGNORECASE,
        )
        if counts_else:
            return None, "thing", counts_else[0].strip()
        if head.sort == "person":
            kind = self.find_predicate(head.end, right, outcomes_far=False)
            if kind and kind.measure == "outcome":
                return kind, "", ""
            return None, "thing", head.detail
        if head.sort == "kind":
            far = (
                self.find_predicate(number.end, right, outcomes_far=True)
                if head.kind.label == "evidential difficulties"
                else None
            )
            return (far if far and far.label == "victim withdrew" else head.kind), "", ""
        loose = noun in LOOSE or head.sort in ("none", "part")
        after = self.find_predicate(head.end if head.sort != "none" else number.end, right, outcomes_far=loose)
        if place in self.wholes.values() and place not in self.wholes:
            return TOTAL, "", ""
        if place in self.wholes:
            whole = self.heads[self.wholes[place]]
            start, stop = (
                (whole.end, self.limits(self.wholes[place])[1])
                if self.wholes[place] > place
                else (number.end, right)
            )
            after = self.find_predicate(start, stop, outcomes_far=True) or after
        left_kind = self.find_left(place) if loose else None
        if loose and not left_kind and head.sort == "total":
            # "Failed to identify a suspect and closed the case in 28 cases".
            outcomes = [
                one.value for one in self.sentence.of("outcome") if left <= one.start and one.end <= number.start
            ]
            left_kind = outcomes[-1] if outcomes and not after else None
        if left_kind and left_kind.measure == "foreign":
            return None, "crime", left_kind.label
        if head.sort == "none":
            bound = re.match(r"\s*(?:times\b|$|[,.;)]|and\b)", self.text[number.end :]) or not after
            kind = (
                (left_kind if bound or re.search(r"\($|:\s*$", self.text[: number.start]) else None)
                or after
                or left_kind
            )
            if self.find_stated(place):
                return TOTAL, "", ""
            part = re.search(
                r"\b(?:including|of which|of whom|of them|among them|namely)\s+(?:just\s+|only\s+)?$",
                self.text[: number.start],
                re.IGNORECASE,
            )
            if kind or part or place in self.wholes:
                return kind, "" if kind else "what", ""
            return self.kind_before(place)
        if head.sort == "part":
            kind = head.kind if head.kind and head.kind.measure == "offence" else after or left_kind
            return (kind, "", "") if kind else (None, "what", "")
        return left_kind or after or TOTAL, "", ""

    def kind_before(self, place: int) -> tuple[Kind | None, str, str]:
        """What a number without a noun counts: what the number before it does, else what the sentence began with."""
        number = self.numbers[place]
        direct = self.find_topic(place)[0] == "direct"
        forms = (COUNT, PAIR) if direct else (COUNT, PAIR, FOREIGN)
        earlier = [one for one in self.claims if one.form in forms and one.start < number.start]
        if earlier:
            last = earlier[-1]
            known = last.why in ("thing", "crime", "case", "rate")
            return (last.kind, "", "") if last.kind else (None, last.why if known else "what", last.detail)
        named = [one for one in self.sentence.of("noun", "offence", "crime") if one.end <= number.start]
        if named:
            *before, one = named
            if one.kind == "noun" and before and not self.text[before[-1].end : one.start].strip():
                one = before[-1]  # "blackmail offences rose to 210"
            if one.kind == "crime":
                return None, "crime", one.text
            return (TOTAL if one.kind == "noun" else one.value), "", ""
        tally = words.TALLY.search(self.text[: number.start])
        if self.sentence.links or (self.thread.topic == "platform" and (tally or self.goes_on)):
            return TOTAL, "", ""
        # "Gwent Police recorded 105" and "there were 98 in 2023/24", after a sentence about linked offences.
        verbs = r"\b(?:recorded|logged|reported|had|saw|dealt|registered|Police|Constabulary|there\s+(?:were|was|had\s+been))\b"
        near = self.thread.topic == "platform" and self.thread.counted and not self.thread.distance
        if near and re.search(verbs, self.text[: number.start], re.IGNORECASE):
            return TOTAL, "", ""
        return None, "what", ""

    def read_number(self, place: int) -> list[Claim]:
        number = self.numbers[place]
        base = Claim(FOREIGN, number.start, number.end, number.text, amount=number.value)
        if number.kind == "unread":
            return [replace(base, form=UNCLEAR, why="unread")]
        topic, about = self.find_topic(place)
        kind, why, detail = self.kind_of(place)
        if (
            kind is None
            and why in ("thing", "case", "crime", "rate")
            and not (why == "crime" and topic == "direct")
        ):
            direction = number.kind in ("percent", "times") and topic and why != "crime"
            if not direction:
                return [replace(base, why=why, detail=detail or about)]
        if not topic:
            return [replace(base, why="topic", detail=about)]
        self.on_topic = True
        if topic != "direct" and (other := self.find_other_subject(place)):
            return [replace(base, why="thing", detail=other)]
        if self.refers_back(place, topic):
            return [replace(base, why="refers back")]
        if kind == TOTAL and topic != "direct" and number.kind == "number" and number.value.value == "1":
            return [replace(base, why="case", detail=self.text[number.start : self.heads[place].end])]
        force, scope = self.find_force(place)
        carried = not self.sentence.of("force", "nation") and not re.search(
            r"\bthe (?:force|county|constabulary)\b", self.text, re.IGNORECASE
        )
        loose = self.heads[place].detail.lower() in LOOSE and topic != "direct" and kind == TOTAL
        base = replace(base, force=force, kind=kind, direct=topic == "direct", carried=carried, loose=loose)
        if not force:
            open_scope = scope in ("not said", "")
            return [
                replace(
                    base,
                    form=UNCLEAR if open_scope else FOREIGN,
                    why="force" if open_scope else scope.split(":")[0],
                    detail=scope.partition(":")[2],
                )
            ]
        if why == "crime":
            return [replace(base, why="not counted", detail=detail)]
        if number.kind == "times" or (number.kind in ("percent", "share") and self.is_change(place)):
            return [self.read_change(place, base)]
        if number.kind in ("percent", "share"):
            return [self.read_share(place, base, topic)]
        return self.read_count(place, base, why)

    def find_other_subject(self, place: int) -> str:
        """What a sentence speaks of instead of offences, as in "the number of young people rose by 14%"; blank for none."""
        before = self.text[: self.numbers[place].start]
        subject = re.search(
            r"\b(?:number|rate|proportion|percentage|amount|level|share|cost|value|price|use|volume)s?\s+of\s+(?P<what>(?:[\w'-]+\s+){1,4})",
            before,
            re.IGNORECASE,
        )
        if not subject:
            return ""
        inside = [
            one for one in self.sentence.tokens if subject.start("what") <= one.start < subject.end("what") + 20
        ]
        kinds = [one.text for one in inside if one.kind in ("offence", "crime")]
        if kinds:
            return kinds[0]
        counted = any(one.kind in ("noun", "outcome", "link", "platform") for one in inside)
        again = re.match(r"(?:these|those|such|them|alleged)\b", subject["what"], re.IGNORECASE)
        return "" if counted or again else subject["what"].strip()

    def refers_back(self, place: int, topic: str) -> bool:
        """Whether "the two offences" only points at what was told before."""
        number = self.numbers[place]
        small = number.kind == "number" and float(number.value.value) <= 10 and not self.heads[place].linked
        return bool(
            small
            and place not in self.wholes
            and re.search(r"\b(?:the|these|those|both|last|first)\s+$", self.text[: number.start], re.IGNORECASE)
        )

    def read_count(self, place: int, base: Claim, why: str) -> list[Claim]:
        number = self.numbers[place]
        if "." in number.value.value:
            return [replace(base, form=UNCLEAR, why="whole number")]
        second = self.pair_of(place)
        if second == "second":
            return []
        if kind_why := why if base.kind is None else "":
            return [replace(base, form=UNCLEAR, why=kind_why)]
        alike = [
            n
            for n, one in enumerate(self.numbers)
            if n != place
            and one.kind == "number"
            and self.find_force(n)[0] == base.force
            and self.kind_of(n)[0] == base.kind
        ]
        if place in self.wholes:
            alike = [n for n in alike if n != self.wholes[place]]
        periods = self.find_periods(place, alike)
        if self.is_difference(place):
            return [
                replace(
                    base,
                    form=DIFFERENCE,
                    periods=periods or (),
                    falls=self.falls(place),
                    pairs=self.find_pairs(place),
                )
            ]
        if periods is None:
            return [replace(base, form=UNCLEAR, why="period")]
        stated = bool(periods)
        periods = self.widen(base.kind, periods, number)
        base = replace(base, open_period=not stated)
        if second == "first":
            other = self.numbers[place + 1]
            ends = (self.find_periods(place + 1, []) or ()), periods
            named = [YEARS.index(c.name) for end in (ends[1], ends[0]) for c in end if c.name in YEARS]
            pairs = (
                (tuple(sorted(named[:2])),)
                if len(set(named[:2])) == 2
                else ((named[0] - 1, named[0]), (0, named[0]))
                if named and named[0]
                else ()
            )
            both = replace(
                base,
                end=other.end,
                text=self.text[number.start : other.end],
                other=other.value,
                pairs=pairs or ((0, 2), (1, 2), (0, 1)),
            )
            return [
                replace(
                    both,
                    form=PAIR if base.kind == TOTAL else FOREIGN,
                    why="" if base.kind == TOTAL else "years of a kind",
                )
            ]
        whole = self.numbers[self.wholes[place]].value if place in self.wholes else None
        claim = replace(
            base,
            form=COUNT,
            periods=periods,
            whole=int(float(whole.value)) if whole and self.wholes[place] != place else None,
        )
        moved = re.search(
            rf"({words.RISE.pattern}|{words.FALL.pattern})\s+(?:back\s+|again\s+)?to\s+(?:just\s+|only\s+)?$",
            self.text[: number.start],
            words.IGNORE,
        )
        found = [claim]
        if moved and base.kind == TOTAL and len(periods) and periods[0].name in YEARS[1:]:
            falls = words.FALL.fullmatch(moved[1]) is not None
            found.append(
                replace(
                    claim,
                    form=DIRECTION,
                    start=moved.start(1),
                    end=moved.end(1),
                    text=moved[1],
                    amount=None,
                    falls=falls,
                )
            )
        each = re.match(r"\s+each\s+of\s+", self.text[number.end :])
        kinds = [one.value for one in self.sentence.of("offence") if each and number.end <= one.start]
        return [replace(claim, kind=kind) for kind in kinds] if kinds else found

    def widen(self, kind: Kind, periods: tuple[Candidate, ...], number: Token) -> tuple[Candidate, ...]:
        """Periods that a number may be for beside the one that stands with it."""
        this_year = any(one.text.lower().startswith("this year") for one in self.sentence.of("period"))
        if periods and kind.measure != "total" and periods[0].name == YEARS[2] and this_year:
            # METHODOLOGY A12: beside an offence or outcome "this year" may be the three years together.
            return (*periods, Candidate(SPAN, False, f'"this year" means {SPAN} together'))
        if stated := self.find_stated():
            return periods or stated[1]
        if (
            periods
            or not self.thread.periods
            or not (self.goes_on or re.match(r"\s*(?:[.,;]|and\b|while\b|$)", self.text[number.end :]))
        ):
            return periods
        return tuple(
            replace(one, sure=False, words=one.words or f"it goes on about {one.name}")
            for one in self.thread.periods
        )

    def pair_of(self, place: int) -> str:
        """Whether a number is the first or second of "from 3 to 9"."""

        def joins(a: Token, b: Token) -> bool:
            near = re.search(r"\bfrom\s+(?:just\s+|only\s+|around\s+)?$", self.text[: a.start], re.IGNORECASE)
            return (
                a.kind == b.kind == "number" and near is not None
                and re.fullmatch(r"[^.;]{0,60}?\bto\s+(?:just\s+|only\s+|some\s+)?", self.text[a.end : b.start], re.IGNORECASE) is not None
            )  # fmt: skip

        if place + 1 < len(self.numbers) and joins(self.numbers[place], self.numbers[place + 1]):
            return "first"
        return "second" if place and joins(self.numbers[place - 1], self.numbers[place]) else ""

    def is_difference(self, place: int) -> bool:
        number = self.numbers[place]
        moves = rf"(?:{words.RISE.pattern}|{words.FALL.pattern})"
        before = re.search(rf"{moves}\s+(?:of|by)\s+(?:\w+\s+){{0,2}}$", self.text[: number.start], words.IGNORE)
        more = re.match(r"\s+(?:more|fewer)\b(?!\s+than\s+(?:\d|half))", self.text[number.end :])
        again = place and re.fullmatch(
            r"[^.;]*?,?\s*(?:or\s+|\()", self.text[self.numbers[place - 1].end : number.start]
        )
        return (
            before is not None
            or more is not None
            or bool(again and self.numbers[place - 1].kind == "percent" and self.is_change(place - 1))
        )

    def is_change(self, place: int) -> bool:
        """Whether a percentage or fraction is a change, by the words around it."""
        number, (left, _) = self.numbers[place], self.limits(place)
        if re.match(r"\s*of\b", self.text[number.end :]) or number.text.lower().endswith(" of"):
            return False
        if (
            place
            and re.fullmatch(r",?\s*(?:or\s+|\()", self.text[self.numbers[place - 1].end : number.start])
            and (self.is_difference(place - 1) or self.is_change(place - 1))
        ):
            return True
        return any(
            max(left, number.start - 60) <= one.start < number.start or number.end <= one.start < number.end + 40 for one in self.sentence.of("rise", "fall", "stable")
            if not any(min(one.start, number.start) < n.start < max(one.start, number.start) for n in self.numbers)
            and (one.text.lower() not in ("more", "up") or not number.text.lower().startswith("more"))
            and not re.match(r"\s+than\b|\s+to\b(?!\s*(?:a|an)\b)", self.text[one.end :] if one.text.lower() in ("more", "up") and one.end <= number.start else "")
        )  # fmt: skip

    def falls(self, place: int) -> bool:
        number = self.numbers[place]
        near = [
            one for one in self.sentence.of("rise", "fall") if number.start - 60 <= one.start < number.end + 40
        ]
        return (
            bool(near)
            and min(near, key=lambda one: min(abs(one.end - number.start), abs(one.start - number.end))).kind
            == "fall"
        )

    def find_pairs(self, place: int) -> tuple[tuple[int, int], ...]:
        """Years of the evidence between which a change may lie, the likeliest first; empty where no year here is."""
        left, right = self.limits(place)
        tokens = self.sentence.of("period")
        near = self.text[max(0, self.numbers[place].start - 80) : self.numbers[place].end + 80]
        alone = sum(n.kind in ("percent", "times") for n in self.numbers) == 1
        mine = [one for one in tokens if left <= one.start < right]
        mine = tokens if alone or len(mine) < 1 else mine
        values = [self.whens[one.start] for one in mine if one.value.kind != "two"]
        if any(c.name not in (*YEARS, SPAN) and len(v) == 1 for v in values for c in v) and not any(
            c.name in (*YEARS, SPAN) for v in values for c in v
        ):
            return ()
        dated = ("year", "calendar", "days", "ending")
        explicit = [
            c.name for one in mine if one.value.kind in dated for c in self.whens[one.start] if c.name in YEARS
        ]
        if explicit and any(one.value.kind == "latest" for one in mine):
            explicit.append(YEARS[2])
        named = list(dict.fromkeys(explicit))
        if any(
            one.value.kind in ("span", "range", "since", "days") and self.whens[one.start][0].name == SPAN
            for one in mine
        ):
            return ((0, 2),)
        if len(named) >= 2 and len(mine) == 2:
            return (tuple(sorted((YEARS.index(named[0]), YEARS.index(named[1])))),)
        if words.ON_YEAR_BEFORE.search(near):
            last = (
                YEARS.index(named[0])
                if named
                else self.thread.year[0]
                if self.thread.year and self.goes_on and not mine
                else 2
            )
            return ((last - 1, last),) if last else ()
        if any(one.value.kind in ("three", "two") for one in mine):
            return ((0, 2),)
        if named and YEARS.index(named[0]):
            place = YEARS.index(named[0])
            return tuple(dict.fromkeys([(place - 1, place), (0, place)]))
        if any(one.value.kind == "latest" for one in mine):
            return ((1, 2), (0, 2))
        return ((0, 2), (1, 2))

    def read_change(self, place: int, base: Claim) -> Claim:
        number, (_, right) = self.numbers[place], self.limits(place)
        # A change of some kinds of offences is another one; those that are only named as examples do not count.
        span = (max(0, number.start - 45), min(right, number.end + 70))
        kinds = [one for one in self.sentence.of("offence", "crime") if span[0] <= one.start < span[1]]
        kinds = [
            one for one in kinds if not re.search(r"\b(?:including|such as)\b", self.text[number.end : one.start])
        ]
        kind = kinds[0].value or Kind("foreign", label=kinds[0].text) if kinds else TOTAL
        pairs = self.find_pairs(place)
        if number.kind == "times" and base.amount.value == "0":
            return replace(base, form=UNCLEAR, why="size")
        if not pairs:
            return replace(base, why="period", detail="another period", kind=kind)
        return replace(
            base,
            form=CHANGE,
            kind=kind,
            pairs=pairs,
            falls=self.falls(place) if number.kind != "times" else number.value.value == "-2",
        )

    def read_share(self, place: int, base: Claim, topic: str) -> Claim:
        number, head, (_, right) = self.numbers[place], self.heads[place], self.limits(place)
        whole = None
        start, stop = number.end if head.sort == "thing" else head.end, right
        if place in self.wholes:
            whole = int(float(self.numbers[self.wholes[place]].value.value))
            start, stop = (
                (self.heads[self.wholes[place]].end, self.limits(self.wholes[place])[1])
                if self.wholes[place] > place
                else (number.end, right)
            )
        kind = self.find_predicate(start, stop, outcomes_far=True) or self.find_left(place)
        if not kind and head.kind and head.kind != TOTAL and not head.linked:
            kind = head.kind
        if kind is None or kind.measure in ("foreign", "total"):
            return replace(base, why="part")
        periods = self.find_periods(place, []) or ()
        amount = base.amount
        if isinstance(amount, Amount):
            decimals = len(amount.value.partition(".")[2])
            amount = Share(int(amount.value.replace(".", "")), 100 * 10**decimals, amount.hedge, percent=True)
        return replace(
            base, form=SHARE, kind=kind, whole=whole, amount=amount, periods=self.widen(kind, periods, number)
        )

    def read_words(self) -> Iterator[Claim]:
        """Claims without a number, where the sentence is about the platform."""
        on_topic = (
            bool(self.sentence.links)
            or any(one.form == COUNT for one in self.claims)
            or (self.thread.topic == "platform" and self.goes_on and self.article.about)
        )
        platforms = self.sentence.of("platform")
        for match in words.CAUSE.finditer(self.text):
            passive = re.search(
                r"\b(?:by|on|of|to|behind|from)?\s*$", match[0] + self.text[match.end() : match.end() + 4]
            )
            ahead = any(match.end() <= one.start <= match.end() + 25 for one in platforms) and passive is not None
            back = (
                any(0 <= match.start() - one.end <= 22 for one in platforms)
                and re.search(r"charge|arrest|prosecut|conviction", self.text[match.end() : match.end() + 25])
                is None
            )
            if (ahead or back) and self.sentence.of("noun", "crime", "offence", "link"):
                yield Claim(CAUSE, match.start(), match.end(), match[0])
        if not on_topic:
            return
        force, _ = self.find_force_of_words()
        for one in self.sentence.of("rank"):
            yield Claim(RANK, one.start, one.end, one.text, force=force)
        for one in self.sentence.of("extreme"):
            yield Claim(EXTREME, one.start, one.end, one.text, force=force, falls=one.value == "low", kind=TOTAL)
        if self.sentence.of("common") and self.sentence.of("outcome"):
            one = self.sentence.of("common")[0]
            yield Claim(COMMON, one.start, one.end, one.text, force=force)
        moves = self.sentence.of("rise", "fall", "stable")
        changed = [one for one in self.claims if one.form in (CHANGE, PAIR, DIFFERENCE, DIRECTION)]
        if (
            not self.numbers
            and moves
            and not changed
            and self.sentence.links
            and force
            and not self.sentence.of("crime", "app", "offence")
        ):
            one = next(
                (
                    one
                    for one in moves
                    if one.kind != "stable" and one.text.lower() not in ("up", "down", "more", "higher", "lower")
                ),
                None,
            )
            if one:
                yield Claim(DIRECTION, one.start, one.end, one.text, force=force, kind=TOTAL, falls=one.kind == "fall",
                            why="steep" if words.STEEP.fullmatch(one.text) else "",
                            periods=(Candidate(YEARS[2], False),))  # fmt: skip
        for one in self.sentence.of("stable"):
            if force and not changed and not self.sentence.of("crime", "app", "offence"):
                yield Claim(
                    DIRECTION,
                    one.start,
                    one.end,
                    one.text,
                    force=force,
                    kind=TOTAL,
                    why="stable",
                    periods=(Candidate(YEARS[2], False),),
                )
        equates = words.EQUATES.search(self.text)
        change = (
            next((one for one in self.claims if one.form == CHANGE and one.why == ""), None) or self.thread.change
        )
        total = next((one for one in self.claims if one.form == COUNT and one.kind == TOTAL), None)
        if (
            equates
            and change
            and total
            and change.force == total.force
            and isinstance(change.amount, Amount)
            and not change.falls
        ):
            rises = re.search(
                rf"{words.RISE.pattern}[^.;]{{0,25}}$", self.text[: equates.start()], words.IGNORE
            ) or any(one.form == CHANGE for one in self.claims)
            if rises:
                yield replace(
                    total, form=RISE_SIZE, other=change.amount, text=f"{total.text} as the size of the rise"
                )

    def find_force_of_words(self) -> tuple[str, str]:
        names = self.sentence.of("force", "nation", "region", "place")
        return (
            self.name_scope(names[0], several=len({n.value for n in names}) > 1) if names else self.carry_force()
        )

    # ---- what the next sentence goes on from

    def go_on(self, claims: list[Claim]) -> None:
        """Keep what the next sentence may lean on."""
        thread, sentence = self.thread, self.sentence
        ours = [one for one in claims if one.form in (COUNT, CHANGE, SHARE, PAIR, DIFFERENCE)]
        strong = self.goes_on and thread.topic == "platform" and bool(ours)
        if sentence.links:
            thread.topic, thread.distance, thread.counted = "platform", 0, self.on_topic
        elif sentence.of("app", "source") or (sentence.of("crime", "rate") and (self.numbers or not strong)):
            thread.topic = "other"
        elif strong or ours or self.on_topic:
            thread.distance, thread.counted = 0, True
        else:
            thread.distance += 1
        names = sentence.of("force", "nation", "region", "place")
        scopes = {one.value or f"{one.kind}:{one.text}" for one in names}
        if scopes:
            thread.force = scopes.pop() if len(scopes) == 1 else "several"
            own = {one.value for one in names if one.kind == "force"}
            thread.force_named = own.pop() if len(own) == 1 else ""
        apps = sentence.of("platform", "app")
        thread.platform_named = apps[-1].kind == "platform" if apps else thread.platform_named
        thread.year = self.named_year or thread.year
        counts = [one for one in ours if one.form in (COUNT, SHARE)]
        thread.periods = counts[-1].periods if counts and len({one.periods for one in counts}) == 1 else ()
        thread.stated |= {
            int(one.amount.value): (one.force, one.periods) for one in counts
            if one.kind == TOTAL and isinstance(one.amount, Amount) and one.amount.value.isdigit() and one.direct and not one.amount.hedge
        }  # fmt: skip
        thread.change = next((one for one in ours if one.form == CHANGE), None)


def _is_many(number: Token) -> bool:
    return (
        isinstance(number.value, Amount)
        and not re.match(r"\d", number.text)
        and number.value.hedge == "at least"
        or number.text.lower().startswith("dozen")
    )
