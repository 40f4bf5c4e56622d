"""Cells of Markdown grids as plain text: no emphasis, no code marks, links by their words."""

import re
from collections.abc import Sequence

from artifacts.kinds.table.gfm import plain_cell, split_row
from artifacts.kinds.values.links import read_link

_MARKED = re.compile(r"(\*\*\*|\*\*|~~|`)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\(<?([^)\s]+?)>?(?:\s+\"[^\"]*\")?\)")


def plain_text(cell: str) -> str:
    """Return the cell's words; formulas lose no more than backticks around them, a sole link stays a link."""
    cell = plain_cell(cell)
    if cell.startswith("=") or not any(sign in cell for sign in "*`~["):
        return cell
    if read_link(cell):
        return cell
    return _EMPHASIS.sub(r"\1", _MARKED.sub(r"\2", _LINK.sub(_words_of_link, cell)))


def row_cells(line: str) -> list[str]:
    """Return the plain cells of a grid's line."""
    return [plain_text(cell) for cell in split_row(line)]


def without_lone_links(rows: Sequence[list[str]]) -> list[list[str]]:
    """Return the rows with links as words in columns that do not hold links throughout."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    mixed = {at for at, cells in enumerate(columns) if not all(map(read_link, cells))}
    return [[_LINK.sub(_words_of_link, c) if at in mixed else c for at, c in enumerate(row)] for row in rows]


def _words_of_link(match: re.Match[str]) -> str:
    words, address = match[1], match[2]
    if match.group().startswith("!") or words == address:
        return words
    return f"{words} ({address})" if words else address
