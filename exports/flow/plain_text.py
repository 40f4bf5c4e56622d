"""Text for Office XML: escaped, without characters that XML cannot hold."""

import re

from exports.rows.losses import ExportLoss, Losses

_BAD = dict.fromkeys([*(c for c in range(32) if c not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_NEWLINES = re.compile("\r\n?")


def clean(text: str, losses: Losses) -> str:
    """Return the text without characters that XML cannot hold, counting them, and with LF as its only line end."""
    if text.isprintable():
        return text
    kept = text.translate(_BAD)
    losses[ExportLoss.CONTROL_CHARACTERS] += len(text) - len(kept)
    return _NEWLINES.sub("\n", kept) if "\r" in kept else kept


def escape(text: str) -> str:
    """Return clean text with markup characters escaped, for element content and quoted attributes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text
