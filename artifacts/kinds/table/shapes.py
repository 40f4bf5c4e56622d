"""The table as the API shows it: the columns and a window of rows."""

from artifacts.kinds.base import Window
from artifacts.kinds.table.filters.rows import matching_rows, rows_at
from artifacts.kinds.table.filters.wire import read_filters
from artifacts.kinds.table.stored import StoredTable, column_to_json


def to_json(table: StoredTable, window: Window) -> dict[str, object]:
    """Return columns, the window's rows and how many rows there are.

    Under filters the rows come with their numbers, and `matching` counts those that the filters let through.
    """
    shape = {
        "columns": [column_to_json(column) for column in table.columns],
        "row_count": table.row_count,
        "offset": window.offset,
    }
    if not window.filters:
        return {**shape, "rows": table.window(window.offset, window.rows)}
    numbers = matching_rows(table, read_filters(window.filters, table.columns))
    found = list(rows_at(table, numbers[window.offset : window.offset + window.rows]))
    return {
        **shape,
        "rows": [row for _number, row in found],
        "row_numbers": [number for number, _row in found],
        "matching": len(numbers),
    }
