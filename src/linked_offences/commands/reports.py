"""Commands that make tables, reports and stored notebooks."""

import json
import os
import sys
from pathlib import Path

import click

from linked_offences import catalogue, forces
from linked_offences.commands.group import (
    Force,
    check_named,
    check_page,
    dry_run,
    each_platform,
    fail,
    main,
    show_steps,
    stop,
)
from plain_files import Problem, hold_interrupts, replace_file, show_path

# Forces of which a line says that a number is not as published; of more it is said how many there are.
MOST = 5


@main.command()
@click.option(
    "--database", type=click.Path(path_type=Path), metavar="FILE.db",
    help="Write all tables into one SQLite file, too, and beside it, as FILE.json, what Datasette says of them.",
)  # fmt: skip
@dry_run("Say which tables would be written")
def data(database: Path | None, dry_run: bool) -> None:
    """Make data/processed from data/raw and data/reference."""
    from linked_offences.records import pipeline
    from linked_offences.site import inputs

    if database is not None:
        check_named(database, ".db", ".sqlite", ".sqlite3")
        _check_beside(database)
    sound = True
    for _ in each_platform():
        folder = show_path(catalogue.processed())
        became = "would be written" if dry_run else "written"
        try:
            with show_steps() as step:
                told: list[str] = []
                changed = pipeline.run(told.append, step, dry_run=dry_run)
        except pipeline.BadInput as bad:
            click.echo(str(bad), err=True)
            if bad.tables is None:
                fail(f"{folder} was left as it was")
            without = f"{became} without any figure of {_name_forces(bad.faults)}"
            click.echo(f"{folder}: {without}; mend what is named above, then run it again", err=True)
            sound = False
            continue
        if not dry_run:
            inputs.record_tables()
        click.echo("\n".join(told))
        click.echo(f"{folder}: {', '.join(changed)} {became}" if changed else f"{folder}: nothing changed")
    if not sound:
        sys.exit(1)
    if dry_run:
        return
    if database is not None:
        from linked_offences.site.database import describe_database, make_database

        tables = make_database()
        described = json.dumps(describe_database(database.stem), indent=1, ensure_ascii=False)
        with hold_interrupts():
            replace_file(tables, database)
            replace_file(described.encode() + b"\n", database.with_suffix(".json"))
        click.echo(f"{show_path(database)}: written")
    for _ in each_platform():
        _tell_unpublished()


