"""Turns replies, corrections and the record of what was published into tables for pages."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from linked_offences import catalogue, forces
from linked_offences.numerals import plural
from linked_offences.profile import Profile
from linked_offences.records import changes as record
from linked_offences.records import replies as filed
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import Text
from linked_offences.telling.tables import Table, link, tabulate
from linked_offences.years import write_day

SENDERS = {"force": "the force", "platform": "the platform"}
Refer = Callable[[str | Iterable[str]], str]


def summary(page: Profile) -> Text:
    """Whether anybody has replied, and whether a published number was wrong."""
    say = find_ledger(page.force).say
    replied, wrong = replies(page), corrections(page)
    return find_ledger(page.force).tell(
        say("Replies that were received are listed here." if replied else "No reply of the force or of a platform has been received."),
        say("What was wrong on this page is listed with what is right." if wrong else "No published number has been corrected."),
        "A reply or a correction is shown here with its date: [how to send one](data.html#replies).",
    )  # fmt: skip


def replies(page: Profile) -> Table | None:
    """Replies of the force and of platforms, oldest first; None where none was received."""
    return list_replies(page.force, page.name, find_ledger(page.force).refer)


def list_replies(force: str, name: str, refer: Refer) -> Table | None:
    """Replies filed for a force or nation; None where there is none.

    Parameters
    ----------
    refer : callable
        Turns ids of figures into links to them.
    """
    known = catalogue.places("figures", "id")
    rows = [
        {
            "Date": write_day(one.date),
            "Who": _write_sender(one),
            "What it says": " ".join(filter(None, (one.summary, one.quoted and f"\u201c{one.quoted}\u201d"))),
            "About": (refer(about) or ", ".join(about)) if one.about else "the whole page",
            "How it came": link(one.received, one.address),
        }
        for one in filed.list_replies(force)
        # What is said of figures of another platform only stands on the page about that.
        if (about := [ident for ident in one.about if ident in known]) or not one.about
    ]
    return tabulate(f"Replies about the page of {name}", rows)


def _write_sender(reply: filed.Reply) -> str:
    return f"{reply.who} ({SENDERS[reply.sender]})"


def corrections(page: Profile) -> Table | None:
    """Published numbers and sentences that were wrong, with the old and the new; None where none was."""
    who = {one.name: _write_sender(one) for one in filed.list_replies(page.force)}
    rows = [
        {
            "Date": write_day(line.date),
            "What": _write_what(line, page.force),
            "Old": line.before,
            "New": line.now,
            "Reason": line.reason,
            "Pointed out by": who.get(line.reply, "found here"),
        }
        for line in record.read_record(page.force)
        if line.kind == record.CORRECTED
    ]
    rows += [
        {
            "Date": write_day(one["date"]),
            "What": "a sentence of this page",
            "Old": one["said"],
            "New": one["right"],
            "Reason": one["reason"],
            "Pointed out by": "found here",
        }
        for one in record.list_wrong_sentences(page.force)
    ]
    return tabulate(f"Corrections to the page of {page.name}", rows)


def changes(page: Profile) -> Table | None:
    """What was published when: the first publication, then every change; None where nothing is on record."""
    rows = []
    for entry in record.list_entries(page.force):
        if entry.first:
            many = plural(len(entry.lines), "number or finding", "numbers and findings")
            first = {"Date": write_day(entry.date), "What": f"first published, with {many}"}
            rows.append(first | {"Before": "[z]", "Now": "[z]", "Why": "[z]"})
        else:
            rows += [
                {"Date": write_day(line.date), "What": _write_what(line, page.force),
                 "Before": line.before, "Now": line.now, "Why": line.reason}
                for line in entry.lines
            ]  # fmt: skip
    return tabulate(f"Changes to the published numbers of {page.name}", rows, notes=("[z]: not applicable.",))


def all_changes() -> Table | None:
    """Every published number of any force that changed, newest first, for a page of all; None where none has."""
    entries = [entry for force in record.list_forces() for entry in record.list_entries(force) if not entry.first]
    rows = [
        {
            "Date": write_day(line.date),
            "Page": link(forces.name_force(entry.force, short=True), record.page_of(entry.force)),
            "What": line.number.name,
            "Before": line.before,
            "Now": line.now,
            "Why": line.reason,
        }
        for entry in sorted(entries, key=lambda entry: entry.date, reverse=True)
        for line in entry.lines
    ]
    return tabulate("Published numbers that changed", rows)


def _write_what(line: record.Line, force: str) -> Markup:
    figure, ledger = line.number.figure, find_ledger(force)
    if not figure:
        return Markup(escape(line.number.name))
    if figure in ledger.figures.index:
        return Markup("{} {}").format(line.number.name, ledger.refer(figure))
    # Its answer or story was replaced or withdrawn, so that the page no longer lists it.
    file, _, cell = figure.rpartition("/")[2].partition("!")
    return Markup("{} ({}, {})").format(line.number.name, file, cell.replace("!", " "))
