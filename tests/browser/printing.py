"""Judge of a page as Chromium prints it on A4: what is cut, shrunk, faint or lost on paper.

Every row and figure is stained with a colour of its own before printing. A background changes no
layout, and where its colour comes back in the PDF, there the element was printed.
"""

import io
import unicodedata
from collections import defaultdict

import pdfplumber
from playwright.sync_api import Page

A4 = (595, 842)  # points
RULER = 283.46  # points in 100 mm
PIXELS = 96 / 72  # CSS pixels in a point
INK_CONTRAST = 4.5

STAIN = """() => {
    const things = [], stain = (one, kind) => {
        if (!one.checkVisibility()) return;
        const colour = 0xC00001 + things.length;
        one.style.setProperty('background', '#' + colour.toString(16), 'important');
        const table = one.closest('table');
        things.push({kind, colour, table: [...document.querySelectorAll('table')].indexOf(table),
                     words: one.textContent.trim().replace(/\\s+/g, ' ').slice(0, 50)});
    };
    for (const one of document.querySelectorAll('thead tr')) stain(one, 'head');
    for (const one of document.querySelectorAll('tbody tr, tfoot tr, table > tr')) stain(one, 'row');
    for (const one of document.querySelectorAll('figure')) if (!one.querySelector('table')) stain(one, 'figure');
    for (const one of document.querySelectorAll('svg, img')) {
        const figure = one.closest('figure');
        if (!figure || figure.querySelector('table')) stain(one, 'figure');
    }
    for (const [kind, width] of [['ruler', '100mm'], ['sheet', '100%']]) {
        const one = document.body.appendChild(document.createElement('div'));
        one.style.cssText = `width: ${width}; height: 1px`;
        stain(one, kind);
    }
    return things;
}"""

ADDRESSES = """() => [...document.querySelectorAll('a[href^="http"]')].filter(one => one.checkVisibility())
    .map(one => one.getAttribute('href'))"""

CUT_OFF = """() => [...document.body.querySelectorAll('*')].filter(one => {
        const flow = getComputedStyle(one).overflowX;
        return flow !== 'visible' && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && !one.closest('svg');
    }).map(one => one.textContent.trim().replace(/\\s+/g, ' ').slice(0, 50))"""


def find_print_faults(page: Page) -> list[str]:
    """What of an open page does not come out on A4 as a reader needs it; the page is stained afterwards.

    A row or a figure that a page end cuts or that is missing, a table that goes on without its head, a
    page shrunk to hold something too wide, words that scroll on a screen and are cut off on paper, pale
    ink, the address of an outside link that stands nowhere.
    """
    page.emulate_media(media="print")
    addresses = page.evaluate(ADDRESSES)
    things = page.evaluate(STAIN)
    printed = page.pdf(prefer_css_page_size=True, format="A4", print_background=True)
    stains = {one["colour"]: one for one in things}
    where = defaultdict(dict)
    pale, text = defaultdict(str), []
    faults = []
    with pdfplumber.open(io.BytesIO(printed)) as document:
        for number, sheet in enumerate(document.pages, start=1):
            if (round(sheet.width), round(sheet.height)) != A4:
                faults.append(f"sheet {number} is no A4: {sheet.width} by {sheet.height} points")
            figures = []
            for box in sheet.rects:
                colour = _read_colour(box["non_stroking_color"])
                if box["fill"] and colour in stains:
                    where[colour].setdefault(number, box)
                    if stains[colour]["kind"] == "figure":
                        figures.append(box)
            for letter in sheet.chars:
                text.append(letter["text"])
                if _contrast(letter["non_stroking_color"]) < INK_CONTRAST and not any(
                    box["x0"] <= letter["x0"] <= box["x1"] and box["top"] <= letter["top"] <= box["bottom"]
                    for box in figures
                ):
                    pale[number] += letter["text"]
            sheet.close()
    for one in things:
        sheets = sorted(where[one["colour"]])
        if not sheets:
            faults.append(f"{one['kind']} is not printed: {one['words']}")
        elif one["kind"] in ("row", "figure") and len(sheets) > 1:
            faults.append(f"{one['kind']} is cut by the end of sheet {sheets[0]}: {one['words']}")
        elif one["kind"] == "head":
            rows = {n for row in things if row["kind"] == "row" and row["table"] == one["table"]
                    for n in where[row["colour"]]}  # fmt: skip
            faults += [f"no head on sheet {n}: {one['words']}" for n in sorted(rows - set(sheets))]
        elif one["kind"] == "ruler":
            box = next(iter(where[one["colour"]].values()))  # a page end may cut it, too
            if box["width"] < RULER - 0.5:
                faults.append(f"shrunk to {box['width'] / RULER:.0%} to hold something wide")
        elif one["kind"] == "sheet":
            box = next(iter(where[one["colour"]].values()))
            page.set_viewport_size({"width": round(box["width"] * PIXELS), "height": 1000})
    faults += [f"cut off at its right: {words}" for words in page.evaluate(CUT_OFF)]
    faults += [f"pale on sheet {number}: {words[:60]}" for number, words in pale.items() if words.strip()]
    # Fonts join letters: "ffi" can be one sign.
    stream = "".join(unicodedata.normalize("NFKC", "".join(text)).split())
    faults += [f"address is not printed: {one}" for one in dict.fromkeys(addresses) if one not in stream]
    return faults


def _read_colour(colour) -> int | None:
    if not isinstance(colour, tuple) or len(colour) != 3 or isinstance(colour[0], str):
        return None
    red, green, blue = (round(one * 255) for one in colour)
    return red << 16 | green << 8 | blue


def _contrast(colour) -> float:
    """Contrast of an ink, grey or red, green and blue from 0 to 1, with white paper (WCAG 2.2)."""
    if not isinstance(colour, tuple) or isinstance(colour[0], str):
        return 21.0
    parts = colour * 3 if len(colour) == 1 else colour
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 1.05 / (sum(a * b for a, b in zip(linear, (0.2126, 0.7152, 0.0722), strict=True)) + 0.05)
