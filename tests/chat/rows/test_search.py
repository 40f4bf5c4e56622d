from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from chat.rows.enums import Role, TurnStatus
from chat.rows.message_index import install_index
from chat.rows.models import Conversation, Message
from chat.rows.search import search_conversations

pytestmark = pytest.mark.django_db


def say(owner: User, text: str, title: str = "", **fields: object) -> Message:
    conversation = Conversation.objects.create(owner=owner, title=title)
    return Message.objects.create(conversation=conversation, number=1, role=Role.USER, text=text, **fields)


@pytest.mark.parametrize("words", ["kettle", "KETTL", "green kettle", "kettle's", '"kettle"', "kettle) OR (x", "42"])
def test_words_of_a_message_are_found(user: User, words: str) -> None:
    wanted = say(user, "The green kettle's price is 42. Or x.")
    say(user, "Nothing of the sort")
    assert [one.message for one in search_conversations(user, words)] == [wanted]


@pytest.mark.parametrize("words", ["", "  ", "*", '"', "kettle blue", "ettle"])
def test_nothing_is_found_without_words_or_without_all_of_them(user: User, words: str) -> None:
    say(user, "The green kettle")
    assert search_conversations(user, words) == []


def test_titles_come_first_then_the_newest_message(user: User) -> None:
    titled = say(user, "words", title="Kettle prices")
    older, newer = say(user, "a kettle"), say(user, "another kettle")
    found = [one.message or one.conversation for one in search_conversations(user, "kettle")]
    assert found == [titled.conversation, newer, older]


def test_snippet_marks_what_was_looked_for(user: User) -> None:
    say(user, f"{'before ' * 40}the <b>kettle</b> of\n\ntin {'after ' * 40}")
    snippet = search_conversations(user, "kettle")[0].snippet
    assert [text for text, is_match in snippet if is_match] == ["kettle"]
    assert len("".join(text for text, _ in snippet)) < 250


def test_others_and_deleted_conversations_are_not_found(user: User, other_user: User) -> None:
    say(other_user, "a kettle")
    Conversation.objects.filter(pk=say(user, "a kettle").conversation_id).update(deleted_at="2026-01-01T00:00Z")
    assert search_conversations(user, "kettle") == []


def test_an_answer_is_found_once_it_is_settled_by_what_it_says_then(user: User) -> None:
    answer = say(user, "draft")
    running = Message.objects.filter(pk=answer.pk)
    running.update(role=Role.ASSISTANT)
    running.update(status=TurnStatus.STREAMING, text="a teapot")
    assert search_conversations(user, "teapot") == []
    running.update(status=TurnStatus.COMPLETED, text="a kettle")
    assert [len(search_conversations(user, word)) for word in ("kettle", "teapot", "draft")] == [1, 0, 0]
    running.delete()
    assert search_conversations(user, "kettle") == []


def test_index_put_in_again_changes_nothing(user: User) -> None:
    say(user, "a kettle")
    install_index(using=connection.alias)
    assert len(search_conversations(user, "kettle")) == 1


def test_page_and_api(client_for: Callable[[User], Client], user: User, other_user: User, features_on: None) -> None:
    message = say(user, "a <script> kettle", title="Tin")
    client: Client = client_for(user)
    page = client.get("/search/", {"q": "kettle"}).content.decode()
    assert f"/c/{message.conversation_id}/#m-{message.pk}" in page
    assert "<mark>kettle</mark>" in page
    assert "<script> " not in page
    fragment = client.get("/search/", {"q": "kettle"}, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>kettle</mark>" in fragment
    assert "<html" not in fragment
    found = client.get("/api/chat/conversations/search", {"q": "kettle"}).json()["results"]
    assert [(one["message_id"], one["title"], one["snippet"].split()[-1]) for one in found] == [
        (str(message.pk), "Tin", "kettle")
    ]
    assert client_for(other_user).get("/api/chat/conversations/search", {"q": "kettle"}).json() == {"results": []}