@main.command(short_help="Make the pages of the forces named, or all pages.")
@click.argument("force", nargs=-1, type=Force())
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Reports at a time; the number of processors if not given."
)
@click.option(
    "--out",
    metavar="PLACE",
    help="Folder for the pages, or an address like s3://bucket/reports; reports/ if not given.",
)
@click.option(
    "--data", metavar="PLACE", help="Folder or address of data/ and notebooks/; this checkout if not given."
)
@click.option(
    "--grid", type=click.Path(dir_okay=False, path_type=Path), metavar="TABLE.csv",
    help="Make one report a row, with the parameters that its columns name, instead of the forces' pages.",
)  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers make the reports, as tcp://host:8786."
)
@click.option("--force-rebuild", is_flag=True, help="Make also the pages that are up to date.")
@click.option(
    "--plain-kernels", is_flag=True, help="Start a plain kernel for each report, as is done where nothing forks."
)
@click.option(
    "--limit", type=click.FloatRange(min=0, min_open=True), default=300, show_default=True,
    help="Seconds that one report may take.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(min=1), help="Megabytes that one report may take; no limit if not given."
)
@click.option("--quiet", is_flag=True, help="Say nothing but what failed.")
@click.option("--timings", is_flag=True, help="Show how long each step of the reports took.")
@dry_run("Name the pages that would be made of the tables that are there")
def report(
    force: tuple[str, ...], jobs: int | None, out: str | None, data: str | None, grid: Path | None,
    scheduler: str | None, force_rebuild: bool, plain_kernels: bool, limit: float, memory: int | None, quiet: bool,
    timings: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Make the pages of the forces named, or all pages; those that are up to date stay as they are.

    The tables are made first, where anything that they rest on changed. Where a force's answer cannot
    be read, its page says so and has no figure. Where another raw file cannot be read, the pages that
    rest on it and those that compare forces are named and not built; the others come from the last
    good tables.
    Each further platform of the study has its pages in a folder of its name below.
    """
    if memory and os.name != "posix":
        fail("--memory cannot be kept on this system; leave it out")
    if grid and force:
        fail("give the names of forces or a table with --grid, not both")
    pages = out or str(catalogue.root() / "reports")
    if data:
        os.environ["LINKED_OFFENCES_ROOT"] = str(_open(data).folder)
    from linked_offences.site import inputs

    inputs.site_address()  # at fault it is told before anything is made
    slugs = [forces.find_force(name) for name in force]
    settings = {"jobs": jobs, "limit": limit, "plain": plain_kernels, "memory": memory and memory * 1_000_000,
                "force_rebuild": force_rebuild}  # fmt: skip
    told = {"quiet": quiet, "timings": timings, "dry_run": dry_run}
    if grid:
        if catalogue.further_platform():
            fail(f"a table with --grid names the platform of each report; leave out {catalogue.PLATFORM}")
        faults = []
        for _ in each_platform():
            if catalogue.further_platform() and not dry_run:
                faults += _make_tables()
        for fault in faults:
            click.echo(str(fault.problem), err=True)
        sound = [not faults, _report_platform(slugs, pages, grid, scheduler, settings, **told)]
    else:
        sound = [_report_platform(slugs, pages, None, scheduler, settings, **told) for _ in each_platform()]
    if not all(sound):
        sys.exit(1)


def _report_platform(
    slugs: list[str], out: str, grid: Path | None, scheduler: str | None, settings: dict, *, quiet: bool, timings: bool,
    dry_run: bool,
) -> bool:  # fmt: skip
    """Make the pages about one platform, and say whether all were made."""
    import notebook_batch
    from linked_offences.site import reports
    from notebook_batch import grid as table
    from notebook_batch import progress

    further = catalogue.further_platform()
    out = f"{out.rstrip('/')}/{further}" if further else out
    place = _open(out)
    folder, shown = place.folder, out if "://" in out else show_path(out)
    faults = [] if dry_run else _make_tables()
    for fault in faults:
        click.echo(str(fault.problem), err=True)
    try:
        pages = forces.list_pages()
    except Problem as problem:
        fail("no page was made: mend what is named above, for there are no tables yet" if faults else str(problem))
    for slug in slugs if not further else ():
        check_page(slug)
    wanted = [slug for slug in dict.fromkeys(slugs) if slug in pages] if slugs else pages
    stale = not all(fault.answer for fault in faults)  # and so the tables were left as they were
    blocked = sorted(
        slug for slug in wanted if stale and any(fault.forces is None or slug in fault.forces for fault in faults)
    )
    # Those that compare forces take longest, so they come first.
    planned = [*(reports.plan_overviews() if not slugs and not stale else ()),
               *(reports.plan_force(slug) for slug in wanted if slug not in blocked)]  # fmt: skip
    count = len(planned)
    if grid:
        if stale:
            fail("no report of the table was made, because of what is named above")
        count = table.check(grid, reports.MAKER)  # all rows, before any is made
        planned = table.read(grid, reports.MAKER)
    if dry_run:
        _tell_planned((*planned, reports.INDEX), folder, settings["force_rebuild"])
        return True
    executor = _connect(scheduler) if scheduler else None
    if settings["plain"] or not notebook_batch.CAN_FORK:
        why = "as was asked for" if settings["plain"] else "because processes cannot be forked here"
        click.echo(f"each report starts a plain kernel, {why}; that takes longer", err=True)
    folder.mkdir(parents=True, exist_ok=True)
    last = None if stale else reports.INDEX
    with progress.Progress(count + bool(last), folder, quiet=quiet, checkout=catalogue.root()) as told:

        def done(outcome: notebook_batch.Outcome) -> None:
            told.advance(outcome)
            if not outcome.unchanged:
                place.push(outcome.name)

        elsewhere = {"executor": executor, "jobs": settings["jobs"] or executor.slots} if executor else {}
        try:
            failed = notebook_batch.run(planned, folder, **settings | elsewhere, last=last, done=done)
        except KeyboardInterrupt:
            standing = (
                f"{told.counts['made']} made and {told.counts['unchanged']} unchanged stand whole in {shown}/"
            )
            stop(f"stopped: {standing}; the same command goes on with the rest")
    if stale:
        left_out = [*blocked, reports.INDEX.name, *(one.name for one in reports.plan_overviews())]
        for name in left_out:
            notebook_batch.remove(name, folder)
        click.echo(f"not built, because of what is named above: {', '.join(left_out)}", err=True)
        click.echo("what is built is of the tables as they were last made", err=True)
    elif faults:
        click.echo(f"no figure of {_name_forces(faults)} is shown until what is named above is mended", err=True)
    place.push()
    if timings:
        click.echo(told.show_timings())
    if not quiet:
        click.echo(told.summarise(failed))
        click.echo(f"the pages are in {shown}/")
    return not (faults or failed)


def _name_forces(faults) -> str:
    """The forces whose answers are at fault, by name."""
    slugs = sorted({slug for fault in faults for slug in fault.forces})
    return ", ".join(map(forces.name_force, slugs))


def _tell_planned(planned, folder: Path, force_rebuild: bool) -> None:
    """Name the reports of a plan that would be made."""
    from linked_offences.site import inputs
    from notebook_batch import is_done

    if not inputs.tables_are_current():
        tables = show_path(catalogue.processed())
        click.echo(f"{tables} would be made first, because what it rests on changed", err=True)
    for one in planned:
        if force_rebuild or not is_done(one, folder):
            click.echo(one.name)


def _open(address: str):
    """The folder of an address, for as long as the command runs."""
    from notebook_batch import mirror

    return click.get_current_context().with_resource(mirror.open_folder(address))


def _connect(address: str):
    """The cluster of a scheduler, for as long as the command runs."""
    from linked_offences.site import reports
    from notebook_batch import cluster

    return click.get_current_context().with_resource(cluster.connect(address, reports.MAKER))


@main.command()
def notebooks() -> None:
    """Run the committed notebooks again and store their outputs."""
    from notebook_batch import explain, store_notebook

    for file in sorted((catalogue.root() / "notebooks").glob("*.ipynb")):
        try:
            store_notebook(file, catalogue.root())
        except Exception as error:
            fail(f"{show_path(file)}: {explain(error)}")
        click.echo(f"{show_path(file)}: outputs renewed")


def _make_tables() -> list:
    """Make data/processed where anything that it rests on changed; the faults of the input, where there are any."""
    from linked_offences.site import inputs

    if inputs.tables_are_current():
        return []
    from linked_offences.site import reports
    from notebook_batch import start_server

    start_server(reports.MAKER)  # which takes two seconds, while this process has its own to do
    from linked_offences.records import pipeline

    try:
        with show_steps() as step:
            pipeline.run(step=step)
    except pipeline.BadInput as bad:
        return bad.faults
    inputs.record_tables()
    _tell_unpublished()
    return []


def _check_beside(database: Path) -> None:
    """Go on where what is said of the database takes no file of others, or one line and the end."""
    beside = database.with_suffix(".json")
    try:
        ours = not beside.exists() or "databases" in json.loads(beside.read_bytes())
    except (OSError, ValueError, TypeError):
        ours = False
    if not ours:
        stands = "and what is said of the database stands there"
        fail(f"{show_path(beside)}: is none of our files, {stands}; name another one")


def _tell_unpublished() -> None:
    """Say which numbers are others than those that were published, so that none changes without a word, and what is undecided."""
    from linked_offences.records import changes, labels

    try:
        told = [*changes.check().values()]
        if len(told) > MOST:  # such as those of a platform that is new
            more = f'{len(told) - MOST} forces more; linked-offences publish --reason "..." is about all, status names them'
            told[MOST:] = [f"{show_path(changes.folder())}: {more}"]
        told += labels.list_undecided([(row["measure"], row["label"]) for row in catalogue.rows("figures")])
    except Problem as problem:
        told = [problem]
    for one in told:
        click.echo(str(one), err=True)
