"""What happens to artifacts, as events."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from artifacts.rows.enums import AuthorKind, ImageType, KindName, Origin, ProposalStatus, StepName
from common.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactCreated(Event):
    name: ClassVar[str] = "artifact_created"
    artifact_id: UUID
    kind: KindName
    origin: Origin
    author: AuthorKind
    is_partial: bool
    latency_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactOpened(Event):
    name: ClassVar[str] = "artifact_opened"
    artifact_id: UUID
    kind: KindName


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactEdited(Event):
    name: ClassVar[str] = "artifact_edited"
    artifact_id: UUID
    kind: KindName
    author: AuthorKind
    version: int
    operations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactRestored(Event):
    name: ClassVar[str] = "artifact_restored"
    artifact_id: UUID
    kind: KindName
    version: int
    restored_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactStepped(Event):
    name: ClassVar[str] = "artifact_stepped"
    artifact_id: UUID
    kind: KindName
    step: StepName
    version: int
    step_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactDeleted(Event):
    name: ClassVar[str] = "artifact_deleted"
    artifact_id: UUID
    kind: KindName


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactUndeleted(Event):
    name: ClassVar[str] = "artifact_undeleted"
    artifact_id: UUID
    kind: KindName


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageStored(Event):
    name: ClassVar[str] = "image_stored"
    digest: str
    media_type: ImageType
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactShared(Event):
    name: ClassVar[str] = "artifact_shared"
    artifact_id: UUID
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRevoked(Event):
    name: ClassVar[str] = "share_revoked"
    artifact_id: UUID
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMade(Event):
    name: ClassVar[str] = "proposal_made"
    artifact_id: UUID
    proposal_id: UUID
    operations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalResolved(Event):
    name: ClassVar[str] = "proposal_resolved"
    artifact_id: UUID
    proposal_id: UUID
    status: ProposalStatus
    operations: int
