"""Holds what stands here, or was published, against what is made of nothing but the raw files: identical, or what differs."""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from lxml import html

from plain_files import write_line

SHOWN = 5  # differences of a file


def find_report(file: str, names: list[str]) -> tuple[str, str] | None:
    """The report that makes a file of a name, and the file's path below the folder of the pages; None where none does.

    What browsers and file managers add to the name of a second download is left out: ``kent (1).csv``, ``kent - Copy.csv``.

    Parameters
    ----------
    names : list of str
        Names of all reports.

    Examples
    --------
    >>> find_report("kent-yearly.csv", ["kent"]), find_report("kent.html", ["kent"]), find_report("kentish.csv", ["kent"])
    (('kent', 'files/kent/kent-yearly.csv'), ('kent', 'kent.html'), None)
    """
    file = re.sub(r"(?: ?\(\d+\)| ?- ?copy(?: ?\(\d+\))?| copy(?: \d+)?)(?=\.\w+$)", "", file, flags=re.IGNORECASE)
    found = [name for name in names if re.match(rf"{re.escape(name)}[.-]", file)]
    if not found:
        return None
    name = max(found, key=len)
    return name, file if file == f"{name}.html" else f"files/{name}/{file}"


def compare(name: str, held: bytes, made: bytes) -> list[str]:
    """What differs between a file as it stands and as it is made anew, in lines; none where they are the same bytes.

    A page and its notebook name what they were made of; where that is other than what is here, it comes first.
    """
    if held == made:
        return []
    before, now = (list_inputs(name, content) for content in (held, made))
    inputs = [
        f"it was made of another {one} ({_shorten(before.get(one))}, here {_shorten(now.get(one))})"
        for one in sorted({*before, *now}) if before.get(one) != now.get(one)
    ]  # fmt: skip
    if len(inputs) > SHOWN:
        inputs[SHOWN:] = [f"and of {len(inputs) - SHOWN} more"]
    cause = [] if inputs or not now else ["it was made of the same inputs, so it was changed since"]
    places = list(_list_places(name, held, made))
    more = [f"and {len(places) - SHOWN} more"] * (len(places) > SHOWN)
    return [*inputs, *cause, *places[:SHOWN], *more] or ["its bytes differ, and nothing that can be shown"]


def compare_folders(held: Path, made: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Path and difference of each file of a folder that is not as it is made anew."""
    for name, content in made.items():
        file = held / name
        if not file.is_file():
            yield name, "is missing"
            continue
        for line in compare(name, file.read_bytes(), content):
            yield name, line


def list_inputs(name: str, content: bytes) -> dict[str, str]:
    """What a page or its notebook says that it was made of: name and SHA-256; nothing where it is neither."""
    try:
        if name.endswith(".html"):
            rows = html.fromstring(content).xpath("//*[@class = 'receipt']//details//tbody/tr")
            return {row.find("th").text_content(): row.find("td").text_content() for row in rows}
        if name.endswith(".ipynb"):
            told = json.loads(content)["metadata"]["linked_offences"]["inputs"]
            return {one["name"]: one["sha256"] for one in told}
    except Exception:  # whatever became of it
        pass
    return {}


def _shorten(digest: str | None) -> str:
    return digest[:12] if digest else "none"


def _list_places(name: str, held: bytes, made: bytes) -> Iterator[str]:
    """Where two files differ: a cell of a table or workbook, a line of a text."""
    try:
        if name.endswith(".csv"):
            places = list(_compare_cells({"": _read_csv(held)}, {"": _read_csv(made)}))
            yield from places or _compare_lines(held.decode(), made.decode())
        elif name.endswith(".xlsx"):
            places = list(_compare_cells(_read_workbook(held), _read_workbook(made)))
            yield from places or _compare_parts(held, made)
        elif not name.endswith(".png"):
            yield from _compare_lines(held.decode(), made.decode())
    except Exception:  # what cannot be read any more was told to differ
        yield "it cannot be read any more"


def _read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def _read_workbook(content: bytes) -> dict[str, list[list[str]]]:
    from foi_answers import read_document

    with tempfile.TemporaryDirectory(prefix="receipt-") as folder:
        (Path(folder) / "book.xlsx").write_bytes(content)
        return {
            sheet.name: [list(row.cells) for row in sheet.rows]
            for sheet in read_document(Path(folder) / "book.xlsx")
        }


def _compare_cells(held: dict[str, list[list[str]]], made: dict[str, list[list[str]]]) -> Iterator[str]:
    for sheet in sorted({*held, *made}):
        before, now = held.get(sheet, []), made.get(sheet, [])
        place = f"{sheet} row" if sheet else "row"
        if len(before) != len(now):
            yield f"{sheet or 'it'} has {len(before)} rows, and {len(now)} are made"
        for number, (old, new) in enumerate(zip(before, now, strict=False), start=1):
            if len(old) != len(new):
                yield f"{place} {number} has {len(old)} cells, and {len(new)} are made"
            for column, (one, other) in enumerate(zip(old, new, strict=False)):
                if one != other:
                    heading = now[0][column] if column < len(now[0]) and number > 1 else str(column + 1)
                    yield write_line(f'{place} {number}, {heading}: "{one}" where "{other}" is made')


def _compare_parts(held: bytes, made: bytes) -> Iterator[str]:
    """Files in a workbook that are no cells of it, such as a program."""
    with zipfile.ZipFile(io.BytesIO(held)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        before, now = ({name: one.read(name) for name in one.namelist()} for one in (old, new))
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            became = "is missing" if name not in before else "differs" if name in now else "is none that is made"
            yield write_line(f"its part {name} {became}")


def _compare_lines(held: str, made: str) -> Iterator[str]:
    """Each line that differs, from a little before the first sign that does."""
    before, now = held.split("\n"), made.split("\n")
    for kind, start, end, first, last in SequenceMatcher(None, before, now).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(before[start:end], now[first:last])
            yield from (f"line {number}: {_tell_pair(*pair)}" for number, pair in enumerate(pairs, start + 1))


def _tell_pair(one: str | None, other: str | None) -> str:
    if one is not None and other is not None and one.split() == other.split():
        return "ends or is spaced otherwise than it is made"
    signs = enumerate(zip_longest(one or "", other or ""))
    start = max(next((at for at, (held, made) in signs if held != made), 0) - 20, 0)

    def show(text: str | None) -> str:
        if text is None:
            return "nothing"
        return f'"{write_line(text[start : start + 80])}"' if text.strip() else "an empty line"

    return f"{show(one)} where {show(other)} is made"
