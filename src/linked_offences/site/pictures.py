"""Turns a page's heading into the picture that stands beside a shared link."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from linked_offences.telling.drawing import BLUE, DARK_BLUE, INK, QUIET, find_font, wrap

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER = "#fdfcf9"
# Sizes of a title to try until it fits, in pixels.
SIZES = (64, 58, 52, 46, 40, 34)


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
    below = wrap(line, width, _find_font(28).getlength)
    # The title stands between the name of the site and the caveat, with its tails below its last foot.
    room = HEIGHT - 3 * EDGE - 40 * (len(below) + 1)
    for size in SIZES:
        lines = wrap(title, width, _find_font(size, bold=True).getlength)
        if len(lines) * size * 1.25 <= room:
            break
    else:
        raise ValueError(f'"{title}" is too long for a picture')
    if len(below) > 3:
        raise ValueError(f'"{line}" is too long for a picture')
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, HEIGHT - 24, WIDTH, HEIGHT), fill=DARK_BLUE)
    _set(drawing, [site], 26, EDGE + 26, BLUE, bold=True)
    _set(drawing, lines, size, 2 * EDGE + size, INK, bold=True)
    _set(drawing, below, 28, HEIGHT - EDGE - 24 - 40 * (len(below) - 1), QUIET, leading=40)
    # Three colours and what lies between them need no more, and a messenger on a telephone loads the file.
    picture = picture.quantize(32, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _set(
    drawing: ImageDraw.ImageDraw,
    lines: list[str],
    size: int,
    first: float,
    colour: str,
    *,
    bold: bool = False,
    leading: float = 0,
) -> None:
    """Lines of text, the first with its foot so many pixels from the top."""
    for number, line in enumerate(lines):
        foot = first + number * (leading or size * 1.25)
        drawing.text((EDGE, foot), line, colour, _find_font(size, bold=bold), anchor="ls")


@cache
def _find_font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The simple way of setting it is there on every machine.
    return ImageFont.truetype(find_font(bold=bold), size, layout_engine=ImageFont.Layout.BASIC)
