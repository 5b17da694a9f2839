"""Turns the processed tables into what is known of all forces side by side."""

from collections.abc import Collection
from itertools import combinations

import pandas as pd
from markupsafe import Markup

from linked_offences import catalogue, charts, forces, profile, tilemap
from linked_offences.charts import Chart
from linked_offences.numerals import join_words, write_number, write_pct, write_span
from linked_offences.profile import NATION, Profile
from linked_offences.prose import recording_change_sentences, tally_verdicts
from linked_offences.sentences import Ledger, Sentence, Text, count, make
from linked_offences.tables import (
    STATUS,
    Table,
    link,
    list_claims,
    list_contradictions,
    list_figures,
    list_sources,
    write_period,
)
from linked_offences.tilemap import TileMap
from linked_offences.years import name_period, write_day

REQUEST = "tiktok-offences-2024"
PRINTED_MEASURES = ["total", "check_total", "change_pct", "estimate"]


def load() -> list[Profile]:
    """Profiles of all forces that have a page, by name."""
    return [profile.load(slug) for slug in profile.list_forces()]


def ledger() -> Ledger:
    """All figures, for the sentences of a page that compares forces."""
    official = profile.list_official(*map(catalogue.load, ("recorded_crime", "population", "outcomes_all_crime")))
    book = Ledger(catalogue.load("figures"), official)
    listed = [*book.figures.index, *_list_used_official()]
    book.numbers.update({one: number for number, one in enumerate(listed, start=1)})
    return book


def _list_used_official() -> list[str]:
    """Ids of the official figures that sentences of these pages rest on: the nation's before and after May 2023."""
    crime = catalogue.load("recorded_crime")
    rows = [
        profile.find_official(crime, NATION, profile.MALICIOUS_COMMUNICATIONS, year)
        for year in profile.AROUND_RULE
    ]
    return [profile.name_official(row) for row in rows if row is not None]


def figures() -> Table | None:
    """Every figure that a page of all forces rests on, with file and cell."""
    book = ledger()
    return list_figures(book.figures, book.official.loc[_list_used_official()], catalogue.load("sources"))


def summarise(pages: list[Profile]) -> pd.DataFrame:
    """One row per force: what is known of it and how far it may be compared.

    Returns
    -------
    DataFrame
        Columns ``force``, ``name``, ``status``, ``section``, ``state``, ``latest`` (newest figure
        in words), ``count`` (exact count of 2023/24, or missing), ``searched``, ``period_basis``,
        ``total`` (exact total of the three years, or missing), ``doubt``, ``behind`` and ``behind_total``
        (ids of the figures of the count and of each part of the total).
    """
    rows = []
    for page in pages:
        asked, yearly, three = page.asked, page.yearly(), page.three_years()
        last = yearly[yearly["year"] == "2023/24"]
        exact = len(last) and last["count_low"].iloc[0] == last["count_high"].iloc[0]
        total = int(three["count_low"]) if three is not None else pd.NA
        if three is None and len(yearly) == 3 and (yearly["count_low"] == yearly["count_high"]).all():
            total = int(yearly["count_low"].sum())
        own = (page.figures["force"] == page.force) & (page.figures["measure"] == "check_total")
        doubts = page.figures.loc[own, "doubt"]
        rows.append(
            {
                "force": page.force,
                "name": page.name,
                "status": asked["status"],
                "section": asked["section"],
                "state": page.state,
                "latest": latest_figure(page),
                "count": int(last["count_low"].iloc[0]) if exact else pd.NA,
                "searched": asked["searched"],
                "period_basis": asked["period_basis"],
                "total": total,
                "doubt": next((doubt for doubt in doubts if doubt), ""),
                "behind": last["figures"].iloc[0] if exact else "",
                "behind_total": [three["figures"]] if three is not None else list(yearly["figures"]),
            }
        )
    return pd.DataFrame(rows).astype({"count": "Int64", "total": "Int64"})


def latest_figure(page: Profile) -> str:
    """The newest figure of a force in words, with its period; empty where there is none."""
    yearly = page.yearly()
    if len(yearly):
        last = yearly.iloc[-1]
        return f"{write_span(last['count_low'], last['count_high'])} in {last['year']}"
    for measure in ("check_total", "total"):
        found = page.rows(measure)
        if len(found):
            one = found.iloc[-1]
            period = name_period(one["period_start"], one["period_end"])
            text = f"{write_span(one['count_low'], one['count_high'])}, {period}"
            return f"{text}; open to doubt" if "conditional" in one["flag"] else text
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
                "State of the figures": state,
                "Forces": len(group),
                "Which": join_words(names),
            }
        )
    order = {state: number for number, state in enumerate(profile.STATES)}
    rows.sort(key=lambda row: (order[row["State of the figures"]], row["What came back"]))
    return Table("Forces by what came back and what is known", pd.DataFrame(rows), numeric=("Forces",))


