"""Turns the files of a source into figures: one row per printed number or claim."""

import csv
import io
import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pandas as pd

import foi_answers
from linked_offences import catalogue, counts, forces, years
from linked_offences.records import labels
from linked_offences.records.read_before import read_document
from linked_offences.records.sources import Source
from linked_offences.study import find_vocabulary, read_study
from plain_files import Problem, cell_address, read_grid, show_path

# The name of no offence or outcome is longer; a chart, a workbook and a sentence show one whole.
LONGEST_LABEL = 1000
COUNTED = ("total", "check_total", "offence", "outcome")
# "Total crimes" below outcomes; "Total" and "Total outcomes of crimes" need not count each crime once.
_OF_OFFENCES = re.compile(
    r"^(?!.*\b(?:outcome|disposal|charge)).*\b(?:crime|offence|incident|record)s?\b", re.IGNORECASE
)


def read_figures(source: Source) -> list[dict]:
    """Figures of one source, from its tables and its statements.

    Returns
    -------
    list of dict
        Rows as the dictionary describes figures.

    Raises
    ------
    Problem
        A cell, wording or period that nobody has decided how to read, with its place.
    """
    rows = []
    corrections = foi_answers.read_corrections(source.folder)
    for table in source.record.get("tables", []):
        rows += _read_disclosed(source, table, corrections.get(table["file"], {}))
    if (source.folder / "statements.csv").exists():
        rows += _read_statements(source)
    return rows


def _figure(source: Source, file: str, cell: str, **columns) -> dict:
    blank = dict.fromkeys(
        ["force_as_printed", "period_start", "period_end", "period_as_printed", "label", "level", "category",
         "as_printed", "qualifier", "claim", "joined_to", "doubt", "note"], "",
    )  # fmt: skip
    origin = {
        "request": source.record.get("request") or "",
        "source_kind": source.record["kind"],
        "source": source.name,
        "file": file,
        "cell": cell,
        "count_low": pd.NA,
        "count_high": pd.NA,
    }
    return blank | origin | columns


def count_unread(source: Source) -> int:
    """In how many places of an answer a number stands that is not read, by what its tables name."""
    corrections = foi_answers.read_corrections(source.folder)
    files = dict.fromkeys(table["file"] for table in source.record.get("tables", []))
    return sum(len(read_document(source.folder / file, corrections.get(file, {})).unread) for file in files)


def _read_disclosed(source: Source, table: dict, corrections: dict) -> list[dict]:
    """Figures of one document of a disclosure, through the reader that every answer goes through."""
    file = source.folder / table["file"]
    document = read_document(file, corrections)
    _check_reading(file, document.printed)
    absent = {entry["cells"]: entry["reason"] for entry in corrections.get("unavailable", [])}
    rows, seen = [], {}
    in_cell: Counter[str] = Counter()  # a sentence may give several
    printed = sorted([*document.figures, *document.blanks], key=lambda one: one["table"])
    kinds: dict[int, set[str]] = {}
    rivals = find_vocabulary().rivals
    # Tables that have rows of other platforms.
    beside = {one["table"] for one in printed if rivals.search(one["offence"])}
    for one in printed:
        if one["measure"] not in ("total", "check_total"):
            kinds.setdefault(one["table"], set()).add(one["measure"])
    for one in printed:
        if not one["period_start"]:
            advice = "stands under no period; give the document's period in layout.yml"
            raise Problem(file, one["cell"], one["as_printed"], advice)
        measure, label = one["measure"], " - ".join(filter(None, (one["offence"], one["outcome"])))
        if len(label) > LONGEST_LABEL:
            raise Problem(
                file, one["cell"], f"{label[:40]}...",
                f"is labelled by {len(label):,} letters, and {LONGEST_LABEL:,} are shown; say in layout.yml where the table stands",
            )  # fmt: skip
        # A total of one offence or outcome, whatever its period, or of a table that counts outcomes only, if its words do
        # not say that it is one of offences.
        of_outcomes = kinds.get(one["table"]) == {"outcome"} and not _OF_OFFENCES.search(one["summed"])
        if measure in ("total", "check_total") and (label or of_outcomes):
            measure, label = "subtotal", label or "all outcomes printed"
        if measure == "total":
            if not years.is_one_year(one["period_start"], one["period_end"]):
                measure = "check_total"
            # A later table may print the same total again; another total of the same period is a contradiction.
            key, ends = (one["period_start"], one["period_end"]), (one["count_low"], one["count_high"])
            if seen.setdefault(key, (one["cell"], ends))[1] != ends:
                raise Problem(
                    file, one["cell"], one["as_printed"],
                    f"is another total of the period of {seen[key][0]}; say under leave_out in layout.yml which one is none",
                )  # fmt: skip
        level, category = _map_label(measure, label)
        blank = one["count_low"] == ""
        in_cell[one["cell"]] += 1
        which = f"-{in_cell[one['cell']]}" if in_cell[one["cell"]] > 1 else ""
        rows.append(
            _figure(
                source, table["file"], one["cell"],
                id=f"{source.name}/{table['file']}!{one['cell']}{which}".replace(" ", "-"),
                force=source.forces[0], measure=measure,
                platform=_name_platform(source.record["platform"], measure, label, one["table"] in beside),
                period_start=one["period_start"], period_end=one["period_end"],
                period_as_printed=one["when"] or f"({years.name_period(one['period_start'], one['period_end'])})",
                label=label or one["summed"], level=level, category=category, as_printed=one["as_printed"],
                count_low=pd.NA if blank else one["count_low"],
                count_high=pd.NA if one["count_high"] == "" else one["count_high"],
                note=absent.get(
                    one["cell"],
                    "the answer does not say what this cell stands for" if blank
                    else counts.IN_A_SENTENCE if one["sentence"] and measure == "offence" else "",
                ),
            )
        )  # fmt: skip
    return rows


