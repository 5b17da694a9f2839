"""What statements about unknown numbers allow together; small systems are also counted out one by one."""

import json
from dataclasses import replace
from itertools import chain, combinations, product
from types import SimpleNamespace

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from unknown_counts import Constraint, Impossible, Reading, Statement, System, exactly
from unknown_counts import system as module

UNKNOWNS = ("a", "b", "c")
MOST = 12
# Every unknown has an upper end, so that all values can be tried one by one.
BOX = tuple(Constraint(((one, 1),), None, MOST) for one in UNKNOWNS)


def statement(name, *readings, rank=1):
    return Statement(name, name, tuple(Reading(f"reading {n}", tuple(r)) for n, r in enumerate(readings)), rank)


def total(low, high, *unknowns):
    return Constraint(tuple((one, 1) for one in unknowns), low, high)


@st.composite
def constraints(draw):
    terms = draw(
        st.lists(
            st.tuples(st.sampled_from(UNKNOWNS), st.integers(-3, 3)),
            min_size=1,
            max_size=3,
            unique_by=lambda t: t[0],
        )
    )
    low = draw(st.none() | st.integers(-10, 20))
    width = draw(st.integers(0, 12))
    return Constraint(tuple(terms), low, None if low is not None and draw(st.booleans()) else (low or 0) + width)


@st.composite
def statements(draw, least=1, most=4, ranks=(1,)):
    many = draw(st.integers(least, most))
    return [
        statement(
            f"s{n}",
            *draw(st.lists(st.lists(constraints(), min_size=1, max_size=2), min_size=1, max_size=2)),
            rank=draw(st.sampled_from(ranks)),
        )
        for n in range(many)
    ]


def count_out(said):
    """All values that meet the box and one reading of each statement, one by one."""
    for values in product(range(MOST + 1), repeat=len(UNKNOWNS)):
        one = dict(zip(UNKNOWNS, values, strict=True))
        if all(any(all(c.allows(one) for c in r.constraints) for r in s.readings) for s in said):
            yield one


@settings(max_examples=examples(40), deadline=None)
@given(statements())
def test_ranges_equal_those_found_by_trying_every_value(said):
    system, found = System(BOX), list(count_out(said))
    assert system.can_hold(said) == bool(found)
    for unknown in UNKNOWNS:
        if found:
            values = [one[unknown] for one in found]
            assert system.range_of(((unknown, 1),), said) == (min(values), max(values))
        else:
            with pytest.raises(Impossible):
                system.range_of(((unknown, 1),), said)


@settings(max_examples=examples(40), deadline=None)
@given(statements(least=2))
def test_taking_away_a_statement_of_a_set_that_can_hold_never_makes_a_range_narrower(said):
    system = System(BOX)
    if not system.can_hold(said):
        return
    for unknown in UNKNOWNS:
        low, high = system.range_of(((unknown, 1),), said)
        for gone in said:
            less = system.range_of(((unknown, 1),), [s for s in said if s is not gone])
            assert less[0] <= low <= high <= less[1]


@settings(max_examples=examples(40), deadline=None)
@given(statements(least=2, most=5))
def test_a_smallest_conflict_can_hold_when_any_member_goes_and_no_smaller_set_conflicts(said):
    system = System(BOX)
    if system.can_hold(said):
        with pytest.raises(ValueError, match="can all hold"):
            system.smallest_conflict(said)
        return
    conflict = system.smallest_conflict(said)
    assert not system.can_hold(conflict)
    for gone in conflict:
        assert system.can_hold([s for s in conflict if s is not gone])
    fewer = (n for n in range(len(conflict)))
    assert all(
        system.can_hold(some)
        for many in fewer
        for some in product(said, repeat=many)
        if len({s.id for s in some}) == many
    )


@settings(max_examples=examples(40), deadline=None)
@given(statements(least=2, most=5, ranks=(0, 1, 2)))
def test_what_is_kept_can_hold_and_holds_all_that_can_be_added_and_all_of_the_highest_rank(said):
    system = System(BOX)
    for way in system.keep_each(said):
        assert system.can_hold(way)
        assert all(s in way or not system.can_hold([*way, s]) for s in said)
    outranking = [s for s in said if s.rank == 0]
    if system.can_hold(outranking):
        assert all(s in way for way in system.keep_each(said) for s in outranking)


class CountedOut(System):
    """The same questions, answered by trying every value and without parts."""

    def can_hold(self, statements):
        return next(count_out(list(statements)), None) is not None

    def split(self, statements):
        return [list(statements)]


