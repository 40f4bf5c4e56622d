"""Rows of a request's user; what belongs to someone else is not found."""

from uuid import UUID

from django.http import HttpRequest

from accounts.models import User
from artifacts.models import Artifact, ArtifactVersion
from common.errors import NotFound
from rollout.enums import FlagName
from rollout.flags import require


def admit(request: HttpRequest, flag: FlagName = FlagName.ARTIFACTS) -> User:
    """Return the signed-in user, who must have the feature."""
    if not isinstance(request.user, User):
        raise NotFound
    require(request.user, flag)
    return request.user


def find_artifact(user: User, artifact_id: UUID) -> Artifact:
    """Return the user's artifact or raise NotFound."""
    found = Artifact.objects.for_user(user).filter(pk=artifact_id).first()
    if found is None:
        raise NotFound
    return found


def head_version(artifact: Artifact) -> ArtifactVersion:
    """Return the newest version or raise NotFound."""
    head = artifact.versions.order_by("-number").first()
    if head is None:
        raise NotFound
    return head
