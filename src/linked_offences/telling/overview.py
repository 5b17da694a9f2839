"""Turns the processed tables into what is known of all forces side by side."""

from collections.abc import Collection
from itertools import combinations

import pandas as pd
from markupsafe import Markup

from linked_offences import catalogue, forces, profile
from linked_offences.beside import find_several_years
from linked_offences.forces import NATION
from linked_offences.metrics import PART, TOGETHER, VAGUE_TOTAL, WORKED_OUT, YEAR, find_latest_year, list_totals
from linked_offences.numerals import capital, join_words, write_number, write_pct, write_span
from linked_offences.profile import Profile, find_state
from linked_offences.study import OffenceClass, read_study
from linked_offences.telling import charts, tilemap
from linked_offences.telling.charts import Chart
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.prose import add_up, say_around, tally_verdicts
from linked_offences.telling.sentences import Ledger, Quoted, Sentence, Text, count, make
from linked_offences.telling.tables import (
    STATUS,
    Table,
    Tables,
    link,
    list_figures,
    list_sources,
    together,
    write_period,
)
from linked_offences.telling.tilemap import TileMap
from linked_offences.weighing.evidence import NO_WORDS
from linked_offences.years import name_period, split_years, write_day

PRINTED_MEASURES = ["total", "check_total", "change_pct", "estimate"]


def open_coverage() -> Text:
    """Heading of the page on who answered what, and what it shows."""
    study = read_study()
    first, last = map(write_day, study.period)
    return _open(
        "Who answered what about {offences}",
        "In {when} every police force in England and Wales was asked for its offences {linked}, from {first} to {last}. This "
        "page shows what came back, how each force searched, and what may be compared.",
        {"offences": study.offences}, {"when": study.request.when, "linked": study.platform.linked, "first": first, "last": last},
    )  # fmt: skip


def open_national() -> Text:
    """Heading of the page that compares forces, and what it shows."""
    return _open(
        "Offences linked to {platform}: what a national figure can and cannot be",
        "All forces with a figure stand side by side here, with how they searched. They are not ranked.",
    )


def open_claims() -> Text:
    """Heading of the page on what newspapers printed, and what it shows."""
    figures, sources = catalogue.load("figures"), catalogue.load("sources")
    said = figures[(figures["source_kind"] == "press") & (figures["request"] == read_study().request.folder)]
    days = sources.loc[sources["source"].isin(said["source"]), "published"]
    years = join_words(sorted({day[:4] for day in days if day}))
    stories = f"The stories {'of {years} ' * bool(years)}rewrite one release, and other stories stand beside it. "
    return _open(
        "What newspapers printed about {offences}, held against the evidence",
        f"{stories * bool(len(said))}Each printed statement is held here against its own story, the other stories, the forces' "
        "own answers and official statistics.",
        {"offences": read_study().offences}, {"years": years} if len(said) and years else {},
    )  # fmt: skip


def _open(heading: str, about: str, named: dict | None = None, names: dict | None = None) -> Text:
    say = find_ledger().say
    return Text((say(heading, names=named), say(about, names=names)), between="\n\n", before="# ")


def load() -> list[Profile]:
    """Profiles of all forces that have a page, by name."""
    return [profile.load(slug) for slug in profile.list_forces()]


def figures() -> Table | None:
    """Every figure that a page of all forces rests on, with file and cell."""
    book = find_ledger()
    return list_figures(book.figures, book.official.loc[book.used], catalogue.load("sources"))


def ledger() -> Ledger:
    """What makes the sentences of a page about all forces."""
    return find_ledger()


