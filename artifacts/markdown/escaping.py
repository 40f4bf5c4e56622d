"""Texts that Markdown shows as they are.

A bracket is escaped at its end: what nothing closes is text, and an escaped beginning would be that of a formula.
"""

import re

from artifacts.markdown.math import take_math

_special = re.compile(r"([\\`*_\]<>~]|&(?=#?\w{1,32};))")
_block_start = re.compile(
    r"^(\s*)(\d{0,9})(#{1,6}(?=\s|$)|[-+](?=\s|$)|(?<=\d)[.)](?=\s|$)|[-=|:](?=[-=|:\s]*$))", re.MULTILINE
)


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    if not text:
        return text
    if "$" in text and take_math(text, lambda _number: "")[1]:
        text = text.replace("$", "\ufdd0")
    return _block_start.sub(r"\1\2\\\3", _special.sub(r"\\\1", text)).replace("\ufdd0", r"\$")
