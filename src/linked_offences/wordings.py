"""Turns the sentences of an article into what their words stand for: numbers, periods, forces, kinds of offence.

What cannot be told apart is left out here and named by `articles` as not interpreted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from foi_answers import SMALL, TENS, read_fraction, read_words
from linked_offences import catalogue
from linked_offences.evidence import Evidence

NATION = "england-and-wales"
YEARS = {
    "2021/22": ("2021-04-06", "2022-04-05"),
    "2022/23": ("2022-04-06", "2023-04-05"),
    "2023/24": ("2023-04-06", "2024-04-05"),
}
SPAN = "2021/22 to 2023/24"
WORD = f"(?:{'|'.join([*SMALL, *TENS, 'hundred', 'thousand'])})"
IGNORE = re.IGNORECASE | re.VERBOSE
NUMBER = re.compile(
    rf"""(?<![\w.,£$€/-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?![\w/]|[.,]\d)
    | \b(?:an?\s+(?=hundred|thousand))?{WORD}(?:(?:[\s-]+|\s+and\s+){WORD})*\b""",
    IGNORE,
)
PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|pc\b)", re.IGNORECASE)
RISE = (
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w*|up|jump\w*|soar\w*|spik\w*|surg\w*|climb\w*|gr(?:ew|own|owth|ow)|leap\w*"
    r"|hike|higher|rocket\w*|shot)\b"
)
FALL = r"\b(?:f(?:ell|all|alls|allen|alling)|drop\w*|down|decreas\w*|declin\w*|lower|reduc\w*|dip\w*|plung\w*|plummet\w*)\b"
TIMES = re.compile(
    r"""\b(?:(?P<hedge>more\ than|almost|nearly|close\ to|about|around)\s+)?
    (?P<word>doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|halv(?:ed|ing)|twice\ as\ many|two-?fold|three-?fold
    |three\ times\ as\ many)\b""",
    IGNORE,
)
HEDGES = [
    (r"more than|over|in excess of|upwards of|exceed\w*|just over|well over|above", "more than"),
    (r"at least|no fewer than|a minimum of", "at least"),
    (r"fewer than|less than|under|below", "fewer than"),
    (r"up to|as many as|at most|no more than", "at most"),
    (r"nearly|almost|close to|just under|getting on for", "nearly"),
    (r"around|about|roughly|approximately|some|an estimated", "around"),
]
# Numbers that are no claim about counts of offences, each with its name. Ages come first, then
# what would look like a count once a part of it is taken away.
ASIDE = [
    ("an age", rf"""
        \b(?:\d{{1,2}}|{WORD}(?:-{WORD})?)[\s-]years?[\s-]olds?\b
        | \b(?:aged?|ages)\s+(?:between\s+|just\s+)?(?:\d+|{WORD})(?:\s*(?:and|to|-|–)\s*(?:\d+|{WORD}))?
        | \bunder[\s-]?\d{{2}}s?\b | \b(?:over|under)\ the\ age\ of\ \w+ | \b\d{{1,2}}s\ and\ (?:over|under)\b
        | (?-i:[A-Z][a-z]+\ [A-Z][\w'-]+,\ \d{{1,2}}(?=[,."])) | \bin\ (?:his|her|their)\ (?:\d0s|\w+ties)\b"""),
    ("money", r"""
        [£$€]\s?\d[\d,.]*\s*(?:k|m|bn|million|billion|thousand)?\b
        | \b\d[\d,.]*\s*(?:pounds|pence|euros|dollars)\b"""),
    ("a telephone number", r"""
        \b0\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b | \b0\d(?:[\s-]\d{2,4}){3,5}\b | \b0\d{3}\s?\d{2,4}\b | \+44[\d\s]+ | \b116\s?\d{3}\b
        | \b(?:999|101|111)\b"""),
    ("a number to call", r"\b(?:on|call|dial|text|ring)\s+\d{3,6}\b"),
    ("the number of a law or a request", r"""
        \b(?:section|article|part|schedule|regulation|page|paragraph)\s+\d+\w*(?:\(\d+\))*
        | \bAct\s+(?:of\s+)?\d{4}\b | \b8[LRQ]\b | \b(?:outcome|type|code|class)\s+\d+\b
        | \b(?:FOI|reference|ref\.?|incident|crime\ number|log)\s*(?:no\.?|number|reference)?\s*[:#]?\s*\d[\d/-]*"""),
    ("a time of day", r"""
        \b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm)\b | \b\d{1,2}:\d{2}\b | \b24/7\b | \b24\ hours\b"""),
    ("users, views or people in general", rf"""
        \b(?:\d[\d,.]*|{WORD})\s*(?:million|billion|m|bn)\b(?:\s+\w+){{0,2}}
        | \b(?:\d[\d,.]*|{WORD}(?:[\s-]{WORD})*)\s+
          (?:(?:monthly|daily|active|registered|UK|British|young|secondary|primary|police)\s+){{0,3}}
          (?:users|followers|views|downloads|likes|subscribers|accounts|videos|residents|inhabitants|parents|pupils|schools
          |officers|MPs|members|countries|languages|degrees|miles|metres|seconds|minutes|hours|days|weeks)\b
        | \bpopulation\ of\ [\w,.]+ | \b1\ in\ \d+\ (?:children|people|adults|teenagers)\b"""),
    ("a length of time", rf"\b(?:\d+|{WORD}(?:-{WORD})?)\s+(?:years|months|decades|terms)\b"),
    ("a count of forces", rf"\b(?:\d+|{WORD}(?:[\s-]{WORD})*)\s+(?:(?:police|other|of\ the)\s+)*forces\b"),
    ("a way of speaking", r"""
        \bone\ (?:of|person|man|woman|thing|day|reason|example|victim|in\ which|that)\b
        | \bno\ one\b(?![^.;]{0,25}\bcharged) | \b(?:the|this|that|any|every|each|which)\ one\b | \bnumber\ one\b
        | \bone\ another\b | \bfirst\ one\b | \b(?:the|these)\ (?:first|other|last|latest|past)?\s*(?:two|three)\b(?!\ years)
        
        | \b\w+[\s-]year\ (?:high|low|record|peak)\b
        | \bon\ the\ one\ hand\b | \btop\ (?:three|five|ten|\d+)\b | \bzero\ tolerance\b | \bone-off\b | \bone-stop\b"""),
]  # fmt: skip
ASIDES = [(name, re.compile(pattern, IGNORE)) for name, pattern in ASIDE]
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DAY = re.compile(
    rf"""\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?\b
    | \b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b""",
    re.VERBOSE,
)
DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?)"
YEAR = re.compile(r"(20\d\d)\s*[/–-]\s*(20\d\d|\d\d)")
# Wordings of periods, the longest first, each with how its years are read.
PERIODS = [
    (re.compile(pattern, IGNORE), kind)
    for pattern, kind in (
        (rf"""(?:between|from)?\s*{DATE},?\s+(?P<a>20\d\d)\s*(?:and|to|until|till|-|–)\s*(?:the\s+)?(?:end\ of\s+)?
              {DATE},?\s+(?P<b>20\d\d)""", "days"),
        (rf"(?:between|from)\s+{DATE}\s+(?:and|to)\s+{DATE},?\s+(?P<a>20\d\d)\s*[-/–]\s*(?P<b>(?:20)?\d\d)", "year"),
        (rf"""\b(?:the\s+)?(?:financial\s+)?(?:year|12\ months|twelve\ months)\s+(?:ending|to|up\ to|until|ended)\s+
              (?:in\s+)?(?:the\ end\ of\s+)?{DATE},?\s+(?P<a>20\d\d)""", "ending"),
        (r"""\b(?P<a>20\d\d)\s*[/–-]\s*(?:20\d\d|\d\d)\s*(?:and|to|-|–)\s*20\d\d\s*[/–-]\s*(?P<b>20\d\d|\d\d)\b""", "span"),
        (r"\b(?P<a>20\d\d)\s*[/–-]\s*(?P<b>20\d\d|\d\d)\b", "year"),
        (r"\b(?:between|from)\s+(?P<a>20\d\d)\s+(?:and|to|until)\s+(?P<b>20\d\d)\b", "range"),
        (r"\bsince\s+(?:(?:the\ start\ of|early|April|April\ 6,?|6\ April,?)\s+)?(?P<a>20\d\d)\b", "since"),
        (r"""\b(?:in|over|during|across|within|of|for)\s+(?:the\s+)?(?:last|past|previous|a|same|these|those|all|just)?\s*
              (?:three|3)(?:[\s-]+financial)?[\s-]years?(?:\s+period)?\b
            | \bthree[\s-]year\ (?:period|total|spell)\b | \b(?:last|past)\ three\ years\b | \bthree\ years\b""", "three"),
        (r"""\b(?:in|during|for|throughout)\s+(?P<a>20\d\d)\b | \b(?P<b>20\d\d)\s+(?:saw|had|figure)\b
            | \((?P<c>20\d\d)\) | \b(?P<d>20\d\d)'s\b""", "calendar"),
        (r"""\b(?:the\s+)?(?:following|next)\s+(?:financial\s+)?(?:year|12\ months)\b
            | \b(?:the|a)\ year\ (?:after|later)\b | \b(?:twelve|12)\ months\ later\b""", "next"),
        (r"""\b(?:the\s+)?(?:year|12\ months|twelve\ months)\ (?:before|earlier|previously|prior)\b
            | \bprevious\ (?:year|12\ months)(?:'s)?\b | \bprior\ year\b | \byear[\s-]on[\s-]year\b""", "before"),
        (r"""\b(?:this|last|latest|past|most\ recent|final|current)\s+(?:financial\s+|full\s+|calendar\s+)?
              (?:year|12\ months|twelve\ months)(?:'s)?(?:\s+alone)?(?:\s+so\ far)?\b
            | \bin\ the\ (?:latest|most\ recent)\ (?:figures|data)\b | \b(?:the\s+)?third\ (?:financial\s+)?year\b""", "latest"),
        (r"\b(?:that|the\ same)\ (?:same\ )?(?:financial\ )?year\b", "same"),
        (r"\b(?:the\s+)?first\ (?:financial\s+)?(?:year|12\ months)\b", "first"),
        (r"\b(?:the\s+)?second\ (?:financial\s+)?(?:year|12\ months)\b", "second"),
    )
]  # fmt: skip
OTHER_TOPIC = re.compile(
    r"""\b(?:Snapchat|Facebook|Instagram|WhatsApp|Twitter|YouTube|Telegram|Discord|Roblox|Meta|Ofcom|NSPCC|survey|poll|charity
    |knife|burglar\w*|fraud|all\ crimes?|overall\ crime|total\ crime|recorded\ crime|every\ kind|every\ day|each\ day|a\ day
    |sentenced|jailed|prison|court|budget|council|school|election|downloaded|helpline|Childline)\b""",
    IGNORE,
)
NATIONAL = re.compile(
    r"""\b(?:nationally|nationwide|across\ (?:the\ )?(?:country|UK|nation|Britain)|(?:in|across)\ (?:the\ UK|Britain)
    |England\ (?:and|&)\ Wales|all\ (?:police\ )?forces|UK\ police\ forces|forces\ across|UK-wide)\b""",
    IGNORE,
)
COUNT_NOUN = re.compile(
    r"\b(?:offences?|crimes?|incidents?|reports?|cases?|records?|allegations?)\b", re.IGNORECASE
)
COUNTED_BEFORE = re.compile(COUNT_NOUN.pattern + r"|\b(?:total|figure|number|tally|count)s?\b", re.IGNORECASE)
# A number that stands for a count named before it: "and 88 this year", "compared with 16 in Dorset".
STANDS_ALONE = re.compile(
    r"""\s*(?:$|[,.;:)"]|(?:and|in|to|from|this|the|last|against|compared|while|over|since|during|by|at|across|such
    |up|down|just|only|recorded|logged|reported|registered|noted|were|was|had|between|as|on|per)\b)""",
    IGNORE,
)
# Words that may stand between a number and its noun without making another kind of offence of it.
PLAIN = {
    *("tiktok", "tik", "tok", "linked", "related", "app", "based", "connected", "associated", "crime", "criminal"),
    *(
        "alleged",
        "recorded",
        "reported",
        "suspected",
        "potential",
        "possible",
        "such",
        "these",
        "those",
        "the",
        "of",
    ),
    *("more", "separate", "new", "different", "further", "total", "other"),
    *("disturbing", "shocking", "serious", "online", "horrific"),
}
# What stands for an outcome, in an article as in a printed label.
OUTCOME = [
    ("charges", r"\bcharg(?:e|es|ed|ing)\b | \bsummons\w* | \bprosecut\w+"),
    ("community resolution", r"\bcommunity\ resolutions?\b"),
    ("no suspect", r"""
        \bno\ suspect\w* | \bsuspects?\b[^,;.]{0,30}\bnot\b[^,;.]{0,20}\bidentif\w+ | \bunidentified\b | \bnot\ identify\b
        | \b(?:fail\w*|unable|could\ not|couldn't)\ to\ identify | \bcould\ not\ (?:be\ )?identif\w+"""),
    ("victim withdrew", r"""
        \bvictims?\b[^,;.]{0,30}\b(?:withdrew|withdraw\w*|(?:did|does|do)\ ?(?:n[o']t|not)\ support|not\ support\w*
        |no\ longer\ support\w*|declin\w+)\b | \bwithdr[ae]w\w*\b"""),
    ("evidential difficulties", r"\bevidential\ (?:difficult\w+|problems?|reasons?|grounds?)\b | \black\ of\ evidence\b"),
]  # fmt: skip
OUTCOMES = [(name, re.compile(pattern, IGNORE)) for name, pattern in OUTCOME]
NO_CHARGE = re.compile(
    r"""\b(?:no|not\ a\ single|zero)\s+(?:charges?|summons\w*|prosecutions?|person\ (?:was|has\ been)\ charged)\b
    | \b(?:nobody|no\ one|none|not\ one)\b[^.;]{0,40}\b(?:charged?|charges|summons\w*|prosecuted)\b""",
    IGNORE,
)
ON_YEAR_BEFORE = re.compile(
    r"""\b(?:(?:on|from|than|compared\ (?:with|to))\ (?:the\ )?(?:year\ before|previous\ year|last\ year|prior\ year)
    |in\ (?:a|one)\ year|annual)\b""",
    IGNORE,
)
# Words other than years for when, which the evidence may not be able to place.
WHEN = re.compile(r"\b(?:years?|months?|weeks?|quarters?|decade|period|pandemic|lockdown)\b", re.IGNORECASE)


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of a text with the number of the line that each begins on; a line break ends one."""
    for number, line in enumerate(text.splitlines(), start=1):
        line = " ".join(
            line.replace("\u2019", "'")
            .replace("\u2018", "'")
            .replace("\u201c", '"')
            .replace("\u201d", '"')
            .split()
        )
        line = re.sub(
            r"\b(Mr|Mrs|Ms|Dr|St|Sgt|Insp|Supt|Det|No|approx|vs|etc|Prof|Rev|Cllr|Ch)\.",
            lambda m: f"{m[1]}\u2024",
            line,
        )
        for part in re.split(r'(?<=[.!?])["\')]*\s+(?=["\'(]?[A-Z0-9])', line):
            if part.strip():
                yield number, part.strip().replace("\u2024", ".")


@cache
def name_forces() -> tuple[dict[str, str], re.Pattern]:
    """Names by which an article may call a force, each with its slug, and one pattern that finds them.

    A newspaper's own name, such as Derbyshire Times, is none.
    """
    table = catalogue.reference("forces")
    names = {}
    for one in table[table["type"] != "nation"].itertuples():
        short = one.short_name
        for name in (one.name, f"{short} Police", f"{short} Constabulary", short, *one.aliases.split("|")):
            if len(name) > 2:
                names[name] = one.slug
    names |= {"Herts": "hertfordshire", "Met Police": "metropolitan", "Scotland Yard": "metropolitan"}
    names |= {"Cambs": "cambridgeshire", "Northants": "northamptonshire"}
    names |= {name.upper(): slug for name, slug in names.items()}
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    papers = "Times|Echo|Gazette|Star|Post|Live|Telegraph|Mail|News|Express|Today|Chronicle|Herald"
    places = "Council|University|Road|Street|FC|Evening"
    return names, re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])(?!\s+(?:{papers}|{places}))")


def find_forces(sentence: str) -> list[tuple[int, int, str]]:
    """Places where a sentence names a force or all forces: start, end, slug."""
    names, pattern = name_forces()
    found = [(*match.span(), names[match[0]]) for match in pattern.finditer(sentence)]
    return sorted([*found, *((*match.span(), NATION) for match in NATIONAL.finditer(sentence))])


def find_place(sentence: str) -> str:
    """A place that a sentence is about and that is no force's area; blank where it names none."""
    plain = blank_out(sentence, [(a, b) for a, b, _ in find_forces(sentence)])
    for match in re.finditer(r"\b(?:[Ii]n|[Aa]round|[Nn]ear|[Aa]cross)\s+(?:the\s+)?([A-Z][a-z'-]+)", plain):
        if not re.fullmatch(
            rf"{MONTH}|TikTok|Tik|England|Wales|Britain|Freedom|Total|Financial|Force|County", match[1]
        ):
            return match[1]
    return ""


def find_main_force(text: str) -> str:
    """The one force that an article is about; blank where no force has two thirds of the mentions."""
    found = [slug for _, _, slug in find_forces(" ".join(text.split())) if slug != NATION]
    return next((slug for slug in set(found) if 3 * found.count(slug) >= 2 * len(found)), "")


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence that says a thing: a number, a period."""

    start: int
    end: int
    value: object
    text: str


def find_periods(sentence: str, year: str) -> tuple[list[Part], str]:
    """Periods that a sentence names, in order, and the year that it named last.

    Parameters
    ----------
    year : str
        The year that was named before the sentence, for what is relative to it.
    """
    taken: list[tuple[int, int]] = []
    raw = []
    for pattern, kind in PERIODS:
        for match in pattern.finditer(sentence):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                raw.append((match, kind))
    found: list[Part] = []
    here = ""
    for match, kind in sorted(raw, key=lambda one: one[0].start()):
        numbers = [int(v) if int(v) > 99 else 2000 + int(v) for v in match.groupdict().values() if v]
        # "Up from 63 the previous year" goes back from the latest, unless a year stands before it.
        if kind == "span" and name_year(kind, numbers, "") != SPAN:
            # "Between 2021/22 and 2022/23" names two years.
            for one in YEAR.finditer(sentence, *match.span()):
                year = here = f"{one[1]}/{one[2][-2:]}"
                found.append(Part(*one.span(), here, one[0]))
            continue
        base = here or (year if kind != "before" or match.start() < 5 else "")
        name = name_year(kind, numbers, base)
        if name in YEARS:
            year = here = name
        found.append(Part(*match.span(), name, match[0].strip()))
    return found, year


def name_year(kind: str, numbers: list[int], last: str) -> str:
    """Name of a period; blank where the evidence has no such period, or what it is relative to is not known."""
    listed = list(YEARS)
    if kind in ("year", "days") and len(numbers) > 1 and numbers[1] - numbers[0] == 1:
        return f"{numbers[0]}/{numbers[1] % 100:02d}"
    if kind in ("days", "range") and len(numbers) > 1 and (numbers[0], numbers[1]) == (2021, 2024):
        return SPAN
    if kind == "range" and numbers == [2021, 2023]:
        return SPAN
    if kind == "span" and (numbers[0], numbers[-1]) == (2021, 2024):
        return SPAN
    if kind == "ending":
        return f"{numbers[0] - 1}/{numbers[0] % 100:02d}"
    if (kind == "since" and numbers == [2021]) or kind == "three":
        return SPAN
    if kind == "calendar":
        # Stories of the release call its years by the calendar year in which each begins.
        return f"{numbers[0]}/{(numbers[0] + 1) % 100:02d}"
    if kind == "latest":
        return listed[-1]
    if kind == "same" and last in listed:
        return last
    if kind == "first":
        return listed[0]
    if kind == "second":
        return listed[1]
    if kind in ("next", "before") and last in listed:
        place = listed.index(last) + (1 if kind == "next" else -1)
        return listed[place] if 0 <= place < len(listed) else "before or after the years of the request"
    if kind == "before":
        return listed[-2]
    return "another period"


def blank_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some stretches made blank, so that what stands after them keeps its place."""
    for a, b in spans:
        text = text[:a] + " " * (b - a) + text[b:]
    return text


@dataclass(frozen=True)
class Mention:
    """A number of a sentence: its place, its kind (count, pct, times, share, none, hundreds), its value."""

    start: int
    end: int
    kind: str
    value: str
    hedge: str
    text: str


def find_mentions(masked: str) -> Iterator[Mention]:
    """Numbers of a sentence whose periods and asides are blanked out, in order."""
    found: list[Mention] = []
    text = masked

    def take(match: re.Match, kind: str, value: str, hedge: str = "") -> None:
        nonlocal text
        found.append(Mention(match.start(), match.end(), kind, value, hedge, " ".join(match[0].split())))
        text = blank_out(text, [match.span()])

    for match in list(TIMES.finditer(text)):
        take(match, "times", match["word"].lower(), (match["hedge"] or "").lower())
    for match in list(re.finditer(r"\bone in (?:every )?(two|three|four|five|ten)\b", text, re.IGNORECASE)):
        take(match, "share", f"1/{read_words(match[1])}", _hedge(masked, match.start()))
    for match in list(
        re.finditer(
            r"\b(?:(?:a|one|two|three|four)[\s-]+)?(?:half|thirds?|quarters?|fifths?|tenths?)\s+of\b",
            text,
            re.IGNORECASE,
        )
    ):
        if share := read_fraction(match[0]):
            take(match, "share", f"{share[0]}/{share[1]}", _hedge(masked, match.start()))
    for match in list(
        re.finditer(r"\b(?:the\s+)?majority\s+of\b|\bmost\s+of\s+(?:the|these|those)\b", text, re.IGNORECASE)
    ):
        take(match, "share", "majority")
    for match in list(re.finditer(r"\b(?:hundreds|thousands|dozens|scores)\b(?:\s+of)?", text, re.IGNORECASE)):
        take(match, "many", match[0].split()[0].lower())
    for match in list(
        re.finditer(r"\bby\s+(?:\w+\s+){0,2}(?:half|a third|a quarter|two[\s-]thirds)\b", text, re.IGNORECASE)
    ):
        take(match, "unread", "")
    for match in list(NO_CHARGE.finditer(text)):
        take(match, "count", "0")
    for match in list(NUMBER.finditer(text)):
        if not text[match.start() : match.end()].strip():
            continue
        value = match[0].replace(",", "")
        number = value if value.replace(".", "").isdigit() else str(read_words(match[0]))
        if number == "None":
            found.append(Mention(match.start(), match.end(), "unread", "", "", match[0]))
            continue
        hedge = _hedge(masked, match.start())
        pct = PERCENT.match(masked, match.end())
        if pct:
            found.append(
                Mention(match.start(), pct.end(), "pct", number, hedge, masked[match.start() : pct.end()].strip())
            )
        else:
            found.append(Mention(match.start(), match.end(), "count", number, hedge, match[0].strip()))
    yield from sorted(found, key=lambda one: one.start)


def _hedge(text: str, start: int) -> str:
    before = text[max(0, start - 25) : start]
    found = ((re.search(rf"\b(?:{pattern})\s*$", before, re.IGNORECASE), word) for pattern, word in HEDGES)
    # "No more than" ends in "more than": the longest wording is the one that is meant.
    found = [(len(match[0]), word) for match, word in found if match]
    return max(found)[1] if found else ""


def segment(place: int, mentions: list[Mention], text: str) -> tuple[str, str]:
    """The words from the number before to this one, and from this one to the next."""
    here = mentions[place]
    left = text[mentions[place - 1].end if place else 0 : here.start]
    right = text[here.end : mentions[place + 1].start if place + 1 < len(mentions) else len(text)]
    return left, right


def find_period_of(
    place: int, mentions: list[Mention], periods: list[Part], sentence: str, counted: list
) -> str | None:
    """The period that a number stands with; blank where the sentence names none, None where that is not clear.

    Parameters
    ----------
    counted : list
        Force and category of each number of the sentence.
    """
    here = mentions[place]
    start = mentions[place - 1].end if place else 0
    end = mentions[place + 1].start if place + 1 < len(mentions) else 10**9
    before = [p for p in periods if start <= p.start < here.start]
    after = [p for p in periods if here.end <= p.start < end]
    if before and re.fullmatch(r"[\s:–—(-]*", sentence[before[-1].end : here.start]):
        return before[-1].value  # "2021/22: 14"
    if place == 0 and before:
        # "In 2021 there were 37": a period before the first number is its own, unless the next word is one.
        return (
            after[0].value if after and after[0].start - here.end < 25 and len(mentions) > 1 else before[-1].value
        )
    if after:
        return after[0].value
    if len(before) > 1:
        return before[-1].value
    rivals = [
        n for n, one in enumerate(mentions) if n != place and one.kind == "count" and counted[n] == counted[place]
    ]
    first = [p for p in periods if p.end <= mentions[0].start]
    last = [p for p in periods if p.start >= mentions[-1].end]
    if first and not rivals:
        return first[0].value
    if last and not any(n > place for n in rivals):
        return last[0].value
    if before:
        # What stands between two numbers belongs to the first; another thing is counted in the same period.
        return None if place - 1 in rivals else before[-1].value
    if first:
        return first[0].value
    values = {p.value for p in periods}
    return values.pop() if len(values) == 1 and not rivals else ""


def is_change(left: str, right: str) -> bool:
    """Whether a percentage is a change, by the words around it."""
    if re.match(r"\s*of\b", right):
        return False
    near = left[-60:] + " | " + right[:40]
    return re.search(f"{RISE}|{FALL}", near, re.IGNORECASE) is not None


def is_pair(place: int, mentions: list[Mention], text: str) -> str:
    """Whether a number is the first or second of "from 3 to 9"."""

    def joins(a: Mention, b: Mention) -> bool:
        return (
            a.kind == b.kind == "count"
            and re.search(r"\bfrom\s+(?:just\s+|only\s+)?$", text[: a.start], re.IGNORECASE) is not None
            and re.fullmatch(r"[^.;]{0,40}?\bto\s+(?:just\s+|only\s+)?", text[a.end : b.start], re.IGNORECASE) is not None
        )  # fmt: skip

    if place + 1 < len(mentions) and joins(mentions[place], mentions[place + 1]):
        return "first"
    if place and joins(mentions[place - 1], mentions[place]):
        return "second"
    return ""


def is_difference(left: str, right: str) -> bool:
    """Whether a number is the size of a rise or fall, by the words around it."""
    return re.search(rf"(?:{RISE}|{FALL})\s+(?:of|by)\s+(?:\w+\s+){{0,2}}$", left, re.IGNORECASE) is not None or (
        re.match(r"\s+more\b(?!\s+than)", right) is not None
    )


def counts_offences(mention: Mention, left: str, right: str, before: str, follows: bool) -> bool:
    """Whether a number counts linked offences of every kind.

    Their noun follows with no other word between, or went before in the sentence or the one before it
    and none other follows.
    """
    noun = re.match(
        rf"\s*(?:(?P<between>[^.;,()]*?)\s)?{COUNT_NOUN.pattern}(?P<after>.*)", right, re.IGNORECASE | re.DOTALL
    )
    if noun:
        words = set(re.findall(r"[a-z]+", (noun["between"] or "").lower()))
        kind = re.match(r"\s+(?:of|involving|for|relating to|related to)\s+(?P<what>[^,.;]*)", noun["after"])
        about = kind is None or re.search(r"tik|app\b|site|platform", kind["what"], re.IGNORECASE)
        return words <= PLAIN and bool(about)
    if re.search(
        r"\b(?:including|of which|of whom|of them|among them|namely)\s+(?:just\s+|only\s+)?$", left, re.IGNORECASE
    ):
        return False
    if COUNTED_BEFORE.search(before) and STANDS_ALONE.match(right):
        return True
    goes_on = re.match(
        rf"\W*(?:this|that|it|they|these|which|those)\b[^,;]*(?:{RISE}|{FALL})[^,;]*\bto\s+(?:just\s+)?$",
        left,
        re.IGNORECASE,
    )
    return follows and goes_on is not None and STANDS_ALONE.match(right) is not None


@cache
def list_offence_labels(body: Evidence | None) -> tuple[dict[str, tuple[str, str, str]], re.Pattern]:
    """Wordings that stand for an offence, with level, category and label, and one pattern that finds them."""
    found = {}
    for one in catalogue.reference("offences").itertuples():
        found[one.offence_group.lower()] = ("group", one.offence_group, one.offence_group)
        found.setdefault(one.offence_subgroup.lower(), ("subgroup", one.offence_subgroup, one.offence_subgroup))
        found[one.description.lower()] = ("code", one.code, one.description)
    for one in catalogue.reference("offence_labels").itertuples():
        found[one.label] = (one.level, one.category, one.label)
    if body is not None:
        for one in body.figures[body.figures["measure"] == "offence"].itertuples():
            found[one.label.lower()] = (one.level, one.category, one.label)
    images = "indecent photographs or pseudo-photographs of children"
    extra = {
        "malicious communication": "malicious communications",
        "grooming": "sexual grooming",
        "violent crime": "violent crimes",
        "sexual communication with a child": "engaging with sexual communication with a child",
        "obscene publication": "obscene publications",
        **dict.fromkeys(
            ("indecent images of children", "indecent photographs of children", "indecent images"), images
        ),
        "violent offences": "violence",
        "harassing": "harassment",
        "rapes": "rape",
        "thefts": "theft",
    }
    for word, label in extra.items():
        if label in found:
            found.setdefault(word, found[label])
    longest = "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))
    return found, re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE)


