"""From full answers to pages: in a made-up country every page says what its force's answer says, and nothing else."""

import re
import shutil

import country
import pandas as pd
import pytest
from conftest import ROOT
from lxml import html

import foi_answers
import notebook_batch
from linked_offences import forces, metrics, profile
from linked_offences.records import filing, pipeline
from linked_offences.site import index
from linked_offences.site.reports import plan_force, plan_overviews

CHARGED = {"Charged/Summonsed", "1"}
NEVER = ["newspaper prints", "newspapers report", "cannot both hold", "cannot all hold", "cannot hold", "cannot be right", "disagrees",
         "cannot be counts", "sources disagree"]  # fmt: skip


@pytest.fixture(
    scope="module", params=[pytest.param(seed, marks=[pytest.mark.slow] * (seed > 1)) for seed in range(1, 21)]
)
def nation(request, tmp_path_factory):
    """A made-up country, filed and made into pages, in place of what is known of the forces."""
    checkout = tmp_path_factory.mktemp("country")
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, checkout / name)
    for folder in ("disclosures", "press"):
        shutil.rmtree(checkout / "data" / "raw" / folder)
    shutil.rmtree(checkout / "data" / "published")
    wrong = checkout / "data" / "reference" / "wrong_sentences.csv"
    wrong.write_text(wrong.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    answers = country.make_country(request.param, forces.list_asked())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(checkout))
        for one in answers:
            folder = checkout / "received" / one.force
            folder.mkdir(parents=True)
            file = one.write(folder)
            said = dict.fromkeys(("url", "title", "asked", "method", "searched"))
            plan = filing.plan(
                file, one.force, foi_answers.read_answer(file), period=None, reference="made-up", platform="tiktok",
                request="tiktok-offences-2024", published="2024-08-01", licence="made up", caveat=[], **said,
            )  # fmt: skip
            plan.folder.mkdir(parents=True)
            for name, content in plan.files.items():
                (plan.folder / name).write_bytes(content)
        pipeline.run()
        folder = checkout / "reports"
        plans = [*map(plan_force, forces.list_asked()), *plan_overviews()]
        failed = notebook_batch.run(plans, folder)
        assert failed == [], [f"{one.name}: {one.reason}" for one in failed]
        listing = index.make_index(folder)["index.html"]
        yield {one.force: one for one in answers}, folder, listing


def ends(rows):
    return {tuple(row) for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False, name=None)}


def test_what_is_counted_is_what_the_answers_say(nation):
    answers, _, _ = nation
    for force, one in answers.items():
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


def test_every_page_begins_with_what_its_answer_says_and_contradicts_nobody(nation):
    answers, folder, listing = nation
    listed = html.fromstring(listing)
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


def test_every_number_of_a_table_of_a_page_is_of_its_answer(nation):
    answers, folder, _ = nation
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


def test_downloads_hold_what_the_answers_say(nation):
    answers, folder, _ = nation
    for force, one in answers.items():
        table = pd.read_csv(folder / "files" / force / f"{force}.csv")
        offences = table[(table["measure"] == "offence") & (table["basis"] == "disclosure")]
        pairs = sorted(zip(offences["count_low"], offences["count_high"], strict=True))
        assert pairs == sorted(one.offences.values()), force
