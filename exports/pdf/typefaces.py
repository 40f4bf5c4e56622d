"""Fonts of one PDF: which glyphs are used, how wide they are, what text they stand for; embedded as subsets.

Simple text, letter by letter from the base font, goes a fast way (`BaseFace`). Everything else is shaped, run by run,
in the fonts that have its letters (`Typefaces.shape`).
"""

import io
from dataclasses import dataclass, field
from typing import Any

from fontTools.ttLib import TTFont
from PIL import Image
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

from exports.pdf.file import PdfFile, text_string
from exports.pdf.shaping import EM, GlyphRun, ShapedLine, Shaper

# scripts whose letters stand alone, one after the other; marks that sit on letters are left to the shaper
_SIMPLE_RANGES = ((0x20, 0x7F), (0xA0, 0x300), (0x370, 0x483), (0x48A, 0x590), (0x10A0, 0x1100), (0x1E00, 0x200B))
_SIMPLE_SIGNS = ((0x2010, 0x2028), (0x2030, 0x205F), (0x2070, 0x20D0), (0x2100, 0x2600))
_MAP_BATCH = 100


@dataclass(slots=True)
class Typeface:
    """A font as the file uses it; `name` is what page contents call it."""

    name: str
    font: Font
    widths: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A coloured glyph: an image of the file, where it stands on its line and how large, in thousandths of an em."""

    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ComplexLine:
    """A shaped line as content operators at font size `size`, which start at the pen and leave the base font set."""

    width: float
    operators: str
    is_rtl: bool
    pictures: tuple[Picture, ...] = ()


class BaseFace:
    """The base font's fast way: text to glyph numbers by translation, widths by look-up."""

    def __init__(self, face: Typeface) -> None:
        self.face = face
        font = TTFont(io.BytesIO(face.font.file_content), fontNumber=face.font.index, lazy=True)
        self._characters: dict[int, str] = font.getBestCmap()
        self._glyphs: dict[str, int] = font.getReverseGlyphMap()
        self._advances = font["hmtx"].metrics
        self._scale = EM / face.font.upem
        ranges = (*_SIMPLE_RANGES, *_SIMPLE_SIGNS)
        self.simple = frozenset(chr(c) for start, end in ranges for c in range(start, end) if c in self._characters)
        self.codes = _Codes(self)
        self.widths = _Widths(self)

    def glyph(self, character: int) -> tuple[int, int]:
        """Return glyph number and width of a character, and note that it is used."""
        name = self._characters[character]
        glyph, width = self._glyphs[name], round(self._advances[name][0] * self._scale)
        self.face.widths[glyph] = width
        self.face.texts.setdefault(glyph, chr(character))
        return glyph, width


class _Codes(dict[int, str]):
    """Character -> four hexadecimal digits of its glyph; filled as characters turn up."""

    def __init__(self, base: BaseFace) -> None:
        self._base = base

    def __missing__(self, character: int) -> str:
        self[character] = code = f"{self._base.glyph(character)[0]:04X}"
        return code


class _Widths(dict[str, int]):
    """Character -> width in thousandths of an em."""

    def __init__(self, base: BaseFace) -> None:
        self._base = base

    def __missing__(self, character: str) -> int:
        self[character] = width = self._base.glyph(ord(character))[1]
        return width


