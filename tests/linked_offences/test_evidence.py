"""What printed figures allow together. Expected ranges are worked by hand, or by trying every value."""

import re

import pandas as pd
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from linked_offences import catalogue, counts, load
from linked_offences.records import reconcile
from linked_offences.weighing import claims, evidence
from unknown_counts import Constraint, Reading, Statement, system

YEARS = {"2021/22": ("2021-04-06", "2022-04-05"), "2022/23": ("2022-04-06", "2023-04-05"),
         "2023/24": ("2023-04-06", "2024-04-05"), "three": ("2021-04-06", "2024-04-05"), "": ("", "")}  # fmt: skip
TIMES = "press/2024-08-08-derbyshire-times"


def figure(ident, low, high, period="2023/24", *, measure="total", kind="press", **columns):
    """A figure of a made-up force's made-up story or answer."""
    row = dict.fromkeys(
        ["force_as_printed", "category", "qualifier", "claim", "joined_to", "doubt", "note", "level"], ""
    )
    return row | {
        "id": ident, "force": "kent", "platform": "tiktok", "request": "made-up", "measure": measure,
        "period_start": YEARS[period][0], "period_end": YEARS[period][1], "period_as_printed": period,
        "label": "offences", "as_printed": "" if low is None else str(low), "count_low": low, "count_high": high,
        "source_kind": kind, "source": f"{kind}/made-up", "file": "made-up.csv", "cell": "A1",
    } | columns  # fmt: skip


def tables(*rows):
    figures = pd.DataFrame(rows).astype({"count_low": "Int64", "count_high": "Int64"})
    sources = pd.DataFrame(
        {"source": sorted(set(figures["source"])), "publisher": "Made-up Gazette", "published": ""}
    )
    return figures, sources


def infer(*rows):
    figures, sources = tables(*rows)
    found, readings = evidence.infer_counts(counts.combine_figures(figures), evidence.gather(figures, sources))
    return found[found["basis"] == "inferred"], readings


def make_case(figures, sources, bodies):
    official = catalogue.load("recorded_crime"), catalogue.load("population")
    return claims.Case(figures, sources, *official, bodies, catalogue.load("requests"))


def judge(*rows):
    figures, sources = tables(*rows)
    bodies = evidence.gather(figures, sources)
    case = make_case(figures, sources, bodies)
    return claims.judge_statements(case).set_index("figure"), claims.list_contradictions(case)


@pytest.fixture(scope="module")
def derbyshire():
    found, readings = catalogue.load("counts"), catalogue.load("readings")
    mine = found[(found["force"] == "derbyshire") & (found["basis"] == "inferred")]
    return mine.set_index("period_start"), readings[readings["force"] == "derbyshire"]


# From the newspaper's statements alone, if 188 is the three-year total. The offences printed for
# 2023/24 are 27 + 21 + 9 + 7 = 64; 64/40 is 60%, and so is 115/72.
@pytest.mark.parametrize(
    ("year", "reading", "condition", "expected"),
    [
        ("2023/24", "60% on 2021/22", "", (64, 115)), ("2023/24", "60% on 2022/23", "", (64, 115)),
        ("2021/22", "60% on 2021/22", "", (40, 72)), ("2021/22", "60% on 2022/23", "", (1, 84)),
        ("2023/24", "60% on 2021/22", evidence.NO_YEAR_FALLS, (72, 83)),
        ("2023/24", "60% on 2022/23", evidence.NO_YEAR_FALLS, (85, 115)),
    ],
)  # fmt: skip
def test_derbyshires_years_on_each_reading(derbyshire, year, reading, condition, expected):
    readings = derbyshire[1]
    one = readings[
        (readings["period_start"] == YEARS[year][0])
        & ((readings["change"] + " on " + readings["base"]) == reading)
        & (readings["condition"] == condition)
    ]
    assert one[["count_low", "count_high"]].values.tolist() == [list(expected)]


