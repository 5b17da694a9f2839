"""Gathers the labels of a table's rows and columns, with the group headings and outer rows that stand over them."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from foi_answers import periods
from foi_answers.cells import (
    AREA_CODE,
    CODE,
    Cell,
    Key,
    is_about,
    is_counting,
    names_rival,
    read_total,
    recognise,
    recognise_heading,
    recognise_topic,
    strip_label,
)
from foi_answers.headings import TOPICS, Axis, Label, answer_question, join_days, read_label
from foi_answers.periods import Period
from foi_answers.regions import Region, headings_over
from foi_answers.vocabulary import words

# Beside arrests or victims, the crimes themselves are the whole that an answer counts.
_WHOLE = re.compile(
    r"crimes?\b|offen[cs]es?\b|recorded|number|count|total|labels?|years?|months?|periods?|dates?", re.IGNORECASE
)
_CRIMES = re.compile(r"\b(?:crimes?|offen[cs]es?|incidents?|recorded)\b", re.IGNORECASE)
# What was asked before, or then.
_REFERS_BACK = re.compile(
    r"\bof (?:those|these|them|which|the above)\b|\b(?:that|the same|this) (?:year|period)\b", re.IGNORECASE
)
_FORCE = re.compile(r"\b(?:police|constabulary|heddlu)\b", re.IGNORECASE)
Labels = dict[int, list[Label]]


def label_columns(region: Region, grid: list[list[Cell]]) -> Labels:
    """Labels of each column of counts, from its headings; the corner names them where the rows are something else."""
    corner = recognise_heading(
        " ".join(cell.text for column in region.labels for cell in headings_over(region, grid, column))
    )
    rows = {_settle_heading(region, grid, column) for column in region.labels}
    beside = [grid[row][column] for row in region.bodies for column in region.labels if column < len(grid[row])]
    dated = sum(cell.kind in ("period", "part") for cell in beside) > len(beside) / 2
    topic = corner if dated or corner not in rows else ""
    title = region.titles[-1].text if region.titles else ""
    ending = title if periods.says_year_ending(title) else ""
    found = {
        column: [
            _read_heading(cell, ("column", level), topic, ending)
            for level, cell in enumerate(headings_over(region, grid, column))
        ]
        for column in region.values
    }
    shared = set.intersection(*map(set, found.values())) if len(found) > 1 else set()
    # What stands over all columns tells none apart: "Age" over ages, "Number of outcomes", a link back to the contents.
    told = {label for label in shared if label.kind == "other" or recognise_heading(label.text) == "outcome"}
    found = {
        column: [replace(label, kind="counting") if label in told else label for label in labels]
        for column, labels in found.items()
    }
    found = tell_subject(_name_what_is_counted(found))
    if len(found) == 1:
        # Over the only column of counts, "Number of dogs stolen" names what the whole table counts; "Stalking" beside
        # times is the offence that it counts.
        ((column, labels),) = found.items()
        found[column] = [
            label
            if label.kind not in TOPICS or (dated and _names_an_offence(label))
            else replace(label, kind="counting")
            for label in labels
        ]
    return found


def _names_an_offence(label: Label) -> bool:
    """Whether a heading is the name of an offence, beside words that it is counted: "Number of stalking offences"."""
    rest = [word for word in re.findall("[a-z]+", label.text.lower()) if word not in words().counting]
    return label.kind == "offence" and recognise_topic(" ".join(rest)) == "offence"


def _read_heading(cell: Cell, axis: Axis, topic: str, ending: str) -> Label:
    """What one heading is; a day is the day on which its numbers were counted, or that on which their year ends."""
    if isinstance(time := periods.read_time(cell.text, ending), Period):
        return Label(cell.text, "period", axis, period=time)
    return read_label(cell, axis, topic)


def name_questions(columns: Labels, rows: Labels) -> Labels:
    """Take "Q1", "Q2", "Q3" over the columns for questions where several years beside them have no fourth quarter."""
    quarters = {label.part.nth for labels in columns.values() for label in labels if label.part}
    years = {label.period for labels in rows.values() for label in labels if label.period}
    if not quarters or 0 in quarters or 4 in quarters or len(years) < 2:
        return columns
    return {
        column: [replace(label, kind="other", part=None) if label.part else label for label in labels]
        for column, labels in columns.items()
    }


def date_parts(lines: Labels) -> Labels:
    """Give months their year where it stands among them, as the year that they make up."""
    parts = {label.axis for labels in lines.values() for label in labels if label.part}
    for axis in parts:
        years = {
            label.period for labels in lines.values() for label in labels if label.axis == axis and label.period
        }
        year = years.pop() if len(years) == 1 else None
        if year and year.kind in ("year", "financial"):
            lines = {index: [_date_part(label, axis, year) for label in labels] for index, labels in lines.items()}
    return lines


def _date_part(label: Label, axis: Axis, year: Period) -> Label:
    when = label.part.of(year) if label.part and label.axis == axis else None
    return replace(label, kind="period", period=when, part=None) if when else label


def label_rows(region: Region, grid: list[list[Cell]], key: Key) -> Labels:
    """Labels of each row of counts; a blank label goes on from the row above where the table groups its rows.

    Parameters
    ----------
    key : Key
        What the marks of the answer stand for; counts tell which rows head and add up others.
    """
    coded = _code_columns(region, grid)
    named = {one for one in coded for other in _beside(region, one) if _are_areas_of(region, grid, one, other)}
    topics = {}
    for column in region.labels:
        topics[column] = _settle_heading(region, grid, column)
    dated = {
        column: " ".join(cell.text for cell in headings_over(region, grid, column)) for column in region.labels
    }
    found: Labels = {}
    going_on: dict[int, Label] = {}
    known: dict[tuple[int, str], Label] = {}
    for row in region.bodies:
        cells = {
            column: grid[row][column]
            for column in region.labels
            if column < len(grid[row])
            and grid[row][column].text
            and not (column in coded and grid[row][column].kind == "unknown")
        }
        labels = []
        for column in region.labels:
            if column in cells:
                going_on = {left: label for left, label in going_on.items() if left < column}
                said = column, cells[column].text
                if said not in known:
                    label = read_label(cells[column], ("row", column), topics[column])
                    if isinstance(time := periods.read_time(label.text, dated[column]), Period):
                        label = Label(label.text, "period", label.axis, period=time)
                    elif time:
                        label = Label(label.text, "part", label.axis, part=time)
                    known[said] = label
                label = known[said]
                going_on[column] = _shorten_year(label, region, grid[row])
                if column not in named or len(cells) == 1:
                    labels.append(going_on[column])
            elif column in going_on and column not in coded and cells and max(cells) > column:
                labels.append(replace(going_on[column], printed=False))
        if not cells and region.labels:
            # A nameless count below named ones is their sum, if it is; the sums of the table find out.
            labels = [Label("", "total", ("row", region.labels[0]))]
        found[row] = join_days(labels)
    found = {row: [answer_question(label) for label in labels] for row, labels in _date_back(found).items()}
    # One year among the words of many labels is a law's; a time for each row is when it was.
    if sum(label.within is not None for labels in found.values() for label in labels) < len(found) / 2:
        found = {
            row: [replace(label, within=None) if label.within else label for label in labels]
            for row, labels in found.items()
        }
    found = tell_subject(_name_what_is_counted(_drop_force(found)))
    return tell_subject(_settle_outline(_settle_lines(found, region, grid), region, grid, key))


def _date_back(found: Labels) -> Labels:
    """Give "How many of those led to a charge?" the time of the question that stands above it."""
    above = None
    for row, labels in found.items():
        dated = [
            replace(label, within=label.within or (above if _REFERS_BACK.search(label.text) else None))
            for label in labels
        ]
        above = next((label.within for label in dated if label.within), None)
        found[row] = dated
    return found


def _drop_force(found: Labels) -> Labels:
    """Labels without the name of the force that answers, which stands beside every row and tells none apart."""
    shared = set.intersection(*map(set, found.values())) if found else set()
    told = {label for label in shared if label.kind == "other" and _FORCE.search(label.text)}
    return {
        row: [replace(label, kind="counting") if label in told else label for label in labels]
        for row, labels in found.items()
    }


def _settle_heading(region: Region, grid: list[list[Cell]], column: int) -> str:
    """What the heading of a column of labels says they are, unless most of them are the other thing.

    Of a table of offences by outcomes the corner names the rows or the columns.
    """
    heading = " ".join(cell.text for cell in headings_over(region, grid, column))
    said = recognise_heading(heading)
    texts = [
        grid[row][column].text
        for row in region.bodies
        if column < len(grid[row]) and grid[row][column].kind == "text"
    ]
    other = {"offence": "outcome", "outcome": "offence"}.get(said)
    # A bare code is one of either.
    topics = [
        recognise_topic(text) for text in texts[:200] if not read_total(text) and not CODE.fullmatch(text.strip())
    ]
    if (
        said == "offence"
        and is_counting(heading)
        and len(set(topics)) == 1
        and topics[0] == "other"
        and len(topics) > 1
    ):
        return ""  # "Number of crimes" over adults and children, or over districts
    return (
        other if other and topics.count(other) > len(topics) / 2 and topics.count(said) < len(topics) / 4 else said
    )


def _shorten_year(label: Label, region: Region, cells: list[Cell]) -> Label:
    """A year less what a remark beside its counts says ("to 31/05/2021")."""
    for column in region.skipped if label.period else ():
        remark = cells[column].text if column < len(cells) and cells[column].kind == "text" else ""
        if short := periods.cut_short(label.period, remark):
            return replace(label, period=short)
    return label


def _code_columns(region: Region, grid: list[list[Cell]]) -> set[int]:
    """Columns of codes."""
    codes = set()
    for column in region.labels:
        cells = [
            row[column] for row in map(grid.__getitem__, region.bodies) if column < len(row) and row[column].text
        ]
        cells = [cell for cell in cells if cell.kind != "unknown"]
        if sum(bool(CODE.fullmatch(cell.text)) and not cell.period for cell in cells) > len(cells) / 2:
            codes.add(column)
    return codes


def _beside(region: Region, column: int) -> list[int]:
    return [other for other in region.labels if abs(other - column) == 1]


def _are_areas_of(region: Region, grid: list[list[Cell]], codes: int, names: int) -> bool:
    """Whether a column has a statistical office's codes for the areas that another names, each its own."""
    rows = [grid[row] for row in region.bodies if max(codes, names) < len(grid[row]) and grid[row][codes].text]
    pairs = {(row[codes].text, row[names].text) for row in rows}
    return len({name for _, name in pairs}) == len(pairs) and all(AREA_CODE.fullmatch(code) for code, _ in pairs)


