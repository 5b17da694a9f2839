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
from markupsafe import Markup, escape
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat import NotebookNode
from traitlets.config import Config

from linked_offences import (
    catalogue,
    downloads,
    feeds,
    forces,
    history,
    keys,
    metadata,
    overview,
    pictures,
    profile,
    prose,
    tilemap,
    workbooks,
)
from linked_offences.charts import DATA
from linked_offences.metadata import NAME
from linked_offences.numerals import join_words
from linked_offences.sentences import MIME
from linked_offences.tables import Table

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


def address() -> str:
    """Where the pages will be published, with a slash at its end; empty where nobody has said."""
    found = os.environ.get(keys.SETTING, "").strip()
    return found if not found or found.endswith("/") else f"{found}/"


def make_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Every file of a report, from its executed notebook.

    Returns
    -------
    dict of str to bytes
        By path below the folder of the pages: what lies beside the page under ``files/<name>/``, the page last.
    """
    said = json.dumps(list_sentences(notebook), indent=1, ensure_ascii=False)
    beside = {
        f"{name}.ipynb": nbformat.writes(notebook).encode() + b"\n",
        f"{name}-sentences.json": said.encode() + b"\n",
    }
    beside |= {f"{name}-{one['name']}.csv": one["csv"].encode() for one in _list_data(notebook)}
    if force := _find_force(notebook):
        about = profile.load(force)
        beside[f"{name}.csv"] = downloads.write_csv(about)
        beside[f"{name}.xlsx"] = workbooks.make_workbook(about)
        beside[f"{name}.xml"] = feeds.write_feed(force, address())
    beside[f"{name}.png"] = pictures.draw(find_title(notebook), find_standfirst(notebook), NAME)
    files = {f"files/{name}/{file}": content for file, content in beside.items()}
    return files | {f"{name}.html": make_page(notebook, name, files).encode()}


def _find_force(notebook: NotebookNode) -> str:
    """The force that a notebook was run for; empty where it compares forces."""
    return notebook.metadata.get("papermill", {}).get("parameters", {}).get("force", "")


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
    force = _find_force(notebook)
    about = profile.load(force) if force else None
    counted = about is None or len(about.counts)
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
        "inputs": [one | {"address": _find_address(one["name"])} for one in told.get("inputs", [])],
        "citation": metadata.cite(title, f"{name}.html", force, address()),
        "picture": f"files/{name}/{name}.png",
        "machine": Markup(metadata.write_block(metadata.describe(about, title, files, address())))
        if about
        else "",
        "feed": f"files/{name}/{name}.xml" if about else "",
        "code": "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"),
    }
    return render("report.html.j2", page)


def _find_address(name: str) -> str:
    """Where an input of a page was published, if it is a file of a source; empty otherwise."""
    source = name.removeprefix("data/raw/").rpartition("/")[0]
    return next((one["address"] for one in catalogue.rows("sources") if one["source"] == source), "")


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(
        config=Config(
            HTMLExporter={
                "template_name": "page",
                "extra_template_basedirs": [str(TEMPLATES)],
                # They take things out that no notebook of ours has, and copy and check it each time.
                "default_preprocessors": [],
            }
        ),
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
        if "downloads" in cell.metadata.get("tags", []):
            outputs.append(_show_downloads(name, files))
        if "outputs" in cell:
            cell["outputs"] = outputs
    return notebook


def _show_downloads(name: str, files: dict[str, bytes]) -> NotebookNode:
    """A list of what lies beside a page, as an output of its notebook."""
    texts = {
        f"{name}.csv": "Every figure as a table",
        f"{name}.xlsx": "The same as a workbook with notes",
        f"{name}.ipynb": "This page as the notebook that made it",
        f"{name}-sentences.json": "Every sentence with the figures that it is worked out from",
    }
    links = [
        _offer(text, file, files[file]) for end, text in texts.items() if (file := f"files/{name}/{end}") in files
    ]
    listed = Markup("").join(Markup("<li>{}</li>").format(one) for one in links)
    shown = Markup('<ul class="downloads">{}</ul>').format(listed)
    return nbformat.v4.new_output("display_data", {"text/html": str(shown)})


def _offer(text: str, file: str, content: bytes) -> Markup:
    """A link to a download that says what it is and how large."""
    kind = {"ipynb": "Jupyter notebook", "xlsx": "Excel workbook", "zip": "Data Package"}.get(
        file.rpartition(".")[2], file.rpartition(".")[2].upper()
    )
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


def find_standfirst(notebook: NotebookNode) -> str:
    """The sentence under the heading of a page: its caution, or what the page is about; empty where nothing stands there."""
    said = list_sentences(notebook)
    texts = [cell.source.partition("\n\n")[2] for cell in notebook.cells if cell.source.startswith("# ")]
    caution = [one["text"] for one in said if one["text"] in (prose.CAVEAT, prose.UNKNOWN)]
    return next((re.split(r"(?<=[.!?]) ", text)[0] for text in (*texts, *caution)), "")


def list_sentences(notebook: NotebookNode) -> list[dict]:
    """Every sentence of ours among a notebook's outputs, in the order of the page, each with its figures."""
    return [
        sentence
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for sentence in output.get("data", {}).get(MIME, [])
    ]


