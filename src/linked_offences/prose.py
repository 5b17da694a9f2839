"""Turns what is known of a force into sentences, each no stronger than the figures behind it.

Every sentence is made by `sentences.Ledger.say`, which knows its figures and refuses wording that
they do not carry.
"""

from functools import partial

import pandas as pd

from linked_offences import forces, metrics, profile
from linked_offences.numerals import capital, count_decimals, join_words, write_small
from linked_offences.profile import NATION, Profile
from linked_offences.sentences import Ledger, Sentence, Text, count, make
from linked_offences.years import count_days, name_period

CAVEAT = (
    "A keyword search counts records in which the app's name stands; it does not show that the app mattered to an offence, "
    "let alone caused it."
)
UNKNOWN = "Not knowing a figure is not the same as there being none."
CHARGED = "Charged/Summonsed"
INCLUDED = {"1", "1A"}


def _text(*sentences: Sentence | None, between: str = " ", before: str = "") -> Text:
    return Text(tuple(one for one in sentences if one), between, before)


def _counts_in_years(found: pd.DataFrame) -> tuple[str, dict, dict]:
    """Template, quantities and names for counts in years: 16 in 2022/23 and 16 in 2023/24."""
    template = join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(found)))
    quantities = {f"n{i}": count(one.figures) for i, one in enumerate(found.itertuples())}
    return template, quantities, {f"y{i}": year for i, year in enumerate(found["year"])}


def headline(page: Profile) -> Sentence:
    """The most that can be said of the force in one plain sentence."""
    say, yearly, names = page.ledger.say, page.yearly(), {"name": page.name}
    match page.state:
        case profile.SERIES | profile.TOTALS_ONLY:
            last = yearly.iloc[-1]
            reported = ", as newspapers report" if page.by_press else ""
            return say(
                f"{{name}} recorded {{n}} offences linked to TikTok in {{year}}{reported}",
                names=names | {"year": last["year"]}, n=count(last["figures"]),
            )  # fmt: skip
        case profile.TOTAL_AND_CHANGE:
            return say("{name}: how many offences are linked to TikTok in each year is not published", names=names)
        case profile.VAGUE:
            vague = page.rows("total").iloc[0]
            return say(
                "{name}: {n} offences linked to TikTok, over a period that is not stated",
                names=names, n=count(vague["figures"]),
            )  # fmt: skip
        case profile.REFUSED:
            return say(
                "{name} refused a request about social platforms; no figure on TikTok is known", names=names
            )
    return say("{name}: no answer about offences linked to TikTok is known", names=names)


def title(page: Profile) -> Text:
    """The page's heading and its state, with the force's full name in it."""
    state = page.ledger.say("State of the figures: **{state}**", names={"state": page.state})
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
    return Text((page.ledger.say(caution),), listed=tuple(one for one in found if one))


def _summarise_counts(page: Profile) -> list[Sentence]:
    say, yearly, names = page.ledger.say, page.yearly(), {"name": page.name}
    if len(yearly) > 1:
        template, quantities, years = _counts_in_years(yearly)
        who = "Newspapers report that {name}" if page.by_press else "{name}"
        return [
            say(
                f"{who} recorded offences linked to TikTok as follows: {template}.",
                names=names | years,
                **quantities,
            )
        ]
    total = page.three_years()
    if total is not None:
        period = name_period(total["period_start"], total["period_end"])
        rests = _explain_doubt(page, total) or say(
            "A newspaper prints {n} for {period} together.", names={"period": period}, n=count(total["figures"])
        )
        return [
            rests,
            *_say_ranges(page, last_only=True),
        ]
    vague = page.rows("total")
    if len(vague):
        return [
            say(
                "A newspaper prints {n} crimes linked to TikTok for {name}, and does not say for which period.",
                names=names,
                n=count(vague["figures"].iloc[0]),
            )
        ]
    return [_answer_of(page), *_say_refusals(page), *_say_scale(page)]


def _say_refusals(page: Profile) -> list[Sentence]:
    """Other requests that the force refused."""
    found = page.requests[(page.requests["status"] == "refused") & (page.requests["decides_status"] == "no")]
    return [
        page.ledger.say(
            "Another request, for {asked}, was refused under section {section} (reference {reference}).",
            names={"asked": one.asked, "section": one.section, "reference": one.reference},
        )
        for one in found.itertuples()
    ]