def find_category(mention: Mention, left: str, right: str, body: Evidence | None):
    """What a number counts where that is a kind of offence or an outcome; None where it is neither."""
    if NO_CHARGE.fullmatch(mention.text):
        return ("outcome", "charges", "charges")
    # What stands after a comma belongs to the next number, unless the comma comes at once: "19, involved ...".
    clause = re.match(r"\W*[^,;]*", re.split(r"\b(?:while|whereas|including)\b", right)[0])[0]
    after = find_kind(clause, body, last=False)
    before = find_kind(re.split(r";|\b(?:while|whereas)\b", left[-90:])[-1], body, last=True)
    cases = re.match(r"\s+(?:\w+\s+){0,2}(?:cases|instances|investigations)\b", right, re.IGNORECASE)
    bound = re.search(
        r"[(:–-]\s*$|\b(?:with|at|was|were|accounted for|made up|saw|totall?ed|stood at|followed in)\s+(?:just\s+|only\s+)?$",
        left, re.IGNORECASE,
    )  # fmt: skip
    ends = re.match(r"\s*(?:times\b|$|[,.;)]|and\b)", right)
    if before and (ends or (cases and not after) or (bound and not after)):
        return before
    plain = re.match(
        rf"\s*(?:(?:{'|'.join(sorted(PLAIN))})[\s-]+)*(?:offences|crimes)\b(?!\s+(?:of|for|involving))",
        right,
        re.IGNORECASE,
    )
    return (before if bound else None) if plain and not _is_near(clause, after, body) else after


def _is_near(clause: str, kind, body: Evidence | None) -> bool:
    """Whether a kind of offence or outcome stands in the same breath as the number before it."""
    return kind is not None and find_kind(re.split(r"[,)]", clause)[0], body, last=False) is not None


def find_kind(text: str, body: Evidence | None, *, last: bool):
    """The first kind of offence or outcome that some words name, or the last; None where they name none."""
    hits = []
    for name, pattern in OUTCOMES:
        for match in pattern.finditer(text):
            hits.append((match.start(), -len(match[0]), ("outcome", name, name)))
    found, pattern = list_offence_labels(body)
    for match in pattern.finditer(text):
        hits.append((match.start(), -len(match[0]), ("offence", *found[match[0].lower()])))
    if not hits:
        return None
    hits.sort(key=lambda hit: (hit[0], hit[1]))
    return hits[-1][2] if last else hits[0][2]
