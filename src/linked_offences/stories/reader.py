"""Turns the sentences of an article into typed claims: what each number counts, of which topic, force and period."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.changes import is_fall
from linked_offences.stories.claims import (
    ASIDE,
    BESIDE,
    CHANGE,
    CLASH,
    COUNT,
    DIFFERENCE,
    DIRECTION,
    EACH,
    FOREIGN,
    LOOSE,
    PAIR,
    RISE_SIZE,
    SHARE,
    UNCLEAR,
    Article,
    Candidate,
    Claim,
    Thread,
    index_years,
    list_years,
    name_span,
)  # fmt: skip
from linked_offences.stories.grammar import (
    NUMERIC,
    TOTAL,
    Amount,
    Kind,
    Sentence,
    Share,
    read_sentence,
    split_sentences,
)
from linked_offences.stories.in_words import InWords
from linked_offences.stories.periods import list_begins
from linked_offences.stories.told import add_told


def read_article(text: str, force: str = "") -> Article:
    """An article as sentences of tokens."""
    sentences, ours = [], False
    for line, sentence in split_sentences(text):
        one = read_sentence(line, sentence, platform_named=ours)
        apps = one.of("platform", "app")
        ours = apps[-1].kind == "platform" if apps else ours
        sentences.append(one)
    links = [one for one in sentences if one.links and not one.of("app")]
    others = [
        one
        for one in sentences
        if one not in links and one.of("crime", "offence", "app", "source") and one.of(*NUMERIC)
    ]
    named, nations, periods, asides = (
        [one for sentence in sentences for one in sentence.of(kind)]
        for kind in ("force", "nation", "period", "aside")
    )
    found = [one.value for one in named or nations]
    if not found and re.search(r"\bforces\b", text):
        # A story that names no force and speaks of forces is about all of them.
        found = [words.NATION]
    main = next((slug for slug in set(found) if 3 * found.count(slug) >= 2 * len(found)), "")
    if not main and len(set(found)) > 2 and _speaks_of_all(sentences):
        # So is one that names several, and none before it speaks of forces.
        main = words.NATION
    # "Since 2019" and "launched in 2016" date no story.
    years = {year for one in periods if one.value.kind not in ("since", "range") for year in one.value.years}
    dates = " ".join(one.text for one in asides if one.value == "a date")
    years |= set(map(int, re.findall(r"(?:19|20)\d\d", dates)))
    begins = list_begins()
    return Article(
        sentences, force or main,
        about=(len(links) >= 2 and 2 * len(links) >= len(others)) or (len(links) == 1 and len(sentences) <= 3 and not others),
        relative=not years or begins[0] <= max(years) <= begins[-1] + 1, earlier=bool(years) and max(years) < begins[0], years=years,
        recording_years=frozenset(
            f"{one.value.years[0]}/{one.value.years[1] % 100:02d}" for one in periods if one.value.kind == "year"
        ),
    )  # fmt: skip


def _speaks_of_all(sentences: list[Sentence]) -> bool:
    """Whether a story speaks of forces, those beside one left out, before it names one."""
    for one in sentences:
        said = re.search(r"(?<!neighbouring )(?<!other )(?<!nearby )\bforces\b", one.text, re.IGNORECASE)
        named = one.of("force")
        if said or named:
            return bool(said)
    return False


def read_claims(article: Article) -> Iterator[tuple[Sentence, list[Claim]]]:
    """The claims of each sentence, in order; a sentence without one is given with none."""
    thread = Thread()
    for sentence in article.sentences:
        reader = _Reader(sentence, article, thread)
        claims = sorted(reader.read(), key=lambda one: one.start)
        reader.go_on(claims)
        yield sentence, claims


class _Reader(InWords):
    """The same with the claims."""

    def read(self) -> Iterator[Claim]:
        """The claims of the sentence: its numbers, then its words that bound one."""
        yield from (Claim.of(ASIDE, one, why=one.value) for one in self.sentence.of("aside"))
        for one in self.sentence.of("period", "rate"):
            if re.search(rf"\d|\b{words.WORD}\b", one.text, re.IGNORECASE):
                yield Claim.of(ASIDE, one, why=f"a {one.kind}")
        self.claims: list[Claim] = []
        self.on_topic = False
        if self.thread.heading and (
            items := self.read_row(self.thread.heading)
            or self.read_item(self.thread.heading)
            or self.read_changed_item(self.thread.heading)
        ):
            self.claims, self.on_topic = items, True
            yield from items
            return
        self.wholes = dict(self.find_wholes())
        for place in range(len(self.numbers)):
            self.claims += self.read_number(place)
        wrong = list(self.find_wrong_sizes())
        self.claims = [one for one in self.claims if (one.start, one.end) not in {(w.start, w.end) for w in wrong}]
        in_words = [*self.read_words(), *self.find_clashes(), *wrong]
        sizes = {one.start for one in in_words if one.form == RISE_SIZE}
        # "A rise of 138%, which equates to 37" tells no count of a period.
        self.claims = [
            one for one in self.claims if not (one.start in sizes and one.form == COUNT and one.open_period)
        ]
        yield from (*self.claims, *in_words)
        if not self.numbers:
            yield from self.read_unchecked(in_words)

    def find_wholes(self) -> Iterator[tuple[int, int]]:
        """Numbers that are a part of another of the sentence: "six of the force's 16", "of the 42, 19 were"."""
        owner = r"(?:the|these|those|last|latest|all|its|their|a total of|those|some|around|just|nearly|about|more than)"
        name = r"(?:the\s+)?(?:force's|county's|[A-Z][\w-]+(?:\s[A-Z][\w-]+)*(?:'s|'))"
        for place, (number, second) in enumerate(pairwise(self.numbers)):
            # "Most of the 16" has its "of" already.
            gap = (" of" if number.text.lower().endswith(" of") else "") + self.text[number.end : second.start]
            joined = rf"\s+(?:[\w-]+\s+){{0,4}}?(?:out\s+)?(?:of|among|amongst)\s+(?:{owner}\s+|{name}\s+)*"
            # "The increase of 32 followed a small fall of five" has two changes, and no part.
            moved = any(number.end <= one.start < second.start for one in self.sentence.of("rise", "fall"))
            if second.kind == "number" and not moved and re.fullmatch(joined, gap, re.IGNORECASE):
                yield place, place + 1
        names = {one.start for one in self.sentence.of("force", "nation", "region", "place")}
        for place, number in enumerate(self.numbers):
            # "Of the three forces" is no whole of offences.
            if (
                number.kind == "number"
                and number.end + 1 not in names
                and re.search(
                    rf"(?:^|[,;–]\s*)\W*(?:out\s+)?of\s+(?:{owner}\s+|[A-Z][\w-]+(?:'s|')\s+)+$",
                    self.text[: number.start],
                    re.IGNORECASE,
                )
            ):
                yield from (
                    (later, place)
                    for later in range(place + 1, len(self.numbers))
                    if self.numbers[later].kind != "percent"
                )
        for place, number in enumerate(self.numbers):
            gap = self.text[self.numbers[place - 1].end : number.start] if place else ""
            counted = place and self.heads[place - 1].sort in ("total", "kind")
            if number.kind == "number" and counted and words.OUT_OF_ALL.search(gap) and not re.search("[;:]", gap):
                yield place - 1, place
            # "Three led to a charge in relation to the 235": the whole stands last.
            if number.kind == "number" and place and re.search(
                rf"\b(?:in\s+relation\s+to|over|from|for|out\s+of|across|of)\s+(?:the\s+|those\s+|all\s+|its\s+)?(?:{owner}\s+)?$",
                self.text[self.numbers[place - 1].end : number.start], re.IGNORECASE
            ) and self.heads[place - 1].kind is not None and self.heads[place - 1].kind.measure == "outcome":  # fmt: skip
                yield place - 1, place

    def kind_of(self, place: int) -> tuple[Kind | None, str, str]:
        """What a number counts; or why that is not known, with the words that it is about."""
        number, head = self.numbers[place], self.heads[place]
        before, behind = self.text[: number.start], self.text[number.end :]
        left, right = self.limits(place)
        noun = {"case": "cases"}.get(head.detail.lower(), head.detail.lower())
        if head.sort == "rate" or any(
            re.fullmatch(r"[^,;.]{0,40}", self.text[head.end : one.start])
            for one in self.sentence.of("rate")
            if head.end <= one.start < right
        ):
            return None, "rate", ""
        if head.sort in ("thing", "crime", "case", "app"):
            return None, head.sort, head.detail
        if head.sort == "inside":
            return None, "what", ""
        if self.is_seen_times(place):
            return None, "thing", "times"
        counts_else = re.search(
            r"\b(?:(?:the|its|our|their|a|all)\s+top|(?:^|'s\s+)top|population of|circulation of|home to|audience of)\s+(?:\w+\s+)?$",
            before,
            re.IGNORECASE,
        )
        if counts_else:
            return None, "thing", counts_else[0].strip()
        if words.ESTIMATE.search(self.text[max(0, number.start - 70) : number.start]):
            return None, "estimate", ""
        if head.sort == "person":
            kind = self.find_predicate(head.end, right, outcomes_far=False)
            if kind and kind.measure == "outcome":
                return kind, "", ""
            return None, "thing", head.detail
        parted = words.OUT_OF_ALL.search(before) and place and self.heads[place - 1].sort == "kind"
        if parted or (head.sort == "kind" and head.kind.measure == "offence" and words.CLOSED.search(before)):
            # "Girls were the victims in 12 harassment offences, out of 32".
            return None, "what", ""
        if head.sort == "kind":
            far = (
                self.find_predicate(number.end, right, outcomes_far=True)
                if head.kind.label == "evidential difficulties"
                else None
            )
            return (far if far and far.label == "victim withdrew" else head.kind), "", ""
        loose = noun in LOOSE or head.sort in ("none", "part")
        if apposed := words.APPOSED.match(self.text, number.end):
            kind = self.find_predicate(apposed.end(), right, outcomes_far=False)
            return kind, "" if kind else "what", ""
        start = head.end if head.sort != "none" else number.end
        after = self.find_predicate(*self.pass_apposed(place, start, right), outcomes_far=loose)
        if place in self.wholes.values() and place not in self.wholes:
            return TOTAL, "", ""
        ahead = re.fullmatch(r"([^:]*):[^:]*", before)
        topics = [one for one in self.sentence.of("offence") if ahead and one.end <= ahead.end(1)]
        if (
            topics
            and not head.linked
            and head.sort in ("total", "none")
            and not self.find_predicate(head.end, right, outcomes_far=False)
        ):
            # "Harassment was the most common TikTok offence: Cleveland recorded 32 cases and Dorset six".
            return (topics[0].value, "", "") if len(topics) == 1 else (None, "what", "")
        if self.is_named_in(place):
            return self.heads[self.wholes[place]].kind, "", ""
        if place in self.wholes:
            start, stop = self.find_behind_whole(place)
            if self.wholes[place] > place:
                start, stop = self.pass_apposed(self.wholes[place], start, stop)
            after = self.find_predicate(start, stop, outcomes_far=True) or after
        if re.search(
            r"\bnot\s+all\s+(?:of\s+)?(?:the\s+|those\s+|[A-Z][\w-]*(?:\s[A-Z][\w-]*)*'s?\s+)?$",
            before,
            re.IGNORECASE,
        ):
            return TOTAL, "", ""
        left_kind = self.find_left(place, counted=not loose)
        if loose and not left_kind and head.sort in ("total", "part"):
            # "Failed to identify a suspect and closed the case in 28 cases".
            outcomes = [
                one.value for one in self.sentence.of("outcome") if left <= one.start and one.end <= number.start
            ]
            left_kind = outcomes[-1] if outcomes and not after else None
        bound = left_kind or after
        if bound and bound.measure == "foreign" and not re.match(r"\s+each\s+of\b", behind):
            return None, "crime", bound.label
        # "In 12 offences the suspect was a child", but not "in 107 offences TikTok was named".
        ours = noun not in LOOSE and any(head.end <= one.start < right for one in self.sentence.links)
        in_cases = words.IN_CASES.search(before) and not bound and not ours
        left_over = words.LEFT_OVER.search(before)
        if left_over and not bound and head.sort in ("total", "none"):
            rest = self.find_rest(place)
            return rest, "" if rest else "what", ""
        closed = words.CLOSED.search(before) and not (head.sort == "part" and bound and bound.measure == "outcome")
        acted = words.ACTED_IN.search(before) if head.linked and not bound else None
        if acted and not any(
            acted.start() <= one.start
            for one in self.sentence.of("platform", "force", "nation")
            if one.end <= number.start
        ):
            return None, "what", ""  # "boys were suspected in 26 of the platform's crimes"
        # "No suspect was identified in 28 offences": these are not all that were recorded.
        happened = not bound and words.HAPPENED_IN.search(before)
        if head.sort in ("total", "part") and (in_cases or left_over or closed or happened):
            # "The remaining 52 offences" are what is left of another count, "in 32 cases the victim was a child" a part of one.
            return None, "what", ""
        if head.sort == "none":
            bound = re.match(r"\s*(?:times\b|$|[,.;)]|and\b)", behind) or not after
            kind = (left_kind if bound or re.search(r"\($|:\s*$", before) else None) or after or left_kind
            if self.find_stated(place):
                return TOTAL, "", ""
            part = re.search(
                r"\b(?:including|of which|of whom|of them|among them|namely)\s+(?:just\s+|only\s+)?$",
                before,
                re.IGNORECASE,
            )
            dated = words.DATED.match(self.text, number.end)
            if (
                not kind
                and part
                and dated
                and any(0 <= one.start - dated.end() < 8 for one in self.sentence.of("period"))
            ):
                # "277 offences, of which 107 came in 2023/24".
                return TOTAL, "", ""
            # "Among last year's crimes, 40 took place in schools": a part of what has no number.
            part = part or (place == 0 and not dated and words.AMONG_ALL.match(before))
            if kind or part or place in self.wholes:
                return kind, "" if kind else "what", ""
            return self.kind_before(place)
        if head.sort == "part" and head.kind == TOTAL and words.RECORDED_OF.match(self.text, head.end) and any(
            words.NAMED_IN.fullmatch(self.text[one.end : number.start]) for one in self.sentence.links
        ):  # fmt: skip
            # "The app was named in 107 of the crimes that it recorded".
            return TOTAL, "", ""
        if head.sort == "part":
            kind = head.kind if head.kind and head.kind.measure == "offence" else left_kind or after
            kind = kind or self.find_whole_of_them(place)
            return (kind, "", "") if kind else (None, "what", "")
        if not (left_kind or after) and (self.is_restricted(place) or self.answers(place)):
            return None, "what", ""
        said_of = re.compile(r"[^;:.]{0,60}?\b(?:was|were|are)\s+(?:for\s+|of\s+)?").match(self.text, head.end)
        if (
            not (left_kind or after)
            and said_of
            and any(one.start == said_of.end() for one in self.sentence.of("crime"))
        ):
            # "No TikTok offences were murders" counts what nobody counts here.
            return None, "what", ""
        offences = [
            one for one in self.sentence.of("offence", "crime") if left <= one.start and one.end <= number.start
        ]
        if (
            not (left_kind or after)
            and offences
            and re.fullmatch(r"\s+(?:[\w/-]+\s+){1,8}", self.text[offences[-1].end : number.start])
        ):
            # "Stalking came to 11 TikTok offences" is of no total, whatever its verb.
            return None, "what", ""
        return left_kind or after or TOTAL, "", ""

    def blank(self, start: int, end: int) -> str:
        """What stands between two places but for forces, periods and the platform."""
        text = self.text[:end]
        for one in self.sentence.of("force", "period", "platform", "nation"):
            if start <= one.start < end:
                text = text[: one.start] + " " * (min(one.end, end) - one.start) + text[one.end :]
        return re.sub(r"\b(?:in|at|by|on|for|across|the|with|to|linked|related)\s{2,}", " ", text[start:])

    def is_part(self, place: int, kind: Kind | None) -> bool:
        """Whether what stands behind a count makes it one of some offences: "four offences happened at schools"."""
        if kind is None or kind.measure == "outcome":
            return False
        head, (_, right) = self.heads[place], self.limits(place)
        text = re.sub(r"^\s+(?:offences|crimes|cases)\b", "", self.blank(head.end, right))
        return head.sort in ("total", "kind", "none") and words.OF_SOME.match(text) is not None

    def moves_some(self, place: int) -> bool:
        """Whether what rose or fell are some offences: "offences by adults fell from 12 to nine"."""
        left, start = self.limits(place)[0], self.numbers[place].start
        nouns = [one for one in self.sentence.of("noun") if left <= one.end <= start]
        return bool(nouns) and words.OF_SOME.match(self.blank(nouns[-1].end, start)) is not None

    def is_restricted(self, place: int) -> bool:
        """Whether a clause makes a count one of some offences only: "28 cases where they never found out who did it"."""
        start, (_, right) = self.heads[place].end, self.limits(place)
        clause = words.RESTRICTS.match(self.text, start, right)
        ours = self.sentence.of("platform", "link")
        return clause is not None and not any(clause.end() <= one.start for one in ours)

    def answers(self, place: int) -> bool:
        """Whether the number is all of a sentence, "Half a dozen offences.", which leaves open what it answers."""
        around = self.text[: self.numbers[place].start], self.text[self.heads[place].end :]
        return not any(re.search(r"\w", words.BOUND.sub("", one)) for one in around) and not self.sentence.of(
            "force"
        )

    def is_seen_times(self, place: int) -> bool:
        """Whether "16 times" counts something that is done and no offences: "a video seen 16 times"."""
        times = re.match(
            r"\s+times\b(?!\s+(?:as|more|higher|that|those|what|the|[A-Z]))", self.text[self.numbers[place].end :]
        )
        before = self.text[self.limits(place)[0] : self.numbers[place].start]
        return bool(times) and words.TIMES_OF.search(before) is None

    def kind_before(self, place: int) -> tuple[Kind | None, str, str]:
        """What a number without a noun counts: what the number before it does, else what the sentence began with."""
        number = self.numbers[place]
        lead = self.text[: number.start]
        said = re.compile(
            r"\s+against\b|,?\s+out\s+of\b|\s+(?:were|was|are|is|remain|remained|involved|involving|concerned|for|related to)\s+"
            rf"(?!(?:recorded|logged|reported|registered|made)\b(?!\s+(?:on|as|with)\b)|in\b|the\b|this\b|last\b|each\b"
            rf"|(?:{words.HEDGE})\s+(?:\d|an?\b)|\d|up\b|down\b|higher\b|lower\b)\w"
        )
        if said.match(self.text, number.end):
            # "Five were malicious messages" is of a kind, though of none that is known here.
            return None, "what", ""
        before = next((one for one in self.claims if place and one.start == self.numbers[place - 1].start), None)
        gap = self.text[self.numbers[place - 1].end : number.start] if place else ""
        listed = re.search(r"\b(?:compar\w+|against|to)\b|,\s", gap) and not words.WERE_RECORDED.match(
            self.text, number.end
        )
        if before and before.form == UNCLEAR and before.why == "what" and listed:
            # "The 51 extra offences compare with 35 in Cleveland", "by 32 to 11": what the one counts the other does.
            return None, "what", ""
        rise = [one for one in self.claims if one.form == CHANGE and one.end <= number.start]
        counted = words.WERE_RECORDED.match(self.text, number.end) or words.ENDS_THERE.match(self.text, number.end)
        if counted and words.WHEN_WERE.search(lead):
            # "Up 49% on two years ago, when 72 were recorded", "up by 32 on 2022/23, when it was 66".
            rise = [one for one in self.claims if one.form in (CHANGE, DIFFERENCE) and one.end <= number.start]
        if rise and (self.pair_of(place) or (counted and words.WHEN_WERE.search(lead))):
            return rise[-1].kind, "", ""  # "a rise of 138% from 37 to 88", too
        if words.IN_ROW.search(lead):
            # "The numbers are 32 and 11" are of the two kinds that were set beside each other, or nobody knows of what.
            told = self.thread.last.kind if self.thread.last and not self.thread.distance else None
            row = told and told.measure == "ratio" and len(self.numbers) == 2
            return (told.parts[place], "", "") if row else (None, "what", "")
        if words.OUT_OF_ALL.search(lead):
            return None, "what", ""
        if listed := words.OF_LIST.search(lead):
            return (TOTAL, "", "") if listed["all"] else (None, "what", "")
        direct = self.find_topic(place)[0] == "direct"
        forms = (COUNT, PAIR) if direct else (COUNT, PAIR, FOREIGN)
        earlier = [one for one in self.claims if one.form in forms and one.start < number.start]
        if earlier:
            last = earlier[-1]
            # "They made no charges over 188; Lancashire made three over 235" counts charges.
            made = (
                last.kind == TOTAL
                and self.sentence.of("outcome")
                and re.search(r"\bma[dk]e\s+(?:just\s+|only\s+)?$", lead)
            )
            if made or (last.kind and last.kind.measure in ("rest", "difference", "ratio")):
                return None, "what", ""
            known = last.why in ("thing", "crime", "case", "rate")
            return (last.kind, "", "") if last.kind else (None, last.why if known else "what", last.detail)
        named = [one for one in self.sentence.of("noun", "offence", "crime") if one.end <= number.start]
        if re.search(r"\bwith\s+(?:just\s+|only\s+)?$", lead) and self.sentence.of("outcome", "common"):
            # "Evidential difficulties stopped the cases, with 15 where the victim ...": a part that is not named.
            return None, "what", ""
        if named:
            *before, one = named
            apart = [
                other
                for other in before
                if other.kind != "noun" and re.search(r"\w", self.text[other.end : one.start])
            ]
            with_ = re.search(r"\b(?:with|at|on|to)\s+(?:just\s+|only\s+)?$", lead)
            if one.kind == "noun" and apart and with_:
                # "Harassment rose to the top of the list of linked offences, with six".
                return None, "what", ""
            if one.kind == "noun" and before and not self.text[before[-1].end : one.start].strip():
                one = before[-1]  # "blackmail offences rose to 210"
            if one.kind == "crime":
                return None, "crime", one.text
            return (TOTAL if one.kind == "noun" else one.value), "", ""
        tally = words.TALLY.search(lead)
        # "I had eighty in the pool and six of them" goes on from its own number.
        again = words.GOES_ON.search(self.text)
        goes_on = again and not (again.start() > number.start and re.match("of|among", again[0]))
        if not self.sentence.links and self.thread.things:
            return None, "what", ""
        if self.sentence.links or (self.thread.topic == "platform" and (tally or goes_on)):
            return TOTAL, "", ""
        # "Gwent Police recorded 105" and "there were 98 in 2023/24", after a sentence about linked offences.
        verbs = r"\bthere\s+(?:were|was|had\s+been)\b"
        verbs += r"|\b(?:recorded|logged|reported|had|saw|dealt|registered)\b" if self.sentence.of("force") else ""
        near = self.thread.topic == "platform" and self.thread.counted and not self.thread.distance
        opens = words.RISE_OPENS.match(self.text) and self.thread.topic == "platform" and self.thread.distance <= 1
        if (near or opens) and self.thread.plain and self.is_difference(place):
            return TOTAL, "", ""
        if self.is_elliptic(place) or (near and re.search(verbs, lead, re.IGNORECASE)):
            return TOTAL, "", ""
        return None, "what", ""

    def read_number(self, place: int) -> list[Claim]:
        number = self.numbers[place]
        before, behind = self.text[: number.start], self.text[number.end :]
        own = {"start": number.start, "end": number.end, "text": number.text, "amount": number.value}
        base = Claim(FOREIGN, **own)
        if number.kind == "unread":
            return [replace(base, form=UNCLEAR, why="unread")]
        last = None if self.thread.distance else self.thread.last
        alone = number.kind == "number" and re.match(r"\s*(?:[.,;]|$)", behind)
        if last and alone and words.CORRECTS.search(before):
            return [replace(last, **own)]
        if found := self.find_sum(place):
            return [replace(found, start=number.start, end=number.end, text=number.text)]
        topic, about = self.find_topic(place)
        kind, why, detail = self.kind_of(place)
        if why == "rate" and (rate := self.read_rate(place, base)):
            return [rate]
        if (
            kind is None
            and why in ("thing", "case", "crime", "rate", "estimate")
            and not (why == "crime" and topic == "direct")
        ):
            direction = number.kind in ("percent", "times") and topic and why != "crime"
            if not direction:
                return [replace(base, why=why, detail=detail or about)]
        if not topic:
            return [replace(base, why="topic", detail=about)]
        self.on_topic = True
        if other := self.find_other_subject(before):
            return [replace(base, why="thing", detail=other)]
        times = re.match(r"\s+times\b(?!\s+(?:as|that|those|what|the|[A-Z]))", behind)
        bare = kind == TOTAL and self.heads[place].sort == "none"
        if bare and (words.SUBJECT_ELSE.match(self.text) or (times and self.sentence.of("offence"))):
            return [replace(base, form=UNCLEAR, why="what")]
        if (bare or (kind == TOTAL and number.kind != "number")) and self.moves_some(place):
            # "Offences involving knives rose from two to five" are some of them.
            return [replace(base, why="not counted", detail="these")]
        if self.refers_back(place):
            return [replace(base, why="refers back")]
        compared = self.find_compared_kinds(place)
        single = not compared and kind == TOTAL and number.kind == "number" and number.value.value == "1"
        if single and (topic != "direct" or (self.heads[place].sort == "none" and place not in self.wholes)):
            return [replace(base, why="case", detail=self.text[number.start : self.heads[place].end])]
        force, scope = self.find_force(place)
        carried = not self.sentence.of("force", "nation") and not re.search(
            r"\bthe (?:force|county|constabulary)\b", self.text, re.IGNORECASE
        )
        # Reports need not be offences that were recorded, whatever they are about.
        noun = self.heads[place].detail.lower()
        # "A quarter of the 351", which nobody told before, need not be of this force alone.
        noun = "" if words.OF_OFFENCES.match(self.text, self.heads[place].end) else noun
        unheard = (
            place in self.wholes.values() and self.heads[place].sort == "none" and not self.find_stated(place)
        )
        unheard = unheard and topic != "direct" and re.search(r"\bthe\s+$", before) is not None
        loose = (
            self.is_part(place, kind)
            or unheard
            or (kind == TOTAL and ((noun in LOOSE and topic != "direct") or noun in ("reports", "allegations")))
        )
        direct, weak = topic == "direct", topic == "weak"
        base = replace(base, force=force, kind=kind, direct=direct, carried=carried, loose=loose, weak=weak)
        if force == words.NATION and carried and number.text.lower() in words.MANY:
            # "Hundreds of crimes linked to TikTok" above a story of two forces is of these, whatever the country had.
            force, scope = "", "several"
        if scope == "several" and kind == TOTAL and number.kind == "number" and (summed := self.list_summed()):
            again = words.BETWEEN_THEM.match(self.text) is not None and not self.thread.distance
            counts = self.read_count(place, replace(base, forces=summed, direct=base.direct or again), why)
            if [one.form for one in counts] == [COUNT]:
                return counts
        if not force:
            if scope in ("not said", ""):
                return [replace(base, form=UNCLEAR, why="force")]
            where, _, name = scope.partition(":")
            return [replace(base, why=where, detail=name)]
        if why == "crime":
            return [replace(base, why="not counted", detail=detail)]
        if self.text.endswith("?") and not words.PRESUPPOSED.search(before):
            return [replace(base, why="asked")]
        if words.FOR_EACH.search(self.text) and number.kind == "number":
            return [replace(base, form=UNCLEAR, why="what")]
        if self.is_denied(place):
            return [replace(base, why="denied")]
        if number.kind == "number" and words.SHORT_OF.match(self.text, number.end):
            return [replace(base, form=UNCLEAR, why="what")]
        if (
            words.TARGET.search(before)
            or words.SUPPOSED.search(self.text)
            or words.WANTED.search(self.text[: number.end])
        ):
            return [replace(base, why="supposed")]
        all_but = words.ALL_BUT.search(before) and place in self.wholes and kind and kind.measure == "offence"
        if self.is_said_of_a_part(place) or (not compared and re.match(r"\s+(?:ahead|behind)\b", behind)):
            return [replace(base, form=UNCLEAR, why="what")]
        if (
            number.kind == "number"
            and words.NO_COUNT.search(before)
            and not (
                self.is_difference(place)
                or self.is_change(place)
                or all_but
                or re.match(r"\s+(?:police\s+)?forces\b", behind)
            )
        ):
            return [replace(base, form=UNCLEAR, why="what")]
        told = self.find_told_together() if words.SUMS_UP.search(before) else None
        if told and number.kind == "number" and self.heads[place].sort in ("total", "part", "none"):
            return [replace(told, **own, whole=None)]
        if self.is_sum_of_parts(place) and (told := self.find_all_years()):
            return [replace(told, **own)]
        if (self.is_sum_of_parts(place) and not (kind and kind.measure == "outcome")) or re.match(
            r"\s+extra\b", behind
        ):
            return [replace(base, form=UNCLEAR, why="what")]
        times = re.match(r"\s+times\b", behind) is not None
        if compared:
            return self.read_count(place, replace(base, kind=compared), "")
        change = (
            number.kind == "times"
            or times
            or (number.kind != "share" and (self.is_difference(place) or self.is_change(place)))
        )
        named = number.kind == "times" and place + 1 < len(self.numbers) and number.text.lower().endswith(" the")
        named = named or (number.kind == "times" and place + 1 < len(self.numbers) and behind.startswith(" the "))
        nearby = named and self.text[number.end : self.numbers[place + 1].start] in (" ", " the ")
        whose = self.find_force(place + 1)[0] if nearby else ""
        if nearby and kind == TOTAL and whose and force and whose != force:
            # "Lancashire's 235 are more than double the 106 of Dyfed-Powys".
            beside = self.set_beside(place, replace(base, direct=True), force, (whose,), "")
            return [beside or replace(base, form=UNCLEAR, why="what")]
        if nearby and self.kind_of(place + 1)[0] != TOTAL:
            # "108 of stalking, more than three times the 32 of violence" is no change of all.
            last = self.claims[-1] if self.claims else None
            kinds = (last.kind if last and last.form == COUNT else None, self.kind_of(place + 1)[0])
            apart = None not in kinds and kinds[0] != kinds[1] and self.find_force(place + 1)[0] == base.force
            if not apart or {one.measure for one in kinds} != {"offence"}:
                return [replace(base, form=UNCLEAR, why="what")]
            label = f"{kinds[0].label} beside {kinds[1].label}"
            return self.read_count(place, replace(base, kind=Kind("ratio", label=label, parts=kinds)), "")
        if change and (beside := self.find_beside(place, base)):
            return [beside]
        if change and self.compares_forces(place):
            return [replace(base, why="several")]
        moved = change or (number.kind == "share" and self.is_change(place))
        if moved and topic != "direct" and (other := self.find_mover(place)):
            return [replace(base, why="thing", detail=other)]
        if number.kind == "times" or (number.kind in ("percent", "share") and self.is_change(place)):
            return [self.read_change(place, base)]
        if number.kind in ("percent", "share"):
            if part := self.find_part_of_forces(place, base):
                return [part]
            return [self.read_share(place, base)]
        if all_but:
            left = int(float(self.numbers[self.wholes[place]].value.value)) - int(float(number.value.value))
            base = replace(base, amount=Amount(str(max(0, left))))
        return self.read_count(place, base, why)

    def is_denied(self, place: int) -> bool:
        """Whether a number is said not to be so: "did not record 98", "have never doubled", "16, not 61"."""
        verbs = "record|log|report|see|ris|rise|increas|gr[eo]w|f[ae]ll|drop|total|reach|count|had|have|ha[ds]\\b|by|to|of|been|the|a"
        hedge = rf"(?:(?:{words.HEDGE})\s+)?"
        denied = rf"(?:\b(?:not|never|neither|nor)|n't)\s+(?:(?:{verbs})\w*\s+){{0,4}}{hedge}$"
        before, hedged = self.text[: self.numbers[place].start], self.numbers[place].value.hedge
        said = words.DISOWNED.search(before) or (not hedged and re.search(denied, before, re.IGNORECASE))
        return bool(said)

    def is_sum_of_parts(self, place: int) -> bool:
        """Whether a bare number sums up or is left of what was told before: "that makes 64", "which leaves two"."""
        verbs = r"(?:gets?|makes?|making|leaves?|leaving|adds?|adding|comes?|coming|gives?|giving)(?:\s+(?:us|up\s+to|to|just|only))*"
        before = self.text[: self.numbers[place].start]
        return self.heads[place].sort == "none" and re.search(rf"\b{verbs}\s+$", before, re.IGNORECASE) is not None

    def is_said_of_a_part(self, place: int) -> bool:
        """Whether "no charge" is said of some cases that are counted before it: "in 95 cases there was no charge"."""
        number = self.numbers[place]
        charged = any((one.start, one.end) == (number.start, number.end) for one in self.sentence.of("outcome"))
        part = r"\b(?:in|for|with)\s+(?:the\s+|all\s+|another\s+|a\s+further\s+|other\s+)*$"
        return charged and any(
            other.kind == "number" and self.heads[n].kind == TOTAL and number.start - self.heads[n].end <= 60
            and re.search(part, self.text[: other.start], re.IGNORECASE)
            for n, other in enumerate(self.numbers[:place])
        )  # fmt: skip

    def refers_back(self, place: int) -> bool:
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
        if base.kind.measure == "rest":
            periods = self.thread.told[0].periods if self.thread.told else periods
        if self.is_difference(place) and base.kind.measure != "difference":
            pairs, falls = self.find_pairs(place), self.falls(place)
            return [replace(base, form=DIFFERENCE, periods=periods or (), falls=falls, pairs=pairs)]
        both_years = [self.whens[one.start][0].name for one in self.sentence.of("period") if self.whens[one.start]]
        if periods is None and second == "first" and len(both_years) == 2 and {*both_years} <= {*list_years()}:
            # "Doubled between 2021/22 and 2022/23, from 22 to 42".
            periods = ()
        else:
            both_years = []
        averaged = re.search(r"\baverag\w+", self.text, re.IGNORECASE) and not (
            periods and periods[0].name == EACH
        )
        if periods is None or (averaged and base.kind == TOTAL):
            return [replace(base, form=UNCLEAR, why="period")]
        stated = bool(periods)
        periods = self.widen(base.kind, periods, number)
        if not stated and base.kind == TOTAL and self.thread.periods and self.is_elliptic(place):
            # "There were 98 in Lancashire" counts for the year of the sentence that it goes on from.
            periods = self.thread.periods
        base = replace(base, open_period=not stated)
        if second == "first":
            other = self.numbers[place + 1]
            text = self.text[number.start : other.end]
            others = [one for one in alike if one not in (place, place + 1)]
            ends = (self.find_periods(place + 1, others) or ()), periods
            held = {*list_years(), name_span()}
            if any(end and all(c.name not in held and re.search(r"\d", c.name) for c in end) for end in ends):
                # "From nine in 2019/20 to 72 in 2021/22" begins before the years that are held.
                return [replace(base, end=other.end, text=text, why="period", detail="another period")]
            named = index_years((*ends[1], *ends[0])) or [list_years().index(name) for name in both_years]
            pairs = (
                (tuple(sorted(named[:2])),)
                if len(set(named[:2])) == 2
                else ((named[0] - 1, named[0]), (0, named[0]))
                if named and named[0]
                else ()
            )
            way = self.way_of_pair(place) if base.kind == TOTAL else ""
            every = sorted(combinations(range(len(list_years())), 2), key=lambda ends: (-ends[1], ends[0]))
            both = replace(base, end=other.end, text=text, other=other.value, pairs=pairs or tuple(every))
            form, why = (PAIR, "") if base.kind == TOTAL else (FOREIGN, "years of a kind")
            return [replace(both, form=form, why=why, detail=way, falls=is_fall(way))]
        at = self.wholes.get(place, place)
        whole = int(float(self.numbers[at].value.value)) if at != place else None
        claim = replace(base, form=COUNT, periods=periods, whole=whole)
        moved = re.search(
            rf"\b(?!more\b|fewer\b|higher\b|lower\b)({words.RISE.pattern}|{words.FALL.pattern})\s+(?:(?:back|again|further|even|\w+ly)\s+)*to\s+(?:just\s+|only\s+)?$",
            self.text[: number.start],
            words.IGNORE,
        )
        way, pairs = self.find_base(place, claim)
        if pairs:
            claim = replace(claim, detail=way, pairs=pairs, falls=is_fall(way))
        found = [claim]
        if moved and number.value.hedge == "at most":
            moved = None  # "up to 100"
        # "Risen to more than 100 in a single year" is of any.
        later = [one for one in periods if one.name in list_years()[1:] and len(periods) < len(list_years())]
        if moved and base.kind == TOTAL and later:
            word = {"start": moved.start(1), "end": moved.end(1), "text": moved[1], "falls": is_fall(moved[1])}
            found.append(replace(claim, form=DIRECTION, **word, amount=None, periods=(later[0],)))
        # "One each of rape and stalking", "one case each of".
        each = re.match(r"\s+each\s+of\s+", self.text[max(number.end, self.heads[place].end) :])
        kinds = [one.value for one in self.sentence.of("offence") if each and number.end <= one.start]
        if base.kind.parts and re.match(r"\s+each\b", self.text[max(number.end, self.heads[place].end) :]):
            kinds = [*base.kind.parts]  # "blackmail and stalking made up one offence each"
        return [replace(claim, kind=kind) for kind in kinds] if kinds else found

    def read_change(self, place: int, base: Claim) -> Claim:
        number, (left, right) = self.numbers[place], self.limits(place)
        # A change of some kinds of offences is another one; those that are only named as examples do not count.
        examples = re.compile(
            r"\b(?:including|such as|like|among|amongst|ranging from)\b[^.;]{0,60}$", re.IGNORECASE
        )
        kinds = [
            one for one in self.sentence.of("offence", "crime")
            if max(left, number.start - 120) <= one.start < min(right, number.end + 70) and not examples.search(self.text[: one.start])
        ]  # fmt: skip
        kind = kinds[0].value or Kind("foreign", label=kinds[0].text) if kinds else TOTAL
        if not kinds and (other := self.find_appended(place)):
            if other.form != COUNT:
                form = FOREIGN if other.form == FOREIGN and other.why else UNCLEAR
                return replace(base, form=form, why=other.why or "what", detail=other.detail, kind=other.kind)
            kind = other.kind
        if (
            number.kind == "times"
            and number.text.lower().endswith(("many", "often"))
            and self.sentence.of("outcome")
        ):
            return replace(base, form=UNCLEAR, why="what")  # "twice as many as had evidential difficulties"
        pairs = self.find_pairs(place)
        if isinstance(base.amount, Share) and not base.amount.top:
            base = replace(base, amount=Share(1, 2, "more than"))
        if number.kind == "times" and base.amount.value == "0":
            return replace(base, form=UNCLEAR, why="size")
        if not pairs:
            return replace(base, why="period", detail="another period", kind=kind)
        falls = self.falls(place) if number.kind != "times" else number.value.value == "-2"
        last = len(list_years()) - 1
        open_period = pairs[0] == (last - 1, last) and not self.names_base(place)
        return replace(base, form=CHANGE, kind=kind, pairs=pairs, falls=falls, open_period=open_period)

    def read_share(self, place: int, base: Claim) -> Claim:
        number, head, (_, right) = self.numbers[place], self.heads[place], self.limits(place)
        if head.sort == "inside":
            return replace(base, why="part")
        share = replace(base, form=SHARE, amount=_share_of(base.amount))
        whole = None
        if place in self.wholes:
            whole = int(float(self.numbers[self.wholes[place]].value.value))
            start, stop = self.find_behind_whole(place)
        else:
            start, stop = self.pass_apposed(place, number.end if head.sort == "thing" else head.end, right)
        kind = self.find_predicate(start, stop, outcomes_far=True) or self.find_left(place)
        if not kind and head.kind and head.kind != TOTAL and not head.linked:
            kind = head.kind
        last = self.claims[-1] if self.claims else None
        counted = {
            one.kind for one in self.claims if one.form == COUNT and one.kind and one.kind.measure == "offence"
        }
        if len(counted) > 1 and re.search(rf"\s[–—-]\s+(?:(?:{words.HEDGE})\s+)?$", self.text[: number.start]):
            # "32 were harassment and 11 were stalking – four in ten of the 107": of the last, or of both.
            return replace(base, why="part")
        if (
            kind is None
            and last
            and last.form == SHARE
            and re.fullmatch(r"[^,;:.]*\band\s+", self.text[last.end : number.start])
            and re.match(r"\s+of\s+(?:[A-Z][\w-]*\s?)+'s?(?:\W*$|,)", self.text[number.end :])
        ):
            # "30% of Cleveland's offences and 38% of Dorset's".
            return replace(share, kind=last.kind, periods=last.periods)
        if kind is None and (told := self.find_told_together()):
            return replace(share, kind=told.kind, periods=told.periods)
        if kind is None and (told := self.find_told_last(place)):
            here = {"start": number.start, "end": number.end, "text": number.text}
            return replace(told, form=SHARE, amount=share.amount, **here)
        if kind is None and (year := self.find_year_of_all(place)):
            return replace(share, kind=TOTAL, periods=year, whole=whole)
        if kind is None or kind.measure in ("foreign", "total"):
            return replace(base, why="part")
        periods = self.find_periods(place, []) or ()
        return replace(share, kind=kind, whole=whole, periods=self.widen(kind, periods, number))

    def find_behind_whole(self, place: int) -> tuple[int, int]:
        """Where that stands which is said of a part: behind its whole, where this follows, or behind its own number."""
        whole = self.wholes[place]
        if whole > place:
            return self.heads[whole].end, self.limits(whole)[1]
        return self.numbers[place].end, self.limits(place)[1]

    def go_on(self, claims: list[Claim]) -> None:
        """Keep what the next sentence may lean on."""
        thread, sentence = self.thread, self.sentence
        if thread.heading and any(one.fullmatch(self.text) for one in (words.ITEM, words.ROW, words.CHANGED_ITEM)):
            # What the lines of a list are about is told above them; years are the columns of its total.
            if sentence.of("period") and (len(self.numbers) == 1 or words.CHANGED_ITEM.fullmatch(self.text)):
                thread.columns += tuple(one.periods for one in claims if one.form == COUNT)
            return
        if thread.heading and re.fullmatch(r"\W*\d{1,2}[.)]", self.text):
            return
        self.head_list()
        ours = [one for one in claims if one.form in (COUNT, CHANGE, SHARE, PAIR, DIFFERENCE)]
        summed = [one for one in claims if one.form == COUNT and one.forces]
        thread.summed = summed[0].forces if summed else thread.summed
        thread.sums |= {one.amount.value: one for one in summed if not one.amount.hedge}
        alone = [one.force for one in ours if one.form == COUNT and one.kind == TOTAL and not one.forces]
        thread.told_of = tuple(
            dict.fromkeys((*thread.told_of, *(one for one in alone if one not in ("", words.NATION))))
        )
        strong = self.goes_on and thread.topic == "platform" and bool(ours)
        if sentence.links and not sentence.of("app"):
            thread.topic, thread.distance, thread.counted = "platform", 0, self.on_topic
        elif sentence.of("app", "source") or (sentence.of("crime", "rate") and (self.numbers or not strong)):
            thread.topic = "other"
        elif strong or ours or self.on_topic:
            thread.topic, thread.distance, thread.counted = "platform", 0, True
        else:
            thread.distance += 1
        names = sentence.of("force", "nation", "region", "place")
        scopes = {one.value or f"{one.kind}:{one.text}" for one in names}
        of_force = re.search(r"\bthe\s+(?:force|constabulary)\b", self.text, re.IGNORECASE)
        if scopes and not (of_force and not self.numbers and {one.kind for one in names} == {"place"}):
            # "The force's headquarters in Hemlington" go on about the force.
            forces = {one.value for one in names if one.kind == "force"}
            if len(forces) == 1 and {one.force for one in ours} == forces:
                scopes = forces  # "Lancashire, the only force of the North West with a figure"
            thread.force = next(iter(scopes)) if len(scopes) == 1 else "several"
            thread.force_line = sentence.line
            thread.force_named = next(iter(forces)) if len(forces) == 1 else ""
        others = sentence.of("app", "source", "crime", "rate", "offence", "outcome")
        told = [one for one in claims if one.form != ASIDE]
        counted = [one for one in told if one.has_count]
        if not self.numbers and sentence.links and words.HOW_MANY.search(self.text):
            # "We asked how many offences had the app in them. There were 14 in 2021/22."
            thread.plain, thread.counted = not others, True
        if not self.numbers and words.MORE_THAN_ANOTHER.search(self.text):
            # "Lancashire recorded more of them than Cleveland in 2023/24. There were 98 in Lancashire."
            thread.plain = not others
        if self.numbers:
            thread.things = bool(counted) and all(one.why in ("thing", "case") for one in counted)
            moved = bool(claims) and all(one.form == CHANGE and one.kind == TOTAL and one.direct for one in told)
            thread.plain = (bool(counted) or moved) and not others and all(
                one.kind == TOTAL and one.direct and one.form in (COUNT, PAIR, DIFFERENCE, CLASH, BESIDE) for one in counted
            )  # fmt: skip
            thread.parted = bool(counted) and not sentence.of("app", "source", "crime", "rate", "outcome") and all(
                one.kind == TOTAL and one.direct and one.form == COUNT for one in counted
            )  # fmt: skip
        apps = sentence.of("platform", "app")
        thread.platform_named = apps[-1].kind == "platform" if apps else thread.platform_named
        thread.year, thread.year_last = self.named_year or thread.year, self.last_year or thread.year_last
        counts = [one for one in ours if one.form in (COUNT, SHARE)]
        thread.periods = counts[-1].periods if counts and len({one.periods for one in counts}) == 1 else ()
        if not self.numbers and sentence.links and len(self.whens) == 1:
            thread.periods = next(iter(self.whens.values()))
        thread.stated |= {
            int(one.amount.value): (one.force, one.periods) for one in counts
            if one.kind == TOTAL and one.direct and isinstance(one.amount, Amount) and one.amount.value.isdigit()
            and not one.forces and not one.amount.hedge
        }  # fmt: skip
        if counts:
            thread.beyond = not any(
                c.name in (*list_years(), name_span(), EACH) or not c.sure for c in counts[0].periods
            )
            thread.beyond = thread.beyond and bool(counts[0].periods)
        if self.numbers:
            thread.told = add_told(thread.told, claims) if thread.topic == "platform" else ()
            thread.kinds = tuple(
                one for one in ours if one.form == COUNT and one.kind and one.kind.measure == "offence"
            )
        kinds = {one.value for one in sentence.of("offence")}
        counted_else = sentence.of("crime", "app", "source", "outcome", "rate") or len(kinds) > 1
        # "Officers who look into these offences are few": these are what "there were 40 of them" counts.
        about = words.RECORDED_THEM.search(self.text) or any(
            one.start < 5 and (one.kind != "noun" or re.match("offen|crime", one.text, re.IGNORECASE))
            for one in sentence.of("offence", "noun", "link")
        )
        thread.named = next(iter(kinds), TOTAL) if sentence.links and about and not counted_else else None
        thread.years = tuple(
            one.periods[0] for one in counts if one.kind == TOTAL and one.periods and one.periods[0].sure
        )
        pairs = [one.pairs[0] for one in ours if one.form == PAIR and len(one.pairs) == 1]
        thread.years += tuple(Candidate(list_years()[n]) for ends in pairs for n in ends)
        thread.last = told[-1] if told and told[-1] in counts else None
        thread.change = next((one for one in ours if one.form == CHANGE), None)


def _share_of(amount: Amount | Share) -> Share:
    """A percentage as a part of a whole."""
    if isinstance(amount, Share):
        return amount
    decimals = len(amount.value.partition(".")[2])
    return Share(int(amount.value.replace(".", "")), 100 * 10**decimals, amount.hedge, percent=True)
