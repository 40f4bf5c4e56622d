"""Finding the images of an owner: rows by digest, and what a page needs to show those that a text names."""

from collections.abc import Callable, Iterable
from typing import IO

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from artifacts.images.references import named_digests
from artifacts.markdown.images import ImageAddress
from artifacts.rows.errors import ImagesUnavailable
from artifacts.rows.models import Artifact, ArtifactFile
from common.errors import NotFound
from common.stored_files import TRANSIENT


def find_files(owner_id: int, digests: Iterable[str]) -> QuerySet[ArtifactFile]:
    """Return the owner's images among these digests."""
    return ArtifactFile.objects.filter(owner_id=owner_id, digest__in=set(digests))


def find_file(owner: User, digest: str) -> ArtifactFile:
    """Return the owner's image; raise NotFound for everything else."""
    file = ArtifactFile.objects.filter(owner=owner, digest=digest).first()
    if file is None:
        raise NotFound
    return file


def open_file(file: ArtifactFile) -> IO[bytes]:
    """Open the image's bytes; raise NotFound when they are gone, ImagesUnavailable when nobody answers."""
    try:
        return default_storage.open(file.key)
    except FileNotFoundError as error:
        raise NotFound from error
    except TRANSIENT as error:
        raise ImagesUnavailable from error


def image_addresses(artifact: Artifact, text: str) -> ImageAddress:
    """Return what gives the address of each image that the text names and the artifact's owner has."""
    return _addresses(artifact, text, lambda digest: reverse("artifacts:file", args=[digest]))


def shared_image_addresses(artifact: Artifact, text: str, token: str) -> ImageAddress:
    """Return the same for whoever reads through a link."""
    return _addresses(artifact, text, lambda digest: reverse("shared-file", args=[token, digest]))


def _addresses(artifact: Artifact, text: str, address: Callable[[str], str]) -> ImageAddress:
    digests = named_digests(text)
    known = set(find_files(artifact.owner_id, digests).values_list("digest", flat=True)) if digests else set()
    return lambda digest: address(digest) if digest in known else None
