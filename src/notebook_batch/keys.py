"""Turns what a report is made of into a key: it is made again only where one of its inputs changed.

Nothing here imports pandas, so that a run which has nothing to do is over in no time.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from plain_files import Problem, cache_by_stamp


def make_key(inputs: Iterable[Mapping]) -> str:
    """The key of a report: one hash of all its inputs, their names and their order."""
    return hash_text(json.dumps([[one["name"], one["sha256"]] for one in inputs]))


@cache_by_stamp
def hash_notebook(file: Path) -> str:
    """SHA-256 of what a notebook asks, whatever outputs are stored with it.

    Raises
    ------
    Problem
        It cannot be read.
    """
    try:
        notebook = json.loads(file.read_bytes())
        asked = [[cell["cell_type"], cell.get("metadata", {}), cell["source"]] for cell in notebook["cells"]]
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); put it back") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Problem(file, "", "", f"is no notebook ({error}); restore it with git") from None
    return hash_text(json.dumps([asked, notebook.get("metadata")], sort_keys=True))


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


def hash_text(content: str | bytes) -> str:
    """SHA-256 of a text in UTF-8, or of bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
