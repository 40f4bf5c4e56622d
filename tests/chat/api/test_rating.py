"""Ratings over the JSON API: PUT sets one as a whole, DELETE takes it back, the turn tells it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from chat.rows.enums import Role, TurnStatus
from chat.rows.models import Conversation, Message
from chat.rows.ratings import TurnRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def turn(conversation: Conversation) -> Message:
    return Message.objects.create(conversation=conversation, number=1, role=Role.ASSISTANT, text="Tides are waves.")


def put(client: Client, turn: Message, **body: object):
    return client.put(f"/api/chat/turns/{turn.pk}/rating", body, content_type="application/json")


def read(client: Client, turn: Message) -> object:
    return client.get(f"/api/chat/turns/{turn.pk}").json()["rating"]


def test_rating_is_set_as_a_whole_and_told_with_the_turn(alice, turn):
    assert read(alice, turn) is None

    answer = put(alice, turn, value="down", reason="incorrect", comment="The Moon does it.")

    poor = {"value": "down", "reason": "incorrect", "comment": "The Moon does it."}
    assert (answer.status_code, answer.json(), read(alice, turn)) == (200, poor, poor)
    plain = {"value": "down", "reason": None, "comment": ""}
    assert (put(alice, turn, value="down").json(), read(alice, turn)) == (plain, plain)
    good = {"value": "up", "reason": None, "comment": ""}
    assert (put(alice, turn, value="up").json(), read(alice, turn)) == (good, good)


def test_rating_is_withdrawn_as_often_as_one_likes(alice, turn):
    put(alice, turn, value="up")

    for _attempt in range(2):
        assert alice.delete(f"/api/chat/turns/{turn.pk}/rating").status_code == 204
    assert read(alice, turn) is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"value": "sideways"},
        {"value": "up", "reason": "other"},
        {"value": "up", "comment": "Nice"},
        {"value": "down", "reason": "boring"},
        {"value": "down", "comment": "x" * 1001},
        {"value": "down", "stars": 1},
    ],
)
def test_what_is_no_rating_is_refused(alice, turn, body):
    answer = put(alice, turn, **body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert not TurnRating.objects.exists()


def test_running_answers_and_messages_of_the_user_are_not_rated(alice, turn, conversation):
    said = Message.objects.create(conversation=conversation, number=2, role=Role.USER, text="And?")
    Message.objects.filter(pk=turn.pk).update(status=TurnStatus.STREAMING)

    running = put(alice, turn, value="up")

    assert (running.status_code, running.json()["code"]) == (409, "not_rateable")
    assert put(alice, said, value="up").status_code == 404
