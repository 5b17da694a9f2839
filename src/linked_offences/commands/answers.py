"""Commands that read a force's answer and file it."""

import sys
import tempfile
from datetime import date
from pathlib import Path

import click

from linked_offences import forces
from linked_offences.commands.group import (
    Force,
    Request,
    check_day,
    check_named,
    check_reason,
    check_request,
    dry_run,
    fail,
    list_requests,
    main,
    show_steps,
)  # fmt: skip
from plain_files import Problem, replace_file, show_path, suggest_names, write_line

_FORCE = {"type": Force(), "help": "The force that answered: a slug or name of data/reference/forces.csv."}
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
        fail(str(problem))


def _tell_undecided(answer) -> None:
    """Say which rows of the label tables an answer still needs."""
    from linked_offences.records import labels

    labelled = [
        (row["measure"], " - ".join(filter(None, (row["offence"], row["outcome"])))) for row in answer.rows()
    ]
    for line in labels.list_undecided(labelled):
        click.echo(line, err=True)


@main.command(short_help="Read an answer, or a folder or zip of them: figures as CSV.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", **_FORCE)
@_PERIOD
@click.option("--explain", is_flag=True, help="Say of each figure what its parts were read from.")
@click.option(
    "--account",
    is_flag=True,
    help="Print instead what became of each cell with a number, and what is not read.",
)
@click.option(
    "--tally", is_flag=True, help="Count instead the rows of a list of single cases, by year, offence and outcome."
)
def read(file: Path, force: str | None, period: str | None, explain: bool, account: bool, tally: bool) -> None:
    """Read a force's answer as it came: figures to standard output as CSV, remarks to standard error.

    A folder, or a zip of many answers such as WhatDoTheyKnow gives, is read file by file: the figures of all with file and
    force, and on standard error one line a file. A file that cannot be read stops no other, and the command ends with 1.

    FILE is a csv, tsv, txt, xlsx, xlsb, xls, ods, html, docx, doc, rtf, pdf, eml, msg or picture, or a zip or folder of
    them. A layout.yml beside it corrects the reading.
    Where a figure may be wrong, its column doubt says why.
    """
    import foi_answers

    extra = {"force": forces.find_force(force)} if force is not None else {}
    if file.is_dir() or file.suffix.casefold() == ".zip":
        if explain or account or tally:
            fail("--explain, --account and --tally are for one file; read it alone")
        _read_batch(file, extra.get("force", ""), period)
        return
    answer = _read(file, period, explain)
    if other := _tell_other_forces(answer, extra.get("force", "")):
        click.echo(other, err=True)
    foi_answers.print_answer(answer, file, explain=explain, extra=extra, account=account, tally=tally)
    _tell_undecided(answer)


def _tell_other_forces(answer, force: str) -> str:
    """A line where an answer names forces at its head or by an address, and not the one that it is said to be of."""
    from linked_offences.records import batches

    named = batches.find_forces(answer) if force else ()
    if not named or force in named:
        return ""
    others = " and ".join(map(forces.name_force, named[:3]))
    return f"the answer names {others}, and not {forces.name_force(force)}: is it the right force?"


def _read_batch(place: Path, force: str, period: str | None) -> None:
    """Print the figures of all files of a folder or archive, and what came of each."""
    from tqdm import tqdm

    import foi_answers
    from linked_offences.records import batches
    from linked_offences.study import find_vocabulary

    with tempfile.TemporaryDirectory(prefix="batch-") as scratch:
        try:
            files = batches.list_files(place, Path(scratch))
            reading = batches.read_files(files, period, find_vocabulary())
            quiet = not sys.stderr.isatty()
            found = list(tqdm(reading, total=len(files), unit="file", disable=quiet, leave=False))
        except (Problem, ValueError) as problem:
            fail(str(problem))
    header = True
    for one in found:
        if one.answer:
            own = force or (one.forces[0] if len(one.forces) == 1 else "")
            text = foi_answers.write_csv(one.answer, {"file": one.name, "force": own}, doubt=True)
            click.echo(text if header else text.partition("\n")[2], nl=False)
            header = False
            if other := _tell_other_forces(one.answer, force):
                click.echo(f"{one.name}: {other}", err=True)
    for line in batches.write_summary(found):
        click.echo(line, err=True)
    if any(one.fault for one in found):
        sys.exit(1)


