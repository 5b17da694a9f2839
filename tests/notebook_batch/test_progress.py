"""What a run says while it goes on, in the end, and to machines."""

import json
import re
import sys

import pytest
from conftest import ROOT

from notebook_batch import Outcome, progress

OUTCOMES = [
    Outcome("dorset", seconds=1.25, key="a" * 64),
    Outcome("kent", key="b" * 64, unchanged=True),
    Outcome("essex", "cell 2: ValueError: no such table", 0.5),
]


def tell(folder, **options):
    with progress.Progress(3, folder, **options) as told:
        for outcome in OUTCOMES:
            told.advance(outcome)
    return told


def test_a_log_gets_plain_lines_and_the_failures_with_their_reasons(tmp_path, capsys):
    tell(tmp_path)
    said = capsys.readouterr()
    assert said.err.splitlines() == ["1/3 dorset, 1.2 s", "essex: cell 2: ValueError: no such table"]
    assert said.out == ""


def test_a_quiet_run_names_only_what_failed(tmp_path, capsys):
    tell(tmp_path, quiet=True)
    assert capsys.readouterr().err == "essex: cell 2: ValueError: no such table\n"


def test_a_terminal_gets_one_bar_with_names_what_is_done_failed_and_left(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.Progress(3, tmp_path) as told:
        told.bar.mininterval = told.bar.delay = 0
        for outcome in OUTCOMES:
            told.advance(outcome)
        line = str(told.bar)
    assert line.startswith("essex: 100%")
    assert re.search(r"3/3 \[\d\d:\d\d<\d\d:\d\d, .*, 1 failed\]", line)
    assert "1/3 dorset" not in capsys.readouterr().err


def test_the_summary_counts_every_page_once_and_gives_the_reason_of_each_failure(tmp_path):
    lines = tell(tmp_path, quiet=True).summarise([OUTCOMES[2]]).splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["pages", "seconds"], ["made", "1", "1.2"], ["unchanged", "1", "0.0"], ["failed", "1", "0.5"],
    ]  # fmt: skip
    assert lines[4:] == ["  essex, 0.5 s: cell 2: ValueError: no such table"]


def test_timings_show_the_median_and_the_share_of_each_step(tmp_path):
    with progress.Progress(3, tmp_path, quiet=True) as told:
        for seconds in (1.0, 2.0, 6.0):
            told.advance(Outcome("dorset", seconds=seconds, phases={"start": 1.0, "page": seconds}))
    assert [line.split() for line in told.show_timings().splitlines()] == [
        ["reports", "median", "s", "most", "s", "share", "step"],
        ["3", "1.000", "1.000", "25.0%", "start"],
        ["3", "2.000", "6.000", "75.0%", "page"],
    ]


@pytest.mark.parametrize("interrupted", [False, True])
def test_the_file_for_machines_is_written_however_the_run_ends(tmp_path, interrupted):
    try:
        with progress.Progress(3, tmp_path, quiet=True, checkout=ROOT) as told:
            told.advance(OUTCOMES[0])
            told.advance(OUTCOMES[2])
            if interrupted:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["complete"] is not interrupted
    assert [run[state] for state in ("made", "unchanged", "failed")] == [1, 0, 1]
    assert run["reports"] == [
        {"name": "dorset", "state": "made", "seconds": 1.25, "reason": "", "key": "a" * 64},
        {
            "name": "essex",
            "state": "failed",
            "seconds": 0.5,
            "reason": "cell 2: ValueError: no such table",
            "key": "",
        },
    ]
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", run["started"])
    assert run["started"] <= run["finished"]
    assert re.fullmatch("[0-9a-f]{40}", run["commit"])
