"""What a number format says of its numbers: days, shares, money, elapsed time, text."""

import re
from datetime import time

from artifacts.kinds.number_formats.days import FIRST_SERIAL, LAST_SERIAL, is_dated, minutes_marked, moment_of
from artifacts.kinds.number_formats.tokens import sections_of

TEXT = "@"
_ISO_CODE = re.compile(r"[A-Z]{3}")
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}


def is_date_format(number_format: str) -> bool:
    """Say whether numbers of this format are days, times of day or elapsed time."""
    return is_dated(sections_of(number_format)[0])


def is_percent_format(number_format: str) -> bool:
    """Say whether numbers of this format are shown as percents."""
    return any(token.name == "percent" for token in sections_of(number_format)[0])


def is_text_format(number_format: str) -> bool:
    """Say whether what is typed into cells of this format stays a text."""
    return number_format == TEXT


def is_duration_format(number_format: str) -> bool:
    """Say whether numbers of this format are elapsed time."""
    return any(token.name == "elapsed" for token in sections_of(number_format)[0])


def currency_of(number_format: str) -> str | None:
    """Return the ISO code of the money that numbers of this format are, as far as its sign tells; else None."""
    for token in sections_of(number_format)[0]:
        if token.name in ("quoted", "sign", "other", "escaped"):
            text = token.text.strip()
            if text in _SIGNS or _ISO_CODE.fullmatch(text):
                return _SIGNS.get(text, text)
    return None


def moment_text(value: int | float, number_format: str) -> str | None:
    """Return a day, a time of day or both as ISO writes them, to the second; None for anything else."""
    tokens = minutes_marked(sections_of(number_format)[0])
    is_moment = any(token.name == "date" for token in tokens) and all(token.name != "elapsed" for token in tokens)
    if not is_moment or not (0 <= value < 1 or FIRST_SERIAL <= value < LAST_SERIAL):
        return None
    has_day = any(token.name == "date" and token.text[0] in "yYmMdDbBeE" for token in tokens)
    if value < 1:
        return None if has_day else f"{moment_of(value, 0):%H:%M:%S}"
    moment = moment_of(value, 0)
    return f"{moment:%Y-%m-%d}" if moment.time() == time(0) else f"{moment:%Y-%m-%d %H:%M:%S}"


def is_code_format(number_format: str) -> bool:
    """Say whether numbers of this format are codes of so many digits, such as postal codes: `00000`, `000-00`."""
    sections = sections_of(number_format)
    tokens = sections[0]
    names = {token.name for token in tokens}
    places = [token.text for token in tokens if token.name == "place"]
    return len(places) > 1 and set(places) == {"0"} and not names & {"point", "comma", "percent", "exponent", "slash"}
