"""Turns the wording of an offence or outcome into the Home Office's category, where it is its own or a person decided it."""

import csv
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from linked_offences import catalogue
from plain_files import Problem, cache_by_stamp

# "01: ", "8L - ", "Outcome 16 ", "Type 1: ": a code in front of what it names.
_CODE = re.compile(r"(?:outcome |type )*(?:code )?0*(\d{1,3}[a-z]?)(?:[\s:.)-]+(?=\S)|$)")
UNMAPPED = ("unmapped", "")
_DENIALS = {"no", "not"}
_FILLING = {"a", "action", "any", "by", "further", "in", "named", "of", "or", "police", "the", "to"}
# Where each table of the Home Office has its wordings, and what level of its classes they are.
_WORDINGS = {
    "offence": (("code", "description"), ("subgroup", "offence_subgroup"), ("group", "offence_group")),
    "outcome": (("code", "label"), ("group", "outcome_group")),
}


def map_label(measure: str, label: str) -> tuple[str, str]:
    """Level and category that a printed wording stands for.

    What a person decided comes first; then the Home Office's own words and codes (reference tables offences and
    outcomes), whatever their case, dashes, blanks and the order of their clauses. Where a code stands before words of
    another class, the two contradict each other and nothing is decided; words that all stand in the class's own are
    taken for it, and so are those of an outcome without a code that all stand in one outcome's own and in no other's.

    Parameters
    ----------
    measure : {"offence", "outcome"}
        Which tables apply.
    label : str
        Wording as printed.

    Returns
    -------
    tuple of str
        Level ("code", "subgroup", "group") and category; ("unmapped", "") where nobody
        decided, or somebody decided that the wording is ambiguous. Never guessed.

    Examples
    --------
    >>> map_label("outcome", "01: Charged/summonsed"), map_label("offence", "8L")
    (('code', '1'), ('code', '8L'))
    """
    decided = _list_decided(measure)
    plain = _fold(label)
    if plain in decided:
        return decided[plain]
    file = catalogue.reference_folder() / f"{measure}s.csv"
    classes, meanings, wordings = _read_official(file, _WORDINGS[measure])
    if plain in meanings:
        return meanings[plain]
    clauses = _split_clauses(plain)
    meant = {one for words, one in {**meanings, **decided}.items() if _split_clauses(words) == clauses}
    if len(meant) == 1:
        return meant.pop()
    found = _CODE.match(plain)
    if not found or found[1] not in classes:
        coded = re.match(r"\w*", plain)[0] in classes
        only = _find_only(plain, wordings) if measure == "outcome" and not coded else ""
        return ("code", only) if only else _map_inner(measure, label, classes, meanings)
    code, above = classes[found[1]]
    rest = plain[found.end() :]
    if not rest and measure == "offence" and found[1].isdigit():
        return UNMAPPED  # an age or a serial number looks alike
    meant = {**meanings, **decided}.get(rest, UNMAPPED)
    own = " ".join((wordings[code], *(group for _, group in above)))
    fits = meant in (("code", code), *above) or (meant == UNMAPPED and _is_part(rest, own))
    return ("code", code) if not rest or fits else UNMAPPED


@lru_cache(maxsize=4096)
def _split_clauses(words: str) -> frozenset[str]:
    """The clauses of a folded wording, in whatever order: within one "not" stands where it stood."""
    return frozenset(filter(None, (one.strip() for one in re.split(r"[-,;:()\[\]]", words))))


def _is_part(words: str, official: str) -> bool:
    """Whether all words stand in an official wording too ("16: victim does not support"), and deny what it denies."""
    said, own = _list_words(words), _list_words(official)
    denies = bool(said & _DENIALS) == bool(own & _DENIALS)
    return (
        bool(said - _FILLING)
        and said <= own | _FILLING
        and (denies or not said & {"support", "suspect", "identified", "interest"})
    )


def _find_only(words: str, wordings: dict[str, str]) -> str:
    """The code of which alone all words of a wording are; empty where two have them, be it beside a denial, or they are few."""
    said = _list_words(words) - _FILLING - _DENIALS
    found = [code for code, own in wordings.items() if len(said) > 2 and said <= _list_words(own)]
    return found[0] if len(found) == 1 and _is_part(words, wordings[found[0]]) else ""


@lru_cache(maxsize=4096)
def _list_words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in re.findall("[a-z]+", text.casefold()))


def is_decided(measure: str, label: str) -> bool:
    """Whether a person decided what a printed wording stands for, or that nobody can say."""
    return _fold(label) in _list_decided(measure)


