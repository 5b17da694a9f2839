"""Turns what is known of a force into sentences, each no stronger than the figures behind it."""

import pandas as pd
from IPython.display import Markdown

from linked_offences import forces, metrics, profile
from linked_offences.numerals import (
    count_decimals,
    join_words,
    plural,
    write_number,
    write_pct,
    write_range,
    write_significant,
    write_small,
)
from linked_offences.periods import name_period
from linked_offences.profile import NATION, Profile

CAVEAT = (
    "A keyword search counts records in which the app's name stands. It does not show that the app mattered to the "
    "offence, and nothing here says that TikTok caused one."
)
# Years ending March before and after the recording rule of May 2023.
AROUND_RULE = ("2023-03-31", "2024-03-31")
CHARGED = "Charged/Summonsed"
INCLUDED = {"1", "1A"}


def _say(*sentences: str) -> Markdown:
    return Markdown(" ".join(sentence for sentence in sentences if sentence))


def _list(sentences: list[str]) -> Markdown:
    return Markdown("\n".join(f"- {sentence}" for sentence in sentences))


def _reported(page: Profile) -> str:
    return ", as newspapers report" if page.by_press else ""


def headline(page: Profile) -> str:
    """The page's plain fact, with the force's full name in it."""
    yearly = page.yearly()
    match page.state:
        case profile.SERIES | profile.TOTALS_ONLY:
            last = yearly.iloc[-1]
            return (
                f"{page.name} recorded {write_range(last['count_low'], last['count_high'])} offences linked to TikTok "
                f"in {last['year']}{_reported(page)}"
            )
        case profile.TOTAL_AND_CHANGE:
            return f"{page.name}: how many offences are linked to TikTok in each year is not published"
        case profile.VAGUE:
            vague = page.rows("total").iloc[0]
            words = write_range(vague["count_low"], vague["count_high"])
            return f"{page.name}: {words} offences linked to TikTok, over a period that is not stated"
        case profile.REFUSED:
            return f"{page.name} refused a request about social platforms; no figure on TikTok is known"
    return f"{page.name}: no answer about offences linked to TikTok is known"


def title(page: Profile) -> Markdown:
    """The page's heading and its state."""
    return Markdown(f"# {headline(page)}\n\nState of the figures: **{page.state}**")


def summary(page: Profile) -> Markdown:
    """Three to five sentences that a reader in a hurry needs."""
    sentences = [
        _summarise_counts(page),
        _summarise_offences(page),
        _summarise_outcomes(page),
        _summarise_claims(page),
    ]
    return _say(
        *sentences, CAVEAT if len(page.counts) else "Not knowing a figure is not the same as there being none."
    )


def _summarise_counts(page: Profile) -> str:
    yearly = page.yearly()
    if len(yearly) > 1:
        parts = [f"{write_range(one.count_low, one.count_high)} in {one.year}" for one in yearly.itertuples()]
        who = "Newspapers report that" if page.by_press else ""
        return f"{who} {page.name} recorded offences linked to TikTok as follows: {join_words(parts)}.".strip()
    total = page.three_years()
    if total is not None:
        period = name_period(total["period_start"], total["period_end"])
        number = write_range(total["count_low"], total["count_high"])
        rests = _explain_doubt(page, total) or f"A newspaper prints {number} for {period} together."
        return f"{page.name}'s yearly counts are not published. {rests}"
    vague = page.rows("total")
    if len(vague):
        words = write_range(vague["count_low"].iloc[0], vague["count_high"].iloc[0])
        return f"A newspaper prints {words} crimes linked to TikTok for {page.name}, and does not say for which period."
    return _answer_of(page)


def _summarise_offences(page: Profile) -> str:
    found = page.latest_year("offence")
    found = found[found["count_low"].notna()]
    if found.empty:
        return ""
    year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
    whole = page.yearly()
    whole = whole[whole["period_start"] == found["period_start"].iloc[0]]
    if len(whole) and found["count_low"].sum() > whole["count_high"].iloc[0]:
        return f"The offence types printed for {year} add up to more than that year's total: they cannot all be right."
    parts = [
        f"{_offence_name(one)} ({write_range(one.count_low, one.count_high)})"
        for one in found.head(4).itertuples()
    ]
    return f"The largest offence types printed for {year} are {join_words(parts)}."


