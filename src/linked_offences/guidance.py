"""Turns what is known of a force into what its readers can do with it: cautions, a block to copy, questions, letters."""

from linked_offences import prose
from linked_offences.numerals import join_words
from linked_offences.profile import Profile
from linked_offences.sentences import Chapter, Sentence, Text
from linked_offences.tables import write_statement
from linked_offences.years import name_period

QUOTE, PARAGRAPH = "> ", "\n>\n> "


def for_reporters(page: Profile) -> Chapter:
    """A block to copy, the headlines that the figures carry, and questions to ask the force."""
    return Chapter((
        ("", copy_block(page)),
        ("Which headlines do the figures carry?", headlines(page)),
        ("Questions to ask the force", questions(page)),
    ))  # fmt: skip


def for_campaigners(page: Profile) -> Chapter:
    """What was refused or is missing, what to ask next, and a letter that asks it."""
    return Chapter((("", next_steps(page)), ("A letter to send", letter(page))))


def before_use(page: Profile) -> Text:
    """What a reader must know before using a figure of the page: source, search, years, and what is missing."""
    return Text((), listed=tuple(filter(None, [*_method(page), *_missing(page)])))


def _method(page: Profile) -> list[Sentence | None]:
    """Where the figures come from, how the force searched and where its years begin."""
    say, asked = page.ledger.say, page.asked
    if not len(page.counts):
        return []
    held = asked["status"] == "answered"
    source = "The force's own answer is held here." if held else (
        "The figures are newspapers', which rewrite one release. Whether they copied it correctly is not known: the "
        "force's own answer is not held here."
    )  # fmt: skip
    search = say("**Search:** {method}", names={"method": asked["method"]}) if asked["method"] else say(
        "**Search:** not known: which field was searched, and for which words."
    )  # fmt: skip
    years = say("**Years:** {basis}.", names={"basis": asked["period_basis"]}) if asked["period_basis"] else say(
        "**Years:** whether they begin on 1 April or on 6 April is not known; those of the request, from 6 April, are used."
    )  # fmt: skip
    return [say(f"**Source:** {source}"), search, years, say(f"**What a hit means:** {prose.CAVEAT}")]


def _missing(page: Profile) -> list[Sentence | None]:
    say, status = page.ledger.say, page.asked["status"]
    missing = {
        "no_answer_known": [
            "**Not known:** whether the force answered, refused or never replied.",
            "**Not known:** how many offences there were. An unknown number is not zero.",
        ],
        "refused": ["**Not known:** how many offences there were. A refusal is not zero, and it says nothing of their number."],
    }.get(status, [])  # fmt: skip
    if len(page.counts):
        if len(page.yearly()) < 2:
            missing.append(
                "**Missing:** how many offences there were in any single year, and so whether they rose."
            )
        if not len(page.rows("offence")):
            missing.append("**Missing:** which offences they were.")
        if not len(page.rows("outcome")):
            missing.append("**Missing:** what the police did: the answer to that question is not held here.")
        hidden = page.counts[(page.counts["count_low"] != page.counts["count_high"]).fillna(False)]
        if len(hidden[hidden["basis"] == "disclosure"]):
            missing.append(
                "**Hidden:** the force hides small counts; they are shown as the range that they stand for."
            )
    missing.append(
        "**No ranking:** forces searched different fields in different ways. The [national page](national.html) shows them "
        "side by side and ranks none."
    )
    return [*map(say, missing), *_caveats(page)]


def _caveats(page: Profile) -> list[Sentence]:
    return [
        page.ledger.say("{caveat}", names={"caveat": text})
        for text in page.asked["caveats"].split(" | ")
        if text and len(page.counts)
    ]


