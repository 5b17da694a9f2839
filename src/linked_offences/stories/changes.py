"""Which numbers of a sentence tell a rise, a fall or a difference, in which way, and from which count it goes."""

import re

from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import COUNT, Claim, list_years
from linked_offences.stories.grammar import TOTAL, Token
from linked_offences.stories.told import Told

# Before a number: that it is a change on top of one told before it, "and then by a further 9%".
FURTHER = r"(?:(?:a\s+further|another|just|only)\s+)?"


class Changes(Told):
    """The same with the changes that its numbers tell."""

    def find_mover(self, place: int) -> str:
        """The word that a change is said of where it is none for offences or their number: "claims have trebled"; else blank."""
        number = self.numbers[place]
        for one in self.sentence.of("aside"):
            # "300 hours, half as many again as the year before" is of the hours.
            counted = one.value in ("a length of time", "money", "a measure")
            scope = re.search(
                r"\b(?:in|over|within|during|after|for|past|last|previous|every)\s+(?:the\s+)?$",
                self.text[: one.start],
            )
            if (
                counted
                and not scope
                and re.fullmatch(r"[^,;:.\d]{0,30},\s+(?:an?\s+)?(?:\w+\s+)?", self.text[one.end : number.start])
            ):
                return one.text
        moves = [
            one for one in self.sentence.of("rise", "fall") if self.limits(place)[0] <= one.start < number.start
        ]
        verb = number if number.kind == "times" or not moves else moves[-1]
        said = re.search(
            r"\b([a-z][\w'-]*)\s+(?:(?:has|have|had|also|then|now|since|\w+ly|almost)\s+)*$",
            self.text[: verb.start],
        )
        moved = re.match(r"(?:\w+ed|rose|risen|grew|grown|fell|fallen|double|treble|triple)\b", verb.text)
        return said[1] if said and moved and not words.MOVES.fullmatch(said[1]) else ""

    def way_of_pair(self, place: int) -> str:
        """The last word for a rise or a fall before "from 72 to 107"; blank for none, or where a number stands between."""
        start, end = self.limits(place)[0], self.numbers[place].start
        near = [one for one in self.sentence.of("rise", "fall") if start <= one.start < end]
        return near[-1].text if near else ""

    def find_base(self, place: int, claim: Claim) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The words that make a count the one before a rise or a fall, "down from 98 in 2022/23", and between which years it lies."""
        way = rf"(?P<way>{words.RISE.pattern}|{words.FALL.pattern}|\b(?:less|below|above)\b)"
        said = re.search(way + words.FROM_BASE.pattern, self.text[: self.numbers[place].start], words.IGNORE)
        if not said or claim.kind != TOTAL or not claim.periods or claim.periods[0].name not in list_years():
            return "", ()
        start = list_years().index(claim.periods[0].name)
        told = [
            one.periods[0].name for one in self.claims
            if one.form == COUNT and one.kind == TOTAL and one.force == claim.force and one.periods
        ]  # fmt: skip
        if self.claims and self.claims[-1].detail and self.claims[-1].pairs:
            # "Up from 66 in 2022/23 and higher than the 71 of 2021/22": the second is a base of the same count.
            told = [list_years()[self.claims[-1].pairs[0][1]]]
        if told:
            end = list_years().index(told[-1]) if told[-1] in list_years() else start
            return said[0], ((start, end),) if end != start else ()
        return said[0], tuple((start, end) for end in range(start + 1, len(list_years())))

    def pair_of(self, place: int) -> str:
        """Whether a number is the first or second of "from 3 to 9"."""

        def joins(a: Token, b: Token) -> bool:
            near = re.search(r"\bfrom\s+(?:just\s+|only\s+|around\s+)?$", self.text[: a.start], re.IGNORECASE)
            return (
                a.kind == b.kind == "number" and near is not None
                and re.fullmatch(r"[^.;]{0,60}?\bto\s+(?:just\s+|only\s+|some\s+)?", self.text[a.end : b.start], re.IGNORECASE)
                is not None
                # "To 66, from 71, then rose to 98" has another movement between them.
                and not any(a.end <= one.start < b.start and one.text.lower() not in ("up", "down")
                            for one in self.sentence.of("rise", "fall"))
            )  # fmt: skip

        for first, which in ((place, "first"), (place - 1, "second")):
            if 0 <= first < len(self.numbers) - 1 and joins(self.numbers[first], self.numbers[first + 1]):
                # "From 16 in Dorset to 107 in Cleveland" is of two forces, and no change.
                return which if self.find_force(first)[0] == self.find_force(first + 1)[0] else ""
        return ""

    def is_difference(self, place: int) -> bool:
        """Whether a number is the size of a change, by the words around it: "rose by 26", "25 more than"."""
        number = self.numbers[place]
        lead, behind = self.text[: number.start], self.text[number.end :]
        gap = self.text[self.numbers[place - 1].end : number.start] if place else ""
        moves = rf"(?:{words.RISE.pattern}|{words.FALL.pattern})"
        before = re.search(rf"{moves}\s+(?:of|by)\s+(?:(?!\d|to\b)\w+\s+){{0,2}}$", lead, words.IGNORE)
        if before and re.search(r"\bma[dk]e\w*\s+up\s+of\s+$", lead):
            before = None  # "235 is made up of 71, 66 and 98"
        if not before and self.heads[place].sort == "none" and re.search(
            r"\bby\s+(?:(?:just|only|another|a\s+further)\s+)*$", lead, re.IGNORECASE
        ):  # fmt: skip
            # "The number increased again in 2023/24, by 25 to 88".
            left = self.numbers[place - 1].end if place else 0
            before = next(
                (one for one in self.sentence.of("rise", "fall") if left <= one.start < number.start), None
            )
        # "Nineteen more were grooming" and "in 55 more cases" count more of them, and are no difference.
        if re.match(words.ADDED, behind) or (
            re.search(r"\bin\s+$", lead, re.IGNORECASE) and re.match(r"\s+more\b(?![^.;]*\bthan\b)", behind)
        ):
            return False
        more = re.match(
            r"\s+(?:(?:more|fewer)\b(?!\s+than\s+(?:\d|half))|(?:higher|lower)(?=\s+(?:in|than|on|over|this|last)\b|\s*[,.;]|$)|(?:up|down)\s+on\b)",
            behind,
        )
        up_on = re.search(r"\b(?:up|down)\s+$", lead, re.IGNORECASE) and re.match(r"\s+on\b", behind)
        if (
            more
            or up_on
            or (number.kind == "number" and words.SIZE_OF.search(self.text[self.limits(place)[0] : number.start]))
        ):
            return True
        if place and self.heads[place].sort == "none" and number.kind == self.numbers[place - 1].kind and re.fullmatch(
            r"\s+(?:in|at|for)\s+[^,;.\d]{3,40}(?:,|,?\s+and)\s+(?:by\s+)?", gap
        ):  # fmt: skip
            # "Rose by two in Dorset, 27 in Lancashire".
            return self.is_difference(place - 1)
        again = place and re.fullmatch(r"[^.;]*?,?\s*(?:or\s+|\()", gap)
        coordinated = place and re.search(
            rf"(?:\b(?:and|then|but)|,)(?:\s+in\s+[A-Z][^,;.\d]{{2,40}})?\s+by\s+{FURTHER}$", lead
        )
        return (
            before is not None
            or bool(coordinated and number.kind == self.numbers[place - 1].kind and self.is_difference(place - 1))
            or bool(coordinated and number.kind == "number" and self.is_changed(place - 1))
            or bool(again and self.numbers[place - 1].kind == "percent" and self.is_change(place - 1))
        )

    def is_change(self, place: int) -> bool:
        """Whether a percentage or fraction is a change, by the words around it."""
        number, (left, _) = self.numbers[place], self.limits(place)
        lead, behind = self.text[: number.start], self.text[number.end :]
        gap = self.text[self.numbers[place - 1].end : number.start] if place else ""
        if re.match(r"\s*of\b", behind) or number.text.lower().endswith(" of"):
            return False
        if re.match(r"\s+as\s+(?:many|much)\s+again\b", behind) or self.is_listed_change(place):
            return True
        if (
            place
            and re.fullmatch(r",?\s*(?:or\s+|\()", gap)
            and (self.is_difference(place - 1) or self.is_change(place - 1))
        ):
            return True
        if re.match(r"\s+(?:above|below)\s+(?:that|those|the\s+(?:figure|number|total|count|year))\b", behind):
            return True
        if (
            place
            and re.search(rf"\b(?:and|then|but|,)\s+(?:by|of)\s+{FURTHER}$", lead)
            and self.is_change(place - 1)
        ):
            return True
        for one in self.sentence.of("rise", "fall", "stable"):
            before = max(left, number.start - 60) <= one.start < number.start
            between = any(
                min(one.start, number.start) < n.start < max(one.start, number.start) for n in self.numbers
            )
            if between or not (before or number.end <= one.start < number.end + 40):
                continue
            # "More than 40%" and "up to 40%" only bound a number.
            bounds = (
                one.text.lower() in ("more", "fewer", "up")
                and before
                and re.match(r"\s+(?:than|to(?!\s+an?))\b", self.text[one.end :])
            )
            by = re.search(r"\bby\s+$", lead)
            if not bounds and (by or not number.text.lower().startswith("more")):
                return True
        return False

    def is_listed_change(self, place: int) -> bool:
        """Whether it is the change of another force, told as the one before it: "went up 60% in Derbyshire, in Cambridgeshire 73%"."""
        gap = self.text[self.numbers[place - 1].end : self.numbers[place].start] if place else ""
        return (
            re.fullmatch(r"(?:\s+in\s+[A-Z][^,;.\d]{2,40})?(?:,|,?\s+and)\s+in\s+[A-Z][^,;.\d]{2,40}\s+", gap)
            is not None
            and self.numbers[place].kind == self.numbers[place - 1].kind == "percent"
            and self.is_change(place - 1)
        )

    def is_changed(self, place: int) -> bool:
        """Whether a number is a change, be it in offences or in per cent."""
        return self.is_difference(place) or (self.numbers[place].kind != "number" and self.is_change(place))

    def falls(self, place: int) -> bool:
        """Whether a change is a fall."""
        number = self.numbers[place]
        # "Fell by more than a third" is a fall.
        if above := re.match(r"\s+(above|below)\s+(?:that|those|the)\b", self.text[number.end :]):
            return above[1] == "below"
        moves = self.sentence.of("rise", "fall")
        again = re.search(rf"\b(?:and|then|but|,)\s+by\s+{FURTHER}$", self.text[: number.start])
        if self.is_listed_change(place):
            return self.falls(place - 1)
        if place and again and not any(self.numbers[place - 1].end <= one.start < number.start for one in moves):
            return self.falls(place - 1)
        near = [
            one for one in moves
            if number.start - 60 <= one.start < number.end + 40
            # "48% after a fall of 7%": a word that leads to another number is that one's.
            and not any(one.start > number.end and re.fullmatch(r"\s+(?:of|by|to)\s+(?:[\w-]+\s+){0,2}", self.text[one.end : n.start])
                        for n in self.numbers)
            and not re.fullmatch(r"(?:more|fewer)\s+than(?:\s+an?)?\s*", self.text[one.start : number.start], re.IGNORECASE)
        ]  # fmt: skip
        near.sort(key=lambda one: min(abs(one.end - number.start), abs(one.start - number.end)))
        return bool(near) and near[0].kind == "fall"

    def names_base(self, place: int) -> bool:
        """Whether a change is said to be on a year, or in one that is named: "this year" alone leaves that open."""
        near = self.text[max(0, self.numbers[place].start - 80) : self.numbers[place].end + 80]
        dated = any(one.value.kind in ("year", "ending", "days", "calendar") for one in self.sentence.of("period"))
        return dated or words.ON_YEAR_BEFORE.search(near) is not None


def is_fall(way: str) -> bool:
    """Whether words such as "a drop on the" or "less than the" tell of a fall."""
    return re.match(rf"(?:{words.FALL.pattern}|less\b|below\b)", way, words.IGNORE) is not None
