"""Where finished files lie: Django's default storage, private, under random keys that no user chooses."""

import re
import secrets
import unicodedata
from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from common.stored_files import TRANSIENT, is_disk_full, read_chunks
from exports.formats.registry import ExportFormat
from exports.rows.errors import FileGone, StorageFailed, StorageUnavailable
from exports.rows.models import ExportJob

ROOT = "exports"
SIGNED_URL_SECONDS = 300
FILE_NAME_CHARACTERS = 120

_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
_log = structlog.get_logger(__name__)


def new_key(job_id: UUID, extension: str) -> str:
    """Return a key that cannot be guessed; each start of a job gets its own."""
    return f"{ROOT}/{job_id}/{secrets.token_urlsafe(24)}.{extension}"


def file_name(title: str, row: ExportFormat) -> str:
    """Return the name of a title's file in the title's own script."""
    return f"{file_stem(title) or row.kind.value}.{row.extension}"


def file_stem(title: str) -> str:
    """Return the title without what file systems refuse; empty when nothing is left."""
    printable = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in title)
    return " ".join(_UNSAFE.sub(" ", printable).split()).strip(". ")[:FILE_NAME_CHARACTERS].strip()


def store(path: Path, key: str) -> str:
    """Copy the file into the storage; return the key it got; raise StorageFailed.

    A folder on a full disk keeps the part that fitted: it is removed, or the disk would stay full.
    """
    try:
        with path.open("rb") as file:
            return default_storage.save(key, File(file))
    except TRANSIENT as error:
        _log.warning("export_not_stored", error=type(error).__name__)
        if is_disk_full(error):
            delete(key)
        raise StorageFailed from error


def open_file(key: str) -> IO[bytes]:
    """Open a stored file; raise FileGone, or StorageUnavailable when the storage does not answer."""
    try:
        return cast(IO[bytes], default_storage.open(key))
    except FileNotFoundError as error:
        raise FileGone from error
    except TRANSIENT as error:
        raise not_readable(error) from error


def not_readable(error: Exception) -> StorageUnavailable:
    """Record that the storage could not be read, and return what to raise."""
    _log.warning("export_not_readable", error=type(error).__name__)
    return StorageUnavailable()


def delete(key: str) -> None:
    """Remove a file; a storage that refuses leaves an orphan for the sweeper."""
    try:
        default_storage.delete(key)
    except TRANSIENT as error:
        _log.warning("export_not_deleted", error=type(error).__name__)


def download_response(request: HttpRequest, job: ExportJob, media_type: str) -> HttpResponseBase:
    """Return the file as an attachment, streamed, or a redirect to a short-lived signed address of the storage."""
    if getattr(default_storage, "querystring_auth", False):
        return HttpResponseRedirect(_signed_url(job, media_type))
    file = open_file(job.file)
    response: StreamingHttpResponse
    if isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(read_chunks(file), content_type=media_type)
        response["Content-Disposition"] = content_disposition_header(True, job.file_name) or "attachment"
        response["Content-Length"] = str(job.size_bytes)
    else:
        response = FileResponse(file, as_attachment=True, filename=job.file_name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _signed_url(job: ExportJob, media_type: str) -> str:
    storage: Any = default_storage
    parameters = {
        "ResponseContentDisposition": content_disposition_header(True, job.file_name),
        "ResponseContentType": media_type,
    }
    return str(storage.url(job.file, parameters=parameters, expire=SIGNED_URL_SECONDS))
