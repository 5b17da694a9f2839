"""Finds what the totals of a table add up, along its rows or its columns."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from foi_answers.cells import counts_people, recognise_topic, says_only_that
from foi_answers.headings import TOPICS, Axis, Label
from foi_answers.periods import Period


class Side:
    """The rows of a table, or its columns: each with its labels, and for each total what it adds up.

    ``lines`` are the labels by row or column. ``totals`` are the labels that say "total", by the
    same. ``scopes`` are, for each total, the lines that it adds up; who knows the counts chooses
    them among ``candidates`` and says in ``agrees`` which totals they confirm.
    """

    def __init__(self, lines: dict[int, list[Label]]):
        self.lines = _settle_topics(lines)
        self.totals = {
            index: label for index, labels in lines.items() for label in labels if label.kind == "total"
        }
        self._settle_only_columns()
        self.scopes: dict[int, list[int]] = {}
        self.agrees: set[int] = set()
        self.partial: set[int] = set()  # totals that leave out the hidden counts
        self._blocks: dict[int, int] = {}  # stretches between sub-totals
        block = 0
        for index in self.lines:
            self._blocks[index] = block
            if index in self.totals and (self.totals[index].total == "sub" or self.totals[index].rest):
                block += 1
        self._groups: dict[tuple, list[int]] = {}  # lines that may be added to one another
        for index, labels in self.lines.items() if self.totals else ():
            if index not in self.totals and not any(label.is_part for label in labels):
                for axis in {label.axis for label in labels}:
                    self._groups.setdefault(_key(labels, axis), []).append(index)

    def _settle_only_columns(self) -> None:
        """See that "Total" over the only column of counts says that they are counted, not that they are a sum."""
        for axis in {label.axis for label in self.totals.values()}:
            labels = [label for labels in self.lines.values() for label in labels if label.axis == axis]
            if any(one.kind not in ("total", "counting") and not one.is_part for one in labels):
                continue
            if len({index for index, label in self.totals.items() if label.axis == axis}) < len(self.lines) > 2:
                continue  # beside columns that other headings tell apart it is their sum
            for index, label in list(self.totals.items()):
                if label.axis == axis and not label.rest:
                    self.lines[index] = [
                        replace(one, kind="counting") if one is label else one for one in self.lines[index]
                    ]
                    del self.totals[index]

    def candidates(self, index: int) -> Iterator[list[int]]:
        """Lines that a total may add up, likeliest first: those of its block, of its group, of the whole table."""
        label, labels = self.totals[index], self.lines[index]
        group = self._groups.get(_key(labels, label.axis), [])
        if (
            label.period or label.rest
        ):  # "2021 Total", "Violence Total" in the column that has 2021, Violence, or words of it
            parts = self.lines.keys() - self.totals.keys()
            equal = [part for part in self.lines if part in parts and any(map(label.sums, self.lines[part]))]
            yield equal or [
                part for part in self.lines if part in parts and any(map(label.is_named_in, self.lines[part]))
            ]
        if label.total == "sub" or label.rest:
            block = self._blocks[index]
            yield [one for one in group if self._blocks[one] == block]
            yield [one for one in group if self._blocks[one] == block + 1]
        if label.total != "grand":
            yield group
        shared = {(one.axis, one.text) for one in labels if one.printed and one.axis != label.axis}
        yield [
            one
            for key, members in self._groups.items()
            if key[0] == label.axis and shared <= {*key[1:]}
            for one in members
        ]
        yield [
            part for part in self.lines if part not in self.totals
        ]  # under the last of several headings, of all
        # "Apr, May, Jun, Q1 total, Jul ...": those between it and the total before or behind it on its axis.
        bounds = sorted(one for one, other in self.totals.items() if other.axis == label.axis)
        place = bounds.index(index)
        before, after = ([-1, *bounds][place], [*bounds, math.inf][place + 1])
        yield [one for one in group if before < one < index]
        yield [one for one in group if index < one < after]

    def choose(self, index: int, scope: list[int], *, agrees: bool) -> None:
        """Take what a total adds up; what does not hold for all of it, such as the last group heading, is not the total's."""
        self.scopes[index] = scope
        if agrees:
            self.agrees.add(index)
            total = self.totals[index]
            if not total.period and set(scope) == self.lines.keys() - self.totals.keys():
                self.totals[index] = replace(total, rest="")  # "Force total", "Total ranks" of all that is printed
                self.lines[index] = [self.totals[index] if one is total else one for one in self.lines[index]]
        shared = (
            set.intersection(*({(one.axis, one.text) for one in self.lines[part]} for part in scope))
            if scope
            else set()
        )
        self.lines[index] = [one for one in self.lines[index] if one.printed or (one.axis, one.text) in shared]

    def take_for_name(self, index: int) -> None:
        """See that "Violent crime total" is the sum of nothing beside it, and so the name of something counted."""
        total = self.totals.pop(index)
        self.scopes.pop(index, None)
        name = replace(total, kind=recognise_topic(total.rest), rest="")
        self.lines[index] = [name if one is total else one for one in self.lines[index]]

    def sums_over_time(self, index: int) -> bool:
        """Whether a line adds up what happened at different times."""
        return index in self._over_time

    def span(self, index: int) -> Period | None:
        """From the first to the last day of what a total adds up."""
        found = [one.period for part in self.scopes.get(index, []) for one in self.lines[part] if one.period]
        return Period(min(one.start for one in found), max(one.end for one in found), "range") if found else None

    @cached_property
    def _over_time(self) -> set[int]:
        found = {
            index for index, label in self.totals.items() if self._adds_times(label, self.scopes.get(index, []))
        }
        wholes = self._whole_periods
        found |= {
            index for index, labels in self.lines.items()
            if index not in self.totals and any((one.axis, one.period) in wholes for one in labels if one.period)
        }  # fmt: skip
        return found

    def _adds_times(self, total: Label, scope: list[int]) -> bool:
        times: dict[Axis, set[str]] = {}
        for part in scope:
            for label in self.lines[part]:
                if label.kind in ("period", "part"):
                    times.setdefault(label.axis, set()).add(label.text)
        return (total.axis in times and not total.period) or any(len(texts) > 1 for texts in times.values())

    @cached_property
    def _whole_periods(self) -> set[tuple[Axis, Period]]:
        """Periods made up of others beside them, as a year is of its quarters."""
        printed: dict[Axis, set[Period]] = {}
        for labels in self.lines.values():
            for one in labels:
                if one.kind == "period":
                    printed.setdefault(one.axis, set()).add(one.period)
        wholes = set()
        for axis, found in printed.items():
            months = sorted(found, key=lambda one: (one.start, -one.end.toordinal()))
            for place, one in enumerate(months):
                inside = 0
                for other in months[place + 1 :]:
                    if other.start > one.end or inside > 1:
                        break
                    inside += other.end <= one.end and (other.start, other.end) != (one.start, one.end)
                if inside > 1:
                    wholes.add((axis, one))
        return wholes


