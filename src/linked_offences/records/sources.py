"""Turns a folder of data/raw into a source: what it is, where it comes from, and its untouched files."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from foi_answers import READING, read_period
from linked_offences import catalogue, forces
from linked_offences.records import deadlines
from linked_offences.records.replies import FOLDER as REPLIES
from linked_offences.years import is_day, is_whole_year
from plain_files import Problem, find_name_fault, read_grid, read_yaml

OURS = {"source.yml", "layout.yml"}  # what people write beside the files received
REQUESTS = "requests"
EVERY_FORCE = "every force of England and Wales"


@dataclass(frozen=True)
class Source:
    """One folder of data/raw: ``name`` is the folder below it, ``record`` its source.yml."""

    name: str
    record: dict

    @property
    def folder(self) -> Path:
        """Where the folder lies."""
        return catalogue.raw() / self.name

    @property
    def forces(self) -> list[str]:
        """Slugs of the forces that it is about."""
        named = self.record["forces"]
        return forces.list_asked() if named == EVERY_FORCE else named

    @property
    def is_to_one(self) -> bool:
        """Whether it is a request to forces that it names, whose answers stand by themselves."""
        return self.record["kind"] == "request" and self.record["forces"] != EVERY_FORCE


def list_folders() -> list[str]:
    """Names of all source folders, that is of every lowest folder below data/raw without the replies, in order."""
    names = []
    for folder in filter(Path.is_dir, catalogue.raw().rglob("*")):
        parts = folder.relative_to(catalogue.raw()).parts
        # What begins with a dot was being filed when the program was killed, or would not be kept by git.
        inside = [child for child in folder.iterdir() if not child.name.startswith(".")]
        hidden = parts[0] == REPLIES or any(part.startswith(".") for part in parts)
        if inside and not hidden and not any(map(Path.is_dir, inside)):
            names.append("/".join(parts))
    return sorted(names)


def read_source(name: str) -> Source:
    """Read and check one source folder.

    Raises
    ------
    Problem
        source.yml is missing or breaks data/raw/source.schema.json, a force, request or table is unknown, a name is
        none that every system takes, or a file is missing, not listed, a link, or not the one that was received.
    """
    file = catalogue.raw() / name / "source.yml"
    _check_names(name)
    record = read_yaml(file, catalogue.raw() / "source.schema.json")
    published = record["published"] or ""
    if not is_day(published if len(published) > 7 else f"{published or '2000-01'}-01"):
        raise Problem(file, "published", published, "is no date; write it as 2024-07-22 or 2024-07")
    dates = record.get("dates", {})
    for step in ("answered", "revised"):
        if record["kind"] == "request" and dates.get(step):
            advice = "is the day of an answer, and this is a request; file the answer with linked-offences add"
            raise Problem(file, f"dates.{step}", dates[step], advice)
    _check_dates(file, dates)
    _check_periods(file, record)
    if (day := record.get("withdrawn", {}).get("date")) and not is_day(day):
        raise Problem(file, "withdrawn.date", day, "is no day; write it as 2026-11-24")
    source = Source(name, record)
    asked = record["kind"] in ("disclosure", "request")  # nations have figures in print, and nobody asks them
    for slug in source.forces:
        if slug not in (forces.list_names() if asked else forces.list_slugs()):
            raise Problem(file, "forces", slug, "is no slug of a force in data/reference/forces.csv")
    _check_files(source)
    for number, table in enumerate(record.get("tables", [])):
        if table["file"] not in record["sha256"]:
            advice = "is no file of this folder that is listed under sha256"
            raise Problem(file, f"tables.{number}.file", table["file"], advice)
    if record.get("request"):
        asked = read_request(record["request"], file)
        for slug in source.forces:
            if slug not in asked.forces:
                raise Problem(file, "request", record["request"], f"was not sent to {slug}; name the one that was")
    return source


def _check_dates(file: Path, dates: dict[str, str | None]) -> None:
    """Raise where a day of a request is none, or comes before what it follows."""
    for step, day in dates.items():
        if day and not is_day(day):
            raise Problem(file, f"dates.{step}", day, "is no day; write it as 2024-07-22")
        before = (dates.get("review_asked") if step == "reviewed" else None) or dates.get("asked")
        if day and before and day < before:
            raise Problem(file, f"dates.{step}", day, f"is before {before}, when it was asked for")
    try:
        for step in ("asked", "answered"):
            if dates.get(step):
                deadlines.find_due(dates[step])
    except Problem as problem:
        raise Problem(file, f"dates.{step}", dates[step], problem.advice) from None


def _check_periods(file: Path, record: dict) -> None:
    """Raise where a period has a day that is none, or ends before it begins, or the force's own year is none."""
    if (basis := record.get("period_basis")) and not _is_year(basis):
        raise Problem(
            file, "period_basis", basis, "is no year; write its first and last day, as 1 April to 31 March"
        )
    periods = {f"periods.{number}": one for number, one in enumerate(record.get("periods", []))}
    for place, period in (periods | {"period_asked": record.get("period_asked", {})}).items():
        for end, day in period.items():
            if end in ("start", "end") and day and not is_day(day):
                raise Problem(file, f"{place}.{end}", day, "is no day; write it as 2024-07-22")
        if (period.get("start") or "") > (period.get("end") or "9"):
            advice = f"is before {period['start']}, when the period begins"
            raise Problem(file, f"{place}.end", period["end"], advice)


