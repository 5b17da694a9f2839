"""A broken law means doubt; what breaks none is sure."""

from datetime import date

import openpyxl
import pytest

from foi_answers import answers, laws
from foi_answers.cells import recognise
from foi_answers.columns import DATES
from foi_answers.headings import Label
from foi_answers.laws import Table
from foi_answers.periods import Period, YearPart
from foi_answers.readings import Check, Figure, Reading
from foi_answers.regions import Line, Region


def read(folder, text, layout=""):
    (folder / "answer.csv").write_text(text, encoding="utf-8")
    if layout:
        (folder / "layout.yml").write_text(layout, encoding="utf-8")
    corrections = answers.read_corrections(folder).get("answer.csv")
    return list(answers.read_answer(folder / "answer.csv", corrections=corrections).rows())


@pytest.mark.parametrize(
    ("text", "cells", "words"),
    [
        ("Offence,2021\nStalking,2\nRape,4\nTheft,1\nArson,1\nFraud,9\nStalking,7\nDrugs,1\nRiot,0\n",
         ["B2", "B7"], "prints the same period and labels"),
        ("Offence,2021,Notes and counts\nStalking,2,\n\nIn all,\nRape,4\n", ["B5"], "no period is found"),
        ("Offence,2021\nStalking,2\nRape,7\nTotal,10\n", ["B2", "B3", "B4"], "is not their sum"),
        ("Date of response: 18/01/13\nYear,Total\n2011,5\n2012,7\n2013,1\n", ["B5"], "after the date of the answer"),
        ("Year,Total\n2020,7\n2021*,9\n", ["B3"], "footnote"),
        ("Offence,2021\nStalking,12 (see note)\nRape,6\nTheft,7\n", ["B3", "B4"], '"12 (see note)" over it may be a count'),
        ("Offence,2021\nStalking,1\nRape,2\nTheft,3\n", ["B2", "B3", "B4"], "numbers of its rows"),
    ],
)  # fmt: skip
def test_a_broken_law_is_named_at_its_figures(tmp_path, text, cells, words):
    rows = read(tmp_path, text)
    doubted = {row["cell"]: row["doubt"] for row in rows if row["doubt"]}
    assert sorted(doubted) == cells
    assert all(words in doubt for doubt in doubted.values())


def test_what_breaks_no_law_is_sure(tmp_path):
    rows = read(tmp_path, "Date: 5 May 2024\nOffence,2021/22,2022/23\nStalking,2,8\nRape,7,5\nTotal,9,13\n")
    assert len(rows) == 6
    assert not any(row["doubt"] for row in rows)


def test_what_a_person_decided_is_sure(tmp_path):
    text = "Offence,2021\nStalking,2\nRape,7\nTotal,10\n"
    layout = "answer.csv: {reason: looked at, tables: [{cells: 'A1:B4', headers: [1]}]}"
    assert any(row["doubt"] for row in read(tmp_path, text))
    assert not any(row["doubt"] for row in read(tmp_path, text, layout))


def test_what_a_person_decided_is_sure_in_an_answer_that_refuses_too(tmp_path):
    text = "Year,Offences\n2021/22,38\n2022/23,55\nTotal,93\n\nThe rest is refused (section 12): 93 records would be read by hand.\n"
    layout = "answer.csv: {reason: looked at, tables: [{cells: 'A1:B4', headers: [1]}]}"
    rows = read(tmp_path, text)
    assert [row["count_low"] for row in rows] == [38, 55, 93]
    assert all(row["doubt"] for row in rows)
    assert not any(row["doubt"] for row in read(tmp_path, text, layout))


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("A manual review of the results was not done. Ages are exempt under section 40(2).", False),
        (
            "The results were manually reviewed. Ages are exempt under section 40(2).",
            True,
        ),  # what it counts then, who knows
        ("Ages are exempt under section 40(2).", False),
        ("The ages would have to be read by hand, which is exempt under section 12.", True),
        ("It would need a manual review, and is refused under section 12.", True),
    ],
)
def test_a_refusal_casts_doubt_on_a_total_only_where_it_tells_of_the_cost_of_a_search(said, doubted, tmp_path):
    rows = read(tmp_path, f"In 2021/22 there were 34 crimes recorded.\n\n{said}\n")
    assert [row["count_low"] for row in rows] == [34]
    assert [row["doubt"] for row in rows] == [
        "the answer refuses, and may count what a search would have to read" * doubted
    ]


# Each law by itself, worked by hand from what it says: which figures of a table break it ------------------------------------------

