"""The judges themselves: a sound page passes each, and one with a single defect fails the judge of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from . import judges
from .chromium import NARROWEST, visit
from .conftest import serve
from .printing import find_print_faults
from .test_markup import find_errors

STYLE = """
body { margin: 0; font: 1rem/1.5 sans-serif; color: #1b1d1f; background: #fff; }
main { max-width: 40rem; margin: auto; padding: 0 1rem; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 0; top: 0; }
:focus-visible { outline: 3px solid #12436d; }
section { overflow-x: auto; }
th, td { min-width: 6rem; text-align: left; }
svg { width: 100%; }
svg text { fill: #1b1d1f; }
@media screen and (prefers-color-scheme: dark) {
    body { color: #eee; background: #111; }
    a { color: #7fb2de; }
    svg text { fill: #eee; }
}
@media print {
    @page { size: A4; margin: 18mm; }
    section { overflow: visible; }
    th, td { min-width: 0; }
    tr, figure { break-inside: avoid; }
    a[href^="http"]::after { content: " (" attr(href) ")"; }
}
"""
SOUND = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A made-up page</title>
<link rel="icon" href="data:,">
<style>STYLE</style>
</head>
<body>
<header><a class="skip" href="#content">Skip to the content</a></header>
<main id="content">
<h1>A made-up page</h1>
<p>Some words, <a href="https://example.org/a-place-of-the-answer/made-up">the answer</a>.</p>
<figure>
<svg role="img" aria-label="A made-up drawing" viewBox="0 0 300 40">
<rect width="300" height="9" fill="#8cb4d6"/>
<text x="5" y="30" font-size="14">12 offences</text>
</svg>
<figcaption>A made-up figure</figcaption>
</figure>
<section aria-label="A made-up table" tabindex="0">
<table>
<caption>A made-up table</caption>
<thead><tr><th scope="col">Year</th><th scope="col">One</th><th scope="col">Two</th>
<th scope="col">Three</th><th scope="col">Four</th></tr></thead>
<tbody>ROWS</tbody>
</table>
</section>
</main>
<script>SCRIPT</script>
</body>
</html>
"""
ROW = '<tr><th scope="row">2021/22</th><td>1</td><td>2 of 30</td><td>3</td><td>4</td></tr>'
SCRIPT = "document.querySelector('h1').before(document.createElement('form'));"


@pytest.fixture
def write(tmp_path):
    """Writes the sound page with one thing exchanged, beside a stylesheet and a script of which it asks for none."""

    def write(old="", new="", rows=80):
        for name in ("style.css", "find.js"):
            (tmp_path / name).write_text("", encoding="utf-8")
        text = SOUND.replace("STYLE", STYLE).replace("SCRIPT", SCRIPT).replace("ROWS", ROW * rows)
        (tmp_path / "page.html").write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return tmp_path / "page.html"

    return write


def judge(chromium, file, **options):
    """What all judges say of a page on a screen."""
    home = f"{file.parent.as_uri()}/"
    with visit(chromium, file.as_uri(), **options) as seen:
        faults = judges.find_requests(seen, home) + judges.find_strange_links(seen.page, home)
        judges.open_folds(seen.page)
        # axe, which scrolls, comes last: Chromium's next stop of the keyboard is what it left in sight.
        faults += judges.find_lost_focus(seen.page) + judges.find_sideways(seen.page)
        return faults + judges.find_barriers(seen.page) + seen.complaints


@pytest.mark.parametrize(
    "options", [{}, {"scheme": "dark"}, {"width": NARROWEST}, {"width": NARROWEST, "scheme": "dark"}]
)
def test_a_sound_page_passes(chromium, write, options):
    assert judge(chromium, write(), **options) == []


DEFECTS = {
    "no language": ('<html lang="en-GB">', "<html>", "html-has-lang"),
    "no main heading": ("<h1>A made-up page</h1>", "", "page-has-heading-one"),
    "a skipped level": ("<p>Some", "<h4>Another</h4><p>Some", "heading-order"),
    "a drawing without a name": (' aria-label="A made-up drawing"', "", "svg-img-alt"),
    "words outside the landmarks": ("</main>", "</main><p>Lost</p>", "region"),
    "faint words": ("color: #1b1d1f; background: #fff", "color: #999; background: #fff", "color-contrast"),
    "faint words over a shade": (
        "section {", "section { color: #bbb; background: linear-gradient(#fff, #fff);", "contrast 1.9"),
    "faint words in a drawing": ("svg text { fill: #1b1d1f", "svg text { fill: #bbb", "contrast 1.9"),
    "a letter that is faint": (
        "<p>Some", '<p style="color:#bbb">x</p><p>Some', "contrast 1.9"),
    "words too like the bar below them": ('x="5" y="30"', 'x="5" y="9" style="fill:#5f7f9f"', "contrast"),
    "a wide picture": ("<p>Some", '<p style="width:1300px">Some', "the page scrolls sideways"),
    "a wide block of code": (
        "<p>Some", '<pre tabindex="0" style="overflow:auto">' + "x" * 900 + "</pre><p>Some",
        "is no labelled table region"),
    "a table region without a name": (
        '<section aria-label="A made-up table" tabindex="0">',
        '<section tabindex="0" style="width:9rem">', "is no labelled table region"),
    "a table region out of the keyboard's reach": (
        'tabindex="0">', 'style="width:9rem">', "is no labelled table region"),
    "words that are cut off": ("<p>Some", '<p style="overflow:hidden;white-space:nowrap;width:4rem">Some', "cut off"),
    "a picture of another host": ("<p>Some", '<img src="https://example.org/a.png" alt="">Some<p>', "asks outside"),
    "a stylesheet of its own": ("</head>", '<link rel="stylesheet" href="style.css"></head>', "1 files of the kind stylesheet"),
    "a font": ("body {", "@font-face { font-family: a; src: url(a.woff2) } body { font-family: a !important;", "waits for a font"),
    "a script that holds up": ("</head>", '<script src="find.js"></script></head>', "first paint waits for a script: file"),
    "a script in the page": ("</head>", "<script>var a = 1</script></head>", "first paint waits for a script: in the page"),
    "a script that fails": (SCRIPT, "nothing.here()", "nothing is not defined"),
    "a script that complains": (SCRIPT, "console.error('made-up complaint')", "made-up complaint"),
    "a file that is not there": ("</head>", '<script src="none.js" defer></script></head>', "ERR_FILE_NOT_FOUND"),
    "a link from the root": ("https://example.org/a-place-of-the-answer/made-up", "/index.html", "leads out of the folder"),
    "a link to a plain address": ("https://example.org", "http://example.org", "leads out of the folder"),
    "no way past the header": ("#content", "#contents", "no visible link to the content"),
    "a skip link that stays hidden": ("left: 0; top: 0;", "", "no visible link to the content"),
    "a focus that is not seen": ("outline: 3px solid #12436d", "outline: none", "no mark of the focus"),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_on_the_screen(chromium, write, defect):
    old, new, words = DEFECTS[defect]
    faults = judge(chromium, write(old, new, rows=3))
    assert [one for one in faults if words in one], faults


def test_what_is_hidden_in_a_fold_is_judged_too(chromium, write):
    wide = "<details><summary>More</summary><p style='width:1400px'>Wide</p></details><p>Some"
    assert [one for one in judge(chromium, write("<p>Some", wide)) if "the page scrolls sideways" in one]


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        (SCRIPT, None),
        ("document.querySelector('main').append('Words of a script')", "words only with scripts: Words a script"),
        ("document.querySelector('h1').innerHTML = '<a href=\"other.html\">A made-up page</a>'",
         "a link only with scripts: other.html"),
    ],
)  # fmt: skip
def test_a_page_that_needs_its_script_is_found(chromium, write, script, fault):
    file = write(SCRIPT, script)
    with visit(chromium, file.as_uri()) as seen, visit(chromium, file.as_uri(), scripts=False) as plain:
        faults = judges.compare_without_scripts(seen.page, plain.page)
    assert faults == ([fault] if fault else [])


def test_a_control_that_waits_for_its_script_is_no_loss(chromium, write):
    file = write("<p>Some", "<div hidden><label>Find a force <input></label></div><p>Some")
    with visit(chromium, file.as_uri()) as seen, visit(chromium, file.as_uri(), scripts=False) as plain:
        assert judges.compare_without_scripts(seen.page, plain.page) == []


def test_words_that_only_a_script_would_show_are_found(chromium, write):
    file = write("<p>Some", '<p style="display:none">Some')
    with visit(chromium, file.as_uri(), scripts=False) as plain:
        faults = judges.compare_without_scripts(plain.page, plain.page)
    assert any(one.startswith("hidden without scripts: Some words") for one in faults)


def test_a_sound_page_prints_well_on_several_sheets(chromium, write):
    with visit(chromium, write().as_uri(), scheme="dark") as seen:
        assert find_print_faults(seen.page) == []


TALL = '<div style="height:45rem">Tall</div>'
ON_PAPER = {
    "a row cut in two": (ROW, ROW.replace("<td>1", "<td>" + "1<br>" * 50), "row is cut by the end of sheet"),
    "rows that may be cut": (
        "tr, figure { break-inside: avoid; }", "tr { break-inside: auto } td { width: 1rem; font-size: 24pt }",
        "row is cut by the end of sheet"),
    "a figure cut in two": (
        "<figure>", TALL + '<figure style="break-inside:auto">' + "<p>Words</p>" * 30,
        "figure is cut by the end of sheet"),
    "a head that is not repeated": ("tr, figure {", "thead { display: table-row-group } tr, figure {", "no head on sheet 2"),
    "something wide": ("<p>Some", '<p style="width:900px">Some', "shrunk to 7"),
    "a table that scrolls": ("section { overflow: visible; }", "section { width: 4cm } table { width: 12cm }", "cut off at its right"),
    "rows left out": ("@media print {", "@media print { tr { visibility: hidden }", "row is not printed"),
    "the dark of the screen": ("@media screen and (", "@media (", "pale on sheet 1"),
    "an address that is hidden": (' content: " (" attr(href) ")";', "", "address is not printed: https://example.org/a-place-of"),
    "a letter from America": ("size: A4", "size: letter", "sheet 1 is no A4"),
}  # fmt: skip


@pytest.mark.parametrize("defect", ON_PAPER)
def test_a_defect_is_found_on_paper(chromium, write, defect):
    old, new, words = ON_PAPER[defect]
    with visit(chromium, write(old, new).as_uri(), scheme="dark") as seen:
        faults = find_print_faults(seen.page)
    assert [one for one in faults if words in one], faults


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("", "", None),
        ("</figure>", "", "close-order"),
        ("<p>Some", '<p id="content">Some', "no-dup-id"),
        ("<p>Some", "<center>Some</center><p>", "deprecated"),
        ("<tbody>", "<tbody><p>lost</p>", "element-permitted-content"),
        ("<p>Some", '<p id="two words">Some', "valid-id"),
        (' alt=""', "", None),
        ("<p>Some", '<p><img src="a.png">Some', "wcag/h37"),
    ],
)
def test_a_page_that_breaks_a_rule_of_html_is_found(write, tmp_path, old, new, rule):
    faults = find_errors([write(old, new)], tmp_path)
    assert bool(faults) == bool(rule), faults
    assert not rule or [one for one in faults if f": {rule}: " in one], faults


def test_what_a_browser_asks_of_the_host_itself_is_seen(chromium, write, tmp_path):
    for text, asked_of_host in (('<link rel="icon" href="data:,">', False), ("", True)):
        file = write('<link rel="icon" href="data:,">', text)
        with serve(tmp_path.parent) as (address, asked):
            with visit(chromium, f"{address}/{file.parent.name}/page.html") as seen:
                seen.page.wait_for_load_state("networkidle")
            assert [path for path, _ in asked if not path.startswith(f"/{file.parent.name}/")] == (
                ["/favicon.ico"] if asked_of_host else []
            )


def test_a_check_without_chromium_or_that_is_skipped_fails(tmp_path):
    folder = tmp_path / "browser"
    folder.mkdir()
    for name in ("conftest.py", "sites.py"):
        shutil.copy(Path(__file__).parents[1] / name, tmp_path)
    for name in ("__init__.py", "conftest.py", "chromium.py", "choice.py"):
        shutil.copy(Path(__file__).with_name(name), folder)
    (folder / "test_made_up.py").write_text(
        "import pytest\n\ndef test_one():\n    pytest.skip('made-up')\n\ndef test_two(chromium):\n    pass\n"
    )
    settings = {key: value for key, value in os.environ.items() if key != "CHROMIUM"} | {"PATH": str(tmp_path)}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    found = subprocess.run(words, env=settings, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert found.returncode == 1
    assert "not to be skipped" in found.stdout
    assert "no Chromium: apt-get install chromium" in found.stdout
    assert "passed" not in found.stdout
