"""Adds made-up answers to a copy of the checkout: ``larger.py COUNT [TURN]``, with LINKED_OFFENCES_ROOT naming the copy.

The figures are invented, and every folder, title and caveat says so. They show how time grows with
data and must never stand in the repository.
"""

import csv
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import foi_answers
from linked_offences import catalogue, forces
from linked_offences.records import filing
from plain_files import read_grid, replace_file

FIRST = 2019  # beginning of the newest made-up year: no published figure is as old
SAID = {
    "url": None,
    "published": None,
    "title": "Made-up figures, to measure speed",
    "request": None,
    "platform": "tiktok",
    "asked": "nothing: these figures are made up",
    "method": None,
    "searched": None,
    "licence": "made up",
    "caveat": ["These figures are made up."],
}


def write_answer(file: Path, start: int) -> int:
    """A made-up table of offence types in the three years that end with a year; how many figures it has."""
    labels = [row[0] for row in read_grid(catalogue.reference_folder() / "offence_labels.csv")[1:]]
    years = [f"{year}/{(year + 1) % 100:02}" for year in range(start - 2, start + 1)]
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["Offence", *years])
        table.writerows(
            [label, *(10 + number + place for place in range(3))] for number, label in enumerate(labels)
        )
    return 3 * len(labels)


def main(wanted: int, first: int = 0) -> None:
    """File made-up answers of all forces in turn until there are so many figures, and say how many.

    ``first`` is the turn to begin with: each turn's answers are of the three years before.
    """
    made, slugs = 0, [*forces.list_asked()]
    with TemporaryDirectory() as scratch:
        for number in range(wanted):
            if made >= wanted:
                break
            turn, place = divmod(number + first * len(slugs), len(slugs))
            file = Path(scratch, "made-up.csv")
            count = write_answer(file, FIRST - 3 * turn)
            answer = foi_answers.read_answer(file)
            plan = filing.plan(file, slugs[place], answer, period=None, reference=f"made-up-{turn + 1}", **SAID)
            for name, content in plan.files.items():
                replace_file(content, plan.folder / name)
            made += count
    print(made)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
