"""The figures that articles are held against, and what all of them together leave for a count."""

from functools import lru_cache

import pandas as pd

from linked_offences import catalogue
from linked_offences.stories.claims import list_years, name_span
from linked_offences.stories.grammar import TOTAL, Kind
from linked_offences.stories.vocabulary import NATION
from linked_offences.study import read_study
from linked_offences.weighing.claims import CONTRADICTED, DISPUTED, ONE_READING
from linked_offences.weighing.evidence import Evidence, gather
from linked_offences.years import split_years

UNDATED = "period not stated"


class Held:
    """The figures that articles are held against, a body of evidence per force and request."""

    def __init__(self, figures: pd.DataFrame, sources: pd.DataFrame, verdicts: pd.DataFrame):
        self.figures = figures.set_index("id")
        self.rows = {one.Index: one for one in self.figures.itertuples()}
        self.bodies: dict[str, list[Evidence]] = {}
        request = read_study().request.folder
        for body in sorted(gather(figures, sources), key=lambda one: (one.figures["request"] != request).any()):
            self.bodies.setdefault(body.force, []).append(body)
        self.judged = {
            one.figure: one
            for one in verdicts[verdicts["verdict"].isin([CONTRADICTED, DISPUTED, ONE_READING])].itertuples()
        }
        self._papers = dict(zip(sources["source"], sources["publisher"], strict=True))
        self._wider: dict[tuple, Evidence] = {}

    def paper(self, figure) -> str:
        """Who published a figure."""
        return self._papers[figure.source]

    def largest(self, force: str) -> int | None:
        """The most offences that are known of a force over all its years; None where that has no end."""
        ends = [self.range_of(body, TOTAL, "", name_span())[1] for body in self.bodies.get(force, [])]
        return max((end for end in ends if end is not None), default=None)

    def largest_of_all(self) -> tuple[str, int]:
        """The force with the largest total that is known, and that total."""
        return max(
            ((force, self.largest(force) or 0) for force in self.bodies if force != NATION), key=lambda one: one[1]
        )

    def name_of(self, body: Evidence, kind: Kind) -> str | None:
        """The name under which the evidence holds what is counted; None where nothing could hold it."""
        if kind.measure == "total":
            return ""
        if kind.parts:
            names = [self.name_of(body, part) for part in kind.parts]
            # Kinds that are set beside each other are not added up, and may be part of one another.
            added = slice({"rest": 1, "difference": 2, "ratio": 2}.get(kind.measure, 0), None)
            distinct = not kind.parts[added] or _are_apart(kind.parts[added], names[added])
            return "" if None not in names and distinct else None
        known = {name for measure, name, _ in body.unknowns.values() if measure == kind.measure}
        return next(
            (name for name in kind.names if name in known), None if kind.level == "unmapped" else kind.names[0]
        )

    def periods_of(self, body: Evidence, kind: Kind, name: str) -> list[str]:
        """Periods for which a count is printed or follows, the likeliest first."""
        if kind.parts:
            first, *rest = [self.periods_of(body, part, self.name_of(body, part) or "") for part in kind.parts]
            return [one for one in first if all(one in other for other in rest)]
        printed = [
            period for measure, other, period in body.unknowns.values() if (measure, other) == (kind.measure, name)
        ]
        years = [*reversed(list(body.years))]
        found = (
            [name_span(), *printed, *years]
            if kind.measure == "total" and len(body.years) == len(list_years())
            else [*printed, *years]
            if kind.measure == "total"
            else printed
        )
        return list(dict.fromkeys(found))

    def rows_of(self, body: Evidence, kind: Kind, name: str, period: str) -> list:
        """Figures that print a count; the force's own where it gives one."""
        if kind.parts:
            return [
                one
                for part in kind.parts
                for one in self.rows_of(body, part, self.name_of(body, part) or "", period)
            ]
        rows = body.about((kind.measure, name, period))
        own = [one for one in rows if one.source_kind == "disclosure" and pd.notna(one.count_low)]
        return own or rows

    def range_of(self, body: Evidence, kind: Kind, name: str, period: str) -> tuple[int, int | None]:
        """Fewest and most that all figures together leave for a count."""
        if kind.parts:
            ranges = [self.range_of(body, part, self.name_of(body, part) or "", period) for part in kind.parts]
            highs = [high for _, high in ranges]
            return sum(low for low, _ in ranges), None if None in highs else sum(highs)
        if kind.measure == "total" and (period in body.years or period in body.spans or period == UNDATED):
            return body.range_of(("total", "", period))
        if period not in (*list_years(), name_span()) or (
            period not in body.years and period not in body.spans and len(body.years) < len(list_years())
        ):
            return 0, None
        key = (id(body), kind.measure, name, period)
        if key not in self._wider:
            self._wider[key] = _widen(body, kind, name, period)
        wider = self._wider[key]
        return wider.range_of(wider.unknowns["article"])


def read_held() -> Held:
    """What is held now; the same as long as no table, nor the study or its platform, is another."""
    return _read_held(catalogue.stamp_tables(), catalogue.further_platform())


@lru_cache(maxsize=1)
def _read_held(stamps: tuple, platform: str) -> Held:
    return Held(*map(catalogue.load, ("figures", "sources", "verdicts")))


def _widen(body: Evidence, kind: Kind, name: str, period: str) -> Evidence:
    """The evidence with one count more that is asked for, of which nothing is said."""
    study = read_study()
    days = {name_span(): study.period} | dict(zip(study.years, split_years(*study.period), strict=True))
    start, end = body.years.get(period) or days[period]
    blank = dict.fromkeys(
        ["force_as_printed", "qualifier", "claim", "joined_to", "doubt", "note", "as_printed"], ""
    )
    measure = "check_total" if kind.measure == "total" and period == name_span() else kind.measure
    row = body.figures.iloc[0].to_dict() | blank | {
        "id": "article", "measure": measure, "period_start": start, "period_end": end, "period_as_printed": period,
        "label": kind.label, "level": kind.level, "category": "" if (kind.measure, name) in body.undecided else name,
        "source_kind": "press", "source": "article", "count_low": 0, "count_high": pd.NA,
    }  # fmt: skip
    frame = pd.DataFrame([row])[list(body.figures.columns)].astype(body.figures.dtypes.to_dict())
    return Evidence(pd.concat([body.figures, frame], ignore_index=True), body.papers | {"article": "the article"})


def _are_apart(kinds: tuple[Kind, ...], names: list[str]) -> bool:
    """Whether no offence is counted under two of some kinds: they stand on one level of the Home Office's classes."""
    return len({kind.level for kind in kinds} - {"unmapped"}) == 1 == len({kind.level for kind in kinds}) and len(
        set(names)
    ) == len(names)
