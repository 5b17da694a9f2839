"""Turns the name of a police force, as a person writes it, into its slug."""

import difflib

from linked_offences import catalogue


def _names() -> dict[str, list[str]]:
    """Every accepted spelling in lower case, and the slugs that it may stand for."""
    names: dict[str, list[str]] = {}
    header, *rows = catalogue.read_grid(catalogue.reference_folder() / "forces.csv")
    for row in rows:
        force = dict(zip(header, row, strict=True))
        for name in (force["slug"], force["name"], force["short_name"], *force["aliases"].split("|")):
            if name and force["slug"] not in names.setdefault(name.casefold(), []):
                names[name.casefold()].append(force["slug"])
    return names


def find_force(name: str) -> str:
    """Slug of the force that a name, slug or alias stands for.

    Raises
    ------
    ValueError
        No force has that name; the message gives the nearest ones. A near miss is never taken.

    Examples
    --------
    >>> find_force("Devon & Cornwall")
    'devon-and-cornwall'
    """
    names = _names()
    found = names.get(name.strip().casefold(), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f'"{name}" may be {" or ".join(found)}: say which')
    near = difflib.get_close_matches(name.strip().casefold(), names, n=5, cutoff=0.6)
    slugs = list(dict.fromkeys(slug for match in near for slug in names[match]))[:3]
    hint = f"did you mean {' or '.join(slugs)}?" if slugs else "the names are in data/reference/forces.csv"
    raise ValueError(f'no force is called "{name}": {hint}')


def name_force(slug: str, *, short: bool = False) -> str:
    """Name of a force or nation by its slug: the full one, or the short one of tables."""
    forces = catalogue.reference("forces").set_index("slug")
    return forces.loc[slug, "short_name" if short else "name"]


def list_asked() -> list[str]:
    """Slugs of the forces of England and Wales, by name: all were asked in 2024."""
    forces = catalogue.reference("forces")
    return forces.loc[forces["in_england_and_wales"] == "yes"].sort_values("name")["slug"].tolist()


def list_names() -> dict[str, str]:
    """Full name of every force by its slug; nations are left out."""
    table = catalogue.reference("forces")
    table = table[table["type"] != "nation"]
    return dict(zip(table["slug"], table["name"], strict=True))
