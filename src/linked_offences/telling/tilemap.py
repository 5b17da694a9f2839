"""Turns the state of each force into a map of tiles, each a link to the force's page."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from linked_offences import catalogue, profile
from linked_offences.telling.charts import DATA
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import MIME, Sentence, tally
from plain_files import Problem, write_frame

# A letter for each state, so that the colour of a tile is not all that tells it.
LETTERS = dict(zip(profile.STATES, "SGTYMOAPVRx", strict=True))
MEANING = {
    profile.SERIES: "years and offence types",
    profile.GAP: "years, one or more without a number",
    profile.TOTALS_ONLY: "years, no offence types",
    profile.ONE_YEAR: "one year",
    profile.PARTS_OF_YEARS: "months or parts of a year",
    profile.TYPES_ONLY: "offence types without a total",
    profile.OUTCOMES_ONLY: "what the police did, without a total",
    profile.TOTAL_AND_CHANGE: "a total and a percentage only",
    profile.VAGUE: "one vague figure",
    profile.REFUSED: "refused",
    profile.NOTHING: "no figure known",
}


@dataclass(frozen=True)
class TileMap:
    """A map of the forces: a list of links, which a style sheet lays out as tiles.

    Parameters
    ----------
    headline : Sentence
        What it shows.
    tiles : DataFrame
        One row per force, by name: ``force``, ``name``, ``state``, ``column``, ``row``, ``abbreviation``,
        ``built`` (whether its page stands beside this one).
    """

    headline: Sentence
    tiles: pd.DataFrame

    def __repr__(self) -> str:
        states = self.tiles.groupby("state", sort=False)["name"]
        return "\n".join([f"Map: {self.headline}", *(f"{state}: {', '.join(names)}" for state, names in states)])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        csv = write_frame(self.tiles.drop(columns="built"))
        return {MIME: [self.headline.describe()], DATA: {"name": "map", "csv": csv}}

    def __html__(self) -> str:
        return self._repr_html_()

    def _repr_html_(self) -> str:
        states = self.tiles["state"].value_counts()
        key = Markup("\n").join(
            Markup('<li><b class="tile {}">{}</b> {} ({})</li>').format(
                _class(state), LETTERS[state], MEANING[state], states[state]
            )
            for state in profile.STATES
            if state in states
        )
        tiles = Markup("\n").join(_write_tile(tile) for tile in self.tiles.itertuples())
        return Markup(
            '<figure class="tilemap">\n<figcaption><strong>{}</strong><br>Police forces, each a tile near its place; '
            'the letter says what is known</figcaption>\n<ul class="key">\n{}\n</ul>\n<nav aria-label="Forces by map">\n'
            '<ul class="tiles">\n{}\n</ul>\n</nav>\n</figure>'
        ).format(self.headline, key, tiles)


def _class(state: str) -> str:
    return state.replace(" ", "-")


def _write_tile(tile) -> Markup:
    # The style sheet hides the full name, which a reader who hears the page gets, and JupyterLab shows.
    words = Markup('<b>{}</b> {}<span class="unseen">: {}, {}</span>').format(
        tile.abbreviation, LETTERS[tile.state], tile.name, tile.state
    )
    where = Markup('href="{}.html" ').format(tile.force) if tile.built else ""
    tag = "a" if tile.built else "span"
    return Markup('<li class="tile c{} r{} {}"><{} {}title="{}: {}">{}</{}></li>').format(
        tile.column, tile.row, _class(tile.state), tag, where, tile.name, tile.state, words, tag
    )


def draw(found: pd.DataFrame, built: Collection[str] | None = None) -> TileMap:
    """The map of the forces.

    Parameters
    ----------
    found : DataFrame
        One row per force: ``force``, ``name``, ``state``.
    built : collection of str, optional
        Forces whose page stands beside this one; the others are named and not linked. All by default.

    Raises
    ------
    Problem
        A force has no tile.
    """
    tiles = catalogue.reference("tiles").rename(columns={"slug": "force"})
    if strange := sorted(set(found["force"]) - set(tiles["force"])):
        file = catalogue.reference_folder() / "tiles.csv"
        raise Problem(file, "slug", ", ".join(strange), "has no tile on the map; give it a place")
    tiles = found[["force", "name", "state"]].merge(tiles, on="force").drop(columns="reason")
    tiles = tiles.astype({"column": int, "row": int}).sort_values("name", ignore_index=True)
    known = tiles.loc[~tiles["state"].isin([profile.REFUSED, profile.NOTHING]), "force"]
    parts = {"all": tally(tiles["force"], noun="force")} | ({"known": tally(known)} if len(known) else {})
    headline = find_ledger().say(f"A figure is known of {'{known}' if len(known) else 'none'} of {{all}}", **parts)
    return TileMap(headline, tiles.assign(built=[built is None or force in built for force in tiles["force"]]))
