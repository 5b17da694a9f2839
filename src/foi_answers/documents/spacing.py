"""Tells columns by what stands between them: bars, tabs or gaps."""

import csv
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile
from typing import TypeVar

from foi_answers.documents.sheets import MAX_GAP, show_text

T = TypeVar("T")
_RULE = re.compile(r"\s*[-=_]{3}[-=_\s]*")  # a line drawn below headings or above totals


def split_columns(lines: list[tuple[str, T]]) -> Iterator[tuple[tuple[str, ...], T]]:
    """Cells of lines of text, which may stand in columns by bars, by tabs, or by two spaces or more.

    Parameters
    ----------
    lines : list of (str, place)
        Each line with its place, which is handed on.
    """
    texts = [text for text, _ in lines]
    start = 0
    while start < len(lines):
        ways = _split_bars, _split_tabs, _split_commas, _split_stacks, _split_gaps, _split_ends
        rows = next(filter(None, (split(texts, start) for split in ways)), [])
        for row in rows or [[texts[start].strip()]]:
            if row is not None:
                yield tuple(show_text(cell) for cell in row), lines[start][1]
            start += 1


# A line that is shorter is no line of running text, and what is longer no sentence.
_LEAST, _MOST = 45, 2000
_STOPS = re.compile(r"[.:;?!][\"'\u2019\u201d)]*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_GOES_ON = re.compile(
    rf"(?:,|\b(?:a|an|and|as|at|between|by|for|from|in|of|on|or|that|the|to|under|were|was|which|with|{_MONTH}))$",
    re.IGNORECASE,
)
_DATED = re.compile(rf"{_MONTH}\b", re.IGNORECASE)
# A short label and its count, but for the day on which a sentence ends.
_ITEM = re.compile(rf"(?!\d\d?\s?{_MONTH}\b)[\w/ ]{{1,20}}?\s*(?:[:=]|\s[-\u2013])\s*[\d<*~]", re.IGNORECASE)
_NUMBERED = re.compile(r"\W*(?:[a-z]|\d{1,2}[a-z]?)?[.):\u2022-]\s", re.IGNORECASE)


def join_wrapped(rows: list[tuple[tuple[str, ...], T]]) -> list[tuple[tuple[str, ...], T]]:
    """Join lines of one sentence that is broken where the next word would not have fitted.

    "34 crimes between 1 April 2022 and" and "31 March 2023" say the period of a count together, and another one alone. A
    line goes on where it ends no sentence, and of these hold two: it is about as long as the longest of its paragraph, the next
    begins with a small letter, it ends with a word that nothing ends with.
    """
    joined: list[tuple[tuple[str, ...], T]] = []
    width = before = 0
    for at, (cells, place) in enumerate(rows):
        last_cells = joined[-1][0] if joined else ()
        if len(last_cells) == len(cells) > 1 and cells[0][:1].islower() and last_cells[0]:
            label = f"{last_cells[0]} {cells[0]}"
            if not any(last_cells[1:]) or not any(cells[1:]):
                # A label of several lines, with its counts beside any of them.
                counts = (last_cells, joined[-1][1]) if any(last_cells[1:]) else (cells, place)
                joined[-1] = (label, *counts[0][1:]), counts[1]
                continue
        text = cells[0]
        if len(cells) > 1 or not text:
            joined.append((cells, place))
            before = 0
            continue
        if not before:
            rest = (cells for cells, _ in map(rows.__getitem__, range(at, len(rows))))
            width = max(len(cells[0]) for cells in takewhile(lambda cells: len(cells) == 1 and cells[0], rest))
        word = text.split()[0]
        last = joined[-1][0][0] if before >= _LEAST else ""
        fits = bool(last) and len(last) + len(text) < _MOST and not _ITEM.match(text)
        full = before + 1 + len(word) > 0.85 * width
        open_end, small = _GOES_ON.search(last), text[0].islower()
        goes_on = (open_end and small) or (
            full and (open_end or small or (last[-1:].isdigit() and _DATED.match(text)))
        )
        if fits and goes_on and not _STOPS.search(last) and not _NUMBERED.match(text):
            joined[-1] = ((f"{last} {text}",), joined[-1][1])
        else:
            joined.append((cells, place))
        before = len(text)
    return joined


