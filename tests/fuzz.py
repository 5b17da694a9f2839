"""Looks for inputs on which the program stumbles, guided by the lines that each input reaches: make fuzz MINUTES=5.

Each door has its own process and its own corpus, which begins with the answers of `tests/data` and is kept below
`.cache/fuzz`. What ends in anything but a reading or one line is a find: the input is written there and named. A find
becomes a test where its rule is tested, and is deleted here.
"""

import argparse
import csv
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".cache" / "fuzz"
SCRATCH = Path(tempfile.gettempdir())
MOST = 20_000  # bytes of an input: what is large is for the limits, and slow
# Where a byte costs more: each claim of a story is weighed, each line of a page set among all others.
MOST_OF = {"story": 600, "pdf": 1000}
PARTS = {
    "docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/comments.xml"),
    "xlsx": ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/comments1.xml"),
    "ods": ("content.xml", "styles.xml"),
}  # fmt: skip
APART = b"\n\0\n"
WORDS = (
    "Offence", "Outcome", "Total", "Grand Total", "2021/22", "2021", "April 2021", "1 April 2021 to 31 March 2022", "<5",
    "*", "1,204", "of which", "Section 12", "please", "?", "%", "w:p", "w:tc", "w:tr", "w:tbl", "w:vMerge", "w:gridSpan",
    "w:del", "w:strike", "row", "c", "mergeCell", "numFmt", "table:table-row", "text:p", "text:s", "number-rows-repeated",
    "rowspan", "colspan", "<td>", "<tr>", "<table>", "<del>", "<sup>", "<ol>", "style=", "display:none", "TikTok", "police",
    "offences", "between", "rose", "doubled", "per cent", "a third", "more than", "Derbyshire", "BT", "ET", "Tj", "Td", "Tm",
    "re f", "1 1 1 rg", "3 Tr", "leave_out:", "tables:", "cells:", "headers:", "reason:", "blank: zero", "period:",
)  # fmt: skip


def _read(name: str, content: bytes, corrections: dict | None = None):
    """Read an answer in this process, whatever it raises; nothing where it is refused in one line."""
    import foi_answers
    from plain_files import Problem

    file = SCRATCH / name
    file.write_bytes(content)
    try:
        answer = foi_answers.read_answer(file, corrections=corrections)
        _hold(answer)
    except Problem as problem:
        if problem.__cause__:  # what the guard made a line of
            raise problem.__cause__ from None
        if "\n" in str(problem) or len(str(problem)) > 3000:
            raise AssertionError("more than one line") from problem


def _hold(answer) -> None:
    """What is true of every reading: each number is somewhere, each figure stands where it is said to stand."""
    import foi_answers

    rows = list(answer.rows())
    for (sheet, one), row in zip(answer.found, rows, strict=True):
        assert row["cell"] == answer.address(sheet, one.row, one.column)
        assert one.low is None or one.high is None or 0 <= one.low <= one.high, row
        assert one.period is None or one.period.start <= one.period.end, row
    written = list(csv.DictReader(io.StringIO(foi_answers.write_csv(answer, doubt=True), newline="")))
    assert [one["cell"] for one in written] == [str(one["cell"]) for one in rows]
    fates = {(one["cell"], one["fate"]) for one in answer.account()}
    taken = {cell for cell, fate in fates if fate in ("figure", "check")}
    assert all(row["cell"] in taken for row in rows if any(map(str.isdigit, row["as_printed"])))
    out = {cell for cell, _, _ in answer.left_out}
    assert all(cell in out for cell, fate in fates if fate == "left out")
    list(foi_answers.describe(answer))
    list(foi_answers.explain(answer))


def _read_whole(kind: str):
    def read(data: bytes) -> None:
        _read(f"answer.{kind}", data)

    read.__doc__ = f"A whole file of {kind}."
    return read


def read_html(data: bytes) -> None:
    """A web page."""
    _read("answer.html", b"<html>" + data)


def read_pdf(data: bytes) -> None:
    """What a page of a PDF draws."""
    sys.path.insert(0, str(ROOT / "tests"))
    from hostile import pack_pdf

    _read("answer.pdf", pack_pdf(data.decode("latin-1")))


