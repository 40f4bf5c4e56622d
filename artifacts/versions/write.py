"""Writes of artifacts: create, revise, replace, restore, rename, delete.

Content is read, computed and encoded before the transaction; inside of it stand the quota, the compare-and-set on the
head's number, the blocks and the version. A save that changes nothing makes no version.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, TypedDict, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.quotas import Quota, consume
from artifacts.images.services import require_images_within
from artifacts.kinds.base import Encoded
from artifacts.kinds.catalogue import Operation, RenameArtifact
from artifacts.kinds.registry import kind as kind_of
from artifacts.kinds.text import line
from artifacts.rows.completeness import Completeness
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import VersionConflict
from artifacts.rows.events import ArtifactCreated, ArtifactDeleted, ArtifactEdited, ArtifactOpened, ArtifactRestored
from artifacts.rows.limits import REBASE_ATTEMPTS, TITLE_CHARACTERS
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.rows.stored_blocks import fetch_block
from artifacts.versions.next import Also, Draft, first_version, next_version
from artifacts.versions.reading import Stored, find_version, open_version
from artifacts.versions.rebase import fitting
from artifacts.versions.summaries import summarise
from common.errors import NotFound
from common.events import emit


def create_artifact(
    *,
    owner: User,
    kind: KindName,
    title: str,
    content: Any,
    encoded: Encoded | None = None,
    origin: Origin,
    author: AuthorKind,
    summary: str = "",
    completeness: Completeness | None = None,
    losses: Sequence[str] = (),
    spent_ms: float = 0,
) -> ArtifactVersion:
    """Make an artifact with its first version; raise QuotaReached, OverLimit or CalculationFailed.

    `encoded` is what to write of a content that was encoded elsewhere and is given in its stored form.
    `spent_ms` is what reading and computing the content took before; the event tells it with what is taken here.
    """
    started = perf_counter()
    stored = kind_of(kind).store(content)
    require_images_within(owner.pk, kind, stored)
    draft = Draft(
        encoded=encoded or kind_of(kind).encode(stored),
        title=_title(title, kind),
        search_text=search_text(kind, _title(title, kind), stored),
        author=author,
        actor=owner,
        summary=summary or _("Created"),
        completeness=completeness,
        losses=tuple(losses),
    )
    with transaction.atomic():
        consume(owner, Quota.ARTIFACTS)
        artifact = Artifact.objects.create(
            owner=owner, kind=kind, title=draft.title, origin=origin, head_number=1, search_text=draft.search_text
        )
        version = first_version(artifact, draft)
        emit(
            ArtifactCreated(
                user_id=owner.pk,
                artifact_id=artifact.pk,
                kind=kind,
                origin=origin,
                author=author,
                is_partial=version.is_partial,
                latency_ms=round(spent_ms + (perf_counter() - started) * 1000, 3),
            )
        )
    return version


class Revision(TypedDict):
    """What `prepare_revision` and `revise_artifact` are both asked for."""

    artifact: Artifact
    actor: User | None
    expected_version: int
    operations: Sequence[Operation]
    author: AuthorKind


@dataclass(frozen=True, slots=True)
class Prepared:
    """The next version of an artifact, computed while nothing is locked, and the version that it follows."""

    head: ArtifactVersion
    draft: Draft

    def stored(self) -> Stored:
        """Return the content as it can be read once it is written."""
        encoded = self.draft.encoded
        held = kind_of(self.head.artifact.kind).decode(
            encoded.manifest, encoded.digests, lambda digest: encoded.blocks.get(digest) or fetch_block(digest)
        )
        return cast(Stored, held)


def revise_artifact(
    *,
    artifact: Artifact,
    actor: User | None,
    expected_version: int,
    operations: Sequence[Operation],
    author: AuthorKind = AuthorKind.USER,
    summary: str = "",
    prepared: Prepared | None = None,
    also: Also | None = None,
) -> ArtifactVersion:
    """Apply all operations as the next version, or none.

    Operations made on an older version are applied to the newest one if what they change is as it was; else
    VersionConflict. Raise InvalidOperation for one that does not fit, OverLimit and CalculationFailed. Who is inside
    of a transaction gives what `prepare_revision` returned before it; `also` is called in the one of the version.
    """
    draft = partial(
        _revised,
        actor=actor,
        expected_version=expected_version,
        operations=operations,
        author=author,
        summary=summary,
    )
    head, version = advance(artifact, draft, prepared=prepared, also=also)
    _tell_edited(head, version, count=len(operations))
    return version


def prepare_revision(
    *,
    artifact: Artifact,
    actor: User | None,
    expected_version: int,
    operations: Sequence[Operation],
    author: AuthorKind = AuthorKind.USER,
    summary: str = "",
) -> Prepared:
    """Compute what `revise_artifact` would write now, and raise what it would; nothing is written."""
    head = find_version(_fresh(artifact))
    draft = _revised(
        head, actor=actor, expected_version=expected_version, operations=operations, author=author, summary=summary
    )
    return Prepared(head, draft)


def _revised(
    head: ArtifactVersion,
    *,
    actor: User | None,
    expected_version: int,
    operations: Sequence[Operation],
    author: AuthorKind,
    summary: str,
) -> Draft:
    artifact = head.artifact
    own = kind_of(artifact.kind)
    operations = fitting(head, expected_version, operations)
    inner = [operation for operation in operations if not isinstance(operation, RenameArtifact)]
    renames = [operation.title for operation in operations if isinstance(operation, RenameArtifact)]
    stored = own.apply(open_version(head), inner) if inner else open_version(head)
    if inner:
        require_images_within(artifact.owner_id, artifact.kind, stored)
    title = _title(renames[-1], artifact.kind) if renames else head.title
    return Draft(
        encoded=own.encode(stored) if inner else unchanged(head),
        title=title,
        search_text=search_text(artifact.kind, title, stored),
        author=author,
        actor=actor,
        summary=summary or summarise(operations),
        moves_cells=any(own.moves_cells(operation) for operation in inner),
    )


def prepare_replacement(
    *,
    head: ArtifactVersion,
    actor: User | None,
    content: Any,
    author: AuthorKind,
    encoded: Encoded | None = None,
    summary: str = "",
    completeness: Completeness | None = None,
    losses: Sequence[str] = (),
) -> Prepared:
    """Compute whole new content that is to follow `head`; raise OverLimit or CalculationFailed. Nothing is written.

    `encoded` is what to write of a content that was encoded elsewhere and is given in its stored form.
    """
    artifact = head.artifact
    own = kind_of(artifact.kind)
    stored = own.store(content)
    require_images_within(artifact.owner_id, artifact.kind, stored)
    draft = Draft(
        encoded=encoded or own.encode(stored),
        title=head.title,
        search_text=search_text(artifact.kind, head.title, stored),
        author=author,
        actor=actor,
        summary=summary or _("Content replaced"),
        completeness=completeness,
        losses=tuple(losses),
    )
    return Prepared(head, draft)


def write_prepared(prepared: Prepared) -> ArtifactVersion:
    """Write what was prepared; raise VersionConflict if another version came meanwhile."""
    head = prepared.head
    version = next_version(head, prepared.draft)
    if version is None:
        raise VersionConflict(_fresh(head.artifact).head_number)
    _tell_edited(head, version, count=1)
    return version


def restore_version(
    *, artifact: Artifact, actor: User, number: int, expected_version: int | None = None
) -> ArtifactVersion:
    """Make the content of an older version the next one; the title stays. Raise NotFound or VersionConflict."""
    old = find_version(artifact, number)
    stored = open_version(old)

    def draft(head: ArtifactVersion) -> Draft:
        if expected_version is not None and head.number != expected_version:
            raise VersionConflict(head.number)
        return Draft(
            encoded=unchanged(old),
            title=head.title,
            search_text=search_text(artifact.kind, head.title, stored),
            author=AuthorKind.USER,
            actor=actor,
            summary=_("Version %(number)s restored") % {"number": number},
            completeness=old.completeness,
            losses=tuple(old.losses),
        )

    head, version = advance(artifact, draft)
    if version.number != head.number:
        emit(
            ArtifactRestored(
                user_id=actor.pk,
                artifact_id=artifact.pk,
                kind=KindName(artifact.kind),
                version=version.number,
                restored_version=number,
            )
        )
    return version


def rename_artifact(*, artifact: Artifact, actor: User, title: str) -> ArtifactVersion:
    """Give the artifact another title as a new version; the last one to rename wins."""
    head = find_version(_fresh(artifact))
    return revise_artifact(
        artifact=artifact,
        actor=actor,
        expected_version=head.number,
        operations=[RenameArtifact(title=_title(title, artifact.kind))],
    )


def delete_artifact(*, artifact: Artifact, actor: User) -> None:
    """Take the artifact out of sight; its versions stay. A second time changes nothing."""
    if Artifact.objects.filter(pk=artifact.pk, deleted_at=None).update(deleted_at=timezone.now()):
        emit(ArtifactDeleted(user_id=actor.pk, artifact_id=artifact.pk, kind=KindName(artifact.kind)))


def record_opened(*, artifact: Artifact, user: User) -> None:
    """Tell that a person looks at the artifact."""
    emit(ArtifactOpened(user_id=user.pk, artifact_id=artifact.pk, kind=KindName(artifact.kind)))


def _tell_edited(head: ArtifactVersion, version: ArtifactVersion, *, count: int) -> None:
    if version.number != head.number:
        emit(
            ArtifactEdited(
                user_id=version.author_id,
                artifact_id=version.artifact_id,
                kind=KindName(head.artifact.kind),
                author=AuthorKind(version.author_kind),
                version=version.number,
                operations=count,
            )
        )


def advance(
    artifact: Artifact,
    draft: Callable[[ArtifactVersion], Draft],
    *,
    prepared: Prepared | None = None,
    also: Also | None = None,
) -> tuple[ArtifactVersion, ArtifactVersion]:
    """Write the next version on the newest one, again if somebody was faster; return that head and the new version.

    What was prepared for that head is not drafted again.
    """
    for _attempt in range(REBASE_ATTEMPTS):
        head = find_version(_fresh(artifact))
        is_prepared = prepared is not None and prepared.head.number == head.number
        made = prepared.draft if prepared is not None and is_prepared else draft(head)
        version = next_version(head, made, also)
        if version is not None:
            artifact.head_number, artifact.title = version.number, version.title
            return head, version
    raise VersionConflict(head.number)


def _fresh(artifact: Artifact) -> Artifact:
    """Return the row as it is now; raise NotFound if it is deleted."""
    found = Artifact.objects.filter(pk=artifact.pk, deleted_at=None).first()
    if found is None:
        raise NotFound
    return found


def unchanged(version: ArtifactVersion) -> Encoded:
    """Return the content of a version as what to write."""
    return Encoded(version.manifest, tuple(version.blocks))


def _title(raw: str, kind: KindName | str) -> str:
    return line(raw, TITLE_CHARACTERS) or str(KindName(kind).label)


def search_text(kind: KindName | str, title: str, stored: Stored) -> str:
    """Return what a search finds an artifact by."""
    return f"{title}\n{kind_of(kind).search_text(stored)}"
