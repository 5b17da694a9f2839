"""Names and paths: what does not lie where it says is named, and nothing is deleted but what is ours."""

import hashlib
import os
import shutil

import pytest
import yaml
from click.testing import CliRunner
from conftest import raw
from test_filing import ANSWER, add, folders

from foi_answers.__main__ import main as read_alone
from linked_offences.commands import main
from linked_offences.records import pipeline
from linked_offences.site.reports import MAKER
from notebook_batch import grid, making
from plain_files import Problem, find_name_fault

REQUEST = "tiktok-offences-2024"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (f"{REQUEST}/", "no request is called"),
        (f"./{REQUEST}", "no request is called"),
        (f"../requests/{REQUEST}", "no request is called"),
        ("../disclosures/dorset", "no request is called"),
        (f"{REQUEST}\\", "no request is called"),
        ("", "say what was asked"),
    ],
)
def test_a_request_is_named_by_its_folder_alone(bare, request_, words):
    file = bare / "answer.csv"
    file.write_text(ANSWER, encoding="utf-8")
    before = folders(bare)
    line = ["add", str(file), "--force", "surrey", "--reference", "1", "--yes", "--request", request_]
    found = CliRunner().invoke(main, line)
    assert found.exit_code == 1
    assert words in found.stderr.splitlines()[-1]
    assert folders(bare) == before


def test_an_answer_to_a_request_that_was_not_sent_to_its_force_is_refused(bare):
    found = add(bare, ANSWER, "--request", REQUEST, force="psni")
    assert found.exit_code == 1
    assert "was not sent to psni" in found.stderr


@pytest.mark.parametrize(
    "name", ["a" * 200 + ".csv", "-rf.csv", "con.csv", "NUL.csv", "my answer (1).csv", "\u00e9t\u00e9.csv"]
)
def test_a_document_is_filed_under_a_name_that_every_system_takes(bare, name):
    (bare / "received").mkdir()
    found = add(bare, ANSWER, name=f"received/{name}")
    assert found.exit_code == 0, found.output
    filed = {file.name for file in raw(bare, "disclosures/surrey/12-34").iterdir()}
    assert len(filed) == 3
    assert not [one for one in filed if find_name_fault(one)]


@pytest.mark.parametrize("reference", ["CON", "nul.1", "..", "a" * 101, "COM1"])
def test_a_reference_that_is_no_name_of_a_folder_is_refused(bare, reference):
    found = add(bare, reference=reference)
    assert found.exit_code == 1
    assert "--reference" in found.stderr


def change(bare, name, content):
    """File an answer, and let a person file more beside it by hand."""
    assert add(bare).exit_code == 0
    folder = raw(bare, "disclosures/surrey/12-34")
    record = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    if content is not None:
        (folder / name).write_text(content, encoding="utf-8")
        record["sha256"][name] = hashlib.sha256(content.encode()).hexdigest()
    return folder, record


def faults(folder, record):
    (folder / "source.yml").write_text(yaml.safe_dump(record), encoding="utf-8")
    with pytest.raises(pipeline.BadInput) as caught:
        pipeline.check()
    assert caught.value.faults[0].forces == ("surrey",)
    return str(caught.value)


def test_a_received_file_with_a_blank_in_its_name_is_named_before_a_page_fails(bare):
    assert '"b c.csv": is no name that every system takes' in faults(*change(bare, "b c.csv", ANSWER))


@pytest.mark.parametrize("file", ["../../dorset/x/table-1.csv", "/etc/passwd", "other.csv"])
def test_a_table_lies_in_its_own_folder(bare, file):
    folder, record = change(bare, "", None)
    record["tables"][0]["file"] = file
    assert "is no file of this folder that is listed under sha256" in faults(folder, record)


@pytest.mark.parametrize("name", ["tiktok-2030", f"{REQUEST}/", "../press"])
def test_a_request_that_nobody_filed_is_no_request(bare, name):
    folder, record = change(bare, "", None)
    found = faults(folder, record | {"request": name})
    assert "cannot be read" in found or "names no folder of data/raw/requests" in found


