"""Offences linked to a platform, force by force: the small helper that notebooks load tables, arithmetic and words from.

>>> from linked_offences import load, metrics
>>> counts = load("counts")                      # a table of data/processed; each column is told in data/reference
>>> exact = counts[counts["count_low"] == counts["count_high"]]
>>> metrics.change_pct(16, 14), metrics.share(2, 59)
>>> from linked_offences import profile          # all that is known of one force, as tables
>>> profile.load("dorset").yearly()
>>> from linked_offences.telling import charts, prose, tables    # and as figures, sentences and tables for readers

Here: catalogue, counts, forces, labels, metrics, numerals, profile, slices, study, years. Rooms of their own: records (raw folders to
tables), weighing (what figures allow together), telling (words and charts), stories (articles), site (pages),
commands.
On the command line: linked-offences --help.
"""

from importlib.metadata import version

from linked_offences.catalogue import load

__all__ = ["load"]


def __getattr__(name: str) -> str:
    # Read when it is asked for: a run with nothing to do does without.
    if name == "__version__":
        return version("linked-offences")
    raise AttributeError(f"module 'linked_offences' has no attribute '{name}'")
