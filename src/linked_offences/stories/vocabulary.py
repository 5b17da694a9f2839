"""Words by which newspapers name a number, a period, a force, an offence, an outcome, and what they are not.

Lists and patterns only: what a word means where it stands is decided by `grammar` and `reader`.
"""

import re
from functools import cache

from foi_answers import SMALL, TENS
from linked_offences import catalogue

NATION = "england-and-wales"
IGNORE = re.IGNORECASE | re.VERBOSE


def _words(pattern: str) -> re.Pattern:
    return re.compile(rf"\b(?:{pattern})\b", IGNORE)


# What the story is about, and what else a sentence may be about.
PLATFORM = re.compile(r"\btik[\s-]?tok\b(?!\s+ban\b)", re.IGNORECASE)
THE_PLATFORM = _words(
    r"the\ (?:video[\s-](?:sharing\ )?|social\ media\ |chinese(?:-owned)?\ )?(?:app|platform|site)"
)
APP = _words(
    r"""snapchat|facebook|instagram|whatsapp|twitter|youtube|telegram|discord|roblox|meta|messenger|kik|reddit|tinder|grindr
    |onlyfans|omegle|bumble|vinted|fortnite|twitch|linkedin|x\ \(formerly\ twitter\)|social\ (?:media
        |network\w*)(?!\ (?:app|platform|site|giant|company)?\ ?,?\ ?tik)|(?:other\ |these\ |\w+\ )?(?:apps|platforms)"""
)
# Whose figures these are when they are no force's: another count, by another method.
OTHER_SOURCE = _words(
    r"""nspcc|childline|ofcom|ons|office\ for\ national\ statistics|crime\ survey|survey\w*|poll\w*|charit(?:y|ies)
        |ceop|ncmec
    |internet\ watch\ foundation|iwf|victim\ support|action\ fraud|ncvo|barnardo's|unicef|refuge
        |suzy\ lamplugh\ trust|hmicfrs"""
)
RATE = _words(
    r"""(?:a|per|each|every|each\ and\ every)\ (?:single\ )?(?:day|week|month|hour|minute)|daily|weekly|monthly|hourly
    |per\ (?:1,000|head|capita)"""
)
NOUN = _words(
    r"""offen[cs]es?|crimes?|incidents?|reports?(?=\s|[,.;:)]|$)|cases?|allegations?|investigations?|occurrences?|complaints?
    |criminal\ records?"""
)
# A court case: its charges and counts are those of one person.
COURT = _words(
    r"admitted|pleaded|denie[sd]|jailed|sentenced|court|defendant|faces?|trial|convicted|charges?\ of|counts?\ of|remanded|bailed?"
)
ESTIMATE = _words(
    r"""true\ (?:figures?|numbers?|scale|total|extent)|feared|(?:could|may|might|would)\ (?:be|have\ been|reach)|believed\ to\ be
    |projected|expected|forecast|predicted|tip\ of\ the\ iceberg"""
)
TALLY = _words(r"figures?|numbers?|totals?|tally|counts?|statistics|sum|level|rate|it|they|these|those|this|that")
# Crimes that a count can be of, beside the types of the Home Office and those that are printed.
CRIME = _words(
    r"""(?:knife|gun|hate|drug|drugs|vehicle|cyber|retail|rural|e-?bike|motoring|youth|violent|serious|domestic
        |online|business|gang
    |computer\ misuse|public\ order|weapons?|firearms?|county\ lines|all|overall|total|recorded|every|neighbourhood
        |internet)[\s-]
    (?:crimes?|offen[cs]es?|incidents?|abuse|offending)(?:\ of\ (?:every|all)\ kinds?)?
    |crimes?\ of\ (?:every|all)\ kinds?|burglar(?:y|ies)|break-ins?|robber(?:y|ies)|muggings?|shoplift\w*|frauds?
        |scams?|arsons?|murders?
    |homicides?|stabbings?|assaults?|anti-?social\ behaviour|domestic\ (?:abuse|violence)|spiking|sextortion
        |vandalism|criminal\ damage
    |thefts?|speeding|collisions?|child\ (?:sexual\ )?abuse|image\ crimes?|hacking|doxxing|trespass|bullying|deaths?
        |suicides?|arrests?
    |violence|disorder|drug\ dealing|cautions?|warnings?|fines?"""
)
PERSON = r"people|persons?|individuals|suspects?|offenders|defendants|adults"
ONE_CASE = (
    r"men|women|man|woman|boys?|girls?|teenagers?|teens|youths|brothers|sisters|pupils|children|friends|students"
)

