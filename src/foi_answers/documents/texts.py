"""Reads CSV and plain text."""

import csv
import re
from dataclasses import replace
from pathlib import Path

from foi_answers.documents.flow import Flow
from foi_answers.documents.sheets import QUOTED, Row, Sheet, check_cells, show_text, sign, take_signs
from foi_answers.documents.spacing import split_columns
from plain_files import Problem, advise_csv, name_some, open_csv


def decode(file: Path) -> tuple[str, list[str]]:
    """Text of a file, and a remark where its encoding is not certain."""
    content = file.read_bytes()
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text, remarks = content.decode("utf-16" if marked else "utf-8-sig"), []
    except UnicodeDecodeError as error:
        # What is not UTF-8 in Britain comes from a Windows program.
        text = content.decode("cp1252", "replace")
        if marked or "\ufffd" in text:
            raise Problem(file, f"byte {error.start + 1}", "", "is no text; save it as UTF-8") from None
        remarks = ["the text is not UTF-8 and was read as Windows-1252: check pound signs, dashes and quotes"]
    if "\0" in text:
        raise Problem(file, f"character {text.index(chr(0)) + 1}", "", "is no text; save it as UTF-8")
    return text, remarks


def read_csv(file: Path) -> list[Sheet]:
    """The rows of a CSV or TSV as one sheet."""
    text, remarks = decode(file)
    # Excel's own way to name the separator; it shows no such row.
    named = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    rows = _parse_csv(file, text[named.end() :], named[1]) if named else _separate_csv(file, text)
    while rows and not any(rows[-1]):
        rows.pop()
    check_cells(file, "", sum(map(len, rows)))
    first = 2 if named else 1
    signed = {text: take_signs(text) for text in {text for row in rows for text in row}}
    shown = {text: show_text(bare) for text, (bare, _) in signed.items()}
    numbered = [(tuple(map(shown.__getitem__, row)), number) for number, row in enumerate(rows, start=first)]
    doubted = {text: doubt for text, (_, doubt) in signed.items() if doubt}
    if alone := bool(rows) and max(map(len, rows)) == 1:  # no separator but blanks, if any
        numbered = list(split_columns([(row[0], number) for row, number in numbered]))
    sheet = Sheet("", [Row(row, "", number) for row, number in numbered], (), tuple(remarks))
    told: dict[str, list[str]] = {}
    for place, row in enumerate(sheet.rows) if doubted else ():
        doubts = [doubted.get(text, "") for text in rows[row.number - first]]
        for column, doubt in enumerate(doubts * len(row.cells) if alone else doubts):
            if doubt and row.cells[column]:
                sheet.doubts[place, column] = doubt
                told.setdefault(doubt, []).append(sheet.address(place, column))
    return [replace(sheet, remarks=(*remarks, *(f"{name_some(cells)}: {doubt}" for doubt, cells in told.items())))]


SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def _separate_csv(file: Path, text: str) -> list[list[str]]:
    """Rows of a CSV by the separator that splits most rows alike; by the usual one where none does better."""
    usual = "\t" if file.suffix.casefold() == ".tsv" else ","
    scores, tables, faults = {}, {}, []
    for separator in SEPARATORS:
        if separator in text or separator == usual:
            try:
                tables[separator] = rows = _parse_csv(file, text, separator)
            except Problem as problem:
                faults.append(problem)
                continue
            # A row counts where a neighbour has as many cells, so that prose with commas does not.
            widths = [len(row) for row in rows if any(row)]
            scores[separator] = sum(
                width > 1 and width in widths[max(at - 1, 0) : at] + widths[at + 1 : at + 2]
                for at, width in enumerate(widths)
            )
    # Hardly any text has tabs, so they come first.
    best = max(scores, key=lambda one: (scores[one], one == "\t", one == usual), default=usual)
    if faults and not scores.get(best):
        raise faults[0]
    if not scores[best]:
        return tables[usual]
    rivals = [one for one in scores if one != best and scores[one] == scores[best] == sum(map(any, tables[one]))]
    if rivals and best != "\t":
        words = f"splits as well by {SEPARATORS[best]} as by {SEPARATORS[rivals[0]]}"
        raise Problem(file, "", "", f"{words}; save it as .xlsx, or with one of them")
    return tables[best]


def _parse_csv(file: Path, text: str, separator: str) -> list[list[str]]:
    """Rows of a CSV; a stray quote is let pass where it cannot have swallowed a line."""
    reader = open_csv(text, delimiter=separator)
    try:
        rows = list(reader)
    except csv.Error as error:
        lines = text.splitlines(keepends=True)
        odd = [number for number, line in enumerate(lines, start=1) if line.count('"') % 2]
        if odd or "field larger" in str(error):
            place = f"line {odd[0] if odd else reader.line_num}"
            raise Problem(file, place, "", advise_csv(error)) from None
        rows = [row for line in lines for row in csv.reader([line], delimiter=separator)]
    shown = {cell: cell if show_text(cell) else "" for cell in {cell for row in rows for cell in row}}
    return [[*map(shown.__getitem__, row)] or [""] for row in rows]


def read_txt(file: Path) -> list[Sheet]:
    """The lines of a plain text as one sheet, cells where they stand in columns."""
    text, remarks = decode(file)
    lines = text.splitlines()
    check_cells(file, "", len(lines))
    if _is_csv(lines):
        raise Problem(file, "", "", "has the same commas on each line, as CSV has; rename it to .csv")
    flow = Flow(file)
    flow.remarks += remarks
    for number, line in enumerate(lines, start=1):
        flow.line(sign(QUOTED * is_quoted(line), line), f"line {number}")
    return [flow.sheet()]


def _is_csv(lines: list[str]) -> bool:
    """Whether lines are cells between commas: as many on each, without blanks behind them or numbers alone between them."""
    cells = [line.split(",") for line in lines if line.strip()]
    if len(cells) < 2 or len({len(row) for row in cells}) > 1 or len(cells[0]) < 2:
        return False
    blanks = any(cell.startswith(" ") for row in cells for cell in row[1:])
    return not blanks or all(any(cell.strip().isdecimal() for cell in row[1:]) for row in cells[1:])


def is_quoted(line: str) -> bool:
    """Whether a line of a message is one of another, as programs for mail mark it ("> Dear Sir"); "> 5" may be a count."""
    return line.lstrip().startswith(">") and not re.fullmatch(r"\s*>=?\s*\d*\s*", line)
