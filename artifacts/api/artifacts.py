"""The JSON API of artifacts: create, list, read, change, delete, history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Body, File, Query, Router, Status, UploadedFile

from accounts.auth import api_auth
from accounts.idempotency import idempotent, idempotent_prepared
from accounts.limits import Limit, counted
from accounts.signed_in import signed_in_user
from artifacts.api import schemas
from artifacts.api.shapes import artifact_json, summary_out, version_out
from artifacts.images.naming import image_words
from artifacts.images.references import image_reference
from artifacts.images.services import store_image
from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.cursors import list_artifacts, list_versions
from artifacts.rows.enums import AuthorKind, ImageType, KindName, Origin
from artifacts.versions.compare.differences import diff_versions
from artifacts.versions.reading import StoredDocument, find_artifact, find_version, open_version
from artifacts.versions.write import (
    Prepared,
    Revision,
    create_artifact,
    delete_artifact,
    prepare_revision,
    record_opened,
    restore_version,
    revise_artifact,
)
from common.errors import NotFound
from common.schemas import Problem
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["artifacts"])
ONE = "/artifacts/{uuid:artifact_id}"
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 413, 415, 422, 429, 503), Problem)
WRITES = {**PROBLEMS, 409: Problem}
Answer = Status[Any]


@router.post("/artifacts/table.create", response={201: schemas.ArtifactOut, **WRITES}, summary="Create a table")
def table_create(request: HttpRequest, body: schemas.CreateIn) -> Answer:
    """Make a table from columns and rows, or from Markdown, CSV or JSON text."""
    return _create(request, KindName.TABLE, body)


@router.post("/artifacts/doc.create", response={201: schemas.ArtifactOut, **WRITES}, summary="Create a document")
def document_create(request: HttpRequest, body: schemas.CreateIn) -> Answer:
    """Make a document from Markdown."""
    return _create(request, KindName.DOCUMENT, body)


@router.post("/artifacts/sheet.create", response={201: schemas.ArtifactOut, **WRITES}, summary="Create a spreadsheet")
def spreadsheet_create(request: HttpRequest, body: schemas.CreateIn) -> Answer:
    """Make a spreadsheet from cells, from Markdown grids under `## Sheet` headings, or from CSV."""
    return _create(request, KindName.SPREADSHEET, body)


@router.post("/artifacts/files", response={201: schemas.FileOut, **WRITES}, summary="Upload an image")
def file_create(request: HttpRequest, file: File[UploadedFile]) -> Answer:
    """Keep a PNG, JPEG, GIF or WebP image for documents; the same image again is the same file."""
    user = require(signed_in_user(request), FlagName.CREATION)
    stored = store_image(owner=user, file=file, size_bytes=file.size or 0)
    shape = schemas.FileOut(
        digest=stored.digest,
        reference=image_reference(stored.digest, image_words(file.name)),
        media_type=ImageType(stored.media_type),
        size_bytes=stored.size_bytes,
        width=stored.width,
        height=stored.height,
        url=f"/artifacts/files/{stored.digest}/",
    )
    return Status(201, shape.model_dump(mode="json"))


@router.get("/artifacts", response={200: schemas.ArtifactListOut, **PROBLEMS}, summary="List artifacts")
def artifact_list(request: HttpRequest, query: Query[schemas.ListIn]) -> Answer:
    """List your artifacts, changed last first."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    artifacts, cursor = list_artifacts(user, kind=query.kind, query=query.q, limit=query.limit, cursor=query.cursor)
    return Status(200, {"items": [summary_out(artifact) for artifact in artifacts], "next_cursor": cursor})


