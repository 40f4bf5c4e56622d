"""A spreadsheet's sheet or range as a table; its sheets as tables in a document. Values are taken, not formulas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.cell_display import sheet_cell
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.references import column_letters, parse_range
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.workbook import StoredSheet, StoredSpreadsheet
from artifacts.kinds.table.build import table_from_values
from artifacts.kinds.table.content import Cell, Column, ColumnType, TableContent
from artifacts.rows.errors import NotConvertible, invalid_operation, require_within
from artifacts.rows.limits import COLUMNS, TABLE_CELLS
from artifacts.rows.losses import Loss
from artifacts.sources.conversions.base import Chosen, Source
from artifacts.sources.conversions.formats import Shape, shape_of, value_of
from artifacts.sources.conversions.markdown import document_of, grid
from common.errors import NotFound

EMPTY = SheetCell(None)
Grid = list[list[SheetCell]]


@dataclass(frozen=True, slots=True)
class Named:
    """The rectangle that is taken of a sheet."""

    name: str
    cells: Grid
    letters: list[str]


def to_table(source: Source, chosen: Chosen) -> Parsed[TableContent]:
    """Return the range, or the used cells of a sheet; a first row of texts names the columns, else letters do."""
    book: StoredSpreadsheet = source.stored
    sheet = _sheet(book, chosen.sheet)
    found = _taken(book, sheet, chosen.range)
    if not any(cell.value is not None for row in found.cells for cell in row):
        raise NotConvertible(_("There are no filled cells to make a table of."))
    has_names = _is_header(found.cells)
    names = [str(cell.value or "") for cell in found.cells[0]] if has_names else found.letters
    rows = found.cells[1:] if has_names else found.cells
    columns = [_column(name, [row[place] for row in rows]) for place, name in enumerate(names)]
    values: list[list[Cell]] = [[value_of(cell) for cell in row] for row in rows]
    parsed = table_from_values(columns, values)
    others = sum(1 for other in book.sheets if other is not sheet and other.row_count)
    return Parsed(parsed.content, (*parsed.losses, *_losses(found.cells, others=others)))


def to_document(source: Source, chosen: Chosen) -> Parsed[DocumentContent]:
    """Return a document of the title and a table for each sheet that holds something, cells as the grid shows them."""
    book: StoredSpreadsheet = source.stored
    sheets = [_sheet(book, chosen.sheet)] if chosen.sheet or chosen.range else list(book.sheets)
    taken = [_taken(book, sheet, chosen.range) for sheet in sheets if sheet.row_count]
    if not taken:
        raise NotConvertible(_("There are no filled cells to make a table of."))
    others = sum(1 for sheet in book.sheets if sheet.row_count) - len(taken)
    losses = [loss for found in taken for loss in _losses(found.cells, others=0)]
    if others:
        losses.append(Loss.OTHER_SHEETS.told(others))
    parts = [_section(found, is_alone=len(taken) == 1) for found in taken]
    return Parsed(document_of(source.title, "\n\n".join(parts)), tuple(dict.fromkeys(losses)))


def _sheet(book: StoredSpreadsheet, name: str) -> StoredSheet:
    named = (sheet for sheet in book.sheets if name.casefold() in ("", sheet.name.casefold()))
    if (found := next(named, None)) is None:
        raise NotFound
    return found


def _taken(book: StoredSpreadsheet, sheet: StoredSheet, wanted: str) -> Named:
    """Return the cells of the range that are within the used ones; raise OverLimit, InvalidOperation."""
    top, left, bottom, right = 1, 1, sheet.row_count, sheet.column_count
    if wanted:
        top, left, bottom, right = parse_range(wanted)
        bottom, right = min(bottom, sheet.row_count), min(right, sheet.column_count)
        if top > bottom or left > right:
            raise invalid_operation(_("%(range)s holds no filled cells.") % {"range": wanted})
    require_within(COLUMNS, right - left + 1)
    require_within(TABLE_CELLS, (bottom - top + 1) * (right - left + 1))
    cells = book.rows(sheet.name, top, bottom - top + 1)
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    taken = [[cells.get((row, column), EMPTY) for column in columns] for row in rows]
    return Named(sheet.name, taken, list(map(column_letters, columns)))


def _is_header(cells: Grid) -> bool:
    """Say whether the first row names the columns: texts alone, at least one, and rows below."""
    filled = [cell for cell in cells[0] if cell.type is not ValueType.EMPTY]
    return len(cells) > 1 and bool(filled) and all(cell.type is ValueType.TEXT for cell in filled)


def _column(name: str, cells: Sequence[SheetCell]) -> Column | str:
    """Return the column as the formats of its cells have it, or its name alone where values decide."""
    shape: Shape | None = shape_of(cells)
    if shape is None or shape.type is ColumnType.TEXT:
        return name
    return Column("", name, shape.type, currency=shape.currency)


def _losses(cells: Grid, *, others: int) -> Iterator[str]:
    if formulas := sum(is_formula(cell.input) for row in cells for cell in row):
        yield Loss.FORMULAS_AS_VALUES.told(formulas)
    if others:
        yield Loss.OTHER_SHEETS.told(others)


def _section(found: Named, *, is_alone: bool) -> str:
    texts = [[sheet_cell(cell).text for cell in row] for row in found.cells]
    has_names = _is_header(found.cells)
    names = texts[0] if has_names else found.letters
    aligns = ["num" if _is_numeric(found.cells, place, has_names) else "" for place in range(len(names))]
    table = grid(names, texts[1:] if has_names else texts, aligns=aligns)
    return table if is_alone else document_of(found.name, table, level=2).text


def _is_numeric(cells: Grid, place: int, has_names: bool) -> bool:
    filled = [row[place] for row in cells[has_names:] if row[place].type is not ValueType.EMPTY]
    return bool(filled) and all(cell.type is ValueType.NUMBER for cell in filled)
