"""Reads rich text (.rtf), and old Word documents (.doc) where antiword is installed."""

import re
import shutil
import subprocess
from pathlib import Path

from foi_answers.documents.archives import PARSING, local_name
from foi_answers.documents.flow import Flow, SpannedTable
from foi_answers.documents.kinds import WITHOUT
from foi_answers.documents.sheets import Sheet
from plain_files import Problem

# A raised number, with the signs between the word that raises it and its first digit.
_RAISED = re.compile(r"(\\super(?:\\[a-z]+-?\d*)*\s)(\w{1,3})(?=[}\\])")
_TOLD = {
    r"\\pict\b": "pictures in the file are not read",
    r"\\(?:shptxt|dptxbxtext)\b": "text boxes in the file are not read",
    r"\\object\b": "charts or files laid into it are not read",
    r"\\(?:footnote|annotation)\b": "its footnotes and comments are not read",
    r"\\(?:header|footer)[lrf]?\b": "what stands at the top or the foot of its printed pages is not read",
}
_READ_ALIKE = {
    r"\\v(?![a-z0])": "hidden text is read like other text",
    r"\\deleted(?![a-z0])": "changes are tracked: words deleted are read like others",
    r"\\strike(?:d1)?(?![a-z0])": "words struck through are read like others",
}


def read_rtf(file: Path) -> list[Sheet]:
    """The text and tables of a rich text as one sheet."""
    from striprtf.striprtf import rtf_to_text

    content = file.read_bytes().decode("cp1252", "replace")
    flow = Flow(file)
    flow.remarks += [words for pattern, words in (_TOLD | _READ_ALIKE).items() if re.search(pattern, content)]
    # Which words they are is lost with the signs.
    alike = next((words for words in flow.remarks if words in _READ_ALIKE.values()), "")
    flow.guess = f"{alike}, and it may be of that" if alike else ""
    table: list[list[str]] = []
    for number, line in enumerate(
        rtf_to_text(_RAISED.sub(r"\1[\2]", content), errors="replace").split("\n"), start=1
    ):
        # Each cell ends with a bar, and so does its row.
        if line.endswith("|"):
            table.append(line[:-1].split("|"))
            continue
        _put(flow, table)
        flow.line(line, f"line {number}")
    _put(flow, table)
    return [flow.sheet()]


def _put(flow: Flow, table: list[list[str]]) -> None:
    if table:
        width = max(map(len, table))
        flow.table([[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in table], ())
        table.clear()


def read_doc(file: Path) -> list[Sheet]:
    """The text and tables of a Word document of before 2007 as one sheet, as antiword tells them.

    LibreOffice can read it too, but may fetch what a document refers to.
    """
    from lxml import etree

    program = shutil.which("antiword")
    if not program:
        raise Problem(file, "", "", WITHOUT["doc"])
    made = subprocess.run([program, "-x", "db", str(file)], capture_output=True, timeout=30)
    if made.returncode or not made.stdout:
        words = made.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing was told"]
        raise Problem(
            file,
            "",
            "",
            f"is damaged (antiword: {words[-1][:80]}); open it in Word or LibreOffice and save it as .docx",
        )
    flow = Flow(file)
    root = etree.fromstring(made.stdout, etree.XMLParser(recover=True, huge_tree=False, **PARSING))
    for element in root.iter("{*}para", "{*}title", "{*}informaltable") if root is not None else ():
        if local_name(element) == "informaltable":
            table = SpannedTable(file)
            for number, row in enumerate(element.iter("{*}row")):
                for cell in row.iter("{*}entry"):
                    table.put(number, " ".join("".join(cell.itertext()).split()))
            flow.table(table.rows(), ())
        elif element.find(".//{*}informaltable") is None and not any(
            local_name(one) == "entry" for one in element.iterancestors()
        ):
            text = " ".join("".join(element.itertext()).split())
            flow.paragraph([text]) if text else flow.blank()
    flow.remarks.append(
        "an old Word document: hidden text, notes, pictures and what is laid into it are not told apart"
    )
    return [flow.sheet()]
