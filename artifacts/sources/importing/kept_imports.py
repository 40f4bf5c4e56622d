"""Delimited files that are kept: previewed, imported after a look, read again as the next version."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.enums import AuthorKind, KindName
from artifacts.rows.errors import VersionConflict, not_parsed
from artifacts.rows.limits import PREVIEW_BYTES
from artifacts.rows.models import Artifact, ArtifactVersion, ImportedFile
from artifacts.sources.importing.choices import Choices, Guesses
from artifacts.sources.importing.encodings import is_wide
from artifacts.sources.importing.isolated.answers import ReadContent
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.sources.importing.kept_files import attach, data_of, find_kept_file, keep_with
from artifacts.sources.importing.services import import_artifact
from artifacts.versions.reading import find_version
from artifacts.versions.write import prepare_replacement, write_prepared


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The first rows of a file as they would be read; `is_beginning` says that the file goes on behind them."""

    table: StoredTable
    guesses: Guesses
    losses: Sequence[str]
    is_beginning: bool


def import_upload(
    *,
    owner: User,
    file: "UploadedFile[Any]",
    imported: ReadContent,
    choices: Choices = Choices(),  # noqa: B008  frozen
    title: str = "",
) -> ArtifactVersion:
    """Make an artifact of an uploaded file that was read; a delimited one is kept with it."""
    name = file.name or ""
    keep = partial(keep_with, name=name, chunks=file.chunks(), choices=choices) if imported.guesses else None
    return import_artifact(owner=owner, imported=imported, name=name, title=title, also=keep)


def preview_upload(file: "UploadedFile[Any]", choices: Choices) -> ImportPreview:
    """Return what the beginning of an uploaded file would be read as."""
    return _preview(file.name or "", file.read(PREVIEW_BYTES + 1), choices, size=file.size or 0)


def preview_file(kept: ImportedFile, choices: Choices) -> ImportPreview:
    """Return what the beginning of a kept file would be read as; raise NotParsed, or what `read_isolated` raises."""
    return _preview(kept.name, data_of(kept, PREVIEW_BYTES + 1), choices, size=kept.size_bytes)


def import_waiting(*, kept: ImportedFile, choices: Choices) -> ArtifactVersion:
    """Make an artifact of a file that waited; it stays with it."""
    imported = _read(kept, choices)
    return import_artifact(
        owner=kept.owner, imported=imported, name=kept.name, also=partial(attach, kept, choices=choices)
    )


def reread_artifact(
    *, artifact: Artifact, actor: User, choices: Choices, expected_version: int | None = None
) -> ArtifactVersion:
    """Read the file that an artifact was made of again, as its next version.

    Raise NotFound if it is not kept, VersionConflict if another version came meanwhile.
    """
    kept, head = find_kept_file(artifact), find_version(artifact)
    if expected_version is not None and head.number != expected_version:
        raise VersionConflict(head.number)
    imported = _read(kept, choices, KindName(artifact.kind))
    prepared = prepare_replacement(
        head=head,
        actor=actor,
        content=imported.stored,
        encoded=imported.encoded,
        author=AuthorKind.IMPORT,
        summary=_("Read again from %(file)s") % {"file": kept.name},
        losses=imported.losses,
    )
    with transaction.atomic():
        version = write_prepared(prepared)
        attach(kept, artifact, choices=choices)
    return version


def _read(kept: ImportedFile, choices: Choices, kind: KindName | None = None) -> ReadContent:
    return read_isolated(kept.name, [data_of(kept)], kept.size_bytes, kind=kind, choices=choices)


def _preview(name: str, data: bytes, choices: Choices, *, size: int) -> ImportPreview:
    head = _whole_lines(data)
    found = read_isolated(name, [head], len(head), kind=KindName.TABLE, choices=choices)
    if found.guesses is None:
        raise not_parsed(_("Only CSV and TSV files can be looked at before they are imported."), "file")
    return ImportPreview(found.stored, found.guesses, found.losses, is_beginning=len(head) < size)


def _whole_lines(data: bytes) -> bytes:
    """Return the beginning of a file up to the end of a line; one line that is longer is cut."""
    if len(data) <= PREVIEW_BYTES:
        return data
    head = data[:PREVIEW_BYTES]
    return head if is_wide(head) else head[: head.rfind(b"\n") + 1] or head
