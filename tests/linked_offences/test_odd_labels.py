"""What an answer is filed with can be shown: odd labels make a page, and what none could show is not filed."""

from conftest import raw
from test_filing import add

import notebook_batch
from linked_offences.records import pipeline
from linked_offences.site.reports import plan_force

# Words for which a sentence of ours would have to have counts, or that name another force.
ODD = (
    "Assault of a British Transport Police officer",
    "Driving at over twice the legal limit",
    "Fraud over $500 and under $5000",
    "The most common offence 50%",
    "Doubled or tripled, the largest",
    "{force} and {n}",
    "Dorset Police",
    "Assault 2",
    "x" * 900,
)


def test_labels_that_our_own_words_may_not_have_make_a_page(bare):
    rows = [f'"{label}",{7 + n},{9 + n},{30 + n}\n' for n, label in enumerate(ODD)]
    found = add(bare, "Offence,2021/22,2022/23,2023/24\n" + "".join(rows), "--yes-to-force")
    assert found.exit_code == 0, found.stderr
    pipeline.run()
    assert notebook_batch.run([plan_force("surrey")], bare / "reports") == []
    page = (bare / "reports" / "surrey.html").read_text(encoding="utf-8")
    assert "British Transport Police officer" in page


def test_an_answer_with_which_the_page_cannot_be_made_is_not_filed(bare, proved):
    notebook = bare / "notebooks" / "02_force.ipynb"
    text = notebook.read_text(encoding="utf-8")
    # A page that bears every force but one: what a label or a number of its answer could do.
    line = '"requests = load('
    broken = text.replace(line, f""""assert force != 'surrey', 'made up: no page'\\n",\n    {line}""", 1)
    assert broken != text
    notebook.write_text(broken, encoding="utf-8")
    found = add(bare, "Offence,2021/22\nStalking,6\n")
    assert found.exit_code == 1
    assert "reports/surrey.html: cannot be made with it" in found.stderr
    assert "made up: no page" in found.stderr
    assert found.stderr.splitlines()[-1].endswith("nothing was filed")
    assert not raw(bare, "disclosures/surrey").exists()


def test_a_label_that_no_page_can_show_is_not_filed(bare):
    found = add(bare, "Offence,2021/22\n" + "Assault " * 4_000 + ",5\nStalking,6\n")
    assert found.exit_code == 1
    assert "letters" in found.stderr.splitlines()[-1]
    assert not raw(bare, "disclosures/surrey").exists()
