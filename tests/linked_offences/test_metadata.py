"""JSON-LD and citation: values are those of the figures, and no text can end the block."""

import hashlib
import json
import re
import tomllib
from importlib.metadata import version

import pandas as pd
import pytest
import yaml
from conftest import ROOT, STATES, in_words, list_published_days
from lxml import html

from linked_offences import catalogue, profile
from linked_offences.records.pipeline import save_tables
from linked_offences.site import metadata
from linked_offences.study import read_study
from linked_offences.telling.ledgers import find_ledger
from plain_files import Problem

ADDRESS = "https://example.org/made-up/"
FORCES = [*STATES, "cleveland", "dyfed-powys", "lancashire", "british-transport-police"]


@pytest.fixture(scope="module")
def pages():
    return {force: profile.load(force) for force in FORCES}


def read(page, address="", title="A made-up heading"):
    files = {
        f"files/{page.force}/{page.force}{ending}": f"made-up {ending}".encode()
        for ending in (".csv", ".ipynb", ".xlsx", "-sentences.json", ".png")
    }
    block = metadata.write_block(metadata.describe(page, title, files, address))
    graph = {one["@type"]: one for one in json.loads(block)["@graph"]}
    return graph["Dataset"], graph["Article"], files


def ends(one):
    return one.get("value", one.get("minValue")), one.get("value", one.get("maxValue"))


def known(*pair):
    return tuple(None if pd.isna(end) else int(end) for end in pair)


@pytest.mark.parametrize("force", FORCES)
def test_every_value_is_that_of_the_figures_behind_it_and_none_is_left_out(pages, force):
    page = pages[force]
    told = read(page)[0].get("variableMeasured", [])
    held = catalogue.load("counts").query("force == @force")
    assert sorted((one["identifier"], str(ends(one))) for one in told) == sorted(
        (row.figures.split(), str(known(row.count_low, row.count_high))) for row in held.itertuples()
    )
    for one in told:
        if "worked out" not in one["description"]:
            assert ends(one) == known(*find_ledger(page.force).range_of(one["identifier"]))


def test_a_condition_and_a_missing_number_are_said_beside_the_value(pages):
    told = {one["name"]: one for one in read(pages["derbyshire"])[0]["variableMeasured"]}
    assert told["Offences, 2021/22 to 2023/24"]["value"] == 188
    assert told["Offences, 2021/22 to 2023/24"]["description"] == "newspaper; if 188 is the three-year total"
    years = told["Offences, 2023/24"]
    assert (years["minValue"], years["maxValue"], "value" in years) == (64, 115, False)
    vague = read(pages["west-mercia"])[0]["variableMeasured"][0]
    assert (vague["minValue"], "maxValue" in vague, "value" in vague) == (701, False, False)
    unprinted = [
        one for one in read(pages["cleveland"])[0]["variableMeasured"] if one["name"].startswith("Other off")
    ]
    assert [(ends(one), "printed without a number" in one["description"]) for one in unprinted] == [
        ((None,) * 2, True)
    ]


@pytest.mark.parametrize("force", FORCES)
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_a_dataset_says_what_where_when_by_whom_and_under_which_terms(pages, force, address):
    page = pages[force]
    dataset, article, files = read(page, address)
    assert page.name in dataset["name"]
    assert 50 <= len(dataset["description"]) <= 5000  # what search engines for data sets ask for
    assert "not a cause" in dataset["description"]
    assert dataset["license"]["name"]
    assert dataset["creator"] == article["author"] == {"@type": "Organization", "name": metadata.AUTHOR}
    code = catalogue.reference("forces").set_index("slug").loc[force, "ons_code"]
    assert dataset["spatialCoverage"].get("identifier", {}).get("value", "") == code
    assert re.fullmatch(
        r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}", dataset.get("temporalCoverage", "2000-01-01/2000-01-01")
    )
    assert dataset["datePublished"] == article["datePublished"] == list_published_days(force)[0]
    assert [one["name"] for one in dataset.get("isBasedOn", [])] == page.sources["title"].tolist()
    assert article["about"] == article["isBasedOn"] == {"@id": dataset["@id"]}
    assert article["headline"] == "A made-up heading"
    for one in dataset["distribution"]:
        name = one["contentUrl"].removeprefix(address)
        assert one["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert one["contentSize"] == f"{len(files[name])} B"
    assert [one["name"] for one in dataset["distribution"]] == [f"{force}.csv", f"{force}.ipynb", f"{force}.xlsx"]


def test_our_addresses_are_absolute_only_where_one_is_given(pages):
    for address, told in (
        ("", [None, "#dataset"]),
        (ADDRESS, [f"{ADDRESS}dorset.html", f"{ADDRESS}dorset.html#dataset"]),
    ):
        dataset, article, _ = read(pages["dorset"], address)
        assert [dataset.get("url"), dataset["@id"]] == told
        assert article.get("url") == told[0]
        assert all(one["contentUrl"].startswith(f"{address}files/dorset/") for one in dataset["distribution"])


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- made up", "R&D \u2028 \u00e9 </SCRIPT >"]
)
def test_no_text_ends_the_block_and_all_of_it_comes_back(pages, title):
    block = metadata.write_block(metadata.describe(pages["psni"], title, {}))
    page = html.fromstring(
        f'<html><body><script type="application/ld+json">{block}</script><p>after</p></body></html>'
    )
    (script,) = page.iter("script")
    assert json.loads(script.text)["@graph"][1]["headline"] == title
    assert page.findtext(".//p") == "after"
    assert not re.search(r"[<>&]", block)


def test_the_version_is_one_in_every_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert version("linked-offences") == project["version"] == citation["version"]
    assert [one["name"] for one in citation["authors"]] == [metadata.AUTHOR]
    assert citation["title"] == read_study().title


def test_a_citation_names_authors_year_title_version_and_the_day_of_the_numbers():
    release = version("linked-offences")
    told = (
        "The linked-offences contributors ({year}): A made-up heading. In: Offences linked to TikTok, force by force, "
        f"version {release}."
    )
    for force, where in (("dorset", ""), ("", f" {ADDRESS}national.html.")):
        day = list_published_days(force or "*")[-1]
        cited = metadata.cite("A made-up heading", "national.html", force, address=where and ADDRESS)
        assert cited == f"{told.format(year=day[:4])}{where} Numbers of {in_words(day)}."


def test_a_force_that_was_never_published_has_no_day(checkout):
    (checkout / "data" / "published" / "psni.csv").unlink()
    page = profile.load("psni")
    assert "datePublished" not in read(page)[0]
    assert "(2026)" not in metadata.cite("A made-up heading", "psni.html", "psni")


@pytest.mark.parametrize(
    "change", [lambda table: table.assign(a_week=1), lambda table: table.drop(columns="basis")]
)
def test_a_table_with_other_columns_than_are_described_is_not_written(bare, change):
    tables = {name: catalogue.load(name) for name in catalogue.schemas("processed")}
    before = catalogue.processed().joinpath("counts.csv").read_bytes()
    with pytest.raises(
        Problem, match=r"processed\.counts: \"(a_week|basis)\": is made but not described, or not made"
    ):
        save_tables(tables | {"counts": change(tables["counts"])}, "made up")
    assert catalogue.processed().joinpath("counts.csv").read_bytes() == before