def summarise(pages: list[Profile]) -> pd.DataFrame:
    """One row per force: what is known of it and how far it may be compared.

    Returns
    -------
    DataFrame
        Columns ``force``, ``name``, ``status``, ``section``, ``state``, ``latest`` (newest figure
        in words), ``count`` (exact count of the last year asked about, or missing), ``searched``, ``period_basis``,
        ``total`` (exact total of the years asked about, or missing), ``doubt``, ``behind`` and ``behind_total``
        (ids of the figures of the count and of each part of the total).
    """
    rows, study = [], read_study()
    for page in pages:
        asked, totals = page.asked, list_totals(page.counts)
        yearly, printed = totals[totals["covers"] == YEAR], _find_total(totals)
        last = yearly[yearly["year"] == study.years[-1]]
        exact = len(last) and last["count_low"].iloc[0] == last["count_high"].iloc[0]
        total = printed["count_low"].iloc[0] if len(printed) else pd.NA
        whole = yearly[yearly["year"].isin(study.years)]
        if (
            printed.empty
            and whole["year"].tolist() == study.years
            and (whole["count_low"] == whole["count_high"]).all()
        ):
            total = int(whole["count_low"].sum())
        own = (page.figures["force"] == page.force) & (page.figures["measure"] == "check_total")
        doubts = page.figures.loc[own, "doubt"]
        rows.append(
            {
                "force": page.force,
                "name": page.name,
                "status": asked["status"],
                "section": asked["section"],
                "state": find_state(page.requests, page.counts),
                "latest": latest_figure(page.requests, page.counts),
                "count": int(last["count_low"].iloc[0]) if exact else pd.NA,
                "searched": asked["searched"],
                "period_basis": asked["period_basis"],
                "total": total,
                "doubt": next((doubt for doubt in doubts if doubt), ""),
                "behind": last["figures"].iloc[0] if exact else "",
                "behind_total": list(printed["figures"]) if len(printed) else list(whole["figures"]),
            }
        )
    return pd.DataFrame(rows).astype({"count": "Int64", "total": "Int64"})


def _find_total(totals: pd.DataFrame) -> pd.DataFrame:
    """The exact total of the years asked about, where one is printed; one row or none."""
    found = totals[(totals["covers"] == TOGETHER) & (totals["year"] == name_period(*read_study().period))]
    return found[(found["count_low"] == found["count_high"]).fillna(False)].head(1)


def latest_figure(requests: pd.DataFrame, counts: pd.DataFrame) -> str:
    """The newest figure of a force in words, with its period; empty where there is none."""
    totals, state = list_totals(counts), find_state(requests, counts)
    yearly, parts = (totals[totals["covers"] == kind] for kind in (YEAR, PART))
    if len(yearly):
        last = yearly.iloc[-1]
        return f"{write_span(last['count_low'], last['count_high'])} in {last['year']}"
    if state == profile.PARTS_OF_YEARS:
        whole, last = add_up(parts), parts.iloc[-1]
        if whole is None or len(parts) == 1:
            return f"{write_span(last['count_low'], last['count_high'])} in {last['year']}"
        added = write_span(parts["count_low"].sum(), parts["count_high"].sum())
        return f"{added} in {name_period(*whole)}, its {len(parts)} parts added up"
    if state in (profile.TYPES_ONLY, profile.OUTCOMES_ONLY):
        measure, nouns = ("offence", "offence types") if state == profile.TYPES_ONLY else ("outcome", "outcomes")
        found = find_latest_year(counts[counts["measure"] == measure])
        found = found[found["count_low"].notna()]
        when = found["year"].iloc[0] if len(found) else "period not stated"
        return f"{nouns} without a total, {when}"
    for kind in (TOGETHER, VAGUE_TOTAL):
        for one in totals[totals["covers"] == kind].tail(1).itertuples():
            text = f"{write_span(one.count_low, one.count_high)}, {one.year}"
            return f"{text}; open to doubt" if "conditional" in one.flag else text
    return ""


def write_status(status: str, section: str) -> str:
    """A request's status in words, with the section of a refusal."""
    return f"{STATUS[status]}, section {section}" if section else STATUS[status]


def coverage(found: pd.DataFrame) -> Table:
    """How many forces are in each state, and which."""
    rows = []
    asked = forces.list_asked()
    found = found.assign(asked=found["force"].isin(asked))
    for (status, section, state, own), group in found.groupby(["status", "section", "state", "asked"]):
        names = [forces.name_force(slug, short=True) for slug in group["force"]]
        rows.append(
            {
                "What came back": write_status(status, section) + ("" if own else ", to another question"),
                "What is known": state,
                "Forces": len(group),
                "Which": join_words(names),
            }
        )
    order = {state: number for number, state in enumerate(profile.STATES)}
    rows.sort(key=lambda row: (order[row["What is known"]], row["What came back"]))
    return Table("Forces by what came back and what is known", pd.DataFrame(rows), numeric=("Forces",))


