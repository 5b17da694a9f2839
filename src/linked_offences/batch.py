"""Turns notebooks and parameters into executed notebooks and pages: papermill, a process a report.

Each report is run in a process of its own, forked from one that has everything loaded: it starts
with a fresh namespace, a report that fails, hangs or is killed hurts no other, and nothing stands
under a final name before it is whole.
"""

import contextlib
import hashlib
import json
import logging
import math
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path

import psutil

from linked_offences import catalogue, forces, keys
from plain_files import Problem, hash_file, replace_file

LIMIT_SECONDS = 300
# In the folder of the pages, for machines: what the last run did, and when.
RUN = "run.json"
# The step of a report in which it waits for others, which is none of its own time.
WAITING = "waiting"
# macOS has fork, but its own libraries do not bear it.
CAN_FORK = sys.platform not in ("win32", "darwin")
# What a report's process imports to be told what to do, and then all that it needs.
PRELOAD = ["linked_offences.__main__", "linked_offences.batch", "linked_offences.preload"]
# Of this process and not of a call: what an executor elsewhere is handed cannot hold it.
_interrupted = threading.Event()


@dataclass(frozen=True)
class Report:
    """One page to make: its name, the notebook it comes from, and the notebook's parameters.

    ``title_has`` are words that the page's heading must hold, so that no force's figures can
    stand under another's name. ``force`` is the slug of the force whose rows are all that the page
    is made of; where it is blank the page is taken to be made of the tables as a whole.
    """

    name: str
    notebook: str
    parameters: dict = field(default_factory=dict)
    title_has: str = ""
    force: str = ""

    def list_inputs(self, folder: Path) -> list[dict[str, str]]:
        """Everything that the page is made of, each with its SHA-256; see `keys.list_inputs`.

        The index is made of what else stands in the folder, too.
        """
        inputs = keys.list_inputs(self.notebook, self.parameters, self.force)
        return [*inputs, _list_pages(folder)] if self == INDEX else inputs


def _list_pages(folder: Path) -> dict[str, str]:
    """The names of the pages that stand in the folder, as one of the index's inputs."""
    names = sorted(
        file.stem
        for file in folder.glob("*.html")
        if file.stem != INDEX.name and _record(file.stem, folder).exists()
    )
    return {"name": "names of the pages", "sha256": hashlib.sha256(" ".join(names).encode()).hexdigest()}


# The page that leads to all others; no notebook makes it.
INDEX = Report("index", "")


@dataclass(frozen=True)
class Outcome:
    """What became of a report: made, unchanged, or failed for a reason that is told in one line.

    ``phases`` are the seconds of each step of one that was made, by its name.
    """

    name: str
    reason: str = ""
    seconds: float = 0.0
    key: str = ""
    unchanged: bool = False
    phases: dict[str, float] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """In one word."""
        return "failed" if self.reason else "unchanged" if self.unchanged else "made"


def plan_force(slug: str) -> Report:
    """The report of one force."""
    return Report(slug, "02_force.ipynb", {"force": slug}, forces.name_force(slug), slug)


def plan_overviews() -> list[Report]:
    """The reports that compare forces."""
    return [
        Report("coverage", "01_coverage.ipynb"),
        Report("national", "03_national.ipynb"),
        Report("claims", "04_claims.ipynb"),
    ]


class _Watch:
    """Seconds of each step since the one before it ended."""

    def __init__(self, started: float):
        self.last, self.phases = started, {}

    def lap(self, name: str, *parts: tuple[str, float]) -> None:
        """End a step, or one more part of it, and say how long parts of it took that are shown by themselves."""
        now = time.monotonic()
        spent = now - self.last - sum(seconds for _, seconds in parts)
        self.phases |= {name: self.phases.get(name, 0.0) + spent, **dict(parts)}
        self.last = now


