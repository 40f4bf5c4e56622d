"""The operations of a kind, from the types of the catalogue."""

from typing import Any, get_args

from artifacts.kinds.catalogue import DocumentOperation, RenameArtifact, SpreadsheetOperation, TableOperation
from artifacts.rows.enums import KindName

OF_KIND: dict[KindName, Any] = {
    KindName.TABLE: TableOperation,
    KindName.DOCUMENT: DocumentOperation,
    KindName.SPREADSHEET: SpreadsheetOperation,
}


def operations_of(kind: KindName) -> list[Any]:
    return [*get_args(OF_KIND[kind]), RenameArtifact]


def names_of(kind: KindName) -> list[str]:
    return [shape.model_fields["op"].default for shape in operations_of(kind)]
