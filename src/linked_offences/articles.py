"""Turns an article into its sentences with figures, each held against the evidence.

Careful before complete: a number that is an age, a date, money or about something else is no
claim, and a sentence whose numbers cannot be tied to a force, a count and a period is named as
one that could not be interpreted. Nothing is guessed.
"""

import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pandas as pd

from linked_offences import catalogue, forces
from linked_offences.evidence import Evidence, gather
from linked_offences.numerals import join_words, write_number, write_range
from linked_offences.wordings import (
    ASIDES,
    DAY,
    FALL,
    NATION,
    NO_CHARGE,
    NUMBER,
    ON_YEAR_BEFORE,
    OTHER_TOPIC,
    OUTCOMES,
    RISE,
    SPAN,
    WHEN,
    WORD,
    YEARS,
    Mention,
    blank_out,
    counts_offences,
    find_category,
    find_forces,
    find_kind,
    find_main_force,
    find_mentions,
    find_period_of,
    find_periods,
    find_place,
    is_change,
    is_difference,
    is_pair,
    segment,
    split_sentences,
)
from plain_files import Problem
from unknown_counts import Constraint, Reading, Statement, change_bounds, exactly, neighbours

HOLDS, DIFFERS, NOT_KNOWN, NO_SENSE, NO_CLAIM = "holds", "differs", "not known", "could not interpret", "no claim"
ORDER = (DIFFERS, NO_SENSE, NOT_KNOWN, HOLDS, NO_CLAIM)
LARGEST = 300_000
LONGEST = 2_000
REQUEST = "tiktok-offences-2024"


@dataclass(frozen=True)
class Claim:
    """What one number of an article says, and what becomes of it."""

    said: str
    verdict: str
    reason: str
    force: str = ""
    period: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """One sentence with numbers: its line in the file, its verdict, and each of its claims."""

    line: int
    sentence: str
    verdict: str
    claims: tuple[Claim, ...] = ()

    def describe(self) -> dict:
        """The same for machines."""
        return asdict(self)


@dataclass
class Reader:
    """What an article has said so far, so that "the following year" and "the force" can be read."""

    force: str = ""
    main: str = ""
    year: str = ""
    counted: bool = False
    change: Claim | None = None
    bodies: dict[str, Evidence] = field(default_factory=dict)