def _say_scale(page: Profile) -> list[Sentence]:
    """How much crime of all kinds the force recorded, where nothing else can be said."""
    recorded = profile.find_official(page.crime, page.force, "", "2024-03-31")
    if recorded is None:
        return []
    ids = [profile.name_official(recorded)]
    return [
        page.ledger.say(
            "For scale: {name} recorded {n} offences without fraud in the year ending March 2024, {daily} a day (release "
            "of {release}).",
            names={"name": page.name, "release": profile.RELEASE},
            n=count(ids), daily=make("rate", ids, per=366, official=True),
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
    return [
        page.ledger.say(
            f"{lead} {template}, over all readings that stand.", names=names,
            **{f"n{i}": _allowed(one) for i, one in enumerate(found.itertuples())},
        )
    ]  # fmt: skip


def _allowed(one):
    return make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high),
                period=name_period(one.period_start, one.period_end))  # fmt: skip


def _say_readings(page: Profile) -> list[Sentence]:
    """What each reading of a printed change leaves for the last year that nobody prints."""
    years = page.inferred_years()
    if years.empty or page.readings.empty:
        return []
    found = page.readings[page.readings["period_start"] == years["period_start"].iloc[-1]].reset_index(drop=True)
    if found.empty:
        return []
    behind = years["figures"].iloc[-1]
    parts = {"": [], "falls": []}
    quantities, names = (
        {},
        {"said": f'"{found["reading"].iloc[0].split(" on ")[0]}"', "year": years["year"].iloc[-1]},
    )
    for i, one in found.iterrows():
        quantities[f"n{i}"] = make("allowed", behind, low=int(one["count_low"]), high=int(one["count_high"]), period=names["year"],
                                   reading=one["reading"], condition=one["condition"])  # fmt: skip
        names[f"b{i}"] = one["reading"].split(" on ")[-1]
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
    return [page.ledger.say(f"{text}.", names=names, rests_on=found["figures"].iloc[0].split(), **quantities)]


def _summarise_offences(page: Profile) -> Sentence | None:
    found = page.latest_year("offence")
    found = found[found["count_low"].notna()].reset_index(drop=True)
    if found.empty:
        return None
    names = {"year": name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])}
    whole = page.yearly()
    whole = whole[whole["period_start"] == found["period_start"].iloc[0]]
    if len(whole) and found["count_low"].sum() > whole["count_high"].iloc[0]:
        return page.ledger.say(
            "The offence types printed for {year} add up to {sum}, more than that year's {whole}: they cannot all be "
            "counts of it.",
            names=names, sum=make("sum", *found["figures"]), whole=count(whole["figures"].iloc[0]),
        )  # fmt: skip
    named = min(4, len(found))
    while named < len(found) and found.loc[named, "count_low"] == found.loc[named - 1, "count_low"]:
        named += 1  # of two as large as each other, both are named
    template = join_words(f"{{l{i}}} ({{n{i}}})" for i in range(named))
    names |= {f"l{i}": _offence_name(found.loc[i]) for i in range(named)}
    quantities = {f"n{i}": count(found.loc[i, "figures"]) for i in range(named)}
    exact = (found["count_low"] == found["count_high"]).fillna(False).all()
    lead = "The largest offence types" if exact else "Offence types"
    if exact:
        quantities["mode"] = make("mode", *found["figures"], named=named)
        template += "{mode}"
    return page.ledger.say(f"{lead} printed for {{year}} are {template}.", names=names, **quantities)


def _offence_name(one) -> str:
    return f'"{one.label}"' if one.level == "unmapped" else one.label.lower()


def _summarise_charges(page: Profile) -> Sentence | None:
    charged = _charges(page)
    if charged is None:
        return None
    template, parts, names = _print_charges(charged)
    return page.ledger.say(f"{template}.", names=names, rests_on=charged["figures"].split(), **parts)


