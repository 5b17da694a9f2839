"""Pictures for shared links: size, weight, and that nothing is cut."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from linked_offences import forces
from linked_offences.site import pictures
from linked_offences.telling import prose

SITE = "Offences linked to TikTok, force by force"
LONGEST = max(forces.list_names().values(), key=len)
CASES = [
    ("Dorset Police recorded 16 offences linked to TikTok in 2023/24", "A keyword search finds a word, not a cause."),
    (f"{LONGEST}: how many offences are linked to TikTok in each year is not published",
     "What is known: total and percentage only"),
    (f"{LONGEST} refused a request about social platforms; no figure on TikTok is known", "A refusal is missing data, not zero. " * 3),
    (f"{LONGEST}: how many offences are linked to TikTok in each year is not published", prose.CAVEAT),
    (f"{LONGEST}: no answer about offences linked to TikTok is known", "That no figure is known does not mean that there were none."),
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
