"""Ordinary small answers, made up, as the force sends them: each ends as a page whose every sentence is so.

The figures of a page are checked against the answer above it, by hand.
"""

import csv
import re

import nbformat
import pytest
import sites
from conftest import SITE, STATES, copy_checkout
from lxml import html
from wording import find_faults

from linked_offences import forces, load
from linked_offences.records import pipeline
from linked_offences.site import files as site
from linked_offences.telling import prose
from linked_offences.telling.sentences import MIME

MONTHS = [f"{month}-23" for month in ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]] + [
    "Jan-24",
    "Feb-24",
    "Mar-24",
]
ANSWERS = {
    "surrey": "Outcome,2023/24\nCharged,15\nNo suspect identified,20\nEvidential difficulties - victim does not support,8\n",
    "kent": "Offence,2023/24\nHarassment,10\nMalicious Communications,12\n\nOutcome,2023/24\nCharged,3\nNo suspect identified,9\n",
    "gwent": "Year,Offences\n2023/24,10\n\nOutcome,2023/24\n01: Charged/Summonsed,4\nNo suspect identified,9\n",
    "sussex": "Offence,2021/22,2022/23,2023/24\nHarassment,5,6,7\nMalicious Communications,8,9,10\n",
    "warwickshire": "Number of offences in 2023/24,5\n",
    "humberside": "Month,Offences\n"
    + "".join(
        f"{month},{count}\n" for month, count in zip(MONTHS, (3, 4, 2, 5, 1, 0, 2, 3, 4, 1, 2, 6), strict=True)
    ),
    # 36 months, of which two are hidden.
    "gloucestershire": "Month,Offences\n"
    + "".join(
        f"{month}-{year + (month in ('Jan', 'Feb', 'Mar'))},{'<5' if (month, year) in (('May', 22), ('Jun', 22)) else year - 20}\n"
        for year in (21, 22, 23)
        for month in (one[:3] for one in MONTHS)
    ),
    # 35 months: one of the year between is missing.
    "merseyside": "Month,Offences\n"
    + "".join(
        f"{month}-{year + (month in ('Jan', 'Feb', 'Mar'))},{year - 20}\n"
        for year in (21, 22, 23)
        for month in (one[:3] for one in MONTHS)
        if (month, year) != ("Jul", 22)
    ),
    # 36 months and their sum.
    "west-yorkshire": "Month,Offences\n"
    + "".join(
        f"{month}-{year + (month in ('Jan', 'Feb', 'Mar'))},{year - 20}\n"
        for year in (21, 22, 23)
        for month in (one[:3] for one in MONTHS)
    )
    + "Total,72\n",
    # A printed year beside the months of the next.
    "lincolnshire": "Month,Offences\n"
    + "".join(f"{month},2\n" for month in MONTHS)
    + "\nYear,Offences\n2022/23,30\n",
    # With totals on both axes, and outcomes with a total of their own.
    "norfolk": "Offence,2021/22,2022/23,2023/24,Total\nHarassment,5,6,7,18\nMalicious Communications,8,9,10,27\n"
    "Stalking,1,0,2,3\nTotal,14,15,19,48\n\nOutcome,2023/24\nCharged/Summonsed,4\n"
    "Investigation complete - no suspect identified,9\nFiled pending,6\nTotal,19\n",
    # The total of the year between is left blank, and nothing else tells it.
    "essex": "Year,Offences\n2021/22,19\n2022/23,\n2023/24,22\n\nOffence,2023/24\nHarassment,12\nStalking,10\n",
    # Small counts are hidden, in a year, among types and among outcomes.
    "cumbria": "Year,Offences\n2021/22,<5\n2022/23,12\n2023/24,14\n\nOffence,2023/24\nHarassment,10\nStalking,<5\n\n"
    "Outcome,2023/24\nCharged/Summonsed,<5\nCommunity resolution,9\n",
    # Of the charges no number is given, which is not that there were none.
    "durham": "Year,Offences\n2023/24,<5\n\nOutcome,2023/24\nCharged/Summonsed,withheld\nCommunity resolution,2\n",
    # The same, but for outcomes that are of more cases than the offences of the year.
    "suffolk": "Offence,2023/24\nHarassment,5\nStalking,6\nTotal,11\n\nOutcome,2023/24\nCharged/Summonsed,4\n"
    "Community resolution,9\nTotal,13\n",
    # The days of its years stand in one of its tables.
    "cheshire": "Offence,1 April 2022 - 31 March 2023,1 April 2023 - 31 March 2024\nStalking,7,9\n\nOutcome,2023/24\nCharged,2\n",
}
HEADLINES = {
    "surrey": "Surrey Police: what the police did is known for 2023/24, how many offences were linked to TikTok is not",
    "kent": "Kent Police recorded 22 offences linked to TikTok in 2023/24 under the two types that are named",
    "gwent": "Gwent Police recorded ten offences linked to TikTok in 2023/24",
    "sussex": "Sussex Police recorded 17 offences linked to TikTok in 2023/24 under the two types that are named",
    "warwickshire": "Warwickshire Police recorded five offences linked to TikTok in 2023/24",
    "humberside": "Humberside Police recorded 33 offences linked to TikTok in 2023/24",
    "gloucestershire": "Gloucestershire Constabulary recorded 36 offences linked to TikTok in 2023/24",
    "merseyside": "Merseyside Police recorded 36 offences linked to TikTok in 2023/24",
    "west-yorkshire": "West Yorkshire Police recorded 36 offences linked to TikTok in 2023/24",
    "lincolnshire": "Lincolnshire Police recorded 24 offences linked to TikTok in 2023/24",
    "essex": "Essex Police recorded 22 offences linked to TikTok in 2023/24",
    "norfolk": "Norfolk Constabulary recorded 19 offences linked to TikTok in 2023/24",
    "cumbria": "Cumbria Constabulary recorded 14 offences linked to TikTok in 2023/24",
    "durham": "Durham Constabulary recorded between 1 and 4 offences linked to TikTok in 2023/24, a number that it hides",
    "cheshire": "Cheshire Constabulary recorded nine offences linked to TikTok in 2023/24 under the one type that is named",
    "suffolk": "Suffolk Constabulary recorded 11 offences linked to TikTok in 2023/24",
}
ROWS = {
    "surrey": ("outcomes only", "outcomes without a total, 2023/24"),
    "kent": ("offence types only", "offence types without a total, 2023/24"),
    "gwent": ("one year", "10 in 2023/24"),
    "sussex": ("offence types only", "offence types without a total, 2023/24"),
    "warwickshire": ("one year", "5 in 2023/24"),
    "humberside": ("one year", "33 in 2023/24, its 12 parts added up"),
    "gloucestershire": ("totals only", "36 in 2023/24, its 12 parts added up"),
    "merseyside": ("years with a gap", "36 in 2023/24, its 12 parts added up"),
    "west-yorkshire": ("totals only", "36 in 2023/24, its 12 parts added up"),
    "lincolnshire": ("totals only", "24 in 2023/24, its 12 parts added up"),
    "essex": ("years with a gap", "22 in 2023/24"),
    "norfolk": ("full series", "19 in 2023/24"),
    "cumbria": ("full series", "14 in 2023/24"),
    "durham": ("one year", "1 to 4 in 2023/24"),
    "suffolk": ("one year", "11 in 2023/24"),
    "cheshire": ("offence types only", "offence types without a total, 2023/24"),
}
SENTENCES = {
    "surrey": ["15 charges are printed for 2023/24; of how many offences is not known here.",
               "The three outcomes printed for 2023/24 add up to 43.",
               "15 charges of 43 printed outcomes are 35% (95% interval 22% to 50%).",
               "No total of any year is known here"],
    "kent": ["The two offence types printed for 2023/24 add up to 22", "Three charges of 12 printed outcomes are 25%"],
    "gwent": ["Four charges are printed for 2023/24.", "The two outcomes printed for 2023/24 add up to 13.",
              "They are more than the ten offences recorded in 2023/24: some must be outcomes of offences of other years"],
    "sussex": ["The offence types printed for 2023/24 are malicious communications (10) and harassment (7); whether there "
               "were more in that year is not known here.",
               "No total of any year is known here"],
    "warwickshire": ["The force's own answer prints five offences linked to TikTok for 2023/24; no other year is known here.",
                     "of one year alone, no change can be worked out"],
    "humberside": ["a count for each of 12 months from April 2023 to March 2024; they add up to 33 offences linked to TikTok."],
    # Ten months of two each, and two of one to four.
    "gloucestershire": ["12 in 2021/22, between 22 and 28 in 2022/23 and 36 in 2023/24; a range stands for a count that the "
                        "force hides.", "From 12 in 2021/22 to 36 in 2023/24 is a rise of 200%.",
                        "2021/22, 2022/23 and 2023/24 are added up here from 36 months that the answer prints."],
    "merseyside": ["12 in 2021/22 and 36 in 2023/24.", "added up here from 24 months", "force's answer, added up here",
                   "Missing: the total of 2022/23, in between."],
    "west-yorkshire": ["What is known: totals only", "as follows: 12 in 2021/22, 24 in 2022/23 and 36 in 2023/24."],
    "lincolnshire": ["30 in 2022/23 and 24 in 2023/24.", "From 30 in 2022/23 to 24 in 2023/24 is a fall of 20%.",
                     "2023/24 is added up here from 12 months that the answer prints."],
    "essex": ["What is known: years with a gap", "as follows: 19 in 2021/22, an unknown number in 2022/23 and 22 in 2023/24.",
              "Missing: the total of 2022/23, which the answer leaves without a number.",
              "TikTok: 19 in 2021/22, an unknown number in 2022/23 and 22 in 2023/24"],
    "norfolk": ["14 in 2021/22, 15 in 2022/23 and 19 in 2023/24", "Four charges of 19 offences recorded in 2023/24 are 21%",
                "which is all of that year's 19", '"Filed pending" is kept as printed',
                "The outcomes printed for 2023/24 add up to all of that year's 19 offences"],
    "cumbria": ["as follows: between 1 and 4 in 2021/22, 12 in 2022/23 and 14 in 2023/24; a range stands for a count that the "
                "force hides.",
                "harassment (10) and stalking (between 1 and 4); a range stands for a count that the force hides.",
                "The force hides how many charges there were for 2023/24: between 1 and 4 charges",
                "Two offence types are printed for 2023/24, one of them as a range, because the force hides small counts",
                "add up to between 10 and 13; a range stands for a count that the force hides."],
    "durham": ["The force's own answer prints between 1 and 4 offences linked to TikTok for 2023/24; a range stands for a count "
               "that the force hides; no other year is known here.",
               "No charge is among the outcomes that are held here with a number; that is not to say that there was none."],
    "cheshire": ["Years: 1 April to 31 March."],
    "suffolk": ["They are more than the 11 offences recorded in 2023/24", "which is all of that year's 11",
                "Outcomes printed for 2023/24: 13; of how many offences is not known"],
}  # fmt: skip
# Answers whose printed total is not what its parts come to: less than they, and more.
AT_ODDS = {
    "wiltshire": "Offence,2022/23,2023/24\nStalking,12,20\nHarassment,15,22\nTotal,27,39\n",
    "west-mercia": "Offence,2022/23,2023/24\nStalking,12,20\nHarassment,15,22\nTotal,27,51\n",
}
RECORDED = tuple(f"{name} recorded " for name in forces.list_names().values())
# What no page of a force's own consistent answer may say.
NEVER = ["newspaper prints", "newspapers report", "period that is not stated",
         "cannot both hold", "cannot all hold", "cannot be right", "disagrees",
         "worked out from newspapers", "is not printed.", "no count of", "no figure known", "no answer to"]  # fmt: skip


