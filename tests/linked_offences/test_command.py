"""The command line, as a person calls it."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner
from conftest import DORSET, ROOT, TIMES, raw, record_hash
from lxml import html

import notebook_batch
from linked_offences import catalogue, forces
from linked_offences.commands import main
from linked_offences.site import inputs

REQUEST = "tiktok-offences-2024"


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


def test_a_force_outside_with_no_request_has_no_page(bare):
    found = call("report", "police-scotland")
    assert found.exit_code == 1
    assert "Police Scotland has no page" in found.stderr
    found = call("report", "England and Wales")
    assert (found.exit_code, found.stderr) == (
        1,
        "England and Wales stands on the national page; linked-offences report, or make reports, makes it\n",
    )


def test_an_unreadable_story_leaves_the_tables_and_builds_what_does_not_rest_on_it(checkout):
    file = raw(checkout, TIMES) / "statements.csv"
    file.write_bytes(b"id,force\n\xff")
    out = checkout / "reports"
    out.mkdir()
    (out / "derbyshire.html").write_text("a page of an earlier run", encoding="utf-8")
    (out / "files" / "derbyshire").mkdir(parents=True)
    (out / "files" / "derbyshire" / "derbyshire.sha256").write_text(
        "# key\n0  derbyshire.html\n", encoding="utf-8"
    )
    before = {file: file.read_bytes() for file in (checkout / "data" / "processed").iterdir()}
    found = call("report", "derbyshire", "psni")
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert lines[0].startswith(f"data/raw/{TIMES}/statements.csv: byte 10")
    assert "not built, because of what is named above: derbyshire, index, coverage, national, claims" in lines
    assert "what is built is of the tables as they were last made" in lines
    assert sorted(page.name for page in out.glob("*.html")) == ["psni.html"]
    assert {file: file.read_bytes() for file in (checkout / "data" / "processed").iterdir()} == before


def read_tables(checkout, force):
    """Rows of the processed tables by name, but for those of a force or with its figures, and what is reckoned from all forces."""
    return {
        file.name: [
            line for line in file.read_text(encoding="utf-8").splitlines() if f"disclosures/{force}/" not in line
            and not line.startswith(f"{force}/") and f",{force}," not in f",{line}" and "national-total" not in line
        ]
        for file in sorted((checkout / "data" / "processed").glob("*.csv"))
    }  # fmt: skip


@pytest.mark.slow
def test_an_unreadable_answer_hurts_the_page_of_its_force_only_which_says_so(checkout):
    new = checkout / "answer.csv"
    new.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    before = read_tables(checkout, "dorset")
    table = raw(checkout, DORSET) / "table-1.csv"
    good = table.read_bytes()
    table.write_bytes(b"Time period,Count\n\xff")
    found = call("data")
    fault = f"data/raw/{DORSET}/table-1.csv: byte 19"
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.splitlines()[0].startswith(fault)
    assert found.stderr.splitlines()[1:] == [
        "data/processed: written without any figure of Dorset Police; mend what is named above, then run it again"
    ]
    assert read_tables(checkout, "dorset") == before
    assert not [one for one in catalogue.rows("figures") if one["force"] == "dorset"]

    # Another force's answer is filed all the same; its page and all that compare are made.
    found = call("add", str(new), "--force", "surrey", "--reference", "1", "--request", REQUEST, "--yes")
    assert found.exit_code == 0, found.stderr
    found = call("report", "dorset", "surrey", "--jobs", "1")
    assert found.exit_code == 1
    said = "no figure of Dorset Police is shown until what is named above is mended"
    assert found.stderr.splitlines()[-1] == said
    out = checkout / "reports"
    assert {page.stem for page in out.glob("*.html")} >= {"dorset", "index", "surrey"}
    page = html.parse(out / "dorset.html").getroot().get_element_by_id("content")
    heading = "Dorset Police: a file of its answer cannot be read here, so none of its figures is shown"
    assert page.findtext(".//h1") == heading
    text = " ".join(page.text_content().split())
    assert fault in text
    assert "recorded 16" not in text
    assert "answered (reference" not in text
    (row,) = html.parse(out / "index.html").xpath("//tr[th/a[@href='dorset.html']]")
    assert "a file of its answer cannot be read here" in row.text_content()

    # Once it is mended, nothing of this is left.
    table.write_bytes(good)
    assert call("withdraw", "1", "--force", "surrey", "--reason", "made up").exit_code == 0
    shutil.rmtree(raw(checkout, "disclosures/surrey"))
    assert call("data").exit_code == 0
    assert read_tables(checkout, "nobody") == read_tables(ROOT, "nobody")


@pytest.mark.slow
def test_a_force_that_was_not_asked_keeps_its_page_where_its_answer_cannot_be_read(checkout):
    (raw(checkout, "disclosures/psni/FOI-16141") / "source.yml").write_text("title: [", encoding="utf-8")
    assert call("data").exit_code == 1
    assert forces.list_pages() == sorted(forces.list_pages(), key=forces.name_force)
    (row,) = [one for one in catalogue.rows("requests") if one["force"] == "psni"]
    assert row["status"] == "unreadable"
    found = call("report", "psni", "--out", str(checkout / "reports"))
    assert "psni.html" in [page.name for page in (checkout / "reports").glob("*.html")], found.stderr


def test_without_good_tables_nothing_is_built_and_one_line_says_so(checkout):
    (raw(checkout, TIMES) / "statements.csv").write_bytes(b"\xff")
    for file in (checkout / "data" / "processed").iterdir():
        file.unlink()
    found = call("report")
    assert found.exit_code == 1
    assert "statements.csv" in found.stderr
    assert found.stderr.splitlines()[-1].startswith("no page was made: mend what is named above")
    assert found.exception is None or isinstance(found.exception, SystemExit)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself_and_stands_in_the_readme(command):
    assert call(command, "--help").exit_code == 0
    assert f"linked-offences {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_line_about_a_command_is_cut_and_the_readme_names_those_that_can_be_tried():
    assert "..." not in call("--help").stdout.partition("Commands:")[2]
    tried = [
        name for name, one in sorted(main.commands.items()) if "dry_run" in {each.name for each in one.params}
    ]
    assert tried == ["add", "data", "publish", "report", "sent", "withdraw"]
    told = "`add`, `data`, `publish`, `report`, `sent` and `withdraw` take `--dry-run`"
    assert told in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_version_is_that_of_the_package():
    assert call("--version").stdout.split()[-1] == version("linked-offences")


def complete(*words):
    """What a shell that asks for the last of some words is given."""
    asked = {"_LINKED_OFFENCES_COMPLETE": "bash_complete", "COMP_CWORD": str(len(words)),
             "COMP_WORDS": " ".join(["linked-offences", *words])}  # fmt: skip
    code = "from linked_offences.commands import main; main(prog_name='linked-offences')"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | asked
    )
    return [line.partition(",")[2] for line in told.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("report", "der"), ["derbyshire"]),
        (("publish", "north-"), ["north-wales", "north-yorkshire"]),
        (("add", "--force", "Ken"), ["kent"]),
        (("add", "--request", "tik"), ["tiktok-offences-2024"]),
    ],
)
def test_a_shell_completes_forces_and_requests(words, offered):
    assert complete(*words) == offered


def test_add_names_the_requests_on_file_where_nobody_said_what_was_asked(few):
    found = call("add", "answer.csv", "--force", "Kent Constabulary", "--reference", "1")
    assert found.exit_code == 1
    assert found.stderr == "say what was asked: --request tiktok-offences-2024, or --asked in your words\n"


def files(folder):
    """What every file holds, but for what may be deleted at any time."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file() and ".cache" not in file.parts}


