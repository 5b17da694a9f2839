"""Turns what is known of all forces into sentences: the tables of a notebook in, words out."""

import pandas as pd

from linked_offences import forces
from linked_offences.forces import NATION
from linked_offences.numerals import join_words, write_number
from linked_offences.study import read_study
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.prose import say_around, tally_verdicts
from linked_offences.telling.sentences import Quoted, Sentence, Text, count, make, tally
from linked_offences.years import name_period, write_day


def open_coverage(requests: pd.DataFrame) -> Text:
    """Heading of the page on who answered what, and what it shows."""
    study = read_study()
    asked = requests[requests["request"] == study.request.folder].iloc[0]
    first, last = map(write_day, asked[["period_start", "period_end"]])
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


def open_claims(figures: pd.DataFrame, sources: pd.DataFrame) -> Text:
    """Heading of the page on what newspapers printed, and what it shows."""
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
    book = find_ledger()
    return book.tell(book.say(heading, names=named), book.say(about, names=names), between="\n\n", before="# ")


def methods() -> Text:
    """Why forces search texts, and each in its own way."""
    text = (
        'No field "{platform}" exists in police records, so forces search texts for the word, each in its own way.'
    )
    return find_ledger().tell(text)


def deadlines(requests: pd.DataFrame) -> Text:
    """How many forces answered this request within the time of the Act, as far as days are on file.

    Parameters
    ----------
    requests : DataFrame
        As `listings.deadlines` takes them.
    """
    book, dated = find_ledger(), requests[requests["due_on"] != ""]
    if dated.empty:
        return book.tell("On which day a force received this request is on file for none of them, so nobody can say here "
                        "which answered within the 20 working days of the Act.")  # fmt: skip
    held = tally(dated["force"], noun="force")
    sentences = [book.say("For {held} the day on which the request was received is on file.", held=held)]
    judged = dated[dated["days_late"].notna()]
    for found, text in (
        (judged[judged["days_late"] == 0], "{many} answered within the 20 working days of the Act."),
        (judged[judged["days_late"] > 0], "{many} answered later."),
        (dated[dated["days_late"].isna()], "Of {many} no day of an answer is on file."),
    ):
        if len(found):
            sentences.append(book.say(text, many=tally(found["force"], noun="force")))
    return book.tell(*sentences)


def comparable(figured: pd.DataFrame, alike: pd.DataFrame) -> Text:
    """Of how many pairs of forces the same search and the same years are known.

    Parameters
    ----------
    figured : DataFrame
        Rows of `profile.list_known` with a figure.
    alike : DataFrame
        As `beside.list_alike` gives it.
    """
    book = find_ledger()
    if figured.empty:
        return book.tell("No figure of any force is known.")
    unknown = figured.loc[figured["searched"] == "", "force"]
    have = "has" if len(figured) == 1 else "have"
    sentences = [book.say(f"{{many}} {have} a figure.", many=tally(figured["force"], noun="force"))]
    if len(unknown):
        sentences.append(book.say("How {unknown} of them searched is not known.", unknown=tally(unknown)))
    if len(alike):
        named = join_words(f"{one.name} and {one.name_other}" for one in alike.itertuples())
        text = "The same search and the same years are known of {named}; of no other pair."
        return book.tell(*sentences, book.say(text, names={"named": named}))
    text = "Of no two forces are the same search and the same years known, so no force is ranked against another."
    return book.tell(*sentences, text)


def findings(printed: pd.DataFrame, figured: pd.DataFrame, alike: pd.DataFrame) -> Text:
    """What the page of all forces comes to: the national totals in print, and why forces are not ranked."""
    return find_ledger().tell(listed=(*disagreement(printed).sentences, *comparable(figured, alike).sentences))


def charted() -> Text:
    """What the chart counts, and in which order the forces stand."""
    text = (
        "Recorded offences linked to {platform} in {year}, for each force with a figure; the forces stand by name."
    )
    book = find_ledger()
    return book.tell(book.say(text, names={"year": read_study().years[-1]}))


