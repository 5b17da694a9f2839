"""Turns counts into figures: inline SVG with a headline, what is measured, a description and a source."""

import io
import re
import textwrap
from dataclasses import dataclass

import matplotlib
import pandas as pd
import seaborn as sns
from markupsafe import Markup
from matplotlib.figure import Figure

from linked_offences import metrics, numerals
from linked_offences.numerals import write_number, write_range
from linked_offences.periods import name_period
from linked_offences.profile import Profile
from linked_offences.sentences import MIME, Ledger, Sentence, count, make

# Colours of the UK Government Analysis Function's palette; on a page they follow light and dark.
INK, ACCENT, PALE, FAINT = "#0b0c0c", "#12436d", "#8cb4d6", "#d9d9d9"
COLOURS = {
    INK: "currentColor",
    ACCENT: "var(--accent, #12436d)",
    PALE: "var(--pale, #8cb4d6)",
    FAINT: "var(--faint, #d9d9d9)",
}
WIDTH = 5.4
STYLE = {
    "svg.fonttype": "none",
    # Shipped with matplotlib, so that text is measured alike on every machine.
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True)
class Chart:
    """A figure that cannot be made without its titles, description and source.

    Parameters
    ----------
    name : str
        Name inside its page; ids in the drawing begin with it.
    headline : Sentence
        What it shows.
    subtitle : str
        Measure, place and period.
    description : Sentence
        What a reader who does not see it should take away.
    source : str
        Where the figures are from.
    svg : str
        The drawing.
    """

    name: str
    headline: Sentence
    subtitle: str
    description: Sentence
    source: str
    svg: str

    def __post_init__(self):
        for part in ("name", "headline", "subtitle", "description", "source", "svg"):
            if not str(getattr(self, part)).strip():
                raise ValueError(f"a figure needs its {part}")

    def __repr__(self) -> str:
        return f"Figure: {self.headline} ({self.subtitle})\n{self.description}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {MIME: [self.headline.describe(), self.description.describe()]}

    def _repr_html_(self) -> str:
        return Markup(
            '<figure>\n<figcaption><strong>{}</strong><br>{}</figcaption>\n{}\n<p class="note">{}</p>\n</figure>'
        ).format(self.headline, self.subtitle, Markup(self.svg), self.source)


def _draw(drawing: Figure, name: str, headline: Sentence, description: Sentence) -> str:
    """SVG of a drawing as a part of a page: described, without clock, with ids of its own."""
    out = io.StringIO()
    with matplotlib.rc_context(STYLE | {"svg.hashsalt": name}):
        drawing.savefig(out, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    # A style element inside a drawing would hold for the whole page.
    svg = re.sub(r"\s*<(metadata|style)\b.*?</\1>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'(href="#|url\(#)', rf"\1{name}-", svg)
    for colour, variable in COLOURS.items():
        svg = svg.replace(colour, variable)
    view = re.search(r'viewBox="[^"]+"', svg)[0]
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {} role="img" stroke-linejoin="round" '
        'aria-labelledby="{}-title {}-description">\n<title id="{}-title">{}</title>\n'
        '<desc id="{}-description">{}</desc>'
    ).format(Markup(view), name, name, name, headline, name, description)
    return re.sub(r"<svg[^>]*>", lambda _: opening, svg, count=1).strip()


def _bars(values: pd.Series, labels: list[str], texts: list[str], lows=None, highs=None, room=1.15) -> Figure:
    """Horizontal bars with their numbers written at the end, and intervals where they are given.

    ``room`` is how far the axis reaches, as a multiple of the longest bar, so that the texts have place.
    """
    with matplotlib.rc_context(STYLE):
        wrapped = [textwrap.fill(label, 26) for label in labels]
        # All bars have the same room, so the label with the most lines sets it.
        lines = max(label.count("\n") + 1 for label in wrapped)
        drawing = Figure(figsize=(WIDTH, 0.5 + (0.2 + 0.17 * lines) * len(labels)))
        axes = drawing.subplots()
        sns.barplot(
            x=values.astype(float).to_numpy(),
            y=wrapped,
            ax=axes,
            color=PALE if highs else ACCENT,
            saturation=1,
            orient="h",
            width=0.6,
        )
        reach = float(max([*values, *(highs or [])], default=1)) or 1.0
        for place, (value, text) in enumerate(zip(values, texts, strict=True)):
            end = float(value)
            if highs is not None:
                axes.plot(
                    [lows[place], highs[place]], [place, place], color=INK, linewidth=1.5, solid_capstyle="butt"
                )
                end = max(end, highs[place])
            axes.text(end + reach * 0.02, place, text, va="center", ha="left")
        axes.set_xlim(0, reach * room)
        axes.set(xlabel="", ylabel="")
        axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(nbins=5, integer=True))
        axes.tick_params(length=0)
        axes.grid(axis="x", color=FAINT, linewidth=0.8)
        axes.set_axisbelow(True)
        sns.despine(ax=axes, left=True, bottom=True)
    return drawing


