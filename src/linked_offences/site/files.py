"""Turns executed notebooks into pages and the files beside them."""

import copy
import json
import re
from dataclasses import replace

import nbformat
from lxml import html
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

import foi_answers
from linked_offences import catalogue, profile
from linked_offences.records import changes
from linked_offences.site import additions, downloads, feeds, inputs, metadata, pages, pictures, reviews, workbooks
from linked_offences.study import find_vocabulary, read_study
from linked_offences.telling import prose, tables
from linked_offences.telling.charts import DATA
from linked_offences.telling.sentences import MIME
from plain_files import Problem, write_frame

# The page of what newspapers printed: its verdicts lie beside it as a feed and in it as reviews.
CLAIMS = "claims"
# Pages about all forces, which end with their sources.
OVERVIEWS = ("coverage", "national", CLAIMS)
# What pandas itself shows is the working of a notebook. On a page stand the tables, words and figures made of it.
WORKING = 'class="dataframe'


def make_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Every file of a report, from its executed notebook.

    Returns
    -------
    dict of str to bytes
        By path below the folder of the pages: what lies beside the page under ``files/<name>/``, the page last.
    """
    # The force that it was run for; blank where it compares forces.
    force = notebook.metadata.get("papermill", {}).get("parameters", {}).get("force", "")
    about = profile.load(force) if force else None
    executed, notebook = notebook, _extend(notebook, about) if about else _add_sources(notebook, name)
    said = json.dumps(list_sentences(notebook), indent=1, ensure_ascii=False)
    beside = {
        f"{name}.ipynb": nbformat.writes(executed).encode() + b"\n",
        f"{name}-sentences.json": said.encode() + b"\n",
    }
    for data in (one for one in list_outputs(notebook) if DATA in one):
        figure = f"{name}-{data[DATA]['name']}"
        beside[f"{figure}.csv"] = data[DATA]["csv"].encode()
        if drawing := data.get("image/svg+xml"):  # the map is HTML
            around = (data[MIME][0]["text"], data[DATA]["subtitle"], data[DATA]["source"], read_study().title)
            picture = pictures.frame(drawing, *around)
            beside |= {f"{figure}.svg": picture.encode(), f"{figure}.png": pictures.paint(picture)}
    if about:
        beside |= _review_documents(about, name)
        beside[f"{name}.csv"] = downloads.write_csv(about)
        beside[f"{name}.xlsx"] = workbooks.make_workbook(about)
        if changes.list_entries(force):  # a feed has a day, and of a force that nobody published there is none
            beside[f"{name}.xml"] = feeds.write_feed(force, inputs.site_address())
    if name == CLAIMS:
        verdicts = catalogue.load("verdicts")
        beside[f"{name}-verdicts.csv"] = write_frame(verdicts).encode()
        beside[f"{name}-verdicts.json"] = reviews.write_feed(verdicts, inputs.site_address())
    beside[f"{name}.png"] = pictures.draw(find_title(notebook), find_standfirst(notebook), read_study().title)
    files = {f"files/{name}/{file}": content for file, content in beside.items()}
    return files | {f"{name}.html": make_page(notebook, name, files, about).encode()}


def _review_documents(about: profile.Profile, name: str) -> dict[str, bytes]:
    """A page for each document that the force sent: the answer as received, and what each number was read as."""
    home, made = (f"../../{name}.html", f"the page of {about.name}"), {}
    own = about.sources["source"].str.startswith(f"disclosures/{about.force}/")
    for one in about.sources[own].itertuples():
        for document in (part.rpartition("=")[0] for part in one.files.split()):
            if document == "statements.csv":
                continue
            file = catalogue.raw() / one.source / document
            try:
                answer = foi_answers.read_file(file, explain=True, vocabulary=find_vocabulary())
                page = foi_answers.write_review(answer, file, vocabulary=find_vocabulary(), home=home)
            except Problem as problem:
                page = foi_answers.write_refusal(problem, file, home)
            made[f"{one.source.rpartition('/')[2]}-{document}.html"] = page.encode()
    return made


def _extend(notebook: NotebookNode, page: profile.Profile) -> NotebookNode:
    """A copy of the notebook of a force with what its page has besides, in the order of the page."""
    cells = notebook.cells
    headings = [place for place, cell in enumerate(cells) if cell.source.startswith("## ")] or [len(cells)]
    first, last = headings[0], headings[-1]
    before, uses, after = map(_make_cells, additions.list_additions(page))
    extended = copy.copy(notebook)
    extended.cells = [*cells[:first], *before, *cells[first:last], *uses, *cells[last:], *after]
    return extended


def _add_sources(notebook: NotebookNode, name: str) -> NotebookNode:
    """A copy of a notebook about all forces with the sources behind it; any other one as it is."""
    if name not in OVERVIEWS:
        return notebook
    extended = copy.copy(notebook)
    added = [additions.list_sources("press" if name == CLAIMS else "")]
    if name == CLAIMS:
        added.insert(0, additions.Addition("## Downloads", (), "downloads"))
    extended.cells = [*notebook.cells, *_make_cells(added)]
    return extended


def _make_cells(added: list[additions.Addition]) -> list[NotebookNode]:
    """Cells as Jupyter would store them."""
    cells = []
    for one in added:
        cells.append(new_markdown_cell(one.text, metadata={"tags": [one.tag] * (one.tag == "box")}))
        outputs = []
        for shown in filter(None, one.shown):
            data = shown._repr_mimebundle_()
            if hasattr(shown, "_repr_html_"):
                data["text/html"] = shown._repr_html_()
            outputs.append(new_output("display_data", data))
        cells.append(new_code_cell(outputs=outputs, metadata={"tags": [one.tag] * (one.tag not in ("", "box"))}))
    return cells


def list_outputs(notebook: NotebookNode) -> list[dict]:
    """What a notebook's cells show, each in its forms by their kind, in the order of the page."""
    return [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]


