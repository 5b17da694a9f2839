"""Turns data/raw and data/reference into the tables of data/processed: all or none, but for forces whose answer is at fault."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from linked_offences import catalogue, counts, forces
from linked_offences.numerals import plural
from linked_offences.records import deadlines, labels, read_before, reconcile, replies, standing
from linked_offences.records.acts import find_act
from linked_offences.records.figures import count_unread, read_figures
from linked_offences.records.sources import EVERY_FORCE, Source, list_folders, read_source
from linked_offences.study import find_file, read_study
from linked_offences.weighing import claims, evidence, solved
from linked_offences.years import is_whole_year, name_period, write_day_of_year
from plain_files import Problem, cell_address, hold_interrupts, show_path, write_frame


@dataclass(frozen=True)
class Fault:
    """A problem of the input, and the forces whose pages rest on it; all of them where ``forces`` is None.

    Where it lies in an ``answer`` of a force, the other forces can be told without it.
    """

    problem: Problem
    forces: tuple[str, ...] | None
    answer: bool = False


class BadInput(Exception):
    """The input has faults. ``tables`` are those of the other forces, where the faults lie in answers only; else None."""

    def __init__(self, faults: list[Fault], tables: dict[str, pd.DataFrame] | None = None):
        self.faults, self.tables = faults, tables
        super().__init__("\n".join(str(fault.problem) for fault in faults))


def run(
    tell: Callable[[str], None] = lambda line: None,
    step: Callable[[str], None] = lambda words: None,
    *,
    dry_run: bool = False,
) -> list[str]:
    """Read all sources and write the processed tables; say which files changed, or in a dry run would.

    Parameters
    ----------
    tell : callable
        Called with a line on how long the arithmetic of all statements took.
    step : callable
        Called with what is done next, in a few words.

    Raises
    ------
    BadInput
        Every fault that was found. Where all lie in answers, the tables are written, with no figure of those forces and
        the fault in its place; else data/processed is untouched.
    """
    begun, bad = time.time(), None
    try:
        tables = build(tell, step)
        read_before.forget(begun)
    except BadInput as found:
        if found.tables is None:
            raise
        tables, bad = found.tables, found
    step("writing the tables")
    try:
        changed = save_tables(tables, read_study().title, dry_run=dry_run)
    except Problem as problem:
        raise BadInput([Fault(problem, None)]) from None
    if bad:
        raise bad
    return changed


def build(
    tell: Callable[[str], None] = lambda line: None, step: Callable[[str], None] = lambda words: None
) -> dict[str, pd.DataFrame]:
    """Make the processed tables from raw and reference, without writing them.

    Raises
    ------
    BadInput
        Every fault that was found.
    """
    tables, faults = _read_all(step)
    try:
        tables |= _weigh(tables, tell, step)
    except Problem as problem:
        raise BadInput([*faults, Fault(problem, None)]) from None
    if faults:
        raise BadInput(faults, tables)
    return tables


def check(step: Callable[[str], None] = lambda words: None) -> None:
    """Read all sources and hold them against the dictionary, without the arithmetic of the statements and without writing.

    Raises
    ------
    BadInput
        Every fault that was found.
    """
    tables, faults = _read_all(step)
    described = catalogue.schemas("processed")
    try:
        for name, table in tables.items():
            columns = [field["name"] for field in described[name]["fields"]]
            catalogue.check(table[columns], described[name], catalogue.processed() / f"{name}.csv")
    except Problem as problem:
        raise BadInput([*faults, Fault(problem, None)]) from None
    if faults:
        raise BadInput(faults, tables)


def try_for(force: str, make: Callable[[], object]) -> None:
    """Run or check all that is filed for the sake of one force, whatever is wrong with what other forces answered.

    Raises
    ------
    Problem
        The first fault that the force's page would rest on.
    """
    try:
        make()
    except BadInput as bad:
        for fault in bad.faults:
            if not fault.answer or force in fault.forces:
                raise fault.problem from None


def _read_all(step: Callable[[str], None]) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """The tables that are read and not worked out, and the faults of answers without which they are."""
    faults = [Fault(problem, None) for problem in (*_check_links(), *_check_reference())]
    if faults:
        raise BadInput(faults)
    sources, figures, official = [], [], {"recorded_crime": [], "population": [], "outcomes": []}
    for number, name in enumerate(names := list_folders(), start=1):
        step(f"reading {name} ({number} of {len(names)})")
        try:
            source = read_source(name)
            figures += read_figures(source)
            for table, rows in _read_official(source):
                official[table].append(rows)
            sources.append(source)
        except Problem as problem:
            faults.append(_blame(problem, name))
    if all(fault.answer for fault in faults):
        faults += [Fault(problem, None) for problem in _check_study(sources, figures, official["recorded_crime"])]
    if not faults:  # what a reply speaks of is known once every figure is
        faults = _check_replies({row["id"] for row in figures})
    while all(fault.answer for fault in faults):
        try:
            return _transcribe(sources, figures, official, faults), faults
        except Problem as problem:
            named = Path(problem.file)
            found = next((one.name for one in sources if named.is_relative_to(show_path(one.folder))), "")
            faults.append(_blame(problem, found) if found else Fault(problem, None))
    raise BadInput(faults)


def _blame(problem: Problem, name: str) -> Fault:
    """The fault that a problem of a source is."""
    found = _dependents(name)
    return Fault(problem, found, found is not None and name.startswith("disclosures/"))


def _transcribe(
    sources: list[Source], figures: list[dict], official: dict[str, list], faults: list[Fault]
) -> dict[str, pd.DataFrame]:
    """The tables, in which of a force whose answer is at fault stands that fault and no figure of it."""
    sources, figures = _keep_own(sources, figures)
    withheld = {
        force: [str(one.problem) for one in faults if force in one.forces]
        for force in {force for fault in faults for force in fault.forces}
    }
    sources = [
        one for one in sources if one.record["kind"] != "disclosure" or withheld.keys().isdisjoint(one.forces)
    ]
    names = {one.name for one in sources}
    figures = [one for one in figures if one["source"] in names and one["force"] not in withheld]
    former = standing.find_former(sources)
    found = standing.list_former(sources, figures, former)
    current = [source for source in sources if source.name not in former]
    figures = [one for one in figures if one["source"] not in former]
    columns = [field["name"] for field in catalogue.schemas("processed")["figures"]["fields"]]
    printed = pd.DataFrame(figures, columns=columns).astype({"count_low": "Int64", "count_high": "Int64"})
    crime = _stack(official["recorded_crime"], ["force", "period_end", "level", "code", "vintage"])
    tables = {
        "sources": _list_sources(sources),
        "former_answers": found,
        "figures": _name_years(reconcile.align_years(printed)).sort_values("id", ignore_index=True),
        "recorded_crime": _name_years(crime),
        "population": _stack(official["population"], ["force", "mid_year"]),
        "outcomes_all_crime": _stack(official["outcomes"], ["force", "outcome_group"]),
    }
    for one in tables["figures"][tables["figures"]["id"].duplicated()].itertuples():
        folder = catalogue.raw() / one.source
        raise Problem(folder, "", one.id, "two figures have this id; give each statement its own")
    tables["requests"] = _list_requests(current, tables["figures"], found, withheld, sources)
    tables["checks"] = reconcile.check_totals(tables["figures"])
    return tables


def _keep_own(sources: list[Source], figures: list[dict]) -> tuple[list[Source], list[dict]]:
    """What counts the platform that all is about, or no other of the study: other platforms have tables of their own."""
    study = read_study()
    named = {source.name: {source.record.get("platform")} for source in sources}
    for one in figures:
        named[one["source"]].add(one["platform"])
    kept = [one for one in sources if study.platform.slug in named[one.name] or not named[one.name] & study.others]
    names = {one.name for one in kept}
    return kept, [one for one in figures if one["source"] in names and one["platform"] not in study.others]


def _name_years(table: pd.DataFrame) -> pd.DataFrame:
    """A table with the recording year of each row: blank where its period is none, or several."""
    periods = zip(table["period_start"], table["period_end"], strict=True)
    return table.assign(year=[name_period(*one) if all(one) and is_whole_year(*one) else "" for one in periods])


def _weigh(
    tables: dict[str, pd.DataFrame], tell: Callable[[str], None], step: Callable[[str], None]
) -> dict[str, pd.DataFrame]:
    """The tables that all figures together allow: counts, readings, verdicts, contradictions."""
    started = time.perf_counter()
    figures, sources = tables["figures"], tables["sources"]
    bodies = evidence.gather(figures, sources)
    for number, body in enumerate(bodies, start=1):
        step(f"holding together what is said of {body.force} ({number} of {len(bodies)})")
        _ = body.kept_in_parts, body.contradictions  # what takes longest, and is kept
    step("judging what newspapers print")
    weighed = {}
    combined = reconcile.flag_counts(reconcile.add_up_parts(counts.combine_figures(figures)), tables["checks"])
    inferred, weighed["readings"] = evidence.infer_counts(combined, bodies)
    weighed["counts"] = _name_years(inferred)
    case = claims.Case(
        figures, sources, tables["recorded_crime"], tables["population"], bodies, tables["requests"]
    )
    weighed["verdicts"] = claims.judge_statements(case)
    weighed["contradictions"] = claims.list_contradictions(case)
    solved.remember(body.system for body in bodies)
    many, about = sum(len(body.statements) for body in bodies), len({body.force for body in bodies})
    # The time is told and not written: the tables stay the same from run to run.
    held = f"{plural(many, 'statement')} about {plural(about, 'force')}"
    tell(f"{held} held together in {time.perf_counter() - started:.1f} s")
    return weighed


def _check_links() -> Iterator[Problem]:
    """Where what people write beside the sources is a link, which may lead out of the data; sources are checked one by one."""
    for name in ("reference", "published", "platforms", f"raw/{replies.FOLDER}"):
        folder = catalogue.root() / "data" / name
        for file in (folder, *sorted(folder.rglob("*"))):
            if file.is_symlink():
                yield Problem(file, "", "", "is a link; put what it leads to in its place")


def _catch(check: Callable, *of) -> list[Problem]:
    """The problem that a check raises, where it does."""
    try:
        check(*of)
    except Problem as problem:
        return [problem]
    return []


def _check_reference() -> list[Problem]:
    if missing := _catch(catalogue.schemas, "reference"):
        return missing
    tables = catalogue.schemas("reference").items()
    files = [(catalogue.reference_folder() / f"{name}.csv", schema) for name, schema in tables]
    return [one for file in files for one in _catch(catalogue.read_table, *file)] or _catch(labels.check_labels)


def _check_study(sources: list[Source], figures: list[dict], crime: list[pd.DataFrame]) -> Iterator[Problem]:
    """Where what is on file is not what the study says was asked."""
    if wrong := _catch(read_study):
        yield from wrong
        return
    study = read_study()
    file, name = find_file(), f"requests/{study.request.folder}"
    record = next((source.record for source in sources if source.name == name), None)
    if record is None:
        yield Problem(
            file, "request.folder", study.request.folder, "is no folder of data/raw/requests; put it there"
        )
        return
    asked = record.get("period_asked") or {}
    for key, said, filed in (("period", study.period, (asked.get("start"), asked.get("end"))),
                             ("platforms", study.platform.slug, record.get("platform")),
                             ("request.folder", EVERY_FORCE, record["forces"])):  # fmt: skip
        if said != filed:
            yield Problem(file, key, str(said), f"is not what data/raw/{name}/source.yml says ({filed})")
    counted = [(source.folder / "source.yml", source.record.get("platform")) for source in sources]
    counted += [(catalogue.raw() / one["source"] / one["file"], one["platform"]) for one in figures]
    for place, platform in dict.fromkeys(counted):
        if platform not in (None, *study.platforms):
            advice = "is no platform of the study; name it in data/reference/study.yml"
            yield Problem(place, "platform", platform, advice)
    wanted = [("official.recorded_crime", "", study.official.recorded_crime)]
    wanted += [("classes", one.code, ending) for one in study.classes for ending in one.around]
    columns = ["vintage", "code", "period_end"]
    held = {key for table in crime for key in table[columns].itertuples(index=False, name=None)}
    for place, code, ending in wanted:
        if (study.official.release, code, ending) not in held:
            advice = f"is in no table of release {study.official.release} in data/raw/official"
            yield Problem(file, place, f"{code} {ending}".strip(), advice)


def _check_replies(figures: set[str]) -> list[Fault]:
    if strange := _catch(replies.list_forces):
        return [Fault(strange[0], None)]
    named = replies.list_forces()
    return [Fault(problem, (force,)) for force in named for problem in _catch(replies.check, force, figures)]


def _dependents(name: str) -> tuple[str, ...] | None:
    """Forces whose pages rest on a source that cannot be read; None for all.

    What its source.yml still says counts, and what the last good tables hold of it; where
    neither says anything, every page may rest on it.
    """
    kind, *rest = name.split("/")
    known = forces.list_slugs()
    declared = _declared_forces(name)
    if declared == EVERY_FORCE:
        return None
    found = {slug for slug in declared if isinstance(slug, str)}
    if kind == "disclosures" and rest[0] in known:
        return tuple(sorted({rest[0], *found} & known))
    try:
        figures = catalogue.load("figures")
        found |= set(figures.loc[figures["source"] == name, "force"])
    except Problem:
        pass  # no last good tables: what source.yml declares is all there is
    return tuple(sorted(found & known)) or None


def _declared_forces(name: str) -> str | list[str]:
    """What the source.yml of a folder at fault says under forces; an empty list where it says nothing."""
    try:
        record = yaml.safe_load((catalogue.raw() / name / "source.yml").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return []
    named = record.get("forces") if isinstance(record, dict) else None
    return named if named == EVERY_FORCE or isinstance(named, list) else []


def _read_official(source: Source) -> Iterator[tuple[str, pd.DataFrame]]:
    for name in ("recorded_crime", "population", "outcomes"):
        file = source.folder / f"{name}.csv"
        if source.record["kind"] != "official" or not file.exists():
            continue
        table = catalogue.read_table(file, catalogue.schemas("raw")[name])
        value = next(column for column in ("offences", "population", "outcomes") if column in table)
        table["cell"] = [cell_address(row, table.columns.get_loc(value)) for row in range(1, len(table) + 1)]
        known = forces.list_slugs()
        for number, slug in enumerate(table["force"], start=2):
            if slug not in known:
                raise Problem(file, f"A{number}", slug, "is no slug of data/reference/forces.csv")
        for column in {"offences", "population", "outcomes", "all_outcomes", "mid_year"} & set(table):
            table[column] = table[column].astype("Int64")
        if name == "recorded_crime":
            table["period_end"] = table.pop("year_ending")
            table["period_start"] = [f"{int(end[:4]) - 1}-04-01" for end in table["period_end"]]
            table["vintage"] = source.record["vintage"]
        yield name, table.assign(source=source.name)


def _stack(parts: list[pd.DataFrame], order: list[str]) -> pd.DataFrame:
    if not parts:
        raise Problem(catalogue.raw() / "official", "", "", f"holds no table with {', '.join(order)}; put it back")
    return pd.concat(parts).sort_values(order, ignore_index=True)


def _list_sources(sources: list[Source]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source": source.name,
            **{key: source.record[key] or "" for key in ("kind", "title", "publisher", "address", "reference",
                                                         "published", "licence", "method")},
            "vintage": source.record.get("vintage", ""),
            "caveats": " | ".join(source.record["caveats"]),
            "files": " ".join(f"{name}={digest}" for name, digest in source.record["sha256"].items()),
        }
        for source in sources
    )  # fmt: skip


def _list_requests(
    sources: list[Source],
    figures: pd.DataFrame,
    former: pd.DataFrame,
    withheld: dict[str, list[str]],
    held: list[Source],
) -> pd.DataFrame:
    """One row per force and request: every force that was asked, and each other request on file.

    Of a force in ``withheld`` it says that its answer cannot be read, and why. ``held`` are the sources with those that
    no longer count: a request was answered, whatever became of the answer.
    """
    press = figures[figures["source_kind"] == "press"]
    stories = {key: sorted(set(group)) for key, group in press.groupby(["force", "request"])["source"]}
    taken_back = former[former["status"] != ""]
    withdrawn = set(zip(taken_back["force"], taken_back["request"], strict=True))
    rows = []
    for request in (one for one in sources if one.record["kind"] == "request" and not one.is_to_one):
        for asked in ((force, request.name.split("/")[-1]) for force in request.forces):
            rows.append(_request_row(*asked, request, sources, stories.get(asked, []), asked in withdrawn))
    to_all = {row["request"] for row in rows}
    asked = {row["force"] for row in rows}
    for force in sorted(withheld.keys() - asked):
        rows.append(
            dict.fromkeys(rows[0], "") | {
                "id": f"{force}/unreadable", "force": force, "decides_status": "yes", "platform": "any",
                "asked": "not readable here", "source": f"disclosures/{force}", "days_late": None,
            }
        )  # fmt: skip
    for row in rows:
        if row["force"] in withheld:
            row |= {"status": "unreadable", "published": "", "caveats": " | ".join(withheld[row["force"]])}
    for source in sources:
        if source.record["kind"] == "disclosure" and source.record["request"] not in to_all:
            rows += [_answer(source, force, source.name, "", force not in asked) for force in source.forces]
    asked = {row["force"] for row in rows}
    for force in sorted(
        {one for source in sources if source.is_to_one for one in source.forces} - withheld.keys()
    ):
        for request in standing.find_waiting(force, sources, held):
            rows.append(_answer(request, force, request.name, "", force not in asked, status="no_answer_known"))
            asked.add(force)
    own = figures[figures["source_kind"] == "disclosure"]
    unread = {one.name: count_unread(one) for one in sources if one.record["kind"] == "disclosure"}
    current = {one.name: one for one in sources}
    for row in rows:
        row |= _date_first(row, current.get(row["source"]), held)
        row["unread"] = unread.get(row["source"])
        row["period_basis"] = row["period_basis"] or _find_basis(own[own["source"] == row["source"]])
    table = pd.DataFrame(rows).astype({"days_late": "Int64", "unread": "Int64"})
    return table.sort_values(["force", "decides_status", "id"], ascending=[True, False, True], ignore_index=True)


def _find_basis(figures: pd.DataFrame) -> str:
    """The force's own year where its answer prints the days of whole years, always the same; blank otherwise."""
    days = figures[["period_start", "period_end", "period_as_printed"]].drop_duplicates()
    found = {
        f"{write_day_of_year(start[5:])} to {write_day_of_year(end[5:])}"
        for start, end, printed in days.itertuples(index=False)
        if start
        and is_whole_year(start, end)
        and (reconcile.names_day(printed, start[5:]) or reconcile.names_day(printed, end[5:]))
    }
    return found.pop() if len(found) == 1 else ""


