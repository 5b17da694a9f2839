"""Turns a page's heading into the picture that stands beside a shared link."""

import io

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from linked_offences.drawing import BLUE, DARK_BLUE, INK, QUIET, wrap

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER = "#fdfcf9"
# Sizes to try until the text fits, in pixels, with the height that it may take.
SIZES, ROOM = (64, 58, 52, 46, 40, 34), 330


def draw(title: str, line: str, site: str) -> bytes:
    """A picture of 1200 by 630 pixels for a link that is shared; its bytes repeat.

    Parameters
    ----------
    title : str
        What matters most, such as the heading of the page. It is set as large as fits.
    line : str
        The caveat, or what is known at all, in one or two lines.
    site : str
        Name of the site.

    Returns
    -------
    bytes
        PNG.

    Raises
    ------
    ValueError
        The texts are too long to be read on such a picture.
    """
    width = WIDTH - 2 * EDGE
    below = wrap(line, width, 30)
    for size in SIZES:
        lines = wrap(title, width, size, bold=True)
        if len(lines) * size * 1.25 <= ROOM:
            break
    else:
        raise ValueError(f'"{title}" is too long for a picture')
    if len(below) > 3:
        raise ValueError(f'"{line}" is too long for a picture')
    with matplotlib.rc_context({"font.family": ["DejaVu Sans"]}):
        drawing = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=72, facecolor=PAPER)
        drawing.add_artist(Rectangle((0, 0), 1, 24 / HEIGHT, color=DARK_BLUE, linewidth=0))
        _set(drawing, [site], 26, EDGE + 26, color=BLUE, weight="bold")
        _set(drawing, lines, size, 2 * EDGE + size, color=INK, weight="bold")
        _set(drawing, below, 30, HEIGHT - EDGE - 24 - 40 * (len(below) - 1), color=QUIET, leading=40)
        canvas = FigureCanvasAgg(drawing)
        canvas.draw()
    size = canvas.get_width_height()
    picture = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    # Three colours and what lies between them need no more, and a messenger on a telephone loads the file.
    picture = picture.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _set(drawing: Figure, lines: list[str], size: float, first: float, *, leading: float = 0, **look) -> None:
    """Lines of text, the first with its foot so many pixels from the top."""
    for number, line in enumerate(lines):
        foot = first + number * (leading or size * 1.25)
        drawing.text(EDGE / WIDTH, 1 - foot / HEIGHT, line, size=size, **look)
