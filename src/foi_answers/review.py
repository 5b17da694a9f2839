"""Turns an answer into one page for a browser: its sheets as they stand, and what each cell was read as."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from foi_answers import layout
from foi_answers.accounts import LEFT_OUT, account_for
from foi_answers.answers import Answer, name_column, read_range, write_count, write_entry
from foi_answers.candidates import Hypothesis, suppose
from foi_answers.cells import recognise
from foi_answers.documents import Row, Sheet
from foi_answers.guarded import read_guarded
from foi_answers.readings import Figure, Reading
from foi_answers.regions import Region
from foi_answers.vocabulary import Vocabulary, use
from plain_files import Problem, make_visible

# What a browser shows at once and a person looks through; what is more is counted, and named as not shown.
MOST_CELLS, MOST_FIGURES, MOST_PLACES, MOST_LETTERS = 12_000, 1_500, 40, 600
MEASURES = {
    "total": "all offences", "check_total": "a sum over periods", "offence": "an offence", "outcome": "an outcome",
    "offence_by_outcome": "an outcome of an offence", "other": "something else",
}  # fmt: skip
# Each role of a cell: the sign beside its text, so that no colour is needed to tell it, and what it means.
ROLES = {
    "count": ("", "a count"),
    "hidden": ("~", "a hidden count: a range, not one number"),
    "agrees": ("\u2713", "a printed total that is the sum of its parts"),
    "differs": ("\u2260", "a printed total that is not the sum of its parts"),
    "doubt": ("?", "a figure in doubt: hold it against the answer"),
    "left": ("\u00d7", "a number that was left out"),
    "period": ("", "a period"),
    "label": ("", "a label or heading"),
    "words": ("", "words that count nothing"),
}
_FOLDER = Path(__file__).parent
WITHHELD = "(words)"
NOT_PUBLISHED = (
    "words that stand in no table are not shown here, since they may name people; the answer itself has them"
)
# What the reasons of a figure quote of the words around its table.
_QUOTED = re.compile(r'(?: in|: the answer says) ".*"')
Way = tuple[int, Hypothesis | None, list[Figure]]  # index of the sheet, where a table stands, what it says


@dataclass
class _Shown:
    """A figure, a sum or what was left out, with the way to its cell and back."""

    anchor: str
    cell: str
    place: str  # id of its cell; empty where that is not shown
    text: str
    figure: Figure | None = None
    count: str = ""
    period: str = ""
    counts: str = ""
    why: str = ""
    check: str = ""
    reason: str = ""
    role: str = "count"

    @property
    def hover(self) -> str:
        """All of it in one line."""
        parts = (self.count, self.period, self.counts, self.check, self.reason)
        return f"{self.cell}: {'; '.join(filter(None, parts))}"


@dataclass
class _Grid:
    """A sheet as a table: its rows with their addresses, and how many of them are not shown."""

    name: str
    remarks: tuple[str, ...]
    width: int
    rows: list[tuple[str, list[dict]]] = field(default_factory=list)
    left: int = 0


def write_review(
    answer: Answer, file: Path, *, period: str | None = None, vocabulary: Vocabulary | None = None, home: tuple[str, str] = ("", "")
) -> str:  # fmt: skip
    """One HTML page of an answer, which needs no server and no script and asks nobody for anything.

    Its doubts stand first, each with both readings where there are two; then the sheets as they stand, each cell
    with its role and its figure, and all figures in a list. It is written within the limits of `guarded`.

    Parameters
    ----------
    period : str, optional
        What the answer was read with, as A..B.
    vocabulary : Vocabulary, optional
        The words that it was read by.
    home : tuple of str
        Address and name of a page that it belongs to.

    Raises
    ------
    Problem
        It takes more memory or time than a file may.
    """
    with use(vocabulary):
        return read_guarded(file, lambda: _write(answer, file.name, period, home))


def write_refusal(problem: Problem, file: Path, home: tuple[str, str] = ("", "")) -> str:
    """The same page of a file that cannot be read: it says why."""
    return _render(file.name, home, fault=str(problem))


def _write(answer: Answer, name: str, period: str | None, home: tuple[str, str]) -> str:
    published = bool(home[0])
    grids = list(_show_sheets(answer, published))
    placed = {cell["id"] for grid in grids for _, cells in grid.rows for cell in cells}
    figures = _list_figures(answer, published)
    left = list(_list_left_out(answer, published))
    for one in (*figures, *left):
        one.place = one.place if one.place in placed else ""
    # Those in doubt are listed before others; a figure that is not listed has nothing to lead to.
    chosen = sorted(range(len(figures)), key=lambda at: not figures[at].reason)[:MOST_FIGURES]
    listed = [figures[at] for at in sorted(chosen)]
    kept = {one.anchor for one in (*listed, *left[:MOST_FIGURES])}
    by_place = {one.place: one for one in (*left, *figures) if one.place}
    for one in (*figures, *left):
        one.anchor = one.anchor if one.anchor in kept else ""
    for cell in (cell for grid in grids for _, cells in grid.rows for cell in cells):
        if shown := by_place.get(cell["id"]):
            cell.update(role=shown.role, shown=shown)
    checks = Counter(one.result for _, one in answer.checks)
    return _render(
        name, home, answer=answer, grids=grids, total=len(figures), sure=sum(not one.reason for one in figures),
        figures=listed, left=left[:MOST_FIGURES], left_out=len(left), doubts=_list_doubts(figures),
        choices=list(_list_choices(answer, name, period)), checks=checks,
    )  # fmt: skip


def _render(name: str, home: tuple[str, str], **page) -> str:
    style, template = _load()
    policy = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return template.render(
        name=make_visible(name),
        home=home,
        style=style,
        policy=policy,
        letters=name_column,
        roles=ROLES,
        most=MOST_PLACES,
        **page,
    )


@cache
def _load():
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return (_FOLDER / "review.css").read_text(encoding="utf-8"), environment.get_template("review.html.j2")


def _withhold(text: str) -> str:
    """A text as it is published: a number, mark or period as it stands, and not words of a letter, which may name people."""
    return text if recognise(text).kind != "text" else WITHHELD


def _show_sheets(answer: Answer, published: bool) -> Iterator[_Grid]:
    """Each sheet with its cells from the top, as far as a browser bears, and what each is but for figures.

    Where it is ``published``, words that stand in no table are not shown.
    """
    room = MOST_CELLS
    for index, (sheet, reading) in enumerate(zip(answer.sheets, answer.readings, strict=True)):
        width = max((len(row.cells) for row in sheet.rows), default=1)
        most = min(len(sheet.rows), room // width)
        room -= most * width
        roles = _find_roles(reading, answer, index)
        remarks = [one for one in sheet.remarks if not (published and one.startswith('"'))]
        grid = _Grid(sheet.name, (*remarks, *[NOT_PUBLISHED] * published), width, left=len(sheet.rows) - most)
        spans, covered = _find_spans(sheet, most)
        for number, row in enumerate(sheet.rows[:most]):
            cells = []
            for column, text in enumerate(row.cells):
                if (number, column) in covered:
                    continue
                down, across = spans.get((number, column), (1, 1))
                if len(row.cells) == 1:
                    across = width
                shown = _withhold(text) if published and text and roles.get((number, column)) != "label" else text
                cells.append({
                    "id": _anchor(index, number, column), "text": _cut(shown), "down": down, "across": across,
                    "role": roles.get((number, column), "") if text else "",
                })  # fmt: skip
            grid.rows.append((_name_row(row, sheet), cells))
        yield grid


def _name_row(row: Row, sheet: Sheet) -> str:
    """The address of a row: the letters of a column, said once over the sheet, make it that of a cell."""
    place = row.place.removeprefix(f"{sheet.name}!").removeprefix(f"{sheet.name}: ") if sheet.name else row.place
    return f"{place}{row.number or ''}" or "blank"


def _find_spans(sheet: Sheet, most: int) -> tuple[dict, set]:
    """How far each merged area goes among the rows that are shown, and the cells that it covers."""
    spans, covered = {}, set()
    for top, left, bottom, right in sheet.merged:
        bottom = min(bottom, most - 1)
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if top < most and not area & (covered | spans.keys()):
            spans[top, left] = bottom - top + 1, right - left + 1
            covered |= area - {(top, left)}
    return spans, covered


def _find_roles(reading: Reading, answer: Answer, index: int) -> dict[tuple[int, int], str]:
    """What each cell with a text is, where it is no figure."""
    grid = answer.cells(index)
    dated = {one.when for one in reading.figures if one.when}
    roles = {}
    for row, column, fate, _ in account_for(reading, grid, every=True):
        cell = grid[row][column]
        if fate in ("label", "heading", "words") and (
            cell.kind in ("period", "part") or (fate == "words" and any(when in cell.text for when in dated))
        ):
            roles[row, column] = "period"
        elif fate in ("label", "heading"):
            roles[row, column] = "label"
        else:
            roles[row, column] = "left" if fate == LEFT_OUT else "words"
    return roles


def _list_figures(answer: Answer, published: bool) -> list[_Shown]:
    """All figures in reading order; ``published`` without the words of a letter that date or doubt them."""
    checks = {(index, one.row, one.column): one for index, one in answer.checks}
    shown = []
    for number, (index, one) in enumerate(answer.found, start=1):
        check = checks.get((index, one.row, one.column))
        role = "count" if one.low == one.high else "hidden"
        words = ""
        if check:
            parts = write_count(check.parts) if check.parts else ""
            words = {
                "agrees": f"its parts add up to {parts}", "disagrees": f"its parts add up to {parts}",
                "cannot be checked": "a part is not printed",
            }[check.result]  # fmt: skip
            role = {"agrees": "agrees", "disagrees": "differs"}.get(check.result, role)
        shown.append(
            _Shown(
                f"f{number}", answer.address(index, one.row, one.column), _anchor(index, one.row, one.column),
                _cut(one.text), one, _count(one), _period(one), _counts(one),
                "; ".join(_QUOTED.sub("", part) if published else part for part in one.why), words,
                _QUOTED.sub("", one.doubt) if published else one.doubt,
                "doubt" if one.doubt else role,
            )
        )  # fmt: skip
    return shown


def _list_left_out(answer: Answer, published: bool) -> Iterator[_Shown]:
    number = 0
    for index, reading in enumerate(answer.readings):
        for row, column, text, reason in reading.left_out:
            number += 1
            yield _Shown(
                f"l{number}", answer.address(index, row, column), _anchor(index, row, column),
                _cut(_withhold(text) if published else text),
                reason=reason, role="left",
            )  # fmt: skip


def _list_doubts(figures: list[_Shown]) -> dict[str, list[_Shown]]:
    """Figures in doubt, by the reason."""
    doubts: dict[str, list[_Shown]] = {}
    for one in figures:
        if one.reason:
            doubts.setdefault(one.reason, []).append(one)
    return doubts


def _list_choices(answer: Answer, name: str, period: str | None) -> Iterator[dict]:
    """For each table in doubt: its reading and its rival where it has one, as figures and as a layout.yml."""
    present: list[tuple[int, Region, Way]] = []
    for index, reading in enumerate(answer.readings):
        for region in reading.regions:
            own = [one for _, one in answer.found if one.table == len(present) + 1]
            present.append((index, region, (index, None if region.is_list else suppose(region), own)))
    lists = any(region.is_list for _, region, _ in present)
    for number, (index, region, (_, _, own)) in enumerate(present, start=1):
        if region.is_list or not (region.rival or any(one.doubt for one in own)):
            continue
        choice = {
            "table": number,
            "lists": lists,
            "now": _write_layout(answer, name, [way for *_, way in present]),
        }
        if region.rival:
            rival = _read_rival(answer, index, region.rival, period)
            others = [way for _, other, way in present if other.rival is not region.rival]
            choice["rival"] = _write_layout(answer, name, [*others, *rival])
            mine = [one for _, one, (_, _, figures) in present if one.rival is region.rival for one in figures]
            theirs = [one for _, _, figures in rival for one in figures]
            choice["differing"] = _compare(answer, index, mine, theirs)
        yield choice


def _read_rival(answer: Answer, index: int, rival: list[Hypothesis], period: str | None) -> list[Way]:
    """What the other reading of a table reads."""
    reading = answer.readings[index]
    given = read_range(period) if period else None
    found = layout.read_layout(reading.grid, answer.sheets[index].merged, period=given, given=rival).figures
    return [
        (index, one, [figure for figure in found if figure.table == number])
        for number, one in enumerate(rival, start=1)
    ]


def _compare(answer: Answer, index: int, mine: list[Figure], theirs: list[Figure]) -> list[tuple]:
    """Figures that two readings read otherwise: cell, its id, text, and what it counts by each."""
    ways = [{(one.row, one.column): _say(one) for one in found} for found in (mine, theirs)]
    differing = []
    for place in sorted(ways[0].keys() | ways[1].keys()):
        said = [way.get(place, "no figure") for way in ways]
        if said[0] != said[1]:
            text = answer.sheets[index].rows[place[0]].cells[place[1]]
            differing.append((answer.address(index, *place), _anchor(index, *place), _cut(text), *said))
    return differing


def _write_layout(answer: Answer, name: str, ways: list[Way]) -> str:
    """The layout.yml that decides for a reading; it names all tables of the file, and what dates one from outside."""
    key = name if re.fullmatch(r"[A-Za-z][\w.()-]*", name) else json.dumps(name, ensure_ascii=False)
    lines = [f"{key}:", "  reason: say here why", "  tables:"]
    for index, one, figures in ways:
        if one:
            entry = write_entry(answer.sheets[index], one)
            periods = {figure.period for figure in figures}
            if len(periods) == 1 and None not in periods and "label" not in {figure.source for figure in figures}:
                (only,) = periods
                entry = f"{entry.removesuffix('}')}, period: {only.start}..{only.end}}}"
            lines.append(f"  {entry}")
    return "\n".join(lines)


def _say(one: Figure) -> str:
    return f"{_counts(one)}; {_period(one)}"


def _count(one: Figure) -> str:
    return "not told" if one.low is None else write_count((one.low, one.high))


def _period(one: Figure) -> str:
    return f"{one.period.start} to {one.period.end}" if one.period else "no period"


def _counts(one: Figure) -> str:
    label = " - ".join(filter(None, (one.offence, one.outcome))) or one.summed
    return f"{MEASURES.get(one.measure, one.measure)}{f': {_cut(label)}' if label else ''}"


def _anchor(sheet: int, row: int, column: int) -> str:
    return f"c{sheet}-{row}-{column}"


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}... ({len(text):,} letters)"
