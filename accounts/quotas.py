"""Quotas on how many a UTC day: rows that are counted up in the transaction that makes the counted thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from accounts import events
from accounts.allowances import daily_quota_for
from accounts.enums import Allowance, Quota
from accounts.errors import QuotaReached
from accounts.models import DailyUsage, User
from common.events import emit_refusal

__all__ = ["Quota", "QuotaReached", "QuotaUsage", "consume", "usage"]


@dataclass(frozen=True, slots=True)
class QuotaUsage:
    """What a user has made today of one counted thing; `resets_at` is the next midnight UTC."""

    action: Quota
    used: int
    limit: int
    resets_at: datetime

    @property
    def remaining(self) -> int:
        """How many may still be made today."""
        return max(0, self.limit - self.used)


def consume(user: User, quota: Quota, amount: int = 1) -> None:
    """Count `amount` up, or raise QuotaReached and count nothing.

    The count and the limit are compared by the database in one statement, so parallel transactions never pass the
    limit together; a rollback of the caller's transaction gives the amount back.
    """
    limit = daily_quota_for(user.pk, quota)
    if amount <= limit and (_count_up(user, quota, amount, limit) or _begin_day(user, quota, amount, limit)):
        return
    raise _refusal(user, quota, limit)


def usage(user: User) -> list[QuotaUsage]:
    """Return where the user stands today with every quota."""
    rows = DailyUsage.objects.filter(user=user, day=_today()).values_list("action", "count")
    used: Mapping[str, int] = dict(rows)
    return [
        QuotaUsage(quota, used.get(quota.value, 0), daily_quota_for(user.pk, quota), _next_midnight())
        for quota in Quota
    ]


def _count_up(user: User, quota: Quota, amount: int, limit: int) -> bool:
    today = DailyUsage.objects.filter(user=user, action=quota.value, day=_today())
    return today.filter(count__lte=limit - amount).update(count=F("count") + amount) == 1


def _begin_day(user: User, quota: Quota, amount: int, limit: int) -> bool:
    """Make the day's row unless somebody else does, then count up."""
    row = DailyUsage(user=user, action=quota.value, day=_today(), count=0)
    DailyUsage.objects.bulk_create([row], ignore_conflicts=True)
    return _count_up(user, quota, amount, limit)


def _refusal(user: User, quota: Quota, limit: int) -> QuotaReached:
    row = DailyUsage.objects.filter(user=user, action=quota.value, day=_today()).first()
    resets_at = _next_midnight()
    emit_refusal(events.LimitReached(user_id=user.pk, allowance=Allowance(quota), limit=limit))
    return QuotaReached(
        facts={
            "quota": quota.value,
            "used": row.count if row else 0,
            "limit": limit,
            "resets_at": resets_at.isoformat(),
            "retry_after_seconds": max(1, int((resets_at - timezone.now()).total_seconds())),
        }
    )


def _today() -> date:
    return timezone.now().astimezone(UTC).date()


def _next_midnight() -> datetime:
    return datetime.combine(_today() + timedelta(days=1), time.min, tzinfo=UTC)
