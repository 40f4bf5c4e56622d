"""The spreadsheet as the API shows it."""

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet


def to_json(spreadsheet: StoredSpreadsheet) -> dict[str, object]:
    """Return every sheet with its filled cells by reference."""
    return {"sheets": [_sheet(sheet) for sheet in spreadsheet.content().sheets]}


def cell_to_json(cell: SheetCell) -> dict[str, object]:
    """Return a cell's input, computed value, its type, and number format; `held` of a formula that keeps its value."""
    shape = {"input": cell.input, "value": cell.value, "type": cell.type.value, "format": cell.format}
    return {**shape, "held": True} if cell.is_held else {**shape}


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "cells": {
            f"{column_letters(column)}{row}": cell_to_json(cell) for (row, column), cell in sorted(sheet.cells.items())
        },
        "widths": {column_letters(column): width for column, width in sorted(sheet.widths.items())},
    }
