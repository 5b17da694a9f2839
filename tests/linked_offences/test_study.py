"""Another story needs data only: with another study, request and answers, every page says what these say.

Platforms, askers and answers are made up. No line of code is changed or replaced.
"""

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing

import openpyxl
import papermill
import pytest
import sites
import yaml
from click.testing import CliRunner
from conftest import ROOT, copy_checkout, raw
from lxml import html

import foi_answers
from linked_offences import load, study
from linked_offences.commands import main
from linked_offences.records import changes, pipeline
from plain_files import Problem

FIRST_STORY = re.compile(
    r"tik\W?tok|Legal Expert|2021/22|2022/23|2023/24|three[ -]year|\bMay 2023|spring 2024", re.IGNORECASE
)
ANSWERS = {
    "norfolk": "Offence,2019,2020,2021,2022,Total\nHarassment,5,6,7,8,26\nMalicious Communications,8,9,10,11,38\n"
    "Total,13,15,17,19,64\n\nOutcome,2022\nCharged/Summonsed,4\nInvestigation complete - no suspect identified,15\n"
    "Total,19\n",
    # The force counts by its own years, whatever it was asked for.
    "suffolk": "Year,Number of Snapchat crimes\n2019/20,3\n2020/21,<5\n",
}


def describe(years, **said):
    """A made-up study of some platform in calendar years, or in those that are given."""
    first, last = years
    return {
        "title": "Crimes on Snapchat by police force",
        "platforms": [{"slug": "snapchat", "name": "Snapchat", "spellings": ["snapchat", "snap"], "linked": "that name Snapchat"}],
        "also_counted": [],
        "request": {"folder": "snapchat-2023", "by": "the charity Made Up", "when": "autumn 2023", "year": 2023},
        "period": {"start": f"{first}-01-01", "end": f"{last}-12-31"},
        "letter": {"start": f"{first}-01-01", "end": "2023-12-31"},
        "official": {"release": "2026-04", "recorded_crime": "2023-03-31", "outcomes": "2025-03-31"},
        "classes": [],
    } | said  # fmt: skip


def write_data(checkout, written, *answers):
    """The repository's data with another study, its requests and their answers, platform by platform: files only."""
    copy_checkout(checkout)
    sites.clear(checkout, "raw/requests", "raw/replies")
    (checkout / "METHODOLOGY.md").write_text("# Methods\n\n## Words\n\nAs asked.\n", encoding="utf-8")
    (checkout / "data" / "reference" / "study.yml").write_text(yaml.safe_dump(written), encoding="utf-8")
    for platform in written["platforms"]:
        asked = written | platform
        request = {
            "title": "Request", "kind": "request", "publisher": "Made Up", "address": None, "reference": None, "published": None,
            "licence": "made up", "forces": "every force of England and Wales", "platform": platform["slug"],
            "asked": f"crimes that name {platform['name']}, by year", "period_asked": asked["period"], "method": None, "caveats": [],
            "sha256": {},
        }  # fmt: skip
        folder = checkout / "data" / "raw" / "requests" / asked["request"]["folder"]
        folder.mkdir(parents=True)
        (folder / "source.yml").write_text(yaml.safe_dump(request), encoding="utf-8")
    for platform, answered in zip(written["platforms"], answers, strict=False):
        for force, text in answered.items():
            received = sites.write_csv(checkout, force, text)
            said = CliRunner().invoke(main, [
                "add", str(received), "--force", force, "--reference", f"made-up-{force}" + "-2" * (answered is not answers[0]),
                "--url", "https://example.org/answer", "--request", (written | platform)["request"]["folder"],
                "--yes",  # what is counted, its request says
            ])  # fmt: skip
            assert said.exit_code == 0, said.output


@pytest.fixture(scope="module")
def made(make_once):
    """The pages of a made-up study of four calendar years, with two answers and no newspaper, and its index."""

    def make(checkout):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
            write_data(checkout, describe((2019, 2022)), ANSWERS)
            pipeline.run()
            changes.publish("2023-12-24", "made up", ["norfolk", "suffolk", "kent"])
            sites.make_pages(checkout / "reports", ["norfolk", "suffolk", "kent"])

    return make_once("study", make) / "reports"


def read(folder, name):
    """A page as a reader sees it: its content without references, drawings and what is folded away."""
    page = html.fromstring((folder / f"{name}.html").read_text(encoding="utf-8")).get_element_by_id("content")
    for aside in page.xpath(".//details | .//sup | .//svg"):
        aside.drop_tree()
    return page


