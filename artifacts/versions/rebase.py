"""Whether an edit made on an older version still fits the newest one.

It does if nothing has changed places since, and if what it changes reads as it did; rows and columns behind the last
one may be added whatever was changed before them. In a table whose rows have moved, what it changes is looked for
where those rows stand now. Then it is applied to the newest version; else the caller learns that there is a conflict.
"""

from collections.abc import Sequence

from artifacts.kinds.catalogue import Operation, RenameArtifact
from artifacts.kinds.registry import kind
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.moved_rows import moved_operations
from artifacts.versions.reading import find_version, open_version
from common.errors import NotFound


def fitting(head: ArtifactVersion, expected_version: int, operations: Sequence[Operation]) -> Sequence[Operation]:
    """Return the operations, made on `expected_version`, as they are meant in `head`; raise VersionConflict."""
    if expected_version == head.number:
        return operations
    base = _base(head, expected_version)
    if head.shape_number <= expected_version and all(_fits(base, head, operation) for operation in operations):
        return operations
    old, new = open_version(base), open_version(head)
    if isinstance(old, StoredTable) and isinstance(new, StoredTable) and base.title == head.title:
        moved = moved_operations(old, new, operations)
        if moved is not None:
            return moved
    raise VersionConflict(head.number)


def _base(head: ArtifactVersion, expected_version: int) -> ArtifactVersion:
    if expected_version > head.number:
        raise VersionConflict(head.number)
    try:
        return find_version(head.artifact, expected_version)
    except NotFound:
        raise VersionConflict(head.number) from None


def _fits(base: ArtifactVersion, head: ArtifactVersion, operation: Operation) -> bool:
    if isinstance(operation, RenameArtifact):
        return base.title == head.title
    own = kind(head.artifact.kind)
    old, new = open_version(base), open_version(head)
    if own.moves_cells(operation):
        return own.is_append(old, new, operation)
    return own.is_untouched(old, new, operation)
