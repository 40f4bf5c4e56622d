"""How a spreadsheet shows a number: the number formats of Excel's files, as far as they say something about text.

Sections, literals, grouping, optional and fixed decimals, scaling, percent, exponents, dates, times and elapsed time
are followed. Colours, conditions, fill and padding are left out; a fraction is shown as a decimal number.
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from openpyxl.utils.datetime import from_excel

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | \[\$(?P<sign>[^\]-]*)[^\]]*\] | \[(?P<elapsed>h+|m+|s+)\] |
    (?P<dropped>\[[^\]]*\] | [_*].) | (?P<half>AM/PM|A/P) |
    (?P<general>General|@) | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?) |
    (?P<exponent>E[+-]0+) | (?P<digits>[0#?.,]+) | (?P<percent>%) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SECTION_END = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*\Z)(?<!\\;)')
SHORT = 12  # characters: what fits a usual column
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_FIRST_SERIAL = 61  # 1900-03-01: before it Excel counts a day that never was
_LAST_SERIAL = 2958466  # the first day after the year 9999


class Token(NamedTuple):
    """A piece of a section: its name in the pattern, and its text."""

    name: str
    text: str


Show = Callable[[int | float], str]


def format_number(value: int | float, number_format: str) -> str:
    """Return a number as its format shows it; one without a format as `general` does."""
    return _shown_by(number_format)(value)


def is_date_format(number_format: str) -> bool:
    """Say whether numbers of this format are days or times of day."""
    return any(token.name in ("date", "elapsed") for token in _tokens(_SECTION_END.split(number_format)[0]))


def is_percent_format(number_format: str) -> bool:
    """Say whether numbers of this format are shown as percents."""
    return any(token.name == "percent" for token in _tokens(_SECTION_END.split(number_format)[0]))


def moment_text(value: int | float, number_format: str) -> str | None:
    """Return a day, a time of day or both as ISO writes them, to the second; None for anything else."""
    tokens = _minutes_marked(_tokens(_SECTION_END.split(number_format)[0]))
    is_moment = any(token.name == "date" for token in tokens) and all(token.name != "elapsed" for token in tokens)
    if not is_moment or not (0 <= value < 1 or _FIRST_SERIAL <= value < _LAST_SERIAL):
        return None
    has_day = any(token.name == "date" and token.text[0] in "yYmMdD" for token in tokens)
    if value < 1:
        return None if has_day else f"{_moment(value, 0):%H:%M:%S}"
    moment = _moment(value, 0)
    return f"{moment:%Y-%m-%d}" if moment.time() == time(0) else f"{moment:%Y-%m-%d %H:%M:%S}"


@lru_cache(maxsize=512)
def _shown_by(number_format: str) -> Show:
    sections = [_section(_tokens(part)) for part in _SECTION_END.split(number_format)[:3]]

    def show(value: int | float) -> str:
        if len(sections) > 1 and value < 0:
            return sections[1](-value)
        if len(sections) > 2 and value == 0:
            return sections[2](value)
        return sections[0](value)

    return show


def _tokens(section: str) -> list[Token]:
    found = (Token(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(section))
    return [token for token in found if token.name != "dropped"]


def _section(tokens: list[Token]) -> Show:
    names = {token.name for token in tokens}
    if names & {"date", "elapsed"}:
        return _as_date(_minutes_marked(tokens))
    if "digits" not in names or any(token == ("other", "/") for token in tokens):
        return _as_plain(tokens)
    return _as_number(tokens)


def _as_plain(tokens: list[Token]) -> Show:
    """Show literals around the number as such: what General does; without it, literals alone."""
    is_silent = bool(tokens) and not any(token.name in ("general", "digits") for token in tokens)
    literals = [_literal(token) for token in tokens]

    def show(value: int | float) -> str:
        return "".join(literals) if is_silent and any(literals) else general(value)

    return show


def _as_number(tokens: list[Token]) -> Show:
    places = [at for at, token in enumerate(tokens) if token.name == "digits"]
    first, last = places[0], places[-1]
    pattern = "".join(tokens[at].text for at in places)
    whole, _point, part = pattern.partition(".")
    scale = Decimal(1000) ** (len(pattern) - len(pattern.rstrip(","))) if part or whole.endswith(",") else Decimal(1)
    least, most = part.count("0"), len(part.rstrip(","))
    exponent = next((token.text for token in tokens if token.name == "exponent"), "")
    is_grouped = "," in whole.rstrip(",")
    percents = sum(token.name == "percent" for token in tokens)
    before = "".join(map(_literal, tokens[:first]))
    after = "".join(_literal(token) for token in tokens[last + 1 :] if token.name != "exponent")
    width = whole.count("0")

    def show(value: int | float) -> str:
        if exponent:
            return f"{before}{_scientific(value, most, exponent)}{after}"
        number = abs(Decimal(str(value)) * Decimal(100) ** percents / scale)
        rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
        text = f"{rounded:{',' if is_grouped else ''}f}"
        digits, point, decimals = text.partition(".")
        decimals = decimals[:least] + decimals[least:].rstrip("0")
        digits = digits.rjust(width, "0") if width > 1 else digits
        digits = "" if digits == "0" and not width and decimals else digits
        minus = "-" if value < 0 and rounded else ""
        return f"{minus}{before}{digits}{point if decimals else ''}{decimals}{after}"

    return show


def _scientific(value: int | float, decimals: int, exponent: str) -> str:
    mantissa, _e, power = f"{value:.{decimals}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" * (exponent[1] == "+")
    return f"{mantissa}E{sign}{power[1:].lstrip('0').rjust(len(exponent) - 2, '0')}"


def _minutes_marked(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the `m` that mean minutes as such: after hours or before seconds."""
    dated = [at for at, token in enumerate(tokens) if token.name in ("date", "elapsed")]
    marked = list(tokens)
    for index, at in enumerate(dated):
        before = tokens[dated[index - 1]].text[0].lower() if index else ""
        after = tokens[dated[index + 1]].text[0].lower() if index + 1 < len(dated) else ""
        if tokens[at].name == "date" and tokens[at].text[0] in "mM" and (before == "h" or after == "s"):
            marked[at] = Token("minutes", tokens[at].text)
    return marked


