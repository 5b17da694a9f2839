"""The fast way to execute a notebook: nothing may tell it from a plain kernel, but the time that it takes."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from notebook_batch import Report, run, strip_run

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


EXECUTE = """
import sys, papermill
from notebook_batch import engine, notebooks
chosen = {"here": engine.ENGINE, "plain": None}[sys.argv[1]]
with notebooks.private_sockets() as options:
    try:
        papermill.execute_notebook("kinds.ipynb", sys.argv[1] + ".ipynb", {"given": 2},
                                   engine_name=chosen, progress_bar=False, **options)
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


@pytest.mark.slow
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
    assert strip_run(found).metadata == strip_run(expected).metadata
    assert [cell.metadata for cell in found.cells] == [cell.metadata for cell in expected.cells]


def test_what_executes_a_notebook_is_there_before_the_first_cell_and_no_thread_is(place):
    cells = [
        TITLE,
        code("import sys, threading\nloaded = set(sys.modules)"),
        # What was held back to save its time can still be had.
        code("assert 'debugpy' not in loaded\nimport debugpy"),
        code("import notebook_batch.preload, os\nassert os.getpid() != notebook_batch.preload.process"),
        code("assert len(os.listdir('/proc/self/task')) == threading.active_count() == 1"),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), place / "warm.ipynb")
    assert run([Report("warm", "warm.ipynb")], place / "reports") == []


@pytest.mark.parametrize(("source", "code"), [("print('done')", 0), ("1 / 0", 1)])
def test_papermill_finds_the_engine_by_its_name_and_tells_what_fails(tmp_path, source, code):
    nbformat.write(new_notebook(cells=[new_code_cell(source)], metadata=KERNEL), tmp_path / "one.ipynb")
    words = [sys.executable, "-m", "papermill", "--engine", "in-process", "one.ipynb", "out.ipynb"]
    found = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert found.returncode == code, found.stderr
    assert ("ZeroDivisionError: division by zero" in found.stderr) is bool(code)
    (output,) = nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs
    assert output.get("text", output.get("ename")) == ("ZeroDivisionError" if code else "done\n")


def test_no_name_and_no_change_of_a_library_leaks_into_the_next_report(place):
    cells = [
        TITLE,
        code("import pandas\nassert 'left' not in globals() and not hasattr(pandas, 'left')"),
        code("left = pandas.left = 'behind'"),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), place / "leaks.ipynb")
    made = [Report(f"leaks-{number}", "leaks.ipynb") for number in range(4)]
    assert run(made, place / "reports") == []
