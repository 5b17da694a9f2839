"""The batch: what fails hurts no other report and leaves nothing half-made."""

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import nbformat
import psutil
import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from linked_offences import batch
from linked_offences.batch import Report


def notebook(checkout, name, *cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=list(cells), metadata=kernel), checkout / "notebooks" / name)


GOOD = new_markdown_cell("# A good page of Kent Police")


@pytest.mark.slow
def test_reports_that_fail_are_named_with_their_cell_and_the_others_are_made(checkout):
    notebook(checkout, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    notebook(
        checkout,
        "raises.ipynb",
        GOOD,
        new_code_cell("x = 1"),
        new_code_cell("raise ValueError('no such\\n table')"),
    )
    notebook(
        checkout, "dies.ipynb", GOOD, new_code_cell("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    )
    notebook(checkout, "hangs.ipynb", GOOD, new_code_cell("while True: pass"))
    notebook(checkout, "headless.ipynb", new_code_cell("1"))
    folder = checkout / "reports"
    folder.mkdir()
    (folder / "raises.html").write_text("a page of an earlier run", encoding="utf-8")
    names = ["good", "raises", "dies", "hangs", "headless", "wrong"]
    told = []
    failures = batch.run(
        [
            *(Report(name, f"{name}.ipynb") for name in names[:-1]),
            Report("wrong", "good.ipynb", title_has="Essex Police"),
        ],
        folder,
        jobs=2,
        limit=25,
        done=lambda outcome: told.append((outcome.name, not outcome.reason)),
    )
    assert [failure.name for failure in failures] == ["raises", "dies", "hangs", "headless", "wrong"]
    reasons = {failure.name: failure.reason for failure in failures}
    assert reasons["raises"] == "cell 2: ValueError: no such table"
    assert "died" in reasons["dies"].lower()
    assert reasons["hangs"] == "took longer than 25 seconds and was stopped"
    assert "one heading of the first level" in reasons["headless"]
    assert (
        reasons["wrong"]
        == 'ValueError: the page is headed "A good page of Kent Police", which is not about Essex Police'
    )
    assert sorted(told) == sorted((name, name == "good") for name in names)
    assert all("\n" not in reason for reason in reasons.values())
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    assert files == [
        *(f"files/good/good{kind}" for kind in ("-sentences.json", ".ipynb", ".png", ".sha256")),
        "good.html",
    ]


def test_reports_are_taken_as_there_is_room_and_made_by_any_executor(checkout):
    notebook(checkout, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    finished, most = [], 0

    def plan():
        nonlocal most
        for number in range(5):
            most = max(most, number - len(finished))
            yield Report(f"good-{number}", "good.ipynb")

    with ThreadPoolExecutor(4) as executor:
        failures = batch.run(plan(), checkout / "reports", executor=executor, jobs=2, done=finished.append)
        assert executor.submit(int).result() == 0
    assert failures == []
    assert most < 2
    assert {outcome.name for outcome in finished} == {f"good-{number}" for number in range(5)}
    for outcome in finished:
        steps = ["start", "key", "notebook", "  cell 1: 1 + 1", "page", "write"]
        assert list(outcome.phases) == steps
        assert 0 < sum(outcome.phases.values()) <= outcome.seconds


def test_what_an_executor_is_handed_can_be_sent_to_another_machine(checkout, monkeypatch):
    notebook(checkout, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    monkeypatch.delenv("LINKED_OFFENCES_ROOT")
    sent = pickle.dumps(
        partial(batch.make_guarded, Report("good", "good.ipynb"), checkout / "reports", checkout, 60)
    )
    assert pickle.loads(sent)().reason == ""
    assert (checkout / "reports" / "good.html").exists()


def test_two_runs_of_a_report_give_the_same_bytes(reports, tmp_path):
    assert batch.run([batch.plan_force("dorset")], tmp_path) == []
    for name in ("dorset.html", "files/dorset/dorset-sentences.json", "files/dorset/dorset.ipynb"):
        assert (tmp_path / name).read_bytes() == (reports / name).read_bytes()


def test_a_plain_kernel_given_no_such_force_says_which_is_near(tmp_path):
    report = Report("derbyshre", "02_force.ipynb", {"force": "derbyshre"})
    (failure,) = batch.run([report], tmp_path)
    assert "did you mean derbyshire?" in failure.reason
    assert list(tmp_path.glob("*.html")) == []


def test_stored_notebooks_are_renewed_with_the_same_bytes(checkout):
    file = checkout / "notebooks" / "02_force.ipynb"
    batch.store_notebook(file)
    assert file.read_bytes() == (ROOT / "notebooks" / "02_force.ipynb").read_bytes()


@pytest.mark.parametrize("name", ["01_coverage.ipynb", "02_force.ipynb", "03_national.ipynb", "04_claims.ipynb"])
def test_stripping_a_run_twice_changes_nothing_more(name):
    executed = nbformat.read(ROOT / "notebooks" / name, 4)
    once = batch.strip_run(executed.copy())
    assert batch.strip_run(once.copy()) == once


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.5, 2.0])
def test_an_early_interrupt_ends_every_report_without_a_traceback(checkout, tmp_path, delay):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    code = (
        "import sys, pathlib; from linked_offences import batch\n"
        "try: batch.run(map(batch.plan_force, ['dorset', 'kent']), pathlib.Path(sys.argv[1]))\n"
        "except KeyboardInterrupt: sys.exit(1)"
    )
    words = [sys.executable, "-c", code, str(checkout / "reports")]
    environment = os.environ | {"TMPDIR": str(scratch), "LINKED_OFFENCES_ROOT": str(checkout)}
    run = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment)
    deadline = time.monotonic() + 60
    while not list(scratch.glob("lo-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(delay)
    family = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode != 0
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    assert list(scratch.glob("lo-*")) == []
    assert not [file for file in (checkout / "reports").rglob(".*")]


def make_with_index(checkout, *cells):
    """Outcomes by name, and when each was told, of a report of Kent Police, one that fails, and the index."""
    notebook(checkout, "good.ipynb", GOOD, *map(new_code_cell, cells))
    notebook(checkout, "wrong.ipynb", GOOD)
    reports = [Report("kent", "good.ipynb"), Report("dorset", "wrong.ipynb", title_has="Dorset Police")]
    told = {}

    def done(outcome):
        told[outcome.name] = outcome, time.monotonic()

    failures = batch.run(reports, checkout / "reports", jobs=2, index=True, done=done)
    return [failure.name for failure in failures], told


def test_the_index_is_begun_beside_the_reports_and_leads_to_those_that_were_made(checkout):
    failures, told = make_with_index(checkout, "import time; time.sleep(2)")
    assert failures == ["dorset"]
    assert list(told)[-1] == "index"
    (index, ended), others = told["index"], max(told["kent"][1], told["dorset"][1])
    assert ended - others < index.phases["page"]
    assert batch.WAITING not in index.phases
    page = (checkout / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="kent.html"' in page
    assert 'href="dorset.html"' not in page
    assert batch.is_done(batch.INDEX, checkout / "reports") == index.key


def test_an_index_that_dies_while_it_waits_fails_alone(checkout):
    killing = (
        "import os, psutil, signal, time\ntime.sleep(2)\n"
        "others = {one.pid for one in psutil.Process(os.getppid()).children()} - {os.getpid()}\n"
        "[os.kill(one, signal.SIGKILL) for one in others]"
    )
    failures, told = make_with_index(checkout, killing)
    assert failures == ["dorset", "index"]
    assert told["index"][0].reason.startswith("its process died")
    assert {file.name for file in (checkout / "reports").glob("*.html")} == {"kent.html"}
