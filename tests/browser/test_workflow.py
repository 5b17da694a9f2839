"""The workflow that publishes: its shape, and that nothing is published untested or with more rights than it needs."""

import re
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

FILE = ROOT / ".github" / "workflows" / "pages.yml"


def check_shape(file):
    """What the published schema of workflows says of a file."""
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_workflow_has_the_shape_that_is_asked_for():
    found = check_shape(FILE)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(("old", "new"), [("runs-on:", "runs:"), ("contents: read", "contents: some")])
def test_a_workflow_of_another_shape_is_refused(tmp_path, old, new):
    wrong = tmp_path / "pages.yml"
    wrong.write_text(FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert check_shape(wrong).returncode == 1


def test_only_what_passed_on_main_is_published():
    workflow = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    build, publish = (workflow["jobs"][name] for name in ("build", "publish"))
    assert set(workflow["jobs"]) == {"build", "publish"}
    # YAML reads the key "on" as true.
    assert workflow[True] == {"push": {"branches": ["main"]}, "pull_request": None, "workflow_dispatch": None}
    assert publish["needs"] == "build"
    assert publish["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    steps = [str(step) for step in build["steps"]]
    order = ["make test", "make reports", "make browser", "upload-pages-artifact"]
    places = [next(number for number, step in enumerate(steps) if word in step) for word in order]
    assert places == sorted(set(places))
    writing = [job for job in workflow["jobs"].values() if "write" in str(job["permissions"])]
    assert writing == [publish]
    assert workflow["permissions"] == {"contents": "read"}


def test_every_action_is_pinned_to_one_version():
    used = re.findall(r"uses: (\S+)", FILE.read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", one) for one in used)
