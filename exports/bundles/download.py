"""The zip of a bundle: its files as they are stored, and a note about those that could not be made."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from common.stored_files import iterate_in_threads
from exports.bundles.names import unique_names
from exports.bundles.zipping import MAX_BYTES, ZipEntry, zip_chunks, zip_size
from exports.jobs import storage
from exports.rows.bundles import ExportBundle
from exports.rows.enums import FailureCode
from exports.rows.errors import BundleTooLarge
from exports.rows.models import ExportJob

MEDIA_TYPE = "application/zip"


def bundle_file_name(bundle: ExportBundle) -> str:
    """Return the zip's name, in the script of the bundle's title."""
    return f"{storage.file_stem(bundle.title) or _('Artifacts')}.zip"


def names_in_zip(jobs: Sequence[ExportJob]) -> list[str]:
    """Return the name that each job's file has in the zip, or would have."""
    return unique_names(job.file_name for job in jobs)


def zip_entries(jobs: Sequence[ExportJob]) -> list[ZipEntry]:
    """Return the files that are ready and, if there are others, the note that names them."""
    named = list(zip(names_in_zip(jobs), jobs, strict=True))
    entries = [_stored(name, job) for name, job in named if job.is_ready]
    missing = [f"{name}: {FailureCode(job.error_code).label}" for name, job in named if not job.is_ready]
    return [*entries, _note(missing)] if missing else entries


def bundle_response(request: HttpRequest, bundle: ExportBundle, jobs: Sequence[ExportJob]) -> StreamingHttpResponse:
    """Return the zip as an attachment, written while it is sent; raise BundleTooLarge."""
    entries = zip_entries(jobs)
    size = zip_size(entries)
    if size > MAX_BYTES:
        raise BundleTooLarge
    chunks = zip_chunks(entries)
    is_async = isinstance(request, ASGIRequest)
    response = StreamingHttpResponse(iterate_in_threads(chunks) if is_async else chunks, content_type=MEDIA_TYPE)
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, bundle_file_name(bundle)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _stored(name: str, job: ExportJob) -> ZipEntry:
    made_at = timezone.localtime(job.finished_at or job.created_at)
    return ZipEntry(name, job.size_bytes or 0, made_at, partial(storage.open_file, job.file))


def _note(missing: Sequence[str]) -> ZipEntry:
    text = "\r\n".join([_("These files could not be made:"), *missing, ""]).encode()
    return ZipEntry(_("Not included") + ".txt", len(text), timezone.localtime(), lambda: BytesIO(text))
