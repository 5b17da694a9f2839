"""Reads PDFs, which know of no lines and no tables: only of letters at places."""

import io
import logging
import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from foi_answers.documents.cover import LAYERS, draws_nothing, find_attached, find_covered, list_hidden
from foi_answers.documents.flow import Flow
from foi_answers.documents.kinds import REFUSED, WITHOUT
from foi_answers.documents.lines import (
    Line,
    find_next_table,
    gap_between,
    gather_rows,
    group_words,
    ruled_grid,
    unruled_grid,
)
from foi_answers.documents.pictures import DOTS, MOST_PAGES, RECOGNISED, Recognised, can_recognise
from foi_answers.documents.sheets import DOUBTS, Row, Sheet, check_size, mark_note, name_ranges
from foi_answers.documents.spacing import find_columns
from plain_files import Problem, drop_ignorable

# A page takes about a tenth of a second.
MAX_PAGES = 500
# Of a picture: more than a crest or the sign of a company, and no more than a page at 600 to an inch.
FEWEST_DOTS, MOST_DOTS = 60_000, 40_000_000
OVER = "digits of it stand one over the other"
IN_PICTURE = "a picture, whose text is not read"
_HEAD = 6  # lines at the top or the foot of a page that may be the same on all


def read_pdf(file: Path) -> list[Sheet]:
    """The lines and tables of a PDF as one sheet, and what of it was not read."""
    # pdfminer warns on standard error of each oddity of a file.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    import pdfplumber

    try:
        opened = pdfplumber.open(io.BytesIO(file.read_bytes()))
    except Exception as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise Problem(file, "", "", REFUSED["locked"]) from None
        raise
    with opened as pdf:
        check_size(file, "has", len(pdf.pages), MAX_PAGES, "pages")
        flow = Flow(file)
        odd: dict[str, list[int]] = {}
        doubts: dict[str, list[tuple[str, str]]] = {}
        flow.remarks += list_hidden(pdf)
        seen = guessed = 0
        for number, page in enumerate(pdf.pages, start=1):
            area = sum(image["width"] * image["height"] for image in page.images)
            letters = [char for char in page.chars if char["text"].strip()]
            seen += len(letters)
            find_covered(page, layered=LAYERS in flow.remarks)
            recognised = bool(letters) and area > page.width * page.height / 2
            undrawn = bool(letters) and draws_nothing(page)
            odd |= {words: [*odd.get(words, ()), number] for words in dict.fromkeys(find_attached(page))}
            for words, holds in {
                IN_PICTURE: not letters and (page.images or page.curves),
                "a picture with text that a machine recognised: check every number": recognised,
                "text that is not drawn is read all the same: check every number": undrawn and not recognised,
                "letters that the file does not name are read as (cid:...)":
                    any(char["text"].startswith("(cid:") for char in letters),
                "text that stands upright or on its head is not read": any(not char["upright"] for char in letters),
                "a picture beside the text is not read":
                    bool(letters) and not recognised and any(_is_large(image, page) for image in page.images),
            }.items():  # fmt: skip
                odd.setdefault(words, []).extend([number] if holds else [])
            if letters:
                printed = _Printed(flow, page.filter(_see_once()), f"page {number}")
                printed.read()
                doubts[printed.place] = printed.doubts
                if undrawn:
                    doubts[printed.place].append(("", "text of its page is not drawn, and it may be of that"))
            elif page.images and can_recognise() and guessed < MOST_PAGES:
                guessed += 1
                seen += _guess(flow, page, number)
                odd[IN_PICTURE].remove(number)
                odd.setdefault(RECOGNISED, []).append(number)
            page.close()
        if not seen:
            words = "holds pictures of its pages and no text; ask for the document itself"
            raise Problem(file, "", "", f"{words}, or type the table into a .csv file")
    flow.remarks += [f"{name_ranges('page', pages)}: {words}" for words, pages in odd.items() if pages]
    sheet = flow.sheet()
    if not sheet.rows:
        words = "its text stands upright or on its head, and is not read; turn its pages and save it again"
        raise Problem(file, "", "", words)
    if pages := _blank_running_heads(sheet.rows):
        words = "what stands at the top or the foot of the page before too, and its number, is not read again"
        sheet = replace(sheet, remarks=(*sheet.remarks, f"{name_ranges('page', pages)}: {words}"))
    for place, found in doubts.items():
        _doubt_cells(sheet, place, found)
    told = [f'{place}: "{words}": {doubt}' for place, found in doubts.items() for words, doubt in found if words]
    return [replace(sheet, remarks=(*sheet.remarks, *dict.fromkeys(told[:20])))]


