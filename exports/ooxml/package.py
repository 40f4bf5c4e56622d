"""A zip writer for Office packages: entries are streamed through the fastest deflate there is, and CRC and sizes are
patched into the local header afterwards, because data descriptors break readers that unzip front to back.
"""

import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

_deflate: ModuleType = zlib
_LEVEL = 6
with suppress(ImportError):
    from isal import isal_zlib

    _deflate, _LEVEL = isal_zlib, 1

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_UTF8_NAMES = 0x800
_STORED, _DEFLATED = 0, 8
_VERSION = 20
_DOS_DATE = 0x21  # 1980-01-01: files of equal content are equal
_SIZES_OFFSET = 14
_MAX_BYTES = 0xFFFFFFFE


class PackageWriter:
    """Writes one zip file; entries one after the other, each below 4 GiB."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)
        self._directory: list[tuple[bytes, int, int, int, int, int]] = []
        self._position = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write_directory()
        finally:
            self._file.close()

    def add(self, name: str, data: bytes) -> None:
        """Write a whole entry."""
        self.stream(name, (data,))

    def stream(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write an entry piece by piece."""
        self._entry(name, chunks, _DEFLATED)

    def copy(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write an entry piece by piece as it is: for what is compressed already."""
        self._entry(name, chunks, _STORED)

    def _entry(self, name: str, chunks: Iterable[bytes], method: int) -> None:
        encoded = name.encode()
        start = self._position
        self._write(_LOCAL.pack(0x04034B50, _VERSION, _UTF8_NAMES, method, 0, _DOS_DATE, 0, 0, 0, len(encoded), 0))
        self._write(encoded)
        crc, size, packed = (self._deflate if method == _DEFLATED else self._store)(chunks)
        if max(size, packed, self._position) > _MAX_BYTES:
            raise OverflowError("an entry of 4 GiB or more")
        self._file.seek(start + _SIZES_OFFSET)
        self._file.write(struct.pack("<III", crc, packed, size))
        self._file.seek(self._position)
        self._directory.append((encoded, method, crc, packed, size, start))

    def _deflate(self, chunks: Iterable[bytes]) -> tuple[int, int, int]:
        """Write the chunks deflated; return CRC, size and deflated size."""
        deflate: Any = _deflate
        compressor = deflate.compressobj(_LEVEL, deflate.DEFLATED, -15)
        before = self._position
        crc = size = 0
        for chunk in chunks:
            crc = deflate.crc32(chunk, crc)
            size += len(chunk)
            self._write(compressor.compress(chunk))
        self._write(compressor.flush())
        return crc, size, self._position - before

    def _store(self, chunks: Iterable[bytes]) -> tuple[int, int, int]:
        """Write the chunks; return CRC and size, twice."""
        deflate: Any = _deflate
        crc = size = 0
        for chunk in chunks:
            crc = deflate.crc32(chunk, crc)
            size += len(chunk)
            self._write(chunk)
        return crc, size, size

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._position += len(data)

    def _write_directory(self) -> None:
        start = self._position
        for name, method, crc, packed, size, offset in self._directory:
            header = (
                0x02014B50,
                _VERSION,
                _VERSION,
                _UTF8_NAMES,
                method,
                0,
                _DOS_DATE,
                crc,
                packed,
                size,
                len(name),
            )
            self._write(_CENTRAL.pack(*header, 0, 0, 0, 0, 0, offset) + name)
        count = len(self._directory)
        self._write(_END.pack(0x06054B50, 0, 0, count, count, self._position - start, start, 0))
