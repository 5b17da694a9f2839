"""Holds the numbers of today against the record of what was published, and writes down what changed and why.

The record is one CSV a force in data/published. A line says what was published from its day on; the
old value of a number is the line before, so that the two cannot disagree.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from itertools import groupby
from pathlib import Path

from linked_offences import catalogue, forces
from linked_offences.records import replies
from linked_offences.weighing.printed import add_words
from linked_offences.years import is_day, name_period
from plain_files import (
    Problem,
    clear_halves,
    hold_interrupts,
    read_cell,
    read_grid,
    replace_file,
    show_path,
    write_cell,
    write_markdown,
)

PUBLISHED, CHANGED, CORRECTED, WITHDRAWN = "published", "changed", "corrected", "withdrawn"


@dataclass(frozen=True)
class Number:
    """One number or finding of a page: what it is, and its value as ``low``, ``high`` and ``said``.

    ``figure`` is the id of the printed figure that it is or that it judges; blank for counts and
    for the status of a request. All are texts, as the record holds them.
    """

    measure: str
    period_start: str
    period_end: str
    item: str
    figure: str
    low: str
    high: str
    said: str

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same when its value changes; the words about a printed figure may not."""
        if self.figure:
            return self.measure, self.figure
        return self.measure, self.period_start, self.period_end, self.item

    @property
    def value(self) -> tuple[str, str, str]:
        """What is published of it."""
        return self.low, self.high, self.said

    @property
    def name(self) -> str:
        """What it is, in words."""
        if self.measure == "status":
            return "status of the request"
        if self.figure:
            return f"verdict on {self.item}" if self.measure == "verdict" else self.item
        return f"{self.item or 'offences'}, {name_period(self.period_start, self.period_end)}"

    def write(self) -> str:
        """Its value in words."""
        from linked_offences.numerals import write_range  # brings pandas, which the comparison does without

        if (self.figure and self.low == self.high) or self.measure in ("status", "verdict"):
            return self.said
        words = write_range(*(int(end) if end else None for end in (self.low, self.high)))
        if self.figure:
            return f"{self.said}, read as {words}"
        return f"{words} ({self.said})" if self.said else words


@dataclass(frozen=True)
class Line:
    """One line of the record: ``number`` as published from ``date`` on, and ``old``, what stood before."""

    date: str
    kind: str
    number: Number
    reason: str
    reply: str
    old: Number | None = None

    @property
    def before(self) -> str:
        """The value before, in words."""
        return self.old.write() if self.old else "not published"

    @property
    def now(self) -> str:
        """The value from then on, in words."""
        return "withdrawn" if self.kind == WITHDRAWN else self.number.write()


@dataclass(frozen=True)
class Entry:
    """What was published of a force on one day for one reason; the first is the first publication.

    ``name`` never changes, because lines are only added to the record.
    """

    name: str
    force: str
    date: str
    reason: str
    reply: str
    lines: tuple[Line, ...]
    first: bool


def folder() -> Path:
    """Folder of the record."""
    return catalogue.made() / "published"


def file_of(force: str) -> Path:
    """The record of one force."""
    return folder() / f"{force}.csv"


def page_of(force: str) -> str:
    """File of the page that shows the numbers of a force; those of a nation stand where forces are compared."""
    return f"{force}.html" if force in forces.list_names() else "national.html"


def list_forces() -> list[str]:
    """Slugs of the forces with a record.

    Raises
    ------
    Problem
        A file names no force.
    """
    # What begins with a dot was left by a program that was killed.
    found = sorted(file for file in folder().glob("[!.]*")) if folder().is_dir() else []
    for file in found:
        if file.suffix != ".csv" or file.stem not in forces.list_slugs():
            raise Problem(file, "", "", "is no record of a force; name it by a slug of data/reference/forces.csv")
    return [file.stem for file in found]