def _name_what_is_counted(lines: Labels) -> Labels:
    """Take "Incidents" beside "Individuals" for a label: words of counting that tell lines apart say what is counted."""
    levels: dict[tuple, dict[str, str]] = {}
    for labels in lines.values():
        for label in labels:
            levels.setdefault(label.axis, {})[strip_label(label.text)] = label.kind
    told = {
        axis
        for axis, kinds in levels.items()
        if "counting" in kinds.values() and set(kinds.values()) == {"counting", "other"}
    } | {axis for axis, kinds in levels.items() if len(kinds) > 1 and set(kinds.values()) == {"counting"}}
    if not told:
        return lines

    def name(label: Label) -> Label:
        counts = label.kind == "counting" and label.axis in told and not _WHOLE.search(label.text)
        return replace(label, kind="other", text=strip_label(label.text)) if counts else label

    return {index: [name(label) for label in labels] for index, labels in lines.items()}


def tell_subject(lines: Labels) -> Labels:
    """Take labels that name only what the vocabulary is about for words of counting, and those beside them for others.

    A total of both counts more than what was searched for, and so does "All offences" beside "TikTok offences".
    """
    levels: dict[Axis, set[Label]] = {}
    for label in {label for labels in lines.values() for label in labels if label.kind not in ("period", "part")}:
        levels.setdefault(label.axis, set()).add(label)
    about = {axis: {one for one in labels if is_about(one.text)} for axis, labels in levels.items()}
    # Where each of several labels is a spelling of it, they tell their counts apart.
    about = {axis: found for axis, found in about.items() if len({one.text for one in found if not one.rest}) == 1}
    mixed = {
        axis for axis, labels in levels.items() if any(_is_beside(one, about.get(axis, set())) for one in labels)
    }
    if not about and not mixed:
        return lines

    def tell(label: Label) -> Label:
        is_mixed = label.axis in mixed
        if label in about.get(label.axis, ()) and not label.rest and (is_mixed or label.kind != "total"):
            return replace(label, kind="counting", total="")
        if not is_mixed or names_rival(label.rest) or label.period:
            return label
        if label.kind == "total":
            return replace(label, is_wider=not label.rest)
        return replace(label, kind="other") if label.kind == "counting" else label

    return {index: [tell(label) for label in labels] for index, labels in lines.items()}


