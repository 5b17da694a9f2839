"""Turns what is known of all forces into tables that a page and JupyterLab show alike: the frames of a notebook in."""

import pandas as pd
from markupsafe import Markup

from linked_offences import forces, profile
from linked_offences.beside import find_several_years
from linked_offences.forces import NATION
from linked_offences.metrics import PART, TOGETHER, VAGUE_TOTAL, WORKED_OUT, YEAR, find_latest_year, list_totals
from linked_offences.numerals import capital, join_words, write_number, write_pct, write_span
from linked_offences.study import OffenceClass, read_study
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.prose import add_up, list_parts
from linked_offences.telling.tables import (
    Table,
    Tables,
    link,
    list_figures,
    tabulate,
    together,
    write_period,
    write_printed,
    write_status,
)
from linked_offences.weighing.evidence import NO_WORDS
from linked_offences.years import name_period, split_years, write_date

PRINTED_MEASURES = ["total", "check_total", "change_pct", "estimate"]


def coverage(known: pd.DataFrame) -> Table:
    """How many forces are in each state, and which.

    Parameters
    ----------
    known : DataFrame
        As `profile.list_known` gives it.
    """
    rows = []
    found = known.assign(asked=known["force"].isin(forces.list_asked()))
    by = ["status", "section", "elsewhere", "state", "asked"]
    for (status, section, elsewhere, state, own), group in found.groupby(by):
        names = [forces.name_force(slug, short=True) for slug in group["force"]]
        rows.append(
            {
                "What came back": write_known(status, section, elsewhere) + ", to another question" * (not own),
                "What is known": state,
                "Forces": len(group),
                "Which": join_words(names),
            }
        )
    rows.sort(key=lambda row: (profile.STATES.index(row["What is known"]), row["What came back"]))
    return Table("Forces by what came back and what is known", pd.DataFrame(rows), numeric=("Forces",))


def write_known(status: str, section: str, elsewhere: str = "") -> str:
    """What came back in words, and whether what is known answers another request."""
    words = write_status(status, section)
    return f"{words}; another request was {elsewhere}" if elsewhere else words


def methods(figured: pd.DataFrame, counts: pd.DataFrame) -> Table | None:
    """How each force with a figure searched, and where its years begin; None where no force has one.

    Parameters
    ----------
    figured : DataFrame
        Rows of `profile.list_known` with a figure.
    counts : DataFrame
        The table counts.
    """
    rows = [
        {
            "Force": link(one.name, f"{one.force}.html"),
            "What was searched": one.searched or "[x]",
            "The force's own year": one.period_basis or "[x]",
            "Newest figure": latest_figure(one.state, counts[counts["force"] == one.force]),
        }
        for one in figured.itertuples()
    ]
    note = "[x]: not known; an unknown method is a class of its own and is not taken to be like any other."
    return tabulate("How each force with a figure searched", rows, notes=(note,))


def latest_figure(state: str, counts: pd.DataFrame) -> str:
    """The newest figure of a force in one of the states of `profile`, in words, with its period; empty where there is none."""
    totals = list_totals(counts)
    yearly, parts = (totals[totals["covers"] == kind] for kind in (YEAR, PART))
    if len(yearly):
        last = yearly.iloc[-1]
        many = len(list_parts(last, totals))
        added = f", its {many} parts added up" * bool(many)
        return f"{write_span(last['count_low'], last['count_high'])} in {last['year']}{added}"
    if state == profile.PARTS_OF_YEARS:
        whole, last = add_up(parts), parts.iloc[-1]
        if whole is None or len(parts) == 1:
            return f"{write_span(last['count_low'], last['count_high'])} in {last['year']}"
        added = write_span(parts["count_low"].sum(), parts["count_high"].sum())
        return f"{added} in {name_period(*whole)}, its {len(parts)} parts added up"
    if state in (profile.TYPES_ONLY, profile.OUTCOMES_ONLY):
        measure, nouns = ("offence", "offence types") if state == profile.TYPES_ONLY else ("outcome", "outcomes")
        found = find_latest_year(counts[counts["measure"] == measure])
        found = found[found["count_low"].notna()]
        when = found["year"].iloc[0] if len(found) else "period not stated"
        return f"{nouns} without a total, {when}"
    for kind in (TOGETHER, VAGUE_TOTAL):
        for one in totals[totals["covers"] == kind].tail(1).itertuples():
            text = f"{write_span(one.count_low, one.count_high)}, {one.year}"
            return f"{text}; open to doubt" if "conditional" in one.flag else text
    return ""


