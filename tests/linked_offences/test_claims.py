"""Verdicts on printed statements; expected verdicts and numbers are worked by hand from the stories."""

import re

import pytest
from click.testing import CliRunner
from conftest import ROOT, list_statements

from linked_offences import catalogue, load
from linked_offences.commands import main
from linked_offences.records import pipeline

TIMES, HEMEL, GAZETTE, TENBY = (
    f"press/{name}"
    for name in (
        "2024-08-08-derbyshire-times",
        "2024-08-01-hemel-today",
        "2024-08-04-blackpool-gazette",
        "undated-tenby-today",
    )
)
PETERBOROUGH, NORTHAMPTON, PRESTON = (
    "press/undated-peterborough-today", "press/2024-08-05-northampton-chronicle", "press/2024-08-blog-preston",
)  # fmt: skip


@pytest.fixture(scope="module")
def verdicts():
    return catalogue.load("verdicts").set_index("figure")


@pytest.mark.parametrize(
    ("figure", "verdict", "words"),
    [
        # 188 / 0.60 = 313.3; 313 + 188 = 501.
        (f"{TIMES}/total-three-years", "contradicted", ["some 313 offences growing to 501", "Hertfordshire 188", "1 August 2024"]),
        (f"{TIMES}/change", "cannot be checked", ["No yearly counts", "188"]),
        # 64 to 115 offences, 59 outcomes printed: 5 to 56 more, of which 3 would lift 26 above 28.
        # 15 alone, 15 + 11 = 26 with the victims who withdrew, against 28.
        (f"{TIMES}/claim-most-common", "contradicted",
         ["15", "26", "28 is more than either, among the outcomes that are held here", "between 5 and 56 offences"]),
        # 88,941 / 366 = 243.0; 85,855 / 365 = 235.2.
        (f"{TIMES}/all-crimes-logged-by-the-force", "cannot be checked", ["243.0 a day", "235.2 a day", "differs from today's"]),
        # 513 + 277 + 46 + 106 + 188 + 235 = 1,365; (14,000 - 1,365) / 38 = 332.5; (140,000 - 1,365) / 38 = 3,648.3 or 7.1 * 513.
        (f"{TIMES}/national-total-three-years", "disputed",
         ['"more than 140,000"', "two stories against four others", "1,365", "some 333", "some 3,648, 7.1", "neither is proved"]),
        # 11 of 11 + 15 = 42%; 2 / 115 = 1.7%, 2 / 64 = 3.1%.
        (f"{TIMES}/claim-often", "cannot be checked", ["11 are victims who withdrew: 42%"]),
        (f"{TIMES}/outcome-charges", "cannot be checked", ["between 64 and 115", "if 188", "1.7% to 3.1%"]),
        (f"{TIMES}/national-change", "cannot be checked", []),
        (f"{TIMES}/national-claim-larger-change", "cannot be checked", ["70%", "60%"]),
        (f"{TIMES}/offence-harassment", "cannot be checked", ["own answer is not held"]),
        # 37 + 63 + 88 = 188; 88 / 37 = 2.378.
        (f"{HEMEL}/total-three-years", "holds", ["37 + 63 + 88", "188"]),
        (f"{HEMEL}/total-first-year", "holds", ["188"]),
        (f"{HEMEL}/change", "holds", ["137.8%"]),
        (f"{HEMEL}/outcome-charges", "cannot be checked", []),
        # 98 / 66 = 1.4848; 98 / 71 = 1.3803.
        (f"{GAZETTE}/change", "holds on one reading", ["38.0% on 2021/22", "48.5% on 2022/23"]),
        (f"{GAZETTE}/claim-highest-of-years", "holds", ["71, 66 and 98"]),
        # 82 + 37 = 119 > 98, unless one of them is no count of that year alone; 82 / 235 = 34.9%.
        (f"{GAZETTE}/offence-unnamed", "holds on one reading",
         ["119", "98 offences", "They can hold if the 82 are of 2021/22 to 2023/24 together: 82 of 235 is 34.9%"]),
        (f"{PRESTON}/offence-harassment", "cannot be checked", ["prints 37 for", "slip"]),
        (f"{PRESTON}/claim-highest-of-forces", "cannot be checked", ["no rank"]),
        (f"{PRESTON}/offence-indecent-photographs-or-pseudo-photographs-of-children", "holds on one reading", ["119"]),
        (f"{PRESTON}/total-opening", "holds", ["235"]),
        # 42 / 22 = 1.909; 19 / 42 = 45%; 22 + 42 + 42 = 106.
        (f"{TENBY}/change", "contradicted", ["90.9%"]),
        (f"{TENBY}/claim-majority", "cannot be checked", ["45%", "at least 54", "the other 64"]),
        (f"{TENBY}/total-headline", "contradicted", ["106", "two hundred"]),
        (f"{PETERBOROUGH}/claim-most-common", "holds on one reading", ["44", "99", "55"]),
        (f"{PETERBOROUGH}/total-headline", "holds", ["513"]),
        (f"{PETERBOROUGH}/claim-rises-each-year", "cannot be checked", []),
        (f"{NORTHAMPTON}/total-three-years", "cannot be checked", ["North Yorkshire Police", "in doubt"]),
        # Both rewrite one survey: 6,241 is no check of "over 6,000".
        ("press/undated-world-monitor/total-2023", "cannot be checked", ["6,241", "no check"]),
        # 6,241 * 44 / 32 = 8,581.4; 67 / 19 = 3.53; 67 / 30 = 2.23, more than double.
        ("press/undated-tech4u/estimate", "cannot be checked", ["44 - 12 = 32", "8,581"]),
        ("press/undated-brecon-radnor-express/sexual-communication-with-a-child-offences-2023-24", "cannot be checked",
         ["3.53 times the 19 of 2017/18", "2.23 times the 30 of 2022/23"]),
    ],
)  # fmt: skip
def test_a_statement_has_the_verdict_that_a_careful_reader_gives(verdicts, figure, verdict, words):
    found = verdicts.loc[figure]
    assert found["verdict"] == verdict
    for word in words:
        assert word in found["finding"]