def methods_in_words() -> Text:
    """Why forces search texts, and each in its own way."""
    text = (
        'No field "{platform}" exists in police records, so forces search texts for the word, each in its own way.'
    )
    return Text((find_ledger().say(text),))


def methods(found: pd.DataFrame) -> Table | None:
    """How each force with a figure searched, and where its years begin; None where no force has one."""
    known = found[found["latest"] != ""]
    if known.empty:
        return None
    return Table(
        "How each force with a figure searched",
        pd.DataFrame(
            {
                "Force": [link(one.name, f"{one.force}.html") for one in known.itertuples()],
                "What was searched": known["searched"].replace("", "[x]").tolist(),
                "The force's own year": known["period_basis"].replace("", "[x]").tolist(),
                "Newest figure": known["latest"].tolist(),
            }
        ),
        notes=("[x]: not known; an unknown method is a class of its own and is not taken to be like any other.",),
    )


def comparable(found: pd.DataFrame) -> Text:
    """Of how many pairs of forces the same search and the same years are known."""
    say, known = find_ledger().say, found[found["latest"] != ""]
    if known.empty:
        return Text((say("No figure of any force is known."),))
    pairs = list(combinations(known.itertuples(), 2))
    alike = [
        (a, b)
        for a, b in pairs
        if a.searched and a.searched == b.searched and a.period_basis and a.period_basis == b.period_basis
    ]
    unknown = known.loc[known["searched"] == "", "force"]
    sentences = [
        say(
            f"{{many}} {'has' if len(known) == 1 else 'have'} a figure.",
            many=make("tally", known["force"], noun="force"),
        ),
    ]
    if len(unknown):
        sentences.append(say("How {unknown} of them searched is not known.", unknown=make("tally", unknown)))
    if alike:
        named = join_words(f"{a.name} and {b.name}" for a, b in alike)
        text = "The same search and the same years are known of {named}; of no other pair."
        return Text((*sentences, say(text, names={"named": named})))
    text = "Of no two forces are the same search and the same years known, so no force is ranked against another."
    return Text((*sentences, say(text)))


def other_requests(pages: list[Profile]) -> Table | None:
    """Requests on other questions, which do not decide a force's status unless it was asked nothing else; None without any."""
    rows = []
    for page in pages:
        addresses = page.sources.set_index("source")["address"]
        for one in page.requests[page.requests["request"] == ""].itertuples():
            rows.append(
                {
                    "Force": page.name,
                    "Asked": one.asked,
                    "What came back": write_status(one.status, one.section),
                    "In the force's words or ours": one.caveats.replace(" | ", " ") or "[x]",
                    "Reference": link(one.reference, addresses[one.source]),
                }
            )
    if not rows:
        return None
    frame = pd.DataFrame(rows).rename(columns={"In the force's words or ours": "In our words"})
    return Table("Other requests on file", frame, notes=("[x]: nothing more is known.",))


def side_by_side(found: pd.DataFrame, pages: list[Profile]) -> Table | None:
    """All forces with a figure, by name: years, total, search and basis. Not ranked; None where no force has a figure."""
    book, rows = find_ledger(), []
    named = _list_years([page for page, one in zip(pages, found.itertuples(), strict=True) if one.latest])
    for page, one in zip(pages, found.itertuples(), strict=True):
        if not one.latest:
            continue
        totals = list_totals(page.counts)
        years, worked_out = (_write_years(totals[totals["covers"] == kind]) for kind in (YEAR, WORKED_OUT))
        worked_out = {year: f"{span} (worked out)" for year, span in worked_out.items()}
        rows.append(
            {
                "Force": link(page.name, f"{page.force}.html"),
                **{year: (worked_out | years).get(year, "[x]") for year in named},
                **{heading: _write_total(totals, one) for heading in _name_total()},
                "Rests on": book.refer(" ".join(totals.loc[totals["covers"] != WORKED_OUT, "figures"])),
                "What was searched": one.searched or "[x]",
                "Years begin": one.period_basis.partition(" to ")[0] or "[x]",
            }
        )
    if not rows:
        return None
    return Table(
        f"{capital(read_study().offences)} by force and year, forces by name",
        pd.DataFrame(rows),
        numeric=(*named, *_name_total()),
        name="side-by-side",
        notes=(
            "[x]: not published or not known. Worked out: nobody prints the count; the fewest and the most that what is "
            "printed allows.",
            *(f"{one.name}: the total holds only {one.doubt}." for one in found.itertuples() if one.doubt),
        ),
    )


