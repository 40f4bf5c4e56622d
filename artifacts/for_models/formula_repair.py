"""Corrections of formulas that give errors: what is taken of a model's answer, and whether it helps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from artifacts.for_models.formula_errors import Fault, Faults, filled
from artifacts.kinds.catalogue import CellValue, SetCells, read_operations
from artifacts.kinds.references import parse_reference, write_range
from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.spreadsheet.apply import find_sheet
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.spreadsheet.engine.calculate import CellError, errors_of
from artifacts.kinds.spreadsheet.inputs import is_formula, normal_input, read_input
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation
from artifacts.rows.limits import OPERATIONS

Where = tuple[str, str]
"""A sheet and a cell of it, such as B2."""

_UNREADABLE = "#ERROR!"


@dataclass(frozen=True, slots=True)
class Repair:
    """Corrected cells as operations; `mended` is how many of them give no error any more."""

    operations: Sequence[SetCells]
    mended: int


def repair_of(raw: Any, book: StoredSpreadsheet, faults: Faults) -> Repair | None:
    """Return what the operations of a model correct; None if there are not fewer errors afterwards.

    All of it is refused with InvalidOperation if anything would change but a cell of the faults, or if a formula would
    give way to something else. What is corrected in a cell is filled into those that were filled from it.
    """
    content = book.content()
    corrected = _corrected(read_operations(raw, KindName.SPREADSHEET), content, faults.errors)
    corrected |= _filled_on(corrected, faults.shown)
    operations = [SetCells(at=at, values=[[value]], sheet=sheet) for (sheet, at), value in corrected.items()]
    operations = operations[: OPERATIONS.most]
    if not operations:
        return None
    after = errors_of(kind_of(KindName.SPREADSHEET).apply(book, operations).content())
    if len(after) >= len(errors_of(content)):
        return None
    still = {(error.sheet, error.at) for error in after}
    return Repair(operations, sum((operation.sheet, operation.at) not in still for operation in operations))


def _corrected(
    operations: Sequence[Any], content: SpreadsheetContent, errors: Sequence[CellError]
) -> dict[Where, CellValue]:
    """Return the new inputs; a value that is there already changes nothing and is passed over."""
    faulty = {(error.sheet, error.at): error for error in errors}
    found: dict[Where, CellValue] = {}
    for operation in operations:
        if not isinstance(operation, SetCells):
            raise InvalidOperation
        sheet = find_sheet(content, operation.sheet)
        for at, was, value in _written(operation, sheet):
            if _is_same(value, was):
                continue
            error = faulty.get((sheet.name, at))
            if error is None or not _is_correction(value, error):
                raise InvalidOperation
            found[sheet.name, at] = value
    return found


def _written(operation: SetCells, sheet: Sheet) -> Iterator[tuple[str, CellValue, CellValue]]:
    """Yield the cells that are written, what was typed there and what is to be."""
    top, left = parse_reference(operation.at)
    for row, values in enumerate(operation.values, top):
        for column, value in enumerate(values, left):
            cell = sheet.cells.get((row, column))
            was = cell.input if cell is not None else None
            yield write_range(row, column, row, column), was, None if value == "" else normal_input(value)


def _is_same(value: CellValue, was: CellValue) -> bool:
    """Say whether both inputs mean the same: a model may write 120 for a cell into which it wrote the text 120."""
    return read_input(value)[:2] == read_input(was)[:2]


def _is_correction(value: CellValue, error: CellError) -> bool:
    """Say whether it may stand for the formula: another one, or a text that was only taken for a formula."""
    return is_formula(value) or (error.value == _UNREADABLE and value is not None)


def _filled_on(corrected: Mapping[Where, CellValue], faults: Sequence[Fault]) -> dict[Where, CellValue]:
    found: dict[Where, CellValue] = {}
    for fault in faults:
        value = corrected.get((fault.cell.sheet, fault.cell.at))
        if isinstance(value, str) and is_formula(value):
            for error in fault.alike:
                found[error.sheet, error.at] = filled(value, fault.cell, error)
    return {where: value for where, value in found.items() if where not in corrected}
