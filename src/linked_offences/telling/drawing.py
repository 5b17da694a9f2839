"""Turns marks into drawings in the Analysis Function's style, and drawings into lean SVG for a page."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from pathlib import Path

import matplotlib
import seaborn as sns
from afcharts.af_colours import get_af_colours
from lxml import etree
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

# As wide as the column of a telephone, so that there a unit is a pixel; no wider than this on a larger
# screen, where the text then is as large as that of the page.
WIDTH, WIDEST = 328, 480
SIZE, LINE, BAR, GAP = 12, 16, 18, 11

_CATEGORICAL, _SEQUENTIAL, _FOCUS = (
    [colour.lower() for colour in get_af_colours(palette)] for palette in ("categorical", "sequential", "focus")
)
# Ink is the page's own. The orange is left out: it is too pale on paper that is not quite white.
INK, QUIET, BLUE = "#0b0c0c", "#3b3f44", _SEQUENTIAL[2]
DARK_BLUE, TURQUOISE, DARK_PINK, _, DARK_GREY, LILAC = _CATEGORICAL
PARTS = (DARK_BLUE, TURQUOISE, DARK_PINK, LILAC, DARK_GREY)
# Colour as drawn, which is that of a light page: its variable, its value on a dark page, and one that can be
# seen on any ground, for JupyterLab, whose themes know nothing of our variables.
COLOURS = {
    BLUE: ("--chart-bar", BLUE, BLUE),
    DARK_BLUE: ("--chart-1", _SEQUENTIAL[3], BLUE),
    TURQUOISE: ("--chart-2", TURQUOISE, TURQUOISE),
    DARK_PINK: ("--chart-3", "#e37fb4", "#c0508f"),
    LILAC: ("--chart-4", LILAC, LILAC),
    DARK_GREY: ("--chart-5", _FOCUS[1], "#808080"),
}
DASHES = (0, (4, 2))
LETTERS = "ABCDEFGH"
# What is kept of the look of a shape, with what it is anyway.
LOOK = {
    "fill": INK, "stroke": "none", "stroke-width": "1", "stroke-dasharray": "none", "font-weight": "400",
    "text-anchor": "start",
}  # fmt: skip
FONTS = "system-ui,Segoe UI,Roboto,Helvetica Neue,DejaVu Sans,Arial,sans-serif"


def on_paper(colour: str) -> str:
    """A colour of a drawing as it is on white, for pictures that no stylesheet reaches."""
    return next((day for day, variable in _name_colours().items() if variable == colour), colour)


def _name_colours() -> dict[str, str]:
    """Each colour as drawn, and what stands for it in a drawing on a page."""
    named = {day: f"var({variable},{anywhere})" for day, (variable, _, anywhere) in COLOURS.items()}
    return {INK: "currentColor", QUIET: "var(--quiet,currentColor)"} | named


def variables(*, dark: bool = False) -> str:
    """The colours of the drawings as declarations of a stylesheet."""
    return " ".join(f"{name}: {night if dark else day};" for day, (name, night, _) in COLOURS.items())


@dataclass(frozen=True)
class Mark:
    """One bar: a count as it is known.

    Parameters
    ----------
    label : str
        What is counted.
    text : str
        The count as written at the end of the bar, or why there is none.
    low, high : float, optional
        Fewest and most, equal for an exact count; None where there is nothing to draw.
    interval : tuple of float, optional
        Ends of a 95% interval.
    printed : bool
        False where the range is worked out.
    note : str
        A second line below the label.
    """

    label: str
    text: str
    low: float | None = None
    high: float | None = None
    interval: tuple[float, float] | None = None
    printed: bool = True
    note: str = ""

    @property
    def end(self) -> float:
        """How far along the axis the mark reaches."""
        return max(self.high or 0, self.interval[1] if self.interval else 0)


@dataclass(frozen=True)
class Stack:
    """Parts of one whole.

    Parameters
    ----------
    label : str
        What the whole is.
    parts : tuple of float
        Size of each part, in the order of the key.
    open : tuple of float, optional
        Size of what is not known: fewest and most.
    """

    label: str
    parts: tuple[float, ...]
    open: tuple[float, float] | None = None


@dataclass(frozen=True)
class Key:
    """Names of the parts of stacks, each with its value in every stack, as written."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def _style() -> dict:
    """The Analysis Function's style, with one font, so that text is measured alike on every machine."""
    with resources.as_file(resources.files("afcharts") / "afcharts.mplstyle") as file:
        style = dict(matplotlib.rc_params_from_file(file, use_default_template=False))
    return sns.axes_style("white") | style | {
        "font.family": ["DejaVu Sans"], "font.size": SIZE, "text.color": INK, "axes.labelcolor": INK,
        "xtick.labelcolor": INK, "ytick.labelcolor": INK, "axes.grid": False, "axes.edgecolor": INK,
        "text.parse_math": False,  # "over $500 and under $5000" is no formula
        "svg.fonttype": "none", "hatch.linewidth": 0.9, "lines.linewidth": 1.6, "patch.linewidth": 1, "lines.solid_capstyle": "butt",
    }  # fmt: skip