def _source(page: Profile) -> str:
    kinds = (
        "newspapers, which print a release that is not held here" if page.by_press else "the force's own answer"
    )
    return f"Source: {kinds}; every figure with file and cell is listed at the end of this page."


def yearly(page: Profile) -> Chart | None:
    """Bars of the offences of each year with 95% intervals; None with fewer than two years."""
    found = page.yearly()
    found = found[found["count_low"] == found["count_high"]]
    if len(found) < 2:
        return None
    lows, highs = zip(*[metrics.count_interval(int(value)) for value in found["count_low"]], strict=True)
    texts = [write_number(int(value)) for value in found["count_low"]]
    template = numerals.join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(found)))
    names = {f"y{i}": year for i, year in enumerate(found["year"])}
    parts = {f"n{i}": count(ids) for i, ids in enumerate(found["figures"])}
    headline = page.ledger.say(f"Offences linked to TikTok: {template}", names=names, **parts)
    last = found["figures"].iloc[-1]
    description = page.ledger.say(
        f"{{name}}: {template}. The lines are 95% intervals; the last runs from {{low}} to {{high}}.",
        names=names | {"name": page.name}, **parts,
        low=make("interval", last, end=0), high=make("interval", last, end=1),
    )  # fmt: skip
    drawing = _bars(found["count_low"], found["year"].tolist(), texts, list(lows), list(highs))
    return Chart(
        "yearly", headline,
        f"Recorded offences, {page.name}, {found['year'].iloc[0]} to {found['year'].iloc[-1]}; lines: 95% intervals",
        description, _source(page), _draw(drawing, "yearly", headline, description),
    )  # fmt: skip


def ranges(page: Profile) -> Chart | None:
    """Bars up to the fewest, with the range up to the most, of years that nobody prints; None where all are printed."""
    found = page.inferred_years()
    if found.empty:
        return None
    template = numerals.join_words(f"{{n{i}}} in {{y{i}}}" for i in range(len(found)))
    names = {f"y{i}": year for i, year in enumerate(found["year"])}
    parts = {
        f"n{i}": make("allowed", one.figures, low=int(one.count_low), high=int(one.count_high), period=one.year)
        for i, one in enumerate(found.itertuples())
    }
    headline = page.ledger.say(f"What is printed allows {template}", names=names, **parts)
    description = page.ledger.say(
        f"{{name}}, offences linked to TikTok: {template}. Each bar reaches the fewest, the line from there the most.",
        names=names | {"name": page.name}, **parts,
    )  # fmt: skip
    texts = [write_range(one.count_low, one.count_high) for one in found.itertuples()]
    lows, highs = found["count_low"].astype(int).tolist(), found["count_high"].astype(int).tolist()
    drawing = _bars(found["count_low"], found["year"].tolist(), texts, lows, highs, room=1.6)
    return Chart(
        "ranges", headline,
        f"Number of offences, {page.name}, {found['year'].iloc[0]} to {found['year'].iloc[-1]}; "
        "lines: from the fewest to the most",
        description, _source(page), _draw(drawing, "ranges", headline, description),
    )  # fmt: skip


