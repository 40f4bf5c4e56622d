"""Whether an artifact holds what was asked for: a comparison of figures."""

import re
from typing import Any

from artifacts.extraction.pieces import CloseReason, Content
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.elision import has_elision, is_dots
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.table.content import TableContent
from artifacts.rows.completeness import AskedForJson, Completeness
from artifacts.rows.enums import KindName

_FENCED = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.DOTALL | re.MULTILINE)
_LIST_ITEM = re.compile(r"^(?:[*+-]|\d{1,4}[.)])[ \t]+\S", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.MULTILINE)
_WORD = re.compile(r"\w[\w'’-]*")

LEAST_SHARE = 0.7
"""Of the words that were asked for, a text of fewer is short."""

PAGE_WORDS = 250
"""On a page of a short-spaced manuscript; fewer make no page in Word either."""


def assess(
    kind: KindName,
    content: Content,
    asked_for: AskedForJson,
    close_reason: CloseReason,
    text: str,
    *,
    is_elided: bool = False,
) -> Completeness:
    """Return how much of what was asked for arrived; `text` is the artifact's text in the answer.

    `asked_for` has the keys of the decision: rows, items, sections, words, pages (numbers) and columns (names). It is
    partial when something is missing, when the answer was cut off, or when it leaves something out: `text` says so, or
    rows of it did.
    """
    is_cut = close_reason is not CloseReason.COMPLETE or is_elided or has_elision(text)
    unit, asked, delivered = _figures(kind, content, asked_for)
    is_short = asked is not None and delivered is not None and _is_short(unit, delivered, asked)
    return Completeness(asked, delivered, is_cut or is_short, unit)


def _figures(kind: KindName, content: Content, asked_for: AskedForJson) -> tuple[str, int | None, int | None]:
    """Return the first thing asked for that can be counted in this content, and how many of it there are."""
    match content:
        case TableContent() | SpreadsheetContent():
            counts = _count_grid(content)
        case DocumentContent(text=text):
            counts = _count_document(text)
    asked = {unit: _number(asked_for.get(unit)) for unit in counts}
    short = [unit for unit, found in counts.items() if _is_short(unit, found, asked[unit])]
    named = [unit for unit in counts if asked[unit]]
    unit = (short or named or [next(iter(counts))])[0]
    return unit, asked[unit] or None, counts[unit]


def _is_short(unit: str, found: int, asked: int) -> bool:
    """Say whether something is missing: nobody counts the words of a text as exactly as rows."""
    return found < asked * (LEAST_SHARE if unit in ("words", "pages") else 1)


def _count_grid(content: TableContent | SpreadsheetContent) -> dict[str, int]:
    if isinstance(content, TableContent):
        rows, columns = content.row_count - _dot_rows(content), len(content.columns)
    else:
        sizes = [_extent(sheet) for sheet in content.sheets]
        rows, columns = sum(max(0, rows - 1) for rows, _columns in sizes), max(columns for _rows, columns in sizes)
    return {"rows": rows, "items": rows, "columns": columns}


def _count_document(text: str) -> dict[str, int]:
    prose = _FENCED.sub("", text)
    levels = [len(marks) for marks in _HEADING.findall(prose)]
    if len(levels) > 1 and levels.count(min(levels)) == 1:
        levels.remove(min(levels))
    sections = levels.count(min(levels)) if levels else 0
    words = len(_WORD.findall(prose))
    return {
        "sections": sections,
        "items": max(len(_LIST_ITEM.findall(prose)), sections),
        "words": words,
        "pages": -(-words // PAGE_WORDS),
    }


def _dot_rows(content: TableContent) -> int:
    """Count rows that only say that there are more: versions made before such rows were left out may hold them."""
    return sum(1 for row in content.rows if any(row) and all(cell in (None, "") or is_dots(cell) for cell in row))


def _extent(sheet: Sheet) -> tuple[int, int]:
    filled = [place for place, cell in sheet.cells.items() if cell.input not in (None, "")]
    return max((row for row, _column in filled), default=0), max((column for _row, column in filled), default=0)


def _number(value: Any) -> int:
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, list | tuple) else 0
