"""Turns what is known of a force into what its readers can do with it: cautions, a block to copy, questions, letters."""

from datetime import date, timedelta
from itertools import product

import pandas as pd

from linked_offences import profile
from linked_offences.counts import PARTS_DISAGREE
from linked_offences.metrics import YEAR, find_series, list_totals, list_years, list_years_between
from linked_offences.numerals import join_words
from linked_offences.profile import Profile, find_state
from linked_offences.records.acts import find_act
from linked_offences.study import read_study
from linked_offences.telling import prose
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import Chapter, Marked, Quoted, Sentence, Text, count, make
from linked_offences.telling.tables import write_statement
from linked_offences.telling.timeline import timeline
from linked_offences.years import OFFICIAL, financial_year, name_period, split_years, write_day, write_day_of_year

QUOTE, PARAGRAPH = "> ", "\n>\n> "


def for_reporters(page: Profile) -> Chapter:
    """A block to copy, the headlines that the figures carry, and questions to ask the force."""
    return Chapter((
        ("", copy_block(page)),
        ("Which headlines are safe to print?", headlines(page)),
        ("Questions to ask the force", questions(page)),
    ))  # fmt: skip


def for_campaigners(page: Profile) -> Chapter:
    """What was refused or is missing, what to ask next, and a letter that asks it."""
    return Chapter((
        ("", next_steps(page)), ("What happened when?", timeline(page.force, page.requests)), ("A letter to send", letter(page)),
    ))  # fmt: skip


_SEARCHED = "Did anybody read the records that the search found, and in how many did the app matter?"


def before_use(page: Profile) -> Text:
    """What a reader must know before using a figure of the page: source, search, years, and what is missing."""
    return find_ledger(page.force).tell(listed=[*_method(page), *_missing(page)])


def _method(page: Profile) -> list[Sentence]:
    """Where the figures come from, how the force searched and where its years begin."""
    # Where nobody tells the whole of it, the few words by which forces are compared.
    methods = set(page.behind["method"].where(page.behind["method"] != "", page.behind["searched"]))
    book = find_ledger(page.force)
    say = book.say
    if not len(page.counts):
        return []
    if (page.behind["status"] == "answered").any():
        rows = page.figures.loc[page.figures["source_kind"] == "disclosure", "count_low"]
        without = "; of some rows the number is not" * bool(rows.isna().any())
        text, papers = f"**Source:** The force's own answer is held here{without}.", {}
        if printed := _list_printed(page):
            told, papers = book.tell_papers(printed)
            text += (
                f" {told} other figures, from a release that is not; whether it was copied correctly is not known."
            )
        source = say(text, names=papers)
    else:
        told, papers = book.tell_papers(_list_printed(page))
        source = say(
            f"**Source:** {told} the figures, from a release. Whether it was copied correctly is not known: neither the "
            "release nor the force's own answer is held here.",
            names=papers,
        )
    if len(methods) > 1:
        search = say(
            "**Search:** the answers behind the figures were searched for in different ways, or of one it is not known."
        )
    elif "" in methods:
        search = say("**Search:** not known: which field was searched, and for which words.")
    else:
        search = say("**Search:** {method}", names={"method": Quoted(*methods)})
    return [source, search, _say_years(page), say(f"**What a hit means:** {prose.CAVEAT}")]


def _list_printed(page: Profile) -> list[str]:
    """Ids of the figures of newspapers that the counts of the page rest on."""
    ids = {one for group in page.counts["figures"] for one in group.split()}
    return page.figures.loc[page.figures["id"].isin(ids) & (page.figures["source_kind"] == "press"), "id"].tolist()


def _count_years(page: Profile) -> int:
    """How many single years with a total stand in one line with the newest."""
    totals = list_totals(page.counts)
    return len(find_series(totals[totals["covers"] == YEAR]))


def _say_years(page: Profile) -> Sentence:
    """On which day the force's years begin, or how they are read where nobody says it."""
    say, (basis, *others) = find_ledger(page.force).say, page.behind["period_basis"].unique()
    if basis and not others:
        return say("**Years:** {basis}.", names={"basis": basis})
    dated = page.counts[page.counts["period_start"] != ""]
    if dated.empty:
        return say("**Years:** not known: no period is printed with the figures.")
    begin, *more = sorted({start[5:] for start in dated["period_start"]})
    if begin == "01-01" and not more:
        return say("**Years:** the counts are of calendar years.")
    if more or begin not in (OFFICIAL, _find_begin()):
        return say("**Years:** the counts are of the periods that are printed, each with its days in the tables.")
    used = (
        "those of the request, from {day}, are used"
        if begin == _find_begin()
        else "they are read as years from {day}"
    )
    names = {"day": write_day_of_year(begin)}
    if days := _list_begins():
        names["days"] = " or on ".join(days)
        return say(f"**Years:** whether they begin on {{days}} is not known; {used}.", names=names)
    return say(f"**Years:** on which day they begin is not known; {used}.", names=names)


def _find_begin() -> str:
    """Month and day on which the years asked about begin."""
    return read_study().period[0][5:]


def _list_begins() -> list[str]:
    """The days on which a year like 2023/24 may begin; empty where those asked about are no such years, or official ones."""
    begin = _find_begin()
    return [write_day_of_year(OFFICIAL), write_day_of_year(begin)] if begin not in (OFFICIAL, "01-01") else []


def _missing(page: Profile) -> list[Sentence | str]:
    say, status, missing = find_ledger(page.force).say, page.asked["status"], []
    if status == "no_answer_known":
        text = f"**Not known:** whether the force answered the {prose.asked_of(page.asked)}, refused it or never replied."
        missing.append(say(text, names=prose.name_asked(page.asked)))
    if status == "unreadable":
        missing.append("**Not shown:** what the force answered, because a file of its answer cannot be read here.")
    unknown = {
        "no_answer_known": "An unknown number is not zero.",
        "withdrawn": "What the withdrawn answer printed does not count.",
        "refused": "A refusal is not zero, and it says nothing of their number.",
    }
    if status in unknown and not len(page.counts):  # which another answer may give
        missing.append(f"**Not known:** how many offences there were. {unknown[status]}")
    if len(page.counts):
        absent = {
            profile.ONE_YEAR: "the years before and after, and so whether offences rose",
            profile.PARTS_OF_YEARS: "other years, and so whether offences rose",
            profile.TYPES_ONLY: "a total of any year; the offence types need not be all",
        }
        if _count_years(page) < 2:
            none = "how many offences there were in any single year, and so whether they rose"
            missing.append(f"**Missing:** {absent.get(find_state(page.requests, page.counts), none)}.")
        years = list_years(list_totals(page.counts))
        if (blank := years.loc[years["count_low"].isna(), "year"]).any():
            found = "**Missing:** the total of {years}, which the answer leaves without a number."
            missing.append(say(found, names={"years": join_words(blank)}))
        if between := list_years_between(list_totals(page.counts)):
            found = "**Missing:** the total of {years}, in between."
            missing.append(say(found, names={"years": join_words(between)}))
        if "offence" not in set(page.counts["measure"]):
            missing.append("**Missing:** which offences they were.")
        if "outcome" not in set(page.counts["measure"]):
            found, section = "**Missing:** what the police did.", {}
            if parts := [one for one in page.behind["section"] if one]:
                under, section = prose.name_section(parts[0])
                found += f" The answer that is held here refuses parts{under}, and says which."
            elif status in ("answered", "reported"):
                found = "**Missing:** what the police did: the answer to that question is not held here."
            missing.append(say(found, names=section))
        own = page.figures[(page.figures["source_kind"] == "disclosure") & page.figures["count_low"].notna()]
        if (own["count_low"] != own["count_high"]).fillna(True).any():
            missing.append(
                "**Hidden:** the force hides small counts; they are shown as the range that they stand for."
            )
    missing.append(
        "**No ranking:** forces searched different fields in different ways. The [national page](national.html) shows them "
        "side by side and ranks none."
    )
    return [*missing, *_caveats(page)]


def _caveats(page: Profile) -> list[Sentence]:
    """What is to be known of the answers behind the counts, each named where there are several."""
    if not len(page.counts):
        return []
    say, several = find_ledger(page.force).say, len(page.behind) > 1
    return [
        say("Of the answer {reference}: {caveat}", names={"reference": one.reference, "caveat": Quoted(text)})
        if several and one.reference
        else say("{caveat}", names={"caveat": Quoted(text)})
        for one in page.behind.itertuples()
        for text in one.caveats.split(" | ")
        if text
    ]


