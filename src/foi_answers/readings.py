"""What a sheet was understood to say: its figures, its checks, what was left out, and the tables that they stand in."""

from dataclasses import dataclass, field, fields
from itertools import repeat
from operator import attrgetter, is_

from foi_answers.cells import Cell
from foi_answers.headings import Label
from foi_answers.periods import Period
from foi_answers.regions import Line, Region

NOT_READ = "is no count that can be read"
Count = tuple[int, int | None]
Place = tuple[int, int]


@dataclass(slots=True)
class Figure:
    """One count as printed: its place (row and column from 0), what it counts, and its range.

    ``measure`` is total, offence, outcome, offence_by_outcome, other, or check_total for a sum
    over periods. ``period`` is None where the answer names none, ``when`` the words that name it.
    ``low`` and ``high`` are both included; ``high`` is None where the words set no end, both where
    no number can be told. ``beside`` are the labels of its row, ``over`` those of its column, each
    shared by many figures; ``source`` is the kind of place that dates it. ``why`` says what each part was read from,
    ``doubt`` why it may be wrong; empty where it is sure.
    """

    table: int
    row: int
    column: int
    period: Period | None
    measure: str
    offence: str
    outcome: str
    text: str
    low: int | None
    high: int | None
    when: str = ""
    summed: str = ""  # the word for a sum that labels it, such as "Grand Total"
    asked: bool = False  # whether it answers a question of the request
    why: tuple[str, ...] = ()
    beside: tuple[Label, ...] = ()
    over: tuple[Label, ...] = ()
    source: str = ""
    sentence: str = ""  # what it is read from, where that is a sentence
    question: str = ""  # of the request, where the answer has its number
    doubt: str = ""


_PARTS = [attrgetter(one.name) for one in fields(Figure)]


@dataclass(frozen=True)
class Check:
    """A printed total held against its parts, which stand at ``places``: agrees, disagrees or cannot be checked."""

    table: int
    row: int
    column: int
    printed: Count
    parts: Count | None
    result: str
    places: tuple[Place, ...] = ()


@dataclass
class Reading:
    """What a sheet was understood to say.

    ``blanks`` are cells that have labels and no number that can be told, both ends None.
    ``left_out`` has (row, column, text, reason) of each number or mark that is no figure.
    """

    grid: list[list[Cell]]
    figures: list[Figure] = field(default_factory=list)
    blanks: list[Figure] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    left_out: list[tuple[int, int, str, str]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    covered: set[Place] = field(default_factory=set)  # cells that a merged one covers
    work: set[int] = field(default_factory=set)  # tables that say how much work a search is
    cells: list[list[Cell]] = field(default_factory=list)  # each as it is by its text alone
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)

    def __getstate__(self):
        """Its figures by what is the same of each: half a million objects take ten times as long through a pipe."""
        return self.__dict__ | {name: _pack(getattr(self, name)) for name in _OF_FIGURES}

    def __setstate__(self, state):
        """Make the figures again."""
        self.__dict__ |= state | {name: _unpack(*state[name]) for name in _OF_FIGURES}


def _pack(figures: list[Figure]) -> tuple[int, list[list]]:
    """How many figures there are, and each of their parts; what all share once."""
    parts = ([*map(of, figures)] for of in _PARTS)
    return len(figures), [
        part[:1] if part[1:] and all(map(is_, part, repeat(part[0]))) else part for part in parts
    ]


def _unpack(many: int, parts: list[list]) -> list[Figure]:
    return [*map(Figure, *(part * many if len(part) < many else part for part in parts))]


_OF_FIGURES = ("figures", "blanks")
