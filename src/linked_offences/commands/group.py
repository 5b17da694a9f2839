"""The command that holds all others, and what several of them do."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from linked_offences import forces
from plain_files import Problem, make_visible, show_path, write_line

# Letters of the line that says what runs: one that is broken over two would not go again.
LONGEST_STEP = 78


class _Told(click.Group):
    """Commands of which none ends in a traceback: what nobody foresaw is told in one line, too."""

    def invoke(self, ctx: click.Context):
        """Run a command, and tell in one line what it raised; with ``python -X dev`` it is raised."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            fail(write_line(_explain(error)))


def _explain(error: Exception) -> str:
    if isinstance(error, Problem):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{show_path(str(error.filename))}: {error.strerror}; check its name and place"
    if isinstance(error, MemoryError):
        return "there is not enough memory for it; close other programs, or give it less"
    return f"this was not foreseen ({type(error).__name__}: {error}); tell those who keep this program"


@click.group(cls=_Told, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Offences linked to a platform: from police forces' answers to one report per force."""


def fail(line: str) -> None:
    """Say what is wrong, and end with 1."""
    click.echo(make_visible(line), err=True)
    sys.exit(1)


@contextmanager
def show_steps() -> Iterator[Callable[[str], None]]:
    """Show on a terminal, once a command has run for more than a second, what it does; the line goes in the end."""
    begun, shown = time.monotonic(), False

    def step(words: str) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - begun > 1:
            click.echo(f"\r\x1b[K{make_visible(words)[:LONGEST_STEP]}", err=True, nl=False)
            shown = True

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def find_force(name: str) -> str:
    """The slug of a force as a person names it, or one line and the end."""
    try:
        return forces.find_force(name)
    except (Problem, ValueError) as problem:
        fail(str(problem))
