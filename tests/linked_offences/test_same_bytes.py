"""Two checkouts of other names, in other places of the world, make the same tables and pages."""

import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "a", "JOBS": "1"}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "2",
    "USER": "b",
    "JOBS": "2",
}


def make(folder, said):
    """Tables and pages of a copy of the checkout, all made anew in an environment; each file below it."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    for table in (folder / "data" / "processed").iterdir():
        table.unlink()
    own = {"LINKED_OFFENCES_ROOT": str(folder), "HOME": str(folder)}
    command = [sys.executable, "-m", "linked_offences", "report", "dorset", "west-mercia", "--jobs", said["JOBS"]]
    done = subprocess.run(command, env=os.environ | own | said, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for part in ("data/processed", "reports") for file in sorted((folder / part).rglob("*"))
        if file.is_file() and file.name != "run.json"  # which says when and how it was run
    }  # fmt: skip


def test_the_same_files_make_the_same_bytes_wherever_and_whenever(tmp_path):
    one = make(tmp_path / "one", HERE)
    other = make(tmp_path / "Öther place with blanks", THERE)
    assert one.keys() == other.keys()
    assert {"data/processed/counts.csv", "reports/dorset.html", "reports/files/dorset/dorset.xlsx"} <= one.keys()
    assert [name for name in one if one[name] != other[name]] == []
