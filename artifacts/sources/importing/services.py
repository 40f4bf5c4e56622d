"""Importing a file: it is read in a process of its own, and becomes an artifact here."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.images.services import keep_image
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.models import Artifact, ArtifactVersion
from artifacts.sources.importing.choices import Choices
from artifacts.sources.importing.isolated.answers import ReadContent
from artifacts.sources.importing.isolated.processes import read_isolated
from artifacts.versions.write import create_artifact


def read_upload(
    file: "UploadedFile[Any]",
    kind: KindName | None = None,
    choices: Choices = Choices(),  # noqa: B008  frozen
) -> ReadContent:
    """Return what an uploaded file holds; raise what `read_isolated` raises."""
    return read_isolated(file.name or "", file.chunks(), file.size or 0, kind=kind, choices=choices)


def import_artifact(
    *,
    owner: User,
    imported: ReadContent,
    name: str,
    title: str = "",
    summary: str = "",
    also: Callable[[Artifact], None] | None = None,
) -> ArtifactVersion:
    """Make an artifact of what was read, named after its title or its file; counts in the daily quota.

    Its images are stored first; raise ImagesUnavailable when they cannot be. `also` is called in its transaction.
    """
    for image in imported.images:
        keep_image(owner=owner, file=image.open(), size_bytes=image.size_bytes, facts=image.facts)
    with transaction.atomic():
        version = create_artifact(
            owner=owner,
            kind=imported.kind,
            title=title or imported.title or PurePath(name).stem,
            content=imported.stored,
            encoded=imported.encoded,
            origin=Origin.IMPORT,
            author=AuthorKind.IMPORT,
            summary=summary or _("Imported from %(file)s") % {"file": PurePath(name).name},
            losses=imported.losses,
        )
        if also is not None:
            also(version.artifact)
    return version