def test_derbyshires_counts_are_over_all_readings_that_stand_and_say_so(derbyshire):
    found = derbyshire[0]
    assert found.loc["2023-04-06", ["count_low", "count_high", "over", "flag"]].tolist() == [
        64, 115, "all readings that stand", "conditional",
    ]  # fmt: skip
    assert found.loc["2021-04-06", ["count_low", "count_high"]].tolist() == [1, 84]
    assert {f"{TIMES}/change", f"{TIMES}/total-three-years", f"{TIMES}/offence-stalking"} <= set(
        found.loc["2023-04-06", "figures"].split()
    )


def test_a_range_that_rests_on_a_claim_in_words_has_the_range_without_it_beside_it():
    # 513 in three years and 73% more. With a rise each year: 201 to 325. Without, only that 108 + 32 + 5 + 13 = 158 are printed
    # of the last year, of which 158 / 1.73 = 91.3 is no whole number: 159 / 92 = 1.728 is 73%.
    found, readings = catalogue.load("counts"), catalogue.load("readings")
    mine = found[(found["force"] == "cambridgeshire") & (found["basis"] == "inferred")].set_index("period_start")
    assert mine.loc["2023-04-06", ["count_low", "count_high"]].tolist() == [201, 325]
    without = readings[readings["condition"] == evidence.NO_WORDS].set_index(["force", "period_start"])
    assert set(without.index.get_level_values("force")) == {"cambridgeshire"}
    assert without.loc[("cambridgeshire", "2023-04-06"), ["count_low", "count_high"]].tolist() == [159, 325]


def test_a_share_in_words_is_nearer_to_it_than_to_the_next():
    # Around one third of 240: more than halfway from a quarter (70) and less than halfway to a half (100).
    found, _ = infer(
        figure("whole", 240, 240, "three"),
        figure(
            "part",
            None,
            None,
            "three",
            measure="offence",
            level="code",
            category="8R",
            label="x",
            qualifier="Around one third",
        ),
    )
    assert found[found["measure"] == "offence"][["count_low", "count_high"]].values.tolist() == [[70, 100]]


def test_a_statement_without_upper_end_gives_no_upper_end():
    assert len(infer(figure("a", 701, None, "three"))[0]) == 0


def test_parts_do_not_exceed_their_whole_and_a_subgroup_is_not_added_to_its_group():
    parts = [
        figure("g", 10, 10, measure="offence", level="group", category="Violence against the person", label="violence"),
        figure("s", 4, 4, measure="offence", level="subgroup", category="Violence with injury", label="violence with injury"),
        figure("t", 6, 6, measure="offence", level="group", category="Theft offences", label="theft"),
    ]  # fmt: skip
    found, _ = infer(*parts, figure("three", 30, 30, "three"))
    assert found.set_index("period_start").loc["2023-04-06", ["count_low", "count_high"]].tolist() == [16, 30]


def test_an_undecided_wording_may_hold_another_that_its_words_begin():
    rows = [
        figure("v", 80, 80, measure="offence", level="unmapped", label="violence"),
        figure(
            "w",
            4,
            4,
            measure="offence",
            level="subgroup",
            category="Violence with injury",
            label="violence with injury",
        ),
        figure("three", 200, 200, "three"),
    ]
    found, _ = infer(*rows)
    assert found.set_index("period_start").loc["2023-04-06", "count_low"] == 80
    body = evidence.gather(*tables(*rows))[0]
    words = [reading.words for one in body.statements for reading in one.readings if len(one.readings) > 1]
    assert words == [
        "it is counted apart from the other types",
        '"violence" holds "violence with injury" as a part',
    ]


def test_a_force_outranks_newspapers_and_nothing_is_dropped_in_silence():
    verdicts, contradictions = judge(
        figure("own", 16, 16, kind="disclosure"), figure("said", 18, 18), figure("three", 40, 40, "three")
    )
    assert verdicts.loc["said", "verdict"] == "contradicted"
    assert verdicts.loc["said", "held_against"] == "the force's own figures"
    assert "own" in verdicts.loc["said", "against"].split()
    assert contradictions["figures"].tolist() == ["said own"]


def test_papers_that_contradict_each_other_are_both_disputed_and_the_count_spans_both():
    verdicts, contradictions = judge(figure("a", 16, 16), figure("b", 19, 19, source="press/b"))
    assert verdicts["verdict"].tolist() == ["disputed", "disputed"]
    assert len(contradictions) == 1
    assert "the right number is 19" in contradictions["without"].iloc[0]


