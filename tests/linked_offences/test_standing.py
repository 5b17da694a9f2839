"""Answers that are replaced, withdrawn and filed again: what counts is what is left, and what is left out is on record."""

import hashlib
import os
import shutil
from types import SimpleNamespace

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, raw
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from lxml import html

import notebook_batch
from linked_offences import catalogue, profile
from linked_offences.commands import main
from linked_offences.records import pipeline, standing
from linked_offences.records.sources import read_source
from linked_offences.site.reports import plan_force
from linked_offences.telling import guidance, history, prose

REQUEST = "tiktok-offences-2024"


def write_answer(number):
    """A made-up answer; each has other counts."""
    a, b, c = number + 3, 2 * number + 5, 7
    return f"Offence,2022/23,2023/24\nHarassment,{a},{b}\nStalking,{c},{number}\nTotal,{a + c},{b + number}\n"


def call(*words):
    found = CliRunner().invoke(main, words)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def add(bare, number, *options):
    file = bare / f"answer-{number}.csv"
    file.write_text(write_answer(number), encoding="utf-8")
    return call("add", str(file), "--force", "surrey", "--reference", f"FOI/{number}", "--published", f"2024-0{number}-01",
                "--request", REQUEST, "--yes", *options)  # fmt: skip


def figures(force="surrey"):
    return catalogue.load("figures").query("force == @force and measure == 'total'")["count_low"].tolist()


def test_a_revised_answer_takes_the_place_of_the_first_and_both_are_on_record(bare):
    assert add(bare, 1).exit_code == 0
    second = add(bare, 2)
    assert second.exit_code == 1
    assert "FOI-1 too; say which came in the other's place: --replaces REFERENCE --reason" in second.stderr
    reason = ("--replaces", "FOI/1", "--reason", "the force had left out a month")
    assert add(bare, 2, *reason).exit_code == 0
    pipeline.run()
    assert figures() == [12, 11]
    assert set(catalogue.load("counts").query("force == 'surrey'")["flag"]) == {""}
    (former,) = catalogue.load("former_answers").to_dict("records")
    assert former == {
        "id": "surrey/disclosures/surrey/FOI-1", "force": "surrey", "source": "disclosures/surrey/FOI-1",
        "request": REQUEST, "reference": "FOI/1", "published": "2024-01-01", "status": "answered", "became": "replaced",
        "changed": "2024-02-01", "reason": "the force had left out a month", "replaced_by": "disclosures/surrey/FOI-2",
        "totals": "2022/23: 11 | 2023/24: 8", "figures": 6,
    }  # fmt: skip
    found = call("withdraw", "FOI/2", "--reason", "counted twice", "--day", "2026-11-24")
    assert (found.exit_code, found.stderr) == (0, "")
    assert "already" in call("withdraw", "FOI/2", "--reason", "counted twice").stderr
    pipeline.run()
    assert figures() == []
    (asked,) = catalogue.load("requests").query("force == 'surrey'").to_dict("records")
    assert (asked["status"], asked["decides_status"]) == ("withdrawn", "yes")
    assert catalogue.load("former_answers")["became"].tolist() == ["replaced", "withdrawn"]
    assert add(bare, 3).exit_code == 0
    pipeline.run()
    assert figures() == [13, 14]


def test_what_a_withdrawn_answer_printed_stands_year_by_year_with_a_mark_for_what_it_left_blank():
    source = SimpleNamespace(name="disclosures/surrey/FOI-1", forces=("surrey",),
                             record={"reference": "FOI/1", "published": "2024-01-01", "status": "answered"})  # fmt: skip
    figures = [
        {"source": source.name, "force": "surrey", "measure": "total", "qualifier": "", "as_printed": printed,
         "period_start": f"{year}-04-01", "period_end": f"{year + 1}-03-31"}
        for year, printed in ((2021, "19"), (2023, "22"), (2022, ""))
    ]  # fmt: skip
    became = SimpleNamespace(became="withdrawn", changed="2024-02-01", reason="made up", by=None)
    former = standing.list_former([source], figures, {source.name: became})
    assert former["totals"].tolist() == ["2021/22: 19 | 2022/23: [x] | 2023/24: 22"]


@pytest.mark.slow
def test_a_page_says_what_became_of_answers_that_were_replaced_and_withdrawn(bare):
    def make_page():
        pipeline.run()
        assert notebook_batch.run([plan_force("surrey")], bare / "reports") == []
        return " ".join(html.parse(bare / "reports" / "surrey.html").getroot().text_content().split())

    reason = {"replaces": {"reference": "FOI/1", "reason": "the force had left out a month"}}
    file_away(raw(bare, "disclosures/surrey/FOI-1"), 1, published="2024-01-01")
    file_away(raw(bare, "disclosures/surrey/FOI-2"), 2, published="2024-02-01", **reason)
    text = make_page()
    assert "Surrey Police recorded 11 offences linked to TikTok in 2023/24" in text
    assert "2022/23: 11; 2023/24: 8" in text
    assert "the force had left out a month" in text
    assert "1 February 2024" in text
    assert call("withdraw", "FOI/2", "--reason", "counted twice", "--day", "2026-11-24").exit_code == 0
    text = make_page()
    assert "Surrey Police answered; the answer was withdrawn, and its numbers do not count." in text
    assert "recorded 11" not in text
    assert "counted twice" in text