def copy_block(page: Profile) -> Text:
    """A block that a reporter can copy as it stands, with its caveat and its source."""
    book = find_ledger(page.force)
    say, headline = book.say, prose.headline(page.force, page.requests, page.counts)
    summary = prose.summary(
        page.force,
        page.requests,
        page.former_answers,
        page.counts,
        page.readings,
        page.verdicts,
        page.recorded_crime,
    )
    told = [one for one in (*summary.listed, *summary.sentences) if "](#" not in one.template]
    if len(page.counts):
        told.insert(0, say(f"{headline.template}.", names=headline.names, **headline.quantities))
    names, source = {"title": read_study().title}, "requests on file"
    figures = [one["id"] for sentence in told for one in sentence.figures]
    # The papers of these sentences, and not of other stories on the page.
    named = set(figures) & set(_list_printed(page))
    if (page.behind["status"] == "answered").any():
        source = "{name}'s answer to a freedom-of-information request"
        if named:
            names["papers"], source = book.name_papers(sorted(named)), f"{source}, and {{papers}}"
    elif len(page.counts) and (page.counts["basis"] != "disclosure").all():
        printed = page.figures.loc[page.figures["id"].isin(named), "source"]
        days = page.sources.loc[page.sources["source"].isin(printed), "published"]
        names["papers"], source = book.name_papers(sorted(named)), "{papers}"
        if days.ne("").all():
            names["years"], source = join_words(sorted({day[:4] for day in days})), "{papers}, {years}"
        source += "; neither the release nor the force's own answer is held here"
    listed = "each figure and the cell that it stands in are listed" if len(page.counts) else "they are listed"
    text = f'Source: {source}; {listed} on the page of {{name}} in "{{title}}".'
    return book.tell(*told, say(text, names=names), before=QUOTE)


def headlines(page: Profile) -> Text:
    """Which headlines the figures carry, and which they do not."""
    say = find_ledger(page.force).say
    headline = prose.headline(page.force, page.requests, page.counts)
    ids = [one["id"] for one in headline.figures]
    doubted = page.counts.loc[page.counts["flag"].str.contains(PARTS_DISAGREE), "figures"]
    safe = "Safe only with all its words" if set(ids) & set(" ".join(doubted).split()) else "Safe"
    listed = [
        say(f'**{safe}:** "{headline.template}".', names=headline.names, rests_on=ids, **headline.quantities)
    ]
    if _count_years(page) > 1:
        listed.append("**Safe:** a change, only with both counts and both years beside it.")
    elif len(page.counts):
        listed.append(
            "**Not safe:** a rise or a fall; no two yearly totals are known here that could be compared."
        )
    if len(page.counts):
        listed.append(
            "**Not safe:** that {platform} caused, drove or fuelled an offence, nor a rank among forces."
        )
    else:
        hidden = "that there were few offences or none, or that the force has something to hide"
        listed.append(f"**Not safe:** {hidden}: what is not known is not known.")
    listed += [
        say(
            f'**Not safe:** what {by}{", unless {reading}" * bool(one.reading)}: "{{said}}".',
            names={"said": _statement(page, one.figure)} | ({"reading": one.reading} if one.reading else {}), rests_on=[one.figure],
        )
        for verdict, by in (("contradicted", "is printed and contradicted by other figures"), ("disputed", "others print otherwise"))
        for one in page.verdicts[page.verdicts["verdict"] == verdict].itertuples()
    ]  # fmt: skip
    return find_ledger(page.force).tell(listed=listed)


def _statement(page: Profile, ident: str) -> str:
    return Quoted(write_statement(find_ledger(page.force).figures.loc[ident], page.force))


