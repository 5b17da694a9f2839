"""Turns the processed tables into what is known of all forces side by side."""

from itertools import combinations

import pandas as pd
from IPython.display import Markdown
from markupsafe import Markup

from linked_offences import catalogue, charts, forces, profile
from linked_offences.charts import Chart
from linked_offences.numerals import join_words, plural, write_number, write_pct, write_range, write_small
from linked_offences.periods import name_period
from linked_offences.profile import NATION, Profile
from linked_offences.prose import capital, recording_change_sentence
from linked_offences.tables import STATUS, Table, link, list_sources

REQUEST = "tiktok-offences-2024"
PRINTED_MEASURES = ["total", "check_total", "change_pct", "estimate"]


def load() -> list[Profile]:
    """Profiles of all forces that have a page, by name."""
    return [profile.load(slug) for slug in profile.list_forces()]


def summarise(pages: list[Profile]) -> pd.DataFrame:
    """One row per force: what is known of it and how far it may be compared.

    Returns
    -------
    DataFrame
        Columns ``force``, ``name``, ``status``, ``section``, ``state``, ``latest`` (newest figure
        in words), ``count`` (exact count of 2023/24, or missing), ``searched``, ``period_basis``,
        ``total`` (exact total of the three years, or missing), ``doubt``.
    """
    rows = []
    for page in pages:
        asked, yearly, three = page.asked, page.yearly(), page.three_years()
        last = yearly[yearly["year"] == "2023/24"]
        exact = len(last) and last["count_low"].iloc[0] == last["count_high"].iloc[0]
        total = int(three["count_low"]) if three is not None else pd.NA
        if three is None and len(yearly) == 3:
            total = int(yearly["count_low"].sum())
        doubts = page.figures.loc[page.figures["measure"] == "check_total", "doubt"]
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
            }
        )
    return pd.DataFrame(rows).astype({"count": "Int64", "total": "Int64"})


def latest_figure(page: Profile) -> str:
    """The newest figure of a force in words, with its period; empty where there is none."""
    yearly = page.yearly()
    if len(yearly):
        last = yearly.iloc[-1]
        return f"{write_range(last['count_low'], last['count_high'])} in {last['year']}"
    for measure in ("check_total", "total"):
        found = page.rows(measure)
        if len(found):
            one = found.iloc[-1]
            period = name_period(one["period_start"], one["period_end"])
            text = f"{write_range(one['count_low'], one['count_high'])}, {period}"
            return f"{text}; open to doubt" if "conditional" in one["flag"] else text
    return ""


def write_status(status: str, section: str) -> str:
    """A request's status in words, with the section of a refusal."""
    return f"{STATUS[status]}, section {section}" if section else STATUS[status]


