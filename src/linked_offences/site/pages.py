"""Turns sections of text into whole pages of the site, in our templates."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
import mistune
from markupsafe import Markup

from linked_offences.records import changes
from linked_offences.site import inputs
from linked_offences.study import read_study
from linked_offences.telling.tables import LEFT, RIGHT

TEMPLATES = Path(__file__).parent / "templates"
PAGES = (
    ("index.html", "All forces"),
    ("national.html", "National"),
    ("claims.html", "Claims"),
    ("coverage.html", "Coverage"),
    ("methods.html", "Methods"),
    ("data.html", "Data"),
)


@dataclass(frozen=True)
class Section:
    """A part of a page under one heading of the second level: its id, its heading, its HTML and its kind.

    The kind is a tag of the heading's cell: ``box`` is set apart, ``counts`` is left out where no count is known.
    """

    ident: str
    heading: str
    body: Markup
    kind: str = ""


class _Renderer(mistune.HTMLRenderer):
    """HTML whose headings can be led to: their ids hold letters, digits, hyphens and underscores only."""

    def heading(self, text: str, level: int, **_) -> str:
        ident = re.sub(r"[^\w-]", "", Markup(text).striptags().replace(" ", "-"))
        return f'<h{level} id="{ident}">{text}</h{level}>\n'


@cache
def _markdown() -> mistune.Markdown:
    return mistune.create_markdown(
        renderer=_Renderer(escape=False), plugins=["strikethrough", "table", "url", "task_lists", "def_list"]
    )


def write_markdown(text: str) -> str:
    """HTML of a text in Markdown."""
    return _markdown()(text)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)


def render(template: str, page: dict) -> str:
    """A page from one of our templates, with what all pages share around it."""
    site = {
        "name": read_study().title,
        "pages": PAGES,
        "address": inputs.site_address(),
        "feed": bool(changes.list_forces()),
    } | _read_look()
    written = _environment().get_template(template).render(page=page, site=site)
    return written.replace(LEFT, "").replace(RIGHT, "")  # which the style sheet says


@cache
def _read_look() -> dict[str, Markup | str]:
    """Our style, our script, and the policy by which a browser obeys these two and nothing else on a page.

    They stand in the page itself: a hash tells them, wherever the page lies, from what anybody else could put there.
    """
    style, script = ((TEMPLATES / file).read_text(encoding="utf-8") for file in ("style.css", "page.js"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    policy = "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"
    return {"style": Markup(style), "script": Markup(script), "policy": policy.format(*hashes)}


def split_sections(fragment: str) -> list[Section]:
    """Cut HTML at its headings of the second level; what stands before the first has no heading."""
    sections = []
    for part in re.split(r"(?=<h2\b)", fragment):
        head = re.match(r'<h2 id="([^"]*)">(.*?)</h2>', part, re.DOTALL)
        ident, heading = (head[1], Markup(head[2]).striptags()) if head else ("", "")
        sections.append(Section(ident, str(heading), Markup(part.strip())))
    return sections


def write_output(data: dict) -> str:
    """HTML of one output of a notebook by its forms, from the richest that a page can show.

    A figure, which is a picture in a notebook, is drawn on the page itself, in the colours of its style sheet.
    """
    if "text/html" in data:
        if "image/svg+xml" in data:
            return re.sub(r"<img [^>]*>", lambda _: data["image/svg+xml"], data["text/html"], count=1)
        return data["text/html"]
    if "image/svg+xml" in data:
        return data["image/svg+xml"]
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            text = data.get("text/plain", "A picture")
            return Markup('<p><img src="data:{};base64,{}" alt="{}"></p>').format(kind, data[kind].strip(), text)
    if "text/markdown" in data:
        return write_markdown(data["text/markdown"])
    return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))


def offer(text: str, file: str, content: bytes) -> Markup:
    """A link to a download that says what it is and how large."""
    ending = file.rpartition(".")[2]
    kinds = {"ipynb": "Jupyter notebook", "xlsx": "Excel workbook", "zip": "Data Package", "db": "SQLite"}
    kind = kinds.get(ending, ending.upper())
    return Markup('<a href="{}" download>{} ({} kB {})</a>').format(file, text, -(-len(content) // 1000), kind)
