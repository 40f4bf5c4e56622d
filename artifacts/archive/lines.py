"""One artifact as lines of JSON: itself, its images, the blocks of its content, its versions from the first on.

What a version names stands before it. Equal artifacts have equal lines.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage

from artifacts.images.find import find_files
from artifacts.images.references import named_digests
from artifacts.rows.enums import KindName
from artifacts.rows.models import Artifact, ArtifactFile, ArtifactVersion
from artifacts.rows.stored_blocks import fetch_block

FORMAT = 1
VERSION_FIELDS = (
    "number",
    "author_kind",
    "title",
    "summary",
    "manifest",
    "blocks",
    "state_digest",
    "shape_number",
    "step_of",
    "asked_for",
    "delivered",
    "counted_unit",
    "is_partial",
    "losses",
)
ARTIFACT_FIELDS = ("kind", "title", "origin", "head_number", "search_text")
FILE_FIELDS = ("digest", "media_type", "size_bytes", "width", "height")


def lines_of(artifact: Artifact) -> Iterator[bytes]:
    """Yield the lines; `artifact` has its owner at hand."""
    yield _line(
        "artifact",
        format=FORMAT,
        id=str(artifact.pk),
        owner=artifact.owner.email,
        created_at=artifact.created_at.isoformat(),
        updated_at=artifact.updated_at.isoformat(),
        **{name: getattr(artifact, name) for name in ARTIFACT_FIELDS},
    )
    seen: set[str] = set()
    for version in artifact.versions.select_related("author").order_by("number").iterator(chunk_size=50):
        for digest in dict.fromkeys(version.blocks):
            if digest not in seen:
                seen.add(digest)
                yield from _block(artifact, digest, seen)
        yield _line(
            "version",
            author=version.author.email if version.author else None,
            created_at=version.created_at.isoformat(),
            **{name: getattr(version, name) for name in VERSION_FIELDS},
        )


def _block(artifact: Artifact, digest: str, seen: set[str]) -> Iterator[bytes]:
    text = fetch_block(digest).decode()
    if artifact.kind == KindName.DOCUMENT:
        wanted = [each for each in named_digests(text) if each not in seen]
        for file in find_files(artifact.owner_id, wanted):
            seen.add(file.digest)
            yield _file(file)
    yield _line("block", digest=digest, text=text)


def _file(file: ArtifactFile) -> bytes:
    with default_storage.open(file.key) as stored:
        data = b64encode(stored.read()).decode()
    return _line("file", data=data, **{name: getattr(file, name) for name in FILE_FIELDS})


def _line(what: str, **values: object) -> bytes:
    return json.dumps({"is": what, **values}, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def bytes_of(raw: Mapping[str, Any]) -> bytes:
    """Return the bytes of a file's line."""
    return b64decode(raw["data"], validate=True)


def time_of(text: str) -> datetime:
    """Return a time as it was written."""
    return datetime.fromisoformat(text)


def version_from(raw: Mapping[str, Any], artifact: Artifact, author_id: int | None) -> ArtifactVersion:
    """Return the unsaved version of a line."""
    values = {name: raw[name] for name in VERSION_FIELDS}
    return ArtifactVersion(artifact=artifact, author_id=author_id, created_at=time_of(raw["created_at"]), **values)