def read_article(file: Path) -> str:
    """The text of an article.

    Raises
    ------
    Problem
        The file is missing, empty, too large for an article, or no text.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise Problem(
                file,
                "",
                "",
                f"has {write_number(size / 1_000_000, 1)} MB, too much for one article; cut it to one",
            )
        content = file.read_bytes()
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); name a text file") from None
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Problem(
            file, f"byte {error.start + 1}", "", "is not text; save the article as plain text in UTF-8"
        ) from None
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise Problem(file, "", "", "is not text; save the article as plain text in UTF-8")
    if not text.strip():
        raise Problem(file, "", "", "is empty; save the article's text in it")
    return text


def check(text: str, force: str = "") -> list[Checked]:
    """Every sentence of an article that has a number, with its verdict.

    Parameters
    ----------
    text : str
        The article.
    force : str, optional
        Slug of the force that is meant where the article does not name one.
    """
    figures, sources = catalogue.load("figures"), catalogue.load("sources")
    bodies = {body.force: body for body in gather(figures[figures["request"] == REQUEST], sources)}
    reader = Reader(main=force or find_main_force(text), bodies=bodies)
    about = re.search(r"\btik[\s-]?tok\b", text, re.IGNORECASE) is not None
    found = []
    for line, sentence in split_sentences(text):
        one = _check_sentence(line, sentence, reader, about)
        if one:
            found.append(one)
    return found


def _check_sentence(line: int, sentence: str, reader: Reader, about: bool) -> Checked | None:
    if len(sentence) > LONGEST:
        claim = Claim(
            "", NO_SENSE, f"it has more than {write_number(LONGEST)} characters; break it into sentences"
        )
        return Checked(line, sentence, NO_SENSE, (claim,))
    named = find_forces(sentence)
    before = reader.force
    own = [slug for _, _, slug in named if slug != NATION]
    if own:
        # After a sentence about several forces, "the force" is none of them in particular.
        reader.force = own[0] if len(set(own)) == 1 else ""
    periods, reader.year = find_periods(sentence, reader.year)
    masked = blank_out(sentence, [(p.start, p.end) for p in periods])
    asides = []
    kept = [match.span() for match in NO_CHARGE.finditer(masked)]
    for kind, pattern in [("a date", DAY), *ASIDES]:
        for match in list(pattern.finditer(masked)):
            if any(a < match.end() and match.start() < b for a, b in kept):
                continue
            if re.search(rf"\d|\b{WORD}\b", match[0], re.IGNORECASE):
                asides.append(kind)
            masked = blank_out(masked, [match.span()])
    leftover = list(re.finditer(r"(?<![\w])(?:19|20)\d\d(?!\w)", masked))
    for match in leftover:
        asides.append("a date")
        masked = blank_out(masked, [match.span()])
    mentions = list(find_mentions(masked))
    if not mentions:
        if asides or any(re.search(r"\d", p.text) for p in periods):
            kinds = join_words(dict.fromkeys(asides or ["a date"]))
            return Checked(line, sentence, NO_CLAIM, (Claim("", NO_CLAIM, f"its numbers are {kinds}"),))
        return None
    if not about:
        return Checked(line, sentence, NO_SENSE, (Claim("", NO_SENSE, "the article does not name TikTok"),))
    others = OTHER_TOPIC.search(masked)
    if others and not re.search(r"\btik[\s-]?tok\b", sentence, re.IGNORECASE):
        claim = Claim("", NO_SENSE, f'it may be about something else ("{others[0]}")')
        return Checked(line, sentence, NO_SENSE, (claim,))
    counted_before, change_before, reader.counted, reader.change = reader.counted, reader.change, False, None
    claims, counted = [], []
    for place, mention in enumerate(mentions):
        force = find_force_of(mention, named, before if not own else "", reader, sentence)
        kind = find_category(mention, *segment(place, mentions, masked), reader.bodies.get(force))
        counted.append((force, kind))
    for place, mention in enumerate(mentions):
        claim = _read_mention(place, mentions, masked, sentence, periods, counted, counted_before, reader)
        if claim and not named:
            claim = _doubt_carried(claim, mention, reader)
        claims.append(claim)
    claims = [_doubt_place(claim, sentence) for claim in claims if claim]
    reader.counted = any(" offences, " in c.said for c in claims)
    reader.change = next((c for c in claims if "%" in c.said or "per cent" in c.said.lower()), None)
    if joined := _check_join(sentence, claims, change_before, reader):
        claims.append(joined)
    if not claims:
        return None
    return Checked(line, sentence, min((c.verdict for c in claims), key=ORDER.index), tuple(claims))


def find_force_of(mention: Mention, named, before: str, reader: Reader, sentence: str) -> str:
    """The force that a number is about: named right after it, else before it in the sentence, else carried over."""
    for start, _, slug in named:
        between = sentence[mention.end : start]
        if (
            start >= mention.end
            and len(between) < 60
            and not re.search(r"[,;]", between)
            and not NUMBER.search(between)
            and re.search(r"(?:^|\s)(?:in|by|for|at|across|to|from)\s+(?:the\s+)?$", between)
        ):
            return slug
    earlier = [slug for start, _, slug in named if start < mention.start]
    if earlier:
        return earlier[-1]
    if named:
        return named[0][2]
    return reader.main or before


def _read_mention(place, mentions, masked, sentence, periods, counted, follows, reader: Reader) -> Claim | None:
    mention, (force, category) = mentions[place], counted[place]
    if mention.kind == "unread":
        return Claim(mention.text, NO_SENSE, "the number could not be read")
    if re.match(
        r"\s+(?:men|women|boys|girls|teenagers|youths|brothers|sisters|pupils|children|friends|man|woman|boy|girl)\b",
        masked[mention.end :],
    ):
        return Claim(mention.text, NO_SENSE, "it may be about one case", force)
    if not force:
        return Claim(mention.text, NO_SENSE, "which force it is about is not clear; name it with --force")
    name = forces.name_force(force)
    body = reader.bodies.get(force)
    period = find_period_of(place, mentions, periods, sentence, counted)
    if period and period not in YEARS and period != SPAN:
        return Claim(mention.text, NOT_KNOWN, f"no figure of {name} is held for {period}", force, period)
    left, right = segment(place, mentions, masked)
    changes = mention.kind == "times" or (mention.kind == "pct" and is_change(left, right))
    if period is None and changes:
        period = ""
    if period is None or (not changes and not period and WHEN.search(right[:60])):
        return Claim(mention.text, NO_SENSE, "which period it is for is not clear", force)
    if changes:
        alone = sum(one.kind in ("pct", "times") for one in mentions) == 1
        return _check_change(mention, left, right, periods, alone, force, body)
    if mention.kind in ("pct", "share"):
        return _check_share(mention, masked[mention.end :], period, reader.year, force, body)
    pair = is_pair(place, mentions, masked)
    if pair == "second":
        return None
    if pair == "first":
        return _check_pair(mention, mentions[place + 1], period, periods, force, body)
    if category is None and mention.kind == "count" and is_difference(left, right):
        return _check_difference(mention, left, period, force, body)
    if category is None and not counts_offences(
        mention, left, right, masked[: mention.start], follows and not place
    ):
        return Claim(mention.text, NO_SENSE, "what it counts is not clear", force, period)
    found = _check_count(mention, category, period, force, body, reader)
    return _check_direction(found, category, left, body) if body is not None else found


def _doubt_place(claim: Claim, sentence: str) -> Claim:
    """A number that differs may be about a town, where the sentence names one."""
    place = find_place(sentence) if claim.verdict == DIFFERS else ""
    if not place:
        return claim
    return replace(claim, verdict=NO_SENSE, reason=f"it may be about {place} only")


def _doubt_carried(claim: Claim, mention: Mention, reader: Reader) -> Claim:
    """A number far beyond a force that the sentence does not name may be about all forces, or others."""
    body = reader.bodies.get(claim.force)
    if (
        claim.verdict != DIFFERS
        or body is None
        or claim.force == NATION
        or mention.kind != "count"
        or not mention.value.isdigit()
    ):
        return claim
    most = body.range_of(("total", "", SPAN))[1] if SPAN in body.spans else None
    if most is None or int(mention.value) <= 5 * most:
        return claim
    nation = reader.bodies.get(NATION)
    if nation is not None and mention.value in set(nation.figures["as_printed"]):
        return _check_count(mention, None, claim.period, NATION, nation, reader)
    return Claim(
        claim.said, NO_SENSE, "which force it is about is not clear; it is far above what is known of this one"
    )


def _bounds(mention: Mention) -> tuple[int, int | None] | None:
    """Fewest and most that a number with the words around it allows; None where they bound nothing."""
    if mention.kind == "many":
        return {"hundreds": 200, "thousands": 2000, "dozens": 24, "scores": 40}[mention.value], None
    if "." in mention.value:
        return None
    value = int(mention.value)
    match mention.hedge:
        case "more than":
            return value + 1, None
        case "at least":
            return value, None
        case "fewer than":
            return 0, value - 1
        case "at most":
            return 0, value
        case "nearly":
            digits = len(str(value)) - len(str(value).rstrip("0"))
            return max(0, value - max(1, 10**digits // 2)), value
        case "around":
            # A round number stands for what rounds to it; one that is not round is no round number.
            digits = len(str(value)) - len(str(value).rstrip("0"))
            half = max(1, 10**digits // 2) if digits else max(1, value // 20)
            return max(0, value - half), value + half
    return value, value


def _row(
    body: Evidence, measure: str, period: str, low: int, high: int | None, level="", category="", label=""
) -> dict:
    days = {SPAN: (YEARS["2021/22"][0], YEARS["2023/24"][1])}.get(period) or YEARS.get(period, ("", ""))
    if measure == "total" and period == SPAN:
        measure = "check_total"
    first = body.figures.iloc[0].to_dict()
    blank = dict.fromkeys(["force_as_printed", "qualifier", "claim", "joined_to", "doubt", "note"], "")
    return first | blank | {
        "id": "article", "measure": measure, "period_start": days[0], "period_end": days[1], "period_as_printed": period,
        "label": label, "level": level, "category": category, "as_printed": str(low), "source_kind": "press",
        "source": "article", "count_low": low, "count_high": pd.NA if high is None else high,
    }  # fmt: skip


def _weigh(body: Evidence, wider: Evidence, readings: list[Reading]) -> tuple[list[bool], list[bool]]:
    """For each way in which the evidence can hold: whether the claim must hold, and whether it can."""
    musts, cans = [], []
    for way in body.kept:
        able = [r for r in readings if wider.system.can_hold([*way, Statement("claim", "", (r,))])]
        cans.append(bool(able))
        musts.append(any(_follows(wider, way, r) for r in able))
    return musts, cans


def _follows(body: Evidence, way: list[Statement], reading: Reading) -> bool:
    for one in reading.constraints:
        sides = []
        if one.low is not None:
            sides.append(Constraint(one.terms, None, one.low - 1))
        if one.high is not None:
            sides.append(Constraint(one.terms, one.high + 1))
        if any(body.system.can_hold([*way, Statement("not", "", (Reading("", (side,)),))]) for side in sides):
            return False
    return True


def _check_count(
    mention: Mention, category, period: str, force: str, body: Evidence | None, reader: Reader
) -> Claim:
    name = forces.name_force(force)
    words = f"{mention.hedge} {mention.text}".strip()
    bounds = _bounds(mention)
    if bounds is None:
        return Claim(words, NO_SENSE, "a count is a whole number", force, period)
    if body is None:
        reason = f"no count of {name} is held"
        for other in reader.bodies.values():
            for one in other.figures[other.figures["force_as_printed"] == name].itertuples():
                if one.as_printed == mention.value:
                    about = forces.name_force(other.force)
                    reason += f"; {other.papers[one.source]} prints it under this name in a story about {about}"
        return Claim(words, NOT_KNOWN, reason, force, period)
    key = _key(category, body)
    what = "offences" if category is None else f'"{category[-1]}"'
    said = (
        f"{words} {what}".replace(f'{words} "charges"', words)
        if category and category[1] == "charges" and words.lower().startswith(("no", "not"))
        else f"{words} {what}"
    )
    if key is None:
        return Claim(said, NOT_KNOWN, f"nothing held counts this for {name}", force, period)
    tried = [period] if period else [p for p in _periods_of(body, key)]
    if not tried:
        return Claim(said, NOT_KNOWN, f"nothing held counts this for {name}", force, period)
    results = [_weigh_count(mention, said, key, one, force, body, bounds) for one in tried]
    if period or len(results) == 1:
        return results[0]
    good = [one for one in results if one.verdict == HOLDS]
    if good:
        return good[0]
    if any(one.verdict == NOT_KNOWN for one in results):
        return next(one for one in results if one.verdict == NOT_KNOWN)
    top = next((one for one in results if one.period == SPAN and one.verdict == DIFFERS), None)
    if (
        top
        and body.range_of(("total", "", SPAN))[1] is not None
        and bounds[0] > body.range_of(("total", "", SPAN))[1]
    ):
        return top
    return Claim(said, NO_SENSE, "it names no period; " + "; ".join(one.reason for one in results), force)


def _periods_of(body: Evidence, key) -> list[str]:
    measure, _, category, label = key
    name = "" if measure == "total" else category or f"unmapped:{label}"
    found = [u[2] for u in body.unknowns.values() if u[:2] == (measure, name)]
    if measure == "total":
        found = [*body.spans, *found, *reversed(list(body.years))]
        if not body.spans and len(body.years) == 3:
            found = [SPAN, *found]
    return list(dict.fromkeys(found))


def _key(category, body: Evidence):
    """Measure, level, category and label of a count, as the force's figures name it."""
    if category is None:
        return "total", "", "", ""
    if category[0] == "offence":
        return "offence", *category[1:]
    pattern = dict(OUTCOMES)[category[1]]
    for one in body.figures[body.figures["measure"] == "outcome"].itertuples():
        kind = next((name for name, each in OUTCOMES if each.search(one.label)), "")
        if one.category == "15":
            kind = "evidential difficulties"
        if kind == category[1] and (pattern.search(one.label) or one.category == "15"):
            return "outcome", one.level, one.category, one.label
    return {"charges": ("outcome", "group", "Charged/Summonsed", "charges"),
            "community resolution": ("outcome", "code", "8", "community resolution")}.get(category[1])  # fmt: skip