def read_words(page):
    return " ".join(page.text_content().split())


def read_table(page, caption):
    (table,) = page.xpath(f".//table[caption/span[contains(., '{caption}')]]")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]


def list_texts(folder):
    """Every text that was made, by its file; workbooks and packages by what is in them."""
    for file in folder.rglob("*"):
        if file.suffix in (".zip", ".xlsx"):
            with zipfile.ZipFile(file) as package:
                # What people decided and why is theirs, as it stands in data/reference; what the Home Office recorded
                # has its own years, whatever a study asks about.
                ours = [one for one in package.namelist() if not one.startswith(("reference/", "recorded_crime"))]
                for name in ours:
                    yield f"{file.name}/{name}", package.read(name).decode("utf-8")
        elif file.suffix == ".db":
            with closing(sqlite3.connect(file)) as opened:
                yield (
                    file.name,
                    "\n".join(one for (one,) in opened.execute("SELECT sql FROM sqlite_master") if one),
                )
        elif file.is_file() and file.suffix != ".png":
            yield file.name, file.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.whole
def test_nothing_that_is_made_speaks_of_the_first_story(made):
    texts = dict(list_texts(made))
    assert {"norfolk.html", "norfolk.xlsx/xl/sharedStrings.xml", "norfolk.xml", "norfolk-sentences.json", "norfolk.ipynb",
            "linked-offences.zip/datapackage.json", "changes.xml", "index.html"} <= texts.keys()  # fmt: skip
    found = {name: FIRST_STORY.search(text)[0] for name, text in texts.items() if FIRST_STORY.search(text)}
    assert found == {}


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("norfolk", "Norfolk Constabulary recorded 19 offences linked to Snapchat in 2022"),
        (
            "suffolk",
            "Suffolk Constabulary recorded between 1 and 4 offences linked to Snapchat in 2020/21, a number that it hides",
        ),
        ("kent", "Kent Police: no answer to the request of autumn 2023 about Snapchat is known here"),
        ("coverage", "Who answered what about offences linked to Snapchat"),
        ("national", "Offences linked to Snapchat: what a national figure can and cannot be"),
        ("claims", "What newspapers printed about offences linked to Snapchat, held against the evidence"),
        ("index", "Crimes on Snapchat by police force"),
    ],
)
def test_each_page_is_headed_by_the_platform_and_its_own_year(made, name, heading):
    assert read_words(read(made, name).find(".//h1")).removesuffix(".") == heading


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("norfolk", ["In autumn 2023 the charity Made Up asked every police force in England and Wales for",
                     "13 in 2019, 15 in 2020, 17 in 2021 and 19 in 2022", "From 13 in 2019 to 19 in 2022 is a rise of 46%",
                     "Counted are offences that the force recorded and that its search linked to Snapchat.",
                     "the counts are of calendar years",
                     "Your answer made-up-norfolk is about offences linked to Snapchat in 2019 to 2022.",
                     "for the year from 1 January 2023 to 31 December 2023", '"Crimes on Snapchat by police force"']),
        ("suffolk", ["on which day they begin is not known; they are read as years from 1 April"]),
        ("kent", ["No answer of Kent Police to the request of autumn 2023 about Snapchat is known here",
                  "Did you receive the request of autumn 2023 for", "for each year from 1 January 2019 to 31 December 2023",
                  "the word Snapchat (and spellings of it)", "in the year ending March 2023,"]),
        ("coverage", ["In autumn 2023 every police force in England and Wales was asked for its offences that name Snapchat, from "
                      "1 January 2019 to 31 December 2022.", 'No field "Snapchat" exists in police records']),
        ("national", ["Recorded offences linked to Snapchat in 2022, for each force with a figure",
                      "The four-year totals of one force are known without a condition: Norfolk 64.",
                      "No class of offence whose recording changed is set beside the counts."]),
        ("claims", ["Each printed statement is held here against its own story", "No newspaper story is held here."]),
        ("index", ["Police forces were asked in 2023 how many offences they recorded that name Snapchat."]),
    ],
)  # fmt: skip
def test_each_page_says_who_asked_whom_when_for_what(made, name, sentences):
    text = read_words(read(made, name))
    assert "code 8R" not in text
    assert [one for one in sentences if one not in text] == []


