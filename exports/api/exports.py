"""The JSON API of exports: queue, poll, cancel, fetch."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from ninja import Router, Status

from accounts.auth import api_auth
from accounts.idempotency import idempotent
from accounts.limits import Limit, check_and_hit
from accounts.signed_in import signed_in_user
from artifacts.rows.enums import KindName
from common.errors import NotFound
from common.schemas import Problem
from exports.api import schemas
from exports.formats import registry
from exports.jobs import services, storage
from exports.rows.enums import JobStatus
from exports.rows.models import ExportJob
from exports.shown.jobs import view_losses
from rollout.enums import FlagName
from rollout.flags import require

router = Router(auth=api_auth, tags=["exports"])
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 422, 429, 503), Problem)
ONE = "/artifacts/export/{uuid:job_id}"


@router.post("/artifacts/export", response={202: schemas.QueuedOut, **PROBLEMS}, summary="Export a version to a file")
def export_create(request: HttpRequest, body: schemas.ExportIn) -> Status[Any]:
    """Queue a file; the same file that waits, runs or is still stored is answered instead of a second one."""
    status, answer = idempotent(request, lambda: (202, _request(request, body)))
    return Status(status, answer)


@router.get(ONE, response={200: schemas.ExportOut, **PROBLEMS}, summary="Ask how an export stands")
def export_read(request: HttpRequest, job_id: UUID) -> schemas.ExportOut:
    """Return status, progress and, once completed, what was verified and where the file is."""
    return job_out(_find(request, job_id))


@router.delete(ONE, response={204: None, **PROBLEMS}, summary="Cancel an export, or remove its file")
def export_cancel(request: HttpRequest, job_id: UUID) -> Status[None]:
    """Give the file up; a second call changes nothing."""
    services.cancel_export(job=_find(request, job_id))
    return Status(204, None)


@router.get(f"{ONE}/file", response={200: None, 409: Problem, **PROBLEMS}, summary="Download the file")
def export_file(request: HttpRequest, job_id: UUID) -> HttpResponse | HttpResponseBase:
    """Return the file as an attachment, or a redirect to a short-lived address of the storage."""
    job = services.open_download(job=_find(request, job_id))
    row = registry.find(KindName(job.version.artifact.kind), job.format_name)
    return storage.download_response(request, job, row.media_type)


def _request(request: HttpRequest, body: schemas.ExportIn) -> schemas.QueuedOut:
    user = require(signed_in_user(request), FlagName.EXPORT)
    job = services.request_export(
        owner=user,
        version=services.find_version(owner=user, artifact_id=body.artifact_id, number=body.version),
        format=body.format,
        options=body.options,
        admit=lambda: check_and_hit(request, Limit.EXPORT),
    )
    return schemas.QueuedOut(job_id=job.pk, status=JobStatus(job.status))


def _find(request: HttpRequest, job_id: UUID) -> ExportJob:
    user = require(signed_in_user(request), FlagName.EXPORT)
    job = ExportJob.objects.for_user(user).files().select_related("version__artifact").filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


def job_out(job: ExportJob) -> schemas.ExportOut:
    """Return a job as the API shows it."""
    url = reverse("api:export_file", args=[job.pk]) if job.is_ready else None
    return schemas.ExportOut(
        job_id=job.pk,
        status=JobStatus(job.status),
        format=job.format_name,
        progress=job.progress,
        attempt=job.attempt,
        size_bytes=job.size_bytes,
        sha256=job.sha256 or None,
        file_name=job.file_name,
        verification=job.verification,
        losses=[schemas.LossOut(code=loss.code, count=loss.count, text=loss.text) for loss in view_losses(job.losses)],
        error_code=job.error_code or None,
        download_url=url,
        created_at=job.created_at,
        expires_at=job.expires_at,
    )
