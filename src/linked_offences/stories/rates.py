"""Counts by the day or the week: "one every four days", "17 crimes a day", "twice a week"."""

import re
from dataclasses import replace

from foi_answers import read_words
from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import RATE, Claim
from linked_offences.stories.grammar import TOTAL
from linked_offences.stories.several import Several

DAYS = {"day": 1, "week": 7, "month": 365 / 12, "fortnight": 14}


class Rates(Several):
    """The same with the numbers that are so many a day or a week."""

    def read_rate(self, place: int, base: Claim) -> Claim | None:
        """How many linked offences of every kind there were in so many days; None where it is another rate."""
        number, head = self.numbers[place], self.heads[place]
        rate = next((one for one in self.sentence.of("rate") if one.start >= number.end), None)
        said = rate and words.EVERY_FEW.fullmatch(rate.text)
        others = self.sentence.of("app", "source", "crime", "offence", "outcome")
        counted = re.fullmatch(r"(?:[^,;.:]{0,60})", self.text[number.end : rate.start]) if rate else None
        direct = self.find_topic(place)[0] == "direct"
        force, _ = self.find_force(place)
        if (
            not (said and counted and direct and force)
            or others
            or head.sort not in ("total", "none", "rate", "case")
        ):
            return None
        if number.kind != "number" or (len(self.numbers) > 1 and not head.linked):
            return None
        many = (
            1
            if said["many"] is None
            else 2
            if said["many"] == "other"
            else read_words(said["many"]) or int(said["many"])
        )
        dated = [self.whens[one.start] for one in self.sentence.of("period")]
        periods = dated[0] if len(dated) == 1 else () if dated else self.thread.periods
        return replace(base, form=RATE, end=rate.end, text=self.text[number.start : rate.end], kind=TOTAL, force=force,
                       detail=str(many * DAYS[said["unit"].lower()]), periods=periods, direct=True)  # fmt: skip
