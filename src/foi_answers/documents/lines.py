"""Knows the lines of print on a page, and the rows of cells that they make."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from foi_answers.documents.sheets import CAPTION
from foi_answers.documents.spacing import COUNT, join_columns

_STRIP = 6.6  # points


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
                tallest = max(tallest, word, key=lambda one: one["bottom"] - one["top"])
                continue
        groups.append([word])
        tallest = word
    return [sorted(group, key=lambda one: one["x0"]) for group in groups]


def unruled_grid(lines: list[Line], cuts: list[float]) -> tuple[list[list[str]], list[str]]:
    """Cells of lines in columns, none where they cannot be told apart, and labels that may belong to the row above."""
    grid: list[list[str]] = []
    doubts = []
    for number, line in enumerate(lines):
        # Counts with no more than a space between them may be of two columns, and shift what stands above.
        close = [text for _, _, text in line.runs if re.fullmatch(r"[<>≤≥\d,%*]+( [<>≤≥\d,%*]+)+", text)]
        if any(all(map(COUNT.fullmatch, text.split())) for text in close):
            return [], []
        cells = [""] * (len(cuts) + 1)
        for left, _, text in line.runs:
            column = bisect_right(cuts, left + 0.01)
            cells[column] = _join(cells[column], text)
        if goes_on(lines, number, cuts) and grid[-1][0]:
            if re.match(r"[a-z(&/]", cells[0]) or _is_close(lines, number):
                grid[-1][0] = _join(grid[-1][0], cells[0])
                continue
            doubts.append(cells[0])
        grid.append(cells)
    return join_columns(grid), doubts


def goes_on(lines: list[Line], number: int, cuts: list[float]) -> bool:
    """Whether a line is nothing but a label whose first word had no room on the line before."""
    line = lines[number]
    if not number or len(line.runs) > 1 or line.runs[0][1] > cuts[0] or len(lines[number - 1].runs) < 2:
        return False
    left, right, text = line.runs[0]
    if CAPTION.match(text):
        return False
    widest = max((end for one in lines for _, end, _ in one.runs if end <= cuts[0]), default=0)
    return lines[number - 1].runs[0][1] + (right - left) * len(text.split()[0]) / len(text) > widest


def _is_close(lines: list[Line], number: int) -> bool:
    """Whether a line stands closer to the one before than the next one to it."""
    if number + 1 == len(lines):
        return False
    before, after = lines[number].top - lines[number - 1].top, lines[number + 1].top - lines[number].top
    return after > 1.25 * before


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
