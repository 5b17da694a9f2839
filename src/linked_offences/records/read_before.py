"""Keeps how each document was read, so that it is read again only where it, its layout.yml or the reader changed.

A file of .cache/read is named by all that a reading depends on, so the folder may be deleted at any time and is never out
of date. A document that cannot be read is read again each time.
"""

import hashlib
import json
import os
import platform
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import foi_answers
import plain_files
from linked_offences import catalogue
from linked_offences.study import find_vocabulary, read_study
from plain_files import hash_file, replace_file, stamp

FOLDER = Path(".cache") / "read"
# Programs that the reader runs where they are installed.
PROGRAMS = ("tesseract", "antiword")


@dataclass(frozen=True)
class ReadDocument:
    """The figures of a document, its cells without a number, both as ``read`` prints them, and where numbers are not read."""

    figures: list[dict]
    blanks: list[dict]
    printed: str
    unread: list[str]


def read_document(file: Path, corrections: dict) -> ReadDocument:
    """A document as the reader reads it now.

    Parameters
    ----------
    corrections : dict
        What layout.yml says of it.

    Raises
    ------
    Problem
        It cannot be read.
    """
    said = [hash_file(file), file.name, corrections, read_study().spellings, _name_reader()]
    name = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    kept = catalogue.root() / FOLDER / f"{name}.json"
    try:
        found = ReadDocument(**json.loads(kept.read_text(encoding="utf-8")))
        os.utime(kept)  # so that it is not taken for one that nobody asks for
    except (OSError, ValueError, TypeError):
        answer = foi_answers.read_answer(file, corrections=corrections, vocabulary=find_vocabulary())
        found = ReadDocument(
            [*answer.rows()], [*answer.rows(blank=True)], foi_answers.write_csv(answer), answer.unread
        )
        replace_file(json.dumps(vars(found)).encode(), kept)
    return found


def forget(before: float) -> None:
    """Delete the readings that nobody asked for since a time, in seconds as `time.time` gives it."""
    for kept in (catalogue.root() / FOLDER).glob("*.json"):
        if kept.stat().st_mtime < before - 60:  # clocks of file systems are coarse
            kept.unlink(missing_ok=True)


@cache
def _name_reader() -> str:
    """What the reading of the same document could change with: the reader, its words, and what is installed."""
    folders = (Path(foi_answers.__file__).parent, Path(plain_files.__file__).parent)
    files = [
        file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in (".py", ".yml", ".json")
    ]
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    programs = [f"{found} {stamp(Path(found))}" for one in PROGRAMS if (found := shutil.which(one))]
    return " ".join([platform.python_version(), *map(hash_file, files), *installed, *programs])
