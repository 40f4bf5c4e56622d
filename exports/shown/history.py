"""The newest exports of an artifact, to find a file again while it is stored."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from artifacts.rows.models import Artifact
from exports.rows.enums import JobStatus
from exports.rows.limits import HISTORY_ITEMS
from exports.rows.models import ExportJob
from exports.shown.jobs import JobView, view_job


@dataclass(frozen=True, slots=True)
class PastExport:
    """A row of the history; `has_file` says whether it can be downloaded now."""

    job: JobView
    made_at: datetime
    state: str
    has_file: bool


def recent_exports(*, user: User, artifact: Artifact) -> list[PastExport]:
    """Return the user's newest exports of the artifact, newest first."""
    own = ExportJob.objects.for_user(user).files().filter(version__artifact=artifact)
    now = timezone.now()
    return [_row(job, now) for job in own.select_related("version__artifact")[:HISTORY_ITEMS]]


def _row(job: ExportJob, now: datetime) -> PastExport:
    is_past = job.expires_at is not None and job.expires_at <= now
    status = JobStatus.EXPIRED if job.is_ready and is_past else JobStatus(job.status)
    return PastExport(view_job(job), job.created_at, str(status.label), has_file=job.is_ready and not is_past)
