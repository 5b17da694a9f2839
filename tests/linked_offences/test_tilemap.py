"""The map of tiles: each force once, near its place, with its state in letters and a link."""

import pandas as pd
import pytest
from conftest import ROOT
from lxml import html

from linked_offences import catalogue, forces, profile
from linked_offences.telling import tilemap
from plain_files import Problem


def made_up_found(states=profile.STATES):
    """Forces whose states are made up."""
    slugs = forces.list_asked()
    return pd.DataFrame(
        {
            "force": slugs,
            "name": [forces.name_force(slug) for slug in slugs],
            "state": [states[i % len(states)] for i in range(len(slugs))],
        }
    )


def tiles():
    return catalogue.reference("tiles").set_index("slug").astype({"column": int, "row": int})


def test_every_force_has_a_tile_and_no_two_share_a_place_or_a_name():
    table = tiles()
    assert set(forces.list_pages()) <= set(table.index) <= set(forces.list_names())
    assert not table.duplicated(["column", "row"]).any()
    assert not table.duplicated("abbreviation").any()
    assert table["column"].max() <= 8  # at 360 pixels a tile is then 38 wide, and 24 is the least to touch


def test_the_style_sheet_has_a_place_for_every_tile_and_a_look_for_every_state():
    style = (ROOT / "src" / "linked_offences" / "site" / "templates" / "style.css").read_text(encoding="utf-8")
    drawn = html.fromstring(str(tilemap.draw(made_up_found())._repr_html_()))
    classes = {name for one in drawn.xpath("//*[@class]") for name in one.get("class").split()}
    assert {name for name in classes if f".{name} " not in style} == set()


@pytest.mark.parametrize(
    ("north", "south"),
    [("northumbria", "durham"), ("cumbria", "lancashire"), ("lancashire", "north-wales"), ("norfolk", "suffolk"),
     ("derbyshire", "staffordshire"),
     ("north-wales", "south-wales"), ("west-midlands", "gloucestershire"), ("metropolitan", "sussex"), ("wiltshire", "dorset")],
)  # fmt: skip
def test_the_map_keeps_north_above_south(north, south):
    assert tiles().loc[north, "row"] < tiles().loc[south, "row"]


@pytest.mark.parametrize(
    ("west", "east"),
    [("cumbria", "northumbria"), ("merseyside", "greater-manchester"), ("dyfed-powys", "west-mercia"), ("cambridgeshire", "norfolk"),
     ("devon-and-cornwall", "dorset"), ("surrey", "kent"), ("thames-valley", "essex"), ("psni", "cumbria")],
)  # fmt: skip
def test_the_map_keeps_west_left_of_east(west, east):
    assert tiles().loc[west, "column"] < tiles().loc[east, "column"]


def test_a_tile_tells_its_state_in_a_letter_and_in_words_and_leads_to_the_page():
    page = html.fromstring(str(tilemap.draw(made_up_found())._repr_html_()))
    links = {one.get("href"): one for one in page.xpath("//nav//a")}
    assert set(links) == {f"{slug}.html" for slug in forces.list_asked()}
    bedfordshire = links["bedfordshire.html"]
    assert bedfordshire.text_content() == "BED G: Bedfordshire Police, years with a gap"
    assert bedfordshire.get("title") == "Bedfordshire Police: years with a gap"
    assert page.xpath("//nav/@aria-label")
    assert len(set(tilemap.LETTERS.values())) == len(profile.STATES)
    key = [" ".join(one.text_content().split()) for one in page.xpath("//ul[@class='key']/li")]
    assert [one[0] for one in key] == [tilemap.LETTERS[state] for state in profile.STATES]


def test_the_key_counts_the_tiles_of_each_state():
    page = html.fromstring(str(tilemap.draw(made_up_found([profile.REFUSED]))._repr_html_()))
    key = " ".join(page.xpath("//ul[@class='key']")[0].text_content().split())
    assert f"refused ({len(forces.list_asked())})" in key
    assert "one vague figure" not in key  # a state that no force is in needs no explanation
    assert page.xpath("//figcaption/strong")[0].text_content() == "A figure is known of none of 44 forces"


def test_a_force_whose_page_is_not_there_is_named_and_not_linked():
    page = html.fromstring(str(tilemap.draw(made_up_found(), built={"dorset"})._repr_html_()))
    assert page.xpath("//nav//a/@href") == ["dorset.html"]
    assert len(page.xpath("//nav//li/span[contains(., ', ')]")) == len(forces.list_asked()) - 1


def test_a_force_without_a_tile_is_named_with_the_file_that_lacks_it():
    found = made_up_found().assign(force=lambda table: table["force"].replace("kent", "made-up"))
    with pytest.raises(Problem, match=r"tiles\.csv.*made-up.*give it a place"):
        tilemap.draw(found)


def test_the_map_is_words_where_markup_is_not_shown():
    text = repr(tilemap.draw(made_up_found()))
    assert "<" not in text
    assert "Bedfordshire Police" in text
