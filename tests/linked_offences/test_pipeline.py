"""From raw files to processed tables: the committed bytes, and every way in which a raw file can be bad."""

import math
import re
import shutil

import pandas as pd
import pytest
from click.testing import CliRunner
from conftest import DORSET, ROOT, TIMES, list_unknown, raw, record_hash

from linked_offences import catalogue
from linked_offences.commands import main
from linked_offences.records import pipeline, reconcile


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_committed_tables_are_what_the_command_makes_byte_for_byte_and_it_says_what_changed(checkout):
    shutil.rmtree(checkout / "data" / "processed")
    told = CliRunner().invoke(main, ["data"]).stdout.splitlines()
    assert bytes_of(checkout / "data" / "processed") == bytes_of(ROOT / "data" / "processed")
    assert re.fullmatch(r"\d+ statements about \w+ forces held together in \d+\.\d s", told[0])
    assert told[1].startswith("data/processed: ")
    assert {"counts.csv", "datapackage.json"} <= set(re.split(r"[, ]+", told[1]))
    assert CliRunner().invoke(main, ["data"]).stdout.splitlines()[-1] == "data/processed: nothing changed"


def test_the_data_package_is_valid_by_its_own_standard():
    from frictionless import Package

    package = Package(str(ROOT / "data" / "processed" / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "note"])[:5]
    tables = {file.name for file in (ROOT / "data" / "processed").glob("*.csv")}
    assert {one.path for one in package.resources} == tables


def faults(checkout):
    """The faults of a broken checkout, whose tables stay as they were, or hold nothing of forces whose answers are at fault."""
    before = bytes_of(checkout / "data" / "processed")
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.run()
    found = caught.value.faults
    if all(fault.answer for fault in found):
        hurt = {force for fault in found for force in fault.forces}
        assert not [one for one in catalogue.rows("figures") if one["force"] in hurt]
        assert hurt == {one["force"] for one in catalogue.rows("requests") if one["status"] == "unreadable"}
    else:
        assert bytes_of(checkout / "data" / "processed") == before
    return found


def edit(file, old, new, *, hashed=True):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    if hashed:
        record_hash(file.parent, file.name)


def one_fault(checkout):
    found = faults(checkout)
    assert len(found) == 1
    line = str(found[0].problem)
    assert "\n" not in line
    return line, found[0].forces


@pytest.mark.parametrize(
    ("name", "file", "content", "place", "forces"),
    [
        (DORSET, "table-1.csv", b"Time period,Count\n\xff\xfe\x00", "byte 19", ("dorset",)),
        (TIMES, "statements.csv", b'id,"force\n', "line", ("derbyshire", "england-and-wales")),
        (DORSET, "source.yml", b"title: [", "line 1", ("dorset",)),
        (TIMES, "source.yml", b"\xff", "byte 1", ("derbyshire", "england-and-wales")),
        ("official/population-mid-2023", "population.csv", b"", "SHA-256", None),
    ],
)
def test_an_unreadable_file_is_named_with_its_place_and_its_forces(few, name, file, content, place, forces):
    (raw(few, name) / file).write_bytes(content)
    line, dependents = one_fault(few)
    assert line.startswith(f"data/raw/{name}/{file}: ")
    assert place in line
    assert dependents == forces


def test_a_missing_file_is_named(few):
    (raw(few, DORSET) / "table-1a.csv").unlink()
    line, dependents = one_fault(few)
    assert "table-1a.csv: cannot be read (No such file or directory)" in line
    assert dependents == ("dorset",)


def test_all_faults_are_named_at_once(few):
    (raw(few, DORSET) / "table-1a.csv").unlink()
    (raw(few, TIMES) / "statements.csv").unlink()
    assert [fault.forces for fault in faults(few)] == [("dorset",), ("derbyshire", "england-and-wales")]


def test_a_fault_is_that_of_its_own_folder_and_not_of_one_whose_name_begins_alike(few):
    other = f"{TIMES}-2"
    shutil.copytree(raw(few, TIMES), raw(few, other))
    edit(raw(few, other) / "source.yml", "- derbyshire", "- kent", hashed=False)
    edit(raw(few, other) / "statements.csv", ",derbyshire,", ",kent,")
    edit(raw(few, other) / "statements.csv", "malicious communications,27", "malicious communications,2 7")
    line, dependents = one_fault(few)
    assert line.startswith(f"data/raw/{other}/")
    assert "derbyshire" not in dependents


def test_a_received_file_that_was_edited_is_found_by_its_hash(few):
    edit(raw(few, DORSET) / "table-1.csv", "14", "41", hashed=False)
    line, _ = one_fault(few)
    assert "is not the file received" in line


