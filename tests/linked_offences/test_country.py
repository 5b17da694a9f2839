"""From full answers to pages: in a made-up country every page says what its force's answer says, and nothing else."""

import csv
import json
import os
import re
from itertools import combinations, pairwise
from pathlib import Path

import country
import nbformat
import openpyxl
import pytest
import sites
from conftest import copy_checkout
from lxml import html
from wording import find_faults

from linked_offences import forces, load, metrics, profile
from linked_offences.numerals import WORDS, round_half_up
from linked_offences.records import pipeline
from linked_offences.site import files as site
from linked_offences.years import name_period

CHARGED = {"Charged/Summonsed", "1"}
COUNTED = ("total", "check_total", "offence", "outcome")
NEVER = ["newspaper prints", "newspapers report", "cannot both hold", "cannot all hold", "cannot hold", "cannot be right", "disagrees",
         "cannot be counts", "sources disagree"]  # fmt: skip


# Some forces of a country whose answers are of every kind that is made up, all of them counted and a third made into pages,
# by the gate the others too; then whole countries, of each of which all is counted, and some forces, others in each country,
# are made into pages. The gate takes the two that have found faults which the others had not.
FEW, MANY_PAGES, GATE = slice(3, 13), 6, {6, 9}
COUNTRIES = [
    pytest.param((1, FEW, slice(0, None, 3)), id="1, some forces"),
    pytest.param((1, FEW, slice(None)), id="1, some forces, all their pages", marks=pytest.mark.slow),
    *(
        pytest.param(
            (seed, slice(None), slice(seed % 7, 7 * MANY_PAGES, 7)), id=str(seed),
            marks=[pytest.mark.slow] + [pytest.mark.many] * (seed not in GATE),
        )
        for seed in range(1, 21)
    ),
]  # fmt: skip
OTHER = "musical-ly"  # another platform, about which some forces answered another request


@pytest.fixture(scope="module", params=COUNTRIES)
def filed(request, make_once):
    """The answers of a made-up country by force, filed in place of what is known of the forces, and whose pages to make."""
    seed, some, shown = request.param
    answers = {one.force: one for one in country.make_country(seed, forces.list_asked())[some]}
    others = [one for one in country.make_others(seed, forces.list_asked()) if one.force in answers]
    assert others

    def make(checkout):
        copy_checkout(checkout)
        sites.clear(checkout)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
            for force, one in answers.items():
                folder = checkout / "received" / force
                folder.mkdir(parents=True)
                sites.file_answer(one.write(folder), force)
            for one in others:
                folder = checkout / "received" / "others" / one.force
                folder.mkdir(parents=True)
                said = {"reference": "made-up-other", "platform": OTHER, "request": None, "asked": "made up"}
                sites.file_answer(one.write(folder), one.force, **said)
            pipeline.run()

    checkout = make_once(f"country-{seed}-{len(answers)}", make)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        yield answers, list(answers)[shown]


@pytest.fixture(scope="module")
def pages(filed, make_once):
    """Folder of the pages of some forces of the country, and their answers; of a whole one those that compare as well."""
    answers, names = filed
    name, compared = Path(os.environ["LINKED_OFFENCES_ROOT"]).name, len(answers) == len(forces.list_asked())
    folder = make_once(
        f"{name}-{len(names)}-pages", lambda folder: sites.make_pages(folder, names, compared=compared)
    )
    return folder, {force: answers[force] for force in names}


def test_some_forces_answer_in_every_way_that_is_made_up():
    def kinds(answers):
        return {(one.refused, bool(one.offences), bool(one.totals), bool(one.outcomes)) for one in answers} | {
            one.kind for one in answers
        }

    answers = country.make_country(1, forces.list_asked())
    assert kinds(answers[FEW]) == kinds(answers)


def ends(rows):
    return {tuple(row) for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False, name=None)}


def test_what_is_counted_is_what_the_answers_say(filed):
    answers, _ = filed
    for force, one in answers.items():
        page = profile.load(force)
        yearly = metrics.list_totals(page.counts).query("covers == 'year'")[["year", "count_low", "count_high"]]
        assert ends(yearly) == {(year, *pair) for year, pair in one.totals.items()}, force
        mine = page.figures[page.figures["platform"] != OTHER]
        printed = mine[mine["measure"] == "offence"]
        assert len(printed) == len(one.offences), force
        found = page.counts[page.counts["measure"] == "offence"]
        found = found.assign(
            year=[f"{a[:4]}/{b[2:4]}" for a, b in zip(found["period_start"], found["period_end"], strict=True)]
        )
        assert ends(found[["category", "year", "count_low", "count_high"]]) == {
            (code, year, *pair) for (code, year), pair in one.offences.items()
        }, force
        found = page.counts[page.counts["measure"] == "outcome"]
        assert sorted(ends(found[["count_low", "count_high"]])) == sorted(set(one.outcomes.values())), force
        charged = found[found["category"].isin(CHARGED)]
        assert charged["count_low"].sum() == one.outcomes.get("charged", (0, 0))[0], force
        assert ("charged" in one.outcomes) == (len(charged) == 1), force
        assert page.contradictions.empty, (force, page.contradictions["finding"].tolist())
        assert set(page.checks["result"]) <= {"agrees", "cannot be checked"}, force
        assert page.verdicts.empty
        counted = {ident for ids in page.counts["figures"] for ident in ids.split()}
        assert counted <= set(mine["id"]), force
        assert (page.counts["count_low"].dropna() >= 0).all()


