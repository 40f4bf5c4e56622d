"""The table as the API shows it: the columns and a window of rows."""

from typing import Any

from artifacts.kinds.base import Window
from artifacts.kinds.table.stored import StoredTable, column_to_json


def to_json(table: StoredTable, window: Window) -> dict[str, Any]:
    """Return columns, the window's rows and how many rows there are."""
    return {
        "columns": [column_to_json(column) for column in table.columns],
        "rows": table.window(window.offset, window.rows),
        "row_count": table.row_count,
        "offset": window.offset,
    }