def make_page(
    notebook: NotebookNode, name: str, files: dict[str, bytes], about: profile.Profile | None = None
) -> str:
    """HTML page of an executed notebook.

    Parameters
    ----------
    name : str
        Name of the page, without its ending.
    files : dict
        What lies beside the page, by path; it offers these for download.
    about : Profile, optional
        Of the force that the notebook was run for; none where it compares forces.

    Raises
    ------
    ValueError
        The notebook's outputs hold no heading of the first level, or more than one.
    """
    title = find_title(notebook)
    fragment = write_fragment(notebook, name, files)
    lead, *sections = pages.split_sections(fragment)
    headings = html.fromstring(f"<div>{fragment}</div>").findall(".//h1")
    if len(headings) != 1:
        raise ValueError(f"a page needs one heading of the first level, this one has {len(headings)}")
    kinds = {
        cell.source.partition("\n")[0].removeprefix("## "): tag
        for cell in notebook.cells
        for tag in cell.metadata.get("tags", [])
        if cell.cell_type == "markdown"
    }
    counted = about is None or len(about.counts)
    sections = [replace(one, kind=kinds.get(one.heading, "")) for one in sections]
    sections = [one for one in sections if counted or one.kind != "counts"]
    told = notebook.metadata.get("linked_offences", {})
    page = {
        "title": title,
        "description": f"{title}. What was asked, what came back, and what the figures can carry.",
        "file": f"{name}.html",
        "lead": lead.body,
        "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections],
        "key": told.get("key", ""),
        "inputs": [(_link_input(one["name"]), one["sha256"]) for one in told.get("inputs", [])],
        "citation": metadata.cite(title, f"{name}.html", about.force if about else "", inputs.site_address()),
        "picture": f"files/{name}/{name}.png",
        "machine": _describe(name, title, files, about),
        "verdicts": feed if (feed := f"files/{name}/{name}-verdicts.json") in files else "",
        "feed": feed if (feed := f"files/{name}/{name}.xml") in files else "",
        "code": "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code" and cell.source),
    }
    return pages.render("report.html.j2", page)


def _describe(name: str, title: str, files: dict[str, bytes], about: profile.Profile | None) -> Markup:
    """What a page says to machines, as JSON-LD; empty for one that has nothing of its own to say."""
    address = inputs.site_address()
    if about:
        return Markup(metadata.write_block(metadata.describe(about, title, files, address)))
    if name == CLAIMS:
        return Markup(metadata.write_block(reviews.describe(catalogue.load("verdicts"), address)))
    return Markup("")


