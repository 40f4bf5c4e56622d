"""The user's own data as a draft: nothing added, nothing left out."""

import re

from artifacts.kinds.references import column_letters
from artifacts.rows.enums import KindName
from llm.offline.drafts import Draft
from llm.offline.grids import Grid, SheetGrid, grid_of
from llm.offline.naming import sentence_case
from llm.offline.pasted import Pasted
from llm.offline.wish import Wish

_TITLE = re.compile(r"^#{1,2}\s+(.+?)\s*#*$", re.MULTILINE)
_TOTAL = re.compile(r"\b(?:totals?|sums?|sumas?|totales)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^-?[$€£]?\s?\d[\d.,]*\s?[€%]?$")


def build_from_pasted(wish: Wish, pasted: Pasted) -> Draft:
    """Return the pasted data for the kind that was asked for."""
    heading = _TITLE.search(pasted.source)
    subject = sentence_case(wish.topic) if pasted.grid else ""
    title = wish.title or (heading[1] if heading else "") or subject or wish.say("Pasted data", "Datos pegados")
    if wish.kind is KindName.DOCUMENT and (pasted.is_markdown or not pasted.grid):
        line = wish.say("your text as a document, word for word.", "tu texto como documento, palabra por palabra.")
        return Draft(title, line, markdown=pasted.source if heading else f"# {title}\n\n{pasted.source}")
    if pasted.grid is None:
        line = wish.say(
            "I found no columns in your text, so each line is a row.", "no encontré columnas: cada línea es una fila."
        )
        return Draft(title, line, grid=_grid_of_lines(wish, pasted.source))
    grid = _with_names(pasted.grid, wish.columns)
    rows, columns = len(grid.rows), grid.width
    line = wish.say(
        f"your data: {_count(rows, 'row')}, {_count(columns, 'column')}.",
        f"tus datos: {_count(rows, 'fila')}, {_count(columns, 'columna')}.",
    )
    if wish.kind is KindName.SPREADSHEET and _TOTAL.search(wish.words):
        sheet = SheetGrid(wish.say("Data", "Datos"), add_totals(grid))
        return Draft(title, line, sheets=(sheet,))
    return Draft(title, line, grid=grid)


def _with_names(grid: Grid, columns: tuple[str, ...]) -> Grid:
    """Return the grid under the names that the message gives; a row that was taken for its header is one of data."""
    if len(columns) != grid.width or [name.casefold() for name in columns] == [one.casefold() for one in grid.header]:
        return grid
    first = [grid.header] if any(grid.header) else []
    return grid_of(columns, [*first, *grid.rows])


def add_totals(grid: Grid) -> Grid:
    """Return the grid with a last row that sums every column of numbers."""
    last = len(grid.rows) + 1
    totals = [
        f"=SUM({column_letters(at)}2:{column_letters(at)}{last})" if _is_numeric(grid, at) else ""
        for at in range(1, grid.width + 1)
    ]
    if totals and not totals[0]:
        totals[0] = "Total"
    return grid_of(grid.header, [*grid.rows, totals])


def _is_numeric(grid: Grid, column: int) -> bool:
    cells = [row[column - 1] for row in grid.rows if len(row) >= column and row[column - 1].strip()]
    return bool(cells) and all(_NUMBER.match(cell.strip()) for cell in cells)


def _grid_of_lines(wish: Wish, source: str) -> Grid:
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return grid_of((wish.say("Text", "Texto"),), [[line] for line in lines])


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
