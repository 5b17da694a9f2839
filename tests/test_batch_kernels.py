"""The fast way to execute a notebook: nothing may tell it from a plain kernel, but the time that it takes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from conftest import ROOT, STATES
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from linked_offences import batch
from linked_offences.batch import Report

pytestmark = pytest.mark.whole

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
TITLE = new_markdown_cell("# A page")
# Every kind of output that a kernel sends, each where it could differ between the two ways.
CELLS = [
    "import sys, os, subprocess, warnings\nfrom IPython.display import display, HTML, clear_output, update_display",
    "print('to standard output'); print('to standard error', file=sys.stderr); 'a result'",
    "_, Out, In, __name__, sys.path, sorted(name for name in dir() if not name.startswith('_'))",
    "display(HTML('<b>shown</b>'), metadata={'isolated': True})",
    "display({'text/plain': 'raw', 'application/x+json': (1, None)}, raw=True)",
    "shown = display('before', display_id='one'); shown.update('after'); print('and more')",
    "print('taken away'); clear_output(wait=True); print('stays')",
    "_ = subprocess.run(['sh', '-c', 'echo from a process; echo and its error >&2']), os.system('echo from the system')",
    "!echo from the shell",
    "import asyncio\nawait asyncio.sleep(0)\nasync def three(): return 3\nawait three()",
    "import pandas as pd\npd.DataFrame({'a': [1, None], 'b': ['x', 'y']})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "fig, ax = plt.subplots(figsize=(1, 1))",
    "class Bundle:\n    def __repr__(self): return 'bundle'\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/markdown': '*m*', 'application/json': {'n': 1}}, {'text/markdown': {'k': 'v'}}\nBundle()",
    "%timeit -n1 -r1 -q pass\n%precision 2\n1 / 3",
    "import pickle\nclass Own: pass\ntype(pickle.loads(pickle.dumps(Own()))).__module__",
    "from collections import Counter\nCounter('aab'), float('nan'), 10 ** 30, b'bytes', {1: 'one'}",
]
RAISES = ["input('nobody is there')", "def deep(): return 1 / 0\ndeep()", "not python at all", "raise KeyboardInterrupt('k')",
          "import nothing_of_this_name", "assert False, 'two\\nlines'"]  # fmt: skip


def code(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)})


def outputs(file):
    notebook = nbformat.read(file, 4)
    return [(cell.get("execution_count"), cell.get("outputs")) for cell in notebook.cells], notebook


EXECUTE = """
import sys, papermill
from linked_offences import batch, kernels
engine = {"here": kernels.ENGINE, "plain": None}[sys.argv[1]]
with batch.private_sockets() as options:
    try:
        papermill.execute_notebook("kinds.ipynb", sys.argv[1] + ".ipynb", {"given": 2},
                                   engine_name=engine, progress_bar=False, **options)
    except papermill.PapermillExecutionError:
        pass  # of a cell whose error is one of the outputs that are compared
"""


def execute(engine, folder):
    # A kernel that finds itself under pytest leaves out what processes below it print.
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    subprocess.run(
        [sys.executable, "-c", EXECUTE, engine], check=True, cwd=folder, env=environment, capture_output=True
    )
    return nbformat.read(folder / f"{engine}.ipynb", 4)


def gather(cell):
    """Outputs of a cell, with what it printed put together: a plain kernel sends that in pieces when it is slow."""
    printed, others = {}, []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            printed[output.name] = printed.get(output.name, "") + output.text
        else:
            others.append(output)
    return printed, others


def test_every_kind_of_output_is_that_of_a_plain_kernel(tmp_path):
    cells = [
        TITLE,
        code("given = 1", "parameters"),
        *map(code, CELLS),
        *(code(one, "raises-exception") for one in RAISES),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), tmp_path / "kinds.ipynb")
    found, expected = execute("here", tmp_path), execute("plain", tmp_path)
    seen = set()
    for here, there in zip(found.cells, expected.cells, strict=True):
        assert here.source == there.source
        assert here.get("execution_count") == there.get("execution_count"), there.source
        assert gather(here) == gather(there), there.source
        seen |= {output.output_type for output in there.get("outputs", [])}
    assert seen == {"stream", "execute_result", "display_data", "error"}
    assert batch.strip_run(found).metadata == batch.strip_run(expected).metadata
    assert [cell.metadata for cell in found.cells] == [cell.metadata for cell in expected.cells]


@pytest.mark.slow
def test_the_executed_notebooks_of_each_state_and_those_that_compare_are_those_of_papermill(reports, tmp_path):
    made = [*map(batch.plan_force, STATES), *batch.plan_overviews()]

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
        assert one == batch.strip_run(other)


def test_an_executed_notebook_of_a_force_holds_under_nbval(reports):
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "--nbval-sanitize-with",
             str(ROOT / "tests" / "nbval_sanitize.cfg"), str(reports / "files" / "dorset" / "dorset.ipynb")]  # fmt: skip
    found = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert found.returncode == 0, found.stdout


def test_what_reports_need_is_there_before_the_first_cell_and_no_thread_is(checkout):
    cells = [
        TITLE,
        code("import sys, threading\nloaded = set(sys.modules)"),
        code(
            "assert {'pandas', 'seaborn', 'psutil', 'linked_offences.charts', 'linked_offences.__main__'} <= loaded"
        ),
        # What was held back to save its time can still be had.
        code("assert not {'rfc3987_syntax', 'debugpy'} & loaded\nimport debugpy, rfc3987_syntax"),
        code("import linked_offences.preload, os\nassert os.getpid() != linked_offences.preload.process"),
        code("assert len(os.listdir('/proc/self/task')) == threading.active_count() == 1"),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), checkout / "notebooks" / "warm.ipynb")
    assert batch.run([Report("warm", "warm.ipynb")], checkout / "reports") == []


LATE = """
import os, pathlib, sys
from linked_offences import __main__, batch, kernels, preload
loaded = set(sys.modules)
for report in [batch.plan_force("dorset"), batch.plan_overviews()[1], batch.INDEX]:
    if os.fork() == 0:
        batch.make_report(report, pathlib.Path("reports"), engine=kernels.ENGINE)
        print(report.name, *sorted(set(sys.modules) - loaded), file=open(f"{report.name}.txt", "w"))
        sys.exit()
    assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
"""


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


def test_no_name_and_no_change_of_a_library_leaks_into_the_next_report(checkout):
    cells = [
        TITLE,
        code("import pandas\nassert 'left' not in globals() and not hasattr(pandas, 'left')"),
        code("left = pandas.left = 'behind'"),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), checkout / "notebooks" / "leaks.ipynb")
    made = [Report(f"leaks-{number}", "leaks.ipynb") for number in range(4)]
    assert batch.run(made, checkout / "reports") == []


def test_a_preload_that_fails_is_told_by_each_report(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(
        "import pathlib\nfrom linked_offences import batch\n"
        "if __name__ == '__main__':\n"
        "    print(*batch.run([batch.plan_force('kent')], pathlib.Path('reports')), sep='\\n')\n",
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
