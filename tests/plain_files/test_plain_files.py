"""One line for each fault of a file that people write, and files that are whole or not there."""

import csv
import json
import os
import signal
import subprocess
import sys
from pkgutil import resolve_name

import pytest

from plain_files import (
    STOPPED,
    Problem,
    check_record,
    hash_file,
    hide,
    problems,
    read_grid,
    read_yaml,
    replace_file,
    replace_folder,
    show_path,
)

SCHEMA = {"type": "object", "properties": {"day": {"type": "string"}}, "additionalProperties": False}


@pytest.fixture
def schema(tmp_path):
    file = tmp_path / "record.schema.json"
    file.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a,\xff", "answer.csv: byte 3: is not UTF-8 text; save it as UTF-8 CSV"),
        (b"a,\0", "answer.csv: character 3: is not text; save it as UTF-8 CSV"),
        (
            b"a\n" + b"x" * 140_000,
            "answer.csv: line 2: has a cell of more than 131,072 letters; shorten it, or close the quotes that "
            "begin it",
        ),
        (b'a\n"b', "answer.csv: line 2: is not CSV (unexpected end of data); mend the quotes"),
        (None, "answer.csv: cannot be read (No such file or directory); put the file back"),
    ],
)
def test_a_csv_that_cannot_be_read_whole_is_one_line(content, line, tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "_tops", [lambda: tmp_path])
    csv.field_size_limit(10**7)  # as another package leaves it
    file = tmp_path / "answer.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Problem) as problem:
        read_grid(file)
    assert str(problem.value) == line


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("day: [", "record.yml: line 1: is not YAML (expected the node content, but found '<stream end>'); mend it"),
        ("day: 3", "record.yml: day: 3 is not of type 'string'; see record.schema.json"),
        ("month: May", "record.yml: Additional properties are not allowed ('month' was unexpected); see record.schema.json"),
    ],
)  # fmt: skip
def test_a_record_that_breaks_its_schema_is_one_line(content, line, schema, tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "_tops", [lambda: tmp_path])
    file = tmp_path / "record.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Problem) as problem:
        read_yaml(file, schema)
    assert str(problem.value) == line


def test_a_date_in_a_record_stays_the_text_that_it_is(schema, tmp_path):
    file = tmp_path / "record.yml"
    file.write_text("day: 2024-02-31", encoding="utf-8")
    assert read_yaml(file, schema) == {"day": "2024-02-31"}


@pytest.mark.parametrize("text", ["1_0", "010", "0x1F", "0b11", "1:30", "1.10", "1_0.5", ".inf", ".nan", "\uff11"])
def test_a_text_that_only_yaml_takes_for_a_number_stays_the_text_that_it_is(text, schema, tmp_path):
    file = tmp_path / "record.yml"
    file.write_text(f"day: {text}", encoding="utf-8")
    assert read_yaml(file, schema) == {"day": text}


def test_a_schema_that_cannot_be_read_is_named_itself(tmp_path):
    with pytest.raises(Problem, match=r"none\.json: cannot be read as JSON"):
        check_record({}, tmp_path / "none.json", tmp_path / "record.yml")


def test_a_path_is_shown_from_the_folder_that_was_told_and_whole_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(problems, "_tops", [lambda: tmp_path / "checkout"])
    assert show_path(tmp_path / "checkout" / "data" / "a.csv") == "data/a.csv"
    assert show_path(tmp_path / "a.csv") == (tmp_path / "a.csv").as_posix()
    assert show_path("data/a.csv") == "data/a.csv"


def test_a_file_that_cannot_be_replaced_stays_and_leaves_nothing_beside_it(tmp_path, monkeypatch):
    file = tmp_path / "new" / "page.html"
    replace_file(b"before", file)

    def fail(*_):
        raise OSError("no")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="no"):
        replace_file(b"after", file)
    assert file.read_bytes() == b"before"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("step", ["pathlib.Path.open", "pathlib.Path.chmod", "os.replace"])
def test_an_interrupt_at_any_step_leaves_a_file_as_it_was_and_nothing_beside_it(tmp_path, monkeypatch, step):
    module, _, name = step.rpartition(".")
    before = getattr(resolve_name(module), name)

    def interrupt(*words, **settings):
        """After the step: what it made is there, and nobody was told."""
        made = before(*words, **settings)
        if name == "open":
            made.close()
        raise KeyboardInterrupt

    file = tmp_path / "new" / "page.html"
    replace_file(b"before", file)
    monkeypatch.setattr(step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(b"after", file)
    monkeypatch.undo()
    assert file.read_bytes() == (b"after" if name == "replace" else b"before")
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError])
def test_a_folder_that_is_not_filled_to_the_end_leaves_nothing_not_even_those_above_it(tmp_path, end):
    def fill():
        with replace_folder(tmp_path / "a" / "b" / "c") as folder:
            (folder / "half").write_bytes(b"1")
            raise end

    with pytest.raises(end):
        fill()
    assert list(tmp_path.iterdir()) == []
    with replace_folder(tmp_path / "a" / "b" / "c") as folder:
        (folder / "whole").write_bytes(b"1")
    assert [one.name for one in (tmp_path / "a" / "b").iterdir()] == ["c"]


PROGRAM = """
import os, signal, sys, tempfile
signal.signal(signal.SIGINT, signal.default_int_handler)
from plain_files import hold_interrupts, obey_interrupts
obey_interrupts()
tempfile.mkdtemp()
print("begun")
with hold_interrupts():
    os.kill(os.getpid(), int(sys.argv[1]))
    os.kill(os.getpid(), int(sys.argv[1]))
    print("held")
print("never")
"""


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_program_ends_in_one_line_when_what_it_holds_is_done_and_leaves_nothing(tmp_path, number, status):
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(int(number))],
        capture_output=True, text=True, env=os.environ | {"TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (status, "begun\nheld\n", f"{STOPPED}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_hash_is_that_of_the_bytes_and_follows_a_change(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"abc")  # the example of FIPS 180-2
    assert hash_file(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    replace_file(b"", file)
    assert hash_file(file) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_hidden_module_is_missing_for_a_while_and_a_loaded_one_stays():
    with hide("antigravity"), pytest.raises(ImportError):
        import antigravity  # noqa: F401
    assert "antigravity" not in sys.modules
    with hide("json"):
        assert sys.modules["json"] is json


def test_checking_a_record_waits_for_no_grammar_that_it_does_not_ask(tmp_path):
    """JupyterLab brings a grammar of addresses that jsonschema loads where it is there: a second for each command."""
    (tmp_path / "rfc3987_syntax.py").write_text("raise SystemExit('the grammar was loaded')", encoding="utf-8")
    (tmp_path / "record.schema.json").write_text('{"type": "object"}', encoding="utf-8")
    code = "from pathlib import Path\nfrom plain_files import check_record\n"
    code += "check_record({}, Path('record.schema.json'), Path('record.yml'))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
