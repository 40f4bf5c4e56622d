"""The JSON API of imports: a file becomes an artifact, is looked at before, or is read again otherwise."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile

from accounts.auth import api_auth
from accounts.idempotency import idempotent, idempotent_prepared
from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.api.schemas import ArtifactOut, ImportIn, ImportPreviewOut, PreviewIn, RereadIn
from artifacts.api.shapes import artifact_json
from artifacts.kinds.table.stored import column_to_json
from artifacts.rows.limits import PREVIEW_ROWS
from artifacts.sources.importing.choices import choices_from_json
from artifacts.sources.importing.isolated.answers import ReadContent
from artifacts.sources.importing.kept_imports import import_upload, preview_upload, reread_artifact
from artifacts.sources.importing.services import read_upload
from artifacts.versions.reading import find_artifact
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429, 503), Problem)


@router.post("/artifacts/import", response={201: ArtifactOut, **PROBLEMS}, summary="Import a file")
def artifact_import(request: HttpRequest, file: File[UploadedFile], form: Form[ImportIn]) -> Status[Any]:
    """Make an artifact from a CSV, TSV, Markdown, JSON, XLSX or DOCX file; `losses` say what could not be kept."""
    user = require(signed_in_user(request), FlagName.CREATION)
    choices = choices_from_json(form.model_dump(mode="json"))

    def prepare() -> ReadContent:
        check_and_hit(request, Limit.CREATE)
        return read_upload(file, form.kind, choices)

    def produce(imported: ReadContent) -> tuple[int, Any]:
        version = import_upload(owner=user, file=file, imported=imported, choices=choices, title=form.title)
        return 201, artifact_json(version)

    return Status(*idempotent_prepared(request, prepare, produce))


@router.post(
    "/artifacts/import/preview", response={200: ImportPreviewOut, **PROBLEMS}, summary="Look at a CSV or TSV file"
)
def import_preview(request: HttpRequest, file: File[UploadedFile], form: Form[PreviewIn]) -> Status[Any]:
    """Say what the beginning of a file would be read as and by which guesses; nothing is made or kept."""
    require(signed_in_user(request), FlagName.CREATION)
    check_and_hit(request, Limit.CREATE)
    found = preview_upload(file, choices_from_json(form.model_dump(mode="json")))
    answer = {
        "guesses": found.guesses.to_json(),
        "columns": [column_to_json(column) for column in found.table.columns],
        "rows": found.table.window(0, PREVIEW_ROWS),
        "losses": list(found.losses),
        "is_beginning": found.is_beginning,
    }
    return Status(200, answer)


@router.post(
    "/artifacts/{uuid:artifact_id}/reread",
    response={200: ArtifactOut, **PROBLEMS},
    summary="Read its file again",
)
def artifact_reread(request: HttpRequest, artifact_id: UUID, body: RereadIn) -> Status[Any]:
    """Read the CSV or TSV file that the artifact was made of again, as its next version; 404 if it is not kept."""

    def produce() -> tuple[int, Any]:
        user = require(signed_in_user(request), FlagName.CREATION)
        artifact = find_artifact(user, artifact_id)
        check_and_hit(request, Limit.CREATE)
        version = reread_artifact(
            artifact=artifact,
            actor=user,
            choices=choices_from_json(body.model_dump(mode="json")),
            expected_version=body.expected_version,
        )
        return 200, artifact_json(version)

    return Status(*idempotent(request, produce))
