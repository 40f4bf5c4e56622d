"""What workers do with jobs. Every change is a compare-and-set on (processing, attempt): a worker that lost its lease,
or whose job was cancelled, changes nothing any more and learns it from the answer False.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from artifacts.rows.enums import KindName
from common.events import emit
from exports.formats.contract import Figures
from exports.rows.enums import FailureCode, FormatName, JobStatus
from exports.rows.events import ExportCompleted, ExportFailed, ExportStarted
from exports.rows.limits import (
    FILE_LIFETIME,
    LEASE,
    MAX_STARTS,
    STORAGE_LONGEST_PAUSE,
    STORAGE_PATIENCE,
    STORAGE_PAUSE,
)
from exports.rows.models import ExportJob


class _Identity(TypedDict):
    user_id: int
    job_id: UUID
    artifact_id: UUID
    kind: KindName
    format: FormatName


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A verified file in the storage; `timings` are milliseconds by step."""

    key: str
    size_bytes: int
    sha256: str
    figures: Figures
    losses: Mapping[str, int]
    timings: Mapping[str, int]


def claim_export(job_id: UUID) -> ExportJob | None:
    """Take the job for one start and return it; None when it is gone, settled, or another worker's."""
    now = timezone.now()
    jobs = ExportJob.objects.select_related("version__artifact", "owner", "style")
    job = jobs.claimable(now).filter(pk=job_id).first()
    if job is None:
        return None
    with transaction.atomic():
        claimed = (
            ExportJob.objects.claimable(now)
            .filter(pk=job_id, attempt=job.attempt)
            .update(
                status=JobStatus.PROCESSING,
                attempt=F("attempt") + 1,
                lease_until=now + LEASE,
                started_at=now,
                progress=0,
            )
        )
        if not claimed:
            return None
        job.refresh_from_db(fields=["status", "attempt", "lease_until", "started_at", "progress"])
        queue_ms = milliseconds(now - job.created_at)
        emit(ExportStarted(**_identity(job), attempt=job.attempt, queue_ms=queue_ms))
    return job


def renew_lease(job: ExportJob) -> bool:
    """Push the lease out; False when the job is no longer this start's."""
    return bool(ExportJob.objects.held(job).update(lease_until=timezone.now() + LEASE))


def record_progress(job: ExportJob, fraction: float) -> bool:
    """Write how far the file is, from 0 to 1; False when the job is no longer this start's."""
    return bool(ExportJob.objects.held(job).update(progress=min(max(fraction, 0.0), 1.0)))


def complete_export(*, job: ExportJob, file: FinishedFile) -> bool:
    """Deliver the file unless the job was taken away or its artifact deleted meanwhile."""
    now = timezone.now()
    timings = {**file.timings, "total": milliseconds(now - job.created_at)}
    with transaction.atomic():
        completed = (
            ExportJob.objects.held(job)
            .filter(version__artifact__deleted_at=None)
            .update(
                status=JobStatus.COMPLETED,
                lease_until=None,
                progress=1,
                file=file.key,
                size_bytes=file.size_bytes,
                sha256=file.sha256,
                verification=dict(file.figures),
                losses=dict(file.losses),
                timings=timings,
                finished_at=now,
                expires_at=now + FILE_LIFETIME,
            )
        )
        if completed:
            emit(
                ExportCompleted(
                    **_identity(job),
                    attempt=job.attempt,
                    render_ms=timings["render"],
                    verify_ms=timings["verify"],
                    total_ms=timings["total"],
                    size_bytes=file.size_bytes,
                )
            )
    return bool(completed)


def fail_export(*, job: ExportJob, code: FailureCode) -> bool:
    """End the job without a file."""
    with transaction.atomic():
        failed = ExportJob.objects.held(job).update(
            status=JobStatus.FAILED, error_code=code, lease_until=None, finished_at=timezone.now()
        )
        if failed:
            emit(ExportFailed(**_identity(job), attempt=job.attempt, code=code))
    return bool(failed)


def postpone_export(*, job: ExportJob, code: FailureCode) -> bool:
    """Give the job back until the storage may be there again; fail it with `code` when it was away for an hour.

    The start is given back too: starts are counted against jobs that end their workers. The longer the storage is
    away, the longer is the pause.
    """
    now = timezone.now()
    since = job.refused_at or now
    if now - since >= STORAGE_PATIENCE:
        return fail_export(job=job, code=code)
    pause = min(max(now - since, STORAGE_PAUSE), STORAGE_LONGEST_PAUSE)
    return _give_back(job, until=now + pause, refused_at=since)


def lapse_export(*, job: ExportJob) -> bool:
    """Give the job of a start that was lost back at once; fail it when no start is left."""
    if job.attempt >= MAX_STARTS:
        return fail_export(job=job, code=FailureCode.WORKER_LOST)
    return bool(
        ExportJob.objects.held(job).update(status=JobStatus.PENDING, lease_until=None, sent_at=None, progress=0)
    )


def return_export(*, job: ExportJob) -> bool:
    """Give the job back at once, with its start: its worker was told to stop and another one may take it."""
    return _give_back(job, until=None, refused_at=job.refused_at)


def _give_back(job: ExportJob, *, until: datetime | None, refused_at: datetime | None) -> bool:
    return bool(
        ExportJob.objects.held(job).update(
            status=JobStatus.PENDING,
            attempt=F("attempt") - 1,
            lease_until=until,
            refused_at=refused_at,
            sent_at=None,
            progress=0,
        )
    )


def milliseconds(span: timedelta) -> int:
    """Return whole milliseconds, never below 0 (clocks jump)."""
    return max(round(span / timedelta(milliseconds=1)), 0)


def _identity(job: ExportJob) -> _Identity:
    artifact = job.version.artifact
    return {
        "user_id": job.owner_id,
        "job_id": job.pk,
        "artifact_id": artifact.pk,
        "kind": KindName(artifact.kind),
        "format": job.format_name,
    }