def methods(found: pd.DataFrame) -> Table:
    """How each force with a figure searched, and where its years begin."""
    known = found[found["latest"] != ""]
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
    say, known = ledger().say, found[found["latest"] != ""]
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
        say("How {unknown} of them searched is not known.", unknown=make("tally", unknown)),
    ]
    if alike:
        named = join_words(f"{a.name} and {b.name}" for a, b in alike)
        text = "The same search and the same years are known of {named}; of no other pair."
        return Text((*sentences, say(text, names={"named": named})))
    text = "Of no two forces are the same search and the same years known, so no force is ranked against another."
    return Text((*sentences, say(text)))


def other_requests(pages: list[Profile]) -> Table:
    """Requests on other questions, which do not decide a force's status unless it was asked nothing else."""
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
    frame = pd.DataFrame(rows).rename(columns={"In the force's words or ours": "In our words"})
    return Table("Other requests on file", frame, notes=("[x]: nothing more is known.",))


def side_by_side(found: pd.DataFrame, pages: list[Profile]) -> Table:
    """All forces with a figure, by name: years, total, search and basis. Not ranked."""
    book, rows = ledger(), []
    for page, one in zip(pages, found.itertuples(), strict=True):
        if not one.latest:
            continue
        years = {year.year: write_span(year.count_low, year.count_high) for year in page.yearly().itertuples()}
        worked_out = {
            year.year: f"{write_span(year.count_low, year.count_high)} (worked out)"
            for year in page.inferred_years().itertuples()
        }
        rows.append(
            {
                "Force": link(page.name, f"{page.force}.html"),
                **{year: (worked_out | years).get(year, "[x]") for year in ("2021/22", "2022/23", "2023/24")},
                "Three years": _three_years(page, one),
                "Rests on": book.refer(
                    " ".join(page.counts.loc[page.counts["measure"].isin(["total", "check_total"]), "figures"])
                ),
                "What was searched": one.searched or "[x]",
                "Years begin": {"6 April to 5 April": "6 April", "1 April to 31 March": "1 April"}.get(
                    one.period_basis, "[x]"
                ),
            }
        )
    return Table(
        "Offences linked to TikTok by force and year, forces by name",
        pd.DataFrame(rows),
        numeric=("2021/22", "2022/23", "2023/24", "Three years"),
        name="side-by-side",
        notes=(
            "[x]: not published or not known. Worked out: nobody prints the count; the fewest and the most that what is "
            "printed allows.",
            *(f"{one.name}: the total holds only {one.doubt}." for one in found.itertuples() if one.doubt),
        ),
    )


def _three_years(page: Profile, one) -> str:
    if pd.notna(one.total):
        return write_number(int(one.total)) + (" (open to doubt)" if one.doubt else "")
    vague = page.rows("total")
    vague = vague[vague["period_start"] == ""]
    return (
        f"{write_span(vague['count_low'].iloc[0], vague['count_high'].iloc[0])} (period not stated)"
        if len(vague)
        else "[x]"
    )


def chart(pages: list[Profile]) -> Chart | None:
    """The counts and ranges of 2023/24, forces by name."""
    return charts.forces(pages, ledger())


def tile_map(found: pd.DataFrame, built: Collection[str] | None = None) -> TileMap:
    """Map of the forces by what is known of each; of those with a page only, all by default, a tile is a link."""
    return tilemap.draw(found, ledger(), built)


def national_claims() -> Table:
    """What newspapers print for England and Wales: one row per figure, with its papers."""
    book, sources = ledger(), catalogue.load("sources").set_index("source")
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
    return Table("What newspapers print for England and Wales", pd.DataFrame(rows))


def national_sum(found: pd.DataFrame) -> Text:
    """What the known forces add up to, and what a national total would ask of the others."""
    say = ledger().say
    sure = found[found["total"].notna() & (found["doubt"] == "")].reset_index(drop=True)
    doubtful = found[found["total"].notna() & (found["doubt"] != "")]
    asked = found[found["status"].isin(["answered", "reported", "no_answer_known"])]
    rest = len(asked) - len(sure)
    named = {f"f{i}": forces.name_force(slug, short=True) for i, slug in enumerate(sure["force"])}
    sums = {f"n{i}": make("sum", *ids) for i, ids in enumerate(sure["behind_total"])}
    everything = [ids for groups in sure["behind_total"] for ids in groups]
    template = join_words(f"{{f{i}}} {{n{i}}}" for i in range(len(sure)))
    sentences = [
        say(
            f"The three-year totals of {{many}} are known without a condition: {template}.",
            names=named, many=make("tally", sure["force"], noun="force"), **sums,
        ),
        say("They add up to {sum}, from searches that differ or are not known.", sum=make("sum", *everything)),
    ]  # fmt: skip
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