YEARS = {
    "2020/21": Period(date(2020, 4, 1), date(2021, 3, 31), "financial"),
    "2021/22": Period(date(2021, 4, 1), date(2022, 3, 31), "financial"),
    "2022/23": Period(date(2022, 4, 1), date(2023, 3, 31), "financial"),
    "both": Period(date(2021, 4, 1), date(2023, 3, 31), "range"),
    "May 2021": Period(date(2021, 5, 1), date(2021, 5, 31), "month"),
    "from 6 May 2021": Period(date(2021, 5, 6), date(2021, 6, 5), "range"),
}
MAY = YearPart((5, 1), (5, 31))


def label(text, kind="offence", when=None, axis=("row", 0), **more):
    return Label(text, kind, axis, YEARS.get(when), **more)


def one(text="5", when="2021/22", *labels, at=(1, 1), source="label", measure="offence", **more):
    """A figure of a period, with its labels, in the second row and column if no place is given."""
    low = int(text) if text.isdecimal() else 5
    return Figure(
        1,
        *at,
        YEARS.get(when),
        measure,
        more.pop("offence", ""),
        "",
        text,
        low,
        low,
        beside=labels,
        source=source,
        **more,
    )


def table(*figures, rows=(), said=(), issued=None, dated=False, first=True, checks=(), **region):
    """Figures as a table, with the texts of its rows, and what the words around it name: a text and a period each."""
    grid = [[recognise(text) for text in row] for row in rows]
    width = max(map(len, grid), default=0)
    region = {
        "headers": [0],
        "bodies": list(range(1, len(grid))),
        "labels": [0],
        "values": list(range(1, width)),
    } | region
    return Table(
        list(figures), list(checks), Region(span=(0, width - 1), **region), grid, list(said), issued, dated, first
    )


def down(*texts):
    return [one(text, at=(row, 1)) for row, text in enumerate(texts)]


def across(*texts):
    return [one(text, at=(1, column)) for column, text in enumerate(texts)]


def said(start, end, kind="range"):
    return [("as said", Period(date.fromisoformat(start), date.fromisoformat(end), kind))]


def years(**more):
    return one(at=(1, 1), **more), one("9", "2022/23", at=(2, 1), **more)


def noted(text, when="2022/23", **more):
    return one("9", when, label(text, "period", "2022/23"), at=(2, 1), **more)


def under(text, name="", **region):
    """A figure under two rows of headings, the second of which has a text beside a name."""
    rows = [("Offence", "2021/22"), (name, text), ("Rape", "5")]
    return table(
        one("5", "2021/22", label(text, "other", axis=("column", 1))),
        rows=rows,
        headers=[0, 1],
        bodies=[2],
        **region,
    )


WORDS = [("Offence", "2021"), *((f"Offence {n}", "5") for n in range(7)), *(("Other", "words") for _ in range(3))]
UNDER = [("Year", "Number"), ("Rape", "5"), ("Theft", "7")]
NAMES = one("5", None, label("Rape", axis=("row", 0)), at=(1, 1))
LONG = "Offences of every kind recorded, Week 12"  # 40 letters
TWICE = (one(offence="Rape", at=(1, 1)), one("7", offence="rape", at=(2, 1)), one("9", offence="Theft", at=(3, 1)))
ONCE, BOTH = [(1, 1)], [(1, 1), (1, 2)]


def dated(name, years, counts, beside="South"):
    """Two figures in a row, and over each what may be a year, in a line with a name."""
    first, second = counts
    return table(one(first), one(second, at=(1, 2)), rows=[(name, *years), (beside, first, second)])


def unheaded(*columns):
    """Two figures of one name in a table without headings, of so many columns of counts."""
    twice = one(offence="Rape", at=(0, 1)), one("7", offence="Rape", at=(1, 1))
    return table(
        *twice,
        rows=[("Rape", *"56"[: len(columns)]), ("Rape", *"78"[: len(columns)])],
        headers=[],
        bodies=[0, 1],
        values=list(columns),
    )


