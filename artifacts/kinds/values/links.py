"""Addresses in cells: `https://...` or one Markdown link."""

import re

_LINK = re.compile(r"https?://[^\s<>]+|\[[^\]]+\]\((?:https?://|mailto:)[^)\s]+\)")


def read_link(text: str) -> str | None:
    """Return the text if it is one address or one Markdown link."""
    return text if _LINK.fullmatch(text) else None


def link_parts(value: str) -> tuple[str, str]:
    """Return label and address of a link cell."""
    match = re.fullmatch(r"\[([^\]]+)\]\(([^)\s]+)\)", value)
    return (match[1], match[2]) if match else (value, value)
