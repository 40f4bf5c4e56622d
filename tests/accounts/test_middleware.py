from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.tokens import create_token

ClientFor = Callable[[User], Client]


def test_answers_say_where_the_caller_stands(user: User, client_for: ClientFor, settings: Settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "gatekeeper": "2/m"}
    client = client_for(user)

    with time_machine.travel("2026-11-23T10:00:00Z", tick=False):
        first, second, third = (
            client.post("/api/artifacts/gatekeeper", {"text": "hello"}, content_type="application/json")
            for _ in range(3)
        )

    reset = third["Retry-After"]
    assert [response.status_code for response in (first, second, third)] == [200, 200, 429]
    assert first["RateLimit-Policy"] == '"gatekeeper";q=2;w=60'
    assert [response["RateLimit"] for response in (first, second, third)] == [
        f'"gatekeeper";r={left};t={reset}' for left in (1, 0, 0)
    ]
    assert third.json()["retry_after_seconds"] == int(reset)
    assert third["Content-Type"] == "application/problem+json"


def test_requests_without_limits_have_no_headers(user: User, client_for: ClientFor) -> None:
    response = client_for(user).get("/api/me/usage")

    assert ("RateLimit" in response, "RateLimit-Policy" in response) == (False, False)


def test_htmx_is_told_that_the_session_has_ended(client: Client, db: None) -> None:
    response = client.post("/account/tokens/", {"name": "laptop"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert response.status_code == 401
    assert ("session_ended" in page, "<html" in page) == (True, False)


def test_a_page_is_still_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.post("/account/tokens/", {"name": "laptop"}).status_code == 302


@pytest.mark.parametrize("address", ["/", "/artifacts/", "/api/artifacts", "/nowhere/", "/exports/menu/x/"])
def test_answers_to_a_signed_in_user_stay_out_of_caches(user: User, client_for: ClientFor, address: str) -> None:
    response = client_for(user).get(address)

    assert response["Cache-Control"] == "private, no-store"
    assert {"Cookie", "Authorization"} <= set(response["Vary"].split(", "))


def test_answers_to_a_token_stay_out_of_caches(user: User, client: Client) -> None:
    response = client.get("/api/me/usage", headers={"Authorization": f"Bearer {create_token(user, 'laptop')}"})

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
