"""Turns what is known of a force into sentences, each no stronger than the figures behind it.

Every sentence is made by `sentences.Ledger.say`, which knows its figures and refuses wording that
they do not carry.
"""

import re

import pandas as pd

from linked_offences import beside, forces, metrics, profile
from linked_offences.beside import find_several_years
from linked_offences.counts import PARTS_DISAGREE
from linked_offences.metrics import PART, TOGETHER, VAGUE_TOTAL, WORKED_OUT, YEAR, find_latest_year, list_totals
from linked_offences.numerals import capital, count_decimals, join_words, write_small
from linked_offences.profile import find_asked, find_state
from linked_offences.records.acts import call_sections, find_act
from linked_offences.study import read_study
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import (
    Ledger,
    Quantity,
    Quoted,
    Sentence,
    Text,
    count,
    list_ids,
    make,
    tally,
)
from linked_offences.weighing.evidence import NO_WORDS
from linked_offences.years import (
    count_days,
    financial_years,
    name_official_year,
    name_period,
    write_day,
    write_day_of_year,
)

CAVEAT = (
    "A keyword search counts records in which the app's name stands; it does not show that the app mattered to an offence, "
    "let alone caused it."
)
UNKNOWN = "That no figure is known does not mean that there were none."
CHARGED = "Charged/Summonsed"
INCLUDED = {"1", "1A"}
MOST_LABELS = 5


def _counts_in_years(found: pd.DataFrame) -> tuple[str, dict, dict]:
    """Template, quantities and names for counts in periods: 16 in 2022/23 and 16 in 2023/24."""
    known = found["count_low"].notna()
    template = join_words(
        f"{{n{i}}} in {{y{i}}}" if one else f"an unknown number in {{y{i}}}" for i, one in enumerate(known)
    )
    quantities = {f"n{i}": count(one.figures) for i, one in enumerate(found.itertuples()) if known.iloc[i]}
    return template, quantities, {f"y{i}": year for i, year in enumerate(found["year"])}


def headline(force: str, requests: pd.DataFrame, counts: pd.DataFrame) -> Sentence:
    """The most that can be said of the force in one plain sentence."""
    book, totals = find_ledger(force), list_totals(counts)
    say, status = book.say, find_asked(requests)["status"]
    if status == "unreadable":
        return say("{name}: a file of its answer cannot be read here, so none of its figures is shown")
    match find_state(requests, counts):
        case profile.SERIES | profile.GAP | profile.TOTALS_ONLY | profile.ONE_YEAR:
            last = totals[totals["covers"] == YEAR].iloc[-1]
            reported, papers = _reported(book, last["figures"])
            reported += ", a total that is not the sum of its printed parts" * (PARTS_DISAGREE in last["flag"])
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{year}}{reported}",
                names=papers | {"year": last["year"]}, n=count(last["figures"], noun="offence"),
            )  # fmt: skip
        case profile.TOTAL_AND_CHANGE:
            return say("{name}: how many offences are linked to {platform} in each year is not known here")
        case profile.PARTS_OF_YEARS:
            parts = totals[totals["covers"] == PART]
            whole = add_up(parts)
            when = name_period(*whole) if whole else parts["year"].iloc[-1]
            ids = parts["figures"] if whole else parts["figures"].tail(1)
            reported, papers = _reported(book, " ".join(ids))
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{when}}{reported}",
                names=papers | {"when": when}, n=make("sum", *ids, noun="offence"),
            )  # fmt: skip
        case profile.VAGUE:
            vague = totals[totals["covers"] == VAGUE_TOTAL].iloc[0]
            text = "{name}: {n} linked to {platform}, over a period that is not stated"
            return say(text, n=count(vague["figures"], noun="offence"))
        case profile.TYPES_ONLY:
            found = _latest_numbers(counts[counts["measure"] == "offence"])
            when = found["year"].iloc[0] if len(found) else "a period that is not stated"
            if found.empty or _is_nested(found):
                text = "{name}: offences linked to {platform} are known by type for {when}, without a total"
                return say(text, names={"when": when})
            reported, papers = _reported(book, " ".join(found["figures"]))
            named = "that is named" if len(found) == 1 else "that are named"
            return say(
                f"{{name}} recorded {{n}} linked to {{platform}} in {{when}} under the {{types}} {named}{reported}",
                names=papers | {"when": when}, n=make("sum", *found["figures"], noun="offence"),
                types=tally(found["figures"], noun="type"),
            )  # fmt: skip
        case profile.OUTCOMES_ONLY:
            found = _latest_numbers(counts[counts["measure"] == "outcome"])
            when = found["year"].iloc[0] if len(found) else "a period that is not stated"
            text = "{name}: what the police did is known for {when}, how many offences were linked to {platform} is not"
            return say(text, names={"when": when})
        case profile.REFUSED:
            asked = find_asked(requests)
            under, section = name_section(asked["section"])
            about = "the request of {when}" if asked["request"] else "a request about social platforms"
            names = section | ({"when": read_study().request.when} if asked["request"] else {})
            return say(f"{{name}} refused {about}{under}; no figure on {{platform}} is known here", names=names)
    if status == "withdrawn":
        return say(
            "{name}: the answer about offences linked to {platform} was withdrawn, and no other figure is known"
        )
    if not find_asked(requests)["request"]:
        return say("{name}: no count of offences linked to {platform} is known here")
    # Other requests about the platform may have been refused or answered: this says which one it speaks of.
    text = "{name}: no answer to the request of {when} about {platform} is known here"
    return say(text, names={"when": read_study().request.when})


def name_section(section: str, unknown: str = "") -> tuple[str, dict]:
    """Under which sections something was refused: wording, and the name in it."""
    return (f" under {call_sections(section)} {{section}}", {"section": section}) if section else (unknown, {})


def add_up(parts: pd.DataFrame) -> tuple[str, str] | None:
    """First and last day of totals of parts of a year, where each begins as the one before it ends."""
    ends = pd.to_datetime(parts["period_end"]) + pd.Timedelta(days=1)
    follows = pd.to_datetime(parts["period_start"]).to_numpy()[1:] == ends.to_numpy()[:-1]
    return (parts["period_start"].iloc[0], parts["period_end"].iloc[-1]) if len(parts) and follows.all() else None


def _reported(book: Ledger, ids: str) -> tuple[str, dict]:
    """What a headline adds to a count: that newspapers report it, or that the force hides it; with the names in it."""
    if not book.is_by_press(ids):
        return ", a number that it hides" * book.hides(ids), {}
    told, names = book.tell_papers(ids, "report")
    return f", as {told}", names


