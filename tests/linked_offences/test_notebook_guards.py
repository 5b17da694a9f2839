"""The notebook of a force guards its numbers: a wrong number in a helper breaks an assert, or a frame that is stored."""

import ast
from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from conftest import ROOT

from linked_offences import metrics

pytestmark = pytest.mark.whole


def run_cells():
    """Cells of the committed notebook whose frames are others than the stored ones; an assert that breaks raises."""
    names, differing = {}, []
    for cell in nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4).cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell.id, "exec"), names)
        shown = eval(compile(ast.Expression(last.value), cell.id, "eval"), names) if last else None
        if isinstance(shown, pd.DataFrame) and repr(shown) != cell.outputs[0].data["text/plain"]:
            differing.append(cell.id)
    return differing


@pytest.fixture(autouse=True)
def options():
    """Leave the options of pandas as they were, and show as many columns as a notebook does."""
    with pd.option_context("display.html.use_mathjax", True, "display.max_columns", 20):
        yield


def test_the_stored_frames_are_those_of_the_helpers():
    assert run_cells() == []


def wrong_share(part, whole, confidence=0.95):
    right = SHARE(part, whole, confidence)
    return replace(right, value=right.value * 1.01)


SHARE, CHANGE = metrics.share, metrics.change_pct


@pytest.mark.parametrize(
    ("name", "mutant"),
    [
        ("share", wrong_share),
        ("change_pct", lambda last, first: CHANGE(last, first) and CHANGE(last, first) + 1),
        ("rate", lambda *given, **options: metrics.Estimate(1.0, 0.5, 1.5)),
        ("find_latest_year", lambda found: found.iloc[:0].assign(year="")),
    ],
)
def test_a_wrong_number_in_a_helper_breaks_an_assert_or_a_stored_frame(monkeypatch, name, mutant):
    monkeypatch.setattr(metrics, name, mutant)
    try:
        differing = run_cells()
    except AssertionError:
        return
    assert differing
