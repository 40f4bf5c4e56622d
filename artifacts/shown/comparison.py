"""Two states of a grid as one: what comes, goes and changes is marked in place; long equal stretches are left out."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from artifacts.kinds.cell_display import column_class, sheet_cell, table_cell
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.table.content import Cell, Column
from artifacts.rows.limits import MARKED_CONTEXT_ROWS, MARKED_ROWS, ROWS_PER_BLOCK, TABLE_CELLS
from artifacts.shown.grid import find_sheet
from artifacts.versions.compare.grids import GridDiff
from artifacts.versions.reading import Stored, StoredSpreadsheet, StoredTable

ADDED, REMOVED, CHANGED, MOVED, SAME = "added", "removed", "changed", "moved", ""
MOST_ROWS = TABLE_CELLS.most
ReadRow = Callable[[int], list[Cell]]


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell or column head: `before` and `after` are texts, `mark` is empty for what stays."""

    after: str
    before: str = ""
    mark: str = SAME
    css: str = ""


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row with its number, in the older state if it goes; `skipped` equal rows before it are not shown.

    A row that moves names its number in the older state, `came_from`.
    """

    number: int
    cells: Sequence[MarkedCell]
    mark: str = SAME
    skipped: int = 0
    came_from: int = 0


@dataclass(frozen=True, slots=True)
class MarkedGrid:
    """Columns and rows of both states together; `left_out` rows after them are not shown."""

    name: str
    columns: Sequence[MarkedCell]
    rows: Sequence[MarkedRow]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that stand one below the other in both states and share a mark."""

    mark: str
    old: int
    new: int
    length: int = 1


def mark_grids(base: Stored, head: Stored, diff: GridDiff) -> list[MarkedGrid]:
    """Return the table, or the sheets that differ."""
    if isinstance(base, StoredTable) and isinstance(head, StoredTable):
        return [_marked_table(base, head, diff)]
    if isinstance(base, StoredSpreadsheet) and isinstance(head, StoredSpreadsheet):
        return list(_marked_sheets(base.content(), head.content(), diff))
    return []


def _marked_table(base: StoredTable, head: StoredTable, diff: GridDiff) -> MarkedGrid:
    columns = _column_pairs(base.columns, head.columns)
    heads = [_column_head(old, new) for old, new in columns]
    is_whole = any(cell.mark for cell in heads) or diff.is_empty
    join = _joiner(base, head, columns)
    rows: list[MarkedRow] = []
    end_old = end_new = 0
    for skipped, run in _visible(_runs(diff, base.row_count, head.row_count), base, head, is_whole=is_whole):
        for step in range(min(run.length, MARKED_ROWS - len(rows))):
            old = None if run.mark == ADDED else run.old + step
            new = None if run.mark == REMOVED else run.new + step
            mark = SAME if run.mark == CHANGED else run.mark
            came_from = run.old if run.mark == MOVED else 0
            rows.append(MarkedRow(new or old or 0, join(old, new), mark, 0 if step else skipped, came_from))
            end_old, end_new = old or end_old, new or end_new
        if len(rows) == MARKED_ROWS:
            break
    left_old = 0 if diff.moves else base.row_count - end_old
    return MarkedGrid("", heads, rows, max(left_old, head.row_count - end_new))


def _runs(diff: GridDiff, old_count: int, new_count: int) -> Iterator[Run]:
    """Yield all rows of both states in reading order; removed rows are numbered in the older state.

    A row that moved comes where it stands in the newer state.
    """
    removed, added = ([change.row for change in rows] for rows in (diff.rows_removed, diff.rows_added))
    changed = sorted({change.row for change in diff.cells})
    came, left = sorted(diff.moves), sorted(diff.moves.values())
    old = new = 1
    while old <= old_count or new <= new_count:
        ends = (old_count - old + 1, new_count - new + 1)
        in_old = (_until(removed, old), _until(left, old))
        in_new = (_until(added, new), _until(came, new), _until(changed, new))
        same = min(*in_old, *in_new, *ends)
        if _until(left, old) == 0:
            old += 1
        elif same > 0:
            yield Run(SAME, old, new, same)
            old, new = old + same, new + same
        elif _until(came, new) == 0:
            yield Run(MOVED, diff.moves[new], new)
            new += 1
        elif _until(removed, old) == 0 or new > new_count:
            yield Run(REMOVED, old, new)
            old += 1
        elif _until(added, new) == 0 or old > old_count:
            yield Run(ADDED, old, new)
            new += 1
        else:
            yield Run(CHANGED, old, new)
            old, new = old + 1, new + 1


def _until(numbers: Sequence[int], at: int) -> int:
    """Return how far it is from `at` to the next of the sorted numbers."""
    place = bisect_left(numbers, at)
    return numbers[place] - at if place < len(numbers) else MOST_ROWS


def _visible(
    runs: Iterator[Run], base: StoredTable, head: StoredTable, *, is_whole: bool
) -> Iterator[tuple[int, Run]]:
    """Yield what is shown of the runs, each with the number of equal rows left out before it."""
    is_first = True
    for run in runs:
        if run.mark != SAME or is_whole:
            yield 0, run
        else:
            is_last = run.old + run.length > base.row_count and run.new + run.length > head.row_count
            yield from _trimmed(run, 0 if is_first else MARKED_CONTEXT_ROWS, 0 if is_last else MARKED_CONTEXT_ROWS)
        is_first = False