def read_record(force: str) -> list[Line]:
    """Every line of the record of a force, oldest first; none where nothing was published.

    Raises
    ------
    Problem
        A line has no day or reason, stands before an older one, repeats what is published, changes
        or withdraws what is not, or names a reply that is not filed.
    """
    file = file_of(force)
    if not file.exists():
        return []
    header, *rows = [[read_cell(cell) for cell in row] for row in read_grid(file)] or [[]]
    described = {field["name"]: field for field in catalogue.schemas("published")["numbers"]["fields"]}
    if header != list(described):
        advice = f"is not the header {','.join(described)}; restore it with git"
        raise Problem(file, "row 1", ",".join(header), advice)
    filed = {reply.name for reply in replies.list_replies(force)}
    lines, held = [], {}
    for place, row in enumerate(rows, start=2):

        def refuse(value: str, advice: str, place: int = place) -> None:
            raise Problem(file, f"row {place}", value, advice)

        if len(row) != len(header):
            refuse(",".join(row), f"has {len(row)} cells where the header has {len(header)}")
        cells = dict(zip(header, row, strict=True))
        number = Number(*(cells[field.name] for field in fields(Number)))
        line = Line(cells["date"], cells["kind"], number, cells["reason"], cells["reply"], held.get(number.key))
        if not is_day(line.date) or (lines and line.date < lines[-1].date):
            refuse(line.date, "is no day, or is before the day above it; lines are only added at the end")
        if not all(end == "" or (end.isascii() and end.isdigit()) for end in (number.low, number.high)):
            refuse(f"{number.low} {number.high}", "are no whole numbers; restore the line with git")
        if line.kind not in described["kind"]["constraints"]["enum"]:
            refuse(line.kind, f"is none of {', '.join(described['kind']['constraints']['enum'])}")
        if not line.reason.strip():
            refuse(number.name, "has no reason; say why it was published or changed")
        if line.reply and line.reply not in filed:
            refuse(line.reply, f"is no reply in {show_path(catalogue.raw() / replies.FOLDER / force)}")
        if (line.kind == PUBLISHED) == (line.old is not None):
            refuse(number.name, f"cannot be {line.kind}: it {'stands' if line.old else 'does not stand'} above")
        if line.old and line.kind != WITHDRAWN and line.old.value == number.value:
            refuse(number.name, "has the value that stands above; take the line out")
        if line.kind == WITHDRAWN:
            del held[number.key]
        else:
            held[number.key] = number
        lines.append(line)
    return lines


def list_entries(force: str) -> list[Entry]:
    """What was published of a force, oldest first: the first publication, then each change with its lines.

    A printed figure that stands unchanged in the answer or story that replaced its own is no change.
    """
    groups = groupby(read_record(force), key=lambda line: (line.date, line.reason, line.reply))
    entries = [
        Entry(f"{force}/{day}/{place}", force, day, reason, reply, _leave_out_moved(lines), first=place == 1)
        for place, ((day, reason, reply), lines) in enumerate(groups, start=1)
    ]
    return [entry for entry in entries if entry.lines]


