"""Makes one report in a process of its own, and ends that process and all below it whatever happens."""

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path

import psutil

from notebook_batch.makers import MAKER, find_maker
from notebook_batch.making import make_report
from notebook_batch.reports import CAN_FORK, LIMIT_SECONDS, WAITING, Outcome, Report, explain
from plain_files import SIGNALS

# What a report's process imports to be told what to do, and then all that it needs.
PRELOAD = ["notebook_batch.guard", "notebook_batch.preload"]
# Of this process and not of a call: what an executor elsewhere is handed cannot hold it.
interrupted = threading.Event()


def start_server(maker: str) -> BaseContext:
    """Start the process that a maker's reports are forked from, where there is none; it loads what they need meanwhile."""
    context = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
    if CAN_FORK:
        chosen = MAKER in os.environ
        os.environ.setdefault(MAKER, maker)
        context.set_forkserver_preload(PRELOAD)
        resource_tracker.ensure_running()  # which lets interrupts through again when it has started
        with _hold_interrupts():
            forkserver.ensure_running()
        if not chosen:
            os.environ.pop(MAKER, None)
    return context


@contextlib.contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Start a process in here and Ctrl-C and its like wait for it until it says that they are none of its business."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
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
    context = start_server(report.maker)
    started = time.monotonic()
    # What a report leaves for a moment goes into the scratch folder, so that one that is killed leaves nothing either.
    with tempfile.TemporaryDirectory(prefix="nb-", ignore_cleanup_errors=True) as scratch:
        receiver, sender = context.Pipe(duplex=False)
        settings = find_maker(report.maker).list_settings(root) | {MAKER: report.maker}
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
        if interrupted.is_set():
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
    for number in set(SIGNALS) - {signal.SIGINT}:
        signal.signal(number, lambda *_: None)  # which what a cell starts does not inherit
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
    from notebook_batch import preload  # noqa: F401
    from notebook_batch.engine import ENGINE

    return ENGINE


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
