"""Turns finished reports into a progress bar on a terminal, or into plain lines in a log."""

import sys

import click
from tqdm import tqdm

from linked_offences.batch import Outcome


class Bar:
    """Progress of a batch of so many reports."""

    def __init__(self, total: int):
        self.total = total
        self.done = 0
        self.bar = tqdm(total=total, unit="page", disable=not sys.stderr.isatty(), leave=False)

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_) -> None:
        self.bar.close()

    def advance(self, outcome: Outcome) -> None:
        """Count one more report, made or failed."""
        self.done += 1
        self.bar.set_postfix_str(outcome.name)
        self.bar.update()
        if self.bar.disable:
            click.echo(f"{self.done}/{self.total} {outcome.name}{' failed' if outcome.reason else ''}", err=True)
