"""Differences of grids: cells that changed, rows and columns that came and went."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.bands import Cells
from artifacts.kinds.spreadsheet.stored import StoredSheet, StoredSpreadsheet
from artifacts.kinds.spreadsheet.workbook import differing
from artifacts.kinds.table.content import Cell
from artifacts.kinds.table.stored import Block, StoredTable
from artifacts.versions.compare.moves import moved_rows

CHANGES_LISTED = 1_000
COUNTED = ("cells_added", "cells_changed", "cells_removed", "rows_added", "rows_removed", "rows_moved")
ROWS_ALIGNED = 4_000  # in one changed region; larger ones are compared row by row in order


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell with another value; `row` and `column` are those of the newer version, from 1."""

    row: int
    column: int
    at: str
    before: Cell
    after: Cell
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A whole row that came (numbered in the newer version) or went (numbered in the older one)."""

    row: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class RowMove:
    """A row, numbered in the newer version, that stood elsewhere among the same rows."""

    row: int
    before: int


@dataclass(slots=True)
class GridDiff:
    """What changed; lists are cut at CHANGES_LISTED, `counts` are true, and so are `moves`: older row by newer one."""

    cells: list[CellChange] = field(default_factory=list)
    rows_added: list[RowChange] = field(default_factory=list)
    rows_removed: list[RowChange] = field(default_factory=list)
    rows_moved: list[RowMove] = field(default_factory=list)
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    columns_changed: list[tuple[str, str]] = field(default_factory=list)
    sheets_added: list[str] = field(default_factory=list)
    sheets_removed: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    moves: dict[int, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether both states are the same."""
        lists = (
            self.columns_added,
            self.columns_removed,
            self.columns_changed,
            self.sheets_added,
            self.sheets_removed,
        )
        return not any(self.counts.values()) and not any(lists)

    def cell(self, change: CellChange) -> None:
        """Note a cell that changed."""
        kind = "added" if change.before is None else "removed" if change.after is None else "changed"
        self.counts[f"cells_{kind}"] += 1
        if len(self.cells) < CHANGES_LISTED:
            self.cells.append(change)

    def row(self, number: int, cells: list[Cell], *, is_added: bool) -> None:
        """Note a row that came or went."""
        self.counts["rows_added" if is_added else "rows_removed"] += 1
        rows = self.rows_added if is_added else self.rows_removed
        if len(rows) < CHANGES_LISTED:
            rows.append(RowChange(number, cells))

    def move(self, row: int, before: int) -> None:
        """Note a row that moved."""
        self.counts["rows_moved"] += 1
        self.moves[row] = before
        if len(self.rows_moved) < CHANGES_LISTED:
            self.rows_moved.append(RowMove(row, before))

    def to_json(self) -> dict[str, object]:
        """Return JSON values."""
        values = asdict(self)
        del values["moves"]
        return values


def diff_tables(base: StoredTable, head: StoredTable) -> GridDiff:
    """Return what changed from one table to the other; columns are the same if their keys are."""
    diff = GridDiff()
    old, new = {column.key: column for column in base.columns}, {column.key: column for column in head.columns}
    diff.columns_added = [column.name for key, column in new.items() if key not in old]
    diff.columns_removed = [column.name for key, column in old.items() if key not in new]
    diff.columns_changed = [(old[key].name, new[key].name) for key in old if key in new and old[key] != new[key]]
    pairs = [
        (index, number)
        for number, column in enumerate(head.columns)
        for index, former in enumerate(base.columns)
        if former.key == column.key
    ]
    for region in _regions(base, head):
        _diff_region(diff, *region, pairs)
    return diff


def _regions(base: StoredTable, head: StoredTable) -> list[tuple[int, list[list[Cell]], int, list[list[Cell]]]]:
    """Return the parts that do not stand in common blocks: (first row, rows) of each side, rows counted from 0."""
    old, new = list(base.located()), list(head.located())
    matcher = SequenceMatcher(None, [_name(b) for _s, b in old], [_name(b) for _s, b in new], autojunk=False)
    regions = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" and base.columns == head.columns:
            continue
        before = [row for _start, block in old[i1:i2] for row in base.rows_of(block)]
        after = [row for _start, block in new[j1:j2] for row in head.rows_of(block)]
        regions.append((_start_of(old, i1), before, _start_of(new, j1), after))
    return regions


def _name(block: Block) -> object:
    return block.digest or id(block)


def _start_of(located: Sequence[tuple[int, Block]], index: int) -> int:
    if index < len(located):
        return located[index][0]
    return located[-1][0] + located[-1][1].count if located else 0


def _diff_region(
    diff: GridDiff, start: int, old: list[list[Cell]], first: int, new: list[list[Cell]], pairs: list[tuple[int, int]]
) -> None:
    before, after = _names(old, [i for i, _j in pairs]), _names(new, [j for _i, j in pairs])
    if sorted(before) == sorted(after):
        for index, former in moved_rows(before, after):
            diff.move(first + index + 1, start + former + 1)
        return
    for i1, i2, j1, j2 in _row_changes(before, after):
        common = min(i2 - i1, j2 - j1)
        for offset in range(common):
            _diff_row(diff, old[i1 + offset], new[j1 + offset], first + j1 + offset + 1, pairs)
        for index in range(i1 + common, i2):
            diff.row(start + index + 1, old[index], is_added=False)
        for index in range(j1 + common, j2):
            diff.row(first + index + 1, new[index], is_added=True)


def _names(rows: list[list[Cell]], places: list[int]) -> list[str]:
    """Return a text for each row, the same for rows that are equal in these places."""
    return [json.dumps([row[place] for place in places]) for row in rows]


def _row_changes(before: list[str], after: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the spans of rows that are not equal."""
    if len(before) + len(after) > ROWS_ALIGNED:
        return [(0, len(before), 0, len(after))]
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _diff_row(diff: GridDiff, old: list[Cell], new: list[Cell], number: int, pairs: list[tuple[int, int]]) -> None:
    for i, j in pairs:
        if old[i] != new[j] or type(old[i]) is not type(new[j]):
            diff.cell(CellChange(number, j + 1, f"{column_letters(j + 1)}{number}", old[i], new[j]))


def diff_spreadsheets(base: StoredSpreadsheet, head: StoredSpreadsheet) -> GridDiff:
    """Return which inputs differ, sheet by sheet; computed values follow from them and are not listed."""
    diff = GridDiff()
    old = {sheet.name: sheet for sheet in base.sheets}
    new = {sheet.name: sheet for sheet in head.sheets}
    diff.sheets_added = [name for name in new if name not in old]
    diff.sheets_removed = [name for name in old if name not in new]
    for name, sheet in new.items():
        for before, after in differing(base, old.get(name, StoredSheet(name, {}, {}, 0, 0)), head, sheet):
            _diff_cells(diff, name, before, after)
    return diff


def _diff_cells(diff: GridDiff, sheet: str, old: Cells, new: Cells) -> None:
    for row, column in sorted(old.keys() | new.keys()):
        before, after = old.get((row, column)), new.get((row, column))
        was, now = before.input if before else None, after.input if after else None
        if was != now or type(was) is not type(now):
            diff.cell(CellChange(row, column, f"{column_letters(column)}{row}", was, now, sheet))
