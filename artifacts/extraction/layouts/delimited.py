"""Lines that commas, semicolons or tabs cut into equally many cells, without a fence that says so."""

from collections.abc import Sequence

from artifacts.extraction.layouts.layout import Found, Grid
from artifacts.kinds.table.delimited import read_delimited

_DELIMITERS = ("\t", ";", ",")
_LEAST_LINES = 3
_CELL_CHARACTERS = 60  # on average: then the commas are those of sentences


def find(lines: Sequence[str]) -> list[Found]:
    """Return the longest run of at least three such lines."""
    best = (0, 0)
    for delimiter in _DELIMITERS:
        start = 0
        for at in range(1, len(lines) + 1):
            count = lines[start].count(delimiter)
            if at < len(lines) and count and lines[at].count(delimiter) == count:
                continue
            if count and at - start > best[1] - best[0]:
                best = (start, at)
            start = at
    start, end = best
    grid = _read("".join(lines[start:end])) if end - start >= _LEAST_LINES else None
    return [Found(start, end, grid)] if grid else []


def _read(text: str) -> Grid | None:
    found = read_delimited(text)
    if found is None:
        return None
    cells = [cell for row in found.all_rows for cell in row]
    is_prose = sum(map(len, cells)) > _CELL_CHARACTERS * len(cells)
    return None if is_prose else Grid(found.header, found.rows)
