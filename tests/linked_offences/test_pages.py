"""The pages as readers get them: one force of each state, and those that compare forces."""

import json
import re
from itertools import pairwise

import nbformat
import pytest
from conftest import ROOT, SITE, STATES, list_slugs_of_pages, list_statements, list_unknown, read_rows
from lxml import html
from sampler import list_sentences

from linked_offences import catalogue, forces, profile
from linked_offences.catalogue import load
from linked_offences.site import files as site
from linked_offences.telling import prose

LISTING = ["index", "by-state", "methods", "data", "changes", "how-to"]
COMPARING = ["coverage", "national", "claims", *LISTING]
PAGES = sorted(file.stem for file in SITE.glob("*.html")) if SITE else [*STATES, *COMPARING]
FORCES = [name for name in PAGES if name in forces.list_pages()]
UNBUILT = " (page not built)"
# Pages of forces without a count leave out what would say nothing three times.
COUNTED = ["How many offences in each year?", "Which offences?", "What did the police do?"]


@pytest.fixture(scope="session")
def pages(reports):
    return {name: html.fromstring((reports / f"{name}.html").read_text(encoding="utf-8")) for name in PAGES}


def words(page):
    """Text of a page's content without code, what is folded and the references, blanks folded."""
    content = html.fromstring(html.tostring(page.get_element_by_id("content")))
    for aside in content.xpath("//details | //sup | //pre"):
        aside.drop_tree()
    return " ".join(content.text_content().split())


def section(page, heading):
    """Text between one heading and the next."""
    start = next(one for one in page.iter("h2") if one.text_content() == heading)
    return " ".join(" ".join(one.text_content() for one in start.itersiblings()).split())


def find_state(force):
    page = profile.load(force)
    return profile.find_state(page.requests, page.counts)


def test_the_fixture_has_one_force_of_each_state():
    found = {force: find_state(force) for force in forces.list_pages()}
    assert {force: found[force] for force in STATES} == STATES
    assert set(found.values()) == set(STATES.values())


# Words of the house, each with what explains it where it is met first.
EXPLAINED = {r"readings?(?! of records)": r"read in (?:one|more than one) way|taken in more than one way|first read",
             r"(?:code )?8R": r"[Mm]alicious [Cc]ommunications", "inferred": r"nobody prints", "basis": "never"}  # fmt: skip
FOR_ANALYSTS = {"methods", "data", "how-to", "changes"}


@pytest.mark.parametrize("name", PAGES)
def test_sentences_are_short_and_words_of_the_house_are_explained(pages, name):
    said = list(list_sentences(html.fromstring(html.tostring(pages[name]))))
    whole = [one for one in said if one.endswith((".", "?"))]
    assert sum(len(one.split()) for one in whole) <= 25 * len(whole)
    for word, explanation in EXPLAINED.items() if name not in FOR_ANALYSTS else ():
        first = next((place for place, one in enumerate(said) if re.search(rf"\b{word}\b", one)), None)
        if first is not None:
            assert any(re.search(explanation, one) for one in said[: first + 1]), (name, said[first])


@pytest.mark.parametrize("force", STATES)
def test_the_picture_of_a_force_says_its_caution_too(reports, force):
    executed = nbformat.read(reports / "files" / force / f"{force}.ipynb", 4)
    assert site.find_standfirst(executed) == (prose.CAVEAT if len(profile.load(force).counts) else prose.UNKNOWN)


