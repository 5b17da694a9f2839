"""Turns what is known of a force into sentences, each no stronger than the figures behind it.

Every sentence is made by `sentences.Ledger.say`, which knows its figures and refuses wording that
they do not carry.
"""

from functools import partial

import pandas as pd

from linked_offences import forces, metrics, profile
from linked_offences.numerals import capital, count_decimals, join_words, write_small
from linked_offences.profile import NATION, Profile
from linked_offences.study import OffenceClass, read_study
from linked_offences.telling.ledgers import ledger_of
from linked_offences.telling.sentences import Ledger, Quoted, Sentence, Text, count, make
from linked_offences.weighing.evidence import NO_WORDS
from linked_offences.years import count_days, name_official_year, name_period

CAVEAT = (
    "A keyword search counts records in which the app's name stands; it does not show that the app mattered to an offence, "
    "let alone caused it."
)
UNKNOWN = "Not knowing a figure is not the same as there being none."
CHARGED = "Charged/Summonsed"
INCLUDED = {"1", "1A"}
MOST_LABELS = 5
# What the sections of the Freedom of Information Act 2000 that forces refuse under are about.
EXEMPTIONS = {
    "12": "the limit on the cost of an answer",
    "14": "vexatious or repeated requests",
    "21": "information that can be had otherwise",
    "22": "information that is to be published",
    "30": "investigations",
    "31": "law enforcement",
    "38": "health and safety",
    "40": "personal information",
    "43": "commercial interests",
}


def _text(*sentences: Sentence | None, between: str = " ", before: str = "") -> Text:
    return Text(tuple(one for one in sentences if one), between, before)


def _counts_in_years(found: pd.DataFrame) -> tuple[str, dict, dict]:
    """Template, quantities and names for counts in years: 16 in 2022/23 and 16 in 2023/24."""
    template = join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(found)))
    quantities = {f"n{i}": count(one.figures) for i, one in enumerate(found.itertuples())}
    return template, quantities, {f"y{i}": year for i, year in enumerate(found["year"])}


def headline(page: Profile) -> Sentence:
    """The most that can be said of the force in one plain sentence."""
    say, yearly, names = ledger_of(page).say, page.yearly(), {"name": page.name}
    match page.state:
        case profile.SERIES | profile.TOTALS_ONLY | profile.ONE_YEAR:
            last = yearly.iloc[-1]
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{year}}{_reported(page, last['figures'])}",
                names=names | {"year": last["year"]}, n=count(last["figures"], noun="offence"),
            )  # fmt: skip
        case profile.TOTAL_AND_CHANGE:
            return say(
                "{name}: how many offences are linked to {platform} in each year is not published", names=names
            )
        case profile.PARTS_OF_YEARS:
            parts, whole = page.parts_of_years(), page.added_up()
            when = name_period(*whole) if whole else parts["year"].iloc[-1]
            ids = parts["figures"] if whole else parts["figures"].tail(1)
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{when}}{_reported(page, ' '.join(ids))}",
                names=names | {"when": when}, n=make("sum", *ids, noun="offence"),
            )  # fmt: skip
        case profile.VAGUE:
            vague = page.rows("total").iloc[0]
            return say(
                "{name}: {n} linked to {platform}, over a period that is not stated",
                names=names, n=count(vague["figures"], noun="offence"),
            )  # fmt: skip
        case profile.TYPES_ONLY:
            found = _latest_numbers(page, "offence")
            when = found["year"].iloc[0] if len(found) else "a period that is not stated"
            if found.empty or _is_nested(found):
                text = "{name}: offences linked to {platform} are known by type for {when}, without a total"
                return say(text, names=names | {"when": when})
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{when}} under the {{types}} that are named"
                f"{_reported(page, ' '.join(found['figures']))}",
                names=names | {"when": when}, n=make("sum", *found["figures"], noun="offence"),
                types=make("tally", [ids.split()[0] for ids in found["figures"]], noun="type"),
            )  # fmt: skip
        case profile.OUTCOMES_ONLY:
            found = _latest_numbers(page, "outcome")
            when = found["year"].iloc[0] if len(found) else "a period that is not stated"
            text = "{name}: what the police did is known for {when}, how many offences were linked to {platform} is not"
            return say(text, names=names | {"when": when})
        case profile.REFUSED:
            about = "a request about social platforms" if not page.asked["request"] else "the request"
            return say(f"{{name}} refused {about}; no figure on {{platform}} is known", names=names)
    return say("{name}: no answer about offences linked to {platform} is known", names=names)


def _reported(page: Profile, ids: str) -> str:
    return ", as newspapers report" if page.is_by_press(ids) else ""


def _latest_numbers(page: Profile, measure: str) -> pd.DataFrame:
    """Counts of the latest year of one measure that are printed with a number."""
    found = page.latest_year(measure)
    return found[found["count_low"].notna()].reset_index(drop=True)


def _is_nested(found: pd.DataFrame) -> bool:
    """Whether some offence types may hold others, so that they do not add up."""
    return bool({"group", "subgroup"} & set(found["level"])) and found["level"].nunique() > 1


