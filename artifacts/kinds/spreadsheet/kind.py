"""The spreadsheet, as the registry knows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Encoded, Fetch, Parsed, Window
from artifacts.kinds.catalogue import Operation, SpreadsheetOperation
from artifacts.kinds.spreadsheet import apply, cellwise, fits, parse, stored
from artifacts.kinds.spreadsheet.cellwise import CellOperation, part_for
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.shapes import to_json
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.kinds.spreadsheet.workbook import beginning_of
from artifacts.kinds.time_budget import in_time
from artifacts.rows.enums import KindName
from artifacts.rows.errors import invalid_operation
from artifacts.rows.limits import SEARCH_CHARACTERS


class SpreadsheetKind:
    """Sheets of cells with formulas."""

    name = KindName.SPREADSHEET

    def parse_json(self, raw: Any) -> SpreadsheetContent:
        return self.read_json(raw).content

    def read_json(self, raw: Any) -> Parsed[SpreadsheetContent]:
        return parse.read_json(raw)

    def parse_text(self, text: str) -> Parsed[SpreadsheetContent]:
        return parse.parse_text(text)

    def store(self, content: SpreadsheetContent | StoredSpreadsheet) -> StoredSpreadsheet:
        return content if isinstance(content, StoredSpreadsheet) else stored.store(content)

    def encode(self, content: SpreadsheetContent | StoredSpreadsheet) -> Encoded:
        return stored.encode(content if isinstance(content, StoredSpreadsheet) else stored.store(content))

    def decode(self, manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredSpreadsheet:
        return stored.decode(manifest, digests, fetch)

    def to_json(self, content: SpreadsheetContent | StoredSpreadsheet, window: Window = Window()) -> dict[str, object]:  # noqa: B008
        return to_json(content if isinstance(content, StoredSpreadsheet) else stored.in_memory(content))

    def apply(self, stored: StoredSpreadsheet, operations: Sequence[Operation]) -> StoredSpreadsheet:
        return _apply(stored, operations)

    def moves_cells(self, operation: Operation) -> bool:
        return not isinstance(operation, CellOperation)

    def is_append(self, base: StoredSpreadsheet, head: StoredSpreadsheet, operation: Operation) -> bool:
        return fits.is_append(base.content(), head.content(), _fitting(operation))

    def is_untouched(self, base: StoredSpreadsheet, head: StoredSpreadsheet, operation: Operation) -> bool:
        fitting = _fitting(operation)
        if not isinstance(fitting, CellOperation):
            return False
        return fits.is_untouched(part_for(base, fitting), part_for(head, fitting), fitting)

    def search_text(self, stored: StoredSpreadsheet) -> str:
        return beginning_of(stored, SEARCH_CHARACTERS)


def _apply(spreadsheet: StoredSpreadsheet, steps: Sequence[Operation]) -> StoredSpreadsheet:
    """Apply all, then compute once. Only from the first operation on that moves cells is the whole workbook read."""
    whole: SpreadsheetContent | None = None
    for step in in_time(steps):
        operation = _fitting(step)
        if whole is None and isinstance(operation, CellOperation):
            spreadsheet = cellwise.apply(spreadsheet, operation)
        else:
            whole = apply.apply(whole or spreadsheet.content(), operation)
    return stored.computed(stored.in_memory(whole) if whole else spreadsheet)


def _fitting(operation: Operation) -> SpreadsheetOperation:
    if not isinstance(operation, SpreadsheetOperation):
        raise invalid_operation(_("A spreadsheet has no operation %(operation)s.") % {"operation": operation.op})
    return operation
