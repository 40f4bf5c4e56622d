"""Files of text: telling them from others, and decoding them."""

import codecs

from artifacts.rows.errors import require_within
from artifacts.rows.limits import TABLE_BYTES
from artifacts.rows.losses import Loss

_OTHER_FILES = (b"MZ", b"PK\x03\x04", b"%PDF", b"\x7fELF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def is_text(data: bytes) -> bool:
    """Say whether the bytes can be text: no known other format, and no zero byte outside of UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not data.startswith(_OTHER_FILES) and b"\0" not in data


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, with a loss when its encoding had to be guessed."""
    require_within(TABLE_BYTES, len(data))
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text, (Loss.GUESSED_ENCODING.told(),)
