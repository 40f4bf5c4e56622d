"""Columns that are set apart by blanks or tabs, with or without a line of dashes under their header."""

import re
from collections.abc import Sequence

from artifacts.extraction.cells import plain_text
from artifacts.extraction.layouts.layout import Found, Grid

_GAP = re.compile(r" {2,}|\s*\t\s*")
_RULE = re.compile(r"[\s\-=─━═+]+")
_LEAST_LINES = 3
_CELL_CHARACTERS = 80


def find(lines: Sequence[str]) -> list[Found]:
    """Return the runs of at least three lines that gaps cut into equally many cells."""
    found: list[Found] = []
    run: list[list[str]] = []
    start = 0
    for at, line in enumerate([*lines, ""]):
        cells = _cells(line)
        if cells is None and run and _is_rule(line) and len(run) == 1:
            continue
        if cells is not None and (not run or len(cells) == len(run[0])):
            start = start if run else at
            run.append(cells)
            continue
        if len(run) >= _LEAST_LINES:
            found.append(Found(start, at, Grid(run[0], run[1:])))
        run, start = ([cells], at) if cells is not None else ([], at)
    return found


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str] | None:
    """Return the cells of a line, at least two; None for another line."""
    cells = [plain_text(cell) for cell in _GAP.split(line.strip())]
    is_row = len(cells) > 1 and all(cells) and max(map(len, cells)) <= _CELL_CHARACTERS and not _is_rule(line)
    return cells if is_row else None
