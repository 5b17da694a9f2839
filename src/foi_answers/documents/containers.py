"""Opens what holds files: archives and e-mails, each file in them read as if it had come alone."""

import contextlib
import mimetypes
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path

from foi_answers.documents.archives import MAX_UNPACKED_BYTES
from foi_answers.documents.flow import QUOTES, Flow
from foi_answers.documents.sheets import DEEP, DOUBTS, QUOTED, Sheet, check_size, show_name, sign
from foi_answers.documents.texts import is_quoted
from plain_files import Problem, make_name, name_some

# An answer is a letter and a few attachments; an archive in a mail in an archive is as far as people go.
MAX_DEPTH, MAX_MEMBERS = 4, 200
# Parts of one mail in each other: its text beside its page, with pictures, with attachments, signed, by a list: five.
MAX_PARTS = 50
_COVER = "message"  # the text of a mail, beside its attachments
_HEADINGS = ("From", "To", "Date", "Subject")
# How an earlier message begins below its answer; in text its lines have a mark each where it is only said who wrote it.
_HEADED = re.compile(r"\W*From:.*\b(?:Sent|Date):.*\b(?:To|Subject):", re.DOTALL)
_WROTE = re.compile(rf"{_HEADED.pattern}|\W*On [^\n]{{6,120}} wrote:", re.DOTALL)
Read = Callable[[Path], list[Sheet]]
Member = tuple[str, Callable[[], bytes]]  # the name of a file in another, and what gives its bytes


@dataclass
class _Unpacked:
    """How deep the file at hand lies, and what all files around it came to."""

    depth: int = 0
    members: int = 0
    size: int = 0


_UNPACKED: ContextVar[_Unpacked | None] = ContextVar("unpacked", default=None)


def read_zip(file: Path, read: Read) -> list[Sheet]:
    """Each file of an archive, as sheets whose places begin with its name."""
    with zipfile.ZipFile(file) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not is_left_by_system(one.filename)]
        # zipfile stops at the size that the archive declares, so a member cannot hold more than that.
        check_size(file, "unpacks to", sum(one.file_size for one in members), MAX_UNPACKED_BYTES, "bytes")
        return _read_members(file, ((one.filename, lambda one=one: archive.read(one)) for one in members), read)


def is_left_by_system(name: str) -> bool:
    """Whether a program put a file into a folder or archive by itself, and nobody sent it."""
    parts = name.split("/")
    hidden = any(part.startswith((".", "~$", "__MACOSX")) and part.strip(".") for part in parts)
    return hidden or parts[-1].casefold() in ("thumbs.db", "desktop.ini")


def read_eml(file: Path, read: Read) -> list[Sheet]:
    """An e-mail (RFC 5322): its text as one sheet, then those of each attachment."""
    from email import message_from_bytes, policy

    return _read_mail(file, message_from_bytes(file.read_bytes(), policy=policy.default), read)


def read_msg(file: Path, read: Read) -> list[Sheet]:
    """A message of Outlook, in the same way."""
    from aspose.email_foss import msg

    with msg.MapiMessage.from_file(str(file)) as message:
        return _read_mail(file, message.to_email_message(), read)


def _read_mail(file: Path, mail, read: Read) -> list[Sheet]:
    _check_depth(file, mail)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    pages = _read_page(page, read) if page is not None else []
    shown = " ".join(text for sheet in pages for row in sheet.rows for text in row.cells)
    body = plain if page is None or (plain is not None and _decode(plain).strip()) else page
    twice = page is not None and any(
        page in one.walk() for one in mail.walk() if "alternative" in one.get_content_type()
    )
    tabled = any(row.number and sum(map(bool, row.cells)) > 1 for sheet in pages for row in sheet.rows)
    # Beside a page programs write its text with each cell of a table on a line of its own.
    if twice and tabled and _find_numbers(_decode(body)) <= _find_numbers(shown):
        body = page
    flow, attached = Flow(file), []
    for number, part in enumerate(_list_parts(mail), start=1):
        name, kind = part.get_filename(), part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            name = f"{(name or f'message {number}').removesuffix('.eml')}.eml"
            attached.append(
                (
                    name,
                    lambda part=part, inner=inner: (
                        inner[0].as_bytes() if isinstance(inner, list) else part.get_payload(decode=True)
                    ),
                )
            )
        elif part.get_content_maintype() == "image" and (part["Content-ID"] or not name):
            flow.remarks.append("pictures shown in the message are not read")
        elif part is body or part is plain:
            continue
        elif part is page and twice:
            if more := _find_numbers(shown) - _find_numbers(_decode(body)):
                flow.remarks.append(
                    f"the message as a page, which is not read, has numbers that its text has not: {name_some(sorted(more))}"
                )
        else:
            name = (
                name or f"part {number}{mimetypes.MimeTypes(filenames=()).guess_extension(kind) or f' ({kind})'}"
            )
            attached.append((name, lambda part=part: part.get_payload(decode=True)))
    for head in _HEADINGS:
        if mail[head]:
            flow.line(f"{head}: {' '.join(str(mail[head]).split())}", head.casefold())
    flow.blank()
    text = "" if body is None else _decode(body)  # a part without headers counts as nothing in a condition
    if body is not page:
        lines = text.splitlines()
        earlier = _find_earlier(lines, _HEADED)
        for number, line in enumerate(lines, start=1):
            flow.line(sign(QUOTED * (number > earlier or is_quoted(line)), line), f"line {number}")
    cover = [
        _rename(sheet, _COVER) for sheet in (flow.sheet(), *map(_doubt_earlier, pages if body is page else ()))
    ]
    return _read_members(file, attached, read, cover, is_enough=bool(text.strip()))


