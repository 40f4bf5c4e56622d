"""The parts of an OpenDocument file, parsed within bounds, and the names of its elements."""

import zipfile
from io import BytesIO
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree

from artifacts.rows.errors import require_within
from artifacts.rows.limits import XML_PART_BYTES
from artifacts.sources.importing.archive import check_archive, damaged

Element = Any
_BASE = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, TABLE, DRAW, STYLE = (
    f"{{{_BASE}:{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style")
)
FO = f"{{{_BASE}:xsl-fo-compatible:1.0}}"
SVG = f"{{{_BASE}:svg-compatible:1.0}}"
LINK = "{http://www.w3.org/1999/xlink}href"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class OpenPackage:
    """An opened file; raise NotParsed for one that is damaged, OverLimit for one that is too large."""

    def __init__(self, data: bytes) -> None:
        self.sizes = check_archive(data, lambda _part: None)
        self._archive = zipfile.ZipFile(BytesIO(data))

    @property
    def is_encrypted(self) -> bool:
        """Say whether a password protects the parts."""
        return b"encryption-data" in (self.blob("META-INF/manifest.xml") or b"")

    def parse(self, part: str) -> Element | None:
        """Return the root of a part; None if it is not there."""
        if part not in self.sizes:
            return None
        require_within(XML_PART_BYTES, self.sizes[part])
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(self._archive.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise damaged() from error

    def blob(self, part: str) -> bytes | None:
        """Return the bytes of a part; None if it is not there."""
        name = normpath(unquote(part)).lstrip("/")
        return self._archive.read(name) if name in self.sizes else None

    def title(self) -> str:
        """Return the title in the file's properties."""
        root = self.parse("meta.xml")
        found = next(root.iter(_DC_TITLE), None) if root is not None else None
        return str(found.text or "") if found is not None else ""


def count_of(element: Element, name: str, most: int, least: int = 1) -> int:
    """Return a number in an attribute within bounds; the least for what is none."""
    text = element.get(name, "")
    return max(least, min(int(text), most)) if text.isdecimal() and len(text) < 10 else least
