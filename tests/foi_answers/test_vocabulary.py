"""The words that answers are read by are data: other words read other answers, and wrong ones are named."""

import pytest
import yaml

from foi_answers import read_answer, read_vocabulary, use
from foi_answers.cells import is_counting, recognise, recognise_topic
from foi_answers.vocabulary import SHIPPED
from plain_files import Problem


@pytest.fixture
def other(tmp_path):
    """A file of words that a test may change, and a way to write it."""

    def write(**changed):
        words = yaml.safe_load(SHIPPED.read_text(encoding="utf-8")) | changed
        file = tmp_path / "vocabulary.yml"
        file.write_text(
            yaml.safe_dump({name: one for name, one in words.items() if one is not None}), encoding="utf-8"
        )
        return file

    return write


def test_a_label_of_the_subject_alone_counts_and_names_nothing():
    with use(read_vocabulary()):
        assert not is_counting("Snapchat offences")
    with use(read_vocabulary().about("snapchat")):
        assert is_counting("Snapchat offences")
        assert not is_counting("Snapchat")  # it is said only beside others
        assert not is_counting("TikTok offences")


def test_answers_are_read_by_the_words_that_are_given_and_by_those_before_again(other, tmp_path):
    words = read_vocabulary(other(offences=["Diebstahl"], none=["keine"]))
    file = tmp_path / "answer.csv"
    file.write_text("Diebstahl,2021\nDiebstahl,keine\nRaub,7\n", encoding="utf-8")
    (first, *_) = read_answer(file, vocabulary=words).rows()
    assert (first["offence"], first["count_low"], first["count_high"]) == ("Diebstahl", 0, 0)
    assert (recognise_topic("Diebstahl"), recognise("keine").kind) == ("other", "text")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"offences": None}, "offences: a list is missing or not known"),
        ({"colours": ["red"]}, "colours: a list is missing or not known"),
        ({"outcomes": "charged"}, "outcomes: is no list of words"),
        ({"outcomes": ["charged", ""]}, "outcomes: is no list of words"),
        ({"work": ["hours("]}, "work: is no regular expression"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_one_line_with_the_list(other, changed, words):
    with pytest.raises(Problem) as problem:
        read_vocabulary(other(**changed))
    assert words in str(problem.value)
    assert "\n" not in str(problem.value)
