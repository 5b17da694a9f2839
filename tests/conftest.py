"""Fixtures: a copy of the checkout's data that a test may break, and the pages of one force of each state."""

import csv
import fcntl
import gc
import hashlib
import os
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import hypothesis
import pytest
import sites
import yaml

import foi_answers
from foi_answers import guarded
from linked_offences.records import pipeline
from linked_offences.site import inputs
from linked_offences.study import find_vocabulary
from plain_files import import_jsonschema

import_jsonschema()  # before nbformat, which by itself waits a second for it
import nbformat  # noqa: E402
from nbformat.v4 import new_markdown_cell, new_notebook  # noqa: E402

ROOT = Path(__file__).parents[1]
# One force of each state that a page can be in, and City of London, which has no rate per head.
STATES = {
    "dorset": "full series",
    "hertfordshire": "totals only",
    "derbyshire": "total and percentage only",
    "west-mercia": "one vague figure",
    "psni": "refused",
    "city-of-london": "no figure known",
}

# An answer of a force, and a newspaper story about another.
FEW = DORSET, TIMES = "disclosures/dorset/01-FIN-24-2153", "press/2024-08-08-derbyshire-times"

# What `make quick` leaves out: tests of these fixtures, and of layouts in these formats.
MAKING = {"bare", "checkout", "few", "filed", "nation", "pages", "reports", "under_nbval"}
OTHER_FORMATS = {"tsv", "txt", "ods", "xls", "docx", "htm", "pdf"}

# A law holds however busy the machine is. The same examples every time: a test that fails on what another change than
# the one at hand broke is no gate, and HYPOTHESIS_SEARCH=1 looks for new ones.
SEARCHED = "HYPOTHESIS_SEARCH" in os.environ


