"""Turns text of others into text of a medium: what was printed stays words there, whatever it looks like.

An answer, a newspaper or a name on the command line may hold anything. HTML and SVG are escaped by markupsafe,
Atom by its XML writer, JSON-LD by `metadata.write_block`, a workbook by a writer that knows no formulas, CSV by
`plain_files.write_cell`; Markdown, for which no library does it, here.
"""

import re

from plain_files import make_visible, write_cell

_MARKS = re.compile(r"[\\`*_<>\[\]{}|~^$&#@]|(?<=:)//|(?<=www)\.|(?<=WWW)\.")
# What makes a list, a heading, a quotation or a definition of a line that it begins.
_FIRST = re.compile(r"^(?:\d+(?=[.)])|[-+=:!])(?P<mark>[.)]?)")


def write_markdown(text: str) -> str:
    """A text as words on one line of Markdown, of which no renderer makes anything else.

    Signs become HTML's names for them, which cannot stand for structure (CommonMark 0.31, 2.5). Dollar signs and
    backslashes begin a formula in JupyterLab, even after Markdown is rendered; each in an element of its own is none.

    Examples
    --------
    >>> write_markdown("Harassment (7)"), write_markdown("<5"), write_markdown("1. *a*")
    ('Harassment (7)', '&#60;5', '1&#46; &#42;a&#42;')
    """
    text = " ".join(make_visible(text).split())
    text = _MARKS.sub(lambda found: "".join(map(_name, found[0])), text)
    return _FIRST.sub(lambda found: found[0][:-1] + _name(found[0][-1]), text)


def _name(sign: str) -> str:
    named = f"&#{ord(sign)};"
    return f"<span>{named}</span>" if sign in "$\\" else named


def write_csv(table) -> str:
    """A DataFrame as CSV with a header, its texts as `write_cell` writes them."""
    texts = {
        name: column.map(lambda one: write_cell(one) if isinstance(one, str) else one)
        for name, column in table.items()
        if column.dtype.kind not in "biuf"  # a number is none of these texts, and stays of its type
    }
    return table.assign(**texts).to_csv(index=False, lineterminator="\n")
