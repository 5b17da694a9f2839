"""A made-up country: full answers of many forces in their own layouts, and what each of them says.

All figures are made up. What an answer says is known before it is written, so that pages can be held against it and not
against what the reader or the pipeline makes of it.
"""

import csv
import io
import random
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

YEARS = ("2021/22", "2022/23", "2023/24")
# The class of the Home Office, and ways in which forces print it.
OFFENCES = {
    "8L": ("Harassment", "8L Harassment", "8L - Harassment", "HARASSMENT"),
    "8R": ("Malicious Communications", "8R Malicious communications", "8R: Malicious Communications"),
    "8Q": ("Stalking", "8Q - Stalking", "8Q Stalking"),
    "35": ("Blackmail", "35 Blackmail", "35: Blackmail"),
    "9A": ("Public fear, alarm or distress", "9A Public fear, alarm or distress"),
    "86": ("Obscene publications", "86 - Obscene publications"),
}
OUTCOMES = {
    "charged": ("Charged/Summonsed", "01: Charged/summonsed", "Charged", "Outcome 1 - Charged/Summonsed"),
    "resolution": ("Community resolution", "08: Community resolution", "8 Community Resolution"),
    "no suspect": ("Investigation complete - no suspect identified", "18: Investigation complete - no suspect identified"),
    "supports": ("Evidential difficulties - named suspect identified, victim supports action",
                 "15: Evidential difficulties - named suspect identified, victim supports action"),
    "open": ("Not yet assigned an outcome", "00: Not yet assigned an outcome"),
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What one force's answer says, and the sheets that say it.

    ``offences`` are counts by class and year, ``outcomes`` by kind for the last year, each with its fewest and most;
    ``totals`` those of the years that the answer prints a total of, and ``real`` how many offences each year had, whether
    or not the answer says it. ``whole`` is the total of all years, where it is printed.
    """

    force: str
    kind: str
    sheets: list[list[list[str]]]
    offences: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    outcomes: dict[str, tuple[int, int]] = field(default_factory=dict)
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)
    real: dict[str, int] = field(default_factory=dict)
    whole: int | None = None
    refused: bool = False

    def list_counts(self) -> list[tuple[str, int, int]]:
        """Each count that the answer gives: its period, its fewest and its most."""
        pairs = [(year, *pair) for year, pair in self.totals.items()]
        pairs += [(year, *pair) for (_, year), pair in self.offences.items()]
        pairs += [(YEARS[-1], *pair) for pair in self.outcomes.values()]
        return sorted(pairs + [(f"{YEARS[0]} to {YEARS[-1]}", self.whole, self.whole)] * (self.whole is not None))

    def write(self, folder: Path) -> Path:
        """The answer as a file."""
        file = folder / f"made-up-answer.{self.kind}"
        if self.kind == "csv":
            text = io.StringIO()
            rows = csv.writer(text)
            for number, sheet in enumerate(self.sheets):
                rows.writerows([[]] * bool(number) + sheet)
            file.write_text(text.getvalue(), encoding="utf-8")
        elif self.kind == "xlsx":
            book = openpyxl.Workbook()
            for number, sheet in enumerate(self.sheets):
                page = book.active if not number else book.create_sheet()
                for row in sheet:
                    page.append([int(cell) if cell.isdigit() else cell for cell in row])
            book.save(file)
        elif self.kind == "html":
            tables = "".join(
                f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in sheet)}</table>" for sheet in self.sheets
            )
            file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{tables}", encoding="utf-8")
        else:
            file.write_text("\n".join(" ".join(row) for sheet in self.sheets for row in sheet), encoding="utf-8")
        return file


def _cells(row: list[str]) -> str:
    return "".join(f"<td>{cell.replace('<', '&lt;')}</td>" for cell in row)


def make_country(seed: int, forces: list[str]) -> list[Answer]:
    """An answer of each force."""
    chance = random.Random(seed)
    return [_make_answer(force, chance) for force in forces]


def make_others(seed: int, forces: list[str]) -> list[Answer]:
    """What some of the forces answered to another request, about another platform."""
    answers = make_country(seed + 1000, forces)
    return [one for one in answers[::4] if not one.refused]


def _make_answer(force: str, chance: random.Random) -> Answer:
    kind = chance.choice(["csv", "xlsx", "html"])
    style = chance.choice(
        ["both axes", "both axes", "both axes", "years across", "totals", "one year", "list", "refused"]
    )
    if style == "refused":
        return Answer(force, "txt", [[["Section 12(1) of the Freedom of Information Act 2000 applies: the cost of an answer would "
                                       "exceed the appropriate limit, and your request is refused."]]], refused=True)  # fmt: skip
    years = YEARS[-1:] if style == "one year" else YEARS
    classes = chance.sample(sorted(OFFENCES), chance.randint(2, 5))
    names = {one: chance.choice(OFFENCES[one]) for one in classes}
    counts = {(one, year): chance.choice([0, *range(3, 40)]) for one in classes for year in years}
    totals = {year: sum(counts[one, year] for one in classes) for year in years}
    hidden = chance.random() < 0.3 and style != "totals"
    shown = {key: "<5" if hidden and 0 < count < 5 else str(count) for key, count in counts.items()}
    ranges = {key: (1, 4) if shown[key] == "<5" else (count, count) for key, count in counts.items()}
    offences = _lay_out(style, years, classes, names, shown, totals)
    sheets = [offences]
    outcomes = {}
    if chance.random() < 0.7 and style != "totals":
        last = totals[years[-1]]
        # Of most forces every offence has its outcome; of some, outcomes are also of older offences.
        left = last + (chance.randint(1, 9) if chance.random() < 0.3 else 0)
        kinds = chance.sample(sorted(OUTCOMES), 3)
        parts = sorted(chance.randint(0, left) for _ in range(2))
        values = [parts[0], parts[1] - parts[0], left - parts[1]]
        outcomes = {one: (value, value) for one, value in zip(kinds, values, strict=True)}
        rows = [[chance.choice(OUTCOMES[one]), str(value)] for one, (value, _) in outcomes.items()]
        sheets.append([["Outcome", years[-1]], *rows, *([["Total", str(left)]] if chance.random() < 0.7 else [])])
    known = {} if style == "list" else {year: (total, total) for year, total in totals.items()}
    whole = sum(totals.values()) if offences[0][-1] == "Total" and style == "both axes" else None
    return Answer(force, kind, sheets, {} if style == "totals" else ranges, outcomes, known, totals, whole)


def _lay_out(style, years, classes, names, shown, totals) -> list[list[str]]:
    """The table of offences as rows of cells."""
    body = [[names[one], *(shown[one, year] for year in years)] for one in classes]
    foot = ["Total", *(str(totals[year]) for year in years)]
    match style:
        case "both axes":
            exact = all(cell.isdigit() for row in body for cell in row[1:])
            if exact:
                body = [[*row, str(sum(map(int, row[1:])))] for row in body]
                return [["Offence", *years, "Total"], *body, [*foot, str(sum(totals.values()))]]
            return [["Offence", *years], *body, foot]
        case "years across":
            turned = [[year, *(shown[one, year] for one in classes), str(totals[year])] for year in years]
            return [["Year", *(names[one] for one in classes), "Total"], *turned]
        case "totals":
            return [["Year", "Number of offences"], *([year, str(totals[year])] for year in years)]
        case "list":
            return [
                ["Year", "Offence", "Number"],
                *([year, names[one], shown[one, year]] for year in years for one in classes),
            ]
    return [["Offence", *years], *body, foot]
