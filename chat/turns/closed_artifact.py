"""An artifact that a turn stored, as its followers and the API are told of it."""

from dataclasses import dataclass
from typing import Self, TypedDict
from uuid import UUID

from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion


class CompletenessJson(TypedDict):
    """What was asked for beside what is there; None where no figure is known."""

    asked: int | None
    delivered: int | None
    partial: bool


class StoredJson(TypedDict):
    """An artifact that a turn stored."""

    id: str
    kind: str
    title: str
    version: int
    completeness: CompletenessJson


@dataclass(frozen=True, slots=True)
class ClosedArtifact:
    """A stored version; `ref` names the artifact in the events of its turn."""

    ref: int
    artifact_id: UUID
    kind: KindName
    title: str
    version: int
    completeness: Completeness

    @classmethod
    def of(cls, version: ArtifactVersion, ref: int) -> Self:
        """Return what is told of a version."""
        kind = KindName(version.artifact.kind)
        return cls(ref, version.artifact_id, kind, version.title, version.number, version.completeness)

    def to_json(self) -> StoredJson:
        """Return what is told of it wherever it is told."""
        found = self.completeness
        return {
            "id": str(self.artifact_id),
            "kind": self.kind.value,
            "title": self.title,
            "version": self.version,
            "completeness": {"asked": found.asked, "delivered": found.delivered, "partial": found.is_partial},
        }
