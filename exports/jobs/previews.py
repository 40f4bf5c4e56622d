"""Previews: the first pages of a version's PDF as images. A preview is an export job of its own format and queue.

The machine of exports makes, keeps and removes it. Nobody asks for one by the API, and none counts against the limit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from uuid import UUID

from accounts.models import User
from artifacts.rows.models import ArtifactVersion
from common.errors import NotFound
from common.stored_files import TRANSIENT
from exports.formats.options import ExportOptions
from exports.house_style.settings import current_style
from exports.jobs import storage
from exports.jobs.services import expire_export, request_export
from exports.preview_images.file import Pages, read_image, read_pages
from exports.rows.enums import FormatName, JobStatus
from exports.rows.errors import FileGone
from exports.rows.models import ExportJob


def open_preview(*, owner: User, version: ArtifactVersion, language: str) -> ExportJob:
    """Return the version's preview, wherever it stands; make one when there is none.

    One that failed is returned as it is: only `retry_preview` starts it again, so that a page that is loaded again
    does not render without end what cannot be rendered.
    """
    digest = ExportOptions(language=language).digest(current_style().digest())
    known = ExportJob.objects.for_user(owner).previews().filter(version=version, options_digest=digest).first()
    if known and known.status == JobStatus.FAILED:
        return known
    return retry_preview(owner=owner, version=version, language=language)


def retry_preview(*, owner: User, version: ArtifactVersion, language: str) -> ExportJob:
    """Return a preview that waits, runs or is stored, or else a new one."""
    options = ExportOptions(language=language).to_json()
    return request_export(owner=owner, version=version, format=FormatName.PREVIEW, options=options)


def find_preview(owner: User, job_id: UUID) -> ExportJob:
    """Return the owner's finished preview of an artifact that is still there; raise NotFound."""
    found = ExportJob.objects.for_user(owner).previews().filter(pk=job_id, version__artifact__deleted_at=None)
    job = found.filter(status=JobStatus.COMPLETED).first()
    if job is None:
        raise NotFound
    return job


def pages_of(job: ExportJob) -> Pages:
    """Return what the pages of a finished preview say; raise FileGone, StorageUnavailable."""
    with _opened(job) as file:
        return read_pages(file)


def image_of(job: ExportJob, number: int) -> bytes:
    """Return a page's image; raise NotFound for a page that is not shown, FileGone, StorageUnavailable."""
    with _opened(job) as file:
        image = read_image(file, number)
    if image is None:
        raise NotFound
    return image


@contextmanager
def _opened(job: ExportJob) -> Iterator[IO[bytes]]:
    """Open the job's file; one that somebody removed expires its job, so that the next look makes it again."""
    try:
        with storage.open_file(job.file) as file:
            yield file
    except FileGone:
        expire_export(job=job)
        raise
    except TRANSIENT as error:
        raise storage.not_readable(error) from error
