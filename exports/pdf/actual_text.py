"""Text that can be copied out of the pages of WeasyPrint, in scripts that draw letters in another order than they are
read: each line of such a script carries its text beside its glyphs.

WeasyPrint gives each glyph one meaning for the whole font, which loses the vowels that are drawn before or around
their consonants. The grid engine does the same as this in `exports.pdf.typefaces`.
"""

import re
from typing import Any

from weasyprint.draw import text as drawing

from exports.pdf.file import text_string

# Indic scripts, Sinhala, Thai, Lao, Tibetan, Myanmar, Khmer, Balinese
REORDERED = re.compile("[\u0900-\u109f\u1780-\u17ff\u1b00-\u1b7f]")
_draw_first_line = drawing.draw_first_line


def install() -> None:
    """Let WeasyPrint draw lines through this module; repeated calls change nothing."""
    drawing.draw_first_line = _draw_with_text


def _draw_with_text(stream: Any, textbox: Any, *arguments: Any) -> Any:
    if not REORDERED.search(textbox.text):
        return _draw_first_line(stream, textbox, *arguments)
    stream.stream.append(f"/Span<</ActualText{text_string(textbox.text)}>>BDC")
    try:
        return _draw_first_line(stream, textbox, *arguments)
    finally:
        stream.stream.append("EMC")
