"""Past one machine: a real Dask scheduler and real workers, started from the command line, some killed under way."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from conftest import GOOD, ROOT, write_notebook
from nbformat.v4 import new_code_cell

import notebook_batch
from linked_offences import forces
from linked_offences.site import inputs
from linked_offences.site.reports import MAKER, plan_force
from notebook_batch import Report, cluster
from notebook_batch.cluster import Unusable

BIN = Path(sys.executable).parent
REPORT = [sys.executable, "-m", "linked_offences", "report"]


class Dask:
    """A scheduler and workers on loopback, each with a port that was free."""

    def __init__(self, folder):
        self.folder, self.scheduler, self.workers = folder, None, []
        self.known = folder / "scheduler.json"

    def start(self, workers=2, **environment):
        self.known.unlink(missing_ok=True)
        self.scheduler = self._run("scheduler", "--port", "0")
        self._await(self.known.exists)
        for _ in range(workers):
            self.add_worker("--no-nanny", **environment)

    def add_worker(self, *words, **environment):
        place = self.folder / f"worker-{len(self.workers)}"
        words = ["--nthreads", "1", "--local-directory", str(place), *words]
        self.workers.append(self._run("worker", *words, **environment))

    def _run(self, kind, *words, **environment):
        with (self.folder / f"{kind}.log").open("a") as log:
            words = [
                BIN / "dask",
                kind,
                "--scheduler-file",
                self.known,
                "--host",
                "127.0.0.1",
                "--no-dashboard",
                *words,
            ]
            return subprocess.Popen(
                list(map(str, words)), stdout=log, stderr=log, env=os.environ | environment, cwd=self.folder
            )

    def _await(self, happens):
        deadline = time.monotonic() + 60
        while not happens():
            assert time.monotonic() < deadline, (self.folder / "scheduler.log").read_text()
            time.sleep(0.05)

    @property
    def address(self):
        return json.loads(self.known.read_text(encoding="utf-8"))["address"]

    def family(self):
        """Every process that is there because of this cluster."""
        return set().union(*(list_family(one) for one in filter(None, (self.scheduler, *self.workers))))

    def stop(self):
        """End it all; what workers started must end of itself."""
        family = self.family()
        # One after the other: a worker that is told to end while its scheduler does may wait for ever.
        for one in filter(None, (*self.workers, self.scheduler)):
            one.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                one.wait(15)
            one.kill()
            one.wait()
        self.workers, self.scheduler = [], None
        _, alive = psutil.wait_procs(family, timeout=60)
        for one in alive:
            one.kill()
        assert alive == []


def list_family(process):
    """A process and all below it; none where it has ended."""
    try:
        found = psutil.Process(process.pid)
        return {found, *found.children(recursive=True)}
    except psutil.NoSuchProcess:
        return set()


@pytest.fixture
def dask(tmp_path):
    """Dask, not yet started; nothing of it is left after the test."""
    folder = tmp_path / "dask"
    folder.mkdir()
    found = Dask(folder)
    yield found
    found.stop()


def run(dask, out, *words):
    words = [*REPORT, "--scheduler", dask.address, "--out", str(out), *words]
    return subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def await_pages(out, count, process):
    deadline = time.monotonic() + 600
    while len(list(out.glob("*.html"))) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pages(out):
    """Pages of reports, without those that come with the index."""
    return {file.name for file in out.glob("*.html")} - {
        f"{name}.html" for name in ("by-state", "methods", "data", "changes", "how-to")
    }


@pytest.fixture
def every_page():
    """Names of all pages that the command makes."""
    others = ("index", "coverage", "national", "claims")
    return {f"{name}.html" for name in (*forces.list_pages(), *others)}


@pytest.mark.cluster
def test_all_reports_are_made_though_a_worker_is_killed_under_way(dask, tmp_path, every_page):
    dask.start()
    out = tmp_path / "reports"
    command = run(dask, out)
    await_pages(out, 5, command)
    killed = dask.workers[0]
    family = list_family(killed)
    killed.kill()
    killed.wait()
    said, wrong = command.communicate(timeout=1200)
    assert command.returncode == 0, wrong
    assert "Traceback" not in wrong
    assert re.search(rf"^made +{len(every_page)} ", said, flags=re.MULTILINE)
    assert pages(out) == every_page
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    # What a worker made is what this machine makes.
    assert notebook_batch.run([plan_force("dorset")], tmp_path / "here") == []
    for file in sorted((tmp_path / "here").rglob("*")):
        if file.is_file():
            assert file.read_bytes() == (out / file.relative_to(tmp_path / "here")).read_bytes(), file.name


@pytest.mark.cluster
def test_after_the_scheduler_was_killed_a_rerun_makes_only_the_rest(dask, tmp_path):
    dask.start()
    out, some = tmp_path / "reports", forces.list_pages()[:16]
    made = {f"{name}.html" for name in (*some, "index")}
    command = run(dask, out, *some)
    await_pages(out, 4, command)
    dask.scheduler.kill()
    dask.scheduler.wait()
    _, wrong = command.communicate(timeout=120)
    assert command.returncode == 1
    assert "Traceback" not in wrong
    assert wrong.splitlines()[-1] == f"the scheduler {dask.address} is gone; run again to make what is left"
    before = {file: file.stat().st_mtime_ns for file in out.glob("*.html")}
    assert 4 <= len(before) < len(made)
    assert not list(out.rglob(".*"))
    dask.stop()
    dask.start()
    again = run(dask, out, *some)
    said, wrong = again.communicate(timeout=1200)
    assert again.returncode == 0, wrong
    assert pages(out) == made
    assert {file: file.stat().st_mtime_ns for file in before} == before
    found = {state: int(count) for state, count in re.findall(r"^(\w+) +(\d+) ", said, flags=re.MULTILINE)}
    assert found == {"made": len(made) - len(before), "unchanged": len(before), "failed": 0}


@pytest.mark.cluster
def test_workers_read_the_data_of_the_run_and_not_their_own(dask, checkout, tmp_path):
    dask.start(workers=1, LINKED_OFFENCES_ROOT=str(tmp_path / "nothing"))
    with cluster.connect(dask.address, MAKER) as executor:
        assert notebook_batch.run([plan_force("dorset")], tmp_path / "one", executor=executor) == []
    file = checkout / "data" / "processed" / "counts.csv"
    text = file.read_text(encoding="utf-8")
    (checkout / "notebooks" / "02_force.ipynb").write_text(
        (ROOT / "notebooks" / "02_force.ipynb")
        .read_text(encoding="utf-8")
        .replace("What newspapers printed", "What newspapers once printed"),
        encoding="utf-8",
    )
    figures = checkout / "data" / "processed" / "sources.csv"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace("Tik Tok Related Offences", "Made-up title"), encoding="utf-8"
    )
    with cluster.connect(dask.address, MAKER) as executor:
        assert notebook_batch.run([plan_force("dorset")], tmp_path / "two", executor=executor) == []
    assert text == file.read_text(encoding="utf-8")
    one, two = ((tmp_path / name / "dorset.html").read_text(encoding="utf-8") for name in ("one", "two"))
    assert "What newspapers printed" in one
    assert "What newspapers once printed" in two
    assert "Made-up title" in two
    assert "Made-up title" not in one


@pytest.mark.cluster
def test_a_report_that_is_killed_or_fails_hurts_no_other_and_the_worker_stays(dask, checkout, tmp_path):
    write_notebook(checkout, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    write_notebook(
        checkout, "dies.ipynb", GOOD, new_code_cell("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    )
    write_notebook(checkout, "raises.ipynb", GOOD, new_code_cell("raise ValueError('no such table')"))
    dask.start(workers=1)
    reports = [Report(name, f"{name}.ipynb", maker=MAKER) for name in ("dies", "raises", "good")]
    with cluster.connect(dask.address, MAKER) as executor:
        failures = notebook_batch.run(reports, tmp_path / "out", executor=executor)
    assert [failure.name for failure in failures] == ["dies", "raises"]
    assert "died" in failures[0].reason.lower()
    assert failures[1].reason == "cell 1: ValueError: no such table"
    assert pages(tmp_path / "out") == {"good.html"}
    assert dask.workers[0].poll() is None


@pytest.mark.cluster
def test_without_any_worker_left_the_run_says_so_and_ends(dask, checkout, tmp_path, monkeypatch):
    write_notebook(checkout, "sleeps.ipynb", GOOD, new_code_cell("import time; time.sleep(600)"))
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    dask.start(workers=1)
    family = list_family(dask.workers[0])
    with cluster.connect(dask.address, MAKER) as executor:
        killing = threading.Timer(5, dask.workers[0].kill)
        killing.start()
        with pytest.raises(SystemExit) as end:
            notebook_batch.run(
                [Report("sleeps", "sleeps.ipynb", maker=MAKER)], tmp_path / "out", executor=executor
            )
        killing.join()
    assert str(end.value) == f"no worker of {dask.address} is left; start one and run again to make what is left"
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []


@pytest.mark.cluster
def test_a_worker_that_differs_or_may_not_start_processes_is_refused_by_name(dask, tmp_path):
    dask.start(workers=0)
    other = tmp_path / "other"
    shutil.copytree(ROOT / "src" / "linked_offences", other / "linked_offences")
    with (other / "linked_offences" / "metrics.py").open("a") as file:
        file.write("# another version\n")
    for words, environment, line in (
        (
            ["--no-nanny"],
            {"PYTHONPATH": str(other)},
            r"our packages \(SHA-256 of their source\) is \w{12} there and \w{12} here",
        ),
        (["--nanny"], {}, "it may not start processes of its own; start it with --no-nanny"),
    ):
        dask.add_worker(*words, **environment)
        command = run(dask, tmp_path / "out", "dorset")
        said, wrong = command.communicate(timeout=120)
        assert command.returncode == 1
        assert said == ""
        assert len(wrong.splitlines()) == 1
        assert re.match(rf"worker tcp://127\.0\.0\.1:\d+ is refused: {line}", wrong)
        assert not list((tmp_path / "out").glob("*.html"))
        worker = dask.workers.pop()
        worker.send_signal(signal.SIGTERM)
        worker.wait(60)


@pytest.mark.cluster
def test_an_interrupt_ends_the_run_without_a_traceback_and_the_cluster_goes_on(dask, tmp_path):
    dask.start(workers=1)
    out = tmp_path / "reports"
    command = run(dask, out)
    await_pages(out, 1, command)
    command.send_signal(signal.SIGINT)
    _, wrong = command.communicate(timeout=120)
    assert command.returncode != 0
    assert "Traceback" not in wrong
    assert not list(out.rglob(".*"))
    assert dask.workers[0].poll() is None
    assert dask.scheduler.poll() is None


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({}, ""),
        ({"Python": "3.12.1"}, "Python is 3.12.1 there and 3.11.2 here"),
        ({"pandas": "3.0.0"}, "pandas is 3.0.0 there and 3.1.1 here"),
        ({"LINKED_OFFENCES_ADDRESS": "https://x.example/"},
         "LINKED_OFFENCES_ADDRESS is https://x.example/ there and not set here"),
        ({"requirements.lock (SHA-256)": "none", "Python": "3.12.1"},
         "Python is 3.12.1 there and 3.11.2 here; requirements.lock (SHA-256) is none there and ab here"),
        ({"Python": "4", "requirements.lock (SHA-256)": "cd", "pandas": "4", "scipy": "2"},
         "Python is 4 there and 3.11.2 here; requirements.lock (SHA-256) is cd there and ab here; "
         "pandas is 4 there and 3.1.1 here; and 1 more"),
    ],
)  # fmt: skip
def test_what_differs_at_a_worker_is_said_in_words(there, said):
    here = {
        "Python": "3.11.2",
        "requirements.lock (SHA-256)": "ab",
        "LINKED_OFFENCES_ADDRESS": "",
        "pandas": "3.1.1",
        "scipy": "1",
    }
    assert cluster.compare(here, here | there) == said


def test_what_is_installed_at_a_worker_besides_or_not_at_all_does_not_differ():
    assert cluster.compare({"Python": "3.11.2", "pytest": "9"}, {"Python": "3.11.2", "zarr": "3"}) == ""


def test_the_description_changes_with_the_source(tmp_path, monkeypatch):
    before = cluster.describe(MAKER)
    assert before == cluster.describe(MAKER)
    copies = [shutil.copytree(one, tmp_path / "src" / one.name) for one in inputs.PACKAGES]
    monkeypatch.setattr(inputs, "PACKAGES", copies)
    moved = cluster.describe(MAKER)
    assert set(before) - set(moved) == {"requirements.lock (SHA-256)"}
    assert all(before[name] == moved[name] for name in moved)
    (copies[0] / "new.py").write_text("", encoding="utf-8")
    changed = cluster.describe(MAKER)
    assert {name for name in moved if moved[name] != changed[name]} == {"our packages (SHA-256 of their source)"}


@pytest.mark.cluster  # which Dask is installed for
def test_no_scheduler_is_one_line(monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER", 1)
    with (
        pytest.raises(Unusable, match=r"no scheduler answers at tcp://127\.0\.0\.1:1 \("),
        cluster.connect("tcp://127.0.0.1:1"),
    ):
        pass


def test_no_dask_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(Unusable, match="make cluster"),
        cluster.connect("tcp://127.0.0.1:1"),
    ):
        pass