def _is_year(basis: str) -> bool:
    """Whether a first and a last day are those of a year, which may end in the next one of the calendar."""
    first, _, last = basis.partition(" to ")
    ways = (read_period(f"{first} 2001 to {last} {end}") for end in (2001, 2002))
    return any(one and is_whole_year(*map(str, one)) for one in ways)


def read_request(name: str, file: Path) -> Source:
    """The request that a source.yml or a person names.

    Raises
    ------
    Problem
        No folder of data/raw/requests has that name, or it is at fault itself.
    """
    if find_name_fault(name):
        raise Problem(file, "request", name, "names no folder of data/raw/requests; give its name alone")
    return read_source(f"{REQUESTS}/{name}")


def _check_names(name: str) -> None:
    """Raise where a source does not lie below data/raw itself, or lies there under a name that not every system takes."""
    folder = catalogue.raw()
    for part in name.split("/"):
        folder = folder / part
        if folder.is_symlink():
            raise Problem(folder, "", "", "is a link; put what it leads to in its place")
        if fault := find_name_fault(part):
            raise Problem(folder, "", "", fault)


def _check_files(source: Source) -> None:
    listed = source.record["sha256"]
    readings = {f"{name}{READING}" for name in listed}
    present = {child.name for child in source.folder.iterdir()} - OURS - readings
    for name in sorted(present - set(listed)):
        advice = "is not listed in source.yml under sha256; add it, or remove the file"
        raise Problem(source.folder / name, "", "", advice)
    for name in sorted(present | set(listed)):
        if fault := find_name_fault(name):
            raise Problem(source.folder / "source.yml", "sha256", name, fault)
    for child in sorted(source.folder.iterdir()):
        if child.is_symlink():
            raise Problem(child, "", "", "is a link; put the file that was received in its place")
    for name, expected in listed.items():
        file = source.folder / name
        try:
            found = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise Problem(file, "", "", f"cannot be read ({error.strerror}); put the file back") from None
        if found != expected:
            raise Problem(
                file, _first_fault(file), found[:12],
                f"is not the file received (source.yml says {expected[:12]}); restore it, or record the new hash",
            )  # fmt: skip


def _first_fault(file: Path) -> str:
    """Where a changed file cannot even be read, so that the reader knows where to look first."""
    if file.suffix != ".csv":
        return "SHA-256"
    try:
        read_grid(file)
    except Problem as problem:
        return problem.place
    return "SHA-256"
