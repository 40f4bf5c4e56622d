"""The doors that allauth guards, as they are wired here."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User


@pytest.fixture(autouse=True)
def fresh_attempts(settings: Settings) -> None:
    cache.clear()
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_a_user_signs_in_by_address_in_any_case(client: Client, user: User) -> None:
    assert sign_in(client, "Alice@example.org", "alice-password-1") == 302
    assert client.get("/api/me/usage").status_code == 200


def test_guessing_is_limited(client: Client, user: User) -> None:
    for _ in range(5):
        assert sign_in(client, user.email, "wrong-password") == 200

    assert sign_in(client, user.email, "alice-password-1") == 200
    assert client.get("/api/me/usage").status_code == 401


@pytest.mark.django_db
def test_signing_up_makes_an_ordinary_user(client: Client) -> None:
    password = "seven-green-vans"

    response = client.post(
        reverse("account_signup"), {"email": "New@example.org", "password1": password, "password2": password}
    )

    made = User.objects.get()
    assert response.status_code == 302
    assert (made.email, made.is_staff) == ("new@example.org", False)


def test_a_session_is_a_guarded_cookie(client: Client, user: User) -> None:
    sign_in(client, user.email, "alice-password-1")

    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
