"""Whatever a stranger sends, reading it takes so much memory and time and no more, and ends in one line or in a reading."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import zipfile
import zlib

import psutil
import pytest
from test_documents import docx, ods, pack, xlsx

import foi_answers
from foi_answers import guarded
from foi_answers.guarded import read_guarded
from plain_files import Problem

pytestmark = pytest.mark.skipif(not guarded.CAN_GUARD, reason="the system has no fork or keeps no limits")


@pytest.fixture(autouse=True)
def guarding(monkeypatch):
    """As a command reads, and no other test."""
    monkeypatch.setattr(guarded, "CAN_GUARD", True)


@pytest.fixture
def limits(monkeypatch):
    """Limits that are reached at once."""
    monkeypatch.setattr(guarded, "MEMORY", 100_000_000)
    monkeypatch.setattr(guarded, "SECONDS", 1)


def work():
    while True:
        pass


def fill():
    return [bytearray(1_000_000) for _ in range(1000)]


def lose():
    """Fill the memory, and make nothing of it that there was no more, as some parsers do."""
    kept = []
    try:
        while True:
            kept.append(bytearray(1_000_000))
    except MemoryError:
        kept.clear()
    return "half of it"


def fault():
    return [][1]


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (work, "takes longer than 1 seconds to read"),
        (fill, "takes more than 100 MB of memory to read"),
        (lose, "takes more than 100 MB of memory to read"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), f"ends the program that reads it (status -{signal.SIGKILL:d})"),
        (lambda: os._exit(0), "ends the program that reads it"),
        (fault, "makes the reader stumble (IndexError list index out of range)"),
    ],
)  # fmt: skip
def test_whatever_reading_does_it_ends_in_one_line(tmp_path, limits, monkeypatch, read, words):
    if read is not work:  # what else ends it does so however busy the machine is
        monkeypatch.setattr(guarded, "SECONDS", 15)
    # Another test of this process may have left what reports are forked from.
    before, began = psutil.Process().children(), time.monotonic()
    with pytest.raises(Problem) as caught:
        read_guarded(tmp_path / "answer.csv", read)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 20
    assert psutil.Process().children() == before  # nothing is left


def test_one_that_sleeps_is_ended_when_the_patience_ends(tmp_path, limits, monkeypatch):
    monkeypatch.setattr(guarded, "PATIENCE", 0.2)
    with pytest.raises(Problem, match="takes longer than 1 seconds"):
        read_guarded(tmp_path / "answer.csv", lambda: time.sleep(60))


def test_an_interrupt_ends_the_reading_too(tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    children = psutil.Process().children()
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            read_guarded(tmp_path / "answer.csv", work)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert psutil.Process().children() == children


def test_the_one_that_reads_can_be_ended_whatever_the_program_makes_of_the_signal(tmp_path):
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with pytest.raises(Problem, match=f"status -{signal.SIGTERM:d}"):
            read_guarded(tmp_path / "answer.csv", lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(5)))
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_was_read_comes_back_as_it_was_and_a_fault_with_its_place(tmp_path):
    file = tmp_path / "answer.csv"
    file.write_text("Offence,2021/22\nStalking,<5\n", encoding="utf-8")
    row = next(foi_answers.read_answer(file).rows())
    assert (row["cell"], row["count_low"], row["count_high"]) == ("B2", 1, 4)
    with pytest.raises(Problem) as caught:
        foi_answers.read_answer(tmp_path / "missing.csv")
    assert caught.value.advice == "cannot be read (No such file or directory); check its name and place"


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "answer.csv")
    with pytest.raises(Problem, match="is no file"):
        foi_answers.read_answer(tmp_path / "answer.csv")


# Texts on which a pattern could run away, each as long as a cell may be -----------------------------------------

PIECES = (
    "(", "[", "a", "-", ".", "*", "1", "2021/22 ", "2021-", "1,234 ", "section 30, 31, ", "April 2021 to ", "10 and ", "total ",
    "(1) [2] 3.", "would be need to all have ", "ref no. ", "1 of which ", "%", "<", "up to ", "under 18 to ", "a/b/", "page 1 of ",
    "denotes * ", "\u00a3", "HO 8", "'", "a  b   ", "5 offences in 2021, ", "of which 5 were charged ", "about 5 in 2021; ",
)  # fmt: skip


@pytest.mark.whole
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(one, marks=[pytest.mark.slow] * (one not in ("(", "1,234 ", "5 offences in 2021, ")))
        for one in PIECES
    ],
)
def test_no_pattern_runs_away_on_a_long_text(tmp_path, piece):
    text = piece * (32_000 // len(piece))
    file = tmp_path / "answer.csv"
    file.write_text(
        f'Offence,2021/22,"{text}"\n"{text}",5,1\nStalking,6,2\nHarassment,7,3\n\n"{text}"\n', encoding="utf-8"
    )
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    found = {row["cell"]: row["count_low"] for row in foi_answers.read_answer(file).rows()}
    assert (found["B3"], found["B4"]) == (6, 7)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("answer.csv", 'Offence,2021/22\n"{}",5\n'),
        ("answer.txt", "Offences\n\n{}\n\nStalking: 6\n"),
        ("answer.html", "<!DOCTYPE html><p>{}<table><tr><td>Stalking<td>5</table>"),
    ],
)
def test_a_text_longer_than_a_cell_can_be_is_refused_with_its_place(tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content.format("a" * 40_000), encoding="utf-8")
    with pytest.raises(Problem, match="holds 40,000 letters in one piece, and 32,767 are read") as caught:
        foi_answers.read_answer(file)
    assert caught.value.place


# Files that take gigabytes or hours, at full size -----------------------------------------------------------------

M = 1_000_000
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding{}>>"
LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="100000000000"/><w:numFmt w:val="{}"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
ITEM = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
)
TELL = b"BT /F 9 Tf 20 20 Td (abc) Tj ET"


def pdf(folder, *objects):
    """A PDF of one page, with what more objects it takes from the fourth on."""
    content, starts = b"%PDF-1.4\n", []
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", *objects]
    for number, one in enumerate(objects, start=1):
        starts.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, one if isinstance(one, bytes) else one.encode())
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    )
    file = folder / "answer.pdf"
    file.write_bytes(content + f"{end}startxref\n{len(content)}\n%%EOF\n".encode())
    return file


def stream(parts, extra=""):
    """A packed stream of a PDF."""
    packer = zlib.compressobj(9)
    packed = b"".join(map(packer.compress, parts)) + packer.flush()
    return f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>stream\n".encode() + packed + b"\nendstream"


def page(font="", forms=""):
    return (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F {FONT.format(font)}>>"
        f"/XObject<<{forms}>>>>>>"
    )


def write_forms(folder):
    """A page that shows a form that shows the next one twice, and so on, thirty deep."""
    kind = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F {FONT.format('')}>>/XObject<<{{}}>>>>"
    )
    forms = [stream([b"/X Do /X Do"], kind.format(f"/X {number} 0 R")) for number in range(6, 36)]
    return pdf(folder, page(forms="/X 5 0 R"), stream([b"/X Do"]), *forms, stream([TELL], kind.format("")))


def write_styles(folder):
    members = {"xl/styles.xml": f"<styleSheet><cellXfs>{'<xf/>' * (380 * M // 5)}</cellXfs></styleSheet>"}
    with zipfile.ZipFile(xlsx(folder, "<sheetData/>")) as archive:
        others = {name: archive.read(name) for name in archive.namelist()}
    return pack(folder, "answer.xlsx", others | members)


def write_text(folder, name, content):
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def row(cell, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cell}</table:table-row>'


RANGES = b"1 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 200 + b"endbfrange\n"
MAPPED = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange " + RANGES + b"endcmap"
STRING, SPACES = '<row><c t="s"><v>0</v></c></row>', '<text:s text:c="1000"/>'
LIMIT = r"takes (longer than 8 seconds|more than 1,000 MB of memory) to read"
HEAVY = {
    "empty rows": (lambda at: xlsx(at, f"<sheetData>{'<row/>' * (390 * M // 6)}</sheetData>"), LIMIT),
    "empty cells": (lambda at: xlsx(at, f"<sheetData><row>{'<c/>' * (390 * M // 4)}</row></sheetData>"), LIMIT),
    "shared strings": (lambda at: xlsx(at, "<sheetData/>", strings="<si/>" * (390 * M // 5)), LIMIT),
    "styles": (write_styles, LIMIT),
    "one string often": (
        lambda at: xlsx(at, f"<sheetData>{STRING * 2000}</sheetData>",
                        strings=f"<si><t>{'a ' * (M // 2)}</t></si>"),
        "holds 1,000,000 letters in one piece",
    ),
    "repeated spaces": (
        lambda at: ods(at, row(f"<table:table-cell><text:p>{SPACES * 4 * M}</text:p></table:table-cell>")),
        LIMIT,
    ),
    "large cells repeated": (
        lambda at: ods(at, row(f'<table:table-cell table:number-columns-repeated="1000"><text:p>{"ab 12 " * 5000}</text:p>'
                               "</table:table-cell>", 1900)),
        LIMIT,
    ),
    "paragraphs of a page": (lambda at: write_text(at, "answer.html", "<html>" + "<p>" * 15 * M), LIMIT),
    "paragraphs of a letter": (lambda at: docx(at, "<w:p/>" * (98 * M // 6)), LIMIT),
    "forms in forms": (write_forms, LIMIT),
    "blanks": (lambda at: pdf(at, page(), stream(b" " * M for _ in range(3000))), LIMIT),
    "ranges of a font": (
        lambda at: pdf(at, page("/ToUnicode 5 0 R"), stream([TELL]), stream([MAPPED])), f"no figure and no refusal|{LIMIT}",
    ),
    "list of letters": (lambda at: docx(at, ITEM, numbering=LIST.format("lowerLetter")), "no figure and no refusal"),
    "list of Roman numbers": (lambda at: docx(at, ITEM, numbering=LIST.format("upperRoman")), "no figure and no refusal"),
    "lines": (lambda at: write_text(at, "answer.txt", "\n" * 49 * M), "spreads over more than 2,000,000 cells"),
    "rows": (lambda at: write_text(at, "answer.csv", "\n" * 49 * M), LIMIT),
    "quotes": (lambda at: write_text(at, "answer.csv", '"' * 49 * M), "close the quotes"),
    "commas": (lambda at: write_text(at, "answer.csv", "," * 49 * M), LIMIT),
}  # fmt: skip


# The program with less time for a file, so that so many do not take ten minutes.
SOONER = "import sys; from foi_answers import __main__, guarded; guarded.SECONDS = 8; sys.exit(__main__.main())"

# A process begins with the peak of the one that it was forked from: of a small one here, not of this large one.
MEASURE = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_maxrss, used.ru_utime + used.ru_stime]))
"""


