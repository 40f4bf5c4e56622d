"""The workbooks that one engine process holds: what it is asked for the next one, and what comes of its answer.

A workbook that differs in a few cells from one it holds is asked for by those cells; others are sent whole. Both give
the same. Bands that both have are not looked at. A cell that changes its number format counts as another workbook,
since formulas take formats over.
"""

from collections.abc import Callable, Iterator
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from artifacts.kinds.spreadsheet.bands import Cells, Place
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.engine.exchange import (
    Changes,
    Formulas,
    changed_cell,
    fill_in,
    follow,
    formula_places,
    whole_sheet,
)
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.workbook import Draft, StoredSpreadsheet, all_cells, differing
from artifacts.rows.errors import CalculationFailed
from artifacts.rows.limits import CHANGED_CELLS, KEPT_BOOKS, SPREADSHEET_CELLS

Ask = Callable[[dict[str, object]], dict[str, object]]


class Kept(NamedTuple):
    """A workbook as it was computed last, every band in memory, and where its formulas stand."""

    book: StoredSpreadsheet
    formulas: Formulas


class Books:
    """What one process holds, as it was computed last; the one used last stands last."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}
        self._numbers = count(1)

    @property
    def is_fresh(self) -> bool:
        """Whether it holds nothing that was computed before."""
        return not self._kept

    def may_know(self, book: StoredSpreadsheet) -> bool:
        """Say, without looking at every cell, whether one of them could be this workbook before an edit."""
        names, size = _names(book), _size(book)
        return any(
            _names(kept.book) == names and abs(_size(kept.book) - size) <= CHANGED_CELLS
            for kept in self._kept.values()
        )

    def compute(self, book: StoredSpreadsheet, ask: Ask) -> StoredSpreadsheet:
        """Return the workbook with what the engine computes filled in; `book` holds no spilled cells."""
        for number, kept in reversed(self._kept.items()):
            draft = Draft(book)
            changes = changes_between(kept.book, draft)
            if changes is not None:
                return self._compute_changes(number, changes, draft, ask)
        return self._compute_whole(book, ask)

    def _compute_changes(self, number: int, changes: Changes, draft: Draft, ask: Ask) -> StoredSpreadsheet:
        kept = self._kept.pop(number)
        answer = ask({"book": number, "changes": changes})
        if "again" in answer:
            return self._compute_whole(draft.book, ask)
        follow(kept.formulas, changes)
        return self._filled(number, draft, answer, kept.formulas, kept.book)

    def _compute_whole(self, book: StoredSpreadsheet, ask: Ask) -> StoredSpreadsheet:
        number = next(self._numbers)
        drop = self._make_room(_size(book))
        sheets = [whole_sheet(sheet.name, all_cells(book, sheet)) for sheet in book.sheets]
        answer = ask({"book": number, "drop": drop, "sheets": sheets})
        return self._filled(number, Draft(book), answer, formula_places(sheets))

    def _filled(
        self,
        number: int,
        draft: Draft,
        answer: dict[str, object],
        formulas: Formulas,
        known: StoredSpreadsheet | None = None,
    ) -> StoredSpreadsheet:
        if "failed" in answer:
            self._kept.clear()
            raise CalculationFailed
        fill_in(draft, answer, formulas)
        computed = draft.closed()
        for sheet in computed.sheets:
            for band in sheet.bands.values():
                band.is_computed = True
        self._kept[number] = Kept(computed.held(known), formulas)
        return computed

    def _make_room(self, size: int) -> list[int]:
        """Forget the oldest until another workbook fits; return their numbers."""
        dropped: list[int] = []
        while self._kept and (
            len(self._kept) >= KEPT_BOOKS
            or size + sum(_size(kept.book) for kept in self._kept.values()) > SPREADSHEET_CELLS.most
        ):
            dropped.append(next(iter(self._kept)))
            del self._kept[dropped[-1]]
        return dropped


def changes_between(kept: StoredSpreadsheet, draft: Draft) -> Changes | None:
    """Return the cells that make the draft of `kept`; None if they are many or number formats differ.

    Formulas that nobody typed again get the values of `kept`, in the draft.
    """
    if _names(kept) != _names(draft.book):
        return None
    found: Changes = []
    for sheet, (before_edit, edited) in enumerate(zip(kept.sheets, draft.book.sheets, strict=True)):
        for old, new in differing(kept, before_edit, draft.book, edited):
            known: list[tuple[Place, SheetCell]] = []
            for place, before, after in _changed_inputs(old, new, known):
                if (before and before.format) != (after and after.format) or len(found) >= CHANGED_CELLS:
                    return None
                found.append([sheet, *place, *changed_cell(after)])
            draft.write(sheet, known)
    return found


def _changed_inputs(
    old: Cells, new: Cells, known: list[tuple[Place, SheetCell]]
) -> Iterator[tuple[Place, SheetCell | None, SheetCell | None]]:
    """Yield the cells with another input, before and after; add those with an older value of the same to `known`."""
    befores = list(map(old.get, new))
    pairs = zip(new.items(), befores, strict=True)
    for (place, cell), before in compress(pairs, map(ne, new.values(), befores)):
        if before and _is_another_value(before, cell):
            known.append((place, before))
        else:
            yield place, before, cell
    if not old.keys() <= new.keys():
        for place in old.keys() - new.keys():
            if (before := old[place]).input is not None or before.format is not None:
                yield place, before, None


def _is_another_value(before: SheetCell, cell: SheetCell) -> bool:
    """Say whether the same formula gave another value in an older version; one that was typed again has none."""
    raw, _value, kind, number_format, is_held = cell
    is_same = raw == before[0] and number_format == before[3] and not is_held and not before.is_held
    return is_same and kind is not ValueType.EMPTY and is_formula(raw)


def _names(book: StoredSpreadsheet) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def _size(book: StoredSpreadsheet) -> int:
    return sum(facts.cells for facts in book.facts())
