"""Spreadsheets that grow: each grid of a text is a sheet of one workbook, named by the heading over it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.extraction.cells import plain_text, row_cells
from artifacts.extraction.collected import Answer
from artifacts.extraction.data import parse_data
from artifacts.extraction.grids import Data, End, GridEvent, Heading, Row, Start, Text
from artifacts.extraction.pieces import CloseReason, Piece, SheetCells
from artifacts.kinds.elision import is_elision_row
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import sheet_from_grid
from artifacts.kinds.spreadsheet.sheets import check_size, sheet_name
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from common.errors import ApplicationError

_ROWS_THAT_TELL = 3


@dataclass(slots=True)
class _Grid:
    """One sheet being read; the header is its first row."""

    name: str
    rows: list[list[str]]
    source: list[str]
    shown: int = 0
    is_elided: bool = False  # rows that only stood for further ones are empty, so that references stay right
    letters: int = field(init=False)  # of the written-along coordinates: how many cells a row begins with, else -1

    def __post_init__(self) -> None:
        letters = [column_letters(number) for number in range(1, len(self.rows[0]) + 1)]
        is_header, is_corner = self.rows[0] == letters, self.rows[0][1:] == letters[:-1]
        self.letters = 0 if is_header and len(letters) > 1 else 1 if is_corner and len(letters) > 1 else -1


class SheetSink:
    """Takes the grid events of one text. In an unmarked text the workbook opens when a grid has rows enough."""

    def __init__(self, answer: Answer, title: str = "", *, is_marked: bool) -> None:
        self._answer = answer
        self._title = title
        self._is_marked = is_marked
        self._ref = 0
        self._heading: Heading | None = None
        self._grids: list[_Grid] = []
        self._is_growing = False
        self._losses: list[str] = []

    def take(self, event: GridEvent) -> list[Piece]:
        """Return the pieces of one event."""
        match event:
            case Text(raw=raw):
                return self._answer.chat.write(raw)
            case Heading():
                self._heading = event
                return []
            case Start():
                return self._start(event)
            case Row(raw=raw):
                return self._row(raw, self._grids[-1]) if self._is_growing else []
            case End():
                return self._end()
            case Data():
                return self._data(event)

    def close(self) -> list[Piece]:
        """Finish the workbook."""
        if not self._grids or (not self._ref and self._answer.artifacts):
            return []
        shown = self._show()
        content = self._content()
        source = "\n".join("".join(grid.source) for grid in self._grids)
        is_elided = any(grid.is_elided for grid in self._grids)
        losses = [*self._losses, *([Loss.ELISION.told()] if is_elided else [])]
        return shown + self._answer.finish(
            self._ref, KindName.SPREADSHEET, self._title, content, losses, source, is_elided=is_elided
        )

    def _start(self, start: Start) -> list[Piece]:
        heading, self._heading = self._heading, None
        words = plain_text(heading.text) if heading else ""
        words = words.partition(":")[2].strip() if words.lower().startswith("sheet:") else words
        name = sheet_name(words or f"{_('Sheet')}{len(self._grids) + 1}", [grid.name for grid in self._grids])
        source = [heading.raw, start.raw] if heading else [start.raw]
        self._grids.append(_Grid(name, [[plain_text(cell) for cell in start.header]], source))
        self._is_growing = True
        return self._show() if self._is_marked or self._ref else []

    def _row(self, raw: str, grid: _Grid) -> list[Piece]:
        grid.source.append(raw)
        cells = row_cells(raw)
        is_cut = not raw.endswith("\n") and self._answer.close_reason is not CloseReason.COMPLETE
        if is_cut and (len(cells) < len(grid.rows[0]) or not raw.rstrip().endswith("|")):
            self._losses.append(Loss.CUT_ROW.told())
            return []
        is_elided = is_elision_row(cells)
        grid.is_elided |= is_elided
        grid.rows.append([] if is_elided else cells)
        return self._show() if self._ref or len(grid.rows) > _ROWS_THAT_TELL else []

    def _end(self) -> list[Piece]:
        self._is_growing = False
        return [] if self._ref else self._answer.chat.write("".join(self._grids[-1].source))

    def _show(self) -> list[Piece]:
        """Open the workbook if need be and give the rows that were not shown."""
        pieces: list[Piece] = []
        if not self._ref:
            self._title = self._answer.title_for(KindName.SPREADSHEET, self._title)
            self._ref, opened = self._answer.open(KindName.SPREADSHEET, self._title)
            pieces = [opened]
            for grid in self._grids[:-1]:
                pieces += self._rows(grid)
        return pieces + self._rows(self._grids[-1])

    def _rows(self, grid: _Grid) -> list[Piece]:
        """Give a grid's new rows, without coordinates that the model wrote along."""
        first = grid.shown
        grid.shown = len(grid.rows)
        skipped, start = max(0, grid.letters), 1 if grid.letters >= 0 else 0
        return [
            SheetCells(self._ref, grid.name, number - start, [cell or None for cell in cells[skipped:]])
            for number, cells in enumerate(grid.rows[first:], first + 1)
            if number > start
        ]

    def _content(self) -> SpreadsheetContent | None:
        sheets: list[Sheet] = []
        try:
            for grid in self._grids:
                sheets.append(
                    sheet_from_grid(grid.name, grid.rows, [sheet.name for sheet in sheets], self._answer.known)
                )
            content = SpreadsheetContent(sheets)
            check_size(content)
        except ApplicationError:
            return None
        return content

    def _data(self, data: Data) -> list[Piece]:
        parsed = parse_data(KindName.SPREADSHEET, data.text)
        if parsed is None:
            return self._answer.chat.write(data.raw)
        title = self._answer.title_for(KindName.SPREADSHEET, self._title)
        ref, opened = self._answer.open(KindName.SPREADSHEET, title)
        content: SpreadsheetContent = parsed.content
        rows = [piece for sheet in content.sheets for piece in _sheet_rows(ref, sheet)]
        closed = self._answer.finish(
            ref, KindName.SPREADSHEET, title, content, parsed.losses, data.raw, is_elided=parsed.is_elided
        )
        return [opened, *rows, *closed]


def _sheet_rows(ref: int, sheet: Sheet) -> list[Piece]:
    """Give the filled rows of a finished sheet."""
    widths: dict[int, int] = {}
    for row, column in sheet.cells:
        widths[row] = max(column, widths.get(row, 0))
    return [
        SheetCells(
            ref,
            sheet.name,
            row,
            [cell.input if (cell := sheet.cells.get((row, at))) else None for at in range(1, widths[row] + 1)],
        )
        for row in sorted(widths)
    ]
