"""Cells of the sheets that this process read or wrote last, so that an edit need not read the whole workbook again.

A sheet is known by the digests of its bands, which say all that is in it: what is kept is never out of date, and gives
nobody more than the blocks would. Nobody changes what is kept; an edit copies it.
"""

import threading
from collections import OrderedDict

from artifacts.kinds.spreadsheet.content import SheetCell
from artifacts.limits import SPREADSHEET_CELLS

Cells = dict[tuple[int, int], SheetCell]
Key = tuple[str, ...]
_kept: OrderedDict[Key, Cells] = OrderedDict()
_lock = threading.Lock()


def find(key: Key) -> Cells | None:
    """Return the cells of the sheet with these bands, if they are kept."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def keep(key: Key, cells: Cells) -> None:
    """Keep these cells, and as many others as together make no more than one spreadsheet may have."""
    with _lock:
        _kept[key] = cells
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(map(len, _kept.values())) > SPREADSHEET_CELLS.most:
            _kept.popitem(last=False)
