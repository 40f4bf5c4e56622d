"""Tables that grow: grid events in, header and rows out; the finished table is built by its kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from artifacts.extraction.cells import plain_text, row_cells, without_lone_links
from artifacts.extraction.collected import Answer
from artifacts.extraction.data import parse_data
from artifacts.extraction.grids import Data, End, GridEvent, Heading, Row, Start, Text
from artifacts.extraction.pieces import CloseReason, Piece, TableHeader, TableRow
from artifacts.kinds.elision import is_elision_row
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.columns import unique_names
from artifacts.kinds.table.content import Align, Column, TableContent
from artifacts.kinds.values.evidence import Known
from artifacts.rows.enums import KindName
from artifacts.rows.losses import Loss
from common.errors import ApplicationError

_ROWS_THAT_TELL = 3


@dataclass(slots=True)
class _Growing:
    """A table being read; `ref` is 0 until it has shown itself to be the one."""

    title: str
    header: list[str]
    aligns: list[Align | None]
    source: list[str]
    ref: int = 0
    rows: list[list[str]] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    is_elided: bool = False  # rows that only stood for further ones were left out


class TableSink:
    """Takes the grid events of one text.

    In a marked text every table is an artifact, the first under the marker's title. In an unmarked one a table becomes
    an artifact when it is larger than those before it and has rows enough to tell; if none has, the largest does in
    the end.
    """

    def __init__(self, answer: Answer, title: str = "", *, is_marked: bool) -> None:
        self._answer = answer
        self._title = title
        self._is_marked = is_marked
        self._largest = _ROWS_THAT_TELL - 1
        self._heading: Heading | None = None
        self._table: _Growing | None = None
        self._candidate: _Growing | None = None

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
                return self._row(raw, self._table) if self._table else []
            case End():
                return self._end(self._table) if self._table else []
            case Data():
                return self._data(event)

    def close(self) -> list[Piece]:
        """Take the best table that stayed in the chat if there is no other artifact."""
        if self._candidate is None or self._answer.artifacts:
            return []
        table, self._candidate = self._candidate, None
        return self._show(table) + self._finish(table)

    def _start(self, start: Start) -> list[Piece]:
        heading, self._heading = self._heading, None
        words = plain_text(heading.text) if heading else ""
        title = self._answer.title_for(KindName.TABLE, self._title, words)
        header = [plain_text(cell) for cell in start.header]
        source = [heading.raw, start.raw] if heading else [start.raw]
        self._table = _Growing(title, header, start.aligns, source)
        before: list[Piece] = []
        if heading and self._title and words.casefold() != self._title.casefold():
            before = self._answer.chat.write(heading.raw)
        self._title = ""
        return before + (self._show(self._table) if self._is_marked else [])

    def _row(self, raw: str, table: _Growing) -> list[Piece]:
        table.source.append(raw)
        cells = row_cells(raw)
        if self._is_cut(raw, len(cells), table):
            table.losses.append(Loss.CUT_ROW.told())
            return []
        if is_elision_row(cells):
            table.is_elided = True
            return []
        table.rows.append(cells)
        if table.ref:
            return [_row_piece(table, len(table.rows))]
        return self._show(table) if len(table.rows) > self._largest else []

    def _is_cut(self, raw: str, cells: int, table: _Growing) -> bool:
        """Whether this row is the half one at which the answer was cut."""
        if raw.endswith("\n") or self._answer.close_reason is CloseReason.COMPLETE:
            return False
        return cells < len(table.header) or not raw.rstrip().endswith("|")

    def _end(self, table: _Growing) -> list[Piece]:
        self._table = None
        if table.ref:
            self._largest = max(self._largest, len(table.rows))
            return self._finish(table)
        if self._candidate is None or len(table.rows) > len(self._candidate.rows):
            self._candidate = table
        return self._answer.chat.write("".join(table.source))

    def _show(self, table: _Growing) -> list[Piece]:
        table.ref, opened = self._answer.open(KindName.TABLE, table.title)
        header = TableHeader(table.ref, _columns(table.header, table.aligns))
        return [opened, header, *(_row_piece(table, number) for number in range(1, len(table.rows) + 1))]

    def _finish(self, table: _Growing) -> list[Piece]:
        content, losses = _content(table, self._answer.known)
        source = "".join(table.source)
        losses = [*losses, *table.losses, *([Loss.ELISION.told()] if table.is_elided else [])]
        return self._answer.finish(
            table.ref, KindName.TABLE, table.title, content, losses, source, is_elided=table.is_elided
        )

    def _data(self, data: Data) -> list[Piece]:
        parsed = parse_data(KindName.TABLE, data.text)
        if parsed is None:
            return self._answer.chat.write(data.raw)
        title = self._answer.title_for(KindName.TABLE, self._title)
        ref, opened = self._answer.open(KindName.TABLE, title)
        content: TableContent = parsed.content
        rows = [TableRow(ref, index, list(row)) for index, row in enumerate(content.rows, 1)]
        closed = self._answer.finish(
            ref, KindName.TABLE, title, content, parsed.losses, data.raw, is_elided=parsed.is_elided
        )
        return [opened, TableHeader(ref, content.columns), *rows, *closed]


def _columns(header: list[str], aligns: list[Align | None]) -> tuple[Column, ...]:
    names, _changed = unique_names(header)
    aligns = [*aligns, *[None] * len(names)]
    return tuple(Column(f"c{at + 1}", name, align=aligns[at]) for at, name in enumerate(names))


def _row_piece(table: _Growing, number: int) -> TableRow:
    width = len(table.header)
    cells = [cell or None for cell in table.rows[number - 1][:width]]
    return TableRow(table.ref, number, [*cells, *[None] * (width - len(cells))])


def _content(table: _Growing, known: Known) -> tuple[TableContent | None, Sequence[str]]:
    try:
        parsed = table_from_texts(table.header, without_lone_links(table.rows), table.aligns, known)
    except ApplicationError:
        return None, ()
    return parsed.content, parsed.losses
