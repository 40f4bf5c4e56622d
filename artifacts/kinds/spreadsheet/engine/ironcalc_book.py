"""A workbook in IronCalc, which evaluates every formula at each change: it is read whole, each time."""

from collections.abc import Collection, Sequence
from itertools import filterfalse, starmap
from typing import Any

import ironcalc

from artifacts.kinds.spreadsheet.engine.implied import Formats
from artifacts.kinds.spreadsheet.engine.interface import DependsOnThePast, Found, Place, WholeSheet, beside
from artifacts.kinds.spreadsheet.engine.news import news, unknown_in

_KINDS: dict[type, str] = {float: "n", bool: "b"}  # of the engine's values; the rest is text or an error


class IroncalcBook:
    """One workbook in the engine, with the values that were told."""

    def __init__(self, sheets: Sequence[WholeSheet]) -> None:
        self.model = ironcalc.create("book")
        self.told: list[dict[Place, Found | None]] = [{} for _sheet in sheets]  # of every formula
        self.filled: set[Place] = set()
        self.formats = Formats([sheet["name"] for sheet in sheets])
        self.has_spilled = self.is_mixed = False
        for index, sheet in enumerate(sheets):
            if index:
                self.model.add_sheet(sheet["name"])
            else:
                self.model.rename_sheet(0, sheet["name"])
        for index, sheet in enumerate(sheets):
            cells = sheet["rows"], sheet["columns"], sheet["kinds"], sheet["values"], sheet["formats"]
            for cell in zip(*cells, strict=True):
                self.write(index, *cell)

    @property
    def unknown(self) -> int:
        return sum(unknown_in(told.values()) for told in self.told)

    @property
    def has_cycle(self) -> bool:
        return False  # a change is always computed as a whole

    def change(self, cells: list[list[Any]]) -> None:
        raise DependsOnThePast

    def write(self, sheet: int, row: int, column: int, kind: str, value: Any, number_format: str | None) -> None:
        """Fill one empty cell."""
        model, place = self.model, (sheet, row, column)
        self.filled.add(place)
        self.formats.learn(place, kind, value, number_format)
        if kind == "f":
            self.told[sheet][place] = None
            model.update_cell_with_formula(sheet, row, column, value)
        elif kind == "n":
            model.update_cell_with_number(sheet, row, column, value)
        elif kind == "b":
            model.update_cell_with_bool(sheet, row, column, value)
        elif kind == "e":
            model.update_cell_with_formula(sheet, row, column, f"={value}")
        else:
            model.update_cell_with_text(sheet, row, column, value)

    def compute(self) -> dict[str, object]:
        self.model.evaluate()
        spilled = self._spilled()
        found: dict[str, object] = {"sheets": list(map(self._news, self.told)), "spilled": spilled}
        self.has_spilled = bool(spilled) or any(("e", "#SPILL!") in told.values() for told in self.told)
        return found

    def _news(self, told: dict[Place, Found | None]) -> dict[str, object]:
        """Return the values of one sheet."""
        found = self._read(told)
        told.update(zip(told, found, strict=True))
        return news(list(told), None, found, self.formats.implied)

    def better_than(self, others: dict[Place, Found]) -> dict[Place, Found]:
        """Return its own values of some formulas where they are more than the errors of another engine.

        What a formula fills beside its own cell comes with it.
        """
        found: dict[Place, Found] = {}
        spilled = {(sheet, row, column): (kind, value) for sheet, row, column, kind, value in self._spilled()}
        for place, other in others.items():
            own = self.told[place[0]][place]
            if own is not None and unknown_in([own]) <= unknown_in([other]) and own != other:
                found |= {place: own, **_filled_from(place, spilled)}
        return found

    def _spilled(self) -> list[tuple[Any, ...]]:
        """Return the cells that formulas fill beside their own."""
        places = self.model.get_all_cells()
        if len(places) == len(self.filled):  # no other cell is there, which saves looking for each
            return []
        places = list(filterfalse(self.filled.__contains__, places))
        found = zip(places, self._read(places), strict=True)
        return [(*place, kind, value) for place, (kind, value) in found if value is not None]

    def _read(self, places: Collection[Place]) -> list[Found]:
        """Return kind and value of cells."""
        values = list(starmap(self.model.get_cell_value, places))
        kinds = [_KINDS.get(type(value), "t") for value in values]
        if "t" in kinds:
            for position, place in enumerate(places):
                value = values[position]
                if isinstance(value, str) and value.startswith("#") and self._is_error(place):
                    kinds[position] = "e"
        return list(zip(kinds, values, strict=True))

    def _is_error(self, place: Place) -> bool:
        return bool(self.model.get_cell_type(*place) == ironcalc.CellType.ErrorValue)


def _filled_from(place: Place, spilled: dict[Place, Found]) -> dict[Place, Found]:
    """Return the spilled cells that hang together with a formula's."""
    found: dict[Place, Found] = {}
    todo = [*beside(place)]
    while todo:
        cell = todo.pop()
        if cell in spilled and cell not in found:
            found[cell] = spilled[cell]
            todo.extend(beside(cell))
    return found