def _offence_name(one) -> str:
    return f'"{one.label}"' if one.level == "unmapped" else one.label.lower()


def _summarise_outcomes(page: Profile) -> str:
    charged = _charges(page)
    return "" if charged is None else f"{_print_charges(charged)}."


def _print_charges(charged: pd.Series) -> str:
    count = int(charged["count_low"])
    if count == 0:
        return f"A newspaper prints that no charge was made, {_when(charged)}"
    return f"{capital(plural(count, 'charge'))} {'is' if count == 1 else 'are'} printed {_when(charged)}"


def _summarise_claims(page: Profile) -> str:
    wrong = (page.verdicts["verdict"] == "contradicted").sum()
    if not wrong:
        return ""
    return (
        f"Of {plural(len(page.verdicts), 'statement')} that newspapers print, {write_small(wrong)} "
        f"{'is' if wrong == 1 else 'are'} contradicted by other figures: see "
        "[what newspapers printed](#What-newspapers-printed)."
    )


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _when(count) -> str:
    period = name_period(count["period_start"], count["period_end"])
    return "for a period that is not stated" if "not stated" in period else f"for {period}"


def _doubt(page: Profile, ids: str) -> str:
    doubts = page.figures.set_index("id")["doubt"]
    return next((doubts[one] for one in ids.split() if doubts[one]), "")


def _explain_doubt(page: Profile, total: pd.Series) -> str:
    """Why a printed total cannot simply be used; empty where nothing speaks against it."""
    for said in page.figures[page.figures["id"].isin(total["figures"].split())].itertuples():
        if said.joined_to:
            change = page.figures.set_index("id").loc[said.joined_to, "as_printed"]
            return (
                f"A newspaper prints {said.as_printed} as what a rise of {change}% equates to; it cannot be both the "
                "size of the rise and the total since 2021."
            )
        if said.force_as_printed:
            return (
                f"A newspaper prints {said.as_printed} as recorded by {said.force_as_printed}, "
                f"in a story about {page.name}."
            )
    return ""


def answer(page: Profile) -> Markdown:
    """What was asked of the force and what came back."""
    asked = page.asked
    others = page.requests[page.requests["decides_status"] == "no"]
    sentences = []
    if asked["request"]:
        sentences.append(
            "In spring 2024 the law firm Legal Expert asked every police force in England and Wales for "
            f"{asked['asked']}."
        )
    sentences.append(_answer_of(page))
    if asked["method"]:
        sentences.append(f"How the force searched: {asked['method']}")
    elif asked["status"] == "reported":
        sentences.append("What the force searched, and how, is not known.")
    caveats = [text for text in asked["caveats"].split(" | ") if text]
    if len(others):
        sentences.append(
            f"{capital(plural(len(others), 'other request'))} to the force, on other questions, "
            f"{'is' if len(others) == 1 else 'are'} listed beside it; they do not decide its status."
        )
    return Markdown("\n\n".join([" ".join(sentences), "\n".join(f"- {caveat}" for caveat in caveats)]).strip())


def _answer_of(page: Profile) -> str:
    asked = page.asked
    match asked["status"]:
        case "answered":
            return f"{page.name} answered (reference {asked['reference']})."
        case "reported":
            return f"Newspapers print figures of {page.name} from it; the force's own answer is not held here."
        case "refused":
            request = asked["asked"]
            return (
                f"{page.name} was asked about {request} (reference {asked['reference']}) and refused under section "
                f"{asked['section']} of the Freedom of Information Act 2000, the limit on the cost of an answer. "
                "A refusal is missing data, not zero."
            )
        case "no_answer_known":
            return (
                f"No answer of {page.name} to the request of 2024 about TikTok is known here: "
                "neither a count nor a refusal."
            )
    return f"{page.name} answered another request; its answer is not held here."


