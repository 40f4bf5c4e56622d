"""A document as it is stored: one block of text, read when asked for, and the outline in the manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from artifacts.kinds.base import Encoded, Fetch
from artifacts.kinds.document.content import DocumentContent, Section
from artifacts.kinds.document.outline import sections_of
from artifacts.kinds.document.parse import check_size
from common.digests import content_digest


@dataclass(frozen=True)
class StoredDocument:
    """A document; its text is fetched once."""

    digest: str | None = None
    fetch: Fetch | None = None
    written: str = ""
    outline: tuple[Section, ...] | None = None

    @cached_property
    def text(self) -> str:
        """The Markdown."""
        if self.digest is None or self.fetch is None:
            return self.written
        return self.fetch(self.digest).decode()

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return sections_of(self.text) if self.outline is None else self.outline

    def sections(self) -> tuple[Section, ...]:
        """Return the outline."""
        return self._sections

    def section(self, section_id: str) -> Section | None:
        """Return one section of the outline."""
        return next((section for section in self._sections if section.id == section_id), None)

    def content(self) -> DocumentContent:
        """Return the whole document."""
        return DocumentContent(self.text)


def store(content: DocumentContent) -> StoredDocument:
    """Return the stored form of a document in memory."""
    check_size(content.text)
    return StoredDocument(written=content.text)


def encode(document: StoredDocument) -> Encoded:
    """Return the outline as manifest, the digest and, if it is new, the text."""
    manifest = {"sections": [[part.id, part.level, part.title, part.start, part.end] for part in document.sections()]}
    if document.digest is not None:
        return Encoded(manifest, (document.digest,))
    check_size(document.text)
    data = document.text.encode()
    return Encoded(manifest, (content_digest(data),), {content_digest(data): data})


def decode(manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> StoredDocument:
    """Return the stored form of a version's outline and block."""
    return StoredDocument(digests[0], fetch, outline=tuple(Section(*raw) for raw in manifest["sections"]))
