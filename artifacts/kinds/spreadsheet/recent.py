"""Bands that this process read or wrote last, so that an edit need not read its own again.

A band is known by its digest, which says all that is in it: what is kept is never out of date, and gives nobody more
than the blocks would. Nobody changes what is kept; an edit copies it.
"""

import threading
from collections import OrderedDict

from artifacts.kinds.spreadsheet.bands import Cells
from artifacts.rows.limits import SPREADSHEET_CELLS


class Recent:
    """As many bands as together make no more cells than one spreadsheet may have; the one used last stands last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Cells] = OrderedDict()
        self._count = 0
        self._lock = threading.Lock()

    def find(self, digest: str) -> Cells | None:
        """Return the cells of the band with this digest, if they are kept."""
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def keep(self, digest: str, cells: Cells) -> None:
        """Keep these cells; the ones used least make room."""
        with self._lock:
            self._count += len(cells) - len(self._kept.pop(digest, ()))
            self._kept[digest] = cells
            while len(self._kept) > 1 and self._count > SPREADSHEET_CELLS.most:
                _oldest, gone = self._kept.popitem(last=False)
                self._count -= len(gone)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
            self._count = 0


_recent = Recent()
find, keep, clear = _recent.find, _recent.keep, _recent.clear
