"""What goes wrong in a report hurts that report only: each fault here is caused for real."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import nbformat
import psutil
import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from linked_offences import batch
from linked_offences.batch import Report

pytestmark = pytest.mark.slow

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
TITLE = new_markdown_cell("# A page")
LIMIT = 8
GOOD = ["good-1", "good-2", "good-3"]
# A process that a report leaves in a session of its own, to be known among all others.
SLEEP = ["sleep", str(10_000_000 + os.getpid())]
MARK = f"import subprocess\nsubprocess.Popen({SLEEP}, start_new_session=True)\n"
FAULTS = {
    "raises": ("raise ValueError('no such\\n table')", "cell 2: ValueError: no such table"),
    "loops": ("while True: pass", f"took longer than {LIMIT} seconds and was stopped"),
    "ignores": (
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.pthread_sigmask(0, range(1, 65))\nwhile True: pass",
        f"took longer than {LIMIT} seconds and was stopped",
    ),
    "holds-the-lock": ("import re\nre.match('(a+)+$', 'a' * 60 + 'b')", f"took longer than {LIMIT} seconds and was stopped"),
    "killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "its process died (exit code -9)"),
    "crashes": ("import ctypes\nctypes.string_at(0)", "its process died (exit code -11)"),
    "exits": ("import os\nos._exit(0)", "its process died (exit code 0)"),
    "memory": ("x = bytearray(600_000_000)", "cell 2: MemoryError: "),
    "grows": ("x = []\nwhile True: x.append(bytearray(1_000_000))", "cell 2: MemoryError: "),
}  # fmt: skip


def notebook(checkout, name, *sources):
    cells = [TITLE, new_code_cell("x = 1"), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), checkout / "notebooks" / f"{name}.ipynb")


def plan(*names):
    return [Report(name, f"{name.rsplit('-', 1)[0] if name in GOOD else name}.ipynb") for name in names]


def files(folder):
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def expected_files(*names):
    kinds = (".ipynb", "-sentences.json", ".png", ".sha256")
    return sorted(
        [f"{name}.html" for name in names] + [f"files/{name}/{name}{kind}" for name in names for kind in kinds]
    )


def sleepers():
    return [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == SLEEP]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The fork server, which takes its time to start, so that no limit of a test counts that in."""
    folder = tmp_path_factory.mktemp("server")
    assert batch.run([batch.plan_force("kent")], folder) == []


@pytest.fixture
def started(server):
    """The processes of this test's own, which must be gone when it ends: the fork server alone may stay."""
    before = {one.pid for one in psutil.process_iter()}
    yield
    family = psutil.Process().children(recursive=True)
    servers = {one.pid for one in psutil.Process().children()}
    assert [one for one in family if one.pid not in servers and one.pid not in before] == []
    assert [one for one in sleepers() if one.pid not in before] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_hurts_its_own_report_only_and_another_run_makes_only_that(started, checkout, fault):
    source, reason = FAULTS[fault]
    notebook(checkout, "good", "1 + 1")
    notebook(checkout, fault, MARK + source)
    folder, told = checkout / "reports", []
    folder.mkdir()
    (folder / f"{fault}.html").write_text("a page of an earlier run", encoding="utf-8")
    options = {"jobs": 2, "limit": LIMIT, "memory": 400_000_000, "done": told.append}
    (failed,) = batch.run(plan("good-1", fault, "good-2", "good-3"), folder, **options)
    assert (failed.name, failed.reason) == (fault, reason)
    assert {one.name for one in told if one.state == "made"} == set(GOOD)
    assert files(folder) == expected_files(*GOOD)
    notebook(checkout, fault, "2 + 2")
    told.clear()
    assert batch.run(plan("good-1", fault, "good-2", "good-3"), folder, **options) == []
    assert {one.name: one.state for one in told} == {**dict.fromkeys(GOOD, "unchanged"), fault: "made"}


def test_a_report_that_is_killed_from_outside_is_named(started, checkout):
    notebook(checkout, "good", "1 + 1")
    notebook(checkout, "busy", MARK + "import time\ntime.sleep(1000)")

    def kill():
        while True:
            for one in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if one.cmdline() == SLEEP:
                        return one.parent().kill()
            time.sleep(0.05)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    (failed,) = batch.run(plan("busy", "good-1"), checkout / "reports", jobs=1, limit=60)
    killer.join(5)
    assert (failed.name, failed.reason) == ("busy", "its process died (exit code -9)")
    assert files(checkout / "reports") == expected_files("good-1")


def test_what_a_finished_report_has_started_ends_with_it_however_late_its_guard_looks(
    started, checkout, monkeypatch
):
    await_end = batch._await_end

    def late(*words):
        end = await_end(*words)
        time.sleep(1)
        return end

    monkeypatch.setattr(batch, "_await_end", late)
    notebook(checkout, "leaves", MARK)
    assert batch.run(plan("leaves"), checkout / "reports") == []


