"""Reads Excel workbooks, of today (.xlsx) and of old (.xls)."""

import io
import re
import string
import struct
from collections.abc import Iterator
from functools import lru_cache, reduce
from itertools import pairwise
from pathlib import Path

from foi_answers.documents.archives import Archive, local_name
from foi_answers.documents.kinds import REFUSED
from foi_answers.documents.numbers import BUILT_IN, DATES_OF_THE_COMPUTER
from foi_answers.documents.sheets import (
    DOUBTS,
    HEADED,
    LAID_OVER,
    NOTED,
    STRUCK,
    UNSEEN,
    Sheet,
    holds_digit,
    mark_note,
    read_decimal,
    read_integer,
    sign,
)
from foi_answers.documents.worksheets import Worksheet
from plain_files import Problem

# Kinds of the records of an .xls: where a part begins, a shape, its letters, what runs above and below; and of shapes.
_BEGIN, _SHAPE, _LETTERS, _RUNNING, _PICTURE, _NOTE = 0x809, 0x5D, 0x1B6, (0x14, 0x15), 8, 0x19
TRUE = ("1", "true")
RULED = "a rule of its sheet may hide it or strike it through"
TWIPS = 20  # to a point
SMALLEST = 2  # points of letters that anybody sees
# Letters in a drawing, also of before 2007, whose XML is often damaged: in a box, or on a button.
_OVER = re.compile(
    rb"<\w+:t(?:\s[^>]*)?>[^<]*\w|<v:textbox\b(?:(?!</v:textbox>).)*>[^<]*\w|<v:textpath\b", re.DOTALL
)


