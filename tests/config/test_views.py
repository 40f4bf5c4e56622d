"""What a page answers while the database is away, wherever in the request that is noticed."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from accounts.models import User
from common.errors import Unavailable

pytestmark = pytest.mark.usefixtures("everything_is_on")


@pytest.fixture
def signed_in(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_user(email="alice@example.com", password="x"))
    return client


@pytest.fixture
def away(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(self: SessionStore) -> dict[str, object]:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(SessionStore, "load", load)


@pytest.mark.usefixtures("away")
def test_page_of_a_signed_in_user_is_a_503_with_a_sentence(signed_in: Client) -> None:
    answer = signed_in.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert str(Unavailable.message) in answer.content.decode()


@pytest.mark.usefixtures("away")
def test_what_was_typed_comes_back_and_a_password_does_not(signed_in: Client) -> None:
    answer = signed_in.post("/turns/", {"text": "my <long> question", "password": "hunter2"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "my &lt;long&gt; question</textarea>" in page
    assert "hunter2" not in page


@pytest.mark.usefixtures("away")
def test_api_answers_a_problem(signed_in: Client) -> None:
    answer = signed_in.get("/api/artifacts")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_any_other_fault_stays_a_500(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(self: SessionStore) -> dict[str, object]:
        raise ValueError

    monkeypatch.setattr(SessionStore, "load", load)
    assert signed_in.get("/").status_code == 500