@pytest.mark.parametrize(
    "said", [{"published": "2024-02-01"}, {"published": None, "dates": {"answered": "2024-02-01"}}]
)
def test_an_answer_is_replaced_since_the_day_of_the_next(bare, said):
    file_away(raw(bare, "disclosures/surrey/FOI-1"), 1)
    reason = {"reference": "FOI/1", "reason": "the force had left out a month"}
    file_away(raw(bare, "disclosures/surrey/FOI-2"), 2, replaces=reason, **said)
    sources = [read_source(f"disclosures/surrey/FOI-{number}") for number in (1, 2)]
    assert standing.find_former(sources)["disclosures/surrey/FOI-1"].changed == "2024-02-01"


def test_what_was_published_of_an_answer_that_counts_no_more_stays_on_the_record_of_its_page(bare):
    publish = ("publish", "surrey", "--reason", "made up", "--day")
    file_away(raw(bare, "disclosures/surrey/FOI-1"), 1)
    assert call(*publish, "2026-11-23").exit_code == 0
    reason = {"reference": "FOI/1", "reason": "the force had left out a month"}
    file_away(raw(bare, "disclosures/surrey/FOI-2"), 2, replaces=reason)
    assert call(*publish, "2026-11-24").exit_code == 0
    shown = [str(one) for one in history.changes(profile.load("surrey")).frame["What"]]
    assert "Surrey Police: Harassment, 2022/23 (answer.csv, B2)" in shown


def test_a_withdrawal_that_cannot_be_is_told_in_one_line_and_changes_nothing(bare):
    assert add(bare, 1).exit_code == 0
    file = raw(bare, "disclosures/surrey/FOI-1") / "source.yml"
    before = file.read_bytes()
    for words, said in [
        (("nothing", "--reason", "x"), 'data/raw: "nothing": is no reference of an answer or story'),
        (("FOI/12", "--reason", "x", "--force", "surrey"), "that is held: did you mean FOI/1 or FOI-1?"),
        (("FOI/1", "--reason", "x", "--day", "24.11.2026"), '--day: "24.11.2026": write the day as 2024-06-03'),
        (("FOI/1", "--reason", "x", "--day", "2999-11-24"), "--day: 2999-11-24: is still to come"),
        (("FOI/1", "--reason", ""), "--reason: is empty"),
        (("FOI/1", "--reason", "x", "--force", "dorset"), "is no reference of an answer or story"),
    ]:
        found = call("withdraw", *words)
        assert found.exit_code == 1
        assert said in found.stderr
        assert found.stderr.count("\n") == 1
        assert file.read_bytes() == before


def test_answers_that_replace_each_other_or_nothing_hurt_their_own_force_only(bare):
    assert "and with --replaces which one" in add(bare, 1, "--reason", "x").stderr
    assert "is no reference of another answer" in add(bare, 1, "--replaces", "FOI/9", "--reason", "x").stderr
    assert add(bare, 1).exit_code == 0
    assert "(held: FOI/1)" in add(bare, 2, "--replaces", "FOI/9", "--reason", "x").stderr
    assert add(bare, 2, "--replaces", "FOI/1", "--reason", "x").exit_code == 0
    first = raw(bare, "disclosures/surrey/FOI-1") / "source.yml"
    with first.open("a", encoding="utf-8") as file:
        file.write("replaces: {reference: FOI-2, reason: y}\n")
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.run()
    ((fault),) = caught.value.faults
    assert fault.forces == ("surrey",)
    assert "replaces this one in turn" in str(fault.problem)


def test_an_answer_in_the_folder_of_another_force_than_it_declares_withholds_both(bare):
    assert add(bare, 1).exit_code == 0
    file = raw(bare, "disclosures/surrey/FOI-1") / "source.yml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record |= {"forces": ["essex"], "replaces": {"reference": "none", "reason": "made up"}}
    file.write_text(yaml.safe_dump(record), encoding="utf-8")
    told = []
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check(lambda line: told.append(line) if len(told) < 99 else pytest.fail("it goes on for ever"))
    (fault,) = caught.value.faults
    assert fault.forces == ("essex", "surrey")
    assert caught.value.tables["figures"].query("force in ['essex', 'surrey']").empty


