"""Signs that mean the same: digits of all scripts, minus signs, blanks, apostrophes. No meaning of numbers here."""

import sys
import unicodedata
from functools import lru_cache

MINUS_SIGNS = "−‒–﹣－"
BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
APOSTROPHES = "’‘ʼ′＇"
UNSEEN = "\u200b\u200e\u200f\u061c\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
NATIVE_DECIMAL = "٫"  # Arabic writing has a sign of its own, so it needs no evidence


def plain_signs(text: str) -> str:
    """Return the text stripped, with ASCII digits, minus, blanks and apostrophes for all that mean the same."""
    return text.strip() if text.isascii() else text.translate(_table()).strip()


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(map(ord, UNSEEN))
    table |= dict.fromkeys(map(ord, MINUS_SIGNS), "-")
    table |= dict.fromkeys(map(ord, BLANKS), " ")
    table |= dict.fromkeys(map(ord, (*APOSTROPHES, "٬")), "'")
    table |= {ord("＋"): "+", ord("٪"): "%", ord("％"): "%", ord("﹪"): "%", ord("（"): "(", ord("）"): ")"}
    table |= {ord("．"): ".", ord("，"): ",", ord("／"): "/", ord("："): ":"}
    return table | _digits()


def _digits() -> dict[int, str]:
    found = (code for code in range(0x600, min(sys.maxunicode, 0x1FBFA)) if chr(code).isdecimal())
    return {code: str(unicodedata.decimal(chr(code))) for code in found}
