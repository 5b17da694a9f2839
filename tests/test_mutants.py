"""The tool that asks the tests about changes tells a change that they notice from one that they do not, and its own faults."""

import subprocess
import sys

import pytest

TWO = """
import sys
import mutants

find = mutants.list_mutants


def list_mutants(module):
    '''A function of a module as it stands, and one that gives nothing.'''
    place, _, code = next(one for one in find(module) if one[1].endswith("-> None"))
    same = next(one for one in mutants._inner(compile(open(code.co_filename).read(), code.co_filename, "exec"))
                if one.co_qualname == code.co_qualname)
    return [(place, "the same", same), (place, "nothing", code)]


mutants.list_mutants = list_mutants
mutants.PATH[sys.argv[1]] = sys.argv[2:]
del sys.argv[2:]
mutants.main()
"""


@pytest.mark.whole
@pytest.mark.parametrize(
    ("tests", "status", "words"),
    [
        ("linked_offences/test_numerals.py", 0, "1 of 2 noticed, of 2 that there are"),
        ("linked_offences/missing.py", 1, "linked_offences.numerals: its tests cannot be collected"),
    ],
)
def test_a_change_of_nothing_survives_and_one_of_all_does_not(pytestconfig, tests, status, words):
    found = subprocess.run(
        [sys.executable, "-c", TWO, "linked_offences.numerals", tests],
        capture_output=True, text=True, check=False, cwd=pytestconfig.rootpath / "tests",
    )  # fmt: skip
    assert found.returncode == status, found.stderr
    assert (found.stdout + found.stderr).splitlines()[-1] == words
    assert [line.rpartition(": ")[2] for line in found.stdout.splitlines() if "survives" in line] == [
        "the same"
    ] * (not status)