def _list_years(pages: list[Profile]) -> list[str]:
    """The years asked about, and those that forces count otherwise, in the order in which they begin."""
    begins = dict(zip(read_study().years, (day for day, _ in split_years(*read_study().period)), strict=True))
    for page in pages:
        totals = list_totals(page.counts)
        for one in totals[totals["covers"].isin([YEAR, WORKED_OUT])].itertuples():
            begins.setdefault(one.year, one.period_start)
    return sorted(begins, key=begins.get)


def _name_total() -> tuple[str, ...]:
    """Heading of the total of the years asked about; none where it is one year, which is its own total."""
    study = read_study()
    return (capital(study.span),) if len(study.years) > 1 else ()


def _write_years(totals: pd.DataFrame) -> dict[str, str]:
    """The counts of some totals as a table shows them, by year."""
    return {one.year: write_span(one.count_low, one.count_high) for one in totals.itertuples()}


def _write_total(totals: pd.DataFrame, one) -> str:
    if pd.notna(one.total):
        return write_number(int(one.total)) + (" (open to doubt)" if one.doubt else "")
    undated = totals[(totals["covers"] == VAGUE_TOTAL) & (totals["period_start"] == "")]
    for other in pd.concat([find_several_years(totals), undated]).head(1).itertuples():
        return f"{write_span(other.count_low, other.count_high)} ({other.year})"
    return "[x]"


def chart_in_words() -> Text:
    """What the chart counts, and in which order the forces stand."""
    text = (
        "Recorded offences linked to {platform} in {year}, for each force with a figure; the forces stand by name."
    )
    return Text((find_ledger().say(text, names={"year": read_study().years[-1]}),))


def chart(pages: list[Profile]) -> Chart | None:
    """The counts and ranges of the last year asked about, forces by name."""
    return charts.forces(pages, find_ledger())


def tile_map(found: pd.DataFrame, built: Collection[str] | None = None) -> TileMap:
    """Map of the forces by what is known of each; of those with a page only, all by default, a tile is a link."""
    return tilemap.draw(found, find_ledger(), built)


def national_claims() -> Table | None:
    """What newspapers print for England and Wales: one row per figure, with its papers; None where they print nothing."""
    book, sources = find_ledger(), catalogue.load("sources").set_index("source")
    figures = book.figures
    verdicts = catalogue.load("verdicts").set_index("figure")["verdict"]
    said = figures[(figures["force"] == NATION) & figures["measure"].isin(PRINTED_MEASURES)]
    rows = []
    for (_, _, printed), group in said.groupby(["measure", "period_start", "as_printed"]):
        first = group.iloc[0]
        number = f"{printed}%" if first["measure"] == "change_pct" else write_number(int(printed))
        papers = [
            link(sources.loc[one, "publisher"], sources.loc[one, "address"])
            for one in dict.fromkeys(group["source"])
        ]
        rows.append(
            {
                "Printed": f"{first['qualifier']} {number}".strip(),
                "What it counts": join_words(dict.fromkeys(group["label"]), "or"),
                "Period as printed": join_words(
                    dict.fromkeys(map(write_period, group["period_as_printed"])), "or"
                ),
                "Verdict": join_words(dict.fromkeys(verdicts[one] for one in group["id"])),
                "Papers": Markup(", ").join(papers),
                "Rests on": book.refer(group["id"]),
            }
        )
    return Table("What newspapers print for England and Wales", pd.DataFrame(rows)) if rows else None