def _is_beside(label: Label, about: set[Label]) -> bool:
    """Whether a label names what is counted besides what the vocabulary is about: "Snapchat", "All offences"."""
    if label in about or label.kind in ("offence", "outcome"):
        return False
    if label.kind == "total":
        return bool(about) and not label.rest and bool(_CRIMES.search(label.text))
    return bool(about) or names_rival(label.text)


def _settle_lines(found: Labels, region: Region, grid: list[list[Cell]]) -> Labels:
    """Say of each line inside the table whether it is a group heading, or a row whose counts are blank.

    A heading stands over the rows up to the next one; a total below may still add up all groups.
    """
    lines = region.lines
    own = {row: _read_line(region, grid, row) for row in lines}
    kinds = Counter(
        label.kind
        for row, labels in found.items()
        if row not in lines
        for label in labels
        if label.kind != "total"
    )
    usual = kinds.most_common(1)[0][0] if kinds else ""
    groups = [read_label(recognise(region.above.text), ("group", 0))] if region.above else []
    rows = list(found)
    for place, row in enumerate(rows):
        if row not in lines:
            total = any(label.kind == "total" for label in found[row])
            found[row] = [*found[row], *(replace(label, printed=not total) for label in groups)]
            continue
        first, last = place, place
        while first and rows[first - 1] in lines:
            first -= 1
        while last + 1 < len(rows) and rows[last + 1] in lines:
            last += 1
        heads = False  # whether anything but totals stands below
        for member in range(last + 1, len(rows)):
            if rows[member] in lines or heads:
                break
            heads = any(label.kind != "total" for label in found[rows[member]])
        same_kind = own[row].kind == usual and usual in ("offence", "outcome", "period", "part")
        if not heads or (same_kind and (last > first or (len(lines) == 1 and len(region.values) == 1))):
            found[row] = [own[row], *groups]  # a label whose counts are blank
            continue
        del found[row]
        if not (same_kind and len(lines) == 1):
            groups = [*groups[: place - first], replace(own[row], axis=("group", place - first))]
    names = {label.text: label for labels in found.values() for label in labels if label.axis[0] == "group"}
    if len(names) == 1:
        # A single heading over all rows is a title, unless it names the time, the offence or the outcome.
        (only,) = names.values()
        if only.kind in TOPICS and (
            (region.above and recognise_topic(only.text) == "other") or len(only.text.split()) > 6
        ):
            found = {row: [label for label in labels if label.axis[0] != "group"] for row, labels in found.items()}
    return found


