"""However a command is ended, what it writes stands whole or not at all, and begun again it ends as if nobody had.

Killed, it may leave what the same command takes away. Ended by Ctrl-C or SIGTERM it leaves nothing, and says so in a line.
"""

import atexit
import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from datetime import date
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from click.testing import CliRunner

import notebook_batch
from foi_answers import READING, guarded
from linked_offences.commands import main
from linked_offences.records import pipeline
from linked_offences.site.reports import plan_force
from notebook_batch import Report, making
from plain_files import STOPPED, obey_interrupts

pytestmark = pytest.mark.slow
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate"}


def kill_before(number, folder, run):
    """Run something in a process that is killed before its so-manieth change of a file below a folder; whether it was."""
    child = os.fork()
    if not child:
        left = number

        def watch(event, words):
            nonlocal left
            writes = event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR)
            if (event in CHANGES or writes) and str(words[0]).startswith(str(folder)):
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        try:
            sys.addaudithook(watch)
            run()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


def files(folder):
    """Every file and folder below a folder, hidden ones too, but for what may be deleted at any time."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else None
        for file in folder.rglob("*") if ".cache" not in file.relative_to(folder).parts
    }  # fmt: skip


def restore(folder, stood):
    """Let a folder hold again what it held when `files` looked."""
    for name in sorted(files(folder).keys() - stood.keys(), reverse=True):
        (folder / name).rmdir() if (folder / name).is_dir() else (folder / name).unlink()
    for name, content in stood.items():
        if content is None:
            (folder / name).mkdir(exist_ok=True)
        elif not (folder / name).exists() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


def kill_everywhere(checkout, words):
    """Run a command whole, then killed before each of its changes and again; how many changes it made."""

    def run():
        found = CliRunner().invoke(main, words)
        assert found.exit_code == 0 or "stands already" in found.stderr, found.stderr

    before = files(checkout)
    run()
    expected = files(checkout)
    for number in range(1000):
        restore(checkout, before)
        if not kill_before(number, checkout, run):
            return number
        pipeline.check()  # whatever is left is no source
        run()
        assert files(checkout) == expected, f"killed before change {number + 1}"
    raise AssertionError("it never ended")


def test_an_answer_is_filed_alike_whenever_it_was_killed(checkout):
    file = checkout / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    words = ["add", str(file), "--force", "surrey", "--reference", "1", "--asked", "made up", "--yes"]
    assert kill_everywhere(checkout, words) > 5


def test_tables_are_made_alike_whenever_it_was_killed(checkout, monkeypatch):
    tables = pipeline.build()
    monkeypatch.setattr(pipeline, "build", lambda *_: tables)  # which takes seconds each time
    monkeypatch.setattr("linked_offences.commands.reports._tell_unpublished", lambda: None)
    for name in ("counts.csv", "datapackage.json"):
        (checkout / "data" / "processed" / name).write_text("made up", encoding="utf-8")
    assert kill_everywhere(checkout, ["data"]) > 3


def test_a_report_is_written_alike_whenever_it_was_killed(tmp_path, monkeypatch):
    maker = SimpleNamespace(
        list_inputs=lambda report, folder: [{"name": "made up", "sha256": "0" * 64}],
        make_files=lambda report, executed, found, folder, wait: {
            "files/a/a.csv": b"1\n", "files/a/a.json": b"2\n", "a.html": b"3\n",
        },
    )  # fmt: skip
    monkeypatch.setattr("notebook_batch.making.find_maker", lambda name: maker)
    report, pages = Report("a", ""), tmp_path / "pages"

    def begin():
        """What an earlier run left: an older page, and a file that the page has no more."""
        shutil.rmtree(pages, ignore_errors=True)
        old = {**maker.make_files(None, None, None, None, None), "a.html": b"old\n", "files/a/gone.csv": b"old\n"}
        monkeypatch.setattr(maker, "make_files", lambda *_: old)
        making.make_report(report, pages)
        monkeypatch.undo()
        monkeypatch.setattr("notebook_batch.making.find_maker", lambda name: maker)

    def run():
        making.make_report(report, pages)

    begin()
    run()
    expected = files(pages)
    assert set(expected) == {"a.html", "files", "files/a", "files/a/a.csv", "files/a/a.json", "files/a/a.sha256"}
    for number in range(1000):
        begin()
        if not kill_before(number, pages, run):
            assert number > 10
            return
        run()
        assert files(pages) == expected, f"killed before change {number + 1}"


def test_numbers_are_published_alike_whenever_it_was_killed(checkout, monkeypatch):
    monkeypatch.setattr(
        pipeline, "run", lambda *_, **__: []
    )  # the tables are those of the files, and take seconds each time
    shutil.copy(__file__, checkout / "CHANGELOG.md")
    for record in sorted((checkout / "data" / "published").glob("*.csv"))[:2]:
        record.unlink()
    words = ["publish", "--reason", "made up", "--day", date.today().isoformat()]
    assert kill_everywhere(checkout, words) > 5


# Ended by a signal ---


STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}
MANY = 10  # moments of each command


def is_said_once(told):
    """Whether what a command printed as errors ends in the one line, and holds nothing of a program."""
    lines = told.splitlines()
    return lines[-1:] == [STOPPED] and "Traceback" not in told and "ignored" not in told


def end_before(change, number, folders, words, said):
    """Run a command in a process that a signal reaches before its so-manieth change of a file below some folders.

    Returns its process, its status, what it printed as errors, and how many such changes it came to.
    """
    child = os.fork()
    if not child:
        os.setsid()
        came, process, status = 0, os.getpid(), 70
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.stderr, sys.stdout = open(2, "w", closefd=False), open(os.devnull, "w")  # noqa: SIM115
        signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the background

        def watch(event, told):
            nonlocal came
            writes = event == "open" and isinstance(told[2], int) and told[2] & (os.O_WRONLY | os.O_RDWR)
            if (event in CHANGES or writes) and str(told[0]).startswith(folders) and os.getpid() == process:
                came += 1
                if came == change:
                    os.kill(process, number)

        try:
            sys.addaudithook(watch)
            atexit._clear()  # what is this process's own
            obey_interrupts()
            main(words, prog_name="linked-offences")
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            atexit._run_exitfuncs()
            said.with_suffix(".came").write_text(str(came), encoding="utf-8")
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return child, status, said.read_text(encoding="utf-8")


def group(found):
    """Files and folders by what is whole together: a folder of data/, with the changelog made of it, and what is named."""
    groups = {}
    for name, content in found.items():
        whole = "/".join(name.split("/")[:2]) if name.startswith("data/") else name.split("/")[0]
        groups.setdefault({"CHANGELOG.md": "data/published"}.get(whole, whole), {})[name] = content
    return groups


def made_up_answer(checkout):
    file = checkout / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    return str(file)


def add(checkout, monkeypatch):
    monkeypatch.setattr(guarded, "CAN_GUARD", True)
    return [
        "add",
        made_up_answer(checkout),
        "--force",
        "surrey",
        "--reference",
        "1",
        "--asked",
        "made up",
        "--yes",
    ]


def add_first(checkout, monkeypatch):
    found = CliRunner().invoke(main, add(checkout, monkeypatch))
    assert found.exit_code == 0, found.stderr


def replace(checkout, monkeypatch):
    add_first(checkout, monkeypatch)
    words = add(checkout, monkeypatch)
    return [*words[:5], "1 (2)", *words[6:], "--replaces", "1", "--reason", "made up"]


def reread(checkout, monkeypatch):
    add_first(checkout, monkeypatch)
    folder = checkout / "data" / "raw" / "disclosures" / "surrey" / "1"
    kept = folder / f"answer.csv{READING}"
    kept.write_text(kept.read_text(encoding="utf-8").replace("Stalking", "Harassment"), encoding="utf-8")
    return ["reread", str(folder / "answer.csv"), "--yes"]


def withdraw(checkout, monkeypatch):
    add_first(checkout, monkeypatch)
    return ["withdraw", "1", "--force", "surrey", "--reason", "made up"]


def data(checkout, monkeypatch):
    tables = pipeline.build()
    monkeypatch.setattr(pipeline, "build", lambda *_: tables)  # which takes seconds each time
    for name in ("counts.csv", "datapackage.json"):
        (checkout / "data" / "processed" / name).write_text("made up", encoding="utf-8")
    return ["data", "--database", str(checkout / "made" / "tables.db")]


def publish(checkout, monkeypatch):
    monkeypatch.setattr(pipeline, "run", lambda *_, **__: [])
    shutil.copy(__file__, checkout / "CHANGELOG.md")
    for record in sorted((checkout / "data" / "published").glob("*.csv"))[:2]:
        record.unlink()
    return ["publish", "--reason", "made up", "--day", date.today().isoformat()]


def new(checkout, monkeypatch):
    return ["new", str(checkout / "made" / "story")]


def review(checkout, monkeypatch):
    return ["review", made_up_answer(checkout), "--out", str(checkout / "made" / "page.html")]


def request(checkout, monkeypatch):
    return ["request", "kent", "--eml", str(checkout / "made" / "letter.eml")]


def check(checkout, monkeypatch):
    story = checkout / "story.txt"
    story.write_text("Dorset Police recorded 16 offences linked to TikTok in 2023/24.\n", encoding="utf-8")
    return ["check", str(story), "--html", str(checkout / "made" / "page.html")]


def take_turns(moments, number):
    """The first moment and every other for each of the two signals, which end a command by the same way."""
    return [moments[0], *moments[1 + [*STATUS].index(number) :: 2]]


@pytest.mark.parametrize("number", STATUS, ids=["ctrl-c", "sigterm"])
@pytest.mark.parametrize("command", [add, replace, reread, withdraw, data, publish, new, review, request, check])
def test_a_command_that_a_signal_ends_wrote_all_or_nothing(
    command, number, checkout, monkeypatch, tmp_path_factory
):
    scratch, said = tmp_path_factory.mktemp("t"), tmp_path_factory.mktemp("said") / "errors"
    words = command(checkout, monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    folders, before = (str(checkout), str(scratch)), files(checkout)
    _, status, told = end_before(0, number, folders, words, said)
    assert status == 0, told
    came, after = int(said.with_suffix(".came").read_text("utf-8")), files(checkout)
    assert came > 2
    stood, made = group(before), group(after)
    assert stood != made
    moments = {1, 2, *range(came - 4, came + 1), *range(1, came + 1, came // MANY + 1)}
    ends = set()
    for change in take_turns(sorted(moments - {0, -1, -2}), number):
        restore(checkout, before)
        child, status, told = end_before(change, number, folders, words, said)
        where = f"before change {change} of {came}: {told}"
        left = group(files(checkout))
        if status == 0:  # all was done, and it cleared up
            assert (left, change) == (made, came), where
        else:
            assert status == STATUS[number], where
            assert is_said_once(told), where
        for whole in left.keys() | made.keys():
            assert left.get(whole) in (stood.get(whole), made.get(whole)), f"{whole}, {where}"
        assert list(scratch.iterdir()) == [], where
        assert [one for one in psutil.pids() if os.getsid(one) == child] == [], where
        ends.add(left == made)
    assert False in ends


def start(words, scratch):
    """A command as a person starts it, in a group of its own, as a shell and `timeout` do."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from linked_offences.__main__ import run; run()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env=os.environ | {"TMPDIR": str(scratch)},
    )  # fmt: skip