def disagreement(printed: pd.DataFrame) -> Text:
    """Which papers print which national total.

    Parameters
    ----------
    printed : DataFrame
        One row per total that is printed, smallest first: ``total``, ``papers`` (a list) and ``figures`` (ids).
    """
    book = find_ledger()
    if printed.empty:
        return book.tell("No national total of the request is in print here.")
    names, parts, template = {}, {}, []
    for i, one in enumerate(printed.itertuples()):
        ids = one.figures.split()
        names |= {f"v{i}": write_number(one.total), f"p{i}": Quoted(join_words(one.papers))}
        parts[f"n{i}"] = tally(ids, noun="paper")
        template.append(f'{{n{i}}} {"prints" if len(ids) == 1 else "print"} "more than {{v{i}}}" ({{p{i}}})')
    sentences = [book.say(f"Of one and the same release, {' and '.join(template)}.", names=names, **parts)]
    values = printed["total"].tolist()
    if len(values) == 2 and values[1] == 10 * values[0]:
        sentences.append("One is ten times the other.")
    elif len(values) > 1:
        sentences.append("They cannot all be what the release said.")
    return book.tell(*sentences)


def add_up(
    sure: pd.DataFrame, doubtful: pd.DataFrame, yearly: pd.DataFrame, others: pd.DataFrame, asks: pd.DataFrame
) -> Text:
    """What the known forces add up to, and what a national total would ask of the others.

    Parameters
    ----------
    sure, doubtful : DataFrame
        Rows of `metrics.add_years`: those that hold without a condition, and the others.
    yearly : DataFrame
        Exact counts of each year asked about, of the forces that have one for each.
    others : DataFrame
        Forces that were asked and of which no such total is known.
    asks : DataFrame
        One row per total that is printed, smallest first: ``total``, ``figures`` (ids), ``average`` that it asks of each
        of the others.
    """
    book, study = find_ledger(), read_study()
    if sure.empty:
        text = "No total of the {span} is known without a condition of any force, so nothing is added up."
        return book.tell(book.say(text, names={"span": study.span}))
    parts = [ids.split(" ; ") for ids in sure["figures"]]
    everything = [ids for groups in parts for ids in groups]
    named = {f"f{i}": forces.name_force(slug, short=True) for i, slug in enumerate(sure["force"])}
    template = join_words(f"{{f{i}}} {{n{i}}}" for i in range(len(sure)))
    sentences = [
        book.say(
            f"The {{totals}} of {{many}} are known without a condition: {template}.",
            names=named | {"totals": study.total.replace("total", "totals")}, many=tally(sure["force"], noun="force"),
            **{f"n{i}": make("sum", *ids) for i, ids in enumerate(parts)},
        ),
        book.say("They add up to {sum}, from searches that differ or are not known.", sum=make("sum", *everything)),
        *_say_all_years(yearly),
    ]  # fmt: skip
    if len(doubtful):
        names = join_words(forces.name_force(slug, short=True) for slug in doubtful["force"])
        text = "{names} are left out, because their printed totals are open to doubt."
        sentences.append(book.say(text, names={"names": names}))
    place = sure["total"].astype(int).to_numpy().argmax()
    most = sure.iloc[place]
    for one in asks.itertuples():
        wanted = {"forces": len(others), "total": int(one.total)}
        sentences.append(
            book.say(
                '"More than {total}" would ask some {average} on average of each of the other {rest} forces, {times} times the '
                "largest of these totals, {name}'s {most}.",
                names={"name": forces.name_force(most["force"], short=True), "total": write_number(one.total)},
                rests_on=one.figures.split(), most=make("sum", *parts[place]), rest=tally(others["force"]),
                average=make("average", *everything, **wanted), mode=make("largest", *everything),
                times=make("times_largest", *everything, **wanted, largest=int(most["total"])),
            )
        )  # fmt: skip
    return book.tell(*sentences, "That proves neither figure: the forces that are not known may be larger.")


