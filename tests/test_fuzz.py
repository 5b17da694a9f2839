"""What the search of `fuzz` found and begins with: each input ends in a reading that keeps the laws, or in one line."""

import fuzz
import pytest

import foi_answers
from foi_answers import guarded
from linked_offences import stories
from linked_offences.stories import held

# By door, each as small as it could be made.
FOUND = [
    ("txt", "2022(– 0".encode()),
    ("html", "2018–0, not".encode()),
]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Inputs are read in this process, so that what they raise is seen."""
    monkeypatch.setattr(guarded, "CAN_GUARD", False)
    monkeypatch.setattr(fuzz, "SCRATCH", tmp_path)


@pytest.mark.parametrize(("door", "data"), FOUND)
def test_what_was_found_stays_mended(here, door, data):
    fuzz.DOORS[door](data)


@pytest.mark.parametrize("door", fuzz.DOORS)
def test_every_door_takes_what_its_search_begins_with(here, door):
    seeds = fuzz.list_seeds(door)
    assert seeds
    for seed in seeds[:3]:
        fuzz.DOORS[door](seed)


def test_what_is_solved_once_for_all_stories_changes_no_verdict():
    articles = [seed.decode() for seed in fuzz.list_seeds("story")[::14]]
    alone = []
    for one in articles:
        held._read_held.cache_clear()
        alone.append(stories.check(one))
    assert [stories.check(one) for one in articles] == alone
    assert [stories.check(one) for one in reversed(articles)] == alone[::-1]


@pytest.mark.parametrize(
    "law", [lambda answer: setattr(answer.found[0][1], "low", 9), lambda answer: answer.left_out.clear()]
)
def test_the_laws_of_the_search_fail_where_they_are_broken(tmp_path, law):
    (tmp_path / "answer.csv").write_text("Offence,2021/22,Change\nStalking,5,-3\nTotal,5,7%\n", encoding="utf-8")
    answer = foi_answers.read_answer(tmp_path / "answer.csv")
    fuzz._hold(answer)
    law(answer)
    with pytest.raises(AssertionError):
        fuzz._hold(answer)
