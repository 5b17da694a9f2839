"""The page that shows an answer as it came and what each of its cells was read as."""

import base64
import csv
import hashlib
import re

import hostile
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT
from lxml import html

import foi_answers
from foi_answers import review
from foi_answers.__main__ import main
from plain_files import Problem

ANSWERS = ROOT / "tests" / "data" / "answers"
REAL = sorted(file for file in ANSWERS.glob("[0-9]*.csv") if ".expected" not in file.name)
# Made up. 12 + 5 is 17, as printed; 7 + 20 is no 33; 10 lies between 1 + 8 and 4 + 8.
MADE_UP = "Offence,2021/22,2022/23,2023/24\nStalking,12,7,<5\nHarassment,5,20,8\nTotal,17,33,10\n\nSent on day 99 of the year\n"


def write(file, text):
    file.write_text(text, encoding="utf-8")
    return file


def show(file, **given):
    answer = foi_answers.read_file(file, explain=True)
    return html.fromstring(foi_answers.write_review(answer, file, **given))


def find_cell(page, text):
    (cell,) = (
        one
        for one in page.xpath("//td[@id]")
        if one.text_content().split() and one.text_content().split()[0] == text
    )
    return cell  # fmt: skip


def test_each_cell_has_its_role_and_a_sign_that_needs_no_colour(tmp_path):
    page = show(write(tmp_path / "made-up.csv", MADE_UP))
    roles = {
        "2021/22": "period",
        "Stalking": "label",
        "12": "count",
        "<5": "hidden",
        "17": "agrees",
        "33": "doubt",
        "Sent": "left",
    }
    assert {text: find_cell(page, text).get("class") for text in roles} == roles
    signs = {text: " ".join(find_cell(page, text).xpath(".//b/text()")) for text in roles}
    assert signs == {
        "2021/22": "",
        "Stalking": "",
        "12": "",
        "<5": "~",
        "17": "\u2713",
        "33": "?",
        "Sent": "\u00d7",
    }
    told = find_cell(page, "33").xpath("string(.//@title)")
    assert told.startswith("C4: 33; 2022-04-01 to 2023-03-31; all offences")
    assert "its parts add up to 27" in told
    assert "1 to 4" in find_cell(page, "<5").xpath("string(.//@title)")
    lines = [" ".join(one.text_content().split()) for one in page.iter("li")]
    assert lines[1] == "Printed totals held against their parts: 2 agree, 1 differ."


def test_rows_are_named_as_places_are_but_for_the_name_that_stands_over_the_sheet(tmp_path):
    mail = b"From: foi@kent.police.uk\nMIME-Version: 1.0\nContent-Type: text/plain\n\nDear Sir,\n\nThere were 12 offences in 2021.\n"
    (tmp_path / "a.eml").write_bytes(mail)
    page = show(tmp_path / "a.eml")
    names = [one.text_content() for one in page.xpath("//section[@aria-label='Sheet 1: message']//tbody//th")]
    assert names == ["from", "blank", "line 1", "blank", "line 3"]
    numbers = show(write(tmp_path / "made-up.csv", MADE_UP)).xpath(
        "//section[@aria-label='Sheet 1']//tbody//th/text()"
    )
    assert numbers == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("files", [REAL[place::12] for place in range(4)], ids=range(4))
def test_every_figure_and_all_that_is_left_out_is_listed_and_led_to_and_back(files):
    for file in files:
        answer = foi_answers.read_file(file, explain=True)
        page = html.fromstring(foi_answers.write_review(answer, file))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {one[1:] for one in page.xpath("//a/@href")} <= set(ids)
        listed = page.xpath("//tr[starts-with(@id, 'f')]/th")
        assert [one.text_content() for one in listed] == [row["cell"] for row in answer.rows()]
        left = page.xpath("//tr[starts-with(@id, 'l')]/th")
        assert [one.text_content() for one in left] == [cell for cell, *_ in answer.left_out]
        for row in (*listed, *left):
            (cell,) = page.xpath("//td[@id=$place]", place=row.xpath("string(a/@href)")[1:])
            # Of two numbers read from one cell, the cell leads to one.
            (back,) = cell.xpath("a/@href")
            assert page.xpath("string(//tr[@id=$name]/th)", name=back[1:]) == row.text_content()


