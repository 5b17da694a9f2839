"""Articles held against the evidence: made-up ones that carry the stories' figures in other words."""

import json
import re

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from foi_answers import SMALL, read_words
from linked_offences import articles
from linked_offences.__main__ import main

FOLDER = ROOT / "tests" / "data" / "articles"
CASES = [
    (file.stem, *expected)
    for file in sorted(FOLDER.glob("made-up-*.yml"))
    for expected in yaml.safe_load(file.read_text(encoding="utf-8"))["expected"]
]


@pytest.fixture(scope="module")
def checked():
    found = {}
    for file in FOLDER.glob("made-up-*.yml"):
        made = yaml.safe_load(file.read_text(encoding="utf-8"))
        found[file.stem] = articles.check(made["text"], made.get("force", ""))
    return found


@pytest.mark.parametrize(("name", "begins", "verdict", "words"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_a_sentence_has_the_verdict_that_a_careful_reader_gives(checked, name, begins, verdict, words):
    (one,) = (one for one in checked[name] if begins in one.sentence)
    assert one.verdict == verdict, one.claims
    reasons = "; ".join(claim.reason for claim in one.claims)
    for word in words:
        assert word in reasons


def test_a_sentence_without_a_number_is_not_listed(checked):
    assert not [one for one in checked["made-up-west-mercia"] if "what we know" in one.sentence]


def call(path, *words):
    return CliRunner().invoke(main, ["check", str(path), *words])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"\x7fELF\x00\x01\x02", "is not text"),
        (b"caf\xe9 recorded 16", "byte 4: is not text"),
        (b"Dorset recorded 16 TikTok offences.\n" * 300_000, "10.8 MB, too much for one article"),
    ],
)
def test_what_is_no_article_gets_one_line(tmp_path, content, words):
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    found = call(file)
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert words in found.stderr
    assert found.stdout == ""


def test_a_missing_file_and_an_unknown_force_get_one_line(tmp_path):
    assert "cannot be read (No such file or directory)" in call(tmp_path / "none.txt").stderr
    file = tmp_path / "story.txt"
    file.write_text("TikTok", encoding="utf-8")
    assert (
        call(file, "--force", "derbyshre").stderr == 'no force is called "derbyshre": did you mean derbyshire?\n'
    )


def test_a_text_without_figures_gets_one_line_and_is_no_fault(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("Police warn of crime on TikTok.\n", encoding="utf-8")
    found = call(file)
    assert found.exit_code == 0
    assert found.stdout.splitlines() == [
        f"{file}: no sentence has a figure that could be held against the evidence"
    ]


def test_machines_get_the_same_as_people(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("Dorset Police recorded 18 TikTok offences in 2023/24.\n", encoding="utf-8")
    found = json.loads(call(file, "--json").stdout)
    assert found == [
        {
            "line": 1,
            "sentence": "Dorset Police recorded 18 TikTok offences in 2023/24.",
            "verdict": "differs",
            "claims": [
                {
                    "said": "18 offences, 2023/24",
                    "verdict": "differs",
                    "reason": "the evidence says 16 by the force's own answer",
                    "force": "dorset",
                    "period": "2023/24",
                    "evidence": [
                        "disclosures/dorset/01-FIN-24-2153/table-1.csv!B4",
                        "disclosures/dorset/01-FIN-24-2153/table-1a.csv!B7",
                    ],
                }
            ],
        }
    ]
    told = call(file).stdout.splitlines()
    assert told[0] == "DIFFERS  line 1: Dorset Police recorded 18 TikTok offences in 2023/24."
    assert told[-1] == "1 sentences with figures: 1 differs"


@given(st.integers(0, 99_999))
def test_a_number_in_words_reads_back(value):
    small = list(SMALL)
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    def write(n):
        if n < 20:
            return small[n]
        if n < 100:
            return tens[n // 10 - 2] + (f"-{small[n % 10]}" if n % 10 else "")
        if n < 1000:
            return f"{small[n // 100]} hundred" + (f" and {write(n % 100)}" if n % 100 else "")
        rest = n % 1000
        return f"{write(n // 1000)} thousand" + ((" and " if rest < 100 else " ") + write(rest) if rest else "")

    assert read_words(write(value)) == value


WORDS = """Dorset Police Cambridgeshire Derbyshire West Mercia Police recorded 16 513 188 more than nearly TikTok offences in
    2023/24 since 2021 rose fell by to 60 per cent from 3 to 9 a third of the majority . , charged doubled hundreds last year
    the following year no one (14) ½ 1,000 twenty-one harassment charges with half nationally between and one each"""


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(re.split(r"\s+", WORDS)), max_size=30).map(" ".join))
def test_no_text_makes_it_stumble(text):
    for one in articles.check(f"TikTok. {text}"):
        assert one.verdict in articles.ORDER


@pytest.mark.parametrize(
    ("said", "verdict", "reason"),
    [
        ("two harassment offences", "not known", "the force's own answer says between 1 and 4"),
        ("five harassment offences", "differs", "the force's own answer says between 1 and 4"),
        ("12 offences", "holds", "12"),
        ("two rape offences", "not known", "the force hides counts"),
        ("30% of the TikTok offences were harassment", "not known", "the force hides counts"),
    ],
)
def test_an_article_does_not_draw_out_what_a_force_hides(monkeypatch, said, verdict, reason):
    blank = dict.fromkeys(
        ["force_as_printed", "qualifier", "claim", "joined_to", "doubt", "note", "level", "category"], ""
    )
    year = {"period_start": "2023-04-06", "period_end": "2024-04-05", "period_as_printed": "2023/24"}
    common = {"force": "kent", "platform": "tiktok", "request": articles.REQUEST, "source_kind": "disclosure",
              "source": "disclosures/made-up", "file": "made-up.csv", "cell": "B2"}  # fmt: skip
    rows = [
        blank | year | common | {"id": "a", "measure": "total", "label": "", "as_printed": "12", "count_low": 12, "count_high": 12},
        blank | year | common | {"id": "b", "measure": "offence", "label": "Harassment", "level": "code", "category": "8L",
                                 "as_printed": "<5", "count_low": 1, "count_high": 4},
        blank | year | common | {"id": "c", "measure": "offence", "label": "Stalking", "level": "code", "category": "8Q",
                                 "as_printed": "8", "count_low": 8, "count_high": 8},
    ]  # fmt: skip
    figures = pd.DataFrame(rows).astype({"count_low": "Int64", "count_high": "Int64"})
    sources = pd.DataFrame({"source": ["disclosures/made-up"], "publisher": ["Kent Police"]})
    monkeypatch.setattr(articles.catalogue, "load", {"figures": figures, "sources": sources}.__getitem__)
    verb = "" if "%" in said else " linked to TikTok were recorded by Kent Police"
    (one,) = articles.check(f"In 2023/24 {said}{verb} in Kent.")
    assert one.verdict == verdict, one.claims
    assert reason in one.claims[0].reason
