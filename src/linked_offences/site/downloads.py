"""Turns the tables into files for analysts: a tidy CSV a force, and all tables as one Data Package."""

import hashlib
import io
import json
import zipfile

import pandas as pd

from linked_offences import catalogue
from linked_offences.counts import list_disagreements
from linked_offences.profile import Profile
from plain_files import Problem, write_frame


def list_figures(page: Profile) -> pd.DataFrame:
    """Every printed figure of a page in its order, then every count that is worked out from them.

    Returns
    -------
    DataFrame
        Columns as the dictionary describes them (``downloads``, ``force``).
    """
    columns = [field["name"] for field in catalogue.schemas("downloads")["force"]["fields"]]
    told = page.sources.set_index("source")[["publisher", "address", "licence"]]
    disagree = {
        ident: " | ".join(list_disagreements(flags))
        for flags, ids in page.counts[["flag", "figures"]].to_numpy() for ident in ids.split()
    }  # fmt: skip
    doubts = [
        " | ".join(filter(None, [doubt, disagree.get(ident)]))
        for ident, doubt in page.figures[["id", "doubt"]].to_numpy()
    ]
    printed = page.figures.assign(basis=page.figures["source_kind"], rests_on="", doubt=doubts)
    printed = printed.join(told, on="source")
    worked_out = page.counts[page.counts["basis"] == "inferred"]
    doubts = page.figures.set_index("id")["doubt"]
    names = ["measure", "period_start", "period_end", "category", "label"]
    worked_out = worked_out.assign(
        id=["/".join(["inferred", *filter(None, row)]).replace(" ", "-") for row in worked_out[names].to_numpy()],
        doubt=[
            " | ".join(dict.fromkeys(filter(None, (doubts.get(one) for one in ids.split()))))
            for ids in worked_out["figures"]
        ],
        note=worked_out["over"],
        rests_on=worked_out["figures"],
    )
    return pd.concat([printed, worked_out]).reindex(columns=columns).reset_index(drop=True)


def write_csv(page: Profile) -> bytes:
    """The CSV of a force: UTF-8, one row a figure, blank where nothing is known; a header alone where no figure is."""
    return write_frame(list_figures(page)).encode("utf-8")


def make_package() -> bytes:
    """All processed and reference tables with one datapackage.json as one zip, the same bytes from the same tables.

    Raises
    ------
    Problem
        A processed table is missing, or is not the one that data/processed/datapackage.json describes.
    """
    catalogue.described_tables()  # says what to do where nothing describes them
    package = json.loads((catalogue.processed() / "datapackage.json").read_bytes())
    tables = {one["path"]: _read_table(one["path"], one["hash"]) for one in package["resources"]}
    for name, schema in catalogue.schemas("reference").items():
        path = f"reference/{name}.csv"
        tables[path] = (catalogue.reference_folder() / f"{name}.csv").read_bytes()
        package["resources"].append(catalogue.describe_file(name, path, tables[path], schema))
    keys = catalogue.schemas("processed") | catalogue.schemas("reference")
    for one in package["resources"]:
        if "foreignKeys" in keys[one["name"]]:
            one["schema"]["foreignKeys"] = keys[one["name"]]["foreignKeys"]
    files = {"datapackage.json": json.dumps(package, indent=1, ensure_ascii=False).encode("utf-8"), **tables}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, table in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))  # the earliest that a zip can say
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            archive.writestr(entry, table, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _read_table(name: str, expected: str) -> bytes:
    file = catalogue.processed() / name
    try:
        table = file.read_bytes()
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); run make data") from None
    found = f"sha256:{hashlib.sha256(table).hexdigest()}"
    if found != expected:
        raise Problem(file, "SHA-256", found[:19], "is not the table of datapackage.json; run make data")
    return table