def _weigh_count(mention, said: str, key, period: str, force: str, body: Evidence, bounds) -> Claim:
    measure, level, category, label = key
    said = f"{said}, {period}"
    row = _row(body, measure, period, *bounds, level, category, label)
    columns = body.figures.columns
    # A force without a printed sum still has one: its years together.
    frame = pd.DataFrame([row])[list(columns)].astype(body.figures.dtypes.to_dict())
    wider = Evidence(pd.concat([body.figures, frame], ignore_index=True), body.papers | {"article": "the article"})
    unknown = wider.unknowns["article"]
    own = [
        one
        for one in body.figures.itertuples()
        if body.unknowns.get(one.id) == unknown and pd.notna(one.count_low)
    ]
    ids = tuple(one.id for one in own)
    if body.hides and any(
        one.count_low != one.count_high
        for one in own
        if one.source_kind == "disclosure" and pd.notna(one.count_high)
    ):
        hidden = next(one for one in own if one.source_kind == "disclosure")
        low, high = int(hidden.count_low), int(hidden.count_high)
        apart = bounds[0] > high or (bounds[1] is not None and bounds[1] < low)
        reason = f"the force's own answer says {write_range(low, high)}"
        return Claim(said, DIFFERS if apart else NOT_KNOWN, reason, force, period, ids)
    if body.hides and not any(one.count_low == one.count_high for one in own if pd.notna(one.count_high)):
        return Claim(said, NOT_KNOWN, "the force hides counts that it would follow from", force, period, ids)
    exact = _find_exact(own, body)
    if exact is not None:
        low = high = exact
        musts = [bounds[0] <= exact and (bounds[1] is None or exact <= bounds[1])]
    else:
        musts, _ = _weigh(body, wider, [Reading("", (Constraint(((unknown, 1),), *bounds),))])
        ends = [wider.system.range_of(((unknown, 1),), way) for way in body.kept]
        low, high = min(a for a, _ in ends), None if any(b is None for _, b in ends) else max(b for _, b in ends)
    if len(body.kept) > 1:
        printed = join_words(f"{_print(one)} ({body.papers[one.source]})" for one in own)
        return Claim(said, NOT_KNOWN, f"papers contradict each other: {printed}", force, period, ids)
    basis = _name_basis(own, body)
    shown = write_range(low, pd.NA if high is None else high) if low or high is not None else "not known"
    doubts = [one.doubt for one in own if one.doubt]
    # Inside the range nothing is called wrong, although not every number there may be possible.
    if (bounds[1] is not None and bounds[1] < low) or (high is not None and bounds[0] > high):
        return Claim(
            said,
            DIFFERS,
            f"the evidence says {shown}{basis}" + (f", {doubts[0]}" if doubts else ""),
            force,
            period,
            ids,
        )
    same = [
        o
        for o in own
        if o.count_low == bounds[0]
        and (pd.isna(o.count_high) if bounds[1] is None else pd.notna(o.count_high) and o.count_high == bounds[1])
    ]
    if same and not all(musts):
        # The very number is printed, on whatever reading of its period.
        shown, basis = _print(same[0]), _name_basis(same, body)
    if all(musts) or same:
        if doubts:
            return Claim(said, NOT_KNOWN, f"{shown}{basis}, and it counts only {doubts[0]}", force, period, ids)
        return Claim(said, HOLDS, f"{shown}{basis}", force, period, ids)
    if high is None and low == 0:
        return Claim(
            said, NOT_KNOWN, f"nothing held counts this for {forces.name_force(force)}", force, period, ids
        )
    return Claim(said, NOT_KNOWN, f"the evidence allows {shown}{basis}", force, period, ids)


