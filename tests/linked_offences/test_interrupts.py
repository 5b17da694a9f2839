"""Killed before any change of a file and begun again, a command ends as if nobody had killed it."""

import os
import shutil
import signal
import sys
import traceback
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from linked_offences.__main__ import main
from linked_offences.records import pipeline
from notebook_batch import Report, making

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


def kill_everywhere(checkout, words):
    """Run a command whole, then killed before each of its changes and again; how many changes it made."""

    def run():
        found = CliRunner().invoke(main, words)
        assert found.exit_code == 0 or "stands already" in found.stderr, found.stderr

    before = checkout.parent / f"{checkout.name}-before"
    shutil.copytree(checkout, before)

    def restore():
        for name in ("data", "CHANGELOG.md"):
            if (checkout / name).is_dir():
                shutil.rmtree(checkout / name)
                shutil.copytree(before / name, checkout / name)
            elif (before / name).exists():
                shutil.copy2(before / name, checkout / name)
            else:
                (checkout / name).unlink(missing_ok=True)

    run()
    expected = files(checkout)
    for number in range(1000):
        restore()
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
    words = ["publish", "--reason", "made up", "--day", "2099-01-01"]
    assert kill_everywhere(checkout, words) > 5
