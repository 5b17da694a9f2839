"""Pictures for shared links: size, weight, and that nothing is cut."""

import io
import re

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from linked_offences import forces
from linked_offences.site import pictures
from linked_offences.telling import prose
from linked_offences.telling.drawing import BLUE, WIDTH, Mark, on_paper, rows, write_svg

SITE = "Offences linked to TikTok, force by force"
LONGEST = max(forces.list_names().values(), key=len)
CASES = [
    ("Dorset Police recorded 16 offences linked to TikTok in 2023/24", "A keyword search finds a word, not a cause."),
    (f"{LONGEST}: how many offences are linked to TikTok in each year is not known here",
     "What is known: total and percentage only"),
    (f"{LONGEST} refused a request about social platforms under section 12(1); no figure on TikTok is known here",
     "A refusal is missing data, not zero. " * 3),
    (f"{LONGEST}: how many offences are linked to TikTok in each year is not known here", prose.CAVEAT),
    (f"{LONGEST}: no answer to the request of spring 2024 about TikTok is known here",
     "That no figure is known does not mean that there were none."),
]  # fmt: skip


def pixels(content):
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


@pytest.mark.parametrize(("title", "line"), CASES)
def test_a_picture_has_the_size_that_sites_ask_for_is_light_and_repeats(title, line):
    content = pictures.draw(title, line, SITE)
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(content) < 60_000
    assert content == pictures.draw(title, line, SITE)
    assert set(re.findall(rb"tEXt|tIME|iTXt|zTXt|eXIf", content)) == set()


@pytest.mark.parametrize(("title", "line"), CASES)
def test_nothing_of_a_picture_is_cut_and_lines_stay_apart(title, line):
    found = pixels(pictures.draw(title, line, SITE))
    paper = found[0, 0]
    inked = (abs(found - paper) > 40).any(axis=2)[:600]
    assert not inked[:, : pictures.EDGE - 4].any()
    assert not inked[:, 1200 - pictures.EDGE + 4 :].any()
    assert not inked[:40].any()
    assert not inked[590:].any()
    rows = inked.any(axis=1)
    # Each line of text is a band of its own, with paper between it and the next.
    starts, ends = (np.flatnonzero(np.diff(np.r_[0, rows.astype(int), 0]) == step) for step in (1, -1))
    assert len(starts) >= 3
    assert (ends - starts).max() < 80


@pytest.mark.parametrize(("title", "line"), [("made-up " * 60, "short"), ("short", "made-up " * 60)])
def test_a_text_that_cannot_be_read_on_a_picture_is_refused(title, line):
    with pytest.raises(ValueError, match="too long for a picture"):
        pictures.draw(title, line, SITE)


LABEL = "Made-up label < & of an offence"


def draw_figure():
    drawing = rows([Mark(LABEL, "6", 6, 6), Mark("Not printed", "0 to 4", 0, 4, printed=False)])
    return write_svg(drawing, "made-up", "A headline", "Six.")


def test_a_figure_stands_alone_with_its_headline_its_source_and_plain_colours():
    shown = pictures.frame(draw_figure(), "A headline & " * 12, "Offences, 2023/24", "Source: a < b.", SITE)
    assert not re.search(r"var\(|currentColor|<style|<script", shown)
    words = " ".join(text for one in etree.fromstring(shown).iter("{*}text") for text in one.itertext())
    for part in ("A headline & " * 12, "Offences, 2023/24", "Source: a < b.", SITE, LABEL):
        assert part.strip() in words
    content = pictures.paint(shown)
    assert content == pictures.paint(shown)
    found = pixels(content)
    assert found.shape[1] == pictures.SHARP * (WIDTH + 2 * pictures.MARGIN)
    edge = pictures.SHARP * pictures.MARGIN - 4
    inked = (abs(found - 255) > 40).any(axis=2)
    assert not any(side.any() for side in (inked[:edge], inked[-edge:], inked[:, :edge], inked[:, -edge:]))
    blue = [int(BLUE[at : at + 2], 16) for at in (1, 3, 5)]
    assert (abs(found - blue).max(axis=2) < 8).sum() > 1000


def test_every_colour_of_a_drawing_has_one_on_paper():
    drawn = re.findall(r'(?:fill|stroke)="([^"]+)"', draw_figure())
    assert {"currentColor"} < set(drawn)
    for colour in {*drawn, "var(--quiet,currentColor)"}:
        assert re.fullmatch(r"none|#[0-9a-f]{6}|url\(#made-up-\w+\)", on_paper(colour)), colour
