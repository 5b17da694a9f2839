"""Turns an answer and what a person says of it into a folder of data/raw/disclosures, and takes one back: whole or not at all."""

import difflib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

import foi_answers
from foi_answers import Answer
from linked_offences import catalogue, forces
from linked_offences.records import pipeline, reconcile, sources, standing
from linked_offences.study import find_vocabulary
from linked_offences.years import is_whole_year, name_period, write_day_of_year
from plain_files import (
    LONGEST_NAME,
    Problem,
    check_record,
    find_name_fault,
    hold_interrupts,
    make_name,
    replace_file,
    replace_folder,
    show_path,
    suggest_names,
)

# Folders of data/raw whose sources may be taken back.
WITHDRAWN = ("disclosures", "press")
# What a page is made of beside raw and reference; what was read and solved before only saves time.
PROVED_WITH = ("notebooks", "data/published", "data/platforms", ".cache/read", ".cache/solved")


@dataclass(frozen=True)
class Plan:
    """A folder that is to be: its name and the bytes of each of its files; or files of one that ``stands``."""

    folder: Path
    files: dict[str, bytes]
    stands: bool = False

    def write(
        self, step: Callable[[str], None] = lambda words: None, prove: Callable[[], None] = lambda: None
    ) -> None:
        """Put the folder in its place at once, after the pipeline read it in a copy of all that is filed.

        Whenever the program is killed, the folder stands whole or not at all; what is left beside it is no source,
        and goes when it is filed again.

        Parameters
        ----------
        step : callable
            Called with what is done next, in a few words.
        prove : callable
            Called while the copy is the root, for what else must be so; raises a Problem where it is not.

        Raises
        ------
        Problem
            The first fault that the pipeline or ``prove`` finds, or another command filed the folder meanwhile.
        """
        self.prove(step, prove)
        if self.stands:
            with hold_interrupts():
                for name, content in self.files.items():
                    replace_file(content, self.folder / name)
            return
        if self.folder.exists():
            raise Problem(self.folder, "", "", "stands already: another command filed it meanwhile; look at it")
        with replace_folder(self.folder) as beside:
            self._fill(beside)

    def _fill(self, folder: Path) -> None:
        for name, content in self.files.items():
            (folder / name).write_bytes(content)

    def prove(self, step: Callable[[str], None], also: Callable[[], None] = lambda: None) -> None:
        """Let the pipeline read the folder where it would stand, in a copy, and ``also`` try what else follows from it.

        Raises
        ------
        Problem
            The first fault that is found.
        """
        with tempfile.TemporaryDirectory(prefix="filing-") as scratch:
            root = catalogue.root()
            for part in (catalogue.raw(), catalogue.reference_folder(), *(root / name for name in PROVED_WITH)):
                if part.exists():
                    shutil.copytree(part, Path(scratch) / part.relative_to(root), symlinks=True)
            copy = Path(scratch) / self.folder.relative_to(catalogue.root())
            copy.mkdir(parents=True, exist_ok=True)
            self._fill(copy)
            kind, force, *_ = self.folder.relative_to(catalogue.raw()).parts
            with catalogue.rooted(scratch):
                pipeline.try_for(force if kind == "disclosures" else "", lambda: pipeline.check(step))
                also()


