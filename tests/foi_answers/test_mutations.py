"""Real answers with one fault put into them: what is read wrong then must be in doubt, nearly always."""

import csv
import io
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from foi_answers import answers
from foi_answers.cells import read_total, recognise

SMALL = [(str(count), str(count)) for count in range(1, 5)]
DATA = Path(__file__).parents[1] / "data" / "answers"


def drop_a_heading(rows, chance):
    """Take out a row without counts that stands over rows with counts."""
    heads = [
        row for row, (cells, below) in enumerate(pairwise(rows))
        if sum(map(bool, cells)) > 1 and not any(recognise(cell).is_count for cell in cells)
        and any(recognise(cell).is_count for cell in below)
    ]  # fmt: skip
    if not heads:
        return None
    place = chance.choice(heads)
    return rows[:place] + rows[place + 1 :]


def swap_columns(rows, chance):
    """Let two columns of counts change places."""
    wide = max(map(len, rows))
    counted = [
        column for column in range(1, wide)
        if any(recognise(row[column]).can_count for row in rows if column < len(row))
    ]  # fmt: skip
    if len(counted) < 2:
        return None
    one, other = chance.sample(counted, 2)
    changed = [row + [""] * (wide - len(row)) for row in rows]
    for row in changed:
        row[one], row[other] = row[other], row[one]
    return changed


def turn_a_year_into_a_count(rows, chance):
    """Write 57 for a year that stands by itself."""
    years = [
        (row, column) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
        if recognise(cell).period and sum(map(bool, cells)) > 1
    ]  # fmt: skip
    if not years:
        return None
    row, column = chance.choice(years)
    return _put(rows, row, column, "57")


def change_a_total(rows, chance):
    """Print one more than a total says."""
    totals = [
        (row, column) for row, cells in enumerate(rows) if any(read_total(cell) for cell in cells[:2])
        for column, cell in enumerate(cells) if cell.isdigit()
    ]  # fmt: skip
    if not totals:
        return None
    row, column = chance.choice(totals)
    return _put(rows, row, column, str(int(rows[row][column]) + 1))


def drop_a_row(rows, chance):
    """Take out a row of counts."""
    counted = [
        row
        for row, cells in enumerate(rows)
        if sum(recognise(cell).can_count for cell in cells) > 0 and len(cells) > 1
    ]
    if len(counted) < 2:
        return None
    place = chance.choice(counted)
    return rows[:place] + rows[place + 1 :]


def put_in_notes(rows, chance):
    """Put a column of remarks between two others."""
    place = chance.randrange(1, max(map(len, rows)) + 1)
    remark = {
        row: chance.choice(("", "provisional", "see note", "R"))
        for row, cells in enumerate(rows)
        if sum(map(bool, cells)) > 1
    }
    return [[*cells[:place], remark.get(row, ""), *cells[place:]] for row, cells in enumerate(rows)]


def put_in_a_blank_row(rows, chance):
    """Part the rows by a blank one."""
    place = chance.randrange(1, len(rows))
    return [*rows[:place], [""], *rows[place:]]


def hide_a_count(rows, chance):
    """Print a star for a small count."""
    small = [
        (row, column) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
        if cell in ("1", "2", "3", "4") and column
    ]  # fmt: skip
    return _put(rows, *chance.choice(small), "*") if small else None


def double_a_year(rows, chance):
    """Print the year of one heading over its neighbour, too."""
    heads = [
        (row, column) for row, cells in enumerate(rows) for column, (cell, after) in enumerate(pairwise(cells))
        if recognise(cell).period and recognise(after).period and len(cell) < 10
    ]  # fmt: skip
    if not heads:
        return None
    row, column = chance.choice(heads)
    return _put(rows, row, column + 1, rows[row][column])


def _put(rows, row, column, text):
    return [
        [(text if (at, place) == (row, column) else cell) for place, cell in enumerate(cells)]
        for at, cells in enumerate(rows)
    ]


CHANGES = {
    drop_a_heading: 3, swap_columns: 3, turn_a_year_into_a_count: 3, change_a_total: 2, drop_a_row: 2, put_in_notes: 2,
    put_in_a_blank_row: 2, hide_a_count: 2, double_a_year: 2,
}  # fmt: skip


def read(rows, folder):
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    file = folder / "answer.csv"
    file.write_text(stream.getvalue(), encoding="utf-8")
    return [row for row in answers.read_answer(file).rows() if row["measure"] != "check_total"]


def key(row):
    return tuple(str(row[name]) for name in ("period_start", "period_end", "count_low", "count_high"))


@pytest.mark.slow
def test_a_fault_in_an_answer_makes_doubt(tmp_path):
    chance = random.Random(1)
    found, worst = Counter(), Counter()
    for expected in sorted(DATA.glob("*.expected.csv")):
        with expected.open(encoding="utf-8", newline="") as stream:
            right = Counter(map(key, csv.DictReader(stream)))
        with expected.with_name(expected.name.replace(".expected", "")).open(
            encoding="utf-8", newline=""
        ) as stream:
            rows = list(csv.reader(stream))
        known = Counter(key(row) for row in read(rows, tmp_path) if not row["doubt"]) - right  # wrong already
        hidden = Counter({(*one[:2], "1", "4"): many for one, many in right.items() if one[2:] in SMALL})
        for change, often in CHANGES.items():
            for _ in range(often):
                if not (changed := change(rows, chance)):
                    continue
                sure = Counter(
                    key(row) for row in read(changed, tmp_path) if not row["doubt"] and row["period_start"]
                )
                wrong = sum((sure - right - known - (hidden if change is hide_a_count else Counter())).values())
                found["tried"] += 1
                found["wrong and sure"] += wrong > 0
                if wrong:
                    worst[change.__name__, expected.name] += 1
    print(found, worst.most_common(40))
    assert found["tried"] >= 500
    assert found["wrong and sure"] <= 0.02 * found["tried"], worst
