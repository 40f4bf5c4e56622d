"""Finds grids in lines of text: Markdown tables with the headings over them, JSON and delimited text, fenced or not.

A reader takes complete lines and gives events; it knows nothing of artifacts. Lines that may belong to a grid are held
until the next lines tell. In a marked text (between markers) anything may be a grid; elsewhere a grid must show itself
by pipes near the beginning of its lines or a fence, so that prose is never held for long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from artifacts.extraction.layouts.layout import Grid, may_be_of_layout
from artifacts.kinds.elision import is_elision_line
from artifacts.kinds.table.content import Align
from artifacts.kinds.table.gfm import is_delimiter, parse_aligns, split_row

_FENCE = re.compile(r"\s*(?P<sign>```+|~~~+)\s*(?P<info>[^\s`]*)[^`]*")
_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s+(?P<hash>.*?)\s*#*|\*\*(?P<bold>[^*]+)\*\*:?)\s*")
_GRID_INFOS = frozenset(["", "markdown", "md", "gfm", "table", "text", "txt", "plaintext", "plain"])
_DATA_INFOS = frozenset(["json", "jsonc", "json5", "jsonl", "ndjson", "csv", "tsv", "excel", "xlsx", "spreadsheet"])
_DATA = re.compile(r"\s*(?:\{\s*(?:\"|$)|\[\s*(?:\{|\[\s*[^\[\s]|$))")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Text:
    """A line that belongs to no grid."""

    raw: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of the grid that starts next."""

    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Start:
    """A grid's header and alignments; `raw` are both lines."""

    header: list[str]
    aligns: list[Align | None]
    raw: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the grid."""

    raw: str


@dataclass(frozen=True, slots=True)
class End:
    """The grid is over."""


@dataclass(frozen=True, slots=True)
class Data:
    """Text that may be JSON or delimited; `raw` has the fence and what else goes to the chat if it is not."""

    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A grid that was not written as Markdown or data."""

    grid: Grid
    raw: str


GridEvent = Text | Heading | Start | Row | End | Data | Loose


def fence_of(line: str) -> tuple[str, str] | None:
    """Return sign and language of a line that opens or closes a fence."""
    match = _FENCE.fullmatch(line.rstrip("\n"))
    return (match["sign"][:3], match["info"].lower()) if match else None


def heading_of(line: str) -> str:
    """Return the words of a heading line, or of a line that is bold throughout."""
    match = _HEADING.fullmatch(line)
    return (match["hash"] or match["bold"] or "").strip("* ") if match else ""


