"""Says which rows of which processed table belong to one force: all that its page is made of."""

from collections.abc import Iterable

from linked_offences import catalogue, forces

# Of these tables a force's page holds the rows of that force.
OWN = (
    "requests",
    "former_answers",
    "counts",
    "readings",
    "contradictions",
    "checks",
    "verdicts",
    "population",
    "outcomes_all_crime",
)
# Columns that name figures, which a page quotes whosever they are.
QUOTING = (("counts", "figures"), ("readings", "figures"), ("contradictions", "figures"), ("checks", "figure"),
           ("checks", "parts"), ("verdicts", "figure"), ("verdicts", "against"))  # fmt: skip


def slice_force(slug: str) -> dict[str, list[int]]:
    """Which rows of which processed table belong to a force: all that its page is made of.

    These are its own rows; the figures that its newspapers print, and those of others that its
    contradictions and verdicts quote; official figures of the force and, for recorded crime, of
    England and Wales; and the sources of all that.

    Returns
    -------
    dict of str to list of int
        Numbers of the rows of each table, counted from 0, in the order of the table.
    """
    found = {name: _find(name, force={slug}) for name in OWN}
    found["recorded_crime"] = _find("recorded_crime", force={slug, forces.NATION})
    quoted = {one for name, column in QUOTING for one in _list_named(name, column, found[name])}
    printed = {
        *_find("figures", force={slug}), *_find("figures", force_as_printed={forces.name_force(slug)}),
        *_find("figures", id=_list_named("verdicts", "figure", found["verdicts"])),
    }  # fmt: skip
    found["figures"] = sorted({*printed, *_find("figures", id=quoted)})
    # A quoted figure of others comes with its cell and leads to their page, and not to the sources of this one.
    resting = {"requests": found["requests"], "figures": printed}
    if _find("recorded_crime", force={slug}):
        resting |= {name: found[name] for name in ("recorded_crime", "population", "outcomes_all_crime")}
    used = {one for name in resting for one in _list_named(name, "source", resting[name])}
    found["sources"] = _find("sources", source=used)
    return found


def _find(name: str, **wanted: set) -> list[int]:
    """Numbers of the rows of a table of which one column has one of the values."""
    ((column, values),) = wanted.items()
    places = catalogue.places(name, column)
    return sorted(number for value in values for number in places.get(value, ()))


def _list_named(name: str, column: str, numbers: Iterable[int]) -> set[str]:
    """What is named in one column of some rows of a table, each by itself."""
    rows = catalogue.rows(name)
    return {one for number in numbers for one in rows[number][column].split()}
