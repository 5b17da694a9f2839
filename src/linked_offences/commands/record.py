"""Commands that write down what was published, and begin another story."""

from datetime import date
from pathlib import Path

import click

from linked_offences import forces
from linked_offences.commands.group import Force, check_day, check_reason, dry_run, fail, main, show_steps
from plain_files import Problem, show_path


@main.command(short_help="Write down what changed in published numbers, and why.")
@click.argument("force", nargs=-1, type=Force())
@click.option("--reason", required=True, help="Why the numbers were published or changed; it is printed.")
@click.option("--corrected", is_flag=True, help="What was published before was wrong: show it as a correction.")
@click.option(
    "--reply", default="", help="The filed reply that led to it: its name below data/raw/replies/<force>."
)
@click.option("--day", help="Day of publication, as 2026-11-24; today if not given.")
@dry_run("Say what would be written down")
def publish(
    force: tuple[str, ...], reason: str, corrected: bool, reply: str, day: str | None, dry_run: bool
) -> None:
    """Write down what changed in the published numbers of the forces named, or of all, and why.

    The tables are made first. The record lies in data/published; CHANGELOG.md is made from it.
    """
    from linked_offences.records import changes, pipeline
    from linked_offences.site import inputs

    check_day("--day", day)
    check_reason(reason)
    slugs = [forces.find_force(name) for name in force]
    try:
        with show_steps() as step:
            stale = pipeline.run(step=step, dry_run=dry_run)
        if not dry_run:
            inputs.record_tables()
        if stale and dry_run:
            fail(f"data/processed: {', '.join(stale)} would be written first; run make data, then ask again")
        entries = changes.publish(
            day or date.today().isoformat(), reason, slugs, corrected=corrected, reply=reply, dry_run=dry_run
        )
    except (Problem, pipeline.BadInput) as bad:
        click.echo(str(bad), err=True)
        fail("nothing was published")
    for entry in entries:
        for line in entry.lines:
            click.echo(f"{entry.force}: {line.number.name}: {line.before} -> {line.now}")
        if not entry.lines:
            click.echo(f"{entry.force}: the same figures, in other files")
    if not entries:
        click.echo(f"{show_path(changes.folder())}: nothing changed")
    elif dry_run:
        click.echo(f"{show_path(changes.folder())}: nothing was written")


@main.command(short_help="Begin another story: write its data folders.")
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write the data folders of another story into FOLDER, empty but for commented examples; make reports there shows it."""
    from linked_offences.records import beginning

    beginning.begin(folder)
    then = "write data/reference/study.yml and data/raw/requests, then, with .venv activated, make reports there"
    click.echo(f"{show_path(folder)}: begun; {then}")