def _is_over(left: dict, right: dict) -> bool:
    """Whether two digits stand nearer than any font sets them: one was drawn over the other."""
    return left["text"].isdigit() and right["text"].isdigit() and right["x0"] - left["x0"] < left["size"] / 5


def _is_large(image: dict, page) -> bool:
    """Whether a picture is no crest or signature: it could hold a table."""
    return image["width"] * image["height"] > page.width * page.height / 10


def _guess(flow: Flow, page, number: int) -> int:
    """Read the words that a machine sees on a page that is a picture; gives how many there are."""
    recognised = Recognised(page.to_image(resolution=DOTS).original, 72 / DOTS)
    flow.blank()
    flow.guess = RECOGNISED
    _Printed(flow, recognised, f"page {number}").read()
    flow.blank()
    flow.guess = ""
    return len(recognised.words)


def read_picture(file: Path) -> list[Sheet]:
    """The text of a picture as one sheet, where Tesseract is installed; every number of it is a machine's guess."""
    if not can_recognise():
        raise Problem(file, "", "", WITHOUT["image"])
    from PIL import Image

    flow = Flow(file)
    with Image.open(file) as picture:
        dots = picture.width * picture.height
        check_size(file, "has", dots, MOST_DOTS, "dots")
        if dots < FEWEST_DOTS:
            advice = "is a picture too small to hold a table; ask for a larger one, or type it into a .csv file"
            raise Problem(file, "", "", advice)
        recognised = Recognised(picture)
    flow.guess = RECOGNISED
    _Printed(flow, recognised, "picture").read()
    flow.remarks.append(RECOGNISED)
    return [flow.sheet()]


def _doubt_cells(sheet: Sheet, page: str, found: list[tuple[str, str]]) -> None:
    """Doubt the cells of a page that hold one of its words in doubt; no words are all of them.

    Where a word stands twice on a page, both are in doubt.
    """
    cells = [(row, column, text) for row, line in enumerate(sheet.rows) if line.place.startswith(f"{page} ")
             for column, text in enumerate(line.cells) if text]  # fmt: skip
    for words, doubt in found:
        here = [cell for cell in cells if not words or words in cell[2].split()]
        for row, column, _ in here or [cell for cell in cells if words in cell[2]]:
            sheet.doubts.setdefault((row, column), doubt)


def _see_once() -> Callable[[dict], bool]:
    """A sieve for the things on a page: letters that stand upright, each once, since bold may be made by printing twice.

    What pdfplumber has for it compares all letters with all, which takes seconds for a full page.
    """
    seen: dict[tuple, list[tuple[float, float]]] = {}

    def keep(thing: dict) -> bool:
        if thing["object_type"] != "char":
            return True
        if not thing["upright"]:
            return False
        x, y = thing["x0"], thing["top"]
        kind = thing["text"], thing["fontname"], round(thing["size"], 1)
        near = (place for row in (int(y) - 1, int(y), int(y) + 1) for place in seen.get((*kind, row), ()))
        if any(abs(x - left) <= 1 and abs(y - top) <= 1 for left, top in near):
            return False
        seen.setdefault((*kind, int(y)), []).append((x, y))
        return True

    return keep


