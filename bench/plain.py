"""The limit of a batch: a notebook's cells as a plain script, for many forces in two processes, with no Jupyter.

Called as ``plain.py FOLDER FORCE...``. It reads, works out, draws and writes what the reports do, the
pages that lead to them too, and leaves out what a notebook costs: kernels and messages.
"""

import ast
import json
import multiprocessing
import sys
from pathlib import Path

from markupsafe import Markup

from linked_offences import catalogue, profile
from linked_offences.site import additions, downloads, feeds, index, metadata, pages, pictures, workbooks
from linked_offences.study import read_study
from linked_offences.telling import prose
from linked_offences.telling.charts import DATA
from linked_offences.telling.sentences import MIME
from plain_files import replace_file

PROCESSES = 2
WORKING = 'class="dataframe '
FIXED: list = []  # what forked processes find in place


def read_cells(notebook: Path) -> list[tuple[dict, object, object]]:
    """Each cell of a notebook with its statements and its last expression, compiled; None where it has none."""
    found = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        cell["source"], body, last = "".join(cell["source"]), None, None
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            tree = ast.parse(cell["source"])
            if tree.body and isinstance(tree.body[-1], ast.Expr):
                last = compile(ast.Expression(tree.body.pop().value), "cell", "eval")
            body = compile(tree, "cell", "exec")
        found.append((cell, body, last))
    return found


def show(value) -> dict:
    """What a notebook would keep of a value, by MIME type."""
    data = {"text/plain": repr(value)}
    if hasattr(value, "_repr_html_"):
        data["text/html"] = str(value._repr_html_())
    if hasattr(value, "_repr_mimebundle_"):
        data |= value._repr_mimebundle_()
    return data


def add(added: list, pieces: list[str], said: list[dict]) -> None:
    """Put what the page has besides its analysis to its pieces and its sentences."""
    for one in added:
        pieces.append(pages.write_markdown(one.text))
        for value in filter(None, one.shown):
            data = show(value)
            said += data.get(MIME, [])
            pieces.append(pages.write_output(data))


def make_report(cells: list, force: str, folder: Path) -> None:
    """The page of one force, its sentences and its outputs, written as the batch writes them."""
    names = {"force": force}
    shown, pieces = [], []
    about = profile.load(force)
    before, uses, after = additions.list_additions(about)
    headings = [place for place, (cell, _, _) in enumerate(cells) if cell["source"].startswith("## ")]
    added = {headings[0]: before, headings[-1]: uses}
    said = []
    for place, (cell, body, last) in enumerate(cells):
        add(added.get(place, []), pieces, said)
        if cell["cell_type"] == "markdown":
            pieces.append(pages.write_markdown(cell["source"]))
            shown.append(cell)
            continue
        outputs = []
        if body is not None:
            exec(body, names)
            value = eval(last, names) if last is not None else None
            if value is not None:
                data = show(value)
                outputs = [{"output_type": "execute_result", "data": data, "metadata": {}}]
                said += data.get(MIME, [])
                if WORKING not in data.get("text/html", ""):
                    pieces.append(pages.write_output(data))
        shown.append(cell | {"outputs": outputs})
    add(after, pieces, said)
    title = next(line[2:] for cell in shown for output in cell.get("outputs", ())
                 for line in output["data"].get("text/markdown", "").splitlines() if line.startswith("# "))  # fmt: skip
    drawn = [
        output["data"][DATA] for cell in shown for output in cell.get("outputs", ()) if DATA in output["data"]
    ]
    beside = f"files/{force}/{force}"
    files = {
        **{f"{beside}-{one['name']}.csv": one["csv"].encode() for one in drawn},
        f"{beside}.ipynb": json.dumps({"cells": shown}, indent=1, ensure_ascii=False).encode(),
        f"{beside}-sentences.json": json.dumps(said, indent=1, ensure_ascii=False).encode(),
        f"{beside}.csv": downloads.write_csv(about),
        f"{beside}.xlsx": workbooks.make_workbook(about),
        f"{beside}.xml": feeds.write_feed(force),
        f"{beside}.png": pictures.draw(
            title, prose.CAVEAT if len(about.counts) else prose.UNKNOWN, read_study().title
        ),
    }
    unsaid = (
        []
        if len(about.counts)
        else [
            cell["source"].partition("\n")[0].removeprefix("## ")
            for cell in shown
            if "counts" in cell["metadata"].get("tags", [])
        ]
    )
    lead, *parts = pages.split_sections("\n".join(pieces))
    sections = [part for part in parts if part.heading not in unsaid]
    page = {
        "title": title, "file": f"{force}.html", "description": title, "lead": lead.body, "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections],
        "citation": metadata.cite(title, f"{force}.html", force), "picture": f"{beside}.png", "feed": f"{beside}.xml",
        "machine": Markup(metadata.write_block(metadata.describe(about, title, files))),
        "code": "\n\n".join(cell["source"] for cell in shown if cell["cell_type"] == "code"),
    }  # fmt: skip
    files[f"{force}.html"] = pages.render("report.html.j2", page).encode()
    write(files, folder)


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put files where the batch puts them."""
    for name, content in files.items():
        replace_file(content, folder / name)


def main(folder: Path, forces: list[str]) -> None:
    """Make every report in processes that are forked after the imports; each takes the next force."""
    cells = read_cells(catalogue.root() / "notebooks" / "02_force.ipynb")
    FIXED.extend([cells, folder])
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        pool.map(_make, forces, chunksize=1)
    write(index.make_index(folder), folder)
    jupyter = sorted({"IPython", "nbformat", "nbconvert", "papermill"} & set(sys.modules))
    if jupyter:
        sys.exit(f"not plain: {', '.join(jupyter)} was imported")


def _make(force: str) -> None:
    make_report(FIXED[0], force, FIXED[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
