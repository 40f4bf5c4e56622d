"""What the offline assistant has to offer, before it is written in the kind that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.rows.enums import KindName
from llm.offline.grids import Grid, SheetGrid, grid_of, render_grid, render_sheets

_FIRST_DAY = date(1899, 12, 30)  # day 0 of a sheet's calendar


@dataclass(frozen=True, slots=True)
class Draft:
    """A title, one honest line for the chat, and one of: a grid, sheets with formulas, Markdown."""

    title: str
    line: str
    grid: Grid | None = None
    sheets: tuple[SheetGrid, ...] = ()
    markdown: str = ""


def render_draft(draft: Draft, wanted: KindName) -> str:
    """Return the draft's content as the wanted kind writes it; formulas become values outside of spreadsheets."""
    match wanted:
        case KindName.TABLE:
            return render_grid(_as_grid(draft))
        case KindName.SPREADSHEET:
            return render_sheets(draft.sheets or (SheetGrid(_sheet_name(draft.title), _as_grid(draft)),))
        case KindName.DOCUMENT:
            return draft.markdown or f"# {draft.title}\n\n{_as_markdown(draft)}"


def _as_grid(draft: Draft) -> Grid:
    if draft.grid:
        return draft.grid
    if draft.sheets:
        return computed(draft.sheets)[-1].grid
    return _outline(draft)


def _as_markdown(draft: Draft) -> str:
    if draft.grid:
        return render_grid(draft.grid)
    return render_sheets(computed(draft.sheets))


def _outline(draft: Draft) -> Grid:
    """Return a document's sections as rows of heading and text."""
    rows: list[list[str]] = []
    for line in draft.markdown.splitlines():
        if line.startswith("#"):
            rows.append([line.lstrip("# "), ""])
        elif line.strip() and rows:
            rows[-1][1] = f"{rows[-1][1]} {line.strip()}".strip()
    return grid_of(("Section", "Text"), rows[1:] or rows)


def _sheet_name(title: str) -> str:
    """Return a name that a sheet may have: without the characters that references use, at most 31 long."""
    return "".join(" " if char in "[]:*?/\\'" else char for char in title).strip()[:31] or "Sheet1"


def computed(sheets: Sequence[SheetGrid]) -> list[SheetGrid]:
    """Return the sheets with every formula replaced by its value, as the spreadsheet's own engine computes it."""
    spreadsheet = kind(KindName.SPREADSHEET)
    content = spreadsheet.store(spreadsheet.parse_text(render_sheets(sheets)).content).content()
    return [
        SheetGrid(given.name, _with_values(given.grid, sheet.cells))
        for given, sheet in zip(sheets, content.sheets, strict=True)
    ]


def _with_values(grid: Grid, cells: dict[tuple[int, int], SheetCell]) -> Grid:
    rows = [
        [_shown(text, cells.get((row, column))) for column, text in enumerate(texts, 1)]
        for row, texts in enumerate(grid.rows, 2)
    ]
    return grid_of(grid.header, rows)


def _is_date(number_format: str | None) -> bool:
    return number_format is not None and "y" in number_format


def _shown(text: str, cell: SheetCell | None) -> str:
    """Return a formula's value as it would be typed, another cell as it was typed."""
    if cell is None or not text.startswith("="):
        return text
    if cell.type is ValueType.NUMBER and _is_date(cell.format):
        return (_FIRST_DAY + timedelta(days=int(cell.value or 0))).isoformat()
    if cell.type is ValueType.NUMBER:
        return f"{cell.value:.10g}"
    return "" if cell.value is None else str(cell.value)
