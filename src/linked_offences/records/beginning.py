"""Turns nothing into the data folders of a study: what every story shares, and examples of what its own must say."""

import shutil
from pathlib import Path

from linked_offences import catalogue
from plain_files import Problem, replace_folder

EXAMPLES = Path(__file__).parent
MAKEFILE = """reports: ## make every page: reports/index.html leads to all
\t@LINKED_OFFENCES_ROOT=$(CURDIR) linked-offences report
"""


def begin(folder: Path) -> None:
    """Write an empty study that can be made into pages at once: all forces, of none of which anything is known.

    Forces, offences, outcomes, label tables, official tables and notebooks are those of this checkout; the study and
    its request are commented examples.

    Raises
    ------
    Problem
        The folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(folder, "", "", "is not empty; name a new folder")
    with replace_folder(folder) as beside:
        _fill(beside)


def _fill(folder: Path) -> None:
    shutil.copytree(catalogue.root() / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    data = folder / "data"
    shutil.copytree(catalogue.reference_folder(), data / "reference", ignore=shutil.ignore_patterns("study.yml"))
    # What was published wrongly was so in another story.
    wrong = data / "reference" / "wrong_sentences.csv"
    wrong.write_text(f"{wrong.read_text(encoding='utf-8').splitlines()[0]}\n", encoding="utf-8")
    shutil.copyfile(EXAMPLES / "study.yml", data / "reference" / "study.yml")
    request = data / "raw" / "requests" / "example-2025"
    request.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "request.yml", request / "source.yml")
    for schema in catalogue.raw().glob("*.json"):
        shutil.copyfile(schema, data / "raw" / schema.name)
    for source in sorted((catalogue.raw() / "official").iterdir()):
        if not (source / "statements.csv").exists():  # what is said of one force belongs to its story
            shutil.copytree(source, data / "raw" / "official" / source.name)
    (folder / "Makefile").write_text(MAKEFILE, encoding="utf-8")
