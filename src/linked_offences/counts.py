"""Turns a newspaper's number into the range that it can stand for, and figures into counts."""

import pandas as pd

from foi_answers import read_number
from linked_offences import catalogue
from linked_offences.study import read_study

PARTS_DISAGREE = "total and parts disagree"  # the flag of counts that cannot hold beside each other
IN_A_SENTENCE = "named in a sentence, which need not name all parts"  # the note of a figure
KEY = ["force", "platform", "period_start", "period_end", "measure", "level", "category", "label"]


def read_statement(value: str, qualifier: str) -> tuple[int | None, int | None]:
    """Read a newspaper's number and the words around it as the range that they allow.

    Returns
    -------
    tuple of int or None
        Fewest and most, both included; None for an upper end that is none, and for both where the words bound nothing.

    Raises
    ------
    ValueError
        The qualifier is not in data/reference/qualifiers.csv, or the value is no number.

    Examples
    --------
    >>> read_statement("700", "more than"), read_statement("", "hundreds of")
    ((701, None), (200, None))
    """
    readings = catalogue.reference("qualifiers").set_index("qualifier")["reading"]
    words = qualifier.strip().casefold()
    if not words:
        return read_number(value), read_number(value)
    if words not in readings:
        raise ValueError(f'"{qualifier}" is a new wording: add it to data/reference/qualifiers.csv with a reason')
    match readings[words]:
        case "exact":
            return read_number(value), read_number(value)
        case "more_than":
            return read_number(value) + 1, None
        case "at_least":
            return read_number(value), None
        case "hundreds":
            # "Hundreds of" has no published definition; the plural needs two (assumption A5).
            return 200, None
    return None, None


def combine_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Counts from all figures that print them.

    The force's own answer outranks newspapers: where there is one, the range is its range. Otherwise the range is what all
    figures allow together. Where they cannot all hold, the range spans those with an upper end and the count is flagged; so
    is a count for which newspapers print different "more than" figures and nobody prints an exact one.

    Parameters
    ----------
    figures : DataFrame
        One row per printed figure, as in the dictionary.

    Returns
    -------
    DataFrame
        One row per force, platform, period, measure and category, as in the dictionary.
    """
    counted = figures[
        (figures["platform"] == read_study().platform.slug)
        & figures["measure"].isin(["total", "check_total", "offence", "outcome"])
    ]
    # Row by row, for pandas would take a hundredth of a second for each of a thousand small groups.
    groups: dict[tuple, list] = {}
    for one in counted.itertuples():
        # Mapped labels meet under their category; unmapped ones only under the same words.
        key = (*(getattr(one, column) for column in KEY[:-1]), name_category(one))
        groups.setdefault(key, []).append(one)
    rows = [dict(zip(KEY, key, strict=True)) | combine(group) for key, group in sorted(groups.items())]
    table = pd.DataFrame(rows, columns=[*KEY, "count_low", "count_high", "basis", "flag", "figures"])
    return table.astype({"count_low": "Int64", "count_high": "Int64"})


def name_category(figure) -> str:
    """The Home Office's wording of a figure's category; as printed where it is unmapped, blank for totals."""
    if figure.measure in ("total", "check_total"):
        return ""
    if figure.level == "code":
        table, column = ("offences", "description") if figure.measure == "offence" else ("outcomes", "label")
        return next(row[column] for row in catalogue.reference_rows(table) if row["code"] == figure.category)
    return figure.category or figure.label


def combine(group: list) -> dict:
    """The one count that some figures, given as rows, print: its range, on what it rests, and its flag."""
    basis = "disclosure" if any(one.source_kind == "disclosure" for one in group) else "press"
    ranges = _sum_rows([one for one in group if one.source_kind == basis])
    rivals = _sum_rows([one for one in group if one.source_kind != basis])
    known = [pair for pair in ranges if pd.notna(pair[0])]
    flags = []
    low = high = pd.NA
    if known:
        low, high = max(a for a, _ in known), _least([b for _, b in known])
        if pd.notna(high) and low > high:
            flags.append("sources disagree")
            # A number outranks words such as "hundreds of" when both cannot hold.
            numbers = [pair for pair in known if pd.notna(pair[1])]
            low, high = min(a for a, _ in numbers), max(b for _, b in numbers)
        elif pd.isna(high) and len({a for a, _ in known}) > 1:
            flags.append("sources disagree")
            low = min(a for a, _ in known)
        if any(_apart((low, high), pair) for pair in rivals if pd.notna(pair[0])):
            flags.append("sources disagree")
    if any(one.doubt for one in group):
        flags.append("conditional")
    return {
        "count_low": low,
        "count_high": high,
        "basis": basis,
        "flag": "; ".join(dict.fromkeys(flags)),
        "figures": " ".join(
            sorted(one.id for one in group if one.source_kind == basis or _agrees(one, (low, high)))
        ),
    }


def list_disagreements(flag: str) -> list[str]:
    """Which of a count's flags say that what is printed cannot all hold."""
    return [one for one in flag.split("; ") if one.endswith("disagree")]


def is_exact(count) -> bool:
    """Whether a figure or a count is one number: no range, no open end, and not without any."""
    return bool(pd.notna(count.count_low) and pd.notna(count.count_high) and count.count_low == count.count_high)


def name_kind(count) -> str:
    """What the two ends of a count are: exact, range, inferred, in doubt or no number, as in the dictionary."""
    if count.basis == "inferred":
        return "inferred"
    if pd.isna(count.count_low):
        return "no number"
    if count.flag:
        return "in doubt"
    return "exact" if is_exact(count) else "range"


def _sum_rows(group: list) -> list[tuple]:
    """Ranges of a group, where rows of one disclosed table under one category are parts of it.

    A newspaper that prints a count twice repeats it; a force's table that prints a code on two rows splits it; a total is one.
    """
    tables: dict[tuple, list] = {}
    for one in group:
        tables.setdefault((one.source_kind, one.source, one.file), []).append(one)
    pairs = []
    for (kind, _, _), table in sorted(tables.items()):
        values = [(one.count_low, one.count_high) for one in table]
        if kind == "disclosure" and not any(one.measure in ("total", "check_total") for one in table):
            values = [tuple(_total(ends) for ends in zip(*values, strict=True))]
        pairs += values
    return pairs


def _total(ends) -> object:
    return pd.NA if any(pd.isna(end) for end in ends) else sum(ends)


def _least(ends: list) -> object:
    return min(filter(pd.notna, ends), default=pd.NA)


def _agrees(figure, counted: tuple) -> bool:
    """Whether a newspaper's figure is no other than the count: what it prints otherwise is no ground for it."""
    return pd.isna(figure.count_low) or not _apart(counted, (figure.count_low, figure.count_high))


def _apart(one: tuple, other: tuple) -> bool:
    """Whether two ranges share no value."""
    return bool(
        (pd.notna(one[1]) and other[0] > one[1]) or (pd.notna(other[1]) and pd.notna(one[0]) and one[0] > other[1])
    )
