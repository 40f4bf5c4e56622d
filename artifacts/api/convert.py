"""The JSON API of conversions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from accounts.auth import api_auth
from accounts.idempotency import idempotent
from accounts.limits import Limit, counted
from accounts.signed_in import signed_in_user
from artifacts.api.schemas import ArtifactOut, ConvertIn
from artifacts.api.shapes import artifact_json
from artifacts.sources.conversions.base import Chosen
from artifacts.sources.conversions.services import convert_artifact
from artifacts.versions.reading import find_artifact
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


@router.post(
    "/artifacts/{uuid:artifact_id}/convert",
    response={201: ArtifactOut, **PROBLEMS},
    summary="Make another kind of it",
)
def artifact_convert(request: HttpRequest, artifact_id: UUID, body: ConvertIn) -> Status[Any]:
    """Make an artifact of another kind from the newest version, which stays; `losses` say what is not in it."""

    def produce() -> tuple[int, Any]:
        user = require(signed_in_user(request), FlagName.CREATION)
        artifact = find_artifact(user, artifact_id)
        chosen = Chosen(sheet=body.sheet, range=body.range, table=body.table)
        with counted(request, Limit.CREATE):
            version = convert_artifact(artifact=artifact, actor=user, kind=body.kind, chosen=chosen, title=body.title)
        return 201, artifact_json(version)

    return Status(*idempotent(request, produce))
