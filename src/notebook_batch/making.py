"""Turns one report into its files, in this process: the notebook is executed, the maker makes files of it."""

import contextlib
import hashlib
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from notebook_batch.keys import make_key
from notebook_batch.makers import find_maker
from notebook_batch.notebooks import run_notebook
from notebook_batch.reports import WAITING, Report, Watch
from plain_files import Problem, hash_file, replace_file


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
    find_record(report.name, folder).unlink(missing_ok=True)
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
        raise RuntimeError("it stands already")


def find_record(name: str, folder: Path) -> Path:
    """Where the files of a finished report are listed, as `sha256sum --check` reads it."""
    return folder / "files" / name / f"{name}.sha256"


def _write_record(files: dict[str, str], name: str, folder: Path, key: str) -> None:
    """Say that a report is whole, and what it was made of; the last thing that is done for it."""
    lines = [f"{digest}  {file}\n" for file, digest in files.items()]
    replace_file("".join([f"# {key}\n", *lines]).encode(), find_record(name, folder))


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


def remove(name: str, folder: Path) -> None:
    """Take a report out of the folder, so that none of an earlier run passes for one of this."""
    with contextlib.suppress(OSError):  # its files may have other names than its own
        for line in find_record(name, folder).read_text(encoding="utf-8").splitlines()[1:]:
            (folder / line.split("  ", 1)[1]).unlink(missing_ok=True)
    # Whole, or left by a process that was killed while it wrote.
    for file in (*folder.glob(f"{name}.*"), *folder.glob(f".{name}.*-*")):
        file.unlink(missing_ok=True)
    shutil.rmtree(folder / "files" / name, ignore_errors=True)