def copy_block(page: Profile) -> Text:
    """A block that a reporter can copy as it stands, with its caveat and its source."""
    say = page.ledger.say
    summary, headline = prose.summary(page), prose.headline(page)
    told = [one for one in (*summary.listed, *summary.sentences) if "](#" not in one.template]
    if len(page.counts):
        told.insert(0, say(f"{headline.template}.", names=headline.names, **headline.quantities))
    source = "{name}'s answer to a freedom-of-information request" if page.asked["status"] == "answered" else (
        "newspapers of 2024, held against each other" if page.by_press else "requests on file"
    )  # fmt: skip
    whence = say(
        f"Source: {source}; every figure with its cell on the page of {{name}} in \"Offences linked to TikTok, force by "
        'force".',
        names={"name": page.name},
    )  # fmt: skip
    return Text((*told, whence), before=QUOTE)


def headlines(page: Profile) -> Text:
    """Which headlines the figures carry, and which they do not."""
    say = page.ledger.say
    headline = prose.headline(page)
    ids = [one["id"] for one in headline.figures]
    listed = [
        say(f'**They carry:** "{headline.template}".', names=headline.names, rests_on=ids, **headline.quantities)
    ]
    yearly = page.yearly()
    if len(yearly) > 1:
        listed.append(say("**They carry** a change only with both counts and both years beside it."))
    elif len(page.counts):
        listed.append(
            say(
                "**They do not carry** a rise or a fall: no two yearly counts are published that could be compared."
            )
        )
    else:
        listed.append(
            say(
                "**They do not carry** that there were few offences or none, or that the force has something to hide: what "
                "is not known is not known."
            )
        )
    if len(page.counts):
        listed.append(
            say("**They do not carry** that TikTok caused, drove or fuelled an offence, nor a rank among forces.")
        )
    wrong = page.verdicts[page.verdicts["verdict"] == "contradicted"]
    listed += [
        say(
            '**They do not carry** what is printed and contradicted by other figures: "{said}".',
            names={"said": _statement(page, one)}, rests_on=[one],
        )
        for one in wrong["figure"]
    ]  # fmt: skip
    return Text((), listed=tuple(listed))


def _statement(page: Profile, ident: str) -> str:
    return write_statement(page.ledger.figures.loc[ident], page.force)


def questions(page: Profile) -> Text:
    """What to ask the force, from what its figures leave open."""
    say, asked, status = page.ledger.say, page.asked, page.asked["status"]
    found = []
    if status == "reported":
        found += [
            say(
                "Please send the answer that you gave to the request of 2024, with its tables: does it say what was printed?"
            ),
            say(
                "Which fields did you search, for which words and spellings, and do your years begin on 1 April or 6 April?"
            ),
        ]
    elif status == "no_answer_known":
        found += [
            say(
                "Did you receive the request of spring 2024 for {asked}, and what did you answer?",
                names={"asked": asked["asked"]},
            ),
            say("Can a search of crime records find the name of an app, and in which fields?"),
        ]
    elif status == "refused":
        found += [
            say("How was the cost of an answer worked out: how many records, and how long for each?"),
            say("Which part of the request could be answered within the limit?"),
        ]
    elif status == "answered":
        found.append(
            say("Did anybody read the records that the search found, and in how many did the app matter?")
        )
    if len(page.counts):
        if len(page.yearly()) < 2:
            found.append(say("How many offences did you record in each of the three years?"))
        if not len(page.rows("outcome")):
            found.append(say("What police action was taken on these offences, and how many cases are still open?"))
        else:
            found.append(
                say("How many of the cases were still open when you answered, and what became of them since?")
            )
        found.append(
            say(
                "Was the way in which you record malicious communications changed in May 2023, and does that move these counts?"
            )
        )
    for one in page.contradictions.itertuples():
        own = [ident for ident in one.figures.split() if page.ledger.figures.loc[ident, "force"] == page.force]
        members = list(dict.fromkeys(_statement(page, ident) for ident in own))
        said = join_words(f'"{{m{i}}}"' for i in range(len(members)))
        names = {f"m{i}": member for i, member in enumerate(members)}
        text = f"Is {said} your figure? Beside what is printed of another force it cannot be taken as proved."
        if len(members) > 1:
            text = f"These cannot be right together: {said}. Which of them holds?"
        found.append(say(text, names=names, rests_on=own))
    return Text((), listed=tuple(found))