def questions(page: Profile) -> Text:
    """What to ask the force, from what its figures leave open."""
    book, asked, status = find_ledger(page.force), page.asked, page.asked["status"]
    say, study, figures, found = book.say, read_study(), book.figures, []
    if status == "reported":
        days = _list_begins()
        begin = f"do your years begin on {' or '.join(days)}" if days else "on which day do your years begin"
        found += [
            say(
                "Please send the answer that you gave to the request of {year}, with its tables: does it say what was printed?",
                names={"year": str(study.request.year)},
            ),
            say(
                "Which fields did you search, for which words and spellings, and {years}?", names={"years": begin}
            ),
        ]
    elif status == "no_answer_known":
        found += [
            say(
                f"Did you receive the {prose.asked_of(asked)} for {{asked}}, and what did you answer?",
                names=prose.name_asked(asked) | {"asked": Quoted(asked["asked"])},
            ),
            _SEARCHED
            if len(_list_own(page))
            else "Can a search of crime records find the name of an app, and in which fields?",
        ]
    elif status == "refused":
        found += [
            "How was the cost of an answer worked out: how many records, and how long for each?",
            "Which part of the request could be answered within the limit?",
        ] if _is_for_cost(asked["section"]) else [
            "Which part of the request does the exemption cover, and can the rest be answered?",
            "If the exemption is weighed against the public interest: how was it weighed?",
        ]  # fmt: skip
    elif status == "withdrawn":
        found.append("What was wrong with the answer that was withdrawn, and what takes its place?")
    elif status == "unreadable":
        found.append("None before the file of its answer is mended.")
    elif status == "answered":
        found.append(_SEARCHED)
    if len(page.counts):
        state = find_state(page.requests, page.counts)
        found += [
            say(
                'From which year to which is the change of "{said}" measured that is printed, and what are the two counts? It '
                "cannot be worked out again here.",
                names={"said": f"{one.as_printed}%"}, rests_on=[one.id],
            )
            for one in prose.list_changes_without_base(book, list_totals(page.counts)).itertuples()
        ]  # fmt: skip
        if state == profile.ONE_YEAR:
            found.append("How many offences did you record in the years before and after?")
        elif state == profile.TYPES_ONLY:
            found.append(
                "How many offences were there in each year in all, with those of types that are not named?"
            )
        elif _count_years(page) < 2:
            each = "each of " * (len(study.years) > 1)
            found.append(
                say(f"How many offences did you record in {each}the {{span}}?", names={"span": study.span})
            )
        if "outcome" in set(page.counts["measure"]):
            found.append("How many of the cases were still open when you answered, and what became of them since?")
        else:
            found.append("What police action was taken on these offences, and how many cases are still open?")
        changed = "Was the way in which you record {class} changed in {changed}, and does that move these counts?"
        found += [say(changed, names={"class": one.name, "changed": one.changed}) for one in study.classes]
    told = set(" ".join(page.contradictions["figures"]).split())
    found += [
        say(
            "Your answer prints {whole} for {period}, and parts that add up to {sum}: which holds, or what is missing?",
            names={"period": name_period(*figures.loc[one.figure, ["period_start", "period_end"]])},
            whole=count(one.figure), sum=make("sum", *one.parts.split()),
        )
        for one in page.checks.itertuples()
        if one.result == "disagrees" and one.figure.startswith("disclosures/") and one.figure not in told
    ]  # fmt: skip
    found += _ask_of_other_answers(page)
    for one in page.contradictions.itertuples():
        own = [ident for ident in one.figures.split() if figures.loc[ident, "force"] == page.force]
        if rises := [said for ident in own if (said := _find_rise(page, ident, own))]:
            found += rises
            continue
        members = list(dict.fromkeys(_statement(page, ident) for ident in own))
        said = join_words(f'"{{m{i}}}"' for i in range(len(members)))
        names = {f"m{i}": member for i, member in enumerate(members)}
        text = f"Is {said} your figure? Beside what is printed of another force it cannot be taken as proved."
        if len(members) > 1:
            # Where a reading of the words lets all of them hold, nobody is told that they cannot.
            text = f"How are these to be read together: {said}?"
            if not one.unless:
                text = f"These cannot be right together: {said}. Which of them holds?"
        found.append(say(text, names=names, rests_on=own))
    misprinted = page.figures[(page.figures["force_as_printed"] != "") & (page.figures["force"] == page.force)]
    for one in misprinted.itertuples():
        text = 'Is "{said}" your figure? It is printed as recorded by {misprinted}.'
        names = {"said": _statement(page, one.id), "misprinted": one.force_as_printed}
        found.append(say(text, names=names, rests_on=[one.id]))
    return book.tell(listed=found)


def _ask_of_other_answers(page: Profile) -> list[Sentence]:
    """Why the force's own count of its newest year is another than newspapers print, of a year that begins some days apart."""
    book, own = find_ledger(page.force), _list_own(page).tail(1)
    totals = list_totals(page.counts)
    printed = totals[(totals["covers"] == YEAR) & (totals["basis"] == "press")]
    text = (
        "You counted {own} in the year from {day}, and {papers}, as your answer to another request, {n} in that from {other}: "
        "what did you search otherwise?"
    )
    found = []
    for mine, other in product(own.itertuples(), printed.itertuples()):
        year, same = (financial_year(one.period_start, one.period_end) for one in (mine, other))
        if year and year == same and (mine.count_low, mine.count_high) != (other.count_low, other.count_high):
            told, names = book.tell_papers(other.figures)
            names |= {"day": write_day(mine.period_start), "other": write_day(other.period_start)}
            counts = {"own": count(mine.figures), "n": count(other.figures)}
            found.append(book.say(text.replace("{papers}", told), names=names, **counts))
    return found


