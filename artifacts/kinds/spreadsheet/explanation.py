"""A cell explained: what its formula refers to, which formulas refer to it, and why it shows an error."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.bands import Place
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.dependencies import Cell, Dependencies
from artifacts.kinds.spreadsheet.engine.calculate import explain
from artifacts.kinds.spreadsheet.formulas import Area, areas_of, quoted
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.rows.limits import COLUMNS, EXPLAINED_CELLS, SHEET_ROWS


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range as a formula names it."""

    sheet: str
    range: str

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.range}"


@dataclass(frozen=True, slots=True)
class Fault:
    """The error that a cell shows, a sentence on it, and the cells it refers to that show it already."""

    sign: str
    reason: str
    comes_from: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell; references that lead to a sheet that is not there are left out.

    `dependents` are at most EXPLAINED_CELLS of `dependent_count`.
    """

    at: Reference
    cell: SheetCell
    precedents: tuple[Reference, ...]
    dependents: tuple[Reference, ...]
    dependent_count: int
    fault: Fault | None


def explain_cell(content: SpreadsheetContent, sheet: int, place: Place) -> Explanation:
    """Explain the cell at a place of a sheet, also an empty one."""
    cell = content.sheets[sheet].cells.get(place, SheetCell(None))
    areas = _areas(content, sheet, cell)
    dependents = sorted(set(Dependencies(content).dependents((sheet, place))))
    return Explanation(
        _reference(content, (sheet, place)),
        cell,
        tuple(dict.fromkeys(Reference(content.sheets[at].name, _range(area)) for at, area in areas)),
        tuple(_reference(content, each) for each in dependents[:EXPLAINED_CELLS]),
        len(dependents),
        _fault(content, cell, areas) if cell.type is ValueType.ERROR else None,
    )


def _areas(content: SpreadsheetContent, sheet: int, cell: SheetCell) -> list[tuple[int, Area]]:
    if not is_formula(cell.input):
        return []
    numbers = {each.name.casefold(): at for at, each in enumerate(content.sheets)}
    found = areas_of(str(cell.input), content.sheets[sheet].name)
    return [(numbers[area.sheet.casefold()], area) for area in found if area.sheet.casefold() in numbers]


def _fault(content: SpreadsheetContent, cell: SheetCell, areas: list[tuple[int, Area]]) -> Fault:
    sign = str(cell.value)
    same = dict.fromkeys(found for at, area in areas for found in _showing(content, at, area, sign))
    reason = _("A cell that the formula refers to shows this error.") if same else explain(sign)
    return Fault(sign, reason, tuple(_reference(content, each) for each in list(same)[:EXPLAINED_CELLS]))


def _showing(content: SpreadsheetContent, sheet: int, area: Area, sign: str) -> Iterator[Cell]:
    for place, cell in sorted(content.sheets[sheet].cells.items()):
        is_inside = area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right
        if is_inside and cell.type is ValueType.ERROR and cell.value == sign:
            yield sheet, place


def _reference(content: SpreadsheetContent, cell: Cell) -> Reference:
    sheet, place = cell
    return Reference(content.sheets[sheet].name, write_range(*place, *place))


def _range(area: Area) -> str:
    """Return an area as a formula names it: `B:B` and `2:2` for whole columns and rows."""
    cells = write_range(area.top, area.left, area.bottom, area.right)
    first, _sign, last = cells.partition(":")
    if (area.top, area.bottom) == (1, SHEET_ROWS.most):
        return f"{first.rstrip('0123456789')}:{last.rstrip('0123456789')}"
    if (area.left, area.right) == (1, COLUMNS.most):
        return f"{area.top}:{area.bottom}"
    return cells
