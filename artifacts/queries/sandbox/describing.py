"""What a model is told of the views: names, types, a few rows, the values of texts that repeat; never all rows."""

import json
from collections.abc import Sequence

import duckdb

from artifacts.queries.names import quoted
from artifacts.queries.sandbox.database import connect, load
from artifacts.queries.sandbox.values import SQL_TYPES, cell_of
from artifacts.queries.sandbox.views import View

_VIEWS, _ROWS, _VALUES, _CHARACTERS = 6, 3, 12, 60


def describe(views: Sequence[View]) -> str:
    """Return a few lines for each view."""
    with connect() as connection:
        return "\n\n".join(_described(connection, view) for view in views[:_VIEWS])


def _described(connection: duckdb.DuckDBPyConnection, view: View) -> str:
    load(connection, view, ())
    columns = [
        f"  {quoted(column.name)} {SQL_TYPES[column.type]}{_values(connection, view, column.name)}"
        if SQL_TYPES[column.type] == "VARCHAR"
        else f"  {quoted(column.name)} {SQL_TYPES[column.type]}"
        for column in view.columns
    ]
    rows = connection.execute(f"SELECT * FROM {quoted(view.name)} LIMIT {_ROWS}").fetchall()  # noqa: S608
    samples = [json.dumps([_short(cell_of(value)) for value in row], ensure_ascii=False) for row in rows]
    return "\n".join([f"{quoted(view.name)}, {view.row_count} rows:", *columns, "  first rows:", *samples])


def _values(connection: duckdb.DuckDBPyConnection, view: View, name: str) -> str:
    column = quoted(name)
    sql = f"SELECT {column} FROM {quoted(view.name)} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"  # noqa: S608
    found = [str(row[0]) for row in connection.execute(f"{sql} LIMIT {_VALUES + 1}").fetchall()]
    told = ", ".join(json.dumps(_short(text), ensure_ascii=False) for text in found[:_VALUES])
    return f" values: {told}{' ...' if len(found) > _VALUES else ''}"


def _short(value: object) -> object:
    return value[:_CHARACTERS] if isinstance(value, str) else value
