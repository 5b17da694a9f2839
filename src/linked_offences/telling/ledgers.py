"""Keeps for each force's page the one ledger that its sentences are made by."""

from weakref import WeakKeyDictionary

import pandas as pd

from linked_offences.profile import Profile, list_official, list_used_official
from linked_offences.telling.sentences import Ledger

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
