from datetime import datetime

from ninja import Schema


class QuotaUsageOut(Schema):
    """What a user has made today of one counted thing."""

    action: str
    used: int
    limit: int
    remaining: int
    resets_at: datetime


class UsageOut(Schema):
    """Where the caller stands with every quota."""

    quotas: list[QuotaUsageOut]
