"""Whatever is mistyped or sent, a command ends in one line that a person can read, and never in a traceback."""

import pytest
from click.testing import CliRunner

from linked_offences.__main__ import main
from linked_offences.records import pipeline

ANSWER = "Offence,2021/22\nStalking,5\n"


def run(*words):
    """Lines on standard error of a command that must fail, each as a person can read it."""
    found = CliRunner().invoke(main, [str(word) for word in words])
    assert found.exit_code not in (0, None)
    assert isinstance(found.exception, SystemExit), found.exception
    lines = found.stderr.splitlines()
    assert lines
    assert not [line for line in lines if len(line) > 3000 or not line.isprintable()], lines
    assert "Traceback" not in found.stderr
    return lines


DEEP = "[" * 50_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DEEP, "is nested deeper than any record"),
        ("{" * 50_000, "is nested deeper than any record"),
        (BOMB, "an anchor stands for what is written elsewhere"),
        ("answer.csv: &a [*a]", "an anchor stands for what is written elsewhere"),
        ("12: {reason: made up}", "12: is no file of this folder"),
        ("1.5: {reason: made up}\ntrue: {reason: made up}", "is no file of this folder"),
        ("? [a]\n: b", "layout.yml"),
        ("answer.csv: {reason: " + "9" * 5000 + "}", "layout.yml"),
        ("answer.csv: {reason: a, period: 1}", "layout.yml"),
        ("answer.csv: {reason: a, tables: [{cells: A1, headers: [1e400]}]}", "layout.yml"),
        ("answer.csv: {reason: a, blank: " + "x" * 5_000_000 + "}", "layout.yml"),
        ("\x00", "layout.yml"),
        ("- a", "layout.yml"),
        ("", "layout.yml"),
    ],
)
def test_a_layout_that_is_none_is_named(tmp_path, text, words):
    (tmp_path / "layout.yml").write_text(text, encoding="utf-8")
    (tmp_path / "answer.csv").write_text(ANSWER, encoding="utf-8")
    (line,) = run("read", tmp_path / "answer.csv")
    assert "layout.yml" in line
    assert words in line


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".csv", "a\x1b[31m\n.csv", "missing.csv", "a\udcff.csv", "folder.csv"]
)
def test_a_file_that_cannot_be_is_named(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    (line,) = run("read", tmp_path / name)
    assert any(words in line for words in ("cannot be read", "File name too long", "holds no file"))


@pytest.mark.parametrize(
    "words",
    [
        ["report", "dorset", "--out", "{}/file"],
        ["report", "dorset", "--out", "{}/file/below"],
        ["report", "dorset", "--out", "/proc/nowhere"],
        ["report", "dorset", "--out", "nonsense://nowhere"],
        ["report", "dorset", "--scheduler", "nonsense"],
        ["report", "dorset", "--scheduler", "tcp://"],
        ["report", "--grid", "{}"],
        ["report", "--grid", "{}/missing.csv"],
        ["report", "\x1b[31m"],
        ["check", "{}"],
        ["check", "{}/missing.txt"],
        ["publish", "--reason", "made up", "--day", "\x1b"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(checkout, words):
    (checkout / "file").write_text("made up", encoding="utf-8")
    run(*[word.format(checkout) for word in words])


def test_a_title_of_megabytes_is_cut_in_what_is_said(checkout):
    (checkout / "answer.csv").write_text(ANSWER, encoding="utf-8")
    words = ["--force", "surrey", "--reference", "1", "--asked", "a", "--yes"]
    run("add", checkout / "answer.csv", *words, "--title", "x" * 5_000_000, "--url", "y" * 5_000_000)


@pytest.mark.parametrize("error", [OSError(28, "No space left", "made-up"), OverflowError("a"), RecursionError("a\x1b" * 10_000),
                                   UnicodeError("a"), KeyError("a"), MemoryError()])  # fmt: skip
def test_what_nobody_foresaw_is_one_line_too(checkout, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(pipeline, "run", fail)
    (line,) = run("data")
    assert len(line) < 700
