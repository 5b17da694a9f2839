"""The finished pages on a screen and a telephone, in light and dark, from a folder and from a server."""

import pytest

from . import judges
from .choice import PAGES
from .chromium import NARROWEST, SCREEN, TELEPHONE, visit


def address(site, name):
    return (site / f"{name}.html").as_uri()


# Colours do not depend on the width, nor the layout on the colours: each is judged once.
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(SCREEN, "light"), (TELEPHONE, "dark")])
def test_a_page_opened_as_a_file_has_no_barrier(chromium, site, name, width, scheme):
    home = f"{site.as_uri()}/"
    with visit(chromium, address(site, name), width=width, scheme=scheme) as seen:
        faults = judges.find_requests(seen, home) + judges.find_strange_links(seen.page, home)
        judges.open_folds(seen.page)
        faults += judges.find_sideways(seen.page)
        faults += judges.find_barriers(seen.page)
        faults += seen.complaints
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_a_table_scrolls_sideways_on_the_narrowest_screen(chromium, site, name):
    with visit(chromium, address(site, name), width=NARROWEST) as seen:
        judges.open_folds(seen.page)
        faults = judges.find_sideways(seen.page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_and_its_place_is_seen(chromium, site, name):
    with visit(chromium, address(site, name)) as seen:
        faults = judges.find_lost_focus(seen.page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_without_scripts(chromium, site, name):
    with (
        visit(chromium, address(site, name)) as seen,
        visit(chromium, address(site, name), scripts=False) as plain,
    ):
        faults = judges.compare_without_scripts(seen.page, plain.page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_below_a_path_of_a_server(chromium, server, name):
    home, asked = server
    asked.clear()
    with visit(chromium, f"{home}{name}.html") as seen:
        seen.page.wait_for_load_state("networkidle")
        faults = judges.find_requests(seen, home) + judges.find_strange_links(seen.page, home) + seen.complaints
    # What the browser asks for by itself, as a sign for its tab, is seen by the server alone.
    faults += [f"{path}: {code}" for path, code in asked if code >= 400 or not path.startswith("/data/tiktok/")]
    assert not faults, "\n".join(faults)
