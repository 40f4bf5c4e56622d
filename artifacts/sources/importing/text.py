"""Files of text: telling them from others, and decoding them."""

from artifacts.rows.errors import require_within
from artifacts.rows.limits import TABLE_BYTES
from artifacts.sources.importing.encodings import decode, is_wide

_OTHER_FILES = (b"MZ", b"PK\x03\x04", b"%PDF", b"\x7fELF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")


def is_text(data: bytes) -> bool:
    """Say whether the bytes can be text: no known other format, and no zero byte outside of UTF-16."""
    return is_wide(data) or (not data.startswith(_OTHER_FILES) and b"\0" not in data)


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, with a loss when its encoding had to be guessed."""
    require_within(TABLE_BYTES, len(data))
    decoded = decode(data)
    return decoded.text, decoded.losses
