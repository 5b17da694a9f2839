"""Turns one report into its files, in this process: the notebook is executed, the maker makes files of it."""

import contextlib
import glob
import hashlib
import time
from multiprocessing.connection import Connection
from pathlib import Path

from notebook_batch.keys import make_key
from notebook_batch.makers import find_maker
from notebook_batch.notebooks import run_notebook
from notebook_batch.reports import WAITING, Report, Watch
from plain_files import Problem, clear_halves, hash_file, replace_file


def make_report(
    report: Report,
    folder: Path,
    *,
    engine: str | None = None,
    started: float | None = None,
    others: Connection | None = None,
) -> tuple[str, dict[str, float]]:
    """Make one report's files and put them under their final names, in the maker's order.

    Parameters
    ----------
    engine : str, optional
        papermill's engine; a plain kernel if not given.
    started : float, optional
        Monotonic clock when the report was begun; now if not given.
    others : Connection, optional
        Of which the other end is closed when all other reports stand; for the one that leads to them. A
        message says that it stands already.

    Returns
    -------
    str, dict
        Key of what it was made of, and the seconds of each step.

    Raises
    ------
    Exception
        Whatever a cell or the maker raises.
    """
    maker = find_maker(report.maker)
    watch = Watch(time.monotonic() if started is None else started)
    watch.lap("start")
    inputs = maker.list_inputs(report, folder)
    watch.lap("key")

    def wait_for_others() -> None:
        watch.lap("page")
        if others:
            _wait_for(others)
        watch.lap(WAITING)

    executed = None
    if report.notebook:
        file = maker.find_notebooks() / report.notebook
        executed = run_notebook(file, report.parameters, maker.find_root(), engine=engine, watch=watch)
    files = maker.make_files(report, executed, inputs, folder, wait_for_others)
    watch.lap("page")
    key = make_key(inputs)
    ours = _list_ours(report.name, folder)
    for name in files:
        if name not in ours and (folder / name).exists():
            raise Problem(folder / name, "", "", "is none of our files; name another folder, or move it away")
        if not _is_inside(folder, name):
            raise Problem(
                folder / name, "", "", "lies behind a link that leads out of the folder; take the link away"
            )
    # What is ours is written down before it stands there, so that it can be taken away whenever this process ends.
    begun = _find_begun(report.name, folder)
    clear_halves(begun.parent)
    replace_file("".join(f"{name}\n" for name in [*dict.fromkeys([*ours, *files])]).encode(), begun)
    find_record(report.name, folder).unlink(missing_ok=True)
    for name, content in files.items():
        clear_halves((folder / name).parent, glob.escape(Path(name).name))
        replace_file(content, folder / name)
    for name in ours:
        if name not in files:
            _delete(folder, name)  # of an earlier run
    # That it is whole, and what it was made of, is the last thing that is said.
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    replace_file("".join([f"# {key}\n", *lines]).encode(), find_record(report.name, folder))
    begun.unlink()
    watch.lap("write")
    return key, watch.phases


def _wait_for(others: Connection) -> None:
    with contextlib.suppress(EOFError):
        others.recv()
        raise RuntimeError("it stands already")


def find_record(name: str, folder: Path) -> Path:
    """Where the files of a finished report are listed, as `sha256sum --check` reads it."""
    return folder / "files" / name / f"{name}.sha256"


def is_done(report: Report, folder: Path) -> str:
    """The key of a report that stands, made of what is there now, with all its files whole; or nothing."""
    try:
        first, *lines = find_record(report.name, folder).read_text(encoding="utf-8").splitlines()
        key = make_key(find_maker(report.maker).list_inputs(report, folder))
        listed = (line.split("  ", 1) for line in lines)
        whole = first == f"# {key}" and all(hash_file(folder / file) == digest for digest, file in listed)
    except (OSError, ValueError, Problem):  # what is at fault is told by the report, which is not done
        return ""
    return key if whole else ""


def take_back(name: str, folder: Path) -> None:
    """Clear up after a report whose process was ended: it stands as it stood or, where writing it had begun, not at all."""
    begun = _find_begun(name, folder)
    clear_halves(begun.parent)
    if begun.exists():
        remove(name, folder)
    _remove_empty(name, folder)


def remove(name: str, folder: Path) -> None:
    """Take a report out of the folder, so that none of an earlier run passes for one of this.

    What goes is what our own record lists, inside the folder: whatever else lies there is not ours.
    """
    for file in _list_ours(name, folder):
        _delete(folder, file)
    for record in (find_record(name, folder), _find_begun(name, folder)):
        _delete(folder, record.relative_to(folder).as_posix())
    _remove_empty(name, folder)


def _remove_empty(name: str, folder: Path) -> None:
    for place in (folder / "files" / name, folder / "files"):
        with contextlib.suppress(OSError):  # not empty, a link, or not there
            place.rmdir()


def _find_begun(name: str, folder: Path) -> Path:
    """Where the files of a report are listed while it is written."""
    return folder / "files" / name / f"{name}.begun"


def _list_ours(name: str, folder: Path) -> list[str]:
    """Files of a report below the folder, as it stands or was begun."""
    found: list[str] = []
    for file in (find_record(name, folder), _find_begun(name, folder)):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            lines = file.read_text(encoding="utf-8").splitlines()
            found += [line.rpartition("  ")[2] for line in lines if not line.startswith("#")]
    return list(dict.fromkeys(found))


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a path below the folder leads nowhere else, whatever links and dots are on the way."""
    return (folder / name).parent.resolve().is_relative_to(folder.resolve())


def _delete(folder: Path, name: str) -> None:
    """Delete a file of ours, and what was left of it by a process that was killed while it wrote."""
    file = folder / name
    if _is_inside(folder, name):
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        clear_halves(file.parent, glob.escape(file.name))
