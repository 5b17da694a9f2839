"""Turns the files that people write under data/raw/replies into the replies of forces and platforms."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from linked_offences import catalogue, forces
from linked_offences.years import is_day
from plain_files import Problem, read_yaml

FOLDER = "replies"


@dataclass(frozen=True)
class Reply:
    """One reply: ``name`` is that of its file; ``about`` are ids of figures, none for the whole page.

    ``summary`` is ours and ``quoted`` theirs; one of them may be blank, as ``address`` may be.
    """

    name: str
    force: str
    sender: str
    who: str
    date: str
    received: str
    address: str
    licence: str
    about: tuple[str, ...]
    summary: str
    quoted: str


def list_replies(force: str) -> list[Reply]:
    """The replies filed for the page of a force, oldest first; none where none was received.

    Parameters
    ----------
    force : str
        Slug; a reply that is about all forces is filed for ``england-and-wales``.

    Raises
    ------
    Problem
        A file is no reply, breaks data/raw/reply.schema.json, or is named otherwise than by its date.
    """
    return [_read_reply(file, force) for file in list_files(force)]


def list_files(force: str) -> list[Path]:
    """The files that hold a force's replies, oldest first."""
    folder = catalogue.raw() / FOLDER / force
    return sorted(folder.iterdir()) if folder.is_dir() else []


def list_forces() -> list[str]:
    """Slugs of the forces with a folder of replies.

    Raises
    ------
    Problem
        A folder names no force.
    """
    folder = catalogue.raw() / FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    for one in found:
        if one.name not in forces.list_slugs() or not one.is_dir():
            raise Problem(one, "", "", "is no folder of a force; name it by a slug of data/reference/forces.csv")
    return [one.name for one in found]


def check(force: str, figures: Collection[str]) -> None:
    """Raise where the replies of a force cannot be read, or speak of a figure that is not held.

    Parameters
    ----------
    figures : collection of str
        Ids of all figures.

    Raises
    ------
    Problem
        The first fault.
    """
    for reply in list_replies(force):
        for one in reply.about:
            if one not in figures:
                raise Problem(
                    catalogue.raw() / FOLDER / force / f"{reply.name}.yml", "about", one,
                    "is no id of data/processed/figures.csv; correct it, or say in the summary what is meant",
                )  # fmt: skip


def _read_reply(file: Path, force: str) -> Reply:
    if file.suffix != ".yml":
        raise Problem(file, "", "", "is no reply; write each as <date>-<who>.yml (see data/raw/reply.schema.json)")
    record = read_yaml(file, catalogue.raw() / "reply.schema.json")
    if not is_day(record["date"]):
        raise Problem(file, "date", record["date"], "is no day; write it as 2026-12-01")
    if not re.fullmatch(re.escape(record["date"]) + r"-[a-z0-9]+(-[a-z0-9]+)*", file.stem):
        raise Problem(file, "", "", f"is not named by its date and sender; call it {record['date']}-<who>.yml")
    return Reply(
        name=file.stem,
        force=force,
        sender=record["from"],
        who=record["who"],
        date=record["date"],
        received=record["received"],
        address=record["address"] or "",
        licence=record["licence"],
        about=tuple(record["about"]),
        summary=record.get("summary", ""),
        quoted=record.get("quoted", ""),
    )
