"""Numbers and ids as they stand in addresses and forms: read once, here, so that all places refuse the same."""

from uuid import UUID

LARGEST = 999_999_999
"""Fits a 32-bit column of every database, with room for one more."""


def parse_number(text: str, largest: int = LARGEST) -> int | None:
    """Return the whole number from 0 to `largest` that plain digits spell; None for any other text."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(largest)):
        return None
    number = int(text)
    return number if number <= largest else None


def parse_uuid(text: str) -> UUID | None:
    """Return the id that the text spells; None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None