def _latest_numbers(printed: pd.DataFrame) -> pd.DataFrame:
    """Counts of the latest year of one measure that are printed with a number."""
    found = find_latest_year(printed)
    return found[found["count_low"].notna()].reset_index(drop=True)


def _is_nested(found: pd.DataFrame) -> bool:
    """Whether some offence types may hold others, so that they do not add up."""
    return bool({"group", "subgroup"} & set(found["level"])) and found["level"].nunique() > 1


def title(force: str, requests: pd.DataFrame, counts: pd.DataFrame) -> Text:
    """The page's heading and its state, with the force's full name in it."""
    state = find_state(requests, counts)
    # Of another request something may be known, which the page tells below.
    of = " of that request" if state == profile.NOTHING and find_asked(requests)["request"] else ""
    known = state.removesuffix(" known")  # "What is known: nothing"
    state = find_ledger(force).say(f"What is known{of}: **{{state}}**", names={"state": known})
    return find_ledger(force).tell(headline(force, requests, counts), state, between="\n\n", before="# ")


def summary(
    force: str, requests: pd.DataFrame, former: pd.DataFrame, counts: pd.DataFrame, readings: pd.DataFrame,
    verdicts: pd.DataFrame, crime: pd.DataFrame,
) -> Text:  # fmt: skip
    """The caution that belongs to every number, and the three to five sentences that a reader in a hurry needs."""
    book = find_ledger(force)
    found = [
        *_summarise_counts(book, requests, former, counts, readings, crime),
        _summarise_offences(book, counts),
        _summarise_charges(book, counts[counts["measure"] == "outcome"], list_totals(counts)),
        _summarise_claims(book, verdicts),
    ]
    return book.tell(caution(force, counts), listed=found)


def caution(force: str, counts: pd.DataFrame) -> Sentence:
    """What must be known before any number of the force is used: what a search finds, or that unknown is not zero."""
    return find_ledger(force).say(CAVEAT if len(counts) else UNKNOWN)


def _summarise_counts(
    book: Ledger, requests: pd.DataFrame, former: pd.DataFrame, counts: pd.DataFrame, readings: pd.DataFrame,
    crime: pd.DataFrame,
) -> list[Sentence]:  # fmt: skip
    say, totals = book.say, list_totals(counts)
    yearly, vague = (totals[totals["covers"] == kind] for kind in (YEAR, VAGUE_TOTAL))
    state, several = find_state(requests, counts), find_several_years(totals)
    if len(yearly) > 1:
        return [*_say_years(book, metrics.list_years(totals)), *_say_added_up(book, totals)]
    if len(yearly) and len(parts := list_parts(yearly.iloc[0], totals)):
        return [_say_parts_of_years(book, parts)]
    if len(yearly):
        year, ids = yearly[["year", "figures"]].iloc[0]
        printer, papers = _name_printer(book, ids)
        text = f"{printer} {{n}} linked to {{platform}} for {{year}}{_hidden(book, ids)}; no other year is known here."
        return [say(text, names=papers | {"year": year}, n=count(ids, noun="offence"))]
    if len(several):
        period, ids = several[["year", "figures"]].iloc[0]
        printer, papers = _name_printer(book, ids)
        text = f"{printer} {{n}} for {{period}} together{_hidden(book, ids)}."
        rests = _explain_doubt(book, several.iloc[0]) or say(text, names=papers | {"period": period}, n=count(ids))
        return [rests, *_say_ranges(book, totals[totals["covers"] == WORKED_OUT].tail(1), readings)]
    if state == profile.PARTS_OF_YEARS:
        return [_say_parts_of_years(book, totals[totals["covers"] == PART])]
    if len(vague):
        ids = vague["figures"].iloc[0]
        printer, papers = _name_printer(book, ids)
        text = f"{printer} {{n}} linked to {{platform}} for {{name}}; for which period is not known here."
        return [say(text, names=papers, n=count(ids, noun="crime"))]
    if state in (profile.TYPES_ONLY, profile.OUTCOMES_ONLY):
        measure, what = ("offence", "offence types") if state == profile.TYPES_ONLY else ("outcome", "outcomes")
        ids = " ".join(counts.loc[counts["measure"] == measure, "figures"])
        printer, papers = _name_printer(book, ids)
        text = f"{printer} {what}; no total of the offences linked to {{platform}} is known here."
        return [say(text, names=papers, rests_on=ids.split())]
    return [_answer_of(book, requests, former), *_say_refusals(book, requests), *_say_scale(book, crime)]


def _say_years(book: Ledger, years: pd.DataFrame) -> list[Sentence]:
    """The counts of all years; those that begin on another day than the last stand in a sentence of their own."""
    begins, said = years["period_start"].str[5:], []
    for day in dict.fromkeys(reversed([*begins])):
        line = years[begins == day]
        template, quantities, names = _counts_in_years(line)
        ids, reported = " ".join(line["figures"]), ""
        if book.is_by_press(ids):
            told, papers = book.tell_papers(ids, "report")
            reported, names = f"{told} that ", names | papers
        when = " in years from {day}" if begins.nunique() > 1 else ""
        text = f"{reported}{{name}} recorded offences linked to {{platform}}{when} as follows: {template}{_hidden(book, ids)}."
        said.append(book.say(text, names=names | {"day": write_day_of_year(day)}, **quantities))
    return said


def list_parts(year: pd.Series, totals: pd.DataFrame) -> pd.DataFrame:
    """The totals of parts of a year that a yearly total is the sum of; empty where it is printed itself."""
    ids = set(year["figures"].split())
    return totals[(totals["covers"] == PART) & totals["figures"].map(lambda own: set(own.split()) < ids)]


def _say_added_up(book: Ledger, totals: pd.DataFrame) -> list[Sentence]:
    """Which years nobody prints, because they are added up here from counts of their months or other parts."""
    yearly = totals[totals["covers"] == YEAR]
    found = [(one["year"], parts) for _, one in yearly.iterrows() if len(parts := list_parts(one, totals))]
    if not found:
        return []
    parts = pd.concat([one for _, one in found])
    text = f"{{years}} {'is' if len(found) == 1 else 'are'} added up here from {{many}} that the answer prints."
    return [book.say(text, names={"years": join_words(year for year, _ in found)}, many=_tally_parts(parts))]


def _tally_parts(parts: pd.DataFrame) -> Quantity:
    """How many months there are, or parts of a year where some are longer."""
    if all(count_days(a, b) <= 31 for a, b in zip(parts["period_start"], parts["period_end"], strict=True)):
        return tally(parts["figures"], noun="month")
    return tally(parts["figures"], noun="part of a year", nouns="parts of a year")


def _name_printer(book: Ledger, ids: str) -> tuple[str, dict]:
    """Who prints some figures, as the beginning of a sentence, and the names in it."""
    return book.tell_papers(ids) if book.is_by_press(ids) else ("The force's own answer prints", {})


