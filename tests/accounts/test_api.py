from collections.abc import Callable

from django.test import Client

from accounts.models import AllowanceOverride, User
from accounts.quotas import Quota, consume


def test_me_usage_tells_used_limit_and_reset(user: User, client_for: Callable[[User], Client]) -> None:
    consume(user, Quota.ARTIFACTS, 3)
    AllowanceOverride.objects.create(user=user, allowance="artifacts", rate="7/d")

    (quota,) = client_for(user).get("/api/me/usage").json()["quotas"]

    assert (quota["action"], quota["used"], quota["limit"], quota["remaining"]) == ("artifacts", 3, 7, 4)
    assert quota["resets_at"].endswith("T00:00:00Z")


def test_me_usage_is_ones_own(user: User, other_user: User, client_for: Callable[[User], Client]) -> None:
    consume(user, Quota.ARTIFACTS, 3)

    (quota,) = client_for(other_user).get("/api/me/usage").json()["quotas"]

    assert quota["used"] == 0