def examples(number):
    """How many examples a law is held against: the gate, which says LAWS=all, takes that many, other runs a fifth."""
    return number if "LAWS" in os.environ or SEARCHED else max(5, number // 5)


hypothesis.settings.register_profile(
    "laws", deadline=None, derandomize=not SEARCHED, max_examples=examples(100),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)  # fmt: skip
hypothesis.settings.load_profile("laws")

# A folder of finished pages to check instead of making a few.
SITE = Path(os.environ["LINKED_OFFENCES_SITE"]).resolve() if "LINKED_OFFENCES_SITE" in os.environ else None

# Whichever test is the first to make a report, the process that reports are forked from gets warm for pages.
os.environ["NOTEBOOK_BATCH_MAKER"] = "linked_offences.site.reports"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what `make quick` leaves out, and the laws, which the gate holds against more examples."""
    for item in items:
        if hypothesis.is_hypothesis_test(getattr(item, "function", None)):
            item.add_marker("law")
        ending = item.callspec.params.get("ending") if hasattr(item, "callspec") else None
        if ending in OTHER_FORMATS or MAKING & set(getattr(item, "fixturenames", ())):
            item.add_marker("whole")


def pytest_collection_finish():
    """Look for rubbish seldom, and not among what was loaded for the tests and stays: it takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(autouse=True, scope="session")
def unguarded():
    """Answers are read in this process: a fork of one so large takes longer than the reading. `test_guarded` guards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guarded, "CAN_GUARD", False)
        yield


@pytest.fixture(autouse=True, scope="session")
def words():
    """Answers are read by our words, also where a test reads one by itself."""
    with foi_answers.use(find_vocabulary()):
        yield


def copy_checkout(folder):
    """Copy data/ and notebooks/ into a folder."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)


def run_pipeline(folder, change=lambda folder: None):
    """Copy data/ and notebooks/ into a folder, change what lies there, and make its tables."""
    copy_checkout(folder)
    change(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(folder))
        pipeline.run()


@pytest.fixture
def proved():
    """Where a test asks for this, filing makes the force's page first."""


@pytest.fixture(autouse=True)
def unproved(request, monkeypatch):
    """Filing makes no page, which takes seconds, but where a test asks for it."""
    if "proved" not in request.fixturenames:
        monkeypatch.setattr("linked_offences.site.reports.prove", lambda force: None)


@pytest.fixture(scope="session")
def made_before(make_once):
    """A copy in which the pipeline has run: what it keeps for the next run lies there."""
    return make_once("made-before", run_pipeline)


@pytest.fixture
def checkout(tmp_path, monkeypatch, made_before):
    """A copy of data/ and notebooks/ that stands for the whole checkout while the test runs."""
    copy_checkout(tmp_path)
    shutil.copytree(made_before / ".cache", tmp_path / ".cache")
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    inputs.record_tables()  # they are those of its files, as a test of the pipeline holds, and take seconds to make
    return tmp_path


@pytest.fixture(scope="session")
def nothing_known(make_once):
    """A copy in which nothing is known of any force, and its tables."""
    return make_once("nothing-known", lambda folder: run_pipeline(folder, sites.clear))


@pytest.fixture
def bare(tmp_path, monkeypatch, nothing_known):
    """A checkout in which nothing is filed yet: what a test files there stands alone, and tables take a moment."""
    shutil.copytree(nothing_known, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    inputs.record_tables()
    return tmp_path


@pytest.fixture(scope="session")
def one_of_each(make_once):
    """A copy in which one answer and one newspaper story are filed, and its tables."""
    return make_once("one-of-each", lambda folder: run_pipeline(folder, lambda folder: sites.keep(folder, *FEW)))


@pytest.fixture
def few(tmp_path, monkeypatch, one_of_each):
    """A checkout in which `FEW` are filed: what may be wrong with a file is told alike, and tables take half the time."""
    shutil.copytree(one_of_each, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    inputs.record_tables()
    return tmp_path


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of notebooks that nobody's maker knows."""
    monkeypatch.setenv("NOTEBOOK_BATCH_ROOT", str(tmp_path / "place"))
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


@pytest.fixture(scope="session")
def make_once(tmp_path_factory):
    """Make a folder once for all processes of a run; whoever asks while it is made waits. It is to be read only."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def make_once(name, make):
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (base / name).exists():
                make(making := tmp_path_factory.mktemp(name))
                making.rename(base / name)
        return base / name

    return make_once


@pytest.fixture(scope="session")
def reports(make_once):
    """Folder with the pages of one force of each state, those that compare forces, and those that list them all."""
    return SITE or make_once("reports", lambda folder: sites.make_pages(folder, STATES))


# What the raw and the published files hold, read without the package: what it makes of them is held against this. ---


def read_rows(name):
    """Rows of a CSV of the checkout."""
    with (ROOT / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def list_statements():
    """Ids of all that newspapers print."""
    files = sorted((ROOT / "data" / "raw" / "press").glob("*/statements.csv"))
    return [f"press/{file.parent.name}/{row['id']}" for file in files for row in read_rows(file)]


@cache
def list_slugs_of_pages():
    """Slugs of the forces with a page: those of England and Wales, and those whose answer lies in a folder."""
    asked = {row["slug"] for row in read_rows("data/reference/forces.csv") if row["in_england_and_wales"] == "yes"}
    return asked | {folder.name for folder in (ROOT / "data" / "raw" / "disclosures").iterdir()}


@cache
def list_unknown():
    """Names by slug of forces of England and Wales of which no figure, no answer and no refusal is held."""
    sources = [
        yaml.safe_load(file.read_text(encoding="utf-8")) for file in (ROOT / "data" / "raw").rglob("source.yml")
    ]
    held = {force for source in sources if isinstance(source["forces"], list) for force in source["forces"]}
    table = read_rows("data/reference/forces.csv")
    found = {row["slug"]: row["name"] for row in table if row["in_england_and_wales"] == "yes"}
    return {slug: name for slug, name in found.items() if slug not in held | STATES.keys()}


def list_published_days(force="*"):
    """Days on which numbers of a force, or of any, were published or changed, oldest first."""
    files = (ROOT / "data" / "published").glob(f"{force}.csv")
    return sorted(row["date"] for file in files for row in read_rows(file))


def in_words(day):
    """A day as pages write it."""
    day = date.fromisoformat(day)
    return f"{day.day} {day:%B %Y}"


def record_hash(source: Path, name: str) -> None:
    """Write a changed file's hash into its source.yml, as a person does who corrects a transcription."""
    file = source / "source.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["sha256"][name] = hashlib.sha256((source / name).read_bytes()).hexdigest()
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def raw(checkout: Path, name: str) -> Path:
    """A folder of data/raw in a copy of the checkout."""
    return checkout / "data" / "raw" / name


def file_reply(checkout: Path, force: str, name: str = "2099-12-01-made-up-press-office", **said) -> Path:
    """File a made-up reply in a copy of the checkout; what is given as None is left out."""
    record = {
        "from": "force", "who": "Made-up Press Office", "date": "2099-12-01", "received": "made-up e-mail",
        "address": None, "licence": "made up", "about": [], "summary": "Says that nothing is wrong (made up).",
    }  # fmt: skip
    file = raw(checkout, f"replies/{force}/{name}.yml")
    file.parent.mkdir(parents=True, exist_ok=True)
    record = {key: value for key, value in (record | said).items() if value is not None or key == "address"}
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return file


GOOD = new_markdown_cell("# A good page of Kent Police")


def write_notebook(checkout, name, *cells):
    """A notebook of these cells in a copy of the checkout."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=list(cells), metadata=kernel), checkout / "notebooks" / name)
