"""Sentences: what wording is refused, and that each on a page follows from the cells that it names."""

import json

import pandas as pd
import pytest
from conftest import ROOT, STATES

from linked_offences import beside, catalogue, counts, metrics, profile
from linked_offences.records import sources
from linked_offences.records.figures import read_figures
from linked_offences.telling import ledgers, prose
from linked_offences.telling.sentences import Ledger, Overstated, Quantity, Text, count, make
from linked_offences.weighing import claims, evidence
from plain_files import read_grid

PAGES = [*STATES, "national", "claims"]


def made_up(**values):
    """A ledger of a made-up story with these counts; a pair is a range, a name that ends in total a sum over years."""
    rows = []
    for name, value in values.items():
        low, high = value if isinstance(value, tuple) else (value, value)
        measure = "check_total" if name.endswith("total") else "total"
        rows.append({"id": name, "source": "press/made-up", "source_kind": "press", "file": "statements.csv", "cell": "H2",
                     "as_printed": str(low), "count_low": low, "count_high": high, "measure": measure, "doubt": ""})  # fmt: skip
    official = pd.DataFrame(columns=["id", "value", "source", "file", "cell"])
    table = pd.DataFrame(rows).astype({"count_low": "Int64", "count_high": "Int64"})
    return Ledger(table, official, "dorset")


BOOK = made_up(a=14, b=16, small=3, hidden=(1, 4), most=30, c=28, long_total=46)


A, B, C, SMALL, HIDDEN, MOST, TOTAL = map(count, ("a", "b", "c", "small", "hidden", "most", "long_total"))


def change(first, last):
    return make("change", first, last)


def times(first, last):
    return make("times", first, last)


@pytest.mark.parametrize(
    ("template", "names", "quantities", "reason"),
    [
        ("The count is 16.", {}, {}, "a number without a figure behind it"),
        ("It doubled from {a} to {b}.", {}, {"a": A, "b": B}, "ratio of at least 2"),
        ("It doubled from {a} to {b}{t}.", {}, {"a": A, "b": B, "t": times("a", "b")}, "ratio of at least 2"),
        ("It doubled from {a} to {b}{t}.", {}, {"a": HIDDEN, "b": SMALL, "t": times("hidden", "small")}, "ratio"),
        ("It tripled to {b}.", {}, {"b": B}, "say the two counts"),
        ("It rose by {pct}.", {"pct": "14%"}, {}, "a percentage needs both counts"),
        ("{b} is {change}.", {}, {"b": B, "change": change("a", "b")}, "both counts beside it"),
        ("From {a} to {b} is {change}.", {}, {"a": SMALL, "b": B, "change": change("small", "b")}, "base of at least 10"),
        ("From {a} to {b} is {change}.", {}, {"a": A, "b": HIDDEN, "change": change("a", "hidden")}, "worded as a range"),
        ("{a} of {b} is {share}.", {}, {"a": SMALL, "b": HIDDEN, "share": make("share", "small", "hidden")}, "range"),
        ("Harassment is the most common.", {}, {}, "counts of all that it is compared with"),
        ("Harassment is the largest{m}, with {a}.", {}, {"a": A, "m": make("mode", "a", "b")}, "no smaller than any other"),
        ("From {a} to {b} is {change}, {t} in all.", {}, {"a": A, "b": B, "change": change("a", "b"), "t": TOTAL},
         "not joined to a total"),
        ("{n} recorded {a}.", {"n": "Kent Police"}, {"a": A}, "is not the force of this page"),
        ("It could be {i}.", {}, {"i": make("interval", "a", end=1)}, "each count is the force's own"),
        ("{a} of {b} are {s} ({h}).", {}, {"a": A, "b": B, "s": make("share", "a", "b"), "h": make("share_high", "a", "b")},
         "each count is the force's own"),
        ('A newspaper prints "{p}".', {"p": "60%"}, {}, "a quoted percentage needs its verdict"),
    ],
)  # fmt: skip
def test_wording_that_its_figures_do_not_carry_is_refused(template, names, quantities, reason):
    with pytest.raises(Overstated, match=reason):
        BOOK.say(template, names=names, **quantities)


@pytest.mark.parametrize(
    ("template", "names", "quantities", "text"),
    [
        ("It doubled from {a} to {b}{t}.", {}, {"a": A, "b": C, "t": times("a", "c")}, "It doubled from 14 to 28."),
        ("From {a} to {b} is {change}.", {}, {"a": A, "b": B, "change": change("a", "b")},
         "From 14 to 16 is a rise of 14%."),
        ("From {a} to {b}.", {}, {"a": SMALL, "b": HIDDEN}, "From 3 to between 1 and 4."),
        ("{n} in {year} by {name}.", {"year": "2023/24", "name": "Dorset Police"}, {"n": count("a", noun="charge")},
         "14 charges in 2023/24 by Dorset Police."),
        ('"Up {p}" is contradicted.', {"p": "60%"}, {}, '"Up 60%" is contradicted.'),
        ("The largest{m} is {n}.", {}, {"m": make("mode", "most", "a"), "n": MOST}, "The largest is 30."),
    ],
)  # fmt: skip
def test_wording_that_its_figures_carry_is_written(template, names, quantities, text):
    assert str(BOOK.say(template, names=names, **quantities)) == text


