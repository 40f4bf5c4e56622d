"""Artifacts as views: a table is one, a spreadsheet has one for each range with a head, a document one for each table.

Views are named: `data` is the first one of the artifact that is asked. Rows stay JSON until the database reads them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import ValueType
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.kinds.spreadsheet.workbook import StoredSheet
from artifacts.kinds.table.columns import unique_names
from artifacts.kinds.table.content import Column, TableContent
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.enums import KindName
from artifacts.rows.limits import ROWS_PER_BLOCK
from artifacts.sources.conversions import document as documents
from artifacts.sources.conversions import spreadsheet as spreadsheets
from artifacts.sources.conversions.base import Chosen, Source

MAIN = "data"


@dataclass(frozen=True, slots=True)
class View:
    """A name, typed columns, and rows as texts: JSON arrays of rows, or objects whose `rows` are that."""

    name: str
    columns: tuple[Column, ...]
    blocks: Sequence[str]
    row_count: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An artifact that is asked: under `name`, or under its own names without one."""

    name: str
    title: str
    kind: KindName
    stored: Any


def views_of(asked: Sequence[Asked]) -> list[View]:
    """Return the views of all artifacts, their names unique without regard to case; the first is also `data`."""
    found = [view for one in asked for view in _renamed(one)]
    names, _changed = unique_names([view.name for view in found])
    views = [replace(view, name=name, title=view.name) for name, view in zip(names, found, strict=True)]
    if views and MAIN not in {name.casefold() for name in names}:
        views.append(replace(views[0], name=MAIN))
    return views


def _renamed(asked: Asked) -> Iterator[View]:
    views = list(_VIEWS[asked.kind](asked))
    for number, view in enumerate(views):
        name = view.name if not asked.name else asked.name if number == 0 else f"{asked.name} {view.name}"
        yield replace(view, name=name)


def _table(asked: Asked) -> Iterator[View]:
    stored: StoredTable = asked.stored
    blocks = [stored.fetch(block.digest or "").decode() for block in stored.blocks]
    yield View(asked.title, stored.columns, blocks, stored.row_count)


def _spreadsheet(asked: Asked) -> Iterator[View]:
    book: StoredSpreadsheet = asked.stored
    source = Source(book, asked.title)
    for sheet in book.sheets:
        for number, place in enumerate(_ranges(book, sheet)):
            name = sheet.name if number == 0 else f"{sheet.name} {place}"
            yield _of(name, spreadsheets.to_table(source, Chosen(sheet=sheet.name, range=place)).content)


def _document(asked: Asked) -> Iterator[View]:
    source = Source(asked.stored, asked.title)
    for number, found in enumerate(documents.tables_of(asked.stored), 1):
        name = found.heading or f"table {number}"
        yield _of(name, documents.to_table(source, Chosen(table=number)).content)


_VIEWS = {KindName.TABLE: _table, KindName.SPREADSHEET: _spreadsheet, KindName.DOCUMENT: _document}


def _of(name: str, content: TableContent) -> View:
    rows = content.rows
    pieces = [rows[start : start + ROWS_PER_BLOCK] for start in range(0, len(rows), ROWS_PER_BLOCK)]
    return View(name, content.columns, [json.dumps(piece, ensure_ascii=False) for piece in pieces], len(rows))


def _ranges(book: StoredSpreadsheet, sheet: StoredSheet) -> list[str]:
    """Return the ranges that empty rows part, each from its head on, the longest first; a title above is no head."""
    filled: dict[int, list[int]] = {}
    for (row, column), cell in book.rows(sheet.name, 1, sheet.row_count).items():
        if cell.type is not ValueType.EMPTY:
            filled.setdefault(row, []).append(column)
    found = [part for group in _runs(sorted(filled)) if (part := _without_title(group, filled))]
    found.sort(key=lambda part: (-len(part), part[0]))
    return [_reference(part, filled) for part in found if len(part) > 1 or len(found) == 1]


def _runs(rows: Sequence[int]) -> Iterator[list[int]]:
    """Yield the rows that follow one another."""
    run: list[int] = []
    for row in rows:
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _without_title(rows: list[int], filled: dict[int, list[int]]) -> list[int]:
    most = max(len(filled[row]) for row in rows)
    first = next(place for place, row in enumerate(rows) if len(filled[row]) > 1 or most == 1)
    return rows[first:]


def _reference(rows: list[int], filled: dict[int, list[int]]) -> str:
    left = min(min(filled[row]) for row in rows)
    right = max(max(filled[row]) for row in rows)
    return f"{column_letters(left)}{rows[0]}:{column_letters(right)}{rows[-1]}"
