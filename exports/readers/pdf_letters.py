"""What is compared of a PDF's text: letters and digits, without marks that readers place differently."""

import re
import unicodedata

_IGNORED = re.compile(r"[^0-9A-Za-z\u00C0-\u024F\u0370-\u052F\u3041-\u30FA\u4E00-\u9FFF]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
SHAPED = re.compile(
    "[\u0590-\u109f\u1780-\u17ff\u1b00-\u1b7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"
)


def compact(text: str) -> str:
    """Return the letters and digits that are compared."""
    if not text.isascii():  # PDFium does not give letters outside of the first 65,536
        text = unicodedata.normalize("NFKC", _ASTRAL.sub("", text))
    return _IGNORED.sub("", text)


def bare(letters: str) -> str:
    """Return letters without their accents, which readers may put on a neighbour."""
    return letters if letters.isascii() else _IGNORED.sub("", unicodedata.normalize("NFKD", letters))