@pytest.fixture(scope="module")
def pages(make_once):
    """Folder of the pages of the small answers, and the text of their index."""

    def make(checkout):
        copy_checkout(checkout)
        sites.clear_wrong_sentences(checkout)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
            for force, text in (ANSWERS | AT_ODDS).items():
                sites.file_answer(sites.write_csv(checkout, force, text), force)
            pipeline.run()
            sites.make_pages(checkout / "reports", ANSWERS | AT_ODDS, compared=False)

    folder = make_once("small-answers", make) / "reports"
    return folder, (folder / "index.html").read_text(encoding="utf-8")


def read(folder, force):
    page = html.fromstring((folder / f"{force}.html").read_text(encoding="utf-8")).get_element_by_id("content")
    for aside in page.xpath(".//details | .//sup | .//svg"):
        aside.drop_tree()
    return page


def words(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("force", ANSWERS)
def test_a_small_answer_ends_as_a_page_that_says_what_it_says(pages, force):
    folder, listing = pages
    page = read(folder, force)
    assert words(page.find(".//h1")) == HEADLINES[force]
    text = words(page)
    assert not [sentence for sentence in SENTENCES[force] if sentence not in text]
    assert not [sentence for sentence in NEVER if sentence in text]
    (row,) = html.fromstring(listing).xpath(f"//tr[th/a[@href='{force}.html']]")
    assert (words(row[1]), words(row[3])) == ROWS[force]


@pytest.mark.parametrize(
    ("force", "total", "asked"),
    [
        ("wiltshire", 39, 'These cannot be right together: "Stalking: 20'),
        (
            "west-mercia",
            51,
            "Your answer prints 51 for 2023/24, and parts that add up to 42: which holds, or what is missing?",
        ),
    ],
)
def test_a_total_that_is_not_the_sum_of_its_parts_is_never_told_as_sure(pages, force, total, asked):
    page = read(pages[0], force)
    headline = (
        f"recorded {total} offences linked to TikTok in 2023/24, a total that is not the sum of its printed parts"
    )
    assert words(page.find(".//h1")).endswith(headline)
    text = words(page)
    assert f"{headline}." in text
    assert asked in text
    assert 'Safe only with all its words: "' in text
    assert f'Safe: "{forces.name_force(force)} recorded' not in text
    with (pages[0] / "files" / force / f"{force}.csv").open(encoding="utf-8-sig") as file:
        doubts = {row["as_printed"]: row["doubt"] for row in csv.DictReader(file)}
    assert (doubts[str(total)], doubts["27"]) == ("total and parts disagree", "")


def test_the_months_of_an_answer_stand_in_a_table_of_their_own(pages):
    (table,) = read(pages[0], "humberside").xpath("//table[caption/span[contains(., 'in each part of a year')]]")
    assert [(words(row[0]), words(row[1])) for row in table.findall("tbody/tr")][-2:] == [
        ("February 2024", "2"),
        ("March 2024", "6"),
    ]


def test_a_year_without_a_number_has_its_row_between_the_others(pages):
    (table,) = read(pages[0], "essex").xpath("//table[caption/span[contains(., 'in each year')]]")
    rows = [[words(cell) for cell in row] for row in table.findall("tbody/tr")]
    assert [row[:2] for row in rows] == [["2021/22", "19"], ["2022/23", "[x]"], ["2023/24", "22"]]
    assert rows[1][2] == "[x]"


def kinds_behind(sentence):
    """Kinds of the sources of the figures behind a sentence."""
    return {one["file"].split("/")[2] for one in sentence["figures"] if one["file"].startswith("data/raw/")}


def find_misnamed(notebook):
    """Sentences that name another kind of source than that of the figures behind them."""
    for sentence in site.list_sentences(notebook):
        kinds, text = kinds_behind(sentence), sentence["text"]
        if not kinds & {"press", "disclosures"}:
            continue
        if (
            re.search(r"\b(newspapers?|papers?) (prints?|reports?)\b", text, re.IGNORECASE)
            and "press" not in kinds
        ):
            yield f"says a newspaper of {kinds}: {text}"
        if re.search(r"own answer (prints|says)|one answer of the force", text) and "disclosures" not in kinds:
            yield f"says the force's own answer of {kinds}: {text}"
        # A count that newspapers alone print is told as theirs, in the sentence that tells it first.
        if (
            text.startswith(RECORDED)
            and kinds == {"press"}
            and not re.search(r", as [^,;]+ reports?$", text.rstrip("."))
        ):
            yield f"does not name the newspapers: {text}"


def test_sentences_of_small_answers_name_the_kind_of_their_source(pages):
    for force in ANSWERS:
        notebook = nbformat.read(pages[0] / "files" / force / f"{force}.ipynb", 4)
        assert any(kinds_behind(one) == {"disclosures"} for one in site.list_sentences(notebook))
        assert list(find_misnamed(notebook)) == []


@pytest.mark.parametrize("force", ANSWERS)
def test_no_sentence_of_a_small_answer_says_more_than_is_held(pages, force):
    checkout = pages[0].parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        figures, publishers = (
            load("figures").set_index("id"),
            load("sources").set_index("source")["publisher"].to_dict(),
        )
    said = site.list_sentences(nbformat.read(pages[0] / "files" / force / f"{force}.ipynb", 4))
    assert list(find_faults(said, figures, publishers)) == []


@pytest.mark.every_page
def test_sentences_of_every_page_name_the_kind_of_their_source(reports):
    names = [file.stem for file in reports.glob("files/*/*.ipynb")]
    assert set(names) >= {"derbyshire", "national", *([] if SITE else STATES)}
    faults = [
        f"{name}: {fault}"
        for name in names
        for fault in find_misnamed(nbformat.read(reports / "files" / name / f"{name}.ipynb", 4))
    ]
    assert faults == []


def test_the_law_of_sources_finds_what_was_said_of_dorset():
    figures = [{"id": "a", "file": "data/raw/disclosures/dorset/a/a.csv", "cell": "B2", "printed": "14"}]
    said = {
        "text": "A newspaper prints 14 as recorded by Dorset Police, in a story about Dorset Police.",
        "figures": figures,
    }
    output = nbformat.v4.new_output("display_data", {MIME: [said]})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])
    assert len(list(find_misnamed(notebook))) == 1


def test_no_page_of_a_force_with_its_own_answer_only_speaks_of_what_newspapers_print():
    for force in ("dorset", "cleveland", "northumbria"):
        assert not load("figures").query(f"force == '{force}' and source_kind == 'press'").size
        text = str(prose.claims(force, load("verdicts", force)))
        assert text.endswith("is held here."), text
