"""What can be done to an open grid, whatever its kind: a command is a list of operations in the kind's own terms."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from artifacts.kinds.table.content import Cell

Operations = list[Mapping[str, object]]
MOST_RUNS = 400  # deletions in one change, below the catalogue's own limit


class NotPossible(Exception):
    """The command does not fit the open artifact; the message is for the user."""


class GridEditor(Protocol):
    """A table or a sheet; rows are counted from 1, the first row of data."""

    @property
    def names(self) -> Sequence[str]:
        """Return the names of the columns."""
        ...

    def cells(self, column: int) -> list[Cell]:
        """Return a column's data from the top."""
        ...

    def add_columns(self, names: Sequence[str], at: int, value: Cell) -> Operations: ...
    def delete_column(self, column: int) -> Operations: ...
    def rename_column(self, column: int, name: str) -> Operations: ...
    def sort(self, keys: Sequence[tuple[int, bool]]) -> Operations: ...
    def add_totals(self, label: str) -> Operations: ...
    def delete_rows(self, first: int, count: int) -> Operations: ...
    def set_column(self, column: int, values: Sequence[Cell]) -> Operations: ...
    def set_cell(self, reference: str, value: Cell) -> Operations: ...


def find_column(editor: GridEditor, wanted: str) -> int:
    """Return the number of the column that a name, or the beginning of one, or "column 2" means; raise NotPossible."""
    plain = wanted.casefold().strip()
    names = [name.casefold() for name in editor.names]
    for fits in (lambda name: name == plain, lambda name: name.startswith(plain), lambda name: plain in name.split()):
        found = [number for number, name in enumerate(names, 1) if fits(name)]
        if len(found) == 1:
            return found[0]
    if plain.isdigit() and 1 <= int(plain) <= len(names):
        return int(plain)
    raise NotPossible(wanted)


def delete_where(editor: GridEditor, column: int, is_gone: Callable[[Cell], bool]) -> tuple[Operations, int]:
    """Return the operations that delete the rows whose cell says so, from the bottom up, and their number."""
    gone = [row for row, cell in enumerate(editor.cells(column), 1) if is_gone(cell)]
    runs: list[list[int]] = []
    for row in reversed(gone):
        if runs and runs[-1][0] == row + 1:
            runs[-1] = [row, runs[-1][1] + 1]
        else:
            runs.append([row, 1])
    if len(runs) > MOST_RUNS:
        raise NotPossible(str(len(runs)))
    return [operation for first, count in runs for operation in editor.delete_rows(first, count)], len(gone)
