"""Computing a spreadsheet: constants here, formulas in an engine process, errors listed for repair."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet import processes
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from artifacts.kinds.spreadsheet.functions import is_computable
from artifacts.kinds.spreadsheet.inputs import constant_cell, is_formula
from artifacts.limits import CELL_CHARACTERS

_TYPES = {kind.value: kind for kind in ValueType}
NOT_COMPUTED = "#VALUE!"  # of a formula that Excel would not take for its length or depth


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that gives an error, with the reason in words."""

    sheet: str
    at: str
    input: str
    value: str
    reason: str


def calculate(content: SpreadsheetContent) -> SpreadsheetContent:
    """Return the spreadsheet with every value computed; raise CalculationFailed if that takes too long.

    What formulas spill into other cells comes as cells without an input.
    """
    prepared = [_prepare(sheet) for sheet in content.sheets]
    result = SpreadsheetContent([sheet for sheet, _cells, _has_formulas in prepared])
    if any(has_formulas for _sheet, _cells, has_formulas in prepared):
        request = {"sheets": [{"name": sheet.name, "cells": cells} for sheet, cells, _has_formulas in prepared]}
        for index, row, column, kind, value, number_format in processes.compute(request):
            _fill_in(result.sheets[index].cells, (row, column), _TYPES[kind], value, number_format)
    return result


def errors_of(content: SpreadsheetContent) -> tuple[CellError, ...]:
    """Return the formulas whose value is an error."""
    return tuple(
        CellError(
            sheet.name, f"{column_letters(column)}{row}", str(cell.input), str(cell.value), explain(str(cell.value))
        )
        for sheet in content.sheets
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.type is ValueType.ERROR and cell.input is not None
    )


def explain(error: str) -> str:
    """Return what an error value means."""
    reasons = {
        "#CIRC!": _("The formula refers to itself."),
        "#DIV/0!": _("The formula divides by zero."),
        "#NAME?": _("The formula has a function or name that does not exist."),
        "#REF!": _("The formula refers to a cell that is gone."),
        "#N/A": _("The value that is looked up was not found."),
        "#NUM!": _("A number is out of range."),
        "#VALUE!": _("A value has the wrong type."),
        "#SPILL!": _("The result does not fit: a cell in its way is filled."),
        "#ERROR!": _("The formula cannot be read."),
    }
    return reasons.get(error, _("The formula gives an error."))


def _prepare(sheet: Sheet) -> tuple[Sheet, list[list[Any]], bool]:
    """Return the typed cells with the values of constants, the engine's request, and if there is a formula.

    Formulas still have their old values, and what they spilled before is gone.
    """
    cells: dict[tuple[int, int], SheetCell] = {}
    request: list[list[Any]] = []
    has_formulas = False
    for place, cell in sheet.cells.items():
        if is_formula(cell.input):
            cells[place] = cell
            formula = cell.input if is_computable(str(cell.input)) else f"={NOT_COMPUTED}"
            request.append([*place, "f", formula, cell.format])
            has_formulas = True
        elif cell.input is not None and cell.input != "":
            known = cell if cell.type is not ValueType.EMPTY else constant_cell(cell.input, cell.format)
            cells[place] = known
            request.append([*place, known.type[0], known.value, known.format])
        elif cell.format is not None and cell.type is ValueType.EMPTY:
            cells[place] = cell
    return Sheet(sheet.name, cells, dict(sheet.widths)), request, has_formulas


def _fill_in(
    cells: dict[tuple[int, int], SheetCell],
    place: tuple[int, int],
    kind: ValueType,
    value: Value,
    number_format: str | None,
) -> None:
    """Write a computed value into its formula, or a spilled one into an empty place."""
    if isinstance(value, str) and len(value) > CELL_CHARACTERS.most:
        kind, value = ValueType.ERROR, NOT_COMPUTED
    cell = cells.get(place)
    if cell is None:
        cells[place] = SheetCell(None, value, kind, number_format)
    elif cell.value != value or cell.type is not kind or cell.format is None:
        cells[place] = SheetCell(cell.input, value, kind, cell.format or number_format)
