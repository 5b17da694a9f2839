"""Sentences of finished pages at random, to be read by a person: ``python tests/sampler.py reports --many 200 --seed 1``."""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

BLOCKS = (
    "p",
    "li",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "caption",
    "figcaption",
    "summary",
    "td",
    "blockquote",
    "title",
)


def list_sentences(page: html.HtmlElement) -> Iterator[str]:
    """Sentences of a page in order, without code, drawings and references; what has fewer than four words is none."""
    for aside in page.xpath("//script | //style | //svg | //pre | //sup"):
        aside.drop_tree()
    for block in page.iter(*BLOCKS):
        inside = [one for one in block.iterdescendants(*BLOCKS)]
        text = "" if inside else " ".join(" ".join(block.itertext()).split())
        for one in re.split(r"(?<=[.!?])[\"'\u201d)]*\s+(?=[\"'\u201c(]?[A-Z0-9])", text):
            if len(one.split()) >= 4:
                yield one


def main(*arguments: str) -> None:
    """Print some sentences, each once, with the page that it was met on first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--many", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments or None)
    found: dict[str, str] = {}
    for file in sorted(asked.folder.glob("*.html")):
        for one in list_sentences(html.fromstring(file.read_text(encoding="utf-8"))):
            found.setdefault(one, file.stem)
    said = sorted(found)
    for one in random.Random(asked.seed).sample(said, min(asked.many, len(said))):
        print(f"{found[one]}: {one}")


if __name__ == "__main__":
    main()
