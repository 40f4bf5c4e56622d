"""Cells explained: what they refer to, what refers to them, where their error comes from."""

from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.spreadsheet.dependencies import Dependencies
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.explanation import explain_cell
from artifacts.kinds.spreadsheet.parse import typed_cell


def book(**sheets: dict[tuple[int, int], object]) -> SpreadsheetContent:
    return SpreadsheetContent(
        [Sheet(name, {place: typed_cell(value) for place, value in cells.items()}) for name, cells in sheets.items()]  # type: ignore[arg-type]
    )


BOOK = book(
    Costs={(1, 1): 5, (2, 1): 0, (3, 1): "=A1/A2", (4, 1): "=A3+SUM(A1:A2)+Other!B2", (1, 2): "=SUM(A:A)+COUNT(1:1)"},
    Other={(2, 2): "=Costs!A1+Gone!A1", (3, 2): '="A1 is no reference"&B2'},
)


def names(references: object) -> list[str]:
    return [str(each) for each in references]  # type: ignore[attr-defined]


def test_references_lead_both_ways() -> None:
    content = calculate(BOOK)
    five = explain_cell(content, 0, (1, 1))
    total = explain_cell(content, 0, (1, 2))

    assert names(five.dependents) == ["Costs!B1", "Costs!A3", "Costs!A4", "Other!B2"]
    assert (five.precedents, five.dependent_count, five.fault) == ((), 4, None)
    assert names(total.precedents) == ["Costs!A:A", "Costs!1:1"]
    assert names(explain_cell(content, 1, (2, 2)).precedents) == ["Costs!A1"]
    assert names(explain_cell(content, 1, (3, 2)).precedents) == ["Other!B2"]
    assert explain_cell(content, 1, (9, 9)).dependents == ()


def test_error_is_explained_where_it_begins_and_traced_where_it_is_handed_on() -> None:
    content = calculate(BOOK)
    first = explain_cell(content, 0, (3, 1)).fault
    later = explain_cell(content, 0, (4, 1)).fault

    assert first is not None
    assert later is not None
    assert (first.sign, first.reason, first.comes_from) == ("#DIV/0!", "The formula divides by zero.", ())
    assert (later.sign, names(later.comes_from)) == ("#DIV/0!", ["Costs!A3"])
    assert later.reason == "A cell that the formula refers to shows this error."


def test_all_that_depends_on_cells_is_followed_through_ranges_and_arrays() -> None:
    chain = book(
        S={(1, 1): "=NOW()", **{(row, 1): f"=SUM(A{row - 1}:A{row - 1},A{row - 1})" for row in range(2, 400)}}
    )
    chain.sheets[0].cells[1, 3] = typed_cell("=Z9")
    followed = Dependencies(chain).followed([(0, (1, 1))], {(0, (399, 1)): [(0, (9, 26))]})

    assert followed is not None
    assert len(followed) == 401
    assert (0, (1, 3)) in followed
    assert Dependencies(chain).followed([(0, (5, 5))], {}) == {(0, (5, 5))}