# Ties all unknowns to each other and rules nothing out.
TIED = (*BOX, total(None, MOST * len(UNKNOWNS), *UNKNOWNS))


def names(ways):
    return {frozenset(s.id for s in way) for way in ways}


def rename(said, mark):
    """The same statements about other unknowns."""

    def other(one):
        return Constraint(tuple((unknown + mark, factor) for unknown, factor in one.terms), one.low, one.high)

    return [statement(s.id + mark, *(map(other, r.constraints) for r in s.readings), rank=s.rank) for s in said]


@settings(max_examples=examples(30), deadline=None)
@given(statements(least=2, most=4, ranks=(0, 1, 2)), statements(least=1, most=3, ranks=(0, 1)))
def test_parts_are_kept_as_by_trying_every_value_of_each_and_combined(some, others):
    expected = [CountedOut().keep_each(part) for part in (some, others)]
    tied = [Constraint(tuple((u + mark, f) for u, f in c.terms), c.low, c.high) for mark in "xy" for c in TIED]
    system, both = System(tied), [*rename(some, "x"), *rename(others, "y")]
    parts = system.split(both)
    assert len(parts) == 2
    combined = {frozenset(s.id for s in (*rename(a, "x"), *rename(b, "y"))) for a, b in product(*expected)}
    assert names(chain(*ways) for ways in product(*map(system.keep_each, parts))) == combined
    assert names(system.keep_each(both)) == combined
    assert {s.id for s in system.keep(both)} == frozenset.intersection(*combined)


@settings(max_examples=examples(30), deadline=None)
@given(statements(least=1, most=4, ranks=(0, 1, 2)), constraints())
def test_support_is_what_remains_when_all_that_can_be_done_without_goes_one_by_one(said, refuted):
    given_one, plain = statement("refuted", [refuted]), CountedOut()
    needed = sorted(said, key=lambda s: (-len(s.readings), -s.rank))
    for one in list(needed):
        rest = [s for s in needed if s is not one]
        if not plain.can_hold([*rest, given_one]):
            needed = rest
    assert System(BOX).support(said, refuted) == needed


@settings(max_examples=examples(30), deadline=None)
@given(statements(), st.integers(0, 30), st.booleans())
def test_a_whole_ties_its_parts_only_where_somebody_names_it(said, low, named):
    # 30 is less than what a, b and c can be together, so that a printed whole can bind them.
    system = System([*BOX, Constraint((("whole", 1), *((one, -1) for one in UNKNOWNS)), 0)])
    whole = [statement("whole", [exactly("whole", low)])] if named else []
    fits = [one for one in count_out(said) if not named or sum(one.values()) <= low]
    assert system.can_hold([*said, *whole]) == bool(fits)
    for unknown in UNKNOWNS if fits else ():
        values = [one[unknown] for one in fits]
        assert system.range_of(((unknown, 1),), [*said, *whole]) == (min(values), max(values))
    if fits and not named:
        assert system.range_of((("whole", 1),), said) == (min(sum(one.values()) for one in fits), None)


@settings(max_examples=examples(60), deadline=None)
@given(statements(), st.sampled_from([1, -1]), st.lists(st.integers(-2, 2), min_size=3, max_size=3))
def test_cutting_ranges_and_the_solver_find_the_same_ends(said, sign, factors):
    bound = [*BOX, *(c for s in said for c in s.readings[0].constraints)]
    terms = tuple(zip(UNKNOWNS, factors, strict=True))
    ends = []
    # No round of narrowing leaves values that are fixed and not yet held against every constraint.
    for cuts, rounds in ((0, 6), (1000, 6), (1000, 0)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "CUTS", cuts)
            patch.setattr(module, "ROUNDS", rounds)
            found = module._solve(bound, terms, sign)
        ends.append(None if found is None else sum(factor * found[unknown] for unknown, factor in terms))
    sums = [sum(f * one[u] for u, f in terms) for one in count_out([s.only(0) for s in said])]
    assert ends == [(min(sums) if sign == 1 else max(sums)) if sums else None] * 3


def test_a_number_without_upper_end_has_none_and_not_a_large_one():
    open_ended = statement("more than 700", [Constraint((("a", 1),), 701)])
    assert System().range_of((("a", 1),), [open_ended]) == (701, None)
    assert System().range_of((("a", 1), ("b", 1)), [open_ended]) == (701, None)
    assert System([total(None, 0, "b")]).range_of((("b", 1),), [open_ended]) == (0, 0)


