"""What a user may do: the site's settings, replaced by what staff wrote for everyone, and by what they wrote for one.

A rate is `count/period`, as `20/s`, `5/m`, `100/30m`; a quota is a count a day. A wrong rate is a configuration error
and is never read as something else.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, Q

from accounts.enums import Limit, Quota
from accounts.models import AllowanceOverride

PERIOD_SECONDS = {"s": 1, "m": 60, "h": 60 * 60, "d": 24 * 60 * 60}
_RATE = re.compile(r"(\d{1,9})/(\d{0,4})([smhd])")


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` requests in each window of `seconds`."""

    count: int
    seconds: int


def parse_rate(text: str) -> Rate:
    """Read a rate; raises ImproperlyConfigured for anything that is not exactly one."""
    match = _RATE.fullmatch(text.strip())
    if match is None or match[2].startswith("0"):
        raise ImproperlyConfigured(f"{text!r} is not a rate. Write count/period, as 20/s, 5/m or 100/30m.")
    count, periods, unit = match.groups()
    return Rate(int(count), int(periods or 1) * PERIOD_SECONDS[unit])


def rate_for(user_id: int | None, limit: Limit) -> Rate:
    """Return the rate that holds for the user; None is a guest."""
    override = _override(user_id, limit)
    return parse_rate(override.rate if override else settings.LIMITS[limit.value])


def daily_quota_for(user_id: int, quota: Quota) -> int:
    """Return how many a day the user may make."""
    override = _override(user_id, quota)
    return parse_rate(override.rate).count if override else settings.QUOTAS[quota.value]


def _override(user_id: int | None, allowance: Limit | Quota) -> AllowanceOverride | None:
    """Return the row for the user, or else the one for everyone: one small query, so a change acts at once."""
    concerned = Q(user_id=user_id) | Q(user_id=None)
    rows = AllowanceOverride.objects.filter(concerned, allowance=allowance.value)
    return rows.order_by(F("user_id").asc(nulls_last=True)).first()