def _name_platform(asked: str, measure: str, label: str, beside: bool) -> str:
    """Which platform a figure counts: beside that of the request an answer may print others, and the sum of all."""
    words = find_vocabulary()
    if measure != "other" or not beside or words.subject.search(label):
        return asked
    if words.rivals.search(label):
        return "another"
    return "several" if "total" in label.casefold() else asked


def _map_label(measure: str, label: str) -> tuple[str, str]:
    return labels.map_label(measure, label) if measure in ("offence", "outcome") else ("", "")


def _check_reading(file: Path, printed: str) -> None:
    """Raise where a document is read in another way than when it was filed: no published number changes unseen."""
    filed = file.with_name(f"{file.name}{foi_answers.READING}")
    if not filed.exists():
        return
    rows = [read_grid(filed), list(csv.reader(io.StringIO(printed)))]
    for number, (old, new) in enumerate(zip_longest(*rows, fillvalue=[]), start=1):
        old = old[: len(foi_answers.COLUMNS)]  # what read adds, its doubt, was settled when it was filed
        if old != new:
            raise Problem(
                filed, f"row {number}", ",".join(old),
                f'is now read as "{",".join(new)}"; correct the reading in layout.yml, or file the new one with '
                f"linked-offences reread {show_path(file)}",
            )  # fmt: skip


def _read_statements(source: Source) -> list[dict]:
    file = source.folder / "statements.csv"
    table = catalogue.read_table(file, catalogue.schemas("raw")["statements"])
    known, decided = forces.list_slugs(), {entry["printed"]: entry for entry in source.record.get("periods", [])}
    columns = list(table.columns)
    rows = []
    for number, said in enumerate(table.to_dict("records"), start=1):

        def place(column: str, number: int = number) -> str:
            return cell_address(number, columns.index(column))

        if said["force"] not in known:
            raise Problem(file, place("force"), said["force"], "is no slug of data/reference/forces.csv")
        if said["period"] in decided:
            start, end = (decided[said["period"]][key] or "" for key in ("start", "end"))
        elif days := foi_answers.read_period(said["period"]):
            start, end = map(str, days)
        else:
            advice = "is no period that can be read; add it to source.yml under periods"
            raise Problem(file, place("period"), said["period"], advice)
        if said["joined_to"] and said["joined_to"] not in set(table["id"]):
            raise Problem(file, place("joined_to"), said["joined_to"], "is no id of this file")
        measure = said["measure"]
        if measure == "total" and start and not years.is_one_year(start, end):
            measure = "check_total"
        low = high = None
        try:
            if measure in COUNTED:
                low, high = counts.read_statement(said["value"], said["qualifier"])
            elif said["value"]:
                float(said["value"])
        except ValueError as error:
            printed = f"{said['value']} {said['qualifier']}".strip()
            raise Problem(file, place("value"), printed, str(error)) from None
        level, category = _map_label(measure, said["label"])
        rows.append(
            _figure(
                source, "statements.csv", place("value"),
                id=f"{source.name}/{said['id']}",
                force=said["force"], force_as_printed=said["force_as_printed"], platform=said["platform"],
                measure=measure, period_start=start, period_end=end, period_as_printed=said["period"],
                label=said["label"], level=level, category=category,
                as_printed=said["value"], qualifier=said["qualifier"],
                count_low=pd.NA if low is None else low, count_high=pd.NA if high is None else high,
                claim=said["claim"],
                joined_to=f"{source.name}/{said['joined_to']}" if said["joined_to"] else "",
                doubt=_doubt(said, table), note=said["note"],
            )
        )  # fmt: skip
    return rows


def _doubt(said: dict, table: pd.DataFrame) -> str:
    """What must be so for a statement to be used as what its measure says."""
    if said["joined_to"]:
        other = table.set_index("id").loc[said["joined_to"]]
        if other["measure"] == "change_pct":
            return f"if {said['value']} is the {read_study().total}"
    if said["force_as_printed"]:
        return f"if {said['value']} is a figure of {forces.name_force(said['force'])}"
    return ""
