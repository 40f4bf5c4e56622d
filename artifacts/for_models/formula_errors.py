"""Formulas that give errors: which of them a model is shown, to correct them.

A formula shows the error of a cell that it refers to, and a formula that was filled down is wrong in every row: only
where an error comes from is shown, and of what was filled, the first cell.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.bands import Place
from artifacts.kinds.spreadsheet.engine.calculate import CellError, errors_of
from artifacts.kinds.spreadsheet.formula_guard import is_allowed
from artifacts.kinds.spreadsheet.formulas import Area, areas_of, copy_formula
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.rows.limits import FAULTS_SEEN, FAULTS_SHOWN

_meant = re.compile(r"\bNA\(\s*\)", re.IGNORECASE)
_CIRCULAR = "#CIRC!"
_UNKNOWN = "#NAME?"

Places = Mapping[tuple[str, str], Sequence[Place]]
"""Places in order, by the sheet's name without regard to case and the error."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell whose formula gives an error by itself, and others that it was filled into, with the same error."""

    cell: CellError
    alike: list[CellError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Faults:
    """The formulas that a model may correct, and those of them that it is shown."""

    errors: Sequence[CellError]
    shown: Sequence[Fault]

    @property
    def count(self) -> int:
        """How many formulas are shown, with those that each stands for."""
        return sum(1 + len(fault.alike) for fault in self.shown)


def find_faults(book: StoredSpreadsheet, base: StoredSpreadsheet | None = None) -> Faults:
    """Return the formulas that give errors, but for those that are meant to and those that `base` has as well."""
    errors = errors_of(book.content())
    known = {_key(error) for error in errors_of(base.content())} if base is not None and errors else set()
    own = [error for error in errors if _key(error) not in known and not _meant.search(error.input)]
    return Faults(own, _sources(own[:FAULTS_SEEN], _places(errors[:FAULTS_SEEN])))


def filled(formula: str, source: CellError, target: CellError) -> str:
    """Return a formula for the cell of `source` as it would be filled into the cell of `target`."""
    (row, column), (to_row, to_column) = parse_reference(source.at), parse_reference(target.at)
    return copy_formula(formula, to_row - row, to_column - column)


def _key(error: CellError) -> tuple[str, str, str]:
    return error.sheet, error.at, error.input


def _sources(errors: Sequence[CellError], places: Places) -> list[Fault]:
    """Return where the errors come from, at most FAULTS_SHOWN."""
    faults: list[Fault] = []
    for error in (error for error in errors if not _is_passed_on(error, places)):
        like = next((fault for fault in faults if _is_filled_from(fault.cell, error)), None)
        if like is not None:
            like.alike.append(error)
        elif len(faults) < FAULTS_SHOWN:
            faults.append(Fault(error))
    return faults


def _places(errors: Sequence[CellError]) -> Places:
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for error in errors:
        found[error.sheet.casefold(), error.value].append(parse_reference(error.at))
    return found


def _is_passed_on(error: CellError, places: Places) -> bool:
    """Say whether the formula refers to a cell with the same error; in a circle every one does.

    One that calls an unknown function has its error from there as well.
    """
    if error.value == _CIRCULAR or (error.value == _UNKNOWN and not is_allowed(error.input)):
        return False
    return any(
        _holds_any(area, places.get((area.sheet.casefold(), error.value), ()))
        for area in areas_of(error.input, error.sheet)
    )


def _holds_any(area: Area, places: Sequence[Place]) -> bool:
    first = bisect_left(places, (area.top, 0))
    last = bisect_left(places, (area.bottom + 1, 0))
    return any(area.left <= column <= area.right for _row, column in places[first:last])


def _is_filled_from(source: CellError, error: CellError) -> bool:
    is_near = source.sheet == error.sheet and source.value == error.value
    return is_near and filled(source.input, source, error) == error.input
