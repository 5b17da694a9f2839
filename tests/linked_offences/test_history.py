"""The tables of replies, corrections and changes, from made-up replies and corrections."""

import shutil

import pytest
from conftest import STATES, file_reply, raw, read_rows

from linked_offences import profile
from linked_offences.records import changes
from linked_offences.telling import history

SPOKEN = dict(enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1))
TOTAL = "press/2024-08-08-derbyshire-times/total-three-years"


@pytest.fixture
def corrected(checkout):
    """A copy in which a made-up reply corrected the total of Derbyshire from 188 to 189."""
    file_reply(
        checkout, "derbyshire", about=[TOTAL], quoted="It is <189>, made up.", address="https://example.org/x"
    )
    for name, old, new in (
        ("figures", ",188,printed as what the 60% 'equates to',188,188,", ",189,,189,189,"),
        (
            "counts",
            "check_total,,,,188,188,in doubt,press,conditional",
            "check_total,,,,189,189,in doubt,press,conditional",
        ),
    ):
        file = checkout / "data" / "processed" / f"{name}.csv"
        rows = file.read_text(encoding="utf-8").splitlines()
        hit = [place for place, row in enumerate(rows) if old in row and "derbyshire" in row]
        assert len(hit) == 1
        rows[hit[0]] = rows[hit[0]].replace(old, new)
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    changes.publish("2099-12-02", "Made up for a test.", ["derbyshire"], corrected=True,
                    reply="2099-12-01-made-up-press-office")  # fmt: skip
    return profile.load("derbyshire")


def rows(table):
    return [
        {name: getattr(cell, "striptags", lambda cell=cell: cell)() for name, cell in row.items()}
        for row in table.frame.to_dict("records")
    ]


@pytest.mark.parametrize("force", STATES)
def test_without_replies_and_corrections_a_page_still_says_when_it_was_first_published(checkout, force):
    shutil.rmtree(raw(checkout, "replies"), ignore_errors=True)
    changes.file_of(force).unlink()
    changes.publish("2099-12-02", "Made up for a test.", [force])
    page = profile.load(force)
    assert history.replies(page) is None
    wrong = changes.list_wrong_sentences(force)
    assert (history.corrections(page) is None) == (not wrong)
    (first,) = rows(history.changes(page))
    numbers = len(read_rows(changes.file_of(force)))
    assert first["Date"] == "2 December 2099"
    assert first["What"].startswith(f"first published, with {SPOKEN.get(numbers, numbers)} number")
    assert numbers == len(changes.list_numbers()[force]) >= 1


def test_a_sentence_that_was_wrong_is_told_on_its_page_and_in_the_changelog():
    told = rows(history.corrections(profile.load("dorset")))
    wrong = [row for row in read_rows("data/reference/wrong_sentences.csv") if row["force"] == "dorset"]
    assert {row["What"] for row in told} == {"a sentence of this page"}
    assert {(row["Old"], row["New"]) for row in told} == {(row["said"], row["right"]) for row in wrong}
    assert any("A newspaper prints" in row["Old"] and "force's own answer" in row["New"] for row in told)
    assert history.corrections(profile.load("kent")) is None
    changelog = changes.write_changelog()
    assert [name in changelog for name in ("| Dorset |", "| Cleveland |", "| Northumbria |")] == [True] * 3


def test_the_page_of_all_changes_leads_to_the_pages_newest_first(corrected, monkeypatch):
    found, page = rows(history.all_changes()), history.all_changes()._repr_html_()
    own = [row for row in rows(history.changes(corrected)) if row["Date"] == "2 December 2099"]
    newest = found[: len(own)]
    assert {(row["Date"], row["Page"]) for row in newest} == {("2 December 2099", "Derbyshire")}
    assert [(row["Before"], row["Now"]) for row in newest] == [(row["Before"], row["Now"]) for row in own]
    monkeypatch.delenv("LINKED_OFFENCES_ROOT")
    assert found[len(own) :] == rows(history.all_changes())
    assert 'href="derbyshire.html"' in page
    assert 'href="national.html">England and Wales' in page


def test_replies_about_all_forces_are_filed_for_the_nation(checkout):
    file_reply(checkout, "england-and-wales", about=[TOTAL], **{"from": "platform"})
    (row,) = rows(history.list_replies("england-and-wales", "England and Wales", lambda ids: ""))
    assert (row["Who"], row["About"]) == ("Made-up Press Office (the platform)", TOTAL)


def test_a_force_of_which_nothing_was_published_has_no_table_of_changes(checkout):
    page = profile.load("psni")
    changes.file_of("psni").unlink()
    assert history.changes(page) is None


def test_a_reply_is_shown_with_who_when_how_and_what_it_is_about(corrected):
    table = history.replies(corrected)
    number = corrected.figures["id"].tolist().index(TOTAL) + 1
    assert rows(table) == [
        {
            "Date": "1 December 2099",
            "Who": "Made-up Press Office (the force)",
            "What it says": "Says that nothing is wrong (made up). \u201cIt is <189>, made up.\u201d",
            "About": str(number),
            "How it came": "made-up e-mail",
        }
    ]
    page = table._repr_html_()
    assert "It is &lt;189&gt;, made up." in page
    assert f'href="#figure-{number}"' in page
    assert 'href="https://example.org/x"' in page


def test_a_correction_shows_the_old_and_the_new_value_with_day_reason_and_who(corrected):
    found = [row for row in rows(history.corrections(corrected)) if row["Date"] == "2 December 2099"]
    assert {(row["Old"], row["New"]) for row in found} == {
        ("188 (conditional)", "189 (conditional)"),
        ("188 (printed as what the 60% 'equates to')", "189"),
    }
    for row in found:
        assert row["Reason"] == "Made up for a test."
        assert row["Pointed out by"] == "Made-up Press Office (the force)"
    held = corrected.counts.set_index("measure").loc["check_total", ["count_low", "count_high"]].tolist()
    assert held == [189, 189]


def test_changes_stand_below_the_first_publication_with_links_to_their_figures(corrected):
    first, *others = rows(history.changes(corrected))
    assert first["Before"] == first["Now"] == "[z]"
    assert ("offences, 2021/22 to 2023/24", "188 (conditional)", "189 (conditional)") in {
        (row["What"], row["Before"], row["Now"]) for row in others
    }
    number = corrected.figures["id"].tolist().index(TOTAL) + 1
    assert f'href="#figure-{number}"' in history.changes(corrected)._repr_html_()