@pytest.mark.every_page
def test_each_force_has_its_page_and_so_have_those_that_compare_and_list_them(reports):
    assert {file.stem for file in reports.glob("*.html")} == {
        *(list_slugs_of_pages() if SITE else STATES),
        *COMPARING,
    }


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading_and_names_it_in_its_title(pages, name):
    headings = [one.text_content() for one in pages[name].iter("h1")]
    assert len(headings) == 1
    assert pages[name].findtext(".//title") == headings[0]
    assert pages[name].xpath("//meta[@property='og:title']/@content") == headings
    if name in FORCES:
        assert forces.name_force(name) in headings[0]
    levels = [int(one.tag[1]) for one in pages[name].iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_for_anything(pages, reports, name):
    page = pages[name]
    assert not page.xpath("//iframe | //object | //embed | //base | //script/@src | //link[@rel='stylesheet']")
    # One style and one small script of ours, which pages do without, and data for machines.
    assert len(page.xpath("//style")) == len(page.xpath("//script[not(@type)]")) == 1
    assert set(page.xpath("//script/@type")) <= {"application/ld+json"}
    loaded = page.xpath(
        "//img/@src | //link/@href | //source/@src | //*[local-name()='image' or local-name()='use']/@*"
    )
    assert loaded
    assert not [one for one in loaded if "//" in one and not one.startswith("http://www.w3.org/")]
    style = page.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_every_picture_says_what_it_shows(pages, name):
    page = pages[name]
    for picture in page.iter("img"):
        assert len(picture.get("alt", "")) > 20
        assert "No description" not in picture.get("alt")
    for drawing in page.iter("svg"):
        assert drawing.get("role") == "img"
        title, description = (
            page.get_element_by_id(one).text_content() for one in drawing.get("aria-labelledby").split()
        )
        assert len(title) > 20
        assert re.search(r"\d", description)
        assert title != description


def test_the_pages_with_counts_have_their_figures(pages):
    assert [len(list(pages[name].iter("svg"))) for name in ("dorset", "derbyshire", "psni", "national")] == [
        2,
        3,
        0,
        1,
    ]


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_every_table_has_a_caption_and_headed_rows_and_columns(pages, name):
    tables = list(pages[name].iter("table"))
    assert tables
    for table in tables:
        assert table.findtext("caption/span")
        heads = table.findall("thead/tr/th")
        assert all(head.get("scope") == "col" and head.text_content().strip() for head in heads)
        for row in table.findall("tbody/tr"):
            assert row[0].tag == "th"
            assert row[0].get("scope") == "row"
            assert len(row) == len(heads)
            assert all(cell.text_content().strip() for cell in row)


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_every_sentence_with_a_figure_leads_to_it_on_the_same_page(pages, reports, name):
    page = pages[name]
    file = reports / "files" / name / f"{name}-sentences.json"
    assert file.exists() is (name not in LISTING)
    for one in json.loads(file.read_text(encoding="utf-8")) if file.exists() else []:
        for figure in one["figures"]:
            if figure["file"] == "data/reference/forces.csv":  # a tally of forces, which are listed by name
                continue
            row = page.get_element_by_id(f"figure-{figure['number']}")
            place = row[-1].text_content()
            assert place == f"{figure['file']} {figure['cell']}"


@pytest.mark.every_page
@pytest.mark.parametrize("name", PAGES)
def test_no_missing_value_of_the_machine_reaches_a_page(pages, name):
    text = words(pages[name])
    assert not re.search(r"\b(nan|NaN|NaT|None|inf|Markup|Timestamp)\b|<NA>", text)


@pytest.mark.every_page
@pytest.mark.parametrize("name", FORCES)
def test_a_force_page_asks_its_questions_in_order(pages, name):
    assert [one.text_content() for one in pages[name].iter("h2")] == [
        "Before you use this",
        "What was asked, and what came back?",
        *(COUNTED if len(profile.load(name).counts) else []),
        "How does that compare with all recorded crime?",
        "What newspapers printed",
        "For reporters",
        "For campaigners",
        "For analysts",
        "Replies and corrections",
        "Where does each figure come from?",
        "Receipt",
    ]


@pytest.mark.every_page
@pytest.mark.parametrize("name", FORCES)
def test_no_section_of_a_force_page_is_empty(pages, name):
    for heading in pages[name].iter("h2"):
        text = section(pages[name], heading.text_content())
        assert len(text) > 40
        assert text.count(".") >= 1


@pytest.mark.every_page
@pytest.mark.parametrize("name", FORCES)
def test_a_force_page_names_no_other_force_but_in_verdicts_and_the_figures_that_they_quote(pages, name):
    page = html.fromstring(html.tostring(pages[name]))
    for heading in page.xpath("//h2[.='What newspapers printed' or .='Where does each figure come from?']"):
        heading.getparent().drop_tree()
    text = words(page)
    # A wrong name that a newspaper printed is named as such, on the pages of both forces.
    figures = profile.load(name).figures
    wrong = figures[figures["force_as_printed"] != ""]
    misprinted = {*wrong["force_as_printed"], *map(forces.name_force, wrong["force"])}
    others = [forces.name_force(slug) for slug in forces.list_pages() if slug != name]
    assert [other for other in others if other in text and other not in misprinted] == []


def test_derbyshire_says_what_the_story_gets_wrong(pages):
    text = words(pages["derbyshire"])
    for said in (
        'Derbyshire Times prints that a rise of "60%" equates to 188: it cannot be both the number of offences added and the total '
        "since 2021; which it is, if either, and from which year the rise is measured, is not known here",
        "between 1 and 84 offences for 2021/22, between 1 and 84 for 2022/23 and between 64 and 115 for 2023/24",
        "leaves for 2023/24 between 64 and 115 whichever year it is on",
        "between 72 and 83 if it is on 2021/22 and between 85 and 115 if it is on 2022/23",
        "some 313 offences growing to 501",
        "The sister stories use the same sentence for the three-year total",
        "equals the total of Hertfordshire Constabulary, printed on 1 August 2024",
        "may not be a figure of Derbyshire Constabulary at all",
        "If 188 is the three-year total",
        "The yearly counts of Derbyshire Constabulary are not known here",
        "The four offence types printed for 2023/24 add up to 64",
        "The five outcomes printed for 2023/24 add up to 59",
        "Two charges of 59 printed outcomes are 3.4%.",
        "Evidential difficulties are 15 where the victim supports action, or 26",
        "28 is more than either",
        "243.0 a day in the year ending March 2024",
        "235.2 a day in the year ending March 2023",
        "It differs from today's figure and cannot be checked",
        '"more than 140,000"',
        "two stories against four others",
        "fell by 25% in Derbyshire (from 4,510 in 2022/23 to 3,366 in 2023/24)",
        "fell by 38% in England and Wales",
        "After the recording rule changed in May 2023",
        "not confirmed by the ONS",
    ):
        assert said in text, said


def test_what_rests_on_188_is_worded_as_a_condition(pages):
    context = section(pages["derbyshire"], "How does that compare with all recorded crime?")
    # 188 / (86,226 + 86,431 + 88,941) = 0.0719%; 188 / 1,096 days = 0.17.
    assert "If 188 is the three-year total, 188 offences linked to TikTok are 0.072% of the 261,598" in context
    assert "0.17 a day" in context
    assert "hold only if 188 is the three-year total" in context


def test_dorset_stands_beside_its_recorded_crime(pages):
    context = section(pages["dorset"], "How does that compare with all recorded crime?")
    # 16 / 51,848; 16 / 366; 5 / 1,518; 16 / 788,859 residents (worked example of the definitions).
    for said in ("0.031%", "0.044 a day", "0.33%", "1,518", "2.0", "1.2 to 3.3", "788,859"):
        assert said in context
    assert "16 is a rise" not in words(pages["dorset"])
    assert "From 14 in 2021/22 to 16 in 2023/24 is a rise of 14%" in words(pages["dorset"])
    assert "from 0.52 to 2.53, so chance alone could explain the difference" in words(pages["dorset"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hertfordshire", "From 37 in 2021/22 to 88 in 2023/24 is a rise of 138%"),
        ("hertfordshire", "Hemel Today prints that no charge was made, for a period that is not stated"),
        ("west-mercia", "more than 700 offences linked to TikTok, over a period that is not stated"),
        ("west-mercia", "Nothing can be compared, because the printed figure has no period"),
        ("psni", "refused under section 12(1) of the Freedom of Information Act 2000"),
        ("psni", "A refusal is missing data, not zero."),
        ("psni", "outside England and Wales"),
        ("city-of-london", "neither a count nor a refusal"),
        ("city-of-london", "An unknown number is not zero"),
    ],
)
def test_each_state_says_what_is_known_and_what_is_not(pages, name, said):
    assert said in words(pages[name])


def test_city_of_london_and_psni_have_no_rate_per_head(pages):
    assert "100,000" in words(pages["dorset"])
    for name in ("city-of-london", "psni"):
        assert "100,000" not in words(pages[name])


def test_each_yearly_count_of_dorset_leads_to_its_printed_figure_with_file_and_cell(pages):
    page = pages["dorset"]
    yearly = next(
        table
        for table in page.iter("table")
        if table.findtext("caption/span").startswith("Offences linked to TikTok in")
    )
    rows = yearly.findall("tbody/tr")
    assert [row[1].text_content() for row in rows] == ["14", "16", "16"]
    for row in rows:
        target = page.get_element_by_id(row.xpath(".//a/@href")[0][1:])
        assert row[1].text_content() == target[1].text_content()
        assert re.search(r"data/raw/disclosures/dorset/01-FIN-24-2153/table-1a?\.csv B\d", target.text_content())


def test_the_index_leads_to_every_force_and_shows_status_and_newest_figure(pages, reports):
    rows = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]]
        for row in pages["index"].findall(".//tbody/tr")
    }
    assert set(rows) == {
        forces.name_force(slug) + ("" if slug in STATES else UNBUILT) for slug in list_slugs_of_pages()
    }
    assert rows["Dorset Police"] == ["full series", "answered; the answer is held here", "16 in 2023/24"]
    assert rows["Derbyshire Constabulary"][2] == ("188, 2021/22 to 2023/24; open to doubt")
    assert rows["Police Service of Northern Ireland"][1] == "refused, section 12(1)"
    built = {one.removesuffix(".html") for one in pages["index"].xpath("//tbody//a/@href")}
    assert built == set(STATES)
    for name in list_unknown().values():
        assert rows[f"{name}{UNBUILT}"][2] == "[x]"


