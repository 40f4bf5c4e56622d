"""A Word file's parts, found by their relationships and parsed within bounds.

Strict files differ from others in their namespaces alone; all are read under the usual ones.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree

from artifacts.rows.errors import require_within
from artifacts.rows.limits import XML_PART_BYTES
from artifacts.sources.importing.archive import check_archive, damaged

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part is related to: a part by its name, or an address outside of the file."""

    type: str
    target: str
    is_external: bool


class WordPackage:
    """An opened file; raise NotParsed for one that is damaged, OverLimit for one that is too large."""

    def __init__(self, data: bytes) -> None:
        self.sizes = check_archive(data, lambda _part: None)
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = {_key(name): name for name in self.sizes}
        self.main = next((one.target for one in self.relations("").values() if one.type == "officeDocument"), "")

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part, or of the file itself, by their ids."""
        folder, _slash, name = part.rpartition("/")
        root = self.parse(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, Relation] = {}
        for one in root if root is not None else ():
            target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, target if is_external else _part(part, target), is_external)
        return found

    def related(self, kind: str) -> list[str]:
        """Return the parts of this kind that the main part is related to."""
        return [one.target for one in self.relations(self.main).values() if one.type == kind and not one.is_external]

    def parse(self, part: str) -> Element | None:
        """Return the root of a part; None if it is not there."""
        name = self._names.get(_key(part))
        if name is None:
            return None
        require_within(XML_PART_BYTES, self.sizes[name])
        data = self._archive.read(name)
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        except etree.XMLSyntaxError as error:
            raise damaged() from error

    def blob(self, part: str) -> bytes | None:
        """Return the bytes of a part; None if it is not there."""
        name = self._names.get(_key(part))
        return None if name is None else self._archive.read(name)

    def title(self) -> str:
        """Return the title in the file's properties."""
        for one in self.relations("").values():
            if one.type == "core-properties":
                root = self.parse(one.target)
                found = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
                return str(found.text or "") if found is not None else ""
        return ""


def on(parent: Element | None, name: str) -> bool | None:
    """Return what a switch such as `w:b` says; None when it says nothing."""
    element = parent.find(W + name) if parent is not None else None
    if element is None:
        return None
    return element.get(W + "val", "true") not in ("0", "false", "off")


def value(parent: Element | None, path: str) -> str:
    """Return the `w:val` of an element by its path of names without prefixes; empty if it is not there."""
    element = parent.find("/".join(W + name for name in path.split("/"))) if parent is not None else None
    return str(element.get(W + "val", "")) if element is not None else ""


def number(text: str, most: int, least: int = 0) -> int:
    """Return a number of the file within bounds; the least for what is none."""
    return max(least, min(int(text), most)) if text.isdecimal() and len(text) < 10 else least


def _part(source: str, target: str) -> str:
    target = unquote(target)
    path = target if target.startswith("/") else f"/{dirname(source)}/{target}"
    return normpath(path).lstrip("/")


def _key(part: str) -> str:
    return unquote(part).replace("\\", "/").lstrip("/").casefold()
