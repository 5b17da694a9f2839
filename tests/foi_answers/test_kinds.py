"""Kinds of file that hold others or need another program: each number keeps its way back, and what is not read is told."""

import io
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from made_up import find_layout

import foi_answers
from foi_answers import documents, read_document
from foi_answers.documents import containers
from plain_files import Problem

OTHERS = Path(__file__).parents[1] / "data" / "documents"
# Made up: the same table in each kind. 12 + 5 is 17, 7 + 20 is 27.
TABLE = [("Offence", "2021/22", "2022/23"), ("Stalking", 12, 7), ("Harassment", 5, 20), ("Total", 17, 27)]
COUNTS = {"B2": 12, "C2": 7, "B3": 5, "C3": 20, "B4": 17, "C4": 27}
LETTER = "arrests-and-convictions-beside-crimes-are-outcomes"
LETTER_COUNTS = {"B2": 44, "C2": 58, "D2": 61, "B3": 9, "C3": 13, "D3": 8, "B4": 2, "C4": 1, "D4": 3}


def workbook():
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in TABLE:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def plain(rows=TABLE):
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def mail(*attached, text="Our response is attached.", **heads):
    """A mail as programs send it, each attachment a name and its bytes, or another mail."""
    made = EmailMessage()
    made["From"], made["Subject"] = "FOI Unit <foi@surrey.police.uk>", "FOI 1234/24 (made up)"
    for name, value in heads.items():
        made[name] = value
    made.set_content(text)
    for one in attached:
        if isinstance(one, EmailMessage):
            made.add_attachment(one)
        else:
            made.add_attachment(one[1], maintype="application", subtype="octet-stream", filename=one[0])
    return made


def pack(file, members):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def write(file, content):
    file.write_bytes(content)
    return file


def counts(file):
    answer = foi_answers.read_answer(file)
    return {row["cell"]: row["count_low"] for row in answer.rows()}, answer


def places(prefix, table):
    return {f"{prefix}{cell}": count for cell, count in table.items()}


def refusal(file):
    with pytest.raises(Problem) as found:
        read_document(file)
    return str(found.value)


@pytest.mark.parametrize("kind", ["eml", "msg"])
def test_a_mail_gives_the_figures_of_both_attachments_and_its_text(tmp_path, kind):
    letter = find_layout(LETTER, "docx").read_bytes()
    sent = mail(("answer.xlsx", workbook()), ("letter.docx", letter), Date="Mon, 22 Jul 2024 10:00:00 +0100")
    file = tmp_path / f"response.{kind}"
    if kind == "msg":
        msg = pytest.importorskip("aspose.email_foss.msg")
        msg.MapiMessage.from_email_message(sent).save(str(file))
    else:
        file.write_bytes(sent.as_bytes())
    found, answer = counts(file)
    assert found == places("answer.xlsx: Data!", COUNTS) | places("letter.docx: table 1 ", LETTER_COUNTS)
    cover, *_ = answer.sheets
    assert cover.name == "message"
    said = [text for row in cover.rows for text in row.cells]
    assert said[0] == "From: FOI Unit <foi@surrey.police.uk>"
    assert {"Our response is attached.", "Subject: FOI 1234/24 (made up)"} <= set(said)
    assert not any(row["doubt"] for row in answer.rows())


def test_figures_in_the_text_of_a_mail_have_their_line(tmp_path):
    file = write(tmp_path / "a.eml", mail(text="Dear Sir,\n\nThere were 12 offences in 2021.\n").as_bytes())
    found, _ = counts(file)
    assert found == {"message: line 3": 12}


def test_the_text_of_a_mail_is_read_though_its_part_has_no_headers(tmp_path):
    heads = "From: foi@surrey.police.uk\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    part = "--x\n\nThere were 12 offences in 2021.\n--x--\n"
    found, _ = counts(write(tmp_path / "a.eml", (heads + part).encode()))
    assert found == {"message: line 1": 12}


def test_a_mail_of_html_is_read_as_a_page(tmp_path):
    sent = EmailMessage()
    sent["From"] = "foi@kent.police.uk"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    sent.set_content(f"<p>Dear Sir</p><table>{rows}</table>", subtype="html")
    found, _ = counts(write(tmp_path / "a.eml", sent.as_bytes()))
    assert found == places("message: table 1 ", COUNTS)


