"""A PDF file written front to back: objects leave memory as soon as they are made."""

import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

CATALOG, PAGES, RESOURCES, INFO, METADATA = range(1, 6)
_FIRST_FREE = 6


class PdfFile:
    """Numbers objects, writes them, and closes the file with its cross-reference table."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)
        self._offsets: dict[int, int] = {}
        self._next = _FIRST_FREE
        self._file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write_table()
        finally:
            self._file.close()

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self._next += 1
        return self._next - 1

    def write(self, body: str | bytes, number: int | None = None) -> int:
        """Write an object; return its number."""
        number = self.reserve() if number is None else number
        self._offsets[number] = self._file.tell()
        data = body if isinstance(body, bytes) else body.encode("latin-1")
        self._file.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        return number

    def write_stream(self, data: bytes, facts: str = "", number: int | None = None) -> int:
        """Write a stream, deflated; `facts` are further dictionary entries; return its number."""
        packed = zlib.compress(data, 6)
        head = f"<<{facts}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode("latin-1")
        return self.write(head + packed + b"\nendstream", number)

    def _write_table(self) -> None:
        start = self._file.tell()
        rows = [b"0000000000 65535 f \n"]
        for number in range(1, self._next):
            offset = self._offsets.get(number)
            rows.append(b"0000000000 00000 f \n" if offset is None else b"%010d 00000 n \n" % offset)
        self._file.write(b"xref\n0 %d\n%b" % (self._next, b"".join(rows)))
        trailer = b"trailer<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._file.write(trailer % (self._next, CATALOG, INFO, start))


def text_string(text: str) -> str:
    """Return any text as a PDF string."""
    return f"<FEFF{text.encode('utf-16-be', errors='replace').hex().upper()}>"
