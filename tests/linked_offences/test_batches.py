"""A folder or archive of many forces' answers: each read by itself, with its force, and the summary of all."""

import csv
import io
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest
from click.testing import CliRunner

from linked_offences import forces
from linked_offences.commands import main
from linked_offences.records import batches

# Made up: of each force its own counts, in one kind of file after another.
TWELVE = [
    "kent",
    "surrey",
    "sussex",
    "essex",
    "norfolk",
    "suffolk",
    "cumbria",
    "dorset",
    "gwent",
    "durham",
    "cleveland",
    "north-wales",
]


def table(number):
    return [
        ("Offence", "2021/22", "2022/23"),
        ("Stalking", number, number + 1),
        ("Harassment", 50, 60),
        ("Total", number + 50, number + 61),
    ]


def as_text(number):
    return "\n".join(",".join(map(str, row)) for row in table(number)).encode()


def as_workbook(number, head=""):
    book = openpyxl.Workbook()
    for row in ([(head,), ()] if head else []) + table(number):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_mail(number, host):
    made = EmailMessage()
    made["From"], made["Subject"] = f"FOI <foi@{host}.police.uk>", "Your request"
    made.set_content("Our answer is attached.")
    made.add_attachment(
        as_workbook(number), maintype="application", subtype="octet-stream", filename="answer.xlsx"
    )
    return made.as_bytes()


def as_page(number, name):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table(number))
    return f"<h1>{name}</h1><table>{rows}</table>".encode()


def answers():
    """A file of each of the twelve, as a batch download has them: a folder a request."""
    made = {}
    for number, slug in enumerate(TWELVE, start=10):
        name, folder = forces.name_force(slug), f"tiktok-offences-{number}"
        match number % 4:
            case 0:
                made[f"{folder}/letter.xlsx"] = as_workbook(number, f"{name}, Freedom of Information Unit")
            case 1:
                made[f"{folder}/response.eml"] = as_mail(number, slug.replace("-", ""))
            case 2:
                made[f"{folder}/response.html"] = as_page(number, name)
            case 3:
                made[f"{slug}/answer.csv"] = as_text(number)
    return made


def pack(file, members):
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def read(*words):
    found = CliRunner().invoke(main, ["read", *map(str, words)])
    return found, list(csv.DictReader(io.StringIO(found.stdout)))


def list_counts(rows, slug):
    return [int(row["count_low"]) for row in rows if row["force"] == slug]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_and_a_folder_of_twelve_forces_answers_are_read_each_to_its_figures(tmp_path, packed):
    place = tmp_path / "batch.zip"
    pack(place, answers())
    if not packed:
        place = tmp_path / "batch"
        zipfile.ZipFile(tmp_path / "batch.zip").extractall(place)
    found, rows = read(place)
    assert found.exit_code == 0, found.stderr
    for number, slug in enumerate(TWELVE, start=10):
        assert list_counts(rows, slug) == [number, number + 1, 50, 60, number + 50, number + 61]
    assert {row["file"] for row in rows} == set(answers())
    lines = found.stderr.splitlines()
    assert lines[0].split() == ["file", "force", "figures", "sure", "in", "doubt", "refused"]
    assert len(lines) == 14
    assert lines[-1].split() == ["12", "files", "72", "72", "0"]


def test_one_file_that_cannot_be_read_stops_no_other_and_is_told(tmp_path):
    members = {
        "kent/answer.csv": as_text(10), "kent/logo.xyz": b"5", "essex/answer.xlsx": b"PK\x03\x04 and no more",
        "surrey/letter.txt": b"Surrey Police\n\nThis is refused under section 12(1) of the Act.\n",
        "surrey/thanks.txt": b"Thank you for your request.\n",
        "__MACOSX/kent/._answer.csv": b"\0", "kent/answer.csv.reading.csv": b"no answer", "kent/.hidden": b"5",
    }  # fmt: skip
    found, rows = read(pack(tmp_path / "batch.zip", members))
    assert found.exit_code == 1
    assert list_counts(rows, "kent") == [10, 11, 50, 60, 60, 71]
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in found.stderr.splitlines()}
    assert lines["kent/answer.csv"] == "kent 6 6 0"
    assert "is damaged" in lines["essex/answer.xlsx"]
    assert lines["kent/logo.xyz"].startswith("kent 0 0 0 .xyz: is an ending that is not read")
    assert lines["surrey/letter.txt"] == "surrey 0 0 0 section 12(1)"
    assert lines["surrey/thanks.txt"] == "surrey 0 0 0 no figure and no refusal"
    assert set(lines) == {
        "file",
        "5",
        *(name for name in members if "._" not in name and ".reading" not in name and ".hidden" not in name),
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no zip", "cannot be unpacked"), (b"PK\x05\x06" + 18 * b"\0", "holds no file")],
)
def test_an_archive_with_nothing_to_read_ends_in_one_line(tmp_path, content, words):
    (tmp_path / "batch.zip").write_bytes(content)
    found, rows = read(tmp_path / "batch.zip")
    assert (found.exit_code, rows, found.stderr.count("\n")) == (1, [], 1)
    assert words in found.stderr


