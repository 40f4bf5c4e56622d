"""How a spreadsheet goes on paper: each sheet as a grid with its column letters and row numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from artifacts.kinds.table.content import Align
from artifacts.number_formats import format_number
from exports.layout import SAMPLE_ROWS, capacity, column_bands, column_characters, share_width
from exports.ooxml.cells import column_letters
from exports.options import ExportOptions, Orientation
from exports.sheet_grid import chosen_content, sheet_size, shown_value

NUMBER_CHARACTERS = 7  # the column of row numbers, its padding included


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One sheet ready for paper, on which `room` characters stand side by side."""

    sheet: Sheet
    row_count: int
    characters: list[int]
    bands: list[range]
    room: int
    numeric: frozenset[int] = frozenset()  # columns of numbers, counted from 1

    def header(self, band: range) -> list[str]:
        """Return the letters over a band of columns."""
        return ["", *(column_letters(column) for column in band)]

    def sides(self, band: range) -> list[Align]:
        """Return where the columns stand: to the right when they begin with numbers."""
        return [Align.RIGHT, *(Align.RIGHT if column + 1 in self.numeric else Align.LEFT for column in band)]

    def widths(self, band: range, width: int) -> Sequence[int]:
        """Share the paper's width."""
        numbers = round(width * NUMBER_CHARACTERS / self.room)
        room = self.room - NUMBER_CHARACTERS
        return [numbers, *share_width(self.characters[band.start : band.stop], width - numbers, room)]

    def rows(self, band: range) -> Iterator[list[str]]:
        """Yield each row's number and texts."""
        cells = self.sheet.cells
        for row in range(1, self.row_count + 1):
            yield [str(row), *(_text(cells.get((row, column + 1))) for column in band)]


def is_turned(options: ExportOptions) -> bool:
    """Whether the paper lies: sheets are wide, so it does unless it was chosen upright."""
    return options.orientation != Orientation.PORTRAIT


def printed_sheets(content: SpreadsheetContent, options: ExportOptions) -> list[PrintedSheet]:
    """Return every sheet that shows something; an empty workbook is one empty sheet."""
    room = capacity(is_landscape=is_turned(options), margins=options.margins, page_size=options.page_size)
    sheets = [_printed(sheet, room) for sheet in chosen_content(content, options).sheets]
    return [sheet for sheet in sheets if sheet.row_count] or sheets[:1]


def _printed(sheet: Sheet, room: int) -> PrintedSheet:
    rows, columns = sheet_size(sheet)
    columns = max(columns, 1)
    printed = PrintedSheet(sheet, rows, [], [range(columns)], room)
    sample = list(islice(printed.rows(range(columns)), SAMPLE_ROWS))
    characters = column_characters([printed.header(range(columns)), *sample])[1:]
    bands = column_bands(characters, room - NUMBER_CHARACTERS)
    return PrintedSheet(sheet, rows, characters, bands, room, _numeric_columns(sheet))


def _numeric_columns(sheet: Sheet) -> frozenset[int]:
    """Return the columns that hold more numbers than other things."""
    numbers = Counter(c for (_, c), cell in sheet.cells.items() if cell.type == ValueType.NUMBER)
    filled = Counter(c for (_, c), cell in sheet.cells.items() if cell.type != ValueType.EMPTY)
    return frozenset(column for column, count in numbers.items() if count * 2 > filled[column])


def _text(cell: SheetCell | None) -> str:
    if cell is None:
        return ""
    value: Value = shown_value(cell)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return format_number(value, cell.format or "")
    return value or ""
