"""Turns statements about unknown whole numbers into what they allow together, by integer programming.

An unknown is a count, 0 or more. A statement has one or more readings, each a set of linear
constraints in whole numbers; it holds when one of its readings does. Most is settled by narrowing
the range of each unknown in whole numbers; what is left goes to HiGHS. That works in floating
point, so every constraint is written with whole coefficients and closed ends, and every
solution is checked again in exact arithmetic.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Terms = tuple[tuple[Hashable, int], ...]
# Rounds of narrowing: ranges without upper end that lean on each other could be narrowed for ever.
ROUNDS = 6
# Cuts of ranges before HiGHS is asked, which takes as long as a few dozen of them to start.
CUTS = 60
# Corrections that are collected in search of a smallest contradiction. Where many parts exceed their whole, nearly every
# choice of parts is a correction, and each of the contradictions says the same.
CORRECTIONS = 16
# Branches that HiGHS tries; without upper ends it could go on for ever. Figures that were printed take one.
NODES = 10_000


@dataclass(frozen=True)
class Constraint:
    """``low`` <= sum of coefficient times unknown <= ``high``; None where an end is open."""

    terms: Terms
    low: int | None = None
    high: int | None = None

    @cached_property
    def digest(self) -> int:
        """A number that no other constraint has; the same in every process where the names of its unknowns are."""
        return int.from_bytes(hashlib.sha256(repr((self.terms, self.low, self.high)).encode()).digest(), "big")

    def allows(self, values: dict[Hashable, int]) -> bool:
        """Whether some values of the unknowns meet it, in exact arithmetic."""
        total = sum(factor * values.get(unknown, 0) for unknown, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)

    def yields_to(self, unknown: Hashable) -> bool:
        """Whether it is met wherever the unknown is large enough."""
        factor = sum(factor for name, factor in self.terms if name == unknown)
        return self.high is None if factor > 0 else factor < 0 and self.low is None


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

    @cached_property
    def name(self) -> str:
        """A name that it shares only with what is asked in the same way: by id, rank and readings."""
        return repr((self.id, self.rank, [_name([reading]) for reading in self.readings]))

    @cached_property
    def unknowns(self) -> frozenset[Hashable]:
        """What it speaks of, on any of its readings."""
        return frozenset(u for reading in self.readings for one in reading.constraints for u, _ in one.terms)


class Impossible(Exception):
    """The statements cannot all hold, so they allow no range."""


class _Unsettled(Exception):
    """Cutting ranges did not settle whether values exist."""


class System:
    """Unknowns bound by what is always so, such as that parts do not exceed their whole.

    Statements that share no unknown, be it through others or through what is always so, neither
    support nor contradict each other. Each such part is worked out by itself: work then grows with
    the number of parts, and not with that of all their combinations.

    Parameters
    ----------
    structure : iterable of Constraint
        What holds whatever anybody prints.
    solved : dict, optional
        What a system of the same structure solved before. What this one solves is added; it can be written as JSON.
    """

    def __init__(self, structure: Iterable[Constraint] = (), solved: dict | None = None):
        self.structure = tuple(structure)
        self._naming: dict[Hashable, list[Constraint]] = {}
        for one in self.structure:
            for unknown, _ in one.terms:
                self._naming.setdefault(unknown, []).append(one)
        self.solved: dict[str, bool | list] = {} if solved is None else solved
        if "structure" not in self.solved:
            self.solved["structure"] = _solve(list(self.structure), ()) is not None
        self._structure_holds = self.solved["structure"]
        self._met: deque[dict[Hashable, int]] = deque(maxlen=50)
        self._bound: dict[frozenset, list[Constraint]] = {}

    def about(self, terms: Terms, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that bear on a sum of unknowns: they and it have unknowns in common, be it through others."""
        return self.split(statements, terms)[0]

    def can_hold(self, statements: Iterable[Statement]) -> bool:
        """Whether all statements can hold together on at least one choice of readings."""
        return self._structure_holds and all(
            next(self.standing(part), None) is not None for part in self.split(statements)
        )

    def standing(self, statements: Iterable[Statement]) -> Iterator[tuple[int, ...]]:
        """Choices of readings, one number a statement, on which all statements hold together."""
        statements = list(statements)
        # A statement with one reading binds every choice, so what it rules out is ruled out once.
        sole = [s.readings[0] for s in statements if len(s.readings) == 1]
        several = [s.readings for s in statements if len(s.readings) > 1]
        chosen = [0] * len(several)

        def stands(many: int) -> bool:
            return self._feasible(sole + [r[n] for r, n in zip(several[:many], chosen[:many], strict=True)])

        while True:
            many = len(several)
            if stands(many):
                numbers = iter(chosen)
                yield tuple(0 if len(s.readings) == 1 else next(numbers) for s in statements)
            else:  # no choice that begins with what cannot stand is tried
                many = next(fewer for fewer in range(many + 1) if fewer == many or not stands(fewer))
            while many and chosen[many - 1] == len(several[many - 1]) - 1:
                many -= 1
            if not many:
                return
            chosen[many - 1 :] = [chosen[many - 1] + 1] + [0] * (len(several) - many)

    def range_of(self, terms: Terms, statements: Iterable[Statement]) -> tuple[int | None, int | None]:
        """Smallest and largest value of a sum of unknowns, over all readings that stand.

        Returns
        -------
        tuple
            Both ends included; None as the upper end where there is none, or as the lower end of a difference.

        Raises
        ------
        Impossible
            The statements cannot all hold.
        ArithmeticError
            The solver gave up.
        """
        mine, *others = self.split(statements, terms)
        lows, highs = [], []
        if self._structure_holds and all(next(self.standing(part), None) is not None for part in others):
            for choice in self.standing(mine):
                low, high = self._ends_of(terms, [s.readings[n] for s, n in zip(mine, choice, strict=True)])
                lows.append(low)
                highs.append(high)
        if not lows:
            raise Impossible("the statements cannot all hold")
        return None if None in lows else min(lows), None if None in highs else max(highs)

    def smallest_conflict(self, statements: Iterable[Statement], must: Statement | None = None) -> list[Statement]:
        """A smallest set of statements that cannot all hold; each of its members is needed for that.

        The set is as small as any (Ignatiev et al. 2015, Smallest MUS extraction): a smallest set
        that hits every known correction either is a contradiction or shows one more correction. Where
        there are too many corrections, it is one that is found by halves, which may be larger.

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
        (found,) = self._recall("conflict", given, statements, lambda: [self._find_conflict(given, statements)])
        return [*given, *found]

    def _find_conflict(self, given: list[Statement], statements: list[Statement]) -> list[Statement]:
        corrections: list[set[int]] = []
        while len(corrections) < CORRECTIONS:
            chosen = _hit(corrections, len(statements))
            if not self.can_hold([*given, *(statements[n] for n in chosen)]):
                return [statements[n] for n in chosen]
            rest = [number for number in range(len(statements)) if number not in chosen]
            holding = self._hold(given, statements, chosen, rest)
            left = set(range(len(statements))) - set(holding)
            if not left:
                raise ValueError("the statements can all hold")
            corrections.append(left)
        return self._needed(statements, given)

    def _hold(
        self, given: list[Statement], statements: list[Statement], held: list[int], more: list[int]
    ) -> list[int]:
        """Numbers of statements that hold, and of more of them each that holds with those before it."""
        if self.can_hold([*given, *(statements[n] for n in [*held, *more])]):
            return [*held, *more]
        if len(more) == 1:
            return held
        half = len(more) // 2
        return self._hold(given, statements, self._hold(given, statements, held, more[:half]), more[half:])

    def keep_each(self, statements: Iterable[Statement]) -> list[list[Statement]]:
        """Every way to keep statements that can hold together, those of higher rank first.

        Where statements contradict each other, one goes: of the lowest rank among those whose
        going ends the contradiction. Several of one rank make several ways. There may be very many
        of contradictions that have nothing to do with each other: ask for each part by itself.
        """
        part = list(statements)
        return self._recall("kept", [], part, lambda: self._find_ways(part))

    def _find_ways(self, part: list[Statement]) -> list[list[Statement]]:
        ways, finished, met = [part], {}, set()
        for kept in ways:  # grows as it goes
            names = frozenset(s.id for s in kept)
            if names in met:
                continue
            met.add(names)
            if self.can_hold(kept):
                for one in sorted(part, key=lambda s: s.rank):
                    if one.id not in names and self.can_hold([*kept, one]):
                        kept = [*kept, one]
                finished.setdefault(frozenset(s.id for s in kept), kept)
                continue
            conflict = self._needed(kept, [])
            lowest = max(s.rank for s in conflict)
            low = [s for s in conflict if s.rank == lowest]
            # What the rest says again without a statement is not what the contradiction turns on.
            ends = [s for s in low if not self._conflicts_without(s, conflict, kept)] or low
            ways += [[s for s in kept if s.id != gone.id] for gone in ends]
        return list(finished.values())

    def _recall(
        self,
        asked: str,
        given: list[Statement],
        statements: list[Statement],
        find: Callable[[], list[list[Statement]]],
    ) -> list[list[Statement]]:
        """Choices among statements, as they were found before or are found now."""
        names = repr([[s.name for s in given], [s.name for s in statements]])
        key = f"{asked} {hashlib.sha256(names.encode()).hexdigest()}"
        if key not in self.solved:
            places = {s.id: number for number, s in enumerate(statements)}
            self.solved[key] = [[places[s.id] for s in some] for some in find()]
        return [[statements[number] for number in some] for some in self.solved[key]]

    def _conflicts_without(self, one: Statement, conflict: list[Statement], kept: list[Statement]) -> bool:
        """Whether the others rule out the rest of a contradiction although one of it is taken away."""
        rest = [s for s in conflict if s.id != one.id]
        names = {s.id for s in conflict}
        outside = [s for s in kept if s.id not in names and s.rank <= one.rank]
        return self.can_hold(outside) and not self.can_hold([*rest, *outside])

    def keep(self, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that are kept in every way to keep some that can hold together."""
        kept = []
        for part in self.split(statements):
            first, *others = self.keep_each(part)
            names = [{s.id for s in way} for way in others]
            kept += [s for s in first if all(s.id in way for way in names)]
        return kept

    def support(self, statements: Iterable[Statement], refuted: Constraint) -> list[Statement]:
        """Statements that together rule a constraint out; each of them is needed for that."""
        return self._needed(statements, [Statement("refuted", "", (Reading("", (refuted,)),))])

    def _needed(self, statements: Iterable[Statement], given: list[Statement]) -> list[Statement]:
        """Some of the statements that cannot hold with what is given, and can when any of them goes.

        Of several such sets it is the one that does without the first that can be done without,
        those with most readings and of lowest rank being first; found by halves, as in QuickXplain (Junker 2004).
        All of them where they can hold with what is given.
        """
        ordered = sorted(statements, key=lambda s: (-len(s.readings), -s.rank))
        if self.can_hold([*ordered, *given]):
            return ordered

        def need(some: list[Statement], beside: list[Statement], *, changed: bool) -> list[Statement]:
            if changed and not self.can_hold(beside):
                return []
            if len(some) == 1:
                return some
            half = len(some) // 2
            first = need(some[:half], [*some[half:], *beside], changed=True)
            return [*first, *need(some[half:], [*first, *beside], changed=bool(first))]

        return need(ordered, given, changed=True) if ordered else []

    def split(self, statements: Iterable[Statement], terms: Terms = ()) -> list[list[Statement]]:
        """The parts of the statements that have no unknown in common, each in the order given.

        Where a sum is given, the first part is that of the sum, and may be empty.
        """
        statements = list(statements)
        spoken = [one.unknowns or {one.id} for one in statements]
        if terms:
            spoken.insert(0, frozenset(unknown for unknown, _ in terms))
        joined: dict[Hashable, Hashable] = {}

        def root(unknown: Hashable) -> Hashable:
            while (above := joined.get(unknown, unknown)) != unknown:
                joined[unknown] = joined.get(above, above)
                unknown = above
            return unknown

        named = frozenset().union(*spoken)
        for unknowns in chain(spoken, ([u for u, _ in one.terms] for one in self._binding(named))):
            first, *others = map(root, unknowns)
            joined.update((other, first) for other in others if other != first)
        parts: dict[Hashable, list[Statement]] = {}
        if terms:
            parts[root(terms[0][0])] = []
        for one, unknowns in zip(statements, spoken[len(spoken) - len(statements) :], strict=True):
            parts.setdefault(root(next(iter(unknowns))), []).append(one)
        return list(parts.values())

    def _binding(self, named: frozenset) -> list[Constraint]:
        """What is always so and can bind the named unknowns.

        An unknown that nobody names, such as a total that is not printed, can be as large as its parts need; it
        does not tie them to each other.
        """
        if named not in self._bound:
            slack: set[Constraint] = set()
            pending = [unknown for unknown in self._naming if unknown not in named]
            while pending:
                unknown = pending.pop()
                left = [one for one in self._naming[unknown] if one not in slack]
                if left and all(one.yields_to(unknown) for one in left):
                    slack.update(left)
                    pending += [u for one in left for u, _ in one.terms if u not in named]
            reached, binding = set(), set()
            pending = [unknown for unknown in named if unknown in self._naming]
            while pending:
                unknown = pending.pop()
                if unknown not in reached:
                    reached.add(unknown)
                    left = [one for one in self._naming[unknown] if one not in slack]
                    binding.update(left)
                    pending += [u for one in left for u, _ in one.terms if u not in reached]
            self._bound[named] = [one for one in self.structure if one in binding]
        return self._bound[named]

    def _gather(self, readings: list[Reading], terms: Terms = ()) -> list[Constraint]:
        """The constraints of some readings, with what is always so and can bind their unknowns and a sum."""
        said = list(dict.fromkeys(one for reading in readings for one in reading.constraints))
        return [*said, *self._binding(frozenset(u for u, _ in chain(terms, *(one.terms for one in said))))]

    def _ends_of(self, terms: Terms, readings: list[Reading]) -> tuple[int | None, int | None]:
        """Both ends of a sum on one choice of readings."""
        key = f"{_name(readings)} {Constraint(terms).digest:x}"
        if key not in self.solved:
            bound = self._gather(readings, terms)
            self.solved[key] = [_optimise(bound, terms, 1), _optimise(bound, terms, -1)]
        return tuple(self.solved[key])

    def _feasible(self, readings: list[Reading]) -> bool:
        key = _name(readings)
        if key not in self.solved:
            bound = self._gather(readings)
            # What met one set of constraints often meets another, and to see that costs little.
            found = next((one for one in self._met if all(c.allows(one) for c in bound)), None)
            if found is None and (found := _solve(bound, ())) is not None:
                self._met.appendleft(found)
            self.solved[key] = found is not None
        return self.solved[key]


