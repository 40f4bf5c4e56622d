"""Cells of a CSV file that no program takes for formulas."""

import pytest

from exports.rows.losses import ExportLoss, Losses
from exports.sheets.csv_text import safe_cell


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        (";=1+1", ";'=1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a\t@x", "a\t'@x"),
        ("=1;=2", "'=1;'=2"),
    ],
)
def test_a_formula_is_defused_wherever_a_program_may_see_one(text: str, safe: str) -> None:
    losses = Losses()
    assert safe_cell(text, losses) == safe
    assert losses[ExportLoss.FORMULA_LIKE_TEXT] == 1


@pytest.mark.parametrize("text", ["-5", "+3,5%", "a; b", "x;-5", "1;2"])
def test_what_is_no_formula_stays(text: str) -> None:
    losses = Losses()
    assert safe_cell(text, losses) == text
    assert not losses[ExportLoss.FORMULA_LIKE_TEXT]
