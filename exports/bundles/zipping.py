"""A zip that is written while it is sent: each file as it is, one after the other, in constant memory.

Files are read twice, for the checksum in front of each and then for the bytes: a zip whose checksums come behind the
bytes cannot be read front to back. The length of the whole is known before the first byte.
"""

import struct
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from common.stored_files import CHUNK_BYTES

MAX_BYTES = 2**32 - 1  # of the format without its extension for larger archives

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_VERSION = 20
_MADE_ON_UNIX = 3 << 8 | _VERSION
_UTF8_NAMES = 0x800
_STORED = 0
_READABLE = 0o100644 << 16


class SizeChanged(OSError):
    """A stored file is not as long as its row says: what was sent of the zip is worth nothing."""


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file to put into the zip; `open` is called when its turn comes."""

    name: str
    size_bytes: int
    modified_at: datetime
    open: Callable[[], IO[bytes]]


def zip_size(entries: Sequence[ZipEntry]) -> int:
    """Return how many bytes `zip_chunks` gives."""
    names = sum(len(entry.name.encode()) for entry in entries)
    heads = len(entries) * (_LOCAL.size + _CENTRAL.size)
    return sum(entry.size_bytes for entry in entries) + 2 * names + heads + _END.size


def zip_chunks(entries: Sequence[ZipEntry]) -> Generator[bytes, None, None]:
    """Give the zip piece by piece; raise what reading raises, and SizeChanged."""
    directory: list[bytes] = []
    position = 0
    for entry in entries:
        name = entry.name.encode()
        with entry.open() as file:
            checksum = _checksum(file, entry)
            about = (_UTF8_NAMES, _STORED, *_dos_time(entry.modified_at), checksum, *[entry.size_bytes] * 2, len(name))
            yield _LOCAL.pack(0x04034B50, _VERSION, *about, 0) + name
            file.seek(0)
            yield from _pieces(file)
        directory.append(
            _CENTRAL.pack(0x02014B50, _MADE_ON_UNIX, _VERSION, *about, 0, 0, 0, 0, _READABLE, position) + name
        )
        position += _LOCAL.size + len(name) + entry.size_bytes
    tail = b"".join(directory)
    yield tail + _END.pack(0x06054B50, 0, 0, len(entries), len(entries), len(tail), position, 0)


def _checksum(file: IO[bytes], entry: ZipEntry) -> int:
    checksum = size = 0
    for piece in _pieces(file):
        checksum = zlib.crc32(piece, checksum)
        size += len(piece)
    if size != entry.size_bytes:
        raise SizeChanged(f"{size} bytes instead of {entry.size_bytes}")
    return checksum


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK_BYTES):
        yield piece


def _dos_time(moment: datetime) -> tuple[int, int]:
    """Return time and date as the format has them: from 1980 on, in steps of two seconds, without a zone."""
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, max(moment.year - 1980, 0) << 9 | moment.month << 5 | moment.day
