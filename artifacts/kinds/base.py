"""What every kind of artifact offers: reading input, JSON shapes, storage in blocks, operations.

A kind is a folder with the same files (content, parse, shapes, stored, operations, kind); `registry` lists them.
Stored forms (`StoredTable`...) read blocks only when asked, and operations return new stored forms that share the
blocks they did not touch.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from artifacts.kinds.catalogue import Operation
from artifacts.rows.enums import KindName

Content = TypeVar("Content")
Stored = TypeVar("Stored")
Fetch = Callable[[str], bytes]
"""Return the plain bytes of a block by its digest."""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Content]):
    """Content that was read, with one sentence for each thing that could not be kept as it came."""

    content: Content
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoded:
    """A state ready for storage: the manifest, every block's digest in order, and the bytes of blocks that are new."""

    manifest: Mapping[str, object]
    digests: tuple[str, ...]
    blocks: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """The rows of a table that an answer holds: those that the filters let through, if there are any."""

    offset: int = 0
    rows: int = 200
    filters: tuple[str, ...] = ()


class Kind(Protocol[Content, Stored]):
    """One kind; `Content` is the whole in memory, `Stored` reads blocks on demand."""

    name: KindName

    def parse_json(self, raw: Any) -> Content:
        """Return the content that a JSON value describes; raise NotParsed or OverLimit."""
        ...

    def read_json(self, raw: Any) -> Parsed[Content]:
        """Do as parse_json, with the losses."""
        ...

    def parse_text(self, text: str) -> Parsed[Content]:
        """Return the content found in Markdown, delimited or JSON text; raise NotParsed or OverLimit."""
        ...

    def store(self, content: Content | Stored) -> Stored:
        """Return the stored form of content made in memory, computed and checked against the limits.

        A stored form is returned as it is, so that what takes long can be done before anything is locked.
        """
        ...

    def encode(self, content: Content | Stored) -> Encoded:
        """Return what to write; blocks already stored are named, not written again."""
        ...

    def decode(self, manifest: Mapping[str, Any], digests: Sequence[str], fetch: Fetch) -> Stored:
        """Return the stored form of a version."""
        ...

    def to_json(self, content: Content | Stored, window: Window = ...) -> dict[str, object]:
        """Return the API's shape of the content."""
        ...

    def apply(self, stored: Stored, operations: Sequence[Operation]) -> Stored:
        """Return the state after all operations; raise InvalidOperation and change nothing if one does not fit."""
        ...

    def moves_cells(self, operation: Operation) -> bool:
        """Say whether places mean something else after the operation, so that edits cannot be rebased over it."""
        ...

    def is_append(self, base: Stored, head: Stored, operation: Operation) -> bool:
        """Say whether the operation only adds behind what is there in both states, so that no place moves."""
        ...

    def is_untouched(self, base: Stored, head: Stored, operation: Operation) -> bool:
        """Say whether what the operation changes is equal in both states."""
        ...

    def search_text(self, stored: Stored) -> str:
        """Return the beginning of the content as plain text, for search."""
        ...
