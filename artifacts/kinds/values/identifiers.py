"""Codes that look like numbers: zeros in front, too many digits, exponents, phones, ISBN, versions. They stay text."""

import re
from collections.abc import Sequence

from artifacts.kinds.values.signs import plain_signs

_CODE = re.compile(r"[+-]?0\d+|[+-]?\d{16,}|\d+[eE]\d+|\+(?:\d[ ()/-]*){7,}")
_NAMED = re.compile(
    r"\b(?:phone|tel|telephone|telefon|teléfono|téléphone|telefone|mobile|móvil|handy|fax|zip|zip ?code|postcode|"
    r"postal ?code|plz|postleitzahl|código postal|code postal|cap|isbn|issn|ean|gtin|upc|barcode|iban|imei|sku|"
    r"version|versión|release)\b"
)
_BOOK = re.compile(r"97[89]\d{10}")
_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,2})?")


def is_code(text: str) -> bool:
    """Say whether one text is a code, whatever stands beside it."""
    return _CODE.fullmatch(plain_signs(text)) is not None


def is_code_name(name: str) -> bool:
    """Say whether a column is called after codes: a postal code is never added up."""
    return _NAMED.search(name.casefold().replace("_", " ").replace(".", " ")) is not None


def are_books(filled: Sequence[str]) -> bool:
    """Say whether all texts are ISBN with the right last digit."""
    return all(_BOOK.fullmatch(text) and _is_checked(text) for text in filled)


def are_versions(filled: Sequence[str]) -> bool:
    """Say whether texts read as versions: `1.10` beside `1.9`, where a number's last zero would say nothing."""
    if not all(map(_VERSION.fullmatch, filled)):
        return False
    decimals = {len(text.partition(".")[2]) for text in filled if "." in text}
    return len(decimals) > 1 and any(re.search(r"\.\d+0$", text) for text in filled)


def _is_checked(digits: str) -> bool:
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
