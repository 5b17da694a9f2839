"""Turns statements about unknown whole numbers into the range of each, and finds the few that contradict each other."""

from unknown_counts.system import (
    Constraint,
    Impossible,
    Reading,
    Statement,
    System,
    Terms,
    exactly,
    name_constraints,
)
from unknown_counts.wordings import change_bounds, neighbours

__all__ = [
    "Constraint", "Impossible", "Reading", "Statement", "System", "Terms", "change_bounds", "exactly", "name_constraints",
    "neighbours",
]  # fmt: skip
