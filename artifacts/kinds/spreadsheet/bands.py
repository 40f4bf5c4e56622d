"""Bands of a sheet: so many rows together are stored, read, compared and written as one.

What is asked of a whole workbook at every edit (its size, whether there are formulas) is told by the facts of each
band, so that only those that the edit touches are read. Nobody changes a band's cells: an edit makes another band.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.rows.limits import SHEET_ROWS_PER_BLOCK

Place = tuple[int, int]
Cells = dict[Place, SheetCell]
_TYPES = {kind[0]: kind for kind in ValueType if kind is not ValueType.ERROR}
_HELD = {True: (True,), False: ()}  # told only of the few cells that are
_ERROR = ValueType.ERROR[0]  # the letter of an empty cell as well, which has no value


class Facts(NamedTuple):
    """What is known of a band without reading it: counts of cells, and the last filled row and column."""

    cells: int
    row: int
    column: int
    formulas: int
    spilled: int
    texts: int


@dataclass(slots=True, eq=False)
class Band:
    """Some rows: stored under the digest, or in memory, or both. Without `is_stored` its bytes are to be written.

    One that is computed holds the values of all that was typed into it.
    """

    facts: Facts | None = None
    digest: str | None = None
    cells: Cells | None = None
    is_stored: bool = False
    is_computed: bool = False

    def is_same(self, other: "Band | None") -> bool:
        """Say whether both hold the same cells, as far as that is known without looking at them."""
        return other is self or (other is not None and self.digest is not None and self.digest == other.digest)


def made_of(cells: Cells) -> Band:
    """Return a band that is in memory only."""
    return Band(facts_of(cells), cells=cells)


def band_at(row: int) -> int:
    """Return the number of the band that a row (from 1) stands in."""
    return (row - 1) // SHEET_ROWS_PER_BLOCK


def split(cells: Cells) -> dict[int, Cells]:
    """Return the cells of every band that has any."""
    bands: dict[int, Cells] = {}
    for place, cell in cells.items():
        number = (place[0] - 1) // SHEET_ROWS_PER_BLOCK
        if number not in bands:
            bands[number] = {}
        bands[number][place] = cell
    return dict(sorted(bands.items()))


def facts_of(cells: Cells) -> Facts:
    """Return the facts of a band's cells."""
    inputs, values = (list(map(itemgetter(part), cells.values())) for part in (0, 1))
    return Facts(
        len(cells),
        max(map(itemgetter(0), cells), default=0),
        max(map(itemgetter(1), cells), default=0),
        sum([is_formula(raw) for raw in inputs if type(raw) is str and raw[:1] == "="]),
        sum(map(_is_spilled, cells.values())) if None in inputs else 0,
        list(map(type, values)).count(str),
    )


def dump(cells: Cells) -> bytes:
    """Return the bytes of a band, the same for equal cells."""
    rows = [
        (row, column, raw, value, kind[0], number_format, *_HELD[is_held])
        for (row, column), (raw, value, kind, number_format, is_held) in sorted(cells.items(), key=itemgetter(0))
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def load(data: bytes) -> Cells:
    """Return the cells of a band's bytes."""
    cells: Cells = {}
    for row, column, raw, value, code, number_format, *held in json.loads(data):
        kind = ValueType.ERROR if code == _ERROR and value is not None else _TYPES[code]
        cells[row, column] = SheetCell(raw, value, kind, number_format, bool(held))
    return cells


def facts_to_json(facts: Iterable[Facts]) -> list[list[int]]:
    """Return the facts of a sheet's bands as its manifest holds them."""
    return [list(each) for each in facts]


def facts_from_json(raw: Iterable[Any] | None) -> Iterator[Facts | None]:
    """Yield the facts of a manifest; None for ever if it is older than they are."""
    yield from (Facts(*each) for each in raw or ())
    while raw is None:
        yield None


def _is_spilled(cell: SheetCell) -> bool:
    return cell[0] is None and cell[1] is not None
