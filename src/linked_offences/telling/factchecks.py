"""Turns verdicts into what fact-checkers print: a card a claim, the stories side by side, contradictions in words."""

import re
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from linked_offences import catalogue, forces
from linked_offences.numerals import capital, join_words, write_number, write_span
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.prose import CHARGED
from linked_offences.telling.sentences import MIME, Ledger, Sentence
from linked_offences.telling.tables import VERDICTS, Table, link, tabulate
from linked_offences.years import name_period, write_date

# Each verdict with a sign, so that colour is never the only difference.
SIGNS = {"contradicted": "✗", "disputed": "≠", "holds on one reading": "~", "holds": "✓", "cannot be checked": "?"}
# Kinds of contradiction as headings.
KINDS = {
    "cannot all hold": "Cannot all be right", "hold only on some readings": "Right only on a condition",
    "the same total for two forces": "The same total for two forces",
    "the same change for different offences": "The same change for different offences",
}  # fmt: skip
ON_CONDITION = "contradicted on a condition"
UNKNOWN = "day not known"
SIDES = {"the same story": "the story itself", "another story": "other stories"}


@dataclass(frozen=True)
class Card:
    """One thing that was checked: its id on the page, what heads it, and what stands in it."""

    ident: str
    heading: str
    body: Markup


@dataclass(frozen=True)
class Cards:
    """Cards under headings of the third level, for a page and for JupyterLab; ``sentences`` are those of ours in them."""

    groups: tuple[tuple[str, tuple[Card, ...]], ...]
    sentences: tuple[Sentence, ...]

    def __repr__(self) -> str:
        lines = []
        for heading, cards in self.groups:
            lines += [
                "",
                heading,
                *(f"  {one.heading}: {' '.join(one.body.striptags().split())}" for one in cards),
            ]
        return "\n".join(lines).strip()

    def _repr_html_(self) -> str:
        parts = []
        for heading, cards in self.groups:
            ident = re.sub(r"[^\w-]", "", heading.replace(" ", "-"))
            parts.append(Markup('<h3 class="mathjax_ignore" id="{}">{}</h3>').format(ident, heading))
            parts += [
                Markup(
                    '<article class="check mathjax_ignore" id="{}">\n<h4><a href="#{}">{}</a></h4>\n{}\n</article>'
                ).format(one.ident, one.ident, one.heading, one.body)
                for one in cards
            ]
        return Markup("\n").join(parts)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {MIME: [one.describe() for one in self.sentences]}


def name_anchor(figure: str) -> str:
    """Where the card of a statement stands on the page of claims."""
    return "check-" + re.sub(r"[^\w-]+", "-", figure.removeprefix("press/"))


def sum_up(one) -> str:
    """A verdict in one sentence: what kind of evidence makes it so."""
    held = [side for side in one.held_against.split(" | ") if side]
    sides = [SIDES.get(side, side) for side in held]
    print_ = "prints" if held in ([], ["the same story"]) else "print"
    match one.verdict:
        case "contradicted" if one.reading:
            return f"It is not so among what {join_words(sides)} {print_}; it can hold only if {one.reading}."
        case "contradicted":
            return f"It cannot be right beside what {join_words(sides) or 'the story itself'} {print_}."
        case "disputed":
            return "Other papers print another number of the same release, and nothing here tells which is right."
        case "holds on one reading":
            return f"It holds only if {one.reading}."
        case "holds":
            return f"It follows from what {join_words(sides)} {print_}."
    return "What is held here leaves it open." if sides else "Nothing held here speaks to it."


def tally(verdicts: pd.DataFrame) -> pd.DataFrame:
    """How many statements of each story have which verdict, a row a story; what is contradicted on a condition stands apart."""
    conditional = (verdicts["verdict"] == "contradicted") & (verdicts["reading"] != "")
    named = verdicts["verdict"].mask(conditional, ON_CONDITION)
    return pd.crosstab(verdicts["figure"].map(name_story), named).rename_axis(index="source")


def name_story(figure: str) -> str:
    """The source of a statement, by its id."""
    return figure.rpartition("/")[0]


def stories(tallied: pd.DataFrame) -> Table | None:
    """The stories side by side: when each was printed, how many statements it has, and what becomes of them.

    Parameters
    ----------
    tallied : DataFrame
        As `tally` gives it.
    """
    listed = catalogue.load("sources").set_index("source")
    words = {"holds": "hold", "holds on one reading": "if read in one way"}
    rows = [
        {
            "Story": Markup("{}, {}").format(link(listed.loc[source, "publisher"], listed.loc[source, "address"]),
                                             write_date(listed.loc[source, "published"]) or UNKNOWN),
            "In all": int(row.sum()),
            "Of these": ", ".join(f"{row[one]} {words.get(one, one)}" for one in (ON_CONDITION, *VERDICTS) if row.get(one)),
        }
        for source, row in tallied.iterrows()
    ]  # fmt: skip
    return tabulate("The stories side by side", rows, numeric=("In all",))


