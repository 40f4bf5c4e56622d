"""What nobody waits for: lost leases, lost messages, files past their time, files without a job."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from exports import queue, storage
from exports.claims import fail_export
from exports.enums import RUNNING, FailureCode, JobStatus
from exports.limits import MAX_STARTS, ORPHAN_AGE, RESEND_AFTER, RESEND_BATCH
from exports.models import ExportJob
from exports.services import expire_export


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
    due = ExportJob.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), status=JobStatus.PENDING)
    unsent = due.filter(sent_at=None).order_by("created_at")
    silent = due.filter(sent_at__lte=now - RESEND_AFTER).order_by("created_at")[:RESEND_BATCH]
    for job_id in [*unsent.values_list("pk", flat=True), *silent.values_list("pk", flat=True)]:
        if not queue.send(job_id):
            return


def expire_files() -> None:
    """Remove files past their time."""
    for job in ExportJob.objects.filter(status=JobStatus.COMPLETED, expires_at__lte=timezone.now()):
        expire_export(job=job)


def remove_orphans() -> None:
    """Remove stored files that no completed job names and no running job can be about to name."""
    try:
        folders, _files = default_storage.listdir(storage.ROOT)
    except FileNotFoundError:
        return
    oldest = timezone.now() - ORPHAN_AGE
    for folder in folders:
        kept = _kept_keys(folder)
        for name in default_storage.listdir(f"{storage.ROOT}/{folder}")[1]:
            key = f"{storage.ROOT}/{folder}/{name}"
            if kept is not None and key not in kept and _modified_at(key) <= oldest:
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
