"""Turns the processed and the reference tables into one SQLite database, and into what Datasette says of it."""

import sqlite3
from collections.abc import Iterator

from linked_offences import catalogue
from linked_offences.study import read_study
from plain_files import Problem

# Types of columns by those of the dictionary, each with what makes it of a cell; all others are text.
TYPES = {"integer": (int, "INTEGER"), "number": (float, "REAL")}
# Views, each with what it holds, in the words of its definition.
VIEWS = {
    "exact_counts": (
        "Counts that are one number, on which no source disagrees and which rest on no open reading.",
        """
        SELECT counts.force, forces.name, platform, year, period_start, period_end, measure, level, category, label,
               count_low AS offences, basis
        FROM counts JOIN forces ON forces.slug = counts.force
        WHERE kind = 'exact'
        """,
    ),
    "latest_by_force": (
        "One row a force: what came back, and its newest recording year of which a total is known or bounded (of two that "
        "begin within one calendar year the force's own), counted from count_low to count_high, both included; blank where none is.",
        """
        SELECT requests.force, forces.name, requests.status, newest.year, newest.period_start, newest.period_end,
               newest.count_low, newest.count_high, newest.basis, newest.flag
        FROM requests JOIN forces ON forces.slug = requests.force
        LEFT JOIN (
            SELECT *, row_number() OVER (
                PARTITION BY force
                ORDER BY substr(period_start, 1, 4) DESC, basis = 'disclosure' DESC, period_end DESC, period_start DESC
            ) AS place
            FROM counts
            WHERE measure = 'total' AND platform = {platform} AND year IS NOT NULL
                  AND (count_low IS NOT NULL OR count_high IS NOT NULL)
        ) AS newest ON newest.force = requests.force AND newest.place = 1
        WHERE requests.decides_status = 'yes'
        ORDER BY forces.name
        """,
    ),
}


def make_database() -> bytes:
    """All processed and reference tables with their keys, and the views; the same bytes from the same tables and SQLite.

    A blank is NULL but in primary keys, where it is the empty text.

    Raises
    ------
    Problem
        A row names one of another table that is not there.
    """
    schemas = _list_schemas()
    database = sqlite3.connect(":memory:")
    try:
        for name, schema in schemas.items():
            database.execute(_define(name, schema))
            database.executemany(
                f"INSERT INTO {_quote(name)} VALUES ({', '.join('?' * len(schema['fields']))})",
                _list_rows(name, schema),
            )
        for table, number, other, _ in database.execute("PRAGMA foreign_key_check"):
            raise Problem(
                catalogue.processed() / f"{table}.csv",
                f"row {number + 1}",
                "",
                f"names no row of {other}; run make data",
            )
        platform = "'{}'".format(read_study().platform.slug.replace("'", "''"))
        for name, (_, query) in VIEWS.items():
            database.execute(f"CREATE VIEW {_quote(name)} AS {query.format(platform=platform)}")
        database.commit()
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def describe_database(name: str) -> dict:
    """The metadata by which Datasette tells what the tables, views and columns of a database of that name hold."""
    tables = {
        table: {
            "description": schema["description"],
            "columns": {field["name"]: field["description"] for field in schema["fields"]},
        }
        for table, schema in _list_schemas().items()
    }
    tables |= {view: {"description": told} for view, (told, _) in VIEWS.items()}
    return {
        "title": read_study().title,
        "description": "Figures of police forces are their own; official figures are under the Open Government "
        "Licence v3.0, our work on them under the MIT licence. The table sources has the terms of each.",
        "databases": {name: {"tables": tables}},
    }


def _list_schemas() -> dict[str, dict]:
    """Table Schema of each table, those first that others name."""
    return catalogue.schemas("reference") | catalogue.schemas("processed")


def _define(name: str, schema: dict) -> str:
    parts = [f"{_quote(field['name'])} {TYPES.get(field['type'], (str, 'TEXT'))[1]}" for field in schema["fields"]]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quote, schema['primaryKey']))})")
    for key in schema.get("foreignKeys", ()):
        other = key["reference"]
        parts.append(
            f"FOREIGN KEY ({_quote(key['fields'])}) REFERENCES {_quote(other['resource'] or name)} ({_quote(other['fields'])})"
        )
    return f"CREATE TABLE {_quote(name)} ({', '.join(parts)})"


def _list_rows(name: str, schema: dict) -> Iterator[list[str | int | None]]:
    rows = catalogue.rows(name) if name in catalogue.schemas("processed") else catalogue.reference_rows(name)
    for row in rows:
        yield [
            TYPES.get(field["type"], (str, "TEXT"))[0](cell)
            if (cell := row[field["name"]])
            else ("" if field["name"] in schema["primaryKey"] else None)
            for field in schema["fields"]
        ]


def _quote(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