def run_notebook(notebook: Path, parameters: dict, *, engine: str | None = None, watch: _Watch | None = None):
    """Execute a notebook with papermill, and take from it what changes from run to run.

    Parameters
    ----------
    engine : str, optional
        papermill's engine; a plain kernel if not given.

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
    with contextlib.nullcontext({}) if engine else private_sockets() as options:
        # In two steps, because in one papermill writes out all that came of it, for nobody.
        prepared = papermill.execute_notebook(
            _read_asked(notebook), None, parameters=parameters, kernel_name="python3", prepare_only=True
        )
        with contextlib.chdir(catalogue.root()):
            executed = papermill_engines.execute_notebook_with_engine(
                engine, prepared, kernel_name="python3", progress_bar=False, autosave_cell_every=0, **options
            )
    raise_for_execution_errors(executed, None)
    if watch:
        cells = [(number, cell) for number, cell in enumerate(executed.cells) if cell.get("outputs")]
        watch.lap("notebook", *((_name_cell(*one), one[1].metadata["papermill"]["duration"]) for one in cells))
    return strip_run(executed)


def _read_asked(file: Path):
    """A notebook without the outputs that are stored with it: they are made anew."""
    import nbformat

    content = json.loads(file.read_bytes())
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    return nbformat.v4.to_notebook_json(content)


def _name_cell(number: int, cell) -> str:
    """A cell by its number and its last line, which says what it shows."""
    return f"  cell {number}: {cell.source.strip().splitlines()[-1]}"


@contextlib.contextmanager
def private_sockets() -> Iterator[dict]:
    """Options of a plain kernel that is spoken to over sockets of its own."""
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(prefix="lo-") as private, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Ports of parallel kernels clash, and so do sockets under the default path; sockets in a
        # private folder do not. The path must be short. Windows has no such sockets.
        sockets = {"transport": "ipc", "ip": f"{private}/k"} if os.name == "posix" else {}
        manager = {"connection_file": f"{private}/kernel.json", **sockets}
        yield {"shutdown_kernel": "immediate", "config": Config(KernelManager=manager)}


def strip_run(notebook):
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


def make_report(
    report: Report,
    folder: Path,
    *,
    engine: str | None = None,
    started: float | None = None,
    others: Connection | None = None,
) -> tuple[str, dict[str, float]]:
    """Make one report's page and the files beside it, and put them under their final names, the page last.

    Parameters
    ----------
    started : float, optional
        Monotonic clock when the report was begun; now if not given.
    others : Connection, optional
        Of which the other end is closed when all other pages stand; for the index, which leads to them. A
        message says that it stands already.

    Returns
    -------
    str, dict
        Key of what it was made of, and the seconds of each step.

    Raises
    ------
    ValueError
        The page is not the one that was asked for.
    """
    from linked_offences import index, site

    watch = _Watch(time.monotonic() if started is None else started)
    watch.lap("start")
    inputs = report.list_inputs(folder)
    watch.lap("key")
    if report == INDEX:

        def wait_for_others() -> None:
            watch.lap("page")
            if others:
                _wait_for(others)
                inputs[-1] = _list_pages(folder)
            watch.lap(WAITING)

        files = index.make_index(folder, wait_for_others)
    else:
        file = catalogue.root() / "notebooks" / report.notebook
        executed = run_notebook(file, report.parameters, engine=engine, watch=watch)
        executed.metadata["linked_offences"] = {"key": keys.make_key(inputs), "inputs": inputs}
        title = site.find_title(executed)
        if report.title_has not in title:
            raise ValueError(f'the page is headed "{title}", which is not about {report.title_has}')
        files = site.make_files(executed, report.name)
    watch.lap("page")
    key = keys.make_key(inputs)
    _record(report.name, folder).unlink(missing_ok=True)
    for name, content in files.items():
        replace_file(content, folder / name)
    for file in (folder / "files" / report.name).rglob("*"):
        if file.is_file() and file.relative_to(folder).as_posix() not in files:
            file.unlink()  # of an earlier run
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    _write_record(digests, report.name, folder, key)
    watch.lap("write")
    return key, watch.phases


def _wait_for(others: Connection) -> None:
    with contextlib.suppress(EOFError):
        others.recv()
        raise RuntimeError("the index stands already")


def _record(name: str, folder: Path) -> Path:
    """Where the files of a finished report are listed, as `sha256sum --check` reads it."""
    return folder / "files" / name / f"{name}.sha256"


def _write_record(files: dict[str, str], name: str, folder: Path, key: str) -> None:
    """Say that a report is whole, and what it was made of; the last thing that is done for it."""
    lines = [f"{digest}  {file}\n" for file, digest in files.items()]
    replace_file("".join([f"# {key}\n", *lines]).encode(), _record(name, folder))


def is_done(report: Report, folder: Path) -> str:
    """The key of a report where its page stands, made of what is there now, with all its files whole; or nothing."""
    try:
        first, *lines = _record(report.name, folder).read_text(encoding="utf-8").splitlines()
        key = keys.make_key(report.list_inputs(folder))
        listed = (line.split("  ", 1) for line in lines)
        whole = first == f"# {key}" and all(hash_file(folder / file) == digest for digest, file in listed)
    except (OSError, ValueError, Problem):  # what is at fault is told by the report, which is not done
        return ""
    return key if whole else ""


def run(
    reports: Iterable[Report],
    folder: Path,
    *,
    root: Path | None = None,
    jobs: int | None = None,
    limit: float = LIMIT_SECONDS,
    plain: bool = False,
    memory: int | None = None,
    force_rebuild: bool = False,
    index: bool = False,
    executor: Executor | None = None,
    done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Make many reports, each in a process of its own; go on past those that fail, leave those that are done.

    What could not be made does not stand in the folder afterwards, not even from an earlier run.
    The reports are taken one by one and only the failed ones are kept, so thousands need no more
    memory than a few.

    Parameters
    ----------
    root : Path, optional
        Checkout with data/ and notebooks/, where the reports are made; that of the process that
        makes them if not given. What is done already is judged by the data and the package of this process.
    jobs : int, optional
        Reports in the executor's hands at a time; as many as there are processors if not given.
    limit : float
        Seconds that one report may take.
    plain : bool
        Whether each report starts a plain kernel, as it does where processes cannot be forked.
    memory : int, optional
        Bytes that one report may take; without limit if not given.
    force_rebuild : bool
        Make also what stands there already, whole and made of what is there now.
    index : bool
        Make the index too, in this process's hands, when all others are done.
    executor : Executor, optional
        Where `make_guarded` is called for each report; threads of this process if not given.
    done : callable
        Called with the outcome of each report.

    Returns
    -------
    list of Outcome
        Of the reports that failed, in the order of the reports.
    """
    jobs = jobs or os.cpu_count() or 1
    folder.mkdir(parents=True, exist_ok=True)
    plan, waiting, failed, begun, early = enumerate(reports), {}, {}, None, index and jobs > 1

    def take(number: float, outcome: Outcome) -> None:
        if outcome.reason:
            failed[number] = outcome
            remove(outcome.name, folder)
        done(outcome)

    with contextlib.nullcontext(executor) if executor else ThreadPoolExecutor(jobs) as pool:
        try:
            while True:
                for number, report in plan:
                    key = "" if force_rebuild else is_done(report, folder)
                    if key:
                        done(Outcome(report.name, key=key, unchanged=True))
                        continue
                    future = pool.submit(make_guarded, report, folder, root, limit, plain, memory)
                    waiting[future] = number, report
                    if len(waiting) >= jobs:
                        break
                if not waiting:
                    break
                if early and (force_rebuild or not is_done(INDEX, folder)):
                    begun = _Index(folder, root, plain, memory)
                early = False
                for future in futures.wait(waiting, return_when=futures.FIRST_COMPLETED).done:
                    number, report = waiting.pop(future)
                    take(number, _take_outcome(future, report))
            if index:
                key = "" if force_rebuild else is_done(INDEX, folder)
                begun = begun or (None if key else _Index(folder, root, plain, memory))
                made = begun.finish(needed=not key) if begun else None
                take(math.inf, Outcome(INDEX.name, key=key, unchanged=True) if key else made)
        except BaseException:
            _interrupted.set()
            for future in waiting:
                future.cancel()
            if begun:
                begun.pool.shutdown()
            if not executor:
                pool.shutdown()
            raise
        finally:
            _interrupted.clear()
    return [failed[number] for number in sorted(failed)]