def test_the_national_page_ranks_nobody_and_adds_up_only_what_is_known(pages):
    text = words(pages["national"])
    assert "Of no two forces are the same search and the same years known" in text
    listed, total = re.search(r"known without a condition: (.*?)\. They add up to ([\d,]+)", text).groups()
    totals = {
        name: int(count.replace(",", ""))
        for name, count in re.findall(r"([A-Z].*?) ([\d,]+\d|\d)(?:, | and |$)", listed)
    }
    assert totals.items() >= {"Cambridgeshire": 513, "Cleveland": 277, "Dorset": 46, "Dyfed-Powys": 106,
                              "Hertfordshire": 188, "Lancashire": 235}.items()  # fmt: skip
    assert not {"Derbyshire", "Northamptonshire"} & totals.keys()
    assert int(total.replace(",", "")) == sum(totals.values())
    assert "two papers print" in text
    assert "four papers print" in text
    table = next(
        one for one in pages["national"].iter("table") if "by force and year" in one.findtext("caption/span")
    )
    names = [row[0].text_content() for row in table.findall("tbody/tr")]
    counted = {row["force"] for row in read_rows("data/processed/counts.csv")} & list_slugs_of_pages()
    assert names == sorted(map(forces.name_force, counted))


def test_the_coverage_page_counts_every_force_once(pages):
    table = next(
        one for one in pages["coverage"].iter("table") if "by what came back" in one.findtext("caption/span")
    )
    assert sum(int(row[2].text_content()) for row in table.findall("tbody/tr")) == len(list_slugs_of_pages())


