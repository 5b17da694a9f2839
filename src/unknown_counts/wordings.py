"""Turns the words for a change or a share into what they allow two unknown counts to be, in whole numbers."""

from collections.abc import Hashable
from fractions import Fraction

from unknown_counts.system import Constraint

# Shares that newspapers name in words; "around" one of them is nearer to it than to the next (METHODOLOGY A10).
SIMPLE = [Fraction(share) for share in ["0", "1/10", "1/5", "1/4", "1/3", "1/2", "2/3", "3/4", "4/5", "9/10", "1"]]


def change_bounds(first: Hashable, last: Hashable, pct: str, *, at_least: bool = False) -> tuple[Constraint, ...]:
    """What a printed change in per cent allows, in whole numbers.

    A percentage with d decimals stands for everything that rounds to it: with P = p * 10**d it is
    (2P - 1) * first <= 200 * 10**d * (last - first) < (2P + 1) * first.

    Parameters
    ----------
    at_least : bool
        True where it is a least change, as the word "double" is 100 or more.
    """
    decimals = len(pct.partition(".")[2])
    whole, scale = int(pct.replace(".", "")), 10**decimals
    if at_least:
        return (
            Constraint(((last, 100 * scale), (first, -(100 * scale + whole))), 0),
            Constraint(((first, 1),), 1),
        )
    step = 200 * scale
    return (
        Constraint(((last, step), (first, -(step + 2 * whole - 1))), 0),
        Constraint(((last, step), (first, -(step + 2 * whole + 1))), None, -1),
    )


def neighbours(share: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Halfway marks to the nearest simple shares on each side (METHODOLOGY A10): 7/24 and 5/12 for a third."""
    own = Fraction(*share)
    below = (max(one for one in SIMPLE if one < own) + own) / 2
    above = (min(one for one in SIMPLE if one > own) + own) / 2
    return (below.numerator, below.denominator), (above.numerator, above.denominator)
