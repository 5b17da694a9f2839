"""What a number of a sentence counts, by the words around it."""

import re
from itertools import pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import Article, Head, Thread
from linked_offences.stories.grammar import NUMERIC, TOTAL, Amount, Kind, Sentence, Token


class Nouns:
    """The numbers of one sentence with the nouns, offences and outcomes that they are of."""

    def __init__(self, sentence: Sentence, article: Article, thread: Thread):
        self.sentence, self.article, self.thread = sentence, article, thread
        self.text = sentence.text
        self.numbers = sentence.of(*NUMERIC)
        self.wholes: dict[int, int] = {}
        self.heads = [self.find_head(place) for place in range(len(self.numbers))]
        self.goes_on = words.GOES_ON.search(self.text) is not None

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
        # "Six of them harassment" is so many of a kind, "four of the harassment offences" a part of one.
        at, content, linked, part, named = number.end, [], False, False, False
        while at < limit:
            at = re.compile(r"[\s\"'-]*").match(self.text, at).end()
            if at >= limit:
                break
            one = starts.get(at)
            word = re.compile(r"[\w'-]+").match(self.text, at)
            if one and one.kind in ("platform", "link"):
                linked, content, at = True, [], one.end
            elif one and one.kind == "app":
                return Head("app", end=one.end, detail=one.text)
            elif one and one.kind == "noun":
                return self.read_noun(one, content, linked=linked, part=part)
            elif one and one.kind == "offence":
                group = self.group_kinds(one)
                # The last may have the noun in its own words: "stalking and theft offences".
                ending = r"(?:offences|crimes|cases)\b"
                if len(group) > 1 and (
                    re.match(rf"\s+{ending}", self.text[group[-1].end :])
                    or re.search(rf"{ending}$", group[-1].text)
                ):
                    return self.head_of(group, linked=linked)
                noun = re.compile(r"\s+(?:offences|crimes|cases)\b").match(self.text, one.end)
                if not linked and words.OF_EVERY_KIND.match(self.text, noun.end() if noun else one.end):
                    return Head("crime", end=one.end, detail=one.text)
                return Head("inside" if part and named else "part" if part else "kind", one.value, linked, one.end)
            elif one and one.kind == "outcome":
                return Head("inside" if part and named else "kind", one.value, linked, one.end)
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
            elif word[0].lower() == "of" and getattr(period := starts.get(word.end() + 1), "kind", "") == "period":
                if not period.text.endswith("'s") and not self.text.startswith("'s", period.end):
                    break  # "the 98 of 2022/23"
                # "55 of that year's cases" are a part of them.
                part, at = True, period.end + 2 * self.text.startswith("'s", period.end)
            elif word[0].lower() == "of" and (force := starts.get(word.end() + 1)) and force.kind == "force" and (
                not self.text.startswith("'s", force.end)
            ):  # fmt: skip
                break  # "the 106 of Dyfed-Powys", but "six of Dorset's 16"
            elif word[0].lower() in ("of", "about") and content:
                break  # "One councillor told us of TikTok crime", "two kinds of crime"
            elif word[0].lower() == "of":
                part, at = part or number.value is None or not _is_many(number), word.end()
            elif word[0].lower() in words.PLAIN or (
                part and word[0].lower() in ("their", "its", "force's", "all", "them", "whom", "which")
            ):
                named = named or (part and word[0].lower() in ("the", "these", "those"))
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
        """What a count noun counts, with the words before and after it."""
        if not linked and (every := words.OF_EVERY_KIND.match(self.text, noun.end)):
            return Head("crime", end=every.end(), detail=f"{noun.text}{every[0]}")
        if content:
            return Head("crime", end=noun.end, linked=linked, detail=f"{' '.join(content)} {noun.text}")
        if re.match(
            r"\s+of\s+(?:it|that|this|them|these|those)\b(?!\s+(?:year|period|force|county)\b)",
            self.text[noun.end :],
        ):
            # "Four TikTok offences of it" are of a kind that was told before.
            kinds = {one.value for one in self.sentence.of("offence", "crime") if one.end <= noun.start}
            kind = kinds.pop() if len(kinds) == 1 else None
            return Head("kind" if kind else "inside", kind, linked, noun.end)
        about = re.compile(
            r"\s+(?:of|involving|for|relating\s+to|related\s+to|concerning)\s+(?:the\s+|alleged\s+)?"
        ).match(self.text, noun.end)
        kind = about and next(
            (one for one in self.sentence.of("offence", "outcome", "crime") if one.start == about.end()), None
        )
        if kind and not linked and (every := words.OF_EVERY_KIND.match(self.text, kind.end)):
            return Head("crime", end=every.end(), detail=kind.text)
        if kind and len(group := self.join_kinds(kind)) > 1:
            return self.head_of(group, linked=linked)
        if kind:
            return Head("crime" if kind.kind == "crime" else "kind", kind.value, linked, kind.end, kind.text)
        what = re.compile(r"\s+of\s+([\w\s-]{3,40})").match(self.text, noun.end)
        what = None if words.OF_EVERY_KIND.match(self.text, noun.end) else what
        if what and not re.search(words.NOUN.pattern, what[1], words.IGNORE) and not any(
            what.start() < one.start < what.end(1) for one in self.sentence.of("link", "platform", "force", "period", "nation")
        ):  # fmt: skip
            return Head("crime", end=what.end(), linked=linked, detail=f"{noun.text} of {what[1].strip()}")
        return Head("part" if part else "total", TOTAL, linked, noun.end, noun.text)

    def pass_apposed(self, place: int, start: int, limit: int) -> tuple[int, int]:
        """Where what is said of a number begins and ends, behind one that tells it again.

        A share behind a count, "14 offences, one in 15, led to", or a count behind a share, "a third - 32 in all - were".
        """
        if place + 1 == len(self.numbers):
            return start, limit
        number, other = self.numbers[place], self.numbers[place + 1]
        shares = [one.kind in ("percent", "share") for one in (number, other)]
        opened = re.fullmatch(
            rf"[^,;:.]{{0,40}}(?:[,(–—]|\s-)\s*(?:or\s+)?(?:(?:{words.HEDGE}|an?|little|well|just|only)\s+)*",
            self.text[start : other.start],
            re.IGNORECASE,
        )
        closed = words.APPOSED.match(self.text, other.end)
        closed = closed or re.compile(r"\s*(?:[,)–—]|-\s)").match(self.text, other.end)
        # "Six were harassment (37.5 per cent)" has told its kind before.
        told = any(start <= one.start < other.start for one in self.sentence.of("offence", "outcome"))
        if shares[0] == shares[1] or not opened or not closed or told:
            return start, limit
        return closed.end(), self.limits(place + 1)[1]

    def find_predicate(self, start: int, limit: int, *, outcomes_far: bool) -> Kind | None:
        """The offence or outcome that is said of a number after its noun: "16 offences were harassment"."""
        ahead = self.text[start:limit]
        lead = len(ahead) - len(ahead.lstrip(" ,"))
        cut = re.search(
            r"[;,:.]|\b(?:such as|including|like|while|whereas|and|compared|followed by|ahead of|then|up from|down from)\b",
            ahead[lead:],
        )
        near = start + lead + (cut.start() if cut else len(ahead))
        bound = r"\s*(?:in|on|ended|with|for|at|was|were|accounted\s+for|[(:–-])\s*(?:just\s+|only\s+)?"
        next_number = next((one for one in self.numbers if one.start == limit), None)
        own = [one for one in self.numbers if one.end <= start]
        parts = [one.kind in ("percent", "share") for one in (*own[-1:], next_number) if one]
        said = parts[:1] == [True] or re.search(r"\b(?:were|was|of|for|involved)\s", ahead)
        opened = re.search(r"\(\s*$", self.text[:limit]) and self.text[
            next_number.end if next_number else limit :
        ].startswith(")")
        if len({*parts}) == 2 and said and opened:
            # "Almost a third were for harassment (32)", "six were harassment (37.5%)" tell a share and its count of one kind.
            next_number = None
        # "... in 28 cases, victims withdrew in 11": what is bound to the next number is that one's.
        were = re.compile(r"\s+(?:were|was)\s+(?:for\s+)?").match(self.text, start)
        free = [
            one for one in self.sentence.of("offence", "outcome")
            # "11 were stalking - four in ten of the 107" says it of the first.
            if start <= one.start < limit and not (next_number and not (were and were.end() == one.start)
                                                   and re.fullmatch(bound, self.text[one.end : next_number.start]))
        ]  # fmt: skip
        found = [one for one in free if one.start < near]
        far = [one for one in free if outcomes_far and one.kind == "outcome" and one.value.label != "charges"]
        withdrew = [one for one in far if one.value.label == "victim withdrew"]
        named = [*withdrew, *found, *far]
        if named and re.search(
            r"\b(?:without|no|not|never|avoided|other\s+than|anything\s+but|except|besides|apart\s+from)\s+"
            r"(?:(?:lead|led|result\w*|end\w*|c[oa]me|go|gone)\s+(?:to|in|with)\s+)?(?:a\s+|any\s+|being\s+|been\s+)*$",
            self.text[start : named[0].start],
            re.IGNORECASE,
        ):
            # "97% went without a charge" is a share of what nobody counts.
            return Kind("foreign", label=f"no {named[0].text}")
        if named and named[0].kind == "offence" and len(group := self.join_kinds(named[0])) > 1:
            return self.add_kinds(group)
        return next((one.value for one in named), None)

    def group_kinds(self, one: Token) -> list[Token]:
        """An offence with those that are told together with it: "harassment, stalking and theft"."""
        joined = r"\s*(?:offences|crimes)?\s*(?:,|,?\s*(?:and|or|and/or|&))\s+(?:for\s+|of\s+)?"
        group, kinds = [one], self.sentence.of("offence", "crime")
        for a, b in pairwise(kinds):
            if a is group[-1] and re.fullmatch(joined, self.text[a.end : b.start]):
                group.append(b)
        for a, b in reversed(list(pairwise(kinds))):
            if b is group[0] and re.fullmatch(joined, self.text[a.end : b.start]):
                group.insert(0, a)
        return group

    def join_kinds(self, one: Token) -> list[Token]:
        """The offences that begin with one and are said of the number before it; only that one where they are not."""
        group = self.group_kinds(one)
        group = group[group.index(one) :]
        # "Six were harassment, stalking accounted for two" begins a new part.
        parts = r"\s*(?:\(|[:–-]\s*\d|(?:accounted|was|were|made|with|on|at|saw|had)\b)"
        return [one] if re.match(parts, self.text[group[-1].end :]) else group

    def add_kinds(self, group: list[Token]) -> Kind:
        """Offences that are counted together as one kind; one that nobody counts where an offence of them is none that is held."""
        text = self.text[group[0].start : group[-1].end]
        if any(one.kind == "crime" for one in group) or not re.search(r"\b(?:and|or)\b|&", text):
            return Kind("foreign", label=text)
        return Kind("offence", "sum", label=text, parts=tuple(one.value for one in group))

    def head_of(self, group: list[Token], *, linked: bool) -> Head:
        """The same as what a number's own nouns say."""
        kind = self.add_kinds(group)
        sort = "crime" if kind.measure == "foreign" else "kind"
        return Head(sort, kind if sort == "kind" else None, linked, group[-1].end, kind.label)

    def find_left(self, place: int, *, counted: bool = False) -> Kind | None:
        """The offence or outcome that stands before a number and is bound to it: "harassment (6)", "rape accounted for two".

        Parameters
        ----------
        counted : bool
            The number has a noun of its own, so that only a verb that says so makes it one of the kind before.
        """
        number, (left, _) = self.numbers[place], self.limits(place)
        if (kind := self.find_in_order(place)) is not None:
            return kind
        which = re.search(
            r",?\s*of\s+(?:which|whom|these|those)\s+(?:there\s+)?(?:were|was)\s+(?:just\s+|only\s+)?$",
            self.text[: number.start],
        )
        if which and (one := next((one for one in self.sentence.of("offence") if one.end == which.start()), None)):
            # "Dorset alone listed obscene publications, of which there were three".
            return one.value
        named = [one for one in self.sentence.of("offence", "outcome", "crime") if one.end <= number.start]
        share = (
            r"\s*(?:ma[dk]es? up|accounted for|represented|formed|comprised)\b[^;.]{0,80},? with (?:just |only )?"
        )
        if len(named) == 1 and re.fullmatch(r"\W*(?:the\s+)?", self.text[: named[0].start], re.IGNORECASE) and (
            words.MAKING_UP.search(self.text[: number.start])
        ):  # fmt: skip
            return named[0].value  # "Harassment was the most common type in both, making up 30%"
        if len(named) == 1 and re.fullmatch(share, self.text[named[0].end : number.start], re.IGNORECASE):
            return named[0].value  # "Harassment made up a third of the total, with six offences"
        found = [one for one in named if left <= one.start]
        if not found:
            return None
        gap = self.text[found[-1].end : number.start]
        kind = self.kind_left(found, place)
        verbs = (
            r"with|at|on|was|were|is|are|saw|totall?ed|stood at|followed in|in|included|for|ended|numbered"
            r"|(?:was |were )?(?:recorded|logged|reported|named)|being|of|rose to|fell to|up to|down to"
        )
        strong = (
            r"accounted for|c[oa]mes? to|amounted to|stood at|(?:was|were|lay) behind|ma[dk]es? up|comprised|formed|represented"
            r"|halted|stopped|prevented|blocked|hampered|closed|affected"
            r"|(?:top(?:ped|s)|led|leads|head(?:ed|s)) the (?:list|table|tally|figures|way)\b[^,;.]{0,40}?,? (?:with|at|on)"
            rf"|(?:ma[dk]es? up|formed|took|had|accounted for) the (?:single )?(?:{words.RANKED})\b[^,;.]{{0,40}}?,? (?:with|at|on)"
            rf"|(?:was|were|remained) (?:also |again |still )?the (?:{words.RANKED})\b[^,;.]{{0,90}},? (?:with|at|on)"
        )
        # "The most common was harassment, with 32 cases", "the biggest category was harassment, making up 32 offences".
        ranked = rf"\b(?:{words.RANKED})\b[^,;.]{{0,60}}\b(?:was|were|is|are|being)\s+$"
        if re.search(ranked, self.text[: found[-1].start], re.IGNORECASE) and words.RANKED_WITH.fullmatch(gap):
            return kind
        verbs = strong if counted else f"{strong}|{verbs}"
        hedges = rf"just|only|around|about|some|nearly|a total of|another|a further|{words.HEDGE}"
        verbs = rf"(?:(?:therefore|thus|also|alone|then|now|together|combined|between them|\w+ly)\s+)?(?:{verbs})"
        said = (
            rf"(?:,\s*which\s+)?(?:{verbs})\s+"
            if counted
            else rf"(?:[(:–-]\s*)?(?:(?:,\s*which\s+)?(?:{verbs})\s+)?"
        )
        bound = rf"(?:\s+(?:offences?|crimes?|cases|incidents))?\s*{said}(?:(?:{hedges})\s+)?\(?"
        return kind if re.fullmatch(bound, gap, re.IGNORECASE) else None

    def find_in_order(self, place: int) -> Kind | None:
        """The kind that a number of a list is of: "harassment and stalking made up 32 and 11"; None where it is in no such list."""
        listed = [place]
        for step in (-1, 1):
            near = place
            while 0 <= near + step < len(self.numbers):
                a, b = sorted((near, near + step))
                if not re.fullmatch(
                    r"\s*(?:,|,?\s*and)\s*", self.text[self.numbers[a].end : self.numbers[b].start]
                ):
                    break
                near += step
                listed.append(near)
        first = self.numbers[min(listed)]
        before = [one for one in self.sentence.of("offence", "crime") if one.end <= first.start]
        if len(listed) < 2 or not before or len(group := self.group_kinds(before[-1])) < 2:
            return None
        one = group[sorted(listed).index(place)] if len(group) == len(listed) else None
        return (one and one.value) or Kind("foreign", label=self.text[group[0].start : group[-1].end])

    def kind_left(self, found: list[Token], place: int) -> Kind:
        """What offences before a number make it count: the last of them, or all that are told together."""
        last = found[-1]
        alone = last.value or Kind("foreign", label=last.text)
        group = self.group_kinds(last) if last.kind != "outcome" else [last]
        if len(group) < 2 or group[-1] is not last:
            return alone
        # "Six were harassment and stalking accounted for two" has a number for each.
        together = re.search(r"\b(?:together|combined|between them)\b", self.text, re.IGNORECASE)
        return alone if place and not together else self.add_kinds(group)


def _is_many(number: Token) -> bool:
    """Whether a number is a word that "of" goes with: hundreds of offences, a dozen of them."""
    many = isinstance(number.value, Amount) and number.value.hedge == "at least" and not number.text[0].isdigit()
    return many or number.text.lower().startswith("dozen")
