"""How wide a workbook's columns are where nobody chose: what stands in them is read without pulling at the edge.

An amount wider than its column shows as a row of hashes, a text as its first letters.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from artifacts.kinds.number_formats.shown import format_number
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, ValueType
from exports.sheets.column_widths import USUAL_SHEET_CHARACTERS, WIDEST_SHEET_CHARACTERS, line_width
from exports.sheets.grid import shown_value

PADDING_CHARACTERS = 2
Number = int | float
Extremes = tuple[Number, Number]


def fitting_widths(sheet: Sheet) -> Mapping[int, float]:
    """Return the chosen widths, and one for each other column that the usual width is too narrow for."""
    wanted: defaultdict[int, int] = defaultdict(int)
    extremes: dict[tuple[int, str], Extremes] = {}
    filled = Counter(row for row, _ in sheet.cells)
    for (row, column), cell in sheet.cells.items():
        value = shown_value(cell)
        if isinstance(value, str) and (filled[row] > 1 or not _is_text(cell)):
            wanted[column] = max(wanted[column], line_width(value))
        elif isinstance(value, int | float) and not isinstance(value, bool) and (cell.format or value == int(value)):
            least, most = extremes.get((column, cell.format or ""), (value, value))
            extremes[column, cell.format or ""] = min(least, value), max(most, value)
    for (column, number_format), both in extremes.items():
        wanted[column] = max(wanted[column], *(line_width(format_number(value, number_format)) for value in both))
    needed = {column: min(count + PADDING_CHARACTERS, WIDEST_SHEET_CHARACTERS) for column, count in wanted.items()}
    return {**{c: n for c, n in needed.items() if n > USUAL_SHEET_CHARACTERS}, **sheet.widths}


def _is_text(cell: SheetCell) -> bool:
    """Whether the cell runs over its empty neighbours when it is too long."""
    return cell.type is ValueType.TEXT
