"""Opens office files: archives of XML, none of which is trusted."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from foi_answers.documents.sheets import check_size
from plain_files import Problem

# A spreadsheet unpacks to about ten times its size; 50,000 rows of 12 columns come to 150 MB as ODS.
MAX_UNPACKED_BYTES = 400_000_000
# Parts that hold what a reader of the document may see, and that is not read.
_NOT_READ = {
    "pictures": re.compile(r"(/media/|^Pictures/).+\.(?!emf|wmf|svm)\w+$"),
    "charts": re.compile(r"/charts/chart[^/]*\.xml$|^Object \d+/content\.xml$"),
    "other files": re.compile(r"/embeddings/|/afchunk|^Object \d+$|/oleObject"),
}
PARSING = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}


class Archive:
    """An office file: a ZIP archive of XML parts, none of which is trusted."""

    def __init__(self, file: Path):
        self.file = file
        self.zip = zipfile.ZipFile(file)
        # zipfile stops at the size that the archive declares, so a member cannot hold more than that.
        size = sum(member.file_size for member in self.zip.infolist())
        check_size(file, "unpacks to", size, MAX_UNPACKED_BYTES, "bytes")
        self.names = set(self.zip.namelist())

    def stream(self, part: str, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)) -> Iterator[tuple]:
        """Events and elements of a part as they are read; each is emptied once it was used."""
        from lxml import etree

        with self.zip.open(part) as stream:
            parsed = etree.iterparse(stream, events=events, tag=tags, collect_ids=False, **PARSING)
            for number, (event, element) in enumerate(parsed):
                if not number:
                    self._check(element.getroottree(), part)
                yield event, element
                if event == "end":
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]

    def tree(self, part: str):
        """Root element of a small part, None where there is no such part."""
        from lxml import etree

        if part not in self.names:
            return None
        with self.zip.open(part) as stream:
            tree = etree.parse(stream, etree.XMLParser(**PARSING))
        self._check(tree, part)
        return tree.getroot()

    def _check(self, tree, part: str) -> None:
        # No office program writes a document type; one that declares entities can grow without end.
        if tree.docinfo.internalDTD is not None:
            raise Problem(self.file, part, "", "declares entities, as no office program does; ask for a new copy")

    def related(self, part: str) -> dict[str, str]:
        """Parts that a part of an Office Open XML file refers to, by the id of the reference and by its kind."""
        return {key: target for one, kind, target in self._relations(part) for key in (one, kind)}

    def list_related(self, part: str) -> list[tuple[str, str]]:
        """Kind and name of each part that is there and that a part refers to."""
        return [(kind, target) for _, kind, target in self._relations(part) if target in self.names]

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for one in root if root is not None else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
                yield one.get("Id"), posixpath.basename(one.get("Type", "")), target

    def remarks(self) -> list[str]:
        """What it holds beside its texts and tables, and is not read."""
        return [
            f"{words} in the file are not read"
            for words, names in _NOT_READ.items()
            if any(map(names.search, self.names))
        ]


def local_name(element) -> str:
    """Name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element, name: str) -> str | None:
    """Attribute of the same namespace as its element."""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}") if element is not None else None


def owner(element, kind: str):
    """Nearest element of a kind around another."""
    return next((above for above in element.iterancestors() if local_name(above) == kind), None)
