"""Opens office files: archives of XML, none of which is trusted."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from foi_answers.documents.sheets import Sheet, check_size, show_name
from plain_files import Problem, name_some

# A spreadsheet unpacks to about ten times its size; 50,000 rows of 12 columns come to 150 MB as ODS.
MAX_UNPACKED_BYTES = 400_000_000
# Parts that show nobody a number, or show one that is read or told of in another place, by folder or by name. What is
# neither here nor opened by a reader is told: programs find ever new parts to put something into.
_SILENT_FOLDERS = {
    "docProps", "docMetadata", "customXml", "customUI", "_xmlsignatures", "META-INF", "Thumbnails", "Configurations2", "Basic",
    "Dialogs", "Fonts", "ObjectReplacements", "_rels", "theme", "fonts", "glossary", "printerSettings", "persons", "threadedComments",
    "externalLinks", "queryTables", "tables", "slicers", "slicerCaches", "timelines", "timelineCaches", "richData", "pivotTables",
    "customProperty", "ctrlProps", "revisions", "chartsheets", "dialogsheets", "macrosheets", "featurePropertyBag",
}  # fmt: skip
_SILENT_NAMES = {
    "[Content_Types]", "mimetype", "manifest", "layout-cache", "meta", "settings", "styles", "stylesWithEffects", "numbering",
    "webSettings", "fontTable", "people", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "customizations",
    "attachedToolbars", "recipientData", "vbaProject", "vbaProjectSignature", "vbaData", "sharedStrings", "calcChain", "metadata",
    "connections", "volatileDependencies", "pivotCacheDefinition", "binaryIndex", "style", "colors", "layout", "quickStyle",
}  # fmt: skip
_NOT_READ = {
    "pictures in the file": re.compile(r"/media/|^Pictures/"),
    "charts in the file": re.compile(r"/charts/"),
    "diagrams in the file": re.compile(r"/diagrams/"),
    "rows behind a pivot table": re.compile(r"/pivotCache/"),
    "charts or files laid into it": re.compile(r"^Object |/embeddings/|/activeX/"),
    "other parts in the file": re.compile(""),
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
        self.opened: set[str] = set()

    def open(self, part: str) -> IO[bytes]:
        """A part as a stream of bytes."""
        self.opened.add(part)
        return self.zip.open(part)

    def stream(self, part: str, tags: tuple[str, ...], events: tuple[str, ...] = ("end",)) -> Iterator[tuple]:
        """Events and elements of a part as they are read; each is emptied once it was used."""
        from lxml import etree

        with self.open(part) as stream:
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
        with self.open(part) as stream:
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

    def tell_unread(self, sheet: Sheet) -> Sheet:
        """A sheet that tells what the file holds beside what was opened until now: a remark for each kind, and every name."""
        found: dict[str, list[str]] = {f"{kind} are not read": [] for kind in _NOT_READ}
        for name in sorted(self.names - self.opened):
            *folders, last = name.split("/")
            silent = not last or re.sub(r"\d*\.\w+$", "", last) in _SILENT_NAMES
            if not silent and _SILENT_FOLDERS.isdisjoint(folders):
                kind = next(kind for kind, names in _NOT_READ.items() if names.search(name))
                found[f"{kind} are not read"].append(show_name(name))
        told = [f"{words} ({name_some(names)})" for words, names in found.items() if names]
        unread = [(name, words) for words, names in found.items() for name in names]
        return replace(sheet, remarks=(*told, *sheet.remarks), unread=(*sheet.unread, *unread))


def local_name(element) -> str:
    """Name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element, name: str) -> str | None:
    """Attribute of the same namespace as its element."""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}") if element is not None else None


def owner(element, kind: str):
    """Nearest element of a kind around another."""
    return next((above for above in element.iterancestors() if local_name(above) == kind), None)