def _key(labels: list[Label], axis: Axis) -> tuple:
    """What a line must share with another to be added to it along an axis."""
    return (axis, *((label.axis, label.text) for label in labels if label.axis != axis))


def _stays(label: Label, usual: dict[Axis, str]) -> bool:
    """Whether a label keeps its kind among others: arrests, victims or all that name a platform are no offence beside some."""
    kinds = {label.kind, usual.get(label.axis)}
    is_other = kinds == {"offence", "outcome"} or (kinds == {"offence", "other"} and counts_people(label.text))
    return bool(label.axis[0] == "column" and is_other) or (label.kind == "other" and says_only_that(label.text))


def _settle_topics(lines: dict[int, list[Label]]) -> dict[int, list[Label]]:
    """Labels on one axis are of one kind, that of most of them; but a part of others stays one."""
    topics: dict[Axis, Counter] = {}
    for labels in lines.values():
        for label in labels:
            if label.kind in TOPICS and not label.is_part:
                topics.setdefault(label.axis, Counter())[label.kind] += 1
    usual = {axis: max(kinds, key=lambda kind: (kinds[kind], kind != "other")) for axis, kinds in topics.items()}
    return {
        index: [
            replace(one, kind=usual[one.axis])
            if one.kind in TOPICS
            and one.kind != usual.get(one.axis)
            and not one.is_part
            and not _stays(one, usual)
            else one
            for one in labels
        ]
        for index, labels in lines.items()
    }
