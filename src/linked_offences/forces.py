"""Turns the name of a police force, as a person writes it, into its slug."""

import difflib
import re

from linked_offences import catalogue
from plain_files import Unknown, write_line

NATION = "england-and-wales"
# What forces call themselves besides where they are: "Kent Constabulary" is Kent Police, whichever word is taken.
_KIND = re.compile(r"\b(the|police|constabulary|service|force)\b")


def list_spellings() -> dict[str, list[str]]:
    """Every accepted spelling in lower case, and the slugs that it may stand for."""
    names: dict[str, list[str]] = {}
    for force in catalogue.reference_rows("forces"):
        for name in (force["slug"], force["name"], force["short_name"], *force["aliases"].split("|")):
            if name and force["slug"] not in names.setdefault(name.casefold(), []):
                names[name.casefold()].append(force["slug"])
    return names


def _find_alike(name: str) -> list[str]:
    """Slugs of the forces whose names differ from a name only in what a force calls itself."""
    nations = {force["slug"] for force in catalogue.reference_rows("forces") if force["type"] == "nation"}
    wanted = _strip(name)
    found = (
        slug for known, slugs in list_spellings().items() if wanted and _strip(known) == wanted for slug in slugs
    )
    return [slug for slug in dict.fromkeys(found) if slug not in nations]


def _strip(name: str) -> str:
    return " ".join(_KIND.sub(" ", name.casefold()).split())


def find_force(name: str) -> str:
    """Slug of the force that a name, slug or alias stands for, whether it says police or constabulary.

    Raises
    ------
    Unknown
        No force has that name; the message gives the nearest ones. A near miss is never taken.

    Examples
    --------
    >>> find_force("Devon & Cornwall"), find_force("Kent Constabulary")
    ('devon-and-cornwall', 'kent')
    """
    names = list_spellings()
    found = names.get(name.strip().casefold(), []) or _find_alike(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Unknown(f'"{write_line(name)}" may be {" or ".join(found)}: say which')
    bare = {_strip(known): slugs for known, slugs in names.items()}
    near = difflib.get_close_matches(_strip(name), filter(None, bare), n=5, cutoff=0.6)
    slugs = list(dict.fromkeys(slug for match in near for slug in bare[match]))[:3]
    hint = f"did you mean {' or '.join(slugs)}?" if slugs else "the names are in data/reference/forces.csv"
    if len(several := name.replace(",", " ").split()) > 1 and {one.casefold() for one in several} <= names.keys():
        hint = (
            f"name each by itself; linked-offences report {write_line(' '.join(several))} makes the pages of all"
        )
    raise Unknown(f'no force is called "{write_line(name)}": {hint}')


def name_force(slug: str, *, short: bool = False) -> str:
    """Name of a force or nation by its slug: the full one, or the short one of tables."""
    column = "short_name" if short else "name"
    return {force["slug"]: force[column] for force in catalogue.reference_rows("forces")}[slug]


def list_asked() -> list[str]:
    """Slugs of the forces of England and Wales, by name: all were asked."""
    asked = [force for force in catalogue.reference_rows("forces") if force["in_england_and_wales"] == "yes"]
    return [force["slug"] for force in sorted(asked, key=lambda force: force["name"])]


def list_pages() -> list[str]:
    """Slugs of the forces that have a page, by name: all of England and Wales, and others with a request on file."""
    asked = {*list_asked(), *(request["force"] for request in catalogue.rows("requests"))}
    return sorted(asked, key=name_force)


def list_slugs() -> set[str]:
    """Slugs of all forces and nations."""
    return {force["slug"] for force in catalogue.reference_rows("forces")}


def list_names() -> dict[str, str]:
    """Full name of every force by its slug; nations are left out."""
    table = catalogue.reference_rows("forces")
    return {force["slug"]: force["name"] for force in table if force["type"] != "nation"}
