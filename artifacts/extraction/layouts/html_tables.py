"""HTML tables: rows and cells by their tags, line breaks kept, other tags left out."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from artifacts.extraction.layouts.layout import Found, Grid

_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_MOST_SPANNED = 50


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_header: list[bool] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self.is_header.append(False)
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
                self.is_header.append(False)
            self._cell = []
            self.is_header[-1] |= tag == "th"
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _MOST_SPANNED) if span.isdecimal() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))

    def _end_cell(self) -> None:
        if self._cell is not None and self.rows:
            self.rows[-1] += ["".join(self._cell).strip(), *[""] * (self._span - 1)]
        self._cell = None


def find(lines: Sequence[str]) -> list[Found]:
    """Return the tables; one that is not closed goes to the end."""
    found: list[Found] = []
    start: int | None = None
    for at, line in enumerate(lines):
        if start is None and _OPEN.search(line):
            start = at
        if start is not None and (_CLOSE.search(line) or at == len(lines) - 1):
            if grid := _read("".join(lines[start : at + 1])):
                found.append(Found(start, at + 1, grid))
            start = None
    return found


def _read(text: str) -> Grid | None:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    rows = [row for row in reader.rows if row]
    return Grid(rows[0], rows[1:]) if len(rows) > 1 else None
