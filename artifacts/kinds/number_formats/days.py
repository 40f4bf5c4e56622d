"""Days, times of day and elapsed time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from openpyxl.utils.datetime import from_excel

from artifacts.kinds.number_formats.digits import Show
from artifacts.kinds.number_formats.general import general
from artifacts.kinds.number_formats.languages import language_of
from artifacts.kinds.number_formats.tokens import Token, literal

FIRST_SERIAL = 61  # 1900-03-01: before it Excel counts a day that never was
LAST_SERIAL = 2958466  # the first day after the year 9999
_DAY_SECONDS = 86_400
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_BUDDHIST_YEARS = 543


def is_dated(tokens: Sequence[Token]) -> bool:
    """Say whether a section shows days, times of day or elapsed time."""
    return any(token.name in ("date", "elapsed", "half") for token in tokens)


def as_day(tokens: Sequence[Token]) -> Show:
    """Return how a section of days and times shows a number; one that is no day is shown without a format."""
    marked = minutes_marked(tokens)
    is_elapsed = any(token.name == "elapsed" for token in marked)
    digits = max((len(token.text) - token.text.find(".") - 1 for token in marked if "." in token.text), default=0)
    has_seconds = any(token.name in ("date", "elapsed") and token.text[:1] in "sS" for token in marked)
    language = next((language_of(token.text) for token in marked if token.name == "locale"), None)
    write = _writer(marked, language)

    def show(value: int | float) -> str:
        minus = "-" if is_elapsed and value < 0 else ""
        size = -value if minus else value
        if not 0 <= size < LAST_SERIAL:
            return general(value)
        return minus + write(_moment(size, digits if has_seconds else 0))

    return show


def moment_of(value: int | float, decimals: int) -> datetime:
    """Return the day and time of a serial number, rounded to the seconds that are shown."""
    found = from_excel(int(value)) if value >= 1 else datetime(1900, 1, 1)
    midnight = datetime(found.year, found.month, found.day)
    return midnight + timedelta(seconds=round((value - int(value)) * 86400, decimals))


class _Moment(NamedTuple):
    """A day as sheets count it, from the 0th of January 1900, with a 29th of February 1900; and a time of day.

    `seconds` are those that passed since the beginning, as they are shown.
    """

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: int
    microsecond: int
    seconds: float


def _moment(value: int | float, decimals: int) -> _Moment:
    """Return a serial number, rounded to the seconds that are shown."""
    days = int(value)
    passed = round((value - days) * _DAY_SECONDS, decimals)
    if passed >= _DAY_SECONDS:
        days, passed = days + 1, passed - _DAY_SECONDS
    clock = datetime(1, 1, 1) + timedelta(seconds=passed)
    if days >= FIRST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days)
        place = day.year, day.month, day.day, day.weekday()
    else:
        month, number = (1, days) if days <= 31 else (2, days - 31)
        place = 1900, month, number, (days + 5) % 7
    seconds = round(days * _DAY_SECONDS + passed, decimals)
    return _Moment(*place, clock.hour, clock.minute, clock.second, clock.microsecond, seconds)


def minutes_marked(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with the `m` that mean minutes as such: after hours or before seconds."""
    dated = [at for at, token in enumerate(tokens) if token.name in ("date", "elapsed")]
    marked = list(tokens)
    for index, at in enumerate(dated):
        before = tokens[dated[index - 1]].text[0].lower() if index else ""
        after = tokens[dated[index + 1]].text[0].lower() if index + 1 < len(dated) else ""
        if tokens[at].name == "date" and tokens[at].text[0] in "mM" and (before == "h" or after == "s"):
            marked[at] = Token("minutes", tokens[at].text)
    return marked


def _writer(tokens: Sequence[Token], language: str | None) -> Callable[[_Moment], str]:
    has_halves = any(token.name == "half" for token in tokens)

    def write(moment: _Moment) -> str:
        with translation.override(language or translation.get_language()):
            return "".join(_written(token, moment, has_halves=has_halves) for token in tokens)

    return write


def _written(token: Token, moment: _Moment, *, has_halves: bool) -> str:
    size, letter = len(token.text), token.text[:1].lower()
    match token.name:
        case "elapsed":
            return _elapsed(token.text, moment.seconds)
        case "minutes":
            return str(moment.minute).rjust(min(size, 2), "0")
        case "half":
            text = token.text.upper() if size > len("A/P") else token.text
            morning, _slash, evening = text.partition("/")
            return morning if moment.hour < 12 else evening
        case "date":
            return _calendar_part(letter, size, token.text, moment, has_halves=has_halves)
        case "place":
            return token.text
        case _:
            return literal(token)


def _elapsed(text: str, seconds: float) -> str:
    """Return whole hours, minutes or seconds that passed, seconds with decimals if the format has some."""
    unit, _point, decimals = text.partition(".")
    if decimals:
        return f"{seconds:.{len(decimals)}f}".rjust(len(text), "0")
    return str(int(seconds // _SECONDS[unit[0].lower()])).rjust(len(unit), "0")


def _calendar_part(letter: str, size: int, text: str, moment: _Moment, *, has_halves: bool) -> str:
    if letter in "md" and size > 2:
        return _name(letter, size, moment)
    match letter:
        case "y" | "b" | "e":
            year = moment.year + _BUDDHIST_YEARS * (letter == "b")
            return f"{year:04}" if size > 2 or letter == "e" else f"{year % 100:02}"
        case "m":
            return str(moment.month).rjust(size, "0")
        case "d":
            return str(moment.day).rjust(size, "0")
        case "h":
            hour = (moment.hour % 12 or 12) if has_halves else moment.hour
            return str(hour).rjust(min(size, 2), "0")
        case _:
            return _seconds(text, moment)


def _name(letter: str, size: int, moment: _Moment) -> str:
    """Return the month or the day of the week: short of three letters, whole, or a month's first letter of five."""
    if letter == "d":
        return str((WEEKDAYS_ABBR if size == 3 else WEEKDAYS)[moment.weekday])
    if size == 3:
        return str(MONTHS_3[moment.month]).capitalize()
    return str(MONTHS[moment.month])[: 1 if size == 5 else None]


def _seconds(text: str, moment: _Moment) -> str:
    whole, _point, decimals = text.partition(".")
    shown = str(moment.second).rjust(min(len(whole), 2), "0")
    return f"{shown}.{f'{moment.microsecond:06}'[: len(decimals)]}" if decimals else shown
