"""What extraction yields while an answer streams: one frozen value per thing that a page can show."""

from dataclasses import dataclass
from enum import StrEnum

from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.table.content import Cell, Column, TableContent
from artifacts.rows.enums import KindName

Content = TableContent | DocumentContent | SpreadsheetContent


class CloseReason(StrEnum):
    """Why an answer, or an artifact in it, ended."""

    COMPLETE = "complete"
    LENGTH = "length"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class ChatText:
    """Text for the chat; joined in order the pieces are the whole chat text."""

    text: str


@dataclass(frozen=True, slots=True)
class ArtifactOpened:
    """An artifact begins; `ref` numbers the artifacts of one answer from 1."""

    ref: int
    kind: KindName
    title: str


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The columns of a table as far as its header tells; types come with the finished content."""

    ref: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One finished row, as long as the header; `index` is 1 for the first data row."""

    ref: int
    index: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A top-level block; while it is not final it is sent again under the same index, from 0, each time whole."""

    ref: int
    index: int
    markdown: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One row of a sheet's grid as it was typed; `row` is 1 for the first."""

    ref: int
    sheet: str
    row: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class ArtifactClosed:
    """An artifact ended; without an `Extracted` of this ref its text has gone to the chat."""

    ref: int
    reason: CloseReason


Piece = ChatText | ArtifactOpened | TableHeader | TableRow | DocumentBlock | SheetCells | ArtifactClosed


@dataclass(frozen=True, slots=True)
class Extracted:
    """A finished artifact: `source` is its text in the answer, `losses` are sentences for the user.

    `is_partial` means that the answer was cut in it, `is_elided` that rows of it only stood for further ones.
    """

    ref: int
    kind: KindName
    title: str
    content: Content
    losses: tuple[str, ...]
    is_partial: bool
    source: str
    is_elided: bool = False
