"""Turns Ctrl-C, and the signals by which the system ends a program, into one end: a line, a status, and nothing left.

An exception that may be raised between any two steps is swallowed by one library, told as another's failure by the next,
and leaves what stood between a step and the clearing up after it. So nothing is raised: the program ends where it is,
children first, then its scratch folder. What must not be ended in the middle is held.
"""

import atexit
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

STOPPED = "stopped: nothing stands half written; the same command begins again"
# Ctrl-C, what `kill`, `timeout` and a system that shuts down send, and the end of a terminal.
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
# Seconds in which the same comes twice, as from `timeout`; who then asks again does not want to wait.
AGAIN = 2


class _State:
    owner = 0  # process; a fork of it inherits all this
    number = 0  # the signal that came
    since = 0.0
    held = 0
    told = False  # whether what held it knows, tells it and ends by itself
    scratch = Path()


def obey_interrupts() -> None:
    """From here on each of `SIGNALS` ends this program with 128 and its number, one line, and nothing left.

    Nothing is left because whatever is written stands at once or is held, and temporary files lie in one folder. A signal
    that is ignored already, as those of a terminal are in the background, stays so.
    """
    _State.owner, _State.held = os.getpid(), 1
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _take)
    _State.scratch = Path(tempfile.gettempdir(), f"lo-{os.urandom(4).hex()}")  # short: sockets lie in it
    _State.scratch.mkdir(mode=0o700)
    tempfile.tempdir = str(_State.scratch)
    atexit.register(_clear_up)  # after all that libraries, which come later, clear up there
    _let_go()


@contextlib.contextmanager
def hold_interrupts() -> Iterator[None]:
    """What is done in here comes to its end before a signal ends the command; it may ask `is_interrupted`.

    Raising KeyboardInterrupt in here says that the rest ends by itself, too.
    """
    if threading.current_thread() is not threading.main_thread():  # which signals do not reach
        yield
        return
    _State.held += 1
    try:
        yield
    except KeyboardInterrupt:
        _State.told = True
        raise
    finally:
        _let_go()


def is_interrupted() -> bool:
    """Whether a signal came that is held."""
    return bool(_State.number)


def find_status() -> int:
    """The status of a command that a signal ended, as shells have it: 130 for Ctrl-C, 143 for SIGTERM."""
    return 128 + (_State.number or signal.SIGINT)


def _take(number: int, frame: FrameType | None) -> None:
    if os.getpid() != _State.owner:
        os._exit(128 + number)  # a fork that has not come to its own yet
    if not _State.number:
        _State.number, _State.since = number, time.monotonic()
        if not _State.held:
            _end()
    elif time.monotonic() - _State.since > AGAIN:
        _end()


def _let_go() -> None:
    _State.held -= 1
    if _State.number and not _State.held and not _State.told:
        _end()


def _clear_up() -> None:
    _State.held += 1  # for good: all is done
    shutil.rmtree(_State.scratch, ignore_errors=True)


def _end() -> None:
    _end_children()
    shutil.rmtree(_State.scratch, ignore_errors=True)
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # a pipe may be closed, or in the middle of this
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        clear = "\r\x1b[K" if os.isatty(2) else ""  # what is on the line by then, such as ^C and how far it is
        os.write(2, b"" if _State.told else f"{clear}{STOPPED}\n".encode())
    os._exit(find_status())


def _end_children() -> None:
    try:
        import psutil  # takes longer to load than most commands run

        children = psutil.Process().children(recursive=True)
    except (ImportError, AttributeError):  # not there, or in the middle of being loaded
        return
    for child in children:
        with contextlib.suppress(psutil.Error):
            child.kill()
    psutil.wait_procs(children, timeout=AGAIN)