def _find_rise(page: Profile, ident: str, members: list[str]) -> Sentence | None:
    """What to ask of a total that is printed as what a change beside it comes to; None where a figure is no such total."""
    book = find_ledger(page.force)
    one = book.figures.loc[ident]
    if one["joined_to"] not in members or one["measure"] not in ("total", "check_total"):
        return None
    change = book.figures.loc[one["joined_to"], "as_printed"]
    period = name_period(one["period_start"], one["period_end"])
    text = (
        'It is printed that a rise of "{change}%" equates to {n}: is that the total of {period}, the number of offences added, or '
        "neither?"
    )
    return book.say(text, names={"change": change, "period": period}, n=count(ident), rests_on=[one["joined_to"]])


def _is_for_cost(section: str) -> bool:
    """Whether a refusal rests on the limit on the cost of an answer (section 12 of the Act)."""
    return section.partition("(")[0] == "12"


def next_steps(page: Profile) -> Text:
    """What was refused or is missing, and what to do about it under the act of the force."""
    say, status, act = find_ledger(page.force).say, page.asked["status"], find_act(page.force)
    refused = page.requests[page.requests["status"] == "refused"]
    sentences = []
    for one in refused.itertuples():
        under, section = prose.name_section(one.section, ", under which section is not known here")
        about = "" if one.decides_status == "yes" else ", as another request"
        names = section | {"asked": Quoted(one.asked), "reference": Quoted(one.reference or "not known")}
        sentences.append(say(f"Refused{under}{about}: {{asked}} (reference {{reference}}).", names=names))
    parts = page.requests[(page.requests["status"] != "refused") & (page.requests["section"] != "")]
    for one in parts.itertuples():
        under, section = prose.name_section(one.section)
        names = section | {"asked": Quoted(one.asked), "reference": Quoted(one.reference or "not known")}
        text = f"Refused in part{under}: {{asked}} (reference {{reference}}); which part, the answer says."
        sentences.append(say(text, names=names))
    if not sentences and status != "unreadable":
        sentences.append("No refusal of {name} is on file.")
    told = {
        "answered": "Ask next for what is missing here, in the words of the letter below.",
        "withdrawn": "Ask next for what takes the place of the answer that was withdrawn.",
        "unreadable": "Ask nothing yet: an answer is held here, and its file has to be mended first.",
        "reported": "Ask next for the answer itself: what has been sent to one applicant can be sent to all.",
        "refused": "Ask next for less: one year, one field, and no reading of records."
        if _is_for_cost(page.asked["section"])
        else "Ask next for what the exemption does not cover, such as yearly totals alone.",
    }
    if status in told:
        sentences.append(say(told[status]))
    else:
        text = f"Ask next for the answer to the {prose.asked_of(page.asked)}, or ask anew in the words of the letter below."
        sentences.append(say(text, names=prose.name_asked(page.asked)))
    listed = [
        "An authority has 20 working days to answer (section 10).",
        f"Where the cost limit is the reason, it must help to narrow the request (sections 12 and {act.help}).",
        f"Against a refusal ask for an internal review first, then complain to {act.appeal}.",
    ]  # fmt: skip
    return find_ledger(page.force).tell(*sentences, listed=listed)


