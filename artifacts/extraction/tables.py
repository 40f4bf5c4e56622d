"""Tables that grow: grid events in, header and rows out; the finished table is built by its kind."""

from artifacts.extraction.cells import plain_text, row_cells
from artifacts.extraction.collected import Answer
from artifacts.extraction.data import parse_data
from artifacts.extraction.grids import Data, End, GridEvent, Heading, Loose, Row, Start, Text
from artifacts.extraction.growing_table import GrowingTable
from artifacts.extraction.layouts.layout import Grid
from artifacts.extraction.layouts.registry import split_at_grid
from artifacts.extraction.pieces import CloseReason, Piece, TableHeader, TableRow
from artifacts.extraction.placeholders import is_example_row
from artifacts.kinds.elision import has_elision, is_elision_row
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.content import TableContent
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from common.errors import ApplicationError

_ROWS_THAT_TELL = 3


class TableSink:
    """Takes the grid events of one text.

    In a marked text every table is an artifact, the first under the marker's title. In an unmarked one a table becomes
    an artifact when it is larger than those before it and has rows enough to tell; if none has, the largest does in
    the end, and what was said behind it waits so long. A table with the header of the one before is a part of it.
    """

    def __init__(self, answer: Answer, title: str = "", *, is_marked: bool) -> None:
        self._answer = answer
        self._title = title
        self._is_marked = is_marked
        self._largest = _ROWS_THAT_TELL - 1
        self._heading: Heading | None = None
        self._table: GrowingTable | None = None  # being read
        self._shown: GrowingTable | None = None  # read, and shown; a further part may come
        self._shown_until = 0  # characters of the chat when it ended
        self._candidate: GrowingTable | None = None  # read, and too small to tell
        self._behind: list[str] = []  # what was said behind the candidate

    @property
    def is_idle(self) -> bool:
        """Whether text goes straight to the chat."""
        return self._candidate is None

    @property
    def has_grid(self) -> bool:
        """Whether a table was found."""
        return any((self._table, self._shown, self._candidate, self._answer.artifacts))

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
                return self._row(raw, self._table) if self._table else []
            case End():
                return self._end(self._table) if self._table else []
            case Data():
                return self._data(event)
            case Loose(grid=grid, raw=raw):
                return self._grid(grid, raw)

    def leave(self) -> list[Piece]:
        """End the text because a marker has come: a table that was too small to tell stays in the chat."""
        return self._finish_shown() + self._give_up_candidate()

    def close(self) -> list[Piece]:
        """End the text: the best of the small tables is the one if there is no other artifact."""
        pieces = self._finish_shown()
        if self._candidate is None or self._answer.artifacts:
            return pieces + self._give_up_candidate()
        table, self._candidate = self._candidate, None
        behind, self._behind = "".join(self._behind), []
        table.is_followed_by_elision = has_elision(behind)
        return pieces + self._show(table) + self._finish(table) + self._answer.chat.write(behind)

    def _write(self, raw: str) -> list[Piece]:
        if self._candidate is None:
            return self._answer.chat.write(raw)
        self._behind.append(raw)
        return []

    def _start(self, start: Start) -> list[Piece]:
        heading, self._heading = self._heading, None
        words = plain_text(heading.text).rstrip(":") if heading else ""
        header = [plain_text(cell) for cell in start.header]
        source = [heading.raw, start.raw] if heading else [start.raw]
        earlier = self._shown or self._candidate
        if earlier and earlier.is_continued_by(header):
            earlier.continue_with(words, source)
            self._table, self._shown, self._candidate = earlier, None, None
            return []
        pieces = self._finish_shown()
        title = self._answer.title_for(KindName.TABLE, self._title, words)
        self._table = GrowingTable(title, header, start.aligns, source, [(0, words)])
        if heading and self._title and words.casefold() != self._title.casefold():
            self._table.lead = heading.raw
        self._title = ""
        return pieces + (self._show(self._table) if self._is_marked else [])

    def _row(self, raw: str, table: GrowingTable) -> list[Piece]:
        table.source.append(raw)
        cells = row_cells(raw)
        if self._is_cut(raw, len(cells), table):
            table.losses.append(Loss.CUT_ROW.told())
            return []
        if is_elision_row(cells):
            table.is_elided = True
            return []
        if is_example_row(cells):
            table.example_rows += 1
            return []
        table.rows.append(cells)
        if table.ref:
            return [table.row_piece(len(table.rows))]
        return self._show(table) if len(table.rows) > self._largest else []

    def _is_cut(self, raw: str, cells: int, table: GrowingTable) -> bool:
        """Whether this row is the half one at which the answer was cut."""
        if raw.endswith("\n") or self._answer.close_reason is CloseReason.COMPLETE:
            return False
        return cells < len(table.header) or not raw.rstrip().endswith("|")

    def _end(self, table: GrowingTable) -> list[Piece]:
        self._table = None
        if table.ref:
            self._largest = max(self._largest, len(table.rows))
            self._shown, self._shown_until = table, self._answer.chat.length
            return []
        if self._answer.artifacts:
            return self._answer.chat.write("".join(table.source))
        if self._candidate is None or len(table.rows) > len(self._candidate.rows):
            pieces = self._give_up_candidate()
            self._candidate = table
            return pieces
        self._behind += table.source
        return []

    def _give_up_candidate(self) -> list[Piece]:
        """Say in the chat what was thought to be the table, and what was said behind it."""
        table, self._candidate = self._candidate, None
        behind, self._behind = self._behind, []
        return self._answer.chat.write("".join([*(table.source if table else []), *behind]))

    def _show(self, table: GrowingTable) -> list[Piece]:
        before = self._give_up_candidate()
        table.ref, opened = self._answer.open(KindName.TABLE, table.title)
        rows = (table.row_piece(number) for number in range(1, len(table.rows) + 1))
        return [*before, opened, table.header_piece(), *rows]

    def _finish_shown(self) -> list[Piece]:
        table, self._shown = self._shown, None
        if table is None:
            return []
        table.is_followed_by_elision = has_elision(self._answer.chat.text[self._shown_until :])
        return self._finish(table)

    def _finish(self, table: GrowingTable) -> list[Piece]:
        before = self._answer.chat.write(table.lead) if table.lead and not table.is_joined else []
        content, losses = table.content(self._answer.known)
        source = "" if table.is_example else "".join(table.source)
        is_named_after_part = table.is_joined and table.title == table.groups[0][1]
        title = self._answer.title_for(KindName.TABLE) if is_named_after_part else table.title
        is_elided = table.is_elided or table.is_followed_by_elision
        return before + self._answer.finish(
            table.ref, KindName.TABLE, title, content, losses, source, is_elided=is_elided
        )

    def _data(self, data: Data) -> list[Piece]:
        """Take data; what stands around a table that was drawn or listed goes to the chat."""
        if parts := split_at_grid(data.text, sure=True):
            return self._parts(*parts)
        parsed = parse_data(KindName.TABLE, data.text)
        if parsed is None:
            parts = split_at_grid(data.text, sure=False)
            return self._parts(*parts) if parts else self._answer.chat.write(data.raw)
        return self._given(parsed.content, parsed.losses, data.raw, is_elided=parsed.is_elided)

    def _parts(self, before: str, found: Loose, behind: str) -> list[Piece]:
        written = self._answer.chat.write(before)
        return written + self._grid(found.grid, found.raw) + self._answer.chat.write(behind)

    def _grid(self, grid: Grid, raw: str) -> list[Piece]:
        rows = [row for row in grid.rows if not is_elision_row(row)]
        is_elided = len(rows) < len(grid.rows)
        try:
            parsed = table_from_texts(grid.header, rows, (), self._answer.known)
        except ApplicationError:
            return self._answer.chat.write(raw)
        losses = (*parsed.losses, Loss.ELISION.told()) if is_elided else parsed.losses
        return self._given(parsed.content, losses, raw, is_elided=is_elided)

    def _given(self, content: TableContent, losses: tuple[str, ...], raw: str, *, is_elided: bool) -> list[Piece]:
        """Show a table that is there as a whole."""
        title = self._answer.title_for(KindName.TABLE, self._title)
        ref, opened = self._answer.open(KindName.TABLE, title)
        rows = [TableRow(ref, index, list(row)) for index, row in enumerate(content.rows, 1)]
        closed = self._answer.finish(ref, KindName.TABLE, title, content, losses, raw, is_elided=is_elided)
        return [opened, TableHeader(ref, content.columns), *rows, *closed]