def deadlines(requests: pd.DataFrame) -> Table | None:
    """When each force received this request, by when it had to answer, and how late it did; None where no day is on file.

    Parameters
    ----------
    requests : DataFrame
        Those that decide the status of their force, with ``asked_on``, ``due_on``, ``answered_on`` and ``days_late``.
    """
    rows = [
        {
            "Force": link(forces.name_force(one.force, short=True), f"{one.force}.html"),
            "Received": write_date(one.asked_on) or "[x]",
            "Last day": write_date(one.due_on),
            "Answered": write_date(one.answered_on) or "[x]",
            "Working days late": write_number(one.days_late),
        }
        for one in requests[requests["due_on"] != ""].itertuples()
    ]
    return tabulate(
        "Which force answered when",
        rows,
        numeric=("Working days late",),
        notes=(
            "The last day is the twentieth working day after the request was received (section 10 of the Act). "
            "[x]: no day of an answer is on file.",
        ),
    )


def other_requests(others: pd.DataFrame, sources: pd.DataFrame) -> Table | None:
    """Requests on other questions, which do not decide a force's status unless it was asked nothing else; None without any."""
    addresses = sources.set_index("source")["address"]
    rows = [
        {
            "Force": forces.name_force(one.force),
            "Asked": one.asked,
            "What came back": write_status(one.status, one.section),
            "In our words": one.caveats.replace(" | ", " ") or "[x]",
            "Reference": link(one.reference, addresses[one.source]),
        }
        for one in others.sort_values(
            "force", key=lambda slugs: slugs.map(forces.name_force), kind="stable"
        ).itertuples()
    ]
    return tabulate("Other requests on file", rows, notes=("[x]: nothing more is known.",))


def side_by_side(figured: pd.DataFrame, totals: pd.DataFrame, whole: pd.DataFrame) -> Table | None:
    """All forces with a figure, by name: years, total, search and basis. Not ranked; None where no force has a figure.

    Parameters
    ----------
    figured : DataFrame
        Rows of `profile.list_known` with a figure.
    totals : DataFrame
        As `metrics.list_totals` gives them.
    whole : DataFrame
        As `metrics.add_years` gives it, with the ``doubt`` of each total.
    """
    book, rows = find_ledger(), []
    named, whole = _list_years(totals[totals["force"].isin(figured["force"])]), whole.set_index("force")
    for one in figured.itertuples():
        mine = totals[totals["force"] == one.force]
        years, worked_out = (_write_years(mine[mine["covers"] == kind]) for kind in (YEAR, WORKED_OUT))
        worked_out = {year: f"{span} (worked out)" for year, span in worked_out.items()}
        rows.append(
            {
                "Force": link(one.name, f"{one.force}.html"),
                **{year: (worked_out | years).get(year, "[x]") for year in named},
                **{heading: _write_total(mine, whole[whole.index == one.force]) for heading in _name_total()},
                "Rests on": book.refer(" ".join(mine.loc[mine["covers"] != WORKED_OUT, "figures"])),
                "What was searched": one.searched or "[x]",
                "Years begin": one.period_basis.partition(" to ")[0] or "[x]",
            }
        )
    doubts = figured.merge(whole.reset_index(), on="force")
    inferred = totals[totals["covers"] == WORKED_OUT]
    words = {
        one.name: book.words_behind(" ".join(inferred.loc[inferred["force"] == one.force, "figures"]))
        for one in figured.itertuples()
    }
    return tabulate(
        f"{capital(read_study().offences)} by force and year, forces by name",
        rows,
        numeric=(*named, *_name_total()),
        name="side-by-side",
        notes=(
            "[x]: not known here. Worked out: no source held here prints the count; the fewest and the most that what is "
            "printed allows.",
            *(
                f"{one.name}: the total, and what is worked out, holds only {one.doubt}."
                for one in doubts.itertuples()
                if one.doubt
            ),
            *(
                f"{name}: what is worked out rests on the words {said}, which nobody checked."
                for name, said in words.items()
                if said
            ),
        ),
    )