@pytest.mark.slow
@pytest.mark.whole
def test_the_index_lists_all_forces_and_the_newest_figure_of_those_that_answered(made):
    rows = read(made, "index").xpath(".//table[@class='forces']/tbody/tr")
    assert len(rows) == 44
    newest = {row[0].text_content(): row[3].text_content() for row in rows if row[3].text_content() != "[x]"}
    assert newest == {"Norfolk Constabulary": "19 in 2022", "Suffolk Constabulary": "1 to 4 in 2020/21"}


@pytest.mark.slow
@pytest.mark.whole
def test_forces_stand_side_by_side_by_the_years_asked_about_and_by_their_own(made):
    head, norfolk, suffolk = read_table(read(made, "national"), "by force and year")
    assert head[:8] == ["Force", "2019", "2019/20", "2020", "2020/21", "2021", "2022", "Four years"]
    assert norfolk[1:8] == ["13", "[x]", "15", "[x]", "17", "19", "64"]
    assert suffolk[1:8] == ["[x]", "3", "[x]", "1 to 4", "[x]", "[x]", "[x]"]


@pytest.mark.slow
@pytest.mark.whole
def test_the_page_of_a_force_has_the_years_of_its_answer(made):
    rows = read_table(read(made, "norfolk"), "in each year")
    assert [row[:2] for row in rows[1:]] == [["2019", "13"], ["2020", "15"], ["2021", "17"], ["2022", "19"]]
    assert [row[3:5] for row in rows[1:2]] == [["1 January 2019", "31 December 2019"]]


@pytest.mark.slow
@pytest.mark.whole
def test_what_lies_beside_a_page_names_the_platform(made):
    book = openpyxl.load_workbook(made / "files" / "norfolk" / "norfolk.xlsx")
    assert book.properties.title == "Offences linked to Snapchat: Norfolk Constabulary"
    page = html.fromstring((made / "norfolk.html").read_text(encoding="utf-8"))
    (machine,) = page.xpath("//script[@type='application/ld+json']")
    dataset = json.loads(machine.text)["@graph"][0]
    assert dataset["name"] == "Offences linked to Snapchat: Norfolk Constabulary"
    assert dataset["temporalCoverage"] == "2019-01-01/2022-12-31"
    assert "Offences linked to Snapchat: Norfolk" in (made / "files" / "norfolk" / "norfolk.xml").read_text(
        encoding="utf-8"
    )
    with zipfile.ZipFile(made / "files" / "linked-offences.zip") as package:
        assert json.loads(package.read("datapackage.json"))["title"] == "Crimes on Snapchat by police force"
        counts = list(csv.DictReader(io.StringIO(package.read("counts.csv").decode("utf-8"))))
    assert {one["platform"] for one in counts} == {"snapchat"}


ONE_YEAR = {"norfolk": "Offence,2022\nHarassment,8\nMalicious Communications,11\nTotal,19\n"}
EIGHT = [(year, 10 + year - 2015) for year in range(2015, 2023)]
EIGHT_YEARS = {"norfolk": "Year,Offences\n" + "".join(f"{year},{count}\n" for year, count in EIGHT)}


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize(
    ("years", "answers", "columns", "cells", "sentences"),
    [
        ((2022, 2022), ONE_YEAR, ["2022", "Rests on"], ["19"],
         ["Norfolk 19", "The totals of the year of one force are known without a condition"]),
        ((2015, 2022), EIGHT_YEARS, [*(f"{year}" for year, _ in EIGHT), "Eight years", "Rests on"],
         [*(f"{count}" for _, count in EIGHT), "108"],
         ["Norfolk 108", "The eight-year totals of one force are known without a condition"]),
    ],
    ids=["one year", "eight years"],
)  # fmt: skip
def test_a_study_has_as_many_years_as_it_asks_about(
    tmp_path, monkeypatch, years, answers, columns, cells, sentences
):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    write_data(tmp_path, describe(years), answers)
    pipeline.run()
    folder = sites.make_pages(tmp_path / "reports", ["norfolk", "kent"])
    head, norfolk = read_table(read(folder, "national"), "by force and year")
    assert head[1 : len(columns) + 1] == columns
    assert norfolk[1 : len(cells) + 1] == cells
    text = read_words(read(folder, "national"))
    assert [one for one in sentences if one not in text] == []
    found = {name: FIRST_STORY.search(text)[0] for name, text in list_texts(folder) if FIRST_STORY.search(text)}
    assert found == {}


