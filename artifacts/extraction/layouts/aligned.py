"""Columns that are set apart by blanks or tabs, with or without a line of dashes under their header."""

import re
from collections.abc import Sequence

from artifacts.extraction.cells import plain_text
from artifacts.extraction.layouts.layout import Found, Grid

_GAP = re.compile(r" {2,}|\s*\t\s*")
_RULE = re.compile(r"[\s\-=─━═+]+")
_LEAST_LINES = 3
_LEAST_COLUMNS = 2
_CELL_CHARACTERS = 80


def find(lines: Sequence[str]) -> list[Found]:
    """Return the runs of at least three lines that gaps, or the places of the header's cells, cut alike."""
    return _by_gaps(lines) or _by_places(lines)


def _by_gaps(lines: Sequence[str]) -> list[Found]:
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


def _by_places(lines: Sequence[str]) -> list[Found]:
    """Return the first run of lines that have a blank before each place where a cell of the header begins."""
    for at, line in enumerate(lines):
        starts = [0, *(gap.end() for gap in _GAP.finditer(line.rstrip()))]
        if len(starts) < _LEAST_COLUMNS or line[:1].isspace() or "\t" in line:
            continue
        end = at + 1
        while end < len(lines) and _fits(lines[end], starts):
            end += 1
        rows = [_cut(row, starts) for row in lines[at:end] if not _is_rule(row)]
        if len(rows) >= _LEAST_LINES:
            return [Found(at, end, Grid(rows[0], rows[1:]))]
    return []


def _fits(line: str, starts: list[int]) -> bool:
    row = line.rstrip()
    return len(row) > starts[-1] and all(row[start - 1] == " " and row[start] != " " for start in starts[1:])


def _cut(line: str, starts: list[int]) -> list[str]:
    ends = [*starts[1:], None]
    return [plain_text(line.rstrip()[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str] | None:
    """Return the cells of a line, at least two; None for another line."""
    cells = [plain_text(cell) for cell in _GAP.split(line.strip())]
    is_row = len(cells) > 1 and all(cells) and max(map(len, cells)) <= _CELL_CHARACTERS and not _is_rule(line)
    return cells if is_row else None