@pytest.mark.parametrize(
    ("total", "settles"), [(54, False), (55, False), (56, False), (57, True), (100, True), (None, True)]
)
def test_what_unprinted_outcomes_could_settle_is_never_said_to_be_impossible(total, settles):
    # 15 + 11 are 26, and 28 have no suspect: three outcomes that nobody prints are enough, two are not.
    outcomes = [
        figure(f"o{code}", count, count, measure="outcome", category=code, level="code", label=f"outcome {code}")
        for code, count in (("15", 15), ("16", 11), ("18", 28))
    ]
    common = figure("c", None, None, measure="wording", claim="most_common", qualifier="most commonly",
                    label="evidential difficulties", as_printed="most commonly")  # fmt: skip
    verdicts, contradictions = judge(*outcomes, common, *([figure("t", total, total)] if total else []))
    (row,) = contradictions.itertuples()
    assert (row.kind != claims.CANNOT) == settles
    assert ("as they first read" in row.finding) == settles
    assert (row.unless == claims.UNPRINTED) == settles
    assert ("could lift 26 above it" in verdicts.loc["c", "finding"]) == settles


def test_a_year_that_the_others_prove_wrong_is_the_one_that_is_contradicted():
    # 10 + 20 + 30 is 60 and not 61, but which of the four is wrong nobody can say.
    rows = [
        figure("a", 10, 10, "2021/22"),
        figure("b", 20, 20, "2022/23"),
        figure("c", 30, 30),
        figure("t", 61, 61, "three"),
    ]
    assert judge(*rows)[0]["verdict"].tolist() == ["contradicted"] * 4
    # With 30 printed by a second paper too, and the total right, a third paper's 31 stands alone.
    rows[3] = figure("t", 60, 60, "three")
    verdicts, _ = judge(*rows, figure("d", 31, 31, source="press/d"))
    assert verdicts["verdict"].to_dict() == {
        "a": "holds",
        "b": "holds",
        "c": "holds",
        "d": "contradicted",
        "t": "holds",
    }


def test_more_than_is_a_rounding_only_where_nobody_prints_the_number():
    verdicts, _ = judge(figure("a", 101, None, as_printed="100", qualifier="more than"), figure("b", 235, 235))
    assert verdicts.loc["a", "verdict"] == "holds"
    verdicts, found = judge(
        figure("a", 1401, None, as_printed="1400", qualifier="more than"),
        figure("b", 14001, None, as_printed="14000", qualifier="more than", source="press/b"),
    )
    assert verdicts["verdict"].tolist() == ["disputed", "disputed"]
    assert len(found) == 1


def test_what_nothing_speaks_to_cannot_be_checked():
    verdicts, found = judge(
        figure("a", 12, 12, measure="outcome", level="code", category="8", label="community resolution")
    )
    assert verdicts.loc["a", "verdict"] == "cannot be checked"
    assert found.empty


def test_a_rise_each_year_is_a_step_of_one_at_least():
    # 10 < b < c with b + c = 23: 11 and 12, and nothing else.
    rows = [figure("a", 10, 10, "2021/22"), figure("t", 33, 33, "three"),
            figure("w", None, None, "", measure="wording", claim="rises_each_year", qualifier="every year")]  # fmt: skip
    found = infer(*rows)[0].set_index("period_start")
    assert found.loc["2022-04-06", ["count_low", "count_high"]].tolist() == [11, 11]
    assert found.loc["2023-04-06", ["count_low", "count_high"]].tolist() == [12, 12]


def test_a_change_has_a_reading_for_each_year_that_it_may_be_on():
    # a + b + c = 40. On the first year, c = 2a and b = 40 - 3a; a <= b <= c means 8 <= a <= 10. On the year before, c = 2b and
    # a = 40 - 3b; a <= b means b >= 10, and a >= 0 means b <= 13.
    _, readings = infer(
        figure("t", 40, 40, "three"), figure("p", None, None, measure="change_pct", as_printed="100")
    )
    mine = readings[(readings["condition"] == evidence.NO_YEAR_FALLS) & (readings["period_start"] == "2023-04-06")]
    assert mine.set_index("base")[["count_low", "count_high"]].to_dict("index") == {
        "2021/22": {"count_low": 16, "count_high": 20},
        "2022/23": {"count_low": 20, "count_high": 26},
    }


