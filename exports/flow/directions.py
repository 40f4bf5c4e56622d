"""Text direction by first letter; right-to-left blocks of HTML marked as such, so that a text may mix languages."""

import re
import unicodedata

LOOKED_AT = 2_000  # characters of markup in which a list's or table's first letter stands
_RTL = re.compile(r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]")
_BLOCK = re.compile(r"<(p|li|h[1-6]|t[dh])((?: [^>]*)?)>((?:[^<]|<(?!/?(?:p|li|ul|ol|h[1-6]|t[dh])\b))*)")
_CONTAINER = re.compile(r'<(ul|ol|blockquote|table|div class="footnote-definition")(?=[ >])(?![^>]* dir=)')
_TAG = re.compile("<[^>]*>")
_FIRST_RTL = "\u0590"


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    if text.isascii() or max(text) < _FIRST_RTL:
        return False
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return True
            case "L":
                return False
    return False


def directed(html: str) -> str:
    """Return safe HTML in which blocks, lists, quotes, tables and footnotes that begin so are `dir="rtl"`.

    Cells beside them are `dir="ltr"`.
    """
    if not _RTL.search(html):
        return html
    return _CONTAINER.sub(_container, _BLOCK.sub(_block, html))


def _block(match: re.Match[str]) -> str:
    tag, attributes, text = match.groups()
    shown = _TAG.sub("", text)
    if is_rtl(shown):
        return f'<{tag} dir="rtl"{attributes}>{text}'
    is_cell = tag in ("td", "th") and shown.strip()  # its table may run the other way, a number's sign with it
    return f'<{tag} dir="ltr"{attributes}>{text}' if is_cell else match.group()


def _container(match: re.Match[str]) -> str:
    inside = match.string[match.start() : match.end() + LOOKED_AT]
    return f'{match.group()} dir="rtl"' if is_rtl(_TAG.sub("", inside)) else match.group()
