"""Files that are kept with what was made of them: to look at the guesses first, or to read them again otherwise."""

import zlib
from collections.abc import Iterable
from pathlib import PurePath
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from artifacts.kinds.text import line
from artifacts.rows.limits import COMPRESSION_LEVEL, FILE_NAME_CHARACTERS, WAITING_IMPORT_TIME, WAITING_IMPORTS
from artifacts.rows.models import Artifact, ImportedFile
from artifacts.sources.importing.choices import Choices, choices_from_json
from common.errors import NotFound


def keep_waiting(*, owner: User, name: str, chunks: Iterable[bytes]) -> ImportedFile:
    """Keep a file until its owner has looked at it; of too many that wait the oldest ones go."""
    kept = _new_file(owner, name, chunks)
    kept.save()
    waiting = ImportedFile.objects.filter(owner=owner, artifact=None).order_by("-created_at", "-pk")
    last = list(waiting.values_list("pk", flat=True)[WAITING_IMPORTS : WAITING_IMPORTS * 2])
    waiting.filter(pk__in=last).delete()
    forget_waiting()
    return kept


def forget_waiting() -> None:
    """Delete the files that nobody came back to, whoever they are of."""
    ImportedFile.objects.filter(artifact=None, created_at__lt=timezone.now() - WAITING_IMPORT_TIME).delete()


def keep_with(artifact: Artifact, *, name: str, chunks: Iterable[bytes], choices: Choices) -> None:
    """Keep a file with the artifact that was made of it."""
    kept = _new_file(artifact.owner, name, chunks)
    kept.artifact, kept.choices = artifact, choices.to_json()
    kept.save()


def find_waiting_file(user: User, file_id: UUID) -> ImportedFile:
    """Return the user's file that waits; raise NotFound."""
    kept = ImportedFile.objects.filter(pk=file_id, owner=user, artifact=None).first()
    if kept is None:
        raise NotFound
    return kept


def is_file_kept(artifact: Artifact) -> bool:
    """Say whether the file that an artifact was made of is kept."""
    return ImportedFile.objects.filter(artifact=artifact).exists()


def find_kept_file(artifact: Artifact) -> ImportedFile:
    """Return the file that an artifact was made of; raise NotFound if it is not kept."""
    kept = ImportedFile.objects.filter(artifact=artifact).first()
    if kept is None:
        raise NotFound
    return kept


def attach(kept: ImportedFile, artifact: Artifact, *, choices: Choices) -> None:
    """Keep a file with the artifact that was made of it, and how it was read."""
    kept.artifact, kept.choices = artifact, choices.to_json()
    kept.save(update_fields=["artifact", "choices"])


def data_of(kept: ImportedFile, most: int = 0) -> bytes:
    """Return the bytes as they were sent, the first `most` of them if that is given."""
    return zlib.decompressobj().decompress(kept.data, most) if most else zlib.decompress(kept.data)


def choices_of(kept: ImportedFile) -> Choices:
    """Return how the file was read."""
    return choices_from_json(kept.choices)


def _new_file(owner: User, name: str, chunks: Iterable[bytes]) -> ImportedFile:
    packer, size = zlib.compressobj(COMPRESSION_LEVEL), 0
    packed: list[bytes] = []
    for chunk in chunks:
        size += len(chunk)
        packed.append(packer.compress(chunk))
    data = b"".join([*packed, packer.flush()])
    plain = line(PurePath(name).name, FILE_NAME_CHARACTERS) or "file"
    return ImportedFile(owner=owner, name=plain, data=data, size_bytes=size)
