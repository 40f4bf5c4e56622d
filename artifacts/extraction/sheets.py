"""Spreadsheets that grow: each grid of a text is a sheet of one workbook, named by the heading over it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.extraction.cells import plain_text, row_cells
from artifacts.extraction.collected import Answer
from artifacts.extraction.data import parse_data
from artifacts.extraction.grids import Data, End, GridEvent, Heading, Loose, Row, Start, Text
from artifacts.extraction.layouts.layout import Grid
from artifacts.extraction.layouts.registry import split_at_grid
from artifacts.extraction.pieces import CloseReason, Piece, SheetCells
from artifacts.extraction.placeholders import is_example_row
from artifacts.extraction.sheet_rows import with_rows_put_right
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

    @property
    def is_example(self) -> bool:
        """Whether it only repeats the instructions."""
        return is_example_row(self.rows[0]) and not any(map(any, self.rows[1:]))


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
        self._behind: list[str] = []  # what was said behind grids that are too small to tell

    @property
    def is_idle(self) -> bool:
        """Whether text goes straight to the chat."""
        return not self._grids or self._ref > 0

    @property
    def has_grid(self) -> bool:
        """Whether a grid was found."""
        return bool(self._grids or self._answer.artifacts)

    def take(self, event: GridEvent) -> list[Piece]:  # noqa: PLR0911 - one for each event
        """Return the pieces of one event."""
        match event:
            case Text(raw=raw):
                return self._write(raw)
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
            case Loose(grid=grid, raw=raw):
                return self._whole(grid, raw)

    def leave(self) -> list[Piece]:
        """End the text because a marker has come: grids that were too small to tell stay in the chat."""
        if self._ref:
            return self.close()
        sources = ["".join(grid.source) for grid in self._grids]
        self._grids = []
        return self._answer.chat.write("\n".join([*sources, *self._behind]))

    def close(self) -> list[Piece]:
        """Finish the workbook."""
        if not self._grids or (not self._ref and self._answer.artifacts):
            return self.leave()
        shown = self._show()
        is_example = all(grid.is_example for grid in self._grids)
        content = None if is_example else self._content()
        source = "" if is_example else "\n".join("".join(grid.source) for grid in self._grids)
        is_elided = any(grid.is_elided for grid in self._grids)
        losses = [*self._losses, *([Loss.ELISION.told()] if is_elided else [])]
        finished = self._answer.finish(
            self._ref, KindName.SPREADSHEET, self._title, content, losses, source, is_elided=is_elided
        )
        return shown + finished + self._said_behind()

    def _write(self, raw: str) -> list[Piece]:
        if self.is_idle:
            return self._answer.chat.write(raw)
        self._behind.append(raw)
        return []

    def _said_behind(self) -> list[Piece]:
        behind, self._behind = self._behind, []
        return self._answer.chat.write("".join(behind))

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
        grid.rows.append([] if is_elided or is_example_row(cells) else cells)
        return self._show() if self._ref or len(grid.rows) > _ROWS_THAT_TELL else []

    def _end(self) -> list[Piece]:
        self._is_growing = False
        return []

    def _show(self) -> list[Piece]:
        """Open the workbook if need be and give the rows that were not shown."""
        pieces: list[Piece] = []
        if not self._ref:
            self._title = self._answer.title_for(KindName.SPREADSHEET, self._title)
            self._ref, opened = self._answer.open(KindName.SPREADSHEET, self._title)
            pieces = [opened]
            for grid in self._grids[:-1]:
                pieces += self._rows(grid)
            pieces += self._said_behind()
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
            content = SpreadsheetContent([with_rows_put_right(sheet) for sheet in sheets])
            check_size(content)
        except ApplicationError:
            return None
        return content

    def _whole(self, grid: Grid, raw: str) -> list[Piece]:
        """Take a grid that is there as a whole."""
        name = sheet_name(f"{_('Sheet')}{len(self._grids) + 1}", [one.name for one in self._grids])
        self._grids.append(_Grid(name, [grid.header, *grid.rows], [raw]))
        return self._show()

    def _data(self, data: Data) -> list[Piece]:
        parsed = parse_data(KindName.SPREADSHEET, data.text)
        if parsed is None:
            parts = split_at_grid(data.text, sure=True) or split_at_grid(data.text, sure=False)
            return self._parts(*parts) if parts else self._answer.chat.write(data.raw)
        title = self._answer.title_for(KindName.SPREADSHEET, self._title)
        ref, opened = self._answer.open(KindName.SPREADSHEET, title)
        content = SpreadsheetContent([with_rows_put_right(sheet) for sheet in parsed.content.sheets])
        rows = [piece for sheet in content.sheets for piece in _sheet_rows(ref, sheet)]
        closed = self._answer.finish(
            ref, KindName.SPREADSHEET, title, content, parsed.losses, data.raw, is_elided=parsed.is_elided
        )
        return [opened, *rows, *closed]

    def _parts(self, before: str, found: Loose, behind: str) -> list[Piece]:
        written = self._answer.chat.write(before)
        return written + self._whole(found.grid, found.raw) + self._answer.chat.write(behind)


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