def title(page: Profile) -> Text:
    """The page's heading and its state, with the force's full name in it."""
    state = ledger_of(page).say("State of the figures: **{state}**", names={"state": page.state})
    return _text(headline(page), state, between="\n\n", before="# ")


def summary(page: Profile) -> Text:
    """The caution that belongs to every number, and the three to five sentences that a reader in a hurry needs."""
    caution = CAVEAT if len(page.counts) else UNKNOWN
    found = [
        *_summarise_counts(page),
        _summarise_offences(page),
        _summarise_charges(page),
        _summarise_claims(page),
    ]
    return Text((ledger_of(page).say(caution),), listed=tuple(one for one in found if one))


def _summarise_counts(page: Profile) -> list[Sentence]:
    say, yearly, names = ledger_of(page).say, page.yearly(), {"name": page.name}
    if len(yearly) > 1:
        template, quantities, years = _counts_in_years(yearly)
        who = "Newspapers report that {name}" if page.is_by_press(" ".join(yearly["figures"])) else "{name}"
        return [
            say(
                f"{who} recorded offences linked to {{platform}} as follows: {template}.",
                names=names | years,
                **quantities,
            )
        ]
    if len(yearly):
        text = f"{_name_printer(page, yearly['figures'].iloc[0])} {{n}} linked to {{platform}} for {{year}}, and for no other year."
        return [
            say(
                text, names={"year": yearly["year"].iloc[0]}, n=count(yearly["figures"].iloc[0], noun="offence")
            )
        ]  # fmt: skip
    total = page.several_years()
    if total is not None:
        period = name_period(total["period_start"], total["period_end"])
        rests = _explain_doubt(page, total) or say(
            f"{_name_printer(page, total['figures'])} {{n}} for {{period}} together.",
            names={"period": period}, n=count(total["figures"]),
        )  # fmt: skip
        return [
            rests,
            *_say_ranges(page, last_only=True),
        ]
    if page.state == profile.PARTS_OF_YEARS:
        return [_say_parts_of_years(page)]
    vague = page.rows("total")
    if len(vague):
        return [
            say(
                f"{_name_printer(page, vague['figures'].iloc[0])} {{n}} linked to {{platform}} for {{name}}, and does not say for "
                "which period.",
                names=names, n=count(vague["figures"].iloc[0], noun="crime"),
            )
        ]  # fmt: skip
    if page.state in (profile.TYPES_ONLY, profile.OUTCOMES_ONLY):
        found = page.rows("offence" if page.state == profile.TYPES_ONLY else "outcome")
        what = "offence types" if page.state == profile.TYPES_ONLY else "outcomes"
        text = f"{_name_printer(page, ' '.join(found['figures']))} {what}, and no total of the offences linked to {{platform}}."
        return [say(text, rests_on=" ".join(found["figures"]).split())]
    return [_answer_of(page), *_say_refusals(page), *_say_scale(page)]


def _name_printer(page: Profile, ids: str) -> str:
    """Who prints some figures, as the beginning of a sentence."""
    return "A newspaper prints" if page.is_by_press(ids) else "The force's own answer prints"


def _say_parts_of_years(page: Profile) -> Sentence:
    """Counts of months or other parts of a year, and what they add up to where none is missing between them."""
    parts, whole = page.parts_of_years(), page.added_up()
    ids = list(parts["figures"])
    printer = _name_printer(page, " ".join(ids))
    if len(parts) == 1 or whole is None:
        told = parts if len(parts) < 4 else parts.iloc[[0, -1]]
        template, quantities, years = _counts_in_years(told)
        among = "" if len(told) == len(parts) else "among them "
        text = f"{printer} counts of parts of a year, {among}{template}."
        return ledger_of(page).say(text, names=years, **quantities)
    return ledger_of(page).say(
        f"{printer} a count for each of {{many}} from {{first}} to {{last}}; they add up to {{n}} linked to {{platform}}.",
        names={"first": parts["year"].iloc[0], "last": parts["year"].iloc[-1]}, n=make("sum", *ids, noun="offence"),
        many=make("tally", [one.split()[0] for one in ids], noun="part of a year", nouns="parts of a year")
        if not _are_months(parts) else make("tally", [one.split()[0] for one in ids], noun="month"),
    )  # fmt: skip


def _are_months(parts: pd.DataFrame) -> bool:
    return all(count_days(a, b) <= 31 for a, b in zip(parts["period_start"], parts["period_end"], strict=True))


def _say_refusals(page: Profile) -> list[Sentence]:
    """Other requests that the force refused."""
    found = page.requests[(page.requests["status"] == "refused") & (page.requests["decides_status"] == "no")]
    return [
        ledger_of(page).say(
            "Another request, for {asked}, was refused under section {section} (reference {reference}).",
            names={"asked": Quoted(one.asked), "section": one.section, "reference": Quoted(one.reference)},
        )
        for one in found.itertuples()
    ]


