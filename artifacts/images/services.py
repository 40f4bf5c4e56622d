"""Storing images: each once per owner, under a random key; and the sum that one document may hold."""

import hashlib
import secrets
from contextlib import suppress
from typing import IO, Any

import structlog
from django.core.files import File
from django.core.files.storage import default_storage

from accounts.models import User
from artifacts.images.find import find_files
from artifacts.images.inspection import ImageFacts, inspect_image
from artifacts.images.references import named_digests
from artifacts.rows.enums import KindName
from artifacts.rows.errors import ImagesUnavailable, require_within
from artifacts.rows.events import ImageStored
from artifacts.rows.limits import ARTIFACT_IMAGE_BYTES, IMAGE_BYTES
from artifacts.rows.models import ArtifactFile
from common.events import emit
from common.stored_files import CHUNK_BYTES, TRANSIENT

ROOT = "images"
_log = structlog.get_logger(__name__)


def store_image(*, owner: User, file: IO[bytes], size_bytes: int) -> ArtifactFile:
    """Keep an image for its owner; the same bytes again are the same file.

    Raise OverLimit for too many bytes or pixels, NotAnImage, or ImagesUnavailable when the storage does not answer.
    """
    require_within(IMAGE_BYTES, size_bytes)
    return keep_image(owner=owner, file=file, size_bytes=size_bytes, facts=inspect_image(file))


def keep_image(*, owner: User, file: IO[bytes], size_bytes: int, facts: ImageFacts) -> ArtifactFile:
    """Keep an image that was inspected and is within the limits; raise ImagesUnavailable."""
    digest = _digest(file)
    known = ArtifactFile.objects.filter(owner=owner, digest=digest).first()
    if known is not None and _is_there(known.key):
        return known
    return _keep(owner, digest, facts, size_bytes, _save(file))


def require_images_within(owner_id: int, kind: KindName | str, stored: Any) -> None:
    """Raise OverLimit when the images of a document weigh too much together; the text of its owner names them."""
    if kind != KindName.DOCUMENT or not (digests := named_digests(stored.text)):
        return
    require_within(ARTIFACT_IMAGE_BYTES, sum(file.size_bytes for file in find_files(owner_id, digests)))


def _digest(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file, which is left at its start."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK_BYTES):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _keep(owner: User, digest: str, facts: ImageFacts, size_bytes: int, key: str) -> ArtifactFile:
    """Write the row for stored bytes; of two uploads at a time the second one's bytes go again."""
    values = {"media_type": facts.media_type, "width": facts.width, "height": facts.height, "size_bytes": size_bytes}
    row, is_new = ArtifactFile.objects.get_or_create(owner=owner, digest=digest, defaults={**values, "key": key})
    if is_new:
        stored = ImageStored(user_id=owner.pk, digest=digest, media_type=facts.media_type, size_bytes=size_bytes)
        emit(stored)
    elif not _is_there(row.key):
        row.key = key
        row.save(update_fields=["key"])
    elif row.key != key:
        with suppress(*TRANSIENT):
            default_storage.delete(key)
    return row


def _save(file: IO[bytes]) -> str:
    try:
        return default_storage.save(f"{ROOT}/{secrets.token_urlsafe(24)}", File(file))
    except TRANSIENT as error:
        _log.warning("image_not_stored", error=type(error).__name__)
        raise ImagesUnavailable from error


def _is_there(key: str) -> bool:
    try:
        return default_storage.exists(key)
    except TRANSIENT as error:
        raise ImagesUnavailable from error
