"""What a query answers."""

from dataclasses import dataclass

from artifacts.kinds.table.content import Cell, ColumnType


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of a result; two may have the same name."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Result:
    """At most QUERY_ROWS rows. Days and times are ISO texts, numbers have at most 15 significant digits.

    `notes` are sentences about cells that were left out, `rows_read` counts the rows of all views that were asked.
    """

    columns: tuple[ResultColumn, ...]
    rows: list[list[Cell]]
    is_truncated: bool
    rows_read: int
    notes: tuple[str, ...] = ()


NOTHING = Result((), [], is_truncated=False, rows_read=0)


@dataclass(frozen=True, slots=True)
class Told:
    """A result with the query that made it and what it says; both empty where a query was asked."""

    result: Result
    sql: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A result with its computation: the query, the version of the artifact it was computed on, and its time."""

    result: Result
    sql: str
    sentence: str
    version: int
    took_ms: float