def test_a_link_in_the_received_files_is_not_followed(bare):
    (bare / "elsewhere").mkdir()
    outside = bare / "elsewhere" / "my-answer.csv"
    folder, record = change(bare, "", None)
    shutil.move(folder / "my-answer.csv", outside)
    (folder / "my-answer.csv").symlink_to(outside)
    assert "is a link" in faults(folder, record)
    shutil.move(folder, bare / "elsewhere" / "12-34")
    folder.symlink_to(bare / "elsewhere" / "12-34")
    with pytest.raises(pipeline.BadInput, match="is a link"):
        pipeline.check()


def test_what_a_killed_program_left_is_no_source(bare):
    for name in ("disclosures/surrey/.new-1/answer.csv", "disclosures/kent/.new-2/source.yml"):
        raw(bare, name).parent.mkdir(parents=True)
        raw(bare, name).write_text("half", encoding="utf-8")
    raw(bare, "disclosures/gwent").mkdir(exist_ok=True)
    pipeline.check()


def test_a_reading_that_follows_a_layout_says_so(bare):
    (bare / "my answer.csv").write_text(ANSWER, encoding="utf-8")
    (bare / "layout.yml").write_text("my answer.csv:\n  reason: the first column is left out\n", encoding="utf-8")
    found = CliRunner().invoke(main, ["read", str(bare / "my answer.csv")])
    assert "layout.yml is followed: the first column is left out" in found.stderr


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("name,force\ndorset,surrey\n", "is the name of another page"),
        ("name,notebook\nnational,04_claims.ipynb\n", "is the name of another page"),
        ("name,force\nby-state,surrey\n", "cannot name a page"),
        ("name,force\nindex,surrey\n", "cannot name a page"),
        ("name,force\nmethods,surrey\n", "cannot name a page"),
        ("name,force\nnul,surrey\n", "cannot name a page"),
        (f"name,force\n{'a' * 300},surrey\n", "cannot name a page"),
    ],
)
def test_a_row_of_a_table_takes_no_page_of_another(bare, table, words):
    file = bare / "grid.csv"
    file.write_text(table, encoding="utf-8")
    with pytest.raises(Problem, match=words):
        grid.check(file, MAKER)


# The folder of the pages ------------------------------------------------------------------------------------------


class Made:
    """A maker of one page and one file beside it."""

    def __init__(self, *names):
        self.names = names

    def list_inputs(self, report, folder):
        return [{"name": "made up", "sha256": "0"}]

    def make_files(self, report, executed, inputs, folder, wait):
        return {name: b"made up" for name in self.names}


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Make a report of given files in a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()

    def make(*names):
        monkeypatch.setattr(making, "find_maker", lambda name: Made(*names))
        return making.make_report(making.Report("page", ""), folder)

    return folder, make


def test_only_what_our_record_lists_is_deleted(make):
    folder, make = make
    theirs = [folder / name for name in ("page.txt", "page.docx", "files/page/theirs.csv")]
    for file in theirs:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("theirs")
    make("files/page/page.csv", "files/page/old.csv", "page.html")
    make("files/page/page.csv", "page.html")
    assert not (folder / "files/page/old.csv").exists()
    making.remove("page", folder)
    assert sorted(file for file in folder.rglob("*") if file.is_file()) == sorted(theirs)


def test_what_stands_there_and_is_not_ours_is_not_written_over(make):
    folder, make = make
    (folder / "page.html").write_text("theirs")
    with pytest.raises(Problem, match="is none of our files"):
        make("files/page/page.csv", "page.html")
    making.remove("page", folder)
    assert [(file.name, file.read_text()) for file in folder.rglob("*")] == [("page.html", "theirs")]


@pytest.mark.parametrize("listed", ["../outside.txt", "link/outside.txt", "{}/outside.txt"])
def test_nothing_is_deleted_outside_of_the_folder(make, tmp_path, listed):
    folder, make = make
    outside = tmp_path / "outside.txt"
    outside.write_text("theirs")
    (folder / "link").symlink_to(tmp_path)
    make("page.html")
    with making.find_record("page", folder).open("a") as record:
        record.write(f"0  {listed.format(tmp_path)}\n")
    making.remove("page", folder)
    assert outside.read_text() == "theirs"
    assert not (folder / "page.html").exists()