def _split_bars(lines: list[str], start: int) -> list[list[str] | None]:
    """Rows of the table drawn with bars that starts at a line; its rules are None."""
    rows: list[list[str] | None] = []
    drawn: list[list[str]] = []
    for at in range(start, len(lines)):
        line = lines[at]
        if re.fullmatch(r"[\s|:+=-]+", line) and re.search(r"[+=-]{2}", line):
            rows.append(None)
            # A text ruled from top to bottom must not be looked through from each of its lines.
            if len(rows) > 2 and not drawn:
                break
            continue
        inner = re.sub(r"(?<!\\)\|$", "", re.sub(r"^\|", "", line.strip()))
        cells = [part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", inner)]
        if len(cells) < 2 or (drawn and len(cells) != len(drawn[0])):
            break
        rows.append(cells)
        drawn.append(cells)
    return rows if len(drawn) > 1 else []


def _split_tabs(lines: list[str], start: int) -> list[list[str]]:
    """Rows of the lines with tabs that start at a line; a tab that only indents a line is none."""
    if not any("\t" in line.strip() for line in lines[start : start + 2]):
        return []
    run = takewhile(lambda line: "\t" in line, (lines[at] for at in range(start, len(lines))))
    return [line.split("\t") for line in run]


def _split_commas(lines: list[str], start: int) -> list[list[str]]:
    """Rows of the lines from one on that are cells between commas, as CSV has: headings, and then counts behind a name."""
    rows: list[list[str]] = []
    for line in islice(lines, start, None):
        cells = next(csv.reader([line.strip()]), []) if "," in line and line.count('"') % 2 == 0 else []
        counts = any(map(COUNT.fullmatch, cells[1:]))
        spaced = any(cell.startswith(" ") for cell in cells)
        if len(cells) < 2 or spaced or counts == (not rows) or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows if len(rows) > 1 else []


_MOST_HEADS = 20  # nobody copies a wider table cell by cell
_STACKED = re.compile(
    r"(?:less|fewer) than \w+|\d+ or (?:fewer|less)|nil|none|withheld|n/?a|\d{1,2}\s?[-\u2013]\s?\d{1,2}|[\d,]+ \([\d.]+%\)",
    re.IGNORECASE,
)
_TIME = re.compile(rf"(?:FY ?)?(?:(?:19|20)\d\d|\d\d/\d\d)\b.{{0,20}}|{_MONTH}\b.{{0,20}}", re.IGNORECASE)


def _split_stacks(lines: list[str], start: int) -> list[list[str] | None]:
    """Rows of a table that was copied cell by cell, one on each line: its headings, and for each name as many counts."""

    def counts(cell: str) -> bool:
        return bool(COUNT.fullmatch(cell) or _STACKED.fullmatch(cell))

    def cells(first: int) -> Iterator[tuple[int, str]]:
        return ((at, text) for at in range(first, len(lines)) if (text := lines[at].strip()))

    if not lines[start].strip():
        return []
    heads = [*takewhile(lambda one: not counts(one[1]), islice(cells(start), _MOST_HEADS))]
    width = len(heads) - 1  # the last is the name of the first row
    if not 1 < width < _MOST_HEADS - 1 or any(len(text) > 40 or _STOPS.search(text) for _, text in heads):
        return []
    filled = cells(heads[-1][0])
    found = [heads[:-1]]
    while len(row := [*islice(filled, width)]) == width:
        if counts(row[0][1]) or not all(counts(text) for _, text in row[1:]):
            break
        found.append(row)
    corner, *over = (text for _, text in heads[:-1])
    names = [row[0][1] for row in found[1:]]
    lost = bool(row) and counts(row[0][1])  # a blank that was not copied, so that all behind it would be shifted
    timed = any(map(_TIME.fullmatch, over)) or all(map(_TIME.fullmatch, names))
    if len(names) < 2 or lost or not timed or _TIME.fullmatch(corner):
        return []
    rows: list[list[str] | None] = [None] * (found[-1][-1][0] + 1 - start)
    for row in found:
        rows[row[0][0] - start] = [text for _, text in row]
    return rows


def _split_gaps(lines: list[str], start: int) -> list[list[str] | None]:
    """Rows of the lines from one on whose words stand in columns with two spaces or more between them; rules are None."""
    texts = ("" if _RULE.fullmatch(lines[at]) else lines[at].expandtabs() for at in range(start, len(lines)))
    spans = ([match.span() for match in re.finditer(r"\S+(?: \S+)*", text)] for text in texts)
    count, cuts = find_columns(spans, least=2)
    edges = list(pairwise([0, *map(int, cuts), None]))
    drawn = [_RULE.fullmatch(line) is not None for line in lines[start : start + count]]
    run = ["" if rule else lines[start + at].expandtabs() for at, rule in enumerate(drawn)]
    grid = [[line[a:b].strip() for a, b in edges] if line.strip() else [""] for line in run]
    grid = join_columns(grid) or [[line.strip()] for line in run]
    return [None if rule else row for row, rule in zip(grid, drawn, strict=True)]


# "Malicious communications 22": a name with a count behind it, and no address, number of something or sentence.
_ENDS = re.compile(
    r"\s*(?P<label>(?:\d{1,3}[A-Z]?(?:/\d+)?\s*[:.)-]?\s+)?[A-Z][A-Za-z][^.?!=|\d]{1,120}?)\s+(?P<count>\d{1,3}(?:,\d{3})+|[1-9]?\d{1,3}|<\s?\d+|\*)\s*"
)
_MOST_NAMES = 200
_NAMES_NUMBER = re.compile(
    r"(?:[:,;\u2013-]|\b(?:box|floor|flat|unit|room|tel\w*|phone|fax|ext\w*|page|table|part|section|question|number|no|ref\w*|annex|appendix|"
    rf"version|the|an?|of|to|in|and|or|by|from|is|was|were|than|{_MONTH}))$",
    re.IGNORECASE,
)


def _split_ends(lines: list[str], start: int) -> list[list[str] | None]:
    """Rows of the two lines or more from one on that are each a name and a count, with one blank between."""
    rows: list[list[str] | None] = []
    names: set[str] = set()
    for line in map(lines.__getitem__, range(start, len(lines))):
        match = _ENDS.fullmatch(line)
        if match and match["label"] in names:
            return []  # "Ward 1", "Ward 2"
        if (
            not match
            or _NAMES_NUMBER.search(match["label"].rstrip())
            or re.fullmatch(r"(?:19|20)\d\d", match["count"])
        ):
            break
        rows.append([match["label"], match["count"]])
        # Names that come again only far below would have each line looked through from all above it.
        if len(rows) <= _MOST_NAMES:
            names.add(match["label"])
    return rows if len(rows) > 1 else []


def find_columns(lines: Iterable[list[tuple[float, float]]], least: float) -> tuple[int, list[float]]:
    """Lines from the first on that all leave the same places blank, and where their columns begin.

    Blank lines and headings between them belong to them. A line across the columns ends them:
    no two counts must join in one cell because of it.

    Parameters
    ----------
    lines : iterable of list of (float, float)
        Start and end of each run of words in each line, from the left.
    least : float
        Width that a place between columns must have.

    Returns
    -------
    int, list of float
        Number of lines, 0 where they stand in no columns, and the start of each column but the first.
    """
    shared = [(0.0, math.inf)]
    run: list[list[tuple[float, float]]] = []
    count = 0
    for at, words in enumerate(lines):
        between = zip([0.0, *(end for _, end in words)], [*(start for start, _ in words), math.inf], strict=True)
        gaps = [gap for gap in between if gap[1] - gap[0] >= least]
        spaced = len(gaps) > 1
        if not spaced and (not run or at - count > MAX_GAP):
            break
        gaps = [(max(a, c), min(b, d)) for a, b in shared for c, d in gaps if min(b, d) - max(a, c) >= least]
        cuts = _cuts(gaps)
        # Another may have come up at the same time, beside what stood to the right of all.
        lost = any(not any(a <= c and d <= b for c, d in gaps) for a, b in shared if a > 0 and b < math.inf)
        if (run and not cuts) or any(_clashes(one, cuts) for one in ([*run, words] if lost else [words])):
            break
        if spaced:
            shared, count = gaps, at + 1
            run.append(words)
    return (count, _cuts(shared)) if len(run) > 1 else (0, [])


def _cuts(gaps: list[tuple[float, float]]) -> list[float]:
    return [end for begin, end in gaps if begin > 0 and end < math.inf]


def _clashes(words: list[tuple[float, float]], cuts: list[float]) -> bool:
    """Whether two runs of words of one line would stand in one column."""
    columns = [bisect_right(cuts, left) for left, _ in words]
    return len(set(columns)) < len(columns)


# A count, a hidden count or a share, as against words; a year is a heading.
COUNT = re.compile(r"(?!(?:19|20)\d\d\**$)[<>≤≥~]?[\d,.]+%?\*?|[-–*~]|\[\w\]")


def join_columns(grid: list[list[str]]) -> list[list[str]]:
    """Join headings with their counts where they are set to different sides of their columns.

    Words are often set from the left and numbers from the right: then no row has a text in
    both, and one has no heading. Columns are joined only where there is one best way to give
    each its heading. Nothing is given back where the first row has headings and a column of
    counts has none, because then a count could stand under the heading of its neighbour.
    """
    rows = [row for row in grid if len(row) > 1]
    width = len(rows[0]) if rows else 0
    # For the columns up to each: headings with nothing below and number of columns, ways to get
    # there, start of the last one.
    best = [((0, 0), 1, 0)]
    for stop in range(1, width + 1):
        found = []
        for start in range(max(stop - 3, 0), stop):
            (bare, columns), ways, _ = best[start]
            if ways and _is_column(rows, start, stop):
                texts = sum(bool(cell) for row in rows for cell in row[start:stop])
                found.append(((bare + (texts < 2), columns + 1), ways, start))
        least = min((cost for cost, _, _ in found), default=(0, 0))
        chosen = [(ways, start) for cost, ways, start in found if cost == least]
        best.append((least, sum(ways for ways, _ in chosen), chosen[0][1] if chosen else 0))
    while best[width][1] == 1 and width:
        start = best[width][2]
        for row in rows:
            row[start:width] = ["".join(row[start:width])]
        width = start
    first = [next(filter(None, column), "") for column in zip(*rows, strict=True)]
    headed = any(first[1:]) and not any(COUNT.fullmatch(cell) for cell in rows[0])
    bare = [text for text in first if COUNT.fullmatch(text)]
    return [] if headed and bare and len(bare) < len(first) - 1 else grid


def _is_column(rows: list[list[str]], start: int, stop: int) -> bool:
    """Whether some columns can be one: no row has two texts in them, and the first text is no count."""
    texts = [[cell for cell in row[start:stop] if cell] for row in rows]
    first = next((cells[0] for cells in texts if cells), "")
    return all(len(cells) < 2 for cells in texts) and not COUNT.fullmatch(first)
