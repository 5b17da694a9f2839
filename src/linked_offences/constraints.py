"""Turns statements about unknown whole numbers into what they allow together, by integer programming.

An unknown is a count, 0 or more. A statement has one or more readings, each a set of linear
constraints in whole numbers; it holds when one of its readings does. HiGHS works in floating
point, so every constraint is written with whole coefficients and closed ends, and every
solution is checked again in exact arithmetic.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Terms = tuple[tuple[Hashable, int], ...]


@dataclass(frozen=True)
class Constraint:
    """``low`` <= sum of coefficient times unknown <= ``high``; None where an end is open."""

    terms: Terms
    low: int | None = None
    high: int | None = None

    def allows(self, values: dict[Hashable, int]) -> bool:
        """Whether some values of the unknowns meet it, in exact arithmetic."""
        total = sum(factor * values.get(unknown, 0) for unknown, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


@dataclass(frozen=True)
class Reading:
    """One way to take a statement, named in words."""

    words: str
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Statement:
    """Something that a source says about the unknowns.

    Parameters
    ----------
    id : str
        Name inside its system.
    words : str
        What it says, in plain words.
    readings : tuple of Reading
        The ways to take it, the most natural first.
    rank : int
        0 outranks 1, 1 outranks 2.
    figures : tuple of str
        Ids of the printed figures that say it.
    by : str
        Who prints them.
    """

    id: str
    words: str
    readings: tuple[Reading, ...]
    rank: int = 1
    figures: tuple[str, ...] = ()
    by: str = ""

    def only(self, number: int) -> "Statement":
        """The same statement with one of its readings."""
        return replace(self, readings=(self.readings[number],))


class Impossible(Exception):
    """The statements cannot all hold, so they allow no range."""


class System:
    """Unknowns bound by what is always so, such as that parts do not exceed their whole.

    Parameters
    ----------
    structure : iterable of Constraint
        What holds whatever anybody prints.
    """

    def __init__(self, structure: Iterable[Constraint] = ()):
        self.structure = tuple(structure)
        self._known: dict[frozenset, bool] = {}
        self._solutions: list[dict[Hashable, int]] = []
        self._ends: dict[tuple, tuple[int, int | None]] = {}

    def can_hold(self, statements: Iterable[Statement]) -> bool:
        """Whether all statements can hold together on at least one choice of readings."""
        return next(self.standing(statements), None) is not None

    def standing(self, statements: Iterable[Statement]) -> Iterator[tuple[int, ...]]:
        """Choices of readings, one number a statement, on which all statements hold together."""
        statements = list(statements)
        # A statement with one reading binds every choice, so what it rules out is ruled out once.
        if not self._feasible([s.readings[0] for s in statements if len(s.readings) == 1]):
            return
        for choice in product(*(range(len(s.readings)) for s in statements)):
            if self._feasible([s.readings[n] for s, n in zip(statements, choice, strict=True)]):
                yield choice

    def range_of(self, terms: Terms, statements: Iterable[Statement]) -> tuple[int, int | None]:
        """Smallest and largest value of a sum of unknowns, over all readings that stand.

        Returns
        -------
        tuple
            Both ends included; None as the upper end where there is none.

        Raises
        ------
        Impossible
            The statements cannot all hold.
        """
        statements = list(statements)
        lows, highs = [], []
        for choice in self.standing(statements):
            low, high = self._ends_of(terms, [s.readings[n] for s, n in zip(statements, choice, strict=True)])
            lows.append(low)
            highs.append(high)
        if not lows:
            raise Impossible("the statements cannot all hold")
        return min(lows), None if None in highs else max(highs)

    def smallest_conflict(self, statements: Iterable[Statement], must: Statement | None = None) -> list[Statement]:
        """A smallest set of statements that cannot all hold; each of its members is needed for that.

        The set is as small as any (Ignatiev et al. 2015, Smallest MUS extraction): a smallest set
        that hits every known correction either is a contradiction or shows one more correction.

        Parameters
        ----------
        must : Statement, optional
            A statement that belongs to the contradiction; the others can hold without it.

        Raises
        ------
        ValueError
            The statements can all hold.
        """
        statements = [s for s in statements if must is None or s.id != must.id]
        given = [must] if must else []
        corrections: list[set[int]] = []
        while True:
            chosen = _hit(corrections, len(statements))
            if not self.can_hold([*given, *(statements[n] for n in chosen)]):
                return [*given, *(statements[n] for n in chosen)]
            holding = list(chosen)
            for number in range(len(statements)):
                if number not in chosen and self.can_hold([*given, *(statements[n] for n in [*holding, number])]):
                    holding.append(number)
            left = set(range(len(statements))) - set(holding)
            if not left:
                raise ValueError("the statements can all hold")
            corrections.append(left)

    def keep_each(self, statements: Iterable[Statement]) -> list[list[Statement]]:
        """Every way to keep statements that can hold together, those of higher rank first.

        Where statements contradict each other, one goes: of the lowest rank among those whose
        going ends the contradiction. Several of one rank make several ways.
        """
        statements = list(statements)
        ways, finished = [statements], []
        while ways:
            kept = ways.pop(0)
            if self.can_hold(kept):
                for one in sorted(statements, key=lambda s: s.rank):
                    if one not in kept and self.can_hold([*kept, one]):
                        kept = [*kept, one]
                if {s.id for s in kept} not in [{s.id for s in other} for other in finished]:
                    finished.append(kept)
                continue
            conflict = self._needed(kept, [])
            lowest = max(s.rank for s in conflict)
            low = [s for s in conflict if s.rank == lowest]
            # What the rest says again without a statement is not what the contradiction turns on.
            ends = [s for s in low if not self._conflicts_without(s, conflict, kept)] or low
            ways += [[s for s in kept if s.id != gone.id] for gone in ends]
        return finished

    def _conflicts_without(self, one: Statement, conflict: list[Statement], kept: list[Statement]) -> bool:
        """Whether the others rule out the rest of a contradiction although one of it is taken away."""
        rest = [s for s in conflict if s.id != one.id]
        names = {s.id for s in conflict}
        outside = [s for s in kept if s.id not in names and s.rank <= one.rank]
        return self.can_hold(outside) and not self.can_hold([*rest, *outside])

    def keep(self, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that are kept in every way to keep some that can hold together."""
        first, *others = self.keep_each(statements)
        return [s for s in first if all(s.id in {o.id for o in way} for way in others)]

    def support(self, statements: Iterable[Statement], refuted: Constraint) -> list[Statement]:
        """Statements that together rule a constraint out; each of them is needed for that."""
        return self._needed(statements, [Statement("refuted", "", (Reading("", (refuted,)),))])

    def _needed(self, statements: Iterable[Statement], given: list[Statement]) -> list[Statement]:
        """Some of the statements that cannot hold with what is given, and can when any of them goes."""
        needed = sorted(statements, key=lambda s: (-len(s.readings), -s.rank))
        for one in list(needed):
            rest = [s for s in needed if s is not one]
            if not self.can_hold([*rest, *given]):
                needed = rest
        return needed

    def _ends_of(self, terms: Terms, readings: list[Reading]) -> tuple[int, int | None]:
        """Both ends of a sum on one choice of readings."""
        key = (terms, frozenset(c for reading in readings for c in reading.constraints))
        if key not in self._ends:
            bound = self._gather(readings)
            self._ends[key] = _optimise(bound, terms, 1), _optimise(bound, terms, -1)
        return self._ends[key]

    def _gather(self, readings: Iterable[Reading]) -> list[Constraint]:
        return [*self.structure, *(c for reading in readings for c in reading.constraints)]

    def _feasible(self, readings: list[Reading]) -> bool:
        key = frozenset(c for reading in readings for c in reading.constraints)
        if key not in self._known:
            bound = self._gather(readings)
            # What met one set of constraints often meets another, and to see that costs nothing.
            known = next((v for v in self._solutions if all(c.allows(v) for c in bound)), None)
            found = known if known is not None else _solve(bound, ())
            if found is not None and known is None:
                self._solutions.append(found)
            self._known[key] = found is not None
        return self._known[key]


