"""Turns the outcomes of a force into a few parts of one whole, beside those of all crime that it recorded."""

from dataclasses import dataclass

import pandas as pd

from linked_offences import catalogue
from linked_offences.metrics import SMALLEST_BASE
from linked_offences.numerals import join_words, write_number, write_pct, write_span
from linked_offences.profile import Profile, name_official
from linked_offences.study import read_study
from linked_offences.telling.ledgers import ledger_of
from linked_offences.telling.tables import Table
from linked_offences.years import name_official_year, name_period

NOT_ASSIGNED, NOT_MAPPED, NOT_PRINTED = "Not yet assigned", "Not mapped", "Not printed"


@dataclass(frozen=True)
class Parts:
    """Printed outcomes of the latest year that has any, as parts of its offences.

    Parameters
    ----------
    year : str
        The period.
    counts : DataFrame
        One row per part with a printed outcome: ``part``, ``count_low``, ``count_high``, ``figures``.
    whole : tuple of int, optional
        Fewest and most offences of that period; None where nothing printed bounds them, or where the printed
        outcomes are more than they can be.
    whole_figures : str
        Ids of the figures behind the whole.
    whole_printed : bool
        False where the whole is only worked out.
    """

    year: str
    counts: pd.DataFrame
    whole: tuple[int, int] | None
    whole_figures: str
    whole_printed: bool

    @property
    def printed(self) -> tuple[int, int]:
        """Fewest and most outcomes that are printed."""
        return int(self.counts["count_low"].sum()), int(self.counts["count_high"].sum())

    @property
    def left(self) -> tuple[int, int] | None:
        """Fewest and most offences whose outcome nobody prints; None where not known."""
        low, high = self.printed
        return (max(0, self.whole[0] - high), self.whole[1] - low) if self.whole else None


def name_year() -> str:
    """The year of the outcomes of all crime."""
    return name_official_year(read_study().official.outcomes)


def is_later() -> bool:
    """Whether that year ends after the years that were asked about."""
    return read_study().official.outcomes > read_study().period[1]


def _tell_apart() -> str:
    """What sets the outcomes of all crime apart from those of linked offences."""
    return f"{'a later year, ' * is_later()}other offences{', and more time for outcomes' if is_later() else ''}"


def list_parts() -> list[str]:
    """Names of the parts in their order; what has no outcome yet is the last."""
    return list(dict.fromkeys(catalogue.reference("outcome_parts")["part"]))


def find_parts(page: Profile) -> Parts | None:
    """Printed outcomes of the latest year, grouped into parts.

    None where no number is printed, or where a group is printed beside an outcome that belongs to it, so
    that nobody can say whether one holds the other.
    """
    found = page.latest_year("outcome")
    found = found[found["count_low"].notna() & found["count_high"].notna()].reset_index(drop=True)
    if found.empty:
        return None
    groups = catalogue.reference("outcomes").set_index("code")["outcome_group"]
    found["group"] = [
        {"code": groups.get(one.category, ""), "group": one.category}.get(one.level, "") or "(no group)"
        for one in found.itertuples()
    ]
    levels = found[found["group"] != "(no group)"].groupby("group")["level"].nunique()
    if (levels > 1).any():
        return None
    names = catalogue.reference("outcome_parts").set_index("outcome_group")["part"]
    found["part"] = found["group"].map(names).where(found["level"] != "unmapped", NOT_MAPPED)
    gathered = found.groupby("part", sort=False).agg(
        count_low=("count_low", "sum"), count_high=("count_high", "sum"), figures=("figures", tuple)
    )
    order = [part for part in (*list_parts(), NOT_MAPPED) if part in gathered.index]
    start, end = found[["period_start", "period_end"]].iloc[0]
    whole, behind, printed = _find_whole(page, start, int(found["count_low"].sum()))
    return Parts(name_period(start, end), gathered.loc[order].reset_index(), whole, behind, printed)


def _find_whole(page: Profile, start: str, printed: int) -> tuple[tuple[int, int] | None, str, bool]:
    for found, is_printed in ((page.yearly(), True), (page.inferred_years(), False)):
        found = found[found["period_start"] == start]
        found = found[found["count_high"].notna()]
        if len(found) and found["count_high"].iloc[0] >= printed:
            low, high = (int(found[end].iloc[0]) for end in ("count_low", "count_high"))
            return (max(low, printed), high), found["figures"].iloc[0], is_printed
    return None, "", False


def share_all_crime(page: Profile) -> pd.DataFrame:
    """Outcomes of all recorded crime of the force by part; empty if not held.

    Returns
    -------
    DataFrame
        Indexed by part: ``count``, ``share`` (0 to 1), ``cells`` (ids of the official figures).
    """
    names = catalogue.reference("outcome_parts").set_index("outcome_group")["part"]
    found = page.outcomes_all_crime
    whole = int(found["all_outcomes"].iloc[0]) if len(found) else 1
    found = found.assign(
        part=found["outcome_group"].map(names), cells=name_official(found.assign(file="outcomes.csv"))
    )
    counted = found.groupby("part").agg(count=("outcomes", "sum"), cells=("cells", " ".join))
    counted = counted.reindex([part for part in list_parts() if part in counted.index])
    return counted.assign(share=counted["count"] / whole)


