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

from notebook_batch import Report, make_guarded, run, store_notebook, strip_run


def notebook(place, name, *cells):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=list(cells), metadata=kernel), place / name)


GOOD = new_markdown_cell("# A good page of Kent Police")


@pytest.mark.slow
def test_reports_that_fail_are_named_with_their_cell_and_the_others_are_made(place):
    notebook(place, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    folder = place / "reports"
    # What an earlier run made of it must not stand there as if it were of this one.
    notebook(place, "raises.ipynb", GOOD, new_code_cell("1 + 1"))
    assert run([Report("raises", "raises.ipynb")], folder) == []
    notebook(
        place,
        "raises.ipynb",
        GOOD,
        new_code_cell("x = 1"),
        new_code_cell("raise ValueError('no such\\n table')"),
    )
    notebook(place, "dies.ipynb", GOOD, new_code_cell("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    notebook(place, "hangs.ipynb", GOOD, new_code_cell("while True: pass"))
    names = ["good", "raises", "dies", "hangs"]
    told = []
    failures = run(
        [Report(name, f"{name}.ipynb") for name in names],
        folder,
        jobs=2,
        limit=25,
        done=lambda outcome: told.append((outcome.name, not outcome.reason)),
    )
    assert [failure.name for failure in failures] == ["raises", "dies", "hangs"]
    reasons = {failure.name: failure.reason for failure in failures}
    assert reasons["raises"] == "cell 2: ValueError: no such table"
    assert "died" in reasons["dies"].lower()
    assert reasons["hangs"] == "took longer than 25 seconds and was stopped"
    assert sorted(told) == sorted((name, name == "good") for name in names)
    assert all("\n" not in reason for reason in reasons.values())
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    assert files == ["files/good/good.sha256", "good.ipynb"]


@pytest.mark.whole
def test_reports_are_taken_as_there_is_room_and_made_by_any_executor(place):
    notebook(place, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    finished, most = [], 0

    def plan():
        nonlocal most
        for number in range(5):
            most = max(most, number - len(finished))
            yield Report(f"good-{number}", "good.ipynb")

    with ThreadPoolExecutor(4) as executor:
        failures = run(plan(), place / "reports", executor=executor, jobs=2, done=finished.append)
        assert executor.submit(int).result() == 0
    assert failures == []
    assert most < 2
    assert {outcome.name for outcome in finished} == {f"good-{number}" for number in range(5)}
    for outcome in finished:
        steps = ["start", "key", "notebook", "  cell 1: 1 + 1", "page", "write"]
        assert list(outcome.phases) == steps
        assert 0 < sum(outcome.phases.values()) <= outcome.seconds


def test_what_an_executor_is_handed_can_be_sent_to_another_machine(place, monkeypatch):
    notebook(place, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    monkeypatch.delenv("NOTEBOOK_BATCH_ROOT")
    sent = pickle.dumps(partial(make_guarded, Report("good", "good.ipynb"), place / "reports", place, 60))
    assert pickle.loads(sent)().reason == ""
    assert (place / "reports" / "good.ipynb").exists()


@pytest.mark.parametrize("name", ["01_coverage.ipynb", "02_force.ipynb", "03_national.ipynb", "04_claims.ipynb"])
def test_stripping_a_run_twice_changes_nothing_more(name):
    executed = nbformat.read(ROOT / "notebooks" / name, 4)
    once = strip_run(executed.copy())
    assert strip_run(once.copy()) == once


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.5, 2.0])
def test_an_early_interrupt_ends_every_report_without_a_traceback(place, tmp_path, delay):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    notebook(place, "slow.ipynb", GOOD, new_code_cell("import time; time.sleep(3)"))
    code = (
        "import sys, pathlib; from notebook_batch import Report, run\n"
        "try: run([Report('one', 'slow.ipynb'), Report('two', 'slow.ipynb')], pathlib.Path(sys.argv[1]))\n"
        "except KeyboardInterrupt: sys.exit(1)"
    )
    words = [sys.executable, "-c", code, str(place / "reports")]
    environment = os.environ | {"TMPDIR": str(scratch)}
    command = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment)
    deadline = time.monotonic() + 60
    while not list(scratch.glob("nb-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(delay)
    family = psutil.Process(command.pid).children(recursive=True)
    os.killpg(command.pid, signal.SIGINT)
    _, said = command.communicate(timeout=60)
    assert command.returncode != 0
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    assert list(scratch.glob("nb-*")) == []
    assert not [file for file in (place / "reports").rglob(".*")]


MAKER = """
from notebook_batch import hash_text

def list_inputs(report, folder):
    inputs = [{"name": "parameters", "sha256": hash_text(str(report.parameters))}]
    return inputs if report.notebook else [*inputs, list_there(folder)]

def list_there(folder):
    return {"name": "reports", "sha256": hash_text(str(sorted(one.name for one in folder.glob("*.txt"))))}

def make_files(report, executed, inputs, folder, wait):
    if executed:
        return {f"{report.name}.txt": executed.cells[-1].outputs[0]["text"].encode()}
    wait()
    inputs[-1] = list_there(folder)
    return {"all.txt": " ".join(sorted(one.read_text() for one in folder.glob("*.txt"))).encode()}
"""


def test_a_maker_says_what_a_report_is_made_of_and_what_becomes_of_it_and_one_report_leads_to_the_others(
    place, monkeypatch
):
    (place / "squares.py").write_text(MAKER, encoding="utf-8")
    monkeypatch.syspath_prepend(place)
    cells = [new_code_cell("n = 1", metadata={"tags": ["parameters"]}), new_code_cell("print(1 / n ** 2, end='')")]
    notebook(place, "square.ipynb", *cells)
    reports = [Report(f"one-by-{n}", "square.ipynb", {"n": n}, "squares") for n in (1, 2, 0)]
    folder, told = place / "out", []
    (failed,) = run(reports, folder, jobs=2, last=Report("all", "", maker="squares"), done=told.append)
    assert (failed.name, failed.reason) == ("one-by-0", "cell 3: ZeroDivisionError: division by zero")
    assert (folder / "all.txt").read_text() == "0.25 1.0"
    assert told[-1].name == "all"
    told.clear()
    run(reports[:2], folder, last=Report("all", "", maker="squares"), done=told.append)
    assert [one.state for one in told[:2]] == ["unchanged"] * 2


@pytest.mark.whole
def test_a_notebook_is_stored_with_the_outputs_of_a_fresh_run(place):
    notebook(place, "sum.ipynb", GOOD, new_code_cell("import os; os.path.basename(os.getcwd())"))
    store_notebook(place / "sum.ipynb", place)
    stored = nbformat.read(place / "sum.ipynb", 4)
    assert stored.cells[1].outputs[0].data["text/plain"] == "'place'"
