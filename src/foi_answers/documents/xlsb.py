"""Reads binary Excel workbooks (.xlsb), whose records [MS-XLSB] describes.

pyxlsb knows no number formats and calamine no hidden rows; both would make dates numbers or show what nobody sees.
"""

import io
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from foi_answers.documents.archives import Archive
from foi_answers.documents.excel import TWIPS
from foi_answers.documents.numbers import BUILT_IN, DATES_OF_THE_COMPUTER
from foi_answers.documents.sheets import HEADED, Sheet, holds_digit, mark_note
from foi_answers.documents.worksheets import Worksheet

ROW, BLANK, RK, ERROR, BOOLEAN, REAL, TEXT, SHARED = range(8)
SHORT = range(12, 19)  # the same cells once more, each standing behind the one before and not naming its column
FORMULAS = {8: TEXT, 9: REAL, 10: BOOLEAN, 11: ERROR}  # what each kind of formula came to
RICH, SHARED_TEXT, FONT, FORMAT, STYLE, COLUMN, VIEW, BOOK, SHEET, MERGED = (
    62,
    19,
    43,
    44,
    47,
    60,
    137,
    153,
    156,
    176,
)
CELL_STYLES, CELL_STYLES_END, RUNNING, SIZES = 617, 618, 479, 485
UNSAID = 0xFFFFFFFF


def read_xlsb(file: Path) -> list[Sheet]:
    """Each worksheet of an .xlsb workbook."""
    import xlrd

    archive = Archive(file)
    main = archive.related("")["officeDocument"]
    parts = archive.related(main)
    formats, raised = _read_styles(archive, parts.get("styles", ""))
    strings = [
        _text(body, raised)[0]
        for kind, body in _records(archive, parts.get("sharedStrings", ""))
        if kind == SHARED_TEXT
    ]
    sheets, since_1904 = [], False
    for kind, body in _records(archive, main):
        if kind == BOOK:
            since_1904 = bool(body[0] & 1)
        if kind != SHEET:
            continue
        reference, at = _string(body, 8)
        part = parts.get(reference, "")
        if part.rpartition("/")[0].endswith(("chartsheets", "dialogsheets", "macrosheets")):
            continue
        grid = Worksheet(file, _string(body, at)[0])
        grid.hidden, grid.since_1904 = struct.unpack_from("<I", body)[0] != 0, since_1904
        row, column = 0, -1
        for one, data in _records(archive, part):
            if one == ROW:
                row, column = struct.unpack_from("<I", data)[0], -1
                if data[11] & 0x10:
                    grid.hidden_rows.add(row)
                grid.measure_row(row, struct.unpack_from("<H", data, 8)[0] / TWIPS)
            elif one == SIZES:
                fine, coarse = struct.unpack_from("<IH", data)
                grid.usual_width = coarse if fine == UNSAID else fine / 256
            elif one == COLUMN:
                first, last, size = struct.unpack_from("<III", data)
                if data[16] & 1:
                    grid.hidden_columns.append((first, last))
                grid.measure_columns(first, last, size / 256)
            elif one == RUNNING:
                words, at = "", 2
                while at < len(data):
                    text, at = _string(data, at)
                    words += text
                if holds_digit(words):
                    grid.remark_whole(HEADED)
            elif one == VIEW:
                grid.hides_zeros = not data[0] & 0x10
            elif one == MERGED:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                grid.areas.append((top, left, bottom, right))
            elif one <= SHARED or one in FORMULAS or one in SHORT or one == RICH:
                if one in SHORT:
                    one, data = one - SHORT.start + BLANK, struct.pack("<I", column + 1) + data
                column, style = struct.unpack_from("<II", data)
                if one == BLANK:
                    continue
                value = _value(FORMULAS.get(one, one), data, strings, raised, xlrd.error_text_from_code)
                style &= 0xFFFFFF
                grid.show(row, column, value, formats[style] if style < len(formats) else "General")
        if any(kind == "comments" for kind, _ in archive.list_related(part)):
            grid.remark_whole("comments at its cells are not read")
        sheets.append(grid.sheet())
    return [archive.tell_unread(Sheet("", [])), *sheets]


def _records(archive: Archive, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part: number and length stand in seven bits a byte before each."""
    stream = io.BytesIO(archive.open(part).read() if part in archive.names else b"")

    def read_number(most: int) -> int:
        number = 0
        for at in range(most):
            (byte,) = stream.read(1)
            number |= (byte & 0x7F) << 7 * at
            if byte < 0x80:
                break
        return number

    while stream.tell() < stream.getbuffer().nbytes:
        kind = read_number(2)
        yield kind, stream.read(read_number(4))


def _string(body: bytes, at: int) -> tuple[str, int]:
    """A text and where it ends; one of length -1 is none."""
    (length,) = struct.unpack_from("<i", body, at)
    end = at + 4 + 2 * max(length, 0)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _text(body: bytes, raised: set[int], at: int = 0) -> tuple[str, int]:
    """A text with its raised runs marked; a run is where a font starts."""
    text, end = _string(body, at + 1)
    if not body[at] & 1:
        return text, end
    (count,) = struct.unpack_from("<I", body, end)
    runs = [struct.unpack_from("<HH", body, end + 4 + 4 * number) for number in range(min(count, len(text)))]
    shown = text[: runs[0][0]] if runs else text
    for (start, font), (stop, _) in pairwise([*runs, (len(text), 0)]):
        shown += mark_note(text[start:stop]) if font in raised else text[start:stop]
    return shown, end


def _read_styles(archive: Archive, part: str) -> tuple[list[str], set[int]]:
    """Number format of each cell style, and the fonts that raise their letters."""
    own, styles, raised = {}, [], set()
    fonts, in_cells = 0, False
    for kind, body in _records(archive, part):
        if kind == FORMAT:
            own[struct.unpack_from("<H", body)[0]] = _string(body, 2)[0]
        elif kind == FONT:
            if struct.unpack_from("<H", body, 6)[0] == 1:
                raised.add(fonts)
            fonts += 1
        elif kind in (CELL_STYLES, CELL_STYLES_END):
            in_cells = kind == CELL_STYLES
        elif kind == STYLE and in_cells:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    known = BUILT_IN | own | DATES_OF_THE_COMPUTER
    return [known.get(one, "General") for one in styles], raised


def _value(kind: int, data: bytes, strings: list[str], raised: set[int], errors: dict) -> float | str:
    """What a cell holds: a number, or a text."""
    if kind == RK:
        (packed,) = struct.unpack_from("<i", data, 8)
        value = (
            packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
        )
        return float(value / 100 if packed & 1 else value)
    if kind == REAL:
        return struct.unpack_from("<d", data, 8)[0]
    if kind == SHARED:
        return strings[struct.unpack_from("<I", data, 8)[0]]
    if kind == TEXT:
        return _string(data, 8)[0]
    if kind == RICH:
        return _text(data, raised, 8)[0]
    return errors.get(data[8], "#ERROR!") if kind == ERROR else "TRUE" if data[8] else "FALSE"