def _hidden(book: Ledger, *groups: str) -> str:
    """That a range of a sentence is a count that the force hides; empty where it is none."""
    return "; a range stands for a count that the force hides" if book.hides(*groups) else ""


def _say_parts_of_years(book: Ledger, parts: pd.DataFrame) -> Sentence:
    """Counts of months or other parts of a year, and what they add up to where none is missing between them."""
    whole, ids = add_up(parts), list(parts["figures"])
    printer, papers = _name_printer(book, " ".join(ids))
    hidden = _hidden(book, *ids)
    if len(parts) == 1 or whole is None:
        told = parts if len(parts) < 4 else parts.iloc[[0, -1]]
        template, quantities, years = _counts_in_years(told)
        among = "" if len(told) == len(parts) else "among them "
        text = f"{printer} counts of parts of a year, {among}{template}{hidden}."
        return book.say(text, names=years | papers, **quantities)
    return book.say(
        f"{printer} a count for each of {{many}} from {{first}} to {{last}}; they add up to {{n}} linked to {{platform}}{hidden}.",
        names=papers | {"first": parts["year"].iloc[0], "last": parts["year"].iloc[-1]}, n=make("sum", *ids, noun="offence"),
        many=_tally_parts(parts),
    )  # fmt: skip


def _say_refusals(book: Ledger, requests: pd.DataFrame) -> list[Sentence]:
    """Other requests that the force refused."""
    found = requests[(requests["status"] == "refused") & (requests["decides_status"] == "no")]
    said = []
    for one in found.itertuples():
        under, section = name_section(one.section, "; under which section is not known here")
        names = section | {"asked": Quoted(one.asked), "reference": Quoted(one.reference or "not known")}
        text = f"Another request, for {{asked}} (reference {{reference}}), was refused{under}."
        said.append(book.say(text, names=names))
    return said


def _say_scale(book: Ledger, crime: pd.DataFrame) -> list[Sentence]:
    """How much crime of all kinds the force recorded, where nothing else can be said."""
    official = read_study().official
    recorded = beside.find_official(crime, book.force, "", official.recorded_crime)
    if recorded is None:
        return []
    ids = [beside.name_official(recorded)]
    return [
        book.say(
            "For scale: {name} recorded {n} offences without fraud in the {year}, {daily} a day (release of {release}).",
            names={"release": official.release, "year": name_official_year(official.recorded_crime)},
            n=count(ids), daily=make("rate", ids, per=count_days(recorded["period_start"], recorded["period_end"]), official=True),
        )
    ]  # fmt: skip


def _say_ranges(book: Ledger, found: pd.DataFrame, readings: pd.DataFrame) -> list[Sentence]:
    """What the printed figures together leave for each year, where nobody prints it."""
    if found.empty:
        return []
    template = join_words(f"{{n{i}}}{' offences' * (i == 0)} for {{y{i}}}" for i in range(len(found)))
    condition = book.doubt(" ".join(found["figures"]))
    lead = (
        "{condition}, the printed figures held here leave" if condition else "The printed figures held here leave"
    )
    names = {f"y{i}": year for i, year in enumerate(found["year"])} | (
        {"condition": condition} if condition else {}
    )
    parts = {
        f"n{i}": make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high),
                      period=name_period(one.period_start, one.period_end))
        for i, one in enumerate(found.itertuples())
    }  # fmt: skip
    words = _rest_on_words(book, found.iloc[-1], readings, names, parts)
    text = f"{lead} {template}, however they are read{words}."
    return [book.say(text, names=names, **parts)]


def _rest_on_words(book: Ledger, last: pd.Series, readings: pd.DataFrame, names: dict, parts: dict) -> str:
    """The claim in words that the range of a year rests on, with the range without it; empty where it rests on none."""
    of_year = (readings["period_start"] == last["period_start"]) & (readings["measure"] == "total")
    for one in readings[of_year & (readings["condition"] == NO_WORDS)].itertuples():
        printed = book.figures.loc[one.figures.split()]
        said = printed.loc[printed["measure"] == "wording", "qualifier"]
        names |= {"said": Quoted(join_words(f'"{words}"' for words in said)), "last": last["year"]}
        parts["without"] = make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high), period=last["year"],
                                change="", base="", condition=NO_WORDS)  # fmt: skip
        return "; that rests on the words {said}, which nobody checked: without them it is {without} for {last}"
    return ""


def _say_readings(book: Ledger, years: pd.DataFrame, readings: pd.DataFrame) -> list[Sentence]:
    """What each reading of a printed change leaves for the last year that nobody prints."""
    last = years["period_start"].tail(1)
    found = readings[readings["period_start"].isin(last) & (readings["change"] != "")].reset_index(drop=True)
    if found.empty:
        return []
    behind = years["figures"].iloc[-1]
    doubt, words = book.doubt(behind), book.words_behind(behind)
    parts, quantities = {"": [], "falls": []}, {}
    names = {"said": f'"{found["change"].iloc[0]}"', "year": years["year"].iloc[-1]}
    for i, one in found.iterrows():
        quantities[f"n{i}"] = make("allowed", behind, low=int(one["count_low"]), high=int(one["count_high"]), period=names["year"],
                                   change=one["change"], base=one["base"], condition=one["condition"])  # fmt: skip
        names[f"b{i}"] = one["base"]
        parts["falls" if one["condition"] else ""].append(f"{{n{i}}} if it is on {{b{i}}}")
    plain = found[found["condition"] == ""]
    same = len(plain) > 1 and len(plain[["count_low", "count_high"]].drop_duplicates()) == 1
    leaves = f"{{n{plain.index[0]}}} whichever year it is on" if same else join_words(parts[""])
    if same:
        for i in plain.index[1:]:
            del quantities[f"n{i}"]
    lead = "{doubt}, the change" if doubt else "The change"
    names |= ({"doubt": doubt} if doubt else {}) | ({"words": Quoted(words)} if words else {})
    text = f"{lead} of {{said}}, which cannot be worked out again, leaves for {{year}} {leaves}"
    if parts["falls"]:
        text += f"; if no year was below the year before, {join_words(parts['falls'])}"
    text += "; that rests on the words {words}, which nobody checked" * bool(words)
    return [book.say(f"{text}.", names=names, rests_on=found["figures"].iloc[0].split(), **quantities)]


