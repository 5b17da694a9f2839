"""Pictures that leave a page: its heading beside a shared link, a figure with what it needs to stand alone."""

import io
from functools import cache

import resvg_py
from lxml import etree
from markupsafe import Markup
from PIL import Image, ImageDraw, ImageFont

from linked_offences.telling.drawing import BLUE, DARK_BLUE, FONTS, INK, QUIET, find_font, on_paper, wrap
from linked_offences.telling.drawing import WIDTH as COLUMN

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER = "#fdfcf9"
# Sizes of a title to try until it fits, in pixels.
SIZES = (64, 58, 52, 46, 40, 34)
# Units around a figure, and pixels for each unit: sharp in print at the width of a newspaper's column.
MARGIN, SHARP = 16, 3
# The Analysis Function's shorthand, which pages explain among their methods.
SHORTHAND = {"[x]": "not available", "[z]": "not applicable"}


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


def frame(svg: str, headline: str, subtitle: str, source: str, site: str) -> str:
    """A figure that stands alone: the drawing on white below its headline, above its source, in plain colours.

    Parameters
    ----------
    svg : str
        The drawing as it stands on a page.
    headline, subtitle, source : str
        What stands around it there.
    site : str
        Name of the site, which stands beside the source.

    Returns
    -------
    str
        SVG.
    """
    drawing = etree.fromstring(svg)
    height = float(drawing.get("viewBox").split()[3])
    words = "".join(drawing.itertext())
    below = " ".join([source, *(f"{sign}: {means}." for sign, means in SHORTHAND.items() if sign in words), site])
    above, top = _lay([(headline, 14, True), (subtitle, 11, False)], MARGIN)
    under, foot = _lay([(below, 10, False)], top + 10 + height + 10)
    for part in drawing.iter():
        for name in {"fill", "stroke"} & {*part.keys()}:
            part.set(name, on_paper(part.get(name)))
    for name, value in {"x": MARGIN, "y": top + 10, "width": COLUMN, "height": height}.items():
        drawing.set(name, f"{value:g}")
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" fill="{2}" '
        'font-family="{3}">\n<rect width="{0}" height="{1}" fill="#ffffff"/>\n{4}\n{5}\n</svg>\n'
    ).format(
        COLUMN + 2 * MARGIN, round(foot + MARGIN), INK, FONTS, Markup("\n").join(above + under),
        Markup(etree.tostring(drawing, encoding="unicode")),  # a drawing of ours
    )  # fmt: skip


def _lay(texts: list[tuple[str, int, bool]], foot: float) -> tuple[list[Markup], float]:
    """Texts below one another, each with its size and whether it is bold, and where the last ends."""
    lines = []
    for text, size, bold in texts:
        look = Markup(' font-weight="700"') if bold else Markup(' fill="{}"').format(QUIET)
        for line in wrap(text, COLUMN, _find_font(size, bold=bold).getlength):
            foot += size
            lines.append(
                Markup('<text x="{}" y="{:g}" font-size="{}"{}>{}</text>').format(MARGIN, foot, size, look, line)
            )
            foot += size // 3
        foot += 3
    return lines, foot


def paint(svg: str) -> bytes:
    """An SVG as pixels, with the font that every machine has; its bytes repeat.

    Returns
    -------
    bytes
        PNG.
    """
    fonts = [find_font(), find_font(bold=True)]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP, skip_system_fonts=True, font_files=fonts))


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
