"""A spreadsheet as it is stored: each sheet in bands of rows, so that an edit writes the bands it changed."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from artifacts.kinds.base import Encoded, Fetch
from artifacts.kinds.spreadsheet.calculate import calculate
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.sheets import check_size, extent
from artifacts.limits import SHEET_ROWS_PER_BLOCK
from common.digests import content_digest

Cells = dict[tuple[int, int], SheetCell]
_TYPE_CODES = {kind: kind.value[0] for kind in ValueType}
_TYPES = {code: kind for kind, code in _TYPE_CODES.items()}


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
        return SpreadsheetContent([Sheet(s.name, self._cells(s, s.bands), dict(s.widths)) for s in self.sheets])

    def rows(self, sheet_name: str, first: int, count: int) -> Cells:
        """Return the cells in `count` rows from `first` (from 1), reading only their bands."""
        if self.made is not None:
            cells = next(sheet.cells for sheet in self.made.sheets if sheet.name == sheet_name)
        else:
            sheet = next(sheet for sheet in self.sheets if sheet.name == sheet_name)
            wanted = range((first - 1) // SHEET_ROWS_PER_BLOCK, (first + count - 2) // SHEET_ROWS_PER_BLOCK + 1)
            cells = self._cells(sheet, [band for band in wanted if band in sheet.bands])
        return {place: cell for place, cell in cells.items() if first <= place[0] < first + count}

    def _cells(self, sheet: StoredSheet, bands: Sequence[int] | Mapping[int, str]) -> Cells:
        cells: Cells = {}
        for band in bands:
            for row, column, raw, value, code, number_format in json.loads(self.fetch(sheet.bands[band])):
                cells[row, column] = SheetCell(raw, value, _TYPES[code], number_format)
        return cells


def store(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return the stored form of a workbook in memory, computed; raise OverLimit or CalculationFailed."""
    check_size(content)
    computed = calculate(content)
    check_size(computed)
    return in_memory(computed)


def in_memory(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return a stored form that holds the whole workbook."""
    sheets = tuple(StoredSheet(sheet.name, sheet.widths, {}, *extent(sheet)) for sheet in content.sheets)
    return StoredSpreadsheet(sheets, _nothing_stored, content)


def encode(spreadsheet: StoredSpreadsheet) -> Encoded:
    """Return manifest, digests and every band's bytes; those already stored are skipped by their digest."""
    new: dict[str, bytes] = {}
    digests: list[str] = []
    sheets: list[dict[str, Any]] = []
    for sheet in spreadsheet.content().sheets:
        bands = _bands(sheet)
        rows, columns = extent(sheet)
        sheets.append(
            {
                "name": sheet.name,
                "widths": {str(column): width for column, width in sheet.widths.items()},
                "bands": list(bands),
                "rows": rows,
                "columns": columns,
            }
        )
        for data in bands.values():
            digests.append(content_digest(data))
            new[digests[-1]] = data
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


def _bands(sheet: Sheet) -> dict[int, bytes]:
    grouped: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for (row, column), cell in sorted(sheet.cells.items()):
        code = _TYPE_CODES[cell.type]
        grouped[(row - 1) // SHEET_ROWS_PER_BLOCK].append([row, column, cell.input, cell.value, code, cell.format])
    return {band: _dump(cells) for band, cells in grouped.items()}


def _dump(cells: list[list[Any]]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()


def _nothing_stored(digest: str) -> bytes:
    raise LookupError(digest)