# A second platform of the same study: asked about by another, for other years, and answered in part by other forces.
SECOND = {
    "slug": "pinboard", "name": "Pinboard", "spellings": ["pinboard"], "linked": "on Pinboard",
    "title": "Crimes on Pinboard by police force", "period": {"start": "2021-04-01", "end": "2023-03-31"},
    "letter": {"start": "2021-04-01", "end": "2024-03-31"},
    "request": {"folder": "pinboard-2023", "by": "the school Made Up", "when": "winter 2023", "year": 2023},
}  # fmt: skip
SECOND_ANSWERS = {
    "norfolk": "Year,Number of Pinboard crimes\n2021/22,101\n2022/23,202\n",
    "kent": "Year,Number of Pinboard crimes\n2021/22,303\n2022/23,404\n",
}
# Numbers that stand in the answers about one platform only, and who asked about it.
FIRST_ONLY = re.compile(r"Snapchat|the charity Made Up|autumn 2023|made-up-suffolk|(?<![\w,.])64(?![\w,.])")
SECOND_ONLY = re.compile(r"Pinboard|the school Made Up|winter 2023|(?<![\w,.])(?:101|202|303|404)(?![\w,.])")


@pytest.fixture(scope="module")
def two(make_once):
    """A checkout with a made-up study of two platforms, its tables and pages made by the command line."""

    def make(checkout):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
            patch.setenv("LINKED_OFFENCES_PLATFORM", "")
            first = describe((2019, 2022))
            write_data(checkout, first | {"platforms": [*first["platforms"], SECOND]}, ANSWERS, SECOND_ANSWERS)
            made = CliRunner().invoke(main, ["report", "norfolk", "suffolk", "kent", "--jobs", "2"])
            assert made.exit_code == 0, made.output
            # The pages that compare forces are made with all pages; here for three forces only.
            sites.make_pages(checkout / "reports", [])
            with study.about("pinboard"):
                sites.make_pages(checkout / "reports" / "pinboard", [])

    return make_once("two-platforms", make)


def say_all(folder):
    """The words of every page in a folder, by name, without the links from one platform's index to the other's."""
    pages = {file.stem: read(folder, file.stem) for file in folder.glob("*.html")}
    for name, page in pages.items():
        for link in page.xpath("//ul[@class='doors']/li[contains(., 'the same for')]"):
            assert name in ("index", "by-state")
            link.drop_tree()
    return {name: read_words(page) for name, page in pages.items()}


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize(
    ("folder", "own", "other", "headings"),
    [
        ("reports", FIRST_ONLY, SECOND_ONLY,
         {"norfolk": "Norfolk Constabulary recorded 19 offences linked to Snapchat in 2022",
          "kent": "Kent Police: no answer to the request of autumn 2023 about Snapchat is known here"}),
        ("reports/pinboard", SECOND_ONLY, FIRST_ONLY,
         {"norfolk": "Norfolk Constabulary recorded 202 offences linked to Pinboard in 2022/23",
          "kent": "Kent Police recorded 404 offences linked to Pinboard in 2022/23",
          "suffolk": "Suffolk Constabulary: no answer to the request of winter 2023 about Pinboard is known here"}),
    ],
    ids=["the first platform", "the second platform"],
)  # fmt: skip
def test_each_platform_has_its_numbers_on_its_pages_and_none_of_the_others(two, folder, own, other, headings):
    told = say_all(two / folder)
    assert {"norfolk", "suffolk", "kent", "coverage", "national", "claims", "index", "by-state"} <= told.keys()
    pages = {name: text for name, text in told.items() if name not in ("data", "methods", "how-to")}
    assert {name for name, text in pages.items() if own.search(text)} == pages.keys() - {"changes"}
    assert {name: other.search(text)[0] for name, text in pages.items() if other.search(text)} == {}
    assert {name for name, text in told.items() if "Warning" in text} == set()
    for name, heading in headings.items():
        assert read_words(read(two / folder, name).find(".//h1")) == heading


@pytest.mark.slow
@pytest.mark.whole
def test_tables_carry_their_platform_and_are_loaded_by_it(two, monkeypatch):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(two))
    monkeypatch.setenv("LINKED_OFFENCES_PLATFORM", "")
    for name in ("counts", "figures", "requests"):
        # What counts no platform, such as a force's crimes in an inspector's report, stands beside both.
        assert set(load(name)["platform"]) - {"none"} == {"snapchat"}
        assert set(load(name, platform="snapchat")["platform"]) - {"none"} == {"snapchat"}
        assert set(load(name, platform="pinboard")["platform"]) - {"none"} == {"pinboard"}
    found = load("counts", "norfolk", platform="pinboard")
    assert found[["year", "count_low", "count_high"]].values.tolist() == [
        ["2021/22", 101, 101],
        ["2022/23", 202, 202],
    ]
    assert load("counts", "suffolk", platform="pinboard").empty
    assert study.read_study().platform.slug == "snapchat"  # what was chosen for a while is chosen no more
    with pytest.raises(
        Problem, match='platforms: "myspace": is no further platform of the study; it has snapchat, pinboard'
    ):
        load("counts", platform="myspace")


