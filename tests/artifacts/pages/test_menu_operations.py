"""What the forms of the grid's menus ask for, as operations."""

from typing import Any

import pytest

from artifacts.kinds.catalogue import operations_to_json
from artifacts.pages.menu_operations import column_change, row_change, sheet_change
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation

NAMES = ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"do": "insert_before", "at": "2"}, {"op": "insert_columns", "at": 2, "count": 1}),
        ({"do": "insert_after", "at": "2", "count": "3"}, {"op": "insert_columns", "at": 5, "count": 3}),
        ({"do": "move_before", "at": "2", "count": "2"}, {"op": "move_columns", "at": 2, "count": 2, "to": 1}),
        ({"do": "move_after", "at": "2"}, {"op": "move_columns", "at": 2, "count": 1, "to": 3}),
        ({"do": "delete", "at": "2", "count": "2"}, {"op": "delete_columns", "at": 2, "count": 2}),
        ({"do": "rename", "at": "1", "name": " Tea "}, {"op": "rename_column", "column": 1, "name": "Tea"}),
        ({"do": "sort_up", "at": "2"}, {"op": "sort", "by": [{"column": 2, "descending": False}]}),
        ({"do": "sort_down", "at": "2"}, {"op": "sort", "by": [{"column": 2, "descending": True}]}),
        (
            {"do": "set_type", "at": "2", "type": "currency", "currency": "eur", "align": ""},
            {"op": "set_type", "column": 2, "type": "currency", "currency": "EUR", "align": None},
        ),
        (
            {"do": "set_type", "at": "2", "type": "date", "currency": "", "align": "as_it_is"},
            {"op": "set_type", "column": 2, "type": "date"},
        ),
    ],
)
def test_column_change_of_a_table(fields: dict[str, str], expected: dict[str, Any]):
    assert operations_to_json([column_change(fields, KindName.TABLE)]) == [expected]


@pytest.mark.parametrize(
    ("fields", "number_format"),
    [({"format": "0%"}, "0%"), ({"format": "0%", "own_format": "0.000"}, "0.000"), ({"format": ""}, None)],
)
def test_column_change_formats_whole_columns_of_the_sheet(fields: dict[str, str], number_format: str | None):
    change = column_change(
        {"do": "set_format", "at": "2", "count": "2", "sheet": "Two", **fields}, KindName.SPREADSHEET
    )
    expected = {"op": "set_format", "range": "B1:C1048576", "format": number_format, "sheet": "Two"}
    assert operations_to_json([change]) == [expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"do": "insert_before", "at": "4", "count": "2"}, {"op": "insert_rows", "at": 4, "count": 2}),
        ({"do": "insert_after", "at": "4", "count": "2"}, {"op": "insert_rows", "at": 6, "count": 2}),
        ({"do": "move_before", "at": "4"}, {"op": "move_rows", "at": 4, "count": 1, "to": 3}),
        ({"do": "move_after", "at": "4", "count": "2"}, {"op": "move_rows", "at": 4, "count": 2, "to": 5}),
        ({"do": "delete", "at": "4", "count": "2"}, {"op": "delete_rows", "at": 4, "count": 2}),
    ],
)
def test_row_change(fields: dict[str, str], expected: dict[str, Any]):
    assert operations_to_json([row_change(fields, KindName.TABLE)]) == [expected]
    in_sheet = row_change({**fields, "sheet": "Two"}, KindName.SPREADSHEET)
    assert operations_to_json([in_sheet]) == [{**expected, "sheet": "Two"}]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"do": "add"}, {"op": "add_sheet", "name": "Sheet4"}),
        ({"do": "add", "name": " Costs "}, {"op": "add_sheet", "name": "Costs"}),
        ({"do": "rename", "sheet": "two", "name": "2"}, {"op": "rename_sheet", "sheet": "two", "name": "2"}),
        ({"do": "delete", "sheet": "Two"}, {"op": "delete_sheet", "sheet": "Two"}),
        ({"do": "move_before", "sheet": "two"}, {"op": "move_sheet", "sheet": "two", "to": 1}),
        ({"do": "move_after", "sheet": "Two"}, {"op": "move_sheet", "sheet": "Two", "to": 3}),
    ],
)
def test_sheet_change(fields: dict[str, str], expected: dict[str, Any]):
    assert operations_to_json([sheet_change(fields, NAMES)]) == [expected]


def test_an_added_sheet_gets_a_name_that_is_free():
    assert sheet_change({"do": "add"}, ["Sheet3", "b"]).name == "Sheet3 2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "explode"},
        {"do": "add"},
        {"do": "delete", "at": "x"},
        {"do": "delete", "at": "-1"},
        {"do": "delete", "at": "1", "count": ""},
        {"do": "delete", "at": "²"},
        {"do": "delete", "at": "123456789"},
        {"do": "delete", "at": "1001"},
        {"do": "move_before", "at": "1"},
        {"do": "rename", "at": "1", "name": "  "},
        {"do": "rename", "at": "1", "name": "x" * 300},
        {"do": "set_type", "at": "1", "type": "number", "currency": "EURO"},
        {"do": "set_type", "at": "1"},
        {"do": "set_format", "at": "1", "format": "0"},
    ],
)
def test_a_column_change_that_cannot_be_is_refused(fields: dict[str, str]):
    with pytest.raises(InvalidOperation):
        column_change(fields, KindName.TABLE)


@pytest.mark.parametrize(
    "fields", [{"do": "sort_up", "at": "1"}, {"do": "rename", "name": "x"}, {"do": "move_before"}]
)
def test_a_row_change_that_cannot_be_is_refused(fields: dict[str, str]):
    with pytest.raises(InvalidOperation):
        row_change(fields, KindName.TABLE)


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "insert_before"},
        {"do": "move_before", "sheet": "One"},
        {"do": "move_after", "sheet": "Three"},
        {"do": "rename", "sheet": "One", "name": ""},
        {"do": "delete", "sheet": ""},
    ],
)
def test_a_sheet_change_that_cannot_be_is_refused(fields: dict[str, str]):
    with pytest.raises(InvalidOperation):
        sheet_change(fields, NAMES)


def test_a_document_has_no_columns():
    with pytest.raises(InvalidOperation):
        column_change({"do": "delete", "at": "1"}, KindName.DOCUMENT)
