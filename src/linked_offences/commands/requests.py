"""Commands that write the letter by which a force is asked for what is missing, and write down that it was sent."""

from pathlib import Path

import click

from linked_offences import forces
from linked_offences.commands.group import (
    Force,
    check_day,
    check_named,
    check_page,
    dry_run,
    fail,
    main,
    show_steps,
)
from plain_files import Problem, replace_file, show_path

# A request needs the applicant's name and an address for the answer (section 8 of the Act).
FOOT = "Yours faithfully,\n\n[your name]\n[the address, or e-mail address, to which the answer shall be sent]\n"


@main.command(short_help="Write the letter that asks a force for what is missing.")
@click.argument("force", type=Force())
@click.option(
    "--eml", "file", type=click.Path(path_type=Path), metavar="FILE.eml",
    help="Write it as a draft for a mail program, instead of printing it.",
)  # fmt: skip
def request(force: str, file: Path | None) -> None:
    """Write the letter that asks a force for what is missing, to copy or as a draft for a mail program.

    It asks for what the page of the force leaves open. Send it to the force's own address for freedom-of-information requests,
    which is not kept here, and under your own name: the Act asks for it.
    """
    from email.message import EmailMessage

    from linked_offences import profile
    from linked_offences.study import read_study
    from linked_offences.telling import guidance

    slug = forces.find_force(force)
    check_page(slug)
    if file:
        check_named(file, ".eml")
    page = profile.load(slug)
    to, *paragraphs = (one.text for one in guidance.letter(page).sentences)
    subject = f"Freedom of information request: {read_study().offences}"
    body = "\n\n".join(["Dear Sir or Madam,", *paragraphs, FOOT])
    if not file:
        click.echo(f"{to}\nSubject: {subject}\n\n{body}", nl=False)
        return
    draft = EmailMessage()
    draft["Subject"] = subject
    draft["X-Unsent"] = "1"  # a mail program opens it to be finished and sent, not as received
    draft.set_content(body)
    replace_file(draft.as_bytes(), file)
    click.echo(f"{show_path(file)}: written; give it the address of {page.name}'s Freedom of Information team")


@main.command(short_help="Write down a request that you sent to a force.")
@click.argument("force", type=Force())
@click.option(
    "--reference", required=True, help="The force's own reference of the request, as it acknowledges it."
)
@click.option("--asked", required=True, help="What was asked, in your words.")
@click.option(
    "--asked-on",
    required=True,
    metavar="DAY",
    help="Day on which the force received it, as 2024-06-03: that of your e-mail.",
)
@click.option("--period", metavar="A..B", help="First and last day that it asks about, as 2021-04-01..2024-03-31.")
@click.option("--platform", help="What it asks about; the study's first platform if not given.")
@click.option(
    "--by",
    default="Our own request",
    show_default=True,
    help="Who asked; it is printed, so name no private person.",
)
@dry_run("Say what would be written down")
def sent(
    force: str,
    reference: str,
    asked: str,
    asked_on: str,
    period: str | None,
    platform: str | None,
    by: str,
    dry_run: bool,
) -> None:
    """Write down a request that you sent to a force, until its answer is filed.

    The page of the force then tells by which day an answer is due, `linked-offences status` when that day has gone by, and
    `linked-offences add` with the same --reference knows what was asked, and when.
    """
    from linked_offences.records import filing
    from linked_offences.site import reports
    from linked_offences.study import read_study

    check_day("--asked-on", asked_on)
    slug = forces.find_force(force)
    try:
        plan = filing.plan_request(
            slug,
            reference,
            asked=asked,
            asked_on=asked_on,
            platform=platform or read_study().platform.slug,
            by=by,
            period=period,
        )
        with show_steps() as step:
            (plan.prove if dry_run else plan.write)(step, lambda: reports.prove(slug))
    except (Problem, ValueError) as problem:
        fail(f"{problem}; nothing was written down")
    became = "would be written down; nothing was written" if dry_run else "written down; file its answer with add"
    click.echo(f"{show_path(plan.folder)}: {became}")
