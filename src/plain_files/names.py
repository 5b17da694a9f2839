"""Tells names of files and folders that every system takes from those that some read otherwise, and makes such names."""

import difflib
import re
from collections.abc import Iterable

# With room for the path before it and what is written behind it.
LONGEST_NAME = 100
_PLAIN = re.compile(r"(?![-.])[A-Za-z0-9._()-]+(?<!\.)")
# Devices of Windows, whatever ending stands behind them.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def find_name_fault(name: str) -> str:
    """What is wrong with the name of a file or folder, and what to do; blank where every system takes it.

    Examples
    --------
    >>> find_name_fault("answer.csv"), find_name_fault("NUL.csv")
    ('', 'is the name of a device on Windows; rename it')
    """
    if len(name) > LONGEST_NAME:
        return f"is longer than the {LONGEST_NAME} letters of a name; shorten it"
    if not _PLAIN.fullmatch(name):
        return "is no name that every system takes; use letters, digits, dots, brackets and dashes"
    return "is the name of a device on Windows; rename it" if _RESERVED.fullmatch(name) else ""


def make_name(name: str, prefix: str = "file", longest: int = LONGEST_NAME) -> str:
    """A name that every system takes, as near to another as can be, with its ending.

    Parameters
    ----------
    prefix : str
        What stands in front where the name by itself would still be none.
    longest : int
        Letters that are left of what stands before the ending.

    Examples
    --------
    >>> make_name("Answer of 3 May.csv"), make_name("NUL.csv"), make_name("")
    ('Answer-of-3-May.csv', 'file-NUL.csv', 'file-')
    """
    plain = re.sub(r"[^A-Za-z0-9._()-]+", "-", name).lstrip("-.")
    stem, dot, ending = plain.rpartition(".") if "." in plain else (plain, "", "")
    found = f"{stem[:longest]}{dot}{ending[:longest]}"
    return f"{prefix}-{found}" if find_name_fault(found) else found


def suggest_names(name: str, known: Iterable[str]) -> str:
    """A question that names what a person may have meant; blank where nothing known is near.

    Examples
    --------
    >>> suggest_names("tiktok", ["tiktok-offences-2024"]), suggest_names("nope", ["figures"])
    ('did you mean tiktok-offences-2024?', '')
    """
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.45)
    return f"did you mean {' or '.join(near)}?" if near else ""
