"""A table of reports: every row is read as it was meant, or refused before anything is made."""

import re

import fsspec
import nbformat
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from linked_offences.commands import main
from linked_offences.site.reports import MAKER
from notebook_batch import Report, grid
from plain_files import Problem


def write(tmp_path, text):
    file = tmp_path / "grid.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def platforms(checkout):
    """A made-up notebook with a parameter of each kind."""
    cell = new_code_cell(
        'site = "tiktok"\nforce = "derbyshire"\nyears = [2021, 2022]\nleast = 5\nshare = 0.5\nshown = True'
    )
    cell.metadata["tags"] = ["parameters"]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[cell], metadata=kernel), checkout / "notebooks" / "05_platforms.ipynb")
    return checkout


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            "force\ndorset\nDevon & Cornwall\n",
            [
                Report("dorset", "02_force.ipynb", {"force": "dorset"}, MAKER),
                Report(
                    "devon-and-cornwall",
                    "02_force.ipynb",
                    {"force": "devon-and-cornwall"},
                    MAKER,
                ),
            ],
        ),
        (
            "name,force\nfirst,dorset\nsecond,dorset\n",
            [
                Report("first", "02_force.ipynb", {"force": "dorset"}, MAKER),
                Report("second", "02_force.ipynb", {"force": "dorset"}, MAKER),
            ],
        ),
        ("notebook\n01_coverage.ipynb\n", [Report("coverage", "01_coverage.ipynb", maker=MAKER)]),
        (
            'notebook,site,force,years\n05_platforms.ipynb,snapchat,kent,"[2021, 2022]"\n',
            [
                Report(
                    "platforms-snapchat-kent-2021-2022",
                    "05_platforms.ipynb",
                    {"site": "snapchat", "force": "kent", "years": [2021, 2022]},
                    MAKER,
                )
            ],
        ),
        (
            "notebook,name,least,share,shown,site\n05_platforms.ipynb,one,7,1,False,1e5\n",
            [
                Report(
                    "one",
                    "05_platforms.ipynb",
                    {"least": 7, "share": 1.0, "shown": False, "site": "1e5"},
                    MAKER,
                )
            ],
        ),
    ],
)
def test_each_row_is_a_report_with_parameters_of_the_notebook_s_own_kind(platforms, text, reports):
    file = write(platforms, text)
    assert grid.check(file, MAKER) == len(reports)
    found = list(grid.read(file, MAKER))
    assert found == reports
    kinds = [{name: type(value) for name, value in report.parameters.items()} for report in reports]
    assert [{name: type(value) for name, value in report.parameters.items()} for report in found] == kinds


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("forse\ndorset\n", 'A1: "forse": is no parameter of 02_force.ipynb: did you mean force?'),
        ("force,years\ndorset,2021\n", 'B1: "years": is no parameter of 02_force.ipynb: it has force'),
        (
            "notebook,force\n01_coverage.ipynb,kent\n",
            'B1: "force": is no parameter of 01_coverage.ipynb: it has platform',
        ),
        (
            "force\ndorset\nderbyshre\n",
            'A3: "derbyshre": no force is called "derbyshre": did you mean derbyshire?',
        ),
        ("force\npolice-scotland\n", 'A2: "police-scotland": has no page'),
        ("name,force\nx,dorset\n,kent\n", "A3: is empty; say the name, or leave out the column"),
        ("force\ndorset\nDorset Police\n", 'A3: "dorset": is the page\'s name of row 2 too'),
        ("name,force\nx,dorset\ny,kent\nx,essex\n", 'A4: "x": is the page\'s name of row 2 too'),
        ("name,force\nIndex Page,dorset\n", 'A2: "Index Page": cannot name a page'),
        ("name,force\nindex,dorset\n", 'A2: "index": cannot name a page'),
        ("name,force\n../x,dorset\n", 'A2: "../x": cannot name a page'),
        ("force,force\ndorset,kent\n", 'B1: "force": names a column twice'),
        ("force,\ndorset,kent\n", "B1: is empty; name the parameter"),
        ("force\ndorset,kent\n", "row 2: has 2 cells, the first row has 1"),
        ("force\n", "has no rows"),
        ("", "has no rows"),
        ("notebook\n9.ipynb\n", 'A2: "9.ipynb": is no notebook; there are 01_coverage.ipynb, 02_force.ipynb'),
        ("notebook\n../notebooks/01_coverage.ipynb\n", 'A2: "../notebooks/01_coverage.ipynb": is no notebook'),
        ("notebook,least\n05_platforms.ipynb,some\n", 'B2: "some": is no int, as the notebook\'s own value 5 is'),
        ("notebook,least\n05_platforms.ipynb,True\n", 'B2: "True": is no int'),
        ("notebook,years\n05_platforms.ipynb,2021\n", 'B2: "2021": is no list'),
        ('force\n"dorset\n', "line 2: is not CSV"),
    ],
)
def test_what_cannot_be_made_as_meant_is_one_line_with_file_and_cell_before_anything_runs(platforms, text, line):
    with pytest.raises(Problem) as problem:
        grid.check(write(platforms, text), MAKER)
    assert str(problem.value).startswith(f"grid.csv: {line}")
    assert "\n" not in str(problem.value)