def _say_scale(page: Profile) -> list[Sentence]:
    """How much crime of all kinds the force recorded, where nothing else can be said."""
    official = read_study().official
    recorded = profile.find_official(page.crime, page.force, "", official.recorded_crime)
    if recorded is None:
        return []
    ids = [profile.name_official(recorded)]
    return [
        ledger_of(page).say(
            "For scale: {name} recorded {n} offences without fraud in the {year}, {daily} a day (release of {release}).",
            names={"name": page.name, "release": official.release, "year": name_official_year(official.recorded_crime)},
            n=count(ids), daily=make("rate", ids, per=count_days(recorded["period_start"], recorded["period_end"]), official=True),
        )
    ]  # fmt: skip


def _say_ranges(page: Profile, *, last_only: bool = False) -> list[Sentence]:
    """What the printed figures together leave for each year, where nobody prints it."""
    found = page.inferred_years()
    found = found.tail(1) if last_only else found
    if found.empty:
        return []
    template = join_words(f"{{n{i}}}{' offences' * (i == 0)} for {{y{i}}}" for i in range(len(found)))
    condition = page.doubt(" ".join(found["figures"]))
    lead = "{condition}, all that is printed leaves" if condition else "All that is printed leaves"
    names = {f"y{i}": year for i, year in enumerate(found["year"])} | (
        {"condition": condition} if condition else {}
    )
    parts = {f"n{i}": _allowed(one) for i, one in enumerate(found.itertuples())}
    words = _rest_on_words(page, found.iloc[-1], names, parts)
    return [ledger_of(page).say(f"{lead} {template}, over all readings that stand{words}.", names=names, **parts)]


def _rest_on_words(page: Profile, last: pd.Series, names: dict, parts: dict) -> str:
    """The claim in words that the range of a year rests on, with the range without it; empty where it rests on none."""
    of_year = (page.readings["period_start"] == last["period_start"]) & (page.readings["measure"] == "total")
    for one in page.readings[of_year & (page.readings["condition"] == NO_WORDS)].itertuples():
        printed = ledger_of(page).figures.loc[one.figures.split()]
        said = printed.loc[printed["measure"] == "wording", "qualifier"]
        names |= {"said": Quoted(join_words(f'"{words}"' for words in said)), "last": last["year"]}
        parts["without"] = make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high), period=last["year"],
                                change="", base="", condition=NO_WORDS)  # fmt: skip
        return "; that rests on the words {said}, which nobody checked: without them it is {without} for {last}"
    return ""


def _allowed(one):
    return make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high),
                period=name_period(one.period_start, one.period_end))  # fmt: skip


def _say_readings(page: Profile) -> list[Sentence]:
    """What each reading of a printed change leaves for the last year that nobody prints."""
    years = page.inferred_years()
    if years.empty or page.readings.empty:
        return []
    last = page.readings["period_start"] == years["period_start"].iloc[-1]
    found = page.readings[last & (page.readings["change"] != "")].reset_index(drop=True)
    if found.empty:
        return []
    behind = years["figures"].iloc[-1]
    parts = {"": [], "falls": []}
    quantities, names = (
        {},
        {"said": f'"{found["change"].iloc[0]}"', "year": years["year"].iloc[-1]},
    )
    for i, one in found.iterrows():
        quantities[f"n{i}"] = make("allowed", behind, low=int(one["count_low"]), high=int(one["count_high"]), period=names["year"],
                                   change=one["change"], base=one["base"], condition=one["condition"])  # fmt: skip
        names[f"b{i}"] = one["base"]
        parts["falls" if one["condition"] else ""].append(f"{{n{i}}} if it is on {{b{i}}}")
    plain = found[found["condition"] == ""]
    same = len(plain) > 1 and len(plain[["count_low", "count_high"]].drop_duplicates()) == 1
    leaves = f"{{n{plain.index[0]}}} on either reading" if same else join_words(parts[""])
    if same:
        for i in plain.index[1:]:
            del quantities[f"n{i}"]
    text = f"The change of {{said}}, which cannot be worked out again, leaves for {{year}} {leaves}"
    if parts["falls"]:
        text += f"; if no year was below the year before, {join_words(parts['falls'])}"
    return [ledger_of(page).say(f"{text}.", names=names, rests_on=found["figures"].iloc[0].split(), **quantities)]


def _summarise_offences(page: Profile) -> Sentence | None:
    found = _latest_numbers(page, "offence")
    if found.empty:
        return None
    names = {"year": found["year"].iloc[0]}
    whole = page.yearly()
    whole = whole[whole["period_start"] == found["period_start"].iloc[0]]
    if len(whole) and found["count_low"].sum() > whole["count_high"].iloc[0]:
        return ledger_of(page).say(
            "The offence types printed for {year} add up to {sum}, more than that year's {whole}: one may hold another, or "
            "be of a longer period.",
            names=names, sum=make("sum", *found["figures"]), whole=count(whole["figures"].iloc[0]),
        )  # fmt: skip
    # A type that was searched for and not found is none of the largest.
    found = found[found["count_high"].isna() | (found["count_high"] > 0)].reset_index(drop=True)
    if found.empty:
        return None
    named = min(4, len(found))
    while named < len(found) and found.loc[named, "count_low"] == found.loc[named - 1, "count_low"]:
        named += 1  # of two as large as each other, both are named
    template = join_words(f"{{l{i}}} ({{n{i}}})" for i in range(named))
    names |= {f"l{i}": _offence_name(found.loc[i]) for i in range(named)}
    quantities = {f"n{i}": count(found.loc[i, "figures"]) for i in range(named)}
    exact = (found["count_low"] == found["count_high"]).fillna(False).all()
    exact &= named < len(found)
    lead = "The largest offence types" if exact else "Offence types" if named < len(found) else "The offence types"
    if exact:
        quantities["mode"] = make("mode", *found["figures"], named=named)
        template += "{mode}"
    return ledger_of(page).say(f"{lead} printed for {{year}} are {template}.", names=names, **quantities)


