"""What an event about a growing artifact carries, as JSON: written by the coalescer, read by whoever renders it."""

from typing import Any, TypedDict

from artifacts.kinds.table.content import Cell


class OpenedData(TypedDict):
    """An artifact begins."""

    ref: int
    kind: str
    title: str


class RowData(TypedDict):
    """A row of a table."""

    index: int
    cells: list[Cell]


class SheetRowData(TypedDict):
    """The cells of a row of a sheet."""

    sheet: str
    row: int
    cells: list[Cell]


class BlockData(TypedDict):
    """A block of a document; one that is not final comes again."""

    index: int
    markdown: str
    is_final: bool


class DeltaData(TypedDict, total=False):
    """What came to an artifact since the last event; `ref` is always there."""

    ref: int
    columns: list[dict[str, Any]]
    rows: list[RowData]
    sheet_rows: list[SheetRowData]
    blocks: list[BlockData]
    correcting: int