def test_the_table_of_a_page_is_read_where_the_text_beside_it_has_a_cell_on_each_line(tmp_path):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    sent = mail(text="\n\n".join(str(cell) for row in TABLE for cell in row))
    sent.add_alternative(f"<p>Dear Sir</p><table>{rows}</table>", subtype="html")
    found, answer = counts(write(tmp_path / "a.eml", sent.as_bytes()))
    assert found == places("message: table 1 ", COUNTS)
    # A text that says more than its page stays what is read.
    sent = mail(text="There were 77 offences in 2021.")
    sent.add_alternative(f"<table>{rows}</table>", subtype="html")
    found, answer = counts(write(tmp_path / "a.eml", sent.as_bytes()))
    assert found == {"message: line 1": 77}
    assert any("has numbers that its text has not" in one for one in answer.sheets[0].remarks)


@pytest.mark.parametrize("head", [
    "<div><p><b>From:</b> A &lt;a@b.example&gt;<br><b>Sent:</b> 12 February 2024 09:12<br><b>To:</b> FOI<br><b>Subject:</b> S</p>",
    "<div>On Mon, 12 Feb 2024 at 09:12, A &lt;a@b.example&gt; wrote:<br>",
])  # fmt: skip
def test_what_a_page_of_a_mail_quotes_is_never_sure(tmp_path, head):
    sent = EmailMessage()
    sent["From"] = "foi@kent.police.uk"
    page = f"<p>There were 41 offences in 2022.</p>{head}<p>The paper says: There were 340 offences in 2021.</p></div>"
    sent.set_content(page, subtype="html")
    answer = foi_answers.read_answer(write(tmp_path / "a.eml", sent.as_bytes()))
    assert {row["count_low"]: bool(row["doubt"]) for row in answer.rows()} == {41: False, 340: True}


def test_files_of_an_archive_are_read_as_if_each_came_alone(tmp_path):
    members = {
        "Surrey/answer.xlsx": workbook(),
        "Surrey/table.csv": plain(),
        "__MACOSX/._answer.xlsx": b"\0",
        "Thumbs.db": b"\0",
        "Surrey/notes.xyz": b"5",
    }
    found, answer = counts(pack(tmp_path / "answer.zip", members))
    assert found == places("Surrey/answer.xlsx: Data!", COUNTS) | places("Surrey/table.csv: ", COUNTS)
    remarks = [one for sheet in answer.sheets for one in sheet.remarks]
    assert len(remarks) == 1
    assert remarks[0].startswith("Surrey/notes.xyz: not read: .xyz is an ending that is not read")


def nest(tmp_path, depth):
    """A mail whose only text lies in so many parts around it; written by hand, for its writer goes down by itself."""
    heads = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    feet = "".join(f"\n--b{n}--\n" for n in reversed(range(depth)))
    file = tmp_path / "answer.eml"
    file.write_text(
        f"Subject: made up\nMIME-Version: 1.0\n{heads}Content-Type: text/plain\n\nCrimes in 2021: 5\n{feet}"
    )
    return file


def test_a_mail_of_parts_in_parts_is_read_or_refused_in_words_that_a_reporter_knows(tmp_path):
    assert [row["count_low"] for row in foi_answers.read_answer(nest(tmp_path, 20)).rows()] == [5]
    for depth in (60, 3000):  # the second is too deep to be taken apart at all
        with pytest.raises(Problem, match="holds parts in parts in parts, more than any program writes; open it"):
            read_document(nest(tmp_path, depth))


def test_a_mail_in_an_archive_in_a_mail_keeps_its_whole_way(tmp_path):
    inner = mail(("answer.csv", plain()))
    archive = pack(tmp_path / "inner.zip", {"forwarded.eml": inner.as_bytes()}).read_bytes()
    found, _ = counts(write(tmp_path / "outer.eml", mail(("all.zip", archive)).as_bytes()))
    assert found == places("all.zip: forwarded.eml: answer.csv: ", COUNTS)


def test_two_attachments_of_one_name_have_places_of_their_own(tmp_path):
    file = write(tmp_path / "a.eml", mail(("answer.csv", plain()), ("answer.csv", plain())).as_bytes())
    found, _ = counts(file)
    assert found == places("answer.csv: ", COUNTS) | places("answer.csv (2): ", COUNTS)


