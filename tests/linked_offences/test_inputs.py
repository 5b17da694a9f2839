"""What is up to date stays as it is, and nothing that is not passes for it."""

import csv
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import DORSET, ROOT, STATES, raw, record_hash

import notebook_batch
from linked_offences import forces, slices
from linked_offences.records import pipeline
from linked_offences.site import inputs
from linked_offences.site.reports import INDEX, list_inputs, plan_force, plan_overviews
from notebook_batch import is_done, make_key
from plain_files import hash_file


def report(*words):
    return subprocess.run(
        [sys.executable, *words[:-1], "-m", "linked_offences", "report", *words[-1]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def all_keys(folder):
    reports = [*map(plan_force, forces.list_pages()), *plan_overviews(), INDEX]
    return {one.name: make_key(list_inputs(one, folder)) for one in reports}


def changed(before, after):
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    "force",
    [pytest.param(one, marks=[pytest.mark.slow] * (one not in ("dorset", "derbyshire"))) for one in STATES],
)
def test_a_page_is_made_of_the_rows_of_its_slice_and_of_no_others(checkout, reports, force):
    for name, numbers in slices.slice_force(force).items():
        file = checkout / "data" / "processed" / f"{name}.csv"
        header, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines(keepends=True))
        kept = [row for number, row in enumerate(rows) if number in numbers]
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([header, *kept])
        assert name in ("recorded_crime", "population") or not rows or len(kept) < len(rows)
    shutil.copy(ROOT / "requirements.lock", checkout)
    assert notebook_batch.run([plan_force(force)], checkout / "reports") == []
    made = [f"{force}.html", *(file.relative_to(reports) for file in (reports / "files" / force).iterdir())]
    for file in made:
        assert (checkout / "reports" / file).read_bytes() == (reports / file).read_bytes(), file


# The stories of these forces print a total of all forces, which is set beside what the known forces add up to.
NATIONAL = frozenset(
    ["derbyshire", "dyfed-powys", "hertfordshire", "lancashire", "northamptonshire", "west-mercia"]
)


@pytest.mark.parametrize(
    ("name", "old", "new", "others"),
    [("table-1a.csv", ",5", ",4", frozenset()), ("table-1.csv", ",14", ",15", NATIONAL)],
    ids=["an offence type", "a year's total"],
)
def test_a_changed_figure_of_one_force_renews_its_page_and_those_that_compare_and_no_other(
    checkout, tmp_path, name, old, new, others
):
    before = all_keys(tmp_path)
    table = raw(checkout, DORSET) / name
    edit(table, old, new)
    record_hash(table.parent, name)
    (table.parent / f"{name}.reading.csv").unlink()
    assert "counts.csv" in pipeline.run()
    compared = {"coverage", "national", "claims", "index"}
    assert changed(before, all_keys(tmp_path)) == {"dorset", *compared, *others}


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "renewed"),
    [
        (
            lambda at: edit(
                at / "notebooks" / "02_force.ipynb",
                "prose.title(force",
                "prose.title( force",
            ),
            "forces",
        ),
        (
            lambda at: edit(
                at / "notebooks" / "03_national.ipynb", "a national figure not", "a national number not"
            ),
            "national",
        ),
        (lambda at: edit(at / "data" / "reference" / "forces.csv", "Kent Police", "Kent police"), "all"),
        (lambda at: edit(at / "data" / "reference" / "study.yml", "spring 2024", "summer 2024"), "all"),
        (lambda at: (at / "requirements.lock").write_text("pandas==3.0.0", encoding="utf-8"), "all"),
        (lambda at: (at / "notebooks" / "new.ipynb").write_text("{}", encoding="utf-8"), ""),
        (lambda at: (at / "data" / "raw" / "note.txt").write_text("read by nobody", encoding="utf-8"), ""),
    ],
    ids=[
        "notebook of forces",
        "notebook that compares",
        "reference table",
        "study",
        "lock",
        "another notebook",
        "another file",
    ],
)
def test_what_a_page_is_made_of_renews_it_and_nothing_else_does(checkout, tmp_path, change, renewed):
    before = all_keys(tmp_path)
    change(checkout)
    others = {"coverage", "national", "claims", "index"}
    meant = {"all": set(before), "forces": set(before) - others}
    assert changed(before, all_keys(tmp_path)) == meant.get(renewed, {renewed} - {""})


def test_the_address_renews_every_page(checkout, tmp_path, monkeypatch):
    before = all_keys(tmp_path)
    monkeypatch.setenv("LINKED_OFFENCES_ADDRESS", "https://example.org/tiktok/")
    assert changed(before, all_keys(tmp_path)) == set(before)