def national_sum(found: pd.DataFrame) -> Text:
    """What the known forces add up to, and what a national total would ask of the others."""
    say, study = find_ledger().say, read_study()
    sure = found[found["total"].notna() & (found["doubt"] == "")].reset_index(drop=True)
    doubtful = found[found["total"].notna() & (found["doubt"] != "")]
    asked = found[found["status"].isin(["answered", "reported", "no_answer_known", "withdrawn"])]
    rest = len(asked) - len(sure)
    if sure.empty:
        return Text(
            (
                say(
                    "No total of the {span} is known without a condition of any force, so nothing is added up.",
                    names={"span": study.span},
                ),
            )
        )
    named = {f"f{i}": forces.name_force(slug, short=True) for i, slug in enumerate(sure["force"])}
    sums = {f"n{i}": make("sum", *ids) for i, ids in enumerate(sure["behind_total"])}
    everything = [ids for groups in sure["behind_total"] for ids in groups]
    template = join_words(f"{{f{i}}} {{n{i}}}" for i in range(len(sure)))
    sentences = [
        say(
            f"The {{totals}} of {{many}} are known without a condition: {template}.",
            names=named | {"totals": study.total.replace("total", "totals")}, many=make("tally", sure["force"], noun="force"), **sums,
        ),
        say("They add up to {sum}, from searches that differ or are not known.", sum=make("sum", *everything)),
    ]  # fmt: skip
    sentences += _say_all_years(sure)
    if len(doubtful):
        names = join_words(forces.name_force(slug, short=True) for slug in doubtful["force"])
        text = "{names} are left out, because their printed totals are open to doubt."
        sentences.append(say(text, names={"names": names}))
    most = sure.sort_values("total").iloc[-1]
    for total, ids in _printed_totals().items():
        sentences.append(
            say(
                '"More than {total}" would ask some {average} on average of each of the other {rest} forces, {times} times the '
                "largest of these totals, {name}'s {most}.",
                names={"name": forces.name_force(most["force"], short=True), "total": write_number(total)},
                rests_on=ids, most=make("sum", *most["behind_total"]),
                rest=make("tally", asked.loc[~asked["force"].isin(sure["force"]), "force"]),
                average=make("average", *everything, forces=rest, total=total),
                times=make("times_largest", *everything, forces=rest, total=total, largest=int(most["total"])),
                mode=make("largest", *everything),
            )
        )  # fmt: skip
    return Text((*sentences, say("That proves neither figure: the forces that are not known may be larger.")))


def _say_all_years(found: pd.DataFrame) -> list[Sentence]:
    """What the forces with an exact count for each year asked about add up to, year by year; none for fewer than two."""
    years, study = {}, read_study()
    for slug in found["force"]:
        totals = list_totals(profile.load(slug).counts)
        yearly = totals[(totals["covers"] == YEAR) & totals["year"].isin(study.years)]
        if yearly["year"].tolist() == study.years and (yearly["count_low"] == yearly["count_high"]).all():
            years[slug] = list(yearly["figures"])
    if len(years) < 2 or len(study.years) < 2:
        return []
    by_year = list(zip(*years.values(), strict=True))
    template = join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(study.years)))
    return [
        find_ledger().say(
            f"{{many}} of them have a count for each year; these add up to {template}. From the first year to the last they "
            "{moved}.",
            names={f"y{i}": year for i, year in enumerate(study.years)}, many=make("tally", list(years)),
            moved=make("moved", *by_year[0], *by_year[-1]), **{f"n{i}": make("sum", *ids) for i, ids in enumerate(by_year)},
        )
    ]  # fmt: skip


def _printed_totals() -> dict[int, list[str]]:
    """National totals of the release as printed, smallest first, each with its figures."""
    figures = catalogue.load("figures")
    said = figures[
        (figures["force"] == NATION)
        & (figures["measure"] == "check_total")
        & (figures["request"] == read_study().request.folder)
    ]
    groups = {int(value): group["id"].tolist() for value, group in said.groupby("as_printed")}
    return dict(sorted(groups.items()))


def national_disagreement() -> Text:
    """Which papers print which national total."""
    book, totals = find_ledger(), _printed_totals()
    if not totals:
        return Text((book.say("No national total of the request is in print here."),))
    publishers = catalogue.load("sources").set_index("source")["publisher"]
    names, parts, template = {}, {}, []
    for i, (value, ids) in enumerate(totals.items()):
        names |= {
            f"v{i}": write_number(value),
            f"p{i}": Quoted(join_words(publishers[book.figures.loc[one, "source"]] for one in ids)),
        }
        parts[f"n{i}"] = make("tally", ids, noun="paper")
        template.append(f'{{n{i}}} {"prints" if len(ids) == 1 else "print"} "more than {{v{i}}}" ({{p{i}}})')
    sentences = [book.say(f"Of one and the same release, {' and '.join(template)}.", names=names, **parts)]
    values = list(totals)
    if len(values) == 2 and values[1] == 10 * values[0]:
        sentences.append(book.say("One is ten times the other."))
    elif len(values) > 1:
        sentences.append(book.say("They cannot all be what the release said."))
    return Text(tuple(sentences))


