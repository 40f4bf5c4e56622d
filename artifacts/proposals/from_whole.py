"""An artifact that somebody wrote anew, as operations on the one that is there: what is equal is left alone.

A model that cannot name operations writes the whole table again. What it left out at the end because it was cut is not
deleted.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from artifacts.kinds import catalogue as ops
from artifacts.kinds.catalogue import Operation
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.kinds.table.content import Cell, Column, TableContent
from artifacts.kinds.table.stored import StoredTable
from artifacts.versions.reading import Stored

MOST_ROWS = 5_000
"""Rows that are compared: comparing takes as many steps as one table has rows times the other one."""

SECTION_SHARE = 0.6
"""A text shorter than this part of the document that begins with one of its headings is that section."""

Opcode = tuple[str, int, int, int, int]
Content = TableContent | DocumentContent | SpreadsheetContent


def operations_to(stored: Stored, written: Content, *, is_cut: bool) -> list[Operation]:
    """Return what makes the stored artifact the written one; nothing for another kind, or when they are equal."""
    match stored, written:
        case StoredTable(), TableContent() if max(stored.row_count, written.row_count) <= MOST_ROWS:
            return _table(stored, written, is_cut=is_cut)
        case StoredDocument(), DocumentContent():
            return _document(stored, written.text)
        case StoredSpreadsheet(), SpreadsheetContent():
            return _spreadsheet(stored, written, is_cut=is_cut)
    return []


def _document(stored: StoredDocument, text: str) -> list[Operation]:
    if not text.strip() or text.strip() == stored.text.strip():
        return []
    heading = text.strip().splitlines()[0].lstrip("#").strip().casefold()
    section = next((found for found in stored.sections() if found.title.strip().casefold() == heading), None)
    if section and section.start > 0 and len(text) < SECTION_SHARE * len(stored.text):
        return [ops.ReplaceSection(section=section.id, text=text)]
    return [ops.ReplaceDocument(text=text)]


def _spreadsheet(stored: StoredSpreadsheet, written: SpreadsheetContent, *, is_cut: bool) -> list[Operation]:
    known = {sheet.name.casefold(): sheet for sheet in stored.sheets}
    found: list[Operation] = []
    for at, sheet in enumerate(written.sheets):
        is_only = len(written.sheets) == 1 and len(stored.sheets) == 1
        old = stored.sheets[0] if is_only else known.get(sheet.name.casefold())
        name = old.name if old else sheet.name
        if old is None:
            found.append(ops.AddSheet(name=name, at=at + 1 if at < len(stored.sheets) else None))
        height = max(old.row_count if old else 0, max((row for row, _ in sheet.cells), default=0))
        cells = stored.rows(name, 1, height) if old and height else {}
        before = {place: cell.input for place, cell in cells.items()}
        after = {place: cell.input for place, cell in sheet.cells.items()}
        places = sorted(after if is_cut else {**before, **after})
        changed = [(place, after.get(place)) for place in places if before.get(place) != after.get(place)]
        found += _cells(name, changed)
    return found


def _cells(sheet: str, changed: Sequence[tuple[tuple[int, int], Any]]) -> list[Operation]:
    """Return one operation for each run of changed cells in a row."""
    runs: list[tuple[int, int, list[Any]]] = []
    for (row, column), value in changed:
        if runs and runs[-1][0] == row and runs[-1][1] + len(runs[-1][2]) == column:
            runs[-1][2].append(value)
        else:
            runs.append((row, column, [value]))
    return [
        ops.SetCells(at=f"{column_letters(column)}{row}", values=[values], sheet=sheet) for row, column, values in runs
    ]


def _table(stored: StoredTable, written: TableContent, *, is_cut: bool) -> list[Operation]:
    renamed = _renamed(stored.columns, written.columns)
    names = [renamed.get(column.name, column.name) for column in stored.columns]
    places = {_key(column.name): at for at, column in enumerate(written.columns)}
    kept = [at for at, name in enumerate(names) if _key(name) in places]
    if not kept:
        return []
    gone = [] if is_cut else [at for at in range(len(names)) if at not in kept]
    width = [at for at in range(len(names)) if at not in gone]
    sources = [places.get(_key(names[at])) for at in width]
    rows = [[None if source is None else row[source] for source in sources] for row in written.rows]
    old = [[row[at] for at in width] for row in stored.iter_rows()]
    shared = [at for at, source in enumerate(sources) if source is not None]
    opcodes = _opcodes(old, rows, shared)
    return [
        *(ops.RenameColumn(column=before, name=after) for before, after in renamed.items()),
        *(ops.DeleteColumns(at=at + 1) for at in reversed(gone)),
        *_row_changes(old, rows, opcodes, shared, is_cut=is_cut),
        *_new_columns(written, {_key(name) for name in names}, _origins(opcodes, is_cut=is_cut)),
    ]


def _renamed(old: Sequence[Column], new: Sequence[Column]) -> dict[str, str]:
    """Return new names of columns that stand in the same place, where nothing else can be meant."""
    if len(old) != len(new):
        return {}
    known, written = {_key(column.name) for column in old}, {_key(column.name) for column in new}
    pairs = ((before.name, after.name) for before, after in zip(old, new, strict=True))
    return {
        before: after for before, after in pairs if _key(before) not in written and after and _key(after) not in known
    }


def _opcodes(old: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], shared: Sequence[int]) -> Sequence[Opcode]:
    before, after = ([tuple(_same(row[at]) for at in shared) for row in side] for side in (old, rows))
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _row_changes(
    old: Sequence[Sequence[Cell]],
    rows: Sequence[Sequence[Cell]],
    opcodes: Sequence[Opcode],
    shared: Sequence[int],
    *,
    is_cut: bool,
) -> Iterator[Operation]:
    """Yield changes of rows from the last to the first, so that each finds its place as it is."""
    for tag, i1, i2, j1, j2 in reversed(opcodes):
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        if i2 - i1 > both and not is_cut:
            yield ops.DeleteRows(at=i1 + both + 1, count=i2 - i1 - both)
        if j2 - j1 > both:
            yield ops.InsertRows(
                at=i1 + both + 1, count=j2 - j1 - both, values=[list(row) for row in rows[j1 + both : j2]]
            )
        for step in reversed(range(both)):
            before, after = old[i1 + step], rows[j1 + step]
            for at in (at for at in shared if _same(before[at]) != _same(after[at])):
                yield ops.SetCells(at=f"{column_letters(at + 1)}{i1 + step + 1}", values=[[after[at]]])


def _origins(opcodes: Sequence[Opcode], *, is_cut: bool) -> list[int | None]:
    """Return, for each row as it stands after the changes, which written row it is; None for one that only stayed."""
    origins: list[int | None] = []
    for _tag, i1, i2, j1, j2 in opcodes:
        origins += range(j1, j2)
        stayed = (i2 - i1) - (j2 - j1) if is_cut else 0
        origins += [None] * max(0, stayed)
    return origins


def _new_columns(written: TableContent, known: set[str], origins: Sequence[int | None]) -> Iterator[Operation]:
    for at, column in enumerate(written.columns):
        if _key(column.name) in known:
            continue
        values = [[None if origin is None else written.rows[origin][at]] for origin in origins]
        new = ops.NewColumn(name=column.name, type=column.type, align=column.align, currency=column.currency)
        yield ops.InsertColumns(at=at + 1, columns=[new], values=values or None)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _same(value: Cell) -> object:
    """Return what two cells share that say the same."""
    if value is None or isinstance(value, bool):
        return value or ""
    if isinstance(value, int | float):
        return float(value)
    text = value.strip()
    try:
        return float(text)
    except ValueError:
        return text
