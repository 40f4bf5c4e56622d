"""Page numbers of a joined file: only then is it known how many pages there are."""

from functools import cached_property

import pydyf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.text.fonts import get_pango_font_key

from exports.formats.options import Margins
from exports.house_style.style import HouseStyle
from exports.pdf.long.part import NUMBER_FONT, Page
from exports.pdf.shaping import shaper
from exports.pdf.typefaces import BaseFace, Typeface
from exports.sheets.column_widths import MARGIN_CHANGES_MM, MARGINS_MM, POINTS_PER_MM

SIZE = 8  # points; as `_page_style.css` has it for files that are laid out at once
GREY = 0x55 / 0xFF
EM = 1000


class PageNumbers:
    """Draws numbers in the house's font, where the style of the pages has them: on the right below the text."""

    def __init__(self, style: HouseStyle, margins: Margins) -> None:
        font = shaper(style.fonts).lines("1")[0].runs[0].font
        _, description, size = get_pango_font_key(font)
        self._face = Typeface(NUMBER_FONT, Font(font, description, size))
        self._base = BaseFace(self._face)
        _, self._beside, self._below = ((usual + MARGIN_CHANGES_MM[margins]) * POINTS_PER_MM for usual in MARGINS_MM)

    def drawing(self, words: str, page: Page) -> pydyf.Stream:
        """Return content that shows the words, marked as no part of the text; it ends the state that a part saved."""
        width = sum(map(self._base.widths.__getitem__, words)) * SIZE / EM
        x, y = page.width - self._beside - width, self._below / 2 - self._rise
        text = f"BT /{NUMBER_FONT} {SIZE} Tf {GREY:.3f} g 1 0 0 1 {x:.2f} {y:.2f} Tm"
        glyphs = words.translate(self._base.codes)
        drawn = f"\n/Artifact<</Type/Pagination>>BDC {text}<{glyphs}>Tj ET EMC" if words else ""
        return pydyf.Stream([f"Q{drawn}"], compress=True)

    def font(self, pdf: pydyf.PDF) -> bytes:
        """Add the font with the glyphs that were drawn; return the reference to it."""
        font = self._face.font
        font.widths, font.to_unicode = self._face.widths, self._face.texts
        reference: bytes = build_fonts_dictionary(pdf, {NUMBER_FONT: font}, True, True, DEFAULT_OPTIONS)[font.hash]
        return reference

    @cached_property
    def _rise(self) -> float:
        """Return how far the middle of a line is above its letters' feet."""
        font = self._face.font
        return float(font.ascent + font.descent) / 2 * SIZE / EM
