"""Knows the lines of print on a page, and the rows of cells that they make."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from foi_answers.documents.sheets import CAPTION
from foi_answers.documents.spacing import COUNT, join_columns

_STRIP = 6.6  # points
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_CLOSES = re.compile(r"[^(\[]*[)\]]\W*$")
_SMALL = re.compile(r"[a-z(&/]|\d+ [a-z]")  # how the rest of a label begins


@dataclass
class Line:
    """A line of a page: runs of words with no wide gap between them, from the left."""

    top: float
    bottom: float
    runs: list[tuple[float, float, str]]

    @property
    def height(self) -> float:
        """Height of its letters."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(text for _, _, text in self.runs)


def gap_between(left: dict, right: dict) -> float:
    """Gap between two words, in heights of their letters."""
    return (right["x0"] - left["x1"]) / max(left["size"], right["size"])


def group_words(words: list[dict]) -> list[list[dict]]:
    """Words of each line, from the top and the left."""
    groups: list[list[dict]] = []
    tallest: dict = {}
    for word in sorted(words, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        height = word["bottom"] - word["top"]
        if groups:
            shared = min(word["bottom"], tallest["bottom"]) - max(word["top"], tallest["top"])
            if shared > 0.4 * min(height, tallest["bottom"] - tallest["top"]):
                groups[-1].append(word)
                # Letters of one size differ by less: otherwise the line below might seem to go with these, too.
                tallest = word if height > 1.05 * (tallest["bottom"] - tallest["top"]) else tallest
                continue
        groups.append([word])
        tallest = word
    return [sorted(group, key=lambda one: one["x0"]) for group in groups]


def unruled_grid(lines: list[Line], cuts: list[float]) -> tuple[list[list[str]], list[str]]:
    """Cells of lines in columns, none where they cannot be told apart, and labels of which the row below may be the rest."""
    grid: list[list[str]] = []
    rows, doubts = gather_rows(lines, cuts)
    for row in rows:
        cells = [""] * (len(cuts) + 1)
        for left, _, text in (run for line in row for run in line.runs):
            # Counts with no more than a space between them may be of two columns, and shift what stands above.
            if " " in text and re.fullmatch(r"[<>≤≥\d,%* ]+", text) and all(map(COUNT.fullmatch, text.split())):
                return [], []
            column = bisect_right(cuts, left + 0.01)
            cells[column] = _join(cells[column], text)
        grid.append(cells)
    return join_columns(grid), doubts


def find_next_table(lines: list[Line]) -> int:
    """The number of lines before a title with years in columns below it, behind which another table begins; else of all."""
    counted = False
    for at, (line, below) in enumerate(pairwise(lines)):
        headed = len(below.runs) > 1 and _YEAR.match(below.runs[-1][2])
        if (
            counted
            and headed
            and len(line.runs) == 1
            and not any(COUNT.fullmatch(text) for _, _, text in below.runs)
        ):
            return at
        counted |= len(line.runs) > 1 and COUNT.fullmatch(line.runs[-1][2]) is not None
    return len(lines)


def gather_rows(lines: list[Line], cuts: list[float]) -> tuple[list[list[Line]], list[str]]:
    """The lines of each row: a label without room on one line goes on on the next, and its counts stand beside any of them.

    That it goes on is told by lines that overlap or stand closer than rows do, or by a small letter.

    Returns
    -------
    list, list of str
        The rows, and the labels of which it cannot be told whether the next line belongs to them.
    """
    columns = [[bisect_right(cuts, left + 0.01) for left, _, _ in line.runs] for line in lines]
    # Numbers in front of words number or code them.
    coded = any(COUNT.fullmatch(line.runs[0][2]) and re.search(r"[^\W\d_]", line.runs[1][2])
                for line in lines if len(line.runs) > 1)  # fmt: skip
    counts = (at for here, line in zip(columns, lines, strict=True) for at, run in zip(here, line.runs, strict=True)
              if at >= coded and COUNT.fullmatch(run[2]))  # fmt: skip
    first = max(min(counts, default=1), 1)
    labels = [{at: run for at, run in zip(here, line.runs, strict=True) if at < first and run[1] <= cuts[first - 1]}
              for here, line in zip(columns, lines, strict=True)]  # fmt: skip
    bare = [len(label) == len(line.runs) for label, line in zip(labels, lines, strict=True)]
    widest = {
        at: max(label[at][1] for label in labels if at in label)
        for at in range(first)
        if any(at in one for one in labels)
    }
    apart = [after.top - before.bottom for before, after in pairwise(lines)]
    height = median(line.height for line in lines)
    overlap = -0.25 * height
    near = min((gap for gap in apart if gap > overlap), default=0) + 0.25 * height
    blocks = [0, *accumulate(gap > near for gap in apart)]
    counted = Counter(block for block, alone in zip(blocks, bare, strict=True) if not alone)
    small = [_SMALL.match(line.text) is not None for line in lines]
    # Rows with small letters in turn are the parts that stand under one heading, each by its own name.
    parts = [not any(bare[at : at + 2]) and all(small[at : at + 2]) for at in range(len(lines) - 1)] + [False]
    rows, doubts = [[lines[0]]], {}
    so_far, full = dict(labels[0]), not bare[0]
    for at in range(1, len(lines)):
        below = {one: run for one, run in labels[at].items() if one in so_far}
        lacks = (
            bool(below)
            and apart[at - 1] < 0.75 * height  # no lines of one text stand further apart
            and all(_lacks_room(so_far[one], run, widest[one]) for one, run in below.items())
        )
        closer = blocks[-1] > 0 and blocks[at - 1] == blocks[at] and counted[blocks[at]] == 1
        told = closer or (
            not parts[at] and all(_SMALL.match(text) or _CLOSES.match(text) for _, _, text in below.values())
        )
        titled = len(rows) == 1 and not full  # words over all columns
        if (bare[at] or not full) and (apart[at - 1] <= overlap or (lacks and told and not titled)):
            rows[-1].append(lines[at])
            so_far |= labels[at]
            full |= not bare[at]
            if full:
                doubts.pop(len(rows) - 1, None)
            continue
        if lacks and bare[at] and full:
            doubts[len(rows)] = " ".join(text for _, _, text in so_far.values())
        rows.append([lines[at]])
        so_far, full = dict(labels[at]), not bare[at]
    return rows, [*doubts.values()]


def _lacks_room(above: tuple[float, float, str], below: tuple[float, float, str], widest: float) -> bool:
    """Whether the first word of a label would not have had room behind what stands above it."""
    left, right, text = below
    letter = (right - left) / len(text)
    # "1988)" ends what a bracket began.
    words = re.search(r"[^\W\d_]", above[2]) and (re.search(r"[^\W\d_]", text) or _CLOSES.match(text))
    return bool(words) and not CAPTION.match(text) and above[1] + letter * (len(text.split()[0]) + 1) > widest


def _join(start: str, rest: str) -> str:
    """Two lines of a cell as one: a line may end after the stroke or hyphen of a word."""
    return start + rest if re.search(r"\w[/-]$", start) else f"{start} {rest}".strip()


def ruled_grid(boxes: list[tuple], held: dict[int, list[Line]]) -> tuple[list[list[str]], list[tuple]]:
    """Texts of a table drawn with lines, from the lines in each of its cells, and its merged areas."""
    from pdfplumber.utils import cluster_list

    sides = ([edge for box in boxes for edge in (box[side], box[side + 2])] for side in (0, 1))
    # Shading leaves strips between a cell and its rule, too narrow for a letter.
    across, down = (
        [near[0] for near in cluster_list(edges, tolerance=apart)]
        for edges, apart in zip(sides, (_STRIP, 1), strict=True)
    )
    lines: list[list[list[Line]]] = [[[] for _ in across[1:]] for _ in down[1:]]
    areas = []
    for at, box in enumerate(boxes):
        left, top, right, bottom = (
            min(range(len(edges)), key=lambda one: abs(edges[one] - edge))
            for edges, edge in zip((across, down) * 2, box, strict=True)
        )
        left, top = min(left, len(across) - 2), min(top, len(down) - 2)
        lines[top][left] += held.get(at, [])
        if (right - left) * (bottom - top) > 1:
            areas.append((top, left, bottom - 1, right - 1))
    grid: list[list[str]] = []
    begins = []
    for row in lines:
        begins.append(len(grid))
        # Two counts in one cell are two rows with no line drawn between them.
        stacked = [cell for cell in row if len(cell) > 1 and all(COUNT.fullmatch(line.text) for line in cell)]
        tops = [line.top for line in max(stacked, key=len)] if stacked else [0]
        parts = [["" for _ in row] for _ in tops]
        for column, cell in enumerate(row):
            for line in cell:
                part = parts[max(sum(top <= line.top + 2 for top in tops) - 1, 0)]
                part[column] = _join(part[column], line.text)
        grid += parts
    begins.append(len(grid))
    return grid, [(begins[top], left, begins[bottom + 1] - 1, right) for top, left, bottom, right in areas]
