"""Lists what a page is made of, each with its hash, and says whether the tables are those of the files that are there."""

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from linked_offences import catalogue
from linked_offences.slices import slice_force
from linked_offences.study import find_file
from notebook_batch import hash_files, hash_notebook, hash_text
from plain_files import Problem, hash_file, replace_file, show_path

# All that makes a page, wherever it is installed.
PACKAGES = tuple(
    Path(find_spec(name).origin).parent
    for name in ("foi_answers", "linked_offences", "notebook_batch", "plain_files", "unknown_counts")
)

# The setting that says where the pages will be published.
SITE_ADDRESS = "LINKED_OFFENCES_ADDRESS"
# How-to pages below docs/, in the order of the site.
GUIDES = ("publish-a-page", "check-a-story", "use-the-data", "python", "extend", "cluster")


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
    inputs["parameters"] = hash_text(json.dumps(parameters, sort_keys=True, ensure_ascii=False))
    inputs["the packages"] = hash_packages()
    if (root / "requirements.lock").exists():
        inputs["requirements.lock"] = hash_file(root / "requirements.lock")
    inputs[SITE_ADDRESS] = hash_text(os.environ.get(SITE_ADDRESS, ""))
    for file in (*sorted(catalogue.reference_folder().glob("*.csv")), find_file()):
        inputs[f"data/reference/{file.name}"] = hash_file(file)
    rows = slice_force(force) if force else {name: None for name in catalogue.described_tables()}
    for name in sorted(rows):
        header, cells = catalogue.read_rows(catalogue.processed() / f"{name}.csv")
        types = [field["type"] for field in catalogue.described_tables()[name]["fields"]]
        mine = cells if rows[name] is None else [cells[number] for number in rows[name]]
        shown = f"data/processed/{name}.csv" + (f", {len(mine)} rows of {force}" if force else "")
        inputs[shown] = hash_text(json.dumps([header, types, mine], ensure_ascii=False))
    for file in (*list_filed(force), *([] if notebook else [find_methods(), *list_guides()])):
        inputs[show_path(file)] = hash_file(file)
    sources = catalogue.rows("sources")
    for source in sources if rows["sources"] is None else [sources[number] for number in rows["sources"]]:
        for one in source["files"].split():
            file, digest = one.rsplit("=", 1)
            inputs[f"data/raw/{source['source']}/{file}"] = digest
    return [{"name": name, "sha256": digest} for name, digest in inputs.items()]


def list_filed(force: str = "") -> list[Path]:
    """What was published of a force, the replies and the corrected readings of its answers; of all where none is given."""
    root = catalogue.root()
    made = catalogue.made().relative_to(root).as_posix()
    of = force or "*"
    places = (f"{made}/published/{of}.csv", f"data/raw/replies/{of}/*", f"data/raw/disclosures/{of}/*/layout.yml")
    return [file for place in places for file in sorted(root.glob(place))]


@cache
def hash_packages() -> str:
    """SHA-256 of the packages' files as they were when this process first asked."""
    return hash_source()


def hash_source() -> str:
    """SHA-256 of the packages' files as they are now."""
    return hash_files(*PACKAGES)


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
    name = "-".join(filter(None, ("tables", catalogue.further_platform())))
    return catalogue.root() / ".cache" / f"{name}.sha256"


def _stamp_tables() -> str:
    made = hash_files(catalogue.processed())
    return f"{hash_files(catalogue.raw(), catalogue.reference_folder())} {hash_packages()} {made}\n"


def find_methods() -> Path:
    """METHODOLOGY.md: that of the checkout, or of the package's where data and notebooks lie by themselves.

    Raises
    ------
    Problem
        Neither is there.
    """
    first, *others = (folder / "METHODOLOGY.md" for folder in (catalogue.root(), Path(__file__).parents[3]))
    for file in (first, *others):
        if file.exists():
            return file
    raise Problem(first, "", "", "is missing: the page on methods is made from it; restore it with git")


def list_guides() -> list[Path]:
    """The how-to texts of this story; another one, whose data lie elsewhere, has none of ours."""
    return [file for name in GUIDES if (file := catalogue.root() / "docs" / f"{name}.md").exists()]


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
    parts = [found.removesuffix("/"), catalogue.further_platform()] if found else []
    return "".join(f"{part}/" for part in parts if part)
