"""What an amount in words allows: whether counts lie within it, and which part, change or multiple it may be."""

from math import inf

from linked_offences.stories.claims import Claim
from linked_offences.stories.grammar import Amount, Share
from unknown_counts import Constraint, change_bounds, neighbours


def allows(bounds: tuple[int, int | None], value: int) -> bool:
    """Whether a count lies within the fewest and the most."""
    return bounds[0] <= value and (bounds[1] is None or value <= bounds[1])


def apart(bounds: tuple[int, int | None], low: int, high: int | None) -> bool:
    """Whether nothing that is known of a count lies within the fewest and the most."""
    return (bounds[1] is not None and bounds[1] < low) or (high is not None and bounds[0] > high)


def within(bounds: tuple[int, int | None], low: int, high: int | None) -> bool:
    """Whether all that is known of a count lies within the fewest and the most."""
    return bounds[0] <= low and (bounds[1] is None or (high is not None and high <= bounds[1]))


def pct_ends(amount: Amount) -> tuple[float, float, bool, bool]:
    """Least and greatest rise in per cent that an amount allows, and whether each end itself does."""
    times, value = amount.unit == "times", float(amount.value)
    # To t times as many is a rise by t - 1 times; nearly that is nearer to it than to half of one less.
    value, near, slack = (100 * (value - 1), 25, 25) if times else (value, 5, 2)
    match amount.hedge:
        case "more than":
            return value, inf, False, True
        case "at least":
            return value, inf, True, True
        case "fewer than":
            return -100, value, True, False
        case "at most":
            return -100, value, True, True
        case "nearly":
            return value - near, value, True, not times
        case "just over":
            return value, value + near, False, True
        case "around":
            return value - slack, value + slack, True, True
    return value, value, True, True


def share_ends(amount: Share) -> tuple[float, float, bool, bool]:
    """Least and greatest part of one that a share allows, and whether each end itself does."""
    if not amount.top:
        return 0.5, 2, False, True
    value = amount.top / amount.bottom
    match amount.hedge:
        case "more than":
            return value, 2, False, True
        case "at least":
            return value, 2, True, True
        case "fewer than":
            return -1, value, True, False
        case "at most":
            return -1, value, True, True
        case "" if amount.percent:
            # A bare percentage is what rounds to it.
            return value - 0.5 / amount.bottom, value + 0.5 / amount.bottom, True, False
    below, above = neighbours((amount.top, amount.bottom))
    low, high = below[0] / below[1], above[0] / above[1]
    if amount.percent:
        slack = 0.02 if amount.hedge == "around" else 0.05
        low, high = value - slack, value + slack
    ends = {"nearly": (low, value), "just over": (value, value + 0.05)}.get(amount.hedge, (low, high))
    return *ends, amount.hedge != "just over", True


def side_of_share(amount: Share, part: int, whole: int) -> int:
    """0 where a part of a whole is the share, -1 where it is less, 1 where it is more."""
    low, high, low_in, high_in = share_ends(amount)
    value = part / whole
    if value < low or (value == low and not low_in):
        return -1
    return 1 if value > high or (value == high and not high_in) else 0


def side_of_times(amount: Amount, part: int, whole: int) -> int | None:
    """0 where one count is so many times another, None where that is open, -1 or 1 where it is far from it."""
    ends = {"nearly": (-0.5, 0), "more than": (0, 1), "at least": (0, 1), "just over": (0, 0.25)}
    times, (low, high) = int(amount.value), ends.get(amount.hedge, (-0.25, 0.25))
    if not whole or times < 1 or amount.hedge in ("fewer than", "at most"):
        return None
    off = part / whole - times
    if low <= off <= high:
        return 0
    if abs(off) <= 0.5 or (off > 0 and amount.hedge in ("more than", "at least")):
        return None
    return -1 if off < 0 else 1


