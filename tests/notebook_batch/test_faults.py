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
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from notebook_batch import Report, guard, is_done, run

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


def notebook(place, name, *sources):
    cells = [TITLE, new_code_cell("x = 1"), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), place / f"{name}.ipynb")


def plan(*names):
    return [Report(name, f"{name.rsplit('-', 1)[0] if name in GOOD else name}.ipynb") for name in names]


def files(folder):
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def expected_files(*names):
    return sorted([f"{name}.ipynb" for name in names] + [f"files/{name}/{name}.sha256" for name in names])


def sleepers():
    return [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == SLEEP]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The fork server, which takes its time to start, so that no limit of a test counts that in."""
    folder = tmp_path_factory.mktemp("server")
    nbformat.write(new_notebook(cells=[TITLE], metadata=KERNEL), folder / "warm.ipynb")
    assert run([Report("warm", "warm.ipynb")], folder / "out", root=folder) == []


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
def test_a_fault_hurts_its_own_report_only_and_another_run_makes_only_that(started, place, fault):
    source, reason = FAULTS[fault]
    notebook(place, "good", "1 + 1")
    folder, told = place / "reports", []
    # What an earlier run made of it must not stand there as if it were of this one.
    notebook(place, fault, "1 + 1")
    assert run(plan(fault), folder) == []
    notebook(place, fault, MARK + source)
    options = {"jobs": 2, "limit": LIMIT, "memory": 400_000_000, "done": told.append}
    (failed,) = run(plan("good-1", fault, "good-2", "good-3"), folder, **options)
    assert (failed.name, failed.reason) == (fault, reason)
    assert {one.name for one in told if one.state == "made"} == set(GOOD)
    assert files(folder) == expected_files(*GOOD)
    notebook(place, fault, "2 + 2")
    told.clear()
    assert run(plan("good-1", fault, "good-2", "good-3"), folder, **options) == []
    assert {one.name: one.state for one in told} == {**dict.fromkeys(GOOD, "unchanged"), fault: "made"}


def test_a_report_that_is_killed_from_outside_is_named(started, place):
    notebook(place, "good", "1 + 1")
    notebook(place, "busy", MARK + "import time\ntime.sleep(1000)")

    def kill():
        while True:
            for one in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if one.cmdline() == SLEEP:
                        return one.parent().kill()
            time.sleep(0.05)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    (failed,) = run(plan("busy", "good-1"), place / "reports", jobs=1, limit=60)
    killer.join(5)
    assert (failed.name, failed.reason) == ("busy", "its process died (exit code -9)")
    assert files(place / "reports") == expected_files("good-1")


def test_what_a_finished_report_has_started_ends_with_it_however_late_its_guard_looks(started, place, monkeypatch):
    await_end = guard._await_end

    def late(*words):
        end = await_end(*words)
        time.sleep(1)
        return end

    monkeypatch.setattr(guard, "_await_end", late)
    notebook(place, "leaves", MARK)
    assert run(plan("leaves"), place / "reports") == []


def test_a_report_that_starts_process_after_process_leaves_none_whenever_it_is_ended(started, place):
    notebook(place, "breeds", f"import subprocess\nwhile True: subprocess.Popen({SLEEP}, start_new_session=True)")
    for number in range(6):
        (failed,) = run(plan("breeds"), place / "reports", limit=0.4 + number / 50)
        assert "took longer" in failed.reason
        # What is killed goes when it gets its turn, on a machine that has much to do.
        _, alive = psutil.wait_procs(sleepers(), timeout=5)
        assert alive == []


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own with room for two small reports."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "none", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_fails_the_reports_that_have_no_room_and_leaves_no_half_file(started, place, small_disk):
    notebook(place, "good", "1 + 1")
    notebook(place, "large", "from IPython.display import HTML\nHTML('<p>' + 'long ' * 50_000)")
    reports = plan("good-1", "large", "good-2")
    (failed,) = run(reports, small_disk, jobs=1)
    assert failed.name == "large"
    assert "No space left on device" in failed.reason
    assert files(small_disk) == expected_files("good-1", "good-2")
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    told = []
    assert run(reports, small_disk, jobs=1, done=told.append) == []
    assert {one.name: one.state for one in told} == {"good-1": "unchanged", "large": "made", "good-2": "unchanged"}


SCRIPT = """
import pathlib, sys
from notebook_batch import Report, run
if __name__ == "__main__":
    told = lambda outcome: print(outcome.name, outcome.state, flush=True)
    try:
        run([Report(f"page-{n}", "slow.ipynb") for n in range(12)], pathlib.Path(sys.argv[1]), jobs=2, done=told)
    except KeyboardInterrupt:
        sys.exit(3)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["interrupt", "kill"])
def test_a_run_that_is_ended_in_the_middle_leaves_whole_pages_and_another_makes_the_rest(place, end):
    notebook(place, "slow", (MARK if end == signal.SIGINT else "") + "import time\ntime.sleep(0.5)")
    script, folder = place / "run.py", place / "reports"
    script.write_text(SCRIPT, encoding="utf-8")
    before = {one.pid for one in sleepers()}
    words = [sys.executable, str(script), str(folder)]
    command = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    made = [command.stdout.readline().split()[0] for _ in range(3)]
    family = psutil.Process(command.pid).children(recursive=True)
    os.kill(command.pid, end) if end == signal.SIGKILL else os.killpg(command.pid, end)
    _, said = command.communicate(timeout=60)
    assert command.returncode == (-9 if end == signal.SIGKILL else 3)
    # The library's fork server has its own word for a parent that dies while it asks for a process.
    assert end == signal.SIGKILL or "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []
    assert [one for one in sleepers() if one.pid not in before] == []
    standing = {file.stem for file in folder.glob("*.ipynb")}
    assert set(made) <= standing < {f"page-{number}" for number in range(12)}
    done = {name for name in standing if is_done(Report(name, "slow.ipynb"), folder)}
    assert set(made) <= done
    told = []
    reports = [Report(f"page-{number}", "slow.ipynb") for number in range(12)]
    assert run(reports, folder, jobs=4, done=told.append) == []
    assert {one.name for one in told if one.state == "unchanged"} == done
    assert [file for file in files(folder) if "/." in f"/{file}"] == []


def test_a_report_that_is_deaf_to_every_signal_ends_when_its_run_is_killed(place):
    deaf = "import signal, pathlib\nsignal.pthread_sigmask(0, range(1, 65))\npathlib.Path('reached').touch()\nwhile True: pass"
    notebook(place, "slow", deaf)
    script = place / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = subprocess.Popen([sys.executable, str(script), str(place / "reports")], start_new_session=True)
    deadline = time.monotonic() + 60
    while not (place / "reached").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    family = psutil.Process(command.pid).children(recursive=True)
    command.kill()
    command.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    for one in alive:
        one.kill()
    assert alive == []