def plan(
    file: Path,
    force: str,
    answer: Answer,
    *,
    period: str | None,
    reference: str,
    doubts_settled: bool = False,
    **said,
) -> Plan:
    """Plan the folder of one answer.

    Parameters
    ----------
    file : Path
        The document as received; it is filed byte for byte.
    force : str
        Slug of the force.
    answer : Answer
        Its reading.
    period : str or None
        What was asked for, as "A..B", where the answer names no period.
    reference : str
        The force's own reference; slashes become dashes in the folder's name.
    doubts_settled : bool
        A person held the figures that are in doubt against the answer.
    **said
        url, published, title, request, platform, asked, asked_on, answered_on, method, searched, licence, caveat, replaces
        with its reason: what source.yml holds; None where the person did not say.

    Raises
    ------
    Problem
        Nothing was understood, a figure has no period or is in doubt, or what was said breaks
        data/raw/source.schema.json.
    """
    own = _name_folder(reference, file)
    folder = catalogue.raw() / "disclosures" / force / own
    if folder.exists():
        again = f'file that as --reference "{reference} (2)" --replaces "{reference}" --reason "why"'
        raise Problem(
            folder, "", "", f"stands already; correct it there, or, where the force answered again, {again}"
        )
    if not answer.is_understood:
        raise Problem(file, "", "", foi_answers.NOTHING_FOUND)
    known = said.get("answered_on") or said["published"] or date.today().isoformat()
    for row in answer.rows():
        fault = ""
        if not row["period_start"]:
            fault = "stands under no period; give what was asked for with --period A..B"
        elif row["period_start"][: len(known)] > known:
            late = f"is of a period that begins on {row['period_start']}, after the answer of {known}"
            fault = f"{late}; mend the day, or the period in layout.yml"
        elif row["doubt"] and not doubts_settled:
            settle = "linked-offences review shows the layout.yml that settles it; where it is right, say --yes-to-doubts"
            fault = f"is in doubt ({row['doubt']}); {settle}"
        if fault:
            raise Problem(file, row["cell"], row["as_printed"], fault)
    # A letter of which nothing is understood but a word of refusal may have answered all the same.
    if not answer.found and (dated := answer.unread_of_a_time) and not doubts_settled:
        fault = (
            "names a time and a number that is not read, and no figure is: say in layout.yml where it stands; where the answer "
            "refuses all, say --yes-to-doubts"
        )
        raise Problem(file, dated[0], "", fault)
    asked = {}
    if said["request"]:
        request = sources.read_request(said["request"], file)
        asked = request.record
        if force not in request.forces:
            raise Problem(
                file, "--request", said["request"], f"was not sent to {force}; leave it out, and say --asked"
            )
    # Its own name, as far as every system takes it.
    name = make_name(file.name, "answer", LONGEST_NAME - len(foi_answers.READING) - 10)
    content = file.read_bytes()
    record = {
        "title": said["title"] or f"Answer {reference}", "kind": "disclosure", "publisher": forces.name_force(force),
        "address": said["url"], "reference": reference, "published": said["published"], "licence": said["licence"],
        "forces": [force], "platform": said["platform"], "request": said["request"], "asked": said["asked"] or asked.get("asked"),
        "status": "answered" if answer.found else "refused",
        "section": _name_sections(answer),
        "method": said["method"], "searched": said["searched"], "caveats": list(said["caveat"]),
    }  # fmt: skip
    if basis := _find_basis(answer):
        record["period_basis"] = basis
    if dates := {step: day for step in ("asked", "answered") if (day := said.get(f"{step}_on"))}:
        record["dates"] = dates
    if said.get("replaces"):
        record["replaces"] = {"reference": said["replaces"], "reason": said["reason"] or ""}
    if asked.get("period_asked"):
        record["period_asked"] = asked["period_asked"]
    if answer.found:
        record["tables"] = [{"file": name, "question": "1", "complete": True}]
    record["sha256"] = {name: hashlib.sha256(content).hexdigest()}
    check_record(record, catalogue.raw() / "source.schema.json", folder / "source.yml")
    files = {name: content, "source.yml": _write_yaml(record)}
    corrections = foi_answers.read_corrections(file.parent).get(file.name, {})
    if period:
        reason = {"reason": "The request names the period; the answer does not."}
        corrections = reason | corrections | {"period": period}
    if corrections:
        files["layout.yml"] = _write_yaml({name: corrections})
    if answer.found:
        files[f"{name}{foi_answers.READING}"] = foi_answers.write_csv(answer).encode("utf-8")
    return Plan(folder, files)


def _name_folder(reference: str, file: Path) -> str:
    """The name that a reference gives a folder; slashes become dashes."""
    own = re.sub(r"[^A-Za-z0-9.()-]+", "-", reference).strip("-.")
    if not own:
        advice = "gives the folder no name; give the force's own reference of the request"
        raise Problem(file, "--reference", reference, advice)
    if len(own) > LONGEST_NAME:
        advice = f"is longer than the {LONGEST_NAME} letters of a folder's name"
        raise Problem(file, "--reference", f"{own[:30]}...", advice)
    if fault := find_name_fault(own):
        raise Problem(file, "--reference", own, fault)
    return own


