"""Tells what kind of file a file is, and refuses what is not read."""

import io
import re
import zipfile
from pathlib import Path

from plain_files import Problem

KINDS = {
    ".csv": "csv", ".tsv": "tsv", ".txt": "txt", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".docx": "docx", ".html": "html", ".htm": "html", ".pdf": "pdf", ".xlsb": "xlsb", ".rtf": "rtf", ".doc": "doc", ".eml": "eml",
    ".msg": "msg", ".zip": "zip", **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif"), "image"),
}  # fmt: skip
NAMES = {
    "text": ("plain text", ".csv or .txt"), "xlsx": ("an Excel workbook", ".xlsx"),
    "xls": ("an old Excel workbook", ".xls"), "ods": ("an OpenDocument spreadsheet", ".ods"),
    "docx": ("a Word document", ".docx"), "html": ("a web page", ".html"), "pdf": ("a PDF", ".pdf"),
    "xlsb": ("a binary Excel workbook", ".xlsb"), "rtf": ("rich text", ".rtf"), "doc": ("an old Word document", ".doc"),
    "eml": ("an e-mail", ".eml"), "msg": ("an Outlook message", ".msg"), "zip": ("an archive", ".zip"), "image": ("a picture", ".png"),
}  # fmt: skip
REFUSED = {
    "locked": "is protected by a password; open it with the password and save it without, or ask for an open copy",
    "spreadsheetml": "is an Excel 2003 XML workbook; open it in Excel or LibreOffice and save it as .xlsx",
    "odt": "is an OpenDocument text; open it in LibreOffice or Word and save it as .docx",
    "slides": "holds slides; save it as .pdf",
    "archive": "is an archive; unpack it and read the files in it one by one",
    "mht": "is a web archive; open it in a browser and save it as .html, or print it as .pdf",
    "binary": "is of no kind that is known here; open it in its program and save it as .csv, .xlsx, .docx or .pdf",
}
# What is read where another program is installed.
WITHOUT = {
    "doc": "is an old Word document, which is read where antiword is installed; install it, or open the file in Word or LibreOffice "
    "and save it as .docx",
    "image": "is a picture, whose text is read, in doubt, where Tesseract is installed; install it, type its table into a .csv "
    "file, or ask for the spreadsheet",
}
STARTS = {
    b"{\\rtf": "rtf", b"\x89PNG": "image", b"\xff\xd8\xff": "image", b"GIF8": "image", b"BM": "image",
    b"II*\0": "image", b"MM\0*": "image", b"7z\xbc\xaf": "archive", b"Rar!": "archive", b"\x1f\x8b": "archive",
    b"BZh": "archive", b"\xfd7zXZ": "archive",
}  # fmt: skip


def check_kind(file: Path, head: bytes) -> None:
    """Raise where a file is of a kind that is not read, or not of the kind that its ending says."""
    kind = KINDS.get(file.suffix.casefold())
    found = _recognise(file, head)
    if found in REFUSED:
        raise Problem(file, "", "", REFUSED[found])
    if kind is None:
        words = "is an ending that is not read" if file.suffix else "has no ending, which would tell its kind"
        raise Problem(file, "", file.suffix, f"{words}; save the file as .csv, .xlsx, .docx, .html, .pdf or .txt")
    if found == "text" and kind in ("csv", "tsv", "txt"):
        return
    if found != kind:
        name, ending = NAMES[found]
        raise Problem(file, "", file.suffix, f"is the wrong ending: the file is {name}; rename it to {ending}")


def _recognise(file: Path, head: bytes) -> str:
    """Kind of a file by what stands in it."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognise_archive(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        import xlrd

        # An OLE file is a small file system; the streams in it tell the program.
        system = xlrd.compdoc.CompDoc(file.read_bytes(), logfile=io.StringIO())
        streams = {entry.name: entry for entry in system.dirlist if entry.parent == 0}
        for name, kind in (
            ("EncryptedPackage", "locked"), ("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"),
            ("PowerPoint Document", "slides"), ("__properties_version1.0", "msg"),
        ):  # fmt: skip
            if name in streams:
                if kind == "xls" and streams[name].tot_size < system.min_size_std_stream:
                    _follow(streams[name].first_SID, system.SSAT)
                return kind
        return "binary"
    for start, kind in STARTS.items():
        if head.startswith(start) and (start != b"BM" or b"\0" in head):
            return kind
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in head:
        return "binary"
    codec = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    words = head.decode(codec, "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n").casefold()
    if 'progid="excel.sheet"' in words[:2000]:
        return "spreadsheetml"
    heads = re.match(r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)+", words)
    if heads and re.search(r"^mime-version:", heads[0], re.MULTILINE):
        named = file.suffix.casefold() == ".eml"
        return "mht" if "multipart/related" in heads[0] and not named else "eml"
    if heads and file.suffix.casefold() == ".eml":  # of before MIME
        return "eml"
    words = re.sub(r"<!--.*?-->\s*", "", words, flags=re.DOTALL)
    if re.match(r"<(!doctype html|[a-z])", words) or (words.startswith("<?xml") and "<html" in words):
        return "html"
    return "text"


def _follow(sector: int, following: list[int]) -> None:
    """Raise where a chain of sectors leads back into itself, which xlrd would follow for ever."""
    for _ in following:
        if sector < 0:
            return
        sector = following[sector]
    if sector >= 0:
        raise ValueError("its sectors go round in a circle")


def _recognise_archive(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if any(member.flag_bits & 1 for member in archive.infolist()):
            return "locked"
        kind = archive.open("mimetype").read(100).decode("latin-1") if "mimetype" in names else ""
    for start, known in (("spreadsheet", "ods"), ("text", "odt"), ("presentation", "slides")):
        if kind.startswith(f"application/vnd.oasis.opendocument.{start}"):
            return known
    for start, known in (("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "slides")):
        if "[Content_Types].xml" in names and any(name.startswith(start) for name in names):
            return known
    return "zip"
