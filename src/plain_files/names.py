"""Tells names of files and folders that every system takes from those that some system or program reads otherwise."""

import re

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