def _as_date(tokens: list[Token]) -> Show:
    has_halves = any(token.name == "half" for token in tokens)
    digits = max((len(token.text) - token.text.find(".") - 1 for token in tokens if "." in token.text), default=0)

    def show(value: int | float) -> str:
        if not 0 <= value < _LAST_SERIAL:
            return general(value)
        moment = _moment(value, digits if any(token.text[:1] in "sS" for token in tokens) else 0)
        return "".join(_date_part(token, moment, value, has_halves=has_halves) for token in tokens)

    return show


def _moment(value: int | float, decimals: int) -> datetime:
    """Return the day and time, rounded to the seconds that are shown."""
    found = from_excel(int(value)) if value >= 1 else datetime(1900, 1, 1)
    midnight = datetime(found.year, found.month, found.day)
    return midnight + timedelta(seconds=round((value - int(value)) * 86400, decimals))


def _date_part(token: Token, moment: datetime, value: int | float, *, has_halves: bool) -> str:
    size, letter = len(token.text), token.text[:1].lower()
    match token.name:
        case "elapsed":
            return str(int(round(value * 86400, 3) // _SECONDS[letter])).rjust(size, "0")
        case "minutes":
            return str(moment.minute).rjust(min(size, 2), "0")
        case "half":
            half = "AM" if moment.hour < 12 else "PM"
            return half if token.text.lower() == "am/pm" else half[0]
        case "digits":
            return token.text
        case "date":
            return _calendar_part(letter, size, token.text, moment, has_halves=has_halves)
        case _:
            return _literal(token)


def _calendar_part(letter: str, size: int, text: str, moment: datetime, *, has_halves: bool) -> str:
    if letter in "md" and size > 2:
        return _name(letter, size, moment)
    match letter:
        case "y":
            return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
        case "m":
            return str(moment.month).rjust(size, "0")
        case "d":
            return str(moment.day).rjust(size, "0")
        case "h":
            hour = (moment.hour % 12 or 12) if has_halves else moment.hour
            return str(hour).rjust(min(size, 2), "0")
        case _:
            return _seconds(text, moment)


def _name(letter: str, size: int, moment: datetime) -> str:
    """Return the month or the day of the week: short of three letters, whole, or a month's first letter of five."""
    if letter == "d":
        return str((WEEKDAYS_ABBR if size == 3 else WEEKDAYS)[moment.weekday()])
    if size == 3:
        return str(MONTHS_3[moment.month]).capitalize()
    return str(MONTHS[moment.month])[: 1 if size == 5 else None]


def _seconds(text: str, moment: datetime) -> str:
    whole, _point, decimals = text.partition(".")
    shown = str(moment.second).rjust(min(len(whole), 2), "0")
    return f"{shown}.{f'{moment.microsecond:06}'[: len(decimals)]}" if decimals else shown


def _literal(token: Token) -> str:
    return token.text if token.name in ("quoted", "escaped", "sign", "other", "percent") else ""


def general(value: int | float) -> str:
    """Return a number without a format: in full if it is short, else with ten significant digits or all whole ones."""
    full = plain_number(value)
    if isinstance(value, int) or len(full) <= SHORT:
        return full
    whole_digits = len(str(int(abs(value))))
    return plain_number(float(f"{value:.{min(max(10, whole_digits), 15)}g}"))


def plain_number(value: int | float) -> str:
    """Return a number as it would be typed."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
