"""Does once what is slow when it is first done, in the process that all reports are forked from."""

import importlib

from plain_files import Problem

# What notebooks and the command import, and what libraries import only when it is first needed.
LATE = ("linked_offences.commands", "linked_offences.telling.guidance", "linked_offences.telling.history",
        "linked_offences.telling.national", "linked_offences.site.index",
        "pandas.io.formats.csvs", "pandas.io.formats.html", "pandas.io.formats.string")  # fmt: skip


def load() -> None:
    """Import what reports import, and do once what is slow when it is first done."""
    for name in LATE:
        importlib.import_module(name)
    draw_bars()
    write_page()
    read_tables()


def draw_bars() -> None:
    """Draw something, for the fonts and what matplotlib loads when it is first needed."""
    from linked_offences.telling import drawing

    drawing.write_svg(drawing.columns([drawing.Mark("A year", "2", 2, 2)]), "preload", "Two", "A bar")


def write_page() -> None:
    """Make a page of a notebook with a parameter, for the schema of notebooks and the template of pages."""
    import papermill
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    from linked_offences.site import files as site

    cells = [
        new_code_cell("x = 1", metadata={"tags": ["parameters"]}),
        new_markdown_cell("# A page\n\n- a list\n\n> a quote"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = new_notebook(cells=cells, metadata=kernel)
    site.make_files(papermill.execute_notebook(notebook, None, {"x": 2}, prepare_only=True), "preload")


def read_tables() -> None:
    """Read the tables and the packages' hash; a fault in a table is told by the report that needs it."""
    from linked_offences import catalogue, forces, profile
    from linked_offences.site import inputs, workbooks

    inputs.hash_packages()  # of the code that is loaded now, whatever becomes of its files
    try:
        for name in catalogue.described_tables():
            catalogue.load(name)
        slug = forces.list_pages()[0]
        inputs.list_inputs("02_force.ipynb", {"force": slug}, slug)
        # The first of its kind takes longest, so one is made for nobody.
        workbooks.make_workbook(profile.load(slug))
    except (Problem, ValueError):  # such as a first force of which nothing is on file
        return
