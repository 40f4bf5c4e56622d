"""Types and values between tables and the database."""

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.rows.limits import SIGNIFICANT_DIGITS

SQL_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.LINK: "VARCHAR",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.CURRENCY: "DOUBLE",
    ColumnType.PERCENT: "DOUBLE",
    ColumnType.DATE: "DATE",
    ColumnType.TIME: "TIME",
    ColumnType.TIMESTAMP: "TIMESTAMP",
    ColumnType.DURATION: "INTERVAL",
    ColumnType.BOOLEAN: "BOOLEAN",
}
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM")
_WHOLE = 10**SIGNIFICANT_DIGITS


def column_type(sql_type: str) -> ColumnType:
    """Return the type of a result's column; a list or a struct is text."""
    name = sql_type.upper()
    if name.removeprefix("U").startswith(_NUMBERS) and "[" not in name:
        return ColumnType.NUMBER
    if name.startswith("TIMESTAMP") and "[" not in name:
        return ColumnType.TIMESTAMP
    others = {"DATE": "DATE", "TIME": "TIME", "BOOLEAN": "BOOLEAN", "INTERVAL": "DURATION"}
    return ColumnType[others.get(name, "TEXT")]


def cell_of(value: object) -> Cell:
    """Return a value as a table holds it; what a table has no cell for is its text."""
    if value is None or isinstance(value, bool | str):
        return value
    read = next((read for kind, read in _READERS if isinstance(value, kind)), str)
    return read(value)


def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return None
    if value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def _duration(value: dt.timedelta) -> str:
    seconds = int(abs(value).total_seconds())
    sign = "-" if value < dt.timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _whole(value: int) -> Cell:
    return value if abs(value) < _WHOLE else float(value)


def _moment(value: dt.datetime) -> Cell:
    return value.replace(tzinfo=None).isoformat(" ", "seconds")


_READERS: tuple[tuple[type, Callable[[Any], Cell]], ...] = (
    (int, _whole),
    (float, _number),
    (Decimal, lambda value: _number(float(value))),
    (dt.datetime, _moment),
    (dt.date, dt.date.isoformat),
    (dt.time, dt.time.isoformat),
    (dt.timedelta, _duration),
)
