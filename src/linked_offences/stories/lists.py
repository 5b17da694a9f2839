"""What the lines of a list or table below a heading count, "TikTok offences by force in 2023/24:" and "Cleveland: 107"."""

import re
from dataclasses import replace

from linked_offences.stories import vocabulary as words
from linked_offences.stories.claims import (
    CHANGE,
    COUNT,
    DIFFERENCE,
    FOREIGN,
    Candidate,
    Claim,
    Heading,
    list_years,
    name_span,
)
from linked_offences.stories.grammar import TOTAL
from linked_offences.stories.periods import Periods


class Lists(Periods):
    """The same with the lines of lists."""

    def read_row(self, heading: Heading) -> list[Claim]:
        """The numbers of a line in a table, or in a list with a second number in brackets, each of its column."""
        row, columns = words.ROW.fullmatch(self.text), self.thread.columns
        if (
            not row
            or len(self.numbers) < 2
            or len(self.numbers) != len(columns)
            or {one.kind for one in self.numbers} != {"number"}
        ):
            return []
        names = [one for one in self.sentence.of("force", "nation") if one.end <= row.end("label")]
        kinds = [one for one in self.sentence.of("offence") if one.end <= row.end("label")]
        label = re.sub("|".join(re.escape(one.text) for one in (*names, *kinds)) or "(?!)", "", row["label"])
        force = names[0].value if names else heading.force
        if (
            len(names) + len(kinds) != 1
            or re.search(r"\w", label)
            or not force
            or (kinds and heading.kind != TOTAL)
        ):
            return []
        kind = kinds[0].value if kinds else heading.kind
        return [
            Claim.of(COUNT, one, amount=one.value, kind=kind, force=force, periods=periods, direct=True)
            for one, periods in zip(self.numbers, columns, strict=True)
        ]

    def read_changed_item(self, heading: Heading) -> list[Claim]:
        """The count of a line and its change on the year before: "2022/23: 66 (down 7%)"; empty where it is no such line."""
        line = words.CHANGED_ITEM.fullmatch(self.text)
        dated = [one for one in self.sentence.of("period") if self.whens[one.start]]
        years = [self.whens[one.start][0].name for one in dated]
        if not line or len(self.numbers) != 2 or len(years) != 1 or years[0] not in list_years():
            return []
        count, change = self.numbers
        label = self.text[: count.start].replace(dated[0].text, "", 1)
        ours = heading.kind == TOTAL and heading.force and not re.search(r"\w", label)
        if (
            not ours
            or count.kind != "number"
            or change.kind not in ("number", "percent", "share")
            or "." in count.value.value
        ):
            return []
        base = Claim.of(COUNT, count, amount=count.value, kind=TOTAL, force=heading.force,
                        periods=self.whens[dated[0].start], direct=True)  # fmt: skip
        last = list_years().index(years[0])
        moved = replace(
            base, form=DIFFERENCE if change.kind == "number" else CHANGE, start=change.start, end=change.end, text=change.text,
            amount=change.value, falls=words.FALL.match(line["way"]) is not None or line["way"] in "-–−",
            pairs=((last - 1, last),) if last else (), why="" if last else "period",
        )  # fmt: skip
        return [base, moved if last else replace(moved, form=FOREIGN)]

    def find_columns(self) -> tuple[tuple[Candidate, ...], ...]:
        """The periods of a table's columns, or of a number and of another in brackets behind it; empty where there are none."""
        years = [one for one in self.sentence.of("period") if one.value.kind == "year"]
        if brackets := words.BRACKETS.search(self.text):
            behind = [one for one in years if one.start >= brackets.end()]
            before = [one for one in years if one.end <= brackets.start()]
            return (
                (self.whens[before[0].start], self.whens[behind[0].start])
                if len(before) == len(behind) == 1
                else ()
            )
        if len(years) < 2 or not words.COLUMNS.fullmatch(self.text):
            return ()
        total = re.search(r"(?:Total|All years)[\s|]*$", self.text)
        columns = tuple(self.whens[one.start] for one in years)
        all_years = [one[0].name for one in columns if one] == list_years()
        return columns if not total else (*columns, (Candidate(name_span()),)) if all_years else ()

    def read_item(self, heading: Heading) -> list[Claim]:
        """The number of a line in a list below a heading: "Harassment: 6"; empty where the line is about something else."""
        item = words.ITEM.fullmatch(self.text)
        if not item or len(self.numbers) != 1 or self.numbers[0].kind != "number":
            return []
        (number,) = self.numbers
        named = self.sentence.of("force", "nation", "offence", "outcome", "period")
        about = [one for one in named if one.end <= item.end("label")]
        left = item["label"]
        for one in about:
            left = left.replace(self.text[one.start : one.end], "", 1)
        kinds = [one for one in about if one.value in {k.value for k in self.sentence.of("offence", "outcome")}]
        names = [one for one in about if one.kind in ("force", "nation")]
        dated = [one for one in about if one.kind == "period"]
        many = any(len(several) > 1 for several in (kinds, names, dated))
        periods = self.whens[dated[0].start] if dated else heading.periods
        if re.fullmatch(r"\W*(?:in\s+)?total\W*", left, re.IGNORECASE):
            # Below all years, each in its line, stands what they come to.
            about, left = [number], ""
            all_years = [one[0].name for one in self.thread.columns if one] == list_years()
            periods = periods or ((Candidate(name_span()),) if all_years else None)
        force = names[0].value if names else heading.force
        if (
            not about
            or many
            or re.search(r"\w", left)
            or (kinds and heading.kind != TOTAL)
            or not force
            or periods is None
        ):
            return []
        kind = kinds[0].value if kinds else heading.kind
        return [Claim.of(COUNT, number, amount=number.value, kind=kind, force=force, periods=periods, direct=True,
                         open_period=not periods)]  # fmt: skip

    def find_heading(self) -> Heading | None:
        """What a list below the sentence counts; None where it heads none."""
        others = self.sentence.of("app", "crime", "source", "outcome", "rate")
        kinds = self.sentence.of("offence")
        if others or len(kinds) > 1 or not self.sentence.links:
            return None
        dated = self.sentence.of("period")
        if words.BRACKETS.search(self.text):
            dated = dated[:1]
        periods = (self.whens[dated[0].start] if len(dated) == 1 else None) if dated else ()
        return Heading(self.find_force_of_words()[0], kinds[0].value if kinds else TOTAL, periods)

    def head_list(self) -> None:
        """Keep what a list below the sentence would count, where it heads one or names the columns of one."""
        thread, own, columns = self.thread, self.find_heading(), self.find_columns()
        ends = re.search(r"[.!?]['\")]*$", self.text) is not None
        if own:
            thread.heading, thread.lead = None if ends else own, own
        elif (columns or self.text.endswith(":")) and not re.search(r"\d", words.COLUMNS.sub("", self.text)):
            # "In order of volume:" heads what the sentence before it told of.
            thread.heading = thread.lead if thread.topic == "platform" and thread.distance <= 2 else None
        else:
            thread.heading = None
        thread.columns = columns
