"""Turns notebooks and parameters into executed notebooks, and into what a maker makes of them, many at a time.

The modules `cluster` (many machines), `grid` (a table of reports), `mirror` (folders that lie elsewhere) and
`progress` (what a run says) are imported by themselves, by those who need them.
"""

from notebook_batch.guard import make_guarded, start_server
from notebook_batch.keys import hash_files, hash_notebook, hash_text, make_key
from notebook_batch.making import find_record, is_done, remove
from notebook_batch.notebooks import run_notebook, store_notebook, strip_run
from notebook_batch.reports import CAN_FORK, RUN, WAITING, Outcome, Report, explain
from notebook_batch.runs import run

__all__ = [
    "CAN_FORK", "RUN", "WAITING", "Outcome", "Report", "explain", "find_record", "hash_files", "hash_notebook", "hash_text",
    "is_done", "make_guarded", "make_key", "remove", "run", "run_notebook", "start_server", "store_notebook", "strip_run",
]  # fmt: skip
