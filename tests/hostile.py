"""Made-up sources whose every field holds something that a browser, a notebook, a spreadsheet or a feed could obey."""

import csv
import zipfile
from html import escape
from pathlib import Path

import openpyxl
import sites
import yaml
from conftest import file_reply, raw, record_hash

from linked_offences.records import pipeline
from plain_files import make_visible

# Where a script that runs leaves its mark, and whom a request would ask.
RAN, ELSEWHERE = "window.RAN=1", "http://example.invalid"
STRINGS = (
    f'<script>{RAN};fetch("{ELSEWHERE}/a")</script>',
    f'<img src="{ELSEWHERE}/b.png" onerror="{RAN}">',
    f"<iframe srcdoc=\"<script>parent.{RAN}</script>\"></iframe>",
    f'<details open ontoggle="{RAN}">made up</details>',
    f"[made up](javascript:{RAN})",
    f"![made up]({ELSEWHERE}/c.png)",
    f"<{ELSEWHERE}/d> {ELSEWHERE}/e www.example.invalid made@example.invalid",
    "{{7*7}} {n} {0} ${7*7} $x^2$ \\(y\\) @@0@@",
    "=cmd|' /C calc'!A0",
    "@cmd(1+1)",
    f"</script><script>{RAN}</script>",
    f"</title></style></svg></table><svg onload={RAN}>",
    "]]> <![CDATA[ made up --> <!-- made up",
    "&lt;b&gt; & &#x3c;script&#x3e;",
    "made up **bold** _thin_ `code` ~~gone~~ a|b # made up",
    "# made up heading",
    "+ made up point",
    "escaped \x1b[31mred\x1b[0m and \x07 and \u202eturned",
    "half a sign \udc80 made up",
)  # fmt: skip
LABELS = tuple(f"{text} ({letter})" for text, letter in zip(STRINGS, "ABCDEFGHIJKLMNOPQRS", strict=True))
ALL = " ".join(LABELS)
# One force a kind of file; nothing is known of any of them otherwise.
FORCES = {"surrey": "csv", "kent": "xlsx", "gwent": "docx", "sussex": "html", "warwickshire": "pdf"}


def show(text: str) -> str:
    """A hostile text as a reader must see it: as printed, each sign that cannot be seen as a lost one."""
    return " ".join(make_visible(text).split())


def write_answer(folder: Path, kind: str) -> Path:
    """An answer with a row a label and their total, in a kind of file; each holds what its kind can hold."""
    rows = [("Offence", "2023/24"), *((label, str(3 + n)) for n, label in enumerate(labels_of(kind)))]
    rows.append(("Total", str(sum(int(count) for _, count in rows[1:]))))
    file = folder / f"answer.{kind}"
    match kind:
        case "csv":
            with file.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(rows)
        case "xlsx":
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
            for row in book.active.iter_rows():
                for cell in row:
                    cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
            book.save(file)
        case "docx":
            cells = "".join(
                f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
                for row in rows
            )
            word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
            related = "http://schemas.openxmlformats.org/package/2006/relationships"
            with zipfile.ZipFile(file, "w") as pack:
                pack.writestr("[Content_Types].xml", "<Types/>")
                pack.writestr(
                    "_rels/.rels",
                    f'<Relationships xmlns="{related}"><Relationship Id="a" Type="{office}" Target="word/document.xml"/>'
                    "</Relationships>",
                )
                pack.writestr(
                    "word/document.xml",
                    f'<w:document xmlns:w="{word}"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>',
                )
        case "html":
            cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
            file.write_text(f"<!DOCTYPE html><meta charset=utf-8><table>{cells}</table>", encoding="utf-8")
        case "pdf":
            file.write_bytes(pack_pdf(draw_table(rows)))
    return file


def labels_of(kind: str) -> list[str]:
    """The labels that a kind of file can hold: halves of signs none of them, controls only text, few letters a PDF here."""
    found = [label for label in LABELS if "\udc80" not in label]
    if kind == "csv":
        return found
    found = [label for label in found if "\x1b" not in label]
    return [label for label in found if label.isascii() and len(label) < 60] if kind == "pdf" else found


def draw_table(rows) -> str:
    """What a page of a PDF draws for a table of two columns."""
    marks = {"\\": "\\\\", "(": "\\(", ")": "\\)"}
    page = ""
    for number, row in enumerate(rows):
        y = 760 - 20 * number
        page += f"40 {y + 12} m 560 {y + 12} l S\n40 {y - 8} m 560 {y - 8} l S\n"
        for x, cell in zip((45, 505), row, strict=False):
            page += f"BT /F 9 Tf {x} {y} Td ({''.join(marks.get(one, one) for one in cell)}) Tj ET\n"
    foot = 760 - 20 * len(rows) + 12
    return page + "".join(f"{x} 772 m {x} {foot} l S\n" for x in (40, 500, 560))


def pack_pdf(page: str) -> bytes:
    """A PDF of one page that draws something with the font F."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1"
        "/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
    ]
    content, starts = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    content += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
        f"startxref\n{len(content)}\n%%EOF\n"
    )
    return content.encode("latin-1")


def fill(checkout: Path) -> None:
    """Put hostile text into every field that takes text: answers, what is said of them, newspapers, replies, names."""
    for force, kind in FORCES.items():
        folder = checkout / "received" / force
        folder.mkdir(parents=True)
        said = dict.fromkeys(("title", "asked", "method", "searched", "licence"), ALL)
        url = f"https://example.invalid/?&quot;&gt;'onmouseover='{RAN}"  # the worst that an address may be
        sites.file_answer(write_answer(folder, kind), force, request=None, url=url, caveat=LABELS, **said)
        file = raw(checkout, f"disclosures/{force}/made-up/source.yml")
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        file.write_text(yaml.safe_dump(record | {"reference": ALL}), encoding="utf-8")
        file_reply(
            checkout, force, who=ALL, received=ALL, licence=ALL, summary=ALL, quoted=ALL,
            address=f"https://example.invalid/'onclick='{RAN}",
        )  # fmt: skip
    paper = raw(checkout, "press/2024-08-06-shropshire-star")
    with (paper / "statements.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    first = dict(zip(header, rows[0], strict=True))
    for number, label in enumerate(LABELS):
        printed = make_visible(label)  # a CSV in UTF-8 holds no half of a sign
        row = first | {"id": f"made-up-{number}", "measure": "offence", "label": printed, "value": str(3 + number),
                       "qualifier": "", "claim": "", "joined_to": "", "force_as_printed": "", "note": printed}  # fmt: skip
        rows.append([row[name] for name in header])
    with (paper / "statements.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    source = yaml.safe_load((paper / "source.yml").read_text(encoding="utf-8"))
    source |= {"title": ALL, "publisher": ALL, "licence": ALL, "asked": ALL, "caveats": list(LABELS)}
    (paper / "source.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
    record_hash(paper, "statements.csv")
    names = checkout / "data" / "reference" / "forces.csv"
    with names.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    for row in rows:
        if row[header.index("slug")] in FORCES:
            row[header.index("aliases")] += "|" + "|".join(
                make_visible(label).replace("|", "/") for label in LABELS
            )
    with names.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def build(checkout: Path) -> Path:
    """Folder of all pages that hold hostile text, made from a copy of the checkout's data that is the root."""
    fill(checkout)
    pipeline.run()
    return sites.make_pages(checkout / "reports", [*FORCES, "west-mercia"])
