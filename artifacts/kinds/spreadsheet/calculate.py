"""Computing a spreadsheet: constants here, formulas in an engine process, errors listed for repair."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet import processes
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.functions import is_computable
from artifacts.kinds.spreadsheet.inputs import constant_cell, is_formula
from artifacts.limits import CELL_CHARACTERS

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
    sheets = [Sheet(sheet.name, _constants(sheet), dict(sheet.widths)) for sheet in content.sheets]
    result = SpreadsheetContent(sheets)
    if any(is_formula(cell.input) for sheet in sheets for cell in sheet.cells.values()):
        request = {"sheets": [{"name": sheet.name, "cells": _request(sheet)} for sheet in sheets]}
        for answer in processes.compute(request):
            _fill_in(sheets[answer[0]], answer)
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


def _constants(sheet: Sheet) -> dict[tuple[int, int], SheetCell]:
    """Return the cells that were typed, constants with their values, formulas still empty; spilled ones drop out."""
    cells: dict[tuple[int, int], SheetCell] = {}
    for place, cell in sheet.cells.items():
        if is_formula(cell.input):
            kind = ValueType.EMPTY if is_computable(str(cell.input)) else ValueType.ERROR
            cells[place] = SheetCell(cell.input, None if kind is ValueType.EMPTY else NOT_COMPUTED, kind, cell.format)
        elif cell.type is not ValueType.EMPTY and cell.input is not None:
            cells[place] = cell
        elif cell.input is not None and cell.input != "":
            cells[place] = constant_cell(cell.input, cell.format)
        elif cell.format is not None and cell.type is ValueType.EMPTY:
            cells[place] = SheetCell(None, format=cell.format)
    return cells


def _request(sheet: Sheet) -> list[list[Any]]:
    codes = {ValueType.NUMBER: "n", ValueType.TEXT: "t", ValueType.BOOLEAN: "b"}
    cells: list[list[Any]] = []
    for (row, column), cell in sheet.cells.items():
        if is_formula(cell.input) and cell.type is ValueType.EMPTY:
            cells.append([row, column, "f", cell.input, cell.format])
        elif cell.type in codes:
            cells.append([row, column, codes[cell.type], cell.value, cell.format])
        elif cell.type is ValueType.ERROR:
            cells.append([row, column, "f", f"={NOT_COMPUTED}", None])
    return cells


def _fill_in(sheet: Sheet, answer: list[Any]) -> None:
    _index, row, column, kind, value, number_format = answer
    cell = sheet.cells.get((row, column))
    if cell is not None and (cell.type is ValueType.ERROR or not is_formula(cell.input)) and cell.input is not None:
        return
    if kind == ValueType.TEXT and len(value) > CELL_CHARACTERS.most:
        kind, value = ValueType.ERROR, NOT_COMPUTED
    given = cell.format if cell is not None else None
    source = cell.input if cell is not None else None
    sheet.cells[row, column] = SheetCell(source, value, ValueType(kind), given or number_format)
