"""The look that all files share: colours, fonts, logo and what stands above and below each page.

Staff edit one row (`exports.house_style.settings`); renderers get it as a value and never read the database.
"""

import base64
import hashlib
from dataclasses import astuple, dataclass

DEFAULT_FONTS = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC")
AA_CONTRAST = 4.5  # of WCAG 2, for text of ordinary size


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Colours are six hexadecimal digits. Fonts are family names, the first one that has a character wins; none with
    emoji, because those have digits too. `logo` is a PNG or JPEG file, empty for none.
    """

    accent: str = "1F4E79"
    on_accent: str = "FFFFFF"
    rule: str = "B8C2CC"
    band: str = "F3F6F9"
    text: str = "1A1A1A"
    fonts: tuple[str, ...] = DEFAULT_FONTS
    office_font: str = "Calibri"
    header: str = ""
    footer: str = ""
    logo: bytes = b""

    @property
    def logo_type(self) -> str:
        """The logo's media type."""
        return "image/png" if self.logo.startswith(b"\x89PNG") else "image/jpeg"

    @property
    def logo_address(self) -> str:
        """The logo as an address that needs no network; empty without one."""
        return f"data:{self.logo_type};base64,{base64.b64encode(self.logo).decode()}" if self.logo else ""

    def digest(self) -> str:
        """Return a digest that is equal for equal styles."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
