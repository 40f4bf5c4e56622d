"""What a table is: typed columns and rectangular rows; no parsing, no storage."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from artifacts.kinds.values.doubts import Question

Cell = str | int | float | bool | None


class ColumnType(StrEnum):
    """How the cells of a column are read, shown and exported."""

    TEXT = "text"
    NUMBER = "number"
    CURRENCY = "currency"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    DURATION = "duration"
    BOOLEAN = "boolean"
    LINK = "link"


class Align(StrEnum):
    """Where a column's text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Dates and times are kept as ISO text, percent as a fraction (0.25 is 25 %), currency as a number.

    `question` is what a person may decide about a column whose texts could mean two things.
    """

    key: str
    name: str
    type: ColumnType = ColumnType.TEXT
    align: Align | None = None
    currency: str | None = None
    question: Question | None = None


class TableSource(Protocol):
    """A table that can be read row by row without being held whole: what renderers take."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def row_count(self) -> int: ...
    def iter_rows(self) -> Iterator[list[Cell]]: ...


@dataclass(slots=True)
class TableContent:
    """A whole table in memory; every row is as long as `columns`."""

    columns: tuple[Column, ...]
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def iter_rows(self) -> Iterator[list[Cell]]:
        return iter(self.rows)
