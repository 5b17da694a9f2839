"""Keeps what was solved of each force's figures, so that it is solved again only where they changed.

A file of .cache/solved is named by all that its answers depend on: what is always so of the force's counts, and the
solver. Inside it each answer is named by what was asked. So the folder may be deleted at any time, and is never out of date.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import unknown_counts
from linked_offences import catalogue
from plain_files import hash_file, replace_file
from unknown_counts import Constraint, System, name_constraints


def recall(structure: Iterable[Constraint]) -> System:
    """The system of a structure, with what was solved of it before."""
    structure = list(structure)
    try:
        solved = json.loads(_find(structure).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        solved = {}
    return System(structure, solved if isinstance(solved, dict) else {})


def remember(systems: Iterable[System]) -> None:
    """Write down what these systems solved, and delete what was solved of others."""
    files: dict[Path, dict] = {}
    for system in systems:
        files.setdefault(_find(system.structure), {}).update(system.solved)
    for file in set(_folder().glob("*.json")) - set(files):
        file.unlink(missing_ok=True)
    for file, solved in files.items():
        content = json.dumps(solved).encode()
        if not file.exists() or file.stat().st_size != len(content):  # answers are only added
            replace_file(content, file)


def _folder() -> Path:
    return catalogue.root() / ".cache" / "solved"


def _find(structure: Iterable[Constraint]) -> Path:
    name = hashlib.sha256(f"{name_constraints(structure)} {_name_solver()}".encode()).hexdigest()
    return _folder() / f"{name}.json"


@cache
def _name_solver() -> str:
    """What the answers to the same questions could change with."""
    files = sorted(Path(unknown_counts.__file__).parent.glob("*.py"))
    return " ".join([*map(hash_file, files), version("scipy"), version("numpy")])
