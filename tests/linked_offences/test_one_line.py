"""Whatever is mistyped or sent, a command ends in one line that a person can read, and never in a traceback."""

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from linked_offences.commands import main
from linked_offences.commands.group import Force
from linked_offences.records import pipeline
from linked_offences.stories.reading import read_article
from plain_files import Problem

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


# What no float or no whole number of the language holds, or what another program writes for none.
NUMBERS = {"1e400": "1e400", "-1e400": "-1e400", "1e-400": "1e-400", "long": "9" * 400, "longer": "9" * 5_000,
           "-long": "-" + "9" * 400, "NaN": "NaN", "Infinity": "Infinity", ".inf": "-.inf"}  # fmt: skip


@pytest.fixture(params=NUMBERS.values(), ids=NUMBERS)
def number(request):
    return request.param


@pytest.mark.parametrize(
    "said",
    [
        "Derbyshire Police recorded {} offences linked to TikTok in 2021/22.",
        "Offences linked to TikTok rose by {} per cent, from 5 to {}, or {} times as many.",
        "Between {} and {} million offences linked to TikTok were recorded in 2021/22. One in {} was charged.",
    ],
)
def test_a_story_with_a_number_beyond_all_bounds_is_read(tmp_path, number, said):
    (tmp_path / "story.txt").write_text(said.replace("{}", number), encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(tmp_path / "story.txt")])
    assert found.exit_code == 0, found.stderr
    assert "not understood" in found.stdout or not number.strip("-").isdigit()


def _write_cell(text):
    kind = f'office:value-type="float" office:value="{text}"' if text.isdigit() else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def _write_grid(file, number):
    """A table whose one count is a number as it stands in the file, where its kind of file has numbers."""
    rows = [["Offence", "2021/22"], ["Stalking", "7654321"], ["Theft", "5"]]
    content = "\n".join(map(",".join, rows)).encode()
    if file.suffix == ".html":
        content = ("<table>" + "".join(f"<tr><td>{'<td>'.join(row)}" for row in rows)).encode()
    elif file.suffix == ".xlsx":
        book, stream = openpyxl.Workbook(), io.BytesIO()
        for name, count in rows:
            book.active.append([name, int(count) if count.isdigit() else count])
        book.save(stream)
        content = stream.getvalue()
    elif file.suffix == ".ods":
        names = " ".join(
            f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
        )
        lines = "".join(f"<table:table-row>{''.join(map(_write_cell, row))}</table:table-row>" for row in rows)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as pack:
            pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            pack.writestr("META-INF/manifest.xml", "<manifest/>")
            pack.writestr("styles.xml", f"<office:document-styles {names}/>")
            pack.writestr(
                "content.xml",
                f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='S'>{lines}"
                "</table:table></office:spreadsheet></office:body></office:document-content>",
            )
        content = stream.getvalue()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        file.write_bytes(content.replace(b"7654321", number.encode()))
        return
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"7654321", number.encode()))


@pytest.mark.parametrize("ending", ["csv", "html", "xlsx", "ods"])
def test_a_count_beyond_all_bounds_is_no_figure_or_is_told(tmp_path, number, ending):
    file = tmp_path / f"answer.{ending}"
    _write_grid(file, number)
    found = CliRunner().invoke(main, ["read", str(file)])
    assert "Traceback" not in found.output
    assert "not foreseen" not in found.output
    if found.exit_code:
        assert len(found.stderr.splitlines()) == 1
        return
    counts = {row["offence"]: row["count_low"] for row in csv.DictReader(io.StringIO(found.stdout))}
    assert counts.pop("Theft") == "5"
    assert set(counts.values()) <= {"0"}  # of 1e-400, which a spreadsheet shows so


@pytest.mark.parametrize(
    "text",
    [
        "period: {}", "period: {}..{}", "blank: {}", "tables: [{cells: 'A1:B{}', headers: [1]}]",
        "tables: [{cells: 'A1:B3', headers: [{}]}]", "leave_out: [{cells: {}, reason: b}]",
    ],
)  # fmt: skip
def test_a_number_beyond_all_bounds_in_a_layout_is_named(tmp_path, number, text):
    (tmp_path / "layout.yml").write_text(
        f"answer.csv: {{reason: a, {text.replace('{}', number)}}}", encoding="utf-8"
    )
    (tmp_path / "answer.csv").write_text(ANSWER, encoding="utf-8")
    found = CliRunner().invoke(main, ["read", str(tmp_path / "answer.csv")])
    assert found.exit_code == 0 or len(found.stderr.splitlines()) == 1
    assert not any(words in found.output for words in ("Traceback", "not foreseen", "stumble"))


def test_a_period_beyond_all_bounds_is_named(tmp_path, number):
    (tmp_path / "answer.csv").write_text(ANSWER, encoding="utf-8")
    for period in (number, f"{number}..{number}"):
        run("read", tmp_path / "answer.csv", f"--period={period}")


