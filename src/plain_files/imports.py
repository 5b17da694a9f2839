"""Lets a library load without the parts of it that take long and that nobody here asks for."""

import contextlib
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType


@contextlib.contextmanager
def hide(module: str) -> Iterator[None]:
    """Let a module pass for not installed, where it takes long to load and what is imported here can do without."""
    loaded = sys.modules.setdefault(module, None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if loaded is None:
            del sys.modules[module]


@cache
def import_jsonschema() -> ModuleType:
    """What records, frictionless and nbformat are checked by, without a grammar that takes a second and none asks for.

    The grammar comes with JupyterLab.
    """
    with hide("rfc3987_syntax"):
        import jsonschema
    return jsonschema
