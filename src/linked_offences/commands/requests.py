"""The command that writes the letter by which a force is asked for what is missing."""

from pathlib import Path

import click

from linked_offences.commands.group import Force, check_page, fail, find_force, main
from plain_files import Problem, replace_file, show_path

# A request needs the applicant's name and an address for the answer (section 8 of the Act).
FOOT = "Yours faithfully,\n\n[your name]\n[the address, or e-mail address, to which the answer shall be sent]\n"


@main.command(short_help="Write the letter that asks a force for what is missing.")
@click.argument("force", type=Force())
@click.option(
    "--eml", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.eml",
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

    slug = find_force(force)
    check_page(slug)
    try:
        page = profile.load(slug)
        to, *paragraphs = (one.text for one in guidance.letter(page).sentences)
    except (Problem, ValueError) as problem:
        fail(str(problem))
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
