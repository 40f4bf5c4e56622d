"""Characters of symbol fonts, which Word stores by their place in the font, as the characters that they show."""

_SYMBOL = {
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0xA0, 0xB0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True)),
    **dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    **dict(zip(range(0xE0, 0xE5), "◊〈®©™", strict=True)),
    0xE5: "∑",
    0xF1: "〉",
    0xF2: "∫",
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x5C: "∴",
    0x5E: "⊥",
    0x7E: "∼",
}
_WINGDINGS = {
    0x20: " ",
    0x21: "✏",
    0x22: "✂",
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x36: "⌛",
    0x45: "☜",
    0x46: "☞",
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = 0xF000


def symbol(font: str, code: int) -> str | None:
    """Return the character at a place of a font; None for one that is not known."""
    table = _FONTS.get(font.casefold())
    place = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if table is not None and place in table:
        return table[place]
    if code >= _PRIVATE and code < _PRIVATE + 0x100:
        return chr(place) if table is _SYMBOL and 0x20 <= place < 0x7F else None
    return chr(code) if 0x20 <= code < 0x11_0000 and not 0xD800 <= code < 0xE000 and table is None else None


def plain_text(text: str, font: str) -> tuple[str, int]:
    """Return a run's text with the private characters of a symbol font shown, and how many have no counterpart."""
    if not any(_PRIVATE <= ord(character) < _PRIVATE + 0x100 for character in text):
        return text, 0
    shown = [symbol(font or "symbol", ord(c)) if _PRIVATE <= ord(c) < _PRIVATE + 0x100 else c for c in text]
    return "".join(c for c in shown if c), shown.count(None)
