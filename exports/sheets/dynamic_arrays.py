"""Dynamic arrays of a sheet: which formulas are written as such, and the range that each fills.

Content keeps what a formula spilled as cells without an input, not whose they are; that is told from where they stand.
Where two formulas may have filled a cell, both are dynamic arrays and one of them has it in its range: Excel settles
the ranges when it computes.
"""

import re
from collections.abc import Mapping, Set

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, ValueType
from exports.sheets.grid import is_formula

Place = tuple[int, int]
SPILL = "#SPILL!"
_text = re.compile(r'"(?:[^"]|"")*"')
_gives_array = re.compile(
    r"""(?<![\w.])(?:BYCOL|BYROW|CHOOSECOLS|CHOOSEROWS|DROP|EXPAND|FILTER|FREQUENCY|HSTACK|MAKEARRAY|MAP|MMULT|MUNIT
    |RANDARRAY|SCAN|SEQUENCE|SORT|SORTBY|TAKE|TEXTSPLIT|TOCOL|TOROW|TRANSPOSE|UNIQUE|VSTACK|WRAPCOLS|WRAPROWS)\(""",
    re.IGNORECASE | re.VERBOSE,
)


def dynamic_arrays(sheet: Sheet) -> dict[Place, str]:
    """Return the range, such as B1:B3, of each formula that Excel must take for a dynamic array, by its place."""
    spilled = {place for place, cell in sheet.cells.items() if _is_spilled(cell)}
    likely = frozenset(place for place, cell in sheet.cells.items() if _is_dynamic(cell))
    possible = {at for row, column in spilled for at in ((row, column - 1), (row - 1, column)) if _computes(sheet, at)}
    found = {place: place for place in likely | possible}
    rest, certain = set(spilled), set[Place]()
    for place in sorted(spilled):
        if place in rest and (anchor := _anchor(place, found, likely, sheet)):
            found[anchor] = _corner(anchor, rest, likely)
            filled = _places(anchor, found[anchor])
            rest -= filled
            certain |= filled if anchor in likely else set()
    uncertain = spilled - certain
    for place in possible - likely:
        row, column = place
        if found[place] == place and not {(row, column + 1), (row + 1, column)} & uncertain:
            del found[place]
    return {place: write_range(*place, *corner) for place, corner in found.items()}


def _computes(sheet: Sheet, place: Place) -> bool:
    return place in sheet.cells and is_formula(sheet.cells[place])


def _is_spilled(cell: SheetCell) -> bool:
    """Say whether a formula in another cell filled this one."""
    return cell.input is None and cell.value is not None


def _is_dynamic(cell: SheetCell) -> bool:
    """Say whether a formula is an array by itself, also one that fills no other cell."""
    if not is_formula(cell):
        return False
    if cell.type == ValueType.ERROR and cell.value == SPILL:
        return True
    return bool(_gives_array.search(_text.sub('""', str(cell.input))))


def _anchor(place: Place, found: Mapping[Place, Place], likely: Set[Place], sheet: Sheet) -> Place | None:
    """Return the formula that filled the first cell of its range beside itself."""
    row, column = place
    beside = [at for at in ((row, column - 1), (row - 1, column)) if found.get(at) == at]
    return max(beside, key=lambda at: (at in likely, ":" in str(sheet.cells[at].input)), default=None)


def _corner(anchor: Place, rest: Set[Place], likely: Set[Place]) -> Place:
    """Return the last cell of an anchor's range; `rest` are the filled cells that are in no range yet."""
    bottom, right = anchor
    while (bottom, right + 1) in rest:
        right += 1
    columns = range(anchor[1], right + 1)
    while all((bottom + 1, column) in rest for column in columns) and (bottom + 1, anchor[1] - 1) not in likely:
        bottom += 1
    return bottom, right


def _places(first: Place, last: Place) -> set[Place]:
    return {(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
