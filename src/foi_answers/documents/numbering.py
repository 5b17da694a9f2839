"""Knows the numbers that Word puts before the paragraphs of a numbered list."""

import re

from foi_answers.documents.archives import attribute
from foi_answers.documents.sheets import read_integer


class Numbering:
    """Knows the numbers that Word puts before the paragraphs of a numbered list."""

    def __init__(self, numbering, styles):
        self.lists = by_name(numbering, "abstractNum", "abstractNumId")
        self.uses = by_name(numbering, "num", "numId")
        self.styles = by_name(styles, "style", "styleId")
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()

    def mark(self, paragraph) -> str:
        """Number before a paragraph, "" where there is none; to be asked once for each, in order."""
        name, level = self._listing(paragraph)
        if name not in self.uses:
            return ""
        listing = attribute(self.uses[name].find("{*}abstractNumId"), "val")
        levels = {read_integer(attribute(one, "ilvl")): one for one in self.lists[listing].iterfind("{*}lvl")}
        if level not in levels:
            return ""
        counts = self.counts.setdefault(listing, {})
        for one in () if name in self.begun else self.uses[name].iterfind("{*}lvlOverride"):
            if first := value_of(one, "startOverride"):
                counts[read_integer(attribute(one, "ilvl"))] = read_integer(first) - 1
        self.begun.add(name)
        counts[level] = counts.get(level, read_integer(value_of(levels[level], "start") or "1") - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if value_of(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        shown = value_of(levels[level], "lvlText") or ""
        return re.sub(r"%(\d)", lambda one: self._show(levels, counts, int(one[1]) - 1), shown) + " "

    def _listing(self, paragraph) -> tuple[str | None, int]:
        """List and level of a paragraph, from itself or from its style or what that rests on."""
        properties = paragraph.find("{*}pPr")
        style = value_of(properties, "pStyle")
        for _ in range(10):
            numbers = properties.find("{*}numPr") if properties is not None else None
            if numbers is not None or style not in self.styles:
                break
            properties = self.styles[style].find("{*}pPr")
            style = value_of(self.styles[style], "basedOn")
        return value_of(numbers, "numId"), read_integer(value_of(numbers, "ilvl") or "0")

    def _show(self, levels: dict, counts: dict[int, int], level: int) -> str:
        count = counts.get(level, 1)
        kind = value_of(levels.get(level), "numFmt") or ""
        shown = str(count)
        if count > MOST_LETTERED:
            return shown
        if kind.endswith("Letter"):
            shown = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        elif kind.endswith("Roman"):
            shown = ""
            for value, letters in ROMAN.items():
                shown, count = shown + letters * (count // value), count % value
        return shown.upper() if kind.startswith("upper") else shown


# Word starts no list higher, and the letters of a number grow with it.
MOST_LETTERED = 32_767
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v",
         4: "iv", 1: "i"}  # fmt: skip


def value_of(element, kind: str) -> str | None:
    """Value of a property of Word, None where the element does not have it."""
    return attribute(element.find(f"{{*}}{kind}"), "val") if element is not None else None


def by_name(root, kind: str, name: str) -> dict:
    """Elements of a part of Word by one of their attributes; none where there is no such part."""
    return {attribute(one, name): one for one in root.iterfind(f"{{*}}{kind}")} if root is not None else {}
