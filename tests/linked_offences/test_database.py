"""One SQLite file of all tables: opened by Datasette's own client where it is installed, by sqlite3 where it is not."""

import asyncio
import csv
import json
import re
import sqlite3
from contextlib import closing
from importlib.util import find_spec

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, read_rows

from linked_offences.commands import main
from linked_offences.site import database
from plain_files import Problem

DICTIONARY = yaml.safe_load((ROOT / "data" / "reference" / "dictionary.yml").read_text(encoding="utf-8"))
TABLES = DICTIONARY["reference"] | DICTIONARY["processed"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The database and its metadata, as a file each."""
    file = tmp_path_factory.mktemp("database") / "linked-offences.db"
    file.write_bytes(database.make_database())
    file.with_suffix(".json").write_text(json.dumps(database.describe_database(file.stem)), encoding="utf-8")
    return file


@pytest.fixture
def ask(written):
    """Rows that a question in SQL gives, each by the names of its columns."""
    if find_spec("datasette"):
        from datasette.app import Datasette

        told = json.loads(written.with_suffix(".json").read_text(encoding="utf-8"))
        client = Datasette([str(written)], metadata=told).client

        def ask(query):
            params = {"sql": query, "_shape": "array"}
            found = asyncio.run(client.get("/linked-offences.json", params=params))
            assert found.status_code == 200, found.text
            return found.json()

        return ask

    def ask(query):
        with closing(sqlite3.connect(written)) as opened:
            opened.row_factory = sqlite3.Row
            return [dict(row) for row in opened.execute(query)]

    return ask


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_every_row_and_cell_of_its_file(ask, name):
    kind = "processed" if name in DICTIONARY["processed"] else "reference"
    held = ask(f"SELECT * FROM {name} ORDER BY rowid LIMIT 900")
    printed = read_rows(f"data/{kind}/{name}.csv")
    (counted,) = ask(f"SELECT count(*) AS n FROM {name}")
    assert counted["n"] == len(printed)
    shown = [{key: "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for key, cell in row.items()}
             for row in held]  # fmt: skip
    # A cell that a spreadsheet would take for a formula has an apostrophe in front in the CSV, and in no database.
    assert shown == [
        {key: re.sub(r"^'(?=[=+@\t\r-])", "", cell) for key, cell in row.items()} for row in printed[:900]
    ]


def test_every_key_of_another_table_leads_to_a_row(written):
    with closing(sqlite3.connect(written)) as opened:
        for name, schema in TABLES.items():
            keys = [(one["fields"], one["reference"]["resource"] or name) for one in schema.get("foreignKeys", ())]
            found = opened.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            assert sorted((one[3], one[2]) for one in found) == sorted(keys)
            named = {field["name"] for field in schema["fields"]}
            assert ("force" in named) <= (("force", "forces") in keys), name
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_exact_counts_are_those_of_the_table_that_nothing_speaks_against(ask):
    rows = [row for row in read_rows("data/processed/counts.csv") if row["count_low"] == row["count_high"] != ""]
    wanted = [(row["force"], row["label"], int(row["count_low"])) for row in rows if not row["flag"]]
    found = ask("SELECT * FROM exact_counts")
    assert sorted((row["force"], row["label"] or "", row["offences"]) for row in found) == sorted(wanted)
    assert len(found) > 20
    assert [
        row["offences"]
        for row in found
        if (row["force"], row["year"], row["measure"]) == ("dorset", "2023/24", "total")
    ] == [16]


def test_the_latest_year_stands_once_for_each_force_and_is_blank_where_none_is_known(ask):
    found = {row["force"]: row for row in ask("SELECT * FROM latest_by_force")}
    asked = [row["force"] for row in read_rows("data/processed/requests.csv") if row["decides_status"] == "yes"]
    assert sorted(found) == sorted(asked)
    # As the two forces print it in data/raw/disclosures, and as Derbyshire's newspaper leaves it open.
    for force, year, low, high in (
        ("dorset", "2023/24", 16, 16),
        ("cleveland", "2023/24", 107, 107),
        ("kent", None, None, None),
    ):
        assert [found[force][name] for name in ("year", "count_low", "count_high")] == [year, low, high]
    assert found["derbyshire"]["count_low"] < found["derbyshire"]["count_high"]
    assert found["psni"]["status"] == "refused"


def test_datasette_is_told_what_each_table_view_and_column_holds(written):
    told = json.loads(written.with_suffix(".json").read_text(encoding="utf-8"))["databases"]["linked-offences"][
        "tables"
    ]
    with closing(sqlite3.connect(written)) as opened:
        there = {
            name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }
    assert set(told) == there
    for name, schema in TABLES.items():
        assert told[name]["columns"] == {field["name"]: field["description"] for field in schema["fields"]}
    assert all(one["description"] for one in told.values())


def test_every_column_of_every_table_is_described():
    for kind, tables in DICTIONARY.items():
        for name, schema in tables.items():
            assert schema["description"]
            for field in schema["fields"]:
                assert field.get("description"), f"{kind} {name} {field['name']}"


def test_two_databases_are_the_same_bytes_and_the_command_writes_them(written, checkout, tmp_path):
    found = CliRunner().invoke(main, ["data", "--database", str(tmp_path / "linked-offences.db")])
    assert found.exit_code == 0, found.output
    assert (tmp_path / "linked-offences.db").read_bytes() == written.read_bytes()
    assert json.loads(
        (tmp_path / "linked-offences.json").read_text(encoding="utf-8")
    ) == database.describe_database("linked-offences")


def test_a_row_that_names_no_row_of_another_table_is_told(checkout):
    file = checkout / "data" / "processed" / "checks.csv"
    rows = read_rows("data/processed/checks.csv")
    rows[1]["figure"] = "press/made-up/nothing"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(Problem) as caught:
        database.make_database()
    assert "checks.csv: row 3" in str(caught.value)
    assert "names no row of figures" in str(caught.value)