def _blank_running_heads(rows: list[Row]) -> list[int]:
    """Blank what stands at the top or the foot of every page: its number, and lines that the page before has in that place too.

    Otherwise a table that goes on overleaf would seem to end there, and the number of a page to be an answer.

    Returns
    -------
    list of int
        The pages from which anything was taken.
    """
    blanked: set[int] = set()
    pages: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if any(row.cells):
            pages.setdefault(row.place.split(" ")[1], []).append(place)
    before: list[tuple[str, ...]] = []
    for number, places in pages.items():
        here = [(rows[place].cells, at) for at, place in enumerate(places[:_HEAD])]
        here += [(rows[place].cells, -at) for at, place in enumerate(places[: -_HEAD - 1 : -1], start=1)]
        for (cells, at), place in zip(here, [*places[:_HEAD], *places[: -_HEAD - 1 : -1]], strict=True):
            words = [text for text in cells if text]
            numbered = len(words) == 1 and _numbers_page(words[0], number)
            if (numbered and len(places) > 1) or (len(words) == 1 and (cells, at) in before):
                rows[place] = Row(("",), rows[place].place, rows[place].number)
                blanked.add(int(number))
        before = here
    return sorted(blanked)


def _numbers_page(text: str, number: str) -> re.Match | None:
    return re.fullmatch(rf"\W*(?:page )?{number}(?: ?(?:of|/) ?\d+)?\W*", text, re.IGNORECASE)