def exactly(unknown: Hashable, value: int) -> Constraint:
    """The unknown is this number."""
    return Constraint(((unknown, 1),), value, value)


def _solve(constraints: list[Constraint], terms: Terms, sign: int = 1) -> dict[Hashable, int] | str | None:
    """Values that make a sum smallest (sign 1) or largest (-1); None if impossible, a word if unbounded."""
    reduced = _fix(constraints)
    if reduced is None:
        return None
    fixed, rest = reduced
    aims = [(unknown, factor) for unknown, factor in terms if unknown not in fixed]
    unknowns = list(dict.fromkeys(u for c in rest for u, _ in c.terms) | dict.fromkeys(u for u, _ in aims))
    if not unknowns:
        return fixed
    place = {unknown: number for number, unknown in enumerate(unknowns)}
    aim = np.zeros(len(unknowns))
    for unknown, factor in aims:
        aim[place[unknown]] += sign * factor
    matrix = np.zeros((len(rest), len(unknowns)))
    for row, constraint in enumerate(rest):
        for unknown, factor in constraint.terms:
            matrix[row, place[unknown]] += factor
    lows = [-np.inf if c.low is None else c.low for c in rest]
    highs = [np.inf if c.high is None else c.high for c in rest]
    # The default gap of 1e-4 would let the end of a range of 140,000 be wrong by 14.
    found = milp(
        aim, integrality=np.ones(len(unknowns)), bounds=Bounds(0, np.inf), options={"mip_rel_gap": 0},
        constraints=LinearConstraint(matrix, lows, highs) if rest else None,
    )  # fmt: skip
    if found.status == 0:
        values = fixed | {unknown: round(found.x[place[unknown]]) for unknown in unknowns}
        if not all(c.allows(values) for c in constraints):
            raise ArithmeticError("the solver's answer does not meet the constraints in exact arithmetic")
        return values
    if found.status == 2:
        return None
    if not aims:
        raise ArithmeticError(f"the solver gave up: {found.message}")
    # With whole coefficients a sum without end in fractions is one without end in whole numbers,
    # where whole numbers exist at all.
    return None if _solve(constraints, ()) is None else "unbounded"


