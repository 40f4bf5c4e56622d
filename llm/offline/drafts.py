"""What the offline assistant has to offer, before it is written in the kind that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from artifacts.enums import KindName
from llm.offline.grids import Grid, SheetGrid, grid_of, render_grid, render_sheets


@dataclass(frozen=True, slots=True)
class Draft:
    """A title, one honest line for the chat, and one of: a grid, sheets with formulas, Markdown."""

    title: str
    line: str
    grid: Grid | None = None
    sheets: tuple[SheetGrid, ...] = ()
    markdown: str = ""


def render_draft(draft: Draft, kind: KindName) -> str:
    """Return the draft's content as the kind writes it."""
    match kind:
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
    """Return the sheets with every formula replaced by its value."""
    raise NotImplementedError