def test_a_range_names_the_figures_that_its_ends_follow_from_and_no_other():
    parts = [
        figure("g", 10, 10, measure="offence", level="group", category="Violence against the person", label="violence"),
        figure("s", 4, 4, measure="offence", level="subgroup", category="Violence with injury", label="violence with injury"),
        figure("t", 6, 6, measure="offence", level="group", category="Theft offences", label="theft"),
    ]  # fmt: skip
    found = infer(*parts, figure("three", 30, 30, "three"))[0].set_index("period_start")
    assert (
        found.loc["2023-04-06", "figures"] == "g t three"
    )  # at least 10 + 6, of which the 4 are a part; at most 30
    assert (
        infer(parts[0], figure("three", 30, 30, "three"))[0].set_index("period_start").loc["2021-04-06", "figures"]
        == "g three"
    )


def test_evidential_difficulties_are_most_common_with_or_without_the_victims_who_withdrew():
    def common(alone, withdrew, other):
        outcomes = [
            figure(
                f"o{code}", count, count, measure="outcome", category=code, level="code", label=f"outcome {code}"
            )
            for code, count in (("15", alone), ("16", withdrew), ("18", other))
        ]
        said = figure("c", None, None, measure="wording", claim="most_common", qualifier="most commonly",
                      label="evidential difficulties", as_printed="most commonly")  # fmt: skip
        return judge(*outcomes, said, figure("t", alone + withdrew + other, alone + withdrew + other))[0].loc[
            "c", "verdict"
        ]

    assert common(20, 8, 15) == "holds"  # 20 > 15, and 28 > 15
    assert common(10, 8, 15) == "holds on one reading"  # 10 < 15 and 18 > 15
    assert common(6, 8, 15) == "contradicted"  # 6 < 8, and 14 < 15


def test_outcomes_of_a_forces_own_answer_may_be_of_offences_of_other_years():
    def contradicted(kind):
        outcomes = [
            figure(f"o{code}", 8, 8, measure="outcome", category=code, level="code", kind=kind)
            for code in ("16", "18")
        ]
        return len(judge(figure("t", 10, 10, kind=kind), *outcomes)[1])

    assert contradicted("press") == 1  # 8 + 8 of 10
    assert contradicted("disclosure") == 0


@pytest.mark.parametrize(
    ("period", "qualifier", "count", "fits"),
    [
        ("three", "Around one third", 80, True),  # 33.3%
        ("three", "Around one third", 69, False),  # 28.8%, nearer to a quarter (29.2% is between them)
        ("2023/24", "Around one third", 80, False),  # a share of other years
        ("three", "", 80, False),
    ],
)
def test_a_count_without_a_name_fits_a_share_of_the_same_years_only(period, qualifier, count, fits):
    rows = [
        figure("whole", 240, 240, "three"), figure("bare", count, count, "three", measure="offence", label=evidence.NAMELESS),
        figure("share", None, None, period, measure="offence", level="code", category="8R", label="x", qualifier=qualifier),
    ]  # fmt: skip
    (body,) = evidence.gather(*tables(*rows))
    assert bool(body.fit_share(body.row("bare"), "2021/22 to 2023/24")) == fits


