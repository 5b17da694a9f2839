"""Reads web pages."""

import re
from collections.abc import Iterator
from pathlib import Path

from foi_answers.documents.flow import Flow, SpannedTable
from foi_answers.documents.sheets import Sheet, mark_note, read_span
from foi_answers.documents.texts import decode
from plain_files import Problem

UNSEEN = {
    "script", "style", "noscript", "template", "head", "nav", "button", "select", "svg", "iframe", "object", "audio",
    "video", "canvas",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "ol", "p", "section", "summary", "td", "th", "ul",
}  # fmt: skip


def read_html(file: Path) -> list[Sheet]:
    """The text and tables of a web page as one sheet."""
    from lxml import html

    text, remarks = _decode_html(file)
    if "<!entity" in text.casefold():
        raise Problem(file, "", "<!ENTITY", "declares entities, as no web page does; ask for a new copy")
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    page = _Page(file)
    page.flow.remarks += remarks
    page.read(root)
    return [page.flow.sheet()]


def _decode_html(file: Path) -> tuple[str, list[str]]:
    """Text of a web page by the encoding that it names, or else like any text."""
    content = file.read_bytes()
    named = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", content[:4096], re.IGNORECASE)
    codec = named[1].decode("ascii").casefold() if named else ""
    if codec and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        # Browsers read what calls itself Latin-1 as Windows-1252, of which it is a part.
        codec = "cp1252" if codec in ("iso-8859-1", "latin1", "us-ascii", "ascii") else codec
        try:
            return content.decode(codec), []
        except (LookupError, UnicodeDecodeError):
            text, _ = decode(file)
            return text, [f"the text is not {codec}, as it says: check pound signs, dashes and quotes"]
    return decode(file)


class _Page:
    """Walks through a web page in reading order."""

    def __init__(self, file: Path):
        self.flow = Flow(file)
        self.words: list[str] = []
        self.marks: dict = {}
        self.mark = ""

    def read(self, element) -> None:
        """Read an element and all in it."""
        if self._is_unseen(element):
            return
        if element.tag == "br":
            self.words.append("\n")
        elif element.tag == "pre":
            self.flush()
            self.words += "".join(element.itertext())
            self.flush(squeeze=False)
        elif element.tag == "table":
            self.flush()
            self._read_table(element)
        elif _is_raised(element):
            self.words.append(mark_note("".join(element.itertext())))
        elif element.tag in BLOCKS:
            self.flush()
            self._read_inside(element)
            self.flush()
            # An item without text leaves its number to nobody.
            self.mark = "" if element.tag == "li" else self.mark
        else:
            self._read_inside(element)

    def _read_inside(self, element) -> None:
        if element.tag == "ol":
            self.marks.update(_list_marks(element))
        self.mark = self.marks.get(element, self.mark)
        self.words.append(_squeeze(element.text))
        for child in element:
            self.read(child)
            self.words.append(_squeeze(child.tail))

    def flush(self, *, squeeze: bool = True) -> None:
        """End the paragraph; each of its lines is a row."""
        text, self.words = "".join(self.words), []
        lines = text.strip("\n").split("\n")
        if squeeze:
            lines = [_squeeze(line).strip(" ") for line in lines]
        if not any(line.strip() for line in lines):
            if "\n" in text or "\xa0" in text:
                self.flow.blank()
            return
        lines[0], self.mark = self.mark + lines[0], ""
        self.flow.paragraph(lines)

    def _is_unseen(self, element) -> bool:
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return True
        if element.get("role") in ("navigation", "banner", "contentinfo", "search"):
            return True
        if element.tag in ("header", "footer"):
            inside = any(above.tag in ("main", "article", "section") for above in element.iterancestors())
            return not inside and element.find(".//table") is None
        hides = re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style", ""), re.IGNORECASE)
        if (hides or element.get("hidden") is not None) and _holds_text(element):
            self.flow.remarks.append("text that the page hides was left out")
            return True
        return False

    def _read_table(self, element) -> None:
        for caption in element.iterchildren("caption"):
            self.read(caption)
        order = {"thead": 0, "tfoot": 2}
        groups = sorted(
            element.iterchildren("thead", "tbody", "tfoot", "tr"), key=lambda one: order.get(one.tag, 1)
        )
        rows = [
            [cell for cell in line.iterchildren("td", "th") if not self._is_unseen(cell)]
            for group in groups
            for line in ([group] if group.tag == "tr" else group.iterchildren("tr"))
            if not self._is_unseen(group) and not self._is_unseen(line)
        ]
        used = [[cell for cell in row if _holds_text(cell)] for row in rows]
        if element.find(".//table") is not None and all(len(row) < 2 for row in used):
            # The table has no cells side by side: it only places things on the page.
            for cell in (cell for row in used for cell in row):
                self.read(cell)
            return
        table, nested = SpannedTable(self.flow.file), []
        for number, row in enumerate(rows):
            for cell in row:
                left = len(rows) - number
                # A span of 0 goes on to the last row.
                down = read_span(cell.get("rowspan"), left) if cell.get("rowspan", "").strip() != "0" else left
                text = _squeeze("".join(self._cell_words(cell, nested))).strip(" ")
                table.put(number, text, down, read_span(cell.get("colspan"), 1000))
        self.flow.table(table.rows(), table.areas)
        for one in nested:
            self._read_table(one)

    def _cell_words(self, element, nested: list) -> Iterator[str]:
        """Words of a cell; the tables in it are put aside."""
        yield element.text or ""
        for child in element:
            if not self._is_unseen(child):
                if child.tag == "table":
                    nested.append(child)
                elif _is_raised(child):
                    yield mark_note("".join(child.itertext()))
                else:
                    apart = " " if child.tag == "br" or child.tag in BLOCKS else ""
                    yield apart
                    yield from self._cell_words(child, nested)
                    yield apart
            yield child.tail or ""


def _squeeze(text: str | None) -> str:
    """Text of a page, in which line ends and tabs are spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _is_raised(element) -> bool:
    style = element.get("style", "")
    return element.tag == "sup" or bool(re.search(r"vertical-align\s*:\s*super", style, re.IGNORECASE))


def _holds_text(element) -> bool:
    return bool("".join(element.itertext()).strip())


def _list_marks(listing) -> Iterator[tuple]:
    """Items of a numbered list, each with the number that a browser puts before it."""
    if listing.get("type", "1") != "1" or "none" in listing.get("style", ""):
        return
    number = _whole(listing.get("start"), 1) - 1
    for item in listing.iterchildren("li"):
        number = _whole(item.get("value"), number + 1)
        yield item, f"{number}. "


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise
