"""Figures: what each must have, what is drawn, and that page and drawing agree."""

import base64
import csv
import io
import re
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from conftest import ROOT, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.formatters import DisplayFormatter
from lxml import html
from markupsafe import Markup
from matplotlib.patches import Rectangle

from linked_offences import beside, load, metrics, profile, reference, study
from linked_offences.numerals import write_span
from linked_offences.site import pages
from linked_offences.telling import charts, drawing, listings, prose, tables
from linked_offences.telling.drawing import Key, Mark, Stack
from linked_offences.telling.ledgers import find_ledger
from linked_offences.telling.sentences import Sentence

pytestmark = pytest.mark.whole

WITH_FIGURES = ["cambridgeshire", "cleveland", "derbyshire", "dorset", "dyfed-powys", "hertfordshire", "lancashire",
                "northamptonshire", "west-mercia"]  # fmt: skip
PAPER, DARK_PAPER = "#fffefb", "#15171a"
# Grounds of JupyterLab's light and dark theme.
WHITE, NIGHT = "#ffffff", "#111111"


@cache
def page(force):
    return profile.load(force)


def totals(force):
    return metrics.list_totals(load("counts", force))


def of(force, measure):
    counts = load("counts", force)
    return counts[counts["measure"] == measure]


def parts(force):
    return beside.group_outcomes(
        of(force, "outcome"), totals(force), load("outcomes_all_crime", force), reference("outcome_parts")
    )


@cache
def figures(force):
    made = (
        charts.yearly(force, totals(force), load("requests", force)),
        charts.ranges(force, totals(force)),
        charts.offences(force, metrics.find_latest_year(of(force, "offence"))),
        charts.outcome_parts(force, parts(force)),
    )
    return {one.name: one for one in made if one}


@cache
def tables_of(force):
    """The tables that the figures of a force point to."""
    made = (
        tables.yearly(force, totals(force)),
        tables.ranges(force, totals(force), load("readings", force)),
        tables.offences(force, of(force, "offence")),
        tables.outcome_parts(force, parts(force)),
    )
    return {one.name: one for one in made if one}


@cache
def national():
    known = profile.list_known(load("requests"), load("counts"))
    figured, found = known[known["figure"]], metrics.list_totals(load("counts"))
    whole = metrics.add_years(found, *study.read_study().period).assign(doubt="")
    return charts.forces(figured, found), listings.side_by_side(figured, found, whole)


def numbers(text):
    return set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?%?", text))


def texts(svg):
    return [one.text_content() for one in html.fromstring(str(svg)).iter("text")]


def made_up(**changes):
    """A figure about nothing, complete but for the changes."""
    whole = {
        "name": "made-up", "headline": Sentence("Of two made-up counts one is larger"),
        "subtitle": "Made-up offences, nowhere, 2023/24",
        "description": Sentence("Nowhere: 2 made-up offences."), "source": "Source: made up.", "table": "made-up",
        "data": pd.DataFrame({"count_low": [2]}), "svg": Markup("<svg></svg>"),
    }  # fmt: skip
    return charts.Chart(**whole | changes)


def test_a_complete_figure_shows_titles_source_and_the_way_to_its_table():
    text = made_up()._repr_html_()
    for words in ("Of two made-up counts one is larger", "Made-up offences, nowhere, 2023/24", "Source: made up."):
        assert words in text
    assert 'href="#table-made-up"' in text


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("name", "", "its name"),
        ("headline", Sentence(" "), "its headline"),
        ("subtitle", "", "its subtitle"),
        ("description", Sentence(""), "its description"),
        ("source", " ", "its source"),
        ("table", "", "its table"),
        ("svg", Markup(""), "its svg"),
        ("data", pd.DataFrame({"count_low": []}), "its data"),
        ("description", Sentence("Of two made-up counts one is larger"), "more than its headline"),
        ("description", Sentence("Nowhere: some made-up offences."), "with a number"),
        ("description", Sentence("2 " + "made-up " * 40), "longer than 250"),
        ("headline", Sentence("made-up " * 40), "longer than 250"),
    ],
)
def test_a_figure_that_lacks_a_part_cannot_be_made(part, value, reason):
    with pytest.raises(ValueError, match=reason):
        made_up(**{part: value})


@pytest.mark.parametrize(
    ("force", "names"),
    [
        ("derbyshire", ["ranges", "offences", "outcomes"]),
        ("dorset", ["yearly", "offences"]),
        ("hertfordshire", ["yearly"]),
        ("lancashire", ["yearly", "offences", "outcomes"]),
        ("west-mercia", []),
        ("psni", []),
        ("city-of-london", []),
    ],
)
def test_a_force_has_the_figures_that_its_numbers_carry(force, names):
    assert list(figures(force)) == names


@pytest.mark.parametrize("force", WITH_FIGURES)
def test_every_number_of_a_drawing_stands_in_the_table_that_the_figure_names(force):
    for figure in figures(force).values():
        table = tables_of(force)[figure.table]
        drawn = numbers(" ".join(texts(figure.svg)))
        assert drawn
        assert drawn <= numbers(str(table)), figure.name


def test_every_number_of_the_national_drawing_stands_in_its_table():
    figure, table = national()
    assert table.name == figure.table
    assert numbers(" ".join(texts(figure.svg))) <= numbers(str(table))


def test_forces_stand_by_name_with_their_search_and_those_without_the_year_are_not_drawn():
    figure, _ = national()
    drawn = texts(figure.svg)
    names = [page(force).name for force in WITH_FIGURES]
    assert [one for one in dict.fromkeys(drawn) if one in names] == names
    assert drawn[drawn.index("Dorset Police") + 1] == "keyword in the occurrence summary"
    assert drawn[drawn.index("Hertfordshire Constabulary") + 1] == "search not known"
    assert "more than 700, period not stated: not drawn" in drawn
    assert "201 to 325" in drawn
    assert len(figure.data) == len(names) - 1


@pytest.mark.parametrize("force", WITH_FIGURES)
def test_jupyter_gets_a_figure_with_its_data_and_words_without_markup(force):
    for figure in figures(force).values():
        bundle, _ = DisplayFormatter().format(figure)
        assert bundle["text/html"].startswith("<figure")
        assert "<" not in bundle["text/plain"]
        data = bundle[charts.DATA]
        assert data["name"] == figure.name
        rows = list(csv.DictReader(io.StringIO(data["csv"])))
        assert len(rows) == len(figure.data)
        assert {"force", "count_low", "count_high", "figures"} <= set(rows[0])


def test_the_data_of_a_figure_are_the_counts_as_the_force_prints_them():
    rows = list(csv.DictReader(io.StringIO(figures("dorset")["yearly"].csv)))
    # Counts of table 1 of Dorset's answer; the intervals by Byar's formula (Breslow & Day 1987), by hand.
    assert [(row["period_start"], row["count_low"], row["count_high"]) for row in rows] == [
        ("2021-04-06", "14", "14"),
        ("2022-04-06", "16", "16"),
        ("2023-04-06", "16", "16"),
    ]
    assert [(row["interval_low"], row["interval_high"]) for row in rows[1:]] == [("9.1", "26.0")] * 2


def test_a_year_that_was_asked_for_and_is_not_printed_keeps_its_place():
    kept = totals("dorset").query("year != '2022/23'")
    assert texts(charts.yearly("dorset", kept, load("requests", "dorset")).svg) == [
        "2021/22",
        "2022/23",
        "2023/24",
        "14",
        "not known",
        "16",
    ]


def test_a_force_that_prints_other_years_than_those_asked_about_is_not_held_to_these():
    counts = load("counts", "dorset")
    for year in range(2021, 2024):
        days = (f"{year}-01-01", f"{year}-12-31")
        counts.loc[counts["period_start"] == f"{year}-04-06", ["period_start", "period_end"]] = days
    drawn = charts.yearly("dorset", metrics.list_totals(counts), load("requests", "dorset"))
    assert texts(drawn.svg)[:3] == ["2021", "2022", "2023"]
    # Official figures are of years ending March: beside calendar years they would say what is not so.
    crime, people, printed = (load(name, "dorset") for name in ("recorded_crime", "population", "figures"))
    compared = beside.compare(counts, crime, people, printed)
    assert list(compared["comparison"]) == ["Linked offences a day"]
    assert "The years here are others" in str(prose.comparison("dorset", compared, counts, crime))


def test_a_year_between_two_that_were_not_asked_about_keeps_its_place_too():
    counts = load("counts", "dorset").query("year != '2022/23'")
    for year in (2021, 2023):
        days = (f"{year}-01-01", f"{year}-12-31")
        counts.loc[counts["period_start"] == f"{year}-04-06", ["period_start", "period_end"]] = days
    drawn = charts.yearly("dorset", metrics.list_totals(counts), load("requests", "dorset"))
    assert texts(drawn.svg) == ["2021", "2022", "2023", "14", "not known", "16"]


def test_a_hidden_count_is_hatched_to_the_most_and_said_in_the_subtitle(monkeypatch):
    changed = totals("dorset")
    year = changed["year"] == "2021/22"
    changed.loc[year, ["count_low", "count_high"]] = (1, 4)
    # The sentences read the printed figures.
    book = find_ledger("dorset")
    printed = book.figures.copy()
    printed.loc[changed.loc[year, "figures"].iloc[0].split(), ["count_low", "count_high"]] = (1, 4)
    monkeypatch.setattr(book, "figures", printed)
    monkeypatch.setattr(book, "_known", {})
    figure = charts.yearly("dorset", changed, load("requests", "dorset"))
    assert "1 to 4" in texts(figure.svg)
    assert "<pattern" in figure.svg
    assert "hatched" in figure.subtitle
    assert "between 1 and 4 in 2021/22" in str(figure.headline)


def test_of_many_offence_types_the_largest_are_drawn_and_ties_at_the_edge_are_left_out_together():
    one = of("dorset", "offence").head(1)
    sizes = [9, 8, 7, 6, 5, 4, 3, 2, 2, 2]
    many = pd.concat(
        [
            one.assign(label=f"made-up type {size} {i}", count_low=size, count_high=size)
            for i, size in enumerate(sizes)
        ]
    )
    found, shown = charts.pick_largest(metrics.find_latest_year(many))
    assert (len(found), shown["count_low"].tolist()) == (10, [9, 8, 7, 6, 5, 4, 3])


# Drawings


MARKS = [Mark("Made-up", "16", 16, 16, (9.1, 26)), Mark("Hidden", "1 to 4", 1, 4),
         Mark("Worked out", "64 to 115", 64, 115, printed=False, note="search not known"), Mark("None", "not printed")]  # fmt: skip
STACKS = [Stack("Linked: 64 to 115", (2, 3, 26, 28, 0, 0), (5, 56)), Stack("All: 84,553", (10, 5, 36, 30, 4, 14))]
KEY = Key(("", "Linked", "All crime"), tuple((f"Made-up part {i}", "2", "10%") for i in range(7)))
DRAWINGS = {
    "rows": lambda: drawing.rows(MARKS),
    "columns": lambda: drawing.columns(MARKS),
    "stacks": lambda: drawing.stacks(STACKS, KEY),
}


def bars(figure):
    return [
        one
        for one in figure.axes[0].get_children()
        if isinstance(one, Rectangle) and one is not figure.axes[0].patch
    ]


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_drawing_has_one_axis_and_no_turned_text(kind):
    figure = DRAWINGS[kind]()
    (axes,) = figure.axes
    written = [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
    assert written
    assert {one.get_rotation() for one in written} == {0.0}


def test_bars_start_at_zero_and_are_as_long_as_the_count():
    for figure, start, size in (
        (drawing.rows(MARKS), Rectangle.get_x, Rectangle.get_width),
        (drawing.columns(MARKS), Rectangle.get_y, Rectangle.get_height),
    ):
        assert [(start(one), size(one)) for one in bars(figure)] == [(0, 16), (0, 1), (1, 3), (0, 64), (64, 51)]
        ends = figure.axes[0].get_xlim() if size is Rectangle.get_width else figure.axes[0].get_ylim()
        assert ends[0] == 0


def test_a_stack_is_as_long_as_its_whole_and_has_few_parts():
    figure = drawing.stacks(STACKS, KEY)
    piles = [one for one in bars(figure) if one.get_height() == 24]
    assert len(piles) == 4 + 2 + 6  # of what is not printed, the fewest and the rest
    scale = (drawing.WIDTH - 1) / (2 + 3 + 26 + 28 + 56)
    for one, size in zip(piles, (2, 3, 26, 28, 5, 51), strict=False):
        assert one.get_width() == pytest.approx(size * scale - 1.5)
    assert len(drawing.PARTS) == 5


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8), st.booleans())
def test_no_bar_or_number_of_a_drawing_is_cut(pairs, flat):
    marks = [Mark("Made-up", write_span(min(pair), max(pair)), min(pair), max(pair)) for pair in pairs]
    figure = drawing.rows(marks) if flat else drawing.columns(marks)
    (axes,) = figure.axes
    inside = figure.bbox
    for text in axes.texts:
        box = text.get_window_extent()
        assert box.x0 >= inside.x0 - 1
        assert box.x1 <= inside.x1 + 1
        assert box.y1 <= inside.y1 + 1
    for bar in bars(figure):
        assert bar.get_window_extent().x1 <= inside.x1 + 1


@settings(deadline=None)
@given(st.lists(st.floats(0, 300), max_size=8).map(sorted))
def test_letters_over_narrow_parts_are_moved_apart_and_stay_in_order(places):
    moved = drawing.spread(places, 11, 5, 323)
    assert all(b - a >= 11 - 1e-6 for a, b in pairwise(moved))
    assert all(5 - 1e-6 <= one <= 323 + 1e-6 for one in moved)


def test_years_that_have_no_room_side_by_side_lie_below_one_another():
    # A label such as 2021/22 takes 52 units of 328: five find room, seven do not.
    for many, flat in ((3, False), (5, False), (7, True)):
        figure = drawing.columns([Mark(f"20{year}/{year + 1}", "16", 16, 16) for year in range(20, 20 + many)])
        assert {bar.get_height() == drawing.BAR for bar in bars(figure)} == {flat}


def test_letters_that_have_room_stay_where_they_are():
    assert drawing.spread([20, 100, 300], 11, 5, 323) == [20, 100, 300]


@settings(deadline=None)
@given(st.lists(st.text("abcdefghij", min_size=1, max_size=30), max_size=20))
def test_wrapped_text_keeps_its_words_and_its_width(words):
    lines = drawing.wrap(" ".join(words), 150)
    assert " ".join(lines).split() == words
    assert all(drawing.measure(line) <= 150 or " " not in line for line in lines)


# What stands on the page


def write(kind, name="made-up"):
    return drawing.write_svg(DRAWINGS[kind](), name, "A title <b>", "2 of them & more")


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_drawing_is_described_text_that_asks_nobody_for_anything(kind):
    svg = write(kind)
    root = html.fromstring(str(svg))
    assert root.get("role") == "img"
    described = [root.xpath(f"//*[@id='{one}']")[0].text_content() for one in root.get("aria-labelledby").split()]
    assert described == ["A title <b>", "2 of them & more"]
    assert root.xpath("//text")
    assert not root.xpath("//style | //script | //image | //use | //metadata | //g | //@clip-path | //@class")
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\.\d\d", re.sub(r"font-family=\S+", "", svg))


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_drawing_repeats_byte_for_byte(kind):
    assert write(kind) == write(kind)


def test_ids_of_two_drawings_of_a_page_differ_and_each_hatch_is_found():
    both = html.fromstring(f"<div>{write('rows', 'one')}{write('columns', 'two')}{write('stacks', 'three')}</div>")
    ids = both.xpath("//@id")
    assert len(ids) == len(set(ids))
    hatches = re.findall(r"url\(#([^)]+)\)", html.tostring(both, encoding="unicode"))
    assert hatches
    assert set(hatches) <= set(ids)


@pytest.mark.parametrize("kind", DRAWINGS)
def test_colours_are_only_those_of_the_list(kind):
    known = {f"var({variable},{anywhere})" for variable, _, anywhere in drawing.COLOURS.values()}
    known |= {"currentColor", "none", "var(--quiet,currentColor)"}
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', write(kind)))
    assert {one for one in used if not one.startswith("url(#")} <= known


@pytest.mark.parametrize("force", WITH_FIGURES)
def test_figures_are_light(force):
    shown = [one._repr_mimebundle_() | {"text/html": one._repr_html_()} for one in figures(force).values()]
    assert sum(len(pages.write_output(one).encode()) for one in shown) < 15_000


def test_text_is_large_enough_on_a_telephone():
    # A page of 360 pixels leaves 328 between its margins; no text sets a size of its own.
    for kind in DRAWINGS:
        svg = write(kind)
        assert re.findall(r'font-size="(\d+)"', svg) == [str(drawing.SIZE)]
    assert drawing.SIZE * 328 / drawing.WIDTH >= 11.5


def lightness(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    """Contrast ratio by WCAG 2.2."""
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_rules():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # a well-known failure of 4.5


@pytest.mark.parametrize("colour", drawing.COLOURS)
def test_every_colour_can_be_told_from_its_ground_in_light_in_dark_and_in_jupyterlab(colour):
    _, dark, anywhere = drawing.COLOURS[colour]
    assert contrast(colour, PAPER) >= 3
    assert contrast(dark, DARK_PAPER) >= 3
    assert contrast(anywhere, WHITE) >= 3
    assert contrast(anywhere, NIGHT) >= 3


def test_an_interval_can_be_told_from_the_bar_that_it_crosses():
    assert contrast(drawing.BLUE, "#1b1d1f") >= 3
    assert contrast(drawing.BLUE, "#ece9e2") >= 3


def test_the_style_sheet_has_the_grounds_and_the_colours_of_the_drawings():
    style = (ROOT / "src" / "linked_offences" / "site" / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = style.split("prefers-color-scheme: dark")[:2]
    assert drawing.variables() in light
    assert f"--paper: {PAPER}" in light
    assert drawing.variables(dark=True) in dark
    assert f"--paper: {DARK_PAPER}" in dark


def test_a_frame_has_its_texts_to_the_left_and_its_numbers_to_the_right():
    frame = pd.DataFrame(
        {"year": ["2021/22", "2022/23"], "count_low": pd.array([14, None], "Int64"), "change_pct": [1.5, 2.0]}
    )
    page = html.fromstring(tables.write_aligned(frame))
    left = [["left" in (cell.get("style") or "") for cell in row] for row in page.iter("tr")]
    assert left == [[False, True, False, False]] * 3
    labelled = html.fromstring(tables.write_aligned(frame.set_index("year")))
    assert [["left" in (cell.get("style") or "") for cell in row] for row in labelled.iter("tr")][-1] == [
        True,
        False,
        False,
    ]
    many = pd.DataFrame([range(30)])  # pandas leaves columns out, so sides are those of pandas
    assert tables.write_aligned(many) == many._repr_html_()


@pytest.mark.parametrize("file", sorted((ROOT / "notebooks").glob("0[23]*.ipynb")), ids=lambda file: file.stem)
def test_the_picture_that_a_stored_notebook_shows_is_a_drawing(file):
    outputs = [one for cell in nbformat.read(file, 4).cells for one in cell.get("outputs", []) if "data" in one]
    pictures = re.findall(
        r'src="data:image/svg\+xml;base64,([^"]+)"', "".join(one.data.get("text/html", "") for one in outputs)
    )
    assert len(pictures) == sum("image/svg+xml" in one.data for one in outputs) > 0
    for picture in pictures:
        assert ElementTree.fromstring(base64.b64decode(picture)).tag == "{http://www.w3.org/2000/svg}svg"
