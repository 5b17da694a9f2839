"""Turns what is known of all forces into the pages that lead to the others."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
from lxml import html
from markupsafe import Markup, escape

from linked_offences import catalogue, forces, profile
from linked_offences.numerals import join_words
from linked_offences.records import changes
from linked_offences.site import database, downloads, feeds, inputs, pages
from linked_offences.site.pages import Section
from linked_offences.study import about, read_study
from linked_offences.telling import history, listings, tilemap
from linked_offences.telling.tables import Table

# Columns that share a few values, of which a new source may bring another.
GROWING = ("claim", "licence", "period_basis", "platform", "region", "request", "searched", "section", "vintage")


def make_index(folder: Path, wait: Callable[[], None] = lambda: None) -> dict[str, bytes]:
    """The pages that lead to the others, and what all pages share, by path below the folder; the index last.

    Parameters
    ----------
    folder : Path
        Where the other pages stand; forces without one are named, not linked.
    wait : callable
        Called when all is made that does not depend on which pages stand there; they do when it returns.
    """
    found = profile.list_known(catalogue.load("requests"), catalogue.load("counts"))
    shared = {
        "files/linked-offences.zip": downloads.make_package(),
        "files/linked-offences.db": database.make_database(),
    }
    written = {
        "methods.html": _write_methods(),
        "data.html": _write_data(shared),
        "changes.html": _write_changes(),
    }
    if inputs.list_guides():
        written["how-to.html"] = _write_guides()
    wait()
    written["by-state.html"] = _list_forces(found, folder, "by-state.html", "state")
    written["index.html"] = _list_forces(found, folder, "index.html", "name")
    if changes.list_forces():
        shared["changes.xml"] = feeds.write_feed(address=inputs.site_address())
    return shared | {file: page.encode() for file, page in written.items()}


def _list_forces(found, folder: Path, file: str, ordered: str) -> str:
    study, asked, counts = read_study(), found["force"].isin(forces.list_asked()), catalogue.load("counts")
    states = Counter(found.loc[asked, "state"])
    tally = join_words(f"{state} ({states[state]})" for state in profile.STATES if states[state])
    others = [f" {one.name}, listed too, was asked another question." for one in found[~asked].itertuples()]
    rows = [
        {
            "force": one.force,
            "name": one.name,
            "status": listings.write_known(one.status, one.section, one.elsewhere),
            "state": one.state,
            "kind": one.state.replace(" ", "-"),
            "latest": listings.latest_figure(one.state, counts[counts["force"] == one.force]),
            "words": _find_words(one.force),
            "built": (folder / f"{one.force}.html").exists(),
        }
        for one in found.itertuples()
    ]
    groups = [
        {"heading": "", "caption": "All forces by name, with what came back and the newest figure", "rows": rows}
    ]
    if ordered == "state":
        groups = [
            {
                "heading": state.capitalize(),
                "ident": state.replace(" ", "-"),
                "caption": f"Forces by what is known: {state}",
                "rows": mine,
            }
            for state in profile.STATES
            if (mine := [row for row in rows if row["state"] == state])
        ]
    page = {
        "title": study.title,
        "year": study.request.year,
        "linked": study.platform.linked,
        "description": f"What is known of {study.offences}, force by force, and what is not.",
        "file": file,
        "others": _link_platforms(),
        "tally": f"What is known of the {asked.sum()} asked: {tally}.{''.join(others)}",
        "sorted": ordered,
        "groups": groups,
        "map": tilemap.draw(found, {row["force"] for row in rows if row["built"]}),
    }
    return pages.render("forces.html.j2", page)


def _link_platforms() -> list[tuple[str, str]]:
    """Name and index of each other platform of the study, as seen from here: the first has the folder above the others."""
    here = read_study()
    up = "../" if here.platform.slug != here.slugs[0] else ""
    found = []
    for slug in here.slugs:
        if slug != here.platform.slug:
            with about(slug) as other:
                folder = f"{up}{slug}/" if slug != here.slugs[0] else up
                found.append((other.platform.name, f"{folder}index.html"))
    return found


def _find_words(slug: str) -> str:
    """Words by which a force is found while typing: its names, its aliases and its region."""
    row = catalogue.reference("forces").set_index("slug").loc[slug]
    text = " ".join([row["name"], row["short_name"], row["aliases"], row["region"]]).lower()
    return " ".join(dict.fromkeys(re.findall(r"[a-z0-9]+", text)))


def _render_text(file: str, title: str, description: str, sections: list[Section]) -> str:
    page = {
        "title": title,
        "description": description,
        "file": file,
        "lead": Markup("<h1>{}</h1><p>{}</p>").format(title, description),
        "sections": sections,
        "contents": [(one.ident, one.heading) for one in sections] if len(sections) > 2 else [],
    }
    return pages.render("text.html.j2", page)


def _write_methods() -> str:
    text = inputs.find_methods().read_text(encoding="utf-8")
    _, *sections = pages.split_sections(pages.write_markdown(text))
    sections = [replace(one, body=_mend_tables(one.body, one.heading)) for one in sections]
    told = "How printed figures become these pages: words, rules, assumptions and formulas."
    return _render_text("methods.html", "Methods and words", told, sections)


def _write_guides() -> str:
    """The how-to texts as one page, a section each, whose links lead to the sections."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in inputs.list_guides()}
    idents = {name: name.removesuffix(".md") for name in texts}
    sections = []
    for name, text in texts.items():
        title, _, rest = text.partition("\n")
        heading, body = title.removeprefix("# "), pages.write_markdown(rest)
        body = re.sub(r"(</?h)([2-5])\b", lambda found: f"{found[1]}{int(found[2]) + 1}", body)
        for other, ident in idents.items():
            body = body.replace(f'href="{other}"', f'href="#{ident}"')
        body = re.sub(r'<a href="(?!https?:|#)[^"]*">(.*?)</a>', r"\1", body)  # of files that are no pages
        sections.append(_make_section(idents[name], heading, _mend_tables(body, heading)))
    return _render_text(
        "how-to.html", "How to", "What can be done with these figures, each with its commands.", sections
    )