def _offence_name(one) -> Quoted:
    return Quoted(f'"{one.label}"' if one.level == "unmapped" else one.label.lower())


def _summarise_charges(page: Profile) -> Sentence | None:
    charged = _charges(page)
    if charged.empty:
        return None
    template, parts, names = _print_charges(page, charged)
    return ledger_of(page).say(f"{template}.", names=names, rests_on=" ".join(charged["figures"]).split(), **parts)


def _print_charges(page: Profile, charged: pd.DataFrame) -> tuple[str, dict, dict]:
    start, end = charged[["period_start", "period_end"]].iloc[0]
    when = f"for {name_period(start, end)}" if start else "for a period that is not stated"
    most = charged["count_high"].sum(skipna=False)
    if pd.notna(most) and most == 0:
        printer = _name_printer(page, " ".join(charged["figures"]))
        return f"{printer} that no charge was made, {{when}}", {}, {"when": when}
    verb = "is" if pd.notna(most) and charged["count_low"].sum() == most == 1 else "are"
    return f"{{n}} {verb} printed {{when}}", {"n": make("sum", *charged["figures"], noun="charge")}, {"when": when}


def _summarise_claims(page: Profile) -> Sentence | None:
    wrong = page.verdicts[page.verdicts["verdict"].isin(["contradicted", "disputed"])]
    if wrong.empty:
        return None
    told = {"contradicted": "contradicted by other figures", "disputed": "disputed between papers"}
    by = join_words((words for verdict, words in told.items() if verdict in set(wrong["verdict"])), "or")
    return ledger_of(page).say(
        f"Of {{all}} that newspapers print, {{wrong}} {'is' if len(wrong) == 1 else 'are'} {by}: "
        "see [what newspapers printed](#What-newspapers-printed).",
        all=make("tally", page.verdicts["figure"], noun="statement"), wrong=make("tally", wrong["figure"]),
    )  # fmt: skip


def _explain_doubt(page: Profile, total: pd.Series) -> Sentence | None:
    """Why a printed total cannot simply be used; None where nothing speaks against it."""
    for said in page.figures[page.figures["id"].isin(total["figures"].split())].itertuples():
        if said.joined_to:
            change = page.figures.set_index("id").loc[said.joined_to, "as_printed"]
            return ledger_of(page).say(
                "A newspaper prints {n} as what a rise of {said} equates to; it cannot be both the size of the rise and "
                "the total since {since}.",
                names={"said": f'"{change}%"', "since": total["period_start"][:4]}, rests_on=[said.joined_to], n=count(said.id),
            )  # fmt: skip
        if said.force_as_printed and said.source_kind == "press":
            return ledger_of(page).say(
                "A newspaper prints {n} as recorded by {misprinted}, in a story about {name}.",
                names={"misprinted": said.force_as_printed, "name": page.name}, n=count(said.id),
            )  # fmt: skip
    return None


def answer(page: Profile) -> Text:
    """What was asked of the force and what came back."""
    say, asked = ledger_of(page).say, page.asked
    others = page.requests[page.requests["decides_status"] == "no"]
    sentences = []
    if asked["request"]:
        request = read_study().request
        sentences.append(
            say(
                "In {when} {by} asked every police force in England and Wales for {asked}.",
                names={"when": request.when, "by": request.by, "asked": Quoted(asked["asked"])},
            )
        )
    sentences.append(_answer_of(page))
    if len(others):
        some = "One other request" if len(others) == 1 else f"{capital(write_small(len(others)))} other requests"
        verb = "is" if len(others) == 1 else "are"
        sentences.append(
            say(
                f"{{some}} to the force, on other questions, {verb} listed beside it; "
                f"{'it does' if len(others) == 1 else 'they do'} not decide its status.",
                names={"some": some},
            )
        )
    return Text(tuple(sentences))


def _answer_of(page: Profile) -> Sentence:
    say, asked, names = ledger_of(page).say, page.asked, {"name": page.name}
    match asked["status"]:
        case "answered":
            return say(
                "{name} answered (reference {reference}).", names=names | {"reference": Quoted(asked["reference"])}
            )
        case "reported":
            own = "its own answer was withdrawn" if len(page.former) else "the force's own answer is not held here"
            return say(f"Newspapers print figures of {{name}} from it; {own}.", names=names)
        case "withdrawn":
            return say("{name} answered; the answer was withdrawn, and its numbers do not count.", names=names)
        case "refused":
            why = EXEMPTIONS.get(asked["section"].partition("(")[0], "")
            text = "{name} was asked about {asked} (reference {reference}) and refused" + (
                f" under section {{section}} of the Freedom of Information Act 2000{why and ', '}{why}"
                if asked["section"] else "; under which section is not known here"
            )  # fmt: skip
            said = {
                key: Quoted(asked[key])
                for key in ("asked", "reference", *(["section"] if asked["section"] else []))
            }
            return say(f"{text}. A refusal is missing data, not zero.", names=names | said)
        case "no_answer_known":
            return say(
                "No answer of {name} to the request of {year} about {platform} is known here: neither a count nor a refusal.",
                names=names | {"year": str(read_study().request.year)},
            )
    return say("{name} answered another request; its answer is not held here.", names=names)


