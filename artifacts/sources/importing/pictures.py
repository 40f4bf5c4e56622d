"""Images inside of imported files: looked at while the file is read, stored when it becomes an artifact.

The limits are those of an upload. What is refused is counted, and the words for it are not kept as an image.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from artifacts.images.inspection import ImageFacts, inspect_image
from artifacts.images.references import image_reference
from artifacts.rows.errors import NotAnImage, OverLimit, require_within
from artifacts.rows.limits import ARTIFACT_IMAGE_BYTES, IMAGE_BYTES
from artifacts.rows.losses import Loss

TakeImage = Callable[[bytes | None, str], str]
"""Gives the Markdown that shows an image's bytes with words; empty for what cannot be taken (None: not an image)."""


@dataclass(frozen=True, slots=True)
class FoundImage:
    """An image that may be stored as it is."""

    digest: str
    data: bytes
    facts: ImageFacts


class Pictures:
    """Takes the images of one file, each once; afterwards `found` is what to store and `losses` what was left out."""

    def __init__(self) -> None:
        self.found: dict[str, FoundImage] = {}
        self._left_out = 0
        self._over_limit = 0

    def take(self, data: bytes | None, words: str) -> str:
        """Return the Markdown that shows the image, or nothing when it is left out."""
        try:
            return image_reference(self._digest(data), words)
        except NotAnImage:
            self._left_out += 1
        except OverLimit:
            self._over_limit += 1
        return ""

    def losses(self) -> dict[Loss, int]:
        """Return what was left out, with its counts."""
        return {Loss.IMAGES: self._left_out, Loss.IMAGES_OVER_LIMIT: self._over_limit}

    def _digest(self, data: bytes | None) -> str:
        if data is None:
            raise NotAnImage
        digest = sha256(data).hexdigest()
        if digest not in self.found:
            require_within(IMAGE_BYTES, len(data))
            require_within(ARTIFACT_IMAGE_BYTES, sum(len(image.data) for image in self.found.values()) + len(data))
            self.found[digest] = FoundImage(digest, data, inspect_image(BytesIO(data)))
        return digest