def _summarise_offences(book: Ledger, counts: pd.DataFrame) -> Sentence | None:
    """The largest offence types of the latest year, with what of that year they leave open."""
    printed = find_latest_year(counts[counts["measure"] == "offence"])
    found = _latest_numbers(counts[counts["measure"] == "offence"])
    if found.empty:
        return None
    names = {"year": found["year"].iloc[0]}
    whole = _find_begun(list_totals(counts), found)
    if len(whole) and found["count_low"].sum() > whole["count_high"].iloc[0]:
        return book.say(
            "The offence types printed for {year} add up to {sum}, more than that year's {whole}: one may hold another, or "
            f"be of a longer period{_hidden(book, *found['figures'])}.",
            names=names, sum=make("sum", *found["figures"]), whole=count(whole["figures"].iloc[0]),
        )  # fmt: skip
    numbers = found
    # A type that was searched for and not found is none of the largest, nor is what is left of several.
    rest = found["label"].str.match(r"(?:all )?others?\b", case=False) & (found["level"] == "unmapped")
    found = found[~rest & (found["count_high"].isna() | (found["count_high"] > 0))].reset_index(drop=True)
    if found.empty:
        return None
    named = min(4, len(found))
    while named < len(found) and found.loc[named, "count_low"] == found.loc[named - 1, "count_low"]:
        named += 1  # of two as large as each other, both are named
    template = join_words(f"{{l{i}}} ({{n{i}}})" for i in range(named))
    for i, one in enumerate(found.head(named).itertuples()):
        names[f"l{i}"] = Quoted(_name_type(book, one))
    quantities = {f"n{i}": count(found.loc[i, "figures"]) for i in range(named)}
    exact = (found["count_low"] == found["count_high"]).fillna(False).all()
    exact &= named < len(found)
    lead = "The largest offence types" if exact else "Offence types" if named < len(found) else "The offence types"
    are = "include" if named < len(found) and not exact else "are"
    numbered = " with a number" if printed["count_low"].isna().any() else ""
    if exact:
        quantities["mode"] = make("mode", *found["figures"], named=named)
        template += "{mode}"
    template += _leave_open(numbers, whole, quantities)
    hidden = _hidden(book, *found.loc[: named - 1, "figures"])
    return book.say(f"{lead} printed{numbered} for {{year}} {are} {template}{hidden}.", names=names, **quantities)


def _name_type(book: Ledger, counted) -> str:
    """An offence type in the words that are printed, between quotes where they are not those of its category."""
    figures = book.figures.loc[counted.figures.split()]
    printed = {label.casefold(): label for label in figures.loc[figures["measure"] == "offence", "label"]}
    own = any(counted.label.casefold() in words for words in printed)
    if counted.level != "unmapped" and (own or len(printed) != 1):
        return counted.label.lower()
    words = next(iter(printed.values()), counted.label)
    return f'"{re.sub(r"^[0-9]+[A-Z]*[ :.-]+(?=[A-Za-z])", "", words)}"'  # "86 - Obscene publications"


def _leave_open(numbers: pd.DataFrame, whole: pd.DataFrame, quantities: dict) -> str:
    """What offence types leave open of their year, which may hold more of them; empty where they are all of it."""
    if whole.empty:
        return "; whether there were more in that year is not known here"
    exact = pd.concat([numbers, whole])
    if _is_nested(numbers) or not (exact["count_low"] == exact["count_high"]).fillna(False).all():
        return ""
    if numbers["count_low"].sum() == whole["count_low"].iloc[0]:
        return ""
    ids = whole["figures"].iloc[0]
    quantities |= {"whole": count(ids), "left": make("left", ids, *numbers["figures"])}
    return "; of the other {left} of that year's {whole} no type is held here with its number"


def _summarise_charges(book: Ledger, printed: pd.DataFrame, totals: pd.DataFrame) -> Sentence | None:
    charged = _charges(printed)
    if charged.empty:
        return None
    template, parts, names = _print_charges(book, charged)
    if _find_year(totals, charged).empty:
        template += "; of how many offences is not known here"
    return book.say(f"{template}.", names=names, rests_on=list_ids(charged["figures"]), **parts)


def _print_charges(book: Ledger, charged: pd.DataFrame) -> tuple[str, dict, dict]:
    start, end = charged[["period_start", "period_end"]].iloc[0]
    when = f"for {name_period(start, end)}" if start else "for a period that is not stated"
    most = charged["count_high"].sum(skipna=False)
    if pd.notna(most) and most == 0:
        printer, papers = _name_printer(book, " ".join(charged["figures"]))
        return f"{printer} that no charge was made, {{when}}", {}, papers | {"when": when}
    verb = "is" if pd.notna(most) and charged["count_low"].sum() == most == 1 else "are"
    number = {"n": make("sum", *charged["figures"], noun="charge")}
    if book.hides(*charged["figures"]):
        return "The force hides how many charges there were {when}: {n}", number, {"when": when}
    return f"{{n}} {verb} printed {{when}}", number, {"when": when}


def _summarise_claims(book: Ledger, verdicts: pd.DataFrame) -> Sentence | None:
    unless, conditions, quantities = say_conditions(verdicts)
    told = {"contradicted": f"contradicted by other figures{unless}", "disputed": "disputed between papers"}
    wrong = verdicts[verdicts["verdict"].isin(told)]
    if wrong.empty:
        return None
    by = join_words((words for verdict, words in told.items() if verdict in set(wrong["verdict"])), "or")
    printed, names = book.tell_papers(verdicts["figure"])
    return book.say(
        f"Of {{all}} that {printed}, {{wrong}} {'is' if len(wrong) == 1 else 'are'} {by}: "
        "see [what newspapers printed](#What-newspapers-printed).",
        names=names | conditions, all=tally(verdicts["figure"], noun="statement"), wrong=tally(wrong["figure"]), **quantities,
    )  # fmt: skip


def say_conditions(verdicts: pd.DataFrame) -> tuple[str, dict, dict]:
    """The conditions that statements are contradicted on: wording, the names and the numbers in it; empty without any.

    A statement that is contradicted among what is held may be right with what is not: whoever counts it as contradicted
    says so in the same sentence.
    """
    found = verdicts[(verdicts["verdict"] == "contradicted") & (verdicts["reading"] != "")]
    parts, names, quantities = [], {}, {}
    for i, (reading, mine) in enumerate(found.groupby("reading", sort=False)):
        parts.append(f"{{c{i}}} of these unless {{r{i}}}")
        names[f"r{i}"], quantities[f"c{i}"] = reading, tally(mine["figure"])
    return f" ({join_words(parts)})" * bool(parts), names, quantities


