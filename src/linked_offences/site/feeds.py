"""Turns the record of what was published into Atom feeds: one for all forces, one for each."""

from xml.etree import ElementTree

from linked_offences import forces
from linked_offences.numerals import capital, plural
from linked_offences.records import changes
from linked_offences.site.metadata import AUTHOR
from linked_offences.study import read_study
from linked_offences.years import write_day

ATOM = "http://www.w3.org/2005/Atom"
# Ids of entries are tag addresses (RFC 4151), which stay the same wherever the pages stand.
TAG = "tag:linked-offences,2026-11-24"


def write_feed(force: str = "", address: str = "") -> bytes:
    """Atom feed of what was published and changed, newest first.

    Parameters
    ----------
    force : str, optional
        Slug; all forces and nations if not given.
    address : str, optional
        Where the pages stand, with a slash at the end; without it the feed has no links, because a
        reader of feeds has nothing to which a relative one would lead.

    Returns
    -------
    bytes
        XML with the elements that RFC 4287 requires; the days are those of the record.

    Raises
    ------
    ValueError
        Nothing of the force is on record, so that the feed has no day of change.
    """
    slugs = [force] if force else changes.list_forces()
    entries = [entry for slug in slugs for entry in changes.list_entries(slug)]
    if not entries:
        raise ValueError(f"nothing of {force or 'any force'} is on record; run linked-offences publish first")
    # Of one day the later line of a record stands first, as it is what holds.
    entries.sort(key=lambda entry: (entry.date, int(entry.name.rpartition("/")[2])), reverse=True)
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    about = f": {forces.name_force(force)}" if force else ", force by force"
    _add(feed, "id", f"{TAG}:{force or 'all'}")
    _add(feed, "title", f"{capital(read_study().offences)}{about}: what was published and what changed")
    _add(feed, "updated", f"{entries[0].date}T00:00:00Z")
    _add(_add(feed, "author"), "name", AUTHOR)
    if address:
        file, page = (f"files/{force}/{force}.xml", changes.page_of(force)) if force else ("changes.xml", "")
        _add(feed, "link", rel="self", type="application/atom+xml", href=f"{address}{file}")
        _add(feed, "link", rel="alternate", type="text/html", href=f"{address}{page}")
    for entry in entries:
        element = _add(feed, "entry")
        _add(element, "id", f"{TAG}:{entry.name}")
        _add(element, "title", _title(entry))
        _add(element, "updated", f"{entry.date}T00:00:00Z")
        if address:
            page = changes.page_of(entry.force)
            _add(element, "link", rel="alternate", type="text/html", href=f"{address}{page}")
        _add(element, "content", _describe(entry), type="text")
    ElementTree.indent(feed, " ")
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _title(entry: changes.Entry) -> str:
    name = forces.name_force(entry.force)
    if entry.first:
        return f"{name}: first published"
    kinds = {line.kind for line in entry.lines}
    done = kinds.pop() if len(kinds) == 1 else "changed"
    return f"{name}: {plural(len(entry.lines), 'published number or finding', 'published numbers and findings')} {done}"


def _describe(entry: changes.Entry) -> str:
    """What changed in words, a line a number."""
    if entry.first:
        many = plural(len(entry.lines), "number or finding", "numbers and findings")
        return f"First published on {write_day(entry.date)}, with {many}."
    lines = [f"{line.number.name}: {line.now}; before: {line.before}." for line in entry.lines]
    return "\n".join([*lines, f"Why: {entry.reason}"])