def _list_years(totals: pd.DataFrame) -> list[str]:
    """The years asked about, and those that forces count otherwise, in the order in which they begin."""
    begins = dict(zip(read_study().years, (day for day, _ in split_years(*read_study().period)), strict=True))
    for one in totals[totals["covers"].isin([YEAR, WORKED_OUT])].itertuples():
        begins.setdefault(one.year, one.period_start)
    return sorted(begins, key=begins.get)


def _name_total() -> tuple[str, ...]:
    """Heading of the total of the years asked about; none where it is one year, which is its own total."""
    study = read_study()
    return (capital(study.span),) if len(study.years) > 1 else ()


def _write_years(totals: pd.DataFrame) -> dict[str, str]:
    """The counts of some totals as a table shows them, by year."""
    return {one.year: write_span(one.count_low, one.count_high) for one in totals.itertuples()}


def _write_total(totals: pd.DataFrame, whole: pd.DataFrame) -> str:
    for one in whole.itertuples():
        return write_number(int(one.total)) + (" (open to doubt)" if one.doubt else "")
    undated = totals[(totals["covers"] == VAGUE_TOTAL) & (totals["period_start"] == "")]
    for other in pd.concat([find_several_years(totals), undated]).head(1).itertuples():
        return f"{write_span(other.count_low, other.count_high)} ({other.year})"
    return "[x]"


def national_claims(figures: pd.DataFrame, verdicts: pd.DataFrame, sources: pd.DataFrame) -> Table | None:
    """What newspapers print for England and Wales: one row per figure, with its papers; None where they print nothing."""
    book, sources = find_ledger(), sources.set_index("source")
    verdicts = verdicts.set_index("figure")["verdict"]
    said = figures[(figures["force"] == NATION) & figures["measure"].isin(PRINTED_MEASURES)]
    rows = []
    for _, group in said.groupby(["measure", "period_start", "as_printed"]):
        papers = [link(*sources.loc[one, ["publisher", "address"]]) for one in dict.fromkeys(group["source"])]
        periods = dict.fromkeys(map(write_period, group["period_as_printed"]))
        rows.append(
            {
                "Printed": write_printed(group.iloc[0]),
                "What it counts": join_words(dict.fromkeys(group["label"]), "or"),
                "Period as printed": join_words(periods, "or"),
                "Verdict": join_words(dict.fromkeys(verdicts[one] for one in group["id"])),
                "Papers": Markup(", ").join(papers),
                "Rests on": book.refer(group["id"]),
            }
        )
    return tabulate("What newspapers print for England and Wales", rows)


def recording_change(around: pd.DataFrame) -> Tables | None:
    """Recorded offences of the study's classes around the change of their recording, by force; None without a class.

    Parameters
    ----------
    around : DataFrame
        As `beside.list_around` gives it.
    """
    return together(*(_list_around(one, around[around["code"] == one.code]) for one in read_study().classes))