def _fix(constraints: list[Constraint]) -> tuple[dict[Hashable, int], list[Constraint]] | None:
    """Unknowns that one equation alone gives, put into the other constraints; None where one cannot be met."""
    fixed: dict[Hashable, int] = {}
    rest, changed = list(constraints), True
    while changed:
        changed, pending, rest = False, rest, []
        for one in pending:
            known = sum(factor * fixed[unknown] for unknown, factor in one.terms if unknown in fixed)
            left = tuple((unknown, factor) for unknown, factor in one.terms if factor and unknown not in fixed)
            low = None if one.low is None else one.low - known
            high = None if one.high is None else one.high - known
            if not left:
                if (low is not None and low > 0) or (high is not None and high < 0):
                    return None
            elif len(left) == 1 and low is not None and low == high:
                (unknown, factor), changed = left[0], True
                if low % factor or low // factor < 0:
                    return None
                fixed[unknown] = low // factor
            else:
                rest.append(Constraint(left, low, high))
    return fixed, rest


def _optimise(constraints: list[Constraint], terms: Terms, sign: int) -> int | None:
    found = _solve(constraints, terms, sign)
    if found == "unbounded":
        return None
    return sum(factor * found[unknown] for unknown, factor in terms)


def _hit(sets: list[set[int]], size: int) -> list[int]:
    """A smallest set of numbers with one of each set; of several, the first in order."""
    for many in range(size + 1):
        for chosen in combinations(range(size), many):
            if all(members.intersection(chosen) for members in sets):
                return list(chosen)
    raise ValueError("an empty set cannot be hit")
