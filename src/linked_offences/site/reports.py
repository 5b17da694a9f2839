"""Says which reports there are, what each is made of, and which files come of its executed notebook.

This is the maker for `notebook_batch`: see its `makers` for what each function here is asked.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from linked_offences import catalogue, forces, study
from linked_offences.site import inputs
from notebook_batch import Report, find_record, hash_text, make_key, run
from plain_files import Problem, hash_file

MAKER = __name__
# The page that leads to all others; no notebook makes it.
INDEX = Report("index", "", maker=MAKER)
# The notebook of one force. Of it alone it is known that it reads the rows of its force only.
DEFAULT = "02_force.ipynb"
# Pages that are made with the index: a report of such a name would be lost.
TAKEN = frozenset({INDEX.name, "by-state", "changes", "data", "how-to", "methods"})
SENT = ("data", "notebooks", "requirements.lock")
find_root = catalogue.root


def plan_force(slug: str) -> Report:
    """The report of one force, about the platform that all is about."""
    return Report(slug, DEFAULT, {"force": slug} | _name_platform(), MAKER)


def plan_overviews() -> list[Report]:
    """The reports that compare forces."""
    names = {"coverage": "01_coverage.ipynb", "national": "03_national.ipynb", "claims": "04_claims.ipynb"}
    return [Report(name, notebook, _name_platform(), MAKER) for name, notebook in names.items()]


def _name_platform() -> dict[str, str]:
    """The parameter of a platform after the study's first; none for the first."""
    return {"platform": catalogue.further_platform()} if catalogue.further_platform() else {}


def find_planned(name: str) -> Report | None:
    """The page of a force or of the overviews that has a name; None where none has."""
    plans = {one.name: one for one in plan_overviews()}
    return plans.get(name) or (plan_force(name) if name in forces.list_names() else None)


def find_notebooks() -> Path:
    """Folder of the notebooks."""
    return catalogue.root() / "notebooks"


def list_settings(root: Path | None) -> dict[str, str]:
    """Our variables of the environment, the root among them."""
    mine = {name: value for name, value in os.environ.items() if name.startswith("LINKED_OFFENCES_")}
    return {catalogue.PLATFORM: ""} | mine | {catalogue.ROOT: str(root or catalogue.root())}


def list_inputs(report: Report, folder: Path) -> list[dict[str, str]]:
    """Everything that a page is made of, each with its SHA-256; see `inputs.list_inputs`.

    The index is made of what else stands in the folder, too.

    Raises
    ------
    ValueError
        The page is to be one of a force that does not exist.
    """
    of_one = report.notebook == DEFAULT and report.parameters
    slug = forces.find_force(report.parameters["force"]) if of_one else ""
    with study.about(report.parameters.get("platform", "")):
        found = inputs.list_inputs(report.notebook, report.parameters, slug)
    return [*found, _list_pages(folder)] if report == INDEX else found


def _list_pages(folder: Path) -> dict[str, str]:
    """The names of the pages that stand in the folder, as one of the index's inputs."""
    found = {file.stem for file in folder.glob("*.html")} - {INDEX.name}
    names = sorted(name for name in found if find_record(name, folder).exists())
    return {"name": "names of the pages", "sha256": hash_text(" ".join(names))}


def make_files(
    report: Report, executed, found: list[dict[str, str]], folder: Path, wait: Callable[[], None]
) -> dict[str, bytes]:
    """The page of a report and the files beside it, the page last; for the index, of the pages that stand when the wait ends.

    Raises
    ------
    ValueError
        The page is headed by another force than it was asked for: no force's figures stand under another's name.
    """
    from linked_offences.site import files as site
    from linked_offences.site import index

    if report == INDEX:

        def wait_for_pages() -> None:
            wait()
            found[-1] = _list_pages(folder)

        return index.make_index(folder, wait_for_pages)
    executed.metadata["linked_offences"] = {"key": make_key(found), "inputs": found}
    title = site.find_title(executed)
    name = forces.name_force(report.parameters["force"]) if "force" in report.parameters else ""
    if name not in title:
        raise ValueError(f'the page is headed "{title}", which is not about {name}')
    with study.about(report.parameters.get("platform", "")):
        return site.make_files(executed, report.name)


def prove(force: str) -> None:
    """Make the tables and the page of a force below the root, which is a copy that is thrown away.

    Raises
    ------
    Problem
        The page cannot be made.
    """
    from linked_offences.records import pipeline

    pipeline.try_for(force, pipeline.run)
    page = catalogue.root() / "reports"
    for failed in run([plan_force(force)], page, jobs=1):
        raise Problem(page / f"{force}.html", "", "", f"cannot be made with it ({failed.reason})")


def warm() -> None:
    """Load what pages need, and do once what is slow when it is first done."""
    from linked_offences.site import warm as steps

    steps.load()


def describe() -> dict[str, str]:
    """Our source, the setting of the address, and the lock where there is one."""
    lock = inputs.PACKAGES[0].parents[1] / "requirements.lock"
    found = {
        "our packages (SHA-256 of their source)": inputs.hash_source()[:12],
        inputs.SITE_ADDRESS: os.environ.get(inputs.SITE_ADDRESS, ""),
    }
    return found | ({"requirements.lock (SHA-256)": hash_file(lock)[:12]} if lock.exists() else {})


def find_value(parameter: str, cell: str) -> object | None:
    """The slug of a force by any of its names; all other parameters are what they are.

    Raises
    ------
    ValueError
        No force has that name, or it has no page, or the study has no such platform.
    """
    if parameter == "platform" and cell not in study.read_study().slugs:
        raise ValueError(f"is no platform of the study; it has {', '.join(study.read_study().slugs)}")
    if parameter != "force":
        return None
    slug = forces.find_force(cell)
    if slug not in _list_slugs(catalogue.made()):
        raise ValueError("has no page: it is outside England and Wales and has no request on file")
    return slug


@cache
def _list_slugs(made: Path) -> frozenset[str]:
    return frozenset(forces.list_pages())
