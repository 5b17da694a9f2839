"""The command that makes everything again, of nothing but the raw files, and says what stands otherwise."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from linked_offences import catalogue, forces
from linked_offences.commands.group import fail, main
from plain_files import show_path, write_line

# What everything is made of, and what stands beside it.
PARTS = ("data", "docs", "notebooks", "METHODOLOGY.md", "requirements.lock")


@main.command(short_help="Make everything again, and say what differs and why.")
@click.argument("what", metavar="[FORCE | FILE]", required=False)
@click.option("--pages", type=click.Path(path_type=Path), help="Folder of the pages; reports/ if not given.")
def verify(what: str | None, pages: Path | None) -> None:
    """Make everything again of nothing but the raw files, and say that it is identical, or what differs and why.

    Of a FORCE its page and the files beside it, where they stand in reports/; of a FILE, such as a downloaded page,
    table, workbook or notebook, that file; otherwise all that stands here: tables, the record of what was
    published, the stored notebooks, and every page in reports/.
    """
    folder = pages or catalogue.pages()
    file = Path(what) if what and Path(what).is_file() else None
    if what and not file and (Path(what).suffix or len(Path(what).parts) > 1):
        fail(f"{write_line(what)}: is no file that is there; name a file, or a force")
    force = forces.find_force(what) if what is not None and not file else ""
    here = catalogue.root()
    with tempfile.TemporaryDirectory(prefix="verify-") as scratch:
        for part in PARTS:
            if (here / part).is_dir():
                shutil.copytree(here / part, Path(scratch) / part, symlinks=True)
            elif (here / part).exists():
                shutil.copyfile(here / part, Path(scratch) / part)
        with catalogue.rooted(scratch):
            told = list(_look(here, folder, file, force))
    for line in told:
        click.echo(line, err=True)
    if told:
        if not file or file.resolve().is_relative_to(here.resolve()):
            click.echo("to make anew what stands here: make data, make notebooks, make reports", err=True)
        sys.exit(1)
    click.echo("identical: it follows from data/raw and data/reference alone")


def _look(here: Path, folder: Path, file: Path | None, force: str) -> Iterator[str]:
    """What stands otherwise than it is made, in lines; the root is a copy, in which everything is made again."""
    from linked_offences.records import changes, pipeline

    shutil.rmtree(catalogue.processed(), ignore_errors=True)
    try:
        pipeline.run()
    except pipeline.BadInput as bad:
        fail(str(bad))
    broken = changes.check()
    inside = file is not None and file.resolve().is_relative_to(here.resolve())
    place = file.resolve().relative_to(here.resolve()).as_posix() if inside else ""
    whole = not file and not force
    if whole or place.startswith(("data/", "CHANGELOG.md", "notebooks/")):
        platform = re.match(r"data/platforms/([^/]+)/", place)
        if platform and platform[1] != catalogue.further_platform():
            command = f"{catalogue.PLATFORM}={platform[1]} linked-offences verify {place}"
            fail(f"{place}: say that it is about that platform: {command}")
        lines = [*_hold_tables(here), *(str(one) for one in broken.values())]
        if not catalogue.further_platform():  # the stored notebooks are about the first
            lines += _hold_notebooks(here, whole, place)
        yield from (line for line in lines if line.startswith(place))
        if place:
            return
    elif force and force in broken:
        yield str(broken[force])
    yield from _hold_pages(folder, file, force)


def _hold_tables(here: Path) -> Iterator[str]:
    from linked_offences.records import changes
    from linked_offences.site import receipts

    def place(file: Path) -> str:
        return file.relative_to(catalogue.root()).as_posix()

    tables = place(catalogue.processed())
    made = {place(one): one.read_bytes() for one in sorted(catalogue.processed().iterdir())}
    made[place(changes.find_changelog())] = changes.write_changelog().encode()
    for name, line in receipts.compare_folders(here, made):
        yield f"{name}: {line}"
    for extra in sorted((here / tables).glob("*")):
        if f"{tables}/{extra.name}" not in made:
            yield f"{tables}/{extra.name}: is none of our tables"


def _hold_notebooks(here: Path, whole: bool, place: str) -> Iterator[str]:
    from linked_offences.site import receipts
    from notebook_batch import explain, store_notebook

    for file in sorted((catalogue.root() / "notebooks").glob("*.ipynb")):
        name = f"notebooks/{file.name}"
        if not whole and name != place:
            continue
        try:
            store_notebook(file, catalogue.root())
        except Exception as error:
            yield f"{name}: {explain(error)}"
            continue
        for line in receipts.compare(name, (here / name).read_bytes(), file.read_bytes()):
            yield f"{name}: {line}"


def _hold_pages(folder: Path, file: Path | None, force: str) -> Iterator[str]:
    import notebook_batch
    from linked_offences.site import receipts, reports

    names = [*(one.name for one in reports.plan_overviews()), *forces.list_pages()]
    wanted, path = names, ""
    if file:
        found = receipts.find_report(file.name, names)
        if not found:
            fail(f"{file}: is a file of no report, by its name; name it as it was downloaded")
        wanted, path = [found[0]], found[1]
    elif force:
        wanted = [force]
    standing = [name for name in wanted if file or notebook_batch.find_record(name, folder).exists()]
    if force and not standing:
        none = f"holds no page of {forces.name_force(force)}"
        fail(f"{show_path(folder)} {none}; make it first: linked-offences report {force}")
    if not standing:
        return
    with_index = not file and not force and notebook_batch.find_record(reports.INDEX.name, folder).exists()
    made, last = catalogue.pages(), reports.INDEX if with_index else None
    failed = notebook_batch.run(map(reports.find_planned, standing), made, last=last)
    for one in failed:
        yield f"{one.name}: cannot be made: {one.reason}"
    if file:
        if (made / path).exists():
            for line in receipts.compare(path, file.read_bytes(), (made / path).read_bytes()):
                yield f"{file}: {line}"
        elif not failed:
            yield f"{file}: is a file that the page does not have now"
        return
    for name in [*standing, *([reports.INDEX.name] if with_index else [])]:
        record = notebook_batch.find_record(name, made)
        mine = [record, *(made / line.split("  ", 1)[1] for line in record.read_text("utf-8").splitlines()[1:])]
        content = {one.relative_to(made).as_posix(): one.read_bytes() for one in mine if one.exists()}
        for path, line in receipts.compare_folders(folder, content):
            yield f"{show_path(folder)}/{path}: {line}"