def offences(page: Profile) -> Chart | None:
    """Bars of the offence types of the latest year; None where fewer than two have a number."""
    return _parts(page, "offence", "offences", "offence types")


def outcomes(page: Profile) -> Chart | None:
    """Bars of the outcomes of the latest year; None where fewer than two have a number."""
    return _parts(page, "outcome", "outcomes", "outcomes")


def _parts(page: Profile, measure: str, name: str, noun: str) -> Chart | None:
    printed = page.latest_year(measure)
    printed = printed[printed["count_low"].notna()]
    found = printed[(printed["count_low"] == printed["count_high"]).fillna(False)]
    if len(found) < 2:
        return None
    in_full = "" if len(found) == len(printed) else " in full"
    year = name_period(found["period_start"].iloc[0], found["period_end"].iloc[0])
    texts = [write_range(one.count_low, one.count_high) for one in found.itertuples()]
    ties = int((found["count_low"] == found["count_low"].iloc[0]).sum())
    parts = {f"n{i}": count(ids) for i, ids in enumerate(found["figures"])}
    names = {f"l{i}": label for i, label in enumerate(found["label"])}
    first = "several share the largest count{mode}, {n0}"
    if ties == 1:
        first = f'"{{l0}}" is the largest of {"these" if in_full else "those printed"}{{mode}}, with {{n0}}'
    headline = page.ledger.say(
        f"Of {{many}} printed{in_full} for {{year}}, {first}",
        names={"year": year} | ({"l0": names["l0"]} if ties == 1 else {}), n0=parts["n0"],
        many=make("tally", [ids.split()[0] for ids in found["figures"]], noun=noun.removesuffix("s"), nouns=noun),
        mode=make("mode", *found["figures"], named=ties),
    )  # fmt: skip
    template = numerals.join_words(f"{{l{i}}} {{n{i}}}" for i in range(len(found)))
    description = page.ledger.say(
        f"{{name}}, {{year}}: {template}.", names=names | {"year": year, "name": page.name}, **parts
    )
    drawing = _bars(found["count_low"], found["label"].tolist(), texts)
    return Chart(
        name, headline, f"Number of offences, {page.name}, {year}", description, _source(page),
        _draw(drawing, name, headline, description),
    )  # fmt: skip


def forces(latest: pd.DataFrame, ledger: Ledger) -> Chart | None:
    """Counts of the latest year of each force that has one, by name and not by size.

    Parameters
    ----------
    latest : DataFrame
        One row per force: ``name``, ``count``, ``behind`` (ids of its figures), ``searched`` (blank where unknown).
    """
    if latest.empty:
        return None
    lows, highs = zip(*[metrics.count_interval(int(value)) for value in latest["count"]], strict=True)
    labels = [f"{one.name} ({one.searched or 'search not known'})" for one in latest.itertuples(index=False)]
    texts = [write_number(int(value)) for value in latest["count"]]
    headline = ledger.say(
        "{many} with a count for 2023/24: how they searched differs or is not known",
        many=make("tally", [ids.split()[0] for ids in latest["behind"]], noun="force"),
    )
    template = numerals.join_words(f"{{l{i}}} {{n{i}}}" for i in range(len(latest)))
    description = ledger.say(
        f"By name, not by size: {template}. Forces that searched different fields cannot be ranked.",
        names={f"l{i}": name for i, name in enumerate(latest["name"])},
        **{f"n{i}": count(ids) for i, ids in enumerate(latest["behind"])},
    )
    return Chart(
        "forces", headline, "Recorded offences linked to TikTok, 2023/24, forces by name; lines: 95% intervals",
        description,
        "Source: forces' own answers and newspapers; see the table above.",
        _draw(_bars(latest["count"], labels, texts, list(lows), list(highs)), "forces", headline, description),
    )  # fmt: skip
