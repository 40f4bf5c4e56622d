"""A text of grids between markers: a reader that finds them and a sink that makes artifacts of them."""

from typing import Protocol

from artifacts.extraction.collected import Answer
from artifacts.extraction.grids import GridEvent, GridReader
from artifacts.extraction.pieces import Piece
from artifacts.extraction.sheets import SheetSink
from artifacts.extraction.tables import TableSink
from artifacts.rows.enums import KindName


class Sink(Protocol):
    """Makes pieces of grid events."""

    def take(self, event: GridEvent) -> list[Piece]: ...
    def close(self) -> list[Piece]: ...


class GridText:
    """Reads a table's or spreadsheet's text; `is_marked` as in GridReader."""

    def __init__(self, answer: Answer, kind: KindName, title: str = "", *, is_marked: bool) -> None:
        self._reader = GridReader(is_marked=is_marked)
        sink = TableSink if kind is KindName.TABLE else SheetSink
        self._sink: Sink = sink(answer, title, is_marked=is_marked)
        self.is_empty = True

    @property
    def is_idle(self) -> bool:
        """Whether prose goes straight to the chat."""
        return self._reader.is_idle

    @property
    def is_in_fence(self) -> bool:
        return self._reader.is_in_fence

    def line(self, line: str) -> list[Piece]:
        if line.strip():
            self.is_empty = False
        return [piece for event in self._reader.line(line) for piece in self._sink.take(event)]

    def close(self) -> list[Piece]:
        pieces = [piece for event in self._reader.close() for piece in self._sink.take(event)]
        return pieces + self._sink.close()