def coverage(found: pd.DataFrame) -> Table:
    """How many forces are in each state, and which."""
    rows = []
    for (status, section, state), group in found.groupby(["status", "section", "state"]):
        names = [forces.name_force(slug, short=True) for slug in group["force"]]
        rows.append(
            {
                "What came back": write_status(status, section),
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


def comparable(found: pd.DataFrame) -> Markdown:
    """Of how many pairs of forces the same search and the same years are known."""
    known = found[found["latest"] != ""]
    pairs = list(combinations(known.itertuples(), 2))
    alike = [
        (a, b)
        for a, b in pairs
        if a.searched and a.searched == b.searched and a.period_basis and a.period_basis == b.period_basis
    ]
    unknown = (known["searched"] == "").sum()
    text = (
        f"{capital(plural(len(known), 'force'))} {'has' if len(known) == 1 else 'have'} a figure. "
        f"How {write_small(unknown)} of them searched is not known. "
    )
    if alike:
        named = [f"{a.name} and {b.name}" for a, b in alike]
        return Markdown(
            f"{text}The same search and the same years are known of {join_words(named)}; of no other pair."
        )
    return Markdown(
        f"{text}Of no two forces are the same search and the same years known, so no force is ranked against another."
    )


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
    rows = []
    for page, one in zip(pages, found.itertuples(), strict=True):
        if not one.latest:
            continue
        years = page.yearly().set_index("year")
        rows.append(
            {
                "Force": link(page.name, f"{page.force}.html"),
                **{
                    year: write_range(years.loc[year, "count_low"], years.loc[year, "count_high"])
                    if year in years.index
                    else "[x]"
                    for year in ("2021/22", "2022/23", "2023/24")
                },
                "Three years": _three_years(page, one),
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
        notes=(
            "[x]: not published or not known.",
            *(f"{one.name}: the total holds only {one.doubt}." for one in found.itertuples() if one.doubt),
        ),
    )


def _three_years(page: Profile, one) -> str:
    if pd.notna(one.total):
        return write_number(int(one.total)) + (" (open to doubt)" if one.doubt else "")
    vague = page.rows("total")
    vague = vague[vague["period_start"] == ""]
    return (
        f"{write_range(vague['count_low'].iloc[0], vague['count_high'].iloc[0])} (period not stated)"
        if len(vague)
        else "[x]"
    )


def chart(found: pd.DataFrame) -> Chart | None:
    """The counts of 2023/24, forces by name."""
    latest = found[found["count"].notna()]
    return charts.forces(latest[["name", "count", "searched"]])


def national_claims() -> Table:
    """What newspapers print for England and Wales: one row per figure, with its papers."""
    figures, sources = catalogue.load("figures"), catalogue.load("sources").set_index("source")
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
                "Period as printed": join_words(dict.fromkeys(group["period_as_printed"].str.strip("()")), "or"),
                "Verdict": join_words(dict.fromkeys(verdicts[one] for one in group["id"])),
                "Papers": Markup(", ").join(papers),
            }
        )
    return Table("What newspapers print for England and Wales", pd.DataFrame(rows))


def national_sum(found: pd.DataFrame) -> Markdown:
    """What the known forces add up to, and what a national total would ask of the others."""
    sure = found[found["total"].notna() & (found["doubt"] == "")]
    doubtful = found[found["total"].notna() & (found["doubt"] != "")]
    asked = found[found["status"].isin(["answered", "reported", "no_answer_known"])]
    known = int(sure["total"].sum())
    rest = len(asked) - len(sure)
    totals = [
        f"{forces.name_force(one.force, short=True)} {write_number(int(one.total))}" for one in sure.itertuples()
    ]
    text = (
        f"The three-year totals of {plural(len(sure), 'force')} are known without a condition: {join_words(totals)}. "
        f"They add up to {write_number(known)}, from searches that differ or are not known."
    )
    if len(doubtful):
        names = join_words(forces.name_force(slug, short=True) for slug in doubtful["force"])
        text += f" {names} are left out, because their printed totals are open to doubt."
    largest = sure.sort_values("total").iloc[-1]
    most = int(largest["total"])
    for total in _printed_totals():
        average = (total - known) / rest
        text += (
            f' "More than {write_number(total)}" would ask some {write_number(average)} on average of each of the '
            f"other {write_number(rest)} forces, {write_number(average / most, 1)} times the largest total known, "
            f"{forces.name_force(largest['force'], short=True)}'s {write_number(most)}."
        )
    return Markdown(f"{text} That proves neither figure: the forces that are not known may be larger.")


def _printed_totals() -> list[int]:
    figures = catalogue.load("figures")
    said = figures[
        (figures["force"] == NATION) & (figures["measure"] == "check_total") & (figures["request"] == REQUEST)
    ]
    return sorted({int(value) for value in said["as_printed"]})


def national_disagreement() -> Markdown:
    """Which papers print which national total."""
    figures, sources = catalogue.load("figures"), catalogue.load("sources").set_index("source")["publisher"]
    said = figures[
        (figures["force"] == NATION) & (figures["measure"] == "check_total") & (figures["request"] == REQUEST)
    ]
    parts = []
    for value, group in sorted(said.groupby("as_printed"), key=lambda pair: int(pair[0])):
        papers = [sources[one] for one in group["source"]]
        parts.append(
            f'{plural(len(papers), "paper")} print "more than {write_number(int(value))}" ({join_words(papers)})'
        )
    text = f"Of one and the same release, {' and '.join(parts)}."
    totals = _printed_totals()
    if len(totals) == 2 and totals[1] == 10 * totals[0]:
        text += " One is ten times the other: a nought was lost or gained."
    elif len(totals) > 1:
        text += " They cannot all be what the release said."
    return Markdown(text)


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
            }
        )
    return Table(
        "Recorded malicious communications (code 8R) before and after the recording rule of May 2023",
        pd.DataFrame(rows),
        numeric=("2022/23", "2023/24", "Change"),
        notes=("Home Office, release of 2026-04, years ending March. [low]: the first count is under 10.",),
    )


def recording_change_in_words() -> Markdown:
    """The fall of code 8R in England and Wales after the recording rule of May 2023."""
    return Markdown(recording_change_sentence(catalogue.load("recorded_crime")))


def sources(pages: list[Profile]) -> Table:
    """All sources, once each."""
    return list_sources(
        pd.concat([page.sources for page in pages]).drop_duplicates("source").sort_values("source")
    )
