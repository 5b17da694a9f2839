"""No number is lost: each that a raw file prints is a figure, is left out with its reason, or is told to be no count."""

import csv
from collections import Counter

import pytest
import yaml
from conftest import ROOT, read_rows
from country import make_country

import foi_answers

RAW = ROOT / "data" / "raw"
SOURCES = sorted(file.parent.relative_to(RAW).as_posix() for file in RAW.rglob("source.yml"))
FATES = {"figure", "check", "label", "heading", "words", "left out", "not read"}
OFFICIAL = {
    "recorded_crime": ("recorded_crime", "offences"), "population": ("population", "population"),
    "outcomes": ("outcomes_all_crime", "outcomes"),
}  # fmt: skip


def read_cells(file):
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def account(file):
    """What became of the numbers of an answer: the answer, and fate and reason by cell."""
    corrections = foi_answers.read_corrections(file.parent).get(file.name)
    answer = foi_answers.read_answer(file, corrections=corrections)
    return answer, {one["cell"]: (one["fate"], one["reason"]) for one in answer.account()}


def hold(answer, fates, figures):
    """Each fate is one of those that there are, and what it says is so."""
    out = {cell: reason for cell, _, reason in answer.left_out}
    for cell, (fate, reason) in fates.items():
        assert fate in FATES
        if fate == "figure":
            assert cell in figures
        if fate == "left out":
            assert reason
            assert out[cell]
    assert figures <= {cell for cell, (fate, _) in fates.items() if fate in ("figure", "check")}


def test_every_number_of_every_raw_file_is_somewhere():
    figures = read_rows("data/processed/figures.csv")
    files = 0
    for name in SOURCES:
        record = yaml.safe_load((RAW / name / "source.yml").read_text("utf-8"))
        for file in record["sha256"]:
            rows, files = read_cells(RAW / name / file), files + 1
            mine = {row["cell"]: row for row in figures if (row["source"], row["file"]) == (name, file)}
            stem = file.removesuffix(".csv")
            if stem == "statements":
                header, *said = rows
                place = header.index("value")
                values = {f"{chr(65 + place)}{number}": row[place] for number, row in enumerate(said, 2)}
                assert {cell: row["as_printed"] for cell, row in mine.items()} == values
            elif stem in OFFICIAL:
                table, column = OFFICIAL[stem]
                made = Counter(
                    int(row[column]) for row in read_rows(f"data/processed/{table}.csv") if row["source"] == name
                )
                place = rows[0].index(column)
                assert made == Counter(int(row[place]) for row in rows[1:])
            else:
                answer, fates = account(RAW / name / file)
                printed = {f"{chr(65 + column)}{number}" for number, row in enumerate(rows, 1) for column, text in enumerate(row)
                           if any(map(str.isdigit, text))}  # fmt: skip
                assert printed <= fates.keys(), name
                sure = {row["cell"] for row in answer.rows() if any(map(str.isdigit, row["as_printed"]))}
                hold(answer, fates, sure)
                assert {row["cell"] for row in answer.rows()} <= mine.keys(), name
    assert files == sum(1 for file in RAW.rglob("*.csv") if not file.name.endswith(foi_answers.READING))


@pytest.mark.parametrize("seed", range(3))
def test_every_number_of_a_made_up_country_is_somewhere(tmp_path, seed):
    for made in make_country(seed, [f"made-up-{n}" for n in range(8)]):
        answer, fates = account(made.write(tmp_path))
        printed = Counter(
            text for sheet in made.sheets for row in sheet for text in row if any(map(str.isdigit, text)) and not made.refused
        )  # fmt: skip
        told = Counter(one["as_printed"] for one in answer.account() if not made.refused)
        assert printed == told
        hold(answer, fates, {row["cell"] for row in answer.rows()})
        figures = Counter(
            (row["count_low"], row["count_high"]) for row in answer.rows() if row["offence"] and not row["outcome"]
        )
        assert not Counter(made.offences.values()) - figures, made


def test_a_number_that_is_lost_is_missed():
    class Answer:
        left_out = ()

    with pytest.raises(AssertionError):
        hold(Answer, {"B2": ("figure", "")}, set())
    with pytest.raises(AssertionError):
        hold(Answer, {}, {"B2"})
