"""Keeps for each force, and for all together, the one ledger that sentences are made by, with the official figures of the page."""

from functools import cache

import pandas as pd

from linked_offences import beside, catalogue, load
from linked_offences.beside import find_official, name_official
from linked_offences.forces import NATION
from linked_offences.study import read_study
from linked_offences.telling.sentences import Ledger
from linked_offences.years import name_official_year


def find_ledger(force: str = "") -> Ledger:
    """What makes the sentences about a force, or about all, with the number of each figure that the page lists.

    Parameters
    ----------
    force : str, optional
        Slug; all forces where none is named.
    """
    return _find_ledger(force, catalogue.stamp_tables())


@cache
def _find_ledger(force: str, made_of: tuple) -> Ledger:
    figures = load("figures", force)
    official = list_official(
        *(load(name, force) for name in ("recorded_crime", "population", "outcomes_all_crime"))
    )
    listed = load("sources", force)
    publishers = dict(zip(listed["source"], listed["publisher"], strict=True))
    book = Ledger(figures, official, force, publishers)
    book.used = _list_used_official(force)
    book.numbers.update({one: number for number, one in enumerate([*figures["id"], *book.used], start=1)})
    return book


def list_official(crime: pd.DataFrame, population: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Official figures as sentences use them: ``id``, ``value``, ``label``, ``period``, ``source``, ``file``, ``cell``."""
    tables = [
        crime.assign(value=crime["offences"], file="recorded_crime.csv", period=crime["period_end"].map(name_official_year),
                     label=crime["label"] + " (" + crime["code"].where(crime["code"] != "", "all") + ")"),
        population.assign(value=population["population"], file="population.csv", label="Residents",
                          period="mid-" + population["mid_year"].astype(str)),
        outcomes.assign(value=outcomes["outcomes"], file="outcomes.csv", label="All crime: " + outcomes["outcome_group"],
                        period=name_official_year(read_study().official.outcomes)),
    ]  # fmt: skip
    table = pd.concat([one[["force", "source", "file", "cell", "value", "label", "period"]] for one in tables])
    return table.assign(id=name_official(table))


def _list_used_official(force: str) -> list[str]:
    """Ids of the official figures that the page of a force, or one of all, rests on, each once, in the order of the page."""
    crime = load("recorded_crime", force)
    if not force:
        around = beside.list_around(crime[crime["force"] == NATION])
        return [*around["figures_before"], *around["figures_after"]]
    counts, used = load("counts", force), []
    if len(counts):
        used += beside.list_around(crime)[["figures_before", "figures_after"]].to_numpy().ravel().tolist()
    if (counts["measure"] == "outcome").any():
        outcomes = load("outcomes_all_crime", force).sort_values("outcomes", ascending=False)
        used += name_official(outcomes.assign(file="outcomes.csv")).tolist()
    compared = beside.compare(counts, crime, load("population", force), load("figures", force))
    used += " ".join(compared["behind_official"]).split()
    row = find_official(crime, force, "", read_study().official.recorded_crime)
    if compared.empty and row is not None:
        used.append(name_official(row))
    return list(dict.fromkeys(used))
