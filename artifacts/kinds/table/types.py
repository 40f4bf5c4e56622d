"""Other types for a table's columns: their cells are read again from what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from artifacts.kinds.catalogue import ReadColumn, SetType
from artifacts.kinds.table.columns import column_index
from artifacts.kinds.table.content import Cell, Column, ColumnType, TableContent
from artifacts.kinds.table.stored import StoredTable
from artifacts.kinds.values.cells import read_cell
from artifacts.kinds.values.columns import read_column
from artifacts.kinds.values.days import order_among
from artifacts.kinds.values.decisions import KNOWN
from artifacts.kinds.values.doubts import Decision
from artifacts.kinds.values.evidence import NOTHING, decide, open_sign, survey
from artifacts.kinds.values.written import written_of

_AMOUNTS = (ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT)


def text_of(value: Cell) -> str:
    """Return what was written in a cell, or what would be."""
    if isinstance(value, bool):
        return str(value).lower()
    written = written_of(value)
    return written if written is not None else "" if value is None else str(value)


def reread(table: StoredTable, operation: ReadColumn) -> StoredTable:
    """Return the table with a column read as a person decided; without an answer it stays what its texts say."""
    index = column_index(table.columns, operation.column)
    column, texts = table.columns[index], [text_of(row[index]) for row in table.iter_rows()]
    if operation.decision is Decision.TEXT:
        cells: list[Cell] = [text or None for text in texts]
        new = replace(column, type=ColumnType.TEXT, currency=None, question=None)
    else:
        found = read_column(texts, known=KNOWN[operation.decision])
        cells = found.cells
        new = replace(column, type=found.type, currency=found.currency, question=found.question)
    return _with_column(table, index, new, iter(cells))


def set_type(table: StoredTable, operation: SetType) -> StoredTable:
    """Return the table with a column of another type; a text that may mean two things stays one."""
    index = column_index(table.columns, operation.column)
    old = table.columns[index]
    given = operation.model_fields_set
    currency = old.currency if operation.type == ColumnType.CURRENCY else None
    new = replace(
        old,
        type=operation.type,
        align=operation.align if "align" in given else old.align,
        currency=operation.currency if "currency" in given else currency,
    )
    if new.type == old.type:
        return _with_column(table, index, new, None)
    values = [row[index] for row in table.iter_rows()]
    return _with_column(table, index, replace(new, question=None), _retyped(values, new))


def with_types(content: TableContent, types: Sequence[ColumnType | None]) -> TableContent:
    """Return a table whose columns have the types that were chosen for them, in order; None leaves one as it is."""
    columns, rows = list(content.columns), content.rows
    for at, kind in enumerate(types[: len(columns)]):
        if kind is not None and kind is not columns[at].type:
            columns[at] = replace(columns[at], type=kind, currency=None, question=None)
            cells = _retyped([row[at] for row in rows], columns[at])
            rows = [[*row[:at], cell, *row[at + 1 :]] for row, cell in zip(rows, cells, strict=True)]
    return TableContent(tuple(columns), rows)


def _retyped(values: list[Cell], column: Column) -> Iterator[Cell]:
    """Yield the cells as the new type has them."""
    texts = [text_of(value) if isinstance(value, str) or written_of(value) is not None else "" for value in values]
    filled = [text for text in texts if text]
    decimal, order = decide(survey(filled), [], NOTHING), order_among(filled)
    for value, text in zip(values, texts, strict=True):
        if column.type is ColumnType.TEXT:
            yield text_of(value) or None
        elif not text:
            yield value
        elif column.type in _AMOUNTS and decimal is None and open_sign(text):
            yield text
        else:
            yield read_cell(text, column, decimal, order)


def _with_column(table: StoredTable, index: int, column: Column, cells: Iterator[Cell] | None) -> StoredTable:
    columns = (*table.columns[:index], column, *table.columns[index + 1 :])
    if cells is None:
        return replace(table, columns=columns)
    return table.map_rows(lambda row: [*row[:index], next(cells), *row[index + 1 :]], columns)
