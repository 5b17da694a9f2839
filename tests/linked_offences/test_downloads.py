"""The files for analysts: every figure once, described by the dictionary, valid when unpacked."""

import io
import zipfile

import pandas as pd
import pytest
from conftest import ROOT, STATES

from linked_offences import catalogue, profile
from linked_offences.site import downloads
from plain_files import Problem

pytestmark = pytest.mark.whole

FORCES = [*STATES, "cleveland", "dyfed-powys", "lancashire"]


@pytest.fixture
def read(tmp_path):
    def read(page):
        file = tmp_path / f"{page.force}.csv"
        file.write_bytes(downloads.write_csv(page))
        return catalogue.read_table(file, catalogue.schemas("downloads")["force"])

    return read


@pytest.mark.parametrize("force", FORCES)
def test_the_csv_meets_the_dictionary_and_has_every_figure_once_with_its_place(read, force):
    page = profile.load(force)
    table = read(page)
    printed = table[table["basis"] != "inferred"].reset_index(drop=True)
    assert printed["id"].tolist() == page.figures["id"].tolist()
    held = page.figures.reset_index(drop=True)
    for column in (
        "as_printed",
        "qualifier",
        "measure",
        "period_start",
        "period_end",
        "source",
        "file",
        "cell",
    ):
        assert printed[column].tolist() == held[column].tolist()
    for ident, doubt, own in zip(printed["id"], printed["doubt"], held["doubt"], strict=True):
        flags = page.counts.loc[[ident in ids.split() for ids in page.counts["figures"]], "flag"]
        assert ("disagree" in doubt) == flags.str.contains("disagree").any()
        assert doubt.startswith(own)
    for column in ("count_low", "count_high"):
        assert printed[column].tolist() == ["" if pd.isna(end) else str(end) for end in held[column]]
    addresses = page.sources.set_index("source")["address"]
    assert printed["address"].tolist() == [addresses[one] for one in held["source"]]
    assert (printed[["publisher", "licence", "file", "cell"]] != "").all(axis=None)


@pytest.mark.parametrize("force", FORCES)
def test_counts_that_are_worked_out_say_what_they_rest_on_and_claim_no_cell(read, force):
    page = profile.load(force)
    found = read(page).query("basis == 'inferred'")
    held = catalogue.load("counts").query("force == @force and basis == 'inferred'")
    assert sorted(zip(found["count_low"], found["count_high"], found["rests_on"], strict=True)) == sorted(
        zip(held["count_low"].astype(str), held["count_high"].astype(str), held["figures"], strict=True)
    )
    assert (found[["publisher", "source", "file", "cell", "address", "as_printed"]] == "").all(axis=None)


def test_the_ranges_of_derbyshire_by_hand(read):
    found = read(profile.load("derbyshire")).query("basis == 'inferred' and measure == 'total'")
    assert found[["id", "count_low", "count_high", "doubt"]].to_numpy().tolist() == [
        [f"inferred/total/{start}/{end}", low, high, "if 188 is the three-year total"]
        for start, end, low, high in (
            ("2021-04-06", "2022-04-05", "1", "84"),
            ("2022-04-06", "2023-04-05", "1", "84"),
            ("2023-04-06", "2024-04-05", "64", "115"),
        )
    ]


def test_the_csv_of_a_force_with_nothing_known_is_a_header(read):
    assert read(profile.load("british-transport-police")).empty


def test_csvs_repeat_byte_for_byte():
    assert downloads.write_csv(profile.load("dorset")) == downloads.write_csv(profile.load("dorset"))


def test_the_package_is_valid_when_unpacked_and_is_the_processed_and_the_reference_tables(tmp_path):
    from frictionless import Package

    with zipfile.ZipFile(io.BytesIO(downloads.make_package())) as package:
        assert package.testzip() is None
        package.extractall(tmp_path)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for folder, there in ((".", "processed"), ("reference", "reference")):
        unpacked = {file.name: file.read_bytes() for file in (tmp_path / folder).glob("*.csv")}
        assert unpacked == {file.name: file.read_bytes() for file in (ROOT / "data" / there).glob("*.csv")}
    package = Package(str(tmp_path / "datapackage.json"))
    assert len(package.resources) == len([*tmp_path.rglob("*.csv")])
    assert len([key for one in package.resources for key in one.schema.foreign_keys]) > 10
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "note"])[:5]
    assert pd.read_csv(tmp_path / "counts.csv")["force"].tolist() == catalogue.load("counts")["force"].tolist()


def test_two_packages_are_the_same_bytes():
    assert downloads.make_package() == downloads.make_package()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda file: file.write_bytes(file.read_bytes() + b"\n"),
            "is not the table of datapackage.json; run make data",
        ),
        (lambda file: file.unlink(), "cannot be read (No such file or directory); run make data"),
    ],
)
def test_a_table_that_is_not_the_one_described_is_in_no_package(checkout, change, line):
    change(checkout / "data" / "processed" / "counts.csv")
    with pytest.raises(Problem) as caught:
        downloads.make_package()
    assert str(caught.value).startswith("data/processed/counts.csv: ")
    assert line in str(caught.value)


def test_without_the_description_there_is_no_package(checkout):
    (checkout / "data" / "processed" / "datapackage.json").unlink()
    with pytest.raises(Problem, match=r"datapackage\.json: is missing; run make data"):
        downloads.make_package()
