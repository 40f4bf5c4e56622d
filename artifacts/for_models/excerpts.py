"""What a language model is given of an artifact: an excerpt within a number of tokens, and the end to go on from.

What fits is given whole. Of the rest come the size, the outline or the header, the beginning and the end, and a note
in each place where something is left out, so that a model always knows what there is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from artifacts.for_models.as_markdown import cell_text, grid_text, head_lines, row_line, sheet_row
from artifacts.for_models.head_and_tail import Lines, Window, line_tokens, window
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.stored import StoredSheet, StoredSpreadsheet
from artifacts.kinds.table.stored import StoredTable
from artifacts.versions.reading import Stored
from common.tokens import estimate_tokens

LEAST_TOKENS = 200
"""A smaller excerpt says nothing."""

CELL_CHARACTERS = 300
"""Characters of one cell in a window: a long one must not push the rows out."""

PIECE_CHARACTERS = 400
"""A longer line of a document is taken in pieces of this length."""

TAIL_ROWS = 8
"""Rows at the end of a table or sheet that a model is shown to go on: enough for the pattern of the next ones."""

TAIL_CHARS = 2_000
"""Characters at the end of a document for the same purpose."""

_NOTE_TOKENS = 60

Rows = Callable[[int, int], list[list[Any]]]


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of an artifact as Markdown; `next_row` is the number of the row that would follow, 0 in a document."""

    text: str
    next_row: int = 0


def excerpt_of(stored: Stored, tokens: int) -> str:
    """Return the content, or a window of it, in at most `tokens`, LEAST_TOKENS if that is more."""
    room = max(tokens, LEAST_TOKENS)
    if isinstance(stored, StoredDocument):
        return _document(stored, room)
    if isinstance(stored, StoredTable):
        return _table(stored, room)
    return _workbook(stored, room)


def tail_of(stored: Stored) -> Tail:
    """Return the header and the last rows, in a spreadsheet of its last sheet, or the end of a document's text."""
    if isinstance(stored, StoredDocument):
        return Tail(stored.text.rstrip()[-TAIL_CHARS:])
    if isinstance(stored, StoredTable):
        count = stored.row_count
        rows = stored.window(max(0, count - TAIL_ROWS), TAIL_ROWS)
        return Tail(grid_text([column.name for column in stored.columns], map(_clipped, rows)), count + 1)
    sheet = stored.sheets[-1]
    shown = [row for row in range(1, sheet.row_count + 1) if row == 1 or row > sheet.row_count - TAIL_ROWS]
    lines = [_clipped(sheet_row(stored.rows(sheet.name, row, 1), row, sheet.column_count)) for row in shown]
    return Tail(f"## {sheet.name}\n\n{grid_text(lines[0], lines[1:]) if lines else ''}", sheet.row_count + 1)


def _table(stored: StoredTable, tokens: int) -> str:
    names = [column.name for column in stored.columns]

    return grid_excerpt(names, stored.window, stored.row_count, tokens)


def _workbook(stored: StoredSpreadsheet, tokens: int) -> str:
    parts: list[str] = []
    left = tokens - _NOTE_TOKENS
    for at, sheet in enumerate(stored.sheets):
        part = _sheet(stored, sheet, left // (len(stored.sheets) - at))
        if (cost := line_tokens(part)) > left:
            break
        left -= cost
        parts.append(part)
    if rest := len(stored.sheets) - len(parts):
        parts.append(f"({rest:,} more sheets are left out here.)")
    return "\n\n".join(parts)


def _sheet(stored: StoredSpreadsheet, sheet: StoredSheet, tokens: int) -> str:
    heading = f"## {sheet.name}\n\n"
    if not sheet.row_count:
        return heading

    def rows(start: int, count: int) -> list[list[Any]]:
        cells = stored.rows(sheet.name, start + 1, count)
        return [sheet_row(cells, row, sheet.column_count) for row in range(start + 1, start + 1 + count)]

    letters = [column_letters(number) for number in range(1, sheet.column_count + 1)]
    return heading + grid_excerpt(letters, rows, sheet.row_count, tokens - line_tokens(heading))


def grid_excerpt(header: Sequence[str], rows: Rows, count: int, tokens: int) -> str:
    """Return header and rows, or a window: as many columns as leave room for rows, then the first and last rows."""
    width = _width(header, rows(0, 1) if count else [], tokens // 3)
    top = head_lines(_clipped(header[:width]))

    def lines(start: int, number: int) -> list[str]:
        return [row_line(_clipped(row[:width])) for row in rows(start, number)]

    room = tokens - sum(map(line_tokens, top)) - (2 * _NOTE_TOKENS)
    seen = window(lines, count, room) if width else Window([], [], count)
    notes = [f"({width:,} of {len(header):,} columns are shown here.)"] if width < len(header) else []
    return "\n".join([*notes, *(top if width else []), *seen.first, *_rows_left_out(seen), *seen.last])


def _rows_left_out(seen: Window) -> list[str]:
    if not seen.left_out:
        return []
    first, last = len(seen.first) + 1, len(seen.first) + seen.left_out
    return [f"(Rows {first:,} to {last:,} of {seen.count:,} are left out here.)"]


def _width(header: Sequence[str], first_rows: Sequence[Sequence[Any]], tokens: int) -> int:
    """Return how many columns fit, by their names and their cells in the first row."""
    first = first_rows[0] if first_rows else [None] * len(header)
    costs = (
        max(line_tokens(f"| {cell_text(_clip(name))}"), line_tokens(f"| {cell_text(_clip(cell))}")) + 2
        for name, cell in zip(header, first, strict=True)
    )
    return sum(1 for cost in accumulate(costs) if cost <= tokens)


def _clipped(cells: Iterable[Any]) -> list[Any]:
    return [_clip(cell) for cell in cells]


def _clip(cell: Any) -> Any:
    if not isinstance(cell, str) or len(cell) <= CELL_CHARACTERS:
        return cell
    return f"{cell[:CELL_CHARACTERS]}… ({len(cell) - CELL_CHARACTERS:,} more characters)"


def _document(stored: StoredDocument, tokens: int) -> str:
    pieces = [
        line[start : start + PIECE_CHARACTERS]
        for line in stored.text.splitlines(keepends=True)
        for start in range(0, len(line), PIECE_CHARACTERS)
    ]
    if not window(_portions(pieces), len(pieces), tokens).left_out:
        return stored.text
    outline = _outline(stored, tokens // 4)
    room = tokens - estimate_tokens(outline) - 2 * _NOTE_TOKENS
    seen = window(_portions(pieces), len(pieces), room)
    gap = sum(map(len, pieces[len(seen.first) : len(seen.first) + seen.left_out]))
    middle = f"\n\n({gap:,} of {len(stored.text):,} characters are left out here.)\n\n"
    return f"{outline}{''.join(seen.first)}{middle}{''.join(seen.last)}"


def _outline(stored: StoredDocument, tokens: int) -> str:
    headings = [f"{'#' * section.level} {section.title}" for section in stored.sections() if section.title]
    seen = window(_portions(headings), len(headings), tokens - _NOTE_TOKENS)
    rest = [f"({seen.left_out:,} headings are left out here.)"] if seen.left_out else []
    lines = [*seen.first, *rest, *seen.last]
    return "\n".join(["(The headings:", *lines, "The text follows.)", "", ""]) if lines else ""


def _portions(lines: list[str]) -> Lines:
    return lambda start, count: lines[start : start + count]