def test_ends_are_exact_where_a_solver_with_tolerances_would_round_them():
    # 140,001 is not within a relative gap of 1e-4 of anything else.
    said = [statement("a", [Constraint((("a", 1), ("b", -7)), 140_001)]), statement("b", [exactly("b", 20_000)])]
    assert System([total(None, 900_000, "a")]).range_of((("a", 1),), said) == (280_001, 900_000)


# 1001 c = 605 b + 4: no whole numbers, as 11 divides both factors, and no fraction or end of a range shows that.
ENDLESS = [
    Constraint((("a", 1), ("b", -1), ("c", -1)), 0, 0),
    Constraint((("a", 1000), ("b", -1605), ("c", 1)), 4, 4),
]


@pytest.mark.parametrize("ask", [System.can_hold, lambda system, said: system.range_of((("c", 1),), said)])
def test_what_the_solver_cannot_settle_is_neither_unbounded_nor_searched_for_ever(ask):
    with pytest.raises(ArithmeticError, match="gave up"):
        ask(System(), [statement("endless", ENDLESS)])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_solver_that_stops_for_another_reason_has_not_found_a_sum_without_end(sign, monkeypatch):
    stopped = SimpleNamespace(status=1, message="Time limit reached.")
    monkeypatch.setattr(module, "milp", lambda *_, **__: stopped)
    with pytest.raises(ArithmeticError, match="Time limit"):
        module._solve([total(1, None, "a", "b"), total(None, 9, "a", "b")], (("a", 1), ("b", 2)), sign)


def test_both_ends_of_a_difference_may_be_open():
    said = [statement("either", [Constraint((("a", 1),), 1)], [Constraint((("b", 1),), 2)])]
    assert System().range_of((("a", 1), ("b", -1)), said) == (None, None)
    assert System([total(None, 5, "a")]).range_of((("a", 1), ("b", -1)), said) == (None, 5)


def test_a_reading_is_named_by_its_place():
    one = statement("60%", [exactly("a", 1)], [exactly("a", 2)])
    system = System(BOX)
    assert system.range_of((("a", 1),), [one]) == (1, 2)
    assert system.range_of((("a", 1),), [one.only(1)]) == (2, 2)
    assert list(system.standing([one, statement("b", [total(3, None, "a", "b")])])) == [(0, 0), (1, 0)]


def test_a_contradiction_that_any_of_very_many_choices_of_parts_makes_is_found_in_bounded_work(monkeypatch):
    """Thirty parts exceed their whole: no choice of fewer than five of them does, and to try all would take years."""
    whole = Statement("whole", "", (Reading("", (exactly("whole", 41),)),), rank=0)
    parts = [
        Statement(f"part {n}", "", (Reading("", (exactly(n, 5 + n % 7),)),), rank=1 + n % 2) for n in range(30)
    ]
    system = System([Constraint((("whole", 1), *((n, -1) for n in range(30))), 0)])
    solved = []
    original = module._solve
    monkeypatch.setattr(module, "_solve", lambda *given: solved.append(1) or original(*given))
    conflict = system.smallest_conflict([whole, *parts])
    assert len(solved) < 1000
    assert not system.can_hold(conflict)
    for one in conflict:
        assert system.can_hold([s for s in conflict if s is not one])


@settings(max_examples=examples(40), deadline=None)
@given(statements(least=2, ranks=(0, 1, 2)), st.integers(0, 2))
def test_what_was_chosen_before_is_chosen_again_without_a_question_and_for_nothing_else(said, last):
    system = System(BOX)
    ways = system.keep_each(said)
    again = System(BOX, json.loads(json.dumps(system.solved)))
    known = dict(again.solved)
    assert again.keep_each(said) == ways
    assert again.solved == known
    # Another rank, another reading or another order is another question.
    for other in (
        [*said[:-1], replace(said[-1], rank=last)],
        [*said[:-1], statement(said[-1].id, [total(0, 0, "a")], rank=last)],
        said[::-1],
    ):
        assert again.keep_each(other) == System(BOX).keep_each(other)


@given(st.lists(st.sets(st.integers(0, 6), min_size=1), max_size=6))
def test_the_first_of_the_smallest_hitting_sets_is_that_found_by_trying_all_in_order(sets):
    tried = (list(chosen) for many in range(8) for chosen in combinations(range(7), many))
    assert module._hit(sets, 7) == next(chosen for chosen in tried if all(one & set(chosen) for one in sets))