def _find_exact(own: list, body: Evidence) -> int | None:
    """The one value that a count has on every reading, where a figure that is kept prints it; else None."""
    plain = [
        {one for s in way if len(s.readings) == 1 for one in s.figures if not s.id.endswith(" as the rise")}
        for way in body.kept
    ]
    values = {
        int(one.count_low) for one in own
        if pd.notna(one.count_high) and one.count_low == one.count_high and all(one.id in ids for ids in plain)
    }  # fmt: skip
    return values.pop() if len(values) == 1 else None


def _print(one) -> str:
    words = one.qualifier if pd.isna(one.count_high) else ""
    return f"{words} {write_number(int(one.as_printed))}".strip() if one.as_printed.isdigit() else one.qualifier


def _name_basis(own: list, body: Evidence) -> str:
    if any(one.source_kind == "disclosure" for one in own):
        return " by the force's own answer"
    if own:
        papers = join_words(dict.fromkeys(body.papers[one.source] for one in own))
        return f" as printed by {papers}; the force's own answer is not held"
    return " as worked out from the other figures"


def _check_direction(claim: Claim, category, left: str, body: Evidence) -> Claim:
    """A right count that is said to be a rise or a fall, where the years before it say that it is none."""
    years = list(body.years)
    moved = re.search(rf"({RISE}|{FALL})\s+(?:back\s+|again\s+)?to\s+(?:just\s+|only\s+)?$", left, re.IGNORECASE)
    if claim.verdict != HOLDS or category is not None or not moved or claim.period not in years[1:] or body.hides:
        return claim
    place, falls = years.index(claim.period), re.fullmatch(FALL, moved[1], re.IGNORECASE) is not None
    ranges = [body.range_of(("total", "", year)) for year in years[: place + 1]]
    if any(low != high for low, high in ranges):
        return claim
    *before, last = [low for low, _ in ranges]
    wrong = (
        all(last >= one for one in (before[0], before[-1]))
        if falls
        else all(last <= one for one in (before[0], before[-1]))
    )
    if not wrong:
        return claim
    text = join_words(f"{write_number(low)} in {year}" for (low, _), year in zip(ranges, years, strict=False))
    return replace(
        claim, verdict=DIFFERS, reason=f"the count is right, and no {'fall' if falls else 'rise'}: {text}"
    )


