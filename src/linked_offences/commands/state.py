"""The command that says how things stand: what is filed, in doubt, waiting, and would be made."""

import json
from collections import Counter
from datetime import date

import click

from linked_offences import catalogue, forces
from linked_offences.commands.group import main
from plain_files import Problem, show_path


@main.command(short_help="Say what is filed, in doubt, undecided and to be made.")
def status() -> None:
    """Say what is filed, what is in doubt, which labels wait for a decision, and which pages would be made.

    It reads the tables as they were last made, and says so where what they rest on has changed since.
    """
    from linked_offences.counts import list_disagreements
    from linked_offences.records import changes, labels
    from linked_offences.site import inputs, reports
    from linked_offences.study import read_study
    from notebook_batch import RUN, is_done

    if not inputs.tables_are_current():
        click.echo(
            "tables: not of the files that are there; make data renews them, and what follows is of the old ones"
        )
    study = read_study()
    if study.others:
        others = ", ".join(sorted(study.others))
        click.echo(f"platform: {study.platform.slug} (others: {others}; {catalogue.PLATFORM}=... names one)")
    kinds = Counter(row["kind"] for row in catalogue.rows("sources"))
    click.echo(f"filed: {', '.join(f'{kinds[kind]} {kind}' for kind in sorted(kinds))} (folders of data/raw)")
    for decides, heading in (("yes", f"request of {study.request.when}, by force"), ("no", "other requests")):
        asked = [row for row in catalogue.rows("requests") if row["decides_status"] == decides]
        told = Counter(row["status"].replace("_", " ") for row in asked)
        if told:
            click.echo(f"{heading}: {', '.join(f'{many} {name}' for name, many in told.most_common())}")
    today = date.today().isoformat()
    late = [f"{row['id']}: was due on {row['due_on']}" for row in catalogue.rows("requests")
            if row["due_on"] and row["due_on"] < today and row["status"] == "no_answer_known"]  # fmt: skip
    _list("answers overdue", late)
    doubts = [f"{row['id']}: {row['doubt']}" for row in catalogue.rows("figures") if row["doubt"]]
    doubts += [
        f"{row['figures']}: {'; '.join(found)}"
        for row in catalogue.rows("counts") if (found := list_disagreements(row["flag"]))
    ]  # fmt: skip
    _list("in doubt", doubts)
    undecided = [
        f"{row['measure']} {row['label']} ({forces.name_force(row['force'], short=True)})"
        for row in catalogue.rows("figures")
        if row["level"] == "unmapped" and not labels.is_decided(row["measure"], row["label"])
    ]
    _list("labels without a decision", list(dict.fromkeys(undecided)))
    try:
        unpublished = list(changes.check())
    except Problem as problem:
        unpublished = [str(problem)]
    _list("numbers that are not as published", unpublished)
    folder = catalogue.pages()
    planned = [*reports.plan_overviews(), *map(reports.plan_force, forces.list_pages()), reports.INDEX]
    waiting = [one.name for one in planned if not is_done(one, folder)]
    try:
        last = json.loads((folder / RUN).read_text(encoding="utf-8"))["finished"]
    except (OSError, ValueError, KeyError):
        last = "never"
    click.echo(f"pages in {show_path(folder)}/: {len(planned) - len(waiting)} up to date; last run: {last}")
    _list("pages that would be made", waiting if len(waiting) < len(planned) else ["all of them"])


def _list(name: str, lines: list[str]) -> None:
    click.echo(name + ("" if lines else ": none"))
    for line in lines:
        click.echo(f"  {line}")
