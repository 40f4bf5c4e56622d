"""A workbook's package: its parts by relationships and content types, each unpacked within bounds when it is opened.

Names of parts mean nothing: what is a sheet is said by the relationship to it. Only parts that are asked for are
unpacked, and what all of them unpack to together is counted.
"""

import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, normpath
from urllib.parse import unquote

from artifacts.rows.errors import OverLimit, require_within
from artifacts.rows.limits import ARCHIVE_BYTES, ARCHIVE_ENTRIES, ARCHIVE_RATIO, ARCHIVE_RATIO_FLOOR_BYTES
from artifacts.sources.importing.archive import damaged, require_ratio
from artifacts.sources.importing.workbook.xml import End, Start, Text, check_unread, parse

_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: its type without the namespace, and the part or the address that it leads to."""

    id: str
    type: str
    target: str
    is_external: bool = False


@dataclass(slots=True)
class Package:
    """An opened package. Parts are found whatever the case of their names."""

    archive: zipfile.ZipFile
    packed_bytes: int
    unpacked_bytes: int = 0
    _entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return _key(part) in self._entries

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return [entry.filename for entry in self._entries.values()]

    def parse(self, part: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        """Tell of every element of a part; raise NotParsed if it is damaged, OverLimit if it is too large."""
        if not self.has(part):
            raise damaged()
        self._opened.add(_key(part))
        entry = self._entries[_key(part)]
        require_ratio(entry, entry.file_size)
        parse(self._chunks(entry), start, end, text)

    def check_rest(self) -> None:
        """Raise OverLimit or NotParsed if a part that nobody asked for unpacks to too much or has a document type."""
        for key in self._entries.keys() - self._opened:
            entry = copy(self._entries[key])
            entry.file_size = ARCHIVE_BYTES.most + 1  # what it says may be a lie
            entry.CRC = None  # type: ignore[assignment]  # of the size that it says
            check_unread(self._chunks(entry))

    def relations(self, part: str = "") -> list[Relation]:
        """Return what a part, or the package itself, is related to; nothing if it says nothing."""
        folder, name = dirname(part), part.rpartition("/")[2]
        source = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        found: list[Relation] = []
        if self.has(source):
            self.parse(source, _relation_to(found, folder))
        return found

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        with self.archive.open(entry) as opened:
            while chunk := opened.read(_CHUNK_BYTES):
                self.unpacked_bytes += len(chunk)
                size += len(chunk)
                self._require_size()
                require_ratio(entry, size)
                yield chunk

    def _require_size(self) -> None:
        if self.unpacked_bytes > ARCHIVE_BYTES.most:
            raise OverLimit(ARCHIVE_BYTES, self.unpacked_bytes)
        if self.unpacked_bytes > ARCHIVE_RATIO_FLOOR_BYTES:
            require_within(ARCHIVE_RATIO, self.unpacked_bytes // self.packed_bytes)


def open_package(data: bytes) -> Package:
    """Return the package of a file; raise NotParsed for two parts of one name, OverLimit for too many parts."""
    archive = zipfile.ZipFile(BytesIO(data))
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    require_within(ARCHIVE_ENTRIES, len(entries))
    by_name = {_key(entry.filename): entry for entry in entries}
    if len(by_name) < len(entries):
        raise damaged()
    return Package(archive, len(data), 0, by_name)


def _relation_to(found: list[Relation], folder: str) -> Callable[[str, dict[str, str]], None]:
    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        is_external = attributes.get("TargetMode", "") == "External"
        target = attributes.get("Target", "")
        found.append(
            Relation(
                attributes.get("Id", ""),
                attributes.get("Type", "").rpartition("/")[2],
                target if is_external else _part(folder, target),
                is_external,
            )
        )

    return start


def _part(folder: str, target: str) -> str:
    """Return the full name of a part; targets are relative to the folder of their source, or absolute."""
    target = unquote(target).replace("\\", "/").partition("#")[0]
    path = target if target.startswith("/") else f"/{folder}/{target}"
    return normpath(path).lstrip("/")


def _key(part: str) -> str:
    return unquote(part).replace("\\", "/").lstrip("/").casefold()
