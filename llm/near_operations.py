"""Operations nearly as the catalogue has them, as small models write them, put right where one thing alone is meant.

Strings for columns, one flat row, a single value, a column's name under another key. Nothing is guessed: what could
mean two things is left as it is, to be refused with its reason.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Raw = dict[str, Any]

_ALIASES = {
    "update_cells": "set_cells",
    "set_cell": "set_cells",
    "update_cell": "set_cells",
    "insert_row": "insert_rows",
    "delete_row": "delete_rows",
    "remove_rows": "delete_rows",
    "remove_row": "delete_rows",
    "insert_column": "insert_columns",
    "delete_column": "delete_columns",
    "remove_columns": "delete_columns",
    "remove_column": "delete_columns",
    "sort_rows": "sort",
    "rename": "rename_artifact",
}
_GRID = {"set_cells", "insert_rows", "insert_columns"}


def near_enough(operations: Sequence[Mapping[str, object]]) -> list[Raw]:
    """Return the operations with what is plainly meant put right."""
    return [_near_enough(operation) for operation in operations]


def _near_enough(operation: Mapping[str, object]) -> Raw:
    name = str(operation.get("op", "")).strip().lower().replace("-", "_").replace(" ", "_")
    near: Raw = {key: value for key, value in operation.items() if value is not None or key == "format"}
    near["op"] = _ALIASES.get(name, name)
    if near["op"] in _GRID:
        _put_values_right(near)
    if near["op"] == "insert_columns":
        _put_columns_right(near)
    if near["op"] == "sort":
        _put_keys_right(near)
    if isinstance(near.get("at"), str) and near["op"] in ("insert_rows", "delete_rows") and near["at"].isdecimal():
        near["at"] = int(near["at"])
    return near


def _put_values_right(operation: Raw) -> None:
    for name in ("value", "row", "rows", "cells"):
        if name in operation and "values" not in operation:
            operation["values"] = operation.pop(name)
    values = operation.get("values")
    if values is None:
        return
    if not isinstance(values, list):
        operation["values"] = [[values]]
    elif values and not any(isinstance(value, list) for value in values):
        is_column = operation["op"] == "insert_columns"
        operation["values"] = [[value] for value in values] if is_column else [values]


def _put_columns_right(operation: Raw) -> None:
    for name in ("column", "name", "names"):
        if name in operation and "columns" not in operation:
            operation["columns"] = operation.pop(name)
    columns = operation.get("columns")
    if columns is None:
        return
    listed = columns if isinstance(columns, list) else [columns]
    operation["columns"] = [{"name": column} if isinstance(column, str) else column for column in listed]
    if type_of_all := operation.pop("type", None):
        operation["columns"] = [
            {"type": type_of_all, **column} if isinstance(column, dict) else column for column in operation["columns"]
        ]
    values = operation.get("values")
    is_lying = isinstance(values, list) and len(values) == 1 and len(listed) == 1 and len(values[0]) > 1
    if is_lying and values is not None:
        operation["values"] = [[value] for value in values[0]]


def _put_keys_right(operation: Raw) -> None:
    by = operation.get("by", operation.pop("column", None))
    listed = by if isinstance(by, list) else [by]
    descending = operation.pop("descending", None)
    if descending is None and "order" in operation:
        descending = str(operation.pop("order")).lower().startswith("desc")
    keys = [{"column": key} if isinstance(key, str | int) else key for key in listed]
    if descending is not None:
        keys = [{"descending": descending, **key} if isinstance(key, dict) else key for key in keys]
    operation["by"] = keys
