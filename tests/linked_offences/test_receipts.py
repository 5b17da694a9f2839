"""Everything can be made again of the raw files: what was tampered with is found and named."""

import csv
import io
import os
import re
import shutil
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from linked_offences.commands import main
from linked_offences.commands.verify import PARTS
from linked_offences.site import receipts


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("kent.html", ("kent", "kent.html")), ("kent-yearly.csv", ("kent", "files/kent/kent-yearly.csv")),
        ("kent.xlsx", ("kent", "files/kent/kent.xlsx")), ("west-mercia.ipynb", ("west-mercia", "files/west-mercia/west-mercia.ipynb")),
        ("kentish.csv", None), ("surrey.html", None),
        # As Chrome, Firefox, Windows and macOS name a second download.
        ("kent (1).csv", ("kent", "files/kent/kent.csv")), ("kent-yearly(2).csv", ("kent", "files/kent/kent-yearly.csv")),
        ("kent - Copy.html", ("kent", "kent.html")), ("kent copy 2.xlsx", ("kent", "files/kent/kent.xlsx")),
    ],
)  # fmt: skip
def test_a_downloaded_file_is_known_by_its_name(file, expected):
    assert receipts.find_report(file, ["kent", "west", "west-mercia"]) == expected


def test_the_same_bytes_differ_in_nothing_and_others_are_shown_by_their_place():
    old, new = b"year,count\n2021,5\n2022,7\n", b"year,count\n2021,5\n2022,8\n"
    assert receipts.compare("a.csv", old, old) == []
    assert receipts.compare("a.csv", old, new) == ['row 3, count: "7" where "8" is made']
    assert receipts.compare("a.csv", old, old[:-7]) == ["it has 3 rows, and 2 are made"]
    assert receipts.compare("a.json", b"a\nbcd", b"a\nbed") == ['line 2: "bcd" where "bed" is made']
    assert receipts.compare("a.png", b"a", b"b") == ["its bytes differ, and nothing that can be shown"]
    assert receipts.compare("a.xlsx", b"a", b"b") == ["it cannot be read any more"]


TEXTS = st.text(st.sampled_from('ab1,<"\n\r \t\ud800\x00\u202e')).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@given(
    st.sampled_from(["a.csv", "a.html", "a.ipynb", "a.json", "a.xml", "a.svg", "a.sha256"]),
    TEXTS | st.binary(),
    TEXTS,
)
@example("a.csv", "\ue000".encode(), b"1")
def test_whatever_became_of_a_file_it_is_told_where(name, held, made):
    told = receipts.compare(name, held, made)
    assert bool(told) == (held != made)
    for line in told:
        assert line.isprintable()
        assert "nothing that can be shown" not in line


def test_every_change_of_a_text_is_told_though_the_first_moves_the_rest():
    made = "".join(f"line {number}\n" for number in range(1, 100)).encode()
    held = made.replace(b"line 3\n", b"line 3\nevil\n").replace(b"line 50", b"line 5O").replace(b"line 90\n", b"")
    assert receipts.compare("a.html", held, made) == [
        'line 4: "evil" where nothing is made',
        'line 51: "line 5O" where "line 50" is made',
        'line 91: nothing where "line 90" is made',
    ]
    assert receipts.compare("a.html", made.replace(b"line 7\n", b"line 7 \r\n"), made) == [
        "line 7: ends or is spaced otherwise than it is made"
    ]
    long = b"x" * 300
    assert receipts.compare("a.html", long + b"evil", long) == [
        f'line 1: "{"x" * 20}evil" where "{"x" * 20}" is made'
    ]
    assert receipts.compare("a.html", made + b"\n", made) == ["line 101: an empty line where nothing is made"]


def test_every_cell_too_many_or_too_few_is_told():
    made = b"year,count\n2021,5\n2022,7\n"
    assert receipts.compare("a.csv", made.replace(b"2021,5", b"2021,5,9"), made) == [
        "row 2 has 3 cells, and 2 are made"
    ]
    assert receipts.compare("a.csv", made.replace(b",7", b""), made) == ["row 3 has 1 cells, and 2 are made"]
    assert receipts.compare("a.csv", made.replace(b"\n", b"\r\n"), made) == [
        *(f"line {one}: ends or is spaced otherwise than it is made" for one in (1, 2, 3)),
    ]
    assert receipts.compare("a.csv", made.replace(b"2021", b'"2021"'), made) == [
        'line 2: ""2021",5" where "2021,5" is made'
    ]


def test_a_part_of_a_workbook_that_is_no_cell_is_told(tmp_path):
    book, parts = openpyxl.Workbook(), {}
    book.active.append(["made up"])
    book.save(tmp_path / "made.xlsx")
    made = (tmp_path / "made.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for change, told in (
        ({"xl/vbaProject.bin": b"evil"}, "its part xl/vbaProject.bin is none that is made"),
        ({"docProps/app.xml": None}, "its part docProps/app.xml is missing"),
        ({"docProps/app.xml": b"<evil/>"}, "its part docProps/app.xml differs"),
    ):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as new:
            for name, content in (parts | change).items():
                if content is not None:
                    new.writestr(name, content)
        assert receipts.compare("a.xlsx", held.getvalue(), made) == [told]


def verify(checkout, *words):
    """Exit code of the command and what it says."""
    found = CliRunner().invoke(main, ["verify", "--pages", str(checkout / "reports"), *words])
    return found.exit_code, (found.stdout + found.stderr).replace(str(checkout), ".")


