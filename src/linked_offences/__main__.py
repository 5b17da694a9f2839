"""The command line: parses and delegates."""

import sys
from pathlib import Path

import click

from linked_offences import catalogue, forces
from linked_offences.catalogue import Problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Offences linked to TikTok: from police forces' answers to one report per force."""


def _fail(line: str) -> None:
    click.echo(line, err=True)
    sys.exit(1)


@main.command()
def data() -> None:
    """Make data/processed from data/raw and data/reference."""
    from linked_offences import pipeline

    try:
        changed = pipeline.run()
    except pipeline.BadInput as bad:
        for fault in bad.faults:
            click.echo(str(fault.problem), err=True)
        _fail("data/processed was left as it was")
    click.echo(f"data/processed: {', '.join(changed)} written" if changed else "data/processed: nothing changed")


@main.command()
@click.argument("force", nargs=-1)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Reports at a time; the number of processors if not given."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the pages; reports/ if not given."
)
def report(force: tuple[str, ...], jobs: int | None, out: Path | None) -> None:
    """Make the pages of the forces named, or all pages.

    The tables are made first. Where a raw file cannot be read, the pages that rest on it and
    those that compare forces are named and not built; the others come from the last good tables.
    """
    from linked_offences import batch, pipeline, profile, progress, site

    try:
        slugs = [forces.find_force(name) for name in force]
    except ValueError as error:
        _fail(str(error))
    except Problem as problem:
        _fail(str(problem))
    folder = out or catalogue.root() / "reports"
    faults = []
    try:
        pipeline.run()
    except pipeline.BadInput as bad:
        faults = bad.faults
    for fault in faults:
        click.echo(str(fault.problem), err=True)
    try:
        pages = profile.list_forces()
    except Problem as problem:
        _fail(str(problem))
    for slug in slugs:
        if slug not in pages:
            _fail(
                f"{forces.name_force(slug)} has no page: it is outside England and Wales and has no request on file"
            )
    wanted = list(dict.fromkeys(slugs)) or pages
    blocked = {slug for slug in wanted if any(fault.forces is None or slug in fault.forces for fault in faults)}
    reports = [batch.plan_force(slug) for slug in wanted if slug not in blocked]
    if not slugs and not faults:
        reports += batch.plan_overviews()
    with progress.Bar(len(reports)) as bar:
        failures = batch.run(reports, folder, jobs=jobs, done=bar.advance)
    if faults:
        compared = ["index", *(one.name for one in batch.plan_overviews())]
        for name in [*sorted(blocked), *compared]:
            batch.remove(name, folder)
        site.write_style(folder)
        click.echo(
            f"not built, because of what is named above: {', '.join([*sorted(blocked), *compared])}", err=True
        )
    else:
        site.write_index(folder)
    for failure in failures:
        click.echo(f"{failure.name}: {failure.reason}", err=True)
    click.echo(
        f"{len(reports) - len(failures)} of {len(reports) + len(blocked)} pages made in {catalogue.shown(folder)}/"
    )
    if faults or failures:
        sys.exit(1)


@main.command()
def notebooks() -> None:
    """Run the committed notebooks again and store their outputs."""
    from linked_offences import batch

    for file in sorted((catalogue.root() / "notebooks").glob("*.ipynb")):
        try:
            batch.store_notebook(file)
        except Exception as error:
            _fail(f"{catalogue.shown(file)}: {batch.explain(error)}")
        click.echo(f"{catalogue.shown(file)}: outputs renewed")


if __name__ == "__main__":
    main()
