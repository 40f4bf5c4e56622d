"""Styles of cells: the number format of each, and whether there is more that a reader would see."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS

from artifacts.sources.importing.workbook.package import Package
from artifacts.sources.importing.workbook.xml import is_true

_BLACK = "FF000000"
_PLAIN_FILLS = 2  # every file begins with no fill and a grey pattern that nothing uses


class CellStyle(NamedTuple):
    """A number format, None for General, and whether the cell looks otherwise than a plain one."""

    number_format: str | None = None
    is_decorated: bool = False


PLAIN = CellStyle()


class _Styles:
    """Hears of the elements of the part of styles."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self.decorated_fonts: set[int] = set()
        self.drawn_borders: set[int] = set()
        self.cells: list[CellStyle] = []
        self._room = ""
        self._fonts = self._borders = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and self._room != "dxfs":
            self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"):
            self._room = name
        elif self._room == "fonts":
            self._font(name, attributes)
        elif self._room == "borders":
            self._border(name, attributes)
        elif name == "xf" and self._room == "cellXfs":
            self.cells.append(self._style(attributes))
        elif name == "alignment" and self._room == "cellXfs" and self.cells and _is_aligned(attributes):
            self.cells[-1] = self.cells[-1]._replace(is_decorated=True)

    def end(self, name: str) -> None:
        if name == self._room:
            self._room = ""

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self._fonts += 1
        elif name in ("b", "i", "u", "strike"):
            if attributes.get("val", "1") not in ("0", "false", "none"):
                self.decorated_fonts.add(self._fonts)
        elif name == "color" and _is_coloured(attributes):
            self.decorated_fonts.add(self._fonts)

    def _border(self, name: str, attributes: dict[str, str]) -> None:
        if name == "border":
            self._borders += 1
        elif attributes.get("style", "none") != "none":
            self.drawn_borders.add(self._borders)

    def _style(self, attributes: dict[str, str]) -> CellStyle:
        font, fill, border, number = (
            int(attributes.get(name, 0)) for name in ("fontId", "fillId", "borderId", "numFmtId")
        )
        is_decorated = font in self.decorated_fonts or fill >= _PLAIN_FILLS or border in self.drawn_borders
        known = self.formats.get(number, "General")
        return CellStyle(None if known.casefold() == "general" else known, is_decorated)


def _is_coloured(attributes: dict[str, str]) -> bool:
    """Say whether letters are other than black or what the theme writes with."""
    return attributes.get("theme", "1") != "1" or attributes.get("rgb", _BLACK).upper() != _BLACK


def _is_aligned(attributes: dict[str, str]) -> bool:
    return attributes.get("horizontal", "general") != "general" or any(
        is_true(attributes.get(name)) for name in ("wrapText", "shrinkToFit")
    )


def read_styles(package: Package, part: str | None) -> Sequence[CellStyle]:
    """Return the styles of cells by their index; none if there is no part for them."""
    styles = _Styles()
    if part is not None:
        package.parse(part, styles.start, styles.end)
    return styles.cells
