"""Links by which anybody may read an artifact: made, revoked, followed. Only a digest of the token is stored."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artifacts.rows.errors import require_within
from artifacts.rows.events import ArtifactShared, ShareRevoked
from artifacts.rows.limits import LINK_TOKEN_BYTES, LINKS
from artifacts.rows.models import Artifact, SharedLink
from common.digests import content_digest
from common.errors import NotFound
from common.events import emit
from rollout.enums import FlagName
from rollout.flags import is_enabled


def share_artifact(*, artifact: Artifact, actor: User) -> str:
    """Make a link and return its token, which cannot be found out again; raise OverLimit for too many links."""
    token = secrets.token_urlsafe(LINK_TOKEN_BYTES)
    with transaction.atomic():
        require_within(LINKS, artifact.links.filter(revoked_at=None).count() + 1)
        link = SharedLink.objects.create(artifact=artifact, token_digest=_digest(token))
        emit(ArtifactShared(user_id=actor.pk, artifact_id=artifact.pk, link_id=link.pk))
    return token


def revoke_link(*, artifact: Artifact, actor: User, link_id: int) -> None:
    """End a link of the artifact; raise NotFound for one that it has not. A second time changes nothing."""
    if not artifact.links.filter(pk=link_id).exists():
        raise NotFound
    if artifact.links.filter(pk=link_id, revoked_at=None).update(revoked_at=timezone.now()):
        emit(ShareRevoked(user_id=actor.pk, artifact_id=artifact.pk, link_id=link_id))


def find_shared(token: str) -> Artifact:
    """Return the artifact that a token opens; raise NotFound when it or the way to it is gone."""
    links = SharedLink.objects.select_related("artifact__owner")
    live = links.filter(token_digest=_digest(token), revoked_at=None, artifact__deleted_at=None)
    link = live.filter(artifact__owner__is_active=True).first()
    if link is None or not is_enabled(FlagName.ARTIFACTS, link.artifact.owner):
        raise NotFound
    return link.artifact


def _digest(token: str) -> str:
    return content_digest(token.encode())
