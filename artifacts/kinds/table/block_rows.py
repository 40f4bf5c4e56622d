"""A block's rows as bytes: JSON rows of values, with the texts that cells were written as where those say more.

A block without such texts is the list of rows alone.
"""

import json
from typing import Any

from artifacts.kinds.table.content import Cell
from artifacts.kinds.values.written import WRITTEN, keep, written_of

Rows = list[list[Cell]]


def rows_to_bytes(rows: Rows) -> bytes:
    """Return the bytes of a block."""
    written = [
        [number, place, written_of(cell)]
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if type(cell) in WRITTEN
    ]
    raw: Any = {"rows": rows, "written": written} if written else rows
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def rows_from_bytes(data: bytes) -> Rows:
    """Return the rows of a block."""
    raw = json.loads(data)
    if isinstance(raw, list):
        return raw
    rows: Rows = raw["rows"]
    for number, place, text in raw["written"]:
        rows[number][place] = keep(rows[number][place], text)
    return rows