def _printed_totals() -> dict[int, list[str]]:
    """National totals of the release as printed, smallest first, each with its figures."""
    figures = catalogue.load("figures")
    said = figures[
        (figures["force"] == NATION) & (figures["measure"] == "check_total") & (figures["request"] == REQUEST)
    ]
    groups = {int(value): group["id"].tolist() for value, group in said.groupby("as_printed")}
    return dict(sorted(groups.items()))


def national_disagreement() -> Text:
    """Which papers print which national total."""
    book, totals = ledger(), _printed_totals()
    publishers = catalogue.load("sources").set_index("source")["publisher"]
    names, parts, template = {}, {}, []
    for i, (value, ids) in enumerate(totals.items()):
        names |= {
            f"v{i}": write_number(value),
            f"p{i}": join_words(publishers[book.figures.loc[one, "source"]] for one in ids),
        }
        parts[f"n{i}"] = make("tally", ids, noun="paper")
        template.append(f'{{n{i}}} {"prints" if len(ids) == 1 else "print"} "more than {{v{i}}}" ({{p{i}}})')
    sentences = [book.say(f"Of one and the same release, {' and '.join(template)}.", names=names, **parts)]
    values = list(totals)
    if len(values) == 2 and values[1] == 10 * values[0]:
        sentences.append(book.say("One is ten times the other: a nought was lost or gained."))
    elif len(values) > 1:
        sentences.append(book.say("They cannot all be what the release said."))
    return Text(tuple(sentences))


def findings(found: pd.DataFrame) -> Text:
    """What the page of all forces comes to: the national totals in print, and why forces are not ranked."""
    return Text((), listed=(*national_disagreement().sentences, *comparable(found).sentences))


def recording_change(pages: list[Profile]) -> Table:
    """Recorded malicious communications (8R) before and after the recording rule of May 2023, by force."""
    rows = []
    for page in pages:
        before, after = (
            page.official(profile.MALICIOUS_COMMUNICATIONS, year) for year in ("2023-03-31", "2024-03-31")
        )
        if before is None or after is None:
            continue
        small = before < 10
        rows.append(
            {
                "Force": page.name,
                "2022/23": write_number(before),
                "2023/24": write_number(after),
                "Change": "[low]" if small else write_pct(after / before - 1),
                "Cells": ", ".join(
                    profile.find_official(page.crime, page.force, profile.MALICIOUS_COMMUNICATIONS, year)["cell"]
                    for year in profile.AROUND_RULE
                ),
            }
        )
    return Table(
        "Recorded malicious communications (code 8R) before and after the recording rule of May 2023",
        pd.DataFrame(rows),
        numeric=("2022/23", "2023/24", "Change"),
        notes=(
            "Home Office, release of 2026-04, years ending March. [low]: the first count is under 10. The cells are those of "
            "data/raw/official/recorded-crime-2026-04/recorded_crime.csv.",
        ),
    )


def recording_change_in_words() -> Text:
    """The fall of code 8R in England and Wales after the recording rule of May 2023."""
    return Text(tuple(recording_change_sentences(ledger(), catalogue.load("recorded_crime"))))


def sources(pages: list[Profile]) -> Table:
    """All sources, once each."""
    return list_sources(
        pd.concat([page.sources for page in pages]).drop_duplicates("source").sort_values("source")
    )


def claims_in_words() -> Text:
    """How many of all printed statements hold, and how many sets of them cannot stand together."""
    book, verdicts = ledger(), catalogue.load("verdicts")
    found = catalogue.load("contradictions")
    behind = [ids.split()[0] for ids in found["figures"]]
    return Text(
        (
            tally_verdicts(book, verdicts),
            book.say(
                "{many} of them cannot stand together as they first read; the table below says which, and on which reading "
                "they can.",
                many=make("tally", behind, noun="set"),
            ),
            book.say(
                "A verdict is about what is printed and not about who printed it: most stories rewrite one release, which is "
                "not held here, so an error may be the release's own."
            ),
        )
    )


def contradictions() -> Table | None:
    """All printed figures that cannot stand together, force by force."""
    book, found = ledger(), catalogue.load("contradictions")
    table = list_contradictions("Printed figures that cannot stand together", found, book)
    table.frame.insert(0, "Force", [link(forces.name_force(one), _address(one)) for one in found["force"]])
    return table


