"""Links of the finished pages: to pages, to places in them, and to files with the size that is stated."""

import posixpath
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from conftest import SITE, STATES
from lxml import html

from linked_offences import forces
from linked_offences.catalogue import load

# What a link may call a file of each kind.
KINDS = {
    ".csv": "CSV",
    ".db": "SQLite",
    ".ipynb": "notebook|IPYNB",
    ".json": "JSON",
    ".png": "PNG",
    ".svg": "SVG",
    ".xlsx": "workbook|spreadsheet|XLSX",
    ".zip": "ZIP|Data Package",
}
SIZE = re.compile(r"\b([\d,]+(?:\.\d+)?)\s(bytes|kB|MB)\b")
SCALES = {"bytes": 1, "kB": 1_000, "MB": 1_000_000}


@cache
def list_plain_sources():
    """Addresses of sources as published, where that is not over https."""
    return tuple(one for one in load("sources")["address"] if one.startswith("http://"))


def find_faults(folder, file, unbuilt=()):
    """What is wrong with the links of one page, one line each.

    Parameters
    ----------
    unbuilt : collection of str
        Pages that may be missing, because only a few were made.
    """
    page = html.fromstring((folder / file).read_text(encoding="utf-8"))
    ids = page.xpath("//@id")
    faults = [f"id twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]
    own = page.xpath("string(//link[@rel='canonical']/@href)")
    pointed = page.xpath("//*[@aria-labelledby or @aria-describedby or @aria-controls or @for]")
    for one in pointed:
        names = [one.get(key, "") for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for")]
        faults += [f"no such id: {name}" for name in " ".join(names).split() if name not in ids]
    for element in page.xpath("//*[@href or @src or @property='og:image' or @property='og:url']"):
        address = element.get("href") or element.get("src") or element.get("content", "")
        if own:
            address = address.replace(own.rsplit("/", 1)[0] + "/", "")
        if re.match(r"[a-z]+:|//", address):
            if not address.startswith(("https://", "mailto:", "data:", *list_plain_sources())):
                faults.append(f"not https: {address}")
            elif element.tag not in ("a", "link"):
                faults.append(f"fetched from elsewhere: {address}")
            continue
        path, fragment = urldefrag(unquote(address))
        target = Path(posixpath.normpath(posixpath.join(posixpath.dirname(file), path) if path else file))
        if path.startswith("/") or ".." in target.parts:
            faults.append(f"leads out of the folder: {address}")
        elif not (folder / target).is_file():
            if target.name not in unbuilt:
                faults.append(f"leads nowhere: {address}")
        elif fragment and fragment not in read_ids(folder / target):
            faults.append(f"no such place: {address}")
        elif element.tag == "a" and target.suffix != ".html":
            faults += find_misstated(element.text_content(), folder / target)
    return faults


@cache
def read_ids(file):
    """Ids of a page."""
    return set(html.fromstring(file.read_text(encoding="utf-8")).xpath("//@id"))


def find_misstated(text, file):
    """What the words of a link to a file say wrongly or do not say: what kind it is, and how large."""
    if file.suffix in (".xml", ".css"):
        return []
    stated = SIZE.search(text)
    if not stated:
        return [f"does not say how large: {text.strip()!r} for {file.name}"]
    number, unit = stated.groups()
    size, step = file.stat().st_size, SCALES[unit] * 10.0 ** -len(number.partition(".")[2])
    faults = []
    # Rounded, or rounded up, at the last digit that is printed, and never to nothing.
    if not -step / 2 <= float(number.replace(",", "")) * SCALES[unit] - max(size, step) < step:
        faults.append(f"says {number} {unit} of {size} bytes: {file.name}")
    if not re.search(KINDS.get(file.suffix, file.suffix[1:]), text, flags=re.IGNORECASE):
        faults.append(f"does not say what kind: {text.strip()!r} for {file.name}")
    return faults


@pytest.mark.every_page
def test_every_link_leads_to_what_it_says(reports):
    files = sorted(
        file.relative_to(reports).as_posix()
        for place in ("*.html", "files/*/*.html")
        for file in reports.glob(place)
    )
    assert {"index.html", *(f"{force}.html" for force in STATES)} <= set(files)
    assert any(file.startswith("files/dorset/") for file in files)
    unbuilt = set() if SITE else {f"{force}.html" for force in forces.list_pages()}
    faults = [f"{file}: {fault}" for file in files for fault in find_faults(reports, file, unbuilt)]
    assert not faults, "\n".join(faults)


SOUND = '<h2 id="years">Years</h2><a href="other.html#place">Other</a> <a href="#years">Years</a>'


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (SOUND, None),
        ('<a href="files/a.csv">Data for figure 1 (2 kB CSV)</a>', None),
        ('<a href="files/a.csv">Data for figure 1 (1.7 kB CSV)</a>', None),
        ('<a href="files/a.csv">Data for figure 1 (1,660 bytes CSV)</a>', None),
        ('<a href="https://example.org/page">Elsewhere</a>', None),
        ('<p id="a">One</p><p id="a">Two</p>', "id twice: a"),
        ('<svg aria-labelledby="gone"></svg>', "no such id: gone"),
        ('<a href="gone.html">Gone</a>', "leads nowhere: gone.html"),
        ('<a href="unbuilt.html">Not made in this run</a>', None),
        ('<a href="#gone">Gone</a>', "no such place: #gone"),
        ('<a href="other.html#gone">Gone</a>', "no such place: other.html#gone"),
        ('<a href="/other.html">Root</a>', "leads out of the folder: /other.html"),
        ('<a href="../other.html">Up</a>', "leads out of the folder: ../other.html"),
        ('<a href="http://example.org/">Plain</a>', "not https: http://example.org/"),
        ('<img src="https://example.org/a.png">', "fetched from elsewhere: https://example.org/a.png"),
        ('<link rel="alternate" href="gone.xml"><p>Feed</p>', "leads nowhere: gone.xml"),
        ('<a href="files/a.csv">Data (1 kB CSV)</a>', "says 1 kB of 1660 bytes: a.csv"),
        ('<a href="files/a.csv">Data (1.6 kB CSV)</a>', "says 1.6 kB of 1660 bytes: a.csv"),
        ('<a href="files/a.csv">Data (CSV)</a>', "does not say how large: 'Data (CSV)' for a.csv"),
        ('<a href="files/a.csv">Data (2 kB)</a>', "does not say what kind: 'Data (2 kB)' for a.csv"),
        ('<a href="files/a.csv">Data (3 kB CSV)</a>', "says 3 kB of 1660 bytes: a.csv"),
        ('<a href="files/b.csv">Data (2 kB CSV)</a>', None),
        ('<a href="files/tiny.csv">Data (1 kB CSV)</a>', None),
        ('<a href="files/tiny.csv">Data (0 kB CSV)</a>', "says 0 kB of 3 bytes: tiny.csv"),
        (
            '<link rel="canonical" href="https://example.org/t/page.html"><meta property="og:image"'
            ' content="https://example.org/t/gone.png"><p>Shared</p>',
            "leads nowhere: gone.png",
        ),
    ],
)
def test_a_link_that_does_not_hold_is_found(tmp_path, page, fault):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.csv").write_bytes(b"x" * 1660)
    (tmp_path / "files" / "b.csv").write_bytes(b"x" * 1240)
    (tmp_path / "files" / "tiny.csv").write_bytes(b"x,y")
    (tmp_path / "other.html").write_text('<p id="place">Here</p>', encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    faults = find_faults(tmp_path, "page.html", {"unbuilt.html"})
    assert faults == ([fault] if fault else [])
