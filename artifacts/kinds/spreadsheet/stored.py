"""A spreadsheet as it is stored: each sheet in bands of rows, so that an edit writes the bands it changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from artifacts.kinds.base import Encoded, Fetch
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.bands import Band, dump, facts_from_json, facts_to_json
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.engine.calculate import compute
from artifacts.kinds.spreadsheet.sheets import check_size
from artifacts.kinds.spreadsheet.workbook import StoredSheet, StoredSpreadsheet, in_memory, require_size
from common.digests import content_digest

__all__ = ["StoredSheet", "StoredSpreadsheet", "computed", "decode", "encode", "in_memory", "store"]


def store(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return the stored form of a workbook in memory, computed; raise OverLimit or CalculationFailed."""
    check_size(content)
    return computed(in_memory(content))


def computed(book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Return the workbook with its values; raise OverLimit, also for what its formulas spill, or CalculationFailed."""
    require_size(book)
    found = compute(book)
    require_size(found)
    return found


def encode(book: StoredSpreadsheet) -> Encoded:
    """Return manifest, digests and the bytes of the bands that are not known to be stored."""
    new: dict[str, bytes] = {}
    sheets: list[dict[str, object]] = []
    for sheet in book.sheets:
        for band in sheet.bands.values():
            if not band.is_stored:
                band.digest, data = _digest(book, band)
                new[band.digest] = data
        sheets.append(
            {
                "name": sheet.name,
                "widths": {str(column): width for column, width in sheet.widths.items()},
                "bands": list(sheet.bands),
                "facts": facts_to_json(map(book.facts_of, sheet.bands.values())),
                "rows": sheet.row_count,
                "columns": sheet.column_count,
            }
        )
    digests = tuple(band.digest or "" for sheet in book.sheets for band in sheet.bands.values())
    return Encoded({"sheets": sheets}, digests, new)


def decode(manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredSpreadsheet:
    """Return the stored form of a version's manifest and blocks."""
    rest = iter(digests)
    sheets = tuple(
        StoredSheet(
            raw["name"],
            {int(column): width for column, width in raw["widths"].items()},
            {
                number: Band(facts, next(rest), is_stored=True)
                for number, facts in zip(raw["bands"], facts_from_json(raw.get("facts")), strict=False)
            },
            raw["rows"],
            raw["columns"],
        )
        for raw in manifest["sheets"]
    )
    return StoredSpreadsheet(sheets, fetch)


def _digest(book: StoredSpreadsheet, band: Band) -> tuple[str, bytes]:
    cells = book.cells_of(band)
    data = dump(cells)
    digest = content_digest(data)
    recent.keep(digest, cells)
    return digest, data