@pytest.mark.slow
@pytest.mark.whole
def test_what_was_made_of_the_second_platform_is_proved_and_made_of_what_is_sound(two, monkeypatch, tmp_path):
    shutil.copytree(two, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    file = tmp_path / "data" / "platforms" / "pinboard" / "processed" / "counts.csv"

    def call(platform, *words):
        monkeypatch.setenv("LINKED_OFFENCES_PLATFORM", platform)
        return CliRunner().invoke(main, words)

    assert call("pinboard", "verify", str(file)).exit_code == 0
    assert call("pinboard", "publish", "--reason", "made up").exit_code == 0
    assert call("pinboard", "report", "kent", "--quiet").exit_code == 0
    said = call("pinboard", "verify", "kent")
    assert said.exit_code == 0, said.output
    assert "LINKED_OFFENCES_PLATFORM=pinboard linked-offences verify" in call("", "verify", str(file)).stderr
    held = file.read_text(encoding="utf-8")
    file.write_text(held.replace("303", "304"), encoding="utf-8")
    said = call("pinboard", "verify", str(file))
    assert (said.exit_code, said.stderr.startswith("data/platforms/pinboard/processed/counts.csv: ")) == (1, True)
    # An answer at fault leaves out its own force, of both platforms, and stops neither.
    raw(tmp_path, "disclosures/norfolk/made-up-norfolk/norfolk.csv").write_text("another\n", encoding="utf-8")
    said = call("", "data")
    assert said.exit_code == 1
    for folder in ("data/processed", "data/platforms/pinboard/processed"):
        assert f"{folder}: written without any figure of Norfolk Constabulary" in said.stderr
    assert file.read_text(encoding="utf-8") != held.replace("303", "304")
    assert "303" in file.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.whole
@pytest.mark.parametrize("notebook", ["01_coverage", "02_force", "03_national", "04_claims"])
def test_papermill_makes_a_notebook_about_the_second_platform(two, monkeypatch, tmp_path, notebook):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(two))
    monkeypatch.setenv("LINKED_OFFENCES_PLATFORM", "")
    force = {"force": "norfolk"} if notebook == "02_force" else {}
    made = papermill.execute_notebook(
        two / "notebooks" / f"{notebook}.ipynb", None, {"platform": "pinboard"} | force, progress_bar=False
    )
    shown = json.dumps([cell.outputs for cell in made.cells if cell.cell_type == "code"])
    assert "Pinboard" in shown
    assert not re.search("snapchat", shown, re.IGNORECASE)


