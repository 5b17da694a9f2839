"""Replies as people file them: read as written, and refused in one line where they cannot stand."""

import re
import shutil

import pytest
from conftest import ROOT, file_reply, raw

from linked_offences.records import pipeline, replies, sources
from plain_files import Problem

TOTAL = "press/2024-08-08-derbyshire-times/total-three-years"


@pytest.fixture
def checkout(checkout):
    """A copy of the checkout in which nobody has replied."""
    shutil.rmtree(raw(checkout, "replies"), ignore_errors=True)
    return checkout


def list_made_up(root):
    """Replies on file that say themselves that they are made up."""
    files = sorted(file for file in (root / "data" / "raw" / "replies").rglob("*") if file.is_file())
    return [file for file in files if re.search("made[- ]up", file.read_text("utf-8", "replace"), re.IGNORECASE)]


def test_no_reply_that_was_made_up_is_on_file(checkout):
    assert list_made_up(ROOT) == []
    assert list_made_up(checkout) == []
    planted = file_reply(checkout, "derbyshire")
    assert list_made_up(checkout) == [planted]


def test_a_force_without_a_reply_has_none(checkout):
    assert replies.list_replies("derbyshire") == []
    assert replies.list_forces() == []


def test_replies_are_read_as_filed_oldest_first(checkout):
    file_reply(checkout, "derbyshire", "2099-12-03-made-up-platform", date="2099-12-03", about=[TOTAL], summary=None,
               quoted="We made this up.", address="https://example.org/made-up", **{"from": "platform"})  # fmt: skip
    file_reply(checkout, "derbyshire")
    first, second = replies.list_replies("derbyshire")
    assert (first.date, first.sender, first.address, first.about) == ("2099-12-01", "force", "", ())
    assert (first.summary, first.quoted) == ("Says that nothing is wrong (made up).", "")
    assert (second.name, second.sender, second.about) == ("2099-12-03-made-up-platform", "platform", (TOTAL,))
    assert (second.summary, second.quoted, second.address) == (
        "", "We made this up.", "https://example.org/made-up",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"date": "2026-13-01"}, 'date: "2026-13-01": is no day'),
        ({"date": "1 December"}, "date: '1 December' does not match"),
        ({"date": "2099-12-02"}, "is not named by its date and sender; call it 2099-12-02-<who>.yml"),
        ({"from": "newspaper"}, "from: 'newspaper' is not one of ['force', 'platform']"),
        ({"who": None}, "'who' is a required property"),
        ({"summary": None}, "is not valid under any of the given schemas"),
        ({"summary": ""}, "summary: is empty"),
        ({"summary": " \n"}, "summary: is empty"),
        ({"address": "a desk"}, "address: 'a desk' does not match"),
        ({"corrected": "188"}, "'corrected' was unexpected"),
    ],
)
def test_a_reply_that_cannot_stand_gets_one_line(few, said, line):
    file_reply(few, "derbyshire", **said)
    with pytest.raises(Problem) as caught:
        replies.list_replies("derbyshire")
    assert str(caught.value).startswith("data/raw/replies/derbyshire/2099-12-01-made-up-press-office.yml: ")
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["01-12-2099-made-up", "2099-12-01", "2099-12-01-Made Up", "2099-12-011-x"])
def test_a_reply_is_named_by_its_date_and_sender(few, name):
    file_reply(few, "derbyshire", name)
    with pytest.raises(Problem, match=r"call it 2099-12-01-<who>\.yml"):
        replies.list_replies("derbyshire")


def test_a_letter_is_no_reply_until_somebody_writes_it_up(few):
    file_reply(few, "derbyshire").with_suffix(".pdf").write_bytes(b"a made-up letter")
    with pytest.raises(Problem, match=r"\.pdf: is no reply; write each as <date>-<who>\.yml"):
        replies.list_replies("derbyshire")


@pytest.mark.parametrize("folder", ["derbyshre", "Derbyshire", "derbyshire-constabulary"])
def test_a_folder_of_replies_that_names_no_force_stops_every_page(few, folder):
    file_reply(few, folder)
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.run()
    (fault,) = caught.value.faults
    assert fault.forces is None
    assert str(fault.problem) == (
        f"data/raw/replies/{folder}: is no folder of a force; name it by a slug of data/reference/forces.csv"
    )


def test_a_reply_about_a_figure_that_is_not_held_stops_the_page_of_its_force(few):
    file_reply(few, "derbyshire", about=[TOTAL, "press/no-such-paper/total"])
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.run()
    (fault,) = caught.value.faults
    assert fault.forces == ("derbyshire",)
    assert 'about: "press/no-such-paper/total": is no id of data/processed/figures.csv' in str(fault.problem)


def test_a_reply_is_no_source_of_figures(few):
    before = sources.list_folders()
    file_reply(few, "derbyshire", about=[TOTAL])
    assert sources.list_folders() == before
    assert pipeline.run() == []
