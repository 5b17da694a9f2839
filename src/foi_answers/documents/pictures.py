"""Reads the text of pictures with Tesseract, where it is installed: a machine's guess, letter by letter."""

import csv
import io
import os
import shutil
import subprocess

from foi_answers.documents.kinds import WITHOUT
from plain_files import Problem

RECOGNISED = "a machine recognised its text in a picture: hold the number against the picture"
# A page takes some seconds, and the letters of print need this many dots to an inch.
MOST_PAGES, DOTS = 10, 250


def can_recognise() -> bool:
    """Whether Tesseract is installed."""
    return shutil.which("tesseract") is not None


class Recognised:
    """A picture as a page of words, each with its place in it, as pdfplumber has those of a page."""

    chars = ()

    def __init__(self, picture, scale: float = 1):
        self.words = _recognise_words(picture, scale)

    def extract_words(self, **_) -> list[dict]:
        """The words."""
        return self.words

    def find_tables(self) -> list:
        """Lines of a drawing are no letters."""
        return []


def _recognise_words(picture, scale: float) -> list[dict]:
    """Words in a picture of Pillow, its measures times the scale.

    Raises
    ------
    Problem
        It takes too long, or Tesseract cannot read it.
    """
    content = io.BytesIO()
    picture.convert("L").save(content, "PNG")
    words = ["tesseract", "stdin", "stdout", "--psm", "6", "-c", "preserve_interword_spaces=1", "tsv"]
    try:
        made = subprocess.run(
            words,
            input=content.getvalue(),
            capture_output=True,
            timeout=30,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise Problem("picture", "", "", WITHOUT["image"]) from None
    if made.returncode:
        raise Problem("picture", "", "", WITHOUT["image"])
    found = []
    for row in csv.DictReader(
        io.StringIO(made.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        text = (row["text"] or "").strip().strip("|[]{}_~\u2014\u2018\u2019")
        if any(map(str.isalnum, text)) or text in ("-", "*", "<"):  # stains and lines are read as signs
            left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
            line = row["block_num"], row["par_num"], row["line_num"]
            found.append(
                {"text": text, "x0": left, "x1": left + width, "top": top, "bottom": top + height, "line": line}
            )
    # A word is as tall as its letters ("a", "h"); its line tells how tall print is.
    sizes: dict[tuple, float] = {}
    for word in found:
        sizes[word["line"]] = max(sizes.get(word["line"], 0), word["bottom"] - word["top"])
    return [word | {"size": sizes[word["line"]], "chars": ()} for word in found]
