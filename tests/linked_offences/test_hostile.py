"""Text of others stays text: whatever stands in a field of an input, no output obeys it, and all show it as printed."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import hostile
import nbformat
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import foi_answers
from linked_offences.catalogue import load
from linked_offences.site import pages
from plain_files import Problem, make_visible, read_cell, write_cell, write_markdown

# What our templates, tables and drawings are made of, and what they may lead to.
ELEMENTS = set(
    re.findall(
        r"\S+",
        """html head meta title style link script body a header nav ul ol li main div section h1 h2 h3 h4 p strong em b br
    sup code pre article details summary table caption thead tbody tr th td blockquote figure figcaption svg desc path text pattern
    footer
    span input label button""",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"\S+",
        """lang charset name content property rel href type id class aria-label aria-labelledby aria-current aria-sort
    aria-hidden tabindex scope title role download viewbox width height fill font-size font-family d stroke stroke-width
    stroke-dasharray font-weight
    text-anchor x y patternunits http-equiv data-words for autocomplete spellcheck hidden xmlns""",
    )
)
# What a notebook's outputs have besides: pandas' own style of its frames, sides of cells, figures as pictures.
FRAME_STYLE = re.search(r"<style scoped>.*?</style>", pd.DataFrame({"made_up": [1]})._repr_html_(), re.DOTALL)[0]
PLAIN_STYLES = re.compile(r' style="text-align: ?(?:left|right);?"| border="1"')
PICTURE = re.compile(r'<img alt="[^"<>]*" src="data:image/svg\+xml;base64,[\w+/=]+">')
ADDRESS = re.compile(r"#[\w.-]*$|[\w./-]+(#[\w.-]*)?$|https?://|data:,$")


@pytest.fixture
def site(checkout):
    """Folder of all pages that hold hostile text."""
    return hostile.build(checkout)


def find_strange(fragment):
    """What of some HTML is no part of ours: an element, an attribute, an address, a second script."""
    for one in html.fromstring(f"<div>{fragment}</div>" if "<html" not in fragment else fragment).iter():
        if not isinstance(one.tag, str):
            yield f"a comment: {one}"
            continue
        if one.tag not in ELEMENTS:
            yield f"an element: {one.tag}"
        yield from (f"an attribute of {one.tag}: {name}" for name in one.attrib if name not in ATTRIBUTES)
        yield from (
            f"an address: {one.get(name)}"
            for name in ("href", "src")
            if name in one.attrib and not ADDRESS.match(one.get(name))
        )


def words(text):
    return " ".join(text.split())


@pytest.mark.slow
def test_no_output_obeys_text_of_others_and_all_show_it_as_printed(site):
    faults = []
    shown = {file.stem: file.read_text(encoding="utf-8") for file in site.glob("*.html")}
    assert {*hostile.FORCES, "west-mercia", "national", "claims", "coverage", "index"} <= set(shown)
    for name, page in shown.items():
        faults += [f"{name}.html: {one}" for one in find_strange(page)]
        read = html.fromstring(page)
        scripts = [one.get("type", "") for one in read.iter("script")]
        assert sorted(scripts) in ([""], ["", "application/ld+json"]), name
        # Nothing before the policy could escape it.
        head = [one.tag for one in read.find("head")][:2]
        assert head == ["meta", "meta"], name
        policy = read.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; img-src data:; "
            r"base-uri 'none'; form-action 'none'",
            policy,
        )
    for force, kind in hostile.FORCES.items():
        text = words(html.fromstring(shown[force]).text_content())
        missing = [label for label in hostile.labels_of(kind) if hostile.show(label) not in text]
        assert not missing, (force, missing)
        assert hostile.show(hostile.ALL) in text, (
            force
        )  # of what was asked, the reference, the title and the reply
        machine = html.fromstring(shown[force]).xpath("//script[@type='application/ld+json']/text()")[0]
        assert hostile.show(hostile.ALL) in {
            words(one["name"]) for one in json.loads(machine)["@graph"][0]["isBasedOn"]
        }
    text = words(html.fromstring(shown["west-mercia"]).text_content())
    assert not [label for label in hostile.LABELS if hostile.show(label) not in text]
    for file in site.glob("files/*/*.ipynb"):
        for cell in nbformat.read(file, 4).cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                assert not {"application/javascript", "text/latex"} & set(data)
                framed = PICTURE.sub("", PLAIN_STYLES.sub("", data.get("text/html", "").replace(FRAME_STYLE, "")))
                for one in (framed, pages.write_markdown(data.get("text/markdown", ""))):
                    faults += [f"{file.name}: {fault}" for fault in find_strange(one)] if one else []
    for file in [*site.glob("*.xml"), *site.glob("files/*/*.xml")]:
        ElementTree.fromstring(file.read_bytes())
    for file in site.glob("files/*/*.csv"):
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        faults += [
            f"{file.name}: a formula: {cell}"
            for row in rows for cell in row
            if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"[-+]?[\d.]+", cell)
        ]  # fmt: skip
    for file in site.glob("files/*/*.xlsx"):
        book = openpyxl.load_workbook(file)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        faults += [f"{file.name}: a formula: {cell.value}" for cell in cells if cell.data_type == "f"]
        links = [cell.hyperlink for cell in cells if cell.hyperlink]
        faults += [
            f"{file.name}: an address: {link.target}"
            for link in links
            if link.target and not ADDRESS.match(link.target)
        ]
    assert faults == []
    labels = set(load("figures")["label"].map(words))
    assert {hostile.show(label) for label in hostile.LABELS} <= labels


@pytest.mark.parametrize("kind", hostile.FORCES.values())
def test_what_is_read_of_an_answer_goes_to_terminal_and_spreadsheet_as_text(tmp_path, kind):
    answer = foi_answers.read_answer(hostile.write_answer(tmp_path, kind))
    written = foi_answers.write_csv(answer)
    told = "".join((*foi_answers.describe(answer), *foi_answers.explain(answer)))
    assert make_visible(written + told) == written + told
    rows = list(csv.DictReader(io.StringIO(written)))
    read = [words(read_cell(row["offence"])) for row in rows]
    assert [*map(hostile.show, hostile.labels_of(kind)), ""] == read
    assert not [row["offence"] for row in rows if row["offence"][:1] in tuple("=+-@\t\r") and row["offence"]]


@given(st.text(st.characters() | st.sampled_from("<>&*_`[](){}#!|~^$\\@:/.w1-+= \n\t\x1b\ud800\u202e")))
def test_a_text_in_markdown_is_a_paragraph_of_the_same_words(text):
    rendered = pages.write_markdown(f"{write_markdown(text)}")
    found = html.fromstring(f"<div>{rendered}</div>")
    assert {one.tag for one in found.iter()} <= {"div", "p", "span"}
    # An HTML parser takes a carriage return for a line end and knows no U+FFFE; both are no words.
    assert words(found.text_content()) == words(make_visible(text))


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@'\t\r15.%")))
def test_a_text_in_a_spreadsheet_is_no_formula_and_comes_back_as_it_was(text):
    cell = write_cell(text)
    assert read_cell(cell) == text
    assert cell[:1] not in tuple("=@\t\r")
    assert cell[:1] not in ("+", "-") or re.fullmatch(r"[-+]?\d[\d.,]*%?", cell)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", 'https://example.org/"><script>', "//example.org", "files"]
)
def test_pages_stand_at_an_address_of_the_web_or_at_none(monkeypatch, address):
    monkeypatch.setenv("LINKED_OFFENCES_ADDRESS", address)
    with pytest.raises(Problem, match="no address of the web"):
        pages.render("text.html.j2", {})
