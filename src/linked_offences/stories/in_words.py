"""Claims that a sentence makes in words alone: rises, ranks, causes, what is the most common, and what nobody here can check."""

import re
from collections.abc import Iterator
from dataclasses import replace

from linked_offences.stories import vocabulary as words
from linked_offences.stories.agreement import Agreement
from linked_offences.stories.changes import is_fall
from linked_offences.stories.claims import (
    CAUSE,
    CHANGE,
    COMMON,
    COUNT,
    DIFFERENCE,
    DIRECTION,
    EXTREME,
    FOREIGN,
    PAIR,
    RANK,
    RISE_SIZE,
    STEADY,
    TOP,
    WORDS,
    Candidate,
    Claim,
    list_years,
    name_span,
)
from linked_offences.stories.grammar import TOTAL, Amount, Token


class InWords(Agreement):
    """The same with what its words say without a number."""

    on_topic: bool

    def read_words(self) -> Iterator[Claim]:
        """Claims without a number, where the sentence is about the platform."""
        on_topic = (
            bool(self.sentence.links)
            or any(one.form == COUNT for one in self.claims)
            or (self.thread.topic == "platform" and self.article.about and (self.goes_on or (
                words.TOP.search(self.text) and not self.thread.distance and not self.sentence.of("crime", "app"))))
        )  # fmt: skip
        platforms = self.sentence.of("platform")
        for match in words.CAUSE.finditer(self.text):
            passive = re.search(
                r"\b(?:by|on|of|to|behind|from)?\s*$", match[0] + self.text[match.end() : match.end() + 4]
            )
            ahead = any(match.end() <= one.start <= match.end() + 25 for one in platforms) and passive is not None
            back = (
                match[0].lower() not in words.PASSIVE_CAUSE
                and any(0 <= match.start() - one.end <= 22 for one in platforms)
                and re.search(r"charge|arrest|prosecut|conviction", self.text[match.end() : match.end() + 25])
                is None
            )
            if (ahead or back) and self.sentence.of("noun", "crime", "offence", "link", "rise", "fall"):
                yield Claim(CAUSE, match.start(), match.end(), match[0])
        if not on_topic:
            # A record high of another thing is a claim too, and nobody here can tell whether it is one.
            for one in self.sentence.of("rank", "extreme"):
                yield Claim.of(FOREIGN, one, why="topic")
            return
        force, _ = self.find_force_of_words()
        if not (self.article.about or self.sentence.of("force", "nation")):
            # "TikTok crime is on the rise", in a story about something else, names no force and no years.
            force = ""
        common = self.sentence.of("common") if self.sentence.of("outcome") else []
        top = self.read_top(force)
        if top:
            yield top
        for one in self.sentence.of("rank"):
            # "The most common outcome" ranks outcomes and no forces, "the largest share were rape" offences.
            if not any(
                one.start <= other.end and other.start <= one.end for other in (*common, *([top] if top else []))
            ):
                yield Claim.of(RANK, one, force=force)
        told = {candidate.name for one in self.claims if one.form == COUNT for candidate in one.periods}
        for one in self.sentence.of("extreme"):
            # "The lowest of the three years was 72, in 2021/22" is not about the last one.
            form = EXTREME if told <= {list_years()[-1], name_span()} else WORDS
            yield Claim.of(form, one, force=force, falls=one.value == "low", kind=TOTAL)
        if common:
            one = common[0]
            kinds = {outcome.value for outcome in self.sentence.of("outcome")}
            denied = re.search(r"\b(?:not|never|no longer|less)\b|n't\b", self.text, re.IGNORECASE)
            kind = kinds.pop() if len(kinds) == 1 and not denied else None
            periods = tuple(candidate for when in self.whens.values() for candidate in when)
            yield Claim.of(COMMON, one, force=force, kind=kind, periods=periods)
        moves = self.sentence.of("rise", "fall", "stable")
        changed = [one for one in self.claims if one.form in (CHANGE, PAIR, DIFFERENCE, DIRECTION)]
        ends = self.years_of_counts(force)
        if (
            (not self.numbers or ends)
            and moves
            and not changed
            and self.sentence.links
            and force
            and not self.sentence.of("crime", "app", "offence", "outcome")
        ):
            one = next(
                (
                    one
                    for one in moves
                    if one.kind != "stable"
                    and one.text.lower() not in ("up", "down", "more", "higher", "lower")
                    and self.moves_offences(one)
                ),
                None,
            )
            if one:
                yield Claim.of(DIRECTION, one, force=force, kind=TOTAL, falls=one.kind == "fall",
                            why="steep" if words.STEEP.fullmatch(one.text) else "",
                            pairs=((ends[0], ends[-1]),) if len(ends) > 1 else (),
                            periods=(Candidate(list_years()[ends[-1] if ends else -1], False),))  # fmt: skip
        yield from self.read_comparison(force, ends)
        steady = words.STEADY.search(self.text)
        counted = self.sentence.links or any(one.form == COUNT and one.kind == TOTAL for one in self.claims)
        if steady and force and counted and not self.sentence.of("crime", "app", "offence", "source"):
            falls = words.FALL.search(steady[0]) is not None
            yield Claim(STEADY, steady.start(), steady.end(), steady[0], force=force, kind=TOTAL, falls=falls)
        for one in self.sentence.of("stable"):
            moved = any(0 < other.start - one.end <= 2 for other in moves)  # "a steady rise"
            if force and not changed and not moved and not self.sentence.of("crime", "app", "offence"):
                last = Candidate(list_years()[-1], False)
                yield Claim.of(DIRECTION, one, force=force, kind=TOTAL, why="stable", periods=(last,))
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

    def read_top(self, force: str) -> Claim | None:
        """The kind of offence that is said to be the most common: "stalking was the most common offence"."""
        one = words.TOP.search(self.text)
        if not one or not force or self.sentence.of("crime", "app", "outcome"):
            return None
        kinds = self.sentence.of("offence")
        behind = r"\b(?:ahead\s+of|followed\s+by|than|then|against|compared\s+with)\s+$"
        if any(not re.search(behind, self.text[: other.start]) for other in kinds[1:]):
            return None
        for kind in kinds[:1]:
            before = kind.start >= one.end() and words.TOP_BEFORE.fullmatch(self.text[one.end() : kind.start])
            after = kind.end <= one.start() and words.TOP_BEHIND.fullmatch(self.text[kind.end : one.start()])
            if (before or after) and not words.NO_TOP.search(self.text[: one.start()]):
                dated = [c for when in self.whens.values() for c in when]
                return Claim(TOP, one.start(), one.end(), one[0], force=force, kind=kind.value,
                             periods=tuple(dated) or self.thread.periods)  # fmt: skip
        return None

    def years_of_counts(self, force: str) -> list[int]:
        """Years of the counts that are the only numbers of the sentence; empty where one counts or is of something else."""
        plain = all(
            one.form == COUNT and one.kind == TOTAL and one.force == force
            and 0 < len(one.periods) < len(list_years()) and one.periods[0].name in list_years()
            for one in self.claims
        )  # fmt: skip
        found = sorted({list_years().index(one.periods[0].name) for one in self.claims}) if plain else []
        return [] if found == [0] else found

    def read_comparison(self, force: str, ends: list[int]) -> Iterator[Claim]:
        """Two years that are compared in words: "more offences in 2023/24 than in 2022/23", "the same number as in 2022/23"."""
        dated = [
            (one, self.whens[one.start][0].name) for one in self.sentence.of("period") if self.whens[one.start]
        ]
        dated = [(one, list_years().index(name)) for one, name in dated if name in list_years()]
        than = r"\b(?P<way>more|fewer|higher|lower|less)\b[^;.]*\bthan\s+(?:(?:in|for|during)\s+)?(?:the\s+)?$"
        same = r"\b(?P<way>the same)(?:\s+(?:number|figure|total|level|count))?(?:\s+as)?\s+(?:(?:in|for)\s+)?(?:the\s+)?$"
        if not force or not self.sentence.links or self.sentence.of("crime", "app", "offence", "outcome"):
            return
        for one, start in dated:
            others = [year for other, year in dated if other.start < one.start]
            others = others or (ends if len(ends) == 1 else [])
            said = re.search(than, self.text[: one.start], re.IGNORECASE)
            # "Nine more than in 2022/23" is a difference.
            counted = said and any(0 <= said.start("way") - number.end <= 1 for number in self.numbers)
            # "Grew more in 2022/23 than in 2023/24" sets two rises beside each other.
            grew = said and any(one.end == said.start("way") - 1 for one in self.sentence.of("rise", "fall"))
            said = None if counted or grew else said or re.search(same, self.text[: one.start], re.IGNORECASE)
            if said and others and others[-1] != start:
                way = said["way"].lower()
                yield Claim(DIRECTION, said.start("way"), said.end("way"), said["way"], force=force, kind=TOTAL,
                            falls=is_fall(way), why="stable" if "same" in way else "", pairs=((start, others[-1]),),
                            periods=(Candidate(list_years()[others[-1]]),))  # fmt: skip
                return

    def moves_offences(self, one: Token) -> bool:
        """Whether a rise or fall is said of the offences, as a fact: "fear of crime grew" and "it should fall" are not."""
        before, after = self.text[: one.start], self.text[one.end :]
        if self.text.endswith("?") or re.search(
            r"\b(?:if|whether|no|not|never|hope\w*|want\w*|could|would|should|might|must)\b|n't\b",
            before,
            re.IGNORECASE,
        ):
            return False
        if words.MOVED_OF.match(after):
            return True
        subject = words.MOVER.search(before)
        idiom = re.match(r"\s+(?:short|for|under|within|into|foul|out|off)\b", after)
        if not subject or idiom or self.find_other_subject(before):
            return False
        tied = r"\b(?:of|over|about|for|on|to|with|against|from|into|at|by|around)\s+(?:[\w'-]+\s+){0,3}$"
        counted = r"\b(?:numbers?|figures?|totals?|levels?|rates?|amount|count|tally|volume)\s+(?:of|for|on)\s+(?:[\w'-]+\s+){0,3}$"
        lead = before[: subject.start()]
        return not re.search(tied, lead) or re.search(counted, lead, re.IGNORECASE) is not None

    def read_unchecked(self, others: list[Claim]) -> Iterator[Claim]:
        """The first words that bound the figures and are in no other claim, of a sentence about them."""
        named = self.sentence.of("platform", "link")
        told = self.article.about and not self.sentence.of("crime", "app", "source")
        about = self.sentence.of("noun", "offence", "outcome", "force", "nation", "region", "rise", "fall")
        figures = r"\b(?:figures?|numbers?|totals?|tally|statistics|list|types?|category|victims|suspects|the (?:force|county))\b"
        about = about or re.search(figures, self.text, re.IGNORECASE)
        # A cause or a rank tells an editor to read the sentence already.
        open_ = any(one.form not in (DIRECTION, EXTREME, STEADY) for one in others)
        if open_ or not (about and (named or told)) or self.text.endswith("?"):
            return
        for one in words.CLAIMED.finditer(self.text):
            if not any(other.start < one.end() and one.start() < other.end for other in others):
                yield Claim(WORDS, one.start(), one.end(), one[0], force=self.find_force_of_words()[0])
                return