@pytest.mark.every_page
def test_pages_are_light(reports):
    for name in PAGES:
        limit = 150_000 if name in FORCES else 400_000
        assert (reports / f"{name}.html").stat().st_size <= limit


def test_the_executed_notebook_is_of_the_force_asked_for_and_holds_no_clock(reports):
    notebook = nbformat.read(reports / "files" / "psni" / "psni.ipynb", 4)
    assert notebook.metadata["papermill"] == {"parameters": {"force": "psni"}}
    assert not re.search(r"\d\d:\d\d:\d\d|start_time|duration", nbformat.writes(notebook))
    assert [cell["id"] for cell in notebook.cells[:2]] == ["parameters", "injected-parameters"]
    assert "/home/" not in nbformat.writes(notebook)
    assert str(ROOT) not in nbformat.writes(notebook)


def test_a_count_is_shown_as_its_source_prints_it(pages):
    figures = load("figures")
    for name in ("dorset", "derbyshire", "hertfordshire"):
        text = words(pages[name])
        counts = figures.query("force == @name and measure in ('total', 'offence', 'outcome')")["as_printed"]
        assert len(counts) > 2
        for count in counts:
            assert count
            assert re.search(rf"\b{count}\b", text)


def test_the_claims_page_counts_every_statement_and_names_both_sides(pages):
    text = words(pages["claims"])
    table = next(
        one for one in pages["claims"].iter("table") if one.findtext("caption/span") == "The stories side by side"
    )
    assert sum(int(row[1].text_content()) for row in table.findall("tbody/tr")) == len(list_statements())
    for said in (
        "more than 14,000",
        "more than 140,000",
        "some 313 offences growing to 501",
        "64 to 115",
        "Holds on one reading.",
        "an error may be the release's own",
    ):
        assert said in text, said


def test_the_claims_can_be_downloaded_and_their_feed_is_told_to_machines(reports, pages):
    page, feed = pages["claims"], "files/claims/claims-verdicts.json"
    offered = page.xpath("//ul[@class='downloads']//a/@href")
    assert {feed, "files/claims/claims-verdicts.csv", "files/claims/claims.ipynb"} <= set(offered)
    assert page.xpath("//link[@type='application/feed+json']/@href") == [feed]
    assert len(json.loads((reports / feed).read_text(encoding="utf-8"))["items"]) == len(load("verdicts"))


def test_the_values_that_a_column_may_have_or_has_stand_beside_its_meaning(pages):
    rows = [[cell.text_content().strip().casefold() for cell in row] for row in pages["data"].iter("tr")]
    dictionary = catalogue.schemas("processed") | catalogue.schemas("reference")
    held = [(column, row[column]) for row in read_rows("data/processed/requests.csv")
            for column in ("searched", "period_basis", "platform", "section")]  # fmt: skip
    allowed = [(one["name"], value) for table in dictionary.values() for one in table["fields"]
               for value in one.get("constraints", {}).get("enum", ())]  # fmt: skip
    for column, value in {*held, *allowed}:
        assert any(name == column and value.casefold() in told for name, _, told in rows), (column, value)
