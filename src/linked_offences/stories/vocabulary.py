"""Turns vocabulary.yml, the words of newspapers, into patterns: what stands for a number, a period, a force, an offence.

``vocabulary.RISE`` and the like are its patterns by name; each is compiled when it is first asked for.
"""

import re
from functools import cache
from pathlib import Path

import yaml

from foi_answers import SMALL, TENS
from linked_offences import catalogue
from linked_offences.forces import NATION
from linked_offences.study import read_study

__all__ = ["NATION"]
IGNORE = re.IGNORECASE | re.VERBOSE
FLAGS = {"words": IGNORE, "patterns": IGNORE, "names": re.VERBOSE}
WORD = f"(?:{'|'.join([*SMALL, *TENS, 'hundred', 'thousand'])})"


@cache
def _read() -> dict:
    return yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


def _fill(pattern: str, platform: str) -> str:
    """A pattern with the fragments that it names."""
    fragments = _read()["fragments"] | {
        "WORD": WORD,
        "PLATFORM": platform,
        "HEDGE": list_hedges().replace(" ", r"\ "),
    }
    for name in ("SCALE", "PARTS", "MANY"):
        longest = sorted(_read()[name], key=len, reverse=True)
        fragments[name] = "|".join(word.replace(" ", r"\ ") for word in longest)
    while (filled := re.sub(r"<<(\w+)>>", lambda match: fragments[match[1]], pattern)) != pattern:
        pattern = filled
    return pattern


def spell_platform() -> str:
    """How the study's platform is written, its parts with or without a space or a hyphen between."""
    return _spell(read_study().platform.name)


@cache
def _spell(name: str) -> str:
    parts = re.findall(r"[A-Z]?[^A-Z\s]+|[A-Z]+", name)
    return r"[\s-]?".join(re.escape(part.lower()) for part in parts)


def __getattr__(name: str) -> object:
    """A pattern, a fragment or a list of vocabulary.yml by its name."""
    if name.startswith("_"):
        raise AttributeError(name)
    return _find(name, spell_platform())


@cache
def _find(name: str, platform: str) -> object:
    held = _read()
    for group, flags in FLAGS.items():
        if name in held[group]:
            pattern = _fill(held[group][name], platform)
            return re.compile(rf"\b(?:{pattern})\b" if group == "words" else pattern, flags)
    match name:
        case "PLAIN" | "FUNCTION":
            return frozenset(held[name].split())
        case "HEDGE":
            return list_hedges()
        case "HEDGES":
            return [(pattern, word) for word, pattern in held["hedges"].items()]
        case "ASIDES":
            return [
                (name, re.compile(_fill(pattern, platform), IGNORE)) for name, pattern in held["asides"].items()
            ]
        case "PERIODS":
            return [
                (kind, re.compile(_fill(pattern, platform), IGNORE))
                for one in held["periods"]
                for kind, pattern in one.items()
            ]
        case "OUTCOME":
            found = [(one, rf"\b(?:{_fill(one['words'], platform)})\b") for one in held["outcomes"]]
            return [(one["label"], tuple(one["names"]), re.compile(pattern, IGNORE)) for one, pattern in found]
    found = held["fragments"].get(name, held.get(name))
    if found is None:
        raise AttributeError(name)
    return found


def list_hedges() -> str:
    """Words before a number that bound it, as alternatives."""
    return "|".join(_read()["hedges"].values())


@cache
def name_forces() -> tuple[dict[str, str], re.Pattern]:
    """Names by which an article may call a force, each with its slug, and one pattern that finds them.

    A newspaper's own name, such as Derbyshire Times, is none.
    """
    held, names = _read(), {}
    for one in catalogue.reference_rows("forces"):
        if one["type"] == "nation":
            continue
        short = one["short_name"]
        called = [f"{short} {body}" for body in ("Police", "Constabulary", "Police Force")]
        alone = [] if short in held["never_alone"] else [short]
        for name in [one["name"], *called, *one["aliases"].split("|"), *alone]:
            if len(name) > 2 and name not in held["never_alone"]:
                # What two forces are called names neither.
                names[name] = "" if names.get(name, one["slug"]) != one["slug"] else one["slug"]
    names = {name: slug for name, slug in (names | held["nicknames"]).items() if slug}
    names |= {name.upper(): slug for name, slug in names.items()}
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    others = held["other_bodies"].replace(" ", "")
    return names, re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])(?!\s+(?:{others})\b)")


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
    # Which Home Office group either means is not decided, and papers use one for the other.
    for word, other in (("violence", "violent crimes"), ("violent crimes", "violence")):
        found[word] = ("unmapped", (f"unmapped:{word}", f"unmapped:{other}"), word)
    for word, label in _read()["offences"].items():
        if label in found:
            found.setdefault(word, found[label])
    longest = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(found, key=len, reverse=True) if len(word) > 3
    )
    return found, re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE)
