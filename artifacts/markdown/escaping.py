"""Texts that Markdown shows as they are."""

import re

_special = re.compile(r"([\\`*_\[\]<>~])")
_block_start = re.compile(r"^(\s*\d{0,9})(#{1,6}(?=\s)|[-+](?=\s)|(?<=\d)[.)](?=\s))", re.MULTILINE)


def escape(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _block_start.sub(r"\1\\\2", _special.sub(r"\\\1", text)) if text else text