def _read_line(region: Region, grid: list[list[Cell]], row: int) -> Label:
    first, last = region.span
    cell = next(cell for cell in (*grid[row][first : last + 1], *grid[row]) if cell.text)
    return read_label(cell, ("row", region.labels[0] if region.labels else 0))


def _settle_outline(found: Labels, region: Region, grid: list[list[Cell]], key: Key) -> Labels:
    """Take rows that head the rows below them, in the same column, as pivot tables have them, for their headings and totals."""
    if len(region.labels) != 1 or any(label.axis[0] == "group" for labels in found.values() for label in labels):
        return found
    rows = [
        (row, labels[0])
        for row, labels in found.items()
        if len(labels) == 1 and labels[0].kind not in ("total", "counting")
    ]
    heads = _dated_heads(rows) or _counted_heads(rows, region, grid, key)
    over = {}  # the head over each row
    for (before, _), (row, _) in pairwise(rows):
        if heads and row not in heads:
            over[row] = over.get(before, before)
    if not heads:
        totals = [row for row, labels in found.items() if [one.kind for one in labels] == ["total"]]
        over = _find_parts([row for row, _ in rows], totals, region, grid, key)
    named = dict(rows)
    groups = {head: replace(named[head], axis=("group", 0)) for head in {*heads, *over.values()}}
    for row, label in rows:
        if group := groups.get(over.get(row, row)):
            found[row] = [label if row in over else Label(label.text, "total", label.axis), group]
    return found


