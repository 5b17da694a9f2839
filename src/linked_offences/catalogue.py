"""Knows where each table lies, and reads and writes it against its dictionary."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from linked_offences import quoting

if TYPE_CHECKING:  # pandas takes a second to import, and reading an answer does without it
    import pandas as pd


# The setting that says where the pages will be published.
SITE_ADDRESS = "LINKED_OFFENCES_ADDRESS"


class Problem(Exception):
    """One thing wrong with the input, told in one line that a person can act on.

    Parameters
    ----------
    file : str or Path
        The file at fault.
    place : str
        Cell, row or key inside it; empty where the whole file is meant.
    value : str
        What stands there.
    advice : str
        What is wrong and what to do about it.
    """

    def __init__(self, file: str | Path, place: str, value: str, advice: str):
        self.file, self.place, self.value, self.advice = shown(file), place, value, advice
        parts = [self.file, place, f'"{value}"' if value else "", advice]
        super().__init__(": ".join(quoting.make_visible(" ".join(str(part).split())) for part in parts if part))


def root() -> Path:
    """Folder that holds data/ and notebooks/: the checkout, or what LINKED_OFFENCES_ROOT names."""
    return _find_root(os.environ.get("LINKED_OFFENCES_ROOT"))


@cache
def _find_root(named: str | None) -> Path:
    return Path(named or Path(__file__).parents[2])


def site_address() -> str:
    """Where the pages will be published, with a slash at its end; empty where nobody has said.

    Raises
    ------
    Problem
        It is no address of the web.
    """
    found = os.environ.get(SITE_ADDRESS, "").strip()
    if found and not re.match(r"https?://[^\s<>\"]+$", found):
        raise Problem(SITE_ADDRESS, "", found, "is no address of the web; write it as https://example.org/folder/")
    return found if not found or found.endswith("/") else f"{found}/"


def raw() -> Path:
    """Folder of the received files."""
    return root() / "data" / "raw"


def reference_folder() -> Path:
    """Folder of the tables that people decided."""
    return root() / "data" / "reference"


def processed() -> Path:
    """Folder of the tables that the pipeline makes."""
    return root() / "data" / "processed"


def find_methods() -> Path:
    """METHODOLOGY.md: that of the checkout, or of the package's where data and notebooks lie by themselves.

    Raises
    ------
    Problem
        Neither is there.
    """
    for folder in (root(), Path(__file__).parents[2]):
        if (folder / "METHODOLOGY.md").exists():
            return folder / "METHODOLOGY.md"
    raise Problem(
        root() / "METHODOLOGY.md", "", "", "is missing: the page on methods is made from it; restore it with git"
    )


def shown(path: str | Path) -> str:
    """Path as a reader knows it: from the top of the checkout, with forward slashes."""
    path = Path(path)
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else path.as_posix()


def cell_address(row: int, column: int) -> str:
    """Spreadsheet address of a cell, from its row and column counted from 0.

    Examples
    --------
    >>> cell_address(0, 0), cell_address(4, 27)
    ('A1', 'AB5')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_grid(file: Path) -> list[list[str]]:
    """Read a CSV file as rows of cells, exactly as written.

    Raises
    ------
    Problem
        The file is missing, is not UTF-8 or is not CSV.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); put the file back") from None
    except UnicodeDecodeError as error:
        raise Problem(file, f"byte {error.start + 1}", "", "is not UTF-8 text; save it as UTF-8 CSV") from None
    if "\0" in text:
        raise Problem(file, f"character {text.index(chr(0)) + 1}", "", "is not text; save it as UTF-8 CSV")
    reader = csv.reader(io.StringIO(quoting.make_visible(text), newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise Problem(file, f"line {reader.line_num}", "", f"is not CSV ({error}); mend the quotes") from None


def read_rows(file: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV file as text; the same objects again while the file is unchanged, so leave them as they are.

    Raises
    ------
    Problem
        The file cannot be read, has no header, or has a row of another length.
    """
    return _read_rows(file, stamp(file))