def _check_change(mention, left, right, periods, alone, force, body) -> Claim:
    name = forces.name_force(force)
    said, period = mention.text if mention.kind == "times" else f"{mention.hedge} {mention.text}".strip(), ""
    if body is None or len(body.years) < 2 or force == NATION:
        same = (
            []
            if body is None
            else [
                o for o in body.figures.itertuples() if o.measure == "change_pct" and o.as_printed == mention.value
            ]
        )
        more = f"; {join_words(dict.fromkeys(body.papers[o.source] for o in same))} print the same" if same else ""
        return Claim(
            said, NOT_KNOWN, f"no yearly counts of {name} are held{more}", force, period, tuple(o.id for o in same)
        )
    if find_kind(re.split(r"\bincluding\b", right[:60])[0], body, last=False) or find_kind(
        left[-40:], body, last=True
    ):
        return Claim(said, NOT_KNOWN, f"no yearly counts of that kind are held for {name}", force, period)
    if _hides_years(body):
        return Claim(said, NOT_KNOWN, "the force hides a count that it would follow from", force, period)
    years = list(body.years)
    unknowns = [("total", "", year) for year in years]
    pairs = dict.fromkeys([(0, len(years) - 1), (len(years) - 2, len(years) - 1)])
    explicit = [p for p in periods if p.value in years and re.search(r"\d", p.text)]
    here = [p for p in explicit if mention.start - len(left) <= p.start < mention.end + len(right)]
    named = list(dict.fromkeys(p.value for p in (here if len(here) > 1 or not alone else explicit)))
    near = left[-80:] + " " + right[:80]
    if any(p.value == SPAN and len(re.findall(r"20\d\d", p.text)) > 1 for p in periods):
        pairs = {(0, len(years) - 1): None}
    elif len(named) == 2:
        pairs = {tuple(sorted(map(years.index, named))): None}
    elif any("year-on-year" in p.text.lower().replace(" ", "-") for p in periods) or (
        ON_YEAR_BEFORE.search(near)
        or any(p.value == years[-1] and not re.search(r"\d", p.text) for p in periods[:1])
    ):
        pairs = {(len(years) - 2, len(years) - 1): None}
    elif len(named) == 1 and years.index(named[0]):
        place = years.index(named[0])
        pairs = dict.fromkeys([(place - 1, place), (0, place)])
    period = named[-1] if named else SPAN
    falls = re.search(FALL, left[-60:] + right[:40], re.IGNORECASE) and not re.search(
        RISE, left[-60:] + right[:40], re.IGNORECASE
    )
    readings = []
    for a, b in pairs:
        bounds = _change_of(mention, unknowns[a], unknowns[b], bool(falls))
        if bounds is None:
            return Claim(said, NO_SENSE, "how large a change it means is not clear", force, period)
        readings.append((f"on {years[a]}", a, b, Reading("", bounds)))
    numbers = {}
    for place, unknown in enumerate(unknowns):
        low, high = body.range_of(unknown)
        numbers[place] = (low, high)
    if any(low != high for low, high in numbers.values()):
        return _weigh_open_change(mention, said, readings, numbers, years, body, force, period)
    fits = [
        one
        for one in readings
        if all(c.allows({unknowns[p]: numbers[p][0] for p in numbers}) for c in one[3].constraints)
    ]
    texts = [_write_change(numbers[a][0], numbers[b][0], years[a], years[b]) for _, a, b, _ in readings]
    ids = tuple(i for i, u in body.unknowns.items() if u in unknowns)
    if fits:
        _, a, b, _ = fits[0]
        return Claim(
            said, HOLDS, _write_change(numbers[a][0], numbers[b][0], years[a], years[b]), force, period, ids
        )
    return Claim(said, DIFFERS, join_words(texts), force, period, ids)


