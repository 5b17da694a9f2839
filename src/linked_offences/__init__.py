"""Offences linked to a platform, force by force: the small helper that notebooks load tables, arithmetic and words from.

>>> from linked_offences import load, metrics
>>> counts = load("counts")                      # a table of data/processed; each column is told in data/reference
>>> exact = counts[counts["kind"] == "exact"]
>>> metrics.change_pct(16, 14), metrics.share(2, 59)
>>> totals = metrics.list_totals(load("counts", "dorset"))      # of one force: each year with its fewest and most
>>> metrics.work_out_change(totals[totals["covers"] == "year"])
>>> from linked_offences.telling import charts, prose, tables    # and as figures, sentences and tables for readers

Here: beside, catalogue, counts, forces, metrics, numerals, profile, slices, study, years. Rooms of their own: records (raw
folders to tables), weighing (what figures allow together), telling (words and charts), stories (articles), site (pages),
commands.
On the command line: linked-offences --help. From Python: docs/python.md.
"""

from importlib import import_module

__all__ = ["charts", "forces", "load", "metrics", "reference", "study"]
# What is public is imported when it is asked for: a run with nothing to do does without, and a command obeys signals first.
_LATE = {"charts": "telling.charts", "forces": "forces", "load": "slices:load", "metrics": "metrics",
         "reference": "catalogue:reference", "study": "study"}  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _LATE:
        module, _, inner = _LATE[name].partition(":")
        found = import_module(f"linked_offences.{module}")
        return getattr(found, inner) if inner else found
    if name == "__version__":
        return import_module("importlib.metadata").version("linked-offences")
    raise AttributeError(f"module 'linked_offences' has no attribute '{name}'")
