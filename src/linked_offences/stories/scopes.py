"""Of which topic and which force a number of a sentence is, by its own words or by those that it goes on from."""

import re
from itertools import pairwise

from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import Candidate, Head
from linked_offences.stories.grammar import TOTAL, Token
from linked_offences.stories.nouns import Nouns


class Scopes(Nouns):
    """The same with the topic and the force of each number."""

    def find_topic(self, place: int) -> tuple[str, str]:
        """Whether a number is about the platform (``direct``, ``thread``, ``weak``) or not (blank), with what it is about instead."""
        whole = self.wholes.get(place, place)
        # "Most of the 16 TikTok offences", "of those 16, nine were": a part is linked as its whole is.
        part = whole > place or (
            whole < place
            and self.heads[place].sort in ("none", "kind")
            and not self.sentence.of("app", "crime", "source")
        )
        if part and (self.heads[whole].linked or self.find_stated(whole)):
            return "direct", ""
        number, head, (_, right) = self.numbers[place], self.heads[place], self.limits(place)
        if any(whole == place and self.is_named_in(part) for part, whole in self.wholes.items()):
            return "", head.detail
        links = self.sentence.links
        apps = self.sentence.of("app")
        sources = self.sentence.of("source")
        spoken = words.OTHER_SPEAKER.search(self.text, head.end)
        # "A third of the TikTok offences were harassment, as a charity warned" is no figure of the charity.
        sources = [
            one for one in sources
            if not head.linked or not (self.is_of_police() or (spoken and spoken.start() < one.start))
        ]  # fmt: skip
        told = [h for h in self.heads[:place] if h.linked and self.is_of_police()]
        # "A survey found that police recorded 16 TikTok offences in 2023, up from 14": both are told of the police.
        if head.sort == "none" and told:
            sources = [one for one in sources if one.start > told[-1].end]
        if sources:
            return "", sources[0].text
        if head.sort == "app":
            return "", head.detail
        bracket = re.search(r"\(\s*$", self.text[: number.start])
        owner = [
            one
            for one in (*links, *apps)
            if bracket and one.end <= bracket.start() and not self.text[one.end : bracket.start()].strip()
        ]
        if owner:
            # "Instagram (455) and TikTok (107)": what stands in brackets is of the name before them.
            return ("direct", "") if owner[0].kind == "link" else ("", owner[0].text)
        if self.shares_noun(place):
            right = self.limits(place + 1)[1]
        stop = re.compile(r"[;]").search(self.text, number.end, right)
        right = stop.start() if stop else right
        after = [
            one
            for one in links
            if number.end <= one.start < right and not any(number.end <= a.start < one.start for a in apps)
            and not self.opens_next(one, place)
        ]  # fmt: skip
        behind = [self.text[one.end : a.start] for one in links for a in apps if 0 <= a.start - one.end < 25]
        ahead = [self.text[a.end : one.start] for one in links for a in apps if a.end <= one.start]
        beside = any(re.fullmatch(r"[\s,]*(?:and|or|,)?[\s\w,]*", gap) for gap in behind)
        beside |= any(re.fullmatch(r"[\s,]*(?:and|or|,)?\s*", gap) for gap in ahead)
        if (head.linked or after) and beside and len(self.numbers) == 1:
            return "", "several apps together"
        if head.linked or after:
            return "direct", ""
        before = [one for one in links if one.end <= number.start]
        nearer = [a for a in apps if a.end <= number.start and (not before or a.start > before[-1].end)]
        if nearer:
            return "", nearer[-1].text
        following = [a for a in apps if number.end <= a.start < right]
        if following:
            return "", following[0].text
        if head.sort == "crime" and not (before and head.kind):
            return "", head.detail
        other = [
            one for one in self.sentence.of("crime")
            if before and max(self.limits(place)[0], before[-1].end) <= one.start and one.end <= number.start
        ]  # fmt: skip
        if other and head.sort == "none":
            # "107 offences linked to the app, despite a fall in burglary from 98".
            return "", other[-1].text
        if before:
            return "direct", ""
        if (
            head.sort in ("none", "total", "kind")
            and links
            and not re.search(r"\bof (?:which|whom|these|them)\b", self.text[number.end : links[0].start])
        ):
            between = [
                h for h, n in zip(self.heads, self.numbers, strict=True) if number.end <= n.start < links[0].start
            ]
            if between and all(h.sort == "none" for h in between) and head.sort != "kind":
                return "direct", ""
        # "There were 16, including six of harassment": the part is linked as its whole is.
        whole = place and head.sort in ("none", "part", "kind") and words.PART_OF.search(self.text[: number.start])
        elliptic = self.is_elliptic(place) or (whole and any(self.is_elliptic(one) for one in range(place)))
        such = re.match(r"\s+(?:more\s+)?such\b", self.text[number.end :]) and head.sort == "total"
        such = such and self.thread.topic == "platform" and self.thread.plain and not self.thread.distance
        foreign = self.sentence.of("app", "source", "crime", "rate")
        return ("direct", "") if elliptic or (such and not foreign) or self.moves_on() else self.find_thread(head)

    def moves_on(self) -> bool:
        """Whether the sentence tells how what was told just before rose or fell: "In Dorset they rose by two"."""
        change = self.thread.change
        others = self.sentence.of("app", "source", "crime", "rate", "outcome", "offence")
        told = self.thread.plain or (change is not None and change.kind == TOTAL and change.direct)
        near = self.thread.topic == "platform" and not self.thread.distance
        return near and told and not others and words.THEY_MOVED.match(self.text) is not None

    def shares_noun(self, place: int) -> bool:
        """Whether it has its noun, and its link, with the next number: "27 stalking and 21 harassment offences linked to the app"."""
        if place + 1 == len(self.numbers) or {one.sort for one in self.heads[place : place + 2]} != {"kind"}:
            return False
        gap = self.text[self.heads[place].end : self.numbers[place + 1].start]
        return re.fullmatch(r"\s*(?:,|,?\s*and|,?\s*as\s+well\s+as)\s*", gap) is not None

    def is_elliptic(self, place: int) -> bool:
        """Whether a number without a noun counts what the sentence before it did: "Dorset Police recorded 16 in 2023/24"."""
        number = self.numbers[place]
        between = any(one.value.kind == "between" and self.whens[one.start] for one in self.sentence.of("period"))
        # "107 offences in Cleveland, a third of them harassment. Lancashire logged 98": what is set beside it is a total, too.
        names = {one.value for one in self.sentence.of("force")}
        between = between or (self.thread.parted and bool(names) and self.thread.force not in names)
        if (
            not (self.thread.plain or between)
            or self.thread.topic != "platform"
            or self.thread.distance > 1
            or number.kind != "number"
            or self.heads[place].sort != "none"
            or self.sentence.of("app", "source", "crime", "rate", "outcome")
            or any(one.sort in ("thing", "case", "person") for one in self.heads[:place])
            or any(
                not words.PART_OF.search(self.text[number.end : one.start]) for one in self.sentence.of("offence")
            )
        ):
            return False
        if place and re.fullmatch(
            r"\s+in\s+[A-Z][\w-]+(?:\s[A-Z][\w-]+)*(?:,|,?\s+and)\s+",
            self.text[self.numbers[place - 1].end : number.start],
        ):
            return self.is_elliptic(place - 1)  # "There were 98 in Lancashire, 88 in Hertfordshire"
        # "Had 12 in custody", "saw 16 on the list" and "12 in 2023/24 who worked on it" go on to what they are of.
        scopes = self.sentence.of("period", "force")
        dated = any(
            one.start > number.end
            and words.LEADS_ON.fullmatch(self.text[number.end : one.start])
            and not self.is_narrowed(one.end)
            for one in scopes
        )
        if re.search(r"\bwho\b", self.text[number.end :]) or not (
            dated
            or words.ENDS_THERE.match(self.text, number.end)
            or words.WERE_RECORDED.match(self.text, number.end)
        ):
            return False
        forces = [one for one in self.sentence.of("force") if one.end <= number.start]
        recorded = any(words.RECORDED.match(self.text, one.end) for one in forces)
        told = words.IT_RECORDED.search(self.text[: number.start])
        recorded |= told is not None and (not told["again"] or (place > 0 and self.is_elliptic(place - 1)))
        said = words.STOOD.search(self.text[: number.start])
        if words.WERE_RECORDED.match(self.text, number.end) and any(
            words.LEADS_TO.fullmatch(self.text[one.end : number.start]) for one in scopes
        ):
            return True  # "The year before, 98 were recorded"
        return recorded or bool(said and scopes and not (said["it"] and self.thread.distance))

    def is_narrowed(self, end: int) -> bool:
        """Whether what stands behind the period of a count makes it one of some: "40 in 2023/24 against children", "by bodycam"."""
        said = re.compile(r"\s+(?:by|on|at|with|for|via|through|in)\s+(?:the\s+)?").match(self.text, end)
        names = {one.start for one in self.sentence.of("force", "nation", "region", "place", "period")}
        return words.OF_SOME.match(self.text, end) is not None or (said is not None and said.end() not in names)

    def is_of_police(self) -> bool:
        """Whether offences are said to be recorded by police, whoever tells of it: "a survey found that police recorded 16 ..."."""
        recorded = r"(?:recorded|logged|registered|counted)"
        return any(
            re.search(rf"\b{recorded}\s+by\s+(?:the\s+)?$", self.text[: one.start])
            or re.match(rf"\s+(?:has\s+|have\s+|had\s+)?{recorded}\b", self.text[one.end :])
            for one in self.sentence.of("force", "nation")
        )

    def opens_next(self, link: Token, place: int) -> bool:
        """Whether a name after a number is told of the next one: "Snapchat was named in 412 crimes, TikTok in 107"."""
        after = self.text[link.end : self.limits(place)[1]]
        joined = r"\s*(?:[,;–-]|,?\s*(?:and|while|but|against|than))\s*"
        return (
            place + 1 < len(self.numbers)
            and re.fullmatch(joined, self.text[self.heads[place].end : link.start]) is not None
            and words.OPENS_NEXT.fullmatch(after) is not None
        )

    def is_named_in(self, place: int) -> bool:
        """Whether it is the part that the platform is named in: "TikTok was named in 107 of the 5,475 offences"."""
        whole = self.wholes.get(place, -1)
        return whole > place and not self.heads[whole].linked and any(
            words.NAMED_IN.fullmatch(self.text[one.end : self.numbers[place].start])
            for one in self.sentence.links if one.end <= self.numbers[place].start
        )  # fmt: skip

    def find_thread(self, head: Head) -> tuple[str, str]:
        """Whether a number without words of its own goes on from a sentence about the platform."""
        foreign = self.sentence.of("app", "source", "crime", "rate")
        # What is named as an example makes no topic: "crimes including assault and theft".
        foreign = [
            one
            for one in foreign
            if not re.search(r"\b(?:including|such as|like|ranging from)\b[^.;]{0,60}$", self.text[: one.start])
        ]
        if foreign:
            return "", head.kind.label if head.kind and head.kind.label else foreign[0].text
        if court := words.COURT.search(self.text):
            return "", court[0]
        if self.find_stated():
            return "thread", ""
        if self.thread.topic != "platform":
            return "", ""
        if self.goes_on and (self.article.about or (self.thread.counted and self.thread.distance == 0)):
            return "thread", ""
        weak = self.article.about and self.thread.distance <= 6
        return ("weak" if weak and head.sort in ("total", "kind", "person", "none", "part") else ""), ""

    def find_stated(self, place: int | None = None) -> tuple[str, tuple[Candidate, ...]] | None:
        """The count of linked offences, told before, that the sentence names again: "of the 98"; with its force and periods."""
        for one in self.numbers if place is None else [self.numbers[place]]:
            again = re.search(
                r"(?:\b(?:the|those|these)(?:\s+(?:last|latest))?|'s)\s+$", self.text[: one.start], re.IGNORECASE
            )
            plain = one.kind == "number" and one.value.value.isdigit() and not one.value.hedge
            value = int(one.value.value) if again and plain else 0
            if value > 10 and (found := self.thread.stated.get(value)):
                return found
        return None

    def find_other_subject(self, before: str) -> str:
        """What the words before a number speak of instead of offences: "the number of young people rose by"; blank for none."""
        subject = words.SUBJECT.search(before)
        if not subject:
            return ""
        if subject["other"]:
            return subject["other"].lower()
        # "The number of shocking TikTok offences" is of offences, that of "officers who work on TikTok offences" is not.
        ours = {
            one.start: one
            for one in self.sentence.of("noun", "outcome", "link", "platform", "offence", "crime", "force")
        }
        at, what = subject.end(), ""
        while word := re.compile(r"[\w'-]+").match(self.text, at):
            one = ours.get(at)
            if one and one.kind in ("offence", "crime"):
                return "" if one.kind == "offence" and self.sentence.links else one.text
            if (one and one.kind in ("noun", "outcome", "link", "platform")) or word[0].lower() in (
                "these",
                "those",
                "such",
                "them",
            ):
                return ""
            what = what or ("" if one or word[0].lower() in words.PLAIN else word[0])
            if what:
                return what
            at = re.compile(r"[\s'\"-]*").match(self.text, one.end if one else word.end()).end()
        return ""

    def find_force(self, place: int) -> tuple[str, str]:
        """The force that a number is about, as a slug, or blank with why: several, region, place, or not said."""
        number = self.numbers[place]
        names = self.sentence.of("force", "nation", "region", "place")
        if place in self.wholes.values() and place not in self.wholes:
            # "Stockton had 41 of the 107": the whole is the force's.
            names = [one for one in names if one.kind != "place"]
        counted = [one for one in names if not words.LEFT_OUT.search(self.text[: one.start])]
        if names and not counted:
            return "", "several"  # "All but 16 of the 351 were recorded outside Dorset"
        names = counted
        if not names:
            return ("", "several") if words.MANY_FORCES.search(self.text[: number.start]) else self.carry_force()
        for one in names:
            # "In Cleveland (32) as in Dorset (six)", "in Hertfordshire 188 and in Dyfed-Powys 106".
            opened = re.fullmatch(r"\s*\([^()]*", self.text[one.end : number.start])
            near = opened or re.fullmatch(r"\s*[(:]\s*|\s", self.text[one.end : number.start])
            if near and len(names) > 1:
                free = [n for n in names if n is one or not self.is_bound(n, place)]
                return self.name_scope(one, several=len({n.value for n in self.group_of(one, free)}) > 1)
        leading: list[Token] = []
        for one in names:
            between = self.text[number.end : one.start]
            clean = (
                one.start >= number.end and len(between) < 70 and not re.search(r"[;(]|, (?!in|by|at)", between)
            )
            clean = clean and not any(number.end <= n.start < one.start for n in self.numbers)
            following = self.text[one.end : self.limits(place)[1]] if place + 1 < len(self.numbers) else ""
            if (
                clean
                and re.search(r",|\b(?:and|while|but)\b", between)
                and following
                and words.LEADS_TO.fullmatch(following)
            ):
                # "Grown by nine, in Lancashire by 32": the name begins what is told of the next number.
                leading.append(one)
                continue
            bound = (
                re.search(r"(?:^|\s)(?:in|by|for|at|across|to|from|of|within)\s+(?:the\s+)?$", between)
                or one.kind == "nation"
                or re.match(r"(?:in|across) ", one.text)
            )
            if clean and bound:
                group = self.group_of(one, names)
                return self.name_scope(
                    group[-1] if len(group) > 1 else one, several=len({g.value for g in group}) > 1
                )
        names = [one for one in names if one not in leading]
        before = [one for one in names if one.end <= number.start]
        if not names:
            return self.carry_force()
        compared = r"\b(?:below|above|against|than|versus|compared|while|whereas|but|unlike)\b"
        far = not before and any(number.end <= n.start < names[0].start for n in self.numbers)
        if far and (names[0].kind == "nation" or re.search(compared, self.text[number.end : names[0].start])):
            # "Up 63%, below the 70% rise seen nationally" names the nation for the second number.
            return self.carry_force()
        if not before:
            # "16 offences were recorded, Dorset Police said": the only name after it.
            return self.name_scope(
                names[0], several=len({n.value or n.text for n in names if n.kind != "place"}) > 1
            )
        compared = r"\b(?:than|as|against|versus|compared\s+(?:with|to))\s+(?:in\s+)?(?:the\s+)?$"
        if len({one.value for one in before}) > 1 and re.search(
            compared, self.text[: before[-1].start], re.IGNORECASE
        ):
            # "Twice as many in Kent as in Essex: 46 against 23" has a number for each.
            return "", "several"
        passed = r"\s+(?:\w+ly\s+)?(?:overt\w+|passed|passes|beat|beats|outstrip\w*|outnumber\w*|exceed\w*|trail\w*|led|leads)\s+"
        if len(before) > 1 and re.fullmatch(passed, self.text[before[-2].end : before[-1].start]):
            return "", "several"  # "Cleveland overtook Lancashire, with 98 to 66"
        group = self.group_of(before[-1], [one for one in before if not self.is_bound(one, place)])
        if len({one.value for one in group}) > 1:
            later = [n for n in self.numbers if n.start >= group[-1].end]
            if re.search(r"\brespectively\b", self.text) and len(later) == len(group):
                return self.name_scope(group[later.index(number)], several=False)
            return "", "several"
        places = [
            one
            for one in before
            if one.kind == "place" and one.end <= before[-1].start and not self.numbers_between(one, number)
        ]
        subject = r"\s*(?:\(|(?:has|have|had|said|recorded|logged|saw|counted|reported)\b)"
        own = re.match(subject, self.text[before[-1].end :]) is None
        if (
            words.SUMMED.search(self.text)
            and len({one.value for one in names}) != 1
            and own
            and self.numbers_between(before[-1], number) == 0
        ):
            return "", "several"
        return self.name_scope(places[-1] if places else before[-1], several=False)

    def numbers_between(self, one: Token, number: Token) -> int:
        """How many numbers stand between a name and a number."""
        return sum(one.end <= n.start < number.start for n in self.numbers)

    def is_bound(self, one: Token, place: int) -> bool:
        """Whether a name stands right after an earlier number, and so belongs to that."""
        return any(
            n.end <= one.start
            and re.fullmatch(
                r"[^,;.]{0,40}\b(?:in|by|for|at|across|from)\s+(?:the\s+)?", self.text[n.end : one.start]
            )
            for n in self.numbers[:place]
        )

    def group_of(self, one: Token, names: list[Token]) -> list[Token]:
        """Names that are listed with one: "Cleveland, Dorset and Lancashire"."""
        group = [one]
        for a, b in reversed(list(pairwise(names))):
            if b is group[0] and re.fullmatch(
                r"(?:'s)?\s*(?:,|,?\s*(?:and|&|or))\s*(?:in\s+)?(?:the\s+)?", self.text[a.end : b.start]
            ):
                group.insert(0, a)
        return group

    def name_scope(self, one: Token, *, several: bool) -> tuple[str, str]:
        """A name as the slug of a force, or blank with why it is none."""
        if several:
            return "", "several"
        if one.kind in ("region", "place"):
            return "", f"{one.kind}:{one.text}"
        return one.value, ""

    def carry_force(self) -> tuple[str, str]:
        """The force of a sentence that names none: that of the sentence before, or of the article."""
        own = re.search(
            r"\b(?:the|our|this)\s+(?:force|county|constabulary)\b|\blocal(?:ly)?\b", self.text, re.IGNORECASE
        )
        alone = self.article.force != words.NATION and re.search(
            r"\b(?:the|these|those)\s+forces\b(?!')", self.text, re.I
        )
        if (
            alone
            or words.BETWEEN_THEM.match(self.text)
            or (words.SUMMED.search(self.text) and re.search(r"\bforces\b", self.text))
        ):
            return "", "several"
        main, last = self.article.force, self.thread.force
        if stated := self.find_stated():
            return stated[0], ""
        if own:
            main = "" if main == words.NATION else main
            return (main or self.thread.force_named, "") if main or self.thread.force_named else ("", "not said")
        if last.startswith(("region:", "place:")):
            # What goes on from a sentence about a town or a region is about that.
            return ("", last) if self.goes_on or not main else (main, "")
        if last == "several":
            joined = words.SUMMED.search(self.text)
            return ("", "several" if joined else "not said") if self.goes_on or not main else (main, "")
        if last and (
            words.SAME_SUBJECT.search(self.text)
            or (main == words.NATION and self.thread.force_line == self.sentence.line)
        ):
            return last, ""
        return (main or last, "") if main or last else ("", "not said")

    def find_force_of_words(self) -> tuple[str, str]:
        """The force that a claim without a number is about."""
        names = self.sentence.of("force", "nation", "region", "place")
        return (
            self.name_scope(names[0], several=len({n.value for n in names}) > 1) if names else self.carry_force()
        )
