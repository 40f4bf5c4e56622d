"""The endpoint: exact shape, strict body, limit, flags."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.tokens import create_token
from gatekeeper.models import DecisionRecord
from rollout.enums import FlagName
from rollout.models import Flag

URL = "/api/artifacts/gatekeeper"


@pytest.fixture
def flags(db: None) -> None:
    """All features on."""
    for name in FlagName:
        Flag.objects.update_or_create(name=name, defaults={"everyone": True})


@pytest.fixture
def post(user: User, flags: None) -> Callable[..., object]:
    """Return a function that posts a body with Alice's token."""
    client = Client(headers={"Authorization": f"Bearer {create_token(user, 'test')}"})

    def send(body: object) -> object:
        return client.post(URL, body, content_type="application/json")

    return send


def test_post_creates_nothing_but_a_record(post: Callable) -> None:
    response = post({"text": "Make a table of five teas with columns name, origin, price", "context": {}})

    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == {
        "action",
        "kind",
        "confidence",
        "stage",
        "should_create",
        "reasons",
        "asked_for",
        "latency_ms",
    }
    assert (answer["action"], answer["kind"], answer["should_create"]) == ("create", "table", True)
    assert answer["asked_for"] == {"rows": 5, "columns": ["name", "origin", "price"]}
    assert all(reason["text"] != reason["code"] for reason in answer["reasons"])
    assert DecisionRecord.objects.get().is_dry_run is False


def test_post_with_open_artifact_edits(post: Callable) -> None:
    answer = post({"text": "add a column for price", "context": {"open_artifact": "table"}}).json()

    assert (answer["action"], answer["kind"], answer["should_create"]) == ("edit", "table", False)


def test_post_pivot_question_is_answered(post: Callable) -> None:
    answer = post({"text": "How do I make a pivot table in Excel?"}).json()

    assert (answer["action"], answer["kind"]) == ("answer", None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 5},
        {"text": "x", "more": 1},
        {"text": "x", "context": {"open_artifact": "slides"}},
        {"text": "x", "context": {"title": "t"}},
        {"text": "x" * 32_001},
    ],
)
def test_post_wrong_body_is_422(post: Callable, body: object) -> None:
    response = post(body)

    assert response.status_code == 422
    assert response.json()["errors"]


def test_post_without_user_is_401(client: Client, flags: None) -> None:
    response = client.post(URL, {"text": "x"}, content_type="application/json", headers={"Authorization": "Bearer no"})

    assert response.status_code == 401


def test_post_above_limit_is_429(post: Callable, settings: Settings) -> None:
    settings.LIMITS = {**settings.LIMITS, "gatekeeper": "2/h"}

    codes = [post({"text": "hi"}).status_code for _ in range(3)]

    assert codes == [200, 200, 429]


def test_post_creation_off_is_a_dry_run(post: Callable) -> None:
    Flag.objects.filter(name=FlagName.CREATION).update(everyone=False)

    post({"text": "Make a table of five teas with columns name, origin, price"})

    assert DecisionRecord.objects.get().is_dry_run is True


def test_post_gate_off_answers(post: Callable) -> None:
    Flag.objects.filter(name=FlagName.GATEKEEPER).update(everyone=False)

    answer = post({"text": "Make a table of five teas"}).json()

    assert (answer["action"], answer["reasons"][0]["code"]) == ("answer", "gate_off")