def next_steps(page: Profile) -> Text:
    """What was refused or is missing, and what to do about it under the Freedom of Information Act 2000."""
    say, status = page.ledger.say, page.asked["status"]
    refused = page.requests[page.requests["status"] == "refused"]
    sentences = [
        say(
            "Refused under section {section}: {asked} (reference {reference}).",
            names={"section": one.section, "asked": one.asked, "reference": one.reference or "not known"},
        )
        for one in refused.itertuples()
    ]
    if refused.empty:
        sentences.append(say("No refusal of {name} is on file.", names={"name": page.name}))
    sentences.append(
        say(
            {
                "answered": "Ask next for what the answer leaves out, in the words of the letter below.",
                "reported": "Ask next for the answer itself: what has been sent to one applicant can be sent to all.",
                "refused": "Ask next for less: one year, one field, and no reading of records.",
            }.get(
                status,
                "Ask next for the answer to the request of 2024, or ask anew in the words of the letter below.",
            )
        )
    )
    listed = [
        say("An authority has 20 working days to answer (section 10)."),
        say("Where the cost limit is the reason, it must help to narrow the request (sections 12 and 16)."),
        say("Against a refusal ask for an internal review first, then complain to the Information Commissioner (section 50)."),
    ]  # fmt: skip
    return Text(tuple(sentences), listed=tuple(listed))


def letter(page: Profile) -> Text:
    """A letter that asks the force for what is missing, ready to send."""
    say, asked = page.ledger.say, page.asked
    outcome = "the outcome of each offence, with those that have none yet"
    wanted = [
        "how many offences were recorded in which the word TikTok (and spellings of it) is found",
        "the Home Office code of each of them",
        outcome,
    ]
    names = {"period": name_period(asked["period_start"], asked["period_end"]), "reference": asked["reference"]}
    years = "each year from 1 April 2021 to 31 March 2025"
    begin = []
    if asked["status"] == "reported":
        begin.append(
            say(
                "In 2024 you answered a request about offences with TikTok as an element in {period}. Please send me that "
                "answer as it was sent.",
                names={"period": names["period"]},
            )
        )
    elif asked["status"] == "answered":
        missing = "" if len(page.rows("outcome")) else f" Please tell me {outcome}, which I have not seen."
        begin.append(
            say(
                f"Your answer {{reference}} is about offences linked to TikTok in {{period}}.{missing}",
                names=names,
            )
        )
        years = "the year from 1 April 2024 to 31 March 2025"
    elif asked["status"] == "refused":
        years = "the year from 1 April 2024 to 31 March 2025"
    paragraphs = [
        say("To {name}, Freedom of Information", names={"name": page.name}),
        *begin,
        say(f"Under the Freedom of Information Act 2000 please tell me, for {years}: {join_words(wanted)}."),
        say(
            "Please say with the figures which field or fields were searched, for which words, on which day your year begins, "
            "and whether zeros are hidden where small counts are."
        ),
        say(
            "A search of one field, such as the MO or the summary, is enough: I do not ask that records be read. If this "
            "would exceed the cost limit, please tell me which part would not (section 16)."
        ),
    ]
    return Text(tuple(paragraphs), between=PARAGRAPH, before=QUOTE)


def rebuild(page: Profile) -> Text:
    """How an analyst makes the page again and gets at its tables."""
    say, force = page.ledger.say, page.force
    commands = {
        "This page again, from the raw files": f"make report FORCE={force}",
        "The same as a notebook": f"papermill notebooks/02_force.ipynb {force}.ipynb -p force {force}",
        "Its tables in Python": f'from linked_offences import profile; page = profile.load("{force}"); page.counts',
    }
    listed = [say("{what}: `{command}`", names={"what": what, "command": line}) for what, line in commands.items()]
    return Text((), listed=(
        *listed,
        say("What each column means: [data](data.html). How figures are read, matched and worked out: [methods](methods.html)."),
    ))  # fmt: skip
