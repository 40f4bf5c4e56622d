"""The title page of the grid engine: as the page engine's, drawn line by line."""

from exports.flow.covers import Cover
from exports.flow.plain_text import clean
from exports.house_style.style import HouseStyle
from exports.pdf.grid_page import SIZE, colour, picture_at
from exports.pdf.typefaces import Typefaces
from exports.rows.losses import Losses

TITLE_SIZE, LINE_SIZE = 26.0, 12.0
LEADING = 1.3
TITLE_TOP = 200  # points below the upper margin
LOGO_HEIGHT = 40
_GREY = ".33 .33 .33"


class CoverPage:
    """Collects the page's operators, from top to bottom."""

    def __init__(self, faces: Typefaces, left: int, width: int, top: int, losses: Losses) -> None:
        self._faces, self._left, self._width, self._losses = faces, left, width, losses
        self._y = float(top - TITLE_TOP)
        self._parts: list[str] = []

    def content(self, cover: Cover, style: HouseStyle) -> bytes:
        """Return the page's content stream."""
        if style.logo:
            self._logo(style.logo)
        self._lines(cover.title, TITLE_SIZE, colour(style.accent), is_bold=True)
        y = self._y + TITLE_SIZE * 0.6
        rule = f"{self._left} {y:.1f} m {self._left + self._width} {y:.1f} l"
        self._parts.append(f"{colour(style.accent)} RG 1.5 w {rule} S")
        for line in filter(None, (cover.organisation, cover.day)):
            self._lines(line, LINE_SIZE, _GREY, is_bold=False)
        return "\n".join(self._parts).encode("latin-1")

    def _lines(self, text: str, size: float, fill: str, *, is_bold: bool) -> None:
        """Put text in lines that fit the page's width; glyphs are made in the grid's size and scaled."""
        scale = size / SIZE
        base = self._faces.bold if is_bold else self._faces.regular
        words = clean(" ".join(text.split()), self._losses)
        for line in self._faces.shape(words, self._width / scale, is_bold=is_bold):
            x = self._left + self._width - line.width * scale if line.is_rtl else self._left
            pen = f"{scale:.4f} 0 0 {scale:.4f} {x:.1f} {self._y:.1f} Tm"
            self._parts.append(f"BT {fill} rg /{base.face.name} {SIZE} Tf {pen}{line.operators} ET")
            self._parts += [picture_at(picture, x, self._y, size) for picture in line.pictures]
            self._y -= size * LEADING

    def _logo(self, logo: bytes) -> None:
        name, share = self._faces.add_picture(logo)
        width = min(LOGO_HEIGHT / share, self._width / 2)
        y = self._y + TITLE_SIZE * LEADING
        self._parts.append(f"q {width:.1f} 0 0 {width * share:.1f} {self._left} {y:.1f} cm /{name} Do Q")