def _hides_years(body: Evidence) -> bool:
    """Whether the force hides counts, and among them one of a year."""
    exact = {
        body.unknowns[one.id][2] for one in body.figures.itertuples()
        if one.measure == "total" and pd.notna(one.count_high) and one.count_low == one.count_high
    }  # fmt: skip
    return body.hides and not set(body.years) <= exact


def _weigh_open_change(mention, said, readings, numbers, years, body, force, period) -> Claim:
    last = numbers[len(years) - 1]
    shown = f"; what is printed leaves {write_range(*last)} for {years[-1]}" if last[1] is not None else ""
    printed = [o for o in body.figures.itertuples() if o.measure == "change_pct"]
    ids = tuple(o.id for o in printed)
    without = [s for s in body.kept[0] if not set(s.figures) & set(ids)]
    if not any(body.system.can_hold([*without, Statement("claim", "", (r,))]) for _, _, _, r in readings):
        return Claim(said, DIFFERS, f"no yearly counts allow it{shown}", force, period, ids)
    same = [o for o in printed if o.as_printed == mention.value]
    if same:
        papers = join_words(dict.fromkeys(body.papers[o.source] for o in same))
        return Claim(
            said,
            NOT_KNOWN,
            f"{papers} prints the same, but the yearly counts are not published{shown}",
            force,
            period,
            ids,
        )
    if printed and not any(
        body.system.can_hold([*body.kept[0], Statement("claim", "", (r,))]) for _, _, _, r in readings
    ):
        papers = join_words(dict.fromkeys(body.papers[o.source] for o in printed))
        return Claim(
            said,
            DIFFERS,
            f"{papers} prints {printed[0].as_printed}%; the yearly counts are not published",
            force,
            period,
            ids,
        )
    return Claim(said, NOT_KNOWN, f"the yearly counts are not published{shown}", force, period, ids)


def _write_change(first: int, last: int, start: str, end: str) -> str:
    if not first:
        return f"{first} in {start} to {last} in {end} has no percentage"
    pct = (last / first - 1) * 100
    change = "no change" if first == last else f"{'up' if pct > 0 else 'down'} {write_number(abs(pct), 1)}%"
    return f"{write_number(first)} in {start} to {write_number(last)} in {end} is {change}"


def _change_of(mention: Mention, first, last, falls: bool):
    if mention.kind == "times":
        word, hedge = mention.value, mention.hedge
        if word.startswith("halv"):
            return None if hedge else (Constraint(((first, 1), (last, -2)), 0),)
        times = 4 if word.startswith("quad") else 3 if word.startswith(("tri", "treb", "three")) else 2
        if hedge == "more than":
            return (Constraint(((last, 1), (first, -times)), 1), _positive(first))
        if hedge:
            # Nearly doubled: nearer to twice as many than to half as many again.
            return (
                Constraint(((last, 4), (first, -(4 * times - 1))), 0),
                Constraint(((last, 1), (first, -times)), None, -1),
            )
        return (Constraint(((last, 1), (first, -times)), 0), _positive(first))
    pct = mention.value
    a, b = first, last
    if falls:
        return _fall_bounds(a, b, pct)
    match mention.hedge:
        case "more than" | "at least":
            whole, scale = int(pct.replace(".", "")), 10 ** len(pct.partition(".")[2])
            return (
                Constraint(
                    ((b, 100 * scale), (a, -(100 * scale + whole))), 1 if mention.hedge == "more than" else 0
                ),
                _positive(a),
            )
        case "around" | "fewer than" | "at most":
            if mention.hedge != "around" or "." in pct:
                return None
            lower, upper = change_bounds(a, b, str(int(pct) - 2)), change_bounds(a, b, str(int(pct) + 2))
            return (lower[0], upper[1])
    return change_bounds(a, b, pct)


def _positive(unknown) -> Constraint:
    """A base that a change can be worked out from."""
    return Constraint(((unknown, 1),), 1)


def _fall_bounds(first, last, pct: str):
    whole, scale = int(pct.replace(".", "")), 10 ** len(pct.partition(".")[2])
    step = 200 * scale
    return (
        Constraint(((first, step - 2 * whole + 1), (last, -step)), 0),
        Constraint(((first, step - 2 * whole - 1), (last, -step)), None, -1),
    )


