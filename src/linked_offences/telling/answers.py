"""Turns one document, a force's answer as received, into the tables and words of a notebook about it alone."""

import shlex
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

import foi_answers
from foi_answers import Answer
from linked_offences import catalogue
from linked_offences.study import find_vocabulary
from plain_files import Problem, show_path, write_line, write_markdown

FIGURES = (
    "cell", "as_printed", "count_low", "count_high", "period_start", "period_end", "measure", "offence", "outcome", "doubt",
)  # fmt: skip


def find(document: str) -> Path:
    """The file of a name: below the folder of the notebook, or below the checkout.

    Raises
    ------
    Problem
        There is none.
    """
    for file in (Path(document), catalogue.root() / document):
        if file.is_file():
            return file
    raise Problem(
        document, "", "", "is not there; drop the file into the file browser, and name it as it stands there"
    )


def read(document: str, period: str = "") -> Answer:
    """What a document says, corrected by the layout.yml beside it, where there is one.

    Parameters
    ----------
    period : str
        First and last day that was asked for, as 2023-04-01..2024-03-31, where the document names no period.
    """
    return foi_answers.read_file(find(document), period=period or None, vocabulary=find_vocabulary())


def title(document: str) -> Markdown:
    """A heading that names the document."""
    return Markdown(f"# What is read in {write_markdown(find(document).name)}")


def understood(answer: Answer) -> Markdown:
    """What was understood, which totals agree, what is in doubt and left out, a line each."""
    lines = [f"- {write_markdown(line)}" for line in foi_answers.describe(answer)]
    return Markdown("\n".join(lines) or "Nothing was understood: say in layout.yml where the table stands.")


def figures(answer: Answer) -> pd.DataFrame:
    """Every figure with its cell, in reading order.

    Returns
    -------
    DataFrame
        Columns cell, as_printed, count_low and count_high (both included; <NA> where the answer sets no end), period_start
        and period_end (ISO 8601, both included; blank where none is named), measure, offence, outcome and doubt (why it may
        be wrong; blank where it is sure).
    """
    table = pd.DataFrame(answer.rows(), columns=FIGURES)
    ends = ["count_low", "count_high"]
    return table.assign(**{end: pd.to_numeric(table[end], errors="coerce").astype("Int64") for end in ends})


def totals(answer: Answer) -> pd.DataFrame:
    """Printed totals beside what their parts add up to.

    Returns
    -------
    DataFrame
        Columns cell, printed_low, printed_high, parts_low, parts_high (<NA> where a part is not printed) and result:
        agrees, disagrees, cannot be checked.
    """
    rows = [
        (answer.address(sheet, one.row, one.column), *one.printed, *(one.parts or (None, None)), one.result)
        for sheet, one in answer.checks
    ]
    columns = ["cell", "printed_low", "printed_high", "parts_low", "parts_high", "result"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:5], "Int64"))


def left_out(answer: Answer) -> pd.DataFrame:
    """Numbers and marks that are no figure: cell, as_printed, reason."""
    return pd.DataFrame(answer.left_out, columns=["cell", "as_printed", "reason"])


def conclude(figures: pd.DataFrame, totals: pd.DataFrame, left_out: pd.DataFrame) -> Markdown:
    """What these three tables come to, in one paragraph."""
    doubtful = int((figures["doubt"] != "").sum())
    results = totals["result"].value_counts()
    held = ", ".join(
        f"{count} {words}"
        for words in ("agrees", "disagrees", "cannot be checked")
        if (count := results.get(words))
    )
    return Markdown(
        f"Figures read: {len(figures)}, of which {doubtful} in doubt. Printed totals held against their parts: "
        f"{held or 'none'}. Numbers or marks left out: {len(left_out)}."
    )


def filing(document: str, figures: pd.DataFrame) -> Markdown:
    """The line that files the document, to be completed, and what must be settled before."""
    undated = bool((figures["period_start"] == "").any())
    doubtful = bool((figures["doubt"] != "").any())
    words = [
        *["Give the period that was asked for, since the answer names none."] * undated,
        *["Settle what is in doubt in layout.yml, or say --yes-to-doubts where the figures are right."] * doubtful,
    ]
    period = " --period FIRST..LAST" * undated
    name = shlex.quote(write_line(show_path(find(document))))
    line = f"linked-offences add {name} --force FORCE --reference REFERENCE --asked 'WHAT'{period}"
    return Markdown("\n\n".join([*words, f"```\n{line}\n```"]))
