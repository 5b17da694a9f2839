"""The pages of this story as a batch: what is made of each, under which name, beside which others."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from conftest import GOOD, ROOT, STATES, write_notebook
from nbformat.v4 import new_code_cell, new_markdown_cell

import notebook_batch
from linked_offences.site.reports import INDEX, MAKER, plan_force, plan_overviews
from notebook_batch import Report


def outputs(file):
    notebook = nbformat.read(file, 4)
    return [(cell.get("execution_count"), cell.get("outputs")) for cell in notebook.cells], notebook


@pytest.mark.slow
def test_a_page_is_headed_by_its_own_force_and_has_one_heading(checkout):
    write_notebook(checkout, "good.ipynb", GOOD, new_code_cell("1 + 1"))
    write_notebook(checkout, "headless.ipynb", new_code_cell("1"))
    folder = checkout / "reports"
    failures = notebook_batch.run(
        [
            Report("good", "good.ipynb", maker=MAKER),
            Report("headless", "headless.ipynb", maker=MAKER),
            Report("wrong", "good.ipynb", {"force": "essex"}, MAKER),
        ],
        folder,
    )
    reasons = {failure.name: failure.reason for failure in failures}
    assert list(reasons) == ["headless", "wrong"]
    assert "one heading of the first level" in reasons["headless"]
    assert (
        reasons["wrong"]
        == 'ValueError: the page is headed "A good page of Kent Police", which is not about Essex Police'
    )
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    assert files == [
        *(f"files/good/good{kind}" for kind in ("-sentences.json", ".ipynb", ".png", ".sha256")),
        "good.html",
    ]


def test_two_runs_of_a_report_give_the_same_bytes(reports, tmp_path):
    assert notebook_batch.run([plan_force("dorset")], tmp_path) == []
    for name in ("dorset.html", "files/dorset/dorset-sentences.json", "files/dorset/dorset.ipynb"):
        assert (tmp_path / name).read_bytes() == (reports / name).read_bytes()


def test_a_plain_kernel_given_no_such_force_says_which_is_near(tmp_path):
    report = Report("derbyshre", "02_force.ipynb", {"force": "derbyshre"}, MAKER)
    (failure,) = notebook_batch.run([report], tmp_path)
    assert "did you mean derbyshire?" in failure.reason
    assert list(tmp_path.glob("*.html")) == []


@pytest.mark.slow
def test_stored_notebooks_are_renewed_with_the_same_bytes(checkout):
    file = checkout / "notebooks" / "02_force.ipynb"
    notebook_batch.store_notebook(file, checkout)
    assert file.read_bytes() == (ROOT / "notebooks" / "02_force.ipynb").read_bytes()


def make_with_index(checkout, *cells):
    """Outcomes by name, and when each was told, of a report of Kent Police, one that fails, and the index."""
    write_notebook(checkout, "good.ipynb", GOOD, *map(new_code_cell, cells))
    write_notebook(checkout, "wrong.ipynb", GOOD)
    reports = [
        Report("kent", "good.ipynb", maker=MAKER),
        Report("dorset", "wrong.ipynb", {"force": "dorset"}, MAKER),
    ]
    told = {}

    def done(outcome):
        told[outcome.name] = outcome, time.monotonic()

    failures = notebook_batch.run(reports, checkout / "reports", jobs=2, last=INDEX, done=done)
    return [failure.name for failure in failures], told


def test_the_index_is_begun_beside_the_reports_and_leads_to_those_that_were_made(checkout):
    failures, told = make_with_index(checkout, "import time; time.sleep(2)")
    assert failures == ["dorset"]
    assert list(told)[-1] == "index"
    (index, ended), others = told["index"], max(told["kent"][1], told["dorset"][1])
    assert ended - others < index.phases["page"]
    assert notebook_batch.WAITING not in index.phases
    page = (checkout / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'href="kent.html"' in page
    assert 'href="dorset.html"' not in page
    assert notebook_batch.is_done(INDEX, checkout / "reports") == index.key


def test_an_index_that_dies_while_it_waits_fails_alone(checkout):
    killing = (
        "import os, psutil, signal, time\ntime.sleep(2)\n"
        "others = {one.pid for one in psutil.Process(os.getppid()).children()} - {os.getpid()}\n"
        "[os.kill(one, signal.SIGKILL) for one in others]"
    )
    failures, told = make_with_index(checkout, killing)
    assert failures == ["dorset", "index"]
    assert told["index"][0].reason.startswith("its process died")
    assert {file.name for file in (checkout / "reports").glob("*.html")} == {"kent.html"}


@pytest.mark.slow
def test_the_executed_notebooks_of_each_state_and_those_that_compare_are_those_of_papermill(reports, tmp_path):
    made = [*map(plan_force, STATES), *plan_overviews()]

    def execute_plainly(report):
        words = [
            "papermill",
            "--no-progress-bar",
            ROOT / "notebooks" / report.notebook,
            tmp_path / f"{report.name}.ipynb",
        ]
        for parameter in report.parameters.items():
            words += ["-p", *parameter]
        subprocess.run([sys.executable, "-m", *words], check=True, cwd=ROOT, capture_output=True)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(execute_plainly, made))
    for report in made:
        found, one = outputs(reports / "files" / report.name / f"{report.name}.ipynb")
        expected, other = outputs(tmp_path / f"{report.name}.ipynb")
        for cell, here, there in zip(other.cells, found, expected, strict=True):
            assert here == there, (report.name, cell.source)
        assert one.metadata.pop("linked_offences")["inputs"]
        assert one == notebook_batch.strip_run(other)


@pytest.mark.slow
def test_an_executed_notebook_of_a_force_holds_under_nbval(reports):
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-sanitize-with",
             str(ROOT / "tests" / "nbval_sanitize.cfg"), str(reports / "files" / "dorset" / "dorset.ipynb")]  # fmt: skip
    found = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert found.returncode == 0, found.stdout


LATE = """
import os, pathlib, sys
os.environ["NOTEBOOK_BATCH_MAKER"] = "linked_offences.site.reports"
from linked_offences.site.reports import INDEX, plan_force, plan_overviews
from notebook_batch import engine, guard, preload
loaded = set(sys.modules)
for report in [plan_force("dorset"), plan_overviews()[1], INDEX]:
    if os.fork() == 0:
        guard.make_report(report, pathlib.Path("reports"), engine=engine.ENGINE)
        print(report.name, *sorted(set(sys.modules) - loaded), file=open(f"{report.name}.txt", "w"))
        sys.exit()
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
"""


@pytest.mark.slow
def test_no_report_has_to_import_anything(tmp_path):
    subprocess.run(
        [sys.executable, "-c", LATE],
        check=True,
        cwd=tmp_path,
        env=os.environ | {"LINKED_OFFENCES_ROOT": str(ROOT)},
    )
    made = ["dorset", "national", "index"]
    assert [(tmp_path / f"{name}.txt").read_text(encoding="utf-8").split() for name in made] == [
        [name] for name in made
    ]


@pytest.mark.slow
def test_a_preload_that_fails_is_told_by_each_report(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(
        "import notebook_batch, pathlib\nfrom linked_offences.site.reports import plan_force\n"
        "if __name__ == '__main__':\n"
        "    print(*notebook_batch.run([plan_force('kent')], pathlib.Path('reports')), sep='\\n')\n",
        encoding="utf-8",
    )
    words = {"MPLBACKEND": "nonsense", "LINKED_OFFENCES_ROOT": str(ROOT)}
    found = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | words,
    )
    assert "what reports need cannot be loaded: ValueError: " in found.stdout
    assert "nonsense" in found.stdout
    assert found.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--plain-kernels"]], ids=["forked", "plain"])
def test_the_command_names_what_failed_and_says_so_with_its_exit_status(checkout, options):
    source = nbformat.read(ROOT / "notebooks" / "02_force.ipynb", 4)
    source.cells.insert(2, new_code_cell("if force == 'kent':\n    raise ValueError('made up')"))
    nbformat.write(source, checkout / "notebooks" / "02_force.ipynb")
    words = [sys.executable, "-m", "linked_offences", "report", "psni", "kent", *options]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    lines = found.stderr.splitlines()
    assert "kent: cell 4: ValueError: made up" in lines
    assert ("each report starts a plain kernel, as was asked for; that takes longer" in lines) is bool(options)
    assert "Traceback" not in found.stderr
    assert "kent" in found.stdout
    standing = {file.stem for file in (checkout / "reports").glob("*.html")}
    assert standing == {"psni", "index", "by-state", "methods", "data", "changes"}


def test_what_pages_need_is_there_before_the_first_cell_and_no_thread_is(checkout):
    cells = [
        new_markdown_cell("# A page"),
        new_code_cell("import sys, threading\nloaded = set(sys.modules)"),
        new_code_cell(
            "assert {'pandas', 'seaborn', 'psutil', 'linked_offences.telling.charts', 'linked_offences.commands'} <= loaded"
        ),
        # What was held back to save its time can still be had.
        new_code_cell("assert 'debugpy' not in loaded\nimport debugpy"),
        new_code_cell("import notebook_batch.preload, os\nassert os.getpid() != notebook_batch.preload.process"),
        new_code_cell("assert len(os.listdir('/proc/self/task')) == threading.active_count() == 1"),
    ]
    write_notebook(checkout, "warm.ipynb", *cells)
    assert notebook_batch.run([Report("warm", "warm.ipynb", maker=MAKER)], checkout / "reports") == []


@pytest.mark.slow
def test_the_plain_script_of_the_bench_makes_what_the_reports_make(reports, tmp_path):
    subprocess.run([sys.executable, ROOT / "bench" / "plain.py", tmp_path, "dorset"], check=True)
    ours, plain = (
        {file.name: file.read_bytes() for file in (folder / "files" / "dorset").iterdir()}
        for folder in (reports, tmp_path)
    )
    # A notebook says how it was executed, and from what, and the list of sums what the others are.
    assert {name for name in ours | plain if ours.get(name) != plain.get(name)} == {
        "dorset.ipynb",
        "dorset.sha256",
    }
