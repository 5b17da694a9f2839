"""The maker where none is named: a report is its executed notebook, made of the notebook and its parameters."""

import json
import os
from collections.abc import Callable
from pathlib import Path

from notebook_batch.keys import hash_notebook, hash_text, make_key

ROOT = "NOTEBOOK_BATCH_ROOT"
SENT = (".",)
DEFAULT = ""
TAKEN = frozenset()


def find_planned(name: str) -> None:
    """No report is planned but by the caller."""


def find_root() -> Path:
    """The working folder, or what NOTEBOOK_BATCH_ROOT names."""
    return Path(os.environ.get(ROOT, "")).absolute()


def find_notebooks() -> Path:
    """Notebooks lie where they are executed."""
    return find_root()


def list_settings(root: Path | None) -> dict[str, str]:
    """The root by its variable."""
    return {ROOT: str(root or find_root())}


def list_inputs(report, folder: Path) -> list[dict[str, str]]:
    """The notebook without its outputs, and the parameters."""
    asked = json.dumps(report.parameters, sort_keys=True, ensure_ascii=False)
    inputs = {report.notebook: hash_notebook(find_notebooks() / report.notebook), "parameters": hash_text(asked)}
    return [{"name": name, "sha256": digest} for name, digest in inputs.items()]


def make_files(report, executed, inputs: list, folder: Path, wait: Callable[[], None]) -> dict[str, bytes]:
    """The executed notebook, which holds its key and its inputs."""
    import nbformat

    executed.metadata["notebook_batch"] = {"key": make_key(inputs), "inputs": inputs}
    return {f"{report.name}.ipynb": (nbformat.writes(executed) + "\n").encode()}


def warm() -> None:
    """Nothing besides what executing a notebook needs."""


def describe() -> dict[str, str]:
    """Nothing besides Python and what is installed."""
    return {}


def find_value(parameter: str, cell: str) -> object | None:
    """A parameter is its text."""
    return None
