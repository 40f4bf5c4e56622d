"""How a spreadsheet goes on paper: each sheet as a grid with its column letters and row numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from artifacts.kinds.number_formats.shown import format_number, format_text
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from artifacts.kinds.table.content import Align
from exports.formats.options import ExportOptions
from exports.ooxml.cells import column_letters
from exports.sheets.column_widths import (
    SAMPLE_ROWS,
    capacity,
    column_bands,
    column_characters,
    is_landscape,
    share_width,
)
from exports.sheets.grid import chosen_content, sheet_size, shown_value

NUMBER_CHARACTERS = 7  # the column of row numbers, its padding included


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One sheet ready for paper, on which `room` characters stand side by side."""

    sheet: Sheet
    row_count: int
    characters: list[int]
    bands: list[range]
    room: int
    is_landscape: bool

    def header(self, band: range) -> list[str]:
        """Return the letters over a band of columns."""
        return _header(band)

    def sides(self, band: range) -> list[Align]:
        """Return where the columns stand: to the right when most of them is numbers."""
        numeric = _numeric_columns(self.sheet)
        return [Align.RIGHT, *(Align.RIGHT if column + 1 in numeric else Align.LEFT for column in band)]

    def widths(self, band: range, width: int) -> Sequence[int]:
        """Share the paper's width."""
        numbers = round(width * NUMBER_CHARACTERS / self.room)
        room = self.room - NUMBER_CHARACTERS
        return [numbers, *share_width(self.characters[band.start : band.stop], width - numbers, room)]

    def rows(self, band: range) -> Iterator[list[str]]:
        """Yield each row's number and texts."""
        return _rows(self.sheet, self.row_count, band)


def printed_sheets(content: SpreadsheetContent, options: ExportOptions) -> list[PrintedSheet]:
    """Return every sheet that shows something, all on the same paper; an empty workbook is one empty sheet."""
    measured = [(sheet, *_measured(sheet)) for sheet in chosen_content(content, options).sheets]
    shown = [found for found in measured if found[1]] or measured[:1]
    turned = any(
        is_landscape(options.orientation, [NUMBER_CHARACTERS, *characters], options.margins)
        for _sheet, _rows, characters in shown
    )
    room = capacity(is_landscape=turned, margins=options.margins, page_size=options.page_size)
    return [
        PrintedSheet(sheet, rows, characters, column_bands(characters, room - NUMBER_CHARACTERS), room, turned)
        for sheet, rows, characters in shown
    ]


def _measured(sheet: Sheet) -> tuple[int, list[int]]:
    """Return how many rows the sheet shows, and how wide its columns want to be."""
    rows, columns = sheet_size(sheet)
    band = range(max(columns, 1))
    sample = islice(_rows(sheet, rows, band), SAMPLE_ROWS)
    return rows, column_characters([_header(band), *sample])[1:]


def _header(band: range) -> list[str]:
    return ["", *(column_letters(column) for column in band)]


def _rows(sheet: Sheet, count: int, band: range) -> Iterator[list[str]]:
    for row in range(1, count + 1):
        yield [str(row), *(_text(sheet.cells.get((row, column + 1))) for column in band)]


def _numeric_columns(sheet: Sheet) -> frozenset[int]:
    """Return the columns that show more numbers than other things, counted from 1."""
    numbers = Counter(c for (_, c), cell in sheet.cells.items() if cell.type == ValueType.NUMBER)
    filled = Counter(c for (_, c), cell in sheet.cells.items() if shown_value(cell) not in (None, ""))
    return frozenset(column for column, count in numbers.items() if count * 2 > filled[column])


def _text(cell: SheetCell | None) -> str:
    if cell is None:
        return ""
    value: Value = shown_value(cell)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return format_number(value, cell.format or "")
    return format_text(value, cell.format or "") if value else ""