def _request_row(
    force: str, name: str, request: Source, sources: list[Source], stories: list[str], withdrawn: bool
) -> dict:
    answers = [
        source for source in sources
        if source.record["kind"] == "disclosure" and source.record["request"] == name and force in source.forces
    ]  # fmt: skip
    if len(answers) > 1:
        raise Problem(
            answers[1].folder / "source.yml", "request", name,
            f"{force} answers this request in {answers[0].name} too; say which came in the other's place: "
            "--replaces REFERENCE --reason, or replaces in source.yml",
        )  # fmt: skip
    if answers:
        return _answer(answers[0], force, name, name, True, request)
    # What its record says besides is of the request, and not of an answer.
    blank = ("reference", "section", "method", "searched", "period_basis", "published", "caveats")
    status = "withdrawn" if withdrawn else "no_answer_known"
    row = _answer(request, force, name, name, True, status=status) | dict.fromkeys(blank, "")
    if stories:
        dates = (one.record["published"] for one in sources if one.name in stories)
        first = min(filter(None, dates), default="")
        row |= {"status": "reported", "published": first, "source": " ".join(stories)}
    return row


def _answer(
    source: Source,
    force: str,
    ident: str,
    request: str,
    decides: bool,
    asked: Source | None = None,
    status: str = "",
) -> dict:
    record = source.record
    period = record.get("period_asked") or {}
    return {
        "id": f"{force}/{ident}", "force": force, "request": request, "decides_status": "yes" if decides else "no",
        "reference": record["reference"] or "", "platform": record["platform"], "asked": record["asked"],
        "period_start": period.get("start") or "", "period_end": period.get("end") or "",
        "status": status or record["status"], "section": record.get("section") or "", "method": record["method"] or "",
        "searched": record.get("searched") or "", "period_basis": record.get("period_basis") or "",
        "published": record["published"] or "", "caveats": " | ".join(record["caveats"]), "source": source.name,
        **_date(force, source, asked),
    }  # fmt: skip


