"""Copies of a document's images in the folder of its job, fetched when they are first asked for."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import structlog

from artifacts.images.find import find_files, open_file
from artifacts.images.references import named_digests
from artifacts.rows.enums import ImageType
from artifacts.rows.errors import ImagesUnavailable
from artifacts.rows.models import ArtifactFile
from common.errors import NotFound
from common.stored_files import CHUNK_BYTES, TRANSIENT
from exports.formats.images import FindImage, ImageFile, no_images
from exports.images.plain import write_plain
from exports.rows.errors import StorageFailed

_log = structlog.get_logger(__name__)


def stored_images(owner_id: int, text: str, folder: Path) -> FindImage:
    """Return what finds the owner's images that a text names; one query, and none for a text without images."""
    digests = named_digests(text)
    files = {file.digest: file for file in find_files(owner_id, digests)} if digests else {}
    return StoredImages(files, folder) if files else no_images


class StoredImages:
    """Each image is fetched once; one whose bytes are gone or are not the ones that were stored is not there."""

    def __init__(self, files: Mapping[str, ArtifactFile], folder: Path) -> None:
        self._files = files
        self._folder = folder
        self._found: dict[str, ImageFile | None] = {}

    def __call__(self, digest: str) -> ImageFile | None:
        if digest not in self._found:
            file = self._files.get(digest)
            self._found[digest] = self._fetch(file) if file else None
        return self._found[digest]

    def _fetch(self, file: ArtifactFile) -> ImageFile | None:
        raw = self._folder / f"{file.digest}.stored"
        path = raw.with_suffix(f".{file.media_type.rpartition('/')[2]}")
        try:
            if _copy(file, raw) != file.digest:
                raise NotFound
        except NotFound:
            _log.warning("export_image_missing", digest=file.digest)
            return None
        except (ImagesUnavailable, *TRANSIENT) as error:
            raise StorageFailed from error
        kind = ImageType(file.media_type)
        write_plain(raw, path, kind)
        raw.unlink()
        return ImageFile(file.digest, path, kind, file.width, file.height)


def _copy(file: ArtifactFile, path: Path) -> str:
    """Copy stored bytes into a file; return their digest."""
    found = hashlib.sha256()
    with open_file(file) as stored, path.open("wb") as copy:
        while chunk := stored.read(CHUNK_BYTES):
            found.update(chunk)
            copy.write(chunk)
    return found.hexdigest()