def test_stored_outputs_of_a_notebook_renew_nothing(checkout, tmp_path):
    before = all_keys(tmp_path)
    for file in (checkout / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(file, 4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, file)
    assert changed(before, all_keys(tmp_path)) == set()


@pytest.mark.parametrize("file", ["linked_offences/site/templates/style.css", "plain_files/files.py"])
def test_a_changed_file_of_a_package_renews_every_page(file, checkout, tmp_path, monkeypatch):
    before = all_keys(tmp_path)
    copies = [shutil.copytree(one, checkout / "src" / one.name) for one in inputs.PACKAGES]
    monkeypatch.setattr(inputs, "PACKAGES", copies)
    inputs.hash_packages.cache_clear()
    assert all_keys(tmp_path) == before
    edit(checkout / "src" / file, "{", "{ ")
    inputs.hash_packages.cache_clear()
    assert changed(before, all_keys(tmp_path)) == set(before)
    monkeypatch.undo()
    inputs.hash_packages.cache_clear()


def test_the_executed_notebook_holds_its_key_and_every_input_by_name(reports):
    folder = reports / "files" / "dorset"
    told = nbformat.read(folder / "dorset.ipynb", 4).metadata["linked_offences"]
    assert told["key"] == make_key(told["inputs"]) == is_done(plan_force("dorset"), reports)
    found = {one["name"]: one["sha256"] for one in told["inputs"]}
    for name in (f"data/raw/{DORSET}/table-1.csv", "requirements.lock"):
        assert found[name] == hash_file(ROOT / name)
    assert "data/processed/requests.csv, 1 rows of dorset" in found
    assert not any("/kent/" in name or name.startswith(("/", "data/raw/press")) for name in found)


def test_the_list_of_a_report_s_files_is_one_that_sha256sum_checks(reports):
    found = subprocess.run(
        ["sha256sum", "--check", "--strict", "files/dorset/dorset.sha256"],
        capture_output=True, text=True, check=False, cwd=reports,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "dorset.html: OK" in found.stdout


@pytest.mark.parametrize("kind", ["page", "notebook", "sentences", "record"])
@pytest.mark.parametrize("damage", ["gone", "cut", "empty"])
def test_a_report_counts_as_done_only_if_all_its_files_are_whole(reports, tmp_path, kind, damage):
    for name in ("dorset.html", "files/dorset"):
        copy = shutil.copytree if (reports / name).is_dir() else shutil.copy
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copy(reports / name, tmp_path / name)
    dorset = plan_force("dorset")
    assert is_done(dorset, tmp_path)
    beside = tmp_path / "files" / "dorset"
    file = {"page": tmp_path / "dorset.html", "notebook": beside / "dorset.ipynb",
            "sentences": beside / "dorset-sentences.json", "record": beside / "dorset.sha256"}[kind]  # fmt: skip
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] if damage == "cut" and kind != "record" else b"")
    assert not is_done(dorset, tmp_path)


@pytest.mark.slow
def test_a_run_with_nothing_to_do_imports_no_pandas_and_no_reader_and_one_with_a_broken_table_mends_it(checkout):
    first = report(["psni"])
    assert first.returncode == 0, first.stderr
    run = checkout / "reports" / "run.json"
    assert {one["name"]: one["state"] for one in json.loads(run.read_text())["reports"]} == {
        "psni": "made",
        "index": "made",
    }
    standing = {
        file: file.read_bytes() for file in (checkout / "reports").rglob("*") if file.is_file() and file != run
    }

    second = report("-X", "importtime", ["psni"])
    assert second.returncode == 0
    imported = {
        line.split("|")[-1].strip() for line in second.stderr.splitlines() if line.startswith("import time:")
    }
    assert "notebook_batch.runs" in imported
    assert not imported & {
        "pandas",
        "numpy",
        "papermill",
        "nbformat",
        "foi_answers",
        "linked_offences.records.pipeline",
        "linked_offences.site.files",
    }
    assert re.search(r"^unchanged +2 ", second.stdout, flags=re.MULTILINE)

    counts = checkout / "data" / "processed" / "counts.csv"
    whole = counts.read_bytes()
    for harm in (lambda: counts.write_bytes(whole.replace(b"513", b"514")), counts.unlink):
        harm()
        assert report(["psni"]).returncode == 0
        assert counts.read_bytes() == whole
        assert {one["state"] for one in json.loads(run.read_text())["reports"]} == {"unchanged"}

    again = report(["psni", "--force-rebuild"])
    assert again.returncode == 0
    assert {one["state"] for one in json.loads(run.read_text())["reports"]} == {"made"}
    assert {file: file.read_bytes() for file in standing} == standing
