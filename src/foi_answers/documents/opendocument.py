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
        # Names of the styles that hide a sheet and of those that raise text.
        self.hiding: set[str] = set()
        self.raising: set[str] = set()
        # Signs of styles whose letters nobody sees or that strike them through, and styles that give a ground.
        self.signs: dict[str, str] = {}
        self.grounds: set[str] = set()

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
                style = attribute(element, "default-cell-style-name")
                if style in self.signs:
                    styles |= dict.fromkeys(range(column, column + repeated), style)
                column += repeated
            if kind in ("shapes", "table-row") and _holds_drawn_text(element):
                grid.remark_whole(LAID_OVER)
            if kind == "table-row":
                row += self._read_row(grid, row, element, styles)

    def _note_style(self, style) -> None:
        for properties in style:
            if any(key.endswith("}display") and shown == "false" for key, shown in properties.items()):
                self.hiding.add(attribute(style, "name"))
            if any(_HIDES.fullmatch(f"{local} {shown}") for local, shown in _name_properties(properties)):
                self.signs[attribute(style, "name")] = UNSEEN
            if re.match("super|[1-9]", attribute(properties, "text-position") or ""):
                self.raising.add(attribute(style, "name"))
            lines = (attribute(properties, f"text-line-through-{kind}") for kind in ("style", "type"))
            if any(line not in (None, "none") for line in lines):
                self.signs[attribute(style, "name")] = STRUCK
        ink, ground = (
            next((shown.casefold() for one in style for key, shown in one.items() if key.endswith(name)), "")
            for name in ("}color", "}background-color")
        )
        ground = ground if ground != "transparent" else ""
        if ground:
            self.grounds.add(attribute(style, "name"))
        if ink and ink == (ground or "#ffffff"):
            self.signs.setdefault(attribute(style, "name"), UNSEEN)

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