# Numbers and the words around them.
WORD = f"(?:{'|'.join([*SMALL, *TENS, 'hundred', 'thousand'])})"
SCALE = {"k": 10**3, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
NUMBER = re.compile(
    rf"""(?<![\w.,£$€/-])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?(?:{"|".join(SCALE)})\b)?(?![\w/]|[.,]\d|-\d)
    | \b(?:an?\s+(?=hundred|thousand|dozen))?{WORD}(?:(?:[\s-]+|\s+and\s+){WORD})*(?:\s+(?:million|billion))?\b""",
    IGNORE,
)
PERCENT = re.compile(r"\s*(?:%|-?per[\s-]?cent\b|pc\b)", re.IGNORECASE)
RISE = _words(
    r"""ris(?:e|es|en|ing)|rose|increas\w*|up|jump\w*|soar\w*|spik(?:e|ed|es|ing)|surg\w*|climb\w*|gr(?:ew|own|owth
        |ow|owing)|leap\w*|leapt
    |hike\w*|higher|(?:sky)?rocket\w*|shot|balloon\w*|swell\w*|swollen|escalat\w*|mushroom\w*|upsurge|uptick|more"""
)
FALL = _words(
    r"""f(?:ell|all|alls|allen|alling)|drop\w*|down|decreas\w*|declin\w*|lower|reduc\w*|dip\w*|plung\w*|plummet\w*
        |slump\w*|shrank
    |shrunk|fewer|halv\w+"""
)
STABLE = _words(r"stable|unchanged|flat|steady|plateau\w*|level+ed\ off|stayed\ the\ same|no\ change")
STEEP = _words(
    r"soar\w*|spik(?:e|ed|es|ing)|surg\w*|(?:sky)?rocket\w*|balloon\w*|leap\w*|leapt|explo\w+|plung\w*|plummet\w*|mushroom\w*"
)
HEDGES = [
    (r"more than|over|in excess of|upwards of|exceed\w*|just over|well over|above|north of", "more than"),
    (r"at least|no fewer than|no less than|a minimum of", "at least"),
    (r"fewer than|less than|under|below", "fewer than"),
    (r"up to|as many as|at most|no more than|a maximum of", "at most"),
    (r"nearly|almost|close to|just under|getting on for|approaching|just shy of", "nearly"),
    (r"around|about|roughly|approximately|some|an estimated|circa|more or less", "around"),
]  # fmt: skip
HEDGE = "|".join(pattern for pattern, _ in HEDGES)
TIMES = re.compile(
    rf"""(?:\b(?P<hedge>{HEDGE.replace(" ", chr(92) + " ")})\s+)?\b(?P<word>doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)
        |trebl(?:e|ed|es|ing)
    |quadrupl\w*|quintupl\w*|halv(?:ed|es|ing)|two-?fold|three-?fold|four-?fold|five-?fold|ten-?fold
    |(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\ times)\ (?:as\ (?:many|high|much|large)|more
        |higher|the))\b""",
    IGNORE,
)
FACTORS = {"doub": 2, "twic": 2, "two": 2, "tripl": 3, "treb": 3, "three": 3, "quad": 4, "four": 4, "quin": 5, "five": 5,
           "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
FRACTION = re.compile(
    rf"""\b(?:(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-]+)?(?P<part>{"|".join(PARTS)})s?\b
    (?!\s+(?:year|time|month|place|term|person|man|woman|century|day|highest|largest|lowest|biggest|most)\b)
        |(?P<sign>[½⅓¼⅔¾])""",
    IGNORE,
)
SIGNS = {"½": (1, 2), "⅓": (1, 3), "¼": (1, 4), "⅔": (2, 3), "¾": (3, 4)}
OUT_OF = re.compile(
    rf"\b(?P<top>\d+|{WORD})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<bottom>\d{{1,3}}(?:,\d{{3}})+|\d+|{WORD})\b(?!\s+(?:forces|police))",
    IGNORE,
)
MOST = _words(
    r"(?:the\ )?(?:vast\ |overwhelming\ |great\ )?majority(?:\ of)?|most\ of(?=\ )|more\ than\ half(?:\ of)?"
)
MINORITY = _words(r"(?:a\ )?minority\ of|fewer\ than\ half\ of|less\ than\ half\ of")
MANY = {
    "hundreds": 200,
    "thousands": 2000,
    "dozens": 24,
    "scores": 40,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
}
MANY_WORD = _words(
    "|".join(word.replace(" ", r"\ ") for word in sorted(MANY, key=len, reverse=True)) + r"|dozen(?:\ of)?"
)

# Claims in words.
RANK = re.compile(
    r"""\b(?:more|fewer|higher|lower|worse)\ (?:\w+\ ){0,4}?than\ (?:in\ |by\ )?(?:any(?:where|\ other|\ force|\ of)
        |all\ other|every\ other|other\ (?:police\ )?forces|most)
        (?:\s+(?:police\ )?(?:forces?|area|county))?(?:\s+(?:in|of|across)\s+(?:England\ (?:and|&)\ Wales|the\ (?:UK
        |country|region|nation)|Britain|Wales))?
    | \b(?:the\ )?(?:(?:second|third|fourth|fifth)[\s-])?(?:highest|most(?!\ of\ (?:the|these|those|them|its)\b)
        |largest|greatest|biggest|worst|lowest|fewest
        |smallest)\b(?=[\w\s-]{0,45}\b(?:force|forces|county|
        region|area|country|UK|England|Wales|Britain|nation|offences|crimes|number|figure|total|rate|rise|increase|jump)\b)
        (?:[\w\s'-]{0,60}?\b(?:of|in|among|across|by)\ (?:all|any|the\ \d+|the)\s?(?:other\ )?(?:police\ )?(?:forces?
        |country|UK|region|nation|county))?
        (?:\ in\ (?:England\ (?:and|&)\ Wales|the\ (?:UK|country)|Wales|Britain))?
    | \b(?:top|tops|topped|topping)\ (?:the\ )?(?:list|table|league|chart)\w*
    | \b(?:is|are|was|were|remain\w*)\ (?:a|the)\ (?:hotspot|capital)\b | \bworst[\s-](?:hit|affected)\b""",
    IGNORE,
)
# Of these, those that stand after what they name as the cause ("TikTok is fuelling").
PASSIVE_CAUSE = ("behind", "due to", "because of", "thanks to", "as a result of", "down to", "responsible for")
CAUSE = re.compile(
    r"""\b(?:fuel(?:l?ed|l?ing|s)?|caus(?:ed|es|ing)|driv(?:en|es|ing)|drove|blam(?:ed|es|ing)|spark(?:ed|ing|s)?
        |trigger\w*|behind|responsible\ for|due\ to
    |because\ of|thanks\ to|as\ a\ result\ of|down\ to|contribut\w+|inspir\w+|prompt\w+|led\ to|leads?\ to|lead\ to
        |push\w+\ up)\b""",
    IGNORE,
)
EXTREME = _words(
    r"""(?:a\ |its\ |their\ )?(?:(?:three|two|four|five|ten|\d+)[\s-]year|record|all-time)\ (?P<way>high|low|peak)
    |(?P<record>record\ (?:numbers?|levels?))"""
)
COMMON = _words(r"(?:most\ (?:commonly|common|often|frequent\w*)|main\ reason|chief\ reason|usual\ reason)")
EQUATES = _words(r"equat\w+|amount\w*\ to|works?\ out|meaning|represent\w+|adds?\ up\ to|totall\w+|comes?\ to")

# Outcomes: what stands for each in an article, and the categories that the evidence may hold it under.
OUTCOMES = [
    ("charges", ("Charged/Summonsed",),
     r"charg(?:e|es|ed|ing)\b(?!\ nurse) | summons\w* | prosecut\w+"),
    ("community resolution", ("8",), r"community\ resolutions?"),
    ("victim withdrew", ("16", "Evidential difficulties (victim does not support action)", "14"), r"""
        victims?\b[^,;.]{0,30}\b(?:withdrew|withdraw\w*|(?:did|does|do|was|were|is)\ ?(?:n[o']t|not|unwilling
        |unable\ to)\ (?:wish\ to\ )?support\w*|not\ support\w*
        |no\ longer\ support\w*|declin\w+|refus\w+)|withdr[ae]w\w*(?:\ of)?\ (?:their\ |his\ |her\ |its\ )?support"""),
    ("evidential difficulties", ("15",), r"""
        evidential\ (?:difficult\w+|problems?|reasons?|grounds?|issues?)|lack\ of\ evidence
        |difficult\w+\ with\ (?:the\ )?evidence"""),
    ("no suspect", ("18", "unmapped:failed to identify the suspect"), r"""
        no\ suspect\w*(?:\ \w+){0,2}|suspects?\b[^,;.]{0,30}\b(?:not|never)\b[^,;.]{0,20}\bidentif\w+
        |not\ identify(?:\ (?:a|the|any)\ suspects?)?
        |(?:fail\w*|unable|could\ not|couldn't)\ to\ identify(?:\ (?:a|the|any)\ suspects?)?
        |could\ not\ (?:be\ )?identif\w+"""),
]  # fmt: skip
OUTCOME = [(name, names, _words(pattern)) for name, names, pattern in OUTCOMES]
NONE_CHARGED = re.compile(
    r"""\b(?:no|not\ a\ single|zero)\s+(?:charges?|summons\w*|prosecutions?|(?:person|people|suspects?)\ (?:was|were
        |has\ been|have\ been)\ charged)\b
    | \b(?:nobody|no\ one)\b[^.;]{0,40}?\b(?:charged?|charges|summons\w*|prosecuted)\b""",
    IGNORE,
)
NONE_COUNTED = re.compile(
    r"\b(?:no|zero)(?=\s+(?:(?:such|linked|related|tik\s?tok|further|other)[\s-]+)*(?:offen[cs]es|crimes)\b)",
    re.IGNORECASE,
)
NONE = re.compile(r"\b(?:none|not\s+one)\b(?!\s+the\s+less)", re.IGNORECASE)
SINGLE = re.compile(r"\ba\s+single(?=\s+(?:charge|offen[cs]e|case|crime|summons|report)\b)", re.IGNORECASE)

# Numbers that are no claim, each with its name. Nothing that a count noun follows is one (grammar).
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
ASIDES = [(name, re.compile(pattern, IGNORE)) for name, pattern in (
    ("an age", rf"""
        \b(?:\d{{1,3}}|{WORD}(?:-{WORD})?)(?:[\s-](?:or|and|to)[\s-]\d+)?[\s-]years?[\s-]olds?\b
        | \b(?:aged?|ages)\s+(?:of\s+)?(?:between\s+|just\s+|under\s+|over\s+)?(?:\d+|{WORD})(?:\s*(?:and|to|or|-
        |–)\s*(?:\d+|{WORD}))*\b(?!\s+(?:per|%))
        | \bunder[\s-]?\d{{2}}s?\b(?=[.,;\s]) | \b(?:over|under)\ the\ age\ of\ \w+ | \b\d{{1,2}}s\ and\ (?:over
        |under)\b | \bu\d{{2}}s?\b
        | (?<=,)\ \d{{2}}(?=,\ (?:of|from|who|was|has|and|said)\b) | (?-i:(?<=[a-z]),\ \d{{2}}(?=[,.;]))
        | \bin\ (?:his|her|their)\ (?:\w+\ )?(?:\d0s|\w+ties|teens)\b | \byear\ \d{{1,2}}(?:\ pupils?)?\b
        | \(\d{{2}}\)(?=,|\ (?:of|from|was|said))"""),
    ("money", r"""
        [£$€]\s?\d[\d,.]*\s*(?:k|m|bn|million|billion|thousand)?\b | \b\d[\d,.]*\s*(?:million\ |billion\ )?(?:pounds
        |pence|euros|dollars|p\b)"""),
    ("a telephone number", r"""
        \+44[\d\s()]+\d | \b0\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}\b | \b0\d(?:[\s-]\d{2,4}){3,5}\b
        | \b0\d{3}\s?\d{2,4}(?:\s?\d{2,4})?\b | \b116\s?\d{3}\b
        | (?<=\bon\ )(?:999|101|111)\b | (?<=\bor\ )(?:999|101|111)\b | (?<=\bvia\ )(?:999|101|111)\b
        | \b(?:calls?\ to|contact\w*|ring\w*|call\w*|dial\w*|phon\w+|emergency|using|number)\s+(?:999|101|111)\b
        | \b(?:999|101|111)\b(?=\s+(?:calls?|or|line|number|service|emergenc\w+|non-emergency|operator
        |in\ an\ emergency)\b) | \b(?:on|call|calling|dial|text|ring|phone|via)\s+[1-9]\d{2,5}\b(?!\s?\d|,\d|%)"""),
    ("the number of a law or a reference", r"""
        \b(?:section|article|part|schedule|regulation|page|paragraph|chapter|clause)\s+\d+\w*(?:\(\d+\))*
        | \bAct,?\s+(?:of\s+)?\d{4}\b | \b8[LRQ]\b | \b(?:outcome|type|code|class|operation)\s+\d+\w?\b
        | \b(?:FOI|reference|ref\.?|quoting|incident|crime\ number|crime\ reference|log|case\ number)\s*(?:no\.?
        |number|reference|ref)?\s*[:#]?\s*[\w/-]*\d[\w/-]*(?:\s+of\s+\d+(?:[\s/]+\w+)?)?"""),
    ("a time of day", r"""
        \b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w) | \b\d{1,2}:\d{2}\b | \b24/7\b | \b(?:24
        |twenty-four)[\s-]hours?(?:\ a\ day)?\b"""),
    ("a length of time", rf"""
        \b(?:\d[\d,.]*|{WORD}(?:[\s-]{WORD})*|several)(?:\s*(?:-|–|to|or)\s*(?:\d+|{WORD}))?[\s-](?:calendar\ 
        |working\ |full\ |whole\ |consecutive\ |and\ a\ half\ )*
          (?:years?|months?|weeks?|days?|hours?|minutes?|mins?|seconds?|decades?|terms?|nights?)\b(?![\s-](?:high|low
        |peak)\b)"""),
    ("an address or a road", r"""
        \b\d{1,4}[A-Za-z]?\s+(?-i:(?:[A-Z][a-z'-]+\s+){1,2}(?:Street|Road|Avenue|Lane|Close|Drive|Way|Court|Square
        |Place|Terrace|Crescent|Gardens|Hill|Row))\b
        | (?-i:\b[ABM]\d{1,4}(?:\(M\))?\b | \b[A-Z]{1,2}\d{1,2}[A-Z]?(?:\s\d[A-Z]{2})?\b) | \bjunction\s+\d+\w?\b
        | \b(?:flat|unit|room|ward|platform|gate|number)\s+\d{1,4}\b(?!\s+of)"""),
    ("a measure", r"""
        \b\d[\d,.]*\s?(?:miles?|metres?|meters?|km|kilometres?|feet|foot|ft|inch(?:es)?|acres?|hectares?|mph|kg|g
        |grams?|litres?|tonnes?|degrees|°\s?C|GB|MB)\b"""),
    ("a score or a rank", r"""\b\d{1,2}\s?[-–]\s?\d{1,2}\s+(?:win|victory|defeat|draw|loss)\b | (?:won|lost|beat|drew
        |win|beaten|leading|led)\s+(?:\w+\s+){0,3}\d{1,2}\s?[-–]\s?\d{1,2}\b | \b\d+(?:st|nd|rd|th)\b | \bnumber\ one\b
        | \bno\.?\ ?1\b | \b\d(?:\.\d)?\ (?:out\ of\ \d+\ )?stars?\b"""),
    ("an advertisement or furniture of the page", r"""
        \b\d+\s?%\s+(?:off|fewer\ ads|less\ ads|discount|cheaper|extra)\b | \bchannel\s+\d+ | \bsky\s+\d{3}\b
        | \bfreeview\s+\d+
        | \b\d+\s+(?:comments?|shares?|likes?|min(?:ute)?s?\ read|items?\ in|photos?|pictures|images
        |of\ \d+\ (?:photos|images))(?=\s*$|[\s.|,]) | ©\s*\d{4} | \bcopyright\s+\d{4}\b
        | \bISSN\b.* | \bprice\s+\d+ | ^\s*\d{1,2}[.)]\s"""),
    ("a way of speaking", r"""
        \bone\ too\ many\b | \bone\ (?:in\ which|that|day|thing|another|more\ thing|example)\b | \bno\ one\b
        | \b(?:the|this|that|any|every|each|which|first|last|another|anyone|some)\ one\b
        | \bon\ the\ one\ hand\b | \bzero\ tolerance\b | \bone-(?:off|stop|to-one|sided|way)\b | \bone\ (?:another
        |by\ one)\b | \bone's\b | \bsecond\ to\ none\b
        | \b(?:the|these|those|all|both|other)\ (?:first\ |other\ |last\ |latest\ |past\ )?(?:two|three
        |four)\b(?=\s*[.,;]|\s+(?:and|were|are|have|had)\b) | \bfour\ nations\b
        | \bone\ of\ (?:the|its|our|their|those|these|his|her|my|many|several)\b(?!\s+(?:\w+\s+){0,2}(?:\d|offen
        |crime|case|charge))"""),
)]  # fmt: skip
FURNITURE = _words(
    r"""subscri(?:be|bers?|ption)|advert(?:s|isements?|ising)?|newsletter|sign\ up|sponsored|cookies?|ad-free
        |fewer\ ads|free\ trial|download\ (?:our|the)\ app
    |read\ more|read\ next|most\ read|click\ here|freeview|livestream|follow\ us|discount|promo\ code
        |terms\ and\ conditions|copyright|all\ rights\ reserved|loyalty"""
)
DAY = re.compile(
    rf"""\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd
        |th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?\b
    | \b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b | \b{MONTH}\s+(?:19|20)\d\d\b
        | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b | \b20\d\d-\d\d-\d\d\b""",
    re.VERBOSE,
)
DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}|{MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?)"
MANY_YEARS = "(?:four|five|six|seven|eight|nine|ten|4|5|6|7|8|9|10)"
# Wordings of periods, the longest first, each with how its years are read.
PERIODS = [(kind, re.compile(pattern, IGNORE)) for kind, pattern in (
    ("days", rf"""(?:between|from)?\s*(?P<day>{DATE}),?\s+(?P<a>20\d\d)\s*(?:and|to|until|till|-|–)\s*(?:the\s+)?
          (?:end\ of\s+)?{DATE},?\s+(?P<b>20\d\d)"""),
    ("year", rf"(?:between|from)\s+{DATE}\s+(?:and|to)\s+{DATE},?\s+(?P<a>20\d\d)\s*[-/–]\s*(?P<b>(?:20)?\d\d)"),
    ("months", rf"""\b(?:between|from)\s+{DATE}\s+(?:and|to)\s+{DATE}(?:,?\s+(?P<a>20\d\d))?"""),
    ("ending", rf"""\b(?:the\s+)?(?:financial\s+)?(?:year|12\ months|twelve\ months)\s+(?:ending|to|up\ to|until
        |ended)\s+(?:in\s+)?(?:the\ end\ of\s+)?
          (?P<day>{DATE}),?\s+(?P<a>20\d\d)"""),
    ("span", r"""(?:(?:between|from)\s+)?\b(?P<a>20\d\d)\s*[/–-]\s*(?:20\d\d|\d\d)\s*(?:and|to|until|-|–)
          \s*20\d\d\s*[/–-]\s*(?P<b>20\d\d|\d\d)\b"""),
    ("year", r"""\b(?:the\s+)?(?:financial\s+year\s+|FY\s?)?\b(?P<a>20\d\d)\s*[/–-]\s*(?P<b>20\d\d|\d\d)\b(?![/-])
          (?:\s+financial\s+year)?"""),
    ("range", r"\b(?:between|from)\s+(?P<a>(?:19|20)\d\d)\s+(?:and|to|until)\s+(?P<b>20\d\d)\b"),
    ("since", r"\bsince\s+(?:(?:the\ start\ of|early|late|April|April\ 6,?|6\ April,?|records\ began\ in)\s+)?(?P<a>(?:19|20)\d\d)\b"),
    ("three", r"""\b(?:in|over|during|across|within|of|for|the)\s+(?:the\s+|a\s+)?(?:last|past|previous|same|these
        |those|all|just|full)*\s*
          (?:three|3)(?:[\s-]+(?:financial|full))?[\s-]years?(?:\s+(?:period|total|spell))?\b(?!\s+(?:ago|high|low
        |before|earlier|later|old|in\ (?:prison|jail)))
        | \bthree[\s-]year\ (?:period|total|spell|span)\b | \b(?:last|past)\ three\ years\b
        | (?<=\ )three\ years\b(?!\s+(?:ago|before|earlier|later|old|in\ (?:prison|jail)))"""),
    ("two", r"\b(?:in|over|within)\s+(?:the\s+)?(?:last|past|just|space\ of|only)*\s*(?:two|2)\s+years\b"),
    ("other", rf"""\b(?:in|over|during|across|within|for)\s+(?:the\s+|a\s+|just\s+)?(?:last|past|previous|first|same
        |these|those)*\s*{MANY_YEARS}[\s-]years?(?:\s+period)?\b
        | \b(?:last|past|previous)\s+(?:few|couple\ of|several|{MANY_YEARS})\s+years\b | \bin\ recent\ (?:years
        |months|weeks)\b
        | \b(?:in|over|during|within|for|since)\s+(?:the\s+|a\s+)?(?:last|past|first|previous
        |same)?\s*(?:\w+\s+)?(?:months?|weeks?|quarter|decades?|fortnight|summer|winter|spring|autumn|weekend
        |pandemic|lockdown)\b
        | \b(?:last|past|this|next|previous)\s+(?:\w+\s+)?(?:month|week|quarter|decade|summer|winter|spring
        |autumn)s?\b | \bsince\s+(?:{MONTH}|Christmas|Covid|then)\b
        | \b(?:first|second|third|last|final)\s+(?:quarter|half)\s+of\s+(?:the\s+year|20\d\d(?:[/-]\d\d)?)\b
        | \b(?:\w+\s+)?(?:three|two|five|ten)\ years\ (?:ago|before|earlier)\b"""),
    ("month", rf"\b(?:in|during|for|throughout)\s+{MONTH}(?:\s+(?P<a>20\d\d))?\b(?!\s+\d)"),
    ("calendar", r"""\b(?:in|during|for|throughout|of|from|to|on|than|by|and)\s+(?:(?:all\ of
        |(?:the\ )?calendar(?:\ year)?|the\ year)\s+)?(?P<a>(?:19|20)\d\d)\b(?!\s+(?:offen|crime|incident|case|report
        |tik))(?:'s)?
        | \b(?P<b>20\d\d)\s+(?:saw|had|figures?|total)\b | \((?P<c>20\d\d)\) | \b(?P<d>20\d\d)'s\b
        | \b(?P<e>20\d\d)\s*(?=[:–])"""),
    ("next", r"""\b(?:the\s+)?(?:following|next)\s+(?:financial\s+)?(?:year|12\ months)\b
          | \b(?:the|a)\ year\ (?:after|later|following)\b | \b(?:twelve|12)\ months\ later\b"""),
    ("before", r"""\b(?:the\s+|a\s+)?(?:year|12\ months|twelve\ months)\ (?:before|earlier|previously|prior)\b
        | \b(?:the\ )?previous\ (?:financial\ )?(?:year|12\ months)(?:'s)?\b
        | \b(?:the\ )?prior\ year\b"""),
    ("latest", r"""\b(?:in\ |over\ |during\ |for\ )?(?:the\ |just\ the\ )?(?:this|last|latest|past|most\ recent|final
        |current)\s+(?:financial\s+|full\s+|calendar\s+|single\s+)?
          (?:year|12\ months|twelve\ months)(?:'s)?(?:\s+alone)?(?:\s+so\ far)?\b | \bin\ the\ (?:latest
        |most\ recent)\ (?:figures|data)\b | \b(?:the\s+)?third\ (?:financial\s+)?year\b"""),
    ("same", r"\b(?:that|the\ same)\ (?:same\ )?(?:financial\ )?(?:year|period)\b"),
    ("first", r"\b(?:the\s+)?first\ (?:financial\s+)?(?:year|12\ months)\b"),
    ("second", r"\b(?:the\s+)?second\ (?:financial\s+)?(?:year|12\ months)\b"),
    ("each", r"""\beach\ (?:financial\ )?year\b|\bevery\ year\b|(?<!\bin\ )\ba\ year\b|\bper\ year\b|\bannually\b
          |\beach\ of\ the\ (?:next\ |last\ |following\ )?(?:two|three)\ years\b"""),
)]  # fmt: skip
ON_YEAR_BEFORE = _words(
    r"""(?:on|from|than|compared\ (?:with|to))\ (?:the\ )?(?:year\ before|previous\ (?:year|12\ months)|last\ year
        |prior\ year|12\ months\ earlier)
    |in\ (?:a|one|just\ one)\ year|annual|year[\s-]on[\s-]year"""
)

# What may stand between a number and its noun without making another count of it.
PLAIN = frozenset(
    re.findall(
        r"\S+",
        """
    linked related app based connected associated tied crime criminal alleged recorded reported suspected potential
    possible such these those the of more separate new different further total other disturbing shocking serious
    horrific horrifying appalling worrying sickening vile alarming separate individual confirmed logged known distinct
    additional unsolved police overall combined
""",
    )
)
# Words after a number that has no noun of its own.
FUNCTION = frozenset(
    re.findall(
        r"\S+",
        """
    and in to from this the last against compared while over since during by at across such up down just only recorded
    logged reported registered noted were was had between as on per of for led resulted ended with which that who
    where when or but than involved involving concerned related linked mentioned referred came have has are is made
    being each times respectively so then after before following within under a an including were closed saw among
    earlier featured named cited connected remained remain still rather whereas though although because again too also
    there if according it its they their year years followed happened occurred took fell rose dealt investigated
""",
    )
)

# Sentences that go on from the one before them.
GOES_ON = re.compile(
    r"""\b(?:of|among|amongst|from|in)\s+(?:these|those|them|which|whom|the\s+(?:\d|total))
    | \b(?:such|these|those|same)\s+(?:alleged\ |reported\ |recorded\ )?(?:offences|crimes|cases|incidents|reports
        |figures|allegations|complaints)
    | ^\W*(?:this|that|it|they|these|those|all|both|some|many|most|none|no\ one|nobody|not\ one|not\ a\ single
        |no\ charges?|no\ arrests)\b
    | ^\W*(?:but\ |and\ |however,?\ |meanwhile,?\ |yet\ )?(?:just|only|a\ further|another|a\ total\ of|in\ total
        |altogether|overall|in\ all)\b
    | \b(?:a\ further|the\ (?:following|next)\ year|the\ year\ (?:after|before|later)|the\ previous\ year|so\ far
        |year\ alone|the\ force\ also|also\ (?:recorded|logged|reported|dealt))\b
    | \bthe\ (?:figures?|numbers?|total|tally|count|rise|increase|fall|drop|jump|offences|crimes|cases|incidents
        |reports|alleged\ offences|data|statistics|remaining|remainder|rest|others?)\b
    | ^\W*(?:\d[\d,]*|""" + WORD + r""")(?:[\s-]""" + WORD + r""")*\s+(?:led|resulted|ended|were|was|had|have|of
        |involved|concerned|related|came|cases)\b""",
    IGNORE,
)  # fmt: skip
# Sentences whose subject is that of the one before, its force included.
SAME_SUBJECT = re.compile(
    r"""^\W*(?:(?:but|and|meanwhile|however|overall|in\ total|altogether)[\s,]+)*(?:(?:of|among)\s+(?:these|those
        |them|the)|this|that|it|they|these|those|its|their|none|no\ one
    |nobody|not\ a?|just|only|such|a\ further|another|up|down|compared|which
    |the\s+(?:figures?|numbers?|totals?|tally|count|rise|increase|fall|drop|jump|offences|crimes|cases|previous|prior
        |following|year))\b""",
    IGNORE,
)
SUMMED = _words(
    r"""together|combined|between\ them|in\ total\ across|jointly|collectively|across\ the\ (?:two|three|four|five)\ forces
    |the\ (?:two|three|four|five)\ forces"""
)


@cache
def name_forces() -> tuple[dict[str, str], re.Pattern]:
    """Names by which an article may call a force, each with its slug, and one pattern that finds them.

    A newspaper's own name, such as Derbyshire Times, is none.
    """
    names: dict[str, str] = {}
    for one in catalogue.reference_rows("forces"):
        if one["type"] == "nation":
            continue
        short = one["short_name"]
        spellings = [
            one["name"],
            f"{short} Police",
            f"{short} Constabulary",
            f"{short} Police Force",
            *one["aliases"].split("|"),
        ]
        # "The West Midlands" and "Metropolitan" alone name a region and an adjective.
        bare = [] if short in ("West Midlands", "Metropolitan", "City of London") else [short]
        for name in (name for name in [*spellings, *bare] if len(name) > 2 and name != "Metropolitan"):
            # What two forces are called names neither.
            names[name] = "" if names.get(name, one["slug"]) != one["slug"] else one["slug"]
    names |= {
        "Herts": "hertfordshire",
        "Met Police": "metropolitan",
        "the Met": "metropolitan",
        "The Met": "metropolitan",
    }
    names |= {
        "Scotland Yard": "metropolitan",
        "Cambs": "cambridgeshire",
        "Northants": "northamptonshire",
        "Lancs": "lancashire",
    }
    names = {name: slug for name, slug in names.items() if slug}
    names |= {name.upper(): slug for name, slug in names.items()}
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    papers = "Times|Echo|Gazette|Star|Post|Live|Telegraph|Mail|News|Express|Today|Chronicle|Herald|Online|World|Evening|Argus|Journal"
    places = "Council|County|University|Road|Street|FC|Hospital|Show|Cricket|Fire|Chamber|Way|Avenue|Lane|Water|Mercury|Coast|Wildlife"
    return names, re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])(?!\s+(?:{papers}|{places})\b)")