def _count_exactly(row: int, region: Region, grid: list[list[Cell]], key: Key) -> list[int]:
    """The counts of a row; none where it lacks one, or one is a range."""
    ends = [key.count(grid[row][column]) if column < len(grid[row]) else None for column in region.values]
    exact = [one[0] for one in ends if one and one[0] == one[1]]
    return exact if len(exact) == len(ends) else []


def _find_parts(
    rows: list[int], totals: list[int], region: Region, grid: list[list[Cell]], key: Key
) -> dict[int, int]:
    """Rows that are parts of one above them, each with that, where only so the last row is the sum of all.

    "Violence, 112", "Stalking, 80", "Violence without injury, 32", "Sexual offences, 20", "Total, 132".
    """
    counts = {row: _count_exactly(row, region, grid, key) for row in (*rows, *totals)}
    if not all(counts.values()) or len(totals) != 1 or totals[0] != max(counts):
        return {}
    over: dict[int, int] = {}
    at = 0
    while at < len(rows):
        head, sums, end = counts[rows[at]], [0] * len(region.values), at
        while end + 1 < len(rows) and all(
            a + b <= c for a, b, c in zip(sums, counts[rows[end + 1]], head, strict=True)
        ):
            end += 1
            sums = [a + b for a, b in zip(sums, counts[rows[end]], strict=True)]
            if sums == head and end > at + 1:
                over |= dict.fromkeys(rows[at + 1 : end + 1], rows[at])
                at = end
                break
        at += 1
    whole = [sum(column) for column in zip(*(counts[row] for row in rows if row not in over), strict=True)]
    return over if over and any(counts[totals[0]]) and whole == counts[totals[0]] else {}


def _dated_heads(rows: list[tuple[int, Label]]) -> set[int]:
    """Rows named by a period among rows that are not."""
    dated = {row for row, label in rows if label.kind == "period"}
    if (
        not rows
        or rows[0][0] not in dated
        or len(dated) >= len(rows) / 2
        or any(label.kind == "part" for _, label in rows)
    ):
        return set()
    return dated


def _counted_heads(rows: list[tuple[int, Label]], region: Region, grid: list[list[Cell]], key: Key) -> set[int]:
    """Rows each of which is the sum of the rows up to the next such row, where that holds for all of them."""
    heads: set[int] = set()
    rest: list[int] = []  # of the last heading, what the rows below it leave
    last = -1
    for place, (row, _) in enumerate(rows):
        if not (counts := _count_exactly(row, region, grid, key)):
            return set()
        if any(rest):
            if any(low > left for low, left in zip(counts, rest, strict=True)):
                return set()
            rest = [left - low for left, low in zip(rest, counts, strict=True)]
        elif last == place - 1 and place:
            return set()  # a heading of nothing
        else:
            heads.add(row)
            rest, last = counts, place
    closed = not any(rest) and last < len(rows) - 1
    return heads if closed and len(rows) > 3 and 1 < len(heads) < len(rows) / 2 else set()
