"""What is solved again: nothing of a force whose figures are as they were, whatever became of the others."""

import shutil

import pytest
from conftest import TIMES, raw, record_hash

import foi_answers
from linked_offences.commands import group
from linked_offences.records import pipeline
from linked_offences.weighing import evidence
from unknown_counts import system


@pytest.fixture
def solve(checkout, monkeypatch):
    """Make the tables as a process would that did nothing before; how often the solver is asked."""
    asked = []
    original = system._solve
    monkeypatch.setattr(system, "_solve", lambda *given: asked.append(given) or original(*given))

    def solve():
        evidence._SEEN.clear()
        asked.clear()
        pipeline.run()
        return len(asked)

    yield solve
    evidence._SEEN.clear()


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.slow
def test_only_the_force_whose_figures_changed_is_solved_again_and_the_cache_may_go_or_be_spoilt(checkout, solve):
    folder = checkout / ".cache" / "solved"
    shutil.rmtree(folder)
    everything = solve()
    before, made = bytes_of(folder), bytes_of(checkout / "data" / "processed")
    assert solve() == 0
    assert bytes_of(checkout / "data" / "processed") == made
    file = raw(checkout, TIMES) / "statements.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",188,", ",186,"), encoding="utf-8")
    record_hash(file.parent, file.name)
    assert 0 < solve() < everything / 2
    after = bytes_of(folder)
    assert after.keys() == before.keys()
    assert len([name for name in after if after[name] != before[name]]) == 1
    made = bytes_of(checkout / "data" / "processed")
    for number, one in enumerate(sorted(folder.iterdir())):
        if number % 2:
            one.unlink()
        else:
            one.write_bytes([b"{", b"[]", b"\xff"][number // 2 % 3])
    assert solve() > everything / 2
    assert bytes_of(checkout / "data" / "processed") == made
    assert bytes_of(folder).keys() == before.keys()


def test_a_document_is_read_again_only_where_it_or_its_layout_or_the_cache_changed(few, monkeypatch):
    read = []
    original = foi_answers.read_answer
    monkeypatch.setattr(
        foi_answers, "read_answer", lambda file, **said: read.append(file.name) or original(file, **said)
    )
    folder = few / ".cache" / "read"
    shutil.rmtree(folder, ignore_errors=True)

    def read_again():
        read.clear()
        pipeline.check()
        return sorted(read)

    everything, made = read_again(), bytes_of(folder)
    assert len(everything) == len(made) > 1
    assert read_again() == []
    layout = raw(few, "disclosures/dorset/01-FIN-24-2153") / "layout.yml"
    said = layout.read_text(encoding="utf-8")
    assert "table-1.csv" not in said
    layout.write_text(f"{said}table-1.csv:\n  reason: made up\n", encoding="utf-8")
    assert read_again() == ["table-1.csv"]
    layout.write_text(said, encoding="utf-8")
    assert read_again() == []
    for file in folder.iterdir():
        file.write_bytes(b'{"figures": []}')
    assert read_again() == everything
    assert bytes_of(folder).items() >= made.items()


def test_steps_are_shown_on_a_terminal_only_and_from_the_second_second_on(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr(group.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(group.sys.stderr, "isatty", lambda: True, raising=False)
    with group.show_steps() as step:
        step("at once")
        now[0] = 1.5
        step("reading disclosures/dorset/01-FIN-24-2153 (3 of 44)")
    shown = capsys.readouterr().err
    assert "at once" not in shown
    assert shown == "\r\x1b[Kreading disclosures/dorset/01-FIN-24-2153 (3 of 44)\r\x1b[K"
    monkeypatch.setattr(group.sys.stderr, "isatty", lambda: False, raising=False)
    with group.show_steps() as step:
        now[0] = 9
        step("reading")
    assert capsys.readouterr().err == ""
