"""The finished pages on paper."""

import pytest

from .choice import PAGES
from .chromium import visit
from .printing import find_print_faults


@pytest.mark.parametrize("name", PAGES)
def test_a_page_printed_on_a4_loses_nothing(chromium, site, name):
    # From a dark screen, since paper is light all the same.
    with visit(chromium, (site / f"{name}.html").as_uri(), scheme="dark") as seen:
        faults = find_print_faults(seen.page)
    assert not faults, "\n".join(faults)
