"""Pages of notebooks that are not ours: what an analyst's own cells put out is there, or said."""

import base64

import pytest
from lxml import html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from linked_offences.site import files as site

PICTURE = base64.b64encode(b"made-up bytes").decode() + "\n"


def page(*outputs):
    cells = [new_markdown_cell("# A & B: *made up*"), new_code_cell("x", outputs=list(outputs))]
    return html.fromstring(site.make_page(new_notebook(cells=cells), "page", {}))


def show(**data):
    return new_output("display_data", {name.replace("_", "/"): value for name, value in data.items()})


@pytest.mark.parametrize(
    ("output", "path", "expected"),
    [
        (new_output("stream", text="3 < 4\n"), "//pre/text()", ["3 < 4\n"]),
        (new_output("stream", name="stderr", text="a warning"), "//pre/text()", ["a warning"]),
        (
            show(text_plain="<Figure>", image_png=PICTURE),
            "//main//img/@src",
            [f"data:image/png;base64,{PICTURE.strip()}"],
        ),
        (show(text_plain="<Figure>", image_png=PICTURE), "//main//img/@alt", ["<Figure>"]),
        (show(text_plain="x", text_html="<table><tr><td>5</td></tr></table>"), "//main//td/text()", ["5"]),
        (show(text_plain="x", text_markdown="*five*"), "//main//p/em/text()", ["five"]),
        (show(text_plain="'a < b'"), "//pre/text()", ["'a < b'"]),
    ],
    ids=["printed", "warned", "picture", "picture in words", "table", "text", "value"],
)
def test_each_kind_of_output_is_on_the_page(output, path, expected):
    assert page(output).xpath(path) == expected


def test_a_heading_can_be_led_to_by_an_id_that_addresses_bear():
    assert page().xpath("//h1/@id") == ["A--B-made-up"]


def test_a_heading_of_a_code_cell_is_no_heading():
    code = new_code_cell("# Parameters\nx = 1")
    notebook = new_notebook(cells=[code, new_markdown_cell("# A page\n\nWhat it is about. And more.")])
    assert site.find_title(notebook) == "A page"
    assert site.find_standfirst(notebook) == "What it is about."
