"""Says which rows of which processed table belong to one force, all that its page is made of, and loads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from linked_offences import catalogue, forces, study

if TYPE_CHECKING:  # pandas takes a second to import, and planning reports does without it
    import pandas as pd

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


def load(name: str, force: str = "", platform: str = "") -> pd.DataFrame:
    """Load a processed table: whole, or what the page of one force is made of.

    Parameters
    ----------
    name : str
        A table of data/processed, such as counts; data/reference/dictionary.yml says what its columns hold.
    force : str, optional
        Slug, name or alias of a force.
    platform : str, optional
        Slug of a platform of the study; the one that all is about where none is named (`study.choose_platform`).

    Returns
    -------
    DataFrame
        Counts are `Int64`, all else is text. Of one force, counts that are worked out stand last, and figures as
        the sources print them, those of others that they are held against last.

    Raises
    ------
    ValueError
        No force has that name, or it has no request on file; the nearest names are told.
    KeyError
        No processed table has that name; the nearest and all names are told.
    Problem
        The study has no such platform.
    """
    if platform:
        with study.about(platform):
            return load(name, force)
    if not force:
        return catalogue.load(name)
    slug = forces.find_force(force)
    return _load(name, slug, catalogue.stamp_tables()).copy(deep=False)  # pandas copies what is written to


@cache
def _load(name: str, slug: str, made_of: tuple) -> pd.DataFrame:
    import pandas as pd

    table, rows = catalogue.load(name), slice_force(slug)
    if not rows["requests"]:
        raise ValueError(f"{forces.name_force(slug)} has no request on file, so nothing is known of it here")
    found = table.iloc[rows[name]]
    if name == "counts":
        found = pd.concat([found[found["basis"] != "inferred"], found[found["basis"] == "inferred"]])
    if name == "figures":
        # By source, file and row, and not by the letters of the ids.
        places = found[["source", "file", "cell"]].assign(row=found["cell"].str.extract(r"(\d+)$")[0].astype(int))
        places["other"] = ~is_own(found, load("verdicts", slug), slug)
        found = found.loc[places.sort_values(["other", "source", "file", "row", "cell"]).index]
    return found.reset_index(drop=True)


def is_own(figures: pd.DataFrame, verdicts: pd.DataFrame, force: str) -> pd.Series:
    """Which figures are the force's or stand in a story about it; the others are only held against them."""
    named = (figures["force"] == force) | (figures["force_as_printed"] == forces.name_force(force))
    return named | figures["id"].isin(verdicts["figure"])


def _find(name: str, **wanted: set) -> list[int]:
    """Numbers of the rows of a table of which one column has one of the values."""
    ((column, values),) = wanted.items()
    places = catalogue.places(name, column)
    return sorted(number for value in values for number in places.get(value, ()))


def _list_named(name: str, column: str, numbers: Iterable[int]) -> set[str]:
    """What is named in one column of some rows of a table, each by itself."""
    rows = catalogue.rows(name)
    return {one for number in numbers for one in rows[number][column].split()}