def counted(page: Profile) -> Text:
    """What is counted."""
    text = "Counted are offences that the force recorded and that its search linked to {platform}."
    return _text(ledger_of(page).say(text))


def trend(page: Profile) -> Text:
    """How many offences in each year, and what the change between the years can carry."""
    say, yearly = ledger_of(page).say, page.yearly()
    if len(yearly) < 2:
        return _text(*_no_series(page))
    first, last = yearly.iloc[0], yearly.iloc[-1]
    if first["count_low"] != first["count_high"] or last["count_low"] != last["count_high"]:
        return _text(say("The first or last year is hidden or given as a range, so no change is worked out."))
    ids = (first["figures"], last["figures"])
    words, parts = "From {a} in {first} to {b} in {last}", {"a": count(ids[0]), "b": count(ids[1])}
    if first["count_low"] >= metrics.SMALLEST_BASE:
        words, parts["change"] = words + " is {change}", make("change", *ids)
    names = {"first": first["year"], "last": last["year"]}
    ratio = metrics.change_ratio(int(last["count_low"]), int(first["count_low"]))
    chance = "could explain" if ratio.low <= 1 <= ratio.high else "hardly explains"
    return _text(
        say(f"{words}.", names=names, **parts),
        say(
            f"The 95% interval of the ratio runs from {{low}} to {{high}}, so chance alone {chance} the difference.",
            low=make("ratio", *ids, end="low"), high=make("ratio", *ids, end="high"),
        ),
        _say_search(page),
    )  # fmt: skip


def _say_search(page: Profile) -> Sentence:
    """Whether all years come from one answer, and what is known of how they were searched for."""
    say, ids = ledger_of(page).say, " ".join(page.yearly()["figures"]).split()
    behind = page.figures[page.figures["id"].isin(ids)]
    if set(behind["source_kind"]) == {"disclosure"} and behind["source"].nunique() == 1:
        if page.asked["method"]:
            return say("All years come from one answer of the force.", rests_on=ids)
        text = "All years come from one answer of the force; whether it searched in the same way for each is not known."
        return say(text, rests_on=ids)
    return say("Whether the force searched in the same way for each year is not known.")


def _no_series(page: Profile) -> list[Sentence]:
    say, total = ledger_of(page).say, page.several_years()
    match page.state:
        case profile.ONE_YEAR:
            found = page.yearly().iloc[0]
            return [
                say(
                    "{n} linked to {platform} in {year}: of one year alone, no change can be worked out.",
                    names={"year": found["year"]}, n=count(found["figures"], noun="offence"),
                )
            ]  # fmt: skip
        case profile.PARTS_OF_YEARS:
            return [
                _say_parts_of_years(page),
                say("They are no two whole years, so no change from one year to another is worked out."),
            ]
        case profile.TYPES_ONLY:
            return [say("No total of any year is printed; the offence types that are printed stand below.")]
        case profile.OUTCOMES_ONLY:
            return [
                say("No number of offences is printed for any year; the outcomes that are printed stand below.")
            ]
    changes = page.figures[(page.figures["measure"] == "change_pct") & (page.figures["force"] == page.force)]
    if total is not None:
        found = [say("The yearly counts of {name} are not published.", names={"name": page.name})]
        if len(changes):
            found.append(
                say(
                    f"{_name_printer(page, changes['id'].iloc[0])} a change of {{said}} and does not say from which year; "
                    "without the yearly counts it "
                    "cannot be worked out again.",
                    names={"said": f'"{changes["as_printed"].iloc[0]}%"'}, rests_on=[changes["id"].iloc[0]],
                )
            )  # fmt: skip
        if doubt := page.doubt(total["figures"]):
            period = name_period(total["period_start"], total["period_end"])
            found.append(
                say(
                    "{doubt}, it covers {period} together; what is worked out from {n} rests on that.",
                    names={"doubt": doubt, "period": period}, n=count(total["figures"]),
                )
            )  # fmt: skip
        return [*found, *_say_ranges(page), *_say_readings(page)]
    if page.state == profile.VAGUE:
        return [
            say(
                "One figure is printed, with a lower end only and no period: it says nothing about any single year."
            )
        ]
    return [say("Not known: no count of {name} is known for any year.", names={"name": page.name})]


def recording_change(page: Profile) -> Text | None:
    """How classes that the study names moved when their recording changed; None where no count is known."""
    said = recording_change_sentences(ledger_of(page), page.crime, page.force) if len(page.counts) else []
    return _text(*said) if said else None