def stamp(file: Path) -> tuple[int, int]:
    """What changes when a file does: its time and its size."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@cache
def _read_rows(file: Path, stamp: tuple[int, int]) -> tuple[list[str], list[list[str]]]:
    grid = read_grid(file)
    if not grid:
        raise Problem(file, "", "", "is empty; put the file back")
    header = grid[0]
    for number, row in enumerate(grid[1:], start=2):
        if len(row) != len(header):
            raise Problem(
                file, f"row {number}", ",".join(row), f"has {len(row)} cells where the header has {len(header)}"
            )
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
    """Raise where a table breaks its Table Schema: columns, types, permitted values, unique keys.

    Raises
    ------
    Problem
        The first breach, with row and column as the file shows them.
    """
    # frictionless takes a third of a second to import, and a page that only reads does not need it.
    import_jsonschema()
    from frictionless import Resource, Schema

    rows = table.astype(object).where(table.notna(), None)
    resource = Resource(data=[list(table.columns), *rows.values.tolist()], schema=Schema.from_descriptor(schema))
    for task in resource.validate().tasks:
        for error in task.errors:
            found = error.to_descriptor()
            place = " ".join(
                f"{word} {found[key]}"
                for word, key in (("row", "rowNumber"), ("column", "fieldName"))
                if found.get(key)
            )
            raise Problem(file, place, str(found.get("cell") or ""), found["note"] or found["message"])


@contextlib.contextmanager
def hide(module: str) -> Iterator[None]:
    """Let a module pass for not installed, where it takes long to load and what is imported here can do without."""
    loaded = sys.modules.setdefault(module, None)
    try:
        yield
    finally:
        if loaded is None:
            del sys.modules[module]


@cache
def import_jsonschema() -> None:
    """Import what frictionless and nbformat check by, without the grammar of international addresses.

    It takes a second to build as jsonschema is imported, and neither asks for the formats that need it.
    """
    with hide("rfc3987_syntax"):
        import jsonschema  # noqa: F401


@cache
def _dictionary(file: Path, stamp: tuple[int, int]) -> dict:
    """The dictionary of all tables; read again when the file changed."""
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
    return _dictionary(file, stamp(file))[kind]


def described_tables() -> dict[str, dict]:
    """Table Schema of each processed table, by name, as data/processed/datapackage.json gives it."""
    file = processed() / "datapackage.json"
    if not file.exists():
        raise Problem(file, "", "", "is missing; run make data")
    return _describe_tables(file, stamp(file))


@cache
def _describe_tables(file: Path, stamp: tuple[int, int]) -> dict[str, dict]:
    package = json.loads(file.read_text(encoding="utf-8"))
    return {resource["name"]: resource["schema"] for resource in package["resources"]}


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a processed table as text, without pandas; as with `read_rows`, leave them as they are."""
    described_tables()  # without it no table is to be trusted
    file = processed() / f"{name}.csv"
    return _rows(file, stamp(file))


@cache
def _rows(file: Path, stamp: tuple[int, int]) -> list[dict[str, str]]:
    header, cells = read_rows(file)
    return [dict(zip(header, map(quoting.read_cell, row), strict=True)) for row in cells]


def places(name: str, column: str) -> dict[str, list[int]]:
    """Numbers of the rows of a processed table, counted from 0, by what a column holds; leave them as they are."""
    file = processed() / f"{name}.csv"
    return _places(file, stamp(file), column)


@cache
def _places(file: Path, stamp: tuple[int, int], column: str) -> dict[str, list[int]]:
    found = {}
    for number, row in enumerate(_rows(file, stamp)):
        found.setdefault(row[column], []).append(number)
    return found


def load(name: str) -> pd.DataFrame:
    """Load a processed table with the types that the dictionary gives.

    Returns
    -------
    DataFrame
        Whole numbers as nullable Int64 (blank is missing), all else as text (blank is the
        empty string; dates stay ISO text, which sorts as dates do).
    """
    file, described = processed() / f"{name}.csv", described_tables()
    table = _load(file, stamp(file), tuple((one["name"], one["type"]) for one in described[name]["fields"]))
    return table.copy(deep=False)  # pandas copies what is written to