def test_a_correction_names_a_cell_of_an_attachment(tmp_path):
    write(tmp_path / "a.eml", mail(("answer.csv", plain())).as_bytes())
    (tmp_path / "layout.yml").write_text(
        'a.eml:\n  reason: made up\n  leave_out:\n  - {cells: "answer.csv: B3:C3", reason: made up}\n',
        encoding="utf-8",
    )
    answer = foi_answers.read_file(tmp_path / "a.eml")
    assert {row["cell"] for row in answer.rows()} == set(places("answer.csv: ", COUNTS)) - {
        "answer.csv: B3",
        "answer.csv: C3",
    }


def test_the_entry_that_decides_a_doubt_names_a_table_of_an_attachment(tmp_path):
    doubtful = (Path(__file__).parents[1] / "data" / "answers" / "13-dorset-rape-outcomes.csv").read_bytes()
    file = write(tmp_path / "a.eml", mail(("answer.csv", doubtful)).as_bytes())
    (line,) = (one for one in foi_answers.describe(foi_answers.read_file(file)) if "to decide" in one)
    entry = line.partition("layout.yml ")[2].partition(" or ")[0]
    (tmp_path / "layout.yml").write_text(f"a.eml:\n  reason: made up\n  tables:\n  {entry}\n", encoding="utf-8")
    decided = list(foi_answers.read_file(file).rows())
    assert len(decided) == 9
    assert not any(row["doubt"] for row in decided)


def test_archives_in_archives_end(tmp_path):
    content = plain()
    for depth in range(12):
        content = pack(tmp_path / "made-up.zip", {f"{depth}.zip" if depth else "answer.csv": content}).read_bytes()
    assert "and is not opened; unpack it" in refusal(tmp_path / "made-up.zip")


def test_many_archives_in_an_archive_end(tmp_path):
    inner = pack(tmp_path / "inner.zip", {f"{n}.csv": plain() for n in range(20)}).read_bytes()
    file = pack(tmp_path / "made-up.zip", {f"{n}.zip": inner for n in range(20)})
    assert f"holds more than {containers.MAX_MEMBERS} files" in refusal(file)


def test_what_unpacks_without_end_is_refused_wherever_it_lies(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "MAX_UNPACKED_BYTES", 10_000)
    bomb = pack(tmp_path / "inner.zip", {f"{n}.csv": b"1,2\n" * 1_000 for n in range(4)})
    assert "unpacks to 16,000 bytes" in refusal(bomb)
    half = {f"{n}.eml": mail((f"{n}.csv", b"1,2\n" * 900)).as_bytes() for n in range(2)}
    assert "unpacks to" in refusal(pack(tmp_path / "made-up.zip", half))


