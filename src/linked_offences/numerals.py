"""Turns numbers into words and digits for readers; the only place that rounds."""

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

import pandas as pd

WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


# A share of 0.575 times 100 is 57.49999999999999 in floating point; ratios of counts under a million that are no half
# lie further from one than this.
_DIGITS = Context(prec=14)


def round_half_up(value: float, digits: int = 0) -> Decimal:
    """Round once, halves away from zero, from the unrounded value, of which 14 digits count where it is no whole number.

    Examples
    --------
    >>> round_half_up(2.5), round_half_up(0.125, 2), round_half_up(0.575 * 100)
    (Decimal('3'), Decimal('0.13'), Decimal('58'))
    """
    exact = Decimal(str(value))
    if exact != exact.to_integral_value():
        exact = _DIGITS.plus(exact)
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def write_number(value: float, digits: int = 0) -> str:
    """A number with thousands commas, rounded half up: 88,941 or 243.0; a missing one as [x]."""
    if value is None or pd.isna(value):
        return "[x]"
    if math.isinf(value):
        return "no upper limit"
    return f"{round_half_up(value, digits):,}"


def write_small(value: int) -> str:
    """A whole number in words up to ten, in digits beyond."""
    return WORDS[value] if 0 <= value < len(WORDS) else write_number(value)


def count_decimals(value: float) -> int:
    """Decimals that give a small rate or share two digits that count: 3 for 0.071, 1 for 2.0."""
    if not value or not math.isfinite(value):
        return 0
    return max(0, 1 - _DIGITS.create_decimal_from_float(abs(value)).adjusted())


def write_significant(value: float) -> str:
    """A small rate with two digits that count: 0.071, 2.0, 12."""
    return write_number(value, count_decimals(value))


def write_pct(share: float, decimals: int | None = None) -> str:
    """A share from 0 to 1 as per cent: whole from 10%, with two digits that count below.

    Parameters
    ----------
    decimals : int, optional
        Decimals to use instead, so that the ends of an interval match their value.
    """
    return f"{write_number(share * 100, count_decimals(share * 100) if decimals is None else decimals)}%"


def write_range(low: int, high: int) -> str:
    """A count as its range allows: 16, between 64 and 115, more than 700, or [x] where unknown."""
    if pd.isna(low):
        return "[x]"
    if pd.isna(high):
        return f"more than {write_number(low - 1)}" if low else "any number"
    if low == high:
        return write_number(low)
    return f"between {write_number(low)} and {write_number(high)}"


def write_span(low: int, high: int) -> str:
    """A count as a cell of a table shows it: like `write_range`, with a range as 64 to 115."""
    if pd.notna(low) and pd.notna(high) and low != high:
        return f"{write_number(low)} to {write_number(high)}"
    return write_range(low, high)


def join_words(parts: Iterable[str], last: str = "and") -> str:
    """Parts of a sentence joined: a, b and c."""
    parts = list(parts)
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def plural(number: int, word: str, words: str = "") -> str:
    """A small number with its noun: one charge, 64 offences, two stories."""
    return f"{write_small(number)} {word if number == 1 else words or word + 's'}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
