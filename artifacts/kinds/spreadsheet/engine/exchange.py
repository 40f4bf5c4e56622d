"""What goes to an engine process and what comes of its answer; the shapes stand in `engine.py`.

Cells travel by column, computed numbers as doubles: ten thousand of them cost a few milliseconds on either side.
"""

from array import array
from base64 import b64decode
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from artifacts.kinds.spreadsheet.bands import Place
from artifacts.kinds.spreadsheet.content import SheetCell, Value, ValueType
from artifacts.kinds.spreadsheet.engine.interface import WholeSheet
from artifacts.kinds.spreadsheet.functions import NOT_COMPUTED, is_computable
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.workbook import Draft
from artifacts.rows.limits import CELL_CHARACTERS

Formulas = list[dict[Place, None]]
Changes = list[list[Any]]
_KINDS = {"n": ValueType.NUMBER, "t": ValueType.TEXT, "b": ValueType.BOOLEAN, "e": ValueType.ERROR}
_MOST_WHOLE = 1e15  # from here on not every whole number is a double


def whole_sheet(name: str, cells: Iterable[tuple[Place, SheetCell]]) -> WholeSheet:
    """Return every cell that has an input, as the engine takes them."""
    filled = [(place, cell) for place, cell in cells if cell[0] is not None]
    typed = [_typed(cell) for _place, cell in filled]
    return {
        "name": name,
        "rows": [place[0] for place, _cell in filled],
        "columns": [place[1] for place, _cell in filled],
        "kinds": "".join(map(itemgetter(0), typed)),
        "values": [value for _kind, value in typed],
        "formats": [cell[3] for _place, cell in filled],
    }


def changed_cell(cell: SheetCell | None) -> tuple[str | None, Value, str | None]:
    """Return kind, value and format of one cell as the engine takes them; without a cell it is empty now."""
    if cell is None or cell.input is None:
        return None, None, None
    return *_typed(cell), cell.format


def formula_places(sheets: Iterable[WholeSheet]) -> Formulas:
    """Return where the formulas of whole sheets stand, in the order in which the engine tells their values."""
    return [
        {
            (row, column): None
            for row, column, kind in zip(sheet["rows"], sheet["columns"], sheet["kinds"], strict=True)
            if kind == "f"
        }
        for sheet in sheets
    ]


def follow(formulas: Formulas, changes: Changes) -> None:
    """Keep the formulas' order as the engine does: what is written again stands last."""
    for sheet, row, column, kind, *_rest in changes:
        formulas[sheet].pop((row, column), None)
        if kind == "f":
            formulas[sheet][row, column] = None


def fill_in(draft: Draft, answer: dict[str, Any], formulas: Formulas) -> None:
    """Write computed values into their formulas, and spilled ones into empty places."""
    for sheet, (places, news) in enumerate(zip(formulas, answer["sheets"], strict=True)):
        at: Iterable[Place] = places
        if news["at"] is not None:
            ordered = list(places) if news["at"] else []
            at = [ordered[position] for position in news["at"]]
        draft.write(sheet, zip(at, _computed_cells(draft.read(sheet, at), news), strict=True))
    for sheet, row, column, kind, value in answer["spilled"]:
        place = (row, column)
        formatted = draft.cell(sheet, place)
        draft.write(sheet, [(place, _computed(None, kind, value, formatted.format if formatted else None))])


def _typed(cell: SheetCell) -> tuple[str, Value]:
    if cell.is_held or not is_formula(cell[0]):
        return cell[2][0], cell[1]
    return "f", cell[0] if is_computable(str(cell[0])) else f"={NOT_COMPUTED}"


def _computed_cells(cells: Sequence[SheetCell], news: dict[str, Any]) -> Iterable[SheetCell]:
    """Return the cells with their new values."""
    kinds, numbers = news["kinds"], _numbers(news["numbers"])
    inputs, formats = map(itemgetter(0), cells), [cell[3] for cell in cells]
    for position, number_format in news["formats"]:
        formats[position] = formats[position] or number_format
    if len(numbers) == len(kinds):
        return map(SheetCell, inputs, numbers, repeat(ValueType.NUMBER), formats)
    next_number, next_other = iter(numbers).__next__, iter(news["others"]).__next__
    values = [next_number() if kind == "n" else next_other() for kind in kinds]
    return map(_computed, inputs, kinds, values, formats)


def _numbers(doubles: str) -> list[int | float]:
    found = array("d")
    found.frombytes(b64decode(doubles))
    return [int(value) if value.is_integer() and -_MOST_WHOLE < value < _MOST_WHOLE else value for value in found]


def _computed(raw: Value, kind: str, value: Value, number_format: str | None) -> SheetCell:
    if isinstance(value, str) and len(value) > CELL_CHARACTERS.most:
        return SheetCell(raw, NOT_COMPUTED, ValueType.ERROR, number_format)
    return SheetCell(raw, value, _KINDS[kind], number_format)
