"""Tables drawn with lines of signs, ASCII or Unicode, and rows of pipes without a line under their header."""

import re
from collections.abc import Sequence

from artifacts.extraction.cells import row_cells
from artifacts.extraction.layouts.layout import Found, Grid
from artifacts.kinds.table.headers import has_header

_BARS = str.maketrans(dict.fromkeys("│┃║¦", "|"))
_RULE = re.compile(r"\s*[|+┌┏╔├┣╠└┗╚╭╰╟╞]?[-=+─━═┬┳╦┼╋╬┴┻╩┤┫╣┐┓╗┘┛╝╮╯╢╡╪╫╤╥╧╨|: ]+\s*")
_DRAWN = re.compile(r"[-=─━═]{2}")


def find(lines: Sequence[str]) -> list[Found]:
    """Return the runs of rows and rules with at least two rows."""
    found: list[Found] = []
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and (_is_rule(lines[at]) or _is_row(lines[at])):
            continue
        if grid := _read(lines[start:at]):
            found.append(Found(start, at, grid))
        start = at + 1
    return found


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line.rstrip("\n")) is not None and _DRAWN.search(line) is not None


def _is_row(line: str) -> bool:
    return line.translate(_BARS).strip().strip("|").count("|") > 0 or _is_single(line)


def _is_single(line: str) -> bool:
    """Whether the line is a row of one cell between bars."""
    bare = line.translate(_BARS).strip()
    return len(bare) > 2 and bare.startswith("|") and bare.endswith("|")


def _read(lines: Sequence[str]) -> Grid | None:
    rows: list[list[str]] = []
    is_new = True
    for line in lines:
        if _is_rule(line):
            is_new = True
            continue
        cells = row_cells(line.translate(_BARS))
        if is_new or not rows or cells[0] or len(cells) != len(rows[-1]):
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        is_new = False
    if len(rows) < 2 or max(map(len, rows)) < 2 or not _is_even(rows):
        return None
    is_drawn = any(map(_is_rule, lines))
    return Grid(rows[0], rows[1:]) if is_drawn or has_header(rows) else Grid([""] * len(rows[0]), rows)


def _is_even(rows: list[list[str]]) -> bool:
    """Whether most rows are as wide as the header: else the bars are none of a table."""
    return sum(len(row) == len(rows[0]) for row in rows) * 5 >= len(rows) * 4