@router.get(ONE, response={200: schemas.ArtifactOut, **PROBLEMS}, summary="Read an artifact")
def artifact_read(request: HttpRequest, artifact_id: UUID, query: Query[schemas.WindowIn]) -> Answer:
    """Read the newest version; of a table the rows from `offset` on."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    artifact = find_artifact(user, artifact_id)
    record_opened(artifact=artifact, user=user)
    return Status(200, artifact_json(find_version(artifact), query))


@router.patch(ONE, response={200: schemas.ArtifactOut, **WRITES}, summary="Change an artifact")
def artifact_change(request: HttpRequest, artifact_id: UUID, body: schemas.PatchIn) -> Answer:
    """Apply operations, all or none; 409 if what they change was changed since `expected_version`."""

    def revision() -> Revision:
        user = require(signed_in_user(request), FlagName.CREATION)
        found = find_artifact(user, artifact_id)
        return {
            "artifact": found,
            "actor": user,
            "expected_version": body.expected_version,
            "operations": body.operations,
            "author": AuthorKind.USER,
        }

    def prepare() -> Prepared:
        return prepare_revision(**revision())

    def produce(prepared: Prepared) -> tuple[int, Any]:
        return 200, artifact_json(revise_artifact(**revision(), prepared=prepared))

    return Status(*idempotent_prepared(request, prepare, produce))


@router.delete(ONE, response={204: None, **PROBLEMS}, summary="Delete an artifact")
def artifact_delete(request: HttpRequest, artifact_id: UUID) -> HttpResponse:
    """Take an artifact out of sight."""
    user = require(signed_in_user(request), FlagName.ARTIFACTS)
    delete_artifact(artifact=find_artifact(user, artifact_id), actor=user)
    return HttpResponse(status=204)


@router.get(ONE + "/sections/{section_id}", response={200: schemas.SectionOut, **PROBLEMS}, summary="Read a section")
def section_read(request: HttpRequest, artifact_id: UUID, section_id: str) -> Answer:
    """Read one section of a document; its id is in the outline."""
    version = find_version(find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id))
    document = open_version(version)
    section = document.section(section_id) if isinstance(document, StoredDocument) else None
    if section is None or not isinstance(document, StoredDocument):
        raise NotFound
    text = document.text[section.start : section.end]
    shape = {"id": section.id, "level": section.level, "title": section.title, "text": text}
    return Status(200, {**shape, "version": version.number})


@router.get(
    ONE + "/versions",
    response={200: schemas.VersionListOut, **PROBLEMS},
    summary="List versions",
)
def version_list(request: HttpRequest, artifact_id: UUID, query: Query[schemas.PageIn]) -> Answer:
    """List the versions of an artifact, newest first."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    versions, cursor = list_versions(artifact, limit=query.limit, cursor=query.cursor)
    return Status(200, {"items": [version_out(version) for version in versions], "next_cursor": cursor})


@router.get(
    ONE + "/versions/{int:number}",
    response={200: schemas.ArtifactOut, **PROBLEMS},
    summary="Read a version",
)
def version_read(request: HttpRequest, artifact_id: UUID, number: int, query: Query[schemas.WindowIn]) -> Answer:
    """Read an artifact as it was at a version."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    return Status(200, artifact_json(find_version(artifact, number), query))


@router.post(
    ONE + "/versions/{int:number}/restore",
    response={200: schemas.ArtifactOut, **WRITES},
    summary="Restore a version",
)
def version_restore(
    request: HttpRequest, artifact_id: UUID, number: int, body: Body[schemas.RestoreIn | None] = None
) -> Answer:
    """Make the content of an old version the newest one; nothing is removed."""

    def produce() -> tuple[int, Any]:
        user = require(signed_in_user(request), FlagName.CREATION)
        version = restore_version(
            artifact=find_artifact(user, artifact_id),
            actor=user,
            number=number,
            expected_version=body.expected_version if body else None,
        )
        return 200, artifact_json(version)

    return _answer(request, produce)


@router.get(
    ONE + "/diff",
    response={200: schemas.DiffOut, **PROBLEMS},
    summary="Compare two versions",
)
def version_diff(request: HttpRequest, artifact_id: UUID, query: Query[schemas.DiffIn]) -> Answer:
    """Say which cells or words differ between two versions."""
    artifact = find_artifact(require(signed_in_user(request), FlagName.ARTIFACTS), artifact_id)
    base, head = find_version(artifact, query.from_), find_version(artifact, query.to)
    changes = diff_versions(base, head).to_json()
    answer = {"kind": artifact.kind, "from_version": base.number, "to_version": head.number, "changes": changes}
    return Status(200, answer)


def _create(request: HttpRequest, kind: KindName, body: schemas.CreateIn) -> Answer:
    """Read the content, then take one of the limit and make the artifact, once for an Idempotency-Key."""
    user = require(signed_in_user(request), FlagName.CREATION)

    def produce() -> tuple[int, Any]:
        own = kind_of(kind)
        parsed = own.read_json(body.content) if body.text is None else own.parse_text(body.text)
        with counted(request, Limit.CREATE):
            version = create_artifact(
                owner=user,
                kind=kind,
                title=body.title,
                content=parsed.content,
                origin=Origin.API,
                author=AuthorKind.USER,
                losses=parsed.losses,
            )
        return 201, artifact_json(version)

    return _answer(request, produce)


def _answer(request: HttpRequest, produce: Callable[[], tuple[int, Any]]) -> Answer:
    status, body = idempotent(request, produce)
    return Status(status, body)
