"""Languages by the codes that number formats name them with: `[$-407]` writes months in German."""

# the low ten bits of a Windows language code say the language, whatever the country
_LANGUAGES = {
    0x01: "ar", 0x02: "bg", 0x03: "ca", 0x04: "zh-hans", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el", 0x09: "en",
    0x0A: "es", 0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu", 0x0F: "is", 0x10: "it", 0x11: "ja", 0x12: "ko",
    0x13: "nl", 0x14: "nb", 0x15: "pl", 0x16: "pt", 0x18: "ro", 0x19: "ru", 0x1A: "hr", 0x1B: "sk", 0x1C: "sq",
    0x1D: "sv", 0x1E: "th", 0x1F: "tr", 0x20: "ur", 0x21: "id", 0x22: "uk", 0x23: "be", 0x24: "sl", 0x25: "et",
    0x26: "lv", 0x27: "lt", 0x29: "fa", 0x2A: "vi", 0x2B: "hy", 0x2C: "az", 0x2D: "eu", 0x2F: "mk", 0x36: "af",
    0x37: "ka", 0x39: "hi", 0x3E: "ms", 0x3F: "kk", 0x45: "bn", 0x49: "ta", 0x4A: "te",
}  # fmt: skip
_SYSTEM = ("f800", "f400")  # whatever the reader's own system writes


def language_of(code: str) -> str | None:
    """Return the language of a locale code such as 407, 10407 or de-DE; None for the reader's own."""
    code = code.partition(",")[0].strip().lower()
    if not code or code in _SYSTEM:
        return None
    try:
        return _LANGUAGES.get(int(code, 16) & 0x3FF)
    except ValueError:
        name = code.partition("-")[0]
        return name if name in _LANGUAGES.values() else None