def _print_charges(charged: pd.Series) -> tuple[str, dict, dict]:
    period = name_period(charged["period_start"], charged["period_end"])
    when = "for a period that is not stated" if "not stated" in period else f"for {period}"
    if charged["count_low"] == charged["count_high"] == 0:
        return "A newspaper prints that no charge was made, {when}", {}, {"when": when}
    verb = "is" if charged["count_low"] == charged["count_high"] == 1 else "are"
    return f"{{n}} {verb} printed {{when}}", {"n": count(charged["figures"], noun="charge")}, {"when": when}


def _summarise_claims(page: Profile) -> Sentence | None:
    wrong = page.verdicts.loc[page.verdicts["verdict"] == "contradicted", "figure"]
    if wrong.empty:
        return None
    return page.ledger.say(
        f"Of {{all}} that newspapers print, {{wrong}} {'is' if len(wrong) == 1 else 'are'} contradicted by other figures: "
        "see [what newspapers printed](#What-newspapers-printed).",
        all=make("tally", page.verdicts["figure"], noun="statement"), wrong=make("tally", wrong),
    )  # fmt: skip


def _explain_doubt(page: Profile, total: pd.Series) -> Sentence | None:
    """Why a printed total cannot simply be used; None where nothing speaks against it."""
    for said in page.figures[page.figures["id"].isin(total["figures"].split())].itertuples():
        if said.joined_to:
            change = page.figures.set_index("id").loc[said.joined_to, "as_printed"]
            return page.ledger.say(
                "A newspaper prints {n} as what a rise of {said} equates to; it cannot be both the size of the rise and "
                "the total since 2021.",
                names={"said": f'"{change}%"'}, rests_on=[said.joined_to], n=count(said.id),
            )  # fmt: skip
        if said.force_as_printed:
            return page.ledger.say(
                "A newspaper prints {n} as recorded by {misprinted}, in a story about {name}.",
                names={"misprinted": said.force_as_printed, "name": page.name}, n=count(said.id),
            )  # fmt: skip
    return None


