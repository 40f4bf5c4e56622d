"""Who may make an account: everybody, those who were invited, nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.checks import check_sign_up
from accounts.models import Invitation, User
from accounts.sign_up import invite

pytestmark = pytest.mark.django_db
PASSWORD = "seven-green-vans"


def sign_up(client: Client, email: str = "new@example.org", **headers: str) -> bool:
    """Try to; return whether an account was made."""
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", form, headers=headers)
    return User.objects.filter(email=email.lower()).exists()


def open_link(client: Client, secret: str) -> int:
    return client.get(f"/account/invitation/{secret}/").status_code


@pytest.mark.parametrize(("policy", "is_made"), [("open", True), ("invite", False), ("closed", False)])
def test_the_setting_decides(client: Client, settings: Any, policy: str, is_made: bool) -> None:
    settings.SIGNUP = policy
    assert sign_up(client) is is_made


def test_without_the_setting_it_is_open_at_ones_own_machine_alone(client: Client, settings: Any) -> None:
    settings.SIGNUP, settings.EMBEDDED, settings.IS_LOOPBACK = "", True, True
    assert not sign_up(client, "far@example.org", **{"X-Forwarded-For": "203.0.113.9"})
    assert sign_up(client)
    settings.EMBEDDED = False
    assert not sign_up(Client(), "other@example.org")


def test_a_closed_site_says_so_and_offers_no_way(client: Client, settings: Any) -> None:
    settings.SIGNUP = "closed"
    assert "by invitation" in client.get("/accounts/signup/").content.decode()
    assert "No account yet?" not in client.get("/accounts/login/").content.decode()


def test_only_addresses_of_the_domains(client: Client, settings: Any) -> None:
    settings.SIGNUP, settings.SIGNUP_DOMAINS = "open", ["example.org", "@Firm.example"]
    assert not sign_up(client, "a@example.org.evil.example")
    assert not sign_up(client, "a@sub.example.org")
    assert sign_up(client, "a@firm.example")


def test_an_invitation_makes_one_account_for_its_address(client: Client, settings: Any, user: User) -> None:
    settings.SIGNUP = "invite"
    _made, secret = invite(email=" New@example.org ", by=user)
    assert open_link(client, secret) == 302
    assert not sign_up(client, "somebody@example.org")
    assert sign_up(client, "New@example.org")
    assert open_link(Client(), secret) == 404
    assert Invitation.objects.get().used_at is not None


def test_an_invitation_ends(client: Client, settings: Any) -> None:
    settings.SIGNUP = "invite"
    made, secret = invite(email="new@example.org", by=None)
    open_link(client, secret)
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not sign_up(client)
    assert open_link(Client(), secret) == 404
    assert open_link(Client(), "guess") == 404


def test_a_second_invitation_ends_the_first() -> None:
    first, _secret = invite(email="new@example.org", by=None)
    second, _other = invite(email="new@example.org", by=None)
    assert list(Invitation.objects.all()) == [second]
    assert first != second


def test_staff_invite_in_the_admin(admin_client: Client, settings: Any) -> None:
    settings.SIGNUP = "invite"
    page = admin_client.post("/admin/accounts/invitation/add/", {"email": "new@example.org"}, follow=True)
    link = page.content.decode().split("/account/invitation/")[1].split("/")[0]
    guest = Client()
    assert open_link(guest, link) == 302
    assert sign_up(guest)


def test_a_word_that_is_none_is_refused_at_the_start(settings: Any) -> None:
    settings.SIGNUP = "opne"
    assert [error.id for error in check_sign_up(None)] == ["accounts.E002"]
    settings.SIGNUP = "invite"
    assert check_sign_up(None) == []
