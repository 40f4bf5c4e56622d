"""A person's artifacts in their data, and what is left of them beside the rows when they go."""

from collections.abc import Callable, Iterator

from django.core.files.storage import default_storage

from accounts.models import User
from accounts.privacy.registry import PersonalPart, ReadableFile
from artifacts.archive.lines import lines_of
from artifacts.archive.places import STAFF_ARCHIVE, place_of
from artifacts.kinds.registry import kind
from artifacts.rows.models import Artifact, ArtifactFile, ArtifactVersion
from artifacts.rows.stored_blocks import remove_unused
from artifacts.versions.reading import StoredDocument, find_version, open_version
from common.stored_files import TRANSIENT


def readable(user: User) -> Iterator[ReadableFile]:
    """Yield each artifact with all versions and images, and its newest content as it is read."""
    for artifact in Artifact.objects.filter(owner=user).select_related("owner").order_by("created_at"):
        yield f"{artifact.pk}.jsonl", b"".join(lines_of(artifact))
        stored = open_version(find_version(artifact))
        text = stored.text if isinstance(stored, StoredDocument) else kind(artifact.kind).search_text(stored)
        yield f"{artifact.pk}.txt", f"{artifact.title}\n\n{text}".encode()


def prepare_removal(user: User) -> Callable[[], None]:
    """Remember files, archived artifacts and blocks, which nothing names any more when the rows are gone."""
    ids = {str(pk) for pk in Artifact._base_manager.filter(owner=user).values_list("pk", flat=True)}
    keys = list(ArtifactFile.objects.filter(owner=user).values_list("key", flat=True))
    versions = ArtifactVersion.objects.filter(artifact__owner=user).values_list("blocks", flat=True)
    digests = {digest for blocks in versions.iterator(chunk_size=500) for digest in blocks}

    def finish() -> None:
        remove_unused(digests)
        for key in keys:
            _delete(key)
        _remove_archived(ids)

    return finish


def _remove_archived(ids: set[str]) -> None:
    """Remove what staff archived in the storage: a restore would bring the person back."""
    if not ids:
        return
    place = place_of(STAFF_ARCHIVE)
    try:
        for name in place.names():
            if name.split(".")[0] in ids:
                place.remove(name)
    except TRANSIENT:
        return


def _delete(key: str) -> None:
    """Delete a file; one that the storage keeps is named by no row, and nobody can open it."""
    try:
        default_storage.delete(key)
    except TRANSIENT:
        return


PART = PersonalPart("artifacts", readable, prepare_removal)
