"""Tells which letters of a page of a PDF nobody sees, or sees struck through: a PDF draws one thing over another."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from foi_answers.documents.sheets import NOTED, STRUCK, UNSEEN, show_name
from plain_files import name_some

WHITE = (1.0, 1.0, 1.0)
_SMALLEST = 1.5  # points
_SHADE = 0.04  # of a colour: letters that differ by no more from what they lie on are not seen
IN_FIELDS = "what stands in the fields of its form is not read"
LAYERS = "layers of it are switched off, and their text is read all the same: hold every number against the page"
_MARKUP = {"Highlight", "Underline", "Squiggly"}


def find_covered(page, *, layered: bool = False) -> None:
    """Write into each letter of a page that nobody sees, or sees struck through, the sign of it, as "doubt".

    A letter is not seen that lies off the page, as it is cut to be shown, or under what is drawn after it, that has the
    colour of what it lies on, or that has no size. What marks a letter as with a marker pen leaves it to be seen. Where
    some layers of the file are switched off (``layered``), it may be any layer.
    """
    drawn = list(_in_order(page))
    letters = sorted(
        ((_middle(one), order, one) for order, one in enumerate(drawn) if one["object_type"] == "char"),
        key=lambda found: found[:2],
    )
    heights = [height for height, _, _ in letters]
    grounds: dict[int, object] = {}
    for order, thing in enumerate(drawn):
        kind = thing["object_type"]
        if kind not in ("rect", "line", "image") and not (kind == "curve" and _fills_box(thing)):
            continue
        thin = thing["bottom"] - thing["top"] <= 2 < thing["x1"] - thing["x0"]
        reach = 10 if thin else 0
        first, last = bisect_left(heights, thing["top"] - reach), bisect_right(heights, thing["bottom"] + reach)
        for _, at, letter in letters[first:last]:
            if not thing["x0"] <= (letter["x0"] + letter["x1"]) / 2 <= thing["x1"]:
                continue
            if thin:
                height = letter["bottom"] - letter["top"]
                part = ((thing["top"] + thing["bottom"]) / 2 - letter["top"]) / height if height else 0
                if 0.35 < part < 0.72 and letter["text"].strip():
                    letter["doubt"] = STRUCK
            elif kind == "image":
                # A picture of the whole page, with its letters below it, is told in another place.
                if at < order and _area(thing) < page.width * page.height / 2:
                    letter["doubt"] = UNSEEN
            elif thing.get("fill"):
                colour = _colour(thing.get("non_stroking_color"))
                if at > order:
                    grounds[at] = colour
                elif colour and (colour == WHITE or sum(colour) < 1.8):
                    letter["doubt"] = UNSEEN
    left, top, right, bottom = page.cropbox or page.bbox
    for height, at, letter in letters:
        aside = not (left <= letter["x0"] + 1 and letter["x1"] - 1 <= right and top <= height <= bottom)
        colour = _colour(letter.get("non_stroking_color"))
        ground = grounds.get(at, WHITE)
        alike = colour and ground and max(abs(a - b) for a, b in zip(colour, ground, strict=True)) <= _SHADE
        if aside or alike or letter["size"] < _SMALLEST or (layered and letter.get("tag") == "OC"):
            letter["doubt"] = UNSEEN


def _fills_box(curve: dict) -> bool:
    """Whether a shape of corners, as some programs draw a box, fills what it reaches over."""
    twice = sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(curve["pts"], [*curve["pts"][1:], curve["pts"][0]], strict=True)
    )
    return abs(twice) > 1.8 * _area(curve)


def find_attached(page) -> Iterator[str]:
    """What hangs on a page beside its text, and is not read; letters that it strikes through or lies on get their sign."""
    try:
        found = page.annots
    except Exception:  # whatever a damaged note raises
        yield "its notes are damaged and are not read"
        return
    if page.page_obj.attrs.get("AF"):
        yield "files attached to it are not read"
    for note in found:
        said = note.get("data") or {}
        kind = getattr(said.get("Subtype"), "name", "")
        if kind == "StrikeOut":
            _sign_below(note, page, STRUCK)
        elif kind == "Widget":
            if re.search(r"\d", _value_of(said)):
                yield IN_FIELDS
        elif kind == "FileAttachment":
            yield "files attached to it are not read"
        elif kind not in ("Link", "Popup") and (kind not in _MARKUP or note.get("contents")):
            _sign_below(note, page, NOTED)
            yield "a note or a stamp on it is not read"


def _sign_below(note: dict, page, kind: str) -> None:
    for letter in page.chars:
        inside = note["x0"] <= (letter["x0"] + letter["x1"]) / 2 <= note["x1"]
        if inside and note["top"] <= _middle(letter) <= note["bottom"]:
            letter.setdefault("doubt", kind)


def draws_nothing(page) -> bool:
    """Whether a page has letters that are not drawn: a machine that recognises text puts them there, or a person hides them."""
    from pdfminer.pdftypes import resolve1

    # Letters of which all shines through are drawn as little.
    states = resolve1((resolve1(page.page_obj.resources) or {}).get("ExtGState"))
    if isinstance(states, dict) and any(_is_clear(resolve1(one)) for one in states.values()):
        return True
    # What a page draws may lie in several streams, each of which may be named or left out.
    streams = filter(None, map(resolve1, page.page_obj.contents))
    return any(re.search(rb"(?<![\d.])3\s+Tr\b", one.get_data()) for one in streams)


def _is_clear(state) -> bool:
    from pdfminer.pdftypes import resolve1

    share = resolve1(state.get("ca")) if isinstance(state, dict) else None
    return isinstance(share, int | float) and share <= _SHADE


def list_hidden(pdf) -> Iterator[str]:
    """What a whole PDF holds beside its pages, and which of its layers are not shown."""
    from pdfminer.pdftypes import resolve1

    def find(*names: str):
        found = pdf.doc.catalog
        for name in names:
            found = resolve1(found.get(name)) if isinstance(found, dict) else None
        return found

    if find("Names", "EmbeddedFiles") or find("AF"):
        names = name_some([*_list_names(find("Names", "EmbeddedFiles"))])
        yield f"files attached to it are not read{f' ({names})' if names else ''}"
    if find("AcroForm", "XFA"):
        yield IN_FIELDS
    if find("OCProperties", "D", "OFF"):
        yield LAYERS


def _list_names(tree) -> Iterator[str]:
    """The names in a tree of names [ISO 32000, 7.9.6], whose leaves hold a name and what it names in turn."""
    from pdfminer.pdftypes import list_value, resolve1
    from pdfminer.utils import decode_text

    waiting, seen = [tree], set()
    while waiting:
        branch = resolve1(waiting.pop())
        if isinstance(branch, dict) and id(branch) not in seen:  # a branch may hold itself
            seen.add(id(branch))
            names = map(resolve1, list_value(branch.get("Names"))[::2])
            yield from (show_name(decode_text(name)) for name in names if isinstance(name, bytes))
            waiting += list_value(branch.get("Kids"))


def _value_of(field) -> str:
    """What stands in a field of a form, which it may have from one that it is a part of."""
    from pdfminer.pdftypes import resolve1

    for _ in range(20):
        if not isinstance(field, dict):
            break
        value = resolve1(field.get("V"))
        if value is not None:
            return str(value)
        field = resolve1(field.get("Parent"))
    return ""


def _in_order(page) -> Iterator[dict]:
    """The things on a page in the order in which they are drawn."""
    kinds = {kind: iter(things) for kind, things in page.objects.items()}

    def walk(things) -> Iterator[str]:
        for thing in things:
            inner = getattr(thing, "_objs", None)
            if inner is None:
                yield type(thing).__name__.removeprefix("LT").casefold()
            else:
                yield from walk(inner)

    for kind in walk(page.layout):
        thing = next(kinds.get(kind, iter(())), None)
        if thing is not None:
            yield thing


def _middle(thing: dict) -> float:
    return (thing["top"] + thing["bottom"]) / 2


def _area(thing: dict) -> float:
    return (thing["x1"] - thing["x0"]) * (thing["bottom"] - thing["top"])


def _colour(parts) -> tuple[float, float, float] | None:
    """A colour as red, green and blue; None for a pattern, black where none is named."""
    parts = (0,) if parts in (None, (), (None,)) else parts if isinstance(parts, tuple | list) else (parts,)
    if not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 4:
        return tuple(round((1 - part) * (1 - parts[3]), 2) for part in parts[:3])
    return tuple(round(float(part), 2) for part in (parts * 3 if len(parts) == 1 else parts))
