"""Turns executed notebooks into pages and the files beside them, and all forces into the index that leads to them."""

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import jinja2
import nbformat
import pandas as pd
from lxml import html
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat import NotebookNode
from traitlets.config import Config

from linked_offences import catalogue, forces, overview, profile
from linked_offences.catalogue import replace_file
from linked_offences.numerals import join_words
from linked_offences.sentences import MIME
from linked_offences.tables import Table

TEMPLATES = Path(__file__).parent / "templates"
NAME = "Offences linked to TikTok, force by force"
PAGES = (
    ("index.html", "All forces"),
    ("national.html", "National"),
    ("claims.html", "Claims"),
    ("coverage.html", "Coverage"),
    ("methods.html", "Methods"),
    ("data.html", "Data"),
)
DATA = "application/vnd.linked-offences.data+json"


@dataclass(frozen=True)
class Section:
    """A part of a page under one heading of the second level: its id, its heading, its HTML and its kind.

    The kind is a tag of the heading's cell: ``box`` is set apart, ``counts`` is left out where no count is known.
    """

    ident: str
    heading: str
    body: Markup
    kind: str = ""


def address() -> str:
    """Where the pages will be published, with a slash at its end; empty where nobody has said."""
    found = os.environ.get("LINKED_OFFENCES_ADDRESS", "").strip()
    return found if not found or found.endswith("/") else f"{found}/"


