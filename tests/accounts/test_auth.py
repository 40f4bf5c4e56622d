"""Who gets in, through the real API."""

import pytest
from django.test import Client

from accounts.models import PersonalToken, User
from accounts.tokens import create_token, revoke_token

USAGE = "/api/me/usage"
GATE = "/api/artifacts/gatekeeper"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_nobody_gets_401_as_a_problem(client: Client, db: None) -> None:
    response = client.get(USAGE)

    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "not_authenticated"


def test_a_token_gets_in(client: Client, user: User) -> None:
    assert client.get(USAGE, headers=bearer(create_token(user, "t"))).status_code == 200


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(client: Client, user: User, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {create_token(user, 't')}"}

    assert client.get(USAGE, headers=headers).status_code == 200


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer ", "Bearer dpt_wrong", "Basic YTpi", "dpt_x", "Bearer \xff"])
def test_anything_else_does_not(client: Client, db: None, value: str) -> None:
    assert client.get(USAGE, headers={"Authorization": value}).status_code == 401


def test_a_revoked_token_does_not(client: Client, user: User) -> None:
    token = create_token(user, "t")
    revoke_token(user, PersonalToken.objects.get().pk)

    assert client.get(USAGE, headers=bearer(token)).status_code == 401


def test_a_session_gets_in(client: Client, user: User) -> None:
    client.force_login(user)

    assert client.get(USAGE).status_code == 200


def test_a_wrong_token_is_not_saved_by_a_session(client: Client, user: User) -> None:
    client.force_login(user)

    assert client.get(USAGE, headers=bearer("dpt_wrong")).status_code == 401


def test_a_session_without_csrf_may_not_write(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    response = client.post(GATE, {"text": "hello"}, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


def test_a_session_with_csrf_may_write(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    client.cookies["csrftoken"] = "c" * 32
    headers = {"X-CSRFToken": "c" * 32}

    response = client.post(GATE, {"text": "hello"}, content_type="application/json", headers=headers)

    assert response.status_code == 200


def test_a_token_needs_no_csrf(user: User) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(
        GATE, {"text": "hello"}, content_type="application/json", headers=bearer(create_token(user, "t"))
    )

    assert response.status_code == 200


def test_a_stranger_with_a_foreign_form_gets_401(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(GATE, {"text": "hello"}, content_type="application/json").status_code == 401