def _read_page(page, read: Read) -> list[Sheet]:
    with contextlib.suppress(Problem):  # a message of nothing but a picture
        return read(put_file("message.html", f'<meta charset="utf-8">{_decode(page)}'.encode()))
    return []


def _find_numbers(text: str) -> set[str]:
    return set(re.findall(r"\d{1,20}", text))


def _find_earlier(lines: list[str], begins: re.Pattern) -> int:
    """The number of lines before the message that a mail answers, which programs put below it with its sender and day."""
    for place in range(len(lines)):
        if begins.match("\n".join(lines[place : place + 5])):
            return place
    return len(lines)


def _doubt_earlier(sheet: Sheet) -> Sheet:
    """A page of a mail; what it quotes of an earlier message is in doubt."""
    lines = [" ".join(row.cells) for row in sheet.rows]
    earlier = {
        (row, column): DOUBTS[QUOTED]
        for row in range(_find_earlier(lines, _WROTE), len(lines))
        for column, text in enumerate(sheet.rows[row].cells) if text
    }  # fmt: skip
    told = (QUOTES,) if earlier else ()
    return replace(sheet, doubts=sheet.doubts | earlier, remarks=(*sheet.remarks, *told))


def _check_depth(file: Path, mail) -> None:
    parts = [mail]
    for _ in range(MAX_PARTS):
        parts = [one for part in parts if part.get_content_maintype() == "multipart" for one in part.iter_parts()]
    if parts:
        raise Problem(file, "", "", DEEP)


def _list_parts(part) -> Iterator:
    """Parts of a mail that hold no others; a mail attached to it is one."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    for one in part.iter_parts():
        yield from _list_parts(one)


def _decode(body) -> str:
    try:
        return body.get_content()
    except (LookupError, UnicodeError):  # an encoding that nobody knows
        return body.get_payload(decode=True).decode("latin-1")


def _read_members(
    file: Path, members: Iterable[Member], read: Read, sheets: Iterable[Sheet] = (), *, is_enough: bool = False
) -> list[Sheet]:
    """Read each file in another, after what is there already, which may be enough.

    One that cannot be read is told in a remark, unless nothing else is there.
    """
    unpacked = _UNPACKED.get() or _Unpacked()
    marker = _UNPACKED.set(unpacked)
    unpacked.depth += 1
    found, unread, names = [], [], Counter()
    try:
        if unpacked.depth > MAX_DEPTH:
            advice = f"lies in more than {MAX_DEPTH} files around it, and is not opened; unpack it, and read what is in it"
            raise Problem(file, "", "", advice)
        for written, give in members:
            names[written] += 1
            name = show_name(written) + (f" ({names[written]})" if names[written] > 1 else "")
            unpacked.members += 1
            if unpacked.members > MAX_MEMBERS:
                raise Problem(file, "", "", f"holds more than {MAX_MEMBERS} files; unpack it, and read its folder")
            content = give() or b""
            unpacked.size += len(content)
            check_size(file, "unpacks to", unpacked.size, MAX_UNPACKED_BYTES, "bytes")
            try:
                found += [_rename(one, name) for one in read(put_file(written, content))]
            except Problem as problem:
                if unpacked.members > MAX_MEMBERS or unpacked.size > MAX_UNPACKED_BYTES:
                    raise
                unread.append((name, f"not read: {f'{problem.value} ' if problem.value else ''}{problem.advice}"))
    finally:
        unpacked.depth -= 1
        _UNPACKED.reset(marker)
    told = [f"{name}: {why}" for name, why in unread]
    if not found and not is_enough:
        raise Problem(file, "", "", told[0] if told else "holds no file; ask for a new copy")
    first, *rest = (*sheets, *found)
    return [replace(first, remarks=(*first.remarks, *told), unread=(*first.unread, *unread)), *rest]


def put_file(name: str, content: bytes) -> Path:
    """A file by itself, under a name that every system takes, where the guard clears up."""
    file = Path(tempfile.mkdtemp()) / make_name(name.rpartition("/")[2])
    file.write_bytes(content)
    return file


def _rename(sheet: Sheet, name: str) -> Sheet:
    """A sheet whose places begin with the name of its file."""
    return replace(
        sheet, name=f"{name}: {sheet.name}" if sheet.name else name,
        rows=[replace(row, place=f"{name}: {row.place}") for row in sheet.rows],
        remarks=tuple(f"{name}: {one}" for one in sheet.remarks),
        unread=tuple((f"{name}: {place}", why) for place, why in sheet.unread),
    )  # fmt: skip
