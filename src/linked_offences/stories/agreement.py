"""Whether the numbers of one sentence agree with each other, whatever is held: "107 offences, down from 98"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.changes import Changes, is_fall
from linked_offences.stories.claims import CLASH, COUNT, PAIR, Claim
from linked_offences.stories.grammar import TOTAL, Amount


class Agreement(Changes):
    """The same with the claims that the numbers of the sentence themselves refute."""

    def find_clashes(self) -> Iterator[Claim]:
        """Rises and falls that the numbers of the sentence itself are not: "107 offences, down from 98"."""
        way = rf"(?P<way>{words.RISE.pattern}|{words.FALL.pattern}|\b(?:less|below|above)\b)"
        counted = [
            one
            for one in self.claims
            if isinstance(one.amount, Amount) and not one.amount.unit and one.kind == TOTAL
        ]
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
            base = re.search(way + words.FROM_BASE.pattern, self.text[a.end : b.start], words.IGNORE)
            moved = re.search(
                way + r"\s+(?:back\s+)?to\s+(?:(?:just|only)\s+)?$", self.text[: a.start], words.IGNORE
            )
            # "Up from 66 and higher than the 71": both are held against what stands before them.
            if base and not a.pairs and not re.search(r"[;:]", between):
                yield from self.clash(a, base["way"], a.end + base.start("way"), b.amount, a.amount)
            elif moved and re.fullmatch(r"[^,;:.]{0,40}\bfrom\s+(?:(?:just|only)\s+)?", between):
                yield from self.clash(a, moved["way"], moved.start("way"), b.amount, a.amount)

    def clash(self, one: Claim, way: str, start: int, first: Amount, last: Amount) -> Iterator[Claim]:
        """The claim that a word for a rise or fall is none from one number to another, where that is certain."""
        (low, high), (least, most) = first.bounds, last.bounds
        falls = is_fall(way)
        if (high is not None and least >= high) if falls else (most is not None and most <= low):
            yield Claim(
                CLASH,
                start,
                start + len(way),
                way,
                force=one.force,
                kind=TOTAL,
                falls=falls,
                amount=first,
                other=last,
            )
