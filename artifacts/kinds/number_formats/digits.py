"""Digits at their places: grouping, scaling, percent, exponents, and literals between the digits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext

from artifacts.kinds.number_formats.tokens import Token, literal

Show = Callable[[int | float], str]
_PRECISION = 400  # digits: more than a double has before and behind its point
_EMPTY_PLACES = {"0": "0", "?": " ", "#": ""}


@dataclass(slots=True)
class _Pattern:
    """A section's pieces before the point, behind it, and in the exponent; each a place or what is written there."""

    whole: list[Token] = field(default_factory=list)
    part: list[Token] = field(default_factory=list)
    exponent: list[Token] = field(default_factory=list)
    exponent_sign: str = ""
    exponent_letter: str = ""
    has_point: bool = False
    is_grouped: bool = False
    thousands: int = 0
    percents: int = 0


def as_number(tokens: Sequence[Token]) -> Show:
    """Return how a section of digits shows a number, the sign before everything else."""
    pattern = _pattern(tokens)
    show = _scientific if pattern.exponent_sign else _fixed
    return lambda value: show(pattern, value)


def places_in(tokens: Sequence[Token]) -> str:
    """Return the placeholders among tokens."""
    return "".join(token.text for token in tokens if token.name == "place")


def _pattern(tokens: Sequence[Token]) -> _Pattern:
    found = _Pattern()
    current = found.whole
    last = max((at for at, token in enumerate(tokens) if token.name == "place"), default=-1)
    for at, token in enumerate(tokens):
        if token.name == "point" and current is found.whole and not found.has_point:
            found.has_point, current = True, found.part
        elif token.name == "exponent":
            found.exponent_letter, found.exponent_sign, current = token.text[0], token.text[1], found.exponent
        elif token.name == "comma" and places_in(tokens[:at]):
            _take_comma(found, tokens, at, last)
        else:
            found.percents += token.name == "percent"
            current.append(token)
    return found


def _take_comma(found: _Pattern, tokens: Sequence[Token], at: int, last: int) -> None:
    """Take a comma for what it says: one between whole digits groups them, one behind the digits scales."""
    after = next((token.name for token in tokens[at + 1 :] if token.name != "comma"), "")
    if at > last or after == "point":
        found.thousands += 1
    elif not found.has_point:
        found.is_grouped = True


def _fixed(pattern: _Pattern, value: int | float) -> str:
    with localcontext(prec=_PRECISION):
        number = abs(Decimal(repr(value))).scaleb(2 * pattern.percents - 3 * pattern.thousands)
        rounded = number.quantize(Decimal(1).scaleb(-len(places_in(pattern.part))), ROUND_HALF_UP)
    minus = "-" if value < 0 and rounded else ""
    return minus + _written(pattern, f"{rounded:f}")


def _written(pattern: _Pattern, text: str) -> str:
    digits, _point, decimals = text.partition(".")
    is_left_out = not digits.strip("0") and not pattern.exponent_sign
    whole = _whole(pattern.whole, "" if is_left_out else digits, is_grouped=pattern.is_grouped)
    return whole + ("." if pattern.has_point else "") + _part(pattern.part, decimals)


def _whole(tokens: Sequence[Token], digits: str, *, is_grouped: bool) -> str:
    """Put digits at their places from the right; the first place takes all that are left."""
    written: list[str] = []
    left, count = list(digits), 0
    places = len(places_in(tokens))

    def put(digit: str) -> None:
        nonlocal count
        if is_grouped and count and count % 3 == 0 and digit:
            written.append("," if digit.strip() else " ")
        written.append(digit)
        count += bool(digit)

    while not places and left:
        put(left.pop())
    for token in reversed(tokens):
        if token.name != "place":
            written.append(literal(token)[::-1])
            continue
        places -= 1
        put(left.pop() if left else _EMPTY_PLACES[token.text])
        while not places and left:
            put(left.pop())
    return "".join(written)[::-1]


def _part(tokens: Sequence[Token], decimals: str) -> str:
    """Put decimals at their places; what is zero to the end is shown as the place says."""
    used = len(decimals.rstrip("0"))
    at = 0
    written: list[str] = []
    for token in tokens:
        if token.name != "place":
            written.append(literal(token))
            continue
        written.append(decimals[at] if at < used else _EMPTY_PLACES[token.text])
        at += 1
    return "".join(written)


def _scientific(pattern: _Pattern, value: int | float) -> str:
    """Show a number with an exponent that is a multiple of the whole places."""
    step = max(1, len(places_in(pattern.whole)))
    with localcontext(prec=_PRECISION):
        number = abs(Decimal(repr(value)))
        power = number.adjusted() // step * step if number else 0
        one = Decimal(1).scaleb(-len(places_in(pattern.part)))
        mantissa = number.scaleb(-power).quantize(one, ROUND_HALF_UP)
        if mantissa >= Decimal(10) ** step:  # 9.99 rounded
            power += step
            mantissa = number.scaleb(-power).quantize(one, ROUND_HALF_UP)
    minus = "-" if value < 0 and mantissa else ""
    sign = "-" if power < 0 else "+" * (pattern.exponent_sign == "+")
    first = next((at for at, token in enumerate(pattern.exponent) if token.name == "place"), 0)
    lead = "".join(map(literal, pattern.exponent[:first]))
    exponent = _whole(pattern.exponent[first:], str(abs(power)), is_grouped=False)
    return f"{minus}{_written(pattern, f'{mantissa:f}')}{pattern.exponent_letter}{lead}{sign}{exponent}"