class Typefaces:
    """All fonts and coloured glyphs of one file."""

    def __init__(self, shaper: Shaper, file: PdfFile, size: float) -> None:
        self._shaper = shaper
        self._file = file
        self._size = size
        self._faces: dict[int, Typeface] = {}
        self._pictures: dict[tuple[int, int], tuple[str, int, float] | None] = {}
        self._extra: dict[bytes, tuple[str, int, float]] = {}
        self.missing: set[str] = set()
        self.regular = BaseFace(self._face(shaper.lines("x")[0].runs[0]))
        self.bold = BaseFace(self._face(shaper.lines("x", is_bold=True)[0].runs[0]))

    def shape(self, text: str, width: float, *, is_bold: bool = False) -> list[ComplexLine]:
        """Return the text's lines within `width` points."""
        base = self.bold if is_bold else self.regular
        lines = self._shaper.lines(text, is_bold=is_bold, width=int(width * EM / self._size))
        return [self._line(line, base.face.name) for line in lines]

    def _line(self, line: ShapedLine, base_name: str) -> ComplexLine:
        parts: list[str] = []
        pictures: list[Picture] = []
        pen = 0
        for run in line.runs:
            parts.append(self._run(run))
            for glyph in run.glyphs:
                if picture := self._picture(run, glyph.id):
                    name, _, ratio = picture
                    height = round(glyph.advance * ratio)
                    pictures.append(Picture(name, pen, -round(height * 0.2), glyph.advance, height))
                pen += glyph.advance
        operators = f"{''.join(parts)}/{base_name} {self._size:g} Tf"
        return ComplexLine(line.width * self._size / EM, operators, line.is_rtl, tuple(pictures))

    def _run(self, run: GlyphRun) -> str:
        """Return operators that draw a run; the pen ends where Pango says, whatever the font's widths are."""
        face = self._face(run)
        parts = [f"/{face.name} {self._size:g} Tf["]
        rise = 0
        for glyph in run.glyphs:
            if glyph.is_missing:
                self.missing.update(glyph.text)
            if glyph.id < 0:
                parts.append(f"{-glyph.advance} ")
                continue
            width = self._note(face, run, glyph.id, glyph.text)
            if glyph.dy != rise:
                parts.append(f"]TJ {-glyph.dy * self._size / EM:.2f} Ts[")
                rise = glyph.dy
            before, after = -glyph.dx, width + glyph.dx - glyph.advance
            parts.append(f"{before or ''}<{glyph.id:04X}>{after or ''}")
        parts.append("]TJ" + (" 0 Ts" if rise else ""))
        drawn = "".join(parts)
        if run.is_rtl:  # readers put these in order themselves, from the text of each glyph
            return drawn
        return f"/Span<</ActualText{text_string(run.text)}>>BDC{drawn} EMC"

    def _face(self, run: GlyphRun) -> Typeface:
        face = self._faces.get(run.face)
        if face is None:
            _, description, size = get_pango_font_key(run.font)
            face = Typeface(f"F{len(self._faces)}", Font(run.font, description, size))
            self._faces[run.face] = face
        return face

    def _note(self, face: Typeface, run: GlyphRun, glyph: int, text: str) -> int:
        """Note that a glyph is used; return its width in the font."""
        face.texts.setdefault(glyph, text)
        if glyph not in face.widths:
            ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(run.font, glyph, ink, logical)
            face.widths[glyph] = round(logical.width * FROM_UNITS)
        return face.widths[glyph]

    def _picture(self, run: GlyphRun, glyph: int) -> tuple[str, int, float] | None:
        """Return name, object and height/width of a coloured glyph's image; None for a glyph with an outline."""
        face = self._face(run)
        if not face.font.png or glyph < 0:
            return None
        key = (run.face, glyph)
        if key not in self._pictures:
            hb_font = pango.pango_font_get_hb_font(run.font)
            png = get_hb_object_data(hb_font, "png", glyph)
            number = len(self._pictures)
            self._pictures[key] = _write_picture(self._file, f"I{number}", png) if png else None
        return self._pictures[key]

    def add_picture(self, data: bytes) -> tuple[str, float]:
        """Write a picture once; return its name in the resources and height/width."""
        if data not in self._extra:
            self._extra[data] = _write_picture(self._file, f"P{len(self._extra)}", data)
        name, _, share = self._extra[data]
        return name, share

    def resources(self) -> str:
        """Write all fonts; return the resource dictionary that every page shares."""
        fonts = "".join(f"/{face.name} {_write_font(self._file, face)} 0 R" for face in self._faces.values())
        images = "".join(
            f"/{picture[0]} {picture[1]} 0 R"
            for picture in (*self._pictures.values(), *self._extra.values())
            if picture
        )
        return f"<</Font<<{fonts}>>/XObject<<{images}>>>>"


def _write_picture(file: PdfFile, name: str, png: bytes) -> tuple[str, int, float]:
    """Write a PNG as an image with its transparency; return name, object number and height/width."""
    with Image.open(io.BytesIO(png)) as picture:
        rgba = picture.convert("RGBA")
    width, height = rgba.size
    size = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
    mask = file.write_stream(rgba.getchannel("A").tobytes(), f"{size}/ColorSpace/DeviceGray")
    colour = f"{size}/ColorSpace/DeviceRGB/SMask {mask} 0 R"
    return name, file.write_stream(rgba.convert("RGB").tobytes(), colour), height / width


def _write_font(file: PdfFile, face: Typeface) -> int:
    """Embed the used glyphs of a font; return its object number."""
    font = face.font
    font.clean(face.texts or {0: ""}, hinting=False)
    data: Any = font.file_content
    is_cff = font.type == "otf"
    program = file.write_stream(data, "/Subtype/OpenType" if is_cff else f"/Length1 {len(data)}")
    name = font.name.decode("ascii", errors="replace").lstrip("/")
    name = "".join(c if c.isalnum() or c in "+-" else "-" for c in name)
    box = f"[0 {font.descent} {max(face.widths.values(), default=EM)} {font.ascent}]"
    descriptor = file.write(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {font.flags}/FontBBox{box}/ItalicAngle 0/Ascent {font.ascent}"
        f"/Descent {font.descent}/CapHeight {font.ascent}/StemV 80/FontFile{3 if is_cff else 2} {program} 0 R>>"
    )
    widths = "".join(f"{glyph}[{width}]" for glyph, width in sorted(face.widths.items()))
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descendant = file.write(
        f"<</Type/Font/Subtype/CIDFontType{0 if is_cff else 2}/BaseFont/{name}/CIDSystemInfo{system}"
        f"/CIDToGIDMap/Identity/DW 0/W[{widths}]/FontDescriptor {descriptor} 0 R>>"
    )
    unicode_map = file.write_stream(_unicode_map(face.texts))
    return file.write(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode_map} 0 R>>"
    )


def _unicode_map(texts: dict[int, str]) -> bytes:
    """Return the map from glyphs back to text."""
    items = [(glyph, text.encode("utf-16-be").hex().upper()) for glyph, text in texts.items() if text]
    parts = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange<0000><FFFF>endcodespacerange",
    ]
    for start in range(0, len(items), _MAP_BATCH):
        batch = items[start : start + _MAP_BATCH]
        parts.append(f"{len(batch)} beginbfchar")
        parts += [f"<{glyph:04X}><{text}>" for glyph, text in batch]
        parts.append("endbfchar")
    parts.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(parts).encode()