def trend(page: Profile) -> Markdown:
    """How many offences in each year, and what the change between the years can carry."""
    yearly = page.yearly()
    if len(yearly) < 2:
        return _say(_no_series(page))
    first, last = yearly.iloc[0], yearly.iloc[-1]
    if first["count_low"] != first["count_high"] or last["count_low"] != last["count_high"]:
        return _say("The first or last year is hidden or given as a range, so no change is worked out.")
    a, b = int(first["count_low"]), int(last["count_low"])
    ratio = metrics.change_ratio(b, a)
    change = metrics.change_pct(b, a)
    words = f"From {write_number(a)} in {first['year']} to {write_number(b)} in {last['year']}"
    if change is not None:
        words += f" is {_change_words(change)}"
    fits = (
        f"The 95% interval of the ratio runs from {write_number(ratio.low, 2)} to {write_number(ratio.high, 2)}, "
    )
    if ratio.low <= 1 <= ratio.high:
        fits += "so chance alone could explain the difference."
    else:
        fits += "so chance alone hardly explains the difference."
    method = (
        "Whether the force searched in the same way for each year is not known."
        if page.by_press
        else "All years come from one answer and one search."
    )
    return _say(words + ".", fits, method)


def _change_words(change: float) -> str:
    if round(change, 9) == 0:
        return "no change"
    return f"{'a rise' if change > 0 else 'a fall'} of {write_pct(abs(change) / 100)}"


def _no_series(page: Profile) -> str:
    total, doubt = page.three_years(), ""
    if total is not None:
        doubt = _doubt(page, total["figures"])
    changes = page.figures[(page.figures["measure"] == "change_pct") & (page.figures["force"] == page.force)]
    if total is not None:
        text = f"The yearly counts of {page.name} are not published."
        if len(changes):
            text += (
                f' A newspaper prints a change of "{changes["as_printed"].iloc[0]}%" and does not say from which year; '
                "without the yearly counts it cannot be worked out again."
            )
        if doubt:
            number, period = (
                write_number(int(total["count_low"])),
                name_period(total["period_start"], total["period_end"]),
            )
            text += (
                f" {capital(doubt)}, it covers {period} together; what is worked out from {number} rests on that."
            )
        return text
    if page.state == profile.VAGUE:
        return "One figure is printed, with a lower end only and no period: it says nothing about any single year."
    return f"Not known: no count of {page.name} is known for any year."


def recording_change(page: Profile) -> Markdown | None:
    """The fall of code 8R after the recording rule of May 2023; None where no trend crosses it."""
    return _say(recording_change_sentence(page.crime, page.force)) if len(page.counts) else None


def recording_change_sentence(crime: pd.DataFrame, force: str = "") -> str:
    """The sentence on code 8R for England and Wales, and for one force first where it has figures.

    Parameters
    ----------
    crime : DataFrame
        Recorded crime of the nation and of the force.
    """
    where = {forces.name_force(force, short=True): force} if force else {}
    where["England and Wales"] = NATION
    places = []
    for name, slug in where.items():
        a, b = (profile.find_recorded(crime, slug, profile.MALICIOUS_COMMUNICATIONS, year) for year in AROUND_RULE)
        if a is None or b is None:
            continue
        change = metrics.change_pct(b, a)
        moved = (
            "changed"
            if change is None
            else f"{'fell' if change < 0 else 'rose'} by {write_pct(abs(change) / 100)}"
        )
        places.append(f"{moved} in {name} (from {write_number(a)} in 2022/23 to {write_number(b)} in 2023/24)")
    return (
        "After the recording rule changed in May 2023, recorded malicious communications (code 8R, release of "
        f"{profile.RELEASE}) {join_words(places)}. That the rule caused the fall is not confirmed by the ONS. "
        "A trend across that date can hide growth, above all where malicious communications are a large part."
    )


