"""Numbers in words and digits."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linked_offences import numerals


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(2.5, 0, "3"), (0.125, 2, "0.13"), (88941, 0, "88,941"), (243.008, 1, "243.0"), (-0.5, 0, "-1")],
)
def test_halves_are_rounded_away_from_zero(value, digits, text):
    assert numerals.write_number(value, digits) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (16, 16, "16"),
        (64, 115, "between 64 and 115"),
        (701, None, "more than 700"),
        (None, None, "[x]"),
        (0, None, "any number"),
    ],
)
def test_a_range_is_worded_as_a_range(low, high, text):
    low, high = (pd.NA if end is None else end for end in (low, high))
    assert numerals.write_range(low, high) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0339, "3.4%"), (0.4861, "49%"), (0.00072, "0.072%"), (0, "0%"), (1, "100%"), (0.0996, "10.0%")],
)
def test_a_share_keeps_two_digits_that_count(share, text):
    assert numerals.write_pct(share) == text


def test_an_unknown_or_endless_number_is_said_to_be_so():
    assert numerals.write_number(math.inf) == "no upper limit"
    assert numerals.write_number(math.nan) == "[x]"
    assert numerals.write_significant(math.inf) == "no upper limit"


def test_parts_of_a_sentence_are_joined():
    assert numerals.join_words(["a", "b", "c"]) == "a, b and c"
    assert numerals.join_words(["a"]) == "a"
    assert numerals.join_words([]) == ""


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_a_digit(value, digits):
    assert abs(float(numerals.round_half_up(value, digits)) - value) <= 0.5 * 10**-digits + 1e-9 * max(
        1, abs(value)
    )
