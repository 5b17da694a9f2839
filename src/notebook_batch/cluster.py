"""Hands reports to the workers of a Dask cluster, and takes their files back.

Data and notebooks go to the workers with the reports, and the files of a report come back whole;
so a worker needs the same environment and nothing else, no folder has to be shared, and only the
process that asked writes pages. A report is made there by the same function as here.
"""

import contextlib
import hashlib
import importlib.metadata
import logging
import multiprocessing
import platform
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from notebook_batch.makers import find_maker
from notebook_batch.making import remove
from notebook_batch.reports import Outcome, Report, explain
from plain_files import OneLine, replace_file

# Seconds that a scheduler may take to answer, and that a run may be without any worker.
ANSWER, PATIENCE = 10, 30
INSTALLERS = {"pip", "setuptools", "uv", "wheel"}


class Unusable(OneLine):
    """A cluster that cannot make reports, told in one line before any is made."""


class Lost(SystemExit):
    """A cluster that is gone under way: like an interrupt it ends the run, and is no report's own failure."""


def describe(maker: str) -> dict[str, str]:
    """What must be the same wherever a maker's reports are made, by name: Python, what the maker says, what is installed."""
    found = {"Python": platform.python_version()} | find_maker(maker).describe()
    installed = {one.name.lower(): one.version for one in importlib.metadata.distributions()}
    return found | {name: installed[name] for name in sorted(set(installed) - INSTALLERS)}


def compare(here: dict[str, str], there: dict[str, str]) -> str:
    """What differs at a worker, in words: three things at most; empty where all is alike.

    What is installed at one of the two only does no harm: a report that needs it says so.
    """
    differs = [
        f"{name} is {there[name] or 'not set'} there and {value or 'not set'} here"
        for name, value in here.items()
        if there.get(name, value) != value
    ]
    more = [f"and {len(differs) - 3} more"] if len(differs) > 3 else []
    return "; ".join(differs[:3] + more)


def _look(maker: str) -> tuple[dict[str, str], bool]:
    """On a worker: what it was when it began, whatever lies there now, and whether it may start processes."""
    return _describe_once(maker), not multiprocessing.current_process().daemon


def _make_there(
    here: dict[str, str], inputs: dict[str, bytes], function: Callable, report: Report, *rest
) -> tuple[Outcome, dict[str, bytes]]:
    """On a worker: make a report in a private folder; what became of it, and its files by their path."""
    if differs := compare(here, _describe_once(report.maker)):
        return Outcome(report.name, f"a worker on {platform.node()} was refused: {differs}"), {}
    # In the worker's own folder, which Dask clears after a worker that was killed.
    with tempfile.TemporaryDirectory(dir=_scratch(), ignore_cleanup_errors=True) as private:
        outcome = function(report, Path(private), _unpack(inputs), *rest)
        files = {} if outcome.reason else read_files(Path(private))
    return outcome, files


_describe_once = cache(describe)
_unpacked: dict[str, tempfile.TemporaryDirectory] = {}
_unpacking = threading.Lock()


def _scratch() -> str:
    from distributed import get_worker

    return get_worker().local_directory


def _unpack(inputs: dict[str, bytes]) -> Path:
    """The folder of data and notebooks that a worker was sent, written once; it goes with the worker."""
    digest = hash_files(inputs)
    with _unpacking:
        if digest not in _unpacked:
            folder = tempfile.TemporaryDirectory(dir=_scratch(), prefix="inputs-", ignore_cleanup_errors=True)
            for name, content in inputs.items():
                replace_file(content, Path(folder.name, name))
            _unpacked[digest] = folder
        return Path(_unpacked[digest].name)


def read_files(folder: Path, *parts: str) -> dict[str, bytes]:
    """Every file of a folder, or of parts of it, by its path below the folder; those deepest first, so pages last."""
    places = [folder / part for part in parts or (".",)]
    below = [file for place in places for file in (place, *place.rglob("*"))]
    ordered = sorted(filter(Path.is_file, below), key=lambda file: (-len(file.parts), file))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in ordered}


def hash_files(files: dict[str, bytes]) -> str:
    """One hash of names and contents."""
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