def measured(command):
    """What `command` tells on standard error; its status, its peak in kB and its seconds of processor."""
    run = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=True)
    return run.stderr, json.loads(run.stdout)


def test_the_peak_that_is_measured_is_that_of_the_command_alone():
    held = bytearray(300 * M)  # bytes of zero that are written, so that this process holds them
    held[::4096] = b"1" * len(held[::4096])
    _, (status, most, _) = measured([sys.executable, "-c", "raise SystemExit(3)"])
    assert status == 3
    assert most < 100_000
    _, (_, most, _) = measured([sys.executable, "-c", "b'1' * 200_000_000"])
    assert most > 200_000_000 // 1024


@pytest.mark.slow
@pytest.mark.parametrize("kind", HEAVY)
def test_a_file_made_to_take_gigabytes_or_hours_takes_no_more_than_the_limits(tmp_path, kind):
    write, words = HEAVY[kind]
    file = write(tmp_path)
    assert file.stat().st_size < 50_000_000
    told, (status, most, seconds) = measured([sys.executable, "-c", SOONER, str(file)])
    assert status == 1
    *told, last = told.splitlines()
    assert all(line.startswith("left out") for line in told)
    assert re.search(words, last), last
    # kB, of it and all that it waited for: MEMORY and ROOM above the quarter of a GB that the program may hold itself.
    assert most < 1_500_000
    assert seconds < 18
