"""The JSON API of undo and redo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Router, Status

from accounts.auth import api_auth
from accounts.idempotency import idempotent
from accounts.signed_in import signed_in_user
from artifacts.api.schemas import ArtifactOut, StepIn
from artifacts.api.shapes import artifact_json
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import find_artifact
from artifacts.versions.undo import redo_edit, undo_edit
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
ONE = "/artifacts/{uuid:artifact_id}"
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


@router.post(ONE + "/undo", response={200: ArtifactOut, **PROBLEMS}, summary="Undo")
def edit_undo(request: HttpRequest, artifact_id: UUID, body: Body[StepIn | None] = None) -> Status[Any]:
    """Make what stood before the last edit the newest version; 409 if there is nothing to undo."""
    return _step(request, artifact_id, undo_edit, body)


@router.post(ONE + "/redo", response={200: ArtifactOut, **PROBLEMS}, summary="Redo")
def edit_redo(request: HttpRequest, artifact_id: UUID, body: Body[StepIn | None] = None) -> Status[Any]:
    """Make what was undone last the newest version; 409 if there is nothing to redo."""
    return _step(request, artifact_id, redo_edit, body)


def _step(
    request: HttpRequest, artifact_id: UUID, take: Callable[..., ArtifactVersion], body: StepIn | None
) -> Status[Any]:
    def produce() -> tuple[int, Any]:
        user = require(signed_in_user(request), FlagName.CREATION)
        artifact = find_artifact(user, artifact_id)
        expected = body.expected_version if body else None
        return 200, artifact_json(take(artifact=artifact, actor=user, expected_version=expected))

    return Status(*idempotent(request, produce))