def make_index(folder: Path) -> dict[str, bytes]:
    """The pages that lead to the others, and what all pages share, by path below the folder; the index last.

    Parameters
    ----------
    folder : Path
        Where the other pages stand; forces without one are named, not linked.
    """
    found = overview.summarise(overview.load())
    package = downloads.make_package()
    pages = {
        "by-state.html": _list_forces(found, folder, "by-state.html", "state"),
        "methods.html": _write_methods(),
        "data.html": _write_data(package),
        "changes.html": _write_changes(),
        "index.html": _list_forces(found, folder, "index.html", "name"),
    }
    shared = {"changes.xml": feeds.write_feed(address=address()), "files/linked-offences.zip": package}
    return read_style() | shared | {file: page.encode() for file, page in pages.items()}


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
        "map": tilemap.draw(found, overview.ledger(), {row["force"] for row in rows if row["built"]}),
    }
    return render("forces.html.j2", page)


def _find_words(slug: str) -> str:
    """Words by which a force is found while typing: its names, its aliases and its region."""
    row = catalogue.reference("forces").set_index("slug").loc[slug]
    text = " ".join([row["name"], row["short_name"], row["aliases"], row["region"]]).lower()
    return " ".join(dict.fromkeys(re.findall(r"[a-z0-9]+", text)))


def _render_text(file: str, title: str, description: str, sections: list[Section]) -> str:
    page = {
        "title": title,
        "description": description,
        "file": file,
        "lead": Markup("<h1>{}</h1><p>{}</p>").format(title, description),
        "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections] if len(sections) > 2 else [],
    }
    return render("text.html.j2", page)


def _write_methods() -> str:
    text = catalogue.find_methods().read_text(encoding="utf-8")
    _, *sections = split_sections(markdown2html(text))
    sections = [replace(one, body=_mend_tables(one.body, one.heading)) for one in sections]
    return _render_text(
        "methods.html",
        "Methods and words",
        "How printed figures become these pages: words, rules, assumptions and formulas.",
        sections,
    )


def _mend_tables(body: str, caption: str) -> Markup:
    """HTML whose tables, plain as Markdown makes them, have a caption, scopes and a region that scrolls."""

    def mend(found: re.Match) -> str:
        rows = [[_read_inner(cell) for cell in row] for row in html.fragment_fromstring(found[0]).iter("tr")]
        return Table(
            f"{caption}: the table", pd.DataFrame(rows[1:], columns=[one.striptags() for one in rows[0]])
        )._repr_html_()

    return Markup(re.sub(r"<table>.*?</table>", mend, body, flags=re.DOTALL))


def _read_inner(element) -> Markup:
    return escape(element.text or "") + Markup("").join(
        Markup(html.tostring(one, encoding="unicode")) for one in element
    )


def _write_data(package: bytes) -> str:
    """The processed tables with the meaning of each column, what may be downloaded, and how to reply."""
    offered = _offer("All processed tables with their dictionary", "files/linked-offences.zip", package)
    sections = [
        _make_section("all", "All tables at once", Markup("<p>{}</p><p>Figures of police forces are their own. Official figures "
                      "are under the Open Government Licence v3.0; our work on them is under the MIT licence.</p>").format(offered)),
        _make_section("replies", "Replies and corrections", Markup("<p>A force, a platform or a reader who finds a number wrong: "
                      "say which number, on which page, and what shows it. A reply is filed with its date and shown on the "
                      "page; a number that was wrong stays visible beside the right one.</p>")),
    ]  # fmt: skip
    for name, table in catalogue.schemas("processed").items():
        fields = [(one["name"], one["type"], one.get("description", "[x]")) for one in table["fields"]]
        frame = pd.DataFrame(fields, columns=["Column", "Type", "Meaning"])
        shown = Table(table["description"], frame, notes=("[x]: the name says it.",))
        sections.append(_make_section(name, name.replace("_", " ").capitalize(), shown._repr_html_()))
    return _render_text(
        "data.html",
        "Data and downloads",
        "Every processed table, the meaning of its columns, and what may be downloaded.",
        sections,
    )


def _write_changes() -> str:
    """What was published and changed, in words, with the feed."""
    changed = history.all_changes()
    told = Markup("<p>A number is published with its day; when it changes, the old value, the day and the reason are kept. "
                  'The same as a feed: <a href="changes.xml">Atom feed of all forces</a>; each force has its own, named on its '
                  "page.</p>")  # fmt: skip
    shown = changed._repr_html_() if changed else Markup("<p>No published number has changed yet.</p>")
    sections = [_make_section("numbers", "Numbers and verdicts that changed", told + shown)]
    return _render_text(
        "changes.html",
        "Published numbers that changed",
        "Every published number or verdict that changed, with old and new value, day and reason.",
        sections,
    )


def _make_section(ident: str, heading: str, body: str) -> Section:
    return Section(ident, heading, Markup('<h2 id="{}">{}</h2>{}').format(ident, heading, Markup(body)))


def read_style() -> dict[str, bytes]:
    """The stylesheet and the script of all pages, by path below their folder."""
    return {file: (TEMPLATES / "page" / file).read_bytes() for file in ("style.css", "page.js")}