def expect_headline(name, one):
    """How the page of an answer must begin."""
    if one.refused:
        return f"{name} refused"
    if one.totals:
        low, _ = one.totals[country.YEARS[-1]]
        return f"{name} recorded {spell(low)} offence{'s' * (low != 1)} linked to TikTok in {country.YEARS[-1]}"
    last = [pair for (_, year), pair in one.offences.items() if year == country.YEARS[-1]]
    low, high = sum(a for a, _ in last), sum(b for _, b in last)
    count = f"{spell(low)} offence{'s' * (low != 1)}" if low == high else f"between {low} and {high} offences"
    return f"{name} recorded {count} linked to TikTok in {country.YEARS[-1]} under the"


def spell(count):
    return "no one two three four five six seven eight nine ten".split()[count] if count <= 10 else f"{count:,}"  # noqa: SIM905


def test_no_sentence_says_more_than_is_held(pages):
    folder, answers = pages
    figures, publishers = (
        load("figures").set_index("id"),
        load("sources").set_index("source")["publisher"].to_dict(),
    )
    for force in answers:
        said = site.list_sentences(nbformat.read(folder / "files" / force / f"{force}.ipynb", 4))
        assert list(find_faults(said, figures, publishers)) == [], force


def test_every_page_begins_with_what_its_answer_says_and_contradicts_nobody(pages):
    folder, answers = pages
    listed = html.fromstring((folder / "index.html").read_text(encoding="utf-8"))
    for force, one in answers.items():
        page = html.fromstring((folder / f"{force}.html").read_text(encoding="utf-8")).get_element_by_id("content")
        heading = page.findtext(".//h1")
        assert heading.startswith(
            expect_headline(forces.name_force(force), one).replace("no offences", "zero offences")
        ), heading
        text = " ".join(page.text_content().split())
        assert not [words for words in NEVER if words in text], force
        (row,) = listed.xpath(f"//tr[th/a[@href='{force}.html']]")
        newest = row[3].text_content()
        if one.totals:
            assert newest == f"{one.totals[country.YEARS[-1]][0]} in {country.YEARS[-1]}", force
        if "charged" in one.outcomes:
            low = one.outcomes["charged"][0]
            told = re.search(
                r"([\w,]+) charges? (?:is|are) printed for 2023/24|no charge was made, for 2023/24", text
            )
            assert told, force
            assert (told[1] or "no").lower() == spell(low).lower(), force


def test_every_number_of_a_table_of_a_page_is_of_its_answer(pages):
    folder, answers = pages
    for force, one in answers.items():
        page = html.fromstring((folder / f"{force}.html").read_text(encoding="utf-8"))
        for caption, values in (
            ("in each year", [f"{low}" for low, _ in one.totals.values()]),
            (
                "Which offences were",
                [f"{low}" if low == high else f"{low} to {high}" for low, high in one.offences.values()],
            ),
            ("What the police did", [f"{low}" for low, _ in one.outcomes.values()]),
        ):
            tables = page.xpath(f"//table[caption/span[contains(., '{caption}')]]")
            heads = [head.text_content() for head in tables[0].findall("thead/tr/th")] if tables else []
            column = next((n for n, head in enumerate(heads) if head in ("Offences", "Count")), None)
            printed = [row[column].text_content() for table in tables for row in table.findall("tbody/tr")]
            assert sorted(printed) == sorted(values), (force, caption)


