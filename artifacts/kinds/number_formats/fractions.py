"""Numbers as fractions: `# ?/?`, `# ??/16`, `?/?`."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from artifacts.kinds.number_formats.digits import Show, places_in
from artifacts.kinds.number_formats.tokens import Token, literal

_HALF = Fraction(1, 2)
_NEAR = Fraction(1, 20_000_000)
_DIGITS_MOST = 7  # of a denominator: more are not shown by anybody


def is_fraction(tokens: Sequence[Token]) -> bool:
    """Say whether a section has places before a slash and places or a number behind it."""
    at = next((at for at, token in enumerate(tokens) if token.name == "slash"), 0)
    return bool(at and places_in(tokens[:at]) and (places_in(tokens[at:]) or _fixed_denominator(tokens[at + 1 :])))


def as_fraction(tokens: Sequence[Token]) -> Show:
    """Return how a section shows a number as a fraction; the whole part stands before it if it has a place."""
    slash = next(at for at, token in enumerate(tokens) if token.name == "slash")
    top = slash
    while top and tokens[top - 1].name == "place":
        top -= 1
    whole, fixed = tokens[:top], _fixed_denominator(tokens[slash + 1 :])
    places = fixed or places_in(tokens[slash + 1 :])
    before = max((at for at, token in enumerate(whole) if token.name == "place"), default=-1)
    lead = "".join(map(literal, whole[: _first_place(whole)]))
    gap = "".join(map(literal, whole[before + 1 :])) if before >= 0 else ""
    after = "".join(map(literal, tokens[slash + 1 + len(places) :]))
    align = (tokens[top:slash], len(places)) if "?" in places_in(tokens[top:slash]) else ((), 0)
    most = 10 ** min(len(places), _DIGITS_MOST) - 1

    def show(value: int | float) -> str:
        number = abs(Fraction(Decimal(repr(value))))
        near = Fraction(floor(number * int(fixed) + _HALF), int(fixed)) if fixed else _convergent(number, most)
        count, rest = divmod(near, 1) if before >= 0 else (0, near)
        digits = str(count) if count or (before >= 0 and (not rest or "0" in places_in(whole))) else ""
        bottom = int(fixed) if fixed else rest.denominator
        shown = _aligned(rest.numerator * bottom // rest.denominator, bottom, *align) if rest or before < 0 else ""
        minus = "-" if value < 0 and near else ""
        return f"{minus}{lead}{(digits + gap * bool(digits) + shown).strip()}{after}".rstrip()

    return show


def _aligned(numerator: int, denominator: int, above: Sequence[Token], below: int) -> str:
    """Return a fraction whose slash stands under that of others of the same format."""
    return f"{str(numerator).rjust(len(above))}/{str(denominator).ljust(below)}"


def _convergent(number: Fraction, most: int) -> Fraction:
    """Return the last convergent of the continued fraction whose denominator fits, which is what Excel shows."""
    before, found = (1, 0), (int(number), 1)
    rest = number - int(number)
    while rest > _NEAR:
        rest = 1 / rest
        times, rest = int(rest), rest - int(rest)
        step = (times * found[0] + before[0], times * found[1] + before[1])
        if step[1] > most:
            break
        before, found = found, step
    return Fraction(*found)


def _first_place(tokens: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(tokens) if token.name == "place"), len(tokens))


def _fixed_denominator(tokens: Sequence[Token]) -> str:
    """Return the digits of a denominator that the format chose, `16` in `# ??/16`; empty if it has places."""
    digits = ""
    for token in tokens:
        if not (token.name == "other" and token.text.isdecimal()) and not (digits and token == ("place", "0")):
            break
        digits += token.text
    return digits
