"""Which cells meet a condition: by values, in any case, days as days."""

from typing import Any

import pytest

from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.table.filters.conditions import Condition, Filter, cell_test
from artifacts.rows.errors import InvalidFilter

TEXT = Column("c1", "Name")
NUMBER = Column("c2", "Amount", ColumnType.NUMBER)
MONEY = Column("c3", "Price", ColumnType.CURRENCY, currency="USD")
SHARE = Column("c4", "Share", ColumnType.PERCENT)
DAY = Column("c5", "Day", ColumnType.DATE)
FLAG = Column("c6", "Fresh", ColumnType.BOOLEAN)


def met(column: Column, cells: list[Cell], condition: str, *values: str) -> list[Cell]:
    test = cell_test(Filter(column.key, Condition(condition), values), column)
    return [cell for cell in cells if test(cell)]


@pytest.mark.parametrize(
    ("column", "cells", "condition", "values", "expected"),
    [
        (TEXT, ["North", "Northern", "South", None], "contains", ["nORTh"], ["North", "Northern"]),
        (TEXT, ["Straße", "x"], "contains", ["STRASSE"], ["Straße"]),
        (TEXT, ["North", "north ", "Northern"], "equals", ["NORTH"], ["North", "north "]),
        (TEXT, ["007", "7"], "equals", ["7"], ["7"]),
        (TEXT, ["", " ", None, "x", 0], "empty", [], ["", " ", None]),
        (NUMBER, [0, None, 5, ""], "not_empty", [], [0, 5]),
        (NUMBER, [9, 10, 100, None, "n/a", "200", True], "greater", ["9"], [10, 100]),
        (NUMBER, [9, 10.5, -3], "less", ["10"], [9, -3]),
        (NUMBER, [1, 2, 3, 4], "between", ["3", "2"], [2, 3]),
        (NUMBER, [1, 1.0, True, "1"], "equals", ["1.0"], [1, 1.0]),
        (NUMBER, [1200, 5, "n/a"], "equals", ["N/A"], ["n/a"]),
        (NUMBER, [1234.5, 99], "contains", ["34.5"], [1234.5]),
        (MONEY, [1200, 1200.5, 30], "greater", ["$1,200"], [1200.5]),
        (SHARE, [0.25, 0.3], "equals", ["25%"], [0.25]),
        (SHARE, [0.25, 0.3], "contains", ["5%"], [0.25]),
        (DAY, ["2025-12-31", "2026-01-01", "soon", None], "greater", ["2025-12-31"], ["2026-01-01"]),
        (DAY, ["2025-12-31", "2026-01-01", "2027-01-01"], "between", ["2026-12-31", "2026-01-01"], ["2026-01-01"]),
        (FLAG, [True, False, None, 1], "equals", ["TRUE"], [True]),
    ],
)
def test_cells_that_meet_a_condition(column: Column, cells: Any, condition: str, values: Any, expected: Any):
    assert met(column, cells, condition, *values) == expected


@pytest.mark.parametrize(
    ("column", "condition", "values", "sentence"),
    [
        (TEXT, "greater", ["3"], "“Name” holds no numbers or dates: greater, less and between are for those."),
        (NUMBER, "greater", ["much"], "“much” is no number of “Amount”."),
        (MONEY, "less", ["5 €"], "“5 €” is no number of “Price”."),
        (DAY, "less", ["31/12/2025"], "“31/12/2025” is no day such as 2026-03-31."),
        (NUMBER, "between", ["3"], "“Between” needs two values."),
        (NUMBER, "between", ["3", " "], "“Between” needs two values."),
        (TEXT, "contains", [], "This condition needs a value."),
        (TEXT, "empty", ["x"], "This condition takes no value."),
    ],
)
def test_a_condition_that_does_not_fit_is_refused(column: Column, condition: str, values: Any, sentence: str):
    with pytest.raises(InvalidFilter) as refused:
        cell_test(Filter(column.key, Condition(condition), tuple(values)), column)
    assert refused.value.detail == sentence
