"""The command line, as a person calls it."""

import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from conftest import raw

from linked_offences.__main__ import main

DORSET = "disclosures/dorset/01-FIN-24-2153"


def call(*words):
    return CliRunner().invoke(main, words)


def test_a_misspelt_force_stops_at_once_and_suggests_the_nearest():
    found = subprocess.run(
        [sys.executable, "-m", "linked_offences", "report", "derbyshre"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode != 0
    assert found.stderr == 'no force is called "derbyshre": did you mean derbyshire?\n'


def test_a_force_outside_with_no_request_has_no_page():
    found = call("report", "police-scotland")
    assert found.exit_code == 1
    assert "Police Scotland has no page" in found.stderr


def test_data_says_whether_anything_changed(checkout):
    timed, told = call("data").stdout.splitlines()
    assert re.fullmatch(r"\d+ statements about \d+ forces held together in \d+\.\d s", timed)
    assert told == "data/processed: nothing changed"
    (checkout / "data" / "processed" / "counts.csv").unlink()
    assert call("data").stdout.splitlines()[-1] == "data/processed: counts.csv written"


def test_an_unreadable_file_leaves_the_tables_and_builds_what_does_not_rest_on_it(checkout):
    file = raw(checkout, DORSET) / "table-1.csv"
    file.write_bytes(b"Time period,Count\n\xff")
    out = checkout / "reports"
    out.mkdir()
    (out / "dorset.html").write_text("a page of an earlier run", encoding="utf-8")
    (out / "files" / "dorset").mkdir(parents=True)
    (out / "files" / "dorset" / "dorset.sha256").write_text("# key\n0  dorset.html\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in (checkout / "data" / "processed").iterdir()}
    found = call("report", "dorset", "psni")
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert lines[0].startswith(f"data/raw/{DORSET}/table-1.csv: byte 19")
    assert "not built, because of what is named above: dorset, index, coverage, national, claims" in lines
    assert sorted(page.name for page in out.glob("*.html")) == ["psni.html"]
    assert {file: file.read_bytes() for file in (checkout / "data" / "processed").iterdir()} == before


def test_without_good_tables_nothing_is_built_and_one_line_says_so(checkout):
    (raw(checkout, DORSET) / "table-1.csv").write_bytes(b"\xff")
    for file in (checkout / "data" / "processed").iterdir():
        file.unlink()
    found = call("report")
    assert found.exit_code == 1
    assert found.stderr.splitlines()[-1] == "data/processed/datapackage.json: is missing; run make data"
    assert found.exception is None or isinstance(found.exception, SystemExit)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself_and_stands_in_the_readme(command):
    from conftest import ROOT

    assert call(command, "--help").exit_code == 0
    assert f"linked-offences {command}" in (ROOT / "README.md").read_text(encoding="utf-8")
