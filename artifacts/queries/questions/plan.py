"""A question understood: what is computed, of which rows, in which groups."""

from dataclasses import dataclass
from enum import StrEnum

from artifacts.kinds.table.content import Column


class Aggregate(StrEnum):
    """How the cells of a column become one figure."""

    COUNT = "count"
    DISTINCT = "distinct"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"


class Period(StrEnum):
    """How long the periods are that days are grouped by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Shape(StrEnum):
    """What the result looks like."""

    FIGURE = "figure"
    GROUPS = "groups"
    EXTREMES = "extremes"
    ROWS = "rows"
    SHARE = "share"
    DIFFERENCE = "difference"
    GROWTH = "growth"
    VALUES = "values"
    DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition as SQL, and as words."""

    sql: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A column that rows are grouped by; days by a period."""

    column: Column
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One computation. `keep` is how many groups or rows are wanted, from the top or the bottom; `parts` are the two
    conditions that are compared, or the one whose share is asked."""

    shape: Shape
    aggregate: Aggregate = Aggregate.COUNT
    measure: Column | None = None
    group: Group | None = None
    filters: tuple[Filter, ...] = ()
    parts: tuple[Filter, ...] = ()
    keep: int = 0
    is_ascending: bool = False
