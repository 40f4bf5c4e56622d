"""JPEGs as cameras make them: with notes of the place, turned, with noise that does not compress."""

from io import BytesIO

from PIL import Image

SECRET = b"Somewhere 12, Lisbon"
_DESCRIPTION, _ORIENTATION = 0x010E, 0x0112
_SCAN = b"\xff\xda"


def photo(size: tuple[int, int] = (400, 300), orientation: int = 1) -> bytes:
    """Return a JPEG with EXIF, a comment and a colour profile's place in its header."""
    notes = Image.Exif()
    notes[_DESCRIPTION] = SECRET.decode()
    notes[_ORIENTATION] = orientation
    buffer = BytesIO()
    noise = Image.effect_noise(size, 80).convert("RGB")
    noise.save(buffer, "JPEG", exif=notes, comment=SECRET, icc_profile=b"profile " * 20)
    return buffer.getvalue()


def picture_data(jpeg: bytes) -> bytes:
    """Return what follows a JPEG's header."""
    return jpeg[jpeg.index(_SCAN) :]
