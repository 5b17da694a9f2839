"""The typed claims that the sentences of an article become: what each number counts, of which topic, force and period.

A count is the platform's only where its sentence says so, or the one that it goes on from. What is
not certain is left open here, with the reason as a code; nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from linked_offences.stories.grammar import Amount, Kind, Sentence, Share, Token
from linked_offences.study import read_study

# Forms that a claim may have.
COUNT, CHANGE, SHARE, PAIR, DIFFERENCE, DIRECTION, EXTREME = (
    "count",
    "change",
    "share",
    "pair",
    "difference",
    "direction",
    "extreme",
)
RANK, CAUSE, COMMON, RISE_SIZE, STEADY = "rank", "cause", "most common", "size of a rise", "rise every year"
# So many a day or a week; ``detail`` tells of how many days.
RATE = "rate"
# One force set beside others; ``why`` tells how: times, part, percent or number.
BESIDE = "beside another force"
# A kind of offence that is said to be the most common; a rise or fall that the sentence's own numbers are not.
TOP, CLASH = "top kind", "against its own numbers"
# A claim in words alone that is of no form here.
WORDS = "words"
# The period of "16 offences a year", and how its years are meant.
EACH, AVERAGE, LAST_TWO, EVERY = "each year", "average", "last two", "every one"
LOOSE = ("cases", "investigations", "instances", "incidents", "reports")
ASIDE, FOREIGN, UNCLEAR = "aside", "foreign", "unclear"


def list_years() -> list[str]:
    """Names of the years that the study asks about, oldest first."""
    return read_study().years


def name_span() -> str:
    """Name of all these years together."""
    return read_study().whole


def index_years(periods: Iterable["Candidate"]) -> list[int]:
    """Which of these years some periods are, by their place; what else they may be is left out."""
    return [list_years().index(one.name) for one in periods if one.name in list_years()]


@dataclass(frozen=True)
class Candidate:
    """A period that a number may be for: its name, whether the words leave no other, and the reading that makes it this one.

    ``stays_open`` tells that even in an article that tells the release it need not be this one.
    """

    name: str
    sure: bool = True
    words: str = ""
    stays_open: bool = False

    @classmethod
    def suppose(cls, name: str, *, sure: bool = False) -> "Candidate":
        """One that the words may mean, and need not."""
        return cls(name, sure, f"it means {name}")


@dataclass(frozen=True)
class Claim:
    """What one number of a sentence, or a word that bounds one, says.

    ``why`` is a code where the form is aside, foreign (no figure here counts it) or unclear, and
    ``detail`` the words that it is about, or by which a count is one before a rise or fall ("down from"); ``pairs`` are the
    years that it compares. ``direct`` tells that its own words link it to the platform, ``carried`` that its sentence names
    no force, ``open_period`` that it may be for another period too,
    ``loose`` that it counts cases or the like, which need not be all offences, ``weak`` that only the article's topic speaks for it;
    ``forces`` are those that it adds up, or that its own is set beside.
    """

    form: str
    start: int
    end: int
    text: str
    amount: Amount | Share | None = None
    kind: Kind | None = None
    force: str = ""
    forces: tuple[str, ...] = ()
    periods: tuple[Candidate, ...] = ()
    why: str = ""
    detail: str = ""
    falls: bool = False
    direct: bool = False
    whole: int | None = None
    carried: bool = False
    open_period: bool = False
    loose: bool = False
    weak: bool = False
    pairs: tuple[tuple[int, int], ...] = ()
    other: Amount | None = None

    @classmethod
    def of(cls, form: str, token: Token, **more) -> "Claim":
        """What one token says."""
        return cls(form, token.start, token.end, token.text, **more)

    @property
    def has_count(self) -> bool:
        """Whether its number is one of things, and no share, percentage or multiple."""
        return isinstance(self.amount, Amount) and not self.amount.unit


@dataclass(frozen=True)
class Head:
    """What stands after a number: its kind if it has one, how it is named, and whether the platform is in it."""

    sort: str
    kind: Kind | None = None
    linked: bool = False
    end: int = 0
    detail: str = ""


@dataclass(frozen=True)
class Heading:
    """What the numbers of a list below it count, "TikTok offences by force in 2023/24:"; ``periods`` are None where that is open."""

    force: str
    kind: Kind
    periods: tuple[Candidate, ...] | None


@dataclass
class Thread:
    """What the sentences so far speak of, so that "of these" and "the force" can be read.

    ``heading`` is of the list that goes on, ``lead`` what the last sentence would head, ``columns`` are those of a list or
    table, ``summed`` the forces added up last, ``sums`` what they came to, ``told_of`` all whose counts were told, and
    ``force_line`` is the line in which the force was named.

    ``year`` is the one that the last sentence with a year went on about, ``year_last`` the one that it named last.

    ``last`` is the count that the sentence before ended with, ``years`` are those for which it counted all linked offences,
    ``told`` is a total with the kinds that were counted after it, ``kinds`` those of the last sentence, ``named`` the one
    kind, or all linked offences, that the sentence before spoke of. ``beyond`` tells that the last count was of a year that
    is not held, ``plain`` that the last sentence with numbers counted linked offences and nothing else, so that a number
    without a noun after it can be of nothing else, ``parted`` that it did so but for shares of that count,
    ``things`` that it counted what is no offence.
    """

    topic: str = ""
    force: str = ""
    force_named: str = ""
    year: tuple[int, bool] | None = None
    year_last: tuple[int, bool] | None = None
    periods: tuple[Candidate, ...] = ()
    stated: dict[int, tuple[str, tuple[Candidate, ...]]] = field(default_factory=dict)
    counted: bool = False
    distance: int = 0
    platform_named: bool = False
    change: Claim | None = None
    beyond: bool = False
    plain: bool = False
    parted: bool = False
    things: bool = False
    last: Claim | None = None
    years: tuple[Candidate, ...] = ()
    told: tuple[Claim, ...] = ()
    kinds: tuple[Claim, ...] = ()
    named: Kind | None = None
    heading: Heading | None = None
    lead: Heading | None = None
    columns: tuple[tuple[Candidate, ...], ...] = ()
    summed: tuple[str, ...] = ()
    told_of: tuple[str, ...] = ()
    sums: dict[str, Claim] = field(default_factory=dict)
    force_line: int = 0


@dataclass
class Article:
    """An article's sentences, and what holds for the whole of it.

    ``about`` tells that it is about offences linked to the platform, by several sentences and not one;
    ``recording_years`` are those that it names as such (2023/24);
    ``relative`` that "last year" is likely a year that is held, by the years it names, and ``earlier`` that it cannot be.
    """

    sentences: list[Sentence]
    force: str = ""
    about: bool = False
    relative: bool = True
    earlier: bool = False
    recording_years: frozenset[str] = frozenset()
    years: set[int] = field(default_factory=set)
