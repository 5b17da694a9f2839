"""Made-up answers that tests read: kept packed, and unpacked or written anew when a test asks for them.

``data/README.md`` says what lies in which pack. To look into one, change it and pack it again::

    python tests/made_up.py unpack tests/data/made-up-answers/made-up-set-1.txtar FOLDER
    python tests/made_up.py pack tests/data/made-up-answers/made-up-set-1.txtar FOLDER
"""

import atexit
import csv
import datetime
import io
import re
import shutil
import sys
import tarfile
import tempfile
from functools import cache
from itertools import zip_longest
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries

DATA = Path(__file__).parent / "data"
LAYOUTS = DATA / "layouts" / "made-up-layouts.txtar"
ANSWERS = DATA / "made-up-answers"
# What LibreOffice wrote, which tests do without.
BY_LIBREOFFICE = LAYOUTS.with_name("made-up-by-libreoffice.tar.xz")
HEAD = re.compile(r"^-- (.+) --$", re.MULTILINE)


# Packs -------------------------------------------------------------------------------------------


def read_pack(pack):
    """Files of a pack.

    Parameters
    ----------
    pack : Path
        A ``.txtar``, which is plain text: a line ``-- name --``, then the file (the format of Go's
        ``golang.org/x/tools/txtar``); or a ``.tar.xz``.

    Returns
    -------
    dict of str to bytes
        The content of each file by its name, in the order of the pack.

    Raises
    ------
    ValueError
        If a name stands twice or leads out of a folder.
    """
    if pack.suffix == ".txtar":
        _, *parts = HEAD.split(pack.read_bytes().decode("utf-8"))
        found = [
            (name, text.removeprefix("\n").encode()) for name, text in zip(parts[::2], parts[1::2], strict=True)
        ]
    else:
        with tarfile.open(pack) as archive:
            found = [(one.name, archive.extractfile(one).read()) for one in archive]
    for name, _ in found:
        if Path(name).name != name:
            raise ValueError(f"{pack.name}: {name!r} is no plain name of a file")
    if len(dict(found)) < len(found):
        raise ValueError(f"{pack.name}: a name stands twice")
    return dict(found)


