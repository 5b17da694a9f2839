"""What must stay true of each package below linked_offences: it knows its own trade and stands without us."""

import doctest
import os
import subprocess
import sys
from importlib.metadata import version

import pytest
from conftest import ROOT

import linked_offences

GROUND = ["foi_answers", "notebook_batch", "plain_files", "unknown_counts"]
SMALL = sorted((ROOT / "src" / "linked_offences").glob("*.py"))
# Runs the examples of a package's README as a reader would, and says of each name that it shows whether it is described.
CODE = """
import doctest, importlib, sys
name, readme = sys.argv[1:]
package = importlib.import_module(name)
tried = doctest.testfile(readme, module_relative=False)
assert tried.attempted and not tried.failed, tried
nothing = [one for one in package.__all__ if callable(getattr(package, one)) and not getattr(package, one).__doc__]
assert not nothing, nothing
assert "linked_offences" not in sys.modules
"""


@pytest.mark.parametrize("package", GROUND)
def test_a_package_and_its_example_run_where_ours_cannot_be_imported(package, tmp_path):
    blocked = tmp_path / "blocked" / "linked_offences"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('not to be had here')\n", encoding="utf-8")
    (tmp_path / "work").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "NOTEBOOK_BATCH_MAKER"}
    found = subprocess.run(
        [sys.executable, "-c", CODE, package, ROOT / "src" / package / "README.md"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path / "work",
        env=environment | {"PYTHONPATH": str(blocked.parent)},
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_the_helper_tells_a_newcomer_what_to_do_and_its_example_runs(checkout):
    tried = doctest.testfile(str(ROOT / "src" / "linked_offences" / "README.md"), module_relative=False)
    assert tried.attempted > 3
    assert not tried.failed
    told = linked_offences.__doc__.splitlines()
    assert len(told) <= 16
    assert all(hasattr(linked_offences, name) for name in linked_offences.__all__)
    assert linked_offences.__version__ == version("linked-offences")
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in SMALL) < 2000


def test_a_command_line_loads_no_tables_and_no_reader_before_a_command_needs_them():
    code = "import sys, linked_offences.commands; print(*{'foi_answers', 'lxml', 'notebook_batch', 'pandas'} & {*sys.modules})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


@pytest.mark.parametrize("package", [*GROUND, "linked_offences"])
def test_a_package_has_a_short_readme_and_types(package):
    folder = ROOT / "src" / package
    assert len((folder / "README.md").read_text(encoding="utf-8").splitlines()) <= 32
    assert (folder / "py.typed").exists()
