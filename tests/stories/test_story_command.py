"""The command that checks a story: what it takes, what it prints, and the page for an editor."""

import json
import zipfile

import pytest
from click.testing import CliRunner

from linked_offences.commands import main


def call(path, *words, **more):
    return CliRunner().invoke(main, ["check", str(path), *words], **more)


@pytest.fixture
def write(tmp_path):
    def write(text, name="story.txt"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    return write


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"\x7fELF\x00\x01\x02", "is not text"),
        (b"caf\xe9 recorded 16", "byte 4: is not text"),
        (b"Dorset recorded 16 TikTok offences.\n" * 300_000, "10.8 MB, too much for one article"),
    ],
)
def test_what_is_no_article_gets_one_line(write, content, words):
    found = call(write(content))
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    assert words in found.stderr
    assert found.stdout == ""


def test_a_missing_file_and_an_unknown_force_get_one_line(tmp_path, write):
    assert "cannot be read (No such file or directory)" in call(tmp_path / "none.txt").stderr
    said = 'no force is called "derbyshre": did you mean derbyshire?\n'
    assert call(write("TikTok"), "--force", "derbyshre").stderr == said


def test_a_text_without_figures_gets_one_line_and_is_no_fault(write):
    file = write("Police warn of crime on TikTok.\n")
    found = call(file)
    assert found.exit_code == 0
    assert found.stdout == f"{file}: no sentence has a number or a claim that could be held against the evidence\n"


@pytest.mark.parametrize(
    "text", ["TikTok offences " * 200, f"TikTok offences in Dorset were {', '.join(map(str, range(100, 480)))}."]
)
def test_what_is_too_long_for_a_sentence_is_said_to_be_so_at_once(write, text):
    told = call(write(text)).stdout.splitlines()
    assert told[-1] == "1 numbers and claims: 1 not understood"
    assert "break it into sentences" in told[1]


WRONG = "Dorset Police recorded 18 TikTok offences in 2023/24.\n"


def test_machines_get_typed_fields(write):
    (sentence,) = json.loads(call(write(WRONG), "--json").stdout)
    assert (sentence["line"], sentence["sentence"], sentence["verdict"]) == (1, WRONG.strip(), "differs")
    claim, period = sentence["claims"]
    assert {key: claim[key] for key in ("said", "verdict", "reason", "force", "period", "low", "high")} == {
        "said": "18 offences, 2023/24", "verdict": "differs", "reason": "the force's own answer says 16 (46 - 14 - 16 = 16)",
        "force": "dorset", "period": "2023/24", "low": 16, "high": 16,
    }  # fmt: skip
    assert claim["evidence"] == [
        "disclosures/dorset/01-FIN-24-2153/table-1.csv!B4",
        "disclosures/dorset/01-FIN-24-2153/table-1a.csv!B7",
    ]
    assert claim["figures"][0] == {
        "figure": "disclosures/dorset/01-FIN-24-2153/table-1.csv!B4",
        "file": "data/raw/disclosures/dorset/01-FIN-24-2153/table-1.csv", "cell": "B4",
    }  # fmt: skip
    assert (period["said"], period["verdict"]) == ("2023/24", "no claim")


def test_people_get_every_number_with_the_cell_behind_it(write):
    told = call(write(WRONG)).stdout.splitlines()
    assert told == [
        "DIFFERS  line 1: Dorset Police recorded 18 TikTok offences in 2023/24.",
        "    differs: 18 offences, 2023/24 (Dorset Police): the force's own answer says 16 (46 - 14 - 16 = 16)",
        "        data/raw/disclosures/dorset/01-FIN-24-2153/table-1.csv B4",
        "        data/raw/disclosures/dorset/01-FIN-24-2153/table-1a.csv B7",
        "    no claim: 2023/24 (a period)",
        "2 numbers and claims: 1 differs and 1 no claim",
    ]


def test_strict_ends_with_1_where_something_differs(write):
    assert call(write(WRONG)).exit_code == 0
    assert call(write(WRONG), "--strict").exit_code == 1
    assert call(write(WRONG.replace("18", "16")), "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("said", "verdict", "finding"),
    [
        ("Derbyshire Constabulary recorded 188 TikTok offences since 2021.", "contradicted", "some 313 offences growing to 501"),
        ("Across England and Wales more than 14,000 TikTok crimes were recorded since 2021.", "disputed", "is the likelier"),
    ],
)  # fmt: skip
def test_a_printed_number_that_was_found_wanting_is_told_so_and_stops_a_story(write, said, verdict, finding):
    file = write(f"{said}\nDorset Police recorded 16 TikTok offences in 2023/24.\n")
    found = call(file, "--strict")
    assert found.exit_code == 1
    first, second, *_, tally = found.stdout.splitlines()
    assert first == f"{verdict.upper()}  line 1: {said}"
    assert finding in second
    assert f"1 {verdict}" in tally
    assert "as printed" not in tally