def test_the_study_of_this_repository_is_as_its_request_says():
    asked = yaml.safe_load(
        (ROOT / "data/raw/requests/tiktok-offences-2024/source.yml").read_text(encoding="utf-8")
    )
    found = study.read_study()
    assert found.years == ["2021/22", "2022/23", "2023/24"]
    assert found.period == tuple(asked["period_asked"].values())
    assert (found.span, found.total) == ("three years", "three-year total")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"platforms": []}, "data/reference/study.yml: platforms: "),
        ({"period": {"start": "2019-01-01", "end": "2022-12-30"}}, 'period: "2019-01-01 to 2022-12-30": is no period of whole years'),
        ({"period": {"start": "2019-02-30", "end": "2022-12-31"}}, 'period: "2019-02-30 to 2022-12-31": is no period of'),
        ({"period": {"start": "2023-01-01", "end": "2022-12-31"}}, "is no period of whole years"),
        ({"official": {"release": "2026-04", "recorded_crime": "2023-12-31", "outcomes": "2025-03-31"}}, "official.recorded_crime: "),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_study_with_a_fault_is_told_in_one_line(tmp_path, monkeypatch, change, told):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    folder = tmp_path / "data" / "reference"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "reference" / "study.schema.json", folder)
    (folder / "study.yml").write_text(yaml.safe_dump(describe((2019, 2022)) | change), encoding="utf-8")
    with pytest.raises(Problem) as raised:
        study.read_study()
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"period": {"start": "2018-01-01", "end": "2022-12-31"}}, "is not what data/raw/requests/snapchat-2023/source.yml says"),
        ({"request": {"folder": "another", "by": "x", "when": "y", "year": 2023}}, 'request.folder: "another": is no folder'),
        ({"official": {"release": "2031-01", "recorded_crime": "2023-03-31", "outcomes": "2025-03-31"}},
         'official.recorded_crime: "2023-03-31": is in no table of release 2031-01'),
        ({"classes": [{"code": "99Z", "name": "x", "meets": "X.", "remarks": [],
                       "rule": {"when": "May 2023", "before": "2023-03-31", "after": "2024-03-31"}}]},
         'classes: "99Z 2023-03-31": is in no table'),
        ({"platforms": [{"slug": "x", "name": "X", "spellings": ["x"], "linked": "on X"}]}, "is no platform of the study"),
    ],
    ids=["period", "request", "release", "class", "platform"],
)  # fmt: skip
def test_a_study_that_is_not_what_was_asked_stops_the_pipeline(tmp_path, monkeypatch, change, told):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    written = describe((2019, 2022))
    write_data(tmp_path, written, {})
    (tmp_path / "data" / "reference" / "study.yml").write_text(yaml.safe_dump(written | change), encoding="utf-8")
    with pytest.raises(pipeline.BadInput) as raised:
        pipeline.check()
    assert told in str(raised.value)
    assert "data/reference/study.yml" in str(raised.value)


def test_an_answer_is_read_by_the_words_of_the_study(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    folder = tmp_path / "data" / "reference"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "reference" / "study.schema.json", folder)
    (folder / "study.yml").write_text(yaml.safe_dump(describe((2019, 2022))), encoding="utf-8")
    (tmp_path / "answer.csv").write_text("Year,Snapchat\n2019,13\n", encoding="utf-8")
    answer = foi_answers.read_file(tmp_path / "answer.csv", vocabulary=study.find_vocabulary())
    (row,) = answer.rows()
    assert (row["measure"], row["count_low"], row["offence"]) == ("total", 13, "")


@pytest.mark.whole
def test_an_answer_about_a_platform_that_the_study_does_not_name_is_not_filed(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(tmp_path))
    write_data(tmp_path, describe((2019, 2022)), {})
    (tmp_path / "answer.csv").write_text(ANSWERS["norfolk"], encoding="utf-8")
    said = CliRunner().invoke(main, [
        "add", str(tmp_path / "answer.csv"), "--force", "norfolk", "--reference", "1", "--request", "snapchat-2023",
        "--platform", "myspace", "--yes",
    ])  # fmt: skip
    assert said.exit_code == 1
    assert (
        '--platform: "myspace": is no platform of data/reference/study.yml: it is one of snapchat, ' in said.output
    )
    assert not (tmp_path / "data" / "raw" / "disclosures" / "norfolk").exists()


@pytest.mark.slow
@pytest.mark.whole
def test_a_new_study_lists_all_forces_and_says_that_nothing_is_known(tmp_path, monkeypatch):
    begun = tmp_path / "begun"
    said = CliRunner().invoke(main, ["new", str(begun)])
    assert said.exit_code == 0, said.output
    (begun / "METHODOLOGY.md").write_text("# Methods\n\n## Words\n\nAs asked.\n", encoding="utf-8")
    monkeypatch.setenv("LINKED_OFFENCES_ROOT", str(begun))
    pipeline.run()
    folder = sites.make_pages(begun / "reports", ["kent"])
    rows = read(folder, "index").xpath(".//table[@class='forces']/tbody/tr")
    assert len(rows) == 44
    assert {row[1].text_content() for row in rows} == {"no figure known"}
    assert "What is known of the 44 asked: no figure known (44)." in read_words(read(folder, "index"))
    assert read_words(read(folder, "kent").find(".//h1")) == (
        "Kent Police: no answer to the request of spring 2025 about Example is known here"
    )
    # Years are those of the example, so they are none of the first story's.
    first = re.compile(r"tik\W?tok|Legal Expert|2021/22|May 2023|spring 2024", re.IGNORECASE)
    assert {name: first.search(text)[0] for name, text in list_texts(folder) if first.search(text)} == {}


def test_a_new_study_overwrites_nothing(tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    said = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert said.exit_code == 1
    assert "is not empty; name a new folder" in said.output
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]
