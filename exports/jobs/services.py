"""What people do with exports: ask for a file, give it up, fetch it, try again.

The row decides; the queue only wakes a worker. When it is down the row waits and `exports.jobs.sweeper` sends it.
What workers do with a job is in `exports.jobs.claims`.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from artifacts.rows.stored_blocks import size_of
from common.errors import NotFound
from common.events import emit
from exports.formats import registry
from exports.formats.options import parse_options
from exports.house_style.settings import current_style, keep_style
from exports.images.sizes import image_bytes
from exports.jobs import queue, storage
from exports.rows.enums import RUNNING, FormatName, JobStatus
from exports.rows.errors import FileGone, FileNotReady
from exports.rows.events import ExportDownloaded, SurveyAnswered
from exports.rows.models import ExportJob
from exports.rows.ratings import ExportRating
from rollout.enums import FlagName
from rollout.flags import require


def request_export(
    *,
    owner: User,
    version: ArtifactVersion,
    format: FormatName,  # noqa: A002  the field's own name
    options: Mapping[str, object],
    admit: Callable[[], None] = lambda: None,
) -> ExportJob:
    """Return the owner's job for this file: one that waits, runs or is still stored, or else a new one.

    `admit` is called before a new job is made and may refuse it (limits). Raises FeatureDisabled, NotFound for a
    version that is not the owner's, UnknownFormat, UnknownOption.
    """
    require(owner, FlagName.EXPORT)
    if version.artifact.owner_id != owner.pk or version.artifact.deleted_at is not None:
        raise NotFound
    row = registry.find(KindName(version.artifact.kind), format)
    chosen = parse_options(options, registry.offered_options(row))
    style = current_style()
    digest = chosen.digest(style.digest())
    wanted = ExportJob.objects.wanted().filter(owner=owner, version=version, format=format, options_digest=digest)
    if (job := wanted.first()) and not job.is_stale:
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
                options_digest=digest,
                style=keep_style(style),
                source_bytes=size_of(version.blocks),
                image_bytes=image_bytes(version),
                file_name=storage.file_name(version.title, row),
            )
            queue.send_on_commit(job)
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
    """Record that the owner fetches the file; raise FileNotReady, FileGone or StorageUnavailable."""
    require_file(job)
    record_download(job)
    return job


def require_file(job: ExportJob) -> None:
    """Make sure that the file can be fetched now; raise FileNotReady, FileGone or StorageUnavailable.

    A file that somebody removed from the storage expires its job, so that the next request makes it again.
    """
    if job.status == JobStatus.EXPIRED or job.is_stale:
        raise FileGone
    if not job.is_ready:
        raise FileNotReady
    try:
        storage.open_file(job.file).close()
    except FileGone:
        expire_export(job=job)
        raise


def record_download(job: ExportJob) -> None:
    """Tell that the owner fetches the file."""
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


def rate_export(*, job: ExportJob, stars: int) -> ExportRating:
    """Keep the owner's stars for a file that was made, in place of earlier ones; raise FileNotReady without one."""
    if job.status not in (JobStatus.COMPLETED, JobStatus.EXPIRED):
        raise FileNotReady
    artifact = job.version.artifact
    with transaction.atomic():
        rating, _ = ExportRating.objects.update_or_create(job=job, user=job.owner, defaults={"stars": stars})
        emit(
            SurveyAnswered(
                user_id=job.owner_id,
                job_id=job.pk,
                artifact_id=artifact.pk,
                kind=KindName(artifact.kind),
                format=job.format_name,
                stars=stars,
            )
        )
    return rating
