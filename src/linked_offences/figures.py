"""Turns the files of a source into figures: one row per printed number or claim."""

import pandas as pd

from linked_offences import catalogue, counts, forces, labels, layout, periods
from linked_offences.catalogue import Problem
from linked_offences.sources import Source

COUNTED = ("total", "check_total", "offence", "outcome")


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
    for table in source.record.get("tables", []):
        rows += _read_disclosed(source, table)
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


def _read_disclosed(source: Source, table: dict) -> list[dict]:
    file = source.folder / table["file"]
    grid = catalogue.read_grid(file)
    cells = list(layout.read_layout(grid))
    given = table.get("period", "")
    if given and periods.read_period(given) is None:
        raise Problem(
            source.folder / "source.yml", "tables.period", given, "is no period; write it as the force does"
        )
    printed = list(dict.fromkeys(cell.period for cell in cells if cell.period))
    absent = {entry["cell"]: entry["reason"] for entry in table.get("unavailable", [])}
    rows = []
    for cell in cells:
        period = cell.period or ("" if cell.is_total and not given else given)
        if period:
            start, end = periods.read_period(period)
        elif cell.is_total and printed:
            start, end = layout.span(printed)
        else:
            raise Problem(
                file, cell.address, cell.text, "stands under no period; give the table's period in source.yml"
            )
        measure = table["measure"]
        if cell.is_total or not cell.label:
            # A sum over the rows of one period is that period's total; over years it is a check.
            measure = "total" if periods.is_one_year(str(start), str(end)) else "check_total"
        level, category = labels.map_label(measure, cell.label) if measure in ("offence", "outcome") else ("", "")
        low, high, note = pd.NA, pd.NA, ""
        if cell.address in absent:
            note = absent[cell.address]
        else:
            try:
                low, high = counts.read_count(cell.text)
            except ValueError:
                raise Problem(
                    file, cell.address, cell.text,
                    "is no count that can be read; if it is not held, list it under unavailable in source.yml",
                ) from None  # fmt: skip
        rows.append(
            _figure(
                source, table["file"], cell.address,
                id=f"{source.name}/{table['file']}!{cell.address}",
                force=source.forces[0], platform=source.record["platform"], measure=measure,
                period_start=str(start), period_end=str(end), period_as_printed=period or "(all rows)",
                label=cell.label, level=level, category=category, as_printed=cell.text,
                count_low=low, count_high=high, note=note,
            )
        )  # fmt: skip
    return rows


def _read_statements(source: Source) -> list[dict]:
    file = source.folder / "statements.csv"
    table = catalogue.read_table(file, catalogue.schemas("raw")["statements"])
    known = set(catalogue.reference("forces")["slug"])
    decided = {entry["printed"]: entry for entry in source.record.get("periods", [])}
    columns = list(table.columns)
    rows = []
    for number, said in enumerate(table.to_dict("records"), start=1):

        def place(column: str, number: int = number) -> str:
            return catalogue.cell_address(number, columns.index(column))

        if said["force"] not in known:
            raise Problem(file, place("force"), said["force"], "is no slug of data/reference/forces.csv")
        if said["period"] in decided:
            start, end = (decided[said["period"]][key] or "" for key in ("start", "end"))
        elif days := periods.read_period(said["period"]):
            start, end = map(str, days)
        else:
            raise Problem(
                file,
                place("period"),
                said["period"],
                "is no period that can be read; add it to source.yml under periods",
            )
        if said["joined_to"] and said["joined_to"] not in set(table["id"]):
            raise Problem(file, place("joined_to"), said["joined_to"], "is no id of this file")
        measure = said["measure"]
        if measure == "total" and start and not periods.is_one_year(start, end):
            measure = "check_total"
        low = high = None
        try:
            if measure in COUNTED:
                low, high = counts.read_statement(said["value"], said["qualifier"])
            elif said["value"]:
                float(said["value"])
        except ValueError as error:
            raise Problem(
                file, place("value"), f"{said['value']} {said['qualifier']}".strip(), str(error)
            ) from None
        level, category = (
            labels.map_label(measure, said["label"]) if measure in ("offence", "outcome") else ("", "")
        )
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
            return f"if {said['value']} is the three-year total"
    if said["force_as_printed"]:
        return f"if {said['value']} is a figure of {forces.name_force(said['force'])}"
    return ""
