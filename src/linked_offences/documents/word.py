"""Reads Word documents (.docx)."""

import re
from collections.abc import Iterator
from pathlib import Path

from linked_offences.catalogue import Problem
from linked_offences.documents.archives import Archive, attribute, local_name, owner
from linked_offences.documents.flow import Flow, SpannedTable
from linked_offences.documents.numbering import Numbering, value_of
from linked_offences.documents.sheets import Sheet, mark_note, read_span

# A text document is held as a tree, which takes some ten times the room.
MAX_TREE_BYTES = 100_000_000


def read_docx(file: Path) -> list[Sheet]:
    """The text and tables of a Word document as one sheet, notes at its end."""
    archive = Archive(file)
    main = archive.related("")["officeDocument"]
    size = archive.zip.getinfo(main).file_size
    if size > MAX_TREE_BYTES:
        raise Problem(
            file,
            "",
            "",
            f"holds {size:,} bytes of text, and {MAX_TREE_BYTES:,} are read; save the part with the answer",
        )
    parts = archive.related(main)
    text = _Text(file, Numbering(*(archive.tree(parts.get(kind, "")) for kind in ("numbering", "styles"))))
    text.read(archive.tree(main))
    text.read_notes({kind: archive.tree(parts.get(f"{kind}s", "")) for kind in ("footnote", "endnote")})
    text.flow.remarks += archive.remarks()
    return [text.flow.sheet()]


class _Text:
    """Walks through a Word document in reading order.

    lxml and not python-docx, which leaves out words inserted under tracked changes, content
    controls and text boxes without a word.
    """

    # What holds no words, or words that are not shown: properties, deleted and moved words, codes of fields.
    UNSEEN = frozenset(
        ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom", "delText", "instrText", "Fallback")
    )

    def __init__(self, file: Path, numbering: "Numbering"):
        self.flow = Flow(file)
        self.numbering = numbering
        self.notes: list[tuple[str, str]] = []
        self.boxes: list = []
        self.paragraphs = 0

    def read(self, element) -> None:
        """Read the paragraphs and tables in an element."""
        for child in element:
            kind = local_name(child)
            if kind == "p":
                self._read_paragraph(child)
            elif kind == "tbl":
                self._read_table(child)
            elif kind not in self.UNSEEN:
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
        if text.strip():
            self.paragraphs += 1
            lines = text.strip("\n").split("\n")
            place = f"paragraph {self.paragraphs}"
            for number, line in enumerate(lines, start=1):
                self.flow.line(line, place if len(lines) == 1 else f"{place} line {number}")
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
                self.flow.remarks.append(
                    "changes are tracked: words deleted were left out, words inserted were read"
                )
            if kind in self.UNSEEN:
                continue
            if kind == "t":
                words += child.text or ""
            elif kind == "tab" or kind == "ptab":
                words += "\t"
            elif kind in ("br", "cr"):
                words += "\n"
            elif kind == "noBreakHyphen":
                words += "-"
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
        raised = run.find("{*}rPr/{*}vertAlign")
        is_raised = raised is not None and attribute(raised, "val") == "superscript"
        return mark_note(words) if is_raised and not words.startswith("[") else words

    def _read_table(self, element) -> None:
        table, nested = SpannedTable(self.flow.file), []
        lines = [line for line in element.iter("{*}tr") if owner(line, "tbl") is element]
        # Merged areas, and the last one that began in each column: the cells below may go on in it.
        areas: list[list[int]] = []
        begun: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            column = 0
            if before := value_of(line.find("{*}trPr"), "gridBefore"):
                column = read_span(before, 100)
                table.put(number, "", 1, column)
            for cell in (cell for cell in line.iter("{*}tc") if owner(cell, "tr") is line):
                properties = cell.find("{*}tcPr")
                columns = read_span(value_of(properties, "gridSpan"), 1000)
                parts = [self.numbering.mark(one) + self._words(one) for one in self._paragraphs(cell, nested)]
                text = re.sub(r"\s*[\n\t]\s*", " ", " ".join(filter(None, map(str.strip, parts))))
                merge = properties.find("{*}vMerge") if properties is not None else None
                if merge is not None and attribute(merge, "val") != "restart" and column in begun:
                    begun[column][2] = number
                    if text:
                        self.flow.remarks.append(f'"{text[:40]}" lies under a merged cell and is not shown')
                    text = ""
                else:
                    begun[column] = [number, column, number, column + columns - 1]
                    areas.append(begun[column])
                table.put(number, text, 1, columns)
                column += columns
        merged = [tuple(area) for area in areas if area[:2] != area[2:]]
        self.flow.tables += 1
        self.flow.table(table.rows(), merged, f"table {self.flow.tables} ")
        for one in nested:
            if local_name(one) == "tbl":
                self._read_table(one)
            else:
                self.read(one)

    def _paragraphs(self, cell, nested: list) -> Iterator:
        """Paragraphs of a cell; the tables and text boxes in it are put aside."""
        for child in cell:
            kind = local_name(child)
            if kind == "p":
                yield child
            elif kind == "tbl":
                nested.append(child)
            elif kind not in self.UNSEEN:
                yield from self._paragraphs(child, nested)
        nested += self.boxes
        self.boxes = []