class _Index:
    """The index while it is made: begun beside other reports, and finished when all of them are done."""

    def __init__(self, folder: Path, root: Path | None, plain: bool, memory: int | None):
        ours, self.others = multiprocessing.Pipe(duplex=False)
        self.pool = ThreadPoolExecutor(1)
        # Without a limit, because it waits for the others, and none of it is code of a notebook.
        self.made = self.pool.submit(make_guarded, INDEX, folder, root, math.inf, plain, memory, ours)

    def finish(self, *, needed: bool) -> Outcome:
        """Let it be finished, now that the others are done; or end without a trace where it is not needed."""
        if not needed:
            with contextlib.suppress(BrokenPipeError):  # it has ended already
                self.others.send("stop")
        self.others.close()
        return _take_outcome(self.made, INDEX)


def _take_outcome(future: Future, report: Report) -> Outcome:
    """The outcome of a report, also where what should have guarded it is gone."""
    try:
        return future.result()
    except Exception as error:  # its worker or the way to it is gone
        return Outcome(report.name, explain(error))


def remove(name: str, folder: Path) -> None:
    """Take a report out of the folder, so that no page of an earlier run passes for one of this."""
    with contextlib.suppress(OSError):  # the index has files beside its own
        for line in _record(name, folder).read_text(encoding="utf-8").splitlines()[1:]:
            (folder / line.split("  ", 1)[1]).unlink(missing_ok=True)
    # Whole, or left by a process that was killed while it wrote.
    for file in (folder / f"{name}.html", *folder.glob(f".{name}.html-*")):
        file.unlink(missing_ok=True)
    shutil.rmtree(folder / "files" / name, ignore_errors=True)


