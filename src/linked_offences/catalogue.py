"""Knows where each table lies, and reads it against its dictionary."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from plain_files import (
    Problem,
    cache_by_stamp,
    import_jsonschema,
    read_cell,
    read_grid,
    show_below,
    stamp,
    suggest_names,
)

if TYPE_CHECKING:  # pandas takes a second to import, and reading an answer does without it
    import pandas as pd


# The setting that says which platform of the study all is about, where it is not the first; see `study.about`.
PLATFORM = "LINKED_OFFENCES_PLATFORM"
# The setting that says where data/ and notebooks/ lie.
ROOT = "LINKED_OFFENCES_ROOT"


def root() -> Path:
    """Folder that holds data/ and notebooks/: the checkout, or what LINKED_OFFENCES_ROOT names."""
    return find_below("")


@contextmanager
def rooted(folder: str | Path) -> Iterator[None]:
    """Work below another folder for a while, such as a copy that is thrown away."""
    before = os.environ.get(ROOT)
    os.environ[ROOT] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(ROOT)
        if before is not None:
            os.environ[ROOT] = before


@cache  # to build a path takes longer than all else that asking for the study does, which each sentence does
def _find_below(named: str | None, place: str) -> Path:
    return Path(named or Path(__file__).parents[2], place)


def find_below(place: str) -> Path:
    """The path of a file or folder below the root."""
    return _find_below(os.environ.get(ROOT), place)


show_below(root)


def raw() -> Path:
    """Folder of the received files."""
    return find_below("data/raw")


def reference_folder() -> Path:
    """Folder of the tables that people decided."""
    return find_below("data/reference")


def further_platform() -> str:
    """Slug of the platform that all is about, where it is not the study's first; empty where it is."""
    return os.environ.get(PLATFORM, "")


def made() -> Path:
    """Folder of what is made and published about a platform: data/ for the study's first, one below it for each other."""
    return find_below(_name_made())


def processed() -> Path:
    """Folder of the tables that the pipeline makes."""
    return find_below(f"{_name_made()}/processed")


def _name_made() -> str:
    return f"data/platforms/{further_platform()}" if further_platform() else "data"


def pages() -> Path:
    """Folder of the pages about a platform, where none other is named."""
    return root() / "reports" / further_platform()


