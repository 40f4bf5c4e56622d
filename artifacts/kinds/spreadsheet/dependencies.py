"""Which formulas of a workbook refer to which cells, told from their texts alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from artifacts.kinds.spreadsheet.bands import Place
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.formulas import Area, areas_of
from artifacts.kinds.spreadsheet.inputs import is_formula

Cell = tuple[int, Place]
"""A sheet's position from 0, and a place on it."""
_STEPS = 3_000_000  # ranges looked at while dependents are followed: about a second


class Dependencies:
    """Who refers to a cell, directly or through others."""

    def __init__(self, content: SpreadsheetContent) -> None:
        self._numbers = {sheet.name.casefold(): at for at, sheet in enumerate(content.sheets)}
        self._single: dict[Cell, list[Cell]] = defaultdict(list)
        self._ranges: dict[int, dict[Area, list[Cell]]] = defaultdict(lambda: defaultdict(list))
        for at, sheet in enumerate(content.sheets):
            for place, cell in sheet.cells.items():
                if is_formula(cell.input):
                    self._learn((at, place), areas_of(str(cell.input), sheet.name))

    def dependents(self, cell: Cell) -> Iterator[Cell]:
        """Yield the formulas that refer to a cell; one that does so twice may come twice."""
        sheet, (row, column) = cell
        yield from self._single.get(cell, ())
        for area, cells in self._ranges.get(sheet, {}).items():
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                yield from cells

    def followed(self, cells: Iterable[Cell], fills: Mapping[Cell, Sequence[Cell]]) -> set[Cell] | None:
        """Return cells with all that depends on them; None if there is too much to look at.

        `fills` are the other cells that an array formula fills.
        """
        found: set[Cell] = set()
        todo, steps = list(cells), 0
        while todo:
            cell = todo.pop()
            if cell in found:
                continue
            found.add(cell)
            todo.extend(fills.get(cell, ()))
            todo.extend(self.dependents(cell))
            steps += 1 + len(self._ranges.get(cell[0], ()))
            if steps > _STEPS:
                return None
        return found

    def _learn(self, cell: Cell, areas: Iterable[Area]) -> None:
        for area in areas:
            sheet = self._numbers.get(area.sheet.casefold())
            if sheet is None:
                continue
            if (area.top, area.left) == (area.bottom, area.right):
                self._single[sheet, (area.top, area.left)].append(cell)
            else:
                self._ranges[sheet][area].append(cell)