def name_constraints(constraints: Iterable[Constraint]) -> str:
    """A name that no other set of constraints has, in whatever order they come."""
    return f"{sum(one.digest for one in set(constraints)) % 2**256:x}"


def _name(readings: list[Reading]) -> str:
    return name_constraints(one for reading in readings for one in reading.constraints)


def exactly(unknown: Hashable, value: int) -> Constraint:
    """The unknown is this number."""
    return Constraint(((unknown, 1),), value, value)


class _Box:
    """Ranges of unknowns, as far as single constraints narrow them.

    Parameters
    ----------
    constraints : list of Constraint
        What binds the unknowns.
    terms : tuple
        A sum whose unknowns belong to it too.
    """

    def __init__(self, constraints: list[Constraint], terms: Terms = ()):
        self.constraints = constraints
        self.naming: dict[Hashable, list[Constraint]] = {unknown: [] for unknown, _ in terms}
        for one in constraints:
            for unknown, _ in one.terms:
                self.naming.setdefault(unknown, []).append(one)
        self.low = dict.fromkeys(self.naming, 0)
        self.high: dict[Hashable, int | None] = dict.fromkeys(self.naming)

    def within(self, unknown: Hashable, low: int, high: int | None) -> "_Box | None":
        """The box where an unknown is inside a range, narrowed; None where that cannot be."""
        box = copy(self)
        box.low, box.high = self.low | {unknown: low}, self.high | {unknown: high}
        return box if box.narrow(self.naming[unknown]) else None

    def narrow(self, constraints: Iterable[Constraint]) -> bool:
        """Narrow the ranges by some constraints and by all that this touches; False where nothing is left."""
        waiting = dict.fromkeys(constraints)
        rounds = ROUNDS * len(self.naming)
        while waiting:
            one = next(iter(waiting))
            del waiting[one]
            changed = self._narrow_by(one)
            if changed is None:
                return False
            rounds -= len(changed)
            if rounds > 0:
                waiting |= dict.fromkeys(other for unknown in changed for other in self.naming[unknown])
        return True

    def _narrow_by(self, one: Constraint) -> list[Hashable] | None:
        """Unknowns whose range a constraint narrows; None where it cannot be met."""
        ends, least, most, no_least, no_most = [], 0, 0, 0, 0
        for unknown, factor in one.terms:
            low, high = factor * self.low[unknown], self.high[unknown]
            high = factor * high if high is not None else None if factor else 0
            if factor < 0:
                low, high = high, low
            least, no_least = least + (low or 0), no_least + (low is None)
            most, no_most = most + (high or 0), no_most + (high is None)
            ends.append((low, high))
        if (one.high is not None and not no_least and least > one.high) or (
            one.low is not None and not no_most and most < one.low
        ):
            return None
        changed = []
        for (unknown, factor), (low, high) in zip(one.terms, ends, strict=True):
            # What all other terms leave for this one.
            top = None if one.high is None or no_least > (low is None) else one.high - least + (low or 0)
            bottom = None if one.low is None or no_most > (high is None) else one.low - most + (high or 0)
            if factor < 0:
                top, bottom = (None if end is None else -end for end in (bottom, top))
            if factor and self._set(
                unknown,
                None if bottom is None else -(-bottom // abs(factor)),
                None if top is None else top // abs(factor),
            ):
                changed.append(unknown)
                if self.high[unknown] is not None and self.low[unknown] > self.high[unknown]:
                    return None
        return changed

    def _set(self, unknown: Hashable, low: int | None, high: int | None) -> bool:
        narrower = False
        if low is not None and low > self.low[unknown]:
            self.low[unknown], narrower = low, True
        if high is not None and (self.high[unknown] is None or high < self.high[unknown]):
            self.high[unknown], narrower = high, True
        return narrower

    def search(self, aims: Terms) -> dict[Hashable, int] | None:
        """Values that meet all constraints, the first unknown of a sum being as near to its end as can be.

        Raises
        ------
        _Unsettled
            Ranges were cut often enough, and values may still exist.
        """
        wanted = dict(aims)
        waiting: list[tuple[_Box, Hashable, int, int | None]] = []
        box, left = self, CUTS
        while True:
            unknown = next((u for u in chain(wanted, self.naming) if box.low[u] != box.high[u]), None)
            if unknown is not None:
                low, high = box.low[unknown], box.high[unknown]
                falls = wanted.get(unknown, 1) < 0 and high is not None
                # The end itself is tried first; where it does not stand, the end of a sum is found by halves.
                cut = high - 1 if falls else low
                if unknown in wanted and box is not self and high is not None:
                    cut = (low + high) // 2
                halves = [(box, unknown, cut + 1, high), (box, unknown, low, cut)]
                waiting += reversed(halves) if falls else halves
            elif all(one.allows(box.low) for one in self.constraints):
                return box.low
            box = None
            while box is None and waiting:
                left -= 1
                if left < 0:
                    raise _Unsettled
                before, *part = waiting.pop()
                box = before.within(*part)
            if box is None:
                return None


def _solve(constraints: list[Constraint], terms: Terms, sign: int = 1) -> dict[Hashable, int] | str | None:
    """Values that make a sum smallest (sign 1) or largest (-1); None if impossible, a word if unbounded."""
    box = _Box(constraints, terms)
    if not box.narrow(constraints):
        return None
    factors: dict[Hashable, int] = {}
    for unknown, factor in terms:
        factors[unknown] = factors.get(unknown, 0) + sign * factor
    aims = tuple((unknown, factor) for unknown, factor in factors.items() if factor)
    try:
        found = box.search(aims)
    except _Unsettled:
        return _search(constraints, box, aims)
    if found is None:
        return None
    if len(aims) < 2 and not any(factor < 0 and box.high[unknown] is None for unknown, factor in aims):
        return found
    if any(factor < 0 and all(c.yields_to(unknown) for c in box.naming[unknown]) for unknown, factor in aims):
        return "unbounded"
    ends = [factor * box.low[unknown] if factor > 0 else box.high[unknown] and factor * box.high[unknown]
            for unknown, factor in aims]  # fmt: skip
    if None not in ends and sum(factor * found[unknown] for unknown, factor in aims) == sum(ends):
        return found
    return _search(constraints, box, aims)


def _search(constraints: list[Constraint], box: _Box, aims: Terms) -> dict[Hashable, int] | str | None:
    """The same by HiGHS, inside what the unknowns are narrowed to."""
    unknowns = list(box.naming)
    place = {unknown: number for number, unknown in enumerate(unknowns)}
    aim = np.zeros(len(unknowns))
    for unknown, factor in aims:
        aim[place[unknown]] += factor
    matrix = np.zeros((len(constraints), len(unknowns)))
    for row, constraint in enumerate(constraints):
        for unknown, factor in constraint.terms:
            matrix[row, place[unknown]] += factor
    lows = [-np.inf if c.low is None else c.low for c in constraints]
    highs = [np.inf if c.high is None else c.high for c in constraints]
    within = Bounds(
        [box.low[unknown] for unknown in unknowns],
        [np.inf if box.high[unknown] is None else box.high[unknown] for unknown in unknowns],
    )
    # The default gap of 1e-4 would let the end of a range of 140,000 be wrong by 14.
    found = milp(
        aim, integrality=np.ones(len(unknowns)), bounds=within,
        options={"mip_rel_gap": 0, "node_limit": NODES},
        constraints=LinearConstraint(matrix, lows, highs) if constraints else None,
    )  # fmt: skip
    if found.status == 0:
        values = {unknown: round(found.x[place[unknown]]) for unknown in unknowns}
        if not all(c.allows(values) for c in constraints):
            raise ArithmeticError("the solver's answer does not meet the constraints in exact arithmetic")
        return values
    if found.status == 2:
        return None
    if not aims or "unbounded" not in found.message:
        raise ArithmeticError(f"the solver gave up: {found.message}")
    # With whole coefficients a sum without end in fractions is one without end in whole numbers,
    # where whole numbers exist at all.
    return None if _solve(constraints, ()) is None else "unbounded"


def _optimise(constraints: list[Constraint], terms: Terms, sign: int) -> int | None:
    found = _solve(constraints, terms, sign)
    if found == "unbounded":
        return None
    return sum(factor * found[unknown] for unknown, factor in terms)


def _hit(sets: list[set[int]], size: int) -> list[int]:
    """A smallest set of numbers with one of each set; of several, the first in order."""
    for many in range(size + 1):
        if (chosen := _hit_with(sets, 0, many)) is not None:
            return chosen
    raise ValueError("an empty set cannot be hit")


def _hit_with(sets: list[set[int]], first: int, many: int) -> list[int] | None:
    """At most so many numbers from a first one on with one of each set, the first in order; None where there are none."""
    apart: list[set[int]] = []
    for one in sorted(sets, key=len):  # each of those that share no number takes one of its own
        if all(one.isdisjoint(other) for other in apart):
            apart.append(one)
    if len(apart) > many:
        return None
    if not sets:
        return []
    for number in range(first, min(max(one, default=-1) for one in sets) + 1):
        left = [one for one in sets if number not in one]
        if len(left) < len(sets) and (others := _hit_with(left, number + 1, many - 1)) is not None:
            return [number, *others]
    return None
