"""How cells are shown."""

import pytest

from artifacts.display import formatted_number, money, plain_number, table_cell
from artifacts.kinds.table.content import Column, ColumnType


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234.5, "", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.256, "0.0%", "25.6%"),
        (-1234.5, "$#,##0.00", "-$1,234.50"),
        (1234.5, '#,##0.00 "EUR"', "1,234.50 EUR"),
        (1234.5, "#,##0.00 €", "1,234.50 €"),
        (1234.5, "[$€-407]#,##0", "€1,234"),
        (45000, "yyyy-mm-dd", "45000"),
        (-3, "0;(0)", "-3"),
    ],
)
def test_formatted_number_keeps_what_matters_of_a_format(value: float, number_format: str, shown: str):
    assert formatted_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        (12.5, "USD", "$12.50"),
        (-3, "EUR", "-€3.00"),
        (1200, "JPY", "¥1,200"),
        (5, "CHF", "5.00 CHF"),
        (5, None, "5.00"),
    ],
)
def test_money_shows_sign_or_code(value: float, currency: str | None, shown: str):
    assert money(value, currency) == shown


@pytest.mark.parametrize(("value", "shown"), [(3, "3"), (3.0, "3"), (0.1, "0.1"), (1e20, "1e+20")])
def test_plain_number_is_as_typed(value: float, shown: str):
    assert plain_number(value) == shown


def test_percent_is_shown_and_edited_as_percent():
    view = table_cell(0.07, Column("a", "A", ColumnType.PERCENT))
    assert (view.text, view.raw, view.css) == ("7%", "7%", "num")


def test_truth_is_shown_in_words_and_edited_as_the_value():
    view = table_cell(True, Column("a", "A", ColumnType.BOOLEAN))
    assert (view.text, view.raw, view.is_plain) == ("Yes", "true", False)