@pytest.fixture(scope="module")
def site(tmp_path_factory, reports):
    """A checkout with pages."""
    folder = tmp_path_factory.mktemp("receipts")
    shutil.copytree(reports, folder / "reports")
    for name in (*PARTS, "CHANGELOG.md"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, folder / name)
    before = os.environ.get("LINKED_OFFENCES_ROOT")
    os.environ["LINKED_OFFENCES_ROOT"] = str(folder)
    yield folder
    del os.environ["LINKED_OFFENCES_ROOT"]
    if before is not None:
        os.environ["LINKED_OFFENCES_ROOT"] = before


@pytest.fixture
def tamper(site):
    """Change a file of the checkout for one test."""
    changed = []

    def change(name, old, new):
        file = site / name
        content = file.read_bytes()
        changed.append((file, content))
        assert old in content
        file.write_bytes(content.replace(old, new, 1))
        return file

    yield change
    for file, content in changed:
        file.write_bytes(content)


def change_workbook(file):
    """Another number in the first sheet with one."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = next(one for one in parts if "worksheets/" in one and re.search(rb"<v>\d+</v></c></row>", parts[one]))
    parts[name] = re.sub(rb"<v>(\d+)</v></c></row>", rb"<v>9\1</v></c></row>", parts[name], count=1)
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


@pytest.mark.whole
def test_a_raw_file_that_was_changed_ends_it(site, tamper):
    file = sorted((site / "data/raw/press").glob("*/statements.csv"))[0]
    tamper(file.relative_to(site).as_posix(), b"\n", b"\r\n")
    code, told = verify(site, "dorset")
    assert (code, f"{file.parent.name}/statements.csv: " in told, "is not the file received" in told) == (
        1,
        True,
        True,
    )


@pytest.mark.slow
def test_a_page_and_each_file_beside_it_are_identical_or_named(site, tamper, tmp_path):
    assert verify(site, "dorset") == (0, "identical: it follows from data/raw and data/reference alone\n")
    page = site / "reports" / "dorset.html"
    (tmp_path / "dorset.html").write_bytes(
        page.read_bytes().replace(b"recorded 16 offences", b"recorded 61 offences")
    )
    inputs = receipts.list_inputs("a.html", page.read_bytes())
    name, digest = next((name, digest) for name, digest in inputs.items() if name.startswith("data/raw/"))
    tamper("reports/dorset.html", digest.encode(), b"0" * 64)
    files = "reports/files/dorset/dorset"
    tamper(f"{files}.csv", b",16,", b",17,")
    tamper(f"{files}.ipynb", b"16 offences", b"61 offences")
    tamper(f"{files}.sha256", b"# ", b"# 0")
    tamper(f"{files}.xml", b"<", b"<").unlink()
    change_workbook(tamper(f"{files}.xlsx", b"P", b"P"))
    code, told = verify(site, "dorset")
    assert code == 1
    for file, words in {
        "reports/dorset.html": re.escape(f"it was made of another {name} (000000000000, here {digest[:12]})"),
        f"{files}.csv": 'row 3, as_printed: "17" where "16" is made',
        f"{files}.ipynb": "it was made of the same inputs, so it was changed since",
        f"{files}.sha256": r'line 1: "# 0',
        f"{files}.xml": "is missing",
        f"{files}.xlsx": r'\w.* row \d+, .*: ".*" where ".*" is made',
    }.items():
        assert re.search(rf"{file}: {words}", told), (file, told)
    # A page that somebody downloaded, without the folder.
    code, told = verify(site, str(tmp_path / "dorset.html"))
    assert (code, told.count("dorset.html: ")) == (1, 7)  # why, five places, and how many more
    assert "made of the same inputs" in told
    assert re.search(r'line \d+: ".*61 offences', told)


@pytest.mark.slow
def test_a_table_the_record_the_changelog_and_a_stored_notebook_are_named(site, tamper):
    text = (site / "data/processed/counts.csv").read_text("utf-8")
    table = list(csv.reader(io.StringIO(text)))
    column = table[0].index("count_low")
    changed = [*table[1][:column], "77", *table[1][column + 1 :]]
    tamper("data/processed/counts.csv", ",".join(table[1]).encode(), ",".join(changed).encode())
    tamper("data/published/dorset.csv", b",16,", b",61,")
    tamper("CHANGELOG.md", b"Numbers of ", b"Numbers for ")
    tamper("notebooks/02_force.ipynb", b"add up to 64", b"add up to 46")
    (site / "reports").rename(site / "pages")
    code, told = verify(site)
    (site / "pages").rename(site / "reports")
    assert code == 1
    assert f'data/processed/counts.csv: row 2, count_low: "77" where "{table[1][column]}" is made' in told
    for file in ("data/published/dorset.csv", "CHANGELOG.md", "notebooks/02_force.ipynb"):
        assert f"{file}: " in told
    code, told = verify(site, str(site / "data/processed/counts.csv"))
    first, advice = told.splitlines()
    assert (code, first.startswith("data/processed/counts.csv: row 2")) == (1, True)
    assert "make data" in advice


@pytest.mark.whole
def test_what_is_no_file_of_ours_or_not_there_is_one_line(site, tmp_path):
    (tmp_path / "other.html").write_text("a", encoding="utf-8")
    code, told = verify(site, str(tmp_path / "other.html"))
    assert (code, "other.html: is a file of no report" in told, told.count("\n")) == (1, True, 1)
    code, told = verify(site, "kent")
    assert (code, "holds no page of Kent Police; make it first" in told) == (1, True)
