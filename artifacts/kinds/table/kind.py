"""The table, as the registry knows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Encoded, Fetch, Parsed, Window
from artifacts.kinds.catalogue import (
    ClearCells,
    Operation,
    ReadColumn,
    RenameColumn,
    SetCells,
    SetType,
    TableOperation,
)
from artifacts.kinds.table import apply, fits, parse, stored
from artifacts.kinds.table.content import TableContent
from artifacts.kinds.table.shapes import to_json
from artifacts.kinds.table.stored import StoredTable
from artifacts.kinds.time_budget import in_time
from artifacts.rows.enums import KindName
from artifacts.rows.errors import invalid_operation
from artifacts.rows.limits import SEARCH_CHARACTERS


class TableKind:
    """Typed columns and rectangular rows."""

    name = KindName.TABLE

    def parse_json(self, raw: Any) -> TableContent:
        return self.read_json(raw).content

    def read_json(self, raw: Any) -> Parsed[TableContent]:
        return parse.read_json(raw)

    def parse_text(self, text: str) -> Parsed[TableContent]:
        return parse.parse_text(text)

    def store(self, content: TableContent | StoredTable) -> StoredTable:
        return content if isinstance(content, StoredTable) else stored.store(content)

    def encode(self, content: TableContent | StoredTable) -> Encoded:
        return stored.encode(content if isinstance(content, StoredTable) else stored.store(content))

    def decode(self, manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredTable:
        return stored.decode(manifest, digests, fetch)

    def to_json(self, content: TableContent | StoredTable, window: Window = Window()) -> dict[str, object]:  # noqa: B008
        return to_json(content if isinstance(content, StoredTable) else stored.store(content), window)

    def apply(self, stored: StoredTable, operations: Sequence[Operation]) -> StoredTable:
        for operation in in_time(operations):
            stored = _apply_one(stored, operation)
        return stored

    def moves_cells(self, operation: Operation) -> bool:
        return not isinstance(operation, SetCells | ClearCells | RenameColumn | SetType | ReadColumn)

    def is_append(self, base: StoredTable, head: StoredTable, operation: Operation) -> bool:
        return fits.is_append(base, head, _fitting(operation))

    def is_untouched(self, base: StoredTable, head: StoredTable, operation: Operation) -> bool:
        return fits.is_untouched(base, head, _fitting(operation))

    def search_text(self, stored: StoredTable) -> str:
        names = " ".join(column.name for column in stored.columns)
        cells = (str(cell) for row in stored.window(0, 200) for cell in row if isinstance(cell, str))
        return f"{names} {' '.join(cells)}"[:SEARCH_CHARACTERS]


def _apply_one(table: StoredTable, operation: Operation) -> StoredTable:
    return apply.apply(table, _fitting(operation))


def _fitting(operation: Operation) -> TableOperation:
    if not isinstance(operation, TableOperation):
        raise invalid_operation(_("A table has no operation %(operation)s.") % {"operation": operation.op})
    return operation
