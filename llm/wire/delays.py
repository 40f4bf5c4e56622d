"""When an endpoint says it may be asked again: in its headers, in seconds or as a date, or in words of its body."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from llm.wire.dialects import DELAYS

CLOCKS_DISAGREE_SECONDS = 60.0
"""Taken for a date that has passed here: one of the two clocks is wrong, and the endpoint wanted a wait."""

_DELAYS = [re.compile(row.pattern, re.IGNORECASE) for row in DELAYS]
_UNITS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0, "milliseconds": 0.001}


def delay_in_headers(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of `retry-after-ms` or `retry-after`, a date there counted from the answer's own."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
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
                return seconds
    return None


def _until(value: str, now: str) -> float | None:
    then = _moment(value)
    if then is None:
        return None
    seconds = (then - (_moment(now) or datetime.now(UTC))).total_seconds()
    return seconds if seconds > 0 else CLOCKS_DISAGREE_SECONDS


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
