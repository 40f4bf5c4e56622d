"""Thumbs for an answer: one rating a user and turn, changed or withdrawn where it still is what was seen."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from chat.ratings.services import explain_rating, rate_turn, withdraw_rating
from chat.rows.enums import RatingReason, RatingValue, Role, TurnStatus
from chat.rows.errors import NotRateable, RatingChanged
from chat.rows.limits import MAX_COMMENT_CHARS
from chat.rows.models import Conversation, Message
from chat.rows.ratings import TurnRating
from telemetry.models import EventRecord

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
UP, DOWN = RatingValue.UP, RatingValue.DOWN
UNFINISHED = (TurnStatus.STREAMING, TurnStatus.ASKING, TurnStatus.FAILED)


@pytest.fixture
def alice(user: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(user)


@pytest.fixture
def turn(conversation: Conversation) -> Message:
    """A finished answer, the newest of its conversation."""
    answer = Message.objects.create(conversation=conversation, number=1, role=Role.ASSISTANT, text="Tides are waves.")
    Conversation.objects.filter(pk=conversation.pk).update(head=answer)
    return answer


@pytest.fixture
def told(django_capture_on_commit_callbacks) -> Callable[..., list[dict[str, object]]]:
    """Return a function that does something and gives the payloads of its events of one name."""

    def run(name: str, *actions: Callable[[], object]) -> list[dict[str, object]]:
        with django_capture_on_commit_callbacks(execute=True):
            for act in actions:
                act()
        return [event.payload for event in EventRecord.objects.filter(name=name).order_by("pk")]

    return run


def press(client: Client, turn: Message, headers: dict[str, str] = HTMX, **fields: str):
    return client.post(reverse("chat:turn_rating", args=[turn.pk]), fields, headers=headers)


def explain(client: Client, turn: Message, headers: dict[str, str] = HTMX, **fields: str):
    return client.post(reverse("chat:turn_rating_reason", args=[turn.pk]), fields, headers=headers)


def pressed(page: bytes) -> list[str]:
    return html.fromstring(page.decode()).xpath("//button[@aria-pressed='true']/@aria-label")


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "sideways"},
        {"value": ""},
        {"value": "down", "reason": "boring"},
        {"value": "up", "reason": "other"},
        {"value": "up", "comment": "But it is good."},
    ],
)
def test_database_refuses_what_is_no_rating(turn, user, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        TurnRating.objects.create(turn=turn, user=user, **fields)


def test_database_holds_one_rating_a_user_and_turn(turn, user):
    TurnRating.objects.create(turn=turn, user=user, value=UP)

    with pytest.raises(IntegrityError), transaction.atomic():
        TurnRating.objects.create(turn=turn, user=user, value=DOWN)


def test_same_rating_again_keeps_its_reason_and_tells_nothing(turn, user, told):
    payloads = told(
        "answer_rated",
        lambda: rate_turn(turn=turn, actor=user, value=DOWN),
        lambda: explain_rating(turn=turn, actor=user, reason=RatingReason.INCORRECT, comment="Moon"),
        lambda: rate_turn(turn=turn, actor=user, value=DOWN),
    )

    rating = TurnRating.objects.get()
    assert (rating.value, rating.reason, rating.comment) == (DOWN, "incorrect", "Moon")
    assert payloads == [{"turn_id": str(turn.pk), "value": "down"}]


def test_another_rating_goes_without_the_reason(turn, user, told):
    payloads = told(
        "answer_rated",
        lambda: rate_turn(turn=turn, actor=user, value=DOWN),
        lambda: explain_rating(turn=turn, actor=user, reason=None, comment="Moon"),
        lambda: rate_turn(turn=turn, actor=user, value=UP),
    )

    rating = TurnRating.objects.get()
    assert (rating.value, rating.reason, rating.comment) == (UP, "", "")
    assert [payload["value"] for payload in payloads] == ["down", "up"]


def test_a_reason_is_told_without_its_words_and_once(turn, user, told):
    rate_turn(turn=turn, actor=user, value=DOWN)

    def say() -> None:
        explain_rating(turn=turn, actor=user, reason=RatingReason.UNCLEAR, comment="Too long")

    assert told("rating_explained", say, say) == [{"turn_id": str(turn.pk), "reason": "unclear", "comment_length": 8}]


def test_a_rating_that_changed_meanwhile_is_not_withdrawn(turn, user):
    rate_turn(turn=turn, actor=user, value=DOWN)

    withdraw_rating(turn=turn, actor=user, seen=UP)

    assert TurnRating.objects.get().value == DOWN


def test_withdrawal_is_told_once(turn, user, told):
    rate_turn(turn=turn, actor=user, value=UP)

    def withdraw() -> None:
        withdraw_rating(turn=turn, actor=user, seen=UP)

    assert told("answer_rated", withdraw, withdraw)[-1:] == [{"turn_id": str(turn.pk), "value": None}]
    assert EventRecord.objects.filter(name="answer_rated", payload__value=None).count() == 1
    assert not TurnRating.objects.exists()


def test_a_good_answer_is_not_explained(turn, user):
    rate_turn(turn=turn, actor=user, value=UP)

    with pytest.raises(RatingChanged):
        explain_rating(turn=turn, actor=user, reason=RatingReason.OTHER, comment="")


@pytest.mark.parametrize("status", UNFINISHED)
def test_unfinished_answers_are_not_rated(turn, user, alice, status):
    Message.objects.filter(pk=turn.pk).update(status=status)
    turn.refresh_from_db()

    with pytest.raises(NotRateable):
        rate_turn(turn=turn, actor=user, value=UP)
    assert b"Good answer" not in alice.get(reverse("chat:turn_article", args=[turn.pk])).content


@pytest.mark.parametrize("status", [TurnStatus.COMPLETED, TurnStatus.CANCELLED, TurnStatus.INTERRUPTED])
def test_finished_answers_offer_both_thumbs(turn, alice, status):
    Message.objects.filter(pk=turn.pk).update(status=status)

    page = html.fromstring(alice.get(reverse("chat:turn_article", args=[turn.pk])).content.decode())

    buttons = page.xpath("//form[@class='thumbs']//button")
    assert [(one.get("aria-label"), one.get("aria-pressed")) for one in buttons] == [
        ("Good answer", "false"),
        ("Poor answer", "false"),
    ]


def test_pressed_thumb_shows_again_and_withdraws(turn, alice):
    fragment = press(alice, turn, value="up")
    page = alice.get(reverse("chat:conversation", args=[turn.conversation_id]))

    assert pressed(fragment.content) == pressed(page.content) == ["Good answer"]
    assert "Your rating is kept" in fragment["HX-Trigger"]
    assert "What was wrong?" not in fragment.content.decode()
    taken_back = press(alice, turn, withdraw="up")
    assert pressed(taken_back.content) == []
    assert "withdrawn" in taken_back["HX-Trigger"]


def test_poor_answer_asks_what_was_wrong_and_keeps_it(turn, alice):
    asked = html.fromstring(press(alice, turn, value="down").content.decode())
    assert asked.xpath("//div[@hx-swap-oob]/details/@open")
    assert len(asked.xpath("//input[@name='reason']")) == len(RatingReason)

    answer = explain(alice, turn, reason="incorrect", comment=" The <b>Moon</b>\r\ndoes it ")

    rating = TurnRating.objects.get()
    assert (rating.reason, rating.comment) == ("incorrect", "The <b>Moon</b>\ndoes it")
    shown = html.fromstring(answer.content.decode())
    assert shown.xpath("//input[@checked]/@value") == ["incorrect"]
    assert not shown.xpath("//details/@open")
    assert "Your rating is kept" in answer["HX-Trigger"]


def test_without_htmx_the_page_comes_again_at_the_answer(turn, alice):
    page = f"{reverse('chat:conversation', args=[turn.conversation_id])}#m-{turn.pk}"

    assert press(alice, turn, headers={}, value="down")["Location"] == page
    assert explain(alice, turn, headers={}, comment="Moon")["Location"] == page


@pytest.mark.parametrize("fields", [{}, {"value": "sideways"}, {"withdraw": "sideways"}])
def test_other_values_are_refused(turn, alice, fields):
    assert press(alice, turn, **fields).status_code == 422


def test_too_long_a_comment_and_an_unknown_reason_are_refused(turn, alice):
    press(alice, turn, value="down")

    assert explain(alice, turn, comment="x" * (MAX_COMMENT_CHARS + 1)).status_code == 422
    assert explain(alice, turn, reason="boring").status_code == 422
    assert explain(alice, turn, comment="x\r\n" * (MAX_COMMENT_CHARS // 2)).status_code == 200


def test_a_reason_for_a_withdrawn_rating_is_refused(turn, alice):
    answer = explain(alice, turn, reason="other")

    assert answer.status_code == 409
    assert "rating_changed" in answer.content.decode()


def test_ratings_go_with_their_user(turn, user):
    rate_turn(turn=turn, actor=user, value=UP)

    user.delete()

    assert not TurnRating.objects.exists()


def test_staff_filter_ratings_and_change_none(turn, user, staff, client_for):
    rate_turn(turn=turn, actor=user, value=DOWN)
    explain_rating(turn=turn, actor=user, reason=RatingReason.OFF_TOPIC, comment="I asked about the Moon.")
    rating, client = TurnRating.objects.get(), client_for(staff)
    listing = reverse("admin:chat_turnrating_changelist")

    assert "I asked about the Moon." in client.get(listing, {"value": "down"}).content.decode()
    assert "I asked about the Moon." not in client.get(listing, {"value": "up"}).content.decode()
    change = reverse("admin:chat_turnrating_change", args=[rating.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"value": "up"}).status_code == 403
    assert client.get(reverse("admin:chat_turnrating_add")).status_code == 403
