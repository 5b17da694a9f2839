"""Finds the module that says what reports are made of and which files are made of their executed notebooks.

A *maker* is a module that the caller names. What it does not define is as in `notebook_batch.plain`, which makes
nothing but the executed notebook:

``find_root()``
    Folder in which notebooks are executed.
``find_notebooks()``
    Folder in which they lie.
``list_settings(root)``
    Environment of a report's process, in which ``find_root()`` is the root that is given, or else that of this process.
``list_inputs(report, folder)``
    Everything that a report is made of: a list of dicts of ``name`` and ``sha256``; its key is a hash of them.
``make_files(report, executed, inputs, folder, wait)``
    Files of a report by their path below the folder: its own as ``<name>.*`` at the top, the others in
    ``files/<name>/``; the one to be written last comes last. ``executed`` is None for a report without notebook, which
    is made of what stands in the folder: that is there when ``wait()`` returns, and ``inputs`` may then be set anew.
``warm()``
    Imports and does once what is slow when it is first done; reports are forked from the process that did.
``describe()``
    What must be the same on every machine that makes reports, by name.
``SENT``
    Files and folders below the root that another machine needs.
``DEFAULT``, ``TAKEN``, ``find_value(parameter, cell)``
    For tables of reports: the notebook where none is named, names that no report may have, and the value of a
    parameter that is more than its text (None where it is not).
``find_planned(name)``
    The report that the maker itself makes under a name, so that no row of a table makes another; None where there is none.
"""

from importlib import import_module

from notebook_batch import plain

# In the environment: the maker for which a fork server gets warm; that of the first report where it names none.
MAKER = "NOTEBOOK_BATCH_MAKER"


class Maker:
    """A maker's module, completed by the plain one.

    Parameters
    ----------
    name : str
        Of the module, as it is imported.
    """

    def __init__(self, name: str):
        self._module = import_module(name)

    def __getattr__(self, name: str):
        return getattr(self._module, name) if hasattr(self._module, name) else getattr(plain, name)


def find_maker(name: str) -> Maker:
    """The maker of a name.

    Raises
    ------
    ImportError
        No such module can be imported.
    """
    return Maker(name)
