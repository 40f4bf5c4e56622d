"""Times of day, durations and timestamps, as ISO writes them: `14:30`, `26:30:00`, `2025-01-15 14:30`."""

import re

from artifacts.kinds.values.days import DayOrder, read_day
from artifacts.kinds.values.signs import plain_signs

_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?: ?([AaPp])\.?[Mm]\.?)?")
_DURATION = re.compile(r"(-?)(\d{1,5}):([0-5]\d)(?::([0-5]\d))?")
_STAMP = re.compile(r"(.*\d.{0,4}?)(?:, | |T)(\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?: ?[AaPp]\.?[Mm]\.?)?)")


def read_time(text: str) -> str | None:
    """Return a time of day in 24 hours; seconds if they were written."""
    match = _TIME.fullmatch(plain_signs(text))
    if match is None:
        return None
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    seconds = f":{match[3]}" if match[3] else ""
    return f"{hour:02}:{match[2]}{seconds}"


def read_duration(text: str) -> str | None:
    """Return a duration of hours and minutes, and seconds if they were written; it may be longer than a day."""
    match = _DURATION.fullmatch(plain_signs(text))
    return f"{match[1]}{int(match[2])}:{match[3]}{f':{match[4]}' if match[4] else ''}" if match else None


def seconds_of(value: str) -> int | None:
    """Return how many seconds a time of day or a duration takes: what orders and adds them."""
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
    return -seconds if match[1] else seconds


def stamp_day(text: str) -> str | None:
    """Return the text of the day in a timestamp."""
    match = _STAMP.fullmatch(plain_signs(text))
    return match[1] if match else None


def read_stamp(text: str, order: DayOrder | None = None) -> str | None:
    """Return day and time with a blank between them; parts of a second are no part of it."""
    match = _STAMP.fullmatch(plain_signs(text))
    if match is None or "." in match[2].split(" ")[0]:
        return None
    day, time = read_day(match[1], order), read_time(match[2])
    return f"{day} {time}" if day and time else None