def test_a_dry_run_of_add_says_what_would_be_filed_and_files_nothing(few):
    file = few / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,5\n", encoding="utf-8")
    before = files(few)
    found = call("add", str(file), "--force", "surrey", "--reference", "1", "--asked", "made up", "--dry-run")
    assert found.exit_code == 0, found.stderr
    assert "data/raw/disclosures/surrey/1: would be filed, with answer.csv, source.yml" in found.stdout
    assert files(few) == before


def test_dry_runs_say_what_would_be_written_and_write_nothing(few):
    (few / "data" / "published" / "dorset.csv").unlink()
    before = files(few)
    found = call("publish", "dorset", "--reason", "made up", "--dry-run")
    assert found.exit_code == 0, found.stderr
    assert any(line.startswith("dorset: ") and "not published -> 16" in line for line in found.stdout.splitlines())
    assert found.stdout.splitlines()[-1] == "data/published: nothing was written"
    found = call("report", "kent", "--dry-run", "--out", str(few / "reports"))
    assert found.stdout.splitlines() == ["kent", "index"]
    assert files(few) == before
    found = call("withdraw", "01/FIN/24/2153", "--reason", "made up", "--day", "2026-11-24", "--dry-run")
    told = (
        "data/raw/disclosures/dorset/01-FIN-24-2153: would be withdrawn, since 2026-11-24; nothing was written\n"
    )
    assert (found.exit_code, found.stdout) == (0, told)
    assert files(few) == before
    table = raw(few, DORSET) / "table-1.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("14", "15"), encoding="utf-8")
    record_hash(table.parent, table.name)
    before = files(few)
    for words in (("data",), ("publish", "--reason", "made up")):
        assert call(*words, "--dry-run").exit_code in (0, 1)
        assert files(few) == before


