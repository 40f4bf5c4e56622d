"""Whether the first row of a grid names its columns: by how it differs from what stands below it."""

import re
from collections.abc import Sequence
from itertools import islice

from artifacts.kinds.values.days import read_day
from artifacts.kinds.values.evidence import is_figure

SAMPLE_ROWS = 50
MOST_CHARACTERS = 40  # a longer cell is no number, whatever signs it has

_YEAR = re.compile(r"(?:19|20)\d\d|2100")


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the first row is a header: no cell of it is a number but years and days over other things.

    `Product,2023,2024` over amounts is one; over years it is not.
    """
    first, below = rows[0], list(islice(rows, 1, SAMPLE_ROWS))
    if not any(_is_value(cell) for cell in first):
        return True
    is_named = any(cell.strip() and not _is_value(cell) for cell in first)
    return bool(below) and is_named and all(_is_head(cell, at, below) for at, cell in enumerate(first))


def is_doubtful(header: Sequence[str]) -> bool:
    """Say whether a first row was found to be a header though values stand in it."""
    return any(map(_is_value, header))


def _is_head(cell: str, at: int, below: Sequence[Sequence[str]]) -> bool:
    cell = cell.strip()
    if not _is_value(cell):
        return True
    values = [row[at].strip() for row in below if at < len(row) and row[at].strip()]
    if _YEAR.fullmatch(cell):
        return not all(map(_YEAR.fullmatch, values))
    return read_day(cell) is not None and not any(map(read_day, values))


def _is_value(cell: str) -> bool:
    cell = cell.strip()
    return len(cell) < MOST_CHARACTERS and (is_figure(cell) or read_day(cell) is not None)
