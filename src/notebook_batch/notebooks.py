"""Turns a notebook and parameters into the executed notebook, the same in each run."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from notebook_batch.reports import Watch
from plain_files import replace_file

if TYPE_CHECKING:  # nbformat is slow to import, and planning reports does without it
    from nbformat import NotebookNode


def run_notebook(
    notebook: Path, parameters: dict, folder: Path, *, engine: str | None = None, watch: Watch | None = None
) -> NotebookNode:
    """Execute a notebook with papermill, and take from it what changes from run to run.

    Parameters
    ----------
    folder : Path
        In which it is executed.
    engine : str, optional
        papermill's engine; a plain kernel if not given.
    watch : Watch, optional
        Is told how long it took, and how long each cell with an output.

    Returns
    -------
    NotebookNode
        The executed notebook, without clock times and random ids.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        A cell raised.
    """
    import papermill
    from papermill.engines import papermill_engines
    from papermill.execute import raise_for_execution_errors

    logging.getLogger("papermill").setLevel(logging.ERROR)
    sockets: contextlib.AbstractContextManager[dict] = contextlib.nullcontext({}) if engine else private_sockets()
    with sockets as options:
        # In two steps, because in one papermill writes out all that came of it, for nobody.
        prepared = papermill.execute_notebook(
            _read_asked(notebook), None, parameters=parameters, kernel_name="python3", prepare_only=True
        )
        with contextlib.chdir(folder):
            executed = papermill_engines.execute_notebook_with_engine(
                engine, prepared, kernel_name="python3", progress_bar=False, autosave_cell_every=0, **options
            )
    raise_for_execution_errors(executed, None)
    if watch:
        cells = [(number, cell) for number, cell in enumerate(executed.cells) if cell.get("outputs")]
        watch.lap("notebook", *((_name_cell(*one), one[1].metadata["papermill"]["duration"]) for one in cells))
    return strip_run(executed)


def _read_asked(file: Path) -> NotebookNode:
    """A notebook without the outputs that are stored with it: they are made anew."""
    import nbformat

    content = json.loads(file.read_bytes())
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return nbformat.v4.to_notebook_json(content)


def _name_cell(number: int, cell: NotebookNode) -> str:
    """A cell by its number and its last line, which says what it shows."""
    return f"  cell {number}: {cell.source.strip().splitlines()[-1]}"


@contextlib.contextmanager
def private_sockets() -> Iterator[dict]:
    """Options of a plain kernel that is spoken to over sockets of its own."""
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="nb-") as private, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Ports of parallel kernels clash, and so do sockets under the default path; sockets in a
        # private folder do not. The path must be short. Windows has no such sockets.
        sockets = {"transport": "ipc", "ip": f"{private}/k"} if os.name == "posix" else {}
        manager = {"connection_file": f"{private}/kernel.json", **sockets}
        yield {"shutdown_kernel": "immediate", "config": Config(KernelManager=manager)}


def strip_run(notebook: NotebookNode) -> NotebookNode:
    """Take start, duration and random ids out of an executed notebook, so that two runs are alike."""
    parameters = notebook.metadata.pop("papermill", {}).get("parameters", {})
    if parameters:
        notebook.metadata["papermill"] = {"parameters": parameters}
    notebook.metadata.get("language_info", {}).pop("version", None)
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook


def store_notebook(file: Path, folder: Path) -> None:
    """Execute a notebook with its own parameters in a folder, and store it with its outputs."""
    import nbformat

    executed = run_notebook(file, {}, folder)
    replace_file((nbformat.writes(executed) + "\n").encode("utf-8"), file)