def letter(page: Profile) -> Text:
    """A letter that asks the force for what is missing, ready to send."""
    say, asked, act, study = find_ledger(page.force).say, page.asked, find_act(page.force), read_study()
    outcome = "the outcome of each offence, with those that have none yet"
    wanted = [
        "how many offences were recorded in which the word {platform} (and spellings of it) is found",
        "the Home Office code of each of them",
        outcome,
    ]
    begin, own = [], page.behind[page.behind["status"] == "answered"]
    if asked["status"] == "reported":
        text = "In {year} you answered a request about offences {linked} in {period}. Please send me that answer as it was sent."
        names = {"year": str(study.request.year), "linked": study.platform.linked}
        begin.append(say(text, names=names | {"period": name_period(asked["period_start"], asked["period_end"])}))
    if len(own):
        begin.append(_tell_answers(page, own, outcome))
    spans = _list_open(page)
    which = "each" if len(spans) == 1 and len(split_years(*spans[0])) > 1 else "the"
    days = {
        f"{end}{i}": write_day(day) for i, span in enumerate(spans) for end, day in zip("ab", span, strict=True)
    }
    when = join_words(f"from {{a{i}}} to {{b{i}}}" for i in range(len(spans)))
    return find_ledger(page.force).tell(
        "To {name}, Freedom of Information",
        *begin,
        say(
            f"Under the {act.name} please tell me, for {which} year{'s' * (len(spans) > 1)} {when}: {join_words(wanted)}.",
            names=days,
        ),
        "Please say with the figures which field or fields were searched, for which words, on which day your year begins, "
        "and whether small counts are hidden, and zeros with them.",
        "A search of one field, such as the MO or the summary, is enough: I do not ask that records be read. If this "
        f"would exceed the cost limit, please tell me which part would not (section {act.help}).",
        between=PARAGRAPH,
        before=QUOTE,
    )


def _tell_answers(page: Profile, own: pd.DataFrame, outcome: str) -> Sentence:
    """Which answers are held, and what of them is missing that was not refused."""
    names = {f"r{i}": Quoted(one) for i, one in enumerate(filter(None, own["reference"]))}
    which = join_words(f"{{{one}}}" for one in names) if names else "to another asker"
    text = f"Your answers {which} are" if len(names) > 1 else f"Your answer {which} is"
    text += " about offences linked to {platform}"
    asked, years = own[["period_start", "period_end"]].iloc[0], _list_own(page)
    period = (*asked,) if len(own) == 1 else ("", "")
    if not period[0] and len(years):
        period = years["period_start"].iloc[0], years["period_end"].iloc[-1]
    if period[0]:
        text, names["period"] = f"{text} in {{period}}", name_period(*period)
    text += "."
    if "outcome" not in set(page.counts["measure"]):
        under, section = prose.name_section(next(filter(None, own["section"]), ""))
        unless = f", unless it is what you refused{under}" * bool(under)
        text, names = f"{text} Please tell me {outcome}, which I have not seen{unless}.", names | section
    return find_ledger(page.force).say(text, names=names)


def _list_own(page: Profile) -> pd.DataFrame:
    """Totals of years that the force itself gave, to whoever asked."""
    totals = list_totals(page.counts)
    return totals[(totals["covers"] == YEAR) & (totals["basis"] == "disclosure")]


def _list_open(page: Profile) -> list[tuple[str, str]]:
    """First and last day of the years that a letter asks for, as the force counts its years: no day stands in two of them.

    Of a force that refused only the last is asked for, and none that it has counted already, be it for another asker.
    """
    years, own = split_years(*read_study().letter), _list_own(page)
    if len(own) and (own["period_start"].str[5:] == own["period_start"].iloc[-1][5:]).all():
        first, last = own[["period_start", "period_end"]].iloc[-1]
        later = int(last[:4]) - int(first[:4])
        years = [(f"{year[:4]}-{first[5:]}", f"{int(year[:4]) + later}-{last[5:]}") for year, _ in years]
    if page.asked["status"] == "refused":
        return years[-1:]
    spans = []
    for start, end in [one for one in years if one[0] not in set(own["period_start"])] or years[-1:]:
        follows = spans and date.fromisoformat(spans[-1][1]) + timedelta(days=1) == date.fromisoformat(start)
        spans[-1:] = [(spans[-1][0], end)] if follows else [*spans[-1:], (start, end)]
    return spans


def rebuild(page: Profile) -> Text:
    """How an analyst makes the page again and gets at its tables."""
    say, force = find_ledger(page.force).say, page.force
    commands = {
        "This page again, from the raw files": f"make report FORCE={force}",
        "The same as a notebook": f"papermill notebooks/02_force.ipynb {force}.ipynb -p force {force}",
        "Its tables in Python": f'from linked_offences import load; load("counts", "{force}")',
    }
    listed = [
        say("{what}: `{command}`", names={"what": one, "command": Marked(line)}) for one, line in commands.items()
    ]
    more = "What each column means: [data](data.html). How figures are read, matched and worked out: [methods](methods.html)."
    return find_ledger(page.force).tell(listed=[*listed, more])
