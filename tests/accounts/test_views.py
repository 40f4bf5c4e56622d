from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import PersonalToken, User
from accounts.tokens import authenticate_token, create_token

ClientFor = Callable[[User], Client]
ACCOUNT, TOKENS = "/account/", "/account/tokens/"


def test_account_shows_tokens_and_usage(user: User, client_for: ClientFor) -> None:
    create_token(user, "laptop")

    response = client_for(user).get(ACCOUNT)

    assert [token.name for token in response.context["tokens"]] == ["laptop"]
    assert [(quota.used, quota.limit) for quota in response.context["usage"]] == [(0, 100)]
    assert response.context["new_token"] == ""
    assert "no-store" in response["Cache-Control"]


def test_token_create_shows_it_this_once(user: User, client_for: ClientFor) -> None:
    client = client_for(user)

    made = client.post(TOKENS, {"name": "laptop"})

    raw = made.context["new_token"]
    assert authenticate_token(raw) == user
    assert raw in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert raw not in client.get(ACCOUNT).content.decode()


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_token_create_refuses_a_wrong_name(user: User, client_for: ClientFor, name: str) -> None:
    response = client_for(user).post(TOKENS, {"name": name})

    assert (response.status_code, PersonalToken.objects.count()) == (422, 0)
    assert response.context["form"].errors.keys() == {"name"}


def test_token_revoke_ends_it(user: User, client_for: ClientFor) -> None:
    raw = create_token(user, "laptop")
    address = reverse("accounts:token_revoke", args=[PersonalToken.objects.get().pk])

    response = client_for(user).post(address)

    assert response.url == ACCOUNT
    assert authenticate_token(raw) is None
    assert client_for(user).post(address).status_code == 404


def test_token_revoke_of_another_user_is_404(user: User, other_user: User, client_for: ClientFor) -> None:
    raw = create_token(user, "laptop")

    response = client_for(other_user).post(f"{TOKENS}{PersonalToken.objects.get().pk}/revoke/")

    assert response.status_code == 404
    assert authenticate_token(raw) == user


@pytest.mark.parametrize(("method", "address"), [("get", ACCOUNT), ("post", TOKENS), ("post", f"{TOKENS}1/revoke/")])
@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in(client: Client, method: str, address: str) -> None:
    response = getattr(client, method)(address)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [TOKENS, f"{TOKENS}1/revoke/"])
def test_writes_need_csrf(user: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    assert client.post(address, {"name": "x"}).status_code == 403
    assert client.get(address).status_code == 405


def test_preference_is_kept_and_taken_back(user: User, client_for: ClientFor) -> None:
    client = client_for(user)

    client.post("/account/preferences/", {"applies_small_changes": "on"})
    user.refresh_from_db()
    assert user.applies_small_changes
    assert "checked" in client.get(ACCOUNT).content.decode().split('name="applies_small_changes"')[1].split(">")[0]

    assert client.post("/account/preferences/", {})["Location"] == ACCOUNT
    user.refresh_from_db()
    assert not user.applies_small_changes
