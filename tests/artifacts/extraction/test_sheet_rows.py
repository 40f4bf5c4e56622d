"""References that a model counted without its header, or with a line too many."""

import pytest

from artifacts.extraction.sheet_rows import with_rows_put_right
from artifacts.kinds.spreadsheet.parse import sheet_from_grid

HEADER = ["Trip", "Km", "Rate", "Cost"]


def formulas(*rows: list[str]) -> list[str]:
    sheet = with_rows_put_right(sheet_from_grid("S", [HEADER, *rows]))
    return [str(cell.input) for _place, cell in sorted(sheet.cells.items()) if str(cell.input).startswith("=")]


@pytest.mark.parametrize("sign", ["", "$"])
def test_every_row_above_is_put_right_with_what_follows_from_it(sign: str) -> None:
    rows = (
        ["Ulm", "10", "2", f"={sign}B1*C1"],
        ["Linz", "30", "2", f"={sign}B2*C2"],
        ["Sum", "", "", "=SUM(D1:D2)"],
        ["Tax", "", "", "=D3*0.2"],
    )

    assert formulas(*rows) == [f"={sign}B2*C2", f"={sign}B3*C3", "=SUM(D2:D3)", "=D4*0.2"]


def test_every_row_below_is_put_right() -> None:
    rows = (["Ulm", "10", "2", "=B3*C3"], ["Linz", "30", "2", "=B4*C4"], ["Sum", "", "", "=SUM(D3:D4)"])

    assert formulas(*rows) == ["=B2*C2", "=B3*C3", "=SUM(D2:D3)"]


def test_sum_that_is_right_already_stays() -> None:
    rows = (["Ulm", "10", "2", "=B1*C1"], ["Linz", "30", "2", "=B2*C2"], ["Sum", "", "", "=SUM(D2:D3)"])

    assert formulas(*rows) == ["=B2*C2", "=B3*C3", "=SUM(D2:D3)"]


@pytest.mark.parametrize(
    "rows",
    [
        (["Ulm", "10", "2", "=B2*C2"], ["Linz", "30", "2", "=B3*C3"], ["Sum", "", "", "=SUM(D2:D3)"]),
        (["Ulm", "10", "2", "=B2*C2"], ["Linz", "30", "2", "=B2*C2"]),
        (["Ulm", "10", "2", "100"], ["Linz", "30", "2", "=D2*1.1"], ["Graz", "30", "2", "=D3*1.1"]),
        (["Ulm", "10", "2", "=B2-C2"], ["Linz", "30", "2", "=D2+B3-C3"]),
        (["Ulm", "10", "2", "=B3"], ["Linz", "30", "2", "=B4"], ["Graz", "40", "2", "5"]),
        (["Ulm", "10", "2", "=Other!B1*C2"],),
    ],
    ids=["right", "one off alone", "growth", "balance", "meant below", "other sheet"],
)
def test_what_is_not_off_throughout_stays(rows: tuple[list[str], ...]) -> None:
    assert formulas(*rows) == [cell for row in rows for cell in row if cell.startswith("=")]


def test_sheet_without_a_header_stays() -> None:
    sheet = sheet_from_grid("S", [["1", "2", "=A1"], ["3", "4", "=A1*B1"]])

    assert with_rows_put_right(sheet) is sheet
