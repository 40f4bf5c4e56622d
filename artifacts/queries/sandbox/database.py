"""One query in a database of its own, which holds the views and nothing else, and can reach nothing else."""

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.kinds.table.content import Cell, Column
from artifacts.queries.names import literal, quoted
from artifacts.queries.questions.schema import TOTALS
from artifacts.queries.result import Result, ResultColumn
from artifacts.queries.sandbox.statement import read_statement, refused
from artifacts.queries.sandbox.values import SQL_TYPES, cell_of, column_type
from artifacts.queries.sandbox.views import View
from artifacts.rows.errors import QueryRefused, QueryTimeout, ResultTooLarge
from artifacts.rows.limits import QUERY_MEMORY, QUERY_RESULT_CHARACTERS, QUERY_ROWS, QUERY_SECONDS

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,  # sums of the same rows are the same to the last digit
    "memory_limit": QUERY_MEMORY,
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "temp_directory": "",
    "python_enable_replacements": False,
    "default_null_order": "NULLS_LAST_ON_ASC_FIRST_ON_DESC",
}
_ROW = "from_json(CASE WHEN starts_with(block, '{') THEN json_extract(block, '$.rows')::VARCHAR ELSE block END, "
_RAW = "_rows"


def connect() -> duckdb.DuckDBPyConnection:
    """Return a new database that can reach nothing."""
    return duckdb.connect(":memory:", config=_CONFIG)


def answer(views: Sequence[View], sql: str) -> Result:
    """Return what the query gives; raise QueryRefused, QueryTimeout or ResultTooLarge."""
    with connect() as connection:
        statement = read_statement(connection, sql, [view.name for view in views])
        asked = [view for view in views if view.name.casefold() in statement.views]  # the others are not read
        loaded = [(view, load(connection, view, statement.columns)) for view in asked]
        notes = [note for _view, one in loaded for note in one.notes]
        notes += [_totals_note(view, one.totals.count) for view, one in loaded if one.totals.count]
        return run(connection, statement.sql, sum(view.row_count for view in asked), tuple(notes))


def run(connection: duckdb.DuckDBPyConnection, sql: str, rows_read: int, notes: tuple[str, ...]) -> Result:
    """Return what the query gives in this database, whose settings nobody can change from here on."""
    connection.execute("SET lock_configuration = true")
    with _interrupted(connection):
        return _run(connection, sql, rows_read, notes)


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows that only add up the others, such as one named Total: how many, and what holds in the other rows.

    `others` is empty where the view cannot tell them apart, because their name stands in a column of figures that has
    empty cells as well.
    """

    count: int = 0
    others: str = ""


def _totals_of(connection: duckdb.DuckDBPyConnection, view: View) -> Totals:
    """Find them by what was written in any cell, while the rows stand beside the view."""
    names = ", ".join(map(literal, TOTALS))
    places = [f"lower(trim(cells[{place}], ' :')) IN ({names})" for place, _column in _numbered(view)]
    is_total = f"coalesce({' OR '.join(f'coalesce({place}, FALSE)' for place in places)}, FALSE)"
    row = connection.execute(f"SELECT count(*) FROM {_RAW} WHERE {is_total}").fetchone()  # noqa: S608
    return Totals(int(row[0]), _others(connection, view, places)) if row and row[0] else Totals()


def _others(connection: duckdb.DuckDBPyConnection, view: View, places: Sequence[str]) -> str:
    """Return what holds in all other rows."""
    counts = ", ".join(
        f"list(DISTINCT cells[{place}]) FILTER (WHERE {found}), count(*) FILTER (WHERE {found}), "
        f"count(*) - count({_cast(place, column)})"
        for found, (place, column) in zip(places, _numbered(view), strict=True)
    )
    row = connection.execute(f"SELECT {counts} FROM {_RAW}").fetchone() or ()  # noqa: S608
    found = [
        _not_total(column, texts, number, empty)
        for column, texts, number, empty in zip(view.columns, row[0::3], row[1::3], row[2::3], strict=True)
        if number
    ]
    return " AND ".join(f"({each})" for each in found) if all(found) else ""


def _not_total(column: Column, texts: list[str], number: int, empty: int) -> str:
    """Return what tells the other rows apart by this column; empty if nothing does."""
    name = quoted(column.name)
    if SQL_TYPES[column.type] == "VARCHAR":
        return f"{name} IS NULL OR {name} NOT IN ({', '.join(map(literal, sorted(texts)))})"
    return f"{name} IS NOT NULL" if number == empty else ""


def _totals_note(view: View, number: int) -> str:
    sentence = ngettext(
        "%(number)d row of %(view)s is named a total; the query counts it like the others.",
        "%(number)d rows of %(view)s are named totals; the query counts them like the others.",
        number,
    )
    return sentence % {"number": number, "view": view.name}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is told of a view beside its rows: cells that its types cannot take, by sentences, and rows of totals."""

    notes: tuple[str, ...]
    totals: Totals


