"""Whether an edit made on an older version still fits the newest one.

It does if nothing has changed places since, and if what it changes reads as it did; rows and columns behind the last
one may be added whatever was changed before them. Then it is applied to the newest version; else the caller learns
that there is a conflict.
"""

from collections.abc import Sequence

from artifacts.kinds.catalogue import Operation, RenameArtifact
from artifacts.kinds.registry import kind
from artifacts.rows.errors import VersionConflict
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import find_version, open_version
from common.errors import NotFound


def require_fit(head: ArtifactVersion, expected_version: int, operations: Sequence[Operation]) -> None:
    """Raise VersionConflict unless the operations, made on `expected_version`, may be applied to `head`."""
    if expected_version == head.number:
        return
    if expected_version > head.number or head.shape_number > expected_version:
        raise VersionConflict(head.number)
    try:
        base = find_version(head.artifact, expected_version)
    except NotFound:
        raise VersionConflict(head.number) from None
    if not all(_fits(base, head, operation) for operation in operations):
        raise VersionConflict(head.number)


def _fits(base: ArtifactVersion, head: ArtifactVersion, operation: Operation) -> bool:
    if isinstance(operation, RenameArtifact):
        return base.title == head.title
    own = kind(head.artifact.kind)
    old, new = open_version(base), open_version(head)
    if own.moves_cells(operation):
        return own.is_append(old, new, operation)
    return own.is_untouched(old, new, operation)
