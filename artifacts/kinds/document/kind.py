"""The document, as the registry knows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Encoded, Fetch, Parsed, Window
from artifacts.kinds.catalogue import DocumentOperation, Operation
from artifacts.kinds.document import apply, parse, stored
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.shapes import to_json
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.time_budget import in_time
from artifacts.rows.enums import KindName
from artifacts.rows.errors import invalid_operation
from artifacts.rows.limits import SEARCH_CHARACTERS


class DocumentKind:
    """Markdown with an outline."""

    name = KindName.DOCUMENT

    def parse_json(self, raw: Any) -> DocumentContent:
        return self.read_json(raw).content

    def read_json(self, raw: Any) -> Parsed[DocumentContent]:
        return parse.read_json(raw)

    def parse_text(self, text: str) -> Parsed[DocumentContent]:
        return parse.parse_text(text)

    def store(self, content: DocumentContent | StoredDocument) -> StoredDocument:
        return content if isinstance(content, StoredDocument) else stored.store(content)

    def encode(self, content: DocumentContent | StoredDocument) -> Encoded:
        return stored.encode(content if isinstance(content, StoredDocument) else stored.store(content))

    def decode(self, manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredDocument:
        return stored.decode(manifest, digests, fetch)

    def to_json(self, content: DocumentContent | StoredDocument, window: Window = Window()) -> dict[str, object]:  # noqa: B008
        return to_json(content if isinstance(content, StoredDocument) else stored.store(content))

    def apply(self, stored: StoredDocument, operations: Sequence[Operation]) -> StoredDocument:
        for operation in in_time(operations):
            stored = _apply_one(stored, operation)
        return stored

    def moves_cells(self, operation: Operation) -> bool:
        return False

    def is_append(self, base: StoredDocument, head: StoredDocument, operation: Operation) -> bool:
        return False

    def is_untouched(self, base: StoredDocument, head: StoredDocument, operation: Operation) -> bool:
        return apply.is_untouched(base, head, _fitting(operation))

    def search_text(self, stored: StoredDocument) -> str:
        return stored.text[:SEARCH_CHARACTERS]


def _apply_one(document: StoredDocument, operation: Operation) -> StoredDocument:
    return apply.apply(document, _fitting(operation))


def _fitting(operation: Operation) -> DocumentOperation:
    if not isinstance(operation, DocumentOperation):
        raise invalid_operation(_("A document has no operation %(operation)s.") % {"operation": operation.op})
    return operation
