"""The limit of a batch: a notebook's cells as a plain script, for many forces in two processes, with no kernel.

Called as ``plain.py FOLDER FORCE...``. It executes the same cells and makes the same files of what they show as the
reports do, and leaves out what a notebook costs: kernels, messages, a process of its own, records.
"""

import ast
import json
import multiprocessing
import sys
from pathlib import Path

import nbformat

from linked_offences import catalogue
from linked_offences.site import index
from linked_offences.site.files import make_files
from plain_files import replace_file

PROCESSES = 2
FIXED: list = []  # what forked processes find in place


def read_cells(notebook: Path) -> list[tuple[dict, object, object]]:
    """Each cell of a notebook with its statements and its last expression, compiled; None where it has none."""
    found = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        cell["source"], body, last = "".join(cell["source"]), None, None
        if cell["cell_type"] == "code":
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


def make_report(cells: list, force: str, folder: Path) -> None:
    """Every file of the report of one force, written as the batch writes them."""
    names: dict = {}
    shown = []
    for cell, body, last in cells:
        outputs = []
        if body is not None:
            exec(body, names)
            if "parameters" in cell["metadata"].get("tags", []):
                names["force"] = force
            if last is not None and (value := eval(last, names)) is not None:
                outputs = [
                    {"output_type": "execute_result", "execution_count": 1, "data": show(value), "metadata": {}}
                ]
        shown.append(cell | {"outputs": outputs} if cell["cell_type"] == "code" else cell)
    told = {"papermill": {"parameters": {"force": force}}}
    notebook = nbformat.from_dict({"cells": shown, "metadata": told, "nbformat": 4, "nbformat_minor": 5})
    write(make_files(notebook, force), folder)


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
    kernels = sorted({"IPython", "ipykernel", "nbclient", "papermill"} & set(sys.modules))
    if kernels:
        sys.exit(f"not plain: {', '.join(kernels)} was imported")


def _make(force: str) -> None:
    make_report(FIXED[0], force, FIXED[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