class _Printed:
    """Reads the words of a page of a PDF, which knows of no lines and no tables."""

    def __init__(self, flow: Flow, page, place: str):
        self.flow, self.page, self.place = flow, page, place
        flow.tables = 0
        # Where spaces were printed, by the height of their line.
        self.spaces: dict[int, list[float]] = {}
        for char in page.chars:
            if not char["text"].strip():
                self.spaces.setdefault(round(char["bottom"]), []).append(char["x0"])
        self.prints_spaces = False
        self.doubts: list[tuple[str, str]] = []  # words, and why

    def read(self) -> None:
        """Hand on the lines and tables of the page from its top."""
        words = self.page.extract_words(
            x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size"], return_chars=True
        )
        for word in words:
            word["text"] = word["text"].replace("\u00ad", "-")  # here it is drawn, wherever it stands
            kind = next((char["doubt"] for char in word["chars"] if "doubt" in char), None)
            if kind:
                self.doubts.append((drop_ignorable(word["text"]), DOUBTS[kind]))
            elif any(_is_over(*pair) for pair in pairwise(word["chars"])):
                self.doubts.append((drop_ignorable(word["text"]), OVER))
        groups = group_words(words)
        # Most programs print the spaces between words, and then a gap without one lies between cells.
        gaps = [self._has_space(*pair) for group in groups for pair in pairwise(group) if gap_between(*pair) < 0.6]
        self.prints_spaces = sum(gaps) > len(gaps) / 2
        ruled = self._find_ruled([self._line(group) for group in groups])
        outside = []
        for word in words:
            x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
            for _, cells, held in ruled:
                at = next((i for i, (a, b, c, d) in enumerate(cells) if a <= x <= c and b <= y <= d), None)
                if at is not None:
                    held.setdefault(at, []).append(word)
                    break
            else:
                outside.append(word)
        lines = self._part_number(self._lines(outside))
        start = 0
        for top, cells, held in [*ruled, (math.inf, (), {})]:
            stop = start + sum(line.top < top for line in lines[start:])
            self._read_lines(lines, start, stop)
            start = stop
            if cells:
                held = {at: self._lines(inside) for at, inside in held.items()}
                self.flow.table(*ruled_grid(cells, held), f"{self.place} ")

    def _find_ruled(self, lines: list[Line]) -> list[tuple[float, list, dict]]:
        """Tables drawn with lines, from the top: their top, the boxes of their cells, and room for their words."""
        ruled = []
        for table in self.page.find_tables():
            columns, rows = ({cell[side] for cell in table.cells} for side in (0, 1))
            top, bottom = table.bbox[1], table.bbox[3]
            # A shaded row of a table without lines is no table of its own.
            shaded = len(rows) == 1 and any(
                len(line.runs) > 1 and -1 < max(top - line.bottom, line.top - bottom) < line.height
                for line in lines
            )
            if len(columns) > 1 and not shaded:
                ruled.append((top, table.cells, {}))
        return sorted(ruled, key=lambda one: one[0])

    def _has_space(self, left: dict, right: dict) -> bool:
        """Whether a space was printed between two words."""
        height = round(left["bottom"])
        printed = (x for near in (height - 1, height, height + 1) for x in self.spaces.get(near, ()))
        return any(left["x1"] - 1 < x < right["x0"] + 1 for x in printed)

    def _lines(self, words: list[dict]) -> list[Line]:
        return [self._line(group) for group in group_words(words)]

    def _part_number(self, lines: list[Line]) -> list[Line]:
        """The lines of the page, with its number on a line of its own where it stands beside other words at the foot."""
        *_, number = self.place.split(" ")
        for line in lines[-1:]:
            *words, last = line.runs
            if words and last[2].strip(" 0123456789") and _numbers_page(last[2], number):
                return [*lines[:-1], replace(line, runs=words), replace(line, runs=[last])]
        return lines

    def _line(self, group: list[dict]) -> Line:
        """A line of words, split where a gap is wider than between words of prose."""
        between = [gap_between(*pair) for pair in pairwise(group) if gap_between(*pair) > 0.15]
        # Justified prose has wide gaps too, but all of one width.
        justified = (
            len(between) > 3
            and max(between) < 1.2 * min(between)
            and sum(word["text"].isalpha() for word in group) > len(group) / 2
        )
        first = base = group[0]
        runs = [(first["x0"], first["x1"], first["text"])]
        for before, word in pairwise(group):
            gap, text = gap_between(before, word), word["text"]
            raised = word["size"] < 0.85 * base["size"] and word["bottom"] < base["bottom"] - 0.1 * word["size"]
            if raised and gap < 0.3:
                text = mark_note(text)
            else:
                base = word
            apart = self.prints_spaces and gap > 0.15 and not raised and not self._has_space(before, word)
            if not justified and (gap > 0.6 or apart):
                runs.append((word["x0"], word["x1"], text))
            else:
                left, _, words = runs[-1]
                runs[-1] = left, word["x1"], words + (" " if gap > 0.15 else "") + text
        return Line(min(word["top"] for word in group), max(word["bottom"] for word in group), runs)

    def _read_lines(self, lines: list[Line], start: int, stop: int) -> None:
        """Hand on some lines of the page, as tables where they stand in columns."""
        left = min((line.runs[0][0] for line in lines), default=0)
        pitch = median(b.top - a.top for a, b in pairwise(lines)) if len(lines) > 2 else math.inf
        at = start
        while at < stop:
            if at > start and lines[at].top - lines[at - 1].top > 1.5 * pitch:
                self.flow.blank()
            end = at + find_next_table(lines[at:stop])
            spans = ([(a - left, b - left) for a, b, _ in line.runs] for line in lines[at:end])
            count, cuts = find_columns(spans, least=0.5)
            cuts = [cut + left for cut in cuts]
            # The last label may have more lines than its counts.
            while count and at + count < end and len(gather_rows(lines[at : at + count + 1], cuts)[0][-1]) > 1:
                count += 1
            grid, doubts = unruled_grid(lines[at : at + count], cuts) if count else ([], [])
            if grid:
                self.flow.table(grid, (), f"{self.place} ")
                self.doubts += [(words, "the line below may belong to it") for words in doubts]
            elif count:
                words = "the columns cannot be told apart; type the table into a .csv file"
                self.flow.remarks.append(f"{self.place} line {at + 1}: {words}")
            for number in range(at, at + max(count, 1)) if not grid else ():
                # A sign without a name before a line is a bullet.
                text = re.sub(r"^\(cid:\d+\)(?=\s)", "\u2022", lines[number].text)
                self.flow.line(text, f"{self.place} line {number + 1}")
            at += max(count, 1)