def findings(found: pd.DataFrame) -> Text:
    """What the page of all forces comes to: the national totals in print, and why forces are not ranked."""
    return Text((), listed=(*national_disagreement().sentences, *comparable(found).sentences))


def recording_change(around: pd.DataFrame) -> Tables | None:
    """Recorded offences of the study's classes around the change of their recording, by force; None without a class.

    Parameters
    ----------
    around : DataFrame
        As `beside.list_around` gives it.
    """
    return together(*(_list_around(one, around[around["code"] == one.code]) for one in read_study().classes))


def _list_around(one: OffenceClass, around: pd.DataFrame) -> Table | None:
    found = around[around["force"] != NATION]
    if found.empty:
        return None
    official, (before, after) = find_ledger().official, found[["before", "after"]].iloc[0]
    rows = pd.DataFrame(
        {
            "Force": found["force"].map(forces.name_force),
            before: found["count_before"].map(write_number),
            after: found["count_after"].map(write_number),
            "Change": [write_pct(one / 100) if pd.notna(one) else "[low]" for one in found["change_pct"]],
            "Cells": official.loc[found["figures_before"], "cell"].to_numpy()
            + ", "
            + official.loc[found["figures_after"], "cell"].to_numpy(),
        }
    )
    sources = sorted(set(official.loc[[*found["figures_before"], *found["figures_after"]], "source"]))
    return Table(
        f"Recorded {one.name} (code {one.code}) before and after the recording rule of {one.changed}",
        rows,
        numeric=(before, after, "Change"),
        notes=(
            f"Home Office, release of {read_study().official.release}, years ending March. [low]: the first count is under 10. "
            f"The cells are those of data/raw/{' and '.join(sources)}/recorded_crime.csv.",
        ),
    )


def recording_change_in_words(around: pd.DataFrame) -> Text:
    """How the study's classes moved in England and Wales when their recording changed, and why they matter."""
    book, study = find_ledger(), read_study()
    if not study.classes:
        return Text((book.say("No class of offence whose recording changed is set beside the counts."),))
    meets = (book.say("{meets}", names={"meets": one.meets}) for one in study.classes)
    return Text((*meets, *say_around(book, around[around["force"] == NATION])))


def limits() -> Text:
    """What a national figure cannot be."""
    return Text((), listed=tuple(map(find_ledger().say, (
        "A sum of forces whose searches differ: a word in a summary, in the MO comments or in a full log are three different "
        "counts.",
        "A sum over all forces while most answers are not known: who answers depends on how much there is to count.",
        "A measure of what {platform} caused: a search finds the word, not a cause.",
    ))))  # fmt: skip


def sources(pages: list[Profile]) -> Table:
    """All sources, once each."""
    return list_sources(
        pd.concat([page.sources for page in pages]).drop_duplicates("source").sort_values("source")
    )


def claims_in_words() -> Text:
    """How many of all printed statements hold, and how many sets of them cannot stand together."""
    book, verdicts = find_ledger(), catalogue.load("verdicts")
    if verdicts.empty:
        return Text((book.say("No newspaper story is held here."),))
    found = catalogue.load("contradictions")
    behind = [ids.split()[0] for ids in found["figures"]]
    return Text(
        (
            tally_verdicts(book, verdicts),
            book.say(
                "{many} of them cannot stand together as they first read; what follows says which, and on which reading they "
                "can.",
                many=make("tally", behind, noun="set"),
            ),
            book.say(
                "A verdict is about what is printed and not about who printed it: most stories rewrite one release, which is "
                "not held here, so an error may be the release's own."
            ),
        )
    )


