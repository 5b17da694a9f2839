"""Laws of wording: what no sentence of a page may say of the figures that it names, whichever force and answer they are of."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

MOST_PAPERS = 3
# What is not held here may be printed or published elsewhere: we hold copies of some stories and answers.
UNHELD = re.compile(
    r"\b(?:is|are|was|were) not (?:all )?(?:published|printed|disclosed)\b|\bnobody prints\b|\b[Aa]ll that is printed\b"
    r"|\b[Nn]o (?:yearly counts?|years?|(?:yearly )?totals?|number)\b[^.;]* (?:is|are) (?:printed|published)\b"
    r"|\b(?:prints|print) no (?:counts?|totals?)\b|\band for no other year\b"
)
NAMELESS = re.compile(r"\b(?:a newspaper|newspapers) (?:prints?|reports?)\b|\bas newspapers\b", re.IGNORECASE)
PRINT = re.compile(r"\b(?:prints?|reports?)\b")
OWN_ANSWER = "own answer prints"
HIDDEN = re.compile(r"\bhid(?:es?|den|ing)\b")
# A chart's title, whose subtitle says that what is hatched is hidden and what the ranges hold only on.
TITLE = re.compile(r"^(?:What each year can be|Offences linked to \S+: )")
COUNTING = {"count", "sum", "left"}
BASE = re.compile(r"\b(?:from )?which(?:ever)? year|\bif it is on\b|\bchange is on\b")
NONE = re.compile(r"^No charge is\b(?!.*not to say that there was none)|^Not known: no \w+ .*(?<!held here\.)$")


def find_faults(said: Iterable[dict], figures: pd.DataFrame, publishers: dict[str, str]) -> Iterator[str]:
    """Sentences that say more than is held, with what is wrong about each.

    Parameters
    ----------
    said : iterable of dict
        Sentences as `Sentence.describe` gives them.
    figures : DataFrame
        The table of figures, indexed by id.
    publishers : dict
        Publisher of each source.
    """
    for one in said:
        text = one["text"]
        behind = figures.loc[[cell["id"] for cell in one["figures"] if cell["id"] in figures.index]]
        if UNHELD.search(text):
            yield f"takes what is not held for what is not printed: {text}"
        if NONE.search(text):
            yield f"takes what is not held for none: {text}"
        papers = {publishers[source] for source in behind.loc[behind["source_kind"] == "press", "source"]}
        if papers and len(papers) <= MOST_PAPERS and NAMELESS.search(text):
            yield f"does not name {sorted(papers)}: {text}"
        if not TITLE.match(text) and HIDDEN.search(text) is None and _is_hidden(one, figures):
            yield f"tells a hidden count without saying so: {text}"
        if not TITLE.match(text):
            yield from _find_lost_conditions(one, text, behind)


def _is_hidden(one: dict, figures: pd.DataFrame) -> bool:
    """Whether a sentence tells as a range what the force's own answer hides."""
    for quantity in one["quantities"].values():
        if quantity["kind"] in COUNTING:
            ids = [ident for group in quantity["of"] for ident in group if ident in figures.index]
            own = figures.loc[ids][figures.loc[ids, "source_kind"] == "disclosure"]
            if ((own["count_low"] != own["count_high"]) & own["count_high"].notna()).any():
                return True
    return False


def _find_lost_conditions(one: dict, text: str, behind: pd.DataFrame) -> Iterator[str]:
    """Ranges that are worked out and told without what they rest on, and changes without their first year."""
    if any(quantity["kind"] == "allowed" for quantity in one["quantities"].values()):
        doubts = set(behind["doubt"]) - {""}
        words = set(behind.loc[behind["measure"] == "wording", "qualifier"])
        if doubts and not any(doubt.casefold() in text.casefold() for doubt in doubts):
            yield f"leaves out {sorted(doubts)}: {text}"
        if lost := [said for said in words if said not in text]:
            yield f"leaves out the words {lost}: {text}"
    changes = behind[(behind["measure"] == "change_pct") & ~behind["period_as_printed"].str.contains(r"\d{4}")]
    for pct in set(changes["as_printed"]) - {""}:
        # What a question or a list quotes as it is printed is no sentence of ours about it.
        quoted = "?" in text or text.startswith("**")
        if (
            f"{pct}%" in text
            and not BASE.search(text)
            and "up to" not in text
            and "yearly counts" not in text
            and not quoted
        ):
            yield f"does not say that the first year of {pct}% is not known: {text}"