NATIONAL = _words(
    r"""nationally|nationwide|across\ (?:the\ )?(?:country|UK|nation|Britain)|(?:in|across|around)\ (?:the\ UK
        |the\ country|Britain|the\ nation)|England\ (?:and|&)\ Wales
    |(?:all|UK|British)\ (?:police\ )?forces|police\ forces\ (?:across|in)|UK-wide|forces\ across|the\ UK|Britain
        |in\ England(?!\ (?:and|&))"""
)
REGION = re.compile(
    r"""\b(?:the\ )?(?:(?:North|South)[\s-](?:East|West)|West\ Midlands|East\ Midlands|Midlands|East\ of\ England
        |East\ Anglia|Home\ Counties|West\ Country|Yorkshire(?:\ and\ the\ Humber)?
    |London|Wales|Scotland|England|Ireland|Europe|America|Teesside|Merseyside\ region)\b(?!-)|\b(?:the|our|this
        |this\ whole)\ region\b|\bWelsh\ forces\b""",
    re.VERBOSE,
)
# Capitalised words after "in" that are no place.
NO_PLACE = re.compile(
    rf"{MONTH}|TikTok|Tik|Freedom|Total|Financial|Force|County|Parliament|Act|Home|Office|Year|Covid|Ofcom|Figures|Internet|English|British|FOI|Christmas|January|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]round|[Nn]ear|[Aa]cross|[Aa]t)\s+(?:the\s+)?(?P<name>[A-Z][a-z'-]+(?:\s[A-Z][a-z'-]+)?)(?:\s+(?:area|city|town)\b)?"
)
QUIET = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Sgt|Insp|Supt|Det|No|approx|vs|etc|Prof|Rev|Cllr|Ch|Co|Ltd|PC|DC)\.")


