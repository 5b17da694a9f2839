"""Counts that lean on what was told before: a sum of parts, what is left of a whole, a year's part, one kind beside another."""

import re
from dataclasses import replace

from linked_offences.numerals import join_words
from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import COUNT, FOREIGN, SHARE, UNCLEAR, Candidate, Claim, list_years, name_span
from linked_offences.stories.grammar import TOTAL, Amount, Kind
from linked_offences.stories.lists import Lists


class Told(Lists):
    """The same with what the sentence, and the one before it, have told."""

    claims: list[Claim]

    def find_rest(self, place: int) -> Kind | None:
        """What is left of a total beside the kinds that were told after it: "the remaining 52 offences"."""
        head, number = self.heads[place], self.numbers[place]
        named = head.sort == "total" and re.match("offen|crime", head.detail, re.IGNORECASE)
        if not named and not words.NOT_NAMED.match(self.text, number.end):
            return None  # "the remaining 12 have yet to reply"
        whole, *parts = add_told(self.thread.told if not self.thread.distance else (), self.claims) or (None,)
        kinds = tuple(dict.fromkeys(one.kind for one in parts))
        alike = kinds and len({one.periods[0].name for one in (whole, *parts) if one.periods}) == 1
        # "The other ten" may be others than all that are left.
        other = re.search(r"\bother\s+$", self.text[: number.start], re.IGNORECASE)
        level = "other" if other else "remaining"
        return Kind("rest", level, label="offences that are left", parts=(TOTAL, *kinds)) if alike else None

    def find_compared_kinds(self, place: int) -> Kind | None:
        """Two kinds that a number sets beside each other: "six more than there were of harassment", "twice as many rapes as"."""
        number, right = self.numbers[place], self.limits(place)[1]
        near = re.compile(r"\s+(?:more|fewer)\s+than\s+the\s+$").fullmatch(self.text, number.end, right)
        # "Six more than the 21 of harassment" names the other count, too.
        than = words.THAN_KIND.search(
            self.text, number.end, self.limits(place + 1)[1] if near and place + 1 < len(self.numbers) else right
        )
        offences = self.sentence.of("offence")
        other = next((one for one in offences if than and one.start == than.end()), None)
        if not other or number.kind not in ("number", "times") or self.sentence.of("crime", "app", "source"):
            return None
        scopes = [one for one in self.sentence.of("period") if one.start > number.end]
        scopes = scopes[1:] + self.sentence.of("force", "nation", "region", "place")[1:]
        if (
            scopes
            or words.OF_EVERY_KIND.search(self.text, other.end)
            or not words.KIND_ENDS.match(self.text, other.end)
        ):
            # "Harassment offences in Cleveland as stalking offences in Dorset" are of two forces.
            return None
        inside = [one for one in offences if number.end <= one.start < than.start()]
        mine = inside or [one for one in offences if one.end <= number.start][-1:]
        between = self.text[number.end : than.start()]
        for one in self.sentence.of("noun", "offence", "platform", "period", "force"):
            between = between.replace(one.text, " ") if number.end <= one.start < than.start() else between
        if number.text.lower().endswith("much") or not words.BESIDE.fullmatch(between):
            return None  # "took three times as much time as stalking"
        if (
            len(mine) != 1
            or words.OF_PEOPLE.match(self.text, mine[0].end)
            or mine[0].value == other.value
            or len(self.group_kinds(mine[0])) > 1
        ):
            return None
        kinds = mine[0].value, other.value
        if number.kind == "times":
            return Kind("ratio", label=f"{kinds[0].label} beside {kinds[1].label}", parts=kinds)
        more = re.match(r"\s+(more|fewer|ahead|behind)\b", self.text[number.end :])
        # Fewer of the one are more of the other.
        kinds = kinds[::-1] if more and more[1] in ("fewer", "behind") else kinds
        return (
            Kind("difference", label=f"more {kinds[0].label} than {kinds[1].label}", parts=kinds) if more else None
        )

    def find_whole_of_them(self, place: int) -> Kind | None:
        """What "there were 27 of them in 2023/24" counts: what the sentence before it named, and nothing else."""
        number = self.numbers[place]
        whole = words.COUNTS_ALL.search(self.text[: number.start])
        them = re.match(
            r"\s+of\s+(?:them|these|those)\b(?=\s*(?:[.,;]|$|in\b|over\b|during\b|last\b|this\b))",
            self.text[number.end :],
        )
        return self.thread.named if whole and them and not self.thread.distance else None

    def find_told_together(self) -> Claim | None:
        """The kinds that the sentence has counted, as one: "six were harassment and five malicious, together over two thirds"."""
        told = [one for one in self.claims if one.form == COUNT and one.kind and one.kind.measure == "offence"]
        together = re.search(
            r"\b(?:together|between\s+them|combined)\b", self.text[told[-1].end :] if told else ""
        )
        if not told and not self.thread.distance:
            # "Together the three made up just over half", of those that the sentence before it counted.
            told, together = [*(self.thread.told[1:] or self.thread.kinds)], words.TOGETHER.match(self.text)
        if (
            not together
            or len({one.kind for one in told}) != len(told)
            or len(told) < 2
            or len({one.force for one in told}) > 1
        ):
            return None
        many = re.search(
            r"\b(?:the|these|those)\s+(two|three|four)\b", self.text[together.start() :], re.IGNORECASE
        )
        if many and words.SMALL[many[1].lower()] != len(told):
            return None
        kinds = tuple(one.kind for one in told)
        label = join_words(kind.label for kind in kinds)
        return replace(told[0], kind=Kind("offence", "sum", label=label, parts=kinds))

    def find_told_last(self, place: int) -> Claim | None:
        """The count of a kind, told last, that a share is of: "32 were harassment. That is 30 per cent of the total"."""
        one = self.claims[-1] if self.claims else None if self.thread.distance else self.thread.last
        number = self.numbers[place]
        said = words.THAT_IS.search(self.text[: number.start]) and words.OF_TOTAL.match(self.text, number.end)
        if place and self.wholes.get(place - 2) == place - 1 and len(self.claims) > 1:
            one = self.claims[-2]  # "11 of the 16, or more than two thirds"
        if not said and place and one and one.start in (n.start for n in self.numbers[max(0, place - 2) : place]):
            # "Harassment accounted for 32, or about three in ten", "six cases of harassment (37.5 per cent)".
            between = self.text[self.numbers[place - 1].end : number.start]
            for token in self.sentence.of("offence", "noun", "platform", "force", "period"):
                between = (
                    between.replace(token.text, " ") if token.start >= self.numbers[place - 1].end else between
                )
            said = words.OR_SHARE.fullmatch(between) and words.SHARE_ENDS.match(self.text, number.end)
        return one if said and one and one.form == COUNT and one.kind and one.kind.measure == "offence" else None

    def find_year_of_all(self, place: int) -> tuple[Candidate, ...]:
        """The year of which a number is that part of all years: "188 over three years, and nearly half of those in 2023/24"."""
        head, whole = self.heads[place], self.wholes.get(place, place)
        told = [one for one in self.claims if one.form == COUNT and one.kind == TOTAL]
        over = told[-1].periods if told else self.thread.periods
        of_all = whole > place or (head.sort == "part" and bool(over) and over[0].name == name_span())
        end = self.heads[whole].end if whole > place else len(self.text[: head.end].rstrip())
        dated = (words.DATED_BEHIND if whole > place else words.DATED).match(self.text, end)
        if not dated and re.search(r"\b(?:them|these|those)$", self.text[:end]):
            dated = re.compile(r"\s+(?=in\b)").match(self.text, end)
        last = self.claims[-1] if self.claims else None
        if last and last.form == SHARE and last.kind == TOTAL and head.sort == "none":
            # "A fifth of them were recorded in 2021/22, a third in 2022/23".
            of_all = (
                re.match(r"[^,;]*(?:,|,?\s+and)\s", self.text[last.end : self.numbers[place].start]) is not None
            )
            dated = re.compile(r"\s+(?=in\b)").match(self.text, self.numbers[place].end)
        years = [one for one in self.sentence.of("period") if dated and 0 <= one.start - dated.end() < 12]
        found = self.whens[years[0].start] if years else ()
        return found if of_all and found and found[0].name in list_years() else ()

    def find_all_years(self) -> Claim | None:
        """A count of all years together, where the sentence has told each of them: "72, then 98 and 107, making 277"."""
        told = [one for one in self.claims if one.form == COUNT and one.kind == TOTAL and one.periods]
        years = [one.periods[0].name for one in told]
        alone = len({one.force for one in told}) == 1
        return replace(told[0], periods=(Candidate(name_span()),)) if years == list_years() and alone else None

    def find_appended(self, place: int) -> Claim | None:
        """The count of something else that a change is only added to: "4,120 stalking offences, down six per cent"."""
        one = next((one for one in self.claims if place and one.start == self.numbers[place - 1].start), None)
        moved = rf"(?:{words.RISE.pattern}|{words.FALL.pattern})"
        gap = self.text[self.heads[place - 1].end : self.numbers[place].start]
        added = rf"[^,;:.]{{0,40}}[,(–—-]\s*(?:an?\s+)?(?:\w+\s+)?{moved}\s+(?:(?:of|by)\s+)?"
        # "4,212 young people last year, 19% more than in the year before", too.
        more = re.compile(rf"\s+{moved}", words.IGNORE).match(self.text, self.numbers[place].end)
        said = one and re.fullmatch(r"[^,;:.]{0,40}[,(–—-]\s*" if more else added, gap, words.IGNORE)
        return (
            one if said and (one.form in (FOREIGN, UNCLEAR) or (one.form == COUNT and one.kind != TOTAL)) else None
        )


def add_told(told: tuple[Claim, ...], claims: list[Claim]) -> tuple[Claim, ...]:
    """A total with the kinds that were counted after it, as it goes on with a sentence."""
    for one in claims:
        if one.form == COUNT and one.kind == TOTAL and one.whole is None:
            # "Six of those 16 were harassment, five ..." tells a part before its whole.
            value = one.amount.value if isinstance(one.amount, Amount) else ""
            before = [part for part in claims if part.start < one.start and part.kind != TOTAL]
            told = one, *(part for part in before if str(part.whole) == value)
        elif (one.form in (FOREIGN, UNCLEAR) and isinstance(one.amount, Amount)) or (
            one.kind and one.kind.measure == "outcome"
        ):
            told = ()  # what is left is less by a part that is not known, or of outcomes
        elif (
            one.form == COUNT
            and told
            and one.kind
            and one.kind.measure == "offence"
            and one.force == told[0].force
        ):
            told = (*told, one)
    return told
