"""Commands on the first sheet, whose first row holds the names."""

from typing import Any

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from llm.offline.editing.editor import NotPossible
from llm.offline.editing.sheets import SheetEditor

ROWS = "## Shop\n| Item | Price |\n|---|---|\n| Pear | 3 |\n| Fig | 2 |"
TOTAL = f"{ROWS}\n| Total | =SUM(B2:B3) |"
SHEET = kind(KindName.SPREADSHEET)


def content(source: str) -> Any:
    return SHEET.store(SHEET.parse_text(source).content).content()


def edited(source: str, operations: Any) -> list[list[Any]]:
    """Return the values of the first sheet after the operations."""
    after = SHEET.apply(SHEET.store(content(source)), parse_operations(operations, KindName.SPREADSHEET)).content()
    cells = after.sheets[0].cells
    height, width = max(row for row, _ in cells), max(column for _, column in cells)
    return [
        [cells[row, column].value if (row, column) in cells else None for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]


def test_the_total_is_no_row_of_data() -> None:
    plain, summed = SheetEditor(content(ROWS)), SheetEditor(content(TOTAL))
    assert (plain.names, plain.cells(1)) == (["Item", "Price"], ["Pear", "Fig"])
    assert (summed.names, summed.cells(1)) == (["Item", "Price"], ["Pear", "Fig"])
    assert (summed.last, summed.last_data) == (4, 3)


def test_sorting_leaves_the_total_at_the_end() -> None:
    rows = edited(TOTAL, SheetEditor(content(TOTAL)).sort([(2, False)]))
    assert [row[0] for row in rows] == ["Item", "Fig", "Pear", "Total"]
    assert rows[-1][1] == 5


def test_a_column_is_put_between_others_or_behind_them() -> None:
    editor = SheetEditor(content(ROWS))
    assert edited(ROWS, editor.add_columns(["Stock"], 2, 7)) == [
        ["Item", "Stock", "Price"],
        ["Pear", 7, 3],
        ["Fig", 7, 2],
    ]
    assert edited(ROWS, editor.add_columns(["Stock", "Shelf"], 3, None))[0] == ["Item", "Price", "Stock", "Shelf"]


def test_a_total_sums_the_columns_of_numbers() -> None:
    assert edited(ROWS, SheetEditor(content(ROWS)).add_totals("Total"))[-1] == ["Total", 5]


def test_a_total_that_is_there_is_written_anew_and_sums_itself_not() -> None:
    stale = "## S\n| a | b | c |\n|---|---|---|\n| x | 3 | p |\n| y | 2 | q |\n| TOTAL | 99 | checked |"
    rows = edited(stale, SheetEditor(content(stale)).add_totals("Sum"))
    assert rows[1:] == [["x", 3, "p"], ["y", 2, "q"], ["TOTAL", 5, "checked"]]


def test_without_numbers_there_is_no_total() -> None:
    words = "## S\n| a | b |\n|---|---|\n| x | y |"
    with pytest.raises(NotPossible):
        SheetEditor(content(words)).add_totals("Total")


def test_column_is_renamed_and_deleted() -> None:
    editor = SheetEditor(content(ROWS))
    assert edited(ROWS, editor.rename_column(2, "Cost"))[0] == ["Item", "Cost"]
    assert edited(ROWS, editor.delete_column(1)) == [["Price"], [3], [2]]


def test_rows_are_deleted_up_to_the_last_and_no_further() -> None:
    editor = SheetEditor(content(ROWS))
    assert edited(ROWS, editor.delete_rows(1, 1)) == [["Item", "Price"], ["Fig", 2]]
    with pytest.raises(NotPossible):
        editor.delete_rows(2, 2)
