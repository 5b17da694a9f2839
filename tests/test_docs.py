"""What the documents tell people to type: every command is run, or is a verb of make that is there."""

import doctest
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from conftest import ROOT
from openpyxl import Workbook

import linked_offences
from linked_offences.commands import main
from linked_offences.site import database, inputs

GUIDES = sorted((ROOT / "docs").glob("*.md"))
README = ROOT / "README.md"
DOCUMENTS = [README, *GUIDES, *(ROOT / f"{name}.md" for name in ("CONTRIBUTING", "METHODOLOGY", "SECURITY", "data/README")),
             *sorted(ROOT.glob("src/*/README.md"))]  # fmt: skip
VERBS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
# What is not ours to run here, or makes every page: verbs of make are held by their names.
LEFT = ("git clone ", "make ", "dask ", "export ")
LONG = ("linked-offences report --scheduler",)


def list_blocks(file, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def list_lines(file):
    """Commands of a document, without their remarks."""
    lines = "\n".join(list_blocks(file, "sh")).replace("\\\n", " ").splitlines()
    return [line for one in lines if (line := re.split(r"(?:^|\s)#\s", one)[0].strip().removesuffix("&").strip())]


def test_every_guide_is_on_the_site_and_begins_with_a_title():
    assert {file.stem for file in GUIDES} == set(inputs.GUIDES)
    for file in GUIDES:
        assert re.match(r"# \S", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_command_and_option_in_a_document_is_there(file):
    for line in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        for name, rest in re.findall(r"linked-offences ([a-z]+)([^`#|]*)", line):
            options = {option for one in main.commands[name].params for option in one.opts} | {"--help"}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options, line


@pytest.mark.parametrize("file", [README, *GUIDES], ids=lambda file: file.stem)
def test_every_verb_of_make_in_a_document_is_there(file):
    text = file.read_text(encoding="utf-8")
    code = "\n".join([*re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])
    named = set(re.findall(r"\bmake ([a-z]+)\b", code))
    assert named <= VERBS | {"venv"}, named - VERBS


@pytest.mark.parametrize("file", [
    pytest.param(one, marks=[pytest.mark.slow] * (one.stem == "publish-a-page"), id=one.stem)
    for one in [README, *GUIDES]  # it makes two
])  # fmt: skip
def test_the_commands_of_a_document_run_one_after_another(file, checkout, monkeypatch):
    monkeypatch.chdir(checkout)
    answer = Workbook()
    for row in (["Offence (made up)", "2021/22", "2022/23"], ["Stalking", 5, 7], ["Harassment", 3, 4]):
        answer.active.append(row)
    answer.save(checkout / "answer.xlsx")
    with ZipFile(checkout / "answers.zip", "w") as batch:
        batch.write(checkout / "answer.xlsx", "answer.xlsx")
    (checkout / "answers.csv").write_text("answer.xlsx,surrey,12/35\nanswer.xlsx,gwent,12/36\n", encoding="utf-8")
    (checkout / "story.txt").write_text(
        "Dorset Police recorded 16 offences linked to TikTok in 2023/24.\n", "utf-8"
    )
    shutil.copy(ROOT / "CHANGELOG.md", checkout)
    for line in list_lines(file):
        if line.startswith("make re"):
            line = "linked-offences data"  # which the pages are made after
        if line.startswith((*LEFT, *LONG)):
            continue
        name, *words = shlex.split(line)
        assert name == "linked-offences", line
        found = CliRunner().invoke(main, words, input="y\n")  # to what it asks
        assert found.exit_code == 0, f"{line}\n{found.output}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for script in list_blocks(file, "bash"):
        subprocess.run(["bash", "-euc", script], check=True, env=os.environ | {"PATH": path})


def test_the_questions_in_sql_have_answers(tmp_path):
    file = tmp_path / "linked-offences.db"
    file.write_bytes(database.make_database())
    queries = "".join(list_blocks(ROOT / "docs" / "use-the-data.md", "sql")).split(";")
    found = {}
    with closing(sqlite3.connect(file)) as opened:
        opened.row_factory = sqlite3.Row
        for query in filter(str.strip, queries):
            rows = found[query] = opened.execute(query).fetchall()
            assert rows, query
    joined = [rows for query, rows in found.items() if "JOIN" in query]
    assert len(joined) == 2
    for rows in joined:
        # No row twice, and no rate over residents of forces that did not answer.
        assert len({(row["name"], row["year"]) for row in rows}) == len(rows)
        assert "England and Wales" not in {row["name"] for row in rows}


@pytest.mark.skipif(not shutil.which("Rscript"), reason="no R here")
def test_the_lines_in_r_run():
    (code,) = list_blocks(ROOT / "docs" / "use-the-data.md", "r")
    found = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert re.search(r"dorset +2023/24 +16", found.stdout)


@pytest.mark.whole
def test_the_examples_in_python_run():
    tried = doctest.testfile(
        str(ROOT / "docs" / "python.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert tried.attempted > 10
    assert not tried.failed


def test_the_package_names_the_modules_that_it_has():
    told = re.search(r"^Here: (.*?)\.", linked_offences.__doc__, re.MULTILINE | re.DOTALL)[1].split(", ")
    there = Path(linked_offences.__file__).parent.glob("[a-z]*.py")
    assert told == sorted(one.stem for one in there)


@pytest.mark.parametrize(("name", "near"), [("nope", ""), ("figure", " (did you mean figures or sources?)")])
def test_a_table_that_is_not_there_is_told_with_those_that_are(name, near):
    with pytest.raises(KeyError) as told:
        linked_offences.load(name)
    (line,) = told.value.args
    assert line.startswith(f'no table is called "{name}"{near}: checks, contradictions, counts, ')
    assert "\n" not in line
