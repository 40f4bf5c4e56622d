"""What an image is, told by its bytes alone: its type, its size in pixels, and that it can be drawn at all.

The size is known before anything is decoded, so that a small file that unpacks to gigabytes is refused unread.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import IO

from PIL import Image, ImageFile

from artifacts.rows.enums import ImageType
from artifacts.rows.errors import NotAnImage, OverLimit, require_within
from artifacts.rows.limits import IMAGE_PIXELS

_TYPES = {
    "PNG": ImageType.PNG,
    "JPEG": ImageType.JPEG,
    "MPO": ImageType.JPEG,  # a JPEG with more pictures behind the first
    "GIF": ImageType.GIF,
    "WEBP": ImageType.WEBP,
}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, LookupError)
_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)
_one_at_a_time = Lock()  # decoding may take hundreds of megabytes for a moment


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """Type and size of an image; width and height as it is shown, turned if its maker said so."""

    media_type: ImageType
    width: int
    height: int


@contextmanager
def _whole_images_only() -> Iterator[None]:
    """Refuse images that end too early: WeasyPrint switches that off for the whole process when it is loaded."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def inspect_image(file: IO[bytes]) -> ImageFacts:
    """Return the image's facts; raise NotAnImage, or OverLimit for too many pixels. Leaves the file at its start."""
    try:
        with _one_at_a_time, _whole_images_only(), Image.open(file, formats=_FORMATS) as image:
            require_within(IMAGE_PIXELS, image.width * image.height)
            kind = _TYPES[str(image.format)]
            is_turned = kind == ImageType.JPEG and image.getexif().get(_ORIENTATION) in _TURNED
            width, height = (image.height, image.width) if is_turned else image.size
            if kind == ImageType.JPEG:  # an eighth of its size shows as well whether it can be decoded
                image.draft(image.mode, (image.width // 8 or 1, image.height // 8 or 1))
            image.load()
    except _BOMBS as error:
        raise OverLimit(IMAGE_PIXELS, 2 * IMAGE_PIXELS.most) from error
    except _FAULTS as error:
        raise NotAnImage from error
    finally:
        file.seek(0)
    return ImageFacts(kind, width, height)
