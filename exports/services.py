"""What people do with exports: ask for a file, give it up, fetch it, try again.

The row decides; the queue only wakes a worker. When the queue is down the row waits and `exports.cleaning` sends it.
What workers do with a job is in `exports.claims`.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from artifacts.enums import KindName
from artifacts.models import ArtifactVersion
from common.errors import NotFound
from common.events import emit
from exports import queue, registry, storage
from exports.enums import RUNNING, FormatName, JobStatus
from exports.errors import FileGone, FileNotReady
from exports.events import ExportDownloaded
from exports.models import ExportJob
from exports.options import parse_options
from rollout.enums import FlagName
from rollout.flags import require


def request_export(
    *,
    owner: User,
    version: ArtifactVersion,
    format: FormatName,  # noqa: A002  the field's own name
    options: Mapping[str, Any],
    admit: Callable[[], None] = lambda: None,
) -> ExportJob:
    """Return the owner's job for this file: one that waits, runs or is still stored, or else a new one.

    `admit` is called before a new job is made and may refuse it (limits). Raises FeatureDisabled, NotFound for a
    version that is not the owner's, UnknownFormat, UnknownOption.
    """
    require(owner, FlagName.EXPORT)
    if version.artifact.owner_id != owner.pk or version.artifact.deleted_at is not None:
        raise NotFound
    registry.find(KindName(version.artifact.kind), format)
    chosen = parse_options(options)
    wanted = ExportJob.objects.wanted().filter(
        owner=owner, version=version, format=format, options_digest=chosen.digest()
    )
    if (job := wanted.first()) and not _is_stale(job):
        return job
    admit()
    if job:
        expire_export(job=job)
    try:
        with transaction.atomic():
            job = ExportJob.objects.create(
                owner=owner,
                version=version,
                format=format,
                options=chosen.to_json(),
                options_digest=chosen.digest(),
                file_name=storage.file_name(version.title, registry.find(KindName(version.artifact.kind), format)),
            )
            queue.send_on_commit(job.pk)
            return job
    except IntegrityError:  # an identical request was quicker
        return wanted.get()


def find_version(*, owner: User, artifact_id: UUID, number: int | None) -> ArtifactVersion:
    """Return the owner's version (None: the newest one); raise NotFound."""
    versions = ArtifactVersion.objects.select_related("artifact").filter(
        artifact_id=artifact_id, artifact__owner=owner, artifact__deleted_at=None
    )
    version = (versions.filter(number=number) if number is not None else versions.order_by("-number")).first()
    if version is None:
        raise NotFound
    return version


def cancel_export(*, job: ExportJob) -> ExportJob:
    """Give the file up: a waiting or running job becomes cancelled, a stored file is removed; others stay."""
    cancelled = ExportJob.objects.filter(pk=job.pk, status__in=RUNNING).update(
        status=JobStatus.CANCELLED, lease_until=None, finished_at=timezone.now()
    )
    if not cancelled:
        expire_export(job=job)
    job.refresh_from_db()
    return job


def expire_export(*, job: ExportJob) -> bool:
    """Remove the file of a completed job; return whether there was one."""
    expired = ExportJob.objects.filter(pk=job.pk, status=JobStatus.COMPLETED).update(status=JobStatus.EXPIRED, file="")
    if expired:
        storage.delete(job.file)
    return bool(expired)


def retry_export(*, job: ExportJob) -> ExportJob:
    """Make the file of a job that failed, expired or was given up once more, as a new job."""
    return request_export(owner=job.owner, version=job.version, format=job.format_name, options=job.options)


def open_download(*, job: ExportJob) -> ExportJob:
    """Record that the owner fetches the file; raise FileNotReady or FileGone when there is none."""
    if job.status == JobStatus.EXPIRED or _is_stale(job):
        raise FileGone
    if not job.is_ready:
        raise FileNotReady
    artifact = job.version.artifact
    emit(
        ExportDownloaded(
            user_id=job.owner_id,
            job_id=job.pk,
            artifact_id=artifact.pk,
            kind=KindName(artifact.kind),
            format=job.format_name,
            size_bytes=job.size_bytes or 0,
        )
    )
    return job


def _is_stale(job: ExportJob) -> bool:
    """Whether the file is past its time, though not yet swept."""
    return job.is_ready and job.expires_at is not None and job.expires_at <= timezone.now()