@st.composite
def answers(draw):
    """A made-up force's answer with hidden counts, and what newspapers print beside it."""
    codes = ["8L", "8Q", "8R", "35", "86"][: draw(st.integers(2, 5))]
    values = {code: draw(st.integers(0, 12)) for code in codes}
    # A force hides what is small, and a second count beside it so that it cannot be worked out.
    second = draw(st.sampled_from([None, *codes]))
    rows, hidden = [], {}
    for code, value in values.items():
        low, high = (1, 4) if 1 <= value <= 4 else (1, 14) if code == second and value else (value, value)
        rows.append(
            figure(
                f"own-{code}",
                low,
                high,
                measure="offence",
                level="code",
                category=code,
                label=code,
                kind="disclosure",
            )
        )
        if low != high:
            hidden[code] = (low, high)
    if draw(st.booleans()):
        rows.append(figure("own-total", sum(values.values()), sum(values.values()), kind="disclosure"))
    rest = draw(st.integers(0, 20))
    if draw(st.booleans()):
        rows.append(
            figure(
                "own-three",
                sum(values.values()) + rest,
                sum(values.values()) + rest,
                "three",
                measure="check_total",
                kind="disclosure",
            )
        )
    for n, code in enumerate(draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))):
        said = draw(st.integers(0, 14))
        rows.append(figure(f"said-{n}", said, said, measure="offence", level="code", category=code, label=code))
    if draw(st.booleans()):
        said = sum(values.values())
        rows.append(figure("said-total", said, said))
        rows.append(figure("said-three", said + rest, said + rest, "three", measure="check_total"))
        rows.append(
            figure("said-change", None, None, "three", measure="change_pct", as_printed="60", label="figures")
        )
    return rows, hidden


@settings(max_examples=examples(25), deadline=None)
@given(answers())
def test_nothing_of_ours_is_narrower_than_the_force_published_or_makes_a_hidden_count_recoverable(made):
    rows, hidden = made
    figures, sources = tables(*rows)
    bodies = evidence.gather(figures, sources)
    found, readings = evidence.infer_counts(counts.combine_figures(figures), bodies)
    checks = reconcile.check_totals(figures)
    case = make_case(figures, sources, bodies)
    verdicts, contradictions = claims.judge_statements(case).set_index("figure"), claims.list_contradictions(case)

    own = [row for row in rows if row["source_kind"] == "disclosure"]
    published = evidence.gather(*tables(*own))[0]
    alone = {code: published.range_of(("offence", code, "2023/24")) for code in hidden}
    # What we publish beyond the printed figures: inferred counts, readings, sums of parts.
    ours = []
    for one in pd.concat([found[found["basis"] == "inferred"], readings]).itertuples():
        name = next(n for n, days in YEARS.items() if days == (one.period_start, one.period_end))
        name = "2021/22 to 2023/24" if name == "three" else name
        ours.append(
            Constraint(
                (((one.measure.replace("check_", ""), one.category, name), 1),),
                int(one.count_low),
                int(one.count_high),
            )
        )
    for one in checks[checks["parts_high"].notna()].itertuples():
        if one.rule == "sum over rows":
            parts = [("offence", row["category"], "2023/24") for row in own if row["id"] in one.parts.split()]
            ours.append(Constraint(tuple((part, 1) for part in parts), int(one.parts_low), int(one.parts_high)))
    told = Statement("ours", "", (Reading("", tuple(ours)),))
    with_ours = {
        code: published.system.range_of(((("offence", code, "2023/24"), 1),), [*published.statements, told])
        for code in hidden
    }
    assert with_ours == alone
    for code, ends in hidden.items():
        shown = found[(found["category"] == code) & (found["basis"] == "disclosure")]
        assert shown[["count_low", "count_high"]].values.tolist() == [list(ends)]
        for said in (row for row in rows if row["category"] == code and row["source_kind"] == "press"):
            verdict = verdicts.loc[said["id"]]
            inside = ends[0] <= said["count_low"] <= ends[1]
            assert verdict["verdict"] == ("cannot be checked" if inside else "contradicted")
    if hidden:
        assert "the right number is" not in " ".join(contradictions["without"])
        numbers = {
            str(value) for row in rows for value in (row["count_low"], row["count_high"]) if value is not None
        }
        for text in verdicts["finding"]:
            labels = {row["label"] for row in rows}  # a Home Office code may be a bare number
            assert set(re.findall(r"(?<![\w/])\d+(?![\w/%])", text)) <= numbers | labels | {"188"}