def side_of_rate(amount: Amount, rate: float) -> int | None:
    """0 where so many in a time are about what is said, None where that is open, -1 or 1 where they are far from it."""
    said, ends = float(amount.value), {"more than": (1, 2), "nearly": (0.7, 1), "at least": (1, 2)}
    least, most = ends.get(amount.hedge, (0.85, 1.18))
    if not said or amount.hedge in ("fewer than", "at most"):
        return None
    if least <= rate / said <= most or round(rate) == said >= 2:
        return 0
    return None if 2 / 3 <= rate / said <= 1.5 else -1 if rate < said else 1


def bound_change(claim: Claim, first, last) -> tuple[Constraint, ...]:
    """What a change allows for the counts of two years, in whole numbers."""
    amount, positive = claim.amount, Constraint(((first, 1),), 1)
    if isinstance(amount, Share):
        below, above = neighbours((amount.top, amount.bottom))
        exact = (amount.top, amount.bottom)
        least, most = {
            "more than": (exact, None), "at least": (exact, None), "nearly": (below, exact), "just over": (exact, above),
            "fewer than": ((0, 1), exact), "at most": ((0, 1), exact),
        }.get(amount.hedge, (below, above))  # fmt: skip
        strict = int(amount.hedge in ("more than", "just over")), int(amount.hedge == "fewer than")
        # A fall by a third is a change of minus a third, its ends turned round.
        sign = -1 if claim.falls else 1
        bounds = [positive]
        for end, past, side in (least, strict[0], sign), (most, strict[1], -sign):
            if end:
                terms = ((last, end[1]), (first, -(end[1] + sign * end[0])))
                bounds.append(Constraint(terms, past) if side > 0 else Constraint(terms, None, -past))
        return tuple(bounds)
    if float(amount.value) < 0:
        # Halved: nearest to half.
        low, high = {"more than": (None, 10), "at least": (None, 10), "nearly": (10, 12)}.get(
            amount.hedge, (9, 11)
        )
        least = () if low is None else (Constraint(((last, 20), (first, -low)), int(amount.hedge == "nearly")),)
        most = Constraint(((last, 20), (first, -high)), None, -1 if amount.hedge == "more than" else 0)
        return *least, most, positive
    if amount.unit == "times":
        times = int(amount.value)
        terms = (last, 1), (first, -times)
        match amount.hedge:
            case "fewer than" | "at most":
                return Constraint(terms, None, -int(amount.hedge == "fewer than")), positive
            case "nearly" | "around":
                # Nearly doubled: nearer to twice as many than to half as many again.
                most = Constraint(terms, None, -1 if amount.hedge == "nearly" else None)
                return Constraint(((last, 4), (first, -(4 * times - 1))), 0), most, positive
            case "just over":
                return Constraint(terms, 1), Constraint(((last, 4), (first, -(4 * times + 1))), None, 0), positive
        return Constraint(terms, int(amount.hedge == "more than")), positive
    pct = f"-{amount.value}" if claim.falls else amount.value
    whole, scale = int(pct.replace(".", "")), 10 ** len(pct.partition(".")[2])
    terms = ((last, 100 * scale), (first, -(100 * scale + whole)))
    more = -1 if claim.falls else 1
    match amount.hedge:
        case "more than" | "at least":
            least = int(amount.hedge == "more than")
            return Constraint(terms, least if more > 0 else None, None if more > 0 else -least), positive
        case "fewer than" | "at most":
            return Constraint(terms, None if more > 0 else 0, 0 if more > 0 else None), positive
        case "around" | "nearly" | "just over":
            lower = change_bounds(first, last, str(whole // scale - (0 if amount.hedge == "just over" else 2)))
            upper = change_bounds(
                first, last, str(whole // scale + {"nearly": 0, "just over": 5}.get(amount.hedge, 2))
            )
            return lower[0], upper[1]
    # change_bounds takes rises; a fall of p is a change of -p that is rounded alike.
    step = 200 * scale
    return Constraint(((last, step), (first, -(step + 2 * whole - 1))), 0), Constraint(
        ((last, step), (first, -(step + 2 * whole + 1))), None, -1
    )
