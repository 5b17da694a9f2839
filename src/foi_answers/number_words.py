"""Reads whole numbers and shares in words."""

import re

FRACTIONS = {"half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5), "tenth": (1, 10)}
SMALL = {
    word: value
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
    )
}  # fmt: skip
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)


def read_words(text: str) -> int | None:
    """A whole number in words, up to hundreds of thousands; None where the words are none.

    Examples
    --------
    >>> read_words("forty-two"), read_words("a hundred and six"), read_words("two thousand"), read_words("two three")
    (42, 106, 2000, None)
    """
    total, part, last = 0, None, ""
    for word in re.sub(r"\band\b|-", " ", text.lower()).split():
        if word == "a" and part is None and not last:
            part, last = 1, "a"
        elif (
            word in SMALL
            and last in ("", "hundred", "thousand", *TENS)
            and not (last in TENS and not 0 < SMALL[word] < 10)
        ):
            part, last = (part or 0) + SMALL[word], "small"
        elif word in TENS and last in ("", "hundred", "thousand"):
            part, last = (part or 0) + TENS[word], word
        elif word == "hundred" and part and part < 100:
            part, last = part * 100, word
        elif word == "thousand" and part:
            total, part, last = total + part * 1000, 0, word
        else:
            return None
    return None if part is None or last == "a" else total + part


def read_fraction(text: str) -> tuple[int, int] | None:
    """A share in words as numerator and denominator; None where there is none.

    Examples
    --------
    >>> read_fraction("Around one third"), read_fraction("two-thirds"), read_fraction("half")
    ((1, 3), (2, 3), (1, 2))
    """
    match = re.search(
        r"\b(?:(a|one|two|three|four)[\s-]+)?(half|third|quarter|fifth|tenth)(s?)\b", text, re.IGNORECASE
    )
    if not match or (not match[1] and match[2].lower() != "half"):
        return None
    many = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[(match[1] or "one").lower()]
    top, bottom = FRACTIONS[match[2].lower()]
    return (top * many, bottom) if many < bottom else None