@settings(max_examples=examples(10), deadline=None)
@given(answers())
def test_no_story_a_number_reads_out_what_a_force_hides(made):
    rows, hidden = made
    own = [row for row in rows if row["source_kind"] == "disclosure"]
    for code, (low, high) in list(hidden.items())[:1]:
        told = set()
        for number in {low, (low + high) // 2, high}:
            said = figure("said", number, number, measure="offence", level="code", category=code, label=code)
            verdicts, contradictions = judge(*own, said)
            told.add((verdicts.loc["said", "verdict"], verdicts.loc["said", "finding"], len(contradictions)))
        assert len(told) == 1, told


def test_a_year_between_printed_sums_is_not_read_out_either():
    own = [
        figure("own-1", 8, 8, "2021/22", kind="disclosure"), figure("own-2", 1, 4, "2022/23", kind="disclosure"),
        figure("own-3", 20, 20, kind="disclosure"),
        figure("own-all", 30, 30, "three", measure="check_total", kind="disclosure"),
    ]  # fmt: skip
    found = [judge(*own, figure("said", number, number, "2022/23")) for number in range(6)]
    assert [verdicts.loc["said", "verdict"] for verdicts, _ in found] == [
        "contradicted", *["cannot be checked"] * 4, "contradicted",
    ]  # fmt: skip
    assert [len(contradictions) for _, contradictions in found] == [1, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("many", [5, 10])
def test_the_work_grows_about_linearly_with_the_statements(many, monkeypatch):
    rows = [row for n in range(many) for row in (
        figure(f"{n}-a", 10, 10, "2021/22", request=f"made-up-{n}"),
        figure(f"{n}-t", 60, 60, "three", request=f"made-up-{n}", measure="check_total"),
        figure(f"{n}-p", None, None, "three", measure="change_pct", as_printed="60", label="figures", request=f"made-up-{n}"),
    )]  # fmt: skip
    solved = []
    solve = system._solve
    monkeypatch.setattr(system, "_solve", lambda *words: solved.append(1) or solve(*words))
    infer(*rows)
    # Each made-up request costs the same, however many there are.
    assert len(solved) <= 60 * many


def count_solved(monkeypatch, rows):
    """What is left of some rows' contradictions and verdicts, and how many systems were solved for that."""
    solved = []
    solve = system._solve
    monkeypatch.setattr(system, "_solve", lambda *words: solved.append(1) or solve(*words))
    return *judge(*rows), len(solved)


@pytest.mark.parametrize("many", [5, 10, 20])
def test_the_work_grows_about_linearly_with_contradictions_that_have_nothing_to_do_with_each_other(
    many, monkeypatch
):
    # There are 2 ** many ways to keep one figure of each pair.
    rows = [
        figure(f"{n}-{side}", 10 + side, 10 + side, measure="offence", level="unmapped", label=f"made-up type {n}",
               source=f"press/{side}")
        for n in range(many) for side in range(2)
    ]  # fmt: skip
    verdicts, found, solved = count_solved(monkeypatch, rows)
    assert set(verdicts["verdict"]) == {"disputed"}
    assert len(found) == many
    assert solved <= 10 * many


@pytest.mark.parametrize("many", [5, 10, 20])
def test_the_work_grows_about_linearly_with_the_parts_of_one_whole(many, monkeypatch):
    rows = [
        figure(f"part-{n}", n, n, measure="offence", level="unmapped", label=f"made-up type {n}")
        for n in range(many)
    ]
    verdicts, found, solved = count_solved(monkeypatch, [*rows, figure("whole", many**2, many**2)])
    assert set(verdicts["verdict"]) == {"cannot be checked"}
    assert found.empty
    assert solved <= 10 * many


def test_an_inferred_range_that_rests_on_words_says_so_and_has_its_range_without_them():
    found, readings = load("counts"), load("readings")
    worded = found[found["flag"].str.contains("rests on words")]
    without = readings[readings["condition"] == evidence.NO_WORDS].merge(
        worded, on=counts.KEY[:1] + counts.KEY[2:]
    )
    # Cambridgeshire, "rising each year": three years, and nothing else that is inferred.
    assert worded["force"].tolist() == ["cambridgeshire"] * 3
    assert set(worded["kind"]) == {"inferred"}
    assert len(without) == (readings["condition"] == evidence.NO_WORDS).sum() == 3
    assert without[["count_low_x", "count_high_x"]].values.tolist()[-1] == [159, 325]
