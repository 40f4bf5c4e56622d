"""Undo and redo by button, key or plain form."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.signed_in import signed_in_user
from artifacts.pages.edit_responses import answer_changed, expected_version_of
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import find_artifact
from artifacts.versions.undo import redo_edit, undo_edit
from rollout.enums import FlagName
from rollout.flags import require


@login_required
@require_POST
def artifact_undo(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Make what stood before the last edit the newest version."""
    return _step(request, artifact_id, undo_edit)


@login_required
@require_POST
def artifact_redo(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Make what was undone last the newest version."""
    return _step(request, artifact_id, redo_edit)


def _step(request: HttpRequest, artifact_id: UUID, take: Callable[..., ArtifactVersion]) -> HttpResponse:
    user = require(signed_in_user(request), FlagName.CREATION)
    artifact = find_artifact(user, artifact_id)
    version = take(artifact=artifact, actor=user, expected_version=expected_version_of(request))
    return answer_changed(request, artifact, version, spoken=version.summary)