def make_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Every file of a report, from its executed notebook.

    Returns
    -------
    dict of str to bytes
        By path below the folder of the pages: what lies beside the page under ``files/<name>/``, the page last.
    """
    said = json.dumps(list_sentences(notebook), indent=1, ensure_ascii=False)
    texts = {f"{name}.ipynb": nbformat.writes(notebook), f"{name}-sentences.json": said}
    texts |= {f"{name}-{one['name']}.csv": one["csv"] for one in _list_data(notebook)}
    files = {f"files/{name}/{file}": f"{text.rstrip()}\n".encode() for file, text in texts.items()}
    return files | {f"{name}.html": make_page(notebook, name, files).encode()}


def _list_data(notebook: NotebookNode) -> list[dict]:
    return [
        output["data"][DATA]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if DATA in output.get("data", {})
    ]


def make_page(notebook: NotebookNode, name: str, files: dict[str, bytes]) -> str:
    """HTML page of an executed notebook.

    Parameters
    ----------
    name : str
        Name of the page, without its ending.
    files : dict
        What lies beside the page, by path; it offers these for download.

    Raises
    ------
    ValueError
        The notebook's outputs hold no heading of the first level, or more than one.
    """
    title = find_title(notebook)
    fragment, _ = _exporter().from_notebook_node(_dress(notebook, name, files))
    lead, *sections = split_sections(fragment)
    headings = html.fromstring(f"<div>{fragment}</div>").findall(".//h1")
    if len(headings) != 1:
        raise ValueError(f"a page needs one heading of the first level, this one has {len(headings)}")
    kinds = {
        cell.source.partition("\n")[0].removeprefix("## "): tag
        for cell in notebook.cells
        for tag in cell.metadata.get("tags", [])
        if cell.cell_type == "markdown"
    }
    parameters = notebook.metadata.get("papermill", {}).get("parameters", {})
    counted = "force" not in parameters or len(profile.load(parameters["force"]).counts)
    sections = [
        replace(one, kind=kinds.get(one.heading, ""))
        for one in sections
        if counted or kinds.get(one.heading) != "counts"
    ]
    told = notebook.metadata.get("linked_offences", {})
    page = {
        "title": title,
        "description": f"{title}. What was asked, what came back, and what the figures can carry.",
        "file": f"{name}.html",
        "lead": lead.body,
        "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections],
        "key": told.get("key", ""),
        "inputs": told.get("inputs", []),
        "code": "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"),
    }
    return render("report.html.j2", page)


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(
        config=Config(HTMLExporter={"template_name": "page", "extra_template_basedirs": [str(TEMPLATES)]}),
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES / "page"), autoescape=True)


def render(template: str, page: dict) -> str:
    """A page from one of our templates, with what all pages share around it."""
    site = {"name": NAME, "pages": PAGES, "address": address()}
    return _environment().get_template(template).render(page=page, site=site)


def split_sections(fragment: str) -> list[Section]:
    """Cut HTML at its headings of the second level; what stands before the first has no heading.

    Ids of headings hold letters, digits, hyphens and underscores only, and the paragraph signs that
    notebooks put beside headings are taken away.
    """
    fragment = re.sub(r'<a class="anchor-link".*?</a>', "", fragment)
    fragment = re.sub(r'(?<=<h[1-6] id=")[^"]*', lambda found: re.sub(r"[^\w-]", "", found[0]), fragment)
    sections = []
    for part in re.split(r"(?=<h2\b)", fragment):
        head = re.match(r'<h2 id="([^"]*)">(.*?)</h2>', part, re.DOTALL)
        ident, heading = (head[1], Markup(head[2]).striptags()) if head else ("", "")
        sections.append(Section(ident, str(heading), Markup(part.strip())))
    return sections


def _dress(notebook: NotebookNode, name: str, files: dict[str, bytes]) -> NotebookNode:
    """The notebook as the page shows it: each figure leads to its data, and one list to all files beside the page."""
    notebook, number = notebook.copy(), 0
    notebook.cells = [cell.copy() for cell in notebook.cells]
    for cell in notebook.cells:
        outputs = []
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if DATA in data:
                number += 1
                file = f"files/{name}/{name}-{data[DATA]['name']}.csv"
                link = _offer(f"Download the data for figure {number}", file, files[file])
                shown = Markup('{}<p class="download">{}</p>').format(Markup(data["text/html"]), link)
                output = NotebookNode(output, data=NotebookNode(data, **{"text/html": str(shown)}))
            outputs.append(output)
        if "outputs" in cell:
            cell["outputs"] = outputs
    return notebook


def _offer(text: str, file: str, content: bytes) -> Markup:
    """A link to a download that says what it is and how large."""
    kind = {"ipynb": "Jupyter notebook"}.get(file.rpartition(".")[2], file.rpartition(".")[2].upper())
    return Markup('<a href="{}" download>{} ({} kB {})</a>').format(file, text, -(-len(content) // 1000), kind)


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
    """Write the pages that lead to the others, and what all pages share; forces without a page are named, not linked."""
    found = overview.summarise(overview.load())
    for file, ordered in (("index.html", "name"), ("by-state.html", "state")):
        replace_file(_list_forces(found, folder, file, ordered).encode("utf-8"), folder / file)
    methods = (catalogue.root() / "METHODOLOGY.md").read_text(encoding="utf-8")
    page = _write_text(
        "methods.html",
        "Methods and words",
        "How printed figures become these pages: words, rules, assumptions and formulas.",
        methods,
    )
    replace_file(page.encode("utf-8"), folder / "methods.html")
    replace_file(_write_data(folder).encode("utf-8"), folder / "data.html")
    write_style(folder)


def _list_forces(found, folder: Path, file: str, ordered: str) -> str:
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
            "kind": one.state.replace(" ", "-"),
            "latest": one.latest,
            "words": _find_words(one.force),
            "built": (folder / f"{one.force}.html").exists(),
        }
        for one in found.itertuples()
    ]
    groups = [
        {"heading": "", "caption": "All forces by name, with what came back and the newest figure", "rows": rows}
    ]
    if ordered == "state":
        groups = [
            {
                "heading": state.capitalize(),
                "ident": state.replace(" ", "-"),
                "caption": f"Forces with the state: {state}",
                "rows": mine,
            }
            for state in profile.STATES
            if (mine := [row for row in rows if row["state"] == state])
        ]
    page = {
        "title": NAME,
        "description": "What is known of offences linked to TikTok, force by force, and what is not.",
        "file": file,
        "tally": f"Of the {asked.sum()} asked: {tally}.{''.join(others)}",
        "sorted": ordered,
        "groups": groups,
        "map": Markup(""),
    }
    return render("forces.html.j2", page)


def _find_words(slug: str) -> str:
    """Words by which a force is found while typing: its names, its aliases and its region."""
    row = catalogue.reference("forces").set_index("slug").loc[slug]
    text = " ".join([row["name"], row["short_name"], row["aliases"], row["region"]]).lower()
    return " ".join(dict.fromkeys(re.findall(r"[a-z0-9]+", text)))


def _write_text(file: str, title: str, description: str, text: str) -> str:
    """A page from Markdown, whose own first heading gives way to the title."""
    _, *sections = split_sections(markdown2html(text))
    page = {
        "title": title,
        "description": description,
        "file": file,
        "lead": Markup("<h1>{}</h1><p>{}</p>").format(title, description),
        "sections": [replace(one, body=_mend_tables(one.body, one.heading)) for one in sections],
        "contents": [(one.ident, one.heading) for one in sections],
    }
    return render("text.html.j2", page)


def _mend_tables(body: str, caption: str) -> Markup:
    """HTML whose tables, plain as Markdown makes them, have a caption, scopes and a region that scrolls."""

    def mend(found: re.Match) -> str:
        rows = [[_read_inner(cell) for cell in row] for row in html.fragment_fromstring(found[0]).iter("tr")]
        return Table(caption, pd.DataFrame(rows[1:], columns=[one.striptags() for one in rows[0]]))._repr_html_()

    return Markup(re.sub(r"<table>.*?</table>", mend, body, flags=re.DOTALL))


def _read_inner(element) -> Markup:
    return Markup((element.text or "") + "".join(html.tostring(one, encoding="unicode") for one in element))


def _write_data(folder: Path) -> str:
    """The processed tables with the meaning of each column, and what may be downloaded."""
    described = catalogue.schemas("processed")
    sections = [
        Section(
            name,
            name,
            Markup('<h2 id="{}">{}</h2>{}').format(
                name,
                name,
                Table(
                    table["description"],
                    pd.DataFrame(
                        [(one["name"], one["type"], one.get("description", "[x]")) for one in table["fields"]],
                        columns=["Column", "Type", "Meaning"],
                    ),
                    notes=("[x]: the name says it.",),
                )._repr_html_(),
            ),
        )
        for name, table in described.items()
    ]
    page = {
        "title": "Data and downloads",
        "description": "Every processed table, the meaning of its columns, and what may be downloaded.",
        "file": "data.html",
        "lead": Markup("<h1>Data and downloads</h1>"),
        "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections],
    }
    return render("text.html.j2", page)


def write_style(folder: Path) -> None:
    """Put the stylesheet and the script beside the pages."""
    for file in ("style.css", "page.js"):
        replace_file((TEMPLATES / "page" / file).read_bytes(), folder / file)
