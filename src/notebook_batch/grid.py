"""Turns a table of notebooks and parameters into reports, one a row, read as they are made."""

import ast
import csv
import difflib
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from notebook_batch.makers import find_maker
from notebook_batch.reports import Report
from plain_files import LONGEST_NAME, Problem, cell_address, find_name_fault, read_grid

NOTEBOOK, NAME = "notebook", "name"


def check(file: Path, maker: str = "notebook_batch.plain") -> int:
    """Check a table of reports whole, before any of them is made; how many there are.

    The first row names the columns: ``notebook`` (one of the maker's; its default where there is no such
    column), ``name`` (of the report; put together from the parameters where there is none), and a
    column for each parameter.

    Parameters
    ----------
    maker : str
        Of the reports; see `makers`.

    Raises
    ------
    Problem
        A column is no parameter of a notebook, a cell is empty or cannot be the parameter's value, two rows
        would make the same report. Papermill only warns of the first and then makes another than was asked for.
    """
    header, *rows = read_grid(file) or [[]]
    for column, name in enumerate(header):
        if not name or name in header[:column]:
            advice = "names a column twice" if name else "is empty; name the parameter of this column"
            raise Problem(file, cell_address(0, column), name, advice)
    if not rows:
        raise Problem(file, "", "", "has no rows; each row below the first makes a report")
    named: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        report = _read_row(file, maker, header, number, row)
        if report.name in named:
            place = cell_address(number, header.index(NAME) if NAME in header else 0)
            advice = (
                f"is the page's name of row {named[report.name] + 1} too; give each row its own in a column {NAME}"
            )
            raise Problem(file, place, report.name, advice)
        named[report.name] = number
    return len(rows)


def read(file: Path, maker: str = "notebook_batch.plain") -> Iterator[Report]:
    """The reports of a table that was checked, one by one, so that memory does not grow with their number."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines, strict=True)
        header = next(rows)
        for number, row in enumerate(rows, start=1):
            yield _read_row(file, maker, header, number, row)


def _read_row(file: Path, maker: str, header: list[str], number: int, row: list[str]) -> Report:
    if len(row) != len(header):
        advice = f"has {len(row)} cells, the first row has {len(header)}"
        raise Problem(file, f"row {number + 1}", "", advice)
    cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
    places = {name: cell_address(number, column) for column, name in enumerate(header)}
    for name, cell in cells.items():
        if not cell:
            raise Problem(file, places[name], "", f"is empty; say the {name}, or leave out the column")
    found = find_maker(maker)
    notebook, name = cells.pop(NOTEBOOK, found.DEFAULT), cells.pop(NAME, "")
    try:
        known = _list_parameters(found.find_notebooks(), notebook)
    except Problem as problem:
        raise Problem(file, places.get(NOTEBOOK, ""), problem.value, problem.advice) from None
    parameters = {}
    for parameter, cell in cells.items():
        if parameter not in known:
            near = difflib.get_close_matches(parameter, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(known) or 'none'}"
            place = cell_address(0, header.index(parameter))
            raise Problem(file, place, parameter, f"is no parameter of {notebook}: {hint}")
        try:
            value = found.find_value(parameter, cell)
            parameters[parameter] = _read_value(cell, known[parameter]) if value is None else value
        except ValueError as error:
            raise Problem(file, places[parameter], cell, str(error)) from None
    where = places[NAME] if name else f"row {number + 1}"
    if not name:
        words = [Path(notebook).stem.lstrip("0123456789_")] if NOTEBOOK in header or not parameters else []
        name = "-".join(_slug(str(value)) for value in [*words, *parameters.values()])
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or name in found.TAKEN or find_name_fault(name):
        reserved = f", and not {' or '.join(sorted(found.TAKEN))}" if found.TAKEN else ""
        advice = (
            f"cannot name a page; use small letters, digits and single dashes, at most {LONGEST_NAME}{reserved}"
        )
        raise Problem(file, where, name, advice)
    report = Report(name, notebook, parameters, maker)
    if found.find_planned(name) not in (None, report):
        raise Problem(file, where, name, f"is the name of another page; give this one its own in a column {NAME}")
    return report


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _read_value(cell: str, default: str):
    """A cell as the kind of value that the notebook's own is: text as it stands, else a literal of that kind."""
    kind = type(_read_literal(default))  # text where it is none: papermill cannot tell either
    if kind in (str, type(None)):
        return cell
    value = _read_literal(cell)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        raise ValueError(f"is no {kind.__name__}, as the notebook's own value {default} is")
    return value


def _read_literal(text: str):
    """The value that a text is a literal of; the text itself where it is none."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


@cache
def _list_parameters(folder: Path, notebook: str) -> dict[str, str]:
    """Parameters of a notebook with the value that each has there, as written."""
    import papermill

    there = sorted(file.name for file in folder.glob("*.ipynb"))
    if notebook not in there:
        raise Problem(folder, "", notebook, f"is no notebook; there are {', '.join(there)}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = papermill.inspect_notebook(str(folder / notebook))
    return {name: one["default"] for name, one in found.items()}
