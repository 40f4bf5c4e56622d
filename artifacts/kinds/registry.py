"""The table of kinds. To add one: a folder like the others, a value in `enums.KindName`, a row here."""

from collections.abc import Mapping
from typing import Any

from artifacts.kinds.base import Kind
from artifacts.kinds.document.kind import DocumentKind
from artifacts.kinds.spreadsheet.kind import SpreadsheetKind
from artifacts.kinds.table.kind import TableKind
from artifacts.rows.enums import KindName

KINDS: Mapping[KindName, Kind[Any, Any]] = {
    KindName.TABLE: TableKind(),
    KindName.DOCUMENT: DocumentKind(),
    KindName.SPREADSHEET: SpreadsheetKind(),
}


def kind(name: KindName | str) -> Kind[Any, Any]:
    """Return the kind with this name; raise ValueError for an unknown one."""
    return KINDS[KindName(name)]