def compare(parts: Parts | None, crime: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of the linked offences by part, as `find_parts` gives them, beside those of all crime.

    Returns
    -------
    DataFrame
        One row per part, one for outcomes that are kept as printed, if any, one for what is not printed: ``part``,
        ``count_low`` and ``count_high`` (missing
        where no source prints it), ``figures``, ``all_crime``, ``share`` (0 to 1; missing where not held).
    """
    linked = parts.counts if parts else pd.DataFrame(columns=["part", "count_low", "count_high", "figures"])
    unmapped = [NOT_MAPPED] if NOT_MAPPED in set(linked["part"]) else []
    table = pd.DataFrame({"part": [*list_parts(), *unmapped, NOT_PRINTED]})
    table = table.merge(linked, how="left").merge(crime, how="left", left_on="part", right_index=True)
    table["figures"] = [" ".join(ids) if isinstance(ids, tuple) else "" for ids in table["figures"]]
    table[["count_low", "count_high"]] = table[["count_low", "count_high"]].astype("Int64")
    if parts and parts.left:
        table.loc[table.index[-1], ["count_low", "count_high"]] = parts.left
    return table.rename(columns={"count": "all_crime"}).astype({"all_crime": "Int64"})


def beside_all_crime(page: Profile) -> Table | None:
    """Outcomes of the linked offences by part, beside those of all crime; None where no outcome is printed."""
    parts, crime = find_parts(page), share_all_crime(page)
    if page.rows("outcome").empty or (parts is None and crime.empty):
        return None
    found = compare(parts, crime)
    low, high = parts.whole if parts and parts.whole else (pd.NA, pd.NA)
    total = {
        "part": "All offences",
        "count_low": low,
        "count_high": high,
        "all_crime": crime["count"].sum(),
        "share": 1.0,
        "figures": parts.whole_figures if parts else "",
        "cells": "",
    }
    found = pd.concat([found if parts else found.iloc[:-1], pd.DataFrame([total])])
    columns, notes = {"Outcome": found["part"].tolist()}, []
    if parts:
        columns |= _write_linked(found, parts)
        notes.append("[x]: not printed. Grouped as data/reference/outcome_parts.csv says.")
        if NOT_MAPPED in set(found["part"]):
            notes.append(
                f"{NOT_MAPPED}: kept as printed, because nobody has decided which outcome of the Home Office is meant."
            )
        if parts.whole is None:
            notes.append("How many offences there were is not known, or does not fit the outcomes printed.")
        elif not parts.whole_printed:
            doubt = page.doubt(parts.whole_figures)
            notes.append(
                "How many offences there were is not printed: its range, and so what is left, is worked out"
                f"{f', and holds only {doubt}' * bool(doubt)}."
            )
    if len(crime):
        columns |= {
            f"All crime, {name_year()}": [
                write_number(one) if pd.notna(one) else "[z]" for one in found["all_crime"]
            ],
            "Share of all crime": [write_pct(one) if pd.notna(one) else "[z]" for one in found["share"]],
        }
        notes.append(
            f"[z]: not applicable. All crime is a benchmark only: {_tell_apart()}. "
            f"Home Office, release of {read_study().official.release}."
        )
    columns["Rests on"] = [
        ledger_of(page).refer(f"{one.figures} {one.cells if pd.notna(one.cells) else ''}") or "[z]"
        for one in found.itertuples()
    ]
    about = [f"{read_study().offences} in {parts.year}"] if parts else []
    about += [f"all crime in the {name_year()}"] if len(crime) else []
    return Table(
        f"Outcomes of {join_words(about)}, {page.name}", pd.DataFrame(columns), numeric=tuple(columns)[1:-1],
        notes=tuple(notes), name="outcome-parts",
    )  # fmt: skip


def _write_linked(found: pd.DataFrame, parts: Parts) -> dict[str, list[str]]:
    ends = list(zip(found["count_low"], found["count_high"], strict=True))
    columns = {f"Linked offences, {parts.year}": [write_span(*pair) for pair in ends]}
    if parts.whole and parts.whole[0] == parts.whole[1] >= SMALLEST_BASE:
        # None charged of many that are still open is no "0% charged", so a count of 0 gets no share.
        columns["Share of linked offences"] = [
            write_pct(low / parts.whole[0]) if pd.notna(low) and 0 < low == high else "[z]" if low == 0 else "[x]"
            for low, high in [(None if pd.isna(low) else low, high) for low, high in ends]
        ]
    return columns
