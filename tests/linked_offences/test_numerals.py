"""Numbers in words and digits."""

import math
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linked_offences import metrics, numerals


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
    ("low", "high", "text"),
    [
        (16, 16, "16"),
        (64, 1115, "64 to 1,115"),
        (701, None, "more than 700"),
        (None, None, "[x]"),
        (0, 4, "0 to 4"),
    ],
)
def test_a_range_in_a_cell_of_a_table_is_short(low, high, text):
    low, high = (pd.NA if end is None else end for end in (low, high))
    assert numerals.write_span(low, high) == text


@pytest.mark.parametrize(
    ("number", "words", "noun"),
    [
        (0, "no", "no people"), (1, "one", "one person"), (2, "two", "two people"), (10, "ten", "ten people"),
        (11, "11", "11 people"), (1204, "1,204", "1,204 people"), (-1, "-1", "-1 people"),
    ],
)  # fmt: skip
def test_a_number_up_to_ten_is_a_word(number, words, noun):
    assert numerals.write_small(number) == words
    assert numerals.plural(number, "person", "people") == noun


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


def test_a_sentence_begins_with_a_capital():
    assert [numerals.capital(one) for one in ("ab cd", "Ab", "")] == ["Ab cd", "Ab", ""]


def test_parts_of_a_sentence_are_joined():
    assert numerals.join_words(["a", "b", "c"]) == "a, b and c"
    assert numerals.join_words(["a"]) == "a"
    assert numerals.join_words([]) == ""


def halves_up(exact, digits):
    """A fraction rounded by whole numbers alone, halves away from zero."""
    scaled = abs(exact) * 10**digits
    return f"{'-' if exact < 0 else ''}{Decimal(math.floor(scaled + Fraction(1, 2))).scaleb(-digits):f}"


@pytest.mark.parametrize(("first", "last"), [(120, 51), (200, 199), (1000, 1005), (16, 50)])
@pytest.mark.parametrize("digits", [0, 1])
def test_a_half_is_one_however_floating_point_works_it_out(first, last, digits):
    exact = halves_up(abs(Fraction(last - first, first)) * 100, digits)
    assert numerals.write_number(abs(metrics.change_pct(last, first)), digits) == exact
    assert numerals.write_pct(abs(metrics.change_pct(last, first)) / 100, digits) == f"{exact}%"


@given(st.integers(10, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_change_and_a_share_are_rounded_as_the_fractions_that_they_are(first, last, digits):
    change = metrics.change_pct(last, first)
    assert numerals.write_number(abs(change), digits).replace(",", "") == halves_up(
        abs(Fraction(last - first, first)) * 100, digits
    )
    share = min(first, last) / max(first, last)
    assert (
        numerals.write_pct(share, digits)
        == f"{halves_up(Fraction(min(first, last), max(first, last)) * 100, digits)}%"
    )


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_a_digit(value, digits):
    assert abs(float(numerals.round_half_up(value, digits)) - value) <= 0.5 * 10**-digits + 1e-9 * max(
        1, abs(value)
    )
