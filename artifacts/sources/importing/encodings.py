"""Bytes of text files as text: by mark, as UTF-16, as UTF-8 with a few bad bytes, else as the likeliest code page."""

import codecs
import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from artifacts.rows.losses import Loss

ENCODINGS: dict[str, Promise | str] = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": _("Windows-1252 (Western European)"),
    "cp1250": _("Windows-1250 (Central European)"),
    "cp1251": _("Windows-1251 (Cyrillic)"),
    "koi8_r": _("KOI8-R (Cyrillic)"),
    "cp1253": _("Windows-1253 (Greek)"),
    "cp1254": _("Windows-1254 (Turkish)"),
    "cp1255": _("Windows-1255 (Hebrew)"),
    "cp1256": _("Windows-1256 (Arabic)"),
    "cp932": _("Shift JIS (Japanese)"),
    "gb18030": _("GB 18030 (Chinese)"),
    "big5": _("Big5 (Chinese)"),
    "cp949": _("EUC-KR (Korean)"),
}
"""What a file may be read as, by Python's names of codecs; those of single bytes and East Asia are guessed from."""

SAMPLE_BYTES = 64 * 1024  # with bytes beyond ASCII in it: enough to tell a language
FLOOR = 0.2  # of what is read looks broken: no guess is better than the usual one
USUAL = "cp1252"
HANGUL = 0.9  # of what is beyond ASCII in Korean text
WELL_FORMED = 2  # for each bad byte this many characters beyond ASCII are good UTF-8, or it is none

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = frozenset({"cp1250", "cp1252", "cp1254"})
_EAST = frozenset({"gb18030", "big5", "cp949"})
_SIGNS_IN_WORDS = re.compile(r"[^\W\d_][¹³¿¾¼ŸœŒ£¥][^\W\d_]|[^\W\d_][¹³¿](?=\W|$)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the codec that gave it, and what is to be told about it."""

    text: str
    encoding: str
    losses: tuple[str, ...] = ()


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of a file; `encoding` is one of ENCODINGS that a person chose, else it is found out."""
    if encoding:
        return Decoded(_replaced(data, encoding).lstrip("\ufeff"), encoding)
    if found := _marked(data):
        return Decoded(_replaced(data, found).lstrip("\ufeff"), found)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(data) or _guessed(data)


def is_wide(data: bytes) -> bool:
    """Say whether bytes are UTF-16: by their mark, or because every other one of mostly Latin text is zero."""
    return _marked(data).startswith("utf-16")


def _marked(data: bytes) -> str:
    if named := next((name for mark, name in _MARKS if data.startswith(mark)), ""):
        return named
    sample = data[:SAMPLE_BYTES]
    if len(sample) < 4 or len(data) % 2:
        return ""
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(high, low) < half / 3 or min(high, low) > half / 20:
        return ""
    return "utf-16-be" if high > low else "utf-16-le"


def _replaced(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Return the text of UTF-8 with few bad bytes, each of which costs one character and not all accents."""
    text = _replaced(data, "utf-8")
    bad = text.count("\ufffd")
    good = sum(not char.isascii() for char in text) - bad
    if good < bad * WELL_FORMED:
        return None
    return Decoded(text, "utf-8", (Loss.BAD_BYTES.told(bad),))


def _guessed(data: bytes) -> Decoded:
    encoding = _likeliest(_sample(data))
    told = Loss.GUESSED_ENCODING.told(encoding=str(ENCODINGS[encoding]))
    return Decoded(_replaced(data, encoding), encoding, (told,))


def _sample(data: bytes) -> bytes:
    """Return whole lines from the first byte beyond ASCII on."""
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = data.rfind(b"\n", 0, first) + 1
    sample = data[start : start + SAMPLE_BYTES]
    return sample[: sample.rfind(b"\n") + 1] or sample


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # a tenth of a second, and most files are UTF-8

    guessed = [name for name in ENCODINGS if not name.startswith("utf")]
    found = from_bytes(sample, cp_isolation=guessed, threshold=FLOOR).best()
    encoding = found.encoding if found and found.chaos <= FLOOR and found.encoding in ENCODINGS else USUAL
    if encoding in _LATIN:
        return _of_latin(sample)
    return _of_east(sample) or encoding if encoding in _EAST else encoding


def _of_east(sample: bytes) -> str:
    """Return which of two sets of the same pairs of bytes it is: Korean text is nearly all Hangul."""
    try:
        beyond = [char for char in sample.decode("euc_kr") if not char.isascii()]
        if sum("가" <= char <= "힣" for char in beyond) > len(beyond) * HANGUL:
            return "cp949"
    except UnicodeDecodeError:
        pass
    try:
        sample.decode("gb2312")
    except UnicodeDecodeError:
        return ""
    return "gb18030"


def _of_latin(sample: bytes) -> str:
    """Return which Latin alphabet it is: in the wrong one stand signs in words, or letters that no language has."""
    western = set(text := _replaced(sample, "cp1252"))
    if western & set("ðÐþÞýÝ") and western & set("çÇüÜ") and not western & set("æÆ"):
        return "cp1254"
    is_central = western & set("øØ") and western & set("ìèòù") and not western & set("åÅæÆ")
    return "cp1250" if is_central or _SIGNS_IN_WORDS.search(text) else "cp1252"