REPORT = ["report", "dorset", "kent", "--quiet", "--jobs", "2"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (REPORT, signal.SIGINT), (REPORT, signal.SIGTERM), (["data"], signal.SIGINT), (["data"], signal.SIGTERM),
        (["verify", "dorset"], signal.SIGINT), (["notebooks"], signal.SIGTERM),
        pytest.param(["verify", "dorset"], signal.SIGTERM, marks=pytest.mark.many),
        pytest.param(["notebooks"], signal.SIGINT, marks=pytest.mark.many),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else signal.Signals(one).name,
)  # fmt: skip
def test_a_program_that_a_signal_reaches_at_any_time_leaves_what_is_whole(
    words, number, checkout, tmp_path_factory
):
    scratch, pages = tmp_path_factory.mktemp("t"), checkout / "reports"
    for file in (checkout / "notebooks").glob("*.ipynb") if words == ["notebooks"] else ():
        notebook = nbformat.read(file, 4)
        for cell in notebook.cells:
            cell.update({"outputs": []} if cell.cell_type == "code" else {})
        nbformat.write(notebook, file)
    if words[0] == "verify":
        assert notebook_batch.run([plan_force("dorset")], pages) == []
    before, begun = files(checkout), time.monotonic()
    command = start(words, scratch)
    _, told = command.communicate(timeout=300)
    assert command.returncode == 0, told
    took, made = time.monotonic() - begun, files(checkout)
    # Both signals end it by the same way, and take turns.
    for part in (0.02, 0.35, 0.75) if number == signal.SIGINT else (0.15, 0.55, 0.95):
        restore(checkout, before)
        command = start(words, scratch)
        time.sleep(took * part)
        family = psutil.Process(command.pid).children(recursive=True) if command.poll() is None else []
        with contextlib.suppress(ProcessLookupError):
            os.killpg(command.pid, number)
        _, told = command.communicate(timeout=60)
        where = f"after {part:.0%} of {took:.1f} s: {told}"
        # At its very end, when all is done, Python has let go of signals: a shell shows the same status of such a program.
        assert command.returncode in (0, STATUS[number], -number), where
        assert "Traceback" not in told, where
        assert len(told.splitlines()) <= (command.returncode != 0), where
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == [], where
        assert list(scratch.iterdir()) == [], where
        left = files(checkout)
        records = list(pages.glob("files/*/*.sha256"))
        listed = [line.split("  ", 1) for one in records for line in one.read_text("utf-8").splitlines()[1:]]
        assert all(hashlib.sha256(left[f"reports/{name}"]).hexdigest() == digest for digest, name in listed), where
        whole = {f"reports/{name}" for _, name in listed} | {
            one.relative_to(checkout).as_posix() for one in records
        }
        pieces = {name for name in left if name.startswith("reports/") and left[name] is not None}
        assert pieces - whole <= {"reports/run.json"}, where
        for name in left.keys() | made.keys():
            if words[0] != "report" or not name.startswith("reports"):
                assert left.get(name) in (before.get(name), made.get(name)), f"{name}, {where}"
