"""Fixtures: a copy of the checkout's data that a test may break, and the pages of one force of each state."""

import hashlib
import os
import shutil
from pathlib import Path

import hypothesis
import pytest
import yaml

import foi_answers
import notebook_batch
from linked_offences import catalogue
from linked_offences.reports import plan_force, plan_overviews
from linked_offences.study import find_vocabulary

ROOT = Path(__file__).parents[1]
# What reports cost is measured in bench/; how long one example takes says how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
# One force of each state that a page can be in, and City of London, which has no rate per head.
STATES = {
    "dorset": "full series",
    "hertfordshire": "totals only",
    "derbyshire": "total and percentage only",
    "west-mercia": "one vague figure",
    "psni": "refused",
    "city-of-london": "nothing known",
}

# A folder of finished pages to check instead of making a few.
SITE = Path(os.environ["LINKED_OFFENCES_SITE"]).resolve() if "LINKED_OFFENCES_SITE" in os.environ else None

# Whichever test is the first to make a report, the process that reports are forked from gets warm for pages.
os.environ["NOTEBOOK_BATCH_MAKER"] = "linked_offences.reports"


@pytest.fixture(autouse=True, scope="session")
def words():
    """Answers are read by our words, also where a test reads one by itself."""
    with foi_answers.use(find_vocabulary()):
        yield


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of data/ and notebooks/ that stands for the whole checkout while the test runs."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of notebooks that nobody's maker knows."""
    monkeypatch.setenv("NOTEBOOK_BATCH_ROOT", str(tmp_path / "place"))
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """Folder with the pages of one force of each state, and those that compare forces."""
    if SITE:
        return SITE
    folder = tmp_path_factory.mktemp("reports")
    failures = notebook_batch.run([*map(plan_force, STATES), *plan_overviews()], folder)
    assert failures == []
    return folder


def record_hash(source: Path, name: str) -> None:
    """Write a changed file's hash into its source.yml, as a person does who corrects a transcription."""
    file = source / "source.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["sha256"][name] = hashlib.sha256((source / name).read_bytes()).hexdigest()
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def raw(checkout: Path, name: str) -> Path:
    """A folder of data/raw in a copy of the checkout."""
    return checkout / "data" / "raw" / name


def file_reply(checkout: Path, force: str, name: str = "2026-12-01-made-up-press-office", **said) -> Path:
    """File a made-up reply in a copy of the checkout; what is given as None is left out."""
    record = {
        "from": "force", "who": "Made-up Press Office", "date": "2026-12-01", "received": "made-up e-mail",
        "address": None, "licence": "made up", "about": [], "summary": "Says that nothing is wrong (made up).",
    }  # fmt: skip
    file = raw(checkout, f"replies/{force}/{name}.yml")
    file.parent.mkdir(parents=True, exist_ok=True)
    record = {key: value for key, value in (record | said).items() if value is not None or key == "address"}
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return file


__all__ = ["ROOT", "SITE", "STATES", "catalogue", "file_reply", "raw", "record_hash"]
