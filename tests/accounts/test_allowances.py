import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from accounts.allowances import Rate, daily_quota_for, parse_rate, rate_for
from accounts.enums import Limit, Quota
from accounts.models import AllowanceOverride, User


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("20/s", Rate(20, 1)),
        ("5/m", Rate(5, 60)),
        (" 100/30m ", Rate(100, 1800)),
        ("0/h", Rate(0, 3600)),
        ("7/d", Rate(7, 86_400)),
    ],
)
def test_parse_rate_reads_a_rate(text: str, rate: Rate) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "5", "5/", "5/min", "5/month", "m/5", "-1/m", "5/0m", "5.5/m", "5/m,1/s"])
def test_parse_rate_refuses_anything_else(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is not a rate"):
        parse_rate(text)


def test_rate_for_prefers_the_users_own_then_everyones_then_the_settings(
    user: User, other_user: User, settings: Settings
) -> None:
    settings.LIMITS = {**settings.LIMITS, "create": "5/m"}
    assert rate_for(user.pk, Limit.CREATE) == Rate(5, 60)

    AllowanceOverride.objects.create(allowance="create", rate="6/m")
    AllowanceOverride.objects.create(allowance="create", rate="7/m", user=user)

    assert rate_for(user.pk, Limit.CREATE) == Rate(7, 60)
    assert rate_for(other_user.pk, Limit.CREATE) == Rate(6, 60)
    assert rate_for(None, Limit.CREATE) == Rate(6, 60)
    assert rate_for(user.pk, Limit.EXPORT) == parse_rate(settings.LIMITS["export"])


def test_daily_quota_for_can_be_raised_for_one_user(user: User, other_user: User) -> None:
    AllowanceOverride.objects.create(allowance="artifacts", rate="500/d", user=user)

    assert (daily_quota_for(user.pk, Quota.ARTIFACTS), daily_quota_for(other_user.pk, Quota.ARTIFACTS)) == (500, 100)


def test_an_allowance_has_one_row_a_user_and_one_for_everyone(user: User) -> None:
    for owner in (user, None):
        AllowanceOverride.objects.create(allowance="create", rate="1/m", user=owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            AllowanceOverride.objects.create(allowance="create", rate="2/m", user=owner)
