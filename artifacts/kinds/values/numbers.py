"""Numbers as people write them, read with a given sign of decimals; which sign it is, is a matter of evidence.

Thousands may stand apart by the other sign, a blank or an apostrophe; a number below zero has a minus before or behind
it, or stands in parentheses. What has more than 15 significant digits, or zeros in front, is no number: it is a code.
"""

import re
from enum import StrEnum
from functools import lru_cache

from artifacts.kinds.values.signs import NATIVE_DECIMAL, plain_signs
from artifacts.rows.limits import SIGNIFICANT_DIGITS


class Decimal(StrEnum):
    """The sign before the decimals."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> "Decimal":
        """The sign that parts thousands where this one parts decimals."""
        return Decimal.COMMA if self is Decimal.POINT else Decimal.POINT


_OTHER = {decimal: str(decimal.other) for decimal in Decimal}  # a property of an enum's member takes its time
_OPEN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_EXPONENT = r"[eE][+-]?\d{1,3}"


@lru_cache(maxsize=2)
def digits_pattern(decimal: Decimal) -> str:
    """Return the pattern of a number without a sign, parts grouped as one text."""
    sign, other = re.escape(decimal), re.escape(decimal.other)
    thousands = rf"[1-9]\d{{0,2}}(?:(?:{other}\d{{3}})+|(?: \d{{3}})+|(?:'\d{{3}})+)"
    lakhs = rf"[1-9]\d?(?:{other}\d{{2}})+{other}\d{{3}}"
    return rf"(?:(?:{thousands}|{lakhs}|0|[1-9]\d*)(?:[{sign}{NATIVE_DECIMAL}]\d+)?|[{sign}]\d+)"


@lru_cache(maxsize=2)
def digits_of(decimal: Decimal) -> re.Pattern[str]:
    """Return the same, compiled."""
    return re.compile(digits_pattern(decimal))


@lru_cache(maxsize=2)
def _number(decimal: Decimal) -> re.Pattern[str]:
    digits = digits_pattern(decimal)
    mantissa = rf"[1-9]{re.escape(decimal)}\d+"
    exponent = rf"{mantissa}{_EXPONENT}|{digits}[eE][+-]\d{{1,3}}"  # 12E4 alone is a code
    return re.compile(
        rf"(?P<before>[+-]?) ?(?:(?P<digits>{exponent}|{digits})(?P<behind>-?)|\((?P<inside>{digits})\))"
    )


def read_number(text: str, decimal: Decimal = Decimal.POINT) -> int | float | None:
    """Return the number a text shows, or None if it is none or has too many digits to be kept exactly."""
    match = _number(decimal).fullmatch(plain_signs(text))
    if match is None or (match["before"] and (match["behind"] or match["inside"])):
        return None
    number = number_of(match["digits"] or match["inside"], decimal)
    is_negative = match["before"] == "-" or match["behind"] or match["inside"]
    return -number if number is not None and is_negative else number


def number_of(digits: str, decimal: Decimal) -> int | float | None:
    """Return what digits of `digits_pattern` are worth, None if not exactly."""
    plain = _without_groups(digits, decimal)
    if len(plain) > SIGNIFICANT_DIGITS and significant_digits(plain) > SIGNIFICANT_DIGITS:
        return None
    if plain.isdecimal():
        return int(plain)
    number = float(plain)
    return number if number != float("inf") else None


def decimals_in(text: str, decimal: Decimal) -> int:
    """Count the decimals that a number was written with."""
    for sign in (decimal, NATIVE_DECIMAL):
        if match := re.match(r"\d+", text.partition(sign)[2]):
            return len(match.group())
    return 0


def is_open(digits: str) -> bool:
    """Say whether digits may mean two things, a thousand times apart."""
    return _OPEN.fullmatch(digits) is not None


def is_grouped(text: str, decimal: Decimal) -> bool:
    """Say whether a number was written with its thousands apart."""
    return re.search(rf"\d[{re.escape(decimal.other)}' ]\d", plain_signs(text)) is not None


def significant_digits(text: str) -> int:
    """Count the digits of a number's text, without leading zeros and without the exponent."""
    mantissa = re.split("[eE]", text)[0]
    return len(re.sub(r"\D", "", mantissa).lstrip("0"))


def _without_groups(digits: str, decimal: Decimal) -> str:
    plain = digits.replace(_OTHER[decimal], "").replace(" ", "").replace("'", "")
    return plain.replace(NATIVE_DECIMAL, ".").replace(",", ".")
