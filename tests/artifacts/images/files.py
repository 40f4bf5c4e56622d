"""Images that tests upload, made on the spot."""

import io
import struct
import zlib

from PIL import Image


def picture(
    format_name: str = "PNG", size: tuple[int, int] = (40, 30), color: str = "teal", mode: str = "RGB"
) -> bytes:
    """Return an image of one colour."""
    buffer = io.BytesIO()
    Image.new(mode, size, color).save(buffer, format_name)
    return buffer.getvalue()


def heavy_jpeg(size_bytes: int, seed: int = 0) -> bytes:
    """Return a JPEG of exactly so many bytes: padded behind its end, where readers stop."""
    data = picture("JPEG", (64 + seed, 48))
    return data + b"\0" * (size_bytes - len(data))


def bomb() -> bytes:
    """Return a PNG of a few hundred bytes that says it has 2.5 billion pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )
