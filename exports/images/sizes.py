"""How much a document's images weigh, before any of them is fetched."""

from typing import Any

from django.db.models import Sum

from artifacts.images.find import find_files
from artifacts.images.references import named_digests
from artifacts.rows.enums import KindName
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import open_version


def image_bytes(version: ArtifactVersion) -> int:
    """Return the stored size of the images that a version shows; each counts once, other kinds have none."""
    if version.artifact.kind != KindName.DOCUMENT:
        return 0
    content: Any = open_version(version)
    digests = named_digests(content.text)
    files = find_files(version.artifact.owner_id, digests)
    return files.aggregate(total=Sum("size_bytes"))["total"] or 0 if digests else 0
