"""Turns the words around a printed number into what they do to it, and number and words into one text."""

from linked_offences import catalogue


def read_qualifier(figure) -> str:
    """How the words around a figure's number are read (data/reference/qualifiers.csv); blank where there are none."""
    table = {one["qualifier"]: one["reading"] for one in catalogue.reference_rows("qualifiers")}
    return table.get(figure.qualifier.casefold(), "")


def is_remark(words: str) -> bool:
    """Whether the words of a number tell how it is printed, and are not printed in front of it."""
    return words in {
        one["qualifier"] for one in catalogue.reference_rows("qualifiers") if one["stands"] == "beside"
    }


def add_words(number: str, words: str) -> str:
    """A printed number with the words around it; the words alone where there is no number.

    Examples
    --------
    >>> add_words("230", "more than"), add_words("0", "printed as 'no charges'"), add_words("", "often")
    ('more than 230', "0 (printed as 'no charges')", 'often')
    """
    return f"{number} ({words})" if is_remark(words) else f"{words} {number}".strip()