def _link_input(name: str) -> Markup:
    """The name of an input of a page, as a link to where it was published, if it is a file of a source."""
    source = name.removeprefix("data/raw/").rpartition("/")[0]
    addresses = (one["address"] for one in catalogue.rows("sources") if one["source"] == source)
    return tables.link(name, next(addresses, ""))


def write_fragment(notebook: NotebookNode, name: str, files: dict[str, bytes]) -> str:
    """HTML of a notebook's texts and outputs, without its code.

    Each figure leads to its data, and one list to all files beside the page.

    Parameters
    ----------
    name, files
        As `make_page` has them.
    """
    parts, figures = [], 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(pages.write_markdown(cell.source))
        for output in cell.get("outputs", []):
            data = output.get("data", {"text/plain": output.get("text", "")})
            if WORKING in data.get("text/html", ""):
                continue
            parts.append(pages.write_output(data))
            if DATA in data:
                figures += 1
                figure = f"files/{name}/{name}-{data[DATA]['name']}"
                offered = {
                    f"{figure}.csv": f"Download the data for figure {figures}",
                    f"{figure}.png": f"Download figure {figures} as a picture",
                    f"{figure}.svg": f"Download figure {figures} as a drawing",
                }
                links = [pages.offer(text, file, files[file]) for file, text in offered.items() if file in files]
                parts.append(Markup('<p class="download">{}</p>').format(Markup(" \u00b7 ").join(links)))
        if "downloads" in cell.metadata.get("tags", []):
            parts.append(_list_downloads(name, files))
        if "sources" in cell.metadata.get("tags", []):
            parts.append(_list_reviews(name, files))
    return "\n".join(parts)


def _list_downloads(name: str, files: dict[str, bytes]) -> Markup:
    """A list of what lies beside a page."""
    texts = {
        f"{name}.csv": "Every figure as a table",
        f"{name}.xlsx": "The same as a workbook with notes",
        f"{name}-verdicts.csv": "Every verdict as a table",
        f"{name}-verdicts.json": "The same as a JSON feed",
        f"{name}.ipynb": "This page as the notebook that made it",
        f"{name}-sentences.json": "Every sentence with the figures that it is worked out from",
    }
    offered = {f"files/{name}/{end}": text for end, text in texts.items()}
    links = [pages.offer(text, file, files[file]) for file, text in offered.items() if file in files]
    listed = Markup("").join(Markup("<li>{}</li>").format(one) for one in links)
    return Markup('<ul class="downloads">{}</ul>').format(listed)


def _list_reviews(name: str, files: dict[str, bytes]) -> Markup:
    """A list of the answers as received; empty where none is held."""
    beside = f"files/{name}/"
    listed = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(file, file.removeprefix(beside).removesuffix(".html"))
        for file in files
        if file.startswith(beside) and file.endswith(".html")
    )
    words = "The answers as received, and what each number in them was read as:"
    return Markup("<p>{}</p><ul>{}</ul>").format(words, listed) if listed else Markup("")


def find_title(notebook: NotebookNode) -> str:
    """The heading of the first level among a notebook's outputs, as a reader sees it; empty where there is none."""
    for cell in notebook.cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        texts += [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", [])]
        for text in texts:
            for line in text.splitlines():
                if line.startswith("# "):
                    return html.fromstring(pages.write_markdown(line)).text_content().strip()
    return ""


def find_standfirst(notebook: NotebookNode) -> str:
    """The sentence under the heading of a page: its caution, or what the page is about; empty where nothing stands there."""
    said = [one["text"] for one in list_sentences(notebook)]
    texts = [
        cell.source.partition("\n\n")[2]
        for cell in notebook.cells
        if cell.cell_type == "markdown" and cell.source.startswith("# ")
    ]
    caution = [one for one in said if one in (prose.CAVEAT, prose.UNKNOWN)]
    # A page that compares forces has its heading and what it is about in one output.
    about = said[1:2] if said and find_title(notebook) == said[0] else []
    return next((re.split(r"(?<=[.!?]) ", text)[0] for text in (*texts, *caution, *about)), "")


def list_sentences(notebook: NotebookNode) -> list[dict]:
    """Every sentence of ours among a notebook's outputs, in the order of the page, each with its figures."""
    return [sentence for data in list_outputs(notebook) for sentence in data.get(MIME, [])]