def start_server() -> BaseContext:
    """Start the process that reports are forked from, where there is none; it loads what they need meanwhile."""
    context = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
    if CAN_FORK:
        context.set_forkserver_preload(PRELOAD)
        resource_tracker.ensure_running()  # which lets interrupts through again when it has started
        with _hold_interrupts():
            forkserver.ensure_running()
    return context


@contextlib.contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Start a process in here and Ctrl-C waits for it until it says that it is none of its business."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def make_guarded(
    report: Report,
    folder: Path,
    root: Path | None = None,
    limit: float = LIMIT_SECONDS,
    plain: bool = False,
    memory: int | None = None,
    others: Connection | None = None,
) -> Outcome:
    """Make one report in a process of its own, and end that process and all below it whatever happens.

    Never raises because of the report, so the executor that calls it stays whole; and holds nothing
    of the process that asks for it, so it may be called on another machine.

    Parameters
    ----------
    report, folder, root, limit, plain, memory
        As `run` has them.
    others
        As `make_report` has it; it is closed here.
    """
    context = start_server()
    started = time.monotonic()
    # What a report leaves for a moment goes into the scratch folder, so that one that is killed leaves nothing either.
    with tempfile.TemporaryDirectory(prefix="lo-", ignore_cleanup_errors=True) as scratch:
        receiver, sender = context.Pipe(duplex=False)
        settings = {name: value for name, value in os.environ.items() if name.startswith("LINKED_OFFENCES_")}
        settings["LINKED_OFFENCES_ROOT"] = str(root or catalogue.root())
        words = sender, others, started, report, folder, settings, scratch, plain or not CAN_FORK, memory
        process = context.Process(target=_report_to, args=words, daemon=False)
        reason, key, phases = "interrupted", "", {}
        with receiver:
            with sender, others or contextlib.nullcontext():
                process.start()
            try:
                reason, key, phases = _await_end(process, receiver, limit)
            finally:
                _end(process, scratch, in_order=not reason)
    seconds = time.monotonic() - started - phases.pop(WAITING, 0.0)
    return Outcome(report.name, reason, seconds, key, phases=phases)


