"""How well real answers are read: what was reached is held."""

import csv
import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from foi_answers import answers, read_vocabulary

DATA = Path(__file__).parents[1] / "data" / "answers"
CASES = ROOT.parent / "shared" / "evidence" / "cases"  # small inputs with one fault each, where they are at hand


def load_judge():
    """The scorer's own way to compare, so that the test and ``make score`` agree."""
    spec = importlib.util.spec_from_file_location("score", DATA / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.judge


def score(folder: Path) -> Counter:
    judge, total = load_judge(), Counter()
    for expected in sorted(folder.glob("*.expected.csv")):
        stem = expected.name.removesuffix(".expected.csv")
        file = next(one for one in sorted(folder.glob(f"{stem}.*")) if ".expected." not in one.name)
        with expected.open(encoding="utf-8", newline="") as stream:
            want = [row for row in csv.DictReader(stream) if row["measure"] != "check_total"]
        answer = answers.read_answer(file, vocabulary=read_vocabulary())  # few are about a platform
        rows = [{key: str(value) for key, value in row.items()} for row in answer.rows()]
        got = [row for row in rows if row["measure"] != "check_total"]
        total += judge(want, got)
        total["refusals that gave a figure"] += bool(got) and not want
    return total


def test_real_answers_are_read_at_least_as_well_as_before():
    found = score(DATA)
    right, wrong = (found[f"sure_{how}"] + found[f"doubt_{how}"] for how in ("right", "wrong"))
    assert found["want"] == 586
    assert found["refusals that gave a figure"] == 0
    assert right >= 563
    assert wrong <= 14
    assert found["value"] >= 576
    assert found["labelled"] >= 524
    assert found["sure_right"] >= 501
    assert found["sure_wrong"] <= 1


@pytest.mark.skipif(not CASES.is_dir(), reason="the reduced cases are not at hand")
def test_reduced_cases_are_read_at_least_as_well_as_before():
    found = score(CASES)
    assert found["sure_right"] + found["doubt_right"] >= 138
    assert found["sure_wrong"] == 0
