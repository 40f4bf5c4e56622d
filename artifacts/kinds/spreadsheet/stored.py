"""A spreadsheet as it is stored: each sheet in bands of rows, so that an edit writes the bands it changed."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from artifacts.kinds.base import Encoded, Fetch
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.calculate import calculate
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.sheets import check_size, extent
from artifacts.limits import SHEET_ROWS_PER_BLOCK
from common.digests import content_digest

Cells = dict[tuple[int, int], SheetCell]
_TYPES = {kind[0]: kind for kind in ValueType if kind is not ValueType.ERROR}
_ERROR = ValueType.ERROR[0]  # the letter of an empty cell as well, which has no value


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet's name, size and bands: number of the band -> digest."""

    name: str
    widths: Mapping[int, float]
    bands: Mapping[int, str]
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class StoredSpreadsheet:
    """A workbook: in memory, or read band by band."""

    sheets: tuple[StoredSheet, ...]
    fetch: Fetch
    made: SpreadsheetContent | None = None

    def content(self) -> SpreadsheetContent:
        """Return the whole workbook; do not change it."""
        if self.made is not None:
            return self.made
        return SpreadsheetContent([Sheet(s.name, self._cells(s), dict(s.widths)) for s in self.sheets])

    def rows(self, sheet_name: str, first: int, count: int) -> Cells:
        """Return the cells in `count` rows from `first` (from 1), reading only their bands."""
        if self.made is not None:
            cells = next(sheet.cells for sheet in self.made.sheets if sheet.name == sheet_name)
        else:
            sheet = next(sheet for sheet in self.sheets if sheet.name == sheet_name)
            wanted = range((first - 1) // SHEET_ROWS_PER_BLOCK, (first + count - 2) // SHEET_ROWS_PER_BLOCK + 1)
            cells = self._read(sheet, [band for band in wanted if band in sheet.bands])
        return {place: cell for place, cell in cells.items() if first <= place[0] < first + count}

    def _cells(self, sheet: StoredSheet) -> Cells:
        key = tuple(sheet.bands.values())
        cells = recent.find(key)
        if cells is None:
            cells = self._read(sheet, sheet.bands)
            recent.keep(key, cells)
        return cells

    def _read(self, sheet: StoredSheet, bands: Iterable[int]) -> Cells:
        cells: Cells = {}
        for band in bands:
            for row, column, raw, value, code, number_format in json.loads(self.fetch(sheet.bands[band])):
                kind = ValueType.ERROR if code == _ERROR and value is not None else _TYPES[code]
                cells[row, column] = SheetCell(raw, value, kind, number_format)
        return cells


def store(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return the stored form of a workbook in memory, computed; raise OverLimit or CalculationFailed."""
    check_size(content)
    return computed(content)


def computed(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Do the same for a workbook that is within limits; what its formulas spill may not be."""
    found = calculate(content)
    return _in_memory(found, check_size(found))


def in_memory(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return a stored form that holds the whole workbook."""
    return _in_memory(content, map(extent, content.sheets))


def encode(spreadsheet: StoredSpreadsheet) -> Encoded:
    """Return manifest, digests and every band's bytes; those already stored are skipped by their digest."""
    new: dict[str, bytes] = {}
    digests: list[str] = []
    sheets: list[dict[str, Any]] = []
    for sheet, known in zip(spreadsheet.content().sheets, spreadsheet.sheets, strict=True):
        bands = _bands(sheet)
        sheets.append(
            {
                "name": sheet.name,
                "widths": {str(column): width for column, width in sheet.widths.items()},
                "bands": list(bands),
                "rows": known.row_count,
                "columns": known.column_count,
            }
        )
        own = {content_digest(data): data for data in bands.values()}
        recent.keep(tuple(own), sheet.cells)
        digests += own
        new |= own
    return Encoded({"sheets": sheets}, tuple(digests), new)


def decode(manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredSpreadsheet:
    """Return the stored form of a version's manifest and blocks."""
    rest = iter(digests)
    sheets = tuple(
        StoredSheet(
            raw["name"],
            {int(column): width for column, width in raw["widths"].items()},
            {band: next(rest) for band in raw["bands"]},
            raw["rows"],
            raw["columns"],
        )
        for raw in manifest["sheets"]
    )
    return StoredSpreadsheet(sheets, fetch)


def _in_memory(content: SpreadsheetContent, extents: Iterable[tuple[int, int]]) -> StoredSpreadsheet:
    sizes = zip(content.sheets, extents, strict=True)
    sheets = tuple(StoredSheet(sheet.name, sheet.widths, {}, *size) for sheet, size in sizes)
    return StoredSpreadsheet(sheets, _nothing_stored, content)


def _bands(sheet: Sheet) -> dict[int, bytes]:
    bands: dict[int, bytes] = {}
    cells = sorted(sheet.cells.items(), key=itemgetter(0))
    start = 0
    while start < len(cells):
        band = (cells[start][0][0] - 1) // SHEET_ROWS_PER_BLOCK
        end = bisect_left(cells, ((band + 1) * SHEET_ROWS_PER_BLOCK + 1,), start, key=itemgetter(0))
        bands[band] = _dump(
            [
                (row, column, raw, value, kind[0], number_format)
                for (row, column), (raw, value, kind, number_format) in cells[start:end]
            ]
        )
        start = end
    return bands


def _dump(cells: list[tuple[Any, ...]]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()


def _nothing_stored(digest: str) -> bytes:
    raise LookupError(digest)