def find_font(*, bold: bool = False) -> str:
    """File of the font that matplotlib brings along, which is the same on every machine."""
    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf")


def measure(text: str, *, bold: bool = False) -> float:
    """Width of a text in units of a drawing."""
    font = get_font(find_font(bold=bold))
    font.set_size(SIZE, 72)
    font.set_text(text)
    return font.get_width_height()[0] / 64


def wrap(text: str, width: float, measured: Callable[[str], float] = measure) -> list[str]:
    """A text as lines that are no wider than so many units; a word that is wider stands alone."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measured(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _open(height: float) -> tuple[Figure, Axes]:
    drawing = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
    axes = drawing.add_axes((0, 0, 1, 1))
    drawing.patch.set_visible(False)
    axes.patch.set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks([])
    sns.despine(ax=axes, left=True, bottom=True)
    return drawing, axes


def rows(marks: Sequence[Mark]) -> Figure:
    """Bars lying below one another, each under its label, with its count at the end."""
    labels = [wrap(mark.label, WIDTH) for mark in marks]
    notes = [wrap(mark.note, WIDTH) if mark.note else [] for mark in marks]
    tall = [LINE * (len(a) + len(b)) + 2 + BAR + GAP for a, b in zip(labels, notes, strict=True)]
    drawn = [mark for mark in marks if mark.low is not None and mark.end]
    room = [(WIDTH - 10 - measure(mark.text, bold=True)) / mark.end for mark in drawn]
    with matplotlib.rc_context(_style()):
        drawing, axes = _open(sum(tall) - GAP + 4)
        scale = min(room, default=1)
        axes.set_xlim(0, WIDTH / scale)
        axes.set_ylim(sum(tall) - GAP + 4, 0)
        top = 0
        for mark, label, note, height in zip(marks, labels, notes, tall, strict=True):
            for number, line in enumerate((*label, *note)):
                colour = INK if number < len(label) else QUIET
                axes.text(0, top + number * LINE + SIZE, line, color=colour)
            middle = top + height - GAP - BAR / 2
            _lay(axes, mark, middle, BAR, flat=True)
            if mark.low is not None:
                ends = [middle - BAR / 2 - 2, middle + BAR / 2 + 2]
                axes.add_artist(Line2D([0, 0], ends, color=INK, linewidth=2))
            axes.text((mark.end * scale + 5 * (mark.low is not None)) / scale, middle + 0.36 * SIZE, mark.text,
                      weight="bold" if mark.low is not None else "normal")  # fmt: skip
            top += height
        axes.set_xticks([])
    return drawing


def columns(marks: Sequence[Mark]) -> Figure:
    """Bars standing beside one another, for years, with the count above and the label below.

    They lie below one another where there are so many, or so large, that the counts have no room side by side.
    """
    high, side = 150, WIDTH / len(marks)
    room = side - 4
    longest = [max(mark.text.split(), key=len) for mark in marks]
    if any(
        measure(mark.label) > room or measure(text, bold=True) > room
        for mark, text in zip(marks, longest, strict=True)
    ):
        return rows(marks)
    counts = [wrap(mark.text, room, partial(measure, bold=True)) for mark in marks]
    over, below = LINE * max(map(len, counts)) + 4, 22
    whole = over + high + below
    with matplotlib.rc_context(_style()):
        drawing, axes = _open(whole)
        axes.set_position((0, below / whole, 1, 1 - below / whole))
        reach = max(mark.end for mark in marks) or 1
        axes.set_xlim(-0.5, len(marks) - 0.5)
        axes.set_ylim(0, reach * (high + over) / high)
        for place, (mark, lines) in enumerate(zip(marks, counts, strict=True)):
            _lay(axes, mark, place, min(0.56, 80 / side), flat=False)
            for number, line in enumerate(reversed(lines)):
                axes.text(place, mark.end + reach * (5 + number * LINE) / high, line, ha="center",
                          weight="normal" if mark.low is None else "bold")  # fmt: skip
        axes.set_xticks(range(len(marks)), [mark.label for mark in marks])
        axes.spines["bottom"].set(visible=True, linewidth=1)
    return drawing


def _lay(axes: Axes, mark: Mark, place: float, width: float, *, flat: bool) -> None:
    """The bar of a mark: full to the fewest, hatched to the most; only outlined where it is worked out."""
    if mark.low is None:
        return
    if mark.printed:
        _bar(axes, place, width, 0, mark.low, flat=flat, color=BLUE, linewidth=0)
    elif mark.low:
        _bar(axes, place, width, 0, mark.low, flat=flat, facecolor="none", edgecolor=BLUE, linewidth=1.4)
    if mark.high > mark.low:
        style = "-" if mark.printed else DASHES
        look = {"facecolor": "none", "edgecolor": BLUE, "linewidth": 1.4, "linestyle": style, "hatch": "//"}
        _bar(axes, place, width, mark.low, mark.high, flat=flat, **look)
    if mark.interval:
        ends, across = list(mark.interval), [place, place]
        axes.add_artist(Line2D(*(ends, across) if flat else (across, ends), color=INK))


def _bar(axes: Axes, place: float, width: float, start: float, end: float, *, flat: bool, **look) -> None:
    # The bars of pyplot find out about units and limits that are known here, which takes longer than to draw them.
    corner = (start, place - width / 2) if flat else (place - width / 2, start)
    sides = (end - start, width) if flat else (width, end - start)
    axes.add_artist(Rectangle(corner, *sides, **look))


def stacks(found: Sequence[Stack], key: Key) -> Figure:
    """One lying bar for each whole, its parts lettered, below a key of the letters with their values.

    The last part but what is not known may be outlined: with more parts than colours it is.
    """
    right = [WIDTH]
    for number in reversed(range(1, len(key.heads))):
        wide = max(measure(text, bold=True) for text in (key.heads[number], *(row[number] for row in key.rows)))
        right.insert(0, right[0] - wide - 12)
    names = [wrap(row[0], right[0] - 22) for row in key.rows]
    labels = [wrap(stack.label, WIDTH) for stack in found]
    top = LINE + sum(4 + LINE * len(name) for name in names) + GAP
    tall = [LINE * (len(label) + 1) + 24 + GAP for label in labels]
    with matplotlib.rc_context(_style()):
        drawing, axes = _open(top + sum(tall))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(top + sum(tall), 0)
        axes.set_xticks([])
        for number, head in enumerate(key.heads[1:]):
            axes.text(right[number + 1], SIZE, head, ha="right", color=QUIET)
        line = LINE
        for number, (row, name) in enumerate(zip(key.rows, names, strict=True)):
            _fill(axes, 1, line + 4 + LINE / 2, 12, 12, number, number == len(key.rows) - 1)
            for more, text in enumerate((f"{LETTERS[number]} {name[0]}", *name[1:])):
                axes.text(20, line + 4 + SIZE + more * LINE, text)
            for place, text in enumerate(row[1:]):
                axes.text(right[place + 1], line + 4 + SIZE, text, ha="right", weight="bold")
            line += 4 + LINE * len(name)
        for stack, label, height in zip(found, labels, tall, strict=True):
            for number, text in enumerate(label):
                axes.text(0, top + number * LINE + SIZE, text)
            _pile(axes, stack, top + LINE * (len(label) + 1), len(key.rows) - 1)
            top += height
    return drawing


def _pile(axes: Axes, stack: Stack, top: float, unknown: int) -> None:
    fewest, most = stack.open or (0, 0)
    scale = (WIDTH - 1) / (sum(stack.parts) + most)
    start, letters = 0.5, {}
    for number, size in [*enumerate(stack.parts), (unknown, most)]:
        if not size:
            continue
        shown = fewest if number == unknown else size
        # A gap parts neighbours, also for a reader to whom their colours are alike.
        if shown:
            _fill(axes, start, top + 12, max(shown * scale - 1.5, 0.8), 24, number, number == unknown)
        if shown < size:
            look = {"facecolor": "none", "edgecolor": INK, "linestyle": DASHES}
            _bar(axes, top + 12, 24, start + shown * scale, start + size * scale - 1.5, flat=True, **look)
        letters[number] = start + size * scale / 2
        start += size * scale
    for number, place in zip(letters, spread(list(letters.values()), 11, 5, WIDTH - 5), strict=True):
        axes.text(place, top - 5, LETTERS[number], ha="center")


def spread(places: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Places moved as little as it takes to stand so far apart, in the same order, between two ends."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + apart if moved else first))
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], moved[number + 1] - apart if number + 1 < len(moved) else last)
    return moved


def _fill(axes: Axes, left: float, middle: float, width: float, height: float, number: int, unknown: bool) -> None:
    look = {"facecolor": "none", "edgecolor": INK, "hatch": "///" if unknown else None}
    if number < len(PARTS) and not unknown:
        look = {"color": PARTS[number], "linewidth": 0}
    _bar(axes, middle, height, left, left + width, flat=True, **look)


def write_svg(drawing: Figure, name: str, title: str, description: str) -> Markup:
    """SVG of a drawing as a part of a page: described, without clock or style element, with ids of its own.

    Of what matplotlib writes, the shapes, texts and hatches are kept, with one decimal: on a page of which
    a telephone loads every byte, the rest has no use.

    Parameters
    ----------
    name : str
        Ids begin with it.
    title, description : str
        For readers who do not see the drawing.
    """
    out = io.StringIO()
    with matplotlib.rc_context(_style() | {"svg.hashsalt": name}):
        drawing.savefig(out, format="svg", metadata={"Date": None})
    root = etree.fromstring(out.getvalue().encode())
    shapes = root.iter("{*}path", "{*}text", "{*}pattern")
    body = Markup("\n").join(filter(None, (_write_shape(shape, name) for shape in shapes)))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" width="{}" role="img" '
        'aria-labelledby="{}-title {}-description" fill="currentColor" font-size="{}" font-family="{}">\n'
        '<title id="{}-title">{}</title>\n<desc id="{}-description">{}</desc>\n{}\n</svg>'
    ).format(root.get("viewBox"), WIDEST, name, name, SIZE, FONTS, name, title, name, description, body)


def _write_shape(shape: etree._Element, name: str) -> Markup | None:
    tag = etree.QName(shape).localname
    if tag == "pattern":
        pattern = Markup('<pattern id="{}-{}" patternUnits="userSpaceOnUse" width="72" height="72">{}</pattern>')
        return pattern.format(name, shape.get("id"), _write_path(shape.find("{*}path"), name))
    if tag == "text":
        x, y = (_round(shape.get(one)) for one in "xy")
        return Markup('<text x="{}" y="{}"{}>{}</text>').format(x, y, _write_look(shape, name), shape.text)
    hatch = etree.QName(shape.getparent()).localname == "pattern"
    return None if hatch or not shape.get("d") else _write_path(shape, name)


def _write_path(shape: etree._Element, name: str) -> Markup:
    way = re.sub(r"\s*([MLCQz])\s*", r"\1", _round(shape.get("d").strip()))
    return Markup('<path d="{}"{}/>').format(way, _write_look(shape, name))


def _write_look(shape: etree._Element, name: str) -> Markup:
    """What differs from what a shape looks like anyway, its colours as variables."""
    look = dict(re.findall(r"([a-z-]+): ([^;]+)", shape.get("style")))
    kept = {key: look[key] for key, usual in LOOK.items() if look.get(key, usual) != usual}
    for key, value in kept.items():
        kept[key] = _name_colours()[value] if value.startswith("#") else value.replace("url(#", f"url(#{name}-")
    return Markup("").join(Markup(' {}="{}"').format(*pair) for pair in kept.items())


def _round(text: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), text)
