"""Where finished files lie: Django's default storage, private, under random keys that no user chooses."""

import asyncio
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import structlog
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from exports.errors import FileGone, StorageFailed
from exports.models import ExportJob
from exports.registry import ExportFormat

ROOT = "exports"
TRANSIENT = (OSError, BotoCoreError, ClientError)
CHUNK_BYTES = 256 * 1024
SIGNED_URL_SECONDS = 300
FILE_NAME_CHARACTERS = 120

_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
_log = structlog.get_logger(__name__)


def new_key(job_id: UUID, extension: str) -> str:
    """Return a key that cannot be guessed; each start of a job gets its own."""
    return f"{ROOT}/{job_id}/{secrets.token_urlsafe(24)}.{extension}"


def file_name(title: str, row: ExportFormat) -> str:
    """Return the title as a file name in its own script, without what file systems refuse."""
    printable = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in title)
    stem = " ".join(_UNSAFE.sub(" ", printable).split()).strip(". ")[:FILE_NAME_CHARACTERS].strip()
    return f"{stem or row.kind.value}.{row.extension}"


def store(path: Path, key: str) -> str:
    """Copy the file into the storage; return the key it got; raise StorageFailed."""
    try:
        with path.open("rb") as file:
            return default_storage.save(key, File(file))
    except TRANSIENT as error:
        _log.warning("export_not_stored", error=type(error).__name__)
        raise StorageFailed from error


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
    try:
        file = default_storage.open(job.file)
    except FileNotFoundError as error:
        raise FileGone from error
    response: StreamingHttpResponse
    if isinstance(request, ASGIRequest):
        response = StreamingHttpResponse(_chunks(file), content_type=media_type)
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


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Read in a thread: a synchronous iterator would be consumed whole before the first byte leaves."""
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk
    finally:
        file.close()