def _await_end(process, receiver: Connection, limit: float) -> tuple[str, str, dict[str, float]]:
    """Why a report failed, or nothing; its key; and the seconds of its steps."""
    deadline = time.monotonic() + limit
    while not wait([receiver, process.sentinel], timeout=0.2):
        if _interrupted.is_set():
            return "interrupted", "", {}
        if time.monotonic() > deadline:
            return f"took longer than {limit:g} seconds and was stopped", "", {}
    # A dead child leaves the pipe at its end, which reads as EOFError.
    try:
        return receiver.recv()
    except EOFError:
        process.join(5)
        return f"its process died (exit code {process.exitcode})", "", {}


def _report_to(
    sender: Connection,
    others: Connection | None,
    started: float,
    report: Report,
    folder: Path,
    settings: dict,
    scratch: str,
    plain: bool,
    memory: int | None,
) -> None:
    # Ctrl-C reaches every process of the terminal; it is the parent that ends the reports.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    if os.name == "posix":
        os.setsid()
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    os.environ.update(settings)  # the fork server's are those of the day it started
    reason, key, phases = "", "", {}
    try:
        engine = None if plain else _find_engine()
        if memory:
            _limit_memory(memory)
        key, phases = make_report(report, folder, engine=engine, started=started, others=others)
    except Exception as error:  # each failure, of whatever kind, becomes its report's one line
        reason = explain(error)
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        sender.send((reason, key, phases))
        # The guard ends it, which finds what it started only as long as it stands itself.
        multiprocessing.parent_process().join()


def _limit_memory(more: int) -> None:
    """Refuse this process, and each one that it starts, so many bytes more than it holds now."""
    import resource

    held = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (held + more, held + more))


def _find_engine() -> str:
    """Engine of papermill that executes in this process, which was forked with all that it needs."""
    # Where the fork server's preload failed, which it does not say, it fails here again and is told.
    from linked_offences import kernels, preload  # noqa: F401

    return kernels.ENGINE


def _end_with_parent() -> None:
    """Let the system end this process where the one that guards it is gone, whatever this one is busy with."""
    if sys.platform == "linux":
        import fcntl

        sentinel = multiprocessing.parent_process().sentinel
        # A pipe of which the other end is closed then raises a signal, here the one that no cell can refuse.
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(sentinel, fcntl.F_SETFL, os.O_ASYNC)
        if wait([sentinel], timeout=0):  # it was closed before
            os._exit(1)


def explain(error: Exception) -> str:
    """One line for a failure; for a cell that raised, which cell and what."""
    if hasattr(error, "exec_count"):
        return f"cell {error.exec_count}: {error.ename}: {' '.join(str(error.evalue).split())}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _end(process, scratch: str, *, in_order: bool) -> None:
    """End a report's process and all that it started, whether these still stand under it or not."""
    family = _list_family(process.pid)
    if not in_order:
        family |= _list_orphans(process.pid, scratch)
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    process.join()


def _list_orphans(session: int, scratch: str) -> set[psutil.Process]:
    """What a process that was killed left behind: known by its session, or by its folder for temporary files."""
    found = set()
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if (os.name == "posix" and os.getsid(one.pid) == session) or one.environ().get("TMPDIR") == scratch:
                found.add(one)
    return found


def _list_family(pid: int) -> set[psutil.Process]:
    """A process and all below it, and none where it has ended.

    It is held still first: what it might start between the count and the end would outlive it.
    """
    try:
        parent = psutil.Process(pid)
        parent.suspend()
        return {parent, *parent.children(recursive=True)}
    except psutil.NoSuchProcess:
        return set()


def store_notebook(file: Path) -> None:
    """Execute a notebook with its own parameters and store it with its outputs."""
    import nbformat

    executed = run_notebook(file, {})
    replace_file((nbformat.writes(executed) + "\n").encode("utf-8"), file)
