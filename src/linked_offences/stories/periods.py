"""For which period a number of a sentence is, and between which years a change lies."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import (
    AVERAGE,
    DIFFERENCE,
    EACH,
    EVERY,
    LAST_TWO,
    PAIR,
    Article,
    Candidate,
    Claim,
    Thread,
    index_years,
    list_years,
    name_span,
)
from linked_offences.stories.grammar import Kind, Sentence, Token, When
from linked_offences.stories.scopes import Scopes
from linked_offences.study import read_study
from linked_offences.years import split_years


def list_begins() -> list[int]:
    """The calendar years in which the years asked about begin, oldest first."""
    return [int(day[:4]) for day, _ in split_years(*read_study().period)]


class Periods(Scopes):
    """The same with the periods of each number."""

    claims: list[Claim]

    def __init__(self, sentence: Sentence, article: Article, thread: Thread):
        super().__init__(sentence, article, thread)
        self.whens = self.resolve_periods()

    def resolve_periods(self) -> dict[int, tuple[Candidate, ...]]:
        """Each period that the sentence names, by where it begins, as what it may stand for."""
        found, here, self.named_year, self.last_year = {}, None, None, None
        tokens = self.sentence.of("period")
        for one in tokens:
            # "From 71 the previous year to 66 in 2022/23": the year that it is before stands after it.
            to = [t for t in tokens if t.start > one.start and re.search(r"\bto\b", self.text[one.end : t.start])]
            later = self.base_of(to[0].value) if to else None
            base = here or self.thread.year
            if one.value.kind in ("before", "back", "ago") and here is None:
                # "That is up from 66 the previous year" goes back from the year told last, "up from 66 ..." from the latest.
                # Where the last year was told of, both are one.
                last = self.thread.year is not None and self.thread.year[0] == len(list_years()) - 1
                base = later or (self.thread.year if last or words.SAME_SUBJECT.search(self.text) else None)
                if re.match(r"\s+that\b", self.text[one.end :]):
                    # "98 in 2023/24, having recorded 66 in 2022/23. The year before that ..." goes back from the latter.
                    base = self.thread.year_last or base
            found[one.start], new = self.resolve(one.value, base, one.text)
            here = new or here
            self.last_year = here
            relative = one.value.kind in ("before", "back", "ago")
            if new and not (relative and (self.named_year is not None or self.is_base(one))):
                # "107 in 2023/24, compared with 98 the year before" goes on about 2023/24.
                self.named_year = new
        return found

    def base_of(self, when: When) -> tuple[int, bool] | None:
        """The year that a period names, for another that is relative to it."""
        return self.resolve(when, None)[1] if when.kind in ("year", "calendar", "latest", "ending") else None

    def resolve(
        self, when: When, base: tuple[int, bool] | None, text: str = ""
    ) -> tuple[tuple[Candidate, ...], tuple[int, bool] | None]:
        """What a period stands for, and the year of the evidence that it names, if it does, with whether that is sure."""
        kind, years = when.kind, when.years
        first, final = list_begins()[0], list_begins()[-1]
        named = final + 1 in self.article.years
        if kind in ("year", "days") and len(years) > 1 and years[1] - years[0] == 1:
            name = f"{years[0]}/{years[1] % 100:02d}"
            return (Candidate(name),), (list_years().index(name), True) if name in list_years() else None
        if kind == "ending":
            return self.resolve(When("year", (years[0] - 1, years[0])), base)
        if (kind in ("days", "range", "span") and years[:2] in ((first, final + 1), (first, final))) or (
            kind == "since" and years == (first,)
        ):
            return (Candidate(name_span()),), None
        if kind == "three" and len(list_years()) == 3 and not self.article.earlier:
            return (Candidate(name_span(), self.article.relative, f"the three years are {name_span()}"),), None
        if kind == "calendar" and re.search("calendar|december", text, re.IGNORECASE):
            return (Candidate(str(years[0])),), None
        if kind == "calendar" and years:
            name = f"{years[0]}/{(years[0] + 1) % 100:02d}"
            if name not in list_years():
                return (Candidate(str(years[0])),), None
            reading = f'"{years[0]}" means the recording year {name}'
            # Where an article writes 2023/24 too, its 2023 is likely the calendar year.
            both = name in self.article.recording_years and len(self.sentence.of("period")) == 1
            return (Candidate(str(years[0])), Candidate(name, False, reading, both)), (
                list_years().index(name),
                False,
            )
        place = {"latest": len(list_years()) - 1, "first": 0, "second": 1}.get(kind)
        if place is not None and place < len(list_years()) and not self.article.earlier:
            # "In the last of those years" names a year of those that were told.
            told = re.search(r"\sof\s", text) is not None
            sure = self.article.relative and (told or (kind == "latest" and named))
            # A survey's year is a calendar year, where one is held.
            year = Candidate.suppose(list_years()[place], sure=sure)
            return (year, Candidate.suppose(str(first + place))), (place, sure)
        if kind == "single":
            return tuple(Candidate(one, False, f"it is for {one}") for one in reversed(list_years())), None
        if text.lower() == "since then" and (self.last_year or self.thread.year_last or (1,))[0] == 0:
            return (Candidate(name_span()),), None
        if kind == "between":
            ends = sorted({*index_years(self.thread.years)})
            middle = len(ends) == 2 and ends[1] - ends[0] == 2 and not self.thread.distance
            return ((Candidate(list_years()[ends[0] + 1]),), (ends[0] + 1, True)) if middle else ((), None)
        if kind == "same" and "period" in text.lower():
            return self.thread.periods, None
        if kind == "same" and base:
            return (Candidate(list_years()[base[0]], base[1]),), base
        if kind == "each":
            two = re.search(r"\b(?:two|2)\b", text, re.IGNORECASE)
            average = re.search(r"\baverag\w+|\bmean\b", self.text, re.IGNORECASE)
            every = re.search(r"\bof\b", text)
            how = LAST_TWO if two else AVERAGE if average else EVERY if every else ""
            return (Candidate(EACH, True, how),), None
        if kind in ("next", "before", "back", "ago"):
            if kind == "ago" or (base is None and kind != "next" and not self.article.earlier):
                base = (len(list_years()) - 1, False)
            if base is None:
                return (), None
            place = base[0] + {"next": 1, "before": -1, "back": -2, "ago": -2}[kind]
            if 0 <= place < len(list_years()):
                year = list_years()[place]
                # What goes on from a calendar year is one too, where one is held.
                either = Candidate.suppose(year), Candidate.suppose(str(first + place))
                return (Candidate(year),) if base[1] else either, (place, base[1])
            return (Candidate(f"{'after' if kind == 'next' else 'before'} {list_years()[base[0]]}"),), None
        return (Candidate("another period"),), None

    @property
    def leads_to(self) -> str:
        """What stands between a period and the number that it is of: a comma only in a row such as "2021/22, 71; 2022/23, 66"."""
        return r"[\s:,–—(-]*" if re.search(r":.*\d;", self.text) else r"[\s:–—(-]*"

    def is_of_report(self, period: Token) -> bool:
        """Whether a period says when something was told: "Last month the paper reported that 188 offences ..."."""
        said = rf"[^,;\d]*\b(?:{words.REPORTED})\b[^,;\d]*$"
        told = period.end <= self.numbers[0].start and re.match(
            said, self.text[period.end : self.numbers[0].start], re.IGNORECASE
        )
        return period.value.kind in ("other", "month") and bool(told)

    def is_base(self, period: Token) -> bool:
        """Whether a period is only what another is compared with: "98 offences, more than in 2021/22"."""
        base = rf"\b(?:than|on|versus|compared\s+(?:with|to)|(?:above|below)(?=\s+that))\s+{words.THEY_SAW}"
        base += r"(?:(?:in|for|either|any|both|each|that|of)\s+)*(?:the\s+)?$"
        return re.search(base, self.text[: period.start], re.IGNORECASE) is not None or any(
            self.is_base(one)
            for one in self.sentence.of("period")
            if one.end < period.start
            and re.fullmatch(r"\s*(?:and|or|,)\s*(?:in\s+)?", self.text[one.end : period.start])
        )

    def is_sum_of_years(self, period: Token) -> bool:
        """Whether a period is told with another, "in 2021/22 and 2022/23", so that a number may be of both together."""
        each = re.search(r"\b(?:both|each|every|either|again|also|respectively)\b", self.text, re.IGNORECASE)
        joined = r"\s*(?:,|&|,?\s*and)\s*(?:in\s+)?"
        first, last = self.numbers[0].start, self.numbers[-1].start
        # "71 in 2021/22, and in 2022/23 five fewer" has a number for each.
        pairs = [(a, b) for a, b in pairwise(self.sentence.of("period")) if not (first < a.start and b.end < last)]
        return not each and any(
            period in (a, b) and a.value.kind == b.value.kind == "year" and re.fullmatch(joined, self.text[a.end : b.start])
            for a, b in pairs
        )  # fmt: skip

    def belongs(self, place: int, period: Token) -> int:
        """Which of two numbers a period between them is of: the first, unless a new part of the sentence begins with it."""
        number = self.numbers[place]
        if place + 1 == len(self.numbers):
            return place
        breaks = r"[,;:–]|\b(?:and|while|but|before|then|with|whereas|to)\b"
        between = self.text[number.end : period.start]
        if re.fullmatch(r"\s*\((?:by\s+|up\s+|down\s+)?", self.text[period.end : self.numbers[place + 1].start]):
            return place + 1  # "in 2022/23 (by 26) than in 2023/24 (by nine)"
        when = self.text[period.end : self.numbers[place + 1].start]
        if self.is_base(period) and re.match(r",?\s*when\b", when) and words.WHEN_THERE.fullmatch(when):
            return place + 1  # "up by 32 on 2022/23, when it was 66"
        apart = re.search(breaks, between, re.IGNORECASE)
        gap = self.text[period.end : self.numbers[place + 1].start]
        # "..., taking the three-year total to 235" is one part of the sentence.
        # ", but by 2023/24 that had risen to 107" is one, too.
        moved = rf"\b(?:{words.RISE.pattern}|{words.FALL.pattern})\s+(?:(?:back|again|\w+ly)\s+)*to\s+(?:(?:just|only)\s+)?$"
        plain = re.sub(moved, "", gap, flags=words.IGNORE)
        joined = re.search(breaks, plain, re.IGNORECASE) is None or gap.strip().lower() == "to"
        colon = re.fullmatch(self.leads_to, gap)
        listed = apart or not re.search(r"\w", between)
        return place + 1 if (apart and joined) or (colon and listed) else place

    def is_parted(self, number: Token, period: Token) -> bool:
        """Whether a period after a number is of another clause, or of a part: "513 offences, among them 108 in 2023/24"."""
        return words.OTHER_CLAUSE.search(self.text[number.end : period.start]) is not None

    def find_periods(self, place: int, alike: list[int]) -> tuple[Candidate, ...] | None:
        """What a number's period may be; empty where the sentence names none, None where that is not clear.

        Parameters
        ----------
        alike : list of int
            Places of the other numbers of the sentence that count the same thing.
        """
        here, tokens = (
            self.numbers[place],
            [
                one for one in self.sentence.of("period")
                if not (self.is_of_report(one) or self.is_base(one))
                # "More than in 2022/23 (98)", "compared with 2022/23, when there were 98".
                or words.WHEN_THERE.fullmatch(self.text[one.end : self.numbers[place].start])
                if not (place in self.wholes.values() and words.DATES_PART.search(self.text[self.numbers[place].end : one.start]))
            ],
        )  # fmt: skip
        if place in self.wholes.values() and place not in self.wholes and place + 1 < len(self.numbers):
            # "Of the 277 offences, 72 date from 2021/22, 98 from 2022/23": years behind the parts are the parts'.
            behind = [one for one in self.sentence.of("period") if one.start > self.numbers[place + 1].end]
            if len({self.whens[one.start] for one in self.sentence.of("period")}) > 1:
                tokens = [one for one in tokens if one not in behind]
        named = re.search(r"\b(?:the|those|these)\s+$", self.text[: here.start], re.IGNORECASE)
        told = [n for n in alike if n < place and named and self.numbers[n].value == here.value]
        if told:
            # "16 in 2023/24, and most of the 16 were harassment" names one count twice.
            return self.find_periods(told[0], [n for n in alike if n not in (told[0], place)])
        start = self.numbers[place - 1].end if place else 0
        end = self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.text)
        before = [
            one
            for one in tokens
            if start <= one.start < here.start and (not place or self.belongs(place - 1, one) == place)
        ]
        after = [one for one in tokens if here.end <= one.start < end and self.belongs(place, one) == place]
        pick = None
        if before and re.fullmatch(rf"{self.leads_to}|,\s+to\s+", self.text[before[-1].end : here.start]):
            pick = before[-1]
        elif place == 0 and before:
            # "In 2021 there were 37": a period before the first number is its own, unless the next word is one.
            near = after and after[0].start - here.end < 25 and len(self.numbers) > 1
            near = near and not re.search(r"[,;]\s*(?:and|but|while)\b", self.text[here.end : after[0].start])
            # "... rose in 2022/23, but the rise to 107 in 2023/24 was smaller".
            apart = re.search(r"[,;]|\bbut\b", self.text[before[-1].end : here.start])
            near = near or (after and apart and after[0].start - here.end < 5)
            pick = after[0] if near else before[-1]
        elif after or before:
            pick = (after or before)[0 if after else -1]
        else:
            first = [one for one in tokens if one.end <= self.numbers[0].start]
            last = [one for one in tokens if one.start >= self.numbers[-1].end]
            if first and not alike:
                pick = first[0]
            elif last and not any(n > place for n in alike) and not self.is_parted(here, last[0]):
                if self.numbers[-1] is not here and self.find_topic(len(self.numbers) - 1)[1]:
                    # "107 offences, despite a fall in burglary from 98 in 2022/23": the year may be that of burglary alone.
                    return None
                pick = last[0]
            elif place and place - 1 in alike and any(start <= one.start < here.start for one in tokens):
                return None
            elif place and (mine := [one for one in tokens if start <= one.start < here.start]):
                # What stands between two numbers belongs to the first; another thing is counted in the same period.
                pick = mine[-1]
            elif first:
                pick = first[0]
            elif (
                tokens
                and len({self.whens[one.start] for one in tokens}) == 1
                and not alike
                and not self.is_parted(here, tokens[0])
            ):
                pick = tokens[0]
        if pick is None:
            # "Risen to 88, up from 63 the previous year": the number before is of the year after that.
            back = [
                one for one in self.sentence.of("period") if one.value.kind == "before" and one.start > here.end
            ]
            years = index_years(self.whens[back[0].start]) if back else []
            later = [list_years()[n + 1] for n in years if n + 1 < len(list_years())]
            return tuple(map(Candidate.suppose, later[:1]))
        if self.is_sum_of_years(pick):
            return None
        if self.is_from(place) and not self.is_own(here, pick):
            # "The total for 2023/24 was up from 98", "to 66, from 71, in 2022/23": the year is that of the other count.
            years = [n for n in index_years(self.whens[pick.start]) if n]
            return tuple(Candidate.suppose(list_years()[n - 1]) for n in years[:1])
        candidates = self.whens[pick.start]
        lists = any(
            not re.sub(r"[\s,]|\band\b", "", self.text[self.numbers[a].end : self.numbers[b].start])
            for a, b in ((place - 1, place), (place, place + 1))
            if a >= 0 and b < len(self.numbers) and {a, b} <= {place, *alike}
        )
        # "2021/22 to 2023/24: 72, 98, 107" has a number for each year of the span, and none for all.
        return None if lists and [one.name for one in candidates] == [name_span()] else candidates

    def is_from(self, place: int) -> bool:
        """Whether a count is the one that another rose or fell from: "up from 98"."""
        before = self.text[: self.numbers[place].start]
        moved = rf"(?:{words.RISE.pattern}|{words.FALL.pattern}|,)\s+from\s+(?:(?:just|only|about|around)\s+)?$"
        return re.search(moved, before, words.IGNORE) is not None and not self.pair_of(place)

    def is_own(self, number: Token, period: Token) -> bool:
        """Whether a period stands right behind a number: "from 98 recorded in 2022/23", or goes back from another year."""
        between = self.text[number.end : period.start]
        near = period.start > number.end and not re.search(r"[,;:(]|\b(?:or|to|and|in a)\b", between)
        return near or period.value.kind in ("before", "back", "ago")

    def widen(self, kind: Kind, periods: tuple[Candidate, ...], number: Token) -> tuple[Candidate, ...]:
        """Periods that a number may be for beside the one that stands with it."""
        this_year = any(one.text.lower().startswith("this year") for one in self.sentence.of("period"))
        if periods and kind.measure != "total" and periods[0].name == list_years()[-1] and this_year:
            # METHODOLOGY A12: beside an offence or outcome "this year" may be the three years together.
            return (*periods, Candidate(name_span(), False, f'"this year" means {name_span()} together'))
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

    def find_pair_back(self, periods: list[Token]) -> tuple[int, int] | None:
        """The two years of a change on one that is told by another: "up 26 on the year before", "on two years ago"."""
        steps = {"before": 1, "back": 2, "ago": 2}
        for one in periods:
            starts = index_years(self.whens[one.start])
            if starts and self.is_base(one) and re.match(r"\s+that\b", self.text[one.end :]):
                # "32 more than in the year before and 27 more than in the year before that" are of one count.
                told = [pair[1] for claim in self.claims if claim.form == DIFFERENCE for pair in claim.pairs[:1]]
                return (starts[0], told[-1] if told else len(list_years()) - 1)
            if one.value.kind in steps and self.is_base(one) and starts:
                return starts[0], starts[0] + steps[one.value.kind]
        return None

    def find_pairs(self, place: int) -> tuple[tuple[int, int], ...]:
        """Years of the evidence between which a change may lie, the likeliest first; empty where no year here is."""
        left, right = self.limits(place)
        if place + 1 < len(self.numbers) and re.fullmatch(
            r"\s*(?:more\s+|further\s+)?to\s*", self.text[self.numbers[place].end : right]
        ):
            right = self.limits(place + 1)[1]  # "by 26 to 63 in 2022/23"
            clause = re.compile(r"[,;]|\b(?:and|but|while|before|then)\b").search(
                self.text, self.numbers[place + 1].end, right
            )
            right = clause.start() if clause else right
        final = len(list_years()) - 1
        whole = (0, final)
        last = self.claims[-1] if self.claims else None
        if last and last.form in (PAIR, DIFFERENCE) and len(last.pairs) == 1:
            gap = self.text[last.end : self.numbers[place].start]
            for one in self.sentence.of("period"):
                gap = gap.replace(one.text, "", 1) if last.end <= one.start < self.numbers[place].start else gap
            if re.search(r"[,;:(–—-]|\bor\b", gap) and words.SO_MUCH.fullmatch(gap):
                return (
                    last.pairs
                )  # "from 71 in the first year to 98 in the last, an increase of 27 or 38 per cent"
        if not final or (self.thread.beyond and words.SAME_SUBJECT.search(self.text)):
            # "That is twice as many as in 2021/22", of a count of a year that is not held.
            return ()
        tokens = self.sentence.of("period")
        near = self.text[max(0, self.numbers[place].start - 80) : self.numbers[place].end + 80]
        alone = sum(n.kind in ("percent", "times") for n in self.numbers) == 1
        tokens = [
            one
            for one in tokens
            if not re.search(r"\bnot(?:\s+at\s+all|\s+\w+)?\s+(?:in|for)\s+$", self.text[: one.start])
        ]
        mine = [one for one in tokens if left <= one.start < right]
        if place + 1 < len(self.numbers) and right == self.numbers[place + 1].start:
            # "Rose by 36%, in 2023/24 by 9%": a year that begins a new part is of the next number.
            end = self.numbers[place].end
            mine = [
                one for one in mine
                if one.start < end or self.belongs(place, one) == place
                or (self.is_base(one) and not re.search(r"[()]", self.text[end : one.start]))
            ]  # fmt: skip
        alike = place > 0 and self.find_force(place)[0] == self.find_force(place - 1)[0]
        if alike and not alone and len(tokens) >= 2 and self.is_changed(place - 1):
            # "Fell by five between 2021/22 and 2022/23 and then rose by 32": the years are those of the change before.
            mine = [one for one in mine if self.belongs(place - 1, one) == place]
            tokens = mine
        others = [n for n in range(len(self.numbers)) if n != place and self.is_changed(n)]
        again = r"[^.;]*?,?\s*(?:or\s+|\()"
        same = [
            n for n in others if self.find_force(n)[0] == self.find_force(place)[0]
            and not re.fullmatch(again, self.text[self.numbers[min(n, place)].end : self.numbers[max(n, place)].start])
        ]  # fmt: skip
        if (
            same
            and not mine
            and any(n > place and self.numbers[n].start < one.start for n in same for one in tokens)
        ):
            # "Dropped by 7% to 66 before climbing by 48% to 98 in 2023/24": the year is that of the other change.
            tokens = []
        behind = [one for one in mine if one.start >= self.numbers[place].end]
        # "By 36% between 2021/22 and 2022/23 and by 9% between 2022/23 and 2023/24": the years before are of the number before.
        mine = behind if place and len(behind) >= 2 else mine
        mine = tokens if alone or len(mine) < 1 else mine
        at = self.numbers[place].end
        # "Up nine on 2022/23 and up 35 on 2021/22": each is a change from the year behind it.
        than = r"\s+(?:(?:(?:more|fewer|higher|lower)\s+than|(?:above|below)(?:\s+that\s+of)?|up\s+on|down\s+on|on|from)\s+)?"
        than += rf"{words.THEY_SAW}(?:(?:in|for)\s+)?(?:the\s+)?"
        mine = [one for one in mine if re.fullmatch(than, self.text[at : one.start]) and self.is_base(one)][
            :1
        ] or mine
        named_base = place + 1 < len(self.numbers) and re.fullmatch(
            r"\s+(?:more|fewer|higher|lower)\s+than\s+the\s+", self.text[at : self.numbers[place + 1].start]
        )
        if named_base:
            # "Nine more than the 98 seen in 2022/23".
            end = self.limits(place + 1)[1]
            mine = [one for one in self.sentence.of("period") if self.numbers[place + 1].end <= one.start < end]
        if back := self.find_pair_back(mine):
            return (back,)
        values = [self.whens[one.start] for one in mine if one.value.kind not in ("two", "single")]
        held = {*list_years(), name_span()}
        if any(len(one) == 1 for one in values) and not any(c.name in held for one in values for c in one):
            return ()
        dated = ("year", "calendar", "days", "ending")
        beyond = any(
            one.value.kind in dated and not held & {c.name for c in self.whens[one.start]} for one in mine
        )
        found = [c.name for one in mine if one.value.kind in dated for c in self.whens[one.start]]
        explicit = [name for name in found if name in list_years()]
        if explicit and any(one.value.kind == "latest" for one in mine):
            explicit.append(list_years()[-1])
        named = list(dict.fromkeys(explicit))
        if beyond and len(named) < 2:
            # "150 in 2024/25, up 40% from 107 in 2023/24".
            return ()
        if any(
            one.value.kind in ("span", "range", "since", "days") and self.whens[one.start][0].name == name_span()
            for one in mine
        ):
            return (whole,)
        if len(named) >= 2 and len(mine) == 2:
            ends = list_years().index(named[0]), list_years().index(named[1])
            # "Two lower in 2021/22 than in 2023/24" is a change from the year after "than", which may be the later.
            than = re.search(r"\bthan\s+(?:in\s+)?(?:the\s+)?$", self.text[: mine[1].start], re.IGNORECASE)
            return (ends[::-1] if than else tuple(sorted(ends)),)
        base = next((one for one in mine if one.value.kind in dated and (named_base or self.is_base(one))), None)
        if base and len(named) == 1:
            # "Nine up on 2022/23" is a change from that year to another, the last one likeliest.
            start = list_years().index(named[0])
            return tuple((start, other) for other in (final, *range(final)) if other > start) or tuple(
                (start, other) for other in range(final - 1, -1, -1)
            )
        if words.ON_YEAR_BEFORE.search(near):
            last = (
                list_years().index(named[0])
                if named
                else self.thread.year[0]
                if self.thread.year and self.goes_on and not mine
                else final
            )
            return ((last - 1, last),) if last else ()
        if any(one.value.kind in ("three", "two") for one in mine) or (
            named[:1] == list_years()[-1:] and any(one.value.kind == "back" for one in mine)
        ):
            return (whole,)
        if named and list_years().index(named[0]):
            place = list_years().index(named[0])
            return tuple(dict.fromkeys([(place - 1, place), (0, place)]))
        if any(one.value.kind == "latest" for one in mine):
            return ((final - 1, final), whole)
        others = tuple(
            ends for ends in combinations(range(final + 1), 2) if ends not in (whole, (final - 1, final))
        )
        # "A dip of seven per cent", with no year beside it, may lie between any two.
        return (whole, (final - 1, final), *others)
