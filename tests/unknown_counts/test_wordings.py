"""What a printed change or share allows."""

import pytest

from unknown_counts import change_bounds, neighbours


@pytest.mark.parametrize(
    ("first", "last", "pct", "fits"),
    [
        # 88/37 = 2.378; 98/66 = 1.4848; 98/71 = 1.380; 42/22 = 1.909.
        (37, 88, "138", True), (37, 88, "137", False), (66, 98, "48", True), (71, 98, "48", False),
        # Exactly half way rounds up: 33/22 is 50%, 405/200 is 102.5% and prints as 103.
        (200, 405, "102", False), (200, 405, "103", True), (40, 64, "60", True), (200, 321, "60", False),
        (200, 319, "60", True), (1000, 1085, "8.5", True), (1000, 1086, "8.5", False), (0, 5, "60", False),
    ],
)  # fmt: skip
def test_a_whole_percentage_stands_for_at_least_half_less_and_less_than_half_more(first, last, pct, fits):
    bounds = change_bounds("first", "last", pct)
    assert all(c.allows({"first": first, "last": last}) for c in bounds) == fits


def test_a_least_change_has_no_upper_end_and_needs_a_base():
    bounds = change_bounds("first", "last", "100", at_least=True)
    fits = {ends: all(c.allows(dict(zip(("first", "last"), ends, strict=True))) for c in bounds)
            for ends in [(10, 19), (10, 20), (10, 99), (0, 5)]}  # fmt: skip
    assert fits == {(10, 19): False, (10, 20): True, (10, 99): True, (0, 5): False}


def test_a_third_is_nearer_to_itself_than_to_a_quarter_and_to_a_half():
    assert neighbours((1, 3)) == ((7, 24), (5, 12))