def test_every_statement_of_every_newspaper_has_a_verdict(verdicts):
    assert sorted(verdicts.index) == sorted(list_statements())


def test_a_row_says_what_was_printed_by_whom_of_what_and_what_would_settle_it(verdicts):
    columns = ["about", "paper", "published", "statement", "number", "words", "unit", "period_start", "period_end"]
    assert verdicts.loc[f"{HEMEL}/total-first-year", columns].tolist() == [
        "hertfordshire", "Hemel Today", "2024-08-01", "37 offences (Hertfordshire Constabulary, 2021/22)", 37, "", "offences",
        "2021-04-06", "2022-04-05",
    ]  # fmt: skip
    settled = verdicts["would_settle"] == ""
    assert not settled.any()  # no newspaper writes about a force whose own answer is held
    assert verdicts.loc[f"{TENBY}/outcome-charges-in-the-last-year", "statement"] == (
        'no offence with the outcome "charges" (Dyfed-Powys Police, 2023/24)'
    )


def test_a_verdict_rests_only_on_figures_that_exist(verdicts):
    known = set(catalogue.load("figures")["id"])
    assert {one for ids in verdicts["against"] for one in ids.split()} <= known


def test_the_guide_tells_of_each_corrected_verdict_what_is_said_now(verdicts):
    text = (
        (ROOT / "docs" / "check-a-story.md")
        .read_text(encoding="utf-8")
        .partition("## Verdicts that were once others")[2]
    )
    rows = re.findall(r"^\| (.+) \(`(.+)`\) \| (.+) \| \*\*(.+)\*\*: (.+) \|$", text, re.MULTILINE)
    assert len(rows) == text.count("\n|") - 2 > 0
    for claim, figure, before, verdict, now in rows:
        row = verdicts.loc[figure]
        assert claim.startswith(row["paper"])
        assert (verdict, True) == (row["verdict"], now in row["finding"])
        assert before != now


OWN_ANSWER = (
    "Period,Offences\n6 April 2021 to 5 April 2022,71\n6 April 2022 to 5 April 2023,66\n6 April 2023 to 5 April 2024,96\n"
    "Total,233\n\nOutcomes 6 April 2023 to 5 April 2024,Number\nCharge/summons,5\nCommunity resolution,91\n"
)


def test_where_the_force_answered_the_same_request_its_figures_decide_and_no_verdict_says_that_none_is_held(
    checkout,
):
    """Blackpool Gazette prints 98, 235 and three charges of the three years; Blog Preston 37 for harassment."""
    file = checkout / "made-up-lancashire.csv"
    file.write_text(OWN_ANSWER, encoding="utf-8")
    words = [
        "add",
        str(file),
        "--force",
        "lancashire",
        "--reference",
        "made-up",
        "--request",
        "tiktok-offences-2024",
    ]
    filed = CliRunner().invoke(main, [*words, "--yes", "--yes-to-doubts"])
    assert filed.exit_code == 0, filed.output
    pipeline.run()
    found = load("verdicts", "lancashire").set_index("figure")
    gazette, preston = "press/2024-08-04-blackpool-gazette", "press/2024-08-blog-preston"
    three = found.loc[f"{gazette}/outcome-charges-three-years"]
    assert (three["verdict"], three["finding"]) == (
        "contradicted",
        'It cannot hold beside 5 for "Charge/summons" in 2023/24.',
    )
    assert found.loc[f"{gazette}/total-third-year", ["verdict", "finding"]].tolist() == [
        "contradicted", "The force's own answer says 96."
    ]  # fmt: skip
    assert (
        "The force's own answer, held here, does not count it."
        in found.loc[f"{preston}/offence-harassment", "finding"]
    )
    own = found[found["about"] == "lancashire"]
    assert not own["finding"].str.contains("not held here").any()
    assert not own["would_settle"].str.contains("own answer").any()
    counts = load("counts", "lancashire").set_index("year")
    rests = counts.loc[(counts.index == "2023/24") & (counts["measure"] == "total"), "figures"].iloc[0]
    assert "press/" not in rests, "papers print 98, which is no ground for 96"
