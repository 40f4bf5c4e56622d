"""What a cell shows: the section that a value falls under, and how that section writes it.

Layout (padding as wide as a letter, fill) is the cell's and writes nothing.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from artifacts.kinds.number_formats.days import as_day, is_dated
from artifacts.kinds.number_formats.digits import Show, as_number, places_in
from artifacts.kinds.number_formats.fractions import as_fraction, is_fraction
from artifacts.kinds.number_formats.general import general
from artifacts.kinds.number_formats.tokens import LITERALS, Token, literal, sections_of

Holds = Callable[[int | float], bool]
_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_DOES_NOT_FIT = "########"  # what Excel fills a cell with whose value falls under no section


@dataclass(frozen=True, slots=True)
class Section:
    """When a section is for a number, how it shows one, and its colour."""

    holds: Holds
    show: Show
    colour: str = ""
    is_negative: bool = False  # it says itself that its numbers are: they are written without a sign


def format_number(value: int | float, number_format: str) -> str:
    """Return a number as its format shows it; one without a format as `general` does."""
    section = _section_for(value, number_format)
    if section is None:
        return general(value) if len(_sections(number_format)) == 1 else _DOES_NOT_FIT
    return section.show(abs(value) if section.is_negative else value)


def format_text(text: str, number_format: str) -> str:
    """Return a text as its format shows it: only a section for texts changes it."""
    section = _text_section(sections_of(number_format))
    if section is None:
        return text
    return "".join(text if token.name in ("text", "general") else literal(token) for token in section)


def colour_of(value: int | float, number_format: str) -> str:
    """Return the colour that the format gives a number, in lower case; empty for none."""
    section = _section_for(value, number_format)
    return section.colour if section else ""


def _section_for(value: int | float, number_format: str) -> Section | None:
    return next((section for section in _sections(number_format) if section.holds(value)), None)


@lru_cache(maxsize=512)
def _sections(number_format: str) -> Sequence[Section]:
    """Return the sections for numbers, in the order in which they are asked."""
    every = sections_of(number_format)
    if not number_format.strip():
        return [Section(_always, general)]
    numeric = every[:-1] if len(every) > 1 and every[-1] is _text_section(every) else every[:3]
    conditions = [_condition(tokens) for tokens in numeric]
    if any(conditions):
        return _conditional(numeric, conditions)
    signs: Sequence[tuple[Holds, bool]] = {
        1: [(_always, False)],
        2: [(lambda value: value >= 0, False), (_always, True)],
        3: [(lambda value: value > 0, False), (lambda value: value < 0, True), (_always, False)],
    }[len(numeric)]
    return [_section(tokens, *sign) for tokens, sign in zip(numeric, signs, strict=True)]


def _conditional(numeric: Sequence[Sequence[Token]], conditions: Sequence[tuple[str, float] | None]) -> list[Section]:
    """Return sections with conditions; one without takes what is left, the second of three the negative numbers."""
    sections: list[Section] = []
    first = conditions[0]
    for at, (tokens, condition) in enumerate(zip(numeric, conditions, strict=True)):
        if condition:
            sections.append(_section(tokens, _holds(*condition), _is_below_zero(*condition)))
        elif at == 0:
            sections.append(_section(tokens, lambda value: value > 0, False))
        elif at == 1 and len(numeric) > 2:
            sections.append(_section(tokens, lambda value: value < 0, True))
        else:
            is_rest_negative = at == 1 and first in ((">", 0.0), (">=", 0.0))
            sections.append(_section(tokens, _always, is_rest_negative))
    return sections


def _condition(tokens: Sequence[Token]) -> tuple[str, float] | None:
    text = next((token.text for token in tokens if token.name == "condition"), "")
    number = text.lstrip("<>=")
    try:
        return (text[: len(text) - len(number)], float(number)) if text else None
    except ValueError:
        return None


def _holds(sign: str, limit: float) -> Holds:
    compare = _COMPARE[sign]
    return lambda value: bool(compare(value, limit))


def _is_below_zero(sign: str, limit: float) -> bool:
    return (sign in ("<", "<=") and limit <= 0) or (sign == "=" and limit < 0)


def _always(_value: int | float) -> bool:
    return True


def _section(tokens: Sequence[Token], holds: Holds, is_negative: bool) -> Section:
    colour = next((token.text.lower() for token in tokens if token.name == "colour"), "")
    return Section(holds, _show(tokens), colour, is_negative)


def _show(tokens: Sequence[Token]) -> Show:
    if is_dated(tokens) and not any(token.name == "general" for token in tokens):
        return as_day(tokens)
    if any(token.name in ("general", "text") for token in tokens) or not tokens:
        return _as_general(tokens)
    if is_fraction(tokens):
        return as_fraction(tokens)
    return as_number(tokens) if places_in(tokens) else _as_literal(tokens)


def _as_general(tokens: Sequence[Token]) -> Show:
    """Show a number without a format among literals; a section without anything shows nothing."""
    at = next((at for at, token in enumerate(tokens) if token.name in ("general", "text")), None)
    if at is None:
        return lambda _value: ""
    before, after = ("".join(map(literal, part)) for part in (tokens[:at], tokens[at + 1 :]))
    return lambda value: f"{'-' if value < 0 else ''}{before}{general(abs(value))}{after}"


def _as_literal(tokens: Sequence[Token]) -> Show:
    """Show literals alone, without a sign; a section of nothing but a colour or a condition shows the number."""
    text = "".join(map(literal, tokens))
    if not text and not any(token.name in LITERALS or token.name in ("padding", "fill") for token in tokens):
        return general
    return lambda _value: text


def _text_section(sections: Sequence[Sequence[Token]]) -> Sequence[Token] | None:
    """Return the section for texts: the fourth, or the last if it shows one."""
    if len(sections) == 4:
        return sections[3]
    last = sections[-1]
    return last if any(token.name == "text" for token in last) else None
