"""Reads a file of a stranger in a process of its own, whose memory and time the operating system limits.

A small file can be made to take gigabytes or hours: an archive of nothing but blanks, a drawing that repeats
itself, a text on which a pattern runs away. No list of such tricks is ever whole, so they all end alike, in one
line: the process that reads may take so much and no more, and whatever becomes of it, the one that asked goes on.
"""

import gc
import importlib
import os
import pickle
import re
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

from plain_files import Problem

# What an answer may take beside what the program holds before; one of 50,000 rows takes a third of it.
MEMORY, SECONDS = 1_000_000_000, 30
# More than is allowed can be asked for: what runs into the limit of the system is not always told, and half of
# what was read must not pass for the whole.
ROOM = MEMORY // 4
# On a machine that is busy with others, more time passes than is worked.
PATIENCE = 3
# macOS has fork, but its own libraries do not bear it, and it keeps no limit of memory.
CAN_GUARD = sys.platform == "linux"
# Loaded before the fork, so that of many files of a kind only the first waits for it.
_LIBRARIES = {
    ".pdf": "pdfplumber", ".xls": "xlrd",
    **dict.fromkeys((".xlsx", ".xlsm", ".ods", ".docx", ".html", ".htm"), "lxml.html"),
}  # fmt: skip
_FULL = 3  # exit status
_ADVICE = "and no more is given to it; save the part with the answer, or ask for a new copy"
T = TypeVar("T")


def read_guarded(file: Path, read: Callable[[], T]) -> T:
    """What a function makes of a file, within the limits.

    Where the system has no fork or keeps no limits (``CAN_GUARD``), it is called without.

    Parameters
    ----------
    read : callable
        Takes nothing, and gives something that can be pickled.

    Raises
    ------
    Problem
        It took more than ``MEMORY`` bytes or ``SECONDS`` of work, its process died, or the function raised what is
        no `Problem`; that is its cause.
    """
    with _make_scratch():
        return _read_guarded(file, read) if CAN_GUARD else _give(file, *_try(read))


@contextmanager
def _make_scratch() -> Iterator[None]:
    """A folder for what is unpacked, which goes however the reading ends."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def _read_guarded(file: Path, read: Callable[[], T]) -> T:
    if library := _LIBRARIES.get(file.suffix.casefold()):
        importlib.import_module(library)
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        _work(sender, read)
    os.close(sender)
    content, in_time = b"", False
    try:
        with open(receiver, "rb", buffering=0) as stream:
            content, in_time = _receive(stream)
    finally:
        if not in_time:
            os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not in_time or status == -signal.SIGXCPU:
        raise Problem(file, "", "", f"takes longer than {SECONDS} seconds to read, {_ADVICE}")
    if status == _FULL:
        raise Problem(file, "", "", f"takes more than {MEMORY // 1_000_000:,} MB of memory to read, {_ADVICE}")
    if status or not content:
        raise Problem(file, "", "", f"ends the program that reads it (status {status}); ask for a new copy")
    gc.disable()  # for the same reason as there
    try:
        found = pickle.loads(content)
        gc.freeze()
        gc.unfreeze()  # as old, which they are
    finally:
        gc.enable()
    return _give(file, *found)


def _try(read: Callable[[], T]) -> tuple[T | None, Exception | None]:
    try:
        return read(), None
    except MemoryError:
        raise
    except Exception as error:
        error.add_note(traceback.format_exc())  # which does not come through a pipe
        return None, error


def _give(file: Path, found: T, fault: Exception | None) -> T:
    if fault is None:
        return found
    if isinstance(fault, Problem):
        raise fault
    words = " ".join(f"{type(fault).__name__} {fault}".split())[:120]
    advice = f"makes the reader stumble ({words}); save it in another format, and tell those who keep this program"
    raise Problem(file, "", "", advice) from fault


def _receive(stream) -> tuple[bytes, bool]:
    """All that comes through a pipe before the patience ends, and whether it was all."""
    deadline = time.monotonic() + PATIENCE * SECONDS
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0 and select.select([stream], [], [], left)[0]:
        part = stream.read(1 << 20)
        if not part:
            return b"".join(parts), True
        parts.append(part)
    return b"", False


def _work(sender: int, read: Callable[[], object]) -> NoReturn:
    """Read, in the process that was forked for it, tell what was found or raised, and end."""
    status = 1
    try:
        # Ctrl-C reaches every process of the terminal; it is the parent that ends this one, whatever it does of signals itself.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        held = _measure("VmSize")
        _limit(held)
        # Half a million figures are looked through again and again for what they do not have, rings of references.
        gc.freeze()
        gc.set_threshold(200_000, 20, 100)
        found = _try(read)
        gc.disable()
        with open(sender, "wb") as stream:
            pickle.dump(found, stream, pickle.HIGHEST_PROTOCOL)
            # Before the pipe is closed, which tells that all is well.
            status = _FULL if _measure("VmPeak") - held > MEMORY else 0
            stream.flush()
            os._exit(status)
    except MemoryError:
        status = _FULL
    finally:
        os._exit(status)


def _limit(held: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY + ROOM,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _measure(name: str) -> int:
    """Bytes of address space of this process, as the kernel counts them: now (VmSize) or at most (VmPeak)."""
    return 1024 * int(re.search(rf"^{name}:\s+(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)[1])