ALONE = {
    "_name_each_thing_once": [
        (unheaded(1), []),
        (unheaded(1, 2), [(0, 1), (1, 1)]),
        (table(*TWICE, rows=[("Offence", "Number"), ("Rape", "5"), ("Rape (other)", "7"), ("Theft", "9")]), [(1, 1), (2, 1)]),
        (table(*TWICE, rows=[("Offence", "Number"), ("Rape", "5"), ("Rape", "7"), ("Theft", "9")]), []),
        (table(one(offence="Rape"), one("7", "2022/23", offence="Rape", at=(2, 1)), rows=UNDER), []),
    ],
    "_print_each_name_once": [
        (unheaded(1), [(0, 1), (1, 1)]),
        (unheaded(1, 2), []),  # nothing is printed that tells of which column a number is
        (table(*TWICE, rows=[("Offence", "Number"), ("Rape", "5"), ("Rape", "7"), ("Theft", "9")]), [(1, 1), (2, 1)]),
        (table(*TWICE, rows=[("Offence", "Number"), ("Rape", "5"), ("Rape (other)", "7"), ("Theft", "9")]), []),
        (table(*TWICE, rows=[("Offence", "Number"), ("Rape", "5"), ("Rape", "7"), ("Theft", "9")], is_list=True), []),
    ],
    "_head_each_column_once": [
        (table(*across("5", "7", "9"), rows=[("2021", "2021", "2022")], labels=[], values=[0, 1, 2]), [(1, 0), (1, 1)]),
        (table(*across("5", "7"), rows=[("2021", "2022")], labels=[], values=[0, 1]), []),
        (table(*across("5", "7"), rows=[("", "")], labels=[], values=[0, 1]), []),
    ],
    "_date_each_figure": [
        (table(one(), one("7", None, at=(2, 1)), dated=True), [(2, 1)]),
        (table(one("7", None)), []),
        (table(one("7", None, label("May", when="May 2021"))), ONCE),
        (table(one("7", None, label("5 May 2021"))), ONCE),
        (table(one("7", None, label("Rape in 2021"))), ONCE),
        (table(one("7", None), titles=[Line(0, "To 5 May 2021"), Line(1, "Rape")]), ONCE),
        (table(one("7", None), titles=[Line(0, "To 5 May 2021"), Line(1, "Rape"), Line(2, "Kent")]), []),
    ],
    "_add_up": [
        (table(*down("1", "2", "3", "4"), checks=[Check(1, 2, 1, (3, 3), (4, 4), "disagrees", ((0, 1), (1, 1)))]),
         [(0, 1), (1, 1), (2, 1)]),
        (table(*down("1", "2", "3"), checks=[Check(1, 2, 1, (3, 3), (3, 3), "agrees", ((0, 1), (1, 1)))]), []),
    ],
    "_keep_months_in_their_year": [
        (table(one("5", "2021/22", label("5 May 2021"))), ONCE),
        (table(one("5", "2021/22", label("5 May 2021", when="May 2021"))), []),
        (table(one("5", "2021/22", label("May", "part", part=MAY))), ONCE),
        (table(one("5", "from 6 May 2021", label("May", "part", part=MAY))), ONCE),
        (table(one("5", "May 2021", label("May", "part", part=MAY))), []),
        (table(one("5", None, label("May", "part", part=MAY))), []),
        (table(one("5", "2021/22", label("May", "part", part=MAY), measure="check_total")), []),
        (table(one("5", "2021/22", label("Q1", "part", part=YearPart((5, 1), (7, 31), 1)))), []),
        (table(one("5", "2021/22", label("May", part=MAY))), []),
    ],
    "_end_part_years_where_said": [
        (table(*years(), said=said("2021-04-01", "2022-09-30")), [(2, 1)]),
        (table(*years(), said=said("2021-10-01", "2023-03-31")), [(1, 1)]),
        # 27 days are less than a month, 28 are none.
        (table(*years(), said=said("2021-04-01", "2023-03-04")), []),
        (table(*years(), said=said("2021-04-01", "2023-03-03")), [(2, 1)]),
        (table(*years(), said=said("2021-04-28", "2023-03-31")), []),
        (table(*years(), said=said("2021-04-29", "2023-03-31")), [(1, 1)]),
        (table(*years(), said=said("2021-04-01", "2022-04-01")), []),
        (table(*years(), said=said("2021-10-01", "2022-09-30")), []),
        (table(*years(), said=said("2021-04-28", "2022-09-30")), [(2, 1)]),
        (table(*years(), said=said("2021-10-01", "2023-03-04")), [(1, 1)]),
        (table(one(), said=said("2022-03-05", "2022-03-31")), []),
        (table(one(), said=said("2022-03-04", "2022-03-31")), ONCE),
        (table(*years(), said=said("2021-04-01", "2022-09-30", "month")), []),
        (table(*years(source="title"), said=said("2021-04-01", "2022-09-30")), []),
        (table(*years(measure="check_total"), said=said("2021-04-01", "2022-09-30")), []),
        (table(one("14", "both"), said=said("2021-04-01", "2022-09-30")), []),
        (table(noted("2022/23 to date")), [(2, 1)]),
        (table(noted("2022/23*")), [(2, 1)]),
        (table(noted("2022/23 [r]")), []),
        (table(noted("2022/23")), []),
        (table(one(), noted("2022/23*", "both")), []),
        (table(noted("2022/23*", source="title")), []),
        (table(one(), noted("2022/23 to date", "2021/22")), []),
        (table(one(), noted("2022/23*", measure="check_total")), []),
    ],
    "_end_before_the_answer": [
        (table(one(), one("7", "2022/23", at=(2, 1)), issued=date(2023, 3, 30)), [(2, 1)]),
        (table(one(), issued=date(2022, 3, 31)), []),
        (table(one("5", None), issued=date(2022, 3, 31)), []),
        (table(one()), []),
    ],
    "_keep_a_column_of_one_kind": [
        (table(one(), rows=WORDS), []),
        (table(one(), rows=[*WORDS[:2], *WORDS[3:]]), ONCE),  # 3 of 9, where 3 of 10 are too few
        (table(*across("4", "5"), rows=[("Month", "2021"), ("4", "5")], labels=[], values=[0, 1]), [(1, 0)]),
        (table(*across("4", "5"), one("7", at=(2, 1)), rows=[("Rape", "Theft"), ("4", "5"), ("May 2021", "7")], labels=[],
               values=[0, 1]), [(2, 1)]),
        (table(*across("4", "5"), one("7", at=(2, 1)), rows=[("Rape", "Theft"), ("4", "5"), ("2021", "7")], labels=[],
               values=[0, 1]), []),
        (table(NAMES, rows=UNDER), ONCE),
        (table(NAMES, rows=[("Year", "2021"), *UNDER[1:]]), []),
        (table(NAMES, rows=[("Offence", "Number"), *UNDER[1:]]), []),
        (table(one("5", None, label("Rape", axis=("column", 0))), rows=UNDER), []),
        (table(one("5", None, label("Rape", printed=False)), rows=UNDER), []),
        (table(one("5", None, label("Total", "total")), rows=UNDER), []),
        (table(one("5", None, label("2021", "period", "2021/22")), rows=UNDER), []),
        (table(one("5", None, label("Rape"), label("2021", "period", axis=("group", 0))), rows=UNDER), ONCE),
        (table(one(), rows=[("2021", "2022"), ("4", "5"), ("6", "7"), ("Rape", "9")]), ONCE),
        (table(one(), rows=[("2021", "2022"), ("4", "5"), ("Rape", "9")]), []),
        (table(one(), rows=[("Number", "2022"), ("4", "5")]), ONCE),
        (table(one(), rows=[("Ward", "2022"), ("4", "5")]), []),
        (table(one(), rows=[("", "2022"), ("4", "5")]), []),
        (table(one("5", at=(1, 2)), rows=[("Ward", "", "2022"), ("North", "4", "5")], labels=[0, 1], values=[2]), [(1, 2)]),
    ],
    "_count_no_serial_numbers": [
        (table(*down("1", "2", "3")), [(0, 1), (1, 1), (2, 1)]),
        (table(*down("0", "1", "2")), [(0, 1), (1, 1), (2, 1)]),
        (table(*down("1", "2", "3"), *(one(n, at=(int(n), 2)) for n in "579")), [(0, 1), (1, 1), (2, 1)]),
        (table(*down("1", "2")), []),
        (table(*down("2", "3", "4")), []),
        (table(*down("1", "2", "4")), []),
        (table(*down("3", "2", "1")), []),
        (table(*down("1", "2", "3"), is_list=True), []),
    ],
    "_ask_in_no_quarter": [
        (table(one("5", "2021/22", label("Q2", "period", "2021/22")), rows=[("Q2", "How many?"), ("2021", "5")]), ONCE),
        (table(one("5", "2021/22", label("Q2", "period", "2021/22")), rows=[("Q2", "Please say"), ("2021", "5")]), ONCE),
        (table(one("5", "2021/22", label("Q2", "other")), rows=[("Q2", "How many?"), ("2021", "5")]), []),
        (table(one("5", "2021/22", label("Q2", "period", "2021/22")), rows=[("Q2", "Offences"), ("2021", "5")]), []),
        (table(one("5", "2021/22", label("Q2", "period", "2021/22")), rows=[("Q1", "How many?"), ("Q2", "5")]), []),
    ],
    "_count_no_cases": [
        (table(*down("5", "7"), skipped={2: f"{DATES} of cases"}), [(0, 1), (1, 1)]),
        (table(*down("5", "7"), skipped={2: "notes"}), []),
    ],
    "_count_no_years": [
        (table(*across("2019", "2020")), [(1, 0), (1, 1)]),
        (table(*across("2020", "2019")), [(1, 0), (1, 1)]),
        (table(*across("1991", "2019", "2020")), [(1, 0), (1, 1), (1, 2)]),
        (table(*across("1990", "2019", "2020")), []),
        (table(*across("2019", "2021")), []),
        (table(*across("2019", "12")), []),
        (table(*across("2019")), []),
        (table(*down("2019", "2020")), []),
    ],
    "_head_by_no_number": [
        *((under(text), ONCE) for text in ("12 (see note)", "c.12", "approx 1,204", "7.5", "1E+300", "12~", "5\ufe0f\u20e3")),
        (under("12 crimes in May"), ONCE),
        *((under(text), []) for text in ("10-17", "18+", "8L", "1st", "12", "2021", "999 calls", "125/9", "Section 47", "Rape")),
        (under("12 so far", "Stalking"), ONCE),
        (under("So far 12", "Stalking"), ONCE),
        (under("12 so far", "Stalking", labels=[2]), []),
        (under("12", "Stalking"), ONCE),  # of "12-", whose dash is no part of a label
        (under("2021", "Stalking"), []),
        (under("refused", "Stalking"), []),
        (under("Outcome 16", "Offence type"), []),
        (under("Area 12", "Ward"), []),
        (table(one("5", "2021/22", label("7.5", "other", axis=("column", 0))), rows=UNDER), []),
        (table(one("5", "2021/22", label("7.5", "other", axis=("row", 1))), rows=UNDER), []),
    ],
    "_head_by_no_count": [
        (dated("North", ("2019", "2021"), ("5", "7")), BOTH),
        (dated("North", ("2021", "2019"), ("5", "7")), BOTH),
        (dated("North", ("2019", "2020"), ("5", "7")), []),
        (dated("North", ("2020", "2020"), ("5", "7")), []),
        # Half of 2019 is more than 1,009, twice 2020 is 4,040.
        (dated("North", ("2019", "2020"), ("5", "1010")), BOTH),
        (dated("North", ("2019", "2020"), ("5", "1009")), []),
        (dated("North", ("2019", "2020"), ("4040", "5")), BOTH),
        (dated("North", ("2019", "2020"), ("4041", "5")), []),
        *((dated(name, ("2019", "2021"), ("5", "7")), []) for name in ("", "Year", "Offence", "Area", "Number of crimes")),
        (dated("North area", ("2019", "2021"), ("5", "7")), []),
        (dated("North area", ("2019", "2021"), ("5", "7"), "South area"), BOTH),
        (dated("North", ("2019", "Total"), ("5", "7")), []),
        (dated("North", ("2019", "21"), ("5", "7")), []),
        (table(one("1500"), rows=[("Area", "Crimes"), ("North", "2019"), ("South", "1500")], headers=[0, 1], bodies=[2]), ONCE),
        (table(one("1500"), rows=[("Area", "Crimes"), ("", "2019"), ("South", "1500")], headers=[0, 1], bodies=[2]), []),
        # The same of a column of years under a name.
        (table(one("1500"), rows=[("North", "South"), ("2019", "1500")]), ONCE),
        (table(one("5"), one("7", at=(2, 1)), rows=[("North", "South"), ("2019", "5"), ("2021", "7")]), [(1, 1), (2, 1)]),
        (table(one("5"), one("7", at=(2, 1)), rows=[("North", "South"), ("2019", "5"), ("2020", "7")]), []),
        (table(one("5"), one("7", at=(2, 1)), rows=[("North", "South"), ("2019", "5"), ("2021", "7"), ("Total", "12")]), []),
        (table(one("1500"), rows=[("Year", "South"), ("2019", "1500")]), []),
        (table(one("1500"), rows=[("", "South"), ("2019", "1500")]), []),
    ],
    "_begin_with_no_year": [
        (table(*across("5", "2019"), one("7", at=(2, 1))), [(1, 0), (1, 1), (2, 1)]),
        (table(*across("5", "7"), one("2019", at=(2, 1))), []),
        (table(*across("5", "2019"), is_list=True), []),
    ],
    "_print_one_number_a_cell": [
        (table(one("12 (3)")), ONCE), (table(one("12(3)")), ONCE), (table(one("(3)")), []), (table(one("12 (3) more")), []),
    ],
    "_date_by_what_is_said_of_the_table": [
        (table(one(source="note"), one(at=(2, 1)), said=[*said("2021-04-01", "2022-03-31"), *said("2020-04-01", "2021-03-31")]), ONCE),
        (table(one(source="note"), said=2 * said("2021-04-01", "2022-03-31")), []),
        (table(one(source="title"), said=[*said("2021-04-01", "2022-03-31"), *said("2020-04-01", "2021-03-31")]), []),
        (table(one(source="name"), one(at=(2, 1))), ONCE),
        (table(one(source="day")), ONCE),
        (table(one(source="opening"), first=False), ONCE),
        (table(one(source="opening")), []),
        (table(one(source="note"), first=False), []),
    ],
    "_begin_years_in_april": [
        (table(one("5", "2021/22", label("2021/22 season", "period", "2021/22")), rows=[["Club"]]), ONCE),
        (table(one("5", "2021/22", label("2021/22", "period", "2021/22")), rows=[["Club"]]), []),
        (table(one("5", "2021/22", label("Season ticket")), rows=[["Club"]]), []),
        (table(one("5", "2021/22", label("A")), rows=[["Season"]]), ONCE),
    ],
    "_date_all_in_one_way": [
        (table(one(), one(source="title", at=(2, 1))), [(2, 1)]),
        (table(one(), *(one(source="title", at=(row, 1)) for row in (2, 3))), []),
        (table(one(), one(measure="check_total", at=(2, 1)), *(one(source="title", at=(row, 1)) for row in (3, 4))), []),
        (table(one(), one(source="title", measure="check_total", at=(2, 1))), []),
    ],
    "_read_all_words_of_time": [
        (table(one("5", "2021/22", label("Week 12"))), ONCE),
        (table(one("5", "2021/22", label(LONG))), ONCE),
        (table(one("5", "2021/22", label(f"{LONG}3"))), []),
        (table(one("5", "2021/22", label("Rape 21/22"))), ONCE),
        (table(one("5", "2021/22", label("Rape 21/23"))), []),
        (table(one("5", "2021/22", label("Week 12", "period"))), []),
        (table(one("5", "2021/22", label("Week 12", "part"))), []),
        (table(one("5", "2021/22", label("FY 2021", "period"))), ONCE),
        (table(one("5", "2021/22", label("Rape 2021"))), []),
        (table(one("5", None, label("Rape 2021"))), ONCE),
        (table(one("5", None, label("Rape 2021", "period"))), []),
        (table(one("5", None, label("Offences of every kind recorded, all 2021"))), []),
        (table(one("5", None, label("Offence of every kind recorded, all 2021"))), ONCE),
    ],
    "_count_what_was_asked_about": [
        (table(one(), titles=[Line(0, "Offences on Facebook, Snapchat or TikTok")]), ONCE),
        (table(one(), titles=[Line(0, "Offences on Facebook or TikTok"), Line(1, "TikTok")]), []),
        (table(one(), titles=[Line(0, "Offences on Facebook and Snapchat")]), []),
        (table(one(), titles=[Line(0, "Offences on platforms other than TikTok")]), ONCE),
        (table(one(), titles=[Line(0, "Offences in which TikTok was not named")]), ONCE),
        (table(one(), titles=[Line(0, "It does not mean that TikTok caused an offence")]), []),
        (table(one(sentence="There were 5 offences, none of them linked to TikTok")), ONCE),
        (table(one(sentence="For context, there were 5 offences in 2021/22")), ONCE),
        (table(one(sentence="There were 5 offences in 2021/22, which was not asked for")), ONCE),
        (table(one("5", "2021/22", label("Harassment via Snapchat"), measure="offence", offence="Harassment via Snapchat")), ONCE),
        (table(one("5", "2021/22", label("TikTok")), titles=[Line(0, "Offences on Facebook or TikTok")]), []),
    ],
    "_count_exactly": [
        (table(one("340", sentence="There were approximately 340 offences in 2021/22")), ONCE),
        (table(one("340", sentence="Around 340 offences were recorded in 2021/22")), ONCE),
        (table(one("Twelve", sentence="About twelve offences were recorded in 2021/22")), ONCE),
        (table(one("Twelve", sentence="Twelve offences were recorded, about half of them in 2021/22")), []),
        (table(one("340", sentence="There were 340 offences, some 3400 hours of work")), []),
        (table(one("340", sentence="There were 340 offences in about 2021")), []),
    ],
    "_date_a_sentence_by_itself": [
        (table(one(sentence="There were 5 in 2021/22")), []),
        (table(one(sentence="There were 5", source="title")), ONCE),
        (table(one(source="title")), []),
        (table(one(sentence="There were 5 in 2021/22 and in 2022/23")), ONCE),
        (table(one(sentence="There were 5 and 7 more in 2021/22")), ONCE),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("law", "number"), [(law, number) for law, found in ALONE.items() for number in range(len(found))]
)
def test_a_law_names_the_figures_that_break_it_and_no_others(law, number):
    found, expected = ALONE[law][number]
    (judge,) = (one for one in laws.LAWS if one.__name__ == law)
    assert sorted({(one.row, one.column) for broken, _ in judge(found) for one in broken}) == expected


def test_every_law_is_tried():
    assert set(ALONE) == {law.__name__ for law in laws.LAWS}


def read_alike(many, **region):
    """The doubts of a table of so many offences, of which the first and the last have one name."""
    names = [*"ABCDEFG"[: many - 1], "A"]
    rows = [("Offence", "2021"), *((name, "5") for name in (*names[:-1], "A, revised"))]
    reading = Reading([[recognise(text) for text in row] for row in rows])
    reading.figures = [one(offence=name, at=(row, 1)) for row, name in enumerate(names, start=1)]
    bodies = list(range(1, len(rows)))
    reading.regions = [Region(headers=[0], bodies=bodies, labels=[0], values=[1], span=(0, 1), **region)]
    laws.doubt_figures(reading, issued=None, dated=True)
    return [one.doubt for one in reading.figures]


@pytest.mark.parametrize(("many", "doubted"), [(8, 2), (7, 7)])
def test_a_table_with_more_than_a_quarter_of_the_worst_doubts_was_misread_as_a_whole(many, doubted):
    """Two figures mean the same: a quarter of eight, and more than a quarter of seven."""
    assert sum("has the same period and the same labels" in doubt for doubt in read_alike(many)) == doubted


def test_where_another_reading_is_as_good_each_figure_says_so_that_has_no_other_doubt():
    first, *others, last = read_alike(8, rival=["made up"])
    assert {"as good" in doubt for doubt in others} == {True}
    assert "same labels" in first
    assert "same labels" in last
    assert not any(read_alike(8, rival=["made up"], is_decided=True))


def test_only_the_first_table_is_dated_by_what_opens_an_answer():
    rows = [("Offence", "Number"), ("Rape", "5"), ("", ""), ("Offence", "Number"), ("Theft", "7")]
    reading = Reading([[recognise(text) for text in row] for row in rows])
    first, second = one(source="opening", at=(1, 1)), one("7", source="opening", at=(4, 1))
    second.table = 2
    reading.figures = [first, second]
    reading.regions = [
        Region(headers=[top], bodies=[top + 1], labels=[0], values=[1], span=(0, 1)) for top in (0, 3)
    ]
    laws.doubt_figures(reading, issued=None, dated=True)
    assert (first.doubt, second.doubt) == ("", "it is dated by words that stand above another table")


@pytest.mark.parametrize("name", ["Year", "Month", "Financial year", "Period"])
@pytest.mark.parametrize("gap", ["", ",\n"])
def test_a_number_beside_a_word_for_times_is_never_sure(tmp_path, name, gap):
    rows = read(tmp_path, f"Offence,2021\nStalking,6\n{gap}{name},2022\n")
    assert [row["as_printed"] for row in rows if not row["doubt"]] == ["6"]


@pytest.mark.parametrize("words", ["{}", "Number of {} offences", "No. of {} crimes", "{} crimes recorded"])
@pytest.mark.parametrize("offence", ["Stalking", "Harassment", "Rape", "Burglary", "Theft"])
@pytest.mark.parametrize("years", [("2021",), ("2021", "2022")])
def test_an_offence_over_the_only_column_names_it_as_beside_another(tmp_path, words, offence, years):
    offence = words.format(offence)
    one = read(tmp_path, "".join([f"Year,{offence}\n", *(f"{year},5\n" for year in years)]))
    two = read(
        tmp_path, "".join([f"Year,{offence},{words.format('Arson')}\n", *(f"{year},5,7\n" for year in years)])
    )
    assert [row["as_printed"] for row in two] == ["5", "7"] * len(years)
    labels = [(row["period_start"], row["measure"], row["offence"]) for row in one]
    assert labels == [(f"{year}-01-01", "offence", offence) for year in years]
    assert labels == [
        (row["period_start"], row["measure"], row["offence"]) for row in two if row["as_printed"] == "5"
    ]


@pytest.mark.parametrize("number", ["3400", "3,400 records"])
@pytest.mark.parametrize(
    "question",
    ["How many records would have to be read?", "How many records are there?", "In 2021, how many records would have to be read?"],
)  # fmt: skip
def test_what_a_search_would_cost_is_never_sure(tmp_path, question, number):
    refusal = "Section 12 of the Freedom of Information Act applies: the cost would exceed the limit."
    for text in (f"{refusal}\n{question}\n{number}\nEnd\n", f"Q1. {question}\nA1. {number}\n{refusal}\nEnd\n"):
        (tmp_path / "answer.txt").write_text(text, encoding="utf-8")
        assert all(row["doubt"] for row in answers.read_answer(tmp_path / "answer.txt").rows())


@pytest.mark.parametrize(
    ("other", "measure"),
    [("Arrests", "outcome"), ("Number of arrests", "outcome"), ("Persons charged", "outcome"), ("Cautions", "outcome"),
     ("Victims", "other"), ("Number of suspects", "other"), ("Known offenders", "other"), ("Child abduction", "offence")],
)  # fmt: skip
@pytest.mark.parametrize(
    "offences", [["Stalking"], ["Stalking", "Harassment"], ["Number of rape offences", "Theft", "Arson"]]
)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_no_offence_stays_none_beside_columns_of_offences(tmp_path, other, measure, offences, first):
    heads = [other, *offences] if first else [*offences, other]
    rows = read(
        tmp_path,
        f"Year,{','.join(heads)}\n2021/22,{','.join('5' * len(heads))}\n2022/23,{','.join('6' * len(heads))}\n",
    )
    assert len(rows) == 2 * len(heads)
    named = {row["offence"] or row["outcome"]: row["measure"] for row in rows}
    assert named == dict.fromkeys(offences, "offence") | {other: measure}


@pytest.mark.parametrize(
    ("head", "force"), [("Force", "Kent Police"), ("", "Kent Police"), ("Name", "Sussex Constabulary")]
)
@pytest.mark.parametrize("years", [["2021/22"], ["2021/22", "2022/23"]])
def test_the_name_of_the_force_beside_every_row_changes_nothing(tmp_path, head, force, years):
    def rows(*before):
        lines = [
            [*before[:1], "Year", "Offences"],
            *([*before[1:], year, f"1{n}"] for n, year in enumerate(years)),
        ]
        found = read(tmp_path, "".join(f"{','.join(line)}\n" for line in lines))
        return [{name: cell for name, cell in row.items() if name != "cell"} for row in found]

    assert rows(head, force) == rows()
    assert {row["measure"] for row in rows()} == {"total"}
    # What is no name of a force may be what is counted.
    assert {row["measure"] for row in rows("Type", "Swatting")} != {"total"}


@pytest.mark.parametrize("asks", ["How many crimes mention TikTok?", "Please give the number of charges"])
@pytest.mark.parametrize("number", ["Q{}", "q {}", "Q.{}"])
def test_a_question_in_front_of_years_is_no_quarter_of_them(tmp_path, asks, number):
    first, second = (f"{number.format(n)},{asks},\n,2022,1{n}\n,2023,2{n}\n" for n in (1, 2))
    for row in read(tmp_path, first + second):
        assert row["doubt"] or (row["period_start"][5:], row["period_end"][5:]) == ("01-01", "12-31")
    # Quarters beside which nothing is asked stay what they are.
    quarters = read(tmp_path, "Quarter,Year,Offences\nQ1,2022,5\nQ2,2022,6\nQ3,2022,7\n")
    assert not any(row["doubt"] for row in quarters)


@pytest.mark.parametrize(
    ("between", "second", "doubted"),
    [
        ("", ("2021/22", "Stalking", 8), True),
        ("", ("2021/22", "Stalking", 7), True),  # twice the same: the numbers would be added up
        ("Dear Made-Up Person,", ("2021/22", "Stalking", 8), True),
        ("", ("2022/23", "Stalking", 8), False),
        ("", ("2021/22", "Robbery", 8), False),
        ("Charged", ("2021/22", "Stalking", 8), False),  # what stands over it tells it apart
        ("", ("2021/22", "Total", 8), False),  # is held against the other where the answer is filed
    ],
)
def test_two_tables_of_an_answer_that_count_the_same_are_in_doubt(tmp_path, between, second, doubted):
    year, label, count = second
    file = tmp_path / "made-up.csv"
    file.write_text(
        f'Offence,2021/22\nStalking,7\nTheft,3\n\n"{between}"\n\nOffence,{year}\n{label},{count}\nFraud,4\n',
        encoding="utf-8",
    )
    words = "another table has a number of the same period and the same labels"
    found = [(row["as_printed"], row["doubt"] == words) for row in answers.read_answer(file).rows()]
    assert found == [("7", doubted), ("3", False), (str(count), doubted), ("4", False)]


def test_two_sheets_of_a_workbook_that_count_the_same_are_in_doubt_unless_a_person_said_where_they_stand(tmp_path):
    book, file = openpyxl.Workbook(), tmp_path / "made-up.xlsx"
    for sheet, count in ((book.active, 7), (book.create_sheet("Sheet2"), 8)):
        sheet.title = sheet.title if count == 8 else "Sheet1"
        for row in (("Offence", "2021/22"), ("Stalking", count), ("Theft", count + 10)):
            sheet.append(row)
    book.save(file)
    assert {row["doubt"] for row in answers.read_answer(file).rows()} == {
        "another table has a number of the same period and the same labels"
    }
    tables = [{"cells": f"{name}!A1:B3", "headers": [1], "labels": ["A"]} for name in ("Sheet1", "Sheet2")]
    decided = answers.read_answer(file, corrections={"reason": "made up", "tables": tables})
    assert {row["doubt"] for row in decided.rows()} == {""}