def cards(verdicts: pd.DataFrame, ledger: Ledger | None = None) -> Cards | None:
    """A card for each statement, story by story, what is contradicted first; None where no story is held."""
    if verdicts.empty:
        return None
    ledger = ledger or find_ledger()
    addresses = catalogue.load("sources").set_index("source")["address"]
    found = verdicts.assign(
        source=verdicts["figure"].map(name_story), rank=verdicts["verdict"].map(VERDICTS.index)
    ).sort_values(["source", "rank", "figure"])
    groups, sentences = [], []
    for source, mine in found.groupby("source", sort=False):
        first = mine.iloc[0]
        made = []
        for one in mine.itertuples():
            sentences.append(ledger.quote(one.finding, [one.figure, *one.against.split()]))
            card = _write_card(one, addresses[source], ledger)
            made.append(Card(name_anchor(one.figure), capital(one.statement), card))
        groups.append((f"{first['paper']}, {write_date(first['published']) or UNKNOWN}", tuple(made)))
    return Cards(tuple(groups), tuple(sentences))


def _write_card(one, address: str, ledger: Ledger) -> Markup:
    settle = (
        Markup('<p class="note">What would settle it: {}</p>').format(one.would_settle) if one.would_settle else ""
    )
    return Markup(
        '<p class="verdict {}"><strong><span aria-hidden="true">{}</span> {}.</strong> {}</p>\n'
        "<details><summary>The arithmetic</summary>\n<p>{}{}</p>\n</details>\n"
        '{}<p class="note">Printed by {}, {}.</p>'
    ).format(
        one.verdict.replace(" ", "-"), SIGNS[one.verdict], capital(one.verdict), sum_up(one),
        one.finding, ledger.refer([one.figure, *one.against.split()]), settle, link(one.paper, address),
        write_date(one.published) or UNKNOWN,
    )  # fmt: skip


def contradictions(found: pd.DataFrame, ledger: Ledger | None = None) -> Cards | None:
    """What cannot stand together, force by force, with the readings that end it and what follows if one part is wrong."""
    if found.empty:
        return None
    ledger, groups, sentences = ledger or find_ledger(), [], []
    for force, mine in found.groupby("force", sort=False):
        made = []
        for number, one in enumerate(mine.itertuples(), start=1):
            sentences.append(ledger.quote(one.finding, one.figures.split()))
            heading = KINDS[one.kind] + f" ({number} of {len(mine)})" * (len(mine) > 1)
            made.append(Card(f"contradiction-{one.id}", heading, _write_conflict(one, ledger)))
        groups.append((forces.name_force(force), tuple(made)))
    return Cards(tuple(groups), tuple(sentences))


def _write_conflict(one, ledger: Ledger) -> Markup:
    parts = [Markup("<p>{}{}</p>").format(one.finding, ledger.refer(one.figures))]
    if one.unless:
        parts.append(Markup("<p>They can all hold if {}.</p>").format(one.unless.replace(" | ", "; or if ")))
    if one.without:
        rows = Markup("").join(Markup("<li>{}.</li>").format(capital(row)) for row in one.without.split(" | "))
        wrong = Markup("<details><summary>What if one of them is wrong</summary>\n<ul>{}</ul>\n</details>")
        parts.append(wrong.format(rows))
    return Markup("\n").join(parts)


def charges(counts: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Charges beside the offences of the same period, a row a force, where both are known; ranges as fewest and most.

    Returns
    -------
    DataFrame
        ``force``, ``period_start``, ``period_end``, ``charges``, ``low`` and ``high`` (offences), ``doubt`` (what the
        range holds only if), ``charge_figures`` and ``offence_figures``.
    """
    keys = ["force", "period_start", "period_end"]
    charged = counts[
        (counts["measure"] == "outcome") & (counts["category"] == CHARGED) & (counts["basis"] == "press")
    ]
    charged = charged[(charged["count_low"] == charged["count_high"]).fillna(False)]
    whole = counts[counts["measure"].isin(["total", "check_total"]) & (counts["period_start"] != "")]
    both = charged.merge(whole, on=keys, suffixes=("_charges", "_offences"))
    both = (
        both.sort_values("period_start")
        .drop_duplicates("force", keep="last")
        .sort_values("force", ignore_index=True)
    )
    doubts = figures.set_index("id")["doubt"]
    both["doubt"] = [
        next((d for one in ids.split() if (d := doubts[one])), "") for ids in both["figures_offences"]
    ]
    columns = {"count_low_charges": "charges", "count_low_offences": "low", "count_high_offences": "high", "doubt": "doubt",
               "figures_charges": "charge_figures", "figures_offences": "offence_figures"}  # fmt: skip
    return both[[*keys, *columns]].rename(columns=columns)


def list_charges(found: pd.DataFrame, ledger: Ledger | None = None) -> Table | None:
    """The same for readers, with the sum of all; None where no force has both."""
    if found.empty:
        return None
    ledger = ledger or find_ledger()
    rows = [
        {
            "Force": link(forces.name_force(one.force), f"{one.force}.html"),
            "Period": name_period(one.period_start, one.period_end),
            "Charges": write_number(int(one.charges)),
            "Offences": write_span(one.low, one.high),
            "Only": one.doubt or "[z]",
            "Rests on": ledger.refer(f"{one.charge_figures} {one.offence_figures}"),
        }
        for one in found.itertuples()
    ]
    rows.append(
        {
            "Force": "Together", "Period": "[z]", "Charges": write_number(int(found["charges"].sum())),
            "Offences": write_span(found["low"].sum(), found["high"].sum()), "Only": "if each of these holds", "Rests on": "[z]",
        }
    )  # fmt: skip
    return Table(
        "Charges that newspapers print, beside the offences of the same period", pd.DataFrame(rows),
        numeric=("Charges", "Offences"),
        notes=(
            "A range of offences is worked out from what is printed. [z]: not applicable. Cases may still be open, so no share "
            "is given.",
        ),
    )  # fmt: skip