def _mend_tables(body: str, caption: str) -> Markup:
    """HTML whose tables, plain as Markdown makes them, have a caption, scopes and a region that scrolls."""

    def mend(found: re.Match) -> str:
        head, *rows = (
            [_read_inner(cell) for cell in row] for row in html.fragment_fromstring(found[0]).iter("tr")
        )
        frame = pd.DataFrame(rows, columns=[one.striptags() for one in head])
        return Table(f"{caption}: the table", frame)._repr_html_()

    return Markup(re.sub(r"<table>.*?</table>", mend, body, flags=re.DOTALL))


def _read_inner(element) -> Markup:
    inner = (Markup(html.tostring(one, encoding="unicode")) for one in element)
    return escape(element.text or "") + Markup("").join(inner)


def _write_data(shared: dict[str, bytes]) -> str:
    """The tables with the meaning of each column, what may be downloaded, and how to reply."""
    offered = [
        pages.offer(text, file, shared[file])
        for text, file in (
            ("All tables with their dictionary", "files/linked-offences.zip"),
            ("The same tables in one file, to be asked in SQL", "files/linked-offences.db"),
        )
    ]
    licences = (
        "Figures of police forces are their own. Official figures are under the Open Government Licence v3.0; our "
        "work on them is under the MIT licence. In the database a blank is NULL, and two views give what is asked most: "
        "exact_counts, and latest_by_force with one row a force."
    )
    guides = '<p><a href="how-to.html">How to use them, and what else can be done here</a>, with the commands.</p>'
    guides = Markup(guides) if inputs.list_guides() else ""
    sections = [
        _make_section(
            "all",
            "All tables at once",
            Markup("<ul><li>{}</li><li>{}</li></ul>{}<p>{}</p>").format(*offered, guides, licences),
        ),
        _make_section("replies", "Replies and corrections", Markup("<p>A force, a platform or a reader who finds a number wrong: "
                      "say which number, on which page, and what shows it. A reply is filed with its date and shown on the "
                      "page; a number that was wrong stays visible beside the right one.</p>")),
    ]  # fmt: skip
    tables = catalogue.schemas("processed") | catalogue.schemas("reference")
    # The CSV of a force has the columns of figures.
    one_force = ("one-force", "CSV of one force", "figures", catalogue.schemas("downloads")["force"])
    all_tables = ((name, name.replace("_", " ").capitalize(), name, table) for name, table in tables.items())
    for ident, heading, name, table in (one_force, *all_tables):
        fields = [(one["name"], one["type"], _explain(name, one)) for one in table["fields"]]
        shown = Table(table["description"], pd.DataFrame(fields, columns=["Column", "Type", "Meaning"]))
        sections.append(_make_section(ident, heading, shown._repr_html_()))
    told = "Every table, the meaning of its columns, and what may be downloaded."
    return _render_text("data.html", "Data and downloads", told, sections)


def _explain(table: str, field: dict) -> str:
    """What a column means, with the values that it may have, or has so far, where the meaning does not name each."""
    name, told = field["name"], field["description"]
    allowed, values = "One of", field.get("constraints", {}).get("enum", ())
    if not values and name in GROWING:
        found = catalogue.reference_rows if table in catalogue.schemas("reference") else catalogue.rows
        allowed, values = "So far", sorted({row[name] for row in found(table) if name in row})
    values = [one for one in values if one]
    named = all(one.casefold() in told.casefold() for one in values)
    return told if named else f"{told}. {allowed}: {' | '.join(values)}"


def _write_changes() -> str:
    """What was published and changed, in words, with the feed."""
    changed = history.all_changes()
    feed = "Nothing is on record yet."
    if changes.list_forces():
        feed = 'The same as a feed: <a href="changes.xml">Atom feed of all forces</a>; each force has its own, named on its page.'
    shown = changed._repr_html_() if changed else "<p>No published number has changed yet.</p>"
    kept = "A number is published with its day; when it changes, the old value, the day and the reason are kept."
    told = "Every published number or verdict that changed, with old and new value, day and reason."
    sections = [_make_section("numbers", "Numbers and verdicts that changed", f"<p>{kept} {feed}</p>{shown}")]
    return _render_text("changes.html", "Published numbers that changed", told, sections)


def _make_section(ident: str, heading: str, body: str) -> Section:
    return Section(ident, heading, Markup('<h2 id="{}">{}</h2>{}').format(ident, heading, Markup(body)))
