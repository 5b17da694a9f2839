"""Reads OpenDocument spreadsheets (.ods)."""

import re
from collections.abc import Iterator
from pathlib import Path

from foi_answers.documents.archives import Archive, attribute, local_name
from foi_answers.documents.kinds import REFUSED
from foi_answers.documents.numbers import NO_VALUE
from foi_answers.documents.sheets import (
    HEADED,
    LAID_OVER,
    NOTED,
    OTHER,
    STRUCK,
    UNSEEN,
    Sheet,
    mark_note,
    read_decimal,
    read_span,
    show_nil,
    show_text,
    sign,
)
from foi_answers.documents.worksheets import Worksheet
from plain_files import Problem

_FAMILIES = ("table", "table-column", "table-row", "table-cell", "text")
POINTS = {"in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1, "pc": 12, "px": 0.75}
DIGIT = 5.56  # points of the width of one in Arial or Liberation Sans of ten points, as sheets are set
_INTEGER = re.compile(r"-?\d[\d,]{0,14}", re.ASCII)


def read_ods(file: Path) -> list[Sheet]:
    """Each sheet of an .ods spreadsheet."""
    archive = Archive(file)
    if any(local_name(one) == "encryption-data" for one in archive.tree("META-INF/manifest.xml").iter()):
        raise Problem(file, "", "", REFUSED["locked"])
    content = _Content(archive)
    sheets = list(content.read())
    return [archive.tell_unread(Sheet("", [], remarks=tuple(content.read_headers()))), *sheets]


class _Content:
    """Reads content.xml of an OpenDocument spreadsheet, in which the text of a cell is what is shown."""

    def __init__(self, archive: Archive):
        self.archive = archive
        # What styles say by their family and name, with all that they rest on; without a name, of what has none.
        self.known: dict[tuple[str | None, str | None], dict[str, str]] = {}
        # Names of the styles that hide a sheet and of those that raise text.
        self.hiding: set[str | None] = set()
        self.raising: set[str | None] = set()
        # Signs of styles whose letters nobody sees or that strike them through, and styles that give a ground.
        self.signs: dict[str | None, str] = {}
        self.grounds: set[str | None] = set()
        # Heights in points and widths in digits.
        self.heights: dict[str | None, float] = {}
        self.widths: dict[str | None, float] = {}
        styles = archive.tree("styles.xml")
        found = styles.iterfind("{*}styles/*") if styles is not None else ()
        named = {_name_style(one): one for one in found if attribute(one, "family") in _FAMILIES}
        for one in named.values():
            self._note_style(one, named)

    def read(self) -> Iterator[Sheet]:
        """Each sheet in turn."""
        grid, row, column, depth = None, 0, 0, 0
        styles: dict[int, str] = {}
        tags = ("{*}style", "{*}table", "{*}table-column", "{*}table-row", "{*}shapes")
        for event, element in self.archive.stream("content.xml", tags, ("start", "end")):
            kind = local_name(element)
            if kind == "style" and event == "end":
                self._note_style(element)
            elif kind == "table" and event == "start":
                depth += 1
                if depth == 1 and local_name(element.getparent()) == "spreadsheet":
                    grid, row, column = Worksheet(self.archive.file, attribute(element, "name")), 0, 0
                    styles = {}
                    grid.hidden = attribute(element, "style-name") in self.hiding
            elif kind == "table":
                depth -= 1
                if depth == 0 and grid:
                    yield grid.sheet()
                    grid = None
            elif depth > 1 or not grid or event == "start":
                # A table inside a cell or behind a chart is no sheet.
                continue
            if kind == "table-column":
                repeated = read_span(attribute(element, "number-columns-repeated"), 16384)
                if attribute(element, "visibility") in ("collapse", "filter"):
                    grid.hidden_columns.append((column, column + repeated - 1))
                grid.measure_columns(
                    column, column + repeated - 1, self.widths.get(attribute(element, "style-name"))
                )
                style = attribute(element, "default-cell-style-name")
                if style in self.signs:
                    styles |= dict.fromkeys(range(column, column + repeated), style)
                column += repeated
            if kind in ("shapes", "table-row") and _holds_drawn_text(element):
                grid.remark_whole(LAID_OVER)
            if kind == "table-row":
                row += self._read_row(grid, row, element, styles)

    def _note_style(self, style, named: dict | None = None) -> None:
        """Note what a style says, after the one of those that are named on which it rests."""
        family, name = _name_style(style)
        above = family, attribute(style, "parent-style-name")
        if named and (family, name) in self.known:
            return
        self.known[family, name] = {}
        if named and above in named:
            self._note_style(named[above], named)
        own = dict(one for properties in style for one in _name_properties(properties))
        said = self.known[family, name] = self.known.get(above, {}) | own
        if said.get("display") == "false":
            self.hiding.add(name)
        if any(_HIDES.fullmatch(f"{local} {shown}") for local, shown in said.items()):
            self.signs[name] = UNSEEN
        if re.match("super|[1-9]", said.get("text-position", "")):
            self.raising.add(name)
        if any(said.get(f"text-line-through-{kind}", "none") != "none" for kind in ("style", "type")):
            self.signs[name] = STRUCK
        ink, ground = (said.get(f"{name}color", "").casefold() for name in ("", "background-"))
        ground = ground if ground != "transparent" else ""
        if ground:
            self.grounds.add(name)
        if ink and ink == (ground or "#ffffff"):
            self.signs.setdefault(name, UNSEEN)
        for sizes, kind, unit in ((self.heights, "row-height", 1), (self.widths, "column-width", DIGIT)):
            if (size := _read_length(said.get(kind))) is not None:
                sizes[name] = size / unit

    def read_headers(self) -> list[str]:
        """Whether numbers stand at the top or the foot of the printed pages; those of the pages are fields."""
        styles = self.archive.tree("styles.xml")
        for words in styles.iterfind(".//{*}master-page/*//{*}p") if styles is not None else ():
            plain = (
                words.text,
                *(one.text for one in words if local_name(one) == "span"),
                *(one.tail for one in words),
            )
            if any(letter.isdigit() for text in plain for letter in text or ""):
                return [HEADED]
        return []

    def _read_row(self, grid: Worksheet, row: int, element, styles: dict[int, str]) -> int:
        """Write the cells of a row; gives the number of rows that it stands for."""
        repeated = read_span(attribute(element, "number-rows-repeated"), 1 << 20)
        hidden = attribute(element, "visibility") in ("collapse", "filter")
        height = self.heights.get(attribute(element, "style-name"))
        column = 0
        for cell in element:
            across = read_span(attribute(cell, "number-columns-repeated"), 16384)
            style = (
                attribute(cell, "style-name")
                or attribute(element, "default-cell-style-name")
                or styles.get(column)
            )
            text, unseen = self._read_cell(cell, grounded=style in self.grounds)
            text = sign(self.signs.get(style, ""), text)
            if cell.find("{*}annotation") is not None:
                text = sign(NOTED, text)
            if local_name(cell) == "covered-table-cell" and text:
                grid.remark(row, column, "lies under a merged cell and is not shown")
            elif local_name(cell) == "table-cell":
                for down in range(row, row + repeated) if show_text(text) else ():
                    for right in range(column, column + across):
                        grid.put(down, right, text)
                    if hidden:
                        grid.hidden_rows.add(down)
                    grid.measure_row(down, height)
                if unseen:
                    grid.remark(row, column, unseen)
                rows = read_span(attribute(cell, "number-rows-spanned"), 1 << 20)
                columns = read_span(attribute(cell, "number-columns-spanned"), 16384)
                if rows * columns > 1:
                    grid.areas.append((row, column, row + rows - 1, column + columns - 1))
            column += across
        return repeated

    def _read_cell(self, cell, *, grounded: bool) -> tuple[str, str]:
        """Text that a cell shows, and a remark where it shows less than it holds; ``grounded`` where it is not on white."""
        paragraphs = [one for one in cell if local_name(one) == "p"]
        text = "\n".join(map(self._words, paragraphs))
        text = text.replace(UNSEEN, "") if grounded else text
        kind = cell.get(f"{OFFICE}value-type")
        if not paragraphs and kind == "string":
            text = cell.get(f"{OFFICE}string-value") or ""
        elif not paragraphs and (kind or attribute(cell, "formula")):
            return NO_VALUE, "the file does not hold what the cell shows; open the file in its program and save it"
        if kind not in (None, "string"):
            value = cell.get(f"{OFFICE}value")
            text = show_nil(text.strip(), value)
            if value and _INTEGER.fullmatch(text) and abs(read_decimal(value) - int(text.replace(",", ""))) >= 1:
                text = sign(OTHER, text)
            return text, "" if text else "holds a value that is not shown"
        return text, ""

    def _words(self, element) -> str:
        words = element.text or ""
        for child in element:
            kind = local_name(child)
            if kind == "s":
                words += " " * read_span(attribute(child, "c"), 1000)
            elif kind in ("tab", "line-break"):
                words += "\t" if kind == "tab" else "\n"
            elif kind not in ("annotation", "ruby-text"):
                inner = self._words(child)
                style = attribute(child, "style-name")
                words += sign(self.signs.get(style, ""), mark_note(inner) if style in self.raising else inner)
            words += child.tail or ""
        return words


def _name_style(style) -> tuple[str | None, str | None]:
    return attribute(style, "family"), attribute(style, "name")


def _read_length(text: str | None) -> float | None:
    """Points of a length as OpenDocument writes it, such as "0.2mm"; None for what is none, such as a share."""
    found = re.fullmatch(r"(\d*\.?\d+)(in|cm|mm|pt|pc|px)", text or "", re.ASCII)
    return float(found[1]) * POINTS[found[2]] if found else None


def _name_properties(element) -> Iterator[tuple[str, str]]:
    return ((key.rpartition("}")[2], shown) for key, shown in element.items())


# Letters that are not shown, or are smaller than anybody sees.
_HIDES = re.compile(r"display none|font-size [01](?:\.\d+)?(?:pt|px)")


def _holds_drawn_text(element) -> bool:
    """Whether a text stands in a box or another shape in an element."""
    return any(
        "".join(shown.itertext()).strip() for drawn in element.iter(f"{DRAW}*") for shown in drawn.iter("{*}p")
    )


DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
