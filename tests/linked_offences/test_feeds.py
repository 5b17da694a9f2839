"""Atom feeds: valid by RFC 4287, with ids that stay and days of the record."""

import re
from xml.etree import ElementTree

import pytest

from linked_offences import forces
from linked_offences.records import changes
from linked_offences.site import feeds

ADDRESS = "https://example.org/made-up/"
SPACE = {"a": "http://www.w3.org/2005/Atom"}


def read(force="", address=""):
    return ElementTree.fromstring(feeds.write_feed(force, address))


def text(element, name):
    found = element.findall(f"a:{name}", SPACE)
    assert len(found) == 1
    return found[0].text


@pytest.mark.parametrize("force", ["", "derbyshire", "dyfed-powys", "psni", "england-and-wales"])
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_feed_has_what_atom_requires(force, address):
    feed = read(force, address)
    assert feed.tag == f"{{{SPACE['a']}}}feed"
    entries = feed.findall("a:entry", SPACE)
    for element in (feed, *entries):
        assert re.fullmatch(r"tag:[a-z.-]+,\d{4}-\d{2}-\d{2}:[a-z0-9/-]+", text(element, "id"))
        assert text(element, "title")
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00Z", text(element, "updated"))
    assert feed.findtext("a:author/a:name", namespaces=SPACE)
    assert all(text(entry, "content") for entry in entries)
    ids = [text(one, "id") for one in (feed, *entries)]
    assert len(ids) == len(set(ids))
    assert text(feed, "updated") == max(text(entry, "updated") for entry in entries)


def test_the_feed_of_all_has_an_entry_for_each_force_and_each_change():
    titles = [text(entry, "title") for entry in read().findall("a:entry", SPACE)]
    first = [title.removesuffix(": first published") for title in titles if title.endswith(": first published")]
    assert sorted(first) == sorted(map(forces.name_force, changes.list_forces()))
    assert len(titles) == sum(len(changes.list_entries(force)) for force in changes.list_forces())


def test_an_entry_says_in_words_what_changed():
    (entry,) = (one for one in read("dyfed-powys").findall("a:entry", SPACE) if text(one, "updated")[:10] == "2026-11-24"
                and "first published" not in text(one, "title"))  # fmt: skip
    assert text(entry, "title") == "Dyfed-Powys Police: one published number or finding changed"
    assert text(entry, "content").splitlines()[0] == (
        "verdict on Tenby Today: charges, In the last year: 0 (printed as 'no charges'): holds; before: cannot be checked."
    )
    assert 'follows from the story\'s own "no charges"' in text(entry, "content")


def test_links_are_absolute_where_an_address_is_given_and_left_out_where_none_is():
    assert not list(read().iter(f"{{{SPACE['a']}}}link"))
    links = {link.get("rel"): link.get("href") for link in read("dorset", ADDRESS).findall("a:link", SPACE)}
    assert links == {"self": f"{ADDRESS}files/dorset/dorset.xml", "alternate": f"{ADDRESS}dorset.html"}
    entries = [link.get("href") for link in read("", ADDRESS).findall("a:entry/a:link", SPACE)]
    assert {f"{ADDRESS}dorset.html", f"{ADDRESS}national.html"} <= set(entries)
    assert f"{ADDRESS}wales.html" not in entries


@pytest.mark.parametrize("force", ["", "dorset"])
def test_ids_and_days_depend_neither_on_the_address_nor_on_what_comes_later(checkout, force):
    before = [(text(one, "id"), text(one, "updated")) for one in read(force).findall("a:entry", SPACE)]
    assert before == [
        (text(one, "id"), text(one, "updated")) for one in read(force, ADDRESS).findall("a:entry", SPACE)
    ]
    file = checkout / "data" / "processed" / "counts.csv"
    row = "dorset,tiktok,2023-04-06,2024-04-05,2023/24,total,,,,16,16,"
    file.write_text(file.read_text(encoding="utf-8").replace(row, row.replace("16,16", "17,17")), encoding="utf-8")
    changes.publish("2099-12-02", "Made up for a test, with <b> & more.")
    newest, *others = read(force).findall("a:entry", SPACE)
    assert [(text(one, "id"), text(one, "updated")) for one in others] == before
    assert text(newest, "updated") == text(read(force), "updated") == "2099-12-02T00:00:00Z"
    assert text(newest, "content") == (
        "offences, 2023/24: 17; before: 16.\nWhy: Made up for a test, with <b> & more."
    )


def test_a_force_without_a_record_has_no_feed(checkout):
    changes.file_of("psni").unlink()
    with pytest.raises(ValueError, match="nothing of psni is on record"):
        feeds.write_feed("psni")


def test_two_feeds_are_the_same_bytes():
    assert feeds.write_feed("dorset", ADDRESS) == feeds.write_feed("dorset", ADDRESS)
