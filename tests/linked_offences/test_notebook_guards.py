"""Notebooks guard their numbers: a wrong number in a helper breaks an assert, or a frame that is stored."""

import ast
from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from conftest import ROOT

from linked_offences import beside, metrics, profile

pytestmark = pytest.mark.whole


def run_cells(notebook):
    """Cells of a committed notebook whose frames are others than the stored ones; an assert that breaks raises."""
    names, differing = {}, []
    for cell in nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", 4).cells:
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


@pytest.mark.slow  # nbval holds them in make test
@pytest.mark.parametrize("notebook", ["01_coverage", "02_force", "03_national", "04_claims"])
def test_the_stored_frames_are_those_of_the_helpers(notebook):
    assert run_cells(notebook) == []


def wrong_share(part, whole, confidence=0.95):
    right = SHARE(part, whole, confidence)
    return replace(right, value=right.value * 1.01)


def wrong_sum(totals, start, end):
    right = ADD(totals, start, end)
    return right.assign(total=right["total"] + 1)


SHARE, CHANGE, ADD, TOTALS, KNOWN = (
    metrics.share, metrics.change_pct, metrics.add_years, metrics.list_totals, profile.list_known,
)  # fmt: skip


@pytest.mark.parametrize(
    ("notebook", "module", "name", "mutant"),
    [
        ("01_coverage", metrics, "list_totals", lambda counts: TOTALS(counts).iloc[1:]),
        ("01_coverage", profile, "list_known", lambda *tables: KNOWN(*tables).replace("full series", "one year")),
        ("01_coverage", beside, "list_alike", lambda known: known.merge(known, how="cross")),
        ("02_force", metrics, "share", wrong_share),
        ("02_force", metrics, "change_pct", lambda last, first: CHANGE(last, first) and CHANGE(last, first) + 1),
        ("02_force", metrics, "rate", lambda *given, **options: metrics.Estimate(1.0, 0.5, 1.5)),
        ("02_force", metrics, "find_latest_year", lambda found: found.iloc[:0].assign(year="")),
        ("03_national", metrics, "add_years", wrong_sum),
        (
            "03_national",
            metrics,
            "change_pct",
            lambda last, first: CHANGE(last, first) and CHANGE(last, first) + 1,
        ),
        ("03_national", metrics, "list_totals", lambda counts: TOTALS(counts).iloc[1:]),
        ("04_claims", metrics, "add_years", wrong_sum),
    ],
)
def test_a_wrong_number_in_a_helper_breaks_an_assert_or_a_stored_frame(
    monkeypatch, notebook, module, name, mutant
):
    monkeypatch.setattr(module, name, mutant)
    try:
        differing = run_cells(notebook)
    except AssertionError:
        return
    assert differing