def answer(page: Profile) -> Text:
    """What was asked of the force and what came back."""
    say, asked = page.ledger.say, page.asked
    others = page.requests[page.requests["decides_status"] == "no"]
    sentences = []
    if asked["request"]:
        sentences.append(
            say(
                "In spring 2024 the law firm Legal Expert asked every police force in England and Wales for {asked}.",
                names={"asked": asked["asked"]},
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
    say, asked, names = page.ledger.say, page.asked, {"name": page.name}
    match asked["status"]:
        case "answered":
            return say("{name} answered (reference {reference}).", names=names | {"reference": asked["reference"]})
        case "reported":
            return say(
                "Newspapers print figures of {name} from it; the force's own answer is not held here.", names=names
            )
        case "refused":
            return say(
                "{name} was asked about {asked} (reference {reference}) and refused under section {section} of the "
                "Freedom of Information Act 2000, the limit on the cost of an answer. A refusal is missing data, not zero.",
                names=names | {key: asked[key] for key in ("asked", "reference", "section")},
            )
        case "no_answer_known":
            return say(
                "No answer of {name} to the request of 2024 about TikTok is known here: neither a count nor a refusal.",
                names=names,
            )
    return say("{name} answered another request; its answer is not held here.", names=names)


def trend(page: Profile) -> Text:
    """How many offences in each year, and what the change between the years can carry."""
    say, yearly = page.ledger.say, page.yearly()
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
        say(
            "Whether the force searched in the same way for each year is not known."
            if page.by_press
            else "All years come from one answer and one search."
        ),
    )  # fmt: skip


def _no_series(page: Profile) -> list[Sentence]:
    say, total = page.ledger.say, page.three_years()
    changes = page.figures[(page.figures["measure"] == "change_pct") & (page.figures["force"] == page.force)]
    if total is not None:
        found = [say("The yearly counts of {name} are not published.", names={"name": page.name})]
        if len(changes):
            found.append(
                say(
                    "A newspaper prints a change of {said} and does not say from which year; without the yearly counts it "
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
    """The fall of code 8R after the recording rule of May 2023; None where no trend crosses it."""
    return _text(*recording_change_sentences(page.ledger, page.crime, page.force)) if len(page.counts) else None


def recording_change_sentences(ledger: Ledger, crime: pd.DataFrame, force: str = "") -> list[Sentence]:
    """The sentences on code 8R for England and Wales, and for one force first where it has figures.

    Parameters
    ----------
    crime : DataFrame
        Recorded crime of the nation and of the force.
    """
    where = {forces.name_force(force, short=True): force} if force else {}
    where["England and Wales"] = NATION
    places, parts, names = [], {}, {"release": profile.RELEASE}
    for i, (name, slug) in enumerate(where.items()):
        a, b = (
            profile.find_official(crime, slug, profile.MALICIOUS_COMMUNICATIONS, year)
            for year in profile.AROUND_RULE
        )
        if a is None or b is None:
            continue
        ids = [[profile.name_official(one)] for one in (a, b)]
        moved = "changed"
        if a["offences"] >= metrics.SMALLEST_BASE:
            moved, parts[f"m{i}"] = f"{{m{i}}}", make("moved", *ids)
        parts |= {f"a{i}": count(ids[0]), f"b{i}": count(ids[1])}
        names[f"p{i}"] = name
        places.append(f"{moved} in {{p{i}}} (from {{a{i}}} in 2022/23 to {{b{i}}} in 2023/24)")
    return [
        ledger.say(
            "After the recording rule changed in May 2023, recorded malicious communications (code 8R, release of "
            f"{{release}}) {join_words(places)}.", names=names, **parts,
        ),
        ledger.say("That the rule caused the fall is not confirmed by the ONS."),
        ledger.say(
            "A trend across that date can hide growth, above all where malicious communications are a large part."
        ),
    ]  # fmt: skip


def offences(page: Profile) -> Text:
    """Which offences are named, and how much of the year they cover."""
    say, found = page.ledger.say, page.latest_year("offence")
    if not len(page.rows("offence")):
        return _text(
            say("Not known: no offence type is printed or disclosed for {name}.", names={"name": page.name})
        )
    numbers = found[found["count_low"].notna()]
    if found.empty or numbers.empty:
        return _text(say("No offence type is printed for a single year."))
    names = {"year": name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])}
    parts = {"types": make("tally", [ids.split()[0] for ids in numbers["figures"]], noun="offence type")}
    text = "The {types} printed for {year} "
    nested = bool({"group", "subgroup"} & set(numbers["level"])) and numbers["level"].nunique() > 1
    whole = page.yearly()
    whole = whole[whole["period_start"] == found["period_start"].iloc[0]]
    if nested:
        text += "mix offences with wider groups, some of which may hold others, so they are not added up."
    else:
        parts["sum"] = make("sum", *numbers["figures"])
        text += "add up to {sum}"
        if len(whole):
            text += _set_against_whole(numbers, whole, parts)
        else:
            text += "; how many more there were in that year is not published."
    missing = found[found["count_low"].isna()]
    absent = None
    if len(missing):
        absent = say(
            "{labels}: a row without its number, which is not held here.",
            names={"labels": join_words(missing["label"])}, rests_on=" ".join(missing["figures"]).split(),
        )  # fmt: skip
    return _text(say(text, names=names, **parts), absent, _say_unmapped(page, found))


def _set_against_whole(numbers: pd.DataFrame, whole: pd.DataFrame, parts: dict) -> str:
    """How the named parts of a year stand to its total, as far as hidden counts let that be said."""
    low, high = int(numbers["count_low"].sum()), numbers["count_high"].sum()
    total = int(whole["count_low"].iloc[0])
    parts["whole"] = count(whole["figures"].iloc[0])
    if low == high == total:
        return ", which is all of that year's {whole}."
    if low > total:
        return ", more than the {whole} of that year: they cannot all be counts of it."
    if low < high:
        return "; that year's total is {whole}."
    parts["left"] = make("left", whole["figures"].iloc[0], *numbers["figures"])
    return " of {whole} in that year; the other {left} are not named."


def _say_unmapped(page: Profile, found: pd.DataFrame) -> Sentence | None:
    found = found[found["level"] == "unmapped"]
    if found.empty:
        return None
    return page.ledger.say(
        f"{{quoted}} {'is' if len(found) == 1 else 'are'} kept as printed, because it is open which Home Office category "
        "is meant.",
        names={"quoted": join_words(f'"{label}"' for label in found["label"])},
        rests_on=" ".join(found["figures"]).split(),
    )  # fmt: skip


def _charges(page: Profile) -> pd.Series | None:
    """The printed count of charges, for the latest single year or else for whatever is printed."""
    found = page.rows("outcome")
    found = found[((found["category"] == CHARGED) | found["category"].isin(INCLUDED)) & found["count_low"].notna()]
    if found.empty:
        return None
    latest = page.latest_year("outcome")
    latest = latest[latest["category"].isin([CHARGED, *INCLUDED])]
    return latest.iloc[0] if len(latest) else found.iloc[0]


def outcomes(page: Profile) -> Text:
    """What the police did, with the share of charges and its denominator."""
    say, found = page.ledger.say, page.latest_year("outcome")
    if page.rows("outcome").empty:
        return _text(say("Not known: no outcome is printed or disclosed for {name}.", names={"name": page.name}))
    charged = _charges(page)
    sentences = []
    if len(found) > 1:
        year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
        sentences.append(
            say(
                "The {many} printed for {year} add up to {sum}.",
                names={"year": year}, sum=make("sum", *found["figures"]),
                many=make("tally", [ids.split()[0] for ids in found["figures"]], noun="outcome"),
            )
        )  # fmt: skip
    if charged is not None:
        sentences += _charge_share(page, charged, found)
    else:
        sentences.append(say("How many cases led to a charge is not printed."))
    sentences.append(
        say("Cases still open when the force answered have no outcome yet, so a share of charges can still rise.")
    )
    return _text(*sentences)


def _charge_share(page: Profile, charged: pd.Series, found: pd.DataFrame) -> list[Sentence]:
    say, yearly = page.ledger.say, page.yearly()
    whole = yearly[
        (yearly["period_start"] == charged["period_start"]) & (yearly["period_end"] == charged["period_end"])
    ]
    printed, parts, names = _print_charges(charged)
    ids = charged["figures"].split()
    if len(whole):
        base, of = [whole["figures"].iloc[0]], "offences recorded in {year}"
        names["year"] = whole["year"].iloc[0]
        size = whole["count_low"].iloc[0] if whole["count_low"].iloc[0] == whole["count_high"].iloc[0] else 0
    elif len(found) > 1 and charged["period_start"] == found["period_start"].iloc[0]:
        base, of, size = list(found["figures"]), "printed outcomes", found["count_low"].sum()
        size = size if (found["count_low"] == found["count_high"]).fillna(False).all() else 0
    else:
        base, size = [], 0
    if not base or not size or charged["count_low"] != charged["count_high"]:
        return [
            say(
                f"{printed}; of how many offences is not published, so no share is given.",
                names=names,
                rests_on=ids,
                **parts,
            )
        ]
    number = int(charged["count_low"])
    whole_sum = make("sum", *base)
    if number == 0:
        if size < metrics.SMALLEST_BASE:
            return [say(f"{printed}, of {{base}} {of}.", names=names, rests_on=ids, base=whole_sum, **parts)]
        return [
            say(f"{printed}, of {{base}} {of}.", names=names, rests_on=ids, base=whole_sum, **parts),
            say(
                "That is not a share of none: cases may still be open, and the 95% interval of {n} in {base} reaches {high}.",
                n=count(ids), base=whole_sum, high=make("share_high", ids, *base, decimals=1),
            ),
        ]  # fmt: skip
    text = f"{{n}} of {{base}} {of}"
    quantities = {"n": count(ids, noun="charge"), "base": whole_sum}
    if size < metrics.SMALLEST_BASE:
        return [say(f"{text}.", names=names, **quantities)]
    decimals = count_decimals(number / int(size) * 100)
    shares = {end: make(f"share_{end}", ids, *base, decimals=decimals) for end in ("low", "high")}
    sentences = [
        say(
            f"{text} {'is' if number == 1 else 'are'} {{share}} (95% interval {{low}} to {{high}}).",
            names=names, share=make("share", ids, *base), **quantities, **shares,
        )
    ]  # fmt: skip
    if not len(whole):
        year = name_period(charged["period_start"], charged["period_end"])
        sentences.append(
            say(
                "The denominator is the outcomes that are printed, not all offences of {year}, whose number is not published.",
                names={"year": year},
            )
        )
    return sentences


def comparison(page: Profile) -> Text:
    """How linked offences compare with all recorded crime of the force."""
    say, found = page.ledger.say, page.compared
    if found.empty:
        scale = _say_scale(page)
        if not scale:
            return _text(say("No Home Office figures are held for this force: it is outside England and Wales."))
        reason = (
            "the printed figure has no period"
            if page.state == profile.VAGUE
            else "no count of linked offences is known"
        )
        return _text(say("Nothing can be compared, because {reason}.", names={"reason": reason}), *scale)
    if not "".join(found["behind_official"]):
        return _text(
            say(
                "Home Office figures are of years from April to March. The years here are others, so none is set beside them."
            )
        )
    one = {row.unit if row.unit != "share" else row.comparison[:14]: row for row in found.itertuples()}
    sentences = []
    if "Linked offence" in one and "all a day" in one:
        row = one["Linked offence"]
        official = [[ident] for ident in row.behind_official.split()]
        lead = "{condition}, {n}" if row.condition else "{n}"
        sentences.append(
            say(
                f"{lead} offences linked to TikTok are {{share}} of the {{official}} that {{name}} recorded without fraud in "
                "{period}: {daily} a day beside {all} of all kinds.",
                names={"name": page.name, "period": row.period} | ({"condition": row.condition} if row.condition else {}),
                n=count(row.behind), official=make("sum", *official), share=make("share", row.behind, *official),
                daily=make("rate", row.behind, per=one["a day"].official),
                all=make("rate", *official, per=_official_days(row), official=True),
            )
        )  # fmt: skip
    if "Linked malicio" in one:
        row = one["Linked malicio"]
        official = [[ident] for ident in row.behind_official.split()]
        sentences.append(
            say(
                "The {n} linked malicious communications of {period} are {share} of the {official} that the force recorded "
                "under code 8R.",
                names={"period": row.period}, n=count(row.behind), share=make("share", row.behind, *official),
                official=make("sum", *official),
            )
        )  # fmt: skip
    if not len(found[found["unit"] == "per 100,000"]):
        sentences.append(say("No rate per head is given: residents are no measure for this force."))
    return _text(*sentences)


def _official_days(row) -> int:
    start, end = row.period[:4], row.period[-2:]
    return count_days(f"{start}-04-01", f"20{end}-03-31")


def _under_its_name(page: Profile, said: dict) -> Sentence:
    """A number that a newspaper prints under the page's name in a story about another force."""
    return page.ledger.say(
        "A newspaper prints {n} as recorded by {name}, in a story about {misprinted}; it is not counted here.",
        names={"name": page.name, "misprinted": forces.name_force(said["force"])},
        n=count(said["id"]),
    )


def claims(page: Profile) -> Text:
    """How many of the newspapers' statements hold."""
    say = page.ledger.say
    if page.verdicts.empty:
        none = say("No newspaper story with figures of {name} is held here.", names={"name": page.name})
        return _text(none, *map(partial(_under_its_name, page), page.figures.to_dict("records")))
    return _text(
        tally_verdicts(page.ledger, page.verdicts),
        say('"Cannot be checked" means that nothing held here speaks to it; it does not mean that it is wrong.'),
    )


def tally_verdicts(ledger: Ledger, verdicts: pd.DataFrame) -> Sentence:
    """How many of some statements hold, hold on one reading, are contradicted, cannot be checked."""
    parts, quantities = [], {"all": make("tally", verdicts["figure"], noun="printed statement")}
    for i, (verdict, word, words) in enumerate((
        ("holds", "holds", "hold"),
        ("holds on one reading", "holds only on one reading", "hold only on one reading"),
        ("contradicted", "is contradicted", "are contradicted"),
        ("cannot be checked", "cannot be checked", "cannot be checked"),
    )):  # fmt: skip
        found = verdicts.loc[verdicts["verdict"] == verdict, "figure"]
        if len(found):
            quantities[f"n{i}"] = make("tally", found)
            parts.append(f"{{n{i}}} {word if len(found) == 1 else words}")
    return ledger.say(f"Of {{all}}, {join_words(parts)}.", **quantities)
