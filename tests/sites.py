"""Whole sites of made-up data: a copy of the checkout in which answers are filed, and that is made into pages."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import foi_answers
import notebook_batch
from linked_offences.records import filing
from linked_offences.site.reports import plan_force, plan_overviews
from plain_files import replace_file


def clear(checkout: Path, *more: str) -> None:
    """Take out of a copy what is known of the forces, and more folders of its data."""
    for name in ("raw/disclosures", "raw/press", "published", *more):
        shutil.rmtree(checkout / "data" / name, ignore_errors=True)
    clear_wrong_sentences(checkout)


def keep(checkout: Path, *sources: str) -> None:
    """Take out of a copy every answer and story but some."""
    for folder in (one for kind in ("disclosures/*/*", "press/*") for one in (checkout / "data/raw").glob(kind)):
        if folder.relative_to(checkout / "data/raw").as_posix() not in sources:
            shutil.rmtree(folder)


def clear_wrong_sentences(checkout: Path) -> None:
    """Take out of a copy what its pages once said wrongly, which they list."""
    wrong = checkout / "data" / "reference" / "wrong_sentences.csv"
    wrong.write_text(wrong.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


def write_csv(checkout: Path, force: str, text: str) -> Path:
    """An answer as it was received, as CSV."""
    file = checkout / "received" / f"{force}.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def file_answer(file: Path, force: str, **said) -> None:
    """File an answer as `linked-offences add --yes-to-doubts` does, but for the proof that the pipeline reads it."""
    plain = dict.fromkeys(("url", "title", "asked", "method", "searched")) | {
        "reference": "made-up", "platform": "tiktok", "request": "tiktok-offences-2024", "published": "2024-08-01",
        "licence": "made up", "caveat": [],
    }  # fmt: skip
    answer = foi_answers.read_answer(file)
    plan = filing.plan(file, force, answer, period=None, doubts_settled=True, **plain | said)
    plan.folder.mkdir(parents=True)
    for name, content in plan.files.items():
        (plan.folder / name).write_bytes(content)


def make_pages(folder: Path, forces: Iterable[str], *, compared: bool = True) -> Path:
    """Make the pages of some forces, those that compare them, and those that list all, of what lies at the root."""
    from linked_offences.site import index  # which loads the drawing libraries

    failed = notebook_batch.run([*map(plan_force, forces), *(plan_overviews() if compared else ())], folder)
    assert failed == [], [f"{one.name}: {one.reason}" for one in failed]
    for file, content in index.make_index(folder).items():
        replace_file(content, folder / file)
    return folder
