"""What nobody waits for: lost leases, lost messages, files past their time, files without a job."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.utils import timezone

from common.stored_files import TRANSIENT
from exports.jobs import queue, storage
from exports.jobs.claims import fail_export
from exports.jobs.services import expire_export
from exports.rows.enums import RUNNING, FailureCode, JobStatus
from exports.rows.limits import MAX_STARTS, ORPHAN_AGE, RESEND_BATCH
from exports.rows.models import ExportJob

_log = structlog.get_logger(__name__)


def sweep_leases() -> None:
    """Give jobs of silent workers back; fail those that have no start left."""
    now = timezone.now()
    for job in ExportJob.objects.abandoned(now).select_related("version__artifact"):
        if job.attempt >= MAX_STARTS:
            fail_export(job=job, code=FailureCode.WORKER_LOST)
        else:
            ExportJob.objects.abandoned(now).filter(pk=job.pk, attempt=job.attempt).update(
                status=JobStatus.PENDING, lease_until=None, sent_at=None, progress=0
            )


def send_waiting() -> None:
    """Wake workers for jobs whose message was never taken, or may be lost; stop when the queue is down."""
    now = timezone.now()
    due = ExportJob.objects.due(now)
    unsent = due.filter(sent_at=None).order_by("created_at")
    silent = due.silent(now).order_by("sent_at")[:RESEND_BATCH]
    for job in [*unsent, *silent]:
        if not queue.send(job):
            return


def expire_files() -> None:
    """Remove files past their time, and the previews of deleted artifacts."""
    stored = ExportJob.objects.filter(status=JobStatus.COMPLETED)
    for job in stored.filter(expires_at__lte=timezone.now()):
        expire_export(job=job)
    for job in stored.previews().exclude(version__artifact__deleted_at=None):
        expire_export(job=job)


def remove_orphans() -> None:
    """Remove stored files that no completed job names and no running job can be about to name.

    A storage that does not answer is looked through the next time.
    """
    try:
        for folder in default_storage.listdir(storage.ROOT)[0]:
            _remove_orphans_of(folder)
    except FileNotFoundError:
        return
    except TRANSIENT as error:
        _log.warning("export_orphans_not_listed", error=type(error).__name__)


def _remove_orphans_of(folder: str) -> None:
    kept = _kept_keys(folder)
    if kept is None:
        return
    oldest = timezone.now() - ORPHAN_AGE
    for name in default_storage.listdir(f"{storage.ROOT}/{folder}")[1]:
        key = f"{storage.ROOT}/{folder}/{name}"
        if key not in kept and _modified_at(key) <= oldest:
            storage.delete(key)


def _kept_keys(folder: str) -> set[str] | None:
    """Return the keys that the folder's job names; None when the job is running and may name one soon."""
    try:
        job = ExportJob.objects.filter(pk=UUID(folder)).first()
    except ValueError:
        job = None
    if job is None:
        return set()
    return None if job.status in RUNNING else {job.file}


def _modified_at(key: str) -> datetime:
    try:
        return default_storage.get_modified_time(key)
    except FileNotFoundError:
        return timezone.now() + timedelta(days=1)
