import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.spreadsheet.formulas import (
    Area,
    Deleted,
    Inserted,
    Moved,
    areas_of,
    copy_formula,
    drop_sheet,
    rename_sheet,
    shift_references,
)
from artifacts.kinds.spreadsheet.functions import is_computable
from artifacts.rows.limits import COLUMNS, SHEET_ROWS


def shifted(formula: str, shift: Inserted | Deleted | Moved, *, rows: bool = True) -> str:
    return shift_references(formula, "S", "S", shift, rows=rows)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1+A2", "=A1+A4"),
        ("=SUM(A1:A3)", "=SUM(A1:A5)"),
        ("=SUM($A$1:B$3)", "=SUM($A$1:B$5)"),
        ('="A2"&A2', '="A2"&A4'),
        ("=LOG10(A2)", "=LOG10(A4)"),
        ("=Other!A2+S!A2", "=Other!A2+S!A4"),
        ("='My S'!A2", "='My S'!A2"),
        ("=SUM(A:A)+SUM(2:3)", "=SUM(A:A)+SUM(4:5)"),
        ("=Rate2*A1", "=Rate2*A1"),
        ("=a2", "=a4"),
        ("=IF(A2>1,TRUE,FALSE)", "=IF(A4>1,TRUE,FALSE)"),
        ('="say ""A2"""&A3', '="say ""A2"""&A5'),
    ],
)
def test_references_follow_inserted_rows(formula: str, expected: str) -> None:
    assert shifted(formula, Inserted(2, 2)) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1+A2+A4", "=A1+#REF!+A3"),
        ("=SUM(A1:A3)", "=SUM(A1:A2)"),
        ("=SUM(A2:A2)", "=SUM(#REF!)"),
        ("=SUM(A2:A4)", "=SUM(A2:A3)"),
        ("=S!A2", "=S!#REF!"),
    ],
)
def test_references_follow_deleted_rows(formula: str, expected: str) -> None:
    assert shifted(formula, Deleted(2, 1)) == expected


def test_references_follow_columns() -> None:
    assert shifted("=A1+B1+SUM(B:C)", Inserted(2, 1), rows=False) == "=A1+C1+SUM(C:D)"
    assert shifted("=SUM(B:B)", Deleted(2, 1), rows=False) == "=SUM(#REF!)"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A2", "=A5"),
        ("=A5", "=A4"),
        ("=SUM(A1:A9)", "=SUM(A1:A9)"),
        ("=SUM(A2:A5)", "=SUM(A2:A5)"),
        ("=SUM(A2:A2)", "=SUM(A5:A5)"),
    ],
)
def test_references_follow_moved_rows(formula: str, expected: str) -> None:
    assert shifted(formula, Moved(2, 1, 5)) == expected


LINE = st.integers(1, 12)


@given(LINE, LINE, LINE, LINE)
def test_moving_back_restores_every_place(at: int, count: int, to: int, number: int) -> None:
    assert Moved(to, count, at).one(Moved(at, count, to).one(number)) == number


@given(LINE, LINE, LINE)
def test_deleting_what_was_inserted_restores_every_place(at: int, count: int, number: int) -> None:
    assert Deleted(at, count).one(Inserted(at, count).one(number) or 0) == number


def test_rename_sheet_quotes_where_needed() -> None:
    assert rename_sheet("=Old!A1+'Old'!B2&\"Old!\"", "old", "Q1 costs") == "='Q1 costs'!A1+'Q1 costs'!B2&\"Old!\""
    assert rename_sheet("='It''s'!A1", "It's", "Plain") == "=Plain!A1"
    assert rename_sheet("=Old!A1", "Old", "AB12") == "='AB12'!A1"


def test_drop_sheet_leaves_errors() -> None:
    assert drop_sheet("=Gone!A1+SUM(Gone!A1:B2)+Here!A1", "gone") == "=#REF!+SUM(#REF!)+Here!A1"


def test_copy_formula_moves_relative_references() -> None:
    assert copy_formula("=A1+$A1+A$1+$A$1", 2, 1) == "=B3+$A3+B$1+$A$1"
    assert copy_formula("=A1", -1, 0) == "=#REF!"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=" + "(" * 64 + "1" + ")" * 64, True),
        ("=" + "(" * 65 + "1" + ")" * 65, False),
        ("=" + "1+" * 4_096 + "1", False),
        ('="' + "(" * 200 + '"', True),
    ],
)
def test_is_computable_has_excels_bounds(formula: str, expected: bool) -> None:
    assert is_computable(formula) is expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=B2*$C$3", [Area("S", 2, 2, 2, 2), Area("S", 3, 3, 3, 3)]),
        ("=SUM(B9:A2)", [Area("S", 2, 1, 9, 2)]),
        ("='Q1 costs'!A1+Plan!B2", [Area("Q1 costs", 1, 1, 1, 1), Area("Plan", 2, 2, 2, 2)]),
        ("=SUM(B:$C)", [Area("S", 1, 2, SHEET_ROWS.most, 3)]),
        ("=SUM(3:2)", [Area("S", 2, 1, 3, COLUMNS.most)]),
        ('="A1"&LOG10(2)&Rate2', []),
    ],
)
def test_areas_of_a_formula_are_what_it_refers_to(formula, expected):
    assert list(areas_of(formula, "S")) == expected
