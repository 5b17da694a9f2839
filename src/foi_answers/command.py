"""Turns a file and what a person says of it into what is printed: figures as CSV, remarks beside them."""

from pathlib import Path

import click

from foi_answers import answers
from foi_answers.answers import Answer
from foi_answers.vocabulary import Vocabulary
from plain_files import Problem


def read_file(
    file: Path, *, period: str | None = None, explain: bool = False, vocabulary: Vocabulary | None = None
) -> Answer:
    """Read a file as received, corrected by the layout.yml beside it, where there is one.

    Parameters
    ----------
    period : str, optional
        First and last day that was asked for, as 2023-04-01..2024-03-31; used where the file names no period.
    explain : bool
        Keep for each figure what its parts were read from.
    vocabulary : Vocabulary, optional
        The words to read by; those in use if not given, which are those of the package.

    Raises
    ------
    Problem
        The file or the layout.yml cannot be read.
    ValueError
        The period is none.
    """
    given = answers.read_range(period) if period is not None else None
    corrections = answers.read_corrections(file.parent).get(file.name)
    return answers.read_answer(file, period=given, corrections=corrections, explain=explain, vocabulary=vocabulary)


def print_answer(
    answer: Answer,
    file: Path,
    *,
    explain: bool = False,
    account: bool = False,
    tally: bool = False,
    extra: dict[str, str] | None = None,
) -> None:
    """Print the figures of a file to standard output as CSV, each with its doubt, and remarks to standard error.

    Parameters
    ----------
    explain : bool
        Say of each figure what its parts were read from.
    account : bool
        Print instead what became of each cell with a number.
    tally : bool
        Print instead how many rows its lists of single cases have, by year, offence and outcome.
    extra : dict, optional
        Columns to put before the others, the same in each row.

    Raises
    ------
    Problem
        It holds neither a figure nor a refusal; the remarks are printed all the same.
    """
    for line in (*answers.describe(answer), *(answers.explain(answer) if explain else ())):
        click.echo(line, err=True)
    if account:
        click.echo(answers.write_account(answer), nl=False)
        return
    if tally and answer.cases:
        click.echo(answers.write_tally(answer, extra), nl=False)
        return
    if tally:
        raise Problem(file, "", "", "holds no list of single cases, a row each, whose rows say when and what")
    if not answer.is_understood and answer.cases:
        raise Problem(file, "", "", "holds single cases, a row each, and no counts; --tally counts its rows")
    if not answer.is_understood:
        raise Problem(file, "", "", answers.NOTHING_FOUND)
    click.echo(answers.write_csv(answer, extra, doubt=True), nl=False)