def _check_share(mention: Mention, right: str, period: str, year: str, force: str, body: Evidence | None) -> Claim:
    said = f"{mention.hedge} {mention.text}".strip()
    if body is None:
        return Claim(said, NOT_KNOWN, f"no count of {forces.name_force(force)} is held", force, period)
    category = find_kind(right, body, last=False)
    key = _key(category, body) if category else None
    if not re.search(r"\b(?:of|in)\b", mention.text + right[:8]) or key is None:
        return Claim(said, NO_SENSE, "what it is a share of is not clear", force, period)
    if body.hides:
        return Claim(said, NOT_KNOWN, "the force hides counts that it would need", force, period)
    said = f"{said} {category[-1]}"
    # A share without a period goes on from the year last named, or from all years together.
    tried = (
        [period]
        if period
        else [year]
        if year and mention.value == "majority"
        else [SPAN, *([year] if year else [])]
    )
    found = [
        _weigh_share(mention, said, key, one, force, body)
        for one in tried
        if one in body.spans or one in body.years
    ]
    return min(
        found,
        key=lambda one: (HOLDS, NOT_KNOWN, DIFFERS).index(one.verdict),
        default=Claim(said, NO_SENSE, "it names no period", force),
    )


def _weigh_share(mention: Mention, said: str, key, period: str, force: str, body: Evidence) -> Claim:
    row = _row(body, key[0], period, 0, None, *key[1:])
    frame = pd.DataFrame([row])[list(body.figures.columns)].astype(body.figures.dtypes.to_dict())
    wider = Evidence(pd.concat([body.figures, frame], ignore_index=True), body.papers | {"article": "the article"})
    part, whole = wider.unknowns["article"], ("total", "", period)
    musts, cans = _weigh(body, wider, [Reading("", _share_bounds(mention, part, whole))])
    ends = [
        (wider.system.range_of(((part, 1),), way), wider.system.range_of(((whole, 1),), way)) for way in body.kept
    ]
    (low, high), (whole_low, whole_high) = ends[0]
    known = high is not None and whole_high is not None
    text = (
        f"{write_range(low, high)} of {write_range(whole_low, whole_high)} in {period}"
        if known
        else "the counts are not held"
    )
    verdict = DIFFERS if not any(cans) else HOLDS if all(musts) else NOT_KNOWN
    return Claim(said, verdict, text, force, period)


def _share_bounds(mention: Mention, part, whole) -> tuple[Constraint, ...]:
    """What a share of a whole allows, with the words around it, in whole numbers."""
    if mention.value == "majority":
        return (Constraint(((part, 2), (whole, -1)), 1),)
    if mention.kind == "share":
        top, bottom = map(int, mention.value.split("/"))
        below, above = neighbours((top, bottom))
    else:
        scale = 10 ** len(mention.value.partition(".")[2])
        top, bottom = int(mention.value.replace(".", "")), 100 * scale
        # Around a percentage is within two points of it; a bare one is what rounds to it.
        below, above = (max(0, top - 2 * scale), bottom), (top + 2 * scale, bottom)
    terms = ((part, bottom), (whole, -top))
    match mention.hedge:
        case "more than" | "at least":
            return (Constraint(terms, 1 if mention.hedge == "more than" else 0),)
        case "fewer than" | "at most":
            return (Constraint(terms, None, -1 if mention.hedge == "fewer than" else 0),)
        case "nearly":
            return (Constraint(((part, below[1]), (whole, -below[0])), 0), Constraint(terms, None, 0))
    if mention.kind == "pct" and not mention.hedge:
        step = 2 * bottom
        return (
            Constraint(((part, step), (whole, -(2 * top - 1))), 0),
            Constraint(((part, step), (whole, -(2 * top + 1))), None, -1),
        )
    return (
        Constraint(((part, below[1]), (whole, -below[0])), 0),
        Constraint(((part, above[1]), (whole, -above[0])), None, 0),
    )


def _check_pair(first: Mention, second: Mention, period, periods, force, body) -> Claim:
    """A change from one count to another, in the years named or in any two that it fits."""
    said = f"from {first.text} to {second.text}"
    if body is None or len(body.years) < 2:
        return Claim(said, NOT_KNOWN, f"no yearly counts of {forces.name_force(force)} are held", force)
    if _hides_years(body):
        return Claim(said, NOT_KNOWN, "the force hides a count that it would follow from", force, period)
    years = list(body.years)
    named = [p.value for p in periods if p.value in years]
    if len(named) >= 2 and named[0] != named[1]:
        # Where the years stand in the order of the numbers, they are theirs.
        pairs = [tuple(sorted((years.index(named[0]), years.index(named[1]))))]
    elif named and years.index(named[0]):
        pairs = [(years.index(named[0]) - 1, years.index(named[0])), (0, years.index(named[0]))]
    else:
        pairs = [(0, len(years) - 1), (len(years) - 2, len(years) - 1), (0, 1)]
    ranges = [body.range_of(("total", "", year)) for year in years]
    ids = tuple(i for i, u in body.unknowns.items() if u[:2] == ("total", "") and u[2] in years)
    a, b = int(first.value), int(second.value)
    doubt = next((o.doubt for o in body.figures.itertuples() if o.doubt), "")
    for x, y in pairs:
        if ranges[x] == (a, a) and ranges[y] == (b, b):
            return Claim(
                said, HOLDS, f"{a} in {years[x]} and {b} in {years[y]}", force, f"{years[x]} and {years[y]}", ids
            )

    def both(x: int, y: int) -> Statement:
        ends = exactly(("total", "", years[x]), a), exactly(("total", "", years[y]), b)
        return Statement("pair", "", (Reading("", ends),))

    able = [pair for pair in pairs if any(body.system.can_hold([*way, both(*pair)]) for way in body.kept)]
    shown = join_words(
        f"{write_range(*ends) if ends[1] is not None else 'not known'} in {year}"
        for year, ends in zip(years, ranges, strict=True)
    )
    condition = f", {doubt}" if doubt else ""
    return Claim(said, NOT_KNOWN if able else DIFFERS, f"the evidence says {shown}{condition}", force, period, ids)


