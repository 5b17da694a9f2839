"""Turns what is known of a force into words for machines (JSON-LD, by schema.org) and into a citation."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import PurePosixPath

import pandas as pd

from linked_offences import catalogue
from linked_offences.counts import list_disagreements
from linked_offences.numerals import capital
from linked_offences.profile import Profile
from linked_offences.records import changes
from linked_offences.study import read_study
from linked_offences.telling.tables import BASIS, write_status
from linked_offences.years import name_period, write_day

AUTHOR = "the linked-offences contributors"
# What a reader downloads as data, by the ending of its name.
FORMATS = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ipynb": "application/x-ipynb+json",
}
TERMS = (
    "Our arrangement: MIT. Official figures: Open Government Licence v3.0. Police disclosures and newspapers: "
    "figures and facts only, see the sources."
)


def describe(page: Profile, title: str, files: Mapping[str, bytes], address: str = "") -> dict:
    """The page of a force and its figures for machines: a Dataset and the Article about it.

    Parameters
    ----------
    title : str
        Heading of the page.
    files : mapping of str to bytes
        What lies beside the page, by path below the folder of the pages; CSV, workbook and
        notebook are named with size and SHA-256.
    address : str, optional
        Where the pages stand, with a slash at the end; without it, addresses of ours are relative
        to the page.

    Returns
    -------
    dict
        JSON-LD; `write_block` puts it into a page. Its values are those of the counts and its
        dates those of the record of what was published: no clock.
    """
    creator = {"@type": "Organization", "name": AUTHOR}
    place = f"{address}{page.force}.html" if address else ""
    dates = _list_dates(page.force)
    shared = {"inLanguage": "en-GB", "creator": creator, "version": version("linked-offences"), **dates}
    dataset = {
        "@type": "Dataset",
        "@id": f"{place}#dataset",
        "name": f"{capital(read_study().offences)}: {page.name}",
        "description": _describe(page),
        "license": {"@type": "CreativeWork", "name": TERMS},
        "isAccessibleForFree": True,
        "spatialCoverage": _name_area(page),
        "temporalCoverage": _cover(page),
        "measurementTechnique": page.asked["method"] or "How the force searched is not known.",
        "variableMeasured": [_describe_count(page, one) for one in page.counts.itertuples()],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": PurePosixPath(file).name,
                "contentUrl": f"{address}{file}",
                "encodingFormat": FORMATS[PurePosixPath(file).suffix],
                "contentSize": f"{len(content)} B",
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for file, content in sorted(files.items())
            if PurePosixPath(file).suffix in FORMATS
        ],
        "isBasedOn": [_describe_source(one) for one in page.sources.itertuples()],
        **shared,
    }
    article = {
        "@type": "Article",
        "@id": f"{place}#article",
        "headline": title,
        "about": {"@id": dataset["@id"]},
        "isBasedOn": {"@id": dataset["@id"]},
        "author": creator,
        **shared,
    }
    if place:
        dataset["url"] = article["url"] = place
    return {"@context": "https://schema.org", "@graph": [_leave_out_blanks(one) for one in (dataset, article)]}


def _leave_out_blanks(described: dict) -> dict:
    return {key: value for key, value in described.items() if value not in ("", None, [])}


def write_block(described: dict) -> str:
    """JSON-LD as the content of a script element of type application/ld+json, which no text in it can end."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def cite(title: str, file: str, force: str = "", address: str = "") -> str:
    """How to cite a page: authors, year, title, version and address, with the day of its numbers.

    Parameters
    ----------
    title : str
        Heading of the page.
    file : str
        Its file below the folder of the pages.
    force : str, optional
        Slug of the force that it is about; the numbers of all forces are meant if not given.
    address : str, optional
        Where the pages stand, with a slash at the end; left out where unknown.
    """
    day = changes.last_day(force)
    year, numbers = (f" ({day[:4]})", f" Numbers of {write_day(day)}.") if day else ("", "")
    where = f" {address}{file}." if address else ""
    release = version("linked-offences")
    return f"{AUTHOR[:1].upper()}{AUTHOR[1:]}{year}: {title}. In: {read_study().title}, version {release}.{where}{numbers}"


def _list_dates(force: str) -> dict[str, str]:
    days = [entry.date for entry in changes.list_entries(force)]
    return {"datePublished": days[0], "dateModified": days[-1]} if days else {}


def _describe(page: Profile) -> str:
    status = write_status(page.asked["status"], page.asked["section"])
    told = "No figure is known; an unknown number is not zero."
    if len(page.figures):
        told = "Each figure has the file and cell that print it."
    return (
        f"What is known of offences that {page.name} recorded and that its search linked to {read_study().platform.name}. "
        f"Request: {status}. {told} A search finds the word in a record, not a cause."
    )


def _name_area(page: Profile) -> dict:
    known = catalogue.reference("forces").set_index("slug").loc[page.force]
    area = {"@type": "AdministrativeArea", "name": page.name}
    if known["ons_code"]:
        area["identifier"] = {"@type": "PropertyValue", "propertyID": "ONS code", "value": known["ons_code"]}
    return area


def _cover(page: Profile) -> str:
    """First and last day counted; where nothing is counted, those asked about."""
    counts = page.counts[page.counts["period_start"] != ""]
    if len(counts):
        return f"{counts['period_start'].min()}/{counts['period_end'].max()}"
    return f"{page.asked['period_start']}/{page.asked['period_end']}" if page.asked["period_start"] else ""


def _describe_count(page: Profile, one) -> dict:
    doubts = page.figures.set_index("id")["doubt"]
    told = [BASIS[one.basis], *dict.fromkeys(filter(None, (doubts.get(ident) for ident in one.figures.split())))]
    told += list_disagreements(one.flag)
    ends = {"minValue": one.count_low, "maxValue": one.count_high}
    value = {name: int(end) for name, end in ends.items() if pd.notna(end)}
    if len(value) == 2 and one.count_low == one.count_high:
        value = {"value": int(one.count_low)}
    told += [] if value else ["printed without a number"]
    return {
        "@type": "PropertyValue",
        "name": f"{one.label or 'Offences'}, {name_period(one.period_start, one.period_end)}",
        **value,
        "unitText": read_study().offences,
        "description": "; ".join(told),
        "identifier": one.figures.split(),
    }


def _describe_source(one) -> dict:
    return _leave_out_blanks(
        {
            "@type": "CreativeWork",
            "name": one.title,
            "publisher": {"@type": "Organization", "name": one.publisher},
            "url": one.address,
            "identifier": one.reference,
            "datePublished": one.published,
            "license": one.licence,
        }
    )
