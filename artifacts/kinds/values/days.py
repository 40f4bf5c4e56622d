"""Days as people write them, as ISO texts. `03/04/2025` is two days; which one, is a matter of evidence."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from artifacts.kinds.values.months import month_of
from artifacts.kinds.values.signs import plain_signs


class DayOrder(StrEnum):
    """Whether the day or the month stands first where both are numbers."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_SIGNED = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_NUMBERED = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")
_NAME = r"(?P<month>[^\W\d_]{3,12})\.?"
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ -](?:de |of )?{_NAME}(?:,? (?:de |del )?|-)(?P<year>\d{{4}})"
    rf"|{_NAME.replace('month', 'month_first')} (?P<day_behind>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year_behind>\d{{4}}))"
)
_DAY_FIRST_LANGUAGES = frozenset(  # English is written both ways
    re.findall(
        r"\w+",
        "ar az bg bs ca cs da de el es et fi fr gl hi hr id is it lv mk nb nl nn no pl pt ro ru sk sl sq sr th tr uk "
        "vi",
    )
)


def read_date(text: str) -> str | None:
    """Return the text if it is a real ISO date."""
    return text if _ISO.fullmatch(text) and _iso(text[:4], text[5:7], text[8:]) else None


def read_day(text: str, order: DayOrder | None = None) -> str | None:
    """Return the ISO text of a day; without an order only of one that can be no other."""
    text = plain_signs(text)
    if match := _NUMBERED.fullmatch(text):
        order = order_of(text) or order
        if order is None:
            return None
        day, month = (match[1], match[3]) if order is DayOrder.DAY_FIRST else (match[3], match[1])
        return _iso(match[4], month, day)
    if match := _YEAR_FIRST.fullmatch(text):
        return _iso(match[1], match[3], match[4])
    if match := _SIGNED.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    return _named(text)


def is_numbered_day(text: str) -> bool:
    """Say whether a text is written as day and month in one order or the other."""
    return _NUMBERED.fullmatch(plain_signs(text)) is not None


def order_of(text: str) -> DayOrder | None:
    """Return the order that one text proves: no month is the thirteenth, and with full stops the day is first."""
    match = _NUMBERED.fullmatch(plain_signs(text))
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 or (match[2] == "." and second <= 12):
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 else None


def order_among(texts: Iterable[str]) -> DayOrder | None:
    """Return the order that days prove, if they agree."""
    proved = {order for text in texts if (order := order_of(text))}
    return proved.pop() if len(proved) == 1 else None


def order_in(language: str) -> DayOrder | None:
    """Return the order in which a language writes days; None where people differ."""
    code = language.partition("-")[0].lower()
    return DayOrder.DAY_FIRST if code in _DAY_FIRST_LANGUAGES else None


def _named(text: str) -> str | None:
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    month = month_of(match["month"] or match["month_first"])
    return (
        _iso(match["year"] or match["year_behind"], str(month), match["day"] or match["day_behind"]) if month else None
    )


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