def plan_request(
    force: str, reference: str, *, asked: str, asked_on: str, platform: str, by: str, period: str | None = None
) -> Plan:
    """Plan the folder of a request to one force, of which no answer is held yet.

    Parameters
    ----------
    force : str
        Slug of the force.
    reference : str
        The force's own reference of the request.
    asked, by : str
        What was asked, and who asked.
    asked_on : str
        Day on which the force received it.
    platform : str
        What it asks about.
    period : str, optional
        First and last day that it asks about, as 2021-04-01..2024-03-31.

    Raises
    ------
    ValueError
        The period is none.
    Problem
        The folder stands, an answer with the reference is held, or what was said breaks data/raw/source.schema.json.
    """
    own = _name_folder(reference, catalogue.raw() / sources.REQUESTS / force)
    folder = catalogue.raw() / sources.REQUESTS / force / own
    for there in (folder, catalogue.raw() / "disclosures" / force / own):
        if there.exists():
            raise Problem(
                there, "", "", "stands already; correct it there, or give the reference of the other request"
            )
    record = {
        "title": f"Request {reference}", "kind": "request", "publisher": by, "address": None, "reference": reference,
        "published": None, "licence": "facts only", "forces": [force], "platform": platform, "asked": asked, "method": None,
        "caveats": [], "dates": {"asked": asked_on}, "sha256": {},
    }  # fmt: skip
    if period is not None:
        days = foi_answers.read_range(period)
        record["period_asked"] = {"start": days.start.isoformat(), "end": days.end.isoformat()}
    check_record(record, catalogue.raw() / "source.schema.json", folder / "source.yml")
    return Plan(folder, {"source.yml": _write_yaml(record)})


def find_sent(force: str, reference: str) -> dict:
    """What is written down of a request to one force with a reference; nothing where none is."""
    asked = (one for one in _read_below(f"{sources.REQUESTS}/") if one.is_to_one and force in one.forces)
    return next((one.record for one in asked if standing.is_called(one, reference)), {})


def _read_below(folder: str) -> list[sources.Source]:
    return [sources.read_source(name) for name in sources.list_folders() if name.startswith(folder)]


def list_alike(force: str, answer: Answer, platform: str, replaces: str = "") -> list[str]:
    """Other answers of a force that count and print what this one prints, a line each: how much alike, how much otherwise."""
    held = _read_below(f"disclosures/{force}/")
    former, mine = standing.find_former(held), _count_cells(answer.rows())
    lines = []
    for one in held:
        if one.name in former or standing.is_called(one, replaces) or one.record["platform"] != platform:
            continue
        filed = sorted(one.folder.glob(f"*{foi_answers.READING}"))
        other = _count_cells(row for file in filed for row in catalogue.read_records(file))
        shared = [cell for cell in mine if cell in other]
        differ = [cell for cell in shared if mine[cell] != other[cell]]
        first = ""
        if differ:
            first = f", such as {name_period(*differ[0][:2])}: {other[differ[0]]} there, {mine[differ[0]]} here"
        if shared:
            lines.append(
                f"{show_path(one.folder)} prints {len(shared)} of these figures too, {len(differ)} of them otherwise{first}; both "
                f'will count: if this answer came in its place, say --replaces "{one.record["reference"]}" --reason "why"'
            )
    return lines


def _count_cells(rows: Iterable[dict]) -> dict[tuple, str]:
    """What is printed, by the period and what is counted."""
    return {
        (row["period_start"], row["period_end"], row["measure"], row["offence"].casefold(), row["outcome"].casefold()):
        row["as_printed"].strip() for row in rows
    }  # fmt: skip