def _explain_doubt(book: Ledger, total: pd.Series) -> Sentence | None:
    """Why a printed total cannot simply be used; None where nothing speaks against it."""
    figures = book.figures
    for said in figures[figures["id"].isin(total["figures"].split())].itertuples():
        printer, papers = _name_printer(book, said.id)
        if said.joined_to:
            change = figures.loc[said.joined_to, "as_printed"]
            return book.say(
                f"{printer} that a rise of {{said}} equates to {{n}}: it cannot be both the number of offences added and the total "
                "since {since}; which it is, if either, and from which year the rise is measured, is not known here.",
                names=papers | {"said": f'"{change}%"', "since": total["period_start"][:4]}, rests_on=[said.joined_to],
                n=count(said.id),
            )  # fmt: skip
        if said.force_as_printed and said.source_kind == "press":
            return book.say(
                f"{printer} {{n}} as recorded by {{misprinted}}, in a story about {{name}}.",
                names=papers | {"misprinted": said.force_as_printed, "name": forces.name_force(book.force)}, n=count(said.id),
            )  # fmt: skip
    return None


def answer(force: str, requests: pd.DataFrame, former: pd.DataFrame) -> Text:
    """What was asked of the force and what came back; ``former`` are answers that no longer count."""
    book, asked = find_ledger(force), find_asked(requests)
    others = requests[requests["decides_status"] == "no"]
    sentences = []
    if asked["request"]:
        request = read_study().request
        text = "In {when} {by} asked every police force in England and Wales for {asked}."
        names = {"when": request.when, "by": request.by, "asked": Quoted(asked["asked"])}
        sentences.append(book.say(text, names=names))
    sentences.append(_answer_of(book, requests, former))
    if len(others):
        some = f"{capital(write_small(len(others)))} other request{'s' * (len(others) > 1)}"
        verb, does = ("is", "it does") if len(others) == 1 else ("are", "they do")
        apart = ", on other questions," if (others["platform"] != read_study().platform.slug).all() else ""
        text = f"{{some}} to the force{apart} {verb} listed beside it; {does} not decide its status."
        sentences.append(book.say(text, names={"some": some}))
    for one in requests[requests["unread"].fillna(0) > 0].itertuples():
        where = f"{write_small(one.unread)} place{'s' * int(one.unread > 1)}"
        text = (
            "In {where} of the answer {reference} a number stands that is not read, and is in no figure here: the answer as "
            "received, linked at the end of this page, shows where."
        )
        names = {"where": where, "reference": Quoted(one.reference or "on file")}
        sentences.append(book.say(text, names=names))
    return book.tell(*sentences)


def _answer_of(book: Ledger, requests: pd.DataFrame, former: pd.DataFrame) -> Sentence:
    say, asked = book.say, find_asked(requests)
    match asked["status"]:
        case "answered":
            return say("{name} answered (reference {reference}).", names={"reference": Quoted(asked["reference"])})
        case "reported":
            own = "the force's own answer is not held here"
            if (former["request"] == asked["request"]).any():
                own = "its own answer was withdrawn"
            elif (requests["status"] == "answered").any():
                own = "its own answer to that request is not held here"
            printed = book.figures
            printed = printed[(printed["request"] == asked["request"]) & (printed["force"] == book.force)]
            told, papers = book.tell_papers(printed["id"])
            return say(f"{told} figures of {{name}} from it; {own}.", names=papers)
        case "unreadable":
            text = "What is held of {name} cannot be read here, and no figure of it is shown until that is mended: {fault}"
            return say(text, names={"fault": Quoted(asked["caveats"].replace(" | ", "; "))})
        case "withdrawn":
            return say("{name} answered; the answer was withdrawn, and its numbers do not count.")
        case "refused":
            why = (act := find_act(book.force)).exemptions.get(asked["section"].partition("(")[0], "")
            text = "{name} was asked about {asked} (reference {reference}) and refused" + (
                f" under {call_sections(asked['section'])} {{section}} of the {act.name}{why and ', '}{why}"
                if asked["section"] else "; under which section is not known here"
            )  # fmt: skip
            said = {
                key: Quoted(asked[key])
                for key in ("asked", "reference", "section")
                if key != "section" or asked[key]
            }
            return say(f"{text}. A refusal is missing data, not zero.", names=said)
        case "no_answer_known":
            text = f"No answer of {{name}} to the {asked_of(asked)} about {{platform}} is known here: neither a count nor a refusal."
            return say(text, names=name_asked(asked))
    return say("{name} answered another request; its answer is not held here.")


def asked_of(asked: pd.Series) -> str:
    """A request that nobody is known to have answered, in words that `name_asked` fills."""
    return "request {reference}" if asked["reference"] and not asked["request"] else "request of {when}"


def name_asked(asked: pd.Series) -> dict[str, str]:
    """What fills the words of `asked_of`: when every force was asked, or a force's reference of what it alone was asked."""
    if asked["request"]:
        return {"when": read_study().request.when}
    if asked["reference"]:
        return {"reference": Quoted(asked["reference"])}
    return {"when": write_day(asked["asked_on"]) if asked["asked_on"] else "a day that is not known"}


def counted(force: str) -> Text:
    """What is counted."""
    return find_ledger(force).tell(
        "Counted are offences that the force recorded and that its search linked to {platform}.",
        "A search finds a word: it misses a record that does not hold it, and finds one that names it in passing.",
    )


def trend(
    force: str, requests: pd.DataFrame, totals: pd.DataFrame, change: pd.DataFrame, readings: pd.DataFrame
) -> Text:
    """How many offences in each year, and what the change between two years can carry.

    Parameters
    ----------
    totals, change : DataFrame
        As `metrics.list_totals` and `metrics.work_out_change` give them.
    readings : DataFrame
        What each reading of a printed change leaves for a year, as the table readings has it.
    """
    book, yearly = find_ledger(force), metrics.find_series(totals[totals["covers"] == YEAR])
    say = book.say
    if len(yearly) < 2:
        return book.tell(*_no_series(book, totals, readings))
    if change.empty:
        return book.tell("The first or last year is hidden or given as a range, so no change is worked out.")
    one = change.iloc[0]
    ids = (one["figures_first"], one["figures_last"])
    words, parts = "From {a} in {first} to {b} in {last}", {"a": count(ids[0]), "b": count(ids[1])}
    if pd.notna(one["change_pct"]):
        words, parts["change"] = words + " is {change}", make("change", *ids)
    else:
        words = "The counts are {a} in {first} and {b} in {last}; from so few no percentage is worked out"
    # Chance moves a count that the force itself gives; of a newspaper's number more than that may be wrong.
    own = pd.notna(one["ratio_low"])
    means = (
        ", so chance alone could explain the difference"
        if own and one["ratio_low"] <= 1 <= one["ratio_high"]
        else "; it leaves out how offences were recorded and searched for"
    )
    return book.tell(
        say(f"{words}.", names={"first": one["first"], "last": one["last"]}, **parts),
        say(
            f"The 95% interval of the ratio runs from {{low}} to {{high}}{means}.",
            low=make("ratio", *ids, end="low"), high=make("ratio", *ids, end="high"),
        ) if own else None,
        *_say_added_up(book, totals),
        _say_search(book, requests, yearly),
    )  # fmt: skip


