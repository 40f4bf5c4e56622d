"""The workbooks that one engine process holds: what it is asked for the next one, and what comes of its answer.

A workbook that differs in a few cells from one it holds is asked for by those cells; others are sent whole. Both give
the same. A cell that changes its number format counts as another workbook, since formulas take formats over.
"""

from collections.abc import Callable, Iterator
from itertools import compress, count
from operator import ne
from typing import Any, NamedTuple

from artifacts.errors import CalculationFailed
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.exchange import Place, Places, changed_cell, fill_in, formula_places, whole_sheet
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.limits import CHANGED_CELLS, KEPT_BOOKS, SPREADSHEET_CELLS

Ask = Callable[[dict[str, Any]], dict[str, Any]]
Changes = list[list[Any]]


class Kept(NamedTuple):
    """A workbook as it was computed last, and where its formulas stand."""

    content: SpreadsheetContent
    places: Places


class Books:
    """What one process holds, as it was computed last; the one used last stands last."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}
        self._numbers = count(1)

    def may_know(self, content: SpreadsheetContent) -> bool:
        """Say, without looking at every cell, whether one of them could be this workbook before an edit."""
        names, size = _names(content), _size(content)
        return any(
            _names(kept.content) == names and abs(_size(kept.content) - size) <= CHANGED_CELLS
            for kept in self._kept.values()
        )

    def compute(self, content: SpreadsheetContent, ask: Ask) -> SpreadsheetContent:
        """Fill in what the engine computes and return it; `content` holds no spilled cells."""
        number, changes = self._closest(content)
        answer = ask({"book": number, "changes": changes}) if changes is not None else {"again": True}
        if "again" in answer:
            self._kept.pop(number, None)
            number = next(self._numbers)
            drop = self._make_room(_size(content))
            answer = ask({"book": number, "drop": drop, "sheets": list(map(whole_sheet, content.sheets))})
        if "failed" in answer:
            self._kept.clear()
            raise CalculationFailed
        known = self._kept.pop(number, None)
        places = formula_places(answer) if known is None or "places" in answer else known.places
        fill_in(content, answer, places)
        copy = SpreadsheetContent([Sheet(sheet.name, dict(sheet.cells)) for sheet in content.sheets])
        self._kept[number] = Kept(copy, places)
        return content

    def _closest(self, content: SpreadsheetContent) -> tuple[int, Changes | None]:
        for number, kept in reversed(self._kept.items()):
            changes = changes_between(kept.content, content)
            if changes is not None:
                return number, changes
        return 0, None

    def _make_room(self, size: int) -> list[int]:
        """Forget the oldest until another workbook fits; return their numbers."""
        dropped: list[int] = []
        while self._kept and (
            len(self._kept) >= KEPT_BOOKS
            or size + sum(_size(kept.content) for kept in self._kept.values()) > SPREADSHEET_CELLS.most
        ):
            dropped.append(next(iter(self._kept)))
            del self._kept[dropped[-1]]
        return dropped


def changes_between(kept: SpreadsheetContent, content: SpreadsheetContent) -> Changes | None:
    """Return the cells that make `content` of `kept`; None if they are many or number formats differ.

    Formulas that nobody typed again get the values of `kept`.
    """
    if _names(kept) != _names(content):
        return None
    found: Changes = []
    for index, (old, new) in enumerate(zip(kept.sheets, content.sheets, strict=True)):
        for place, before, after in _differing(old, new):
            if (before and before.format) != (after and after.format) or len(found) >= CHANGED_CELLS:
                return None
            found.append([index, *place, *changed_cell(after)])
    return found


def _differing(old: Sheet, new: Sheet) -> Iterator[tuple[Place, SheetCell | None, SheetCell | None]]:
    befores = list(map(old.cells.get, new.cells))
    pairs = zip(new.cells.items(), befores, strict=True)
    for (place, cell), before in compress(pairs, map(ne, new.cells.values(), befores)):
        if before and _is_another_value(before, cell):
            new.cells[place] = before
        else:
            yield place, before, cell
    if not old.cells.keys() <= new.cells.keys():
        for place in old.cells.keys() - new.cells.keys():
            if (before := old.cells[place]).input is not None or before.format is not None:
                yield place, before, None


def _is_another_value(before: SheetCell, cell: SheetCell) -> bool:
    """Say whether the same formula gave another value in an older version; one that was typed again has none."""
    raw, _value, kind, number_format = cell
    is_same = raw == before[0] and number_format == before[3]
    return is_same and kind is not ValueType.EMPTY and is_formula(raw)


def _names(content: SpreadsheetContent) -> list[str]:
    return [sheet.name for sheet in content.sheets]


def _size(content: SpreadsheetContent) -> int:
    return sum(len(sheet.cells) for sheet in content.sheets)
