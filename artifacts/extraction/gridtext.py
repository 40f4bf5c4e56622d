"""A text of grids between markers: a reader that finds them and a sink that makes artifacts of them."""

from typing import Protocol

from artifacts.extraction.collected import Answer
from artifacts.extraction.grids import GridEvent, GridReader, Text
from artifacts.extraction.loose_lines import LooseLines
from artifacts.extraction.pieces import Piece
from artifacts.extraction.sheets import SheetSink
from artifacts.extraction.tables import TableSink
from artifacts.rows.enums import KindName


class Sink(Protocol):
    """Makes pieces of grid events."""

    @property
    def is_idle(self) -> bool: ...
    @property
    def has_grid(self) -> bool: ...
    def take(self, event: GridEvent) -> list[Piece]: ...
    def leave(self) -> list[Piece]: ...
    def close(self) -> list[Piece]: ...


class GridText:
    """Reads a table's or spreadsheet's text; `is_marked` as in GridReader."""

    def __init__(self, answer: Answer, kind: KindName, title: str = "", *, is_marked: bool) -> None:
        self._reader = GridReader(is_marked=is_marked)
        sink = TableSink if kind is KindName.TABLE else SheetSink
        self._sink: Sink = sink(answer, title, is_marked=is_marked)
        self._loose = None if is_marked else LooseLines()
        self.is_empty = True

    @property
    def is_idle(self) -> bool:
        """Whether prose goes straight to the chat."""
        is_waiting = self._loose is not None and not self._loose.is_empty
        return self._reader.is_idle and self._sink.is_idle and not is_waiting

    @property
    def is_in_fence(self) -> bool:
        return self._reader.is_in_fence

    def line(self, line: str) -> list[Piece]:
        if line.strip():
            self.is_empty = False
        return [piece for event in self._reader.line(line) for piece in self._pass(event)]

    def leave(self) -> list[Piece]:
        """End an unmarked text because a marker has come: nothing that is not sure becomes an artifact."""
        pieces = [piece for event in self._reader.close() for piece in self._pass(event)]
        events = self._loose.release() if self._loose else ()
        pieces += [piece for event in events for piece in self._sink.take(event)]
        return pieces + self._sink.leave()

    def close(self) -> list[Piece]:
        pieces = [piece for event in self._reader.close() for piece in self._pass(event)]
        if self._loose is not None:
            events = self._loose.release() if self._sink.has_grid else self._loose.close()
            pieces += [piece for event in events for piece in self._sink.take(event)]
        return pieces + self._sink.close()

    def _pass(self, event: GridEvent) -> list[Piece]:
        """Hand an event on; text waits while it may be a table of another layout, until one in Markdown comes."""
        if self._loose is None or self._sink.has_grid:
            waiting = self._loose.release() if self._loose else ()
            return [piece for one in (*waiting, event) for piece in self._sink.take(one)]
        events = self._loose.line(event.raw) if isinstance(event, Text) else (*self._loose.release(), event)
        return [piece for one in events for piece in self._sink.take(one)]
