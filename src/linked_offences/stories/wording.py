"""Turns typed verdicts into sentences for people, and into records for machines; nothing reads them again."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from linked_offences import forces
from linked_offences.numerals import join_words, write_number, write_range
from linked_offences.stories import checks
from linked_offences.stories import claims as said
from linked_offences.stories.checks import Verdict, Working
from linked_offences.stories.claims import Claim
from linked_offences.stories.grammar import Amount, split_sentences
from linked_offences.stories.held import Held
from linked_offences.study import read_study
from linked_offences.years import name_period


@dataclass(frozen=True)
class Finding:
    """A claim with its verdict, a sentence that says why, the printed figures behind it, and hints at others, which are no verdict."""

    said: str
    verdict: str
    reason: str
    claim: Claim
    found: Verdict
    figures: tuple[dict, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """One sentence with claims: its line in the file and each of its findings."""

    line: int
    sentence: str
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """The verdict that an editor must see first."""
        return min((one.verdict for one in self.findings), key=checks.ORDER.index)

    def describe(self) -> dict:
        """The same for machines."""
        return {
            "line": self.line, "sentence": self.sentence, "verdict": self.verdict,
            "claims": [_describe(one) for one in self.findings],
        }  # fmt: skip


def _describe(one: Finding) -> dict:
    claim, found = one.claim, one.found
    return {
        "said": one.said, "verdict": one.verdict, "reason": one.reason, "force": found.force or claim.force,
        "period": found.period or next((period.name for period in claim.periods), ""), "evidence": list(found.figures),
        "start": claim.start, "end": claim.end, "form": claim.form, "code": found.code,
        "counts": asdict(claim.kind) if claim.kind else None, "amount": asdict(claim.amount) if claim.amount else None,
        "low": found.low, "high": found.high, "reading": found.reading, "workings": [asdict(working) for working in found.workings],
        "figures": list(one.figures), "hints": list(one.hints),
    }  # fmt: skip


def tell(claim: Claim, found: Verdict, held: Held) -> Finding:
    """A claim and its verdict in words."""
    rows = [held.rows[one] for one in dict.fromkeys(found.figures) if one in held.rows]
    figures = tuple(
        {"figure": one.Index, "file": f"data/raw/{one.source}/{one.file}", "cell": one.cell} for one in rows
    )
    return Finding(
        name_claim(claim, found), found.verdict, write_reason(claim, found, held), claim, found, figures,
        tuple(find_hints(claim, found, held)),
    )  # fmt: skip


def find_hints(claim: Claim, found: Verdict, held: Held) -> list[str]:
    """Printed figures of the same force that a number left open equals, or else comes near: where an editor may look."""
    amount = claim.amount
    if found.verdict not in (checks.NOT_KNOWN, checks.NOT_UNDERSTOOD) or not isinstance(amount, Amount):
        return []
    if not claim.force or amount.unit == "times" or not amount.value.isdigit():
        return []
    number, percent = int(amount.value), amount.unit == "%"
    rows = [
        (one, int(one.as_printed)) for one in held.rows.values()
        if one.force == claim.force and one.as_printed.isdigit() and (one.measure == "change_pct") == percent
        and one.Index not in found.figures
    ]  # fmt: skip
    # Small numbers are everywhere, and each is near another.
    equal = [one for one, value in rows if value == number > 5]
    near = [one for one, value in rows if min(value, number) > 20 and _is_near(value, number)]
    named = {}
    for one in equal or near:
        named.setdefault(_name_figure(one), f"data/raw/{one.source}/{one.file} {one.cell}")
    return [f"{what}: {where}" for what, where in named.items()][:2]


def _is_near(value: int, number: int) -> bool:
    """Whether a number is a twentieth off another at most, or has its digits in another order."""
    return 20 * abs(value - number) <= value or sorted(str(value)) == sorted(str(number))


def _name_figure(row) -> str:
    what = read_study().offences if row.measure in ("total", "check_total") else f'"{row.label}"'
    percent = "%" if row.measure == "change_pct" else ""
    return f"{row.as_printed}{percent} is held for {what}, {name_period(row.period_start, row.period_end)}"


def name_claim(claim: Claim, found: Verdict) -> str:
    """What a claim says, short: its number, what it counts and for when."""
    hedge = claim.amount.hedge if claim.amount else ""
    told = hedge in ("", "between") or hedge in claim.text.lower() or not re.search(r"\d|^\w+$", claim.text)
    text = claim.text if told else f"{hedge} {claim.text}"
    if claim.form in (said.COUNT, said.SHARE) and claim.kind:
        what = "offences" if claim.kind.measure == "total" else f'"{claim.kind.label}"'
        text = text if claim.kind.label and claim.kind.label.rstrip("s") in text.lower() else f"{text} {what}"
    if claim.form == said.PAIR:
        text = f"from {text}"
    if claim.detail and claim.form in (said.PAIR, said.COUNT) and found.code == "years":
        text = f"{claim.detail} {text}"
    when = found.period or (claim.periods[0].name if len(claim.periods) == 1 and claim.periods[0].sure else "")
    return f"{text}, {when}" if when and claim.form in (said.COUNT, said.SHARE) else text


def write_working(one: Working) -> str:
    """Arithmetic written out."""
    counts = one.counts
    match one.sort:
        case "sum":
            return f"{' + '.join(write_number(count) for _, count in counts)} = {write_number(one.result)}"
        case "rest":
            return f"{' - '.join(write_number(count) for _, count in counts)} = {write_number(one.result)}"
        case "change":
            (start, first), (end, last) = counts
            if not first:
                return f"{first} in {start} to {last} in {end} has no percentage"
            pct = 100 * (last - first) / first
            change = (
                "no change" if first == last else f"{'up' if pct > 0 else 'down'} {write_number(abs(pct), 1)}%"
            )
            return f"{write_number(first)} in {start} to {write_number(last)} in {end} is {change}"
        case "part":
            (_, low), (_, whole) = counts
            text = f"{write_range(low, one.result)} of {write_range(whole, one.high)}"
            return text + (
                f" is {write_number(100 * low / whole, 1)}%" if low == one.result and whole == one.high else ""
            )
        case "rise":
            first = counts[0][1]
            return (
                f"as a rise it would mean some {write_number(first)} offences growing to {write_number(one.result)}, and the "
                f"three years together are {write_number(one.high)}"
            )
        case "times":
            (_, first), (_, other) = counts
            return f"{write_number(first)} beside {write_number(other)} is {write_number(first / other, 1)} times as many"
        case "rate":
            ((period, count),) = counts
            return f"{write_number(count)} in {period} is one every {write_number(one.result / count, 1)} days"
        case "part of":
            (_, part), (_, whole) = counts
            return f"{write_number(part)} of {write_number(whole)} is {write_number(100 * part / whole, 1)}%"
        case "more":
            (_, first), (_, other) = counts
            more, pct = ("more" if first >= other else "fewer"), write_number(100 * abs(first - other) / other, 1)
            return f"{write_number(first)} beside {write_number(other)} is {write_number(abs(first - other))} {more} ({pct}%)"
        case "kinds":
            return join_words(f'{write_number(count)} "{label}"' for label, count in counts)
    return join_words(f"{write_number(count)} in {year}" for year, count in counts)


NO_FIGURE = {
    "thing": "nothing held here counts {detail}",
    "crime": "nothing held here counts {detail}; the sentence does not link them to {platform}",
    "part": "nothing held here counts the part that it names",
    "not counted": "nothing held here counts {detail} linked to {platform}",
    "case": "it is about one case ({detail})",
    "app": "it is about {detail}",
    "estimate": "it is an estimate, and no figure here is one",
    "rate": "it is a rate of something else than linked offences, which is not checked here",
    "supposed": "it is supposed, and not said to be so",
    "asked": "it is asked, and not said",
    "denied": "it is said not to be so, which is not checked here",
    "refers back": "it points at what was told before it",
    "several": "it is about several forces, and belongs to none of them alone",
    "region": "{detail} is no force, and no figure of it is held",
    "place": "it may be about {detail} only, and no figure of that is held",
    "years of a kind": "how one kind of offence or outcome changed is not worked out here; see its counts on the page of the force",
    "no force": "no count of {force} is held",
    "no kind": "nothing held counts this for {force}",
    "no period": "no such count of {force} is held for {period}",
    "period": "no such count of {force} is held for that period",
    "no years": "no yearly counts of {force} are held",
    "no count": "nothing held counts this for {force}",
    "hidden": "the force hides counts that it would follow from",
    said.RANK: "a rank cannot be given: how most forces searched, and for which years, is not known",
    said.CAUSE: "no figure here can carry a cause: a search finds the app's name in a record, not why it happened",
    said.WORDS: "it is said in words, which are not checked here: read it yourself against the figures",
    said.TOP: "not all kinds of offences are printed, so which is the most common does not follow",
    said.COMMON: "not all outcomes are printed, so which is the most common does not follow",
}
NOT_CLEAR = {
    "unread": "it could not be read; where it is a table or several sentences in one, break it into sentences",
    "force": "which force it is about is not clear; name it with --force",
    "period": "which period it is for is not clear",
    "what": "what it counts is not clear",
    "size": "how large a change it means is not clear",
    "whole number": "a count is a whole number",
}


def write_reason(claim: Claim, found: Verdict, held: Held) -> str:
    """Why a claim has its verdict, without a full stop at its end."""
    return _add_finding(_write_plain(claim, found, held), found)


def _add_finding(text: str, found: Verdict) -> str:
    """The same with what was found of the printed figure that it repeats, in short."""
    if not found.finding:
        return text
    if found.verdict not in checks.BAD:
        return f"{text}; beside the other figures that newspapers print it can hold only if {found.finding}"
    sentences = [one for _, one in split_sentences(found.finding)]
    # Who prints what stands before it; of two sides the last sentence says which is the likelier.
    short = sentences[-1:] if found.verdict == checks.DISPUTED else sentences[:2]
    return f"{text}; that is {found.verdict}: {' '.join(short).removesuffix('.')}"


def _write_plain(claim: Claim, found: Verdict, held: Held) -> str:
    force = found.force or claim.force
    name = forces.name_force(force) if force else "the force"
    if found.verdict == checks.NO_CLAIM:
        return f"it is {claim.why}"
    if found.verdict == checks.NOT_UNDERSTOOD:
        return NOT_CLEAR[found.code]
    if found.code == "topic":
        about = f'; it is about "{claim.detail}"' if claim.detail else ""
        return f"the sentence does not say that it counts {read_study().offences}{about}"
    if found.code in NO_FIGURE:
        return NO_FIGURE[found.code].format(
            detail=claim.detail or "this", force=name, period=found.period, platform=read_study().platform.name
        )
    return _add_reading(_write_evidence(claim, found, name, held), found)


def _add_reading(text: str, found: Verdict) -> str:
    if found.reading and found.verdict in (checks.ONE_READING, checks.AS_PRINTED):
        return f"{text}, where {found.reading}"
    return text


def _write_evidence(claim: Claim, found: Verdict, name: str, held: Held) -> str:
    known = _write_known(found)
    papers, working = join_words(found.papers), join_words(map(write_working, found.workings))
    doubt = f", {found.doubt}" if found.doubt else ""
    match found.code:
        case "own":
            return f"the force's own answer says {known}" + (f" ({working})" if working else "")
        case "worked out":
            by = f" as printed by {papers}" if papers and "disclosures" not in " ".join(found.figures) else ""
            return f"{working}{by}{doubt}"
        case "printed":
            printed = join_words(map(write_number, map(int, found.printed)))
            return (
                f"{printed} as printed by {papers}{doubt}; {_tell_answer(nation=claim.force == checks.NATION)}"
                + (_tell_others(found) if found.verdict == checks.DIFFERS else "")
            )
        case "other name":
            return f"{papers} prints {found.printed[0]} under the name of {name}, in a story about {found.detail}"
        case "rounded":
            rows = held.figures.loc[list(found.figures)]
            printed = [
                (value, join_words(dict.fromkeys(map(held.paper, group.itertuples()))), group["source"].nunique())
                for value, group in rows.groupby("as_printed")
            ]
            return join_words(
                f'{who} print{"s" * (many == 1)} "more than {write_number(int(value))}"'
                for value, who, many in printed
            ) + _tell_distance(claim, found, held)
        case "follows":
            return f"all figures together leave {known} for {found.period}{doubt}"
        case "share" | "share of ranges":
            return f"{working} in {found.period}"
        case "share printed":
            return f'{papers} prints "{join_words(found.printed)}" and no count'
        case "change":
            return working
        case "top":
            return f"the counts are {working}"
        case "clash":
            first, last = (write_range(*one.bounds) for one in (claim.amount, claim.other))
            if claim.why == "size":
                pct = 100 * (claim.other.bounds[0] - claim.amount.bounds[0]) / claim.amount.bounds[0]
                way = "up" if pct >= 0 else "down"
                return (
                    f"the sentence itself goes from {first} to {last}, which is {way} {write_number(abs(pct), 1)}%"
                )
            return (
                f"the sentence itself counts {last} after {first}, which is no {'fall' if claim.falls else 'rise'}"
            )
        case "change printed":
            return f"{papers} {_print(found)} {join_words(f'{one}%' for one in found.printed)}; no yearly counts are held here"
        case "open change":
            leaves = f"; what is printed leaves {known} for {found.period}" if known else ""
            if not found.papers:
                return f"the yearly counts are not held here{leaves}"
            printed = join_words(f"{one}%" for one in found.printed)
            return f"{papers} {_print(found)} {printed}; the yearly counts are not held here{leaves}"
        case "years" | "steep":
            tail = "; how much that word means is not said" if found.code == "steep" else ""
            return (f"the counts are {working}" if working else "the yearly counts are not held here") + tail
        case "rise size":
            return working or "what the rise comes to cannot be worked out"
        case "far above":
            return f"it is far above what is known of {name}, so it may be about something else"
        case "unclear topic":
            return f"it is not said to be linked to {read_study().platform.name}; of linked offences {_tell_held(found)}"
        case "unclear period":
            return f"its period is not clear; {_tell_held(found)}"
    raise ValueError(f"no sentence for {found.code}")


def _write_known(found: Verdict) -> str:
    """What is known of the count; empty where that is nothing."""
    open_ = found.low is None or (not found.low and found.high is None)
    return "" if open_ else write_range(found.low, found.high)


def _print(found: Verdict) -> str:
    return "prints" if len(found.papers) == 1 else "print"


def _tell_answer(*, nation: bool) -> str:
    return "the answers that it adds up are not held" if nation else "the force's own answer is not held"


def _tell_held(found: Verdict) -> str:
    several = {one.period: known for one in (found, *found.also) if (known := _write_known(one))}
    counts = join_words(f"{known} in {period}" for period, known in several.items())
    return f"the counts held are {counts}" if counts else "no count is held"


def _tell_others(found: Verdict) -> str:
    others = [
        f"{write_range(one.low, one.high)} in {one.period}"
        for one in found.also
        if one.low is not None and one.high is not None
    ]
    return f"; {join_words(others)}" if others else ""


def _tell_distance(claim: Claim, found: Verdict, held: Held) -> str:
    """How far a number is beyond anything that is known."""
    nation = checks.NATION in (claim.force, found.force)
    if nation or found.verdict == checks.AS_PRINTED:
        return f"; {_tell_answer(nation=nation)}"
    low, (force, largest) = claim.amount.bounds[0], held.largest_of_all()
    if low <= largest:
        return ""
    times, whose = write_number(low / largest, 1), f"{forces.name_force(force)}'s {write_number(largest)}"
    return f"; {write_number(low)} is {times} times the largest total that is known, {whose}"


def describe(found: Iterable[Checked]) -> list[str]:
    """What was found, in lines for a person: each sentence with its claims, what was set aside, and a tally."""
    lines, tally = [], dict.fromkeys(checks.ORDER, 0)
    for one in found:
        lines.append(f"{one.verdict.upper()}  line {one.line}: {one.sentence}")
        for finding in one.findings:
            tally[finding.verdict] += 1
            if finding.verdict == checks.NO_CLAIM:
                continue
            force = finding.found.force or finding.claim.force
            where = f" ({forces.name_force(force)})" if force else ""
            lines.append(f"    {finding.verdict}: {finding.said}{where}: {finding.reason}")
            lines += [f"        {figure['file']} {figure['cell']}" for figure in finding.figures]
            lines += [f"        hint: {hint}" for hint in finding.hints]
        aside = [
            f"{finding.said} ({finding.claim.why})"
            for finding in one.findings
            if finding.verdict == checks.NO_CLAIM
        ]
        lines += [f"    {checks.NO_CLAIM}: {', '.join(aside)}"] if aside else []
    counted = join_words(f"{number} {verdict}" for verdict, number in tally.items() if number)
    lines.append(f"{write_number(sum(tally.values()))} numbers and claims: {counted or 'none'}")
    return lines