def _list_decided(measure: str) -> dict[str, tuple[str, str]]:
    """Level and category of each folded wording that a person decided about."""
    return _read_decided(catalogue.reference_folder() / f"{measure}_labels.csv")


@cache_by_stamp
def _read_decided(file: Path) -> dict[str, tuple[str, str]]:
    return {_fold(row["label"]): (row["level"], row["category"]) for row in catalogue.reference_rows(file.stem)}


def _map_inner(measure: str, label: str, classes: dict, meanings: dict) -> tuple[str, str]:
    """What a label of several levels stands for by its inner ones, where the outer one is the group that holds it."""
    parts = label.split(" - ")
    for number in range(1, len(parts)):
        level, category = map_label(measure, " - ".join(parts[number:]))
        _, above = classes.get(category.casefold(), ("", []))
        if level == "code" and meanings.get(_fold(" - ".join(parts[:number]))) in above:
            return level, category
    return UNMAPPED


def list_undecided(labelled: Iterable[tuple[str, str]]) -> list[str]:
    """Rows for the label tables of the wordings that nobody decided, ready to paste and to complete.

    Parameters
    ----------
    labelled : iterable of tuple
        Measure and label of each figure, as printed.

    Returns
    -------
    list of str
        For each table that lacks a row a line that says so, and its rows; none where every wording is decided.
    """
    lines = []
    for measure in ("offence", "outcome"):
        wordings = {
            " ".join(label.split()).casefold(): label for kind, label in labelled if kind == measure and label
        }
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        for words, label in sorted(wordings.items()):
            if not is_decided(measure, label) and map_label(measure, label) == UNMAPPED:
                rows.writerow([words, "", "", ""])
        if text.getvalue():
            lines.append(
                f"nobody has decided what {measure} these wordings stand for: add to data/reference/{measure}_labels.csv, and "
                "complete with level (code, subgroup, group or unmapped), category and reason"
            )
            lines += text.getvalue().splitlines()
    return lines


def _fold(label: str) -> str:
    """A wording without what tells no classes apart: case, kinds of dashes, blanks around marks, words before it."""
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(label.split()).casefold())
    # As sentences have it: "of these offences resulted in a charge", "of harassment".
    words = re.sub(
        r"^(?:of )?(?:the|these|those|them|which)\b[^,;:.]{0,40}?(?=\b(?:resulted in|ended (?:in|with)|led to)\b)",
        "",
        words,
    )
    words = re.sub(r"^(?:(?:resulted|ended) (?:in|with)|led to|in|of|for) (?:an? )?", "", words)
    return re.sub(r"\s*([/-])\s*", r"\1", words).rstrip(" .*")


@cache_by_stamp
def _read_official(file: Path, wordings: tuple[tuple[str, str], ...]) -> tuple[dict, dict, dict]:
    """Each code with the groups that hold it, by its folded form; the one meaning of each folded wording; each code's words."""
    rows = [row for row in catalogue.reference_rows(file.stem) if row.get("in_use", "yes") == "yes"]
    classes, meanings = {}, {}
    for row in rows:
        above = [(level, row[column]) for level, column in wordings[1:] if row[column]]
        classes[row["code"].casefold()] = (row["code"], above)
        for level, category in [("code", row["code"]), *above]:
            words = row[dict(wordings)[level]]
            meanings.setdefault(_fold(words), set()).add((level, category))
    # Where a class has the words of its group, the group is meant, which holds what else is counted with the class.
    widest = {words: {one for one in found if one[0] == "group"} or found for words, found in meanings.items()}
    one = {words: next(iter(found)) for words, found in widest.items() if len(found) == 1}
    return classes, one, {row["code"]: row[dict(wordings)["code"]] for row in rows}


def check_labels() -> None:
    """Raise where a decided category is not one of the Home Office's.

    Raises
    ------
    Problem
        Names the row of the label table.
    """
    for measure, wordings in _WORDINGS.items():
        columns = dict(wordings) | {"code": "code"}
        known = catalogue.reference(f"{measure}s")
        allowed = {(level, category) for level, column in columns.items() for category in known[column]}
        file = catalogue.reference_folder() / f"{measure}_labels.csv"
        for number, row in enumerate(catalogue.reference_rows(f"{measure}_labels"), start=2):
            label, level, category = (row[name] for name in ("label", "level", "category"))
            if (level, category) not in {*allowed, ("unmapped", "")} or label != label.casefold():
                advice = f"is not a lower-case wording with a category of data/reference/{measure}s.csv"
                raise Problem(file, f"row {number}", f"{label}, {level}, {category}", advice)
