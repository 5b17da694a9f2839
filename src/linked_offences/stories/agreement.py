"""Whether the numbers of one sentence agree with each other, whatever is held: "107 offences, down from 98"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.amounts import bound_change
from linked_offences.stories.changes import is_fall
from linked_offences.stories.claims import CHANGE, CLASH, COUNT, PAIR, Claim
from linked_offences.stories.grammar import TOTAL, Amount, Token
from linked_offences.stories.rates import Rates


class Agreement(Rates):
    """The same with the claims that the numbers of the sentence themselves refute."""

    def find_clashes(self) -> Iterator[Claim]:
        """Rises and falls that the numbers of the sentence itself are not: "107 offences, down from 98"."""
        way = rf"(?P<way>{words.RISE.pattern}|{words.FALL.pattern}|\b(?:less|below|above)\b)"
        counted = [one for one in self.claims if one.has_count and one.kind == TOTAL]
        for one in counted:
            if one.form == PAIR and one.detail:
                yield from self.clash(
                    one, one.detail, self.text.rfind(one.detail, 0, one.start), one.amount, one.other
                )
        for a, b in pairwise(counted):
            between = self.text[a.end : b.start]
            alike = (a.form, a.force, a.why) == (b.form, b.force, b.why)
            if not alike or not (a.form == COUNT or a.why == "several"):
                continue
            base = re.search(way + words.FROM_BASE.pattern, between, words.IGNORE)
            moved = re.search(
                way + r"\s+(?:back\s+)?to\s+(?:(?:just|only)\s+)?$", self.text[: a.start], words.IGNORE
            )
            # "Up from 66 and higher than the 71": both are held against what stands before them.
            if base and not a.pairs and not re.search(r"[;:]", between):
                yield from self.clash(a, base["way"], a.end + base.start("way"), b.amount, a.amount)
            elif moved and re.fullmatch(r"[^,;:.]{0,40}\bfrom\s+(?:(?:just|only)\s+)?", between):
                yield from self.clash(a, moved["way"], moved.start("way"), b.amount, a.amount)

    def find_wrong_sizes(self) -> Iterator[Claim]:
        """A change that does not lead from the one count of the sentence to the other: "107, up from 98, a rise of 49%"."""
        moves = [
            place
            for place, one in enumerate(self.numbers)
            if one.kind in ("percent", "share", "times") and self.is_change(place)
        ]
        moves += [place for place, one in enumerate(self.numbers) if one.kind == "times" and place not in moves]
        counted = [one for one in self.claims if one.has_count and one.kind == TOTAL and one.form in (COUNT, PAIR)]
        pair = counted[0] if len(counted) == 1 and counted[0].form == PAIR else None
        things = {one.start for one in self.claims if one.why == "thing"}
        plain = [one for one in self.numbers if one.kind == "number" and one.start not in things]
        if len(moves) != 1 or len(plain) != 2 or not (pair or len(counted) == 2):
            return
        number = self.numbers[moves[0]]
        if pair:
            first, last, start, end = pair.amount, pair.other, pair.start, pair.end
        else:
            last, first = (one.amount for one in counted)
            same = (counted[0].force, counted[0].forces) == (counted[1].force, counted[1].forces)
            base = re.search(words.BASE_IS.pattern, self.text[: counted[1].start], words.IGNORE)
            start, end = counted[0].start, counted[1].end
            if not same or not base:
                return
        if (
            first.hedge
            or last.hedge
            or not first.bounds[0]
            or not self.is_told_of(number, start, end, counted[-1].start)
        ):
            return
        size = Claim.of(CHANGE, number, amount=number.value, falls=self.falls(moves[0]))
        if isinstance(size.amount, Amount) and size.amount.unit == "times":
            size = replace(size, falls=size.amount.value == "-2")
        values = {"first": first.bounds[0], "last": last.bounds[0]}
        if not all(one.allows(values) for one in bound_change(size, "first", "last")):
            one = counted[0]
            yield replace(size, form=CLASH, force=one.force, kind=TOTAL, amount=first, other=last, why="size")

    def is_told_of(self, number: Token, start: int, end: int, last: int) -> bool:
        """Whether a change is told of the two counts and of no other year: before "from 72 to 107", between, or right behind them."""
        if number.end <= start:
            said = r"(?:\s+in\s+[^,;:.\d]{3,40})?,?\s+(?:or\s+)?(?:up\s+|down\s+)?(?:from\s+)?"
            return re.fullmatch(said, self.text[number.end : start]) is not None
        if number.end <= last:
            said = r"\s*(?:up\s+|down\s+)?(?:on|from|than)\s+(?:the\s+|a\s+)?(?:about\s+|around\s+)?"
            return re.fullmatch(said, self.text[number.end : last]) is not None
        gap = self.text[end : number.start]
        behind = re.match(
            r"\s*(?:rise|increase|jump|growth|fall|drop|decrease)?\s*(?:$|[.,;)–—])", self.text[number.end :]
        )
        dated = [one for one in self.sentence.of("period") if end <= one.start < number.start]
        gap = gap.replace(dated[0].text, "", 1) if len(dated) == 1 else gap
        return behind is not None and words.SO_MUCH.fullmatch(gap) is not None

    def clash(self, one: Claim, way: str, start: int, first: Amount, last: Amount) -> Iterator[Claim]:
        """The claim that a word for a rise or fall is none from one number to another, where that is certain."""
        (low, high), (least, most) = first.bounds, last.bounds
        falls, end = is_fall(way), start + len(way)
        if (high is not None and least >= high) if falls else (most is not None and most <= low):
            yield Claim(CLASH, start, end, way, force=one.force, kind=TOTAL, falls=falls, amount=first, other=last)