@main.command(short_help="Write a page: one answer as it came, beside its reading.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="PAGE",
    help="The page to write; FILE.review.html in this folder if not given.",
)  # fmt: skip
@_PERIOD
def review(file: Path, out: Path | None, period: str | None) -> None:
    """Write one page for a browser: a force's answer as it came, and beside each number what it was read as.

    Doubts stand first, with both readings where there are two and the layout.yml that decides. FILE is one file that read
    takes, and no folder.
    """
    page = out if out is not None else Path(f"{file.name}.review.html")
    check_named(page, ".html", ".htm", made_of=file)
    _write_review(file, _read(file, period, explain=True), period, page)


def _write_review(file: Path, answer, period: str | None, page: Path) -> None:
    import foi_answers
    from linked_offences.study import find_vocabulary

    written = foi_answers.write_review(answer, file, period=period, vocabulary=find_vocabulary())
    replace_file(written.encode(), page)
    click.echo(f"{show_path(page)}: open it in a browser")


@main.command(short_help="File a force's answer, with its reading and its source.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", required=True, **_FORCE)
@click.option("--reference", required=True, help="The force's own reference of the request.")
@click.option("--url", help="Where the answer is published.")
@click.option("--published", help="Day or month of publication, as 2024-07-22; left unknown if not given.")
@click.option("--title", help="The answer's own title; its reference if not given.")
@click.option(
    "--request",
    type=Request(),
    help="Folder below data/raw/requests that it answers, and which says what was asked: only for answers to that asker.",
)
@click.option(
    "--platform",
    help="What is counted: if not given what --request asked about, else the study's first platform; another one, several "
    "(it among others) or any.",
)
@click.option(
    "--asked", help="What was asked, in your words, where another person asked, though it be the same question."
)
@click.option("--asked-on", metavar="DAY", help="Day on which the force received the request, as 2024-06-03.")
@click.option("--answered-on", metavar="DAY", help="Day of the answer or refusal.")
@click.option("--method", help="How the force searched, in your words: which field, for which spellings.")
@click.option(
    "--searched",
    help='The same in few words, for comparing forces, such as "keyword in the occurrence summary"; take the words of others '
    "that searched so (data/processed/requests.csv).",
)
@click.option("--licence", default="not stated; figures only", show_default=True)
@click.option("--caveat", multiple=True, help="What a reader must know, in your words; may be given again.")
@click.option(
    "--replaces",
    metavar="REFERENCE",
    help="An earlier answer in whose place it came; that one then counts no more.",
)
@click.option("--reason", help="Why it replaces the earlier answer; it is printed.")
@_PERIOD
@click.option("--yes", is_flag=True, help="File it without asking.")
@click.option(
    "--yes-to-force", is_flag=True, help="File it although it names another force: you know whose it is."
)
@click.option(
    "--yes-to-doubts",
    is_flag=True,
    help="File it although figures are in doubt: you have held them against the answer.",
)
@dry_run("Say what would be filed, after the pipeline read it in a copy")
def add(
    file: Path,
    force: str,
    period: str | None,
    yes: bool,
    yes_to_doubts: bool,
    yes_to_force: bool,
    dry_run: bool,
    **said,
) -> None:
    """File a force's answer as received, with its reading and its source.yml, under data/raw/disclosures.

    Shows the reading first and asks; files nothing with which the force's page could not be made. The next
    `make reports` contains it.
    """
    import foi_answers
    from linked_offences.records import filing
    from linked_offences.site import reports
    from linked_offences.study import about, read_study

    if file.is_dir():
        place = show_path(file)
        fail(f"{place}: read the folder first (linked-offences read {place}), then add each file")
    check_day("--published", said["published"], month=True)
    check_day("--asked-on", said["asked_on"])
    check_day("--answered-on", said["answered_on"])
    check_reason(said["reason"])
    if said["request"]:
        check_request(said["request"])
    slug = forces.find_force(force)
    try:
        _fill_from_sent(slug, said)
        said["platform"] = _find_platform(said["platform"], said["request"], file)
    except Problem as problem:
        fail(f"{problem}; nothing was filed")
    if said["platform"] in read_study().slugs:
        # The page that must come out is the one about it.
        click.get_current_context().with_resource(about(said["platform"]))
    if not said["asked"] and not said["request"]:
        on_file = " or ".join(f"--request {name}" for name in list_requests()) or "--request (none is on file)"
        fail(f"say what was asked: {on_file}, or --asked in your words")
    if bool(said["replaces"]) != bool(said["reason"]):
        fail("say with --reason why it replaces the earlier answer, and with --replaces which one; or neither")
    answer = _read(file, period)
    for row in answer.rows():
        click.echo(filing.show_row(row))
    other = _tell_other_forces(answer, slug)
    for line in (*foi_answers.describe(answer), *filter(None, [other])):
        click.echo(line, err=True)
    if other and (yes or dry_run) and not yes_to_force:
        became = "would be refused unless --yes-to-force" if dry_run else "nothing was filed"
        fail(f"{became}: it names another force; say --yes-to-force where you know whose it is")
    try:
        plan = filing.plan(file, slug, answer, period=period, doubts_settled=yes_to_doubts, **said)
        for line in filing.list_alike(slug, answer, said["platform"], said["replaces"] or ""):
            click.echo(line, err=True)
        if dry_run:
            with show_steps() as step:
                plan.prove(step, lambda: reports.prove(slug))
            click.echo(
                f"{show_path(plan.folder)}: would be filed, with {', '.join(plan.files)}; nothing was written"
            )
            return
        while not yes:
            asked = f"File this under {show_path(plan.folder)}? [y/N, or l to look at it first]"
            said = click.prompt(asked, default="n", show_default=False, err=True).strip().lower()
            if said in ("y", "yes"):
                break
            if said not in ("l", "look"):
                fail("nothing was filed")
            _write_review(file, answer, period, Path(tempfile.mkdtemp(prefix="answer-")) / f"{file.name}.html")
        with show_steps() as step:
            plan.write(step, lambda: reports.prove(slug))
    except Problem as problem:
        fail(f"{problem}; nothing was filed")
    except click.Abort:
        fail("nothing was filed: say --yes to file without being asked")
    click.echo(f"{show_path(plan.folder)}: filed; the next make reports contains it")
    _tell_undecided(answer)


