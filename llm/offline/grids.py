"""Rows of text as Markdown grids: what the offline assistant writes between the markers."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and rows, all text as it was typed; rows may be shorter than the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return max([len(self.header), *(len(row) for row in self.rows)])


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One sheet: its first row is the header, cells that start with `=` are formulas."""

    name: str
    grid: Grid


def render_grid(grid: Grid) -> str:
    """Return the grid as a GFM table, every row as wide as the widest."""
    width = grid.width  # once: it looks at every row
    lines = [_line(grid.header, width), _line(["---"] * width, width)]
    lines.extend(_line(row, width) for row in grid.rows)
    return "\n".join(lines)


def render_sheets(sheets: Sequence[SheetGrid]) -> str:
    """Return one `## Sheet name` and one GFM table for each sheet."""
    return "\n\n".join(f"## {sheet.name}\n{render_grid(sheet.grid)}" for sheet in sheets)


def grid_of(header: Row, rows: Sequence[Row]) -> Grid:
    """Return a grid of any sequences of texts."""
    return Grid(tuple(header), tuple(tuple(row) for row in rows))


def _line(cells: Row, width: int) -> str:
    padded = [*cells, *[""] * (width - len(cells))]
    return f"| {' | '.join(_escape(cell) for cell in padded)} |"


def _escape(cell: str) -> str:
    text = cell.strip().replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("|", "\\|").replace("\n", "<br>")