def read_rows(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_ends(row):
    """A row of a table as its fewest and its most."""
    return int(row["count_low"]), int(row["count_high"])


def test_downloads_hold_what_the_answers_say_and_nothing_else(pages):
    folder, answers = pages
    for force, one in answers.items():
        files = folder / "files" / force

        def read_drawn(name, force=force, files=files):
            file = files / f"{force}-{name}.csv"
            return read_rows(file) if file.exists() else []

        own = [row for row in read_rows(files / f"{force}.csv") if row["platform"] != OTHER]
        found = {
            (name_period(row["period_start"], row["period_end"]), *read_ends(row))
            for row in own
            if row["basis"] == "disclosure" and row["measure"] in COUNTED
        }
        assert found == set(one.list_counts()), force
        drawn = [read_ends(row) for row in read_drawn("yearly")]
        assert drawn in ([], list(one.totals.values())), force
        last = {code: pair for (code, year), pair in one.offences.items() if year == country.YEARS[-1]}
        for row in read_drawn("offences"):
            assert read_ends(row) == last[row["category"]], force
        parts = [
            row
            for row in read_drawn("outcomes")
            if row["part"] not in ("All offences", "Not printed") and row["count_low"]
        ]
        if parts:
            assert sum(read_ends(row)[0] for row in parts) == sum(low for low, _ in one.outcomes.values()), force
        charged = [read_ends(row) for row in parts if row["part"] == "Charged or summonsed"]
        assert charged in ([], [one.outcomes.get("charged")]), force


def test_the_workbook_and_what_search_engines_read_hold_the_same_counts(pages):
    folder, answers = pages
    for force, one in answers.items():
        book = openpyxl.load_workbook(folder / "files" / force / f"{force}.xlsx", read_only=True)
        rows = list(book["Counts"].iter_rows(min_row=4, values_only=True)) if "Counts" in book.sheetnames else []
        found = [row for row in rows if row[6] == "force's answer"]
        assert sorted((row[3], row[4], row[5]) for row in found) == one.list_counts(), force
        page = html.fromstring((folder / f"{force}.html").read_text(encoding="utf-8"))
        (text,) = page.xpath("//script[@type='application/ld+json']/text()")
        (data,) = [part for part in json.loads(text)["@graph"] if part["@type"] == "Dataset"]
        said = [
            (said["name"].rpartition(", ")[2], said.get("value", said.get("minValue")), said.get("value", said.get("maxValue")))
            for said in data.get("variableMeasured", ()) if said["description"].startswith("force's answer")
        ]  # fmt: skip
        assert sorted(said) == one.list_counts(), force
        inferred = [row for row in rows if row[6] == "worked out from other figures"]
        for _, _, measure, year, low, high, *_ in inferred:
            assert measure == "total", force
            assert low <= one.real[year] <= high, force


# What stands among the words of a sentence and counts nothing: periods, days, and how far chance goes.
NO_COUNTS = re.compile(
    r"\d{4}/\d{2}|\b\d{1,2} [A-Z][a-z]+( \d{4})?|\b(19|20)\d{2}\b|\(reference [^)]*\)|or one offence has several"
    r"|\(95% interval [^)]*\)|95% interval(s| of 0 in \d+)?|(of the ratio|the last) runs from [\d.]+ to [\d.]+"
)


def list_allowed(one):
    """Numbers that a sentence about an answer may hold, and percentages, worked out here by hand from what the answer says."""
    last = country.YEARS[-1]
    whole = [pair for pair in one.totals.values() if pair[0] == pair[1]]
    types = [pair for (_, year), pair in one.offences.items() if year == last]
    sums = {
        year: [sum(pair[end] for (_, y), pair in one.offences.items() if y == year) for end in (0, 1)]
        for year in country.YEARS
    }
    outcomes = sum(low for low, _ in one.outcomes.values())
    numbers = {end for _, low, high in one.list_counts() for end in (low, high)}
    numbers |= {
        len(types),
        len(one.outcomes),
        len(one.totals),
        outcomes,
        *(end for ends in sums.values() for end in ends),
    }
    percentages = set()
    if whole:
        total, charged = whole[-1][0], one.outcomes.get("charged", (0, 0))[0]
        numbers |= {total - sum_ for sum_ in (*sums[last], outcomes)}
        percentages |= {(charged, total)}
        # How far Wilson's interval of none in so many reaches: z² in n + z².
        percentages |= {(1.959964**2, total + 1.959964**2)}
    if outcomes:
        percentages |= {(one.outcomes.get("charged", (0, 0))[0], outcomes)}
    percentages |= {(abs(b - a), a) for (a, _), (b, _) in [*pairwise(whole), *combinations(whole, 2)]}
    return numbers, {
        f"{round_half_up(100 * part / base, digits)}" for part, base in percentages if base for digits in (0, 1, 2)
    }


def test_every_number_of_a_sentence_is_of_its_answer(pages):
    folder, answers = pages
    held = 0
    for force, one in answers.items():
        numbers, percentages = list_allowed(one)
        for said in site.list_sentences(nbformat.read(folder / "files" / force / f"{force}.ipynb", 4)):
            files = [figure["file"] for figure in said["figures"]]
            assert not any("made-up-other" in file for file in files), (force, said["text"])
            if not files or not all(file.startswith("data/raw/disclosures/") for file in files):
                continue
            text = NO_COUNTS.sub("", said["text"])
            spelled = re.findall(rf"\b({'|'.join(WORDS)})\b(?= (?:offence|outcome|charge|type))", text.lower())
            found = {
                int(digits.replace(",", ""))
                for digits in re.findall(r"(?<![\w.])\d[\d,]*(?![\d.]*%|\.\d|\w)", text)
            }
            assert found | {WORDS.index(word) for word in spelled} <= numbers | {0}, (force, said["text"], one)
            assert set(re.findall(r"([\d.]+)%", text)) <= percentages, (force, said["text"], one)
            held += len(found) + len(spelled)
    assert held > 3 * len(answers)