def _address(slug: str) -> str:
    return "national.html" if slug == NATION else f"{slug}.html"


def stories() -> Table:
    """The stories side by side: how many of the statements of each hold."""
    book, verdicts = ledger(), catalogue.load("verdicts")
    listed = catalogue.load("sources").set_index("source")
    verdicts = verdicts.assign(source=book.figures.loc[verdicts["figure"], "source"].to_numpy())
    rows = []
    for source, group in verdicts.groupby("source"):
        tally = group["verdict"].value_counts()
        rows.append(
            {
                "Story": link(listed.loc[source, "title"], listed.loc[source, "address"]),
                "About": join_words(dict.fromkeys(forces.name_force(slug, short=True) for slug in group["force"])),
                "Published": _write_date(listed.loc[source, "published"]),
                "Statements": len(group),
                "Hold": tally.get("holds", 0),
                "On one reading": tally.get("holds on one reading", 0),
                "Contradicted": tally.get("contradicted", 0),
                "Cannot be checked": tally.get("cannot be checked", 0),
            }
        )
    numeric = ("Statements", "Hold", "On one reading", "Contradicted", "Cannot be checked")
    return Table(
        "The stories side by side", pd.DataFrame(rows), numeric=numeric, notes=("[x]: the day is not known.",)
    )


def _write_date(day: str) -> str:
    return write_day(day) if len(day) == 10 else day or "[x]"


def statements() -> Table:
    """Every printed statement with its verdict, story by story."""
    book, verdicts = ledger(), catalogue.load("verdicts")
    publishers = catalogue.load("sources").set_index("source")["publisher"]
    caption = "Every printed statement, held against the evidence"
    return list_claims(caption, verdicts, book, publishers)


def release() -> Table:
    """What the release itself probably said of each force that a newspaper writes about."""
    book, readings = ledger(), []
    figures = book.figures
    told = figures[
        (figures["request"] == REQUEST) & (figures["source_kind"] == "press") & (figures["force"] != NATION)
    ]
    for slug in sorted(told["force"].unique()):
        page = profile.load(slug)
        years = {one.year: write_span(one.count_low, one.count_high) for one in page.yearly().itertuples()}
        years |= {
            one.year: write_span(one.count_low, one.count_high) for one in page.inferred_years().itertuples()
        }
        three, vague = page.three_years(), page.rows("total")
        vague = vague[vague["period_start"] == ""]
        total = "[x]"
        if three is not None:
            total = write_span(three["count_low"], three["count_high"])
        elif len(vague):
            total = f"{write_span(vague['count_low'].iloc[0], vague['count_high'].iloc[0])} (period not stated)"
        readings.append(
            {
                "Force": link(page.name, f"{slug}.html"),
                **{year: years.get(year, "[x]") for year in ("2021/22", "2022/23", "2023/24")},
                "Three years": total,
                "How sure": _how_sure(page, three),
                "Rests on": book.refer(
                    dict.fromkeys(
                        " ".join(
                            [
                                *page.rows("total")["figures"],
                                *page.rows("check_total")["figures"],
                                *page.inferred_years()["figures"],
                            ]
                        ).split()
                    )
                ),
            }
        )
    return Table(
        "What the release probably said",
        pd.DataFrame(readings),
        numeric=("2021/22", "2022/23", "2023/24", "Three years"),
        notes=("[x]: not printed, and nothing printed allows a range.",),
    )


def _how_sure(page: Profile, three) -> str:
    if len(page.yearly()) > 1:
        proved = "agrees" in page.checks["result"].tolist()
        return "the years are printed and add up to the printed total" if proved else "the years are printed"
    if three is None:
        return "one figure, without its period"
    doubts = page.figures.set_index("id")["doubt"]
    doubt = next((doubts[one] for one in three["figures"].split() if doubts[one]), "")
    return (
        f"the years are worked out, and hold only {doubt}"
        if doubt
        else "the years are worked out from what is printed"
    )


def release_in_words() -> Text:
    """Which national total of the release is the likelier, by what it would ask of the forces that are not known."""
    say, totals = ledger().say, _printed_totals()
    found = summarise(load())
    sure = found[found["total"].notna() & (found["doubt"] == "")]
    rest = len(found[found["status"].isin(["answered", "reported", "no_answer_known"])]) - len(sure)
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


def press_sources(pages: list[Profile]) -> Table:
    """The sources of the stories."""
    found = pd.concat([page.sources for page in pages]).drop_duplicates("source")
    return list_sources(found[found["kind"] == "press"].sort_values("source"))
