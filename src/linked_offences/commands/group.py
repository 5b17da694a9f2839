"""The command that holds all others, and what several of them do."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from linked_offences import catalogue, forces
from linked_offences.years import is_day
from plain_files import (
    STOPPED,
    OneLine,
    Problem,
    check_output,
    explain,
    find_status,
    make_visible,
    show_path,
    suggest_names,
    write_line,
)

# Letters of the line that says what runs: one that is broken over two would not go again.
LONGEST_STEP = 78


class _Told(click.Group):
    """Commands of which none ends in a traceback: what nobody foresaw is told in one line, too."""

    def main(self, *args, **kwargs):
        """Run the command that the words of the process name, or complete a word for a shell that says which."""
        try:
            return super().main(*args, **kwargs)
        except (KeyError, ValueError):  # of click, which asks the shell first; what a command raises is told below
            if sys.flags.dev_mode or "_LINKED_OFFENCES_COMPLETE" not in os.environ:
                raise
            fail("a shell says in COMP_WORDS and COMP_CWORD what it completes, and this one does not")

    def make_context(self, *args, **kwargs) -> click.Context:
        """What the words before the command say."""
        try:
            return super().make_context(*args, **kwargs)
        except click.ClickException as error:
            raise _cut(error) from None

    def invoke(self, ctx: click.Context):
        """Run a command, and tell in one line what it raised; with ``python -X dev`` what nobody foresaw is raised."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            raise _cut(error) from None
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            stop(STOPPED)
        except Exception as error:
            if sys.flags.dev_mode and not isinstance(error, OneLine):
                raise
            fail(explain(error))


def _cut(error: click.ClickException) -> click.ClickException:
    """A fault of the words of a command, of which click would print each letter."""
    told = write_line(error.format_message())
    error.format_message = lambda: told
    return error


@click.group(cls=_Told, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="linked-offences", message="%(prog)s %(version)s")
def main() -> None:
    """Offences linked to a platform: from police forces' answers to one report per force.

    A command ends with 0 where all went well, 1 where something was refused, failed or, with --strict, differs, 2 where
    its words were not understood, and 130 where Ctrl-C, 143 where SIGTERM stopped it: what it writes then stands whole
    or not at all. Nothing is ever printed in colours.
    """
    if chosen := catalogue.further_platform():
        from linked_offences.study import choose_platform

        choose_platform(chosen)  # so that a name that is none is told as such, and not by a folder that is missing


class Force(click.ParamType):
    """A force as a person names it; a shell completes its slug."""

    name = "force"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The slugs that begin so, each with the full name."""
        try:
            told = forces.list_names().items()
        except Problem:  # told by the command itself; a shell that completes a word shows no line
            return []
        return [CompletionItem(slug, help=name) for slug, name in told if slug.startswith(incomplete.casefold())]


class Request(click.ParamType):
    """A folder below data/raw/requests; a shell completes it."""

    name = "request"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The folders that begin so."""
        return [CompletionItem(name) for name in list_requests() if name.startswith(incomplete)]


def list_requests() -> list[str]:
    """Names of the requests to all forces that are on file."""
    return sorted(file.parent.name for file in (catalogue.raw() / "requests").glob("*/source.yml"))


def dry_run(told: str):
    """An option by which a command says what it would do, and writes nothing."""
    return click.option("--dry-run", is_flag=True, help=f"{told}; write nothing.")


def stop(line: str) -> None:
    """Say what an interrupt left, and end with the status that tells which."""
    click.echo(make_visible(line), err=True)
    sys.exit(find_status())


def fail(line: str) -> None:
    """Say what is wrong, and end with 1."""
    click.echo(make_visible(line), err=True)
    sys.exit(1)


def each_platform() -> Iterator[None]:
    """Work on each platform of the study in turn, the first first; where one was chosen, on that alone."""
    from linked_offences import study

    try:
        chosen = catalogue.further_platform()
        slugs = (chosen,) if chosen else study.read_study().slugs
    except Problem:
        slugs = ()  # a study with a fault is told by what reads it
    for slug in slugs:
        with study.about(slug):
            yield
    if not slugs:
        yield


def check_named(file: Path, *endings: str, made_of: Path | None = None) -> None:
    """Go on where a file that a person names may be written, or one line and the end; see `plain_files.check_output`."""
    check_output(file, *endings, made_of=made_of)
    for name in ("data", "notebooks"):
        if file.resolve().is_relative_to((catalogue.root() / name).resolve()):
            made = "of which every file is made or filed by a command"
            fail(f"{show_path(file)}: lies in {name}/, {made}; name another place")


def check_page(slug: str) -> None:
    """Go on where a force has a page, or one line and the end."""
    name = forces.name_force(slug)
    if slug == forces.NATION:
        fail(f"{name} stands on the national page; linked-offences report, or make reports, makes it")
    if slug not in forces.list_pages():
        fail(f"{name} has no page: it is outside England and Wales and has no request on file")


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


def check_request(name: str) -> None:
    """Go on where a request is on file, or one line and the end."""
    held = list_requests()
    if name not in held:
        known = f"on file: {', '.join(held)}" if held else "none is on file; say --asked in your words"
        fail(f'--request: no request is called "{write_line(name)}": {suggest_names(name, held) or known}')


def check_reason(reason: str | None) -> None:
    """Go on where an option gives no reason, or one in words, or one line and the end, before anything is read for it."""
    if reason is not None and not reason.strip():
        fail("--reason: is empty; say why, because it is printed")


def check_day(option: str, day: str | None, *, month: bool = False) -> None:
    """Go on where an option gives no day, or one as days are written here (or a month) that has begun, or one line and the end."""
    whole = f"{day}-01" if month and day and len(day) == len("2024-06") else day
    if whole is not None and not is_day(whole):
        wanted = "day or month as 2024-06-03 or 2024-06" if month else "day as 2024-06-03"
        fail(f'{option}: "{write_line(day)}": write the {wanted}')
    # Of a day that is to come nothing has happened; a day ahead it may be in other zones.
    if whole is not None and whole > (date.today() + timedelta(days=1)).isoformat():
        fail(f"{option}: {day}: is still to come")