def test_a_file_that_source_yml_does_not_list_is_named(few):
    (raw(few, DORSET) / "copy.csv").write_text("a\n", encoding="utf-8")
    assert "copy.csv: is not listed in source.yml" in one_fault(few)[0]


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "words"),
    [
        (TIMES, "statements.csv", "malicious communications,27", "malicious communications,2 7", '"2 7"'),
        (TIMES, "statements.csv", "In the last year alone", "Over time", '"Over time": is no period'),
        (TIMES, "statements.csv", "more than", "nearly", "add it to data/reference/qualifiers.csv"),
        (TIMES, "statements.csv", "offence-harassment,derbyshire", "offence-harassment,derbyshre", '"derbyshre": is no slug'),
        (TIMES, "statements.csv", "offence-harassment,", "offence-stalking,", 'row 6: '),
        (TIMES, "statements.csv", ",total,", ",sum,", "column measure"),
        (TIMES, "statements.csv", "claim,joined_to", "claim,joined", "joined"),
        ("official/population-mid-2023", "population.csv", "derbyshire,2023,1077909", "derbyshire,2023,many", "column population"),
        ("official/population-mid-2023", "population.csv", "derbyshire,2023,1077909", "derbyshire,2023", "has 2 cells"),
        ("official/recorded-crime-2026-04", "recorded_crime.csv", "kent,2024-03-31", "knet,2024-03-31", '"knet": is no slug'),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_with_its_value(few, name, file, old, new, words):
    edit(raw(few, name) / file, old, new)
    line, _ = one_fault(few)
    assert line.startswith(f"data/raw/{name}/{file}: ")
    assert words in line


@pytest.mark.parametrize("cell", ["41", "n/k", "", "<5"])
def test_a_document_that_no_longer_reads_as_filed_is_named_with_the_row(few, cell):
    edit(raw(few, DORSET) / "table-1.csv", "2022,14", f"2022,{cell}")
    line, dependents = one_fault(few)
    assert line.startswith(f"data/raw/{DORSET}/table-1.csv.reading.csv: row 2: ")
    assert "is now read as" in line
    assert dependents == ("dorset",)


def test_two_totals_of_one_period_are_named_and_never_added_up(few):
    (raw(few, DORSET) / "table-1.csv.reading.csv").unlink()
    edit(raw(few, DORSET) / "table-1.csv", "6th Apr 2022 to 5th Apr 2023", "6th Apr 2021 to 5th Apr 2022")
    assert 'table-1.csv: B3: "16": is another total of the period of B2' in one_fault(few)[0]


def test_a_figure_without_a_period_is_named(few):
    (raw(few, DORSET) / "layout.yml").unlink()
    (raw(few, DORSET) / "table-1a.csv.reading.csv").unlink()
    assert 'table-1a.csv: B2: "1": stands under no period' in one_fault(few)[0]


BAD_SECTIONS = [
    "<b>",
    '"40(2)\\n"',
    '"=40"',
    "\u0664\u0660(2)",
    f"40({'a' * 99})",
    "9999",
    "40(2) and 40(2" + 99 * ") and 40(2" + ")",
]
BAD_YEARS = [
    "<b>",
    "99 Made to 45 Up",
    "31 February to 30 February",
    "1 April to 1 May",
    '"1 April to 31 March\\n"',
]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('published: "2024-07-22"', "published: 2024-02-31", '"2024-02-31": is no date'),
        ('published: "2024-07-22"', "published: July", "published"),
        ("- dorset", "- dorest", '"dorest": is no slug'),
        ("status: answered", "status: maybe", "status"),
        ("licence: ", "license: ", "'licence' is a required property"),
        *(("section: null", f"section: {one}", "section") for one in BAD_SECTIONS),
        *(("period_basis: 6 April to 5 April", f"period_basis: {one}", "period_basis") for one in BAD_YEARS),
    ],
)
def test_a_source_record_that_breaks_its_schema_is_named_with_the_key(few, old, new, words):
    edit(raw(few, DORSET) / "source.yml", old, new, hashed=False)
    line, dependents = one_fault(few)
    assert words in line
    assert dependents == ("dorset",)


def test_a_layout_that_cannot_be_followed_is_named(few):
    edit(raw(few, DORSET) / "layout.yml", "2023-04-06..2024-04-05", "last year", hashed=False)
    line, dependents = one_fault(few)
    assert 'layout.yml: table-1a.csv.period: "last year" is no period' in line
    assert dependents == ("dorset",)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("forces.csv", "territorial", "county", "column type"),
        ("offence_labels.csv", "harassment,code,8L", "harassment,code,8Z", "8Z"),
        ("qualifiers.csv", "just,exact", "just,about", "column reading"),
    ],
)
def test_a_broken_reference_table_stops_everything_with_one_line(few, file, old, new, words):
    edit(few / "data" / "reference" / file, old, new, hashed=False)
    line, dependents = one_fault(few)
    assert line.startswith(f"data/reference/{file}: ")
    assert words in line
    assert dependents is None