def test_a_text_is_shown_as_markdown_and_carries_its_sentences_for_machines():
    said = BOOK.say("{n} were recorded.", n=count("a"))
    shown = Text((said,), listed=(said,))._repr_mimebundle_()
    assert shown["text/markdown"] == "14 were recorded.\n\n- 14 were recorded."
    told = shown["application/vnd.linked-offences.sentences+json"]
    assert told[0]["figures"] == [
        {"id": "a", "file": "data/raw/press/made-up/statements.csv", "cell": "H2", "printed": "14"}
    ]


@pytest.fixture(scope="module")
def raw():
    """Figures read again from the files, and the ledger and verdicts that they make."""
    rows = [one for name in sources.list_folders() for one in read_figures(sources.read_source(name))]
    figures = (
        pd.DataFrame(rows)
        .astype({"count_low": "Int64", "count_high": "Int64"})
        .sort_values("id", ignore_index=True)
    )
    crime, people = catalogue.load("recorded_crime"), catalogue.load("population")
    listed = catalogue.load("sources")
    case = claims.Case(
        figures, listed, crime, people, evidence.gather(figures, listed), catalogue.load("requests")
    )
    findings = {*claims.judge_statements(case)["finding"], *claims.list_contradictions(case)["finding"]}
    official = ledgers.list_official(crime, people, catalogue.load("outcomes_all_crime"))
    return Ledger(figures, official), findings


def cell(file, address):
    grid = read_grid(ROOT / file)
    column = 0
    for letter in address.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return grid[int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1][column - 1]


def allowed(book, quantity):
    """The range of a year from the printed figures that a sentence names, and from no others."""
    figures = book.figures.loc[list(quantity.of[0])].reset_index(drop=True)
    papers = dict.fromkeys(figures["source"], "")
    body = evidence.Evidence(figures, papers)
    options = quantity.options
    if "base" not in options:
        low, high = body.range_of(("total", "", options["period"]))
        return low, high
    found, readings = evidence.infer_counts(counts.combine_figures(figures), [body])
    assert len(found)
    year = body.years[options["period"]]
    one = readings[
        (readings["period_start"] == year[0])
        & (readings["base"] == options["base"])
        & (readings["condition"] == options["condition"])
    ].iloc[0]
    return int(one["count_low"]), int(one["count_high"])


@pytest.mark.parametrize("name", PAGES)
def test_every_sentence_of_a_page_follows_from_the_cells_that_it_names(reports, raw, name):
    book, findings = raw
    said = json.loads((reports / "files" / name / f"{name}-sentences.json").read_text(encoding="utf-8"))
    assert len(said) >= 8
    for one in said:
        for figure in one["figures"]:
            assert cell(figure["file"], figure["cell"]) == figure["printed"], figure
        if not one["template"]:
            assert one["text"] in findings
            assert one["figures"]
            continue
        named = {figure["id"] for figure in one["figures"]}
        written = {}
        for part, told in one["quantities"].items():
            quantity = Quantity(told["kind"], tuple(map(tuple, told["of"])), told["options"])
            assert {ident for group in quantity.of for ident in group} <= named
            if quantity.kind == "allowed":
                assert allowed(book, quantity) == (told["options"]["low"], told["options"]["high"])
            written[part] = quantity.write(book.ranges(quantity))
        text = one["template"].format(**written, **one["names"])
        assert text[:1].upper() + text[1:] == one["text"]


@pytest.mark.slow  # as make reports does
def test_every_force_has_a_page_whose_sentences_are_not_refused():
    from linked_offences.telling import guidance

    for page in map(profile.load, profile.list_forces()):
        for write in (guidance.before_use, guidance.for_reporters, guidance.for_campaigners, guidance.rebuild):
            assert str(write(page))
        totals = metrics.list_totals(page.counts)
        change = metrics.work_out_change(totals[totals["covers"] == metrics.YEAR])
        printed = [page.counts[page.counts["measure"] == measure] for measure in ("offence", "outcome")]
        compared = beside.compare(page.counts, page.recorded_crime, page.population, page.figures)
        assert str(prose.title(page.force, page.requests, page.counts))
        assert str(prose.answer(page.force, page.requests, page.former_answers))
        assert str(prose.trend(page.force, page.requests, totals, change, page.readings))
        assert str(prose.offences(page.force, printed[0], totals))
        assert str(prose.outcomes(page.force, printed[1], totals))
        assert str(prose.comparison(page.force, compared, page.counts, page.recorded_crime))
        assert str(prose.claims(page.force, page.verdicts))
