"""Words of an edit as values and conditions."""

import pytest

from artifacts.kinds.table.content import Cell
from llm.offline.editing.values import Condition, read_condition, read_value, unquoted


@pytest.mark.parametrize(
    ("text", "column", "operator", "value"),
    [
        ("price is over 20", "price", ">", "20"),
        ("price > 20", "price", ">", "20"),
        ("price is at least 20", "price", ">=", "20"),
        ("price <= 20", "price", "<=", "20"),
        ("price is below 20", "price", "<", "20"),
        ('"city" is not "Rome".', "city", "!=", "Rome"),
        ("city <> Rome", "city", "!=", "Rome"),
        ("city contains ro", "city", "contains", "ro"),
        ("city is empty", "city", "=", "empty"),
        ("precio es mayor que 20", "precio", ">", "20"),
        ("ciudad no es Roma", "ciudad", "!=", "Roma"),
        ("island is Crete", "island", "=", "Crete"),
    ],
)
def test_condition_is_read(text: str, column: str, operator: str, value: str) -> None:
    assert read_condition(text) == Condition(column, operator, value)


@pytest.mark.parametrize("text", ["", "cheap ones", "> 20", f"{'c' * 121} = 1"])
def test_words_without_a_comparison_are_no_condition(text: str) -> None:
    assert read_condition(text) is None


@pytest.mark.parametrize(
    ("cell", "operator", "value", "holds"),
    [
        (20, ">", "20", False),
        (20, ">=", "20", True),
        (20, "<=", "20", True),
        (20, "<", "20", False),
        (21, ">", "$20", True),
        (1200.5, ">", "1,000", True),
        ("9", "<", "10", False),
        (20, ">", "Rome", False),
        (None, "<", "20", False),
        (None, "!=", "20", True),
        ("Rome", "=", "rome", True),
        ("Rome", "!=", "rome", False),
        ("Rome", "contains", "OM", True),
        ("Rome", "contains", "x", False),
        ("b", ">", "A", True),
        (None, "=", "empty", True),
        ("", "=", "blank", True),
        ("x", "=", "empty", False),
        ("x", "!=", "empty", True),
        (None, "!=", "vacío", False),
        (0, "=", "empty", False),
        (False, "=", "", False),
    ],
)
def test_condition_holds(cell: Cell, operator: str, value: str, holds: bool) -> None:
    assert Condition("c", operator, value).holds(cell) is holds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", 20),
        ("2.5", 2.5),
        ("1,200", 1200),
        ("true", True),
        ('"20"', "20"),
        ("Rome", "Rome"),
        ("'true'", "true"),
        ("", ""),
    ],
)
def test_value_is_what_would_have_been_typed(text: str, value: Cell) -> None:
    found = read_value(text)
    assert (type(found), found) == (type(value), value)


def test_quotes_and_full_stop_are_not_part_of_words() -> None:
    assert unquoted(" “Rome”. ") == "Rome"
    assert unquoted("St. Ives.") == "St. Ives"