def _date_first(row: dict, source: Source | None, held: list[Source]) -> dict[str, str | int | None]:
    """The days of a request whose answer was sent again: answered by the first, revised by the last; nothing where it was not."""
    first = source
    while first and (said := first.record.get("replaces")):
        first = standing.find_replaced(first, said["reference"], held)
    before = first.record.get("dates", {}) if first is not source else {}
    if not before.get("answered") or row["status"] == "unreadable":
        return {}
    days = {"asked_on": before.get("asked") or row["asked_on"], "answered_on": before["answered"]}
    return _judge_days(row["force"], days) | {"revised_on": row["revised_on"] or row["answered_on"]}


def _date(force: str, source: Source, request: Source | None = None) -> dict[str, str | int | None]:
    """The days of a request and of its answer, by column: blank where neither the answer's record nor the request's has them."""
    said = [one.record.get("dates", {}) for one in (source, request) if one]
    days = {f"{step}_on": next(filter(None, (one.get(step) for one in said)), "") for step in deadlines.STEPS}
    return _judge_days(force, days)


def _judge_days(force: str, days: dict[str, str]) -> dict[str, str | int | None]:
    """Days with the last one for an answer, and how late it came."""
    act = find_act(force)
    due = deadlines.find_due(days["asked_on"], act) if days["asked_on"] else ""
    late = deadlines.count_late(due, days["answered_on"], act) if due and days["answered_on"] else None
    return days | {"due_on": due, "days_late": late}