@cache_by_stamp
def read_rows(file: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file as text; the same objects again while the file is unchanged, so leave them as they are.

    Raises
    ------
    Problem
        The file cannot be read, has no header, or has a row of another length.
    """
    grid = read_grid(file)
    if not grid:
        raise Problem(file, "", "", "is empty; put the file back")
    header = grid[0]
    for number, row in enumerate(grid[1:], start=2):
        if len(row) != len(header):
            advice = f"has {len(row)} cells where the header has {len(header)}"
            raise Problem(file, f"row {number}", ",".join(row), advice)
    return header, grid[1:]


def read_table(file: Path, schema: dict | None = None) -> pd.DataFrame:
    """Read a CSV file with a header row; every cell stays text, a blank is the empty string.

    Parameters
    ----------
    schema : dict, optional
        Table Schema that the rows must meet.

    Raises
    ------
    Problem
        The file cannot be read, has no header, has a row of another length, or breaks the schema.
    """
    header, rows = read_rows(file)
    import pandas as pd

    table = pd.DataFrame(rows, columns=header, dtype=str)
    if schema:
        check(table, schema, file)
    return table


def check(table: pd.DataFrame, schema: dict, file: Path) -> None:
    """Raise where a table breaks its Table Schema: columns, types, permitted values, unique keys; not keys of other tables.

    Raises
    ------
    Problem
        The first breach, with row and column as the file shows them.
    """
    columns = [
        [one if there else None for one, there in zip(table[name].tolist(), table[name].notna(), strict=True)]
        for name in table
    ]
    rows = [list(table.columns), *map(list, zip(*columns, strict=True))]
    # What has passed passes again: a command reads the tables that people decided more than once.
    content = hashlib.sha256(repr((schema, rows)).encode("utf-8", "surrogatepass")).hexdigest()
    if content in _passed:
        return
    # frictionless takes a third of a second to import, and a page that only reads does not need it.
    import_jsonschema()
    from frictionless import Resource, Schema

    alone = {key: value for key, value in schema.items() if key != "foreignKeys"}
    resource = Resource(data=rows, schema=Schema.from_descriptor(alone))
    for task in resource.validate().tasks:
        for error in task.errors:
            found = error.to_descriptor()
            words = {"row": found.get("rowNumber"), "column": found.get("fieldName")}
            place = " ".join(f"{word} {where}" for word, where in words.items() if where)
            raise Problem(file, place, str(found.get("cell") or ""), found["note"] or found["message"])
    _passed.add(content)


_passed: set[str] = set()  # tables with their schemas, as hashes


@cache_by_stamp
def _read_dictionary(file: Path) -> dict:
    try:
        # The loader in C, where PyYAML has it, takes a tenth of the time: each page reads the dictionary.
        return yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Problem(file, "", "", f"is not YAML ({error}); restore it with git") from None


def schemas(kind: str) -> dict[str, dict]:
    """Table Schema of each table of one kind (raw, reference or processed), by name."""
    file = reference_folder() / "dictionary.yml"
    if not file.exists():
        raise Problem(file, "", "", "is missing: it describes every table; restore it with git")
    return _read_dictionary(file)[kind]


def described_tables() -> dict[str, dict]:
    """Table Schema of each processed table, by name, as data/processed/datapackage.json gives it."""
    file = processed() / "datapackage.json"
    if not file.exists():
        raise Problem(file, "", "", "is missing; run make data")
    return _read_schemas(file)


@cache_by_stamp
def _read_schemas(file: Path) -> dict[str, dict]:
    package = json.loads(file.read_text(encoding="utf-8"))
    return {resource["name"]: resource["schema"] for resource in package["resources"]}


def stamp_tables() -> tuple:
    """What changes when a processed table or the study does."""
    folder = processed()
    files = [f"{folder}/{name}.csv" for name in sorted(described_tables())]
    return str(folder), *map(stamp, map(Path, files)), stamp(reference_folder() / "study.yml")


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a processed table as text, without pandas; as with `read_rows`, leave them as they are."""
    described_tables()  # without it no table is to be trusted
    return read_records(processed() / f"{name}.csv")


@cache_by_stamp
def read_records(file: Path) -> list[dict[str, str]]:
    """Rows of a CSV file by their columns, each cell as the text that it was made of; leave them as they are."""
    header, cells = read_rows(file)
    return [dict(zip(header, map(read_cell, row), strict=True)) for row in cells]


def places(name: str, column: str) -> dict[str, list[int]]:
    """Numbers of the rows of a processed table, counted from 0, by what a column holds; leave them as they are."""
    return _places(processed() / f"{name}.csv", column)


@cache_by_stamp
def _places(file: Path, column: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(read_records(file)):
        found.setdefault(row[column], []).append(number)
    return found


def load(name: str) -> pd.DataFrame:
    """Load a processed table with the types that the dictionary gives.

    Returns
    -------
    DataFrame
        Whole numbers as Int64, others as Float64 (blank is missing), all else as text (blank is "", dates are ISO).

    Raises
    ------
    KeyError
        No processed table has that name; the nearest and all names are told.
    """
    file, described = processed() / f"{name}.csv", described_tables()
    if name not in described:
        near = suggest_names(name, described)
        raise KeyError(f'no table is called "{name}"{near and f" ({near})"}: {", ".join(sorted(described))}')
    table = _load(file, tuple((one["name"], one["type"]) for one in described[name]["fields"]))
    return table.copy(deep=False)  # pandas copies what is written to


@cache_by_stamp
def _load(file: Path, fields: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    import pandas as pd

    table = read_table(file)
    if list(table.columns) != [name for name, _ in fields]:
        raise Problem(file, "row 1", "", "columns are not those of datapackage.json; run make data")
    for name, kind in fields:
        if kind in ("integer", "number"):
            wanted = "Int64" if kind == "integer" else "Float64"
            table[name] = pd.to_numeric(table[name].replace("", None)).astype(wanted)
        else:
            table[name] = table[name].map(read_cell)
    return table


def reference_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table that people decided, as text, without pandas; leave them as they are."""
    return read_records(reference_folder() / f"{name}.csv")


def reference(name: str) -> pd.DataFrame:
    """Load a table that people decided, as text."""
    return _read_reference(reference_folder() / f"{name}.csv").copy(deep=False)


_read_reference = cache_by_stamp(read_table)


def describe_file(name: str, path: str, content: bytes, schema: dict) -> dict:
    """What a Data Package says of the file of a table; keys of other tables are left out, which may lie elsewhere."""
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": schema["description"],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {key: value for key, value in schema.items() if key not in ("description", "foreignKeys")},
    }