def _say_search(book: Ledger, requests: pd.DataFrame, yearly: pd.DataFrame) -> Sentence:
    """Whether all years come from one answer, and what is known of how they were searched for."""
    ids = list_ids(yearly["figures"])
    behind = book.figures.loc[ids]
    if metrics.is_own(yearly):
        behind = behind[behind["source_kind"] == "disclosure"]
    if set(behind["source_kind"]) == {"disclosure"} and behind["source"].nunique() == 1:
        told = (requests.loc[requests["source"].isin(behind["source"]), "method"] != "").all()
        unknown = "" if told else "; whether it searched in the same way for each is not known"
        return book.say(f"All years come from one answer of the force{unknown}.", rests_on=ids)
    return book.say("Whether the force searched in the same way for each year is not known.")


def _no_series(book: Ledger, totals: pd.DataFrame, readings: pd.DataFrame) -> list[Sentence]:
    say, kinds = book.say, dict(iter(totals.groupby("covers")))
    if YEAR in kinds:
        year, ids = kinds[YEAR][["year", "figures"]].iloc[-1]
        alone = "of one year alone, no change can be worked out"
        if len(kinds[YEAR]) > 1:
            alone = "the other years begin on another day, so no change is worked out"
        text = f"{{n}} linked to {{platform}} in {{year}}{_hidden(book, ids)}: {alone}."
        return [say(text, names={"year": year}, n=count(ids, noun="offence")), *_say_added_up(book, totals)]
    if TOGETHER not in kinds and PART in kinds:
        text = "They are no two whole years, so no change from one year to another is worked out."
        return [_say_parts_of_years(book, kinds[PART]), say(text)]
    several = find_several_years(totals)
    if several.empty and VAGUE_TOTAL in kinds:
        return [
            say(
                "One figure is printed, with a lower end only and no period: it says nothing about any single year."
            )
        ]
    if several.empty:
        return [say("No total of any year is known here for {name}.")]
    found = [say("The yearly counts of {name} are not known here.")]
    for one in list_changes_without_base(book, totals).head(1).itertuples():
        printer, papers = _name_printer(book, one.id)
        text = (
            f"{printer} a change of {{said}}; from which year is not known here, and without the yearly counts it cannot be "
            "worked out again."
        )
        found.append(say(text, names=papers | {"said": f'"{one.as_printed}%"'}, rests_on=[one.id]))
    period, ids = several[["year", "figures"]].iloc[0]
    if doubt := book.doubt(ids):
        text = "{doubt}, it covers {period} together; what is worked out from {n} rests on that."
        found.append(say(text, names={"doubt": doubt, "period": period}, n=count(ids)))
    years = totals[totals["covers"] == WORKED_OUT]
    return [*found, *_say_ranges(book, years, readings), *_say_readings(book, years, readings)]


def list_changes_without_base(book: Ledger, totals: pd.DataFrame) -> pd.DataFrame:
    """Printed changes in per cent of a force of which no two years are known, so that nobody can say what they are measured from."""
    few = (totals["covers"] == YEAR).sum() < 2
    return book.figures[(book.figures["measure"] == "change_pct") & (book.figures["force"] == book.force) & few]


def recording_change(force: str, counts: pd.DataFrame, around: pd.DataFrame) -> Text | None:
    """How classes that the study names moved when their recording changed; None where no count of the force is known.

    Parameters
    ----------
    around : DataFrame
        As `beside.list_around` gives it.
    """
    said = say_around(find_ledger(force), around) if len(counts) else []
    return find_ledger(force).tell(*said) if said else None


def say_around(book: Ledger, around: pd.DataFrame) -> list[Sentence]:
    """The sentences on the study's classes around a change of their recording, of some places together."""
    release, said = read_study().official.release, []
    for one in read_study().classes:
        found = around[around["code"] == one.code].reset_index(drop=True)
        names = {"release": release, "changed": one.changed, "class": one.name, "code": one.code}
        places, parts = [], {}
        for i, row in found.iterrows():
            ids, moved = ([row["figures_before"]], [row["figures_after"]]), "changed"
            if pd.notna(row["change_pct"]):
                moved, parts[f"m{i}"] = f"{{m{i}}}", make("moved", *ids)
            parts |= {f"a{i}": count(ids[0]), f"b{i}": count(ids[1])}
            names |= {f"p{i}": row["place"], "before": row["before"], "after": row["after"]}
            places.append(f"{moved} in {{p{i}}} (from {{a{i}}} in {{before}} to {{b{i}}} in {{after}})")
        if places:
            text = (
                "After the recording rule changed in {changed}, recorded {class} (code {code}, release of "
                f"{{release}}) {join_words(places)}."
            )
            said += [book.say(text, names=names, **parts)]
            said += [book.say("{remark}", names={"remark": remark}) for remark in one.remarks]
    return said


def offences(force: str, printed: pd.DataFrame, totals: pd.DataFrame) -> Text:
    """Which offences are named, and how much of the year they cover.

    Parameters
    ----------
    printed : DataFrame
        The rows of counts that are offence types.
    """
    book, found = find_ledger(force), find_latest_year(printed)
    say = book.say
    if printed.empty:
        return book.tell("Not known: no offence type of {name} is held here.")
    numbers = found[found["count_low"].notna()]
    if numbers.empty:
        return book.tell("No offence type is printed for a single year.")
    names = {"year": numbers["year"].iloc[0]}
    parts = {"types": tally(numbers["figures"], noun="offence type")}
    text = "The {types} printed for {year} "
    whole = _find_begun(totals, numbers)
    if _is_nested(numbers):
        text += "mix offences with wider groups, some of which may hold others, so they are not added up"
    else:
        parts["sum"] = make("sum", *numbers["figures"])
        text += "add up to {sum}"
        text += _set_against_whole(numbers, whole, parts)
    missing = found[found["count_low"].isna()]
    absent = None
    if len(missing):
        absent = say(
            "{labels}: a row without its number, which is not held here.",
            names={"labels": Quoted(join_words(missing["label"]))}, rests_on=list_ids(missing["figures"]),
        )  # fmt: skip
    hidden = _hidden(book, *numbers["figures"]) if "sum" in parts else ""
    return book.tell(say(f"{text}{hidden}.", names=names, **parts), absent, _say_unmapped(book, found))


