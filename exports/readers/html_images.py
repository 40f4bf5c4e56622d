"""Takes the images out of a page while it is read, so that its tree stays small, and sees whether they are images."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

WHOLE, BROKEN = "data:image/whole", "data:image/broken"
_START, _END = b'src="data:image/', b'"'
_CHUNK_BYTES = 1 << 18


def read_page(path: Path) -> bytes:
    """Return the page; in place of each image's data stands WHOLE, or BROKEN when nobody could show it."""
    return b"".join(_pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    buffer, at = bytearray(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            searched = len(buffer)
            buffer += chunk
            while True:
                start = buffer.find(_START, at)
                if start < 0:
                    break
                end = buffer.find(_END, max(start + len(_START), searched if start < searched else 0))
                if end < 0:
                    break
                yield bytes(buffer[at:start]) + b'src="' + _verdict(bytes(buffer[start + 5 : end])).encode()
                at = end
            if start < 0:
                kept = max(len(buffer) - len(_START), at)
                yield bytes(buffer[at:kept])
                at = kept
            del buffer[:at]
            at = 0
    yield bytes(buffer)


def _verdict(address: bytes) -> str:
    """Return WHOLE for the `data:` address of an image."""
    kind, _, data = address.partition(b";base64,")
    try:
        with Image.open(BytesIO(b64decode(data, validate=True))) as image:
            return WHOLE if image.get_format_mimetype() == kind.decode().removeprefix("data:") else BROKEN
    except (Error, UnidentifiedImageError, ValueError):
        return BROKEN
