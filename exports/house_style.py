"""The look that all files share: colours, fonts and what stands above and below each page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Colours are six hexadecimal digits. Fonts are family names, the first one that has a character wins; none with
    emoji, because those have digits too.
    """

    accent: str = "1F4E79"
    on_accent: str = "FFFFFF"
    rule: str = "B8C2CC"
    band: str = "F3F6F9"
    text: str = "1A1A1A"
    fonts: tuple[str, ...] = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC")
    office_font: str = "Calibri"
    header: str = ""
    footer: str = ""


def current_style() -> HouseStyle:
    """Return the style that new files are made in."""
    return HouseStyle()
