"""What a continuation says again: rows that are there already, text that was written before."""

from collections.abc import Sequence
from typing import TypeVar

Cell = TypeVar("Cell")

LEAST_CHARACTERS = 8
"""A shorter overlap of texts is chance: "the ", a number."""


def new_rows(
    given: Sequence[list[Cell]], *known: Sequence[list[Cell]], missing: int | None = None
) -> list[list[Cell]]:
    """Return the rows without those at their beginning that end, or wholly are, one of the known lists of rows.

    Rows that are alike on both sides of the seam leave open where the new ones begin. `missing` settles it: when just
    so many are left after what may be a repetition, that is what they are. Without it the longest repetition goes.
    """
    keys = [_key(row) for row in given]
    there = [[_key(row) for row in rows] for rows in known]
    surplus = len(keys) - missing if missing else -1
    if surplus >= 0 and any(_ends_with(rows, keys[:surplus]) for rows in there):
        return list(given[surplus:])
    return list(given[max((_repeated(keys, rows) for rows in there), default=0) :])


def overlap(before: str, after: str) -> int:
    """Return how many characters at the beginning of `after` are the end of `before`, 0 for a few by chance."""
    most = min(len(before), len(after))
    start = before[-most:] if most else ""
    sizes = (most - at for at in range(most - LEAST_CHARACTERS + 1))
    return next((size for size in sizes if start.endswith(after[:size])), 0)


def _ends_with(known: list[tuple[str, ...]], given: list[tuple[str, ...]]) -> bool:
    return not given or known[-len(given) :] == given


def _repeated(given: list[tuple[str, ...]], known: list[tuple[str, ...]]) -> int:
    if not known or not given:
        return 0
    if given[: len(known)] == known or known[: len(given)] == given:
        return min(len(known), len(given))
    sizes = range(min(len(given), len(known)), 0, -1)
    return next((size for size in sizes if known[-size:] == given[:size]), 0)


def _key(row: Sequence[object]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell).strip().casefold() for cell in row)
