"""Turns a bare process into one that reports are forked from: all that each of them needs is loaded once.

Unlike any other module it acts on import, because the preload of a fork server can only import. What the reports of
a maker need besides a kernel is told by the maker, which the environment names.
"""

import gc
import importlib
import os
import signal

from notebook_batch.makers import MAKER, find_maker
from plain_files import SIGNALS, import_jsonschema

process = os.getpid()
# What libraries import only when it is first needed.
LATE = ("IPython.core.logger", "bdb")


def load() -> None:
    """Import what reports import, and do once what is slow when it is first done."""
    for number in SIGNALS:  # they are the parent's; a fork server ignores the first of them, and only later
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # held back until now
    # A fork takes no thread along, so pools of them must not be there.
    for pool in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
        os.environ.setdefault(f"{pool}_NUM_THREADS", "1")

    import_jsonschema()  # which notebooks are checked by, too
    from notebook_batch import kernels

    kernel = kernels.start()  # first: pyplot, when it is imported, looks whether a shell is there
    for name in LATE:
        importlib.import_module(name)
    with (
        kernel.shell.builtin_trap
    ):  # as in a cell: pandas asks for the shell by its name, and takes none for a terminal
        find_maker(os.environ[MAKER]).warm()
    gc.freeze()  # what is never collected stays shared between the processes
    gc.set_threshold(50_000)  # and one that lives for a second need not look for rubbish all the time


try:
    load()
except Exception as error:
    # The only kind that a fork server bears; it says nothing, and the first report meets the same error and tells it.
    raise ImportError(f"what reports need cannot be loaded: {type(error).__name__}: {error}") from error
