"""What renderers see of images: a file in the job's folder for each digest, or nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from artifacts.rows.enums import ImageType


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image that stands upright and carries no notes of place or camera; its size is in pixels."""

    digest: str
    path: Path
    media_type: ImageType
    width: int
    height: int


class FindImage(Protocol):
    """Gives the image of a digest; None when its owner has none or its bytes are gone. May raise StorageFailed."""

    def __call__(self, digest: str) -> ImageFile | None: ...


def no_images(digest: str) -> ImageFile | None:
    """Find nothing: for what holds no images."""
    return None