class GridReader:
    """Reads the lines of one text."""

    def __init__(self, *, is_marked: bool) -> None:
        self._is_marked = is_marked
        self._is_loose = is_marked  # until the first grid every line may still be data
        self._is_in_grid = False
        self._held: list[str] = []
        self._fence = ""  # around a grid or data, not shown
        self._code = ""  # around something else, shown
        self._data: list[str] | None = None
        self._depth = 0

    @property
    def is_idle(self) -> bool:
        """Whether the next line, if it is prose, goes straight to the text."""
        return not (self._is_loose or self._is_in_grid or self._held or self._data is not None)

    @property
    def is_in_fence(self) -> bool:
        """Whether a fence around a grid is still open."""
        return bool(self._fence)

    def line(self, line: str) -> Iterator[GridEvent]:
        """Take one line with its end."""
        if self._is_in_grid:
            yield from self._grid_line(line)
        if self._is_in_grid:
            return
        if self._data is not None:
            yield from self._data_line(line, self._data)
        elif self._held and "|" in self._held[-1] and is_delimiter(line):
            yield from self._start_grid(line)
        elif self._is_loose:
            self._held.append(line)
        else:
            yield from self._free_line(line)

    def close(self) -> Iterator[GridEvent]:
        """End the text."""
        if self._is_in_grid:
            yield from self._end_grid()
        if self._data is not None:
            yield from self._end_data()
        rest = "".join(self._held)
        if self._is_loose and rest.strip():
            yield Data(rest, rest)
        else:
            yield from self._release()

    def _grid_line(self, line: str) -> Iterator[GridEvent]:
        """Take a line in or behind a grid: rows after blank lines go on with it, unless a new grid begins there."""
        is_row = "|" in line and (not self._held or self._is_marked or line.lstrip().startswith("|"))
        waiting = self._held[-1] if self._held and "|" in self._held[-1] else ""
        if waiting and is_delimiter(line):
            header = self._held.pop()
            yield from self._end_grid()
            self._held.append(header)
        elif waiting:
            self._held = []
            yield Row(waiting)
            yield from self._grid_line(line)
        elif is_elision_line(line):
            self._held = []
            yield Row(line)
        elif not line.strip() or (is_row and self._held):
            self._held.append(line)
        elif is_row:
            yield Row(line)
        else:
            yield from self._end_grid()

    def _end_grid(self) -> Iterator[GridEvent]:
        lines, self._held, self._is_in_grid = self._held, [], False
        if lines and "|" in lines[-1]:
            yield Row(lines.pop())
            lines = []
        yield End()
        for line in lines:
            yield Text(line)

    def _start_grid(self, delimiter: str) -> Iterator[GridEvent]:
        header = self._held.pop()
        heading = ""
        while self._held and (not self._held[-1].strip() or self._is_lead(self._held[-1], heading)):
            line = self._held.pop()
            if fence := fence_of(line):
                self._fence = fence[0]
            elif line.strip():
                heading = line
        yield from self._release()
        if heading:
            yield Heading(heading_of(heading), heading)
        self._is_in_grid, self._is_loose = True, False
        yield Start(split_row(header), parse_aligns(delimiter), header + delimiter)

    def _is_lead(self, line: str, heading: str) -> bool:
        """Whether the line is a heading or fence that belongs to the grid below it."""
        return bool(fence_of(line) and not self._fence) or bool(heading_of(line) and not heading)

    def _free_line(self, line: str) -> Iterator[GridEvent]:
        fence = fence_of(line)
        if self._code:
            self._code = "" if fence == (self._code, "") else self._code
            yield Text(line)
        elif fence and self._fence:
            self._fence = ""
        elif fence:
            yield from self._open_fence(line, *fence)
        elif _DATA.match(line):
            yield from self._begin_data(line)
        else:
            yield from self._hold(line)

    def _open_fence(self, line: str, sign: str, info: str) -> Iterator[GridEvent]:
        if info in _DATA_INFOS:
            yield from self._release()
            self._fence, self._data = sign, [line]
        elif info in _GRID_INFOS and not any(map(fence_of, self._held)):
            yield from self._release(keep_heading=True)
            self._held.append(line)
        else:
            yield from self._release()
            yield Text(line)
            self._code = "" if self._code else sign

    def _hold(self, line: str) -> Iterator[GridEvent]:
        """Keep a line that may belong to a grid, give out one that cannot."""
        is_blank = not line.strip()
        if is_blank and self._held and "|" not in self._held[-1]:
            self._held.append(line)
        elif "|" in line and (self._is_marked or may_be_of_layout(line)):
            if self._held and "|" in self._held[-1]:
                yield from self._release()
            if self._code:  # the fence before those rows turned out to be around code
                yield Text(line)
            else:
                self._held.append(line)
        elif heading_of(line) and not any(map(fence_of, self._held)):
            yield from self._release()
            self._held.append(line)
        else:
            yield from self._release()
            yield Text(line)

    def _release(self, *, keep_heading: bool = False) -> Iterator[GridEvent]:
        """Give out held lines; a fence among them turns out to be one around code."""
        if keep_heading and self._held and heading_of(self._held[0]):
            return
        lines, self._held = self._held, []
        for line in lines:
            if fence := fence_of(line):
                self._code = "" if self._code else fence[0]
            yield Text(line)

    def _begin_data(self, line: str) -> Iterator[GridEvent]:
        fences = [fence for fence in map(fence_of, self._held) if fence]
        if fences:
            self._fence, self._data, self._held = fences[0][0], self._held, []
        else:
            yield from self._release()
            self._data, self._depth = [], 0
        yield from self._data_line(line, self._data)

    def _data_line(self, line: str, data: list[str]) -> Iterator[GridEvent]:
        if data and not self._fence and self._depth <= 0 and not line.lstrip().startswith("{"):
            yield from self._end_data()
            yield from self.line(line)
            return
        data.append(line)
        if self._fence:
            if fence_of(line) == (self._fence, ""):
                yield from self._end_data()
            return
        self._depth += _opened(line)
        if self._depth <= 0 and not data[0].lstrip().startswith("{"):  # an object may be the first of many
            yield from self._end_data()

    def _end_data(self) -> Iterator[GridEvent]:
        lines, self._data, self._fence = self._data or [], None, ""
        yield Data("".join(line for line in lines if not fence_of(line)), "".join(lines))


def _opened(line: str) -> int:
    """Return how many more brackets the line opens than it closes, outside of strings."""
    bare = _STRING.sub("", line)
    return sum(map(bare.count, "{[")) - sum(map(bare.count, "}]"))
