from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.allowances import Rate, rate_for
from accounts.enums import Limit
from accounts.models import AllowanceOverride, DailyUsage, PersonalToken, User
from accounts.quotas import Quota, consume
from accounts.tokens import authenticate_token, create_token

ClientFor = Callable[[User], Client]
MODELS = ("user", "personaltoken", "allowanceoverride", "dailyusage")


@pytest.fixture
def rows(user: User) -> dict[str, int]:
    create_token(user, "laptop")
    consume(user, Quota.ARTIFACTS)
    allowance = AllowanceOverride.objects.create(user=user, allowance="create", rate="9/m")
    return {
        "user": user.pk,
        "personaltoken": PersonalToken.objects.get().pk,
        "allowanceoverride": allowance.pk,
        "dailyusage": DailyUsage.objects.get().pk,
    }


@pytest.mark.parametrize("model", MODELS)
def test_staff_can_look_at_everything(staff: User, client_for: ClientFor, rows: dict[str, int], model: str) -> None:
    client = client_for(staff)

    for address in (
        reverse(f"admin:accounts_{model}_changelist") + "?q=alice",
        reverse(f"admin:accounts_{model}_change", args=[rows[model]]),
    ):
        assert client.get(address).status_code == 200


def test_the_admin_shows_no_digest(staff: User, client_for: ClientFor, rows: dict[str, int]) -> None:
    page = client_for(staff).get(reverse("admin:accounts_personaltoken_change", args=[rows["personaltoken"]]))

    assert PersonalToken.objects.get().digest not in page.content.decode()


def test_staff_can_revoke_tokens(staff: User, user: User, client_for: ClientFor) -> None:
    raw = create_token(user, "laptop")
    chosen = {"action": "revoke", "_selected_action": [PersonalToken.objects.get().pk]}

    client_for(staff).post(reverse("admin:accounts_personaltoken_changelist"), chosen)

    assert authenticate_token(raw) is None


def test_staff_can_change_a_limit_at_once(staff: User, user: User, client_for: ClientFor) -> None:
    data = {"allowance": "create", "rate": "50/m", "user": ""}

    client_for(staff).post(reverse("admin:accounts_allowanceoverride_add"), data)

    assert rate_for(user.pk, Limit.CREATE) == Rate(50, 60)


@pytest.mark.parametrize(("allowance", "rate"), [("create", "5/min"), ("create", ""), ("artifacts", "5/m")])
def test_staff_cannot_save_a_rate_that_is_none(staff: User, client_for: ClientFor, allowance: str, rate: str) -> None:
    response = client_for(staff).post(
        reverse("admin:accounts_allowanceoverride_add"), {"allowance": allowance, "rate": rate, "user": ""}
    )

    assert "rate" in response.context["adminform"].form.errors
    assert AllowanceOverride.objects.count() == 0


def test_staff_cannot_allow_everyone_twice(staff: User, client_for: ClientFor) -> None:
    AllowanceOverride.objects.create(allowance="create", rate="9/m")

    client_for(staff).post(
        reverse("admin:accounts_allowanceoverride_add"), {"allowance": "create", "rate": "8/m", "user": ""}
    )

    assert AllowanceOverride.objects.count() == 1


def test_staff_can_give_some_back(staff: User, client_for: ClientFor, rows: dict[str, int]) -> None:
    address = reverse("admin:accounts_dailyusage_change", args=[rows["dailyusage"]])

    client_for(staff).post(address, {"count": "0"})

    assert DailyUsage.objects.get().count == 0


def test_ordinary_users_do_not_get_in(user: User, client_for: ClientFor) -> None:
    assert client_for(user).get(reverse("admin:index")).status_code in (302, 403)
