"""Importing a file: find its format, read it, make the artifact."""

from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext as _

from accounts.models import User
from artifacts.images.services import keep_image
from artifacts.rows.enums import AuthorKind, KindName, Origin
from artifacts.rows.errors import not_parsed
from artifacts.rows.models import ArtifactVersion
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.registry import find_format
from artifacts.versions.write import create_artifact
from common.errors import FieldError, Invalid


def read_file(name: str, data: bytes, kind: KindName | None = None) -> Imported:
    """Return what a file holds; raise UnsupportedFormat, NotParsed, OverLimit, or Invalid for an impossible kind."""
    if not data.strip():
        raise not_parsed(_("The file is empty."), "file")
    found = find_format(name, data)
    if kind is not None and kind not in found.kinds:
        sentence = _("A file of this format cannot become this kind of artifact.")
        raise Invalid(sentence, errors=[FieldError("kind", sentence)])
    return found.read(data, kind)


def import_artifact(
    *, owner: User, imported: Imported, name: str, title: str = "", summary: str = ""
) -> ArtifactVersion:
    """Make an artifact of what was read, named after its title or its file; counts in the daily quota.

    Its images are stored first; raise ImagesUnavailable when they cannot be.
    """
    for image in imported.images:
        keep_image(owner=owner, file=BytesIO(image.data), size_bytes=len(image.data), facts=image.facts)
    return create_artifact(
        owner=owner,
        kind=imported.kind,
        title=title or imported.title or PurePath(name).stem,
        content=imported.content,
        origin=Origin.IMPORT,
        author=AuthorKind.IMPORT,
        summary=summary or _("Imported from %(file)s") % {"file": PurePath(name).name},
        losses=imported.losses,
    )