def _list_around(one: OffenceClass, around: pd.DataFrame) -> Table | None:
    found = around[around["force"] != NATION]
    if found.empty:
        return None
    official, (before, after) = find_ledger().official, found[["before", "after"]].iloc[0]
    rows = [
        {
            "Force": forces.name_force(row.force),
            before: write_number(row.count_before),
            after: write_number(row.count_after),
            "Change": write_pct(row.change_pct / 100) if pd.notna(row.change_pct) else "[low]",
            "Cells": ", ".join(official.loc[[row.figures_before, row.figures_after], "cell"]),
        }
        for row in found.itertuples()
    ]
    sources = sorted(set(official.loc[[*found["figures_before"], *found["figures_after"]], "source"]))
    return tabulate(
        f"Recorded {one.name} (code {one.code}) before and after the recording rule of {one.changed}",
        rows,
        numeric=(before, after, "Change"),
        notes=(
            f"Home Office, release of {read_study().official.release}, years ending March. [low]: the first count is under 10. "
            f"The cells are those of data/raw/{' and '.join(sources)}/recorded_crime.csv.",
        ),
    )


def figures(printed: pd.DataFrame, sources: pd.DataFrame) -> Table | None:
    """Every figure that a page of all forces rests on, with file and cell."""
    book = find_ledger()
    return list_figures(printed, book.official.loc[book.used], sources)


def release(
    told: pd.DataFrame, totals: pd.DataFrame, checks: pd.DataFrame, readings: pd.DataFrame
) -> Table | None:
    """What the release itself probably said of each force that a newspaper writes about; None where none writes.

    Parameters
    ----------
    told : DataFrame
        The figures that newspapers print of the release for forces.
    totals : DataFrame
        As `metrics.list_totals` gives them.
    checks, readings : DataFrame
        These tables.
    """
    book, rows = find_ledger(), []
    slugs = sorted(told["force"].unique())
    named = _list_years(totals[totals["force"].isin(slugs)])
    for slug in slugs:
        mine = totals[totals["force"] == slug]
        printed, vague = find_several_years(mine), mine[mine["period_start"] == ""]
        total = "[x]"
        for one in pd.concat([printed, vague]).head(1).itertuples():
            asked = one.year == name_period(*read_study().period)
            total = write_span(one.count_low, one.count_high) + f" ({one.year})" * (not asked)
        behind = " ".join(mine[mine["covers"] != PART]["figures"]).split()
        spans = _write_years(mine[mine["covers"] != TOGETHER])
        rows.append(
            {
                "Force": link(forces.name_force(slug), f"{slug}.html"),
                **{year: spans.get(year, "[x]") for year in named},
                **dict.fromkeys(_name_total(), total),
                "How sure": _how_sure(mine, checks[checks["force"] == slug], readings[readings["force"] == slug]),
                "Rests on": book.refer(dict.fromkeys(behind)),
            }
        )
    return tabulate(
        "What the release probably said",
        rows,
        numeric=(*named, *_name_total()),
        notes=("[x]: not known here, and nothing printed allows a range.",),
    )


def _how_sure(totals: pd.DataFrame, checks: pd.DataFrame, readings: pd.DataFrame) -> str:
    if (totals["covers"] == YEAR).sum() > 1:
        proved = "agrees" in checks["result"].tolist()
        return "the years are printed and add up to the printed total" if proved else "the years are printed"
    printed = find_several_years(totals)
    if printed.empty:
        return "one figure, without its period"
    if doubt := find_ledger().doubt(printed["figures"].iloc[0]):
        return f"the years are worked out, and hold only {doubt}"
    return f"the years are worked out from what is printed{_without_words(readings)}"


def _without_words(readings: pd.DataFrame) -> str:
    """The range of the last year without the claims in words that it rests on; empty where it rests on none."""
    found = readings[(readings["condition"] == NO_WORDS) & (readings["measure"] == "total")]
    for one in found.sort_values("period_start").tail(1).itertuples():
        year = name_period(one.period_start, one.period_end)
        return f" and claimed in words, which nobody checked; without the words {year} is {write_span(one.count_low, one.count_high)}"
    return ""
