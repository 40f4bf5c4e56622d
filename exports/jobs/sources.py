"""How a version of each kind is opened for its renderers: what they read, and the images that it names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import StoredDocument, StoredSpreadsheet, StoredTable, open_version
from exports.formats.contract import Source
from exports.formats.images import FindImage, no_images
from exports.images.stored import stored_images

Opened = tuple[Any, FindImage]
Open = Callable[[Any, int, Path], Opened]


def open_source(version: ArtifactVersion, owner_id: int, folder: Path) -> Source:
    """Return the version for its renderer; images of its owner come into the folder when they are asked for."""
    opened = SOURCES[KindName(version.artifact.kind)]
    content, images = opened(open_version(version), owner_id, folder)
    return Source(version.title, content, images, version.created_at.date())


def _table(stored: StoredTable, owner_id: int, folder: Path) -> Opened:
    return stored, no_images


def _document(stored: StoredDocument, owner_id: int, folder: Path) -> Opened:
    return stored, stored_images(owner_id, stored.text, folder)


def _spreadsheet(stored: StoredSpreadsheet, owner_id: int, folder: Path) -> Opened:
    return stored.content(), no_images


SOURCES: dict[KindName, Open] = {
    KindName.TABLE: _table,
    KindName.DOCUMENT: _document,
    KindName.SPREADSHEET: _spreadsheet,
}