@cache
def _load(file: Path, stamp: tuple[int, int], fields: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    import pandas as pd

    table = read_table(file)
    if list(table.columns) != [name for name, _ in fields]:
        raise Problem(file, "row 1", "", "columns are not those of datapackage.json; run make data")
    for name, kind in fields:
        if kind == "integer":
            table[name] = pd.to_numeric(table[name].replace("", None)).astype("Int64")
        else:
            table[name] = table[name].map(quoting.read_cell)
    return table


def reference_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table that people decided, as text, without pandas; leave them as they are."""
    file = reference_folder() / f"{name}.csv"
    return _rows(file, stamp(file))


def hash_file(file: Path) -> str:
    """SHA-256 of a file's bytes, worked out anew only when the file changed."""
    return _hash_file(file, stamp(file))


@cache
def _hash_file(file: Path, stamp: tuple[int, int]) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def reference(name: str) -> pd.DataFrame:
    """Load a table that people decided, as text."""
    file = reference_folder() / f"{name}.csv"
    return _reference(file, stamp(file)).copy(deep=False)


@cache
def _reference(file: Path, stamp: tuple[int, int]) -> pd.DataFrame:
    return read_table(file)


def save(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Write the processed tables and their datapackage.json, all or none.

    Each table is held against the dictionary first; nothing is written unless all pass.

    Returns
    -------
    list of str
        Names of the files whose bytes differ from what stood there before.
    """
    described = schemas("processed")
    if set(tables) != set(described):
        strange = ", ".join(sorted(set(tables) ^ set(described)))
        raise Problem(
            reference_folder() / "dictionary.yml", "processed", strange, "is made but not described, or not made"
        )
    package = {
        "profile": "tabular-data-package",
        "name": "linked-offences",
        "title": "Offences linked to TikTok, force by force",
        "resources": [],
    }
    written = {}
    for name, schema in described.items():
        file = f"{name}.csv"
        table = tables[name][[field["name"] for field in schema["fields"]]]
        check(table, schema, processed() / file)
        content = written[file] = quoting.write_csv(table).encode("utf-8")
        package["resources"].append(
            {
                "name": name,
                "path": file,
                "profile": "tabular-data-resource",
                "description": schema["description"],
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": {key: value for key, value in schema.items() if key != "description"},
            }
        )
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    written["datapackage.json"] = text.encode("utf-8")
    changed = [
        file
        for file, content in written.items()
        if not (processed() / file).exists() or (processed() / file).read_bytes() != content
    ]
    processed().mkdir(exist_ok=True)
    # Every file lies complete on the disk before the first of them takes its final name.
    with tempfile.TemporaryDirectory(dir=processed(), prefix=".new-") as beside:
        for file in changed:
            (Path(beside) / file).write_bytes(written[file])
        for file in changed:
            os.replace(Path(beside) / file, processed() / file)
    return changed


def read_yaml(file: Path, schema: Path) -> dict:
    """Read a YAML file that a person writes, and hold it against its JSON Schema. Dates stay text.

    Raises
    ------
    Problem
        It is missing, no YAML, or breaks the schema.
    """
    try:
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=_TextLoader)
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); put the file back") from None
    except UnicodeDecodeError as error:
        raise Problem(file, f"byte {error.start + 1}", "", "is not UTF-8 text; save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise Problem(file, place, "", f"is not YAML ({getattr(error, 'problem', error)}); mend it") from None
    check_record(record, schema, file)
    return record


def check_record(record: object, schema: Path, file: Path) -> None:
    """Raise where a record breaks its JSON Schema.

    Raises
    ------
    Problem
        Names the file of the record and the place in it; or the schema, where that cannot be read.
    """
    # jsonschema takes a tenth of a second to import, and most of reading an answer does without it.
    import jsonschema

    try:
        rules = json.loads(schema.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(schema, "", "", f"cannot be read as JSON ({error}); restore it with git") from None
    breach = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(rules).iter_errors(record))
    if breach:
        place = ".".join(str(part) for part in breach.absolute_path)
        raise Problem(file, place, "", f"{breach.message[:200]}; see {shown(schema)}")


class _TextLoader(yaml.SafeLoader):
    """Takes a date as the text that it is: an impossible one must not end the program, but be named."""

    def construct_scalar(self, node):
        """A text in which every character can be seen, however it is written."""
        value = super().construct_scalar(node)
        return quoting.make_visible(value) if isinstance(value, str) else value


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def replace_file(content: bytes, file: Path) -> None:
    """Put a whole file under its final name at once, so that nobody sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False)  # noqa: SIM115
    try:
        with part:
            part.write(content)
        os.chmod(part.name, 0o644)
        os.replace(part.name, file)
    except BaseException:
        os.unlink(part.name)
        raise