def release() -> Table | None:
    """What the release itself probably said of each force that a newspaper writes about; None where none writes."""
    book, readings = find_ledger(), []
    figures = book.figures
    told = figures[
        (figures["request"] == read_study().request.folder)
        & (figures["source_kind"] == "press")
        & (figures["force"] != NATION)
    ]
    pages = [profile.load(slug) for slug in sorted(told["force"].unique())]
    named = _list_years(pages)
    for page in pages:
        totals = list_totals(page.counts)
        printed, vague = find_several_years(totals), totals[totals["period_start"] == ""]
        total = "[x]"
        for one in pd.concat([printed, vague]).head(1).itertuples():
            total = write_span(one.count_low, one.count_high) + f" ({one.year})" * _find_total(totals).empty
        behind = " ".join(totals[totals["covers"] != PART]["figures"]).split()
        readings.append(
            {
                "Force": link(page.name, f"{page.force}.html"),
                **{year: _write_years(totals[totals["covers"] != TOGETHER]).get(year, "[x]") for year in named},
                **dict.fromkeys(_name_total(), total),
                "How sure": _how_sure(page, totals),
                "Rests on": book.refer(dict.fromkeys(behind)),
            }
        )
    if not readings:
        return None
    return Table(
        "What the release probably said",
        pd.DataFrame(readings),
        numeric=(*named, *_name_total()),
        notes=("[x]: not printed, and nothing printed allows a range.",),
    )


def _how_sure(page: Profile, totals: pd.DataFrame) -> str:
    if (totals["covers"] == YEAR).sum() > 1:
        proved = "agrees" in page.checks["result"].tolist()
        return "the years are printed and add up to the printed total" if proved else "the years are printed"
    printed = find_several_years(totals)
    if printed.empty:
        return "one figure, without its period"
    doubt = find_ledger().doubt(printed["figures"].iloc[0])
    return (
        f"the years are worked out, and hold only {doubt}"
        if doubt
        else f"the years are worked out from what is printed{_without_words(page)}"
    )


def _without_words(page: Profile) -> str:
    """The range of the last year without the claims in words that it rests on; empty where it rests on none."""
    found = page.readings[(page.readings["condition"] == NO_WORDS) & (page.readings["measure"] == "total")]
    for one in found.sort_values("period_start").tail(1).itertuples():
        year = name_period(one.period_start, one.period_end)
        return f" and claimed in words, which nobody checked; without the words {year} is {write_span(one.count_low, one.count_high)}"
    return ""


def release_in_words() -> Text:
    """Which national total of the release is the likelier, by what it would ask of the forces that are not known."""
    say, totals = find_ledger().say, _printed_totals()
    found = summarise(load())
    sure = found[found["total"].notna() & (found["doubt"] == "")]
    if len(totals) < 2 or sure.empty:
        return Text(
            (
                say(
                    "No two national totals and no total of a force are in print that could be held against each other."
                ),
            )
        )
    rest = len(found[found["status"].isin(["answered", "reported", "no_answer_known", "withdrawn"])]) - len(sure)
    everything = [ids for groups in sure["behind_total"] for ids in groups]
    known, added = int(sure["total"].sum()) / len(sure), int(sure["total"].sum())
    # How many times larger, or smaller, the others would have to be than those that are known.
    apart = {total: (total - added) / rest / known for total in totals if total > added}
    likely = min(apart, key=lambda total: max(apart[total], 1 / apart[total]))
    sentences: list[Sentence] = [
        say(
            'Of the national totals, "more than {total}" is the likelier: it would ask some {average} on average of each force '
            "that is not known, where the known ones have {mean}.",
            names={"total": write_number(likely)}, rests_on=totals[likely],
            average=make("average", *everything, forces=rest, total=likely),
            mean=make("mean", *everything, forces=len(sure)),
        ),
        say("That is likelihood and not proof, and the release itself would settle it."),
    ]  # fmt: skip
    survey = catalogue.load("counts")
    survey = survey[
        (survey["force"] == NATION)
        & (survey["measure"] == "total")
        & (survey["count_low"] == survey["count_high"])
    ]
    if len(survey):
        last = survey.sort_values("period_start").iloc[-1]
        sentences.append(
            say(
                "A survey of forces by a national newspaper, as rewrites of it print, counted {n} in {year}.",
                names={"year": name_period(last["period_start"], last["period_end"])}, n=count(last["figures"]),
            )
        )  # fmt: skip
    return Text(tuple(sentences))


def press_sources(pages: list[Profile]) -> Table | None:
    """The sources of the stories; None where no story is held."""
    found = pd.concat([page.sources for page in pages]).drop_duplicates("source")
    found = found[found["kind"] == "press"].sort_values("source")
    return list_sources(found) if len(found) else None
