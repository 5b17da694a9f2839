"""Reads a folder or an archive of many forces' answers, one by one, and says of each whose it is and what came of it."""

import contextlib
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import foi_answers
from foi_answers import Answer
from linked_offences import forces
from plain_files import Problem, make_name, write_line

# A download of forty forces' correspondence is some hundred files.
MOST_FILES, MOST_BYTES = 5_000, 2_000_000_000
_OURS = (foi_answers.READING, "layout.yml", "source.yml")
_SENT = "outgoing_"  # how WhatDoTheyKnow names what was asked, which may quote any figure
_HEAD = 25  # rows in which a letter says whose it is


@dataclass(frozen=True)
class Found:
    """One file of a batch: its name there, what it says, or why it cannot be read, and whose it is."""

    name: str
    answer: Answer | None
    fault: str
    forces: tuple[str, ...]

    def show(self) -> dict[str, str]:
        """It as a row of the summary."""
        rows = list(self.answer.rows()) if self.answer else []
        doubtful = sum(bool(row["doubt"]) for row in rows)
        refused = self.answer is not None and self.answer.refused
        named = [*self.forces[:2], *["others"] * (len(self.forces) > 2)]
        sections = f"section {' and '.join(self.answer.sections)}" if refused and self.answer.sections else ""
        said = ""
        if self.answer and not rows and not refused:
            said = "single cases: read it alone with --tally" if self.answer.cases else "no figure and no refusal"
        return {
            "file": self.name, "force": " or ".join(named), "figures": str(len(rows)),
            "sure": str(len(rows) - doubtful), "in doubt": str(doubtful),
            "refused": sections or "refused or not held" * refused, "said": self.fault or said,
        }  # fmt: skip


def find_forces(answer: Answer) -> tuple[str, ...]:
    """Slugs of the forces that an answer names at its head or by an address, in reading order.

    What is counted may name a force ("Assault of a British Transport Police officer"); that says not whose answer it is.
    """
    counted = {label for _, one in answer.found for label in (one.offence, one.outcome)}
    heads, rest = [], []
    for sheet in answer.sheets:
        texts = [text for row in sheet.rows for text in row.cells if text and text not in counted]
        heads += texts[:_HEAD]
        rest += [text for text in texts[_HEAD:] if "police.uk" in text.casefold()]
    return tuple(find_named([*heads, *rest]))


def list_files(place: Path, scratch: Path) -> list[tuple[str, Path]]:
    """Files of a folder or of an archive, by their names there; those of an archive are written below ``scratch``.

    What a program put there by itself is left out, and so is what is no file that was received.

    Raises
    ------
    Problem
        It is an archive that cannot be read or is too large, or there is no file in it.
    """
    if place.is_dir():
        found = [
            (one.relative_to(place).as_posix(), one)
            for folder, _, names in os.walk(place)
            for one in (Path(folder, name) for name in names)
            if one.is_file() and not one.is_symlink()
        ]
    else:
        found = _unpack(place, scratch)
    kept = [
        one for one in sorted(found)
        if not (foi_answers.is_left_by_system(one[0]) or one[0].endswith(_OURS) or one[1].name.startswith(_SENT))
    ]  # fmt: skip
    if not kept:
        raise Problem(place, "", "", "holds no file; name the folder or archive of the answers")
    if len(kept) > MOST_FILES:
        raise Problem(
            place, "", "", f"holds {len(kept):,} files, and {MOST_FILES:,} are read; name a folder in it"
        )
    return kept


def _unpack(place: Path, scratch: Path) -> list[tuple[str, Path]]:
    try:
        with zipfile.ZipFile(place) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            # zipfile stops at the size that the archive declares.
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
                most = f"{MOST_FILES:,} files or {MOST_BYTES // 1_000_000:,} MB"
                raise Problem(place, "", "", f"holds more than {most}; unpack it, and read its folders")
            found = []
            for number, one in enumerate(members):
                folder = scratch / str(number)
                folder.mkdir()
                file = folder / make_name(one.filename.rpartition("/")[2])
                file.write_bytes(archive.read(one))
                found.append((write_line(one.filename), file))
            return found
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        advice = f"cannot be unpacked ({error}); ask for a new copy, or unpack it and name the folder"
        raise Problem(place, "", "", advice) from None


def read_files(files: list[tuple[str, Path]], period: str | None, vocabulary) -> Iterator[Found]:
    """Read files one by one, whatever becomes of any."""
    for name, file in files:
        answer, fault = None, ""
        try:
            answer = foi_answers.read_file(file, period=period, vocabulary=vocabulary)
        except Problem as problem:
            fault = ": ".join(filter(None, (problem.place, problem.value, problem.advice)))
        named = find_forces(answer) if answer else ()
        for folder in name.split("/")[-2::-1] if not named else ():  # one above it may be called by the force
            with contextlib.suppress(ValueError):
                named = named or (forces.find_force(folder.replace("_", " ")),)
        yield Found(name, answer, fault, named)


def write_summary(found: list[Found]) -> list[str]:
    """What came of all files, as lines of a table; figures stand to the right."""
    rows = [one.show() for one in found]
    heads = list(rows[0])
    total = {name: str(sum(int(row[name]) for row in rows)) for name in ("figures", "sure", "in doubt")}
    rows.append(dict.fromkeys(heads, "") | {"file": f"{len(found)} files"} | total)
    table = [dict(zip(heads, (*heads[:-1], ""), strict=True)), *rows]
    widths = {name: min(max(len(row[name]) for row in table), 60) for name in heads[:-1]}
    return [
        "  ".join(
            row[name].rjust(width) if name in total else row[name][-width:].ljust(width) for name, width in widths.items()
        ).rstrip() + (f"  {row['said']}" if row["said"] else "")
        for row in table
    ]  # fmt: skip


def find_named(texts: Iterable[str]) -> list[str]:
    """Slugs of the forces that texts name in full or by their address on the network, each once, in reading order.

    Examples
    --------
    >>> find_named(["Kent Police, Sutton Road", "write to foi@avonandsomerset.police.uk"])
    ['kent', 'avon-and-somerset']
    """
    pattern, names = _named()
    found = [
        names[re.sub(r"[^a-z]", "", (one["host"] or one["name"]).casefold().replace("&", "and"))]
        for text in texts
        for one in pattern.finditer(text)
    ]
    return list(dict.fromkeys(found))


def _named() -> tuple[re.Pattern, dict[str, str]]:
    """What finds a force in a text, and the slug of each name by its letters; a name of two forces is none."""
    names = {name: slugs[0] for name, slugs in forces.list_spellings().items() if len(slugs) == 1}
    whole = [name for name in names if " " in name and re.search(r"\b(?:police|constabulary|heddlu)\b", name)]
    letters = {re.sub(r"[^a-z]", "", name.replace("&", "and")): slug for name, slug in names.items()}
    letters |= {"met": "metropolitan"}  # its address on the network
    hosts = "|".join(sorted({re.escape(one) for one in (*letters, *names.values())}, key=len, reverse=True))
    spelled = "|".join(sorted(map(re.escape, whole), key=len, reverse=True)).replace(r"\ ", r"\s+")
    return re.compile(
        rf"[@./](?P<host>{hosts})\.(?:pnn\.)?police\.uk\b|\b(?P<name>{spelled})\b", re.IGNORECASE
    ), letters
