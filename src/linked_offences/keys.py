"""Turns what a page is made of into a key: the page is made again only where one of its inputs changed.

Nothing here imports pandas, so that a run which has nothing to do is over in no time.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from linked_offences import catalogue, forces
from plain_files import Problem, hash_file, replace_file, show_path, stamp

# All that makes a page, wherever it is installed.
PACKAGES = tuple(Path(find_spec(name).origin).parent for name in ("foi_answers", "linked_offences", "plain_files"))
SETTING = "LINKED_OFFENCES_ADDRESS"
# Of these tables a force's page holds the rows of that force.
OWN = (
    "requests",
    "counts",
    "readings",
    "contradictions",
    "checks",
    "verdicts",
    "population",
    "outcomes_all_crime",
)
# Columns that name figures, which a page quotes whosever they are.
QUOTING = (("counts", "figures"), ("readings", "figures"), ("contradictions", "figures"), ("checks", "figure"),
           ("checks", "parts"), ("verdicts", "figure"), ("verdicts", "against"))  # fmt: skip


def slice_force(slug: str) -> dict[str, list[int]]:
    """Which rows of which processed table belong to a force: all that its page is made of.

    These are its own rows; the figures that its newspapers print, and those of others that its
    contradictions and verdicts quote; official figures of the force and, for recorded crime, of
    England and Wales; and the sources of all that.

    Returns
    -------
    dict of str to list of int
        Numbers of the rows of each table, counted from 0, in the order of the table.
    """
    found = {name: _find(name, force={slug}) for name in OWN}
    found["recorded_crime"] = _find("recorded_crime", force={slug, forces.NATION})
    quoted = {one for name, column in QUOTING for one in _list_named(name, column, found[name])}
    printed = {
        *_find("figures", force={slug}), *_find("figures", force_as_printed={forces.name_force(slug)}),
        *_find("figures", id=_list_named("verdicts", "figure", found["verdicts"])),
    }  # fmt: skip
    found["figures"] = sorted({*printed, *_find("figures", id=quoted)})
    # A quoted figure of others comes with its cell and leads to their page, and not to the sources of this one.
    resting = {"requests": found["requests"], "figures": printed}
    if _find("recorded_crime", force={slug}):
        resting |= {name: found[name] for name in ("recorded_crime", "population", "outcomes_all_crime")}
    used = {one for name in resting for one in _list_named(name, "source", resting[name])}
    found["sources"] = _find("sources", source=used)
    return found


def _find(name: str, **wanted: set) -> list[int]:
    """Numbers of the rows of a table of which one column has one of the values."""
    ((column, values),) = wanted.items()
    places = catalogue.places(name, column)
    return sorted(number for value in values for number in places.get(value, ()))


def _list_named(name: str, column: str, numbers: Iterable[int]) -> set[str]:
    """What is named in one column of some rows of a table, each by itself."""
    rows = catalogue.rows(name)
    return {one for number in numbers for one in rows[number][column].split()}


def list_inputs(notebook: str, parameters: Mapping, force: str = "") -> list[dict[str, str]]:
    """Everything that a page is made of, each with its SHA-256.

    Parameters
    ----------
    notebook : str
        File name below notebooks/; blank for the index, which is made of no notebook.
    parameters : mapping
        Of the notebook.
    force : str, optional
        The force of which the page holds the rows; where it is blank the tables count as a whole.

    Returns
    -------
    list of dict
        ``name`` and ``sha256``: the notebook without its outputs, the parameters, the packages, the
        lock, the setting of the address, the reference tables, the slice of each processed table, what
        was published and replied, and the raw files behind the slice.
    """
    root = catalogue.root()
    inputs = {f"notebooks/{notebook}": hash_notebook(root / "notebooks" / notebook)} if notebook else {}
    inputs["parameters"] = _hash(json.dumps(parameters, sort_keys=True, ensure_ascii=False))
    inputs["the packages"] = hash_packages()
    if (root / "requirements.lock").exists():
        inputs["requirements.lock"] = hash_file(root / "requirements.lock")
    inputs[SETTING] = _hash(os.environ.get(SETTING, ""))
    for file in sorted(catalogue.reference_folder().glob("*.csv")):
        inputs[f"data/reference/{file.name}"] = hash_file(file)
    rows = slice_force(force) if force else {name: None for name in catalogue.described_tables()}
    for name in sorted(rows):
        header, cells = catalogue.read_rows(catalogue.processed() / f"{name}.csv")
        types = [field["type"] for field in catalogue.described_tables()[name]["fields"]]
        mine = cells if rows[name] is None else [cells[number] for number in rows[name]]
        shown = f"data/processed/{name}.csv" + (f", {len(mine)} rows of {force}" if force else "")
        inputs[shown] = _hash(json.dumps([header, types, mine], ensure_ascii=False))
    for file in (*list_filed(force), *([] if notebook else [catalogue.find_methods()])):
        inputs[show_path(file)] = hash_file(file)
    sources = catalogue.rows("sources")
    for source in sources if rows["sources"] is None else [sources[number] for number in rows["sources"]]:
        for one in source["files"].split():
            file, digest = one.rsplit("=", 1)
            inputs[f"data/raw/{source['source']}/{file}"] = digest
    return [{"name": name, "sha256": digest} for name, digest in inputs.items()]


def list_filed(force: str = "") -> list[Path]:
    """The record of what was published of a force and the replies about it; of all where none is given."""
    root = catalogue.root()
    places = ["data/published/*.csv", "data/raw/replies/*/*"]
    if force:
        places = [f"data/published/{force}.csv", f"data/raw/replies/{force}/*"]
    return [file for place in places for file in sorted(root.glob(place))]


def make_key(inputs: Iterable[Mapping]) -> str:
    """The key of a page: one hash of all its inputs, their names and their order."""
    return _hash(json.dumps([[one["name"], one["sha256"]] for one in inputs]))


def hash_notebook(file: Path) -> str:
    """SHA-256 of what a notebook asks, whatever outputs are stored with it.

    Raises
    ------
    Problem
        It cannot be read.
    """
    return _hash_notebook(file, stamp(file))


@cache
def _hash_notebook(file: Path, stamp: tuple[int, int]) -> str:
    try:
        notebook = json.loads(file.read_bytes())
        asked = [[cell["cell_type"], cell.get("metadata", {}), cell["source"]] for cell in notebook["cells"]]
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); put it back") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(file, "", "", f"is no notebook ({error}); restore it with git") from None
    return _hash(json.dumps([asked, notebook.get("metadata")], sort_keys=True))


@cache
def hash_packages() -> str:
    """SHA-256 of the packages' files as they were when this process first asked."""
    return hash_files(*PACKAGES)


def hash_files(*folders: Path) -> str:
    """SHA-256 of all files of folders, with their names; what Python leaves beside them does not count."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc" and not file.name.startswith("."):
                content = file.read_bytes()
                digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def tables_are_current() -> bool:
    """Whether data/processed is what the pipeline last made, and of the files that are there now."""
    try:
        return _stamp_file().read_text(encoding="utf-8") == _stamp_tables()
    except OSError:
        return False


def record_tables() -> None:
    """Say that data/processed was made just now of the files that are there."""
    replace_file(_stamp_tables().encode(), _stamp_file())


def _stamp_file() -> Path:
    return catalogue.root() / ".cache" / "tables.sha256"


def _stamp_tables() -> str:
    made = hash_files(catalogue.processed())
    return f"{hash_files(catalogue.raw(), catalogue.reference_folder())} {hash_packages()} {made}\n"