def test_what_status_advises_settles_what_it_says(few):
    study = few / "data" / "reference" / "study.yml"
    study.write_bytes(study.read_bytes() + b"# another remark\n")
    assert call("status").stdout.startswith("tables: not of the files that are there; make data")
    assert call("data").exit_code == 0
    assert call("status").stdout.startswith("filed: ")


@pytest.mark.parametrize(("platform", "code", "told"), [
    ("tiktok", 0, ""),  # the first by its name
    ("tictoc", 1, 'data/reference/study.yml: platforms: "tictoc": is no further platform of the study; it has tiktok\n'),
])  # fmt: skip
def test_a_platform_that_is_named_is_one_of_the_study(monkeypatch, platform, code, told):
    monkeypatch.setenv("LINKED_OFFENCES_PLATFORM", platform)
    found = call("request", "kent")
    assert (found.exit_code, found.stderr) == (code, told)


def test_status_says_what_is_filed_in_doubt_undecided_and_to_be_made(checkout):
    inputs.record_tables()
    found = call("status")
    assert found.exit_code == 0, found.output
    lines = found.stdout.splitlines()
    many = len([*(checkout / "data" / "raw" / "disclosures").glob("*/*/source.yml")])
    assert lines[0].startswith(f"filed: {many} disclosure, ")
    assert "labels without a decision: none" in lines
    assert any(line.startswith("  press/2024-08-08-derbyshire-times/total-three-years: if 188") for line in lines)
    assert lines[-3:] == [
        "pages in reports/: 0 up to date; last run: never",
        "pages that would be made",
        "  all of them",
    ]
    file = checkout / "data" / "reference" / "offence_labels.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(row for row in rows if not row.startswith("violent crimes,")), encoding="utf-8")
    lines = call("status").stdout.splitlines()
    assert lines[0].startswith("tables: not of the files that are there")
    assert "  offence violent crimes (Cambridgeshire)" in lines


def test_an_interrupted_run_says_what_stands_and_that_the_same_command_goes_on(checkout, monkeypatch):
    inputs.record_tables()

    def run(planned, folder, *, done, **_):
        done(notebook_batch.Outcome("kent"))
        done(notebook_batch.Outcome("dorset", unchanged=True))
        raise KeyboardInterrupt

    monkeypatch.setattr(notebook_batch, "run", run)
    found = call("report", "--quiet")
    assert found.exit_code == 130
    assert found.stderr == (
        "stopped: 1 made and 1 unchanged stand whole in reports/; the same command goes on with the rest\n"
    )


def test_any_other_command_that_is_interrupted_says_so_in_one_line(checkout, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "tables_are_current", interrupt)
    found = call("status")
    assert (found.exit_code, found.stdout) == (130, "")
    assert found.stderr == "stopped: nothing stands half written; the same command begins again\n"


def test_of_many_forces_that_are_not_published_a_few_are_named_and_the_rest_counted(bare):
    shutil.rmtree(bare / "data" / "published", ignore_errors=True)
    lines = call("data").stderr.splitlines()
    assert len(lines) == 6
    assert lines[-1].startswith("data/published: 39 forces more; linked-offences publish")
