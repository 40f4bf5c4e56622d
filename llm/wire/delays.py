"""When an endpoint says it may be asked again: in its headers, in seconds or as a date, or in words of its body."""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from llm.wire.dialects import DELAYS

CLOCKS_DISAGREE_SECONDS = 60.0
"""Taken for a date that has passed here: one of the two clocks is wrong, and the endpoint wanted a wait."""

MOST_SECONDS = 366 * 24 * 3600.0
"""Longer waits are as good as none, and the moment they end may lie behind the last one that a date can hold."""

_DELAYS = [re.compile(row.pattern, re.IGNORECASE) for row in DELAYS]
_UNITS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0, "milliseconds": 0.001}


def delay_in_headers(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `retry-after-ms` or `retry-after`, a date there counted from the answer's own."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return _bounded(float(headers[name]) * unit)
        except KeyError:
            continue
        except ValueError:
            return _until(headers[name], headers.get("date", ""))
    return None


def delay_in_body(body: object) -> float | None:
    """Return the seconds that the body asks to wait, in a field or in words; None when it does not say."""
    text = body if isinstance(body, str) else json.dumps(body, default=str)
    for pattern in _DELAYS:
        for match in pattern.finditer(text):
            seconds = sum(
                float(value.rstrip(".")) * _UNITS[unit] for unit, value in match.groupdict().items() if value
            )
            if seconds:
                return _bounded(seconds)
    return None


def _bounded(seconds: float) -> float | None:
    return min(max(0.0, seconds), MOST_SECONDS) if math.isfinite(seconds) else None


def _until(value: str, now: str) -> float | None:
    then = _moment(value)
    if then is None:
        return None
    seconds = (then - (_moment(now) or datetime.now(UTC))).total_seconds()
    return min(seconds, MOST_SECONDS) if seconds > 0 else CLOCKS_DISAGREE_SECONDS


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