def _read_parts(kind: str):
    def read(data: bytes) -> None:
        seed = _seed_archive(kind)
        parts = dict(zip(PARTS[kind], data.split(APART), strict=False))
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, old in seed.items():
                archive.writestr(name, parts.get(name) or old)
        _read(f"answer.{kind}", content.getvalue())

    read.__doc__ = f"The parts of {kind}."
    return read


def _seed_mail(answer: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "foi@surrey.police.uk", "made up"
    mail.set_content("There were 5 offences in 2021.")
    mail.add_alternative("<p>There were 5 offences in 2021.", subtype="html")
    mail.add_attachment(answer.decode(), subtype="csv", filename="answer.csv", cte="8bit")
    return mail.as_bytes()


_ARCHIVES: dict[str, dict[str, bytes]] = {}


def _seed_archive(kind: str) -> dict[str, bytes]:
    if kind not in _ARCHIVES:
        sys.path.insert(0, str(ROOT / "tests"))
        from made_up import find_layout

        with zipfile.ZipFile(find_layout("blank-is-zero-by-the-total", kind)) as archive:
            _ARCHIVES[kind] = {name: archive.read(name) for name in archive.namelist()}
    return _ARCHIVES[kind]


def read_words(data: bytes) -> None:
    """What a cell says: a count, a period, a total, a label."""
    import foi_answers
    from foi_answers import cells, periods

    text = data.decode("utf-8", "replace")
    cell = cells.recognise(text)
    assert cell.low is None or cell.high is None or 0 <= cell.low <= cell.high, cell
    for one in periods.find_periods(text):
        assert one.start <= one.end, one
    for read in (
        periods.find_days,
        periods.find_year_part,
        periods.find_year_end,
        cells.read_total,
        cells.recognise_topic,
        cells.is_rate,
    ):
        read(text)  # fmt: skip
    cells.read_key([text])
    foi_answers.read_words(text)
    foi_answers.read_period(text)


def read_layout(data: bytes) -> None:
    """What a person says of an answer in layout.yml."""
    import foi_answers
    from plain_files import Problem

    (SCRATCH / "layout.yml").write_bytes(b"answer.csv:\n reason: fuzz\n" + data)
    grid = b"Offence,2021/22,2022/23\nStalking,5,<5\nHarassment,,7\nTotal,12,9\n"
    (SCRATCH / "answer.csv").write_bytes(grid)
    try:
        said = foi_answers.read_corrections(SCRATCH)
    except Problem:
        return
    finally:
        (SCRATCH / "layout.yml").unlink()
    _read("answer.csv", grid, said.get("answer.csv"))


def read_story(data: bytes) -> None:
    """An article held against the evidence."""
    from linked_offences import stories
    from linked_offences.stories import margin, reading, wording
    from plain_files import Problem

    (SCRATCH / "story.txt").write_bytes(data)
    try:
        text = reading.read_article(SCRATCH / "story.txt")
    except Problem:
        return
    found = stories.check(text)
    list(wording.describe(found))
    [one.describe() for one in found]
    margin.write_page(text, found, "story")


DOORS = {
    "words": read_words, **{kind: _read_whole(kind) for kind in ("csv", "txt", "eml", "rtf", "xls")}, "html": read_html,
    **{kind: _read_parts(kind) for kind in PARTS}, "pdf": read_pdf, "layout": read_layout, "story": read_story,
}  # fmt: skip


def list_seeds(door: str) -> list[bytes]:
    """What the corpus of a door begins with."""
    sys.path.insert(0, str(ROOT / "tests"))
    data = ROOT / "tests" / "data"
    from made_up import read_layouts

    answers = [
        file.read_bytes()[:MOST] for file in sorted((data / "answers").glob("*.csv")) if not file.stem.endswith(".expected")
    ] + [content[:MOST] for content, _ in read_layouts().values()]  # fmt: skip
    if door == "words":
        cells = {cell for one in answers for row in csv.reader(io.StringIO(one.decode())) for cell in row}
        return [cell.encode() for cell in sorted(cells)][::7]
    if door in PARTS:
        return [APART.join(_seed_archive(door).get(name, b"") for name in PARTS[door])]
    if door == "story":
        files = [file.read_text(encoding="utf-8") for file in sorted((data / "stories").glob("*.txt"))]
        stories = [one for file in files for one in re.split(r"(?m)^===.*\n", file)[1:]]
        plain = (re.sub(r"(?m)^[#~].*\n|[{}]|\|[a-z ,]+(?=})", "", one) for one in stories)
        return [one[: MOST_OF[door]].encode() for one in plain][::3]
    if door in ("rtf", "xls"):
        return [file.read_bytes()[:MOST] for file in sorted((data / "documents").glob(f"[!l]*.{door}"))]
    if door == "eml":
        return [_seed_mail(one) for one in answers]
    if door == "layout":
        return [
            b" blank: zero\n leave_out:\n - {cells: A1:C2, reason: a}\n tables:\n - {cells: A2:C4, headers: [2]}\n"
        ]
    if door == "pdf":
        from hostile import draw_table

        tables = ([row for row in csv.reader(io.StringIO(one.decode())) if row] for one in answers[:20])
        return [draw_table(rows[:5]).encode("latin-1", "replace")[: MOST_OF[door]] for rows in tables]
    if door == "html":
        tables = (list(csv.reader(io.StringIO(one.decode()))) for one in answers)
        return [b"<table>" + "".join(f"<tr><td>{'<td>'.join(row)}" for row in one).encode() for one in tables]
    return answers


def look(door: str, minutes: float) -> None:
    """Look for finds at one door, in this process, which ends with the first one."""
    global SCRATCH
    import atheris

    with atheris.instrument_imports(include=["foi_answers", "linked_offences.stories", "plain_files"]):
        import foi_answers
        from foi_answers import guarded

        if door == "story":
            from linked_offences import stories  # noqa: F401 - so that its lines are seen

    # In this process, or nothing would be seen of the lines that are reached.
    guarded.CAN_GUARD = False
    from linked_offences.study import find_vocabulary

    corpus = KEPT / door
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(list_seeds(door)):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    (KEPT / "words.dict").write_text("".join(f'"{word}"\n' for word in WORDS), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, foi_answers.use(find_vocabulary()):
        SCRATCH = Path(folder)
        options = [f"-max_total_time={60 * minutes:.0f}", f"-max_len={MOST_OF.get(door, MOST)}", "-timeout=30", "-rss_limit_mb=1500",
                   f"-artifact_prefix={KEPT}/found-{door}-", f"-dict={KEPT}/words.dict",
                   "-verbosity=0", "-print_final_stats=1"]  # fmt: skip
        atheris.Setup([sys.argv[0], str(corpus), *options], DOORS[door])
        atheris.Fuzz()


def main() -> None:
    """Look at every door in turn, each for its part of the time; end with 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("doors", nargs="*", metavar="DOOR", help=f"of {', '.join(DOORS)}; all if none is named")
    parser.add_argument("--minutes", type=float, default=5, help="in all")
    parser.add_argument("--here", action="store_true", help="one door, in this process")
    parser.add_argument("--again", type=Path, metavar="FILE", help="let one door read an input once more")
    said = parser.parse_args()
    doors = said.doors or list(DOORS)
    if said.again:
        DOORS[doors[0]](said.again.read_bytes())
        return
    if said.here:
        look(doors[0], said.minutes)
        return
    before = set(KEPT.glob("found-*"))
    for door in doors:
        command = [sys.executable, __file__, "--here", door, "--minutes", str(said.minutes / len(doors))]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace")
        inputs = re.search(r"number_of_executed_units: (\d+)", run.stderr)
        print(f"{door}: {inputs[1] if inputs else 'unknown number of'} inputs, exit {run.returncode}", flush=True)
        if run.returncode:
            print(run.stderr[-3000:])
    if found := sorted(set(KEPT.glob("found-*")) - before):
        sys.exit("\n".join(map(str, found)))


if __name__ == "__main__":
    main()