def offences(page: Profile) -> Markdown:
    """Which offences are named, and how much of the year they cover."""
    found = page.latest_year("offence")
    if not len(page.rows("offence")):
        return _say(f"Not known: no offence type is printed or disclosed for {page.name}.")
    numbers = found[found["count_low"].notna()]
    if found.empty or numbers.empty:
        return _say("No offence type is printed for a single year.")
    year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
    low = int(numbers["count_low"].sum())
    text = f"The {plural(len(numbers), 'offence type')} printed for {year} "
    nested = bool({"group", "subgroup"} & set(numbers["level"])) and numbers["level"].nunique() > 1
    whole = page.yearly()
    whole = whole[whole["period_start"] == found["period_start"].iloc[0]]
    if nested:
        text += "mix offences with wider groups, some of which may hold others, so they are not added up."
    else:
        text += f"add up to {write_number(low)}"
        if len(whole):
            total = int(whole["count_low"].iloc[0])
            text += (
                f", which is all of that year's {write_number(total)}."
                if low == total
                else f" of {write_number(total)} in that year; the other {write_number(total - low)} are not named."
                if low < total
                else f", more than the {write_number(total)} of that year: they cannot all be counts of it."
            )
        else:
            text += "; how many more there were in that year is not published."
    missing = found[found["count_low"].isna()]
    if len(missing):
        text += f" {capital(join_words(missing['label']))}: a row without its number, which is not held here."
    return _say(text, _unmapped(found))


def _unmapped(found: pd.DataFrame) -> str:
    labels = found.loc[found["level"] == "unmapped", "label"]
    if labels.empty:
        return ""
    quoted = join_words(f'"{label}"' for label in labels)
    return (
        f"{quoted} {'is' if len(labels) == 1 else 'are'} kept as printed, because it is open which Home Office "
        "category is meant."
    )


def _charges(page: Profile) -> pd.Series | None:
    """The printed count of charges, for the latest single year or else for whatever is printed."""
    found = page.rows("outcome")
    found = found[((found["category"] == CHARGED) | found["category"].isin(INCLUDED)) & found["count_low"].notna()]
    if found.empty:
        return None
    latest = page.latest_year("outcome")
    latest = latest[latest["category"].isin([CHARGED, *INCLUDED])]
    return latest.iloc[0] if len(latest) else found.iloc[0]


def outcomes(page: Profile) -> Markdown:
    """What the police did, with the share of charges and its denominator."""
    found = page.latest_year("outcome")
    everything = page.rows("outcome")
    if everything.empty:
        return _say(f"Not known: no outcome is printed or disclosed for {page.name}.")
    charged = _charges(page)
    sentences = []
    if len(found) > 1:
        year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
        total = int(found["count_low"].sum())
        sentences.append(
            f"The {plural(len(found), 'outcome')} printed for {year} add up to {write_number(total)}."
        )
    if charged is not None:
        sentences.append(_charge_share(page, charged, found))
    else:
        sentences.append("How many cases led to a charge is not printed.")
    sentences.append(
        "Cases still open when the force answered have no outcome yet, so a share of charges can still rise."
    )
    return _say(*sentences)


def _charge_share(page: Profile, charged: pd.Series, found: pd.DataFrame) -> str:
    count = int(charged["count_low"])
    yearly = page.yearly()
    whole = yearly[
        (yearly["period_start"] == charged["period_start"]) & (yearly["period_end"] == charged["period_end"])
    ]
    if len(whole):
        base, of = int(whole["count_low"].iloc[0]), f"offences recorded in {whole['year'].iloc[0]}"
    elif len(found) > 1 and charged["period_start"] == found["period_start"].iloc[0]:
        base, of = int(found["count_low"].sum()), "printed outcomes"
    else:
        return f"{_print_charges(charged)}; of how many offences is not published, so no share is given."
    share = metrics.share(count, base)
    if count == 0:
        return (
            f"{_print_charges(charged)}, of {write_number(base)} {of}. That is not a share of 0%: cases may still "
            f"be open, and the 95% interval reaches {write_pct(share.high, 1)}."
        )
    text = f"{capital(plural(count, 'charge'))} of {write_number(base)} {of}"
    if base < metrics.SMALLEST_BASE:
        return f"{text}."
    decimals = count_decimals(share.value * 100)
    text += (
        f" {'is' if count == 1 else 'are'} {write_pct(share.value)} "
        f"(95% interval {write_pct(share.low, decimals)} to {write_pct(share.high, decimals)})."
    )
    if len(whole):
        return text
    year = name_period(charged["period_start"], charged["period_end"])
    return (
        f"{text} The denominator is the outcomes that are printed, not all offences of {year}, whose number is not "
        "published."
    )


