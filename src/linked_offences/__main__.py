"""The command line: parses and delegates."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import click

from linked_offences import catalogue, forces
from plain_files import Problem, make_visible, show_path, write_line


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
            _fail(write_line(_explain(error)))


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


def _fail(line: str) -> None:
    click.echo(make_visible(line), err=True)
    sys.exit(1)


@main.command()
def data() -> None:
    """Make data/processed from data/raw and data/reference."""
    from linked_offences.records import pipeline

    try:
        changed = pipeline.run(click.echo)
    except pipeline.BadInput as bad:
        for fault in bad.faults:
            click.echo(str(fault.problem), err=True)
        _fail("data/processed was left as it was")
    click.echo(f"data/processed: {', '.join(changed)} written" if changed else "data/processed: nothing changed")
    _tell_unpublished()


@main.command()
@click.argument("force", nargs=-1)
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
def report(
    force: tuple[str, ...], jobs: int | None, out: str | None, data: str | None, grid: Path | None,
    scheduler: str | None, force_rebuild: bool, plain_kernels: bool, limit: float, memory: int | None, quiet: bool,
    timings: bool,
) -> None:  # fmt: skip
    """Make the pages of the forces named, or all pages; those that are up to date stay as they are.

    The tables are made first, where anything that they rest on changed. Where a raw file cannot be
    read, the pages that rest on it and those that compare forces are named and not built; the others
    come from the last good tables.
    """
    import notebook_batch
    from linked_offences.site import reports
    from notebook_batch import progress

    if memory and os.name != "posix":
        _fail("--memory cannot be kept on this system; leave it out")
    if grid and force:
        _fail("give the names of forces or a table with --grid, not both")
    place = _open(out or str(catalogue.root() / "reports"))
    folder = place.folder
    if data:
        os.environ["LINKED_OFFENCES_ROOT"] = str(_open(data).folder)
    try:
        catalogue.site_address()
        slugs = [forces.find_force(name) for name in force]
    except (ValueError, Problem) as error:
        _fail(str(error))
    faults = _make_tables()
    for fault in faults:
        click.echo(str(fault.problem), err=True)
    try:
        pages = forces.list_pages()
    except Problem as problem:
        _fail(str(problem))
    for slug in slugs:
        if slug not in pages:
            _fail(
                f"{forces.name_force(slug)} has no page: it is outside England and Wales and has no request on file"
            )
    wanted = list(dict.fromkeys(slugs)) or pages
    blocked = sorted(
        slug for slug in wanted if any(fault.forces is None or slug in fault.forces for fault in faults)
    )
    # Those that compare forces take longest, so they come first.
    planned = [*(reports.plan_overviews() if not slugs and not faults else ()),
               *(reports.plan_force(slug) for slug in wanted if slug not in blocked)]  # fmt: skip
    count = len(planned)
    if grid:
        if faults:
            _fail("no report of the table was made, because of what is named above")
        planned, count = _read_grid(grid)
    executor = _connect(scheduler) if scheduler else None
    if plain_kernels or not notebook_batch.CAN_FORK:
        why = "as was asked for" if plain_kernels else "because processes cannot be forked here"
        click.echo(f"each report starts a plain kernel, {why}; that takes longer", err=True)
    settings = {"jobs": jobs, "limit": limit, "plain": plain_kernels, "memory": memory and memory * 1_000_000,
                "force_rebuild": force_rebuild}  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    last = None if faults else reports.INDEX
    with progress.Progress(count + bool(last), folder, quiet=quiet, checkout=catalogue.root()) as told:

        def done(outcome: notebook_batch.Outcome) -> None:
            told.advance(outcome)
            if not outcome.unchanged:
                _carry(place, outcome.name)

        elsewhere = {"executor": executor, "jobs": jobs or executor.slots} if executor else {}
        try:
            failed = notebook_batch.run(planned, folder, **settings | elsewhere, last=last, done=done)
        except Problem as problem:  # the table of the reports was changed under way
            _fail(str(problem))
    if faults:
        compared = [reports.INDEX.name, *(one.name for one in reports.plan_overviews())]
        for name in [*blocked, *compared]:
            notebook_batch.remove(name, folder)
        click.echo(f"not built, because of what is named above: {', '.join([*blocked, *compared])}", err=True)
    _carry(place)
    if timings:
        click.echo(told.show_timings())
    if not quiet:
        click.echo(told.summarise(failed))
        click.echo(f"the pages are in {out or show_path(folder)}/")
    if faults or failed:
        sys.exit(1)


def _open(address: str):
    """The folder of an address, for as long as the command runs."""
    from notebook_batch import mirror

    try:
        return click.get_current_context().with_resource(mirror.open_folder(address))
    except mirror.Unreachable as error:
        _fail(str(error))


def _carry(place, report: str | None = None) -> None:
    """Carry what changed to where the pages go: of one report, or all."""
    from notebook_batch import mirror

    try:
        place.push(report)
    except mirror.Unreachable as error:
        _fail(str(error))


def _connect(address: str):
    """The cluster of a scheduler, for as long as the command runs."""
    from linked_offences.site import reports
    from notebook_batch import cluster

    try:
        return click.get_current_context().with_resource(cluster.connect(address, reports.MAKER))
    except cluster.Unusable as error:
        _fail(str(error))


def _read_grid(file: Path) -> tuple:
    """The reports of a table, read one by one after all were checked, and how many there are."""
    from linked_offences.site import reports
    from notebook_batch import grid

    try:
        count = grid.check(file, reports.MAKER)
    except Problem as problem:
        _fail(str(problem))
    return grid.read(file, reports.MAKER), count


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
        pipeline.run()
    except pipeline.BadInput as bad:
        return bad.faults
    inputs.record_tables()
    _tell_unpublished()
    return []


def _tell_unpublished() -> None:
    """Say which numbers are others than those that were published, so that none changes without a word."""
    from linked_offences.records import changes

    try:
        problems = changes.check().values()
    except Problem as problem:
        problems = [problem]
    for problem in problems:
        click.echo(str(problem), err=True)


_FORCE = click.option("--force", help="The force that answered: a slug or name of data/reference/forces.csv.")
_PERIOD = click.option(
    "--period", metavar="A..B", help="First and last day that was asked for, where the answer names no period."
)


def _read(file: Path, period: str | None, explain: bool = False):
    """The answer in a file, or one line and the end."""
    import foi_answers
    from linked_offences.study import find_vocabulary

    try:
        return foi_answers.read_file(file, period=period, explain=explain, vocabulary=find_vocabulary())
    except (Problem, ValueError) as problem:
        _fail(str(problem))


def _find_force(name: str) -> str:
    try:
        return forces.find_force(name)
    except (Problem, ValueError) as problem:
        _fail(str(problem))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_FORCE
@_PERIOD
@click.option("--explain", is_flag=True, help="Say of each figure what its parts were read from.")
@click.option("--account", is_flag=True, help="Print instead what became of each cell with a number, and why.")
def read(file: Path, force: str | None, period: str | None, explain: bool, account: bool) -> None:
    """Read a force's answer as it came: figures to standard output as CSV, remarks to standard error.

    FILE is a csv, tsv, txt, xlsx, xls, ods, html, docx or pdf. A layout.yml beside it corrects the reading.
    Where a figure may be wrong, its column doubt says why.
    """
    import foi_answers

    extra = {"force": _find_force(force)} if force else {}
    answer = _read(file, period, explain)
    try:
        foi_answers.print_answer(answer, file, explain=explain, extra=extra, account=account)
    except Problem as problem:
        _fail(str(problem))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--force", required=True, help="The force that answered: a slug or name of data/reference/forces.csv."
)
@click.option("--reference", required=True, help="The force's own reference of the request.")
@click.option("--url", help="Where the answer is published.")
@click.option("--published", help="Day or month of publication, as 2024-07-22; left unknown if not given.")
@click.option("--title", help="The answer's own title; its reference if not given.")
@click.option("--request", help="Folder below data/raw/requests that it answers, and which says what was asked.")
@click.option(
    "--platform", help="What is counted: the study's platform if not given, several (it among others) or any."
)
@click.option("--asked", help="What was asked, in your words; needed where no --request says it.")
@click.option("--method", help="How the force searched, in your words.")
@click.option("--searched", help="The method as a class, for comparing forces.")
@click.option("--licence", default="not stated; figures only", show_default=True)
@click.option("--caveat", multiple=True, help="What a reader must know, in your words; may be given again.")
@_PERIOD
@click.option("--yes", is_flag=True, help="File it without asking.")
@click.option(
    "--yes-to-doubts",
    is_flag=True,
    help="File it although figures are in doubt: you have held them against the answer.",
)
def add(file: Path, force: str, period: str | None, yes: bool, yes_to_doubts: bool, **said) -> None:
    """File a force's answer as received, with its reading and its source.yml, under data/raw/disclosures.

    Shows the reading first and asks. The next `make reports` contains it.
    """
    import foi_answers
    from linked_offences.records import filing
    from linked_offences.study import read_study

    if not said["asked"] and not said["request"]:
        _fail("say what was asked: --asked in your words, or --request")
    slug = _find_force(force)
    answer = _read(file, period)
    said["platform"] = said["platform"] or read_study().platform.slug
    for row in answer.rows():
        click.echo(filing.show_row(row))
    for line in foi_answers.describe(answer):
        click.echo(line, err=True)
    try:
        plan = filing.plan(file, slug, answer, period=period, doubts_settled=yes_to_doubts, **said)
        if not yes and not click.confirm(f"File this under {show_path(plan.folder)}?", err=True):
            _fail("nothing was filed")
        plan.write()
    except Problem as problem:
        _fail(str(problem))
    except click.Abort:
        _fail("nothing was filed: say --yes to file without being asked")
    click.echo(f"{show_path(plan.folder)}: filed; the next make reports contains it")


@main.command()
@click.argument("story", type=click.Path(path_type=Path))
@click.option("--force", help="The force that is meant where the story names none.")
@click.option("--json", "as_json", is_flag=True, help="The result for machines.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Write the story with its verdicts in the margin."
)
@click.option("--strict", is_flag=True, help="End with 1 where something differs.")
def check(story: Path, force: str | None, as_json: bool, page: Path | None, strict: bool) -> None:
    """Hold the numbers of an article against the evidence: a text, web page or Word document, or - for standard input.

    Each number and each claim that bounds one holds, differs (with the right figure), holds on one
    reading, is as printed by newspapers and not checked, is not known, could not be understood, or
    is no claim. All are shown.
    """
    from linked_offences import stories
    from linked_offences.stories import checks, margin, reading, wording

    try:
        slug = forces.find_force(force) if force else ""
        text = reading.read_article(story)
        found = stories.check(text, slug)
        if page:
            page.write_text(
                margin.write_page(text, found, story.name if story.name != "-" else "Story"), encoding="utf-8"
            )
    except OSError as error:
        _fail(f"{page}: cannot be written ({error.strerror})")
    except (ValueError, Problem) as error:
        _fail(str(error))
    if as_json:
        click.echo(json.dumps([one.describe() for one in found], indent=1, ensure_ascii=False))
    elif not found:
        click.echo(
            f"{show_path(story)}: no sentence has a number or a claim that could be held against the evidence"
        )
    else:
        click.echo("\n".join(wording.describe(found)))
    if strict and any(finding.verdict == checks.DIFFERS for one in found for finding in one.findings):
        raise SystemExit(1)


@main.command()
@click.argument("force", nargs=-1)
@click.option("--reason", required=True, help="Why the numbers were published or changed; it is printed.")
@click.option("--corrected", is_flag=True, help="What was published before was wrong: show it as a correction.")
@click.option(
    "--reply", default="", help="The filed reply that led to it: its name below data/raw/replies/<force>."
)
@click.option("--day", help="Day of publication, as 2026-11-24; today if not given.")
def publish(force: tuple[str, ...], reason: str, corrected: bool, reply: str, day: str | None) -> None:
    """Write down what changed in the published numbers of the forces named, or of all, and why.

    The tables are made first. The record lies in data/published; CHANGELOG.md is made from it.
    """
    from linked_offences.records import changes, pipeline

    slugs = [_find_force(name) for name in force]
    try:
        pipeline.run()
        entries = changes.publish(day or date.today().isoformat(), reason, slugs, corrected=corrected, reply=reply)
    except (Problem, pipeline.BadInput) as bad:
        click.echo(str(bad), err=True)
        _fail("nothing was published")
    for entry in entries:
        for line in entry.lines:
            click.echo(f"{entry.force}: {line.number.name}: {line.before} -> {line.now}")
    if not entries:
        click.echo("data/published: nothing changed")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write the data folders of another story into FOLDER, empty but for commented examples; make reports there shows it."""
    from linked_offences.records import beginning

    try:
        beginning.begin(folder)
    except (Problem, OSError) as problem:
        _fail(str(problem))
    click.echo(
        f"{show_path(folder)}: begun; write data/reference/study.yml and data/raw/requests, then make reports there"
    )


@main.command()
def notebooks() -> None:
    """Run the committed notebooks again and store their outputs."""
    from notebook_batch import explain, store_notebook

    for file in sorted((catalogue.root() / "notebooks").glob("*.ipynb")):
        try:
            store_notebook(file, catalogue.root())
        except Exception as error:
            _fail(f"{show_path(file)}: {explain(error)}")
        click.echo(f"{show_path(file)}: outputs renewed")


if __name__ == "__main__":
    main()
