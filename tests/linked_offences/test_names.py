"""Names of persons in a document, of whom it is from and to, reach neither a table nor a page."""

import pytest
from conftest import raw
from test_filing import add

import foi_answers
import notebook_batch
from linked_offences.records import pipeline
from linked_offences.site.reports import plan_force

NAMES = ("Ann Madeup", "Bob Madeup", "Cyd Madeup", "madeup@example.invalid")
LETTER = """From: Bob Madeup <madeup@example.invalid>
To: Ann Madeup
Dear Ms Madeup,
Ann Madeup asked us under the Freedom of Information Act 2000 for the number of offences linked to TikTok.

Offence               2021/22    2022/23
Harassment            5          7
Stalking              6          9

Yours sincerely
Bob Madeup
Information Rights Officer, for Cyd Madeup
"""


def test_what_is_published_of_an_answer_names_nobody_and_shows_its_table(tmp_path):
    file = tmp_path / "answer.txt"
    file.write_text(LETTER, encoding="utf-8")
    answer = foi_answers.read_file(file, explain=True)
    private = foi_answers.write_review(answer, file)
    public = foi_answers.write_review(answer, file, home=("../surrey.html", "the page"))
    assert all(name in private for name in NAMES)
    assert not any(name in public for name in NAMES)
    assert "Words that stand in no table are not shown here" in public
    for text in ("Harassment", "Stalking", "2021/22", ">9<"):
        assert text in public


@pytest.mark.slow
def test_names_in_a_letter_reach_no_table_and_no_page(bare):
    found = add(bare, LETTER, name="answer.txt")
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    assert notebook_batch.run([plan_force("surrey")], bare / "reports") == []
    folder = raw(bare, "disclosures/surrey/12-34")
    made = ((bare / "data" / "processed").iterdir(), (bare / "reports").rglob("*"), folder.glob("*.yml"))
    written = [file for files in (*made, folder.glob("*.reading.csv")) for file in files]
    files = [file for file in written if file.is_file()]
    assert len(files) > 15
    assert (folder / "answer.txt").read_text("utf-8") == LETTER  # kept as received, and published nowhere
    for file in files:
        content = file.read_bytes()
        assert not any(name.encode() in content for name in NAMES), file
    assert "Stalking" in (bare / "reports" / "surrey.html").read_text("utf-8")