def read_xlsx(file: Path) -> list[Sheet]:
    """Each worksheet of an .xlsx or .xlsm workbook."""
    archive = Archive(file)
    main = archive.related("")["officeDocument"]
    book = archive.tree(main)
    parts = archive.related(main)
    settings = book.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in TRUE
    styles = archive.tree(parts.get("styles", ""))
    formats, signs = _xlsx_formats(styles)
    ruled = _read_rules(styles)
    strings = []
    if parts.get("sharedStrings") in archive.names:
        strings = [_xlsx_text(item) for _, item in archive.stream(parts["sharedStrings"], ("{*}si",))]
    sheets = []
    found = {
        sheet: parts.get(next(value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        for sheet in book.iterfind("{*}sheets/{*}sheet")
    }
    others = [
        sheet for sheet, part in found.items()
        if part.rpartition("/")[0].endswith(("chartsheets", "dialogsheets", "macrosheets"))
    ]  # fmt: skip
    remarks = [f'"{sheet.get("name")}" is a chart, a form or a macro, and is not read' for sheet in others]
    for sheet, part in found.items():
        grid = Worksheet(file, sheet.get("name"))
        grid.hidden = sheet.get("state", "visible") != "visible"
        grid.since_1904 = since_1904
        if sheet not in others:
            _fill_xlsx(grid, archive, part, strings, formats, signs, ruled)
        for kind, target in archive.list_related(part):
            for one in archive.tree(target).iterfind(".//{*}comment") if kind == "comments" else ():
                grid.doubt(*_place(one.get("ref")), DOUBTS[NOTED])
            if kind in ("drawing", "vmlDrawing") and _OVER.search(archive.open(target).read()):
                grid.remark_whole(LAID_OVER)
        sheets.append(grid.sheet())
    return [archive.tell_unread(Sheet("", [], remarks=tuple(remarks))), *sheets]


def _xlsx_formats(styles) -> tuple[list[str], list[str]]:
    """Number format of each cell style, and the sign of what its font hides or takes back."""
    if styles is None:
        return [], []
    own = {
        read_integer(one.get("numFmtId")): one.get("formatCode") for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    known = BUILT_IN | own | DATES_OF_THE_COMPUTER
    fonts, fills = (list(styles.iterfind(f"{{*}}{kind}/*")) for kind in ("fonts", "fills"))
    kinds = list(styles.iterfind("{*}cellXfs/{*}xf"))
    shown = [known.get(read_integer(kind.get("numFmtId") or "0"), "General") for kind in kinds]
    return shown, [_sign_of(_one_of(fonts, kind, "fontId"), _one_of(fills, kind, "fillId")) for kind in kinds]


def _read_rules(styles) -> list[str]:
    """The sign of each format that a rule gives to cells."""
    found = styles.iterfind("{*}dxfs/{*}dxf") if styles is not None else ()
    return [
        UNSEEN
        if (code := one.find("{*}numFmt")) is not None and not (code.get("formatCode") or "").strip(";")
        else _sign_of(one.find("{*}font"), one.find("{*}fill"))
        for one in found
    ]


def _one_of(found: list, kind, name: str):
    number = read_integer(kind.get(name) or "0")
    return found[number] if 0 <= number < len(found) else None


def _sign_of(font, fill=None) -> str:
    """The sign of letters that are struck through, have the colour of their ground or no size; blank for others."""
    size = font.find("{*}sz") if font is not None else None
    if size is not None and read_decimal(size.get("val", "11")) < SMALLEST:
        return UNSEEN
    strike = font.find("{*}strike") if font is not None else None
    if strike is not None and strike.get("val", "1") in TRUE:
        return STRUCK
    ink, ground = ("", "") if font is None else (_colour(font.find("{*}color")), "FFFFFF")
    pattern = fill.find("{*}patternFill") if fill is not None else None
    if pattern is not None and pattern.get("patternType", "none") == "solid":
        ground = _colour(pattern.find("{*}fgColor"))
    return UNSEEN if ink and ink == ground else ""


def _colour(element) -> str:
    """A colour as text; white is one however it is named."""
    if element is None:
        return ""
    named = element.get("rgb", "")[-6:].upper() or " ".join(
        f"{key} {value}" for key, value in element.attrib.items()
    )
    return "FFFFFF" if named in ("theme 0", "indexed 1", "indexed 9") else named


def _place(reference: str) -> tuple[int, int]:
    """Row and column, counted from 0, of an address such as "B5"."""
    letters = reference.rstrip(string.digits)
    return int(reference[len(letters) :]) - 1, _column(letters)


def _xlsx_text(item) -> str:
    """Text of a string with its runs; the reading aids of East Asian text are left out."""
    text = ""
    for child in item:
        kind = local_name(child)
        if kind == "t":
            text += child.text or ""
        elif kind == "r":
            run = "".join(part.text or "" for part in child.iterfind("{*}t"))
            raised = child.find("{*}rPr/{*}vertAlign[@val='superscript']") is not None
            text += sign(_sign_of(child.find("{*}rPr")), mark_note(run) if raised else run)
    # Characters that XML cannot hold are written as _x000D_.
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _fill_xlsx(
    grid: Worksheet,
    archive: Archive,
    part: str,
    strings: list[str],
    formats: list[str],
    signs: list[str],
    ruled: list[str],
) -> None:
    row = -1
    tags = (
        "{*}row",
        "{*}mergeCell",
        "{*}conditionalFormatting",
        "{*}col",
        "{*}sheetView",
        "{*}sheetFormatPr",
        "{*}headerFooter",
    )
    unseen, height = False, None  # of rows that say nothing of themselves
    for _, element in archive.stream(part, tags):
        space, _, kind = element.tag.rpartition("}")
        if kind == "sheetView":
            grid.hides_zeros = element.get("showZeros") in ("0", "false")
        elif kind == "sheetFormatPr":
            unseen = element.get("zeroHeight") in TRUE
            height, grid.usual_width = (
                _measure(element.get(f"default{kind}")) for kind in ("RowHeight", "ColWidth")
            )
        elif kind == "headerFooter":
            if holds_digit(" ".join(element.itertext())):
                grid.remark_whole(HEADED)
        elif kind == "col":
            columns = read_integer(element.get("min")) - 1, read_integer(element.get("max")) - 1
            if element.get("hidden") in TRUE:
                grid.hidden_columns.append(columns)
            grid.measure_columns(*columns, _measure(element.get("width")))
        elif kind == "conditionalFormatting":
            _doubt_ruled(grid, element, ruled)
        elif kind == "mergeCell":
            ends = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", element.get("ref"), re.ASCII)
            left, top, right, bottom = ends[1], ends[2], ends[3] or ends[1], ends[4] or ends[2]
            grid.areas.append((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))
        elif kind == "row":
            row = read_integer(element.get("r", str(row + 2))) - 1
            if element.get("hidden", str(int(unseen))) in TRUE:
                grid.hidden_rows.add(row)
            own = _measure(element.get("ht"))
            grid.measure_row(row, height if own is None else own)
            column = -1
            for cell in element:
                reference = cell.get("r")
                column = _column(reference.rstrip(string.digits)) if reference else column + 1
                if len(cell):
                    style = read_integer(cell.get("s", "0"))
                    code = formats[style] if formats or style else "General"
                    value = _xlsx_value(cell, f"{space}}}", strings)
                    grid.show(row, column, value, code)
                    if signs and signs[style] and value not in (None, ""):
                        grid.doubt(row, column, DOUBTS[signs[style]])


def _measure(size: str | None) -> float | None:
    return None if size is None else read_decimal(size)


def _doubt_ruled(grid: Worksheet, element, ruled: list[str]) -> None:
    """Doubt the cells whose letters a rule may hide or strike through; whether it does depends on formulas."""
    formats = (read_integer(one.get("dxfId")) for one in element if one.get("dxfId"))
    if not any(ruled[one] for one in formats if 0 <= one < len(ruled)):
        return
    for area in (element.get("sqref") or "").split():
        (top, left), (bottom, right) = (_place(one) for one in (area.split(":") * 2)[:2])
        for row in [one for one in grid.rows if top <= one <= bottom]:
            for column in [one for one in grid.rows[row] if left <= one <= right]:
                grid.doubt(row, column, RULED)


def _xlsx_value(cell, space: str, strings: list[str]) -> float | str | None:
    """What a cell holds: a number, or a text; None for a formula without a result."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{space}is")
        return _xlsx_text(inline) if inline is not None else ""
    tag = f"{space}v"
    texts = [child.text or "" for child in cell if child.tag == tag]  # findtext takes three times as long
    if not texts:
        return "" if cell.find(f"{space}f") is None else None
    value = texts[0]
    if kind == "s":
        at = read_integer(value)
        if at < 0:
            raise ValueError(f"a text has the number {at}")
        return strings[at]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "d":
        return value.removesuffix("T00:00:00")
    if kind == "n":
        return read_decimal(value) if value else None
    return value


@lru_cache(20_000)
def _column(letters: str) -> int:
    """Column, counted from 0, that is named by letters such as "AB"."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        raise ValueError(f'"{letters}" names no column')
    return reduce(lambda column, letter: column * 26 + ord(letter) - 64, letters, 0) - 1


def read_xls(file: Path) -> list[Sheet]:
    """Each worksheet of an .xls workbook."""
    import xlrd

    try:
        book = xlrd.open_workbook(file, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Problem(file, "", "", REFUSED["locked"]) from None
        raise
    known = {key: one.format_str for key, one in book.format_map.items()} | DATES_OF_THE_COMPUTER
    codes = [known.get(style.format_key, "General") for style in book.xf_list]
    signs = [_xls_sign(book.font_list[style.font_index], style.background) for style in book.xf_list]
    sheets = []
    for sheet in book.sheets():
        grid = Worksheet(file, sheet.name)
        grid.hidden = sheet.visibility != 0
        grid.hides_zeros = not sheet.show_zero_values
        grid.since_1904 = book.datemode == 1
        grid.hidden_columns = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]
        for column in range(sheet.ncols):
            grid.measure_columns(column, column, sheet.computed_column_width(column) / 256)
        grid.areas = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        for row in range(sheet.nrows):
            info = sheet.rowinfo_map.get(row)
            if info.hidden if info else sheet.default_row_hidden:
                grid.hidden_rows.add(row)
            height = info.height if info and not info.has_default_height else sheet.default_row_height
            grid.measure_row(row, None if height is None else height / TWIPS)
            for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
                if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    continue
                if kind == xlrd.XL_CELL_BOOLEAN:
                    value = "TRUE" if value else "FALSE"
                elif kind == xlrd.XL_CELL_ERROR:
                    value = xlrd.error_text_from_code.get(value, "#ERROR!")
                elif kind == xlrd.XL_CELL_TEXT:
                    value = _xls_text(book, value, sheet.rich_text_runlist_map.get((row, column)))
                style = sheet.cell_xf_index(row, column)
                grid.show(row, column, value, codes[style])
                if signs[style]:
                    grid.doubt(row, column, DOUBTS[signs[style]])
        for place in sheet.cell_note_map:
            grid.doubt(*place, DOUBTS[NOTED])
        sheets.append(grid.sheet())
    return [Sheet("", [], remarks=tuple(dict.fromkeys(_list_unread(file)))), *sheets]


def _list_unread(file: Path) -> Iterator[str]:
    """What a workbook of before 2007 holds beside its cells, by the kinds of its records [MS-XLS 2.3]."""
    import xlrd

    system = xlrd.compdoc.CompDoc(file.read_bytes(), logfile=io.StringIO())
    content, at, length = next(one for one in map(system.locate_named_stream, ("Workbook", "Book")) if one[0])
    stop, shape = at + length, 0
    while at + 4 <= stop:
        kind, length = struct.unpack_from("<HH", content, at)
        body = content[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _BEGIN and body[2:4] == b"\x20\0":
            yield "charts in the file are not read"
        elif kind == _SHAPE:
            shape = body[4] if len(body) > 4 else 0
            if shape == _PICTURE:
                yield "pictures or files laid into it are not read"
        elif kind == _LETTERS and shape != _NOTE and any(body[10:12]):
            yield LAID_OVER
        elif kind in _RUNNING and holds_digit(body[3:].replace(b"\0", b"").decode("latin-1")):
            yield HEADED


def _xls_sign(font, background=None) -> str:
    """The sign of a font that strikes through, or that has the colour of its ground."""
    if font.struck_out:
        return STRUCK
    if 0 < font.height < TWIPS * SMALLEST:
        return UNSEEN
    filled = background is not None and background.fill_pattern == 1
    ground = background.pattern_colour_index if filled else 9
    return UNSEEN if font.colour_index in ((1, 9) if ground in (1, 9) else (ground,)) else ""


def _xls_text(book, text: str, runs: list[tuple[int, int]] | None) -> str:
    """Text with its raised runs marked; a run is where a font starts."""
    if not runs:
        return text
    shown = text[: runs[0][0]]
    for (start, font), (stop, _) in pairwise([*runs, (len(text), 0)]):
        style, run = book.font_list[font], text[start:stop]
        shown += sign(_xls_sign(style), mark_note(run) if style.escapement == 1 else run)
    return shown
