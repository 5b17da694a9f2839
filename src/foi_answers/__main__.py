"""The command line: ``python -m foi_answers FILE``."""

import sys
from pathlib import Path

import click

from foi_answers import print_answer, read_file, read_vocabulary, write_review
from plain_files import check_output, obey_interrupts, replace_file
from plain_files import explain as tell


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--period", metavar="A..B", help="First and last day that was asked for, where the answer names no period."
)
@click.option(
    "--about", multiple=True, metavar="WORD", help="A word that names what was searched for; may be given again."
)
@click.option("--explain", is_flag=True, help="Say of each figure what its parts were read from.")
@click.option(
    "--account",
    is_flag=True,
    help="Print instead what became of each cell with a number, and what is not read.",
)
@click.option(
    "--tally", is_flag=True, help="Count instead the rows of a list of single cases, by year, offence and outcome."
)
@click.option(
    "--review", type=click.Path(path_type=Path), metavar="PAGE",
    help="Write the document beside what was read of it into a page for a browser, too.",
)  # fmt: skip
def main(
    file: Path,
    period: str | None,
    about: tuple[str, ...],
    explain: bool,
    account: bool,
    tally: bool,
    review: Path | None,
) -> None:
    """Read a force's answer as it came: figures to standard output as CSV, remarks to standard error.

    FILE is a csv, tsv, txt, xlsx, xlsb, xls, ods, html, docx, doc, rtf, pdf, eml, msg, zip or picture. A layout.yml beside it
    corrects the reading.
    Where a figure may be wrong, its column doubt says why.
    """
    try:
        if review is not None:
            check_output(review, ".html", ".htm", made_of=file)
        vocabulary = read_vocabulary().about(*map(str.lower, about))
        answer = read_file(file, period=period, explain=explain or review is not None, vocabulary=vocabulary)
        if review is not None:
            page = write_review(answer, file, period=period, vocabulary=vocabulary)
            replace_file(page.encode(), review)
        print_answer(answer, file, explain=explain, account=account, tally=tally)
    except (click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        click.echo(str(error) if isinstance(error, ValueError) else tell(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    obey_interrupts()
    main(prog_name="python -m foi_answers")