def test_nothing_that_was_unpacked_stays(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    file = pack(tmp_path / "answer.zip", {"../../answer.csv": plain(), "/etc/made-up.csv": plain()})
    found, _ = counts(file)
    assert found == places("../../answer.csv: ", COUNTS) | places("/etc/made-up.csv: ", COUNTS)
    assert list(scratch.iterdir()) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answer.zip", "scratch"]


def test_a_mail_with_nothing_to_read_says_what_it_has(tmp_path):
    assert "x.xyz: not read: .xyz is an ending" in refusal(
        write(tmp_path / "a.eml", mail(("x.xyz", b"5"), text="").as_bytes())
    )
    assert "holds no file" in refusal(pack(tmp_path / "a.zip", {}))


def test_rich_text_is_read_with_its_table():
    """LibreOffice wrote it from the same document as the .docx."""
    pytest.importorskip("striprtf")
    found, _ = counts(OTHERS / "made-up-table.rtf")
    assert found == places("table 1 ", LETTER_COUNTS)


def test_a_raised_digit_of_rich_text_joins_no_number(tmp_path):
    pytest.importorskip("striprtf")
    file = write(
        tmp_path / "a.rtf", rb"{\rtf1\ansi Crimes in 2021: 5{\super 1}\par\pard Theft{\super\f1\fs12 23} \par}"
    )
    rows = [row.cells for row in read_document(file)[0].rows if any(row.cells)]
    assert rows == [("Crimes in 2021: 5[1]",), ("Theft[23]",)]


def test_a_binary_workbook_is_read_like_the_other():
    """SheetJS wrote both from the same cells: number formats, a merged area, a hidden row, column and sheet."""
    binary, other = (
        [(one.name, one.merged, one.remarks, one.rows) for one in read_document(OTHERS / name)]
        for name in ("made-up.xlsb", "made-up-beside-xlsb.xlsx")
    )
    assert binary == other
    shown = [row.cells for row in binary[0][3]]
    assert shown[4] == ("Robbery", "1,204", "0")
    assert shown[7:9] == [("Share", "25%", ""), ("Asked on", "01/01/2024", "")]
    assert binary[0][2] == ("row 6: hidden",)
    assert binary[1][2] == ("the sheet is hidden",)


@pytest.mark.parametrize(("foot", "told"), [("Made up 2024", True), ("&C&P of &N", False)])
def test_a_binary_workbook_says_what_is_not_read(tmp_path, foot, told):
    """The record of headers and footers [MS-XLSB 2.4.39] put into what SheetJS wrote, and the relation of comments."""
    with zipfile.ZipFile(OTHERS / "made-up.xlsb") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    words = b"\0\0" + b"\xff" * 4 + len(foot).to_bytes(4, "little") + foot.encode("utf-16-le") + 4 * (b"\xff" * 4)
    parts["xl/worksheets/sheet1.bin"] += b"\xdf\x03" + bytes([len(words)]) + words
    relation = '<Relationship Id="c" Type="http://made.up/comments" Target="../comments1.bin"/>'
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = f"<Relationships>{relation}</Relationships>".encode()
    parts["xl/comments1.bin"] = b"5"
    found = read_document(pack(tmp_path / "a.xlsb", parts))[0].remarks
    assert "comments at its cells are not read" in found
    assert ("numbers at the top or the foot of its printed pages are not read" in found) == told


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<p>5 crimes</p><img src="a.png" alt="Table 1"><img src="b.png">', "pictures in it are not read"),
        ('<p>5 crimes</p><iframe src="https://example.org/chart"></iframe>', "pages or files that it shows in a frame are not read"),
        ("<p>5 crimes</p><canvas></canvas>", "what a script draws in it is not read"),
        ("<p>5 crimes</p><table id=t></table><script>fill()</script>", "a table in it has no words, which a script may fill"),
    ],
)  # fmt: skip
def test_what_is_drawn_on_a_page_is_said_to_be_there(tmp_path, page, words):
    (sheet,) = read_document(write(tmp_path / "a.html", page.encode()))
    assert any(words in one for one in sheet.remarks)


def test_a_page_with_nothing_to_see_but_its_head_says_nothing(tmp_path):
    page = '<header><img src="crest.png"></header><p>5 crimes</p><img src="sign.png" width="20" height="20">'
    assert read_document(write(tmp_path / "a.html", page.encode()))[0].remarks == ()


def test_a_page_that_only_a_script_draws_says_so(tmp_path):
    assert "is drawn by a script" in refusal(
        write(tmp_path / "a.html", b"<html><body><div id=app></div><script>x()</script></body></html>")
    )


def test_without_their_programs_old_documents_and_pictures_say_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "read where antiword is installed" in refusal(OTHERS / "made-up-table.doc")


# What needs other programs: .ci/run installs them. -------------------------------------------------


def draw(file, rows=TABLE, **options):
    """A scan: the table as dots."""
    import matplotlib
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf", 34)
    picture = Image.new("L", (1400, 500), "white")
    pen = ImageDraw.Draw(picture)
    for down, row in enumerate(rows):
        for across, text in zip((100, 700, 1000), row, strict=True):
            pen.text((across, 100 + 60 * down), str(text), font=font, fill="black")
    picture.save(file, **options)
    return file


@pytest.mark.slow
@pytest.mark.parametrize(("name", "place"), [("scan.png", "picture table 1 "), ("scan.pdf", "page 1 table 1 ")])
def test_a_scan_is_read_and_every_figure_of_it_is_in_doubt(tmp_path, name, place):
    assert shutil.which("tesseract"), "apt-get install tesseract-ocr"
    found, answer = counts(draw(tmp_path / name, resolution=200))
    assert found == places(place, COUNTS)
    assert {row["doubt"] for row in answer.rows()} == {documents.RECOGNISED}


@pytest.mark.slow
def test_an_old_word_document_is_read_with_its_table():
    assert shutil.which("antiword"), "apt-get install antiword"
    found, _ = counts(OTHERS / "made-up-table.doc")
    assert found == places("table 1 ", LETTER_COUNTS)
