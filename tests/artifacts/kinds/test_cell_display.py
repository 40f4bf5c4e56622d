"""How cells are shown."""

import pytest

from artifacts.kinds.cell_display import money, sheet_cell, table_cell
from artifacts.kinds.spreadsheet.inputs import constant_cell
from artifacts.kinds.table.content import Column, ColumnType


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


def test_percent_is_shown_and_edited_as_percent():
    view = table_cell(0.07, Column("a", "A", ColumnType.PERCENT))
    assert (view.text, view.raw, view.css) == ("7%", "7%", "num")


def test_truth_is_shown_in_words_and_edited_as_the_value():
    view = table_cell(True, Column("a", "A", ColumnType.BOOLEAN))
    assert (view.text, view.raw, view.is_plain) == ("Yes", "true", False)


def test_a_day_is_shown_as_its_format_has_it_and_edited_as_typed():
    view = sheet_cell(constant_cell("2026-01-31"))
    assert (view.text, view.raw, view.css) == ("2026-01-31", "2026-01-31", "num")


@pytest.mark.parametrize(
    ("value", "number_format", "raw"),
    [
        (46024.395833333336, "yyyy-mm-dd h:mm:ss", "2026-01-02 09:30:00"),
        (0.3958333333333333, "h:mm AM/PM", "09:30:00"),
        (46024, "dd/mm/yyyy", "2026-01-02"),
        (0.125, "0%", "12.5%"),
        (1234.5, '"$"#,##0.00', "1234.5"),
        (1.25, "[h]:mm", "1.25"),
        (-3, "dd/mm/yyyy", "-3"),
    ],
)
def test_an_editor_starts_from_what_gives_the_same_number(value: float, number_format: str, raw: str):
    view = sheet_cell(constant_cell(value, number_format))
    assert view.raw == raw
    assert constant_cell(raw, number_format).value == pytest.approx(value)