def test_the_correspondence_of_whatdotheyknow_is_read_without_what_was_asked(tmp_path):
    folder = "Kent Police/moped_theft/2024-03-02-22"
    with zipfile.ZipFile(tmp_path / "batch.zip", "w") as archive:
        archive.writestr(
            "metrics.csv", "request_url,authority_name,number_of_replies\nhttps://a.example,Kent Police,3\n"
        )
        archive.writestr(f"{folder}/outgoing_1.txt", "You said: in 2020 there were 999 offences.\n")
        archive.writestr(f"{folder}/attachments/answer.csv", as_text(7))
    found = list(batches.read_files(batches.list_files(tmp_path / "batch.zip", tmp_path), None, None))
    assert [one.forces for one in found if one.name.endswith("answer.csv")] == [("kent",)]
    assert [len(list(one.answer.rows())) for one in found] == [6, 0]


def test_names_in_an_archive_lead_nowhere_else(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    found, rows = read(
        pack(tmp_path / "batch.zip", {"../../up.csv": as_text(10), "/etc/made-up.csv": as_text(20)})
    )
    assert found.exit_code == 0
    assert {row["file"] for row in rows} == {"../../up.csv", "/etc/made-up.csv"}
    assert list(scratch.iterdir()) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["batch.zip", "scratch"]


def test_an_archive_of_more_than_any_batch_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "MOST_FILES", 3)
    found, _ = read(pack(tmp_path / "batch.zip", {f"{n}.csv": as_text(n) for n in range(4)}))
    assert found.exit_code == 1
    assert "holds more than 3 files" in found.stderr


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kent Police, Sutton Road", ["kent"]),
        ("KENT  POLICE", ["kent"]),
        ("foi@avonandsomerset.police.uk", ["avon-and-somerset"]),
        ("https://www.met.police.uk/foi", ["metropolitan"]),
        ("a.b@north-wales.pnn.police.uk", ["north-wales"]),
        ("foi@gmp.police.uk", ["greater-manchester"]),
        ("Dyfed\u2013Powys Police", ["dyfed-powys"]),
        ("Devon & Cornwall Police and Dorset Police", ["devon-and-cornwall", "dorset"]),
        ("offences in Kent and in London", []),
        ("the WMP", []),
    ],
)
def test_a_force_is_known_by_its_whole_name_or_its_address(text, named):
    assert batches.find_named([text]) == named


LETTER = b"Kent Police\n\nThere were 12 offences in 2021.\n"


def test_another_force_than_the_one_given_is_said(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_bytes(LETTER)
    words = "the answer names Kent Police, and not Surrey Police: is it the right force?"
    assert words in read(file, "--force", "surrey")[0].stderr
    assert "right force" not in read(file, "--force", "kent")[0].stderr
    assert "right force" not in read(file)[0].stderr


def test_another_force_than_the_one_given_is_filed_only_where_a_person_says_so(bare):
    file = bare / "letter.txt"
    file.write_bytes(LETTER)
    words = ["add", str(file), "--force", "surrey", "--reference", "1", "--asked", "a question", "--yes"]
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 1
    assert "it names another force; say --yes-to-force" in found.stderr
    assert not (bare / "data" / "raw" / "disclosures" / "surrey").exists()
    found = CliRunner().invoke(main, [*words, "--yes-to-force", "--yes-to-doubts"])
    assert found.exit_code == 0, found.stderr
