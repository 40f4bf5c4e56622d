"""The library: finding one's artifacts, taking one back that was deleted, copying one."""

from time import perf_counter
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.quotas import Quota, consume
from artifacts.kinds.base import Encoded
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.events import ArtifactCreated, ArtifactUndeleted
from artifacts.rows.limits import TITLE_CHARACTERS
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.versions.next import Draft, first_version
from artifacts.versions.reading import find_version
from common.errors import NotFound
from common.events import emit

SORTS = {
    "changed": ("-updated_at", "-pk"),
    "created": ("-created_at", "-pk"),
    "title": ("title", "-updated_at", "-pk"),
    "kind": ("kind", "-updated_at", "-pk"),
}
NEWEST = "changed"


def find_artifacts(user: User, *, words: str = "", kind: str = "", sort: str = NEWEST) -> QuerySet[Artifact]:
    """Return the user's artifacts that hold every word in title or text; an unknown kind or order is none.

    The search column begins with the title and holds the first 8,000 characters of the content. On PostgreSQL a
    trigram index finds in it; elsewhere the rows of the one owner are looked through.
    """
    found = Artifact.objects.for_user(user).order_by(*SORTS.get(sort, SORTS[NEWEST])).defer("search_text")
    for word in words.split():
        found = found.filter(search_text__icontains=word)
    return found.filter(kind=kind) if kind in KindName.values else found


def find_deleted(user: User, artifact_id: UUID) -> Artifact:
    """Return an artifact that the user has deleted; raise NotFound."""
    artifact = Artifact.objects.filter(owner=user, deleted_at__isnull=False, pk=artifact_id).first()
    if artifact is None:
        raise NotFound
    return artifact


def undelete_artifact(*, artifact: Artifact, actor: User) -> None:
    """Bring a deleted artifact back as it was. A second time changes nothing."""
    if Artifact.objects.filter(pk=artifact.pk, deleted_at__isnull=False).update(deleted_at=None):
        emit(ArtifactUndeleted(user_id=actor.pk, artifact_id=artifact.pk, kind=KindName(artifact.kind)))


def duplicate_artifact(*, artifact: Artifact, actor: User) -> ArtifactVersion:
    """Make a new artifact whose first version shares the blocks of the newest one; counts in the daily quota."""
    started = perf_counter()
    head = find_version(artifact)
    suffix = " " + _("(copy)")
    title = head.title[: TITLE_CHARACTERS - len(suffix)] + suffix
    text = artifact.search_text.partition("\n")[2]
    draft = Draft(
        encoded=Encoded(head.manifest, tuple(head.blocks)),
        title=title,
        search_text=f"{title}\n{text}",
        author=AuthorKind.USER,
        actor=actor,
        summary=_("Copy of %(title)s") % {"title": head.title},
        completeness=head.completeness,
        losses=tuple(head.losses),
    )
    kind = KindName(artifact.kind)
    with transaction.atomic():
        consume(actor, Quota.ARTIFACTS)
        copy = Artifact.objects.create(
            owner=actor, kind=kind, title=title, origin=Origin.COPY, head_number=1, search_text=draft.search_text
        )
        version = first_version(copy, draft)
        emit(
            ArtifactCreated(
                user_id=actor.pk,
                artifact_id=copy.pk,
                kind=kind,
                origin=Origin.COPY,
                author=AuthorKind.USER,
                is_partial=version.is_partial,
                latency_ms=round((perf_counter() - started) * 1000, 3),
            )
        )
    return version
