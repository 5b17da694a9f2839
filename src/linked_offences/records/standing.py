"""Says which answers and stories still count: those that are neither withdrawn nor replaced by another."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from linked_offences.records.sources import Source
from linked_offences.years import name_period
from plain_files import Problem

COLUMNS = ["id", "force", "source", "request", "reference", "published", "status", "became", "changed", "reason",
           "replaced_by", "totals", "figures"]  # fmt: skip


@dataclass(frozen=True)
class Former:
    """What became of a source that no longer counts; ``by`` is the one in its place, where there is one."""

    became: str
    changed: str
    reason: str
    by: Source | None = None


def find_former(sources: Iterable[Source]) -> dict[str, Former]:
    """The sources that no longer count, by name.

    What is withdrawn does not count, and what it replaced does not count again: that it was wrong, its publisher
    said when replacing it.

    Raises
    ------
    Problem
        A source replaces what is not held, itself, or what replaces it.
    """
    sources = list(sources)
    former = {
        one.name: Former("withdrawn", said["date"], said["reason"])
        for one in sources
        if (said := one.record.get("withdrawn"))
    }
    replaces = {}
    for one in sources:
        if said := one.record.get("replaces"):
            other = replaces[one.name] = find_replaced(one, said["reference"], sources).name
            following = {one.name}
            while other in replaces and other not in following:
                following.add(other)
                other = replaces[other]
            if other == one.name:
                advice = "replaces this one in turn; one of the two came later"
                raise Problem(one.folder / "source.yml", "replaces", said["reference"], advice)
            # Of two that replace one answer, the first is named; where both count, its request says so.
            since = one.record["published"] or one.record.get("dates", {}).get("answered") or ""
            former.setdefault(replaces[one.name], Former("replaced", since, said["reason"], one))
    return former


def find_replaced(one: Source, reference: str, sources: Iterable[Source]) -> Source:
    """The source that another one replaces, by its reference or the name of its folder.

    Raises
    ------
    Problem
        None of the same kind and force has that name, or several have.
    """
    held = [
        other for other in sources
        if other.name != one.name and other.record["kind"] == one.record["kind"] and set(other.forces) & set(one.forces)
    ]  # fmt: skip
    found = [other for other in held if is_called(other, reference)]
    if len(found) != 1:
        known = ", ".join(other.record["reference"] or other.name.rpartition("/")[2] for other in held) or "none"
        many = "is the reference of several answers; give the name of the folder" if found else (
            f"is no reference of another answer of the force that is held here (held: {known})"
        )  # fmt: skip
        raise Problem(one.folder / "source.yml", "replaces", reference, many)
    return found[0]


def find_waiting(force: str, sources: Iterable[Source], held: Iterable[Source]) -> list[Source]:
    """The requests to a force alone of which no answer is held, by their reference or the name of their folder.

    Parameters
    ----------
    sources, held : iterable of Source
        Those that count, whose requests these are, and all, since a request was answered whatever became of the answer.

    Raises
    ------
    Problem
        Two of them have one reference, so that nobody could say which of them an answer is to.
    """
    known = {*list_called(one for one in held if one.record["kind"] == "disclosure" and force in one.forces)}
    waiting: dict[str, Source] = {}
    for one in sources:
        if one.is_to_one and force in one.forces and known.isdisjoint(list_called([one])):
            reference = one.record["reference"] or one.name
            if other := waiting.get(reference):
                advice = f"is the reference of {other.name}, too; give each its own, or delete one"
                raise Problem(one.folder / "source.yml", "reference", reference, advice)
            waiting[reference] = one
    return list(waiting.values())


def is_called(source: Source, reference: str) -> bool:
    """Whether a person who gives a reference means a source: its own, or the name of its folder."""
    return reference in (source.record["reference"], source.name.rpartition("/")[2])


def list_called(sources: Iterable[Source]) -> list[str]:
    """By what a person may call sources: references and names of folders, each once."""
    called = [(one.record["reference"], one.name.rpartition("/")[2]) for one in sources]
    return list(dict.fromkeys(name for names in called for name in names if name))


def list_former(sources: Iterable[Source], figures: Iterable[dict], former: dict[str, Former]) -> pd.DataFrame:
    """One row per force and source that no longer counts, as in the dictionary, with what it printed."""
    rows = []
    for source in (one for one in sources if one.name in former):
        what = former[source.name]
        for force in source.forces:
            mine = [one for one in figures if one["source"] == source.name and one["force"] == force]
            totals = []
            for one in sorted(mine, key=lambda one: one["period_start"]):
                period = name_period(one["period_start"], one["period_end"])
                if one["measure"] == "total":
                    totals.append(" ".join(f"{period}: {one['qualifier']} {one['as_printed'] or '[x]'}".split()))
            rows.append(
                {
                    "id": f"{force}/{source.name}", "force": force, "source": source.name,
                    "request": source.record.get("request") or "", "reference": source.record["reference"] or "",
                    "published": source.record["published"] or "", "status": source.record.get("status") or "",
                    "became": what.became, "changed": what.changed, "reason": what.reason,
                    "replaced_by": what.by.name if what.by else "", "totals": " | ".join(dict.fromkeys(totals)),
                    "figures": len(mine),
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).astype({"figures": "Int64"}).sort_values("id", ignore_index=True)