class Cluster(Executor):
    """The workers of a Dask scheduler as an executor for `runs.run`.

    Parameters
    ----------
    client : distributed.Client
        Connected to the scheduler.
    address : str
        Its address as the user gave it, for messages.
    maker : str
        Of the reports.

    Attributes
    ----------
    slots : int
        Reports that are handed over at a time: two for each thread of a worker, so that none waits.
    """

    def __init__(self, client, address: str, maker: str):
        self._client, self._address, self._maker = client, address, maker
        # A report's result is its own: the same call later is another report.
        self._executor = client.get_executor(pure=False)
        self._here = describe(maker)
        self._inputs = None
        self._handed: set[Future] = set()
        self._writer = ThreadPoolExecutor(1)
        self._ended = threading.Event()
        self._lost = ""
        self.slots = 2 * sum(self._check_workers().values())
        threading.Thread(target=self._watch, daemon=True).start()

    def _check_workers(self) -> dict[str, int]:
        """Threads of each worker; all must be as this process is.

        Raises
        ------
        Unusable
            There is no worker, or one differs or may not start processes.
        """
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=ANSWER)
        said = self._client.run(_look, self._maker, on_error="return")
        if not said:
            raise Unusable(f"{self._address} has no worker: start one with dask worker {self._address} --no-nanny")
        for worker, answer in said.items():
            if isinstance(answer, Exception):
                package = self._maker.partition(".")[0]
                raise Unusable(f"worker {worker} is refused: {package} does not run there ({explain(answer)})")
            there, may_start = answer
            if differs := compare(self._here, there):
                raise Unusable(f"worker {worker} is refused: {differs}")
            if not may_start:
                advice = "start it with --no-nanny, or with DASK_DISTRIBUTED__WORKER__DAEMON=False"
                raise Unusable(f"worker {worker} is refused: it may not start processes of its own; {advice}")
        return self._client.nthreads()

    def submit(self, function: Callable, report: Report, folder: Path, root: Path | None, *rest) -> Future:
        """Have a report made by a worker as ``function(report, folder, root, *rest)``, and write its files here.

        Raises
        ------
        Lost
            The scheduler or all workers are gone; the futures of reports in their hands raise it too.
        """
        if self._lost:
            raise Lost(self._lost)
        if self._inputs is None:
            maker = find_maker(self._maker)
            files = read_files(root or maker.find_root(), *maker.SENT)
            # A task and not data: what is only data is gone with the worker that holds it.
            self._inputs = self._client.submit(dict, files, key=f"inputs-{hash_files(files)}")
        there = self._executor.submit(_make_there, self._here, self._inputs, function, report, *rest)
        here = Future()
        self._handed.add(there)
        there.add_done_callback(lambda _: self._writer.submit(self._take, there, here, report, folder))
        here.add_done_callback(lambda future: there.cancel() if future.cancelled() else None)
        return here

    def _take(self, there: Future, here: Future, report: Report, folder: Path) -> None:
        self._handed.discard(there)
        if not here.set_running_or_notify_cancel():
            return
        try:
            outcome, files = there.result()
            if files:
                remove(report.name, folder)
            for name, content in files.items():
                replace_file(content, folder / name)
        except CancelledError:
            self._lost = self._lost or f"the scheduler {self._address} is gone; run again to make what is left"
            here.set_exception(Lost(self._lost))
            return
        except Exception as error:  # of this report alone: a worker that died with it again and again
            outcome = Outcome(report.name, explain(error))
        here.set_result(outcome)

    def _watch(self) -> None:
        """Give the reports up that no worker is left for: Dask itself would wait for ever."""
        empty = 0.0
        while not self._ended.wait(2):
            if self._client.status != "running":
                continue  # Dask gives the reports up by itself
            with contextlib.suppress(Exception):  # the scheduler went away meanwhile
                empty = 0.0 if self._client.nthreads() else empty + 2
            if empty > PATIENCE and not self._lost:
                self._lost = f"no worker of {self._address} is left; start one and run again to make what is left"
                for future in [*self._handed]:
                    future.cancel()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; its scheduler and workers go on."""
        self._ended.set()
        self._writer.shutdown(wait=wait, cancel_futures=cancel_futures)


@contextlib.contextmanager
def connect(address: str, maker: str = "notebook_batch.plain") -> Iterator[Cluster]:
    """The cluster of a scheduler, as ``tcp://host:8786``, for the time of a run of a maker's reports.

    Raises
    ------
    Unusable
        Dask is not installed, no scheduler answers, or a worker is refused.
    """
    try:
        import distributed
    except ImportError:
        raise Unusable("a scheduler needs Dask: run make cluster") from None
    # What goes wrong is said by us, in one line.
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = distributed.Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise Unusable(f"no scheduler answers at {address} ({type(error).__name__}); is it running?") from None
    try:
        with Cluster(client, address, maker) as executor:
            yield executor
    finally:
        with contextlib.suppress(Exception):  # of a scheduler that is gone
            client.close(timeout=2)
