"""One artifact from its lines: what is missing of it is written, what is there is left, all of it or nothing."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.db import transaction

from accounts.models import User
from artifacts.archive.errors import NotRestored
from artifacts.archive.lines import ARTIFACT_FIELDS, FORMAT, bytes_of, time_of, version_from
from artifacts.images.inspection import ImageFacts
from artifacts.images.services import keep_image
from artifacts.rows.enums import ImageType
from artifacts.rows.models import Artifact
from artifacts.rows.stored_blocks import write_blocks
from common.digests import content_digest


@transaction.atomic
def restore_lines(lines: Iterable[bytes]) -> bool:
    """Write what is missing; return whether anything was. A deleted artifact lives again.

    Raise NotRestored for an artifact of another owner or history, a damaged block, or a format of another time.
    """
    rest = iter(lines)
    first = json.loads(next(rest, b"{}"))
    if first.get("is") != "artifact" or first.get("format") != FORMAT:
        raise NotRestored("This is no archive of an artifact, or one of another format.")
    artifact, is_changed = _artifact(first)
    known = dict(artifact.versions.values_list("number", "state_digest"))
    for line in rest:
        raw = json.loads(line)
        is_changed |= _WRITERS[raw["is"]](artifact, raw, known)
    if set(range(1, first["head_number"] + 1)) - known.keys():
        raise NotRestored("Versions are missing in the file.")
    return is_changed


def _artifact(raw: Mapping[str, Any]) -> tuple[Artifact, bool]:
    owner = _owner(raw["owner"])
    found = Artifact.objects.select_for_update().filter(pk=raw["id"]).first()
    if found is None:
        values = {name: raw[name] for name in ARTIFACT_FIELDS}
        times = {"created_at": time_of(raw["created_at"]), "updated_at": time_of(raw["updated_at"])}
        artifact = Artifact(id=raw["id"], owner=owner, **values, **times)
        artifact.save_base(raw=True, force_insert=True)  # raw: times stay as they are
        return artifact, True
    if found.owner_id != owner.pk or found.kind != raw["kind"]:
        raise NotRestored("An artifact with this id belongs to somebody else.")
    changes: dict[str, object] = {"deleted_at": None} if found.deleted_at else {}
    if found.head_number < raw["head_number"]:
        changes |= {name: raw[name] for name in ARTIFACT_FIELDS}
    if changes:
        Artifact.objects.filter(pk=found.pk).update(**changes)
    return found, bool(changes)


def _owner(email: str) -> User:
    return User.objects.filter(email=email).first() or User.objects.create_user(email)


def _write_block(_artifact: Artifact, raw: Mapping[str, Any], _known: dict[int, str]) -> bool:
    data = raw["text"].encode()
    if content_digest(data) != raw["digest"]:
        raise NotRestored("A block of the content is damaged.")
    return bool(write_blocks({raw["digest"]: data}))


def _write_file(artifact: Artifact, raw: Mapping[str, Any], _known: dict[int, str]) -> bool:
    data = bytes_of(raw)
    if content_digest(data) != raw["digest"]:
        raise NotRestored("An image is damaged.")
    facts = ImageFacts(ImageType(raw["media_type"]), raw["width"], raw["height"])
    keep_image(owner=artifact.owner, file=BytesIO(data), size_bytes=len(data), facts=facts)
    return False


def _write_version(artifact: Artifact, raw: Mapping[str, Any], known: dict[int, str]) -> bool:
    number = raw["number"]
    if number in known:
        if known[number] != raw["state_digest"]:
            raise NotRestored(f"Version {number} is another one here.")
        return False
    author = User.objects.filter(email=raw["author"]).first() if raw["author"] else None
    version_from(raw, artifact, author.pk if author else None).save_base(raw=True, force_insert=True)
    known[number] = raw["state_digest"]
    return True


_WRITERS = {"block": _write_block, "file": _write_file, "version": _write_version}
