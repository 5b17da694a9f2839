"""Reads web pages."""

import re
from collections.abc import Iterator
from pathlib import Path

from foi_answers.documents.flow import Flow, SpannedTable
from foi_answers.documents.sheets import STRUCK, UNSEEN, Sheet, mark_note, read_span, sign
from foi_answers.documents.texts import decode
from plain_files import Problem

MAX_DEPTH = 350  # elements in one another; a page of an office program has some twenty
LEFT_OUT = {
    "script", "style", "noscript", "template", "title", "nav", "button", "select", "svg", "iframe", "object", "audio",
    "video", "canvas",
}  # fmt: skip
# What a style says of whether, and how, a thing is seen.
_TELLS = re.compile(
    r"(?<![\w-])(display|visibility|text-decoration(?:-line)?|opacity|font-size|color|background(?:-color)?|left|text-indent|clip|clip-path|transform)\s*:\s*([^;]+)",
    re.IGNORECASE,
)  # fmt: skip
_CUTS = {
    "clip": re.compile(r"rect\((?:[01](?:px)?,?)+\)"), "clip-path": re.compile(r"inset\((?:[5-9]\d|100)(?:\.\d+)?%|circle\(0"),
    "transform": re.compile(r".*scale[xy]?\(0(?:\.0*)?[,)]"),
}  # fmt: skip
_WHITE = {"#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"}
_SPACES = {"re": "http://exslt.org/regular-expressions"}
_HOLDS_NONE = ("hidden", "checkbox", "radio", "submit", "button", "reset", "image", "color", "file", "password")
# What a browser shows and `_Page` leaves out, by words and where it stands: told where it holds, or may hold, a number.
_DIGIT = "translate(., '0123456789', '') != ."
_NOT_READ = {
    "pages or files that it shows in a frame are not read":
        "//iframe | //frame | //object | //embed | //applet | //portal | //fencedframe",
    "drawings in it are not read": f"//svg//text[{_DIGIT}]",
    "what stands in the fields of its forms is not read":
        f"//@value[{_DIGIT}][parent::input[not(@type) or not({' or '.join(f'@type={one!r}' for one in _HOLDS_NONE)})]"
        f" or parent::meter or parent::progress] | //select//option[{_DIGIT}]",
    "its menus and buttons are not read": f"//nav[{_DIGIT}] | //button[{_DIGIT}]",
    # No crest, and no sign or line.
    "pictures in it are not read":
        "//img[not(ancestor::header or ancestor::footer or ancestor::nav or @width < 100 or @height < 100)] | //video",
    "what a script draws in it is not read": f"//canvas | //template[@shadowrootmode][{_DIGIT}]",
    "words that its styles put beside others are not read":
        r"//style[re:test(., 'content\s*:\s*\W[^;}\\]*\d')]",
    "a table in it has no words, which a script may fill in a browser; print the page from there as .pdf":
        "//table[not(normalize-space())]",
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
    # Without this the parser leaves out, without a word, what lies more than 256 elements deep; with it, 2048.
    parser = html.HTMLParser(huge_tree=True)
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    if _is_deep(root):
        raise Problem(file, "", "", "is nested deeper than any answer; save its table as .csv or .docx")
    page = _Page(file)
    page.flow.remarks += remarks
    page.follow_styles(root)
    page.read(root)
    page.flow.remarks += [words for words, path in _NOT_READ.items() if root.xpath(path, namespaces=_SPACES)]
    sheet = page.flow.sheet()
    if not sheet.rows and root.find(".//script") is not None:
        raise Problem(
            file, "", "", "is drawn by a script, which is not run; open it in a browser and print it as .pdf"
        )
    return [sheet]


def _is_deep(root) -> bool:
    """Whether elements lie in one another deeper than they can be followed."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


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
        self.signs: dict = {}

    def follow_styles(self, root) -> None:
        """Note what the page's own styles, by their names or in place, strike through or keep from being seen."""
        import tinycss2

        rules = [
            (tinycss2.serialize(rule.prelude), said) for sheet in root.iter("style")
            for rule in tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True)
            if rule.type == "qualified-rule" and _TELLS.search(said := tinycss2.serialize(rule.content))
        ]  # fmt: skip
        found = self._select(root, rules) if rules else {}
        for element, said in found.items():  # what stands in place comes last, and wins
            element.set("style", f"{said};{element.get('style', '')}")
        for element in root.iter():
            if isinstance(element.tag, str) and (kind := self._sign_of(element)):
                self.signs[element] = kind

    def _select(self, root, rules: list[tuple[str, str]]) -> dict:
        """What the rules of a page say of each of its elements; lxml alone knows no selectors, so another tree is asked."""
        from bs4 import BeautifulSoup
        from lxml import etree
        from soupsieve import SelectorSyntaxError

        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        for number, element in enumerate(elements):
            element.set("data-number", str(number))
        twin, found = BeautifulSoup(etree.tostring(root), "lxml"), {}
        for selector, said in rules:
            try:
                chosen = twin.select(selector)
            except SelectorSyntaxError:  # one that only a browser can follow
                self.flow.remarks.append("some styles of the page are not followed: it may hide what is read")
                continue
            for one in chosen:
                element = elements[int(one["data-number"])]
                found[element] = f"{found.get(element, '')};{said}"
        return found

    def _sign_of(self, element) -> str:
        said = _read_style(element)
        if element.tag in ("del", "s", "strike") or "line-through" in said.get("text-decoration", ""):
            return STRUCK
        nothing = any(
            re.match(r"0(?:\.0*)?[a-z%]*$|1p[xt]$", said.get(name, "")) for name in ("opacity", "font-size")
        )
        cut = any(shape.match(said.get(name, "")) for name, shape in _CUTS.items())
        aside = any(re.match(r"-\d{3,}", said.get(name, "")) for name in ("left", "text-indent"))
        ink = said.get("color", "")
        if nothing or aside or cut or ink == "transparent":
            return UNSEEN
        if not ink:
            return ""
        around = (_read_style(one).get("background", "") for one in (element, *element.iterancestors()))
        return UNSEEN if ink == next(filter(None, around), "white") else ""

    def _signed(self, element, words: str) -> str:
        """Words in an element, with the sign of what it, or what it lies in, does to them."""
        if not self.signs:
            return words
        around = (self.signs[one] for one in (element, *element.iterancestors()) if one in self.signs)
        return sign(next(around, ""), words)

    def read(self, element) -> None:
        """Read an element and all in it."""
        if self._is_unseen(element):
            return
        if element.tag == "br":
            self.words.append("\n")
        elif element.tag == "pre":
            self.flush()
            self.words += self._signed(element, "".join(element.itertext()))
            self.flush(squeeze=False)
        elif element.tag == "table":
            self.flush()
            self._read_table(element)
        elif _is_raised(element):
            self.words.append(self._signed(element, mark_note("".join(element.itertext()))))
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
        self.words.append(self._signed(element, _squeeze(element.text)))
        for child in element:
            self.read(child)
            self.words.append(self._signed(element, _squeeze(child.tail)))

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
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            return True
        if element.get("role") in ("navigation", "banner", "contentinfo", "search"):
            return True
        if element.tag in ("header", "footer"):
            inside = any(above.tag in ("main", "article", "section") for above in element.iterancestors())
            return not inside and element.find(".//table") is None
        said = _read_style(element)
        hides = said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse")
        closed = element.tag == "dialog" and element.get("open") is None
        if (hides or closed or element.get("hidden") is not None) and _holds_text(element):
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
        yield self._signed(element, element.text or "")
        for child in element:
            if not self._is_unseen(child):
                if child.tag == "table":
                    nested.append(child)
                elif _is_raised(child):
                    yield self._signed(child, mark_note("".join(child.itertext())))
                else:
                    apart = " " if child.tag == "br" or child.tag in BLOCKS else ""
                    yield apart
                    yield from self._cell_words(child, nested)
                    yield apart
            yield self._signed(element, child.tail or "")


def _read_style(element) -> dict[str, str]:
    """What the style of an element says of how it is seen, by property; the last word counts, and white is one colour."""
    said = {}
    for name, value in _TELLS.findall(element.get("style", "")) if element.get("style") else ():
        name, value = name.casefold(), value.casefold().replace("!important", "").replace(" ", "")
        said[name.removesuffix("-line").replace("background-color", "background")] = (
            "white" if value in _WHITE else value
        )
    for name, key in (("color", "color"), ("bgcolor", "background")):
        if element.get(name):
            said.setdefault(
                key, "white" if element.get(name).casefold() in _WHITE else element.get(name).casefold()
            )
    return said


def _squeeze(text: str | None) -> str:
    """Text of a page, in which line ends and tabs are spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _is_raised(element) -> bool:
    style = element.get("style", "")
    return element.tag in ("sup", "rt") or bool(re.search(r"vertical-align\s*:\s*super", style, re.IGNORECASE))


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
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else otherwise