def load(connection: duckdb.DuckDBPyConnection, view: View, asked: Collection[str]) -> Loaded:
    """Make the view; `asked` are the names of columns whose cells must be what their types say."""
    connection.execute("CREATE TEMP TABLE _blocks (block VARCHAR)")
    for block in view.blocks:
        connection.execute("INSERT INTO _blocks VALUES (?)", [block])
    connection.execute(f"CREATE TEMP TABLE {_RAW} AS SELECT unnest({_ROW}'[[\"VARCHAR\"]]')) AS cells FROM _blocks")  # noqa: S608
    columns = ", ".join(f"{_cast(place, column)} AS {quoted(column.name)}" for place, column in _numbered(view))
    connection.execute(f"CREATE TABLE {quoted(view.name)} AS SELECT {columns} FROM {_RAW}")  # noqa: S608
    loaded = Loaded(tuple(_notes(connection, view, asked)), _totals_of(connection, view))
    connection.execute(f"DROP TABLE {_RAW}")
    connection.execute("DROP TABLE _blocks")
    return loaded


def _numbered(view: View) -> Iterator[tuple[int, Column]]:
    return enumerate(view.columns, 1)


def _cast(place: int, column: Column) -> str:
    kind = SQL_TYPES[column.type]
    return f"cells[{place}]" if kind == "VARCHAR" else f"TRY_CAST(cells[{place}] AS {kind})"


def _notes(connection: duckdb.DuckDBPyConnection, view: View, asked: Collection[str]) -> list[str]:
    columns = [
        (place, column)
        for place, column in _numbered(view)
        if SQL_TYPES[column.type] != "VARCHAR" and column.name.casefold() in asked
    ]
    if not columns:
        return []
    counts = ", ".join(f"count(cells[{place}]) - count({_cast(place, column)})" for place, column in columns)
    row = connection.execute(f"SELECT {counts} FROM {_RAW}").fetchone() or ()  # noqa: S608
    return [_note(column, number) for (_place, column), number in zip(columns, row, strict=True) if number]


def _note(column: Column, number: int) -> str:
    sentence = ngettext(
        "%(number)d cell of %(column)s holds something else and was left out.",
        "%(number)d cells of %(column)s hold something else and were left out.",
        number,
    )
    return sentence % {"number": number, "column": column.name}


@contextmanager
def _interrupted(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """End what runs too long."""
    timer = threading.Timer(QUERY_SECONDS, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _run(connection: duckdb.DuckDBPyConnection, sql: str, rows_read: int, notes: tuple[str, ...]) -> Result:
    try:
        cursor = connection.execute(sql)
        columns = tuple(
            ResultColumn(str(name), column_type(str(kind))) for name, kind, *_rest in cursor.description or ()
        )
        rows = cursor.fetchmany(QUERY_ROWS + 1)
    except duckdb.InterruptException as error:
        raise QueryTimeout from error
    except duckdb.OutOfMemoryException as error:
        raise QueryRefused(_("The query takes too much memory. Ask for less at a time.")) from error
    except duckdb.Error as error:
        raise refused(error) from error
    cells = [[cell_of(value) for value in row] for row in rows[:QUERY_ROWS]]
    _require_size(cells)
    return Result(columns, cells, len(rows) > QUERY_ROWS, rows_read, notes)


def _require_size(rows: list[list[Cell]]) -> None:
    if sum(len(str(cell)) for row in rows for cell in row) > QUERY_RESULT_CHARACTERS:
        raise ResultTooLarge
