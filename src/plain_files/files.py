"""Reads files that people write, strictly, and writes them whole or not at all."""

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from plain_files.imports import import_jsonschema
from plain_files.interrupts import hold_interrupts
from plain_files.problems import Problem, show_path
from plain_files.quoting import make_visible

LONGEST_CELL = 131_072  # letters, as Python's own reader has it
Reader = TypeVar("Reader", bound=Callable[..., Any])


def read_grid(file: Path) -> list[list[str]]:
    """Read a CSV file as rows of cells, exactly as written.

    Raises
    ------
    Problem
        The file is missing, is not UTF-8 or is not CSV.
    """
    text = _read_text(file, "UTF-8 CSV")
    if "\0" in text:
        raise Problem(file, f"character {text.index(chr(0)) + 1}", "", "is not text; save it as UTF-8 CSV")
    reader = open_csv(make_visible(text))
    try:
        return list(reader)
    except csv.Error as error:
        raise Problem(file, f"line {reader.line_num}", "", advise_csv(error)) from None


def open_csv(text: str, **kind: Any) -> Any:
    """A strict reader of CSV whose cells have a limit, which is the whole process's and which other packages raise."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), strict=True, **kind)


def advise_csv(error: csv.Error) -> str:
    """What is wrong with a CSV, and what to do: a cell may be too long with its quotes in order."""
    if "field larger" in str(error):
        return f"has a cell of more than {LONGEST_CELL:,} letters; shorten it, or close the quotes that begin it"
    return f"is not CSV ({error}); mend the quotes"


def read_yaml(file: Path, schema: Path) -> dict:
    """Read a YAML file that a person writes, and hold it against its JSON Schema. Dates stay text.

    Raises
    ------
    Problem
        It is missing, no YAML, or breaks the schema.
    """
    try:
        record = _load_yaml(_read_text(file, "UTF-8"))
    except RecursionError:
        raise Problem(file, "", "", "is nested deeper than any record; mend it") from None
    except ValueError as error:  # of a number with thousands of digits
        raise Problem(file, "", "", f"is not YAML ({error}); mend it") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        raise Problem(file, place, "", f"is not YAML ({getattr(error, 'problem', error)}); mend it") from None
    check_record(record, schema, file)
    return record


def _read_text(file: Path, wanted: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem(file, "", "", f"cannot be read ({error.strerror}); put the file back") from None
    except UnicodeDecodeError as error:
        raise Problem(file, f"byte {error.start + 1}", "", f"is not UTF-8 text; save it as {wanted}") from None


def check_record(record: object, schema: Path, file: Path) -> None:
    """Raise a `Problem` with the place where a record breaks its JSON Schema, or where the schema cannot be read."""
    # jsonschema takes a tenth of a second to import, and most of reading an answer does without it.
    jsonschema = import_jsonschema()
    try:
        rules = json.loads(schema.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(schema, "", "", f"cannot be read as JSON ({error}); restore it with git") from None
    breach = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(rules).iter_errors(record))
    if breach:
        place = ".".join(str(part) for part in breach.absolute_path)
        empty = breach.validator_value == r"\S"  # what asks for no more than a letter
        raise Problem(file, place, "", f"{'is empty' if empty else breach.message[:200]}; see {show_path(schema)}")


_RESOLVED = {  # what is no text; a whole number only as people write one
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"),
    "tag:yaml.org,2002:float": None,
    "tag:yaml.org,2002:timestamp": None,
}


class _TextRules(Composer, SafeConstructor, Resolver):
    """Takes a date as the text that it is: an impossible one must not end the program, but be named.

    So is what only YAML takes for a number: "010" is 8 there, "1_0" is 10, "1:30" is 90. A key is text whatever it
    looks like, and nothing stands for what was written elsewhere: a few lines of anchors can stand for billions.
    """

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """What is written here, and no anchor's name."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an anchor stands for what is written elsewhere", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict:
        """A mapping of which every key is text."""
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node: yaml.Node) -> object:
        """A text in which every character can be seen, however it is written."""
        value = super().construct_scalar(node)
        return make_visible(value) if isinstance(value, str) else value

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, _RESOLVED.get(tag, shape)) for tag, shape in resolvers if _RESOLVED.get(tag, shape)]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _TextLoader(_TextRules, yaml.SafeLoader):
    pass


if yaml.__with_libyaml__:

    class _FastLoader(_TextRules, yaml.cyaml.CParser):
        """Parses in C, in a fifth of the time."""

        def __init__(self, stream: str):
            yaml.cyaml.CParser.__init__(self, stream)
            for base in (Composer, SafeConstructor, Resolver):
                base.__init__(self)


def _load_yaml(text: str) -> Any:
    if yaml.__with_libyaml__:
        # What is at fault is read once more, since the slow one says better where it is.
        with contextlib.suppress(yaml.YAMLError, RecursionError, ValueError):
            return yaml.load(text, Loader=_FastLoader)
    return yaml.load(text, Loader=_TextLoader)


def check_output(file: Path, *endings: str, made_of: Path | None = None) -> None:
    """Go on where a person names a file that may be written: one of its kind, and not the one that it is made of.

    Raises
    ------
    Problem
        It has another ending, is no file, or is what is read.
    """
    if file.suffix.casefold() not in endings:
        raise Problem(file, "", "", f"is no name of what is written, which ends in {' or '.join(endings)}")
    if file.exists() and not file.is_file():
        raise Problem(file, "", "", "is no file; name another one to write")
    if made_of and file.exists() and made_of.exists() and file.samefile(made_of):
        raise Problem(file, "", "", "is the file that is read; name another one to write")


def replace_file(content: bytes, file: Path) -> None:
    """Put a whole file under its final name at once, so that nobody sees half of it."""
    # Named before it is there, so that whatever ends this finds it.
    part = file.with_name(f".{file.name}-{os.urandom(4).hex()}")
    with hold_interrupts():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as stream:
                stream.write(content)
            part.chmod(0o644)
            part.replace(file)
        except BaseException as error:
            with contextlib.suppress(OSError):  # of a name that no file can have
                part.unlink(missing_ok=True)
            if isinstance(error, OSError):
                error.filename = str(file)  # as the caller knows it
            raise


@contextlib.contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes its final name, whole, in the end; or goes without a trace.

    What a program that was killed left of it is no folder of any other name, and goes when it is made again.
    """
    beside = folder.with_name(f".new-{folder.name}")
    above = [one for one in folder.parents if not one.exists()]
    with hold_interrupts():
        try:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            yield beside
            beside.replace(folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            for one in above:
                with contextlib.suppress(OSError):  # not empty, or not made
                    one.rmdir()
            raise


def clear_halves(folder: Path, name: str = "*") -> None:
    """Delete what `replace_file` left of files of a folder where it was killed; nobody else may be writing them."""
    for part in folder.glob(f".{name}-????????"):
        part.unlink(missing_ok=True)


def stamp(file: Path) -> tuple[int, int]:
    """What changes when a file does: its time and its size."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def cache_by_stamp(read: Reader) -> Reader:
    """Keep what a function reads in a file for as long as the file is unchanged; callers leave it as it is."""

    @cache
    def read_once(stamp: tuple[int, int], file: Path, *more: Any) -> Any:
        return read(file, *more)

    @wraps(read)
    def recall(file: Path, *more: Any) -> Any:
        return read_once(stamp(file), file, *more)

    return recall  # type: ignore[return-value]


@cache_by_stamp
def hash_file(file: Path) -> str:
    """SHA-256 of a file's bytes, worked out anew only when the file changed."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