@pytest.mark.parametrize("option", ["--jobs", "--limit", "--memory"])
def test_an_option_beyond_all_bounds_is_named(checkout, number, option):
    found = CliRunner().invoke(main, ["report", "dorset", "--dry-run", f"{option}={number}"])
    assert found.exit_code in (0, 1, 2)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    assert not any(words in found.output for words in ("Traceback", "not foreseen"))


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
        ["add", "{}/file", "--force", "kent", "--reference", "1", "--request", "\x1b"],
        ["add", "{}/file", "--force", "kent", "--reference", "1", "--asked", "a", "--asked-on", "\x1b"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(checkout, words):
    (checkout / "file").write_text("made up", encoding="utf-8")
    run(*[word.format(checkout) for word in words])


@pytest.mark.parametrize(
    "name", ["x" * 100_000, "dor\nset", "\u202edorset", "a\udcff", ""], ids=lambda name: ascii(name)[:20]
)
def test_a_name_of_no_force_is_one_line_whatever_it_is(name):
    for words in (["request", name], ["read", "a.csv", "--force", name], ["report", name]):
        (line,) = run(*words)
        assert line.startswith('no force is called "')
        assert len(line) < 800


# Days and texts of a command, each with what must stand before it.
SENT = ["sent", "kent", "--reference", "1", "--dry-run"]
ADD = [
    "add",
    "{}/file.csv",
    "--force",
    "kent",
    "--reference",
    "1",
    "--yes",
    "--dry-run",
    "--period",
    "2023-04-01..2024-03-31",
]
DAYS = ["9999-12-31", "20240603", "2024-W10-1", "2024-06-03\n", "", "\u0662024-06-03"]
TEXTS = ["", "   ", "\n\t"]
ADDRESSES = [
    "https://", "https://[::1", "https://a b/", "https://a\nb", "https://user:pw@example.org/", 'https://a/"><script>',
    "https://a/\x1b[31m", "https://a/\u202e", "https://a:999999/", "javascript:alert(1)", "ftp://a/", "https://a/\n", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "values", "told"),
    [
        ([*SENT, "--asked", "a", "--asked-on"], DAYS, "--asked-on: "),
        ([*ADD, "--asked", "a", "--asked-on"], DAYS, "--asked-on: "),
        ([*ADD, "--asked", "a", "--answered-on"], DAYS, "--answered-on: "),
        ([*ADD, "--asked", "a", "--published"], DAYS, "--published: "),
        (["publish", "--reason", "made up", "--dry-run", "--day"], DAYS, "--day: "),
        (["withdraw", "01/FIN/24/2153", "--reason", "made up", "--dry-run", "--day"], DAYS, "--day: "),
        ([*SENT, "--asked-on", "2026-11-02", "--asked"], TEXTS, "asked: is empty"),
        ([*SENT, "--asked-on", "2026-11-02", "--asked", "a", "--by"], TEXTS, "publisher: is empty"),
        ([*ADD, "--asked", "a", "--licence"], TEXTS, "licence: is empty"),
        ([*ADD, "--asked", "a", "--caveat"], TEXTS, "caveats.0: is empty"),
        ([*ADD, "--asked", "a", "--method"], TEXTS, "method: is empty"),
        ([*ADD, "--asked", "a", "--replaces", "2", "--reason"], TEXTS, "--reason: is empty"),
        ([*ADD, "--asked", "a", "--url"], ADDRESSES, "source.yml: address: "),
    ],
    ids=lambda one: one[-1] if isinstance(one, list) and one[-1][:2] == "--" else "",
)  # fmt: skip
def test_a_day_text_or_address_that_is_none_is_named(checkout, words, values, told):
    (checkout / "file.csv").write_text(ANSWER.replace("2021/22", "2023/24"), encoding="utf-8")
    for value in values:
        *_, line = run(*[word.format(checkout) for word in words], value)
        assert told in line


@pytest.mark.parametrize(
    "period",
    ["0001-01-01..9999-12-31", "1900-01-01..2024-03-31", "2024-01-01..2050-01-01", "20240101..20241231",
     "2024-W01-1..2024-W10-1", "2024-01-01..2024-12-31\n", ""],
    ids=ascii,
)  # fmt: skip
def test_a_period_that_no_answer_is_about_is_none_wherever_it_is_said(tmp_path, period):
    file = tmp_path / "answer.csv"
    file.write_text(ANSWER, encoding="utf-8")
    for command in ("read", "review"):
        (line,) = run(command, file, "--period", period)
        assert "is no period" in line
    (tmp_path / "layout.yml").write_text(
        f"answer.csv: {{reason: a, period: {json.dumps(period)}}}", encoding="utf-8"
    )
    (line,) = run("read", file)
    assert "is no period" in line


