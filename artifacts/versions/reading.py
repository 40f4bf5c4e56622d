"""Reading versions: what a version holds, block by block, and finding artifacts and versions of a user."""

from uuid import UUID

from accounts.models import User
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.registry import kind
from artifacts.kinds.spreadsheet.stored import StoredSpreadsheet
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.rows.stored_blocks import fetch_block
from common.errors import NotFound

Stored = StoredTable | StoredDocument | StoredSpreadsheet

__all__ = [
    "Stored",
    "StoredDocument",
    "StoredSpreadsheet",
    "StoredTable",
    "find_artifact",
    "find_version",
    "open_version",
]


def open_version(version: ArtifactVersion) -> Stored:
    """Return the content of a version; blocks are read when they are asked for."""
    stored: Stored = kind(version.artifact.kind).decode(version.manifest, version.blocks, fetch_block)
    return stored


def find_artifact(user: User, artifact_id: UUID | str) -> Artifact:
    """Return the user's artifact; raise NotFound for everything else."""
    artifact = Artifact.objects.for_user(user).filter(pk=artifact_id).first()
    if artifact is None:
        raise NotFound
    return artifact


def find_version(artifact: Artifact, number: int | None = None) -> ArtifactVersion:
    """Return a version by number, the newest without one; raise NotFound."""
    wanted = artifact.head_number if number is None else number
    version = ArtifactVersion.objects.filter(artifact=artifact, number=wanted).first()
    if version is None:
        raise NotFound
    version.artifact = artifact
    return version