def test_nothing_is_written_through_a_link_that_leads_outside(make, tmp_path):
    folder, make = make
    (tmp_path / "outside").mkdir()
    (folder / "files").symlink_to(tmp_path / "outside")
    with pytest.raises(Problem, match="leads out of the folder"):
        make("files/page/page.csv", "page.html")
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize("name", ["data/reference/offences.csv", "data/published/dorset.csv", "data/raw/replies"])
def test_a_link_among_what_people_write_is_not_followed(checkout, name):
    file = checkout / name
    if file.exists():
        file.rename(checkout / "elsewhere")
    else:
        (checkout / "elsewhere").mkdir()
    file.symlink_to(checkout / "elsewhere")
    with pytest.raises(pipeline.BadInput, match=f"{name}: is a link"):
        pipeline.check()


# Files that a person names to be written ----------------------------------------------------------------------------

WRITERS = {  # a command that writes a file of a name, and what that name must end with
    "review": (["review", "{}/answer.html", "--out"], ".html"),
    "check": (["check", "{}/answer.html", "--html"], ".html"),
    "request": (["request", "dorset", "--eml"], ".eml"),
    "data": (["data", "--database"], ".db"),
    "foi_answers": (["{}/answer.html", "--review"], ".html"),
}
PAGE = "<p>Dorset Police</p><table><tr><td>Offence<td>2021/22<tr><td>Stalking<td>5</table>"


def list_held(folder):
    """Every file of a folder but what is kept for the next run, with what it holds."""
    files = [file for file in folder.rglob("*") if file.is_file() and ".cache" not in file.parts]
    return {file: file.read_bytes() for file in files}


@pytest.mark.parametrize("writer", WRITERS)
def test_only_a_file_of_its_kind_that_is_not_read_is_written_over(checkout, writer):
    words, ending = WRITERS[writer]
    (checkout / "answer.html").write_text(PAGE, encoding="utf-8")
    (checkout / "answer.csv").write_text(ANSWER, encoding="utf-8")
    os.mkfifo(checkout / f"pipe{ending}")
    (checkout / f"folder{ending}").mkdir()
    (checkout / "link.html").symlink_to(checkout / "answer.html")
    (checkout / "twin.html").hardlink_to(checkout / "answer.html")
    names = [
        "answer.csv",
        "layout.yml",
        "none",
        "pipe*",
        "folder*",
        "",
        "answer.html",
        "link.html",
        "twin.html",
        "data/../answer.html",
    ]
    if writer != "foi_answers":  # which knows no place of ours
        names += ["data/raw/x*", "data/processed/x*", "notebooks/x*", "docs/../data/x*"]
    command, before = read_alone if writer == "foi_answers" else main, list_held(checkout)
    for name in names:
        out = f"{checkout}/{name}".replace("*", ending) if name else ""
        found = CliRunner().invoke(command, [*(word.format(checkout) for word in words), out])
        assert found.exit_code == 1, (name, found.output)
        assert len(found.stderr.splitlines()) == 1, (name, found.stderr)
        assert "not foreseen" not in found.stderr, name
        assert list_held(checkout) == before, name
        assert (checkout / f"pipe{ending}").is_fifo()


def test_what_is_said_of_a_database_takes_no_other_file_of_the_name(checkout):
    for theirs in ("{}", '{"name": "theirs"}', "theirs"):
        (checkout / "package.json").write_text(theirs, encoding="utf-8")
        found = CliRunner().invoke(main, ["data", "--database", str(checkout / "package.db")])
        assert (found.exit_code, "package.json: " in found.stderr) == (1, True)
        assert (checkout / "package.json").read_text(encoding="utf-8") == theirs
        assert not (checkout / "package.db").exists()


@pytest.mark.parametrize("name", ["a\x1b[31m.html", "a\nb.html", "\u202ea.html", "a\udcff.html"], ids=ascii)
def test_a_name_is_shown_on_one_line_in_which_all_can_be_seen(bare, name):
    (bare / "answer.csv").write_text(ANSWER, encoding="utf-8")
    found = CliRunner().invoke(main, ["review", str(bare / "answer.csv"), "--out", str(bare / name)])
    (line,) = found.stdout.splitlines()
    assert line.isprintable()
    assert line.endswith("open it in a browser")