def _say_all_years(yearly: pd.DataFrame) -> list[Sentence]:
    """What forces with an exact count for each year asked about add up to, year by year; none for fewer than two."""
    years, counted = list(dict.fromkeys(yearly["year"])), list(dict.fromkeys(yearly["force"]))
    if len(counted) < 2 or len(years) < 2:
        return []
    by_year = [yearly.loc[yearly["year"] == year, "figures"].tolist() for year in years]
    template = join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(years)))
    text = f"{{many}} of them have a count for each year; these add up to {template}. From the first year to the last they {{moved}}."
    names = {f"y{i}": year for i, year in enumerate(years)}
    sums = {f"n{i}": make("sum", *ids) for i, ids in enumerate(by_year)}
    return [
        find_ledger().say(
            text, names=names, many=tally(counted), moved=make("moved", *by_year[0], *by_year[-1]), **sums
        )
    ]


def recording_change(around: pd.DataFrame) -> Text:
    """How the study's classes moved in England and Wales when their recording changed, and why they matter.

    Parameters
    ----------
    around : DataFrame
        As `beside.list_around` gives it.
    """
    book, study = find_ledger(), read_study()
    if not study.classes:
        return book.tell("No class of offence whose recording changed is set beside the counts.")
    meets = (book.say("{meets}", names={"meets": one.meets}) for one in study.classes)
    return book.tell(*meets, *say_around(book, around[around["force"] == NATION]))


def limits() -> Text:
    """What a national figure cannot be."""
    return find_ledger().tell(listed=(
        "A sum of forces whose searches differ: a word in a summary, in the MO comments or in a full log are three different "
        "counts.",
        "A sum over all forces while most answers are not known: who answers depends on how much there is to count.",
        "A measure of what {platform} caused: a search finds the word, not a cause.",
    ))  # fmt: skip


def claims(verdicts: pd.DataFrame, contradictions: pd.DataFrame) -> Text:
    """How many of all printed statements hold, and how many sets of them cannot stand together."""
    book = find_ledger()
    if verdicts.empty:
        return book.tell("No newspaper story is held here.")
    return book.tell(
        tally_verdicts(book, verdicts),
        book.say(
            "{many} of them cannot stand together as they first read; what follows says which, and how they would have to "
            "be read.",
            many=tally(contradictions["figures"], noun="set"),
        ),
        "A verdict is about what is printed and not about who printed it: most stories rewrite one release, which is "
        "not held here, so an error may be the release's own.",
    )


def likelier(sure: pd.DataFrame, others: pd.DataFrame, asks: pd.DataFrame, survey: pd.DataFrame) -> Text:
    """Which national total of the release is the likelier, by what it would ask of the forces that are not known.

    Parameters
    ----------
    sure, others, asks : DataFrame
        As `add_up` takes them.
    survey : DataFrame
        Exact counts that are printed for England and Wales, oldest first.
    """
    book = find_ledger()
    if len(asks) < 2 or sure.empty or not (asks["average"] > 0).any():
        return book.tell(
            "No two national totals and no total of a force are in print that could be held against each other."
        )
    everything = [ids for one in sure["figures"] for ids in one.split(" ; ")]
    # How many times larger, or smaller, the others would have to be than those that are known.
    apart = (asks["average"] / sure["total"].mean()).where(asks["average"] > 0)
    likely = asks.loc[apart.where(apart > 1, 1 / apart).idxmin()]
    sentences = [
        book.say(
            'Of the national totals, "more than {total}" is the likelier: it would ask some {average} on average of each force '
            "that is not known, where the known ones have {mean}.",
            names={"total": write_number(likely["total"])}, rests_on=likely["figures"].split(),
            average=make("average", *everything, forces=len(others), total=int(likely["total"])),
            mean=make("mean", *everything, forces=len(sure)),
        ),
        book.say("That is likelihood and not proof, and the release itself would settle it."),
    ]  # fmt: skip
    for last in survey.tail(1).itertuples():
        text = "A national newspaper's survey of forces counted {n} in {year}, by the stories that rewrite it."
        year = name_period(last.period_start, last.period_end)
        sentences.append(book.say(text, names={"year": year}, n=count(last.figures)))
    return book.tell(*sentences)
