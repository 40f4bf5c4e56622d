"""Ranges where one value is wanted, in the cell C5."""

import pytest

from artifacts.sources.importing.workbook.intersection import intersected


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        ('=A:A&"/"&B:B', '=A5&"/"&B5'),
        ("=A1:A9*2", "=A5*2"),
        ("=$A$1:$A$9", "=$A5"),
        ("=(A1:A9+1)/'Q 1'!B2:B6", "=(A5+1)/'Q 1'!B5"),
        ("=A2:F2+1", "=C2+1"),
        ("=7:7", "=C7"),
        ("=A1:A3*2", "=A1:A3*2"),
        ("=A1:B9", "=A1:B9"),
        ("=SUM(A1:A9)*A1:A9", "=SUM(A1:A9)*A5"),
        ("=SUMPRODUCT((A1:A9)*B1:B9)", "=SUMPRODUCT((A1:A9)*B1:B9)"),
        ("=A1:A9 A2:F2", "=A1:A9 A2:F2"),
        ('="A1:A9"&A1', '="A1:A9"&A1'),
        ("=INDEX(A:A,1):A9", "=INDEX(A:A,1):A9"),
    ],
)
def test_ranges_outside_of_calls_are_the_cell_of_the_own_line(formula: str, meant: str) -> None:
    assert intersected(formula, (5, 3)) == meant