def test_adding_a_source_changes_no_id_and_touches_no_shared_file(few):
    force, before = min(list_unknown()), catalogue.load("figures")
    new = raw(few, f"disclosures/{force}/made-up-1")
    shutil.copytree(raw(few, DORSET), new)
    edit(new / "source.yml", "- dorset", f"- {force}", hashed=False)
    pipeline.run()
    after = catalogue.load("figures")
    pd.testing.assert_frame_equal(after[after["force"] != force].reset_index(drop=True), before)
    assert len(after) == len(before) + (before["source"] == DORSET).sum()
    assert set(catalogue.load("requests").query("force == @force")["status"]) == {"answered"}


def test_the_disclosed_tables_become_the_figures_that_the_forces_print():
    figures = catalogue.load("figures").set_index("id")
    one = figures.loc["disclosures/dorset/01-FIN-24-2153/table-1.csv!B2"]
    assert (one["count_low"], one["period_start"], one["period_end"], one["measure"]) == (
        14,
        "2021-04-06",
        "2022-04-05",
        "total",
    )
    total = figures.loc["disclosures/dorset/01-FIN-24-2153/table-1.csv!B5"]
    assert (total["count_low"], total["measure"], total["period_start"]) == (46, "check_total", "2021-04-06")
    year = figures.loc["disclosures/cleveland/645-24/table-1.csv!C2"]
    assert (year["count_low"], year["period_start"], year["period_end"]) == (107, "2023-04-01", "2024-03-31")
    missing = figures.loc["disclosures/cleveland/645-24/table-1a.csv!B5"]
    assert pd.isna(missing["count_low"])
    assert (missing["category"], missing["as_printed"]) == ("66", "")


def test_a_printed_sum_agrees_where_what_it_sums_up_can_add_up_to_it():
    checks, figures = catalogue.load("checks"), catalogue.load("figures").set_index("id")
    results = dict(zip(checks["figure"], checks["result"], strict=True))
    # 14 + 16 + 16; 1 + 6 + 5 + 3 + 1; 37 + 63 + 88; 71 + 66 + 98, once as "more than 230"; 22 + 42 + 42, once as "hundreds".
    known = {
        f"{DORSET}/table-1.csv!B5": "agrees",
        f"{DORSET}/table-1a.csv!B7": "agrees",
        "press/2024-08-01-hemel-today/total-three-years": "agrees",
        "press/2024-08-04-blackpool-gazette/total-three-years": "agrees",
        "press/2024-08-blog-preston/total-opening": "agrees",
        "press/2024-08-blog-preston/total-three-years": "agrees",
        "press/undated-tenby-today/total-three-years": "agrees",
        "press/undated-tenby-today/total-headline": "disagrees",
        "press/2024-08-08-derbyshire-times/total-three-years": "cannot be checked",
    }
    assert {name: results.get(name) for name in known} == known
    for one in checks.itertuples():
        ends = figures.loc[[one.figure, *one.parts.split()], ["count_low", "count_high"]].astype(float)
        (low, high), *parts = ends.fillna({"count_high": math.inf}).to_numpy()
        if one.result == "cannot be checked":
            assert parts == []
        else:
            meets = max(low, sum(low for low, _ in parts)) <= min(high, sum(high for _, high in parts))
            assert one.result == ("agrees" if meets else "disagrees")


@pytest.mark.parametrize(
    ("force", "status", "section"),
    [
        ("dorset", "answered", ""),
        ("derbyshire", "reported", ""),
        ("northumbria", "no_answer_known", ""),
        ("psni", "refused", "12(1)"),
    ],
)
def test_a_force_has_one_row_that_decides_its_status_and_older_requests_do_not(force, status, section):
    requests = catalogue.load("requests").query("force == @force and decides_status == 'yes'")
    assert requests[["status", "section"]].to_numpy().tolist() == [[status, section]]


def test_northumbrias_refusal_of_2019_is_listed_with_its_section_and_its_workload_is_no_count():
    older = catalogue.load("requests").query("force == 'northumbria' and decides_status == 'no'")
    assert sorted(zip(older["status"], older["section"], strict=True)) == [
        ("answered_no_platform_split", ""),
        ("refused", "12(1)"),
    ]
    assert catalogue.load("counts").query("force == 'northumbria'").empty


@pytest.mark.parametrize("text", [
    "6th Apr 2021 to 5th Apr 2022", "April 6 2021 - April 5 2022", "06/04/2021-05/04/2022", "2021-04-06 to 2022-04-05",
    "year from 6 April 2021", "6th of April", "6-Apr-21",
])  # fmt: skip
def test_a_day_of_the_year_is_named_in_many_ways(text):
    assert reconcile.names_day(text, "04-06")
    assert not reconcile.names_day(text, "04-01")


@pytest.mark.parametrize(
    "text", ["2021/22", "16 April 2021", "26/04/2021", "6/14/2021", "April 2021", "06", "16th Apr", "April 60"]
)
def test_another_day_or_none_is_not_taken_for_it(text):
    assert not reconcile.names_day(text, "04-06")