def _find_begun(totals: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The printed total of the year that begins as some counts do; empty where none is printed."""
    return totals[(totals["covers"] == YEAR) & (totals["period_start"] == found["period_start"].iloc[0])]


def _set_against_whole(numbers: pd.DataFrame, whole: pd.DataFrame, parts: dict) -> str:
    """How the named parts of a year stand to its total, as far as hidden counts let that be said."""
    if whole.empty:
        return "; whether there were more in that year is not known here"
    low, high = int(numbers["count_low"].sum()), numbers["count_high"].sum(skipna=False)
    fewest, most = whole[["count_low", "count_high"]].iloc[0]
    parts["whole"] = count(whole["figures"].iloc[0])
    if low > most:
        return ", more than the {whole} of that year: one may hold another, or be of a longer period"
    if pd.isna(high) or low < high or fewest < most:
        return "; that year's total is {whole}"
    if low == most:
        return ", which is all of that year's {whole}"
    parts["left"] = make("left", whole["figures"].iloc[0], *numbers["figures"])
    return " of {whole} in that year; of the other {left} no type is held here with its number"


def _say_unmapped(book: Ledger, found: pd.DataFrame) -> Sentence | None:
    found = found[found["level"] == "unmapped"]
    if found.empty:
        return None
    labels = [f'"{label}"' for label in found["label"].head(MOST_LABELS)]
    if len(found) > MOST_LABELS:
        labels.append(f"{len(found) - MOST_LABELS} more")
    are = "is" if len(found) == 1 else "are"
    text = f"{{quoted}} {are} kept as printed: which Home Office category is meant is not decided."
    return book.say(text, names={"quoted": Quoted(join_words(labels))}, rests_on=list_ids(found["figures"]))


def _charges(printed: pd.DataFrame) -> pd.DataFrame:
    """The printed counts that make up the charges of the latest single year, or else of whatever is printed.

    They are one row where the group of the Home Office is printed, and one for each of its codes otherwise.
    """
    for pool in (_latest_numbers(printed), printed[printed["count_low"].notna()]):
        charged = pool[pool["category"].isin([CHARGED, *INCLUDED])]
        if len(charged):
            days = ["period_start", "period_end"]
            charged = charged[(charged[days] == charged[days].iloc[0]).all(axis=1)]
            group = charged[charged["category"] == CHARGED]
            return group if len(group) else charged
    return printed.iloc[:0]


def outcomes(force: str, printed: pd.DataFrame, totals: pd.DataFrame) -> Text:
    """What the police did, with the share of charges and its denominator.

    Parameters
    ----------
    printed : DataFrame
        The rows of counts that are outcomes.
    """
    book, found = find_ledger(force), _latest_numbers(printed)
    say = book.say
    if printed.empty:
        return book.tell("Not known: no outcome of {name} is held here.")
    charged, unmapped = _charges(printed), found[found["level"] == "unmapped"]
    sentences = []
    if len(found) > 1:
        sentences.append(
            say(
                f"The {{many}} printed for {{year}} add up to {{sum}}{_hidden(book, *found['figures'])}.",
                names={"year": found["year"].iloc[0]}, sum=make("sum", *found["figures"]),
                many=tally(found["figures"], noun="outcome"),
            )
        )  # fmt: skip
    sentences += [_say_more_than_offences(book, totals, found), _say_unmapped(book, found)]
    if len(charged):
        sentences += [*_charge_share(book, totals, charged, found), _say_longer(book, printed, charged.iloc[0])]
    else:
        among = "whose category is decided" if len(unmapped) else "that are held here with a number"
        text = f"No charge is among the outcomes {among}; that is not to say that there was none."
        sentences.append(say(text, rests_on=list_ids(unmapped["figures"])))
    sentences.append(
        "Cases still open when the force answered have no outcome yet, so a share of charges can still rise."
    )
    return book.tell(*sentences)


def _say_longer(book: Ledger, printed: pd.DataFrame, charged: pd.Series) -> Sentence | None:
    """That as many charges are printed for a longer period too, so that one of the two may be meant for the other."""
    longer = printed[
        (printed["category"] == charged["category"]) & (printed["count_high"] == charged["count_low"])
        & (printed["period_start"] <= charged["period_start"]) & (printed["period_end"] >= charged["period_end"])
        & (printed["figures"] != charged["figures"])
    ]  # fmt: skip
    if longer.empty or not charged["count_low"]:
        return None
    days = [name_period(*one[["period_start", "period_end"]]) for one in (charged, longer.iloc[0])]
    return book.say(
        f"{{n}} {'is' if charged['count_low'] == 1 else 'are'} printed for {{span}} too: either there was none in the rest of that "
        "time, or not all of these are of {year}.",
        names=dict(zip(("year", "span"), days, strict=True)), n=count(longer["figures"].iloc[0], noun="charge"),
        rests_on=list_ids([charged["figures"]]),
    )  # fmt: skip


def _find_year(totals: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The printed total of the period of some counts; empty where none is printed."""
    yearly = totals[totals["covers"] == YEAR]
    if found.empty:
        return yearly.iloc[:0]
    start, end = found[["period_start", "period_end"]].iloc[0]
    return yearly[(yearly["period_start"] == start) & (yearly["period_end"] == end)]


def _say_more_than_offences(book: Ledger, totals: pd.DataFrame, found: pd.DataFrame) -> Sentence | None:
    """That outcomes exceed the offences of their year; None where they do not, or nobody prints these."""
    whole = _find_year(totals, found)
    if whole.empty or found["count_low"].sum() <= whole["count_high"].iloc[0]:
        return None
    return book.say(
        "They are more than the {whole} recorded in {year}: some must be outcomes of offences of other years, or one offence "
        "has several.",
        names={"year": whole["year"].iloc[0]}, whole=count(whole["figures"].iloc[0], noun="offence"),
        rests_on=list_ids(found["figures"]),
    )  # fmt: skip


def _charge_share(
    book: Ledger, totals: pd.DataFrame, charged: pd.DataFrame, found: pd.DataFrame
) -> list[Sentence]:
    say, whole = book.say, _find_year(totals, charged)
    printed, parts, names = _print_charges(book, charged)
    groups, ids = list(charged["figures"]), list_ids(charged["figures"])
    days = ["period_start", "period_end"]
    same = len(found) and found[days].iloc[0].equals(charged[days].iloc[0])
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
    size, own = int(sizes["count_low"].sum()) if exact else 0, metrics.is_own(pd.concat([sizes, charged]))
    if not size:
        text = f"{printed}; of how many offences is not known here, so no share is given."
        if len(sizes) and not exact and (sizes["count_low"] == sizes["count_high"]).fillna(False).all():
            parts["base"] = make("sum", *base)
            text = f"{printed}, of {{base}} {of}; of a hidden number no share is given."
        return [say(text, names=names, rests_on=ids, **parts)]
    number = int(charged["count_low"].sum())
    whole_sum = make("sum", *base)
    if number == 0:
        said = say(f"{printed}, of {{base}} {of}.", names=names, rests_on=ids, base=whole_sum, **parts)
        return [said] if size < metrics.SMALLEST_BASE else [
            said,
            say(
                "That is not a share of none: cases may still be open, and the 95% interval of {n} in {base} reaches {high}.",
                n=count(groups[0]), base=whole_sum, high=make("share_high", groups[0], *base, decimals=1),
            ) if own else say("That is not a share of none: cases may still be open."),
        ]  # fmt: skip
    text = f"{{n}} of {{base}} {of}"
    quantities = {"n": make("sum", *groups, noun="charge"), "base": whole_sum}
    if size < metrics.SMALLEST_BASE or len(groups) > 1:
        return [say(f"{text}.", names=names, **quantities)]
    decimals = count_decimals(number / size * 100)
    shares = {end: make(f"share_{end}", ids, *base, decimals=decimals) for end in ("low", "high") if own}
    interval = " (95% interval {low} to {high})" * own
    sentences = [
        say(
            f"{text} {'is' if number == 1 else 'are'} {{share}}{interval}.",
            names=names, share=make("share", ids, *base), **quantities, **shares,
        )
    ]  # fmt: skip
    if exceeds:
        sentences.append(say("The denominator is the outcomes that are printed, not the offences of one year."))
    elif whole.empty:
        text = "The denominator is the outcomes that are printed, not all offences of {year}, whose number is not known here."
        sentences.append(say(text, names={"year": found["year"].iloc[0]}))
    return sentences


def comparison(force: str, found: pd.DataFrame, counts: pd.DataFrame, crime: pd.DataFrame) -> Text:
    """How linked offences compare with all recorded crime of the force.

    Parameters
    ----------
    found : DataFrame
        As `beside.compare` gives it.
    """
    book = find_ledger(force)
    say = book.say
    if found.empty:
        scale = _say_scale(book, crime)
        if not scale:
            return book.tell("No Home Office figures are held for this force: it is outside England and Wales.")
        kinds, measures = set(list_totals(counts)["covers"]), set(counts["measure"])
        reason = (
            "the printed figure has no period" if VAGUE_TOTAL in kinds
            else "the counts are of parts of a year" if PART in kinds
            else "no total of the linked offences of a year is known here" if "offence" in measures
            else "how many offences were linked is not known" if "outcome" in measures
            else "no count of linked offences is known"
        )  # fmt: skip
        return book.tell(say("Nothing can be compared, because {reason}.", names={"reason": reason}), *scale)
    if not "".join(found["behind_official"]):
        text = "Home Office figures are of years from April to March. The years here are others, so none is set beside them."
        if any(
            financial_years(*days)
            for days in zip(counts["period_start"], counts["period_end"], strict=True)
            if all(days)
        ):
            text = "The Home Office figures held here are of other years, so none is set beside these."
        return book.tell(text)
    one = {row.kind: row for row in found.itertuples()}
    sentences = []
    if beside.OF_ALL_CRIME in one:
        row = one[beside.OF_ALL_CRIME]
        official = [[ident] for ident in row.behind_official.split()]
        lead = "{condition}, {n}" if row.condition else "{n}"
        sentences.append(
            say(
                f"{lead} offences linked to {{platform}} are {{share}} of the {{official}} that {{name}} recorded without fraud in "
                "{period}: {daily} a day beside {all} of all kinds.",
                names={"period": row.period} | ({"condition": row.condition} if row.condition else {}),
                n=count(row.behind), official=make("sum", *official), share=make("share", row.behind, *official),
                daily=make("rate", row.behind, per=one[beside.A_DAY].official),
                all=make("rate", *official, per=row.official_days, official=True),
            )
        )  # fmt: skip
    for row in found[found["kind"] == beside.OF_CLASS].itertuples():
        official = [[ident] for ident in row.behind_official.split()]
        sentences.append(
            say(
                "The {n} linked {class} of {period} are {share} of the {official} that the force recorded under code {code}.",
                names={"period": row.period, "class": row.class_name, "code": row.class_code},
                n=count(row.behind), share=make("share", row.behind, *official), official=make("sum", *official),
            )
        )  # fmt: skip
    if force in beside.WITHOUT_RESIDENTS:
        sentences.append("No rate per head is given: residents are no measure for this force.")
    return book.tell(*sentences)


def _under_its_name(book: Ledger, said: dict) -> Sentence:
    """A number that a newspaper prints under the page's name in a story about another force."""
    printer, papers = _name_printer(book, said["id"])
    return book.say(
        f"{printer} {{n}} as recorded by {{name}}, in a story about {{misprinted}}; it is not counted here.",
        names=papers | {"name": forces.name_force(book.force), "misprinted": forces.name_force(said["force"])},
        n=count(said["id"]),
    )


def claims(force: str, verdicts: pd.DataFrame) -> Text:
    """How many of the newspapers' statements hold."""
    book = find_ledger(force)
    if verdicts.empty:
        none = book.say("No newspaper story with figures of {name} is held here.")
        named = book.figures["force_as_printed"] == forces.name_force(force)
        others = book.figures[named & (book.figures["source_kind"] == "press") & (book.figures["force"] != force)]
        return book.tell(none, *(_under_its_name(book, one) for one in others.to_dict("records")))
    return book.tell(
        tally_verdicts(book, verdicts),
        '"Cannot be checked" means that nothing held here speaks to it; it does not mean that it is wrong.',
    )


def tally_verdicts(ledger: Ledger, verdicts: pd.DataFrame) -> Sentence:
    """How many of some statements hold, hold on one reading, are contradicted, cannot be checked."""
    parts, quantities = [], {"all": tally(verdicts["figure"], noun="printed statement")}
    unless, conditions, more = say_conditions(verdicts)
    for i, (verdict, word, words) in enumerate((
        ("holds", "holds", "hold"),
        ("holds on one reading", "holds only if read in one way", "hold only if read in one way"),
        ("contradicted", "is contradicted", "are contradicted"),
        ("disputed", "is disputed between papers", "are disputed between papers"),
        ("cannot be checked", "cannot be checked", "cannot be checked"),
    )):  # fmt: skip
        found = verdicts.loc[verdicts["verdict"] == verdict, "figure"]
        if len(found):
            quantities[f"n{i}"] = tally(found)
            parts.append(
                f"{{n{i}}} {word if len(found) == 1 else words}{unless if verdict == 'contradicted' else ''}"
            )
    return ledger.say(f"Of {{all}}, {join_words(parts)}.", names=conditions, **quantities, **more)
