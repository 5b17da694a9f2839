"""Keeps for each force's page the one ledger that its sentences are made by, with the official figures of the page."""

from weakref import WeakKeyDictionary

import pandas as pd

from linked_offences.profile import NATION, Profile, find_official, name_official
from linked_offences.study import read_study
from linked_offences.telling.sentences import Ledger
from linked_offences.years import name_official_year

_LEDGERS: WeakKeyDictionary[Profile, Ledger] = WeakKeyDictionary()


def ledger_of(page: Profile) -> Ledger:
    """What makes a page's sentences, with the number of each figure that the page lists."""
    if page not in _LEDGERS:
        official = list_official(page.crime, page.population, page.outcomes_all_crime)
        book = Ledger(pd.concat([page.figures, page.quoted]), official, page.force)
        listed = [*page.figures["id"], *page.quoted["id"], *list_used_official(page)]
        book.numbers.update({one: number for number, one in enumerate(listed, start=1)})
        _LEDGERS[page] = book
    return _LEDGERS[page]


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


def list_used_official(page: Profile) -> list[str]:
    """Ids of the official figures that the page of a force rests on, each once, in the order of the page."""
    study, used = read_study(), []
    if len(page.counts):
        used += [
            name_official(row)
            for place in (page.force, NATION)
            for one in study.classes
            for ending in one.around
            if (row := find_official(page.crime, place, one.code, ending)) is not None
        ]
    if len(page.rows("outcome")):
        outcomes = page.outcomes_all_crime.sort_values("outcomes", ascending=False)
        used += name_official(outcomes.assign(file="outcomes.csv")).tolist()
    found = page.compared
    used += " ".join(found["behind_official"]).split()
    row = find_official(page.crime, page.force, "", study.official.recorded_crime)
    if found.empty and row is not None:
        used.append(name_official(row))
    return list(dict.fromkeys(used))
