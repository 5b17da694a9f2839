"""Turns what is wrong with an input into one line that names the file, the cell, the value and the next step."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from plain_files.quoting import make_visible

LONGEST_PART = 600
_tops: list[Callable[[], Path]] = []


class OneLine(Exception):
    """What a person reads as one line: where it ends a notebook, too, instead of the path through our files."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [str(self)]


class Unknown(OneLine, ValueError):
    """A name that is none of those known, or may be several."""


class Problem(OneLine):
    """One thing wrong with the input, told in one line that a person can act on.

    ``place`` is a cell, row or key inside the file, empty where the whole file is meant; ``value`` what
    stands there; ``advice`` what is wrong and what to do about it. What is longer than a person reads is cut in the line.
    """

    def __init__(self, file: str | Path, place: str, value: str, advice: str):
        self.file, self.place, self.value, self.advice = show_path(file), place, value, advice
        parts = [self.file, place, f'"{value}"' if value else "", advice]
        super().__init__(": ".join(write_line(part) for part in parts if part))

    def __reduce__(self) -> tuple[type["Problem"], tuple[str, str, str, str]]:
        return Problem, (self.file, self.place, self.value, self.advice)


def explain(error: Exception) -> str:
    """What ended a command, in one line."""
    if isinstance(error, OneLine):
        return str(error)
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):  # of a folder, a file after the other
        _, file, why = error.args[0][0]
        return write_line(f"{show_path(file)}: {why}; see whether there is room, and whether it may be written")
    if isinstance(error, OSError) and error.strerror:
        if not error.filename:  # what is printed is all that is written without a name
            return f"standard output: {error.strerror}; make room, or send it elsewhere"
        return f"{write_line(show_path(str(error.filename)))}: {error.strerror}; check its name and place"
    if isinstance(error, MemoryError):
        return "there is not enough memory for it; close other programs, or give it less"
    return write_line(f"this was not foreseen ({type(error).__name__}: {error}); tell those who keep this program")


def write_line(text: object) -> str:
    """Text as a part of one line that a person reads: nothing in it that cannot be seen, and cut where it is long."""
    line = " ".join(str(text)[: 4 * LONGEST_PART].split())
    # What is read keeps signs of private use, such as bullets of some fonts; a terminal shows none of them.
    line = "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
    return line if len(line) <= LONGEST_PART else f"{line[: LONGEST_PART - 3]}..."


def show_below(top: Callable[[], Path]) -> None:
    """Have paths in a folder, asked for each time, shown from there on: readers know them by their checkout."""
    _tops.append(top)


def show_path(path: str | Path) -> str:
    """Path as a reader knows it: from the folder that `show_below` was told, if it lies there, with forward slashes.

    It is one line in which every character can be seen.
    """
    path = Path(path)
    for top in _tops:
        if path.is_relative_to(top()):
            path = path.relative_to(top())
            break
    return make_visible("\ufffd".join(path.as_posix().splitlines()))


def cell_address(row: int, column: int) -> str:
    """Spreadsheet address of a cell, from its row and column counted from 0.

    Examples
    --------
    >>> cell_address(0, 0), cell_address(4, 27)
    ('A1', 'AB5')
    """
    return f"{_name_column(column)}{row + 1}"


@cache
def _name_column(column: int) -> str:
    before, rest = divmod(column, 26)
    return (_name_column(before - 1) if before else "") + chr(ord("A") + rest)
