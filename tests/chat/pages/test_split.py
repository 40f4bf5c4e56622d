"""The divider's news become events: where it was put, and whether the pane is open."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from telemetry.models import EventRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(user: User, features_on: None, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.mark.parametrize(
    ("name", "fields", "payload"),
    [
        ("split_resized", {"percent": "38"}, {"percent": 38}),
        ("split_toggled", {"state": "closed"}, {"is_open": False}),
        ("split_toggled", {"state": "open"}, {"is_open": True}),
    ],
)
def test_news_of_the_divider_are_kept(alice, user, django_capture_on_commit_callbacks, name, fields, payload):
    with django_capture_on_commit_callbacks(execute=True):
        answer = alice.post(reverse(f"chat:{name}"), fields)

    assert answer.status_code == 204
    told = EventRecord.objects.get()
    assert (told.name, told.user_id, told.payload) == (name.replace("split", "split_view"), user.pk, payload)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("split_resized", {}),
        ("split_resized", {"percent": "101"}),
        ("split_resized", {"percent": "half"}),
        ("split_toggled", {"state": "ajar"}),
    ],
)
def test_other_news_are_refused(alice, name, fields):
    assert alice.post(reverse(f"chat:{name}"), fields).status_code == 422


def test_nothing_is_taken_where_there_is_no_split(alice, settings):
    settings.FLAG_OVERRIDES = "splitViewEnabled=off"

    assert alice.post(reverse("chat:split_resized"), {"percent": "50"}).status_code == 403
    assert "/split/" not in alice.get("/").content.decode()