def recording_change_sentences(ledger: Ledger, crime: pd.DataFrame, force: str = "") -> list[Sentence]:
    """The sentences on the study's classes for England and Wales, and for one force first where it has figures.

    Parameters
    ----------
    crime : DataFrame
        Recorded crime of the nation and of the force.
    """
    return [said for one in read_study().classes for said in _say_recording_change(one, ledger, crime, force)]


def _say_recording_change(one: OffenceClass, ledger: Ledger, crime: pd.DataFrame, force: str) -> list[Sentence]:
    where = {forces.name_force(force, short=True): force} if force else {}
    where["England and Wales"] = NATION
    places, parts = [], {}
    names = {"release": read_study().official.release, "changed": one.changed, "class": one.name, "code": one.code}
    names |= {
        end: name_period(f"{int(day[:4]) - 1}-04-01", day)
        for end, day in zip(("before", "after"), one.around, strict=True)
    }
    for i, (name, slug) in enumerate(where.items()):
        a, b = (profile.find_official(crime, slug, one.code, year) for year in one.around)
        if a is None or b is None:
            continue
        ids = [[profile.name_official(found)] for found in (a, b)]
        moved = "changed"
        if a["offences"] >= metrics.SMALLEST_BASE:
            moved, parts[f"m{i}"] = f"{{m{i}}}", make("moved", *ids)
        parts |= {f"a{i}": count(ids[0]), f"b{i}": count(ids[1])}
        names[f"p{i}"] = name
        places.append(f"{moved} in {{p{i}}} (from {{a{i}}} in {{before}} to {{b{i}}} in {{after}})")
    if not places:
        return []
    return [
        ledger.say(
            "After the recording rule changed in {changed}, recorded {class} (code {code}, release of "
            f"{{release}}) {join_words(places)}.", names=names, **parts,
        ),
        *(ledger.say("{remark}", names={"remark": remark}) for remark in one.remarks),
    ]  # fmt: skip


def offences(page: Profile) -> Text:
    """Which offences are named, and how much of the year they cover."""
    say, found = ledger_of(page).say, page.latest_year("offence")
    if not len(page.rows("offence")):
        return _text(
            say("Not known: no offence type is printed or disclosed for {name}.", names={"name": page.name})
        )
    numbers = found[found["count_low"].notna()]
    if found.empty or numbers.empty:
        return _text(say("No offence type is printed for a single year."))
    names = {"year": numbers["year"].iloc[0]}
    parts = {"types": make("tally", [ids.split()[0] for ids in numbers["figures"]], noun="offence type")}
    text = "The {types} printed for {year} "
    whole = page.yearly()
    whole = whole[whole["period_start"] == numbers["period_start"].iloc[0]]
    if _is_nested(numbers):
        text += "mix offences with wider groups, some of which may hold others, so they are not added up."
    else:
        parts["sum"] = make("sum", *numbers["figures"])
        text += "add up to {sum}"
        if len(whole):
            text += _set_against_whole(numbers, whole, parts)
        else:
            text += "; whether there were more in that year is not published."
    missing = found[found["count_low"].isna()]
    absent = None
    if len(missing):
        absent = say(
            "{labels}: a row without its number, which is not held here.",
            names={"labels": Quoted(join_words(missing["label"]))}, rests_on=" ".join(missing["figures"]).split(),
        )  # fmt: skip
    return _text(say(text, names=names, **parts), absent, _say_unmapped(page, found))


def _set_against_whole(numbers: pd.DataFrame, whole: pd.DataFrame, parts: dict) -> str:
    """How the named parts of a year stand to its total, as far as hidden counts let that be said."""
    low, high = int(numbers["count_low"].sum()), numbers["count_high"].sum(skipna=False)
    fewest, most = whole[["count_low", "count_high"]].iloc[0]
    parts["whole"] = count(whole["figures"].iloc[0])
    if low > most:
        return ", more than the {whole} of that year: one may hold another, or be of a longer period."
    if pd.isna(high) or low < high or fewest < most:
        return "; that year's total is {whole}."
    if low == most:
        return ", which is all of that year's {whole}."
    parts["left"] = make("left", whole["figures"].iloc[0], *numbers["figures"])
    return " of {whole} in that year; the other {left} are not named."


def _say_unmapped(page: Profile, found: pd.DataFrame) -> Sentence | None:
    found = found[found["level"] == "unmapped"]
    if found.empty:
        return None
    return ledger_of(page).say(
        f"{{quoted}} {'is' if len(found) == 1 else 'are'} kept as printed: which Home Office category is meant is not "
        "decided.",
        names={"quoted": _quote_labels(found)},
        rests_on=" ".join(found["figures"]).split(),
    )  # fmt: skip


def _quote_labels(found: pd.DataFrame) -> Quoted:
    """The first few labels as printed, and how many there are besides."""
    labels = [f'"{label}"' for label in found["label"].head(MOST_LABELS)]
    more = len(found) - len(labels)
    return Quoted(join_words([*labels, f"{more} more"] if more > 0 else labels))