def _leave_out_moved(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines without each figure that is withdrawn in one file and published in another with the same name and value."""
    lines = list(lines)
    gone: dict[tuple, list[Line]] = {}
    for line in lines:
        if line.kind == WITHDRAWN and line.number.figure:
            gone.setdefault((line.number.measure, line.number.item, line.old.value), []).append(line)
    for line in lines[:]:
        same = gone.get((line.number.measure, line.number.item, line.number.value))
        if line.kind == PUBLISHED and line.number.figure and same:
            lines.remove(line)
            lines.remove(same.pop(0))
    return tuple(lines)


def last_day(force: str = "") -> str:
    """Day on which a number of a force was last published or changed, of any force if none is given; blank if never."""
    days = [line.date for slug in ([force] if force else list_forces()) for line in read_record(slug)]
    return max(days, default="")


def list_revised(force: str) -> set[tuple[str, ...]]:
    """Keys of the numbers that were corrected since they were first published."""
    return {line.number.key for line in read_record(force) if line.kind == CORRECTED}


def list_numbers() -> dict[str, list[Number]]:
    """The headline numbers of each page as data/processed has them now.

    They are the status of the request, every count, every printed figure behind them and beside
    them, and the verdict on each statement.

    Returns
    -------
    dict of str to list of Number
        By slug of the force or nation.
    """
    found: dict[str, list[Number]] = {}

    def add(force: str, *cells: str) -> None:
        found.setdefault(force, []).append(Number(*cells))

    for row in catalogue.rows("requests"):
        if row["decides_status"] == "yes":
            status = row["status"].replace("_", " ")
            said = f"{status}, section {row['section']}" if row["section"] else status
            # The request is part of what it is: a force may be asked again.
            add(row["force"], "status", row["period_start"], row["period_end"], row["request"] or row["source"],
                "", "", "", said)  # fmt: skip
    for row in catalogue.rows("counts"):
        item = f"{row['category']} {row['label']}" if row["level"] == "code" else row["category"] or row["label"]
        if row["level"] in ("group", "subgroup"):
            item += f" ({row['level']})"
        add(row["force"], row["measure"], row["period_start"], row["period_end"], item,
            "", row["count_low"], row["count_high"], row["flag"])  # fmt: skip
    figures = {row["id"]: row for row in catalogue.rows("figures")}
    publishers = {row["source"]: row["publisher"] for row in catalogue.rows("sources")}
    for row in figures.values():
        add(row["force"], row["measure"], "", "", _name_figure(row, publishers), row["id"],
            row["count_low"], row["count_high"], _write_printed(row) or "[x]")  # fmt: skip
    for row in catalogue.rows("verdicts"):
        figure = figures[row["figure"]]
        item = f"{_name_figure(figure, publishers)}: {_write_printed(figure)}"
        add(row["force"], "verdict", "", "", item, row["figure"], "", "", row["verdict"])
    return found


def compare(force: str, numbers: Iterable[Number]) -> list[Line]:
    """What today's numbers of a force change in its record: lines to add, without day and reason."""
    numbers = {number.key: number for number in numbers}
    held = {}
    for line in read_record(force):
        held[line.number.key] = line.number
        if line.kind == WITHDRAWN:
            del held[line.number.key]
    lines = []
    for key, number in numbers.items():
        if key not in held:
            lines.append(Line("", PUBLISHED, number, "", ""))
        elif held[key].value != number.value:
            lines.append(Line("", CHANGED, number, "", "", held[key]))
    gone = [number for key, number in held.items() if key not in numbers]
    return lines + [Line("", WITHDRAWN, replace(one, low="", high="", said=""), "", "", one) for one in gone]


def check() -> dict[str, Problem]:
    """One problem for each force whose numbers are not those of the record, by slug; none where all agree.

    Raises
    ------
    Problem
        The record cannot be read.
    """
    numbers = list_numbers()
    problems = {}
    for force in sorted({*numbers, *list_forces()}):
        if lines := compare(force, numbers.get(force, [])):
            first, more = lines[0], len(lines) - 1
            gone = "is published, and no figure says it any more"
            told = {PUBLISHED: "is new", CHANGED: f"is now {first.now}", WITHDRAWN: gone}
            value = first.before if first.old else first.now
            now = told[first.kind] + (f" (and {more} more)" if more else "")
            about = f"{catalogue.PLATFORM}={platform} " if (platform := catalogue.further_platform()) else ""
            advice = f'{now}; if that is right: {about}linked-offences publish {force} --reason "..."'
            problems[force] = Problem(file_of(force), first.number.name, value, advice)
    return problems


def publish(
    day: str,
    reason: str,
    slugs: Iterable[str] = (),
    *,
    corrected: bool = False,
    reply: str = "",
    dry_run: bool = False,
) -> list[Entry]:
    """Write into the record what changed since it was last written, and renew CHANGELOG.md; all or nothing.

    Parameters
    ----------
    day : str
        Day of publication. A person or the command says it: no page is made with a clock.
    reason : str
        Why; it is printed.
    slugs : iterable of str, optional
        Forces; all if none is given.
    corrected : bool
        Whether what was published before was wrong, so that pages show it as a correction.
    reply : str
        Name of the filed reply that led to it, without its ending.
    dry_run : bool
        Whether to write nothing.

    Returns
    -------
    list of Entry
        What was written, one a force; empty where nothing changed.

    Raises
    ------
    Problem
        The day or reason cannot stand in the record, or the reply is not filed.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Problem("publish", "--reason", "", "is empty; say why, because the reason is printed")
    if not is_day(day):
        raise Problem("publish", "--day", day, "is no day; write it as 2026-11-24")
    kinds = {CHANGED: CORRECTED} if corrected else {}
    numbers = list_numbers()
    written, entries = {}, []
    for force in sorted(set(slugs) or {*numbers, *list_forces()}):
        lines = [
            replace(one, date=day, kind=kinds.get(one.kind, one.kind), reason=reason, reply=reply)
            for one in compare(force, numbers.get(force, []))
        ]
        if not lines:
            continue
        before = read_record(force)
        if before and before[-1].date > day:
            raise Problem(file_of(force), "--day", day, f"is before {before[-1].date}, when it was last published")
        if reply and reply not in {one.name for one in replies.list_replies(force)}:
            raise Problem(catalogue.raw() / replies.FOLDER / force, "--reply", reply, "is not filed there")
        written[file_of(force)] = _write_lines([*before, *lines])
        place = len({(line.date, line.reason, line.reply) for line in before}) + 1
        told = _leave_out_moved(lines)
        entries.append(Entry(f"{force}/{day}/{place}", force, day, reason, reply, told, first=not before))
    if dry_run:
        return entries
    changelog = find_changelog()
    with hold_interrupts():
        clear_halves(folder())
        clear_halves(changelog.parent, changelog.name)
        for file, content in written.items():
            replace_file(content, file)
        # Also where nothing is new: whoever published last may have been killed before this.
        text = write_changelog().encode("utf-8")
        if not changelog.exists() or changelog.read_bytes() != text:
            replace_file(text, changelog)
    return entries


def find_changelog() -> Path:
    """Where the changelog of the platform stands that all is about."""
    return (catalogue.made() if catalogue.further_platform() else catalogue.root()) / "CHANGELOG.md"


def list_wrong_sentences(force: str = "") -> list[dict[str, str]]:
    """Sentences of a force's page, or of all pages, that said what is not so, newest first: rows of the reference table."""
    # The table names no platform: it is about the pages of the first.
    said = () if catalogue.further_platform() else catalogue.reference_rows("wrong_sentences")
    rows = [row for row in said if force in ("", row["force"])]
    return sorted(rows, key=lambda row: row["date"], reverse=True)


def write_changelog() -> str:
    """Text of CHANGELOG.md: every change of the record, numbers before verdicts, newest first, and sentences that were wrong."""
    entries = [entry for force in list_forces() for entry in list_entries(force)]
    first = sorted(entry.date for entry in entries if entry.first)
    changes = sorted(
        ((entry.date, entry.force, line) for entry in entries if not entry.first for line in entry.lines),
        key=lambda change: change[0], reverse=True,
    )  # fmt: skip
    parts = [
        "# Changelog",
        "Every published number that changed, with the old and the new value, the date and the reason. Made from\n"
        "`data/published/` by `linked-offences publish`; do not edit it by hand.",
    ]
    for heading, verdicts in (("Numbers", False), ("Verdicts", True)):
        found = [one for one in changes if (one[2].number.measure == "verdict") == verdicts]
        cells = [
            (day, forces.name_force(force, short=True), line.number.name, line.before, line.now, line.reason)
            for day, force, line in found
        ]
        table = _write_table("date | page | what | before | now | why", cells)
        parts += [f"## {heading} that changed", table or f"No published {heading.lower()[:-1]} has changed yet."]
    wrong = [
        (row["date"], forces.name_force(row["force"], short=True), row["said"], row["right"], row["reason"])
        for row in list_wrong_sentences()
    ]
    if wrong:
        table = _write_table("date | page | what the page said | what is so | why", wrong)
        parts += ["## Sentences that were wrong", table]
    if first:
        parts.append(
            f"Numbers of {len(first)} forces and nations are published, the first of them since {first[0]}."
        )
    return "\n\n".join(parts) + "\n"


def _write_table(head: str, rows: list[tuple[str, ...]]) -> str:
    """Rows as a table of Markdown; empty where there is none."""
    lines = [
        f"| {head} |",
        f"|{'---|' * len(head.split('|'))}",
        *(f"| {' | '.join(map(write_markdown, row))} |" for row in rows),
    ]
    return "\n".join(lines) if rows else ""


def _write_lines(lines: list[Line]) -> bytes:
    columns = [field["name"] for field in catalogue.schemas("published")["numbers"]["fields"]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        cells = vars(line) | asdict(line.number)
        writer.writerow([write_cell(cells[column]) for column in columns])
    return text.getvalue().encode("utf-8")


def _name_figure(row: dict, publishers: dict[str, str]) -> str:
    period = re.sub(r"^\(([^()]*)\)$", r"\1", row["period_as_printed"])
    return f"{publishers[row['source']]}: {row['label'] or 'offences'}, {period}"


def _write_printed(row: dict) -> str:
    number = f"{row['as_printed']}%" if row["measure"] == "change_pct" and row["as_printed"] else row["as_printed"]
    return add_words(number, row["qualifier"])