def test_a_report_that_starts_process_after_process_leaves_none_whenever_it_is_ended(started, checkout):
    notebook(
        checkout, "breeds", f"import subprocess\nwhile True: subprocess.Popen({SLEEP}, start_new_session=True)"
    )
    for number in range(6):
        (failed,) = batch.run(plan("breeds"), checkout / "reports", limit=0.4 + number / 50)
        assert "took longer" in failed.reason
        assert sleepers() == []


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own with room for two small reports."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "none", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_fails_the_reports_that_have_no_room_and_leaves_no_half_file(started, checkout, small_disk):
    notebook(checkout, "good", "1 + 1")
    notebook(checkout, "large", "from IPython.display import HTML\nHTML('<p>' + 'long ' * 50_000)")
    reports = plan("good-1", "large", "good-2")
    (failed,) = batch.run(reports, small_disk, jobs=1)
    assert failed.name == "large"
    assert "No space left on device" in failed.reason
    assert files(small_disk) == expected_files("good-1", "good-2")
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    told = []
    assert batch.run(reports, small_disk, jobs=1, done=told.append) == []
    assert {one.name: one.state for one in told} == {"good-1": "unchanged", "large": "made", "good-2": "unchanged"}


SCRIPT = """
import pathlib, sys
from linked_offences import batch
from linked_offences.batch import Report
if __name__ == "__main__":
    told = lambda outcome: print(outcome.name, outcome.state, flush=True)
    try:
        batch.run([Report(f"page-{n}", "slow.ipynb") for n in range(12)], pathlib.Path(sys.argv[1]), jobs=2, done=told)
    except KeyboardInterrupt:
        sys.exit(3)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["interrupt", "kill"])
def test_a_run_that_is_ended_in_the_middle_leaves_whole_pages_and_another_makes_the_rest(checkout, end):
    notebook(checkout, "slow", (MARK if end == signal.SIGINT else "") + "import time\ntime.sleep(0.5)")
    script, folder = checkout / "run.py", checkout / "reports"
    script.write_text(SCRIPT, encoding="utf-8")
    before = {one.pid for one in sleepers()}
    words = [sys.executable, str(script), str(folder)]
    run = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    made = [run.stdout.readline().split()[0] for _ in range(3)]
    family = psutil.Process(run.pid).children(recursive=True)
    os.kill(run.pid, end) if end == signal.SIGKILL else os.killpg(run.pid, end)
    _, said = run.communicate(timeout=60)
    assert run.returncode == (-9 if end == signal.SIGKILL else 3)
    # The library's fork server has its own word for a parent that dies while it asks for a process.
    assert end == signal.SIGKILL or "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []
    assert [one for one in sleepers() if one.pid not in before] == []
    standing = {file.stem for file in folder.glob("*.html")}
    assert set(made) <= standing < {f"page-{number}" for number in range(12)}
    done = {name for name in standing if batch.is_done(Report(name, "slow.ipynb"), folder)}
    assert set(made) <= done
    told = []
    reports = [Report(f"page-{number}", "slow.ipynb") for number in range(12)]
    assert batch.run(reports, folder, jobs=4, done=told.append) == []
    assert {one.name for one in told if one.state == "unchanged"} == done
    assert [file for file in files(folder) if "/." in f"/{file}"] == []


@pytest.mark.parametrize("options", [[], ["--plain-kernels"]], ids=["forked", "plain"])
def test_the_command_names_what_failed_and_says_so_with_its_exit_status(checkout, options):
    source = nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4)
    source.cells.insert(2, new_code_cell("if force == 'kent':\n    raise ValueError('made up')"))
    nbformat.write(source, checkout / "notebooks" / "02_force.ipynb")
    words = [sys.executable, "-m", "linked_offences", "report", "psni", "kent", *options]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    lines = found.stderr.splitlines()
    assert "kent: cell 4: ValueError: made up" in lines
    assert ("each report starts a plain kernel, as was asked for; that takes longer" in lines) is bool(options)
    assert "Traceback" not in found.stderr
    assert "kent" in found.stdout
    standing = {file.stem for file in (checkout / "reports").glob("*.html")}
    assert standing == {"psni", "index", "by-state", "methods", "data", "changes"}


def test_a_report_that_is_deaf_to_every_signal_ends_when_its_run_is_killed(checkout):
    deaf = "import signal, pathlib\nsignal.pthread_sigmask(0, range(1, 65))\npathlib.Path('reached').touch()\nwhile True: pass"
    notebook(checkout, "slow", deaf)
    script = checkout / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    run = subprocess.Popen([sys.executable, str(script), str(checkout / "reports")], start_new_session=True)
    deadline = time.monotonic() + 60
    while not (checkout / "reached").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    family = psutil.Process(run.pid).children(recursive=True)
    run.kill()
    run.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    for one in alive:
        one.kill()
    assert alive == []