def _check_described(made: Collection[str], described: Collection[str], place: str) -> None:
    if strange := ", ".join(sorted(set(made) ^ set(described))):
        file = catalogue.reference_folder() / "dictionary.yml"
        raise Problem(file, place, strange, "is made but not described, or not made")


def save_tables(tables: dict[str, pd.DataFrame], title: str, *, dry_run: bool = False) -> list[str]:
    """Write the processed tables and their datapackage.json, all or none; in a dry run none.

    Each table is held against the dictionary first; nothing is written unless all pass. The title is that of the
    data package.

    Returns
    -------
    list of str
        Names of the files whose bytes differ from what stood there before.
    """
    described = catalogue.schemas("processed")
    _check_described(tables, described, "processed")
    resources, written = [], {}
    for name, schema in described.items():
        file = f"{name}.csv"
        table, columns = tables[name], [field["name"] for field in schema["fields"]]
        _check_described(table, columns, f"processed.{name}")
        table = table[columns]
        catalogue.check(table, schema, catalogue.processed() / file)
        content = written[file] = write_frame(table).encode("utf-8")
        resources.append(catalogue.describe_file(name, file, content, schema))
    package = {"profile": "tabular-data-package", "name": "linked-offences", "title": title,
               "resources": resources}  # fmt: skip
    written["datapackage.json"] = (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    changed = [
        file
        for file, content in written.items()
        if not (catalogue.processed() / file).exists() or (catalogue.processed() / file).read_bytes() != content
    ]
    if dry_run:
        return changed
    # Every file lies complete on the disk before the first of them takes its final name.
    catalogue.processed().mkdir(parents=True, exist_ok=True)
    for left in catalogue.processed().glob(".new-*"):  # by a program that was killed
        shutil.rmtree(left, ignore_errors=True)
    with hold_interrupts(), tempfile.TemporaryDirectory(dir=catalogue.processed(), prefix=".new-") as beside:
        for file in changed:
            (Path(beside) / file).write_bytes(written[file])
        for file in changed:
            os.replace(Path(beside) / file, catalogue.processed() / file)
    return changed
