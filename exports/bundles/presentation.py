"""What pages and the API show of a bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.bundles.download import bundle_file_name, names_in_zip
from exports.bundles.services import bundle_status, read_jobs
from exports.rows.bundles import ExportBundle
from exports.rows.enums import RUNNING, JobStatus
from exports.rows.models import ExportJob
from exports.shown.jobs import JobView, view_job


@dataclass(frozen=True, slots=True)
class MemberView:
    """A file of the bundle under its name in the zip."""

    name: str
    job: JobView
    is_missing: bool


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle as `exports/bundles/bundle.html#bundle` shows it."""

    id: UUID
    origin_id: UUID
    status: str
    file_name: str
    percent: int
    is_running: bool
    is_ready: bool
    can_retry: bool
    sentence: str
    members: list[MemberView]


def view_bundle(bundle: ExportBundle) -> BundleView:
    """Return what the page shows of the bundle."""
    jobs = read_jobs(bundle)
    status = bundle_status(jobs)
    failed = [job for job in jobs if job.status == JobStatus.FAILED]
    return BundleView(
        id=bundle.pk,
        origin_id=bundle.origin_id,
        status=status,
        file_name=bundle_file_name(bundle),
        percent=round(progress(jobs) * 100),
        is_running=status in RUNNING,
        is_ready=status == JobStatus.COMPLETED,
        can_retry=status not in RUNNING and (bool(failed) or status != JobStatus.COMPLETED),
        sentence=_sentence(status, jobs, len(failed)),
        members=[
            MemberView(name, view_job(job), job.status == JobStatus.FAILED)
            for name, job in zip(names_in_zip(jobs), jobs, strict=True)
        ],
    )


def progress(jobs: Sequence[ExportJob]) -> float:
    """Return how far the bundle is, from 0 to 1; a file that will not come counts as done."""
    return sum(job.progress if job.is_running else 1 for job in jobs) / max(len(jobs), 1)


def expires_at(jobs: Sequence[ExportJob]) -> datetime | None:
    """Return when the first of the files expires, and the bundle with it."""
    return min((job.expires_at for job in jobs if job.is_ready and job.expires_at), default=None)


def _sentence(status: JobStatus, jobs: Sequence[ExportJob], failed: int) -> str:
    done = sum(not job.is_running for job in jobs)
    match status:
        case JobStatus.PENDING | JobStatus.PROCESSING:
            return _("%(done)d of %(count)d files are made.") % {"done": done, "count": len(jobs)}
        case JobStatus.COMPLETED if failed:
            return ngettext(
                "%(failed)d of %(count)d files could not be made. The zip holds the others.",
                "%(failed)d of %(count)d files could not be made. The zip holds the others.",
                failed,
            ) % {"failed": failed, "count": len(jobs)}
        case JobStatus.COMPLETED:
            return ngettext(
                "%(count)d file is ready and was checked.", "%(count)d files are ready and were checked.", len(jobs)
            ) % {"count": len(jobs)}
        case JobStatus.FAILED:
            return _("None of the files could be made.")
        case JobStatus.CANCELLED:
            return _("The export was cancelled.")
        case JobStatus.EXPIRED:
            return _("The files have expired.")