def _fill_from_sent(slug: str, said: dict) -> None:
    """Let what was written down of the request when it was sent stand where a person does not say otherwise."""
    from linked_offences.records import filing

    if sent := {} if said["request"] else filing.find_sent(slug, said["reference"]):
        said["asked"] = said["asked"] or sent["asked"]
        said["asked_on"] = said["asked_on"] or sent.get("dates", {}).get("asked")
        said["platform"] = said["platform"] or sent["platform"]


def _find_platform(named: str | None, request: str | None, file: Path) -> str:
    """What an answer counts: what a person names, else what its request asked about, else the study's platform; or the end."""
    from linked_offences.records import sources
    from linked_offences.study import read_study

    study = read_study()
    asked = sources.read_request(request, file).record["platform"] if request else ""
    if named and named not in study.platforms:
        near = suggest_names(named, study.platforms) or f"it is one of {', '.join(study.platforms)}"
        fail(f'--platform: "{write_line(named)}": is no platform of data/reference/study.yml: {near}')
    return named or asked or study.platform.slug


@main.command(short_help="Read a filed document anew, by the layout.yml beside it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Renew it without asking.")
def reread(file: Path, yes: bool) -> None:
    """Read a filed document anew, by the layout.yml beside it, and file that reading in place of the old one.

    FILE is a document below data/raw. Shows first which figures go (-) and come (+), and asks.
    """
    from linked_offences.records import filing

    try:
        plan, lines = filing.plan_reading(file)
        if not lines:
            click.echo(f"{show_path(file)}: is read as before; nothing changed")
            return
        click.echo("\n".join(lines))
        if not yes and not click.confirm("File this reading in place of the old one?", err=True):
            fail("nothing was changed")
        with show_steps() as step:
            plan.write(step)
    except click.Abort:
        fail("nothing was changed: say --yes to renew it without being asked")
    click.echo(f"{show_path(file)}: its reading is renewed; the next make reports contains it")


@main.command(short_help="Let an answer or a story count no more.")
@click.argument("reference")
@click.option("--reason", required=True, help="Why it no longer counts; it is printed.")
@click.option("--force", help="The force that it is about, where others have the same reference.")
@click.option("--day", help="Since when it does not count, as 2026-11-24; today if not given.")
@dry_run("Say what would be withdrawn, after the pipeline read it in a copy")
def withdraw(reference: str, reason: str, force: str | None, day: str | None, dry_run: bool) -> None:
    """Let an answer or a story count no more: its publisher took it back, or it is not what it was filed as.

    REFERENCE is the force's own, or the name of the folder. What was received stays, and the page says what became of it.
    What it had replaced does not count again.
    """
    from linked_offences.records import filing

    check_day("--day", day)
    check_reason(reason)
    when = day or date.today().isoformat()
    plan = filing.plan_withdrawal(reference, forces.find_force(force) if force is not None else "", when, reason)
    with show_steps() as step:
        (plan.prove if dry_run else plan.write)(step)
    became = "would be withdrawn" if dry_run else "withdrawn"
    then = "nothing was written" if dry_run else "the next make reports says so; then publish it"
    click.echo(f"{show_path(plan.folder)}: {became}, since {when}; {then}")