def test_a_table_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        grid.check(tmp_path / "none.csv", MAKER)


@given(st.lists(st.sampled_from(["kent", "dorset", "essex", "surrey", "gwent"]), unique=True, min_size=1))
def test_as_many_reports_as_rows_and_each_has_a_name_of_its_own(tmp_path_factory, rows):
    file = write(tmp_path_factory.mktemp("grid"), "\n".join(["force", *rows, ""]))
    assert grid.check(file, MAKER) == len(rows)
    assert [report.name for report in grid.read(file, MAKER)] == rows


def test_rows_are_read_only_as_they_are_asked_for(tmp_path):
    file = write(tmp_path, "name,force\n" + "".join(f"page-{row},dorset\n" for row in range(20_000)))
    reports = grid.read(file, MAKER)
    assert next(reports).name == "page-0"
    file.write_text("", encoding="utf-8")
    with pytest.raises(Problem, match="row"):  # the table was cut off under way
        list(reports)


@pytest.mark.slow
def test_the_command_makes_a_table_s_reports_at_an_address_and_the_next_time_only_what_is_missing(platforms):
    file = write(platforms, "name,force\none,dorset\ntwo,kent\n")
    files = fsspec.filesystem("memory")
    words = ["report", "--grid", str(file), "--out", "memory://grid-test"]
    try:
        first = CliRunner().invoke(main, words)
        assert first.exit_code == 0, first.output
        assert re.search(r"^made +3 ", first.stdout, flags=re.MULTILINE)
        assert "Dorset Police" in files.cat_file("/grid-test/one.html").decode()
        assert files.exists("/grid-test/files/two/two.ipynb")
        assert files.exists("/grid-test/index.html")
        files.rm_file("/grid-test/two.html")
        again = CliRunner().invoke(main, words)
        assert re.search(r"^made +1 .*\n^unchanged +2 ", again.stdout, flags=re.MULTILINE)
        assert "Kent Police" in files.cat_file("/grid-test/two.html").decode()
    finally:
        files.rm("/grid-test", recursive=True)


def test_the_command_refuses_a_table_in_one_line_and_makes_nothing(platforms):
    file = write(platforms, "forse\ndorset\n")
    found = CliRunner().invoke(main, ["report", "--grid", str(file)])
    assert found.exit_code == 1
    assert found.stderr == 'grid.csv: A1: "forse": is no parameter of 02_force.ipynb: did you mean force?\n'
    assert not list(platforms.glob("reports/*"))
    found = CliRunner().invoke(main, ["report", "dorset", "--grid", str(file)])
    assert found.stderr == "give the names of forces or a table with --grid, not both\n"