def plan_reading(file: Path) -> tuple[Plan, list[str]]:
    """Plan that a filed document is read anew, by its layout.yml as it is now; with the lines of figures that differ.

    Raises
    ------
    Problem
        The document is not one that is filed, or its reading or its layout.yml is at fault.
    """
    folder = file.resolve().parent
    raw = catalogue.raw().resolve()
    if not folder.is_relative_to(raw) or not (folder / "source.yml").exists():
        raise Problem(file, "", "", "is no document below data/raw; file it with linked-offences add")
    record = sources.read_source(folder.relative_to(raw).as_posix()).record
    if file.name not in [table["file"] for table in record.get("tables", [])]:
        raise Problem(file, "", "", "is not listed in source.yml under tables, so no figure is taken from it")
    corrections = foi_answers.read_corrections(folder).get(file.name, {})
    answer = foi_answers.read_answer(file, corrections=corrections, vocabulary=find_vocabulary())
    if not answer.found:
        raise Problem(file, "", "", "no figure is found in it by this layout.yml; the reading that is filed stays")
    new, filed = foi_answers.write_csv(answer), folder / f"{file.name}{foi_answers.READING}"
    old = filed.read_text(encoding="utf-8") if filed.exists() else ""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    plan = Plan(folder, {filed.name: new.encode("utf-8")}, stands=True)
    return plan, [line for line in lines if not line.startswith("@@")]


def plan_withdrawal(reference: str, force: str, day: str, reason: str) -> Plan:
    """Plan that an answer or story no longer counts; its folder keeps what was received.

    Parameters
    ----------
    reference : str
        Its own reference, or the name of its folder.
    force : str
        Slug of the force that it is about; blank where the reference alone tells.
    day : str
        Since when it does not count, as 2026-11-24.

    Raises
    ------
    Problem
        No answer or story of that reference is held, several are, or it is withdrawn already.
    """
    folder = catalogue.raw()
    held = [sources.read_source(name) for name in sources.list_folders() if name.split("/")[0] in WITHDRAWN]
    found = [one for one in held if standing.is_called(one, reference) and force in ("", *one.forces)]
    if not found:
        mine = [one for one in held if force in ("", *one.forces)]
        near = suggest_names(reference, standing.list_called(mine)) or "see data/processed/sources.csv"
        raise Problem(folder, "", reference, f"is no reference of an answer or story that is held: {near}")
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise Problem(folder, "", reference, f"is called so in {names}; give --force, or the folder's own name")
    (source,) = found
    file = source.folder / "source.yml"
    if before := source.record.get("withdrawn"):
        raise Problem(file, "withdrawn", before["date"], "is withdrawn already; correct it there")
    # What people wrote above it stays as they wrote it.
    record = file.read_bytes().rstrip() + b"\n" + _write_yaml({"withdrawn": {"date": day, "reason": reason}})
    return Plan(source.folder, {"source.yml": record}, stands=True)


def _name_sections(answer: Answer) -> str | None:
    """The sections under which an answer refuses, or refuses parts; 17 says only how a refusal is told."""
    named = [one for one in answer.sections if one.partition("(")[0] != "17"] or answer.sections
    return " and ".join(named) if answer.refused and named else None


def _find_basis(answer: Answer) -> str | None:
    """The force's own year, where words of its answer give first and last day of all whole years that it prints."""
    whole = {
        (row["period_start"], row["period_end"])
        for row in answer.rows()
        if is_whole_year(row["period_start"], row["period_end"])
    }
    if not whole:
        return None
    first, last = min(whole)[0], max(whole)[1]
    given = first[5:] in answer.year_days or any(
        (str(one.start), str(one.end)) == (first, last) and reconcile.names_day(words, first[5:])
        for words, one in answer.spans
    )
    return f"{write_day_of_year(first[5:])} to {write_day_of_year(last[5:])}" if given else None


def show_row(row: dict) -> str:
    """One figure as a person checks it before it is filed."""
    count = str(row["count_low"])
    if row["count_low"] != row["count_high"]:
        count += f" to {row['count_high'] or 'more'}"
    label = " - ".join(filter(None, (row["offence"], row["outcome"])))
    period = f"{row['period_start']} to {row['period_end']}" if row["period_start"] else "no period"
    doubt = f"  IN DOUBT: {row['doubt']}" if row["doubt"] else ""
    return f"{row['cell']:>12}  {count:>10}  {period}  {row['measure']}  {label}".rstrip() + doubt


def _write_yaml(record: dict) -> bytes:
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=110).encode("utf-8")
