"""A workbook in Formualizer, which evaluates what depends on a change and nothing else."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import formualizer

from artifacts.kinds.spreadsheet.engine.implied import Formats
from artifacts.kinds.spreadsheet.engine.interface import (
    DependsOnThePast,
    Found,
    NotComputed,
    Place,
    WholeSheet,
    beside,
)
from artifacts.kinds.spreadsheet.engine.news import news, unknown_in
from artifacts.kinds.spreadsheet.engine.own_functions import register
from artifacts.kinds.spreadsheet.engine.spilling import may_spill

_ERRORS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Circ": "#CIRC!",
    "Calc": "#CALC!",
    "NImpl": "#N/IMPL!",
    "Error": "#ERROR!",
}
_KINDS = {sign: kind for kind, sign in _ERRORS.items()}
_SPARSE = 8  # cells of a rectangle to one formula in it: beyond it they are read one by one


class FormualizerBook:
    """One workbook in the engine, with the values that were told."""

    def __init__(self, sheets: Sequence[WholeSheet]) -> None:
        self.names = [sheet["name"] for sheet in sheets]
        self.formats = Formats(self.names)
        self.has_spilled = self.is_mixed = self._has_cleared = self._has_refused_cycle = False
        self.filled: set[Place] = set()
        self.sheets = [_Sheet(at, name) for at, name in enumerate(self.names)]
        self.workbook = _workbook()
        for name in self.names:
            self.workbook.add_sheet(name)
        for index, sheet in enumerate(sheets):
            cells = sheet["rows"], sheet["columns"], sheet["kinds"], sheet["values"], sheet["formats"]
            for cell in zip(*cells, strict=True):
                self.write(index, *cell)

    @property
    def unknown(self) -> int:
        return sum(sheet.unknown for sheet in self.sheets)

    @property
    def has_cycle(self) -> bool:
        return self._has_refused_cycle or any(sheet.circular for sheet in self.sheets)

    def change(self, cells: list[list[Any]]) -> None:
        if self.has_spilled or self.has_cycle:
            raise DependsOnThePast
        for sheet, row, column, kind, value, number_format in cells:
            place = (sheet, row, column)
            was_implied = place in self.formats.implied
            self.filled.discard(place)
            self.sheets[sheet].forget(place)
            self.formats.learn(place, None, None, None)
            self._has_cleared |= kind is None
            if kind is None:
                self.workbook.set_value(self.names[sheet], row, column, None)
            else:
                self.write(sheet, row, column, kind, value, number_format)
            if was_implied or place in self.formats.implied or self.sheets[sheet].is_wide(place):
                raise DependsOnThePast
        if self._has_cleared and any(sheet.wide for sheet in self.sheets):
            raise DependsOnThePast  # what was cleared may still stand in the way of arrays

    def write(self, sheet: int, row: int, column: int, kind: str, value: Any, number_format: str | None) -> None:
        """Fill one cell."""
        place = (sheet, row, column)
        self.filled.add(place)
        self.formats.learn(place, kind, value, number_format)
        if kind == "f":
            self.sheets[sheet].add(place, value)
            self._write_formula(sheet, row, column, value)
        elif kind == "e":
            self._write_error(sheet, row, column, value)
        else:
            self.workbook.set_value(self.names[sheet], row, column, value)

    def doubtful(self) -> list[Place]:
        """Return the formulas with an error that tells against the engine."""
        return [place for sheet in self.sheets for place, found in sheet.told.items() if unknown_in([found])]

    def told(self, place: Place) -> Found:
        """Return the value of a formula as it was told last."""
        return self.sheets[place[0]].told[place]

    def take(self, values: dict[Place, Found]) -> dict[str, object]:
        """Let formulas have values that another engine computed; return the values of all."""
        self.is_mixed = True
        for (sheet, row, column), (kind, value) in values.items():
            if kind == "e":
                self._write_error(sheet, row, column, value)
            else:
                self.workbook.set_value(self.names[sheet], row, column, value)
        for each in self.sheets:
            each.start_again()
        return self.compute()

    def _write_formula(self, sheet: int, row: int, column: int, formula: str) -> None:
        """Write a formula, or the error that it gives if the engine does not even take it."""
        try:
            self.workbook.set_formula(self.names[sheet], row, column, formula)
        except (ValueError, RuntimeError) as error:
            sign = "#CIRC!" if "#CIRC!" in str(error) else "#ERROR!"
            self._has_refused_cycle |= sign == "#CIRC!"
            self._write_error(sheet, row, column, sign)

    def _write_error(self, sheet: int, row: int, column: int, sign: str) -> None:
        error = formualizer.LiteralValue.error(_KINDS.get(sign, "Value"), sign)
        self.workbook.set_value(self.names[sheet], row, column, error)

    def compute(self) -> dict[str, object]:
        try:
            self.workbook.evaluate_all()
        except formualizer.ExcelEvaluationError as error:
            raise NotComputed from error
        spilled = [cell for sheet in self.sheets for cell in sheet.spilled(self.workbook, self.filled)]
        found = {"sheets": [sheet.news(self.workbook, self.formats) for sheet in self.sheets], "spilled": spilled}
        self.has_spilled = bool(spilled) or any(sheet.blocked for sheet in self.sheets)
        return found


class _Sheet:
    """The formulas of a sheet in the order in which they were sent, and what was told of them."""

    def __init__(self, index: int, name: str) -> None:
        self.index, self.name = index, name
        self.told: dict[Place, Found] = {}
        self.unknown = self.blocked = self.circular = 0
        self.places: dict[Place, None] = {}
        self.wide: dict[Place, None] = {}  # those that may fill other cells
        self._rows: list[list[Any]] | None = None
        self._area: tuple[int, int, int, int] | None = None
        self._positions: dict[Place, int] | None = None

    def add(self, place: Place, formula: str) -> None:
        self.places[place] = None
        if may_spill(formula):
            self.wide[place] = None
        self._rows = self._area = self._positions = None

    def forget(self, place: Place) -> None:
        if place in self.places:
            del self.places[place]
            self._count(self.told.pop(place, None), -1)
            self.wide.pop(place, None)
            self._rows = self._area = self._positions = None

    def _count(self, found: Found | None, step: int) -> None:
        """Count an error that tells against the engine, one whose way is blocked, and a cycle's, in or out."""
        if found is not None and found[0] == "e":
            self.unknown += step * unknown_in([found])
            self.blocked += step * (found[1] == "#SPILL!")
            self.circular += step * (found[1] == "#CIRC!")

    def is_wide(self, place: Place) -> bool:
        """Say whether a formula may fill other cells."""
        return place in self.wide

    def start_again(self) -> None:
        """Take nothing for told."""
        self.told, self._rows = {}, None
        self.unknown = self.blocked = self.circular = 0

    def news(self, workbook: Any, formats: Formats) -> dict[str, object]:
        """Return the values that are others than was told, and take them for told."""
        changed = {place: found for place, found in self._found(workbook).items() if self.told.get(place) != found}
        for place, value in changed.items():
            self._count(self.told.get(place), -1)
            self._count(value, 1)
        self.told.update(changed)
        if len(changed) == len(self.places):
            return news(list(self.places), None, [changed[place] for place in self.places], formats.implied)
        if not changed:
            return news([], [], [], {})
        if self._positions is None:
            self._positions = {place: position for position, place in enumerate(self.places)}
        ordered = sorted((self._positions[place], place) for place in changed)
        at = [position for position, _place in ordered]
        places = [place for _position, place in ordered]
        return news(places, at, [changed[place] for place in places], formats.implied)

    def _found(self, workbook: Any) -> dict[Place, Found]:
        """Return the values of formulas that may be new: all that stand in rows where anything changed."""
        area = self._rectangle()
        if area is None:
            get = workbook.get_value
            return {place: _value(get(self.name, place[1], place[2])) for place in self.places}
        before, self._rows = self._rows, self._read(workbook, area)
        top, left, _bottom, _right = area
        found: dict[Place, Found] = {}
        for row, values in enumerate(self._rows):
            if before is not None and before[row] == values:
                continue
            for column, value in enumerate(values):
                place = (self.index, top + row, left + column)
                is_new = before is None or before[row][column] != value
                if is_new and place in self.places:
                    found[place] = _value(value)
        return found

    def spilled(self, workbook: Any, filled: set[Place]) -> list[tuple[Any, ...]]:
        """Return the cells that formulas fill beside their own."""
        found: dict[Place, Found] = {}
        todo = [neighbour for place in self.wide for neighbour in beside(place)]
        seen: set[Place] = set()
        while todo:
            place = todo.pop()
            if place in filled or place in seen:
                continue
            seen.add(place)
            value = workbook.get_value(self.name, place[1], place[2])
            if value is not None:
                found[place] = _value(value)
                todo.extend(beside(place))
        return [(*place, *value) for place, value in sorted(found.items())]

    def _rectangle(self) -> tuple[int, int, int, int] | None:
        """Return the rectangle around all formulas if reading all of it is cheap."""
        if self._area is None and self.places:
            rows = [place[1] for place in self.places]
            columns = [place[2] for place in self.places]
            self._area = min(rows), min(columns), max(rows), max(columns)
        if self._area is None:
            return None
        top, left, bottom, right = self._area
        return self._area if (bottom - top + 1) * (right - left + 1) <= _SPARSE * len(self.places) else None

    def _read(self, workbook: Any, area: tuple[int, int, int, int]) -> list[list[Any]]:
        rows: list[list[Any]] = workbook.sheet(self.name).get_values(formualizer.RangeAddress(self.name, *area))
        return rows


def _workbook() -> Any:
    """Return an empty workbook: one thread, days as numbers, no memory of what was undone."""
    config = formualizer.EvaluationConfig()
    config.enable_parallel = False
    workbook = formualizer.Workbook(config=formualizer.WorkbookConfig(eval_config=config))
    workbook.set_temporal_egress("serial")
    register(workbook)
    return workbook


def _value(value: Any) -> Found:
    """Return kind and value of what the engine gives."""
    if isinstance(value, float):
        return ("n", value) if value - value == 0 else ("e", "#NUM!")
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, str):
        return "t", value
    if isinstance(value, dict):
        return "e", _ERRORS.get(str(value.get("kind")), "#VALUE!")
    if isinstance(value, list):  # an array that stays in its cell shows its first value
        return _value(next(chain.from_iterable(value), None))
    return ("n", float(value)) if isinstance(value, int) else ("n", 0.0)
