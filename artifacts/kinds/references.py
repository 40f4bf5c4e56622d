"""References to cells as people write them: B2, B2:C9."""

import re

from django.utils.translation import gettext as _

from artifacts.rows.errors import invalid_operation


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_reference(text: str) -> tuple[int, int]:
    """Return (row, column), both from 1, of a reference such as B2; raise InvalidOperation for another text."""
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", text.strip())
    if match is None:
        raise invalid_operation(_("%(reference)s is not a cell such as B2.") % {"reference": text})
    return int(match[2]), column_number(match[1])


def parse_range(text: str) -> tuple[int, int, int, int]:
    """Return (top, left, bottom, right), from 1, of B2 or B2:C9."""
    first, _colon, last = text.partition(":")
    top, left = parse_reference(first)
    bottom, right = parse_reference(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def write_range(top: int, left: int, bottom: int, right: int) -> str:
    """Return B2:C9 for (2, 2, 9, 3), and B2 for one cell."""
    first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"