def test_a_story_may_come_by_standard_input_as_a_web_page_or_a_word_document(write):
    told = "differs: 18 offences, 2023/24"
    assert told in call("-", input=WRONG).stdout
    body = "<nav>16 comments</nav><article><p>Dorset Police recorded <b>18</b> TikTok offences in 2023/24.</p></article>"
    page = f"<html><body>{body}</body></html>"
    assert told in call(write(page, "story.html")).stdout
    file = write(b"", "story.docx")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        related = f'<Relationships xmlns="{space}"><Relationship Id="a" Type="{kind}" Target="word/document.xml"/></Relationships>'
        archive.writestr("_rels/.rels", related)
        words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = f"<w:p><w:r><w:t>{WRONG.strip()}</w:t></w:r></w:p>"
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{words}"><w:body>{body}</w:body></w:document>'
        )
    assert told in call(file).stdout


def test_of_a_web_page_only_the_story_is_checked(write):
    around = "Lancashire Police recorded 98 TikTok offences in 2023/24."
    page = f"""<html><body><header><nav>News 24</nav></header><main>
        <article><h1>Made-up story</h1><p>{WRONG}</p><aside><p>{around}</p></aside>
        <figure><figcaption>Photo 3 of 12</figcaption></figure><ul><li>Kent Police recorded 31.</li></ul></article>
        <section><h2>Most read</h2><article><p>{around}</p></article></section></main><footer>2024</footer></body></html>"""
    told = call(write(page, "story.html")).stdout
    assert "differs: 18 offences, 2023/24" in told
    assert "Kent Police recorded 31." in told
    assert not [word for word in ("Lancashire", "Photo", "News 24", "98") if word in told]


def test_the_page_for_an_editor_marks_the_sentences_and_lets_nothing_in(write, tmp_path):
    story = write(
        '<script>alert(a)</script> & "quotes"\n'
        + WRONG
        + "Dorset Police recorded 16 TikTok <b>offences</b> in 2022/23.\n",
        "a <i>story.txt",
    )
    page = tmp_path / "page.html"
    assert call(story, "--html", str(page)).exit_code == 0
    made = page.read_text(encoding="utf-8")
    assert not [tag for tag in ("<script", "<b>", "<i>") if tag in made]
    assert "&lt;script&gt;alert(a)&lt;/script&gt; &amp; &#34;quotes&#34;" in made
    assert '<mark class="differs">18<sup>✗</sup></mark>' in made
    assert '<mark class="holds">16<sup>✓</sup></mark>' in made
    assert "the force&#39;s own answer says 16" in made
    assert call(story, "--html", str(tmp_path / "new" / "page.html")).exit_code == 0
    assert (tmp_path / "new" / "page.html").read_bytes() == page.read_bytes()
    assert call(story, "--html", str(page / "page.html")).exit_code == 1


# 67 are counted on every platform, 89 is 98 with its digits turned, and both are of the force that the sentence names.
@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("The tally for TikTok crime in Dyfed-Powys, then: 67.",
         '67 is held for "Sexual Communication with a Child offences", 2023/24: '
         "data/raw/press/undated-brecon-radnor-express/statements.csv H4"),
        ("Lancashire Police wrote off 89 TikTok cases.", "98 is held for offences linked to TikTok, 2023/24: "
         "data/raw/press/2024-08-04-blackpool-gazette/statements.csv H4"),
        ("TikTok crimes in Derbyshire rose by 59% from 2019/20.", '60% is held for "offences linked to TikTok", 2021/22 to 2023/24: '
         "data/raw/press/2024-08-08-derbyshire-times/statements.csv H2"),
    ],
)  # fmt: skip
def test_a_number_that_is_left_open_has_a_hint_at_a_figure_of_its_force_that_is_no_verdict(write, said, hint):
    file = write(said)
    plain, strict = call(file, "--html", str(file.with_suffix(".html"))), call(file, "--strict")
    assert f"        hint: {hint}" in plain.stdout.splitlines()
    assert strict.exit_code == 0
    claims = [claim for sentence in json.loads(call(file, "--json").stdout) for claim in sentence["claims"]]
    assert [claim["verdict"] for claim in claims if hint in claim["hints"]] in (["not known"], ["not understood"])
    assert "hint: " in file.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    [
        "Cleveland Police wrote off 235 TikTok cases.",  # a figure of Lancashire
        "Lancashire Police made 98 arrests. TikTok is a concern.",
        "Lancashire Police wrote off three TikTok cases.",
        WRONG,
    ],
)
def test_a_number_of_another_force_or_thing_or_with_a_verdict_has_no_hint(write, said):
    assert "hint: " not in call(write(said)).stdout
