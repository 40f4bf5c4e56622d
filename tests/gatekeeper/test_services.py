"""Deciding for a user: the row, the event, the cache, and the correction that is stored once."""

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from artifacts.rows.enums import KindName
from common import events
from gatekeeper import services
from gatekeeper.decision import Context
from gatekeeper.enums import Action, Correction, Mode
from gatekeeper.errors import AlreadyCorrected
from gatekeeper.models import DecisionRecord

REQUEST = "Create a table comparing three phones by price and weight"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """The events that were delivered."""
    delivered: list[events.Event] = []
    monkeypatch.setattr(events, "_sinks", [delivered.append])
    return delivered


def test_decide_records_digest_and_no_text(user: User) -> None:
    decision, record = services.decide(user=user, text=REQUEST, context=Context())

    assert decision.action == Action.CREATE
    assert (record.action, record.kind, record.text_length) == ("create", "table", len(REQUEST))
    stored = " ".join(str(value) for value in DecisionRecord.objects.values().get(id=record.id).values())
    assert "phones" not in stored


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"confidence": 1.1}, "decision_confidence_in_unit"),
        ({"confidence": -0.1}, "decision_confidence_in_unit"),
        ({"action": "guess"}, "decision_action_known"),
        ({"stage": "oracle"}, "decision_stage_known"),
        ({"correction": "keep_in_chat"}, "decision_correction_dated"),
        ({"corrected_at": timezone.now()}, "decision_correction_dated"),
    ],
)
def test_database_refuses_a_wrong_decision(user: User, wrong: dict[str, object], constraint: str) -> None:
    _, record = services.decide(user=user, text=REQUEST, context=Context())

    with pytest.raises(IntegrityError, match=constraint):
        DecisionRecord.objects.filter(pk=record.pk).update(**wrong)


def test_decide_emits_decision_on_commit(
    user: User, seen: list[events.Event], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        _, record = services.decide(user=user, text=REQUEST, context=Context())

    assert [event.name for event in seen] == ["gatekeeper_decision"]
    assert seen[0].payload()["decision_id"] == str(record.id)
    assert REQUEST not in str(seen[0].payload())


def test_decide_again_is_cached_and_recorded(user: User) -> None:
    first, _ = services.decide(user=user, text=REQUEST, context=Context())
    second, record = services.decide(user=user, text=f"  {REQUEST.upper()} ", context=Context())

    assert second == first
    assert record.is_cached
    assert DecisionRecord.objects.count() == 2


def test_decide_other_context_is_not_cached(user: User) -> None:
    services.decide(user=user, text=REQUEST, context=Context())

    decision, record = services.decide(user=user, text=REQUEST, context=Context(mode=Mode.CHAT))

    assert decision.action == Action.ANSWER
    assert not record.is_cached


def test_decide_dry_run_is_marked(user: User) -> None:
    _, record = services.decide(user=user, text=REQUEST, context=Context(), is_dry_run=True)

    assert record.is_dry_run
    assert record.kind == KindName.TABLE


@pytest.mark.django_db(transaction=True)
async def test_decide_records_from_asynchronous_code(user: User) -> None:
    decision, record = await sync_to_async(services.decide)(user=user, text=REQUEST, context=Context())

    assert decision.kind == KindName.TABLE
    assert await DecisionRecord.objects.filter(id=record.id).aexists()


def test_record_correction_twice_is_refused(user: User) -> None:
    _, record = services.decide(user=user, text=REQUEST, context=Context())
    services.record_correction(record=record, correction=Correction.KEEP_IN_CHAT, actor=user)

    with pytest.raises(AlreadyCorrected):
        services.record_correction(record=record, correction=Correction.CONFIRMED, actor=user)

    record.refresh_from_db()
    assert record.correction == Correction.KEEP_IN_CHAT
    assert record.corrected_at is not None


def test_record_correction_emits_feedback(
    user: User, seen: list[events.Event], django_capture_on_commit_callbacks: object
) -> None:
    _, record = services.decide(user=user, text=REQUEST, context=Context())

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.record_correction(record=record, correction=Correction.KEEP_IN_CHAT, actor=user)

    feedback = [event for event in seen if event.name == "gatekeeper_feedback"]
    assert [event.payload()["correction"] for event in feedback] == ["keep_in_chat"]