def test_a_story_that_is_withdrawn_says_nothing_any_more(checkout):
    folder = "2024-08-08-derbyshire-times"
    assert call("withdraw", folder, "--reason", "the paper took it back").exit_code == 0
    pipeline.run()
    for name, column in (("figures", "source"), ("verdicts", "figure"), ("contradictions", "figures")):
        assert not catalogue.load(name)[column].str.contains(folder).any(), name
    assert set(catalogue.load("former_answers")["force"]) == {"derbyshire"}


def test_source_search_and_years_are_told_of_the_request_behind_the_figures(bare):
    """A force answers another request; that of all forces is not known to be answered."""
    file_away(raw(bare, "disclosures/surrey/FOI-1"), 1, request=None, method="made-up search of one field")
    pipeline.run()
    page = profile.load("surrey")
    assert page.asked["status"] == "no_answer_known"
    told = str(guidance.before_use(page))
    assert "The force's own answer is held here." in told
    assert "made-up search of one field" in told
    assert "newspapers" not in told
    answered = str(prose.answer("surrey", page.requests, page.former_answers))
    assert "One other request to the force is listed beside it" in answered
    assert "on other questions" not in answered


# --- replaced, withdrawn and filed in any order --------------------------------------------------------------------


def file_away(folder, number, **more):
    """An answer filed as `add` files it, without its proof, which is tried above."""
    folder.mkdir(parents=True)
    content = write_answer(number).encode()
    (folder / "answer.csv").write_bytes(content)
    record = {
        "title": "Made-up answer", "kind": "disclosure", "publisher": "Surrey Police", "address": None,
        "reference": f"FOI/{number}", "published": f"2024-01-{number:02}", "licence": "made up", "forces": ["surrey"],
        "platform": "tiktok", "request": REQUEST, "asked": "made up", "status": "answered", "method": None, "caveats": [],
        "tables": [{"file": "answer.csv", "question": "1", "complete": True}],
        "sha256": {"answer.csv": hashlib.sha256(content).hexdigest()},
    }  # fmt: skip
    (folder / "source.yml").write_text(yaml.safe_dump(record | more), encoding="utf-8")


def begin(folder):
    """A bare in which nothing is filed but what is official."""
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("raw/disclosures", "raw/press", "processed"):
        shutil.rmtree(folder / "data" / name)
    return folder / "data" / "raw" / "disclosures" / "surrey"


def build(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINKED_OFFENCES_ROOT", str(folder))
        return pipeline.build()


def compare(base, counting):
    """Hold the tables of all that was filed against those of a bare that holds only what counts."""
    number = len(os.listdir(base))
    everything, left = base / "all", base / f"left-{number}"
    own = begin(left)
    for one, more in counting.items():
        file_away(own / f"FOI-{one}", one, **more)
    found, expected = build(everything), build(left)
    former = set(found.pop("former_answers")["source"])
    assert not len(expected.pop("former_answers"))
    assert former == {
        f"disclosures/surrey/{one.name}" for one in (everything / "data/raw/disclosures/surrey").iterdir()
    } - {f"disclosures/surrey/FOI-{one}" for one in counting}
    found["sources"] = found["sources"][~found["sources"]["source"].isin(former)].reset_index(drop=True)
    if not counting and former:  # that an answer was withdrawn is its status
        assert set(found["requests"].query("force == 'surrey'")["status"]) == {"withdrawn"}
        found["requests"]["status"] = found["requests"]["status"].replace("withdrawn", "no_answer_known")
    for name, table in expected.items():
        pd.testing.assert_frame_equal(found[name], table, obj=name)


@pytest.mark.slow
def test_in_any_order_the_tables_are_those_of_what_is_left(tmp_path_factory):
    class Filing(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.base = tmp_path_factory.mktemp("filing")
            self.folder = begin(self.base / "all")
            self.filed, self.current = 0, None

        def _file(self, **more):
            self.filed += 1
            file_away(self.folder / f"FOI-{self.filed}", self.filed, **more)
            self.current = self.filed

        @precondition(lambda self: self.current is None)
        @rule()
        def add(self):
            self._file()

        @precondition(lambda self: self.filed)
        @rule(data=st.data())
        def replace(self, data):
            # The one that counts, or, where none does, one that was withdrawn.
            other = self.current or data.draw(st.integers(1, self.filed))
            self._file(replaces={"reference": f"FOI/{other}", "reason": "made up"})

        @precondition(lambda self: self.current is not None)
        @rule()
        def withdraw(self):
            file = self.folder / f"FOI-{self.current}" / "source.yml"
            record = yaml.safe_load(file.read_text(encoding="utf-8"))
            file.write_text(yaml.safe_dump(record | {"withdrawn": {"date": "2026-11-24", "reason": "made up"}}))
            self.current = None

        def teardown(self):
            if self.filed:
                compare(self.base, {self.current: {}} if self.current else {})

    run_state_machine_as_test(Filing, settings=settings(max_examples=8, stateful_step_count=6, deadline=None))
