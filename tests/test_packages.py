"""What must stay true of each package below linked_offences: it knows its own trade and stands without us."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

GROUND = ["foi_answers", "notebook_batch", "plain_files", "unknown_counts"]
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


@pytest.mark.parametrize("package", GROUND)
def test_a_package_has_a_short_readme_and_types(package):
    folder = ROOT / "src" / package
    assert len((folder / "README.md").read_text(encoding="utf-8").splitlines()) <= 32
    assert (folder / "py.typed").exists()