@cache
def list_offences() -> tuple[dict[str, tuple[str, tuple[str, ...], str]], re.Pattern]:
    """Wordings that stand for an offence, each with level, the names it may be held under, and label; a pattern of all.

    A wording that nobody decided is held under ``unmapped:`` and the wording, as `evidence` names it.
    """
    found: dict[str, tuple[str, tuple[str, ...], str]] = {}
    for one in catalogue.reference_rows("offences"):
        found[one["offence_group"].lower()] = ("group", (one["offence_group"],), one["offence_group"])
        found.setdefault(
            one["offence_subgroup"].lower(), ("subgroup", (one["offence_subgroup"],), one["offence_subgroup"])
        )
        found[one["description"].lower()] = ("code", (one["code"],), one["description"])
    for one in catalogue.reference_rows("offence_labels"):
        name = one["category"] or f"unmapped:{one['label']}"
        found[one["label"]] = (one["level"], (name,), one["label"])
    found |= {"violence": ("unmapped", ("unmapped:violence", "unmapped:violent crimes"), "violence"),
              "violent crimes": ("unmapped", ("unmapped:violent crimes", "unmapped:violence"), "violent crimes")}  # fmt: skip
    images = "indecent photographs or pseudo-photographs of children"
    extra = {
        "malicious communication": "malicious communications", "grooming": "sexual grooming", "violent crime": "violent crimes",
        "sexual communication with a child": "engaging with sexual communication with a child",
        "obscene publication": "obscene publications",
        "sexual communications with a child": "engaging with sexual communication with a child",
        **dict.fromkeys(("indecent images of children", "indecent photographs of children"), images),
        **dict.fromkeys(("indecent photos of children", "indecent images"), images),
        "violent offences": "violence", "harassing": "harassment", "rapes": "rape", "thefts": "theft",
        "sending malicious letters": "malicious communications",
        "stalking-related": "stalking",
    }  # fmt: skip
    for word, label in extra.items():
        found.setdefault(word, found[label])
    longest = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(found, key=len, reverse=True) if len(word) > 3
    )
    return found, re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE)
