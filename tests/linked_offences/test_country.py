"""From full answers to pages: in a made-up country every page says what its force's answer says, and nothing else."""

import os
import re
from pathlib import Path

import country
import pandas as pd
import pytest
import sites
from conftest import copy_checkout
from lxml import html

from linked_offences import forces, metrics, profile
from linked_offences.records import pipeline

CHARGED = {"Charged/Summonsed", "1"}
NEVER = ["newspaper prints", "newspapers report", "cannot both hold", "cannot all hold", "cannot hold", "cannot be right", "disagrees",
         "cannot be counts", "sources disagree"]  # fmt: skip


# Some forces of a country whose answers are of every kind that is made up; then whole countries, of which most are
# counted and made into no pages.
FEW = slice(3, 13)
COUNTRIES = [pytest.param((1, FEW), id="1, some forces")] + [
    pytest.param((seed, slice(None)), id=str(seed), marks=pytest.mark.slow) for seed in range(1, 21)
]
shown = pytest.mark.parametrize("filed", COUNTRIES[:7], indirect=True)


@pytest.fixture(scope="module", params=COUNTRIES)
def filed(request, make_once):
    """The answers of a made-up country by force, filed in place of what is known of the forces."""
    seed, some = request.param
    answers = {one.force: one for one in country.make_country(seed, forces.list_asked())[some]}

    def make(checkout):
        copy_checkout(checkout)
        sites.clear(checkout)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
            for force, one in answers.items():
                folder = checkout / "received" / force
                folder.mkdir(parents=True)
                sites.file_answer(one.write(folder), force)
            pipeline.run()

    checkout = make_once(f"country-{seed}-{len(answers)}", make)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        yield answers


@pytest.fixture(scope="module")
def pages(filed, make_once):
    """Folder of the pages of the country."""
    name = Path(os.environ["LINKED_OFFENCES_ROOT"]).name
    return make_once(f"{name}-pages", lambda folder: sites.make_pages(folder, filed))


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
    for force, one in filed.items():
        page = profile.load(force)
        yearly = metrics.list_totals(page.counts).query("covers == 'year'")[["year", "count_low", "count_high"]]
        assert ends(yearly) == {(year, *pair) for year, pair in one.totals.items()}, force
        printed = page.figures[page.figures["measure"] == "offence"]
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


@shown
def test_every_page_begins_with_what_its_answer_says_and_contradicts_nobody(filed, pages):
    listed = html.fromstring((pages / "index.html").read_text(encoding="utf-8"))
    for force, one in filed.items():
        page = html.fromstring((pages / f"{force}.html").read_text(encoding="utf-8")).get_element_by_id("content")
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


@shown
def test_every_number_of_a_table_of_a_page_is_of_its_answer(filed, pages):
    for force, one in filed.items():
        page = html.fromstring((pages / f"{force}.html").read_text(encoding="utf-8"))
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


@shown
def test_downloads_hold_what_the_answers_say(filed, pages):
    for force, one in filed.items():
        table = pd.read_csv(pages / "files" / force / f"{force}.csv")
        offences = table[(table["measure"] == "offence") & (table["basis"] == "disclosure")]
        pairs = sorted(zip(offences["count_low"], offences["count_high"], strict=True))
        assert pairs == sorted(one.offences.values()), force
