"""Reads Word documents (.docx)."""

import re
from collections.abc import Iterator
from pathlib import Path

from foi_answers.documents.archives import Archive, attribute, local_name, owner
from foi_answers.documents.flow import Flow, SpannedTable
from foi_answers.documents.numbering import Numbering, by_name, value_of
from foi_answers.documents.sheets import (
    DELETED,
    HEADED,
    NOTED,
    STRUCK,
    UNSEEN,
    Sheet,
    check_size,
    mark_note,
    read_integer,
    read_span,
    sign,
    take_signs,
)

# A text document is held as a tree, which takes some ten times the room.
MAX_TREE_BYTES = 100_000_000
# What holds no words, or words that are not shown: properties, deleted and moved words, codes of fields.
LEFT_OUT = {
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom", "delText", "instrText", "Fallback",
}  # fmt: skip
TRACKED = "changes are tracked: words deleted were left out, words inserted were read"
SMALLEST = 4  # half points of letters that anybody sees
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def read_docx(file: Path) -> list[Sheet]:
    """The text and tables of a Word document as one sheet, notes at its end."""
    archive = Archive(file)
    main = archive.related("")["officeDocument"]
    check_size(file, "holds", archive.zip.getinfo(main).file_size, MAX_TREE_BYTES, "bytes of text")
    parts = archive.related(main)
    numbering, styles = (archive.tree(parts.get(kind, "")) for kind in ("numbering", "styles"))
    text = _Text(file, Numbering(numbering, styles), by_name(styles, "style", "styleId"))
    text.read(archive.tree(main))
    text.read_notes({kind: archive.tree(parts.get(f"{kind}s", "")) for kind in ("footnote", "endnote")})
    for kind, target in archive.list_related(main):
        # Page numbers are fields, whose text says nothing.
        words = archive.tree(target).iterfind(".//{*}t") if kind in ("header", "footer") else ()
        if any(letter.isdigit() for one in words for letter in one.text or "" if not _is_of_field(one)):
            text.flow.remarks.append(HEADED)
    return [archive.tell_unread(text.flow.sheet())]


def _is_of_field(element) -> bool:
    """Whether a text of a page header is what a field shows, such as the number of the page."""
    if owner(element, "fldSimple") is not None:
        return True
    run = owner(element, "r")
    before = run.xpath("preceding-sibling::*//@*[local-name() = 'fldCharType']") if run is not None else ()
    return bool(before) and before[-1] != "end"