@pytest.mark.parametrize(
    "words",
    [
        ["{}"], ["--{}"], ["status", "{}"], ["read", "file.csv", "--{}"], ["report", "dorset", "--jobs", "{}"], ["verify", "{}"],
        ["report", "dorset", "--memory", "{}"], ["report", "dorset", "--limit", "{}"], ["report", "dorset", "--out", "{}"],
        ["new", "{}"], ["add", "{}", "--force", "kent", "--reference", "1", "--asked", "a"], ["reread", "{}"], ["check", "{}"],
        ["review", "file.csv", "--out", "{}.html"], ["data", "--database", "{}.db"], ["request", "kent", "--eml", "{}.eml"],
        ["publish", "--reason", "a", "--day", "{}"], ["withdraw", "{}", "--reason", "a"],
    ],
    ids="-".join,
)  # fmt: skip
def test_a_word_of_megabytes_is_cut_in_what_is_said(checkout, words):
    (checkout / "file.csv").write_text(ANSWER, encoding="utf-8")
    found = CliRunner().invoke(main, [word.format("x" * 1_000_000) for word in words])
    assert found.exit_code in (1, 2)
    assert max(map(len, found.stderr.splitlines())) < 800


def test_a_folder_is_added_file_by_file(checkout):
    (checkout / "answers").mkdir()
    (line,) = run("add", checkout / "answers", "--force", "kent", "--reference", "1", "--asked", "a")
    assert line == "answers: read the folder first (linked-offences read answers), then add each file"


def test_a_title_of_megabytes_is_cut_in_what_is_said(checkout):
    (checkout / "answer.csv").write_text(ANSWER, encoding="utf-8")
    words = ["--force", "surrey", "--reference", "1", "--asked", "a", "--yes"]
    run("add", checkout / "answer.csv", *words, "--title", "x" * 5_000_000, "--url", "y" * 5_000_000)


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left", "made-up"), OSError(28, "No space left"), shutil.Error([("a", "b", "No space left")] * 900),
        OverflowError("a"), RecursionError("a\x1b" * 10_000), UnicodeError("a"), KeyError("a"), MemoryError(),
    ],
)  # fmt: skip
def test_what_nobody_foresaw_is_one_line_too(checkout, monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(pipeline, "run", fail)
    (line,) = run("data")
    assert len(line) < 700
    assert ("No space left" in line) == isinstance(error, OSError)
    assert ("foreseen" in line) == (not isinstance(error, OSError | MemoryError))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("linked_offences read {} > /dev/full", "standard output: No space left on device; "),
        ("foi_answers {} > /dev/full", "standard output: No space left on device; "),
        ("linked_offences review {} --out {}/page.html", "answer.csv: File exists; "),
        ("foi_answers {} --review {}/page.html", "answer.csv: File exists; "),
        (f"foi_answers {{}} --review {'a' * 300}.html", "File name too long"),
    ],
    ids=lambda one: one[:40],
)
def test_what_cannot_be_written_is_one_line(tmp_path, words, told):
    (tmp_path / "answer.csv").write_text(ANSWER, encoding="utf-8")
    line = f"{sys.executable} -m {words.replace('{}', str(tmp_path / 'answer.csv'))}"
    found = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert told in found.stderr.splitlines()[-1]
    assert "Traceback" not in found.stderr


def test_a_closed_standard_input_is_said_to_be(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(Problem, match=r"-: cannot be read \(it is closed\)"):
        read_article(Path("-"))


def test_a_name_that_is_empty_stands_for_nothing(checkout):
    (checkout / "a.csv").write_text(ANSWER, encoding="utf-8")
    for words in (
        ["verify", ""],
        ["check", "a.csv", "--force", ""],
        ["withdraw", "1", "--reason", "a", "--force", ""],
    ):
        (line,) = run(*words)
        assert line.startswith('no force is called ""')


def test_a_reason_that_says_nothing_is_refused_before_anything_is_read(checkout, monkeypatch):
    for name in ("data/reference", "data/raw"):
        (checkout / name).rename(checkout / f"{name}-away")
    (checkout / "file.csv").write_text(ANSWER, encoding="utf-8")
    monkeypatch.setattr(pipeline, "run", None)
    for words in (
        ["publish"],
        ["withdraw", "1"],
        ["add", "file.csv", "--force", "kent", "--reference", "1", "--replaces", "2"],
    ):
        for reason in TEXTS:
            (line,) = run(*words, "--reason", reason)
            assert line == "--reason: is empty; say why, because it is printed"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("linked-offences re", "x"), ("linked-offences re", ""), ("linked-offences re", "1.5"), ("linked-offences re", "9" * 5_000),
        ("linked-offences re", None), (None, "1"), (None, None),
    ],
)  # fmt: skip
def test_a_shell_that_does_not_say_what_to_complete_gets_one_line(words, number):
    told = {"COMP_WORDS": words, "COMP_CWORD": number}
    for shell in ("bash", "zsh", "fish"):
        found = CliRunner().invoke(
            main, prog_name="linked-offences", env={"_LINKED_OFFENCES_COMPLETE": f"{shell}_complete", **told}
        )
        if shell == "fish" and words and number is not None:  # whose number is the word itself
            assert found.exit_code == 0
            continue
        assert found.exit_code == 1
        assert (
            found.stderr == "a shell says in COMP_WORDS and COMP_CWORD what it completes, and this one does not\n"
        )
        assert not found.stdout


def test_a_shell_that_completes_a_word_shows_no_fault_of_the_data(checkout):
    (checkout / "data" / "reference" / "forces.csv").unlink()
    assert Force().shell_complete(None, None, "d") == []