def _charges(page: Profile) -> pd.DataFrame:
    """The printed counts that make up the charges of the latest single year, or else of whatever is printed.

    They are one row where the group of the Home Office is printed, and one for each of its codes otherwise.
    """
    found = page.rows("outcome")
    for pool in (_latest_numbers(page, "outcome"), found[found["count_low"].notna()]):
        charged = pool[pool["category"].isin([CHARGED, *INCLUDED])]
        if len(charged):
            first = charged.iloc[0]
            alike = (charged["period_start"] == first["period_start"]) & (
                charged["period_end"] == first["period_end"]
            )
            charged = charged[alike]
            group = charged[charged["category"] == CHARGED]
            return group if len(group) else charged
    return found.iloc[:0]


def outcomes(page: Profile) -> Text:
    """What the police did, with the share of charges and its denominator."""
    say, found = ledger_of(page).say, _latest_numbers(page, "outcome")
    if page.rows("outcome").empty:
        return _text(say("Not known: no outcome is printed or disclosed for {name}.", names={"name": page.name}))
    charged, unmapped = _charges(page), found[found["level"] == "unmapped"]
    sentences = []
    if len(found) > 1:
        sentences.append(
            say(
                "The {many} printed for {year} add up to {sum}.",
                names={"year": found["year"].iloc[0]}, sum=make("sum", *found["figures"]),
                many=make("tally", [ids.split()[0] for ids in found["figures"]], noun="outcome"),
            )
        )  # fmt: skip
    sentences += [_say_more_than_offences(page, found), _say_unmapped(page, found)]
    if len(charged):
        sentences += _charge_share(page, charged, found)
    elif len(unmapped):
        sentences.append(
            say(
                "No charge is among the outcomes whose category is decided.",
                rests_on=" ".join(unmapped["figures"]).split(),
            )
        )  # fmt: skip
    else:
        sentences.append(say("No charge is among the outcomes that are printed."))
    sentences.append(
        say("Cases still open when the force answered have no outcome yet, so a share of charges can still rise.")
    )
    return _text(*sentences)


def _find_year(page: Profile, found: pd.DataFrame) -> pd.DataFrame:
    """The printed total of the period of some counts; empty where none is printed."""
    yearly = page.yearly()
    if found.empty:
        return yearly.iloc[:0]
    start, end = found[["period_start", "period_end"]].iloc[0]
    return yearly[(yearly["period_start"] == start) & (yearly["period_end"] == end)]


def _say_more_than_offences(page: Profile, found: pd.DataFrame) -> Sentence | None:
    """That outcomes exceed the offences of their year; None where they do not, or nobody prints these."""
    whole = _find_year(page, found)
    if whole.empty or found["count_low"].sum() <= whole["count_high"].iloc[0]:
        return None
    return ledger_of(page).say(
        "They are more than the {whole} recorded in {year}: some must be outcomes of offences of other years, or one offence "
        "has several.",
        names={"year": whole["year"].iloc[0]}, whole=count(whole["figures"].iloc[0], noun="offence"),
        rests_on=" ".join(found["figures"]).split(),
    )  # fmt: skip


def _charge_share(page: Profile, charged: pd.DataFrame, found: pd.DataFrame) -> list[Sentence]:
    say, whole = ledger_of(page).say, _find_year(page, charged)
    printed, parts, names = _print_charges(page, charged)
    groups, ids = list(charged["figures"]), " ".join(charged["figures"]).split()
    same = len(found) and tuple(found[["period_start", "period_end"]].iloc[0]) == tuple(
        charged[["period_start", "period_end"]].iloc[0]
    )
    exceeds = len(whole) and same and found["count_low"].sum() > whole["count_high"].iloc[0]
    base, of, sizes = [], "", pd.DataFrame()
    if len(whole) and not exceeds:
        base, of, sizes = [whole["figures"].iloc[0]], "offences recorded in {year}", whole
        names["year"] = whole["year"].iloc[0]
    elif len(found) > 1 and same:
        base, of, sizes = list(found["figures"]), "printed outcomes", found
    exact = len(sizes) and all(
        (one["count_low"] == one["count_high"]).fillna(False).all() for one in (sizes, charged)
    )
    size = int(sizes["count_low"].sum()) if exact else 0
    if not size:
        return [
            say(
                f"{printed}; of how many offences is not published, so no share is given.",
                names=names,
                rests_on=ids,
                **parts,
            )
        ]
    number = int(charged["count_low"].sum())
    whole_sum = make("sum", *base)
    if number == 0:
        if size < metrics.SMALLEST_BASE:
            return [say(f"{printed}, of {{base}} {of}.", names=names, rests_on=ids, base=whole_sum, **parts)]
        return [
            say(f"{printed}, of {{base}} {of}.", names=names, rests_on=ids, base=whole_sum, **parts),
            say(
                "That is not a share of none: cases may still be open, and the 95% interval of {n} in {base} reaches {high}.",
                n=count(groups[0]), base=whole_sum, high=make("share_high", groups[0], *base, decimals=1),
            ),
        ]  # fmt: skip
    text = f"{{n}} of {{base}} {of}"
    quantities = {"n": make("sum", *groups, noun="charge"), "base": whole_sum}
    if size < metrics.SMALLEST_BASE or len(groups) > 1:
        return [say(f"{text}.", names=names, **quantities)]
    decimals = count_decimals(number / size * 100)
    shares = {end: make(f"share_{end}", ids, *base, decimals=decimals) for end in ("low", "high")}
    sentences = [
        say(
            f"{text} {'is' if number == 1 else 'are'} {{share}} (95% interval {{low}} to {{high}}).",
            names=names, share=make("share", ids, *base), **quantities, **shares,
        )
    ]  # fmt: skip
    if exceeds:
        sentences.append(say("The denominator is the outcomes that are printed, not the offences of one year."))
    elif whole.empty:
        sentences.append(
            say(
                "The denominator is the outcomes that are printed, not all offences of {year}, whose number is not published.",
                names={"year": found["year"].iloc[0]},
            )
        )
    return sentences


