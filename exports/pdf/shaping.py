"""Text to glyphs by Pango, the engine that the page engine uses too: fonts found for every script, letters joined,
right-to-left text in its order, lines broken by the rules of the language.

Text is laid out at 1,000 units to the em, so that every measure comes out in thousandths, as PDF fonts want it. Not
for use by several threads at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, harfbuzz, pango
from weasyprint.text.fonts import FontConfiguration

EM = 1000
MISSING_GLYPH = 0
_BOLD, _NORMAL = 700, 400
_WRAP_WORD_THEN_CHARACTER = 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font, how far it moves the pen, where it is drawn beside the pen, and the text it stands for."""

    id: int
    advance: int
    dx: int
    dy: int
    text: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Neighbouring glyphs of one font, in the order they are seen; `face` tells fonts apart, `text` is as written."""

    face: int
    font: Any
    text: str
    is_rtl: bool
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """One line of text as it is seen."""

    text: str
    width: int
    is_rtl: bool
    runs: tuple[GlyphRun, ...]


class Shaper:
    """Shapes text in the given font families and, where they lack a letter, in whatever font the system has for it."""

    def __init__(self, families: tuple[str, ...]) -> None:
        self._families = ",".join(families).encode()
        self._fonts = FontConfiguration()
        self._context = ffi.gc(pango.pango_font_map_create_context(self._fonts.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self._context, False)
        self._looks = {is_bold: self._look(is_bold) for is_bold in (False, True)}

    def lines(self, text: str, *, is_bold: bool = False, width: int | None = None) -> list[ShapedLine]:
        """Return the text's lines, broken at line feeds and, with a width in thousandths of an em, where they must."""
        layout = ffi.gc(pango.pango_layout_new(self._context), gobject.g_object_unref)
        pango.pango_layout_set_font_description(layout, self._looks[is_bold])
        if width is not None:
            pango.pango_layout_set_width(layout, int(width * TO_UNITS))
            pango.pango_layout_set_wrap(layout, _WRAP_WORD_THEN_CHARACTER)
        encoded = text.encode()
        pango.pango_layout_set_text(layout, encoded, len(encoded))
        return list(_lines(layout, encoded))

    def _look(self, is_bold: bool) -> Any:
        look = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        pango.pango_font_description_set_family(look, self._families)
        pango.pango_font_description_set_weight(look, _BOLD if is_bold else _NORMAL)
        pango.pango_font_description_set_absolute_size(look, EM * TO_UNITS)
        return look


@lru_cache(maxsize=4)
def shaper(families: tuple[str, ...]) -> Shaper:
    """Return the process's shaper for these families."""
    return Shaper(families)


def _lines(layout: Any, encoded: bytes) -> Iterator[ShapedLine]:
    number = 0
    while (line := pango.pango_layout_get_line_readonly(layout, number)) != ffi.NULL:
        text = encoded[line.start_index : line.start_index + line.length].decode()
        runs = tuple(_runs(line, encoded))
        width = sum(glyph.advance for run in runs for glyph in run.glyphs)
        yield ShapedLine(text, width, bool(line.resolved_dir % 2), runs)
        number += 1


def _runs(line: Any, encoded: bytes) -> Iterator[GlyphRun]:
    node = line.runs
    while node != ffi.NULL:
        run, node = node.data, node.next
        font = run.item.analysis.font
        face = harfbuzz.hb_font_get_face(pango.pango_font_get_hb_font(font))
        item = run.item
        text = encoded[item.offset : item.offset + item.length].decode()
        key = int(ffi.cast("uintptr_t", face))
        yield GlyphRun(key, font, text, bool(item.analysis.level % 2), tuple(_glyphs(run, encoded)))


def _glyphs(run: Any, encoded: bytes) -> Iterator[Glyph]:
    item, string = run.item, run.glyphs
    count, clusters = string.num_glyphs, string.log_clusters
    is_rtl = item.analysis.level % 2
    for n in range(count):
        info = string.glyphs[n]
        advance = round(info.geometry.width * FROM_UNITS)
        if info.glyph == pango.PANGO_GLYPH_EMPTY:
            yield Glyph(-1, advance, 0, 0, "")
            continue
        start = clusters[n]
        if is_rtl:
            end = item.length if n == 0 else clusters[n - 1]
        else:
            end = item.length if n == count - 1 else clusters[n + 1]
        text = encoded[item.offset + start : item.offset + max(end, start)].decode(errors="ignore")
        is_missing = bool(info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG)
        dx, dy = (round(offset * FROM_UNITS) for offset in (info.geometry.x_offset, info.geometry.y_offset))
        yield Glyph(MISSING_GLYPH if is_missing else info.glyph, advance, dx, dy, text, is_missing)
