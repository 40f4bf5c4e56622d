"""Computing a spreadsheet: constants here, formulas in an engine process, errors listed for repair."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.bands import Cells, Place
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine import processes
from artifacts.kinds.spreadsheet.inputs import constant_cell, is_formula
from artifacts.kinds.spreadsheet.workbook import Draft, StoredSpreadsheet, in_memory

_EMPTY = ValueType.EMPTY
_NOTHING = (None, "")


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
    return compute(in_memory(content)).content()


def compute(book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Do the same for a workbook in bands: those in which no value changes are the ones that were given."""
    entered = _entered(book)
    return processes.compute(entered) if any(facts.formulas for facts in entered.facts()) else entered


def errors_of(content: SpreadsheetContent) -> tuple[CellError, ...]:
    """Return the formulas whose value is an error."""
    return tuple(
        CellError(
            sheet.name, f"{column_letters(column)}{row}", str(cell.input), str(cell.value), explain(str(cell.value))
        )
        for sheet in content.sheets
        for (row, column), cell in sorted(filter(_is_faulty, sheet.cells.items()))
    )


def _is_faulty(found: tuple[Place, SheetCell]) -> bool:
    cell = found[1]
    return cell.type is ValueType.ERROR and is_formula(cell.input)


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
        "#NULL!": _("Two ranges that should meet have no cell in common."),
        "#CALC!": _("An array in the formula is empty or cannot be computed."),
        "#N/IMPL!": _("A function in the formula is not computed here; Excel computes it in an exported file."),
    }
    return reasons.get(error, _("The formula gives an error."))


def _entered(book: StoredSpreadsheet) -> StoredSpreadsheet:
    """Return what was typed, constants with their values, formulas with the old ones; what they spilled is gone.

    What is stored was computed before it was, so that only spilled cells may have to go from there.
    """
    draft = Draft(book)
    for at, sheet in enumerate(book.sheets):
        for number, band in sheet.bands.items():
            if not (band.is_stored or band.is_computed) or book.facts_of(band).spilled:
                draft.put(at, number, _entered_cells(book.cells_of(band)))
    return draft.closed()


def _entered_cells(given: Cells) -> Cells:
    cells = dict(given)
    for place in [place for place, (raw, _value, kind, *_rest) in cells.items() if kind is _EMPTY or raw in _NOTHING]:
        cell = cells[place]
        if cell.input in _NOTHING:
            if cell.format is None:
                del cells[place]
            else:
                cells[place] = SheetCell(None, format=cell.format)
        elif not is_formula(cell.input):
            cells[place] = constant_cell(cell.input, cell.format)
    return cells