def comparison(page: Profile) -> Markdown:
    """How linked offences compare with all recorded crime of the force."""
    found = profile.compare_officially(page)
    if found.empty:
        if page.official("", "2024-03-31") is None:
            return _say("No Home Office figures are held for this force: it is outside England and Wales.")
        recorded = page.official("", "2024-03-31")
        daily = recorded / 366
        reason = (
            "the printed figure has no period"
            if page.state == profile.VAGUE
            else "no count of linked offences is known"
        )
        return _say(
            f"Nothing can be compared, because {reason}.",
            f"For scale: {page.name} recorded {write_number(recorded)} offences without fraud in the year ending March "
            f"2024, {write_number(daily, 1)} a day (release of 2026-04).",
        )
    one = {row.unit if row.unit != "share" else row.comparison[:14]: row for row in found.itertuples()}
    sentences = []
    if "Linked offence" in one and "all a day" in one:
        share, daily, everything = one["Linked offence"], one["a day"], one["all a day"]
        lead = (
            f"{capital(share.condition)}, {write_number(share.linked)}"
            if share.condition
            else write_number(share.linked)
        )
        sentences.append(
            f"{lead} offences linked to TikTok are {write_pct(share.value)} of the {write_number(share.official)} that "
            f"{page.name} recorded without fraud in {share.period}: {write_significant(daily.value)} a day beside "
            f"{write_number(everything.value, 1)} of all kinds."
        )
    if "Linked malicio" in one:
        share = one["Linked malicio"]
        sentences.append(
            f"The {write_number(share.linked)} linked malicious communications of {share.period} are "
            f"{write_pct(share.value)} of the {write_number(share.official)} that the force recorded under code 8R."
        )
    if not len(found[found["unit"] == "per 100,000"]):
        sentences.append("No rate per head is given: residents are no measure for this force.")
    return _say(*sentences)


def limits(page: Profile) -> Markdown:
    """What the page cannot tell."""
    asked = page.asked
    sentences = [CAVEAT] if len(page.counts) else []
    if asked["status"] == "answered":
        if not len(page.rows("outcome")):
            sentences.append("What the police did: the answer to that question is not held here.")
    elif asked["status"] == "reported":
        sentences.append(
            "Whether the newspapers copied the force's figures correctly: its own answer is not held here."
        )
        sentences.append("How the force searched, and whether its years begin on 1 April or 6 April.")
    elif asked["status"] == "no_answer_known":
        sentences.append("Whether the force answered, refused or never replied.")
        sentences.append("How many offences there were: an unknown number is not zero.")
    elif asked["status"] == "refused":
        sentences.append("How many offences there were: a refusal is not zero.")
    if len(page.yearly()) < 2 and len(page.counts):
        sentences.append("How many offences there were in any single year, and so whether they rose.")
    sentences.append(
        "How the force compares with others: forces searched different fields in different ways. "
        "The national page shows them side by side and does not rank them."
    )
    return _list(sentences)


def claims(page: Profile) -> Markdown:
    """How many of the newspapers' statements hold."""
    if page.verdicts.empty:
        return _say(f"No newspaper story with figures of {page.name} is held here.")
    tally = page.verdicts["verdict"].value_counts()
    parts = [
        f"{write_small(tally[verdict])} {words if tally[verdict] > 1 else word}"
        for verdict, word, words in (
            ("holds", "holds", "hold"),
            ("holds on one reading", "holds on one reading", "hold on one reading"),
            ("contradicted", "is contradicted", "are contradicted"),
            ("cannot be checked", "cannot be checked", "cannot be checked"),
        )
        if verdict in tally
    ]
    return _say(
        f"Of {plural(len(page.verdicts), 'printed statement')}, {join_words(parts)}.",
        '"Cannot be checked" means that nothing held here speaks to it; it does not mean that it is wrong.',
    )


def printed(page: Profile) -> Markdown:
    """Lead to the list of printed figures."""
    if page.figures.empty:
        return _say("No figure is printed for this force. The sources of this page are listed below.")
    return _say(f"This page rests on {plural(len(page.figures), 'printed figure')} and claims.")
