"""Which characters no font of this machine can show."""

import unicodedata

from exports.house_style.style import DEFAULT_FONTS
from exports.pdf.shaping import shaper

_CHUNK = 2_000
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})


def missing_characters(text: str, fonts: tuple[str, ...] = DEFAULT_FONTS) -> set[str]:
    """Return the characters of the text that would come out as empty boxes."""
    unusual = sorted(c for c in set(text) if not c.isascii() and unicodedata.category(c) not in _INVISIBLE)
    missing: set[str] = set()
    for start in range(0, len(unusual), _CHUNK):
        # each character on its own line: neighbours must not join
        for line in shaper(fonts).lines("\n".join(unusual[start : start + _CHUNK])):
            missing.update(glyph.text for run in line.runs for glyph in run.glyphs if glyph.is_missing)
    return missing
