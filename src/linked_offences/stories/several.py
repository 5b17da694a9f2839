"""Numbers that are of several forces: what they add up to, one force beside another, the part of one of them all."""

import re
from dataclasses import replace

from linked_offences.stories import vocabulary as words
from linked_offences.stories.changes import Changes
from linked_offences.stories.claims import BESIDE, COUNT, Candidate, Claim, list_years, name_span
from linked_offences.stories.grammar import TOTAL, Share


class Several(Changes):
    """The same with what its numbers tell of several forces."""

    def list_summed(self) -> tuple[str, ...]:
        """The forces that the sentence adds up: "Cleveland and Dorset together recorded 123", "the five forces"; empty for none."""
        if not words.SUMMED.search(self.text):
            return ()
        names = self.sentence.of("force", "nation", "region", "place")
        again = words.THE_FORCES.search(self.text)
        if again and re.match("all|both", again[0], re.IGNORECASE) and not words.ALTOGETHER.search(self.text):
            return ()  # "all five forces had fewer than 110"
        if not names and (again or words.BETWEEN_THEM.match(self.text)):
            # "The five forces" are those whose counts were told, "between them" those that were added up just before.
            many = words.SMALL[(again["many"] or "two").lower()] if again else len(self.thread.summed)
            told = [one for one in (self.thread.summed, self.thread.told_of) if len(one) == many > 1]
            return told[0] if told and (again or not self.thread.distance) else ()
        one_list = bool(names) and len(self.group_of(names[-1], names)) == len(names) > 1
        each = re.search(r"\b(?:each|respectively|either|both)\b", self.text, re.IGNORECASE)
        if each or not one_list or {one.kind for one in names} != {"force"}:
            return ()
        return tuple(dict.fromkeys(one.value for one in names))

    def compares_forces(self, place: int) -> bool:
        """Whether a difference is one to another force or place: "ten more than in Kent", "twice as many as Kent"."""
        names = {one.start for one in self.sentence.of("force", "region", "place", "nation")}
        than = re.compile(
            r"\b(?:than|as|compared (?:with|to)|above|below)\s+(?:(?:in|at|for|by|that (?:of|in|for))\s+)?(?:the\s+)?",
            re.IGNORECASE,
        )
        other = re.compile(
            r"\s+(?:the|that)\s+(?:(?:national|regional)\b|(?:\w+\s+)?(?:number|figure|total|rate|level|average)\s+(?:of|in|for|at)\s+(?:the\s+)?)"
        )
        if self.numbers[place].kind == "times" and (found := other.match(self.text, self.numbers[place].end)):
            # "Double the number of offences of 2021/22" stays with the force's own; double that of another does not.
            own = self.sentence.of("period", "noun", "link", "platform", "offence")
            return not any(found.end() == one.start for one in own) and not self.text[found.end() :].startswith(
                ("such", "these")
            )
        if re.match(
            r"\s+times\s+(?:that|those|its|their|what|[A-Z][\w-]*(?:\s[A-Z][\w-]*)*')",
            self.text[self.numbers[place].end :],
        ):
            return True
        end = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        return any(one.end() in names for one in than.finditer(self.text, self.numbers[place].start, end))

    def find_beside(self, place: int, base: Claim) -> Claim | None:
        """A number that sets the offences of one force beside those of another: "91 more than Dorset", "twice that of Dorset"."""
        number, right = self.numbers[place], self.limits(place)[1]
        base = replace(base, direct=base.direct or (self.thread.plain and not self.thread.distance))
        if not base.direct or any(one.why in ("thing", "crime", "case", "app", "rate") for one in self.claims):
            return None  # "Lancashire has 1.5 million people, twice as many as Dorset"
        names = self.sentence.of("force", "nation", "region", "place")
        if {one.kind for one in names} - {"force"} or self.sentence.of(
            "offence", "crime", "app", "source", "outcome"
        ):
            return None
        other = next((one for one in names if number.end <= one.start < right), None)
        if other:
            rest = [one for one in names if one is not other]
            between = self.text[number.end : other.start]
            beside = words.THAN_FORCE.search(between) or re.fullmatch(r"\s+times\s+", between)
            if not beside or not words.TO_FORCE.fullmatch(between) or len(rest) > 1:
                return None
            mine, detail = (rest[0].value if rest else self.carry_force()[0]), ""
        else:
            # "Cleveland had 277 over the same years, six times as many" is beside the force that the article is about.
            last = self.claims[-1] if self.claims else None
            bare = number.kind == "times" and re.match(r"\s*(?:$|[.,;])", self.text[number.end :])
            if (
                not bare
                or not last
                or last.form != COUNT
                or last.kind != TOTAL
                or last.force in ("", self.article.force)
            ):
                return None
            mine, detail = last.force, "" if words.CONTRASTS.search(self.text) else "may be"
        whose = other.value if other else self.article.force
        if (
            not mine
            or not whose
            or words.NATION in (mine, whose)
            or mine == whose
            or base.kind not in (None, TOTAL)
        ):
            return None
        return self.set_beside(place, base, mine, (whose,), detail)

    def find_part_of_forces(self, place: int, base: Claim) -> Claim | None:
        """The part of one force in what several add up to: "a quarter of the 351", told before."""
        whole = self.find_sum(self.wholes[place]) if place in self.wholes else None
        names = {one.value for one in self.sentence.of("force")}
        if not whole or len(names) != 1 or not names <= {*whole.forces} or base.kind not in (None, TOTAL):
            return None
        found = self.set_beside(place, base, names.pop(), whole.forces, "")
        return found and replace(found, periods=whole.periods, direct=whole.direct)

    def find_sum(self, place: int) -> Claim | None:
        """What several forces add up to, told before, that a number names again: "of the 351"."""
        number = self.numbers[place]
        again = re.search(r"\b(?:the|those|these)\s+$", self.text[: number.start], re.IGNORECASE)
        return self.thread.sums.get(number.value.value) if again and number.kind == "number" else None

    def set_beside(self, place: int, base: Claim, mine: str, others: tuple[str, ...], detail: str) -> Claim | None:
        """One force beside others for the one period that the sentence names, or that it goes on from; None where there are two."""
        number = self.numbers[place]
        times = re.match(r"\s+times\b", self.text[number.end :])
        sort = "part" if isinstance(base.amount, Share) else "times" if times else number.kind
        dated = {self.whens[one.start] for one in self.sentence.of("period")}
        told = [one.periods for one in self.claims if one.form == COUNT and one.kind == TOTAL and one.periods]
        periods = dated.pop() if len(dated) == 1 else told[-1] if told else self.thread.periods
        held = tuple(one for one in periods if one.name in (*list_years(), name_span()))
        if dated or (periods and not held):
            return None
        held = held or tuple(
            Candidate(one, False, f"it is for {one}") for one in (name_span(), *reversed(list_years()))
        )
        return replace(base, form=BESIDE, kind=TOTAL, force=mine, forces=others, periods=held, why=sort, detail=detail,
                       falls=self.falls(place))  # fmt: skip