def comparison(page: Profile) -> Text:
    """How linked offences compare with all recorded crime of the force."""
    say, found = ledger_of(page).say, page.compared
    if found.empty:
        scale = _say_scale(page)
        if not scale:
            return _text(say("No Home Office figures are held for this force: it is outside England and Wales."))
        reason = {
            profile.VAGUE: "the printed figure has no period",
            profile.PARTS_OF_YEARS: "the counts are of parts of a year",
            profile.TYPES_ONLY: "no total of the linked offences of a year is printed",
            profile.OUTCOMES_ONLY: "how many offences were linked is not known",
        }.get(page.state, "no count of linked offences is known")
        return _text(say("Nothing can be compared, because {reason}.", names={"reason": reason}), *scale)
    if not "".join(found["behind_official"]):
        return _text(
            say(
                "Home Office figures are of years from April to March. The years here are others, so none is set beside them."
            )
        )
    one = {row.kind: row for row in found.itertuples()}
    sentences = []
    if profile.OF_ALL_CRIME in one:
        row = one[profile.OF_ALL_CRIME]
        official = [[ident] for ident in row.behind_official.split()]
        lead = "{condition}, {n}" if row.condition else "{n}"
        sentences.append(
            say(
                f"{lead} offences linked to {{platform}} are {{share}} of the {{official}} that {{name}} recorded without fraud in "
                "{period}: {daily} a day beside {all} of all kinds.",
                names={"name": page.name, "period": row.period} | ({"condition": row.condition} if row.condition else {}),
                n=count(row.behind), official=make("sum", *official), share=make("share", row.behind, *official),
                daily=make("rate", row.behind, per=one[profile.A_DAY].official),
                all=make("rate", *official, per=row.official_days, official=True),
            )
        )  # fmt: skip
    for row in found[found["kind"] == profile.OF_CLASS].itertuples():
        official = [[ident] for ident in row.behind_official.split()]
        sentences.append(
            say(
                "The {n} linked {class} of {period} are {share} of the {official} that the force recorded under code {code}.",
                names={"period": row.period, "class": row.class_name, "code": row.class_code},
                n=count(row.behind), share=make("share", row.behind, *official), official=make("sum", *official),
            )
        )  # fmt: skip
    if page.force in profile.WITHOUT_RESIDENTS:
        sentences.append(say("No rate per head is given: residents are no measure for this force."))
    return _text(*sentences)


def _under_its_name(page: Profile, said: dict) -> Sentence:
    """A number that a newspaper prints under the page's name in a story about another force."""
    return ledger_of(page).say(
        "A newspaper prints {n} as recorded by {name}, in a story about {misprinted}; it is not counted here.",
        names={"name": page.name, "misprinted": forces.name_force(said["force"])},
        n=count(said["id"]),
    )


def claims(page: Profile) -> Text:
    """How many of the newspapers' statements hold."""
    say = ledger_of(page).say
    if page.verdicts.empty:
        none = say("No newspaper story with figures of {name} is held here.", names={"name": page.name})
        others = page.figures[(page.figures["source_kind"] == "press") & (page.figures["force"] != page.force)]
        return _text(none, *map(partial(_under_its_name, page), others.to_dict("records")))
    return _text(
        tally_verdicts(ledger_of(page), page.verdicts),
        say('"Cannot be checked" means that nothing held here speaks to it; it does not mean that it is wrong.'),
    )


def tally_verdicts(ledger: Ledger, verdicts: pd.DataFrame) -> Sentence:
    """How many of some statements hold, hold on one reading, are contradicted, cannot be checked."""
    parts, quantities = [], {"all": make("tally", verdicts["figure"], noun="printed statement")}
    for i, (verdict, word, words) in enumerate((
        ("holds", "holds", "hold"),
        ("holds on one reading", "holds only on one reading", "hold only on one reading"),
        ("contradicted", "is contradicted", "are contradicted"),
        ("disputed", "is disputed between papers", "are disputed between papers"),
        ("cannot be checked", "cannot be checked", "cannot be checked"),
    )):  # fmt: skip
        found = verdicts.loc[verdicts["verdict"] == verdict, "figure"]
        if len(found):
            quantities[f"n{i}"] = make("tally", found)
            parts.append(f"{{n{i}}} {word if len(found) == 1 else words}")
    return ledger.say(f"Of {{all}}, {join_words(parts)}.", **quantities)
