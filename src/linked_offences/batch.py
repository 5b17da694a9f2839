"""Turns notebooks and parameters into executed notebooks and pages: papermill, a process a report.

Each report is run in a process of its own, forked from one that has papermill loaded, with a
kernel of its own: a report that fails, hangs or is killed hurts no other, and nothing stands
under a final name before it is whole.
"""

import contextlib
import logging
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

import psutil

from linked_offences import catalogue, forces

LIMIT_SECONDS = 300


@dataclass(frozen=True)
class Report:
    """One page to make: its name, the notebook it comes from, and the notebook's parameters.

    ``title_has`` are words that the page's heading must hold, so that no force's figures can
    stand under another's name.
    """

    name: str
    notebook: str
    parameters: dict = field(default_factory=dict)
    title_has: str = ""


@dataclass(frozen=True)
class Failure:
    """A report that could not be made, and why, in one line."""

    name: str
    reason: str


def plan_force(slug: str) -> Report:
    """The report of one force."""
    return Report(slug, "02_force.ipynb", {"force": slug}, forces.name_force(slug))


def plan_overviews() -> list[Report]:
    """The reports that compare forces."""
    return [
        Report("coverage", "01_coverage.ipynb"),
        Report("national", "03_national.ipynb"),
        Report("claims", "04_claims.ipynb"),
    ]


def run_notebook(notebook: Path, parameters: dict):
    """Execute a notebook with papermill, and take from it what changes from run to run.

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
    from traitlets.config import Config

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="lo-") as private, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Ports of parallel kernels clash, and so do sockets under the default path; sockets in a
        # private folder do not. The path must be short. Windows has no such sockets.
        sockets = {"transport": "ipc", "ip": f"{private}/k"} if os.name == "posix" else {}
        executed = papermill.execute_notebook(
            str(notebook), None, parameters=parameters, kernel_name="python3", progress_bar=False,
            request_save_on_cell_execute=False, autosave_cell_every=0, cwd=str(catalogue.root()),
            shutdown_kernel="immediate",
            config=Config(KernelManager={"connection_file": f"{private}/kernel.json", **sockets}),
        )  # fmt: skip
    return strip_run(executed)


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


def make_report(report: Report, folder: Path) -> None:
    """Make one report's page and the files beside it, and put them under their final names, the page last.

    Raises
    ------
    ValueError
        The page is not the one that was asked for.
    """
    from linked_offences import site

    executed = run_notebook(catalogue.root() / "notebooks" / report.notebook, report.parameters)
    title = site.find_title(executed)
    if report.title_has not in title:
        raise ValueError(f'the page is headed "{title}", which is not about {report.title_has}')
    for name, content in site.make_files(executed, report.name).items():
        catalogue.replace_file(content, folder / name)


def run(
    reports: Iterable[Report],
    folder: Path,
    *,
    jobs: int | None = None,
    limit: float = LIMIT_SECONDS,
    done: Callable[[Report, Failure | None], None] = lambda report, failure: None,
) -> list[Failure]:
    """Make many reports, each in a process of its own; go on past those that fail.

    What could not be made does not stand in the folder afterwards, not even from an earlier run.

    Parameters
    ----------
    jobs : int, optional
        Reports at a time; as many as there are processors if not given.
    limit : float
        Seconds that one report may take.
    done : callable
        Called after each report, with its failure or None.

    Returns
    -------
    list of Failure
        In the order of the reports.
    """
    reports = list(reports)
    context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["papermill", "linked_offences.site"])
    failures: dict[str, Failure] = {}
    stop = threading.Event()
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        waiting = {pool.submit(_guard, context, report, folder, limit, stop): report for report in reports}
        try:
            for future in as_completed(waiting):
                report, reason = waiting[future], future.result()
                failure = Failure(report.name, reason) if reason else None
                if failure:
                    failures[report.name] = failure
                    remove(report.name, folder)
                done(report, failure)
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return [failures[report.name] for report in reports if report.name in failures]


def remove(name: str, folder: Path) -> None:
    """Take a report out of the folder, so that no page of an earlier run passes for one of this."""
    (folder / f"{name}.html").unlink(missing_ok=True)
    shutil.rmtree(folder / "files" / name, ignore_errors=True)


def _guard(context, report: Report, folder: Path, limit: float, stop: threading.Event) -> str:
    """Run one report in a process of its own; say in one line why it failed, or nothing."""
    if stop.is_set():
        return "interrupted"
    receiver, sender = context.Pipe(duplex=False)
    # What a report leaves for a moment goes here, so that one that is killed leaves nothing either.
    scratch = tempfile.TemporaryDirectory(prefix="lo-", ignore_cleanup_errors=True)
    process = context.Process(target=_report_to, args=(sender, report, folder, scratch.name), daemon=False)
    process.start()
    sender.close()
    waited = 0.0
    try:
        while not wait([receiver, process.sentinel], timeout=0.2):
            waited += 0.2
            if stop.is_set():
                return "interrupted"
            if waited > limit:
                return f"took longer than {limit:g} seconds and was stopped"
        # A dead child leaves the pipe at its end, which reads as EOFError.
        try:
            return receiver.recv()
        except EOFError:
            process.join(5)
            return f"its process died (exit code {process.exitcode})"
    finally:
        _end(process)
        receiver.close()
        scratch.cleanup()


def _report_to(sender: Connection, report: Report, folder: Path, scratch: str) -> None:
    # Ctrl-C reaches every process of the terminal; it is the parent that ends the reports.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = scratch
    try:
        make_report(report, folder)
        reason = ""
    except Exception as error:  # each failure, of whatever kind, becomes its report's one line
        reason = explain(error)
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        sender.send(reason)


def explain(error: Exception) -> str:
    """One line for a failure; for a cell that raised, which cell and what."""
    if hasattr(error, "exec_count"):
        return f"cell {error.exec_count}: {error.ename}: {' '.join(str(error.evalue).split())}"
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _end(process) -> None:
    """End a report's process and the kernel under it, which lives in a session of its own."""
    family = _list_family(process.pid)
    process.join(0.5 if family else 10)
    # Held still first: what it might start between the count and the end would outlive it.
    family |= _list_family(process.pid, hold=True)
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    process.join()


def _list_family(pid: int, *, hold: bool = False) -> set[psutil.Process]:
    """A process and all below it; none where it has ended."""
    try:
        parent = psutil.Process(pid)
        if hold:
            parent.suspend()
        return {parent, *parent.children(recursive=True)}
    except psutil.NoSuchProcess:
        return set()


def store_notebook(file: Path) -> None:
    """Execute a notebook with its own parameters and store it with its outputs."""
    import nbformat

    executed = run_notebook(file, {})
    catalogue.replace_file((nbformat.writes(executed) + "\n").encode("utf-8"), file)
