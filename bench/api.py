"""Papermill's API in one process with one exporter: ``api.py FOLDER FORCE...``."""

import logging
import sys
from pathlib import Path

import papermill
from nbconvert import HTMLExporter

folder, exporter = Path(sys.argv[1]), HTMLExporter()
logging.getLogger("papermill").setLevel(logging.ERROR)
for force in sys.argv[2:]:
    executed = papermill.execute_notebook(
        "notebooks/02_force.ipynb", f"{folder}/{force}.ipynb", parameters={"force": force}, progress_bar=False
    )
    (folder / f"{force}.html").write_text(exporter.from_notebook_node(executed)[0], encoding="utf-8")