def _trimmed(run: Run, before: int, after: int) -> Iterator[tuple[int, Run]]:
    gap = run.length - before - after
    if gap <= 0:
        yield 0, run
        return
    if before:
        yield 0, Run(SAME, run.old, run.new, before)
    if after:
        yield gap, Run(SAME, run.old + run.length - after, run.new + run.length - after, after)


def _joiner(
    base: StoredTable, head: StoredTable, columns: Sequence[tuple[Column | None, Column | None]]
) -> Callable[[int | None, int | None], list[MarkedCell]]:
    """Return a function that joins a row of each state, by number, into one of marked cells."""
    old_places = {column.key: place for place, column in enumerate(base.columns)}
    new_places = {column.key: place for place, column in enumerate(head.columns)}
    read_old, read_new = _reader(base), _reader(head)

    def join(old_number: int | None, new_number: int | None) -> list[MarkedCell]:
        old_row = read_old(old_number) if old_number else None
        new_row = read_new(new_number) if new_number else None
        return [
            _table_cell(
                table_cell(old_row[old_places[old.key]], old).text if old and old_row else None,
                table_cell(new_row[new_places[new.key]], new).text if new and new_row else None,
                column_class(new or old),  # type: ignore[arg-type]  # one of them is there
            )
            for old, new in columns
        ]

    return join


def _reader(table: StoredTable) -> ReadRow:
    window = lru_cache(maxsize=2)(lambda part: table.window(part * ROWS_PER_BLOCK, ROWS_PER_BLOCK))
    return lambda number: window((number - 1) // ROWS_PER_BLOCK)[(number - 1) % ROWS_PER_BLOCK]


def _column_pairs(old: Sequence[Column], new: Sequence[Column]) -> list[tuple[Column | None, Column | None]]:
    """Return the columns of both states in the order of the newer one, those that go where they stood."""
    by_key = {column.key: column for column in old}
    kept = {column.key for column in new}
    pairs: list[tuple[Column | None, Column | None]] = [(by_key.get(column.key), column) for column in new]
    for place, column in enumerate(old):
        if column.key not in kept:
            pairs.insert(min(place, len(pairs)), (column, None))
    return pairs


def _column_head(old: Column | None, new: Column | None) -> MarkedCell:
    if new is None:
        return MarkedCell("", old.name if old else "", REMOVED)
    if old is None:
        return MarkedCell(new.name, "", ADDED)
    if old.name != new.name:
        return MarkedCell(new.name, old.name, CHANGED)
    return MarkedCell(new.name, new.name, CHANGED if old != new else "", column_class(new))


def _table_cell(before: str | None, after: str | None, css: str) -> MarkedCell:
    if after is None:
        return MarkedCell("", before or "", REMOVED, css)
    if before is None:
        return MarkedCell(after, "", ADDED, css)
    return MarkedCell(after, css=css) if before == after else MarkedCell(after, before, CHANGED, css)


def _marked_sheets(base: SpreadsheetContent, head: SpreadsheetContent, diff: GridDiff) -> Iterator[MarkedGrid]:
    """Yield each sheet that changes with the rows that do and those around them."""
    names = [sheet.name for sheet in head.sheets] + diff.sheets_removed
    for name in names:
        is_old, is_new = (any(one.name == name for one in book.sheets) for book in (base, head))
        old = find_sheet(base, name) if is_old else Sheet(name)
        new = find_sheet(head, name) if is_new else Sheet(name)
        changed = {change.row for change in diff.cells if change.sheet == name}
        if changed or not (is_old and is_new):
            yield _marked_sheet(old, new, changed or {1})


def _marked_sheet(old: Sheet, new: Sheet, changed: set[int]) -> MarkedGrid:
    places = {*old.cells, *new.cells}
    width = max((column for _row, column in places), default=1)
    around = range(-MARKED_CONTEXT_ROWS, MARKED_CONTEXT_ROWS + 1)
    height = max((row for row, _column in places), default=1)
    near = sorted({row + step for row in changed for step in around if 1 <= row + step <= height})
    shown = near[:MARKED_ROWS]
    rows = [
        MarkedRow(
            row,
            [_sheet_cell(old, new, (row, column)) for column in range(1, width + 1)],
            skipped=row - before - 1 if before else 0,
        )
        for before, row in zip([0, *shown], shown, strict=False)
    ]
    heads = [MarkedCell(column_letters(number)) for number in range(1, width + 1)]
    return MarkedGrid(new.name, heads, rows, height - max(shown, default=height))


def _sheet_cell(old: Sheet, new: Sheet, place: tuple[int, int]) -> MarkedCell:
    before, after = old.cells.get(place), new.cells.get(place)
    shown = sheet_cell(after)
    if (before.input if before else None) == (after.input if after else None):
        return MarkedCell(shown.text, css=shown.css)
    mark = ADDED if before is None else REMOVED if after is None else CHANGED
    return MarkedCell(shown.raw, sheet_cell(before).raw, mark, shown.css)
