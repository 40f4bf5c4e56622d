"""What formulas give here beside what they gave in the program that saved the file.

An error here where there was a value there: the cell keeps its formula and that value, marked. Two values that are not
the same are named. What changes at every look (the time, random numbers) and all that depends on it is not compared.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass, field, replace
from math import isclose

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.bands import Place
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from artifacts.kinds.spreadsheet.dependencies import Cell, Dependencies
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.formulas import Area, areas_of
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.file_results import FileResults

VOLATILE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\s*\(", re.IGNORECASE)
_ROUNDS = 6  # of keeping values and computing what depends on them again
_FOLLOWED = 500  # cells whose references are looked at: a tenth of a second
_ADDRESSES = 10  # named in a sentence
_TOLERANCE = 1e-9


@dataclass(slots=True)
class _Comparison:
    """A workbook that was computed, and what the file says."""

    content: SpreadsheetContent
    results: FileResults
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = {sheet.name.casefold(): at for at, sheet in enumerate(self.content.sheets)}

    def wrong(self) -> list[Cell]:
        """Return the formulas that give an error here and gave a value there."""
        return [
            (sheet, place)
            for sheet, place, theirs in self._compared()
            if theirs.type is not ValueType.ERROR and self._cell(sheet, place).type is ValueType.ERROR
        ]

    def different(self, kept: Collection[Cell]) -> tuple[list[Cell], list[Cell]]:
        """Return the cells that have another value here than there, and those of which none else could be expected."""
        found = [
            (sheet, place)
            for sheet, place, theirs in self._compared()
            if (sheet, place) not in kept
            and not is_same(self._cell(sheet, place), theirs)
            and not (self.results.is_uncomputed and theirs.value == 0)
        ]
        if not found:
            return [], []
        changing = self._changing()
        return [cell for cell in found if cell not in changing], [cell for cell in found if cell in changing]

    def roots(self, cells: Collection[Cell]) -> list[Cell]:
        """Return those of some cells that do not refer to another; all if they are many or go in a circle."""
        wanted = set(cells)
        if len(wanted) > _FOLLOWED:
            return list(cells)
        return [cell for cell in cells if not self._refers(cell, wanted)] or list(cells)

    def _compared(self) -> Iterator[tuple[int, Place, SheetCell]]:
        """Yield every formula, and what arrays fill, with its result in the file."""
        for at, results in enumerate(self.results.sheets):
            for place, (value, kind) in results.values.items():
                if kind is not ValueType.EMPTY:
                    yield at, place, SheetCell(None, value, kind)

    def _cell(self, sheet: int, place: Place) -> SheetCell:
        return self.content.sheets[sheet].cells.get(place, SheetCell(None))

    def _refers(self, cell: Cell, wanted: Set[Cell]) -> bool:
        """Say whether a formula refers to one of some cells other than itself."""
        sheet, place = cell
        own = self.content.sheets[sheet].name
        return any(self._is_among(area, cell, wanted) for area in areas_of(str(self._cell(sheet, place).input), own))

    def _is_among(self, area: Area, cell: Cell, wanted: Set[Cell]) -> bool:
        sheet = self._numbers.get(area.sheet.casefold(), -1)
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > len(wanted):
            return any(
                other != cell
                and other[0] == sheet
                and area.top <= other[1][0] <= area.bottom
                and area.left <= other[1][1] <= area.right
                for other in wanted
            )
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        places = ((sheet, (row, column)) for row in rows for column in columns)
        return any(other in wanted and other != cell for other in places)

    def _changing(self) -> Set[Cell]:
        """Return the cells that get something else at every look; all where nobody can tell in time."""
        formulas = {
            (at, place): str(cell.input)
            for at, sheet in enumerate(self.content.sheets)
            for place, cell in sheet.cells.items()
            if is_formula(cell.input)
        }
        first = [cell for cell, text in formulas.items() if VOLATILE.search(text)]
        if not first:
            return set()
        fills: dict[Cell, list[Cell]] = defaultdict(list)
        for at, results in enumerate(self.results.sheets):
            for place, anchor in results.filled.items():
                fills[at, anchor].append((at, place))
        found = Dependencies(self.content).followed(first, fills)
        return {(at, place) for at, place, _theirs in self._compared()} if found is None else found


def is_same(ours: SheetCell, theirs: SheetCell) -> bool:
    """Say whether two results are the same but for the last digits; nothing is an empty text and zero."""
    if ours.type is ValueType.EMPTY or theirs.value == "":
        return theirs.value in ("", 0) and ours.value in (None, "", 0)
    if _is_number(ours.value) and _is_number(theirs.value):
        return isclose(float(ours.value or 0), float(theirs.value or 0), rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return ours.type is theirs.type and ours.value == theirs.value


def with_results_compared(imported: Imported) -> Imported:
    """Return an imported spreadsheet computed, values that it keeps from its file marked, and what differs named."""
    if imported.kind is not KindName.SPREADSHEET or imported.results is None:
        return imported
    content, kept = _computed_keeping(imported.content, imported.results)
    different, changing = _Comparison(content, imported.results).different(kept)
    named = (Loss.KEPT_RESULTS, kept), (Loss.DIFFERENT_RESULTS, different), (Loss.CHANGING_RESULTS, changing)
    losses = [loss.told(len(cells), cells=_addresses(content, cells)) for loss, cells in named if cells]
    return replace(imported, content=content, losses=(*losses, *imported.losses), results=None)


def _computed_keeping(given: SpreadsheetContent, results: FileResults) -> tuple[SpreadsheetContent, list[Cell]]:
    """Return the workbook computed, and the cells that keep what the file says, in `given` as well."""
    content = calculate(given)
    kept: dict[Cell, None] = {}
    for number in range(_ROUNDS):
        comparison = _Comparison(content, results)
        wrong = [cell for cell in comparison.wrong() if cell not in kept]
        if not wrong:
            break
        chosen = wrong if number == _ROUNDS - 1 else comparison.roots(wrong)
        kept |= dict.fromkeys(_hold(given, results, chosen))
        content = calculate(given)
    return content, list(kept)


def _hold(content: SpreadsheetContent, results: FileResults, cells: Collection[Cell]) -> Iterator[Cell]:
    """Give cells the values of the file; what an array filled comes with it. Yield all of them."""
    for sheet, place in cells:
        told = results.sheets[sheet]
        anchor = told.filled.get(place, place)
        own = content.sheets[sheet].cells
        own[anchor] = _held(own[anchor], told.values[anchor])
        yield sheet, anchor
        for filled in (each for each, by in told.filled.items() if by == anchor):
            value, kind = told.values[filled]
            own[filled] = SheetCell(value, value, kind, told.formats.get(filled))
            yield sheet, filled


def _held(cell: SheetCell, result: tuple[Value, ValueType]) -> SheetCell:
    return SheetCell(cell.input, *result, cell.format, is_held=True)


def _addresses(content: SpreadsheetContent, cells: Collection[Cell]) -> str:
    """Return the first addresses of cells, with their sheet where there are several."""
    names: list[Sheet] = content.sheets
    texts = [
        (f"{names[sheet].name}!" if len(names) > 1 else "") + write_range(*place, *place)
        for sheet, place in sorted(cells)[:_ADDRESSES]
    ]
    return ", ".join(texts) + (" ..." if len(cells) > _ADDRESSES else "")


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