class _Text:
    """Walks through a Word document in reading order.

    lxml and not python-docx, which leaves out words inserted under tracked changes, content
    controls and text boxes without a word.
    """

    def __init__(self, file: Path, numbering: Numbering, styles: dict):
        self.flow = Flow(file)
        self.numbering, self.styles = numbering, styles
        self.notes: list[tuple[str, str]] = []
        self.boxes: list = []

    def read(self, element) -> None:
        """Read the paragraphs and tables in an element."""
        for child in element:
            kind = local_name(child)
            if kind == "p":
                self._read_paragraph(child)
            elif kind == "tbl":
                self._read_table(child)
            elif kind not in LEFT_OUT:
                self.read(child)

    def read_notes(self, parts: dict) -> None:
        """Read the footnotes and endnotes that the text refers to."""
        if self.notes:
            self.flow.blank()
        for number, (kind, name) in enumerate(self.notes, start=1):
            note = next(one for one in parts[kind] if attribute(one, "id") == name)
            words = " ".join(self._words(paragraph).strip() for paragraph in note.iter("{*}p"))
            self.flow.line(f"[{number}] {words.strip()}", f"{kind} {number}")

    def _read_paragraph(self, element) -> None:
        text = self.numbering.mark(element) + self._words(element)
        boxes, self.boxes = self.boxes, []
        if take_signs(text)[0].strip():
            self.flow.paragraph(text.strip("\n").split("\n"))
        elif not boxes:
            self.flow.blank()
        for box in boxes:
            self.read(box)

    def _words(self, element) -> str:
        """Text of a paragraph or a part of it; text boxes are put aside."""
        words = ""
        for child in element:
            kind = local_name(child)
            if kind in ("del", "ins", "moveFrom"):
                self.flow.remarks.append(TRACKED)
            if kind in LEFT_OUT:
                continue
            if kind == "ddList":
                self.flow.remarks.append("what is chosen in the fields of its form is not read")
            if kind == "commentReference":
                words += NOTED
            elif kind == "t":
                words += child.text or ""
            elif kind == "textpath":  # a word drawn as art
                words += child.get("string") or ""
            elif kind in SIGNS:
                words += SIGNS[kind]
            elif kind in ("footnoteReference", "endnoteReference"):
                self.notes.append((kind.removesuffix("Reference"), attribute(child, "id")))
                words += f"[{len(self.notes)}]"
            elif kind == "txbxContent":
                self.boxes.append(child)
            elif kind == "r":
                words += self._run(child)
            else:
                words += self._words(child)
        return words

    def _run(self, run) -> str:
        hidden = run.find("{*}rPr/{*}vanish")
        if hidden is not None and attribute(hidden, "val") not in ("0", "false"):
            self.flow.remarks.append("hidden text was left out")
            return ""
        words = self._words(run)
        raised = self._find_property(run, "vertAlign") == "superscript" and not words.startswith("[")
        return sign(self._sign_of(run), mark_note(words) if raised else words)

    def _sign_of(self, run) -> str:
        """The sign of letters that are struck through, or that nobody sees on white paper; blank for others."""
        if any(self._find_property(run, kind) not in (None, "0", "false") for kind in ("strike", "dstrike")):
            return STRUCK
        size = self._find_property(run, "sz") or ""
        if size.isdecimal() and int(size) < SMALLEST:
            return UNSEEN
        ink = (self._find_property(run, "color") or "").upper()
        return UNSEEN if ink not in ("", "AUTO") and ink == self._find_ground(run) else ""

    def _find_ground(self, run) -> str:
        """The colour behind letters: what is nearest to them, white where nothing is, blank where their table's style may say."""
        style = value_of(owner(run, "tbl").find("{*}tblPr"), "tblStyle") if owner(run, "tbl") is not None else None
        around = (one.find(f"{{*}}{local_name(one)}Pr") for one in (run, *run.iterancestors()))
        near, far = (
            [fill for one in found if one is not None for shade in one.iter("{*}shd")
             if (fill := (attribute(shade, "fill") or "auto").upper()) != "AUTO"]
            for found in (around, [self.styles.get(style)])
        )  # fmt: skip
        return near[0] if near else "" if any(fill != "FFFFFF" for fill in far) else "FFFFFF"

    def _find_property(self, run, name: str) -> str | None:
        """A property of letters, by themselves or by their style or what that rests on; "" where it has no value."""
        properties = run.find("{*}rPr")
        style = value_of(properties, "rStyle")
        for _ in range(10):
            found = properties.find(f"{{*}}{name}") if properties is not None else None
            if found is not None or style not in self.styles:
                return None if found is None else attribute(found, "val") or ""
            properties, style = self.styles[style].find("{*}rPr"), value_of(self.styles[style], "basedOn")
        return None

    def _read_table(self, element) -> None:
        table, nested = SpannedTable(self.flow.file), []
        lines = [line for line in element.iter("{*}tr") if owner(line, "tbl") is element]
        # The last area that began in each column: the cells below may go on in it.
        begun: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            for _ in range(min(read_integer(value_of(line.find("{*}trPr"), "gridBefore") or "0"), 100)):
                table.put(number, "")
            for cell in (cell for cell in line.iter("{*}tc") if owner(cell, "tr") is line):
                properties = cell.find("{*}tcPr")
                columns = read_span(value_of(properties, "gridSpan"), 1000)
                parts = [self.numbering.mark(one) + self._words(one) for one in self._paragraphs(cell, nested)]
                text = re.sub(r"\s*[\n\t]\s*", " ", " ".join(filter(None, map(str.strip, parts))))
                if line.find("{*}trPr/{*}del") is not None or cell.find("{*}tcPr/{*}cellDel") is not None:
                    text = sign(DELETED, text)
                elif line.find("{*}trPr/{*}hidden") is not None:
                    text = sign(UNSEEN, text)
                area = table.put(number, text, 1, columns)
                column = area[1]
                merge = properties.find("{*}vMerge") if properties is not None else None
                if merge is not None and attribute(merge, "val") != "restart" and column in begun:
                    begun[column][2] = number
                    table.areas.pop()
                    if text:
                        self.flow.remarks.append(f'"{text[:40]}" lies under a merged cell and is not shown')
                        table.grid[number][column] = ""
                else:
                    begun[column] = area
        self.flow.table(table.rows(), table.areas)
        for one in nested:
            self.read([one] if local_name(one) == "tbl" else one)

    def _paragraphs(self, cell, nested: list) -> Iterator:
        """Paragraphs of a cell; the tables and text boxes in it are put aside."""
        for child in cell:
            kind = local_name(child)
            if kind == "p":
                yield child
            elif kind == "tbl":
                nested.append(child)
            elif kind not in LEFT_OUT:
                yield from self._paragraphs(child, nested)
        nested += self.boxes
        self.boxes = []