def write_pack(pack, files):
    """Write a pack: the same files make the same bytes.

    Parameters
    ----------
    pack : Path
        Where to; what stands above the first file of a ``.txtar`` is kept.
    files : dict of str to bytes
        The content of each file by its name.

    Raises
    ------
    ValueError
        If a ``.txtar`` could not give a file back: it is no text of whole lines, or has a line like a head.
    """
    files = dict(sorted(files.items()))
    if pack.suffix == ".txtar":
        about = HEAD.split(pack.read_bytes().decode("utf-8"))[0] if pack.exists() else ""
        parts = [about]
        for name, content in files.items():
            text = content.decode("utf-8")
            if HEAD.search(text) or not text.endswith("\n"):
                raise ValueError(f"{name}: has a line like a head of a file, or no end of its last line")
            parts.append(f"-- {name} --\n{text}")
        pack.write_bytes("".join(parts).encode())
        return
    with tarfile.open(pack, "w:xz", preset=9, format=tarfile.PAX_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


# Answers whose figures a careful reader wrote down ------------------------------------------------


@cache
def read_answers():
    """The answers of all sets, by set and name: name of the file, its bytes, and the figures expected as bytes of CSV."""
    found = {}
    for pack in sorted(ANSWERS.glob("*.txtar")):
        files = read_pack(pack)
        for name in sorted(name for name in files if not name.endswith(".expected.csv")):
            stem = name.removesuffix(".csv")
            found[f"{pack.stem.removeprefix('made-up-')}-{stem}"] = (
                name,
                files[name],
                files[f"{stem}.expected.csv"],
            )
    return found


# Layouts in every format -------------------------------------------------------------------------

# How a cell that looks so is stored: pattern, number, format.
STORED = [
    (r"\d{1,3}|[1-9]\d{3,14}", int, "General"),
    (r"\d{1,3}(,\d{3})+", lambda text: int(text.replace(",", "")), "#,##0"),
    (r"\d+\.\d", float, "0.0"),
    (r"\d+\.\d\d", float, "0.00"),
    (r"\d+%", lambda text: int(text[:-1]) / 100, "0%"),
    (r"\d+\.\d%", lambda text: float(text[:-1]) / 100, "0.0%"),
    (r"£\d{1,3}(,\d{3})*", lambda text: int(text[1:].replace(",", "")), '"£"#,##0'),
    (r"\d\d/\d\d/\d{4}", lambda text: datetime.datetime.strptime(text, "%d/%m/%Y"), "dd/mm/yyyy"),
    (r"[A-Z][a-z]{2}-\d\d", lambda text: datetime.datetime.strptime(text, "%b-%y"), "mmm-yy"),
]


@cache
def read_layouts():
    """The layouts by name, each an answer as a force could have laid it out: its CSV, and the figures expected as bytes of CSV."""
    files = _read_packed(LAYOUTS)
    names = [name.removesuffix(".expected.csv") for name in files if name.endswith(".expected.csv")]
    return {name: (files[f"{name}.csv"], files[f"{name}.expected.csv"]) for name in sorted(names)}


def read_layout(name):
    """Rows of a layout, and its merged areas as first row, first column, last row, last column from 0."""
    rows = list(csv.reader(io.StringIO(read_layouts()[name][0].decode("utf-8"), newline="")))
    areas = []
    for area in _read_packed(LAYOUTS).get(f"{name}.merged", b"").decode("utf-8").split():
        left, top, right, bottom = range_boundaries(area)
        areas.append((top - 1, left - 1, bottom - 1, right - 1))
    return rows, areas


def split_blocks(rows, areas):
    """Runs of rows that make a table, as (first, last), and the rows between them that are paragraphs."""
    merged = {row for top, _, bottom, _ in areas for row in range(top, bottom + 1)}
    tables = []
    start = None
    for number, row in enumerate([*rows, []]):
        filled = [cell for cell in row if cell.strip()]
        several = len(filled) > 1 or number in merged or (filled and not row[0].strip())
        inside = (
            start is not None and filled and not re.match(r"(note\b|\*)", row[0], re.IGNORECASE) and len(row) > 1
        )
        if several and start is None:
            start = number
        elif not several and not inside and start is not None:
            tables.append((start, number - 1))
            start = None
    return tables


def write_xlsx(rows, areas, file):
    """Write a workbook whose numbers, shares, sums of money and dates are numbers with a format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Answer"
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text == "":
                continue
            cell = sheet.cell(at, column)
            for pattern, convert, shown in STORED:
                if re.fullmatch(pattern, text):
                    cell.value, cell.number_format = convert(text), shown
                    break
            else:
                cell.value = text
                cell.data_type = "e" if text.startswith("#") and text.endswith("!") else "s"
    for top, left, bottom, right in areas:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(file)


def write_tsv(rows, _, file):
    """Write rows as a spreadsheet saves them with tabs."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter="\t", lineterminator="\r\n").writerows(rows)


def write_txt(rows, areas, file):
    """Write plain text with tables set in columns."""
    tables = split_blocks(rows, areas)
    lines = []
    inside = [row for first, last in tables for row in rows[first : last + 1]]
    wide = [max(map(len, column)) for column in zip_longest(*inside, fillvalue="")]
    for first, last in tables:
        for number, row in enumerate(rows[first : last + 1], start=first):
            cells = zip(map(str.strip, row), wide, strict=False)
            lines.append((number, "  ".join(cell.ljust(most) for cell, most in cells).rstrip()))
    inside = {number for number, _ in lines}
    for number, row in enumerate(rows):
        if number not in inside:
            lines.append((number, next((cell.strip() for cell in row if cell.strip()), "")))
    file.write_text("\n".join(text for _, text in sorted(lines)) + "\n", encoding="utf-8")


WRITERS = {"xlsx": write_xlsx, "tsv": write_tsv, "txt": write_txt}


@cache
def find_layout(name, ending):
    """The file of a layout in one of its nine formats, written or unpacked once in a run."""
    file = _make_folder() / f"{name}.{ending}"
    if ending in WRITERS:
        WRITERS[ending](*read_layout(name), file)
    else:
        packed = _read_packed(LAYOUTS if ending == "csv" else BY_LIBREOFFICE)
        if file.name not in packed:
            raise LookupError(f"{file.name} is not packed: tests/data/README.md says how a layout is changed")
        file.write_bytes(packed[file.name])
    return file


@cache
def _read_packed(pack):
    return read_pack(pack)


@cache
def _make_folder():
    folder = Path(tempfile.mkdtemp(prefix="made-up-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def main(verb, pack, folder):
    """Unpack a pack into a folder, or pack a folder again."""
    pack, folder = Path(pack), Path(folder)
    if verb == "pack":
        return write_pack(pack, {file.name: file.read_bytes() for file in folder.iterdir()})
    if verb != "unpack":
        raise SystemExit(__doc__)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in read_pack(pack).items():
        (folder / name).write_bytes(content)
    return None


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
