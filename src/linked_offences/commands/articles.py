"""The command that holds an article against the evidence."""

import json
from pathlib import Path

import click

from linked_offences import forces
from linked_offences.commands.group import Force, check_named, main
from plain_files import replace_file, show_path


@main.command(short_help="Hold the numbers of an article against the evidence.")
@click.argument("story", type=click.Path(path_type=Path))
@click.option("--force", type=Force(), help="The force that is meant where the story names none.")
@click.option("--json", "as_json", is_flag=True, help="The result for machines.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path), help="Write the story with its verdicts in the margin."
)
@click.option("--strict", is_flag=True, help="End with 1 where something differs, is contradicted or is disputed.")
def check(story: Path, force: str | None, as_json: bool, page: Path | None, strict: bool) -> None:
    """Hold the numbers of an article against the evidence: a text, web page or Word document, or - for standard input.

    Each number and each claim that bounds one holds, differs (with the right figure), holds on one
    reading, is as printed by newspapers and not checked, repeats what is contradicted or disputed, is
    not known, could not be understood, or is no claim. All are shown.
    """
    from linked_offences import stories
    from linked_offences.stories import checks, margin, reading, wording

    if page is not None:
        check_named(page, ".html", ".htm", made_of=story)
    slug = forces.find_force(force) if force is not None else ""
    text = reading.read_article(story)
    found = stories.check(text, slug)
    if page is not None:
        written = margin.write_page(text, found, story.name if story.name != "-" else "Story")
        replace_file(written.encode(), page)
    if as_json:
        click.echo(json.dumps([one.describe() for one in found], indent=1, ensure_ascii=False))
    elif not found:
        click.echo(
            f"{show_path(story)}: no sentence has a number or a claim that could be held against the evidence"
        )
    else:
        click.echo("\n".join(wording.describe(found)))
    if page:
        click.echo(f"{show_path(page)}: open it in a browser", err=True)
    if strict and any(finding.verdict in checks.BAD for one in found for finding in one.findings):
        raise SystemExit(1)