def test_a_doubt_stands_first_with_both_readings_and_what_is_pasted_decides_it(tmp_path):
    file = ANSWERS / "13-dorset-rape-outcomes.csv"
    page = show(file)
    assert page.xpath("//h2/text()")[0] == "In doubt"
    rows = [
        [cell.text_content() for cell in row]
        for row in page.xpath("//section[@aria-label='Two readings of table 5']//tbody/tr")
    ]
    assert rows[0] == [
        "B11",
        "5",
        "an outcome: Charged; 2021-01-01 to 2021-12-31",
        "an outcome: Charged; 2017-01-01 to 2017-12-31",
    ]
    (tmp_path / file.name).write_bytes(file.read_bytes())
    for entry, year in zip(page.xpath("//div[@class='ways']//pre/text()"), ("2021", "2017"), strict=True):
        write(tmp_path / "layout.yml", entry)
        decided = list(foi_answers.read_file(tmp_path / file.name).rows())
        assert len(decided) == 9
        assert {row["doubt"] for row in decided} == {""}
        assert {row["period_start"][:4] for row in decided} == {year}


def test_what_is_pasted_for_an_odd_file_name_is_yaml(tmp_path):
    file = tmp_path / 'made up: "answer".csv'
    file.write_bytes((ANSWERS / "13-dorset-rape-outcomes.csv").read_bytes())
    assert list(yaml.safe_load(show(file).xpath("string(//div[@class='ways']//pre)"))) == [file.name]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "html"])
def test_text_of_others_stays_text(tmp_path, kind):
    file = hostile.write_answer(tmp_path, kind)
    answer = foi_answers.read_file(file)
    text = foi_answers.write_review(answer, file)
    page = html.fromstring(text)
    assert not page.xpath("//script | //img | //iframe | //svg | //@*[starts-with(name(), 'on')] | //@src")
    assert all(one.startswith(("#", "data:,")) for one in page.xpath("//@href"))
    shown = [" ".join(one.text_content().split()) for one in page.xpath("//td")]
    held = [one for one in map(hostile.show, hostile.labels_of(kind)) if one in " ".join(shown)]
    assert len(held) > len(hostile.LABELS) / 2
    style = base64.b64encode(hashlib.sha256(page.findtext(".//style").encode()).digest()).decode()
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{style}'" in policy
    assert "unsafe" not in policy


def test_the_page_of_a_giant_document_is_bounded_and_says_so(tmp_path, monkeypatch):
    rows, cells, figures = 300, 100, 40
    monkeypatch.setattr(review, "MOST_CELLS", cells)
    monkeypatch.setattr(review, "MOST_FIGURES", figures)
    file = tmp_path / "made-up.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("Ward", "2023/24"), *((f"Ward {n}", n) for n in range(rows))])
    page = show(file)
    assert len(page.xpath("//td[@id]")) == cells
    assert len(page.xpath("//tr[starts-with(@id, 'f')]")) == figures
    notes = " ".join(page.xpath("//p[@class='note']/text()"))
    assert f"{rows + 1 - cells // 2} more rows are not shown here" in notes
    assert f"{rows - figures} more figures are not listed here" in notes
    assert {one[1:] for one in page.xpath("//a/@href")} <= set(page.xpath("//@id"))


def test_a_file_that_cannot_be_read_has_a_page_that_says_why(tmp_path):
    file = write(tmp_path / "made-up.csv", "")
    with pytest.raises(Problem) as raised:
        foi_answers.read_file(file)
    page = html.fromstring(
        foi_answers.write_refusal(raised.value, file, ("../../kent.html", "the page of Kent Police"))
    )
    assert "is empty; ask for the file again" in page.text_content()
    assert page.xpath("//header//a/@href") == ["../../kent.html"]


def test_the_command_writes_the_page_beside_the_figures(tmp_path):
    file = write(tmp_path / "made-up.csv", MADE_UP)
    out = tmp_path / "page.html"
    found = CliRunner().invoke(main, [str(file), "--review", str(out)])
    assert found.exit_code == 0
    assert found.stdout.count("\n") == 10
    assert "<h1>How made-up.csv was read</h1>" in out.read_text(encoding="utf-8")
    assert re.search("period .2021/22", html.fromstring(out.read_text(encoding="utf-8")).text_content())
    assert (
        CliRunner().invoke(main, [str(tmp_path / "none.csv"), "--review", str(tmp_path / "no.html")]).exit_code
        == 1
    )
    assert not (tmp_path / "no.html").exists()
