"""What people do with a bundle: ask for one, give it up, ask again, fetch the zip.

A file that could not be made does not hold the others back: it is named where the bundle is shown, and in a note in
the zip. Files that expired or were given up are not left out: the bundle has to be asked for again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import transaction

from accounts.models import User
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from exports.jobs.services import cancel_export, record_download, request_export, require_file
from exports.rows.bundles import ExportBundle
from exports.rows.enums import BundleFormats, FormatName, JobStatus
from exports.rows.errors import FileGone, FileNotReady, NothingToExport, TooManyFiles
from exports.rows.limits import BUNDLE_FILES
from exports.rows.models import ExportJob
from rollout.enums import FlagName
from rollout.flags import require

OFFICE_FORMATS = {
    KindName.TABLE: FormatName.XLSX,
    KindName.DOCUMENT: FormatName.DOCX,
    KindName.SPREADSHEET: FormatName.XLSX,
}


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that belongs into a bundle."""

    version: ArtifactVersion
    format: FormatName
    options: Mapping[str, object]


def wanted_files(versions: Iterable[ArtifactVersion], formats: BundleFormats, language: str) -> list[WantedFile]:
    """Return a file for each version, in the format that its kind gets."""
    options = {"language": language}
    return [WantedFile(version, _format_of(version, formats), options) for version in versions]


def request_bundle(
    *,
    owner: User,
    title: str,
    origin_id: UUID,
    files: Sequence[WantedFile],
    admit: Callable[[], None] = lambda: None,
) -> ExportBundle:
    """Return the owner's bundle of these files; those that wait, run or are still stored are not made again.

    `admit` is called at most once, before the first new job. Raises FeatureDisabled, NothingToExport, TooManyFiles,
    and what `request_export` raises: files asked for until then are made, and found again by the next request.
    """
    require(owner, FlagName.EXPORT)
    if not files:
        raise NothingToExport
    if len(files) > BUNDLE_FILES:
        raise TooManyFiles
    admit_once = cache(admit)
    jobs = [
        request_export(owner=owner, version=file.version, format=file.format, options=file.options, admit=admit_once)
        for file in files
    ]
    with transaction.atomic():
        bundle, is_new = ExportBundle.objects.get_or_create(
            owner=owner, digest=_digest(title, origin_id, jobs), defaults={"title": title, "origin_id": origin_id}
        )
        if is_new:
            bundle.jobs.set(jobs)
    return bundle


def retry_bundle(*, bundle: ExportBundle, admit: Callable[[], None]) -> ExportBundle:
    """Ask for the files again, as a new bundle, without those of artifacts that were deleted meanwhile.

    Files that are still stored are not made again. Raises what `request_bundle` raises.
    """
    files = [
        WantedFile(job.version, job.format_name, job.options)
        for job in read_jobs(bundle)
        if job.version.artifact.deleted_at is None
    ]
    return request_bundle(owner=bundle.owner, title=bundle.title, origin_id=bundle.origin_id, files=files, admit=admit)


def cancel_bundle(*, bundle: ExportBundle) -> None:
    """Give up the files that are not ready; those that are stay until they expire."""
    for job in read_jobs(bundle):
        if job.is_running:
            cancel_export(job=job)


def open_bundle(*, bundle: ExportBundle) -> list[ExportJob]:
    """Record that the owner fetches the zip; return its jobs, with those that failed.

    Raises FileNotReady, FileGone, BundleTooLarge or StorageUnavailable; nothing is recorded then.
    """
    jobs = read_jobs(bundle)
    match bundle_status(jobs):
        case JobStatus.EXPIRED:
            raise FileGone
        case JobStatus.COMPLETED:
            ready = [job for job in jobs if job.is_ready]
        case _:
            raise FileNotReady
    for job in ready:
        require_file(job)
    for job in ready:
        record_download(job)
    return jobs


def read_jobs(bundle: ExportBundle) -> list[ExportJob]:
    """Return the bundle's jobs, by name."""
    return list(bundle.jobs.select_related("version__artifact", "owner").order_by("file_name", "pk"))


def bundle_status(jobs: Sequence[ExportJob]) -> JobStatus:
    """Return how the bundle of these jobs stands: ready as soon as nothing is missing but what could not be made."""
    statuses = {JobStatus.EXPIRED if job.is_stale else JobStatus(job.status) for job in jobs}
    for status in (JobStatus.PROCESSING, JobStatus.PENDING, JobStatus.EXPIRED, JobStatus.CANCELLED):
        if status in statuses:
            return status
    return JobStatus.COMPLETED if JobStatus.COMPLETED in statuses else JobStatus.FAILED


def _format_of(version: ArtifactVersion, formats: BundleFormats) -> FormatName:
    match formats:
        case BundleFormats.OFFICE:
            return OFFICE_FORMATS[KindName(version.artifact.kind)]
        case BundleFormats.PDF:
            return FormatName.PDF


def _digest(title: str, origin_id: UUID, jobs: Sequence[ExportJob]) -> str:
    parts = [title, str(origin_id), *sorted(str(job.pk) for job in jobs)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
