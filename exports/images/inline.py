"""Images written into a page as `data:` addresses, so that the page needs no other file; one in memory at a time."""

from base64 import b64encode
from pathlib import Path
from typing import IO

from exports.formats.images import FindImage, ImageFile
from exports.images.markup import SCHEME, TAG

_CHUNK_BYTES = 3 << 18  # a multiple of three: pieces of base64 can be joined


def write_page(path: Path, html: str, images: FindImage) -> None:
    """Write the page as UTF-8, its `image:` addresses replaced by the images."""
    with path.open("wb") as file:
        done = 0
        for tag in TAG.finditer(html):
            image = images(tag["digest"])
            start, end = tag.span("digest")
            file.write(html[done : start - len(SCHEME)].encode(errors="replace"))
            if image:
                _write_data(image, file)
            done = end
        file.write(html[done:].encode(errors="replace"))


def _write_data(image: ImageFile, file: IO[bytes]) -> None:
    file.write(f"data:{image.media_type.value};base64,".encode())
    with image.path.open("rb") as data:
        while chunk := data.read(_CHUNK_BYTES):
            file.write(b64encode(chunk))
