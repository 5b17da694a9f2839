"""Turns a printed statement into words that stand alone: what it says, what it counts, and what would settle it."""

from linked_offences import forces
from linked_offences.forces import NATION
from linked_offences.numerals import write_number
from linked_offences.study import read_study
from linked_offences.weighing.printed import is_remark, read_qualifier
from linked_offences.years import name_period

# What a claim without a count of offences is counted in.
UNITS = {
    "offences_per_day": "offences a day", "offences_per_1000": "offences per 1,000 residents",
    "forces_surveyed": "forces", "forces_without_answer": "forces",
}  # fmt: skip
MEASURES = {"change_pct": "per cent", "outcome": "outcomes", "wording": "words"}


def name_unit(said) -> str:
    """What the number of a statement counts, as in the column ``unit``."""
    return UNITS.get(said.claim) or MEASURES.get(said.measure, "offences")


def state(said) -> str:
    """A statement in our words, with place and period: what stands in its row and heads its card."""
    place = forces.name_force(said.force)
    when = name_period(said.period_start, said.period_end) if said.period_start else "period not stated"
    number, words = said.as_printed, "" if is_remark(said.qualifier) else said.qualifier
    if number.isdigit():
        number = write_number(int(number))
    if said.measure == "change_pct":
        change = "a doubling" if read_qualifier(said) == "at_least" else f"a change of {number}%"
        return f"{change} in {said.label} ({place}, {when})"
    if said.measure == "wording":
        return f'{said.label}: "{words}" ({place}, {when})'
    counted = f"{words} {number}".strip()
    if said.claim in ("offences_per_day", "offences_per_1000"):
        unit = "a day" if said.claim == "offences_per_day" else ""
        return f"{said.label}: {' '.join(filter(None, (counted, unit)))} ({place}, {when})"
    if said.measure in ("estimate", "context"):
        return f"{said.label}: {counted} ({place}{', ' + when if said.period_start else ''})"
    if said.measure == "outcome":
        many = counted if number != "0" else "no offence"
        return f'{many} with the outcome "{said.label}" ({place}, {when})'
    if said.measure == "offence":
        return f'{counted} {"offences" if number else "of the offences"}: "{said.label}" ({place}, {when})'
    return f"{counted} {said.label} ({place}, {when})"


def name_settling(said, answered: bool = False) -> str:
    """What would settle a statement that nothing held here does; ``answered`` where the force's own answer is held."""
    request, force = read_study().request, forces.name_force(said.force)
    if said.claim in ("offences_per_day", "offences_per_1000"):
        return "The official release that the paper used."
    if said.claim == "often":
        return "A count of such victims, and what the paper takes often to be."
    if said.claim == "highest_of_forces":
        return "The answers of all forces, counted in the same way."
    if said.measure in ("context", "estimate") or (said.force == NATION and said.request != request.folder):
        return "The answers behind the story, force by force."
    if said.force == NATION:
        return f"The release of {request.by}, with its count of each force."
    if answered:
        return f"The word of {force}, whose answer to the request of {request.when} leaves it open."
    needed = {"change_pct": ", with the count of each year", "wording": ", with all counts that it compares"}
    return f"{force}'s own answer to the request of {request.when}{needed.get(said.measure, '')}."
