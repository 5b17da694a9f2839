"""Turns a bare process into one that reports are forked from: all that each of them needs is loaded once.

Unlike any other module it acts on import, because the preload of a fork server can only import.
"""

import gc
import importlib
import os
import signal

from plain_files import Problem, import_jsonschema

process = os.getpid()
# What notebooks import, and what libraries import only when it is first needed.
LATE = ("linked_offences.guidance", "linked_offences.history", "linked_offences.index", "IPython.core.logger",
        "bdb", "pandas.io.formats.csvs", "pandas.io.formats.string")  # fmt: skip


def load() -> None:
    """Import what reports import, and do once what is slow when it is first done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent's; a fork server ignores it only later
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # held back until now
    # A fork takes no thread along, so pools of them must not be there.
    for pool in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
        os.environ.setdefault(f"{pool}_NUM_THREADS", "1")

    import_jsonschema()  # which notebooks are checked by, too
    from linked_offences import kernels

    kernels.start()  # first: pyplot, when it is imported, looks whether a shell is there
    for name in LATE:
        importlib.import_module(name)
    draw_bars()
    write_page()
    read_tables()
    gc.freeze()  # what is never collected stays shared between the processes
    gc.set_threshold(50_000)  # and one that lives for a second need not look for rubbish all the time


def draw_bars() -> None:
    """Draw something, for the fonts and what matplotlib loads when it is first needed."""
    from linked_offences import drawing

    drawing.write_svg(drawing.columns([drawing.Mark("2023/24", "2", 2, 2)]), "preload", "Two", "A bar")


def write_page() -> None:
    """Make a page of a notebook with a parameter, for the schema of notebooks and the template of pages."""
    import papermill
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    from linked_offences import site

    cells = [
        new_code_cell("x = 1", metadata={"tags": ["parameters"]}),
        new_markdown_cell("# A page\n\n- a list\n\n> a quote"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = new_notebook(cells=cells, metadata=kernel)
    site.make_files(papermill.execute_notebook(notebook, None, {"x": 2}, prepare_only=True), "preload")


def read_tables() -> None:
    """Read the tables and the packages' hash; a fault in a table is told by the report that needs it."""
    from linked_offences import catalogue, forces, keys, profile, workbooks

    keys.hash_packages()  # of the code that is loaded now, whatever becomes of its files
    try:
        for name in catalogue.described_tables():
            catalogue.load(name)
        slug = forces.list_pages()[0]
        keys.list_inputs("02_force.ipynb", {"force": slug}, slug)
        # The first of its kind takes longest, so one is made for nobody.
        workbooks.make_workbook(profile.load(slug))
    except Problem:
        return


try:
    load()
except Exception as error:
    # The only kind that a fork server bears; it says nothing, and the first report meets the same error and tells it.
    raise ImportError(f"what reports need cannot be loaded: {type(error).__name__}: {error}") from error