def _check_difference(mention, left, period, force, body) -> Claim:
    said = f"a change of {mention.text}"
    if body is None or len(body.years) < 2 or mention.hedge or "." in mention.value:
        return Claim(
            said,
            NOT_KNOWN if not mention.hedge else NO_SENSE,
            f"no yearly counts of {forces.name_force(force)} are held",
            force,
        )
    if _hides_years(body):
        return Claim(said, NOT_KNOWN, "the force hides a count that it would follow from", force, period)
    years = list(body.years)
    sign = (
        -1 if re.search(FALL, left[-60:], re.IGNORECASE) and not re.search(RISE, left[-60:], re.IGNORECASE) else 1
    )
    ranges = [body.range_of(("total", "", year)) for year in years]
    pairs = dict.fromkeys([(0, len(years) - 1), (len(years) - 2, len(years) - 1)])
    value = sign * int(mention.value)
    readings = [
        Reading("", (Constraint(((("total", "", years[y]), 1), (("total", "", years[x]), -1)), value, value),))
        for x, y in pairs
    ]
    musts, cans = _weigh(body, body, readings)
    known = all(low == high for low, high in ranges)
    text = f"the counts are {join_words(f'{write_range(*e)} in {y}' for y, e in zip(years, ranges, strict=True) if e[1] is not None)}"
    verdict = HOLDS if all(musts) and known else NOT_KNOWN if any(cans) else DIFFERS
    return Claim(said, verdict, text, force, period)


def _check_join(sentence: str, claims: list[Claim], before: Claim | None, reader: Reader) -> Claim | None:
    """A total that is printed as what a change in per cent comes to, which is a different thing."""
    if not re.search(
        r"\bequat\w+|\bamount\w* to\b|\bworks out\b|\bmeaning\b|\brepresent\w+", sentence, re.IGNORECASE
    ):
        return None
    change = reader.change or before
    total = next((c for c in claims if re.search(r"\boffences\b", c.said) and re.search(r"\d", c.said)), None)
    if not change or not total or change.force != total.force:
        return None
    pct = re.search(r"\d+(?:\.\d+)?", change.said)
    number = re.search(r"\d[\d,]*", total.said)
    if not pct or not number:
        return None
    rise = int(number[0].replace(",", ""))
    body = reader.bodies.get(total.force)
    first, last = ("total", "", "first"), ("total", "", "last")
    bounds = (*change_bounds(first, last, pct[0]), Constraint(((last, 1), (first, -1)), rise, rise))
    most = None if body is None or not body.spans else body.range_of(("total", "", SPAN))[1]
    base = round(rise / (float(pct[0]) / 100))
    if most is not None and base + base + rise > most and bounds:
        return Claim(
            f"{number[0]} as the size of a {pct[0]}% rise", DIFFERS,
            f"as a rise it would mean some {write_number(base)} offences growing to {write_number(base + rise)}, and the three "
            f"years together are {write_number(most)}", total.force, SPAN, total.evidence,
        )  # fmt: skip
    return None


def describe(found: list[Checked]) -> list[str]:
    """What was found, in lines for a person: each sentence with its verdict, and a tally."""
    lines = []
    for one in found:
        if one.verdict == NO_CLAIM:
            continue
        lines.append(f"{one.verdict.upper()}  line {one.line}: {one.sentence}")
        for claim in one.claims:
            where = f" ({forces.name_force(claim.force)})" if claim.force else ""
            lines.append(f"    {claim.verdict}: {claim.said + where + ': ' if claim.said else ''}{claim.reason}")
    tally = {verdict: sum(one.verdict == verdict for one in found) for verdict in ORDER}
    counted = join_words(
        f"{tally[verdict]} {verdict}" for verdict in ORDER if tally[verdict] and verdict != NO_CLAIM
    )
    aside = (
        f"; {tally[NO_CLAIM]} with numbers that are no claim (dates, ages, money and the like)"
        if tally[NO_CLAIM]
        else ""
    )
    lines.append(f"{len(found) - tally[NO_CLAIM]} sentences with figures: {counted or 'none'}{aside}")
    return lines
