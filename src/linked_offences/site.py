"""Turns executed notebooks into pages, and all forces into the index that leads to them."""

import json
import re
from collections import Counter
from pathlib import Path

import jinja2
import nbformat
from lxml import html
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from linked_offences import forces, overview, profile
from linked_offences.catalogue import replace_file
from linked_offences.numerals import join_words
from linked_offences.sentences import MIME

TEMPLATES = Path(__file__).parent / "templates"
NAME = "Offences linked to TikTok, force by force"


def make_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Every file of a report, from its executed notebook.

    Returns
    -------
    dict of str to bytes
        By path below the folder of the pages: what lies beside the page under ``files/<name>/``, the page last.
    """
    beside = f"files/{name}/{name}"
    said = json.dumps(list_sentences(notebook), indent=1, ensure_ascii=False)
    texts = {
        f"{beside}.ipynb": nbformat.writes(notebook),
        f"{beside}-sentences.json": said,
        f"{name}.html": make_page(notebook, f"{name}.html"),
    }
    return {file: f"{text.rstrip()}\n".encode() for file, text in texts.items()}


def make_page(notebook: NotebookNode, file: str) -> str:
    """HTML page of an executed notebook.

    Parameters
    ----------
    file : str
        Name that the page will have; its own entry of the navigation is marked by it.

    Raises
    ------
    ValueError
        The notebook's outputs hold no heading of the first level, or more than one.
    """
    exporter = HTMLExporter(
        config=Config(HTMLExporter={"template_name": "page", "extra_template_basedirs": [str(TEMPLATES)]}),
    )
    title = find_title(notebook)
    page = {
        "title": title,
        "description": f"{title}. What was asked, what came back, and what the figures can carry.",
        "file": file,
    }
    body, _ = exporter.from_notebook_node(notebook, resources={"page": page})
    # Headings keep the ids that links use, without the paragraph signs that come with them.
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    headings = html.fromstring(body).findall(".//h1")
    if len(headings) != 1:
        raise ValueError(f"a page needs one heading of the first level, this one has {len(headings)}")
    return body


def find_title(notebook: NotebookNode) -> str:
    """The heading of the first level among a notebook's outputs; empty where there is none."""
    for cell in notebook.cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        texts += [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", [])]
        for text in texts:
            for line in text.splitlines():
                if line.startswith("# "):
                    return line.removeprefix("# ").strip()
    return ""


def list_sentences(notebook: NotebookNode) -> list[dict]:
    """Every sentence of ours among a notebook's outputs, in the order of the page, each with its figures."""
    return [
        sentence
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for sentence in output.get("data", {}).get(MIME, [])
    ]


def write_index(folder: Path) -> None:
    """Write index.html and the stylesheet; forces whose page does not stand there are named, not linked."""
    found = overview.summarise(overview.load())
    asked = found["force"].isin(forces.list_asked())
    states = Counter(found.loc[asked, "state"])
    tally = join_words(f"{states[state]} {state}" for state in profile.STATES if states[state])
    others = [f" {one.name}, listed too, was asked another question." for one in found[~asked].itertuples()]
    rows = [
        {
            "force": one.force,
            "name": one.name,
            "status": overview.write_status(one.status, one.section),
            "state": one.state,
            "latest": one.latest,
            "built": (folder / f"{one.force}.html").exists(),
        }
        for one in found.itertuples()
    ]
    page = {"title": NAME, "description": "What is known, force by force, and what is not.", "file": "index.html",
            "tally": f"Of the {asked.sum()} asked: {tally}.{''.join(others)}"}  # fmt: skip
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "page"))
    text = environment.get_template("forces.html.j2").render(page=page, rows=rows)
    replace_file(text.encode("utf-8"), folder / "index.html")
    write_style(folder)


def write_style(folder: Path) -> None:
    """Put the stylesheet beside the pages."""
    replace_file((TEMPLATES / "page" / "style.css").read_bytes(), folder / "style.css")
