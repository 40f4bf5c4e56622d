"""The first filled sheet of a workbook as a table: its values, typed as its number formats say."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.kinds.number_formats.nature import (
    currency_of,
    is_code_format,
    is_date_format,
    is_duration_format,
    is_percent_format,
    moment_text,
)
from artifacts.kinds.number_formats.shown import format_number
from artifacts.kinds.spreadsheet.content import Value, ValueType
from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import TABLE_CELLS
from artifacts.rows.losses import Loss
from artifacts.sources.importing.workbook.cells import Values
from artifacts.sources.importing.workbook.package import Package
from artifacts.sources.importing.workbook.parts import WorkbookParts
from artifacts.sources.importing.workbook.sheet import RawCell, SheetReader
from artifacts.sources.importing.workbook.strings import read_strings
from artifacts.sources.importing.workbook.styles import read_styles

Shape = tuple[ColumnType, str | None]
_TEXT: Shape = (ColumnType.TEXT, None)
_NUMBER: Shape = (ColumnType.NUMBER, None)


@dataclass(slots=True)
class FirstSheet:
    """The head and the filled rows of a sheet, all equally long; the name of their sheet; what was left out."""

    name: str = ""
    columns: list[Column | str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    losses: Counter[Loss] = field(default_factory=Counter)


def read_first_sheet(package: Package, parts: WorkbookParts) -> FirstSheet:
    """Return the first sheet that holds anything; raise NotParsed if there is none."""
    strings = read_strings(package, parts.strings)
    values = Values(strings.texts, read_styles(package, parts.styles), is_1904=parts.is_1904)
    found = FirstSheet(losses=parts.losses.copy())
    first: _Rows | None = None
    for sheet in parts.sheets:
        rows = _Rows(values)
        reader = SheetReader(rows.add if first is None else _pass_over)
        package.parse(sheet.part, reader.start, reader.end, reader.text)
        if first is not None:
            found.losses[Loss.LATER_SHEETS] += reader.facts.filled > 0
        elif rows.cells:
            first, found.name = rows, sheet.name
            require_within(TABLE_CELLS, len(rows.cells) * reader.facts.columns)
            found.columns, found.rows = rows.table(reader.facts.columns)
            found.losses.update(reader.facts.losses)
    if first is None:
        raise not_parsed(_("The workbook is empty."), "file")
    return found


def _pass_over(_cell: RawCell) -> None:
    """Take no note of a cell."""


class _Rows:
    """The filled cells of a sheet by row and column, and what the number formats say of each column."""

    def __init__(self, values: Values) -> None:
        self.cells: dict[int, dict[int, Cell]] = {}
        self._values = values
        self._shapes: defaultdict[int, Counter[Shape]] = defaultdict(Counter)
        self._styles: dict[int, tuple[Shape, str]] = {}
        self._first_row = 0

    def add(self, cell: RawCell) -> None:
        """Take a cell; an empty text is none."""
        value, kind = self._values.read(cell)
        if value is None:
            return
        row, column = cell.place
        self._first_row = self._first_row or row
        shape = _TEXT
        if kind is ValueType.NUMBER:
            shape, number_format = self._shape_of(cell.style)
            value = _shown(value, shape, number_format)
        if row != self._first_row:
            self._shapes[column][shape] += 1
        self.cells.setdefault(row, {})[column] = value

    def table(self, columns: int) -> tuple[list[Column | str], list[list[Cell]]]:
        """Return the head (the first row) with what is known of types, and the other rows."""
        head, *rows = (
            [cells.get(column) for column in range(1, columns + 1)] for _row, cells in sorted(self.cells.items())
        )
        return [self._column(at, "" if cell is None else str(cell)) for at, cell in enumerate(head, 1)], rows

    def _column(self, at: int, name: str) -> Column | str:
        shapes = self._shapes[at]
        shape = next(iter(shapes)) if len(shapes) == 1 else _TEXT
        if shape[0] in (ColumnType.PERCENT, ColumnType.CURRENCY):
            return Column("", name, shape[0], currency=shape[1])
        return name

    def _shape_of(self, style: int) -> tuple[Shape, str]:
        if style not in self._styles:
            number_format = self._values.style(style).number_format or ""
            self._styles[style] = (_shape(number_format), number_format)
        return self._styles[style]


def _shape(number_format: str) -> Shape:
    """Return the type of a table's column whose numbers have this format; text if they are shown and not counted."""
    if is_date_format(number_format) or is_code_format(number_format):
        return _TEXT
    if is_percent_format(number_format):
        return ColumnType.PERCENT, None
    currency = currency_of(number_format)
    return (ColumnType.CURRENCY, currency) if currency else _NUMBER


def _shown(value: Value, shape: Shape, number_format: str) -> Cell:
    """Return a number as a table keeps it: days as ISO, elapsed time and codes as they are shown."""
    if shape is not _TEXT or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if is_duration_format(number_format) or is_code_format(number_format):
        return format_number(value, number_format)
    return moment_text(value, number_format) or value
